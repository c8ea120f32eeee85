//! Values of a self-describing format, kept until the type of a record is known.

use core::fmt;

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use ::serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

/// A value of a self-describing format.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// The most levels of lists and maps.
const DEPTH: u8 = 10;

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Within(DEPTH).deserialize(deserializer)
    }
}

/// Reads a value with at most so many levels.
#[derive(Clone, Copy)]
struct Within(u8);

impl Within {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Within).ok_or_else(|| E::custom("the value has too many levels"))
    }
}

impl<'de> DeserializeSeed<'de> for Within {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Within {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number that is not negative, a list or a map")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deeper()?.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        u64::try_from(value).map(Node::Number).map_err(|_| E::custom("the number is negative"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let (mut list, within) = (Vec::new(), self.deeper()?);
        while let Some(item) = items.next_element_seed(within)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let (mut map, within) = (Vec::new(), self.deeper()?);
        while let Some(key) = entries.next_key::<String>()? {
            map.push((key, entries.next_value_seed(within)?));
        }
        Ok(Node::Map(map))
    }
}

/// A map whose members are taken out one by one.
#[derive(Debug)]
pub(super) struct Members(Vec<(String, Node)>);

impl Members {
    pub(super) fn of(node: Node) -> Result<Self, String> {
        match node {
            Node::Map(members) => Ok(Members(members)),
            _ => Err("expected a map".to_owned()),
        }
    }

    /// The member of this name, unless it is left out.
    pub(super) fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Takes the member of this name out of other members.
    #[cfg(feature = "bytes")]
    pub(super) fn move_from(&mut self, name: &str, other: &mut Members) {
        self.0.extend(other.take(name).map(|node| (name.to_owned(), node)));
    }

    /// The member of this name as text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.take(name) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(Node::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(wrong(name)),
        }
    }

    /// The member of this name as a number, if it is at most that of its type.
    pub(super) fn number<T: TryFrom<u64>>(&mut self, name: &str) -> Result<Option<T>, String> {
        match self.take(name) {
            None => Ok(None),
            Some(Node::Bool(bit)) => T::try_from(bit.into()).map(Some).map_err(|_| wrong(name)),
            Some(Node::Number(number)) => T::try_from(number).map(Some).map_err(|_| wrong(name)),
            Some(_) => Err(wrong(name)),
        }
    }

    /// The items of the list of this name; none if it is left out.
    #[cfg(feature = "bytes")]
    pub(super) fn list(&mut self, name: &str) -> Result<Vec<Node>, String> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Node::List(list)) => Ok(list),
            Some(_) => Err(wrong(name)),
        }
    }

    /// Fails if a member was not taken.
    pub(super) fn end(self) -> Result<(), String> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(alloc::format!("{name}: there is no such field")),
        }
    }
}

pub(super) fn wrong(name: &str) -> String {
    alloc::format!("{name}: the value does not have the form of the field")
}

pub(super) fn missing(name: &str) -> String {
    alloc::format!("{name}: the field is missing")
}
