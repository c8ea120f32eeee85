//! Escapes and quotes.

use core::hint::select_unpredictable;

use super::Text;

impl Text<'_> {
    /// Appends octets; those not in `unescaped` as `\X` or `\DDD` ([RFC 1035 section 5.1]).
    ///
    /// [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1
    #[inline]
    pub(crate) fn escaped(&mut self, octets: &[u8], unescaped: Unescaped) {
        if octets.iter().all(|octet| unescaped.has(*octet)) {
            return self.push_ascii(octets);
        }
        self.with_escapes(octets, unescaped);
    }

    /// Appends up to three labels, each with a dot after it; returns the number of their octets.
    ///
    /// The octets are those of a name. Returns 0 for labels that are long, have an octet that is
    /// escaped, or are at the end of the message.
    #[inline]
    pub(crate) fn labels(&mut self, octets: &[u8]) -> usize {
        let Some(octets) = octets.first_chunk::<{ RUN + 1 }>() else { return 0 };
        // Without a branch: most names have up to three labels, and their number cannot be predicted.
        let (mut end, mut count) = (0_usize, 0_usize);
        for _ in 0..3 {
            let first = octets.get(end & (RUN - 1)).copied().map_or(0, usize::from);
            let label = first.wrapping_add((first != 0).into());
            let fits = end.wrapping_add(label) <= RUN;
            let label = select_unpredictable(fits, label, 0);
            end = end.wrapping_add(label);
            count = count.wrapping_add((label != 0).into());
        }
        let [_, octets @ ..] = octets;
        let last = end.wrapping_sub(1);
        // All lengths inside of a run are special octets, so dots are where they were.
        let Some((block, special)) = with_dots(octets, last) else { return 0 };
        if special.wrapping_add(1) != count {
            return 0;
        }
        let Some(place) = self.place() else { return 0 };
        *place = block;
        if let Some(dot) = place.get_mut(last) {
            *dot = b'.';
        }
        self.len = self.len.wrapping_add(end);
        end
    }

    #[cold]
    fn with_escapes(&mut self, octets: &[u8], unescaped: Unescaped) {
        for octet in octets {
            if unescaped.has(*octet) {
                self.push(*octet);
            } else {
                self.escape(*octet);
            }
        }
    }

    fn escape(&mut self, octet: u8) {
        self.push(b'\\');
        match octet {
            0x21..=0x7E => self.push(octet),
            _ => self.padded(octet.into(), 3),
        }
    }

    /// Appends a quoted `<character-string>`.
    pub(crate) fn quoted(&mut self, octets: &[u8]) {
        self.push(b'"');
        self.escaped(octets, Unescaped::IN_QUOTES);
        self.push(b'"');
    }
}

/// The most octets of a run of labels, with their lengths.
const RUN: usize = 32;

/// The first `RUN - n` of `RUN` octets from offset `n` on are 1.
static FIRST: [u8; 2 * RUN] = {
    let mut first = [0; 2 * RUN];
    let (set, _) = first.split_at_mut(RUN);
    set.copy_from_slice(&[1; RUN]);
    first
};

/// Replaces the octets that text may escape by dots, and counts those of the first `len`; `None`
/// when the octets are fewer.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches it tests the whole block at once"
)]
fn with_dots(octets: &[u8; RUN], len: usize) -> Option<([u8; RUN], usize)> {
    let first: &[u8; RUN] = FIRST.get(RUN.checked_sub(len)?..)?.first_chunk()?;
    let (mut block, mut count) = ([0; RUN], 0_u8);
    for ((place, octet), first) in block.iter_mut().zip(octets).zip(first) {
        let is_plain = (octet.wrapping_sub(b'-') <= b'~' - b'-')
            & (*octet != b'.')
            & (*octet != b';')
            & (*octet != b'@')
            & (*octet != b'\\');
        let plain = 0_u8.wrapping_sub(is_plain.into());
        *place = *octet & plain | b'.' & !plain;
        count = count.wrapping_add(*first & !plain);
    }
    Some((block, count.into()))
}

/// The set of octets that are written without an escape.
#[derive(Clone, Copy)]
pub(crate) struct Unescaped(&'static [bool; 256]);

impl Unescaped {
    /// Between quotes.
    pub(crate) const IN_QUOTES: Unescaped = Unescaped(&table(b"\"\\", b' '));
    /// In a label of a name.
    pub(crate) const IN_NAME: Unescaped = Unescaped(&table(b"\"().;\\@$", b'!'));
    /// Between parentheses.
    pub(crate) const IN_PARENTHESES: Unescaped = Unescaped(&table(b"()\\", b' '));
    /// In a string without quotes.
    pub(crate) const BARE: Unescaped = Unescaped(&table(b"\"\\();", b'!'));

    #[inline]
    pub(crate) fn has(self, octet: u8) -> bool {
        self.0.get(usize::from(octet)).copied().unwrap_or(false)
    }
}

/// The octets from `first` to `~`, except `special`.
#[expect(clippy::as_conversions, clippy::indexing_slicing, reason = "evaluated when compiled")]
const fn table(special: &[u8], first: u8) -> [bool; 256] {
    let mut table = [false; 256];
    let mut octet = first;
    while octet <= b'~' {
        table[octet as usize] = true;
        octet += 1;
    }
    let mut at = 0;
    while at < special.len() {
        table[special[at] as usize] = false;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_the_printable_characters_but_the_special_ones() {
        let table = table(b"\"~", b' ');
        for (octet, is_plain) in (0..=255_u8).zip(table) {
            let want = (b' '..b'~').contains(&octet) && octet != b'"';
            assert_eq!(is_plain, want, "{octet}");
        }
        assert!(!Unescaped::BARE.has(b' ') && Unescaped::BARE.has(b'!'));
    }
}
