//! Places on the earth: LOC, GPOS.

use crate::compose::{Full, Output};
use crate::field::declare::{display, visit as visit_field};
use crate::field::{CharacterString, Field, FieldView, Fields, Hex, fields};
use crate::findings::Rule;
use crate::name::{Direct, Follow};
use crate::rdata::any::generic_parts;
use crate::rdata::rules::{Broken, unless};
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u8};

/// LOC: where the owner is ([RFC 1876 section 2]).
///
/// [RFC 1876 section 2]: https://www.rfc-editor.org/rfc/rfc1876#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loc<'a> {
    /// Version 0.
    Version0(Location),
    /// A version without a known layout.
    Other {
        /// The version; not 0.
        version: u8,
        /// All octets behind it.
        octets: &'a [u8],
    },
}

fields! {
    /// What LOC of version 0 holds ([RFC 1876 section 2]).
    ///
    /// A size or precision has a mantissa in its upper 4 bits and an exponent of ten in its lower
    /// 4 bits, both from 0 to 9, and counts centimetres.
    ///
    /// [RFC 1876 section 2]: https://www.rfc-editor.org/rfc/rfc1876#section-2
    pub struct Location {
        /// The diameter of a sphere round the place.
        pub size: u8,
        /// The horizontal precision, as the diameter of a circle.
        pub horiz_pre: u8,
        /// The vertical precision, from the lower bound to the upper.
        pub vert_pre: u8,
        /// Thousandths of a second of arc; 2^31 is the equator, larger is north of it.
        pub latitude: u32,
        /// Thousandths of a second of arc; 2^31 is the prime meridian, larger is east of it.
        pub longitude: u32,
        /// Centimetres above a level of 100000 metres below the WGS 84 spheroid.
        pub altitude: u32,
    }
    rules Self::rule;
    shown Self::text;
}

/// The equator and the prime meridian.
const MIDDLE: u32 = 1 << 31;
/// A degree, in thousandths of a second of arc.
const DEGREE: u32 = 3_600_000;
/// The spheroid, in centimetres above the lowest altitude.
const SPHEROID: u32 = 10_000_000;

impl Location {
    fn rule(&self) -> Broken {
        let is_size = |size: u8| matches!((size >> 4, size & 15), (0, 0) | (1..=9, 0..=9));
        let within = |angle: u32, degrees: u32| angle.abs_diff(MIDDLE) <= degrees * DEGREE;
        unless(is_size(self.size), Rule::LocationSize, 0)
            .or_else(|| unless(is_size(self.horiz_pre), Rule::LocationSize, 1))
            .or_else(|| unless(is_size(self.vert_pre), Rule::LocationSize, 2))
            .or_else(|| unless(within(self.latitude, 90), Rule::LocationRange, 3))
            .or_else(|| unless(within(self.longitude, 180), Rule::LocationRange, 4))
    }

    fn text(&self, text: &mut Text<'_>) {
        angle(text, self.latitude, [b'S', b'N']);
        text.space();
        angle(text, self.longitude, [b'W', b'E']);
        text.space();
        if self.altitude < SPHEROID {
            text.push(b'-');
        }
        let altitude = self.altitude.abs_diff(SPHEROID);
        text.number(altitude / 100);
        text.push(b'.');
        text.padded(altitude % 100, 2);
        text.push(b'm');
        for size in [self.size, self.horiz_pre, self.vert_pre] {
            text.space();
            metres(text, u64::from(size >> 4) * 10_u64.pow(u32::from(size & 15)));
        }
    }
}

/// Degrees, minutes, seconds and the side of the middle.
fn angle(text: &mut Text<'_>, angle: u32, [below, above]: [u8; 2]) {
    let distance = angle.abs_diff(MIDDLE);
    text.number(distance / DEGREE);
    text.space();
    text.number(distance / 60_000 % 60);
    text.space();
    text.number(distance / 1000 % 60);
    text.push(b'.');
    text.padded(distance % 1000, 3);
    text.space();
    text.push(if angle < MIDDLE { below } else { above });
}

/// Centimetres as metres, the decimals left out when they are zero.
fn metres(text: &mut Text<'_>, centimetres: u64) {
    text.number(centimetres / 100);
    if !centimetres.is_multiple_of(100) {
        text.push(b'.');
        text.padded(centimetres % 100, 2);
    }
    text.push(b'm');
}

impl<'a> Fields<'a> for Loc<'a> {
    const NAMES: &'static [&'static str] =
        &["version", "size", "horiz_pre", "vert_pre", "latitude", "longitude", "altitude"];
    const HAS_RULES: bool = true;

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, version) = be_u8(i)?;
        if version != 0 {
            let (i, Hex(octets)) = Hex::parse(i, follow)?;
            return Ok((i, Loc::Other { version, octets }));
        }
        let location = Location::parse(i, follow);
        let (i, location) =
            location.map_err(|error| error.map(|fault| fault.in_field(fault.field + 1)))?;
        Ok((i, Loc::Version0(location)))
    }

    fn broken_rule(&self) -> Broken {
        match self {
            Loc::Version0(location) => location.rule().map(|(rule, field)| (rule, field + 1)),
            Loc::Other { .. } => Some((Rule::LocationVersion, 0)),
        }
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        match self {
            Loc::Version0(location) => {
                out.octets(&[0])?;
                location.compose(out)
            }
            Loc::Other { version, octets } => {
                out.octets(&[*version])?;
                out.octets(octets)
            }
        }
    }

    /// A version that is not known cannot be shown but in the generic form.
    fn show(&self, text: &mut Text<'_>) {
        match self {
            Loc::Version0(location) => location.text(text),
            Loc::Other { version, octets } => generic_parts(&[&[*version], octets], text),
        }
    }

    fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (_, version) = be_u8(i)?;
        let (i, ()) = visit_field::<u8>("version", i, visit)?;
        if version == 0 {
            return Location::walk(i, visit);
        }
        let (rest, octets) = Hex::parse(i, &mut Direct)?;
        visit(FieldView::new("octets", i, rest, octets.value()));
        Ok((rest, ()))
    }
}

display! { Loc 'a <'a> }

fields! {
    /// GPOS: where the owner is, in decimal degrees and metres ([RFC 1712 section 3]).
    ///
    /// [RFC 1712 section 3]: https://www.rfc-editor.org/rfc/rfc1712#section-3
    pub struct Gpos<'a> {
        /// Degrees, east of Greenwich positive; -180 to 180.
        pub longitude: CharacterString<'a>,
        /// Degrees, north of the equator positive; -90 to 90.
        pub latitude: CharacterString<'a>,
        /// Metres above the WGS 84 spheroid.
        pub altitude: CharacterString<'a>,
    }
    rules Self::rule;
}

impl Gpos<'_> {
    /// The RFC's own example has latitude and longitude the other way round, and so do records: 180
    /// degrees are the bound of both.
    fn rule(&self) -> Broken {
        let within = |text: &[u8]| {
            degrees(text).is_some_and(|(whole, is_whole)| whole < 180 || whole == 180 && is_whole)
        };
        unless(within(&self.longitude), Rule::GeographicPosition, 0)
            .or_else(|| unless(within(&self.latitude), Rule::GeographicPosition, 1))
            .or_else(|| unless(degrees(&self.altitude).is_some(), Rule::GeographicPosition, 2))
    }
}

/// The whole part of a decimal number without its sign, and whether that is all there is.
fn degrees(text: &[u8]) -> Option<(u32, bool)> {
    let ([b'-' | b'+', digits @ ..] | digits) = text;
    let dot = digits.iter().position(|octet| *octet == b'.').unwrap_or(digits.len());
    let (whole, fraction) = digits.split_at_checked(dot)?;
    let fraction = fraction.strip_prefix(b".").unwrap_or_default();
    let is_number =
        whole.len() + fraction.len() > 0 && whole.iter().chain(fraction).all(u8::is_ascii_digit);
    let value = whole.iter().fold(0_u32, |sum, digit| {
        sum.saturating_mul(10).saturating_add(u32::from(digit.wrapping_sub(b'0')))
    });
    is_number.then(|| (value, fraction.iter().all(|digit| *digit == b'0')))
}
