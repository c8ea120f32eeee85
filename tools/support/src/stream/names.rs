//! Names with the labels of real traffic.

use super::proportions::{HOST_LENGTHS, LABELS, MIXED_CASE, REVERSED, TOP_LABELS, ZONE_LENGTHS};
use super::rtype::{PTR, SRV};
use super::{Random, pick_of};

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// Letters and digits, a letter first.
pub(super) fn label(random: &mut Random, len: usize) -> String {
    let letter = |index| {
        let bound = if index == 0 { 26 } else { LETTERS.len() };
        char::from(LETTERS[random.below(bound)])
    };
    (0..len).map(letter).collect()
}

/// The label of a host: often "www", else random letters.
fn host_label(random: &mut Random) -> String {
    match random.pick(HOST_LENGTHS) {
        3 if random.chance(3, 4) => "www".into(),
        len => label(random, len),
    }
}

/// A name under a zone, which may be the root.
pub(super) fn under(label: &str, zone: &str) -> String {
    if zone.is_empty() { label.into() } else { format!("{label}.{zone}") }
}

/// A host of a random zone.
pub(super) fn host(random: &mut Random) -> String {
    let zone = zone(random);
    let host = host_label(random);
    under(&host, &zone)
}

/// A random zone of two labels.
pub(super) fn zone(random: &mut Random) -> String {
    let len = random.pick(ZONE_LENGTHS);
    let label = label(random, len);
    under(&label, random.pick(TOP_LABELS))
}

/// A QNAME as it is asked for with the type, without the root's dot.
pub(super) fn qname(random: &mut Random, qtype: u16) -> String {
    let mut name = match qtype {
        PTR => reversed(random),
        SRV => under(random.one(&["_sip._udp", "_ldap._tcp", "_xmpp-server._tcp"]), &zone(random)),
        _ => labels(random),
    };
    if pick_of(random, MIXED_CASE) {
        name = name.chars().map(|letter| mixed(random, letter)).collect();
    }
    name
}

fn mixed(random: &mut Random, letter: char) -> char {
    if random.chance(1, 2) { letter.to_ascii_uppercase() } else { letter }
}

fn labels(random: &mut Random) -> String {
    let count = random.pick(LABELS);
    let mut name = String::new();
    for index in 0..count {
        let label = match index {
            0 => random.pick(TOP_LABELS).to_owned(),
            1 => {
                let len = random.pick(ZONE_LENGTHS);
                label(random, len)
            }
            _ => host_label(random),
        };
        // A name has at most 255 octets; leave room for a label in front of it.
        if name.len() + label.len() > 180 {
            break;
        }
        name = under(&label, &name);
    }
    name
}

fn reversed(random: &mut Random) -> String {
    if random.pick(REVERSED) == 4 {
        let octets: Vec<String> = random.octets(4).iter().map(u8::to_string).collect();
        return format!("{}.in-addr.arpa", octets.join("."));
    }
    let nibbles: Vec<String> =
        random.octets(32).iter().map(|octet| format!("{:x}", octet & 0xF)).collect();
    format!("{}.ip6.arpa", nibbles.join("."))
}

/// The zone of a name: its last two labels, or what is right of the first label of a short name.
pub(super) fn zone_of(name: &str) -> &str {
    let mut dots = name.rmatch_indices('.').map(|(at, _)| at);
    let (last, before) = (dots.next(), dots.next());
    match (last, before) {
        (_, Some(at)) => &name[at + 1..],
        (Some(_), None) => name,
        (None, _) => "",
    }
}

/// Name servers: of one provider, or of the zone itself.
pub(super) fn servers(random: &mut Random, zone: &str, count: usize) -> Vec<String> {
    let home = if random.chance(1, 2) { zone.to_owned() } else { self::zone(random) };
    let letters = count > 4;
    (0..count)
        .map(|index| match letters {
            true => under(&char::from(LETTERS[index % 36]).to_string(), &under("servers", &home)),
            false => under(&format!("ns{}", index + 1), &home),
        })
        .collect()
}
