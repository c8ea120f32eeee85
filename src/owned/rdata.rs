//! RDATA that owns its octets.

use core::fmt;
use core::hash::{Hash, Hasher};

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::coded::SvcParamsBuf;
use super::list::{ListBuf, TypeBitmapBuf};
use super::record::checked;
use crate::compose::{PushData, Writer};
use crate::error::{Error, RecordPlace};
use crate::layout::{self, DoesNotFit, Form, Uncompressed};
use crate::name::{Name, Pointers};
use crate::rdata::{self, Data, Https, Nsec, Rdata, Svcb, Txt, TypeLayout, layout_of};
use crate::registry::{Class, Type};
use crate::wire::{MAX_MESSAGE, Wire};

/// RDATA that owns its octets, of any type, with uncompressed names.
///
/// It is made from a typed struct, from octets or from text, and has always the form of its type:
/// it is checked when made.
///
/// Two values are equal if type, class and RDATA are equal; the case of letters in names does not
/// count.
///
/// ```
/// use dnswire::rdata::{A, Mx};
/// use dnswire::{Class, NameBuf, RdataBuf, RecordBuf, Type};
///
/// let exchange: NameBuf = "mail.example.".parse()?;
/// let made = RdataBuf::new(Mx::new(10, &exchange))?;
/// let read = RdataBuf::from_octets(Type::MX, Class::IN, b"\x00\x0a\x04mail\x07example\x00")?;
/// assert_eq!(made, read);
/// assert_eq!(made, "MX 10 mail.example.".parse::<RdataBuf>()?);
/// assert_eq!(made.data::<Mx>().unwrap().preference, 10);
///
/// let owner: NameBuf = "example.".parse()?;
/// let record = RecordBuf::new(&owner, 300, Class::IN, &made)?;
/// assert_eq!(record.to_string(), "example. 300 IN MX 10 mail.example.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct RdataBuf {
    octets: Box<[u8]>,
    rtype: Type,
    class: Class,
}

impl RdataBuf {
    /// Copies RDATA: a typed struct, a reference to one, or [`Rdata`].
    ///
    /// Its class is that of the type: IN, or CH for [`ChaosA`](rdata::ChaosA).
    ///
    /// Fails when a value does not fit into its field, such as a text of 256 octets with a length of
    /// 8 bits, and for RDATA that does not have the form of its type.
    ///
    /// ```
    /// use dnswire::{RdataBuf, rdata::A};
    ///
    /// assert_eq!(RdataBuf::new(A::new([192, 0, 2, 1].into()))?.to_string(), "192.0.2.1");
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    pub fn new<'d>(data: impl Into<Rdata<'d>>) -> Result<Self, DoesNotFit> {
        let data = data.into();
        let class = if let Rdata::ChaosA(_) = data { Class::CH } else { Class::IN };
        let mut octets = Vec::new();
        data.write(Form::Uncompressed, |piece| {
            if octets.len() + piece.len() > MAX_MESSAGE {
                return Err(DoesNotFit);
            }
            octets.extend_from_slice(piece);
            Ok(())
        })?;
        checked(data.rtype(), class, &octets)?;
        Ok(RdataBuf::of_checked(data.rtype(), class, octets))
    }

    /// Copies a typed struct, which may be of a type of the user's own; see [`RdataBuf::new`].
    pub fn of<'a, T: Data<'a>>(data: &T) -> Result<Self, DoesNotFit> {
        let class = if T::CLASSES.has(Class::IN) { Class::IN } else { Class::CH };
        let mut octets = Vec::new();
        let mut sink = |piece: &[u8]| {
            octets.extend_from_slice(piece);
            if octets.len() <= MAX_MESSAGE { Ok(()) } else { Err(DoesNotFit) }
        };
        let mut out = Uncompressed::new(false, &mut sink);
        layout::write(T::LAYOUT, data.values().as_slice(), &mut out)?;
        layout::check(T::LAYOUT, Wire::new(&octets), &mut Pointers::refuse())
            .map_err(|_| DoesNotFit)?;
        Ok(RdataBuf::of_checked(T::TYPE, class, octets))
    }

    /// Copies the octets of RDATA, in which names are not compressed.
    ///
    /// Fails when they do not have the form of the type; any octets are RDATA of a type without a
    /// known layout.
    ///
    /// ```
    /// use dnswire::{Class, RdataBuf, Type};
    ///
    /// let rdata = RdataBuf::from_octets(Type::A, Class::IN, &[192, 0, 2, 1])?;
    /// assert_eq!(rdata.to_string(), "192.0.2.1");
    /// let error = RdataBuf::from_octets(Type::A, Class::IN, &[192, 0, 2]).unwrap_err();
    /// assert_eq!(error.field(), Some("address"));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    pub fn from_octets(rtype: Type, class: Class, octets: &[u8]) -> Result<Self, Error> {
        let place = RecordPlace::nowhere(rtype, class);
        let data = Wire::new(octets);
        if data.len() < octets.len() {
            let fault = data.cut(octets.len());
            return Err(rdata::error(data, place, fault));
        }
        if let Some(known) = layout_of(rtype, class) {
            layout::check(known.layout, data, &mut Pointers::refuse())
                .map_err(|fault| rdata::error(data, place, fault))?;
        }
        Ok(RdataBuf::of_checked(rtype, class, octets.to_vec()))
    }

    /// TXT from strings; each has at most 255 octets.
    ///
    /// ```
    /// use dnswire::RdataBuf;
    ///
    /// assert_eq!(RdataBuf::txt(["v=spf1", "-all"])?.to_string(), r#""v=spf1" "-all""#);
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    pub fn txt<S: AsRef<[u8]>>(strings: impl IntoIterator<Item = S>) -> Result<Self, DoesNotFit> {
        let strings = ListBuf::<[u8]>::new(strings)?;
        RdataBuf::new(Txt { txt_data: strings.as_list() })
    }

    /// HTTPS from its priority, target and parameters.
    ///
    /// ```
    /// use dnswire::{Name, RdataBuf, SvcParamsBuf};
    ///
    /// let params = SvcParamsBuf::new().with_port(8443)?.with_alpn(["h2"])?;
    /// let https = RdataBuf::https(1, Name::ROOT, &params)?;
    /// assert_eq!(https.to_string(), r#"1 . alpn="h2" port=8443"#);
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    pub fn https<'n>(
        svc_priority: u16,
        target_name: impl Into<Name<'n>>,
        params: &SvcParamsBuf,
    ) -> Result<Self, DoesNotFit> {
        let (target_name, svc_params) = (target_name.into().to_buf(), params.as_coded());
        RdataBuf::new(Https { svc_priority, target_name: target_name.as_name(), svc_params })
    }

    /// SVCB from its priority, target and parameters; see [`RdataBuf::https`].
    pub fn svcb<'n>(
        svc_priority: u16,
        target_name: impl Into<Name<'n>>,
        params: &SvcParamsBuf,
    ) -> Result<Self, DoesNotFit> {
        let (target_name, svc_params) = (target_name.into().to_buf(), params.as_coded());
        RdataBuf::new(Svcb { svc_priority, target_name: target_name.as_name(), svc_params })
    }

    /// NSEC from the next name and the types, in any order.
    ///
    /// ```
    /// use dnswire::{NameBuf, RdataBuf, Type};
    ///
    /// let next: NameBuf = "b.example.".parse()?;
    /// let nsec = RdataBuf::nsec(&next, [Type::NSEC, Type::A])?;
    /// assert_eq!(nsec.to_string(), "b.example. A NSEC");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nsec<'n>(
        next_domain_name: impl Into<Name<'n>>,
        types: impl IntoIterator<Item = Type>,
    ) -> Result<Self, DoesNotFit> {
        let next = next_domain_name.into().to_buf();
        let types: TypeBitmapBuf = types.into_iter().collect();
        let (next_domain_name, type_bit_maps) = (next.as_name(), types.as_bitmap());
        RdataBuf::new(Nsec { next_domain_name, type_bit_maps })
    }

    /// RDATA whose octets were checked.
    pub(crate) fn of_checked(rtype: Type, class: Class, octets: Vec<u8>) -> Self {
        RdataBuf { octets: octets.into_boxed_slice(), rtype, class }
    }

    /// The type.
    #[must_use]
    pub fn rtype(&self) -> Type {
        self.rtype
    }

    /// The class that decides the form of the octets.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// The octets; names are not compressed.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.octets
    }

    /// The RDATA, decoded by its type.
    #[must_use]
    pub fn as_rdata(&self) -> Rdata<'_> {
        Rdata::read(Wire::new(&self.octets), self.place(), false)
    }

    /// The RDATA as that of one type; `None` when it is of another type.
    #[must_use]
    pub fn data<'a, T: Data<'a>>(&'a self) -> Option<T> {
        if self.rtype != T::TYPE || !T::CLASSES.has(self.class) {
            return None;
        }
        layout::read::<T>(Wire::new(&self.octets), &mut Pointers::in_record(self.place())).ok()
    }

    fn place(&self) -> RecordPlace {
        RecordPlace::nowhere(self.rtype, self.class)
    }
}

impl<'a> From<&'a RdataBuf> for Rdata<'a> {
    fn from(data: &'a RdataBuf) -> Self {
        data.as_rdata()
    }
}

impl TryFrom<Rdata<'_>> for RdataBuf {
    type Error = DoesNotFit;

    fn try_from(data: Rdata<'_>) -> Result<Self, DoesNotFit> {
        RdataBuf::new(data)
    }
}

impl PushData<'_> for RdataBuf {
    fn to_push(&self) -> (Type, Option<&'static TypeLayout>) {
        self.as_rdata().to_push()
    }

    fn covered(&self) -> Type {
        self.as_rdata().covered()
    }

    fn write_to(&self, out: &mut Writer<'_>) -> Result<(), DoesNotFit> {
        self.as_rdata().write_fields(out)
    }
}

impl PartialEq for RdataBuf {
    fn eq(&self, other: &Self) -> bool {
        (self.rtype, self.class) == (other.rtype, other.class)
            && self.as_rdata() == other.as_rdata()
    }
}

impl Eq for RdataBuf {}

impl Hash for RdataBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.rtype, self.class).hash(state);
        self.as_rdata().hash(state);
    }
}

/// In presentation format.
impl fmt::Display for RdataBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_rdata().fmt(f)
    }
}

impl fmt::Debug for RdataBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RdataBuf({} {self})", self.rtype)
    }
}
