"""Defects that were found and are not mended yet: each test fails until it is, and then says so (xfail, strict).

They are named on "How we know" (``limits_text`` in ``words/en.toml``), as many as there are here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess


@pytest.mark.xfail(strict=True, reason="a reason not known is asked only of the trip that breaks the years")
def test_eu_plus_is_not_certain_while_an_important_reason_could_leave_an_earlier_trip_out_of_the_sum() -> None:
    trips: list[dict[str, Any]] = [
        {"from": "2020-02-01", "to": "2020-06-01", "reason": None},
        {"from": "2020-08-01", "to": "2020-11-15", "reason": "ordinary"},
    ]
    case = {
        "nationality": "FR",
        "card": "EU",
        "annex_19": "2018-01-01",
        "absences": trips,
        "interruptions": [],
        "early_ground": "none",
        "stays": [],
    }
    ill = case | {"absences": [trips[0] | {"reason": "serious_illness"}, trips[1]]}
    on = date(2024, 1, 1)
    assert assess(ill, on)["routes"]["EU+"]["status"] == "unsettled"
    assert assess(case, on)["routes"]["EU+"]["status"] == "unsettled"


@pytest.mark.xfail(strict=True, reason="a day in the middle of a rough month is not tried for nationality")
def test_the_day_of_nationality_is_the_latest_of_a_rough_return() -> None:
    def day(back: str) -> str | None:
        case = {
            "nationality": "BR",
            "card": "F",
            "birth_date": "1985-02-03",
            "stays": [{"from": "2018-01-15", "ground": "family_of_eu_or_belgian", "first_card_issued": "2018-01-15"}],
            "annex_19ter": "2018-01-15",
            "absences": [{"from": "2019-04-01", "to": back, "annex_18": True, "centre_of_interests_proven": True}],
            "interruptions": [],
            "joint_household": True,
            "language_a2": True,
            "integration_proof": [],
            "economic_participation": False,
            "born_in_belgium": False,
            "in_belgium_since_birth": False,
            "spouse_of_belgian_since": "none",
            "parent_of_belgian_minor": False,
            "disability_or_pension": "none",
            "community_participation": False,
            "public_order": False,
        }
        earliest: str | None = assess(case, date(2025, 2, 27))["routes"]["nationality"]["earliest"]
        return earliest

    days = [day(f"2020-02-{number:02}") for number in range(1, 30)]
    assert day("2020-02") == max(one for one in days if one)


@pytest.mark.xfail(strict=True, reason="half days are rounded once for each part, where no asylum application is told")
def test_asylum_time_in_two_parts_is_one_time() -> None:
    def day(*parts: tuple[str, str]) -> str | None:
        stays: list[dict[str, Any]] = [{"from": start, "to": end, "ground": "asylum_procedure"} for start, end in parts]
        case = {
            "nationality": "SY",
            "card": "A",
            "stays": [*stays, {"from": "2019-03-01", "ground": "refugee", "first_card_issued": "2019-03-01"}],
            "asylum_application": "none",
            "permit_granted": "none",
            "unlimited_stay_since": "none",
            "absences": [],
        }
        earliest: str | None = assess(case, date(2023, 10, 15))["routes"]["L"]["clock"]
        return earliest

    assert day(("2018-03-01", "2018-03-02"), ("2018-03-02", "2019-03-01")) == day(("2018-03-01", "2019-03-01"))
