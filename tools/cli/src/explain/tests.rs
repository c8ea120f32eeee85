//! Every octet belongs to one leaf; names, options and errors have their places.

use dnswire::rdata::Rdata;
use dnswire::{Message, Record};
use dnswire_support::{MX, Sample, all_messages, samples};
use serde_json::Value;

use super::build::tree;
use super::tree::Node;

/// Checks that the leaves are the octets from the first to the last, one after the other.
fn check(id: &str, octets: &[u8]) {
    let whole = tree(octets, octets.len(), None);
    let mut at = 0;
    for leaf in whole.leaves() {
        if octets.is_empty() {
            break;
        }
        assert_eq!(leaf.range.start, at, "{id}: {leaf:?}");
        assert!(leaf.range.end > at, "{id}: {leaf:?}");
        at = leaf.range.end;
    }
    assert_eq!(at, octets.len(), "{id}");
}

#[test]
fn each_octet_of_the_test_data_belongs_to_exactly_one_leaf() {
    let files = [
        ("messages.jsonl", "wire"),
        ("cases.jsonl", "hex"),
        ("cost.jsonl", "hex"),
        ("story.jsonl", "wire"),
    ];
    for Sample { id, octets } in samples(&files) {
        check(&id, &octets);
    }
}

/// Runs over the large corpus, if `DNSWIRE_CORPUS` names its folder.
#[test]
fn each_octet_of_the_corpus_belongs_to_exactly_one_leaf() {
    let Some(folder) = std::env::var_os("DNSWIRE_CORPUS") else { return };
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut count = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|end| end == "jsonl")) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            let Some(wire) = row["wire"].as_str() else { continue };
            check(&row["id"].to_string(), &hex::decode(wire).unwrap());
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn each_octet_of_a_message_cut_anywhere_belongs_to_exactly_one_leaf() {
    for end in 0..=MX.len() {
        let (there, _) = MX.split_at(end);
        check(&format!("cut to {end}"), there);
    }
}

/// The part with this path of names.
fn part<'n>(tree: &'n Node, path: &[&str]) -> &'n Node {
    path.iter().fold(tree, |node, name| {
        let mut children = node.children.iter();
        children.find(|child| child.name == *name).unwrap_or_else(|| panic!("{name} in {node:#?}"))
    })
}

#[test]
fn a_pointer_has_its_target_and_the_name_there() {
    let tree = tree(MX, MX.len(), None);
    let exchange = part(&tree, &["answer section", "answer 1", "rdata", "exchange"]);
    assert_eq!((exchange.value.as_str(), exchange.range.clone()), ("mail.example.", 0x3E..0x45));
    let pointer = part(exchange, &["pointer"]);
    assert_eq!(
        (pointer.value.as_str(), pointer.range.clone()),
        ("to 0x000c, example.", 0x43..0x45)
    );
    assert_eq!(part(exchange, &["label"]).value, "mail");
}

#[test]
fn options_have_codes_lengths_and_fields() {
    let opt = b"\0\x01\0\0\0\0\0\0\0\0\0\x01\0\0\x29\x04\xD0\0\0\0\0\0\x06\0\x0B\0\x02\0\x05";
    let tree = tree(opt, opt.len(), None);
    let path = ["additional section", "additional 0", "rdata", "options", "option"];
    let option = part(&tree, &path);
    let parts: Vec<_> =
        option.children.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
    assert_eq!(parts, [("code", "TCP-KEEPALIVE"), ("length", "2"), ("timeout", "5")]);
}

#[test]
fn an_error_is_under_the_octets_that_it_is_about() {
    let (there, _) = MX.split_at(0x40);
    let tree = tree(there, MX.len(), None);
    let leaf = *tree.leaves().last().unwrap();
    assert_eq!(leaf.name, "octets of a field that is not whole");
    assert_eq!(leaf.notes.len(), 1, "{leaf:?}");
    assert!(leaf.notes[0].text.contains("answer record 1 (MX), exchange"), "{leaf:?}");
    let notes = tree.leaves().iter().map(|leaf| leaf.notes.len()).sum::<usize>();
    assert_eq!(notes, 1);
}

/// The values of fields as the types of the library have them, by their names.
fn typed(record: &Record<'_>) -> Vec<(&'static str, String)> {
    match record.rdata() {
        Rdata::A(it) => vec![("address", it.address.to_string())],
        Rdata::Aaaa(it) => vec![("address", it.address.to_string())],
        Rdata::Ns(it) => vec![("nsdname", it.nsdname.to_string())],
        Rdata::Cname(it) => vec![("cname", it.cname.to_string())],
        Rdata::Mx(it) => {
            vec![("preference", it.preference.to_string()), ("exchange", it.exchange.to_string())]
        }
        Rdata::Srv(it) => vec![
            ("priority", it.priority.to_string()),
            ("weight", it.weight.to_string()),
            ("port", it.port.to_string()),
            ("target", it.target.to_string()),
        ],
        Rdata::Soa(it) => vec![
            ("mname", it.mname.to_string()),
            ("rname", it.rname.to_string()),
            ("serial", it.serial.to_string()),
            ("minimum", it.minimum.to_string()),
        ],
        _ => Vec::new(),
    }
}

#[test]
fn fields_have_the_values_of_the_types() {
    let mut count = 0;
    for Sample { id, octets } in all_messages().into_iter().filter(|it| it.octets.len() < 4096) {
        let Ok(partial) = Message::parse_partial(&octets, octets.len()) else { continue };
        let tree = tree(&octets, octets.len(), None);
        for record in partial.message().records() {
            for (name, want) in typed(&record) {
                let (section, index) = (record.section(), record.index());
                let place = [format!("{section} section"), format!("{section} {index}")];
                let got = part(&tree, &[&place[0], &place[1], "rdata", name]);
                assert_eq!(got.value, want, "{id}: {name}");
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}
