"""The papers of each route. Which they are stands in ``papers.toml``; here is who must bring which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from belgian_residence.dossier.circumstances import SPECIAL_CARD
from belgian_residence.dossier.figures import figure
from belgian_residence.dossier.rows import rows
from belgian_residence.engine import NO
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.facts import PROTECTION_GROUNDS

Basis = Literal["listed", "practice", "follows"]
"""listed: a source on the procedure names it. practice: municipalities ask for it. follows: our own conclusion from
the condition that it proves; no list was found."""
HELD = "residence-card"
"""The card that is held."""
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
    not_beside: tuple[str, ...] = ()
    """Not listed for an open route where one of these conditions is in play: that ground is enough."""
    warning: str | None = None
    """What to know before it is asked for, by who may be protected here: an id with words of its own."""
    stage: Stage = "request"


PAPERS = rows("papers.toml", Paper)
"""The papers of each route, in the order in which they are shown; below ``card`` those to order any card."""


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
    ``ruled_out``: the excuses that they exclude; they stay in ``not_needed_if`` and are named in ``not_you``; who is
    surely not protected here gets no ``warning``. A photo that is brought with the request is not listed twice.
    """
    if outcome.status == "closed":
        return []
    in_play = {condition.id for condition, finding in outcome.conditions if finding.value is not NO}
    without = {condition.id for condition, _ in outcome.conditions} - in_play if outcome.status == "open" else set()
    if isinstance(outcome, Declaration):
        in_play &= outcome.in_play
    found: dict[str, dict[str, Any]] = {}
    for paper in PAPERS.get(route, ()):
        alone = paper.condition in without and not paper.if_in_play  # the card is open without what it would prove
        spared = outcome.status == "open" and bool(in_play & set(paper.not_beside))
        if _needed(paper, shown, in_play) and not alone and not spared and paper.id not in found:
            found[paper.id] = _as_json(paper, ruled_out, on, today)
            if SPECIAL_CARD in shown and paper.id == HELD:
                found[paper.id]["valid"] = None  # no source says how long a special card lasts
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
        "warning": None if ruled_out.issuperset(PROTECTION_GROUNDS) else paper.warning,
        "provisions": list(paper.law),
    }


def ids() -> list[str]:
    """The ids of all papers."""
    return sorted({paper.id for papers in PAPERS.values() for paper in papers})


def warnings() -> list[str]:
    """The ids of all warnings."""
    return sorted({paper.warning for papers in PAPERS.values() for paper in papers if paper.warning})


def places() -> list[str]:
    """The ids of all places where papers come from."""
    return sorted({paper.where for papers in PAPERS.values() for paper in papers})
