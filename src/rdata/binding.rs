//! Service bindings: SVCB and HTTPS ([RFC 9460]). Their parameters are in [`svcb`](super::svcb).
//!
//! [RFC 9460]: https://www.rfc-editor.org/rfc/rfc9460

use super::svcb::SvcParams;
use crate::error::Error;
use crate::layout::{CodedData, fields};
use crate::name::Name;
use crate::registry::SvcParamKey;

/// Types with the layout of SVCB.
macro_rules! bindings {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// Lower values are preferred; 0 makes the record an alias.
                pub svc_priority: u16,
                /// The host of the service; the root means the owner itself, but in an alias it
                /// means that the service is not available.
                pub target_name: Name<'a>,
                /// The parameters of the service; ignored in an alias.
                pub svc_params: SvcParams<'a>,
            }
        }

        impl<'a> $name<'a> {
            /// Returns `true` if the record is in `AliasMode`: it only names another owner ([RFC
            /// 9460 section 2.4.2]).
            ///
            /// [RFC 9460 section 2.4.2]: https://www.rfc-editor.org/rfc/rfc9460#section-2.4.2
            #[must_use]
            pub fn is_alias(self) -> bool {
                self.svc_priority == 0
            }

            /// The parameter of one type; an error when it is malformed.
            #[must_use]
            pub fn param<T: CodedData<'a, SvcParamKey>>(self) -> Option<Result<T, Error>> {
                self.svc_params.get()
            }
        }
    )+};
}

bindings! {
    /// SVCB: the host of a service and its parameters ([RFC 9460 section 2]).
    ///
    /// ```text
    /// example. 300 IN SVCB 1 dns.example. alpn="dot" port=853
    /// ```
    ///
    /// [RFC 9460 section 2]: https://www.rfc-editor.org/rfc/rfc9460#section-2
    Svcb;
    /// HTTPS: the host of an HTTP service and its parameters ([RFC 9460 section 9]).
    ///
    /// ```text
    /// example. 300 IN HTTPS 1 . alpn="h3,h2" ipv4hint=192.0.2.1
    /// ```
    ///
    /// [RFC 9460 section 9]: https://www.rfc-editor.org/rfc/rfc9460#section-9
    Https;
}
