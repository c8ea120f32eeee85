//! Measuring, for the benchmarks `cost`, `hostile` and `growth`.

pub mod cost;
pub mod hostile;
pub mod measure;
pub mod report;
pub mod tasks;
