//! Parameters whose key is known only at run time.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::table::{ForKey, ForParam};
use super::{ParamData, RawParam, SvcParam, for_key};
use crate::compose::{Form, Full, NamePolicy, Output, Plain, into_slice};
use crate::error::Error;
use crate::field::FieldView;
use crate::field::coded::coded;
use crate::name::Direct;
use crate::registry::SvcParamKey;
use crate::text::{self, Text};
use crate::wire::{Wire, whole};

coded! {
    "parameter", RawParam.key: SvcParamKey, SvcParam, ParamData::KEY,
    ForKey for_key, ForParam for_param,
    Malformed { param }, follow Direct
}

impl SvcParam<'_> {
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
