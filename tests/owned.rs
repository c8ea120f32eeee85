//! Messages and records that own their octets equal their sources, and cost as documented.
#![cfg(feature = "bytes")]

mod record;

use std::hash::{BuildHasher, RandomState};

use bytes::{Bytes, BytesMut};
use dnswire::rdata::{Cname, Mx, Ns, Null};
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::{
    Class, ErrorKind, ListBuf, Message, MessageBuf, NameBuf, OptionBuf, OptionsBuf, PartialBuf,
    RdataBuf, RecordBuf, SvcParamBuf, SvcParamsBuf, Type, TypeBitmapBuf,
};
use dnswire_support::hash;

fn kept(octets: &[u8]) -> MessageBuf {
    MessageBuf::parse(Bytes::copy_from_slice(octets)).unwrap()
}

/// The whole recorded messages.
fn whole() -> Vec<dnswire_support::Sample> {
    let mut samples = dnswire_support::recorded();
    samples.retain(|sample| Message::parse(&sample.octets).is_ok());
    assert!(samples.len() > 100);
    samples
}

#[test]
fn a_message_buf_is_the_message() {
    for sample in whole() {
        let message = Message::parse(&sample.octets).unwrap();
        let buf = kept(&sample.octets);
        assert_eq!(buf.message(), message, "{}", sample.id);
        assert_eq!(buf.to_string(), message.to_string(), "{}", sample.id);
        assert_eq!(buf.message().end(), message.end(), "{}", sample.id);
        assert_eq!(MessageBuf::from(message), buf);
        assert_eq!(MessageBuf::try_from(sample.octets.clone()).as_ref(), Ok(&buf));
        assert_eq!(MessageBuf::try_from(BytesMut::from(&sample.octets[..])).as_ref(), Ok(&buf));
        let hasher = RandomState::new();
        assert_eq!(hasher.hash_one(&buf), hasher.hash_one(buf.clone()));
        assert_eq!(Bytes::from(buf), sample.octets);
    }
}

#[test]
fn values_of_other_octets_are_not_equal() {
    let header = |id: u16| dnswire_support::header(id, 0, [0; 4]);
    let [one, other] = [kept(&header(1)), kept(&header(2))];
    assert!(one != other && hash(&one) != hash(&other));
    let data = |text: &str| RdataBuf::new(text.parse::<RecordBuf>().unwrap().rdata()).unwrap();
    let all = ["A 192.0.2.1", "A 192.0.2.2", "NS a.", "CNAME a."];
    let all = all.map(|text| data(&format!("x. 60 IN {text}")));
    for (at, one) in all.iter().enumerate() {
        for (other_at, other) in all.iter().enumerate() {
            assert_eq!((one == other, hash(one) == hash(other)), (at == other_at, at == other_at));
        }
    }
    assert!(all[2].data::<Ns<'_>>().is_some() && all[2].data::<Cname<'_>>().is_none());
    let nsid = |octets: &[u8]| OptionBuf::from_octets(OptionCode::NSID, octets).unwrap();
    let options = |octets: &[u8]| OptionsBuf::of([nsid(octets)]).unwrap();
    assert!(options(b"a") != options(b"b"));
}

#[test]
fn a_parameter_is_put_between_others() {
    let keys = [65281, 65282, 65283, 65284];
    let param = |key: u16| SvcParamBuf::from_octets(key.into(), &key.to_be_bytes()).unwrap();
    let sorted = SvcParamsBuf::of(keys.map(param)).unwrap();
    for first in 0..4 {
        let mut params = SvcParamsBuf::new();
        for step in [0, 2, 3, 1] {
            let key = keys[(first + step) % 4];
            params.push_octets(key.into(), &key.to_be_bytes()).unwrap();
        }
        assert_eq!(params, sorted);
    }
}

#[test]
fn values_have_at_most_65535_octets() {
    let zeros = vec![0; 65_536];
    let data = |len: usize| RdataBuf::from_octets(Type(65280), Class::IN, &zeros[..len]);
    let most = data(65_535).unwrap();
    assert_eq!(RdataBuf::new(&most).as_ref(), Ok(&most));
    assert!(data(65_536).is_err());
    let null = Null { data: &zeros[..65_535] };
    assert_eq!(RdataBuf::of(&null).unwrap().as_octets().len(), 65_535);
    assert!(RdataBuf::of(&Null { data: &zeros }).is_err());
    let mut options = OptionsBuf::new();
    options.push_octets(OptionCode(65001), &zeros[..65_535 - 8]).unwrap();
    options.push_octets(OptionCode(65001), b"").unwrap();
    assert!(options.push_octets(OptionCode(65001), b"").is_err());
    let strings = |last: usize| {
        let all = std::iter::repeat_n(&zeros[..255], 255).chain([&zeros[..last]]);
        ListBuf::<[u8]>::new(all)
    };
    assert!(strings(254).is_ok() && strings(255).is_err());
    let types: TypeBitmapBuf = [127, 128, 129, 255, 256].map(Type).into_iter().collect();
    let read: Vec<_> = types.as_bitmap().iter().map(|rtype| rtype.0).collect();
    assert_eq!(read, [127, 128, 129, 255, 256]);
    let low: Vec<_> = types.as_nxt_bitmap().iter().map(|rtype| rtype.0).collect();
    assert_eq!(low, [127], "NXT has types below 128");
    let keys = [SvcParamKey::ALPN, SvcParamKey::PORT, SvcParamKey::ALPN];
    assert!(ListBuf::<SvcParamKey>::new(keys).is_err(), "a key is there twice");
}

#[test]
fn octets_that_are_no_message_come_back() {
    for sample in dnswire_support::all_messages() {
        let octets = Bytes::from(sample.octets);
        let Err(error) = Message::parse(&octets) else { continue };
        let unparsed = MessageBuf::parse(octets.clone()).unwrap_err();
        assert_eq!((unparsed.error(), unparsed.octets()), (error, &octets), "{}", sample.id);
        assert_eq!(unparsed.into_octets().as_ptr(), octets.as_ptr());
    }
}

#[test]
fn a_partial_buf_is_what_is_there() {
    let octets = Bytes::from_static(dnswire_support::MX);
    for end in 0..=octets.len() {
        let partial = MessageBuf::parse_partial(octets.slice(..end), octets.len());
        let Ok(borrowed) = Message::parse_partial(&octets[..end], octets.len()) else {
            assert_eq!(partial.unwrap_err().into_octets(), octets[..end]);
            continue;
        };
        let partial = partial.unwrap();
        assert_eq!(partial.message(), borrowed.message());
        assert_eq!(partial.to_string(), borrowed.to_string());
        assert_eq!((partial.error(), partial.missing()), (borrowed.error(), borrowed.missing()));
        assert_eq!(partial.is_whole(), end == octets.len());
        check_whole(partial, &octets[..end]);
    }
}

#[track_caller]
fn check_whole(partial: PartialBuf, octets: &[u8]) {
    let error = partial.error();
    match partial.clone().into_whole() {
        Ok(whole) => assert_eq!((error, whole.as_octets()), (None, octets)),
        Err(unparsed) => {
            assert_eq!((error, &unparsed.octets()[..]), (Some(unparsed.error()), octets));
        }
    }
    assert_eq!(partial.into_message().into_bytes(), octets);
}

#[test]
fn a_reported_length_beyond_the_buffer_is_told_and_loses_nothing() {
    let octets = Bytes::from_static(dnswire_support::MX);
    let unparsed = MessageBuf::parse_received(octets.slice(..64), 69).unwrap_err();
    assert_eq!(unparsed.error().kind(), ErrorKind::Oversized { reported: 69, available: 64 });
    assert_eq!(unparsed.into_octets().len(), 64);

    let mut buffer = vec![0; 512];
    buffer[..69].copy_from_slice(&octets);
    let received = MessageBuf::parse_received(buffer.into(), 69).unwrap();
    assert_eq!(received.as_octets(), &octets[..]);
}

#[test]
fn clones_and_borrows_allocate_nothing() {
    let octets = dnswire_support::MX;
    let mut framed = BytesMut::from(&[&[0, 69], octets, &[0]].concat()[..]);
    let sources = [
        Bytes::from_static(octets),
        Bytes::copy_from_slice(octets),
        Bytes::from(octets.to_vec()),
        framed.split_to(71).freeze().slice(2..),
    ];
    for source in sources {
        let buf = MessageBuf::parse(source).unwrap();
        let info = allocation_counter::measure(|| {
            let clones = [buf.clone(), buf.clone(), buf.clone()];
            for clone in &clones {
                let message = clone.message();
                assert_eq!(message.answers().of::<Mx>().flatten().count(), 2);
                for record in message.records() {
                    assert_eq!(clone.rdata_bytes(&record), record.rdata_octets());
                }
                assert_eq!(clone.name_bytes(message.question().unwrap().qname()).len(), 9);
            }
        });
        assert_eq!(info.count_total, 0);
    }
}

#[test]
fn a_message_buf_can_be_sent_to_threads() {
    fn is_free<T: Send + Sync + 'static>(_: &T) {}
    let buf = kept(dnswire_support::MX);
    is_free(&buf);
    let threads = [1, 2].map(|_| {
        let sent = buf.clone();
        std::thread::spawn(move || sent.message().answers().count())
    });
    assert_eq!(threads.map(|thread| thread.join().unwrap()), [2, 2]);
}

#[test]
fn rdata_and_names_share_the_octets() {
    for sample in whole() {
        let buf = kept(&sample.octets);
        let inside = buf.as_octets().as_ptr_range();
        for record in buf.message().records() {
            let rdata = buf.rdata_bytes(&record);
            assert_eq!(rdata, record.rdata_octets());
            assert!(rdata.is_empty() || inside.contains(&rdata.as_ptr()), "{}", sample.id);

            let owner = record.owner();
            let name = buf.name_bytes(owner);
            assert_eq!(name, owner.to_buf().as_octets());
            let shared = !owner.is_compressed() && !owner.is_root();
            assert_eq!(inside.contains(&name.as_ptr()), shared, "{}", sample.id);
        }
    }
}

#[test]
fn parts_of_other_messages_are_right_and_copied() {
    let (mine, other) = (kept(dnswire_support::MX), kept(dnswire_support::MX));
    let short = MessageBuf::parse_partial(mine.as_bytes().slice(..64), 64).unwrap().into_message();
    for (from, buf) in [(&other, &mine), (&mine, &short), (&short, &mine)] {
        for record in from.message().answers() {
            assert_eq!(buf.rdata_bytes(&record), record.rdata_octets());
            assert_eq!(buf.name_bytes(record.owner()), record.owner().to_buf().as_octets());
        }
    }
    assert_eq!(mine.bytes_of(b"elsewhere"), &b"elsewhere"[..]);
    assert_eq!(mine.bytes_of(b""), &b""[..]);
    let elsewhere: NameBuf = "a.example.".parse().unwrap();
    assert_eq!(mine.name_bytes(elsewhere.as_name()), elsewhere.as_octets());
}

#[test]
fn octets_become_a_message_and_an_error_that_keeps_them() {
    let octets = Bytes::from(whole().swap_remove(0).octets);
    let message = MessageBuf::try_from(octets.clone()).unwrap();
    assert_eq!((message.as_ref(), Bytes::from(message.clone())), (&octets[..], octets.clone()));
    assert_eq!(format!("{message:?}"), format!("{:?}", message.message()));
    let unparsed = MessageBuf::try_from(octets.slice(..11)).unwrap_err();
    let error = Message::parse(&octets[..11]).unwrap_err();
    assert_eq!(unparsed.to_string(), error.to_string());
    assert_eq!(dnswire::Error::from(unparsed), error);
}

#[test]
fn a_copy_of_a_message_keeps_only_its_own_octets_alive() {
    let octets = dnswire_support::MX;
    let mut buffer = octets.to_vec();
    buffer.resize(1 << 20, 0);
    let buffer = Bytes::from(buffer);
    let kept = MessageBuf::parse_received(buffer.clone(), octets.len()).unwrap();
    let partial = MessageBuf::parse_partial(buffer.clone(), octets.len()).unwrap();
    drop((kept.as_bytes().clone(), partial.clone()));
    assert!(!buffer.is_unique(), "the message shares the buffer");
    let copies = [kept.message().to_buf(), partial.message().to_buf()];
    drop((kept, partial));
    assert!(buffer.is_unique(), "a copy does not share it");
    assert!(copies.iter().all(|copy| copy.as_octets() == octets));
}
