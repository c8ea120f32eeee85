//! Owned messages, partial messages, records and RDATA equal those that they were made from.

use bytes::Bytes;
use dnswire::rdata::Rdata;
use dnswire::{Form, Message, MessageBuf, PartialBuf, RdataBuf, Record, RecordBuf, SvcParamsBuf};

pub fn run(octets: &[u8]) {
    let bytes = Bytes::copy_from_slice(octets);
    let received = octets.len() - octets.len() / 8;
    match (MessageBuf::parse(bytes.clone()), Message::parse(octets)) {
        (Ok(owned), Ok(message)) => whole(&owned, &message),
        (Err(failure), Err(error)) => {
            assert_eq!((failure.error(), failure.octets()), (error, &bytes));
            assert_eq!(failure.to_string(), error.to_string());
            assert_eq!(failure.into_octets(), bytes);
        }
        (owned, message) => panic!("{owned:?} is not {message:?}"),
    }
    let owned = MessageBuf::parse_received(bytes.clone(), received);
    assert_eq!(owned.is_ok(), Message::parse_received(octets, received).is_ok());
    for received in [received, octets.len(), octets.len() + 7] {
        partial(&bytes, received);
    }
}

fn whole(owned: &MessageBuf, message: &Message<'_>) {
    assert_eq!(owned.message(), *message);
    assert_eq!(owned.as_octets(), message.as_octets());
    assert_eq!(message.to_buf(), *owned);
    for (record, own) in message.records().zip(owned.message().records()) {
        of_record(&record);
        let (rdata, name) = (owned.rdata_bytes(&own), owned.name_bytes(own.owner()));
        assert_eq!(rdata, record.rdata_octets());
        assert_eq!(name, record.owner().to_buf().as_octets());
        assert_eq!(owned.bytes_of(own.rdata_octets()), rdata);
    }
    assert_eq!(Bytes::from(owned.clone()), owned.as_bytes());
}

fn partial(bytes: &Bytes, received: usize) {
    let (owned, partial) = (
        MessageBuf::parse_partial(bytes.clone(), received),
        Message::parse_partial(bytes, received),
    );
    let (Ok(owned), Ok(partial)) = (&owned, &partial) else {
        return assert_eq!(owned.is_err(), partial.is_err());
    };
    assert_eq!(owned.message(), partial.message());
    assert_eq!((owned.error(), owned.missing()), (partial.error(), partial.missing()));
    assert_eq!((owned.is_whole(), owned.to_string()), (partial.is_whole(), partial.to_string()));
    assert_eq!(owned.partial().missing(), partial.missing());
    let again: PartialBuf = owned.clone();
    assert_eq!(again.into_message().message(), partial.message());
    let (own, borrowed) = (owned.clone().into_whole(), partial.into_whole());
    assert_eq!(own.is_ok(), borrowed.is_ok());
}

fn of_record(record: &Record<'_>) {
    let mut owned: RecordBuf = record.to_buf();
    assert_eq!((owned.rtype(), owned.class()), (record.rtype(), record.class()));
    assert_eq!((owned.ttl(), owned.ttl_field()), (record.ttl(), record.ttl_field()));
    assert_eq!(owned.owner(), record.owner());
    assert_eq!(owned.malformed().is_some(), record.malformed().is_some());
    assert_eq!(owned, owned.clone());
    assert_eq!(owned.cache_flush(), record.cache_flush());
    let before = owned.clone();
    owned.set_ttl(owned.ttl_field() ^ 1);
    assert!(owned.is_same_but_ttl(&before) && owned != before);
    // With cache-flush, the RDATA has its layout in multicast DNS only.
    let rdata = record.of_profile(dnswire::Profile::MulticastDns).rdata();
    match rdata {
        Rdata::Malformed(bad) => assert_eq!(owned.rdata_octets(), bad.octets),
        _ => assert_eq!(owned.rdata_octets(), rdata.to_octets(Form::Uncompressed)),
    }
    of_rdata(record);
}

fn of_rdata(record: &Record<'_>) {
    let octets = record.rdata().to_octets(Form::Uncompressed);
    if let Ok(owned) = RdataBuf::from_octets(record.rtype(), record.class(), &octets) {
        assert_eq!((owned.as_octets(), owned.rtype()), (&octets[..], record.rtype()));
        assert_eq!(owned.as_rdata().to_octets(Form::Uncompressed), octets);
    }
    if let Rdata::Svcb(binding) = record.rdata() {
        let mut params = SvcParamsBuf::new();
        for param in binding.svc_params {
            if params.push_octets(param.code, param.octets).is_err() {
                return;
            }
            assert_eq!(param.data().to_octets(), param.octets);
        }
        assert_eq!(params.as_coded().as_octets(), binding.svc_params.as_octets());
    }
}
