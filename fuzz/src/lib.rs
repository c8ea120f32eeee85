//! The fuzz targets by name, for the fuzzer and for the program `replay`.
//!
//! A target is a function of octets, and a bug is a panic. Those that need no other library are in
//! the support package, because tests run them too.

use dnswire_support::seeds::Seeds;
use dnswire_support::targets::TARGETS;

#[cfg(feature = "differential")]
pub mod differential;
pub mod structured;

pub use dnswire_support::targets::{
    compose, copy, dso, edit, explain, message, name, owned, partial, rdata, reader, respond, tcp,
    text, transfer, walk,
};

#[doc(hidden)]
#[cfg(fuzzing)]
pub use libfuzzer_sys;

/// The function of a target.
pub type Target = fn(&[u8]);

/// Every target with its name.
pub fn targets() -> Vec<(&'static str, Target)> {
    let own = TARGETS.iter().map(|target| match target.name {
        "structured" => ("structured", structured::run as Target),
        name => (name, target.run),
    });
    #[cfg(feature = "differential")]
    let own = own.chain([("differential", differential::run as Target)]);
    own.collect()
}

/// Writes the seeds of a target into its corpus, if there is none yet.
pub fn seed(name: &str) -> std::io::Result<()> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    std::fs::create_dir_all(&corpus)?;
    if std::fs::read_dir(&corpus)?.next().is_some() {
        return Ok(());
    }
    let seeds = Seeds::of_samples();
    let target = TARGETS.iter().find(|target| target.name == name);
    let seeds = target.map_or(Seeds::messages(&seeds), |target| (target.seeds)(&seeds));
    for (number, octets) in seeds.iter().enumerate() {
        std::fs::write(corpus.join(format!("seed-{number}")), octets)?;
    }
    Ok(())
}

/// Runs a target on the octets of files; those of a directory when a path is one.
pub fn replay(run: Target, paths: &[std::path::PathBuf]) -> std::io::Result<()> {
    for path in paths {
        if path.is_dir() {
            let entries = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
            replay(run, &entries.collect::<std::io::Result<Vec<_>>>()?)?;
        } else {
            println!("{}", path.display());
            run(&std::fs::read(path)?);
        }
    }
    Ok(())
}

/// The body of a fuzz target: a function for the fuzzer, or without one a program that replays.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        #[cfg(fuzzing)]
        use $crate::libfuzzer_sys;
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(
            init: $crate::seed(stringify!($name)).expect("the corpus can be written"),
            |octets: &[u8]| $crate::$name::run(octets)
        );

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
            $crate::replay($crate::$name::run, &paths)
        }
    };
}
