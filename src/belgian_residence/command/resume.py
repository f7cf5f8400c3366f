"""Going on where an output stopped: what it holds must be what would be written, or nothing is touched.

Each result in it is compared with its case by its line, id and date. The last one, which may be cut, is worked out
again, and its bytes must be the same: so another file, another day and most other options are noticed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from belgian_residence.command import written
from belgian_residence.command.entries import Entry
from belgian_residence.told.faults import CaseError, Fault

ACCEPTED = "the same command, with the same file and the same options, as when it stopped"


@dataclass
class Kept:
    """What of an output stays: its first ``end`` bytes with the results of ``cases``. ``tail``: the bytes behind, with
    which whatever is written from there must begin."""

    name: str = ""
    end: int = 0
    tail: bytes = b""
    cases: int = 0
    with_faults: int = 0

    def agree(self, text: str) -> None:
        """Compare what is about to be written with what stands there. Raises CaseError."""
        if self.tail:
            new = text.encode()
            length = min(len(new), len(self.tail))
            if new[:length] != self.tail[:length]:
                raise _other(self.name, "its last result is not the one of this case")
            self.tail = self.tail[length:]

    def ended(self) -> None:
        """Every case is done. Raises CaseError where the output held more."""
        if self.tail:
            raise _other(self.name, "it holds more than the results of these cases")


@dataclass(frozen=True)
class _Result:
    """What a result says of its case. ``start``: the byte at which it begins."""

    start: int
    line: Any
    id: Any
    on: str | None
    good: bool


def kept(output: Path, cases: Iterator[Entry], on: date | None, flat: bool) -> Kept:
    """What stays of an output. From ``cases`` those are taken whose result stays. Raises CaseError, OSError."""
    found = Kept(str(output))
    if not output.exists():
        return found
    with output.open("rb") as file:
        header = written.flat_header().encode() if flat else b""
        if file.read(len(header)) == header:
            found.end = len(header)
            last = None
            for result in _results(file, found.end, found.name, flat):
                if last is not None:
                    _match(last, next(cases, None), on, flat, found.name)
                    found.cases += 1
                    found.with_faults += not last.good
                last, found.end = result, result.start
        file.seek(found.end)
        found.tail = file.read()
    return found


def _match(result: _Result, entry: Entry | None, on: date | None, flat: bool, name: str) -> None:
    if entry is None:
        raise _other(name, "it holds more results than there are cases")
    day = entry.on or on
    named = (entry.line, entry.id)
    if flat:  # as it was written: a text, perhaps with an apostrophe
        line, id = next(csv.reader(io.StringIO(written.flat_fault_row(*named, []), newline="")))[:2]
        is_same = (result.line, result.id) == (line, id)
    else:
        is_same = (result.line, result.id) == named
    if not is_same or (result.good and result.on != (day and day.isoformat())):
        raise _other(name, f"the result of line {result.line} is not the one of the case in line {entry.line}")


def _other(name: str, what: str) -> CaseError:
    return CaseError([Fault(name, what, ACCEPTED)])


# --- reading an output ----------------------------------------------------------------------------------------------


class _WholeLines(Iterator[str]):
    """The lines that have their end. ``end``: the byte behind the one that was given last."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self.file, self.end = file, end

    def __next__(self) -> str:
        line = self.file.readline()
        if not line.endswith(b"\n"):
            raise StopIteration
        self.end += len(line)
        return line.decode()


def _results(file: BinaryIO, end: int, name: str, flat: bool) -> Iterator[_Result]:
    lines = _WholeLines(file, end)
    try:
        yield from _of_rows(lines) if flat else _of_json(lines)
    except csv.Error:
        if file.read(1):  # otherwise a row was cut inside a quotation
            raise _other(name, "it holds something else than results") from None
    except (ValueError, LookupError, TypeError):
        raise _other(name, "it holds something else than results") from None


def _of_json(lines: _WholeLines) -> Iterator[_Result]:
    start = lines.end
    for line in lines:
        told = json.loads(line)
        yield _Result(start, told["line"], told["id"], told.get("on"), "faults" not in told)
        start = lines.end


def _of_rows(lines: _WholeLines) -> Iterator[_Result]:
    """The rows of one case are one result."""
    start, before = lines.end, None
    for line, id, _, on, *_, faults in csv.reader(lines, strict=True):
        if line != before:
            yield _Result(start, line, id, on, not faults)
        start, before = lines.end, line
