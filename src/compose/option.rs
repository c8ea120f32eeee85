//! The options of an OPT record in the making.

use super::room::Room;
use super::{Full, Output, into_slice};
use crate::edns::OptionData;
use crate::name::Name;
use crate::registry::OptionCode;
use crate::wire::MAX_MESSAGE;

/// Writes EDNS options into a slice or a vector ([RFC 6891 section 6.1.2]).
///
/// ```
/// use dnswire::edns::ExtendedError;
/// use dnswire::registry::{InfoCode, OptionCode};
/// use dnswire::{OptRecord, OptionWriter};
///
/// let mut room = [0; 64];
/// let mut options = OptionWriter::new(&mut room);
/// options.push_raw(OptionCode::NSID, b"")?;
/// options.push(&ExtendedError { info_code: InfoCode::NETWORK_ERROR, extra_text: "timeout" })?;
/// let opt = OptRecord::new(1232).with_options(options.finish());
/// # Ok::<(), dnswire::Full>(())
/// ```
///
/// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
#[derive(Debug)]
pub struct OptionWriter<'o> {
    room: Room<'o>,
    base: usize,
    len: usize,
}

impl<'o> OptionWriter<'o> {
    /// Writes to the start of a slice, or behind what a vector holds already.
    pub fn new(room: impl Into<Room<'o>>) -> Self {
        let room = room.into();
        OptionWriter { base: room.base(), room, len: 0 }
    }

    /// Appends an option.
    ///
    /// Fails, and leaves nothing behind, when the option has more than 65535 octets or the room has
    /// no place for it.
    pub fn push<'a, T: OptionData<'a>>(&mut self, option: &T) -> Result<(), Full> {
        self.write(T::CODE, |out| option.compose(out))
    }

    /// Appends an option with these octets; fails as [`OptionWriter::push`] does.
    pub fn push_raw(&mut self, code: OptionCode, octets: &[u8]) -> Result<(), Full> {
        self.write(code, |out| out.octets(octets))
    }

    /// Writes where there is room, and makes more of it where that can be had.
    fn write(
        &mut self,
        code: OptionCode,
        data: impl Fn(&mut Slice<'_>) -> Result<(), Full>,
    ) -> Result<(), Full> {
        loop {
            let room = self.room.octets(self.base, MAX_MESSAGE);
            if let Ok(len) = option(room.get_mut(self.len..).unwrap_or_default(), code, &data) {
                self.len += len;
                return Ok(());
            }
            if !self.room.grow(self.base, MAX_MESSAGE) {
                return Err(Full);
            }
        }
    }

    /// The octets of the options; what a vector held before is not among them.
    #[must_use]
    pub fn finish(self) -> &'o [u8] {
        self.room.into_octets(self.base, self.len)
    }
}

/// Fills a slice from its start.
struct Slice<'s> {
    room: &'s mut [u8],
    written: usize,
}

impl Output for Slice<'_> {
    fn octets(&mut self, octets: &[u8]) -> Result<(), Full> {
        into_slice(self.room, &mut self.written)(octets)
    }

    /// Names in options are never compressed.
    fn name(&mut self, name: Name<'_>) -> Result<(), Full> {
        self.octets(name.to_buf().as_octets())
    }
}

/// Writes an option to the start of `room`; returns how many octets it has.
fn option(
    room: &mut [u8],
    code: OptionCode,
    data: impl Fn(&mut Slice<'_>) -> Result<(), Full>,
) -> Result<usize, Full> {
    let (head, room) = room.split_first_chunk_mut::<4>().ok_or(Full)?;
    let mut out = Slice { room, written: 0 };
    data(&mut out)?;
    let [a, b] = code.0.to_be_bytes();
    let [c, d] = u16::try_from(out.written).map_err(|_| Full)?.to_be_bytes();
    *head = [a, b, c, d];
    Ok(4 + out.written)
}
