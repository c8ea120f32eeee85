//! Our updates, signed with TSIG, which name servers carry out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

use dnswire::compose::{InAnswer, InAuthority};
use dnswire::rdata::{A, Tsig};
use dnswire::{Builder, Class, Compression, Form, Message, NameBuf, Rcode, Type};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::servers::{Server, query, servers};
use dnswire_support::vectors::{self, Vector, only_record};

/// The key that the servers have as `corpus-key`; it protects nothing.
const KEY: &[u8] = b"corpus-test-secret-not-a-secret!";

/// The zone that takes updates.
const ZONE: &str = "xfer.test.";

/// The most octets of the TSIG record.
const TSIG: usize = 128;

fn name(text: &str) -> NameBuf {
    text.parse().expect("it is a name")
}

/// The digested octets of a message (RFC 8945 section 4.3) after the MAC of the request, if any.
fn mac(request_mac: &[u8], pieces: [&[u8]; 3]) -> Vec<u8> {
    let mut digest = Hmac::<Sha256>::new_from_slice(KEY).expect("any length will do");
    if !request_mac.is_empty() {
        digest.update(&u16::try_from(request_mac.len()).unwrap().to_be_bytes());
        digest.update(request_mac);
    }
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().into_bytes().to_vec()
}

/// An update of the zone with these prerequisites and changes, signed.
fn signed_update(
    id: u16,
    prerequisites: impl FnOnce(&mut Builder<'_, InAnswer>),
    changes: impl FnOnce(&mut Builder<'_, InAuthority>),
) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder =
        Builder::update(&mut octets, &mut compression, id, &name(ZONE), Class::IN).unwrap();
    builder.reserve(TSIG);
    let mut builder = builder.answer();
    prerequisites(&mut builder);
    let mut builder = builder.authority();
    changes(&mut builder);
    let mut builder = builder.transaction();
    let (key, algorithm) = (name("corpus-key."), name("hmac-sha256."));
    let unsigned = Tsig {
        algorithm_name: algorithm.as_name(),
        time_signed: SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs(),
        fudge: 300,
        mac: b"",
        original_id: id,
        error: Rcode::NOERROR,
        other_data: b"",
    };
    let own = mac(&[], [builder.as_octets(), b"", &variables(&key, &unsigned)]);
    builder.push(&key, 0, Class::ANY, &Tsig { mac: &own, ..unsigned });
    builder.finish();
    octets
}

/// The TSIG variables of a record (RFC 8945 section 4.3.3), from a message with that record alone.
fn variables(key: &NameBuf, tsig: &Tsig<'_>) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().transaction();
    builder.push(key, 0, Class::ANY, tsig);
    builder.finish();
    let message = Message::parse(&octets).unwrap();
    let mut room = [0; 600];
    message
        .tsig()
        .expect("it was pushed")
        .expect("it is right")
        .write_variables_to(&mut room)
        .expect("it fits")
        .to_vec()
}

/// The RCODE of the response to an update, whose signature is right; `None` when there is no
/// response.
#[track_caller]
fn send(server: Server, update: &[u8]) -> Option<Rcode> {
    let request = Message::parse(update).unwrap();
    request.check().unwrap_or_else(|finding| panic!("{finding}"));
    let response = server.over_tcp(update)?;
    let message = Message::parse(&response).unwrap();
    assert!(message.is_response_to(&request), "{}: {message}", server.name);
    if let Some(tsig) = message.tsig() {
        let tsig = tsig.unwrap_or_else(|finding| panic!("{}: {finding}", server.name));
        let mut room = [0; 600];
        let variables = tsig.write_variables_to(&mut room).unwrap();
        let signed = tsig.signed_octets();
        let request_mac = request.tsig().unwrap().unwrap().data().mac;
        let own = mac(request_mac, [&signed.header, signed.body, variables]);
        assert_eq!(tsig.data().mac, own, "{}: its signature", server.name);
    }
    Some(message.rcode())
}

/// The RDATA of one type at a name, which must be the same over UDP and TCP.
#[track_caller]
fn ask(server: Server, owner: &NameBuf, rtype: Type) -> Vec<Vec<u8>> {
    let query = query(7, owner, rtype, None);
    let rdata = |response: Option<Vec<u8>>| {
        let response = response.unwrap_or_else(|| panic!("{}: silent", server.name));
        let message = Message::parse(&response).unwrap();
        assert!(message.is_response_to(&Message::parse(&query).unwrap()));
        // Records of a delegation are in the authority section.
        let records = message.records().filter(|record| record.rtype() == rtype);
        let records = records.filter(|record| record.owner() == owner.as_name());
        let octets = records.map(|record| record.rdata().to_octets(Form::Uncompressed));
        let sorted: BTreeSet<_> = octets.collect(); // servers change the order
        (message.header().flags().truncated(), sorted.into_iter().collect::<Vec<_>>())
    };
    let (_, whole) = rdata(server.over_tcp(&query));
    let (truncated, over_udp) = rdata(server.over_udp(&query));
    assert!(truncated || over_udp == whole, "{}: UDP and TCP differ", server.name);
    whole
}

/// True if a record of this type can be added somewhere in a zone.
fn can_add(server: Server, vector: &Vector) -> bool {
    match vector.rtype {
        // SOA is only at the top of a zone; OPT, TKEY and TSIG are in no zone at all.
        6 | 41 | 249 | 250 => false,
        // Knot DNS 3.2.6 crashes when NSEC3 is added to a zone that is not signed.
        50 => server.name != "knot",
        _ => vector.class == 1,
    }
}

/// The outcome for the record of a vector.
fn outcome(server: Server, vector: &Vector, owner: &NameBuf) -> &'static str {
    let octets = vector.message();
    let (rdata, rtype) = (only_record(&octets).rdata(), Type(vector.rtype));
    let add = signed_update(
        1,
        |prerequisites| assert!(prerequisites.forbid_name(owner)),
        |changes| assert!(changes.push_rdata(owner, 300, Class::IN, &rdata)),
    );
    match send(server, &add) {
        Some(Rcode::NOERROR) => {}
        Some(_) => return "refused",
        None => return "not answered",
    }
    let found = ask(server, owner, rtype);
    let delete = signed_update(
        2,
        |prerequisites| assert!(prerequisites.require_rrset(owner, rtype)),
        |changes| assert!(changes.push_rdata(owner, 0, Class::NONE, &rdata)),
    );
    if found.is_empty() {
        return "not kept";
    }
    assert_eq!(send(server, &delete), Some(Rcode::NOERROR), "{}: {}", server.name, vector.id);
    assert_eq!(ask(server, owner, rtype), Vec::<Vec<u8>>::new(), "{}", vector.id);
    match &found[..] {
        [one] if *one == vector.wire => "as sent",
        [one] if *one == rdata.to_octets(Form::Canonical) => "in canonical form",
        _ => "changed",
    }
}

#[test]
#[ignore = "sh tests/interop/servers.sh SERVE"]
fn records_of_all_types_are_added_asked_for_and_deleted() {
    for server in servers(&["knot", "bind"]) {
        let mut outcomes: BTreeMap<_, Vec<String>> = BTreeMap::new();
        let of_zones = |vector: &Vector| can_add(server, vector);
        for (n, vector) in vectors::valid().iter().filter(|v| of_zones(v)).enumerate() {
            let owner = name(&format!("Vector-{n}.{}.{ZONE}", std::process::id()));
            let outcome = outcome(server, vector, &owner);
            outcomes.entry(outcome).or_default().push(vector.id.clone());
        }
        for (outcome, ids) in &outcomes {
            println!("{}: {outcome}: {}", server.name, ids.len());
            if *outcome != "as sent" {
                println!("  {}", ids.join(" "));
            }
        }
        assert!(outcomes["as sent"].len() > 200, "{}", server.name);
        assert!(!outcomes.contains_key("changed"), "{}: {:?}", server.name, outcomes["changed"]);
    }
}

#[test]
#[ignore = "sh tests/interop/servers.sh SERVE"]
fn prerequisites_and_deletions_are_understood() {
    for server in servers(&["knot", "bind"]) {
        let owner = name(&format!("prerequisites-{}.{ZONE}", std::process::id()));
        let address = |last| A { address: [192, 0, 2, last].into() };
        let update = |before: &dyn Fn(&mut Builder<'_, InAnswer>),
                      after: &dyn Fn(&mut Builder<'_, InAuthority>)| {
            send(server, &signed_update(3, before, after)).expect("there is a response")
        };
        let addresses = || ask(server, &owner, Type::A).len();
        let add = |changes: &mut Builder<'_, InAuthority>| {
            (1..=3).for_each(|last| _ = changes.push(&owner, 60, Class::IN, &address(last)));
        };
        let nothing = |_: &mut Builder<'_, InAuthority>| {};
        assert_eq!(update(&|p| _ = p.require_name(&owner), &add), Rcode::NXDOMAIN);
        assert_eq!(update(&|p| _ = p.forbid_name(&owner), &add), Rcode::NOERROR);
        assert_eq!(addresses(), 3);
        assert_eq!(update(&|p| _ = p.forbid_name(&owner), &add), Rcode::YXDOMAIN);
        assert_eq!(update(&|p| _ = p.forbid_rrset(&owner, Type::A), &add), Rcode::YXRRSET);
        assert_eq!(update(&|p| _ = p.require_rrset(&owner, Type::MX), &add), Rcode::NXRRSET);
        let some = |p: &mut Builder<'_, InAnswer>| {
            p.require_record(&owner, Class::IN, &address(1));
        };
        assert_eq!(update(&some, &nothing), Rcode::NXRRSET);
        let all = |p: &mut Builder<'_, InAnswer>| {
            (1..=3).for_each(|last| _ = p.require_record(&owner, Class::IN, &address(last)));
        };
        assert_eq!(update(&all, &|c| _ = c.delete_record(&owner, &address(2))), Rcode::NOERROR);
        assert_eq!(addresses(), 2);
        assert_eq!(update(&|_| {}, &|c| _ = c.delete_rrset(&owner, Type::A)), Rcode::NOERROR);
        assert_eq!(addresses(), 0);
        update(&|_| {}, &add);
        assert_eq!(update(&|_| {}, &|c| _ = c.delete_name(&owner)), Rcode::NOERROR);
        assert_eq!(addresses(), 0);
        println!("{}: prerequisites and deletions as RFC 2136 has them", server.name);
    }
}
