//! Each type made from literal values: its text, and the octets that the text is read to.

use std::collections::BTreeSet;

use dnswire::edns::Cookie;
use dnswire::layout::{AddressPrefix, Endpoint, List, Time, TypeBitmap};
use dnswire::rdata::*;
use dnswire::registry::*;
use dnswire::{
    Class, ListBuf, Name, NameBuf, OptionsBuf, PortsBuf, RdataBuf, SvcParamsBuf, Type,
    TypeBitmapBuf,
};
use dnswire_support::number;
use dnswire_support::vectors::registered;

/// Keeps a value for the time of the test.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn name(text: &str) -> Name<'static> {
    kept(text.parse::<NameBuf>().unwrap()).as_name()
}

fn strings(strings: &[&str]) -> List<'static, &'static [u8]> {
    kept(ListBuf::<[u8]>::new(strings).unwrap()).as_list()
}

fn types(types: &[Type]) -> &'static TypeBitmapBuf {
    kept(types.iter().copied().collect())
}

fn bitmap() -> TypeBitmap<'static> {
    types(&[Type::NSEC, Type::A]).as_bitmap()
}

/// RDATA made from values, and its text.
#[expect(clippy::too_many_lines, reason = "a table")]
fn rows() -> Vec<(Rdata<'static>, &'static str)> {
    let (h, m) = (name("h.example."), name("m.example."));
    let sig = |type_covered| Rrsig {
        type_covered,
        algorithm: Algorithm(13),
        labels: 2,
        original_ttl: 300,
        signature_expiration: Time(1_798_675_200),
        signature_inception: Time(1_796_083_200),
        key_tag: 7,
        signers_name: h,
        signature: &[1, 2, 3],
    };
    let servers = kept(ListBuf::<NameBuf>::new([h]).unwrap()).as_list();
    let prefixes =
        kept(ListBuf::<AddressPrefix<'_>>::new([([192, 0, 2, 0].into(), 24, true)]).unwrap())
            .as_list();
    let params = kept(SvcParamsBuf::new().with_port(8443).unwrap().with_alpn(["h2"]).unwrap());
    let mut options = OptionsBuf::new();
    options.push(&Cookie { client_cookie: &[1; 8], server_cookie: None }).unwrap();
    let options = kept(options).as_coded();
    let ports = kept([25, 53].into_iter().collect::<PortsBuf>()).as_ports();
    let digest: &[u8] = &[0xAB; 32];
    let digest_text = "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB";
    let ds: &'static str = kept(format!("7 13 2 {digest_text}"));
    let tlsa: &'static str = kept(format!("3 1 1 {digest_text}"));
    let (algorithm, digest_type) = (Algorithm(13), DigestType(2));
    let location = Location {
        size: 0x12,
        horiz_pre: 0x16,
        vert_pre: 0x13,
        latitude: (1 << 31) + 3_600_000,
        longitude: (1 << 31) - 3_600_000,
        altitude: 10_000_100,
    };
    let (certificate_usage, selector) = (CertificateUsage(3), Selector(1));
    let (matching_type, octets) = (MatchingType(1), &[1_u8, 2, 3][..]);
    vec![
        (A { address: [192, 0, 2, 1].into() }.into(), "192.0.2.1"),
        (ChaosA { ch_addr_dname: h, ch_addr: 8 }.into(), "h.example. 10"),
        (Ns { nsdname: h }.into(), "h.example."),
        (Md { madname: h }.into(), "h.example."),
        (Mf { madname: h }.into(), "h.example."),
        (Cname { cname: h }.into(), "h.example."),
        (
            Soa { mname: h, rname: m, serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 }
                .into(),
            "h.example. m.example. 1 2 3 4 5",
        ),
        (Mb { madname: h }.into(), "h.example."),
        (Mg { mgmname: h }.into(), "h.example."),
        (Mr { newname: h }.into(), "h.example."),
        (Null { data: octets }.into(), r"\# 3 010203"),
        (
            Wks { address: [192, 0, 2, 1].into(), protocol: 6, bitmap: ports }.into(),
            "192.0.2.1 6 25 53",
        ),
        (Ptr { ptrdname: h }.into(), "h.example."),
        (Hinfo { cpu: b"c p u", os: b"os" }.into(), r#""c p u" "os""#),
        (Minfo { rmailbx: h, emailbx: m }.into(), "h.example. m.example."),
        (Mx { preference: 10, exchange: h }.into(), "10 h.example."),
        (Txt { txt_data: strings(&["a", "b c"]) }.into(), r#""a" "b c""#),
        (Rp { mbox_dname: h, txt_dname: m }.into(), "h.example. m.example."),
        (Afsdb { subtype: AfsdbSubtype(1), hostname: h }.into(), "1 h.example."),
        (X25 { psdn_address: b"311061700956" }.into(), r#""311061700956""#),
        (Isdn { isdn_address: b"150862028003217", sa: None }.into(), r#""150862028003217""#),
        (Rt { preference: 2, intermediate_host: h }.into(), "2 h.example."),
        (Nsap { nsap: &[0x47, 0] }.into(), "0x4700"),
        (NsapPtr { ptrdname: h }.into(), "h.example."),
        (
            {
                let Rrsig { type_covered, algorithm, labels, original_ttl, .. } = sig(Type::A);
                Sig {
                    type_covered,
                    algorithm,
                    labels,
                    original_ttl,
                    signature_expiration: Time(1_798_675_200),
                    signature_inception: Time(1_796_083_200),
                    key_tag: 7,
                    signers_name: h,
                    signature: octets,
                }
                .into()
            },
            "A 13 2 300 20261231000000 20261201000000 7 h.example. AQID",
        ),
        (Key { flags: 256, protocol: 3, algorithm, public_key: octets }.into(), "256 3 13 AQID"),
        (Px { preference: 1, map822: h, mapx400: m }.into(), "1 h.example. m.example."),
        (
            Gpos { longitude: b"-32.6882", latitude: b"116.8652", altitude: b"10.0" }.into(),
            r#""-32.6882" "116.8652" "10.0""#,
        ),
        (Aaaa { address: [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1].into() }.into(), "2001:db8::1"),
        (Loc::Version0(location).into(), "1 0 0.000 N 1 0 0.000 W 1.00m 1m 10000m 10m"),
        (
            Nxt { next_domain_name: h, type_bit_map: types(&[Type::A, Type::NXT]).as_nxt_bitmap() }
                .into(),
            "h.example. A NXT",
        ),
        (Eid { endpoint_identifier: octets }.into(), "010203"),
        (Nimloc { nimrod_locator: octets }.into(), "010203"),
        (Srv { priority: 1, weight: 2, port: 3, target: h }.into(), "1 2 3 h.example."),
        (Atma { format: 1, address: b"123" }.into(), "+123"),
        (
            Naptr {
                order: 1,
                preference: 2,
                flags: b"U",
                services: b"E2U+sip",
                regexp: b"!^.*$!sip:x@y!",
                replacement: Name::ROOT,
            }
            .into(),
            r#"1 2 "U" "E2U+sip" "!^.*$!sip:x@y!" ."#,
        ),
        (Kx { preference: 1, exchanger: h }.into(), "1 h.example."),
        (
            Cert { r#type: CertType::PKIX, key_tag: 7, algorithm, certificate_or_crl: octets }
                .into(),
            "PKIX 7 13 AQID",
        ),
        (
            A6 {
                prefix_len: 64,
                address_suffix: [0, 0, 0, 0, 1, 0, 0, 2].into(),
                prefix_name: Some(h),
            }
            .into(),
            "64 ::1:0:0:2 h.example.",
        ),
        (Dname { target: h }.into(), "h.example."),
        (Sink { meaning: 1, coding: 2, subcoding: 3, data: octets }.into(), "1 2 3 AQID"),
        (Opt { options }.into(), "COOKIE: 0101010101010101"),
        (Apl { items: prefixes }.into(), "!1:192.0.2.0/24"),
        (Ds { key_tag: 7, algorithm, digest_type, digest }.into(), ds),
        (
            Sshfp {
                algorithm: SshfpAlgorithm(4),
                fp_type: FingerprintType(2),
                fingerprint: digest,
            }
            .into(),
            kept(format!("4 2 {digest_text}")),
        ),
        (
            Ipseckey {
                precedence: 10,
                algorithm: IpseckeyAlgorithm(2),
                gateway: Endpoint::Ipv4([192, 0, 2, 38].into()),
                public_key: octets,
            }
            .into(),
            "10 1 2 192.0.2.38 AQID",
        ),
        (sig(Type::MX).into(), "MX 13 2 300 20261231000000 20261201000000 7 h.example. AQID"),
        (Nsec { next_domain_name: h, type_bit_maps: bitmap() }.into(), "h.example. A NSEC"),
        (Dnskey { flags: 257, protocol: 3, algorithm, public_key: octets }.into(), "257 3 13 AQID"),
        (
            Dhcid {
                identifier_type: DhcidIdentifierType(2),
                digest_type: DhcidDigestType(1),
                digest,
            }
            .into(),
            "AAIBq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=",
        ),
        (
            Nsec3 {
                hash_algorithm: Nsec3HashAlgorithm(1),
                flags: 1,
                iterations: 12,
                salt: &[0xAA, 0xBB],
                next_hashed_owner_name: &[0xAB; 20],
                type_bit_maps: bitmap(),
            }
            .into(),
            "1 1 12 AABB LELQNATBLELQNATBLELQNATBLELQNATB A NSEC",
        ),
        (
            Nsec3param {
                hash_algorithm: Nsec3HashAlgorithm(1),
                flags: 0,
                iterations: 12,
                salt: &[],
            }
            .into(),
            "1 0 12 -",
        ),
        (
            Tlsa {
                certificate_usage,
                selector,
                matching_type,
                certificate_association_data: digest,
            }
            .into(),
            tlsa,
        ),
        (
            Smimea {
                certificate_usage,
                selector,
                matching_type,
                certificate_association_data: digest,
            }
            .into(),
            tlsa,
        ),
        (
            Hip { pk_algorithm: 2, hit: octets, public_key: octets, rendezvous_servers: servers }
                .into(),
            "2 010203 AQID h.example.",
        ),
        (Ninfo { zs_data: strings(&["a"]) }.into(), r#""a""#),
        (Rkey { flags: 0, protocol: 3, algorithm, public_key: octets }.into(), "0 3 13 AQID"),
        (Talink { start_or_previous: h, end_or_next: m }.into(), "h.example. m.example."),
        (Cds { key_tag: 7, algorithm, digest_type, digest }.into(), ds),
        (
            Cdnskey { flags: 257, protocol: 3, algorithm, public_key: octets }.into(),
            "257 3 13 AQID",
        ),
        (Openpgpkey { openpgp_public_key: octets }.into(), "AQID"),
        (Csync { soa_serial: 66, flags: 3, type_bit_map: bitmap() }.into(), "66 3 A NSEC"),
        (
            Zonemd {
                serial: 1,
                scheme: ZonemdScheme(1),
                hash_algorithm: ZonemdHash(240),
                digest: &[0xAB; 12],
            }
            .into(),
            "1 1 240 ABABABABABABABABABABABAB",
        ),
        (
            Svcb { svc_priority: 1, target_name: h, svc_params: params.as_coded() }.into(),
            r#"1 h.example. alpn="h2" port=8443"#,
        ),
        (
            Https { svc_priority: 1, target_name: Name::ROOT, svc_params: params.as_coded() }
                .into(),
            r#"1 . alpn="h2" port=8443"#,
        ),
        (
            Dsync { rrtype: Type::CDS, scheme: DsyncScheme(1), port: 5300, target: h }.into(),
            "CDS NOTIFY 5300 h.example.",
        ),
        (Hhit { hhit: octets }.into(), "AQID"),
        (Brid { brid: octets }.into(), "AQID"),
        (
            Unece { recommendation: b"20", value: b"5", code: b"KGM", descriptor: b"" }.into(),
            "20 5 KGM",
        ),
        (
            Iso { standard: b"3166", value: b"", code: b"DE", descriptor: b"a b" }.into(),
            r#"3166 - DE "a b""#,
        ),
        (Spf { txt_data: strings(&["v=spf1"]) }.into(), r#""v=spf1""#),
        (Uinfo { data: octets }.into(), r"\# 3 010203"),
        (Uid { data: octets }.into(), r"\# 3 010203"),
        (Gid { data: octets }.into(), r"\# 3 010203"),
        (Unspec { data: octets }.into(), r"\# 3 010203"),
        (Nid { preference: 10, node_id: 0x0014_4FFF_FF20_EE64 }.into(), "10 0014:4fff:ff20:ee64"),
        (L32 { preference: 10, locator32: [192, 0, 2, 1].into() }.into(), "10 192.0.2.1"),
        (L64 { preference: 10, locator64: 0x2001_0DB8_1140_1000 }.into(), "10 2001:0db8:1140:1000"),
        (Lp { preference: 10, fqdn: h }.into(), "10 h.example."),
        (Eui48 { address: &[0, 0, 0x5E, 0, 0x53, 0x2A] }.into(), "00-00-5e-00-53-2a"),
        (
            Eui64 { address: &[0, 0, 0x5E, 0xEF, 0x10, 0, 0, 0x2A] }.into(),
            "00-00-5e-ef-10-00-00-2a",
        ),
        (
            Tkey {
                algorithm: h,
                inception: Time(1_796_083_200),
                expiration: Time(1_798_675_200),
                mode: TkeyMode(2),
                error: Rcode(0),
                key_data: octets,
                other_data: &[],
            }
            .into(),
            "h.example. 20261201000000 20261231000000 2 NOERROR 3 AQID 0",
        ),
        (
            Tsig {
                algorithm_name: h,
                time_signed: 1_796_083_200,
                fudge: 300,
                mac: octets,
                original_id: 7,
                error: Rcode(0),
                other_data: &[],
            }
            .into(),
            "h.example. 1796083200 300 3 AQID 7 NOERROR 0",
        ),
        (Uri { priority: 1, weight: 2, target: b"https://x/" }.into(), r#"1 2 "https://x/""#),
        (Caa { flags: 0, tag: b"issue", value: b"ca.example" }.into(), r#"0 issue "ca.example""#),
        (Avc { avc_data: strings(&["a"]) }.into(), r#""a""#),
        (
            Doa {
                doa_enterprise: 1,
                doa_type: 2,
                doa_location: 3,
                doa_media_type: b"text/plain",
                doa_data: octets,
            }
            .into(),
            r#"1 2 3 "text/plain" AQID"#,
        ),
        (
            Amtrelay { precedence: 10, d: true, relay: Endpoint::Name(h) }.into(),
            "10 1 3 h.example.",
        ),
        (Resinfo { txt_data: strings(&["qnamemin"]) }.into(), r#""qnamemin""#),
        (Wallet { wallet_data: strings(&["BTC", "x"]) }.into(), r#""BTC" "x""#),
        (Cla { cla: strings(&["TCP-v4-v6"]) }.into(), r#""TCP-v4-v6""#),
        (Ipn { cbhe_node_number: 4_294_967_299 }.into(), "4294967299"),
        (Ta { key_tag: 7, algorithm, digest_type, digest }.into(), ds),
        (Dlv { key_tag: 7, algorithm, digest_type, digest }.into(), ds),
    ]
}

#[test]
fn each_type_is_made_from_literal_values() {
    let (mut wrong, mut made) = (Vec::new(), BTreeSet::new());
    for (rdata, text) in rows() {
        let class = if let Rdata::ChaosA(_) = rdata { Class::CH } else { Class::IN };
        let rtype = rdata.rtype();
        let buf = RdataBuf::new(rdata).unwrap_or_else(|error| panic!("{rtype}: {error}"));
        if buf.to_string() != text {
            wrong.push(format!("{rtype}: {buf}, not {text}"));
        }
        // The text of options is for people, and is not read.
        let read = RdataBuf::from_text(rtype, class, text, Name::ROOT);
        if rtype != Type::OPT && read.as_ref().map(RdataBuf::as_octets) != Ok(buf.as_octets()) {
            wrong.push(format!("{rtype}: {text} is read as {read:?}"));
        }
        made.insert((class, rtype));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Types whose row is in a sample came later: they are made from that.
    let later: Vec<_> = registered().iter().map(|row| number(row, "value")).collect();
    let rows = dnswire_support::csv::registry("rrtypes");
    let layouts = rows.iter().filter(|row| row.text("layout") != "-");
    let missing: Vec<_> = layouts
        .filter_map(|row| row.number("value"))
        .filter(|rtype| !later.contains(rtype) && !made.contains(&(Class::IN, Type(*rtype))))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(made.len(), 94);
}
