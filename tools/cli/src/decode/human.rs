//! Messages for people, much as `dig` shows them.

use std::io::{self, Write};

use crate::decode::decoded::Decoded;
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
    fn plain(&self, item: &Item, decoded: &Decoded<'_>, out: &mut dyn Write) -> io::Result<()> {
        head(item, decoded, out)?;
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

/// The place of the message, its addresses, and its length.
fn head(item: &Item, decoded: &Decoded<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, ";; {}", item.id)?;
    if let Some(flow) = &item.flow {
        write!(out, ", {flow}")?;
    }
    if let Some(time) = item.time {
        write!(out, ", {time}")?;
    }
    if item.carried != Carried::default() {
        write!(out, ", {}", item.carried)?;
    }
    if let Some(dnstap) = &item.dnstap {
        let by = dnstap.identity.as_deref().unwrap_or("dnstap");
        write!(out, ", {} by {by}", dnstap.kind)?;
    }
    match decoded.missing() {
        0 => writeln!(out, ", {} octets", decoded.length),
        _ => writeln!(out, ", {} of {} octets", decoded.octets.len(), decoded.length),
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
    let mut findings = decoded.findings().peekable();
    if findings.peek().is_some() {
        writeln!(out, ";; FINDINGS:")?;
    }
    findings.try_for_each(|finding| writeln!(out, "; {finding}"))
}
