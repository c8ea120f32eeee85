//! Captures made here, and those of `../shared` where that folder is there.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may"
)]

mod field;
mod fragments;
mod limits;
mod packed;
mod tcp;

use std::io::Read;
use std::ops::ControlFlow;

use dnswire_capture::{Event, Item, Lost, Options, Reason, Tunnel, read_from};
use etherparse::PacketBuilder;

/// A query for the root's name servers.
const QUERY: &[u8] = b"\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01";

/// A pcap of raw IP packets in this byte order.
fn pcap(packets: &[Vec<u8>], is_big_endian: bool) -> Vec<u8> {
    let long = |n: u32| if is_big_endian { n.to_be_bytes() } else { n.to_le_bytes() };
    let head = [0xA1B2_C3D4, 0, 0, 0, 65_535, 101];
    let mut file: Vec<u8> = head.into_iter().flat_map(long).collect();
    file[4..8].copy_from_slice(if is_big_endian { b"\0\x02\0\x04" } else { b"\x02\0\x04\0" });
    for packet in packets {
        let length = u32::try_from(packet.len()).unwrap();
        file.extend([1, 500_000, length, length].into_iter().flat_map(long));
        file.extend(packet);
    }
    file
}

fn udp(ports: (u16, u16), octets: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    let builder = PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 53], 9);
    builder.udp(ports.0, ports.1).write(&mut packet, octets).unwrap();
    packet
}

/// An IP packet of this protocol.
fn ip(protocol: u8, octets: &[u8]) -> Vec<u8> {
    let mut packet = udp((0, 0), &vec![0; octets.len().saturating_sub(8)]);
    packet[9] = protocol;
    packet.truncate(20);
    packet[2..4].copy_from_slice(&u16::try_from(20 + octets.len()).unwrap().to_be_bytes());
    [packet.as_slice(), octets].concat()
}

fn read(octets: &[u8]) -> anyhow::Result<(Vec<Item>, Vec<Lost>)> {
    read_with(&Options::default(), octets)
}

/// The messages and losses of a file.
fn read_with(options: &Options, file: impl Read) -> anyhow::Result<(Vec<Item>, Vec<Lost>)> {
    let (mut items, mut lost) = (Vec::new(), Vec::new());
    read_from("f".to_owned(), file, options, &mut |_| (), &mut |event| {
        match event {
            Event::Message(item) => items.push(item),
            Event::Lost(loss) => lost.push(loss),
        }
        ControlFlow::Continue(())
    })?;
    Ok((items, lost))
}

#[track_caller]
fn messages(packets: &[Vec<u8>]) -> (Vec<Item>, Vec<Lost>) {
    read(&pcap(packets, false)).unwrap()
}

#[test]
fn a_message_comes_with_its_addresses_and_time() {
    for is_big_endian in [false, true] {
        let (items, lost) = read(&pcap(&[udp((4000, 53), QUERY)], is_big_endian)).unwrap();
        assert_eq!((items.len(), lost), (1, vec![]));
        assert_eq!(items[0].flow.unwrap().to_string(), "192.0.2.1:4000 > 192.0.2.53:53 UDP");
        assert_eq!(items[0].time.unwrap().to_string(), "1970-01-01T00:00:01.5Z");
        assert_eq!((items[0].octets.as_slice(), items[0].length), (QUERY, QUERY.len()));
    }
}

#[test]
fn tunnels_are_followed_and_told() {
    let inner = udp((4000, 53), QUERY);
    let ethernet = [&[2; 12][..], b"\x08\0", &inner].concat();
    let mut ipv6 = Vec::new();
    PacketBuilder::ipv6([1; 16], [2; 16], 9).udp(4000, 53).write(&mut ipv6, QUERY).unwrap();
    let with = |head: &[u8], rest: &[u8]| [head, rest].concat();
    let cases = [
        (ip(4, &inner), Tunnel::Ipip),
        (ip(47, &with(b"\0\0\x08\0", &inner)), Tunnel::Gre),
        (ip(47, &with(b"\x20\0\x08\0\0\0\0\x07", &inner)), Tunnel::Gre),
        (ip(47, &with(b"\x10\0\x88\xBE\0\0\0\0\x10\0\0\0\0\0\0\0", &ethernet)), Tunnel::Erspan),
        (udp((9, 4789), &with(b"\x08\0\0\0\0\0\x01\0", &ethernet)), Tunnel::Vxlan),
        (udp((9, 6081), &with(b"\0\0\x65\x58\0\0\x01\0", &ethernet)), Tunnel::Geneve),
        (udp((9, 4341), &with(b"\x08\0\0\0\0\0\0\x01", &inner)), Tunnel::Lisp),
        (udp((9, 6080), &with(b"\x01\x04\0\0\0\0\0\0", &inner)), Tunnel::Gue),
        (udp((9, 4342), &with(b"\x80\0\0\0", &inner)), Tunnel::Lisp),
        (udp((9, 4754), &with(b"\0\0\x08\0", &inner)), Tunnel::Gre),
        (udp((9, 5555), &inner), Tunnel::Fou),
        (udp((9, 7777), &with(b"\0\0\x08\0", &inner)), Tunnel::Fou),
        (udp((9, 7777), &ipv6), Tunnel::Fou),
        (
            udp((9, 5072), &with(&[&b"\x40\x50\x11\x04"[..], &[7; 40]].concat(), &inner)),
            Tunnel::Ayiya,
        ),
        (udp((9, 5072), &with(&[&b"\x20\0\x03\x29"[..], &[7; 8]].concat(), &ipv6)), Tunnel::Ayiya),
        (udp((9, 37008), &with(b"\x01\0\0\x01\x0A\x01\xC4\x01", &ethernet)), Tunnel::Tzsp),
        (udp((9, 5247), &with(b"\0\x10\0\0\0\0\0\0", &ethernet)), Tunnel::Capwap),
        (udp((9, 2152), &with(b"\x30\xFF\0\x2D\0\0\0\x01", &inner)), Tunnel::GtpU),
    ];
    for (packet, tunnel) in cases {
        let (items, lost) = messages(&[packet]);
        assert_eq!((items.len(), lost), (1, vec![]), "{tunnel:?}");
        assert_eq!(items[0].carried.tunnels, [tunnel]);
    }
}

#[test]
fn what_a_tunnel_carries_beside_packets_is_no_loss_and_the_rest_is_named() {
    let inner = udp((4000, 53), QUERY);
    for (port, head) in [(4342, &b"\x10\0\0\x01"[..]), (5072, b"\x40\x50\x10\x04")] {
        let (items, lost) = messages(&[udp((9, port), &[head, &inner].concat())]);
        assert_eq!((items.len(), lost), (0, vec![]), "{port}");
    }
    let cases = [
        (4342, &b"\x88\0\0\0"[..], Reason::Unsupported("LISP control with authentication")),
        (4342, b"\x80\0", Reason::HeaderCut("LISP control")),
        (4755, b"\x17\xFE\xFD", Reason::Encrypted("GRE in DTLS")),
        (5072, b"\x40\x50\x11\x01", Reason::Unsupported("what AYIYA carries")),
        (5072, b"\x40\x50\x11\x04", Reason::HeaderCut("AYIYA")),
    ];
    for (port, octets, want) in cases {
        let (items, lost) = messages(&[udp((9, port), octets)]);
        assert_eq!((items.len(), lost[0].reason), (0, want));
    }
}

#[test]
fn ip_on_any_port_has_its_checksum_and_length() {
    let inner = udp((4000, 53), QUERY);
    let mut wrong_checksum = inner.clone();
    wrong_checksum[10] ^= 1;
    let longer = [inner.as_slice(), b"x"].concat();
    for octets in [wrong_checksum, longer] {
        let (items, lost) = messages(&[udp((9, 5555), &octets)]);
        assert_eq!((items.len(), lost), (0, vec![]));
    }
    // A query of 41 octets whose ID looks like the start of an IPv6 header.
    let name = b"\x17abcdefghijklmnopqrstuvw\0";
    let query = [&b"\x60\0\x01\0\0\x01\0\0\0\0\0\0"[..], name, b"\0\x01\0\x01"].concat();
    assert_eq!(query.len(), 41);
    assert_eq!(messages(&[udp((9, 5555), &query)]).0[0].octets, query);
}

/// An ICMP error that quotes these octets.
fn icmp(quote: &[u8]) -> Vec<u8> {
    ip(1, &[&b"\x03\x03\0\0\0\0\0\0"[..], quote].concat())
}

#[test]
fn a_query_in_an_icmp_error_is_marked() {
    let query = udp((4000, 53), QUERY);
    let in_gre = ip(47, &[&b"\0\0\x08\0"[..], &query].concat());
    for quote in [&query, &in_gre, &icmp(&query)] {
        let (items, lost) = messages(&[icmp(quote)]);
        assert_eq!((items.len(), lost), (1, vec![]));
        assert!(items[0].carried.is_quoted);
        assert_eq!(items[0].octets, QUERY);
    }
    let (items, _) = messages(&[icmp(&query[..40])]);
    assert_eq!((items[0].octets.len(), items[0].length), (12, 17));
    let (items, lost) = messages(&[icmp(&query[..28])]);
    assert_eq!((items.len(), lost[0].reason), (0, Reason::ShortQuote));
}

#[test]
fn captures_of_the_modified_format_are_read() {
    for is_big_endian in [false, true] {
        let long = |n: u32| if is_big_endian { n.to_be_bytes() } else { n.to_le_bytes() };
        let mut file = pcap(&[], is_big_endian);
        file.splice(..4, long(0xA1B2_CD34));
        for _ in 0..3 {
            let packet = udp((4000, 53), QUERY);
            let length = u32::try_from(packet.len()).unwrap();
            file.extend([1, 500_000, length, length, 1, 0].into_iter().flat_map(long));
            file.extend(packet);
        }
        let (items, lost) = read(&file).unwrap();
        assert_eq!((items.len(), lost), (3, vec![]));
        assert_eq!(items[2].time.unwrap().to_string(), "1970-01-01T00:00:01.5Z");
        for end in [file.len() - 1, file.len() - 50] {
            let error = read(&file[..end]).unwrap_err();
            assert!(format!("{error:#}").ends_with("ends inside a block"), "{error:#}");
        }
    }
}

#[test]
fn encrypted_tunnels_are_counted() {
    let cases = [
        (4500, &b"\x01\x02\x03\x04\0\0\0\x01"[..], Reason::Encrypted("ESP")),
        (51820, b"\x04\0\0\0\0\0\0\0", Reason::Encrypted("WireGuard")),
        (1194, b"\x30\0\0\0\0\0\0\0", Reason::Encrypted("OpenVPN")),
    ];
    for (port, octets, want) in cases {
        let (items, lost) = messages(&[udp((9, port), octets)]);
        assert_eq!((items.len(), lost[0].reason), (0, want));
    }
    assert_eq!(messages(&[udp((9, 4500), b"\0\0\0\0IKE"), udp((9, 4500), b"\xFF")]).1, []);
}

#[test]
fn text_may_begin_with_a_byte_order_mark() {
    let (items, _) = read(b"\xEF\xBB\xBF0011 0100 0001 0000 0000 0000 00 0002 0001\n").unwrap();
    assert_eq!(items[0].octets, QUERY);
}

#[test]
fn what_cannot_be_read_is_counted_by_reason() {
    let routed = ip(47, b"\x40\0\x08\0\0\0\0\0");
    let (items, lost) = messages(&[routed.clone(), routed, ip(50, &[0; 20])]);
    let got: Vec<_> = lost.iter().map(|lost| (lost.reason, lost.count)).collect();
    let want = [(Reason::Unsupported("GRE with routing"), 2), (Reason::Encrypted("ESP"), 1)];
    assert_eq!((items.len(), got), (0, want.to_vec()));
}

#[test]
fn other_ports_are_taken_when_they_can_only_be_dns() {
    let cut = &QUERY[..16];
    assert_eq!(messages(&[udp((4000, 8053), QUERY)]).0.len(), 1);
    let longer = [QUERY, b"x"].concat();
    let (items, lost) = messages(&[udp((4000, 8053), &longer), udp((4000, 9), cut)]);
    let got: Vec<_> = lost.iter().map(|lost| lost.reason).collect();
    assert_eq!((items.len(), got), (0, vec![Reason::OtherPort(8053)]));
}

#[test]
fn other_kinds_of_files_are_named() {
    let error = |octets: &[u8]| read(octets).unwrap_err().to_string();
    assert_eq!(error(b"iptrace 1.0\0\0\0"), "f: a capture by iptrace, which is not read");
    assert_eq!(error(b"snoop\0\0\0\0\0\0\x02"), "f: a capture by snoop, which is not read");
    let other = "f: neither a capture, text nor a message; --raw takes it for a message";
    assert_eq!(error(&[0xFF; 40]), other);
}
