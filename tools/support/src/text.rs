//! Sinks for text that need no memory.

use std::fmt;

/// Text in a buffer of fixed size; what does not fit any more is dropped.
pub struct FixedText {
    room: [u8; 1024],
    len: usize,
}

impl Default for FixedText {
    fn default() -> Self {
        FixedText { room: [0; 1024], len: 0 }
    }
}

impl fmt::Write for FixedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let len = text.len().min(self.room.len() - self.len);
        self.room[self.len..self.len + len].copy_from_slice(&text.as_bytes()[..len]);
        self.len += len;
        Ok(())
    }
}

/// Takes text and forgets it.
pub struct NoText;

impl fmt::Write for NoText {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}
