//! What a new user writes first: conversions, comparisons and constructors that are expected to be
//! there.

use std::collections::HashSet;
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr};
use std::time::SystemTime;

use dnswire::rdata::svcb::SvcParams;
use dnswire::rdata::{A, Aaaa, Dnskey, Ds, Mx, Rdata, Rrsig, Txt};
use dnswire::{
    Builder, CharacterString, Class, Compression, Flags, List, Message, MessageBuf, Name, NameBuf,
    Record, RecordBuf, Section, Type,
};

type Done = Result<(), Box<dyn Error>>;

/// Two MX records at `example.`, and the question for them.
const ANSWER: &[u8] = include_bytes!("../examples/mx.bin");

#[test]
fn names_come_from_text_labels_addresses_and_other_names() -> Done {
    let zone = NameBuf::try_from("Example")?;
    let again: NameBuf = "example.".try_into()?;
    assert_eq!(zone, again);
    assert!(zone == "EXAMPLE." && zone != "other.");
    let host: NameBuf = zone.child("www")?;
    assert_eq!(host, NameBuf::from_labels(["www", "example"])?);
    assert_eq!(host.as_name().to_lowercase().to_string(), "www.example.");
    let octets: Vec<u8> = host.into();
    assert_eq!(octets, b"\x03www\x07Example\0");

    let reverse: NameBuf = Ipv4Addr::LOCALHOST.into();
    assert_eq!(reverse, "1.0.0.127.in-addr.arpa.");
    assert_eq!(NameBuf::from(IpAddr::from(Ipv4Addr::LOCALHOST)), reverse);
    Ok(())
}

#[test]
fn rdata_comes_from_plain_values() -> Done {
    let mail: NameBuf = "mail.example.".parse()?;
    let converted: A = Ipv4Addr::LOCALHOST.into();
    assert_eq!(converted, A::new([127, 0, 0, 1].into()));
    let short = Mx::new(10, &mail);
    assert_eq!(short, Mx { preference: 10, exchange: (&mail).into() });
    let record = RecordBuf::new(&mail, 300, Class::IN, short)?;
    assert_eq!(record, "mail.example. 300 IN MX 10 mail.example.".parse()?);
    assert!(SvcParams::default().is_empty());
    let mx: Type = 15.into();
    assert_eq!(mx, Type::MX);
    Ok(())
}

#[test]
fn addresses_are_rdata() -> Done {
    let v4: Rdata<'_> = "192.0.2.1".parse()?;
    assert_eq!(v4, A::new([192, 0, 2, 1].into()).into());
    let v6: Rdata<'_> = "2001:db8::1".parse()?;
    assert_eq!(v6, Aaaa::new("2001:db8::1".parse()?).into());
    assert_eq!(Rdata::from(IpAddr::from(Ipv4Addr::LOCALHOST)).to_string(), "127.0.0.1");
    let record = RecordBuf::new(Name::ROOT, 60, Class::IN, Ipv4Addr::LOCALHOST)?;
    assert_eq!(record, ". 60 IN A 127.0.0.1".parse()?);
    assert_eq!(
        "10 mail.example.".parse::<Rdata<'_>>().unwrap_err().to_string(),
        "line 1, column 1: expected an IPv4 or IPv6 address, found '10'"
    );
    Ok(())
}

#[test]
fn ttl_and_class_are_in_either_order() -> Done {
    let mail: NameBuf = "mail.example.".parse()?;
    let mx = Mx { preference: 10, exchange: mail.as_name() };
    let record = RecordBuf::new(&mail, Class::CH, 300, mx)?;
    assert_eq!(record, RecordBuf::new(&mail, 300, Class::CH, mx)?);
    assert_eq!((record.ttl(), record.class()), (300, Class::CH));
    Ok(())
}

#[test]
fn strings_come_from_octets_and_are_text() -> Done {
    let txt = Txt { txt_data: List::new(b"\x01a\x03b c") };
    let record = RecordBuf::new(Name::ROOT, 60, Class::IN, txt)?;
    assert_eq!(record, r#". 60 TXT a "b c""#.parse()?);
    let first = txt.txt_data.iter().next().unwrap();
    assert_eq!(first.as_str(), "a");
    let other = List::new(b"\x01\xff\x00\x09cut").iter();
    assert_eq!(other.map(CharacterString::as_str).collect::<Vec<_>>(), ["", ""]);
    for (octets, whole) in [(&b""[..], 0), (b"\x00", 1), (b"\x01", 0), (b"\x02ab\x01", 3)] {
        assert_eq!(List::new(octets).as_octets(), &octets[..whole]);
    }
    Ok(())
}

#[test]
fn a_key_has_a_digest_for_a_hash_function() -> Done {
    let record: RecordBuf =
        "Example. 60 DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=".parse()?;
    let key: Dnskey<'_> = record.data().unwrap()?;
    let digest = key.digest();
    let hash = |octets: &[u8]| octets.iter().rev().take(2).copied().collect::<Vec<_>>();
    assert_eq!(digest.of(record.owner(), hash), [0x0E, 0x24]);
    assert_eq!(digest.of(record.owner(), <[u8]>::to_vec), key.ds_input(record.owner()));
    assert!(key.ds_input(record.owner()).starts_with(b"\x07example\0\x01\x01\x03\x0f"));
    let (algorithm, digest_type) = (key.algorithm, 2.into());
    let ds = |key_tag, octets| Ds { key_tag, algorithm, digest_type, digest: octets };
    let matches = |ds: &Ds<'_>| digest.matches(ds, record.owner(), hash);
    assert!(matches(&ds(key.key_tag(), &[0x0E, 0x24])));
    assert!(!matches(&ds(key.key_tag(), &[0x0E, 0x25])));
    assert!(!matches(&ds(key.key_tag() ^ 1, &[0x0E, 0x24])));
    assert!(!matches(&Ds { algorithm: 8.into(), ..ds(key.key_tag(), &[0x0E, 0x24]) }));
    Ok(())
}

#[test]
fn messages_come_from_octets() -> Done {
    let message = Message::try_from(ANSWER)?;
    let kept: MessageBuf = ANSWER.to_vec().try_into()?;
    assert_eq!(kept.message(), message);

    let error = || Message::parse(&ANSWER[..5]).unwrap_err();
    let io: std::io::Error = error().into();
    assert_eq!(io.to_string(), error().to_string());
    let boxed: Box<dyn Error + Send + Sync> = error().into();
    assert_eq!(boxed.to_string(), error().to_string());
    Ok(())
}

/// Names outlive the message that they were read through.
fn owners<'a>(message: &Message<'a>) -> Vec<Name<'a>> {
    message.answers().map(|record| record.owner()).collect()
}

#[test]
fn entries_are_counted_iterated_compared_and_kept() -> Done {
    let message = Message::parse(ANSWER)?;
    let mut questions = 0;
    for question in &message.questions() {
        assert_eq!(question.qtype(), Type::MX);
        questions += 1;
    }
    assert_eq!((questions, message.count(Section::Question)), (1, 1));
    assert_eq!((message.answers().len(), message.answer_count()), (2, 2));
    assert_eq!(message.answers_to_question().of::<Mx>().count(), 2);
    assert_eq!(message.answers_to_question().of::<A>().count(), 0);

    assert_eq!(message.answers().next(), message.answers().next());
    let set: HashSet<Record<'_>> = message.answers().chain(message.answers()).collect();
    assert_eq!(set.len(), 2);
    let mut sorted: Vec<RecordBuf> = message.answers().map(Into::into).collect();
    sorted.sort();
    assert_eq!(sorted[0].to_string(), "example. 300 IN MX 10 mail.example.");

    assert_eq!(owners(&message), ["example.", "example."]);
    Ok(())
}

#[test]
fn kept_records_are_pushed() -> Done {
    let records: [RecordBuf; 2] = ["x. 1 A 192.0.2.1".parse()?, "x. 1 A 192.0.2.2".parse()?];
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
    assert!(builder.push_record(&records[0]));
    assert!(builder.push_records(&records));
    assert_eq!(Message::parse(builder.finish())?.answer_count(), 3);
    Ok(())
}

#[test]
fn flags_have_their_short_names() -> Done {
    let flags: Flags = "qr aa".parse()?;
    assert!(flags.qr() && flags.aa() && !flags.rd());
    assert_eq!(Flags::default(), Flags(0));
    assert!(Message::parse(ANSWER)?.header().flags().rd());
    Ok(())
}

#[test]
fn times_of_signatures_are_times_of_the_system() -> Done {
    let record: RecordBuf =
        "x. 1 RRSIG A 15 1 300 20270101000000 20261201000000 7 x. AAAA".parse()?;
    let rrsig = record.data::<Rrsig<'_>>().unwrap()?;
    let (end, start): (SystemTime, SystemTime) =
        (rrsig.signature_expiration.into(), rrsig.signature_inception.into());
    assert_eq!(end.duration_since(start)?.as_secs(), 31 * 86400);
    assert_eq!(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_796_083_200), start);
    assert_eq!(dnswire::layout::Time::from(start), rrsig.signature_inception);
    Ok(())
}

#[test]
fn tables_are_aligned() -> Done {
    let message = Message::parse(ANSWER)?;
    let record = message.answers().next().unwrap();
    let (owner, rdata) = (record.owner(), record.rdata());
    assert_eq!(
        format!("{owner:<12}|{owner:>10}|{owner:^10}|"),
        "example.    |  example.| example. |"
    );
    assert_eq!(format!("{owner:.>12}|{rdata:.6}|{rdata:<8.4}|"), "....example.|20 bac|20 b    |");
    assert_eq!(format!("{:<38}|", record.to_buf()), "example. 300 IN MX 20 backup.example. |");
    assert_eq!(format!("{:<10}|{:>10}|", Type(65280), Class(32)), "TYPE65280 |   CLASS32|");
    let umlaut = NameBuf::from_labels(["ü"])?;
    assert_eq!(
        format!("{:>4}|{:.1}|", umlaut.as_name().in_utf8(), umlaut.as_name().in_utf8()),
        "  ü.|ü|"
    );
    Ok(())
}
