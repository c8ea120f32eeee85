//! `--jobs`: nobody sees how many threads there were.

use std::fs;

use super::*;

/// Octets of the header of a capture.
const HEADER: usize = 24;

/// The ports of the servers in the capture.
const PORTS: [&str; 10] =
    ["--port", "5301", "--port", "5302", "--port", "5303", "--port", "5304", "--port", "5305"];

/// A capture of more messages than a few batches hold, that ends inside a frame; its path.
fn large_capture(name: &str) -> String {
    let capture = fs::read(data_path("capture.pcap")).expect("it is there");
    let (header, frames) = capture.split_at(HEADER);
    let frames = frames.repeat(60);
    let (cut, _) = frames.split_at(frames.len() - 1);
    let path = format!("{}/{name}.pcap", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, [header, cut].concat()).expect("it is written");
    path
}

#[test]
fn any_number_of_jobs_writes_the_same() {
    let capture = large_capture("same");
    let input = [WHOLE, MALFORMED, TRAILING, "0001", "no hex"].join("\n");
    let files = [PORTS.as_slice(), &["no-such-file", &capture, "-"]].concat();
    for view in [&["--strict"][..], &["--json"], &["--json", "--strict"], &["--quiet"]] {
        let run = |jobs| decode(&[view, &["--jobs", jobs], &files].concat(), &input);
        let want = run("1");
        assert_eq!(want.status.code(), Some(2));
        for place in ["no-such-file: ", &format!("{capture}: octet "), "-:5: "] {
            assert!(stderr(&want).contains(&format!("dnswire: {place}")), "{}", stderr(&want));
        }
        for jobs in ["2", "4", "7"] {
            let got = run(jobs);
            assert_eq!(got.status, want.status, "{view:?}, {jobs} jobs");
            assert!(stdout(&got) == stdout(&want), "{view:?}, {jobs} jobs");
            assert!(stderr(&got) == stderr(&want), "{view:?}, {jobs} jobs: {}", stderr(&got));
        }
    }
}

#[test]
fn any_number_of_jobs_has_the_same_status() {
    for jobs in ["1", "4"] {
        check_status(&["--jobs", jobs], "", 0);
        check_status(&["--jobs", jobs, "-"], WHOLE, 0);
        check_status(&["--jobs", jobs, "-"], MALFORMED, 1);
        check_status(&["--jobs", jobs, "--strict", "-"], TRAILING, 1);
        check_status(&["--jobs", jobs, "no-such-file"], "", 2);
    }
    check_status(&["--jobs", "0"], "", 2);
}

#[test]
fn a_closed_pipe_ends_every_thread() {
    let capture = large_capture("closed");
    for arguments in [&["--jobs", "4"][..], &["--jobs", "4", "--json", "--no-findings"]] {
        let mut child = start(&[arguments, &PORTS, &[capture.as_str()]].concat());
        drop(child.stdout.take());
        let output = finish(child, "");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!stderr(&output).contains("cannot be written"), "{}", stderr(&output));
    }
}
