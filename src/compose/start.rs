//! Constructors of common messages: queries, responses, notifications, copies.

use super::buffer::Buffer;
use super::builder::Builder;
use super::compression::Compression;
use super::opt::OptRecord;
use super::section::{InAdditional, InQuestion};
use crate::layout::DoesNotFit;
use crate::message::header::HEADER;
use crate::message::{Edns, Flags, Header, Message};
use crate::name::Name;
use crate::registry::{Class, Opcode, Rcode, Type};

/// The most octets of a UDP message without EDNS ([RFC 1035 section 4.2.1]).
///
/// [RFC 1035 section 4.2.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.1
const UDP: u16 = 512;

impl<'b> Builder<'b, InQuestion> {
    /// A query with RD set; `id` must be random ([RFC 5452 section 9.2]).
    ///
    /// See [`OptRecord`] for a query with EDNS. Fails as [`Builder::new`] does.
    ///
    /// [RFC 5452 section 9.2]: https://www.rfc-editor.org/rfc/rfc5452#section-9.2
    pub fn query<'n>(
        buffer: impl Into<Buffer<'b>>,
        compression: &'b mut Compression,
        id: u16,
        qname: impl Into<Name<'n>>,
        qtype: Type,
        qclass: Class,
    ) -> Result<Self, DoesNotFit> {
        let mut builder = Builder::new(buffer, compression)?;
        builder.set_id(id);
        builder.set_flags(Flags(0).with_recursion_desired(true));
        builder.push_question(qname, qtype, qclass);
        Ok(builder)
    }

    /// A NOTIFY message, which tells a secondary that a zone has changed; the answer section may
    /// hold the SOA record ([RFC 1996 section 3]).
    ///
    /// Fails as [`Builder::new`] does.
    ///
    /// [RFC 1996 section 3]: https://www.rfc-editor.org/rfc/rfc1996#section-3
    pub fn notify<'n>(
        buffer: impl Into<Buffer<'b>>,
        compression: &'b mut Compression,
        id: u16,
        zone: impl Into<Name<'n>>,
        class: Class,
    ) -> Result<Self, DoesNotFit> {
        let mut builder = Builder::query(buffer, compression, id, zone, Type::SOA, class)?;
        let flags = Flags(0).with_opcode(Opcode::NOTIFY).with_authoritative_answer(true);
        builder.set_flags(flags);
        Ok(builder)
    }

    /// A response to `query`, of at most `limit` octets.
    ///
    /// It has the ID, OPCODE, RD and CD of the query ([RFC 1035 section 4.1.1],
    /// [RFC 4035 section 3.2.2]) and its questions. If the query has an OPT record, the response
    /// has `opt`, with the DO bit of the query ([RFC 6891 section 6.1.1], [RFC 3225 section 3]).
    ///
    /// The limit over UDP is [`udp_limit`]; over TCP it is 65535. If the EDNS version of the query
    /// is not 0, the RCODE is BADVERS ([RFC 6891 section 6.1.3]). Fails as [`Builder::new`] does.
    ///
    /// ```
    /// use dnswire::rdata::A;
    /// use dnswire::compose::udp_limit;
    /// use dnswire::{Builder, Class, Compression, Message, OptRecord};
    /// # use dnswire::{NameBuf, Type};
    /// # let mut buffer = [0; 512];
    /// # let mut compression = Compression::new();
    /// # let name: NameBuf = "www.example.".parse()?;
    /// # let query = Builder::query(&mut buffer, &mut compression, 7, &name, Type::A, Class::IN)?.finish();
    ///
    /// let query = Message::parse(query)?;
    /// let (mut octets, mut compression) = (Vec::new(), Compression::new());
    /// let (limit, opt) = (udp_limit(&query, 1232), OptRecord::new(1232));
    /// let builder = Builder::response(&query, &mut octets, &mut compression, limit, opt)?;
    /// let mut builder = builder.answer();
    /// let address = A { address: [192, 0, 2, 1].into() };
    /// builder.push(query.question()?.qname(), 300, Class::IN, &address);
    /// builder.finish();
    /// assert!(Message::parse(&octets)?.is_response_to(&query));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// An error response has an RCODE and no records but OPT. An RCODE above 15 needs an OPT
    /// record, and so an OPT record in the query; without one, only its lower 4 bits are sent. An
    /// extended DNS error ([RFC 8914]) is an option:
    ///
    /// ```
    /// use dnswire::edns::ExtendedError;
    /// use dnswire::registry::InfoCode;
    /// use dnswire::compose::{OptionWriter, udp_limit};
    /// use dnswire::{Builder, Compression, Message, OptRecord, Rcode};
    /// # use dnswire::{Class, NameBuf, Type};
    /// # let mut buffer = [0; 512];
    /// # let mut compression = Compression::new();
    /// # let name: NameBuf = "www.example.".parse()?;
    /// # let mut query = Builder::query(&mut buffer, &mut compression, 7, &name, Type::A, Class::IN)?;
    /// # query.set_edns(OptRecord::new(1232));
    /// # let query = query.finish();
    ///
    /// let query = Message::parse(query)?;
    /// let (mut octets, mut compression) = ([0; 1232], Compression::new());
    /// let mut options = [0; 64];
    /// let mut writer = OptionWriter::new(&mut options);
    /// writer.push(&ExtendedError { info_code: InfoCode::BLOCKED, extra_text: "by policy" })?;
    /// let opt = OptRecord::new(1232).with_options(writer.finish());
    /// let limit = udp_limit(&query, 1232);
    /// let mut error = Builder::response(&query, &mut octets, &mut compression, limit, opt)?;
    /// error.set_rcode(Rcode::REFUSED);
    /// assert_eq!(Message::parse(error.finish())?.rcode(), Rcode::REFUSED);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [RFC 1035 section 4.1.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1
    /// [RFC 3225 section 3]: https://www.rfc-editor.org/rfc/rfc3225#section-3
    /// [RFC 4035 section 3.2.2]: https://www.rfc-editor.org/rfc/rfc4035#section-3.2.2
    /// [RFC 6891 section 6.1.1]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.1
    /// [RFC 6891 section 6.1.3]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.3
    /// [RFC 8914]: https://www.rfc-editor.org/rfc/rfc8914
    pub fn response(
        query: &Message<'_>,
        buffer: impl Into<Buffer<'b>>,
        compression: &'b mut Compression,
        limit: usize,
        opt: OptRecord<'b>,
    ) -> Result<Self, DoesNotFit> {
        let mut builder = Builder::new(buffer, compression)?;
        builder.set_limit(limit);
        builder.set_id(query.id());
        builder.set_flags(response_flags(query.header().flags()));
        builder.state.extra_after_answers = query.header().flags().opcode() == Opcode::QUERY;
        if let Some(edns) = query.edns() {
            builder.set_edns(opt.with_dnssec_ok(edns.dnssec_ok()));
            if edns.version() > 0 {
                builder.set_rcode(Rcode::BADVERS);
            }
        }
        builder.push_questions(query);
        Ok(builder)
    }

    fn push_questions(&mut self, message: &Message<'_>) {
        for question in message.questions() {
            self.push_question(question.qname(), question.qtype(), question.qclass());
        }
    }
}

impl<'b> Builder<'b, InAdditional> {
    /// Composes a copy of `message`, truncated to at most `limit` octets.
    ///
    /// The OPT record moves to the end and is kept. TSIG and SIG(0) records are left out, because
    /// they sign other octets; so are octets after the last record. [`Builder`] describes how
    /// records that do not fit are left out. The additional section of a response with answers is
    /// [optional](Builder::set_optional). Fails as [`Builder::new`] does.
    ///
    /// ```
    /// use dnswire::{Builder, Compression, Message};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let message = Message::parse(octets)?;
    /// let (mut copy, mut compression) = (Vec::new(), Compression::new());
    /// Builder::copy_of(&message, &mut copy, &mut compression, 60)?.finish();
    /// let copy = Message::parse(&copy)?;
    /// assert!(copy.header().flags().truncated());
    /// assert_eq!(copy.answers().count(), 0); // an RRset is never cut
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn copy_of(
        message: &Message<'b>,
        buffer: impl Into<Buffer<'b>>,
        compression: &'b mut Compression,
        limit: usize,
    ) -> Result<Self, DoesNotFit> {
        let mut builder = Builder::new(buffer, compression)?;
        builder.set_limit(limit);
        builder.set_id(message.id());
        let flags = message.header().flags();
        builder.set_flags(flags);
        builder.state.extra_after_answers = flags.is_response() && flags.opcode() == Opcode::QUERY;
        if let Some(edns) = message.edns() {
            builder.set_edns(OptRecord::copy_of(edns));
            builder.set_rcode(message.rcode());
        }
        builder.push_questions(message);
        let mut builder = builder.answer();
        builder.push_records(message.answers());
        let mut builder = builder.authority();
        builder.push_records(message.authority());
        let mut builder = builder.additional();
        builder.push_records(message.additional().filter(|record| !record.is_pseudo()));
        Ok(builder)
    }
}

/// The largest length of a response to `query` over UDP, in octets: the UDP payload size in the OPT
/// record of the query, or 512 without one, but at most `most`, the largest length that this server
/// sends.
///
/// Values below 512 count as 512 ([RFC 6891 section 6.2.3]). 1232 for `most` avoids fragments.
///
/// ```
/// use dnswire::compose::udp_limit;
/// use dnswire::{Builder, Class, Compression, Message, Name, OptRecord, Type};
///
/// let (mut octets, mut compression) = ([0; 512], Compression::new());
/// let mut query =
///     Builder::query(&mut octets, &mut compression, 7, Name::ROOT, Type::NS, Class::IN)?;
/// query.set_edns(OptRecord::new(4096));
/// assert_eq!(udp_limit(&Message::parse(query.finish())?, 1232), 1232);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 6891 section 6.2.3]: https://www.rfc-editor.org/rfc/rfc6891#section-6.2.3
#[must_use]
pub fn udp_limit(query: &Message<'_>, most: u16) -> usize {
    let takes = query.edns().map_or(UDP, Edns::udp_payload_size);
    takes.min(most).max(UDP).into()
}

/// The error response to a query of which only the header can be read; it is only a header.
///
/// It has the ID, OPCODE, RD and CD of the query. `None` when `query` has fewer than 12 octets, or
/// when it is a response, which must not be answered.
///
/// ```
/// use dnswire::compose::header_response;
/// use dnswire::{Message, Rcode};
///
/// let query = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\xff";
/// assert!(Message::parse(query).is_err());
/// let response = header_response(query, Rcode::FORMERR).unwrap();
/// assert_eq!(Message::parse(&response)?.rcode(), Rcode::FORMERR);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[must_use]
pub fn header_response(query: &[u8], rcode: Rcode) -> Option<[u8; HEADER]> {
    let header = Header::of(query)?;
    if header.flags().is_response() {
        return None;
    }
    let [a, b] = header.id().to_be_bytes();
    let [c, d] = response_flags(header.flags()).with_rcode(rcode).0.to_be_bytes();
    Some([a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// The flags of a response: QR, and the OPCODE, RD and CD of the query.
fn response_flags(query: Flags) -> Flags {
    Flags(0)
        .with_response(true)
        .with_opcode(query.opcode())
        .with_recursion_desired(query.recursion_desired())
        .with_checking_disabled(query.checking_disabled())
}
