//! SvcParams, by the table.

use core::hash::Hash;
use core::hint::black_box;

use dnswire::rdata::svcb::{self, RawParam, SvcParam, SvcParams};
use dnswire::registry::SvcParamKey;

use crate::hasher::Fnv;
use crate::message::error_accessors;
use crate::rdata::field;
use crate::show::{debug, display, show};

pub fn prove(all: SvcParams<'_>) {
    params(all);
    EACH_PARAM.iter().for_each(|prove| prove(all));
    for param in all {
        param_data(param);
        param_malformed(param);
        param_for_each_field(param);
        param_octets_in(&param.data(), &mut [0; 512]);
    }
}

pub fn params(params: SvcParams<'_>) {
    black_box((params.is_empty(), params.as_octets(), params == params));
    black_box(params.find(black_box(SvcParamKey(1))));
    params.hash(&mut Fnv::new());
    black_box((SvcParams::default(), params.of::<svcb::Port>().next()));
    show(&params);
    debug(&params.iter());
    for param in params {
        black_box((param, param == param, param.offset(), param.as_type::<svcb::Port>()));
        param.hash(&mut Fnv::new());
        show(&param);
    }
}

fn param_data(param: RawParam<'_>) {
    let data = param.data();
    black_box((&data, data == data, data.code(), data.is_empty()));
    data.hash(&mut Fnv::new());
    show(&data);
}

fn param_malformed(param: RawParam<'_>) {
    if let Some(error) = param.malformed() {
        error_accessors(&error);
    }
}

fn param_for_each_field(param: RawParam<'_>) {
    param.for_each_field(field);
}

fn param_octets_in(param: &SvcParam<'_>, room: &mut [u8]) {
    let _ = black_box(param.write_to(room));
}

/// Makes a function for each parameter of the table, under its name, that reads it from a record.
macro_rules! each_param {
    ($($name:ident)+) => {
        #[allow(non_snake_case)]
        mod each {
            use super::*;

            $(
                pub fn $name(params: SvcParams<'_>) {
                    if let Some(Ok(data)) = params.get::<svcb::$name>() {
                        data.hash(&mut Fnv::new());
                        black_box((&data, data == data, SvcParam::from(data)));
                        debug(&data);
                        display(&data);
                    }
                }
            )+
        }

        const EACH_PARAM: &[fn(SvcParams<'_>)] = &[$(each::$name),+];
    };
}

include!(concat!(env!("OUT_DIR"), "/each_param.rs"));
