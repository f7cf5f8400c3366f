"""A planned change of status: what each route says once it has begun, on the same facts.

A planned stay changes nothing that holds on the date asked about. Here the same case is decided on the first day of the
next planned stay, and what differs is told beside the answer, as resting on that plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.answers import Answers
from belgian_residence.told.faults import CaseError

if TYPE_CHECKING:
    from belgian_residence import answer_types

Decided = Callable[[date], Mapping[str, Outcome]]
"""The same facts on another day: the outcome of every route, by its key."""


def next_planned(answers: Answers) -> tuple[int, date, str] | None:
    """The next planned stay in Belgium: its place in the case, its first day (the latest it can be where it is rough)
    and its ground. None where none is told."""
    ahead = [
        (stay["from"].latest, index, stay["ground"])
        for index, stay in enumerate(answers.values.get("stays") or ())
        if stay["from"].earliest > answers.on and stay.get("country", "BE") == "BE"
    ]
    if not ahead:
        return None
    day, index, ground = min(ahead)
    return index, day, ground


def with_the_plan(answers: Answers, now: Mapping[str, Outcome], decided: Decided) -> dict[str, answer_types.Planned]:
    """For each route that the next planned stay changes: what it says on the first day of that stay, and the fact that
    this rests on. ``at_latest``: the day is the latest it can be, as the day of the card is not there yet. ``now``: the
    outcomes on the date asked about."""
    plan = next_planned(answers)
    if plan is None:
        return {}
    index, day, ground = plan
    try:
        then = decided(day)
    except CaseError:
        return {}  # what is told of today cannot hold on that day any more: "no unlimited stay", and it begins
    return {
        key: {
            "rests_on": f"stays[{index}].from",
            "on": day.isoformat(),
            "ground": ground,
            "status": outcome.status,
            "earliest": outcome.earliest.isoformat() if outcome.earliest else None,
            "at_latest": outcome.bounds is not None
            or (outcome.basis == "once_B_granted" and then["B"].bounds is not None),
            "basis": outcome.basis,
        }
        for key, outcome in then.items()
        if (outcome.status, outcome.earliest) != (now[key].status, now[key].earliest)
    }
