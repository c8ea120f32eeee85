//! From a frame to the IP packets in it.

mod ethernet;
mod header;
mod ppp;
mod wifi;

use crate::Reason;

/// How octets are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    /// An Ethernet frame from its destination address on.
    Ethernet,
    /// What an `EtherType` says.
    EtherType(u16),
    /// An IP packet.
    Ip,
    /// 802.2 LLC.
    Llc,
    /// A PPP frame, with or without address and control field.
    Ppp,
    /// MPLS labels.
    Mpls,
    /// A network layer protocol identifier, and its packet.
    Nlpid,
    /// An 802.11 frame without what the driver puts before it.
    Wifi,
    /// One with octets behind its header that make the header a multiple of 4 octets long.
    PaddedWifi,
    /// What a link type of captures says, by its number (<https://www.tcpdump.org/linktypes.html>).
    Link(u32),
}

/// What comes of one layer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// Another one in it.
    Next(Layer, &'a [u8]),
    /// Several frames of one kind.
    Several(Layer, Vec<&'a [u8]>),
    /// Something that does not carry IP.
    Other,
}

/// The result of a step.
pub(crate) type Stepped<'a> = Result<Step<'a>, Reason>;

/// More layers than that are not followed.
const MAX_STEPS: usize = 32;

/// Hands the IP packets in `octets` to `each`, or the reason why there is none.
pub(crate) fn walk<'a>(
    mut layer: Layer,
    mut octets: &'a [u8],
    each: &mut dyn FnMut(Result<&'a [u8], Reason>),
) {
    for _ in 0..MAX_STEPS {
        if layer == Layer::Ip {
            return each(Ok(octets));
        }
        match step(layer, octets) {
            Ok(Step::Next(next, rest)) => (layer, octets) = (next, rest),
            Ok(Step::Several(next, frames)) => {
                return frames.into_iter().for_each(|frame| walk(next, frame, each));
            }
            Ok(Step::Other) => return,
            Err(reason) => return each(Err(reason)),
        }
    }
    each(Err(Reason::TooDeep));
}

fn step(layer: Layer, octets: &[u8]) -> Stepped<'_> {
    match layer {
        Layer::Ip => Ok(Step::Next(Layer::Ip, octets)),
        Layer::Ethernet => ethernet::frame(octets),
        Layer::EtherType(number) => ethernet::ether_type(number, octets),
        Layer::Llc => ethernet::llc(octets),
        Layer::Mpls => ethernet::mpls(octets),
        Layer::Ppp => ppp::frame(octets),
        Layer::Nlpid => ppp::nlpid(octets),
        Layer::Wifi => wifi::frame(octets, false),
        Layer::PaddedWifi => wifi::frame(octets, true),
        Layer::Link(number) => header::link(number, octets),
    }
}

/// The layer behind `skip` octets of a header called `name`.
fn after<'a>(octets: &'a [u8], skip: usize, layer: Layer, name: &'static str) -> Stepped<'a> {
    let rest = octets.get(skip..).ok_or(Reason::HeaderCut(name))?;
    Ok(Step::Next(layer, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first octets of an IP packet.
    const IP: &[u8] = b"\x45\0\0\x14";

    #[track_caller]
    fn check(link: u32, head: &[u8]) {
        let frame = [head, IP].concat();
        let mut got = Vec::new();
        walk(Layer::Link(link), &frame, &mut |ip| got.push(ip));
        assert_eq!(got, [Ok(IP)], "link type {link}");
    }

    #[test]
    fn every_link_type_leads_to_ip() {
        check(101, b"");
        check(0, b"\x02\0\0\0");
        check(9, b"\xFF\x03\0\x21");
        check(9, b"\x21");
        check(51, b"\x11\0\0\x01\0\x06\0\x21");
        check(104, b"\x0F\0\x08\0");
        check(113, &[&[0; 14][..], b"\x08\0"].concat());
        check(117, &[&[61][..], &[0; 63]].concat());
        check(192, b"\0\0\x08\0\x65\0\0\0");
        check(239, b"\x02\0\0\0\x08\0\x09\0");
        check(258, b"\x0C\0\0\0\x01\0\0\0\x65\0\0\0");
        check(276, &[&b"\x08\0"[..], &[0; 18]].concat());
        let qos = [&b"\x88\x01"[..], &[0; 24], b"\xAA\xAA\x03\0\0\0\x08\0"].concat();
        check(105, &qos);
        check(127, &[b"\0\0\x08\0\0\0\0\0", qos.as_slice()].concat());
        // Flags say that 2 octets fill the header of 26 up to 28.
        let padded = [&b"\x88\x01"[..], &[0; 26], b"\xAA\xAA\x03\0\0\0\x08\0"].concat();
        check(127, &[b"\0\0\x09\0\x02\0\0\0\x20", padded.as_slice()].concat());
        check(123, b"\x02\0\0\x05\xAA\xAA\x03\0\0\0\x08\0");
        check(284, &[&[2; 12][..], b"\xC0\0\0\x01\x08\0"].concat());
        check(276, &[&[0, 3][..], &[0; 18], &[2; 12], b"\x08\0"].concat());
    }

    #[test]
    fn a_pseudowire_without_control_word_leads_to_ip() {
        check(1, &[&[2; 12][..], b"\x88\x47\0\x01\x01\xFF\0", &[4; 11], b"\x08\0"].concat());
    }

    #[test]
    fn each_frame_of_an_aggregate_is_padded_with_its_header() {
        let frame = |ip: &[u8]| {
            let length = u8::try_from(ip.len() + 8).unwrap();
            [&[2; 12][..], &[0, length], b"\xAA\xAA\x03\0\0\0\x08\0", ip].concat()
        };
        for (first, padding) in [(&IP[..4], 2), (b"\x45\0\0\x15x", 1), (b"\x45\0\0\x16xy", 0)] {
            let head = [&b"\x88\x01"[..], &[0; 22], b"\x80\0"].concat();
            let octets = [head, frame(first), vec![0; padding], frame(IP)].concat();
            let mut got = Vec::new();
            walk(Layer::Wifi, &octets, &mut |ip| got.push(ip));
            assert_eq!(got, [Ok(first), Ok(IP)]);
        }
    }

    #[test]
    fn every_tag_of_ethernet_leads_to_ip() {
        let tags = [&b"\x08\0"[..], b"\x81\0\0\x01\x88\xA8\0\x02\x91\0\0\x03\x81\0\0\x04\x08\0"];
        let others =
            [&b"\x88\x47\0\x01\0\xFF\0\x01\x01\xFF"[..], b"\0\x20\xAA\xAA\x03\0\0\0\x08\0"];
        for tag in tags.into_iter().chain(others) {
            check(1, &[&[2; 12][..], tag].concat());
        }
    }

    #[test]
    fn what_is_not_followed_is_named() {
        let frame = [&[2; 12][..], b"\x12\x34"].concat();
        for (link, octets, want) in [
            (1, frame.as_slice(), Reason::EtherType(0x1234)),
            (1, b"", Reason::HeaderCut("Ethernet")),
            (147, b"", Reason::LinkType(147)),
            (9, b"\0\x2D", Reason::Ppp(0x2D)),
            (105, b"\x08\x40", Reason::Encrypted("802.11")),
        ] {
            let mut got = Vec::new();
            walk(Layer::Link(link), octets, &mut |ip| got.push(ip));
            assert_eq!(got, [Err(want)]);
        }
    }
}
