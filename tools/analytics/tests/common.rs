//! Captures that the tests make, and rows in words.

use std::fs;
use std::net::SocketAddrV4;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::prelude::SessionContext;
use dnswire_analytics::input::Input;
use dnswire_capture::{Event, Item, Lost, Options};
use dnswire_support::pcap::Capture;

/// 2026-11-27 08:59:50 UTC, in microseconds.
pub(crate) const START: u64 = 1_795_769_990_000_000;

pub(crate) fn client(last: u8) -> SocketAddrV4 {
    SocketAddrV4::new([192, 0, 2, last].into(), 4000 + u16::from(last))
}

pub(crate) fn server(last: u8) -> SocketAddrV4 {
    SocketAddrV4::new([198, 51, 100, last].into(), 53)
}

/// A folder of its own for a test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Many kinds of messages, whole, cut and malformed, a second apart.
pub(crate) fn many() -> Vec<u8> {
    let mut capture = Capture::new();
    let stream = dnswire_support::stream::messages(300, 7);
    let samples = dnswire_support::all_messages().into_iter().map(|sample| sample.octets);
    let mut time = START;
    for (octets, last) in stream.into_iter().chain(samples).zip((1..=200).cycle()) {
        if octets.len() > 60_000 {
            continue;
        }
        time += 1_000_000;
        let (from, to) = (client(last), server(last));
        let is_response = octets.get(2).is_some_and(|octet| octet & 0x80 != 0);
        let (from, to) = if is_response { (to, from) } else { (from, to) };
        capture.udp(time, from, to, &octets);
        capture.cut_udp(time + 1, from, to, &octets, octets.len() * usize::from(last) / 200);
    }
    capture.octets
}

/// All inputs that tests look at: the built-in capture, made ones, and those beside the repository.
pub(crate) fn inputs(folder: &Path) -> Vec<Input> {
    let made = folder.join("many.pcap");
    fs::write(&made, many()).unwrap();
    let mut inputs = vec![Input::Builtin, Input::File(made)];
    for shared in ["corpus/captures", "field/captures"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(shared);
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        inputs.extend(
            paths
                .into_iter()
                .filter(|p| p.extension().is_none_or(|e| e != "jsonl"))
                .map(Input::File),
        );
    }
    inputs
}

/// The messages of an input, and what is lost; up to where it can be read.
pub(crate) fn read(input: &Input) -> (Vec<Item>, Vec<Lost>) {
    let (mut items, mut lost) = (Vec::new(), Vec::new());
    let _ = input.read(&Options::default(), &mut |_| (), &mut |event| {
        match event {
            Event::Message(item) => items.push(item),
            Event::Lost(loss) => lost.push(loss),
        }
        ControlFlow::Continue(())
    });
    (items, lost)
}

/// True if the input can be read to its end; a question about one that cannot fails.
#[cfg(feature = "cluster")]
pub(crate) fn is_readable(input: &Input) -> bool {
    let mut all = |_: Event| ControlFlow::Continue(());
    input.read(&Options::default(), &mut |_| (), &mut all).is_ok()
}

/// A value in words; `None` for null.
#[track_caller]
pub(crate) fn value(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(name).expect(name);
    (!column.is_null(row)).then(|| array_value_to_string(column, row).unwrap())
}

/// The rows of an answer, each in one line.
pub(crate) async fn lines(context: &SessionContext, question: &str) -> Vec<String> {
    let batches = context.sql(question).await.unwrap().collect().await.unwrap();
    let mut lines = Vec::new();
    for batch in &batches {
        for row in 0..batch.num_rows() {
            let cells: Vec<_> = batch
                .columns()
                .iter()
                .map(|column| {
                    if column.is_null(row) {
                        "-".to_owned()
                    } else {
                        array_value_to_string(column, row).unwrap()
                    }
                })
                .collect();
            lines.push(cells.join(" "));
        }
    }
    lines
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(future)
}
