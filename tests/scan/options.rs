//! EDNS options from the text that is displayed.

use std::collections::BTreeSet;

use dnswire::rdata::Rdata;
use dnswire::registry::OptionCode;
use dnswire::{OptionBuf, OptionsBuf, SvcParamBuf, SvcParamsBuf};
use dnswire_support::vectors::{self, only_record};

#[test]
fn every_option_is_read_from_its_text() {
    let mut codes = BTreeSet::new();
    for vector in vectors::valid() {
        let octets = vector.message();
        let Rdata::Opt(opt) = only_record(&octets).rdata() else { continue };
        for raw in opt.options {
            let generic = format!("OPT={}: {}", raw.code.0, hex::encode(raw.octets));
            // Its fields have names in the text.
            let text = if raw.code == OptionCode::UMBRELLA_IDENT || raw.malformed().is_some() {
                generic.clone()
            } else {
                raw.to_string()
            };
            let want = OptionBuf::from(raw);
            assert_eq!(text.parse::<OptionBuf>().as_ref(), Ok(&want), "{text}");
            assert_eq!(want.as_raw(), raw);
            if raw.malformed().is_none() {
                assert_eq!(generic.parse::<OptionBuf>(), Ok(want), "{generic}");
            }
            codes.insert(raw.code);
        }
    }
    assert!(codes.len() >= 28, "{}", codes.len());
}

#[test]
fn text_that_is_no_option_is_refused() {
    for (text, want) in [
        (
            "COLOUR: 1",
            "line 1, column 1 (OPT): expected the name of an EDNS option, or OPT= and its number, found 'COLOUR:'",
        ),
        ("COOKIE: 01", "line 1, column 9 (OPT)"),
        ("COOKIE: xy", "line 1, column 9 (OPT)"),
        ("CLIENT-SUBNET: 192.0.2.0/24", "line 1, column 16 (OPT)"),
        ("CLIENT-SUBNET: 192.0.2.0/33/0", "line 1, column 16 (OPT)"),
        ("tcp-keepalive: 6 secs", "line 1, column 16 (OPT)"),
        ("PADDING: (70000 zero octets)", "line 1, column 10 (OPT)"),
        ("EDE: 70000", "line 1, column 6 (OPT)"),
        ("EXPIRE: 1 2", "line 1, column 11 (OPT): expected the end of the record, found '2'"),
    ] {
        let error = text.parse::<OptionBuf>().expect_err(text).to_string();
        assert!(error.starts_with(want), "{text}: {error}");
    }
}

#[test]
fn options_are_collected_in_their_order_and_parameters_sorted() {
    let option = |number: u16| OptionBuf::from_octets(number.into(), &[1]).unwrap();
    let options = OptionsBuf::of([65003, 65001, 65003].map(option)).unwrap();
    let codes: Vec<u16> = options.as_coded().iter().map(|raw| raw.code.0).collect();
    assert_eq!(codes, [65003, 65001, 65003]);

    let param = |key: u16| SvcParamBuf::from_octets(key.into(), &key.to_be_bytes()).unwrap();
    // All keys once, in an order that looks random.
    let keys = || (0..4000_u32).map(|number| u16::try_from(100 + number * 1009 % 4001).unwrap());
    let collected = SvcParamsBuf::of(keys().map(param)).unwrap();
    let mut pushed = SvcParamsBuf::new();
    let mut sorted: Vec<u16> = keys().collect();
    sorted.sort_unstable();
    for key in sorted {
        pushed.push_octets(key.into(), &key.to_be_bytes()).unwrap();
    }
    assert_eq!(collected, pushed);
    assert!(pushed.push_octets(100.into(), b"").is_err(), "the key is there");
    assert!(SvcParamsBuf::of([param(200), param(100), param(200)]).is_err());
    pushed.push_octets(99.into(), b"").unwrap();
    assert_eq!(pushed.as_coded().iter().next().unwrap().code.0, 99);
}
