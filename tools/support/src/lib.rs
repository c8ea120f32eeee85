//! Code that the benchmarks and tests of dnswire share. It does not use dnswire.

pub mod stream;
