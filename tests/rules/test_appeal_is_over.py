"""After a request: when the days for an appeal are over, and whether the last request came too early."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.assessment.one_person import read_person
from belgian_residence.dossier import deadlines
from belgian_residence.routes.outcome import Outcome

OPEN = Outcome("open", None, "right")
Request = dict[str, Any]


def no(notified: str | None, filed: str = "2026-01-05") -> Request:
    return {"filed": filed, "decision": "refused"} | ({"notified": notified} if notified else {})


PENDING: Request = {"filed": "2026-05-20", "decision": "pending"}

OVER: list[tuple[str, list[Request], date, bool]] = [
    # APP-1: thirty days; the last of them is 3 June
    ("the thirtieth day", [no("2026-05-04")], date(2026, 6, 3), False),
    ("the day after it", [no("2026-05-04")], date(2026, 6, 4), True),
    ("of a month its last day counts", [no("2026-05")], date(2026, 6, 30), False),
    ("the day after that", [no("2026-05")], date(2026, 7, 1), True),
    ("the day is not told", [no(None)], date(2026, 11, 22), False),
    ("no request", [], date(2026, 11, 22), False),
    ("no decision yet", [PENDING], date(2026, 11, 22), False),
    ("a no, then asked again", [no("2025-05-04", "2025-01-06"), PENDING], date(2026, 11, 22), False),
    ("two: the last one counts", [no("2025-05-04", "2025-01-06"), no("2026-05-04")], date(2026, 6, 3), False),
    ("two: over for the last one", [no("2025-05-04", "2025-01-06"), no("2026-05-04")], date(2026, 6, 4), True),
]


@pytest.mark.parametrize(("requests", "on", "over"), [row[1:] for row in OVER], ids=[row[0] for row in OVER])
def test_the_days_for_an_appeal_are_over_after_the_longest_of_them(
    requests: list[Request], on: date, over: bool
) -> None:
    case = {"applications": [{"route": "K"} | request for request in requests]}
    answers = read_person(case, date(2026, 11, 22))
    days = deadlines.of_route("K", OPEN, answers, on)
    assert deadlines.appeal_is_over(days, "K", answers, on) is over


TOO_EARLY: list[tuple[list[str], str | None, bool]] = [
    # the days of the requests, the first day of the right (EUP-APP-2)
    (["2026-05-31"], "2026-06-01", True),
    (["2026-06-01"], "2026-06-01", False),
    (["2026-05"], "2026-06-01", True),
    (["2026-05"], "2026-05-31", False),  # perhaps on the day
    (["2026-05-31"], None, False),
    ([], "2026-06-01", False),
    (["2025-01-06", "2026-01-05", "2026-09-01"], "2026-06-01", False),  # the last one counts
]


@pytest.mark.parametrize(("filed", "first", "too_early"), TOO_EARLY)
def test_a_request_that_was_surely_made_too_early(filed: list[str], first: str | None, too_early: bool) -> None:
    answers = read_person({"applications": [{"route": "EU+", "filed": day} for day in filed]}, date(2026, 11, 22))
    day = date.fromisoformat(first) if first else None
    assert deadlines.asked_too_early("EU+", Outcome("later", day, "by_law"), answers) is too_early
    of_which_the_day_is_not_known = Outcome("open", None, "by_law", early=True, clock=date(2030, 1, 1))
    assert deadlines.asked_too_early("EU+", of_which_the_day_is_not_known, answers) is False


# --- as of the day of the request -----------------------------------------------------------------------------------

ON = date(2026, 11, 30)
ENOUGH: dict[str, Any] = {"income": 3000, "dependants": 0, "health_insurance": True, "public_order": False}
WORKER: dict[str, Any] = ENOUGH | {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2019-01-10", "ground": "single_permit", "first_card_issued": "2019-02-01"}],
    "absences": [],
}
"""L can be asked for from 1 February 2024; counted from the registration, from 10 January."""
UNLIMITED: dict[str, Any] = ENOUGH | {
    "nationality": "IN",
    "card": "B",
    "unlimited_stay_since": "2024-02-01",
    "stays": [
        {"from": "2019-01-10", "to": "2024-01-31", "ground": "single_permit", "first_card_issued": "2019-02-01"},
        {"from": "2024-02-01", "ground": "unlimited_stay", "before": "no_break"},
    ],
    "absences": [],
    "language_a2": True,
    "integration_proof": ["course"],
    "economic_participation": True,
}
"""Nationality, from the same days on."""
STOPPED_WORKING: dict[str, Any] = {
    "nationality": "FR",
    "card": "EU",
    "annex_19": "2023-01-10",
    "stays": [{"from": "2023-01-10", "ground": "eu_citizen", "first_card_issued": "2023-03-01"}],
    "absences": [],
    "interruptions": [],
    "eu_activity": ["worker"],
    "early_ground": "incapacity",
    "stopped_working": "2026-01-01",
    "belgian_partner": False,
}
"""EU+ by five years from 10 January 2028, by incapacity from 1 January 2026."""
AFTERWARDS = {"absences": [{"from": "2026-05-10", "to": "2026-11-20"}]}
AT_THE_TIME = {"absences": [{"from": "2025-03-01", "to": "2025-09-10"}]}
STILL_AWAY = {"absences": [{"from": "2025-11-20"}]}
GAP_AFTERWARDS = {
    "stays": [
        {"from": "2019-01-10", "to": "2026-05-31", "ground": "single_permit", "first_card_issued": "2019-02-01"},
        {"from": "2026-11-01", "ground": "single_permit", "before": "break"},
    ]
}

AS_OF_THE_REQUEST: list[tuple[str, str, dict[str, Any], str, bool]] = [
    ("the day before the first of the readings", "L", WORKER, "2024-01-09", True),
    ("that day", "L", WORKER, "2024-01-10", False),
    ("in time, away for long after it", "L", WORKER | AFTERWARDS, "2025-12-01", False),
    ("in time, a gap after it", "L", WORKER | GAP_AFTERWARDS, "2025-12-01", False),
    ("in time, a trip that has begun and still runs", "L", WORKER | STILL_AWAY, "2025-12-01", False),
    ("the day before, away for long after it", "L", WORKER | AFTERWARDS, "2024-01-09", True),
    ("away for long before it", "L", WORKER | AT_THE_TIME, "2025-12-01", True),
    ("nationality: in time, away for long after it", "nationality", UNLIMITED | AFTERWARDS, "2025-10-01", False),
    ("nationality: away for long before it", "nationality", UNLIMITED | AT_THE_TIME, "2025-10-01", True),
    ("nationality: the day before the first reading", "nationality", UNLIMITED | AFTERWARDS, "2024-01-09", True),
    ("EU+: the day before the early ground", "EU+", STOPPED_WORKING, "2025-12-31", True),
    ("EU+: the day of the early ground", "EU+", STOPPED_WORKING, "2026-01-01", False),
    ("EU+: long before it", "EU+", STOPPED_WORKING, "2025-03-10", True),
    ("EU+: the ground is told, its day is not", "EU+", STOPPED_WORKING | {"stopped_working": None}, "2026-03-10", True),
]


@pytest.mark.parametrize(
    ("key", "facts", "filed", "too_early"),
    [row[1:] for row in AS_OF_THE_REQUEST],
    ids=[row[0] for row in AS_OF_THE_REQUEST],
)
def test_whether_it_was_too_early_is_judged_as_of_its_day(
    key: str, facts: dict[str, Any], filed: str, too_early: bool
) -> None:
    """L-5Y-1, NAT-TITLE-1: the years just before the request; EUP-APP-2: a ground that is there by then."""
    case = facts | {"applications": [{"route": key, "filed": filed, "decision": "pending"}]}
    route = assess(case, ON)["routes"][key]
    silence = next(one["silence"] for one in route["deadlines"] if one["id"] == "decision-due")
    assert ("asked-too-early" in silence["doubts"]) is too_early
    assert ("asked-too-early" in route["next_steps"]) is too_early, route["next_steps"]
    assert any(step.endswith("after-silence") for step in route["next_steps"]) is not too_early


def test_a_request_of_before_the_rules_have_an_answer_is_judged_too() -> None:
    older = {"stays": [{"from": "2014-01-10", "ground": "single_permit", "first_card_issued": "2014-01-10"}]}
    for facts, too_early in ((WORKER, True), (WORKER | older, False)):
        case = facts | {"applications": [{"route": "L", "filed": "2019-06-01", "decision": "pending"}]}
        (due,) = assess(case, ON)["routes"]["L"]["deadlines"]
        assert ("asked-too-early" in due["silence"]["doubts"]) is too_early


def test_a_no_to_a_request_that_was_made_in_time_does_not_become_one_that_came_too_early() -> None:
    refused = {"applications": [{"route": "L", "filed": "2025-12-01", "decision": "refused", "notified": "2026-03-01"}]}
    for facts in (WORKER, WORKER | AFTERWARDS):
        assert "ask-again-on-time" not in assess(facts | refused, ON)["routes"]["L"]["next_steps"]
