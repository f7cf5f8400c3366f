"""The lines of a file, one at a time and never longer than they may be, so that no file can fill the memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from belgian_residence.told.faults import CaseError, Fault

LONGEST = 1_000_000
"""Characters. The longest case that can be read, with 200 entries in every list, is far shorter."""


class Lines(Iterator[str]):
    """Iterates over the lines with their ends. A line that is too long or not UTF-8 raises CaseError in its turn, and
    the next call gives the line after it. The file is open with ``errors="surrogateescape"``; one in UTF-16 strictly,
    and it ends where it is broken."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.broken = False
        self.number = 0
        """The number of the line that was given last; the first is 1."""

    def __next__(self) -> str:
        try:
            line = "" if self.broken else self.file.readline(LONGEST)
        except UnicodeDecodeError:
            self.broken = True
            raise CaseError([Fault("line", "not UTF-16, though the file begins so", "the whole file again")]) from None
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST and not line.endswith("\n"):
            while (rest := self.file.readline(LONGEST)) and not rest.endswith("\n"):
                pass
            raise CaseError([Fault("line", "too long", f"at most {LONGEST} characters")])
        if not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line):
            raise CaseError([Fault("line", "not UTF-8", "text saved as UTF-8 (in a spreadsheet: CSV UTF-8)")])
        return line
