//! Options and parameters of the user's own as text.

use core::fmt::{self, Write as _};

use super::svcb::SvcParams;
use super::{Https, Opt, OwnCode, OwnTypes, Rdata, Svcb};
use crate::layout::{Code, Coded, Field, Kind, Layout, Raw, show_coded, show_list, show_octets};
use crate::name::Pointers;
use crate::text::{self, Text};
use crate::wire::Wire;

impl OwnTypes {
    /// Returns `true` if RDATA of this crate has options or parameters of the user's own.
    pub(crate) fn are_in(self, rdata: &Rdata<'_>) -> bool {
        match *rdata {
            Rdata::Svcb(Svcb { svc_params, .. }) | Rdata::Https(Https { svc_params, .. }) => {
                has_own(svc_params, self.params())
            }
            Rdata::Opt(Opt { options }) => has_own(options, self.options()),
            _ => false,
        }
    }

    /// Appends RDATA that has some.
    pub(crate) fn show(self, rdata: &Rdata<'_>, text: &mut Text<'_>) {
        match *rdata {
            Rdata::Svcb(Svcb { svc_priority, target_name, svc_params })
            | Rdata::Https(Https { svc_priority, target_name, svc_params }) => {
                let head = Svcb { svc_priority, target_name, svc_params: SvcParams::default() };
                text.display(head);
                text.space();
                show_list(svc_params, text, |raw, text| show_entry(raw, self.params(), text));
            }
            Rdata::Opt(Opt { options }) => {
                show_list(options, text, |raw, text| show_entry(raw, self.options(), text));
            }
            _ => text.display(rdata),
        }
    }
}

fn has_own<C: Code>(list: Coded<'_, C>, own: &'static [OwnCode<C>]) -> bool {
    list.iter().any(|raw| OwnCode::of_entry(own, raw).is_some())
}

/// Appends one entry, which may be the user's own: as one of this crate, with the fields as in RDATA.
pub(crate) fn show_entry<C: Code>(
    raw: Raw<'_, C>,
    own: &'static [OwnCode<C>],
    text: &mut Text<'_>,
) {
    let Some((name, layout)) = OwnCode::of_entry(own, raw) else {
        return show_coded(raw, text);
    };
    text.ascii(name);
    if raw.octets.is_empty() {
        return;
    }
    let value = Value { layout, data: raw.window() };
    if !C::ASCENDING {
        text.ascii(": ");
        text.display(value);
    } else if is_plain(layout) {
        text.push(b'=');
        text.display(value);
    } else {
        text.ascii("=\"");
        text.display(Escaped(value));
        text.push(b'"');
    }
}

/// Returns `true` if the value is one number or address, which needs no quotes.
fn is_plain(layout: &Layout) -> bool {
    let is_word = |kind| {
        matches!(
            kind,
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::U48 | Kind::U64 | Kind::Ipv4 | Kind::Ipv6
        )
    };
    matches!(layout.fields, [Field { kind, .. }] if is_word(*kind))
}

/// The fields in presentation format.
struct Value<'a> {
    layout: &'static Layout,
    data: Wire<'a>,
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| {
            // The octets were checked.
            let _ = show_octets(self.layout, self.data, &mut Pointers::refuse(), text);
        })
    }
}

/// Displays a text for use between quotes.
struct Escaped<T>(T);

impl<T: fmt::Display> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaper(f), "{}", self.0)
    }
}

struct Escaper<'f, 'b>(&'f mut fmt::Formatter<'b>);

impl fmt::Write for Escaper<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(['"', '\\']) {
            match part.strip_suffix(['"', '\\']) {
                Some(head) => {
                    let mark = part.get(head.len()..).unwrap_or_default();
                    self.0.write_str(head)?;
                    self.0.write_str("\\")?;
                    self.0.write_str(mark)?;
                }
                None => self.0.write_str(part)?,
            }
        }
        Ok(())
    }
}
