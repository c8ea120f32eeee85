//! The registries of the message header and of its entries: classes, opcodes, rcodes.

use super::table::registry;

registry! {
    /// The class of a record or question ([RFC 1035 section 3.2.4]).
    ///
    /// An unassigned class is written `CLASS` and its number ([RFC 3597 section 5]). In multicast
    /// DNS the top bit of the field is not part of the class: see [`Class::without_top_bit`].
    ///
    /// ```
    /// use dnswire::Class;
    ///
    /// assert_eq!((Class::IN.to_string(), Class(32).to_string()), ("IN".into(), "CLASS32".into()));
    /// assert_eq!("ch".parse(), Ok(Class::CH));
    /// assert!(Class::IN.with_top_bit(true).top_bit());
    /// ```
    ///
    /// [RFC 1035 section 3.2.4]: https://www.rfc-editor.org/rfc/rfc1035#section-3.2.4
    /// [RFC 3597 section 5]: https://www.rfc-editor.org/rfc/rfc3597#section-5
    pub struct Class(u16), prefix "CLASS", private (65280..=65534) {
        1 IN = "IN", "Internet" ("RFC 1035");
        3 CH = "CH", "Chaosnet" ("RFC 1035");
        4 HS = "HS", "Hesiod" ("RFC 1035");
        254 NONE = "NONE", "no class (QCLASS in updates)" ("RFC 2136");
        255 ANY = "ANY", "any class (written * in RFC 1035)" ("RFC 1035");
    }
}

impl Class {
    /// The bit that multicast DNS takes from the class field.
    const TOP_BIT: u16 = 0x8000;

    /// Returns `true` for ANY and NONE, which mark prerequisites and deletions of updates.
    #[inline]
    pub(crate) const fn is_of_update(self) -> bool {
        matches!(self, Class::ANY | Class::NONE)
    }

    /// Returns `true` if the top bit is set, which multicast DNS uses for another purpose.
    ///
    /// In a record it is the cache-flush bit: the record replaces what is cached for its name,
    /// type and class ([RFC 6762 section 10.2]). In a question it asks for a unicast response
    /// ([RFC 6762 section 5.4]). Elsewhere it is an ordinary bit of the class.
    ///
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    /// [RFC 6762 section 5.4]: https://www.rfc-editor.org/rfc/rfc6762#section-5.4
    #[inline]
    #[must_use]
    pub const fn top_bit(self) -> bool {
        self.0 & Self::TOP_BIT != 0
    }

    /// The class of a record or question in multicast DNS, which is the lower 15 bits.
    ///
    /// [RFC 6762 section 10.2] defines this for records, [RFC 6762 section 5.4] for questions.
    ///
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    /// [RFC 6762 section 5.4]: https://www.rfc-editor.org/rfc/rfc6762#section-5.4
    #[inline]
    #[must_use]
    pub const fn without_top_bit(self) -> Self {
        Self(self.0 & !Self::TOP_BIT)
    }

    /// The class with the top bit set or cleared, for multicast DNS.
    ///
    /// In a record it is the cache-flush bit ([RFC 6762 section 10.2]); in a question it asks for a
    /// unicast response ([RFC 6762 section 5.4]).
    ///
    /// ```
    /// use dnswire::Class;
    ///
    /// let class = Class::IN.with_top_bit(true);
    /// assert!(class.top_bit());
    /// assert_eq!(class.without_top_bit(), Class::IN);
    /// ```
    ///
    /// [RFC 6762 section 5.4]: https://www.rfc-editor.org/rfc/rfc6762#section-5.4
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    #[must_use]
    pub const fn with_top_bit(self, set: bool) -> Self {
        let Class(others) = self.without_top_bit();
        Class(if set { others | Self::TOP_BIT } else { others })
    }
}

registry! {
    /// The kind of request; 4 bits of the header ([RFC 1035 section 4.1.1]).
    ///
    /// An unassigned opcode is written `OPCODE` and its number; servers answer it with
    /// [`Rcode::NOTIMP`]. Values above 15 do not fit the header.
    ///
    /// ```
    /// use dnswire::Opcode;
    ///
    /// assert_eq!(Opcode(4).to_string(), "NOTIFY");
    /// assert_eq!("notify".parse(), Ok(Opcode::NOTIFY));
    /// ```
    ///
    /// [RFC 1035 section 4.1.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1
    pub struct Opcode(u8), prefix "OPCODE", max 15 {
        0 QUERY = "QUERY", "query" ("RFC 1035");
        1 IQUERY = "IQUERY", "inverse query" ("RFC 3425");
        2 STATUS = "STATUS", "server status" ("RFC 1035");
        4 NOTIFY = "NOTIFY", "zone change notification" ("RFC 1996");
        5 UPDATE = "UPDATE", "dynamic update" ("RFC 2136");
        6 DSO = "DSO", "stateful operations" ("RFC 8490");
    }
}

registry! {
    /// The response code: the result of a request ([RFC 6895 section 2.3]).
    ///
    /// 4 bits in the header, 12 with the upper ones in an OPT record ([RFC 6891 section 6.1.3]),
    /// 16 in the error fields of TSIG and TKEY. An unassigned value is written `RCODE` and its
    /// number. The value 16 has two names: see [`Rcode::tsig_mnemonic`].
    ///
    /// ```
    /// use dnswire::Rcode;
    ///
    /// assert_eq!(Rcode(10).to_string(), "NOTZONE");
    /// assert_eq!("notzone".parse(), Ok(Rcode::NOTZONE));
    /// ```
    ///
    /// [RFC 6895 section 2.3]: https://www.rfc-editor.org/rfc/rfc6895#section-2.3
    /// [RFC 6891 section 6.1.3]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.3
    pub struct Rcode(u16), prefix "RCODE", private (3841..=4095) {
        0 NOERROR = "NOERROR", "no error" ("RFC 1035");
        1 FORMERR = "FORMERR", "format error" ("RFC 1035");
        2 SERVFAIL = "SERVFAIL", "server failure" ("RFC 1035");
        3 NXDOMAIN = "NXDOMAIN", "no such name" ("RFC 1035");
        4 NOTIMP = "NOTIMP", "not implemented" ("RFC 1035");
        5 REFUSED = "REFUSED", "refused" ("RFC 1035");
        6 YXDOMAIN = "YXDOMAIN", "name exists when it should not" ("RFC 2136; RFC 6672");
        7 YXRRSET = "YXRRSET", "RRset exists when it should not" ("RFC 2136");
        8 NXRRSET = "NXRRSET", "RRset that should exist does not" ("RFC 2136");
        9 NOTAUTH = "NOTAUTH", "not authoritative for the zone; or not authorized"
            ("RFC 2136; RFC 8945");
        10 NOTZONE = "NOTZONE", "name not within the zone" ("RFC 2136");
        11 DSOTYPENI = "DSOTYPENI", "DSO type not implemented" ("RFC 8490");
        16 BADVERS = "BADVERS", "bad OPT version" ("RFC 6891");
        17 BADKEY = "BADKEY", "key not recognized" ("RFC 8945");
        18 BADTIME = "BADTIME", "signature out of time window" ("RFC 8945");
        19 BADMODE = "BADMODE", "bad TKEY mode" ("RFC 2930");
        20 BADNAME = "BADNAME", "duplicate key name" ("RFC 2930");
        21 BADALG = "BADALG", "algorithm not supported" ("RFC 2930");
        22 BADTRUNC = "BADTRUNC", "bad truncation" ("RFC 8945");
        23 BADCOOKIE = "BADCOOKIE", "bad or missing server cookie" ("RFC 7873");
    }
    also {
        16 BADSIG = "BADSIG", "TSIG signature failure" ("RFC 8945");
    }
}

impl Rcode {
    /// The mnemonic in the error field of a TSIG or TKEY record, where 16 is BADSIG, not BADVERS.
    ///
    /// All other values return [`Rcode::mnemonic`] ([RFC 6895 section 2.3]).
    ///
    /// [RFC 6895 section 2.3]: https://www.rfc-editor.org/rfc/rfc6895#section-2.3
    #[must_use]
    pub const fn tsig_mnemonic(self) -> Option<&'static str> {
        match self {
            Self::BADSIG => Some("BADSIG"),
            _ => self.mnemonic(),
        }
    }
}
