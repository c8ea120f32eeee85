//! The macro that declares a registry, and the functions for its text form.

use core::fmt::{self, Write as _};

use super::UnknownMnemonic;

/// Declares the newtype of one registry.
///
/// Optional before the body, in this order: the `prefix` of numbers in text (none: the bare
/// number), the `max` of a field narrower than its integer, the `private` use values. An entry is
/// a value, its constant, its mnemonic (`-`: none), its meaning (left out: the mnemonic) and its
/// specification. `also` adds names for values that have an entry already.
///
/// ```text
/// registry! {
///     /// The class of a record or question.
///     pub struct Class(u16), prefix "CLASS", private (65280..=65534) {
///         1 IN = "IN", "Internet" ("RFC 1035");
///     }
/// }
/// ```
///
/// becomes
///
/// ```text
/// /// The class of a record or question.
/// #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct Class(pub u16);
///
/// impl Class {
///     /// Internet
///     ///
///     /// See RFC 1035.
///     pub const IN: Self = Self(1);
///
///     pub const ALL: &'static [Self] = &[Self::IN];
///
///     pub const fn mnemonic(self) -> Option<&'static str>; // 1 => Some("IN"), _ => None
///     pub const fn meaning(self) -> Option<&'static str>; // 1 => Some("Internet"), _ => None
///     pub const fn is_private_use(self) -> bool; // matches!(self.0, 65280..=65534)
/// }
///
/// impl fmt::Display for Class; // IN, CLASS32
/// impl fmt::Debug for Class; // Class(IN), Class(32)
/// impl FromStr for Class; // IN, in, CLASS32; Err = UnknownMnemonic
/// impl From<u16> for Class;
/// impl From<Class> for u16;
/// ```
macro_rules! registry {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident($integer:ident)
            $(, prefix $prefix:literal)? $(, max $max:literal)? $(, private ($private:pat))? {
            $($rows:tt)+
        }
        $(also {
            $($alias_value:literal $alias:ident =
                $alias_mnemonic:literal, $alias_meaning:literal ($alias_reference:literal);)+
        })?
    ) => {
        $crate::registry::table::registry! {
            $(#[$attribute])*
            pub struct $name($integer)
                $(, prefix $prefix)? $(, max $max)? $(, private ($private))?;
            $(also {
                $($alias_value $alias = $alias_mnemonic, $alias_meaning ($alias_reference);)+
            })?
        }
        $crate::registry::table::rows! { $name { $($rows)+ } }
    };
    // Without a body: the rows are in a table elsewhere, which calls `rows!`.
    (
        $(#[$attribute:meta])*
        pub struct $name:ident($integer:ident)
            $(, prefix $prefix:literal)? $(, max $max:literal)? $(, private ($private:pat))?;
        $(also {
            $($alias_value:literal $alias:ident =
                $alias_mnemonic:literal, $alias_meaning:literal ($alias_reference:literal);)+
        })?
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $integer);

        impl $name {
            $($(
                #[doc = concat!($alias_meaning, "\n\nSee ", $alias_reference, ".")]
                pub const $alias: Self = Self($alias_value);
            )+)?

            $(
                /// Returns `true` if the value is reserved for private or experimental use.
                #[inline]
                #[must_use]
                pub const fn is_private_use(self) -> bool {
                    matches!(self.0, $private)
                }
            )?
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let prefix = $crate::registry::table::first!($($prefix,)? "");
                $crate::registry::table::display(f, self.mnemonic(), prefix, self.0.into())
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::registry::table::debug(f, stringify!($name), self.mnemonic(), self.0.into())
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::registry::UnknownMnemonic;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let mnemonic = |index| Self::ALL.get(index).and_then(|value: &Self| value.mnemonic());
                let index = $crate::registry::table::index(text, Self::ALL.len(), &mnemonic);
                if let Some(value) = index.and_then(|index| Self::ALL.get(index)) {
                    return Ok(*value);
                }
                $($(
                    if text.eq_ignore_ascii_case($alias_mnemonic) {
                        return Ok(Self::$alias);
                    }
                )+)?
                let prefix = $crate::registry::table::first!($($prefix,)? "");
                let max = $crate::registry::table::first!($($max,)? $integer::MAX);
                $crate::registry::table::number(text, prefix, max).map(Self)
            }
        }

        impl From<$integer> for $name {
            #[inline]
            fn from(value: $integer) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $integer {
            #[inline]
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

// The rows of a registry: constants, mnemonics and meanings.
macro_rules! rows {
    ($name:ident {
        $($value:literal $constant:ident =
            $mnemonic:tt $(, $meaning:literal)? ($reference:literal);)+
    }) => {
        impl $name {
            $(
                #[doc = concat!(
                    $crate::registry::table::first!($($meaning,)? $mnemonic), "\n\nSee ", $reference, "."
                )]
                pub const $constant: Self = Self($value);
            )+

            /// Every assigned value, in ascending order.
            ///
            #[doc = concat!(
                "```\nuse dnswire::registry::", stringify!($name), ";\n\n",
                "// The text of each value reads back.\n",
                "let all = ", stringify!($name), "::ALL;\n",
                "assert!(all.iter().all(|value| value.to_string().parse() == Ok(*value)));\n```"
            )]
            pub const ALL: &'static [Self] = &[$(Self::$constant),+];

            /// The mnemonic as the registry spells it, if the value has one.
            #[must_use]
            pub const fn mnemonic(self) -> Option<&'static str> {
                match self.0 {
                    $($value => $crate::registry::table::mnemonic!($mnemonic),)+
                    _ => None,
                }
            }

            /// The meaning of the value in a few words; `None` if it is not assigned.
            #[must_use]
            pub const fn meaning(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some($crate::registry::table::first!($($meaning,)? $mnemonic)),)+
                    _ => None,
                }
            }
        }
    };
}

macro_rules! mnemonic {
    (-) => {
        None
    };
    ($mnemonic:literal) => {
        Some($mnemonic)
    };
}

// The first of its arguments: a given value, or else the default after it.
macro_rules! first {
    ($first:expr $(, $($default:tt)*)?) => {
        $first
    };
}

pub(crate) use {first, mnemonic, registry, rows};

/// The mnemonic, or the number after the prefix.
pub(crate) fn display(
    f: &mut fmt::Formatter<'_>,
    mnemonic: Option<&str>,
    prefix: &str,
    value: u16,
) -> fmt::Result {
    match mnemonic {
        Some(mnemonic) => f.pad(mnemonic),
        None if prefix.is_empty() => fmt::Display::fmt(&value, f),
        None => {
            let mut room = Room::default();
            write!(room, "{prefix}{value}")?;
            f.pad(room.text())
        }
    }
}

/// Room for a prefix and a number.
#[derive(Default)]
struct Room {
    octets: [u8; 16],
    len: usize,
}

impl Room {
    fn text(&self) -> &str {
        self.octets
            .get(..self.len)
            .and_then(|octets| core::str::from_utf8(octets).ok())
            .unwrap_or("")
    }
}

impl fmt::Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let left = self.octets.get_mut(self.len..).ok_or(fmt::Error)?;
        left.get_mut(..text.len()).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = self.len.wrapping_add(text.len());
        Ok(())
    }
}

/// The name of the registry with the mnemonic, or else the number, in parentheses.
pub(crate) fn debug(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    mnemonic: Option<&str>,
    value: u16,
) -> fmt::Result {
    match mnemonic {
        Some(mnemonic) => f.debug_tuple(name).field(&format_args!("{mnemonic}")).finish(),
        None => f.debug_tuple(name).field(&value).finish(),
    }
}

/// The index of the value with this mnemonic, in any letter case, among `count` values.
pub(crate) fn index(
    text: &str,
    count: usize,
    mnemonic_of: &dyn Fn(usize) -> Option<&'static str>,
) -> Option<usize> {
    let is_named = |known: &str| known.eq_ignore_ascii_case(text);
    (0..count).find(|index| mnemonic_of(*index).is_some_and(is_named))
}

/// The number after the prefix, if it is at most `max`.
pub(crate) fn number<T: TryFrom<u32> + PartialOrd + Copy>(
    text: &str,
    prefix: &str,
    max: T,
) -> Result<T, UnknownMnemonic> {
    let unknown = || UnknownMnemonic::of(text);
    let (head, digits) = text.split_at_checked(prefix.len()).ok_or_else(unknown)?;
    if !head.eq_ignore_ascii_case(prefix) || !is_number(digits, prefix) {
        return Err(unknown());
    }
    let number = digits.bytes().fold(0_u32, |number, digit| {
        number.saturating_mul(10).saturating_add(u32::from(digit).saturating_sub(b'0'.into()))
    });
    let value = T::try_from(number).ok().filter(|value| *value <= max && !digits.is_empty());
    value.ok_or_else(unknown)
}

/// Returns `true` if these are only digits; the `parse` of an integer also accepts a sign.
///
/// The number of `keyNNNNN` is "without leading zeros" (RFC 9460 section 2.1); the other prefixes
/// do not need them.
fn is_number(digits: &str, prefix: &str) -> bool {
    let has_leading_zero = digits.len() > 1 && digits.starts_with('0');
    digits.bytes().all(|octet| octet.is_ascii_digit()) && (prefix.is_empty() || !has_leading_zero)
}
