//! The macro that expands a table of options, parameters or TLVs.

// A table of options or parameters. Each line gives a row of the registry, a variant of the enum,
// and the layout of the code.
macro_rules! coded_table {
    (
        $(#[$doc:meta])*
        $Code:ident => $Any:ident {
            $($value:literal $constant:ident = $mnemonic:literal, $meaning:literal ($reference:literal)
              => $module:ident::$name:ident $(<$life:lifetime>)?;)+
        }
        without_layout { $($bare:tt)* }
    ) => {
        $(pub use $module::$name;)+

        $crate::registry::table::rows! { $Code {
            $($value $constant = $mnemonic, $meaning ($reference);)+
            $($bare)*
        } }

        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Any<'a> {
            $(#[doc = concat!($mnemonic, " (", $value, "): see [`", stringify!($name), "`].")]
              $name($name $(<$life>)?),)+
            /// A code without a known layout.
            Unknown($crate::layout::Raw<'a, $Code>),
            /// Octets that do not have the form of their code.
            Malformed {
                /// The octets and their code.
                raw: $crate::layout::Raw<'a, $Code>,
                /// The rule that they break, and the place.
                error: $crate::error::Error,
            },
        }

        $(
            impl<'a> $crate::layout::CodedData<'a, $Code> for $name $(<$life>)? {
                const CODE: $Code = $Code::$constant;
            }

            impl<'a> From<$name $(<$life>)?> for $Any<'a> {
                fn from(data: $name $(<$life>)?) -> Self {
                    $Any::$name(data)
                }
            }
        )+

        impl<'a> $Any<'a> {
            /// The code.
            #[must_use]
            pub fn code(&self) -> $Code {
                match self {
                    $($Any::$name(_) => $Code::$constant,)+
                    $Any::Unknown(raw) | $Any::Malformed { raw, .. } => raw.code,
                }
            }

            /// The layout and the values of a code that is known.
            pub(crate) fn parts(
                &self,
            ) -> Result<
                (&'static $crate::layout::Layout, $crate::layout::Values<'a>),
                ($crate::layout::Raw<'a, $Code>, Option<$crate::error::Error>),
            > {
                use $crate::layout::Fields;
                match self {
                    $($Any::$name(data) => Ok((<$name $(<$life>)? as Fields<'a>>::LAYOUT, data.values())),)+
                    $Any::Unknown(raw) => Err((*raw, None)),
                    $Any::Malformed { raw, error } => Err((*raw, Some(*error))),
                }
            }

            fn write(
                &self,
                mut sink: impl FnMut(&[u8]) -> Result<(), $crate::layout::DoesNotFit>,
            ) -> Result<(), $crate::layout::DoesNotFit> {
                use $crate::layout::{Output, Uncompressed, write};
                let mut out = Uncompressed::new(false, &mut sink);
                match self.parts() {
                    Ok((layout, values)) => write(layout, values.as_slice(), &mut out),
                    Err((raw, _)) => out.octets(raw.octets),
                }
            }

            /// Writes the octets after the length into `buffer`; returns those written.
            ///
            /// Octets that are unknown or malformed are written unchanged.
            pub fn write_to<'b>(
                &self,
                buffer: &'b mut [u8],
            ) -> Result<&'b [u8], $crate::layout::DoesNotFit> {
                let mut written = 0;
                self.write($crate::layout::into_slice(buffer, &mut written))?;
                buffer.get(..written).ok_or($crate::layout::DoesNotFit)
            }

            /// The octets after the length.
            #[cfg(feature = "alloc")]
            #[must_use]
            pub fn to_octets(&self) -> alloc::vec::Vec<u8> {
                let mut octets = alloc::vec::Vec::new();
                let written = self.write(|more| {
                    octets.extend_from_slice(more);
                    Ok(())
                });
                debug_assert!(written.is_ok(), "a vector grows");
                octets
            }

            /// Returns `true` if no octets follow the length.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.write(|octets| {
                    if octets.is_empty() { Ok(()) } else { Err($crate::layout::DoesNotFit) }
                })
                .is_ok()
            }
        }

        impl core::fmt::Display for $Any<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::text::show(f, |text| {
                    let (parts, is_empty) = (self.parts(), self.is_empty());
                    $crate::layout::show_entry(self.code(), parts, is_empty, text);
                })
            }
        }

        /// The layout of a code.
        #[inline]
        fn layout_of(code: $Code) -> Option<&'static $crate::layout::Layout> {
            use $crate::layout::Fields;
            match code.0 {
                $($value => Some(<$name as Fields<'_>>::LAYOUT),)+
                _ => None,
            }
        }

        /// Decodes octets by their code.
        fn decode<'a>(raw: $crate::layout::Raw<'a, $Code>) -> $Any<'a> {
            match raw.code.0 {
                $($value => match raw.parse::<$name $(<$life>)?>() {
                    Ok(data) => $Any::$name(data),
                    Err(error) => $Any::Malformed { raw, error },
                },)+
                _ => $Any::Unknown(raw),
            }
        }
    };
}
pub(crate) use coded_table;
