//! The registries of single records and options, and of stateful operations.

use super::table::registry;

registry! {
    /// The scheme of the notifications that a DSYNC record asks for ([RFC 9859 section 2.1]).
    ///
    /// Records print the mnemonic, and an unassigned value as its number.
    ///
    /// ```
    /// use dnswire::registry::DsyncScheme;
    ///
    /// assert_eq!(DsyncScheme(1).to_string(), "NOTIFY");
    /// assert_eq!("notify".parse(), Ok(DsyncScheme::NOTIFY));
    /// ```
    ///
    /// [RFC 9859 section 2.1]: https://www.rfc-editor.org/rfc/rfc9859#section-2.1
    pub struct DsyncScheme(u8), private (128..=255) {
        0 NULL = -, "null scheme" ("RFC 9859");
        1 NOTIFY = "NOTIFY", "NOTIFY message" ("RFC 9859");
    }
}

registry! {
    /// The type of the version in a ZONEVERSION option ([RFC 9660 section 2]).
    ///
    /// The version of an unassigned type is opaque octets. The type is written as its number.
    ///
    /// ```
    /// use dnswire::registry::ZoneversionType;
    ///
    /// assert_eq!(ZoneversionType(0).to_string(), "SOA-SERIAL");
    /// assert_eq!("soa-serial".parse(), Ok(ZoneversionType::SOA_SERIAL));
    /// ```
    ///
    /// [RFC 9660 section 2]: https://www.rfc-editor.org/rfc/rfc9660#section-2
    pub struct ZoneversionType(u8), private (246..=254) {
        0 SOA_SERIAL = "SOA-SERIAL", "u32 SOA serial" ("RFC 9660");
    }
}

registry! {
    /// The address family in APL records and client subnet options ([RFC 3123 section 4]).
    ///
    /// Of the families that IANA lists, only those with a meaning in the DNS. Records print the
    /// number; the addresses of other families are opaque octets.
    ///
    /// ```
    /// use dnswire::registry::AddressFamily;
    ///
    /// assert_eq!(AddressFamily(2).to_string(), "IP6");
    /// assert_eq!("ip6".parse(), Ok(AddressFamily::IP6));
    /// ```
    ///
    /// [RFC 3123 section 4]: https://www.rfc-editor.org/rfc/rfc3123#section-4
    pub struct AddressFamily(u16) {
        1 IP = "IP", "IPv4" ("RFC 3123; IANA address family numbers");
        2 IP6 = "IP6", "IPv6" ("RFC 3123; IANA address family numbers");
    }
}

registry! {
    /// The service that the host of an AFSDB record offers ([RFC 1183 section 1]).
    ///
    /// Records print the number. An unassigned value is written as its number.
    ///
    /// ```
    /// use dnswire::registry::AfsdbSubtype;
    ///
    /// assert_eq!(AfsdbSubtype(2).to_string(), "DCE");
    /// assert_eq!("dce".parse(), Ok(AfsdbSubtype::DCE));
    /// ```
    ///
    /// [RFC 1183 section 1]: https://www.rfc-editor.org/rfc/rfc1183#section-1
    pub struct AfsdbSubtype(u16) {
        1 AFS = "AFS", "AFS 3.0 location service" ("RFC 1183");
        2 DCE = "DCE", "DCE/NCA root cell" ("RFC 1183");
    }
}

registry! {
    /// The type of a TLV in a DNS stateful operation ([RFC 8490 section 10.3]).
    ///
    /// An unassigned type is written as its number. As the primary TLV of a request it is
    /// answered with the rcode DSOTYPENI, as an additional one it is ignored
    /// ([RFC 8490 section 5.4.5]). The rows are in the table of TLVs, in the module `dso`.
    ///
    /// ```
    /// use dnswire::registry::DsoType;
    ///
    /// assert_eq!(DsoType(0x41).to_string(), "PUSH");
    /// assert_eq!("push".parse(), Ok(DsoType::PUSH));
    /// ```
    ///
    /// [RFC 8490 section 10.3]: https://www.rfc-editor.org/rfc/rfc8490#section-10.3
    /// [RFC 8490 section 5.4.5]: https://www.rfc-editor.org/rfc/rfc8490#section-5.4.5
    pub struct DsoType(u16), private (0xF800..=0xFBFF);
}
