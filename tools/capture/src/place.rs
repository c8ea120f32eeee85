//! The place where a message was found.

use std::fmt;
use std::sync::Arc;

/// The place where a message was found.
///
/// It is only written out where it is shown: much faster for whoever reads a large capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a file, at a line or by an `id`.
    Named(String),
    /// In a capture.
    Frame {
        /// The capture's name.
        file: Arc<str>,
        /// The frame with the last octet, counted from 1.
        frame: u64,
        /// Which of the messages that end in that frame, counted from 1.
        nth: usize,
    },
}

/// `file#12` for a frame, `file#12.2` for the second message that ends in it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Frame { file, frame, nth: 1 } => write!(f, "{file}#{frame}"),
            Self::Frame { file, frame, nth } => write!(f, "{file}#{frame}.{nth}"),
        }
    }
}
