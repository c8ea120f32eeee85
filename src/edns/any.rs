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
use crate::field::coded::coded;
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

coded! {
    "option", RawOption.code: OptionCode, EdnsOption, OptionData::CODE,
    ForCode for_code, ForOption for_option,
    Malformed { option }, follow Uncompressed
}

/// Whether an OPT record's RDATA is nothing but options that fit their codes.
pub(crate) fn are_sound(rdata: Wire<'_>) -> bool {
    let mut left = rdata;
    while !left.is_empty() {
        match option(left) {
            Ok((rest, (code, octets))) if is_sound(code, octets) => left = rest,
            _ => return false,
        }
    }
    true
}

impl EdnsOption<'_> {
    pub(super) fn show(&self, text: &mut Text<'_>) {
        label(self.code(), text);
        if !self.is_empty() || matches!(self, EdnsOption::Malformed { .. }) {
            text.ascii(": ");
            self.for_option(Show(text));
        }
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
