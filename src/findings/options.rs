//! The rules for options that depend on the direction of the message, or on their value.

use crate::edns::RawOption;
use crate::error::Rule;
use crate::message::{Message, Question};
use crate::registry::{OptionCode, Type};

/// The facts about the message that the rules for its options need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    response: bool,
    /// The type that is asked for, of exactly one question.
    qtype: Option<Type>,
    /// An option that may be there only once was there.
    had_channel: bool,
    /// The types of zone versions that were there, a bit for each below 127; the top bit for any
    /// in a query.
    versions: u128,
}

impl Options {
    pub(super) fn of(message: &Message<'_>) -> Self {
        let qtype = message.question().ok().map(Question::qtype);
        let response = message.header().flags().is_response();
        Options { response, qtype, had_channel: false, versions: 0 }
    }

    /// The rule that a well-formed option breaks after the options before it.
    pub(super) fn broken(&mut self, option: RawOption<'_>) -> Option<Rule> {
        let is_second = match option.code {
            OptionCode::REPORT_CHANNEL => core::mem::replace(&mut self.had_channel, true),
            OptionCode::ZONEVERSION => self.is_second_version(option),
            _ => false,
        };
        broken(option, self.response, self.qtype)
            .or_else(|| is_second.then_some(Rule::RepeatedOption))
    }

    /// "A DNS client MUST NOT include more than one ZONEVERSION option in the OPT RR of a DNS query"
    /// (RFC 9660 section 3.1), and a server one of each type (section 3.2).
    fn is_second_version(&mut self, option: RawOption<'_>) -> bool {
        let code = option.octets.get(1).map_or(127, |code| (*code).min(127));
        let bit = 1 << if self.response { code } else { 127 };
        let is_second = self.versions & bit != 0 && (!self.response || code < 127);
        self.versions |= bit;
        is_second
    }
}

/// The rule that a well-formed option breaks by its value and the direction of the message.
fn broken(option: RawOption<'_>, response: bool, qtype: Option<Type>) -> Option<Rule> {
    let (octets, is_empty) = (option.octets, option.octets.is_empty());
    match option.code {
        OptionCode::ECS => {
            let scope = octets.get(3).copied().unwrap_or(0);
            (!response && scope != 0).then_some(Rule::SubnetScope)
        }
        OptionCode::TCP_KEEPALIVE => match (response, is_empty) {
            (false, false) => Some(Rule::KeepaliveInQuery),
            (true, true) => Some(Rule::KeepaliveInResponse),
            _ => None,
        },
        OptionCode::NSID => (!response && !is_empty).then_some(Rule::NsidInQuery),
        OptionCode::ZONEVERSION => match (response, is_empty) {
            (false, false) => Some(Rule::ZoneVersionInQuery),
            (true, true) => Some(Rule::ZoneVersionInResponse),
            _ => None,
        },
        OptionCode::EXPIRE => (!response && !is_empty).then_some(Rule::ExpireInQuery),
        OptionCode::KEY_TAG if is_empty => Some(Rule::EmptyKeyTag),
        OptionCode::KEY_TAG if !response && qtype.is_some_and(|qtype| qtype != Type::DNSKEY) => {
            Some(Rule::KeyTagQuestion)
        }
        OptionCode::REPORT_CHANNEL if matches!(octets, [0]) => Some(Rule::ReportChannelRoot),
        code => (is_only_in(code)? != response).then_some(Rule::OptionDirection),
    }
}

/// The messages that an option is only for: `true` responses, `false` queries.
fn is_only_in(code: OptionCode) -> Option<bool> {
    match code {
        OptionCode::KEY_TAG | OptionCode::MQTYPE_QUERY => Some(false),
        OptionCode::REPORT_CHANNEL | OptionCode::MQTYPE_RESPONSE => Some(true),
        _ => None,
    }
}
