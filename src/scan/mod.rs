//! Reading presentation format: RDATA and records from text.
//!
//! One interpreter reads layouts, as the one that prints does: `field` reads a field by its kind,
//! `form` the types whose text is not one field after the other.

mod address;
mod digits;
mod error;
mod field;
mod form;
mod list;
mod number;
#[cfg(feature = "alloc")]
mod option;
mod out;
mod params;
mod rdata;
#[cfg(feature = "alloc")]
mod record;
mod spelling;
mod string;
mod token;
pub(crate) mod words;

pub use error::{Expected, TextError, TextErrorKind};
#[cfg(feature = "serde")]
pub(crate) use {
    digits::{Digits, Form},
    field::Scan,
    string::octets,
    token::Octets,
};
#[cfg(feature = "alloc")]
pub(crate) use {
    number::{decimal, duration},
    out::Out,
    record::{Before, Head, record},
    string::name,
    token::{Failure, Token, Tokens},
};
