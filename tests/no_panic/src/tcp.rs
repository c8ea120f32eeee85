//! Frames in a complete buffer. (The deframer allocates, so it can run out of memory.)

use core::hint::black_box;

use dnswire::tcp::{self, Frames};

use crate::show::{debug, show};

pub fn prove(octets: &[u8]) {
    tcp_split_frame(octets);
    tcp_prefix(octets.len());
    tcp_frames(octets, black_box(512));
    tcp_frames_finish(Frames::new(octets));
}

fn tcp_split_frame(octets: &[u8]) {
    let _ = black_box(tcp::split_frame(octets));
}

fn tcp_prefix(length: usize) {
    if let Err(error) = tcp::prefix(length) {
        show(&error);
    }
}

fn tcp_frames(octets: &[u8], limit: u16) {
    let mut frames = Frames::new(octets).with_limit(limit);
    while let Some(message) = frames.next() {
        black_box((message.is_ok(), frames.needed(), frames.rest()));
        debug(&frames);
    }
}

fn tcp_frames_finish(frames: Frames<'_>) {
    let _ = black_box(frames.finish());
}
