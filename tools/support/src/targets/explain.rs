//! The annotated hexdump has every octet of a message once, in order.

use dnswire::Message;

/// Longer messages are not printed: the text has up to 500 times their octets.
const LONGEST: usize = 4096;

pub fn run(octets: &[u8]) {
    if octets.len() > LONGEST {
        return;
    }
    if let Ok(message) = Message::parse(octets) {
        covers(octets, &message.explain().to_string());
    }
    if let Ok(partial) = Message::parse_partial(octets, octets.len()) {
        covers(partial.message().as_octets(), &partial.explain().to_string());
    }
}

/// A line has an offset in hexadecimal, two blanks, and octets with blanks between.
fn covers(octets: &[u8], text: &str) {
    let mut at = 0;
    for line in text.lines() {
        let (offset, rest) = line.split_once("  ").unwrap_or_else(|| panic!("no offset: {line}"));
        assert_eq!(usize::from_str_radix(offset, 16), Ok(at), "{line}");
        let columns = rest.get(..rest.len().min(36)).unwrap_or(rest);
        for pair in columns.as_bytes().chunks(3).take_while(|pair| pair.first() != Some(&b' ')) {
            let pair = std::str::from_utf8(&pair[..2]).expect("two digits");
            let octet = u8::from_str_radix(pair, 16).expect("two hexadecimal digits");
            assert_eq!(octets.get(at), Some(&octet), "{line}");
            at += 1;
        }
    }
    assert_eq!(at, octets.len(), "octets without a line");
}
