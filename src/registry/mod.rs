//! The numbers of the IANA DNS registries, with their mnemonics.
//!
//! Each registry is a newtype round the integer that is on the wire, with a constant for every
//! assigned value. None is an enum: a value that nobody has assigned yet is as good as any other,
//! is kept as it is and can be compared, printed and composed again. RR types are not here; they
//! come with their RDATA.
//!
//! # Contract
//!
//! - [`Display`] writes the mnemonic; without one, the number behind the prefix of the registry
//!   (`CLASS32`, `OPCODE3`, `key667`), or alone where the registry has no prefix.
//! - [`FromStr`] reads both forms of every value, in any case, and refuses numbers that do not fit
//!   the field.
//! - `mnemonic` and `meaning` are `None` for what is not in the registry; `ALL` lists what is.
//! - A conversion from the integer never fails, and nothing here allocates.
//!
//! Records print most of these fields as numbers, as their RFCs say; use `.0` for that.
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
mod message;
mod other;
mod security;
mod svcb;
mod table;
mod text;

#[cfg(test)]
mod tests;

pub use dnssec::{Algorithm, DigestType, Nsec3HashAlgorithm};
pub use edns::{InfoCode, OptionCode};
pub use message::{Class, Opcode, Rcode};
pub use other::{AddressFamily, AfsdbSubtype, DsoType, DsyncScheme, ZoneversionType};
pub use security::{
    CertType, CertificateUsage, DhcidDigestType, DhcidIdentifierType, FingerprintType, GatewayType,
    IpseckeyAlgorithm, MatchingType, RelayType, Selector, SshfpAlgorithm, TkeyMode, ZonemdHash,
    ZonemdScheme,
};
pub use svcb::SvcParamKey;
pub use text::{caa_tag, resinfo_key, tsig_algorithm};

/// The text is neither a mnemonic of the registry nor a number in the form that `Display` writes.
///
/// A number that does not fit the field is not known either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the mnemonic is not known")]
pub struct UnknownMnemonic;
