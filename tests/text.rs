//! Text that reads back: the generic form where the text of the type cannot hold the value.

use dnswire::layout::Time;
use dnswire::rdata::Rdata;
use dnswire::{Class, Name, RdataBuf, TextErrorKind, Type};
use dnswire_support::{header, parse, record, vectors};

/// The text of the RDATA, in a record and alone.
fn shown(rtype: u16, rdata: &[u8]) -> String {
    let octets = [header(7, 0x8000, [0, 1, 0, 0]), record(b"\0", rtype, rdata)].concat();
    let message = parse(&octets);
    let record = message.answers().next().unwrap();
    let text = record.rdata().to_string();
    assert!(record.to_string().ends_with(&format!(" {text}")), "{record} is not {text}");
    text
}

#[test]
fn values_that_the_text_of_their_type_cannot_hold_are_generic() {
    assert_eq!(shown(257, b"\0\0x"), r"\# 3 000078", "CAA without a tag");
    assert_eq!(shown(257, b"\0\x01-x"), r"\# 4 00012D78", "CAA with a tag that is no word");
    assert_eq!(shown(257, b"\0\x01ax"), r#"0 a "x""#);
    assert_eq!(shown(43, b"\0\x07\x08\x02"), r"\# 4 00070802", "DS without a digest");
    assert_eq!(shown(48, b"\x01\0\x03\x08"), r"\# 4 01000308", "DNSKEY without a key");
    assert_eq!(shown(256, b"\0\x0a\0\x01"), r"\# 4 000A0001", "URI without a target");
    assert_eq!(shown(42, b"\0\x01\x18\x03\xc0\0\x02"), "1:192.0.2.0/24");
    assert_eq!(shown(42, b"\0\x01\x18\x04\xc0\0\x02\0"), r"\# 8 00011804C0000200");
    assert_eq!(shown(42, b"\0\x07\x18\x01\xc0"), r"\# 5 00071801C0", "a family without a form");
    assert_eq!(shown(257, b"\0\x02a-x"), r"\# 5 0002612D78");
    assert_eq!(shown(25, b"\0\0\x03\x05"), r"\# 4 00000305", "KEY without a key");
    assert_eq!(shown(25, b"\xc0\0\x03\x05"), "49152 3 5", "the flags say so");
    assert_eq!(shown(34, b"\x0112a"), r"\# 4 01313261", "a number of other characters");
    assert_eq!(shown(34, b"\x01123"), "+123");
    assert_eq!(shown(11, b"\xc0\0\x02\x01\x06"), "192.0.2.1 6");
    assert_eq!(shown(11, b"\xc0\0\x02\x01\x06\x40"), "192.0.2.1 6 1");
    assert_eq!(shown(11, b"\xc0\0\x02\x01\x06\x40\0"), r"\# 7 C0000201064000");
}

#[test]
fn sizes_of_a_location_are_decimal_and_0_has_two_decimals() {
    let location = |size: u8| {
        let mut rdata = [0, size, 0x16, 0x13, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0x98, 0x96, 0x80];
        rdata[1] = size;
        shown(29, &rdata)
    };
    assert!(location(0).contains("0.00m 0.00m 10000m 10m"), "{}", location(0));
    assert!(location(0x12).ends_with(" 1m 10000m 10m"), "{}", location(0x12));
    for size in [0x05, 0x1A, 0xA0] {
        assert!(location(size).starts_with(r"\# 16 "), "{}", location(size));
    }
}

#[test]
fn every_day_has_its_date() {
    let (mut year, mut month, mut day) = (1970, 1, 1);
    for days in 0..=u32::MAX / 86_400 {
        let want = format!("{year}{month:02}{day:02}000000");
        assert_eq!(Time(days * 86_400).to_string(), want);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u32::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (month, day) = if day == last { (month + 1, 1) } else { (month, day + 1) };
        (year, month) = if month == 13 { (year + 1, 1) } else { (year, month) };
    }
}

/// Octets after a seed, without a pattern.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn octet(&mut self) -> u8 {
        [0, 1, 4, b'7', b'a', 255, u8::try_from(self.below(256)).unwrap()][self.below(7)]
    }

    /// A neighbour of `octets`: with some of them changed, taken out or put in.
    fn changed(&mut self, octets: &[u8]) -> Vec<u8> {
        let mut octets = octets.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(octets.len());
            match self.below(4) {
                0 if !octets.is_empty() => octets.truncate(at),
                1 => octets.insert(at, self.octet()),
                2.. if !octets.is_empty() => octets[at] = self.octet(),
                _ => octets.push(self.octet()),
            }
        }
        octets
    }
}

/// Returns `true` if a parameter does not have the form of its key; readers refuse it.
fn has_malformed_part(rdata: &RdataBuf) -> bool {
    let params = match rdata.as_rdata() {
        Rdata::Svcb(svcb) => svcb.svc_params,
        Rdata::Https(https) => https.svc_params,
        _ => return false,
    };
    params.iter().any(|param| param.malformed().is_some())
}

/// RDATA of every type that has its form is read back from its text, octet for octet; or it breaks a
/// rule of its type, which the error names.
#[test]
fn the_text_of_any_rdata_is_read_back() {
    let (mut random, mut wrong) = (Random(0x9E37_79B9_7F4A_7C15), Vec::new());
    // OPT is in no zone file (RFC 6891 section 6.1.1): only the generic form of it is read.
    for rtype in Type::ALL.iter().copied().filter(|rtype| *rtype != Type::OPT) {
        let mut known: Vec<Vec<u8>> = vectors::valid()
            .into_iter()
            .filter(|vector| vector.rtype == rtype.0 && vector.class != 3)
            .map(|vector| vector.wire)
            .collect();
        known.push(Vec::new());
        let mut count = 0;
        for _ in 0..600 {
            let at = random.below(known.len());
            let octets = random.changed(&known[at]);
            let Ok(rdata) = RdataBuf::from_octets(rtype, Class::IN, &octets) else { continue };
            count += 1;
            let text = rdata.to_string();
            match RdataBuf::from_text(rtype, Class::IN, &text, Name::ROOT) {
                Ok(read) if read.as_octets() == octets => {}
                Err(error) if matches!(error.kind(), TextErrorKind::Rule(_)) => {}
                Err(_) if has_malformed_part(&rdata) => {}
                other => wrong.push(format!("{rtype} {}: {text}: {other:?}", hex::encode(&octets))),
            }
        }
        // `steps` names the types without a sample.
        let has_sample = known.len() > 1;
        assert!(count > 5 || !has_sample, "{rtype}: only {count} have the form of the type");
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}
