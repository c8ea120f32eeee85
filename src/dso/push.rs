//! TLVs of push notifications ([RFC 8765]).
//!
//! [RFC 8765]: https://www.rfc-editor.org/rfc/rfc8765

use crate::layout::fields;
use crate::name::Name;
use crate::registry::{Class, Type};

fields! {
    /// SUBSCRIBE: asks for the changes of an RRset ([RFC 8765 section 6.2]).
    ///
    /// ```
    /// use dnswire::dso::Subscribe;
    /// use dnswire::{Class, Name, Type};
    ///
    /// let tlv = Subscribe { name: Name::ROOT, rrtype: Type::ANY, class: Class::IN };
    /// assert_eq!(tlv.to_string(), ". ANY IN");
    /// ```
    ///
    /// [RFC 8765 section 6.2]: https://www.rfc-editor.org/rfc/rfc8765#section-6.2
    pub struct Subscribe<'a> {
        /// The name of the RRset, never compressed.
        pub name: Name<'a>,
        /// Its type; ANY for all.
        pub rrtype: Type,
        /// Its class; ANY for all.
        pub class: Class,
    }
}

fields! {
    /// PUSH: changes of records, as records ([RFC 8765 section 6.3]).
    ///
    /// [`Raw::changes`] reads them: names in them may be compressed, so that only the message as a
    /// whole has them.
    ///
    /// ```
    /// use dnswire::Message;
    /// use dnswire::dso::{Push, Writer};
    ///
    /// let record = b"\0\0\x01\0\x01\0\0\0\x3c\0\x04\xc0\0\x02\x01";
    /// let mut buffer = [0; 64];
    /// let mut writer = Writer::unidirectional(&mut buffer)?;
    /// writer.push(&Push { change_notifications: record })?;
    /// let message = Message::parse(writer.finish())?;
    /// let change = message.dso().unwrap().primary().unwrap().changes().next().unwrap()?;
    /// assert_eq!(change.record().to_string(), ". 60 IN A 192.0.2.1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [RFC 8765 section 6.3]: https://www.rfc-editor.org/rfc/rfc8765#section-6.3
    /// [`Raw::changes`]: crate::layout::Raw::changes
    pub struct Push<'a> {
        /// The records.
        pub change_notifications: &'a [u8],
    }
}

fields! {
    /// UNSUBSCRIBE: ends a subscription ([RFC 8765 section 6.4]).
    ///
    /// ```
    /// use dnswire::dso::Unsubscribe;
    ///
    /// let tlv = Unsubscribe { subscribe_message_id: 7 };
    /// assert_eq!(tlv.to_string(), "7");
    /// ```
    ///
    /// [RFC 8765 section 6.4]: https://www.rfc-editor.org/rfc/rfc8765#section-6.4
    pub struct Unsubscribe {
        /// The ID of the message that subscribed.
        pub subscribe_message_id: u16,
    }
}

fields! {
    /// RECONFIRM: reports a record that seems to be out of date ([RFC 8765 section 6.5]).
    ///
    /// ```
    /// use dnswire::dso::Reconfirm;
    /// use dnswire::{Class, Name, Type};
    ///
    /// let tlv = Reconfirm { name: Name::ROOT, rrtype: Type::A, class: Class::IN, rdata: &[192, 0, 2, 1] };
    /// assert_eq!(tlv.to_string(), ". A IN C0000201");
    /// ```
    ///
    /// [RFC 8765 section 6.5]: https://www.rfc-editor.org/rfc/rfc8765#section-6.5
    pub struct Reconfirm<'a> {
        /// The owner of the record, never compressed.
        pub name: Name<'a>,
        /// Its type.
        pub rrtype: Type,
        /// Its class.
        pub class: Class,
        /// Its RDATA.
        pub rdata: &'a [u8],
    }
}
