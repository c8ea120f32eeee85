//! Streams of different messages: one that is made, and the corpus if there is one.

use std::path::Path;

use super::Messages;
use crate::stream::{COUNT, SEED, corpus, laps, messages, pack};

/// Name of the folder of JSON Lines with more messages.
const CORPUS: &str = "DNSWIRE_CORPUS";
const LAPS: usize = 8;

/// The stream, then the corpus in shuffled laps when `DNSWIRE_CORPUS` is set.
///
/// `is_taken` chooses the messages of the corpus.
///
/// # Errors
///
/// The corpus cannot be read, or no message of it is taken.
pub fn all(is_taken: impl Fn(&[u8]) -> bool) -> Result<Vec<Messages>, String> {
    let made = pack(&messages(COUNT, SEED));
    let mut all = vec![Messages { key: "stream", title: "stream", octets: made }];
    if let Some(folder) = std::env::var_os(CORPUS) {
        let folder = Path::new(&folder);
        let mut octets =
            corpus(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        octets.retain(|octets| is_taken(octets));
        if octets.is_empty() {
            return Err(format!("{}: no messages to measure", folder.display()));
        }
        let octets = pack(&laps(&octets, LAPS, SEED));
        all.push(Messages { key: "corpus", title: "corpus, 8 laps", octets });
    }
    Ok(all)
}
