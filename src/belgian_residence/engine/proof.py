"""Evaluating conditions: the value of the whole, and the proof of how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from belgian_residence.engine.logic import NO, UNKNOWN, YES, AllOf, Condition, Finding, Node, S, Truth


class Proof(NamedTuple):
    """A node with its value. For a condition ``finding`` is its answer; otherwise ``parts`` holds the proofs below."""

    node: Node[Any]
    value: Truth
    missing: tuple[str, ...] = ()
    """The facts that can still change the value. Empty when it is yes or no."""
    finding: Finding | None = None
    parts: tuple[Proof, ...] = ()

    def conditions(self) -> Iterator[tuple[Condition[Any], Finding]]:
        """Every condition below that is in force, with its answer, in the order of the declaration."""
        found: list[tuple[Condition[Any], Finding]] = []
        self._conditions_into(found)
        return iter(found)

    def _conditions_into(self, found: list[tuple[Condition[Any], Finding]]) -> None:
        if isinstance(self.node, Condition):
            assert self.finding is not None
            found.append((self.node, self.finding))
        for part in self.parts:
            part._conditions_into(found)

    def waits_only_for_filing(self) -> bool:
        """True when every part that is unknown and matters is one that only matters once the person can file."""
        if self.value is not UNKNOWN:
            return True
        if self.finding is not None:
            return self.finding.at_filing
        return all(part.waits_only_for_filing() for part in self.parts)

    def can_become_yes(self) -> bool:
        """Can an answer, or the day of filing, still make it yes? Not where the law leaves open what it hangs on."""
        if self.value is not UNKNOWN:
            return self.value is YES
        if self.finding is not None:
            return bool(self.finding.missing) or self.finding.at_filing
        together = all if isinstance(self.node, AllOf) else any
        return together(part.can_become_yes() for part in self.parts)


def evaluate(node: Node[S], situation: S) -> Proof:
    """Evaluate a node for a situation. Parts that are not in force on the day are left out."""
    if isinstance(node, Condition):
        finding = node.test(situation)
        return Proof(node, finding.value, finding.missing if finding.value is UNKNOWN else (), finding)
    on = situation.on
    proofs = tuple([evaluate(part, situation) for part in node.parts if part.in_force(on)])
    decisive, otherwise = (NO, YES) if isinstance(node, AllOf) else (YES, NO)
    values = [proof.value for proof in proofs]
    if decisive in values:
        return Proof(node, decisive, parts=proofs)
    if UNKNOWN not in values:
        return Proof(node, otherwise, parts=proofs)
    missing = tuple(dict.fromkeys(name for proof in proofs for name in proof.missing))
    return Proof(node, UNKNOWN, missing, parts=proofs)
