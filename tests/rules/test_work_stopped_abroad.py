"""Work that stopped while the person was on a trip abroad (Act art. 42sexies, EUP-LOSS-1): for every length and day."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from belgian_residence import assess
from belgian_residence.engine.dates import add_years
from rules.test_properties import DAY, Case, iso, trying

ON, LEFT = date(2026, 11, 22), date(2023, 6, 1)
WORK_ACCIDENT: Case = {"early_ground": "work_accident_or_disease"}
RETIRED: Case = {"early_ground": "retirement", "belgian_partner": True}
INCAPACITY: Case = {"early_ground": "incapacity", "belgian_partner": True}


def said(ground: Case, back: date, stopped: date | None, *, stays: bool = True) -> Any:
    told = {} if stopped is None else {"stopped_working": iso(stopped)}
    return assess(
        {
            "nationality": ["FR"],
            "card": "EU",
            "card_issued": "2023-02-15",
            "annex_19": "2023-02-01",
            "stays": [{"from": "2023-02-01", "ground": "eu_citizen"}] if stays else None,
            "interruptions": [],
            "eu_activity": ["worker"],
            "absences": [{"from": iso(LEFT), "to": iso(back)}],
            **ground,
            **told,
        },
        ON,
    )


@trying(60)
@given(
    st.sampled_from([WORK_ACCIDENT, RETIRED, INCAPACITY]),
    st.integers(300, 1200) | st.sampled_from([365, 366, 367, 730, 731, 732]),
    st.integers(-40, 1240) | st.sampled_from([0, 1, 365, 366, 367]),
)
def test_a_plain_yes_has_neither_two_years_after_it_nor_a_year_before_it(ground: Case, days: int, then: int) -> None:
    back, stopped = min(LEFT + DAY * days, ON), LEFT + DAY * then
    answer = said(ground, back, min(stopped, ON))
    status, keep = answer["routes"]["EU+"]["status"], answer["keep"]["status"]
    too_long_after = stopped < back and add_years(max(stopped, LEFT), 2) < back
    too_long_before = LEFT < stopped <= back and add_years(LEFT, 1) <= stopped
    whole_too_long = LEFT < stopped <= back and add_years(LEFT, 2) < back
    doubt = too_long_before or whole_too_long
    assert status == ("later" if too_long_after else "unsettled" if doubt else "open")
    assert keep != "lost" or status == "later", "beside what is lost no right is left open"
    assert said(ground, back, min(stopped, ON), stays=False)["keep"]["status"] != "lost" or too_long_after


@trying(40)
@given(st.sampled_from([WORK_ACCIDENT, RETIRED]), st.integers(300, 1200), st.integers(-40, 1240))
def test_the_day_on_which_work_stopped_turns_no_definite_answer(ground: Case, days: int, then: int) -> None:
    back, stopped = min(LEFT + DAY * days, ON), min(LEFT + DAY * then, ON)
    before, after = said(ground, back, None)["routes"]["EU+"], said(ground, back, stopped)["routes"]["EU+"]
    if before["status"] != after["status"]:
        assert before["status"] == "unsettled"
        assert "stopped_working" in before["missing"]


def test_a_ground_that_is_not_told_is_asked_before_anything_is_called_lost() -> None:
    """The same, told or not: whoever has a ground is not called lost for not having said so."""
    answer = said({"early_ground": None}, date(2025, 9, 1), date(2023, 9, 1))
    for one in (answer["keep"], answer["routes"]["nationality"], answer["routes"]["EU+"]):
        assert one["status"] == "unsettled"
        assert "early_ground" in one["missing"]
    without = said({"early_ground": "none"}, date(2025, 9, 1), date(2023, 9, 1))
    assert (without["keep"]["status"], without["routes"]["nationality"]["status"]) == ("lost", "closed")
