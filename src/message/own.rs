//! Records of types of the user's own as text.

use core::fmt;

use super::record::Record;
use crate::layout;
use crate::name::Pointers;
use crate::rdata::OwnTypes;
use crate::text;

/// A record in presentation format, with RR types of the user's own; see [`Record::with_types`].
///
/// ```
/// use dnswire::RecordBuf;
/// use dnswire::rdata::{Mx, OwnType, OwnTypes};
///
/// // A type of this crate is not replaced.
/// const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Mx>("MAIL")]);
/// let record: RecordBuf = "x. 60 MX 10 y.".parse()?;
/// assert_eq!(record.with_types(OWN).to_string(), "x. 60 IN MX 10 y.");
/// # Ok::<(), dnswire::TextError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct WithTypes<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) own: OwnTypes,
}

impl<'a> Record<'a> {
    /// Displays the record with the mnemonic and layout of types of the user's own; see
    /// [`OwnTypes`].
    #[must_use]
    pub fn with_types(&self, own: OwnTypes) -> WithTypes<'a> {
        WithTypes { record: *self, own }
    }
}

/// RDATA that does not fit its layout is in the generic form of RFC 3597.
impl fmt::Display for WithTypes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let record = &self.record;
        let class = record.class().without_top_bit();
        let Some((mnemonic, layout)) = self.own.own(record.rtype(), class) else {
            let rdata = record.without_top_bit().rdata();
            if !self.own.are_in(&rdata) {
                return record.fmt(f);
            }
            let (owner, ttl, rtype) = (record.owner(), record.ttl_field(), record.rtype());
            write!(f, "{owner} {ttl} {} {rtype} ", record.class())?;
            return text::show(f, |text| self.own.show(&rdata, text));
        };
        write!(f, "{} {} {} {mnemonic} ", record.owner(), record.ttl_field(), record.class())?;
        text::show(f, |text| {
            let (data, mut pointers) = (record.window(), Pointers::in_record(record.place()));
            if layout::show_octets(layout, data, &mut pointers, text).is_err() {
                layout::generic(&[data.octets()], text);
            }
        })
    }
}
