//! Valid RDATA of every type: its fields, its text, and the octets it is composed to.

use dnswire::rdata::Rdata;
use dnswire::{Form, Value};
use dnswire_support::csv::registry;
use dnswire_support::vectors::{self, Vector, fields, fields_json, only_record};

/// The reason why the RDATA is not decoded, if it is not.
fn problem(rdata: &Rdata<'_>) -> Option<String> {
    match rdata {
        Rdata::Malformed(bad) => Some(bad.error.to_string()),
        Rdata::Unknown(_) | Rdata::Empty(_) => Some(format!("{rdata:?}")),
        _ => None,
    }
}

/// Checks each vector, and lists the problems.
#[track_caller]
fn all(check: impl Fn(&Vector) -> Option<String>) {
    let vectors = vectors::valid();
    let wrong = vectors.iter().filter_map(|v| Some(format!("{}: {}", v.id, check(v)?)));
    let wrong: Vec<_> = wrong.collect();
    let met = vectors.len() - wrong.len();
    assert!(wrong.is_empty(), "{met} of {}\n{}", vectors.len(), wrong.join("\n"));
}

fn differ<T: PartialEq + std::fmt::Debug>(got: &T, want: &T) -> Option<String> {
    (got != want).then(|| format!("\n     got {got:?}\n    want {want:?}"))
}

#[test]
fn every_vector_fits_its_type() {
    all(|vector| problem(&only_record(&vector.message()).rdata()));
}

#[test]
fn fields_are_those_of_the_layout() {
    all(|vector| {
        let octets = vector.message();
        let record = only_record(&octets);
        // JSON objects compare without regard to the order of their names.
        let (got, want) = (fields_json(&record), vector.row["fields"].clone());
        differ(&got, &want).or_else(|| differ(&got.to_string(), &want.to_string()))
    });
}

#[test]
fn fields_lie_one_after_the_other() {
    all(|vector| {
        let octets = vector.message();
        let mut at = vector.rdata_offset();
        for field in fields(&only_record(&octets)) {
            // Bits of one octet share its place; octets with a length have it before them.
            if field.range.start > at + 2 || field.range.end < at {
                return Some(format!("{} at {:?}, not {at}", field.name, field.range));
            }
            at = field.range.end;
        }
        differ(&at, &octets.len())
    });
}

#[test]
fn text_is_the_preferred_form() {
    all(|vector| {
        let octets = vector.message();
        let got = only_record(&octets).rdata().to_string();
        vector.row["text"].as_str().and_then(|want| differ(&got.as_str(), &want))
    });
}

#[test]
fn tsig_and_tkey_are_shown_like_records_with_lengths() {
    let vectors = vectors::valid();
    for (id, want) in [
        (
            "TSIG/hmac-sha256",
            "hmac-sha256. 1795447200 300 32 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= 4660 \
             NOERROR 0",
        ),
        (
            "TSIG/badtime-with-server-time",
            "hmac-sha1. 1795447200 300 20 AAECAwQFBgcICQoLDA0ODxAREhM= 1 BADTIME 6 AABrBACg",
        ),
        ("TSIG/badsig-no-mac", "hmac-sha384. 0 0 0 0 BADSIG 0"),
        ("TKEY/bad-mode", "hmac-sha256. 20261123152000 20261123152000 4 BADMODE 0 0"),
    ] {
        let vector = vectors.iter().find(|vector| vector.id == id).expect(id);
        assert_eq!(only_record(&vector.message()).rdata().to_string(), want, "{id}");
    }
}

#[test]
fn composed_octets_are_those_that_were_read() {
    all(|vector| {
        let octets = vector.message();
        let got = only_record(&octets).rdata().to_octets(Form::Uncompressed);
        differ(&hex::encode(got), &hex::encode(&vector.wire))
    });
}

#[test]
fn octets_fit_exactly_into_their_room() {
    all(|vector| {
        let octets = vector.message();
        let rdata = only_record(&octets).rdata();
        let mut room = vec![0; vector.wire.len()];
        let whole = rdata.write_to(Form::Uncompressed, &mut room).map(<[u8]>::to_vec);
        let short = vector.wire.len().checked_sub(1).and_then(|len| room.get_mut(..len));
        if short.is_some_and(|room| rdata.write_to(Form::Uncompressed, room).is_ok()) {
            return Some("it fits into less".to_owned());
        }
        differ(&whole.as_ref().ok(), &Some(&vector.wire))
    });
}

/// The names of the fields whose layout is a domain name.
fn name_fields(layout: &str) -> Vec<&str> {
    let fields = layout.split(' ').filter_map(|field| field.split_once(':'));
    let names = fields.filter(|(_, wire)| {
        wire.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "name")
    });
    names.map(|(name, _)| name).collect()
}

#[test]
fn canonical_form_has_lower_case_names_where_rfc_4034_says_so() {
    let rows = registry("rrtypes");
    all(|vector| {
        let row = vector.registered(&rows);
        let octets = vector.message();
        let record = only_record(&octets);
        let mut want = octets.clone();
        for field in fields(&record).into_iter().filter(|_| row.is_yes("canonical_downcase")) {
            let is_name = name_fields(row.text("layout")).contains(&field.name);
            if is_name != matches!(field.value, Value::Name(_) | Value::Absent) {
                return Some(format!("{} is no name", field.name));
            }
            if is_name {
                want[field.range].make_ascii_lowercase();
            }
        }
        let got = record.rdata().to_octets(Form::Canonical);
        differ(&hex::encode(got), &hex::encode(&want[vector.rdata_offset()..]))
    });
}

/// Asserts that `look` accepts the RDATA of a vector.
#[track_caller]
fn with_rdata(id: &str, look: impl Fn(Rdata<'_>) -> bool) {
    let mut vectors = vectors::valid().into_iter();
    let holds = |vector: Vector| vector.id == id && look(only_record(&vector.message()).rdata());
    assert!(vectors.any(holds), "{id}");
}

#[test]
fn flags_can_be_asked_for_by_name() {
    let flags = |rdata: Rdata<'_>| match rdata {
        Rdata::Dnskey(key) => {
            Some([key.is_zone_key(), key.is_revoked(), key.is_secure_entry_point()])
        }
        Rdata::Cdnskey(key) => {
            Some([key.is_zone_key(), key.is_revoked(), key.is_secure_entry_point()])
        }
        _ => None,
    };
    with_rdata("DNSKEY/zsk", |rdata| flags(rdata) == Some([true, false, false]));
    with_rdata("DNSKEY/revoked", |rdata| flags(rdata) == Some([true, true, true]));
    with_rdata("CDNSKEY/ksk-ed25519", |rdata| flags(rdata) == Some([true, false, true]));
    with_rdata("KEY/no-key", |rdata| matches!(rdata, Rdata::Key(key) if key.is_no_key()));
    with_rdata("KEY/zone", |rdata| matches!(rdata, Rdata::Key(key) if !key.is_no_key()));
    with_rdata("NSEC3/rfc5155", |rdata| matches!(rdata, Rdata::Nsec3(r) if r.is_opt_out()));
    with_rdata(
        "CSYNC/plain",
        |rdata| matches!(rdata, Rdata::Csync(r) if r.is_immediate() && r.has_soa_minimum()),
    );
    with_rdata(
        "CSYNC/no-types",
        |rdata| matches!(rdata, Rdata::Csync(r) if !r.is_immediate() && !r.has_soa_minimum()),
    );
    with_rdata("CAA/long-value", |rdata| matches!(rdata, Rdata::Caa(r) if r.is_critical()));
    with_rdata("CAA/issue", |rdata| matches!(rdata, Rdata::Caa(r) if !r.is_critical()));
}

#[test]
fn key_tags_are_those_of_an_independent_checksum() {
    let want = |wire: &[u8]| {
        let shifted = |(at, octet): (usize, &u8)| u32::from(*octet) << (8 - 8 * (at % 2));
        let sum: u32 = wire.iter().enumerate().map(shifted).sum();
        u16::try_from((sum + (sum >> 16)) & 0xFFFF).ok()
    };
    for vector in vectors::valid() {
        let octets = vector.message();
        let got = match only_record(&octets).rdata() {
            Rdata::Dnskey(key) => key.key_tag(),
            Rdata::Cdnskey(key) => key.key_tag(),
            Rdata::Key(key) => key.key_tag(),
            _ => continue,
        };
        assert_eq!(Some(got), want(&vector.wire), "{}", vector.id);
    }
}

#[test]
fn what_a_later_document_can_define_is_kept_and_shown_as_octets() {
    let vectors = vectors::valid();
    for (id, rdata, text) in [
        ("LOC/north-pole", &[255, 1, 2][..], "\\# 3 FF0102"),
        ("AMTRELAY/none", &[10, 0x84, 0xAB], "\\# 3 0A84AB"),
        ("ATMA/aesa", &[2, 0xAB], "\\# 2 02AB"),
        ("APL/rfc3123", &[0, 3, 8, 0x81, 0xAB], "\\# 5 00030881AB"),
    ] {
        let vector = vectors.iter().find(|vector| vector.id == id).expect("there is such a vector");
        let octets = vector.message_with(rdata);
        let record = only_record(&octets);
        assert_eq!(record.rdata().to_string(), text, "{id}");
        assert_eq!(record.rdata().to_octets(Form::Uncompressed), rdata, "{id}");
    }
}
