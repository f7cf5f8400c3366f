"""Files in and out: never one over the other, and a result whole or beside its name.

What is written to a file goes to ``NAME.part`` first and takes its name at the end. So a full disk or Ctrl-C leaves the
file of before as it was. A ``NAME.part`` that is there already is never begun anew: it can be the work of hours.
"""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from stat import S_ISREG
from typing import TextIO

from belgian_residence.told.faults import CaseError, Fault

STANDARD = "-"
PART = ".part"


@contextmanager
def reading(source: str) -> Iterator[TextIO]:
    """The text of a file, or standard input: UTF-8, or UTF-16 where its mark says so. Bytes that are neither are told
    apart later, line by line. Raises CaseError."""
    if source == STANDARD:
        if sys.stdin is None:
            raise CaseError([Fault("standard input", "closed", "a file, or something that writes to it")])
        with suppress(AttributeError):  # where a program put something else in its place
            first = sys.stdin.buffer.peek(2) if isinstance(sys.stdin.buffer, BufferedReader) else b""
            encoding, errors = _written_in(first)
            sys.stdin.reconfigure(encoding=encoding, errors=errors, newline="")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        path = Path(source)
        encoding, errors = _written_in(_first_bytes(path))
        file = path.open(encoding=encoding, errors=errors, newline="")
    except OSError as error:
        raise CaseError([Fault(source, f"cannot be read ({error})", "a file, or - for standard input")]) from None
    with file:
        yield file


def _first_bytes(path: Path) -> bytes:
    """The mark of a file, if it has one. What can be read only once, such as a pipe, is not touched."""
    if not path.is_file():
        return b""
    with path.open("rb") as raw:
        return raw.read(2)


def _written_in(first: bytes) -> tuple[str, str]:
    """The encoding of a text, from its first two bytes, and what to do with bytes that do not fit."""
    return ("utf-16", "strict") if first[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else ("utf-8", "surrogateescape")


@contextmanager
def writing(output: str | None, source: TextIO, *, resume: bool | None = None) -> Iterator[TextIO]:
    """Where the results go: a file, or None for standard output. ``resume``: what a run before left of that file stays,
    and is written over only by whoever seeks a place in it. None: a work so short that nothing is left to go on with.
    Raises CaseError where that is the file with the cases (``source``), or where a run before left something and this
    one does not go on with it; OSError where it cannot be written."""
    if output is None:
        _refuse(source, "standard output", _identity_of(sys.stdout))
        with suppress(AttributeError):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(output).resolve()
    _refuse(source, output, _identity(path))
    if not is_kept(output):
        if resume:
            raise CaseError([Fault("--resume", f"{output} is no ordinary file", "--output with an ordinary file")])
        with Path(output).open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    part, name = part_of(output), part_name(output)
    _refuse(source, f"{output}, which is first written as {name}", _identity(part))
    goes_on = bool(resume) and part.exists()
    try:
        file = part.open("r+" if goes_on else "x", encoding="utf-8", newline="\n")
    except FileExistsError:
        ways = "another name" if resume is None else "--resume, which goes on with it"
        accepted = f"{ways}; or the same command once {name} is deleted"
        raise CaseError([Fault("--output", f"{name} is there from an earlier run", accepted)]) from None
    try:
        with file:
            yield file
    except BaseException as error:
        if resume is None or (isinstance(error, CaseError) and not goes_on):  # nothing was asked of the rules
            part.unlink(missing_ok=True)
        raise
    if path.exists():
        part.chmod(path.stat().st_mode & 0o777)
    part.replace(path)


def is_kept(output: str) -> bool:
    """Whether it is, or becomes, an ordinary file. A pipe or a device has no place for a name beside it."""
    path = Path(output)
    return path.is_file() or not path.exists()


def part_of(output: str) -> Path:
    """The file that is written until the results are whole."""
    path = Path(output).resolve()
    return path.with_name(path.name + PART)


def part_name(output: str) -> str:
    """``part_of`` in the words of the command. It stands beside the file itself, not beside a link to it."""
    part = part_of(output)
    return str(part) if Path(output).is_symlink() else str(Path(output).with_name(part.name))


def _refuse(source: TextIO, output: str, identity: tuple[int, int] | None) -> None:
    if identity is not None and identity == _identity_of(source):
        raise CaseError([Fault("--output", output, "another file than the one with the cases")])


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever its name. None for what is no ordinary file."""
    with suppress(OSError):
        about = path.stat()
        return (about.st_dev, about.st_ino) if S_ISREG(about.st_mode) else None
    return None


def _identity_of(file: TextIO | None) -> tuple[int, int] | None:
    with suppress(OSError, AttributeError, ValueError):
        assert file is not None
        about = os.fstat(file.fileno())
        return (about.st_dev, about.st_ino) if S_ISREG(about.st_mode) else None
    return None


def size(file: TextIO) -> int | None:
    """Bytes of an ordinary file; None for what has no known end."""
    with suppress(OSError, AttributeError, ValueError):
        about = os.fstat(file.fileno())
        return about.st_size if S_ISREG(about.st_mode) else None
    return None


def position(file: TextIO) -> int | None:
    """How many bytes of a file have been read, where that can be known."""
    with suppress(OSError, AttributeError, ValueError):
        return file.buffer.raw.tell()  # type: ignore[attr-defined, no-any-return]
    return None
