//! The bit that multicast DNS takes from the class field.

use crate::registry::Class;

impl Class {
    /// The class with the top bit set or cleared, which has a meaning of its own in multicast DNS.
    ///
    /// In a record it is the cache-flush bit ([RFC 6762 section 10.2]); in a question it asks for a
    /// unicast response ([RFC 6762 section 5.4]).
    ///
    /// ```
    /// use dnswire::Class;
    ///
    /// let class = Class::IN.with_top_bit(true);
    /// assert!(class.top_bit());
    /// assert_eq!(class.without_top_bit(), Class::IN);
    /// ```
    ///
    /// [RFC 6762 section 5.4]: https://www.rfc-editor.org/rfc/rfc6762#section-5.4
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    #[must_use]
    pub const fn with_top_bit(self, set: bool) -> Self {
        let Class(others) = self.without_top_bit();
        Class(if set { others | 0x8000 } else { others })
    }
}
