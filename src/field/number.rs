//! Numbers.

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::name::Follow;
use crate::registry::{
    AddressFamily, AfsdbSubtype, Algorithm, CertificateUsage, DhcidDigestType, DhcidIdentifierType,
    DigestType, FingerprintType, GatewayType, InfoCode, IpseckeyAlgorithm, MatchingType,
    Nsec3HashAlgorithm, Selector, SshfpAlgorithm, TkeyMode, ZonemdHash, ZonemdScheme,
    ZoneversionType,
};
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u8, be_u16, be_u32, be_u64};

/// A point in time, in seconds since 1970 modulo 2^32 ([RFC 4034 section 3.1.5]).
///
/// Shown as `YYYYMMDDHHmmSS` in UTC, from 1970 to 2106.
///
/// [RFC 4034 section 3.1.5]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1.5
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time(pub u32);

macro_rules! number_fields {
    ($($type:ty, $parser:path);+ $(;)?) => {$(
        impl<'a> Field<'a> for $type {
            #[inline]
            fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
                $parser(i)
            }
            #[inline]
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                out.octets(&self.to_be_bytes())
            }
            fn show(&self, text: &mut Text<'_>) {
                text.number(*self);
            }
            fn value(self) -> Value<'a> {
                Value::Number(self.into())
            }
        }
    )+};
}

number_fields! { u8, be_u8; u16, be_u16; u32, be_u32; u64, be_u64 }

// Numbers of a registry, shown as numbers.
macro_rules! registry_fields {
    ($($type:ident: $number:ty),+ $(,)?) => {$(
        impl<'a> Field<'a> for $type {
            #[inline]
            fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
                let (i, number) = <$number>::parse(i, follow)?;
                Ok((i, $type(number)))
            }
            #[inline]
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                self.0.compose(out)
            }
            fn show(&self, text: &mut Text<'_>) {
                text.number(self.0);
            }
            fn value(self) -> Value<'a> {
                Value::Number(self.0.into())
            }
        }
    )+};
}

registry_fields! {
    AddressFamily: u16, AfsdbSubtype: u16, Algorithm: u8, CertificateUsage: u8,
    DhcidDigestType: u8, DhcidIdentifierType: u16, DigestType: u8, FingerprintType: u8, GatewayType: u8,
    InfoCode: u16, IpseckeyAlgorithm: u8, MatchingType: u8, Nsec3HashAlgorithm: u8, Selector: u8,
    SshfpAlgorithm: u8, TkeyMode: u16, ZonemdHash: u8, ZonemdScheme: u8, ZoneversionType: u8,
}

// Numbers of a registry, shown by mnemonic.
macro_rules! mnemonic_fields {
    ($($type:ty, $make:path: $number:ty),+ $(,)?) => {$(
        impl<'a> Field<'a> for $type {
            #[inline]
            fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
                let (i, number) = <$number>::parse(i, follow)?;
                Ok((i, $make(number)))
            }
            #[inline]
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                self.0.compose(out)
            }
            fn show(&self, text: &mut Text<'_>) {
                match self.mnemonic() {
                    Some(mnemonic) => text.ascii(mnemonic),
                    None => text.display(self),
                }
            }
            fn value(self) -> Value<'a> {
                Value::Number(self.0.into())
            }
        }
    )+};
}

mnemonic_fields! {
    crate::rdata::Type, crate::rdata::Type: u16,
    crate::registry::CertType, crate::registry::CertType: u16,
    crate::registry::DsyncScheme, crate::registry::DsyncScheme: u8,
    crate::registry::Rcode, crate::registry::Rcode: u16,
}

impl<'a> Field<'a> for Time {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, seconds) = be_u32(i)?;
        Ok((i, Time(seconds)))
    }
    #[inline]
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.0.compose(out)
    }
    fn show(&self, text: &mut Text<'_>) {
        let (year, month, day) = self.date();
        let second = self.0 % 86400;
        text.padded(year, 4);
        for part in [month, day, second / 3600, second / 60 % 60, second % 60] {
            text.padded(part, 2);
        }
    }
    fn value(self) -> Value<'a> {
        Value::Number(self.0.into())
    }
}

impl Time {
    /// Year, month and day in the Gregorian calendar, UTC.
    fn date(self) -> (u32, u32, u32) {
        // Counted in eras of 400 years from 1 March 0, so that leap days end a year.
        let days = self.0 / 86400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        (year_of_era + era * 400 + next, month, day)
    }
}

impl core::fmt::Display for Time {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        crate::text::show(f, |text| self.show(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn time_is_shown_in_utc() {
        for (seconds, shown) in [
            (0, "19700101000000"),
            (951_782_400, "20000229000000"),
            (1_048_354_263, "20030322173103"),
            (u32::MAX, "21060207062815"),
        ] {
            assert_eq!(Time(seconds).to_string(), shown);
        }
    }
}
