//! Escapes and quotes.

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

    /// Appends a label, which is the first `len` of the octets, and a dot.
    #[inline]
    pub(crate) fn label(&mut self, octets: &[u8], len: usize) {
        match octets.first_chunk() {
            Some(block) if len < BLOCK && is_plain(block, len) => {
                let Some(place) = self.place() else { return };
                *place = *block;
                if let Some(dot) = place.get_mut(len) {
                    *dot = b'.';
                }
                self.len = self.len.wrapping_add(len).wrapping_add(1);
            }
            _ => {
                self.escaped(octets.get(..len).unwrap_or_default(), Unescaped::IN_NAME);
                self.push(b'.');
            }
        }
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

/// The octets of a label that are tested at once.
const BLOCK: usize = 16;

/// The first `BLOCK - n` of `BLOCK` octets from offset `n` on are set.
static FIRST: [bool; 2 * BLOCK] = {
    let mut first = [false; 2 * BLOCK];
    let (set, _) = first.split_at_mut(BLOCK);
    set.copy_from_slice(&[true; BLOCK]);
    first
};

/// Returns `true` if the first `len` octets are letters, digits, hyphens or others that no text
/// escapes.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches it tests the whole block at once"
)]
fn is_plain(block: &[u8; BLOCK], len: usize) -> bool {
    let first = FIRST.get(BLOCK.saturating_sub(len)..).and_then(<[bool]>::first_chunk);
    let Some(first): Option<&[bool; BLOCK]> = first else { return false };
    let mut special = false;
    for (octet, is_first) in block.iter().zip(first) {
        let is_plain = (octet.wrapping_sub(b'-') <= b'~' - b'-')
            & (*octet != b'.')
            & (*octet != b';')
            & (*octet != b'@')
            & (*octet != b'\\');
        special |= is_first & !is_plain;
    }
    !special
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
