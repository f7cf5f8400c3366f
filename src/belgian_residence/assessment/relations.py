"""What a relation between two people gives to one of them: named facts, each where the law lets them follow.

An answer of the person's own that says something else is a contradiction, never overruled.
"""

from __future__ import annotations

from datetime import date

from belgian_residence.assessment.one_person import read_person
from belgian_residence.assessment.several import Facts, Relation, each
from belgian_residence.counting.of_age import of_age_on
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import UNKNOWN, YES, all_of, evaluate
from belgian_residence.routes.eu import eu_plus
from belgian_residence.routes.l.means import asked_on
from belgian_residence.routes.registry import EU_PLUS
from belgian_residence.told.case import days_of
from belgian_residence.told.contradictions import broken
from belgian_residence.told.faults import CaseError, shown

GIVEN_BY = {
    "dependants": "dependants-of-relations",
    "joint_household": "household-of-relations",
    "sponsor_early_permanent": "early-sponsor-of-relations",
    "sponsor_belgian": "belgian-sponsor-of-relations",
}
"""For each fact that relations give: the rule that another answer of the person's own breaks."""
HAS_PERMANENT_RESIDENCE = eu_plus.HELD


def relations_give(people: dict[str, Facts], relations: list[Relation], on: date) -> list[tuple[str, Facts]]:
    """For each relation the person who gets facts by it, and these facts; then those whom the money of the other one
    supports. Raises CaseError where an own answer of the person says something else. Somebody who is not in the file
    may live on the means too, so an own number of dependants that is higher than the relations say holds."""
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
    return born is not None and on < of_age_on(born.earliest) and facts.get("dependants") is None


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
    answers = each({name: sponsor}, lambda facts: read_person(facts, on))[name]
    values = {evaluate(early_worker, Situation(person, on)).value for _, person in answers.people()}
    if len(values) != 1 or UNKNOWN in values:
        return {}
    return {"sponsor_early_permanent": values == {YES}}


def with_what_is_given(people: dict[str, Facts], given: list[tuple[str, Facts]]) -> dict[str, Facts]:
    """The facts of each person with those that relations give. ``given``: see ``relations_give``."""
    return {
        name: {**facts, **{fact: value for person, more in given if person == name for fact, value in more.items()}}
        for name, facts in people.items()
    }
