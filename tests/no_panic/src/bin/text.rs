//! Links only when no panic is left in a program that reads a message and prints all of it.
//!
//! `core::fmt` calls through pointers, and `#[no_panic]` cannot see that such a call returns. Here
//! the panic handler itself does not exist: if anything that is linked could panic, calls through
//! pointers included, the linker misses `dnswire_can_panic`.
#![no_std]
#![no_main]

use core::fmt::{self, Write};
use core::hint::black_box;
use core::panic::PanicInfo;

use dnswire::{Message, NameBuf};

#[link(name = "c")]
unsafe extern "C" {
    fn dnswire_can_panic() -> !;
    fn read(file: i32, into: *mut u8, most: usize) -> isize;
    fn write(file: i32, from: *const u8, len: usize) -> isize;
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unsafe { dnswire_can_panic() }
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

/// Prints the message that comes from standard input, its parts, and its errors and findings.
#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    let mut octets = [0; 65536];
    let len = unsafe { read(0, octets.as_mut_ptr(), octets.len()) };
    let octets = octets.get(..usize::try_from(len).unwrap_or(0)).unwrap_or_default();
    i32::from(print(black_box(octets), &mut Out).is_err())
}

fn print(octets: &[u8], out: &mut dyn Write) -> fmt::Result {
    match Message::parse_partial(octets, octets.len()) {
        Err(error) => writeln!(out, "{error}"),
        Ok(partial) => {
            writeln!(out, "{partial}")?;
            for finding in partial.findings() {
                writeln!(out, "{finding}")?;
            }
            parts(partial.message(), out)
        }
    }?;
    match str::from_utf8(octets).unwrap_or_default().parse::<NameBuf>() {
        Ok(name) => writeln!(out, "{name}"),
        Err(error) => writeln!(out, "{error}"),
    }
}

fn parts(message: Message<'_>, out: &mut dyn Write) -> fmt::Result {
    writeln!(out, "{message}{}", message.header().flags())?;
    for question in message.questions() {
        writeln!(out, "{question}")?;
    }
    for record in message.records() {
        writeln!(out, "{record} {} {}", record.owner(), record.rdata())?;
        record.owner().labels().try_for_each(|label| writeln!(out, "{label}"))?;
    }
    message.edns().map_or(Ok(()), |edns| writeln!(out, "{edns}"))
}
