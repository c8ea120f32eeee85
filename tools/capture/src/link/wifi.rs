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
pub(super) fn frame(octets: &[u8]) -> Stepped<'_> {
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
    if !has_qos {
        return after(octets, length, Layer::Llc, "802.11");
    }
    let control = octet(octets, length).ok_or(cut)?;
    length += if flags & ORDER == 0 { 2 } else { 6 };
    let rest = octets.get(length..).ok_or(cut)?;
    let is_aggregate = control & 0x80 != 0;
    Ok(if is_aggregate { aggregate(rest) } else { Step::Next(Layer::Llc, rest) })
}

/// The frames of an A-MSDU, each with addresses and a length before it, padded to 4 octets.
fn aggregate(mut octets: &[u8]) -> Step<'_> {
    let mut frames = Vec::new();
    while let Some(length) = be16(octets, 12).map(usize::from) {
        let rest = octets.get(14..).unwrap_or_default();
        frames.push(rest.get(..length).unwrap_or(rest));
        octets = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Step::Several(Layer::Llc, frames)
}

/// A radiotap header: its length, and whether octets fill a gap behind the 802.11 header.
pub(super) fn radiotap(octets: &[u8]) -> Stepped<'_> {
    let cut = Reason::HeaderCut("radiotap");
    let length = crate::octets::le16(octets, 2).ok_or(cut)?;
    let frame = octets.get(usize::from(length)..).ok_or(cut)?;
    if flags(octets) & 0x20 != 0 && has_gap(frame) {
        return Err(Reason::Unsupported("802.11 frames with a gap behind the header"));
    }
    Ok(Step::Next(Layer::Wifi, frame))
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

/// True if the header's length is not a multiple of 4.
fn has_gap(frame: &[u8]) -> bool {
    octet(frame, 0).is_some_and(|kind| kind >> 2 & 3 == 2 && kind & 0x80 != 0)
}
