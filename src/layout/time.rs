//! Times of 32 bits.

use core::fmt;

use super::show::show_time;
use crate::text;

/// A time in seconds since 1970, modulo 2^32 ([RFC 4034 section 3.1.5]).
///
/// Displays as `YYYYMMDDHHmmSS` in UTC, and is read from that text or from seconds.
///
/// ```
/// use dnswire::layout::Time;
/// use std::time::{Duration, SystemTime};
///
/// let time: Time = "20261231000000".parse()?;
/// assert_eq!(time, Time(1_798_675_200));
/// assert_eq!(time.to_string(), "20261231000000");
/// assert_eq!(SystemTime::from(time), SystemTime::UNIX_EPOCH + Duration::from_secs(1_798_675_200));
/// assert!(Time(u32::MAX).is_before(Time(5)), "the count began again between them");
/// # Ok::<(), dnswire::TextError>(())
/// ```
///
/// [RFC 4034 section 3.1.5]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1.5
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Time(pub u32);

impl Time {
    /// Returns `true` if this time is before the other, less than 2^31 seconds apart
    /// ([RFC 1982 section 3.2]).
    ///
    /// [RFC 1982 section 3.2]: https://www.rfc-editor.org/rfc/rfc1982#section-3.2
    #[must_use]
    pub const fn is_before(self, other: Time) -> bool {
        matches!(other.0.wrapping_sub(self.0), 1..=0x7FFF_FFFF)
    }
}

impl From<u32> for Time {
    fn from(seconds: u32) -> Self {
        Time(seconds)
    }
}

impl From<Time> for u32 {
    fn from(time: Time) -> Self {
        time.0
    }
}

/// The time between 1970 and 2106.
#[cfg(feature = "std")]
impl From<Time> for std::time::SystemTime {
    fn from(time: Time) -> Self {
        Self::UNIX_EPOCH + core::time::Duration::from_secs(time.0.into())
    }
}

/// Seconds since 1970, modulo 2^32; a time before 1970 counts as 1970.
#[cfg(feature = "std")]
impl From<std::time::SystemTime> for Time {
    fn from(time: std::time::SystemTime) -> Self {
        let seconds = time.duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap_or_default();
        let [_, _, _, _, low @ ..] = seconds.as_secs().to_be_bytes();
        Time(u32::from_be_bytes(low))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| show_time(self.0.into(), text))
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Time({self})")
    }
}
