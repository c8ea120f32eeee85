//! The macro that expands the table of RR types.

use crate::layout::{Layout, Quick};
use crate::registry::{ClassSet, NamePolicy, Type, types::LISTED};

/// The layout of a type in a class, and the policy for the names in it.
#[derive(Clone, Copy, Debug)]
pub struct TypeLayout {
    pub(crate) rtype: Type,
    pub(crate) layout: &'static Layout,
    pub(crate) policy: NamePolicy,
    pub(crate) classes: ClassSet,
}

pub(super) type Rows = [Quick; LISTED];

/// Sets the row of one type, if the rows reach that far.
#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "evaluated when compiled")]
pub(super) const fn with(mut rows: Rows, rtype: u16, row: Quick) -> Rows {
    if (rtype as usize) < LISTED {
        rows[rtype as usize] = row;
    }
    rows
}

// Each line of `types` gives the constant and mnemonic of the type, a variant of `Rdata`, an
// `impl Data` and the layout; `other_classes` gives the latter three for a type that has another
// layout in some class; `without_rdata` only the constant and mnemonic.
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
            $(#[doc = concat!("`", stringify!($mnemonic), "` (", $value, "): see [`", stringify!($name), "`](crate::rdata::", stringify!($name), ").")]
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

            /// The policy for the names inside the RDATA of the type.
            #[must_use]
            pub const fn name_policy(self) -> NamePolicy {
                match self.0 {
                    $($value => $crate::registry::types::policy!($names),)+
                    _ => NamePolicy::VERBATIM,
                }
            }
        }

        /// The RDATA of any type.
        ///
        /// ```
        /// use dnswire::Message;
        /// use dnswire::rdata::Rdata;
        /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
        ///
        /// let rdata = Message::parse(octets)?.answers().next().unwrap().rdata();
        /// assert!(matches!(rdata, Rdata::Mx(mx) if mx.preference == 20));
        /// assert_eq!(rdata.to_string(), "20 backup.example.");
        /// # Ok::<(), dnswire::Error>(())
        /// ```
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
            /// No RDATA, in a record of class ANY or NONE: part of an update
            /// ([RFC 2136 section 2.4]).
            ///
            /// [RFC 2136 section 2.4]: https://www.rfc-editor.org/rfc/rfc2136#section-2.4
            Empty(Empty),
            /// Octets that do not fit their type, and the reason.
            Malformed(Malformed<'a>),
        }

        $(data! { $mnemonic $name {$(<$life>)?} $classes $names })+
        $(data! { $other $other_name {$(<$other_life>)?} $other_classes $other_names })*

        impl<'a> From<&Rdata<'a>> for Rdata<'a> {
            fn from(data: &Rdata<'a>) -> Self {
                *data
            }
        }

        /// The layout that `rtype` has in `class`. Not inlined, so that a program has the layouts once.
        #[inline(never)]
        pub(crate) fn layout_of(rtype: Type, class: Class) -> Option<&'static TypeLayout> {
            let listed = LAYOUTS.get(usize::from(rtype.0)).copied();
            let found = listed.unwrap_or_else(|| layout_in_most_classes(rtype))?;
            if found.classes.has(class) { Some(found) } else { layout_in_other_class(rtype, class) }
        }

        /// The layouts of the lowest types.
        static LAYOUTS: [Option<&'static TypeLayout>; $crate::registry::types::LISTED] = {
            let mut layouts = [None; $crate::registry::types::LISTED];
            let mut left: &mut [_] = &mut layouts;
            let mut rtype = 0;
            while let [first, rest @ ..] = left {
                *first = layout_in_most_classes(Type(rtype));
                (left, rtype) = (rest, rtype + 1);
            }
            layouts
        };

        /// The layout that `rtype` has in most classes.
        const fn layout_in_most_classes(rtype: Type) -> Option<&'static TypeLayout> {
            Some(match rtype.0 {
                $($value => const { &TypeLayout {
                    rtype: Type::$mnemonic,
                    layout: <$name as Fields<'_>>::LAYOUT,
                    policy: $crate::registry::types::policy!($names),
                    classes: ClassSet::$classes,
                } },)+
                _ => return None,
            })
        }

        /// The rows of the quick test, by type, in class IN.
        static QUICK: table::Rows = {
            let mut rows = [Quick::ANY; $crate::registry::types::LISTED];
            $(if ClassSet::$classes.has(Class::IN) {
                let compressed = $crate::registry::types::policy!($names).decompress;
                rows = table::with(rows, $value, Quick::of(<$name as Fields<'_>>::LAYOUT, compressed));
            })+
            $(rows = table::with(rows, $bare_value, Quick::CLOSER);)+
            rows = table::with(rows, 0, Quick::CLOSER);
            rows = table::with(rows, Type::SIG.0, Quick::CLOSER);
            table::with(rows, Type::TSIG.0, Quick::CLOSER)
        };

        /// The row of the quick test for a type in class IN.
        #[inline]
        pub(crate) fn quick(rtype: Type) -> &'static Quick {
            QUICK.get(usize::from(rtype.0)).unwrap_or_else(|| quick_of_large(rtype))
        }

        /// The row of a type after the rows.
        #[cold]
        fn quick_of_large(rtype: Type) -> &'static Quick {
            if layout_of(rtype, Class::IN).is_some() { &Quick::CLOSER } else { &Quick::ANY }
        }

        #[cold]
        fn layout_in_other_class(rtype: Type, class: Class) -> Option<&'static TypeLayout> {
            match rtype.0 {
                $($other_value if ClassSet::$other_classes.has(class) => Some(const { &TypeLayout {
                    rtype: Type::$other,
                    layout: <$other_name as Fields<'_>>::LAYOUT,
                    policy: $crate::registry::types::policy!($other_names),
                    classes: ClassSet::$other_classes,
                } }),)*
                _ => None,
            }
        }

        impl<'a> Rdata<'a> {
            /// Decodes RDATA by the type and class of its record, by a call. The window is in two
            /// slices, which are passed in registers.
            #[inline(never)]
            fn read_any(
                message: &'a [u8],
                octets: &'a [u8],
                place: RecordPlace,
                is_plain: bool,
            ) -> Self {
                let data = Wire::new(message).with_rest(octets);
                let class = place.class;
                let mut pointers = $crate::name::Pointers::of_record(place, is_plain);
                match place.rtype.0 {
                    $($value if ClassSet::$classes.has(class) =>
                        any::known::<$name $(<$life>)?>(data, &mut pointers),)+
                    $($other_value if ClassSet::$other_classes.has(class) =>
                        any::known::<$other_name $(<$other_life>)?>(data, &mut pointers),)*
                    rtype => Rdata::Unknown(Unknown { rtype: Type(rtype), octets: data.octets() }),
                }
            }

            /// The layout, the name policy and the classes; `None` if it has no layout.
            #[inline]
            pub(crate) fn known(&self) -> Option<&'static TypeLayout> {
                match self {
                    $(Rdata::$name(_) => Some(const { &any::layout::<$name $(<$life>)?>() }),)+
                    $(Rdata::$other_name(_) => Some(const { &any::layout::<$other_name $(<$other_life>)?>() }),)*
                    Rdata::Unknown(_) | Rdata::Empty(_) | Rdata::Malformed(_) => None,
                }
            }

            /// Writes all fields.
            pub(crate) fn write_fields(
                &self,
                out: &mut impl $crate::layout::Output,
            ) -> Result<(), $crate::layout::DoesNotFit> {
                match self {
                    $(Rdata::$name(data) => any::write_fields(data, out),)+
                    $(Rdata::$other_name(data) => any::write_fields(data, out),)*
                    Rdata::Unknown(data) => out.octets(data.octets),
                    Rdata::Empty(_) => Ok(()),
                    Rdata::Malformed(data) => out.octets(data.octets),
                }
            }

            /// The layout, the name policy and the values of the fields; the octets if it has no
            /// layout.
            pub(crate) fn parts(
                &self,
            ) -> Result<(TypeLayout, $crate::layout::Values<'a>), &'a [u8]> {
                match self {
                    $(Rdata::$name(data) => Ok((any::layout_of_value(data), data.values())),)+
                    $(Rdata::$other_name(data) => Ok((any::layout_of_value(data), data.values())),)*
                    Rdata::Unknown(data) => Err(data.octets),
                    Rdata::Empty(_) => Err(&[]),
                    Rdata::Malformed(data) => Err(data.octets),
                }
            }

            /// The type.
            #[inline]
            #[must_use]
            pub fn rtype(&self) -> Type {
                match self {
                    Rdata::Unknown(data) => data.rtype,
                    Rdata::Empty(data) => data.rtype,
                    Rdata::Malformed(data) => data.rtype,
                    known => known.known().map_or(Type(0), |known| known.rtype),
                }
            }
        }
    };
}

// The traits of the struct of a type.
macro_rules! data {
    ($constant:ident $name:ident {$($life:tt)*} $classes:ident $names:tt) => {
        impl<'a> Data<'a> for $name $($life)* {
            const TYPE: Type = Type::$constant;
            const CLASSES: ClassSet = ClassSet::$classes;
            const POLICY: NamePolicy = $crate::registry::types::policy!($names);
        }
        impl<'a> From<$name $($life)*> for Rdata<'a> {
            fn from(data: $name $($life)*) -> Self {
                Rdata::$name(data)
            }
        }
        impl<'a> From<&$name $($life)*> for Rdata<'a> {
            fn from(data: &$name $($life)*) -> Self {
                Rdata::$name(*data)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_beyond_the_rows_has_none() {
        let rows = || [Quick::CLOSER; LISTED];
        let last = u16::try_from(LISTED).unwrap() - 1;
        let count = |rtype| {
            let rows = with(rows(), rtype, Quick::ANY);
            rows.iter().filter(|row| format!("{row:?}") == format!("{:?}", Quick::ANY)).count()
        };
        assert_eq!([count(0), count(last), count(last + 1), count(u16::MAX)], [1, 1, 0, 0]);
    }
}
