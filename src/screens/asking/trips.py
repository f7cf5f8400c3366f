"""All trips on one page: rows that are typed, and lines that are pasted. Read as entries of the list, or refused with
the row, or the line, and the field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from belgian_residence.told.facts import ABSENCE_REASONS
from screens.problems import Problem
from screens.remembered.state import Form, first
from screens.typed_dates import DateProblem, boxes, parse, visible

PASTE = "paste"
DAYS = ("from", "to")
NOT_BACK = "open"
"""The tick box "not back yet, or I do not know when"."""
SPARE_ROWS = 3
MOST_ROWS = 200

SEPARATORS = (r"\s*[\t;–—→]\s*", r"\s+(?:to|until|till|tot|au|bis)\s+", r"\s+-\s+", r"\s*-\s*")
"""What can stand between the two days of a line: the first of these that gives two parts."""
BEFORE = r"(?i)^(?:[-–—•*]\s+)?(?:(?:from|van|du|vom|von)\s+)?"
"""What can stand before them: the mark of a list, and a word."""

Entry = dict[str, Any]
Refused = list[tuple[Problem, dict[str, Any]]]
"""What must be corrected, each with where it stands: the ``row`` or the ``line``, and the ``name`` of the field."""


def name(row: int, field: str) -> str:
    """A field of a row."""
    return f"row-{row}-{field}"


def form_of(entries: list[Entry]) -> Form:
    """The rows that show trips again, and one more."""
    form: Form = {}
    for row, entry in enumerate(entries):
        form |= {name(row, side): [text_of(entry.get(side))] for side in DAYS}
        form[name(row, NOT_BACK)] = ["yes"] if entry.get("to") is None else []
        form[name(row, "reason")] = [_reason(entry)]
        form[name(row, "entry")] = [str(row)]
    return with_rows(form, len(entries) + 1 if entries else SPARE_ROWS)


def _reason(entry: Entry) -> str:
    return "unknown" if entry.get("reason", "") is None else entry.get("reason") or "ordinary"


def with_rows(form: Form, count: int) -> Form:
    """The form with so many rows at least."""
    empty = {name(row, side): [""] for row in range(min(count, MOST_ROWS)) for side in DAYS}
    return {**empty, **form}


def rows_of(form: Form) -> list[int]:
    """The rows of a form, in order."""
    return [row for row in range(MOST_ROWS) if name(row, "from") in form]


def filled(form: Form) -> list[int]:
    """Those in which something is typed."""
    return [row for row in rows_of(form) if any(first(form, name(row, side)) for side in DAYS)]


def text_of(value: Any) -> str:
    """A date of the case file as one text that can be read again."""
    if isinstance(value, dict):
        return f"{value['earliest']} … {value['latest']}"
    shown = boxes(value)
    return "/".join(text for text in (shown["day"], shown["month"], shown["year"]) if text)


def date_of(text: str) -> Any:
    """A date in one text: exact, a month, a year or a season. Raises DateProblem."""
    ends = text.split(" … ")
    if len(ends) == 2 and all(_is_day(end) for end in ends) and ends[0] <= ends[1]:
        return {"earliest": ends[0], "latest": ends[1]}
    return parse(text, "", "")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def pasted(form: Form) -> tuple[list[tuple[str, str]], Refused]:
    """The two days of each line of the box, as texts that are dates; and the lines that are none."""
    lines, refused = [], []
    for number, line in enumerate(visible(form.get(PASTE, [""])[0]).splitlines(), start=1):
        if not line.strip():
            continue
        days = days_of_line(line)
        here = {"line": number, "text": line.strip()}
        if days is None:
            refused.append((Problem(PASTE, "trips.no_two_days"), here))
            continue
        refused += [(problem, here | {"name": side}) for problem, side in _wrong(days)]
        lines.append(days)
    return lines, refused


def _wrong(days: tuple[str, str]) -> Iterator[tuple[Problem, str]]:
    for side, text in zip(DAYS, days, strict=True):
        try:
            date_of(text)
        except DateProblem as problem:
            yield Problem(PASTE, problem.key, dict(problem.values)), side


def days_of_line(line: str) -> tuple[str, str] | None:
    """The two days of a line such as "1/3/2022–5/4/2022" or "March 2022 - April 2022"."""
    text = re.sub(BEFORE, "", line.strip())
    for separator in SEPARATORS:
        parts = [part.strip() for part in re.split(separator, text, flags=re.IGNORECASE)]
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
    return None


def with_pasted(form: Form, lines: list[tuple[str, str]]) -> Form:
    """The form with a row more for each line, and the box empty."""
    kept = {field: texts for field, texts in form.items() if field != PASTE}
    empty = [row for row in rows_of(form) if row not in filled(form)]
    free = iter([*empty, *range(max(rows_of(form), default=-1) + 1, MOST_ROWS)])
    for row, days in zip(free, lines, strict=False):
        kept.pop(name(row, "entry"), None)  # the trip that stood there is gone
        kept |= {name(row, side): [text] for side, text in zip(DAYS, days, strict=True)}
    return kept


def read(form: Form, known: list[Entry]) -> tuple[list[Entry], Refused]:
    """The trips of the rows in which something is typed; what was told of a trip beside its row is kept."""
    entries, refused = [], []
    for row in filled(form):
        before = first(form, name(row, "entry"))
        entry = dict(known[int(before)]) if before.isdecimal() and int(before) < len(known) else {}
        for side in DAYS:
            try:
                entry[side] = _day(form, row, side)
            except DateProblem as problem:
                where = Problem(name(row, side), problem.key, dict(problem.values))
                refused.append((where, {"row": row + 1, "name": side}))
        reason = first(form, name(row, "reason")) or "ordinary"
        entry["reason"] = reason if reason in ABSENCE_REASONS else None
        entries.append(entry)
    return entries, refused


def _day(form: Form, row: int, side: str) -> Any:
    text = first(form, name(row, side))
    if side == "to" and first(form, name(row, NOT_BACK)):
        if text:
            raise DateProblem("day", "entry.open_and_end.absences")
        return None
    if not text:
        raise DateProblem("day", "entry.end_missing.absences" if side == "to" else "date.missing_from")
    return date_of(text)
