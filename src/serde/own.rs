//! Records with RR types, options and parameters of the user's own.

use ::serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _};
use ::serde::ser::{Serialize, SerializeMap, Serializer};

use super::impls::{Fields, record_of};
use super::message::message;
#[cfg(feature = "bytes")]
use super::message::read_message;
use super::node::Node;
use super::show::{Shown, fields};
use crate::layout::{self, Layout, read_values};
use crate::message::{Message, Record, WithTypes};
use crate::name::Pointers;
#[cfg(feature = "bytes")]
use crate::owned::MessageBuf;
use crate::owned::RecordBuf;
use crate::rdata::OwnTypes;

/// As the record, but with the names of the user's own; the same in binary formats.
impl Serialize for WithTypes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (record, own) = (&self.record, self.own);
        if !serializer.is_human_readable() {
            return record.serialize(serializer);
        }
        let found = own.own(record.rtype(), record.class().without_top_bit());
        let found = found.filter(|(_, layout)| has_layout(record, layout));
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("owner", &record.owner())?;
        map.serialize_entry("ttl", &record.ttl_field())?;
        map.serialize_entry("class", &record.class())?;
        if let Some((mnemonic, layout)) = found {
            map.serialize_entry("type", mnemonic)?;
            map.serialize_entry("data", &OwnFields { record, layout, own })?;
        } else {
            map.serialize_entry("type", &record.rtype())?;
            map.serialize_entry("data", &Fields(&record.rdata(), own))?;
        }
        map.end()
    }
}

/// A message as JSON, with RR types, options and parameters of the user's own; see
/// [`Message::with_types`].
#[derive(Clone, Copy, Debug)]
pub struct MessageWithTypes<'a> {
    message: Message<'a>,
    own: OwnTypes,
}

impl<'a> Message<'a> {
    /// The message for serialising with the names and layouts of the user's own; the same in binary
    /// formats. [`MessageSeed`] reads it. For text, see [`Record::with_types`].
    ///
    /// ```
    /// # #[cfg(feature = "bytes")] {
    /// use dnswire::rdata::{Data, OwnType, OwnTypes};
    /// use dnswire::serde::MessageSeed;
    /// use dnswire::{Message, Type, fields};
    /// use serde::de::DeserializeSeed;
    ///
    /// fields! {
    ///     /// How full a disk is.
    ///     pub struct Disk {
    ///         /// Per cent.
    ///         pub full: u8,
    ///     }
    /// }
    ///
    /// impl Data<'_> for Disk {
    ///     const TYPE: Type = Type(65280);
    /// }
    ///
    /// const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Disk>("DISK")]);
    ///
    /// let json = r#"{"id":7,"flags":"qr","opcode":"QUERY","rcode":"NOERROR","question":[],"answer":"#
    ///     .to_owned()
    ///     + r#"[{"owner":"x.","ttl":60,"class":"IN","type":"DISK","data":{"full":93}}],"#
    ///     + r#""authority":[],"additional":[]}"#;
    /// let read = MessageSeed(OWN).deserialize(&mut serde_json::Deserializer::from_str(&json))?;
    /// let message: Message<'_> = read.message();
    /// assert_eq!(message.answers().next().unwrap().rdata_octets(), [93]);
    /// assert_eq!(serde_json::to_string(&message.with_types(OWN))?, json);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_types(&self, own: OwnTypes) -> MessageWithTypes<'a> {
        MessageWithTypes { message: *self, own }
    }
}

impl Serialize for MessageWithTypes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = self.own;
        message(&self.message, serializer, move |record| record.with_types(own))
    }
}

/// Reads a message with RR types, options and parameters of the user's own; see
/// [`Message::with_types`].
#[cfg(feature = "bytes")]
#[derive(Clone, Copy, Debug)]
pub struct MessageSeed(pub OwnTypes);

#[cfg(feature = "bytes")]
impl<'de> DeserializeSeed<'de> for MessageSeed {
    type Value = MessageBuf;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<MessageBuf, D::Error> {
        read_message(deserializer, self.0)
    }
}

/// Returns `true` if RDATA has the form of a layout, and its text reads back.
fn has_layout(record: &Record<'_>, layout: &Layout) -> bool {
    let data = record.window();
    layout::check(layout, data, &mut Pointers::in_record(record.place())).is_ok()
        && layout::reads_back(layout, data)
}

/// RDATA in a layout of the user's own.
struct OwnFields<'r, 'a> {
    record: &'r Record<'a>,
    layout: &'static Layout,
    own: OwnTypes,
}

impl Serialize for OwnFields<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = self.record.window();
        let all = self.layout.fields_of(data.octets());
        match read_values(all, data, &mut Pointers::ignore()) {
            Ok((_, values)) => fields(self.layout, values.as_slice(), self.own, serializer),
            // The octets were checked.
            Err(_) => Shown(self.record.rdata()).serialize(serializer),
        }
    }
}

/// Reads a record with RR types, options and parameters of the user's own.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use dnswire::layout::CodedData;
/// use dnswire::rdata::{OwnParam, OwnTypes};
/// use dnswire::registry::SvcParamKey;
/// use dnswire::fields;
/// use serde::de::DeserializeSeed;
///
/// fields! {
///     /// The load of a service.
///     pub struct Load {
///         /// Requests a second.
///         pub rate: u16,
///     }
/// }
///
/// impl CodedData<'_, SvcParamKey> for Load {
///     const CODE: SvcParamKey = SvcParamKey(65280);
/// }
///
/// const OWN: OwnTypes = OwnTypes::NONE.with_params(&[OwnParam::of::<Load>("load")]);
///
/// let json = r#"{"owner":"x.","ttl":60,"class":"IN","type":"HTTPS","data":"#.to_owned()
///     + r#"{"svc_priority":1,"target_name":".","svc_params":{"port":53,"load":900}}}"#;
/// let record = OWN.deserialize(&mut serde_json::Deserializer::from_str(&json))?;
/// assert_eq!(record.with_types(OWN).to_string(), "x. 60 IN HTTPS 1 . port=53 load=900");
/// assert_eq!(serde_json::to_string(&record.with_types(OWN))?, json);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'de> DeserializeSeed<'de> for OwnTypes {
    type Value = RecordBuf;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<RecordBuf, D::Error> {
        if !deserializer.is_human_readable() {
            return RecordBuf::deserialize(deserializer);
        }
        record_of(Node::deserialize(deserializer)?, self).map_err(D::Error::custom)
    }
}
