"""Means for an L card: what each year asks, whose money counts, and what bounds a year without a known amount
(L-INC-1, L-INC-3, reading 21)."""

from __future__ import annotations

from datetime import date

import pytest

from belgian_residence.assessment.one_person import assess_person
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.routes.l.means import FACTS, Asked, asked_on, means_are_sufficient
from belgian_residence.told.person import Person

READING = "amount-not-known"


def means(
    on: date,
    income: float | None,
    dependants: int | None = 0,
    others: float | None = None,
    benefits: float | None = 0,
) -> Finding:
    person = Person(income=income, dependants=dependants, supporter_income=others, benefit_income=benefits)
    return means_are_sufficient(Situation(person, on))


def yes(**more: object) -> Finding:
    return Finding(YES, FACTS, **more)  # type: ignore[arg-type]


def no(**more: object) -> Finding:
    return Finding(NO, FACTS, **more)  # type: ignore[arg-type]


def ask(*facts: str, **more: object) -> Finding:
    return Finding(UNKNOWN, FACTS, facts, **more)  # type: ignore[arg-type]


IN_2025 = date(2025, 3, 1)
"""In 2025: EUR 1,038 a month, and EUR 346 for each dependant."""


@pytest.mark.parametrize(
    ("income", "dependants", "others", "finding"),
    [
        (1038, 0, None, yes()),
        (1037.99, 0, None, ask("supporter_income")),  # somebody else's money may be there
        (1037.99, 0, 0, no()),
        (1037.99, None, 0, no()),  # too low whatever the number of dependants
        (1037.99, None, None, ask("supporter_income")),
        (1037.99, 0, 0.01, yes()),
        (0, 0, None, ask("supporter_income")),
        (0, 0, 0, no()),
        (0, 0, 1037, no()),
        (0, 0, 1038, yes()),
        (None, 0, 1038, yes()),  # enough without own income
        (None, 0, 1037, ask("income")),
        (1038 + 2 * 346, 2, None, yes()),
        (1037 + 2 * 346, 2, None, ask("supporter_income")),
        (1037 + 2 * 346, 2, 0, no()),
        (2000, None, None, ask("dependants")),
        (1038, None, None, ask("dependants")),
        (1038, None, 0, ask("dependants")),
        (None, 0, None, ask("income")),
        (None, None, None, ask("income")),
    ],
)
def test_means_for_oneself_and_each_dependant(
    income: float | None, dependants: int | None, others: float | None, finding: Finding
) -> None:
    assert means(IN_2025, income, dependants, others) == finding


@pytest.mark.parametrize(
    ("income", "dependants", "others", "benefits", "finding"),
    [
        (1038, 0, None, None, yes()),  # enough alone: never asked
        (1037, 0, None, None, ask("supporter_income")),  # what counts for certain is asked first
        (1037, 0, 1, None, yes()),
        (1037, 0, 0, None, ask("benefit_income")),
        (1037, 0, 0, 0.99, no()),
        (1037, 0, 0, 1, ask(not_confirmed=True)),  # only with the benefits: nobody knows whether they count
        (0, 0, 0, 5000, ask(not_confirmed=True)),
        (500, 0, 500, 38, ask(not_confirmed=True)),
        (1037, 0, None, 5000, ask("supporter_income")),
        (None, 0, 0, 5000, ask("income")),
        (1037 + 346, 1, 0, 1, ask(not_confirmed=True)),
        (1037, 1, 0, 346, no()),
        (1037, None, 0, 1, ask("dependants")),  # for more people it is too low with them too
        (1037, None, 0, 0, no()),
        (1038, None, 0, 5000, ask("dependants")),
    ],
)
def test_benefits_of_which_nobody_knows_whether_they_count_decide_nothing(
    income: float | None, dependants: int | None, others: float | None, benefits: float | None, finding: Finding
) -> None:
    """L-INC-2, DOUBT-7: unemployment, children, illness, disability."""
    assert means(IN_2025, income, dependants, others, benefits) == finding


BOUNDS = [
    # on, dependants, the least that can be enough, enough for certain
    (date(2026, 1, 1), 0, 1038, 1297.5),  # 2025, one year old: 1.25 times
    (date(2026, 12, 31), 2, 1038 + 2 * 346, 1.25 * (1038 + 2 * 346)),
    (date(2027, 12, 31), 0, 1038, 1297.5),  # two years old
    (date(2022, 6, 1), 0, 862, 967),  # between 2021 and 2023
    (date(2022, 6, 1), 1, 862 + 288, 967 + 323),
]


@pytest.mark.parametrize(("on", "people", "least", "enough"), BOUNDS)
def test_what_is_known_bounds_a_year_without_an_amount(on: date, people: int, least: float, enough: float) -> None:
    assert means(on, enough, people) == yes(by_reading=READING)
    assert means(on, enough - 0.01, people, 0) == ask(at_filing=True, by_reading=READING)
    assert means(on, least, people, 0) == ask(at_filing=True, by_reading=READING)
    assert means(on, least - 0.01, people, 0) == no(by_reading=READING)
    # With benefits that may not count it stays open; between the two bounds they could settle nothing.
    assert means(on, least - 0.01, people, 0, None) == ask("benefit_income", by_reading=READING)
    assert means(on, least - 0.01, people, 0, 0.01) == ask(not_confirmed=True, by_reading=READING)
    assert means(on, least, people, 0, None) == ask(at_filing=True, by_reading=READING)
    # Somebody else's money is asked before "not", and where it could settle it.
    for income in (least - 0.01, least, enough - 0.01):
        assert means(on, income, people) == ask("supporter_income", by_reading=READING)


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        pytest.param("2008-09-07", None, id="before the first amount"),
        pytest.param("2008-09-08", Asked((684, 228), (684, 228)), id="the first day of the first one"),
        pytest.param("2008-12-31", Asked((684, 228), (684, 228)), id="its last day"),
        pytest.param("2012-06-01", Asked((793, 264), (684, 228), READING), id="between 2008 and 2016"),
        pytest.param("2015-12-31", Asked((793, 264), (684, 228), READING), id="the last day between them"),
        pytest.param("2016-01-01", Asked((793, 264), (793, 264)), id="2016"),
        pytest.param("2018-12-31", Asked((826, 276), (826, 276)), id="2018"),
        pytest.param("2019-07-01", Asked((855, 285), (826, 276), READING), id="between 2018 and 2020"),
        pytest.param("2023-05-01", Asked((967, 323), (967, 323)), id="2023"),
        pytest.param("2026-01-01", Asked((1297.5, 432.5), (1038, 346), READING), id="a year after the last one"),
        pytest.param("2027-12-31", Asked((1297.5, 432.5), (1038, 346), READING), id="two years after it"),
        pytest.param("2028-01-01", None, id="more than two"),
    ],
)
def test_what_is_asked_on_a_day(on: str, asked: Asked | None) -> None:
    """The amount of the year; else what is known of the years around it bounds it (L-INC-1, reading 21)."""
    assert asked_on(date.fromisoformat(on)) == asked


@pytest.mark.parametrize(
    ("income", "dependants", "enough", "too_low"),
    [
        (1250, 0, True, False),
        (1249, 0, False, False),
        (1000, 0, False, False),
        (999, 0, False, True),
        (1250 + 2 * 400, 2, True, False),
        (1249 + 2 * 400, 2, False, False),
        (1000 + 2 * 300, 2, False, False),
        (999 + 2 * 300, 2, False, True),
    ],
)
def test_between_enough_and_too_little_nothing_is_certain(
    income: float, dependants: float, enough: bool, too_low: bool
) -> None:
    asked = Asked(enough=(1250, 400), least=(1000, 300))
    assert (asked.is_enough(income, dependants), asked.is_too_low(income, dependants)) == (enough, too_low)


def test_a_last_known_amount_of_more_than_two_calendar_years_ago_says_nothing() -> None:
    for income in (None, 0, 1_000_000):
        assert means(date(2028, 1, 1), income) == Finding(UNKNOWN, at_filing=True)
    assert asked_on(date(2028, 1, 1)) is None


def test_a_year_with_its_amount_rests_on_no_reading_of_ours() -> None:
    assert means(date(2025, 12, 31), 1038).by_reading == ""
    assert means(date(2026, 1, 1), 1297.5).by_reading == READING


WORKER = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2019-01-10", "ground": "single_permit", "first_card_issued": "2019-01-10"}],
    "absences": [],
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
}


@pytest.mark.parametrize(
    ("told", "status", "note"),
    [
        ({"income": 1300}, "open", "amount-bounded"),
        ({"income": 1200, "supporter_income": 0, "benefit_income": 0}, "unsettled", "amount-not-confirmed"),
        ({"income": 1000, "supporter_income": 0, "benefit_income": 0}, "closed", "amount-bounded"),
        ({"income": 0}, "unsettled", "amount-bounded"),
        ({"income": 1000, "supporter_income": 0, "benefit_income": 38}, "unsettled", "amount-bounded"),
    ],
)
def test_the_answer_says_that_it_rests_on_our_reading(told: dict[str, object], status: str, note: str) -> None:
    """With the last known amount and its year."""
    route = assess_person(WORKER | told, date(2026, 11, 28))["routes"]["L"]
    assert route["status"] == status
    assert note in route["notes"]
    (found,) = (one for one in route["conditions"] if one["id"] == "L.means")
    assert found["by_reading"] == READING
    own = next(one for one in route["amounts"] if one["name"] == "L.income.self")
    assert own["last_known"] == {"value": 1038, "from": "2025-01-01", "to": "2025-12-31"}


def test_our_figures_grow_old_only_where_they_were_used() -> None:
    later = date(2027, 12, 1)  # after their verify-by date, as after that of the clock: look at the figures named
    used = assess_person(WORKER | {"income": 3000}, date(2026, 11, 28), today=later)["routes"]["L"]
    assert "L.income.bound" in used["past_verify_by"]
    known = assess_person(WORKER | {"income": 3000}, date(2025, 11, 28), today=later)["routes"]["L"]
    assert "L.income.bound" not in known["past_verify_by"]
