//! Options whose code is known only at run time.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::options::option;
use super::table::{ForCode, ForOption};
use super::{EdnsOption, OptionData, RawOption, for_code};
use crate::compose::{Form, Full, NamePolicy, Output, Plain, into_slice};
use crate::error::{Error, FaultKind};
use crate::field::FieldView;
use crate::name::Follow;
use crate::name::walk::Suffix;
use crate::registry::OptionCode;
use crate::text::{self, Text};
use crate::wire::{Wire, whole};

/// Refuses compression pointers: the names in options have none (RFC 7901 section 4).
#[derive(Debug)]
struct Uncompressed;

impl Follow for Uncompressed {
    fn follow(&mut self, _: &[u8], _: usize, _: usize) -> Result<Suffix, FaultKind> {
        Err(FaultKind::Invalid)
    }
}

impl<'a> RawOption<'a> {
    /// The option, decoded by its code.
    ///
    /// What does not fit is [`EdnsOption::Malformed`] and costs nothing but itself.
    #[must_use]
    pub fn data(self) -> EdnsOption<'a> {
        struct Read<'a>(RawOption<'a>);
        impl<'a> ForCode<'a> for Read<'a> {
            type Out = EdnsOption<'a>;

            fn known<T: OptionData<'a>>(self) -> EdnsOption<'a> {
                match self.0.parse_as::<T>() {
                    Ok(data) => data.into(),
                    Err(error) => EdnsOption::Malformed { option: self.0, error },
                }
            }

            fn unknown(self) -> EdnsOption<'a> {
                EdnsOption::Unknown(self.0)
            }
        }
        for_code(self.code, Read(self))
    }

    /// The option as that of one type; `None` for an option with another code.
    #[must_use]
    pub fn as_type<T: OptionData<'a>>(self) -> Option<Result<T, Error>> {
        (self.code == T::CODE).then(|| self.parse_as())
    }

    /// Why the octets do not fit the option; `None` when they do, and without a known layout.
    #[must_use]
    pub fn malformed(self) -> Option<Error> {
        struct Check<'a>(RawOption<'a>);
        impl<'a> ForCode<'a> for Check<'a> {
            type Out = Option<Error>;

            fn known<T: OptionData<'a>>(self) -> Option<Error> {
                let window = self.0.window();
                let checked = whole(window, T::check(window, &mut Uncompressed));
                checked.err().map(|fault| self.0.error(fault))
            }

            fn unknown(self) -> Option<Error> {
                None
            }
        }
        for_code(self.code, Check(self))
    }

    /// Calls `visit` for every field of the option: its name, place and value.
    ///
    /// Stops at the first field that cannot be read; options without a known layout have no fields.
    /// The members of a group come one by one: `labelcount`, `type` and `version` of ZONEVERSION,
    /// `type` and `value` of each field of UMBRELLA-IDENT.
    pub fn for_each_field(self, mut visit: impl FnMut(FieldView<'a>)) {
        struct Walk<'v, 'a, V>(Wire<'a>, &'v mut V);
        impl<'a, V: FnMut(FieldView<'a>)> ForCode<'a> for Walk<'_, 'a, V> {
            type Out = ();

            fn known<T: OptionData<'a>>(self) {
                let _ = T::walk(self.0, self.1);
            }

            fn unknown(self) {}
        }
        for_code(self.code, Walk(self.window(), &mut visit));
    }

    fn parse_as<T: OptionData<'a>>(self) -> Result<T, Error> {
        let window = self.window();
        whole(window, T::parse(window, &mut Uncompressed)).map_err(|fault| self.error(fault))
    }
}

/// Whether an OPT record's RDATA is nothing but options that fit their codes.
pub(crate) fn are_sound(rdata: Wire<'_>) -> bool {
    struct IsSound<'a>(Wire<'a>);
    impl<'a> ForCode<'a> for IsSound<'a> {
        type Out = bool;

        #[inline]
        fn known<T: OptionData<'a>>(self) -> bool {
            whole(self.0, T::check(self.0, &mut Uncompressed)).is_ok()
        }

        fn unknown(self) -> bool {
            true
        }
    }
    let mut left = rdata;
    while !left.is_empty() {
        match option(left) {
            Ok((rest, (code, octets))) if for_code(code, IsSound(octets)) => left = rest,
            _ => return false,
        }
    }
    true
}

/// The name of a field of an option, counted from 0.
pub(crate) fn field_name(code: OptionCode, field: u8) -> Option<&'static str> {
    struct Named(u8);
    impl<'a> ForCode<'a> for Named {
        type Out = Option<&'static str>;

        fn known<T: OptionData<'a>>(self) -> Self::Out {
            T::NAMES.get(usize::from(self.0)).copied()
        }

        fn unknown(self) -> Self::Out {
            None
        }
    }
    for_code(code, Named(field))
}

impl EdnsOption<'_> {
    /// The code.
    #[must_use]
    pub fn code(&self) -> OptionCode {
        struct Code;
        impl<'a> ForOption<'a> for Code {
            type Out = OptionCode;

            fn with<T: OptionData<'a>>(self, _: &T) -> OptionCode {
                T::CODE
            }

            fn raw(self, option: RawOption<'a>, _: Option<Error>) -> OptionCode {
                option.code
            }
        }
        self.for_option(Code)
    }

    /// Writes the octets behind the option's length into `room`; returns those written.
    ///
    /// Unknown and malformed options are written as they stand.
    pub fn octets_in<'b>(&self, room: &'b mut [u8]) -> Result<&'b [u8], Full> {
        let mut written = 0;
        self.write(into_slice(room, &mut written))?;
        room.get(..written).ok_or(Full)
    }

    /// The octets behind the option's length.
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

    /// Whether there are no octets behind the option's length.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.write(|octets| if octets.is_empty() { Ok(()) } else { Err(Full) }).is_ok()
    }

    fn write(&self, sink: impl FnMut(&[u8]) -> Result<(), Full>) -> Result<(), Full> {
        let mut out = Plain::new(Form::Uncompressed, NamePolicy::VERBATIM, sink);
        self.for_option(Compose(&mut out))
    }

    pub(super) fn show(&self, text: &mut Text<'_>) {
        label(self.code(), text);
        if !self.is_empty() || matches!(self, EdnsOption::Malformed { .. }) {
            text.ascii(": ");
            self.for_option(Show(text));
        }
    }
}

/// Appends the octets of an option.
struct Compose<'o, O>(&'o mut O);

impl<'a, O: Output> ForOption<'a> for Compose<'_, O> {
    type Out = Result<(), Full>;

    fn with<T: OptionData<'a>>(self, data: &T) -> Result<(), Full> {
        data.compose(self.0)
    }

    fn raw(self, option: RawOption<'a>, _: Option<Error>) -> Result<(), Full> {
        self.0.octets(option.octets)
    }
}

/// Appends the text of an option, without its name.
struct Show<'t, 'w>(&'t mut Text<'w>);

impl<'a> ForOption<'a> for Show<'_, '_> {
    type Out = ();

    fn with<T: OptionData<'a>>(self, data: &T) {
        data.show(self.0);
    }

    fn raw(self, option: RawOption<'a>, error: Option<Error>) {
        self.0.hex_lower(option.octets);
        if let Some(error) = error {
            self.0.ascii(if option.octets.is_empty() { "; " } else { " ; " });
            self.0.display(error);
        }
    }
}

/// The name of an option, as `dig` has it.
fn label(code: OptionCode, text: &mut Text<'_>) {
    match code.mnemonic() {
        _ if code == OptionCode::ECS => text.ascii("CLIENT-SUBNET"),
        Some(mnemonic) => text.ascii(mnemonic),
        None => {
            text.ascii("OPT=");
            text.number(code.0);
        }
    }
}

/// As in the output of `dig`: the name of the option, then its value.
///
/// Octets without a layout are in hexadecimal, malformed ones with the error behind them.
impl fmt::Display for EdnsOption<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}
