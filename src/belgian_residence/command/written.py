"""Answers and faults as text: JSON, a short table for the eye, and flat rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.told.faults import Fault

if TYPE_CHECKING:
    from belgian_residence import answer_types

Named = str | int | None


def as_json(value: Any, indent: int | None = 2) -> str:
    """JSON as it is read best; half a character (a lone surrogate, from a case file) is written as an escape."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def table(answer: answer_types.Assessment) -> str:
    """One line per route: for a quick look; programs use JSON. Several people: one table for each. A last line where
    figures were to be verified again before the date: the answer takes it that the law is still the same."""
    lines = [f"on {answer['on']}"]
    for person, routes in routes_by_person(answer):
        lines += [visible(person)] if person is not None else []
        widest = max(map(len, routes))
        for key, route in routes.items():
            shown = (key.ljust(widest), f"{route['status']:10}", f"{route['earliest'] or '':10}")
            lines.append(" ".join((*shown, ", ".join(route["missing"]))).rstrip())
        if late := _late(routes):
            lines.append(f"to be verified again before that date: the figures of {', '.join(late)} (see --today)")
    return "\n".join(lines)


def routes_by_person(answer: answer_types.Assessment) -> list[tuple[str | None, dict[str, answer_types.Route]]]:
    """The routes of an answer for each person by name; for a case of one person the name is None."""
    if "people" in answer:
        return [(name, part["routes"]) for name, part in answer["people"].items()]
    return [(None, answer["routes"])]


def _late(routes: dict[str, answer_types.Route]) -> list[str]:
    """The routes with figures past the day until which they were to be verified again."""
    return [key for key, route in routes.items() if route["past_verify_by"]]


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault with what it knows: where, given, accepted, kind and, where they say something, the rest."""
    return {key: value for key, value in asdict(fault).items() if value not in (None, ())}


def visible(text: str) -> str:
    """A text from outside for a terminal: a sign that would move the cursor or hide something becomes an escape."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode() for sign in text
    )


def fault_text(fault: Fault) -> str:
    """A fault in one line."""
    return " ".join(str(fault).split())


# --- one result for each of many cases ------------------------------------------------------------------------------


def json_line(line: int, id: Named, answer: answer_types.Assessment) -> str:
    """A result as one line of JSON: the answer, with the line of the case and its id in front."""
    return as_json({"line": line, "id": id, **answer}, indent=None) + "\n"


def json_fault_line(line: int, id: Named, faults: list[Fault]) -> str:
    """What is wrong with a case, as one line of JSON."""
    return as_json({"line": line, "id": id, "faults": [fault_json(fault) for fault in faults]}, indent=None) + "\n"


ROUTES = tuple(vocabulary()["routes"])
PARTS = ("status", "earliest", "missing")


def flat_header() -> str:
    """The first line of the flat table: for each route its status, the earliest date and what is missing; then the
    routes with figures that were to be verified again before the date."""
    routes = [f"{route}.{part}" for route in ROUTES for part in PARTS]
    return _row(["line", "id", "person", "on", *routes, "past_verify_by", "faults"])


def flat_rows(line: int, id: Named, answer: answer_types.Assessment) -> str:
    """A result as a row; as one row for each person where the case has several."""
    rows = []
    for person, routes in routes_by_person(answer):
        cells = []
        for key in ROUTES:
            route = routes[key]
            cells += [route["status"], route["earliest"] or "", " ".join(route["missing"])]
        rows.append(_row([line, id, person, answer["on"], *cells, " ".join(_late(routes)), None]))
    return "".join(rows)


def flat_fault_row(line: int, id: Named, faults: list[Fault]) -> str:
    """What is wrong with a case, in the last column of its row."""
    empty = [None] * (3 + len(PARTS) * len(ROUTES))
    return _row([line, id, *empty, " | ".join(map(fault_text, faults))])


FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: Any) -> Any:
    """A text from outside that a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _row(cells: list[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return text.getvalue().encode(errors="backslashreplace").decode()
