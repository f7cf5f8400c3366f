"""The early answer at the foot of a question: true, short, and with a way to the result and back to the questions."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from screens.app import handle
from screens.questions.flow import CARDS
from screens.showing.so_far import line
from screens.words import Words
from site_build.cases import Case, load_cases, named
from trying import some

TODAY = date(2026, 11, 29)
TWO_LINES = 92
"""Letters: two lines on a phone that is 360 pixels wide."""
REFUGEE = {
    "nationality": "non-EU",
    "card": "B",
    "stays": [{"from": "2019-03-01", "to": None, "ground": "refugee"}],
}


def seen(screen: str, case: dict[str, Any], **state: Any) -> dict[str, Any]:
    request = {"action": "show", "screen": screen, "state": {"case": case, **state}, "language": "en"}
    found: dict[str, Any] = json.loads(handle(json.dumps({**request, "today": TODAY.isoformat()})))
    return found


def one(status: str, day: str | None = None, *missing: str, between: list[str] | None = None) -> dict[str, Any]:
    return {"status": status, "earliest": day, "between": between, "missing": list(missing)}


CLOSED = one("closed")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"B": one("open", "2020-01-01")}, "So far: B now."),
        ({"B": one("later", "2028-05-09"), "L": CLOSED}, "So far: B from May 2028."),
        (
            {"L": one("later", "2028-05-09", between=["2028-04-01", "2028-05-09"])},
            "So far: L from about May 2028.",
        ),
        (
            {"B": one("open"), "L": one("unsettled", None, "income")},
            "So far: B now; not clear yet for L (your own regular income).",
        ),
        ({"B": one("unsettled"), "L": one("unsettled", None, "income")}, "So far: not clear yet for B and L."),
        ({key: one("unsettled", None, "stays") for key in "BKL"}, "So far: not clear yet for B, K and L."),
        (
            {"B": one("open"), "K": one("open"), "L": one("later", "2028-05-09")},
            "So far: B and K now, L from May 2028.",
        ),
        ({"B": CLOSED, "K": CLOSED}, "So far: none of the cards."),
        ({"K": one("later")}, "So far: K later."),
    ],
)
def test_what_is_said(found: dict[str, Any], said: str) -> None:
    assert line(found, Words("en")) == said


ONE_PERSON = [case for case in load_cases() if "people" not in case["case"]]


@pytest.mark.parametrize("case", some(ONE_PERSON, 120), ids=named)
def test_it_is_what_the_result_says_and_short(case: Case) -> None:
    """The same status, day and open facts as the whole result, for some cases of the corpus."""
    on = date.fromisoformat(case["on"])
    found = rules.interview(case["case"], on, CARDS, TODAY)["so_far"]
    whole = rules.assess(case["case"], on, today=TODAY)["routes"]
    for key in CARDS:
        expected = {part: whole[key].get(part) for part in ("status", "earliest", "clock", "between", "missing")}
        assert found[key] == expected, key
    assert len(line(found, Words("en"))) <= TWO_LINES


def test_it_stands_at_the_foot_of_a_question_once_the_first_ones_are_answered() -> None:
    assert "data-so-far" not in seen("question/nationality", {})["html"]
    assert "data-so-far" not in seen("question/card", {"nationality": "non-EU"})["html"]
    html = seen("question/income", REFUGEE)["html"]
    assert re.search(r'<span data-so-far>So far: [^<]+</span> <a href="#/result">', html)


def test_from_the_result_one_goes_on_with_the_questions() -> None:
    html = seen("result", REFUGEE)["html"]
    found = re.search(r'<a href="#/(question/\w+)">Go on with the questions</a>', html)
    assert found
    told = {**REFUGEE, found[1].removeprefix("question/"): None}
    assert "still open" in html
    again = re.search(r'<a href="#/(question/\w+)">Go on with the questions</a>', seen("result", told)["html"])
    assert again is None or again[1] != found[1]


def test_when_nothing_is_open_the_result_offers_no_more_questions() -> None:
    assert "Go on with the questions" not in seen("result", {"nationality": "BE", "card": "none"})["html"]
