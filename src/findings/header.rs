//! The rules for the header, by the protocol of the message.

use super::finding::Finding;
use super::found::Sink;
use crate::error::{Rule, Section};
use crate::message::{Header, Message, Profile};
use crate::registry::{Opcode, Rcode};

/// The offset of the flags, and that of the counts.
const FLAGS: usize = 2;
const COUNTS: usize = 4;

/// Adds the findings about the header.
pub(super) fn header(message: &Message<'_>, profile: Profile, found: &mut impl Sink) {
    let header = message.header();
    let mut push = |rule, offset| found.push(Finding::of_message(rule, offset));
    if profile != Profile::Llmnr && header.flags().reserved() {
        push(Rule::ReservedBit, FLAGS + 1);
    }
    match profile {
        Profile::Unicast => unicast(header, &mut push),
        Profile::MulticastDns => multicast(header, &mut push),
        Profile::Llmnr => llmnr(header, &mut push),
    }
}

/// The counts of queries (RFC 9619), updates (RFC 2136 section 3.1.1) and stateful operations
/// (RFC 8490 section 5.4). The counts are those of the header: a cut message may have fewer entries.
fn unicast(header: Header, push: &mut impl FnMut(Rule, usize)) {
    let (flags, count) = (header.flags(), header.count(Section::Question));
    match flags.opcode() {
        Opcode::QUERY if count > 1 => push(Rule::QuestionCount, COUNTS),
        Opcode::UPDATE if count > 1 || count == 0 && !flags.is_response() => {
            push(Rule::ZoneCount, COUNTS);
        }
        // A server that does not know the OPCODE copies the question.
        Opcode::DSO if flags.is_response() && flags.rcode() == Rcode::NOTIMP => {}
        Opcode::DSO if header.counts() != [0; 4] => push(Rule::DsoCounts, COUNTS),
        _ => {}
    }
}

/// The header of multicast DNS (RFC 6762 section 18).
fn multicast(header: Header, push: &mut impl FnMut(Rule, usize)) {
    const RD_RA_AD_CD: u16 = 0x01B0;
    let flags = header.flags();
    let response = flags.is_response();
    let rules = [
        (flags.opcode() != Opcode::QUERY, Rule::MulticastOpcode),
        (flags.rcode() != Rcode::NOERROR, Rule::MulticastRcode),
        (flags.authoritative_answer() != response, Rule::MulticastAuthority),
        (flags.truncated() && response, Rule::MulticastTruncated),
        (flags.0 & RD_RA_AD_CD != 0, Rule::MulticastFlags),
    ];
    for (_, rule) in rules.into_iter().filter(|(broken, _)| *broken) {
        push(rule, FLAGS);
    }
    if response && header.count(Section::Question) > 0 {
        push(Rule::MulticastQuestion, COUNTS);
    }
}

/// The header of LLMNR (RFC 4795 section 2.1.1).
fn llmnr(header: Header, push: &mut impl FnMut(Rule, usize)) {
    const Z: u16 = 0x00F0;
    let (flags, query) = (header.flags(), !header.flags().is_response());
    let not_of_query = flags.truncated() || flags.rcode() != Rcode::NOERROR;
    if flags.opcode() != Opcode::QUERY {
        push(Rule::LlmnrOpcode, FLAGS);
    }
    if flags.0 & Z != 0 || query && not_of_query {
        push(Rule::LlmnrFlags, FLAGS);
    }
    let [questions, answers, authority, _] = header.counts();
    if questions != 1 || query && (answers > 0 || authority > 0) {
        push(Rule::LlmnrCounts, COUNTS);
    }
}
