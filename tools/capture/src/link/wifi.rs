//! 802.11 frames.

use super::{Layer, Step, Stepped, after};
use crate::Reason;
use crate::octets::{be16, octet};

/// The bits of the second octet of frame control.
const TO_AND_FROM: u8 = 0x03;
const MORE_FRAGMENTS: u8 = 0x04;
const PROTECTED: u8 = 0x40;
const ORDER: u8 = 0x80;

/// Octets of the header with three addresses.
const HEADER: usize = 24;

/// A frame from frame control on; only data frames carry packets.
///
/// The header of a padded one takes a multiple of 4 octets.
pub(super) fn frame(octets: &[u8], is_padded: bool) -> Stepped<'_> {
    let cut = Reason::HeaderCut("802.11");
    let (kind, flags) = octet(octets, 0).zip(octet(octets, 1)).ok_or(cut)?;
    let (is_data, subtype) = (kind >> 2 & 3 == 2, kind >> 4);
    // Bit 2 of the subtype: no data.
    if !is_data || subtype & 4 != 0 {
        return Ok(Step::Other);
    }
    if flags & PROTECTED != 0 {
        return Err(Reason::Encrypted("802.11"));
    }
    let is_fragment = octet(octets, 22).ok_or(cut)? & 0x0F != 0;
    if is_fragment || flags & MORE_FRAGMENTS != 0 {
        return Err(Reason::Unsupported("802.11 fragments"));
    }
    let mut length = HEADER;
    if flags & TO_AND_FROM == TO_AND_FROM {
        length += 6;
    }
    let has_qos = subtype & 8 != 0;
    let pad = |length: usize| if is_padded { length.next_multiple_of(4) } else { length };
    if !has_qos {
        return after(octets, pad(length), Layer::Llc, "802.11");
    }
    let control = octet(octets, length).ok_or(cut)?;
    length += if flags & ORDER == 0 { 2 } else { 6 };
    let rest = octets.get(pad(length)..).ok_or(cut)?;
    let is_aggregate = control & 0x80 != 0;
    Ok(if is_aggregate { aggregate(rest) } else { Step::Next(Layer::Llc, rest) })
}

/// The frames of an A-MSDU, each with addresses and a length before it, padded to 4 octets.
fn aggregate(mut octets: &[u8]) -> Step<'_> {
    let mut frames = Vec::new();
    while let Some(length) = be16(octets, 12).map(usize::from) {
        let rest = octets.get(14..).unwrap_or_default();
        frames.push(rest.get(..length).unwrap_or(rest));
        octets = octets.get((14 + length).next_multiple_of(4)..).unwrap_or_default();
    }
    Step::Several(Layer::Llc, frames)
}

/// A radiotap header: its length, and whether the 802.11 header is padded.
pub(super) fn radiotap(octets: &[u8]) -> Stepped<'_> {
    let cut = Reason::HeaderCut("radiotap");
    let length = crate::octets::le16(octets, 2).ok_or(cut)?;
    let frame = octets.get(usize::from(length)..).ok_or(cut)?;
    let is_padded = flags(octets) & 0x20 != 0;
    Ok(Step::Next(if is_padded { Layer::PaddedWifi } else { Layer::Wifi }, frame))
}

/// The field Flags of radiotap, 0 if it is not there.
fn flags(octets: &[u8]) -> u8 {
    let present = |word: usize| crate::octets::le32(octets, 4 + 4 * word);
    let Some(first) = present(0) else { return 0 };
    // Words of more fields follow as long as the topmost bit is set.
    let mut words = 1;
    while present(words - 1).is_some_and(|word| word >> 31 != 0) {
        words += 1;
    }
    let mut at = 4 + 4 * words;
    if first & 1 != 0 {
        at = at.next_multiple_of(8) + 8;
    }
    if first & 2 != 0 { octet(octets, at).unwrap_or_default() } else { 0 }
}
