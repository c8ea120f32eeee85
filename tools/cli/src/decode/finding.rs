//! A broken rule, of a message or of octets that are too few for a header.

use std::fmt;

use dnswire::{Error, Finding, Rule, Section};

/// A rule that is broken, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AnyFinding {
    /// By a message, whole or cut.
    Message(Finding),
    /// By octets that are not even a header.
    NoHeader(Error),
}

impl AnyFinding {
    /// The rule.
    pub(crate) fn rule(&self) -> Rule {
        match self {
            AnyFinding::Message(finding) => finding.rule(),
            AnyFinding::NoHeader(_) => Rule::Framing,
        }
    }

    /// The section of the RFC.
    pub(crate) fn rfc(&self) -> &'static str {
        match self {
            AnyFinding::Message(finding) => finding.rfc(),
            AnyFinding::NoHeader(_) => self.rule().rfc(),
        }
    }

    /// The offset in octets from the start of the message.
    pub(crate) fn offset(&self) -> usize {
        match self {
            AnyFinding::Message(finding) => finding.offset(),
            AnyFinding::NoHeader(error) => error.offset(),
        }
    }

    /// The section of the entry it is about, and its place there; `None` for the whole message.
    pub(crate) fn entry(&self) -> Option<(Section, u16)> {
        match self {
            AnyFinding::Message(finding) => finding.section().zip(finding.index()),
            AnyFinding::NoHeader(_) => None,
        }
    }
}

/// Severity, place, rule and the section of the RFC, as a [`Finding`] displays.
impl fmt::Display for AnyFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnyFinding::Message(finding) => finding.fmt(f),
            AnyFinding::NoHeader(error) => {
                let rule = self.rule();
                write!(f, "{}, {error} ({})", rule.severity(), rule.rfc())
            }
        }
    }
}
