//! Frames on streams that block.

use std::io;

use dnswire::tcp::{self, FrameError};

use super::recorded_stream;

/// A stream that gives and takes few octets at a time, and is interrupted now and then.
struct Slow<'a> {
    octets: &'a [u8],
    written: Vec<u8>,
    calls: usize,
}

impl Slow<'_> {
    fn new(octets: &[u8]) -> Slow<'_> {
        Slow { octets, written: Vec::new(), calls: 0 }
    }

    fn call(&mut self) -> io::Result<usize> {
        self.calls += 1;
        if self.calls.is_multiple_of(3) {
            Err(io::ErrorKind::Interrupted.into())
        } else {
            Ok(self.calls % 7)
        }
    }
}

impl io::Read for Slow<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let len = self.call()?.max(1).min(room.len());
        self.octets.read(&mut room[..len])
    }
}

impl io::Write for Slow<'_> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let len = self.call()?.max(1).min(octets.len());
        self.written.write(&octets[..len])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn blocking_streams_give_and_take_the_same_messages() {
    let (stream, messages) = recorded_stream();
    let mut slow = Slow::new(&stream);
    let mut buffer = Vec::new();
    for message in messages {
        let octets = tcp::read_frame(&mut slow, &mut buffer, u16::MAX).unwrap().unwrap().to_vec();
        tcp::write_frame(&mut slow, &octets).unwrap();
        assert_eq!(Ok(octets), message);
    }
    assert_eq!(tcp::read_frame(&mut slow, &mut buffer, u16::MAX).unwrap(), None);
    assert_eq!(slow.written, stream);
}

#[test]
fn blocking_streams_fail_as_deframers_do() {
    let cases: [(&[u8], io::ErrorKind, FrameError); 5] = [
        (b"\0", io::ErrorKind::UnexpectedEof, FrameError::EndOfStream { have: 1, needed: 2 }),
        (b"\0\x05", io::ErrorKind::UnexpectedEof, FrameError::EndOfStream { have: 2, needed: 7 }),
        (b"\0\x05ab", io::ErrorKind::UnexpectedEof, FrameError::EndOfStream { have: 4, needed: 7 }),
        (b"\0\0ab", io::ErrorKind::InvalidData, FrameError::ZeroLength),
        (b"\0\x0aab", io::ErrorKind::InvalidData, FrameError::TooLong { length: 10, limit: 9 }),
    ];
    for (stream, kind, want) in cases {
        let error = tcp::read_frame(&mut &stream[..], &mut Vec::new(), 9).unwrap_err();
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<FrameError>());
        assert_eq!((error.kind(), inner), (kind, Some(&want)));
    }
    let too_long = tcp::write_frame(&mut Vec::new(), &vec![0; 65536]).unwrap_err();
    assert_eq!(too_long.kind(), io::ErrorKind::InvalidData);
}

#[test]
fn a_stream_that_takes_nothing_is_an_error() {
    let error = tcp::write_frame(&mut &mut [][..], b"abc").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::WriteZero);
    let mut room = [0; 3];
    let error = tcp::write_frame(&mut &mut room[..], b"abc").unwrap_err();
    assert_eq!((error.kind(), room), (io::ErrorKind::WriteZero, [0, 3, b'a']));
}

/// Fails in every call, but for the first ones, which are interrupted.
struct Failing(usize);

impl Failing {
    fn fail(&mut self) -> io::Error {
        self.0 = self.0.saturating_sub(1);
        assert!(self.0 < 100, "called after it failed");
        if self.0 > 0 {
            return io::ErrorKind::Interrupted.into();
        }
        self.0 = 101;
        io::ErrorKind::ConnectionReset.into()
    }
}

impl io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.fail())
    }
}

impl io::Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.fail())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_error_of_the_stream_is_passed_on() {
    let error = tcp::read_frame(&mut Failing(3), &mut Vec::new(), 65535).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    let error = tcp::write_frame(&mut Failing(3), b"a message").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
}
