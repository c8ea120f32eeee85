//! The memory into which messages are composed.

use bytes::BytesMut;
use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Type};

#[test]
fn composing_into_a_kept_buffer_allocates_nothing() {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    for sample in dnswire_support::recorded() {
        let Ok(message) = Message::parse(&sample.octets) else { continue };
        let mut compose = || {
            octets.clear();
            Builder::copy_of(&message, &mut octets, &mut compression, 65535).unwrap().finish();
        };
        compose();
        let info = allocation_counter::measure(compose);
        assert_eq!(info.count_total, 0, "{}", sample.id);
    }
}

fn query<'b>(
    room: impl Into<dnswire::compose::Buffer<'b>>,
    compression: &'b mut Compression,
) -> &'b mut [u8] {
    let name: NameBuf = "www.example.".parse().unwrap();
    let mut builder = Builder::query(room, compression, 7, &name, Type::A, Class::IN).unwrap();
    builder.set_edns(OptRecord::new(1232));
    builder.finish()
}

#[test]
fn every_room_holds_the_same() {
    let mut compression = Compression::new();
    let mut array = [0; 512];
    let want = query(&mut array, &mut compression).to_vec();
    let (mut vec, mut bytes) = (vec![0, 0], BytesMut::from(&[0, 0][..]));
    assert_eq!(query(&mut vec, &mut compression), want);
    assert_eq!(query(&mut bytes, &mut compression), want);
    assert_eq!(query(&mut array[..], &mut compression), want);
    // Octets that the vector had before stay before the message.
    assert_eq!(vec, [&[0, 0][..], &want].concat());
    assert_eq!(bytes, vec);
    // However many these are.
    let before = vec![1; 70_000];
    let (mut vec, mut bytes) = (before.clone(), BytesMut::from(&before[..]));
    assert_eq!(query(&mut vec, &mut compression), want);
    assert_eq!(query(&mut bytes, &mut compression), want);
    assert_eq!((vec.len(), &vec[70_000..]), (70_000 + want.len(), &want[..]));
    assert_eq!(bytes, vec);
}

#[test]
fn what_was_in_the_room_before_is_no_name() {
    // The octets before were the name `a.` where the header will be.
    let (mut octets, mut compression) = ([0; 64], Compression::new());
    octets[..2].copy_from_slice(b"\x01a");
    let name: NameBuf = "a.".parse().unwrap();
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    assert!(builder.push_question(&name, Type::NS, Class::IN));
    let message = Message::parse(builder.finish()).unwrap();
    assert_eq!(message.question().unwrap().qname(), name);
}

#[test]
fn a_builder_that_is_dropped_leaves_what_was_pushed() {
    let (mut octets, mut compression) = (vec![9], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_id(7);
    builder.push_question(&NameBuf::ROOT, Type::NS, Class::IN);
    drop(builder);
    assert_eq!(octets.len(), 1 + 12 + 5);
    assert_eq!(Message::parse(&octets[1..]).unwrap().id(), 7);
}
