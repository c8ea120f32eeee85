//! A source file with the places that have mutants.

use std::collections::HashSet;
use std::ops::Range;

/// A change of the source. The environment variable `MUTANT` switches it on by its number.
pub struct Mutant {
    pub line: usize,
    pub function: String,
    /// What it does, for people.
    pub change: String,
    /// What it puts in the place; empty for an arm that is deleted.
    pub text: String,
}

/// A place in the source with its mutants, of which one at most is on.
pub struct Place {
    /// The number of the first mutant; the others follow.
    pub first: u32,
    pub span: Range<usize>,
    pub form: Form,
    pub within: Within,
    pub mutants: Vec<Mutant>,
}

impl Place {
    /// The mutants with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u32, &Mutant)> {
        (self.first..).zip(&self.mutants)
    }

    /// The number behind that of the last mutant.
    pub fn next(&self) -> u32 {
        self.numbered().last().map_or(self.first, |(id, _)| id + 1)
    }
}

#[derive(Clone, Copy)]
pub enum Form {
    /// An expression that is replaced.
    Expression,
    /// The start of a function, which returns at once.
    Body,
    /// The end of a pattern without a guard; the arm is deleted.
    Arm,
    /// A guard; its arm is deleted.
    GuardedArm,
}

#[derive(Clone)]
pub enum Within {
    Ordinary,
    /// A `const fn`, by its name. It loses its `const`, if it is not called by a constant.
    ConstFn(String),
    /// A constant: the switch does not work there.
    Constant,
}

pub struct Source {
    /// `src/tcp/mod.rs`
    pub path: String,
    pub text: String,
    pub places: Vec<Place>,
    /// The names of the functions that are `const`, and where that word is.
    pub const_fns: Vec<(String, Range<usize>)>,
    /// Operators and functions in the bodies of macros, about.
    pub in_macros: usize,
}

impl Source {
    /// Leaves the file as it is.
    pub fn forget(&mut self) {
        self.places.clear();
        self.const_fns.clear();
        self.in_macros = 0;
    }

    /// `tcp` for `src/tcp/mod.rs`, `wire` for `src/wire.rs`.
    pub fn module(&self) -> &str {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        path.split(['/', '.']).next().unwrap_or(path)
    }
}

/// What the compiler refused.
#[derive(Default, Clone, PartialEq)]
pub struct Refused {
    /// Mutants that do not compile.
    pub mutants: HashSet<u32>,
    /// Functions that must stay `const`: path of the file, name.
    pub const_fns: HashSet<(String, String)>,
}

impl Refused {
    /// Whether the switch can work in a place.
    pub fn allows(&self, source: &Source, place: &Place) -> bool {
        match &place.within {
            Within::Ordinary => true,
            Within::ConstFn(name) => !self.is_const(source, name),
            Within::Constant => false,
        }
    }

    pub fn is_const(&self, source: &Source, name: &str) -> bool {
        self.const_fns.contains(&(source.path.clone(), name.to_owned()))
    }
}
