"""One person and a date in, every route out.

A case with rough dates is worked out for every choice of days that can matter (see ``answers.Answers.people``), and the
outcomes are put together: what holds for all of them is the answer, the rest is not settled. Longer than most modules:
how many choices become one result, and how that result is written, belong together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from belgian_residence.assessment.ahead import changes_ahead
from belgian_residence.assessment.clock_parts import clock_parts
from belgian_residence.assessment.oddities import oddities
from belgian_residence.assessment.planned import with_the_plan
from belgian_residence.counting.conventions import MOST_FAVOURABLE, READINGS, SAFE, SAFE_READING, Conventions
from belgian_residence.counting.conventions import reading as reading_named
from belgian_residence.counting.situation import Condition, Situation
from belgian_residence.dossier import dossier
from belgian_residence.engine import UNKNOWN, Finding
from belgian_residence.keeping.keep import Clocks, keep
from belgian_residence.law.provisions import provision
from belgian_residence.routes.nationality.declaration import Declaration, grounds_json, with_grounds_of
from belgian_residence.routes.nationality.roads import as_json as title_first_json
from belgian_residence.routes.outcome import Bounds, Outcome, latest_of_all
from belgian_residence.routes.registry import NEEDED_BEFORE, ROUTES, Outcomes
from belgian_residence.told.answers import Answers
from belgian_residence.told.case import read_case
from belgian_residence.told.faults import CaseError, Fault
from belgian_residence.told.person import Person
from belgian_residence.told.trips import CAME_BACK
from belgian_residence.trust import confidence
from belgian_residence.trust.verification import degraded, last_known_json

FIRST_DAY = date(2021, 1, 1)
"""The earliest date that the law base answers for."""
LAST_DAY = date(2200, 12, 31)
"""The last date that a case can hold; beyond the calendar of the computer no years could be added."""


@dataclass(frozen=True)
class Result:
    """The outcome of one route for a whole case. ``between``: first and last date, where rough dates leave several."""

    outcome: Outcome
    between: tuple[date, date] | None = None


class Cases:
    """Cases as they were read: who asks several things of one case in one request reads it once, and what is worked out
    of it is then worked out once (see ``outcomes_of``). Not for longer than a request."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, date], Answers] = {}

    def person(self, case: Mapping[str, Any], on: date) -> Answers:
        """As ``read_person``, for a case that is JSON. Raises CaseError."""
        key = json.dumps(case), on
        if key not in self._known:
            self._known[key] = read_person(case, on)
        return self._known[key]

    def __deepcopy__(self, memo: object) -> Cases:
        """The same: what was read is never changed."""
        return self


def assess_person(
    case: Mapping[str, Any],
    on: date,
    reading: str = SAFE_READING,
    today: date | None = None,
    cases: Cases | None = None,
) -> dict[str, Any]:
    """Every route for one person on a date, as a JSON-shaped dict: see ``people.assess``. Raises CaseError."""
    if reading != SAFE_READING and reading not in READINGS:
        raise CaseError([Fault("reading", repr(reading), "one of " + ", ".join((SAFE_READING, *READINGS)))])
    answers, way = cases.person(case, on) if cases else read_person(case, on), reading_named(reading)
    results = work_out(answers, on, way)
    person = answers.latest_person(trips_as_one=True)
    routes = {key: _as_json(key, result, answers, on, today) for key, result in results.items()}

    @cache
    def decided(key: str, day: date) -> Outcome:
        return work_out(answers, day, way, only=(key,))[key].outcome

    def on_the_day(day: date) -> dict[str, Outcome]:
        if day > LAST_DAY:
            return {}
        then = work_out(read_person(case, day), day, way)
        return {key: result.outcome for key, result in then.items()}

    outcomes = {key: result.outcome for key, result in results.items()}
    for key, plan in with_the_plan(answers, outcomes, on_the_day).items():
        routes[key]["planned"] = plan
    for key, route in routes.items():
        asked = tuple(amount["name"] for amount in route["amounts"])
        counted = clock_parts(key, results[key].outcome, person, on, way)
        route["clock_parts"] = counted if route["clock"] else []  # no day, where its figures are past their check
        route["changes"] = changes_ahead(key, results[key].outcome, person, on, asked, decided)
    return {
        "on": on.isoformat(),
        "routes": routes,
        "unusual": oddities(answers.latest_person(), on),
        "deadlines": dossier.of_card(answers, on, today),
        "comparison": dossier.side_by_side(outcomes, answers, on),
        "keep": keep(answers, on, _clocks(results, routes, on, way), today),
    }


def unusual_answers(case: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """The ``unusual`` part of ``assess_person`` alone: it looks at the answers and decides no route.

    Raises CaseError for the cases for which ``assess_person`` does, with the same faults.
    """
    answers = read_person(case, on)
    every_choice(answers)
    return oddities(answers.latest_person(), on)


def all_routes() -> tuple[str, ...]:
    """The keys of every route, in the order in which they are shown."""
    return tuple(route.key for route in ROUTES)


def read_person(case: Mapping[str, Any], on: date) -> Answers:
    """Read the case for a date that the law base answers for. Raises CaseError."""
    if not FIRST_DAY <= on <= LAST_DAY:
        raise CaseError([Fault("on", on.isoformat(), f"a date from {FIRST_DAY} to {LAST_DAY}")])
    return read_case(case, on)


def every_choice(answers: Answers) -> Sequence[tuple[tuple[date, ...], Person]]:
    """The person, once for each choice of days for the rough dates. Raises CaseError where every choice puts the days
    out of order."""
    people = answers.people()
    if not people:
        rough = answers.rough_paths()
        raise CaseError([Fault(name, "a rough date", "days that can be true together") for name in rough])
    return people


def work_out(
    answers: Answers,
    on: date,
    conventions: Conventions = SAFE,
    only: Collection[str] | None = None,
    *,
    ends_only: bool = False,
) -> dict[str, Result]:
    """The result of every route, or ``only`` of some, in the order in which routes are shown. ``ends_only``: of the
    choices of days for rough dates only the first and the last are tried."""
    open_paths, choices = answers.open_paths(), every_choice(answers)
    ends = choices if not ends_only or len(choices) < 2 else (choices[0], choices[-1])
    tried = [(choice, decide_all(person, on, conventions, only)) for choice, person in ends]
    return {key: _together([(choice, outcomes[key]) for choice, outcomes in tried], open_paths) for key in tried[0][1]}


def decide_all(
    person: Person, on: date, conventions: Conventions = SAFE, only: Collection[str] | None = None
) -> dict[str, Outcome]:
    """The outcome of every route for a person with exact days, in the order in which routes are shown."""
    wanted = [route.key for route in ROUTES if only is None or route.key in only]
    known = outcomes_of(person).setdefault((on, conventions), {})
    if not known.keys() >= set(wanted):
        outcomes = Outcomes(Situation(person, on, conventions))
        outcomes.update(known)
        known.update({key: outcomes[key] for key in wanted})
        outcomes.situation.counted.clear()  # nobody asks for it again, and it is many times as large as the outcomes
    return {key: known[key] for key in wanted}


def outcomes_of(person: Person) -> dict[tuple[date, Conventions], dict[str, Outcome]]:
    """What was decided of a person, by day and way of counting. A person never changes, so it stays there (as in
    ``periods.of_the_person``): the next question and the answer are put to the same people."""
    found: dict[tuple[date, Conventions], dict[str, Outcome]] = vars(person).setdefault("_outcomes", {})
    return found


def _clocks(results: Mapping[str, Result], routes: Mapping[str, Any], on: date, conventions: Conventions) -> Clocks:
    """The clock of each route that can be answered for, and how to work it out for somebody else."""

    def day(outcome: Outcome) -> date | None:
        return None if outcome.status == "closed" else outcome.earliest or outcome.clock

    def whole(person: Person, wanted: Collection[str], then: date) -> dict[str, date | None]:
        outcomes = decide_all(person, then, conventions, wanted)
        return {key: day(outcome) for key, outcome in outcomes.items()}

    def count(person: Person, then: date) -> dict[str, tuple[date | None, ...]]:
        situation = Situation(person, then, conventions)
        days = {route.key: route.clock(situation).day for route in ROUTES}
        return {key: (day, *(days[before] for before in NEEDED_BEFORE.get(key, ()))) for key, day in days.items()}

    shown = {key: day(result.outcome) for key, result in results.items() if "last_known" not in routes[key]}
    return Clocks(shown, whole, count)


# --- one answer from many choices of days -------------------------------------------------------------------------


def _together(tried: list[tuple[tuple[date, ...], Outcome]], rough: list[str]) -> Result:
    outcomes = [outcome for _, outcome in tried]
    first = outcomes[0]
    if len(outcomes) == 1:
        return Result(first)
    days = [outcome.earliest for outcome in outcomes if outcome.earliest is not None]
    complete = len(days) == len(outcomes)
    same = len({outcome.status for outcome in outcomes}) == 1
    decisive = _turning(tried, rough) if same else _decisive(tried, rough)
    missing = tuple(dict.fromkeys([name for outcome in outcomes for name in outcome.missing] + list(decisive)))
    whole = replace(
        first,
        status=first.status if same else "unsettled",
        earliest=latest_of_all((outcome.status, outcome.earliest) for outcome in outcomes),
        clock=_latest_clock(outcomes),
        soonest=_soonest(outcomes),
        readings=_latest(outcomes),
        conditions=_conditions(outcomes),
        missing=missing,
        bounds=_widest(outcomes),
        day_within_limits=partial(_latest_within_limits, outcomes),
    )
    whole = with_grounds_of(whole, outcomes)
    return Result(whole, (min(days), max(days)) if complete and len(set(days)) > 1 else None)


def _latest_within_limits(outcomes: list[Outcome]) -> date | None:
    """The latest day of all, where every choice gives one."""
    found = [outcome.within_limits for outcome in outcomes if outcome.within_limits]
    return max(found) if len(found) == len(outcomes) else None


def _soonest(outcomes: list[Outcome]) -> date | None:
    """The first day of all, where every choice gives one: a choice without a day can lie before it."""
    found = [outcome.first_day for outcome in outcomes if outcome.first_day]
    return min(found) if len(found) == len(outcomes) else None


def _latest_clock(outcomes: list[Outcome]) -> date | None:
    """The latest day of all, where every choice gives one: a choice without a day can lie after it."""
    found = [outcome.clock for outcome in outcomes if outcome.clock]
    return max(found) if len(found) == len(outcomes) else None


def _widest(outcomes: list[Outcome]) -> Bounds | None:
    """The latest day of all, where every choice gives one."""
    found = [outcome.bounds for outcome in outcomes if outcome.bounds]
    if len(found) < len(outcomes):
        return None
    likely = [bounds.probably for bounds in found if bounds.probably]
    facts = tuple(dict.fromkeys(fact for bounds in found for fact in bounds.confirmed_by))
    return Bounds(max(bounds.at_latest for bounds in found), max(likely, default=None), facts)


def _decisive(tried: list[tuple[tuple[date, ...], Outcome]], rough: list[str]) -> tuple[str, ...]:
    """The rough dates of which an exact day could change the status, all other choices the same, and whether trips that
    touch are one, where that could."""
    places = [place for place, name in enumerate(rough) if not name.endswith(CAME_BACK)]
    turning = _that_turn(tried, places, lambda outcome: outcome.status)
    return tuple(rough[place] for place in turning) + _turning(tried, rough) or tuple(rough)


def _turning(tried: list[tuple[tuple[date, ...], Outcome]], rough: list[str]) -> tuple[str, ...]:
    """The trips that touch, where the status or a day ahead turns on whether they are one. They are tried all as one,
    or none: so all are asked."""
    seams = [place for place, name in enumerate(rough) if name.endswith(CAME_BACK)]
    if not seams or all(outcome.status == "open" for _, outcome in tried):
        return ()
    seen: dict[tuple[date, ...], tuple[str, date | None]] = {}
    said = ((choice[: seams[0]], (outcome.status, outcome.earliest)) for choice, outcome in tried)
    turns = any(seen.setdefault(rest, answer) != answer for rest, answer in said)
    return tuple(rough[place] for place in seams) if turns else ()


def _that_turn(
    tried: list[tuple[tuple[date, ...], Outcome]], places: Iterable[int], said: Callable[[Outcome], str]
) -> list[int]:
    found = []
    for place in places:
        seen: dict[tuple[date, ...], str] = {}
        for choice, outcome in tried:
            rest = choice[:place] + choice[place + 1 :]
            if seen.setdefault(rest, said(outcome)) != said(outcome):
                found.append(place)
                break
    return found


def _latest(outcomes: list[Outcome]) -> dict[str, date]:
    """For each reading that gives a day of its own in some choice, the latest day in all; none where these agree."""
    possible = [outcome for outcome in outcomes if outcome.status != "closed"]
    names = dict.fromkeys(name for outcome in possible for name in outcome.readings)
    days = {name: [day for outcome in possible if (day := _day_under(name, outcome)) is not None] for name in names}
    latest = {name: max(found) for name, found in days.items()}
    return latest if len(set(latest.values())) > 1 or SAFE_READING not in latest else {}


def _day_under(name: str, outcome: Outcome) -> date | None:
    """The day of a reading; where it is not named it says the same as the safe one, or as the other favourable ones."""
    if not outcome.readings:
        return outcome.clock
    if name == MOST_FAVOURABLE and name not in outcome.readings:
        return min(outcome.readings.values())
    return outcome.readings.get(name, outcome.readings.get(SAFE_READING))


def _conditions(outcomes: list[Outcome]) -> tuple[tuple[Condition, Finding], ...]:
    """Each condition once: its answer where all choices agree, otherwise unknown."""
    merged: dict[str, tuple[Condition, Finding]] = {}
    for outcome in outcomes:
        for condition, finding in outcome.conditions:
            before = merged.get(condition.id)
            if before is not None and before[1].value is not finding.value:
                finding = finding._replace(value=UNKNOWN)
            merged[condition.id] = (condition, finding)
    return tuple(merged.values())


# --- JSON ---------------------------------------------------------------------------------------------------------


def _as_json(key: str, result: Result, answers: Answers, on: date, today: date | None) -> dict[str, Any]:
    """One route. ``today``: figures that were to be verified again before it are no longer used as certain."""
    outcome, figures, known = degraded(result.outcome, on, today or on)
    if today is None:
        outcome, known = result.outcome, None
    answer: dict[str, Any] = {
        "status": outcome.status,
        "earliest": outcome.earliest.isoformat() if outcome.earliest else None,
        "clock": outcome.clock.isoformat() if outcome.clock else None,
        "bounds": _bounds_json(outcome.bounds),
        "within_limits": outcome.within_limits.isoformat() if outcome.within_limits else None,
        "readings": {name: day.isoformat() for name, day in sorted(outcome.readings.items(), key=lambda one: one[1])},
        "conditions": [_condition_json(condition, finding, on) for condition, finding in outcome.conditions],
        "missing": list(outcome.missing),
        "basis": outcome.basis,
        **dossier.of_route(key, outcome, answers, on, today),
        "past_verify_by": list(figures),
    }
    obstacles = [step.removeprefix("if-no:") for step in answer["next_steps"] if step.startswith("if-no:")]
    answer["confidence"] = confidence.summary(outcome, obstacles, on)
    answer["wording_not_seen"] = confidence.wording_not_seen(outcome, obstacles, on)
    if known:
        answer["last_known"] = last_known_json(known)
    if isinstance(outcome, Declaration):
        answer["grounds"] = grounds_json(outcome)
        answer["title_first"] = title_first_json(outcome.title_first)
    if result.between and not known:
        answer["between"] = [day.isoformat() for day in result.between]
    return answer


def brief(result: Result, on: date, today: date | None) -> dict[str, Any]:
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


def _bounds_json(bounds: Bounds | None) -> dict[str, Any] | None:
    """``at_latest`` and ``probably``: days that one of the facts ``confirmed_by`` would make exact."""
    if bounds is None:
        return None
    return {
        "at_latest": bounds.at_latest.isoformat(),
        "probably": bounds.probably.isoformat() if bounds.probably else None,
        "confirmed_by": list(bounds.confirmed_by),
    }


def _condition_json(condition: Condition, finding: Finding, on: date) -> dict[str, Any]:
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


def citation(id: str) -> dict[str, Any]:
    """A provision as it is cited: its article, confidence and sources."""
    written = _written(id)
    return {**written, "sources": list(written["sources"])}


@cache  # every answer cites the same provisions
def _written(id: str) -> dict[str, Any]:
    known = provision(id)
    return {
        "provision": id,
        "article": known.article,
        "confidence": known.confidence,
        "sources": known.sources,
        "verified_on": known.verified_on.isoformat(),
    }
