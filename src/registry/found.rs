//! The start of a text that an error names.

use core::fmt;

/// The most octets that are kept.
const MOST: usize = 40;

/// The first characters of a text that could not be read; control characters and octets that are not
/// UTF-8 are `?`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Found {
    octets: [u8; MOST],
    len: u8,
    is_cut: bool,
}

impl Found {
    pub(crate) const NOTHING: Found = Found { octets: [0; MOST], len: 0, is_cut: false };

    #[cold]
    pub(crate) fn of(text: &[u8]) -> Self {
        let mut found = Found::NOTHING;
        for chunk in text.utf8_chunks() {
            let valid = chunk.valid();
            for (at, character) in valid.char_indices() {
                let end = at.wrapping_add(character.len_utf8());
                let shown = valid.get(at..end).filter(|_| !character.is_control());
                found.push(shown.unwrap_or("?"));
                if found.is_cut {
                    return found;
                }
            }
            chunk.invalid().iter().for_each(|_| found.push("?"));
        }
        found
    }

    fn push(&mut self, character: &str) {
        let mut places = self.octets.iter_mut().skip(self.len.into());
        if self.is_cut || places.len() < character.len() {
            self.is_cut = true;
            return;
        }
        for (octet, place) in character.bytes().zip(&mut places) {
            *place = octet;
            self.len = self.len.wrapping_add(1);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The text, with two dots after it when there is more.
impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let octets = self.octets.get(..self.len.into()).unwrap_or_default();
        f.write_str(core::str::from_utf8(octets).unwrap_or_default())?;
        f.write_str(if self.is_cut { ".." } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::Found;

    #[test]
    fn a_text_is_kept_up_to_a_whole_character() {
        let shown = |text: &[u8]| Found::of(text).to_string();
        assert_eq!(shown("M\u{fc}ller".as_bytes()), "M\u{fc}ller");
        assert_eq!(shown(b"a\tb\xff"), "a?b?");
        assert_eq!(shown(&[b'a'; 40]), "a".repeat(40));
        assert_eq!(shown(&[b'a'; 41]), "a".repeat(40) + "..");
        assert_eq!(shown("a\u{fc}".repeat(14).as_bytes()), "a\u{fc}".repeat(13) + "a..");
        assert!(Found::of(b"").is_empty());
    }
}
