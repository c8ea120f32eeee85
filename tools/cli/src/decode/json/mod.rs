//! Messages as JSON Lines: `{"id", "shape", "error", "message", "findings"}`.
//!
//! `shape` is `structure` (a count, name or length cannot be followed, or octets are missing),
//! `rdata` (all records are complete, but some RDATA does not fit its type, or an option or parameter
//! in it not its code), `trailing` (octets are left after the last record) or `ok`; the first that
//! fits. `error` is the first that was found.

mod fields;
mod findings;
mod message;
mod writer;

use std::io::{self, Write};

use dnswire::Error;

use self::writer::Writer;
use crate::decode::decoded::Decoded;
use crate::decode::plain::{self, Clock};
use crate::decode::tally::Tally;
use crate::decode::view::View;
use crate::decode::{complain_to, note};
use dnswire_capture::{Item, Lost, Place};

/// Writes an object for each message; everything else goes to standard error.
pub(crate) struct Json {
    writer: Writer,
    room: message::Room,
    clock: Clock,
    /// True if the object has the key `findings`.
    has_findings: bool,
}

impl Json {
    /// With empty buffers.
    pub(crate) fn new(has_findings: bool) -> Self {
        Json {
            writer: Writer::default(),
            room: message::Room::new(),
            clock: Clock::default(),
            has_findings,
        }
    }
}

impl View for Json {
    fn builtin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn message(
        &mut self,
        item: &Item,
        decoded: &Decoded<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.writer.clear();
        self.writer.object(|o| {
            id(&item.id, o.key("id"));
            circumstances(item, decoded, &mut self.clock, o);
            o.key("shape").literal(shape(decoded));
            error(decoded.error().or(decoded.fault), o.key("error"));
            message::message(decoded, &mut self.room, o.key("message"));
            if self.has_findings {
                findings::findings(decoded, o.key("findings"));
            }
        });
        out.write_all(self.writer.as_octets())?;
        out.write_all(b"\n")
    }

    fn lost(&mut self, lost: &Lost, _: &mut dyn Write, notes: &mut dyn Write) -> io::Result<()> {
        if let Some(detail) = &lost.detail {
            complain_to(notes, format_args!("{}: lost: {}: {detail}", lost.id, lost.reason));
        }
        Ok(())
    }

    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        out.flush()?;
        tally.lines().iter().for_each(note);
        Ok(())
    }
}

/// The place of a message; the name of its file may need escapes.
fn id(place: &Place, o: &mut Writer) {
    match place {
        Place::Frame { file, .. }
            if file
                .bytes()
                .all(|octet| octet.is_ascii_alphanumeric() || b"-_./".contains(&octet)) =>
        {
            o.quoted(|out| plain::place(place, out));
        }
        _ => {
            o.text(place);
        }
    }
}

/// The state of a message in a word; the worst comes first.
fn shape(decoded: &Decoded<'_>) -> &'static str {
    if decoded.error().is_some() {
        "structure"
    } else if decoded.fault.is_some() {
        "rdata"
    } else if decoded.trailing() > 0 {
        "trailing"
    } else {
        "ok"
    }
}

fn error(error: Option<Error>, o: &mut Writer) {
    let Some(error) = error else { return o.null() };
    o.object(|o| {
        o.key("kind").literal(error.kind().name());
        o.key("offset").size(error.offset());
        o.key("section").option(error.section(), |o, text| {
            o.text(text);
        });
        o.key("index").option(error.index(), Writer::number);
        o.key("type").option(error.rtype(), |o, rtype| o.number(rtype.0));
        o.key("field").option(error.field(), |o, text| {
            o.text(text);
        });
        o.key("text").text(error);
    });
}

/// Who sent it to whom, when, and how much of it was captured.
fn circumstances(item: &Item, decoded: &Decoded<'_>, clock: &mut Clock, o: &mut Writer) {
    o.key("source").option(item.flow, |o, flow| {
        o.quoted(|out| plain::address(flow.source, out));
    });
    o.key("destination").option(item.flow, |o, flow| {
        o.quoted(|out| plain::address(flow.destination, out));
    });
    o.key("transport").option(item.flow, |o, flow| {
        o.string(flow.transport.as_str());
    });
    o.key("time").option(item.time, |o, time| o.quoted(|out| clock.write(time, out)));
    o.key("length").size(decoded.length);
    o.key("captured").size(decoded.octets.len());
    o.key("tunnels").array(|o| {
        item.carried.tunnels.iter().for_each(|tunnel| {
            o.string(tunnel.as_str());
        });
    });
    o.key("quoted").flag(item.carried.is_quoted);
    o.key("fragments").size(item.carried.fragments);
    o.key("dnstap").option(item.dnstap.as_deref(), |o, dnstap| {
        o.object(|o| {
            o.key("kind").string(dnstap.kind);
            o.key("identity").option(dnstap.identity.as_ref(), |o, text| {
                o.text(text);
            });
            o.key("version").option(dnstap.version.as_ref(), |o, text| {
                o.text(text);
            });
            o.key("zone").option(dnstap.zone.as_ref(), |o, octets| o.hex(octets));
        });
    });
}
