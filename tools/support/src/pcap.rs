//! Captures of datagrams, for tests and benchmarks.

use std::net::SocketAddrV4;

/// A capture of IPv4 packets while it is written.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The octets so far: a header, then packets.
    pub octets: Vec<u8>,
}

impl Default for Capture {
    fn default() -> Self {
        Self::new()
    }
}

impl Capture {
    /// A capture without packets; its times are in microseconds.
    pub fn new() -> Self {
        let raw_ip = 101;
        let words = [0xA1B2_C3D4, 0x0002_0004, 0, 0, 65_535, raw_ip];
        Self { octets: words.into_iter().flat_map(u32::to_be_bytes).collect() }
    }

    /// Adds a datagram, `time` microseconds after 1970.
    pub fn udp(&mut self, time: u64, from: SocketAddrV4, to: SocketAddrV4, octets: &[u8]) {
        self.cut_udp(time, from, to, octets, octets.len());
    }

    /// Adds a datagram of which only the first `kept` octets were captured.
    pub fn cut_udp(
        &mut self,
        time: u64,
        from: SocketAddrV4,
        to: SocketAddrV4,
        octets: &[u8],
        kept: usize,
    ) {
        let short = |length: usize| u16::try_from(length).expect("datagrams have a 16-bit length");
        let long =
            |number: u64| u32::try_from(number).expect("times are before 2106").to_be_bytes();
        let [udp, ip] = [8, 28].map(|head| short(head + octets.len()));
        self.octets.extend(long(time / 1_000_000));
        self.octets.extend(long(time % 1_000_000));
        self.octets.extend(u32::from(short(28 + kept)).to_be_bytes());
        self.octets.extend(u32::from(ip).to_be_bytes());
        self.octets.extend([0x45, 0]);
        self.octets.extend(ip.to_be_bytes());
        self.octets.extend([0, 0, 0, 0, 64, 17, 0, 0]);
        self.octets.extend(from.ip().octets());
        self.octets.extend(to.ip().octets());
        for number in [from.port(), to.port(), udp, 0] {
            self.octets.extend(number.to_be_bytes());
        }
        self.octets.extend(&octets[..kept]);
    }
}
