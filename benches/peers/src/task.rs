//! The tasks of the libraries, and how a library does one many times.

use std::hint::black_box;

use dnswire_support::messages::Messages;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    Skip,
    Mx,
    Decode,
    Check,
    Print,
    Compose,
}

impl Task {
    pub const ALL: [Task; 6] =
        [Task::Skip, Task::Mx, Task::Decode, Task::Check, Task::Print, Task::Compose];

    /// As it is called on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Task::Skip => "skip",
            Task::Mx => "mx",
            Task::Decode => "decode",
            Task::Check => "check",
            Task::Print => "print",
            Task::Compose => "compose",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Task::Skip => "skip to the record after the answers",
            Task::Mx => "preferences and exchanges of all MX, folded",
            Task::Decode => "everything decoded and folded",
            Task::Check => "everything checked",
            Task::Print => "everything printed into a kept String",
            Task::Compose => "composed with compression",
        }
    }

    /// The ratio to the best peer that dnswire is to stay below.
    pub fn bar(self, messages: &str) -> Option<f64> {
        match (self, messages) {
            (Task::Skip, "stream") => Some(0.75),
            (Task::Decode, "stream") => Some(0.65),
            (Task::Check, "stream") => Some(0.48),
            (Task::Print, "stream") => Some(0.36),
            (Task::Compose, "stream") => Some(0.62),
            (Task::Skip, "mx" | "mix") => Some(0.95),
            (Task::Skip, "zone") => Some(0.80),
            (Task::Skip, _) => Some(0.85),
            (Task::Mx, "mx") => Some(0.65),
            (Task::Decode | Task::Print, _) => Some(0.55),
            (Task::Check, _) => Some(0.75),
            (Task::Compose, "referral" | "mx") => Some(0.95),
            _ => None,
        }
    }

    /// True if there is anything to be done with these messages.
    pub fn suits(self, messages: &str) -> bool {
        self != Task::Mx || matches!(messages, "mx" | "stream" | "corpus")
    }

    /// True if the result is the same number for all libraries that do the same work.
    pub fn is_folded(self) -> bool {
        matches!(self, Task::Skip | Task::Mx | Task::Decode)
    }
}

/// Memory that is kept from message to message.
#[derive(Default)]
pub struct Kept {
    pub text: String,
    pub octets: Vec<u8>,
    pub compression: dnswire::Compression,
}

/// The work of a library on one message.
pub trait Work {
    /// The input: octets, or for composing the entries read from them.
    type Input<'a>;

    fn prepare(octets: &[u8]) -> Option<Self::Input<'_>>;

    /// `None` when the library refuses the message.
    fn run(input: &Self::Input<'_>, kept: &mut Kept) -> Option<u64>;
}

/// [`Work`] on prepared messages, many times.
pub trait Runner {
    /// Goes through `count` messages in turn; the sum of what came of them.
    fn run(&mut self, count: usize) -> Option<u64>;
}

/// Prepares messages; `None` when the library refuses one.
pub type Start = for<'a> fn(&'a Messages) -> Option<Box<dyn Runner + 'a>>;

struct Prepared<'a, W: Work> {
    inputs: Vec<W::Input<'a>>,
    next: usize,
    kept: Kept,
}

pub fn start<W: Work + 'static>(messages: &Messages) -> Option<Box<dyn Runner + '_>> {
    let prepared = messages.octets.iter().map(|octets| W::prepare(octets));
    let inputs: Vec<_> = prepared.collect::<Option<_>>()?;
    let mut kept = Kept::default();
    for input in &inputs {
        W::run(input, &mut kept)?;
    }
    Some(Box::new(Prepared::<W> { inputs, next: 0, kept }))
}

impl<W: Work> Runner for Prepared<'_, W> {
    #[inline(never)]
    fn run(&mut self, count: usize) -> Option<u64> {
        let mut sum = 0_u64;
        for _ in 0..count {
            let input = black_box(&self.inputs[self.next]);
            sum = sum.wrapping_add(W::run(input, &mut self.kept)?);
            self.next += 1;
            if self.next == self.inputs.len() {
                self.next = 0;
            }
        }
        Some(black_box(sum))
    }
}

/// Declares work on the octets of a message.
macro_rules! on_octets {
    ($($name:ident = $run:path;)+) => {$(
        pub struct $name;

        impl $crate::task::Work for $name {
            type Input<'a> = &'a [u8];

            fn prepare(octets: &[u8]) -> Option<&[u8]> {
                Some(octets)
            }

            #[inline]
            fn run(octets: &&[u8], kept: &mut $crate::task::Kept) -> Option<u64> {
                $run(octets, kept)
            }
        }
    )+};
}
pub(crate) use on_octets;
