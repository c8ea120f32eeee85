//! IP fragments, of IPv4 and IPv6.

use super::*;

/// A fragment: identification, offset in units of 8 octets, whether more follow, octets.
type Fragment<'a> = (u16, u16, bool, &'a [u8]);

/// An IPv4 packet.
fn ipv4((identification, offset, more, octets): Fragment<'_>) -> Vec<u8> {
    let mut packet = ip(17, octets);
    packet[4..6].copy_from_slice(&identification.to_be_bytes());
    packet[6..8].copy_from_slice(&(offset | u16::from(more) << 13).to_be_bytes());
    packet
}

/// An IPv6 packet with a fragment header.
fn ipv6((identification, offset, more, octets): Fragment<'_>) -> Vec<u8> {
    let length = u16::try_from(8 + octets.len()).unwrap().to_be_bytes();
    let offset = (offset << 3 | u16::from(more)).to_be_bytes();
    let identification = u32::from(identification).to_be_bytes();
    let head = [&b"\x60\0\0\0"[..], &length, &[44, 9], &[1; 16], &[2; 16], &[17, 0]].concat();
    [&head, &offset[..], &identification, octets].concat()
}

/// A UDP datagram with the query: 25 octets.
fn datagram() -> Vec<u8> {
    [&b"\x0f\xa0\0\x35\0\x19\0\0"[..], QUERY].concat()
}

/// The lengths of messages, there and announced, with their numbers of fragments; and the losses.
fn read_all(fragments: &[Fragment<'_>]) -> (Vec<(usize, usize, usize)>, Vec<Reason>) {
    let read = |make: fn(Fragment<'_>) -> Vec<u8>| {
        let packets: Vec<_> = fragments.iter().map(|fragment| make(*fragment)).collect();
        let (items, lost) = messages(&packets);
        let shape = |item: &Item| (item.octets.len(), item.length, item.carried.fragments);
        (items.iter().map(shape).collect(), lost.iter().map(|lost| lost.reason).collect())
    };
    let (four, six) = (read(ipv4), read(ipv6));
    assert_eq!(four, six);
    four
}

#[test]
fn fragments_come_in_any_order_and_twice() {
    let datagram = datagram();
    let [a, b, c] = [
        (1, 0, true, &datagram[..16]),
        (1, 2, true, &datagram[16..24]),
        (1, 3, false, &datagram[24..]),
    ];
    for order in [[a, b, c], [c, b, a], [b, c, a], [c, a, b]] {
        assert_eq!(read_all(&order), (vec![(17, 17, 3)], vec![]));
        // What comes again later is no loss and no message.
        let twice = [order.as_slice(), &order].concat();
        assert_eq!(read_all(&twice), (vec![(17, 17, 3)], vec![]));
    }
    assert_eq!(read_all(&[a, a, b, b, c]).0.len(), 1);
}

#[test]
fn datagrams_are_told_apart_by_their_identification() {
    let datagram = datagram();
    let (first, last) = datagram.split_at(16);
    let both = [(1, 0, true, first), (2, 0, true, first), (2, 2, false, last), (1, 2, false, last)];
    assert_eq!(read_all(&both), (vec![(17, 17, 2); 2], vec![]));
}

#[test]
fn of_an_unfinished_datagram_the_first_part_is_a_cut_message() {
    let datagram = datagram();
    let (first, last) = datagram.split_at(24);
    assert_eq!(read_all(&[(1, 0, true, first)]), (vec![(16, 17, 1)], vec![]));
    let missing = vec![Reason::FragmentsMissing];
    assert_eq!(read_all(&[(1, 3, false, last)]), (vec![], missing));
    let hole = [(1, 0, true, &datagram[..16]), (1, 3, false, last)];
    assert_eq!(read_all(&hole), (vec![(8, 17, 2)], vec![]));
}

#[test]
fn fragments_that_contradict_each_other_are_named() {
    let two_ends = [(1, 2, false, &[7; 8][..]), (1, 3, false, &[8; 8])];
    let (items, lost) = read_all(&two_ends);
    assert_eq!((items, lost), (vec![], vec![Reason::FragmentsContradict]));
}

/// A datagram of 25 octets whose message has this ID.
fn datagram_of(id: u8) -> Vec<u8> {
    let mut datagram = datagram();
    datagram[9] = id;
    datagram
}

#[test]
fn an_identification_that_comes_again_begins_another_datagram() {
    let (one, two) = (datagram_of(1), datagram_of(2));
    let parts = |octets: &'static [u8]| [(1, 0, true, &octets[..16]), (1, 2, false, &octets[16..])];
    let (one, two) = (parts(one.leak()), parts(two.leak()));
    // The last fragments are alike; only where the first is finished they may be late duplicates.
    let both = [one[0], one[1], two[0], two[1]];
    assert_eq!(read_all(&both), (vec![(17, 17, 2); 2], vec![]));
    // The first datagram is not finished when the second begins: of it the first part is there.
    let unfinished = [one[0], two[0], two[1]];
    assert_eq!(read_all(&unfinished), (vec![(8, 17, 1), (17, 17, 2)], vec![]));
}

#[test]
fn fragments_that_overlap_with_the_same_octets_are_no_loss() {
    let datagram = datagram();
    let overlap = [(1, 0, true, &datagram[..16]), (1, 1, false, &datagram[8..])];
    assert_eq!(read_all(&overlap), (vec![(17, 17, 2)], vec![]));
}

#[test]
fn extension_headers_may_be_in_the_fragments() {
    let whole = [&b"\x11\0\x01\x04\0\0\0\0"[..], &datagram()].concat();
    let (first, last) = whole.split_at(16);
    let packets = [(1, 0, true, first), (1, 2, false, last)].map(|fragment| {
        let mut packet = ipv6(fragment);
        packet[40] = 60;
        packet
    });
    let (items, lost) = messages(&packets);
    assert_eq!((items.len(), lost), (1, vec![]));
    assert_eq!(items[0].octets, QUERY);
}

#[test]
fn extension_headers_that_are_cut_are_counted() {
    for protocol in [0, 43, 44, 51, 60, 135, 139, 140] {
        for octets in [&b""[..], b"\x11", b"\x11\xFF\0\0\0\0\0"] {
            let length = u8::try_from(octets.len()).unwrap();
            let head = [0x60, 0, 0, 0, 0, length.max(1), protocol, 9];
            let (items, lost) = messages(&[[&head[..], &[1; 32], octets].concat()]);
            let got: Vec<_> = lost.iter().map(|lost| lost.reason).collect();
            assert_eq!((items.len(), got), (0, vec![Reason::HeaderCut("IP")]), "{protocol}");
        }
    }
}
