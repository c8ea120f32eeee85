//! What belongs to the exchange and not to any zone: OPT, TSIG, TKEY.

use crate::edns::Options;
use crate::field::{Base64, Field, Len16, Time, Time48, fields};
use crate::name::Name;
use crate::registry::{Rcode, TkeyMode};
use crate::text::Text;

fields! {
    /// OPT: the options of EDNS ([RFC 6891 section 6.1.2]); [`Edns`](crate::Edns) has the rest.
    ///
    /// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
    pub struct Opt<'a> {
        /// The options, in the order in which they stand.
        pub options: Options<'a>,
    }
}

fields! {
    /// TSIG: the signature of a message with a shared key ([RFC 8945 section 4.2]).
    ///
    /// The owner is the name of the key.
    ///
    /// [RFC 8945 section 4.2]: https://www.rfc-editor.org/rfc/rfc8945#section-4.2
    pub struct Tsig<'a> {
        /// The algorithm: see [`tsig_algorithm`](crate::registry::tsig_algorithm).
        pub algorithm_name: Name<'a>,
        /// When the message was signed.
        pub time_signed: Time48,
        /// How many seconds the clocks may differ.
        pub fudge: u16,
        /// The message authentication code; none in some errors.
        pub mac: Len16<Base64<'a>>,
        /// The ID of the message when it was signed.
        pub original_id: u16,
        /// What was wrong with the signature of the request.
        pub error: Rcode,
        /// The time of the server when the error is BADTIME.
        pub other_data: Len16<Base64<'a>>,
    }
    shown Self::text;
}

impl Tsig<'_> {
    fn text(&self, text: &mut Text<'_>) {
        self.algorithm_name.show(text);
        text.space();
        self.time_signed.show(text);
        text.space();
        text.number(self.fudge);
        counted(text, &self.mac);
        text.space();
        text.number(self.original_id);
        error(text, self.error);
        counted(text, &self.other_data);
    }
}

fields! {
    /// TKEY: the exchange of a shared key ([RFC 2930 section 2]).
    ///
    /// [RFC 2930 section 2]: https://www.rfc-editor.org/rfc/rfc2930#section-2
    pub struct Tkey<'a> {
        /// The algorithm that the key is for: see
        /// [`tsig_algorithm`](crate::registry::tsig_algorithm).
        pub algorithm: Name<'a>,
        /// When the key starts to be valid.
        pub inception: Time,
        /// When the key stops to be valid.
        pub expiration: Time,
        /// How the key is agreed on.
        pub mode: TkeyMode,
        /// What was wrong with the request.
        pub error: Rcode,
        /// The key exchange data, by the mode.
        pub key_data: Len16<Base64<'a>>,
        /// Not used.
        pub other_data: Len16<Base64<'a>>,
    }
    shown Self::text;
}

impl Tkey<'_> {
    fn text(&self, text: &mut Text<'_>) {
        self.algorithm.show(text);
        for time in [self.inception, self.expiration] {
            text.space();
            time.show(text);
        }
        text.space();
        text.number(self.mode.0);
        error(text, self.error);
        counted(text, &self.key_data);
        counted(text, &self.other_data);
    }
}

/// The mnemonic or number of an error, which is not that of a message.
fn error(text: &mut Text<'_>, error: Rcode) {
    text.space();
    match error.tsig_mnemonic() {
        Some(mnemonic) => text.ascii(mnemonic),
        None => text.number(error.0),
    }
}

/// The number of octets, and them if there are any.
fn counted(text: &mut Text<'_>, octets: &[u8]) {
    text.space();
    text.number(u64::try_from(octets.len()).unwrap_or(u64::MAX));
    if !octets.is_empty() {
        text.space();
        text.base64(octets);
    }
}
