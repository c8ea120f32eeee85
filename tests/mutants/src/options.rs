//! The arguments of the program.

use std::thread::available_parallelism;

use crate::source::Source;

pub struct Options {
    /// How many mutants are run at most.
    pub sample: usize,
    /// How many are run at the same time.
    pub jobs: usize,
    /// Whether slow tests are run too.
    pub slow: bool,
    /// Modules and files, without `.rs`; all of `src` when it is empty.
    paths: Vec<String>,
}

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            sample: usize::MAX,
            jobs: available_parallelism().map_or(1, usize::from),
            slow: false,
            paths: Vec::new(),
        };
        while let Some(argument) = arguments.next() {
            let mut number = || match arguments.next().map(|value| value.parse()) {
                Some(Ok(number @ 1..)) => Ok(number),
                _ => Err(format!("{argument} needs a number")),
            };
            match argument.as_str() {
                "--sample" => options.sample = number()?,
                "--jobs" => options.jobs = number()?,
                "--slow" => options.slow = true,
                option if option.starts_with('-') => return Err(format!("what is {option}?")),
                path => {
                    let path = path.trim_end_matches('/');
                    options.paths.push(path.strip_suffix(".rs").unwrap_or(path).to_owned());
                }
            }
        }
        Ok(options)
    }

    /// Whether a file is to have mutants.
    pub fn has(&self, source: &Source) -> bool {
        let behind = |path: &String| source.path.strip_prefix(path.as_str());
        let mut rests = self.paths.iter().filter_map(behind);
        self.paths.is_empty() || rests.any(|rest| rest == ".rs" || rest.starts_with('/'))
    }
}
