//! A copy has the entries of the message without OPT, TSIG and SIG(0), within its limit, and the
//! OPT record anew.

use dnswire::compose::InAdditional;
use dnswire::{Builder, Compression, Message, Record, Type};

pub fn run(octets: &[u8]) {
    let Ok(message) = Message::parse(octets) else { return };
    let whole = copy(&message, 65535);
    let read = Message::parse(&whole).expect("what is composed can be read");
    assert_eq!(
        (read.id(), read.header().flags().opcode()),
        (message.id(), message.header().flags().opcode())
    );
    prefix(&message, &read);
    for limit in [512, whole.len() / 2, whole.len().saturating_sub(1)] {
        let octets = copy(&message, limit);
        assert!(octets.len() <= limit.max(12), "{} octets within {limit}", octets.len());
        prefix(&message, &Message::parse(&octets).expect("what is composed can be read"));
    }
    let mut room = vec![0; whole.len()];
    let mut compression = Compression::new();
    let builder =
        Builder::<InAdditional>::copy_of(&message, &mut room[..], &mut compression, 65535);
    assert_eq!(builder.expect("there is room").finish(), whole, "a slice gets what a vector gets");
}

fn copy(message: &Message<'_>, limit: usize) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let builder = Builder::<InAdditional>::copy_of(message, &mut octets, &mut compression, limit);
    builder.expect("a vector grows").finish();
    octets
}

/// Every record of the copy is in the message, in its order; all are if nothing was left out.
fn prefix(message: &Message<'_>, copy: &Message<'_>) {
    let same = |one: &Record<'_>, other: &Record<'_>| {
        one.owner() == other.owner()
            && (one.rtype(), one.class(), one.ttl_field())
                == (other.rtype(), other.class(), other.ttl_field())
    };
    assert!(copy.questions().zip(message.questions()).all(|(one, other)| one == other));
    let is_kept = |record: &Record<'_>| !is_pseudo(record);
    for section in [Message::answers, Message::authority] {
        let pairs = section(copy).zip(section(message));
        pairs.for_each(|(one, other)| assert!(same(&one, &other), "{one} {other}"));
    }
    let (mut left, kept) =
        (message.additional().filter(is_kept), copy.additional().filter(is_kept));
    for record in kept {
        assert!(left.any(|other| same(&record, &other)), "{record} is not of the message");
    }
    let pseudo: Vec<_> = copy.additional().filter(is_pseudo).collect();
    assert!(pseudo.iter().all(|record| record.rtype() == Type::OPT), "a signature was copied");
    assert!(pseudo.len() <= usize::from(message.edns().is_some()), "more than one OPT record");
}

fn is_pseudo(record: &Record<'_>) -> bool {
    match record.rtype() {
        Type::OPT | Type::TSIG => true,
        Type::SIG => record.rdata_octets().starts_with(&[0, 0]),
        _ => false,
    }
}
