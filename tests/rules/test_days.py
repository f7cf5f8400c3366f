"""A day that matters by itself: is it ahead, on a weekend, how sure is it, and with which figure is it counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.dossier import days
from belgian_residence.told.values import Days

ON = date(2026, 11, 20)
"""A Friday."""
LAW, PRACTICE = ("EUP-APP-4",), ("EUP-APP-6",)
"""Confidence A, and C: practice that may not decide."""
AMENDED = ("NAT-PROC-1",)
"""Confidence A until 17 February 2026, B since: its text was amended, and the new one was not read."""
EXACT = Days(date(2026, 9, 1), date(2026, 9, 1))
ROUGH = Days(date(2026, 9, 1), date(2026, 9, 30))
Term = dict[str, Any]


def term(status: str, value: int | None = 5, confidence: str | None = "H", last: int | None = None) -> Term:
    """The part of a figure that a day looks at."""
    last_known = None if last is None else {"value": last}
    return {"status": status, "value": value, "confidence": confidence, "last_known": last_known}


CONFIRMED = term("confirmed")
UNSURE = term("confirmed", confidence="L")
NOT_CONFIRMED = term("not_confirmed", None, None, 4)
LATE = term("past_verify_by", None, None, 5)
"""A figure that was to be verified again before today."""


@pytest.mark.parametrize(
    ("last", "state", "on_weekend"),
    [
        (date(2026, 11, 19), "passed", False),  # Thursday
        (date(2026, 11, 20), "ahead", False),  # the day itself is not over
        (date(2026, 11, 21), "ahead", True),  # Saturday
        (date(2026, 11, 22), "ahead", True),  # Sunday
        (date(2026, 11, 23), "ahead", False),
        (date(2026, 11, 15), "passed", True),
        (None, "unknown", False),
    ],
)
def test_a_day_is_ahead_until_it_is_over(last: date | None, state: str, on_weekend: bool) -> None:
    assert days.deadline("appeal", ON, ("APP-1", "APL-12"), "you", last, "applications[0].notified") == {
        "id": "appeal",
        "from": None,
        "date": str(last) if last else None,
        "counts_from": "applications[0].notified",
        "state": state,
        "on_weekend": on_weekend,
        "binds": "you",
        "provisions": ["APP-1", "APL-12"],
    }


SURE: list[tuple[str, tuple[str, ...], Days | None, list[str], Term | None, tuple[list[str], str, bool]]] = [
    # the provisions, the day that is counted from, doubts, the figure: all doubts, the confidence, is it certain?
    ("all is known", LAW, EXACT, [], CONFIRMED, ([], "H", True)),
    ("no figure is needed", LAW, EXACT, [], None, ([], "A", True)),
    ("the day is not told", LAW, None, [], CONFIRMED, ([], "H", False)),
    ("of the day only the month is known", LAW, ROUGH, [], CONFIRMED, (["date-not-exact"], "H", False)),
    ("there is a doubt", LAW, EXACT, ["window-45-or-40"], CONFIRMED, (["window-45-or-40"], "H", False)),
    ("a doubt and a month", LAW, ROUGH, ["by-post-later"], None, (["by-post-later", "date-not-exact"], "A", False)),
    ("the text was amended and not read since", AMENDED, EXACT, [], None, ([], "B", True)),
    ("practice only", PRACTICE, EXACT, [], CONFIRMED, ([], "H", False)),
    ("practice without a figure", PRACTICE, EXACT, [], None, ([], "C", False)),
    ("a figure of one secondary source", LAW, EXACT, [], UNSURE, ([], "L", False)),
    ("a figure that is not confirmed", LAW, EXACT, [], NOT_CONFIRMED, ([], "A", False)),
    ("a figure not verified again", LAW, EXACT, [], LATE, (["not-verified-again"], "A", False)),
    (
        "not verified again, a doubt and a month",
        LAW,
        ROUGH,
        ["by-post-later"],
        LATE,
        (["by-post-later", "not-verified-again", "date-not-exact"], "A", False),
    ),
]


@pytest.mark.parametrize(
    ("law", "day", "doubts", "figure", "expected"), [row[1:] for row in SURE], ids=[row[0] for row in SURE]
)
def test_how_sure_a_day_is(
    law: tuple[str, ...],
    day: Days | None,
    doubts: list[str],
    figure: Term | None,
    expected: tuple[list[str], str, bool],
) -> None:
    found = days.sureness(ON, law, day, doubts, figure)
    assert (found["doubts"], found["confidence"], found["certain"]) == expected
    assert len(found) == 3


def test_a_day_that_also_rests_on_another_figure_that_is_late_is_not_certain() -> None:
    given: list[str] = []
    assert days.sureness(ON, LAW, EXACT, given, CONFIRMED, late=True) == {
        "doubts": ["not-verified-again"],
        "confidence": "H",
        "certain": False,
    }
    assert given == [], "what was handed over is not changed"


@pytest.mark.parametrize(("figure", "late"), [(None, False), (CONFIRMED, False), (NOT_CONFIRMED, False), (LATE, True)])
def test_a_figure_is_late_only_past_the_day_of_its_verification(figure: Term | None, late: bool) -> None:
    assert days.is_late(figure) is late


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (CONFIRMED, 5),
        (term("confirmed", 30, last=10), 30),
        (LATE, 5),  # as it was known last
        (NOT_CONFIRMED, None),  # another one held, which is not known
    ],
)
def test_the_last_value_of_a_figure(figure: Term, value: int | None) -> None:
    assert days.last_value(figure) == value
