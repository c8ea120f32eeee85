//! The table `transactions`.

use dnswire::{Flags, Section};

use super::cells::{ENTRADA2, OURS, asked, circumstances, column, edns, flag, put, question};
use crate::column::{Cell, Column};
use crate::row::Row;

/// The columns in their order.
pub(super) fn columns() -> Vec<Column> {
    let parts = [circumstances(), question(), header(), edns(), response(), verdict()];
    parts.into_iter().flatten().collect()
}

/// Reads a bit of the header.
type Bit = fn(&Row<'_>) -> Option<bool>;

fn header() -> Vec<Column> {
    let bits: [(_, _, Bit); 6] = [
        ("dns_rd", "The RD bit of the query: recursion is desired.", |row| {
            flag(asked(row), Flags::recursion_desired)
        }),
        ("dns_cd", "The CD bit of the query: checking is disabled.", |row| {
            flag(asked(row), Flags::checking_disabled)
        }),
        ("dns_aa", "The AA bit of the response: the answer is authoritative.", |row| {
            flag(row.response, Flags::authoritative_answer)
        }),
        ("dns_tc", "The TC bit of the response: it was truncated.", |row| {
            flag(row.response, Flags::truncated)
        }),
        ("dns_ra", "The RA bit of the response: recursion is available.", |row| {
            flag(row.response, Flags::recursion_available)
        }),
        ("dns_ad", "The AD bit of the response: the data is authentic.", |row| {
            flag(row.response, Flags::authentic_data)
        }),
    ];
    bits.map(|(name, doc, fill)| column(name, ENTRADA2, doc, Cell::Flag(fill))).into()
}

fn response() -> Vec<Column> {
    vec![
        column(
            "dns_rcode",
            ENTRADA2,
            "RCODE of the response with the upper bits of EDNS: 12 bits; null without a response.",
            Cell::U16(|row| row.response?.rcode().map(|rcode| rcode.0)),
        ),
        column(
            "dns_ancount",
            ENTRADA2,
            "The number of answers in the header of the response.",
            Cell::U16(|row| count_of(row, Section::Answer)),
        ),
        column(
            "dns_nscount",
            ENTRADA2,
            "The number of authority records in the header of the response.",
            Cell::U16(|row| count_of(row, Section::Authority)),
        ),
        column(
            "dns_arcount",
            ENTRADA2,
            "The number of additional records in the header of the response.",
            Cell::U16(|row| count_of(row, Section::Additional)),
        ),
        column(
            "dns_req_len",
            ENTRADA2,
            "The length of the query in octets; null without a query.",
            Cell::U32(|row| u32::try_from(asked(row)?.length).ok()),
        ),
        column(
            "dns_res_len",
            ENTRADA2,
            "The length of the response in octets; null without a response.",
            Cell::U32(|row| u32::try_from(row.response?.length).ok()),
        ),
        column(
            "edns_response_udp",
            OURS,
            "The UDP payload size of EDNS in the response.",
            Cell::U16(|row| row.response?.edns().map(dnswire::Edns::udp_payload_size)),
        ),
        column(
            "edns_ext_error",
            ENTRADA2,
            "The info codes of the extended DNS errors in the response; null without EDNS there.",
            Cell::Numbers(|row| row.response?.extended_errors()),
        ),
        column(
            "response_time",
            OURS,
            "The time from the query to the response, in microseconds; null without either.",
            Cell::U64(|row| {
                let (from, to) = (asked(row)?.time()?, row.response?.time()?);
                u64::try_from(to.duration_since(from).as_micros()).ok()
            }),
        ),
        column(
            "answered",
            OURS,
            "True if the response was captured.",
            Cell::Flag(|row| Some(row.response.is_some())),
        ),
        column(
            "asked",
            OURS,
            "True if the query was captured.",
            Cell::Flag(|row| Some(asked(row).is_some())),
        ),
    ]
}

fn count_of(row: &Row<'_>, section: Section) -> Option<u16> {
    row.response?.header().map(|header| header.count(section))
}

fn verdict() -> Vec<Column> {
    vec![
        column(
            "query_error_kind",
            OURS,
            "The first error in the query; null if there is none.",
            Cell::Text(|row, text| {
                put(
                    text,
                    asked(row)
                        .and_then(super::super::row::Decoded::error)
                        .map(|error| error.kind().name()),
                )
            }),
        ),
        column(
            "response_error_kind",
            OURS,
            "The first error in the response; null if there is none.",
            Cell::Text(|row, text| {
                put(
                    text,
                    row.response
                        .and_then(super::super::row::Decoded::error)
                        .map(|error| error.kind().name()),
                )
            }),
        ),
        column(
            "response_findings",
            OURS,
            "The rules of RFCs that the response breaks, each with its severity and offset.",
            Cell::Findings(|row| row.response.map_or(vec![], |r| r.findings().to_vec())),
        ),
    ]
}
