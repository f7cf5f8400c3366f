"""The last day of return, and what an absence did, by the rule that held on the day of leaving: the same whatever
return is told, and on every day that is asked about (EUP-LOSS-1, FAM-LOSS-1, BRX-PR-3, CARD-ABS-3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess

Case = dict[str, Any]
ON = "2026-11-28"
TOLD: Case = {"interruptions": [], "suspensive_appeal_pending": False, "early_ground": "none"}


def eu(annex: str) -> Case:
    return TOLD | {"nationality": ["FR"], "card": "EU", "annex_19": annex} | stays(annex, "eu_citizen")


def family(annex: str) -> Case:
    own = {"annex_19ter": annex, "annex_15": "none", "joint_household": True}
    return TOLD | own | {"nationality": ["IN"], "card": "F"} | stays(annex, "family_of_eu_or_belgian")


def briton(annex: str) -> Case:
    own = {"nationality": ["GB"], "card": "M", "annex_19": annex, "annex_19ter": "none"}
    return TOLD | own | stays(annex, "withdrawal_agreement")


def stays(first: str, ground: str) -> Case:
    return {"stays": [{"from": first, "ground": ground}]}


def trip(case: Case, departure: str, back: str | None, on: str, *before: Case, **told: str) -> Case:
    away = {"from": departure, "reason": "ordinary", **({"to": back} if back else {})}
    answer: Any = assess(case | told | {"absences": [*before, away]}, date.fromisoformat(on))
    return {**answer["keep"]["absences"][-1], "whole": answer}


BACK_BY = [
    # five years complete on the day of leaving, and the day after it
    (eu("2014-05-01"), "2027-02-01", "2029-02-01"),
    (eu("2022-02-01"), "2027-02-01", "2029-02-01"),
    (eu("2022-02-02"), "2027-02-01", "2028-01-31"),
    (family("2014-05-01"), "2027-02-01", "2029-02-01"),
    (family("2022-02-02"), "2027-02-01", "2028-01-31"),
    (briton("2012-05-01"), "2027-02-01", "2032-02-01"),
    (briton("2022-02-02"), "2027-02-01", "2027-08-01"),
    # one that lies behind, or still runs
    (eu("2014-05-01"), "2022-02-01", "2024-02-01"),
    (family("2014-05-01"), "2022-02-01", "2024-02-01"),
    (briton("2012-05-01"), "2021-02-01", "2026-02-01"),
    (eu("2018-02-02"), "2023-02-01", "2024-01-31"),
]
RETURNS = (60, 170, 270, 364, 366, 480, 730, 740, 1100, 1900)


@pytest.mark.parametrize(("case", "departure", "day"), BACK_BY)
def test_the_day_to_be_back_by_does_not_hang_on_the_return_that_is_told(case: Case, departure: str, day: str) -> None:
    out = date.fromisoformat(departure)
    returns = [date.fromordinal(out.toordinal() + days).isoformat() for days in RETURNS]
    assert {back: trip(case, departure, back, ON)["back_by"] for back in [None, *returns]} == dict.fromkeys(
        [None, *returns], day
    )


@pytest.mark.parametrize(
    ("case", "departure", "day"),
    [
        (eu("2014-05-01"), "2022-02-01", "2024-02-01"),
        (family("2014-05-01"), "2022-02-01", "2024-02-01"),
        (briton("2014-05-01"), "2021-02-01", "2026-02-01"),
    ],
)
def test_nor_on_the_day_asked_about_while_the_absence_runs(case: Case, departure: str, day: str) -> None:
    asked = ("2022-02-02", "2023-06-01", "2024-02-01", "2024-02-02", "2025-05-20", "2026-02-02", "2026-11-20")
    assert {on: trip(case, departure, None, on)["back_by"] for on in asked} == dict.fromkeys(asked, day)


@pytest.mark.parametrize(
    ("back", "on", "status", "route"),
    [
        ("2026-02-01", "2026-11-20", "kept", "open"),
        ("2026-02-02", "2026-11-20", "unsettled", "unsettled"),  # by the days of travel alone (reading 22)
        ("2026-02-03", "2026-11-20", "lost", "closed"),
        ("2026-03-01", "2026-11-20", "lost", "closed"),
        ("2026-03-01", "2032-11-20", "lost", "closed"),  # five new years do not bring it back (BRX-ABS-1)
        (None, "2026-02-01", "unsettled", "open"),
        (None, "2026-02-03", "lost", "closed"),
    ],
)
def test_a_right_under_the_agreement_is_lost_by_more_than_five_years(
    back: str | None, on: str, status: str, route: str
) -> None:
    said = trip(briton("2014-05-01"), "2021-02-01", back, on, card_issued="2020-12-15")
    assert (said["status"], said["whole"]["routes"]["M+"]["status"]) == (status, route)
    assert "agreement-stay-broken" not in [one["id"] for one in said["whole"]["keep"]["warnings"]]


def test_an_absence_that_left_the_right_alone_is_not_lost_because_a_later_one_ended_it() -> None:
    first = {"from": "2019-09-01", "to": "2020-11-01", "reason": "ordinary"}
    told = {"card_issued": "2019-08-01"}
    said = trip(eu("2014-05-01"), "2022-02-01", "2024-06-01", ON, first, **told)
    assert [one["status"] for one in said["whole"]["keep"]["absences"]] == ["kept", "lost"]


@pytest.mark.parametrize("case", [eu("2021-05-01"), family("2021-05-01")], ids=["EU", "F"])
@pytest.mark.parametrize("back", ["2025-06-11", "2026-08-19"])
@pytest.mark.parametrize("on", ["2026-08-20", "2026-11-28", "2028-01-01"])
def test_lost_never_stands_beside_a_route_that_counts_the_posting(case: Case, back: str, on: str) -> None:
    """Readings 15 and 29: whether a posting over twelve months broke the years is open, so the stay is too."""
    posted = [{"from": "2024-06-10", "to": back, "reason": "posting"}]
    answer: Any = assess(case | {"card_issued": "2024-05-01", "absences": posted}, date.fromisoformat(on))
    route = answer["routes"]["EU+" if case["card"] == "EU" else "F+"]
    assert answer["keep"]["status"] == "unsettled"
    assert "2026-05-01" in (route["readings"] or {}).values()
