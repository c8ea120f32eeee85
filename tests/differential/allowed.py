"""Every way in which dnswire and dnspython may differ, and which of them is right.

`right` is `dnswire`, `dnspython`, or `latitude` where the RFC leaves a receiver free. A rule is as
narrow as it can be: it looks at the kind of the difference, at the type, and at what both say.
"""

import re
from dataclasses import dataclass
from typing import Callable

import octets

ANY, NONE = 255, 254
SVCB, HTTPS, TSIG, TKEY, OPT = 64, 65, 250, 249, 41
DS_LIKE = (43, 59, 32768, 32769)  # DS, CDS, TA, DLV


@dataclass(frozen=True)
class Rule:
    """A difference that is meant to be."""

    id: str
    kind: str
    right: str
    rfc: str
    why: str
    when: Callable

    def covers(self, difference):
        return self.kind == difference.kind and bool(self.when(difference))


def value(id, types, refusal, findings, rfc, why):
    """dnspython refuses RDATA for a value in it; dnswire decodes it, and has a finding that says so."""
    def when(d):
        return d.rtype in types and re.search(refusal, d.theirs) and d.findings & set(findings.split())
    return Rule(id, "refused", "latitude", rfc, why, when)


def refused(id, types, refusal, right, rfc, why, when=lambda d: True):
    """dnspython refuses RDATA, and dnswire says nothing against it."""
    def both(d):
        return d.rtype in types and re.search(refusal, d.theirs) and when(d)
    return Rule(id, "refused", right, rfc, why, both)


def no_layout(kind, when=lambda d: True):
    """dnspython takes the RDATA as opaque octets, as it does not know the type in this class."""
    return Rule(f"no-layout-{kind}", kind, "dnswire", "RFC 3597 section 4",
                "dnspython does not know the type in this class",
                lambda d: not d.other.has_layout and d.other.rdata == d.other.raw and when(d))


NAMES = (
    Rule("pointer-chain", "name", "latitude", "RFC 1035 section 4.1.4",
         "no limit is set: dnspython follows 16 pointers, dnswire 128, more than any name can need",
         lambda d: d.theirs.startswith("PointerChainTooLong:")),
    Rule("pointer-overlap", "name", "latitude", "RFC 1035 section 4.1.4",
         "a pointer leads back, to labels that go on into the name it stands in: \"a prior occurrence\" "
         "for dnswire, none for dnspython",
         lambda d: d.theirs == "FormError: DNS message is malformed."),
    Rule("compression-multicast", "compression", "dnswire", "RFC 6762 section 18.14",
         "multicast DNS may compress the names in these types; dnspython does not know the transport",
         lambda d: d.theirs and d.message.is_multicast and d.rtype in (36, 39, 47)),
    no_layout("compression", lambda d: d.ours),
)

VALUES = (
    value("caa-tag", (257,), "tag is not alphanumeric", "CaaTag", "RFC 8659 section 4.1",
          "the tag is empty or has other characters"),
    value("digest-length", DS_LIKE, "digest length inconsistent", "DigestLength EmptyDigest",
          "RFC 4509 section 2.2", "the digest has not the length of its type"),
    value("uri-target", (256,), "target may not be empty", "EmptyTarget", "RFC 7553 section 4.4",
          "the target is empty"),
    value("association-length", (52, 53), "association data length inconsistent", "AssociationLength",
          "RFC 6698 section 2.1.4", "the data has not the length of its matching type"),
    value("fingerprint-length", (44,), "fingerprint length inconsistent", "FingerprintLength",
          "RFC 4255 section 3.1.3", "the fingerprint has not the length of its type"),
    value("zone-digest-length", (63,), "digest must be at least|digest length inconsistent",
          "ZoneDigestLength", "RFC 8976 section 2.2.4", "the digest is too short, or not of its algorithm"),
    value("apl-length", (42,), "trailing zero|IPv[46] addresses are|Text input is malformed",
          "AddressLength", "RFC 3123 section 4", "the address is too long, or ends in zero"),
    value("apl-prefix", (42,), "value too large", "AddressPrefix", "RFC 3123 section 4",
          "the prefix is longer than an address"),
    value("gpos-number", (27,), "bad l(at|ong)itude|could not convert|is malformed", "GeographicPosition",
          "RFC 1712 section 3", "a field is no number, or out of range"),
    value("loc-version", (29,), "version not zero|is malformed", "LocationVersion", "RFC 1876 section 2",
          "the version is not 0, so that nothing is known of the other fields"),
    value("loc-size", (29,), "^FormError: bad (size|(horizontal|vertical) precision)", "LocationSize LocationRange",
          "RFC 1876 section 2", "a size is not a digit and a power of ten up to 9"),
    value("loc-range", (29,), "bad l(at|ong)itude", "LocationRange LocationSize", "RFC 1876 section 2",
          "the latitude or longitude does not exist"),
    value("nsec3-hash", (50,), "empty bytes not allowed", "HashLength", "RFC 5155 section 3.1.7",
          "the hash is empty"),
    value("svcb-mandatory", (SVCB, HTTPS), "declared mandatory but not present", "MandatoryParam",
          "RFC 9460 section 8", "a mandatory key has no parameter"),
    value("svcb-no-default-alpn", (SVCB, HTTPS), "no-default-alpn present, but alpn missing", "NoDefaultAlpn",
          "RFC 9460 section 7.1.1", "no-default-alpn stands without alpn"),
)

REFUSED = (
    refused("svcb-alias", (SVCB, HTTPS), "parameters in AliasMode", "dnswire", "RFC 9460 section 2.4.2",
            "\"recipients MUST ignore any SvcParams that are present\""),
    refused("svcb-ech-empty", (SVCB, HTTPS), "key 5 cannot be empty", "dnspython", "RFC 9848 section 3",
            "the value of ech is an ECHConfigList; dnswire hands it on as octets"),
    refused("digest-type-0", DS_LIKE, "digest type 0 is reserved", "latitude", "RFC 3658 section 2.4",
            "a reserved number; the fields decode"),
    refused("zonemd-0", (63,), "(scheme|hash_algorithm) 0 is reserved", "latitude", "RFC 8976 section 2.2",
            "a reserved number; the fields decode"),
    refused("amtrelay-type", (260,), "invalid AMTRELAY relay type", "latitude", "RFC 8777 section 4.2.3",
            "a number without meaning yet; dnswire keeps the relay as octets",
            lambda d: d.record.raw[1] & 0x7F > 3),
    refused("tsig-error", (TSIG, TKEY), "rcode must be an int between", "dnswire", "RFC 8945 section 4.2",
            "the error has 16 bits, not the 12 of an RCODE"),
    refused("apl-family", (42,), "trailing zero octet", "latitude", "RFC 3123 section 4",
            "that an address must not end in zero is said of IPv4 and IPv6 only",
            lambda d: set(octets.apl_families(d.record.raw)) - {1, 2}),
)

# Options and parameters that dnspython takes as opaque octets, as dnswire names them.
OPAQUE_OPTIONS = ("LLQ|UL|OWNER|DAU|DHU|N3U|EXPIRE|TCP-KEEPALIVE|CHAIN|KEY-TAG|CLIENT-TAG|SERVER-TAG|"
                  "ZONEVERSION|MQTYPE-QUERY|MQTYPE-RESPONSE|STRUCTURED-DNS-ERROR|UMBRELLA-IDENT|DEVICEID")
OPAQUE_PARAMS = "dohpath|tls-supported-groups|pvd|oots"

DECODED = (
    no_layout("malformed"),
    Rule("dhcid-short", "malformed", "dnswire", "RFC 4701 section 3.1",
         "identifier type and digest type are three octets, which dnspython does not look into",
         lambda d: d.rtype == 49 and len(d.record.raw) < 3),
    Rule("option-opaque", "malformed", "dnswire", "RFC 6891 section 6.1.2",
         "dnspython does not look into this option",
         lambda d: d.rtype == OPT and re.search(rf" option ({OPAQUE_OPTIONS}), ", d.ours)),
    Rule("parameter-opaque", "malformed", "dnswire", "RFC 9460 section 2.2",
         "dnspython does not look into this parameter",
         lambda d: d.rtype in (SVCB, HTTPS) and re.search(rf" parameter ({OPAQUE_PARAMS}), ", d.ours)),
    no_layout("value"),
    Rule("isdn-subaddress", "value", "dnswire", "RFC 1183 section 3.2",
         "dnspython reads an empty subaddress, but does not write it",
         lambda d: d.rtype == 20 and d.ours == d.theirs + "00"),
    Rule("extended-error-nul", "value", "latitude", "RFC 8914 section 2",
         "the text \"may be null terminated\"; dnspython takes the NUL off, dnswire keeps it",
         lambda d: d.rtype == OPT and octets.without_nul(bytes.fromhex(d.ours)).hex() == d.theirs),
)


def is_update(message):
    return message.header[1] >> 11 & 15 == 5


def is_decoded_though_empty(message):
    """Whether dnspython decodes an RDATA without octets where dnswire reads a type alone."""
    return any(record.head[2] in (ANY, NONE) and not record.raw
               and not (is_update(message) and (record.head[2] == ANY or record.section == 1))
               for record in message.records)


def has_additional_any(message):
    """Whether an update has RDATA of class ANY that is no TSIG in its additional section."""
    return is_update(message) and any(
        record.section == 3 and record.head[2] == ANY and record.head[1] != TSIG and record.raw
        for record in message.records)


MESSAGES = (
    Rule("empty-rdata", "message", "latitude", "RFC 2136 section 2.5",
         "a record of class ANY or NONE without RDATA, where no update needs it: dnspython decodes it by "
         "its type and so refuses it, dnswire has a finding outside of updates",
         lambda d: d.ours is None and d.theirs.startswith("FormError:") and is_decoded_though_empty(d.message)),
    Rule("update-additional", "message", "dnswire", "RFC 2136 section 2",
         "what an update's records of class ANY must not have is not said of the additional section",
         lambda d: d.ours is None and d.theirs.startswith("FormError:") and has_additional_any(d.message)),
    Rule("update-zone-class", "message", "latitude", "RFC 2136 section 3.1.1",
         "the zone is of class ANY or NONE: no server has it, but only its type is a matter of form",
         lambda d: d.ours is None and d.theirs.startswith("FormError:") and is_update(d.message)
         and any(question[2] in (ANY, NONE) for question in d.message.questions)),
    Rule("update-without-zone", "message", "dnswire", "RFC 2136 section 3.1.1",
         "dnspython does not ask for a zone in an update without records",
         lambda d: d.theirs is None and d.ours == ["ZoneCount"] and not d.message.records),
)

RULES = (*NAMES, *VALUES, *REFUSED, *DECODED, *MESSAGES)


def rule_for(difference):
    """The rule that allows a difference, if one does."""
    return next((rule for rule in RULES if rule.covers(difference)), None)
