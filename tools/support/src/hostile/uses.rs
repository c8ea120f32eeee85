//! Messages of any size that are made to be slow to use: to compare, order, print or copy.

use super::names::{RESPONSE, UPDATE, chain_to, ladder, turn};
use super::pen::{Pen, Section, pointer, rtype};

/// An octet of a label that is written as four in text.
const ESCAPED: u8 = 0xFF;

pub fn all(most: usize) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("use-hip-long", hip(most, |pen| long(pen, ESCAPED))),
        ("use-hip-ladder", hip(most, top)),
        ("use-hip-rungs", hip_rungs(most)),
        ("use-hip-ladders", hip_ladders(most)),
        ("use-hip-broken", hip_broken(most)),
        ("use-hip-two", two_hip(most)),
        ("use-hip-250", hip_many(most, 250)),
        ("use-hip-258", hip_many(most, 258)),
        ("use-chain-run", chain(most, false)),
        ("use-chain-ladder", chain(most, true)),
        ("use-near-cname", near(most)),
        ("use-near-owners", near_owners(most)),
        ("use-cname-ladders", cname_ladders(most)),
        ("use-cname-turns", cname_turns(most)),
        ("use-cname-roots", cname_roots(most)),
        ("use-one-owner", one_owner(most)),
        ("use-pointers", pointers(most, true)),
        ("use-pointers-broken", pointers(most, false)),
        ("use-transfer", transfer(most)),
        ("use-transfer-short", transfer_short(most)),
        ("use-opt", opt(most)),
        ("use-questions-header", questions_into_header(most)),
        ("use-nxt", nxt(most)),
        ("use-questions-same", questions_same(most)),
        ("use-questions-ladder", questions_ladder(most)),
        ("use-soa", records(most, long, rtype::SOA, 2, &[0; 20])),
        ("use-minfo", records(most, long, rtype::MINFO, 2, &[])),
        ("use-minfo-run", records(most, run, rtype::MINFO, 2, &[])),
        ("use-minfo-ladders", records(most, |pen, _| top(pen), rtype::MINFO, 2, &[])),
        ("use-nsec", records(most, long, rtype::NSEC, 1, &[0, 1, 0xFF])),
        ("use-malformed", records(most, long, 1, 0, &[1])),
        ("use-a", records(most, long, 1, 0, &[192, 0, 2, 1])),
        ("use-names", names(most)),
        ("use-null", null(most)),
        ("use-tsig", tsig(most)),
        ("use-cdnskey", cdnskey(most)),
        ("use-update", update(most)),
        ("use-prerequisites", prerequisites(most)),
    ]
}

/// A ladder in the message, and its rungs.
fn rungs(pen: &mut Pen) -> Vec<u16> {
    pen.hidden(|start| ladder(start, 126))
}

/// The top of a ladder in the message.
fn top(pen: &mut Pen) -> u16 {
    let rungs = rungs(pen);
    rungs[rungs.len() - 1]
}

/// A name of 127 labels of one octet; the last one is `last`.
fn run_of(last: u8) -> Vec<u8> {
    [&[1, b'a'].repeat(126)[..], &[1, last, 0]].concat()
}

/// Such a name in the message.
fn run(pen: &mut Pen, last: u8) -> u16 {
    pen.hidden(|start| (run_of(last), start))
}

/// A name of 255 octets in four labels in the message.
fn long(pen: &mut Pen, octet: u8) -> u16 {
    let label = |len: u8| [&[len][..], &vec![octet; len.into()]].concat();
    pen.hidden(|start| ([label(63), label(63), label(63), label(61), vec![0]].concat(), start))
}

/// RDATA of HIP with pointers to one name.
fn servers(target: u16, count: usize) -> Vec<u8> {
    [&[1, 2, 0, 1, b'h', b'k'][..], &pointer(target).repeat(count)].concat()
}

/// One HIP record with as many servers as fit.
fn hip(most: usize, name: impl Fn(&mut Pen) -> u16) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let target = name(&mut pen);
    let rdata = servers(target, (pen.room() - 6) / 2);
    pen.record(Section::Answer, &[0], rtype::HIP, &rdata);
    pen.finish()
}

/// One HIP record with as many servers as fit, in turns on all rungs of a ladder.
fn hip_rungs(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let rungs = rungs(&mut pen);
    let servers = (0..(pen.room() - 6) / 2).flat_map(|at| turn(&rungs, at));
    let rdata = [&[1, 2, 0, 1, b'h', b'k'][..], &servers.collect::<Vec<_>>()].concat();
    pen.record(Section::Answer, &[0], rtype::HIP, &rdata);
    pen.finish()
}

/// HIP records with servers on the tops of some ladders, in each record from another one on.
fn hip_ladders(most: usize) -> Vec<u8> {
    hip_tops(most, &[])
}

/// [`hip_ladders`] with a last server in each record that has a reserved label type. The RDATA is
/// malformed, which is found after all other names in it were read.
fn hip_broken(most: usize) -> Vec<u8> {
    hip_tops(most, &[0x80, 0])
}

/// HIP records with servers on the tops of some ladders, then `last`.
fn hip_tops(most: usize, last: &[u8]) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    // Half of a small message, and as far as pointers reach in a large one.
    let tops: Vec<u16> = (0..most.min(0x8000) / 1100).map(|_| top(&mut pen)).collect();
    pen.fill(|pen, at| {
        let servers = (at..at + tops.len()).flat_map(|at| turn(&tops, at));
        let servers: Vec<u8> = servers.collect();
        let rdata = [&[1, 2, 0, 1, b'h', b'k'], &servers[..], last].concat();
        pen.record(Section::Answer, &[0], rtype::HIP, &rdata);
    })
}

/// Two equal HIP records.
fn two_hip(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let target = top(&mut pen);
    let rdata = servers(target, (pen.room() - 23) / 4);
    for _ in 0..2 {
        pen.record(Section::Answer, &[0], rtype::HIP, &rdata);
    }
    pen.finish()
}

/// HIP records of so many servers: 258 names of 255 octets are more than RDLENGTH can tell.
fn hip_many(most: usize, count: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let rdata = servers(long(&mut pen, b'A'), count);
    pen.fill(|pen, _| pen.record(Section::Answer, &[0], rtype::HIP, &rdata))
}

/// A chain of CNAME records, the last first, then many whose owner is almost that of the question.
fn chain(most: usize, on_ladder: bool) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&run_of(0x80), 1);
    let mut places = vec![12];
    places.extend((0x81..=0x90).map(|last| run(&mut pen, last)));
    let near = if on_ladder { top(&mut pen) } else { run(&mut pen, b'z') };
    for pair in places.windows(2).rev().skip(1) {
        pen.record(Section::Answer, &pointer(pair[0]), rtype::CNAME, &pointer(pair[1]));
    }
    pen.fill(|pen, _| pen.record(Section::Answer, &pointer(near), rtype::CNAME, &pointer(near)))
}

/// CNAME records whose owner is the QNAME but for the last label.
fn near(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&run_of(b'b'), 1);
    let (owner, target) = (run(&mut pen, b'c'), run(&mut pen, b'd'));
    pen.fill(|pen, _| pen.record(Section::Answer, &pointer(owner), rtype::CNAME, &pointer(target)))
}

/// A records whose owners are the QNAME but for the last label.
fn near_owners(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&run_of(b'b'), 1);
    let owners = [b'c', b'd'].map(|last| run(&mut pen, last));
    pen.fill(|pen, at| pen.record(Section::Answer, &turn(&owners, at), 1, &[]))
}

/// CNAME records between the tops of two ladders that hold the same name: equal, label by label.
fn cname_ladders(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&[&[1, b'a'].repeat(126)[..], &[0]].concat(), 1);
    let tops = [(); 2].map(|()| top(&mut pen));
    pen.fill(|pen, at| {
        pen.record(Section::Answer, &turn(&tops, at), rtype::CNAME, &turn(&tops, at + 1));
    })
}

/// CNAME records of one name to itself, in turns at the tops of two ladders, so that each is followed.
fn cname_turns(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&[&[1, b'a'].repeat(126)[..], &[0]].concat(), 1);
    let tops = [(); 2].map(|()| top(&mut pen));
    pen.fill(|pen, at| {
        let top = turn(&tops, at);
        pen.record(Section::Answer, &top, rtype::CNAME, &top);
    })
}

/// Records without RDATA of two types in turns: all owners are the top of one ladder.
fn one_owner(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let owner = pointer(top(&mut pen));
    pen.fill(|pen, at| pen.record(Section::Answer, &owner, [1, rtype::NS][at % 2], &[]))
}

/// NS records whose owners have as many pointers as a name may have, and one label. Their RDATA is
/// empty, or a name with too many pointers.
fn pointers(most: usize, is_empty: bool) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let ends = pen.hidden(|start| chain_to(&[1, b'a', 0], start, 128));
    let [owner, beyond] = [ends[126], ends[127]].map(pointer);
    let rdata: &[u8] = if is_empty { &[] } else { &beyond };
    pen.fill(|pen, _| pen.record(Section::Answer, &owner, rtype::NS, rdata))
}

/// A response for a zone transfer: SOA records whose owners, in turns at two places, are the zone but for
/// the last label.
fn transfer(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let zone = run_of(b'z');
    pen.question(&zone, rtype::AXFR);
    pen.record(Section::Answer, &pointer(12), rtype::SOA, &[0; 22]);
    let owners = [(); 2].map(|()| top(&mut pen));
    pen.fill(|pen, at| pen.record(Section::Answer, &turn(&owners, at), rtype::SOA, &[]))
}

/// A response for a zone transfer: records of the root, without RDATA.
fn transfer_short(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&[1, b'a', 0], rtype::AXFR);
    pen.record(Section::Answer, &pointer(12), rtype::SOA, &[0; 22]);
    pen.fill(|pen, _| pen.record(Section::Answer, &[0], rtype::NULL, &[]))
}

/// Questions in turns for two names in the header, the first of which runs over its own pointer.
fn questions_into_header(most: usize) -> Vec<u8> {
    // The flags are the length of a label.
    let pen = Pen::within(0x3000, most);
    pen.fill(|pen, at| pen.question(&turn(&[2, 12], at), 1))
}

/// NXT records without a type, in turns for two names, with the top bit of the TTL set.
fn nxt(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(b"\x07example\0", 1);
    pen.fill(|pen, at| {
        let (owner, next) = (turn(&[12, 25], at), pointer(12));
        pen.entry(Section::Additional, &owner, rtype::NXT, [0, 0], 1 << 31, &next);
    })
}

/// Questions for one name of 127 labels.
fn questions_same(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&run_of(b'q'), 1);
    pen.fill(|pen, _| pen.question(&pointer(12), 1))
}

/// Questions for the two upper rungs of a ladder of questions.
fn questions_ladder(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let mut places = Vec::new();
    for _ in 0..126 {
        let end = places.last().map_or(vec![0], |last| pointer(*last).to_vec());
        places.push(pen.at());
        pen.question(&[&[1, b'q'], &end[..]].concat(), 1);
    }
    pen.fill(|pen, at| pen.question(&pointer(places[125 - at % 2]), 1))
}

/// Records with owners and names in turn to two names, with `tail` behind them.
fn records(
    most: usize,
    name: impl Fn(&mut Pen, u8) -> u16,
    rtype: u16,
    names: usize,
    tail: &[u8],
) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let targets = [ESCAPED, ESCAPED - 1].map(|octet| name(&mut pen, octet));
    pen.fill(|pen, at| {
        let target = |place: usize| pointer(targets[(at + place) % 2]);
        let rdata = [&(1..=names).flat_map(target).collect::<Vec<_>>()[..], tail].concat();
        pen.record(Section::Answer, &target(0), rtype, &rdata);
    })
}

/// Names that are all different.
fn names(most: usize) -> Vec<u8> {
    Pen::within(RESPONSE, most).fill(|pen, at| {
        let [.., high, low] = at.to_be_bytes();
        pen.record(Section::Answer, &[2, high, low, 0], rtype::NS, &[2, low, high, 0]);
    })
}

/// One record of octets without a meaning.
fn null(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    let rdata = vec![ESCAPED; pen.room()];
    pen.record(Section::Answer, &[0], rtype::NULL, &rdata);
    pen.finish()
}

/// OPT records, of which a message may have one.
fn opt(most: usize) -> Vec<u8> {
    Pen::within(RESPONSE, most)
        .fill(|pen, _| pen.record(Section::Additional, &[0], rtype::OPT, &[]))
}

/// TSIG records without a signature.
fn tsig(most: usize) -> Vec<u8> {
    let rdata = [&[0; 7][..], &[1], &[0; 9]].concat();
    Pen::within(RESPONSE, most).fill(|pen, _| {
        pen.entry(Section::Additional, &[0], rtype::TSIG, [0, 255], 0, &rdata);
    })
}

/// CDNSKEY records with an unknown protocol and the top bit of the TTL set.
fn cdnskey(most: usize) -> Vec<u8> {
    Pen::within(RESPONSE, most).fill(|pen, _| {
        pen.entry(Section::Answer, &[0], rtype::CDNSKEY, [0, 0], 1 << 31, &[1, 1, 0xA6, 0, 0]);
    })
}

/// A request for an update, with OPT records whose owners, in turns at two places, are the zone but for
/// the last label.
fn update(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(UPDATE, most);
    pen.question(&run_of(b'z'), rtype::SOA);
    let owners = [(); 2].map(|()| top(&mut pen));
    pen.fill(|pen, at| {
        pen.entry(Section::Answer, &turn(&owners, at), rtype::OPT, [4, 0xFE], 0x8000_7FFF, &[]);
    })
}

/// CNAME records of the root to the root, each of which is followed, behind a chain that leads there
/// from the last record to the first.
fn cname_roots(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(RESPONSE, most);
    pen.question(&[1, b'a', 0], 1);
    for at in (0..14).rev() {
        let name = |at: u8| [1, b'a' + at, 0];
        let target = if at == 13 { vec![0] } else { name(at + 1).to_vec() };
        pen.record(Section::Answer, &name(at), rtype::CNAME, &target);
    }
    pen.fill(|pen, _| pen.record(Section::Answer, &[0], rtype::CNAME, &[0]))
}

/// A request for an update with SVCB records as prerequisites.
fn prerequisites(most: usize) -> Vec<u8> {
    let mut pen = Pen::within(UPDATE, most);
    pen.question(b"\x07example\0", rtype::SOA);
    pen.fill(|pen, _| pen.record(Section::Answer, &pointer(12), rtype::SVCB, &[0, 1, 0]))
}
