//! Mail: MX, the older mailbox records, and the person responsible for a name.

use crate::layout::fields;
use crate::name::Name;

fields! {
    /// MD: a host that delivers mail for the owner; replaced by MX ([RFC 1035 section 3.3.4]).
    ///
    /// ```text
    /// example. 300 IN MD host.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.4]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.4
    pub struct Md<'a> {
        /// The host.
        pub madname: Name<'a>,
    }
}

fields! {
    /// MF: a host that forwards mail for the owner; replaced by MX ([RFC 1035 section 3.3.5]).
    ///
    /// ```text
    /// example. 300 IN MF host.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.5]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.5
    pub struct Mf<'a> {
        /// The host.
        pub madname: Name<'a>,
    }
}

fields! {
    /// MB: the host of the mailbox that the owner is ([RFC 1035 section 3.3.3]).
    ///
    /// ```text
    /// example. 300 IN MB host.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.3]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.3
    pub struct Mb<'a> {
        /// The host.
        pub madname: Name<'a>,
    }
}

fields! {
    /// MG: a member of the mail group that the owner is ([RFC 1035 section 3.3.6]).
    ///
    /// ```text
    /// example. 300 IN MG member.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.6]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.6
    pub struct Mg<'a> {
        /// The mailbox of the member.
        pub mgmname: Name<'a>,
    }
}

fields! {
    /// MR: the new name of the mailbox that the owner was ([RFC 1035 section 3.3.8]).
    ///
    /// ```text
    /// example. 300 IN MR new.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.8]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.8
    pub struct Mr<'a> {
        /// The mailbox.
        pub newname: Name<'a>,
    }
}

fields! {
    /// MINFO: the person responsible for a mailbox or mail group ([RFC 1035 section 3.3.7]).
    ///
    /// ```text
    /// example. 300 IN MINFO requests.example. errors.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.7]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.7
    pub struct Minfo<'a> {
        /// The mailbox of the person responsible; the root means the owner itself.
        pub rmailbx: Name<'a>,
        /// The mailbox that gets error messages.
        pub emailbx: Name<'a>,
    }
}

fields! {
    /// MX: a mail exchange for the owner ([RFC 1035 section 3.3.9], [RFC 7505]).
    ///
    /// ```text
    /// example. 300 IN MX 10 mail.example.
    /// ```
    ///
    /// ```
    /// use dnswire::{NameBuf, rdata::Mx};
    ///
    /// let owner: NameBuf = "mail.example.".parse()?;
    /// let mx = Mx::new(10, &owner);
    /// assert_eq!(mx, Mx { preference: 10, exchange: owner.as_name() });
    /// assert_eq!(mx.to_string(), "10 mail.example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    ///
    /// [RFC 1035 section 3.3.9]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.9
    /// [RFC 7505]: https://www.rfc-editor.org/rfc/rfc7505
    pub struct Mx<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// A host willing to act as a mail exchange; the root means that the owner has none.
        pub exchange: Name<'a>,
    }
}

fields! {
    /// RP: the person responsible for the owner ([RFC 1183 section 2.2]).
    ///
    /// ```text
    /// example. 300 IN RP admin.example. txt.example.
    /// ```
    ///
    /// [RFC 1183 section 2.2]: https://www.rfc-editor.org/rfc/rfc1183#section-2.2
    pub struct Rp<'a> {
        /// The mailbox, the first label being its local part; the root means that the owner has
        /// none.
        pub mbox_dname: Name<'a>,
        /// The owner of TXT records with more information; the root means that none exist.
        pub txt_dname: Name<'a>,
    }
}

fields! {
    /// PX: the mapping of X.400 and Internet mail addresses ([RFC 2163 section 4]).
    ///
    /// ```text
    /// example. 300 IN PX 10 map822.example. mapx400.example.
    /// ```
    ///
    /// [RFC 2163 section 4]: https://www.rfc-editor.org/rfc/rfc2163#section-4
    pub struct Px<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// The Internet side of the mapping.
        pub map822: Name<'a>,
        /// The X.400 side, written as a domain name.
        pub mapx400: Name<'a>,
    }
}

impl<'a> Mx<'a> {
    /// A mail exchange with its preference; lower is better.
    ///
    /// ```
    /// use dnswire::{NameBuf, rdata::Mx};
    ///
    /// let exchange: NameBuf = "mail.example.".parse()?;
    /// assert_eq!(Mx::new(10, &exchange).to_string(), "10 mail.example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    #[must_use]
    pub fn new(preference: u16, exchange: impl Into<Name<'a>>) -> Self {
        Mx { preference, exchange: exchange.into() }
    }
}
