//! The sections of a message as types, so that the compiler checks their order.

use crate::error::Section;

/// A section of records.
///
/// ```
/// use dnswire::Section;
/// use dnswire::compose::{InAnswer, RecordSection};
///
/// assert_eq!(InAnswer::SECTION, Section::Answer);
/// ```
pub trait RecordSection {
    /// The section.
    const SECTION: Section;
}

/// A section that comes before `T` in a message.
///
/// ```
/// use dnswire::{Builder, Compression};
///
/// let (mut octets, mut compression) = ([0; 512], Compression::new());
/// let builder = Builder::new(&mut octets, &mut compression)?.additional();
/// // builder.answer() does not compile: the answer section is before the additional section.
/// builder.finish();
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the section {T} does not come after {Self}",
    note = "the order of sections is question, answer, authority, additional, transaction"
)]
pub trait Before<T> {}

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident $(: $section:ident)?, before $($later:ident)*;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}

        $(impl RecordSection for $name {
            const SECTION: Section = Section::$section;
        })?

        $(impl Before<$later> for $name {})*
    )+};
}

sections! {
    /// A [`Builder`](super::Builder) in the question section.
    InQuestion, before InAnswer InAuthority InAdditional InTransaction;
    /// A [`Builder`](super::Builder) in the answer section.
    InAnswer: Answer, before InAuthority InAdditional InTransaction;
    /// A [`Builder`](super::Builder) in the authority section.
    InAuthority: Authority, before InAdditional InTransaction;
    /// A [`Builder`](super::Builder) in the additional section.
    InAdditional: Additional, before InTransaction;
    /// A [`Builder`](super::Builder) at the end of the additional section, after OPT.
    InTransaction: Additional, before InTransaction;
}
