"""Octets of RDATA, as far as the rules have to look into them."""

EXTENDED_ERROR = 15


def apl_families(rdata):
    """The address family of each item of an APL record."""
    at = 0
    while at + 4 <= len(rdata):
        yield int.from_bytes(rdata[at:at + 2], "big")
        at += 4 + (rdata[at + 3] & 0x7F)


def without_nul(rdata):
    """The RDATA of an OPT record, without a NUL at the end of an extended error's text."""
    new, at = b"", 0
    while at + 4 <= len(rdata):
        code = int.from_bytes(rdata[at:at + 2], "big")
        end = at + 4 + int.from_bytes(rdata[at + 2:at + 4], "big")
        octets = rdata[at + 4:end]
        if code == EXTENDED_ERROR and octets[2:].endswith(b"\0"):
            octets = octets[:-1]
        new += rdata[at:at + 2] + len(octets).to_bytes(2, "big") + octets
        at = end
    return new
