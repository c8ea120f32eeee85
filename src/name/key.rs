//! Names as keys of maps.

use alloc::boxed::Box;
use core::borrow::Borrow;
use core::fmt;

use super::{Name, NameBuf};

/// A domain name in lower case that takes only the octets that it has: the key of a cache.
///
/// A map with such keys can be asked with the octets of any name in lower case, without
/// allocating.
///
/// ```
/// use dnswire::{Message, NameBuf, NameKey};
/// use std::collections::HashMap;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let owner: NameBuf = "EXAMPLE.".parse()?;
/// let mut cache = HashMap::from([(NameKey::from(&owner), 300)]);
/// let qname = Message::parse(octets)?.question()?.qname();
/// assert_eq!(cache.get(qname.to_lowercase().as_octets()), Some(&300));
/// assert_eq!(cache.keys().next().unwrap().as_name(), owner);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(Box<[u8]>);

impl NameKey {
    /// Borrows the name, in lower case.
    #[must_use]
    pub fn as_name(&self) -> Name<'_> {
        Name::at(&self.0, 0)
    }

    /// The octets, uncompressed and in lower case.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.0
    }
}

impl<'n, N: Into<Name<'n>>> From<N> for NameKey {
    fn from(name: N) -> Self {
        NameKey(name.into().to_lowercase().as_octets().into())
    }
}

impl From<NameKey> for NameBuf {
    fn from(key: NameKey) -> Self {
        key.as_name().to_buf()
    }
}

impl Borrow<[u8]> for NameKey {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for NameKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_name().fmt(f)
    }
}

impl fmt::Debug for NameKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameKey({self})")
    }
}
