//! Why an answer is what it is, and whom to tell.

use crate::compose::{Full, Output};
use crate::field::{FieldView, Fields, fields};
use crate::name::{Follow, Name};
use crate::registry::InfoCode;
use crate::text::{Plain, Text};
use crate::wire::{Parsed, Wire};

fields! {
    /// EDE: an extended DNS error ([RFC 8914 section 2]); there may be several.
    ///
    /// [RFC 8914 section 2]: https://www.rfc-editor.org/rfc/rfc8914#section-2
    pub struct ExtendedError<'a> {
        /// What went wrong.
        pub info_code: InfoCode,
        /// More about it, for humans; see [`ExtendedError::text`].
        pub extra_text: &'a str,
    }
    shown show_error;
}

impl<'a> ExtendedError<'a> {
    /// The text without a NUL octet at its end; `None` when there is none.
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

fn show_error(error: &ExtendedError<'_>, text: &mut Text<'_>) {
    text.number(error.info_code.0);
    if let Some(meaning) = error.info_code.meaning() {
        text.ascii(" (");
        text.ascii(meaning);
        text.push(b')');
    }
    if !error.extra_text.is_empty() {
        text.ascii(": (");
        text.escaped(error.extra_text.as_bytes(), Plain::IN_PARENTHESES);
        text.push(b')');
    }
}

fields! {
    /// Report-Channel: whom to tell of errors in a zone ([RFC 9567 section 6.1]).
    ///
    /// [RFC 9567 section 6.1]: https://www.rfc-editor.org/rfc/rfc9567#section-6.1
    pub struct ReportChannel<'a> {
        /// The domain below which reports are asked for, never compressed.
        pub agent_domain: Name<'a>,
    }
}

fields! {
    /// EDE-EXTRA-TEXT-LANGUAGE: the language of [`ExtendedError::extra_text`]
    /// (draft-muks-dns-filtering-05).
    pub struct EdeExtraTextLanguage<'a> {
        /// A language tag of BCP 47.
        pub language: &'a str,
    }
}

fields! {
    /// FILTERING-CONTACT: whom to ask about an answer that was filtered
    /// (draft-muks-dns-filtering-05).
    pub struct FilteringContact<'a> {
        /// A URI.
        pub contact: &'a str,
    }
}

fields! {
    /// FILTERING-ORGANIZATION: who filtered an answer (draft-muks-dns-filtering-05).
    pub struct FilteringOrganization<'a> {
        /// The name of the organization.
        pub organization: &'a str,
    }
}

fields! {
    /// FILTERING-DB: from which list the reason to filter comes (draft-muks-dns-filtering-05).
    pub struct FilteringDb<'a> {
        /// The name of the list.
        pub db: &'a str,
    }
}

/// STRUCTURED-DNS-ERROR: the client takes I-JSON as the text of an extended error
/// (draft-ietf-dnsop-structured-dns-error-27); no octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StructuredDnsError;

impl<'a> Fields<'a> for StructuredDnsError {
    const NAMES: &'static [&'static str] = &[];

    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        Ok((i, StructuredDnsError))
    }

    fn compose<O: Output>(&self, _: &mut O) -> Result<(), Full> {
        Ok(())
    }

    fn show(&self, _: &mut Text<'_>) {}

    fn walk(i: Wire<'a>, _: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        Ok((i, ()))
    }
}

crate::field::declare::display! { StructuredDnsError 'a }
