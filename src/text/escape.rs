//! Octets that do not stand for themselves: escapes and quotes.

use super::Text;

impl Text<'_> {
    /// Appends octets, those that are not `plain` as `\X` or `\DDD` ([RFC 1035 section 5.1]).
    ///
    /// [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1
    #[inline]
    pub(crate) fn escaped(&mut self, octets: &[u8], plain: Plain) {
        if octets.iter().all(|octet| plain.has(*octet)) {
            return self.run(octets);
        }
        self.with_escapes(octets, plain);
    }

    #[cold]
    fn with_escapes(&mut self, octets: &[u8], plain: Plain) {
        for octet in octets {
            if plain.has(*octet) {
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
            _ => self.padded(octet, 3),
        }
    }

    /// Appends a quoted `<character-string>`.
    pub(crate) fn quoted(&mut self, octets: &[u8]) {
        self.push(b'"');
        self.escaped(octets, Plain::IN_QUOTES);
        self.push(b'"');
    }
}

/// Which octets stand for themselves.
#[derive(Clone, Copy)]
pub(crate) struct Plain(&'static [bool; 256]);

impl Plain {
    /// Between quotes.
    pub(crate) const IN_QUOTES: Plain = Plain(&table(b"\"\\", b' '));
    /// In a label of a name.
    pub(crate) const IN_NAME: Plain = Plain(&table(b"\"().;\\@$", b'!'));
    /// Between parentheses.
    pub(crate) const IN_PARENTHESES: Plain = Plain(&table(b"()\\", b' '));
    /// In a string without quotes.
    pub(crate) const BARE: Plain = Plain(&table(b"\"\\();", b'!'));

    #[inline]
    pub(crate) fn has(self, octet: u8) -> bool {
        self.0.get(usize::from(octet)).copied().unwrap_or(false)
    }
}

/// The octets from `first` to `~`, but for `special`.
#[expect(clippy::as_conversions, clippy::indexing_slicing, reason = "evaluated when compiled")]
const fn table(special: &[u8], first: u8) -> [bool; 256] {
    let mut plain = [false; 256];
    let mut octet = first;
    while octet <= b'~' {
        plain[octet as usize] = true;
        octet += 1;
    }
    let mut at = 0;
    while at < special.len() {
        plain[special[at] as usize] = false;
        at += 1;
    }
    plain
}
