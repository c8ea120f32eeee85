//! Signatures of whole messages: TSIG and SIG(0), with the octets that they cover.
//!
//! This module computes no digests: a cryptography crate does, from [`SignedOctets`].

use crate::error::{Rule, Section};
use crate::findings::Finding;
use crate::layout::{DoesNotFit, Form, into_slice};
use crate::message::header::HEADER;
use crate::message::{Message, Record};
use crate::name::Name;
use crate::rdata::{Data, Rdata, Sig, Tsig};
use crate::registry::{Class, Type};

/// A signature at the end of a message.
///
/// ```
/// use dnswire::Message;
/// # let octets = b"\0\x07\x84\0\0\0\0\0\0\0\0\x01\x03key\0\0\xfa\0\xff\0\0\0\0\0\x14\x01a\0\0\0\0\0\0\x01\0\x05\0\x01\xab\0\x07\0\0\0\0";
///
/// let signature = Message::parse(octets)?.tsig().expect("it is signed")?;
/// assert_eq!(signature.record().owner(), "key.");
/// assert_eq!(signature.data().mac, b"\xab");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a, T> {
    record: Record<'a>,
    data: T,
    signed: SignedOctets<'a>,
}

/// The octets of a message that its signature covers, in two pieces.
///
/// ```
/// use dnswire::Message;
/// # let octets = b"\0\x07\x84\0\0\0\0\0\0\0\0\x01\x03key\0\0\xfa\0\xff\0\0\0\0\0\x14\x01a\0\0\0\0\0\0\x01\0\x05\0\x01\xab\0\x07\0\0\0\0";
///
/// let signed = Message::parse(octets)?.tsig().expect("it is signed")?.signed_octets();
/// assert_eq!(signed.header[10..], [0, 0], "the signature is not counted");
/// assert!(signed.body.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignedOctets<'a> {
    /// The header before the signature was added: the additional section count does not include
    /// the signature or a record after it, and with TSIG the ID is the original ID.
    pub header: [u8; 12],
    /// The octets from the end of the header to the start of the signature record.
    pub body: &'a [u8],
}

impl<'a, T: Data<'a>> Signature<'a, T> {
    /// The signature record.
    #[must_use]
    pub fn record(&self) -> Record<'a> {
        self.record
    }

    /// The decoded RDATA of the record.
    #[must_use]
    pub fn data(&self) -> T {
        self.data
    }

    /// The octets of the message that the signature covers.
    ///
    /// The digest also covers [`Signature::write_variables_to`] (TSIG) or
    /// [`Signature::rdata_before_signature`] (SIG(0)).
    #[must_use]
    pub fn signed_octets(&self) -> SignedOctets<'a> {
        self.signed
    }
}

impl<'a> Signature<'a, Tsig<'a>> {
    /// Writes the TSIG variables, which are digested after the message ([RFC 8945 section 4.3.3]);
    /// returns the octets written.
    ///
    /// Fails when `buffer` is too short.
    ///
    /// [RFC 8945 section 4.3.3]: https://www.rfc-editor.org/rfc/rfc8945#section-4.3.3
    pub fn write_variables_to<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b [u8], DoesNotFit> {
        let mut written = 0;
        self.put_variables(into_slice(buffer, &mut written))?;
        buffer.get(..written).ok_or(DoesNotFit)
    }

    /// Passes the TSIG variables to a digest.
    pub(crate) fn pass_variables_to(&self, digest: &mut impl FnMut(&[u8])) {
        let passed = self.put_variables(|octets| {
            digest(octets);
            Ok(())
        });
        debug_assert!(passed.is_ok(), "the length of other data has 16 bits");
    }

    fn put_variables(
        &self,
        put: impl FnMut(&[u8]) -> Result<(), DoesNotFit>,
    ) -> Result<(), DoesNotFit> {
        // Class and TTL are those that `Message::tsig` asks for.
        put_variables(self.record.owner(), &self.data, put)
    }

    /// The timers: the time signed in 48 bits and the fudge in 16, which are digested after later
    /// messages of a response in place of the variables ([RFC 8945 section 5.3.1]).
    ///
    /// [RFC 8945 section 5.3.1]: https://www.rfc-editor.org/rfc/rfc8945#section-5.3.1
    #[must_use]
    pub fn timers(&self) -> [u8; 8] {
        timers(&self.data)
    }
}

/// The time signed and the fudge.
fn timers(tsig: &Tsig<'_>) -> [u8; 8] {
    let [_, _, a, b, c, d, e, f] = tsig.time_signed.to_be_bytes();
    let [g, h] = tsig.fudge.to_be_bytes();
    [a, b, c, d, e, f, g, h]
}

/// Passes on the TSIG variables ([RFC 8945 section 4.3.3]).
///
/// [RFC 8945 section 4.3.3]: https://www.rfc-editor.org/rfc/rfc8945#section-4.3.3
fn put_variables(
    key: Name<'_>,
    tsig: &Tsig<'_>,
    mut put: impl FnMut(&[u8]) -> Result<(), DoesNotFit>,
) -> Result<(), DoesNotFit> {
    put(key.to_lowercase().as_octets())?;
    put(&Class::ANY.0.to_be_bytes())?;
    put(&0_u32.to_be_bytes())?;
    put(tsig.algorithm_name.to_lowercase().as_octets())?;
    put(&timers(tsig))?;
    put(&tsig.error.0.to_be_bytes())?;
    let other = tsig.other_data;
    put(&u16::try_from(other.len()).map_err(|_| DoesNotFit)?.to_be_bytes())?;
    put(other)
}

/// For signers: the octets that a MAC covers, before the message has a TSIG record.
///
/// The MAC of a request covers [`Tsig::digest_message`]. The MAC of a response covers the MAC of
/// its request, by [`prior_mac`](crate::transfer::prior_mac), and then [`Tsig::digest_message`]. The
/// MAC of a later message of a response covers the MAC before it, the messages without a signature
/// since then, and [`Tsig::digest_later`].
///
/// The original ID must be that of the message, and `mac` does not count.
impl Tsig<'_> {
    /// Passes the message and the TSIG variables to a digest ([RFC 8945 section 4.3]); `key` is the
    /// name of the key.
    ///
    /// Fails when `other_data` has more than 65535 octets.
    ///
    /// ```
    /// use dnswire::rdata::Tsig;
    /// use dnswire::{Builder, Class, Compression, Message, NameBuf, Rcode, Type};
    /// # fn mac_of(octets: &[u8]) -> [u8; 4] { [octets.len() as u8; 4] } // no real one
    ///
    /// let (key, algorithm): (NameBuf, NameBuf) = ("key.".parse()?, Tsig::HMAC_SHA256.parse()?);
    /// let tsig = Tsig {
    ///     algorithm_name: algorithm.as_name(),
    ///     time_signed: 1_798_675_200,
    ///     fudge: 300,
    ///     mac: &[],
    ///     original_id: 7,
    ///     error: Rcode::NOERROR,
    ///     other_data: &[],
    /// };
    /// let (mut octets, mut compression) = (Vec::new(), Compression::new());
    /// let query = Builder::query(&mut octets, &mut compression, 7, &key, Type::SOA, Class::IN)?;
    /// let mut query = query.additional().transaction();
    ///
    /// let mut covered = Vec::new(); // a digest in a program
    /// tsig.digest_message(&key, query.as_octets(), |octets| covered.extend_from_slice(octets))?;
    /// query.push(&key, 0, Class::ANY, &Tsig { mac: &mac_of(&covered), ..tsig });
    ///
    /// let query = Message::parse(query.finish())?;
    /// let signature = query.tsig().expect("it is signed").expect("it is at the end");
    /// assert_eq!(signature.data().mac, mac_of(&covered));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [RFC 8945 section 4.3]: https://www.rfc-editor.org/rfc/rfc8945#section-4.3
    pub fn digest_message<'n>(
        &self,
        key: impl Into<Name<'n>>,
        message: &[u8],
        mut digest: impl FnMut(&[u8]),
    ) -> Result<(), DoesNotFit> {
        digest(message);
        put_variables(key.into(), self, |octets| {
            digest(octets);
            Ok(())
        })
    }

    /// Passes a later message of a response and the timers to a digest ([RFC 8945 section 5.3.1]).
    ///
    /// [RFC 8945 section 5.3.1]: https://www.rfc-editor.org/rfc/rfc8945#section-5.3.1
    pub fn digest_later(&self, message: &[u8], mut digest: impl FnMut(&[u8])) {
        digest(message);
        digest(&timers(self));
    }
}

/// For signers: the octets that SIG(0) covers, before the message has a SIG record.
impl Sig<'_> {
    /// Passes the RDATA without the signature, the request if the message is its response, and the
    /// message to a digest ([RFC 2931 section 3.1]).
    ///
    /// [RFC 2931 section 3.1]: https://www.rfc-editor.org/rfc/rfc2931#section-3.1
    pub fn digest_message(
        &self,
        request: Option<&[u8]>,
        message: &[u8],
        mut digest: impl FnMut(&[u8]),
    ) {
        let unsigned = Rdata::from(Sig { signature: &[], ..*self });
        let written = unsigned.write(Form::Uncompressed, |octets| {
            digest(octets);
            Ok(())
        });
        debug_assert!(written.is_ok(), "the fields have fixed lengths");
        request.into_iter().for_each(&mut digest);
        digest(message);
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
    /// The TSIG record; `None` if the message has none.
    ///
    /// Refuses with the broken rule what RFC 8945 sections 5.1 and 5.2 refuse with FORMERR: a TSIG
    /// record that is not the last one of the additional section, a second one, octets after it, a
    /// class other than ANY, a TTL other than 0, and malformed RDATA.
    ///
    /// ```
    /// use dnswire::{Message, Rule};
    /// # let octets = b"\0\x07\0\0\0\0\0\0\0\0\0\x01\0\0\xfa\0\x01\0\0\0\0\0\x10\0\0\0\0\0\0\x01\0\x05\0\0\0\x07\0\0\0";
    ///
    /// let message = Message::parse(octets)?;
    /// let refused = message.tsig().expect("there is one").unwrap_err();
    /// assert_eq!(refused.rule(), Rule::TsigClass); // it has class IN
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn tsig(&self) -> Option<Result<Signature<'a, Tsig<'a>>, Finding>> {
        let record = self.records().find(|record| record.rtype() == Type::TSIG)?;
        Some(self.tsig_of(record))
    }

    fn tsig_of(&self, record: Record<'a>) -> Result<Signature<'a, Tsig<'a>>, Finding> {
        let refuse = |rule| Finding::of_record(rule, &record, record.offset());
        let is_last = record.end() == self.end() && record.section() == Section::Additional;
        match () {
            () if !is_last => return Err(refuse(Rule::TsigPlacement)),
            () if !self.trailing().is_empty() => {
                return Err(Finding::of_message(Rule::TrailingOctets, self.end()));
            }
            () if record.class() != Class::ANY => return Err(refuse(Rule::TsigClass)),
            () if record.ttl_field() != 0 => return Err(refuse(Rule::TsigTtl)),
            () => {}
        }
        let malformed = |error| Finding::of_error(Rule::MalformedRdata, error);
        let Some(data) = record.data::<Tsig<'a>>() else {
            return Err(refuse(Rule::MalformedRdata));
        };
        let data = data.map_err(malformed)?;
        match self.signed_octets(&record, Some(data.original_id)) {
            Some(signed) => Ok(Signature { record, data, signed }),
            None => Err(refuse(Rule::TsigPlacement)),
        }
    }

    /// The SIG(0) record, if it is the last record of the additional section that is not TSIG
    /// ([RFC 2931 section 3.1]).
    ///
    /// `None` also when its RDATA is malformed; see [`Message::findings`].
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

    /// The octets of the message before `signature` and the records after it were added.
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
