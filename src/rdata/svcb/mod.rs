//! Service bindings: SVCB and HTTPS, and their parameters ([RFC 9460]).
//!
//! [`SvcParams`] are told apart when the record is decoded; a value is decoded when it is asked
//! for, by its type with `param`, or by its key with [`RawParam::data`]. Lists in values are
//! borrowed. Octets that do not fit their key are [`SvcParam::Malformed`], with the reason; the
//! other parameters are not concerned.
//!
//! ```
//! use dnswire::{Message, rdata::svcb::{Alpn, Https, Port}};
//! # let octets = b"\0\0\x84\0\0\0\0\x01\0\0\0\0\0\0\x41\0\x01\0\0\0\0\0\x0a\0\x01\0\0\x01\0\x03\x02h3";
//!
//! for record in Message::parse(octets)?.answers() {
//!     let Some(https) = record.data::<Https>() else { continue };
//!     let https = https?;
//!     if let Some(alpn) = https.param::<Alpn>() {
//!         for protocol in alpn?.alpn_ids {
//!             println!("{}", String::from_utf8_lossy(&protocol));
//!         }
//!     }
//!     let port = https.param::<Port>().transpose()?.map_or(443, |port| port.port);
//!     println!("{} port {port}", https.target_name);
//! }
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! [RFC 9460]: https://www.rfc-editor.org/rfc/rfc9460

mod any;
mod ech;
mod items;
mod list;
mod params;
mod rules;
#[macro_use]
mod table;
mod values;

pub(crate) use any::field_name;
pub use ech::EchConfigList;
pub use items::{AlpnId, PathSegment, WeightedTransport};
pub use list::ValueList;
pub use params::{ParamIter, RawParam, SvcParams};
pub(crate) use rules::BrokenParams;

use crate::compose::{Full, Output};
use crate::error::Error;
use crate::field::declare::{check_at, display, show_after, visit};
use crate::field::{Field, FieldView, Fields, field_at};
use crate::name::{Follow, Name};
use crate::registry::SvcParamKey;
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u16};

/// The value of one parameter.
///
/// Implemented by the structs of this module; it cannot be implemented elsewhere.
pub trait ParamData<'a>: Fields<'a> + Into<SvcParam<'a>> {
    /// The key.
    const KEY: SvcParamKey;
}

// To add a parameter: write its struct in `values`, its line here, its key in the registry, and a
// sample in tests/data/vectors.jsonl.
svc_params! {
//  value  key                   struct
    0      MANDATORY             values::Mandatory<'a>;
    1      ALPN                  values::Alpn<'a>;
    2      NO_DEFAULT_ALPN       values::NoDefaultAlpn;
    3      PORT                  values::Port;
    4      IPV4HINT              values::Ipv4hint<'a>;
    5      ECH                   values::Ech<'a>;
    6      IPV6HINT              values::Ipv6hint<'a>;
    7      DOHPATH               values::Dohpath<'a>;
    8      OHTTP                 values::Ohttp;
    9      TLS_SUPPORTED_GROUPS  values::TlsSupportedGroups<'a>;
    10     DOCPATH               values::Docpath<'a>;
    11     PVD                   values::Pvd;
    12     OOTS                  values::Oots<'a>;
}

/// Types with the layout of SVCB.
macro_rules! bindings {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name<'a> {
            /// Lower is better; 0 for an alias.
            pub svc_priority: u16,
            /// Where the service is; the root for the owner itself, or for nowhere in an alias.
            pub target_name: Name<'a>,
            /// How to reach it; to be ignored in an alias.
            pub svc_params: SvcParams<'a>,
        }

        impl<'a> $name<'a> {
            /// Whether the record is in `AliasMode`: it only leads to another name ([RFC 9460
            /// section 2.4.2]).
            ///
            /// [RFC 9460 section 2.4.2]: https://www.rfc-editor.org/rfc/rfc9460#section-2.4.2
            #[must_use]
            pub fn is_alias(self) -> bool {
                self.svc_priority == 0
            }

            /// The parameter of one type; an error when it is malformed.
            #[must_use]
            pub fn param<T: ParamData<'a>>(self) -> Option<Result<T, Error>> {
                self.svc_params.param()
            }

            /// Every parameter that breaks a rule: nobody looks at those of an alias.
            ///
            /// Not a `broken_rule`: there may be many, and the search for findings asks for all.
            pub(crate) fn broken_params(self) -> BrokenParams<'a> {
                if self.is_alias() { self.svc_params.none() } else { self.svc_params }.broken()
            }
        }

        impl<'a> Fields<'a> for $name<'a> {
            const NAMES: &'static [&'static str] = &["svc_priority", "target_name", "svc_params"];

            fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
                let mut index = 0_u8..;
                let (i, svc_priority) = field_at(i, follow, &mut index)?;
                let (i, target_name) = field_at(i, follow, &mut index)?;
                let (i, svc_params) = field_at(i, follow, &mut index)?;
                Ok((i, $name { svc_priority, target_name, svc_params }))
            }

            fn check<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
                let mut index = 0_u8..;
                let (i, ()) = check_at::<u16, F>(i, follow, &mut index)?;
                let (i, ()) = check_at::<Name<'a>, F>(i, follow, &mut index)?;
                check_at::<SvcParams<'a>, F>(i, follow, &mut index)
            }

            fn check_rules<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, bool> {
                let (i, svc_priority) = be_u16(i)?;
                let (i, ()) = <Name<'a> as Field<'a>>::check(i, follow)?;
                rules::check(i, svc_priority == 0)
            }

            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                self.svc_priority.compose(out)?;
                self.target_name.compose(out)?;
                self.svc_params.compose(out)
            }

            fn show(&self, text: &mut Text<'_>) {
                let mut first = true;
                show_after(&self.svc_priority, text, &mut first);
                show_after(&self.target_name, text, &mut first);
                show_after(&self.svc_params, text, &mut first);
            }

            fn walk(i: Wire<'a>, visited: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
                let (i, ()) = visit::<u16>("svc_priority", i, visited)?;
                let (i, ()) = visit::<Name<'a>>("target_name", i, visited)?;
                visit::<SvcParams<'a>>("svc_params", i, visited)
            }
        }

        display! { $name 'a <'a> }
    )+};
}

bindings! {
    /// SVCB: where a service is, and how to reach it ([RFC 9460 section 2]).
    ///
    /// [RFC 9460 section 2]: https://www.rfc-editor.org/rfc/rfc9460#section-2
    Svcb;
    /// HTTPS: where an HTTP service is, and how to reach it ([RFC 9460 section 9]).
    ///
    /// [RFC 9460 section 9]: https://www.rfc-editor.org/rfc/rfc9460#section-9
    Https;
}
