//! The options of the OPT record of a message, changed in its octets.

use alloc::vec;
use alloc::vec::Vec;

use crate::compose::OptionWriter;
use crate::error::Error;
use crate::layout::{self, CodedData, NameWalk};
use crate::message::{Edns, Message, Record};
use crate::name::{Name, TARGETS};
use crate::rdata::Rdata;
use crate::registry::OptionCode;
use crate::wire::MAX_MESSAGE;

/// The octets of an option before its data.
const OPTION_HEAD: usize = 4;

/// The reason why the options of a message cannot be changed; the message is as it was.
///
/// ```
/// use dnswire::edit::{OptionsError, set_options};
///
/// let mut header = [0; 12].to_vec();
/// assert_eq!(set_options(&mut header, b""), Err(OptionsError::NoOpt));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// The octets are no message, or an option runs past the end of the OPT record.
    #[error("{0}")]
    Malformed(Error),
    /// The message has no OPT record.
    #[error("the message has no OPT record")]
    NoOpt,
    /// The message would have more than 65535 octets, or a compression pointer would have to lead
    /// further than offset 16383.
    #[error("the options do not fit")]
    DoesNotFit,
    /// A name of another record has its labels in the options.
    #[error("a name of another record leads into the options")]
    NameInOptions,
}

impl From<Error> for OptionsError {
    fn from(error: Error) -> Self {
        OptionsError::Malformed(error)
    }
}

/// Replaces all options of the OPT record; `options` are octets that an
/// [`OptionWriter`](crate::compose::OptionWriter) wrote, or those of an `OptionsBuf`.
///
/// Records after the OPT record move, and their compression pointers change with them. Fails when
/// [`Message::parse`] fails, and for the other reasons of [`OptionsError`].
///
/// ```
/// use dnswire::edns::Cookie;
/// use dnswire::{Builder, Compression, Message, OptRecord, OptionsBuf, edit};
///
/// let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression)?;
/// builder.set_edns(OptRecord::new(1232));
/// builder.finish();
/// let mut options = OptionsBuf::new();
/// options.push(&Cookie { client_cookie: &[7; 8], server_cookie: None })?;
/// edit::set_options(&mut octets, options.as_coded().as_octets())?;
/// let edns = Message::parse(&octets)?.edns().unwrap();
/// assert_eq!(edns.options().to_string(), "COOKIE: 0707070707070707");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
pub fn set_options(octets: &mut Vec<u8>, options: &[u8]) -> Result<(), OptionsError> {
    let message = Message::parse(octets)?;
    let opt = message.edns().ok_or(OptionsError::NoOpt)?.record();
    let rdlength = u16::try_from(options.len()).map_err(|_| OptionsError::DoesNotFit)?;
    let (start, end) = (opt.rdata_offset(), opt.end());
    let len = octets.len().saturating_sub(end - start).saturating_add(options.len());
    if len > MAX_MESSAGE {
        return Err(OptionsError::DoesNotFit);
    }
    let mut edited = Vec::with_capacity(len);
    edited.extend_from_slice(octets.get(..start.saturating_sub(2)).unwrap_or_default());
    edited.extend_from_slice(&rdlength.to_be_bytes());
    edited.extend_from_slice(options);
    edited.extend_from_slice(octets.get(end..).unwrap_or_default());
    let moved = |offset: usize| offset.saturating_sub(end).saturating_add(start + options.len());
    for (place, target) in pointers_after(&message, end) {
        if target < end {
            continue;
        }
        let target = Some(moved(target)).filter(|target| *target < TARGETS);
        let target = target.and_then(|target| u16::try_from(target).ok());
        let pointer = (target.ok_or(OptionsError::DoesNotFit)? | 0xC000).to_be_bytes();
        if let Some(octets) = edited.get_mut(moved(place)..).and_then(<[u8]>::first_chunk_mut) {
            *octets = pointer;
        }
    }
    let is_same = Message::parse(&edited).is_ok_and(|edited| has_same_records(&message, &edited));
    if !is_same {
        return Err(OptionsError::NameInOptions);
    }
    *octets = edited;
    Ok(())
}

/// The compression pointers of the records from an offset on: the place of each and its target.
fn pointers_after(message: &Message<'_>, end: usize) -> Vec<(usize, usize)> {
    let mut pointers = Vec::new();
    let mut add = |name: Name<'_>| {
        let (after, target) = name.end();
        pointers.extend(target.map(|target| (after.saturating_sub(2), target)));
    };
    for record in message.records().filter(|record| record.offset() >= end) {
        add(record.owner());
        // Names of malformed RDATA cannot be found.
        if let Some(known) = record.layout().filter(|_| record.malformed().is_none()) {
            for (start, _) in NameWalk::new(known.layout, record.window()) {
                add(Name::at(start.message(), start.offset()));
            }
        }
    }
    pointers
}

/// Returns `true` if all records but the OPT record have the same owners and RDATA.
fn has_same_records(message: &Message<'_>, edited: &Message<'_>) -> bool {
    let is_same = |(left, right): (Record<'_>, Record<'_>)| {
        Edns::of(left).is_some()
            || left.owner() == right.owner()
                && match (left.rdata(), right.rdata()) {
                    (Rdata::Malformed(left), Rdata::Malformed(right)) => {
                        left.octets == right.octets
                    }
                    (left, right) => left == right,
                }
    };
    message.records().len() == edited.records().len()
        && message.records().zip(edited.records()).all(is_same)
}

/// Adds an option after the others.
///
/// Fails as [`set_options`] does, and when the option does not fit into its length field.
///
/// ```
/// use dnswire::edns::ExtendedError;
/// use dnswire::registry::InfoCode;
/// use dnswire::{Builder, Compression, Message, OptRecord, edit};
///
/// let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression)?;
/// builder.set_edns(OptRecord::new(1232));
/// builder.finish();
/// let error = ExtendedError { info_code: InfoCode::BLOCKED, extra_text: "by policy" };
/// edit::push_option(&mut octets, &error)?;
/// let edns = Message::parse(&octets)?.edns().unwrap();
/// assert_eq!(edns.extended_errors().next(), Some(Ok(error)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
pub fn push_option<'a, T: CodedData<'a, OptionCode>>(
    octets: &mut Vec<u8>,
    option: &T,
) -> Result<(), OptionsError> {
    let mut options = options_without(octets, None)?;
    let mut writer = OptionWriter::new(&mut options);
    writer.push(option).map_err(|layout::DoesNotFit| OptionsError::DoesNotFit)?;
    let _ = writer.finish();
    set_options(octets, &options)
}

/// Removes the options with this code.
///
/// Fails as [`set_options`] does; without such an option nothing changes.
///
/// ```
/// use dnswire::edns::Cookie;
/// use dnswire::registry::OptionCode;
/// use dnswire::{Builder, Compression, Message, OptRecord, edit};
///
/// let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression)?;
/// builder.set_edns(OptRecord::new(1232));
/// let before = builder.finish().to_vec();
/// edit::push_option(&mut octets, &Cookie { client_cookie: &[7; 8], server_cookie: None })?;
/// edit::remove_options(&mut octets, OptionCode::COOKIE)?;
/// assert_eq!(octets, before);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
pub fn remove_options(octets: &mut Vec<u8>, code: OptionCode) -> Result<(), OptionsError> {
    let options = options_without(octets, Some(code))?;
    set_options(octets, &options)
}

/// Sets the padding option so that the length of the message is a multiple of `block` octets; 0
/// removes it ([RFC 7830 section 3], [RFC 8467 section 4.1]).
///
/// Use 128 for queries and 468 for responses. Fails as [`set_options`] does.
///
/// ```
/// use dnswire::{Builder, Compression, OptRecord, edit};
///
/// let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression)?;
/// builder.set_edns(OptRecord::new(1232));
/// builder.finish();
/// edit::set_padding(&mut octets, 128)?;
/// assert_eq!(octets.len(), 128);
/// edit::set_padding(&mut octets, 0)?;
/// assert_eq!(octets.len(), 23);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 7830 section 3]: https://www.rfc-editor.org/rfc/rfc7830#section-3
/// [RFC 8467 section 4.1]: https://www.rfc-editor.org/rfc/rfc8467#section-4.1
#[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
pub fn set_padding(octets: &mut Vec<u8>, block: u16) -> Result<(), OptionsError> {
    let mut options = options_without(octets, Some(OptionCode::PADDING))?;
    let opt = Message::parse(octets)?.edns().ok_or(OptionsError::NoOpt)?.record();
    let len = octets.len().saturating_sub(opt.rdlength().into()).saturating_add(options.len());
    let block = usize::from(block);
    if let Some(over) = len.saturating_add(OPTION_HEAD).checked_rem(block) {
        let padding = if over == 0 { 0 } else { block - over };
        let mut writer = OptionWriter::new(&mut options);
        push_raw(&mut writer, OptionCode::PADDING, &vec![0; padding])?;
        let _ = writer.finish();
    }
    set_options(octets, &options)
}

fn push_raw(
    writer: &mut OptionWriter<'_>,
    code: OptionCode,
    octets: &[u8],
) -> Result<(), OptionsError> {
    writer.push_raw(code, octets).map_err(|layout::DoesNotFit| OptionsError::DoesNotFit)
}

/// The octets of the options without those of one code.
fn options_without(octets: &[u8], code: Option<OptionCode>) -> Result<Vec<u8>, OptionsError> {
    let options = Message::parse(octets)?.edns().ok_or(OptionsError::NoOpt)?.options();
    if let Some(error) = options.end_error() {
        return Err(error.into());
    }
    let mut kept = Vec::new();
    let mut writer = OptionWriter::new(&mut kept);
    for option in options.iter().filter(|option| Some(option.code) != code) {
        push_raw(&mut writer, option.code, option.octets)?;
    }
    let _ = writer.finish();
    Ok(kept)
}
