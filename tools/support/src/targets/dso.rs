//! The TLVs of a stateful message cover the octets behind its header, up to the error.

use dnswire::{Message, edit};

pub fn run(octets: &[u8]) {
    let mut octets = octets.to_vec();
    if edit::set_flags(&mut octets, dnswire::Flags(0x3000)).is_err() {
        return;
    }
    octets.get_mut(4..12).expect("there is a header").fill(0);
    let Ok(message) = Message::parse(&octets) else { return };
    let operation = message.dso().expect("its OPCODE is 6");
    let _ = (message.to_string(), operation.to_string(), message.findings().count());
    let mut at = 12;
    for tlv in operation.tlvs() {
        let head = [tlv.code.0, u16::try_from(tlv.octets.len()).expect("a length of 16 bits")];
        assert_eq!(octets[at..at + 4], head.map(u16::to_be_bytes).concat());
        assert_eq!(
            (tlv.offset(), tlv.octets),
            (at + 4, &octets[at + 4..at + 4 + tlv.octets.len()])
        );
        at += 4 + tlv.octets.len();
        assert_eq!(tlv.data().to_octets(), tlv.octets, "{tlv}");
        for change in tlv.changes().flatten() {
            let record = change.record();
            assert!(record.offset() >= tlv.offset() && record.end() <= at);
        }
    }
    match operation.error() {
        None => assert_eq!(at, octets.len()),
        Some(error) => assert!((at..=octets.len()).contains(&error.offset()), "{error}"),
    }
    assert_eq!(operation.primary(), operation.tlvs().iter().next());
}
