"""The early answer at the foot of a question: true, short, and with a way to the result and back to the questions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from belgian_residence.told.facts import ABSENCES
from screens.app import handle
from screens.questions import flow
from screens.questions.at_latest import NOTHING_SOONER
from screens.questions.flow import CARDS
from screens.remembered.state import State
from screens.showing.lines.so_far import line
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


def test_who_is_abroad_reads_once_back_and_not_now() -> None:
    """Here on the days of departure and return."""
    for trip, when in (
        ({"from": "2026-11-28"}, "once you are back in Belgium"),
        ({"from": "2026-11-29"}, "now"),
        ({"from": "2026-11-01", "to": "2026-11-29"}, "now"),
        ({"from": "2026-11-01", "to": "2026-11-30"}, "once you are back in Belgium"),
        ({"from": "2026-12-10"}, "now"),
    ):
        told = REFUGEE | {"card": "A", "absences": [trip], "public_order": False}
        assert f"So far: B {when}" in seen("question/income", told)["html"], trip


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
            "So far: B now; not clear yet for L (we still need: your own regular income).",
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


def test_a_card_that_waits_for_the_trips_alone_is_named_with_its_day() -> None:
    """B: five years from the first card, B-WORK-1. Once something is told of the trips it is no longer said."""
    stay = {"from": "2024-03-02", "to": None, "ground": "single_permit", "first_card_issued": "2024-03-02"}
    told = {"nationality": "IN", "card": "A", "card_expiry": "2028-03-01", "stays": [stay]}
    said = seen("question/absences", told)["html"]
    assert "So far: B from March 2029, if you were never away too long; not clear yet for K and L." in said
    assert "never away" not in seen("question/income", {**told, "absences": None})["html"]
    later = {**stay, "from": "2020-03-02", "first_card_issued": "2020-03-02"}
    assert "So far: B now, if you were never" in seen("question/absences", {**told, "stays": [later]})["html"]


def test_what_was_refused_is_not_said_to_be_open() -> None:
    found = {"B": one("open"), "L": one("open")}
    assert line(found, Words("en"), refused=("L",)) == "So far: L refused, B now."


ONE_PERSON = [case for case in load_cases() if "people" not in case["case"]]
EARLY_GROUNDS = [case for case in ONE_PERSON if case["case"].get("early_ground") not in (None, "none")]
OTHERS = [case for case in ONE_PERSON if case not in EARLY_GROUNDS]
"""Hardly anybody among them has a latest day."""
EARLY = {"nationality": "EU", "card": "EU", "annex_19": "2023-09-01", "absences": [], "interruptions": []}


def test_a_day_that_can_only_come_sooner_is_named_as_the_latest() -> None:
    """Five years from the annex of 1 September 2023 (EUP-5Y-1); an early ground or a special card would be sooner."""
    said = "So far: EU+ from September 2028 at the latest."
    assert said in seen("question/early_ground", EARLY)["html"]
    assert said in seen("question/early_ground", EARLY | {"special_card_before": True})["html"]
    assert said not in seen("question/absences", {k: v for k, v in EARLY.items() if k != "absences"})["html"]
    assert "You can apply for the EU+ card from 1 September 2028 at the latest." in seen("result", EARLY)["html"]


SEPARATED = {
    "nationality": "TR",
    "card": "F",
    "annex_19ter": "2023-09-01",
    "absences": [],
    "interruptions": [],
    "joint_household": False,
    "household_ended": "2026-01-15",
    "retention_grounds": ["still_married"],
    "means_since_household_ended": ["work"],
}
STRUCK_OFF = {"interruptions": ["register_gap"], "register_gaps": [{"from": "2025-01-01", "to": "2025-06-01"}]}


def test_what_papers_decide_is_not_promised() -> None:
    """Whether the right was kept is open, so no day is sure. Where only the years are, it is that of the safe count:
    five years from the day after the last day off the register."""
    separated, struck_off = (State.from_json({"case": case}) for case in (SEPARATED, EARLY | STRUCK_OFF))
    assert flow.so_far(separated, TODAY)["F+"]["status"] == "unsettled"
    assert flow.days_at_latest(separated, TODAY) == {}
    assert flow.days_at_latest(struck_off, TODAY) == {"EU+": date(2030, 6, 2)}


def sooner(case: Case) -> Iterator[tuple[dict[str, Any], str, date, str]]:
    """Where a card of a case has a latest day while it is open whether it comes sooner: the facts, the card, the day,
    and each of the facts that could make it sooner."""
    on = date.fromisoformat(case["on"])
    told = {fact: value for fact, value in case["case"].items() if fact not in NOTHING_SOONER}
    state = State.from_json({"case": told})
    try:
        latest = flow.days_at_latest(state, on)
    except rules.CaseError:
        return
    for key, day in latest.items():
        missing = flow.so_far(state, on)[key]["missing"]
        yield from ((told, key, day, fact) for fact in missing if fact in NOTHING_SOONER)


def test_no_answer_that_is_open_makes_it_later_than_the_latest_day() -> None:
    """Whatever is answered to what could make it sooner, the card is there by that day."""
    tried = 0
    for case in (*some(EARLY_GROUNDS, 12), *some(OTHERS, 120)):
        on = date.fromisoformat(case["on"])
        for told, key, day, fact in sooner(case):
            for value in ("family_of_early_worker", "none") if fact == "early_ground" else (True, False):
                tried += 1
                then = rules.interview({**told, fact: value}, on, (key,), on)["so_far"][key]
                assert then["status"] != "closed", named(case)
                assert then["earliest"] is None or then["earliest"] <= day.isoformat(), named(case)
    assert tried


def test_what_was_asked_for_is_named_as_such() -> None:
    asked = {"L": one("open", "2020-01-01"), "B": one("open", "2020-01-01")}
    assert line(asked, Words("en"), asked=("L",)) == "So far: L applied for, B now."


@pytest.mark.parametrize("case", some(ONE_PERSON, 80), ids=named)
def test_the_day_of_who_was_never_away_is_what_the_rules_say_of_somebody_without_trips(case: Case) -> None:
    on, told = date.fromisoformat(case["on"]), case["case"]
    told = {fact: value for fact, value in told.items() if fact not in ABSENCES}
    try:
        found = flow.days_if_never_away(State.from_json({"case": told}), on)
    except rules.CaseError:  # something else that is told rests on a trip
        return
    for key, one in found.items():
        then = rules.interview({**told, "absences": []}, on, (key,))["so_far"][key]
        assert (one["status"], one["earliest"]) == (then["status"], then["earliest"]), key


@pytest.mark.parametrize("case", some(ONE_PERSON, 240), ids=named)
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
