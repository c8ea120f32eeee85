//! RR types, with the classes in which each has its layout, and the policy for the names in its
//! RDATA.

use core::fmt;
use core::str::FromStr;

use super::table::number;
use super::{Class, UnknownMnemonic};

/// The type of a record or question ([RFC 1035 section 3.2.2], [RFC 3597]).
///
/// Any number is a type; those without a mnemonic display as `TYPE65280`.
///
/// ```
/// use dnswire::Type;
///
/// assert_eq!("mx".parse::<Type>()?, Type::MX);
/// assert_eq!("TYPE65280".parse::<Type>()?, Type(65280));
/// assert_eq!(Type(65280).to_string(), "TYPE65280");
/// # Ok::<(), dnswire::registry::UnknownMnemonic>(())
/// ```
///
/// [RFC 1035 section 3.2.2]: https://www.rfc-editor.org/rfc/rfc1035#section-3.2.2
/// [RFC 3597]: https://www.rfc-editor.org/rfc/rfc3597
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Type(pub u16);

impl Type {
    /// Returns `true` for a type that only questions can have: 251 to 255
    /// ([RFC 6895 section 3.1]).
    ///
    /// [RFC 6895 section 3.1]: https://www.rfc-editor.org/rfc/rfc6895#section-3.1
    #[must_use]
    pub const fn is_question_only(self) -> bool {
        matches!(self.0, 251..=255)
    }

    /// The mnemonic, from a list where that of most types is found at once.
    #[inline]
    pub(crate) fn listed(self) -> Option<&'static str> {
        MNEMONICS.get(usize::from(self.0)).copied().unwrap_or_else(|| self.mnemonic())
    }
}

/// The number of types that tables by number have, counted from 0. Few types are above it.
pub(crate) const LISTED: usize = 265;

/// The mnemonics of the lowest types.
#[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
static MNEMONICS: [Option<&'static str>; LISTED] = {
    let mut mnemonics = [None; LISTED];
    let (mut at, mut rtype) = (0, Type(0));
    while at < mnemonics.len() {
        mnemonics[at] = rtype.mnemonic();
        (at, rtype) = (at + 1, Type(rtype.0 + 1));
    }
    mnemonics
};

impl From<u16> for Type {
    fn from(number: u16) -> Self {
        Type(number)
    }
}

impl From<Type> for u16 {
    fn from(rtype: Type) -> Self {
        rtype.0
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::table::display(f, self.mnemonic(), "TYPE", self.0)
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Type({self})")
    }
}

impl FromStr for Type {
    type Err = UnknownMnemonic;

    fn from_str(text: &str) -> Result<Self, UnknownMnemonic> {
        let is_named = |rtype: &&Type| {
            rtype.listed().is_some_and(|mnemonic| mnemonic.eq_ignore_ascii_case(text))
        };
        match Type::ALL.iter().find(is_named) {
            Some(rtype) => Ok(*rtype),
            None => number(text, "TYPE", u16::MAX).map(Type),
        }
    }
}

/// The classes in which a type has its layout.
///
/// ```
/// use dnswire::Class;
/// use dnswire::rdata::{A, Data};
///
/// assert!(A::CLASSES.has(Class::IN) && !A::CLASSES.has(Class::CH));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ClassSet {
    /// Every class.
    Any,
    /// The Internet.
    In,
    /// The Internet and Hesiod.
    InHs,
    /// Chaosnet.
    Ch,
}

impl ClassSet {
    /// Returns `true` if a record of `class` has the layout.
    ///
    /// All 16 bits count: of a record of multicast DNS, give it [`Class::without_top_bit`]. Records of
    /// class ANY and NONE, which updates use, have the layout of the Internet.
    #[inline]
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        match class {
            Class::IN | Class::ANY | Class::NONE => !matches!(self, ClassSet::Ch),
            Class::HS => matches!(self, ClassSet::Any | ClassSet::InHs),
            Class::CH => matches!(self, ClassSet::Any | ClassSet::Ch),
            _ => matches!(self, ClassSet::Any),
        }
    }
}

/// The policy of senders, receivers and DNSSEC for the names in the RDATA of a type.
///
/// Only the types of RFC 1035 may be compressed when sent ([RFC 3597 section 4]).
///
/// ```
/// use dnswire::Type;
///
/// assert!(Type::MX.name_policy().compress);
/// assert!(!Type::SRV.name_policy().compress && Type::SRV.name_policy().decompress);
/// ```
///
/// [RFC 3597 section 4]: https://www.rfc-editor.org/rfc/rfc3597#section-4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts")]
pub struct NamePolicy {
    /// May be compressed when sent (RFC 1035, RFC 3597 section 4).
    pub compress: bool,
    /// Compressed names are understood when received (RFC 3597 section 4).
    pub decompress: bool,
    /// Lower case in canonical form (RFC 4034 section 6.2, RFC 6840 section 5.1).
    pub lowercase: bool,
    /// May be compressed in multicast DNS (RFC 6762 section 18.14).
    pub mdns: bool,
}

impl NamePolicy {
    /// Names are never changed: the rule for every type since RFC 3597.
    pub const VERBATIM: NamePolicy =
        NamePolicy { compress: false, decompress: false, lowercase: false, mdns: false };
}

// `policy!([compress lowercase])` is the policy with these marks set.
macro_rules! policy {
    ([$($mark:ident)*]) => {{
        #[allow(unused_mut, reason = "without marks nothing changes")]
        let mut policy = $crate::registry::NamePolicy::VERBATIM;
        $($crate::registry::types::policy!(@ policy $mark);)*
        policy
    }};
    (@ $policy:ident compress) => {
        $policy.compress = true;
        $policy.decompress = true;
    };
    (@ $policy:ident $mark:ident) => { $policy.$mark = true; };
}
pub(crate) use policy;
