//! Lists that own their octets, and lend the lists that the structs of RDATA have.

use core::fmt;
use core::marker::PhantomData;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use alloc::vec::Vec;

use crate::layout::{
    AddressPrefix, DoesNotFit, Item, List, Ports, TypeBitmap, UmbrellaField, WeightedTransport,
};
use crate::name::{Name, NameBuf};
use crate::registry::{
    AddressFamily, Algorithm, DigestType, Nsec3HashAlgorithm, SvcParamKey, Type,
};
use crate::wire::{MAX_MESSAGE, Wire};

/// A list of values that owns its octets: strings (`ListBuf<[u8]>`), names (`ListBuf<NameBuf>`),
/// numbers, addresses, keys, algorithms, prefixes, transports.
///
/// It is checked when made, and lends the [`List`] that the structs of RDATA, options and
/// parameters have.
///
/// ```
/// use dnswire::rdata::{Hip, Txt};
/// use dnswire::{ListBuf, NameBuf};
///
/// let strings = ListBuf::<[u8]>::new(["v=spf1", "-all"])?;
/// assert_eq!(Txt { txt_data: strings.as_list() }.to_string(), r#""v=spf1" "-all""#);
///
/// let servers = ListBuf::<NameBuf>::new([&"rvs.example.".parse::<NameBuf>()?])?;
/// let hip = Hip {
///     pk_algorithm: 2,
///     hit: &[0xAB],
///     public_key: &[0],
///     rendezvous_servers: servers.as_list(),
/// };
/// assert_eq!(hip.to_string(), "2 AB AA== rvs.example.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ListBuf<T: ?Sized> {
    octets: Vec<u8>,
    item: PhantomData<fn() -> *const T>,
}

/// The value that a [`ListBuf`] holds. Only types of this crate, numbers and addresses implement it.
///
/// ```
/// use dnswire::ListBuf;
///
/// assert_eq!(ListBuf::<u16>::new([1, 2])?.as_list().as_octets(), [0, 1, 0, 2]);
/// assert!(ListBuf::<[u8]>::new(["a"])?.as_list().iter().eq([b"a"]));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub trait ListItem {
    /// The value when it is lent.
    type Lent<'a>: Item<'a>;
}

impl ListItem for [u8] {
    type Lent<'a> = &'a [u8];
}

impl ListItem for NameBuf {
    type Lent<'a> = Name<'a>;
}

impl ListItem for AddressPrefix<'static> {
    type Lent<'a> = AddressPrefix<'a>;
}

impl ListItem for WeightedTransport<'static> {
    type Lent<'a> = WeightedTransport<'a>;
}

impl ListItem for UmbrellaField<'static> {
    type Lent<'a> = UmbrellaField<'a>;
}

// Values of a fixed number of octets.
macro_rules! fixed_items {
    ($($item:ty: $value:ident => $octets:expr;)+) => {$(
        impl ListItem for $item {
            type Lent<'a> = $item;
        }

        impl ListBuf<$item> {
            /// Collects values, in their order.
            ///
            /// Fails when they have more than 65535 octets.
            pub fn new(values: impl IntoIterator<Item = $item>) -> Result<Self, DoesNotFit> {
                ListBuf::of(values, |octets, $value| {
                    octets.extend_from_slice(&$octets);
                    Ok(())
                })
            }
        }
    )+};
}

fixed_items! {
    u16: value => value.to_be_bytes();
    Ipv4Addr: value => value.octets();
    Ipv6Addr: value => value.octets();
    Algorithm: value => [value.0];
    DigestType: value => [value.0];
    Nsec3HashAlgorithm: value => [value.0];
}

impl ListItem for SvcParamKey {
    type Lent<'a> = SvcParamKey;
}

impl ListBuf<SvcParamKey> {
    /// Collects keys in any order, and sorts them.
    ///
    /// Fails when a key occurs twice.
    pub fn new(keys: impl IntoIterator<Item = SvcParamKey>) -> Result<Self, DoesNotFit> {
        let mut keys: Vec<_> = keys.into_iter().collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| matches!(pair, [left, right] if left == right)) {
            return Err(DoesNotFit);
        }
        ListBuf::of(keys, |octets, key| {
            octets.extend_from_slice(&key.0.to_be_bytes());
            Ok(())
        })
    }
}

impl ListBuf<[u8]> {
    /// Collects strings, in their order.
    ///
    /// Fails when a string has more than 255 octets, or all together more than 65535.
    pub fn new<S: AsRef<[u8]>>(strings: impl IntoIterator<Item = S>) -> Result<Self, DoesNotFit> {
        ListBuf::of(strings, |octets, string| push_string(octets, string.as_ref()))
    }
}

fn push_string(octets: &mut Vec<u8>, string: &[u8]) -> Result<(), DoesNotFit> {
    octets.push(u8::try_from(string.len()).map_err(|_| DoesNotFit)?);
    octets.extend_from_slice(string);
    Ok(())
}

impl ListBuf<NameBuf> {
    /// Collects names, in their order.
    ///
    /// Fails when they have more than 65535 octets.
    pub fn new<'n, N: Into<Name<'n>>>(
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, DoesNotFit> {
        ListBuf::of(names, |octets, name| {
            octets.extend_from_slice(name.into().to_buf().as_octets());
            Ok(())
        })
    }
}

impl ListBuf<AddressPrefix<'static>> {
    /// Collects prefixes: each has an address, a length in bits, and `true` if it is negated.
    ///
    /// Fails when a length exceeds the bits of its address. Bits after the prefix are kept.
    ///
    /// ```
    /// use dnswire::layout::AddressPrefix;
    /// use dnswire::{ListBuf, rdata::Apl};
    ///
    /// let prefixes = [([192, 168, 32, 0].into(), 21, false), ([192, 168, 38, 0].into(), 28, true)];
    /// let items = ListBuf::<AddressPrefix>::new(prefixes)?;
    /// let apl = Apl { items: items.as_list() };
    /// assert_eq!(apl.to_string(), "1:192.168.32.0/21 !1:192.168.38.0/28");
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    pub fn new(prefixes: impl IntoIterator<Item = (IpAddr, u8, bool)>) -> Result<Self, DoesNotFit> {
        ListBuf::of(prefixes, |octets, (address, prefix, n)| match address {
            IpAddr::V4(address) => {
                push_prefix(octets, AddressFamily::IP, &address.octets(), prefix, n)
            }
            IpAddr::V6(address) => {
                push_prefix(octets, AddressFamily::IP6, &address.octets(), prefix, n)
            }
        })
    }
}

fn push_prefix(
    octets: &mut Vec<u8>,
    family: AddressFamily,
    address: &[u8],
    prefix: u8,
    n: bool,
) -> Result<(), DoesNotFit> {
    if usize::from(prefix) > address.len() * 8 {
        return Err(DoesNotFit);
    }
    // "the sender MUST NOT include trailing zero octets in the AFDPART" (RFC 3123 section 4).
    let len = address.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
    octets.extend_from_slice(&family.0.to_be_bytes());
    octets.push(prefix);
    octets.push(u8::from(n) << 7 | u8::try_from(len).map_err(|_| DoesNotFit)?);
    octets.extend_from_slice(address.get(..len).unwrap_or_default());
    Ok(())
}

impl ListBuf<WeightedTransport<'static>> {
    /// Collects transports, in their order.
    ///
    /// Fails for a transport that is not known, and for a weight over 100.
    pub fn new<'t>(
        transports: impl IntoIterator<Item = WeightedTransport<'t>>,
    ) -> Result<Self, DoesNotFit> {
        ListBuf::of(transports, |octets, transport| {
            let start = octets.len();
            push_string(octets, transport.protocol)?;
            octets.push(transport.weight);
            let pushed = octets.get(start..).unwrap_or_default();
            WeightedTransport::parse(Wire::new(pushed)).map(drop).map_err(|_| DoesNotFit)
        })
    }
}

impl ListBuf<UmbrellaField<'static>> {
    /// Collects fields, in their order.
    ///
    /// Fails when a device does not have 8 octets.
    pub fn new<'t>(
        fields: impl IntoIterator<Item = UmbrellaField<'t>>,
    ) -> Result<Self, DoesNotFit> {
        ListBuf::of(fields, |octets, field| {
            octets.extend_from_slice(&field.number().to_be_bytes());
            match field {
                UmbrellaField::Asset(number) | UmbrellaField::Organization(number) => {
                    octets.extend_from_slice(&number.to_be_bytes());
                }
                UmbrellaField::Ipv4(address) => octets.extend_from_slice(&address.octets()),
                UmbrellaField::Ipv6(address) => octets.extend_from_slice(&address.octets()),
                UmbrellaField::Device(device) if device.len() == 8 => {
                    octets.extend_from_slice(device);
                }
                UmbrellaField::Device(_) => return Err(DoesNotFit),
            }
            Ok(())
        })
    }
}

impl<T: ?Sized> ListBuf<T> {
    fn of<V>(
        values: impl IntoIterator<Item = V>,
        push: impl Fn(&mut Vec<u8>, V) -> Result<(), DoesNotFit>,
    ) -> Result<Self, DoesNotFit> {
        let mut octets = Vec::new();
        for value in values {
            push(&mut octets, value)?;
            if octets.len() > MAX_MESSAGE {
                return Err(DoesNotFit);
            }
        }
        Ok(ListBuf { octets, item: PhantomData })
    }
}

impl<T: ListItem + ?Sized> ListBuf<T> {
    /// The list that the structs of RDATA have.
    #[must_use]
    pub fn as_list(&self) -> List<'_, T::Lent<'_>> {
        List::over(Wire::new(&self.octets))
    }
}

impl<T: ?Sized> Clone for ListBuf<T> {
    fn clone(&self) -> Self {
        ListBuf { octets: self.octets.clone(), item: PhantomData }
    }
}

impl<T: ?Sized> fmt::Debug for ListBuf<T>
where
    T: ListItem,
    for<'a> T::Lent<'a>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_list().fmt(f)
    }
}

/// A set of types that owns its octets.
///
/// ```
/// use dnswire::rdata::Nsec;
/// use dnswire::{NameBuf, Type, TypeBitmapBuf};
///
/// let next: NameBuf = "b.example.".parse()?;
/// let types: TypeBitmapBuf = [Type::NSEC, Type::A, Type::CAA, Type::RRSIG].into_iter().collect();
/// let nsec = Nsec { next_domain_name: next.as_name(), type_bit_maps: types.as_bitmap() };
/// assert_eq!(nsec.to_string(), "b.example. A RRSIG NSEC CAA");
/// # Ok::<(), dnswire::NameError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypeBitmapBuf {
    /// Windows, as in NSEC.
    blocks: Vec<u8>,
    /// The types below 128 as one bitmap, as in NXT.
    low: Vec<u8>,
}

impl FromIterator<Type> for TypeBitmapBuf {
    fn from_iter<I: IntoIterator<Item = Type>>(types: I) -> Self {
        let mut types: Vec<Type> = types.into_iter().collect();
        types.sort_unstable();
        let mut buf = TypeBitmapBuf::default();
        let (mut window, mut bits) = (0, Vec::new());
        for rtype in types {
            let [high, low] = rtype.0.to_be_bytes();
            if high != window {
                push_window(&mut buf.blocks, window, &bits);
                (window, bits) = (high, Vec::new());
            }
            set_bit(&mut bits, low.into());
            if rtype.0 < 128 {
                set_bit(&mut buf.low, low.into());
            }
        }
        push_window(&mut buf.blocks, window, &bits);
        buf
    }
}

fn push_window(blocks: &mut Vec<u8>, window: u8, bits: &[u8]) {
    if !bits.is_empty() {
        blocks.extend_from_slice(&[window, u8::try_from(bits.len()).unwrap_or(32)]);
        blocks.extend_from_slice(bits);
    }
}

/// Sets a bit, the highest of the first octet being 0, and extends the bitmap as far as needed.
fn set_bit(bits: &mut Vec<u8>, bit: u16) {
    let at = usize::from(bit / 8);
    if bits.len() <= at {
        bits.resize(at + 1, 0);
    }
    if let Some(octet) = bits.get_mut(at) {
        *octet |= 0x80 >> (bit % 8);
    }
}

impl TypeBitmapBuf {
    /// The set that NSEC, NSEC3 and CSYNC records have.
    #[must_use]
    pub fn as_bitmap(&self) -> TypeBitmap<'_> {
        TypeBitmap::new(&self.blocks)
    }

    /// The set that NXT records have: types from 128 on are left out.
    #[must_use]
    pub fn as_nxt_bitmap(&self) -> TypeBitmap<'_> {
        TypeBitmap::without_windows(&self.low)
    }
}

/// A set of ports that owns its octets.
///
/// ```
/// use dnswire::PortsBuf;
/// use dnswire::rdata::Wks;
///
/// let ports: PortsBuf = [53, 25].into_iter().collect();
/// let wks = Wks { address: [192, 0, 2, 1].into(), protocol: 6, bitmap: ports.as_ports() };
/// assert_eq!(wks.to_string(), "192.0.2.1 6 25 53");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PortsBuf(Vec<u8>);

impl FromIterator<u16> for PortsBuf {
    fn from_iter<I: IntoIterator<Item = u16>>(ports: I) -> Self {
        let mut bits = Vec::new();
        ports.into_iter().for_each(|port| set_bit(&mut bits, port));
        PortsBuf(bits)
    }
}

impl PortsBuf {
    /// The set that WKS records have.
    #[must_use]
    pub fn as_ports(&self) -> Ports<'_> {
        Ports::new(&self.0)
    }
}
