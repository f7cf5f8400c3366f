"""Rough days never make a gap between two stays; what was told of the seam holds (DOC-15, L-PROC-3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import belgian_residence
from belgian_residence.assessment.one_person import read_person
from belgian_residence.counting.periods import chain, seam_not_told

ON = date(2024, 3, 10)


def people(first_to: Any, then_from: Any, **then: Any) -> list[Any]:
    """The people of a case with two stays, one for each choice of days."""
    case = {
        "stays": [
            {"from": "2018-09-01", "to": first_to, "ground": "student", "first_card_issued": "2018-09-01"},
            {"from": then_from, "ground": "single_permit", **then},
        ]
    }
    return [person for _, person in read_person(case, ON).people()]


CHAINS = [
    # last day, first day of the next, what is told of the seam, one chain?
    ("2022-10-31", "2022-11", {}, True),
    ("2022-10", "2022-11-01", {}, True),
    ("2022-10", "2022-11", {}, True),
    ("2022", "2022", {}, True),
    ("2022-10", "2022-12", {}, False),  # 30 days lie between at the least
    ("2022-10", "2022-11-02", {}, False),  # one day
    ("2022-10-31", "2022-11-01", {}, True),
    ("2022-10-31", "2022-11-02", {}, False),
    ("2022-10-31", "2022-11", {"before": "break"}, False),
    ("2022-10-31", "2022-11-01", {"before": "break"}, False),
    ("2022-10-31", "2022-11-20", {"before": "no_break"}, True),
    ("2022-10-31", "2023-11-20", {"before": "papers", "before_paper": "annex_15"}, True),
    ("2022-10-31", "2022-11-20", {"before": "papers", "before_paper": "orange_card"}, False),
    ("2022-10-31", "2022-11-20", {"before": "papers"}, False),
]


@pytest.mark.parametrize(("to", "start", "told", "one"), CHAINS)
def test_what_is_one_chain(to: str, start: str, told: dict[str, str], one: bool) -> None:
    lengths = {len(chain(person.stays, ON)) for person in people(to, start, **told)}
    assert lengths == {2 if one else 1}


def test_the_stay_before_lasts_until_the_next_begins() -> None:
    for person in people("2022-10-31", "2022-11"):
        before, after = person.stays
        assert (after.start - before.end).days == 1


def test_a_rough_last_day_in_a_chain_is_no_choice() -> None:
    """A rough month costs no more on both sides of the seam than on one."""
    assert len(people("2022-10", "2022-11-01")) == 1
    assert len(people("2022-10", "2022-11")) == len(people("2022-10-31", "2022-11")) > 1


def test_a_time_without_a_right_between_two_months_is_a_break() -> None:
    case = {
        "stays": [
            {"from": "2018-09-01", "to": "2022-10", "ground": "student"},
            {"from": "2022-10", "to": "2022-11", "ground": "no_right"},
            {"from": "2022-11", "ground": "single_permit"},
        ]
    }
    assert {len(chain(person.stays, ON)) for _, person in read_person(case, ON).people()} == {1}


def test_how_a_stay_follows_is_asked_where_exact_days_show_a_gap() -> None:
    for to, start, asked in (("2022-10-31", "2022-11-20", ("stays[1].before",)), ("2022-10-31", "2022-11", ())):
        for person in people(to, start):
            assert seam_not_told(person.stays, person.stays[1]) == asked
    assert all(seam_not_told(person.stays, person.stays[0]) == () for person in people("2022-10-31", "2022-11-20"))
    for told in ("no_break", "break", "papers"):
        assert [seam_not_told(one.stays, one.stays[1]) for one in people("2022-10-31", "2022-11-20", before=told)] == [
            ()
        ]


DAYS = ["2022-10-31", "2022-10", "2022"], ["2022-11-01", "2022-11", "2022"]


@pytest.mark.parametrize("to", DAYS[0])
@pytest.mark.parametrize("start", DAYS[1])
def test_rough_days_that_can_meet_never_start_the_years_again(to: str, start: str) -> None:
    """The kind: the roughest days give no date later than the seam lies apart from the exact ones."""

    def routes(to: str, start: str) -> Any:
        case = {
            "nationality": "MA",
            "card": "A",
            "stays": [
                {"from": "2018-09-01", "to": to, "ground": "single_permit", "first_card_issued": "2018-09-01"},
                {"from": start, "ground": "single_permit", "first_card_issued": "2022-12-01"},
            ],
            "absences": [],
        }
        return belgian_residence.assess(case, date(2023, 2, 1))["routes"]

    rough, exact = routes(to, start), routes("2022-10-31", "2022-11-01")
    for key in ("B", "L"):
        assert rough[key]["earliest"] == exact[key]["earliest"], key
