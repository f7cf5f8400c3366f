"""The calendar file: which days it holds, and that another library reads it as it was meant."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from screens.app import handle
from screens.showing.result.events import Event
from screens.showing.taken_along import calendar
from screens.words import Words
from visiting import Visit

TODAY = "2026-11-28"
WORDS = Words("en")
WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "card_expiry": "2027-09-01",
    "stays": [{"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"}],
    "absences": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}


def file(state: dict[str, Any]) -> dict[str, str]:
    request = {"action": "calendar", "state": state, "language": "en", "today": TODAY}
    return dict(json.loads(handle(json.dumps(request)))["file"])


def read(text: str) -> dict[str, tuple[date, date]]:
    """What another library reads: the summary of each event with its first day and the day after its last one."""
    found = {}
    for event in Calendar.from_ical(text).walk("VEVENT"):
        found[str(event["SUMMARY"])] = (event["DTSTART"].dt, event["DTEND"].dt)
    return found


def test_the_days_of_somebody_who_waits_for_a_card() -> None:
    told = file({"case": WORKER})
    assert told["name"] == "after-five-2026-11-28.ics"
    assert told["type"] == "text/calendar"
    days = read(told["text"])
    # First card 1 September 2023 + 5 years (B-WORK-1); an appointment a month before, our advice.
    assert days["You can apply for the B card from today"] == (date(2028, 9, 1), date(2028, 9, 2))
    assert days["Ask your municipality for an appointment: B card, from 1 September 2028"][0] == date(2028, 8, 1)
    # The permit is asked for two months before the card ends on 1 September 2027 (B-WORK-1), before its window.
    permit = next(day for what, day in days.items() if what.startswith("Last day to apply for the renewal"))
    assert permit == (date(2027, 7, 1), date(2027, 7, 2))
    assert "Apply for the renewal of your card" not in days
    assert days["Last day of your card"] == (date(2027, 9, 1), date(2027, 9, 2))


@pytest.mark.parametrize(("expires", "offered"), [("2027-09-01", True), ("2026-01-01", False)])
def test_a_calendar_is_offered_where_a_day_lies_ahead(expires: str, offered: bool) -> None:
    """Who was here long enough, with a card that has ended, waits for no day: a file without events is no calendar."""
    older = {"from": "2015-09-01", "ground": "single_permit", "first_card_issued": "2015-09-01"}
    visit = Visit(WORKER | {"stays": [older], "card_expiry": expires}).see("result")
    assert ('data-file="calendar"' in visit.html) == offered
    assert bool(read(file(visit.state)["text"])) == offered


def test_the_days_of_two_people_stay_apart_whatever_their_names() -> None:
    people = {name: {"number": number, "case": WORKER} for number, name in enumerate(("Maria", "Amira"), 1)}
    told = file({"people": people, "person": "Maria", "relations": [], "said": {}, "on": None})
    marks = [str(event["UID"]) for event in Calendar.from_ical(told["text"]).walk("VEVENT")]
    assert len(set(marks)) == len(marks) == 2 * len(read(file({"case": WORKER})["text"]))


def test_a_card_without_a_permit_has_its_weeks() -> None:
    """40 to 30 days before its last day, 1 September 2027 (REN-1); the end is the day after the last one."""
    refugee = WORKER | {"stays": [{"from": "2023-09-01", "ground": "refugee"}]}
    days = read(file({"case": refugee})["text"])
    assert days["Apply for the renewal of your card"] == (date(2027, 7, 23), date(2027, 8, 3))


def test_the_end_of_the_five_months_and_the_latest_return() -> None:
    asked = WORKER | {
        "card": "K",
        "stays": [{"from": "2014-11-03", "ground": "settlement"}],
        "unlimited_stay_since": "2014-11-03",
        "applications": [{"route": "L", "filed": "2026-10-05", "decision": "pending"}],
        "absences": [{"from": "2026-11-01", "to": "2027-12-01", "annex_18": True}],
    }
    days = read(file({"case": asked})["text"])
    assert days["Last day for the decision on your application"][0] == date(2027, 3, 5)  # five months (L-PROC-2)
    assert "Be back in Belgium by today" in days


@pytest.mark.parametrize(
    ("back", "told"),
    [(None, True), ("2026-12-20", False), ("2027-10-30", False), ("2027-10-31", True), ("2028-01-10", True)],
)
def test_a_return_told_before_the_last_day_to_be_back_is_no_day_to_keep_in_mind(back: str | None, told: bool) -> None:
    settled = WORKER | {"card": "B", "unlimited_stay_since": "2024-11-03"}
    days = read(file({"case": settled | {"absences": [{"from": "2026-11-01", "to": back, "annex_18": True}]}})["text"])
    assert ("Be back in Belgium by today" in days) is told


def test_the_last_return_that_moves_no_date_and_the_day_to_ask_inside_a_trip() -> None:
    days = read(file({"case": WORKER | {"absences": [{"from": "2026-09-01"}]}})["text"])
    assert days["Be back in Belgium by today: a later return moves your date (L card)"][0] == date(2027, 2, 28)
    days = read(file({"case": WORKER | {"absences": [{"from": "2028-08-10", "to": "2028-10-20"}]}})["text"])
    assert "You can apply for the L card from today, once you are back in Belgium" in days


def test_what_is_past_is_in_no_calendar() -> None:
    old = WORKER | {"card_expiry": "2026-08-03", "stays": [{**WORKER["stays"][0], "from": "2019-09-01"}]}
    assert all(first >= date.fromisoformat(TODAY) for first, _ in read(file({"case": old})["text"]).values())


@pytest.mark.parametrize(
    ("last", "begins", "told"), [("2028-08-31", "2028-09-01", False), ("2028-09-01", "2028-09-02", True)]
)
def test_a_day_that_holds_only_without_a_planned_stay_is_no_day(last: str, begins: str, told: bool) -> None:
    """From 1 September 2028 on, but not as a student (B-NEVER-1)."""
    stays = [WORKER["stays"][0] | {"to": last}, {"from": begins, "ground": "student", "before": "no_break"}]
    days = read(file({"case": WORKER | {"stays": stays}})["text"])
    assert ("You can apply for the B card from today" in days) == told
    assert any("appointment: B card" in what for what in days) == told


def test_several_people_are_told_apart() -> None:
    people = {
        "Priya": {"number": 1, "case": WORKER},
        "Rahul, her \\ husband; 7": {"number": 2, "case": WORKER | {"card_expiry": "2027-10-01"}},
    }
    text = file({"people": people, "person": "Priya", "relations": [], "said": {}, "on": None})["text"]
    days = read(text)
    assert days["Priya: Last day of your card"][0] == date(2027, 9, 1)
    assert days["Rahul, her \\ husband; 7: Last day of your card"][0] == date(2027, 10, 1)
    ids = [str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("said", ["é" * 200, "a, b; c \\ d\nnew line", "短い" * 60, "", "x" * 73 + "é"])
def test_any_words_come_back_as_they_were(said: str) -> None:
    event = Event("one", date(2027, 2, 28), date(2027, 2, 28), said)
    text = calendar.text([("", event)], date(2026, 11, 28), WORDS)
    assert all(len(line.encode()) <= calendar.LINE_BYTES for line in text.split("\r\n")), "lines are folded"
    assert "\n" not in text.replace("\r\n", ""), "and end as the standard asks"
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(found["SUMMARY"]) == said
    assert found["DTEND"].dt == date(2027, 3, 1)


def test_the_same_answers_give_the_same_file() -> None:
    assert file({"case": WORKER}) == file({"case": WORKER})


def test_a_last_day_stands_on_that_day_alone() -> None:
    """Its reminder comes a week before the day, not a week before the years were complete, and the same renewal is told
    once. The permit: two months before the card ends on 14 March 2027 (B-WORK-1)."""
    since_2020 = [{"from": "2020-03-01", "ground": "single_permit", "first_card_issued": "2020-04-01"}]
    days = read(file({"case": WORKER | {"card_expiry": "2027-03-14", "stays": since_2020}})["text"])
    last_days = {what: day for what, day in days.items() if what.startswith("Last day to apply for the renewal")}
    assert list(last_days.values()) == [(date(2027, 1, 14), date(2027, 1, 15))]
    assert "B card" in next(iter(last_days))
