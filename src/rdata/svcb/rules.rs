//! What the parameters of a record may be, one by one and together.

use super::any::is_sound;
use super::params::param;
use super::{Mandatory, ParamIter, RawParam, SvcParams};
use crate::error::FaultKind;
use crate::field::Items;
use crate::findings::Rule;
use crate::name::walk::step;
use crate::registry::SvcParamKey;
use crate::wire::{Parsed, Wire};

/// The parameters that break a rule: the rule, the key, and where in the message.
#[derive(Clone, Debug)]
pub(crate) struct BrokenParams<'a> {
    params: ParamIter<'a>,
    has_alpn: bool,
    missing: Missing<'a>,
}

/// The keys of `mandatory` that have no parameter: both lists ascend, so they are merged.
#[derive(Clone, Debug)]
struct Missing<'a> {
    wanted: Option<Items<'a, SvcParamKey>>,
    /// Where the next wanted key stands.
    offset: usize,
    params: ParamIter<'a>,
    /// The last key that was taken from `params`.
    at: Option<SvcParamKey>,
}

impl<'a> BrokenParams<'a> {
    pub(super) fn new(params: SvcParams<'a>) -> Self {
        let has_alpn = params.find(SvcParamKey::ALPN).is_some();
        BrokenParams { params: params.iter(), has_alpn, missing: Missing::new(params) }
    }

    /// What is wrong with one parameter.
    fn rule(param: RawParam<'a>, has_alpn: bool) -> Option<(Rule, SvcParamKey, usize)> {
        let head = param.offset.saturating_sub(4);
        let (rule, offset) = match (param.malformed(), param.key) {
            (Some(error), _) => (Rule::MalformedParam, error.offset()),
            (None, SvcParamKey::INVALID) => (Rule::ReservedParam, head),
            (None, SvcParamKey::NO_DEFAULT_ALPN) if !has_alpn => (Rule::NoDefaultAlpn, head),
            _ => return None,
        };
        Some((rule, param.key, offset))
    }
}

impl Iterator for BrokenParams<'_> {
    type Item = (Rule, SvcParamKey, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let has_alpn = self.has_alpn;
        self.params.find_map(|param| Self::rule(param, has_alpn)).or_else(|| self.missing.next())
    }
}

/// Checks parameters; whether none breaks a rule, `false` also where more has to be looked at.
pub(super) fn check(i: Wire<'_>, is_alias: bool) -> Parsed<'_, bool> {
    let (mut left, mut least, mut has_alpn, mut plain) = (i, 0, false, true);
    while !left.is_empty() {
        let (rest, (key, value)) = param(left)?;
        if u32::from(key.0) < least {
            return Err(left.fault(FaultKind::ParamOrder));
        }
        has_alpn |= key == SvcParamKey::ALPN;
        plain &= is_alias
            || match key {
                SvcParamKey::MANDATORY | SvcParamKey::INVALID => false,
                SvcParamKey::NO_DEFAULT_ALPN if !has_alpn => false,
                _ => is_sound(key, value),
            };
        (left, least) = (rest, u32::from(key.0) + 1);
    }
    Ok((left, plain))
}

impl<'a> Missing<'a> {
    fn new(params: SvcParams<'a>) -> Self {
        let mandatory = params.find(SvcParamKey::MANDATORY);
        let keys = mandatory.and_then(RawParam::as_type::<Mandatory<'a>>).and_then(Result::ok);
        let mut left = params.iter();
        Missing {
            wanted: keys.map(|mandatory| mandatory.keys.iter()),
            offset: mandatory.map_or(0, |param| param.offset),
            at: left.next().map(|param| param.key),
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
            self.offset += 2;
            while self.at.is_some_and(|key| key < wanted) {
                step();
                self.at = self.params.next().map(|param| param.key);
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
    use crate::field::Field;
    use crate::name::Direct;
    use crate::wire::Wire;

    fn param(key: u16, value: &[u8]) -> Vec<u8> {
        let len = u16::try_from(value.len()).unwrap();
        [&key.to_be_bytes(), &len.to_be_bytes(), value].concat()
    }

    fn broken(octets: &[u8]) -> Vec<(Rule, u16, usize)> {
        let (_, params) = SvcParams::parse(Wire::new(octets), &mut Direct).unwrap();
        params.broken().map(|(rule, key, offset)| (rule, key.0, offset)).collect()
    }

    #[test]
    fn every_broken_parameter_is_told_with_its_place() {
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
