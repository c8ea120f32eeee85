//! Parameters whose key is known only at run time.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::table::{ForKey, ForParam};
use super::{ParamData, RawParam, SvcParam, for_key};
use crate::compose::{Form, Full, NamePolicy, Output, Plain, into_slice};
use crate::error::Error;
use crate::field::FieldView;
use crate::name::Direct;
use crate::registry::SvcParamKey;
use crate::text::{self, Text};
use crate::wire::{Wire, whole};

impl<'a> RawParam<'a> {
    /// The parameter, decoded by its key.
    ///
    /// What does not fit is [`SvcParam::Malformed`] and costs nothing but itself.
    #[must_use]
    pub fn data(self) -> SvcParam<'a> {
        struct Read<'a>(RawParam<'a>);
        impl<'a> ForKey<'a> for Read<'a> {
            type Out = SvcParam<'a>;

            fn known<T: ParamData<'a>>(self) -> SvcParam<'a> {
                match self.0.parse_as::<T>() {
                    Ok(data) => data.into(),
                    Err(error) => SvcParam::Malformed { param: self.0, error },
                }
            }

            fn unknown(self) -> SvcParam<'a> {
                SvcParam::Unknown(self.0)
            }
        }
        for_key(self.key, Read(self))
    }

    /// The parameter as that of one type; `None` for a parameter with another key.
    #[must_use]
    pub fn as_type<T: ParamData<'a>>(self) -> Option<Result<T, Error>> {
        (self.key == T::KEY).then(|| self.parse_as())
    }

    /// Why the octets do not fit the key; `None` when they do, and without a known layout.
    #[must_use]
    pub fn malformed(self) -> Option<Error> {
        struct Check<'a>(RawParam<'a>);
        impl<'a> ForKey<'a> for Check<'a> {
            type Out = Option<Error>;

            fn known<T: ParamData<'a>>(self) -> Option<Error> {
                let window = self.0.window();
                let checked = whole(window, T::check(window, &mut Direct));
                checked.err().map(|fault| self.0.error(fault))
            }

            fn unknown(self) -> Option<Error> {
                None
            }
        }
        for_key(self.key, Check(self))
    }

    /// Calls `visit` for every field of the value: its name, place and value.
    ///
    /// Stops at the first field that cannot be read; keys without a known layout have no fields.
    pub fn for_each_field(self, mut visit: impl FnMut(FieldView<'a>)) {
        struct Walk<'v, 'a, V>(Wire<'a>, &'v mut V);
        impl<'a, V: FnMut(FieldView<'a>)> ForKey<'a> for Walk<'_, 'a, V> {
            type Out = ();

            fn known<T: ParamData<'a>>(self) {
                let _ = T::walk(self.0, self.1);
            }

            fn unknown(self) {}
        }
        for_key(self.key, Walk(self.window(), &mut visit));
    }

    fn parse_as<T: ParamData<'a>>(self) -> Result<T, Error> {
        let window = self.window();
        whole(window, T::parse(window, &mut Direct)).map_err(|fault| self.error(fault))
    }
}

/// Whether a value fits its key.
#[inline]
pub(super) fn is_sound(key: SvcParamKey, value: Wire<'_>) -> bool {
    struct IsSound<'a>(Wire<'a>);
    impl<'a> ForKey<'a> for IsSound<'a> {
        type Out = bool;

        #[inline]
        fn known<T: ParamData<'a>>(self) -> bool {
            whole(self.0, T::check(self.0, &mut Direct)).is_ok()
        }

        fn unknown(self) -> bool {
            true
        }
    }
    for_key(key, IsSound(value))
}

/// The name of a field of a parameter, counted from 0.
pub(crate) fn field_name(key: SvcParamKey, field: u8) -> Option<&'static str> {
    struct Named(u8);
    impl<'a> ForKey<'a> for Named {
        type Out = Option<&'static str>;

        fn known<T: ParamData<'a>>(self) -> Self::Out {
            T::NAMES.get(usize::from(self.0)).copied()
        }

        fn unknown(self) -> Self::Out {
            None
        }
    }
    for_key(key, Named(field))
}

impl SvcParam<'_> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> SvcParamKey {
        struct Key;
        impl<'a> ForParam<'a> for Key {
            type Out = SvcParamKey;

            fn with<T: ParamData<'a>>(self, _: &T) -> SvcParamKey {
                T::KEY
            }

            fn raw(self, param: RawParam<'a>, _: Option<Error>) -> SvcParamKey {
                param.key
            }
        }
        self.for_param(Key)
    }

    /// Writes the octets of the value into `room`; returns those written.
    ///
    /// Unknown and malformed values are written as they stand.
    pub fn octets_in<'b>(&self, room: &'b mut [u8]) -> Result<&'b [u8], Full> {
        let mut written = 0;
        self.write(into_slice(room, &mut written))?;
        room.get(..written).ok_or(Full)
    }

    /// The octets of the value.
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

    /// Whether the value has no octets.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.write(|octets| if octets.is_empty() { Ok(()) } else { Err(Full) }).is_ok()
    }

    fn write(&self, sink: impl FnMut(&[u8]) -> Result<(), Full>) -> Result<(), Full> {
        let mut out = Plain::new(Form::Uncompressed, NamePolicy::VERBATIM, sink);
        self.for_param(Compose(&mut out))
    }

    /// Appends `key=value`, or the key alone: "if the '=' is omitted, the value is [..] empty"
    /// (RFC 9460 section 2.1).
    pub(super) fn show(&self, text: &mut Text<'_>) {
        match (self, self.key().mnemonic()) {
            (SvcParam::Malformed { .. }, _) | (_, None) => {
                text.ascii("key");
                text.number(self.key().0);
            }
            (_, Some(name)) => text.ascii(name),
        }
        if !self.is_empty() {
            text.push(b'=');
            self.for_param(Show(text));
        }
    }
}

/// Appends the octets of a value.
struct Compose<'o, O>(&'o mut O);

impl<'a, O: Output> ForParam<'a> for Compose<'_, O> {
    type Out = Result<(), Full>;

    fn with<T: ParamData<'a>>(self, data: &T) -> Result<(), Full> {
        data.compose(self.0)
    }

    fn raw(self, param: RawParam<'a>, _: Option<Error>) -> Result<(), Full> {
        self.0.octets(param.octets)
    }
}

/// Appends a value in presentation format; one without a layout as a string.
struct Show<'t, 'w>(&'t mut Text<'w>);

impl<'a> ForParam<'a> for Show<'_, '_> {
    type Out = ();

    fn with<T: ParamData<'a>>(self, data: &T) {
        data.show(self.0);
    }

    fn raw(self, param: RawParam<'a>, _: Option<Error>) {
        self.0.quoted(param.octets);
    }
}

/// In presentation format: `key=value`, or the key alone.
///
/// Values that do not fit their key are generic: `keyNNN="octets"`.
impl fmt::Display for SvcParam<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}
