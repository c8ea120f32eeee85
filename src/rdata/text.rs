//! Text and opaque data: TXT and its kin, values coded by a standard, NULL.

use super::any::generic;
use crate::compose::{Full, Output};
use crate::field::declare::{display, visit as visit_field};
use crate::field::{
    Bare, CharacterString, Field, FieldView, Fields, Hex, List, QuotedOrNone, fields,
};
use crate::findings::Rule;
use crate::name::Follow;
use crate::rdata::rules::{Broken, unless};
use crate::text::Text;
use crate::wire::{Parsed, Wire};

fields! {
    /// TXT: text strings ([RFC 1035 section 3.3.14]).
    ///
    /// [RFC 1035 section 3.3.14]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14
    pub struct Txt<'a> {
        /// One string or more.
        pub txt_data: List<'a, CharacterString<'a>>,
    }
}

fields! {
    /// SPF: which hosts may send mail for the owner; replaced by TXT ([RFC 4408 section 3.1.1]).
    ///
    /// [RFC 4408 section 3.1.1]: https://www.rfc-editor.org/rfc/rfc4408#section-3.1.1
    pub struct Spf<'a> {
        /// One string or more, which are to be read as one.
        pub txt_data: List<'a, CharacterString<'a>>,
    }
}

fields! {
    /// HINFO: the hardware and operating system of a host ([RFC 1035 section 3.3.2]).
    ///
    /// Also what servers answer to QTYPE ANY ([RFC 8482 section 4.2]).
    ///
    /// [RFC 1035 section 3.3.2]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.2
    /// [RFC 8482 section 4.2]: https://www.rfc-editor.org/rfc/rfc8482#section-4.2
    pub struct Hinfo<'a> {
        /// The hardware.
        pub cpu: CharacterString<'a>,
        /// The operating system.
        pub os: CharacterString<'a>,
    }
}

fields! {
    /// NINFO: the state of a zone ([draft-lewis-dns-zone-status]).
    ///
    /// [draft-lewis-dns-zone-status]: https://www.iana.org/assignments/dns-parameters/NINFO/ninfo-completed-template
    pub struct Ninfo<'a> {
        /// One string or more.
        pub zs_data: List<'a, CharacterString<'a>>,
    }
}

fields! {
    /// AVC: what applications send ([IANA template][avc]).
    ///
    /// [avc]: https://www.iana.org/assignments/dns-parameters/AVC/avc-completed-template
    pub struct Avc<'a> {
        /// One string or more.
        pub avc_data: List<'a, CharacterString<'a>>,
    }
}

fields! {
    /// RESINFO: what a resolver can do ([RFC 9606 section 3]).
    ///
    /// [RFC 9606 section 3]: https://www.rfc-editor.org/rfc/rfc9606#section-3
    pub struct Resinfo<'a> {
        /// A key, or a key and a value, in each: see [`resinfo_key`](crate::registry::resinfo_key).
        pub txt_data: List<'a, CharacterString<'a>>,
    }
}

fields! {
    /// WALLET: the address of a wallet ([IANA template][wallet]).
    ///
    /// [wallet]: https://www.iana.org/assignments/dns-parameters/WALLET/wallet-completed-template
    pub struct Wallet<'a> {
        /// The currency, then the address.
        pub wallet_data: List<'a, CharacterString<'a>>,
    }
}

fields! {
    /// CLA: the convergence layer adapters of a node of the Bundle Protocol
    /// ([draft-johnson-dns-ipn-cla]).
    ///
    /// [draft-johnson-dns-ipn-cla]: https://datatracker.ietf.org/doc/html/draft-johnson-dns-ipn-cla-07
    pub struct Cla<'a> {
        /// One adapter or more.
        pub cla: List<'a, CharacterString<'a>>,
    }
}

/// Types for values that are coded by the documents of a body; the first field names the document.
macro_rules! coded_values {
    ($($(#[$doc:meta])* $name:ident by $(#[$document_doc:meta])* $document:ident;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                $(#[$document_doc])*
                pub $document: Bare<'a>,
                /// The value; empty when the code is all.
                pub value: Bare<'a>,
                /// The code or unit, as that document has it.
                pub code: Bare<'a>,
                /// What the value means, for people; may be empty.
                pub descriptor: QuotedOrNone<'a>,
            }
            rules Self::rule;
        }

        impl $name<'_> {
            fn rule(&self) -> Broken {
                unless(!self.$document.is_empty(), Rule::EmptyCode, 0)
                    .or_else(|| unless(!self.code.is_empty(), Rule::EmptyCode, 2))
            }
        }
    )+};
}

coded_values! {
    /// UNECE: a value coded by a recommendation of UNECE
    /// ([draft-woodcock-faltstrom-external-registry-rrtypes]).
    ///
    /// [draft-woodcock-faltstrom-external-registry-rrtypes]: https://datatracker.ietf.org/doc/draft-woodcock-faltstrom-external-registry-rrtypes/
    Unece by
        /// The number of the recommendation.
        recommendation;
    /// ISO: a value coded by a standard of ISO
    /// ([draft-woodcock-faltstrom-external-registry-rrtypes]).
    ///
    /// [draft-woodcock-faltstrom-external-registry-rrtypes]: https://datatracker.ietf.org/doc/draft-woodcock-faltstrom-external-registry-rrtypes/
    Iso by
        /// The number of the standard.
        standard;
}

/// Types whose RDATA is any octets, shown in the generic form of RFC 3597.
macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name<'a> {
            /// Anything, up to 65535 octets.
            pub data: &'a [u8],
        }

        impl<'a> Fields<'a> for $name<'a> {
            const NAMES: &'static [&'static str] = &["data"];

            fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
                let (i, Hex(data)) = Hex::parse(i, follow)?;
                Ok((i, $name { data }))
            }

            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                out.octets(self.data)
            }

            fn show(&self, text: &mut Text<'_>) {
                generic(self.data, text);
            }

            fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
                visit_field::<Hex<'a>>("data", i, visit)
            }
        }

        display! { $name 'a <'a> }
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
