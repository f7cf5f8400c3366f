"""Stays under the EU rules that ended and began again: what the paper of the first time is still good for (EUP-5Y-1,
FAM-5Y-1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belgian_residence import assess
from belgian_residence.engine.dates import add_years
from trying import trying

Case = dict[str, Any]
TOLD: Case = {
    "absences": [],
    "interruptions": [],
    "suspensive_appeal_pending": False,
    "early_ground": "none",
    "joint_household": True,
    "sponsor_early_permanent": False,
}
ROUTES = {
    "EU+": ("annex_19", "eu_citizen", {"nationality": "FR", "card": "EU"}),
    "F+": ("annex_19ter", "family_of_eu_or_belgian", {"nationality": "MA", "card": "F", "annex_15": "none"}),
    "M+": (
        "annex_19",
        "eu_citizen",
        {"nationality": "GB", "card": "M", "annex_19ter": "none", "withdrawal_agreement": True},
    ),
}
DAYS = st.dates(date(2014, 1, 1), date(2018, 12, 31))


def twice(key: str, annex: date, left: date, back: date, between: str | None = None) -> Case:
    """Somebody who had the annex of the first of two stays; what was told of the time between."""
    paper, ground, who = ROUTES[key]
    stays: list[Case] = [{"from": annex.isoformat(), "to": left.isoformat(), "ground": ground}]
    if between:
        days = {"from": (left + timedelta(1)).isoformat(), "to": (back - timedelta(1)).isoformat()}
        stays.append({**days, "ground": between})
    stays.append({"from": back.isoformat(), "ground": ground})
    return {**TOLD, **who, paper: annex.isoformat(), "stays": stays}


def outcome(key: str, case: Case, on: date) -> tuple[str, str | None, list[str]]:
    answer = assess(case, on)["routes"][key]
    return answer["status"], answer["earliest"], answer["missing"]


@pytest.mark.parametrize("key", ROUTES)
@trying(60)
@given(annex=DAYS, stayed=st.integers(30, 2600), away=st.integers(3, 1500), later=st.integers(0, 2600))
def test_a_time_without_a_right_begins_the_years_anew_unless_five_were_complete(
    key: str, annex: date, stayed: int, away: int, later: int
) -> None:
    """The day is the same as for who tells the second stay alone, with a paper of its first day."""
    left = annex + timedelta(stayed)
    back = left + timedelta(away)
    on = max(back + timedelta(later), date(2021, 1, 1))
    status, earliest, missing = outcome(key, twice(key, annex, left, back, "no_right"), on)
    begin = annex if add_years(annex, 5) <= left else back
    day = add_years(begin, 5)
    assert (earliest, missing) == (day.isoformat(), [])
    may_be_lost_for_good = key == "M+" and begin > date(2020, 12, 31)  # BRX-ABS-1
    assert status == ("unsettled" if may_be_lost_for_good else "open" if day <= on else "later")


@pytest.mark.parametrize("key", ROUTES)
def test_where_nothing_was_told_of_the_time_between_it_is_asked_while_it_matters(key: str) -> None:
    case = twice(key, date(2016, 1, 10), date(2017, 6, 30), date(2020, 3, 2))
    assert outcome(key, case, date(2025, 3, 1)) == ("unsettled", "2025-03-02", ["stays[1].before"])
    assert outcome(key, case, date(2025, 3, 2)) == ("open", "2025-03-02", [])
    for before, expected in (("break", ("later", "2025-03-02")), ("papers", ("open", "2021-01-10"))):
        stays = [case["stays"][0], case["stays"][1] | {"before": before}]
        assert outcome(key, case | {"stays": stays}, date(2025, 3, 1))[:2] == expected


@pytest.mark.parametrize(("key", "day"), [("EU+", "2021-01-10"), ("M+", "2021-01-10"), ("F+", "2025-03-02")])
def test_a_stay_on_another_ground_between_is_residence_of_an_eu_citizen_and_none_as_family(key: str, day: str) -> None:
    """EUP-5Y-5, EUP-5Y-7: an EU citizen can tell a stay by what it was for; FAM-5Y-1: years on an A card are none under
    the EU chapter."""
    case = twice(key, date(2016, 1, 10), date(2017, 6, 30), date(2020, 3, 2), "single_permit")
    assert outcome(key, case, date(2025, 3, 2)) == ("open", day, [])


@pytest.mark.parametrize("before", [None, "no_break", "papers", "break"])
def test_how_family_follows_a_stay_on_another_ground_says_nothing_of_the_family_stay_before_it(
    before: str | None,
) -> None:
    case = twice("F+", date(2016, 1, 10), date(2017, 6, 30), date(2020, 3, 2), "single_permit")
    last = case["stays"][2] | {"from": "2020-04-02", **({"before": before} if before else {})}
    told = case | {"stays": [*case["stays"][:2], last]}
    assert outcome("F+", told, date(2024, 11, 22)) == ("later", "2025-04-02", [])
