//! The rules for options that depend on the direction of the message, or on their value.

use crate::edns::{Ecs, Expire, KeyTag, RawOption, ReportChannel, TcpKeepalive, ZoneVersion};
use crate::error::Rule;
use crate::layout::CodedData;
use crate::registry::OptionCode;

/// The rule that a well-formed option breaks in a query or in a response.
pub(super) fn broken(option: RawOption<'_>, response: bool) -> Option<Rule> {
    match option.code {
        OptionCode::ECS => {
            let subnet = value::<Ecs<'_>>(option)?;
            (!response && subnet.scope_prefix_length != 0).then_some(Rule::SubnetScope)
        }
        OptionCode::TCP_KEEPALIVE => match (response, value::<TcpKeepalive>(option)?.timeout) {
            (false, Some(_)) => Some(Rule::KeepaliveInQuery),
            (true, None) => Some(Rule::KeepaliveInResponse),
            _ => None,
        },
        OptionCode::NSID => (!response && !option.octets.is_empty()).then_some(Rule::NsidInQuery),
        OptionCode::ZONEVERSION => {
            let version = value::<ZoneVersion<'_>>(option)?.zone_version;
            match (response, version) {
                (false, Some(_)) => Some(Rule::ZoneVersionInQuery),
                (true, None) => Some(Rule::ZoneVersionInResponse),
                _ => None,
            }
        }
        OptionCode::EXPIRE => {
            let time = value::<Expire>(option)?.expire;
            (!response && time.is_some()).then_some(Rule::ExpireInQuery)
        }
        OptionCode::KEY_TAG if value::<KeyTag<'_>>(option)?.key_tag.is_empty() => {
            Some(Rule::EmptyKeyTag)
        }
        OptionCode::REPORT_CHANNEL
            if value::<ReportChannel<'_>>(option)?.agent_domain.is_root() =>
        {
            Some(Rule::ReportChannelRoot)
        }
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

fn value<'a, T: CodedData<'a, OptionCode>>(option: RawOption<'a>) -> Option<T> {
    option.as_type::<T>()?.ok()
}
