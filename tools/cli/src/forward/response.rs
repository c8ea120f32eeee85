//! Responses to clients.

use dnswire::compose::{InAnswer, InQuestion};
use dnswire::{Builder, Compression, Flags, Message, Name, OptRecord, Rcode, Record, Type, edit};

use crate::forward::asked::UDP_SIZE;
use crate::forward::cache::Answer;

/// An error response of at most `limit` octets.
pub(crate) fn error(query: &Message<'_>, rcode: Rcode, limit: usize) -> Option<Vec<u8>> {
    compose(query, limit, |mut builder| {
        builder.set_rcode(rcode);
        builder.finish();
    })
}

/// The answer as the client is to have it: its ID, its case of letters, TTLs as they are by now, and
/// at most `limit` octets.
pub(crate) fn response(query: &Message<'_>, answer: &Answer, limit: usize) -> Option<Vec<u8>> {
    let mut octets = answer.message.as_octets().to_vec();
    edit::age_ttls(&mut octets, answer.age).ok()?;
    if answer.message.message().questions().next().is_some() {
        edit::set_qname_case(&mut octets, &case(query.question().ok()?.qname())).ok()?;
    }
    // Pointers may lead into what was changed, so nothing that was known of the message holds.
    match Message::parse(&octets) {
        Ok(answer) => compose(query, limit, |builder| copy(&answer, query, builder)),
        Err(_) => error(query, Rcode::SERVFAIL, limit),
    }
}

fn compose(
    query: &Message<'_>,
    limit: usize,
    write: impl FnOnce(Builder<'_, InQuestion>),
) -> Option<Vec<u8>> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let opt = OptRecord::new(UDP_SIZE);
    write(Builder::response(query, &mut octets, &mut compression, limit, opt).ok()?);
    Some(octets)
}

/// Copies all but what is between the upstream and this forwarder.
fn copy(answer: &Message<'_>, query: &Message<'_>, mut builder: Builder<'_, InQuestion>) {
    builder.set_flags(flags(answer.header().flags(), builder.flags()));
    builder.set_rcode(rcode(answer, query));
    let mut builder: Builder<'_, InAnswer> = builder.answer();
    builder.push_records(answer.answers());
    let mut builder = builder.authority();
    builder.push_records(answer.authority());
    let mut builder = builder.additional();
    // Without an answer these are the addresses of a referral, which are needed (RFC 9471).
    builder.set_optional(answer.answers().next().is_some());
    builder.push_records(answer.additional().filter(|record| !is_pseudo(record)));
    builder.finish();
}

/// The flags of the response: what is in an answer is from elsewhere, so AA is not set.
fn flags(answer: Flags, response: Flags) -> Flags {
    response
        .with_recursion_available(answer.recursion_available())
        .with_authentic_data(answer.authentic_data())
}

/// The RCODE of the answer, unless the client could not read it.
fn rcode(answer: &Message<'_>, query: &Message<'_>) -> Rcode {
    match answer.rcode() {
        Rcode(16..) if query.edns().is_none() => Rcode::SERVFAIL,
        rcode => rcode,
    }
}

fn is_pseudo(record: &Record<'_>) -> bool {
    matches!(record.rtype(), Type::OPT | Type::TSIG)
}

/// The case of the letters of a name, as [`edit::set_qname_case`] takes it.
fn case(name: Name<'_>) -> [u8; 32] {
    let mut mask = [0; 32];
    let octets = name.labels().flat_map(|label| label.as_octets().iter().copied());
    for (n, letter) in octets.filter(u8::is_ascii_alphabetic).enumerate() {
        if let Some(octet) = mask.get_mut(n / 8)
            && letter.is_ascii_uppercase()
        {
            *octet |= 1 << (n % 8);
        }
    }
    mask
}
