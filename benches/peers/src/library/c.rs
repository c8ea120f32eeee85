//! Libraries in C, called through `c/*.c`; each call takes one message.

use super::Library;
use crate::task::{Kept, on_octets, start};

/// From a message to a number; 0 on success.
type Call = unsafe extern "C" fn(wire: *const u8, len: usize, sum: *mut u64) -> i32;

unsafe extern "C" {
    fn peer_ns_skip(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_ns_mx(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_ns_decode(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_ns_print(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_knot_mx(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_knot_decode(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_knot_print(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_ldns_mx(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_ldns_decode(wire: *const u8, len: usize, sum: *mut u64) -> i32;
    fn peer_ldns_print(wire: *const u8, len: usize, sum: *mut u64) -> i32;
}

/// Calls a function of `c/*.c`.
#[inline]
fn call(function: Call, octets: &[u8]) -> Option<u64> {
    let mut sum = 0;
    // The functions read `len` octets and write one number.
    let status = unsafe { function(octets.as_ptr(), octets.len(), &mut sum) };
    (status == 0).then_some(sum)
}

/// Declares a module with the work that a library can do.
macro_rules! calls {
    ($($module:ident { $($name:ident $run:ident = $function:ident;)+ })+) => {$(
        mod $module {
            use super::*;

            on_octets! { $($name = $run;)+ }

            $(
                #[inline]
                fn $run(octets: &[u8], _: &mut Kept) -> Option<u64> {
                    call($function, octets)
                }
            )+
        }
    )+};
}

calls! {
    ns {
        Skip skip = peer_ns_skip;
        AllMx all_mx = peer_ns_mx;
        Decode decode = peer_ns_decode;
        Print print = peer_ns_print;
    }
    knot {
        AllMx all_mx = peer_knot_mx;
        Decode decode = peer_knot_decode;
        Print print = peer_knot_print;
    }
    ldns {
        AllMx all_mx = peer_ldns_mx;
        Decode decode = peer_ldns_decode;
        Print print = peer_ldns_print;
    }
}

pub const NS: Library = Library {
    name: "glibc",
    remark: "leaves RDATA as octets, which c/rdata.h tells apart; skips to the end of the message; \
             prints RDATA of newer types in hex; its allocations are not counted",
    skip: Some(start::<ns::Skip>),
    mx: Some(start::<ns::AllMx>),
    decode: Some(start::<ns::Decode>),
    check: None,
    print: Some(start::<ns::Print>),
    compose: None,
};

pub const KNOT: Library = Library {
    name: "knot",
    remark: "parses whole messages only, so that it cannot skip; leaves RDATA as octets with names \
             uncompressed, which c/rdata.h tells apart; its allocations are not counted",
    skip: None,
    mx: Some(start::<knot::AllMx>),
    decode: Some(start::<knot::Decode>),
    check: None,
    print: Some(start::<knot::Print>),
    compose: None,
};

pub const LDNS: Library = Library {
    name: "ldns",
    remark: "parses whole messages only, so that it cannot skip; its allocations are not counted",
    skip: None,
    mx: Some(start::<ldns::AllMx>),
    decode: Some(start::<ldns::Decode>),
    check: None,
    print: Some(start::<ldns::Print>),
    compose: None,
};
