//! A message that is cut anywhere yields every whole record before the cut; one with a flipped bit
//! yields a message or an error. Neither panics.

use std::fmt::Write;

use dnswire::{Error, ErrorKind, Message, Name, NameBuf, Partial, Reader, Record, Section};
use dnswire_support::{NoText, Sample, header, place, recorded};

/// A message is cut at every offset up to this one.
const EVERYWHERE: usize = 1024;
/// The number of cuts after that offset.
const SPREAD: usize = 400;
/// About the number of octets that are read for all flips of a message; each bit is flipped at most
/// once.
const FLIPPED: usize = 200_000;

/// The parts of a record that are equal in the cut message and in the whole one.
#[derive(Debug, PartialEq)]
struct Kept {
    place: (Section, u16, usize, usize),
    owner: NameBuf,
    head: (u16, u16, u32),
    rdata: Vec<u8>,
}

impl Kept {
    fn of(record: &Record<'_>) -> Self {
        Kept {
            place: place(record),
            owner: record.owner().to_buf(),
            head: (record.rtype().0, record.class().0, record.ttl_field()),
            rdata: record.rdata_octets().to_vec(),
        }
    }

    /// Compares like `Kept::of` and `==`, without the copies.
    fn is(&self, record: &Record<'_>) -> bool {
        self.place == place(record)
            && self.owner == record.owner()
            && self.head == (record.rtype().0, record.class().0, record.ttl_field())
            && self.rdata == record.rdata_octets()
    }
}

/// The next record; questions before it are read with their names.
fn next<'a>(reader: &mut Reader<'a>) -> Result<Option<Record<'a>>, Error> {
    while reader.question()?.is_some() {}
    reader.record()
}

/// The complete records of a message.
fn kept(octets: &[u8]) -> Vec<Kept> {
    partial(octets).message().records().map(|record| Kept::of(&record)).collect()
}

fn partial(octets: &[u8]) -> Partial<'_> {
    Message::parse_partial(octets, octets.len()).expect("the header is complete")
}

/// The offsets at which a message is cut: all if it is small, else those at the start and some
/// more.
fn cuts(len: usize) -> impl Iterator<Item = usize> {
    let stride = (len.saturating_sub(EVERYWHERE) / SPREAD).max(1);
    (0..=len.min(EVERYWHERE)).chain((EVERYWHERE..=len).step_by(stride))
}

/// A message that is cut.
struct Cut<'s> {
    id: &'s str,
    /// The octets before the cut.
    octets: &'s [u8],
    /// The records that end before the cut.
    before: &'s [Kept],
    /// The end of the whole message, if it can be read.
    end: Option<usize>,
}

/// Calls `check` for each cut of each message.
fn for_each_cut(check: impl Fn(&Cut<'_>)) {
    for Sample { id, octets } in recorded() {
        let records = kept(&octets);
        let end = Message::parse(&octets).ok().map(|message| message.end());
        for cut in cuts(octets.len()) {
            let before = &records[..records.partition_point(|kept| kept.place.3 <= cut)];
            check(&Cut { id: &id, octets: &octets[..cut], before, end });
        }
    }
}

impl Cut<'_> {
    #[track_caller]
    fn assert(&self, holds: bool) {
        assert!(holds, "{} cut at {}", self.id, self.octets.len());
    }

    /// Asserts that the error of a cut within the records is that the octets end.
    #[track_caller]
    fn assert_is_end(&self, error: Error) {
        let kind = error.kind();
        let is_end =
            matches!(kind, ErrorKind::UnexpectedEnd { .. } | ErrorKind::CountsExceedMessage { .. });
        self.assert(is_end && error.offset() <= self.octets.len());
    }

    /// True if the header is complete.
    fn has_header(&self) -> bool {
        self.octets.len() >= 12
    }
}

#[test]
fn a_cut_message_has_exactly_the_records_before_the_cut() {
    for_each_cut(|cut| match Message::parse_partial(cut.octets, cut.octets.len()) {
        Ok(partial) => {
            let records = partial.message().records();
            cut.assert(records.len() == cut.before.len());
            cut.assert(records.zip(cut.before).all(|(record, kept)| kept.is(&record)));
        }
        Err(_) => cut.assert(!cut.has_header()),
    });
}

#[test]
fn a_message_is_whole_from_the_end_of_its_last_record_on() {
    for_each_cut(|cut| {
        let is_whole = cut.end.is_some_and(|end| cut.octets.len() >= end);
        match (Message::parse(cut.octets), Message::parse_partial(cut.octets, cut.octets.len())) {
            (Ok(message), Ok(same)) => {
                cut.assert(is_whole && same.is_whole() && message == same.message());
            }
            (Err(error), Ok(same)) => {
                cut.assert(!is_whole && !same.is_whole());
                if cut.end.is_some() {
                    cut.assert_is_end(error);
                    cut.assert_is_end(same.error().unwrap());
                }
            }
            (whole, Err(_)) => cut.assert(whole.is_err() && !cut.has_header()),
        }
    });
}

#[test]
fn the_reader_gives_the_records_before_the_cut_one_by_one() {
    for_each_cut(|cut| {
        let Ok(mut reader) = Reader::new(cut.octets) else {
            return cut.assert(!cut.has_header());
        };
        let mut before = cut.before.iter();
        let error = loop {
            match next(&mut reader) {
                Ok(Some(record)) => {
                    cut.assert(before.next().is_some_and(|kept| kept.is(&record)));
                }
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        cut.assert(before.len() == 0);
        cut.assert(error == partial(cut.octets).error());
    });
}

#[test]
fn a_cut_message_can_be_displayed() {
    for sample in recorded() {
        for cut in cuts(sample.octets.len()).step_by(17).filter(|cut| *cut >= 12) {
            let partial = partial(&sample.octets[..cut]);
            write!(NoText, "{partial}").unwrap();
            assert_eq!(partial.error().is_some(), partial.to_string().contains("BROKEN OFF"));
        }
    }
}

/// The fields of a message with a question and an answer, up to the start of its RDATA.
const FIELDS: [(&str, &[u8]); 9] = [
    ("qname", b"\x01a\0"),
    ("qtype", b"\0\x0f"),
    ("qclass", b"\0\x01"),
    ("owner", b"\xc0\x0c"),
    ("type", b"\0\x0f"),
    ("class", b"\0\x01"),
    ("ttl", b"\0\0\0\x01"),
    ("rdlength", b"\0\x07"),
    ("preference", b"\0\x05"),
];

#[test]
fn the_error_names_the_field_in_which_the_octets_end() {
    let mut octets = header(0, 0x8000, [1, 1, 0, 0]);
    for (name, field) in FIELDS {
        for there in 0..field.len() {
            let cut = [&octets[..], &field[..there]].concat();
            let error = partial(&cut).error().expect("the octets end");
            assert_eq!(error.field(), Some(name), "{error}");
            if ["qname", "owner"].contains(&name) {
                continue; // the cut is in a label of the name, or in its pointer
            }
            assert_eq!(error.offset(), octets.len(), "{error}");
            let available = u16::try_from(there).unwrap();
            let needed = u16::try_from(field.len()).unwrap();
            assert_eq!(error.kind(), ErrorKind::UnexpectedEnd { needed, available }, "{error}");
        }
        octets.extend(field);
    }
}

const TAKES_ALL: &str = "`NoText` takes any text";

/// Uses all that a message offers.
fn use_everything(octets: &[u8]) {
    let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return };
    let _ = Message::parse(octets);
    write!(NoText, "{partial} {:?}", partial.error()).expect(TAKES_ALL);
    let message = partial.message();
    for record in message.records() {
        write!(NoText, "{:?}", record.rdata()).expect(TAKES_ALL);
        use_names(record.owner(), record.owner().parent());
        record.for_each_field(|field| write!(NoText, "{field:?}").expect(TAKES_ALL));
    }
    let _ = (message.canonical_name(), message.answers_to_question().count());
    let _ = (message.is_response_to(&message), message.rcode(), message.trailing());
}

fn use_names(name: Name<'_>, parent: Option<Name<'_>>) {
    let _ = (name.pointer_target(), name.len(), name.label_count(), name.to_buf());
    assert!(parent.is_none_or(|parent| name.ends_with(parent) && name > parent));
}

#[test]
fn no_flipped_bit_makes_anything_panic() {
    for mut sample in recorded() {
        let bits = sample.octets.len() * 8;
        // An odd stride visits all eight places of a bit.
        let stride = (bits * sample.octets.len() / FLIPPED) | 1;
        for bit in (0..bits).step_by(stride) {
            let flip = 1 << (bit % 8);
            sample.octets[bit / 8] ^= flip;
            use_everything(&sample.octets);
            sample.octets[bit / 8] ^= flip;
        }
    }
}
