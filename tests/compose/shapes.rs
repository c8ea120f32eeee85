//! Queries, responses, updates, notifications.

use dnswire::compose::{OptionWriter, header_response, udp_limit};
use dnswire::edns::ExtendedError;
use dnswire::rdata::A;
use dnswire::registry::{InfoCode, OptionCode};
use dnswire::{
    Builder, Class, Compression, Flags, Message, NameBuf, Opcode, OptRecord, Rcode, Section, Type,
};

fn name(text: &str) -> NameBuf {
    text.parse().unwrap()
}

/// A query for the addresses of `www.example.`, its flags and OPT record as given.
fn query(flags: Flags, opt: Option<OptRecord<'_>>) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let qname = name("wWw.example.");
    let mut query =
        Builder::query(&mut octets, &mut compression, 7, &qname, Type::A, Class::IN).unwrap();
    assert_eq!(query.flags(), Flags(0x0100));
    query.set_flags(flags);
    if let Some(opt) = opt {
        query.set_edns(opt);
    }
    query.finish();
    octets
}

fn respond<T>(
    query: &[u8],
    rcode: Option<Rcode>,
    test: impl FnOnce(Message<'_>, Message<'_>) -> T,
) -> T {
    let query = Message::parse(query).unwrap();
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let opt = OptRecord::new(1400);
    let limit = udp_limit(&query, 1232);
    let mut response =
        Builder::response(&query, &mut octets, &mut compression, limit, opt).unwrap();
    if let Some(rcode) = rcode {
        response.set_rcode(rcode);
    }
    test(query, Message::parse(response.finish()).unwrap())
}

#[test]
fn a_response_repeats_what_it_must() {
    for flags in [Flags(0), Flags(0x0100), Flags(0x0110), Flags(0x7970)] {
        respond(&query(flags, None), None, |query, response| {
            assert!(response.is_response_to(&query));
            assert_eq!(response.question().unwrap().to_string(), "wWw.example. IN A");
            // OPCODE, RD and CD are those of the query; AA, TC, RA, Z, AD and RCODE are not.
            assert_eq!(response.header().flags(), Flags(0x8000 | flags.0 & 0x7910));
            assert!(response.edns().is_none());
        });
    }
}

#[test]
fn edns_is_answered_with_edns() {
    let opt = OptRecord::new(4096).with_dnssec_ok(true).with_flags(0xC000);
    respond(&query(Flags(0x0100), Some(opt)), Some(Rcode::BADCOOKIE), |_, response| {
        let edns = response.edns().unwrap();
        assert_eq!((edns.udp_payload_size(), edns.version(), edns.flags()), (1400, 0, 0x8000));
        assert_eq!(response.rcode(), Rcode::BADCOOKIE);
    });
    for (version, rcode) in [(0, Rcode::NOERROR), (1, Rcode::BADVERS), (255, Rcode::BADVERS)] {
        let opt = OptRecord::new(4096).with_version(version);
        respond(&query(Flags(0x0100), Some(opt)), None, |_, response| {
            assert_eq!((response.rcode(), response.edns().unwrap().version()), (rcode, 0));
            assert!(!response.header().flags().truncated());
        });
    }
}

#[test]
fn an_rcode_has_12_bits() {
    for rcode in [0x0ABC, 0x0F00, 0x00F0, 0x000F].map(Rcode) {
        respond(&query(Flags(0), Some(OptRecord::new(4096))), Some(rcode), |_, response| {
            assert_eq!(response.rcode(), rcode);
        });
    }
}

#[test]
fn the_limit_over_udp_is_what_both_sides_take() {
    let limit = |opt| udp_limit(&Message::parse(&query(Flags(0), opt)).unwrap(), 1232);
    assert_eq!(limit(None), 512);
    assert_eq!(limit(Some(OptRecord::new(0))), 512);
    assert_eq!(limit(Some(OptRecord::new(1000))), 1000);
    assert_eq!(limit(Some(OptRecord::new(4096))), 1232);
}

#[test]
fn options_are_written_in_order() {
    let mut room = Vec::new();
    let mut options = OptionWriter::new(&mut room);
    options.push_raw(OptionCode::NSID, b"").unwrap();
    options.push(&ExtendedError { info_code: InfoCode::BLOCKED, extra_text: "no" }).unwrap();
    assert!(options.push_raw(OptionCode::NSID, &vec![0; 65536]).is_err());
    let opt = OptRecord::new(1232).with_options(options.finish());
    let octets = query(Flags(0), Some(opt));
    let edns = Message::parse(&octets).unwrap().edns().unwrap();
    assert_eq!(edns.options().as_octets(), b"\0\x03\0\0\0\x0f\0\x04\0\x0fno");
    let mut small = [0; 7];
    let mut options = OptionWriter::new(&mut small);
    assert!(options.push_raw(OptionCode::NSID, b"1234").is_err());
    assert!(options.push_raw(OptionCode::NSID, b"123").is_ok());
}

#[test]
fn padding_fills_blocks_up_to_the_limit() {
    for extra in 0..140 {
        let mut room = Vec::new();
        let mut options = OptionWriter::new(&mut room);
        options.push_raw(OptionCode::NSID, &vec![0; extra]).unwrap();
        let opt = OptRecord::new(1232).with_options(options.finish()).padded_to(128);
        let octets = query(Flags(0), Some(opt));
        assert_eq!(octets.len() % 128, 0);
        assert!(octets.len() < 44 + 8 + extra + 128);
        assert!(Message::parse(&octets).unwrap().check().is_ok());
    }
    let (mut octets, mut compression) = ([0; 100], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_limit(100);
    builder.set_edns(OptRecord::new(1232).padded_to(468));
    assert_eq!(builder.finish().len(), 100);
}

#[test]
fn an_unreadable_query_is_answered_with_a_header() {
    let octets = query(Flags(0x0110), None);
    let response = header_response(&octets[..20], Rcode::FORMERR).unwrap();
    let message = Message::parse(&response).unwrap();
    assert_eq!((message.id(), message.header().flags()), (7, Flags(0x8111)));
    assert!(header_response(&octets[..11], Rcode::FORMERR).is_none());
    assert!(header_response(&response, Rcode::FORMERR).is_none());
}

#[test]
fn an_update_has_the_shapes_of_rfc_2136() {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let (zone, host) = (name("example."), name("www.example."));
    let address = A { address: [192, 0, 2, 1].into() };
    let builder = Builder::update(&mut octets, &mut compression, 7, &zone, Class::IN).unwrap();
    let mut builder = builder.answer();
    builder.require_rrset(&host, Type::A);
    builder.require_record(&host, Class::IN, &address);
    builder.forbid_rrset(&host, Type::MX);
    builder.require_name(&host);
    builder.forbid_name(&host);
    let mut builder = builder.authority();
    builder.push(&host, 300, Class::IN, &address);
    builder.delete_rrset(&host, Type::A);
    builder.delete_name(&host);
    builder.delete_record(&host, &address);
    builder.finish();
    let message = Message::parse(&octets).unwrap();
    assert_eq!(message.header().flags().opcode(), Opcode::UPDATE);
    assert_eq!(message.question().unwrap().to_string(), "example. IN SOA");
    let shapes: Vec<_> = message
        .records()
        .map(|record| (record.class(), record.rtype(), record.ttl(), record.rdlength()))
        .collect();
    assert_eq!(
        shapes,
        [
            (Class::ANY, Type::A, 0, 0),
            (Class::IN, Type::A, 0, 4),
            (Class::NONE, Type::MX, 0, 0),
            (Class::ANY, Type::ANY, 0, 0),
            (Class::NONE, Type::ANY, 0, 0),
            (Class::IN, Type::A, 300, 4),
            (Class::ANY, Type::A, 0, 0),
            (Class::ANY, Type::ANY, 0, 0),
            (Class::NONE, Type::A, 0, 4),
        ]
    );
    assert!(message.check().is_ok());
}

#[test]
fn a_notification_asks_for_the_soa() {
    let (mut octets, mut compression) = ([0; 64], Compression::new());
    let zone = name("example.");
    let octets = Builder::notify(&mut octets, &mut compression, 7, &zone, Class::IN).unwrap();
    let message = Message::parse(octets.finish()).unwrap();
    assert_eq!(message.header().flags(), Flags(0x2400));
    assert_eq!(message.question().unwrap().to_string(), "example. IN SOA");
}

#[test]
fn multicast_dns_has_its_bits() {
    let (mut octets, mut compression) = ([0; 512], Compression::new());
    let host = name("host.local.");
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.push_question(&host, Type::ANY, Class::IN.with_top_bit(true));
    let mut builder = builder.answer();
    let address = A { address: [192, 0, 2, 1].into() };
    builder.push(&host, 120, Class::IN.with_top_bit(true), &address);
    let message = Message::parse(builder.finish()).unwrap();
    assert!(message.question().unwrap().unicast_response());
    assert!(message.answers().next().unwrap().cache_flush());
    assert_eq!(message.count(Section::Answer), 1);
}

#[test]
fn padding_leaves_room_for_what_is_reserved() {
    for reserved in [0, 1, 60, 200] {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
        builder.set_edns(OptRecord::new(1232).padded_to(128));
        builder.reserve(reserved);
        let message = Message::parse(builder.finish()).unwrap();
        assert_eq!((message.as_octets().len() + reserved) % 128, 0, "{reserved}");
        let option = message.edns().unwrap().options().iter().next().unwrap();
        assert_eq!(option.code, OptionCode::PADDING);
        assert!(option.octets.iter().all(|octet| *octet == 0));
    }
}

#[test]
fn padding_that_does_not_fit_is_left_out_with_tc() {
    for limit in 12 + 11..12 + 11 + 4 {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
        builder.set_limit(limit);
        builder.set_edns(OptRecord::new(1232).padded_to(128));
        let message = Message::parse(builder.finish()).unwrap();
        assert_eq!((message.as_octets().len(), message.records().count()), (12 + 11, 1));
        assert!(message.header().flags().truncated());
    }
}

#[test]
fn padding_adds_no_block_to_a_message_that_fills_its_blocks() {
    for extra in 0..140 {
        let mut room = Vec::new();
        let mut options = OptionWriter::new(&mut room);
        options.push_raw(OptionCode::NSID, &vec![0; extra]).unwrap();
        let opt = OptRecord::new(1232).with_options(options.finish());
        let plain = query(Flags(0), Some(opt)).len();
        let padded = query(Flags(0), Some(opt.padded_to(16))).len();
        assert_eq!(padded, (plain + 4).next_multiple_of(16), "{extra}");
    }
}
