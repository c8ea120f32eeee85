//! The crate's tables of numbers against the registries in `tests/data/registry`.

use dnswire::Type;
use dnswire::layout::Code;
use dnswire::rdata::{Caa, Resinfo, Tsig};
use dnswire::registry::*;
use dnswire_support::csv::{Row, registry};

/// The rows for single values, without those for ranges.
fn assigned(rows: Vec<Row>) -> Vec<Row> {
    let is_left_open = |row: &Row| {
        let meaning = row.text("meaning");
        meaning.starts_with("reserved")
            || meaning.ends_with("reserved")
            || meaning.starts_with("unassigned")
    };
    rows.into_iter().filter(|row| row.number("value").is_some() && !is_left_open(row)).collect()
}

/// An entry of a registry: number, mnemonic, meaning.
type Entry = (u16, Option<String>, Option<String>);

macro_rules! entries {
    ($registry:ident) => {
        $registry::ALL
            .iter()
            .map(|value| {
                let owned = |text: Option<&str>| text.map(str::to_owned);
                (u16::from(value.0), owned(value.mnemonic()), owned(value.meaning()))
            })
            .collect::<Vec<Entry>>()
    };
}

fn entry(row: &Row, mnemonic: &str, meaning: &str) -> Option<Entry> {
    let mnemonic = Some(row.text(mnemonic)).filter(|text| *text != "-");
    Some((row.number("value")?, mnemonic.map(str::to_owned), Some(row.text(meaning).to_owned())))
}

#[track_caller]
fn same(name: &str, got: &[Entry], rows: Vec<Row>) {
    let want: Vec<_> =
        assigned(rows).iter().filter_map(|row| entry(row, "mnemonic", "meaning")).collect();
    same_entries(name, got, &want);
}

/// Asserts that every number is in both, with equal texts; the order of the rows does not count.
#[track_caller]
fn same_entries(name: &str, got: &[Entry], want: &[Entry]) {
    let wanted = |number| want.iter().find(|entry| entry.0 == number);
    for entry in got {
        assert_eq!(Some(entry), wanted(entry.0), "{name} {}: crate, then registry", entry.0);
    }
    for entry in want {
        assert!(got.contains(entry), "{name}: {entry:?} is in the registry, but not in the crate");
    }
}

#[test]
fn types_have_their_number_mnemonic_and_rules_for_names() {
    for row in &registry("rrtypes") {
        let mnemonic = row.text("mnemonic");
        let rtype = Type(row.number("value").expect("a type is a number"));
        assert_eq!(rtype.mnemonic(), Some(mnemonic));
        assert_eq!(mnemonic.parse(), Ok(rtype));
        assert!(Type::ALL.contains(&rtype), "{mnemonic}");
        let policy = rtype.name_policy();
        assert_eq!(policy.compress, row.is_yes("compress_on_send"), "{mnemonic}");
        assert_eq!(policy.decompress, row.text("decompress_on_receive") != "no", "{mnemonic}");
        assert_eq!(policy.lowercase, row.is_yes("canonical_downcase"), "{mnemonic}");
        assert_eq!(policy.mdns, row.is_yes("mdns_compress"), "{mnemonic}");
        assert_eq!(rtype.is_question_only(), row.text("kind") == "qtype", "{mnemonic}");
    }
    // `steps` names the types with RDATA that have no row.
    let has_none = |rtype: &&Type| rtype.is_question_only() || **rtype == Type::NXNAME;
    let rows = registry("rrtypes");
    for rtype in Type::ALL.iter().filter(has_none) {
        assert!(rows.iter().any(|row| row.number("value") == Some(rtype.0)), "{rtype}");
    }
}

#[test]
fn classes_opcodes_and_rcodes_are_registered() {
    same("classes", &entries!(Class), registry("classes"));
    same("opcodes", &entries!(Opcode), registry("opcodes"));
    let rcodes = registry("rcodes").into_iter().filter(|row| row.text("mnemonic") != "BADSIG");
    same("rcodes", &entries!(Rcode), rcodes.collect());
}

#[test]
fn rcode_16_has_a_second_mnemonic() {
    let row = registry("rcodes").into_iter().find(|row| row.text("mnemonic") == "BADSIG");
    let number = row.and_then(|row| row.number("value")).expect("BADSIG has a value");
    assert_eq!(Rcode(number).tsig_mnemonic(), Some("BADSIG"));
}

#[test]
fn algorithms_and_digests_are_registered() {
    same("dnssec_algorithms", &entries!(Algorithm), registry("dnssec_algorithms"));
    same("ds_digests", &entries!(DigestType), registry("ds_digests"));
}

#[test]
fn options_are_registered() {
    let rows = assigned(registry("edns_options"));
    let want: Vec<_> = rows.iter().filter_map(|row| entry(row, "name", "meaning")).collect();
    // `steps` names the options without a row.
    let mut got = entries!(OptionCode);
    got.retain(|(code, ..)| want.iter().any(|(wanted, ..)| wanted == code));
    same_entries("edns_options", &got, &want);
}

#[test]
fn extended_errors_are_registered() {
    let rows = registry("ede_codes");
    let want: Vec<_> = rows.iter().filter_map(|row| entry(row, "purpose", "purpose")).collect();
    same_entries("ede_codes", &entries!(InfoCode), &want);
}

#[test]
fn service_parameters_are_registered() {
    for row in registry("svcparam_keys") {
        let Some(number) = row.number("value") else { continue };
        assert_eq!(SvcParamKey(number).mnemonic(), Some(row.text("name")), "key {number}");
    }
    // `steps` names the parameters with a layout that have no row.
    let rows = registry("svcparam_keys");
    for key in SvcParamKey::ALL.iter().filter(|key| key.layout().is_none()) {
        assert!(rows.iter().any(|row| row.number("value") == Some(key.0)), "{key}");
    }
}

#[test]
fn small_registries_are_registered() {
    let rows = registry("small_registries");
    let of = |name: &str| -> Vec<Row> {
        rows.iter().filter(|row| row.text("registry") == name).cloned().collect()
    };
    macro_rules! check {
        ($($name:literal: $registry:ident;)+) => {$(
            same($name, &entries!($registry), of($name));
        )+};
    }
    check! {
        "nsec3-hash": Nsec3HashAlgorithm;
        "tlsa-usage": CertificateUsage;
        "tlsa-selector": Selector;
        "tlsa-matching": MatchingType;
        "cert-type": CertType;
        "sshfp-algorithm": SshfpAlgorithm;
        "sshfp-type": FingerprintType;
        "ipseckey-algorithm": IpseckeyAlgorithm;
        "ipseckey-gateway": GatewayType;
        "amtrelay-type": RelayType;
        "zonemd-scheme": ZonemdScheme;
        "zonemd-hash": ZonemdHash;
        "dsync-scheme": DsyncScheme;
        "dhcid-identifier": DhcidIdentifierType;
        "dhcid-digest": DhcidDigestType;
        "zoneversion-type": ZoneversionType;
        "apl-family": AddressFamily;
        "afsdb-subtype": AfsdbSubtype;
        "tkey-mode": TkeyMode;
    }
    for (name, texts) in [
        ("tsig-algorithm", Tsig::ALGORITHMS),
        ("caa-tag", Caa::TAGS),
        ("resinfo-key", Resinfo::KEYS),
    ] {
        let rows = of(name);
        let want: Vec<_> = rows.iter().map(|row| row.text("value")).collect();
        assert_eq!(texts, want, "{name}");
    }
}

#[test]
fn stateful_operations_are_registered() {
    let rows = registry("small_registries");
    let rows = rows.into_iter().filter(|row| row.text("registry") == "dso-type");
    let want: Vec<_> = assigned(rows.collect())
        .iter()
        .filter_map(|row| {
            let (number, mnemonic, meaning) = entry(row, "mnemonic", "meaning")?;
            // The layout of the TLV follows a colon.
            let cut = |text: String| text.split(':').next().map(str::to_owned);
            Some((number, mnemonic, meaning.and_then(cut)))
        })
        .collect();
    same_entries("dso-type", &entries!(DsoType), &want);
}

#[test]
fn private_use_is_where_the_registries_say() {
    let ranges = |rows: Vec<Row>, column: &str| -> Vec<(u16, u16)> {
        let private = rows.into_iter().filter(|row| row.text(column).contains("private use"));
        let bounds = private.filter_map(|row| {
            let (first, last) = row.text("value").split_once('-')?;
            Some((first.parse().ok()?, last.parse().ok()?))
        });
        bounds.collect()
    };
    for (first, last) in ranges(registry("classes"), "meaning") {
        assert_eq!([first, last].map(|n| Class(n).is_private_use()), [true; 2]);
        assert_eq!([first - 1, last + 1].map(|n| Class(n).is_private_use()), [false; 2]);
    }
    for (first, last) in ranges(registry("rcodes"), "meaning") {
        assert_eq!([first, last].map(|n| Rcode(n).is_private_use()), [true; 2]);
        assert_eq!([first - 1, last + 1].map(|n| Rcode(n).is_private_use()), [false; 2]);
    }
}
