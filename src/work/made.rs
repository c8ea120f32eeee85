//! Messages that take the most steps of those that were found: names on ladders of pointers, lists
//! of such names, lists of keys.
//!
//! More of them are in the support package of the repository (`tools/support/src/hostile`).

use std::vec;
use std::vec::Vec;

/// The most labels of a name with a pointer after each.
const RUNGS: usize = 126;

/// The most octets of a message.
const MOST: usize = 65_535;

const NS: u16 = 2;
const CNAME: u16 = 5;
const SOA: u16 = 6;
const NULL: u16 = 10;
const MINFO: u16 = 14;
const HIP: u16 = 55;
const HTTPS: u16 = 65;

/// The messages with their names; each can be parsed.
pub(super) fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("ladder", minfo(|start| ladder(start, RUNGS))),
        ("ladders-512", minfo(|start| ladders(start, 512))),
        ("ladders-1024", minfo(|start| ladders(start, 1024))),
        ("ladders-2048", minfo(|start| ladders(start, 2048))),
        ("ladder-of-questions", questions()),
        ("questions-into-header", questions_into_header()),
        ("run-of-labels", owners_over_a_run()),
        ("chain-8000", chain(8000)),
        ("chain-130", chain(130)),
        ("alias-ladders", aliases()),
        ("near-owners", near_owners()),
        ("hip-ladder", hip(RUNGS)),
        ("hip-top", hip(1)),
        ("mandatory-missing", https(&param(0, &numbers(1..32_000)))),
        ("mandatory-present", https(&mandatory_present())),
        ("groups", https(&param(9, &numbers(0..30_000)))),
        ("groups-of-32", many(HTTPS, &[&[0, 1, 0][..], &param(9, &numbers(0..32))].concat())),
    ]
}

/// A message that is being written: questions or answers, all of one kind.
struct Pen {
    octets: Vec<u8>,
    counts: [u16; 2],
}

impl Pen {
    fn new() -> Self {
        Pen { octets: b"\0\0\x80\0\0\0\0\0\0\0\0\0".to_vec(), counts: [0; 2] }
    }

    fn question(&mut self, qname: &[u8]) {
        self.counts[0] += 1;
        self.octets.extend([qname, &SOA.to_be_bytes(), &[0, 1]].concat());
    }

    fn answer(&mut self, owner: &[u8], rtype: u16, rdata: &[u8]) {
        self.counts[1] += 1;
        let rdlength = u16::try_from(rdata.len()).unwrap().to_be_bytes();
        let head = [owner, &rtype.to_be_bytes(), &[0, 1, 0, 0, 0, 0], &rdlength].concat();
        self.octets.extend([&head, rdata].concat());
    }

    /// A NULL record with these octets, which start at the offset that `rdata` gets.
    fn hidden<T>(&mut self, rdata: impl FnOnce(usize) -> (Vec<u8>, T)) -> T {
        let (octets, value) = rdata(self.octets.len() + 11);
        self.answer(&[0], NULL, &octets);
        value
    }

    /// The octets left for one RDATA after a root owner.
    fn room(&self) -> usize {
        MOST - self.octets.len() - 11
    }

    /// Writes one kind of entry as often as there is room.
    fn fill(mut self, mut entry: impl FnMut(&mut Pen, usize)) -> Vec<u8> {
        for turn in 0.. {
            let (len, counts) = (self.octets.len(), self.counts);
            entry(&mut self, turn);
            if self.octets.len() > MOST {
                self.octets.truncate(len);
                self.counts = counts;
                break;
            }
        }
        self.finish()
    }

    fn finish(mut self) -> Vec<u8> {
        for (place, count) in self.octets[4..8].chunks_exact_mut(2).zip(self.counts) {
            place.copy_from_slice(&count.to_be_bytes());
        }
        self.octets
    }
}

fn pointer(target: usize) -> [u8; 2] {
    (0xC000 | u16::try_from(target).unwrap()).to_be_bytes()
}

/// A pointer to one of `targets`, another one in each turn.
fn turn(targets: &[usize], turn: usize) -> [u8; 2] {
    pointer(targets[turn % targets.len()])
}

/// Labels of one octet from `start` on, each with a pointer to the one before it; their offsets.
fn ladder(start: usize, rungs: usize) -> (Vec<u8>, Vec<usize>) {
    let (mut octets, mut targets) = (vec![0], vec![start]);
    for rung in 0..rungs {
        targets.push(start + 1 + 4 * rung);
        octets.extend([&[1, b'a'][..], &pointer(targets[rung])].concat());
    }
    targets.remove(0);
    (octets, targets)
}

/// Ladders that start `apart` octets from one another, as many as pointers reach; their tops.
fn ladders(start: usize, apart: usize) -> (Vec<u8>, Vec<usize>) {
    let (mut octets, mut tops) = (Vec::new(), Vec::new());
    while octets.len() + start + apart < 0x4000 {
        let rungs = (apart / 4).min(RUNGS + 1) - 1;
        let (ladder, targets) = ladder(start + octets.len(), rungs);
        let len = octets.len() + apart;
        octets.extend(ladder);
        octets.resize(len, 0);
        tops.push(targets[rungs - 1]);
    }
    (octets, tops)
}

/// MINFO records with three names each, which start at the targets that `hidden` returns.
fn minfo(hidden: impl FnOnce(usize) -> (Vec<u8>, Vec<usize>)) -> Vec<u8> {
    let mut pen = Pen::new();
    let mut targets = pen.hidden(hidden);
    targets.reverse();
    pen.fill(|pen, at| {
        let rdata = [turn(&targets, at + 1), turn(&targets, at + 2)].concat();
        pen.answer(&turn(&targets, at), MINFO, &rdata);
    })
}

/// Questions: the first ones are a ladder, which the others point to.
fn questions() -> Vec<u8> {
    let mut pen = Pen::new();
    let mut rungs = Vec::new();
    for _ in 0..RUNGS {
        let end = rungs.first().map_or(vec![0], |target| pointer(*target).to_vec());
        rungs.insert(0, pen.octets.len());
        pen.question(&[&[1, b'a'], &end[..]].concat());
    }
    pen.fill(|pen, at| pen.question(&turn(&rungs, at)))
}

/// Questions in turn for a name in the header, which runs over its own pointer, and for the first one.
fn questions_into_header() -> Vec<u8> {
    let mut pen = Pen::new();
    // The flags are the length of a label.
    pen.octets[2] = 0x30;
    pen.fill(|pen, at| pen.question(&turn(&[2, 12], at)))
}

/// Owners that in turn point to every suffix of one long run of labels.
fn owners_over_a_run() -> Vec<u8> {
    let mut pen = Pen::new();
    let targets: Vec<usize> = pen.hidden(|start| {
        let run = [[1, b'x'].repeat(6000), vec![0]].concat();
        (run, (0..RUNGS).map(|label| start + 2 * (6000 - RUNGS + label * 7 % RUNGS)).collect())
    });
    pen.fill(|pen, at| pen.answer(&turn(&targets, at), NULL, &[]))
}

/// NS records that point to the upper end of a chain of pointers, which is too long for any name.
fn chain(pointers: usize) -> Vec<u8> {
    let mut pen = Pen::new();
    let targets: Vec<usize> = pen.hidden(|start| {
        let links = (0..pointers).map(|link| (start + 2 * link).saturating_sub(1).max(start));
        let octets = [vec![0], links.flat_map(pointer).collect()].concat();
        (octets, (0..pointers).map(|link| start + 1 + 2 * link).rev().collect())
    });
    let far = &targets[..targets.len() - 128];
    pen.fill(|pen, at| pen.answer(&[0], NS, &turn(far, at)))
}

/// CNAME records between the tops of two ladders that hold equal names.
fn aliases() -> Vec<u8> {
    let mut pen = Pen::new();
    pen.question(&[&[1, b'a'].repeat(RUNGS)[..], &[0]].concat());
    let tops = [(); 2].map(|()| pen.hidden(|start| ladder(start, RUNGS))[RUNGS - 1]);
    pen.fill(|pen, at| pen.answer(&turn(&tops, at), CNAME, &turn(&tops, at + 1)))
}

/// A records, of the type that is asked for, whose owners are the QNAME but for the last label.
fn near_owners() -> Vec<u8> {
    let run = |last| [&[1, b'a'].repeat(RUNGS)[..], &[1, last, 0]].concat();
    let mut pen = Pen::new();
    pen.question(&run(b'b'));
    let owners = [b'c', b'd'].map(|last| pen.hidden(|start| (run(last), start)));
    pen.fill(|pen, at| pen.answer(&turn(&owners, at), SOA, &[]))
}

/// A HIP record with so many servers on a ladder, then these octets.
pub(super) fn hip_with(servers: usize, tail: &[u8]) -> Vec<u8> {
    let mut pen = Pen::new();
    let rungs = pen.hidden(|start| ladder(start, RUNGS));
    let servers = (0..servers).flat_map(|at| turn(&rungs[RUNGS / 2..], at));
    let rdata = [&[1, 2, 0, 1, b'h', b'k'][..], &servers.collect::<Vec<_>>(), tail].concat();
    pen.answer(&[0], HIP, &rdata);
    pen.finish()
}

/// A HIP record with as many servers as fit, each named by one of the `upper` rungs of a ladder.
fn hip(upper: usize) -> Vec<u8> {
    let mut pen = Pen::new();
    let mut rungs = pen.hidden(|start| ladder(start, RUNGS));
    rungs.reverse();
    rungs.truncate(upper);
    let servers = (0..pen.room() / 2 - 6).flat_map(|at| turn(&rungs, at));
    let rdata = [&[1, 2, 0, 1, b'h', b'k'][..], &servers.collect::<Vec<_>>()].concat();
    pen.answer(&[0], HIP, &rdata);
    pen.finish()
}

fn numbers(numbers: core::ops::Range<u16>) -> Vec<u8> {
    numbers.flat_map(u16::to_be_bytes).collect()
}

fn param(key: u16, value: &[u8]) -> Vec<u8> {
    let len = u16::try_from(value.len()).unwrap();
    [&key.to_be_bytes(), &len.to_be_bytes(), value].concat()
}

/// `mandatory` with keys that all have a parameter.
fn mandatory_present() -> Vec<u8> {
    let params = (100..10_000).flat_map(|key| param(key, &[]));
    [param(0, &numbers(100..10_000)), params.collect()].concat()
}

/// One HTTPS record with these parameters.
fn https(params: &[u8]) -> Vec<u8> {
    let mut pen = Pen::new();
    pen.answer(&[0], HTTPS, &[&[0, 1, 0], params].concat());
    pen.finish()
}

/// Records with one RDATA, as many as fit.
fn many(rtype: u16, rdata: &[u8]) -> Vec<u8> {
    Pen::new().fill(|pen, _| pen.answer(&[0], rtype, rdata))
}
