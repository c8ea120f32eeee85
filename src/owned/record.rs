//! A record that owns its octets.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::compose::PushRecord;
use crate::error::{Error, RecordPlace, Section};
use crate::layout::{self, DoesNotFit, Form, Uncompressed};
use crate::message::{Fixed, Profile, Reading, Record, WithTypes};
use crate::name::{Name, Pointers};
use crate::rdata::{Data, Malformed, OwnTypes, Rdata, TypeLayout, error, layout_of};
use crate::registry::{Class, Type};
use crate::wire::{MAX_MESSAGE, Wire};

/// A resource record that owns its octets: owner, type, class, TTL, and RDATA with uncompressed
/// names.
///
/// It takes one allocation of the size of RDATA and owner. RDATA without a known layout and
/// malformed RDATA are kept unchanged; malformed RDATA keeps its error from the message. The error
/// of a single malformed option or parameter counts its offset from the start of the RDATA, and names
/// no section.
///
/// Two records are equal if owner, type, class, TTL and RDATA are equal; the case of letters in
/// names does not count.
///
/// ```
/// use dnswire::{Message, RecordBuf, rdata::Mx};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")).to_vec();
///
/// let kept: Vec<RecordBuf> = Message::parse(&octets)?.answers().map(RecordBuf::from).collect();
/// drop(octets);
/// assert_eq!(kept[0].to_string(), "example. 300 IN MX 20 backup.example.");
/// assert_eq!(kept[1].data::<Mx>().unwrap()?.preference, 10);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone)]
pub struct RecordBuf {
    /// The RDATA, then the owner; or the message up to the end of the record.
    octets: Box<[u8]>,
    /// The error of malformed RDATA. Such RDATA must not be decoded again: its compression pointers
    /// have lost their targets.
    error: Option<Error>,
    fixed: Fixed,
    owner: u16,
    rdata: u16,
}

impl RecordBuf {
    /// Makes a record from its parts; the TTL is in seconds.
    ///
    /// `data` is a typed struct, a reference to one, [`Rdata`], `&RdataBuf`, or an address. As in a zone
    /// file, the class may also be before the TTL.
    ///
    /// Fails when a value does not fit into its field, when the octets do not have the form of the
    /// type in the class, and when owner and RDATA together have more than 65535 octets, which no
    /// message can hold.
    ///
    /// ```
    /// use dnswire::{Class, NameBuf, RecordBuf, rdata::Mx};
    ///
    /// let (owner, exchange): (NameBuf, NameBuf) = ("example.".parse()?, "mail.example.".parse()?);
    /// let record = RecordBuf::new(&owner, 300, Class::IN, Mx::new(10, &exchange))?;
    /// assert_eq!(record.to_string(), "example. 300 IN MX 10 mail.example.");
    /// let mx = Mx { preference: 10, exchange: exchange.as_name() };
    /// assert_eq!(record, RecordBuf::new(&owner, Class::IN, 300, mx)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new<'n, 'd, T, C>(
        owner: impl Into<Name<'n>>,
        ttl: T,
        class: C,
        data: impl Into<Rdata<'d>>,
    ) -> Result<Self, DoesNotFit>
    where
        (T, C): TtlAndClass,
    {
        let ((ttl, class), data) = ((ttl, class).ttl_and_class(), data.into());
        let is_of = |known: &TypeLayout| known.classes.has(class.without_top_bit());
        if data.known().is_some_and(|known| !is_of(known)) && !class.is_of_update() {
            return Err(DoesNotFit);
        }
        let record = RecordBuf::of_rdata(owner.into(), ttl, class, &data)?;
        if let Rdata::Empty(_) = data {
            return Ok(record);
        }
        checked(record.rtype(), class, record.rdata_octets())?;
        Ok(record)
    }

    /// Makes a record of RDATA that may be malformed.
    fn of_rdata(
        owner: Name<'_>,
        ttl: u32,
        class: Class,
        rdata: &Rdata<'_>,
    ) -> Result<Self, DoesNotFit> {
        let owner = owner.to_buf();
        let mut octets = uncompressed(rdata, owner.as_octets().len())?;
        let rdlength = u16::try_from(octets.len()).map_err(|_| DoesNotFit)?;
        let error = malformed(rdata).or_else(|| multicast_error(rdata.rtype(), class, &octets));
        octets.extend_from_slice(owner.as_octets());
        Ok(RecordBuf {
            octets: octets.into_boxed_slice(),
            error,
            fixed: fixed(rdata.rtype(), class, ttl, rdlength),
            owner: rdlength,
            rdata: 0,
        })
    }

    /// Makes a record of octets that were checked; `None` when they are too many.
    pub(crate) fn of_checked(
        owner: &[u8],
        ttl: u32,
        class: Class,
        rtype: Type,
        rdata: &[u8],
    ) -> Option<Self> {
        let rdlength = u16::try_from(rdata.len()).ok()?;
        let mut octets = Vec::with_capacity(rdata.len() + owner.len());
        octets.extend_from_slice(rdata);
        octets.extend_from_slice(owner);
        if octets.len() > MAX_MESSAGE {
            return None;
        }
        let octets = octets.into_boxed_slice();
        Some(RecordBuf {
            octets,
            error: multicast_error(rtype, class, rdata),
            fixed: fixed(rtype, class, ttl, rdlength),
            owner: rdlength,
            rdata: 0,
        })
    }

    /// Keeps a record in the octets of its message, for RDATA that is too long without compression.
    #[cold]
    fn in_message(record: &Record<'_>, error: Option<Error>) -> Self {
        let Record { message, fixed: &fixed, owner, rdata, .. } = *record;
        let octets = message.get(..record.end()).unwrap_or(message).into();
        RecordBuf { octets, error, fixed, owner, rdata }
    }

    /// The name that the record belongs to.
    #[must_use]
    pub fn owner(&self) -> Name<'_> {
        self.record().owner()
    }

    /// The type.
    #[must_use]
    pub fn rtype(&self) -> Type {
        self.record().rtype()
    }

    /// The class, unchanged; see [`Record::class`].
    #[must_use]
    pub fn class(&self) -> Class {
        self.record().class()
    }

    /// The cache-flush bit of multicast DNS: a cache drops its older records of this owner, type
    /// and class; see [`Record::cache_flush`].
    #[must_use]
    pub fn cache_flush(&self) -> bool {
        self.record().cache_flush()
    }

    /// The time for which the record may be cached, in seconds; see [`Record::ttl`].
    #[must_use]
    pub fn ttl(&self) -> u32 {
        self.record().ttl()
    }

    /// The 32 bits of the TTL field, unchanged.
    #[must_use]
    pub fn ttl_field(&self) -> u32 {
        self.record().ttl_field()
    }

    /// Sets the TTL, in seconds; a cache counts it down.
    pub fn set_ttl(&mut self, ttl: u32) {
        let [a, b, c, d, .., j, k] = self.fixed;
        let [e, f, g, h] = ttl.to_be_bytes();
        self.fixed = [a, b, c, d, e, f, g, h, j, k];
    }

    /// The RDATA, decoded by its type and class; see [`Record::rdata`].
    #[must_use]
    pub fn rdata(&self) -> Rdata<'_> {
        self.rdata_in(Profile::Unicast)
    }

    /// The RDATA, decoded by its type and by its class in the protocol; see [`Record::rdata_in`].
    #[must_use]
    pub fn rdata_in(&self, profile: Profile) -> Rdata<'_> {
        let record = self.record().of_profile(profile);
        match self.error.filter(|_| record.layout().is_some()) {
            None if record.is_empty_of_update() || record.is_empty_txt_in(profile) => {
                record.rdata_in(profile)
            }
            None => {
                let place = RecordPlace::nowhere(self.rtype(), record.class());
                Rdata::read(record.window(), place, false)
            }
            Some(error) => Rdata::Malformed(Malformed {
                rtype: self.rtype(),
                octets: self.rdata_octets(),
                error,
            }),
        }
    }

    /// The RDATA, decoded as `T`; `None` for a record of another type or class, and for a record of
    /// an update that has no RDATA ([`Rdata::Empty`]).
    ///
    /// The inner result is an error if the RDATA is malformed.
    #[must_use]
    pub fn data<'a, T: Data<'a>>(&'a self) -> Option<Result<T, Error>> {
        if self.rtype() != T::TYPE || !T::CLASSES.has(self.class()) {
            return None;
        }
        match self.rdata() {
            Rdata::Malformed(Malformed { error, .. }) => Some(Err(error)),
            Rdata::Empty(_) => None,
            _ => {
                let data = self.record().window();
                let place = RecordPlace::nowhere(self.rtype(), self.class());
                let pointers = &mut Pointers::in_record(place);
                Some(layout::read(data, pointers).map_err(|fault| error(data, place, fault)))
            }
        }
    }

    /// The error of malformed RDATA, in the message that it was read from; `None` if the RDATA fits
    /// its type, or its class has no layout.
    #[must_use]
    pub fn malformed(&self) -> Option<Error> {
        malformed(&self.rdata())
    }

    /// The octets of the RDATA, with names uncompressed.
    ///
    /// RDATA that would have more than 65535 octets without compression is unchanged from its
    /// message; only hostile messages have such RDATA.
    #[must_use]
    pub fn rdata_octets(&self) -> &[u8] {
        self.record().rdata_octets()
    }

    /// Borrows the record, as in a message that has no other; `None` if its RDATA is malformed.
    ///
    /// ```
    /// use dnswire::RecordBuf;
    ///
    /// let record: RecordBuf = "example. 300 IN MX 10 mail.example.".parse()?;
    /// assert_eq!(record.as_record().unwrap().to_buf(), record);
    /// # Ok::<(), dnswire::TextError>(())
    /// ```
    #[must_use]
    pub fn as_record(&self) -> Option<Record<'_>> {
        self.error.is_none().then(|| self.record())
    }

    /// Displays the record with the mnemonic and layout of types of the user's own; see
    /// [`OwnTypes`](crate::rdata::OwnTypes).
    #[must_use]
    pub fn with_types(&self, own: OwnTypes) -> WithTypes<'_> {
        self.record().with_types(own)
    }

    /// Returns `true` if both records are equal apart from the TTL ([RFC 2136 section 1.1.1]).
    ///
    /// [RFC 2136 section 1.1.1]: https://www.rfc-editor.org/rfc/rfc2136#section-1.1.1
    #[must_use]
    pub fn is_same_but_ttl(&self, other: &RecordBuf) -> bool {
        (self.rtype(), self.class()) == (other.rtype(), other.class())
            && self.error.is_some() == other.error.is_some()
            && self.owner() == other.owner()
            && match self.error {
                None => self.decoded() == other.decoded(),
                Some(_) => self.rdata_octets() == other.rdata_octets(),
            }
    }

    /// The RDATA with its names found, whether the class has the top bit of multicast DNS or not.
    fn decoded(&self) -> Rdata<'_> {
        self.record().without_top_bit().rdata()
    }

    /// The octets of the RDATA, with all names in it in lower case.
    fn lowercase_octets(&self) -> Vec<u8> {
        let mut octets = Vec::new();
        let mut sink = |more: &[u8]| {
            octets.extend_from_slice(more);
            Ok(())
        };
        let mut out = Uncompressed::new(true, &mut sink);
        let record = self.record().without_top_bit();
        let copied = match record.layout() {
            Some(known) if self.error.is_none() => {
                layout::copy(known.layout, record.window(), &mut out).is_ok()
            }
            _ => false,
        };
        if copied { octets } else { self.rdata_octets().to_vec() }
    }

    /// The record, borrowed, for all reading methods; not for decoding malformed RDATA.
    fn record(&self) -> Record<'_> {
        let RecordBuf { octets: message, fixed, owner, rdata, .. } = self;
        let (owner, rdata, reading) = (*owner, *rdata, Reading::Untested);
        Record { message, fixed, owner, rdata, index: 0, section: Section::Answer, reading }
    }
}

/// A TTL in seconds and a class, in either order, as zone files have them ([RFC 1035 section 5.1]).
///
/// ```
/// use dnswire::{Class, TtlAndClass};
///
/// assert_eq!((Class::IN, 300).ttl_and_class(), (300, Class::IN).ttl_and_class());
/// ```
///
/// [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1
pub trait TtlAndClass {
    /// The TTL, then the class.
    fn ttl_and_class(self) -> (u32, Class);
}

impl TtlAndClass for (u32, Class) {
    fn ttl_and_class(self) -> (u32, Class) {
        self
    }
}

impl TtlAndClass for (Class, u32) {
    fn ttl_and_class(self) -> (u32, Class) {
        (self.1, self.0)
    }
}

/// The octets of the RDATA, with room for `more`; fails when the sum is more than 65535.
fn uncompressed(rdata: &Rdata<'_>, more: usize) -> Result<Vec<u8>, DoesNotFit> {
    let mut octets = Vec::new();
    rdata.write(Form::Uncompressed, |piece| {
        if octets.len() + piece.len() + more > MAX_MESSAGE {
            return Err(DoesNotFit);
        }
        octets.extend_from_slice(piece);
        Ok(())
    })?;
    octets.reserve_exact(more);
    Ok(octets)
}

/// Makes the fields between owner and RDATA.
fn fixed(rtype: Type, class: Class, ttl: u32, rdlength: u16) -> Fixed {
    let ([a, b], [c, d]) = (rtype.0.to_be_bytes(), class.0.to_be_bytes());
    let ([e, f, g, h], [j, k]) = (ttl.to_be_bytes(), rdlength.to_be_bytes());
    [a, b, c, d, e, f, g, h, j, k]
}

/// Checks that octets have the form of the type in the class; names in them are not compressed.
pub(super) fn checked(rtype: Type, class: Class, octets: &[u8]) -> Result<(), DoesNotFit> {
    let Some(known) = layout_of(rtype, class) else { return Ok(()) };
    layout::check(known.layout, Wire::new(octets), &mut Pointers::refuse()).map_err(|_| DoesNotFit)
}

/// The error of RDATA that multicast DNS reads by the class without its top bit; `None` for other
/// classes.
fn multicast_error(rtype: Type, class: Class, octets: &[u8]) -> Option<Error> {
    if !class.top_bit() {
        return None;
    }
    let (data, place) = (Wire::new(octets), RecordPlace::nowhere(rtype, class.without_top_bit()));
    let known = layout_of(rtype, place.class)?;
    let checked = layout::check(known.layout, data, &mut Pointers::refuse());
    checked.err().map(|fault| error(data, place, fault))
}

fn malformed(rdata: &Rdata<'_>) -> Option<Error> {
    match rdata {
        Rdata::Malformed(Malformed { error, .. }) => Some(*error),
        _ => None,
    }
}

impl Record<'_> {
    /// Copies the record into one that owns its octets, with uncompressed names.
    #[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
    #[must_use]
    pub fn to_buf(&self) -> RecordBuf {
        let rdata = self.without_top_bit().rdata();
        match RecordBuf::of_rdata(self.owner(), self.ttl_field(), self.class(), &rdata) {
            Ok(buf) => buf,
            Err(DoesNotFit) => RecordBuf::in_message(self, malformed(&rdata)),
        }
    }
}

impl From<&Record<'_>> for RecordBuf {
    fn from(record: &Record<'_>) -> Self {
        record.to_buf()
    }
}

impl From<Record<'_>> for RecordBuf {
    fn from(record: Record<'_>) -> Self {
        record.to_buf()
    }
}

impl PushRecord for RecordBuf {
    fn to_push(&self) -> (Record<'_>, bool) {
        (self.record(), self.error.is_some())
    }
}

impl PartialEq for RecordBuf {
    fn eq(&self, other: &Self) -> bool {
        self.ttl_field() == other.ttl_field() && self.is_same_but_ttl(other)
    }
}

impl Eq for RecordBuf {}

/// The order of owner, class, type, RDATA and TTL; names without regard to the case of letters, and
/// RDATA as octets.
impl Ord for RecordBuf {
    fn cmp(&self, other: &Self) -> Ordering {
        let head = |record: &RecordBuf| (record.class(), record.rtype(), record.error.is_some());
        let (own_rdata, other_rdata) = (self.lowercase_octets(), other.lowercase_octets());
        self.owner()
            .cmp(&other.owner())
            .then_with(|| head(self).cmp(&head(other)))
            .then_with(|| own_rdata.cmp(&other_rdata))
            .then_with(|| self.ttl_field().cmp(&other.ttl_field()))
    }
}

impl PartialOrd for RecordBuf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for RecordBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.owner(), self.rtype(), self.class(), self.ttl_field()).hash(state);
        match self.error {
            None => self.decoded().hash(state),
            Some(_) => self.rdata_octets().hash(state),
        }
    }
}

/// Displays the record as the [`Record`] that it was made from.
impl fmt::Display for RecordBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (owner, class, error) = (self.owner(), self.class(), self.malformed());
        let has_bad_option = self.rtype() == Type::OPT && self.record().malformed_part().is_some();
        if error.is_none() && !has_bad_option {
            return fmt::Display::fmt(&self.record(), f);
        }
        // Not with errors that have a place in a message: this record is in none.
        write!(f, "{owner} {} {class} {} {}", self.ttl_field(), self.rtype(), self.rdata())?;
        error.map_or(Ok(()), |error| write!(f, " ; {error}"))
    }
}

impl fmt::Debug for RecordBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordBuf({self})")
    }
}
