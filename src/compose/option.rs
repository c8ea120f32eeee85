//! The options of an OPT record to compose.

use super::buffer::Buffer;
use crate::layout::{CodedData, DoesNotFit, Uncompressed, into_slice, write};
use crate::registry::OptionCode;
use crate::wire::MAX_MESSAGE;

/// Writes EDNS options into a slice or a vector ([RFC 6891 section 6.1.2]).
///
/// ```
/// use dnswire::edns::ExtendedError;
/// use dnswire::registry::{InfoCode, OptionCode};
/// use dnswire::OptRecord;
/// use dnswire::compose::OptionWriter;
///
/// let mut buffer = [0; 64];
/// let mut options = OptionWriter::new(&mut buffer);
/// options.push_raw(OptionCode::NSID, b"")?;
/// options.push(&ExtendedError { info_code: InfoCode::NETWORK_ERROR, extra_text: "timeout" })?;
/// let opt = OptRecord::new(1232).with_options(options.finish());
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
///
/// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
#[derive(Debug)]
pub struct OptionWriter<'o> {
    buffer: Buffer<'o>,
    base: usize,
    len: usize,
}

impl<'o> OptionWriter<'o> {
    /// Writes to the start of a slice, or appends to a vector.
    pub fn new(buffer: impl Into<Buffer<'o>>) -> Self {
        let buffer = buffer.into();
        OptionWriter { base: buffer.base(), buffer, len: 0 }
    }

    /// Appends an option.
    ///
    /// Fails, and writes nothing, when the option has more than 65535 octets or does not fit into
    /// the buffer.
    pub fn push<'a, T: CodedData<'a, OptionCode>>(&mut self, option: &T) -> Result<(), DoesNotFit> {
        let values = option.values();
        self.write(T::CODE, |sink| {
            write(T::LAYOUT, values.as_slice(), &mut Uncompressed::new(false, sink))
        })
    }

    /// Appends an option with these octets; fails as [`OptionWriter::push`] does.
    pub fn push_raw(&mut self, code: OptionCode, octets: &[u8]) -> Result<(), DoesNotFit> {
        self.write(code, |sink| sink(octets))
    }

    /// Writes an option; grows the buffer if the option does not fit and the buffer can grow.
    fn write(
        &mut self,
        code: OptionCode,
        data: impl Fn(&mut dyn FnMut(&[u8]) -> Result<(), DoesNotFit>) -> Result<(), DoesNotFit>,
    ) -> Result<(), DoesNotFit> {
        loop {
            let buffer = self.buffer.octets(self.base, MAX_MESSAGE);
            if let Ok(len) = option(buffer.get_mut(self.len..).unwrap_or_default(), code, &data) {
                self.len = self.len.wrapping_add(len);
                return Ok(());
            }
            if !self.buffer.grow(self.base, MAX_MESSAGE) {
                return Err(DoesNotFit);
            }
        }
    }

    /// The octets of the options, without those that a vector held before.
    #[must_use]
    pub fn finish(self) -> &'o [u8] {
        self.buffer.into_octets(self.base, self.len)
    }
}

/// Writes an option to the start of `buffer`; returns the number of its octets.
fn option(
    buffer: &mut [u8],
    code: OptionCode,
    data: impl Fn(&mut dyn FnMut(&[u8]) -> Result<(), DoesNotFit>) -> Result<(), DoesNotFit>,
) -> Result<usize, DoesNotFit> {
    let (head, buffer) = buffer.split_first_chunk_mut::<4>().ok_or(DoesNotFit)?;
    let mut written = 0;
    data(&mut into_slice(buffer, &mut written))?;
    let [a, b] = code.0.to_be_bytes();
    let [c, d] = u16::try_from(written).map_err(|_| DoesNotFit)?.to_be_bytes();
    *head = [a, b, c, d];
    Ok(4 + written)
}
