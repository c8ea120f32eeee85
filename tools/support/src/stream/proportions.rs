//! The proportions of the stream: rows of a weight and a value.
//!
//! The weights are counts in a corpus of 2235 messages from public captures. They are well formed
//! and all different. Each is a standard query or its response, with one question. Recordings of
//! test servers, multicast DNS and inputs of fuzzers are left out.
//!
//! Four proportions are not counts of these messages:
//!
//! - The captures hold no whole zone transfer. The stream has one in 560 messages, with the lengths
//!   that five servers sent in recordings.
//! - Rare types are left out, and so are those that one of the compared libraries does not take in
//!   a question.
//! - Top labels are drawn from a list, in the proportions of their lengths.
//! - What the corpus shows only a few times (lengths of SvcParams, strings of NAPTR) is made up.

use super::rtype::{
    A, AAAA, ANY, CAA, CNAME, DNSKEY, DS, HTTPS, MX, NAPTR, NS, NSEC, PTR, SOA, SRV, TXT,
};

/// A kind of message, with the counts of its EDNS and DNSSEC.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) content: Content,
    count: usize,
    /// Messages with an OPT record.
    edns: usize,
    /// Those of them with the flag DO.
    dnssec_ok: usize,
    /// Those of them with signatures.
    signed: usize,
    /// Messages with an option in the OPT record.
    options: usize,
    /// The flags and the RCODE.
    pub(super) flags: &'static [(usize, u16)],
    pub(super) qtypes: &'static [(usize, u16)],
}

/// The records of a kind of message.
#[derive(Clone, Copy)]
pub(super) enum Content {
    /// None: a query, an error or an empty response.
    Nothing,
    Answer,
    NameError,
    NoData,
    Referral,
    Truncated,
    Transfer,
}

/// The use of EDNS and DNSSEC in one message.
#[derive(Clone, Copy)]
pub(super) struct Edns {
    pub(super) is_present: bool,
    pub(super) is_dnssec_ok: bool,
    pub(super) is_signed: bool,
    pub(super) has_options: bool,
}

impl Kind {
    /// Draws a kind of message.
    pub(super) fn draw(random: &mut super::Random) -> &'static Kind {
        let table: Vec<_> = KINDS.iter().map(|kind| (kind.count, kind)).collect();
        random.pick(&table)
    }

    pub(super) fn edns(&self, random: &mut super::Random) -> Edns {
        let is_present = random.chance(self.edns, self.count);
        let is_dnssec_ok = is_present && random.chance(self.dnssec_ok, self.edns);
        let is_signed = is_dnssec_ok && random.chance(self.signed, self.dnssec_ok);
        let has_options = is_present && random.chance(self.options, self.edns);
        Edns { is_present, is_dnssec_ok, is_signed, has_options }
    }
}

const KINDS: &[Kind] = &[
    Kind {
        content: Content::Nothing, // a query
        count: 798,
        edns: 460,
        dnssec_ok: 230,
        signed: 0,
        options: 92,
        flags: &[
            (337, 0x0100),
            (224, 0x0120),
            (160, 0x0000),
            (57, 0x0010),
            (10, 0x0110),
            (6, 0x0020),
        ],
        qtypes: &[
            (281, A),
            (90, AAAA),
            (47, PTR),
            (37, SOA),
            (37, TXT),
            (28, MX),
            (24, NS),
            (21, SRV),
            (20, DNSKEY),
            (13, ANY),
            (12, DS),
            (10, CNAME),
            (6, NAPTR),
            (6, CAA),
            (4, HTTPS),
        ],
    },
    Kind {
        content: Content::Answer,
        count: 829,
        edns: 537,
        dnssec_ok: 249,
        signed: 142,
        options: 28,
        flags: &[
            (463, 0x8180),
            (186, 0x8400),
            (60, 0x8500),
            (35, 0x8410),
            (27, 0x81A0),
            (16, 0x8480),
            (13, 0x8580),
            (6, 0x8190),
            (6, 0x8510),
            (5, 0x81B0),
            (3, 0x8490),
        ],
        qtypes: &[
            (316, A),
            (63, AAAA),
            (42, TXT),
            (35, SOA),
            (34, DNSKEY),
            (25, NS),
            (24, PTR),
            (23, MX),
            (17, ANY),
            (15, DS),
            (11, CNAME),
            (8, CAA),
            (6, SRV),
            (6, NAPTR),
            (6, NSEC),
            (3, HTTPS),
        ],
    },
    Kind {
        content: Content::NameError,
        count: 273,
        edns: 205,
        dnssec_ok: 133,
        signed: 75,
        options: 4,
        flags: &[
            (119, 0x8403),
            (82, 0x8183),
            (26, 0x8413),
            (20, 0x8583),
            (7, 0x8503),
            (6, 0x81A3),
            (5, 0x8513),
            (4, 0x8483),
        ],
        qtypes: &[
            (73, A),
            (34, AAAA),
            (29, PTR),
            (19, SOA),
            (15, SRV),
            (8, TXT),
            (6, NS),
            (4, DS),
            (4, ANY),
            (4, MX),
            (3, NAPTR),
        ],
    },
    Kind {
        content: Content::NoData,
        count: 88,
        edns: 69,
        dnssec_ok: 62,
        signed: 46,
        options: 3,
        flags: &[
            (30, 0x8400),
            (16, 0x8180),
            (13, 0x8410),
            (12, 0x8500),
            (7, 0x81A0),
            (5, 0x8480),
            (3, 0x8510),
        ],
        qtypes: &[
            (28, AAAA),
            (14, A),
            (12, DS),
            (11, TXT),
            (2, SRV),
            (2, DNSKEY),
            (2, NS),
            (2, MX),
            (1, PTR),
        ],
    },
    Kind {
        content: Content::Referral,
        count: 140,
        edns: 103,
        dnssec_ok: 89,
        signed: 62,
        options: 4,
        flags: &[(68, 0x8000), (29, 0x8010), (26, 0x8100), (8, 0x8400), (6, 0x8080), (3, 0x8090)],
        qtypes: &[
            (51, A),
            (25, AAAA),
            (9, SOA),
            (8, MX),
            (7, NS),
            (6, TXT),
            (5, DNSKEY),
            (4, DS),
            (4, PTR),
        ],
    },
    Kind {
        content: Content::Truncated,
        count: 36,
        edns: 35,
        dnssec_ok: 27,
        signed: 0,
        options: 0,
        flags: &[
            (6, 0x8210),
            (6, 0x8600),
            (4, 0x8620),
            (4, 0x87A0),
            (3, 0x8200),
            (3, 0x8610),
            (2, 0x83A0),
        ],
        qtypes: &[(14, A), (5, DNSKEY), (4, AAAA), (3, NS), (2, DS), (2, TXT), (1, ANY), (1, PTR)],
    },
    Kind {
        content: Content::Nothing, // an error
        count: 37,
        edns: 19,
        dnssec_ok: 6,
        signed: 0,
        options: 1,
        flags: &[
            (15, 0x8182),
            (5, 0x8105),
            (3, 0x8002),
            (3, 0x8005),
            (2, 0x8405),
            (2, 0x8102),
            (2, 0x8404),
        ],
        qtypes: &[(18, A), (4, TXT), (3, SOA), (2, AAAA), (2, NS), (2, DNSKEY), (1, NAPTR)],
    },
    Kind {
        content: Content::Nothing, // an empty response
        count: 33,
        edns: 17,
        dnssec_ok: 4,
        signed: 0,
        options: 0,
        flags: &[(16, 0x8180), (7, 0x8400), (3, 0x8120), (3, 0x8500), (1, 0x8580), (1, 0x8100)],
        qtypes: &[(13, AAAA), (11, A), (2, TXT), (1, NS)],
    },
    Kind {
        content: Content::Transfer,
        count: 4,
        edns: 0,
        dnssec_ok: 0,
        signed: 0,
        options: 0,
        flags: &[(1, 0x8400), (1, 0x8480)],
        qtypes: &[(1, super::rtype::AXFR)],
    },
];

/// Numbers of labels of QNAMEs that are no reversed addresses.
pub(super) const LABELS: &[(usize, usize)] = &[
    (73, 0),
    (148, 1),
    (901, 2),
    (615, 3),
    (229, 4),
    (71, 5),
    (54, 6),
    (21, 7),
    (4, 8),
    (3, 9),
    (3, 11),
    (2, 13),
];

/// Labels of reversed addresses: four, or 32 of IPv6.
pub(super) const REVERSED: &[(usize, usize)] = &[(66, 4), (10, 32)];

pub(super) const TOP_LABELS: &[(usize, &str)] = &[
    (440, "com"),
    (250, "net"),
    (180, "org"),
    (100, "de"),
    (60, "uk"),
    (34, "io"),
    (627, "example"),
    (90, "info"),
    (37, "arpa"),
    (82, "local"),
    (35, "internal"),
    (28, "museum"),
    (25, "photography"),
];

/// Lengths of the second label from the right.
pub(super) const ZONE_LENGTHS: &[(usize, usize)] = &[
    (25, 1),
    (66, 2),
    (168, 3),
    (212, 4),
    (191, 5),
    (289, 6),
    (350, 7),
    (198, 8),
    (128, 9),
    (78, 10),
    (43, 11),
    (71, 12),
    (36, 13),
    (16, 14),
    (10, 15),
    (7, 16),
    (4, 17),
    (4, 18),
    (2, 23),
    (2, 36),
];

/// Lengths of the labels before it.
pub(super) const HOST_LENGTHS: &[(usize, usize)] = &[
    (163, 1),
    (118, 2),
    (460, 3),
    (225, 4),
    (123, 5),
    (100, 6),
    (117, 7),
    (68, 8),
    (41, 9),
    (31, 10),
    (28, 11),
    (25, 12),
    (31, 13),
    (12, 14),
    (23, 18),
    (14, 30),
    (8, 36),
    (20, 57),
    (55, 60),
    (12, 62),
    (8, 63),
];

/// QNAMEs with letters of random case, and those without.
pub(super) const MIXED_CASE: (usize, usize) = (92, 2143);

/// CNAME records before an address.
pub(super) const CHAIN: &[(usize, usize)] = &[(235, 0), (108, 1), (28, 2), (5, 3), (2, 4), (1, 8)];

/// Records of the type asked for in an answer.
pub(super) fn answers(qtype: u16) -> &'static [(usize, usize)] {
    match qtype {
        A => &[
            (226, 1),
            (24, 2),
            (9, 3),
            (8, 4),
            (5, 5),
            (3, 6),
            (2, 7),
            (14, 8),
            (2, 11),
            (4, 12),
            (3, 16),
        ],
        AAAA => &[(43, 1), (4, 2), (7, 4)],
        NS => &[(11, 1), (2, 2), (1, 3), (3, 4), (8, 13)],
        MX => &[(15, 1), (1, 2), (2, 3), (2, 5), (1, 6), (2, 7)],
        PTR => &[(19, 1), (2, 2), (3, 4)],
        DNSKEY => &[(9, 1), (16, 2), (4, 3), (1, 4), (2, 5), (2, 6)],
        DS => &[(2, 1), (12, 2)],
        CAA => &[(7, 1), (1, 5)],
        TXT => &[(41, 1), (1, 2)],
        SRV => &[(5, 1), (1, 2)],
        _ => &[(1, 1)],
    }
}

/// NS records in the authority section of an answer.
pub(super) const ANSWER_SERVERS: &[(usize, usize)] =
    &[(435, 0), (112, 1), (237, 2), (3, 3), (29, 4), (5, 5), (5, 7), (2, 13)];

/// Answers whose servers have addresses in the additional section, and those without.
pub(super) const ANSWER_GLUE: (usize, usize) = (322, 72);

/// NS records of a referral.
pub(super) const REFERRAL_SERVERS: &[(usize, usize)] = &[
    (54, 1),
    (20, 2),
    (3, 3),
    (11, 4),
    (4, 5),
    (9, 6),
    (2, 8),
    (1, 11),
    (2, 12),
    (30, 13),
    (4, 15),
];

/// Referrals with and without addresses of the servers.
pub(super) const REFERRAL_GLUE: (usize, usize) = (129, 11);

/// AAAA and A records among these addresses.
pub(super) const GLUE_V6: (usize, usize) = (335, 1363);

/// DS records of a signed referral; 0 is a proof that there are none.
pub(super) const REFERRAL_DS: &[(usize, usize)] = &[(14, 0), (12, 1), (34, 2), (2, 3)];

/// NSEC and NSEC3 records that prove that a name does not exist.
pub(super) const NAME_ERROR_PROOF: &[(usize, (usize, usize))] =
    &[(16, (1, 0)), (49, (2, 0)), (1, (0, 2)), (9, (0, 3))];

/// NSEC and NSEC3 records that prove that a type does not exist.
pub(super) const NO_DATA_PROOF: &[(usize, (usize, usize))] =
    &[(26, (1, 0)), (18, (0, 1)), (2, (0, 2))];

/// NSEC and NSEC3 records that prove that a delegation is not signed.
pub(super) const NO_DS_PROOF: &[(usize, (usize, usize))] = &[(11, (1, 0)), (3, (0, 2))];

/// Truncated responses: NS records that are left.
pub(super) const TRUNCATED_SERVERS: &[(usize, usize)] = &[(28, 0), (2, 2), (3, 13), (4, 14)];

/// Octets of the message of a zone transfer.
pub(super) const TRANSFER_LENGTHS: &[(usize, usize)] =
    &[(12, 500), (12, 6_700), (20, 16_300), (3, 60_000)];

/// Algorithm and octets of a signature.
pub(super) const SIGNATURES: &[(usize, (u8, usize))] = &[
    (145, (8, 256)),
    (74, (8, 128)),
    (153, (5, 128)),
    (149, (7, 128)),
    (113, (3, 41)),
    (46, (10, 256)),
    (21, (13, 64)),
    (1, (14, 96)),
    (1, (15, 64)),
];

/// Octets of the key in a DNSKEY record.
pub(super) const KEYS: &[(usize, usize)] = &[(2, 32), (8, 64), (17, 100), (20, 132), (38, 260)];

/// Octets of the string in a TXT record.
pub(super) const TEXTS: &[(usize, (usize, usize))] =
    &[(5, (2, 5)), (8, (6, 12)), (12, (13, 15)), (13, (16, 36)), (8, (37, 99)), (5, (100, 255))];

/// TTLs. 0 is one that has counted down to any number.
pub(super) const TTLS: &[(usize, u32)] = &[
    (1431, 172_800),
    (772, 300),
    (542, 86_400),
    (407, 3_600),
    (363, 518_400),
    (185, 60),
    (168, 120),
    (108, 1_200),
    (100, 30),
    (59, 600),
    (37, 900),
    (28, 3_600_000),
    (2411, 0),
];

pub(super) const UDP_SIZES: &[(usize, u16)] = &[
    (1269, 4096),
    (62, 512),
    (48, 1232),
    (12, 65_494),
    (10, 1472),
    (9, 8192),
    (9, 1200),
    (7, 1280),
    (4, 1452),
    (3, 2048),
];

/// EDNS options of queries: COOKIE, ECS, NSID, padding.
pub(super) const QUERY_OPTIONS: &[(usize, u16)] = &[(61, 10), (12, 8), (11, 3), (3, 12)];

/// EDNS options of responses: COOKIE, ECS, NSID, extended error.
pub(super) const RESPONSE_OPTIONS: &[(usize, u16)] = &[(18, 10), (11, 8), (10, 3), (1, 15)];
