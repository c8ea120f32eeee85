//! The framing of a message: where its entries are. One fast walk finds it, and tells whether the
//! message is plain.

use super::header::{HEADER, Header};
use crate::error::offset16;
use crate::name::{Lengths, pointer};
use crate::rdata;
use crate::registry::{Class, Opcode, Type};
use crate::wire::count_step;

/// The result of a walk over a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framing {
    /// The number of entries in each section.
    pub(crate) counts: [u16; 4],
    /// The offset after each section.
    pub(crate) ends: [u16; 4],
    /// The message is an ordinary query or response whose RDATA has no fault, and it breaks no rule.
    /// `false`: not known.
    pub(crate) is_plain: bool,
}

impl Framing {
    /// The offset after the last record.
    #[inline]
    pub(crate) fn end(&self) -> u16 {
        let [.., end] = self.ends;
        end
    }
}

/// Walks over a message without faults; `None` when a [`Walk`](super::walk::Walk) must decide.
#[inline]
pub(super) fn fast(message: &[u8], header: Header) -> Option<Framing> {
    let counts @ [questions, answers, authority, additional] = header.counts();
    let flags = header.flags();
    let mut walk = Fast {
        message,
        lengths: Lengths::new(message, 256 + message.len() / 4),
        at: HEADER,
        is_plain: flags.opcode() == Opcode::QUERY && !flags.reserved() && questions < 2,
    };
    walk.questions(questions)?;
    let first = walk.at;
    walk.records::<false>(answers)?;
    let second = walk.at;
    walk.records::<false>(authority)?;
    let third = walk.at;
    walk.records::<true>(additional)?;
    let ends = [first, second, third, walk.at].map(offset16);
    Some(Framing { counts, ends, is_plain: walk.is_plain })
}

struct Fast<'a> {
    message: &'a [u8],
    lengths: Lengths<'a>,
    /// The offset of the next entry.
    at: usize,
    is_plain: bool,
}

impl Fast<'_> {
    #[inline(always)]
    fn questions(&mut self, count: u16) -> Option<()> {
        for _ in 0..count {
            count_step();
            let qname = self.lengths.qname(self.at)?;
            self.is_plain &= !qname.compressed;
            self.at = qname.end.wrapping_add(4);
        }
        (self.at <= self.message.len()).then_some(())
    }

    #[inline(always)]
    fn records<const ADDITIONAL: bool>(&mut self, count: u16) -> Option<()> {
        let mut may_have_opt = ADDITIONAL;
        for _ in 0..count {
            self.record(&mut may_have_opt)?;
        }
        Some(())
    }

    #[inline(always)]
    fn record(&mut self, may_have_opt: &mut bool) -> Option<()> {
        count_step();
        let start = self.at;
        let head = self.message.get(start..)?;
        let fixed_at = match head {
            [high @ 0xC0..=0xFF, low, ..] => {
                self.lengths.target(pointer(*high, *low), start)?;
                start.wrapping_add(2)
            }
            [0, ..] => start.wrapping_add(1),
            _ => self.lengths.name(start, self.message.len())?.end,
        };
        let fixed: &[u8; 10] = self.message.get(fixed_at..)?.first_chunk()?;
        let [a, b, c, d, e, f, _, _, high, low] = *fixed;
        let rdata = fixed_at.wrapping_add(10);
        let end = rdata.wrapping_add(u16::from_be_bytes([high, low]).into());
        if end > self.message.len() {
            return None;
        }
        self.at = end;
        if self.is_plain {
            let rtype = Type(u16::from_be_bytes([a, b]));
            let row = rdata::quick(rtype);
            let ordinary = if row.is_opt() {
                let is_first = core::mem::replace(may_have_opt, false);
                is_first && f == 0 && fixed_at == start.wrapping_add(1)
            } else {
                Class(u16::from_be_bytes([c, d])) == Class::IN && e < 0x80
            };
            let layout = || Some(rdata::layout_of(rtype, Class::IN)?.layout);
            self.is_plain =
                ordinary && row.is_plain(self.message, (rdata, end), &mut self.lengths, layout);
        }
        Some(())
    }
}
