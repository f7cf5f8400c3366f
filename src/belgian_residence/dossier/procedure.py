"""The steps of each route, from the municipality to the card. Which they are stands in ``procedure.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from belgian_residence.dossier.figures import STRONG, confidence, drives, figure
from belgian_residence.dossier.rows import rows
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
    unless: Literal["early"] | None = None
    """early: not listed for who asks on an early ground, of which the Office always decides (EUP-APP-3)."""


PROCEDURE = rows("procedure.toml", Step)
"""The main line of each route in its order, then the branches."""


def steps(route: str, outcome: Outcome, on: date, today: date | None = None) -> list[dict[str, Any]]:
    """The steps of a route on a day: first the main line, then the branches. None for a closed route."""
    if outcome.status == "closed":
        return []
    return [
        _step_json(step, on, today)
        for step in PROCEDURE.get(route, ())
        if (step.if_policy is None or _holds(step.if_policy, on, today)) and not (step.unless and outcome.early)
    ]


def _step_json(step: Step, on: date, today: date | None) -> dict[str, Any]:
    """``confidence``: of the term, where it has one on the day; a step is no surer than its days."""
    term = figure(step.term, on, today) if step.term else None
    shown = term["confidence"] if term and term["confidence"] else confidence(step.law, on)
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


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every step: its kind, its id and the provisions that it rests on."""
    for steps_of_route in PROCEDURE.values():
        yield from (("procedure", step.id, step.law) for step in steps_of_route)


def vocabulary() -> dict[str, list[str]]:
    """The ids of steps, of who acts, of branches, and of what a term is counted from."""
    every = [step for steps in PROCEDURE.values() for step in steps]
    return {
        "procedure": sorted({step.id for step in every}),
        "who": sorted({step.who for step in every}),
        "branches": list(get_args(Branch)),
        "since": sorted({step.since for step in every if step.since}),
    }
