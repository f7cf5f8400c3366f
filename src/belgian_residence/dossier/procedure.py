"""The steps of each route, from the municipality to the card; the register; what the card gives.

Sections 2 to 4, 7 and 8 of the third-country base; sections 1 to 4 and 9 of the EU, family and Brexit base.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from belgian_residence.dossier.figures import STRONG, confidence, drives, figure
from belgian_residence.law.amounts import review_one
from belgian_residence.routes.outcome import Outcome

Who = Literal["you", "municipality", "immigration_office", "court", "prosecutor"]
Branch = Literal["no_answer", "not_complete", "card_ends", "refused", "appeal"]
"""Where the way leaves the main line: no answer in time; a file that is not complete; the present card ends before the
decision; a refusal; during an appeal that stops the decision."""


@dataclass(frozen=True)
class Step:
    """One step. ``annex``: the paper of this step. ``term``: the amount that says how long, counted from ``since``."""

    id: str
    who: Who
    law: tuple[str, ...]
    annex: str | None = None
    term: str | None = None
    since: str | None = None
    branch: Branch | None = None
    if_policy: str | None = None
    """Listed only on days on which this amount is confirmed and true."""


@dataclass(frozen=True)
class Register:
    """The register in which the person stands before, and after the yes. None: not confirmed."""

    before: str | None
    after: str | None
    law: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """One thing that the card gives. ``kind``: what it is about."""

    kind: Literal["validity", "renewal", "work", "travel", "absence", "conditions", "next"]
    id: str
    law: tuple[str, ...]
    amounts: tuple[str, ...] = ()


CARD = (
    Step("order-card", "you", ("CARD-ORDER-1", "FEE-4")),
    Step("collect-card", "you", ("CARD-ORDER-1",)),
)


def _appeal(*law: str) -> tuple[Step, ...]:
    return (
        Step("appeal", "you", law, term="appeal.days", since="notification", branch="refused"),
        Step(
            "annex-35-during-appeal",
            "municipality",
            ("DOC-35", "APP-3"),
            annex="35",
            term="annex35.first_months",
            since="issue",
            branch="appeal",
        ),
    )


APPEAL_NATIONAL = _appeal("APP-1", "APP-2", "APL-4")
APPEAL_EU = _appeal("APL-3", "APL-4", "APL-5", "APP-2")

PROCEDURE: dict[str, tuple[Step, ...]] = {
    "B": (
        Step("ask-for-b-in-writing", "you", ("B-PROC-1", "B-REF-2", "B-WORK-1")),
        Step("file-goes-to-office", "municipality", ("B-PROC-1",)),
        Step("office-decides-no-term", "immigration_office", ("B-PROC-1", "B-GEN-1")),
        *CARD,
        Step("no-silent-grant", "immigration_office", ("B-PROC-1",), branch="no_answer"),
        Step("annex-15-while-b-is-late", "municipality", ("B-REF-2", "DOC-15"), annex="15", branch="card_ends"),
        Step("refusal-of-b", "immigration_office", ("APP-1", "B-GEN-1"), branch="refused"),
        *APPEAL_NATIONAL,
    ),
    "K": (
        Step("hand-in-annex-16", "you", ("K-PROC-1", "DOC-16"), annex="16"),
        Step("municipality-checks-k", "municipality", ("K-PROC-1", "K-PROC-2")),
        Step("receipt-16bis", "municipality", ("K-PROC-1", "DOC-16"), annex="16bis"),
        Step("office-decides", "immigration_office", ("K-PROC-3",), term="decision.months", since="annex-16bis"),
        Step("population-register", "municipality", ("K-PROC-3", "CARD-REG-1")),
        *CARD,
        Step("silence-grants", "municipality", ("K-PROC-3",), branch="no_answer"),
        Step("not-considered-16ter", "municipality", ("K-PROC-1", "DOC-16"), annex="16ter", branch="not_complete"),
        Step(
            "annex-15-meanwhile",
            "municipality",
            ("K-PROC-4", "DOC-15"),
            annex="15",
            term="annex15.months",
            since="issue",
            branch="card_ends",
        ),
        Step("refusal-17-k", "immigration_office", ("K-REF-1", "DOC-16"), annex="17", branch="refused"),
        *APPEAL_NATIONAL,
    ),
    "L": (
        Step("hand-in-annex-16", "you", ("L-PROC-1", "DOC-16"), annex="16"),
        Step("municipality-checks-l", "municipality", ("L-PROC-1",)),
        Step("receipt-16bis", "municipality", ("L-PROC-1", "DOC-16"), annex="16bis"),
        Step("office-decides", "immigration_office", ("L-PROC-2",), term="decision.months", since="annex-16bis"),
        Step("population-register", "municipality", ("L-PROC-2", "CARD-REG-1")),
        *CARD,
        Step("silence-grants", "municipality", ("L-PROC-2",), branch="no_answer"),
        Step("not-considered-16ter", "municipality", ("L-PROC-1", "DOC-16"), annex="16ter", branch="not_complete"),
        Step(
            "annex-15-meanwhile",
            "municipality",
            ("L-PROC-3", "DOC-15"),
            annex="15",
            term="annex15.months",
            since="issue",
            branch="card_ends",
        ),
        Step("refusal-17-l", "immigration_office", ("L-REF-1", "DOC-16"), annex="17", branch="refused"),
        *APPEAL_NATIONAL,
    ),
    "EU+": (
        Step("hand-in-annex-22", "you", ("EUP-APP-1", "APL-1"), annex="22"),
        Step(
            "municipality-may-decide",
            "municipality",
            ("EUP-APP-5", "O-01"),
            if_policy="pr.municipal_decision_possible",
        ),
        Step(
            "office-decides-annex-22",
            "immigration_office",
            ("EUP-APP-4", "APL-1"),
            term="pr.decision_deadline",
            since="annex-22",
        ),
        Step("annex-8quater", "municipality", ("EUP-APP-8",), annex="8quater", term="annex8quater.days", since="issue"),
        Step("population-register", "municipality", ("EUP-APP-10", "CARD-REG-1")),
        *CARD,
        Step("silence-gives-eu-plus", "municipality", ("EUP-APP-6",), branch="no_answer"),
        Step("inadmissible-23", "municipality", ("EUP-APP-2", "EUP-APP-7"), annex="23", branch="not_complete"),
        Step("annex-8ter-meanwhile", "municipality", ("EUP-APP-9",), annex="8ter", branch="card_ends"),
        Step("refusal-24-eu", "immigration_office", ("EUP-APP-7",), annex="24", branch="refused"),
        *APPEAL_EU,
    ),
    "F+": (
        Step("hand-in-annex-22-f", "you", ("FAM-APP-1", "FAM-APP-5", "APL-1"), annex="22"),
        Step(
            "office-decides-annex-22",
            "immigration_office",
            ("FAM-APP-5", "APL-1"),
            term="pr.decision_deadline",
            since="annex-22",
        ),
        Step("population-register", "municipality", ("CARD-REG-1",)),
        *CARD,
        Step("silence-gives-f-plus", "municipality", ("FAM-APP-5",), branch="no_answer"),
        Step("inadmissible-23", "municipality", ("EUP-APP-7",), annex="23", branch="not_complete"),
        Step(
            "annex-15-for-f",
            "municipality",
            ("FAM-APP-8", "DOC-15"),
            annex="15",
            term="annex15.days",
            since="issue",
            branch="card_ends",
        ),
        Step(
            "refusal-24-f",
            "immigration_office",
            ("FAM-APP-7", "EUP-APP-7"),
            annex="24",
            term="card.F.longer_after_refusal",
            since="extension",
            branch="refused",
        ),
        *APPEAL_EU,
    ),
    "M+": (
        Step("hand-in-annex-22-m", "you", ("BRX-PR-4", "BRX-PR-1"), annex="22"),
        Step("office-approves-m", "immigration_office", ("BRX-PR-4", "D-05")),
        Step("register-not-confirmed", "municipality", ("O-11",)),
        *CARD,
        Step("silence-gives-nothing-m", "immigration_office", ("BRX-PR-4",), branch="no_answer"),
        Step("refusal-of-m", "immigration_office", ("APL-3", "BRX-ABS-1"), branch="refused"),
        *APPEAL_EU,
    ),
    "nationality": (
        Step("pay-duty", "you", ("NAT-FEE-1", "NAT-FEE-2", "NAT-FEE-3")),
        Step("declare-at-municipality", "you", ("NAT-PROC-1",)),
        Step("municipality-checks-declaration", "municipality", ("NAT-PROC-1",)),
        Step("receipt-of-declaration", "municipality", ("NAT-PROC-1",)),
        Step(
            "prosecutor-has-time",
            "prosecutor",
            ("NAT-PROC-1",),
            term="nat.prosecutor_deadline",
            since="receipt-of-declaration",
        ),
        Step("silence-makes-belgian", "municipality", ("NAT-PROC-1",), branch="no_answer"),
        Step("complete-the-declaration", "you", ("NAT-PROC-1",), branch="not_complete"),
        Step("keep-card-valid", "you", ("NAT-TITLE-2",), branch="card_ends"),
        Step("prosecutor-says-no", "prosecutor", ("NAT-PROC-1",), branch="refused"),
        Step("ask-for-family-court", "court", ("NAT-PROC-1",), branch="refused"),
    ),
}
"""The main line of each route in its order, then the branches."""

REGISTERS: dict[str, Register] = {
    "B": Register("foreigners", "foreigners", ("CARD-REG-1",)),
    "K": Register("foreigners", "population", ("K-PROC-3", "CARD-REG-1")),
    "L": Register(None, "population", ("L-PROC-2", "CARD-REG-1")),
    "EU+": Register("foreigners", "population", ("EUP-APP-10", "CARD-REG-1")),
    "F+": Register("foreigners", "population", ("CARD-REG-1",)),
    "M+": Register(None, None, ("O-11",)),
}
"""L before: by the card that is held (foreigners' with A, B, F or H; population with K or F+)."""

WORK = Effect("work", "works-without-permit", ("CARD-WORK-1",))
NATIONALITY = Effect("next", "title-for-nationality", ("NAT-TITLE-2", "NAT-TITLE-1"))

EFFECTS: dict[str, tuple[Effect, ...]] = {
    "B": (
        Effect("validity", "valid-for", ("DIS-4",), ("card.B.validity",)),
        WORK,
        Effect("absence", "away-with-b-or-k", ("ABS-1", "ABS-2", "ABS-3"), ("return.window",)),
        Effect("next", "then-k", ("K-WHEN-1", "K-COND-1")),
        NATIONALITY,
    ),
    "K": (
        Effect("validity", "valid-for", ("K-VAL-1",), ("card.K.validity",)),
        Effect("renewal", "renewed-without-conditions", ("K-VAL-1",)),
        WORK,
        Effect("absence", "away-with-b-or-k", ("ABS-1", "ABS-2", "ABS-3"), ("return.window",)),
        Effect("next", "l-at-any-time", ("K-L-1",)),
        NATIONALITY,
    ),
    "L": (
        Effect("validity", "valid-for", ("L-VAL-1",), ("card.L.validity",)),
        WORK,
        Effect("travel", "live-in-other-states", ("L-MOB-1",)),
        Effect("absence", "away-with-l", ("ABS-L-1", "ABS-L-2"), ("L.loss.outside_eu", "L.loss.outside_belgium")),
        NATIONALITY,
    ),
    "EU+": (
        Effect("validity", "valid-for", ("EUP-VAL-1", "D-01"), ("card.EU+.validity",)),
        Effect("renewal", "renewed-practice", ("CARD-REN-2",)),
        Effect("conditions", "no-longer-depends-on-work", ("EUP-EFF-1",)),
        Effect("absence", "away-with-permanent", ("EUP-LOSS-1",), ("pr.loss_absence",)),
        NATIONALITY,
    ),
    "F+": (
        Effect("validity", "valid-for", ("FAM-VAL-2",), ("card.F+.validity",)),
        Effect("renewal", "renewed-without-conditions", ("CARD-REN-1",)),
        Effect("absence", "away-with-permanent", ("FAM-LOSS-1",), ("pr.loss_absence",)),
        Effect("next", "l-with-means", ("L-WHO-1",)),
        NATIONALITY,
    ),
    "M+": (
        Effect("validity", "valid-for", ("BRX-VAL-1",), ("card.M_permanent.validity",)),
        Effect("travel", "rights-in-belgium-only", ("BRX-MOB-1",)),
        Effect("absence", "away-with-permanent", ("BRX-PR-3",), ("wa_pr.loss_absence",)),
        NATIONALITY,
    ),
}
"""Travel inside the Schengen area, and work with EU+, F+ and M+, are not in the law base: no line says anything."""


def steps(route: str, outcome: Outcome, on: date, today: date | None = None) -> list[dict[str, Any]]:
    """The steps of a route on a day: first the main line, then the branches. None for a closed route."""
    if outcome.status == "closed":
        return []
    return [
        _step_json(step, on, today)
        for step in PROCEDURE.get(route, ())
        if step.if_policy is None or _holds(step.if_policy, on, today)
    ]


def _step_json(step: Step, on: date, today: date | None) -> dict[str, Any]:
    """``confidence``: of the term, where it has one on the day; a step is no surer than its days."""
    term = figure(step.term, on, today) if step.term else None
    shown = term["confidence"] if term and term["confidence"] else confidence(step.law)
    return {
        "id": step.id,
        "who": step.who,
        "annex": step.annex,
        "term": {**term, "since": step.since} if term else None,
        "branch": step.branch,
        "provisions": list(step.law),
        "confidence": shown,
        "practice": not drives(step.law) or shown not in STRONG,
    }


def _holds(policy: str, on: date, today: date | None) -> bool:
    amount = review_one(policy, on, today).amount
    return amount is not None and amount.value is True


def register(route: str, outcome: Outcome) -> dict[str, Any] | None:
    """The register before and after; None for a closed route."""
    found = REGISTERS.get(route)
    if found is None or outcome.status == "closed":
        return None
    return {"before": found.before, "after": found.after, "provisions": list(found.law)}


def effects(route: str, outcome: Outcome, on: date, today: date | None = None) -> list[dict[str, Any]]:
    """What the card gives; nothing for a closed route."""
    if outcome.status == "closed":
        return []
    return [_effect_json(effect, on, today) for effect in EFFECTS.get(route, ())]


def _effect_json(effect: Effect, on: date, today: date | None) -> dict[str, Any]:
    amounts = [figure(name, on, today) for name in effect.amounts]
    rests_on = [amount["confidence"] for amount in amounts] or [confidence(effect.law)]
    return {
        "kind": effect.kind,
        "id": effect.id,
        "amounts": amounts,
        "provisions": list(effect.law),
        "confidence": rests_on[0],
        "practice": any(one is None or one not in STRONG for one in rests_on),
    }


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every step, register and effect: its kind, its id and the facts that it rests on."""
    for steps_of_route in PROCEDURE.values():
        yield from (("procedure", step.id, step.law) for step in steps_of_route)
    yield from (("register", route, one.law) for route, one in REGISTERS.items())
    for effects_of_route in EFFECTS.values():
        yield from (("effect", effect.id, effect.law) for effect in effects_of_route)


def vocabulary() -> dict[str, list[str]]:
    """The ids of steps, of who acts, of branches, registers and effects."""
    return {
        "procedure": sorted({step.id for steps in PROCEDURE.values() for step in steps}),
        "who": sorted({step.who for steps in PROCEDURE.values() for step in steps}),
        "branches": list(get_args(Branch)),
        "since": sorted({step.since for steps in PROCEDURE.values() for step in steps if step.since}),
        "registers": sorted({name for one in REGISTERS.values() for name in (one.before, one.after) if name}),
        "effects": sorted({effect.id for effects in EFFECTS.values() for effect in effects}),
    }
