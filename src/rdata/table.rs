//! What the table of RR types stands for.

use super::Data;

/// Something to be done with a type that is known only at run time.
pub(crate) trait ForType<'a> {
    /// What comes of it.
    type Out;

    /// The type has the layout of `T`.
    fn known<T: Data<'a>>(self) -> Self::Out;

    /// The type has no known layout in this class.
    fn unknown(self) -> Self::Out;
}

/// Something to be done with a value of any type.
pub(crate) trait ForData<'a> {
    /// What comes of it.
    type Out;

    /// Does it with `data`.
    fn with<T: Data<'a>>(self, data: &T) -> Self::Out;

    /// The value is none of a known layout, but these octets.
    fn opaque(self, octets: &'a [u8]) -> Self::Out;
}

// Each line of `types` gives the constant and mnemonic of the type, a variant of `Rdata`, an
// `impl Data` and its place in all dispatch; `other_classes` gives the latter three for a type
// that has another layout in some class; `without_rdata` only the constant and mnemonic.
macro_rules! rdata_types {
    (
        types {
            $($value:literal $mnemonic:ident $($text:literal)? $module:ident::$name:ident $(<$life:lifetime>)?
              $classes:ident $names:tt;)+
        }
        other_classes {
            $($other_value:literal $other:ident $other_module:ident::$other_name:ident
              $(<$other_life:lifetime>)? $other_classes:ident $other_names:tt;)*
        }
        without_rdata { $($bare_value:literal $bare:ident $bare_doc:literal;)+ }
    ) => {
        $(pub use $module::$name;)+
        $(pub use $other_module::$other_name;)*

        impl Type {
            $(#[doc = concat!("`", stringify!($mnemonic), "` (", $value, "): see [`", stringify!($name), "`].")]
              pub const $mnemonic: Type = Type($value);)+
            $(#[doc = concat!("`", stringify!($bare), "` (", $bare_value, "): ", $bare_doc, ".")]
              pub const $bare: Type = Type($bare_value);)+

            /// Every type with a mnemonic.
            pub const ALL: &'static [Type] = &[$(Type::$mnemonic,)+ $(Type::$bare,)+];

            /// The mnemonic, if the type has one.
            #[must_use]
            pub const fn mnemonic(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some(mnemonic!($mnemonic $($text)?)),)+
                    $($bare_value => Some(stringify!($bare)),)+
                    _ => None,
                }
            }

            /// What may happen to the names inside the RDATA of the type.
            #[must_use]
            pub const fn name_policy(self) -> NamePolicy {
                match self.0 {
                    $($value => $crate::compose::policy!($names),)+
                    _ => NamePolicy::VERBATIM,
                }
            }
        }

        /// The RDATA of any type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rdata<'a> {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name $(<$life>)?),)+
            $(#[doc = concat!("See [`", stringify!($other_name), "`].")]
              $other_name($other_name $(<$other_life>)?),)*
            /// A type without a known layout ([RFC 3597]).
            ///
            /// [RFC 3597]: https://www.rfc-editor.org/rfc/rfc3597
            Unknown(Unknown<'a>),
            /// No RDATA at all, in a record of class ANY or NONE: part of an update
            /// ([RFC 2136 section 2.4]).
            ///
            /// [RFC 2136 section 2.4]: https://www.rfc-editor.org/rfc/rfc2136#section-2.4
            Empty(Empty),
            /// Octets that do not fit their type, and why.
            Malformed(Malformed<'a>),
        }

        $(impl<'a> Data<'a> for $name $(<$life>)? {
            const TYPE: Type = Type::$mnemonic;
            const CLASSES: ClassSet = ClassSet::$classes;
            const POLICY: NamePolicy = $crate::compose::policy!($names);
        }
        impl<'a> From<$name $(<$life>)?> for Rdata<'a> {
            fn from(data: $name $(<$life>)?) -> Self {
                Rdata::$name(data)
            }
        })+

        $(impl<'a> Data<'a> for $other_name $(<$other_life>)? {
            const TYPE: Type = Type::$other;
            const CLASSES: ClassSet = ClassSet::$other_classes;
            const POLICY: NamePolicy = $crate::compose::policy!($other_names);
        }
        impl<'a> From<$other_name $(<$other_life>)?> for Rdata<'a> {
            fn from(data: $other_name $(<$other_life>)?) -> Self {
                Rdata::$other_name(data)
            }
        })*

        /// Does `work` for the layout that `rtype` has in `class`.
        #[inline]
        pub(crate) fn for_type<'a, W: table::ForType<'a>>(
            rtype: Type,
            class: Class,
            work: W,
        ) -> W::Out {
            match rtype.0 {
                $($value if ClassSet::$classes.has(class) => work.known::<$name $(<$life>)?>(),)+
                $($other_value if ClassSet::$other_classes.has(class) =>
                    work.known::<$other_name $(<$other_life>)?>(),)*
                _ => work.unknown(),
            }
        }

        impl<'a> Rdata<'a> {
            /// Does `work` with the value, whatever its type.
            #[inline]
            pub(crate) fn for_data<W: table::ForData<'a>>(&self, work: W) -> W::Out {
                match self {
                    $(Rdata::$name(data) => work.with(data),)+
                    $(Rdata::$other_name(data) => work.with(data),)*
                    Rdata::Unknown(data) => work.opaque(data.octets),
                    Rdata::Empty(_) => work.opaque(&[]),
                    Rdata::Malformed(data) => work.opaque(data.octets),
                }
            }

            /// The type.
            #[must_use]
            pub fn rtype(&self) -> Type {
                match self {
                    $(Rdata::$name(_) => Type::$mnemonic,)+
                    $(Rdata::$other_name(_) => Type::$other,)*
                    Rdata::Unknown(data) => data.rtype,
                    Rdata::Empty(data) => data.rtype,
                    Rdata::Malformed(data) => data.rtype,
                }
            }
        }
    };
}

// The mnemonic of a type: its constant, or a text where that is no identifier.
macro_rules! mnemonic {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $text:literal) => {
        $text
    };
}
