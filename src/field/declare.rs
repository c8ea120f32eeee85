//! `fields!`: a struct whose declaration is its layout.

use super::{Field, FieldView};
use crate::frame::Unfollowed;
use crate::name::{Direct, Follow};
use crate::wire::{Parsed, Wire};

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
// into that very struct, an `impl Fields for Mx` which reads, checks, writes, shows and walks the
// fields in that order, and an `impl Display`. `rules PATH;` after the struct names a
// `fn(&Mx) -> Option<(Rule, u8)>` that looks at the values; `shown PATH;` a
// `fn(&Mx, &mut Text<'_>)` for a text that is not simply one field after the other.
macro_rules! fields {
    ($(#[$doc:meta])* pub struct $name:ident<$life:lifetime> { $($body:tt)+ }
     $(rules $rules:path;)? $(shown $shown:path;)?) => {
        fields! { @struct {$(#[$doc])*} $name {<$life>} $($body)+ }
        fields! { @impls $name $life {<$life>} {$($rules)?} {$($shown)?} $($body)+ }
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($body:tt)+ }
     $(rules $rules:path;)? $(shown $shown:path;)?) => {
        fields! { @struct {$(#[$doc])*} $name {} $($body)+ }
        fields! { @impls $name 'a {} {$($rules)?} {$($shown)?} $($body)+ }
    };
    (@struct {$($doc:tt)*} $name:ident {$($generics:tt)*} $($body:tt)+) => {
        $($doc)*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name $($generics)* { $($body)+ }
    };
    (@impls $name:ident $life:lifetime {$($generics:tt)*} {$($rules:path)?}
     {$($shown:path)?} $($(#[$doc:meta])* pub $field:ident: $kind:ty),+ $(,)?) => {
        impl<$life> $crate::field::Fields<$life> for $name $($generics)* {
            const NAMES: &'static [&'static str] = &[$($crate::field::declare::field_name(stringify!($field))),+];

            #[inline(always)]
            fn parse<F: $crate::name::Follow>(
                i: $crate::wire::Wire<$life>,
                follow: &mut F,
            ) -> $crate::wire::Parsed<$life, Self> {
                let mut index = 0_u8..;
                $(let (i, $field) = $crate::field::field_at::<$kind, F>(i, follow, &mut index)?;)+
                let _ = index;
                Ok((i, $name { $($field),+ }))
            }

            #[inline]
            fn check<F: $crate::name::Follow>(
                i: $crate::wire::Wire<$life>,
                follow: &mut F,
            ) -> $crate::wire::Parsed<$life, ()> {
                let mut index = 0_u8..;
                $(let (i, ()) = $crate::field::declare::check_at::<$kind, F>(i, follow, &mut index)?;)+
                let _ = index;
                Ok((i, ()))
            }

            fn start_of(i: $crate::wire::Wire<$life>, field: u8) -> Option<$crate::wire::Wire<$life>> {
                let left = field;
                $(
                    let Some(left) = left.checked_sub(1) else { return Some(i) };
                    let i = $crate::field::declare::after_checked::<$kind>(i)?;
                )+
                let _ = (i, left);
                None
            }

            $(
                const HAS_RULES: bool = true;

                fn broken_rule(&self) -> Option<($crate::findings::Rule, u8)> {
                    $rules(self)
                }
            )?

            fn compose<O: $crate::compose::Output>(
                &self,
                out: &mut O,
            ) -> Result<(), $crate::compose::Full> {
                $($crate::field::Field::compose(&self.$field, out)?;)+
                Ok(())
            }

            fn show(&self, text: &mut $crate::text::Text<'_>) {
                fields! { @show self text {$($shown)?} $($field)+ }
            }

            fn walk(
                i: $crate::wire::Wire<$life>,
                visit: &mut impl FnMut($crate::field::FieldView<$life>),
            ) -> $crate::wire::Parsed<$life, ()> {
                $(let (i, ()) = $crate::field::declare::visit::<$kind>(
                    const { $crate::field::declare::field_name(stringify!($field)) },
                    i,
                    visit,
                )?;)+
                Ok((i, ()))
            }
        }

        $crate::field::declare::display! { $name $life $($generics)* }
    };
    (@show $self:ident $text:ident {$shown:path} $($field:ident)+) => {
        $shown($self, $text)
    };
    (@show $self:ident $text:ident {} $($field:ident)+) => {
        let mut first = true;
        $($crate::field::declare::show_after(&$self.$field, $text, &mut first);)+
        let _ = first;
    };
}
pub(crate) use fields;

// The `impl Display` of a struct with `Fields`.
macro_rules! display {
    ($name:ident $life:lifetime $($generics:tt)*) => {
        impl<$life> core::fmt::Display for $name $($generics)* {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::text::show(f, |text| $crate::field::Fields::show(self, text))
            }
        }
    };
}
pub(crate) use display;

/// The name of a field, without what makes a keyword an identifier.
pub(crate) const fn field_name(identifier: &'static str) -> &'static str {
    match identifier.as_bytes() {
        [b'r', b'#', ..] => identifier.split_at(2).1,
        _ => identifier,
    }
}

/// Reads a field and tells a fault which field it is in.
#[inline(always)]
pub(crate) fn field_at<'a, T: Field<'a>, F: Follow>(
    i: Wire<'a>,
    follow: &mut F,
    index: &mut core::ops::RangeFrom<u8>,
) -> Parsed<'a, T> {
    numbered(T::parse(i, follow), index)
}

/// Checks a field and tells a fault which field it is in.
#[inline]
pub(crate) fn check_at<'a, T: Field<'a>, F: Follow>(
    i: Wire<'a>,
    follow: &mut F,
    index: &mut core::ops::RangeFrom<u8>,
) -> Parsed<'a, ()> {
    numbered(T::check(i, follow), index)
}

#[inline(always)]
fn numbered<'a, T>(parsed: Parsed<'a, T>, index: &mut core::ops::RangeFrom<u8>) -> Parsed<'a, T> {
    let index = index.next().unwrap_or_default();
    parsed.map_err(|error| error.map(|fault| fault.in_field(index)))
}

/// Shows a field with a blank before it, unless it is the first or has no text.
pub(crate) fn show_after<'a>(
    field: &impl Field<'a>,
    text: &mut crate::text::Text<'_>,
    first: &mut bool,
) {
    if !field.is_shown() {
        return;
    }
    if !core::mem::take(first) {
        text.space();
    }
    field.show(text);
}

/// What follows a field that was checked.
pub(crate) fn after_checked<'a, T: Field<'a>>(i: Wire<'a>) -> Option<Wire<'a>> {
    T::check(i, &mut Unfollowed).ok().map(|(rest, ())| rest)
}

/// Visits a field under a name.
pub(crate) fn visit<'a, T: Field<'a>>(
    name: &'static str,
    i: Wire<'a>,
    visit: &mut impl FnMut(FieldView<'a>),
) -> Parsed<'a, ()> {
    let (rest, field) = T::parse(i, &mut Direct)?;
    visit(FieldView::new(name, i, rest, field.value()));
    Ok((rest, ()))
}
