//! Errors, their reasons, and the addresses for reports.

use crate::layout::fields;
use crate::name::Name;
use crate::registry::InfoCode;

fields! {
    /// EDE: an extended DNS error ([RFC 8914 section 2]); there may be several.
    ///
    /// ```text
    /// EDE: 18 (Prohibited): (not here)
    /// ```
    ///
    /// [RFC 8914 section 2]: https://www.rfc-editor.org/rfc/rfc8914#section-2
    pub struct ExtendedError<'a> {
        /// The error.
        pub info_code: InfoCode,
        /// A text for people; see [`ExtendedError::text`].
        pub extra_text: &'a str,
    }
    text ExtendedError;
}

impl<'a> ExtendedError<'a> {
    /// The text without a NUL octet at its end; `None` when it is empty.
    ///
    /// "EXTRA-TEXT may be null terminated but MUST NOT be assumed to be" ([RFC 8914 section 2]).
    ///
    /// [RFC 8914 section 2]: https://www.rfc-editor.org/rfc/rfc8914#section-2
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        let text = self.extra_text.strip_suffix('\0').unwrap_or(self.extra_text);
        (!text.is_empty()).then_some(text)
    }
}

fields! {
    /// Report-Channel: the domain for reports of errors in a zone ([RFC 9567 section 6.1]).
    ///
    /// ```text
    /// REPORT-CHANNEL: agent.example.
    /// ```
    ///
    /// [RFC 9567 section 6.1]: https://www.rfc-editor.org/rfc/rfc9567#section-6.1
    pub struct ReportChannel<'a> {
        /// The domain under which reports are sent as queries; never compressed.
        pub agent_domain: Name<'a>,
    }
}

fields! {
    /// EDE-EXTRA-TEXT-LANGUAGE: the language of [`ExtendedError::extra_text`]
    /// (draft-muks-dns-filtering-05).
    ///
    /// ```text
    /// EDE-EXTRA-TEXT-LANGUAGE: "fr-CA"
    /// ```
    pub struct EdeExtraTextLanguage<'a> {
        /// A language tag of BCP 47.
        pub language: &'a str,
    }
}

fields! {
    /// FILTERING-CONTACT: the contact for an answer that was filtered
    /// (draft-muks-dns-filtering-05).
    ///
    /// ```text
    /// FILTERING-CONTACT: "mailto:abuse@example"
    /// ```
    pub struct FilteringContact<'a> {
        /// A URI.
        pub contact: &'a str,
    }
}

fields! {
    /// FILTERING-ORGANIZATION: the organization that filtered an answer
    /// (draft-muks-dns-filtering-05).
    ///
    /// ```text
    /// FILTERING-ORGANIZATION: "Example"
    /// ```
    pub struct FilteringOrganization<'a> {
        /// The name of the organization.
        pub organization: &'a str,
    }
}

fields! {
    /// FILTERING-DB: the list that gave the reason to filter (draft-muks-dns-filtering-05).
    ///
    /// ```text
    /// FILTERING-DB: "list 7"
    /// ```
    pub struct FilteringDb<'a> {
        /// The name of the list.
        pub db: &'a str,
    }
}

fields! {
    /// STRUCTURED-DNS-ERROR: the client accepts I-JSON as the text of an extended error
    /// (draft-ietf-dnsop-structured-dns-error-27); no octets.
    ///
    /// ```text
    /// STRUCTURED-DNS-ERROR
    /// ```
    pub struct StructuredDnsError;
}
