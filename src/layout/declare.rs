//! `fields!`: a struct whose declaration is its layout.

// `fields!` turns
//
//     fields! {
//         /// A mail exchange.
//         pub struct Mx<'a> {
//             /// Lower is better.
//             pub preference: u16,
//             /// The host.
//             pub exchange: Name<'a>,
//         }
//     }
//
// into that struct, an `impl Fields` with the layout of these fields in this order, and an
// `impl Display`. The type of a field decides its kind. `#[kind(..)]` before a field sets another
// kind, `#[check(..)]` the rules for its value. `text FORM;` after the struct sets a form of text
// other than one field after the other.
macro_rules! fields {
    ($(#[$doc:meta])* pub struct $name:ident<$life:lifetime> { $($body:tt)* } $(text $text:ident;)?) => {
        $crate::layout::fields! { @struct {$(#[$doc])*} $name {<$life>} $life $([$text])? $($body)* }
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($body:tt)* } $(text $text:ident;)?) => {
        $crate::layout::fields! { @struct {$(#[$doc])*} $name {} 'a $([$text])? $($body)* }
    };
    ($(#[$doc:meta])* pub struct $name:ident;) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name;

        $crate::layout::fields! { @impls $name {} 'a {} }
    };
    (@struct {$($doc:tt)*} $name:ident {$($generics:tt)*} $life:lifetime $([$text:ident])?
     $($(#[doc = $field_doc:expr])* $(#[kind($($kind:tt)+)])? $(#[check($($check:tt)*)])?
       pub $field:ident: $type:ty),* $(,)?) => {
        $($doc)*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name $($generics)* {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        $crate::layout::fields! { @impls $name {$($generics)*} $life {$($text)?} $({
            {$($($kind)+)?} {$($($check)*)?} $field: $type
        })* }
    };
    (@impls $name:ident {$($generics:tt)*} $life:lifetime {$($text:ident)?}
     $({ {$($kind:tt)*} {$($check:tt)*} $field:ident: $type:ty })*) => {
        impl<$life> $crate::layout::Fields<$life> for $name $($generics)* {
            const LAYOUT: &'static $crate::layout::Layout = &$crate::layout::Layout::new(&[
                $($crate::layout::Field {
                    name: $crate::layout::field_name(stringify!($field)),
                    kind: $crate::layout::fields!(@kind $life $type {$($kind)*}),
                    checks: $crate::layout::fields!(@checks $($check)*),
                },)*
            ])$(.with_text($crate::layout::TextForm::$text))?;

            #[inline(always)]
            #[allow(unused_variables, reason = "a struct without fields needs neither")]
            fn parse(
                data: $crate::wire::Wire<$life>,
                pointers: &mut $crate::name::Pointers<'_>,
            ) -> Result<($crate::wire::Wire<$life>, Self), $crate::error::Fault> {
                let (i, index) = (data, 0_u8);
                $(
                    let (i, $field) = <$type as $crate::layout::FieldType<$life>>::parse(
                        const { $crate::layout::fields!(@kind $life $type {$($kind)*}) },
                        data,
                        i,
                        pointers,
                    )
                    .map_err(|fault| fault.in_field(index))?;
                    let index = index + 1;
                )*
                let _ = index;
                Ok((i, $name { $($field),* }))
            }

            fn values(&self) -> $crate::layout::Values<$life> {
                $crate::layout::Values::of([
                    $($crate::layout::FieldType::value(
                        self.$field,
                        const { $crate::layout::fields!(@kind $life $type {$($kind)*}) },
                    ),)*
                ])
            }
        }

        $crate::layout::display! { $name $life $($generics)* }
    };
    (@kind $life:lifetime $type:ty {}) => {
        <$type as $crate::layout::FieldType<$life>>::KIND
    };
    (@kind $life:lifetime $type:ty {$($kind:tt)+}) => {{
        #[allow(unused_imports, reason = "some of them")]
        use $crate::layout::{Kind::*, Mnemonic::*, Text::*};
        $($kind)+
    }};
    (@checks) => { &[] };
    (@checks $($check:tt)+) => {{
        #[allow(unused_imports, reason = "some of them")]
        use $crate::{error::Rule::*, layout::Check::*};
        &[$($check)+]
    }};
}
pub(crate) use fields;

// A list of fields, for layouts that are not those of a struct:
// `field_list![hit_length: Length8 [NotZero(EmptyHostIdentity)], pk_algorithm: U8]`.
macro_rules! field_list {
    ($($name:ident: $kind:expr $(, check [$($check:tt)+])?;)+) => {
        &[$($crate::layout::Field {
            name: $crate::layout::field_name(stringify!($name)),
            kind: {
                #[allow(unused_imports, reason = "some of them")]
                use $crate::layout::{Kind::*, Mnemonic::*, Text::*};
                $kind
            },
            checks: $crate::layout::fields!(@checks $($($check)*)?),
        },)+]
    };
}
pub(crate) use field_list;

// The `impl Display` of a struct with `Fields`.
macro_rules! display {
    ($name:ident $life:lifetime $($generics:tt)*) => {
        impl<$life> core::fmt::Display for $name $($generics)* {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                use $crate::layout::Fields;
                $crate::text::show(f, |text| {
                    $crate::layout::show(Self::LAYOUT, self.values().as_slice(), text);
                })
            }
        }
    };
}
pub(crate) use display;

/// The name of a field, without the `r#` of an identifier that is a keyword.
pub(crate) const fn field_name(identifier: &'static str) -> &'static str {
    match identifier.as_bytes() {
        [b'r', b'#', ..] => identifier.split_at(2).1,
        _ => identifier,
    }
}
