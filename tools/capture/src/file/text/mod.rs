//! Messages in text: one in each line, or dumps with offsets.

mod code;
mod dump;
mod words;

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use anyhow::{Context, bail};
use dnswire::Message;

pub(super) use self::code::in_url;
use self::code::{Code, object};
use self::dump::{Dump, MAX_DUMP, Row};
use super::MAX_MESSAGE;
use crate::link::Layer;
use crate::pcap::{self, Frames};
use crate::{Event, Item, Options, Place, Progress, Sink, look};

/// Octets of the longest line. A message in hex has 131,070; its decoded form in JSON has more.
const MAX_LINE: u64 = 1 << 20;

/// Lines before a dump that are no message: headings.
const MAX_HEADINGS: usize = 1000;

/// True if a file that begins with `head` is text: UTF-8 without control characters.
///
/// A message is none: the counts in its header would be above 8,000.
pub(super) fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // A character that is cut at the end of `head` is no error.
        Err(error) if error.error_len().is_none() => {
            let (valid, _) = head.split_at(error.valid_up_to());
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return false,
    };
    text.chars().all(|c| !c.is_control() || c.is_ascii_whitespace())
}

/// Reads line by line; an empty file has none.
pub(super) fn read(
    name: &str,
    input: impl BufRead,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let lines = Lines { name, input, number: 0, octets: 0, peeked: None };
    let frames = Frames::new(name, options);
    let mut text = Text { lines, frames, dump: None, headings: Vec::new(), has_dump: false };
    let done = text.read(progress, sink);
    let _ = text.frames.finish(sink);
    done
}

/// The lines of a text, the next of which may be looked at before it is taken.
struct Lines<'n, R> {
    name: &'n str,
    input: R,
    number: u64,
    octets: usize,
    peeked: Option<String>,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line; `None` at the end.
    fn next(&mut self) -> anyhow::Result<Option<String>> {
        self.peek()?;
        let line = self.peeked.take().filter(|line| !line.is_empty());
        self.number += u64::from(line.is_some());
        self.octets += line.as_ref().map_or(0, String::len);
        Ok(line)
    }

    /// The next line, which stays; empty at the end.
    fn peek(&mut self) -> anyhow::Result<&str> {
        if self.peeked.is_none() {
            let place = format!("{}:{}", self.name, self.number + 1);
            let line = next_line(&mut self.input).context(place)?;
            let is_first = self.number == 0;
            self.peeked = Some(match line.strip_prefix('\u{FEFF}').filter(|_| is_first) {
                // A line that is only the mark at the start of a file is blank, and not the end.
                Some("") => "\n".to_owned(),
                Some(rest) => rest.to_owned(),
                None => line,
            });
        }
        Ok(self.peeked.as_deref().unwrap_or_default())
    }

    /// The place of the latest line.
    fn place(&self) -> String {
        format!("{}:{}", self.name, self.number)
    }
}

/// The next line with its line end; empty at the end of the input.
pub(super) fn next_line(input: &mut impl BufRead) -> anyhow::Result<String> {
    let mut line = Vec::new();
    input.take(MAX_LINE + 1).read_until(b'\n', &mut line)?;
    if u64::try_from(line.len())? > MAX_LINE {
        bail!("the line is longer than {MAX_LINE} octets");
    }
    String::from_utf8(line).context("the line is not UTF-8")
}

/// A text while it is read.
struct Text<'n, R> {
    lines: Lines<'n, R>,
    /// Puts together what is in dumps of packets.
    frames: Frames<'n>,
    /// The dump that is being read, and the place of its first line.
    dump: Option<(Dump, String)>,
    /// Errors of lines that are no message, unless a dump follows.
    headings: Vec<anyhow::Error>,
    /// True once there was a dump: other lines are then headings.
    has_dump: bool,
}

impl<R: BufRead> Text<'_, R> {
    fn read(&mut self, progress: &mut Progress<'_>, sink: &mut Sink<'_>) -> anyhow::Result<()> {
        while let Some(line) = self.lines.next()? {
            progress(u64::try_from(self.lines.octets)?);
            let place = self.lines.place();
            let expected = self.dump.as_ref().map(|(dump, _)| dump.len());
            if let Some(row) = Row::of(&line, expected) {
                self.row(&row, place.clone()).context(place)?;
            } else {
                self.end_dump()?;
                self.line(&line, place)?;
            }
            if self.frames.found.hand_on(sink).is_break() {
                return Ok(());
            }
        }
        self.end_dump()?;
        self.headings.drain(..).next().map_or(Ok(()), Err)
    }

    /// Adds a row to the dump, or begins one.
    fn row(&mut self, row: &Row, place: String) -> anyhow::Result<()> {
        self.headings.clear();
        self.has_dump = true;
        if row.begins_dump() {
            self.end_dump()?;
            self.dump = Some((Dump::default(), place));
        }
        match &mut self.dump {
            Some((dump, _)) => dump.add(row),
            None => bail!("the offset of a dump's first line is not 0"),
        }
    }

    /// Takes the dump for a capture, a packet or a message.
    fn end_dump(&mut self) -> anyhow::Result<()> {
        let Some((dump, place)) = self.dump.take() else { return Ok(()) };
        let octets = dump.into_octets();
        if pcap::head_length(&octets).is_some() {
            return self.capture(octets, &place);
        }
        match packet_layer(&octets) {
            Some(layer) => self.frames.add(layer, &octets, 0, None),
            None if octets.len() > MAX_MESSAGE => {
                bail!("{place}: the dump is longer than a message")
            }
            None => self.message(Item::new(Place::Named(place), octets)),
        }
        Ok(())
    }

    /// Reads a capture that the text holds.
    fn capture(&mut self, octets: Vec<u8>, place: &str) -> anyhow::Result<()> {
        let (options, events) = (self.frames.found.options, &mut self.frames.found.events);
        pcap::read(place, octets, io::empty(), options, &mut |_| (), &mut |event| {
            events.push(event);
            ControlFlow::Continue(())
        })
    }

    fn message(&mut self, item: Item) {
        self.frames.found.events.push(Event::Message(item));
    }

    /// Takes a line that belongs to no dump.
    fn line(&mut self, line: &str, place: String) -> anyhow::Result<()> {
        let line = line.trim();
        if line.starts_with('{') {
            let item = object(line, &place).with_context(|| place.clone())?;
            self.fail_on_heading()?;
            self.message(item);
            return Ok(());
        }
        match Code::of(line.split('#').next().unwrap_or_default()) {
            Ok(None) => Ok(()),
            Ok(Some((code, octets))) => {
                self.fail_on_heading()?;
                self.coded(code, octets, line.len(), place)
            }
            Err(error) => {
                if !self.has_dump {
                    self.headings.push(error.context(place));
                }
                if self.headings.len() > MAX_HEADINGS { self.fail_on_heading() } else { Ok(()) }
            }
        }
    }

    /// A line that is no message and no heading of a dump is an error.
    fn fail_on_heading(&mut self) -> anyhow::Result<()> {
        self.headings.drain(..).next().map_or(Ok(()), Err)
    }

    /// A message in one line, or in several lines of one length and a shorter last one.
    fn coded(
        &mut self,
        code: Code,
        octets: Vec<u8>,
        width: usize,
        place: String,
    ) -> anyhow::Result<()> {
        let mut parts = vec![(octets, place)];
        let mut whole: Vec<u8> = parts.iter().flat_map(|(octets, _)| octets.clone()).collect();
        let is_capture = pcap::head_length(&whole).is_some();
        let most = if is_capture { MAX_DUMP } else { MAX_MESSAGE };
        while Message::parse(&whole).is_err() || is_capture {
            let next = self.lines.peek()?.trim_end().to_owned();
            let is_same = !next.is_empty() && next.len() <= width;
            let Some(octets) = code.continued(&next).filter(|_| is_same) else { break };
            if whole.len() + octets.len() > most {
                break;
            }
            whole.extend(&octets);
            self.lines.next()?;
            parts.push((octets, self.lines.place()));
            if next.len() < width {
                break;
            }
        }
        if is_capture {
            let place = parts.first().map(|(_, place)| place.clone()).unwrap_or_default();
            return self.capture(whole, &place);
        }
        if is_one(code, width, &parts, &whole) {
            parts.truncate(1);
            if let Some((octets, _)) = parts.first_mut() {
                *octets = whole;
            }
        }
        for (octets, place) in parts {
            self.message(Item::new(Place::Named(place), octets));
        }
        Ok(())
    }
}

/// True if the octets of several lines are one message.
///
/// They are if together they can be read to the end, or if the lines are as wide as programs make
/// them and the second does not begin like a message.
fn is_one(code: Code, width: usize, parts: &[(Vec<u8>, String)], whole: &[u8]) -> bool {
    let is_usual = code.usual_widths().contains(&width);
    let second = parts.get(1).map(|(octets, _)| octets.as_slice());
    second.is_some_and(|second| {
        Message::parse(whole).is_ok() || is_usual && !look::begins_like_message(second)
    })
}

/// The layer that a packet of these octets begins with; `None` if they are no packet.
fn packet_layer(octets: &[u8]) -> Option<Layer> {
    let is_ip = |octets: &[u8]| match octets {
        [0x45..=0x4F, _, high, low, _, _, _, _, _, 6 | 17, ..] => {
            usize::from(u16::from_be_bytes([*high, *low])) <= octets.len()
        }
        [0x60..=0x6F, _, _, _, high, low, 6 | 17 | 44, ..] => {
            usize::from(u16::from_be_bytes([*high, *low])) + 40 <= octets.len()
        }
        _ => false,
    };
    let ethernet = octets.get(12..).unwrap_or_default();
    match ethernet {
        _ if is_ip(octets) => Some(Layer::Ip),
        [0x08, 0x00, ip @ ..] | [0x86, 0xDD, ip @ ..] if is_ip(ip) => Some(Layer::Ethernet),
        [0x81, 0x00, _, _, 0x08, 0x00, ip @ ..] | [0x81, 0x00, _, _, 0x86, 0xDD, ip @ ..]
            if is_ip(ip) =>
        {
            Some(Layer::Ethernet)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
