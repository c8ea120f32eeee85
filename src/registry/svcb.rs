//! The registry of service parameters in SVCB and HTTPS records.

use super::table::registry;

registry! {
    /// The key of a service parameter in an SVCB or HTTPS record ([RFC 9460 section 14.3]).
    ///
    /// Clients ignore unknown keys unless `mandatory` lists them ([RFC 9460 section 8]). An
    /// unassigned key is written `key` and its number.
    ///
    /// ```
    /// use dnswire::registry::SvcParamKey;
    ///
    /// assert_eq!(SvcParamKey(3).to_string(), "port");
    /// assert_eq!("key65280".parse(), Ok(SvcParamKey(65280)));
    /// ```
    ///
    /// [RFC 9460 section 14.3]: https://www.rfc-editor.org/rfc/rfc9460#section-14.3
    /// [RFC 9460 section 8]: https://www.rfc-editor.org/rfc/rfc9460#section-8
    pub struct SvcParamKey(u16), prefix "key", private (65280..=65534);
}
