//! Messages for people, much as `dig` shows them.

use std::io::{self, Write};

use dnswire::Rule;

use crate::decode::decoded::Decoded;
use crate::decode::finding::AnyFinding;
use crate::decode::plain::{self, Clock};
use crate::decode::tally::Tally;
use crate::decode::view::View;
use crate::paint;
use dnswire_capture::{Carried, Item, Lost};

/// Shows messages as `dig` does, what is about them in lines that begin with `;;`.
pub(crate) struct Human {
    /// True if findings are shown.
    pub(crate) has_findings: bool,
    /// True if the output is in colour.
    pub(crate) has_color: bool,
    /// For the lines before messages.
    pub(crate) lines: Lines,
}

/// What writes the line before a message.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    clock: Clock,
    text: Vec<u8>,
}

impl View for Human {
    fn builtin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn message(
        &mut self,
        item: &Item,
        decoded: &Decoded<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.has_color {
            return self.plain(item, decoded, out);
        }
        let mut text = Vec::new();
        self.plain(item, decoded, &mut text)?;
        out.write_all(paint::message(&String::from_utf8_lossy(&text)).as_bytes())
    }

    fn lost(&mut self, lost: &Lost, out: &mut dyn Write, _: &mut dyn Write) -> io::Result<()> {
        match &lost.detail {
            Some(detail) => {
                let line = format!(";; LOST: {}: {}: {detail}", lost.id, lost.reason);
                writeln!(out, "{}\n", paint::styled(&line, paint::WARNING, self.has_color))
            }
            None => Ok(()),
        }
    }

    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        tally.lines().into_iter().try_for_each(|line| writeln!(out, ";; {line}"))
    }
}

impl Human {
    fn plain(&mut self, item: &Item, decoded: &Decoded<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.lines.head(item, decoded, out)?;
        if let Some(error) = decoded.received {
            writeln!(out, ";; RECEIVED {}: {error}", decoded.length)?;
        }
        match (&decoded.partial, decoded.error()) {
            (Ok(partial), Some(_)) => write!(out, "{}", partial.in_profile(decoded.profile))?,
            (Ok(partial), None) => {
                write!(out, "{}", partial.message().in_profile(decoded.profile))?;
            }
            (Err(error), _) => no_header(error, decoded.missing(), out)?,
        }
        if self.has_findings {
            findings(decoded, out)?;
        }
        writeln!(out)
    }
}

impl Lines {
    /// The place of the message, its addresses, and its length.
    fn head(&mut self, item: &Item, decoded: &Decoded<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Self { clock, text } = self;
        text.clear();
        text.extend_from_slice(b";; ");
        plain::place(&item.id, text);
        if let Some(flow) = &item.flow {
            text.extend_from_slice(b", ");
            plain::address(flow.source, text);
            text.extend_from_slice(b" > ");
            plain::address(flow.destination, text);
            text.push(b' ');
            text.extend_from_slice(flow.transport.as_str().as_bytes());
        }
        if let Some(time) = item.time {
            text.extend_from_slice(b", ");
            clock.write(time, text);
        }
        if item.carried != Carried::default() {
            write!(text, ", {}", item.carried)?;
        }
        if let Some(dnstap) = &item.dnstap {
            let by = dnstap.identity.as_deref().unwrap_or("dnstap");
            write!(text, ", {} by {by}", dnstap.kind)?;
        }
        text.extend_from_slice(b", ");
        plain::size(decoded.octets.len(), text);
        if decoded.missing() > 0 {
            text.extend_from_slice(b" of ");
            plain::size(decoded.length, text);
        }
        text.extend_from_slice(b" octets\n");
        out.write_all(text)
    }
}

/// The text that `Partial` shows, for a message without a whole header.
fn no_header(error: &dnswire::Error, missing: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, ";; BROKEN OFF: {error}")?;
    if missing > 0 {
        writeln!(out, ";; MISSING: {missing} octets of the message are not in the buffer")?;
    }
    Ok(())
}

/// The rules that the message breaks, if any.
fn findings(decoded: &Decoded<'_>, out: &mut dyn Write) -> io::Result<()> {
    // Where the message breaks off was said before.
    let is_new =
        |finding: &AnyFinding| decoded.error().is_none() || finding.rule() != Rule::Framing;
    let mut findings = decoded.findings().filter(is_new).peekable();
    if findings.peek().is_some() {
        writeln!(out, ";; FINDINGS:")?;
    }
    findings.try_for_each(|finding| writeln!(out, "; {finding}"))
}
