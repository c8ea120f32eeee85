//! Keys and certificates of hosts, services and people.

use crate::layout::{
    Endpoint, FieldType, Fields, Layout, Value, Values, display, field_list, fields, read_values,
};
use crate::name::Pointers;
use crate::registry::{
    Algorithm, CertType, CertificateUsage, FingerprintType, GatewayType, IpseckeyAlgorithm,
    MatchingType, Selector, SshfpAlgorithm,
};
use crate::wire::{Parsed, Wire};

/// The octets of a fingerprint, by its type.
const FINGERPRINTS: &[(u8, u16)] =
    &[(FingerprintType::SHA_1.0, 20), (FingerprintType::SHA_256.0, 32)];
/// The octets of association data, by its matching type.
const ASSOCIATIONS: &[(u8, u16)] =
    &[(MatchingType::SHA2_256.0, 32), (MatchingType::SHA2_512.0, 64)];

fields! {
    /// SSHFP: the fingerprint of an SSH host key ([RFC 4255 section 3.1]).
    ///
    /// ```text
    /// example. 300 IN SSHFP 1 1 00112233445566778899AABBCCDDEEFF00112233
    /// ```
    ///
    /// [RFC 4255 section 3.1]: https://www.rfc-editor.org/rfc/rfc4255#section-3.1
    pub struct Sshfp<'a> {
        /// The algorithm of the key.
        pub algorithm: SshfpAlgorithm,
        /// The digest algorithm of the fingerprint.
        pub fp_type: FingerprintType,
        /// The digest of the key.
        #[check(LengthBy(1, FINGERPRINTS, FingerprintLength))]
        pub fingerprint: &'a [u8],
    }
}

/// Types with the layout of TLSA.
macro_rules! certificate_associations {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// The use of the association for the certificate of the peer.
                pub certificate_usage: CertificateUsage,
                /// The part of the certificate that is compared.
                pub selector: Selector,
                /// The form of that part.
                pub matching_type: MatchingType,
                /// That part, or its digest.
                #[check(LengthBy(2, ASSOCIATIONS, AssociationLength))]
                pub certificate_association_data: &'a [u8],
            }
        }
    )+};
}

certificate_associations! {
    /// TLSA: the certificate of a TLS server, or its issuer ([RFC 6698 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN TLSA 3 1 1 00112233445566778899AABBCCDDEEFF102132435465768798A9BACBDCEDFE0F
    /// ```
    ///
    /// [RFC 6698 section 2.1]: https://www.rfc-editor.org/rfc/rfc6698#section-2.1
    Tlsa;
    /// SMIMEA: the certificate of a mail user, or its issuer ([RFC 8162 section 2]).
    ///
    /// ```text
    /// example. 300 IN SMIMEA 3 1 1 00112233445566778899AABBCCDDEEFF102132435465768798A9BACBDCEDFE0F
    /// ```
    ///
    /// [RFC 8162 section 2]: https://www.rfc-editor.org/rfc/rfc8162#section-2
    Smimea;
}

fields! {
    /// CERT: a certificate or a list of revoked ones ([RFC 4398 section 2]).
    ///
    /// ```text
    /// example. 300 IN CERT PKIX 12345 8 MIIBCgKCAQ==
    /// ```
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
        #[kind(Rest(Base64))]
        #[check(NotEmpty(EmptyCertificate))]
        pub certificate_or_crl: &'a [u8],
    }
}

fields! {
    /// OPENPGPKEY: the OpenPGP key of a mail user ([RFC 7929 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN OPENPGPKEY mQENBFVHm5sBCAA=
    /// ```
    ///
    /// [RFC 7929 section 2.1]: https://www.rfc-editor.org/rfc/rfc7929#section-2.1
    pub struct Openpgpkey<'a> {
        /// The key: a Transferable Public Key as RFC 4880 calls it.
        #[kind(Rest(Base64))]
        #[check(NotEmpty(EmptyOpenpgpKey))]
        pub openpgp_public_key: &'a [u8],
    }
}

fields! {
    /// CAA: the authorities that may issue certificates for the owner ([RFC 8659 section 4.1]).
    ///
    /// ```text
    /// example. 300 IN CAA 0 issue "ca1.example.net"
    /// ```
    ///
    /// [RFC 8659 section 4.1]: https://www.rfc-editor.org/rfc/rfc8659#section-4.1
    pub struct Caa<'a> {
        /// Bit 0, the highest, is `issuer critical`; the others have no meaning yet.
        #[check(OnlyBits(0x80, ReservedFlag))]
        pub flags: u8,
        /// The name of the property: 1 to 255 ASCII letters and digits; their case does not matter.
        #[kind(Counted8(Bare))]
        #[check(Alphanumeric(1, CaaTag))]
        pub tag: &'a [u8],
        /// The value, of any length.
        #[kind(Rest(Quoted))]
        pub value: &'a [u8],
    }
}

/// Tags, whose case does not matter ([RFC 8659 section 4.1]).
///
/// [RFC 8659 section 4.1]: https://www.rfc-editor.org/rfc/rfc8659#section-4.1
impl Caa<'_> {
    /// An authorized issuer (RFC 8659).
    pub const ISSUE: &'static str = "issue";
    /// An authorized issuer of wildcards (RFC 8659).
    pub const ISSUEWILD: &'static str = "issuewild";
    /// An address for reports (RFC 8659).
    pub const IODEF: &'static str = "iodef";
    /// A contact by mail (CA/B Forum).
    pub const CONTACTEMAIL: &'static str = "contactemail";
    /// A contact by telephone (CA/B Forum).
    pub const CONTACTPHONE: &'static str = "contactphone";
    /// An issuer of mark certificates (`AuthIndicators`).
    pub const ISSUEVMC: &'static str = "issuevmc";
    /// An issuer of S/MIME certificates (RFC 9495).
    pub const ISSUEMAIL: &'static str = "issuemail";
    /// Every tag.
    pub const TAGS: &'static [&'static str] = &[
        Self::ISSUE,
        Self::ISSUEWILD,
        Self::IODEF,
        Self::CONTACTEMAIL,
        Self::CONTACTPHONE,
        Self::ISSUEVMC,
        Self::ISSUEMAIL,
    ];

    /// Returns `true` if an issuer that does not understand the tag must not issue a certificate
    /// ([RFC 8659 section 4.1]).
    ///
    /// [RFC 8659 section 4.1]: https://www.rfc-editor.org/rfc/rfc8659#section-4.1
    #[must_use]
    pub const fn is_critical(&self) -> bool {
        self.flags & 0x80 != 0
    }
}

/// IPSECKEY: a public key for IPsec, and the gateway to use ([RFC 4025 section 2.1]).
///
/// ```text
/// example. 300 IN IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
/// ```
///
/// [RFC 4025 section 2.1]: https://www.rfc-editor.org/rfc/rfc4025#section-2.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ipseckey<'a> {
    /// Lower values are preferred.
    pub precedence: u8,
    /// The format of the key; 0 when there is none.
    pub algorithm: IpseckeyAlgorithm,
    /// The gateway; it decides the gateway type.
    pub gateway: Endpoint<'a>,
    /// The key, in the format of its algorithm.
    pub public_key: &'a [u8],
}

impl Ipseckey<'_> {
    /// The type of the gateway.
    #[must_use]
    pub fn gateway_type(&self) -> GatewayType {
        GatewayType(self.gateway.number())
    }
}

impl<'a> Fields<'a> for Ipseckey<'a> {
    // "A value of 0 indicates that no key is present" (RFC 4025 section 2.4).
    const LAYOUT: &'static Layout = &Layout::new(field_list![
        precedence: U8;
        gateway_type: GatewayType;
        algorithm: U8;
        gateway: Gateway;
        public_key: Rest(Base64), check [NotEmptyUnlessZero(2, EmptyIpsecKey)];
    ]);

    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let (left, values) = read_values(Self::LAYOUT.fields, data, pointers)?;
        let [precedence, kind, algorithm, gateway, public_key] = values.array();
        let key = Ipseckey {
            precedence: u8::of(precedence),
            algorithm: IpseckeyAlgorithm::of(algorithm),
            gateway: Endpoint::of(kind, gateway),
            public_key: <&[u8]>::of(public_key),
        };
        Ok((left, key))
    }

    fn values(&self) -> Values<'a> {
        Values::of([
            Value::Number(self.precedence.into()),
            Value::Number(self.gateway.number().into()),
            Value::Number(self.algorithm.0.into()),
            self.gateway.value(),
            Value::Octets(self.public_key),
        ])
    }
}

display! { Ipseckey 'a <'a> }
