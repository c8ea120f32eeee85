//! Numbers, addresses and times as text, without the machinery of formatting: each message has a dozen.

use std::io::Write;
use std::net::SocketAddr;

use dnswire_capture::Place;
use jiff::Timestamp;

/// The most digits of a 64-bit number.
const DIGITS: usize = 20;

/// Digits of a fraction of a second.
const FRACTION: usize = 9;

/// Appends a number in decimal.
pub(crate) fn number(number: impl Into<u64>, out: &mut Vec<u8>) {
    digits(number.into(), 1, out);
}

/// Appends a length or a position in decimal.
pub(crate) fn size(size: usize, out: &mut Vec<u8>) {
    number(u64::try_from(size).unwrap_or(u64::MAX), out);
}

/// Appends a number in at least `least` digits.
fn digits(mut number: u64, least: usize, out: &mut Vec<u8>) {
    let mut room = [b'0'; DIGITS];
    let mut count = 0;
    for digit in room.iter_mut().rev() {
        if number == 0 && count >= least {
            break;
        }
        *digit += u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        count += 1;
    }
    out.extend_from_slice(room.get(DIGITS - count..).unwrap_or_default());
}

/// Appends an address and a port, as they display.
pub(crate) fn address(address: SocketAddr, out: &mut Vec<u8>) {
    let SocketAddr::V4(four) = address else {
        // Writing to a vector does not fail.
        let _ = write!(out, "{address}");
        return;
    };
    for (octet, separator) in four.ip().octets().into_iter().zip(*b"...:") {
        number(octet, out);
        out.push(separator);
    }
    number(four.port(), out);
}

/// Appends a place, as it displays.
pub(crate) fn place(place: &Place, out: &mut Vec<u8>) {
    match place {
        Place::Named(name) => out.extend_from_slice(name.as_bytes()),
        Place::Frame { file, frame, nth } => {
            out.extend_from_slice(file.as_bytes());
            out.push(b'#');
            number(*frame, out);
            if *nth != 1 {
                out.push(b'.');
                size(*nth, out);
            }
        }
    }
}

/// Writes times, and remembers the second of the last one: the next is mostly in the same.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    second: Option<i64>,
    /// The second as it displays, without the `Z` at the end.
    text: Vec<u8>,
}

impl Clock {
    /// Appends a time, as it displays.
    pub(crate) fn write(&mut self, time: Timestamp, out: &mut Vec<u8>) {
        let second = time.as_second();
        let Ok(fraction) = u32::try_from(time.subsec_nanosecond()) else {
            // Before 1970.
            let _ = write!(out, "{time}");
            return;
        };
        if self.second != Some(second) {
            self.second = Some(second);
            self.text.clear();
            let _ = write!(self.text, "{}", Timestamp::from_second(second).unwrap_or_default());
            self.text.pop();
        }
        out.extend_from_slice(&self.text);
        if fraction > 0 {
            out.push(b'.');
            digits(fraction.into(), FRACTION, out);
            let zeros = out.iter().rev().take_while(|digit| **digit == b'0').count();
            out.truncate(out.len() - zeros);
        }
        out.push(b'Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(want: &str, write: impl FnOnce(&mut Vec<u8>)) {
        let mut out = Vec::new();
        write(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[test]
    fn numbers_are_written_as_they_display() {
        for value in [0, 1, 9, 10, 99, 100, 12_345, u64::from(u32::MAX), u64::MAX] {
            check(&value.to_string(), |out| number(value, out));
        }
    }

    #[test]
    fn addresses_and_places_are_written_as_they_display() {
        for text in ["0.0.0.0:0", "255.100.20.3:65535", "[2001:db8::1]:53"] {
            check(text, |out| address(text.parse().unwrap(), out));
        }
        for (nth, want) in [(1, "a b#12"), (2, "a b#12.2")] {
            let at = Place::Frame { file: "a b".into(), frame: 12, nth };
            assert_eq!(at.to_string(), want);
            check(want, |out| place(&at, out));
        }
        check("x:7", |out| place(&Place::Named("x:7".to_owned()), out));
    }

    #[test]
    fn times_are_written_as_they_display() {
        let mut clock = Clock::default();
        let nanoseconds = [0, 1, 10, 500_000_000, 999_999_999, 170_560_000];
        for second in [0, 1_795_737_600, 1_795_737_600, -1, -86_400, 253_402_207_199] {
            for nanosecond in nanoseconds {
                let time = Timestamp::new(second, nanosecond).unwrap();
                check(&time.to_string(), |out| clock.write(time, out));
            }
        }
    }
}
