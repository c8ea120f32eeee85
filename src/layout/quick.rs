//! The quick test of RDATA: does it fit its layout, and break no rule?
//!
//! Each type has a row of numbers, made from its [`Layout`] when the crate is compiled. Most RDATA
//! is judged by the row alone: some octets, up to two names, and a number of octets after them.

use super::bitmap::has_pseudo_types;
use super::check::fits;
use super::coded;
use super::kind::{Check, Kind};
use super::{Layout, Other, TypeBitmap};
use crate::name::{Lengths, Store};
use crate::registry::{OptionCode, SvcParamKey, Type};
use crate::wire::{Wire, count_step};

/// RDATA of fewer octets is not too long when its names are uncompressed: two octets can point to 255.
const LONG: usize = 512;

/// What the quick test knows of a layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quick {
    /// The octets before the names.
    skip: u8,
    /// The names.
    names: u8,
    /// The least octets after the names, and how many more there may be.
    least: u16,
    more: u16,
    /// The test of the octets after the names.
    rest: Rest,
    /// The names may be compressed.
    compressed: bool,
    /// Bits of the first four octets, and what they must be.
    mask: u32,
    value: u32,
}

/// The test of the octets after the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Any octets.
    Any,
    /// Any octets, when the first four octets have the right bits.
    Masked,
    /// As many octets as an octet before them wants, when the first four octets have the right bits.
    Digest,
    /// Any octets, when the RDATA begins with a type that can be signed.
    Signature,
    /// A set of types, none of them a pseudo-type.
    Types,
    /// Character-strings.
    Strings,
    /// EDNS options.
    Options,
    /// Parameters.
    Params,
    /// The fields one by one, by the layout.
    Fields,
    /// None: the record is always examined closer.
    Closer,
}

impl Quick {
    /// RDATA without a known layout: any octets.
    pub(crate) const ANY: Quick = Quick {
        skip: 0,
        names: 0,
        least: 0,
        more: u16::MAX,
        rest: Rest::Any,
        compressed: false,
        mask: 0,
        value: 0,
    };

    /// RDATA that is always examined closer.
    pub(crate) const CLOSER: Quick = Quick { rest: Rest::Closer, ..Quick::ANY };

    /// The row of a layout whose names may be compressed, or not.
    #[expect(
        clippy::indexing_slicing,
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "evaluated when compiled"
    )]
    pub(crate) const fn of(layout: &Layout, compressed: bool) -> Self {
        let fields = layout.fields;
        let whole = Quick { rest: Rest::Fields, compressed, ..Quick::ANY };
        let (mut at, mut skip, mut names) = (0, 0, 0);
        let (mut mask, mut value) = (0, 0);
        let mut signature = false;
        while at < fields.len()
            && let Some(len) = fields[at].kind.fixed_len()
        {
            match fields[at].checks {
                [] => {}
                [Check::Signed(_)] if at == 0 => signature = true,
                [Check::OnlyBits(bits, _)] if skip as usize + len <= 4 => {
                    let ones = u32::MAX >> (32 - 8 * len);
                    mask |= (ones & !(*bits as u32)) << (32 - 8 * (skip as usize + len));
                }
                [Check::Equals(number, _)] if skip < 4 => {
                    mask |= 0xFF << (24 - 8 * skip);
                    value |= (*number as u32) << (24 - 8 * skip);
                }
                _ => return whole,
            }
            assert!(len < 256 - skip as usize, "raise the type of `skip`");
            skip += len as u8;
            at += 1;
        }
        while at < fields.len() && matches!(fields[at].kind, Kind::Name) {
            names += 1;
            at += 1;
        }
        let (mut least, mut most, mut rest) = (0, 0, Rest::Any);
        while at < fields.len() {
            let is_last = at + 1 == fields.len();
            let (kind, checks) = (fields[at].kind, fields[at].checks);
            (least, most, rest) = match (kind, checks) {
                (Kind::Rest(_), []) if is_last => (least, u16::MAX, Rest::Any),
                (Kind::Rest(_), [Check::NotEmpty(_)]) if is_last => {
                    (least + 1, u16::MAX, Rest::Any)
                }
                (
                    Kind::Rest(_),
                    [Check::LengthBy(..)] | [Check::NotEmpty(_), Check::LengthBy(..)],
                ) if is_last => (least + 1, u16::MAX, Rest::Digest),
                (Kind::Types, [Check::NotEmpty(_), Check::NoPseudoTypes(_)]) if is_last => {
                    (1, u16::MAX, Rest::Types)
                }
                (Kind::Strings, []) if is_last => (1, u16::MAX, Rest::Strings),
                (Kind::Options, []) if is_last => (0, u16::MAX, Rest::Options),
                (Kind::Params, []) if is_last => (0, u16::MAX, Rest::Params),
                (_, []) => match kind.fixed_len() {
                    Some(len) => (least + len as u16, most + len as u16, Rest::Any),
                    None => return whole,
                },
                _ => return whole,
            };
            at += 1;
        }
        rest = match (signature, mask != 0, rest) {
            (true, false, Rest::Any) => Rest::Signature,
            (false, true, Rest::Any) => Rest::Masked,
            (false, false, rest) | (false, true, rest @ Rest::Digest) => rest,
            _ => return whole,
        };
        match layout.other {
            Other::Never => {
                let more = most - least;
                Quick { skip, names, least, more, rest, compressed, mask, value }
            }
            _ => whole,
        }
    }

    /// Returns `true` if the RDATA at `start..end` of `message` fits `layout` and breaks no rule.
    /// `false`: not known.
    #[inline(always)]
    pub(crate) fn is_plain<S: Store>(
        &self,
        message: &[u8],
        (start, end): (usize, usize),
        lengths: &mut Lengths<S>,
        layout: impl FnOnce() -> Option<&'static Layout>,
    ) -> bool {
        let mut at = start.wrapping_add(self.skip.into());
        let mut names = self.names;
        while names > 0 {
            match lengths.name(message, at, end) {
                Some(name) if self.compressed || !name.compressed => at = name.end,
                _ => return false,
            }
            names = names.wrapping_sub(1);
        }
        let left = end.wrapping_sub(at).wrapping_sub(self.least.into());
        left <= usize::from(self.more)
            && (self.rest == Rest::Any
                || self.is_plain_rest(message, (start, at, end), lengths, layout))
    }

    /// The test of the octets at `at..end`, of RDATA that starts at `start`.
    #[inline(never)]
    fn is_plain_rest<S: Store>(
        &self,
        message: &[u8],
        (start, at, end): (usize, usize, usize),
        lengths: &mut Lengths<S>,
        layout: impl FnOnce() -> Option<&'static Layout>,
    ) -> bool {
        let data = message.get(start..end).unwrap_or_default();
        let rest = message.get(at..end).unwrap_or_default();
        let wire = |at| Wire::span(message, at, end.wrapping_sub(at));
        match self.rest {
            Rest::Any => true,
            Rest::Closer => false,
            Rest::Masked => self.has_bits(data),
            Rest::Digest => {
                self.has_bits(data)
                    && layout().is_some_and(|layout| is_digest(layout, data, rest.len()))
            }
            Rest::Signature => is_signed(data),
            Rest::Types => TypeBitmap::check(wire(at)).is_ok() && !has_pseudo_types(rest),
            Rest::Strings => are_strings(rest),
            Rest::Options => are_plain_options(wire(at)),
            Rest::Params => are_plain_params(wire(at), matches!(data, [0, 0, ..])),
            Rest::Fields => {
                let lengths = (self.compressed && data.len() < LONG).then_some(lengths);
                layout().is_some_and(|layout| fits(layout, wire(start), lengths))
            }
        }
    }

    /// The test of the first four octets.
    #[inline]
    fn has_bits(&self, octets: &[u8]) -> bool {
        octets
            .first_chunk()
            .is_some_and(|first| u32::from_be_bytes(*first) & self.mask == self.value)
    }
}

/// Returns `true` if the last field of a layout may have this many octets.
#[inline]
fn is_digest(layout: &Layout, data: &[u8], len: usize) -> bool {
    let Some([.., Check::LengthBy(at, lengths, _)]) =
        layout.fields.last().map(|field| field.checks)
    else {
        return false;
    };
    let code = data.get(usize::from(*at)).copied().unwrap_or(0);
    let wanted = lengths.iter().find(|(listed, _)| *listed == code);
    wanted.is_none_or(|(_, wanted)| len == usize::from(*wanted))
}

/// Returns `true` if the octets are character-strings and no more.
#[inline]
fn are_strings(mut octets: &[u8]) -> bool {
    while let Some((len, rest)) = octets.split_first() {
        count_step();
        match rest.get(usize::from(*len)..) {
            Some(rest) => octets = rest,
            None => return false,
        }
    }
    true
}

/// Quick test of options: each breaks no rule in any direction, and padding is there once.
fn are_plain_options(i: Wire<'_>) -> bool {
    let mut padded = false;
    let plain = coded::quick_check(i, |code: OptionCode, octets| match code {
        OptionCode::NSID => octets.is_empty(),
        OptionCode::ECS => matches!(octets, [_, _, _, 0, ..]),
        OptionCode::PADDING => !core::mem::replace(&mut padded, true),
        code => !code.has_rules(),
    });
    plain.unwrap_or(false)
}

/// Quick test of the parameters of a binding; those of an alias have no rules.
fn are_plain_params(i: Wire<'_>, is_alias: bool) -> bool {
    if is_alias {
        return coded::check::<SvcParamKey>(i).is_ok();
    }
    let mut has_alpn = false;
    let plain = coded::quick_check(i, |key: SvcParamKey, _| {
        has_alpn |= key == SvcParamKey::ALPN;
        match key {
            SvcParamKey::MANDATORY | SvcParamKey::INVALID | SvcParamKey::DOHPATH => false,
            SvcParamKey::NO_DEFAULT_ALPN => has_alpn,
            _ => true,
        }
    });
    plain.unwrap_or(false)
}

/// Returns `true` if a type can be signed: "An RRSIG RR itself MUST NOT be signed" (RFC 4035
/// section 2.2), and no record has type 0, NXNAME or a type that only questions can have.
#[inline]
pub(super) fn is_signed(octets: &[u8]) -> bool {
    let rtype = Type(octets.first_chunk().map_or(0, |octets| u16::from_be_bytes(*octets)));
    !matches!(rtype, Type(0) | Type::RRSIG | Type::NXNAME) && !rtype.is_question_only()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdata::layout_of;
    use crate::registry::Class;

    /// The row of a type, made when the test runs.
    fn row(rtype: Type) -> Quick {
        let layout = layout_of(rtype, Class::IN).map(|known| known.layout);
        Quick::of(layout.unwrap(), true)
    }

    #[test]
    fn rows_follow_from_the_fields() {
        const ALL: u16 = u16::MAX;
        for (rtype, skip, names, (least, more), rest) in [
            (Type::A, 4, 0, (0, 0), Rest::Any),
            (Type::AAAA, 16, 0, (0, 0), Rest::Any),
            (Type::NS, 0, 1, (0, 0), Rest::Any),
            (Type::MX, 2, 1, (0, 0), Rest::Any),
            (Type::SRV, 6, 1, (0, 0), Rest::Any),
            (Type::SOA, 0, 2, (20, 0), Rest::Any),
            (Type::TXT, 0, 0, (1, ALL - 1), Rest::Strings),
            (Type::NULL, 0, 0, (0, ALL), Rest::Any),
            (Type::DS, 4, 0, (1, ALL - 1), Rest::Digest),
            (Type::RRSIG, 18, 1, (1, ALL - 1), Rest::Signature),
            (Type::NSEC, 0, 1, (1, ALL - 1), Rest::Types),
            (Type::OPT, 0, 0, (0, ALL), Rest::Options),
            (Type::HTTPS, 2, 1, (0, ALL), Rest::Params),
            (Type::HINFO, 0, 0, (0, ALL), Rest::Fields),
            (Type::NAPTR, 0, 0, (0, ALL), Rest::Fields),
        ] {
            let row = row(rtype);
            let got = (row.skip, row.names, (row.least, row.more), row.rest);
            assert_eq!(got, (skip, names, (least, more), rest), "{rtype}");
            assert_eq!((row.mask, row.value), (0, 0), "{rtype}");
            assert!(row.compressed, "{rtype}");
        }
    }

    /// A key has three flags, and protocol 3.
    #[test]
    fn bits_of_the_first_octets_follow_from_the_checks() {
        let row = row(Type::DNSKEY);
        assert_eq!((row.skip, row.rest), (4, Rest::Masked));
        assert_eq!((row.mask, row.value), (0xFE7E_FF00, 0x0000_0300));
        assert!(row.has_bits(&[1, 1, 3, 8]) && row.has_bits(&[0, 0x80, 3, 0]));
        assert!(!row.has_bits(&[1, 2, 3, 8]) && !row.has_bits(&[1, 1, 2, 8]));
        assert!(!row.has_bits(&[1, 1, 3]));
    }
}
