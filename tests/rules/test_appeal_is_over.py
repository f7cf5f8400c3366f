"""After a request: when the days for an appeal are over, and whether the last request came too early."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

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
    early_ground = Outcome("open", day, "by_law", early=True)
    assert deadlines.asked_too_early("EU+", early_ground, answers) is False, "it has no such day"
