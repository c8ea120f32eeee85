//! Look-ups at a server of ours.

use std::net::{TcpListener, UdpSocket};
use std::sync::Arc;
use std::thread;

use dnswire::{Builder, Class, Compression, Flags, Message, RecordBuf, Type, tcp};

use super::*;

/// A server that answers with what `answer` makes of the query; the flag is true over TCP.
fn serve(answer: impl Fn(&Message<'_>, bool) -> Option<Vec<u8>> + Send + Sync + 'static) -> Asker {
    let (socket, listener) = loop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        if let Ok(socket) = UdpSocket::bind(listener.local_addr().unwrap()) {
            break (socket, listener);
        }
    };
    let server = socket.local_addr().unwrap();
    let answer = Arc::new(answer);
    let over_tcp = Arc::clone(&answer);
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok((length, client)) = socket.recv_from(&mut buffer) {
            let query = Message::parse(&buffer[..length]).unwrap();
            if let Some(octets) = answer(&query, false) {
                let _ = socket.send_to(&octets, client);
            }
        }
    });
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut buffer = Vec::new();
            let Ok(Some(octets)) = tcp::read_frame(&mut stream, &mut buffer, 4096) else {
                continue;
            };
            if let Some(octets) = over_tcp(&Message::parse(octets).unwrap(), true) {
                let _ = tcp::write_frame(&mut stream, &octets);
            }
        }
    });
    Asker { server, buffer: 1500, timeout: Duration::from_millis(500) }
}

/// A response with records in presentation format; those after `--` are in the additional section.
fn respond(query: &Message<'_>, records: &[String]) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let question = query.question().unwrap();
    let mut builder = Builder::query(
        &mut octets,
        &mut compression,
        query.id(),
        question.qname(),
        question.qtype(),
        Class::IN,
    )
    .unwrap();
    builder.set_flags(Flags(0x8400));
    let mut parts = records.split(|record| record == "--");
    let mut builder = builder.answer();
    for record in parts.next().unwrap_or_default() {
        builder.push_record(&record.parse::<RecordBuf>().unwrap());
    }
    let mut builder = builder.additional();
    for record in parts.next().unwrap_or_default() {
        builder.push_record(&record.parse::<RecordBuf>().unwrap());
    }
    builder.finish();
    octets
}

/// The zone that the server has.
fn zone(query: &Message<'_>) -> Vec<String> {
    let question = query.question().unwrap();
    let text = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    match (question.qname().to_string().as_str(), question.qtype()) {
        ("plain.", Type::MX) => {
            text(&["plain. 9 IN MX 20 b.", "plain. 9 IN MX 10 A.", "--", "a. 9 IN A 192.0.2.1"])
        }
        ("b.", Type::A) => text(&["b. 9 IN A 192.0.2.2"]),
        ("null.", Type::MX) => text(&["null. 9 IN MX 0 ."]),
        ("both.", Type::MX) => text(&["both. 9 IN MX 0 .", "both. 9 IN MX 1 b."]),
        ("bare.", Type::A) => text(&["bare. 9 IN A 192.0.2.3"]),
        ("alias.", Type::MX) => text(&["alias. 9 IN CNAME plain."]),
        ("circle.", Type::MX) => text(&["circle. 9 IN CNAME circle."]),
        ("large.", Type::MX) => (0..100_u16)
            .map(|number| format!("large. 9 IN MX {number} host-{number}.of-a-provider.example."))
            .collect(),
        _ => Vec::new(),
    }
}

fn show(asker: &Asker, domain: &str) -> String {
    let domain = domain.parse().unwrap();
    text(&domain, &mail::look_up(asker, &domain))
}

#[test]
fn hosts_come_by_preference_with_glue_or_their_own_answers() {
    let asker = serve(|query, _| Some(respond(query, &zone(query))));
    let hosts = "     10 A. 192.0.2.1\n     20 b. 192.0.2.2\n";
    assert_eq!(show(&asker, "plain."), format!("plain.\n{hosts}"));
    assert_eq!(show(&asker, "alias."), format!("alias.\n{hosts}"));
    assert_eq!(show(&asker, "null."), "null.\n  takes no mail: null MX (RFC 7505)\n");
    assert!(show(&asker, "both.").contains("passed over"));
    assert_eq!(
        show(&asker, "bare."),
        "bare.\n  no MX: the domain itself (RFC 5321 section 5.1)\n        bare. 192.0.2.3\n"
    );
    assert_eq!(show(&asker, "none."), "none.\n  failed: no MX record and no address\n");
    assert_eq!(show(&asker, "circle."), "circle.\n  failed: CNAME records form a circle\n");
}

#[test]
fn a_cut_answer_is_asked_for_over_tcp() {
    let asker = serve(|query, _| Some(respond(query, &zone(query))));
    let whole = respond(&query("large."), &zone(&query("large."))).len();
    let shown = show(&asker, "large.");
    let note = format!("MX large.: 1500 of {whole} octets over UDP, {whole} over TCP\n");
    assert!(shown.contains(&note), "{shown}");
    assert_eq!(shown.matches(" host-").count(), 100);
    // With every buffer size the same hosts come.
    for buffer in [12, 20, 100, 512, 4096] {
        let asker = Asker { buffer, ..asker.clone() };
        assert_eq!(
            show(&asker, "large.").matches("of-a-provider.example. no address").count(),
            100
        );
    }
}

/// A query for MX.
fn query(name: &str) -> Message<'static> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let name: NameBuf = name.parse().unwrap();
    Builder::query(&mut octets, &mut compression, 7, &name, Type::MX, Class::IN).unwrap().finish();
    Message::parse(octets.leak()).unwrap()
}

#[test]
fn without_tcp_the_whole_records_that_arrived_are_used() {
    let asker = serve(|query, is_tcp| (!is_tcp).then(|| respond(query, &zone(query))));
    let shown = show(&asker, "large.");
    let octets = respond(&query("large."), &zone(&query("large.")));
    let partial = Message::parse_partial(&octets[..1500], octets.len()).unwrap();
    let count = partial.message().answers().count();
    assert!(count > 20 && count < 100);
    assert_eq!(shown.matches(" of-a-provider").count(), 0);
    assert_eq!(shown.matches("of-a-provider.example. no address").count(), count, "{shown}");
    assert!(shown.contains(&format!("; {count} whole records are used\n")), "{shown}");
}

#[test]
fn what_is_no_answer_is_said() {
    /// Long enough on a busy machine, where an answer comes.
    const TIMEOUT: Duration = Duration::from_millis(100);
    type Change = fn(&mut Vec<u8>);
    let no_answer = "no answer came in time";
    let cases: [(Change, &str); 5] = [
        (|octets| octets[3] |= 2, "SERVFAIL"),
        (|octets| octets[3] |= 3, "NXDOMAIN"),
        (|octets| octets[0] ^= 1, no_answer),
        (|octets| octets[13] ^= 1, no_answer),
        (|octets| octets[2] &= 0x7F, no_answer),
    ];
    for (change, want) in cases {
        let asker = serve(move |query, _| {
            let mut octets = respond(query, &[]);
            change(&mut octets);
            Some(octets)
        });
        let asker = Asker { timeout: TIMEOUT, ..asker };
        assert_eq!(show(&asker, "plain."), format!("plain.\n  failed: {want}\n"));
    }
    let silent = Asker { timeout: TIMEOUT, ..serve(|_, _| None) };
    assert_eq!(show(&silent, "plain."), format!("plain.\n  failed: {no_answer}\n"));
}

#[test]
fn with_tc_and_no_tcp_what_arrived_is_used() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let server = socket.local_addr().unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok((length, client)) = socket.recv_from(&mut buffer) {
            let query = Message::parse(&buffer[..length]).unwrap();
            let mut octets = respond(&query, &zone(&query));
            octets[2] |= 2;
            let _ = socket.send_to(&octets, client);
        }
    });
    let asker = Asker { server, buffer: 1500, timeout: Duration::from_millis(500) };
    let shown = show(&asker, "null.");
    assert!(shown.contains("not whole over UDP, TCP: Connection refused"), "{shown}");
    assert!(shown.ends_with("takes no mail: null MX (RFC 7505)\n"), "{shown}");
}

/// What a server does with the query of this number, which it could answer with `good`.
fn hostile(good: &[u8], number: usize, all: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(u64::try_from(number).unwrap());
    let other = &all[random.usize(..all.len())];
    let mut octets = match random.u8(..10) {
        0 => other.clone(),
        1 => [good, other.as_slice()].concat(),
        2 | 3 => return Some(good.to_vec()),
        4 => return None,
        _ => good.to_vec(),
    };
    match random.u8(..8) {
        0 => octets[3] |= 2,
        1 => octets[0] ^= 1,
        2 => octets[2] |= 2,
        3 => octets.truncate(random.usize(1..60_000)),
        _ => {
            for _ in 0..random.usize(1..6) {
                let place = random.usize(..octets.len());
                octets[place] = random.u8(..);
            }
        }
    }
    // With the right ID and QR most are looked into.
    if random.u8(..4) > 0 {
        octets.iter_mut().zip(good).take(3).for_each(|(octet, good)| *octet = *good);
    }
    octets.truncate(60_000);
    Some(octets)
}

/// Looks up `count` domains at a server whose answers are test data and damaged answers, with buffers
/// of all sizes.
fn look_up_hostile(count: usize) {
    use dnswire_support::{Sample, samples};
    /// Octets that a look-up may have in memory at a time: an answer over TCP, and a few more.
    const MOST: u64 = 1 << 20;
    let files = [("messages.jsonl", "wire"), ("cases.jsonl", "hex"), ("cost.jsonl", "hex")];
    let all = samples(&files).into_iter().map(|Sample { octets, .. }| octets);
    // Shorter ones come from cutting.
    let all: Vec<_> = all.filter(|octets| octets.len() > 3).collect();
    let number = std::sync::atomic::AtomicUsize::new(0);
    let mut asker = serve(move |query, _| {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        hostile(&respond(query, &zone(query)), number, &all)
    });
    asker.timeout = Duration::from_millis(5);
    let names = ["plain.", "alias.", "bare.", "null.", "both.", "large."];
    let domains: Vec<NameBuf> = names.map(|name| name.parse().unwrap()).into();
    let buffers = [12, 13, 64, 512, 1232, 1500, 4096];
    let (mut done, mut answered) = (0, 0);
    for (domain, buffer) in domains.iter().cycle().zip(buffers.iter().cycle()).take(count) {
        let asker = Asker { buffer: *buffer, ..asker.clone() };
        let memory = allocation_counter::measure(|| {
            let report = mail::look_up(&asker, domain);
            assert!(report.notes.len() < 300, "{report:?}");
            answered += usize::from(report.mail.is_ok());
            assert!(text(domain, &report).starts_with(&domain.to_string()));
        });
        assert!(memory.bytes_current == 0 && memory.bytes_max < MOST, "{domain}: {memory:?}");
        done += 1;
    }
    assert_eq!(done, count);
    assert!(answered > 0);
}

#[test]
fn hostile_answers_end_no_list() {
    look_up_hostile(1000);
}

/// The most memory that this process has had, in KiB, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Ten times as many look-ups take no more memory. `LOOK_UPS` is their number, 10 000 unless given.
#[test]
#[ignore = "takes minutes"]
fn hostile_answers_end_no_list_however_long() {
    /// The same allocator may keep another arena for a thread.
    const MORE: u64 = 2048;
    let count = std::env::var("LOOK_UPS").map_or(10_000, |count| count.parse().unwrap());
    look_up_hostile(count / 10);
    let early = peak();
    look_up_hostile(count - count / 10);
    let late = peak();
    println!("{count} look-ups: {early:?} KiB after a tenth of them, {late:?} KiB after all");
    assert!(late <= early.map(|early| early + MORE), "{early:?} {late:?}");
}
