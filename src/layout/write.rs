//! Writing values as octets.

use super::kind::{Kind, Mnemonic};
use super::value::{NameWalk, Value};
use super::{Layout, check};
use crate::error::Fault;
use crate::name::{Name, Pointers};
use crate::wire::Wire;

/// The form in which names are written.
///
/// ```
/// use dnswire::{Form, NameBuf, rdata::{Ns, Rdata}};
///
/// let name: NameBuf = "NS.Example.".parse()?;
/// let rdata = Rdata::from(Ns::new(&name));
/// assert_eq!(rdata.to_octets(Form::Uncompressed), b"\x02NS\x07Example\0");
/// assert_eq!(rdata.to_octets(Form::Canonical), b"\x02ns\x07example\0");
/// # Ok::<(), dnswire::NameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Names without compression, in their case.
    Uncompressed,
    /// The canonical form of DNSSEC (RFC 4034 section 6.2, RFC 6840 section 5.1): names without
    /// compression, in lower case for the types that are listed there.
    Canonical,
}

/// The octets do not fit into the buffer, or a value does not fit into its field.
///
/// ```
/// use dnswire::{DoesNotFit, RdataBuf};
///
/// assert_eq!(RdataBuf::txt(["x".repeat(256)]).unwrap_err(), DoesNotFit);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the octets do not fit")]
pub struct DoesNotFit;

/// The place that RDATA is written to.
pub(crate) trait Output {
    /// Appends octets unchanged.
    fn octets(&mut self, octets: &[u8]) -> Result<(), DoesNotFit>;

    /// Appends the first `len` of 8 octets.
    #[inline]
    fn first_octets(&mut self, octets: [u8; 8], len: usize) -> Result<(), DoesNotFit> {
        self.octets(octets.get(..len).ok_or(DoesNotFit)?)
    }

    /// Appends a name in the form of this output.
    fn name(&mut self, name: Name<'_>) -> Result<(), DoesNotFit>;
}

/// A function that takes octets, piece by piece. Not generic: what writes to it is compiled once.
pub(crate) type Sink<'s> = dyn FnMut(&[u8]) -> Result<(), DoesNotFit> + 's;

/// Writes names without compression and passes all octets to a function.
pub(crate) struct Uncompressed<'s> {
    sink: &'s mut Sink<'s>,
    lowercase: bool,
}

impl<'s> Uncompressed<'s> {
    pub(crate) fn new(lowercase: bool, sink: &'s mut Sink<'s>) -> Self {
        Uncompressed { sink, lowercase }
    }
}

impl Output for Uncompressed<'_> {
    fn octets(&mut self, octets: &[u8]) -> Result<(), DoesNotFit> {
        (self.sink)(octets)
    }

    fn name(&mut self, name: Name<'_>) -> Result<(), DoesNotFit> {
        let buf = name.to_buf();
        let buf = if self.lowercase { buf.to_lowercase() } else { buf };
        (self.sink)(buf.as_octets())
    }
}

/// A sink that fills a slice from its start.
pub(crate) fn into_slice<'b>(
    buffer: &'b mut [u8],
    written: &'b mut usize,
) -> impl FnMut(&[u8]) -> Result<(), DoesNotFit> + 'b {
    move |octets| {
        let end = written.checked_add(octets.len()).ok_or(DoesNotFit)?;
        buffer.get_mut(*written..end).ok_or(DoesNotFit)?.copy_from_slice(octets);
        *written = end;
        Ok(())
    }
}

/// Writes the values of all fields.
pub(crate) fn write(
    layout: &Layout,
    values: &[Value<'_>],
    out: &mut impl Output,
) -> Result<(), DoesNotFit> {
    let fields = layout.fields_of_values(values);
    for (index, field) in (0..fields.len()).zip(fields) {
        let value = values.get(index).unwrap_or(&Value::Absent);
        write_field(&field.kind, value, values, index, out)?;
    }
    Ok(())
}

/// Writes the values of all fields; the value of many types with one field directly.
#[inline(always)]
pub(crate) fn write_known(
    layout: &Layout,
    values: &[Value<'_>],
    out: &mut impl Output,
) -> Result<(), DoesNotFit> {
    match values {
        [Value::Name(name)] => out.name(*name),
        [Value::Ipv4(address)] => out.octets(&address.octets()),
        [Value::Ipv6(address)] => out.octets(&address.octets()),
        [Value::Strings(list)] => out.octets(list.as_octets()),
        [Value::Options(options)] => out.octets(options.as_octets()),
        _ => write(layout, values, out),
    }
}

/// Writes one field; `values` are those of all fields.
#[inline]
fn write_field(
    kind: &Kind,
    value: &Value<'_>,
    values: &[Value<'_>],
    index: usize,
    out: &mut impl Output,
) -> Result<(), DoesNotFit> {
    match value {
        Value::Name(name) => out.name(*name),
        Value::Ipv4(address) => out.octets(&address.octets()),
        Value::Number(number) => match kind {
            Kind::TopBit => Ok(()),
            Kind::LowBits => {
                write_number(out, (number_before(values, index) & 1) << 7 | *number & 0x7F, 1)
            }
            kind => write_number(out, *number, number_len(*kind)),
        },
        Value::Ipv6(address) => match kind {
            Kind::A6Suffix => {
                let prefix = u32::try_from(number_before(values, index)).unwrap_or(u32::MAX);
                let bits = u128::MAX.checked_shr(prefix).unwrap_or(0);
                let address = (address.to_bits() & bits).to_be_bytes();
                let first = usize::try_from(prefix / 8).unwrap_or(usize::MAX);
                out.octets(address.get(first..).unwrap_or_default())
            }
            _ => out.octets(&address.octets()),
        },
        Value::Names(list) => list.iter().try_for_each(|name| out.name(name)),
        value => write_octets(kind, value, out),
    }
}

/// The number of the field before this one.
fn number_before(values: &[Value<'_>], index: usize) -> u64 {
    values.get(index.wrapping_sub(1)).map_or(0, |value| value.number())
}

/// Writes a value that has octets, with their number if the kind has one.
fn write_octets(kind: &Kind, value: &Value<'_>, out: &mut impl Output) -> Result<(), DoesNotFit> {
    match (kind, value) {
        (Kind::Optional(_), Value::Absent) => Ok(()),
        (Kind::Optional(kind), value) => write_octets(kind, value, out),
        (Kind::Counted8(_), value) => write_counted(out, value, 1),
        (Kind::Counted16(_), value) => write_counted(out, value, 2),
        // A gateway of an unknown type has no known layout.
        (Kind::Gateway, Value::Octets(_)) => Err(DoesNotFit),
        (_, value) => out.octets(value.octets().unwrap_or_default()),
    }
}

/// The octets of a number of this kind.
#[inline]
pub(crate) fn number_len(kind: Kind) -> usize {
    let kind = if let Kind::Optional(kind) = kind { *kind } else { kind };
    match kind {
        Kind::PrefixLen
        | Kind::GatewayType
        | Kind::FamilyPrefix
        | Kind::Mnemonic(Mnemonic::DsyncScheme) => 1,
        Kind::Family => 2,
        kind => kind.fixed_len().unwrap_or(0),
    }
}

/// Writes a number in `len` octets, which must be enough.
#[inline]
fn write_number(out: &mut impl Output, number: u64, len: usize) -> Result<(), DoesNotFit> {
    let unused = u32::try_from(8_usize.saturating_sub(len).wrapping_mul(8)).unwrap_or(0);
    let first = number.checked_shl(unused).unwrap_or(0);
    if first.checked_shr(unused).unwrap_or(0) != number {
        return Err(DoesNotFit);
    }
    out.first_octets(first.to_be_bytes(), len)
}

fn write_counted(out: &mut impl Output, value: &Value<'_>, len: usize) -> Result<(), DoesNotFit> {
    let octets = value.octets().unwrap_or_default();
    write_number(out, u64::try_from(octets.len()).map_err(|_| DoesNotFit)?, len)?;
    out.octets(octets)
}

/// Copies data from its octets, its names in the form of `out`.
///
/// Data that does not fit its layout is an error, before anything is written.
pub(crate) fn copy(
    layout: &Layout,
    data: Wire<'_>,
    out: &mut impl Output,
) -> Result<Result<(), DoesNotFit>, Fault> {
    check(layout, data, &mut Pointers::follow_all())?;
    Ok(copy_checked(layout, data, out))
}

fn copy_checked(layout: &Layout, data: Wire<'_>, out: &mut impl Output) -> Result<(), DoesNotFit> {
    // Octets between names are copied at once.
    let mut raw = data;
    for (start, rest) in NameWalk::new(layout, data) {
        out.octets(raw.until(start).octets())?;
        out.name(Name::at(start.message(), start.offset()))?;
        raw = rest;
    }
    out.octets(raw.octets())
}
