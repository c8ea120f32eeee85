#!/usr/bin/env python3
"""Lists what the linked proof still has of panics: their places, or the names of plants.

Usage: places.py PROGRAM [plants]

A place is a value of `core::panic::Location`: file, line, column. The linker keeps those that a
panic can still name. A plant is a text `<plant NUMBER>`.
"""
import re
import struct
import sys


class Elf:
    """The parts of a 64-bit little-endian ELF file that are loaded, by address."""

    def __init__(self, octets):
        self.octets = octets
        start, = struct.unpack_from("<Q", octets, 0x20)
        size, count = struct.unpack_from("<HH", octets, 0x36)
        heads = [struct.unpack_from("<IIQQQQQQ", octets, start + at * size) for at in range(count)]
        self.parts = [(head[3], head[2], head[5]) for head in heads if head[0] == 1]

    def at(self, address, length):
        for start, offset, size in self.parts:
            if start <= address and address + length <= start + size:
                return self.octets[offset + address - start:][:length]
        return b""

    def pointers(self):
        """Each place of an address that the loader fills in, with the address."""
        section, = struct.unpack_from("<Q", self.octets, 0x28)
        size, count = struct.unpack_from("<HH", self.octets, 0x3A)
        for at in range(count):
            head = struct.unpack_from("<IIQQQQIIQQ", self.octets, section + at * size)
            if head[1] == 4:  # SHT_RELA
                for entry in range(head[4], head[4] + head[5], 24):
                    place, info, target = struct.unpack_from("<QQq", self.octets, entry)
                    if info == 8:  # R_X86_64_RELATIVE
                        yield place, target


def places(octets):
    elf = Elf(octets)
    for place, target in elf.pointers():
        rest = elf.at(place + 8, 16)
        if len(rest) == 16:
            length, line, column = struct.unpack("<QII", rest)
            if 3 < length < 300 and 0 < line < 100_000 and 0 < column < 1000:
                name = elf.at(target, length).rstrip(b"\0")
                if name.endswith(b".rs"):
                    yield f"{name.decode()}:{line}:{column}"


def plants(octets):
    return {match.decode() for match in re.findall(rb"<plant (\d+)>", octets)}


def main():
    octets = open(sys.argv[1], "rb").read()
    found = plants(octets) if sys.argv[2:] == ["plants"] else places(octets)
    for line in sorted(set(found)):
        print(line)


if __name__ == "__main__":
    main()
