//! A transfer hands out records of its answers only, ends once, and stays as it was after an error;
//! the digest of a signed message is over the octets that were signed.

use dnswire::transfer::{Change, Transfer, TransferFault, TsigSequence};
use dnswire::{Flags, Message, Type, edit};

use crate::naive;

pub fn run(octets: &[u8]) {
    signatures(octets);
    for qtype in [Type::AXFR, Type::IXFR] {
        let mut response = octets.to_vec();
        if edit::set_flags(&mut response, Flags(0x8000)).is_err() {
            return;
        }
        if let Some(place) = type_of_question(&response) {
            response[place..place + 2].copy_from_slice(&qtype.0.to_be_bytes());
            follow(&response);
        }
    }
}

/// The place of QTYPE of the first question.
fn type_of_question(octets: &[u8]) -> Option<usize> {
    let first = naive::read(octets)?.entries.into_iter().next()?;
    (first.section == 0).then_some(first.end - 4)
}

fn follow(octets: &[u8]) {
    let Ok(response) = Message::parse(octets) else { return };
    let mut query = octets.to_vec();
    edit::set_flags(&mut query, Flags(0)).expect("there is a header");
    let query = Message::parse(&query).expect("only the flags differ").to_buf();
    let Some(mut transfer) = Transfer::of(&query.message()) else { return };
    for number in 0..3 {
        let (was_complete, before) = (transfer.is_complete(), format!("{transfer:?}"));
        match transfer.message(&response) {
            Ok(changes) => {
                assert!(!was_complete);
                let changes: Vec<_> = changes.collect();
                assert!(changes.len() <= response.answers().len());
                let mut answers = response.answers();
                for change in changes {
                    let (Change::Add(record) | Change::Delete(record)) = change;
                    assert!(answers.any(|answer| answer.offset() == record.offset()));
                }
                assert_eq!(transfer.messages(), number + 1);
            }
            Err(error) => {
                assert!(!was_complete || error.fault() == TransferFault::AfterEnd);
                assert!(!error.to_string().is_empty());
                let style = transfer.style();
                let again = transfer.message(&response).map(drop);
                assert_eq!((again, transfer.style()), (Err(error), style), "{before}");
                break;
            }
        }
    }
}

/// RFC 8945 section 4.3.3: the message before the TSIG record, with the original ID, and one record
/// less in the additional section.
fn signatures(octets: &[u8]) {
    let Ok(message) = Message::parse(octets) else { return };
    let mut digest = Vec::new();
    let mut sequence = TsigSequence::new();
    let Ok(signature) = sequence.message(&message, |piece| digest.extend_from_slice(piece)) else {
        return assert!(digest.is_empty(), "octets to sign of a message that is refused");
    };
    let signature = signature.expect("the first message must be signed");
    let reading = naive::read(octets).expect("it was read");
    let last = reading.entries.last().expect("the TSIG record");
    assert_eq!((last.rtype, last.class, last.end), (250, 255, octets.len()));
    let (_, rdata) = last.record.as_ref().expect("a record");
    let (algorithm, at) = naive::name(rdata, 0)
        .or_else(|| {
            naive::name(octets, last.end - rdata.len())
                .map(|(name, end)| (name, end - (last.end - rdata.len())))
        })
        .expect("the name was read");
    let fields = &rdata[at..];
    let mac_len = usize::from(u16::from_be_bytes([fields[8], fields[9]]));
    let (original_id, rest) = fields[10 + mac_len..].split_at(2);
    let mut expected = octets[..last.start].to_vec();
    expected[..2].copy_from_slice(original_id);
    let additional = u16::from_be_bytes([octets[10], octets[11]]) - 1;
    expected[10..12].copy_from_slice(&additional.to_be_bytes());
    expected.extend(last.name.to_ascii_lowercase());
    expected.extend([0, 255, 0, 0, 0, 0]); // class ANY, TTL 0
    expected.extend(algorithm.to_ascii_lowercase());
    expected.extend(&fields[..8]); // time signed, fudge
    expected.extend(rest); // error, length of other data, other data
    assert_eq!(digest, expected);
    assert_eq!(signature.timers(), fields[..8]);
    sequence.finish().expect("the last message is signed");
}
