"""Many cases in, one result each, in their order and in the same memory whatever their number.

A case with faults gets a line that says which, and the others go on.
"""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BufferedReader
from pathlib import Path
from stat import S_ISREG
from typing import TextIO

from belgian_residence.assessment.people import assess
from belgian_residence.command import written
from belgian_residence.command.entries import DAY_ACCEPTED, ON, Entry, Format, entries
from belgian_residence.command.lines import Lines
from belgian_residence.command.progress import Progress
from belgian_residence.command.spreadsheet import Order, order_of_days
from belgian_residence.command.workers import in_order
from belgian_residence.told.faults import CaseError, Fault

STANDARD = "-"


@dataclass(frozen=True)
class Asked:
    """What holds for every case: the date for cases without one of their own, the reading, the day on which it is asked
    (see ``people.assess``), flat rows or JSON."""

    on: date | None
    reading: str
    today: date | None = None
    flat: bool = False


@dataclass(frozen=True)
class Done:
    """The lines of output for one case, and whether it could be read."""

    text: str
    good: bool


def run(source: str, kind: Format, asked: Asked, output: str | None, jobs: int, shown: bool | None) -> Progress:
    """Assess every case of a file. ``output``: a file, or None for standard output. ``shown``: the progress; None:
    where standard error is a terminal. Returns the counts. Raises CaseError when a file cannot be read or written."""
    with _reading(source) as file:
        cases = entries(Lines(file), kind, _order(file, kind))
        size, position = _size(file), partial(_position, file)
        progress = Progress(sys.stderr.isatty() if shown is None else shown, size)
        with _writing(output, source) as out:
            if asked.flat:
                out.write(written.flat_header())
            try:
                for done in in_order(partial(one, asked), cases, jobs):
                    out.write(done.text)
                    progress.one(done.good, position())
            finally:
                progress.close()
    return progress


def one(asked: Asked, entry: Entry) -> Done:
    """The output for one case."""
    faults = list(entry.faults)
    on = entry.on or asked.on
    if on is None and not faults:
        faults = [Fault(ON, "nothing", f"{DAY_ACCEPTED}, here or with --on")]
    if not faults:
        assert on is not None
        try:
            answer = assess(entry.case, on, asked.reading, asked.today)
        except CaseError as error:
            faults = error.faults
        except Exception as error:  # a mistake in the rules must not cost the results of all other cases
            faults = [Fault("the rules", f"{type(error).__name__}: {error}"[:200], "please report this case")]
    if faults:
        write = written.flat_fault_row if asked.flat else written.json_fault_line
        return Done(write(entry.line, entry.id, faults), good=False)
    whole = written.flat_rows if asked.flat else written.json_line
    return Done(whole(entry.line, entry.id, answer), good=True)


@contextmanager
def _reading(source: str) -> Iterator[TextIO]:
    """The text of a file, or standard input: UTF-8, or UTF-16 where its mark says so. Bytes that are neither are told
    apart later, line by line."""
    if source == STANDARD:
        first = sys.stdin.buffer.peek(2) if isinstance(sys.stdin.buffer, BufferedReader) else b""
        encoding, errors = _written_in(first)
        sys.stdin.reconfigure(encoding=encoding, errors=errors, newline="")  # type: ignore[union-attr]
        yield sys.stdin
        return
    with ExitStack() as stack:
        try:
            path = Path(source)
            encoding, errors = _written_in(_first_bytes(path))
            file = stack.enter_context(path.open(encoding=encoding, errors=errors, newline=""))
        except OSError as error:
            raise CaseError([Fault(source, f"cannot be read ({error})", "a file, or - for standard input")]) from None
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


def _order(file: TextIO, kind: Format) -> Order:
    """What the days of a table prove together. Only a file can be read twice: of what comes in through standard input
    each day must be clear by itself."""
    if kind != "csv" or _size(file) is None or not file.seekable():
        return "not_known"
    try:
        return order_of_days(file.read)
    except UnicodeDecodeError:
        return "not_known"
    finally:
        file.seek(0)


@contextmanager
def _writing(output: str | None, source: str) -> Iterator[TextIO]:
    if output is None:
        with suppress(AttributeError):  # where a program put something else in the place of standard output
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    with ExitStack() as stack:
        try:
            path = Path(output)
            if source != STANDARD and path.exists() and path.samefile(source):
                raise CaseError([Fault("--output", output, "another file than the one with the cases")])
            file = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        except OSError as error:
            raise CaseError([Fault("--output", f"cannot be written ({error})", "a file that can be written")]) from None
        yield file


def _size(file: TextIO) -> int | None:
    with suppress(OSError, AttributeError):
        about = os.fstat(file.fileno())
        return about.st_size if S_ISREG(about.st_mode) else None
    return None


def _position(file: TextIO) -> int | None:
    with suppress(OSError, AttributeError):
        return file.buffer.raw.tell()  # type: ignore[attr-defined, no-any-return]
    return None
