"""The dossier of a route: what to bring, the steps from the municipality to the card, the days that matter, the costs.

Everything is an id with the provisions that it rests on; the screens hold the words. Figures come from
``law/amounts`` with their period and confidence; what is not confirmed says so.

* ``advice``: what to do next, and what to know
* ``circumstances``: what the facts of a person show for the dossier
* ``papers``, ``procedure``, ``effects`` (with the register), ``deadlines``, ``costs``
* ``counter``: what to answer where the counter asks what no rule asks
* ``family``: what becomes of the family
* ``comparison``: B or L, K or L
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.dossier import (
    advice,
    circumstances,
    comparison,
    costs,
    counter,
    deadlines,
    effects,
    family,
    papers,
    procedure,
)
from belgian_residence.dossier.papers import PAPERS
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.answers import Answers
from belgian_residence.told.values import Days

if TYPE_CHECKING:
    from belgian_residence import answer_types

__all__ = ["PAPERS", "VOCABULARY", "lines", "of_card", "of_route", "side_by_side", "yes_by_silence"]

VOCABULARY: dict[str, list[str]] = {
    "next_steps": list(advice.NEXT_STEPS),
    "papers": papers.ids(),
    "where": papers.places(),
    "paper_warnings": papers.warnings(),
    "not_needed_if": sorted(circumstances.EXCUSES),
    "amounts": advice.amount_names(),
    "notes": advice.note_ids(),
    **procedure.vocabulary(),
    **effects.vocabulary(),
    **deadlines.vocabulary(),
    "costs": costs.ids(),
    "counter": counter.ids(),
    "family": family.ids(),
    **comparison.vocabulary(),
}
"""Every id that a dossier can give out, by kind."""


def of_route(
    route: str,
    outcome: Outcome,
    answers: Answers,
    on: date,
    today: date | None = None,
    silent: Collection[str] = (),
) -> answer_types.Dossier:
    """The dossier of a route as JSON-shaped parts of its answer. ``today``: figures that were to be verified again
    before it are not confirmed. ``silent``: the routes of ``yes_by_silence``."""
    shown = circumstances.shown(answers, on) | ({circumstances.SILENT_YES} if silent else set())
    asked = deadlines.requests(route, answers)
    days = deadlines.of_route(route, outcome, answers, on, today, silent)
    too_early = deadlines.asked_too_early(route, outcome, answers)
    silence = deadlines.silence_means_yes(days, on)
    to_know = set(shown)
    if deadlines.card_ends_first(route, outcome, answers):
        to_know.add(advice.CARD_ENDS_FIRST)
    if deadlines.waits_for_appeal(route, answers):
        to_know.add(advice.DECISION_WAITS)
    day_to_ask = {"open": on, "later": outcome.earliest}.get(outcome.status)
    if day_to_ask and circumstances.abroad(answers, day_to_ask, on):
        to_know.add(advice.ABROAD)
    if asked and asked[-1].decision not in deadlines.REFUSED and not too_early:
        to_know.add(advice.ASKED_FOR)
    return {
        "next_steps": advice.next_steps(
            route,
            outcome,
            [one.decision for one in asked],
            frozenset(to_know) | _what_became_of_b(answers) | _asked_with_l(answers, shown),
            silence=silence,
            too_early=too_early,
            appeal_over=deadlines.appeal_is_over(days, route, answers, on),
        ),
        "papers": papers.papers(route, outcome, shown, circumstances.ruled_out(answers, on), on, today),
        "procedure": procedure.steps(route, outcome, on, today),
        "register": effects.register(route, outcome),
        "effects": effects.effects(route, outcome, on, today, child=circumstances.child_on(answers, day_to_ask or on)),
        "deadlines": days,
        "costs": costs.costs(route, outcome, shown, on, today),
        "notes": advice.notes(route, outcome, frozenset(to_know)),
        "counter": counter.answers(route, outcome, shown, on),
        "family": family.lines_for(route, outcome, shown, on),
        "amounts": advice.amounts(route, on, today),
    }


def _what_became_of_b(answers: Answers) -> frozenset[str]:
    """K waits for B: was that asked for already, or refused?"""
    asked = deadlines.requests("B", answers)
    if not asked or asked[-1].decision == "granted":
        return frozenset()
    return frozenset({advice.B_REFUSED if asked[-1].decision in deadlines.REFUSED else advice.B_ASKED})


def _asked_with_l(answers: Answers, shown: Collection[str]) -> frozenset[str]:
    """Does a request for L count for K too? Only one of somebody who had unlimited stay (K-L-1, FAM-K-3)."""
    asked, since = deadlines.requests("L", answers), answers.values.get("unlimited_stay_since")
    if "unlimited-stay" not in shown or not asked or asked[-1].decision not in (None, "pending"):
        return frozenset()
    filed = asked[-1].filed
    before = isinstance(since, Days) and filed is not None and filed.latest < since.latest
    return frozenset() if before else frozenset({advice.L_ASKED})


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every line of every dossier: its kind, its id and the provisions that it rests on."""
    for route in papers.PAPERS.values():
        yield from (("paper", one.id, one.law) for one in route)
    yield from (("not_needed_if", id, law) for id, law in circumstances.EXCUSES.items())
    yield from procedure.lines()
    yield from effects.lines()
    yield from deadlines.lines()
    yield from counter.lines()
    yield from family.lines()
    yield from comparison.lines()
    for listed in costs.COSTS.values():
        yield from (("cost", cost.id, cost.law) for cost in listed)


def of_card(
    answers: Answers, on: date, today: date | None = None, silent: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The days that matter for the card held, whatever is asked for: see ``deadlines.of_card``."""
    return deadlines.of_card(answers, on, today, silent)


def yes_by_silence(
    outcomes: Mapping[str, Outcome], answers: Answers, on: date, today: date | None = None
) -> tuple[str, ...]:
    """The routes on which no answer means yes by now: see ``deadlines.yes_by_silence``."""
    return deadlines.yes_by_silence(outcomes, answers, on, today)


def side_by_side(outcomes: Mapping[str, Outcome], answers: Answers, on: date) -> list[dict[str, Any]]:
    """B or L, K or L, for the outcomes of all routes: see ``comparison``."""
    return comparison.comparisons(outcomes, circumstances.shown(answers, on), on)
