//! Messages in the format of `dig`.

use core::fmt;

use super::Message;
use super::profile::{Profile, show_flags};
use crate::error::{Error, Section};
use crate::registry::{Opcode, Type};
use crate::text::{self, Text};

/// Header, flags and counts, then EDNS, then each section that has entries.
///
/// The counts are those that the header announces.
impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show_in(Profile::Unicast, text))
    }
}

/// The name of a section in a query or response, or in an update (RFC 2136 section 2.2).
fn title(section: Section, update: bool) -> &'static str {
    match (section, update) {
        (Section::Question, false) => "QUESTION",
        (Section::Answer, false) => "ANSWER",
        (Section::Authority, false) => "AUTHORITY",
        (Section::Additional, _) => "ADDITIONAL",
        (Section::Question, true) => "ZONE",
        (Section::Answer, true) => "PREREQUISITE",
        (Section::Authority, true) => "UPDATE",
    }
}

impl Message<'_> {
    pub(super) fn show_in(&self, profile: Profile, text: &mut Text<'_>) {
        self.show(profile, text, None);
    }

    /// Appends the message, and the error at which it breaks off.
    pub(super) fn show(&self, profile: Profile, text: &mut Text<'_>, error: Option<&Error>) {
        self.show_header(profile, text);
        if let Some(edns) = self.edns() {
            text.ascii(";; OPT PSEUDOSECTION:\n");
            edns.show(text);
            text.push(b'\n');
        }
        let broken = error.and_then(Error::section);
        for section in Section::ALL {
            let here = error.filter(|_| broken == Some(section));
            self.show_section(section, profile, here, text);
        }
        if let Some(error) = error.filter(|_| broken.is_none()) {
            show_error(error, text);
        }
        if let Some(dso) = self.dso().filter(|dso| error.is_none() && !dso.tlvs().is_empty()) {
            dso.show(text);
        } else if error.is_none() && !self.trailing().is_empty() {
            text.ascii(";; TRAILING: ");
            text.number(u64::try_from(self.trailing().len()).unwrap_or(u64::MAX));
            text.ascii(" octets after the last record\n");
        }
    }

    fn show_header(&self, profile: Profile, text: &mut Text<'_>) {
        let header = self.header();
        let flags = header.flags();
        text.display(format_args!(
            ";; ->>HEADER<<- opcode: {}, status: {}, id: {}\n;; flags:",
            flags.opcode(),
            self.rcode(),
            header.id()
        ));
        show_flags(flags, profile, text);
        text.ascii("; ");
        let update = flags.opcode() == Opcode::UPDATE;
        for section in Section::ALL {
            text.ascii(if section == Section::Question { "" } else { ", " });
            let name = title(section, update);
            text.ascii(if name == "QUESTION" { "QUERY" } else { name });
            text.ascii(": ");
            text.number(header.count(section));
        }
        text.push(b'\n');
    }

    fn show_section(
        &self,
        section: Section,
        profile: Profile,
        error: Option<&Error>,
        text: &mut Text<'_>,
    ) {
        let count = usize::from(self.count(section));
        let shown_before = section == Section::Additional && self.edns().is_some();
        if count <= usize::from(shown_before) && error.is_none() {
            return;
        }
        text.ascii(";; ");
        text.ascii(title(section, self.header().flags().opcode() == Opcode::UPDATE));
        text.ascii(" SECTION:\n");
        match section {
            Section::Question => self.show_questions(profile, text),
            Section::Answer => self.show_records(self.answers(), profile, text),
            Section::Authority => self.show_records(self.authority(), profile, text),
            Section::Additional => self.show_records(self.additional(), profile, text),
        }
        if let Some(error) = error {
            show_error(error, text);
        }
    }

    fn show_questions(&self, profile: Profile, text: &mut Text<'_>) {
        for question in self.questions() {
            if text.has_failed() {
                return;
            }
            text.push(b';');
            question.show_in(profile, text);
            text.push(b'\n');
        }
    }

    /// Appends records, without the OPT record that was shown before.
    fn show_records(&self, records: super::Records<'_>, profile: Profile, text: &mut Text<'_>) {
        let edns = self.edns().map(|edns| edns.record().offset());
        for record in records {
            if text.has_failed() {
                return;
            }
            if record.rtype() == Type::OPT && edns == Some(record.offset()) {
                continue;
            }
            record.show_in(profile, text);
            text.push(b'\n');
        }
    }
}

fn show_error(error: &Error, text: &mut Text<'_>) {
    text.ascii(";; BROKEN OFF: ");
    text.display(error);
    text.push(b'\n');
}
