//! `Display` and `Debug` of anything, to standard output.

use core::fmt::{self, Debug, Display, Write};
use core::hint::black_box;

unsafe extern "C" {
    fn write(file: i32, from: *const u8, len: usize) -> isize;
}

/// Standard output.
struct Out;

impl Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match unsafe { write(1, text.as_ptr(), text.len()) } {
            -1 => Err(fmt::Error),
            _ => Ok(()),
        }
    }
}

/// Prints a value for a user and for a programmer, the latter in one line and in many.
pub fn show(value: &(impl Display + Debug)) {
    display(value);
    debug(value);
}

pub fn display(value: &impl Display) {
    let _ = writeln!(Out, "{value}");
}

pub fn debug(value: &impl Debug) {
    let _ = writeln!(Out, "{value:?} {value:#?}");
}

/// Prints a value in a width, on each side, and cut.
pub fn padded(value: &impl Display) {
    let _ = writeln!(Out, "{value:<30} {value:^30} {value:>30.9}");
}
