//! A writer that fails stops what is printed to it within one record.

use std::cell::Cell;
use std::fmt::{self, Debug, Display, Write};

use dnswire::{Message, Profile};
use dnswire_support::{header, parse, record};

/// Takes this many octets, then fails; counts the calls after that.
struct Limited<'c> {
    left: usize,
    calls_after: &'c Cell<usize>,
}

impl Write for Limited<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if let Some(left) = self.left.checked_sub(text.len()) {
            self.left = left;
        } else {
            self.left = 0;
            self.calls_after.set(self.calls_after.get() + 1);
            return Err(fmt::Error);
        }
        Ok(())
    }
}

/// A response of 500 TXT records with 100 octets each.
fn many() -> Vec<u8> {
    let text = [&[99][..], &[b'x'; 99]].concat();
    [header(7, 0x8000, [0, 500, 0, 0]), record(b"\x01a\0", 16, &text).repeat(500)].concat()
}

/// Prints to a writer for each limit: the error comes back, and nothing is written after it.
#[track_caller]
fn stops(value: &impl Display) {
    let all = value.to_string().len();
    for limit in [0, 1, 100, 1000, all / 2, all - 1].into_iter().filter(|limit| *limit < all) {
        let calls_after = Cell::new(0);
        let mut out = Limited { left: limit, calls_after: &calls_after };
        assert!(write!(out, "{value}").is_err(), "{limit} of {all}");
        assert_eq!(calls_after.get(), 1, "written on after an error, {limit} of {all}");
    }
    let calls_after = Cell::new(0);
    assert!(write!(Limited { left: all, calls_after: &calls_after }, "{value}").is_ok());
}

/// `Debug` of a value, as `Display`.
struct Shown<'v, T>(&'v T);

impl<T: Debug> Display for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[test]
fn display_of_a_message_stops_at_the_first_error_of_its_writer() {
    let octets = many();
    let message = parse(&octets);
    stops(&message);
    stops(&message.in_profile(Profile::MulticastDns));
    stops(&Message::parse_partial(&octets, octets.len() + 1).unwrap());
}

#[test]
fn debug_of_a_message_stops_at_the_first_error_of_its_writer() {
    stops(&Shown(&parse(&many())));
}

#[test]
fn the_annotated_hexdump_stops_at_the_first_error_of_its_writer() {
    stops(&parse(&many()).explain());
}

#[test]
fn records_and_rdata_stop_at_the_first_error_of_their_writer() {
    let octets = many();
    let record = parse(&octets).answers().next().unwrap();
    stops(&record);
    stops(&record.rdata());
    stops(&Shown(&record.rdata()));
    stops(&record.to_buf());
}
