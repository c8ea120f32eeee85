//! The parameters, one struct each.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::ech::EchConfigList;
use super::items::{AlpnId, PathSegment, WeightedTransport};
use super::list::ValueList;
use crate::compose::{Full, Output};
use crate::field::{FieldView, Fields, fields};
use crate::name::Follow;
use crate::registry::SvcParamKey;
use crate::text::Text;
use crate::wire::{Parsed, Wire};

fields! {
    /// mandatory: the keys that a client has to understand ([RFC 9460 section 8]).
    ///
    /// [RFC 9460 section 8]: https://www.rfc-editor.org/rfc/rfc9460#section-8
    pub struct Mandatory<'a> {
        /// One key or more, strictly ascending, `mandatory` not among them.
        pub keys: ValueList<'a, SvcParamKey>,
    }
}

fields! {
    /// alpn: the protocols that the service offers ([RFC 9460 section 7.1]).
    ///
    /// [RFC 9460 section 7.1]: https://www.rfc-editor.org/rfc/rfc9460#section-7.1
    pub struct Alpn<'a> {
        /// One protocol or more.
        pub alpn_ids: ValueList<'a, AlpnId<'a>>,
    }
}

fields! {
    /// port: the port of the service ([RFC 9460 section 7.2]).
    ///
    /// [RFC 9460 section 7.2]: https://www.rfc-editor.org/rfc/rfc9460#section-7.2
    pub struct Port {
        /// Of TCP or UDP, or whatever the protocol has.
        pub port: u16,
    }
}

fields! {
    /// ipv4hint: addresses to try before those of the target are known ([RFC 9460 section 7.3]).
    ///
    /// [RFC 9460 section 7.3]: https://www.rfc-editor.org/rfc/rfc9460#section-7.3
    pub struct Ipv4hint<'a> {
        /// One address or more.
        pub addresses: ValueList<'a, Ipv4Addr>,
    }
}

fields! {
    /// ech: how to encrypt a TLS `ClientHello` ([RFC 9848]).
    ///
    /// [RFC 9848]: https://www.rfc-editor.org/rfc/rfc9848
    pub struct Ech<'a> {
        /// An `ECHConfigList` of TLS, not looked into.
        pub ech_config_list: EchConfigList<'a>,
    }
}

fields! {
    /// ipv6hint: addresses to try before those of the target are known ([RFC 9460 section 7.3]).
    ///
    /// [RFC 9460 section 7.3]: https://www.rfc-editor.org/rfc/rfc9460#section-7.3
    pub struct Ipv6hint<'a> {
        /// One address or more.
        pub addresses: ValueList<'a, Ipv6Addr>,
    }
}

fields! {
    /// dohpath: where DNS over HTTPS is to be had ([RFC 9461 section 5]).
    ///
    /// [RFC 9461 section 5]: https://www.rfc-editor.org/rfc/rfc9461#section-5
    pub struct Dohpath<'a> {
        /// A template of a relative URI, with a variable `dns`.
        pub uri_template: &'a str,
    }
}

fields! {
    /// tls-supported-groups: the groups that the service takes, the most preferred first
    /// (draft-ietf-tls-key-share-prediction).
    pub struct TlsSupportedGroups<'a> {
        /// One group or more, each once.
        pub groups: ValueList<'a, u16>,
    }
}

fields! {
    /// docpath: where DNS over CoAP is to be had ([RFC 9953 section 3]).
    ///
    /// [RFC 9953 section 3]: https://www.rfc-editor.org/rfc/rfc9953#section-3
    pub struct Docpath<'a> {
        /// The segments of the path; none for the root.
        pub segments: ValueList<'a, PathSegment<'a>>,
    }
}

fields! {
    /// oots: the transports of a name server and their weights (draft-johani-dnsop-svcb-oots-00).
    pub struct Oots<'a> {
        /// One transport or more, each once.
        pub transports: ValueList<'a, WeightedTransport<'a>>,
    }
}

/// Parameters that say all by being there.
macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name;

        impl<'a> Fields<'a> for $name {
            const NAMES: &'static [&'static str] = &[];

            fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
                Ok((i, $name))
            }

            fn compose<O: Output>(&self, _: &mut O) -> Result<(), Full> {
                Ok(())
            }

            fn show(&self, _: &mut Text<'_>) {}

            fn walk(i: Wire<'a>, _: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
                Ok((i, ()))
            }
        }
    )+};
}

marks! {
    /// no-default-alpn: only the protocols of [`Alpn`] are offered ([RFC 9460 section 7.1]).
    ///
    /// [RFC 9460 section 7.1]: https://www.rfc-editor.org/rfc/rfc9460#section-7.1
    NoDefaultAlpn;
    /// ohttp: the service is behind a gateway of Oblivious HTTP ([RFC 9540 section 4]).
    ///
    /// [RFC 9540 section 4]: https://www.rfc-editor.org/rfc/rfc9540#section-4
    Ohttp;
    /// pvd: the proxy describes its provisioning domain (draft-ietf-intarea-proxy-config-13).
    Pvd;
}
