//! TSIG and SIG(0): the octets that they cover, checked with a real digest.

use dnswire::rdata::{Rdata, Sig, Tsig};
use dnswire::transfer::TsigSequence;
use dnswire::{Builder, Class, Compression, Message, NameBuf, Rcode, RecordBuf, Rule, Type};
use dnswire_support::{header, parse, question, record, record_of_class, samples};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key of the recorded zone, as the servers had it.
const KEY: &[u8] = b"corpus-test-secret-not-a-secret!";

fn recorded() -> Vec<(String, Vec<u8>)> {
    let samples = samples(&[("messages.jsonl", "wire")]).into_iter();
    samples.map(|sample| (sample.id, sample.octets)).collect()
}

/// The MAC of a message (RFC 8945 section 4.3), after that of its request.
fn mac(message: &Message<'_>, request_mac: Option<&[u8]>) -> Vec<u8> {
    let tsig = message.tsig().unwrap().unwrap();
    let mut digest = Hmac::<Sha256>::new_from_slice(KEY).unwrap();
    if let Some(mac) = request_mac {
        digest.update(&u16::try_from(mac.len()).unwrap().to_be_bytes());
        digest.update(mac);
    }
    let signed = tsig.signed_octets();
    digest.update(&signed.header);
    digest.update(signed.body);
    let mut room = [0; 600];
    digest.update(tsig.write_variables_to(&mut room).unwrap());
    digest.finalize().into_bytes().to_vec()
}

#[test]
fn tsig_of_recorded_requests_verifies() {
    let mut verified = Vec::new();
    for (id, wire) in recorded().iter().filter(|(id, _)| id.ends_with("/query")) {
        let Ok(message) = Message::parse(wire) else { continue };
        let Some(Ok(tsig)) = message.tsig() else { continue };
        assert_eq!(mac(&message, None), tsig.data().mac, "{id}");
        verified.push(id.clone());
    }
    assert!(!verified.is_empty(), "there is no signed request");
}

#[test]
fn tsig_of_a_recorded_response_verifies_after_that_of_its_request() {
    let all = recorded();
    let find = |name: &str| {
        all.iter().find(|(id, _)| id.ends_with(name)).map(|(_, wire)| wire.clone()).unwrap()
    };
    let (query, response) = (find("/tsig/good/query"), find("/tsig/good"));
    let query = Message::parse(&query).unwrap();
    let response = Message::parse(&response).unwrap();
    let request_mac = query.tsig().unwrap().unwrap().data().mac;
    let own = response.tsig().unwrap().unwrap().data().mac;
    assert_eq!(mac(&response, Some(request_mac)), own);
    assert_ne!(mac(&response, None), own);
}

#[test]
fn tsig_is_found_only_at_the_end_of_the_additional_section() {
    let wire = recorded().into_iter().find(|(id, _)| id.ends_with("/tsig/good/query")).unwrap().1;
    let message = Message::parse(&wire).unwrap();
    let tsig = message.tsig().unwrap().unwrap();
    assert_eq!(tsig.record().rtype(), Type::TSIG);
    assert_eq!(tsig.signed_octets().body.len() + 12, tsig.record().offset());
    // One more record after it.
    let mut longer = wire.clone();
    longer.extend(b"\0\0\x01\0\x01\0\0\0\0\0\x04\x7f\0\0\x01");
    longer[11] += 1;
    let refused = Message::parse(&longer).unwrap().tsig().unwrap().unwrap_err();
    assert_eq!(refused.rule(), Rule::TsigPlacement);
}

#[test]
fn sig0_covers_the_message_before_it_and_its_own_rdata() {
    // An update without records, signed with SIG(0): type covered 0, algorithm 15.
    let mut wire = b"\x12\x34\x28\0\0\x01\0\0\0\0\0\x01\x07example\0\0\x06\0\x01".to_vec();
    let body = wire[12..].to_vec();
    wire.extend(b"\0\0\x18\0\xff\0\0\0\0\0\x20");
    let fields = b"\0\0\x0f\0\0\0\0\0\x65\0\0\0\x64\0\0\0\x12\x34\x03key\0";
    wire.extend(fields);
    wire.extend([0xAB; 9]);
    let message = Message::parse(&wire).unwrap();
    let sig = message.sig0().unwrap();
    assert_eq!(sig.signed_octets().header, *b"\x12\x34\x28\0\0\x01\0\0\0\0\0\0");
    assert_eq!(sig.signed_octets().body, body);
    assert_eq!(sig.rdata_before_signature(), fields);
    assert!(
        matches!(sig.record().rdata(), Rdata::Sig(Sig { signature, .. }) if signature.len() == 9)
    );
}

/// A query with a TSIG record whose names have upper case and whose original ID is 0x1234.
fn with_tsig() -> Vec<u8> {
    let mac = [0xAA; 4];
    let fields = b"\0\0\x01\x02\x03\x04\x01\x2c\0\x04";
    let rdata = [b"\x04HMAC\0", &fields[..], &mac, b"\x12\x34\0\x10\0\x02\x07\x08"].concat();
    let tsig = [
        b"\x03KeY\0\0\xfa\0\xff\0\0\0\0\0".as_slice(),
        &[u8::try_from(rdata.len()).unwrap()],
        &rdata,
    ];
    let head = header(0x9999, 0, [1, 0, 0, 1]);
    [head, question(b"\x01a\0", 1), tsig.concat()].concat()
}

#[test]
fn the_original_id_of_a_forwarded_message_is_signed() {
    let octets = with_tsig();
    let tsig = parse(&octets).tsig().unwrap().unwrap();
    assert_eq!(tsig.signed_octets().header, *b"\x12\x34\0\0\0\x01\0\0\0\0\0\0");
    assert_eq!(tsig.signed_octets().body, question(b"\x01a\0", 1));
}

#[test]
fn the_names_of_key_and_algorithm_are_signed_in_lower_case() {
    let octets = with_tsig();
    let tsig = parse(&octets).tsig().unwrap().unwrap();
    let variables =
        b"\x03key\0\0\xff\0\0\0\0\x04hmac\0\0\0\x01\x02\x03\x04\x01\x2c\0\x10\0\x02\x07\x08";
    assert_eq!(tsig.write_variables_to(&mut [0; 64]), Ok(&variables[..]));
    assert_eq!(tsig.timers(), *b"\0\0\x01\x02\x03\x04\x01\x2c");
    assert!(tsig.write_variables_to(&mut [0; 30]).is_err(), "one octet less is too few");
}

#[test]
fn a_signer_digests_what_a_verifier_digests() {
    let names: [NameBuf; 2] = ["KEY.".parse().unwrap(), "hmac-SHA256.".parse().unwrap()];
    let [key, algorithm] = &names;
    let tsig = |time_signed| Tsig {
        algorithm_name: algorithm.as_name(),
        time_signed,
        fudge: 300,
        mac: &[],
        original_id: 7,
        error: Rcode::BADTIME,
        other_data: &[1, 2, 3, 4, 5, 6],
    };
    let mut sequence = TsigSequence::new();
    let (mut signed, mut verified) = (Vec::new(), Vec::new());
    for (number, time) in [(0, 1_798_675_200), (1, 1_798_675_201)] {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let query = Builder::query(&mut octets, &mut compression, 7, key, Type::A, Class::IN);
        let mut message = query.unwrap().additional().transaction();
        let unsigned = message.as_octets().to_vec();
        if number == 0 {
            let digest = |octets: &[u8]| signed.extend_from_slice(octets);
            tsig(time).digest_message(key, &unsigned, digest).unwrap();
        } else {
            tsig(time).digest_later(&unsigned, |octets| signed.extend_from_slice(octets));
        }
        assert!(message.push(key, 0, Class::ANY, &Tsig { mac: &[9; 32], ..tsig(time) }));
        let message = Message::parse(message.finish()).unwrap();
        let found = sequence.message(&message, |octets| verified.extend_from_slice(octets));
        assert_eq!(found.unwrap().unwrap().data().mac, [9; 32]);
        assert_eq!(signed, verified);
    }
    assert!(signed.len() > 2 * 21);
}

#[test]
fn sig0_of_a_response_covers_its_request() {
    let record: RecordBuf =
        ". 0 ANY SIG TYPE0 15 0 0 20270101000000 20261201000000 7 key. AAAA".parse().unwrap();
    let sig = record.data::<Sig<'_>>().unwrap().unwrap();
    let covered = |request: Option<&[u8]>| {
        let mut covered = Vec::new();
        sig.digest_message(request, b"message", |octets| covered.extend_from_slice(octets));
        covered
    };
    let fields = &record.rdata_octets()[..record.rdata_octets().len() - 3];
    assert_eq!(covered(None), [fields, b"message"].concat());
    assert_eq!(covered(Some(b"request")), [fields, b"request", b"message"].concat());
}

/// The RDATA of a SIG record over a type, with a signature of 4 octets.
fn sig(covered: u16) -> Vec<u8> {
    let fields = b"\x0f\0\0\0\0\0\x65\0\0\0\x64\0\0\0\x12\x34\x03key\0";
    [&covered.to_be_bytes(), &fields[..], &[0xAB; 4]].concat()
}

#[test]
fn a_sig_record_over_a_type_signs_no_message() {
    for (covered, is_sig0) in [(0, true), (1, false), (0x100, false)] {
        let record = record_of_class(b"\0", 24, 255, &sig(covered));
        let octets = [header(1, 0, [0, 0, 0, 1]), record].concat();
        assert_eq!(parse(&octets).sig0().is_some(), is_sig0, "type covered {covered}");
    }
}

#[test]
fn the_signed_count_leaves_out_the_signature_and_what_follows_it() {
    let (sig0, tsig) = (record_of_class(b"\0", 24, 255, &sig(0)), &with_tsig()[19..]);
    let other = record(b"\x01b\0", 1, &[127, 0, 0, 1]);
    let octets = [header(7, 0, [0, 0, 0, 3]), other.clone(), sig0, tsig.to_vec()].concat();
    let message = parse(&octets);
    let signed = message.sig0().unwrap().signed_octets();
    assert_eq!(signed.header, *b"\0\x07\0\0\0\0\0\0\0\0\0\x01");
    assert_eq!(signed.body, other);
    assert_eq!(message.tsig().unwrap().unwrap().signed_octets().header[10..], [0, 2]);
}
