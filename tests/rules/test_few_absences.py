"""Absences so few that no way of counting finds too many: then nothing is counted, and the day is that without any."""

from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.one_person import decide_all, read_person
from belgian_residence.counting.absences import few
from belgian_residence.counting.conventions import READINGS, SAFE_READING, reading
from belgian_residence.counting.periods import Trip
from belgian_residence.told.person import Absence, Person
from site_build.cases import load_cases, named
from trying import some

ON = date(2024, 6, 1)
TEN = 10


def away(start: date, back: date | None) -> Absence:
    return Absence(start, back)


def six_months(trip: Trip) -> bool:
    return trip.reaches(6)


SPRING = away(date(2020, 1, 10), date(2020, 6, 10))  # five months
AUTUMN = away(date(2021, 8, 15), date(2021, 12, 15))  # four


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], True),
        ([SPRING], True),
        ([SPRING, AUTUMN], True),  # nine in all: a month is left to ten
        ([SPRING, away(date(2021, 8, 15), date(2021, 12, 16))], False),  # nine and a day
        ([away(date(2020, 1, 10), date(2020, 7, 9))], True),  # a day less than six months
        ([away(date(2020, 1, 10), date(2020, 7, 10))], False),  # six: too long by itself
        ([away(date(2024, 1, 2), None)], True),  # not back: it has lasted until the date asked about
        ([away(date(2023, 12, 1), None)], False),
        ([away(date(2025, 1, 1), date(2025, 8, 1))], False),  # what is planned counts too
    ],
)
def test_few_are_a_month_less_than_the_limit_and_none_is_too_long(absences: list[Absence], expected: bool) -> None:
    assert few(absences, ON, six_months, TEN) is expected


ROOMS = ("routes.l.absences", "routes.nationality.absences", "routes.eu.years")
WAYS = (SAFE_READING, *READINGS)


def test_few_absences_give_the_same_day_when_they_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [one for one in load_cases() if one["case"].get("absences")]
    for one in some(told, 60):
        on = date.fromisoformat(one["on"])
        person = read_person(one["case"], on).latest_person()
        at_once = decided(person, on)
        with monkeypatch.context() as patch:
            for room in ROOMS:
                patch.setattr(f"belgian_residence.{room}.few", lambda *given: False)
            assert decided(person, on) == at_once, named(one)


def decided(person: Person, on: date) -> dict[tuple[str, str], Any]:
    """For each way of counting and route: status, days, and what each condition found. Nothing that is kept is used."""
    return {
        (way, key): (
            *(found.status, found.earliest, found.clock, found.readings, found.missing, found.bounds),
            [(condition.id, finding) for condition, finding in found.conditions],
        )
        for way in WAYS
        for key, found in decide_all(person.but(), on, reading(way)).items()
    }
