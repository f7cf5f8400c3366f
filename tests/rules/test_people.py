"""Several people in one case: own facts and own routes, and what a relation gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, assess, next_question
from briefly import relation

ON = date(2026, 11, 22)
WIFE = {
    "nationality": "MA",
    "card": "F",
    "annex_19ter": "2023-01-10",
    "annex_15": "none",
    "absences": [],
    "interruptions": [],
    "suspensive_appeal_pending": False,
}
WORKER = {
    "nationality": "FR",
    "card": "EU",
    "annex_19": "2022-05-01",
    "stays": [{"from": "2022-05-01", "ground": "eu_citizen"}],
    "absences": [],
    "interruptions": [],
    "eu_activity": ["worker"],
    "suspensive_appeal_pending": False,
}


def case(relations: list[dict[str, str]] | None = None, **people: dict[str, Any]) -> dict[str, Any]:
    return {"people": people, "relations": relations or []}


def test_without_a_relation_each_result_is_that_of_the_person_alone() -> None:
    answer = assess(case(amina=WIFE, jan=WORKER), ON)
    for name, facts in {"amina": WIFE, "jan": WORKER}.items():
        alone = assess(facts, ON)
        assert answer["people"][name] == {part: told for part, told in alone.items() if part != "on"}


@pytest.mark.parametrize("name", ["amina", "jan"])
def test_a_fact_of_one_person_never_reaches_another_without_a_relation(name: str) -> None:
    people = {"amina": WIFE, "jan": WORKER}
    other = "jan" if name == "amina" else "amina"
    before = assess(case(**people), ON)["people"][other]
    people[name] = people[name] | {
        "public_order": True,
        "income": 0,
        "absences": [{"from": "2023-02-01", "to": "2026-01-01"}],
    }
    assert assess(case(**people), ON)["people"][other] == before


@pytest.mark.parametrize(
    ("early_ground", "given", "status"),
    [
        ("work_accident_or_disease", {"sponsor_early_permanent": True}, "open"),  # EUP-EARLY-7
        ("none", {"sponsor_early_permanent": False}, "later"),
        ("retirement", {}, "unsettled"),  # the figures are not confirmed (reading 16): asked, not derived
        (None, {}, "unsettled"),
    ],
)
def test_a_sponsor_gives_an_early_right(early_ground: str | None, given: dict[str, bool], status: str) -> None:
    jan = WORKER | {"early_ground": early_ground}
    relations = [relation("sponsor", "amina", "jan"), relation("household", "amina", "jan")]
    answer = assess(case(relations, amina=WIFE, jan=jan), ON)
    assert answer["relations"][0]["gives"] == {"sponsor_belgian": False} | given
    assert answer["relations"][1]["gives"] == {"joint_household": True}
    assert answer["people"]["amina"]["routes"]["F+"]["status"] == status


def test_a_sponsor_who_holds_permanent_residence_does_not_show_on_which_ground() -> None:
    answer = assess(case([relation("sponsor", "amina", "jan")], amina=WIFE, jan=WORKER | {"card": "EU+"}), ON)
    assert answer["relations"][0]["gives"] == {"sponsor_belgian": False}


@pytest.mark.parametrize(
    ("nationality", "given"),
    [
        ("BE", True),
        (["FR", "BE"], True),
        (["FR"], False),
        ("MA", False),
        (None, None),
    ],
)
def test_whether_the_sponsor_is_belgian_is_not_asked_where_the_nationality_is_told(
    nationality: Any, given: bool | None
) -> None:
    people = {"amina": WIFE, "jan": {"nationality": nationality}}
    answer = assess(case([relation("sponsor", "amina", "jan")], **people), ON)
    assert answer["relations"][0]["gives"].get("sponsor_belgian") is given
    routes = answer["people"]["amina"]["routes"]
    asked = {fact for one in routes.values() for fact in one["missing"]}
    assert ("sponsor_belgian" in asked) is (given is None)


def test_a_household_with_somebody_who_is_not_the_sponsor_gives_nothing() -> None:
    answer = assess(case([relation("household", "amina", "jan")], amina=WIFE, jan=WORKER), ON)
    assert answer["relations"][0]["gives"] == {}


def test_people_who_live_on_the_means_are_counted() -> None:
    relations = [relation("dependant", "jan", "lina"), relation("dependant", "jan", "amina")]
    answer = assess(case(relations, amina=WIFE, jan=WORKER, lina={}), ON)
    assert answer["relations"][0]["gives"] == {"dependants": 2}


@pytest.mark.parametrize(("own", "accepted"), [(0, False), (1, False), (2, True), (3, True), (None, True)])
def test_an_own_number_of_dependants_may_be_higher_but_not_lower(own: int | None, accepted: bool) -> None:
    relations = [relation("dependant", "jan", "lina"), relation("dependant", "jan", "amina")]
    people = {"amina": WIFE, "jan": WORKER | {"dependants": own}, "lina": {}}
    if accepted:
        assess(case(relations, **people), ON)
    else:
        with pytest.raises(CaseError, match="2 or more"):
            assess(case(relations, **people), ON)


def test_an_own_answer_that_a_relation_contradicts_is_a_fault_and_never_overruled() -> None:
    relations = [relation("sponsor", "amina", "jan"), relation("household", "amina", "jan")]
    with pytest.raises(CaseError) as caught:
        assess(case(relations, amina=WIFE | {"joint_household": False}, jan=WORKER), ON)
    assert [(fault.where, fault.kind, fault.other) for fault in caught.value.faults] == [
        ("people.amina.joint_household", "conflict", "relations[1]")
    ]


def test_swapping_two_people_swaps_the_results() -> None:
    one = assess(case(amina=WIFE, jan=WORKER), ON)["people"]
    two = assess(case(amina=WORKER, jan=WIFE), ON)["people"]
    assert (one["amina"], one["jan"]) == (two["jan"], two["amina"])


def test_the_next_question_names_the_person() -> None:
    question = next_question(case(amina=WIFE, jan=WORKER), ON)
    assert question is not None
    assert question["person"] == "amina"
    assert next_question(WIFE, ON) == {key: value for key, value in question.items() if key != "person"}


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"people": {}}, ["people"]),
        ({"people": [WIFE]}, ["people"]),
        ({"relations": []}, ["people"]),
        ({"people": {"amina": WIFE}, "card": "B"}, ["card"]),
        ({"people": {"amina": WIFE | {"people": {}}}}, ["people.amina"]),
        (
            {"people": {"amina": WIFE | {"card": "ZZ"}, "jan": {"annex_19": "soon"}}},
            ["people.amina.card", "people.jan.annex_19"],
        ),
        ({"people": {"amina": WIFE}, "relations": {}}, ["relations"]),
        ({"people": {"amina": WIFE}, "relations": [{"kind": "sponsor"}]}, ["relations[0]"]),
        ({"people": {"amina": WIFE}, "relations": [relation("friend", "amina", "amina")]}, ["relations[0].kind"]),
        ({"people": {"amina": WIFE}, "relations": [relation("sponsor", "amina", "jan")]}, ["relations[0].is"]),
        ({"people": {"amina": WIFE}, "relations": [relation("sponsor", "amina", "amina")]}, ["relations[0].is"]),
        (case([relation("sponsor", "amina", "jan")] * 2, amina=WIFE, jan=WORKER), ["relations[1]"]),
    ],
)
def test_bad_input_names_the_person_and_the_place(broken: dict[str, Any], where: list[str]) -> None:
    with pytest.raises(CaseError) as caught:
        assess(broken, ON)
    assert [fault.where for fault in caught.value.faults] == where


def test_twenty_people_are_accepted_and_one_more_is_not() -> None:
    assess({"people": {f"person {number}": {} for number in range(20)}}, ON)
    with pytest.raises(CaseError):
        assess({"people": {f"person {number}": {} for number in range(21)}}, ON)


def test_every_fault_of_the_file_is_told_at_once() -> None:
    broken = {"people": {"amina": 1, "jan": 2}, "card": "B", "relations": [1, 2]}
    with pytest.raises(CaseError) as caught:
        assess(broken, ON)
    assert [fault.where for fault in caught.value.faults] == [
        "card",
        "people.amina",
        "people.jan",
        "relations[0]",
        "relations[1]",
    ]


def test_only_the_people_who_live_on_my_means_are_counted() -> None:
    relations = [relation("dependant", "jan", "lina"), relation("sponsor", "amina", "jan")]
    others = [relation("dependant", "amina", "lina")]
    answer = assess(case(relations + others, amina=WIFE, jan=WORKER, lina={}), ON)
    assert answer["relations"][0]["gives"] == {"dependants": 1}


@pytest.mark.parametrize(("own", "given"), [(None, 1), (1, 1), (2, None)])
def test_an_own_number_of_dependants_holds_when_it_is_higher(own: int | None, given: int | None) -> None:
    relations = [relation("dependant", "jan", "lina")]
    answer = assess(case(relations, jan=WORKER | {"dependants": own}, lina={}), ON)
    assert answer["relations"][0]["gives"] == ({"dependants": given} if given else {})


def test_a_sponsor_who_is_no_eu_citizen_gives_no_early_right() -> None:
    early = {"nationality": "MA", "card": "A", "early_ground": "work_accident_or_disease"}
    answer = assess(case([relation("sponsor", "amina", "jan")], amina=WIFE, jan=early), ON)
    assert answer["relations"][0]["gives"] == {"sponsor_belgian": False, "sponsor_early_permanent": False}


def test_a_fault_of_the_question_names_no_person() -> None:
    several = case(amina=WIFE, jan=WORKER)
    with pytest.raises(CaseError) as of_assess:
        assess(several, ON, "hopeful")
    with pytest.raises(CaseError) as of_question:
        next_question(several, ON, ["Q"])
    assert {fault.where for fault in of_assess.value.faults} == {"reading"}
    assert {fault.where for fault in of_question.value.faults} == {"routes"}


LONG_AFTER = date(2035, 1, 1)
"""A day on which figures of today were to be verified again."""


def test_figures_of_long_ago_decide_no_more_for_one_person_and_for_several() -> None:
    alone = assess(WORKER, ON, today=LONG_AFTER)
    assert alone["routes"]["EU+"]["earliest"] is None
    assert assess(WORKER, ON, today=ON)["routes"]["EU+"]["earliest"] == "2027-05-01"
    together = assess(case(jan=WORKER), ON, today=LONG_AFTER)
    assert together["people"]["jan"] == {part: told for part, told in alone.items() if part != "on"}
    assert together["on"] == alone["on"] == "2026-11-22"


def test_the_next_question_is_for_the_wanted_routes_for_one_person_and_for_several() -> None:
    for question in (next_question(WORKER, ON, ["nationality"]), next_question(case(jan=WORKER), ON, ["nationality"])):
        assert question is not None
        assert question["routes"] == ["nationality"]


# --- whose money counts (L-INC-3) -----------------------------------------------------------------------------------

ARRIVED = {"nationality": "NG", "card": "A", "absences": [], "dependants": 0, "health_insurance": True}
SPOUSE = ARRIVED | {
    "public_order": False,
    "income": 0,
    "stays": [{"from": "2019-08-01", "ground": "family_of_limited_stay", "first_card_issued": "2019-09-10"}],
}
EARNER = {"nationality": "NG", "card": "A", "absences": [], "income": 3500}
IN_MARCH_2025 = date(2025, 3, 1)
"""In 2025 the law asks EUR 1,038 a month, and EUR 346 for each dependant."""


@pytest.mark.parametrize(
    ("income", "rest"),
    [
        (3500, 3500 - 1038),
        (2 * 1038, 1038),  # what the husband needs for himself, and as much for the wife
        (2 * 1038 - 1, None),  # not surely enough: it is asked
        (0, None),
        (None, None),
    ],
)
@pytest.mark.parametrize("kind", ["sponsor", "dependant"])
def test_the_means_of_a_sponsor_count_where_they_are_enough(
    kind: str, income: float | None, rest: float | None
) -> None:
    """Also of somebody on whose means the person lives. Own income 0 does not close L while somebody else may pay."""
    relations = [relation(kind, *(("wife", "man") if kind == "sponsor" else ("man", "wife")))]
    people = {"wife": SPOUSE, "man": EARNER | {"income": income}}
    answer = assess(case(relations, **people), IN_MARCH_2025)
    assert answer["relations"][0]["supports"] == ({"supporter_income": rest} if rest else {})
    route = answer["people"]["wife"]["routes"]["L"]
    wanted = ("open", []) if rest else ("unsettled", ["supporter_income"])
    assert (route["status"], route["missing"]) == wanted
    assert route["earliest"] == "2024-09-10"


@pytest.mark.parametrize(("income", "enough"), [(1038 + 346 + 1038, True), (1038 + 346 + 1038 - 1, False)])
def test_what_others_need_who_live_on_the_same_money_is_left_to_them(income: float, enough: bool) -> None:
    relations = [relation("dependant", "man", "wife"), relation("dependant", "man", "child")]
    people = {"wife": SPOUSE, "child": {}, "man": EARNER | {"income": income}}
    answer = assess(case(relations, **people), IN_MARCH_2025)
    assert bool(answer["relations"][0]["supports"]) is enough


@pytest.mark.parametrize(
    ("born", "own", "given"),
    [
        ("2018-04-09", None, {"dependants": 0}),  # a child: nobody lives on its money
        ("2007-03-02", None, {"dependants": 0}),  # seventeen, a day before the birthday
        ("2007-03-01", None, {}),
        ("2007", None, {}),  # perhaps of age
        (None, None, {}),
        ("2018-04-09", 1, {}),  # an own answer holds
    ],
)
def test_a_child_who_lives_on_the_money_of_a_parent_feeds_nobody(
    born: str | None, own: int | None, given: dict[str, int]
) -> None:
    """So it is not asked, and with enough money of the parent its own is not asked either (L-INC-1, L-INC-3)."""
    told = {fact: value for fact, value in SPOUSE.items() if fact not in ("income", "dependants")}
    child = told | {"birth_date": born} | ({} if own is None else {"dependants": own})
    answer = assess(case([relation("dependant", "man", "child")], child=child, man=EARNER), IN_MARCH_2025)
    supports = answer["relations"][0]["supports"]
    assert {fact: value for fact, value in supports.items() if fact != "supporter_income"} == given
    assert ("income" in answer["people"]["child"]["routes"]["L"]["missing"]) == (not given and own is None)


def test_an_own_answer_about_the_money_of_others_holds() -> None:
    people = {"wife": SPOUSE | {"supporter_income": 0, "benefit_income": 0}, "man": EARNER}
    answer = assess(case([relation("sponsor", "wife", "man")], **people), IN_MARCH_2025)
    assert answer["people"]["wife"]["routes"]["L"]["status"] == "closed"


def test_living_together_alone_gives_no_money() -> None:
    answer = assess(case([relation("household", "wife", "man")], wife=SPOUSE, man=EARNER), IN_MARCH_2025)
    assert answer["relations"][0]["supports"] == {}
