//! `fields!`: a struct whose declaration is its layout.

/// Declares the struct of RDATA, an EDNS option or a parameter: its declaration is its layout.
///
/// It makes the struct, its [`Fields`](crate::layout::Fields) with the layout, and a `Display` in
/// presentation format. With [`Data`](crate::rdata::Data) or
/// [`CodedData`](crate::layout::CodedData) the struct is then read, written, and shown like those of
/// this crate.
///
/// - The type of a field decides its kind: numbers, `Ipv4Addr`, `Ipv6Addr`, [`Name`](crate::Name),
///   `&[u8]` up to the end, `&str` up to the end, [`List`](crate::layout::List), `Option` at the end.
/// - `#[kind(..)]` sets another [`Kind`](crate::layout::Kind), such as `Counted8(Quoted)`.
/// - `#[check(..)]` sets rules for the value ([`Check`](crate::layout::Check)).
/// - At most 9 fields; `text FORM;` after the struct sets a
///   [`TextForm`](crate::layout::TextForm).
///
/// ```
/// use dnswire::layout::{Fields, Kind};
/// use dnswire::{Name, fields};
///
/// fields! {
///     /// A host and its port.
///     pub struct Host<'a> {
///         /// The port.
///         pub port: u16,
///         /// The name.
///         pub name: Name<'a>,
///     }
/// }
///
/// assert_eq!(Host { port: 53, name: Name::ROOT }.to_string(), "53 .");
/// assert_eq!(Host::LAYOUT.fields[1].kind, Kind::Name);
/// ```
#[macro_export]
macro_rules! fields {
    ($(#[$doc:meta])* pub struct $name:ident<$life:lifetime> { $($body:tt)* } $(text $text:ident;)?) => {
        $crate::fields! { @struct {$(#[$doc])*} $name {<$life>} $life $([$text])? $($body)* }
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($body:tt)* } $(text $text:ident;)?) => {
        $crate::fields! { @struct {$(#[$doc])*} $name {} 'a $([$text])? $($body)* }
    };
    ($(#[$doc:meta])* pub struct $name:ident;) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name;

        $crate::fields! { @impls $name {} 'a {} }
    };
    (@struct {$($doc:tt)*} $name:ident {$($generics:tt)*} $life:lifetime $([$text:ident])?
     $($(#[doc = $field_doc:expr])* $(#[kind($($kind:tt)+)])? $(#[check($($check:tt)*)])?
       pub $field:ident: $type:ty),* $(,)?) => {
        $($doc)*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name $($generics)* {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        $crate::fields! { @impls $name {$($generics)*} $life {$($text)?} $({
            {$($($kind)+)?} {$($($check)*)?} $field: $type
        })* }
    };
    (@impls $name:ident {$($generics:tt)*} $life:lifetime {$($text:ident)?}
     $({ {$($kind:tt)*} {$($check:tt)*} $field:ident: $type:ty })*) => {
        impl<$life> $crate::layout::Fields<$life> for $name $($generics)* {
            const LAYOUT: &'static $crate::layout::Layout = &$crate::layout::Layout::new(&[
                $($crate::layout::Field {
                    name: $crate::layout::field_name(stringify!($field)),
                    kind: $crate::fields!(@kind $life $type {$($kind)*}),
                    checks: $crate::fields!(@checks $($check)*),
                },)*
            ])$(.with_text($crate::layout::TextForm::$text))?;

            #[inline(always)]
            #[allow(unused_variables, reason = "a struct without fields needs neither")]
            fn parse(
                data: $crate::layout::Wire<$life>,
                pointers: &mut $crate::layout::Pointers<'_>,
            ) -> ::core::result::Result<($crate::layout::Wire<$life>, Self), $crate::layout::Fault> {
                let (i, index) = (data, 0_u8);
                $(
                    let (i, $field) = match <$type as $crate::layout::FieldType<$life>>::parse(
                        const { $crate::fields!(@kind $life $type {$($kind)*}) },
                        data,
                        i,
                        pointers,
                    ) {
                        Ok(parsed) => parsed,
                        Err(fault) => return Err(fault.in_field(index)),
                    };
                    let index = index + 1;
                )*
                let _ = index;
                Ok((i, $name { $($field),* }))
            }

            fn values(&self) -> $crate::layout::Values<$life> {
                $crate::layout::Values::of([
                    $($crate::layout::FieldType::value(
                        self.$field,
                        const { $crate::fields!(@kind $life $type {$($kind)*}) },
                    ),)*
                ])
            }
        }

        impl<$life> ::core::fmt::Display for $name $($generics)* {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::layout::show_fields(f, self)
            }
        }
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
        use $crate::{Rule::*, layout::Check::*};
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
            checks: $crate::fields!(@checks $($($check)*)?),
        },)+]
    };
}
pub(crate) use field_list;

// The `impl Display` of a struct with `Fields`.
macro_rules! display {
    ($name:ident $life:lifetime $($generics:tt)*) => {
        impl<$life> core::fmt::Display for $name $($generics)* {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::layout::show_fields(f, self)
            }
        }
    };
}
pub(crate) use display;

#[doc(hidden)]
/// The name of a field, without the `r#` of an identifier that is a keyword.
#[must_use]
pub const fn field_name(identifier: &'static str) -> &'static str {
    match identifier.as_bytes() {
        [b'r', b'#', ..] => identifier.split_at(2).1,
        _ => identifier,
    }
}
