//! TLVs of DNS Stateful Operations ([RFC 8490], [RFC 8765]), one struct for each type.
//!
//! A message of OPCODE 6 has no entries: TLVs follow its header. [`Message::dso`] has them as
//! [`Tlvs`]; [`Raw::data`] decodes one into a [`Tlv`]. Octets that do not have the form of their
//! type become [`Tlv::Malformed`], with the reason; that affects no other TLV. [`Writer`] composes a
//! message.
//!
//! ```
//! use dnswire::{Message, dso::{KeepAlive, Tlv}};
//! # let octets = b"\xab\xcd\x30\0\0\0\0\0\0\0\0\0\0\x01\0\x08\0\0\x3a\x98\0\0\xea\x60";
//!
//! let message = Message::parse(octets)?;
//! let dso = message.dso().expect("its OPCODE is DSO");
//! match dso.primary().map(|tlv| tlv.data()) {
//!     Some(Tlv::KeepAlive(keepalive)) => println!("{} ms", keepalive.inactivity_timeout),
//!     Some(other) => println!("{other}"),
//!     None => {}
//! }
//! # assert_eq!(dso.tlvs().get::<KeepAlive>().unwrap()?.keepalive_interval, 60000);
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! [RFC 8490]: https://www.rfc-editor.org/rfc/rfc8490
//! [RFC 8765]: https://www.rfc-editor.org/rfc/rfc8765
//! [`Message::dso`]: crate::Message::dso
//! [`Raw::data`]: crate::layout::Raw::data

mod push;
mod session;
mod writer;

pub use writer::Writer;

use crate::layout::{Code, Coded, Layout, Raw, coded_table};
use crate::registry::DsoType;

/// The TLVs of a message, in their order.
///
/// ```
/// use dnswire::{Message, dso::{RetryDelay, Tlvs, Writer}};
///
/// let mut buffer = [0; 64];
/// let mut writer = Writer::unidirectional(&mut buffer)?;
/// writer.push(&RetryDelay { retry_delay: 5000 })?;
/// let message = Message::parse(writer.finish())?;
/// let tlvs: Tlvs = message.dso().unwrap().tlvs();
/// assert_eq!(tlvs.get::<RetryDelay>(), Some(Ok(RetryDelay { retry_delay: 5000 })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Tlvs<'a> = Coded<'a, DsoType>;

/// One TLV, not decoded.
///
/// ```
/// use dnswire::{Message, dso::{RawTlv, RetryDelay, Writer}, registry::DsoType};
///
/// let mut buffer = [0; 64];
/// let mut writer = Writer::unidirectional(&mut buffer)?;
/// writer.push(&RetryDelay { retry_delay: 5000 })?;
/// let message = Message::parse(writer.finish())?;
/// let tlv: RawTlv = message.dso().unwrap().primary().unwrap();
/// assert_eq!((tlv.code, tlv.octets), (DsoType::RETRY_DELAY, &[0, 0, 0x13, 0x88][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RawTlv<'a> = Raw<'a, DsoType>;

// To add a TLV: write its struct in one of the modules, and its line here.
coded_table! {
    /// A TLV, decoded by its type.
    ///
    /// ```
    /// use dnswire::{Message, dso::{RetryDelay, Tlv, Writer}};
    ///
    /// let mut buffer = [0; 64];
    /// let mut writer = Writer::unidirectional(&mut buffer)?;
    /// writer.push(&RetryDelay { retry_delay: 5000 })?;
    /// let tlv = Message::parse(writer.finish())?.dso().unwrap().primary().unwrap().data();
    /// assert!(matches!(tlv, Tlv::RetryDelay(delay) if delay.retry_delay == 5000));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    DsoType => Tlv {
        0x0001 KEEP_ALIVE = "KeepAlive", "keepalive" ("RFC 8490 section 7.1")
            => session::KeepAlive;
        0x0002 RETRY_DELAY = "RetryDelay", "retry delay" ("RFC 8490 section 7.2")
            => session::RetryDelay;
        0x0003 ENCRYPTION_PADDING = "EncryptionPadding", "padding" ("RFC 8490 section 7.3")
            => session::EncryptionPadding<'a>;
        0x0040 SUBSCRIBE = "SUBSCRIBE", "subscribe" ("RFC 8765 section 6.2")
            => push::Subscribe<'a>;
        0x0041 PUSH = "PUSH", "changes" ("RFC 8765 section 6.3")
            => push::Push<'a>;
        0x0042 UNSUBSCRIBE = "UNSUBSCRIBE", "unsubscribe" ("RFC 8765 section 6.4")
            => push::Unsubscribe;
        0x0043 RECONFIRM = "RECONFIRM", "reconfirm" ("RFC 8765 section 6.5")
            => push::Reconfirm<'a>;
    }
    without_layout {}
}

impl Code for DsoType {
    type Data<'a> = Tlv<'a>;

    const ASCENDING: bool = false;
    const PREFIX: &'static str = "DSOTYPE=";

    fn name(self) -> Option<&'static str> {
        self.mnemonic()
    }

    #[inline]
    fn layout(self) -> Option<&'static Layout> {
        layout_of(self)
    }

    fn decode(raw: Raw<'_, Self>) -> Tlv<'_> {
        decode(raw)
    }
}
