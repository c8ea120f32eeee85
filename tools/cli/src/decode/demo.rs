//! The built-in capture, as a demonstration: a line for each message, then the cut answer.

use std::io::{self, Write};

use dnswire::Message;

use crate::decode::decoded::{Decoded, Verdict};
use crate::decode::human::Human;
use crate::decode::tally::Tally;
use crate::decode::view::View;
use crate::paint;
use dnswire_capture::{Item, Lost};

/// The heading.
const TITLE: &str = "\
;; The built-in capture: a client and five name servers (Knot DNS, NSD, BIND, Unbound, dnsmasq).
";

/// The last lines.
const NEXT: &str = "\
Of the MX answer above, 1500 of 2927 octets are there: a receive call with a buffer of 1500 octets
reported 2927. The whole records are usable, and the error says where the octets end.

Try next:
  dnswire decode FILE          a capture, dnstap, dump, hex or JSON Lines
  dnswire decode --json FILE   one JSON object for each message
  dnswire decode --summary FILE
  dnswire explain FILE         every octet with its meaning
  dnswire --help
";

/// Shows whole messages in a line each, and at the end the others in full.
pub(crate) struct Demo {
    human: Human,
    /// Messages that are not whole, as text.
    last: Vec<u8>,
}

impl Demo {
    /// Shows messages as `human` does.
    pub(crate) fn new(human: Human) -> Self {
        Demo { human, last: Vec::new() }
    }

    fn title(&self, text: &str) -> String {
        paint::styled(text, paint::TITLE, self.human.has_color)
    }
}

impl View for Demo {
    fn builtin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.title(TITLE.trim_end()))
    }

    fn message(
        &mut self,
        item: &Item,
        decoded: &Decoded<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match decoded.partial {
            Ok(partial) if decoded.verdict() == Verdict::Whole && decoded.received.is_none() => {
                line(item, &partial.message(), out)
            }
            _ => self.human.message(item, decoded, &mut self.last),
        }
    }

    fn lost(&mut self, lost: &Lost, out: &mut dyn Write, notes: &mut dyn Write) -> io::Result<()> {
        self.human.lost(lost, out, notes)
    }

    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        out.write_all(&self.last)?;
        let (point, next) = NEXT.split_once("\n\n").unwrap_or_default();
        writeln!(out, "{}\n\n{next}", self.title(point))?;
        self.human.end(tally, out)
    }
}

/// `;; #3 127.0.0.1:5301 > 127.0.0.1:40000 UDP, 113 octets: response, NOERROR, example. MX`
fn line(item: &Item, message: &Message<'_>, out: &mut dyn Write) -> io::Result<()> {
    let id = item.id.to_string();
    let frame = id.find('#').map_or(id.as_str(), |at| id.split_at(at).1);
    write!(out, ";; {frame:<4}")?;
    if let Some(flow) = item.flow {
        write!(out, " {flow}")?;
    }
    write!(out, ", {} octets: ", item.length)?;
    if message.header().flags().is_response() {
        write!(out, "response, {}", message.rcode())?;
    } else {
        write!(out, "query")?;
    }
    match message.question() {
        Ok(question) => writeln!(out, ", {} {}", question.qname(), question.qtype()),
        Err(_) => writeln!(out),
    }
}
