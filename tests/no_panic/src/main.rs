//! Links only when no panic can be reached from anything that reads, prints or composes a message.
//!
//! A panic calls the panic handler, and that calls a function that does not exist. So long as any
//! code that is linked could panic, the linker misses `dnswire_can_panic`. Calls through pointers
//! count, as those of `core::fmt` do. The linker names no place: `places.py` finds the places in a
//! program with the feature `places`, where the function exists.
//!
//! When it runs, it does everything with the octets from standard input, so that the linker cannot
//! leave anything out as unused.
#![no_std]
#![no_main]

mod compose;
mod dso;
mod edns;
mod findings;
mod hasher;
mod message;
mod name;
mod rdata;
mod reader;
mod record;
mod registry;
mod show;
mod special;
mod svcb;
mod tcp;
mod text;
mod transfer;

use core::hint::black_box;
use core::panic::PanicInfo;

#[link(name = "c")]
unsafe extern "C" {
    fn read(file: i32, into: *mut u8, most: usize) -> isize;
    #[cfg(not(feature = "places"))]
    fn dnswire_can_panic(info: *const core::ffi::c_void) -> !;
}

#[cfg(not(feature = "places"))]
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    unsafe { dnswire_can_panic(core::ptr::from_ref(info).cast()) }
}

#[cfg(feature = "places")]
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    loop {
        black_box(info);
    }
}

#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    let mut octets = [0; 65536];
    let len = unsafe { read(0, octets.as_mut_ptr(), octets.len()) };
    let octets = octets.get_mut(..usize::try_from(len).unwrap_or(0)).unwrap_or_default();
    prove(black_box(octets));
    0
}

fn prove(octets: &mut [u8]) {
    let received = black_box(octets.len());
    message::prove(octets, received);
    reader::prove(octets);
    name::prove_octets(octets);
    registry::prove(octets);
    tcp::prove(octets);
    compose::prove(octets);
    dso::prove(octets);
    transfer::prove(octets);
    text::prove(octets);
    if let (Some(v4), Some(v6)) = (octets.first_chunk(), octets.first_chunk()) {
        special::addresses(*v4, *v6);
    }
    compose::edit_all(octets);
    dso::compose(octets);
}
