"""WebAssembly binaries, as far as the small engine needs them: sections, exports, imports, globals, functions.

The format is that of the WebAssembly specification, section "Binary Format". What is not touched is copied as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

HEADER = b"\0asm\1\0\0\0"
NONE = b"\0"
"""A list of nothing: what a section that is not there would hold."""


class Section(IntEnum):
    """The sections that are read here, by their number."""

    IMPORT = 2
    GLOBAL = 6
    EXPORT = 7
    CODE = 10


class Kind(IntEnum):
    """What can be imported and exported."""

    FUNCTION = 0
    TABLE = 1
    MEMORY = 2
    GLOBAL = 3
    TAG = 4


@dataclass(frozen=True)
class Export:
    """One line of the export section: `index` counts the things of its kind, imported ones first."""

    name: str
    kind: Kind
    index: int


@dataclass(frozen=True)
class Import:
    """One line of the import section."""

    module: str
    name: str
    kind: Kind


class Reader:
    """Reads numbers and names of a binary, from a place on."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self.content, self.at = content, at

    def number(self) -> int:
        """An unsigned LEB128 number."""
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        self.at += size
        return self.content[self.at - size : self.at]

    def name(self) -> str:
        """A text with its length before it."""
        return self.take(self.number()).decode()


def number(value: int) -> bytes:
    """Write an unsigned LEB128 number."""
    out = bytearray()
    while True:
        value, byte = value >> 7, value & 0x7F
        if not value:
            return bytes([*out, byte])
        out.append(byte | 0x80)


def signed(value: int) -> bytes:
    """Write a number that is not negative as a signed LEB128 number."""
    out = number(value)
    return out if out[-1] < 0x40 else out[:-1] + bytes([out[-1] | 0x80, 0])


def vector(items: Iterable[bytes]) -> bytes:
    """Write a list: how many, then each."""
    written = list(items)
    return number(len(written)) + b"".join(written)


def sections(binary: bytes) -> Iterator[tuple[int, bytes]]:
    """Each section: its number and its content. Raises ValueError where it is no WebAssembly."""
    if not binary.startswith(HEADER):
        raise ValueError("no WebAssembly of version 1")
    reader = Reader(binary, len(HEADER))
    while reader.at < len(binary):
        [kind] = reader.take(1)
        yield kind, reader.take(reader.number())


def written(parts: Iterable[tuple[int, bytes]]) -> bytes:
    """The binary of these sections."""
    return HEADER + b"".join(bytes([kind]) + number(len(content)) + content for kind, content in parts)


def exports(content: bytes) -> list[Export]:
    """Read the export section."""
    reader = Reader(content)
    return [Export(reader.name(), Kind(reader.take(1)[0]), reader.number()) for _ in range(reader.number())]


def export_section(lines: Iterable[Export]) -> bytes:
    """Write the export section."""
    return vector(
        number(len(one.name.encode())) + one.name.encode() + bytes([one.kind]) + number(one.index) for one in lines
    )


def imports(content: bytes) -> list[Import]:
    """Read the import section, without the types."""
    reader = Reader(content)
    found = []
    for _ in range(reader.number()):
        module, name, kind = reader.name(), reader.name(), Kind(reader.take(1)[0])
        found.append(Import(module, name, kind))
        if kind == Kind.FUNCTION:
            reader.number()
        elif kind == Kind.GLOBAL:
            _value_type(reader)
            reader.take(1)
        elif kind == Kind.TAG:
            reader.take(1)
            reader.number()
        else:
            if kind == Kind.TABLE:
                _value_type(reader)
            limits = reader.take(1)[0]
            reader.number()
            if limits & 1:
                reader.number()
    return found


def _value_type(reader: Reader) -> bytes:
    """A type of a value: one byte, or a reference to a numbered heap type."""
    start = reader.at
    if reader.take(1)[0] in (0x63, 0x64):
        reader.number()
    return reader.content[start : reader.at]


def bodies(content: bytes) -> list[bytes]:
    """The functions of the code section, each as it stands there, without its size."""
    reader = Reader(content)
    return [reader.take(reader.number()) for _ in range(reader.number())]


def code_section(functions: Iterable[bytes]) -> bytes:
    """Write the code section."""
    return vector(number(len(one)) + one for one in functions)


def locals_end(body: bytes) -> int:
    """Where the instructions of a function begin, behind its local variables."""
    reader = Reader(body)
    for _ in range(reader.number()):
        reader.number()
        _value_type(reader)
    return reader.at


def calls(body: bytes) -> set[int]:
    """The functions that a body may call by number. Found without reading every instruction: bytes that look like a
    call and are none only add to what is kept."""
    found = set()
    at = locals_end(body)
    while (at := body.find(b"\x10", at)) >= 0:
        at += 1
        try:
            found.add(Reader(body, at).number())
        except IndexError:
            break
    return found


def with_more_globals(parts: dict[int, bytes], count: int) -> tuple[int, bytes]:
    """The index of the first of `count` new globals (32 bits, 0, can be set), and the global section with them."""
    reader = Reader(parts[Section.GLOBAL])
    there = reader.number()
    imported = sum(one.kind == Kind.GLOBAL for one in imports(parts.get(Section.IMPORT, NONE)))
    rest = parts[Section.GLOBAL][reader.at :]
    return imported + there, number(there + count) + rest + b"\x7f\x01\x41\x00\x0b" * count
