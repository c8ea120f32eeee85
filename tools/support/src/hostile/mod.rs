//! Messages made to be slow, one for each way to try it.

mod entries;
mod lists;
mod names;
mod pen;

/// A message that was made to be slow.
pub struct Made {
    pub id: &'static str,
    pub octets: Vec<u8>,
}

/// All of them; each can be parsed.
pub fn all() -> Vec<Made> {
    let made = names::all().into_iter().chain(lists::all()).chain(entries::all());
    made.map(|(id, octets)| Made { id, octets }).collect()
}
