//! Columns that several tables have, and parts of cells.

use std::fmt::{Display, Write};

use dnswire::Flags;
use dnswire_capture::{Flow, Place, Transport};

use crate::column::{Cell, Column};
use crate::row::{Decoded, Row};

pub(super) const ENTRADA2: &str = "ENTRADA2";
pub(super) const OPENINTEL: &str = "OpenINTEL";
pub(super) const OURS: &str = "";

/// A column.
pub(super) fn column(
    name: &'static str,
    source: &'static str,
    doc: &'static str,
    cell: Cell,
) -> Column {
    Column { name, source, doc, cell }
}

/// Appends the text of `value`, if there is one.
pub(crate) fn put(text: &mut String, value: Option<impl Display>) -> bool {
    // Writing to a string does not fail.
    value.is_some_and(|value| write!(text, "{value}").is_ok())
}

/// Appends the text of `name` with small letters.
pub(crate) fn put_folded(text: &mut String, name: Option<dnswire::Name<'_>>) -> bool {
    let has_name = put(text, name);
    text.make_ascii_lowercase();
    has_name
}

/// A bit of the header.
pub(super) fn flag(message: Option<&Decoded<'_>>, read: fn(Flags) -> bool) -> Option<bool> {
    message?.flags().map(read)
}

/// The number of IP's protocol field.
fn protocol(flow: Flow) -> u8 {
    match flow.transport {
        Transport::Tcp | Transport::Tls | Transport::Https | Transport::DnscryptTcp => 6,
        Transport::Udp | Transport::Quic | Transport::DnscryptUdp => 17,
        Transport::UdpLite => 136,
    }
}

/// The flow from the client to the server in `transactions`, else from the sender to the receiver.
fn flow(row: &Row<'_>) -> Option<Flow> {
    let is_response_alone =
        row.response.is_some_and(|response| std::ptr::eq(response, row.message));
    let flow = row.message.flow()?;
    Some(if is_response_alone { flow.reversed() } else { flow })
}

/// The place, the time and the addresses.
pub(super) fn circumstances() -> Vec<Column> {
    vec![
        column(
            "time",
            ENTRADA2,
            "When the last octet of the message was captured; in transactions that of the query, or \
             of the response if there is no query.",
            Cell::Time(|row| row.message.time().map(jiff::Timestamp::as_microsecond)),
        ),
        column(
            "file",
            OURS,
            "The name of the input; in text also the line or id.",
            Cell::Text(|row, text| match row.message.place() {
                Some(Place::Frame { file, .. }) => put(text, Some(file)),
                place => put(text, place),
            }),
        ),
        column(
            "frame",
            OURS,
            "The frame with the last octet, counted from 1; null outside of captures.",
            Cell::U64(|row| match row.message.place() {
                Some(Place::Frame { frame, .. }) => Some(*frame),
                _ => None,
            }),
        ),
        column(
            "frame_message",
            OURS,
            "Which of the messages that end in that frame, counted from 1.",
            Cell::U32(|row| match row.message.place() {
                Some(Place::Frame { nth, .. }) => u32::try_from(*nth).ok(),
                _ => None,
            }),
        ),
        column(
            "ip_version",
            ENTRADA2,
            "4 or 6.",
            Cell::U8(|row| flow(row).map(|flow| if flow.source.is_ipv4() { 4 } else { 6 })),
        ),
        column(
            "prot",
            ENTRADA2,
            "The transport: 6 is TCP, 17 UDP, 136 UDP-Lite.",
            Cell::U8(|row| flow(row).map(protocol)),
        ),
        column(
            "ip_src",
            ENTRADA2,
            "The sender's address; in transactions the client's.",
            Cell::Text(|row, text| put(text, flow(row).map(|flow| flow.source.ip()))),
        ),
        column(
            "prot_src_port",
            ENTRADA2,
            "The sender's port; in transactions the client's.",
            Cell::U16(|row| flow(row).map(|flow| flow.source.port())),
        ),
        column(
            "ip_dst",
            ENTRADA2,
            "The receiver's address; in transactions the server's.",
            Cell::Text(|row, text| put(text, flow(row).map(|flow| flow.destination.ip()))),
        ),
        column(
            "prot_dst_port",
            ENTRADA2,
            "The receiver's port; in transactions the server's.",
            Cell::U16(|row| flow(row).map(|flow| flow.destination.port())),
        ),
    ]
}

/// Identifier, opcode and the first question.
pub(super) fn question() -> Vec<Column> {
    vec![
        column(
            "dns_id",
            ENTRADA2,
            "The identifier.",
            Cell::U16(|row| row.message.header().map(dnswire::Header::id)),
        ),
        column(
            "dns_opcode",
            ENTRADA2,
            "The opcode.",
            Cell::U8(|row| row.message.flags().map(|flags| flags.opcode().0)),
        ),
        column(
            "dns_qname",
            ENTRADA2,
            "QNAME of the first question in presentation format, as it was sent, with the dot of the \
             root.",
            Cell::Text(|row, text| put(text, row.message.question().map(dnswire::Question::qname))),
        ),
        column(
            "qname_key",
            OURS,
            "QNAME with small letters: equal for equal names.",
            Cell::Text(|row, text| {
                put_folded(text, row.message.question().map(dnswire::Question::qname))
            }),
        ),
        column(
            "dns_labels",
            ENTRADA2,
            "The number of labels of QNAME, without the root.",
            Cell::U8(|row| {
                row.message.question().and_then(|q| u8::try_from(q.qname().label_count()).ok())
            }),
        ),
        column(
            "dns_qtype",
            ENTRADA2,
            "QTYPE of the first question; dns_type_name() has its name.",
            Cell::U16(|row| row.message.question().map(|q| q.qtype().0)),
        ),
        column(
            "dns_qclass",
            ENTRADA2,
            "QCLASS of the first question, with the top bit that multicast DNS uses.",
            Cell::U16(|row| row.message.question().map(|q| q.qclass().0)),
        ),
    ]
}

/// What EDNS says in a query.
pub(super) fn edns() -> Vec<Column> {
    vec![
        column(
            "edns_version",
            ENTRADA2,
            "The version of EDNS; null without EDNS.",
            Cell::U8(|row| asked(row)?.edns().map(dnswire::Edns::version)),
        ),
        column(
            "edns_udp",
            ENTRADA2,
            "The UDP payload size of EDNS in octets.",
            Cell::U16(|row| asked(row)?.edns().map(dnswire::Edns::udp_payload_size)),
        ),
        column(
            "edns_do",
            ENTRADA2,
            "The DO bit: DNSSEC records are wanted.",
            Cell::Flag(|row| asked(row)?.edns().map(dnswire::Edns::dnssec_ok)),
        ),
        column(
            "edns_options",
            ENTRADA2,
            "The codes of the EDNS options in their order.",
            Cell::Numbers(|row| {
                let options = asked(row)?.options()?;
                Some(options.into_iter().map(|option| option.code.0).collect())
            }),
        ),
        column(
            "edns_ecs",
            ENTRADA2,
            "The client subnet as ADDRESS/LENGTH; null without one, or without an address family.",
            Cell::Text(|row, text| {
                let subnet = asked(row).and_then(Decoded::subnet);
                let network = subnet.and_then(|subnet| {
                    let address = subnet.address()?;
                    Some(format!("{address}/{}", subnet.source_prefix_length))
                });
                put(text, network)
            }),
        ),
    ]
}

/// The message whose EDNS the columns of [`edns`] show: in transactions the query.
pub(super) fn asked<'a>(row: &Row<'a>) -> Option<&'a Decoded<'a>> {
    match row.response {
        Some(response) if std::ptr::eq(response, row.message) => None,
        _ => Some(row.message),
    }
}
