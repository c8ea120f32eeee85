//! `dnswire decode`: output, counts and exit status.

mod jobs;
mod output;
mod schema;

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

use dnswire::Message;
use dnswire_support::{data, data_path, list, text};
use serde_json::{Value, json};

use crate::PROGRAM;

/// A message without questions and records.
const WHOLE: &str = "000180000000000000000000";

/// A message with an A record of three octets.
const MALFORMED: &str = "000180000000000100000000 00 0001 0001 00000000 0003 7f0000";

/// The MX answer in the built-in capture, cut to 1500 octets.
const CUT: &str = "capture.pcap#18";

/// A message with octets after its end, which is an error, and the reserved bit, which is none.
const TRAILING: &str = "000180400000000000000000 00";

#[track_caller]
fn start(arguments: &[&str]) -> Child {
    Command::new(PROGRAM)
        .arg("decode")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// The output for these arguments, with `input` on standard input.
#[track_caller]
fn decode(arguments: &[&str], input: &str) -> Output {
    finish(start(arguments), input)
}

fn finish(mut child: Child, input: &str) -> Output {
    let written = child.stdin.take().expect("it is a pipe").write_all(input.as_bytes());
    written.expect("the program reads its input");
    child.wait_with_output().expect("the program ends")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("the output is UTF-8")
}

fn objects(output: &Output) -> Vec<Value> {
    let lines = stdout(output).lines();
    lines.map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[track_caller]
fn check_status(arguments: &[&str], input: &str, want: i32) {
    let output = decode(arguments, input);
    assert_eq!(output.status.code(), Some(want), "{arguments:?}: {}", stderr(&output));
}

#[track_caller]
fn check_keys(object: &Value, want: &[&str]) {
    assert!(object.as_object().is_some_and(|object| object.keys().eq(want)), "{object}");
}

/// Checks that `got` has all that `want` has; of an error only that there is one. Other decoders
/// have no text for a record with an error.
#[track_caller]
fn check_holds(id: &str, got: &Value, want: &Value) {
    match (got, want) {
        (Value::Object(got), Value::Object(want)) => {
            for (key, value) in want {
                let place = format!("{id}, {key}");
                match got.get(key) {
                    Some(_) if key == "text" && want.contains_key("error") => {}
                    Some(found) if key != "error" => check_holds(&place, found, value),
                    Some(_) => {}
                    // The error is in the line of the place at which reading stopped, not in the message.
                    None if key == "error" && want.contains_key("pos") => {}
                    None => panic!("{place}: missing in {got:?}"),
                }
            }
            assert!(!got.contains_key("error") || want.contains_key("error"), "{id}: {got:?}");
        }
        (Value::Array(got), Value::Array(want)) => {
            assert_eq!(got.len(), want.len(), "{id}");
            for (got, want) in got.iter().zip(want) {
                check_holds(id, got, want);
            }
        }
        _ => assert_eq!(got, want, "{id}"),
    }
}

#[test]
fn without_arguments_the_built_in_capture_is_shown() {
    let output = decode(&[], "");
    let shown = stdout(&output);
    assert!(shown.starts_with(";; The built-in capture"), "{shown}");
    let lines: Vec<_> = shown.lines().skip(1).collect();
    assert_eq!(lines.iter().position(|line| line.is_empty()), Some(23), "{shown}");
    assert!(lines[..23].iter().all(|line| line.starts_with(";; #")), "{shown}");
    // The cut answer and what to try next fit on one screen.
    assert!(lines[24].starts_with(&format!(";; {CUT}, ")), "{shown}");
    assert!(lines.len() - 24 < 50, "{shown}");
    // The error is said once.
    assert_eq!(shown.matches("octet 1496: the message ends inside the field").count(), 1);
    assert!(shown.contains("\nTry next:\n  dnswire decode FILE "), "{shown}");
    assert!(shown.ends_with("\n;; 24 messages: 23 whole, 1 cut, 0 malformed, 0 trailing\n"));
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    check_status(&["--strict", "--received", "100"], "", 0);
}

#[test]
fn of_the_cut_answer_every_record_that_arrived_is_shown_and_where_it_ends() {
    let output = decode(&["--no-findings"], "");
    let mut messages = stdout(&output).split("\n\n");
    let answer = messages.find(|message| message.starts_with(&format!(";; {CUT},")));
    let answer = answer.expect("the answer is shown");
    assert!(answer.contains(" UDP, 20"), "the time is there: {answer}");
    assert!(answer.contains("Z, 1500 of 2927 octets\n"), "{answer}");
    assert_eq!(answer.matches(" IN MX ").count(), 20, "{answer}");
    let end = "\n;; BROKEN OFF: answer record 20 (MX), exchange, octet 1496: \
               the message ends inside the field: 4 of 10 octets are there\n\
               ;; MISSING: 1427 octets of the message are not in the buffer";
    assert!(answer.ends_with(end), "{answer}");
}

#[test]
fn json_has_an_object_for_each_message() {
    let output = decode(&["--json"], "");
    let lines = objects(&output);
    assert_eq!(lines.len(), 24);
    for line in &lines {
        let circumstances = ["source", "destination", "transport", "time", "length", "captured"];
        let carried = ["tunnels", "quoted", "fragments", "dnstap"];
        let content = ["shape", "error", "message", "findings"];
        let keys = [&["id"][..], &circumstances, &carried, &content].concat();
        check_keys(line, &keys);
        let is_cut = text(line, "id") == CUT;
        assert_eq!(text(line, "shape"), if is_cut { "structure" } else { "ok" }, "{line}");
        assert_eq!(line["error"].is_null(), !is_cut, "{line}");
        assert_eq!(list(line, "findings").is_empty(), !is_cut, "{line}");
        assert_eq!(line["message"].get("end").is_none(), is_cut, "{line}");
    }
    let counts = "24 messages: 23 whole, 1 cut, 0 malformed, 0 trailing\n";
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), counts));
}

#[test]
fn json_tells_where_a_cut_message_ends() {
    let lines = objects(&decode(&["--json"], ""));
    let line = lines.iter().find(|line| text(line, "id") == CUT).expect("it is there");
    let want = json!({
        "kind": "UnexpectedEnd", "offset": 1496, "section": "answer", "index": 20, "type": 15,
        "field": "exchange",
        "text": "answer record 20 (MX), exchange, octet 1496: \
                 the message ends inside the field: 4 of 10 octets are there",
    });
    assert_eq!(line["error"], want);
    let want = json!({"counts": [1, 40, 1, 2], "stopped": {"section": "answer", "index": 20}});
    check_holds(CUT, &line["message"], &want);
    assert_eq!(list(&line["message"], "answer").len(), 20);
}

#[test]
fn json_agrees_with_other_decoders() {
    let path = data_path("messages.jsonl").display().to_string();
    let (got, want) = (objects(&decode(&["--json", &path], "")), data("messages.jsonl"));
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(&want) {
        let id = text(want, "id");
        assert_eq!(text(got, "id"), id);
        if id.ends_with("/https-cut-ech/TYPE65") {
            continue; // `dnspython` looks into the list in `ech`.
        }
        assert_eq!(text(got, "shape"), text(want, "shape"), "{id}: {}", got["error"]);
        check_holds(id, &got["message"], &want["message"]);
    }
}

/// The answer of a response with one record of this type and RDATA, and an OPT record behind it.
fn answer(rtype: u8, rdata: &str, opt: &str) -> Value {
    let head = "0007 8000 0000 0001 0000 0001";
    let record = format!("00 00{rtype:02x} 0001 00000000 {:04x} {rdata}", rdata.len() / 2);
    let opt = format!("00 0029 04d0 01000000 {:04x} {opt}", opt.len() / 2);
    let lines = objects(&decode(&["--json", "-"], &format!("{head} {record} {opt}")));
    lines.first().expect("a message")["message"].clone()
}

#[test]
fn json_has_the_rcode_of_12_bits() {
    let message = answer(1, "c0000201", "");
    assert_eq!((&message["rcode"], &message["extended_rcode"]), (&json!(0), &json!(16)));
}

#[test]
fn json_has_the_text_of_the_parts_beside_a_malformed_one() {
    // alpn h2, port of one octet.
    let rdata = "000100000100030268320003000101";
    let message = answer(65, rdata, "");
    assert_eq!(message["answer"][0]["rdata"], rdata);
    let text = message["answer"][0]["text"].as_str().expect("it has a text");
    assert!(text.starts_with("1 . alpn=\"h2\" "), "{text}");
    assert!(message["answer"][0]["error"].as_str().expect("and an error").contains("port"));
    // A keepalive option of one octet, then NSID.
    let message = answer(1, "c0000201", "000b00010500030001aa");
    let opt = &message["additional"][0];
    assert!(opt["text"].as_str().is_some_and(|text| text.contains("NSID")), "{opt}");
    assert!(opt["error"].is_string());
}

#[test]
fn json_keeps_the_target_of_an_alias_whatever_its_parameters_are() {
    // The parameter runs past the end of the RDATA.
    let message = answer(65, "0000016100000100ff", "");
    assert_eq!(message["answer"][0]["text"], "0 a.");
    assert!(message["answer"][0]["error"].is_string());
    let message = answer(65, "0001016100000100ff", "");
    assert_eq!(message["answer"][0]["text"], Value::Null);
}

#[test]
fn a_message_of_tlvs_is_whole() {
    let octets = "0007 3000 00000000 00000000 0001 0008 00003a98 0000ea60 0003 0001 00";
    let output = decode(&["--json", "-"], octets);
    let lines = objects(&output);
    let message = &lines.first().expect("a message")["message"];
    assert_eq!(text(&lines[0], "shape"), "ok");
    assert_eq!(message["trailing"], Value::Null);
    assert_eq!(message["tlvs"], json!([[1, "00003a980000ea60"], [3, "00"]]));
    let counts = "1 message: 1 whole, 0 cut, 0 malformed, 0 trailing\n";
    assert!(stdout(&decode(&["-"], octets)).ends_with(counts));
}

#[test]
fn the_rules_that_a_message_breaks_are_shown_under_it() {
    let octets = hex::decode(TRAILING.replace(' ', "")).expect("it is hex");
    let message = Message::parse(&octets).expect("it is a message");
    let findings: Vec<_> = message.findings().map(|finding| format!("; {finding}")).collect();
    let want = format!("\n;; FINDINGS:\n{}\n\n", findings.join("\n"));
    assert!(stdout(&decode(&["-"], TRAILING)).contains(&want));
    for arguments in [&["--no-findings", "-"][..], &["--json", "--no-findings", "-"]] {
        let shown = stdout(&decode(arguments, TRAILING)).to_lowercase();
        assert!(!shown.contains("findings"), "{shown}");
    }
}

#[test]
fn json_has_the_rules_that_a_message_breaks() {
    let lines = objects(&decode(&["--json", "-"], &format!("{TRAILING}\n{MALFORMED}\n0001")));
    let found: Vec<_> = lines.iter().flat_map(|line| list(line, "findings")).collect();
    for finding in &found {
        check_keys(
            finding,
            &["rule", "code", "severity", "offset", "section", "index", "rfc", "text"],
        );
    }
    let keys = ["rule", "severity", "offset", "section", "index"];
    let got: Vec<_> = found.iter().map(|finding| keys.map(|key| &finding[key])).collect();
    let want = json!([
        ["ReservedBit", "warning", 3, null, null],
        ["TrailingOctets", "error", 12, null, null],
        ["MalformedRdata", "error", 23, "answer", 0],
        ["Framing", "error", 0, null, null],
    ]);
    assert_eq!(json!(got), want);
}

#[test]
fn multicast_dns_may_have_several_questions() {
    let line = |via| format!("{{\"wire\": \"{:0<44}\", \"via\": \"{via}\"}}\n", "000000000002");
    let lines = objects(&decode(&["--json", "-"], &(line("mdns") + &line("udp"))));
    assert!(lines.iter().map(|line| list(line, "findings").len()).eq([0, 1]), "{lines:?}");
}

#[test]
fn the_strict_reading_refuses_findings_that_are_errors() {
    for arguments in [&["--strict", "-"][..], &["--strict", "--no-findings", "-"]] {
        check_status(arguments, TRAILING, 1);
        check_status(arguments, TRAILING.trim_end_matches(" 00"), 0);
    }
    let output = decode(&["--strict", "--quiet", "-"], TRAILING);
    assert!(stdout(&output).ends_with(" 1 trailing, 1 refused\n"));
}

#[test]
fn the_length_of_a_receive_call_is_played_for_every_message() {
    let output = decode(&["--received", "100", "-"], &format!("{WHOLE}\n{WHOLE}"));
    let reported = "\n;; RECEIVED 100: octet 12: the reported length exceeds the buffer: \
                    100 reported, 12 available\n";
    assert_eq!(stdout(&output).matches(reported).count(), 2);
    assert_eq!(stdout(&output).matches(";; MISSING: 88 octets").count(), 2);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_status_is_0_when_all_messages_are_whole() {
    check_status(&["-"], WHOLE, 0);
    check_status(&["--json", "-"], WHOLE, 0);
    check_status(&["--received", "12", "-"], WHOLE, 0);
    check_status(&["-"], TRAILING, 0);
    check_status(&["--help"], "", 0);
}

#[test]
fn the_status_is_1_when_a_message_is_not_whole() {
    check_status(&["-"], MALFORMED, 1);
    check_status(&["--quiet", "-"], &format!("{MALFORMED}\n{WHOLE}"), 1);
    check_status(&["-"], "0001", 1);
    check_status(&["--received", "11", "-"], WHOLE, 1);
}

#[test]
fn the_status_is_2_for_wrong_use() {
    check_status(&["--no-such-option"], "", 2);
    check_status(&["--port", "65536"], "", 2);
    check_status(&["--json", "--quiet"], "", 2);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_shown() {
    let output = decode(&["no-such-file", "-"], WHOLE);
    assert!(stderr(&output).starts_with("dnswire: no-such-file: cannot be opened: "));
    assert!(stdout(&output).starts_with(";; -:1, 12 octets\n"), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_stands_before_a_bad_place_in_a_file_is_shown() {
    let output = decode(&["--quiet", "-"], &format!("{WHOLE}\nxyz"));
    assert_eq!(stderr(&output), "dnswire: -:2: character 1 is no hex digit: 'x'\n");
    assert_eq!(stdout(&output), "1 message: 1 whole, 0 cut, 0 malformed, 0 trailing\n");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for arguments in [&["-"][..], &["--json", "-"], &["--quiet", "-"]] {
        let mut child = start(arguments);
        drop(child.stdout.take());
        let output = finish(child, MALFORMED);
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn the_built_in_capture_is_found_in_a_file_too() {
    let path = data_path("capture.pcap").display().to_string();
    let output = decode(&["--quiet", &path], "");
    assert_eq!(stdout(&output), "24 messages: 23 whole, 1 cut, 0 malformed, 0 trailing\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_packed_file_that_is_none_is_named() {
    let output = decode(&["--quiet", "-"], "PK\u{3}\u{4}\0\0\0\0\0\0\0\0");
    assert_eq!(stderr(&output), "dnswire: -: a zip archive, which is not read\n");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_built_in_capture_is_that_of_the_tests() {
    let read = |name| std::fs::read(data_path(name)).expect("it is there");
    assert!(read("../../tools/cli/src/decode/capture.pcap") == read("capture.pcap"));
}
