//! RDATA in a message of its own, and its fields as the test data writes them.

use std::sync::OnceLock;

use dnswire::rdata::Rdata;
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::{FieldView, Message, Record, Type, Value};
use serde_json::{Map, Value as Json, json};

use super::csv::{Row, registry};
use super::{data, header, number, octets, question, text};

/// A line of `vectors.jsonl`, `samples.jsonl` or `invalid.jsonl`.
#[derive(Clone, Debug)]
pub struct Vector {
    /// `TYPE/case`.
    pub id: String,
    /// The mnemonic of the type.
    pub mnemonic: String,
    /// The number of the type.
    pub rtype: u16,
    /// The number of the class.
    pub class: u16,
    /// The octets of the RDATA.
    pub wire: Vec<u8>,
    /// The whole line.
    pub row: Json,
}

/// Valid RDATA: the lines of `vectors.jsonl`, then those of `samples.jsonl`, which are written by hand.
///
/// Samples of what the tables of the crate, or the registries, do not have are left out:
/// `tests/steps.rs` names them.
pub fn valid() -> Vec<Vector> {
    static VALID: OnceLock<Vec<Vector>> = OnceLock::new();
    let read = || {
        let types: Vec<_> =
            registry("rrtypes").iter().filter_map(|row| row.number("value")).collect();
        let own = data("samples.jsonl").into_iter().filter(|row| {
            let rtype = number(row, "value");
            row.get("registered").is_none_or(is_declared) && types.contains(&rtype)
        });
        data("vectors.jsonl").into_iter().chain(own).map(Vector::new).collect()
    };
    VALID.get_or_init(read).clone()
}

/// The rows for registries that hand-written samples have, of what is in the tables of the crate.
pub fn registered() -> Vec<Json> {
    let rows = data("samples.jsonl").into_iter().filter_map(|row| row.get("registered").cloned());
    rows.filter(is_declared).collect()
}

/// True if a table of the crate has the number of such a row.
fn is_declared(row: &Json) -> bool {
    let value = number(row, "value");
    match text(row, "registry") {
        "rrtypes" => Type::ALL.contains(&Type(value)),
        "edns_options" => OptionCode::ALL.contains(&OptionCode(value)),
        "svcparam_keys" => SvcParamKey::ALL.contains(&SvcParamKey(value)),
        other => {
            panic!("a sample is registered in rrtypes, edns_options or svcparam_keys, not {other}")
        }
    }
}

/// RDATA to refuse: the lines of `invalid.jsonl`.
pub fn invalid() -> Vec<Vector> {
    data("invalid.jsonl").into_iter().map(Vector::new).collect()
}

impl Vector {
    fn new(row: Json) -> Self {
        let class = match text(&row, "class") {
            "IN" => 1,
            "CH" => 3,
            "HS" => 4,
            "ANY" => 255,
            other => panic!("class {other} in {row}"),
        };
        Vector {
            id: text(&row, "id").to_owned(),
            mnemonic: text(&row, "type").to_owned(),
            rtype: number(&row, "value"),
            class,
            wire: octets(&row, "wire"),
            row,
        }
    }

    /// A message whose only record has this RDATA.
    pub fn message(&self) -> Vec<u8> {
        self.message_with(&self.wire)
    }

    /// A message whose only record is of this type and class and has that RDATA.
    ///
    /// It is in the answer section; OPT, TSIG and TKEY records are in the additional one.
    pub fn message_with(&self, rdata: &[u8]) -> Vec<u8> {
        let (owner, counts): (&[u8], _) = match self.mnemonic.as_str() {
            "OPT" => (b"\0", [1, 0, 0, 1]),
            "TSIG" | "TKEY" => (b"\xc0\x0c", [1, 0, 0, 1]),
            _ => (b"\xc0\x0c", [1, 1, 0, 0]),
        };
        let rdlength = u16::try_from(rdata.len()).expect("RDATA has at most 65535 octets");
        let head = [self.rtype, self.class, 0, 0, rdlength].map(u16::to_be_bytes).concat();
        let question = question(b"\x07example\0", 1);
        [&header(0x1234, 0x8180, counts), &question, owner, &head, rdata].concat()
    }

    /// The line of the type in the registry.
    #[track_caller]
    pub fn registered(&self, types: &[Row]) -> Row {
        let row = types.iter().find(|row| row.number("value") == Some(self.rtype));
        row.unwrap_or_else(|| panic!("{}: not in the registry", self.id)).clone()
    }

    /// The layout of the type in the class, of the lines for all classes and for some.
    #[track_caller]
    pub fn layout(&self, types: &[Row], others: &[Row]) -> String {
        let class = text(&self.row, "class");
        let is_own =
            |row: &&Row| row.number("value") == Some(self.rtype) && row.text("class") == class;
        let row = others.iter().find(is_own).cloned();
        row.unwrap_or_else(|| self.registered(types)).text("layout").to_owned()
    }

    /// The offset of the RDATA in that message.
    pub fn rdata_offset(&self) -> usize {
        self.message().len() - self.wire.len()
    }
}

/// The only record of a message.
#[track_caller]
pub fn only_record(octets: &[u8]) -> Record<'_> {
    let message = Message::parse(octets).expect("the framing is right");
    message.records().next().expect("there is a record")
}

/// True if the RDATA of the only record does not fit its type.
#[track_caller]
pub fn is_malformed(octets: &[u8]) -> bool {
    matches!(only_record(octets).rdata(), Rdata::Malformed(_))
}

/// The fields of a record, in their order.
pub fn fields<'a>(record: &Record<'a>) -> Vec<FieldView<'a>> {
    let mut fields = Vec::new();
    record.for_each_field(|field| fields.push(field));
    fields
}

/// The fields of a record as the test data writes them.
pub fn fields_json(record: &Record<'_>) -> Json {
    let start = record.rdata_offset();
    let octets = |field: &FieldView<'_>| {
        &record.rdata_octets()[field.range.start - start..field.range.end - start]
    };
    let pairs = fields(record)
        .into_iter()
        .map(|field| (field.name.to_owned(), value_json(&field.value, octets(&field))));
    Json::Object(pairs.collect::<Map<_, _>>())
}

/// A value; `octets` is where it was read.
pub fn value_json(value: &Value<'_>, octets: &[u8]) -> Json {
    match *value {
        Value::Absent => Json::Null,
        Value::Number(number) => json!(number),
        Value::Ipv4(address) => json!(address.to_string()),
        Value::Ipv6(address) => json!(address.to_string()),
        Value::Name(name) => json!(name.to_string()),
        Value::Text(octets) => json!(unquoted(octets)),
        Value::Octets(octets) => json!(hex::encode(octets)),
        Value::Eui(octets) => {
            let pairs: Vec<_> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
            json!(pairs.join("-"))
        }
        Value::Types(types) => types.iter().map(|rtype| json!(rtype.0)).collect(),
        Value::Strings(strings) => strings.iter().map(|s| json!(unquoted(s))).collect(),
        Value::Names(names) => names.iter().map(|name| json!(name.to_string())).collect(),
        Value::Numbers(numbers) => numbers.iter().map(|number| json!(number)).collect(),
        Value::Octets8(numbers) => numbers.iter().map(|number| json!(number)).collect(),
        Value::Options(_) => coded(
            octets,
            |code, data| json!({ "option_code": code, "option_data": hex::encode(data) }),
        ),
        Value::Params(_) => {
            coded(octets, |key, value| json!({ "key": key, "value": hex::encode(value) }))
        }
        Value::Prefixes(items) => items
            .iter()
            .map(|item| {
                json!({
                    "address_family": item.address_family.0,
                    "prefix": item.prefix,
                    "n": u8::from(item.n),
                    "afdlength": item.afdpart.len(),
                    "afdpart": hex::encode(item.afdpart),
                })
            })
            .collect(),
        ref other => panic!("no JSON for {other:?}"),
    }
}

/// A row of codes and lengths of 16 bits with what they are for.
fn coded(mut octets: &[u8], json: impl Fn(u16, &[u8]) -> Json) -> Json {
    let mut all = Vec::new();
    while let [a, b, c, d, rest @ ..] = octets {
        let len = usize::from(u16::from_be_bytes([*c, *d]));
        all.push(json(u16::from_be_bytes([*a, *b]), &rest[..len]));
        octets = &rest[len..];
    }
    assert!(octets.is_empty(), "octets are left over");
    Json::Array(all)
}

/// The octets as text, escaped as in a quoted string but without the quotes.
fn unquoted(octets: &[u8]) -> String {
    let escaped = |octet: &u8| match octet {
        b'"' | b'\\' => format!("\\{}", char::from(*octet)),
        0x20..=0x7E => char::from(*octet).to_string(),
        _ => format!("\\{octet:03}"),
    };
    octets.iter().map(escaped).collect()
}
