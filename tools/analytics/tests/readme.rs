//! The README has the columns and functions that are there.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use dnswire_analytics::functions::functions;
use dnswire_analytics::table::{Table, VERSION};

fn tables() -> String {
    let mut text = format!("Schema version {VERSION}.\n");
    for table in Table::all() {
        let head = "| column | type | name of | what |\n| --- | --- | --- | --- |";
        write!(text, "\n### {}\n\n{}\n\n{head}\n", table.name, table.doc).unwrap();
        for column in &table.columns {
            let (name, kind) = (column.name, column.cell.type_name());
            writeln!(text, "| `{name}` | {kind} | {} | {} |", column.source, column.doc).unwrap();
        }
    }
    text
}

fn of_functions() -> String {
    let mut text = "| function | returns | what |\n| --- | --- | --- |\n".to_owned();
    for function in functions() {
        let (name, kind) = (function.name, function.cell.type_name());
        writeln!(text, "| `{name}(octets)` | {kind} | {} |", function.doc).unwrap();
    }
    text
}

/// Puts `text` between the marks of this name.
fn put(readme: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = readme.split_once(&begin).expect("the mark is there");
    let (_, after) = rest.split_once(&end).expect("the end is there");
    format!("{before}{begin}\n{text}\n{end}{after}")
}

/// `UPDATE=1` writes it anew.
#[test]
fn the_readme_has_all_columns_and_functions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let is = fs::read_to_string(&path).unwrap();
    let should_be = put(&put(&is, "columns", &tables()), "functions", &of_functions());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &should_be).unwrap();
    }
    assert!(is == should_be || std::env::var_os("UPDATE").is_some(), "UPDATE=1 writes it anew");
}

#[test]
fn every_schema_has_its_version_and_a_text_for_each_column() {
    for table in Table::all() {
        let schema = table.schema();
        assert_eq!(schema.metadata()["dnswire.schema_version"], VERSION);
        assert_eq!(schema.metadata()["dnswire.table"], table.name);
        for (field, column) in schema.fields().iter().zip(&table.columns) {
            assert_eq!(field.name(), column.name);
            assert_eq!(field.metadata()["description"], column.doc);
            assert!(column.doc.ends_with('.'), "{}", column.name);
        }
        let mut names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns.len());
    }
}
