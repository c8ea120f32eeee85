//! Measuring, for the benchmarks `cost`, `hostile`, `growth` and `search`.

pub mod cost;
pub mod hostile;
pub mod measure;
pub mod report;
pub mod search;
pub mod tasks;
