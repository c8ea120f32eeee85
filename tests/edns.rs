//! EDNS options: typed access, their fields, their octets, their text, and malformed ones.

mod values;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use super::coded::{assert_cases, assert_error, coded, with_message};
use dnswire::edns::RawOption;
use dnswire::edns::{
    Chain, Cookie, Dau, Ecs, EdeExtraTextLanguage, EdnsOption, Expire, ExtendedError, KeyTag, Llq,
    MqtypeQuery, Nsid, Owner, Padding, ReportChannel, StructuredDnsError, TcpKeepalive, Umbrella,
    UpdateLease, ZoneVersion,
};
use dnswire::layout::UmbrellaField;
use dnswire::registry::{Algorithm, InfoCode, OptionCode};
use dnswire::{Edns, ErrorKind, Message, Type};
use dnswire_support::csv::registry;
use dnswire_support::vectors::{self, value_json};
use dnswire_support::{header, list, record, text};
use serde_json::{Map, Value as Json, json};

/// A message whose OPT record, the second of the additional section, has these octets.
fn message(rdata: &[u8]) -> Vec<u8> {
    let other = record(b"\0", 1, &[192, 0, 2, 1]);
    [header(7, 0x8400, [0, 0, 0, 2]), other, record(b"\0", 41, rdata)].concat()
}

/// An option in an OPT record.
fn option(code: OptionCode, data: &[u8]) -> Vec<u8> {
    coded(code.0, data)
}

/// Calls `work` with the EDNS of a message that has these options.
fn with_edns<T>(rdata: &[u8], work: impl FnOnce(Edns<'_>) -> T) -> T {
    with_message(&message(rdata), |message| work(message.edns().unwrap()))
}

/// Asserts the text of an option with this data.
#[track_caller]
fn shown(code: OptionCode, data: &[u8], want: &str) {
    with_edns(&option(code, data), |edns| {
        assert_eq!(edns.options().iter().next().unwrap().to_string(), want);
        assert!(edns.to_string().ends_with(&format!("\n; {want}")), "{edns}");
    });
}

/// Asserts that an option with this data is malformed; its error has this text after the name of
/// the option.
#[track_caller]
fn refused(code: OptionCode, data: &[u8], want: &str) {
    with_edns(&option(code, data), |edns| {
        let raw = edns.options().iter().next().unwrap();
        let EdnsOption::Malformed { raw: option, error } = raw.data() else {
            panic!("{raw} is not refused")
        };
        assert_eq!(option, raw);
        assert_eq!(raw.malformed(), Some(error));
        assert_eq!((error.index(), error.rtype()), (Some(1), Some(Type::OPT)));
        assert_eq!(error.option(), Some(code));
        let place = format!("additional record 1 (OPT), option {code}, ");
        assert_error(error, &place, want);
    });
}

/// The fields of an option as the test data writes them; those of a group are nested in it.
fn fields_json(option: RawOption<'_>) -> Json {
    let mut fields = Vec::new();
    option.for_each_field(|field| {
        assert!(option.offset() <= field.range.start, "{field:?}");
        assert!(field.range.end <= option.offset() + option.octets.len(), "{field:?}");
        fields.push((field.name.to_owned(), value_json(&field.value, &[])));
    });
    let object = |pairs: &[(String, Json)]| Json::Object(pairs.iter().cloned().collect());
    match option.data() {
        EdnsOption::ZoneVersion(ZoneVersion { zone_version: Some(_) }) => {
            json!({ "zone_version": object(&fields) })
        }
        EdnsOption::Umbrella(_) => {
            let mut all: Map<_, _> = fields[..3].iter().cloned().collect();
            all.insert("fields".to_owned(), fields[3..].chunks(2).map(object).collect());
            Json::Object(all)
        }
        _ => object(&fields),
    }
}

#[test]
fn options_of_every_vector_are_decoded_to_their_fields() {
    for vector in vectors::valid().iter().filter(|vector| vector.mnemonic == "OPT") {
        let octets = vector.message();
        let edns = Message::parse(&octets).unwrap().edns().unwrap();
        let want = list(&vector.row, "options");
        assert_eq!(edns.options().iter().count(), want.len(), "{}", vector.id);
        for (raw, want) in edns.options().iter().zip(want) {
            assert_eq!(u64::from(raw.code.0), want["code"], "{}", vector.id);
            assert_eq!(raw.code.mnemonic(), want["name"].as_str(), "{}", vector.id);
            assert_eq!(hex::encode(raw.octets), text(want, "data"), "{}", vector.id);
            assert_eq!(fields_json(raw), want["fields"], "{}", vector.id);
            assert_eq!(raw.malformed(), None, "{}", vector.id);
        }
    }
}

#[test]
fn decoded_options_are_composed_to_the_octets_they_came_from() {
    for vector in vectors::valid().iter().filter(|vector| vector.mnemonic == "OPT") {
        let octets = vector.message();
        for raw in Message::parse(&octets).unwrap().edns().unwrap().options() {
            let option = raw.data();
            let mut room = [0; 512];
            assert_eq!(option.write_to(&mut room).unwrap(), raw.octets, "{}", vector.id);
            assert_eq!(option.to_octets(), raw.octets, "{}", vector.id);
            assert_eq!(option.code(), raw.code, "{}", vector.id);
            assert_eq!(option.is_empty(), raw.octets.is_empty(), "{}", vector.id);
        }
    }
}

#[test]
fn every_option_of_the_registry_is_typed() {
    for row in registry("edns_options") {
        let Some(code) = row.number("value").filter(|_| row.text("name") != "-") else { continue };
        with_edns(&option(OptionCode(code), &[]), |edns| {
            let data = edns.options().iter().next().unwrap().data();
            assert!(!matches!(data, EdnsOption::Unknown(_)), "{}", row.text("name"));
        });
    }
}

#[test]
fn names_of_fields_are_those_of_the_layout() {
    for row in registry("edns_options") {
        let Some(code) = row.number("value").filter(|_| row.text("name") != "-") else { continue };
        // Fields are read as far as zeros are valid for them.
        with_edns(&option(OptionCode(code), &[0; 64]), |edns| {
            let mut names = Vec::new();
            edns.options().iter().next().unwrap().for_each_field(|field| names.push(field.name));
            for name in names {
                assert!(row.text("layout").contains(&format!("{name}:")), "{code}: {name}");
            }
        });
    }
}

#[test]
fn values_to_refuse_are_errors_of_their_option_alone() {
    let entries = vectors::invalid().into_iter().filter(|entry| entry.mnemonic == "OPT");
    for entry in entries.filter(|entry| entry.row["rule"] == "value") {
        let octets = entry.message();
        let message = Message::parse(&octets).unwrap();
        let record = message.records().next().unwrap();
        assert_eq!(record.malformed(), None, "{}", entry.id);
        let edns = message.edns().unwrap();
        assert!(!edns.is_malformed(), "{}", entry.id);
        let malformed = edns.options().iter().filter(|option| option.malformed().is_some()).count();
        assert_eq!(malformed, 1, "{}", entry.id);
    }
}

#[test]
fn cases_agree_with_the_strict_reading() {
    let classes = [
        "edns.ecs",
        "edns.cookie",
        "edns.cookie.ok",
        "edns.keepalive",
        "edns.ede",
        "edns.chain",
        "edns.reportchannel",
        "edns.llq",
        "edns.valid",
        "edns.repeat",
    ];
    assert_cases(&classes, |octets| {
        let message = Message::parse(octets).unwrap();
        message.edns().unwrap().options().iter().any(|option| option.malformed().is_some())
    });
}

#[test]
fn an_error_names_the_option_the_field_and_the_octet() {
    // The header, the other record and the head of OPT have 12 + 15 + 11 octets, and the option 4.
    let rows: &[(OptionCode, &[u8], &str)] = &[
        (
            OptionCode::COOKIE,
            &[1; 7],
            "client_cookie, octet 42: the field runs past the end of its data: length 8, 7 octets left",
        ),
        (
            OptionCode::COOKIE,
            &[1; 9],
            "server_cookie, octet 50: the field runs past the end of its data: length 8, 1 octets left",
        ),
        (OptionCode::COOKIE, &[1; 41], "octet 82: octets are left over: 1"),
        (
            OptionCode::ECS,
            b"\0\x01\x21\0\xc0\0\x02\x01\x80",
            "source_prefix_length, octet 44: the prefix is longer than the address",
        ),
        (
            OptionCode::ECS,
            b"\0\x01\x18\x21\xc0\0\x02",
            "scope_prefix_length, octet 45: the prefix is longer than the address",
        ),
        (OptionCode::ECS, b"\0\x03\x08\0\x01", "family, octet 42: the address family is not known"),
        (
            OptionCode::ECS,
            b"\0\x01\x14\0\xc0\0\x1f",
            "address, octet 46: bits of the address outside of its prefix or suffix are not zero",
        ),
        (
            OptionCode::ECS,
            b"\0\x01\x18\0\xc0\0",
            "address, octet 46: the field runs past the end of its data: length 3, 2 octets left",
        ),
        (OptionCode::ECS, b"\0\0\0\0\x01", "octet 46: octets are left over: 1"),
        (OptionCode::EDE, b"\0\x0fab\xff", "extra_text, octet 46: the text is not UTF-8"),
        (
            OptionCode::EDE,
            b"\0",
            "info_code, octet 42: the field runs past the end of its data: length 2, 1 octets left",
        ),
        (
            OptionCode::CHAIN,
            b"\x04tes",
            "closest_trust_point, octet 42: the field runs past the end of its data: length 5, 4 octets left",
        ),
        (OptionCode::CHAIN, b"\x04test\0\0", "octet 48: octets are left over: 1"),
        (OptionCode::STRUCTURED_DNS_ERROR, b"\0", "octet 42: octets are left over: 1"),
        (
            OptionCode::ZONEVERSION,
            b"\x02\0abc",
            "version, octet 44: the SOA serial does not have 4 octets",
        ),
        (
            OptionCode::UMBRELLA_IDENT,
            b"ODNS\0\0\0\x09ab",
            "fields, octet 48: the type of the Umbrella field is not known",
        ),
        (
            OptionCode::DEVICEID,
            b"OpenDMS12345678",
            "magic, octet 42: the option does not begin with its magic octets",
        ),
        (
            OptionCode::KEY_TAG,
            b"\x01\x02\x03",
            "key_tag, octet 44: the field runs past the end of its data: length 2, 1 octets left",
        ),
        (
            OptionCode::UL,
            b"\0\0\x0e\x10\0",
            "key_lease, octet 46: the field runs past the end of its data: length 4, 1 octets left",
        ),
    ];
    for (number, octets, want) in rows {
        refused(*number, octets, want);
    }
}

#[test]
fn names_in_options_are_never_compressed() {
    let pointer = dnswire_support::pointer(12);
    refused(
        OptionCode::CHAIN,
        &pointer,
        "closest_trust_point, octet 42: a name in an option is compressed",
    );
    refused(
        OptionCode::REPORT_CHANNEL,
        &pointer,
        "agent_domain, octet 42: a name in an option is compressed",
    );
    refused(
        OptionCode::CHAIN,
        b"\x01a\xc0\x0c",
        "closest_trust_point, octet 44: a name in an option is compressed",
    );
    let name = option(OptionCode::REPORT_CHANNEL, b"\x05Agent\x04test\0");
    with_edns(&name, |edns| {
        let channel = edns.option::<ReportChannel>().unwrap().unwrap();
        assert_eq!(channel.agent_domain.to_string(), "Agent.test.");
        assert!(edns.option::<Chain>().is_none());
    });
}

#[test]
fn the_first_option_of_a_type_counts_and_all_can_be_had() {
    let options = [
        option(OptionCode::NSID, b"one"),
        option(OptionCode::COOKIE, &[1; 8]),
        option(OptionCode::COOKIE, &[2; 16]),
        option(OptionCode::COOKIE, &[3; 9]),
        option(OptionCode::EDE, b"\0\x16"),
        option(OptionCode::EDE, b"\0\x17at 192.0.2.1\0"),
        option(OptionCode(65001), b"abc"),
    ];
    with_edns(&options.concat(), |edns| {
        let cookie = edns.option::<Cookie>().unwrap().unwrap();
        assert_eq!((*cookie.client_cookie, cookie.server_cookie), ([1; 8], None));
        let cookies: Vec<_> = edns.options().of::<Cookie>().collect();
        assert_eq!(cookies[1].unwrap().server_cookie.unwrap(), [2; 8]);
        assert_eq!(cookies[2].unwrap_err().field(), Some("server_cookie"));
        let errors: Vec<_> = edns.extended_errors().map(Result::unwrap).collect();
        assert_eq!(errors[0].info_code, InfoCode::NO_REACHABLE_AUTHORITY);
        assert_eq!((errors[0].text(), errors[1].text()), (None, Some("at 192.0.2.1")));
        let first = edns.options().iter().next().unwrap();
        assert!(first.as_type::<Cookie>().is_none());
        assert_eq!(first.as_type::<Nsid>().unwrap().unwrap().nsid, b"one");
        assert!(edns.option::<Padding>().is_none());
    });
}

#[test]
fn client_subnets_have_a_whole_address() {
    let address = |data: &[u8]| {
        with_edns(&option(OptionCode::ECS, data), |edns| {
            edns.option::<Ecs>().unwrap().unwrap().address()
        })
    };
    let v4 = IpAddr::from(Ipv4Addr::new(192, 0, 2, 0));
    let v6 = IpAddr::from("2001:db8::".parse::<Ipv6Addr>().unwrap());
    assert_eq!(address(b"\0\x01\x18\0\xc0\0\x02"), Some(v4));
    assert_eq!(address(b"\0\x01\0\0"), Some(Ipv4Addr::UNSPECIFIED.into()));
    assert_eq!(address(b"\0\x02\x20\x20\x20\x01\x0d\xb8"), Some(v6));
    assert_eq!(address(b"\0\0\0\0"), None);
}

#[test]
fn values_have_their_units_and_parts() {
    let options = [
        option(OptionCode::TCP_KEEPALIVE, &300_u16.to_be_bytes()),
        option(OptionCode::UL, b"\0\0\x0e\x10\0\x09\x3a\x80"),
        option(OptionCode::EXPIRE, &[]),
        option(OptionCode::DAU, &[8, 13]),
        option(OptionCode::KEY_TAG, b"\x4a\x5c\x4f\x66"),
        option(OptionCode::ZONEVERSION, b"\x02\0\x78\xbd\x4b\x5d"),
        option(OptionCode::MQTYPE_QUERY, b"\0\x1c\0\x41"),
        option(OptionCode::STRUCTURED_DNS_ERROR, b""),
        option(OptionCode::EDE_EXTRA_TEXT_LANGUAGE, b"fr-CA"),
        option(OptionCode::OWNER, b"\0\x01\x02\0\0\0\0\x01\x02\0\0\0\0\x02pass"),
        option(OptionCode::LLQ, b"\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x07\0\0\x0e\x10"),
        option(OptionCode::UMBRELLA_IDENT, b"ODNS\x01\0\0\x10\x7f\0\0\x01\0\x08\0\0\0\x07"),
    ];
    with_edns(&options.concat(), |edns| {
        let keepalive = edns.option::<TcpKeepalive>().unwrap().unwrap();
        assert_eq!(keepalive.timeout, Some(300));
        assert_eq!(keepalive.as_duration(), Some(Duration::from_secs(30)));
        let lease = edns.option::<UpdateLease>().unwrap().unwrap();
        assert_eq!((lease.lease, lease.key_lease), (3600, Some(604_800)));
        assert_eq!(edns.option::<Expire>().unwrap().unwrap().expire, None);
        let dau = edns.option::<Dau>().unwrap().unwrap();
        assert!(dau.alg_code.iter().eq([Algorithm(8), Algorithm(13)]));
        assert!(edns.option::<KeyTag>().unwrap().unwrap().key_tag.iter().eq([19036, 20326]));
        let version = edns.option::<ZoneVersion>().unwrap().unwrap().zone_version.unwrap();
        assert_eq!((version.labelcount, version.soa_serial()), (2, Some(0x78bd_4b5d)));
        let types = edns.option::<MqtypeQuery>().unwrap().unwrap();
        assert!(types.types().eq([Type::AAAA, Type::HTTPS]));
        assert_eq!(edns.option::<StructuredDnsError>(), Some(Ok(StructuredDnsError)));
        let language = edns.option::<EdeExtraTextLanguage>().unwrap().unwrap();
        assert_eq!(language.language, "fr-CA");
        let owner = edns.option::<Owner>().unwrap().unwrap();
        assert_eq!(*owner.primary_mac, [2, 0, 0, 0, 0, 1]);
        assert_eq!(owner.wakeup_mac(), Some(&[2, 0, 0, 0, 0, 2]));
        assert_eq!(owner.password(), Some(&b"pass"[..]));
        assert_eq!(edns.option::<Llq>().unwrap().unwrap().llq_id, 7);
        let fields = edns.option::<Umbrella>().unwrap().unwrap().fields;
        let want = [UmbrellaField::Ipv4(Ipv4Addr::LOCALHOST), UmbrellaField::Organization(7)];
        assert!(fields.iter().eq(want));
    });
}

#[test]
fn options_are_shown_as_dig_shows_them() {
    let rows: &[(OptionCode, &[u8], &str)] = &[
        (OptionCode::COOKIE, b"\x24\x64\xc4\xab\xcf\x10\xc9\x57", "COOKIE: 2464c4abcf10c957"),
        (OptionCode::EDE, b"\0\x0fno (really)\0", r"EDE: 15 (Blocked): (no \(really\)\000)"),
        (OptionCode::EDE, b"\xc0\0", "EDE: 49152"),
        (OptionCode::ECS, b"\0\x01\x18\0\xc0\0\x02", "CLIENT-SUBNET: 192.0.2.0/24/0"),
        (OptionCode::ECS, b"\0\x02\x20\x18\x20\x01\x0d\xb8", "CLIENT-SUBNET: 2001:db8::/32/24"),
        (OptionCode::ECS, b"\0\0\0\0", "CLIENT-SUBNET: 0/0/0"),
        (OptionCode::NSID, b"\0\xff", "NSID: 00 ff (\"..\")"),
        (OptionCode::NSID, b"ns\"1", "NSID: 6e 73 22 31 (\"ns.1\")"),
        (OptionCode::NSID, b"", "NSID"),
        (OptionCode::TCP_KEEPALIVE, &301_u16.to_be_bytes(), "TCP-KEEPALIVE: 30.1 secs"),
        (OptionCode::PADDING, &[0; 12], "PADDING: (12 zero octets)"),
        (OptionCode::PADDING, &[0, 1], "PADDING: 0001"),
        (OptionCode::DAU, &[8, 13], "DAU: 8 13"),
        (OptionCode::KEY_TAG, b"\x4a\x5c\x4f\x66", "KEY-TAG: 19036 20326"),
        (OptionCode::CHAIN, b"\x04test\0", "CHAIN: test."),
        (OptionCode::ZONEVERSION, b"\x02\0\0\0\0\x07", "ZONEVERSION: 2 SOA-SERIAL 7"),
        (OptionCode::ZONEVERSION, b"\0\xf6\x0a", "ZONEVERSION: 0 246 0a"),
        (OptionCode::FILTERING_DB, b"a \"b\"", r#"FILTERING-DB: "a \"b\"""#),
        (
            OptionCode::UMBRELLA_IDENT,
            b"ODNS\x01\0\0\x04\0\0\0\x63",
            "UMBRELLA-IDENT: version 1, flags 0, asset=99",
        ),
        (
            OptionCode::DEVICEID,
            b"OpenDNS\x01\x02\x03\x04\x05\x06\x07\x08",
            "DEVICEID: OpenDNS 0102030405060708",
        ),
        (OptionCode(65001), b"abc", "OPT=65001: 616263"),
        (
            OptionCode::COOKIE,
            b"\xab",
            "COOKIE: ab ; additional record 1 (OPT), option COOKIE, client_cookie, octet 42: \
        the field runs past the end of its data: length 8, 1 octets left",
        ),
        (
            OptionCode::EDE,
            b"",
            "EDE: ; additional record 1 (OPT), option EDE, info_code, octet 42: \
        the field runs past the end of its data: length 2, 0 octets left",
        ),
    ];
    for (number, octets, want) in rows {
        shown(*number, octets, want);
    }
    shown(OptionCode::COOKIE, &[0xab; 16], &format!("COOKIE: {}", "ab".repeat(16)));
}

#[test]
fn malformed_options_leave_the_others_alone() {
    let options = [
        option(OptionCode::ECS, b"\0"),
        option(OptionCode::COOKIE, &[1; 8]),
        b"\0\x03\0\x09cut".to_vec(),
    ];
    with_edns(&options.concat(), |edns| {
        assert!(edns.is_malformed());
        assert!(edns.option::<Cookie>().unwrap().is_ok());
        let error = edns.option::<Ecs>().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Overrun { needed: 2, available: 1 });
        assert_eq!(edns.options().iter().count(), 2);
    });
}

#[test]
fn equal_options_are_equal_wherever_they_stand() {
    let cookie = option(OptionCode::COOKIE, &[7; 8]);
    let (one, two) = (
        message(&[&*cookie, &cookie].concat()),
        message(&[&*option(OptionCode::NSID, b"x"), &cookie].concat()),
    );
    let (one, two) = (Message::parse(&one).unwrap(), Message::parse(&two).unwrap());
    let all: Vec<_> = [one, two].iter().flat_map(|m| m.edns().unwrap().options()).collect();
    assert_eq!((all[0], all[0]), (all[1], all[3]));
    assert_eq!(all[0].data(), all[3].data());
    assert_ne!(all[2], all[3]);
    let error = ExtendedError { info_code: InfoCode::BLOCKED, extra_text: "" };
    assert_eq!(EdnsOption::from(error).to_octets(), b"\0\x0f");
}

#[test]
fn decoding_and_composing_options_takes_no_memory() {
    for vector in vectors::valid().iter().filter(|vector| vector.mnemonic == "OPT") {
        let octets = vector.message();
        let taken = allocation_counter::measure(|| {
            let edns = Message::parse(&octets).unwrap().edns().unwrap();
            for option in edns.options() {
                let mut room = [0; 512];
                option.for_each_field(|field| assert!(!field.name.is_empty()));
                assert!(option.data().write_to(&mut room).is_ok());
            }
        });
        assert_eq!(taken.count_total, 0, "{}", vector.id);
    }
}
