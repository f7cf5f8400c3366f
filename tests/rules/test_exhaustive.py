"""Every combination of answers: nothing ends in an error, no two rules contradict, no condition is idle, no question is
asked in vain. See ``exhaustive`` for how that is possible.

A normal run tries evenly chosen parts of what is too large. `EXHAUSTIVE=all` tries everything, and by chance 200,000 of
what is larger still; that takes hours. `EXHAUSTIVE=3000` tries so many for each condition and date. Both write down how
much it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from random import Random
from typing import Any

import pytest
import z3

from belgian_residence import next_question
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Condition, Finding, Node, all_of, evaluate
from belgian_residence.routes.nationality.grounds import GROUNDS
from belgian_residence.routes.outcome import Outcome, decide
from belgian_residence.routes.registry import BY_KEY, ROUTES, Outcomes
from belgian_residence.routes.status import Route, When
from belgian_residence.routes.stay_kept import what_became_of_the_stay
from belgian_residence.told.facts import BY_NAME
from belgian_residence.told.person import Person
from exhaustive import model
from exhaustive.known import NEVER_ALONE, UNREACHABLE
from exhaustive.people import (
    Base,
    bases,
    findings,
    first_of_each_status,
    near,
    person_of,
    that_show_something_new,
    who_knows_all,
)
from exhaustive.values import DATES, Case, values
from exhaustive.watch import Answers, ask, size
from long_run import signed
from rules.test_findings import conditions_of
from trying import QUICK

pytestmark = pytest.mark.long
SIZE = os.environ.get("EXHAUSTIVE", "")
EVERYTHING = SIZE == "all"
STATUSES = {"open", "later", "closed", "unsettled"}
PLAIN = {
    **{route.key: route for route in ROUTES if route.key != "nationality"},
    **{f"nationality: {name}": ground for name, ground in GROUNDS.items()},
}
"""What ``decide`` decides: the routes, and each ground of the declaration of nationality."""
TREES = [*PLAIN.values(), BY_KEY["nationality"]]


@dataclass
class Figures:
    """How much was tried, for the page that says how we know."""

    combinations: int = 0
    proofs: int = 0


FIGURES = Figures()


@pytest.fixture(scope="module", autouse=True)
def _record(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a long run in which nothing was found, write down how much was tried."""
    command = f"EXHAUSTIVE={SIZE} pytest tests/rules/test_exhaustive.py"
    yield from signed(request, command, tried, long=bool(SIZE))
    print(f"\n{FIGURES.combinations:,} combinations, {FIGURES.proofs} statements proved; {size(DATES[0]):.0e} a date")


def tried() -> dict[str, int]:
    """The figures of a run in which nothing was found."""
    return {"combinations": FIGURES.combinations, "conflicts": 0, "solver": FIGURES.proofs}


# --- every combination of what a condition looks at ---------------------------------------------------------------


ANSWERS = len((YES, NO, UNKNOWN))
RARE = 3
"""So many times more are tried where one of yes, no and unknown was not among the answers."""


def most(on: date) -> int:
    """How many combinations are tried at most for one condition on one date."""
    if EVERYTHING:
        return 200_000 if on == DATES[0] else 10_000
    if SIZE:
        return int(SIZE)
    return 100 if on == DATES[0] else 10


def _said(answers: Answers[Finding]) -> set[str]:
    return {finding.value.value for finding in answers.found}


def _ask_the_corpus(condition: Condition[Any], answers: Answers[Finding]) -> None:
    """Add what a condition answers of the people of the corpus: an answer that hangs on many facts at once is hardly
    ever met by chance."""
    for base in bases(condition.id.partition(".")[0]):
        person = person_of(base.case, base.on)
        if person is not None:
            answers.runs += 1
            answers.found.setdefault(condition.test(Situation(person, base.on)), base.case)


@cache
def answers_of(condition: Condition[Any], on: date) -> Answers[Finding]:
    """The answers of a condition on a date."""
    answers = ask(condition.test, on, most(on))
    explained = {value for id, value in UNREACHABLE if id == condition.id}
    if not SIZE and on == DATES[0] and len(_said(answers)) < ANSWERS:
        answers = ask(condition.test, on, RARE * most(on))
    if on == DATES[0] and len(_said(answers) | explained) < ANSWERS:
        _ask_the_corpus(condition, answers)
    FIGURES.combinations += answers.runs
    return answers


@cache
def answers_of_clock(key: str, on: date) -> Answers[When]:
    """The answers of the clock of a route on a date."""
    answers = ask(PLAIN[key].clock, on, most(on))
    FIGURES.combinations += answers.runs
    return answers


def is_not_known(case: Case, name: str) -> bool:
    """Is a fact that is named as missing in truth not given? A list can lack an entry; of a paper that a person says
    not to have, the day is not known."""
    root, _, rest = name.partition("[")
    if not rest:
        return case.get(root) in (None, "none") or BY_NAME[root].kind.name == "list"
    index, field = rest.split("].")
    return bool(case.get(root)) and case[root][int(index)].get(field) is None


@pytest.mark.parametrize("key", PLAIN)
def test_every_condition_has_an_answer_for_every_combination(key: str) -> None:
    """No error; yes and no ask for nothing; what is asked for is not known yet, and can be told."""
    for condition, on in product(conditions_of(PLAIN[key]), DATES):
        for finding, case in answers_of(condition, on).found.items():
            said = f"{condition.id} on {on} for {case}: {finding}"
            assert finding.value is UNKNOWN or not (finding.missing or finding.not_confirmed), said
            assert not (finding.missing and finding.not_confirmed), said
            for name in finding.missing:
                assert name.split("[")[0] in BY_NAME, said
                assert is_not_known(case, name), said


@pytest.mark.parametrize("key", PLAIN)
def test_every_clock_has_an_answer_for_every_combination(key: str) -> None:
    """No error; what is asked for is not known yet."""
    for on in DATES:
        for when, case in answers_of_clock(key, on).found.items():
            said = f"{PLAIN[key].clock_id} on {on} for {case}: {when}"
            assert when.law, said
            for name in when.missing:
                assert name.split("[")[0] in BY_NAME, said
                assert is_not_known(case, name), said


@pytest.mark.parametrize("route", TREES, ids=lambda route: f"{route.key} {route.clock_id}")
def test_every_answer_of_a_condition_can_be_reached_but_those_explained(route: Route) -> None:
    for condition in conditions_of(route):
        found = {finding.value.value for on in DATES for finding in answers_of(condition, on).found}
        unreachable = {value for id, value in UNREACHABLE if id == condition.id}
        assert found | unreachable == {"yes", "no", "unknown"}, condition.id
        assert not found & unreachable, f"{condition.id}: can be {found & unreachable}"


# --- what holds for all values of all conditions: a solver proves it -------------------------------------------------


@cache
def kinds(route: Route) -> Mapping[Condition[Any], model.Kinds]:
    """The answers that each condition of a route can give."""
    return {
        condition: frozenset(
            (finding.value, finding.value is not UNKNOWN or finding.at_filing)
            for on in DATES
            for finding in answers_of(condition, on).found
        )
        for condition in conditions_of(route)
    }


def proven(claim: Any, *given: Any) -> str:
    """Empty if the claim follows from what is given; else an example against it."""
    solver = z3.Solver()
    solver.add(*given, z3.Not(claim))
    if solver.check() == z3.unsat:
        FIGURES.proofs += 1
        return ""
    example = solver.model()
    return ", ".join(sorted(str(name) for name in example.decls() if z3.is_true(example[name])))


def days_of_change(route: Route) -> list[date]:
    """One date for each set of conditions that are in force together."""
    found = {tuple(one.in_force(on) for one in conditions_of(route)): on for on in reversed(DATES)}
    return [*found.values()]


@pytest.mark.parametrize("key", PLAIN)
def test_every_combination_has_exactly_one_status(key: str) -> None:
    for on in days_of_change(PLAIN[key]):
        one = model.Unknowns(kinds(PLAIN[key]), "one")
        found = one.statuses(PLAIN[key], on)
        assert not proven(z3.PbEq([(z3.Or(formula, False), 1) for formula in found.values()], 1), *one.rules)


@pytest.mark.parametrize("key", PLAIN)
def test_no_status_contradicts_the_conditions(key: str) -> None:
    """Open: nothing says no, and the years are complete or an early ground holds. Later: only the years are missing.
    Closed: something says no, or the years never end. Not settled: something is unknown."""
    route = PLAIN[key]
    for on in days_of_change(route):
        one = model.Unknowns(kinds(route), "one")
        status, clock, of = one.statuses(route, on), one.clock, one.values.__getitem__
        needed = model.truth(route.requirement, on, of)
        all_needed = model.truth(all_of(route.requirement, route.unbroken), on, of)
        early = model.truth(route.early, on, of) if route.early else model.Value(False, True, True)
        anything = z3.Or(all_needed.unknown, clock["unknown"], clock["unknown, with a day"], early.unknown)
        claims = z3.And(
            z3.Implies(status["open"], z3.Or(z3.And(all_needed.yes, clock["complete"]), z3.And(needed.yes, early.yes))),
            z3.Implies(status["later"], z3.And(all_needed.waits, z3.Not(all_needed.no), clock["ahead"])),
            z3.Implies(status["closed"], z3.Or(all_needed.no, clock["never"])),
            z3.Implies(status["unsettled"], z3.And(anything, z3.Not(needed.no))),
        )
        assert not proven(claims, *one.rules)


@pytest.mark.parametrize("key", PLAIN)
def test_an_answer_in_place_of_unknown_never_turns_a_definite_status_into_another(key: str) -> None:
    """For all values of all conditions. What only matters once the person can ask (the amount of a year to come) does
    not become known by an answer."""
    route = PLAIN[key]
    for on in days_of_change(route):
        less, more = model.Unknowns(kinds(route), "less"), model.Unknowns(kinds(route), "more")
        definite = z3.Or([less.clock[kind] for kind in model.DEFINITE_CLOCKS])
        refined = [
            z3.Or(model.same(before, more.values[one]), z3.And(before.unknown, z3.Not(z3.And(before.waits, definite))))
            for one, before in less.values.items()
        ]
        refined += [z3.Implies(less.clock[kind], more.clock[kind]) for kind in model.DEFINITE_CLOCKS]
        was, now = less.statuses(route, on), more.statuses(route, on)
        kept = z3.And([z3.Implies(was[status], now[status]) for status in ("open", "later", "closed")])
        assert not proven(kept, *less.rules, *more.rules, *refined)


@pytest.mark.parametrize("key", PLAIN)
def test_every_condition_can_change_the_status_as_a_formula(key: str) -> None:
    """No part of the tree is swallowed by another: two lists of answers that differ in this one alone."""
    route = PLAIN[key]
    one, two = model.Unknowns(kinds(route), "one"), model.Unknowns(kinds(route), "two")
    before, after = one.statuses(route, DATES[0]), two.statuses(route, DATES[0])
    idle = z3.And([before[status] == after[status] for status in before])
    same_clock = [one.clock[kind] == two.clock[kind] for kind in model.CLOCKS]
    for condition in conditions_of(route):
        others = [model.same(value, two.values[other]) for other, value in one.values.items() if other is not condition]
        assert proven(idle, *one.rules, *two.rules, *others, *same_clock), f"{condition.id} is idle"


@pytest.mark.parametrize("key", PLAIN)
def test_the_formula_says_what_the_rules_say(key: str) -> None:
    """The solver's formulas, with plain values in the place of its unknowns, against the real ``evaluate``."""
    route, random = PLAIN[key], Random(key)
    known = kinds(route)
    for _ in range(10_000 if EVERYTHING else 100 // QUICK):
        often = random.random()
        said = {
            condition: Finding(YES) if random.random() < often and (YES, True) in known[condition] else finding
            for condition in known
            for value, waits in [random.choice(sorted(known[condition], key=str))]
            for finding in [Finding(value, at_filing=value is UNKNOWN and waits)]
        }
        on = random.choice(DATES)
        proof = evaluate(saying(all_of(route.requirement, route.unbroken), said), Situation(Person(), on))
        values_said = {condition: model.value_of(finding) for condition, finding in said.items()}
        formula = model.truth(all_of(route.requirement, route.unbroken), on, values_said.__getitem__)
        assert (formula.yes, formula.no) == (proof.value is YES, proof.value is NO), said
        assert formula.waits == proof.waits_only_for_filing(), said


def saying(node: Node[Any], said: Mapping[Condition[Any], Finding]) -> Node[Any]:
    """The same tree, with conditions that give these answers."""
    if isinstance(node, Condition):
        return replace(node, test=lambda _: said[node])
    return replace(node, parts=tuple(saying(part, said) for part in node.parts))


# --- whole people: everybody who differs from a person of the corpus in one fact, or in two -----------------------

MEET = ("card", "card_issued", "stays", "absences", "unlimited_stay_since", "joint_household", "retention_grounds")
"""Facts that conditions often look at together."""
THEN_EACH = 12
"""Once every condition has changed a status and every status was reached, each twelfth of the others is looked at; the
nightly run looks at all."""


def looked_at(key: str) -> set[str]:
    """The facts that the conditions of a route look at, as far as they were seen to."""
    found = [answers_of(one, DATES[0]).found for one in conditions_of(BY_KEY[key])]
    return {"card"} | {name for answers in found for case in answers.values() for name in case}


def cases_near(key: str) -> Iterator[tuple[Case, date]]:
    """Cases that differ from one of the corpus in one fact, or in two, each once: all of them, or some that make a
    difference."""
    facts = BY_NAME if EVERYTHING else looked_at(key)
    changed: list[tuple[Base, Iterator[Case]]] = []
    for base in first_of_each_status(key):
        if EVERYTHING:
            changed.append((base, near(base, facts, 2 if base.status == "open" else 1)))
        elif base.status in ("open", "later"):
            changed.append((base, near(base, facts, 1)))
            changed += [(base, near(base, MEET, 2, of_lists=3))] if base.status == "open" else []
    more = bases(key) if EVERYTHING else that_show_something_new(key)
    changed += [(base, near(base, facts, 1, of_lists=8 if EVERYTHING else 2)) for base in more]
    seen: set[tuple[str, date]] = set()
    for base, cases in changed:
        for case in cases:
            written = json.dumps(case, sort_keys=True), base.on
            if written not in seen:  # a fact has its own value among the others
                seen.add(written)
                yield case, base.on


def people_near(key: str) -> Iterator[tuple[Case, date, Person]]:
    """Those of these cases that do not contradict themselves, with their person."""
    yield from ((case, on, person) for case, on in cases_near(key) if (person := person_of(case, on)) is not None)


def clock_kind(route: Route, situation: Situation, outcome: Outcome) -> str:
    """Which of the kinds of ``model.CLOCKS`` the clock is."""
    when, reached = route.clock(situation), findings(outcome)[route.clock_id].value
    if reached is YES:
        return "complete"
    if reached is NO:
        return "ahead" if when.day else "never"
    return "unknown, with a day" if when.day else "unknown"


def status_of_formula(route: Route, situation: Situation, outcome: Outcome) -> set[str]:
    """The status that the solver's formulas give for the answers of the conditions."""
    kind = clock_kind(route, situation, outcome)
    clock = {name: name == kind for name in model.CLOCKS}
    found = model.statuses(route, situation.on, lambda one: model.value_of(one.test(situation)), clock)
    return {status for status, given in found.items() if given}


def wrong_with(outcome: Outcome, on: date, route: str) -> str:
    """What in an outcome contradicts the rest of it; empty: nothing."""
    day, after_b = outcome.earliest, outcome.basis == "once_B_granted"
    # For workers the day itself is not yet enough for a B card, nor for what follows from it (reading 7).
    too_early = day is not None and (day < on or (day == on and route != "B" and not after_b))
    # Who waits for a day of which only the bounds are known is asked for what confirms it.
    confirm = set(outcome.bounds.confirmed_by) if outcome.bounds and outcome.status == "later" else set()
    in_vain = outcome.status in ("closed", "later") and not set(outcome.missing) <= confirm
    within = outcome.within_limits is not None and "absences" not in outcome.missing
    asks = "asks for facts" if in_vain else "has a day within limits, and does not ask for absences" if within else ""
    of_status: dict[str, str | bool | None] = {
        "closed": day and "has a day",
        "open": day and day > on and "its day lies ahead",
        "later": (too_early and "its day has come") or (day is None and not after_b and "has no day"),
        "unsettled": UNKNOWN not in {one.value for one in findings(outcome).values()} and "nothing is unknown",
    }
    return asks or of_status[outcome.status] or ""


ON_THE_STAY = ("B", "K", "L", "nationality")
"""The routes that rest on the stay that the person has now."""


def against_the_stay(outcome: Outcome, situation: Situation, key: str) -> str:
    """What in an outcome contradicts what absences did to the stay by the date asked about; empty: nothing."""
    if key not in ON_THE_STAY or situation.person.absences is None or situation.person.card is None:
        return ""
    found = what_became_of_the_stay(situation, situation.on)
    if found.stay == "lost" and outcome.status in ("open", "later"):
        return "the stay is lost"
    return "the stay is in doubt" if found.doubts and outcome.status == "open" else ""


def as_said(finding: Finding) -> str:
    """The value of an answer; one that only matters once the person can ask is another than one that matters now."""
    return f"{finding.value.value}{' at filing' if finding.at_filing else ''}"


@dataclass
class Survey:
    """What was seen of a route, over many people."""

    people: int = 0
    reached: set[str] = field(default_factory=set)
    alive: set[str] = field(default_factory=set)
    """Conditions that changed the status: two people whose conditions answer alike but for this one."""
    wrong: list[str] = field(default_factory=list)


@cache
def survey(key: str) -> Survey:
    """Look at everybody near the people of the corpus."""
    route, found = BY_KEY[key], Survey()
    conditions = conditions_of(route)
    matter = {one.id for one in conditions} - set(NEVER_ALONE)
    seen: dict[tuple[str, frozenset[tuple[str, str]]], dict[str, str]] = {}
    cases = [*cases_near(key)]
    if not EVERYTHING:  # those of one base stand together, and some base at the end makes the last difference
        Random(key).shuffle(cases)
    for number, (case, on) in enumerate(cases):
        if not EVERYTHING and number % THEN_EACH and matter <= found.alive and found.reached == STATUSES:
            continue
        person = person_of(case, on)
        if person is None:
            continue
        situation = Situation(person, on)
        outcome = Outcomes(situation)[key]
        found.people += 1
        found.reached.add(outcome.status)
        if said := wrong_with(outcome, on, key) or against_the_stay(outcome, situation, key):
            found.wrong.append(f"{outcome.status}, but {said}; on {on}: {case}")
        if key in PLAIN and found.people % 10 == 0:
            plain = decide(route, situation)
            if status_of_formula(route, situation, plain) != {plain.status}:
                found.wrong.append(f"the formula does not say {plain.status}; on {on}: {case}")
        told = findings(outcome)
        values_said = {one.id: as_said(told.get(one.id) or one.test(situation)) for one in conditions}
        values_said["clock"] = clock_kind(route, situation, outcome)
        for id in values_said.keys() - found.alive:
            others = frozenset(values_said.items()) - {(id, values_said[id])}
            before = seen.setdefault((id, others), {})
            if any(status != outcome.status for value, status in before.items() if value != values_said[id]):
                found.alive.add(id)
            before[values_said[id]] = outcome.status
    FIGURES.combinations += found.people
    return found


@pytest.mark.parametrize("key", BY_KEY)
def test_nobody_gets_an_answer_that_contradicts_itself_and_every_rule_matters(key: str) -> None:
    found = survey(key)
    assert not found.wrong, "\n".join([f"{len(found.wrong)} of {found.people}", *found.wrong[:5]])
    assert found.reached == STATUSES
    ids = {one.id for one in conditions_of(BY_KEY[key])}
    idle, listed = ids - found.alive, ids & set(NEVER_ALONE)
    assert idle == listed, f"never change anything: {sorted(idle - listed)}; do: {sorted(listed - idle)}"


# --- the interview ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A question, and what was known when it was put."""

    fact: str
    routes: tuple[str, ...]
    known: Case


def interview(person: Case, on: date) -> list[Asked]:
    """Every question that a person is asked; what the person does not have in the case is not known."""
    known: Case = {}
    asked: list[Asked] = []
    while (question := next_question(known, on)) is not None:
        name = question["fact"]
        assert name not in {one.fact for one in asked}, f"asked twice: {name}"
        assert len(asked) < 80, "the interview does not end"
        asked.append(Asked(name, tuple(question["routes"]), deepcopy(known)))
        write(known, name, answer(person, name))
    return asked


def answer(person: Case, name: str) -> Any:
    """What a person answers; the parts of a list that are asked one by one are not told with it."""
    root, _, rest = name.partition("[")
    if not rest:
        told = deepcopy(person.get(root))
        for stay in told if root == "stays" and told else ():
            stay.pop("first_card_issued", None)
        return told
    index, part = rest.split("].")
    entries = person.get(root) or []
    return entries[int(index)].get(part) if int(index) < len(entries) else None


def write(case: Case, name: str, value: Any) -> None:
    """Put an answer in its place."""
    root, _, rest = name.partition("[")
    if rest:
        index, part = rest.split("].")
        case[root][int(index)][part] = value
    else:
        case[root] = value


def answers_to(name: str, known: Case, on: date) -> list[Any]:
    """The answers that somebody could give to a question."""
    root, _, rest = name.partition("[")
    if not rest:
        return [value for value in values(on)[root] if value is not None]
    index, part = rest.split("].")
    entry = known[root][int(index)]
    kind = next(field.kind for field in BY_NAME[root].kind.fields if field.name == part)
    if kind.name == "yes_no":
        return [True, False]
    if kind.name == "choice":
        return list(kind.options)
    first, last = date.fromisoformat(entry["from"]), date.fromisoformat(entry.get("to") or on.isoformat())
    days = {first, first + (last - first) // 2, last, *(first + timedelta(one) for one in (10, 200, 250, 400, 1200))}
    if part in ("granted", "attestation"):  # a decision can come before the stay that it allows
        days |= {first - timedelta(one) for one in (10, 90, 400)}
        first = min(days)
    return [day.isoformat() for day in sorted(days) if first <= day and (part == "to" or day <= min(last, on))]


def after(whole: Case, name: str, value: Any, on: date) -> list[Case]:
    """What is known once a question is answered. Of special cards only who had one is asked more, and tells the stays
    on them."""
    case = deepcopy(whole)
    write(case, name, value)
    if name != "special_card_before":
        return [case]
    if not value:
        return [case | {"stays": None}]
    special = [told for told in values(on)["stays"] if told and told[0]["ground"].startswith("special_card")]
    return [case | {"stays": told} for told in special]


def can_matter(asked: Asked, route: str, people: Iterable[Case], on: date) -> bool:
    """Are there two answers that lead to different results, with some answers to all that was not asked yet?"""
    for person in people:
        rest = {name: value for name, value in person.items() if name not in asked.known}
        whole = who_knows_all(deepcopy(asked.known) | rest, on)
        results = set()
        answers = answers_to(asked.fact, asked.known, on)
        for case in (case for value in answers for case in after(whole, asked.fact, value, on)):
            found = person_of({name: one for name, one in case.items() if one is not None}, on)
            if found is not None:
                outcome = Outcomes(Situation(found, on))[route]
                results.add((outcome.status, outcome.earliest, outcome.basis))
            if len(results) > 1:
                return True
    return False


SAVES = {("sponsor_belgian", "F+"): "sponsor_early_permanent"}
"""A question that decides only whether another one is asked: who joined a Belgian is not asked about a worker."""


def in_vain(person: Case, on: date) -> list[str]:
    """The questions that no answer of anybody would have made different, for a route that they were asked for. A normal
    run looks at each second question."""
    found = []
    for asked in interview(person, on)[:: 1 if EVERYTHING else 2]:
        for route in asked.routes:
            if SAVES.get((asked.fact, route), asked.fact) not in (*asked.known, asked.fact):
                continue
            others = [base.case for base in (*first_of_each_status(route), *bases(route))]
            if not can_matter(asked, route, [person, *others], on):
                found.append(f"{asked.fact} for {route}, with {asked.known} known on {on}")
    return found


@pytest.mark.parametrize("key", BY_KEY)
def test_the_interview_ends_and_asks_nothing_in_vain(key: str) -> None:
    if EVERYTHING:
        people = [(base.case, base.on) for base in bases(key)]
        people += [(case, on) for case, on, _ in islice(people_near(key), 0, None, 100)]
    else:
        # Every other route with somebody who must wait, the others with somebody of whom too little is known.
        status = ("later", "unsettled")[[*BY_KEY].index(key) % 2]
        people = [(base.case, base.on) for base in first_of_each_status(key) if base.status == status]
    found = [text for person, on in people for text in in_vain(who_knows_all(person, on), on)]
    assert not found, "\n".join([f"{len(found)} questions", *found[:10]])
