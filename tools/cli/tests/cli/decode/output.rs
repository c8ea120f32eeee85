//! Fields in JSON, filters, the summary, colour.

use super::*;

/// The built-in capture as a file, with its ports.
fn capture(arguments: &[&str]) -> Output {
    let path = data_path("capture.pcap").display().to_string();
    decode(&[arguments, &[path.as_str()]].concat(), "")
}

/// The number of messages that are shown with these filters.
#[track_caller]
fn count(filters: &[&str]) -> usize {
    objects(&capture(&[&["--json"], filters].concat())).len()
}

#[test]
fn json_has_mnemonics_and_fields_by_the_layout() {
    // MX 10 a. with TTL 1, an OPT record with a cookie, and a TXT record.
    let message = "000184030000000200000001 00 000f 0001 00000001 0005 000a 016100 \
                   00 0010 0001 00000001 0003 02 6122 \
                   00 0029 04d0 00000000 000c 000a 0008 0001020304050607";
    let lines = objects(&decode(&["--json", "-"], &message.replace(' ', "")));
    let message = &lines[0]["message"];
    assert_eq!(message["opcode_name"], "QUERY");
    assert_eq!(message["rcode_name"], "NXDOMAIN");
    let mx = &message["answer"][0];
    assert_eq!((&mx["type_name"], &mx["class_name"]), (&json!("MX"), &json!("IN")));
    assert_eq!(mx["fields"], json!({"preference": 10, "exchange": "a."}));
    assert_eq!(message["answer"][1]["fields"], json!({"txt_data": ["a\\\""]}));
    let options = json!([{
        "code": 10, "name": "COOKIE", "data": "0001020304050607",
        "fields": {"client_cookie": "0001020304050607", "server_cookie": null},
    }]);
    assert_eq!(message["additional"][0]["fields"], json!({"options": options}));
}

#[test]
fn json_has_what_dnstap_says() {
    // An AUTH_QUERY by `a`, without a frame stream.
    let frame =
        b"\x0a\x01a\x72\x15\x08\x01\x52\x11\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01\x78\x01";
    let path = format!("{}/one.dnstap", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, frame).unwrap();
    let lines = objects(&decode(&["--json", &path], ""));
    let want = json!({"kind": "AUTH_QUERY", "identity": "a", "version": null, "zone": null});
    assert_eq!(lines[0]["dnstap"], want);
    let shown = decode(&[&path], "");
    assert!(stdout(&shown).contains("#1, AUTH_QUERY by a, 17 octets\n"), "{}", stdout(&shown));
}

#[test]
fn filters_choose_messages_and_the_others_are_counted() {
    let all = objects(&capture(&["--json"]));
    let with = |test: &dyn Fn(&Value) -> bool| all.iter().filter(|line| test(line)).count();
    let types = |line: &Value, rtype: &str| {
        ["question", "answer", "authority", "additional"].iter().any(|section| {
            let entries = line["message"][section].as_array().into_iter().flatten();
            entries.into_iter().any(|entry| entry["type_name"] == rtype)
        })
    };
    assert_eq!(count(&["--only", "cut"]), 1);
    assert_eq!(count(&["--only", "malformed"]), 0);
    assert_eq!(count(&["--only", "malformed,cut,findings"]), 1);
    assert_eq!(count(&["--type", "mx"]), with(&|line| types(line, "MX")));
    let either = with(&|line| types(line, "MX") || types(line, "SOA"));
    assert_eq!(count(&["--type", "MX", "--type", "SOA"]), either);
    let errors = with(&|line| line["message"]["flags"].as_u64().unwrap() & 0x800F == 0x8003);
    assert_eq!(count(&["--rcode", "NXDOMAIN"]), errors);
    assert!(errors > 0 && either > 0);
    assert_eq!(count(&["--name", "BIG.test"]), count(&["--name", "mx1500.big.test"]));
    assert_eq!(count(&["--name", "big.tes"]), 0);
    let time = text(&all[9], "time");
    let (before, after) = (count(&["--to", time]), count(&["--from", time]));
    assert_eq!((before, after), (10, 15));
    let quiet = capture(&["--quiet", "--only", "cut"]);
    let want = "1 message: 0 whole, 1 cut, 0 malformed, 0 trailing, 23 left out\n";
    assert_eq!(stdout(&quiet), want);
}

#[test]
fn the_summary_counts_messages_and_matches_queries_with_responses() {
    let output = capture(&["--summary"]);
    let shown = stdout(&output);
    let all = objects(&capture(&["--json"]));
    let is_response = |line: &&Value| line["message"]["flags"].as_u64().unwrap() & 0x8000 != 0;
    let responses = all.iter().filter(is_response).count();
    let octets: u64 = all.iter().map(|line| line["length"].as_u64().unwrap()).sum();
    assert!(shown.starts_with(&format!("24 messages, {octets} octets\n")), "{shown}");
    let queries = 24 - responses;
    assert!(
        shown.contains(&format!("\n{queries} queries: {queries} answered, 0 not\n")),
        "{shown}"
    );
    for title in ["Types", "RCODEs of responses", "Top names", "Findings by rule", "Response times"]
    {
        assert!(shown.contains(&format!("\n\n{title}\n")), "{title}: {shown}");
    }
    assert!(shown.contains("\nframing         1 100.0 %  ██"), "{shown}");
    assert!(shown.contains(" messages a second\n"), "{shown}");
    assert!(shown.contains("\nSizes over TCP: "), "{shown}");
    let query = "001101000001000000000000 00 0002 0001";
    let output = decode(&["--summary", "-"], query);
    assert!(stdout(&output).contains("\n0 queries: 0 answered, 0 not\n"), "no flow");
}

#[test]
fn colour_is_there_only_when_it_is_asked_for() {
    let escape = |output: &Output| stdout(output).matches('\u{1b}').count();
    assert_eq!(escape(&capture(&["--only", "cut"])), 0);
    let coloured = capture(&["--only", "cut", "--color", "always"]);
    assert!(
        stdout(&coloured).contains("\u{1b}[1m\u{1b}[31m;; BROKEN OFF: "),
        "{}",
        stdout(&coloured)
    );
    let plain: String = stdout(&coloured)
        .split('\u{1b}')
        .map(|piece| piece.strip_prefix('[').map_or(piece, |code| code.split_once('m').unwrap().1))
        .collect();
    assert_eq!(plain, stdout(&capture(&["--only", "cut", "--color", "never"])));
}

#[test]
fn the_manual_and_the_completions_name_every_command() {
    let run = |arguments: &[&str]| {
        let output = Command::new(PROGRAM).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let (page, bash, version) = (run(&["man"]), run(&["completions", "bash"]), run(&["--version"]));
    for command in ["decode", "forward", "zone", "completions"] {
        assert!(page.contains(command) && bash.contains(command), "{command}");
    }
    assert_eq!(version, format!("dnswire {}\n", env!("CARGO_PKG_VERSION")));
    let folder = format!("{}/man", env!("CARGO_TARGET_TMPDIR"));
    run(&["man", &folder]);
    let page = std::fs::read_to_string(format!("{folder}/dnswire-decode.1")).unwrap();
    assert!(page.contains("summary") && page.contains("Exit status"), "{page}");
}
