//! Finds the DNS messages in a file of any kind and hands them on one by one.
//!
//! The first octets decide what a file is, never its name:
//!
//! - a capture, pcap or pcapng: the datagrams and TCP streams on the [`Options::ports`];
//! - text: a line is a message in hex, or a JSON object with `wire` (hex) and maybe `id` and `via`;
//! - anything else: one message.
//!
//! A file is read as a stream, however large. What cannot be put together is not lost silently:
//! it comes as [`Event::Skipped`].

mod capture;
mod found;
mod fragment;
mod framing;
mod packet;
mod place;
mod segment;
mod stream;
mod tcp;
mod text;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, bail};

pub(crate) use self::packet::Flow;
pub(crate) use self::place::Place;

/// Octets that tell the kinds of files apart: as many as the header of a DNS message has.
const HEAD: usize = 12;

/// Octets of the longest DNS message: its length over TCP is a 16-bit number.
const MAX_MESSAGE: usize = 65_535;

/// One message as it was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The place where it was found.
    ///
    /// `file#12`: in a capture, the frame with its last octet, counted from 1; `file#12.2`: the
    /// second message that ends in that frame. `file:7`: the line of a text. Otherwise the JSON
    /// object's `id`, or the file's name.
    pub(crate) id: Place,
    /// The octets that were captured.
    pub(crate) octets: Vec<u8>,
    /// The number of octets that its sender announced; more than were captured when the capture cut it.
    pub(crate) length: usize,
    /// Who sent it to whom, and how: `127.0.0.1:53 > 127.0.0.1:40000 UDP`.
    pub(crate) source: Option<Flow>,
    /// True if it is one of multicast DNS: its port is 5353, or the JSON object's `via` is `mdns`.
    pub(crate) is_multicast: bool,
}

impl Item {
    /// A complete message without addresses.
    fn new(id: Place, octets: Vec<u8>) -> Self {
        Self { id, length: octets.len(), octets, source: None, is_multicast: false }
    }
}

/// An event while reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// A message.
    Message(Item),
    /// Octets that are no message.
    Skipped {
        /// Its place, as in [`Item::id`].
        id: Place,
        /// The reason why it is no message.
        reason: String,
    },
}

/// The options for reading.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// In a capture, a packet from or to one of these ports carries DNS.
    pub(crate) ports: Vec<u16>,
    /// When octets of a TCP stream are missing, continue behind them if a segment begins there that looks
    /// like a length and a message; otherwise all that is behind them is left out.
    pub(crate) resume: bool,
}

impl Options {
    /// The ports of DNS, mDNS and LLMNR, and `more` ports; without `resume`.
    pub(crate) fn new(more: &[u16]) -> Self {
        Self { ports: [&[53, 5353, 5355], more].concat(), resume: false }
    }
}

/// Reports how many octets of the file have been read.
pub(crate) type Progress<'a> = dyn FnMut(u64) + 'a;

/// Takes an event, and says whether to continue.
pub(crate) type Sink<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

/// Reads the file at `path`, or standard input if that is `-`.
///
/// Fails, naming the place, when the file cannot be read or ends inside a packet, and at a line that
/// is no message. All messages before that place have been handed on by then.
pub(crate) fn read(
    path: &Path,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let name = path.display().to_string();
    let input = open(path).with_context(|| format!("{name}: cannot be opened"))?;
    read_from(name, input, options, progress, sink)
}

/// Reads `input` as [`read`] does a file that is called `name`.
pub(crate) fn read_from(
    name: String,
    mut input: impl Read,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut head = Vec::new();
    fill(&mut input, &mut head, HEAD).with_context(|| format!("{name}: cannot be read"))?;
    if head.is_empty() {
        // The only event of this file: it ends here, whatever the sink says.
        let (id, reason) = (Place::Named(name), "the file is empty".to_owned());
        let _ = sink(Event::Skipped { id, reason });
        return Ok(());
    }
    if let Some(length) = capture::head_length(&head) {
        fill(&mut input, &mut head, length).with_context(|| format!("{name}: cannot be read"))?;
        return capture::read(&name, head, input, options, progress, sink);
    }
    let is_text = text::is_text(&head);
    let input = Cursor::new(head).chain(input);
    if is_text {
        text::read(&name, BufReader::new(input), progress, sink)
    } else {
        raw(name, input, progress, sink)
    }
}

/// The file or standard input.
fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(File::open(path)?))
}

/// Reads until `head` has `at_least` so many octets or the input ends.
///
/// Waits for no more than that: more may come much later, when a capture is still running.
fn fill(input: &mut dyn Read, head: &mut Vec<u8>, at_least: usize) -> io::Result<()> {
    let mut chunk = [0; 4096];
    while head.len() < at_least {
        match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => head.extend(chunk.iter().take(count)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Takes the whole file for one message.
fn raw(
    name: String,
    input: impl Read,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut octets = Vec::new();
    let limit = MAX_MESSAGE + 1;
    input
        .take(u64::try_from(limit)?)
        .read_to_end(&mut octets)
        .with_context(|| format!("{name}: cannot be read"))?;
    progress(u64::try_from(octets.len())?);
    if octets.len() == limit {
        bail!(
            "{name}: neither a capture nor text, and longer than a message: {MAX_MESSAGE} octets"
        );
    }
    // Again the only event.
    let _ = sink(Event::Message(Item::new(Place::Named(name), octets)));
    Ok(())
}
