"""What a relation between two people gives to one of them, in tables.

In March 2025 the law asks EUR 1,038 a month for oneself and EUR 346 for each dependant (L-INC-1).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError
from belgian_residence.assessment.relations import GIVEN_BY, gives, relations_give, supports, with_what_is_given
from briefly import relation

ON = date(2025, 3, 1)
Facts = dict[str, Any]
Relation = dict[str, str]


JOINED = relation("sponsor", "amina", "jan")
HOUSEHOLD = relation("household", "amina", "jan")
FEEDS_LINA = relation("dependant", "jan", "lina")
FEEDS_TOM = relation("dependant", "jan", "tom")
AMINA_FEEDS_TOM = relation("dependant", "amina", "tom")
CHILD = {"birth_date": "2015-05-06"}
NOBODY: Facts = {"amina": {}, "jan": {}, "lina": {}, "tom": {}}


def with_income(income: Any, **people: Facts) -> dict[str, Facts]:
    told = NOBODY | people
    return told | {"jan": {"income": income, **told["jan"]}}


# --- whose money counts (L-INC-3) -------------------------------------------------------------------------------------

SUPPORT = [
    # what it is, the relation, the others, the people, what is given
    ("enough for both", JOINED, [], with_income(2076), {"supporter_income": 1038}),
    ("a euro less", JOINED, [], with_income(2075), {}),
    ("a part of a euro counts", JOINED, [], with_income(2076.5), {"supporter_income": 1038.5}),
    ("not told", JOINED, [], with_income(None), {}),
    ("no number", JOINED, [], with_income("3500"), {}),
    ("yes is no number", JOINED, [], with_income(True), {}),
    ("no people who joined each other", HOUSEHOLD, [JOINED], with_income(3500), {}),
    ("the supporter feeds one more", JOINED, [FEEDS_LINA], with_income(2422), {"supporter_income": 1038}),
    ("and a euro less", JOINED, [FEEDS_LINA], with_income(2421), {}),
    ("the supporter feeds two more", JOINED, [FEEDS_LINA, FEEDS_TOM], with_income(2768), {"supporter_income": 1038}),
    ("and a euro less", JOINED, [FEEDS_LINA, FEEDS_TOM], with_income(2767), {}),
    ("the supporter told of more than the relations", JOINED, [FEEDS_LINA],
     with_income(3000, jan={"dependants": 2}), {"supporter_income": 1270}),
    ("the supporter told of fewer", JOINED, [FEEDS_LINA, FEEDS_TOM],
     with_income(3000, jan={"dependants": 1}), {"supporter_income": 1270}),
    ("who was joined feeds somebody else's children", JOINED, [relation("dependant", "lina", "tom")],
     with_income(2076), {"supporter_income": 1038}),
    ("a household is nobody to feed", JOINED, [relation("household", "jan", "lina")],
     with_income(2076), {"supporter_income": 1038}),
    ("who joined feeds one", JOINED, [AMINA_FEEDS_TOM], with_income(2422), {"supporter_income": 1384}),
    ("and a euro less", JOINED, [AMINA_FEEDS_TOM], with_income(2421), {}),
    ("who joined told of two", JOINED, [AMINA_FEEDS_TOM],
     with_income(2768, amina={"dependants": 2}), {"supporter_income": 1730}),
    ("and a euro less", JOINED, [AMINA_FEEDS_TOM], with_income(2767, amina={"dependants": 2}), {}),
    ("who joined told of nobody, and feeds one", JOINED, [AMINA_FEEDS_TOM],
     with_income(2421, amina={"dependants": 0}), {}),
    # Whoever is fed is not among the others who are fed.
    ("one who is fed", FEEDS_LINA, [], with_income(2076), {"supporter_income": 1038}),
    ("and a euro less", FEEDS_LINA, [], with_income(2075), {}),
    ("one of two who are fed", FEEDS_LINA, [FEEDS_TOM], with_income(2422), {"supporter_income": 1038}),
    ("and a euro less", FEEDS_LINA, [FEEDS_TOM], with_income(2421), {}),
    ("one of two who were told", FEEDS_LINA, [], with_income(2422, jan={"dependants": 2}), {"supporter_income": 1038}),
    # A child who is fed feeds nobody.
    ("a child", FEEDS_LINA, [], with_income(2076, lina=CHILD), {"supporter_income": 1038, "dependants": 0}),
    ("a child who joined", JOINED, [], with_income(2076, amina=CHILD), {"supporter_income": 1038, "dependants": 0}),
    ("a child for whom it is not enough", FEEDS_LINA, [], with_income(2075, lina=CHILD), {}),
    ("a child who told of nobody", FEEDS_LINA, [],
     with_income(2076, lina=CHILD | {"dependants": 0}), {"supporter_income": 1038}),
    ("a child with a child", JOINED, [AMINA_FEEDS_TOM], with_income(2422, amina=CHILD), {"supporter_income": 1384}),
    ("of age tomorrow", FEEDS_LINA, [], with_income(2076, lina={"birth_date": "2007-03-02"}),
     {"supporter_income": 1038, "dependants": 0}),
    ("of age today", FEEDS_LINA, [], with_income(2076, lina={"birth_date": "2007-03-01"}), {"supporter_income": 1038}),
    ("perhaps of age", FEEDS_LINA, [], with_income(2076, lina={"birth_date": "2007"}), {"supporter_income": 1038}),
    ("a rough birth, not of age", FEEDS_LINA, [], with_income(2076, lina={"birth_date": "2008"}),
     {"supporter_income": 1038, "dependants": 0}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "others", "people", "given"),
    [row[1:] for row in SUPPORT],
    ids=[f"{place} {row[0]}" for place, row in enumerate(SUPPORT)],
)
def test_what_is_there_of_the_money_of_another_one(
    one: Relation, others: list[Relation], people: dict[str, Facts], given: Facts
) -> None:
    name = "lina" if one == FEEDS_LINA else "amina"
    assert supports(one, [one, *others], people, ON) == (name, given)


def test_of_a_year_whose_amounts_nobody_knows_nothing_is_given() -> None:
    assert supports(JOINED, [JOINED], with_income(9000), date(2035, 1, 1)) == ("amina", {})


# --- what follows from the relation alone -----------------------------------------------------------------------------

WORKER: Facts = {
    "nationality": "FR",
    "card": "EU",
    "annex_19": "2022-05-01",
    "stays": [{"from": "2022-05-01", "ground": "eu_citizen"}],
    "absences": [],
    "interruptions": [],
    "eu_activity": ["worker"],
    "suspensive_appeal_pending": False,
}
ACCIDENT = WORKER | {"early_ground": "work_accident_or_disease"}
NO_GROUND = WORKER | {"early_ground": "none"}


@pytest.mark.parametrize(
    ("one", "others", "name", "given"),
    [
        pytest.param(FEEDS_LINA, [], "jan", {"dependants": 1}, id="one who is fed"),
        pytest.param(FEEDS_LINA, [FEEDS_TOM], "jan", {"dependants": 2}, id="two who are fed"),
        pytest.param(FEEDS_LINA, [AMINA_FEEDS_TOM], "jan", {"dependants": 1}, id="one of them by somebody else"),
        pytest.param(FEEDS_LINA, [relation("sponsor", "jan", "tom")], "jan", {"dependants": 1}, id="and one joined"),
        pytest.param(HOUSEHOLD, [JOINED], "amina", {"joint_household": True}, id="with the person one joined"),
        pytest.param(HOUSEHOLD, [], "amina", {}, id="with somebody else"),
        pytest.param(HOUSEHOLD, [relation("sponsor", "jan", "amina")], "amina", {}, id="with somebody who joined"),
        pytest.param(HOUSEHOLD, [FEEDS_LINA], "amina", {}, id="with somebody who feeds another one"),
    ],
)
def test_what_the_relations_alone_give(one: Relation, others: list[Relation], name: str, given: Facts) -> None:
    assert gives(one, [one, *others], NOBODY, ON) == (name, given)


@pytest.mark.parametrize(
    ("sponsor", "given"),
    [
        pytest.param({}, {}, id="nothing is told"),
        pytest.param({"nationality": None}, {}, id="the nationality is not known"),
        pytest.param({"nationality": "BE"}, {"sponsor_belgian": True, "sponsor_early_permanent": False}, id="Belgian"),
        pytest.param(
            {"nationality": ["BE", "MA"]},
            {"sponsor_belgian": True, "sponsor_early_permanent": False},
            id="also Belgian",
        ),
        pytest.param(
            {"nationality": "MA"},
            {"sponsor_belgian": False, "sponsor_early_permanent": False},
            id="from outside the EU",
        ),
        pytest.param(ACCIDENT, {"sponsor_belgian": False, "sponsor_early_permanent": True}, id="early (EUP-EARLY-7)"),
        pytest.param(NO_GROUND, {"sponsor_belgian": False, "sponsor_early_permanent": False}, id="not early"),
        pytest.param(WORKER, {"sponsor_belgian": False}, id="perhaps early"),
        pytest.param(ACCIDENT | {"card": "EU+"}, {"sponsor_belgian": False}, id="holds EU+"),
        pytest.param(ACCIDENT | {"card": "E+"}, {"sponsor_belgian": False}, id="holds E+"),
        pytest.param(ACCIDENT | {"card": "annex_8bis"}, {"sponsor_belgian": False}, id="holds annex 8 bis"),
        pytest.param({"card": "EU+"}, {}, id="holds EU+, the nationality not told"),
    ],
)
def test_what_the_person_joined_gives(sponsor: Facts, given: Facts) -> None:
    assert gives(JOINED, [JOINED], NOBODY | {"jan": sponsor}, ON) == ("amina", given)


@pytest.mark.parametrize("nationality", [[], 5, {}, "Belgian"])
def test_what_is_no_nationality_of_the_person_joined_is_a_fault(nationality: Any) -> None:
    with pytest.raises(CaseError) as caught:
        gives(JOINED, [JOINED], NOBODY | {"jan": {"nationality": nationality}}, ON)
    assert {fault.where.partition("[")[0] for fault in caught.value.faults} == {"people.jan.nationality"}


# --- all relations together -------------------------------------------------------------------------------------------


def test_first_what_the_relations_give_then_whom_the_money_supports() -> None:
    people = NOBODY | {"jan": {"income": 3500, "nationality": "BE"}, "lina": CHILD}
    assert relations_give(people, [JOINED, HOUSEHOLD, FEEDS_LINA], ON) == [
        ("amina", {"sponsor_belgian": True, "sponsor_early_permanent": False}),
        ("amina", {"joint_household": True}),
        ("jan", {"dependants": 1}),
        ("amina", {"supporter_income": 2116}),  # 3,500 less 1,038 and 346
        ("amina", {}),
        ("lina", {"supporter_income": 2462, "dependants": 0}),
    ]


def test_an_own_answer_on_the_money_of_others_holds() -> None:
    people = with_income(3500, lina={"supporter_income": 0}, tom={"supporter_income": None})
    assert relations_give(people, [FEEDS_LINA, FEEDS_TOM], ON)[2:] == [("tom", {"supporter_income": 2116})]


@pytest.mark.parametrize(
    ("own", "given"),
    [(None, {"dependants": 2}), (2, {"dependants": 2}), (3, {})],
)
def test_an_own_number_that_is_higher_holds(own: int | None, given: Facts) -> None:
    people = NOBODY | {"jan": {"dependants": own}}
    assert relations_give(people, [FEEDS_LINA, FEEDS_TOM], ON)[:2] == [("jan", given), ("jan", given)]


@pytest.mark.parametrize(
    ("fact", "own", "said", "accepted"),
    [
        ("sponsor_belgian", False, "False, and relations[0] says True", "True, or nothing"),
        ("sponsor_early_permanent", True, "True, and relations[0] says False", "False, or nothing"),
        ("joint_household", False, "False, and relations[1] says True", "True, or nothing"),
        ("dependants", 0, "0, and relations[2] says 1", "1 or more, or nothing"),
    ],
)
def test_an_own_answer_that_says_something_else_is_a_contradiction(
    fact: str, own: Any, said: str, accepted: str
) -> None:
    name = "jan" if fact == "dependants" else "amina"
    people = NOBODY | {"jan": {"nationality": "BE"}}
    people[name] = people[name] | {fact: own}
    with pytest.raises(CaseError) as caught:
        relations_give(people, [JOINED, HOUSEHOLD, FEEDS_LINA], ON)
    (fault,) = caught.value.faults
    place = {"joint_household": 1, "dependants": 2}.get(fact, 0)
    assert (fault.where, fault.other) == (f"people.{name}.{fact}", f"relations[{place}]")
    assert (fault.given, fault.accepted) == (said, accepted)
    assert fault.rule == GIVEN_BY[fact]


def test_every_contradiction_is_told() -> None:
    people = NOBODY | {"jan": {"nationality": "BE", "dependants": 0}, "amina": {"joint_household": False}}
    with pytest.raises(CaseError) as caught:
        relations_give(people, [JOINED, HOUSEHOLD, FEEDS_LINA], ON)
    assert [fault.where for fault in caught.value.faults] == ["people.amina.joint_household", "people.jan.dependants"]


@pytest.mark.parametrize(
    ("given", "amina"),
    [
        pytest.param([], {"card": "F"}, id="nothing"),
        pytest.param([("jan", {"dependants": 1})], {"card": "F"}, id="to somebody else"),
        pytest.param(
            [("amina", {"dependants": 1}), ("jan", {"dependants": 2}), ("amina", {"joint_household": True})],
            {"card": "F", "dependants": 1, "joint_household": True},
            id="by two relations",
        ),
    ],
)
def test_the_facts_of_each_with_those_that_are_given(given: list[tuple[str, Facts]], amina: Facts) -> None:
    people: dict[str, Facts] = {"amina": {"card": "F"}, "jan": {"income": 3500}}
    found = with_what_is_given(people, given)
    assert found["amina"] == amina
    assert list(found) == ["amina", "jan"]
    assert people == {"amina": {"card": "F"}, "jan": {"income": 3500}}
