//! The order of the modules: a module uses only those before it.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src`, as CONTRIBUTING lists them.
const ORDER: [&str; 24] = [
    "registry",
    "error",
    "wire",
    "text",
    "name",
    "layout",
    "edns",
    "rdata",
    "dso",
    "message",
    "findings",
    "canonical",
    "signature",
    "dnssec",
    "transfer",
    "explain",
    "compose",
    "edit",
    "owned",
    "tcp",
    "scan",
    "zone",
    "serde",
    "arbitrary",
];
/// The crate's root, and unit tests that use all modules.
const OUTSIDE: [&str; 2] = ["lib", "work"];

/// All source files, each with the module that it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    fn visit(directory: &Path, module: Option<&str>, files: &mut Vec<(String, PathBuf)>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let module = module.unwrap_or(&stem);
            if path.is_dir() {
                visit(&path, Some(module), files);
            } else {
                files.push((module.to_owned(), path));
            }
        }
    }
    let mut files = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), None, &mut files);
    files
}

/// The names after `crate::`, outside of comments and unit tests.
fn used(source: &str) -> Vec<String> {
    let code = source.lines().take_while(|line| !line.starts_with("mod tests {"));
    let code = code.filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    let paths = code.match_indices("crate::").map(|(at, path)| &code[at + path.len()..]);
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let names = |path: &str| match path.strip_prefix('{') {
        Some(group) => {
            let group = group.split_once('}').map_or(group, |(group, _)| group);
            group.split(',').map(|item| name(item.trim())).filter(|item| !item.is_empty()).collect()
        }
        None => vec![name(path)],
    };
    paths.flat_map(names).collect()
}

#[test]
fn a_module_uses_only_modules_before_it() {
    let place = |module: &str| ORDER.iter().position(|name| *name == module);
    let mut wrong = Vec::new();
    for (module, path) in files() {
        if OUTSIDE.contains(&module.as_str()) {
            continue;
        }
        let Some(own) = place(&module) else {
            panic!("{}: add the module to ORDER in tests/order.rs", path.display());
        };
        for name in used(&fs::read_to_string(&path).unwrap()) {
            // The macro of `layout` that users call from the root, and what it uses from there.
            let name = match name.as_str() {
                "fields" => "layout".to_owned(),
                "Rule" => "error".to_owned(),
                _ => name,
            };
            if place(&name).is_none_or(|used| used > own) {
                wrong.push(format!("{}: {module} uses crate::{name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
