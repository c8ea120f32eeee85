//! Runs the tests: first each alone, to see which places it reaches, then those of each mutant.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io, os::unix::process::ExitStatusExt};

/// Kilobytes that a test may have.
const MEMORY: u32 = 3 << 20;

pub struct Test {
    program: usize,
    name: String,
    time: Duration,
    /// How many places it reaches.
    reach: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Killed,
    OutOfTime,
    Survived,
    /// No test gets to the place.
    Unreached,
}

pub struct Tests {
    folder: PathBuf,
    programs: Vec<PathBuf>,
    all: Vec<Test>,
    /// The tests that reach a place, by the number of its first mutant.
    reaching: HashMap<u32, Vec<usize>>,
    /// Tests that take longer are left out, where a quicker one reaches the place.
    slowest: Duration,
}

impl Tests {
    /// Runs each test alone without a mutant; fails when one fails.
    pub fn start(work: &Path, programs: Vec<PathBuf>, slowest: Duration) -> io::Result<Self> {
        let folder = work.join("copy");
        let mut tests =
            Self { folder, programs, all: Vec::new(), reaching: HashMap::new(), slowest };
        let record = work.join("reached");
        let mut failed = Vec::new();
        for program in 0..tests.programs.len() {
            let list = Command::new(&tests.programs[program])
                .arg("--list")
                .current_dir(&tests.folder)
                .output()?;
            let list = String::from_utf8_lossy(&list.stdout).into_owned();
            for name in list.lines().filter_map(|line| line.strip_suffix(": test")) {
                if !tests.alone(program, name, &record)? {
                    failed.push(name.to_owned());
                }
            }
        }
        if failed.is_empty() {
            Ok(tests)
        } else {
            Err(io::Error::other(format!("tests fail without a mutant: {}", failed.join(", "))))
        }
    }

    /// How many tests are run for mutants, and how many are too slow for that.
    pub fn count(&self) -> (usize, usize) {
        let run = self.all.iter().filter(|test| test.time <= self.slowest).count();
        (run, self.all.len() - run)
    }

    /// Runs a test alone, and notes which places it reaches; returns whether it succeeds.
    fn alone(&mut self, program: usize, name: &str, record: &Path) -> io::Result<bool> {
        fs::write(record, "")?;
        let start = Instant::now();
        let variable = ("MUTANT_RECORD", record.display().to_string());
        let status = self.command(program, &[name], variable, 600).status()?;
        let reached = fs::read(record)?;
        let (places, _) = reached.as_chunks::<4>();
        let mut places: Vec<_> = places.iter().map(|place| u32::from_le_bytes(*place)).collect();
        places.sort_unstable();
        places.dedup();
        for place in &places {
            self.reaching.entry(*place).or_default().push(self.all.len());
        }
        let (name, reach) = (name.to_owned(), places.len());
        self.all.push(Test { program, name, time: start.elapsed(), reach });
        Ok(status.success())
    }

    /// Tests of one program in one process, which is ended after so many seconds of work.
    fn command(
        &self,
        program: usize,
        tests: &[&str],
        (variable, value): (&str, String),
        seconds: u64,
    ) -> Command {
        let wall = 10 * seconds + 30;
        let limits = format!("ulimit -c 0; ulimit -v {MEMORY}; ulimit -t {seconds}");
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{limits}; exec timeout -s KILL {wall} \"$@\""), "sh"])
            .arg(&self.programs[program])
            .args(["--test-threads", "1", "--exact"])
            .args(tests)
            .current_dir(&self.folder)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("CARGO_MANIFEST_DIR", &self.folder)
            .env(variable, value)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Runs the tests that reach a mutant, quick ones first, until one fails.
    pub fn run(&self, mutant: u32, place: u32) -> io::Result<Verdict> {
        let Some(reaching) = self.reaching.get(&place) else { return Ok(Verdict::Unreached) };
        let reaching: Vec<&Test> = reaching.iter().map(|test| &self.all[*test]).collect();
        for group in self.groups(reaching) {
            for program in 0..self.programs.len() {
                let tests: Vec<_> = group.iter().filter(|test| test.program == program).collect();
                if tests.is_empty() {
                    continue;
                }
                let time: Duration = tests.iter().map(|test| test.time).sum();
                let names: Vec<_> = tests.iter().map(|test| test.name.as_str()).collect();
                let variable = ("MUTANT", mutant.to_string());
                let seconds = (4 * time).as_secs() + 1;
                let status = self.command(program, &names, variable, seconds).status()?;
                if !status.success() {
                    let late = is_late(status);
                    return Ok(if late { Verdict::OutOfTime } else { Verdict::Killed });
                }
            }
        }
        Ok(Verdict::Survived)
    }

    /// First the quick tests that reach little, which are about this place most likely; then all
    /// others by time.
    fn groups<'t>(&self, mut tests: Vec<&'t Test>) -> Vec<Vec<&'t Test>> {
        let runs = |test: &&Test| test.time <= self.slowest;
        if tests.iter().any(runs) {
            tests.retain(runs);
        }
        tests.sort_by_key(|test| (test.time > Duration::from_millis(12), test.reach));
        let rest = tests.split_off(tests.len().min(25));
        let mut groups = vec![tests];
        let mut from = Duration::ZERO;
        for to in [50, 250, 1000, u64::MAX].map(Duration::from_millis) {
            let within = |test: &&Test| from <= test.time && test.time < to;
            groups.push(rest.iter().copied().filter(within).collect());
            from = to;
        }
        groups
    }
}

/// Returns `true` if a limit of time ended a process: by a signal, or as `timeout` reports one.
fn is_late(status: ExitStatus) -> bool {
    const KILLED: i32 = 9;
    const MUCH_WORK: i32 = 24;
    let signal = status.signal().or(status.code().map(|code| code - 128));
    matches!(signal, Some(KILLED | MUCH_WORK)) || status.code() == Some(124)
}
