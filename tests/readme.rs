//! The README agrees with the tables. `UPDATE=1 cargo test -p dnswire --test lib readme` writes it
//! anew.

use std::fmt::Display;
use std::{env, fs};

use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::{Message, Rule, Type};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");

/// The types that no record has: they are in questions and bitmaps only.
const WITHOUT_RDATA: [Type; 6] =
    [Type::NXNAME, Type::IXFR, Type::AXFR, Type::MAILB, Type::MAILA, Type::ANY];

fn row(what: &str, items: &[impl Display]) -> String {
    let names: Vec<String> = items.iter().map(ToString::to_string).collect();
    format!("| {what} | {} | {} |\n", items.len(), names.join(" "))
}

fn coverage() -> String {
    let with_rdata = Type::ALL.iter().filter(|rtype| !WITHOUT_RDATA.contains(rtype));
    let types: Vec<Type> = with_rdata.copied().collect();
    let options = OptionCode::ALL;
    let params: Vec<_> =
        SvcParamKey::ALL.iter().filter(|key| **key != SvcParamKey::INVALID).collect();
    let mut table = String::from("| decoded | | |\n| --- | --- | --- |\n");
    table += &row("RR types with RDATA", &types);
    table += &row("other types", &WITHOUT_RDATA);
    table += &row("EDNS options", options);
    table += &row("SvcParams", &params);
    table
}

/// The README with another text between two marks.
fn replaced(text: &str, mark: &str, with: &str) -> String {
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let from = text.find(&start).unwrap_or_else(|| panic!("no {start}")) + start.len();
    let to = text.find(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{}{with}{}", &text[..from], &text[to..])
}

/// The texts of real errors, for the README.
fn errors() -> String {
    let mx = dnswire_support::MX;
    let cut = Message::parse_partial(&mx[..64], mx.len()).unwrap().error().unwrap();
    let received = Message::parse_received(&mx[..64], mx.len()).unwrap_err();
    let mut forward = mx.to_vec();
    forward[25..27].copy_from_slice(b"\xc0\xff");
    let forward = Message::parse(&forward).unwrap_err();
    let mut long = mx.to_vec();
    long[39] = 60;
    let long = Message::parse(&long).unwrap();
    let long = long.answers().find_map(|record| record.malformed()).unwrap();
    let counts = Message::parse(b"\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff").unwrap_err();
    format!("```text\n{cut}\n{received}\n{forward}\n{long}\n{counts}\n```\n")
}

/// The codes of all rules, in lines of at most 100 characters.
fn codes() -> String {
    let mut lines = vec![String::new()];
    for rule in Rule::ALL {
        let code = format!("`{}`", rule.code());
        match lines.last_mut() {
            Some(line) if line.len() + code.len() < 100 => *line += &(code + " "),
            _ => lines.push(code + " "),
        }
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n") + "\n"
}

/// All rules, with their numbers and codes.
fn rules() -> String {
    let row = |rule: &Rule| {
        let (number, code, severity) = (rule.number(), rule.code(), rule.severity());
        format!("| {number} | `{code}` | {severity} | {} | {} |\n", rule.text(), rule.rfc())
    };
    let head = "| | rule | severity | the message breaks it when | section |\n\
                | ---: | --- | --- | --- | --- |\n";
    let rows: Vec<String> = Rule::ALL.iter().map(row).collect();
    format!(
        "# Rules\n\nThe rules that `message.findings()` knows. The number and the code of a rule \
         do not change.\n\n{head}{}",
        rows.concat()
    )
}

#[test]
fn readme_has_what_the_tables_have_and_real_errors() {
    let text = fs::read_to_string(PATH).unwrap();
    let want = replaced(&replaced(&text, "coverage", &coverage()), "errors", &errors());
    let want = replaced(&want, "rules", &codes());
    if env::var_os("UPDATE").is_some() {
        fs::write(PATH, &want).unwrap();
        fs::write(RULES, rules()).unwrap();
    }
    assert_eq!(
        fs::read_to_string(RULES).unwrap(),
        rules(),
        "run UPDATE=1 cargo test -p dnswire --test lib readme"
    );
    assert_eq!(
        fs::read_to_string(PATH).unwrap(),
        want,
        "run UPDATE=1 cargo test -p dnswire --test lib readme"
    );
}
