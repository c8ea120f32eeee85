//! A message that was read is composed to an equal one.

use dnswire::compose::Compress;
use dnswire::{Form, Message, Type};

use super::{compose, entries};
use dnswire_support::Sample;

/// The messages of the tests' data, and of the corpus when `DNSWIRE_CORPUS` names it.
fn samples() -> Vec<Sample> {
    let mut samples = dnswire_support::all_messages();
    let Ok(corpus) = std::env::var("DNSWIRE_CORPUS") else { return samples };
    for file in std::fs::read_dir(corpus).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let rows = dnswire_support::json_lines(&path);
            samples.extend(rows.iter().filter_map(|row| {
                let id = row["id"].as_str()?.to_owned();
                let octets = row.get("wire").or(row.get("hex"))?.as_str()?;
                Some(Sample { id, octets: hex::decode(octets).ok()? })
            }));
        }
    }
    samples
}

/// Calls `test` for each sample that can be read, and for that with its composed octets.
#[track_caller]
fn for_each(compress: Compress, test: impl Fn(&str, &Message<'_>, &[u8])) {
    let mut whole = 0;
    for Sample { id, octets } in samples() {
        let Ok(message) = Message::parse(&octets) else { continue };
        // Malformed RDATA is copied unchanged, so that its pointers lead to other octets.
        if message.records().any(|record| record.malformed().is_some()) {
            continue;
        }
        let (composed, fits) = compose(&message, compress);
        // Pointers of hostile messages lead to any octet; names without compression may need more
        // than 65535 octets.
        if fits {
            test(&id, &message, &composed);
            whole += 1;
        }
    }
    assert_ne!(whole, 0, "no message fits");
}

#[test]
fn what_was_read_and_composed_reads_the_same() {
    for compress in [Compress::Never, Compress::Standard, Compress::Multicast] {
        for_each(compress, |id, message, composed| {
            let again = Message::parse(composed).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(entries(&again), entries(message), "{id}");
            assert_eq!(again.header().flags(), message.header().flags(), "{id}");
            assert_eq!((again.id(), again.end()), (message.id(), composed.len()), "{id}");
        });
    }
}

#[test]
fn composing_is_idempotent() {
    for_each(Compress::Standard, |id, _, composed| {
        let again = compose(&Message::parse(composed).unwrap(), Compress::Standard);
        assert_eq!(again.0, composed, "{id}");
    });
}

#[test]
fn without_compression_rdata_is_its_uncompressed_octets() {
    for_each(Compress::Never, |id, _, composed| {
        for record in Message::parse(composed).unwrap().records() {
            let octets = record.rdata().to_octets(Form::Uncompressed);
            assert_eq!(record.rdata_octets(), octets, "{id}");
            assert!(!record.owner().is_compressed(), "{id}");
        }
    });
}

/// A host on Chaosnet (RFC 1035 section 3.2.1: RDATA "varies according to the TYPE and CLASS") has
/// a name in its address, which a copy must not take over as a pointer.
#[test]
fn rdata_is_copied_by_type_and_class() {
    let mut octets = vec![0, 0, 0x80, 0, 0, 0, 0, 3, 0, 0, 0, 0];
    octets.extend_from_slice(b"\x02ch\x07example\0\0\x01\0\x01\0\0\0\0\0\x04\xC0\0\x02\x01");
    octets.extend_from_slice(b"\xC0\x0C\0\x01\0\x01\0\0\0\0\0\x04\xC0\0\x02\x02");
    // Its owner, at an offset that differs without compression, is its address.
    let owner = u8::try_from(octets.len()).unwrap();
    octets.extend_from_slice(b"\x03moo\xC0\x0C\0\x01\0\x03\0\0\0\0\0\x04");
    octets.extend_from_slice(&[0xC0, owner, 3, 83]);
    let message = Message::parse(&octets).unwrap();
    for compress in [Compress::Never, Compress::Standard, Compress::Multicast] {
        let (composed, _) = compose(&message, compress);
        assert_eq!(entries(&Message::parse(&composed).unwrap()), entries(&message));
    }
}

#[test]
fn compression_never_makes_a_recorded_message_larger() {
    for Sample { id, octets } in dnswire_support::recorded() {
        let Ok(message) = Message::parse(&octets) else { continue };
        // dnsmasq compresses the target, against RFC 3597 section 4.
        if message.records().any(|record| record.rtype() == Type::SRV) {
            continue;
        }
        let (composed, _) = compose(&message, Compress::Standard);
        assert!(composed.len() <= message.end(), "{id}: {} {}", composed.len(), message.end());
    }
}
