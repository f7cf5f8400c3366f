"""Answers that nothing looks at any more. By hand: which routes a fact can feed, and whether they are open."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from belgian_residence.assessment.choices import Result
from belgian_residence.assessment.one_person import read_person
from belgian_residence.assessment.unused import _at_the_end, _decides, _without, _without_proof
from belgian_residence.counting.situation import Condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.routes.outcome import Outcome

ON = date(2026, 11, 29)
PERMIT = [{"from": "2022-03-01", "to": None, "ground": "single_permit", "first_card_issued": "2022-03-01"}]
WORKER = {"nationality": "non-EU", "card": "A", "stays": PERMIT, "absences": [], "income": 2500, "dependants": 0}
MEANS = {"income": 2500, "dependants": 0, "health_insurance": True}


@pytest.mark.parametrize(
    ("case", "unused"),
    [
        # L asks for means, and the person may have L: used.
        (WORKER, []),
        # The same answers after the nationality was changed: no route of an EU citizen asks for means.
        (
            {"nationality": "EU", "card": "EU", "annex_19": "2020-01-01", **MEANS},
            ["income", "dependants", "health_insurance"],
        ),
        # "I don't know" is an answer too: where the question would come again without it, it is used.
        ({**WORKER, "income": None}, []),
        # A Belgian can ask for nothing, whatever else is told.
        ({"nationality": "BE", "card": "none", **MEANS}, ["card", "income", "dependants", "health_insurance"]),
        # Only EU citizens can ask early.
        ({**WORKER, "early_ground": "none"}, ["early_ground"]),
        # An Annex 19 is the first day of EU citizens only: it is told as unusual, so it is looked at.
        ({**WORKER, "annex_19": "2020-01-01"}, []),
        # The last day of the card decides no route: the days to renew it rest on it.
        ({**WORKER, "card_expiry": "2027-03-01"}, []),
        # A rough date is no hindrance.
        ({**WORKER, "stays": [{**PERMIT[0], "from": "2022-03"}], "early_ground": "none"}, ["early_ground"]),
    ],
)
def test_unused(case: dict[str, Any], unused: list[str]) -> None:
    assert rules.unused(case, ON) == unused


# --- what is worth a try, and the days that it is tried on ------------------------------------------------------------

FRENCH = {
    "nationality": "FR",
    "card": "EU",
    "absences": [],
    "interruptions": [],
    "eu_activity": ["worker"],
    "suspensive_appeal_pending": False,
    "early_ground": "none",
}
ROUGH = {"earliest": "2021-10-01", "latest": "2022-03-01"}


@pytest.mark.parametrize(
    ("case", "unused"),
    [
        # The five years are complete: nobody looks at an early ground.
        ({**FRENCH, "annex_19": "2021-10-01"}, True),
        # They are not: without the answer it would be asked.
        ({**FRENCH, "annex_19": "2022-03-01"}, False),
        # They are on one of the days that it can be, and not on the other.
        ({**FRENCH, "annex_19": ROUGH}, False),
        # A stay that ended some day of a month, the next one since the 15th: not every one of these days can be.
        (
            {
                **WORKER,
                "early_ground": "none",
                "stays": [
                    {"from": "2021-09-01", "to": "2022-02", "ground": "student", "first_card_issued": "2021-09-01"},
                    {**PERMIT[0], "from": "2022-02-15", "first_card_issued": "2022-02-15"},
                ],
            },
            True,
        ),
        # The next one since some day of February, ten of which the first one still ran.
        (
            {
                **WORKER,
                "early_ground": "none",
                "stays": [
                    {"from": "2021-09-01", "to": "2022-02-10", "ground": "student", "first_card_issued": "2021-09-01"},
                    {**PERMIT[0], "from": "2022-02", "first_card_issued": "2022-03-01"},
                ],
            },
            True,
        ),
        # Gone on the first of these days it was more than six months, and the years began again (EUP-ABS-1).
        (
            {
                **FRENCH,
                "annex_19": "2021-10-01",
                "absences": [{"from": {"earliest": "2022-01-10", "latest": "2022-03-10"}, "to": "2022-08-20"}],
            },
            False,
        ),
    ],
)
def test_an_early_ground_is_unused_where_no_day_needs_it(case: dict[str, Any], unused: bool) -> None:
    assert ("early_ground" in rules.unused(case, ON)) is unused


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(rules.CaseError):
        rules.unused({"card": "Z"}, ON)
    with pytest.raises(rules.CaseError):
        rules.unused({}, date(1999, 1, 1))


@pytest.mark.parametrize(
    ("case", "first", "last"),
    [
        ({"annex_19": "2021-03-04"}, {"annex_19": "2021-03-04"}, {"annex_19": "2021-03-04"}),
        ({"annex_19": "2021-02"}, {"annex_19": "2021-02-01"}, {"annex_19": "2021-02-28"}),
        ({"annex_19": ROUGH}, {"annex_19": "2021-10-01"}, {"annex_19": "2022-03-01"}),
        (
            {"card": "A", "absences": [{"from": "2021-03-04", "to": "2021-04"}, {"from": "2022", "to": "2023-02-03"}]},
            {
                "card": "A",
                "absences": [
                    {"from": "2021-03-04", "to": "2021-04-01"},
                    {"from": "2022-01-01", "to": "2023-02-03"},
                ],
            },
            {
                "card": "A",
                "absences": [
                    {"from": "2021-03-04", "to": "2021-04-30"},
                    {"from": "2022-12-31", "to": "2023-02-03"},
                ],
            },
        ),
    ],
)
def test_a_rough_date_is_put_on_its_first_and_its_last_day(
    case: dict[str, Any], first: dict[str, Any], last: dict[str, Any]
) -> None:
    told, answers = deepcopy(case), read_person(case, ON)
    assert _at_the_end("earliest", case, answers) == first
    assert _at_the_end("latest", case, answers) == last
    assert case == told


def found(value: Truth, *facts: str, missing: tuple[str, ...] = ()) -> tuple[Condition, Finding]:
    return Condition("L.a", (), lambda situation: Finding(value)), Finding(value, facts, missing)


@pytest.mark.parametrize(
    ("outcome", "decides"),
    [
        pytest.param(Outcome("open", None, "right"), set(), id="no condition"),
        pytest.param(
            Outcome("open", None, "right", conditions=(found(YES, "card", "stays"), found(YES, "income"))),
            {"card", "stays", "income"},
            id="open: every fact",
        ),
        pytest.param(
            Outcome("unsettled", None, "right", conditions=(found(UNKNOWN, "stays", missing=("stays[1].to",)),)),
            {"stays"},
            id="a part of an answer is that answer",
        ),
        pytest.param(
            Outcome("unsettled", None, "right", conditions=(found(UNKNOWN, "card", missing=("income",)),)),
            {"card", "income"},
            id="what a condition waits for",
        ),
        pytest.param(
            Outcome("later", None, "right", conditions=(found(NO, "card"),), missing=("absences",)),
            {"card", "absences"},
            id="what the route waits for",
        ),
        pytest.param(
            Outcome("closed", None, "right", conditions=(found(YES, "card"), found(NO, "income"))),
            {"income"},
            id="closed by one",
        ),
        pytest.param(
            Outcome("closed", None, "right", conditions=(found(NO, "card"), found(NO, "income"))),
            set(),
            id="closed by two: none of them alone",
        ),
        pytest.param(
            Outcome("closed", None, "right", conditions=(found(UNKNOWN, "card"), found(YES, "income"))),
            set(),
            id="closed by nothing that was told",
        ),
    ],
)
def test_the_facts_that_decide_a_route(outcome: Outcome, decides: set[str]) -> None:
    assert _decides(Result(outcome)) == decides


def test_answers_are_compared_without_their_proof() -> None:
    with_proof = {"on": "2026-11-29", "routes": {"L": {"status": "open", "conditions": [1]}, "B": {"conditions": []}}}
    assert _without_proof(with_proof) == {"on": "2026-11-29", "routes": {"L": {"status": "open"}, "B": {}}}
    assert _without({"card": "A", "income": 1}, "income") == {"card": "A"}


# --- against the whole answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", ["A", "B", "EU", "F", "none"])
def test_without_what_is_unused_every_route_says_the_same_and_nothing_more_is_asked(card: str) -> None:
    case = {**WORKER, "card": card, "early_ground": "none", "health_insurance": True, "public_order": False}
    without = {name: value for name, value in case.items() if name not in rules.unused(case, ON)}
    assert rules.interview(without, ON) == rules.interview(case, ON)
