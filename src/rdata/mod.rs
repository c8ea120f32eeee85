//! The data of resource records, one struct for each type.
//!
//! [`Rdata`] is any of them; [`Data`] is the trait that all of them implement. Each struct has the
//! fields of the type's RFC, under the RFC's names, and displays in presentation format. Lists
//! inside RDATA are borrowed and never collected.
//!
//! Octets that do not fit their type become [`Rdata::Malformed`], with the reason; a type without a
//! known layout is [`Rdata::Unknown`] ([RFC 3597]).
//!
//! [RFC 3597]: https://www.rfc-editor.org/rfc/rfc3597

mod address;
mod alias;
mod any;
mod binding;
mod delegation;
mod dnssec;
mod identity;
mod key;
mod legacy;
mod location;
mod mail;
mod own;
mod own_text;
mod security;
mod service;
pub mod svcb;
#[macro_use]
mod table;
mod text;
mod transaction;
mod zone;

pub use any::{Empty, Malformed, Unknown};
pub(crate) use any::{empty_txt, error, error_in, layout, write_fields};
pub use location::Location;
pub use own::{OwnCode, OwnOption, OwnParam, OwnType, OwnTypes};
#[cfg(feature = "alloc")]
pub(crate) use own_text::show_entry;
pub(crate) use table::TypeLayout;

use crate::error::RecordPlace;
use crate::layout::{Fields, Quick};
use crate::registry::{Class, ClassSet, NamePolicy, Type};
use crate::wire::Wire;

/// The RDATA of one type: a struct of this module, or one declared with [`fields!`](crate::fields).
///
/// ```
/// use dnswire::rdata::Data;
/// use dnswire::{RdataBuf, Type, fields};
///
/// fields! {
///     /// The weight of a host.
///     pub struct Weight {
///         /// Grams.
///         pub grams: u32,
///     }
/// }
///
/// impl Data<'_> for Weight {
///     const TYPE: Type = Type(65280);
/// }
///
/// let rdata = RdataBuf::of(&Weight { grams: 1500 })?;
/// assert_eq!(rdata.as_octets(), 1500_u32.to_be_bytes());
/// assert_eq!(rdata.data::<Weight>(), Some(Weight { grams: 1500 }));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub trait Data<'a>: Fields<'a> {
    /// The type.
    const TYPE: Type;

    /// The classes in which the type has this layout; all, unless set.
    const CLASSES: ClassSet = ClassSet::Any;

    /// The policy for the names in it; as they are and without compression, unless set.
    const POLICY: NamePolicy = NamePolicy::VERBATIM;
}

// To add a type: write its struct in one of the modules, its line here, and a sample in
// tests/data/samples.jsonl. The marks set the policy for the names inside: see `NamePolicy`.
rdata_types! {
    types {
    //  value  mnemonic              struct                         classes  names
        1      A                     address::A                     InHs     [];
        2      NS                    zone::Ns<'a>                   Any      [compress lowercase mdns];
        3      MD                    mail::Md<'a>                   Any      [compress lowercase];
        4      MF                    mail::Mf<'a>                   Any      [compress lowercase];
        5      CNAME                 alias::Cname<'a>               Any      [compress lowercase mdns];
        6      SOA                   zone::Soa<'a>                  Any      [compress lowercase mdns];
        7      MB                    mail::Mb<'a>                   Any      [compress lowercase];
        8      MG                    mail::Mg<'a>                   Any      [compress lowercase];
        9      MR                    mail::Mr<'a>                   Any      [compress lowercase];
        10     NULL                  text::Null<'a>                 Any      [];
        11     WKS                   legacy::Wks<'a>                In       [];
        12     PTR                   alias::Ptr<'a>                 Any      [compress lowercase mdns];
        13     HINFO                 text::Hinfo<'a>                Any      [];
        14     MINFO                 mail::Minfo<'a>                Any      [compress lowercase];
        15     MX                    mail::Mx<'a>                   Any      [compress lowercase mdns];
        16     TXT                   text::Txt<'a>                  Any      [];
        17     RP                    mail::Rp<'a>                   Any      [decompress lowercase mdns];
        18     AFSDB                 service::Afsdb<'a>             Any      [decompress lowercase mdns];
        19     X25                   legacy::X25<'a>                Any      [];
        20     ISDN                  legacy::Isdn<'a>               Any      [];
        21     RT                    service::Rt<'a>                Any      [decompress lowercase mdns];
        22     NSAP                  legacy::Nsap<'a>               In       [];
        23     NSAP_PTR "NSAP-PTR"   legacy::NsapPtr<'a>            In       [];
        24     SIG                   dnssec::Sig<'a>                Any      [decompress lowercase];
        25     KEY                   key::Key<'a>                   Any      [];
        26     PX                    mail::Px<'a>                   In       [decompress lowercase mdns];
        27     GPOS                  location::Gpos<'a>             Any      [];
        28     AAAA                  address::Aaaa                  In       [];
        29     LOC                   location::Loc<'a>              Any      [];
        30     NXT                   legacy::Nxt<'a>                Any      [decompress lowercase];
        31     EID                   legacy::Eid<'a>                In       [];
        32     NIMLOC                legacy::Nimloc<'a>             In       [];
        33     SRV                   service::Srv<'a>               In       [decompress lowercase mdns];
        34     ATMA                  legacy::Atma<'a>               In       [];
        35     NAPTR                 service::Naptr<'a>             Any      [decompress lowercase];
        36     KX                    service::Kx<'a>                In       [lowercase mdns];
        37     CERT                  security::Cert<'a>             Any      [];
        38     A6                    legacy::A6<'a>                 In       [lowercase];
        39     DNAME                 alias::Dname<'a>               Any      [lowercase mdns];
        40     SINK                  legacy::Sink<'a>               Any      [];
        41     OPT                   transaction::Opt<'a>           Any      [];
        42     APL                   address::Apl<'a>               In       [];
        43     DS                    delegation::Ds<'a>             Any      [];
        44     SSHFP                 security::Sshfp<'a>            Any      [];
        45     IPSECKEY              security::Ipseckey<'a>         Any      [];
        46     RRSIG                 dnssec::Rrsig<'a>              Any      [lowercase];
        47     NSEC                  dnssec::Nsec<'a>               Any      [mdns];
        48     DNSKEY                key::Dnskey<'a>                Any      [];
        49     DHCID                 identity::Dhcid<'a>            In       [];
        50     NSEC3                 dnssec::Nsec3<'a>              Any      [];
        51     NSEC3PARAM            dnssec::Nsec3param<'a>         Any      [];
        52     TLSA                  security::Tlsa<'a>             Any      [];
        53     SMIMEA                security::Smimea<'a>           Any      [];
        55     HIP                   identity::Hip<'a>              Any      [];
        56     NINFO                 text::Ninfo<'a>                Any      [];
        57     RKEY                  key::Rkey<'a>                  Any      [];
        58     TALINK                delegation::Talink<'a>         Any      [];
        59     CDS                   delegation::Cds<'a>            Any      [];
        60     CDNSKEY               key::Cdnskey<'a>               Any      [];
        61     OPENPGPKEY            security::Openpgpkey<'a>       Any      [];
        62     CSYNC                 delegation::Csync<'a>          Any      [];
        63     ZONEMD                dnssec::Zonemd<'a>             Any      [];
        64     SVCB                  binding::Svcb<'a>                 In       [];
        65     HTTPS                 binding::Https<'a>                In       [];
        66     DSYNC                 delegation::Dsync<'a>          Any      [];
        67     HHIT                  identity::Hhit<'a>             Any      [];
        68     BRID                  identity::Brid<'a>             Any      [];
        69     UNECE                 text::Unece<'a>                Any      [];
        70     ISO                   text::Iso<'a>                  Any      [];
        99     SPF                   text::Spf<'a>                  Any      [];
        100    UINFO                 text::Uinfo<'a>                Any      [];
        101    UID                   text::Uid<'a>                  Any      [];
        102    GID                   text::Gid<'a>                  Any      [];
        103    UNSPEC                text::Unspec<'a>               Any      [];
        104    NID                   identity::Nid                  Any      [];
        105    L32                   identity::L32                  Any      [];
        106    L64                   identity::L64                  Any      [];
        107    LP                    identity::Lp<'a>               Any      [];
        108    EUI48                 identity::Eui48<'a>            Any      [];
        109    EUI64                 identity::Eui64<'a>            Any      [];
        249    TKEY                  transaction::Tkey<'a>          Any      [];
        250    TSIG                  transaction::Tsig<'a>          Any      [];
        256    URI                   service::Uri<'a>               Any      [];
        257    CAA                   security::Caa<'a>              Any      [];
        258    AVC                   text::Avc<'a>                  Any      [];
        259    DOA                   service::Doa<'a>               Any      [];
        260    AMTRELAY              service::Amtrelay<'a>          Any      [];
        261    RESINFO               text::Resinfo<'a>              Any      [];
        262    WALLET                text::Wallet<'a>               Any      [];
        263    CLA                   text::Cla<'a>                  Any      [];
        264    IPN                   identity::Ipn                  Any      [];
        32768  TA                    delegation::Ta<'a>             Any      [];
        32769  DLV                   delegation::Dlv<'a>            Any      [];
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
