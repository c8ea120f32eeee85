//! Everything that can be read of a message is read, printed, compared, written.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use dnswire::rdata::Rdata;
use dnswire::{Form, Message, MessageBuf, Name, Record, Section, Severity};

pub fn run(octets: &[u8]) {
    match Message::parse(octets) {
        Ok(message) => all_of(&message),
        Err(error) => {
            assert!(error.offset() <= octets.len(), "an error behind the octets: {error}");
            assert!(!error.to_string().is_empty());
        }
    }
    let received = octets.len() / 2;
    assert_eq!(
        Message::parse_received(octets, received).is_ok(),
        Message::parse(&octets[..received]).is_ok()
    );
    assert!(Message::parse_received(octets, octets.len() + 1).is_err());
}

/// Reads all of a message.
pub fn all_of(message: &Message<'_>) {
    let counts = Section::ALL.map(|section| message.count(section));
    assert_eq!(counts, message.header().counts());
    assert_eq!(message.questions().count(), usize::from(counts[0]));
    let records = counts[1..].iter().map(|count| usize::from(*count)).sum();
    assert_eq!((message.records().count(), message.records().len()), (records, records));
    for question in message.questions() {
        name(question.qname());
        let same = question;
        assert_eq!(question, same);
    }
    let mut end = message.records().next().map_or(message.end(), |record| record.offset());
    for each in message.records() {
        assert_eq!(each.offset(), end, "records follow one another");
        end = each.end();
        record(&each);
    }
    assert_eq!(end, message.end());
    assert_eq!(message.end() + message.trailing().len(), message.as_octets().len());
    let mut records = message.records();
    if let (Some(one), Some(other)) = (records.next(), records.last()) {
        canonical_order(&one, &other);
    }
    whole(message);
    findings(message);
}

fn whole(message: &Message<'_>) {
    let text = message.to_string();
    assert_eq!(text, message.to_string());
    assert!(text.starts_with(";; ->>HEADER<<- "));
    let _ = (format!("{message:?}"), message.question(), message.canonical_name(), message.rcode());
    assert!(message.answers_to_question().count() <= message.answers().count());
    assert!(!message.is_response_to(message), "a message that answers itself");
    let owned =
        MessageBuf::parse(message.as_octets().to_vec().into()).expect("it was parsed before");
    assert_eq!(owned.message(), *message);
    assert_eq!(owned.clone().into_bytes(), message.as_octets());
    let signed = message.tsig().and_then(Result::ok).map(|tsig| tsig.signed_octets());
    let signed = signed.or(message.sig0().map(|sig| sig.signed_octets()));
    assert!(signed.is_none_or(|signed| signed.body.len() + 12 < message.end()));
    if let Some(edns) = message.edns() {
        let _ = (edns.to_string(), edns.rcode(), edns.is_malformed());
        for option in edns.options() {
            let _ = (option.to_string(), format!("{:?}", option.data()), option.malformed());
            option.for_each_field(|field| _ = format!("{field:?}"));
        }
    }
}

/// The order of RDATA is that of the octets in canonical form.
fn canonical_order(one: &Record<'_>, other: &Record<'_>) {
    if one.rtype() != other.rtype() || one.class() != other.class() {
        return;
    }
    let [left, right] = [one, other].map(|record| record.rdata().to_octets(Form::Canonical));
    assert_eq!(one.canonical_rdata_cmp(other), left.cmp(&right), "{one} {other}");
}

fn findings(message: &Message<'_>) {
    let mut first = None;
    for finding in message.findings() {
        assert!(finding.offset() <= message.as_octets().len(), "a finding behind the octets");
        assert!(!finding.to_string().is_empty());
        if first.is_none() && finding.severity() == Severity::Error {
            first = Some(finding);
        }
    }
    assert_eq!(message.check().err(), first);
    let strict = Message::parse_strict(message.as_octets());
    assert_eq!(strict.map(|message| message.end()), first.map_or(Ok(message.end()), Err));
    // In unicast DNS a class with the top bit is another class, without layouts.
    let mut records = message.records().filter(|record| !record.cache_flush());
    let malformed = records.find_map(|record| record.malformed());
    assert!(malformed.is_none() || first.is_some(), "malformed RDATA without a finding");
    let _ = message.findings().multicast().count();
}

/// Reads all of a record.
pub fn record(record: &Record<'_>) {
    name(record.owner());
    let rdata = record.rdata();
    assert_eq!(rdata.rtype(), record.rtype());
    assert_eq!(record.rdata_octets().len(), usize::from(record.rdlength()));
    assert_eq!(rdata, record.rdata());
    assert_eq!(hash(&rdata), hash(&record.rdata()));
    let is_malformed = matches!(rdata, Rdata::Malformed(_));
    assert_eq!(record.malformed().is_some(), is_malformed);
    if let Some(error) = record.malformed() {
        let place = record.rdata_offset()..=record.end();
        assert!(place.contains(&error.offset()), "{error} is not in {place:?}");
    }
    assert!(!record.to_string().is_empty());
    let _ =
        (rdata.to_string(), format!("{record:?} {rdata:?}"), record.ttl(), record.cache_flush());
    written(&rdata);
    let mut last = record.rdata_offset();
    record.for_each_field(|field| {
        assert!(field.range.start >= last && field.range.end <= record.end(), "{field:?}");
        last = field.range.start; // two fields can share an octet
        let _ = format!("{field:?}");
    });
}

/// Octets are the same in a slice and in a vector.
fn written(rdata: &Rdata<'_>) {
    let mut room = [0; 70000];
    for form in [Form::Uncompressed, Form::Canonical] {
        let octets = rdata.to_octets(form);
        assert_eq!(rdata.write_to(form, &mut room), Ok(&octets[..]));
    }
}

/// Reads all of a name.
pub fn name(name: Name<'_>) {
    let buf = name.to_buf();
    assert_eq!(buf.as_octets().len(), name.len());
    assert_eq!(name.labels().count(), name.label_count());
    assert_eq!(buf, name);
    assert_eq!(name.cmp(&buf.as_name()), std::cmp::Ordering::Equal);
    assert_eq!(hash(&name), hash(&buf));
    let text = name.to_string();
    assert_eq!(
        text.parse::<dnswire::NameBuf>().map(|name| name.as_octets().to_vec()).as_deref(),
        Ok(buf.as_octets())
    );
    let mut ancestor = Some(name);
    while let Some(suffix) = ancestor {
        assert!(name.ends_with(suffix));
        ancestor = suffix.parent();
    }
}

/// The hash of a value.
pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
