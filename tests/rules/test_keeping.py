"""Keeping the card: what an absence does to it and to the clocks, renewal, what else ends it.

The rows are worked out by hand from the law base (ABS-*, ABS-L-*, CARD-ABS-*, EUP-LOSS-*, BRX-*, reading 19): for each
group of cards a day below, at and above each limit; declared, not declared, not known; past and planned; rough dates.
Longer than others: each group of cards has a row at each limit.
"""

from __future__ import annotations

import ast
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belgian_residence import CaseError, assess
from belgian_residence.assessment.one_person import read_person, work_out
from belgian_residence.keeping import keep as keeping
from belgian_residence.keeping import late, renewal
from belgian_residence.keeping.groups import GROUPS, OLD_DOCUMENTS
from belgian_residence.law.amounts import all_amounts
from belgian_residence.law.provisions import provision
from belgian_residence.losing import not_told
from belgian_residence.losing import stay as losing
from belgian_residence.losing.notes import NOTES
from belgian_residence.told.facts import CARDS
from belgian_residence.told.trips import CAME_BACK
from briefly import trip
from site_build import assessments
from site_build.cases import entries, facts
from site_build.differences import assert_same
from site_build.guides.rule_book.texts import named
from trying import some, trying

ON = date(2026, 11, 22)
LEFT, PLANNED = "2024-01-15", "2027-01-15"
TOLD = {"annex_18": True}
NOT_TOLD = {"annex_18": False}
PROVEN = {
    "annex_18": True,
    "centre_of_interests_proven": True,
    "card_valid_on_return": True,
    "return_reported": True,
}
NOT_PROVEN = {"annex_18": True, "centre_of_interests_proven": False}
STUCK = {"reason": "force_majeure"}
WHY_NOT_KNOWN = {"reason": None}
OUT = {"outside_eu": True}
IN_EU = {"outside_eu": False}

RECENT = "2023-06-01"
NOT_YET_PERMANENT = {
    **{card: {"annex_19": RECENT} for card in ("EU", "E", "annex_8")},
    "F": {"annex_19ter": RECENT, "annex_15": "none"},
}
"""Five years are not complete for any of the trips below, so no permanent right can have arisen by law."""

Case = dict[str, Any]
Row = tuple[str, str, Case, str]


def kept(card: str, *trips: Case, on: date = ON, **more: Any) -> dict[str, Any]:
    """The answer on keeping a card, for trips and for what else is told."""
    # A card given before every departure says nothing for the stay; an early ground could, and is asked for.
    old = {"card_issued": "2005-01-01", "early_ground": "none"}
    case = {"card": card, "stays": [], "absences": list(trips), **old, **NOT_YET_PERMANENT.get(card, {}), **more}
    answer = assess(case, on)["keep"]
    assert isinstance(answer, dict)
    return answer


def rows(cards: str, *found: Row) -> list[Any]:
    return [
        pytest.param(card, *row, id=f"{card} {row[0]} to {row[1]} {row[2] or ''} {row[3]}")
        for card in cards.split()
        for row in found
    ]


# --- one absence --------------------------------------------------------------------------------------------------

THREE_MONTHS: tuple[Row, ...] = (  # A, B, K, EU, F: declared before leaving from three months on (ABS-2, CARD-ABS-2)
    (LEFT, "2024-04-14", {}, "kept"),
    (LEFT, "2024-04-14", NOT_TOLD, "kept"),
    (LEFT, "2024-04-15", {}, "unsettled"),
    (LEFT, "2024-04-15", NOT_TOLD, "at_risk"),
    (LEFT, "2024-04-15", TOLD, "kept"),
    (LEFT, "2025-01-14", {}, "unsettled"),
    (LEFT, "2025-01-14", NOT_TOLD, "at_risk"),
    (LEFT, "2025-01-14", TOLD, "kept"),
    ("2025-11-30", "2026-02-27", {}, "kept"),  # a month that is too short ends on its last day (reading 23)
    ("2025-11-30", "2026-02-28", NOT_TOLD, "at_risk"),
    (PLANNED, "2027-04-15", {}, "kept"),  # there is time to declare it
    (PLANNED, "2027-04-15", NOT_TOLD, "at_risk"),
    ("2026-11-22", "2027-04-01", {}, "kept"),  # leaving on the day asked about
    ("2026-11-21", "2027-04-01", {}, "unsettled"),  # left the day before
)
NATIONAL_YEAR: tuple[Row, ...] = (  # A, B, K: exactly one year is a risk (ABS-1, reading 19)
    (LEFT, "2025-01-15", {}, "at_risk"),
    (LEFT, "2025-01-15", TOLD, "at_risk"),
    (LEFT, "2025-01-15", NOT_TOLD, "at_risk"),
    ("2024-02-29", "2025-02-27", TOLD, "kept"),
    ("2024-02-29", "2025-02-28", TOLD, "at_risk"),
    (PLANNED, "2028-01-14", {}, "kept"),
    (PLANNED, "2028-01-15", {}, "at_risk"),
)
ONE_ABSENCE = [
    *rows("A H I J B C K EU E annex_8 F", *THREE_MONTHS),
    *rows("A H I J B C K", *NATIONAL_YEAR),
    *rows(
        "A H I J",  # limited stay: more than a year cannot be prepared (ABS-1, ABS-3 is for B and K)
        (LEFT, "2025-01-17", PROVEN, "lost"),
        (LEFT, "2025-01-17", {}, "lost"),
        (LEFT, "2025-01-17", STUCK, "unsettled"),  # practice only (CARD-ABS-4)
        (LEFT, "2025-01-17", WHY_NOT_KNOWN, "unsettled"),
        ("2020-01-15", "2025-01-15", STUCK, "unsettled"),
        ("2020-01-15", "2025-01-17", STUCK, "lost"),  # even that practice ends at five years
        (PLANNED, "2028-01-17", {}, "lost"),
    ),
    *rows(
        "B C K",  # unlimited stay and settlement: prepared before leaving, or force majeure (ABS-3)
        (LEFT, "2025-01-15", PROVEN, "kept"),
        (LEFT, "2025-01-17", PROVEN, "kept"),
        (LEFT, "2025-01-17", {}, "unsettled"),
        (LEFT, "2025-01-17", TOLD, "unsettled"),
        (LEFT, "2025-01-17", NOT_TOLD, "lost"),
        (LEFT, "2025-01-17", NOT_PROVEN, "lost"),
        (LEFT, "2025-01-17", STUCK, "at_risk"),
        (LEFT, "2025-01-17", {**STUCK, **NOT_TOLD}, "at_risk"),
        (LEFT, "2025-01-17", {**WHY_NOT_KNOWN, **NOT_TOLD}, "unsettled"),
        ("2020-01-15", "2025-01-15", STUCK, "at_risk"),
        ("2020-01-15", "2025-01-17", STUCK, "unsettled"),  # practice stops at five years (CARD-ABS-4)
        (PLANNED, "2028-01-17", {}, "at_risk"),  # it can still be prepared
        (PLANNED, "2028-01-17", TOLD, "at_risk"),
        (PLANNED, "2028-01-17", PROVEN, "kept"),
        (PLANNED, "2028-01-17", NOT_TOLD, "lost"),
    ),
    *rows(
        "EU E annex_8 F",  # EU citizens and family without permanent residence (CARD-ABS-3)
        (LEFT, "2025-01-14", TOLD, "kept"),
        (LEFT, "2025-01-15", TOLD, "at_risk"),  # less than a year is allowed (CARD-ABS-3)
        (LEFT, "2025-01-15", {}, "at_risk"),
        (LEFT, "2025-01-15", NOT_TOLD, "at_risk"),
        (LEFT, "2025-01-17", TOLD, "lost"),
        (LEFT, "2025-01-17", {}, "lost"),
        (LEFT, "2025-01-17", {**TOLD, **STUCK}, "unsettled"),
        ("2020-01-15", "2025-01-17", STUCK, "lost"),
        (LEFT, "2025-01-17", {**TOLD, "reason": "serious_illness"}, "lost"),  # beyond twelve months no reason helps
        (LEFT, "2025-01-17", {**TOLD, "reason": "posting"}, "unsettled"),  # but of a posting that is open (reading 15)
        (PLANNED, "2028-01-15", {}, "at_risk"),
        (PLANNED, "2028-01-17", {}, "lost"),
    ),
    *rows(
        "L D",  # EU long-term resident (ABS-L-1, ABS-L-2)
        (LEFT, "2025-01-14", OUT, "kept"),
        (LEFT, "2025-01-15", OUT, "unsettled"),
        (LEFT, "2025-01-14", {}, "kept"),
        (LEFT, "2025-01-15", {}, "unsettled"),
        (LEFT, "2025-01-15", IN_EU, "kept"),
        ("2024-02-29", "2025-02-27", OUT, "kept"),
        ("2024-02-29", "2025-02-28", OUT, "unsettled"),
        ("2020-01-15", "2026-01-14", IN_EU, "kept"),
        ("2020-01-15", "2026-01-16", IN_EU, "lost"),
        ("2020-01-15", "2026-01-16", {}, "lost"),
        (LEFT, "2024-12-01", {**OUT, **NOT_TOLD}, "kept"),  # declaring is a duty, its lack does not end the status
        (LEFT, "2025-01-15", {**OUT, **STUCK}, "unsettled"),
        (PLANNED, "2028-01-15", OUT, "unsettled"),
        (PLANNED, "2028-01-14", OUT, "kept"),
    ),
    *rows(
        "EU+ E+ annex_8bis F+",  # permanent residence (EUP-LOSS-1, FAM-LOSS-1)
        (LEFT, "2026-01-15", {}, "kept"),
        (LEFT, "2026-01-15", NOT_TOLD, "kept"),
        (LEFT, "2026-01-17", {}, "lost"),
        (LEFT, "2026-01-17", TOLD, "lost"),
        (LEFT, "2026-01-17", STUCK, "unsettled"),
        (LEFT, "2026-01-17", WHY_NOT_KNOWN, "unsettled"),
        ("2020-01-15", "2025-01-17", STUCK, "lost"),
        ("2024-02-29", "2026-02-28", {}, "kept"),
        ("2024-02-29", "2026-03-02", {}, "lost"),
        (PLANNED, "2029-01-15", {}, "kept"),
        (PLANNED, "2029-01-17", {}, "lost"),
    ),
    *rows(
        "M+",  # M with permanent stay (BRX-PR-3)
        ("2021-01-15", "2026-01-15", {}, "kept"),
        ("2021-01-15", "2026-01-17", {}, "lost"),
        ("2021-01-15", "2026-01-17", STUCK, "lost"),
        (PLANNED, "2032-01-15", {}, "kept"),
        (PLANNED, "2032-01-17", {}, "lost"),
    ),
    *rows(
        "M",  # M without permanent stay: the limits of the count; beyond them ask (BRX-ABS-1)
        (LEFT, "2024-07-15", {}, "kept"),
        (LEFT, "2024-07-16", {}, "unsettled"),
        (LEFT, "2024-07-16", {"reason": "serious_illness"}, "kept"),
        (LEFT, "2025-01-15", {"reason": "posting"}, "kept"),
        (LEFT, "2025-01-17", {"reason": "posting"}, "unsettled"),
        (LEFT, "2025-01-17", {"reason": "study_or_training"}, "unsettled"),
        ("2020-01-15", "2025-01-17", {"reason": "military_service"}, "kept"),
        (LEFT, "2024-07-16", WHY_NOT_KNOWN, "unsettled"),
        (PLANNED, "2027-07-15", {}, "kept"),
        (PLANNED, "2027-07-16", {}, "unsettled"),
    ),
    *rows(
        "annex_15 annex_56 orange_card N special_card",  # no rule on absence in the law base: nothing is promised
        (LEFT, "2024-01-20", {}, "unsettled"),
        (PLANNED, "2028-01-17", PROVEN, "unsettled"),
    ),
]


@pytest.mark.parametrize(("card", "start", "end", "more", "status"), ONE_ABSENCE)
def test_an_absence(card: str, start: str, end: str, more: Case, status: str) -> None:
    answer = kept(card, trip(start, end, **more))
    assert answer["absences"][0]["status"] == status
    assert answer["status"] == status
    assert bool(answer["missing"]) <= (status == "unsettled"), "only what is not settled asks for more"


@pytest.mark.parametrize(
    ("card", "annexes", "back", "status"),
    [
        # five years before leaving on 2024-01-15: the permanent right may have arisen by law, and it allows two years
        ("EU", {"annex_19": "2019-01-15"}, "2025-01-17", "unsettled"),
        ("EU", {"annex_19": "2019-01-15"}, "2026-01-15", "unsettled"),
        ("EU", {"annex_19": "2019-01-15"}, "2026-01-17", "lost"),
        # complete during the absence: under one reading the right arises all the same (reading 30), within six months
        ("EU", {"annex_19": "2019-07-15", "interruptions": []}, "2025-01-17", "unsettled"),
        ("EU", {"annex_19": "2019-07-17", "interruptions": []}, "2025-01-17", "lost"),
        ("EU", {"annex_19": None}, "2025-01-17", "unsettled"),
        ("EU", {"annex_19": "none"}, "2025-01-17", "lost"),
        ("F", {"annex_19ter": "2019-02-01", "annex_15": "2019-01-10"}, "2025-01-17", "unsettled"),
        ("F", {"annex_19ter": "2019-07-17", "annex_15": "none", "interruptions": []}, "2025-01-17", "lost"),
        ("F", {"annex_19ter": "2012-01-04", "annex_15": "none"}, "2025-07-10", "unsettled"),
    ],
)
def test_a_permanent_right_may_have_arisen_before_the_card(card: str, annexes: Case, back: str, status: str) -> None:
    answer = kept(card, trip(LEFT, back, **TOLD), **annexes)
    assert answer["status"] == status
    notes = [note["id"] for note in answer["absences"][0]["notes"]]
    assert ("may-be-permanent" in notes) is (status == "unsettled")


@pytest.mark.parametrize(
    ("card", "expires", "left", "back", "status"),
    [
        ("B", "2031-01-01", "2006-01-10", "2007-03-10", "kept"),
        ("EU+", "2031-01-01", "2011-01-10", "2014-01-12", "kept"),
        ("M+", "2032-01-01", "2006-01-10", "2012-01-10", "unsettled"),  # a break may have ended the status for good
        ("B", None, "2019-01-10", "2021-11-22", "kept"),  # a B card of today was given at most five years ago
        ("B", None, "2019-01-10", "2021-11-23", "unsettled"),  # then the day of the card is asked
        ("K", None, "2014-01-10", "2016-11-22", "kept"),
        ("K", None, "2014-01-10", "2016-11-23", "unsettled"),
        ("A", None, "2006-01-10", "2007-03-10", "unsettled"),  # how long an A card lasts differs: nothing is presumed
    ],
)
def test_an_absence_before_the_present_card_does_not_end_it(
    card: str, expires: str | None, left: str, back: str, status: str
) -> None:
    answer = kept(card, trip(left, back, **NOT_PROVEN), card_expiry=expires, card_issued=None)
    assert answer["absences"][0]["status"] == status


ON_RETURN = ["absences[0].card_valid_on_return", "absences[0].return_reported"]
MISSING = [
    ("B", trip(LEFT, "2024-04-15"), ["absences[0].annex_18"]),
    ("B", trip(LEFT, "2025-01-17"), ["absences[0].annex_18", "absences[0].centre_of_interests_proven", *ON_RETURN]),
    ("B", trip(LEFT, "2025-01-17", **TOLD), ["absences[0].centre_of_interests_proven", *ON_RETURN]),
    ("A", trip(LEFT, "2025-01-17", reason=None), ["absences[0].reason"]),
    ("L", trip(LEFT, "2025-01-15"), ["absences[0].outside_eu"]),
    ("EU+", trip(LEFT, "2026-01-17", reason=None), ["absences[0].reason"]),
    ("M", trip(LEFT, "2024-07-16", reason=None), ["absences[0].reason", "annex_19"]),
    (
        "M",
        trip(LEFT, "2024-07-16"),
        ["annex_19"],
    ),  # it may be permanent by law: first the older paper, then what broke the years
    ("A", trip(LEFT, "2025-01-17", **STUCK), []),
    ("A", trip("2026-06-01", None), ["absences[0].annex_18", "absences[0].to"]),
]


@pytest.mark.parametrize(("card", "away", "missing"), MISSING)
def test_what_would_settle_it_is_named(card: str, away: Case, missing: list[str]) -> None:
    answer = kept(card, away)
    assert answer["status"] == "unsettled"
    assert answer["missing"] == answer["absences"][0]["missing"] == missing


def test_a_note_stands_there_only_where_it_holds_in_every_case() -> None:
    def notes(**more: Any) -> list[str]:
        return [note["id"] for note in kept("B", trip(LEFT, "2024-04-15", **more))["absences"][0]["notes"]]

    assert notes(**NOT_TOLD) == ["not-declared"]
    assert notes(annex_18=None) == ["stay-goes-on"]


# --- L cards after a Blue Card ------------------------------------------------------------------------------------

L_STAY = {"from": "2021-01-01", "ground": "long_term_resident"}
BLUE = [{"from": "2015-01-01", "to": "2020-12-31", "ground": "blue_card"}, L_STAY]
FAMILY = [{"from": "2015-01-01", "to": "2020-12-31", "ground": "family_of_limited_stay"}, L_STAY]
FAMILY_ART_10 = [{"from": "2015-01-01", "to": "2020-12-31", "ground": "family_of_unlimited_stay"}, L_STAY]


@pytest.mark.parametrize(
    ("stays", "end", "status", "missing"),
    [
        (BLUE, "2025-01-15", "kept", []),
        (BLUE, "2026-01-14", "kept", []),
        (BLUE, "2026-01-16", "lost", []),
        (FAMILY, "2025-01-14", "kept", []),
        (FAMILY, "2025-01-15", "unsettled", []),  # family of a Blue Card holder has 24 months too; others do not
        (FAMILY, "2026-01-16", "lost", []),
        (FAMILY_ART_10, "2025-01-14", "kept", []),
        (FAMILY_ART_10, "2025-01-15", "unsettled", []),
        (FAMILY_ART_10, "2026-01-16", "lost", []),
        (None, "2025-01-14", "kept", []),
        (None, "2025-01-15", "unsettled", ["stays"]),
        (None, "2026-01-16", "lost", []),
    ],
)
def test_a_former_blue_card_holder_has_24_months(stays: Any, end: str, status: str, missing: list[str]) -> None:
    answer = kept("L", trip(LEFT, end, **OUT), stays=stays)
    assert (answer["status"], answer["missing"]) == (status, missing)


# --- M cards: the sum of a year -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trips", "status"),
    [
        # four months and two, in any twelve: the limit itself
        ([trip("2025-01-01", "2025-05-01"), trip("2025-08-01", "2025-10-01")], "kept"),
        ([trip("2025-01-01", "2025-05-01"), trip("2025-08-01", "2025-10-02")], "unsettled"),
        # more than twelve months apart
        ([trip("2024-01-01", "2024-05-01"), trip("2025-08-01", "2025-12-01")], "kept"),
        # over the turn of the year: any twelve months count, not the calendar year (the safe way)
        ([trip("2024-09-01", "2025-01-01"), trip("2025-02-01", "2025-06-01")], "unsettled"),
        # one long one for an important reason is left out; a second one is not
        ([trip("2023-01-01", "2023-09-01", reason="serious_illness"), trip("2023-10-01", "2024-03-01")], "kept"),
        (
            [
                trip("2023-01-01", "2023-09-01", reason="serious_illness"),
                trip("2025-01-01", "2025-09-01", reason="study_or_training"),
            ],
            "unsettled",
        ),
        ([trip("2025-01-01", "2025-05-01", reason="military_service"), trip("2025-06-01", "2025-11-01")], "kept"),
    ],
)
def test_the_year_of_an_m_card(trips: list[Case], status: str) -> None:
    told = [{**one, **TOLD} for one in trips]
    assert kept("M", *told)["status"] == status


def test_the_last_day_of_an_m_card_leaves_room_for_the_other_trips() -> None:
    """Four months gone: two are left in these twelve months."""
    answer = kept("M", trip("2026-12-01", "2027-04-01"), trip("2027-06-01", "2027-07-01"))
    assert [one["back_by"] for one in answer["absences"]] == ["2027-06-01", "2027-08-01"]


# --- the days to act by -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "away", "days"),
    [
        # declare by, report by, back by
        ("B", trip("2027-02-28", "2027-06-20"), ("2027-02-28", "2027-07-05", "2028-02-27")),
        ("A", trip("2027-02-28", "2027-05-27"), (None, None, "2028-02-27")),
        ("F", trip("2027-02-28", "2027-06-20"), ("2027-02-28", "2027-07-05", "2028-02-27")),
        ("EU+", trip("2027-02-28", "2027-06-20"), ("2027-02-28", "2027-07-05", "2029-02-28")),
        ("M+", trip("2027-02-28", "2027-06-20"), ("2027-02-28", "2027-07-05", "2032-02-28")),
        ("L", trip("2027-02-28", "2027-06-20", **OUT), ("2027-02-28", "2027-07-05", "2028-02-27")),
        ("L", trip("2027-02-28", "2027-06-20", **IN_EU), ("2027-02-28", "2027-07-05", "2033-02-27")),
        ("L", trip("2027-02-28", "2027-06-20"), ("2027-02-28", "2027-07-05", "2028-02-27")),
        ("M", trip("2027-02-28", "2027-06-20", reason="posting"), ("2027-02-28", "2027-07-05", "2028-02-28")),
        ("M", trip("2027-02-28", "2027-06-20", reason="military_service"), ("2027-02-28", "2027-07-05", None)),
        ("B", trip("2027-02-28", None), ("2027-02-28", None, "2028-02-27")),
        ("N", trip("2027-02-28", "2027-06-20"), (None, None, None)),
    ],
)
def test_the_days_to_act_by(card: str, away: Case, days: tuple[str | None, ...]) -> None:
    absence = kept(card, away)["absences"][0]
    assert (absence["declare_by"], absence["report_by"], absence["back_by"]) == days
    assert absence["planned"] is True


@pytest.mark.parametrize("card", ["A", "B", "K", "EU", "F", "EU+", "F+", "M+", "M"])
@pytest.mark.parametrize("start", ["2027-01-15", "2028-02-29", "2027-08-31", "2027-11-30"])
def test_a_return_on_the_last_day_keeps_it_and_the_day_after_does_not(card: str, start: str) -> None:
    week = (date.fromisoformat(start) + timedelta(days=7)).isoformat()
    last = date.fromisoformat(kept(card, trip(start, week))["absences"][0]["back_by"])
    later = (last + timedelta(days=1)).isoformat()
    assert kept(card, trip(start, last.isoformat(), **TOLD))["status"] == "kept"
    assert kept(card, trip(start, later, **TOLD))["status"] != "kept"


def test_planned_means_not_begun_before_the_day_asked_about() -> None:
    answer = kept("B", trip("2026-11-21", "2026-12-01"), trip("2026-12-22", "2026-12-30"))
    assert [one["planned"] for one in answer["absences"]] == [False, True]


# --- still away ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "away", "status"),
    [
        ("B", trip("2026-10-01", None), "unsettled"),
        ("A", trip("2025-11-20", None), "lost"),  # a year and two days on 22 November 2026, whenever the return will be
        ("A", trip("2025-11-22", None), "unsettled"),
        ("EU+", trip("2024-11-20", None), "lost"),
        ("EU+", trip("2024-11-22", None), "unsettled"),
        ("L", trip("2025-11-21", None, **OUT), "lost"),
        ("B", trip("2027-01-01", None), "unsettled"),
    ],
)
def test_an_absence_without_a_known_return(card: str, away: Case, status: str) -> None:
    answer = kept(card, away)
    assert answer["status"] == status
    assert answer["absences"][0]["to"] is None
    assert ("absences[0].to" in answer["missing"]) == (status == "unsettled")


# --- several absences ---------------------------------------------------------------------------------------------


def test_the_worst_absence_decides() -> None:
    trips = trip("2022-01-01", "2024-06-01"), trip("2025-01-01", "2025-02-01")
    answer = kept("EU+", *trips)
    assert answer["status"] == "lost"
    assert [one["status"] for one in answer["absences"]] == ["lost", "kept"]


def test_what_ended_before_the_status_was_given_no_longer_matters() -> None:
    long_ago, now = trip("2019-01-01", "2021-01-01"), trip("2025-01-01", "2025-02-01")
    stays = [{"from": "2018-01-01", "ground": "single_permit"}]
    assert kept("B", long_ago, now, stays=stays)["status"] == "unsettled"
    assert kept("B", long_ago, now, stays=stays, unlimited_stay_since="2024-01-01")["status"] == "kept"
    newer = [{"from": "2022-01-01", "ground": "single_permit"}]
    assert [one["absence"] for one in kept("A", long_ago, now, stays=newer)["absences"]] == [1]


def test_absences_that_are_not_known_leave_it_open() -> None:
    for told in ({}, {"absences": None}):
        answer = assess({"card": "B", **told}, ON)["keep"]
        assert (answer["status"], answer["missing"]) == ("unsettled", ["absences"])
        assert answer["allowed"], "the limits stand there all the same"


@pytest.mark.parametrize("told", [{}, {"card": None}, {"card": "none"}])
def test_without_a_card_there_is_nothing_to_keep(told: Case) -> None:
    assert assess({**told, "absences": []}, ON)["keep"] is None


# --- rough dates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "away", "status", "missing"),
    [
        ("B", trip("2024-01", "2024-03", **NOT_TOLD), "kept", []),  # three months and more only from 1 to 31 March: no
        ("B", trip("2024-01", "2024-04", **NOT_TOLD), "unsettled", ["absences[0].from", "absences[0].to"]),
        ("B", trip("2024-01", "2024-06", **NOT_TOLD), "at_risk", []),
        ("B", trip("2024-01-15", "2024-04", **NOT_TOLD), "unsettled", ["absences[0].to"]),
        ("A", trip("2024-01", "2025-03", **TOLD), "lost", []),
        ("A", trip("2024-01", "2025-01", **TOLD), "unsettled", ["absences[0].from", "absences[0].to"]),
        ("EU+", trip("2023", "2025"), "unsettled", ["absences[0].from", "absences[0].to"]),
        ("EU+", trip("2023", "2024"), "kept", []),
        ("L", trip({"earliest": "2024-01-10", "latest": "2024-01-20"}, "2025-02-01", **OUT), "lost", []),
    ],
)
def test_rough_days_hold_for_every_choice(card: str, away: Case, status: str, missing: list[str]) -> None:
    answer = kept(card, away)
    assert (answer["status"], answer["missing"]) == (status, missing)
    assert answer["absences"][0]["status"] == status


def test_of_rough_days_the_first_is_the_day_to_act_by() -> None:
    absence = kept("B", trip("2027-02", "2027-08"))["absences"][0]
    assert (absence["from"], absence["to"]) == ("2027-02-01", "2027-08-31")
    assert (absence["declare_by"], absence["report_by"], absence["back_by"]) == (
        "2027-02-01",
        "2027-08-16",
        "2028-01-31",
    )


def test_a_rough_last_day_of_the_card_gives_the_earliest_window() -> None:
    answer = kept("A", trip("2027-01-20", "2027-04-25"), card_expiry="2027-01")
    assert answer["renewal"]["expires"] == "2027-01-01"
    assert answer["status"] == "unsettled", "it may end while the holder is abroad"
    assert answer["missing"] == ["card_expiry"]


# --- the card itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expires", "away", "status", "notes"),
    [
        # three months at most: a warning (ABS-4, DIS-18)
        ("2026-12-01", trip("2026-11-25", "2026-12-05"), "kept", ["card-ends-abroad", "renew-before-leaving"]),
        ("2026-12-01", trip("2026-11-25", "2027-02-25"), "kept", ["card-ends-abroad", "renew-before-leaving"]),
        ("2026-12-01", trip("2026-11-25", "2027-02-26"), "at_risk", ["card-ends-abroad", "renew-before-leaving"]),
        ("2026-12-05", trip("2026-11-25", "2026-12-05"), "kept", []),  # valid on the day of return
        ("2026-12-01", trip("2026-12-01", "2026-12-05"), "kept", ["card-ends-abroad", "renew-before-leaving"]),
        ("2026-12-01", trip("2026-12-02", "2026-12-05"), "kept", ["renew-before-leaving"]),  # it is renewed by then
        ("2026-10-01", trip("2026-09-01", "2026-10-10"), "kept", ["card-ends-abroad"]),
        ("2026-09-10", trip("2026-10-01", "2026-10-10"), "at_risk", ["card-had-ended"]),  # left without a valid card
    ],
)
@pytest.mark.parametrize("card", ["B", "K", "EU+", "F"])
def test_a_card_that_ends_while_away(card: str, expires: str, away: Case, status: str, notes: list[str]) -> None:
    absence = kept(card, away, card_expiry=expires)["absences"][0]
    assert absence["status"] == status
    assert [note["id"] for note in absence["notes"]] == notes


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2027-05-21", "ahead"),
        ("2027-05-22", "now"),
        ("2027-06-01", "now"),
        ("2027-06-02", "late"),
        ("2027-07-01", "late"),
        ("2027-07-02", "expired"),
    ],
)
def test_the_renewal_window(on: str, state: str) -> None:
    """Between the 40th and the 30th day before the last day on the card (REN-1): 1 July less 40 days is 22 May."""
    window = kept("B", on=date.fromisoformat(on), card_expiry="2027-07-01")["renewal"]
    assert (window["from"], window["to"], window["expires"]) == ("2027-05-22", "2027-06-01", "2027-07-01")
    assert (window["early_from"], window["state"]) == ("2026-07-01", state)
    assert "REN-1" in window["provisions"]


def test_without_the_last_day_there_is_no_window() -> None:
    assert kept("B")["renewal"] is None


def test_the_window_is_advice_where_no_source_shows_it() -> None:
    assert kept("A", card_expiry="2027-07-01")["renewal"]["rests_on"] == "law"
    assert kept("EU+", card_expiry="2027-07-01")["renewal"]["rests_on"] == "practice"


@pytest.mark.parametrize(
    ("card", "expires", "status", "warnings"),
    [
        ("B", "2026-11-22", "kept", []),
        ("B", "2026-11-21", "kept", ["card-expired"]),  # in Belgium the right does not end with the card
        ("A", "2026-11-21", "at_risk", ["card-expired"]),  # limited stay ends with the permit
        ("B", "2026-08-22", "kept", ["card-expired"]),  # exactly three months
        ("B", "2026-08-21", "at_risk", ["card-expired", "presumed-gone"]),  # ABS-5
        ("EU+", "2026-08-21", "at_risk", ["card-expired", "presumed-gone"]),
    ],
)
def test_an_expired_card(card: str, expires: str, status: str, warnings: list[str]) -> None:
    answer = kept(card, card_expiry=expires)
    assert answer["status"] == status
    assert [note["id"] for note in answer["warnings"]] == warnings


@pytest.mark.parametrize(
    ("card", "gap", "status"),
    [
        ("B", {"from": "2024-01-01", "to": "2024-03-01"}, "kept"),  # administrative, and over (ABS-6)
        ("B", {"from": "2026-10-01", "to": "2026-12-01"}, "at_risk"),
        ("B", {"from": "2026-10-01", "to": "2026-12-01", "presence_proven": True}, "kept"),
        # With an M card the stay may be lost for good (BRX-ABS-1).
        ("M", {"from": "2024-01-01", "to": "2024-03-01"}, "unsettled"),
    ],
)
def test_a_time_off_the_register(card: str, gap: Case, status: str) -> None:
    assert kept(card, register_gaps=[gap])["status"] == status


STRUCK_OFF, ONE_YEAR, TWO_YEARS = "2022-02-01", "2023-02-01", "2024-02-01"
LONG_OFF: list[tuple[str, str, Case, bool]] = [
    # presumed to have been away for as long (ABS-5, SW-12): at the limit of an absence of this card it is not settled
    *((card, "2023-01-31", {}, False) for card in ("A", "B", "K", "EU", "F")),
    *((card, ONE_YEAR, {}, True) for card in ("A", "B", "K", "EU", "F")),
    *((card, "2023-02-02", {}, True) for card in ("A", "B", "K", "EU", "F")),
    ("L", "2023-01-31", {}, False),
    ("L", ONE_YEAR, {}, True),
    *((card, TWO_YEARS, {}, False) for card in ("EU+", "F+")),
    *((card, "2024-02-03", {}, True) for card in ("EU+", "F+")),
    ("M+", TWO_YEARS, {}, False),
    ("B", "2023-04-15", {"presence_proven": True}, False),
    ("B", "2023-04-15", {"presence_proven": False}, True),
]


@pytest.mark.parametrize(("card", "to", "more", "unsettled"), LONG_OFF)
def test_a_long_time_off_the_register(card: str, to: str, more: Case, unsettled: bool) -> None:
    answer = kept(card, register_gaps=[{"from": STRUCK_OFF, "to": to, **more}])
    assert answer["status"] == ("unsettled" if unsettled else "kept")
    assert ("off-register-long" in [note["id"] for note in answer["warnings"]]) == unsettled


@pytest.mark.parametrize(
    ("issued", "status", "missing"),
    [
        ("2023-04-14", "unsettled", []),
        ("2023-04-15", "kept", []),  # given on the day of return to the register: the stay went on
        (None, "unsettled", ["card_issued"]),
    ],
)
def test_a_card_given_since_shows_that_the_stay_went_on(issued: str | None, status: str, missing: list[str]) -> None:
    gap = {"from": STRUCK_OFF, "to": "2023-04-15"}
    answer = kept("B", register_gaps=[gap], card_issued=issued)
    assert (answer["status"], answer["missing"]) == (status, missing)


def test_time_off_the_register_before_the_present_status_ended_an_earlier_one() -> None:
    gap = {"from": STRUCK_OFF, "to": "2023-04-15"}
    for since, status in (("2023-04-14", "unsettled"), ("2023-04-15", "kept")):
        assert kept("B", register_gaps=[gap], unlimited_stay_since=since)["status"] == status


OLD = [
    ("F", None, ["old-model-f"]),
    ("F+", None, ["old-model-f"]),
    ("F", "2026-10-10", ["old-model-f"]),  # five years after 11 October 2021 less a day: it can be the old model
    ("F", "2026-10-11", []),
    ("F+", "2031-11-01", []),
    ("K", None, []),
    ("C", None, ["old-c-d"]),
    ("D", None, ["old-c-d"]),
    ("E", None, ["old-e"]),
    ("annex_8bis", None, ["old-annex-8"]),
]


@pytest.mark.parametrize(("card", "expires", "notes"), OLD)
def test_old_documents(card: str, expires: str | None, notes: list[str]) -> None:
    paper = {"annex_19ter": "2021-02-01"} if card == "F" else {}
    answer = kept(card, on=date(2026, 5, 1), **paper, **({"card_expiry": expires} if expires else {}))
    assert [note["id"] for note in answer["warnings"]] == notes


def test_a_card_that_was_given_since_the_change_is_no_old_model() -> None:
    """OLD-3: the new model is of 11 October 2021."""
    since = {"from": "2021-06-01", "ground": "family_of_eu_or_belgian"}
    for told, old in (
        ({"card_issued": "2021-10-10"}, True),
        ({"card_issued": "2021-10-11"}, False),
        ({"stays": [since | {"first_card_issued": "2021-10-10"}]}, True),
        ({"stays": [since | {"first_card_issued": "2021-10-11"}]}, False),
        ({"stays": [since | {"from": "2021-10-10"}]}, True),
        ({"stays": [since | {"from": "2021-10-11"}]}, False),
        ({"annex_19ter": "2021-10-10"}, True),
        ({"annex_19ter": "2021-10-11"}, False),  # the card comes after it
        ({"annex_19ter": None}, True),
    ):
        found = kept("F", on=date(2026, 5, 1), **({"card_issued": None, "annex_19ter": "2021-02-01"} | told))
        assert ("old-model-f" in [note["id"] for note in found["warnings"]]) is old, told


def test_an_old_model_is_renewed_before_the_day_on_which_it_stops() -> None:
    """OLD-3, D-17: treated as ended after 3 August 2026 for advice to renew, not as a loss of the right."""
    answer = kept("F+", on=date(2026, 5, 1), card_expiry="2026-09-30")
    assert (answer["renewal"]["from"], answer["renewal"]["to"]) == ("2026-06-24", "2026-07-04")
    after = kept("F+", on=date(2026, 8, 4), card_expiry="2026-09-30")
    assert (after["status"], after["renewal"]["state"]) == ("kept", "expired")


def test_old_documents_of_british_people_ended() -> None:
    answer = kept("E+", nationality="GB")
    assert [(note["id"], note["day"]) for note in answer["warnings"]] == [("old-e", None), ("old-uk", "2022-03-31")]
    assert "old-uk" not in [note["id"] for note in kept("E+", nationality=["GB", "IE"])["warnings"]]


@pytest.mark.parametrize("card", ["E", "E+", "EU", "EU+", "annex_8", "annex_8bis"])
def test_the_stay_of_british_people_did_not_go_on_by_itself_when_their_documents_ended(card: str) -> None:
    """BRX-DL-1, BRX-DL-2, OLD-5: the M card had to be asked for, later only with good reasons."""
    for on, status in ((date(2022, 3, 30), "kept"), (date(2022, 3, 31), "kept"), (date(2022, 4, 1), "unsettled")):
        told = {"on": on, "annex_19": "2015-06-01"}
        assert kept(card, nationality="GB", **told)["status"] == status
        assert kept(card, nationality=["GB", "IE"], **told)["status"] == "kept"


# --- the clocks ---------------------------------------------------------------------------------------------------

WORKER: Case = {
    "nationality": "MA",
    "card": "A",
    "stays": [{"from": "2022-03-01", "ground": "single_permit", "first_card_issued": "2022-03-01"}],
    "identity_established": True,
    "public_order": False,
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}


def moved(case: Case, index: int = 0, on: date = ON) -> dict[str, Any]:
    found = assess(case, on)["keep"]["absences"]
    return next(one["clocks"] for one in found if one["absence"] == index)


def test_a_planned_trip_moves_the_clock_of_l_and_not_that_of_b() -> None:
    """Seven months away start the five years of L again at the return (L-ABS-1); B counts from the first card."""
    clocks = moved({**WORKER, "absences": [trip("2026-12-01", "2027-07-01")]})
    assert clocks["L"] == {"without": "2027-03-01", "with": "2032-07-01"}
    assert "B" not in clocks


def test_a_trip_that_ends_the_stay_takes_the_date_away() -> None:
    clocks = moved({**WORKER, "card_issued": "2024-03-01", "absences": [trip("2025-06-01", "2026-09-01", **NOT_TOLD)]})
    assert clocks["B"] == {"without": "2027-03-01", "with": None}


def test_a_short_trip_moves_nothing() -> None:
    assert moved({**WORKER, "absences": [trip("2026-12-01", "2027-01-15")]}) == {}


def test_each_trip_is_judged_with_the_others_in_place() -> None:
    """Six months in a year for an EU citizen: either of two trips of four months is the one too many (EUP-ABS-1)."""
    trips = [trip("2022-01-10", "2022-05-10"), trip("2022-06-10", "2022-10-10")]
    case = {"nationality": "FR", "card": "EU", "annex_19": "2021-03-01", "absences": trips, "interruptions": []}
    for index in (0, 1):
        assert moved(case, index)["EU+"] == {"without": "2026-03-01", "with": "2027-10-10"}


def test_the_clock_with_the_trip_is_the_one_that_is_shown() -> None:
    case = {**WORKER, "absences": [trip("2026-12-01", "2027-07-01")]}
    answer = assess(case, ON)
    for route, days in answer["keep"]["absences"][0]["clocks"].items():
        shown, without = answer["routes"][route], assess({**case, "absences": []}, ON)["routes"][route]
        assert days["with"] == (shown["earliest"] or shown["clock"])
        assert days["without"] == (without["earliest"] or without["clock"])


OF_EACH_FILE = 60
"""Each twenty-fourth trip of a file, and all in the nightly run: every one takes a whole answer more."""


def trips_of(file: str) -> list[tuple[Case, date, Case, Case]]:
    """Every trip of the cases of a file: the case, the date asked about, the whole answer, what it says of the trip."""
    found = []
    for entry in (one for one in entries() if one["file"] == file):
        told = facts(entry)
        if "people" not in told and not any("." in name for name in entry.get("unknown", ())):
            whole = assessments.assess(told, entry["on"])
            trips = (whole["keep"] or {"absences": []})["absences"]
            found += [(entry, entry["on"], whole, one) for one in trips]
    return found


@pytest.mark.parametrize("file", sorted({entry["file"] for entry in entries()}))
def test_the_clock_without_a_trip_is_that_of_the_same_person_without_it(file: str) -> None:
    """For trips of the cases of the corpus: each route worked out in full again gives the same days."""

    def day(status: str, earliest: str | None, clock: str | None) -> str | None:
        return None if status == "closed" else earliest or clock

    def days(trips: list[Case], told: Case, then: date) -> dict[str, str | None]:
        def text(one: date | None) -> str | None:
            return one.isoformat() if one else None

        found = work_out(read_person({**told, "absences": trips}, then), then)
        outcomes = {key: result.outcome for key, result in found.items()}
        return {key: day(one.status, text(one.earliest), text(one.clock)) for key, one in outcomes.items()}

    for entry, on, whole, one in some(trips_of(file), OF_EACH_FILE):
        told = facts(entry)
        one_trip = any(trip.get(CAME_BACK) is False for trip in told["absences"])
        if one_trip or any(name.endswith(CAME_BACK) for name in read_person(told, on).open_paths()):
            continue  # trips that touch: taken out alone, one of them says nothing of the two as one
        # a trip that lies ahead is looked at from its return
        then = max(on, date.fromisoformat(one["to"])) if one["to"] else on
        without = days([trip for index, trip in enumerate(told["absences"]) if index != one["absence"]], told, then)
        if then == on:
            shown = whole["routes"]
            with_it = {key: day(it["status"], it["earliest"], it["clock"]) for key, it in shown.items()}
        else:
            with_it = days(told["absences"], told, then)
        moved = [key for key in with_it if without[key] != with_it[key]]
        wanted = {key: {"without": without[key], "with": with_it[key]} for key in moved}
        assert_same(f"{file}: {entry['name']}, absence {one['absence']}", wanted, one["clocks"])


# --- the declarations ---------------------------------------------------------------------------------------------


def test_every_card_has_one_group() -> None:
    held = [card for group in GROUPS for card in group.cards]
    assert sorted(held) == sorted(set(CARDS) - {"none"})


def test_every_line_rests_on_provisions_that_exist_and_every_limit_on_an_amount() -> None:
    for _, id, law in keeping.lines():
        assert law, id
        for name in law:
            provision(name)
    assert {limit.amount for group in GROUPS for limit in group.limits} <= set(all_amounts())


ALLOWED = {
    "A B C H I J K": {("notice-from", 3, "months"), ("return-within", 1, "years"), ("report-within", 15, "days")},
    "EU E annex_8 F": {("notice-from", 3, "months"), ("return-within", 1, "years"), ("report-within", 15, "days")},
    "EU+ E+ annex_8bis F+": {
        ("notice-from", 3, "months"),
        ("permanent-away", 2, "years"),
        ("report-within", 15, "days"),
    },
    "M+": {("notice-from", 3, "months"), ("agreement-permanent-away", 5, "years"), ("report-within", 15, "days")},
    "M": {
        ("notice-from", 3, "months"),
        ("agreement-year-total", 6, "months"),
        ("agreement-once", 12, "months"),
        ("report-within", 15, "days"),
    },
    "L D": {
        ("notice-from", 3, "months"),
        ("outside-eu", 12, "months"),
        ("outside-belgium", 6, "years"),
        ("report-within", 15, "days"),
    },
    "N annex_15 annex_56 orange_card special_card": set(),
}


@pytest.mark.parametrize(
    ("card", "limits"), [(card, limits) for cards, limits in ALLOWED.items() for card in cards.split()]
)
def test_the_limits_stand_there_without_any_absence(card: str, limits: set[tuple[str, int, str]]) -> None:
    answer = kept(card)
    assert {(one["id"], one["value"], one["unit"]) for one in answer["allowed"]} == limits
    assert all(one["provisions"] for one in answer["allowed"])
    assert answer["status"] == ("kept" if limits else "unsettled")


def test_the_limit_for_former_blue_card_holders_is_shown_to_them_alone() -> None:
    ids = [one["id"] for one in kept("L", stays=BLUE)["allowed"]]
    assert "outside-eu-blue" in ids
    assert "outside-eu" not in ids


UNLIMITED_ENDS = {
    "fraud",
    "public-order",
    "public-order-not-while-protected",
    "protection-withdrawn",
    "heard-first",
    "moved-for-good",
    "off-register",
}
ENDS = {
    "A": {
        "not-renewed",
        "integration-efforts",
        "fraud",
        "public-order",
        "public-order-not-while-protected",
        "protection-ended",
        "heard-first",
        "moved-for-good",
        "off-register",
    },
    "B": {"integration-efforts", *UNLIMITED_ENDS},
    "K": UNLIMITED_ENDS,
    "L": {
        "ltr-elsewhere",
        "ltr-protection-ended",
        "fraud",
        "public-order-serious",
        "public-order-not-while-protected",
        "heard-first",
        "moved-for-good",
        "off-register",
    },
    "EU+": {"fraud", "public-order-eu", "heard-first", "moved-for-good", "off-register"},
    "F+": {"fraud", "public-order-family", "heard-first", "moved-for-good", "off-register"},
    "F": {"family-life", "fraud", "public-order-family-limited", "heard-first", "moved-for-good", "off-register"},
    "M+": {"fraud", "public-order-agreement", "heard-first", "moved-for-good", "off-register"},
}


@pytest.mark.parametrize("card", ENDS)
def test_what_else_ends_the_status(card: str) -> None:
    refugee = [{"from": "2020-01-01", "ground": "refugee"}]
    assert {one["id"] for one in kept(card, stays=refugee)["ends"]} == ENDS[card]
    without = {one["id"] for one in kept(card, stays=[{"from": "2020-01-01", "ground": "single_permit"}])["ends"]}
    of_protection = {"protection-ended", "protection-withdrawn", "ltr-protection-ended"}
    assert not {*of_protection, "public-order-not-while-protected"} & without


@pytest.mark.parametrize(
    ("card", "ground", "told"),
    [
        ("A", "single_permit", True),
        ("A", "student", False),
        ("A", "researcher", False),
        ("A", "long_term_resident_other_state", False),
        ("H", "blue_card", False),
        ("J", "intra_corporate_transferee", False),
        ("B", "family_of_unlimited_stay", True),
        ("K", "settlement", False),
    ],
)
def test_integration_efforts_are_named_to_who_can_be_asked_for_them(card: str, ground: str, told: bool) -> None:
    """L-INTG-1: with limited or unlimited stay, but for some grounds. They put nothing at risk by themselves."""
    answer = kept(card, stays=[{"from": "2024-01-01", "ground": ground}])
    assert ("integration-efforts" in {one["id"] for one in answer["ends"]}) is told
    assert answer["status"] == "kept"


def test_what_rests_on_practice_or_one_source_says_so() -> None:
    by_id = {one["id"]: one["rests_on"] for one in kept("EU+")["ends"] + kept("A")["return"] + kept("B")["return"]}
    assert by_id["fraud"] == "law"  # EUP-LOSS-2
    assert by_id["force-majeure-practice"] == "practice"  # CARD-ABS-4
    assert by_id["authorisation-to-return"] == "one_source"  # ABS-7
    assert by_id["longer-if-prepared"] == "law"  # ABS-3


def test_every_provision_that_is_named_is_cited() -> None:
    answer = kept("B", trip(LEFT, "2025-01-17"), card_expiry="2027-01-01")
    named = {
        id for part in ("allowed", "return", "ends", "absences") for one in answer[part] for id in one["provisions"]
    }
    assert named <= {one["provision"] for one in answer["citations"]}


def test_what_is_not_verified_never_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    class Doubtful:
        drives = False

    monkeypatch.setattr(not_told, "provision", lambda name: Doubtful())
    assert kept("EU+", trip(LEFT, "2026-01-17"))["status"] == "unsettled"
    assert kept("EU+", trip(LEFT, "2025-01-17"))["status"] == "unsettled"


def test_limits_that_nobody_looked_at_for_too_long_no_longer_decide() -> None:
    """All of them are to be verified again by 22 November 2027."""
    case = {**WORKER, "absences": [trip("2028-01-10", "2028-09-01")]}
    then = date(2027, 12, 1)
    assert assess(case, then)["keep"]["status"] == "kept", "a day asked about makes no figure stale by itself"
    answer = assess(case, then, today=then)["keep"]
    assert answer["status"] == answer["absences"][0]["status"] == "unsettled"
    assert "return.window" in answer["past_verify_by"]
    assert answer["absences"][0]["clocks"] == {}
    assert assess(case, then, today=date(2027, 11, 22))["keep"]["status"] == "kept"


def test_of_what_nobody_looked_at_for_too_long_no_day_and_no_figure_is_left() -> None:
    case = {**WORKER, "card_expiry": "2028-06-01", "absences": [trip("2028-01-10", "2028-09-01")]}
    then = date(2027, 12, 1)
    before, after = assess(case, then)["keep"], assess(case, then, today=then)["keep"]
    days = ("declare_by", "report_by", "back_by")
    assert all(before["absences"][0][name] for name in days)
    assert [after["absences"][0][name] for name in (*days, "missing")] == [None, None, None, []]
    window = ("from", "to", "early_from", "state", "expires")
    assert [after["renewal"][name] for name in window] == [None, None, None, "not_confirmed", "2028-06-01"]
    assert all(before["renewal"][name] for name in window)
    assert [(one["value"], one["confirmed"]) for one in after["allowed"]] == [(None, False)] * 3
    said = {one["id"]: one["confirmed"] for one in after["return"] + after["ends"]}
    assert (said["within-a-year"], said["valid-card"], said["fraud"]) == (False, True, True)
    assert all(one["confirmed"] for part in ("allowed", "return", "ends") for one in before[part])


def test_how_long_ago_a_card_ran_out_is_not_judged_with_a_late_figure() -> None:
    case = {**WORKER, "card": "B", "card_expiry": "2027-06-01", "absences": []}
    then = date(2027, 12, 1)
    before, after = assess(case, then)["keep"], assess(case, then, today=then)["keep"]
    assert before["status"] == "at_risk"
    assert (after["status"], after["renewal"]["state"]) == ("unsettled", "expired")
    assert {one["id"]: one["confirmed"] for one in after["warnings"]} == {"card-expired": True, "presumed-gone": False}


def test_each_line_names_the_figures_that_its_words_hold() -> None:
    amounts: dict[str, set[str]] = {}
    for group in GROUPS:
        for kind, points in (("return", group.returns), ("end", group.ends)):
            for point in points:
                amounts.setdefault(f"keep.{kind}.{point.id}", set()).update(point.amounts)
        for one in group.limits:
            amounts.setdefault(f"keep.limit.{one.id}", set()).add(one.amount)
    for note in (*NOTES, *renewal.NOTES):
        amounts[f"keep.note.{note.id}"] = set(note.amounts)
    assert len(amounts) > 50
    for key, figures in amounts.items():
        words = named().get(key)
        assert set(words.figures if words else ()) <= figures, key


def test_every_figure_that_an_answer_counts_with_can_be_late() -> None:
    known = {name for group in GROUPS for name in late.figures(group)}
    known |= {name for old in OLD_DOCUMENTS for name in old.amounts}
    counted = {
        str(node.value)
        for room in (keeping, losing)
        for module in Path(room.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in all_amounts()
    }
    assert counted
    assert counted - known == set()


@pytest.mark.parametrize("on", [date(2021, 1, 1), date(2028, 2, 29), date(2035, 6, 1)])
@pytest.mark.parametrize("card", sorted(set(CARDS) - {"none"}))
def test_every_card_is_answered_on_any_date(card: str, on: date) -> None:
    away = trip((on + timedelta(days=10)).isoformat(), (on + timedelta(days=500)).isoformat())
    expires = (on + timedelta(days=100)).isoformat()
    annexes = dict.fromkeys(("annex_19", "annex_19ter", "annex_15"))
    assert kept(card, away, on=on, card_expiry=expires, **annexes)["card"] == card


def test_a_planned_trip_of_somebody_who_can_ask_already_starts_the_years_again() -> None:
    """L on 2026-11-22 is open since 2020; back on 2028-01-01 after ten months, the five years end on 2033-01-01."""
    case = {
        "nationality": "MA",
        "card": "B",
        "stays": [{"from": "2015-01-01", "ground": "single_permit", "first_card_issued": "2015-01-01"}],
        "unlimited_stay_since": "2020-06-01",
        "absences": [trip("2027-03-01", "2028-01-01")],
        "income": 5000,
        "dependants": 0,
        "health_insurance": True,
        "public_order": False,
    }
    assert assess(case, ON)["keep"]["absences"][0]["clocks"]["L"] == {"without": "2020-01-01", "with": "2033-01-01"}


# --- what must hold for everybody ---------------------------------------------------------------------------------

ORDER = ["kept", "at_risk", "unsettled", "lost"]
EVERY_CARD = sorted(set(CARDS) - {"none"})
told_fully = st.fixed_dictionaries(
    {
        "reason": st.sampled_from(["ordinary", "ordinary", "military_service", "force_majeure"]),
        "outside_eu": st.booleans(),
        "annex_18": st.booleans(),
        "centre_of_interests_proven": st.booleans(),
    }
)


@st.composite
def absent(draw: st.DrawFn, most: int = 4) -> list[Case]:
    """Some absences one after the other, with everything told."""
    found, at = [], date(2019, 6, 1) + timedelta(draw(st.integers(0, 900)))
    for _ in range(draw(st.integers(1, most))):
        start = at + timedelta(draw(st.integers(1, 500)))
        at = start + timedelta(draw(st.sampled_from([5, 60, 89, 91, 180, 184, 364, 365, 366, 400, 730, 731, 1900])))
        found.append({"from": start.isoformat(), "to": at.isoformat(), **draw(told_fully)})
    return found


@trying(75)
@given(st.sampled_from(EVERY_CARD), absent(), st.data())
def test_one_more_day_abroad_never_gives_a_better_status(card: str, trips: list[Case], data: st.DataObject) -> None:
    """For an M card an important reason helps from six months on only, as the law itself has it (EUP-ABS-3)."""
    for one in trips if card == "M" else ():
        one["reason"] = one["reason"].replace("force_majeure", "ordinary")
    longer = deepcopy(trips)
    one = data.draw(st.sampled_from(longer))
    if data.draw(st.booleans()):
        one["to"] = (date.fromisoformat(one["to"]) + timedelta(1)).isoformat()
    else:
        one["from"] = (date.fromisoformat(one["from"]) - timedelta(1)).isoformat()
    try:
        before, after = kept(card, *trips)["status"], kept(card, *longer)["status"]
    except CaseError:
        return  # the longer trip runs into the next one
    assert ORDER.index(after) >= ORDER.index(before)


@trying(50)
@given(st.sampled_from(EVERY_CARD), absent(), st.randoms(use_true_random=False))
def test_the_order_of_absences_changes_nothing(card: str, trips: list[Case], random: Any) -> None:
    mixed = list(trips)
    random.shuffle(mixed)

    def seen(found: list[Case]) -> list[Any]:
        answer = kept(card, *found)
        return [
            answer["status"],
            *[
                {key: value for key, value in one.items() if key not in ("absence", "missing")}
                for one in answer["absences"]
            ],
        ]

    assert seen(trips) == seen(mixed)


@trying(75)
@given(st.sampled_from(EVERY_CARD), absent(most=2), st.data())
def test_an_added_fact_never_turns_kept_or_lost_into_something_else(
    card: str, trips: list[Case], data: st.DataObject
) -> None:
    """For absences that have begun. What is planned can still be declared and prepared: it is judged as it stands."""
    less = deepcopy(trips)
    for one in less:
        for name in ("reason", "outside_eu", "annex_18", "centre_of_interests_proven"):
            if data.draw(st.booleans()):
                one[name] = None
    later = date(2040, 1, 1)
    before, after = kept(card, *less, on=later), kept(card, *trips, on=later)
    for one, two in zip(before["absences"], after["absences"], strict=True):
        if one["status"] in ("kept", "lost"):
            assert two["status"] == one["status"]


@trying(30)
@given(
    st.sampled_from(EVERY_CARD),
    absent(most=2),
    st.sampled_from(["from", "to", "card_expiry"]),
    st.integers(1, 25),
    st.dates(date(2020, 1, 1), date(2027, 1, 1)),
)
def test_a_rough_day_is_the_combination_of_every_day_in_it(
    card: str, trips: list[Case], field: str, length: int, expires: date
) -> None:
    more: Case = {"card_expiry": expires.isoformat()}
    first = expires if field == "card_expiry" else date.fromisoformat(trips[0][field])
    days = [(first + timedelta(n)).isoformat() for n in range(length + 1)]

    def status(day: Any) -> str | None:
        told = deepcopy(trips)
        with_expiry = {"card_expiry": day} if field == "card_expiry" else more
        if field != "card_expiry":
            told[0][field] = day
        try:
            return str(kept(card, *told, **with_expiry)["status"])
        except CaseError:
            return None  # this day is out of order

    found = {one for one in map(status, days) if one is not None}
    together = status({"earliest": days[0], "latest": days[-1]})
    if found:
        assert together == (found.pop() if len(found) == 1 else "unsettled")


@pytest.mark.parametrize(
    ("told", "departure", "prepared"),
    [
        ({"asylum_application": "2016-01-10"}, "2021-01-09", False),
        ({"asylum_application": "2016-01-10"}, "2021-01-10", True),
        ({"asylum_application": "2016-01-10", "protection_ended": "withdrawn"}, "2021-01-10", False),
        ({"asylum_application": None}, "2021-08-31", False),
        ({"asylum_application": None}, "2021-09-01", True),  # it came before the protection, whichever day it was
    ],
)
def test_the_protected_can_prepare_a_long_absence_from_five_years_after_their_application(
    told: Case, departure: str, prepared: bool
) -> None:
    """The card says limited stay, but the right is without limit of time by law (B-REF-1, ABS-3)."""
    stays = [{"from": "2016-09-01", "ground": "refugee"}]
    away = trip(
        departure,
        "2022-12-01",
        annex_18=True,
        centre_of_interests_proven=True,
        card_valid_on_return=True,
        return_reported=True,
    )
    found = kept("A", away, stays=stays, **told)
    assert (found["status"] == "kept") is prepared
