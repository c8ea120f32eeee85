//! RR types of the user's own.

use super::{Data, layout_of};
use crate::layout::Layout;
#[cfg(feature = "alloc")]
use crate::registry::UnknownMnemonic;
use crate::registry::{Class, Type};

/// The type of a mnemonic that zones have often; the others are looked for in the registry.
#[cfg(feature = "alloc")]
#[inline]
fn common(word: &[u8]) -> Option<Type> {
    Some(match word {
        b"A" => Type::A,
        b"NS" => Type::NS,
        b"DS" => Type::DS,
        b"MX" => Type::MX,
        b"SOA" => Type::SOA,
        b"PTR" => Type::PTR,
        b"TXT" => Type::TXT,
        b"SRV" => Type::SRV,
        b"CAA" => Type::CAA,
        b"AAAA" => Type::AAAA,
        b"NSEC" => Type::NSEC,
        b"TLSA" => Type::TLSA,
        b"CNAME" => Type::CNAME,
        b"RRSIG" => Type::RRSIG,
        b"NSEC3" => Type::NSEC3,
        b"HTTPS" => Type::HTTPS,
        b"DNSKEY" => Type::DNSKEY,
        _ => return None,
    })
}

/// An RR type of the user's own: its mnemonic, number and layout.
#[derive(Clone, Copy, Debug)]
pub struct OwnType {
    mnemonic: &'static str,
    rtype: Type,
    layout: &'static Layout,
}

impl OwnType {
    /// The type of a struct, with a mnemonic; see [`OwnTypes`].
    #[must_use]
    pub const fn of<'a, T: Data<'a>>(mnemonic: &'static str) -> Self {
        OwnType { mnemonic, rtype: T::TYPE, layout: T::LAYOUT }
    }
}

/// RR types of the user's own, for readers and writers of text and for
/// [`Message::explain`](crate::Message::explain).
///
/// A type of this crate is not replaced.
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use dnswire::rdata::{Data, OwnType, OwnTypes};
/// use dnswire::{NameBuf, RecordBuf, Type, fields};
///
/// fields! {
///     /// The weight of a host.
///     pub struct Weight<'a> {
///         /// Grams.
///         pub grams: u32,
///         /// The unit that people want to see.
///         #[kind(Counted8(Quoted))]
///         pub unit: &'a [u8],
///     }
/// }
///
/// impl<'a> Data<'a> for Weight<'a> {
///     const TYPE: Type = Type(65280);
/// }
///
/// const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Weight<'_>>("WEIGHT")]);
///
/// let record = RecordBuf::from_text_with(r#"x. 60 WEIGHT 1500 "kg""#, &NameBuf::ROOT, OWN)?;
/// assert_eq!(record.data::<Weight<'_>>().unwrap()?.grams, 1500);
/// assert_eq!(record.with_types(OWN).to_string(), r#"x. 60 IN WEIGHT 1500 "kg""#);
/// assert_eq!(record.to_string(), r"x. 60 IN TYPE65280 \# 7 000005DC026B67");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnTypes(&'static [OwnType]);

impl OwnTypes {
    /// No types.
    pub const NONE: OwnTypes = OwnTypes(&[]);

    /// These types.
    #[must_use]
    pub const fn new(types: &'static [OwnType]) -> Self {
        OwnTypes(types)
    }

    /// The type of a mnemonic or number, one of these or of this crate.
    #[cfg(feature = "alloc")]
    pub(crate) fn parse(self, word: &str) -> Result<Type, UnknownMnemonic> {
        let own = self.0.iter().find(|own| own.mnemonic.eq_ignore_ascii_case(word));
        match own {
            Some(own) => Ok(own.rtype),
            None => common(word.as_bytes()).map_or_else(|| word.parse(), Ok),
        }
    }

    /// One of these types, unless this crate has a layout for it.
    fn find(self, rtype: Type, class: Class) -> Option<&'static OwnType> {
        let own = self.0.iter().find(|own| own.rtype == rtype)?;
        if layout_of(rtype, class).is_none() { Some(own) } else { None }
    }

    /// The mnemonic and layout of one of these types.
    pub(crate) fn own(self, rtype: Type, class: Class) -> Option<(&'static str, &'static Layout)> {
        self.find(rtype, class).map(|own| (own.mnemonic, own.layout))
    }

    /// The layout of a type, one of these or of this crate.
    pub(crate) fn layout_of(self, rtype: Type, class: Class) -> Option<&'static Layout> {
        let known = layout_of(rtype, class).map(|known| known.layout);
        known.or_else(|| self.find(rtype, class).map(|own| own.layout))
    }
}
