"""Many cases from one file, read one at a time.

JSON Lines: each line one case, as an object of facts; beside the facts ``id`` (a text or a number of your own) and
``on`` (the date asked about). A table (CSV): the same as columns (see ``csv_table``); a column whose name begins with
``#`` is for yourself and is not read. Each row stands on one line; commas, semicolons or tabs between the cells;
numbers and days also as the spreadsheet programs of Belgium write them (see ``spreadsheet``).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from belgian_residence.command.csv_table import Column, case_of, column
from belgian_residence.command.json_text import parse
from belgian_residence.command.lines import Lines
from belgian_residence.command.spreadsheet import Order, Unclear
from belgian_residence.command.spreadsheet import day as day_of_cell
from belgian_residence.told.faults import CaseError, Fault, shown

Format = Literal["json", "jsonl", "csv"]
ENDINGS: dict[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}

ID, ON, OWN = "id", "on", "#"
COLUMN = f"{ID}, {ON}, a fact as the command schema names it, or a part of one: stays[0].from"
MOST_TOLD = 20
"""Columns with a fault that are told one by one: a file that is no table of facts can have thousands."""
SEPARATOR = re.compile(r"sep=([,;]?)\n", re.IGNORECASE)
"""What may stand above the columns: the sign between the cells, as Excel reads it. A tab at the end is gone by then."""
DAY_ACCEPTED = "a date such as 2026-11-22"


@dataclass(frozen=True)
class Entry:
    """One case of the file: the line where it begins, its id, the date asked about (None: that of the command)."""

    line: int
    id: str | int | None = None
    on: date | None = None
    case: dict[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def entries(lines: Lines, kind: Format, order: Order = "not_known") -> Iterator[Entry]:
    """The cases of a file. ``order``: what the days of a table prove (``spreadsheet.order_of_days``). Raises CaseError
    when the file as a whole cannot be read; a fault of one case is in it."""
    return _table(lines, order) if kind == "csv" else _json_lines(lines)


def read_day(text: object) -> date:
    """A date written as 2026-11-22. Raises ValueError."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text)


# --- JSON Lines ---------------------------------------------------------------------------------------------------


def _json_lines(lines: Lines) -> Iterator[Entry]:
    while True:
        try:
            text = next(lines).strip("\ufeff \t\r\n")
            if text:
                yield _entry(lines.number, parse(text, "line", one_line=True))
        except StopIteration:
            return
        except CaseError as error:
            yield Entry(lines.number, faults=tuple(error.faults))


def _entry(line: int, value: Any) -> Entry:
    if not isinstance(value, dict):
        raise CaseError([Fault("line", shown(value), "a JSON object of facts")])
    case = {key: part for key, part in value.items() if key not in (ID, ON)}
    return _named(line, value.get(ID), value.get(ON), case)


def _named(line: int, id: Any, on: Any, case: dict[str, Any], faults: tuple[Fault, ...] = ()) -> Entry:
    """The entry with its id and date, or with the faults that these have."""
    day: date | None = None
    if id is not None and (not isinstance(id, (str, int)) or isinstance(id, bool)):
        faults += (Fault(ID, shown(id), "a text or a whole number"),)
        id = None
    try:
        day = None if on is None else read_day(on)
    except ValueError:
        faults += (Fault(ON, shown(on), DAY_ACCEPTED),)
    return Entry(line, id, day, case, faults)


# --- CSV ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Header:
    """The columns: where the id and the date stand (-1: nowhere), and what each other column means (None: nothing)."""

    id: int
    on: int
    columns: tuple[Column | None, ...]
    order: Order
    """How the days of the table are written."""


def _table(lines: Lines, order: Order) -> Iterator[Entry]:
    """Reads the first line at once, so that a table that cannot be read is known before anything is written."""
    first = _first_line(lines)
    said = SEPARATOR.fullmatch(first)
    if said:
        first = _first_line(lines)
    mark = (said[1] or "\t") if said else max(",;\t", key=first.count)
    try:
        names = [name.strip() for name in _cells(first, mark)]
    except csv.Error as error:
        raise CaseError([Fault("the first line", f"cannot be read ({error})", "the names of the columns")]) from None
    return _rows(lines, mark, _header(names, order))


def _rows(lines: Lines, mark: str, header: Header) -> Iterator[Entry]:
    while True:
        try:
            cells = _cells(next(lines), mark)
            if any(cell.strip() for cell in cells):
                yield _row(lines.number, cells, header)
        except StopIteration:
            return
        except csv.Error as error:
            accepted = "cells as in the first line, each row on one line, each quotation mark closed"
            yield Entry(lines.number, faults=(Fault("line", f"not a row of a table ({error})", accepted),))
        except CaseError as error:
            yield Entry(lines.number, faults=tuple(error.faults))


def _cells(line: str, mark: str) -> list[str]:
    """The cells of one line. Each line is read by itself: a quotation mark that is not closed costs its own row, never
    those after it. Raises csv.Error."""
    return next(csv.reader([line], delimiter=mark, strict=True), [])


def _first_line(lines: Lines) -> str:
    for line in lines:
        if "\0" in line:
            accepted = "UTF-8 or UTF-16 as spreadsheet programs save it (in a spreadsheet: CSV UTF-8)"
            raise CaseError([Fault("the file", "UTF-16 without the mark that says so", accepted)])
        if text := line.strip("\ufeff \t\r\n"):
            return text + "\n"
    raise CaseError([Fault("the file", "empty", "a first line with the names of the columns")])


def _header(names: list[str], order: Order) -> Header:
    """What the columns mean. Raises CaseError for names that mean nothing and for names that stand twice."""
    known = {name: column(name) for name in names}
    named = [name for name in names if name and not name.startswith(OWN)]
    unknown = [name for name in named if known[name] is None and name not in (ID, ON)]
    faults = [Fault(f"column {shown(name)}", "an unknown fact", COLUMN) for name in unknown[:MOST_TOLD]]
    if more := len(unknown[MOST_TOLD:]):
        faults.append(Fault("the first line", f"{more} more columns that are unknown facts", COLUMN))
    twice = [name for name, times in Counter(named).items() if times > 1]
    faults += [Fault(f"column {shown(name)}", "stands twice", "each column once") for name in twice[:MOST_TOLD]]
    if faults:
        raise CaseError(faults)
    place = {name: names.index(name) if name in names else -1 for name in (ID, ON)}
    return Header(place[ID], place[ON], tuple(known[name] for name in names), order)


def _row(line: int, cells: list[str], header: Header) -> Entry:
    def cell(place: int) -> str | None:
        return (cells[place].strip() or None) if 0 <= place < len(cells) else None

    faults: tuple[Fault, ...] = ()
    case: dict[str, Any] = {}
    if any(text.strip() for text in cells[len(header.columns) :]):
        faults += (Fault("line", f"{len(cells)} cells", f"at most {len(header.columns)}, as in the first line"),)
    try:
        case = case_of(header.columns, cells, header.order)
    except CaseError as error:
        faults += tuple(error.faults)
    on = cell(header.on)
    try:
        on = on and day_of_cell(on, header.order)
    except Unclear as unclear:
        faults += (Fault(ON, f"{shown(on)}, which {unclear}", unclear.accepted),)
        on = None
    return _named(line, cell(header.id), on, case, faults)
