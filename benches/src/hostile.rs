//! The messages.

use dnswire_support::{Sample, hostile, messages, samples};

/// The 64 KB zone transfer of the other benchmarks.
pub fn ordinary() -> Vec<u8> {
    let mut messages = messages::all();
    messages.retain(|messages| messages.key == "zone");
    messages.remove(0).octets[0].to_vec()
}

/// The messages of `tests/data` that were made to be slow, then those that are made in code.
pub fn all_hostile() -> Vec<(String, Vec<u8>)> {
    let of_data = samples(&[("cost.jsonl", "hex")]).into_iter();
    let of_data = of_data.map(|Sample { id, octets }| (id, octets));
    of_data
        .chain(hostile::all().into_iter().map(|made| (made.id.to_owned(), made.octets)))
        .collect()
}
