//! EDNS and its options, by the table.

use core::hash::Hash;
use core::hint::black_box;

use dnswire::Edns;
use dnswire::edns::Options;
use dnswire::edns::{self, EdnsOption, RawOption};
use dnswire::registry::OptionCode;

use crate::hasher::Fnv;
use crate::message::error_accessors;
use crate::rdata::field;
use crate::show::{debug, display, show};

pub fn prove(edns: Edns<'_>) {
    edns_accessors(edns);
    show(&edns);
    edns_is_malformed(edns);
    edns_extended_errors(edns);
    options(edns.options());
    EACH_OPTION.iter().for_each(|prove| prove(edns));
    for option in edns.options() {
        option_data(option);
        option_malformed(option);
        option_for_each_field(option);
        option_octets_in(&option.data(), &mut [0; 512]);
        option_special(&option.data());
    }
}

fn edns_accessors(edns: Edns<'_>) {
    black_box((edns.udp_payload_size(), edns.extended_rcode_bits(), edns.rcode()));
    black_box((edns.version(), edns.flags(), edns.dnssec_ok(), edns.compact_ok(), edns.z()));
    black_box((edns.options(), edns.record()));
}

fn edns_is_malformed(edns: Edns<'_>) {
    black_box(edns.is_malformed());
}

fn edns_extended_errors(edns: Edns<'_>) {
    edns.extended_errors().for_each(|error| _ = black_box(error));
}

pub fn options(options: Options<'_>) {
    black_box((options.is_empty(), options.as_octets(), options == options));
    black_box(options.find(black_box(OptionCode(10))));
    options.hash(&mut Fnv::new());
    black_box((Options::default(), options.get::<edns::Ecs>()));
    show(&options);
    debug(&options.iter());
    for option in options {
        black_box((option, option == option, option.offset(), option.as_type::<edns::Ecs>()));
        option.hash(&mut Fnv::new());
        show(&option);
    }
}

fn option_data(option: RawOption<'_>) {
    let data = option.data();
    black_box((&data, data == data, data.code(), data.is_empty()));
    data.hash(&mut Fnv::new());
    show(&data);
}

fn option_malformed(option: RawOption<'_>) {
    if let Some(error) = option.malformed() {
        error_accessors(&error);
    }
}

fn option_for_each_field(option: RawOption<'_>) {
    option.for_each_field(field);
}

fn option_octets_in(option: &EdnsOption<'_>, room: &mut [u8]) {
    let _ = black_box(option.write_to(room));
}

/// The methods that only some options have.
fn option_special(option: &EdnsOption<'_>) {
    match option {
        EdnsOption::Ecs(subnet) => _ = black_box(subnet.address()),
        EdnsOption::ExtendedError(error) => _ = black_box(error.text()),
        EdnsOption::ZoneVersion(zone) => {
            _ = black_box(zone.zone_version.map(|version| version.soa_serial()));
        }
        EdnsOption::TcpKeepalive(keepalive) => _ = black_box(keepalive.as_duration()),
        EdnsOption::Owner(owner) => _ = black_box((owner.wakeup_mac(), owner.password())),
        EdnsOption::MqtypeQuery(query) => query.types().for_each(|rtype| _ = black_box(rtype)),
        EdnsOption::MqtypeResponse(query) => query.types().for_each(|rtype| _ = black_box(rtype)),
        other => _ = black_box(other),
    }
}

/// Makes a function for each option of the table, under its name, that reads the option from a
/// message.
macro_rules! each_option {
    ($($name:ident)+) => {
        #[allow(non_snake_case)]
        mod each {
            use super::*;

            $(
                pub fn $name(edns: Edns<'_>) {
                    if let Some(Ok(data)) = edns.option::<edns::$name>() {
                        data.hash(&mut Fnv::new());
                        black_box((&data, data == data, EdnsOption::from(data)));
                        debug(&data);
                        display(&data);
                    }
                    edns.options().of::<edns::$name>().for_each(|data| _ = black_box(&data));
                }
            )+
        }

        const EACH_OPTION: &[fn(Edns<'_>)] = &[$(each::$name),+];
    };
}

include!(concat!(env!("OUT_DIR"), "/each_option.rs"));
