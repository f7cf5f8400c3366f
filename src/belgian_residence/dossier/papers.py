"""The papers of each route (section 10 of the law base, and the facts named beside each)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from belgian_residence.dossier.figures import figure
from belgian_residence.engine import NO
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.outcome import Outcome

Basis = Literal["listed", "practice", "follows"]
"""listed: a source on the procedure names it. practice: municipalities ask for it. follows: our own conclusion from
the condition that it proves; no list was found."""
Stage = Literal["request", "card"]
"""request: to hand in with the request. card: to order the card, after the yes."""


@dataclass(frozen=True)
class Paper:
    """A paper to bring."""

    id: str
    where: str
    """Where to get it: an id with words of its own."""
    law: tuple[str, ...]
    condition: str | None = None
    """The condition that it proves, or None for the request itself."""
    basis: Basis = "listed"
    valid: str | None = None
    """The amount that says how long it is valid. None: the law base gives none."""
    unless: tuple[str, ...] = ()
    """Who needs not bring it (``circumstances.EXCUSES``)."""
    only_if: tuple[str, ...] = ()
    """Listed only where the facts show one of these circumstances."""
    if_in_play: tuple[str, ...] = ()
    """Listed only where one of these conditions is not plainly no."""
    stage: Stage = "request"


YEARS_FOR_NATIONALITY = (
    "nationality.stay-runs",  # every ground but that of being here since birth
    "nationality.five-years",
    "nationality.five-years-and-marriage",
    "nationality.ten-years",
)
PROTECTED = ("refugee", "subsidiary_protection")
EARLY = ("EU+.work-accident", "EU+.incapacity", "EU+.family-of-early-worker", "EU+.retirement-or-cross-border")


def _presence(condition: str | None = None) -> Paper:
    return Paper(
        "proof-of-presence", "own-papers", ("SW-12", "ABS-5", "ABS-6"), condition, "follows", only_if=("register-gap",)
    )


def _absence_reason(route: str) -> Paper:
    law = ("EUP-ABS-3", "EUP-ABS-2", "EUP-ABS-4") if route != "M+" else ("BRX-PR-2", "EUP-ABS-3")
    condition = f"{route}.no-absence-without-reason"
    return Paper(
        "proof-absence-reason", "who-knows-reason", law, condition, "follows", only_if=("absence-with-reason",)
    )


def _national_absences(condition: str) -> tuple[Paper, ...]:
    return (
        Paper("annex-18", "you-have-it", ("ABS-2", "DOC-18"), condition, "follows", only_if=("absence-to-declare",)),
        Paper("proof-centre-of-interests", "own-papers", ("ABS-3",), condition, only_if=("absence-of-a-year",)),
    )


CARD: tuple[Paper, ...] = (
    Paper("old-card-or-annex-15", "you-have-it", ("CARD-ORDER-1", "DOC-15"), stage="card"),
    Paper("invitation", "municipality-sends-it", ("CARD-ORDER-1",), stage="card"),
    Paper("photo", "photo-shop", ("CARD-ORDER-1",), stage="card"),
    Paper("card-price", "municipality-sets-it", ("FEE-4", "CARD-ORDER-1"), stage="card"),
)
"""To order any card, in person."""

PAPERS: dict[str, tuple[Paper, ...]] = {
    "B": (
        Paper("residence-card", "you-have-it", ("B-PROC-1",)),
        Paper("passport-unless-protected", "embassy", ("B-PROC-1",), unless=("refugee",)),
        Paper("protection-certificate", "cgrs", ("B-PROC-1", "B-REF-1", "B-SP-1"), only_if=PROTECTED),
        Paper("photo", "photo-shop", ("B-PROC-1",)),
        Paper("letter-asking-for-b", "yourself", ("B-PROC-1", "B-REF-2")),
        Paper(
            "proof-conditions-still-met",
            "employer-or-own-papers",
            ("B-PROC-1",),
            "B.ground-leads-to-unlimited-stay",
            unless=PROTECTED,
        ),
        *_national_absences("B.right-of-return-kept"),
        _presence("B.stay-runs"),
        *CARD,
    ),
    "K": (
        Paper("annex-16", "municipality", ("K-PROC-1", "DOC-16")),
        Paper("b-card", "you-have-it", ("K-PROC-1",), "K.unlimited-stay", valid="card.B.validity"),
        Paper("passport", "embassy", ("K-PROC-2",), "K.identity", unless=("passport-impossible",)),
        Paper("criminal-record-extract", "municipality", ("K-COND-1",), "K.public-order", "practice"),
        Paper("photo", "photo-shop", ("K-PROC-1",)),
        *_national_absences("K.right-of-return-kept"),
        _presence("K.stay-runs"),
        *CARD,
    ),
    "L": (
        Paper("annex-16", "municipality", ("L-PROC-1", "DOC-16")),
        Paper("residence-card", "you-have-it", ("L-DOC-1",), "L.residence-card"),
        Paper("passport", "embassy", ("L-DOC-1",), unless=("identity-established", *PROTECTED)),
        Paper("protection-certificate", "cgrs", ("L-DOC-1",), only_if=PROTECTED),
        Paper("proof-five-years", "municipality-and-own-papers", ("L-DOC-1",), "L.five-years"),
        Paper(
            "papers-of-other-state",
            "other-state",
            ("L-BLUE-1",),
            "L.five-years",
            "follows",
            only_if=("stay-in-another-state",),
        ),
        Paper("proof-of-means", "employer-or-pension", ("L-DOC-1", "L-INC-1", "L-INC-3"), "L.means"),
        Paper("health-insurance-certificate", "health-fund", ("L-DOC-1", "L-INS-1"), "L.health-insurance"),
        Paper("criminal-record-extract", "municipality", ("L-DOC-1", "L-PUB-1"), "L.public-order"),
        *_national_absences("L.right-of-return-kept"),
        _presence("L.stay-runs"),
        *CARD,
    ),
    "EU+": (
        Paper("annex-22", "municipality", ("EUP-APP-1",)),
        Paper("identity-card-or-passport", "own-country", ("EUP-DOC-1",), basis="practice"),
        Paper("residence-card", "you-have-it", ("EUP-DOC-1",), basis="practice", valid="card.EU.validity"),
        Paper("proof-five-years-eu", "own-papers", ("EUP-DOC-1", "EUP-ABS-6"), "EU+.five-years", "practice"),
        Paper("proof-early-ground", "who-pays-benefit", ("EUP-APP-3",), if_in_play=EARLY),
        _absence_reason("EU+"),
        _presence("EU+.no-register-gap"),
        *CARD,
    ),
    "F+": (
        Paper("annex-22", "municipality", ("FAM-APP-5",)),
        Paper("passport", "embassy", ("FAM-APP-1",), basis="follows"),
        Paper("residence-card", "you-have-it", ("FAM-APP-1",), "F+.family-card", valid="card.F.validity"),
        Paper("proof-sponsor-citizenship", "sponsor", ("FAM-SCOPE-1",), "F+.family-card", "follows"),
        Paper(
            "household-certificate",
            "municipality",
            ("FAM-HH-1",),
            "F+.joint-household",
            "follows",
            if_in_play=("F+.joint-household",),
        ),
        Paper(
            "proof-right-kept",
            "court-school-police",
            ("FAM-RET-1", "FAM-RET-2", "FAM-INC-2"),
            "F+.right-kept",
            "follows",
            if_in_play=("F+.right-kept",),
        ),
        Paper("proof-five-years-eu", "own-papers", ("FAM-5Y-1", "EUP-ABS-6"), "F+.five-years", "follows"),
        Paper("proof-early-ground", "who-pays-benefit", ("EUP-EARLY-7", "EUP-APP-3"), if_in_play=("F+.sponsor-early",)),
        _absence_reason("F+"),
        _presence("F+.no-register-gap"),
        *CARD,
    ),
    "M+": (
        Paper("annex-22", "municipality", ("BRX-PR-4",), basis="practice"),
        Paper("passport", "embassy", ("BRX-PR-1",), basis="follows"),
        Paper("residence-card", "you-have-it", ("BRX-PR-1",), "M+.beneficiary", "follows", valid="card.M.validity"),
        Paper(
            "proof-before-2021",
            "own-papers",
            ("BRX-SCOPE-1", "BRX-PR-1"),
            "M+.beneficiary",
            "follows",
            unless=("joined-after-2020",),
        ),
        Paper("proof-five-years-eu", "own-papers", ("BRX-PR-1", "EUP-ABS-6"), "M+.five-years", "follows"),
        _absence_reason("M+"),
        _presence("M+.no-register-gap"),
        *CARD,
    ),
    "nationality": (
        Paper("residence-card", "you-have-it", ("NAT-TITLE-2",), "nationality.title", "follows"),
        Paper("birth-certificate-full-copy", "own-country", ("NAT-DET-3",), basis="practice"),
        Paper(
            "proof-five-years",
            "municipality-and-own-papers",
            ("NAT-TITLE-1", "NAT-TITLE-4"),
            "nationality.five-years",
            "follows",
            if_in_play=YEARS_FOR_NATIONALITY,
        ),
        Paper(
            "proof-of-language",
            "school-or-test-centre",
            ("NAT-2",),
            "nationality.language",
            "follows",
            if_in_play=("nationality.language",),
        ),
        Paper(
            "proof-of-integration",
            "school-or-test-centre",
            ("NAT-2", "NAT-DET-1"),
            "nationality.integration",
            "follows",
            if_in_play=("nationality.integration", "nationality.integration-of-family"),
        ),
        Paper(
            "proof-of-work",
            "employer-or-own-papers",
            ("NAT-2", "NAT-DET-1", "NAT-DET-2"),
            "nationality.work",
            "follows",
            if_in_play=("nationality.work",),
        ),
        Paper(
            "marriage-and-household-certificate",
            "municipality",
            ("NAT-3",),
            "nationality.married-to-belgian",
            "follows",
            if_in_play=("nationality.married-to-belgian",),
        ),
        Paper(
            "birth-certificate-of-child",
            "municipality",
            ("NAT-3",),
            "nationality.parent-of-belgian-minor",
            "follows",
            if_in_play=("nationality.parent-of-belgian-minor",),
        ),
        Paper(
            "proof-of-disability-or-pension",
            "who-pays-benefit",
            ("NAT-4",),
            "nationality.disability-or-pension",
            "follows",
            if_in_play=("nationality.disability-or-pension",),
        ),
        Paper("receipt-of-duty", "tax-office", ("NAT-FEE-1", "NAT-FEE-2", "NAT-FEE-3")),
    ),
}


def papers(
    route: str,
    outcome: Outcome,
    shown: frozenset[str],
    ruled_out: frozenset[str],
    on: date,
    today: date | None = None,
) -> list[dict[str, Any]]:
    """The papers for a route that is open, later or not settled; none for a closed one.

    ``shown``: the circumstances that the facts show; a paper that the person needs not bring is left out.
    ``ruled_out``: the excuses that they exclude; they stay in ``not_needed_if`` and are named in ``not_you``. A photo
    that is brought with the request is not listed twice.
    """
    if outcome.status == "closed":
        return []
    in_play = {condition.id for condition, finding in outcome.conditions if finding.value is not NO}
    if isinstance(outcome, Declaration):
        in_play &= outcome.in_play
    found: dict[str, dict[str, Any]] = {}
    for paper in PAPERS.get(route, ()):
        if _needed(paper, shown, in_play) and paper.id not in found:
            found[paper.id] = _as_json(paper, ruled_out, on, today)
    return list(found.values())


def _needed(paper: Paper, shown: frozenset[str], in_play: set[str]) -> bool:
    return (
        (not paper.only_if or bool(shown & set(paper.only_if)))
        and (not paper.if_in_play or bool(in_play & set(paper.if_in_play)))
        and not shown & set(paper.unless)
    )


def _as_json(paper: Paper, ruled_out: frozenset[str], on: date, today: date | None) -> dict[str, Any]:
    return {
        "id": paper.id,
        "condition": paper.condition,
        "where": paper.where,
        "valid": figure(paper.valid, on, today) if paper.valid else None,
        "not_needed_if": list(paper.unless),
        "not_you": [excuse for excuse in paper.unless if excuse in ruled_out],
        "basis": paper.basis,
        "stage": paper.stage,
        "provisions": list(paper.law),
    }


def ids() -> list[str]:
    """The ids of all papers."""
    return sorted({paper.id for papers in PAPERS.values() for paper in papers})


def places() -> list[str]:
    """The ids of all places where papers come from."""
    return sorted({paper.where for papers in PAPERS.values() for paper in papers})
