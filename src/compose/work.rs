//! Tests that composing takes linear work, counted in steps: entries compared and labels read.

use std::format;
use std::vec::Vec;

use super::labels::Label;
use super::{Builder, Compression};
use crate::name::NameBuf;
use crate::registry::{Class, Type};
use crate::wire::steps;

/// The most steps for a label: the entries of a chain, and the reads of the label itself.
const STEPS: usize = 40;

/// Pushes a record for each owner, as many as fit; returns the number of steps and of labels.
fn steps(owners: &[NameBuf]) -> (usize, usize) {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    let (steps, pushed) = steps::of(|| {
        let pushed = owners
            .iter()
            .take_while(|owner| builder.push_raw(*owner, 0, Class::IN, Type::NULL, &[]));
        pushed.count()
    });
    (steps, owners.iter().take(pushed).map(|owner| owner.as_name().label_count() + 1).sum())
}

#[track_caller]
fn check(owners: &[NameBuf]) {
    let (steps, labels) = steps(owners);
    assert!(steps <= STEPS * labels, "{steps} steps for {labels} labels");
}

/// One-label names with hashes that are equal in all bits that a table uses.
fn colliding() -> Vec<NameBuf> {
    let names = (0..4_000_000).map(|number| format!("{number:x}").parse::<NameBuf>().unwrap());
    let collides = |name: &NameBuf| Label::read(name.as_octets(), 0).hash(0) & 0x1FF == 7;
    names.filter(collides).take(1500).collect()
}

#[test]
fn names_made_to_collide_cost_linear_work() {
    let names = colliding();
    assert_eq!(names.len(), 1500);
    check(&names);
    let under = |name: &NameBuf| {
        let [label] = name.as_name().labels().collect::<Vec<_>>()[..] else { panic!("one label") };
        let labels = [label.as_octets(); 20];
        NameBuf::from_labels(labels).unwrap()
    };
    check(&names.iter().map(under).collect::<Vec<_>>());
}

#[test]
fn names_of_many_labels_cost_linear_work() {
    let name = |number: usize| {
        let labels = (0..127).map(|label| [b'a' + u8::try_from(number * label % 26).unwrap()]);
        let labels: Vec<_> = labels.collect();
        NameBuf::from_labels(labels.iter().map(|label| &label[..])).unwrap()
    };
    check(&(0..1000).map(name).collect::<Vec<_>>());
    check(&(0..5000).map(|_| name(1)).collect::<Vec<_>>());
}
