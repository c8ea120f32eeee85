//! What may happen to the names inside RDATA, type by type.

/// What a sender, a receiver and DNSSEC do with the names inside the RDATA of a type.
///
/// Only the types of RFC 1035 may be compressed when sent ([RFC 3597 section 4]).
///
/// [RFC 3597 section 4]: https://www.rfc-editor.org/rfc/rfc3597#section-4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each mark stands for itself")]
pub struct NamePolicy {
    /// May be compressed when sent (RFC 1035, RFC 3597 section 4).
    pub compress: bool,
    /// Compressed names are to be understood when received (RFC 3597 section 4).
    pub decompress: bool,
    /// Lower case in canonical form (RFC 4034 section 6.2, RFC 6840 section 5.1).
    pub lowercase: bool,
    /// May be compressed in multicast DNS (RFC 6762 section 18.14).
    pub mdns: bool,
}

impl NamePolicy {
    /// Names stay as they are, always: the rule for every type since RFC 3597.
    pub const VERBATIM: NamePolicy =
        NamePolicy { compress: false, decompress: false, lowercase: false, mdns: false };

    /// Names may be compressed, everywhere (RFC 1035).
    pub(crate) const fn with_compress(self) -> Self {
        NamePolicy { compress: true, decompress: true, ..self }
    }

    pub(crate) const fn with_decompress(self) -> Self {
        NamePolicy { decompress: true, ..self }
    }

    pub(crate) const fn with_lowercase(self) -> Self {
        NamePolicy { lowercase: true, ..self }
    }

    pub(crate) const fn with_mdns(self) -> Self {
        NamePolicy { mdns: true, ..self }
    }
}

// `policy!([compress lowercase])` is the policy with these marks.
macro_rules! policy {
    ([$($mark:ident)*]) => {
        $crate::compose::policy!(@ $crate::compose::NamePolicy::VERBATIM, $($mark)*)
    };
    (@ $policy:expr,) => { $policy };
    (@ $policy:expr, compress $($rest:ident)*) => { $crate::compose::policy!(@ $policy.with_compress(), $($rest)*) };
    (@ $policy:expr, decompress $($rest:ident)*) => { $crate::compose::policy!(@ $policy.with_decompress(), $($rest)*) };
    (@ $policy:expr, lowercase $($rest:ident)*) => { $crate::compose::policy!(@ $policy.with_lowercase(), $($rest)*) };
    (@ $policy:expr, mdns $($rest:ident)*) => { $crate::compose::policy!(@ $policy.with_mdns(), $($rest)*) };
}
pub(crate) use policy;
