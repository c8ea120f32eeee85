//! Messages in TCP segments that come out of order, twice, late, or not at all.

use etherparse::PacketBuilder;

use super::*;

/// A segment: its sequence number, its flags, its octets.
type Segment<'a> = (u32, &'a str, &'a [u8]);

/// A packet with a segment; flags are letters of SYN, FIN and RST.
fn packet((number, flags, octets): Segment<'_>) -> Vec<u8> {
    let mut packet = Vec::new();
    let addresses = PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 53], 9);
    let mut builder = addresses.tcp(4000, 53, number, 512);
    for flag in flags.chars() {
        builder = match flag {
            'S' => builder.syn(),
            'F' => builder.fin(),
            _ => builder.rst(),
        };
    }
    builder.write(&mut packet, octets).unwrap();
    packet
}

/// A message with this ID, with its length before it: 19 octets.
fn framed(id: u8) -> Vec<u8> {
    let mut framed = [b"\0\x11", QUERY].concat();
    framed[3] = id;
    framed
}

/// The octets of a message with its length.
const LENGTH: u32 = 19;

/// Checks the IDs of the messages, and the losses with their details.
#[track_caller]
fn check(segments: &[Segment<'_>], ids: &[u16], losses: &[(Reason, Option<&str>)]) {
    let packets: Vec<_> = segments.iter().map(|segment| packet(*segment)).collect();
    let (items, lost) = messages(&packets);
    let id = |item: &Item| u16::from_be_bytes([item.octets[0], item.octets[1]]);
    assert_eq!(items.iter().map(id).collect::<Vec<_>>(), ids);
    let flow = "192.0.2.1:4000 > 192.0.2.53:53 TCP: ";
    let got: Vec<_> = lost
        .iter()
        .map(|lost| (lost.reason, lost.detail.as_deref().map(|text| &text[flow.len()..])))
        .collect();
    assert_eq!(got, losses);
}

#[test]
fn segments_may_come_in_any_order_and_twice() {
    let (one, two, three) = (framed(1), framed(2), framed(3));
    check(
        &[
            (99, "S", b""),
            (138, "", &three),
            (100, "", &one),
            (119, "", &two),
            (100, "", &one),
            (138, "", &three),
        ],
        &[1, 2, 3],
        &[],
    );
}

#[test]
fn messages_are_cut_and_joined_by_segments_as_they_like() {
    let both = [framed(1), framed(2)].concat();
    for at in 1..both.len() {
        let (first, second) = both.split_at(at);
        let number = 100 + u32::try_from(at).unwrap();
        check(&[(99, "S", b""), (100, "", first), (number, "F", second)], &[1, 2], &[]);
    }
}

#[test]
fn of_octets_that_come_twice_with_other_content_the_first_count() {
    let twice = [(99, "S", &b""[..]), (100, "", &framed(1)), (100, "", &framed(2))];
    check(&twice, &[1], &[(Reason::SegmentsContradict, None)]);
}

#[test]
fn a_retransmission_with_more_octets_adds_those() {
    let (one, both) = (framed(1), [framed(1), framed(2)].concat());
    check(&[(99, "S", b""), (100, "", &one), (100, "", &both)], &[1, 2], &[]);
    check(&[(99, "S", b""), (100, "", &both), (100, "", &one)], &[1, 2], &[]);
    check(&[(99, "S", b""), (100, "", &one), (110, "", &both[10..])], &[1, 2], &[]);
}

#[test]
fn both_sides_may_begin_at_once() {
    let flags = ["S", "S"].map(|flags| (99, flags, &b""[..]));
    check(&[flags[0], flags[1], (100, "", &framed(1)), (119, "F", b"")], &[1], &[]);
}

#[test]
fn segments_on_other_ports_are_taken_or_counted() {
    let on_port = |segment| {
        let mut packet = packet(segment);
        packet[22..24].copy_from_slice(&8053_u16.to_be_bytes());
        packet
    };
    let two = [framed(1), framed(2)].concat();
    let (items, lost) = messages(&[on_port((100, "", &two))]);
    assert_eq!((items.len(), lost), (2, vec![]));
    // The length has a segment of its own, or the message is in two segments.
    let one = framed(1);
    let long = [&b"\0\x20"[..], QUERY].concat();
    for octets in [&one[2..], &long] {
        let (items, lost) = messages(&[on_port((102, "", octets))]);
        let got: Vec<_> = lost.iter().map(|lost| lost.reason).collect();
        assert_eq!((items.len(), got), (0, vec![Reason::OtherPort(8053)]));
    }
    let http = b"POST /dns-query HTTP/1.1\r\nContent-Type: application/dns-message\r\n\r\n";
    let (_, lost) = messages(&[on_port((100, "", http))]);
    assert_eq!((lost[0].reason, lost[0].count), (Reason::Http, 1));
}

#[test]
fn sequence_numbers_wrap_around() {
    let start = u32::MAX - 5;
    check(
        &[
            (start - 1, "S", b""),
            (start, "", &framed(1)),
            (start.wrapping_add(LENGTH), "", &framed(2)),
        ],
        &[1, 2],
        &[],
    );
}

#[test]
fn a_reset_counts_only_where_its_number_says_so() {
    let (one, two) = (framed(1), framed(2));
    let then = |reset| [(99, "S", &b""[..]), (100, "", &one), (reset, "R", b""), (119, "", &two)];
    for stray in [0, 50, 118, 120, 900] {
        check(&then(stray), &[1, 2], &[]);
    }
    // A new connection begins, with the octets that come next.
    check(&then(119), &[1, 2], &[]);
}

#[test]
fn a_reset_after_all_that_was_sent_ends_the_stream() {
    let late = [(99, "S", &b""[..]), (119, "", &framed(2)), (138, "R", b""), (100, "", &framed(1))];
    check(&late, &[2], &[(Reason::Hole, Some("19 octets")), (Reason::AfterReset, None)]);
}

#[test]
fn a_connection_begins_anew_without_syn() {
    let (one, two) = (framed(1), framed(2));
    for (end, next) in [("F", 5), ("F", 900_000), ("", 5)] {
        check(&[(99, "S", b""), (100, end, &one), (next, "", &two)], &[1, 2], &[]);
    }
    let again = [(99, "S", &b""[..]), (100, "", &one), (119, "R", b""), (99, "S", b"")];
    check(&[&again[..], &[(100, "", &two)]].concat(), &[1, 2], &[]);
}

#[test]
fn after_a_hole_the_next_message_is_found() {
    let (one, three) = (framed(1), framed(3));
    let tail = [&framed(2)[10..], &three].concat();
    check(
        &[(99, "S", b""), (100, "", &one), (129, "", &tail)],
        &[1, 3],
        &[(Reason::Hole, Some("10 octets")), (Reason::Joined, Some("9 octets"))],
    );
}

#[test]
fn a_stream_that_is_joined_inside_a_message_gets_to_the_next() {
    let joined = [b"in a message", framed(1).as_slice()].concat();
    check(&[(100, "", &joined)], &[1], &[(Reason::Joined, Some("12 octets"))]);
}

#[test]
fn a_segment_right_before_the_first_is_not_lost() {
    check(&[(119, "", &framed(2)), (100, "", &framed(1))], &[2, 1], &[]);
}

#[test]
fn a_probe_that_keeps_the_connection_alive_is_no_message() {
    let probe = [(99, "S", &b""[..]), (100, "", &framed(1)), (118, "", b"\0")];
    check(&[&probe[..], &[(119, "", &framed(2))]].concat(), &[1, 2], &[]);
}

#[test]
fn octets_after_the_end_of_the_stream_are_counted() {
    let after = [(99, "S", &b""[..]), (100, "F", &framed(1)), (119, "", &framed(2))];
    check(&after, &[1], &[(Reason::AfterFin, None)]);
}

#[test]
fn a_message_that_ends_with_the_stream_is_cut() {
    let packets = [(99, "S", &b""[..]), (100, "F", &framed(1)[..10])].map(packet);
    let (items, lost) = messages(&packets);
    assert_eq!((items.len(), lost), (1, vec![]));
    assert_eq!((items[0].octets.len(), items[0].length), (8, 17));
    let (items, lost) = messages(&[(99, "S", &b""[..]), (100, "F", b"\0")].map(packet));
    assert_eq!((items.len(), lost[0].reason), (0, Reason::LengthCut));
}

#[test]
fn of_frames_without_octets_only_the_first_is_a_message() {
    let packets = [(99, "S", &b""[..]), (100, "", &[0; 100]), (200, "", &framed(1))].map(packet);
    let (items, lost) = messages(&packets);
    assert_eq!(items.iter().map(|item| item.octets.len()).collect::<Vec<_>>(), [0, 17]);
    let got: Vec<_> = lost.iter().map(|lost| (lost.reason, lost.count)).collect();
    assert_eq!(got, [(Reason::EmptyFrame, 49)]);
    assert!(!Reason::EmptyFrame.is_loss());
}
