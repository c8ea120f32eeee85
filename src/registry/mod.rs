//! The numbers of the IANA DNS registries, with their mnemonics.
//!
//! Each registry is a newtype around the integer on the wire, with a constant for every assigned
//! value. None is an enum: an unassigned value is kept unchanged, and can be compared, printed and
//! composed like any other. The rows of [`Type`], [`OptionCode`] and [`SvcParamKey`] are in the
//! tables of their layouts.
//!
//! # Contract
//!
//! - [`Display`] writes the mnemonic; without one, the number after the prefix of the registry
//!   (`CLASS32`, `OPCODE3`, `key667`), or alone where the registry has no prefix.
//! - [`FromStr`] reads both forms of every value, in any case, and refuses numbers that do not fit
//!   the field.
//! - `mnemonic` and `meaning` are `None` for unassigned values; `ALL` lists the assigned ones.
//! - A conversion from the integer never fails, and nothing here allocates.
//!
//! Records print most of these fields as numbers, as their RFCs require; `.0` is the number.
//!
//! # Example
//!
//! ```
//! use dnswire::registry::{Algorithm, Class, UnknownMnemonic};
//!
//! assert_eq!(Class::IN.to_string(), "IN");
//! assert_eq!(Class(32).to_string(), "CLASS32");
//! assert_eq!("class32".parse::<Class>()?, Class(32));
//! assert_eq!(Algorithm(13).mnemonic(), Some("ECDSAP256SHA256"));
//! assert_eq!(Algorithm::ED25519.meaning(), Some("Ed25519"));
//! # Ok::<(), UnknownMnemonic>(())
//! ```
//!
//! [`Display`]: core::fmt::Display
//! [`FromStr`]: core::str::FromStr

mod dnssec;
mod edns;
mod found;
mod message;
mod other;
mod security;
mod svcb;
pub(crate) mod table;
pub(crate) mod types;

#[cfg(test)]
mod tests;

pub use dnssec::{Algorithm, DigestType, Nsec3HashAlgorithm};
pub use edns::{InfoCode, OptionCode};
pub(crate) use found::Found;
pub use message::{Class, Opcode, Rcode};
pub use other::{AddressFamily, AfsdbSubtype, DsoType, DsyncScheme, ZoneversionType};
pub use security::{
    CertType, CertificateUsage, DhcidDigestType, DhcidIdentifierType, FingerprintType, GatewayType,
    IpseckeyAlgorithm, MatchingType, RelayType, Selector, SshfpAlgorithm, TkeyMode, ZonemdHash,
    ZonemdScheme,
};
pub use svcb::SvcParamKey;
pub use types::{ClassSet, NamePolicy, Type};

/// The text is no mnemonic of the registry, and no number in the form that `Display` writes.
///
/// A number that does not fit the field is also an error. `Display` has the start of the text.
///
/// ```
/// use dnswire::{Class, Type};
///
/// assert_eq!("AAAAA".parse::<Type>().unwrap_err().to_string(), "the mnemonic 'AAAAA' is not known");
/// assert!("CLASS65536".parse::<Class>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the mnemonic '{found}' is not known")]
pub struct UnknownMnemonic {
    found: Found,
}

impl UnknownMnemonic {
    #[cold]
    pub(crate) fn of(text: &str) -> Self {
        UnknownMnemonic { found: Found::of(text.as_bytes()) }
    }
}

impl core::fmt::Debug for UnknownMnemonic {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "UnknownMnemonic('{}')", self.found)
    }
}
