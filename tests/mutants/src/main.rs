//! Changes the library in thousands of places, one at a time, and counts the changes that no test
//! notices. `../run` has the usage.

mod changes;
mod compile;
mod errors;
mod files;
mod find;
mod options;
mod report;
mod rewrite;
mod source;
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs, io, thread};

use options::Options;
use source::{Place, Refused, Source};
use tests::{Tests, Verdict};

fn main() -> ExitCode {
    match Options::read(env::args().skip(1)).map_err(io::Error::other).and_then(|o| run(&o)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder for everything that is written.
const WORK: &str = "target/mutants";

fn run(options: &Options) -> io::Result<()> {
    let work = env::current_dir()?.join(WORK);
    let mut sources = sources()?;
    for source in sources.iter_mut().filter(|source| !options.has(source)) {
        source.forget();
    }
    let found: usize = sources.iter().flat_map(|s| &s.places).map(|p| p.mutants.len()).sum();
    println!("{found} mutants found");
    if found == 0 {
        return Err(io::Error::other("give a module or file such as src/tcp or src/tcp/io.rs"));
    }
    let mut refused = Refused::default();
    let programs = compile::compile(&work, &sources, &mut refused)?;
    let slowest = if options.slow { Duration::MAX } else { Duration::from_millis(500) };
    let tests = Tests::start(&work, programs, slowest)?;
    let mutants = sample(&mutants(&sources, &refused), options.sample);
    let (run, slow) = tests.count();
    println!("{} mutants to run, {run} tests; {slow} more are slow", mutants.len());

    let verdicts = verdicts(&tests, &mutants, options.jobs)?;
    fs::write(work.join("survivors.txt"), report::survivors(&sources, &verdicts))?;
    println!("\n{}", report::table(&sources, &refused, &verdicts));
    println!("those that survived or were not reached: {WORK}/survivors.txt");
    Ok(())
}

/// All source files of the library, with their places; each mutant has a number of its own.
fn sources() -> io::Result<Vec<Source>> {
    let mut next = 1;
    let mut sources = Vec::new();
    for file in files::files(Path::new("src"))? {
        let text = fs::read_to_string(&file.path)?;
        let source = find::places(file.path.display().to_string(), text, next);
        let mut source = source.map_err(io::Error::other)?;
        if file.is_test {
            source.forget();
        }
        next = source.places.last().map_or(next, Place::next);
        sources.push(source);
    }
    Ok(sources)
}

/// The numbers of the mutants that can be switched on, each with that of its place.
fn mutants(sources: &[Source], refused: &Refused) -> Vec<(u32, u32)> {
    let mut mutants = Vec::new();
    for source in sources {
        for place in source.places.iter().filter(|place| refused.allows(source, place)) {
            let ids = place.numbered().map(|(id, _)| (id, place.first));
            mutants.extend(ids.filter(|(id, _)| !refused.mutants.contains(id)));
        }
    }
    mutants
}

/// So many of the mutants, spread evenly.
fn sample(mutants: &[(u32, u32)], most: usize) -> Vec<(u32, u32)> {
    let count = most.min(mutants.len());
    (0..count).map(|i| mutants[i * mutants.len() / count]).collect()
}

/// Runs the mutants, several at the same time.
fn verdicts(
    tests: &Tests,
    mutants: &[(u32, u32)],
    jobs: usize,
) -> io::Result<BTreeMap<u32, Verdict>> {
    let next = AtomicUsize::new(0);
    let verdicts = Mutex::new(BTreeMap::new());
    let job = || {
        while let Some((mutant, place)) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
            let verdict = tests.run(*mutant, *place)?;
            let mut verdicts = verdicts.lock().map_err(|_| io::Error::other("a job panicked"))?;
            verdicts.insert(*mutant, verdict);
            if verdicts.len() % 100 == 0 {
                println!("{} of {}", verdicts.len(), mutants.len());
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let jobs: Vec<_> = (0..jobs).map(|_| scope.spawn(job)).collect();
        jobs.into_iter().try_for_each(|job| {
            job.join().unwrap_or_else(|_| Err(io::Error::other("a job panicked")))
        })
    })?;
    verdicts.into_inner().map_err(|_| io::Error::other("a job panicked"))
}
