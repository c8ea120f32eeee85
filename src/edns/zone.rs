//! The state of a zone on its server.

use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::field::declare::{display, visit};
use crate::field::{Field, FieldView, Fields, Hex, Value, field_at, fields};
use crate::name::Follow;
use crate::registry::ZoneversionType;
use crate::text::Text;
use crate::wire::{Parsed, Wire};

fields! {
    /// EXPIRE: when a secondary's copy of a zone expires ([RFC 7314 section 2]).
    ///
    /// [RFC 7314 section 2]: https://www.rfc-editor.org/rfc/rfc7314#section-2
    pub struct Expire {
        /// The time left, in seconds; `None` in a query.
        pub expire: Option<u32>,
    }
}

/// ZONEVERSION: the version of the zone that an answer comes from ([RFC 9660 section 2]).
///
/// [RFC 9660 section 2]: https://www.rfc-editor.org/rfc/rfc9660#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ZoneVersion<'a> {
    /// The version; `None` in a query.
    pub zone_version: Option<VersionOfZone<'a>>,
}

/// The version of a zone, in one of the ways to count it ([RFC 9660 section 2]).
///
/// [RFC 9660 section 2]: https://www.rfc-editor.org/rfc/rfc9660#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionOfZone<'a> {
    /// How many labels of QNAME, counted from the right, are the name of the zone.
    pub labelcount: u8,
    /// How the version is counted: the field TYPE.
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

impl<'a> VersionOfZone<'a> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let mut index = 0_u8..;
        let (i, labelcount) = field_at(i, follow, &mut index)?;
        let (i, version_type) = field_at(i, follow, &mut index)?;
        let (rest, Hex(version)) = field_at(i, follow, &mut index)?;
        if version_type == ZoneversionType::SOA_SERIAL && version.len() != 4 {
            return Err(i.fault(FaultKind::Invalid).map(|fault| fault.in_field(2)));
        }
        Ok((rest, VersionOfZone { labelcount, version_type, version }))
    }

    fn show(self, text: &mut Text<'_>) {
        text.number(self.labelcount);
        text.space();
        text.display(self.version_type);
        text.space();
        match self.soa_serial() {
            Some(serial) => text.number(serial),
            None => text.hex_lower(self.version),
        }
    }
}

impl<'a> Fields<'a> for ZoneVersion<'a> {
    const NAMES: &'static [&'static str] = &["labelcount", "type", "version"];

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        if i.is_empty() {
            return Ok((i, ZoneVersion { zone_version: None }));
        }
        let (i, version) = VersionOfZone::parse(i, follow)?;
        Ok((i, ZoneVersion { zone_version: Some(version) }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        let Some(version) = self.zone_version else { return Ok(()) };
        version.labelcount.compose(out)?;
        version.version_type.compose(out)?;
        out.octets(version.version)
    }

    fn show(&self, text: &mut Text<'_>) {
        if let Some(version) = self.zone_version {
            version.show(text);
        }
    }

    fn walk(i: Wire<'a>, visited: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        if i.is_empty() {
            let range = i.offset()..i.offset();
            visited(FieldView { name: "zone_version", range, value: Value::Absent });
            return Ok((i, ()));
        }
        let (i, ()) = visit::<u8>("labelcount", i, visited)?;
        let (i, ()) = visit::<ZoneversionType>("type", i, visited)?;
        visit::<Hex<'a>>("version", i, visited)
    }
}

display! { ZoneVersion 'a <'a> }
