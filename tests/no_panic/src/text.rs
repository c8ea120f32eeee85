//! RDATA read from text into a slice, by the table and in the generic form.

use core::hint::black_box;

use dnswire::layout::Time;
use dnswire::rdata::Rdata;
use dnswire::{CharacterString, Class, List, Name, TextError, Type};

use crate::show::show;

pub fn prove(octets: &[u8]) {
    let Some(([high, low, class], text)) = octets.split_first_chunk::<3>() else { return };
    let rtype = Type(u16::from_be_bytes([*high, *low]));
    List::new(text).iter().map(CharacterString::as_str).for_each(|string| drop(black_box(string)));
    if let Ok(text) = str::from_utf8(text) {
        let _ = black_box(text.parse::<Time>());
        match text.parse::<Rdata<'_>>() {
            Ok(rdata) => show(&rdata),
            Err(error) => text_error(&error),
        }
        rdata_from_text(rtype, Class((*class).into()), text, &mut [0; 4096]);
    }
}

fn rdata_from_text(rtype: Type, class: Class, text: &str, room: &mut [u8]) {
    match Rdata::from_text(rtype, class, text, Name::ROOT, room) {
        Ok(rdata) => show(&rdata),
        Err(error) => text_error(&error),
    }
}

fn text_error(error: &TextError) {
    black_box((error.line(), error.column(), error.rtype(), error.field(), error == error));
    show(error);
    show(&error.kind());
}
