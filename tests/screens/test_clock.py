"""The day: what the device says is believed only where it can be; else the person is asked, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from belgian_residence.law.provisions import all_provisions
from screens.asking.people import OF
from screens.remembered import clock
from visiting import answered

EU = {"nationality": "EU", "card": "EU"}
TYPED = {"date-day": ["29"], "date-month": ["11"], "date-year": ["2026"]}


def ask(today: str, state: dict[str, Any], screen: str, form: dict[str, list[str]] | None = None) -> dict[str, Any]:
    return answered(screen, state, form, today=today)


def test_the_first_day_is_not_after_the_last_check() -> None:
    assert max(one.verified_on for one in all_provisions().values()) >= clock.FIRST


@pytest.mark.parametrize("wrong", ["1970-01-01", "2019-06-01", "2026-11-21", "2036-11-23", "2201-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_is_asked_about_and_then_counted_with(wrong: str) -> None:
    first = ask(wrong, {"case": {"nationality": "EU"}}, "question/card", {"answer": ["EU"]})
    assert first["screen"] == "day"
    year = str(int(wrong[:4]))
    assert year in first["html"]
    refused = ask(wrong, first["state"], "day", {**TYPED, "date-year": ["2019"]})
    assert refused["error"]
    assert "22 November 2026" in refused["html"]
    then = ask(wrong, refused["state"], "day", TYPED)
    assert then["screen"].startswith("question/")
    assert "29 November 2026" in ask(wrong, then["state"], "check")["html"]


def test_a_rough_day_is_not_enough() -> None:
    asked = ask("1970-01-01", {"case": EU}, "check")
    refused = ask("1970-01-01", asked["state"], "day", {**TYPED, "date-day": [""]})
    assert "Type the day, the month and the year" in refused["html"]


@pytest.mark.parametrize("screen", ["start", "question/nationality", "question/card", "open", "delete", "people"])
def test_what_needs_no_day_is_shown_without_one(screen: str) -> None:
    shown = ask("1970-01-01", {"case": EU}, screen)
    assert shown["screen"] != "day"
    assert "1970" not in shown["html"]


@pytest.mark.parametrize(
    ("device", "today"),
    [
        ("2019-06-01", date(2026, 11, 29)),
        ("2019-06-02", date(2026, 11, 30)),  # over midnight
        ("2019-07-03", None),  # too long ago to be sure
        ("2019-05-31", None),  # the clock was changed
        ("1970-01-01", None),
        ("2027-01-05", date(2027, 1, 5)),  # the clock is right again
    ],
)
def test_the_days_since_are_counted(device: str, today: date | None) -> None:
    told = {"device": "2019-06-01", "said": "2026-11-29"}
    now = date.fromisoformat(device)
    assert clock.is_known(now, told) is (today is not None)
    assert clock.today(now, told) == (today or clock.FIRST)


def test_the_person_whose_screen_it_was_is_asked_on() -> None:
    people = {"A": {"case": EU, "number": 1}, "B": {"case": EU, "number": 2}}
    asked = ask("1970-01-01", {"people": people, "person": "A"}, f"{OF}2/check")
    assert asked["screen"] == f"{OF}2/day"
    assert ask("1970-01-01", asked["state"], asked["screen"], TYPED)["screen"] == f"{OF}2/check"


def test_answers_of_a_tab_from_before_the_rules_changed_are_in_the_words_of_today() -> None:
    old = {"rules_version": "1.1", "on": None, "case": {**EU, "retention_ground": "violence"}, "drafts": {"on": {}}}
    shown = ask("2026-11-29", old, "check")
    assert shown["state"]["case"]["retention_grounds"] == ["violence"]
    assert shown["state"]["rules_version"] != "1.1"
    assert shown["state"]["drafts"] == {}


def test_answers_of_a_tab_from_newer_rules_are_given_back_untouched_with_the_reason() -> None:
    """Nobody here can know what they mean; there is no state in the answer that could take their place."""
    newer = {"rules_version": "99.0", "on": None, "case": EU}
    assert ask("2026-11-29", newer, "check") == {"failure": "newer"}
    with pytest.raises(rules.CaseError):
        ask("2026-11-29", {**newer, "rules_version": "never"}, "check")
