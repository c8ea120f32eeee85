//! The sample line in the documentation of each type is read, and written as it is there. `steps`
//! names the types, options and parameters that have no such line.

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

/// The lines in the files of a folder, without those of its folders.
fn samples_of(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.flat_map(|path| samples(&fs::read_to_string(path).unwrap())).collect()
}

/// The lines of RR types, each with its mnemonic.
pub(crate) fn types() -> Vec<(String, String)> {
    let mnemonic = |line: &str| line.split(' ').nth(3).unwrap_or_default().to_owned();
    samples_of("src/rdata").into_iter().map(|line| (mnemonic(&line), line)).collect()
}

/// The lines of EDNS options, each with the name of the option.
pub(crate) fn options() -> Vec<(String, String)> {
    let name = |line: &str| line.split([':', ' ']).next().unwrap_or_default().to_owned();
    samples_of("src/edns").into_iter().map(|line| (name(&line), line)).collect()
}

/// The lines of parameters, each with the name of the key.
pub(crate) fn params() -> Vec<(String, String)> {
    let name = |line: &str| line.split('=').next().unwrap_or_default().to_owned();
    samples_of("src/rdata/svcb").into_iter().map(|line| (name(&line), line)).collect()
}

#[test]
fn sample_lines_of_types_read_back() {
    let known = |mnemonic: &str| Type::ALL.iter().any(|rtype| rtype.mnemonic() == Some(mnemonic));
    let lines: Vec<_> = types().into_iter().filter(|(mnemonic, _)| known(mnemonic)).collect();
    assert!(lines.len() >= 93, "{}", lines.len());
    for (_, line) in lines {
        let record: RecordBuf = line.parse().unwrap_or_else(|e| panic!("{line}: {e}"));
        assert_eq!(record.to_string(), line);
        assert!(!matches!(record.rdata(), Rdata::Unknown(_) | Rdata::Malformed(_)), "{line}");
    }
}

#[test]
fn sample_lines_of_options_read_back() {
    let known = |name: &str| OptionCode::ALL.iter().any(|code| code.name() == Some(name));
    let lines: Vec<_> = options().into_iter().filter(|(name, _)| known(name)).collect();
    assert!(lines.len() >= 28, "{}", lines.len());
    for (name, line) in lines {
        // The fields of this option have names in the text, and are not read.
        if name == "UMBRELLA-IDENT" {
            continue;
        }
        let option: OptionBuf = line.parse().unwrap_or_else(|e| panic!("{line}: {e}"));
        assert_eq!(option.to_string(), line);
    }
}

#[test]
fn sample_lines_of_parameters_read_back() {
    let known = |name: &str| SvcParamKey::ALL.iter().any(|key| key.name() == Some(name));
    let lines: Vec<_> = params().into_iter().filter(|(name, _)| known(name)).collect();
    assert!(lines.len() >= 12, "{}", lines.len());
    for (name, line) in lines {
        // A mandatory key must be there.
        let (head, tail) = match name.as_str() {
            "no-default-alpn" => ("alpn=\"h3\" ", ""),
            "mandatory" => ("", " alpn=\"h3\" port=53"),
            _ => ("", ""),
        };
        let text = format!("example. 300 IN HTTPS 1 . {head}{line}{tail}");
        let record: RecordBuf = text.parse().unwrap_or_else(|e| panic!("{line}: {e}"));
        assert_eq!(record.to_string(), text);
        let https = record.data::<Https<'_>>().unwrap().unwrap();
        assert!(https.svc_params.iter().any(|raw| raw.to_string() == line), "{line}");
    }
}
