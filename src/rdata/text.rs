//! Text and opaque data: TXT and types like it, values coded by a standard, NULL.

use crate::layout::{List, fields};

fields! {
    /// TXT: text strings ([RFC 1035 section 3.3.14]).
    ///
    /// [RFC 1035 section 3.3.14]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14
    pub struct Txt<'a> {
        /// One string or more.
        pub txt_data: List<'a, &'a [u8]>,
    }
}

fields! {
    /// SPF: the hosts that may send mail for the owner; replaced by TXT ([RFC 4408 section 3.1.1]).
    ///
    /// [RFC 4408 section 3.1.1]: https://www.rfc-editor.org/rfc/rfc4408#section-3.1.1
    pub struct Spf<'a> {
        /// One string or more; readers join them.
        pub txt_data: List<'a, &'a [u8]>,
    }
}

fields! {
    /// HINFO: the hardware and operating system of a host ([RFC 1035 section 3.3.2]).
    ///
    /// Servers also answer QTYPE ANY with it ([RFC 8482 section 4.2]).
    ///
    /// [RFC 1035 section 3.3.2]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.2
    /// [RFC 8482 section 4.2]: https://www.rfc-editor.org/rfc/rfc8482#section-4.2
    pub struct Hinfo<'a> {
        /// The hardware.
        #[kind(Counted8(Quoted))]
        pub cpu: &'a [u8],
        /// The operating system.
        #[kind(Counted8(Quoted))]
        pub os: &'a [u8],
    }
}

fields! {
    /// NINFO: the state of a zone ([draft-lewis-dns-zone-status]).
    ///
    /// [draft-lewis-dns-zone-status]: https://www.iana.org/assignments/dns-parameters/NINFO/ninfo-completed-template
    pub struct Ninfo<'a> {
        /// One string or more.
        pub zs_data: List<'a, &'a [u8]>,
    }
}

fields! {
    /// AVC: strings for applications ([IANA template][avc]).
    ///
    /// [avc]: https://www.iana.org/assignments/dns-parameters/AVC/avc-completed-template
    pub struct Avc<'a> {
        /// One string or more.
        pub avc_data: List<'a, &'a [u8]>,
    }
}

fields! {
    /// RESINFO: the abilities of a resolver ([RFC 9606 section 3]).
    ///
    /// [RFC 9606 section 3]: https://www.rfc-editor.org/rfc/rfc9606#section-3
    pub struct Resinfo<'a> {
        /// A key, or a key and a value, in each: see the constants of [`Resinfo`].
        pub txt_data: List<'a, &'a [u8]>,
    }
}

fields! {
    /// WALLET: the address of a wallet ([IANA template][wallet]).
    ///
    /// [wallet]: https://www.iana.org/assignments/dns-parameters/WALLET/wallet-completed-template
    pub struct Wallet<'a> {
        /// The currency, then the address.
        pub wallet_data: List<'a, &'a [u8]>,
    }
}

fields! {
    /// CLA: the convergence layer adapters of a node of the Bundle Protocol
    /// ([draft-johnson-dns-ipn-cla]).
    ///
    /// [draft-johnson-dns-ipn-cla]: https://datatracker.ietf.org/doc/html/draft-johnson-dns-ipn-cla-07
    pub struct Cla<'a> {
        /// One adapter or more.
        pub cla: List<'a, &'a [u8]>,
    }
}

/// Types for values that are coded by the documents of a body; the first field names the document.
macro_rules! coded_values {
    ($($(#[$doc:meta])* $name:ident by $document:ident $document_doc:literal;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                #[doc = $document_doc]
                #[kind(Counted8(Bare))]
                #[check(NotEmpty(EmptyCode))]
                pub $document: &'a [u8],
                /// The value; empty when the code is enough.
                #[kind(Counted8(Bare))]
                pub value: &'a [u8],
                /// The code or unit that the document defines.
                #[kind(Counted8(Bare))]
                #[check(NotEmpty(EmptyCode))]
                pub code: &'a [u8],
                /// The meaning of the value, for people; may be empty.
                #[kind(Rest(QuotedOrNothing))]
                pub descriptor: &'a [u8],
            }
        }
    )+};
}

coded_values! {
    /// UNECE: a value coded by a recommendation of UNECE
    /// ([draft-woodcock-faltstrom-external-registry-rrtypes]).
    ///
    /// [draft-woodcock-faltstrom-external-registry-rrtypes]: https://datatracker.ietf.org/doc/draft-woodcock-faltstrom-external-registry-rrtypes/
    Unece by recommendation "The number of the recommendation.";
    /// ISO: a value coded by a standard of ISO
    /// ([draft-woodcock-faltstrom-external-registry-rrtypes]).
    ///
    /// [draft-woodcock-faltstrom-external-registry-rrtypes]: https://datatracker.ietf.org/doc/draft-woodcock-faltstrom-external-registry-rrtypes/
    Iso by standard "The number of the standard.";
}

/// Types whose RDATA is any octets, written in the generic form of RFC 3597.
macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// Any octets, up to 65535.
                #[kind(Rest(Generic))]
                pub data: &'a [u8],
            }
        }
    )+};
}

opaque! {
    /// NULL: any octets ([RFC 1035 section 3.3.10]).
    ///
    /// [RFC 1035 section 3.3.10]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.10
    Null;
    /// UINFO: reserved, without a format ([IANA]).
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Uinfo;
    /// UID: reserved, without a format ([IANA]).
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Uid;
    /// GID: reserved, without a format ([IANA]).
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Gid;
    /// UNSPEC: reserved, without a format ([IANA]).
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Unspec;
}

/// Keys of [RFC 9606 section 5].
///
/// [RFC 9606 section 5]: https://www.rfc-editor.org/rfc/rfc9606#section-5
impl Resinfo<'_> {
    /// QNAME minimisation is on.
    pub const QNAMEMIN: &'static str = "qnamemin";
    /// The extended error codes that the resolver uses.
    pub const EXTERR: &'static str = "exterr";
    /// The address of a page with information.
    pub const INFOURL: &'static str = "infourl";
    /// Every key.
    pub const KEYS: &'static [&'static str] = &[Self::QNAMEMIN, Self::EXTERR, Self::INFOURL];
}
