//! Texts of many kinds.

use dnswire::Profile;

use std::ops::ControlFlow;

use super::*;

/// A response with a record of TXT, long enough for several lines.
fn long() -> Vec<u8> {
    let head = b"\0\x11\x84\0\0\0\0\x01\0\0\0\0\0\0\x10\0\x01\0\0\0\x09\0\x65\x64";
    [&head[..], &[0; 100]].concat()
}

fn items(text: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut items = Vec::new();
    let options = Options::default();
    read("file", text.as_bytes(), &options, &mut |_| (), &mut |event| {
        if let Event::Message(item) = event {
            items.push((item.id.to_string(), item.octets));
        }
        ControlFlow::Continue(())
    })?;
    Ok(items)
}

/// Checks that the text holds these messages at these places.
#[track_caller]
fn check(text: &str, want: &[(&str, &[u8])]) {
    let want: Vec<_> =
        want.iter().map(|(id, octets)| ((*id).to_owned(), octets.to_vec())).collect();
    assert_eq!(items(text).unwrap(), want);
}

#[test]
fn comments_and_blank_lines_hold_no_message() {
    let text = "# none\n\n00:0a 0B # one\r\n{\"id\": \"a\", \"wire\": \"ff\"}\n0102";
    check(text, &[("file:3", &[0, 10, 11]), ("a", &[255]), ("file:5", &[1, 2])]);
}

#[test]
fn the_protocol_is_named_by_via() {
    let profile = |line| object(line, "").unwrap().profile;
    assert_eq!(profile(r#"{"wire": "00", "via": "mdns"}"#), Profile::MulticastDns);
    assert_eq!(profile(r#"{"wire": "00", "via": "llmnr"}"#), Profile::Llmnr);
    assert_eq!(profile(r#"{"wire": "00", "via": "udp"}"#), Profile::Unicast);
    assert_eq!(profile(r#"{"wire": "00"}"#), Profile::Unicast);
}

#[test]
fn a_bad_line_is_named() {
    let message = |text| format!("{:#}", items(text).unwrap_err());
    assert_eq!(message("00\n0g"), "file:2: character 2 is no hex digit: 'g'");
    assert_eq!(message("0g\n00"), "file:1: character 2 is no hex digit: 'g'");
    assert_eq!(message("012"), "file:1: the number of hex digits is odd: 3");
    assert_eq!(message("{\"id\": \"a\"}"), "file:1: there is no `wire`");
    assert!(message("{").starts_with("file:1: the line is no JSON object"));
}

#[test]
fn a_header_is_not_text() {
    assert!(is_text("# \u{e9}\n 00".as_bytes()) && is_text(b"\xc3"));
    assert!(!is_text(b"AB\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"));
}

#[test]
fn plain_hex_may_go_over_several_lines() {
    let octets = long();
    let lines = |width: usize| {
        let digits = hex::encode(&octets);
        let lines = digits.as_bytes().chunks(width).map(String::from_utf8_lossy);
        lines.collect::<Vec<_>>().join("\n")
    };
    for width in [60, 64, 100] {
        check(&lines(width), &[("file:1", &octets)]);
    }
    // A cut message in lines of the usual width.
    let cut = &octets[..80];
    let text = hex::encode(cut);
    let text = format!("{}\n{}\n{}", &text[..60], &text[60..120], &text[120..]);
    check(&text, &[("file:1", cut)]);
    // Lines that are messages, or begin like one, are not put together.
    let query = "001101000001000000000000000002 0001";
    check(
        &format!("{query}\n{query}"),
        &[
            ("file:1", &hex::decode(query.replace(' ', "")).unwrap()),
            ("file:2", &hex::decode(query.replace(' ', "")).unwrap()),
        ],
    );
}

#[test]
fn base64_of_either_alphabet_is_read() {
    use data_encoding::{BASE64, BASE64URL, BASE64URL_NOPAD};
    let mut octets = long();
    octets[1] = 0xFB;
    octets[0] = 0xFF;
    for encoding in [BASE64, BASE64URL, BASE64URL_NOPAD] {
        let text = encoding.encode(&octets);
        check(&text, &[("file:1", &octets)]);
        let lines = text.as_bytes().chunks(76).map(String::from_utf8_lossy);
        check(&lines.collect::<Vec<_>>().join("\n"), &[("file:1", &octets)]);
    }
    let url = format!("https://a/dns-query?ct&dns={}&x", BASE64URL_NOPAD.encode(&octets));
    check(&url, &[("file:1", &octets)]);
}

/// A dump of `octets`, each row as `row` writes it.
fn dump(octets: &[u8], row: impl Fn(usize, &[u8]) -> String) -> String {
    let rows = octets.chunks(16).enumerate();
    rows.map(|(index, octets)| row(16 * index, octets) + "\n").collect()
}

fn ascii(octets: &[u8]) -> String {
    let show = |octet: &u8| if octet.is_ascii_graphic() { char::from(*octet) } else { '.' };
    octets.iter().map(show).collect()
}

fn groups(octets: &[u8], count: usize) -> String {
    octets.chunks(count).map(hex::encode).collect::<Vec<_>>().join(" ")
}

#[test]
fn dumps_with_offsets_are_read() {
    let octets = long();
    let xxd = dump(&octets, |at, row| format!("{at:08x}: {:<39}  {}", groups(row, 2), ascii(row)));
    check(&xxd, &[("file:1", &octets)]);
    let wireshark =
        dump(&octets, |at, row| format!("{at:04x}   {:<47}   {}", groups(row, 1), ascii(row)));
    check(&format!("{wireshark}\n{wireshark}"), &[("file:1", &octets), ("file:10", &octets)]);
    let hexdump = dump(&octets, |at, row| {
        let (left, right) = row.split_at(row.len().min(8));
        format!("{at:08x}  {:<23}  {:<23}  |{}|", groups(left, 1), groups(right, 1), ascii(row))
    });
    check(&format!("{hexdump}{:08x}\n", octets.len()), &[("file:1", &octets)]);
}

#[test]
fn little_endian_groups_of_xxd_are_read() {
    let octets = [long().as_slice(), b"  text at the end "].concat();
    for width in [2, 4, 8] {
        let xxd = dump(&octets, |at, row| {
            let group = |octets: &[u8]| {
                let reversed: Vec<u8> = octets.iter().copied().rev().collect();
                format!("{:>1$}", hex::encode(reversed), 2 * width)
            };
            let groups = row.chunks(width).map(group).collect::<Vec<_>>().join(" ");
            let wide = 32 + 16 / width - 1;
            format!("{at:08x}: {groups:<wide$}  {}", spaced(row))
        });
        check(&xxd, &[("file:1", &octets)]);
    }
}

/// As [`ascii`], with spaces, which `xxd` shows as they are.
fn spaced(octets: &[u8]) -> String {
    let show = |octet: &u8| if matches!(octet, b' '..=b'~') { char::from(*octet) } else { '.' };
    octets.iter().map(show).collect()
}

#[test]
fn equal_rows_are_left_out_by_hexdump() {
    let octets = long();
    let first = groups(&octets[..16], 1);
    let second = groups(&octets[16..32], 1);
    let zeros = groups(&[0; 16], 1);
    let text = format!(
        "00000000  {first}  |x|\n00000010  {second}  |x|\n00000020  {zeros}  |x|\n*\n\
         00000070  00 00 00 00 00 00 00 00  00 00 00 00 |x|\n0000007c\n"
    );
    check(&text, &[("file:1", &octets)]);
}

#[test]
fn dumps_of_captures_are_captures() {
    let query = b"\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01";
    let mut packet = Vec::new();
    let builder = etherparse::PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 53], 9);
    builder.udp(4000, 53).write(&mut packet, query).unwrap();
    let mut file = b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x65\0\0\0".to_vec();
    file.extend([0, 0, 0, 0, 0, 0, 0, 0, 45, 0, 0, 0, 45, 0, 0, 0]);
    file.extend(packet);
    let xxd = dump(&file, |at, row| format!("{at:08x}: {:<39}  {}", groups(row, 2), ascii(row)));
    check(&xxd, &[("file:1#1", query)]);
    let plain = hex::encode(&file);
    let lines = plain.as_bytes().chunks(60).map(String::from_utf8_lossy).collect::<Vec<_>>();
    check(&lines.join("\n"), &[("file:1#1", query)]);
}

#[test]
fn dumps_of_packets_are_packets() {
    let query = b"\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01";
    let mut packet = Vec::new();
    let builder = etherparse::PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 53], 9);
    builder.udp(4000, 53).write(&mut packet, query).unwrap();
    let tcpdump =
        dump(&packet, |at, row| format!("\t0x{at:04x}:  {:<39}  {}", groups(row, 2), ascii(row)));
    let text = format!("12:00:00.5 IP 192.0.2.1.4000 > 192.0.2.53.53: 17+ NS? . (17)\n{tcpdump}");
    check(&text.repeat(2), &[("file#1", query), ("file#2", query)]);
    let frame = [&[2; 12][..], b"\x08\0", &packet].concat();
    let wireshark = dump(&frame, |at, row| format!("{at:04x}  {}", groups(row, 1)));
    check(&wireshark, &[("file#1", query)]);
}
