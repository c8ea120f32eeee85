//! TSIG and SIG(0): the octets that they cover, checked with a real digest.

use dnswire::rdata::{Rdata, Sig};
use dnswire::{Message, Rule, Type};
use dnswire_support::samples;
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
