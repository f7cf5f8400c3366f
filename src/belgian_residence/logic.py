"""Conditions in three-valued logic, and the proof that an evaluation leaves behind.

A condition is one sentence of the law: an id, the facts of the law base that it rests on, and a test. The test
answers yes, no or unknown, and says which facts of the person it used. Unknown is never no and never zero.

Conditions are put together with ``AllOf`` and ``AnyOf``. Evaluating gives a ``Proof``: a tree of the same shape with
the value of each part, and the names of the facts that could still change the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from belgian_residence.conventions import SAFE, Conventions
from belgian_residence.person import Person


class Truth(Enum):
    """The value of a condition."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@dataclass(frozen=True)
class Situation:
    """What a test may look at: the person, the date asked about, and the way of counting."""

    person: Person
    on: date
    conventions: Conventions = SAFE

    def under(self, conventions: Conventions) -> Situation:
        """The same situation under another way of counting."""
        return replace(self, conventions=conventions)


@dataclass(frozen=True)
class Finding:
    """The answer of a test."""

    value: Truth
    facts: tuple[str, ...] = ()
    """Names of the facts of the person that were used."""
    missing: tuple[str, ...] = ()
    """For unknown: the facts that would settle it. Empty: the law, or what is known of it, leaves it open."""
    at_filing: bool = False
    """For unknown: only matters once the person can file (the amount of a year that has not come yet)."""
    not_confirmed: bool = False
    """For unknown: the law base gives no certain answer for this situation, so no other fact of the route is asked."""


@dataclass(frozen=True)
class Condition:
    """One sentence of the law. ``law`` holds the fact IDs it rests on, the main one first."""

    id: str
    law: tuple[str, ...]
    test: Callable[[Situation], Finding]


@dataclass(frozen=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part must hold."""

    parts: tuple[Node, ...]


Node = Condition | AllOf | AnyOf


@dataclass(frozen=True)
class Proof:
    """A node with its value. For a condition ``finding`` is its answer; otherwise ``parts`` holds the proofs below."""

    node: Node
    value: Truth
    missing: tuple[str, ...] = ()
    finding: Finding | None = None
    parts: tuple[Proof, ...] = ()

    def conditions(self) -> Iterator[tuple[Condition, Finding]]:
        """Every condition below, in the order of the declaration."""
        if isinstance(self.node, Condition):
            assert self.finding is not None
            yield self.node, self.finding
        for part in self.parts:
            yield from part.conditions()

    def waits_only_for_filing(self) -> bool:
        """True when every part that is unknown and matters is one that only matters once the person can file."""
        if self.value is not UNKNOWN:
            return True
        if self.finding is not None:
            return self.finding.at_filing
        return all(part.waits_only_for_filing() for part in self.parts)


def all_of(*parts: Node) -> AllOf:
    """Every part must hold."""
    return AllOf(parts)


def any_of(*parts: Node) -> AnyOf:
    """At least one part must hold."""
    return AnyOf(parts)


def evaluate(node: Node, situation: Situation) -> Proof:
    """Evaluate a node. ``missing`` lists only facts that can still change the value of the node."""
    if isinstance(node, Condition):
        finding = node.test(situation)
        return Proof(node, finding.value, finding.missing if finding.value is UNKNOWN else (), finding)
    proofs = tuple(evaluate(part, situation) for part in node.parts)
    decisive, otherwise = (NO, YES) if isinstance(node, AllOf) else (YES, NO)
    values = {proof.value for proof in proofs}
    if decisive in values:
        return Proof(node, decisive, parts=proofs)
    if UNKNOWN not in values:
        return Proof(node, otherwise, parts=proofs)
    missing = tuple(dict.fromkeys(name for proof in proofs for name in proof.missing))
    return Proof(node, UNKNOWN, missing, parts=proofs)


def conditions_in(node: Node) -> Iterator[Condition]:
    """Every condition of a declaration."""
    if isinstance(node, Condition):
        yield node
    else:
        for part in node.parts:
            yield from conditions_in(part)


# --- tests that many conditions share ----------------------------------------------------------------------------


def is_true(fact: str) -> Callable[[Situation], Finding]:
    """The yes/no fact is yes."""
    return _yes_no(fact, True)


def is_false(fact: str) -> Callable[[Situation], Finding]:
    """The yes/no fact is no."""
    return _yes_no(fact, False)


def _yes_no(fact: str, wanted: bool) -> Callable[[Situation], Finding]:
    def test(situation: Situation) -> Finding:
        value = getattr(situation.person, fact)
        if value is None:
            return Finding(UNKNOWN, (fact,), (fact,))
        return Finding(YES if value is wanted else NO, (fact,))

    return test


def truth(value: bool) -> Truth:
    """YES for true, NO for false."""
    return YES if value else NO
