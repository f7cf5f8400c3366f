"""The routes as the rule book reads them: parts in order, conditions in order, and ways of which one is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from belgian_residence.counting.conventions import readings_of
from belgian_residence.counting.situation import Node
from belgian_residence.engine import AnyOf, Condition
from belgian_residence.law.provisions import provision
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import Route
from site_build.guides.rule_book.corpus import corpus


@dataclass(frozen=True)
class Entry:
    """One condition: what it rests on (the main provision first) and the days between which it is in force."""

    id: str
    law: tuple[str, ...]
    since: date | None
    until: date | None
    readings: tuple[str, ...] = ()
    """For a clock: the readings that can give another date."""


@dataclass(frozen=True)
class Again:
    """A condition that stands earlier on the page: it is part of several ways."""

    id: str


@dataclass(frozen=True)
class Choice:
    """Several ways of which one is enough. In a way everything counts."""

    ways: tuple[tuple[Item, ...], ...]


Item = Entry | Again | Choice


@dataclass(frozen=True)
class Part:
    """A part of a route: ``requirement``, ``clock``, ``unbroken`` (belongs to the clock) or ``early``."""

    key: str
    items: tuple[Item, ...]


def parts(route: Route) -> list[Part]:
    """The parts of a route that hold a condition, as they are shown."""
    seen: set[str] = set()
    found = [
        Part("requirement", _items(route.requirement, seen)),
        Part("clock", (_clock(route),)),
        Part("unbroken", _items(route.unbroken, seen)),
        Part("early", _items(route.early, seen) if route.early else ()),
    ]
    return [part for part in found if part.items]


def entries_in(items: tuple[Item, ...]) -> Iterator[Entry]:
    """The conditions of a part, each once."""
    for item in items:
        if isinstance(item, Entry):
            yield item
        elif isinstance(item, Choice):
            for way in item.ways:
                yield from entries_in(way)


@cache
def all_entries() -> tuple[Entry, ...]:
    """Every condition of every route, clocks among them."""
    return tuple(entry for route in ROUTES for part in parts(route) for entry in entries_in(part.items))


def _items(node: Node, seen: set[str]) -> tuple[Item, ...]:
    if isinstance(node, Condition):
        if node.id in seen:
            return (Again(node.id),)
        seen.add(node.id)
        return (Entry(node.id, node.law, node.since, node.until),)
    ways = tuple(_items(part, seen) for part in node.parts)
    if isinstance(node, AnyOf) and len(ways) > 1:
        return (Choice(ways),)
    return tuple(item for way in ways for item in way)


def _clock(route: Route) -> Entry:
    """A clock cites what it counted with, so the cases say what it rests on."""
    law = corpus().conditions[route.clock_id].law
    main = provision(law[0])
    return Entry(route.clock_id, law, main.since, main.until, tuple(readings_of(route.key)))
