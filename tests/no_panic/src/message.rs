//! Whole messages, partial ones, headers, errors.

use core::hint::black_box;

use dnswire::rdata::Mx;
use dnswire::{Error, Flags, Header, Message, Opcode, Partial, Profile, Rcode, Section};

use crate::show::{debug, display, show};
use crate::{edns, findings, name, rdata, record};

pub fn prove(octets: &[u8], received: usize) {
    if let Some(message) = message_parse(octets) {
        views(&message);
        message_is_response_to(&message, &message);
    }
    message_parse_received(octets, received);
    if let Some(partial) = message_parse_partial(octets, received) {
        partial_accessors(partial);
        partial_shown(partial);
        partial_into_whole(partial);
        findings::partial_findings(&partial);
        views(&partial.message());
    }
    message_try_from(octets);
    header_of(octets);
}

fn views(message: &Message<'_>) {
    message_accessors(message);
    message_shown(*message);
    message_question(message);
    message_questions(message);
    message_sections(message);
    message_records(message);
    message_edns(message);
    message_rcode(message);
    message_answers_to_question(message);
    message_canonical_name(message);
    black_box(message.answer_count());
    let _ = black_box(dnswire::peek(message.as_octets()));
    message_tsig(message, &mut [0; 1024]);
    message_sig0(message);
    header_accessors(message.header());
    findings::prove(message);
    rdata::prove_of(message);
    entries(message);
    message.edns().into_iter().for_each(edns::prove);
}

fn entries(message: &Message<'_>) {
    for question in message.questions() {
        record::question_accessors(question);
        name::prove(question.qname(), question.qname());
    }
    for record in message.records() {
        record::prove(&record);
        rdata::prove(&record);
        name::prove(record.owner(), record.owner());
    }
}

fn message_parse<'a>(octets: &'a [u8]) -> Option<Message<'a>> {
    match Message::parse(octets) {
        Ok(message) => Some(message),
        Err(error) => {
            error_accessors(&error);
            None
        }
    }
}

fn message_parse_received(octets: &[u8], received: usize) {
    let _ = black_box(Message::parse_received(octets, received));
}

fn message_parse_partial<'a>(octets: &'a [u8], received: usize) -> Option<Partial<'a>> {
    Message::parse_partial(octets, received).ok()
}

fn partial_accessors(partial: Partial<'_>) {
    black_box((partial.message(), partial.is_whole(), partial.missing(), partial.is_truncated()));
    if let Some(error) = partial.error() {
        error_accessors(&error);
    }
}

fn partial_into_whole(partial: Partial<'_>) {
    if let Err(error) = partial.into_whole() {
        error_accessors(&error);
    }
}

pub fn error_accessors(error: &Error) {
    black_box((error.kind().name(), error.offset(), error.tlv(), error == error));
    show(error);
    show(&error.kind());
    if let Some(section) = error.section() {
        show(&section);
    }
    black_box((error.index(), error.rtype(), error.field(), error.option(), error.param()));
}

fn message_accessors(message: &Message<'_>) {
    black_box((message.header(), message.id(), message.end()));
    black_box((message.trailing(), message.as_octets(), *message == *message));
    for section in Section::ALL {
        black_box((message.count(section), section.as_str()));
    }
}

fn message_question(message: &Message<'_>) {
    let _ = black_box(message.question());
}

fn message_questions(message: &Message<'_>) {
    let questions = message.questions();
    black_box((questions.len(), questions.size_hint()));
    for question in &questions {
        black_box(question);
    }
}

fn message_sections(message: &Message<'_>) {
    for records in [message.answers(), message.authority(), message.additional()] {
        black_box((records.len(), records.size_hint()));
        for record in records {
            black_box(record);
        }
    }
}

fn message_records(message: &Message<'_>) {
    let records = message.records();
    black_box((records.len(), records.size_hint()));
    for record in records {
        black_box(record);
    }
}

fn message_edns(message: &Message<'_>) {
    black_box(message.edns());
}

fn message_rcode(message: &Message<'_>) {
    black_box(message.rcode());
}

fn message_is_response_to(message: &Message<'_>, query: &Message<'_>) {
    black_box((message.is_response_to(query), message.is_exact_response_to(query)));
}

fn message_answers_to_question(message: &Message<'_>) {
    message.answers_to_question().for_each(|record| _ = black_box(record));
    message.answers_to_question().of::<Mx<'_>>().for_each(|mx| _ = black_box(mx));
    for question in message.questions() {
        let records = message.answers_to(question, black_box(Profile::MulticastDns));
        records.for_each(|record| _ = black_box(record));
    }
}

fn message_canonical_name(message: &Message<'_>) {
    black_box(message.canonical_name());
}

fn message_tsig(message: &Message<'_>, room: &mut [u8]) {
    if let Some(Err(finding)) = message.tsig() {
        show(&finding);
    }
    if let Some(Ok(tsig)) = message.tsig() {
        black_box((tsig.record(), tsig.data(), tsig.signed_octets(), tsig.timers()));
        debug(&tsig);
        let _ = black_box(tsig.write_variables_to(room));
        let (key, signed) = (tsig.record().owner(), message.as_octets());
        let digest = |octets: &[u8]| _ = black_box(octets);
        let _ = black_box(tsig.data().digest_message(key, signed, digest));
        tsig.data().digest_later(signed, digest);
    }
}

fn message_sig0(message: &Message<'_>) {
    if let Some(sig) = message.sig0() {
        black_box((sig.record(), sig.data(), sig.signed_octets(), sig.rdata_before_signature()));
        let octets = message.as_octets();
        sig.data().digest_message(Some(octets), octets, |octets| _ = black_box(octets));
        debug(&sig);
    }
}

fn header_of(octets: &[u8]) {
    if let Ok(text) = str::from_utf8(octets) {
        match text.parse::<Flags>() {
            Ok(set) => display(&set),
            Err(error) => show(&error),
        }
    }
    black_box(Header::of(octets));
}

fn header_accessors(header: Header) {
    black_box((header.id(), header.counts()));
    for section in Section::ALL {
        black_box(header.count(section));
    }
    flags(header.flags());
    debug(&header);
}

fn flags(flags: Flags) {
    black_box([flags.is_response(), flags.authoritative_answer(), flags.truncated()]);
    black_box([flags.recursion_desired(), flags.recursion_available(), flags.reserved()]);
    black_box([flags.authentic_data(), flags.checking_disabled()]);
    black_box((flags.opcode(), flags.rcode()));
    black_box(flags.with_opcode(black_box(Opcode(255))).with_rcode(black_box(Rcode(65535))));
    black_box(flags.with_response(true).with_truncated(false).with_recursion_desired(true));
    black_box(flags.with_authentic_data(true).with_authoritative_answer(false).with_reserved(true));
    black_box(flags.with_recursion_available(true).with_checking_disabled(true).any());
    black_box([flags.qr(), flags.aa(), flags.tc(), flags.rd(), flags.ra(), flags.z()]);
    black_box([flags.ad(), flags.cd()]);
    show(&flags);
}

fn message_try_from(octets: &[u8]) {
    let _ = black_box(Message::try_from(octets));
}

fn message_shown(message: Message<'_>) {
    show(&message);
    display(&message.explain());
    display(&message.explain().in_profile(Profile::MulticastDns).with_types(crate::record::OWN));
    debug(&message.explain());
    debug(&message.questions());
    debug(&message.answers());
    debug(&message.records());
    debug(&message.answers().of::<dnswire::rdata::Mx<'_>>());
    for profile in record::PROFILES {
        show(&message.in_profile(profile));
    }
}

fn partial_shown(partial: Partial<'_>) {
    show(&partial);
    display(&partial.explain());
    for profile in record::PROFILES {
        show(&partial.in_profile(profile));
    }
}

/// The protocol of a port, and the class that it has there.
pub fn profile_of_port(port: u16) {
    let profile = Profile::of_port(port);
    debug(&profile);
    black_box(profile.class(dnswire::Class(port)));
}
