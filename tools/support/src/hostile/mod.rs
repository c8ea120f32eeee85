//! Messages made to be slow, one for each way to try it.

mod entries;
mod lists;
mod names;
mod pen;
mod uses;

/// A message that was made to be slow.
pub struct Made {
    pub id: &'static str,
    pub octets: Vec<u8>,
}

/// All of them; each can be parsed.
pub fn all() -> Vec<Made> {
    let made = names::all().into_iter().chain(lists::all()).chain(entries::all());
    let made = made.map(|(id, octets)| Made { id, octets });
    made.chain(of_size(pen::MOST)).collect()
}

/// Those that can be made in any size: made to be slow for what is done with a message after it was
/// parsed.
pub fn of_size(most: usize) -> Vec<Made> {
    uses::all(most).into_iter().map(|(id, octets)| Made { id, octets }).collect()
}
