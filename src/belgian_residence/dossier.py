"""What to do, with which papers, and what to know: per route and outcome, as ids. The screens hold the words.

Papers follow table 10 of the law base and the facts named beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from belgian_residence.engine import NO, UNKNOWN
from belgian_residence.law.amounts import as_json
from belgian_residence.routes.outcome import Outcome


@dataclass(frozen=True)
class Paper:
    """A paper to bring. ``condition``: the condition that it proves, or None for the application itself."""

    id: str
    law: tuple[str, ...]
    condition: str | None = None


PAPERS: dict[str, tuple[Paper, ...]] = {
    "B": (
        Paper("residence-card", ("B-PROC-1",)),
        Paper("passport-unless-protected", ("B-PROC-1",)),
        Paper("photo", ("B-PROC-1",)),
        Paper("letter-asking-for-b", ("B-PROC-1", "B-REF-2")),
        Paper("proof-conditions-still-met", ("B-PROC-1",), "B.ground-leads-to-unlimited-stay"),
    ),
    "K": (
        Paper("annex-16", ("K-PROC-1", "DOC-16")),
        Paper("b-card", ("K-PROC-1",), "K.unlimited-stay"),
        Paper("passport", ("K-PROC-2",), "K.identity"),
        Paper("criminal-record-extract", ("K-COND-1",), "K.public-order"),
        Paper("photo", ("K-PROC-1",)),
    ),
    "L": (
        Paper("annex-16", ("L-PROC-1", "DOC-16")),
        Paper("residence-card", ("L-DOC-1",), "L.residence-card"),
        Paper("passport-or-protection-certificate", ("L-DOC-1",)),
        Paper("proof-five-years", ("L-DOC-1",), "L.five-years"),
        Paper("proof-of-means", ("L-DOC-1", "L-INC-1"), "L.means"),
        Paper("health-insurance-certificate", ("L-DOC-1", "L-INS-1"), "L.health-insurance"),
        Paper("criminal-record-extract", ("L-DOC-1", "L-PUB-1"), "L.public-order"),
    ),
    "EU+": (
        Paper("annex-22", ("EUP-APP-1",)),
        Paper("identity-card-or-passport", ("EUP-DOC-1",)),
        Paper("residence-card", ("EUP-DOC-1",)),
        Paper("proof-five-years-eu", ("EUP-DOC-1",), "EU+.five-years"),
        Paper("proof-early-ground", ("EUP-APP-3",)),
    ),
    "F+": (
        Paper("annex-22", ("FAM-APP-5",)),
        Paper("passport", ("FAM-APP-1",)),
        Paper("residence-card", ("FAM-APP-1",), "F+.family-card"),
        Paper("household-certificate", ("FAM-HH-1",), "F+.joint-household"),
        Paper("proof-right-kept", ("FAM-RET-1", "FAM-RET-2", "FAM-INC-2"), "F+.right-kept"),
        Paper("proof-five-years-eu", ("FAM-5Y-1",), "F+.five-years"),
    ),
    "M+": (
        Paper("passport", ("BRX-PR-1",)),
        Paper("residence-card", ("BRX-PR-1",), "M+.beneficiary"),
        Paper("proof-five-years-eu", ("BRX-PR-1",), "M+.five-years"),
    ),
}

APPLY = {
    "B": "ask-for-b",
    "K": "apply-annex-16",
    "L": "apply-annex-16",
    "EU+": "apply-annex-22",
    "F+": "apply-annex-22-f",
    "M+": "apply-m-plus",
}
EARLY_CONDITIONS = frozenset(
    {
        "EU+.work-accident",
        "EU+.incapacity",
        "EU+.family-of-early-worker",
        "EU+.retirement-or-cross-border",
        "F+.sponsor-early",
    }
)
ONLY_IF: dict[str, frozenset[str]] = {
    "proof-early-ground": EARLY_CONDITIONS,
    "proof-right-kept": frozenset({"F+.right-kept"}),
    "household-certificate": frozenset({"F+.joint-household"}),
}
"""Papers that are listed only where one of these conditions is in play (not plainly no)."""
DECIDES_ALONE = ("not-belgian", "non-eu-national", "eu-national", "not-yet-held", "family-card", "beneficiary")
"""Conditions on who the route is for: where one is no, it is the only obstacle that is worth saying."""

NEXT_STEPS = (
    *dict.fromkeys(APPLY.values()),
    "ask-for-b-first",
    "wait-for-date",
    "safe-date",
    "renew-card-meanwhile",
    "keep-absences-short",
    "check-amount",
    "answer-missing",
    "ask-municipality",
)
NOTES = {
    "K": ("five-months-silence-granted", "l-counts-as-k"),
    "L": ("five-months-silence-granted", "l-counts-as-k"),
    "B": ("no-silent-grant",),
    "EU+": ("optional", "five-months-eu"),
    "F+": ("before-card-expires", "five-months-eu"),
    "M+": ("explicit-approval",),
}
AMOUNTS = {"L": ("L.income.self", "L.income.dependant")}
EXTRA_NOTES = (
    "expected-not-a-right",
    "discretionary",
    "once-b-granted",
    "amount-not-confirmed",
    "early-through-office",
)


def next_steps(route: str, outcome: Outcome) -> list[str]:
    """What to do next, in order. A step ``if-no:X`` or ``if-unknown:X`` speaks of condition X."""
    open_points = [
        f"if-unknown:{condition.id}"
        for condition, finding in outcome.conditions
        if finding.value is UNKNOWN and not finding.missing and not finding.at_filing
    ]
    if outcome.status == "closed":
        return _obstacles(outcome)
    if outcome.status == "open":
        return [APPLY[route], "renew-card-meanwhile"]
    if outcome.status == "later":
        if outcome.basis == "once_B_granted":
            return ["ask-for-b-first", *(["wait-for-date"] if outcome.earliest else [])]
        return ["wait-for-date", "keep-absences-short", "renew-card-meanwhile"]
    steps = ["answer-missing"] if outcome.missing else []
    steps += open_points
    if any(step == "if-unknown:L.not-humanitarian-regularisation" for step in open_points):
        steps.append("ask-for-b-first")  # reading 8
    if outcome.readings:
        steps.append("safe-date")
    if _amount_not_confirmed(outcome):
        steps.append("check-amount")
    return [*steps, "ask-municipality"]


def _amount_not_confirmed(outcome: Outcome) -> bool:
    return any(condition.id == "L.means" and finding.at_filing for condition, finding in outcome.conditions)


def _obstacles(outcome: Outcome) -> list[str]:
    """What closes the route. An alternative that was not needed is no obstacle."""
    values = {condition.id: finding.value for condition, finding in outcome.conditions}
    refused = [name for name, value in values.items() if value is NO and name not in EARLY_CONDITIONS]
    if values.get("F+.joint-household") is not NO:
        refused = [name for name in refused if name != "F+.right-kept"]
    alone = [name for name in refused if name.split(".", 1)[1] in DECIDES_ALONE]
    return [f"if-no:{name}" for name in (alone[:1] or refused)]


def papers(route: str, outcome: Outcome) -> list[dict[str, Any]]:
    """The papers for a route that is open, later or not settled; none for a closed one."""
    if outcome.status == "closed":
        return []
    protected = any({"B-REF-1", "B-SP-1"} & set(condition.law) for condition, _ in outcome.conditions)
    in_play = {condition.id for condition, finding in outcome.conditions if finding.value is not NO}
    return [
        {"id": paper.id, "condition": paper.condition, "facts": list(paper.law)}
        for paper in PAPERS[route]
        if (paper.id not in ONLY_IF or in_play & ONLY_IF[paper.id])
        and not (protected and paper.id == "proof-conditions-still-met")
    ]


def notes(route: str, outcome: Outcome) -> list[str]:
    """What to know about the route in this outcome."""
    if outcome.status == "closed":
        return []
    found = list(NOTES[route])
    found += {
        "expected": ["expected-not-a-right"],
        "discretionary": ["discretionary"],
        "once_B_granted": ["once-b-granted"],
    }.get(outcome.basis, [])
    if _amount_not_confirmed(outcome):
        found.append("amount-not-confirmed")
    if outcome.early:
        found.append("early-through-office")
    return found


def amounts(route: str, on: date) -> list[dict[str, Any]]:
    """The amounts that the route asks for on a date; where one is not confirmed, with the last one that is known."""
    return [amount for amount in as_json(on) if amount["name"] in AMOUNTS[route]] if route in AMOUNTS else []
