//! The state of a zone on its server.

use crate::layout::{
    FieldType, Fields, Layout, Other, TextForm, Value, Values, display, field_list, fields,
    read_values,
};
use crate::name::Pointers;
use crate::registry::ZoneversionType;
use crate::wire::{Parsed, Wire};

fields! {
    /// EXPIRE: the time until a secondary's copy of a zone expires ([RFC 7314 section 2]).
    ///
    /// ```text
    /// EXPIRE: 3600
    /// ```
    ///
    /// [RFC 7314 section 2]: https://www.rfc-editor.org/rfc/rfc7314#section-2
    pub struct Expire {
        /// The time left, in seconds; `None` in a query.
        pub expire: Option<u32>,
    }
}

/// ZONEVERSION: the version of the zone that an answer comes from ([RFC 9660 section 2]).
///
/// ```text
/// ZONEVERSION: 1 SOA-SERIAL 2026112701
/// ```
///
/// [RFC 9660 section 2]: https://www.rfc-editor.org/rfc/rfc9660#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ZoneVersion<'a> {
    /// The version; `None` in a query.
    pub zone_version: Option<VersionOfZone<'a>>,
}

/// The version of a zone ([RFC 9660 section 2]).
///
/// ```
/// use dnswire::edns::VersionOfZone;
/// use dnswire::registry::ZoneversionType;
///
/// let version_type = ZoneversionType::SOA_SERIAL;
/// let version = VersionOfZone { labelcount: 2, version_type, version: &[0, 0, 0, 7] };
/// assert_eq!(version.soa_serial(), Some(7));
/// ```
///
/// [RFC 9660 section 2]: https://www.rfc-editor.org/rfc/rfc9660#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionOfZone<'a> {
    /// The number of labels of the zone's name, counted from the right end of QNAME.
    pub labelcount: u8,
    /// The kind of version: the field TYPE.
    pub version_type: ZoneversionType,
    /// The version; 4 octets for a SOA serial.
    pub version: &'a [u8],
}

impl VersionOfZone<'_> {
    /// The SOA serial; `None` for other types.
    #[must_use]
    pub fn soa_serial(self) -> Option<u32> {
        let octets = <[u8; 4]>::try_from(self.version).ok()?;
        (self.version_type == ZoneversionType::SOA_SERIAL).then(|| u32::from_be_bytes(octets))
    }
}

impl<'a> Fields<'a> for ZoneVersion<'a> {
    const LAYOUT: &'static Layout = &Layout::new(field_list![
        labelcount: U8;
        r#type: U8;
        version: ZoneVersion;
    ])
    .with_other(Other::Empty(field_list![zone_version: Optional(&U8);]))
    .with_text(TextForm::ZoneVersion);

    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        if data.is_empty() {
            return Ok((data, ZoneVersion { zone_version: None }));
        }
        let (left, values) = read_values(Self::LAYOUT.fields, data, pointers)?;
        let [labelcount, version_type, version] = values.array();
        let version = VersionOfZone {
            labelcount: u8::of(labelcount),
            version_type: ZoneversionType(u8::of(version_type)),
            version: <&[u8]>::of(version),
        };
        Ok((left, ZoneVersion { zone_version: Some(version) }))
    }

    fn values(&self) -> Values<'a> {
        match self.zone_version {
            None => Values::of([Value::Absent]),
            Some(version) => Values::of([
                Value::Number(version.labelcount.into()),
                Value::Number(version.version_type.0.into()),
                Value::Octets(version.version),
            ]),
        }
    }
}

display! { ZoneVersion 'a <'a> }
