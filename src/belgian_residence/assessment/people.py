"""Several people in one case file: each with own facts and own routes; relations name what one gives to another.

    {"people": {"amina": {facts}, "jan": {facts}, "lina": {facts}},
     "relations": [{"kind": "sponsor", "of": "amina", "is": "jan"},
                   {"kind": "household", "of": "amina", "is": "jan"},
                   {"kind": "dependant", "of": "jan", "is": "lina"}]}

"jan is the sponsor of amina". Nothing of one person reaches the result of another except through a relation, and each
relation gives named facts only; the answer lists them. An answer of the person's own that says something else is a
contradiction, never overruled.

A little longer than most modules: what a relation gives and what its people are asked are one table of kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from belgian_residence.assessment.absence_bounds import absence_bounds_of
from belgian_residence.assessment.interview import interview_of, next_question_of
from belgian_residence.assessment.one_person import Cases, assess_person, read_person, unusual_answers
from belgian_residence.assessment.unused import unused_of
from belgian_residence.counting.conventions import SAFE_READING
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import UNKNOWN, YES, all_of, evaluate
from belgian_residence.engine.dates import add_years
from belgian_residence.routes.eu import eu_plus
from belgian_residence.routes.l.means import asked_on
from belgian_residence.routes.registry import EU_PLUS
from belgian_residence.told.case import days_of
from belgian_residence.told.contradictions import broken
from belgian_residence.told.facts import MOST_PEOPLE, RELATION_KINDS
from belgian_residence.told.faults import CaseError, Fault, shown
from belgian_residence.told.versions import current

Answer = TypeVar("Answer")
Facts = dict[str, Any]
Relation = dict[str, str]

GIVEN_BY = {
    "dependants": "dependants-of-relations",
    "joint_household": "household-of-relations",
    "sponsor_early_permanent": "early-sponsor-of-relations",
    "sponsor_belgian": "belgian-sponsor-of-relations",
}
"""For each fact that relations give: the rule that another answer of the person's own breaks."""
HAS_PERMANENT_RESIDENCE = eu_plus.HELD
OF_AGE = 18
"""Years."""


def assess(
    case: Mapping[str, Any],
    on: date,
    reading: str = SAFE_READING,
    today: date | None = None,
    cases: Cases | None = None,
) -> dict[str, Any]:
    """Every route for a case on a date, as a JSON-shaped dict: for one person, or for each person of the file.

    ``case``: facts as ``schema`` lists them, or ``people`` and ``relations``. ``on``: the date asked about, from
    1 January 2021. ``reading``: count everything in one way only, the name of a reading; by default the safe one,
    compared with all others. ``today``: the day on which it is asked; figures that were to be verified again before it
    are then no longer used as certain. ``cases``: those read in this request; ``interview`` then shares the work.
    Raises CaseError with one fault for each thing that cannot be read.
    """
    case = current(case)
    if not is_for_several(case):
        return assess_person(case, on, reading, today, cases)
    people, relations = read(case)
    given = relations_give(people, relations, on)
    whole = {name: {**facts, **_merged(name, given)} for name, facts in people.items()}
    answers = _each(whole, lambda facts: assess_person(facts, on, reading, today, cases))
    return {
        "on": on.isoformat(),
        "people": {
            name: {key: part for key, part in answer.items() if key != "on"} for name, answer in answers.items()
        },
        "relations": [
            {**relation, "gives": gives, "supports": supports(relation, relations, people, on)[1]}
            for relation, (_, gives) in zip(relations, given[: len(relations)], strict=True)
        ],
    }


def next_question(case: Mapping[str, Any], on: date, routes: Collection[str] | None = None) -> dict[str, Any] | None:
    """The next question for a case on a date, with ``person`` where the file holds several; None when nothing is open.

    ``routes``: ask only for these; None: for all. Raises CaseError.
    """
    case = current(case)
    if not is_for_several(case):
        return next_question_of(case, on, routes)
    people, relations = read(case)
    given = relations_give(people, relations, on)
    whole = {name: {**facts, **_merged(name, given)} for name, facts in people.items()}
    for name, question in _each(whole, lambda facts: next_question_of(facts, on, routes)).items():
        if question is not None:
            return {"person": name, **question}
    return None


def interview(
    case: Mapping[str, Any],
    on: date,
    routes: Collection[str] | None = None,
    today: date | None = None,
    cases: Cases | None = None,
    *,
    ends_only: bool = False,
) -> dict[str, Any]:
    """The next question to one person, with what every route says so far: no slower than the question alone.

    See ``interview.interview_of``. ``case``: the facts of one person. ``cases``: those read in this request; ``assess``
    then shares the work. ``ends_only``: quick, where rough dates need not be exact. Raises CaseError.
    """
    return interview_of(current(case), on, routes, today, cases, ends_only=ends_only)


def unused(case: Mapping[str, Any], on: date) -> list[str]:
    """The facts of one person that change nothing on a date any more: see ``unused.unused_of``. Raises CaseError."""
    return unused_of(current(case), on)


def absence_bounds(case: Mapping[str, Any], on: date, routes: Collection[str] | None = None) -> dict[str, list[int]]:
    """What to ask of all absences at once, for one person: see ``absence_bounds_of``. Raises CaseError."""
    return absence_bounds_of(current(case), on, routes)


def unusual(case: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """What ``assess`` says under ``unusual`` of the answers of one person, many times quicker: no route is decided.

    Raises CaseError for the cases for which ``assess`` does, with the same faults: so it also tells whether a case can
    be used at all.
    """
    return unusual_answers(current(case), on)


def is_for_several(case: object) -> bool:
    """Does the case hold several people?"""
    return isinstance(case, Mapping) and ("people" in case or "relations" in case)


def read(case: Mapping[str, Any]) -> tuple[dict[str, Facts], list[Relation]]:
    """The people of a case and the relations between them. Raises CaseError with every fault found."""
    people, faults = case.get("people"), []
    if not isinstance(people, Mapping) or not 1 <= len(people) <= MOST_PEOPLE:
        accepted = f'1 to {MOST_PEOPLE} people by name, such as {{"ana": {{facts}}}}'
        raise CaseError([Fault("people", _kind_of(people), accepted)])
    faults += [
        Fault(str(key), "stands beside people", "facts inside each person; beside people only relations")
        for key in case
        if key not in ("people", "relations")
    ]
    faults += [
        Fault(f"people.{name}", _kind_of(facts), "a JSON object of facts (see the command schema)")
        for name, facts in people.items()
        if not isinstance(facts, Mapping) or is_for_several(facts)
    ]
    relations = case.get("relations")
    if not isinstance(relations, list) and relations is not None:
        faults.append(Fault("relations", _kind_of(relations), "a list of relations"))
        relations = []
    seen: list[object] = []
    for place, relation in enumerate(relations or []):
        fault = _relation_fault(f"relations[{place}]", relation, people)
        if fault is None and relation in seen:
            fault = Fault(f"relations[{place}]", "stands twice", "each relation once")
        seen.append(relation)
        faults += [fault] if fault else []
    if faults:
        raise CaseError(faults)
    return {str(name): dict(facts) for name, facts in people.items()}, list(relations or [])


def _relation_fault(where: str, relation: object, people: Mapping[str, Any]) -> Fault | None:
    if not isinstance(relation, Mapping) or set(relation) != {"kind", "of", "is"}:
        return Fault(where, _kind_of(relation), 'an object such as {"kind": "sponsor", "of": "ana", "is": "jan"}')
    if relation["kind"] not in RELATION_KINDS:
        return Fault(f"{where}.kind", shown(relation["kind"]), "one of " + ", ".join(RELATION_KINDS))
    for end in ("of", "is"):
        if not isinstance(relation[end], str) or relation[end] not in people:
            return Fault(f"{where}.{end}", shown(relation[end]), "the name of one of the people")
    if relation["of"] == relation["is"]:
        accepted = "somebody else than the first person"
        return broken("related-to-somebody-else", f"{where}.is", shown(relation["is"]), accepted, other=f"{where}.of")
    return None


def _kind_of(value: object) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {shown(value)}"


# --- what a relation gives -----------------------------------------------------------------------------------------


def relations_give(people: dict[str, Facts], relations: list[Relation], on: date) -> list[tuple[str, Facts]]:
    """For each relation the person who gets facts by it, and these facts; then those whom the money of the other one
    supports. Raises CaseError where an own answer of the
    person says something else. Somebody who is not in the file may live on the means too, so an own number of
    dependants that is higher than the relations say holds."""
    given = [gives(relation, relations, people, on) for relation in relations]
    faults = []
    for place, (name, facts) in enumerate(given):
        for fact, value in list(facts.items()):
            own = people[name].get(fact)
            if fact == "dependants" and isinstance(own, int) and own > value:
                del facts[fact]
            elif own not in (value, None):
                accepted = f"{value!r} or more, or nothing" if fact == "dependants" else f"{value!r}, or nothing"
                said = f"{shown(own)}, and relations[{place}] says {value!r}"
                faults.append(
                    broken(GIVEN_BY[fact], f"people.{name}.{fact}", said, accepted, other=f"relations[{place}]")
                )
    if faults:
        raise CaseError(faults)
    supported = [supports(relation, relations, people, on) for relation in relations]
    return [*given, *((name, facts) for name, facts in supported if people[name].get("supporter_income") is None)]


def supports(relation: Relation, relations: list[Relation], people: dict[str, Facts], on: date) -> tuple[str, Facts]:
    """The person who joined the other one or lives on this one's means, and how much of that money is there (L-INC-3).

    Given only where it is surely enough, after what the other one and everybody else who lives on this money need;
    otherwise it is asked, and an own answer always holds. A child who is fed by it feeds nobody: how many people live
    on its own income is not asked either.
    """
    kind, of, other = relation["kind"], relation["of"], relation["is"]
    name, supporter = (other, of) if kind == "dependant" else (of, other)
    income, asked = people[supporter].get("income"), asked_on(on)
    if kind not in ("dependant", "sponsor") or asked is None:
        return name, {}
    if not isinstance(income, (int, float)) or isinstance(income, bool):
        return name, {}
    fed = {one["is"] for one in relations if one["kind"] == "dependant" and one["of"] == supporter}
    others = max(len(fed), _count(people[supporter])) - (name in fed)
    rest = income - asked.enough[0] - asked.enough[1] * others
    own = sum(one["kind"] == "dependant" and one["of"] == name for one in relations)
    if not asked.is_enough(rest, max(own, _count(people[name]))):
        return name, {}
    feeds_nobody = {"dependants": 0} if not own and _is_a_child(people[name], on) else {}
    return name, {"supporter_income": rest, **feeds_nobody}


def _is_a_child(facts: Facts, on: date) -> bool:
    """Is the person certainly a minor, and has told of nobody who lives on its income?"""
    born = days_of(facts.get("birth_date"))
    return born is not None and on < add_years(born.earliest, OF_AGE) and facts.get("dependants") is None


def _count(facts: Facts) -> int:
    told = facts.get("dependants")
    return told if isinstance(told, int) else 0


def gives(relation: Relation, relations: list[Relation], people: dict[str, Facts], on: date) -> tuple[str, Facts]:
    """The person who gets facts by one of the relations, and these facts, whatever this person says."""
    kind, of, other = relation["kind"], relation["of"], relation["is"]
    if kind == "dependant":
        return of, {"dependants": sum(one["kind"] == kind and one["of"] == of for one in relations)}  # L-INC-2
    if kind == "household":
        joined = {"kind": "sponsor", "of": of, "is": other} in relations
        return of, {"joint_household": True} if joined else {}  # FAM-HH-1: with the person one joined
    return of, {**_belgian(people[other]), **_from_sponsor(people[other], other, on)}


def _belgian(sponsor: Facts) -> Facts:
    """Is the person joined Belgian, also beside another nationality (NAT-TITLE-4)? Not given while that is not told."""
    told = sponsor.get("nationality")
    codes = [told] if isinstance(told, str) else told
    if not isinstance(codes, list) or not codes:
        return {}
    return {"sponsor_belgian": "BE" in codes}


def _from_sponsor(sponsor: Facts, name: str, on: date) -> Facts:
    """EUP-EARLY-7: who lives with a worker that got permanent residence early gets it at the same time.

    Given only where the sponsor's own facts settle it. A sponsor who holds the card already does not show on which
    ground it was given.
    """
    card = sponsor.get("card")
    if isinstance(card, str) and card in HAS_PERMANENT_RESIDENCE:
        return {}
    assert EU_PLUS.early is not None
    early_worker = all_of(EU_PLUS.requirement, EU_PLUS.early)
    answers = _each({name: sponsor}, lambda facts: read_person(facts, on))[name]
    values = {evaluate(early_worker, Situation(person, on)).value for _, person in answers.people()}
    if len(values) != 1 or UNKNOWN in values:
        return {}
    return {"sponsor_early_permanent": values == {YES}}


def _merged(name: str, given: list[tuple[str, Facts]]) -> Facts:
    return {fact: value for person, facts in given if person == name for fact, value in facts.items()}


def _each(people: dict[str, Facts], work: Callable[[Facts], Answer]) -> dict[str, Answer]:
    """The work done for each person; faults name the person. Raises CaseError with the faults of everybody."""
    done: dict[str, Answer] = {}
    faults: list[Fault] = []
    for name, facts in people.items():
        try:
            done[name] = work(facts)
        except CaseError as error:
            faults += [_of_person(fault, name) for fault in error.faults]
    if faults:
        raise CaseError(faults)
    return done


def _of_person(fault: Fault, name: str) -> Fault:
    if fault.where in ("on", "reading", "routes"):
        return fault
    other = f"people.{name}.{fault.other}" if fault.other and fault.other != "on" else fault.other
    return replace(fault, where=f"people.{name}.{fault.where}", other=other)
