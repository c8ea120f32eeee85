//! Writes the messages of `hostile` to a folder, as JSON Lines: `hostile FOLDER`.
//!
//! `DNSWIRE_CORPUS=FOLDER cargo test -p dnswire --lib work` counts the steps over them.

use std::error::Error;
use std::path::Path;

use dnswire_support::hostile;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: hostile FOLDER")?;
    let line = |made: hostile::Made| {
        format!("{}\n", serde_json::json!({ "id": made.id, "wire": hex::encode(made.octets) }))
    };
    let lines: String = hostile::all().into_iter().map(line).collect();
    std::fs::create_dir_all(&folder)?;
    std::fs::write(Path::new(&folder).join("hostile.jsonl"), lines)?;
    Ok(())
}
