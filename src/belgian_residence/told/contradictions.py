"""The rules that two answers can break, by id: the provisions behind each, and the ways to put it right."""

from __future__ import annotations

from dataclasses import dataclass

from belgian_residence.told.faults import Fault, FaultKind


@dataclass(frozen=True)
class Rule:
    """A rule that answers can break: the provisions behind it (none: plain sense), and the ways out by id, the most
    likely first."""

    law: tuple[str, ...]
    ways: tuple[str, ...]


CORRECT = ("correct-this", "correct-other")
AGAINST_A_RELATION = ("leave-answer-out", "correct-this", "change-relation")
RULES: dict[str, Rule] = {
    "nothing-before-birth": Rule((), CORRECT),
    "first-day-before-last": Rule((), CORRECT),
    "card-within-its-stay": Rule((), ("correct-this", "correct-other", "other-stay")),
    "decision-after-request": Rule((), CORRECT),
    "protection-after-request": Rule(("B-REF-1", "B-SP-1"), CORRECT),
    "unlimited-stay-after-arrival": Rule(("B-GEN-1",), ("correct-this", "correct-other", "add-stay")),
    "one-stay-at-a-time": Rule((), ("end-on-change", "keep-the-one-on-the-card", "last-day-roughly")),
    "one-trip-at-a-time": Rule((), ("join-entries", "last-day-roughly")),
    "one-period-at-a-time": Rule((), ("join-entries", "last-day-roughly")),
    "limited-card": Rule(("B-GEN-1", "K-COND-1"), ("say-none", "card-b-in-the-making")),
    "unlimited-stay-has-a-day": Rule(("K-COND-1", "K-WHEN-1"), ("say-its-day", "change-ground")),
    "eu-card-for-eu-nationals": Rule(("EUP-SCOPE-1",), ("add-nationality", "change-card")),
    "card-issued-before-it-ends": Rule((), CORRECT),
    "first-card-before-card-now": Rule((), ("correct-this", "correct-other", "other-stay")),
    "granted-before-card": Rule((), CORRECT),
    "attestation-before-card": Rule(("B-FAM-1",), CORRECT),
    "paper-covers-a-time": Rule(("DOC-15", "L-PROC-3"), CORRECT),
    "no-right-is-a-break": Rule(("L-5Y-1",), CORRECT),
    "no-decision-yet": Rule((), CORRECT),
    "not-ahead": Rule((), ("correct-this", "ask-about-a-later-day")),
    "related-to-somebody-else": Rule((), ("name-the-other-person", "leave-relation-out")),
    "dependants-of-relations": Rule(("L-INC-2",), AGAINST_A_RELATION),
    "household-of-relations": Rule(("FAM-HH-1",), AGAINST_A_RELATION),
    "early-sponsor-of-relations": Rule(("EUP-EARLY-7",), AGAINST_A_RELATION),
    "belgian-sponsor-of-relations": Rule(("NAT-TITLE-4",), AGAINST_A_RELATION),
    "special-card-among-the-stays": Rule(("EUP-SCOPE-3",), CORRECT),
    "household-in-the-five-years": Rule(("FAM-HH-1", "FAM-HH-2"), (*CORRECT, "say-together-again")),
    "interruption-with-its-days": Rule((), ("say-that-it-happened", "leave-days-out")),
}
"""What cannot be true together, by id."""


def broken(
    rule: str, where: str, given: str, accepted: str, kind: FaultKind = "conflict", other: str | None = None
) -> Fault:
    """The fault of an answer that breaks a rule of ``RULES``."""
    known = RULES[rule]
    return Fault(where, given, accepted, kind, other, rule, known.law, known.ways)
