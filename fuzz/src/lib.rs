//! The fuzz targets by name, for the fuzzer and for the program `replay`.
//!
//! A target is a function of octets, and a bug is a panic. Those that need no other library are in
//! the support package, because tests run them too.

#[cfg(feature = "differential")]
pub mod differential;
pub mod structured;

pub use dnswire_support::targets::{compose, message, name, partial, rdata, reader, tcp, walk};

#[doc(hidden)]
#[cfg(fuzzing)]
pub use libfuzzer_sys;

/// The function of a target.
pub type Target = fn(&[u8]);

/// Every target with its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("message", message::run),
    ("structured", structured::run),
    ("reader", reader::run),
    ("rdata", rdata::run),
    ("name", name::run),
    ("partial", partial::run),
    ("walk", walk::run),
    ("tcp", tcp::run),
    ("compose", compose::run),
    #[cfg(feature = "differential")]
    ("differential", differential::run),
];

/// The target of this name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, run)| *run)
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
        libfuzzer_sys::fuzz_target!(|octets: &[u8]| $crate::$name::run(octets));

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
            $crate::replay($crate::$name::run, &paths)
        }
    };
}
