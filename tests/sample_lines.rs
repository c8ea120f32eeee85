//! The sample line in the documentation of each type is read, and written as it is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dnswire::layout::Code;
use dnswire::rdata::{Https, Rdata};
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::{OptionBuf, RecordBuf, Type};

/// The lines between marks of text in the documentation of a file.
fn samples(source: &str) -> Vec<String> {
    let mut lines = source.lines().map(str::trim_start);
    let mut samples = Vec::new();
    while let Some(line) = lines.next() {
        if line == "/// ```text" {
            let code = lines.by_ref().take_while(|line| *line != "/// ```");
            samples.extend(code.map(|line| line.trim_start_matches("/// ").to_owned()));
        }
    }
    samples
}

#[test]
fn every_type_has_a_sample_line_that_reads_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rdata");
    let mut types = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        for sample in samples(&fs::read_to_string(path).unwrap()) {
            let record: RecordBuf = sample.parse().unwrap_or_else(|e| panic!("{sample}: {e}"));
            assert_eq!(record.to_string(), sample);
            assert!(!matches!(record.rdata(), Rdata::Unknown(_) | Rdata::Malformed(_)), "{sample}");
            types.insert((record.rtype(), record.class()));
        }
    }
    let has_sample = |rtype: &&Type| types.iter().any(|(found, _)| found == *rtype);
    let without: Vec<_> = Type::ALL
        .iter()
        .filter(|rtype| !rtype.is_question_only() && **rtype != Type::NXNAME)
        .filter(|rtype| !has_sample(rtype))
        .collect();
    // Options have no presentation format that a zone may hold.
    assert_eq!(without, [&Type::OPT]);
}

#[test]
fn options_have_sample_lines_that_read_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/edns");
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        for sample in samples(&fs::read_to_string(entry.unwrap().path()).unwrap()) {
            // The fields of this option have names in the text, and are not read.
            if sample.starts_with("UMBRELLA-IDENT") {
                codes.insert(OptionCode::UMBRELLA_IDENT);
                continue;
            }
            let option: OptionBuf = sample.parse().unwrap_or_else(|e| panic!("{sample}: {e}"));
            assert_eq!(option.to_string(), sample);
            codes.insert(option.code());
        }
    }
    let without: Vec<_> = OptionCode::ALL
        .iter()
        .filter(|code| code.layout().is_some() && !codes.contains(code))
        .collect();
    assert_eq!(without, [&OptionCode(0); 0]);
}

#[test]
fn parameters_have_sample_lines_that_read_back() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rdata/svcb/values.rs");
    let mut keys = BTreeSet::new();
    for sample in samples(&fs::read_to_string(file).unwrap()) {
        // A mandatory key must be there.
        let (head, tail) = match sample.as_str() {
            "no-default-alpn" => ("alpn=\"h3\" ", ""),
            text if text.starts_with("mandatory") => ("", " alpn=\"h3\" port=53"),
            _ => ("", ""),
        };
        let text = format!("example. 300 IN HTTPS 1 . {head}{sample}{tail}");
        let record: RecordBuf = text.parse().unwrap_or_else(|e| panic!("{sample}: {e}"));
        assert_eq!(record.to_string(), text);
        let https = record.data::<Https<'_>>().unwrap().unwrap();
        let raw = https.svc_params.iter().find(|raw| raw.to_string() == sample).unwrap();
        keys.insert(raw.code);
    }
    let known = SvcParamKey::ALL.iter().filter(|key| key.layout().is_some());
    let without: Vec<_> = known.filter(|key| !keys.contains(key)).collect();
    assert_eq!(without, [&SvcParamKey::ECH], "an example of it is too long");
}
