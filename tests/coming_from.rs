//! The code of `docs/coming-from.md` compiles and does what the page says.

use dnswire::edns::Cookie;
use dnswire::rdata::Mx;
use dnswire::zone::Zone;
use dnswire::{
    Builder, Class, Compression, Message, NameBuf, OptRecord, RdataBuf, RecordBuf, Type, compose,
    tcp,
};

type Done = Result<(), Box<dyn std::error::Error>>;

const OCTETS: &[u8] = include_bytes!("../examples/mx.bin");

#[test]
fn messages_are_read() -> Done {
    let (octets, buffer, received) = (OCTETS, &OCTETS[..64], OCTETS.len());
    let message = Message::parse(octets)?;
    let partial = Message::parse_partial(buffer, received)?; // the records that are there
    assert_eq!(partial.message().answers().count(), 1);
    for mx in message.answers().of::<Mx>() {
        let mx = mx?;
        println!("{} {}", mx.preference, mx.exchange);
    }
    if let Some(cookie) = message.edns().and_then(dnswire::Edns::option::<Cookie>) {
        println!("{:02x?}", cookie?.client_cookie);
    }
    let kept: Vec<RecordBuf> = message.answers().map(RecordBuf::from).collect();
    assert_eq!(kept.len(), 2);
    Ok(())
}

#[test]
fn messages_are_composed() -> Done {
    let id = 0x1234;
    let qname: NameBuf = "example.".parse()?;
    let (mut query, mut compression) = (Vec::new(), Compression::new());
    Builder::query(&mut query, &mut compression, id, &qname, Type::MX, Class::IN)?.finish();
    let message = Message::parse(&query)?;
    let records: Vec<RecordBuf> = vec!["example. 300 IN MX 10 mail.example.".parse()?];
    let (limit, opt) = (compose::udp_limit(&message, 1232), OptRecord::new(1232));
    let (mut answer, mut compression) = (Vec::new(), Compression::new());
    let builder = Builder::response(&message, &mut answer, &mut compression, limit, opt)?;
    let mut builder = builder.answer();
    builder.push_records(&records); // an RRset that does not fit is left out, and TC is set
    let answer = builder.finish();
    assert!(Message::parse(answer)?.is_response_to(&message));
    let framed = [&[0, 69], OCTETS].concat();
    let mut stream = framed.as_slice();
    let mut buffer = Vec::new();
    while let Some(frame) = tcp::read_frame(&mut stream, &mut buffer, u16::MAX)? {
        println!("{}", Message::parse(frame)?);
    }
    Ok(())
}

#[test]
fn records_are_made_and_read() -> Done {
    let (owner, exchange): (NameBuf, NameBuf) = ("example.".parse()?, "mail.example.".parse()?);
    let read: RecordBuf = "example. 300 IN MX 10 mail.example.".parse()?;
    let made = RecordBuf::new(&owner, 300, Class::IN, Mx::new(10, &exchange))?;
    assert_eq!(read, made);
    let txt = RdataBuf::txt(["v=spf1", "-all"])?;
    assert_eq!(txt.rtype(), Type::TXT);
    let (file, origin) = (&b"@ 60 A 192.0.2.1\n"[..], owner);
    for record in Zone::read(file).with_origin(&origin).records() {
        match record {
            Ok(record) => println!("{record}"),
            Err(error) => eprintln!("{error}"), // line, column, field
        }
    }
    Ok(())
}

#[test]
#[cfg(feature = "serde")]
fn messages_are_json() -> Done {
    use dnswire::MessageBuf;
    let message = Message::parse(OCTETS)?;
    let text = serde_json::to_string(&message)?;
    let back: MessageBuf = serde_json::from_str(&text)?;
    assert_eq!(back.message(), message);
    Ok(())
}

#[test]
fn the_page_has_this_code() {
    let page = std::fs::read_to_string("docs/coming-from.md");
    let Ok(page) = page else { return }; // not in the published crate
    let here: Vec<_> = include_str!("coming_from.rs").lines().map(str::trim).collect();
    let blocks = page.split("```rust\n").skip(1);
    let code = blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines());
    let missing: Vec<_> = code.filter(|line| !here.contains(&line.trim())).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
