"""Conditions in three-valued logic: yes, no, unknown. Unknown is never no and never zero.

A condition is one sentence of the law. Conditions are put together with ``all_of`` and ``any_of``; ``proof.evaluate``
works the whole out for a situation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar


class Truth(Enum):
    """The value of a condition."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def truth(value: bool) -> Truth:
    """YES for true, NO for false."""
    return YES if value else NO


class Dated(Protocol):
    """What the engine asks of a situation: the day asked about."""

    @property
    def on(self) -> date:
        """The day asked about."""


S = TypeVar("S", bound=Dated)


class Finding(NamedTuple):
    """The answer of a test."""

    value: Truth
    facts: tuple[str, ...] = ()
    """Names of the facts of the situation that were used."""
    missing: tuple[str, ...] = ()
    """For unknown: the facts that would settle it. Empty: the law, or what is known of it, leaves it open."""
    at_filing: bool = False
    """For unknown: only matters once the application can be made (the amount of a year that has not come yet)."""
    not_yet: bool = False
    """For unknown, at filing: on what is told it would be no today, and can still become true."""
    not_confirmed: bool = False
    """For unknown: the law gives no certain answer for this situation, so no other fact is asked."""
    undated: bool = False
    """For unknown: what is counted may not be there any more, so while it is open no date is safe."""
    by_reading: str = ""
    """The name of a reading of our own that the answer rests on, where it would otherwise be unknown; "" for none."""
    of_others: bool = False
    """For yes: the sentence speaks of others only (on another ground, or who told of something), so nothing hangs on
    it, and nobody is shown it."""


@dataclass(frozen=True)
class Condition(Generic[S]):
    """One sentence of the law. ``law``: the ids of the provisions that it rests on, the main one first.

    ``since`` and ``until``: the first and last day on which it is in force; None: no such day is known.
    """

    id: str
    law: tuple[str, ...]
    test: Callable[[S], Finding]
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Is it in force on the day?"""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Group(Generic[S]):
    """Conditions put together."""

    parts: tuple[Condition[S] | AllOf[S] | AnyOf[S], ...]

    def in_force(self, on: date) -> bool:
        """A group is in force while one of its parts is; a group without parts always."""
        return not self.parts or any(part.in_force(on) for part in self.parts)


class AllOf(Group[S]):
    """Every part must hold."""


class AnyOf(Group[S]):
    """At least one part must hold."""


Node = Condition[S] | AllOf[S] | AnyOf[S]


def all_of(*parts: Node[S]) -> AllOf[S]:
    """Every part must hold. Without parts it holds."""
    return AllOf(parts)


def any_of(*parts: Node[S]) -> AnyOf[S]:
    """At least one part must hold."""
    return AnyOf(parts)


def conditions_in(node: Node[Any]) -> Iterator[Condition[Any]]:
    """Every condition of a declaration, in its order."""
    if isinstance(node, Condition):
        yield node
    else:
        for part in node.parts:
            yield from conditions_in(part)
