//! In which classes a type has its layout.

use crate::registry::Class;

/// The classes in which a type has its layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ClassSet {
    /// Every class.
    Any,
    /// The Internet.
    In,
    /// The Internet and Hesiod.
    InHs,
    /// Chaosnet.
    Ch,
}

impl ClassSet {
    /// Whether a record of `class` has the layout.
    ///
    /// The top bit, which multicast DNS uses for something else, does not count; records of class
    /// ANY and NONE, which updates use, have the layout of the Internet.
    #[inline]
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        let class = match class {
            Class::ANY | Class::NONE => Class::IN,
            class => class.without_top_bit(),
        };
        match self {
            ClassSet::Any => true,
            ClassSet::In => matches!(class, Class::IN),
            ClassSet::InHs => matches!(class, Class::IN | Class::HS),
            ClassSet::Ch => matches!(class, Class::CH),
        }
    }
}
