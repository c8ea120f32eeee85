//! RR types, options and parameters of the user's own.

use super::{Data, layout_of};
use crate::layout::{Code, CodedData, Layout, Raw};
#[cfg(feature = "alloc")]
use crate::registry::UnknownMnemonic;
use crate::registry::{Class, OptionCode, SvcParamKey, Type};

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
///
/// ```
/// use dnswire::rdata::{Data, OwnType, OwnTypes};
/// use dnswire::{Type, fields};
///
/// fields! {
///     /// The weight of a host.
///     pub struct Weight {
///         /// Grams.
///         pub grams: u32,
///     }
/// }
///
/// impl Data<'_> for Weight {
///     const TYPE: Type = Type(65280);
/// }
///
/// const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Weight>("WEIGHT")]);
/// ```
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

/// An EDNS option or a parameter of the user's own: its name, code and layout; see [`OwnOption`] and
/// [`OwnParam`].
///
/// ```
/// use dnswire::rdata::{OwnCode, OwnOption, OwnTypes, svcb::Port};
/// use dnswire::registry::SvcParamKey;
///
/// const PORT: OwnCode<SvcParamKey> = OwnCode::of::<Port>("my-port");
/// const OWN: OwnTypes = OwnTypes::NONE.with_params(&[PORT]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OwnCode<C: 'static> {
    name: &'static str,
    code: C,
    layout: &'static Layout,
}

/// An EDNS option of the user's own.
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use dnswire::layout::CodedData;
/// use dnswire::rdata::{OwnOption, OwnTypes};
/// use dnswire::registry::OptionCode;
/// use dnswire::{OptionBuf, fields};
///
/// fields! {
///     /// The sender of a query.
///     pub struct Customer {
///         /// The number of the customer.
///         pub number: u32,
///     }
/// }
///
/// impl CodedData<'_, OptionCode> for Customer {
///     const CODE: OptionCode = OptionCode(65001);
/// }
///
/// const OWN: OwnTypes = OwnTypes::NONE.with_options(&[OwnOption::of::<Customer>("CUSTOMER")]);
///
/// let option = OptionBuf::from_text_with("CUSTOMER: 7", OWN)?;
/// assert_eq!(option, OptionBuf::new(&Customer { number: 7 })?);
/// assert_eq!(option.with_types(OWN).to_string(), "CUSTOMER: 7");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type OwnOption = OwnCode<OptionCode>;

/// A parameter of a service binding of the user's own.
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use dnswire::layout::CodedData;
/// use dnswire::rdata::{OwnParam, OwnTypes};
/// use dnswire::registry::SvcParamKey;
/// use dnswire::{Name, RecordBuf, fields};
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
/// let record = RecordBuf::from_text_with("x. 60 HTTPS 1 . port=53 load=900", Name::ROOT, OWN)?;
/// assert_eq!(record.with_types(OWN).to_string(), "x. 60 IN HTTPS 1 . port=53 load=900");
/// assert_eq!(record.to_string(), r#"x. 60 IN HTTPS 1 . port=53 key65280="\003\132""#);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type OwnParam = OwnCode<SvcParamKey>;

impl<C: Code> OwnCode<C> {
    /// The option or parameter of a struct, with a name; see [`OwnTypes`].
    #[must_use]
    pub const fn of<'a, T: CodedData<'a, C>>(name: &'static str) -> Self {
        OwnCode { name, code: T::CODE, layout: T::LAYOUT }
    }

    /// The code of a name, and its layout.
    #[cfg(feature = "alloc")]
    pub(crate) fn named(own: &'static [Self], name: &str) -> Option<(C, &'static Layout)> {
        let found = own.iter().find(|own| own.name.eq_ignore_ascii_case(name))?;
        Some((found.code, found.layout))
    }

    /// The name and the layout of an entry whose code this crate does not know; `None` if its octets
    /// do not have that form.
    pub(crate) fn of_entry(
        own: &'static [Self],
        raw: Raw<'_, C>,
    ) -> Option<(&'static str, &'static Layout)> {
        let found = own.iter().find(|own| own.code == raw.code)?;
        let fits = raw.code.layout().is_none() && raw.has_layout(found.layout);
        fits.then_some((found.name, found.layout))
    }
}

/// RR types, EDNS options and parameters of the user's own, for readers and writers of text and JSON,
/// and for [`Message::explain`](crate::Message::explain).
///
/// What this crate knows is not replaced. [`OwnOption`] and [`OwnParam`] have examples of their own.
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
pub struct OwnTypes {
    types: &'static [OwnType],
    options: &'static [OwnOption],
    params: &'static [OwnParam],
}

impl OwnTypes {
    /// No types.
    pub const NONE: OwnTypes = OwnTypes { types: &[], options: &[], params: &[] };

    /// These types.
    #[must_use]
    pub const fn new(types: &'static [OwnType]) -> Self {
        OwnTypes { types, ..OwnTypes::NONE }
    }

    /// With these EDNS options.
    #[must_use]
    pub const fn with_options(self, options: &'static [OwnOption]) -> Self {
        OwnTypes { options, ..self }
    }

    /// With these parameters of service bindings.
    #[must_use]
    pub const fn with_params(self, params: &'static [OwnParam]) -> Self {
        OwnTypes { params, ..self }
    }

    pub(crate) fn options(self) -> &'static [OwnOption] {
        self.options
    }

    pub(crate) fn params(self) -> &'static [OwnParam] {
        self.params
    }

    /// The type of a mnemonic or number, one of these or of this crate.
    #[cfg(feature = "alloc")]
    pub(crate) fn parse(self, word: &str) -> Result<Type, UnknownMnemonic> {
        let own = self.types.iter().find(|own| own.mnemonic.eq_ignore_ascii_case(word));
        match own {
            Some(own) => Ok(own.rtype),
            None => common(word.as_bytes()).map_or_else(|| word.parse(), Ok),
        }
    }

    /// One of these types, unless this crate has a layout for it.
    fn find(self, rtype: Type, class: Class) -> Option<&'static OwnType> {
        let own = self.types.iter().find(|own| own.rtype == rtype)?;
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
