//! Messages of stateful operations to compose.

use crate::layout::{CodedData, DoesNotFit, Uncompressed, into_slice, write};
use crate::registry::{DsoType, Rcode};

/// The octets of the header; all counts are 0.
const HEADER: usize = 12;
/// The octets of the type and the length of a TLV.
const HEAD: usize = 4;
/// QR, and the OPCODE of stateful operations in its place.
const QR: u16 = 0x8000;
const DSO: u16 = 6 << 11;

/// Composes a message of DNS Stateful Operations into a slice: a header with counts of 0, then TLVs
/// ([RFC 8490 section 5.4]).
///
/// ```
/// use dnswire::Message;
/// use dnswire::dso::{EncryptionPadding, KeepAlive, Writer};
///
/// let mut buffer = [0; 512];
/// let mut request = Writer::request(&mut buffer, 7)?;
/// request.push(&KeepAlive { inactivity_timeout: 15_000, keepalive_interval: 60_000 })?;
/// request.push(&EncryptionPadding { padding: &[0; 20] })?;
/// let message = Message::parse(request.finish())?;
/// assert_eq!(message.dso().expect("its OPCODE is DSO").tlvs().iter().count(), 2);
/// assert_eq!(message.findings().next(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 8490 section 5.4]: https://www.rfc-editor.org/rfc/rfc8490#section-5.4
#[derive(Debug)]
pub struct Writer<'b> {
    buffer: &'b mut [u8],
    len: usize,
}

impl<'b> Writer<'b> {
    /// A request, which gets a response; `id` is not 0, and the first TLV tells the operation.
    ///
    /// Fails when `buffer` has less than 12 octets.
    pub fn request(buffer: &'b mut [u8], id: u16) -> Result<Self, DoesNotFit> {
        Writer::new(buffer, id, DSO)
    }

    /// A message that gets no response: its ID is 0.
    ///
    /// Fails when `buffer` has less than 12 octets.
    pub fn unidirectional(buffer: &'b mut [u8]) -> Result<Self, DoesNotFit> {
        Writer::new(buffer, 0, DSO)
    }

    /// The response to the request with this ID; it may have no TLV. The lower 4 bits of `rcode`
    /// count.
    ///
    /// Fails when `buffer` has less than 12 octets.
    pub fn response(buffer: &'b mut [u8], id: u16, rcode: Rcode) -> Result<Self, DoesNotFit> {
        Writer::new(buffer, id, QR | DSO | rcode.0 & 15)
    }

    fn new(buffer: &'b mut [u8], id: u16, flags: u16) -> Result<Self, DoesNotFit> {
        let header = buffer.first_chunk_mut::<HEADER>().ok_or(DoesNotFit)?;
        let ([a, b], [c, d]) = (id.to_be_bytes(), flags.to_be_bytes());
        *header = [a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0];
        Ok(Writer { buffer, len: HEADER })
    }

    /// Appends a TLV.
    ///
    /// Fails, and appends nothing, when the TLV has more than 65535 octets or does not fit into the
    /// buffer.
    pub fn push<'a, T: CodedData<'a, DsoType>>(&mut self, tlv: &T) -> Result<(), DoesNotFit> {
        let values = tlv.values();
        let (head, value) = self.room()?;
        let mut written = 0;
        {
            let mut sink = into_slice(value, &mut written);
            write(T::LAYOUT, values.as_slice(), &mut Uncompressed::new(false, &mut sink))?;
        }
        *head = tlv_head(T::CODE, written)?;
        self.len = self.len.saturating_add(HEAD).saturating_add(written);
        Ok(())
    }

    /// Appends a TLV with these octets; fails as [`Writer::push`] does.
    pub fn push_raw(&mut self, code: DsoType, octets: &[u8]) -> Result<(), DoesNotFit> {
        let (head, value) = self.room()?;
        value.get_mut(..octets.len()).ok_or(DoesNotFit)?.copy_from_slice(octets);
        *head = tlv_head(code, octets.len())?;
        self.len = self.len.saturating_add(HEAD).saturating_add(octets.len());
        Ok(())
    }

    /// The octets of the next TLV: its type and length, and the room for its value.
    fn room(&mut self) -> Result<(&mut [u8; HEAD], &mut [u8]), DoesNotFit> {
        let room = self.buffer.get_mut(self.len..).and_then(<[u8]>::split_first_chunk_mut);
        room.ok_or(DoesNotFit)
    }

    /// The octets of the message.
    #[must_use]
    pub fn finish(self) -> &'b [u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }
}

fn tlv_head(code: DsoType, len: usize) -> Result<[u8; HEAD], DoesNotFit> {
    let ([a, b], len) = (code.0.to_be_bytes(), u16::try_from(len).map_err(|_| DoesNotFit)?);
    let [c, d] = len.to_be_bytes();
    Ok([a, b, c, d])
}
