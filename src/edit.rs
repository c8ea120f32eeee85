//! Changes to the octets of a message in place, without composing it again.
//!
//! A function that fails changes nothing. Those for options copy the message; the others do not move
//! octets or allocate. A change makes the signature of a TSIG or SIG(0) record invalid, because it
//! covers the other octets.
//!
//! ```
//! use dnswire::{Message, edit};
//! # let mut octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")).to_vec();
//!
//! edit::set_id(&mut octets, 0xBEEF)?;
//! edit::age_ttls(&mut octets, 60)?;
//! let message = Message::parse(&octets)?;
//! assert_eq!(message.id(), 0xBEEF);
//! assert!(message.answers().all(|record| record.ttl() == 240));
//! # Ok::<(), dnswire::Error>(())
//! ```

#[cfg(feature = "alloc")]
mod options;

#[cfg(feature = "alloc")]
pub use options::{OptionsError, push_option, remove_options, set_options, set_padding};

use crate::error::{Error, ErrorKind};
use crate::message::header::HEADER;
use crate::message::{Flags, Message, Reader, Record, header};

/// Sets the identifier; fails when there are fewer than 12 octets.
///
/// ```
/// use dnswire::edit;
///
/// let mut octets = [0; 12];
/// edit::set_id(&mut octets, 0x1234)?;
/// assert_eq!(octets[..2], [0x12, 0x34]);
/// # Ok::<(), dnswire::Error>(())
/// ```
pub fn set_id(octets: &mut [u8], id: u16) -> Result<(), Error> {
    set_u16(octets, 0, id)
}

/// Sets the 16 bits after the identifier; fails when there are fewer than 12 octets.
///
/// ```
/// use dnswire::{Flags, edit};
///
/// let mut octets = [0; 12];
/// edit::set_flags(&mut octets, "qr aa".parse()?)?;
/// assert_eq!(octets[2..4], [0x84, 0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn set_flags(octets: &mut [u8], flags: Flags) -> Result<(), Error> {
    set_u16(octets, 2, flags.0)
}

fn set_u16(octets: &mut [u8], at: usize, number: u16) -> Result<(), Error> {
    header(octets)?;
    if let Some(place) = octets.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *place = number.to_be_bytes();
    }
    Ok(())
}

/// Lowers all TTLs by `seconds`, to no less than 0, as a cache does when it answers.
///
/// A TTL with the top bit set counts as 0 ([RFC 2181 section 8]). TSIG and SIG(0) records are not
/// changed, and neither are OPT records, whose TTL field is not a TTL. Fails when
/// [`Message::parse`] fails.
///
/// In a hostile message a compression pointer may lead into a TTL; that name changes with the TTL.
///
/// ```
/// use dnswire::{Message, edit};
/// # let mut octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")).to_vec();
///
/// edit::age_ttls(&mut octets, 100)?;
/// assert!(Message::parse(&octets)?.answers().all(|record| record.ttl() == 200));
/// # Ok::<(), dnswire::Error>(())
/// ```
///
/// [RFC 2181 section 8]: https://www.rfc-editor.org/rfc/rfc2181#section-8
pub fn age_ttls(octets: &mut [u8], seconds: u32) -> Result<(), Error> {
    map_ttls(octets, |record| record.ttl().saturating_sub(seconds))
}

/// Sets the TTL of each record to the one that `ttl` returns for it, such as one within bounds.
///
/// TSIG and SIG(0) records are not changed, and neither are OPT records, whose TTL field is not a
/// TTL. Fails when [`Message::parse`] fails.
///
/// ```
/// use dnswire::{Message, edit};
/// # let mut octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")).to_vec();
///
/// edit::map_ttls(&mut octets, |record| record.ttl().clamp(5, 30))?;
/// assert!(Message::parse(&octets)?.answers().all(|record| record.ttl() == 30));
/// # Ok::<(), dnswire::Error>(())
/// ```
pub fn map_ttls(octets: &mut [u8], mut ttl: impl FnMut(&Record<'_>) -> u32) -> Result<(), Error> {
    let message = Message::parse(octets)?;
    let records = message.records().len();
    let mut at = message.records().next().map_or(0, |record| record.offset());
    for _ in 0..records {
        let Some(record) = Record::at(octets, at) else { break };
        let (place, end) = (record.ttl_offset(), record.end());
        let ttl = if record.is_pseudo() { None } else { Some(ttl(&record)) };
        at = end;
        if let Some(ttl) = ttl
            && let Some(place) = octets.get_mut(place..).and_then(<[u8]>::first_chunk_mut)
        {
            *place = ttl.to_be_bytes();
        }
    }
    Ok(())
}

/// Sets the case of the letters of the first QNAME; a response must repeat it
/// ([draft-vixie-dnsext-dns0x20]).
///
/// The n-th letter, counted from 0, becomes upper case when bit `n % 8`, counted from the lowest,
/// of octet `n / 8` of `mask` is set, and lower case otherwise. Letters beyond the mask are not
/// changed. Names that point to the QNAME change with it. Fails when the octets do not begin with a
/// header and a question, or when the message has no question.
///
/// ```
/// use dnswire::{Message, edit};
/// # let mut octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")).to_vec();
///
/// edit::set_qname_case(&mut octets, &[0b0101_0110])?;
/// assert_eq!(Message::parse(&octets)?.question()?.qname().to_string(), "eXAmPlE.");
/// # Ok::<(), dnswire::Error>(())
/// ```
///
/// [draft-vixie-dnsext-dns0x20]: https://datatracker.ietf.org/doc/html/draft-vixie-dnsext-dns0x20-00
pub fn set_qname_case(octets: &mut [u8], mask: &[u8]) -> Result<(), Error> {
    let mut reader = Reader::new(octets)?;
    if reader.question()?.is_none() {
        return Err(Error::of_message(ErrorKind::QuestionCount { count: 0 }, 4));
    }
    // Type and class follow the name, with two octets each.
    let end = reader.position().saturating_sub(4);
    let name = octets.get_mut(HEADER..end).unwrap_or_default();
    // Length octets are below 64, so none of them is a letter.
    let letters = name.iter_mut().filter(|octet| octet.is_ascii_alphabetic());
    let bits = mask.iter().flat_map(|octet| (0..8).map(move |bit| octet.wrapping_shr(bit) & 1));
    for (letter, bit) in letters.zip(bits) {
        *letter = if bit == 1 { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
    }
    Ok(())
}
