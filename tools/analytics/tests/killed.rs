//! The program is killed while it converts.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use dnswire_support::pcap::Capture;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::common::{START, client, folder, server};
use crate::convert::{ask, files, settings};

/// A capture of the stream, a second after `START` for each of `laps` laps.
fn write_capture(path: &Path, laps: u64) {
    let messages = dnswire_support::stream::messages(1_000, 7);
    let mut capture = Capture::new();
    for lap in 0..laps {
        for (octets, last) in messages.iter().zip((1..=200).cycle()) {
            let is_response = octets[2] & 0x80 != 0;
            let (from, to) = if is_response {
                (server(last), client(last))
            } else {
                (client(last), server(last))
            };
            capture.udp(START + lap * 1_000_000, from, to, octets);
        }
    }
    fs::write(path, capture.octets).unwrap();
}

fn convert(inputs: &[&Path], output: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dnswire-analytics"))
        .arg("convert")
        .args(inputs)
        .args(["--jobs", "2", "--output"])
        .arg(output)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// All rows of all tables.
fn rows(folder: &Path) -> Vec<Vec<String>> {
    let mut settings = settings(folder, 1);
    folder.clone_into(&mut settings.folder);
    let question = |table| {
        format!(
            "SELECT * FROM {table} ORDER BY file, frame, dns_id, {}",
            if table == "records" { "section, record_index" } else { "time" }
        )
    };
    ["messages", "records", "transactions"].map(|table| ask(&settings, &question(table))).into()
}

/// Wherever it is killed, every file that has its name is whole, and the next runs end with the rows of a
/// run that nobody has killed.
#[test]
fn a_run_that_is_killed_anywhere_leaves_whole_files_and_is_finished_by_the_next() {
    let folder = folder("killed");
    let (one, two) = (folder.join("one.pcap"), folder.join("two.pcap"));
    write_capture(&one, 3);
    write_capture(&two, 5);
    let inputs = [one.as_path(), two.as_path()];
    let [untouched, killed] = ["untouched", "killed"].map(|name| folder.join(name));
    assert!(convert(&inputs, &untouched).wait().unwrap().success());

    let (mut broken, mut pause) = (0, 0);
    loop {
        let mut run = convert(&inputs, &killed);
        while run.try_wait().unwrap().is_none() && !has_begun(&killed) {
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_millis(pause));
        // It may have ended just now.
        let has_ended = run.try_wait().unwrap().is_some();
        run.kill().unwrap();
        let status = run.wait().unwrap();
        for path in files(&killed, ".parquet") {
            let reader = SerializedFileReader::new(File::open(&path).unwrap());
            assert!(reader.is_ok(), "{}: {:?}", path.display(), reader.err());
            assert!(reader.unwrap().metadata().file_metadata().num_rows() > 0);
        }
        if has_ended {
            assert!(status.success());
            break;
        }
        broken += usize::from(!files(&killed, ".part").is_empty());
        pause = 2 * pause + 10;
    }
    assert!(broken > 2, "killed in the middle only {broken} times");
    assert_eq!(files(&killed, ".part").len(), 0);
    assert_eq!(files(&killed, ".parquet").len(), files(&untouched, ".parquet").len());
    let (rows, expected) = (rows(&killed), rows(&untouched));
    assert!(expected.iter().all(|rows| rows.len() > 4_000));
    assert!(rows == expected);
}

/// True if some file is being written.
fn has_begun(folder: &Path) -> bool {
    folder.join("messages").is_dir() && !files(folder, ".part").is_empty()
}
