//! Lists of the shortest items: in one RDATA as long as a message, and in many short ones.

use super::names::RESPONSE;
use super::pen::{Pen, Section, rtype};

pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("txt-many", many(rtype::TXT, &[0])),
        ("txt-two", many(rtype::TXT, &[0, 0])),
        ("apl-broken", one(rtype::APL, |at| if at == 16_000 { APL_BROKEN } else { APL })),
        ("apl-many", many(rtype::APL, APL)),
        ("nsec-many", many(rtype::NSEC, &[0, 0, 1, 1])),
        ("nsec-windows", many(rtype::NSEC, &windows(&[0]))),
        ("csync-full", many(rtype::CSYNC, &windows(&[0; 6]))),
        ("nxt-full", many(rtype::NXT, &[&[0], &[0x7F][..], &[0xFF; 15]].concat())),
        ("nxt-type-0", many(rtype::NXT, &[0, 0x80])),
        ("hip-many", many(rtype::HIP, &[1, 2, 0, 1, b'h', b'k', 0, 0, 0, 0])),
        ("dnskey-empty", many(rtype::DNSKEY, &[1, 1, 3, 8])),
        ("options-cookie", options(&[0, 10, 0, 0])),
        ("options-padding", options(&[0, 12, 0, 0])),
        ("options-key-tag", options(&[0, 14, 0, 2, 0, 1])),
        ("options-umbrella", options(&umbrella())),
        ("params-mandatory-missing", https(&[mandatory()])),
        ("params-mandatory-present", https(&mandatory_present())),
        ("params-alpn", https(&[param(1, &[1, b'x'].repeat(32_000))])),
        ("params-hints", https(&[param(4, &[0; 32_000]), param(6, &[0; 32_000])])),
        ("params-malformed", params_many(&params_malformed())),
        ("params-groups-32", params_many(&[groups(32)])),
        ("params-groups-33", params_many(&[groups(33)])),
        ("params-groups-9", params_many(&[groups(9)])),
        ("params-groups-30k", https(&[groups(30_000)])),
        ("params-paths", https(&[param(10, &[1, b'x'].repeat(32_000))])),
        ("params-transports", params_many(&[param(12, OOTS)])),
        ("params-invalid-key", params_many(&[param(2, &[]), param(65535, &[])])),
    ]
}

/// An APL item of no address octets, and one with a prefix that is too long.
const APL: &[u8] = &[0, 1, 0, 0];
const APL_BROKEN: &[u8] = &[0, 1, 200, 0];

/// Two transports and their weights.
const OOTS: &[u8] = b"\x03udp\x01\x03tcp\x02";

/// One record with as many items as fit.
fn one(rtype: u16, item: impl Fn(usize) -> &'static [u8]) -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    let count = pen.room() / item(0).len();
    let rdata: Vec<u8> = (0..count).flat_map(item).copied().collect();
    pen.record(Section::Answer, &[0], rtype, &rdata);
    pen.finish()
}

/// As many records with one RDATA as fit.
fn many(rtype: u16, rdata: &[u8]) -> Vec<u8> {
    Pen::new(RESPONSE).fill(|pen, _| pen.record(Section::Answer, &[0], rtype, rdata))
}

/// All windows of a type bitmap, each of 32 full octets, behind `head`.
fn windows(head: &[u8]) -> Vec<u8> {
    let blocks = (0..=255).flat_map(|window| [&[window, 32][..], &[0xFF; 32]].concat());
    [head, &blocks.collect::<Vec<_>>()].concat()
}

/// One OPT record with as many options as fit.
fn options(option: &[u8]) -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    let rdata = option.repeat(pen.room() / option.len());
    pen.record(Section::Additional, &[0], rtype::OPT, &rdata);
    pen.finish()
}

/// UMBRELLA-IDENT with some fields.
fn umbrella() -> Vec<u8> {
    let fields = [&b"ODNS\x01\0"[..], &[0, 4, 0, 0, 0, 1].repeat(100)].concat();
    let len = u16::try_from(fields.len()).unwrap();
    [&20292_u16.to_be_bytes()[..], &len.to_be_bytes(), &fields].concat()
}

fn param(key: u16, value: &[u8]) -> Vec<u8> {
    let len = u16::try_from(value.len()).unwrap();
    [&key.to_be_bytes(), &len.to_be_bytes(), value].concat()
}

/// Keys that no parameter has.
fn mandatory() -> Vec<u8> {
    let keys: Vec<u8> = (1..32_000_u16).flat_map(u16::to_be_bytes).collect();
    param(0, &keys)
}

/// Keys that all have a parameter.
fn mandatory_present() -> Vec<Vec<u8>> {
    let keys: Vec<u8> = (100..10_000_u16).flat_map(u16::to_be_bytes).collect();
    let params = (100..10_000).map(|key| param(key, &[]));
    [param(0, &keys)].into_iter().chain(params).collect()
}

/// Every known parameter that can have a wrong form.
fn params_malformed() -> Vec<Vec<u8>> {
    [0, 1, 3, 4, 5, 6, 7, 9, 12].map(|key| param(key, &[0])).into()
}

/// tls-supported-groups, all different.
fn groups(count: u16) -> Vec<u8> {
    let groups: Vec<u8> = (0..count).flat_map(u16::to_be_bytes).collect();
    param(9, &groups)
}

/// One HTTPS record with these parameters.
fn https(params: &[Vec<u8>]) -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    pen.record(Section::Answer, &[0], rtype::HTTPS, &[&[0, 1, 0][..], &params.concat()].concat());
    pen.finish()
}

/// Many HTTPS records with these parameters.
fn params_many(params: &[Vec<u8>]) -> Vec<u8> {
    many(rtype::HTTPS, &[&[0, 1, 0][..], &params.concat()].concat())
}
