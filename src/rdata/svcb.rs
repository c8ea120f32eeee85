//! Service bindings: the parameters of SVCB and HTTPS ([RFC 9460]).
//!
//! [RFC 9460]: https://www.rfc-editor.org/rfc/rfc9460

use crate::registry::SvcParamKey;
use crate::wire::Wire;

/// The SvcParams of a record: strictly ascending keys, each with a value ([RFC 9460 section 2.2]).
///
/// [RFC 9460 section 2.2]: https://www.rfc-editor.org/rfc/rfc9460#section-2.2
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvcParams<'a> {
    window: Wire<'a>,
}

pub(crate) fn field_name(_key: SvcParamKey, _field: u8) -> Option<&'static str> {
    None
}
