//! `dnswire zone`.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::PROGRAM;

/// Runs the program on the text of a zone.
fn zone(text: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("zone").args(arguments).arg("-");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn records_are_printed_and_bad_entries_are_errors() {
    let text = "$TTL 1h\na MX 10 b\nc A 192.0.2.x\nd A 192.0.2.1\n";
    let output = zone(text, &["--origin", "x"]);
    let (out, err) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    assert_eq!(out.unwrap(), "a.x. 3600 IN MX 10 b.x.\nd.x. 3600 IN A 192.0.2.1\n");
    assert_eq!(
        err.unwrap(),
        "dnswire: -: line 3, column 5 (A), address: expected an IPv4 address, found '192.0.2.x'\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn json_has_an_object_for_each_record() {
    let output = zone("a. 60 CH TXT \"b c\"\n", &["--json"]);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "{\"owner\":\"a.\",\"ttl\":60,\"class\":\"CH\",\"type\":\"TXT\",\"rdata\":\"03622063\",\
         \"text\":\"\\\"b c\\\"\"}\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn files_that_are_included_are_read() {
    let folder = std::env::temp_dir().join(format!("dnswire-zone-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (main, part) = (folder.join("main.zone"), folder.join("part.zone"));
    std::fs::write(&main, "$INCLUDE part.zone sub.x.\nb.x. 1 A 192.0.2.2\n").unwrap();
    std::fs::write(&part, "a 1 A 192.0.2.1\n").unwrap();
    let output = Command::new(PROGRAM).arg("zone").arg(&main).output().unwrap();
    std::fs::write(&main, "$INCLUDE main.zone\n").unwrap();
    let circle = Command::new(PROGRAM).arg("zone").arg(&main).output().unwrap();
    let missing = Command::new(PROGRAM).arg("zone").arg(folder.join("none")).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "a.sub.x. 1 IN A 192.0.2.1\nb.x. 1 IN A 192.0.2.2\n"
    );
    assert_eq!(circle.status.code(), Some(1));
    assert!(String::from_utf8(circle.stderr).unwrap().ends_with("too many files include others\n"));
    assert_eq!(missing.status.code(), Some(2));
}
