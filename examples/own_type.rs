//! An RR type and an EDNS option of one's own: declared, made, composed, read, and as text with their
//! own names.

use dnswire::layout::CodedData;
use dnswire::rdata::{Data, OwnOption, OwnType, OwnTypes};
use dnswire::registry::OptionCode;
use dnswire::{
    Builder, Class, Compression, Message, Name, NameBuf, OptionBuf, RecordBuf, Type, fields,
};

fields! {
    /// The rack of a host.
    pub struct Rack<'a> {
        /// The unit, counted from the floor.
        pub unit: u16,
        /// The name of the room.
        #[kind(Counted8(Quoted))]
        pub room: &'a [u8],
        /// Its console.
        pub console: Name<'a>,
    }
}

impl<'a> Data<'a> for Rack<'a> {
    const TYPE: Type = Type(65280);
}

fields! {
    /// The sender of a query.
    pub struct Customer {
        /// The number of the customer.
        pub number: u32,
    }
}

impl CodedData<'_, OptionCode> for Customer {
    const CODE: OptionCode = OptionCode(65001);
}

const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Rack<'_>>("RACK")])
    .with_options(&[OwnOption::of::<Customer>("CUSTOMER")]);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = r#"host.example. 300 RACK 12 "second floor" console.example."#;
    let read = RecordBuf::from_text_with(text, Name::ROOT, OWN)?;

    let (owner, console): (NameBuf, NameBuf) = ("a.example.".parse()?, "b.example.".parse()?);
    let rack = Rack { unit: 7, room: b"cellar", console: console.as_name() };
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
    builder.push(&owner, 300, Class::IN, &rack);
    builder.push_record(&read);
    let message = Message::parse(builder.finish())?;
    for record in message.answers() {
        if let Some(rack) = record.data::<Rack>() {
            println!("{} is unit {}", record.with_types(OWN), rack?.unit);
        }
    }
    print!("{}", message.explain().with_types(OWN));
    let option = OptionBuf::from_text_with("CUSTOMER: 7", OWN)?;
    println!("{} has {:?}", option.with_types(OWN), option.as_raw().as_type::<Customer>());
    Ok(())
}
