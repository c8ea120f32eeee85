//! RDATA of every type, by the table: decoded, compared, hashed, written, walked.

use std::hash::Hash;
use std::hint::black_box;

use dnswire::rdata::{self, Rdata};
use dnswire::{FieldView, Form, Message, Record, Type, Value};
use no_panic::no_panic;

use crate::hasher::Fnv;
use crate::{edns, special, svcb};

pub fn prove(record: &Record<'_>) {
    record_rdata(record);
    record_for_each_field(record);
    record.for_each_field(field);
    let rdata = record.rdata();
    rdata_rtype(&rdata);
    rdata_eq(&rdata, &black_box(rdata));
    rdata_hash(&rdata);
    rdata_octets_in(&rdata, &mut [0; 512]);
    special::prove(&rdata);
    EACH_DATA.iter().for_each(|prove| prove(record));
}

pub fn prove_of(message: &Message<'_>) {
    EACH_OF.iter().for_each(|prove| prove(message));
}

#[no_panic]
fn record_rdata(record: &Record<'_>) {
    black_box(&record.rdata());
}

#[no_panic]
fn record_for_each_field(record: &Record<'_>) {
    record.for_each_field(|view| _ = black_box(view));
}

#[no_panic]
fn rdata_rtype(rdata: &Rdata<'_>) {
    black_box((rdata.rtype(), rdata.rtype().name_policy(), rdata.rtype().mnemonic()));
}

#[no_panic]
fn rdata_eq(rdata: &Rdata<'_>, other: &Rdata<'_>) {
    black_box(rdata == other);
}

#[no_panic]
fn rdata_hash(rdata: &Rdata<'_>) {
    rdata.hash(&mut Fnv::new());
}

#[no_panic]
fn rdata_octets_in(rdata: &Rdata<'_>, room: &mut [u8]) {
    let _ = black_box(rdata.write_to(Form::Uncompressed, room));
    let _ = black_box(rdata.write_to(Form::Canonical, room));
}

/// Reads everything in a field.
#[no_panic]
pub fn field(view: FieldView<'_>) {
    match view.value {
        Value::Types(types) => {
            black_box((types.contains(black_box(Type::MX)), types.is_empty(), types.as_octets()));
            types.iter().for_each(|rtype| _ = black_box(rtype));
        }
        Value::Strings(list) => list.iter().for_each(|string| _ = black_box(string)),
        Value::Names(list) => list.iter().for_each(|name| _ = black_box(name)),
        Value::Numbers(list) => list.iter().for_each(|number| _ = black_box(number)),
        Value::Options(options) => edns::options(options),
        Value::Params(params) => svcb::params(params),
        Value::Prefixes(list) => list.iter().for_each(|item| _ = black_box(item)),
        other => _ = black_box((view.name, view.range, other)),
    }
}

/// Makes a function for each type of the table, under its name, that reads its data from a record.
macro_rules! each_type {
    ($($name:ident)+) => {
        #[allow(non_snake_case)]
        mod each {
            use super::*;

            $(
                #[no_panic]
                pub fn $name(record: &Record<'_>) {
                    if let Some(Ok(data)) = record.data::<rdata::$name>() {
                        data.hash(&mut Fnv::new());
                        black_box((&data, data == data));
                    }
                }
            )+
        }

        #[allow(non_snake_case)]
        mod each_of {
            use super::*;

            $(
                #[no_panic]
                pub fn $name(message: &Message<'_>) {
                    for data in message.answers().of::<rdata::$name>() {
                        black_box(&data);
                    }
                }
            )+
        }

        const EACH_DATA: &[fn(&Record<'_>)] = &[$(each::$name),+];
        const EACH_OF: &[fn(&Message<'_>)] = &[$(each_of::$name),+];
    };
}

include!(concat!(env!("OUT_DIR"), "/each_type.rs"));
