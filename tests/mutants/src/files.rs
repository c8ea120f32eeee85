//! Which source files the library has.

use std::path::{Path, PathBuf};
use std::{fs, io};

use syn::Item;

use crate::find::is_left_out;

/// A source file of the library.
pub struct File {
    pub path: PathBuf,
    /// Whether it has unit tests only.
    pub is_test: bool,
}

/// All source files, as the `mod` lines lead to them.
pub fn files(root: &Path) -> io::Result<Vec<File>> {
    let mut files = vec![File { path: root.join("lib.rs"), is_test: false }];
    let mut next = 0;
    while let Some(File { path, is_test }) = files.get(next) {
        next += 1;
        let parsed = syn::parse_file(&fs::read_to_string(path)?).map_err(io::Error::other)?;
        let (path, is_test) = (path.clone(), *is_test);
        for item in parsed.items {
            if let Item::Mod(module) = item
                && module.content.is_none()
            {
                let is_test = is_test || is_left_out(&module.attrs);
                files.push(File { path: inside(&path, &module.ident.to_string()), is_test });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The file of a module that is declared in another one.
fn inside(file: &Path, module: &str) -> PathBuf {
    let folder = match file.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "mod") => file.with_file_name(""),
        _ => file.with_extension(""),
    };
    let path = folder.join(format!("{module}.rs"));
    if path.exists() { path } else { folder.join(module).join("mod.rs") }
}
