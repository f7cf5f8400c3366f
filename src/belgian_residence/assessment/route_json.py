"""One route as it stands in an answer: its result with the proof, and what the dossier says of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, cast

from belgian_residence.assessment.choices import Result
from belgian_residence.counting.situation import Condition
from belgian_residence.dossier import dossier
from belgian_residence.engine import UNKNOWN, Finding
from belgian_residence.law.provisions import provision
from belgian_residence.routes.nationality.declaration import Declaration, grounds_json
from belgian_residence.routes.nationality.roads import as_json as title_first_json
from belgian_residence.routes.outcome import Bounds
from belgian_residence.told.answers import Answers
from belgian_residence.trust import confidence
from belgian_residence.trust.verification import degraded, last_known_json

if TYPE_CHECKING:
    from belgian_residence import answer_types


def as_json(
    key: str, result: Result, answers: Answers, on: date, today: date | None, silent: Collection[str] = ()
) -> answer_types.Route:
    """One route. ``today``: figures that were to be verified again before it are no longer used as certain. ``silent``:
    the routes on which no answer in time means yes by now."""
    outcome, figures, known = degraded(result.outcome, on, today or on)
    if today is None:
        outcome, known = result.outcome, None
    found = dossier.of_route(key, outcome, answers, on, today, silent)
    obstacles = [step.removeprefix("if-no:") for step in found["next_steps"] if step.startswith("if-no:")]
    decided: answer_types.DecidedRoute = {
        "status": outcome.status,
        "earliest": outcome.earliest.isoformat() if outcome.earliest else None,
        "clock": outcome.clock.isoformat() if outcome.clock else None,
        "bounds": _bounds_json(outcome.bounds),
        "within_limits": outcome.within_limits.isoformat() if outcome.within_limits else None,
        "readings": {name: day.isoformat() for name, day in sorted(outcome.readings.items(), key=lambda one: one[1])},
        "conditions": [_condition_json(condition, finding, on) for condition, finding in outcome.conditions],
        "missing": list(outcome.missing),
        "basis": outcome.basis,
        **found,
        "past_verify_by": list(figures),
        "confidence": confidence.summary(outcome, obstacles, on),
        "wording_not_seen": confidence.wording_not_seen(outcome, obstacles, on),
    }
    answer = cast("answer_types.Route", decided)
    if known:
        answer["last_known"] = last_known_json(known)
    if isinstance(outcome, Declaration):
        answer["grounds"] = grounds_json(outcome)
        answer["title_first"] = title_first_json(outcome.title_first)
    if result.between and not known:
        answer["between"] = [day.isoformat() for day in result.between]
    return answer


def brief(result: Result, on: date, today: date | None) -> answer_types.SoFar:
    """The status, the days and what is missing of a route, as ``assess_person`` says them, without the proof."""
    outcome, _, known = degraded(result.outcome, on, today) if today else (result.outcome, (), None)
    between = result.between if not known else None
    return {
        "status": outcome.status,
        "earliest": outcome.earliest.isoformat() if outcome.earliest else None,
        "clock": outcome.clock.isoformat() if outcome.clock else None,
        "between": [day.isoformat() for day in between] if between else None,
        "missing": list(outcome.missing),
    }


def _bounds_json(bounds: Bounds | None) -> answer_types.Bounds | None:
    """``at_latest`` and ``probably``: days that one of the facts ``confirmed_by`` would make exact."""
    if bounds is None:
        return None
    return {
        "at_latest": bounds.at_latest.isoformat(),
        "probably": bounds.probably.isoformat() if bounds.probably else None,
        "confirmed_by": list(bounds.confirmed_by),
    }


def _condition_json(condition: Condition, finding: Finding, on: date) -> answer_types.Condition:
    """``at_filing``: not known yet, because it is judged once the person can ask. ``wording_not_seen``: the day from
    which the text that decides it was amended and not read; None: it was read."""
    return {
        "id": condition.id,
        "value": finding.value.value,
        "at_filing": finding.value is UNKNOWN and finding.at_filing,
        "facts": list(finding.facts),
        "missing": list(finding.missing),
        "citations": [citation(id) for id in condition.law],
        "confidence": provision(condition.law[0]).confidence_on(on),
        "rests_on": confidence.of_condition(condition, finding, on),
        "wording_not_seen": confidence.first_unseen(confidence.unseen_in(condition, on)),
        "by_reading": finding.by_reading or None,
    }


def citation(id: str) -> answer_types.Citation:
    """A provision as it is cited: its article, confidence and sources."""
    written = _written(id)
    return {**written, "sources": list(written["sources"])}


@cache  # every answer cites the same provisions
def _written(id: str) -> answer_types.Citation:
    known = provision(id)
    return {
        "provision": id,
        "article": known.article,
        "confidence": known.confidence,
        "sources": list(known.sources),
        "verified_on": known.verified_on.isoformat(),
    }
