//! Names that are long where they point to: ladders of labels with a pointer after each, long runs
//! of labels, chains of pointers.

use super::pen::{Pen, Section, pointer, rtype};

/// QR, and UPDATE.
pub const RESPONSE: u16 = 0x8000;
pub const UPDATE: u16 = 0x2800;

/// The most rungs that a name can climb.
const RUNGS: u16 = 126;
/// The top bit of the TTL: every record breaks a rule.
const BROKEN_TTL: u32 = 1 << 31;

/// `rungs` labels of one octet, each with a pointer to the one before it; where the labels are.
pub fn ladder(start: u16, rungs: u16) -> (Vec<u8>, Vec<u16>) {
    let mut octets = vec![0];
    let mut targets = vec![start];
    for rung in 0..rungs {
        targets.push(start + 1 + 4 * rung);
        octets.extend_from_slice(&[1, b'a']);
        octets.extend_from_slice(&pointer(targets[usize::from(rung)]));
    }
    targets.remove(0);
    (octets, targets)
}

/// A name and so many pointers, each to what is before it; where the pointers are.
pub fn chain_to(name: &[u8], start: u16, pointers: u16) -> (Vec<u8>, Vec<u16>) {
    let (mut octets, mut places, mut target) = (name.to_vec(), Vec::new(), start);
    for _ in 0..pointers {
        let place = start + u16::try_from(octets.len()).unwrap();
        octets.extend_from_slice(&pointer(target));
        places.push(place);
        target = place;
    }
    (octets, places)
}

/// A message with a ladder in it, and its rungs from the top down.
pub fn on_a_ladder(flags: u16) -> (Pen, Vec<u16>) {
    let mut pen = Pen::new(flags);
    let mut rungs = pen.hidden(|start| ladder(start, RUNGS));
    rungs.reverse();
    (pen, rungs)
}

/// A pointer to one of `targets`, another in each turn.
pub fn turn(targets: &[u16], turn: usize) -> [u8; 2] {
    pointer(targets[turn % targets.len()])
}

pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("minfo-ladder", minfo(0)),
        ("minfo-ladder-ttl", minfo(BROKEN_TTL)),
        ("questions-ladder", questions(0)),
        ("questions-ladder-update", questions(UPDATE)),
        ("owners-run", owners_over_a_run()),
        ("slots-512", slots(512, 0)),
        ("slots-512-ttl", slots(512, BROKEN_TTL)),
        ("slots-1024", slots(1024, 0)),
        ("slots-2048", slots(2048, 0)),
        ("chain-8k-malformed", chain(8000)),
        ("chain-126-malformed", chain(130)),
        ("cname-forwards", cnames(false)),
        ("cname-backwards", cnames(true)),
        ("cname-loop", cname_loop()),
        ("hip-ladder-many", hip_many()),
        ("naptr-ladder", naptr()),
        ("rrsig-ladder", rrsig()),
        ("https-ladder", https()),
    ]
}

/// MINFO with three names of 126 labels in 16 octets.
fn minfo(ttl: u32) -> Vec<u8> {
    let (pen, rungs) = on_a_ladder(RESPONSE);
    pen.fill(|pen, at| {
        let rdata = [turn(&rungs, at + 1), turn(&rungs, at + 2)].concat();
        pen.entry(Section::Answer, &turn(&rungs, at), rtype::MINFO, [0, 1], ttl, &rdata);
    })
}

/// Questions come first, so that the ladder is in the first of them.
fn questions(flags: u16) -> Vec<u8> {
    let mut pen = Pen::new(flags);
    let mut rungs = Vec::new();
    let mut last = None;
    for _ in 0..RUNGS {
        let at = pen.at();
        let end = last.map_or(vec![0], |target| pointer(target).to_vec());
        pen.question(&[&[1, b'a'], &end[..]].concat(), rtype::SOA);
        rungs.insert(0, at);
        last = Some(at);
    }
    let qtype = if flags == 0 { rtype::SOA } else { rtype::NS };
    pen.fill(|pen, at| pen.question(&turn(&rungs, at), qtype))
}

/// Owners in turn to every suffix of one long run of labels.
fn owners_over_a_run() -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    let targets: Vec<u16> = pen.hidden(|start| {
        let run = [[1, b'x'].repeat(6000), vec![0]].concat();
        (run, (0..126).map(|label| start + 2 * (6000 - 126 + label * 7 % 126)).collect())
    });
    pen.fill(|pen, at| pen.record(Section::Answer, &turn(&targets, at), rtype::NULL, &[]))
}

/// Ladders that are `apart`, a power of two: their tops share a slot of any small cache.
fn slots(apart: u16, ttl: u32) -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    let tops = pen.hidden(|start| {
        let mut octets = Vec::new();
        let mut tops = Vec::new();
        while octets.len() + usize::from(start + apart) < 0x4000 {
            let at = start + u16::try_from(octets.len()).unwrap();
            let (ladder, targets) = ladder(at, (apart / 4).min(RUNGS + 1) - 1);
            octets.extend_from_slice(&ladder);
            octets.resize(octets.len() + usize::from(apart) - ladder.len(), 0);
            tops.push(targets[targets.len() - 1]);
        }
        (octets, tops)
    });
    pen.fill(|pen, at| {
        let rdata = [turn(&tops, at + 1), turn(&tops, at + 2)].concat();
        pen.entry(Section::Answer, &turn(&tops, at), rtype::MINFO, [0, 1], ttl, &rdata);
    })
}

/// NS records to the upper end of a chain of pointers, which is too long: each is malformed.
fn chain(pointers: u16) -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    let mut targets = pen.hidden(|start| chain_to(&[0], start, pointers));
    targets.reverse();
    let far = &targets[..targets.len() - 128];
    pen.fill(|pen, at| pen.record(Section::Answer, &[0], rtype::NS, &turn(far, at)))
}

/// A chain of CNAME records, in order or the other way round.
fn cnames(backwards: bool) -> Vec<u8> {
    let name = |number: usize| {
        let [_, _, _, _, _, _, high, low] = u64::try_from(number).unwrap().to_be_bytes();
        [2, high, low, 0]
    };
    let mut pen = Pen::new(RESPONSE);
    let most = 3400;
    pen.question(&name(if backwards { most - 1 } else { 0 }), 1);
    pen.fill(|pen, at| {
        let at = at % most;
        let next = if backwards { at.wrapping_sub(1).min(most) } else { at + 1 };
        pen.record(Section::Answer, &name(at), rtype::CNAME, &name(next));
    })
}

/// CNAME records that lead to one another.
fn cname_loop() -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    pen.question(&[1, b'a', 0], 1);
    pen.fill(|pen, at| {
        let names = [[1, b'a', 0], [1, b'b', 0]];
        let (owner, next) = (names[at % 2], names[(at + 1) % 2]);
        pen.record(Section::Answer, &owner, rtype::CNAME, &next);
    })
}

/// HIP records with one server each.
fn hip_many() -> Vec<u8> {
    let (pen, rungs) = on_a_ladder(RESPONSE);
    pen.fill(|pen, at| {
        let rdata = [&[1, 2, 0, 1, b'h', b'k'][..], &turn(&rungs, at)].concat();
        pen.record(Section::Answer, &[0], rtype::HIP, &rdata);
    })
}

/// NAPTR records whose flags are none, with a replacement on the ladder.
fn naptr() -> Vec<u8> {
    let (pen, rungs) = on_a_ladder(RESPONSE);
    pen.fill(|pen, at| {
        let rdata = [&[0, 0, 0, 0, 1, b'-', 0, 0][..], &turn(&rungs, at)].concat();
        pen.record(Section::Answer, &turn(&rungs, at + 1), rtype::NAPTR, &rdata);
    })
}

/// RRSIG records without a signature, with a signer on the ladder.
fn rrsig() -> Vec<u8> {
    let (pen, rungs) = on_a_ladder(RESPONSE);
    pen.fill(|pen, at| {
        let rdata = [&[0, 1, 8, 2][..], &[0; 14], &turn(&rungs, at)].concat();
        pen.record(Section::Answer, &[0], rtype::RRSIG, &rdata);
    })
}

/// HTTPS records with a target on the ladder, which must not be compressed.
fn https() -> Vec<u8> {
    let (pen, rungs) = on_a_ladder(RESPONSE);
    pen.fill(|pen, at| {
        let rdata = [&[0, 1][..], &turn(&rungs, at)].concat();
        pen.record(Section::Answer, &[0], rtype::HTTPS, &rdata);
    })
}
