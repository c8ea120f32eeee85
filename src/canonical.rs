//! The canonical form and order of RDATA and records (RFC 4034 section 6).

use core::cmp::Ordering;
use core::ptr;

use crate::layout::{DoesNotFit, Form, NameWalk};
use crate::message::Record;
use crate::name::{Name, Step, step};
use crate::wire::{Wire, count_step};

/// The octets of an RDATA in canonical form, piece by piece.
struct Pieces<'a> {
    message: &'a [u8],
    /// The remaining names; `None` for RDATA without a layout.
    names: Option<NameWalk<'a>>,
    /// Letters in names count as lower-case ones.
    lowercase: bool,
    /// What is left of the current piece, and whether it is a label with its length, or the root.
    piece: &'a [u8],
    is_label: bool,
    /// The offset of the next label of the current name.
    at: Option<usize>,
    /// The octets before the next name.
    raw: &'a [u8],
    /// The next name, and the octets after it.
    next: Option<(Name<'a>, Wire<'a>)>,
}

impl<'a> Pieces<'a> {
    fn of(record: &Record<'a>) -> Self {
        let record = &record.without_top_bit();
        let fits = record.malformed().is_none() && !record.is_empty_of_update();
        let known = record.layout().filter(|_| fits);
        let mut pieces = Pieces {
            message: record.message(),
            names: known.map(|known| NameWalk::new(known.layout, record.window())),
            lowercase: record.name_policy().lowercase,
            piece: &[],
            is_label: false,
            at: None,
            raw: &[],
            next: None,
        };
        pieces.find_name(record.window());
        pieces
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

    /// Moves to the next piece if there is nothing left of this one; returns `false` at the end.
    fn advance(&mut self) -> bool {
        while self.piece.is_empty() {
            count_step();
            self.is_label = self.at.is_some();
            if let Some(at) = self.at {
                self.label(at);
            } else if !self.raw.is_empty() {
                self.piece = core::mem::take(&mut self.raw);
            } else {
                let Some((name, rest)) = self.next else { return false };
                self.at = Some(name.offset());
                self.find_name(rest);
            }
        }
        true
    }

    /// Reads the label, pointer or root at an offset.
    fn label(&mut self, at: usize) {
        match step(self.message, at) {
            Step::Label(len) => {
                let end = at.wrapping_add(1 + len);
                self.piece = self.message.get(at..end).unwrap_or_default();
                self.at = Some(end);
            }
            Step::Pointer(target) => self.at = Some(target),
            _ => (self.piece, self.at) = (&[0], None),
        }
    }

    /// Returns `true` if both are at one label of one message: the rest of their names is equal.
    fn is_at(&self, other: &Pieces<'_>) -> bool {
        self.is_label
            && other.is_label
            && self.lowercase == other.lowercase
            && ptr::eq(self.piece, other.piece)
            && ptr::eq(self.message.as_ptr(), other.message.as_ptr())
    }

    fn skip_name(&mut self) {
        (self.piece, self.at) = (&[], None);
    }

    /// Takes the next octets of the piece.
    fn take(&mut self, len: usize) -> (&'a [u8], bool) {
        let (octets, left) = self.piece.split_at_checked(len).unwrap_or_default();
        self.piece = left;
        (octets, self.lowercase && self.is_label)
    }
}

/// Passes labels that are equal in both.
fn pass_equal_labels(one: &mut Pieces<'_>, other: &mut Pieces<'_>) {
    let (Some(at), Some(other_at)) = (one.at, other.at) else { return };
    let lowercase = one.lowercase;
    if other.lowercase != lowercase || !one.piece.is_empty() || !other.piece.is_empty() {
        return;
    }
    let shared = ptr::eq(one.message.as_ptr(), other.message.as_ptr());
    let mut labels = Name::at(one.message, at).labels();
    let mut others = Name::at(other.message, other_at).labels();
    loop {
        (one.at, other.at) = (Some(labels.rest().offset()), Some(others.rest().offset()));
        let (Some(label), Some(other_label)) = (labels.next(), others.next()) else { return };
        if shared && ptr::eq(label.as_octets(), other_label.as_octets()) {
            one.skip_name();
            other.skip_name();
            return;
        }
        let equal = if lowercase {
            label == other_label
        } else {
            label.as_octets() == other_label.as_octets()
        };
        if !equal {
            return;
        }
    }
}

fn compare(mut one: Pieces<'_>, mut other: Pieces<'_>) -> Ordering {
    loop {
        pass_equal_labels(&mut one, &mut other);
        match (one.advance(), other.advance()) {
            (true, true) => {}
            (left, other_left) => return left.cmp(&other_left),
        }
        if one.is_at(&other) {
            one.skip_name();
            other.skip_name();
            continue;
        }
        let len = one.piece.len().min(other.piece.len());
        match compare_octets(one.take(len), other.take(len)) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
    }
}

/// Compares as many octets of both; those of a label may count as lower case. Its length is never a
/// letter.
fn compare_octets(one: (&[u8], bool), other: (&[u8], bool)) -> Ordering {
    let ((one, lowercase), (other, other_lowercase)) = (one, other);
    if !lowercase && !other_lowercase {
        return one.cmp(other);
    }
    let of = |octet: &u8, lowercase| if lowercase { octet.to_ascii_lowercase() } else { *octet };
    for (octet, other) in one.iter().zip(other) {
        let (octet, other) = (of(octet, lowercase), of(other, other_lowercase));
        if octet != other {
            return octet.cmp(&other);
        }
    }
    Ordering::Equal
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
        compare(Pieces::of(self), Pieces::of(other))
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
