//! Errors and findings: the place in fields, and the sentence that they display.

use ::serde::ser::{Serialize, SerializeMap, Serializer};

use super::show::Shown;
use crate::error::{Error, Section};
use crate::findings::Finding;
use crate::registry::Type;

/// The place of an error or finding.
struct Place {
    offset: usize,
    section: Option<Section>,
    index: Option<u16>,
    rtype: Option<Type>,
    field: Option<&'static str>,
}

impl Place {
    /// Writes the members of the place, without those that are not known.
    fn serialize<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("offset", &self.offset)?;
        if let Some(section) = self.section {
            map.serialize_entry("section", section.as_str())?;
        }
        if let Some(index) = self.index {
            map.serialize_entry("index", &index)?;
        }
        if let Some(rtype) = self.rtype {
            map.serialize_entry("type", &rtype)?;
        }
        if let Some(field) = self.field {
            map.serialize_entry("field", field)?;
        }
        Ok(())
    }

    fn count(&self) -> usize {
        let Place { section, index, rtype, field, .. } = self;
        let known =
            [section.is_some(), index.is_some(), rtype.is_some(), field.is_some()].into_iter();
        1 + known.filter(|is_known| *is_known).count()
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = Place {
            offset: self.offset(),
            section: self.section(),
            index: self.index(),
            rtype: self.rtype(),
            field: self.field(),
        };
        let mut map = serializer.serialize_map(Some(2 + place.count()))?;
        map.serialize_entry("kind", self.kind().name())?;
        place.serialize(&mut map)?;
        map.serialize_entry("message", &Shown(self))?;
        map.end()
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = Place {
            offset: self.offset(),
            section: self.section(),
            index: self.index(),
            rtype: self.rtype(),
            field: self.field(),
        };
        let mut map = serializer.serialize_map(Some(4 + place.count()))?;
        map.serialize_entry("rule", self.rule().name())?;
        map.serialize_entry("code", self.rule().code())?;
        map.serialize_entry("severity", &Shown(self.severity()))?;
        place.serialize(&mut map)?;
        map.serialize_entry("message", &Shown(self))?;
        map.end()
    }
}
