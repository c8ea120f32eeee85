//! The rules for options that depend on the direction of the message, or on their value.

use crate::edns::RawOption;
use crate::error::Rule;
use crate::message::{Message, Question};
use crate::registry::{OptionCode, Type};

/// The facts about the message that the rules for its options need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'a> {
    response: bool,
    /// The question, if there is exactly one.
    question: Option<Question<'a>>,
    /// The labels of the name that is asked for, without the root, once they were counted.
    labels: Option<usize>,
    /// The options that may be there only once and were there.
    had_channel: bool,
    had_padding: bool,
    /// The types of zone versions that were there, a bit for each below 127; the top bit for any
    /// in a query.
    versions: u128,
}

impl<'a> Options<'a> {
    pub(super) fn of(message: &Message<'a>) -> Self {
        let question = message.question().ok();
        let response = message.header().flags().is_response();
        let (had_channel, had_padding, versions) = (false, false, 0);
        Options { response, question, labels: None, had_channel, had_padding, versions }
    }

    /// The rule that a well-formed option breaks after the options before it.
    pub(super) fn broken(&mut self, option: RawOption<'_>) -> Option<Rule> {
        let is_second = match option.code {
            OptionCode::REPORT_CHANNEL => core::mem::replace(&mut self.had_channel, true),
            OptionCode::PADDING => core::mem::replace(&mut self.had_padding, true),
            OptionCode::ZONEVERSION => self.is_second_version(option),
            _ => false,
        };
        broken(option, self).or_else(|| is_second.then_some(Rule::RepeatedOption))
    }

    fn asks_for_other_than(&self, rtype: Type) -> bool {
        self.question.is_some_and(|question| question.qtype() != rtype)
    }

    /// Returns `true` if a zone has more labels than the name that is asked for.
    fn has_more_labels(&mut self, zone: u8) -> bool {
        let Some(question) = self.question else { return false };
        let labels = *self.labels.get_or_insert_with(|| question.qname().label_count());
        usize::from(zone) > labels
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
fn broken(option: RawOption<'_>, of_message: &mut Options<'_>) -> Option<Rule> {
    let response = of_message.response;
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
        OptionCode::ZONEVERSION => match (response, octets) {
            (false, [_, ..]) => Some(Rule::ZoneVersionInQuery),
            (true, []) => Some(Rule::ZoneVersionInResponse),
            (true, [labelcount, ..]) => {
                let has_more = of_message.has_more_labels(*labelcount);
                has_more.then_some(Rule::ZoneVersionLabels)
            }
            (false, []) => None,
        },
        OptionCode::EXPIRE => match (response, is_empty) {
            (false, false) => Some(Rule::ExpireInQuery),
            (true, true) => Some(Rule::ExpireInResponse),
            _ => None,
        },
        OptionCode::KEY_TAG if is_empty => Some(Rule::EmptyKeyTag),
        OptionCode::KEY_TAG if !response && of_message.asks_for_other_than(Type::DNSKEY) => {
            Some(Rule::KeyTagQuestion)
        }
        OptionCode::REPORT_CHANNEL if matches!(octets, [0]) => Some(Rule::ReportChannelRoot),
        code => (is_only_in(code)? != response).then_some(Rule::OptionDirection),
    }
}

/// The messages that an option is only for: `true` responses, `false` queries.
fn is_only_in(code: OptionCode) -> Option<bool> {
    match code {
        OptionCode::DAU
        | OptionCode::DHU
        | OptionCode::N3U
        | OptionCode::KEY_TAG
        | OptionCode::MQTYPE_QUERY => Some(false),
        OptionCode::REPORT_CHANNEL | OptionCode::MQTYPE_RESPONSE => Some(true),
        _ => None,
    }
}
