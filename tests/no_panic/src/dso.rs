//! DNS Stateful Operations: messages, and their TLVs by the table.

use core::hash::Hash;
use core::hint::black_box;

use dnswire::dso::{self, RetryDelay, Tlv, Tlvs, Writer};
use dnswire::registry::DsoType;
use dnswire::{Change, DoesNotFit, Message, Rcode};

use crate::hasher::Fnv;
use crate::message::error_accessors;
use crate::rdata::field;
use crate::record;
use crate::show::{debug, display, show};

/// Every kind of message, with TLVs of both forms.
pub fn compose(room: &mut [u8]) {
    type Start = for<'b> fn(&'b mut [u8]) -> Result<Writer<'b>, DoesNotFit>;
    let starts: [Start; 3] = [
        |room| Writer::request(room, black_box(7)),
        |room| Writer::unidirectional(room),
        |room| Writer::response(room, black_box(7), black_box(Rcode(0))),
    ];
    for start in starts {
        let Ok(mut writer) = start(room) else { return };
        let _ = black_box(writer.push(&black_box(RetryDelay { retry_delay: 1000 })));
        let _ = black_box(writer.push_raw(black_box(DsoType(0xF800)), black_box(b"octets")));
        debug(&writer);
        black_box(writer.finish());
    }
}

pub fn prove(octets: &[u8]) {
    let Ok(message) = Message::parse(octets) else { return };
    let Some(operation) = message.dso() else { return };
    black_box((operation.kind(), operation.primary()));
    show(&operation);
    debug(&operation.kind());
    if let Some(error) = operation.error() {
        error_accessors(&error);
    }
    tlvs(operation.tlvs());
    EACH_TLV.iter().for_each(|prove| prove(operation.tlvs()));
}

fn tlvs(tlvs: Tlvs<'_>) {
    black_box((tlvs.is_empty(), tlvs.as_octets(), tlvs == tlvs, Tlvs::default()));
    black_box(tlvs.find(black_box(DsoType(1))));
    tlvs.hash(&mut Fnv::new());
    show(&tlvs);
    debug(&tlvs.iter());
    for tlv in tlvs {
        let data = tlv.data();
        black_box((tlv == tlv, tlv.offset(), tlv.code, data.code(), data.is_empty(), data == data));
        (tlv, data).hash(&mut Fnv::new());
        show(&tlv);
        show(&data);
        let _ = black_box(data.write_to(&mut [0; 512]));
        if let Some(error) = tlv.malformed() {
            error_accessors(&error);
        }
        tlv.for_each_field(field);
        for change in tlv.changes() {
            match change {
                Ok(change) => one_change(change),
                Err(error) => error_accessors(&error),
            }
        }
        debug(&tlv.changes());
        if let Tlv::KeepAlive(timers) = data {
            black_box((timers.inactivity(), timers.interval()));
        }
    }
}

fn one_change(change: Change<'_>) {
    debug(&change);
    record::prove(&change.record());
}

/// Makes a function for each TLV of the table, under its name, that reads it from a message.
macro_rules! each_tlv {
    ($($name:ident)+) => {
        #[allow(non_snake_case)]
        mod each {
            use super::*;

            $(
                pub fn $name(tlvs: Tlvs<'_>) {
                    if let Some(Ok(data)) = tlvs.get::<dso::$name>() {
                        data.hash(&mut Fnv::new());
                        black_box((&data, data == data, Tlv::from(data)));
                        debug(&data);
                        display(&data);
                    }
                    tlvs.of::<dso::$name>().for_each(|data| _ = black_box(&data));
                }
            )+
        }

        const EACH_TLV: &[fn(Tlvs<'_>)] = &[$(each::$name),+];
    };
}

include!(concat!(env!("OUT_DIR"), "/each_tlv.rs"));
