//! The steps of CONTRIBUTING.md to add an RR type, an EDNS option or a parameter: each is there for
//! each of them. What a step holds is tested elsewhere, for those that have it.

use std::collections::BTreeSet;

use super::sample_lines;
use dnswire::Type;
use dnswire::layout::Code;
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire_support::csv::registry;
use dnswire_support::{data, list, number, text};
use serde_json::Value;

/// The steps that are done for RR types, for options or for parameters, by name.
struct Steps {
    /// The file with the table.
    table: &'static str,
    /// The files with the declarations.
    structs: &'static str,
    /// The registry.
    registry: &'static str,
    /// Those in the table that have a layout.
    declared: BTreeSet<String>,
    /// Those with a line of text in their documentation.
    documented: BTreeSet<String>,
    /// Those in the wire format of a sample.
    sampled: BTreeSet<String>,
    /// Those in the registries of the test data, or registered in a sample.
    registered: BTreeSet<String>,
}

impl Steps {
    /// The steps that are missing; `undocumented` need no line of text.
    fn missing(&self, undocumented: &[&str]) -> Vec<String> {
        let Steps { table, structs, registry, .. } = self;
        let mut missing = Vec::new();
        let started = self.documented.iter().chain(&self.sampled).chain(&self.registered);
        for name in started.collect::<BTreeSet<_>>() {
            if !self.declared.contains(name) {
                missing.push(format!("{name}, step 2: add its line to the table in {table}"));
            }
        }
        for name in &self.declared {
            if !self.documented.contains(name) && !undocumented.contains(&name.as_str()) {
                missing.push(format!(
                    "{name}, step 1: add a line of text, in a block that \"```text\" begins, to \
                     the documentation of its struct in {structs}"
                ));
            }
            if !self.sampled.contains(name) {
                missing.push(format!("{name}, step 3: add a sample to tests/data/samples.jsonl"));
            } else if !self.registered.contains(name) {
                missing.push(format!(
                    "{name}, step 3: add \"registered\":{{\"registry\":\"{registry}\",..}} to its \
                     sample in tests/data/samples.jsonl, as tests/data/README.md says"
                ));
            }
        }
        missing
    }
}

/// All lines with valid RDATA, without regard to the tables of the crate.
fn samples() -> Vec<Value> {
    [data("vectors.jsonl"), data("samples.jsonl")].concat()
}

/// The names in a registry and in the samples that are registered there, for single numbers.
fn registered(name: &str, column: &str) -> BTreeSet<String> {
    let rows = registry(name).into_iter().filter(|row| row.number("value").is_some());
    let rows = rows.map(|row| row.text(column).to_owned());
    let own = data("samples.jsonl").into_iter().filter_map(|row| row.get("registered").cloned());
    let own = own.filter(|row| text(row, "registry") == name);
    rows.chain(own.map(|row| text(&row, column).to_owned())).filter(|name| name != "-").collect()
}

fn names(lines: Vec<(String, String)>) -> BTreeSet<String> {
    lines.into_iter().map(|(name, _)| name).collect()
}

fn types() -> Vec<String> {
    let has_rdata = |rtype: &&Type| !rtype.is_question_only() && **rtype != Type::NXNAME;
    let without: Vec<_> =
        Type::ALL.iter().filter(|rtype| !has_rdata(rtype)).map(ToString::to_string).collect();
    let mut registered = registered("rrtypes", "mnemonic");
    registered.retain(|name| !without.contains(name));
    let steps = Steps {
        table: "src/rdata/mod.rs",
        structs: "src/rdata",
        registry: "rrtypes",
        declared: Type::ALL.iter().filter(has_rdata).map(ToString::to_string).collect(),
        documented: names(sample_lines::types()),
        sampled: samples().iter().map(|row| text(row, "type").to_owned()).collect(),
        registered,
    };
    // Options have no presentation format that a zone may hold.
    steps.missing(&["OPT"])
}

fn options() -> Vec<String> {
    // The text of an option may have another name than the registry.
    let mnemonic = |name: String| {
        let code = OptionCode::ALL.iter().find(|code| code.name() == Some(&name));
        code.and_then(|code| code.mnemonic()).map_or(name, str::to_owned)
    };
    let samples = samples();
    let options = samples.iter().flat_map(|row| list(row, "options"));
    let steps = Steps {
        table: "src/edns/mod.rs",
        structs: "src/edns",
        registry: "edns_options",
        declared: OptionCode::ALL.iter().map(ToString::to_string).collect(),
        documented: names(sample_lines::options()).into_iter().map(mnemonic).collect(),
        sampled: options.filter_map(|option| option["name"].as_str()).map(str::to_owned).collect(),
        registered: registered("edns_options", "name"),
    };
    steps.missing(&[])
}

fn params() -> Vec<String> {
    let key = |param: &Value| SvcParamKey(number(param, "key"));
    let samples = samples();
    let params = samples.iter().flat_map(|row| list(&row["fields"], "svc_params"));
    let keys = params.map(key).filter(|key| key.layout().is_some());
    let mut registered = registered("svcparam_keys", "name");
    registered.remove("key65535");
    let steps = Steps {
        table: "src/rdata/svcb/mod.rs",
        structs: "src/rdata/svcb/values.rs",
        registry: "svcparam_keys",
        declared: SvcParamKey::ALL
            .iter()
            .filter(|key| key.layout().is_some())
            .map(ToString::to_string)
            .collect(),
        documented: names(sample_lines::params()),
        sampled: keys.map(|key| key.to_string()).collect(),
        registered,
    };
    // An example of ech is too long for a line.
    steps.missing(&["ech"])
}

#[test]
fn every_type_option_and_parameter_has_all_steps_of_contributing() {
    let missing = [types(), options(), params()].concat();
    assert!(
        missing.is_empty(),
        "see \"Adding an RR type, an EDNS option or a SvcParam\" in CONTRIBUTING.md\n{}",
        missing.join("\n")
    );
}
