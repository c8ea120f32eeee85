//! The canonical form and order of RDATA and records (RFC 4034 section 6).

use core::cmp::Ordering;
use core::ops::Range;

use crate::compose::{Form, Full, NamePolicy};
use crate::field::{List, Value};
use crate::name::{Labels, Name};
use crate::record::Record;

/// The most names that the RDATA of a type has outside of lists.
const NAMES: usize = 2;

/// The octets of an RDATA in canonical form, one by one.
#[derive(Clone, Debug)]
struct Octets<'a> {
    message: &'a [u8],
    /// What is still to come of the octets as they stand.
    raw: Range<usize>,
    end: usize,
    names: [Option<(Range<usize>, Name<'a>)>; NAMES],
    list: Option<List<'a, Name<'a>>>,
    lowercase: bool,
    labels: Option<Labels<'a>>,
    label: &'a [u8],
}

impl<'a> Octets<'a> {
    fn of(record: &Record<'a>) -> Self {
        let mut octets = Octets {
            message: record.message(),
            raw: record.rdata_offset()..record.rdata_offset(),
            end: record.end(),
            names: [const { None }; NAMES],
            list: None,
            lowercase: record.name_policy().lowercase,
            labels: None,
            label: &[],
        };
        if record.malformed().is_none() {
            octets.find_names(record);
        }
        octets.raw.end = octets.next_name().unwrap_or(octets.end);
        octets
    }

    fn find_names(&mut self, record: &Record<'a>) {
        record.for_each_field(|field| match field.value {
            Value::Name(name) => {
                if let Some(place) = self.names.iter_mut().find(|place| place.is_none()) {
                    *place = Some((field.range, name));
                }
            }
            Value::Names(list) => {
                self.list = Some(list);
                self.end = field.range.start;
            }
            _ => {}
        });
    }

    /// Where the next name of a field starts.
    fn next_name(&self) -> Option<usize> {
        self.names.iter().flatten().next().map(|(range, _)| range.start)
    }

    /// Goes on to the next name; tells whether there is one.
    fn turn(&mut self) -> bool {
        if let Some((range, name)) = self.names.iter_mut().find_map(Option::take) {
            self.labels = Some(name.labels());
            self.raw = range.end..self.next_name().unwrap_or(self.end);
            return true;
        }
        let Some((first, rest)) = self.list.and_then(List::split_first) else { return false };
        self.list = Some(rest);
        self.labels = Some(first.labels());
        true
    }

    /// The next octet of the name that it is in.
    fn of_name(&mut self) -> Option<u8> {
        if let Some((octet, rest)) = self.label.split_first() {
            self.label = rest;
            return Some(if self.lowercase { octet.to_ascii_lowercase() } else { *octet });
        }
        if let Some(label) = self.labels.as_mut()?.next() {
            self.label = label.as_octets();
            return u8::try_from(self.label.len()).ok();
        }
        self.labels = None;
        Some(0)
    }
}

impl Iterator for Octets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        loop {
            if let Some(octet) = self.of_name() {
                return Some(octet);
            }
            if let Some(octet) = self.raw.next().and_then(|at| self.message.get(at)) {
                return Some(*octet);
            }
            if !self.turn() {
                return None;
            }
        }
    }
}

impl Record<'_> {
    /// What may happen to the names inside the RDATA.
    #[must_use]
    pub fn name_policy(&self) -> NamePolicy {
        self.rtype().name_policy()
    }

    /// The canonical order of RDATA ([RFC 4034 section 6.3]): by its octets in canonical form.
    ///
    /// Right for records of one type. Linear work, no allocation.
    ///
    /// [RFC 4034 section 6.3]: https://www.rfc-editor.org/rfc/rfc4034#section-6.3
    #[must_use]
    pub fn canonical_rdata_cmp(&self, other: &Record<'_>) -> Ordering {
        Octets::of(self).cmp(Octets::of(other))
    }

    /// Writes the whole record into `room`; returns the octets written.
    ///
    /// With [`Form::Canonical`] this is what DNSSEC signs ([RFC 4034 section 3.1.8.1]), if `ttl` is
    /// the original TTL of the RRSIG record: the owner in lower case, the RDATA in canonical form.
    ///
    /// [RFC 4034 section 3.1.8.1]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1.8.1
    pub fn octets_in<'b>(
        &self,
        form: Form,
        ttl: u32,
        room: &'b mut [u8],
    ) -> Result<&'b [u8], Full> {
        let owner = self.owner().to_buf();
        let owner = if form == Form::Canonical { owner.to_lowercase() } else { owner };
        let [a, b] = self.rtype().0.to_be_bytes();
        let [c, d] = self.class().0.to_be_bytes();
        let [e, f, g, h] = ttl.to_be_bytes();
        let len = owner.as_octets().len();
        let (head, tail) = room.split_at_mut_checked(len + 10).ok_or(Full)?;
        let rdlength = self.rdata().octets_in(form, tail)?.len();
        let [i, j] = u16::try_from(rdlength).map_err(|_| Full)?.to_be_bytes();
        let (name, fixed) = head.split_at_mut_checked(len).ok_or(Full)?;
        name.copy_from_slice(owner.as_octets());
        fixed.copy_from_slice(&[a, b, c, d, e, f, g, h, i, j]);
        room.get(..len + 10 + rdlength).ok_or(Full)
    }
}
