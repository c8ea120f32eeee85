//! Public keys: DNSKEY and the types with its layout.

use crate::layout::fields;
use crate::registry::Algorithm;

/// The bits of the flags ([RFC 4034 section 2.1.1], [RFC 5011 section 3]).
///
/// [RFC 4034 section 2.1.1]: https://www.rfc-editor.org/rfc/rfc4034#section-2.1.1
/// [RFC 5011 section 3]: https://www.rfc-editor.org/rfc/rfc5011#section-3
const ZONE: u16 = 0x0100;
const REVOKE: u16 = 0x0080;
const SEP: u16 = 0x0001;
/// Both bits set in the flags of a KEY record: there is no key (RFC 2535 section 3.1.2).
const NO_KEY: u16 = 0xC000;
/// The bits of [`NO_KEY`] in the first octet.
const NO_KEY_BITS: u8 = 0xC0;

/// The CDNSKEY record that asks for a deletion: flags 0, protocol 3, algorithm 0, and a key of one zero
/// (RFC 8078 section 4).
const DELETION: &[u8] = &[0, 0, 3, 0, 0];

/// Types with the layout of DNSKEY. The checks of flags, protocol, algorithm and key follow the name.
macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident, protocol $protocol:literal,
        [$($of_flags:tt)*] [$($of_protocol:tt)*] [$($of_algorithm:tt)*] [$($of_key:tt)+];)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// The purposes of the key, one bit each.
                #[check($($of_flags)*)]
                pub flags: u16,
                #[doc = $protocol]
                #[check($($of_protocol)*)]
                pub protocol: u8,
                /// The algorithm of the key.
                #[check($($of_algorithm)*)]
                pub algorithm: Algorithm,
                /// The key, in the format of its algorithm.
                #[kind(Rest(Base64))]
                #[check($($of_key)+)]
                pub public_key: &'a [u8],
            }
        }
    )+};
}

/// Methods of keys that sign.
macro_rules! signing_keys {
    ($($name:ident)+) => {$(
        impl $name<'_> {
            /// The key tag, by which signatures and delegations name the key; other keys may have
            /// the same tag ([RFC 4034 appendix B]).
            ///
            /// [RFC 4034 appendix B]: https://www.rfc-editor.org/rfc/rfc4034#appendix-B
            #[must_use]
            pub fn key_tag(&self) -> u16 {
                key_tag(self.flags, self.protocol, self.algorithm, self.public_key)
            }
        }
    )+};
}

/// The flags of keys in DNSSEC.
macro_rules! zone_keys {
    ($($name:ident)+) => {$(
        impl $name<'_> {
            /// Returns `true` for a zone key, which may sign zones ([RFC 4034 section 2.1.1]).
            ///
            /// [RFC 4034 section 2.1.1]: https://www.rfc-editor.org/rfc/rfc4034#section-2.1.1
            #[must_use]
            pub const fn is_zone_key(&self) -> bool {
                self.flags & ZONE != 0
            }

            /// Returns `true` if it is revoked as a trust anchor ([RFC 5011 section 2.1]).
            ///
            /// [RFC 5011 section 2.1]: https://www.rfc-editor.org/rfc/rfc5011#section-2.1
            #[must_use]
            pub const fn is_revoked(&self) -> bool {
                self.flags & REVOKE != 0
            }

            /// Returns `true` if it is meant as a secure entry point ([RFC 4034 section 2.1.1]).
            ///
            /// [RFC 4034 section 2.1.1]: https://www.rfc-editor.org/rfc/rfc4034#section-2.1.1
            #[must_use]
            pub const fn is_secure_entry_point(&self) -> bool {
                self.flags & SEP != 0
            }
        }
    )+};
}

keys! {
    /// DNSKEY: a key that signs a zone ([RFC 4034 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=
    /// ```
    ///
    /// [RFC 4034 section 2.1]: https://www.rfc-editor.org/rfc/rfc4034#section-2.1
    Dnskey, protocol "3; validators do not use keys with another value.",
        [OnlyBits(ZONE | REVOKE | SEP, ReservedFlag)] [Equals(3, KeyProtocol)] [] [NotEmpty(EmptyKey)];
    /// CDNSKEY: a key whose digest a child wants its parent to have ([RFC 7344 section 3.2]).
    ///
    /// ```text
    /// example. 300 IN CDNSKEY 257 3 15 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
    /// ```
    ///
    /// `0 3 0 AA==` asks for no DS record ([RFC 8078 section 4]).
    ///
    /// [RFC 7344 section 3.2]: https://www.rfc-editor.org/rfc/rfc7344#section-3.2
    /// [RFC 8078 section 4]: https://www.rfc-editor.org/rfc/rfc8078#section-4
    Cdnskey, protocol "3; validators do not use keys with another value.",
        [OnlyBits(ZONE | REVOKE | SEP, ReservedFlag)] [Equals(3, KeyProtocol)]
        [WholeIfZero(DELETION, DeleteForm)] [NotEmpty(EmptyKey)];
    /// KEY: a key of a host, a user or, before DNSKEY, a zone ([RFC 2535 section 3.1],
    /// [RFC 3445]).
    ///
    /// ```text
    /// example. 300 IN KEY 256 3 5 AAECAwQFBgcICQoLDA0ODxAREhM=
    /// ```
    ///
    /// [RFC 2535 section 3.1]: https://www.rfc-editor.org/rfc/rfc2535#section-3.1
    /// [RFC 3445]: https://www.rfc-editor.org/rfc/rfc3445
    Key, protocol "3 for DNSSEC; the other values are obsolete.",
        [] [] [] [NotEmptyUnless(0, NO_KEY_BITS, EmptyKey)];
    /// RKEY: a key for NAPTR records that are encrypted ([draft-reid-dnsext-rkey section 3]).
    ///
    /// ```text
    /// example. 300 IN RKEY 0 255 1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYX
    /// ```
    ///
    /// [draft-reid-dnsext-rkey section 3]: https://datatracker.ietf.org/doc/html/draft-reid-dnsext-rkey-00#section-3
    Rkey, protocol "The protocol that the key is for.",
        [] [] [] [NotEmpty(EmptyKey)];
}

signing_keys! { Dnskey Cdnskey Key }
zone_keys! { Dnskey Cdnskey }

impl Key<'_> {
    /// Returns `true` if the flags mean that the record has no key ([RFC 2535 section 3.1.2]).
    ///
    /// [RFC 2535 section 3.1.2]: https://www.rfc-editor.org/rfc/rfc2535#section-3.1.2
    #[must_use]
    pub const fn is_no_key(&self) -> bool {
        self.flags & NO_KEY == NO_KEY
    }
}

/// The key tag of RFC 4034 appendix B: a checksum of the RDATA in words of 16 bits.
fn key_tag(flags: u16, protocol: u8, algorithm: Algorithm, key: &[u8]) -> u16 {
    if algorithm == Algorithm::RSAMD5 {
        return match key {
            // The key ends in its modulus, whose lowest octet does not count (appendix B.1).
            [.., high, low, _] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        };
    }
    let word = |high: u8, low: u8| u32::from(u16::from_be_bytes([high, low]));
    // At most 32768 words of 16 bits: the sum fits.
    let key = key.chunks(2).map(|pair| match pair {
        [high, low] => word(*high, *low),
        [high] => word(*high, 0),
        _ => 0,
    });
    let sum = key.fold(u32::from(flags) + word(protocol, algorithm.0), u32::wrapping_add);
    let [carry @ .., high, low] = sum.to_be_bytes();
    u16::from_be_bytes([high, low]).wrapping_add(u16::from_be_bytes(carry))
}

#[cfg(test)]
mod tests {
    use super::key_tag;
    use crate::registry::Algorithm;

    /// The key of RFC 4034 section 5.4.
    const KEY: &str = "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYC\
        mZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DM\
        BmADjFDc2w/rljwvFw==";

    #[test]
    fn key_tag_is_that_of_rfc_4034() {
        let key = data_encoding::BASE64.decode(KEY.as_bytes()).unwrap();
        assert_eq!(key_tag(256, 3, Algorithm::RSASHA1, &key), 60485);
        assert_eq!(key_tag(256, 3, Algorithm::RSAMD5, &key), 0x3C2F);
    }

    #[test]
    fn key_tag_of_any_length_is_computed() {
        let key = std::vec![0xFF; 65531];
        assert_eq!(key_tag(0xFFFF, 0xFF, Algorithm(0xFF), &key), 0xFF00);
        assert_eq!(key_tag(0, 0, Algorithm::RSAMD5, &[1, 2]), 0);
    }
}
