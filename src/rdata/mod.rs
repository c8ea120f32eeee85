//! The data of resource records, one struct per type.
//!
//! [`Rdata`] is any of them; [`Data`] is what they have in common. Each struct has the fields that
//! the type's RFC gives it, under the RFC's names, and displays in presentation format. Lists
//! inside RDATA are borrowed and iterated, never collected.
//!
//! Octets that do not fit their type are [`Rdata::Malformed`], with the reason; a type without a
//! known layout is [`Rdata::Unknown`] ([RFC 3597]).
//!
//! [RFC 3597]: https://www.rfc-editor.org/rfc/rfc3597

mod any;
mod class;
#[macro_use]
mod table;
mod rtype;

pub mod address;
pub mod alias;
pub mod mail;
pub mod service;
pub mod svcb;
pub mod text;
pub mod transaction;
pub mod zone;

pub use any::{Empty, Malformed, Unknown};
pub(crate) use any::{check, field_name, walk};
pub use class::ClassSet;
pub use rtype::Type;

use crate::compose::NamePolicy;
use crate::field::Fields;
pub use crate::field::{
    Bare, Base32hex, Base64, CharacterString, Hex, HexOrDash, Items, Len8, Len16, List, Quoted,
    Time, TypeBitmap, Types,
};
use crate::registry::Class;

/// The RDATA of one type.
///
/// Implemented by the structs of this module; it cannot be implemented elsewhere.
pub trait Data<'a>: Fields<'a> + Into<Rdata<'a>> {
    /// The type.
    const TYPE: Type;

    /// The classes in which the type has this layout.
    const CLASSES: ClassSet;

    /// What may happen to the names inside.
    const POLICY: NamePolicy;
}

// To add a type: write its struct in one of the modules, its line here, and a sample in
// tests/data/vectors.jsonl. The marks tell what may happen to the names inside: see `NamePolicy`.
rdata_types! {
    types {
    //  value  mnemonic    struct                      classes  names
        1      A           address::A                  InHs     [];
        2      NS          zone::Ns<'a>                Any      [compress lowercase mdns];
        5      CNAME       alias::Cname<'a>            Any      [compress lowercase mdns];
        6      SOA         zone::Soa<'a>               Any      [compress lowercase mdns];
        10     NULL        text::Null<'a>              Any      [];
        12     PTR         alias::Ptr<'a>              Any      [compress lowercase mdns];
        15     MX          mail::Mx<'a>                Any      [compress lowercase mdns];
        16     TXT         text::Txt<'a>               Any      [];
        28     AAAA        address::Aaaa               In       [];
        33     SRV         service::Srv<'a>            In       [decompress lowercase mdns];
        39     DNAME       alias::Dname<'a>            Any      [lowercase mdns];
        41     OPT         transaction::Opt<'a>        Any      [];
    }
    other_classes {
        1      A           address::ChaosA<'a>         Ch       [];
    }
    without_rdata {
        128 NXNAME "marks a name that does not exist, in type bitmaps (RFC 9824)";
        251 IXFR "asks for an incremental zone transfer (RFC 1995)";
        252 AXFR "asks for a zone transfer (RFC 5936)";
        253 MAILB "asks for MB, MG and MR (RFC 1035 section 3.2.3)";
        254 MAILA "asks for mail agents; obsolete (RFC 1035 section 3.2.3)";
        255 ANY "asks for some or all records (RFC 1035 section 3.2.3, RFC 8482)";
    }
}
