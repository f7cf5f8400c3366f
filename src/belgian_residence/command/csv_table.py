"""One case from one row of a table: a column for each fact.

A column is named after its fact. A list stands as JSON in one cell (``[]`` for none), or has a column for each part:
``stays[0].from``, ``stays[0].ground``, ``stays[1].from``. An empty cell: the fact is absent. ``null``: not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from belgian_residence.command.json_text import parse
from belgian_residence.command.spreadsheet import YES_NO, Order, Unclear, day, euros, number
from belgian_residence.told.facts import BY_NAME, Kind
from belgian_residence.told.faults import CaseError, Fault, shown
from belgian_residence.told.versions import KEY as VERSION

Way = tuple[str | int, ...]
"""The way to a value: ``stays[0].from`` is ("stays", 0, "from")."""

MOST_ENTRIES = 200
ROUGH = ("earliest", "latest")
"""The parts of a rough date."""
_PLAIN = Kind("text")
_NAME = re.compile(r"[a-z_][a-z_0-9]*(\[\d{1,3}\]|\.\d{1,3}|\.[a-z_][a-z_0-9]*)*", re.ASCII)


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, the way to its value in the case, and the kind of that value."""

    name: str
    way: Way
    kind: Kind


def column(name: str) -> Column | None:
    """The column of this name; None when it leads to no fact."""
    way = _way(name)
    kind = _kind(way) if way else None
    return Column(name, way, kind) if kind else None


def _way(name: str) -> Way:
    if not _NAME.fullmatch(name):
        return ()
    return tuple(int(part) if part.isdigit() else part for part in re.findall(r"\w+", name))


def _kind(way: Way) -> Kind | None:
    """The kind of the value that a way leads to; None when it leads nowhere."""
    first, *rest = way
    if first == VERSION and not rest:
        return _PLAIN
    kind = BY_NAME[first].kind if isinstance(first, str) and first in BY_NAME else None
    for part in rest:
        kind = _inside(kind, part) if kind else None
    return kind


def _inside(kind: Kind, part: str | int) -> Kind | None:
    if isinstance(part, int):
        if kind.name == "list" and part < MOST_ENTRIES:
            return Kind("entry", fields=kind.fields)
        return _PLAIN if kind.name in ("choices", "nationality") and part < MOST_ENTRIES else None
    if kind.name == "entry":
        return next((field.kind for field in kind.fields if field.name == part), None)
    return _PLAIN if kind.name == "date" and part in ROUGH else None


class _Parts(dict[str | int, Any]):
    """An object, or a list by the numbers of its entries, while it is put together from columns."""


def case_of(columns: Sequence[Column | None], cells: Sequence[str], order: Order = "not_known") -> dict[str, Any]:
    """The case of a row; columns that are None are left out. ``order``: how the days of the table are written. Raises
    CaseError with every fault found."""
    parts = _Parts()
    faults: list[Fault] = []
    for one, cell in zip(columns, cells, strict=False):
        text = cell.strip()
        if one is None or not text:
            continue
        try:
            _put(parts, one, _value(text, one, order))
        except CaseError as error:
            faults += error.faults
    case: dict[str, Any] = {str(name): _whole(value, str(name), faults) for name, value in parts.items()}
    if faults:
        raise CaseError(faults)
    return case


def _value(text: str, one: Column, order: Order) -> Any:
    try:
        return _meant(text, one, order)
    except Unclear as unclear:
        raise CaseError([Fault(one.name, f"{shown(text)}, which {unclear}", unclear.accepted)]) from None


def _meant(text: str, one: Column, order: Order) -> Any:
    if text == "null":
        return None
    if text[0] in "[{":
        return parse(text, one.name, one_line=True)
    if one.kind.name == "yes_no":
        return YES_NO.get(text.casefold(), text)
    if one.kind.name == "money":
        return euros(text)
    if one.kind.name == "count":
        return number(text)
    if one.kind.name == "date" or one.way[-1] in ROUGH:
        return day(text, order)
    return text


def _put(parts: _Parts, one: Column, value: Any) -> None:
    *way, last = one.way
    place: Any = parts
    for part in way:
        if isinstance(place, _Parts):
            place = place.setdefault(part, _Parts())
    if not isinstance(place, _Parts) or last in place:
        accepted = f"{one.way[0]} in one cell, or in a column for each part"
        raise CaseError([Fault(one.name, "given in two columns", accepted)])
    place[last] = value


def _whole(value: Any, where: str, faults: list[Fault]) -> Any:
    """The parts as a list or an object, also inside; a list without an entry in its middle is a fault."""
    if not isinstance(value, _Parts):
        return value
    if not any(isinstance(key, int) for key in value):
        return {key: _whole(one, f"{where}.{key}", faults) for key, one in value.items()}
    missing = next((index for index in range(len(value)) if index not in value), None)
    if missing is not None:
        faults.append(Fault(f"{where}[{missing}]", "nothing, with an entry after it", "entries without a gap"))
    return [_whole(one, f"{where}[{index}]", faults) for index, one in sorted(value.items())]
