//! Rows of `xxd -e`: each group of digits is a number in little-endian order, so `64636261` is `abcd`.
//! They look like the rows of `xxd -g 4`; only the characters at the end of a row tell.

/// The octets of a row, as they are written.
pub(super) fn as_written(row: &str) -> Option<Vec<u8>> {
    let hex = row.split_once("  ").map_or(row, |(hex, _)| hex);
    let digits: String = hex.split_whitespace().collect();
    hex::decode(digits).ok().filter(|octets| !octets.is_empty())
}

/// True if the characters of the row are these octets, which its digits give as they are written.
pub(super) fn is_as_written(row: &str, octets: &[u8]) -> bool {
    row.find("  ").is_none_or(|at| shows(row.split_at(at).1, octets))
}

/// The octets of a row of little-endian groups; `None` unless the characters of the row are those octets.
///
/// All groups but the last are as wide as the first. The last may have less digits, with spaces
/// before them.
pub(super) fn little_endian(row: &str) -> Option<Vec<u8>> {
    let width = row.find(' ').filter(|width| *width >= 4)?;
    let (mut rest, mut octets) = (row, Vec::new());
    let mut found = None;
    while let Some((group, behind)) = rest.split_at_checked(width) {
        let Ok(mut group) = hex::decode(group.trim_start()) else { break };
        group.reverse();
        octets.extend(group);
        if shows(behind, &octets) {
            found = Some(octets.clone());
        }
        let Some(next) = behind.strip_prefix(' ') else { break };
        rest = next;
    }
    found
}

/// True if `text` is two spaces or more and then the octets as characters, a dot for each that is none.
///
/// Spaces at the end may be missing.
fn shows(text: &str, octets: &[u8]) -> bool {
    let show = |octet: &u8| if matches!(octet, b' '..=b'~') { char::from(*octet) } else { '.' };
    let shown: String = octets.iter().map(show).collect();
    let before = text.trim_end().strip_suffix(shown.trim_end());
    before.is_some_and(|before| {
        before.len() + leading_spaces(&shown) >= 2 && before.trim().is_empty()
    })
}

fn leading_spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_tell_the_order() {
        for (row, want) in [
            ("64636261     6665                    abcdef", Some(&b"abcdef"[..])),
            ("c3d4 a1b2 0041   45                  ....A.E", Some(b"\xD4\xC3\xB2\xA1A\0E")),
            ("4142434400000002 4500000045  .... ", None),
            ("00040002a1b2c3d4   4500000045  ............E", None),
            (
                "00040002a1b2c3d4       4500000045  ........E...E",
                Some(b"\xD4\xC3\xB2\xA1\x02\0\x04\0E\0\0\0E"),
            ),
            ("61626364 65666768  abcdefgh", None),
            ("20202020 61202020     ab", None),
            ("62612020 20206463    abcd", Some(b"  abcd  ")),
        ] {
            assert_eq!(little_endian(row).as_deref(), want, "{row}");
        }
    }

    #[test]
    fn rows_without_characters_are_as_written() {
        assert!(is_as_written("6162 63", b"abc"));
        assert!(is_as_written("6162 63  abc", b"abc"));
        assert!(!is_as_written("6162 63  bac", b"abc"));
        assert_eq!(as_written("6162 63  bac").as_deref(), Some(&b"abc"[..]));
    }
}
