//! Signatures of whole messages: TSIG and SIG(0), with the octets that they cover.
//!
//! Nothing here computes a digest; a crate for cryptography does, over [`SignedOctets`].

use crate::compose::{Full, into_slice};
use crate::error::Section;
use crate::header::HEADER;
use crate::message::Message;
use crate::rdata::{Data, Sig, Tsig, Type};
use crate::record::Record;

/// A signature of a message, at its end.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a, T> {
    record: Record<'a>,
    data: T,
    signed: SignedOctets<'a>,
}

/// The octets of a message that its signature covers, in two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignedOctets<'a> {
    /// The header as it was before the signature was added: the count of the additional section is
    /// one less, and with TSIG the ID is the original one.
    pub header: [u8; 12],
    /// What follows the header, up to the record of the signature.
    pub body: &'a [u8],
}

impl<'a, T: Data<'a>> Signature<'a, T> {
    /// The record.
    #[must_use]
    pub fn record(&self) -> Record<'a> {
        self.record
    }

    /// Its RDATA.
    #[must_use]
    pub fn data(&self) -> T {
        self.data
    }

    /// The octets of the message that it covers; see also [`Signature::variables_in`] and
    /// [`Signature::rdata_before_signature`].
    #[must_use]
    pub fn signed_octets(&self) -> SignedOctets<'a> {
        self.signed
    }
}

impl<'a> Signature<'a, Tsig<'a>> {
    /// Writes the TSIG variables, which are digested after the message ([RFC 8945 section 4.3.3]).
    ///
    /// [RFC 8945 section 4.3.3]: https://www.rfc-editor.org/rfc/rfc8945#section-4.3.3
    pub fn variables_in<'b>(&self, room: &'b mut [u8]) -> Result<&'b [u8], Full> {
        let mut written = 0;
        let mut put = into_slice(room, &mut written);
        put(self.record.owner().to_buf().to_lowercase().as_octets())?;
        put(&self.record.class().0.to_be_bytes())?;
        put(&self.record.ttl_field().to_be_bytes())?;
        put(self.data.algorithm_name.to_buf().to_lowercase().as_octets())?;
        let [_, _, time @ ..] = self.data.time_signed.0.to_be_bytes();
        put(&time)?;
        put(&self.data.fudge.to_be_bytes())?;
        put(&self.data.error.0.to_be_bytes())?;
        let other = self.data.other_data.as_octets();
        put(&u16::try_from(other.len()).map_err(|_| Full)?.to_be_bytes())?;
        put(other)?;
        drop(put);
        room.get(..written).ok_or(Full)
    }
}

impl<'a> Signature<'a, Sig<'a>> {
    /// The RDATA up to its signature field, which is digested before the message
    /// ([RFC 2931 section 3.1]).
    ///
    /// [RFC 2931 section 3.1]: https://www.rfc-editor.org/rfc/rfc2931#section-3.1
    #[must_use]
    pub fn rdata_before_signature(&self) -> &'a [u8] {
        let rdata = self.record.rdata_octets();
        let len = rdata.len().saturating_sub(self.data.signature.len());
        rdata.get(..len).unwrap_or_default()
    }
}

impl<'a> Message<'a> {
    /// The TSIG record, if it is where it may stand: the last of the additional section
    /// ([RFC 8945 section 5.1]).
    ///
    /// `None` also when its RDATA is malformed; [`Message::findings`] tells.
    ///
    /// [RFC 8945 section 5.1]: https://www.rfc-editor.org/rfc/rfc8945#section-5.1
    #[must_use]
    pub fn tsig(&self) -> Option<Signature<'a, Tsig<'a>>> {
        let record = self.additional().last().filter(|record| record.rtype() == Type::TSIG)?;
        let data = record.data::<Tsig<'a>>()?.ok()?;
        let signed = self.signed_octets(&record, Some(data.original_id))?;
        Some(Signature { record, data, signed })
    }

    /// The SIG(0) record, if it is where it may stand: the last of the additional section, but for
    /// TSIG ([RFC 2931 section 3.1]).
    ///
    /// [RFC 2931 section 3.1]: https://www.rfc-editor.org/rfc/rfc2931#section-3.1
    #[must_use]
    pub fn sig0(&self) -> Option<Signature<'a, Sig<'a>>> {
        let kept = self.additional().filter(|record| record.rtype() != Type::TSIG);
        let record = kept.last().filter(|record| record.rtype() == Type::SIG)?;
        let data = record.data::<Sig<'a>>()?.ok()?;
        if data.type_covered != Type(0) {
            return None;
        }
        let signed = self.signed_octets(&record, None)?;
        Some(Signature { record, data, signed })
    }

    /// The message before the records from `signature` on were added.
    fn signed_octets(&self, signature: &Record<'a>, id: Option<u16>) -> Option<SignedOctets<'a>> {
        let mut header = *self.as_octets().first_chunk::<HEADER>()?;
        if let (Some(id), Some(place)) = (id, header.first_chunk_mut()) {
            *place = id.to_be_bytes();
        }
        let added = self.count(Section::Additional).checked_sub(signature.index())?;
        let count = self.header().count(Section::Additional).checked_sub(added)?;
        *header.last_chunk_mut()? = count.to_be_bytes();
        let body = self.as_octets().get(HEADER..signature.offset())?;
        Some(SignedOctets { header, body })
    }
}
