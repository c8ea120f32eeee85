//! RDATA that is pushed as a value of any type.

use dnswire::rdata::Rdata;
use dnswire::{Builder, Class, Compression, Form, Message};

use dnswire_support::vectors;

/// Class and RDATA of every vector, as a record of a message that is composed.
#[test]
fn rdata_of_every_type_is_pushed_as_a_value() {
    let owner: dnswire::NameBuf = "example.".parse().unwrap();
    for vector in vectors::valid().iter().filter(|vector| vector.mnemonic != "OPT") {
        let octets = vector.message();
        let message = Message::parse(&octets).unwrap();
        let record = message.records().next().unwrap();
        let (mut room, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut room, &mut compression).unwrap().answer();
        assert!(builder.push_rdata(&owner, 300, record.class(), &record.rdata()), "{}", vector.id);
        builder.finish();
        let copy = Message::parse(&room).unwrap().answers().next().unwrap();
        assert_eq!((copy.rtype(), copy.class()), (record.rtype(), record.class()));
        let written =
            [copy.rdata(), record.rdata()].map(|rdata| rdata.to_octets(Form::Uncompressed));
        assert_eq!(written[0], written[1], "{}", vector.id);
    }
}

/// An RRset is dropped with its signatures: the type that RDATA covers counts.
#[test]
fn a_signature_pushed_as_a_value_belongs_to_the_set_it_covers() {
    let all = vectors::valid();
    let vector = all.iter().find(|vector| vector.mnemonic == "RRSIG").unwrap();
    let octets = vector.message();
    let message = Message::parse(&octets).unwrap();
    let signature = message.records().next().unwrap();
    let Rdata::Rrsig(rrsig) = signature.rdata() else { panic!("no RRSIG") };
    let owner: dnswire::NameBuf = "example.".parse().unwrap();
    for is_typed in [false, true] {
        let (mut room, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut room, &mut compression).unwrap();
        builder.set_limit(12 + 9 + 10 + 4 + 20);
        let mut builder = builder.answer();
        assert!(builder.push_raw(&owner, 300, Class::IN, rrsig.type_covered, &[192, 0, 2, 1]));
        let is_pushed = if is_typed {
            builder.push(&owner, 300, Class::IN, &rrsig)
        } else {
            builder.push_rdata(&owner, 300, Class::IN, &signature.rdata())
        };
        assert!(!is_pushed);
        let read = Message::parse(builder.finish()).unwrap();
        assert!(read.header().flags().truncated());
        assert_eq!(read.answers().count(), 0, "the set goes with its signature");
    }
}
