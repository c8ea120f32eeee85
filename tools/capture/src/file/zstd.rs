//! Zstandard ([RFC 8878]): frames one after the other, some of which are to be skipped.
//!
//! [RFC 8878]: https://www.rfc-editor.org/rfc/rfc8878

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The octets that were packed, of all frames.
pub(super) struct Zstd<R> {
    input: R,
    decoder: FrameDecoder,
}

impl<R: BufRead> Zstd<R> {
    /// Before the first frame.
    pub(super) fn new(input: R) -> Self {
        Self { input, decoder: FrameDecoder::new() }
    }

    /// Begins the next frame with content; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.input.by_ref().take(length), &mut io::sink())? < length {
                        return Err(damaged("are cut"));
                    }
                }
                Err(_) => return Err(damaged("are cut or malformed")),
            }
        }
        Ok(false)
    }

    /// Fails if the octets of the frame are not those that were packed.
    fn check(&self) -> io::Result<()> {
        let (want, got) =
            (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
        match want.zip(got) {
            Some((want, got)) if want != got => Err(damaged("do not have their checksum")),
            _ => Ok(()),
        }
    }
}

fn damaged(how: &str) -> io::Error {
    io::Error::other(format!("the octets that zstd packed {how}"))
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 {
            if self.decoder.is_finished() {
                self.check()?;
                if !self.begin()? {
                    return Ok(0);
                }
            } else {
                self.decoder
                    .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|_| damaged("are cut or malformed"))?;
            }
        }
        self.decoder.read(buffer)
    }
}
