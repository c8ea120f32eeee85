//! Text and opaque data: TXT and types like it, values coded by a standard, NULL.

use crate::layout::{List, fields};

fields! {
    /// TXT: text strings ([RFC 1035 section 3.3.14]).
    ///
    /// ```text
    /// example. 300 IN TXT "v=spf1" "-all"
    /// ```
    ///
    /// A string is octets that are mostly text; [`RdataBuf::txt`](crate::RdataBuf::txt) and
    /// [`ListBuf`](crate::ListBuf) make a record from strings.
    ///
    /// ```
    /// # #[cfg(feature = "alloc")] {
    /// use dnswire::{ListBuf, RdataBuf, rdata::Txt};
    ///
    /// let rdata = RdataBuf::txt(["hello", "world"])?;
    /// let txt: Txt = rdata.data().unwrap();
    /// let strings: Vec<_> = txt.txt_data.iter().map(core::str::from_utf8).collect::<Result<_, _>>()?;
    /// assert_eq!(strings, ["hello", "world"]);
    /// assert_eq!(txt.txt_data.iter().collect::<Vec<_>>().concat(), b"helloworld");
    ///
    /// let strings: ListBuf<[u8]> = ListBuf::<[u8]>::new(["a", "b"])?;
    /// assert_eq!(Txt { txt_data: strings.as_list() }.to_string(), r#""a" "b""#);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [RFC 1035 section 3.3.14]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14
    pub struct Txt<'a> {
        /// One string or more.
        pub txt_data: List<'a, &'a [u8]>,
    }
}

/// Attributes of services in DNS-based service discovery ([RFC 6763 section 6]).
///
/// [RFC 6763 section 6]: https://www.rfc-editor.org/rfc/rfc6763#section-6
impl<'a> Txt<'a> {
    /// The attributes: each has a key, and a value if there is an equals sign.
    ///
    /// A string without a key is ignored, and so is one whose key has other characters than
    /// printable ASCII. When a key is there twice, the first counts: see [`Txt::attribute`].
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Option<&'a [u8]>)> + use<'a> {
        self.txt_data.iter().filter_map(|string| {
            let mut parts = string.splitn(2, |octet| *octet == b'=');
            let key = parts.next().filter(|key| !key.is_empty())?;
            let is_printable = key.iter().all(|octet| matches!(octet, b' '..=b'~'));
            let key = core::str::from_utf8(key).ok().filter(|_| is_printable)?;
            Some((key, parts.next()))
        })
    }

    /// The first attribute with this key, without regard to the case of letters: `None` if there is
    /// none, `Some(None)` for a key without an equals sign.
    ///
    /// ```
    /// # #[cfg(feature = "alloc")] {
    /// use dnswire::{RdataBuf, rdata::Txt};
    ///
    /// let rdata = RdataBuf::txt(["txtvers=1", "rp=ipp/print", "Color", "note="])?;
    /// let txt: Txt = rdata.data().unwrap();
    /// assert_eq!(txt.attribute("RP"), Some(Some(&b"ipp/print"[..])));
    /// assert_eq!(txt.attribute("color"), Some(None));
    /// assert_eq!(txt.attribute("note"), Some(Some(&b""[..])));
    /// assert_eq!(txt.attribute("duplex"), None);
    /// assert_eq!(txt.attributes().next(), Some(("txtvers", Some(&b"1"[..]))));
    /// # }
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    #[must_use]
    pub fn attribute(&self, key: &str) -> Option<Option<&'a [u8]>> {
        let mut attributes = self.attributes();
        attributes.find(|(found, _)| found.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }
}

fields! {
    /// SPF: the hosts that may send mail for the owner; replaced by TXT ([RFC 4408 section 3.1.1]).
    ///
    /// ```text
    /// example. 300 IN SPF "v=spf1 -all"
    /// ```
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
    /// ```text
    /// example. 300 IN HINFO "PDP-11/70" "UNIX"
    /// ```
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
    /// ```text
    /// example. 300 IN NINFO "status" "ok"
    /// ```
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
    /// ```text
    /// example. 300 IN AVC "app-name:WOLFGANG|app-class:OAM|business=yes"
    /// ```
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
    /// ```text
    /// example. 300 IN RESINFO "qnamemin" "exterr=15-17"
    /// ```
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
    /// ```text
    /// example. 300 IN WALLET "BTC" "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
    /// ```
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
    /// ```text
    /// example. 300 IN CLA "LTP-UDP-v4"
    /// ```
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
    /// ```text
    /// example. 300 IN UNECE 20 ? P1 "moisture content, assay pending"
    /// ```
    ///
    /// [draft-woodcock-faltstrom-external-registry-rrtypes]: https://datatracker.ietf.org/doc/draft-woodcock-faltstrom-external-registry-rrtypes/
    Unece by recommendation "The number of the recommendation.";
    /// ISO: a value coded by a standard of ISO
    /// ([draft-woodcock-faltstrom-external-registry-rrtypes]).
    ///
    /// ```text
    /// example. 300 IN ISO 639 - ar "working language"
    /// ```
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
    /// ```text
    /// example. 300 IN NULL \# 2 ABCD
    /// ```
    ///
    /// [RFC 1035 section 3.3.10]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.10
    Null;
    /// UINFO: reserved, without a format ([IANA]).
    ///
    /// ```text
    /// example. 300 IN UINFO \# 2 ABCD
    /// ```
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Uinfo;
    /// UID: reserved, without a format ([IANA]).
    ///
    /// ```text
    /// example. 300 IN UID \# 2 ABCD
    /// ```
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Uid;
    /// GID: reserved, without a format ([IANA]).
    ///
    /// ```text
    /// example. 300 IN GID \# 2 ABCD
    /// ```
    ///
    /// [IANA]: https://www.iana.org/assignments/dns-parameters
    Gid;
    /// UNSPEC: reserved, without a format ([IANA]).
    ///
    /// ```text
    /// example. 300 IN UNSPEC \# 2 ABCD
    /// ```
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
