//! What EDNS options and parameters of SVCB have in common: octets under a number that says what
//! they are.

// `coded!` writes what can be done with such octets when the number is known only at run time:
//
//     coded! {
//         "option",                                      // how one is called
//         RawOption.code: OptionCode,                    // as it stands, and its number
//         EdnsOption, OptionData::CODE,                  // decoded, and the trait of the structs
//         ForCode for_code, ForOption for_option,        // the dispatch of the table
//         Malformed { option }, follow Uncompressed      // how names are read
//     }
macro_rules! coded {
    (
        $noun:literal, $Raw:ident.$number:ident: $Number:ident,
        $Any:ident, $Data:ident::$NUMBER:ident,
        $ForNumber:ident $for_number:ident, $ForAny:ident $for_any:ident,
        Malformed { $raw:ident }, follow $follow:ident
    ) => {
        impl<'a> $Raw<'a> {
            #[doc = concat!("The ", $noun, ", decoded by its ", stringify!($number), ".")]
            ///
            #[doc = concat!(
                "What does not fit is [`", stringify!($Any), "::Malformed`] and costs nothing but itself."
            )]
            #[must_use]
            pub fn data(self) -> $Any<'a> {
                struct Read<'a>($Raw<'a>);
                impl<'a> $ForNumber<'a> for Read<'a> {
                    type Out = $Any<'a>;

                    fn known<T: $Data<'a>>(self) -> $Any<'a> {
                        match self.0.parse_as::<T>() {
                            Ok(data) => data.into(),
                            Err(error) => $Any::Malformed { $raw: self.0, error },
                        }
                    }

                    fn unknown(self) -> $Any<'a> {
                        $Any::Unknown(self.0)
                    }
                }
                $for_number(self.$number, Read(self))
            }

            #[doc = concat!("The ", $noun, " as that of one type; `None` for one of another.")]
            #[must_use]
            pub fn as_type<T: $Data<'a>>(self) -> Option<Result<T, Error>> {
                (self.$number == T::$NUMBER).then(|| self.parse_as())
            }

            /// Why the octets do not have the form they should; `None` when they do, and without a
            /// known layout.
            #[must_use]
            pub fn malformed(self) -> Option<Error> {
                struct Check<'a>($Raw<'a>);
                impl<'a> $ForNumber<'a> for Check<'a> {
                    type Out = Option<Error>;

                    fn known<T: $Data<'a>>(self) -> Option<Error> {
                        let window = self.0.window();
                        let checked = whole(window, T::check(window, &mut $follow));
                        checked.err().map(|fault| self.0.error(fault))
                    }

                    fn unknown(self) -> Option<Error> {
                        None
                    }
                }
                $for_number(self.$number, Check(self))
            }

            /// Calls `visit` for every field: its name, place and value.
            ///
            /// Stops at the first field that cannot be read; without a known layout there are none.
            /// The members of a group, as those of ZONEVERSION, come one by one.
            pub fn for_each_field(self, mut visit: impl FnMut(FieldView<'a>)) {
                struct Walk<'v, 'a, V>(Wire<'a>, &'v mut V);
                impl<'a, V: FnMut(FieldView<'a>)> $ForNumber<'a> for Walk<'_, 'a, V> {
                    type Out = ();

                    fn known<T: $Data<'a>>(self) {
                        let _ = T::walk(self.0, self.1);
                    }

                    fn unknown(self) {}
                }
                $for_number(self.$number, Walk(self.window(), &mut visit));
            }

            fn parse_as<T: $Data<'a>>(self) -> Result<T, Error> {
                let window = self.window();
                whole(window, T::parse(window, &mut $follow)).map_err(|fault| self.error(fault))
            }
        }

        /// Whether octets have the form that their number asks for.
        #[inline]
        pub(super) fn is_sound($number: $Number, octets: Wire<'_>) -> bool {
            struct IsSound<'a>(Wire<'a>);
            impl<'a> $ForNumber<'a> for IsSound<'a> {
                type Out = bool;

                #[inline]
                fn known<T: $Data<'a>>(self) -> bool {
                    whole(self.0, T::check(self.0, &mut $follow)).is_ok()
                }

                fn unknown(self) -> bool {
                    true
                }
            }
            $for_number($number, IsSound(octets))
        }

        /// The name of a field, counted from 0.
        pub(crate) fn field_name($number: $Number, field: u8) -> Option<&'static str> {
            struct Named(u8);
            impl<'a> $ForNumber<'a> for Named {
                type Out = Option<&'static str>;

                fn known<T: $Data<'a>>(self) -> Self::Out {
                    T::NAMES.get(usize::from(self.0)).copied()
                }

                fn unknown(self) -> Self::Out {
                    None
                }
            }
            $for_number($number, Named(field))
        }

        impl $Any<'_> {
            #[doc = concat!("The ", stringify!($number), " of the ", $noun, ".")]
            #[must_use]
            pub fn $number(&self) -> $Number {
                struct Number;
                impl<'a> $ForAny<'a> for Number {
                    type Out = $Number;

                    fn with<T: $Data<'a>>(self, _: &T) -> $Number {
                        T::$NUMBER
                    }

                    fn raw(self, raw: $Raw<'a>, _: Option<Error>) -> $Number {
                        raw.$number
                    }
                }
                self.$for_any(Number)
            }

            /// Writes the octets behind the length into `room`; returns those written.
            ///
            /// What is unknown or malformed is written as it stands.
            pub fn octets_in<'b>(&self, room: &'b mut [u8]) -> Result<&'b [u8], Full> {
                let mut written = 0;
                self.write(into_slice(room, &mut written))?;
                room.get(..written).ok_or(Full)
            }

            /// The octets behind the length.
            #[cfg(feature = "alloc")]
            #[must_use]
            pub fn to_octets(&self) -> Vec<u8> {
                let mut octets = Vec::new();
                let written = self.write(|more| {
                    octets.extend_from_slice(more);
                    Ok(())
                });
                debug_assert!(written.is_ok(), "a vector has room");
                octets
            }

            /// Whether there are no octets behind the length.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.write(|octets| if octets.is_empty() { Ok(()) } else { Err(Full) }).is_ok()
            }

            fn write(&self, sink: impl FnMut(&[u8]) -> Result<(), Full>) -> Result<(), Full> {
                let mut out = Plain::new(Form::Uncompressed, NamePolicy::VERBATIM, sink);
                self.$for_any(Compose(&mut out))
            }
        }

        /// Appends the octets.
        struct Compose<'o, O>(&'o mut O);

        impl<'a, O: Output> $ForAny<'a> for Compose<'_, O> {
            type Out = Result<(), Full>;

            fn with<T: $Data<'a>>(self, data: &T) -> Result<(), Full> {
                data.compose(self.0)
            }

            fn raw(self, raw: $Raw<'a>, _: Option<Error>) -> Result<(), Full> {
                self.0.octets(raw.octets)
            }
        }
    };
}
pub(crate) use coded;
