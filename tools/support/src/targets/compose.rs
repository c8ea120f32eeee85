//! A message composed anew reads back equal, in any room, and within a limit as a prefix.

use dnswire::compose::Compress;
use dnswire::rdata::Rdata;
use dnswire::{
    Builder, Compression, DoesNotFit, Flags, Form, Message, Profile, Record, RecordBuf, Section,
};

pub fn run(octets: &[u8]) {
    let Ok(message) = Message::parse(octets) else { return };
    let compress = [Compress::Never, Compress::Standard, Compress::Multicast];
    let compress = compress[usize::from(message.id()) % compress.len()];
    let mut compression = Compression::new();
    let Ok(whole) = copy(&message, &mut compression, compress, 65535) else { return };
    let read = Message::parse(&whole).expect("what is composed can be read");
    let truncated = read.header().flags().truncated();
    equal_entries(&message, &read, truncated);
    // Malformed RDATA is copied octet by octet; in another message its pointers can lead to a name.
    let is_malformed = |record: Record<'_>| {
        record.of_profile(Profile::MulticastDns).malformed().is_some() // the top bit is not read
    };
    let is_malformed = message.records().any(is_malformed);
    if !truncated && !is_malformed {
        assert_eq!(read.header().counts(), message.header().counts());
        // Composed once more it is the same.
        assert_eq!(copy(&read, &mut compression, compress, 65535).as_deref(), Ok(&whole[..]));
    }
    in_a_slice(&message, compress, &whole);
    for limit in [12, 512, whole.len() / 2, whole.len().saturating_sub(1)] {
        limited(&message, compress, limit.max(12));
    }
    message.records().for_each(|record| owned(&record));
}

/// All entries of a message, pushed in their order.
fn fill<'b>(
    message: &Message<'_>,
    mut builder: Builder<'b, dnswire::compose::InQuestion>,
    (compress, limit): (Compress, usize),
) -> &'b mut [u8] {
    builder.set_compress(compress);
    builder.set_limit(limit);
    builder.set_id(message.id());
    // Without TC, which then tells what the builder left out.
    builder.set_flags(Flags(message.header().flags().0 & !0x0200));
    for question in message.questions() {
        builder.push_question(question.qname(), question.qtype(), question.qclass());
    }
    let mut builder = builder.answer();
    builder.push_records(message.answers());
    let mut builder = builder.authority();
    builder.push_records(message.authority());
    let mut builder = builder.additional();
    builder.push_records(message.additional());
    builder.finish()
}

fn copy(
    message: &Message<'_>,
    compression: &mut Compression,
    compress: Compress,
    limit: usize,
) -> Result<Vec<u8>, DoesNotFit> {
    let mut octets = b"behind this".to_vec();
    let before = octets.len();
    let composed =
        fill(message, Builder::new(&mut octets, compression)?, (compress, limit)).to_vec();
    assert!(octets.starts_with(b"behind this"));
    assert_eq!(octets[before..], composed);
    Ok(composed)
}

/// The entries of `copy` are those of `message`, or a prefix of them when it was truncated.
fn equal_entries(message: &Message<'_>, copy: &Message<'_>, truncated: bool) {
    for section in Section::ALL {
        let (count, copied) = (message.count(section), copy.count(section));
        assert!(copied == count || truncated && copied < count, "{section}: {copied} of {count}");
    }
    assert!(copy.questions().zip(message.questions()).all(|(one, other)| one == other));
    for section in [Message::answers, Message::authority, Message::additional] {
        section(message).zip(section(copy)).for_each(|(one, other)| equal(&one, &other));
    }
}

fn equal(one: &Record<'_>, other: &Record<'_>) {
    assert_eq!(one.owner().to_buf().as_octets(), other.owner().to_buf().as_octets());
    assert_eq!(
        (one.rtype(), one.class(), one.ttl_field()),
        (other.rtype(), other.class(), other.ttl_field())
    );
    // With cache-flush, the RDATA has its layout in multicast DNS only.
    let [one, other] = [one, other].map(|record| record.of_profile(dnswire::Profile::MulticastDns));
    match one.rdata() {
        Rdata::Malformed(bad) => assert_eq!(bad.octets, other.rdata_octets()),
        rdata => {
            let octets = [rdata, other.rdata()].map(|rdata| rdata.to_octets(Form::Uncompressed));
            assert_eq!(octets[0], octets[1], "{one} {other}");
            assert_eq!(rdata, other.rdata());
        }
    }
}

/// A slice that is just large enough gets the same octets as a vector.
fn in_a_slice(message: &Message<'_>, compress: Compress, whole: &[u8]) {
    let mut compression = Compression::new();
    let mut room = vec![0xAA; whole.len()];
    let builder =
        Builder::new(&mut room[..], &mut compression).expect("there is room for a header");
    assert_eq!(fill(message, builder, (compress, 65535)), whole);
    if let Ok(builder) = Builder::new(&mut room[..whole.len() - 1], &mut compression) {
        let shorter = fill(message, builder, (compress, 65535));
        assert!(Message::parse(shorter).expect("it is well formed").header().flags().truncated());
    }
}

fn limited(message: &Message<'_>, compress: Compress, limit: usize) {
    let octets = copy(message, &mut Compression::new(), compress, limit).expect("a header fits");
    assert!(octets.len() <= limit, "{} octets within {limit}", octets.len());
    let read = Message::parse(&octets).expect("what is composed can be read");
    equal_entries(message, &read, read.header().flags().truncated());
}

/// A record that owns its octets is the same record.
fn owned(record: &Record<'_>) {
    let rdata = record.rdata();
    if matches!(rdata, Rdata::Malformed(_)) {
        return;
    }
    let Ok(owned) = RecordBuf::new(record.owner(), record.ttl_field(), record.class(), rdata)
    else {
        return assert!(rdata.to_octets(Form::Uncompressed).len() > 65000);
    };
    assert_eq!(owned.owner(), record.owner());
    assert_eq!(owned.rdata(), rdata);
    assert_eq!(owned.rdata_octets(), rdata.to_octets(Form::Uncompressed));
}
