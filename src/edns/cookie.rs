//! DNS cookies.

use super::fields::FixedHex;
use crate::compose::{Full, Output};
use crate::field::{Field, Value, fields};
use crate::name::Follow;
use crate::text::Text;
use crate::wire::{Parsed, Wire, array, take};

fields! {
    /// COOKIE: shows that a client can receive at its address ([RFC 7873 section 4]).
    ///
    /// 8 octets in a first query, 16 to 40 later on.
    ///
    /// [RFC 7873 section 4]: https://www.rfc-editor.org/rfc/rfc7873#section-4
    pub struct Cookie<'a> {
        /// What the client has chosen.
        pub client_cookie: FixedHex<'a, 8>,
        /// What the server has chosen; `None` before it has.
        pub server_cookie: Option<ServerCookie<'a>>,
    }
    shown show;
}

/// The cookie of a server: 8 to 32 octets ([RFC 7873 section 4.2]).
///
/// [RFC 7873 section 4.2]: https://www.rfc-editor.org/rfc/rfc7873#section-4.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ServerCookie<'a>(pub &'a [u8]);

/// As in the output of `dig`: both cookies in one.
fn show(cookie: &Cookie<'_>, text: &mut Text<'_>) {
    cookie.client_cookie.show(text);
    cookie.server_cookie.show(text);
}

impl<'a> Field<'a> for ServerCookie<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        array::<8>(i)?; // the least
        let (i, octets) = take(i.len().min(32))(i)?;
        Ok((i, ServerCookie(octets)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.0)
    }
    fn show(&self, text: &mut Text<'_>) {
        text.hex_lower(self.0);
    }
    fn value(self) -> Value<'a> {
        Value::Octets(self.0)
    }
}
