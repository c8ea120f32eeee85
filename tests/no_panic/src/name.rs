//! Names and labels: read, compared, hashed, ordered, copied; and read from text.

use std::hash::Hash;
use std::hint::black_box;

use dnswire::{Name, NameBuf};
use no_panic::no_panic;

use crate::hasher::Fnv;

pub fn prove(name: Name<'_>, other: Name<'_>) {
    name_labels(name);
    name_accessors(name);
    name_parent(name);
    name_ends_with(name, other);
    name_eq(name, other);
    name_cmp(name, other);
    name_hash(name);
    name_to_buf(name);
    name_buf_eq(&name.to_buf(), other);
    name_buf_accessors(&name.to_buf());
    name_buf_from_labels(name);
}

pub fn prove_text(octets: &[u8]) {
    if let Ok(text) = str::from_utf8(octets) {
        name_buf_from_str(text);
    }
}

#[no_panic]
fn name_labels(name: Name<'_>) {
    let mut last = None;
    let mut labels = name.labels();
    while let Some(label) = labels.next() {
        black_box((label.as_octets(), label.len(), labels.rest()));
        black_box((Some(label) == last, Some(label).cmp(&last)));
        label.hash(&mut Fnv::new());
        last = Some(label);
    }
}

#[no_panic]
fn name_accessors(name: Name<'_>) {
    black_box((name.label_count(), name.len(), name.is_root(), name.is_wildcard()));
    black_box((name.is_compressed(), name.pointer_target(), name.offset()));
}

#[no_panic]
fn name_parent(name: Name<'_>) {
    black_box(name.parent());
}

#[no_panic]
fn name_ends_with(name: Name<'_>, suffix: Name<'_>) {
    black_box(name.ends_with(suffix));
}

#[no_panic]
fn name_eq(name: Name<'_>, other: Name<'_>) {
    black_box(name == other);
}

#[no_panic]
fn name_cmp(name: Name<'_>, other: Name<'_>) {
    black_box((name.cmp(&other), name < other));
}

#[no_panic]
fn name_hash(name: Name<'_>) {
    let mut hasher = Fnv::new();
    name.hash(&mut hasher);
    black_box(&hasher);
}

#[no_panic]
fn name_to_buf(name: Name<'_>) {
    black_box(&name.to_buf());
}

#[no_panic]
fn name_buf_eq(buf: &NameBuf, name: Name<'_>) {
    black_box((*buf == name, name == *buf, *buf == *buf, buf.cmp(buf)));
    buf.hash(&mut Fnv::new());
}

#[no_panic]
fn name_buf_accessors(buf: &NameBuf) {
    black_box((buf.as_octets(), buf.as_name()));
    black_box(&buf.to_lowercase());
}

#[no_panic]
fn name_buf_from_labels(name: Name<'_>) {
    let _ = black_box(&NameBuf::from_labels(name.labels().map(|label| label.as_octets())));
}

#[no_panic]
fn name_buf_from_str(text: &str) {
    let _ = black_box(&text.parse::<NameBuf>());
}
