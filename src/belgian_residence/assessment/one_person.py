"""One person and a date in, every route out.

A case with rough dates is worked out for every choice of days that can matter (see ``answers.Answers.people``), and the
outcomes are put together (``choices``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from belgian_residence.assessment.ahead import changes_ahead
from belgian_residence.assessment.choices import Result, together
from belgian_residence.assessment.clock_parts import clock_parts
from belgian_residence.assessment.oddities import oddities
from belgian_residence.assessment.planned import once_begun, with_the_plan
from belgian_residence.assessment.route_json import as_json
from belgian_residence.counting.conventions import READINGS, SAFE, SAFE_READING, Conventions
from belgian_residence.counting.conventions import reading as reading_named
from belgian_residence.counting.situation import Situation
from belgian_residence.dossier import dossier
from belgian_residence.keeping.clocks import Clocks
from belgian_residence.keeping.keep import keep
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.registry import NEEDED_BEFORE, ROUTES, Outcomes
from belgian_residence.told.answers import Answers
from belgian_residence.told.case import read_case
from belgian_residence.told.faults import CaseError, Fault
from belgian_residence.told.person import Person
from belgian_residence.trust.verification import degraded

if TYPE_CHECKING:
    from belgian_residence import answer_types

FIRST_DAY = date(2021, 1, 1)
"""The earliest date that the law base answers for."""
LAST_DAY = date(2200, 12, 31)
"""The last date that a case can hold; beyond the calendar of the computer no years could be added."""


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
) -> answer_types.Assessment:
    """Every route for one person on a date, as a JSON-shaped dict: see ``people.assess``. Raises CaseError."""
    if reading != SAFE_READING and reading not in READINGS:
        raise CaseError([Fault("reading", repr(reading), "one of " + ", ".join((SAFE_READING, *READINGS)))])
    answers, way = cases.person(case, on) if cases else read_person(case, on), reading_named(reading)
    results = _with_other_days(work_out(answers, on, way), answers, way, today)
    person = answers.latest_person(trips_as_one=True)
    outcomes = {key: result.outcome for key, result in results.items()}
    silent = dossier.yes_by_silence(outcomes, answers, on, today)
    routes = {key: as_json(key, result, answers, on, today, silent) for key, result in results.items()}

    @cache
    def decided(key: str, day: date) -> Outcome:
        return work_out(answers, day, way, only=(key,))[key].outcome

    def on_the_day(day: date) -> dict[str, Outcome]:
        if day > LAST_DAY:
            return {}
        then = work_out(read_person(once_begun(case, answers), day), day, way)
        return {key: result.outcome for key, result in then.items()}

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
        "deadlines": dossier.of_card(answers, on, today, silent),
        "comparison": dossier.side_by_side(outcomes, answers, on),
        "keep": keep(answers, on, _clocks(results, routes, way), today, silent),
    }


def _with_other_days(
    results: Mapping[str, Result], answers: Answers, conventions: Conventions, today: date | None
) -> dict[str, Result]:
    """The results, each with a way to work it out for the day of a request (see ``deadlines.asked_too_early``)."""

    @cache
    def on_a_day(key: str, day: date) -> Outcome:
        day = max(day, FIRST_DAY)
        then = work_out(answers, day, conventions, only=(key,))[key].outcome
        return degraded(then, day, today)[0] if today else then

    return {
        key: replace(result, outcome=replace(result.outcome, on_another_day=partial(on_a_day, key)))
        for key, result in results.items()
    }


def unusual_answers(case: Mapping[str, Any], on: date, cases: Cases | None = None) -> list[dict[str, Any]]:
    """The ``unusual`` part of ``assess_person`` alone: it looks at the answers and decides no route.

    Raises CaseError for the cases for which ``assess_person`` does, with the same faults.
    """
    answers = cases.person(case, on) if cases else read_person(case, on)
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


Choice = tuple[tuple[date, ...], Person]
"""A day for each rough date, in the order of the file, and the person on these days."""


def every_choice(answers: Answers) -> Sequence[Choice]:
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
    choices of days for rough dates only those at the ends are tried."""
    open_paths, choices = answers.open_paths(), every_choice(answers)
    if ends_only:
        choices = _ends(choices, open_paths)
    tried = [(choice, decide_all(person, on, conventions, only)) for choice, person in choices]
    return {key: together([(choice, outcomes[key]) for choice, outcomes in tried], open_paths) for key in tried[0][1]}


def _ends(choices: Sequence[Choice], open_paths: list[str]) -> Sequence[Choice]:
    """The first and the last of the choices, and those with the longest and the shortest times."""
    begins = [path.endswith(".from") for path in open_paths]

    def length(choice: Choice) -> int:
        return sum(-day.toordinal() if begin else day.toordinal() for day, begin in zip(choice[0], begins, strict=True))

    chosen = (choices[0], choices[-1], max(choices, key=length), min(choices, key=length))
    return list({choice[0]: choice for choice in chosen}.values())


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


def _clocks(results: Mapping[str, Result], routes: Mapping[str, Any], conventions: Conventions) -> Clocks:
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
