//! The rules for the options of an OPT record and the parameters of a SVCB or HTTPS record.

use super::finding::Finding;
use super::options::Options;
use crate::error::Rule;
use crate::layout::{CodedIter, Items, Raw};
use crate::message::{Edns, Profile, Record};
use crate::rdata::svcb::{Mandatory, SvcParams};
use crate::rdata::{Rdata, svcb::RawParam};
use crate::registry::{OptionCode, SvcParamKey, Type};
use crate::wire::count_step;

/// The parts of a record that are still to be examined.
#[derive(Clone, Debug)]
pub(super) enum Parts<'a> {
    Options(Record<'a>, CodedIter<'a, OptionCode>, Options<'a>),
    Params(Record<'a>, BrokenParams<'a>),
}

impl<'a> Parts<'a> {
    /// The parts of a record whose RDATA fits its layout, if it has some. Parameters of an alias have no rules.
    #[inline]
    pub(super) fn of(record: Record<'a>, options: Options<'a>, profile: Profile) -> Option<Self> {
        if let Some(edns) = Edns::of(record) {
            return Some(Parts::Options(record, edns.options().iter(), options));
        }
        if !matches!(record.rtype(), Type::SVCB | Type::HTTPS) {
            return None;
        }
        // The RDATA fits its layout, so its name needs no second check.
        let read = record.of_profile(profile);
        let (is_alias, params) = match Rdata::read(read.window(), read.place(), true) {
            Rdata::Svcb(svcb) => (svcb.is_alias(), svcb.svc_params),
            Rdata::Https(https) => (https.is_alias(), https.svc_params),
            _ => return None,
        };
        (!is_alias).then(|| Parts::Params(record, BrokenParams::new(params)))
    }

    /// The next finding.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Finding> {
        match self {
            Parts::Options(record, options, rules) => options.find_map(|option| {
                if let Some(error) = option.malformed() {
                    return Some(Finding::of_error(Rule::MalformedOption, error));
                }
                let rule = rules.broken(option)?;
                let head = option.offset().saturating_sub(4);
                let finding = Finding::of_record(rule, record, head);
                Some(finding.in_field(option.code.mnemonic()))
            }),
            Parts::Params(record, params) => {
                let (rule, key, offset) = params.next()?;
                Some(Finding::of_record(rule, record, offset).in_field(key.mnemonic()))
            }
        }
    }
}

/// The parameters that break a rule: the rule, the key, and the offset in the message.
#[derive(Clone, Debug)]
pub(super) struct BrokenParams<'a> {
    params: CodedIter<'a, SvcParamKey>,
    has_alpn: bool,
    missing: Missing<'a>,
}

impl<'a> BrokenParams<'a> {
    fn new(params: SvcParams<'a>) -> Self {
        BrokenParams { params: params.iter(), has_alpn: false, missing: Missing::new(params) }
    }

    /// The rule that one parameter breaks. Keys ascend, so `alpn` comes before `no-default-alpn`.
    fn rule(&mut self, param: RawParam<'a>) -> Option<(Rule, SvcParamKey, usize)> {
        self.has_alpn |= param.code == SvcParamKey::ALPN;
        let head = param.offset().saturating_sub(4);
        let (rule, offset) = match (param.malformed(), param.code) {
            (Some(error), _) => (Rule::MalformedParam, error.offset()),
            (None, SvcParamKey::INVALID) => (Rule::ReservedParam, head),
            (None, SvcParamKey::NO_DEFAULT_ALPN) if !self.has_alpn => (Rule::NoDefaultAlpn, head),
            (None, SvcParamKey::DOHPATH) if !is_dohpath(param.octets) => {
                (Rule::DohpathTemplate, param.offset())
            }
            _ => return None,
        };
        Some((rule, param.code, offset))
    }
}

/// Returns `true` for a template of a relative URI that has the variable `dns`: "The URI Template
/// MUST contain a "dns" variable" (RFC 9461 section 5).
fn is_dohpath(template: &[u8]) -> bool {
    let mut expressions = template.split(|octet| *octet == b'{').skip(1);
    let has_dns = |expression: &[u8]| {
        let end = expression.iter().position(|octet| *octet == b'}');
        let inside = end.and_then(|end| expression.get(..end)).unwrap_or_default();
        // The operators of RFC 6570 section 2.2, then names with modifiers.
        let ([b'+' | b'#' | b'.' | b'/' | b';' | b'?' | b'&', names @ ..] | names) = inside;
        names.split(|octet| *octet == b',').any(|name| matches!(name, b"dns" | b"dns*"))
    };
    template.starts_with(b"/") && expressions.any(has_dns)
}

impl Iterator for BrokenParams<'_> {
    type Item = (Rule, SvcParamKey, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        while let Some(param) = self.params.next() {
            if let Some(found) = self.rule(param) {
                return Some(found);
            }
        }
        self.missing.next()
    }
}

/// The keys of `mandatory` without a parameter. Both lists ascend, so one pass over each is enough.
#[derive(Clone, Debug)]
struct Missing<'a> {
    wanted: Option<Items<'a, SvcParamKey>>,
    /// The offset of the next wanted key.
    offset: usize,
    params: CodedIter<'a, SvcParamKey>,
    /// The last key that was taken from `params`.
    at: Option<SvcParamKey>,
}

impl<'a> Missing<'a> {
    fn new(params: SvcParams<'a>) -> Self {
        let mut left = params.iter();
        let first = left.next();
        let mandatory = first.filter(|param| param.code == SvcParamKey::MANDATORY);
        let keys = mandatory.and_then(Raw::as_type::<Mandatory<'a>>).and_then(Result::ok);
        Missing {
            wanted: keys.map(|mandatory| mandatory.keys.iter()),
            offset: mandatory.map_or(0, Raw::offset),
            at: first.map(|param| param.code),
            params: left,
        }
    }
}

impl Iterator for Missing<'_> {
    type Item = (Rule, SvcParamKey, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        for wanted in self.wanted.as_mut()? {
            let offset = self.offset;
            self.offset = self.offset.wrapping_add(2);
            while self.at.is_some_and(|key| key < wanted) {
                count_step();
                self.at = self.params.next().map(|param| param.code);
            }
            if self.at != Some(wanted) {
                return Some((Rule::MandatoryParam, wanted, offset));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::RecordPlace;
    use crate::layout::Coded;
    use crate::registry::Class;
    use crate::wire::Wire;

    fn param(key: u16, value: &[u8]) -> Vec<u8> {
        let len = u16::try_from(value.len()).unwrap();
        [&key.to_be_bytes(), &len.to_be_bytes(), value].concat()
    }

    fn broken(octets: &[u8]) -> Vec<(Rule, u16, usize)> {
        let place = RecordPlace::nowhere(Type::SVCB, Class::IN);
        let params = BrokenParams::new(Coded::new(Wire::new(octets), place));
        params.map(|(rule, key, offset)| (rule, key.0, offset)).collect()
    }

    #[test]
    fn every_broken_parameter_is_found_with_its_place() {
        let params = [
            param(0, b"\0\x01\0\x03\0\x06\xff\0"),
            param(2, b""),
            param(3, b"5"),
            param(4, b"1234"),
            param(65535, b""),
        ];
        let want = [
            (Rule::NoDefaultAlpn, 2, 12),
            (Rule::MalformedParam, 3, 20),
            (Rule::ReservedParam, 65535, 29),
            (Rule::MandatoryParam, 1, 4),
            (Rule::MandatoryParam, 6, 8),
            (Rule::MandatoryParam, 0xFF00, 10),
        ];
        assert_eq!(broken(&params.concat()), want);
        assert_eq!(broken(b""), []);
    }

    #[test]
    fn mandatory_keys_are_compared_with_the_parameters_in_one_pass() {
        let keys: Vec<u8> = (2..8000_u16).flat_map(|key| (key * 2).to_be_bytes()).collect();
        let mut params = param(0, &keys);
        params.extend((2..8000_u16).flat_map(|key| param(key * 2 + 1, b"")));
        let missing = broken(&params);
        let missing = missing.iter().filter(|(rule, ..)| *rule == Rule::MandatoryParam);
        assert_eq!(missing.count(), 7998);
    }
}
