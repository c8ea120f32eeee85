//! Mnemonics of registries, to and from text.

use std::hint::black_box;

use dnswire::Type;
use dnswire::registry::{Class, Opcode, OptionCode, Rcode, SvcParamKey};
use no_panic::no_panic;

pub fn prove(octets: &[u8]) {
    if let Some([high, low]) = octets.first_chunk() {
        mnemonics(u16::from_be_bytes([*high, *low]));
    }
    if let Ok(text) = str::from_utf8(octets) {
        type_from_str(text);
        class_from_str(text);
        rcode_from_str(text);
        opcode_from_str(text);
        option_code_from_str(text);
        svc_param_key_from_str(text);
    }
}

#[no_panic]
fn mnemonics(number: u16) {
    let [low, _] = number.to_le_bytes();
    black_box((Type(number).mnemonic(), Type(number).is_question_only()));
    black_box((Class(number).mnemonic(), Rcode(number).mnemonic(), Opcode(low).mnemonic()));
    black_box((OptionCode(number).mnemonic(), SvcParamKey(number).mnemonic()));
}

macro_rules! from_str {
    ($($name:ident $type:ty;)+) => {$(
        #[no_panic]
        fn $name(text: &str) {
            let _ = black_box(text.parse::<$type>());
        }
    )+};
}

from_str! {
    type_from_str Type;
    class_from_str Class;
    rcode_from_str Rcode;
    opcode_from_str Opcode;
    option_code_from_str OptionCode;
    svc_param_key_from_str SvcParamKey;
}
