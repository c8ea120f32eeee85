//! Responses, queries, notifications and updates composed from what a message has: within their
//! limit, with the ID, flags and options that the rules ask for, padded to their block.

use dnswire::compose::{InQuestion, OptionWriter, header_response, udp_limit};
use dnswire::rdata::Mx;
use dnswire::registry::OptionCode;
use dnswire::{
    Builder, Class, Compression, Flags, Header, Message, OptRecord, Rcode, Section, Type,
};

pub fn run(octets: &[u8]) {
    of_header(octets);
    let Ok(message) = Message::parse(octets) else { return };
    let seed = octets.last().copied().unwrap_or(0);
    let options = options(&message);
    let most = [512, 1232, 4096, 100][usize::from(seed % 4)];
    let block = [0, 16, 128, 468][usize::from(seed / 4 % 4)];
    let limit = udp_limit(&message, most);
    assert!((512..=usize::from(most).max(512)).contains(&limit));
    response(&message, limit, OptRecord::new(1232).with_options(&options).padded_to(block), block);
    if let Ok(question) = message.question() {
        padded_query(&message, block.max(1));
        update(&message, question.qname().to_buf().as_name());
    }
}

/// The first 12 octets are enough for an error.
fn of_header(octets: &[u8]) {
    let query = Header::of(octets);
    let Some(response) = header_response(octets, Rcode::FORMERR) else {
        return assert!(query.is_none_or(|header| header.flags().is_response()));
    };
    let (query, response) = (query.expect("12 octets"), Header::of(&response).expect("12 octets"));
    assert_eq!((response.id(), response.counts()), (query.id(), [0; 4]));
    let kept = 0x7800 | 0x0100 | 0x0010; // OPCODE, RD, CD
    assert_eq!(response.flags().0, query.flags().0 & kept | 0x8001);
}

/// The options of the message, written anew: they read back the same, and appended to a vector.
fn options(message: &Message<'_>) -> Vec<u8> {
    let mut written = b"before".to_vec();
    let given: Vec<_> = message.edns().into_iter().flat_map(|edns| edns.options()).collect();
    let mut writer = OptionWriter::new(&mut written);
    for option in &given {
        writer.push_raw(option.code, option.octets).expect("they fitted before");
    }
    let octets = writer.finish().to_vec();
    let expected = given.iter().flat_map(|option| {
        let len = u16::try_from(option.octets.len()).expect("it was read");
        let head = [option.code.0, len].into_iter().flat_map(u16::to_be_bytes);
        head.chain(option.octets.iter().copied()).collect::<Vec<_>>()
    });
    assert_eq!(octets, expected.collect::<Vec<_>>());
    assert_eq!(written[6..], octets);
    let mut room = vec![0; octets.len().saturating_sub(1)];
    let mut short = OptionWriter::new(&mut room[..]);
    let fits = given.iter().all(|option| short.push_raw(option.code, option.octets).is_ok());
    assert_eq!(fits, given.is_empty(), "one octet less is too few");
    octets
}

fn response(query: &Message<'_>, limit: usize, opt: OptRecord<'_>, block: u16) {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let builder = Builder::<InQuestion>::response(query, &mut octets, &mut compression, limit, opt);
    let mut builder = builder.expect("a vector has room for a header").answer();
    builder.push_records(query.answers());
    let mut builder = builder.additional();
    builder.push_records(query.authority());
    builder.finish();
    assert!(octets.len() <= limit, "{} octets within {limit}", octets.len());
    let response = Message::parse(&octets).expect("what is composed can be read");
    let (asked, flags) = (query.header().flags(), response.header().flags());
    assert_eq!((response.id(), flags.is_response()), (query.id(), true));
    assert_eq!(flags.opcode(), asked.opcode());
    assert_eq!(flags.recursion_desired(), asked.recursion_desired());
    assert!(response.count(Section::Question) <= query.count(Section::Question));
    let is_opt = |record: &dnswire::Record<'_>| record.rtype() == Type::OPT;
    let copied = query.answers().chain(query.authority()).filter(is_opt).count();
    if let (Some(edns), Some(asked), 0) = (response.edns(), query.edns(), copied) {
        assert_eq!((edns.udp_payload_size(), edns.dnssec_ok()), (1232, asked.dnssec_ok()));
        let is_padded = edns.options().find(OptionCode::PADDING).is_some();
        if block > 0 && is_padded && !flags.truncated() {
            let is_whole = octets.len().is_multiple_of(block.into());
            assert!(
                is_whole
                    || octets.len() == limit
                    || asked.options().find(OptionCode::PADDING).is_some()
            );
        }
    } else if query.edns().is_none() {
        assert!(response.records().filter(is_opt).count() <= copied, "nobody asked for EDNS");
    }
}

fn padded_query(message: &Message<'_>, block: u16) {
    let question = message.question().expect("there is one");
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let (qname, qtype, qclass) = (question.qname(), question.qtype(), question.qclass());
    let builder = Builder::query(&mut octets, &mut compression, message.id(), qname, qtype, qclass);
    let mut builder = builder.expect("a vector grows");
    builder.set_edns(OptRecord::new(1232).with_dnssec_ok(true).padded_to(block));
    builder.finish();
    assert!(octets.len().is_multiple_of(block.into()), "{} of {block}", octets.len());
    let query = Message::parse(&octets).expect("what is composed can be read");
    // The name and the type are the message's own, and may break rules; nothing else does.
    let breaks = |finding: &dnswire::Finding| finding.section() != Some(Section::Question);
    assert_eq!(query.findings().find(breaks), None);
    assert_eq!(query.question(), Ok(question));
    assert_eq!((query.id(), query.header().flags()), (message.id(), Flags(0x0100)));
    assert!(query.edns().expect("it was set").dnssec_ok());
}

fn update(message: &Message<'_>, zone: dnswire::Name<'_>) {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let builder = Builder::update(&mut octets, &mut compression, message.id(), zone, Class::IN);
    let mut builder = builder.expect("a vector grows").answer();
    let mut required = 0;
    for record in message.answers() {
        required += usize::from(builder.require_rrset(record.owner(), record.rtype()));
        required += usize::from(builder.forbid_name(record.owner()));
        let mx = Mx::new(10, record.owner());
        required += usize::from(builder.require_record(record.owner(), Class::IN, &mx));
    }
    let mut builder = builder.authority();
    let mut changes = 0;
    for record in message.authority() {
        changes += usize::from(builder.delete_rrset(record.owner(), record.rtype()));
        changes += usize::from(builder.delete_record(record.owner(), &Mx::new(10, zone)));
        changes += usize::from(builder.push_record(&record));
    }
    builder.finish();
    let update = Message::parse(&octets).expect("what is composed can be read");
    assert_eq!((update.answers().len(), update.authority().len()), (required, changes));
    assert!(update.answers().all(|record| record.ttl_field() == 0));
    assert_eq!(update.header().flags().opcode().0, 5);
    notify(message.id(), zone);
}

fn notify(id: u16, zone: dnswire::Name<'_>) {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let builder = Builder::notify(&mut octets, &mut compression, id, zone, Class::IN);
    builder.expect("a vector grows").finish();
    let notify = Message::parse(&octets).expect("what is composed can be read");
    assert_eq!((notify.id(), notify.header().flags()), (id, Flags(0x2400)));
    let question = notify.question().expect("there is one");
    assert_eq!((question.qname(), question.qtype()), (zone, Type::SOA));
}
