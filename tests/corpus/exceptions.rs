//! The differences between the crate and the corpus, with the reasons.

/// The part of the message that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    Framing,
    Header,
    Records,
    Rdata,
    Malformed,
    Finding,
    Edns,
}

/// An intended difference.
#[derive(Debug)]
pub(super) struct Exception {
    pub aspect: Aspect,
    /// The reason that makes the difference right, or allowed.
    pub reason: &'static str,
    /// Parts of the message's id and of the difference; all of one line must be found.
    pub patterns: &'static [&'static [&'static str]],
}

impl Exception {
    /// True if it is about this difference of this message.
    pub(super) fn covers(&self, id: &str, difference: &str) -> bool {
        let text = format!("{id}: {difference}");
        self.patterns.iter().any(|parts| parts.iter().all(|part| text.contains(part)))
    }
}

/// RDATA that decodes although `dnspython` refuses it; a finding reports the fault.
///
/// The corpus decides each of these cases in its files of disagreements.
const ACCEPTED: [Exception; 6] = [
    Exception {
        aspect: Aspect::Malformed,
        reason: "URI with an empty target: RFC 7553 wants one octet or more, the fields decode; \
                 ruled `either`",
        patterns: &[&["URI 001e0028:"]],
    },
    Exception {
        aspect: Aspect::Malformed,
        reason: "GPOS with empty strings: RFC 1712 wants numbers, the three strings decode; \
                 ruled `either`",
        patterns: &[&["GPOS 000000:"]],
    },
    Exception {
        aspect: Aspect::Malformed,
        reason: "DS whose digest has not the length of its type: the fields decode; ruled `either`",
        patterns: &[&["dnssec_synthetic.pcap#6: ", "DS 30390802:"]],
    },
    Exception {
        aspect: Aspect::Malformed,
        reason: "CAA with an empty tag: RFC 8659 wants one octet or more, the fields decode; \
                 ruled `either`",
        patterns: &[&["CAA 000076616c7565:"]],
    },
    Exception {
        aspect: Aspect::Malformed,
        reason: "an EDNS option is bad, but the OPT and the other options decode; ruled `reject` \
                 at level `option`",
        patterns: &[
            &["zeek/testing/btest/Traces/dns-edns-ecs-weirds.pcap#", "OPT 0008"],
            &["/edns/cookie-malformed/udp/query", "OPT 000a0003616263:"],
            &["/edns/ecs-malformed/udp/query", "OPT 00080003000118:"],
            &["/edns/report-channel/udp/query", "OPT 00120000:"],
        ],
    },
    Exception {
        aspect: Aspect::Malformed,
        reason: "the value of one SvcParam is not its key's form, or an AliasMode record has \
                 parameters: the list of parameters is whole; ruled `reject` at `rdata-format`, \
                 here the parameter is malformed, not the RDATA",
        patterns: &[
            &["zeek/testing/btest/Traces/dns/svcb-", "-malformed", "HTTPS 0001000"],
            &["odd.test", "HTTPS 000003666f6f0474657374000003000201bb:"],
            &["odd.test", "HTTPS 0001000005000c0045fe0d0041a520002020b7:"],
        ],
    },
];

/// RDATA that breaks no rule here although `dnspython` refuses it.
const SILENT: Exception = Exception {
    aspect: Aspect::Finding,
    reason: "AliasMode with parameters: \"recipients MUST ignore any SvcParams that are present\" \
             (RFC 9460 section 2.4.2)",
    patterns: &[&["odd.test", "HTTPS 000003666f6f0474657374000003000201bb:"]],
};

/// All intended differences.
pub(super) fn all() -> impl Iterator<Item = &'static Exception> {
    ACCEPTED.iter().chain([&SILENT])
}
