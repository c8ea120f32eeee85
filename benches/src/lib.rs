//! Measuring, for the benchmarks `hostile` and `growth`.

pub mod measure;
pub mod report;
pub mod tasks;
