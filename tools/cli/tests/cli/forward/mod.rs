//! `dnswire forward` between clients and a name server, over UDP and TCP on loopback.

mod client;
mod upstream;

use std::time::Duration;

use client::{Forwarder, receive};
use dnswire::rdata::{A, Mx};
use dnswire::{
    Builder, Class, Compression, Flags, Message, NameBuf, Opcode, OptRecord, Rcode, Section, Type,
    edit,
};
use dnswire_support::{Sample, samples};
use upstream::{LARGE, RIGHT};

/// A query with an ID that nothing else has.
fn query(qname: &str, qtype: Type, opt: Option<OptRecord<'_>>) -> Vec<u8> {
    let qname: NameBuf = qname.parse().unwrap();
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder =
        Builder::query(&mut octets, &mut compression, 0xBEEF, &qname, qtype, Class::IN).unwrap();
    if let Some(opt) = opt {
        builder.set_edns(opt);
    }
    builder.finish();
    octets
}

/// The response to a query, which belongs to it and breaks no rule.
#[track_caller]
fn checked<'r>(response: &'r [u8], query: &[u8]) -> Message<'r> {
    let (message, query) = (dnswire_support::parse(response), dnswire_support::parse(query));
    assert!(message.is_response_to(&query), "{message}");
    message.check().unwrap_or_else(|finding| panic!("{finding}"));
    assert_eq!(message.edns().is_some(), query.edns().is_some(), "EDNS where it was asked with");
    message
}

#[track_caller]
fn assert_answered(response: &[u8], query: &[u8]) {
    let message = checked(response, query);
    let address = message.answers().of::<A>().next().unwrap().unwrap().address;
    assert_eq!((message.rcode(), address.octets()), (Rcode::NOERROR, RIGHT));
}

#[test]
fn a_query_is_answered_over_udp_and_tcp() {
    let forwarder = Forwarder::start(2000);
    for opt in [None, Some(OptRecord::new(1232).with_dnssec_ok(true))] {
        let query = query("www.example.", Type::A, opt);
        assert_answered(&forwarder.ask(&query), &query);
        let responses = forwarder.ask_over_tcp(&[&query, &query]);
        assert_eq!(responses.len(), 2);
        for response in &responses {
            assert_answered(response, &query);
        }
    }
}

#[test]
fn the_upstream_sees_another_id_and_case_and_the_client_its_own() {
    let forwarder = Forwarder::start(2000);
    let qname = "Some-Long-Name-For-Many-Letters.exAMPle.";
    let query = query(qname, Type::A, None);
    for _ in 0..2 {
        let response = forwarder.ask(&query);
        let message = checked(&response, &query);
        assert_eq!(message.question().unwrap().qname().to_string(), qname);
        let owner = message.answers().next().unwrap().owner();
        assert_eq!((owner.to_string(), owner.is_compressed()), (qname.to_owned(), true));
        assert!(message.header().flags().recursion_available());
    }
    let queries = forwarder.upstream.queries();
    assert_eq!(queries.len(), 1, "the second answer is from the cache");
    let asked = Message::parse(&queries[0]).unwrap();
    let seen = asked.question().unwrap().qname().to_string();
    assert!(seen.eq_ignore_ascii_case(qname) && seen != qname, "{seen}");
    assert!(asked.edns().is_some());
}

#[test]
fn what_is_too_large_is_truncated_and_whole_over_tcp() {
    let forwarder = Forwarder::start(2000);
    for (opt, limit) in [(None, 512), (Some(OptRecord::new(900)), 900)] {
        let query = query("large.example.", Type::MX, opt);
        let response = forwarder.ask(&query);
        let message = checked(&response, &query);
        assert!(message.header().flags().truncated());
        assert!(response.len() <= limit);
        let whole = forwarder.ask_over_tcp(&[&query]);
        let message = checked(&whole[0], &query);
        assert!(!message.header().flags().truncated());
        let preferences = message.answers().of::<Mx>().map(|mx| mx.unwrap().preference);
        assert!(preferences.eq(0..LARGE));
    }
}

#[test]
fn ttls_count_down_in_the_cache() {
    let forwarder = Forwarder::start(2000);
    let ttl = |qname| {
        let query = query(qname, Type::A, None);
        let response = forwarder.ask(&query);
        checked(&response, &query).records().next().unwrap().ttl()
    };
    assert_eq!((ttl("www.example."), ttl("nothing.example.")), (300, 300));
    std::thread::sleep(Duration::from_millis(1100));
    assert!((290..300).contains(&ttl("WWW.example.")));
    assert!((290..300).contains(&ttl("NOTHING.example.")));
    assert_eq!(forwarder.upstream.queries().len(), 2);
}

#[test]
fn answers_that_do_not_belong_are_ignored() {
    let forwarder = Forwarder::start(1000);
    let query = query("forged.example.", Type::A, None);
    assert_answered(&forwarder.ask(&query), &query);
}

#[test]
fn an_upstream_that_does_not_answer_is_servfail() {
    let forwarder = Forwarder::start(700);
    for qname in ["mute.example.", "only-forged.example."] {
        let query = query(qname, Type::A, Some(OptRecord::new(1232)));
        let response = forwarder.ask(&query);
        assert_eq!(checked(&response, &query).rcode(), Rcode::SERVFAIL, "{qname}");
    }
    let query = query("mute.example.", Type::A, None);
    let asked = forwarder.upstream.queries();
    assert!(asked.len() >= 4, "queries are sent again");
    assert_eq!(checked(&forwarder.ask(&query), &query).rcode(), Rcode::SERVFAIL);
}

#[test]
fn what_is_no_query_to_forward_is_refused() {
    let forwarder = Forwarder::start(2000);
    let www = || query("www.example.", Type::A, Some(OptRecord::new(1232)));
    let rcode = |query: &[u8]| {
        let response = forwarder.ask(query);
        let message = Message::parse(&response).unwrap();
        assert_eq!((message.id(), message.header().flags().is_response()), (0xBEEF, true));
        message.rcode()
    };
    let mut notify = www();
    edit::set_flags(&mut notify, Flags(0).with_opcode(Opcode::NOTIFY)).unwrap();
    assert_eq!(rcode(&notify), Rcode::NOTIMP);
    let version = OptRecord::new(1232).with_version(1);
    assert_eq!(rcode(&query("www.example.", Type::A, Some(version))), Rcode::BADVERS);
    assert_eq!(rcode(&query("example.", Type::AXFR, None)), Rcode::REFUSED);
    for cut in 12..www().len() {
        assert_eq!(rcode(&www()[..cut]), Rcode::FORMERR, "{cut} octets");
    }
    assert_eq!(rcode(&[www(), vec![0]].concat()), Rcode::FORMERR);
    assert!(forwarder.upstream.queries().is_empty());
}

/// The messages that probe one rule each, with IDs that tell them apart.
fn cases() -> Vec<Sample> {
    let mut cases = samples(&[("cases.jsonl", "hex")]);
    for (sample, id) in cases.iter_mut().zip(1..) {
        let _ = edit::set_id(&mut sample.octets, id); // some have no header
    }
    cases
}

/// True if a response must come back: for all queries with a header.
fn is_answered(sample: &Sample) -> bool {
    sample.octets.len() >= 12 && sample.octets[2] & 0x80 == 0
}

/// Fails unless that is a response to the sample.
#[track_caller]
fn check_response(sample: &Sample, response: &[u8]) {
    let message = dnswire_support::parse(response);
    assert_eq!(response[..2], sample.octets[..2], "{}: the ID", sample.id);
    message.check().unwrap_or_else(|finding| panic!("{}: {finding}", sample.id));
    match Message::parse(&sample.octets) {
        Ok(query) if query.header().flags().opcode() != Opcode::QUERY => {
            assert_eq!(message.rcode(), Rcode::NOTIMP, "{}", sample.id);
        }
        Ok(query) if query.check().is_ok() => {
            assert!(message.is_response_to(&query), "{}: {message}", sample.id);
        }
        _ => assert_eq!(message.rcode(), Rcode::FORMERR, "{}", sample.id),
    }
}

#[test]
fn it_survives_all_cases_over_udp() {
    let mut forwarder = Forwarder::start(2000);
    let cases = cases();
    assert_eq!(cases.len(), 576);
    let socket = forwarder.socket(Duration::from_secs(20));
    let mut answered = 0;
    for sample in &cases {
        if socket.send(&sample.octets).is_err() {
            assert!(sample.octets.len() > 65507, "{}: no datagram", sample.id);
            continue;
        }
        if is_answered(sample) {
            check_response(sample, &receive(&socket).expect(&sample.id));
            answered += 1;
        }
    }
    assert!(answered > 50, "{answered} of the cases are queries");
    // A response to something that is not to have one would come before this one.
    let query = query("www.example.", Type::A, None);
    socket.send(&query).unwrap();
    assert_answered(&receive(&socket).unwrap(), &query);
    socket.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    assert!(receive(&socket).is_none());
    assert!(forwarder.is_running());
}

#[test]
fn it_survives_all_cases_over_tcp() {
    let mut forwarder = Forwarder::start(2000);
    let cases = cases();
    let (sent, empty): (Vec<_>, Vec<_>) =
        cases.iter().partition(|sample| !sample.octets.is_empty());
    let frames: Vec<_> = sent.iter().map(|sample| &sample.octets[..]).collect();
    let responses = forwarder.ask_over_tcp(&frames);
    let answered: Vec<_> = sent.into_iter().filter(|sample| is_answered(sample)).collect();
    assert_eq!(responses.len(), answered.len());
    for (sample, response) in answered.iter().zip(&responses) {
        check_response(sample, response);
    }
    // A frame without a message ends the connection, and no other.
    let query = query("www.example.", Type::A, None);
    assert!(!empty.is_empty());
    assert_eq!(forwarder.ask_over_tcp(&[b"", &query]), Vec::<Vec<u8>>::new());
    assert_answered(&forwarder.ask_over_tcp(&[&query])[0], &query);
    assert_eq!(dnswire_support::parse(&forwarder.ask(&query)).count(Section::Answer), 1);
    assert!(forwarder.is_running());
}
