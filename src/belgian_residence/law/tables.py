"""Read the TOML tables of the rules; refuse what they do not know.

A misplaced key that is silently ignored freezes a wrong figure, so every table is closed: the message
names the file, the table and the key, and says what is accepted.
"""

import json
import pkgutil
from collections.abc import Mapping
from datetime import date
from typing import Any

type_names = {str: "text", int: "whole number", float: "number", bool: "true or false", date: "date", list: "list"}

Kinds = tuple[type, ...]


class LawDataError(ValueError):
    """The law data are not well formed. ``str()`` names file, table and key, and what is accepted."""


def read(path: str, package: str = __package__) -> str:
    """Return the text of a data file of a package, by default of this one (``pkgutil``: works inside a zip as well).

    The browser's archive holds the same tables as JSON (see ``as_json``): reading TOML takes long there.
    Raises FileNotFoundError (OSError in a zip) when there is no such file.
    """
    try:
        data = pkgutil.get_data(package, path)
    except OSError:
        data = pkgutil.get_data(package, path.removesuffix(".toml") + ".json")
    if data is None:  # a loader without get_data
        raise FileNotFoundError(path)
    return data.decode("utf-8")


def parse(path: str, text: str) -> dict[str, Any]:
    """Parse TOML, or what ``as_json`` made of it. Raises LawDataError with the file's name."""
    if text.startswith("{"):  # no TOML document does
        table: dict[str, Any] = json.loads(text, object_hook=_days)
        return table
    import tomllib  # only here: the browser never reads TOML

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise LawDataError(f"{path}: not readable as TOML: {fault}") from fault


def as_json(text: str) -> str:
    """A TOML text of the rules as JSON, for ``parse``; a date becomes an object with one key."""
    import tomllib

    return json.dumps(tomllib.loads(text), default=lambda day: {DATE: day.isoformat()}, separators=(",", ":"))


DATE = "date-of-toml"


def _days(table: dict[str, Any]) -> Any:
    return date.fromisoformat(table[DATE]) if DATE in table else table


def closed(where: str, table: object, required: Mapping[str, Kinds], optional: Mapping[str, Kinds]) -> dict[str, Any]:
    """Return ``table`` if it holds all ``required`` keys, no key beyond them and ``optional``, all of right type.

    Types are compared exactly: ``true`` is no number, a date with a time is no date.
    """
    if not isinstance(table, dict):
        raise LawDataError(f"{where}: a table is needed here, found {table!r}")
    accepted = {**required, **optional}
    for key, value in table.items():
        if key not in accepted:
            raise LawDataError(f"{where}, key '{key}': not known; accepted: {', '.join(sorted(accepted))}")
        if type(value) not in accepted[key]:
            kinds = " or ".join(type_names.get(kind, kind.__name__) for kind in accepted[key])
            raise LawDataError(f"{where}, key '{key}': found {value!r}; accepted: {kinds}")
    for key in required:
        if key not in table:
            raise LawDataError(f"{where}, key '{key}': missing; needed: {', '.join(sorted(required))}")
    return table


def one_of(where: str, key: str, value: object, accepted: tuple[str, ...]) -> str:
    """Return ``value`` if it is one of ``accepted``."""
    if not isinstance(value, str) or value not in accepted:
        raise LawDataError(f"{where}, key '{key}': found {value!r}; accepted: {', '.join(accepted)}")
    return value


def names(where: str, key: str, values: list[Any], known: Mapping[str, object], what: str) -> tuple[str, ...]:
    """Return ``values`` as a tuple if each is a key of ``known`` and none stands twice."""
    for value in values:
        if value not in known:
            raise LawDataError(f"{where}, key '{key}': {value!r} is not {what}")
        if values.count(value) > 1:
            raise LawDataError(f"{where}, key '{key}': {value!r} stands twice")
    return tuple(values)
