//! Messages for people, much as `dig` shows them.

use std::io::{self, Write};

use crate::decode::decoded::Decoded;
use crate::decode::tally::Tally;
use crate::decode::view::View;
use dnswire_capture::{Carried, Item, Lost};

/// The heading when no file was named.
const BUILTIN: &str = "\
;; The built-in capture: a client and five name servers (Knot DNS, NSD, BIND, Unbound, dnsmasq).
;; Of the MX answer in frame 18, 1500 of 2927 octets are there. For more: decode --help
";

/// Shows messages as `dig` does, what is about them in lines that begin with `;;`.
pub(crate) struct Human {
    /// True if findings are shown.
    pub(crate) has_findings: bool,
}

impl View for Human {
    fn builtin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{BUILTIN}")
    }

    fn message(
        &mut self,
        item: &Item,
        decoded: &Decoded<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
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

    fn lost(&mut self, lost: &Lost, out: &mut dyn Write, _: &mut dyn Write) -> io::Result<()> {
        match &lost.detail {
            Some(detail) => writeln!(out, ";; {}: LOST: {}: {detail}\n", lost.id, lost.reason),
            None => Ok(()),
        }
    }

    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        tally.lines().into_iter().try_for_each(|line| writeln!(out, ";; {line}"))
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
