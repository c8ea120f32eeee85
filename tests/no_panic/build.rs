//! Reads the types from the crate's tables, so that each new line in them is proven too.

use std::path::Path;
use std::{env, fs};

/// A table of the crate, and the macro that gets its types.
const TABLES: [(&str, &str); 4] = [
    ("rdata/mod.rs", "each_type"),
    ("edns/mod.rs", "each_option"),
    ("rdata/svcb/mod.rs", "each_param"),
    ("dso/mod.rs", "each_tlv"),
];

fn main() {
    // Not `env!`: a copy of the crate may find this program in a shared target directory.
    let here = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let crate_dir = Path::new(&here).join("../../src");
    let out_dir = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for (table, name) in TABLES {
        let path = crate_dir.join(table);
        println!("cargo::rerun-if-changed={}", path.display());
        let source = fs::read_to_string(&path).expect("the table is there");
        let types: Vec<&str> = source.lines().filter_map(type_of_line).collect();
        assert!(!types.is_empty(), "no types in {}", path.display());
        let call = format!("{name}! {{ {} }}\n", types.join(" "));
        fs::write(Path::new(&out_dir).join(format!("{name}.rs")), call).expect("OUT_DIR is there");
    }
}

/// Returns `Mx` for `15 MX mail::Mx<'a> Any [..];` and for `=> mail::Mx<'a>;`, `None` for other lines.
fn type_of_line(line: &str) -> Option<&str> {
    let line = line.trim();
    let path = match line.split_once("=> ") {
        Some((_, path)) => path,
        None => {
            let mut words = line.split_whitespace();
            words.next()?.parse::<u16>().ok()?;
            words.find(|word| word.contains("::"))?
        }
    };
    let (_, name) = path.rsplit_once("::")?;
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    Some(&name[..end])
}
