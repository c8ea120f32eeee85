//! The connection below: how long it lives, and the size of what is seen of it.

use core::time::Duration;

use crate::field::{Hex, fields};
use crate::text::Text;

fields! {
    /// edns-tcp-keepalive: how long a server keeps an idle connection ([RFC 7828 section 3.1]).
    ///
    /// 0 octets in a query, 2 octets in a response.
    ///
    /// [RFC 7828 section 3.1]: https://www.rfc-editor.org/rfc/rfc7828#section-3.1
    pub struct TcpKeepalive {
        /// In units of 100 milliseconds; `None` in a query.
        pub timeout: Option<u16>,
    }
    shown show_keepalive;
}

impl TcpKeepalive {
    /// The timeout; `None` in a query.
    #[must_use]
    pub fn as_duration(self) -> Option<Duration> {
        self.timeout.map(|tenths| Duration::from_millis(u64::from(tenths) * 100))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as every `shown` takes it")]
fn show_keepalive(option: &TcpKeepalive, text: &mut Text<'_>) {
    let Some(tenths) = option.timeout else { return };
    text.number(tenths / 10);
    text.push(b'.');
    text.number(tenths % 10);
    text.ascii(" secs");
}

fields! {
    /// PADDING: octets that hide the size of a message ([RFC 7830 section 3]).
    ///
    /// [RFC 7830 section 3]: https://www.rfc-editor.org/rfc/rfc7830#section-3
    pub struct Padding<'a> {
        /// Should be zeros, but may be anything.
        pub padding: Hex<'a>,
    }
    shown show_padding;
}

fn show_padding(option: &Padding<'_>, text: &mut Text<'_>) {
    if option.padding.iter().any(|octet| *octet != 0) {
        return text.hex_lower(&option.padding);
    }
    text.push(b'(');
    text.number(u64::try_from(option.padding.len()).unwrap_or(u64::MAX));
    text.ascii(" zero octets)");
}
