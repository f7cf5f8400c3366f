"""The timeline by itself: which stays follow each other, and which stays follow from other facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.conventions import SAFE
from belgian_residence.periods import all_stays, chain, current_stay, led_to_protection, trips
from belgian_residence.person import Absence, Person, Stay


def day(text: str) -> date:
    return date.fromisoformat(text)


def stay(start: str, end: str | None = None, ground: str = "single_permit", **more: Any) -> Stay:
    return Stay(day(start), day(end) if end else None, ground, **more)


FIRST, SECOND, THIRD = (
    stay("2020-01-01", "2020-12-31"),
    stay("2021-01-01", "2021-12-31"),
    stay("2022-01-01", "2022-12-31"),
)
APART = stay("2023-02-01", "2023-12-31")


def days(stays: Any) -> list[tuple[str, str | None]]:
    return [(one.start.isoformat(), one.end.isoformat() if one.end else None) for one in stays]


@pytest.mark.parametrize("on", ["2020-06-01", "2021-06-01", "2022-12-31"])
def test_a_chain_goes_back_and_on_as_long_as_no_day_lies_between(on: str) -> None:
    found = chain([APART, THIRD, FIRST, SECOND], day(on))
    assert days(found) == [("2020-01-01", "2020-12-31"), ("2021-01-01", "2021-12-31"), ("2022-01-01", None)]


def test_a_bridge_joins_what_lies_no_further_apart() -> None:
    gap = APART.start - THIRD.end - timedelta(days=1) if THIRD.end else timedelta(0)
    assert len(chain([THIRD, APART], day("2023-06-01"), gap)) == 2
    assert len(chain([THIRD, APART], day("2023-06-01"), gap - timedelta(days=1))) == 1


def test_where_no_stay_runs_there_is_no_chain() -> None:
    assert chain([FIRST, SECOND], day("2023-01-15")) == []


def test_on_the_day_of_a_change_the_newer_stay_runs() -> None:
    older, newer = stay("2020-01-01", "2021-01-01"), stay("2021-01-01", "2021-12-31")
    assert current_stay([newer, older], day("2021-01-01")) == newer
    assert current_stay([newer, older], day("2020-12-31")) == older


def test_a_stay_abroad_is_not_in_the_chain() -> None:
    assert days(chain([FIRST, stay("2021-01-01", country="DE")], day("2020-06-01"))) == [("2020-01-01", None)]


@pytest.mark.parametrize(
    ("protected", "expected"),
    [("2020-05-31", False), ("2020-06-01", True), ("2020-06-02", True), ("2020-06-03", False)],
)
def test_asylum_led_to_protection_from_its_last_day_or_the_next(protected: str, expected: bool) -> None:
    asylum = stay("2019-01-01", "2020-06-01", "asylum_procedure")
    assert led_to_protection(asylum, [asylum, stay(protected, ground="refugee")]) is expected
    assert not led_to_protection(asylum, [asylum, stay(protected)])


@pytest.mark.parametrize(("since", "start"), [("2020-10-01", "2021-01-01"), ("2021-03-01", "2021-03-01")])
def test_unlimited_stay_begins_when_every_stay_told_has_ended(since: str, start: str) -> None:
    *told, unlimited = all_stays(Person(stays=(FIRST,), unlimited_stay_since=day(since)))
    assert told == [FIRST]
    assert unlimited == Stay(day(start), None, "unlimited_stay", first_card=day(start), index=1)


def test_unlimited_stay_adds_nothing_to_a_stay_that_runs() -> None:
    running = (stay("2020-01-01"),)
    assert all_stays(Person(stays=running, unlimited_stay_since=day("2021-01-01"))) == running
    assert all_stays(Person(stays=(FIRST,), unlimited_stay_since="none")) == (FIRST,)


REFUGEE = stay("2020-06-01", ground="refugee", index=0)
ORANGE = stay("2018-04-01", "2020-05-31", "asylum_procedure", first_card=date(2018, 4, 1), index=1)


def asylum(*stays: Stay, application: str = "2018-03-01", permit: str = "2020-06-01") -> list[Stay]:
    """All stays of a person whose asylum application and permit are known."""
    return list(all_stays(Person(stays=stays, asylum_application=day(application), permit_granted=day(permit))))


def test_asylum_time_runs_from_the_application_to_the_permit() -> None:
    assert asylum(REFUGEE) == [stay("2018-03-01", "2020-06-01", "asylum_procedure", index=0), REFUGEE]


def test_an_asylum_stay_told_gives_the_day_of_the_orange_card_and_no_other_day() -> None:
    counted = stay("2018-03-01", "2020-06-01", "asylum_procedure", first_card=date(2018, 4, 1), index=1)
    assert asylum(REFUGEE, ORANGE) == [counted, REFUGEE]


@pytest.mark.parametrize(
    ("start", "end", "same_procedure"),
    [
        ("2017-01-01", "2018-03-01", True),  # it ends on the day of the application
        ("2017-01-01", "2018-02-28", False),
        ("2020-06-01", None, True),  # it begins on the day of the permit
        ("2020-06-02", None, False),
    ],
)
def test_an_asylum_stay_of_another_time_is_another_procedure(start: str, end: str | None, same_procedure: bool) -> None:
    told = stay(start, end, "asylum_procedure", index=1)
    assert (told not in asylum(REFUGEE, told)) is same_procedure


@pytest.mark.parametrize(
    ("end", "asylum_days"),
    [
        ("2018-03-01", ("2018-03-01", "2020-06-01")),  # it ended when asylum was asked
        ("2018-09-01", ("2018-09-01", "2020-06-01")),
        ("2020-06-01", None),  # it ran to the permit: nothing is left of the asylum time
        ("2020-06-02", None),
    ],
)
def test_a_stay_that_still_ran_keeps_its_days(end: str, asylum_days: tuple[str, str] | None) -> None:
    student = stay("2016-09-01", end, "student", index=1)
    found = [one for one in asylum(REFUGEE, student) if one.ground == "asylum_procedure" and one.start != one.end]
    assert days(found) == ([asylum_days] if asylum_days else [])


def test_a_stay_that_ran_beyond_the_permit_keeps_its_days_too() -> None:
    student = stay("2019-09-01", "2020-09-15", "student", index=1)
    later = stay("2020-09-15", ground="refugee", index=0)
    assert days(one for one in asylum(later, student) if one.ground == "refugee") == [("2020-09-15", None)]
    assert days(one for one in asylum(later) if one.ground == "refugee") == [("2020-06-01", None)]


def test_without_both_days_asylum_time_is_as_told() -> None:
    told = (REFUGEE, ORANGE)
    assert all_stays(Person(stays=told, asylum_application=day("2018-03-01"))) == told
    assert all_stays(Person(stays=told, permit_granted=day("2020-06-01"))) == told
    assert asylum(FIRST) == [FIRST]


def test_a_trip_without_a_whole_day_abroad_is_none() -> None:
    there_and_back = Absence(day("2021-05-01"), day("2021-05-01"))
    assert trips([there_and_back], SAFE, day("2022-01-01")) == []
