//! Places on the earth: LOC, GPOS.

use crate::error::Rule;
use crate::layout::{
    FieldType, Fields, Layout, Other, TextForm, Value, Values, display, field_list, fields,
    read_values,
};
use crate::name::Pointers;
use crate::wire::{Parsed, Wire};

/// LOC: the place of the owner on the earth ([RFC 1876 section 2]).
///
/// ```text
/// example. 300 IN LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
/// ```
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
        /// All octets after it.
        octets: &'a [u8],
    },
}

/// The fields of LOC of version 0 ([RFC 1876 section 2]).
///
/// A size or precision has a mantissa in its upper 4 bits and an exponent of ten in its lower 4
/// bits, both from 0 to 9, and counts centimetres.
///
/// ```
/// use dnswire::RecordBuf;
/// use dnswire::rdata::Loc;
///
/// let record: RecordBuf = "x. 60 LOC 52 22 23 N 4 53 32 E -2m 1m".parse()?;
/// let Loc::Version0(place) = record.data::<Loc>().unwrap()? else { panic!() };
/// assert_eq!((place.size, place.altitude), (0x12, 10_000_000 - 200)); // 1 * 10^2 cm
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 1876 section 2]: https://www.rfc-editor.org/rfc/rfc1876#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The diameter of a sphere around the place.
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

impl<'a> Fields<'a> for Loc<'a> {
    const LAYOUT: &'static Layout = &Layout::new(field_list![
        version: U8;
        size: U8, check [Size(LocationSize)];
        horiz_pre: U8, check [Size(LocationSize)];
        vert_pre: U8, check [Size(LocationSize)];
        latitude: U32, check [Angle(90, LocationRange)];
        longitude: U32, check [Angle(180, LocationRange)];
        altitude: U32;
    ])
    .with_other(Other::FirstNotZero(
        field_list![version: U8; octets: Rest(Hex);],
        Rule::LocationVersion,
    ))
    .with_text(TextForm::Loc);

    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let (left, values) = read_values(Self::LAYOUT.fields_of(data.octets()), data, pointers)?;
        let [version, size, horiz_pre, vert_pre, latitude, longitude, altitude] = values.array();
        if let [1..=255, octets @ ..] = data.octets() {
            return Ok((left, Loc::Other { version: u8::of(version), octets }));
        }
        let location = Location {
            size: u8::of(size),
            horiz_pre: u8::of(horiz_pre),
            vert_pre: u8::of(vert_pre),
            latitude: u32::of(latitude),
            longitude: u32::of(longitude),
            altitude: u32::of(altitude),
        };
        Ok((left, Loc::Version0(location)))
    }

    fn values(&self) -> Values<'a> {
        let number = |number: u32| Value::Number(number.into());
        match self {
            Loc::Version0(location) => Values::of([
                number(0),
                number(location.size.into()),
                number(location.horiz_pre.into()),
                number(location.vert_pre.into()),
                number(location.latitude),
                number(location.longitude),
                number(location.altitude),
            ]),
            Loc::Other { version, octets } => {
                Values::of([number((*version).into()), Value::Octets(octets)])
            }
        }
    }
}

display! { Loc 'a <'a> }

fields! {
    /// GPOS: the place of the owner, in decimal degrees and metres ([RFC 1712 section 3]).
    ///
    /// ```text
    /// example. 300 IN GPOS "-32.6882" "116.8652" "10.0"
    /// ```
    ///
    /// [RFC 1712 section 3]: https://www.rfc-editor.org/rfc/rfc1712#section-3
    pub struct Gpos<'a> {
        /// Degrees, east of Greenwich positive; -180 to 180.
        #[kind(Counted8(Quoted))]
        #[check(Degrees(GeographicPosition))]
        pub longitude: &'a [u8],
        /// Degrees, north of the equator positive; -90 to 90.
        ///
        /// The example of the RFC has longitude and latitude exchanged, and so do some records. The
        /// strict reading accepts 180 degrees in both.
        #[kind(Counted8(Quoted))]
        #[check(Degrees(GeographicPosition))]
        pub latitude: &'a [u8],
        /// Metres above the WGS 84 spheroid.
        #[kind(Counted8(Quoted))]
        #[check(Decimal(GeographicPosition))]
        pub altitude: &'a [u8],
    }
}
