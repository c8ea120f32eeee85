//! Messages composed into a slice, in every way, and changed in place.

use core::hint::black_box;

use dnswire::compose::{Compress, InAdditional, InQuestion, OptionWriter};
use dnswire::compose::{header_response, udp_limit};
use dnswire::edns::ExtendedError;
use dnswire::rdata::Mx;
use dnswire::registry::{InfoCode, OptionCode};
use dnswire::{Builder, Class, Compression, DoesNotFit, Flags, Message, OptRecord, Rcode, edit};

use crate::show::{debug, show};

pub fn prove(octets: &[u8]) {
    let (mut room, mut compression) = ([0; 4096], Compression::default());
    let mut options = [0; 256];
    black_box(header_response(octets, black_box(Rcode::FORMERR)));
    debug(&compression);
    let Ok(message) = Message::parse(octets) else { return };
    compose_anew(&message, &mut room, &mut compression);
    compose_copy(&message, &mut room, &mut compression);
    compose_response(&message, &mut room, &mut compression, &mut options);
    compose_query(&message, &mut room, &mut compression);
    compose_update(&message, &mut room, &mut compression);
}

fn compose_anew(message: &Message<'_>, room: &mut [u8], compression: &mut Compression) {
    let Ok(mut builder) = Builder::new(room, compression) else { return };
    builder.set_limit(black_box(512));
    builder.set_compress(black_box(Compress::Multicast));
    builder.set_flags(message.header().flags());
    for question in message.questions() {
        builder.push_question(question.qname(), question.qtype(), question.qclass());
    }
    let mut builder = builder.answer();
    builder.push_records(message.answers());
    let mut builder = builder.authority();
    for record in message.authority() {
        builder.push_rdata(record.owner(), record.ttl(), record.class(), &record.rdata());
        let (owner, class, rtype) = (record.owner(), record.class(), record.rtype());
        builder.push_raw(owner, record.ttl(), class, rtype, record.rdata_octets());
        builder.push(owner, record.ttl(), class, &Mx::new(black_box(10), owner));
        builder.set_optional(black_box(true));
    }
    black_box((builder.is_truncated(), builder.len()));
    debug(&builder);
    black_box(builder.additional().finish());
}

fn compose_copy(message: &Message<'_>, room: &mut [u8], compression: &mut Compression) {
    let copy = Builder::<InAdditional>::copy_of(message, room, compression, black_box(1232));
    match copy {
        Ok(builder) => {
            let mut transaction = builder.transaction();
            transaction.push_records(message.additional());
            black_box(transaction.as_octets());
        }
        Err(error) => does_not_fit(error),
    }
}

fn compose_response<'b>(
    query: &Message<'_>,
    room: &'b mut [u8],
    compression: &'b mut Compression,
    options: &'b mut [u8],
) {
    let limit = udp_limit(query, black_box(1232));
    let mut opt = OptRecord::new(black_box(1232)).with_options(options_of(query, options));
    opt = opt.with_version(black_box(0)).with_flags(black_box(0x8000)).padded_to(black_box(468));
    debug(&opt);
    let builder = Builder::<InQuestion>::response(query, room, compression, limit, opt);
    match builder {
        Ok(mut builder) => {
            builder.set_rcode(black_box(Rcode::BADVERS));
            builder.reserve(black_box(100));
            black_box((builder.flags(), builder.refused()));
            let mut builder = builder.answer();
            builder.push_records(query.records());
            query.records().for_each(|record| _ = builder.push_record(&&record));
            black_box(builder.finish());
        }
        Err(error) => does_not_fit(error),
    }
}

fn options_of<'o>(query: &Message<'_>, room: &'o mut [u8]) -> &'o [u8] {
    let mut options = OptionWriter::new(room);
    let info_code = black_box(InfoCode(22));
    let error = ExtendedError { info_code, extra_text: black_box("text") };
    if let Err(error) = options.push(&error) {
        does_not_fit(error);
    }
    for option in query.edns().into_iter().flat_map(|edns| edns.options()) {
        let _ = black_box(options.push_raw(option.code, option.octets));
    }
    let _ = black_box(options.push_raw(black_box(OptionCode::NSID), b""));
    debug(&options);
    options.finish()
}

fn compose_query(message: &Message<'_>, room: &mut [u8], compression: &mut Compression) {
    let Ok(question) = message.question() else { return };
    let (qname, qtype) = (question.qname(), question.qtype());
    if let Ok(mut builder) =
        Builder::query(&mut *room, compression, message.id(), qname, qtype, question.qclass())
    {
        builder.set_id(black_box(7));
        if let Some(edns) = message.edns() {
            let opt = OptRecord::copy_of(edns).with_dnssec_ok(true);
            builder.set_edns(opt.padded_to(black_box(128)));
        }
        black_box(builder.finish());
    }
    if let Ok(builder) = Builder::notify(room, compression, message.id(), qname, Class::IN) {
        black_box(builder.finish());
    }
}

fn compose_update(message: &Message<'_>, room: &mut [u8], compression: &mut Compression) {
    let Ok(zone) = message.question() else { return };
    let (zone, class) = (zone.qname(), zone.qclass());
    let Ok(builder) = Builder::update(room, compression, message.id(), zone, class) else { return };
    let mut builder = builder.answer();
    for record in message.answers() {
        let (owner, rtype) = (record.owner(), record.rtype());
        builder.require_name(owner);
        builder.require_rrset(owner, rtype);
        builder.require_record(owner, class, &Mx::new(black_box(10), owner));
        builder.forbid_name(owner);
        builder.forbid_rrset(owner, rtype);
    }
    let mut builder = builder.authority();
    for record in message.authority() {
        let (owner, rtype) = (record.owner(), record.rtype());
        builder.delete_name(owner);
        builder.delete_rrset(owner, rtype);
        builder.delete_record(owner, &Mx::new(black_box(10), owner));
        builder.push_record(&record);
    }
    black_box(builder.finish());
}

fn does_not_fit(error: DoesNotFit) {
    show(&error);
}

pub fn edit_all(octets: &mut [u8]) {
    let _ = black_box(edit::set_id(octets, black_box(1)));
    let _ = black_box(edit::set_flags(octets, black_box(Flags(0x8180))));
    let _ = black_box(edit::age_ttls(octets, black_box(60)));
    let _ = black_box(edit::map_ttls(octets, |record| {
        black_box(record.ttl_offset());
        record.ttl()
    }));
    let _ = black_box(edit::set_qname_case(octets, &[black_box(0x55); 32]));
}
