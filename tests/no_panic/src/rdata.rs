//! RDATA of every type, by the table: decoded, compared, hashed, written, walked.

use core::fmt::Debug;
use core::hash::Hash;
use core::hint::black_box;

use dnswire::layout::{Item, Items, List};
use dnswire::rdata::{self, Rdata};
use dnswire::{FieldView, Form, Message, Record, Type, Value};

use crate::hasher::Fnv;
use crate::show::{debug, display, show};
use crate::{edns, special, svcb};

pub fn prove(record: &Record<'_>) {
    record_rdata(record);
    rdata_result(&record.rdata());
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

fn record_rdata(record: &Record<'_>) {
    black_box(&record.rdata());
}

/// Prints RDATA, and compares it.
pub fn rdata_result(rdata: &Rdata<'_>) {
    black_box((rdata.rtype(), *rdata == *rdata, Rdata::from(rdata)));
    show(rdata);
}

fn rdata_rtype(rdata: &Rdata<'_>) {
    black_box((rdata.rtype(), rdata.rtype().name_policy(), rdata.rtype().mnemonic()));
}

fn rdata_eq(rdata: &Rdata<'_>, other: &Rdata<'_>) {
    black_box(rdata == other);
}

fn rdata_hash(rdata: &Rdata<'_>) {
    rdata.hash(&mut Fnv::new());
}

fn rdata_octets_in(rdata: &Rdata<'_>, room: &mut [u8]) {
    let _ = black_box(rdata.write_to(Form::Uncompressed, room));
    let _ = black_box(rdata.write_to(Form::Canonical, room));
}

/// Reads everything in a field.
pub fn field(view: FieldView<'_>) {
    debug(&view);
    display(&view.value);
    match view.value {
        Value::Types(types) => {
            black_box((types.contains(black_box(Type::MX)), types.is_empty(), types.as_octets()));
            types.iter().for_each(|rtype| _ = black_box(rtype));
            debug(&types.iter());
        }
        Value::Strings(items) => list(items),
        Value::Names(items) => list(items),
        Value::Numbers(items) => list(items),
        Value::Options(options) => edns::options(options),
        Value::Params(params) => svcb::params(params),
        Value::Prefixes(items) => list(items),
        other => _ = black_box((view.name, view.range, other)),
    }
}

fn list<'a, T>(list: List<'a, T>)
where
    T: Item<'a> + Debug + Clone + PartialEq + Hash,
    List<'a, T>: Debug,
    Items<'a, T>: Debug,
{
    black_box((list.is_empty(), list.as_octets(), list == list));
    list.hash(&mut Fnv::new());
    debug(&list);
    debug(&list.iter());
    list.iter().for_each(|item| _ = black_box(item));
}

/// Makes a function for each type of the table, under its name, that reads its data from a record.
macro_rules! each_type {
    ($($name:ident)+) => {
        #[allow(non_snake_case)]
        mod each {
            use super::*;

            $(
                pub fn $name(record: &Record<'_>) {
                    if let Some(Ok(data)) = record.data::<rdata::$name>() {
                        data.hash(&mut Fnv::new());
                        black_box((&data, data == data, Rdata::from(data), Rdata::from(&data)));
                        debug(&data);
                        display(&data);
                    }
                }
            )+
        }

        #[allow(non_snake_case)]
        mod each_of {
            use super::*;

            $(
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
