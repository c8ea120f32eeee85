//! RR types.

use core::fmt;
use core::str::FromStr;

use crate::registry::UnknownMnemonic;

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
    /// Whether it can be asked for but is no type of records: 251 to 255 ([RFC 6895 section 3.1]).
    ///
    /// [RFC 6895 section 3.1]: https://www.rfc-editor.org/rfc/rfc6895#section-3.1
    #[must_use]
    pub const fn is_question_only(self) -> bool {
        matches!(self.0, 251..=255)
    }
}

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
        match self.mnemonic() {
            Some(mnemonic) => f.pad(mnemonic),
            None => write!(f, "TYPE{}", self.0),
        }
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
        let known = Type::ALL.iter().find(|rtype| {
            rtype.mnemonic().is_some_and(|mnemonic| mnemonic.eq_ignore_ascii_case(text))
        });
        if let Some(rtype) = known {
            return Ok(*rtype);
        }
        let (prefix, digits) = text.split_at_checked(4).ok_or(UnknownMnemonic)?;
        let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
        if !prefix.eq_ignore_ascii_case("TYPE") || !is_number {
            return Err(UnknownMnemonic);
        }
        digits.parse().map(Type).map_err(|_| UnknownMnemonic)
    }
}
