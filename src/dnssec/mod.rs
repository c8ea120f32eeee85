//! The inputs of DNSSEC: octets that signatures and digests cover, and the names that NSEC and NSEC3
//! records deny.
//!
//! This module computes no digests: a cryptography crate does.
//!
//! | to | use |
//! | --- | --- |
//! | group the records of a section, with their signatures | [`Message::rrsets`](crate::Message::rrsets) |
//! | sign or verify an RRset | [`Rrset::signed_octets`] |
//! | make or check a DS record | [`Dnskey::digest`](crate::rdata::Dnskey::digest), [`Dnskey::ds_input`](crate::rdata::Dnskey::ds_input) |
//! | hash a name | [`Nsec3::hash`](crate::rdata::Nsec3::hash) |
//! | know what is denied | `covers` and `matches` of [`Nsec`](crate::rdata::Nsec) and [`Nsec3`](crate::rdata::Nsec3) |

mod denial;
#[cfg(feature = "alloc")]
mod rrset;

#[cfg(feature = "alloc")]
pub use rrset::{KeyDigest, Rrset};
