//! The table `records`.

use dnswire::rdata::{
    A, Aaaa, Caa, Cname, Data, Dname, Dnskey, Ds, Https, Mx, Ns, Ptr, Rrsig, Soa, Srv, Svcb, Tlsa,
};

use super::cells::{OPENINTEL, OURS, circumstances, column, put, put_folded};
use crate::column::{Cell, Column};
use crate::row::Row;

/// The columns in their order.
pub(super) fn columns() -> Vec<Column> {
    let of_message = ["time", "file", "frame", "frame_message", "ip_src", "ip_dst"];
    let circumstances = circumstances().into_iter().filter(|c| of_message.contains(&c.name));
    circumstances
        .chain(message())
        .chain(record())
        .chain(addresses_and_names())
        .chain(services())
        .chain(soa())
        .chain(dnssec())
        .collect()
}

/// The RDATA as `T`; `None` if the record is of another type or malformed.
fn data<'a, T: Data<'a>>(row: &Row<'a>) -> Option<T> {
    row.message.count_rdata();
    row.record?.data::<T>()?.ok()
}

fn message() -> Vec<Column> {
    vec![
        column(
            "dns_id",
            "ENTRADA2",
            "The identifier of the message.",
            Cell::U16(|row| row.message.header().map(dnswire::Header::id)),
        ),
        column(
            "qr",
            OURS,
            "The QR bit: the message is a response.",
            Cell::Flag(|row| row.message.flags().map(dnswire::Flags::is_response)),
        ),
        column(
            "query_name",
            OPENINTEL,
            "QNAME of the first question.",
            Cell::Text(|row, text| put(text, row.message.question().map(dnswire::Question::qname))),
        ),
        column(
            "query_type",
            OPENINTEL,
            "The name of QTYPE of the first question: A, TYPE65280.",
            Cell::Text(|row, text| put(text, row.message.question().map(dnswire::Question::qtype))),
        ),
    ]
}

fn record() -> Vec<Column> {
    vec![
        column(
            "section",
            OURS,
            "answer, authority or additional.",
            Cell::Text(|row, text| put(text, row.record.map(|record| record.section()))),
        ),
        column(
            "record_index",
            OURS,
            "The place in its section, counted from 0.",
            Cell::U16(|row| row.record.map(|record| record.index())),
        ),
        column(
            "response_name",
            OPENINTEL,
            "The owner in presentation format, as it was sent.",
            Cell::Text(|row, text| put(text, row.record.map(|record| record.owner()))),
        ),
        column(
            "response_key",
            OURS,
            "The owner with small letters: equal for equal names.",
            Cell::Text(|row, text| put_folded(text, row.record.map(|record| record.owner()))),
        ),
        column(
            "response_type",
            OPENINTEL,
            "The name of the type: A, TYPE65280.",
            Cell::Text(|row, text| put(text, row.record.map(|record| record.rtype()))),
        ),
        column(
            "type_number",
            OURS,
            "The number of the type.",
            Cell::U16(|row| row.record.map(|record| record.rtype().0)),
        ),
        column(
            "class",
            OURS,
            "The class field: in OPT records the UDP payload size, in multicast DNS with its top bit.",
            Cell::U16(|row| row.record.map(|record| record.class().0)),
        ),
        column(
            "response_ttl",
            OPENINTEL,
            "The TTL field in seconds; in OPT records the upper bits of RCODE, version and flags.",
            Cell::U32(|row| row.record.map(|record| record.ttl_field())),
        ),
        column(
            "record_offset",
            OURS,
            "The offset of the record from the start of the message, in octets.",
            Cell::U32(|row| u32::try_from(row.record?.offset()).ok()),
        ),
        column("rdlength", OURS, "RDLENGTH.", Cell::U16(|row| Some(row.record?.rdlength()))),
        column(
            "text",
            OURS,
            "The RDATA in presentation format; null if it does not fit its type.",
            Cell::Text(|row, text| {
                row.message.count_rdata();
                let rdata = row.record.map(|record| record.rdata_in(row.message.profile()));
                let is_good = !matches!(rdata, Some(dnswire::rdata::Rdata::Malformed(_)));
                put(text, rdata.filter(|_| is_good))
            }),
        ),
        column(
            "error_kind",
            OURS,
            "Why the RDATA does not fit its type; null if it does.",
            Cell::Text(|row, text| {
                row.message.count_rdata();
                let error = row.record.and_then(|record| record.malformed());
                put(text, error.map(|error| error.kind().name()))
            }),
        ),
        column(
            "findings",
            OURS,
            "The rules that this record breaks; rules about the whole message are in messages.",
            Cell::Findings(|row| {
                let entry = row.record.map(|record| (record.section(), record.index()));
                let findings = row.message.findings().iter();
                findings.filter(|found| found.entry == entry).copied().collect()
            }),
        ),
    ]
}

fn addresses_and_names() -> Vec<Column> {
    vec![
        column(
            "ip4_address",
            OPENINTEL,
            "The address of an A record.",
            Cell::Text(|row, text| put(text, data::<A>(row).map(|a| a.address))),
        ),
        column(
            "ip6_address",
            OPENINTEL,
            "The address of an AAAA record.",
            Cell::Text(|row, text| put(text, data::<Aaaa>(row).map(|a| a.address))),
        ),
        column(
            "cname_name",
            OPENINTEL,
            "The target of a CNAME record.",
            Cell::Text(|row, text| put(text, data::<Cname<'_>>(row).map(|c| c.cname))),
        ),
        column(
            "dname_name",
            OPENINTEL,
            "The target of a DNAME record.",
            Cell::Text(|row, text| put(text, data::<Dname<'_>>(row).map(|d| d.target))),
        ),
        column(
            "ns_address",
            OPENINTEL,
            "NSDNAME of an NS record: a name, not an address.",
            Cell::Text(|row, text| put(text, data::<Ns<'_>>(row).map(|ns| ns.nsdname))),
        ),
        column(
            "ptr_name",
            OPENINTEL,
            "PTRDNAME of a PTR record.",
            Cell::Text(|row, text| put(text, data::<Ptr<'_>>(row).map(|ptr| ptr.ptrdname))),
        ),
        column(
            "mx_address",
            OPENINTEL,
            "EXCHANGE of an MX record: a name, not an address.",
            Cell::Text(|row, text| put(text, data::<Mx<'_>>(row).map(|mx| mx.exchange))),
        ),
        column(
            "mx_preference",
            OPENINTEL,
            "PREFERENCE of an MX record.",
            Cell::U16(|row| data::<Mx<'_>>(row).map(|mx| mx.preference)),
        ),
    ]
}

/// Priority and target of SVCB and HTTPS.
fn binding<'a>(row: &Row<'a>) -> Option<(u16, dnswire::Name<'a>)> {
    let svcb = data::<Svcb<'_>>(row).map(|svcb| (svcb.svc_priority, svcb.target_name));
    svcb.or_else(|| data::<Https<'_>>(row).map(|https| (https.svc_priority, https.target_name)))
}

fn services() -> Vec<Column> {
    vec![
        column(
            "srv_priority",
            OURS,
            "Priority of an SRV record.",
            Cell::U16(|row| data::<Srv<'_>>(row).map(|srv| srv.priority)),
        ),
        column(
            "srv_port",
            OURS,
            "Port of an SRV record.",
            Cell::U16(|row| data::<Srv<'_>>(row).map(|srv| srv.port)),
        ),
        column(
            "srv_target",
            OURS,
            "Target of an SRV record.",
            Cell::Text(|row, text| put(text, data::<Srv<'_>>(row).map(|srv| srv.target))),
        ),
        column(
            "svc_priority",
            OURS,
            "SvcPriority of an SVCB or HTTPS record.",
            Cell::U16(|row| binding(row).map(|(priority, _)| priority)),
        ),
        column(
            "svc_target",
            OURS,
            "TargetName of an SVCB or HTTPS record.",
            Cell::Text(|row, text| put(text, binding(row).map(|(_, target)| target))),
        ),
        column(
            "caa_flags",
            OPENINTEL,
            "Flags of a CAA record.",
            Cell::U8(|row| data::<Caa<'_>>(row).map(|caa| caa.flags)),
        ),
        column(
            "tlsa_usage",
            OPENINTEL,
            "Certificate usage of a TLSA record.",
            Cell::U8(|row| data::<Tlsa<'_>>(row).map(|tlsa| tlsa.certificate_usage.0)),
        ),
    ]
}

fn soa() -> Vec<Column> {
    vec![
        column(
            "soa_mname",
            OPENINTEL,
            "MNAME of an SOA record.",
            Cell::Text(|row, text| put(text, data::<Soa<'_>>(row).map(|soa| soa.mname))),
        ),
        column(
            "soa_rname",
            OPENINTEL,
            "RNAME of an SOA record.",
            Cell::Text(|row, text| put(text, data::<Soa<'_>>(row).map(|soa| soa.rname))),
        ),
        column(
            "soa_serial",
            OPENINTEL,
            "SERIAL of an SOA record.",
            Cell::U32(|row| data::<Soa<'_>>(row).map(|soa| soa.serial)),
        ),
        column(
            "soa_refresh",
            OPENINTEL,
            "REFRESH of an SOA record, in seconds.",
            Cell::U32(|row| data::<Soa<'_>>(row).map(|soa| soa.refresh)),
        ),
        column(
            "soa_retry",
            OPENINTEL,
            "RETRY of an SOA record, in seconds.",
            Cell::U32(|row| data::<Soa<'_>>(row).map(|soa| soa.retry)),
        ),
        column(
            "soa_expire",
            OPENINTEL,
            "EXPIRE of an SOA record, in seconds.",
            Cell::U32(|row| data::<Soa<'_>>(row).map(|soa| soa.expire)),
        ),
        column(
            "soa_minimum",
            OPENINTEL,
            "MINIMUM of an SOA record, in seconds.",
            Cell::U32(|row| data::<Soa<'_>>(row).map(|soa| soa.minimum)),
        ),
    ]
}

fn dnssec() -> Vec<Column> {
    vec![
        column(
            "ds_key_tag",
            OPENINTEL,
            "Key tag of a DS record.",
            Cell::U16(|row| data::<Ds<'_>>(row).map(|ds| ds.key_tag)),
        ),
        column(
            "ds_algorithm",
            OPENINTEL,
            "Algorithm of a DS record.",
            Cell::U8(|row| data::<Ds<'_>>(row).map(|ds| ds.algorithm.0)),
        ),
        column(
            "ds_digest_type",
            OPENINTEL,
            "Digest type of a DS record.",
            Cell::U8(|row| data::<Ds<'_>>(row).map(|ds| ds.digest_type.0)),
        ),
        column(
            "dnskey_flags",
            OPENINTEL,
            "Flags of a DNSKEY record.",
            Cell::U16(|row| data::<Dnskey<'_>>(row).map(|key| key.flags)),
        ),
        column(
            "dnskey_algorithm",
            OPENINTEL,
            "Algorithm of a DNSKEY record.",
            Cell::U8(|row| data::<Dnskey<'_>>(row).map(|key| key.algorithm.0)),
        ),
        column(
            "rrsig_type_covered",
            OPENINTEL,
            "The name of the type that an RRSIG record signs.",
            Cell::Text(|row, text| put(text, data::<Rrsig<'_>>(row).map(|sig| sig.type_covered))),
        ),
        column(
            "rrsig_algorithm",
            OPENINTEL,
            "Algorithm of an RRSIG record.",
            Cell::U8(|row| data::<Rrsig<'_>>(row).map(|sig| sig.algorithm.0)),
        ),
        column(
            "rrsig_key_tag",
            OPENINTEL,
            "Key tag of an RRSIG record.",
            Cell::U16(|row| data::<Rrsig<'_>>(row).map(|sig| sig.key_tag)),
        ),
        column(
            "rrsig_signer_name",
            OPENINTEL,
            "Signer's name of an RRSIG record.",
            Cell::Text(|row, text| put(text, data::<Rrsig<'_>>(row).map(|sig| sig.signers_name))),
        ),
        column(
            "rrsig_signature_inception",
            OPENINTEL,
            "Start of the validity of an RRSIG record, in seconds since 1970 modulo 2^32.",
            Cell::U32(|row| data::<Rrsig<'_>>(row).map(|sig| sig.signature_inception.0)),
        ),
        column(
            "rrsig_signature_expiration",
            OPENINTEL,
            "End of the validity of an RRSIG record, in seconds since 1970 modulo 2^32.",
            Cell::U32(|row| data::<Rrsig<'_>>(row).map(|sig| sig.signature_expiration.0)),
        ),
    ]
}
