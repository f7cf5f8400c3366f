"""Where two JSON-shaped answers differ: one line for each place, in place of two dumps."""

from collections.abc import Iterator
from typing import Any

MOST = 12
"""So many lines are enough to see what is wrong; the last one says how many more there are."""
WIDEST = 100
NOTHING = object()


def differences(expected: object, got: object, most: int = MOST) -> list[str]:
    """One line for each place that differs, as ``routes.L.status: expected 'open', got 'later'``; none: they are equal.

    Stricter than ``==``: 1, 1.0 and True differ, as their JSON does. The order of the keys of an object does not count,
    that of a list does. Entries of lists that have an id are compared by it, and named by it.
    """
    if repr(expected) == repr(got):  # mostly, and much quicker
        return []
    found = list(_between("", expected, got))
    left = len(found) - most
    return [*found[:most], f"and {left} more"] if left > 0 else found


def assert_same(about: str, expected: object, got: object) -> None:
    """Fail with a message that names what was compared (a case, a condition) and the places that differ."""
    __tracebackhide__ = True
    found = differences(expected, got)
    if found:
        raise AssertionError("\n  ".join([about, *found]))


def _between(place: str, expected: Any, got: Any) -> Iterator[str]:
    if type(expected) is not type(got):
        yield _line(place, expected, got)
    elif isinstance(expected, dict):
        for key in dict.fromkeys((*expected, *got)):
            yield from _between(_inside(place, key), expected.get(key, NOTHING), got.get(key, NOTHING))
    elif isinstance(expected, (list, tuple)):
        yield from _between_lists(place, expected, got)
    elif expected != got:
        yield _line(place, expected, got)


def _between_lists(place: str, expected: Any, got: Any) -> Iterator[str]:
    ids, ids_got = _ids(expected), _ids(got)
    if ids is None or ids_got is None:
        if len(expected) != len(got):
            yield f"{place or 'answer'}: expected {len(expected)} entries, got {len(got)}"
        for number, (one, other) in enumerate(zip(expected, got, strict=False)):
            yield from _between(f"{place}[{number}]", one, other)
        for number, one in list(enumerate(expected))[len(got) :]:
            yield _line(f"{place}[{number}]", one, NOTHING)
        for number, one in list(enumerate(got))[len(expected) :]:
            yield _line(f"{place}[{number}]", NOTHING, one)
        return
    shared = [id for id in ids if id in ids_got]
    if shared != (order := [id for id in ids_got if id in ids]):
        yield f"{place or 'answer'}: expected the order {_short(shared)}, got {_short(order)}"
    by_id, by_id_got = dict(zip(ids, expected, strict=True)), dict(zip(ids_got, got, strict=True))
    for id in dict.fromkeys((*ids, *ids_got)):
        yield from _between(f"{place}[{id}]", by_id.get(id, NOTHING), by_id_got.get(id, NOTHING))


def _ids(entries: Any) -> list[str] | None:
    """The ids of the entries of a list; None where one has none, or two the same."""
    ids = [one["id"] for one in entries if isinstance(one, dict) and isinstance(one.get("id"), str)]
    return ids if len(set(ids)) == len(entries) else None


def _inside(place: str, key: object) -> str:
    return f"{place}.{key}" if place else str(key)


def _line(place: str, expected: object, got: object) -> str:
    return f"{place or 'answer'}: expected {_short(expected)}, got {_short(got)}"


def _short(value: object) -> str:
    if value is NOTHING:
        return "nothing"
    text = repr(value)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
