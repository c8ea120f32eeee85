//! `dnswire explain` and `dnswire page`.

use std::process::{Command, Output};

use dnswire_support::data_path;

use crate::PROGRAM;

/// The cut answer of the built-in capture; the other servers' ports are not asked for.
fn run(arguments: &[&str]) -> Output {
    let path = data_path("capture.pcap").display().to_string();
    let arguments = [arguments, &["--port", "5303", &path]].concat();
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

#[test]
fn every_octet_is_explained_and_where_the_octets_end() {
    let output = run(&["explain"]);
    let shown = String::from_utf8(output.stdout).unwrap();
    let cut =
        shown.split("\n\n").find(|message| message.contains(", 1500 of 2927 octets\n")).unwrap();
    let lines: Vec<_> = cut.lines().collect();
    assert_eq!(lines[1], "0000  header");
    assert!(lines[2].starts_with("0000    01 09 ") && lines[2].ends_with("  id: 265"), "{cut}");
    assert!(cut.contains("\n0000  header\n") && cut.contains("  answer count: 40\n"), "{cut}");
    let end = "        ^ error, answer record 20 (MX), exchange, octet 1496: the message ends inside the \
               field: 4 of 10 octets are there (RFC 1035 section 4.1)\n\
               05dc  the octets end here: 1427 more were promised";
    assert!(cut.ends_with(end), "{cut}");
    assert_eq!(cut.matches("the message ends inside").count(), 1, "it is said once");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_page_is_written_with_a_list_of_the_messages() {
    let path = format!("{}/page.html", env!("CARGO_TARGET_TMPDIR"));
    let output = run(&["page", "-o", &path]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let page = std::fs::read_to_string(&path).unwrap();
    let count = page.matches("<section id=").count();
    assert_eq!(page.matches("<li data-message=").count(), count);
    assert!(count > 1 && page.contains(&format!("capture.pcap: {count} messages</h1>")));
    assert!(page.contains("The octets end at 0x05dc: 1427 more were promised."));
    let first = run(&["page", "--most", "1"]);
    let first = String::from_utf8(first.stdout).unwrap();
    assert!(first.contains(&format!("<p>{} more messages are not on this page.</p>", count - 1)));
}
