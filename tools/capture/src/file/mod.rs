//! The kinds of files.

mod dnstap;
mod http;
mod kind;
mod text;
mod zstd;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::{Context, bail};

use self::kind::Kind;
use crate::{Event, Item, Lost, Options, Place, Progress, Reason, Sink, look, pcap};

/// Octets that tell the kinds of files apart: as many as the header of a DNS message has.
const HEAD: usize = 12;

/// Octets of the longest DNS message: its length over TCP is a 16-bit number.
const MAX_MESSAGE: usize = 65_535;

/// Reads the file at `path`, or standard input if that is `-`.
///
/// Fails, naming the place, when the file cannot be read or ends inside a packet, and at a line that
/// is no message. All messages before that place have been handed on by then.
pub fn read(
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
pub fn read_from(
    name: String,
    input: impl Read,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    read_boxed(name, &mut { input }, options, progress, sink)
}

fn read_boxed(
    name: String,
    mut input: &mut dyn Read,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut head = Vec::new();
    fill(&mut input, &mut head, HEAD).with_context(|| format!("{name}: cannot be read"))?;
    if head.is_empty() {
        // The only event of this file: it ends here, whatever the sink says.
        let id = Place::Named(name);
        let _ = sink(Event::Lost(Lost { id, reason: Reason::Empty, detail: None, count: 1 }));
        return Ok(());
    }
    if options.raw {
        return raw(name, Cursor::new(head).chain(input), options, progress, sink);
    }
    if let Some(length) = pcap::head_length(&head) {
        fill(&mut input, &mut head, length).with_context(|| format!("{name}: cannot be read"))?;
        return pcap::read(&name, head, input, options, progress, sink);
    }
    let is_text = text::is_text(&head);
    match kind::of(&head) {
        Some(Kind::Packed(packed)) => {
            let mut input = packed.unpack(Box::new(Cursor::new(head).chain(input)));
            read_boxed(name, &mut input, options, progress, sink)
        }
        Some(Kind::FrameStream) => {
            dnstap::read(&name, Cursor::new(head).chain(input), progress, sink)
        }
        Some(Kind::Http) => {
            http::read(&name, BufReader::new(Cursor::new(head).chain(input)), progress, sink)
        }
        Some(Kind::Other(other)) => bail!("{name}: {other}, which is not read"),
        None if is_text => {
            let input = BufReader::new(Cursor::new(head).chain(input));
            text::read(&name, input, options, progress, sink)
        }
        None => raw(name, Cursor::new(head).chain(input), options, progress, sink),
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
    options: &Options,
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
    let other = kind::guess(&octets).filter(|_| !options.raw);
    if octets.len() == limit {
        if let Some(other) = other {
            bail!("{name}: {other}, which is not read");
        }
        bail!(
            "{name}: neither a capture nor text, and longer than a message: {MAX_MESSAGE} octets"
        );
    }
    if !options.raw && dnstap::read_one(&name, &octets, sink) {
        return Ok(());
    }
    if !options.raw && !look::may_be_message(&octets) {
        if let Some(other) = other {
            bail!("{name}: {other}, which is not read");
        }
        bail!("{name}: neither a capture, text nor a message; --raw takes it for a message");
    }
    // Again the only event.
    let _ = sink(Event::Message(Item::new(Place::Named(name), octets)));
    Ok(())
}
