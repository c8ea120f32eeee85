//! The table `messages`.

use dnswire::{Flags, Section};

use super::cells::{ENTRADA2, OURS, circumstances, column, edns, flag, put, question};
use crate::column::{Cell, Column};
use crate::row::Row;

/// The columns in their order.
pub(super) fn columns() -> Vec<Column> {
    [circumstances(), carriage(), question(), header(), edns(), extended_errors(), verdict()]
        .into_iter()
        .flatten()
        .collect()
}

fn carriage() -> Vec<Column> {
    vec![
        column(
            "tunnels",
            OURS,
            "The tunnels that carried the packets, the outermost first; null if there are none.",
            Cell::Texts(|row| {
                let tunnels = &row.message.carried()?.tunnels;
                let names = || tunnels.iter().map(|tunnel| tunnel.as_str().to_owned()).collect();
                (!tunnels.is_empty()).then(names)
            }),
        ),
        column(
            "quoted",
            OURS,
            "True if an ICMP error quotes the message.",
            Cell::Flag(|row| row.message.carried().map(|carried| carried.is_quoted)),
        ),
        column(
            "fragments",
            OURS,
            "The number of IP fragments that the message came in; 0 if it was not fragmented.",
            Cell::U32(|row| u32::try_from(row.message.carried()?.fragments).ok()),
        ),
        column(
            "length",
            OURS,
            "The length that the sender announced, in octets.",
            Cell::U32(|row| u32::try_from(row.message.length).ok()),
        ),
        column(
            "captured",
            OURS,
            "The number of octets that were captured.",
            Cell::U32(|row| u32::try_from(row.message.octets.len()).ok()),
        ),
    ]
}

/// Reads a bit of the header.
type Bit = fn(&Row<'_>) -> Option<bool>;

fn header() -> Vec<Column> {
    let bits: [(_, _, _, Bit); 8] = [
        ("qr", OURS, "The QR bit: it is a response.", |row| {
            flag(Some(row.message), Flags::is_response)
        }),
        ("dns_aa", ENTRADA2, "The AA bit: the answer is authoritative.", |row| {
            flag(Some(row.message), Flags::authoritative_answer)
        }),
        ("dns_tc", ENTRADA2, "The TC bit: it was truncated.", |row| {
            flag(Some(row.message), Flags::truncated)
        }),
        ("dns_rd", ENTRADA2, "The RD bit: recursion is desired.", |row| {
            flag(Some(row.message), Flags::recursion_desired)
        }),
        ("dns_ra", ENTRADA2, "The RA bit: recursion is available.", |row| {
            flag(Some(row.message), Flags::recursion_available)
        }),
        ("dns_z", OURS, "The reserved bit of the header.", |row| {
            flag(Some(row.message), Flags::reserved)
        }),
        ("dns_ad", ENTRADA2, "The AD bit: the data is authentic.", |row| {
            flag(Some(row.message), Flags::authentic_data)
        }),
        ("dns_cd", ENTRADA2, "The CD bit: checking is disabled.", |row| {
            flag(Some(row.message), Flags::checking_disabled)
        }),
    ];
    let bits = bits.map(|(name, source, doc, fill)| column(name, source, doc, Cell::Flag(fill)));
    bits.into_iter()
        .chain([
            column(
                "dns_rcode",
                ENTRADA2,
                "RCODE with the upper bits of EDNS: 12 bits; dns_rcode_name() has its name.",
                Cell::U16(|row| row.message.rcode().map(|rcode| rcode.0)),
            ),
            column(
                "dns_qdcount",
                ENTRADA2,
                "The number of questions in the header.",
                Cell::U16(|row| count_of(row, Section::Question)),
            ),
            column(
                "dns_ancount",
                ENTRADA2,
                "The number of answers in the header.",
                Cell::U16(|row| count_of(row, Section::Answer)),
            ),
            column(
                "dns_nscount",
                ENTRADA2,
                "The number of authority records in the header.",
                Cell::U16(|row| count_of(row, Section::Authority)),
            ),
            column(
                "dns_arcount",
                ENTRADA2,
                "The number of additional records in the header.",
                Cell::U16(|row| count_of(row, Section::Additional)),
            ),
        ])
        .collect()
}

fn count_of(row: &Row<'_>, section: Section) -> Option<u16> {
    row.message.header().map(|header| header.count(section))
}

fn extended_errors() -> Vec<Column> {
    vec![column(
        "edns_ext_error",
        ENTRADA2,
        "The info codes of the extended DNS errors; null without EDNS.",
        Cell::Numbers(|row| row.message.extended_errors()),
    )]
}

fn verdict() -> Vec<Column> {
    vec![
        column(
            "verdict",
            OURS,
            "whole: all can be followed and all RDATA fits its type; cut: the octets end too early; \
             malformed: something else is wrong.",
            Cell::Text(|row, text| put(text, Some(row.message.verdict().as_str()))),
        ),
        column(
            "error_kind",
            OURS,
            "The first error: of the framing, or else of some RDATA, option or parameter; null if \
             there is none.",
            Cell::Text(|row, text| put(text, row.message.error().map(|error| error.kind().name()))),
        ),
        column(
            "error_offset",
            OURS,
            "Its offset from the start of the message, in octets.",
            Cell::U32(|row| row.message.error().and_then(|e| u32::try_from(e.offset()).ok())),
        ),
        column(
            "error_section",
            OURS,
            "The section of the entry it is in: question, answer, authority or additional.",
            Cell::Text(|row, text| put(text, row.message.error().and_then(|e| e.section()))),
        ),
        column(
            "error_field",
            OURS,
            "The field it is in, by its name in the RFC.",
            Cell::Text(|row, text| put(text, row.message.error().and_then(|e| e.field()))),
        ),
        column(
            "missing_octets",
            OURS,
            "The number of octets that were announced but not captured.",
            Cell::U32(|row| u32::try_from(row.message.missing()).ok()),
        ),
        column(
            "trailing_octets",
            OURS,
            "The number of octets after the last record; 0 if the message breaks off.",
            Cell::U32(|row| u32::try_from(row.message.trailing()).ok()),
        ),
        column(
            "findings",
            OURS,
            "The rules of RFCs that the message breaks, each with its severity and offset.",
            Cell::Findings(|row| row.message.findings().to_vec()),
        ),
        column(
            "octets",
            OURS,
            "The octets that were captured; in Parquet only with --octets.",
            Cell::Octets(|row| Some(row.message.octets)),
        ),
    ]
}
