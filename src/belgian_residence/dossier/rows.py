"""Reading the tables of the dossier: TOML to rows, each checked against the class that it becomes.

A file holds lists of rows, one list for each route; ``rows = "card"`` in place of a row stands for all rows of the list
``card``. A key that the class does not have, a value of another type, a provision that does not exist: refused, with
the file, the list and the row.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.tables import LawDataError, closed, names, one_of, parse, read

Row = TypeVar("Row")


def rows(file: str, kind: type[Row]) -> dict[str, tuple[Row, ...]]:
    """The lists of a file of this package by name, without those that only stand inside others. Raises LawDataError."""
    return of_text(file, read(file, __package__), kind)


def of_text(file: str, text: str, kind: type[Row]) -> dict[str, tuple[Row, ...]]:
    """The lists in a text; ``file`` is its name in messages. Raises LawDataError."""
    shape = _shape(kind)
    found: dict[str, tuple[Row, ...]] = {}
    inside: set[str] = set()
    for name, entries in parse(file, text).items():
        made: list[Row] = []
        for number, entry in enumerate(entries, 1):
            where = f"{file}, list '{name}', row {number}"
            if "rows" in entry:
                other = one_of(where, "rows", closed(where, entry, {"rows": (str,)}, {})["rows"], tuple(found))
                inside.add(other)
                made += found[other]
            else:
                made.append(_row(where, entry, kind, shape))
        found[name] = tuple(made)
    return {name: made for name, made in found.items() if name not in inside}


@dataclass(frozen=True)
class _Shape:
    """What a row may hold. Worked out once for a class: the hints of a class are texts, and reading them takes long."""

    hints: dict[str, Any]
    required: dict[str, tuple[type, ...]]
    optional: dict[str, tuple[type, ...]]


def _shape(kind: type[Any]) -> _Shape:
    hints = get_type_hints(kind)
    types = {name: (list,) if get_origin(hint) is tuple else (str,) for name, hint in hints.items()}
    required = {one.name for one in fields(kind) if one.default is MISSING}
    return _Shape(
        hints,
        {name: accepted for name, accepted in types.items() if name in required},
        {name: accepted for name, accepted in types.items() if name not in required},
    )


def _row(where: str, entry: object, kind: type[Row], shape: _Shape) -> Row:
    told = closed(where, entry, shape.required, shape.optional)
    return kind(**{key: _value(where, key, value, shape.hints[key]) for key, value in told.items()})


def _value(where: str, key: str, value: Any, hint: Any) -> Any:
    if key == "law":
        return names(where, key, value, all_provisions(), "a provision")
    accepted = [one for option in (hint, *get_args(hint)) for one in get_args(option) if isinstance(one, str)]
    if accepted:
        return one_of(where, key, value, tuple(accepted))
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        raise LawDataError(f"{where}, key '{key}': found {value!r}; accepted: a list of texts")
    return tuple(value) if isinstance(value, list) else value
