//! Seven messages explained, each in full.

use std::ops::ControlFlow;

use dnswire_capture::{Event, Item, Options, read_from};
use dnswire_support::samples;

use super::build::tree;
use super::text::Lines;

/// The message of the test data with this `id`.
fn sample(file: &str, id: &str) -> Vec<u8> {
    let all = samples(&[(file, "wire")]);
    all.into_iter().find(|sample| sample.id == id).unwrap().octets
}

/// What is shown of octets of which `length` were reported.
fn explain(octets: &[u8], length: usize) -> String {
    let mut item: Option<Item> = None;
    let hex = hex::encode(octets);
    read_from("f".to_owned(), hex.as_bytes(), &Options::default(), &mut |_| (), &mut |event| {
        if let Event::Message(message) = event {
            item = Some(message);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    let item = Item { length, ..item.unwrap() };
    let mut out = Vec::new();
    let tree = tree(&item.octets, length, None);
    Lines { has_color: false }.write(&item, &tree, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_query_with_edns() {
    let octets = sample("messages.jsonl", "recorded/knot-3.2.6/edns/ecs/udp/query");
    insta::assert_snapshot!(explain(&octets, octets.len()));
}

#[test]
fn the_mx_answer_cut_to_1500_octets() {
    let octets = sample("story.jsonl", "recorded/bind-9.18.49/small-buffer/full");
    insta::assert_snapshot!(explain(&octets[..1500], octets.len()));
}

#[test]
fn a_dnssec_response() {
    let octets = sample("messages.jsonl", "recorded/nsd-4.6.1/nsec.test./nxdomain");
    insta::assert_snapshot!(explain(&octets, octets.len()));
}

#[test]
fn svcb_with_parameters() {
    let octets = sample("messages.jsonl", "recorded/knot-3.2.6/types.test/svcb-escape/SVCB");
    insta::assert_snapshot!(explain(&octets, octets.len()));
}

#[test]
fn https_with_parameters_in_disorder() {
    let octets = sample("messages.jsonl", "recorded/nsd-4.6.1/odd.test/https-disorder/TYPE65");
    insta::assert_snapshot!(explain(&octets, octets.len()));
}

#[test]
fn an_update_with_tsig() {
    let octets = sample("messages.jsonl", "recorded/knot-3.2.6/update/add/query");
    insta::assert_snapshot!(explain(&octets, octets.len()));
}

/// Owners that are pointers to the owner before, and at last a pointer to itself.
#[test]
fn a_ladder_of_pointers() {
    const FIXED: &[u8] = b"\0\x01\0\x01\0\0\0\0\0\x04\xC0\0\x02\x01";
    let mut octets = b"\0\x07\x80\0\0\0\0\x04\0\0\0\0\x01a\0".to_vec();
    octets.extend(FIXED);
    for target in [0x0C, 0x1D] {
        octets.extend([0xC0, target]);
        octets.extend(FIXED);
    }
    let own = u8::try_from(octets.len()).unwrap();
    octets.extend([0xC0, own]);
    octets.extend(FIXED);
    insta::assert_snapshot!(explain(&octets, octets.len()));
}
