//! TLVs about the session itself.

use core::time::Duration;

use crate::layout::fields;

fields! {
    /// Keepalive: the two timers of a session ([RFC 8490 section 7.1]).
    ///
    /// ```
    /// use dnswire::dso::KeepAlive;
    /// use std::time::Duration;
    ///
    /// let timers = KeepAlive { inactivity_timeout: 15_000, keepalive_interval: u32::MAX };
    /// assert_eq!(timers.inactivity(), Some(Duration::from_secs(15)));
    /// assert_eq!(timers.interval(), None);
    /// ```
    ///
    /// [RFC 8490 section 7.1]: https://www.rfc-editor.org/rfc/rfc8490#section-7.1
    pub struct KeepAlive {
        /// The time without operations after which the client closes the session, in milliseconds;
        /// `0xFFFFFFFF` means never.
        pub inactivity_timeout: u32,
        /// The time without messages after which the client sends one, in milliseconds;
        /// `0xFFFFFFFF` means never.
        pub keepalive_interval: u32,
    }
}

fields! {
    /// Retry Delay: the time that a client waits before it connects again
    /// ([RFC 8490 section 7.2]).
    ///
    /// ```
    /// use dnswire::dso::RetryDelay;
    ///
    /// let tlv = RetryDelay { retry_delay: 5000 };
    /// assert_eq!(tlv.to_string(), "5000");
    /// ```
    ///
    /// [RFC 8490 section 7.2]: https://www.rfc-editor.org/rfc/rfc8490#section-7.2
    pub struct RetryDelay {
        /// The time, in milliseconds.
        pub retry_delay: u32,
    }
}

fields! {
    /// Encryption Padding: octets that hide the size of a message ([RFC 8490 section 7.3]); never a
    /// primary TLV.
    ///
    /// ```
    /// use dnswire::dso::EncryptionPadding;
    ///
    /// let tlv = EncryptionPadding { padding: &[0; 20] };
    /// assert_eq!(tlv.to_string(), "(20 zero octets)");
    /// ```
    ///
    /// [RFC 8490 section 7.3]: https://www.rfc-editor.org/rfc/rfc8490#section-7.3
    pub struct EncryptionPadding<'a> {
        /// Should be zeros, but may be anything.
        pub padding: &'a [u8],
    }
    text Padding;
}

impl KeepAlive {
    /// The inactivity timeout; `None` for never.
    #[must_use]
    pub fn inactivity(self) -> Option<Duration> {
        timer(self.inactivity_timeout)
    }

    /// The keepalive interval; `None` for never.
    #[must_use]
    pub fn interval(self) -> Option<Duration> {
        timer(self.keepalive_interval)
    }
}

fn timer(milliseconds: u32) -> Option<Duration> {
    (milliseconds != u32::MAX).then(|| Duration::from_millis(milliseconds.into()))
}
