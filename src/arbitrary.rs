//! Names, RDATA, records and messages for the crate `arbitrary`, with the feature `arbitrary`.
//!
//! RDATA is generated field by field from its layout, so it has the form of its type; values may
//! break rules of the type that the strict reading checks. [`NearlyValid`] is a message with a few
//! octets changed.
//!
//! ```
//! use arbitrary::{Arbitrary, Unstructured};
//! use dnswire::RecordBuf;
//!
//! let octets: Vec<u8> = (0..=255).cycle().take(1000).collect(); // of a fuzzer
//! let record = RecordBuf::arbitrary(&mut Unstructured::new(&octets))?;
//! assert_eq!(record.malformed(), None);
//! # Ok::<(), arbitrary::Error>(())
//! ```
//!
//! With the feature `proptest` the same values are strategies: `any::<RecordBuf>()`.

#[cfg(feature = "proptest")]
mod proptest;

use alloc::vec::Vec;

use ::arbitrary::{Arbitrary, Error, Result, Unstructured};

use crate::compose::{Builder, Compression};
use crate::layout::{Code, Kind, Layout, Mnemonic, Other, number_len};
use crate::message::Flags;
use crate::name::NameBuf;
use crate::owned::{MessageBuf, RdataBuf, RecordBuf, TypeBitmapBuf};
use crate::rdata::layout_of;
use crate::registry::{Class, OptionCode, SvcParamKey, Type};

#[cfg(feature = "proptest")]
pub use proptest::rdata_of;

/// Up to this many octets of a field are generated.
const OCTETS: usize = 40;

impl<'a> Arbitrary<'a> for NameBuf {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut name = NameBuf::ROOT;
        for _ in 0..u.int_in_range(0..=4)? {
            let len = u.int_in_range(1..=63)?;
            match name.child(u.bytes(len)?) {
                Ok(longer) => name = longer,
                Err(_) => break,
            }
        }
        Ok(name)
    }
}

impl<'a> Arbitrary<'a> for Type {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        if u.ratio(7, 8)? { u.choose(Type::ALL).copied() } else { u.arbitrary().map(Type) }
    }
}

/// RDATA of any type that records have, mostly of class IN.
impl<'a> Arbitrary<'a> for RdataBuf {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (rtype, class): (Type, _) = (u.arbitrary()?, u.choose(&[Class::IN, Class::CH])?);
        let rtype = if rtype.is_question_only() { Type::NULL } else { rtype };
        rdata(rtype, *class, u)
    }
}

/// RDATA of one type.
fn rdata(rtype: Type, class: Class, u: &mut Unstructured<'_>) -> Result<RdataBuf> {
    let mut octets = Vec::new();
    match layout_of(rtype, class) {
        Some(known) => fields(known.layout, u, &mut octets)?,
        None => some(u, 0, &mut octets)?,
    }
    RdataBuf::from_octets(rtype, class, &octets).map_err(|_| Error::IncorrectFormat)
}

impl<'a> Arbitrary<'a> for RecordBuf {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (owner, ttl, rdata): (NameBuf, _, RdataBuf) = u.arbitrary()?;
        RecordBuf::new(&owner, ttl, rdata.class(), &rdata).map_err(|_| Error::IncorrectFormat)
    }
}

/// A message that was composed, with at most two questions and four records in each section.
impl<'a> Arbitrary<'a> for MessageBuf {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let builder = Builder::new(&mut octets, &mut compression);
        let mut builder = builder.map_err(|_| Error::IncorrectFormat)?;
        builder.set_id(u.arbitrary()?);
        builder.set_flags(Flags(u.arbitrary()?));
        for _ in 0..u.int_in_range(0..=2)? {
            let (qname, qtype): (NameBuf, Type) = u.arbitrary()?;
            builder.push_question(&qname, qtype, Class::IN);
        }
        let mut records = || -> Result<Vec<RecordBuf>> {
            (0..u.int_in_range(0..=4)?).map(|_| u.arbitrary()).collect()
        };
        let mut builder = builder.answer();
        builder.push_records(records()?);
        let mut builder = builder.authority();
        builder.push_records(records()?);
        let mut builder = builder.additional();
        builder.push_records(records()?);
        builder.finish();
        MessageBuf::try_from(octets).map_err(|_| Error::IncorrectFormat)
    }
}

/// The octets of a message of which a few were changed, removed or added.
///
/// ```
/// # #[cfg(feature = "arbitrary")] {
/// use arbitrary::{Arbitrary, Unstructured};
/// use dnswire::Message;
/// use dnswire::arbitrary::NearlyValid;
///
/// let NearlyValid(octets) = NearlyValid::arbitrary(&mut Unstructured::new(&[1; 64]))?;
/// let _ = Message::parse(&octets); // an error, or a message: never a panic
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearlyValid(pub Vec<u8>);

impl<'a> Arbitrary<'a> for NearlyValid {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut octets = u.arbitrary::<MessageBuf>()?.as_octets().to_vec();
        for _ in 0..u.int_in_range(1..=4)? {
            let at = u.choose_index(octets.len().max(1))?;
            match (u.int_in_range(0..=3)?, octets.get_mut(at)) {
                (0, _) => octets.truncate(at),
                (1, _) => octets.push(u.arbitrary()?),
                (_, Some(octet)) => *octet = u.arbitrary()?,
                (_, None) => {}
            }
        }
        Ok(NearlyValid(octets))
    }
}

/// Appends some octets, at least `least`.
fn some(u: &mut Unstructured<'_>, least: usize, out: &mut Vec<u8>) -> Result<()> {
    let len = u.int_in_range(least..=least + OCTETS)?;
    out.extend_from_slice(u.bytes(len)?);
    Ok(())
}

/// Appends the octets of all fields.
fn fields(layout: &Layout, u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    for (index, field) in layout.fields.iter().enumerate() {
        kind(field.kind, u, out)?;
        if let (0, Other::FirstNotZero(..), Some(first)) = (index, layout.other, out.first_mut()) {
            *first = 0;
        }
    }
    Ok(())
}

/// Appends a length of 8 bits and that many octets.
fn string(u: &mut Unstructured<'_>, least: usize, out: &mut Vec<u8>) -> Result<()> {
    let mut octets = Vec::new();
    some(u, least, &mut octets)?;
    out.push(u8::try_from(octets.len()).unwrap_or(0));
    out.extend(octets);
    Ok(())
}

/// Appends a field; `out` has the octets before it.
fn kind(kind_of: Kind, u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    let octet = |at: usize, out: &Vec<u8>| out.get(at).copied().unwrap_or(0);
    match kind_of {
        Kind::Magic(octets) => out.extend_from_slice(octets),
        Kind::Optional(inner) if u.arbitrary()? => return kind(*inner, u, out),
        Kind::Optional(_) | Kind::TopBit => {}
        Kind::LowBits => out.push(u.arbitrary()?),
        Kind::PrefixLen => out.push(u.int_in_range(0..=128)?),
        Kind::GatewayType => out.push(u.int_in_range(0..=3)?),
        Kind::Family => out.extend([0, u.int_in_range(0..=2)?]),
        Kind::FamilyPrefix => {
            let most = [0, 32, 128].get(usize::from(octet(1, out))).copied().unwrap_or(0);
            out.push(u.int_in_range(0..=most)?);
        }
        Kind::FamilyAddress => {
            let prefix = octet(2, out);
            out.extend_from_slice(u.bytes(prefix.div_ceil(8).into())?);
            if let Some(last) = out.last_mut().filter(|_| prefix % 8 != 0) {
                *last &= 0xFF << (8 - prefix % 8);
            }
        }
        Kind::A6Suffix => {
            let (prefix, start) = (octet(0, out), out.len());
            out.extend_from_slice(u.bytes(16 - usize::from(prefix / 8).min(16))?);
            if let Some(first) = out.get_mut(start) {
                *first &= 0xFF >> (prefix % 8);
            }
        }
        Kind::A6Name if octet(0, out) == 0 => {}
        Kind::Name | Kind::A6Name => out.extend_from_slice(u.arbitrary::<NameBuf>()?.as_octets()),
        Kind::Gateway | Kind::Relay => match octet(1, out) & 0x7F {
            0 => {}
            1 => out.extend_from_slice(u.bytes(4)?),
            2 => out.extend_from_slice(u.bytes(16)?),
            3 => return kind(Kind::Name, u, out),
            _ => return some(u, 0, out),
        },
        Kind::Counted8(_) => return string(u, 0, out),
        Kind::Counted16(_) => {
            let mut octets = Vec::new();
            some(u, 0, &mut octets)?;
            out.extend(u16::try_from(octets.len()).unwrap_or(0).to_be_bytes());
            out.extend(octets);
        }
        Kind::CountedAt8(at, _) | Kind::CountedAt16(at, _) => {
            let start = out.len();
            some(u, 1, out)?;
            let low = usize::from(at) + usize::from(matches!(kind_of, Kind::CountedAt16(..)));
            let len = u8::try_from(out.len() - start).unwrap_or(0);
            if let Some(place) = out.get_mut(low) {
                *place = len;
            }
        }
        Kind::Utf8 => out.extend_from_slice(u.arbitrary::<&str>()?.as_bytes()),
        Kind::ServerCookie => {
            let len = u.int_in_range(8..=32)?;
            out.extend_from_slice(u.bytes(len)?);
        }
        Kind::ZoneVersion if octet(1, out) == 0 => out.extend_from_slice(u.bytes(4)?),
        Kind::Rest(_) | Kind::Ports | Kind::Octets | Kind::ZoneVersion => return some(u, 0, out),
        Kind::Types | Kind::NxtTypes => {
            let types: TypeBitmapBuf = (0..u.int_in_range(0..=5)?)
                .map(|_| u.arbitrary())
                .collect::<Result<Vec<Type>>>()?
                .into_iter()
                .collect();
            let is_nxt = kind_of == Kind::NxtTypes;
            let bitmap = if is_nxt { types.as_nxt_bitmap() } else { types.as_bitmap() };
            out.extend_from_slice(bitmap.as_octets());
        }
        Kind::Options => return coded::<OptionCode>(OptionCode::ALL, u, out),
        Kind::Params => return coded::<SvcParamKey>(SvcParamKey::ALL, u, out),
        Kind::Ech => {
            let mut config = Vec::from([0xFE, 0x0D, 0, 0]);
            some(u, 1, &mut config)?;
            let len = u8::try_from(config.len()).unwrap_or(0);
            if let Some(place) = config.get_mut(3) {
                *place = len.saturating_sub(4);
            }
            out.extend([0, len]);
            out.extend(config);
        }
        list => return items(list, u, out),
    }
    Ok(())
}

/// Appends the items of a list, or a value with a fixed number of octets.
fn items(list: Kind, u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    let count = u.int_in_range(1_u8..=4)?;
    match list {
        // Strictly ascending, so that none is repeated.
        Kind::Keys | Kind::Groups => (1..=count).for_each(|number| out.extend([0, number])),
        Kind::Transports => {
            out.extend_from_slice(b"\x03dot");
            out.push(u.int_in_range(0..=100)?);
        }
        Kind::Strings
        | Kind::AlpnIds
        | Kind::PathSegments
        | Kind::Names
        | Kind::Numbers
        | Kind::Ipv4s
        | Kind::Ipv6s
        | Kind::Prefixes
        | Kind::UmbrellaFields => {
            for _ in 0..count {
                match list {
                    Kind::Strings => string(u, 0, out)?,
                    Kind::AlpnIds | Kind::PathSegments => string(u, 1, out)?,
                    Kind::Names => kind(Kind::Name, u, out)?,
                    Kind::Numbers => out.extend_from_slice(u.bytes(2)?),
                    Kind::Ipv4s => out.extend_from_slice(u.bytes(4)?),
                    Kind::Ipv6s => out.extend_from_slice(u.bytes(16)?),
                    Kind::Prefixes => {
                        out.extend([0, 1, u.int_in_range(0..=32)?, 0x84]);
                        out.extend_from_slice(u.bytes(4)?);
                    }
                    _ => {
                        out.extend([0, 4]);
                        out.extend_from_slice(u.bytes(4)?);
                    }
                }
            }
        }
        Kind::Ipv6 => out.extend_from_slice(u.bytes(16)?),
        Kind::Mnemonic(Mnemonic::DsyncScheme) => out.push(u.arbitrary()?),
        Kind::Mnemonic(Mnemonic::Type) => out.extend(u.arbitrary::<Type>()?.0.to_be_bytes()),
        fixed => out.extend_from_slice(u.bytes(number_len(fixed))?),
    }
    Ok(())
}

/// Appends options, or parameters with ascending keys.
fn coded<C: Code>(all: &[C], u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut codes: Vec<C> =
        (0..u.int_in_range(0..=4)?).map(|_| u.choose(all).copied()).collect::<Result<_>>()?;
    if C::ASCENDING {
        codes.sort_unstable();
        codes.dedup();
    }
    for code in codes {
        let (mut octets, number): (_, u16) = (Vec::new(), code.into());
        match code.layout() {
            Some(layout) => fields(layout, u, &mut octets)?,
            None => some(u, 0, &mut octets)?,
        }
        out.extend(number.to_be_bytes());
        out.extend(u16::try_from(octets.len()).unwrap_or(0).to_be_bytes());
        out.extend(octets);
    }
    Ok(())
}
