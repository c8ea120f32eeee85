//! What octets look like, where nothing says that they are DNS.

use dnswire::{Class, Message, Opcode};

use crate::octets::{be16, octet};

/// Octets of a message's header.
const HEADER: usize = 12;

/// Octets of the shortest question: the root, a type and a class.
const QUESTION: usize = 5;

/// Octets of the shortest record: the root, type, class, TTL and RDLENGTH.
const RECORD: usize = 11;

/// True if the octets can only be one message: a question and whatever follows, all of it good.
pub(crate) fn is_message(octets: &[u8]) -> bool {
    has_one_question(octets)
        && Message::parse(octets)
            .is_ok_and(|message| message.trailing().is_empty() && message.check().is_ok())
}

/// True if the octets begin like a message with one question, maybe a cut or malformed one.
pub(crate) fn begins_like_message(octets: &[u8]) -> bool {
    has_one_question(octets) && has_known_question(octets)
}

/// True if the octets are a message of any kind, or the start of one, when nothing else fits.
pub(crate) fn may_be_message(octets: &[u8]) -> bool {
    octets.len() <= HEADER
        || counts_something(octets) && counts_fit(octets, octets.len())
        || has_known_question(octets)
}

/// False if nothing says what the octets behind the header are: no count, and no stateful operation.
fn counts_something(octets: &[u8]) -> bool {
    /// Its TLVs are not counted (RFC 8490 section 5.4).
    const STATEFUL: u8 = 6;
    let opcode = octet(octets, 2).map(|flags| flags >> 3 & 0xF);
    opcode == Some(STATEFUL) || octets.get(4..HEADER).is_some_and(|counts| counts != [0; 8])
}

/// True if the header's counts fit into `length` octets.
pub(crate) fn counts_fit(octets: &[u8], length: usize) -> bool {
    let counts = [4, 6, 8, 10].map(|at| be16(octets, at).map(usize::from));
    let [Some(questions), Some(answers), Some(authority), Some(additional)] = counts else {
        return false;
    };
    HEADER + QUESTION * questions + RECORD * (answers + authority + additional) <= length
}

/// True for a header that counts one question, has a known opcode and, in a query, no RCODE.
fn has_one_question(octets: &[u8]) -> bool {
    let (Some(flags), Some(1)) = (be16(octets, 2), be16(octets, 4)) else { return false };
    let opcode = Opcode(u8::try_from(flags >> 11 & 0xF).unwrap_or_default());
    let is_known = [Opcode::QUERY, Opcode::NOTIFY, Opcode::UPDATE].contains(&opcode);
    let is_response = flags & 0x8000 != 0;
    let is_reserved_clear = flags & 0x0040 == 0;
    octet(octets, HEADER).is_some()
        && is_known
        && is_reserved_clear
        && (is_response || flags.trailing_zeros() >= 4)
}

/// True if the first question can be read and its class is one of the assigned ones.
fn has_known_question(octets: &[u8]) -> bool {
    let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return false };
    let is_known =
        |class: Class| [Class::IN, Class::CH, Class::HS, Class::NONE, Class::ANY].contains(&class);
    let question = partial.message().questions().next();
    question.is_some_and(|question| is_known(question.qclass()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query for the root's name servers.
    const QUERY: &[u8] = b"\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01";

    #[test]
    fn a_query_is_a_message() {
        assert!(is_message(QUERY));
        assert!(begins_like_message(QUERY) && may_be_message(QUERY));
    }

    #[test]
    fn octets_after_a_message_leave_a_doubt() {
        let longer = [QUERY, b"x"].concat();
        assert!(!is_message(&longer));
        assert!(begins_like_message(&longer));
    }

    #[test]
    fn other_octets_are_no_message() {
        for octets in [&[0xFF; 40][..], &[0; 40], b"\x80\x60\0\x01\0\x01\0\0\0\0\0\0\0\0\x02\0\x01"]
        {
            assert!(!begins_like_message(octets), "{octets:?}");
        }
        assert!(!may_be_message(&[0xFF; 40]));
        assert!(!may_be_message(&[0; 13]) && may_be_message(&[0; 12]));
        assert!(may_be_message(b"\0\x01\x30\0\0\0\0\0\0\0\0\0\0\x01\0\x08"));
    }
}
