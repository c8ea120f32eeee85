//! Values that the crate `arbitrary` makes from octets.

use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Unstructured};
use dnswire::arbitrary::NearlyValid;
use dnswire::rdata::Rdata;
use dnswire::{Message, MessageBuf, NameBuf, RdataBuf, RecordBuf, Type};

/// Octets that look random, the same in each run.
fn seed(number: u64, len: usize) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[3]
    };
    (0..len).map(|_| next()).collect()
}

/// The values of many seeds; seeds with too few octets are left out.
fn values<T: for<'a> Arbitrary<'a>>(count: u64, len: usize) -> Vec<T> {
    (0..count)
        .filter_map(|number| T::arbitrary(&mut Unstructured::new(&seed(number, len))).ok())
        .collect()
}

#[test]
fn records_of_every_type_are_made_and_come_back() {
    let records = values::<RecordBuf>(20_000, 2000);
    assert!(records.len() > 18_000, "{}", records.len());
    let mut types = BTreeSet::new();
    for record in &records {
        assert_eq!(record.malformed(), None, "{record}");
        let rdata = RdataBuf::from_octets(record.rtype(), record.class(), record.rdata_octets());
        assert_eq!(rdata.unwrap().as_rdata(), record.rdata(), "{record}");
        if !matches!(record.rdata(), Rdata::Unknown(_)) {
            types.insert(record.rtype());
        }
    }
    let has_rdata = |rtype: &&Type| !rtype.is_question_only() && **rtype != Type::NXNAME;
    let known = Type::ALL.iter().filter(has_rdata).count();
    assert_eq!(types.len(), known, "{types:?}");
    assert!(
        records
            .iter()
            .any(|record| record.rtype() == Type::HTTPS && record.rdata_octets().len() > 40)
    );
}

#[test]
fn names_and_messages_are_valid() {
    let names = values::<NameBuf>(500, 300);
    assert!(names.iter().any(|name| name.as_octets().len() > 100));
    assert!(names.iter().all(|name| NameBuf::from_octets(name.as_octets()) == Ok(*name)));
    let messages = values::<MessageBuf>(300, 20_000);
    assert!(messages.len() > 250, "{}", messages.len());
    let mut records = 0;
    for message in &messages {
        let message = message.message();
        assert!(message.records().all(|record| record.malformed().is_none()));
        records += message.records().count();
    }
    assert!(records > 1000, "{records}");
}

#[test]
fn nearly_valid_messages_are_read_or_refused() {
    let nearly = values::<NearlyValid>(1000, 20_000);
    let refused = nearly.iter().filter(|octets| Message::parse(&octets.0).is_err()).count();
    assert!(refused > nearly.len() / 10 && refused < nearly.len(), "{refused} of {}", nearly.len());
}

#[cfg(feature = "proptest")]
mod strategies {
    use dnswire::arbitrary::{NearlyValid, rdata_of};
    use dnswire::{Message, MessageBuf, NameBuf, RdataBuf, RecordBuf, Type};
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    proptest! {
        #[test]
        fn values_are_valid(name: NameBuf, record: RecordBuf) {
            prop_assert_eq!(NameBuf::from_octets(name.as_octets()), Ok(name));
            prop_assert_eq!(record.malformed(), None);
        }

        #[test]
        fn messages_have_records_that_are_valid(message: MessageBuf, nearly: NearlyValid) {
            prop_assert!(message.message().records().all(|record| record.malformed().is_none()));
            let _ = Message::parse(&nearly.0);
        }
    }

    #[test]
    fn every_type_has_a_strategy() {
        let mut runner = TestRunner::deterministic();
        for rtype in Type::ALL.iter().filter(|rtype| !rtype.is_question_only()) {
            let rdata: RdataBuf = rdata_of(*rtype).new_tree(&mut runner).unwrap().current();
            let again = RdataBuf::from_octets(*rtype, rdata.class(), rdata.as_octets());
            assert_eq!(again.unwrap().as_rdata(), rdata.as_rdata(), "{rtype}");
        }
    }
}

/// Four labels of 63 octets are one too many.
#[test]
fn a_name_ends_before_the_label_that_is_too_long() {
    let name = |last: u8| {
        let labels =
            [62, 62, 62, last].map(|len| [&[len][..], &[b'a'; 63][..=usize::from(len)]].concat());
        let octets = [&[4][..], &labels.concat()].concat();
        NameBuf::arbitrary(&mut Unstructured::new(&octets)).unwrap()
    };
    assert_eq!((name(60).as_name().label_count(), name(60).as_octets().len()), (4, 255));
    assert_eq!((name(61).as_name().label_count(), name(61).as_octets().len()), (3, 193));
}
