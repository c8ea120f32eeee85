//! Questions and records without their RDATA.

use core::hash::Hash;
use core::hint::black_box;

use dnswire::edns::Chain;
use dnswire::rdata::svcb::Dohpath;
use dnswire::rdata::{Mx, OwnOption, OwnParam, OwnType, OwnTypes, Rdata};
use dnswire::{Form, Profile, Question, Record};

use crate::hasher::Fnv;
use crate::message::error_accessors;
use crate::rdata::rdata_result;
use crate::show::{display, show};

/// A type of a user's own, to show records by.
pub const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Mx<'static>>("OWN")])
    .with_options(&[OwnOption::of::<Chain<'static>>("OWN")])
    .with_params(&[OwnParam::of::<Dohpath<'static>>("own")]);

pub const PROFILES: [Profile; 3] = [Profile::Unicast, Profile::MulticastDns, Profile::Llmnr];

pub fn prove(record: &Record<'_>) {
    record_accessors(record);
    record_places(record);
    record_malformed(record);
    record_octets_in(record, &mut [0; 1024]);
    record_canonical_rdata_cmp(record, record);
    record_compared(record, record);
    record_in_profile(*record);
    record_denies(record);
    display(&record.with_types(black_box(OWN)));
    show(record);
}

pub fn question_accessors(question: Question<'_>) {
    black_box((question.qname(), question.qtype(), question.qclass()));
    black_box((question.unicast_response(), question.offset(), question == question));
    show(&question);
    PROFILES.iter().for_each(|profile| display(&question.in_profile(*profile)));
}

fn record_accessors(record: &Record<'_>) {
    black_box((record.owner(), record.rtype(), record.class(), record.cache_flush()));
    black_box((record.ttl(), record.ttl_field(), record.rdlength(), record.rdata_octets()));
}

fn record_places(record: &Record<'_>) {
    black_box((record.section(), record.index(), record.offset()));
    black_box((record.rdata_offset(), record.end()));
}

fn record_malformed(record: &Record<'_>) {
    for error in [record.malformed(), record.malformed_part()].into_iter().flatten() {
        error_accessors(&error);
    }
}

/// The names that the record denies, if it is NSEC or NSEC3.
fn record_denies(record: &Record<'_>) {
    let (owner, name) = (record.owner(), black_box(record.owner()));
    match record.rdata() {
        Rdata::Nsec(nsec) => _ = black_box((nsec.matches(owner, name), nsec.covers(owner, name))),
        Rdata::Nsec3(nsec3) => {
            let hash = record.rdata_octets();
            black_box((nsec3.matches(owner, hash), nsec3.covers(owner, hash)));
        }
        _ => {}
    }
}

fn record_octets_in(record: &Record<'_>, room: &mut [u8]) {
    let _ = black_box(record.write_to(Form::Uncompressed, record.ttl(), room));
    let _ = black_box(record.write_to(Form::Canonical, record.ttl(), room));
}

fn record_canonical_rdata_cmp(record: &Record<'_>, other: &Record<'_>) {
    black_box((record.name_policy(), record.canonical_rdata_cmp(other)));
}

fn record_compared(record: &Record<'_>, other: &Record<'_>) {
    black_box(record == other);
    record.hash(&mut Fnv::new());
}

fn record_in_profile(record: Record<'_>) {
    for profile in PROFILES {
        rdata_result(&record.rdata_in(profile));
        show(&record.in_profile(profile));
    }
}
