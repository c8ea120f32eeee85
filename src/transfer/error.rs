//! Errors of transfers: what is wrong, in which message and record.

use core::fmt;

use crate::error::Error;
use crate::registry::Rcode;

/// The rule of transfers that a message breaks.
///
/// ```
/// use dnswire::transfer::{Transfer, TransferFault};
/// use dnswire::{Message, Name, Type, query};
///
/// let asked = query(7, Name::ROOT, Type::AXFR);
/// let query = Message::parse(&asked)?;
/// let mut transfer = Transfer::of(&query).unwrap();
/// // A query is not a response.
/// assert_eq!(transfer.message(&query).unwrap_err().fault(), TransferFault::NotAResponse);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferFault {
    /// ID, QR, OPCODE or question are not those of a response to the query.
    #[error("the message is not a response to the query")]
    NotAResponse,
    /// The RCODE is an error.
    #[error("the server answers {0}")]
    Refused(Rcode),
    /// TC is set: over UDP, ask again over TCP.
    #[error("the message is truncated")]
    Truncated,
    /// The answer section has no records.
    #[error("the message has no answers")]
    NoRecords,
    /// The first record is not the SOA record of the zone (RFC 5936 section 2.2).
    #[error("the first record is not the SOA record of the zone")]
    NoSoa,
    /// The serial of a SOA record does not continue the transfer (RFC 1995 section 4).
    #[error("the serial {serial} does not continue the transfer")]
    OtherSerial {
        /// The serial.
        serial: u32,
    },
    /// The class of a record is not that of the zone.
    #[error("the class of the record is not that of the zone")]
    OtherClass,
    /// A SOA record is malformed.
    #[error("{0}")]
    Malformed(Error),
    /// Comparing the owners of the SOA records takes too many steps; see
    /// [`Transfer::message`](super::Transfer::message).
    #[error("the owners of the SOA records take too long to compare")]
    TooMuchWork,
    /// A message or record follows the end of the transfer.
    #[error("the transfer has ended before")]
    AfterEnd,
}

/// An error of a transfer, with its place.
///
/// ```
/// use dnswire::transfer::Transfer;
/// use dnswire::{Message, Name, Type, query};
///
/// let asked = query(7, Name::ROOT, Type::AXFR);
/// let query = Message::parse(&asked)?;
/// let error = Transfer::of(&query).unwrap().message(&query).unwrap_err();
/// assert_eq!(error.to_string(), "message 0, the message is not a response to the query");
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferError {
    fault: TransferFault,
    message: u32,
    record: Option<u16>,
}

impl TransferError {
    pub(super) fn new(fault: TransferFault, message: u32, record: Option<u16>) -> Self {
        TransferError { fault, message, record }
    }

    /// The rule that is broken.
    #[must_use]
    pub fn fault(&self) -> TransferFault {
        self.fault
    }

    /// The index of the message, counted from 0.
    #[must_use]
    pub fn message(&self) -> u32 {
        self.message
    }

    /// The index of the record in the answer section, counted from 0; `None` for the message as a
    /// whole.
    #[must_use]
    pub fn record(&self) -> Option<u16> {
        self.record
    }
}

impl fmt::Display for TransferError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "message {}, ", self.message)?;
        if let Some(record) = self.record {
            write!(f, "answer record {record}, ")?;
        }
        write!(f, "{}", self.fault)
    }
}

impl core::error::Error for TransferError {}
