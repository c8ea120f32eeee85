//! Text and opaque data: TXT, NULL.

use core::fmt;

use super::any::generic;
use crate::compose::{Full, Output};
use crate::field::{CharacterString, Field, FieldView, Fields, Hex, List, fields};
use crate::name::{Direct, Follow};
use crate::text::{self, Text};
use crate::wire::{Parsed, Wire};

fields! {
    /// TXT: text strings ([RFC 1035 section 3.3.14]).
    ///
    /// [RFC 1035 section 3.3.14]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14
    pub struct Txt<'a> {
        /// One string or more.
        pub txt_data: List<'a, CharacterString<'a>>,
    }
}

/// Types whose RDATA is any octets, shown in the generic form of RFC 3597.
macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name<'a> {
            /// Anything, up to 65535 octets.
            pub data: &'a [u8],
        }

        impl<'a> Fields<'a> for $name<'a> {
            const NAMES: &'static [&'static str] = &["data"];

            fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
                let (i, Hex(data)) = Hex::parse(i, follow)?;
                Ok((i, $name { data }))
            }

            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                out.octets(self.data)
            }

            fn show(&self, text: &mut Text<'_>) {
                generic(self.data, text);
            }

            fn walk(i: Wire<'a>, visit: &mut dyn FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
                let (rest, data) = Hex::parse(i, &mut Direct)?;
                visit(FieldView {
                    name: "data",
                    range: i.offset()..rest.offset(),
                    value: data.value(),
                });
                Ok((rest, ()))
            }
        }

        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                text::show(f, |text| Fields::show(self, text))
            }
        }
    )+};
}

opaque! {
    /// NULL: any octets ([RFC 1035 section 3.3.10]).
    ///
    /// [RFC 1035 section 3.3.10]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.10
    Null;
}
