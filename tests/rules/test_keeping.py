"""What an absence does to the card that is held: one row for each side of each limit (ABS-*, ABS-L-*, CARD-ABS-*)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess

ON = date(2026, 11, 22)
PROVEN = {"annex_18": True, "centre_of_interests_proven": True}

ROWS: list[tuple[str, str, str, dict[str, Any], str]] = [
    # card, departure, return, more about the trip, status
    ("B", "2025-01-01", "2025-03-31", {}, "kept"),
    ("B", "2025-01-01", "2025-04-01", {}, "unsettled"),  # three months: was it declared?
    ("B", "2025-01-01", "2025-04-01", {"annex_18": False}, "at_risk"),
    ("B", "2025-01-01", "2025-04-01", {"annex_18": True}, "kept"),
    ("B", "2027-01-01", "2027-10-01", {}, "kept"),  # planned: there is time to declare it
    ("K", "2024-01-01", "2024-12-31", {"annex_18": True}, "kept"),
    ("K", "2024-01-01", "2025-01-01", {"annex_18": True}, "at_risk"),  # exactly a year
    ("K", "2024-01-01", "2025-01-02", PROVEN, "kept"),
    ("K", "2024-01-01", "2025-01-02", {"annex_18": True}, "unsettled"),
    ("K", "2024-01-01", "2025-01-02", {"annex_18": False}, "lost"),
    ("K", "2027-01-01", "2028-06-01", {}, "at_risk"),
    ("K", "2024-01-01", "2025-06-01", {"reason": "force_majeure"}, "at_risk"),
    ("A", "2024-01-01", "2025-01-02", PROVEN, "lost"),
    ("L", "2024-01-01", "2024-12-31", {"outside_eu": True}, "kept"),
    ("L", "2024-01-01", "2025-01-01", {"outside_eu": True}, "lost"),
    ("L", "2024-01-01", "2025-01-01", {}, "unsettled"),
    ("L", "2019-01-01", "2024-12-31", {"outside_eu": False}, "kept"),
    ("L", "2019-01-01", "2025-01-01", {"outside_eu": False}, "lost"),
    ("EU+", "2024-01-01", "2026-01-01", {}, "kept"),
    ("EU+", "2024-01-01", "2026-01-02", {}, "lost"),
    ("F+", "2024-01-01", "2026-01-02", {}, "lost"),
    ("M+", "2021-01-01", "2026-01-01", {}, "kept"),
    ("M+", "2021-01-01", "2026-01-02", {}, "lost"),
    ("EU", "2024-01-01", "2025-01-01", {}, "kept"),
    ("F", "2024-01-01", "2025-01-02", {}, "lost"),
    ("F", "2024-01-01", "2025-01-02", {"reason": "force_majeure"}, "unsettled"),
    ("M", "2024-01-01", "2024-07-01", {}, "kept"),
    ("M", "2024-01-01", "2024-07-02", {}, "unsettled"),
]


@pytest.mark.parametrize(("card", "departure", "back", "more", "status"), ROWS)
def test_an_absence(card: str, departure: str, back: str, more: dict[str, Any], status: str) -> None:
    case = {"card": card, "stays": [], "absences": [{"from": departure, "to": back, **more}]}
    assert assess(case, ON)["keep"]["status"] == status


def test_the_days_to_act_by() -> None:
    case = {"card": "B", "stays": [], "absences": [{"from": "2027-02-28", "to": "2027-06-20"}]}
    absence = assess(case, ON)["keep"]["absences"][0]
    assert (absence["declare_by"], absence["report_by"], absence["back_by"]) == (
        "2027-02-28",
        "2027-07-05",
        "2028-02-27",
    )


def test_the_worst_absence_decides() -> None:
    trips = [{"from": "2022-01-01", "to": "2024-06-01"}, {"from": "2025-01-01", "to": "2025-02-01"}]
    assert assess({"card": "EU+", "absences": trips}, ON)["keep"]["status"] == "lost"


def test_a_former_blue_card_holder_has_twenty_four_months() -> None:
    stays = [
        {"from": "2015-01-01", "to": "2020-12-31", "ground": "blue_card"},
        {"from": "2021-01-01", "ground": "long_term_resident"},
    ]
    trip = {"from": "2023-01-01", "to": "2024-12-31", "outside_eu": True}
    assert assess({"card": "L", "stays": stays, "absences": [trip]}, ON)["keep"]["status"] == "kept"


def test_a_card_that_runs_out_abroad_is_a_risk() -> None:
    case = {"card": "A", "card_expiry": "2026-12-01", "absences": [{"from": "2026-11-25", "to": "2026-12-05"}]}
    assert assess(case, ON)["keep"]["status"] == "at_risk"


@pytest.mark.parametrize("card", ["none", "annex_15", "orange_card", "N"])
def test_without_a_card_to_keep_there_is_nothing_to_say(card: str) -> None:
    assert assess({"card": card, "absences": []}, ON)["keep"] is None
