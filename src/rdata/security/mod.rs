//! Keys and certificates of hosts, services and people.

mod ipseckey;

pub use ipseckey::{Gateway, Ipseckey};

use crate::field::{Bare, Base64, Hex, Quoted, fields};
use crate::findings::Rule;
use crate::rdata::rules::{Broken, has_length, unless};
use crate::registry::{
    Algorithm, CertType, CertificateUsage, FingerprintType, MatchingType, Selector, SshfpAlgorithm,
};

fields! {
    /// SSHFP: the fingerprint of an SSH host key ([RFC 4255 section 3.1]).
    ///
    /// [RFC 4255 section 3.1]: https://www.rfc-editor.org/rfc/rfc4255#section-3.1
    pub struct Sshfp<'a> {
        /// The algorithm of the key.
        pub algorithm: SshfpAlgorithm,
        /// How the fingerprint was made.
        pub fp_type: FingerprintType,
        /// The digest of the key.
        pub fingerprint: Hex<'a>,
    }
    rules Self::rule;
}

impl Sshfp<'_> {
    fn rule(&self) -> Broken {
        let length = match self.fp_type {
            FingerprintType::SHA_1 => Some(20),
            FingerprintType::SHA_256 => Some(32),
            _ => None,
        };
        unless(has_length(&self.fingerprint, length), Rule::FingerprintLength, 2)
    }
}

/// Types with the layout of TLSA.
macro_rules! certificate_associations {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// What the certificate of the peer has to match.
                pub certificate_usage: CertificateUsage,
                /// Which part of the certificate is compared.
                pub selector: Selector,
                /// How that part is given.
                pub matching_type: MatchingType,
                /// That part, or its digest.
                pub certificate_association_data: Hex<'a>,
            }
            rules Self::rule;
        }

        impl $name<'_> {
            fn rule(&self) -> Broken {
                let length = match self.matching_type {
                    MatchingType::SHA2_256 => Some(32),
                    MatchingType::SHA2_512 => Some(64),
                    _ => None,
                };
                let holds = has_length(&self.certificate_association_data, length);
                unless(holds, Rule::AssociationLength, 3)
            }
        }
    )+};
}

certificate_associations! {
    /// TLSA: the certificate of a TLS server, or who issues it ([RFC 6698 section 2.1]).
    ///
    /// [RFC 6698 section 2.1]: https://www.rfc-editor.org/rfc/rfc6698#section-2.1
    Tlsa;
    /// SMIMEA: the certificate of a mail user, or who issues it ([RFC 8162 section 2]).
    ///
    /// [RFC 8162 section 2]: https://www.rfc-editor.org/rfc/rfc8162#section-2
    Smimea;
}

fields! {
    /// CERT: a certificate or a list of revoked ones ([RFC 4398 section 2]).
    ///
    /// [RFC 4398 section 2]: https://www.rfc-editor.org/rfc/rfc4398#section-2
    pub struct Cert<'a> {
        /// The format of the certificate.
        pub r#type: CertType,
        /// The key tag of the key in the certificate, or 0.
        pub key_tag: u16,
        /// The algorithm of that key, or 0.
        pub algorithm: Algorithm,
        /// The certificate or list.
        pub certificate_or_crl: Base64<'a>,
    }
    rules Self::rule;
}

impl Cert<'_> {
    fn rule(&self) -> Broken {
        unless(!self.certificate_or_crl.is_empty(), Rule::EmptyCertificate, 3)
    }
}

fields! {
    /// OPENPGPKEY: the OpenPGP key of a mail user ([RFC 7929 section 2.1]).
    ///
    /// [RFC 7929 section 2.1]: https://www.rfc-editor.org/rfc/rfc7929#section-2.1
    pub struct Openpgpkey<'a> {
        /// The key: a Transferable Public Key as RFC 4880 calls it.
        pub openpgp_public_key: Base64<'a>,
    }
    rules Self::rule;
}

impl Openpgpkey<'_> {
    fn rule(&self) -> Broken {
        unless(!self.openpgp_public_key.is_empty(), Rule::EmptyOpenpgpKey, 0)
    }
}

fields! {
    /// CAA: who may issue certificates for the owner ([RFC 8659 section 4.1]).
    ///
    /// [RFC 8659 section 4.1]: https://www.rfc-editor.org/rfc/rfc8659#section-4.1
    pub struct Caa<'a> {
        /// Bit 0, the highest, is `issuer critical`; the others have no meaning yet.
        pub flags: u8,
        /// What the value is: 1 to 255 ASCII letters and digits; their case does not matter.
        pub tag: Bare<'a>,
        /// The value, of any length.
        pub value: Quoted<'a>,
    }
    rules Self::rule;
}

impl Caa<'_> {
    /// Whether no certificate may be issued by who does not understand the tag
    /// ([RFC 8659 section 4.1]).
    ///
    /// [RFC 8659 section 4.1]: https://www.rfc-editor.org/rfc/rfc8659#section-4.1
    #[must_use]
    pub const fn is_critical(&self) -> bool {
        self.flags & 0x80 != 0
    }

    fn rule(&self) -> Broken {
        let holds = !self.tag.is_empty() && self.tag.iter().all(u8::is_ascii_alphanumeric);
        unless(holds, Rule::CaaTag, 1)
    }
}
