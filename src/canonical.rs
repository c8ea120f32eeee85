//! The canonical form and order of RDATA and records (RFC 4034 section 6).

use core::cmp::Ordering;

use crate::layout::{DoesNotFit, Form, NameWalk};
use crate::message::Record;
use crate::name::{Labels, Name};
use crate::wire::Wire;

/// An iterator over the octets of an RDATA in canonical form.
struct Octets<'a> {
    /// The remaining names; `None` for RDATA without a layout.
    names: Option<NameWalk<'a>>,
    lowercase: bool,
    /// The octets before the next name.
    raw: &'a [u8],
    /// The next name, and the octets after it.
    next: Option<(Name<'a>, Wire<'a>)>,
    labels: Option<Labels<'a>>,
    label: &'a [u8],
}

impl<'a> Octets<'a> {
    fn of(record: &Record<'a>) -> Self {
        let record = &record.without_top_bit();
        let fits = record.malformed().is_none() && !record.is_empty_of_update();
        let known = record.layout().filter(|_| fits);
        let mut octets = Octets {
            names: known.map(|known| NameWalk::new(known.layout, record.window())),
            lowercase: record.name_policy().lowercase,
            raw: &[],
            next: None,
            labels: None,
            label: &[],
        };
        octets.find_name(record.window());
        octets
    }

    /// Sets `raw` to the octets of `from` up to the next name, and `next` to that name.
    fn find_name(&mut self, from: Wire<'a>) {
        self.next = None;
        self.raw = from.octets();
        if let Some((start, rest)) = self.names.as_mut().and_then(Iterator::next) {
            self.raw = from.until(start).octets();
            self.next = Some((Name::at(start.message(), start.offset()), rest));
        }
    }

    /// The next octet of the current name; `None` if there is no current name.
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
            if let Some((octet, rest)) = self.raw.split_first() {
                self.raw = rest;
                return Some(*octet);
            }
            let (name, rest) = self.next?;
            self.labels = Some(name.labels());
            self.find_name(rest);
        }
    }
}

impl Record<'_> {
    /// Compares RDATA in canonical order: octet by octet in canonical form
    /// ([RFC 4034 section 6.3]).
    ///
    /// Meant for records of one type. Linear work, no allocation.
    ///
    /// [RFC 4034 section 6.3]: https://www.rfc-editor.org/rfc/rfc4034#section-6.3
    #[must_use]
    pub fn canonical_rdata_cmp(&self, other: &Record<'_>) -> Ordering {
        Octets::of(self).cmp(Octets::of(other))
    }

    /// Writes the whole record into `buffer`; returns the octets written.
    ///
    /// Fails when `buffer` is too short or the RDATA has more than 65535 octets.
    ///
    /// With [`Form::Canonical`] these are the octets that DNSSEC signs
    /// ([RFC 4034 section 3.1.8.1]), if `ttl` is the original TTL of the RRSIG record: the owner in
    /// lower case, the RDATA in canonical form.
    ///
    /// [RFC 4034 section 3.1.8.1]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1.8.1
    pub fn write_to<'b>(
        &self,
        form: Form,
        ttl: u32,
        buffer: &'b mut [u8],
    ) -> Result<&'b [u8], DoesNotFit> {
        let owner = self.owner().to_buf();
        let owner = if form == Form::Canonical { owner.to_lowercase() } else { owner };
        let [a, b] = self.rtype().0.to_be_bytes();
        let [c, d] = self.class().0.to_be_bytes();
        let [e, f, g, h] = ttl.to_be_bytes();
        let len = owner.as_octets().len();
        let (head, tail) = buffer.split_at_mut_checked(len + 10).ok_or(DoesNotFit)?;
        let rdlength = self.without_top_bit().rdata().write_to(form, tail)?.len();
        let [i, j] = u16::try_from(rdlength).map_err(|_| DoesNotFit)?.to_be_bytes();
        let (name, fixed) = head.split_at_mut_checked(len).ok_or(DoesNotFit)?;
        name.copy_from_slice(owner.as_octets());
        fixed.copy_from_slice(&[a, b, c, d, e, f, g, h, i, j]);
        buffer.get(..len + 10 + rdlength).ok_or(DoesNotFit)
    }
}
