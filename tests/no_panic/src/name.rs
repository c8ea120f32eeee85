//! Names and labels: read, compared, hashed, ordered, copied; and read from text.

use core::hash::Hash;
use core::hint::black_box;
use core::net::IpAddr;

use dnswire::{Name, NameBuf, NameError};

use crate::hasher::Fnv;
use crate::show::{debug, display, show};

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
    name_made(name, other);
    show(&name);
    display(&name.in_utf8());
    show(&name.to_buf());
}

pub fn prove_octets(octets: &[u8]) {
    name_result(NameBuf::from_octets(octets));
    if let (Ok(text), Some(bits)) = (str::from_utf8(octets), octets.first_chunk::<16>()) {
        name_and_text(Name::ROOT, text, IpAddr::from(*bits));
    }
    if let (Ok(text), Some(bits)) = (str::from_utf8(octets), octets.first_chunk::<4>()) {
        name_and_text(Name::ROOT, text, IpAddr::from(*bits));
    }
    if let Ok(text) = str::from_utf8(octets) {
        name_buf_from_str(text);
    }
}

fn name_labels(name: Name<'_>) {
    let mut last = None;
    let mut labels = name.labels();
    while let Some(label) = labels.next() {
        black_box((label.as_octets(), label.as_str(), label.len(), labels.rest()));
        black_box((Some(label) == last, Some(label).cmp(&last), label < label));
        label.hash(&mut Fnv::new());
        show(&label);
        debug(&labels);
        last = Some(label);
    }
}

fn name_accessors(name: Name<'_>) {
    black_box((name.label_count(), name.len(), name.is_root(), name.is_wildcard()));
    black_box((name.is_compressed(), name.pointer_target(), name.offset()));
}

fn name_parent(name: Name<'_>) {
    black_box(name.parent());
}

fn name_ends_with(name: Name<'_>, suffix: Name<'_>) {
    black_box(name.ends_with(suffix));
}

fn name_eq(name: Name<'_>, other: Name<'_>) {
    black_box(name == other);
}

fn name_cmp(name: Name<'_>, other: Name<'_>) {
    black_box((name.cmp(&other), name < other));
}

fn name_hash(name: Name<'_>) {
    let mut hasher = Fnv::new();
    name.hash(&mut hasher);
    black_box(&hasher);
}

fn name_to_buf(name: Name<'_>) {
    black_box(&name.to_buf());
}

fn name_buf_eq(buf: &NameBuf, name: Name<'_>) {
    black_box((*buf == name, name == *buf, *buf == *buf, buf.cmp(buf), buf < buf));
    buf.hash(&mut Fnv::new());
}

fn name_buf_accessors(buf: &NameBuf) {
    black_box((buf.as_octets(), buf.as_name()));
    black_box(&buf.to_lowercase());
}

fn name_buf_from_labels(name: Name<'_>) {
    let _ = black_box(&NameBuf::from_labels(name.labels().map(|label| label.as_octets())));
}

fn name_buf_from_str(text: &str) {
    name_result(text.parse::<NameBuf>());
}

fn name_made(name: Name<'_>, other: Name<'_>) {
    name_result(name.child(black_box("label")));
    name_result(name.join(other));
    black_box((name.to_lowercase(), name.to_address()));
    let buf = name.to_buf();
    name_result(buf.child(black_box("label")));
    name_result(buf.join(other));
    black_box((buf.parent(), buf.to_address(), Name::from(&buf), buf.clone()));
}

fn name_and_text(name: Name<'_>, text: &str, address: IpAddr) {
    let buf = name.to_buf();
    black_box((name == *text, name == text, buf == *text, buf == text));
    black_box(NameBuf::try_from(text).is_ok());
    display(&NameBuf::from(address));
    match address {
        IpAddr::V4(address) => display(&NameBuf::from(address)),
        IpAddr::V6(address) => display(&NameBuf::from(address)),
    }
}

fn name_result(result: Result<NameBuf, NameError>) {
    match result {
        Ok(name) => display(&name),
        Err(error) => {
            black_box((error.kind(), error.offset(), error == error));
            show(&error);
            show(&error.kind());
        }
    }
}
