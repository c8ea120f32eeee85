//! Writing octets: what RDATA and names are written to, and in which form.

mod builder;
mod composer;
mod compression;
pub mod edit;
mod key;
mod mdns;
mod opt;
mod option;
mod pen;
mod policy;
mod push;
mod room;
mod section;
mod start;
mod turn;
mod update;
#[cfg(test)]
#[cfg(feature = "alloc")]
mod work;

pub use builder::Builder;
pub use composer::Compress;
pub use compression::Compression;
pub use opt::OptRecord;
pub use option::OptionWriter;
pub use policy::NamePolicy;
pub(crate) use policy::policy;
pub use room::Room;
pub use section::{InAdditional, InAnswer, InAuthority, InQuestion, InTransaction};
pub use start::{header_response, udp_limit};

use crate::name::{Name, NameBuf};
use crate::record::Record;

/// In which form names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Names without compression, in the case they have.
    Uncompressed,
    /// The canonical form of DNSSEC (RFC 4034 section 6.2, RFC 6840 section 5.1): names without
    /// compression, in lower case for the types that are listed there.
    Canonical,
}

/// The octets do not fit into the room for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the octets do not fit")]
pub struct Full;

/// What RDATA is written to.
pub trait Output {
    /// Appends octets as they are.
    fn octets(&mut self, octets: &[u8]) -> Result<(), Full>;

    /// Appends a name in the form that is asked for.
    fn name(&mut self, name: Name<'_>) -> Result<(), Full>;
}

/// Writes names without compression and hands all octets to a function.
#[derive(Debug)]
pub(crate) struct Plain<S> {
    sink: S,
    lowercase: bool,
}

impl<S: FnMut(&[u8]) -> Result<(), Full>> Plain<S> {
    /// Writes in `form` what belongs to a type with this `policy`.
    pub(crate) fn new(form: Form, policy: NamePolicy, sink: S) -> Self {
        Plain { sink, lowercase: form == Form::Canonical && policy.lowercase }
    }
}

impl<S: FnMut(&[u8]) -> Result<(), Full>> Output for Plain<S> {
    fn octets(&mut self, octets: &[u8]) -> Result<(), Full> {
        (self.sink)(octets)
    }

    fn name(&mut self, name: Name<'_>) -> Result<(), Full> {
        let buf = name.to_buf();
        let buf = if self.lowercase { buf.to_lowercase() } else { buf };
        (self.sink)(buf.as_octets())
    }
}

/// A sink that fills a slice from its start.
pub(crate) fn into_slice<'b>(
    room: &'b mut [u8],
    written: &'b mut usize,
) -> impl FnMut(&[u8]) -> Result<(), Full> + 'b {
    move |octets| {
        let end = written.checked_add(octets.len()).ok_or(Full)?;
        room.get_mut(*written..end).ok_or(Full)?.copy_from_slice(octets);
        *written = end;
        Ok(())
    }
}

/// So that a `&NameBuf` can be given where a name is asked for.
impl<'n> From<&'n NameBuf> for Name<'n> {
    fn from(name: &'n NameBuf) -> Self {
        name.as_name()
    }
}

/// Whether a record says something about the message: OPT, TSIG and SIG(0), which is a SIG record
/// that covers no type ([RFC 2931 section 3]).
///
/// [RFC 2931 section 3]: https://www.rfc-editor.org/rfc/rfc2931#section-3
fn is_pseudo(record: &Record<'_>) -> bool {
    match record.rtype().0 {
        41 | 250 => true,
        24 => record.rdata_octets().starts_with(&[0, 0]),
        _ => false,
    }
}
