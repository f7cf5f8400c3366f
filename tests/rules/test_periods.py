"""The timeline by itself: which stays follow each other, and which stays follow from other facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.periods import (
    all_stays,
    asylum_days_missing,
    asylum_time_of_protection,
    can_have_asylum_time,
    chain,
    current_stay,
    in_belgium,
    led_to_protection,
    returns_not_known,
    trips,
    unlimited_at_once,
)
from belgian_residence.told.person import Absence, Person, Stay
from briefly import away, day


def stay(start: str, end: str | None = None, ground: str = "single_permit", **more: Any) -> Stay:
    return Stay(day(start), day(end), ground, **more)


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


@pytest.mark.parametrize("on", ["2020-06-01", "2021-06-01"])
def test_a_chain_of_two_runs_on_to_the_last(on: str) -> None:
    assert days(chain([FIRST, SECOND], day(on))) == [("2020-01-01", "2020-12-31"), ("2021-01-01", None)]


def test_a_bridge_joins_what_lies_no_further_apart() -> None:
    gap = APART.start - THIRD.end - timedelta(days=1) if THIRD.end else timedelta(0)
    assert len(chain([THIRD, APART], day("2023-06-01"), lambda: gap)) == 2
    assert len(chain([THIRD, APART], day("2023-06-01"), lambda: gap - timedelta(days=1))) == 1


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


@pytest.mark.parametrize("card", ["EU", "F", "M", "N", "annex_8", "EU+", "F+", "M+"])
def test_unlimited_stay_is_not_added_beside_a_card_of_the_eu_rules(card: str) -> None:
    told = Person(stays=(FIRST,), unlimited_stay_since=day("2020-10-01"))
    assert all_stays(replace(told, card=card)) == (FIRST,)
    for other in ("B", "K", "L", "annex_15", None):
        assert len(all_stays(replace(told, card=other))) == 2


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


def test_a_stay_that_ran_beyond_the_permit_keeps_its_days_too() -> None:
    student = stay("2019-09-01", "2020-09-15", "student", index=1)
    later = stay("2020-09-15", ground="refugee", index=0)
    assert days(one for one in asylum(later, student) if one.ground == "refugee") == [("2020-09-15", None)]
    assert days(one for one in asylum(later) if one.ground == "refugee") == [("2020-06-01", None)]


RAN_ON = [("2018-09-01", "2020-06-01")]
INSIDE: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    # what, the stays as a student, the asylum time that they leave
    ("it ran when asylum was asked", [("2016-09-01", "2018-09-01")], RAN_ON),
    ("told in two parts", [("2016-09-01", "2018-05-01"), ("2018-05-02", "2018-09-01")], RAN_ON),
    ("in parts from the application", [("2016-09-01", "2018-03-01"), ("2018-03-02", "2018-09-01")], RAN_ON),
    ("it had ended on the eve, and began anew", [("2016-09-01", "2018-02-28"), ("2018-03-01", "2018-09-01")], RAN_ON),
    ("it began on the day of the application", [("2018-03-01", "2018-09-01")], RAN_ON),
    ("on the next day", [("2018-03-02", "2018-09-01")], [("2018-03-01", "2018-03-02"), *RAN_ON]),
    ("it ended on the day of the application", [("2016-09-01", "2018-03-01")], [("2018-03-01", "2020-06-01")]),
    (
        "one that ran, and another one",
        [("2016-09-01", "2018-09-01"), ("2018-09-03", "2019-09-01")],
        [("2018-09-01", "2018-09-03"), ("2019-09-01", "2020-06-01")],
    ),
    (
        "until two days before the permit",
        [("2019-09-01", "2020-05-30")],
        [("2018-03-01", "2019-09-01"), ("2020-05-30", "2020-06-01")],
    ),
    ("until the eve of the permit", [("2019-09-01", "2020-05-31")], [("2018-03-01", "2019-09-01")]),
    ("beyond the permit", [("2019-09-01", "2020-07-31")], [("2018-03-01", "2019-09-01")]),
    (
        "beyond, in two parts",
        [("2019-09-01", "2020-03-01"), ("2020-03-02", "2020-07-31")],
        [("2018-03-01", "2019-09-01")],
    ),
    ("after the permit", [("2020-06-02", "2020-07-31")], [("2018-03-01", "2020-06-01")]),
    ("before the application", [("2016-09-01", "2018-02-27")], [("2018-03-01", "2020-06-01")]),
]


@pytest.mark.parametrize(("told", "found"), [row[1:] for row in INSIDE], ids=[row[0] for row in INSIDE])
def test_a_stay_on_another_ground_keeps_its_days_during_the_procedure(told: list[Any], found: list[Any]) -> None:
    students = [stay(*ends, "student", index=2) for ends in told]
    stays = asylum(REFUGEE, *students)
    assert [one for one in stays if one.ground == "student"] == students
    assert days(one for one in stays if one.ground == "asylum_procedure") == found
    # a stay in another country changes nothing
    abroad = [replace(student, country="DE") for student in students]
    assert days(one for one in asylum(REFUGEE, *abroad) if one.country == "BE") == days(asylum(REFUGEE))


def test_each_part_of_the_asylum_time_is_on_the_orange_card() -> None:
    parts = [one for one in asylum(REFUGEE, ORANGE, stay("2018-06-01", "2018-09-01", index=2)) if one.index == 1]
    assert [(one.start, one.first_card) for one in parts] == [
        (day("2018-03-01"), ORANGE.first_card),
        (day("2018-09-01"), day("2018-09-01")),
    ]
    unknown = replace(ORANGE, first_card=None)
    parts = [one for one in asylum(REFUGEE, unknown, stay("2018-06-01", "2018-09-01", index=2)) if one.index == 1]
    assert [one.first_card for one in parts] == [None, None]


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ({}, (day("2018-03-01"), day("2020-06-01"))),
        ({"stays": (replace(REFUGEE, ground="subsidiary_protection"),)}, (day("2018-03-01"), day("2020-06-01"))),
        ({"stays": (FIRST,)}, None),
        ({"asylum_application": "none"}, None),
        ({"asylum_application": None}, None),
        ({"permit_granted": "none"}, None),
        ({"permit_granted": None}, None),
    ],
)
def test_the_asylum_time_that_led_to_protection(told: dict[str, Any], known: Any) -> None:
    person = Person(stays=(REFUGEE,), asylum_application=day("2018-03-01"), permit_granted=day("2020-06-01"))
    assert asylum_time_of_protection(replace(person, **told)) == known


def test_a_stay_abroad_does_not_put_off_protection() -> None:
    later = stay("2020-09-15", ground="refugee", index=0)
    abroad = stay("2019-09-01", "2020-09-15", "student", country="DE", index=1)
    assert days(one for one in asylum(later, abroad) if one.ground == "refugee") == [("2020-06-01", None)]


def test_without_both_days_asylum_time_is_as_told() -> None:
    told = (REFUGEE, ORANGE)
    assert all_stays(Person(stays=told, asylum_application=day("2018-03-01"))) == told
    assert all_stays(Person(stays=told, permit_granted=day("2020-06-01"))) == told
    assert asylum(FIRST) == [FIRST]


def test_stays_here_are_in_the_order_of_time() -> None:
    short, long = stay("2021-01-01", "2021-01-01"), stay("2021-01-01", "2021-06-01")
    running = stay("2021-01-01")
    abroad = stay("2020-06-01", "2020-12-31", country="FR")
    assert in_belgium([running, long, abroad, short, FIRST]) == [FIRST, short, long, running]


@pytest.mark.parametrize(
    ("on", "runs"), [("2019-12-31", False), ("2020-01-01", True), ("2020-12-31", True), ("2021-01-01", False)]
)
def test_a_stay_runs_from_its_first_to_its_last_day(on: str, runs: bool) -> None:
    assert (current_stay([FIRST], day(on)) == FIRST) is runs
    assert bool(chain([FIRST], day(on))) is runs


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, ("asylum_application", "permit_granted")),
        ({"asylum_application": date(2018, 3, 1)}, ("permit_granted",)),
        ({"permit_granted": date(2020, 6, 1)}, ("asylum_application",)),
        ({"asylum_application": date(2018, 3, 1), "permit_granted": date(2020, 6, 1)}, ()),
        ({"asylum_application": "none"}, ()),  # both are needed, so the other one matters no more
        ({"permit_granted": "none"}, ()),
    ],
)
def test_which_days_of_asylum_time_are_missing(told: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert (
        asylum_days_missing(Person(stays=(FIRST, replace(REFUGEE, ground="subsidiary_protection")), **told)) == missing
    )
    assert asylum_days_missing(Person(stays=(FIRST,), **told)) == ()
    assert asylum_days_missing(Person(**told)) == ()


# --- Recognised before 8 July 2016: unlimited stay at once (B-REF-1) -------------------------------------------------

GRANTED = stay("2014-05-01", ground="unlimited_stay", index=0)
APPLIED, RECOGNISED = date(2012, 3, 1), date(2014, 5, 1)


def recognised(*others: Stay, unlimited: Stay = GRANTED, **more: Any) -> Person:
    """Somebody with unlimited stay, who asked for asylum in 2012 and was recognised on the day on which it began."""
    told: dict[str, Any] = {"asylum_application": APPLIED, "permit_granted": RECOGNISED} | more
    return Person(stays=(unlimited, *others), **told)


def begun(start: str) -> Stay:
    return replace(GRANTED, start=day(start))


AT_ONCE: list[tuple[str, Person, bool]] = [
    ("recognised on its first day", recognised(), True),
    ("no day of asylum is known", recognised(asylum_application=None, permit_granted=None), True),
    ("asylum was never asked", recognised(asylum_application="none", permit_granted=None), False),
    ("no permit was granted", recognised(permit_granted="none"), False),
    ("recognised a day later", recognised(permit_granted=day("2014-05-02")), False),
    ("recognised long before", recognised(permit_granted=day("2013-01-01")), True),
    ("no unlimited stay", recognised(unlimited=stay("2014-05-01")), False),
    ("unlimited stay abroad", recognised(unlimited=replace(GRANTED, country="DE")), False),
    ("limited stay with protection too", recognised(stay("2014-05-01", "2014-12-31", "subsidiary_protection")), False),
    # The last day of the old rule.
    ("2016-07-07", recognised(unlimited=begun("2016-07-07"), permit_granted=None), True),
    ("2016-07-08", recognised(unlimited=begun("2016-07-08"), permit_granted=None), False),
    ("before, the stay after", recognised(unlimited=begun("2016-09-01"), permit_granted=day("2016-07-07")), True),
    ("both after", recognised(unlimited=begun("2016-09-01"), permit_granted=day("2016-07-08")), False),
    # Five years after the application unlimited stay came to those with subsidiary protection.
    ("after five years", recognised(asylum_application=day("2009-05-01"), permit_granted=day("2014-04-29")), False),
    ("a day less", recognised(asylum_application=day("2009-05-02"), permit_granted=day("2014-04-29")), True),
    ("permit on the eve", recognised(asylum_application=day("2009-05-01"), permit_granted=day("2014-04-30")), True),
    ("permit on the day", recognised(asylum_application=day("2009-05-01")), True),
    ("permit not known", recognised(asylum_application=day("2009-05-01"), permit_granted=None), True),
    # It must not follow a stay on another ground.
    ("work until the eve", recognised(stay("2010-01-01", "2014-04-30")), False),
    ("work until two days before", recognised(stay("2010-01-01", "2014-04-29")), True),
    ("work that goes on", recognised(stay("2010-01-01")), False),
    ("work until the eve, abroad", recognised(stay("2010-01-01", "2014-04-30", country="DE")), True),
    ("the procedure until the eve", recognised(stay("2012-03-01", "2014-04-30", "asylum_procedure")), True),
    ("work afterwards", recognised(stay("2014-05-01", "2014-12-31")), True),
    ("work until the permit", recognised(stay("2010-01-01", "2013-01-01"), permit_granted=day("2013-01-01")), True),
    ("work beyond the permit", recognised(stay("2010-01-01", "2013-01-02"), permit_granted=day("2013-01-01")), False),
]


@pytest.mark.parametrize(("person", "at_once"), [row[1:] for row in AT_ONCE], ids=[row[0] for row in AT_ONCE])
def test_who_can_have_had_unlimited_stay_at_once(person: Person, at_once: bool) -> None:
    assert unlimited_at_once(person) == (person.stays[0] if at_once and person.stays else None)
    protected = any(stay.ground == "subsidiary_protection" for stay in person.stays or ())
    assert can_have_asylum_time(person) is (at_once or protected)


def test_unlimited_stay_at_once_that_is_told_as_a_decision() -> None:
    procedure = stay("2012-03-01", "2014-04-30", "asylum_procedure")
    found = unlimited_at_once(Person(stays=(procedure,), unlimited_stay_since=RECOGNISED))
    assert found == replace(GRANTED, first_card=RECOGNISED, index=1)


def test_asylum_time_before_unlimited_stay_at_once() -> None:
    procedure = stay("2012-04-01", "2014-04-30", "asylum_procedure", first_card=day("2012-04-01"), index=1)
    found = all_stays(recognised(procedure))
    assert days(found) == [("2012-03-01", "2014-05-01"), ("2014-05-01", None)]
    assert [one.ground for one in found] == ["asylum_procedure", "unlimited_stay"]
    assert found[0].first_card == day("2012-04-01")
    assert led_to_protection(found[0], found, at_once=True)
    assert not led_to_protection(found[0], found)


def test_both_days_are_asked_where_unlimited_stay_may_have_come_at_once() -> None:
    unknown = recognised(asylum_application=None, permit_granted=None)
    assert asylum_days_missing(unknown) == ("asylum_application", "permit_granted")
    assert asylum_days_missing(replace(unknown, permit_granted=RECOGNISED)) == ("asylum_application",)
    assert asylum_days_missing(replace(unknown, permit_granted="none")) == ()
    assert all_stays(unknown) == (GRANTED,)


# --- Trips (reading 22) ----------------------------------------------------------------------------------------------

WHOLE_DAYS = replace(SAFE, whole_days_abroad=True)


def counted(absence: Absence, conventions: Conventions = SAFE, on: str = "2022-01-01") -> tuple[str, str, str] | None:
    """First day, end and return of a trip as it is counted; None: it is no trip."""
    found = trips([absence], conventions, day(on))
    return (found[0].start.isoformat(), found[0].end.isoformat(), found[0].back.isoformat()) if found else None


@pytest.mark.parametrize(
    ("absence", "safe", "whole_days"),
    [
        # departure, return; the first day and the day on which it ends: safe, and with only whole days abroad
        (away("2021-05-01", "2021-05-03"), ("2021-05-01", "2021-05-03"), ("2021-05-02", "2021-05-03")),
        (away("2021-05-01", "2021-05-02"), ("2021-05-01", "2021-05-02"), None),
        (away("2021-05-01", "2021-05-01"), None, None),
        # The return is not known: it has lasted until the date asked about.
        (away("2021-12-30", None), ("2021-12-30", "2022-01-01"), ("2021-12-31", "2022-01-01")),
        (away("2022-01-01", None), None, None),
        (away("2022-02-01", None), None, None),
        # What is planned lasts as long as is planned.
        (away("2022-02-01", "2022-03-01"), ("2022-02-01", "2022-03-01"), ("2022-02-02", "2022-03-01")),
    ],
)
def test_from_when_to_when_a_trip_is_counted(
    absence: Absence, safe: tuple[str, str] | None, whole_days: tuple[str, str] | None
) -> None:
    assert counted(absence) == (safe and (*safe, safe[1]))
    assert counted(absence, WHOLE_DAYS) == (whole_days and (*whole_days, whole_days[1]))


def test_trips_are_in_the_order_of_time_and_know_their_absence() -> None:
    later, sooner = away("2021-05-01", "2021-06-01", 0), away("2020-05-01", "2020-06-01", 1)
    assert [trip.absence for trip in trips([later, sooner], SAFE, day("2022-01-01"))] == [sooner, later]


@pytest.mark.parametrize(
    ("back", "reaches", "exceeds"),
    [("2021-02-27", False, False), ("2021-02-28", True, False), ("2021-03-01", True, True)],
)
def test_a_trip_of_six_months_reaches_them_and_one_day_more_exceeds_them(
    back: str, reaches: bool, exceeds: bool
) -> None:
    (trip,) = trips([away("2020-08-31", back)], SAFE, day("2022-01-01"))  # February is too short (reading 23)
    assert (trip.reaches(6), trip.exceeds(6)) == (reaches, exceeds)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01-01", "2022-01-01", 3),
        ("2021-04-10", "2021-07-10", 3),
        ("2021-05-10", "2022-01-01", 2),
        ("2020-01-01", "2021-06-10", 2),
        ("2021-05-10", "2021-06-10", 1),
        ("2021-04-10", "2021-04-25", Fraction(1, 2)),
        ("2020-01-01", "2021-04-10", 0),
        ("2021-07-10", "2022-01-01", 0),
    ],
)
def test_the_part_of_a_trip_in_a_window(start: str, end: str, months: int | Fraction) -> None:
    (trip,) = trips([away("2021-04-10", "2021-07-10")], SAFE, day("2022-01-01"))
    assert trip.months_within(day(start), day(end)) == months


def test_which_returns_are_not_known() -> None:
    absences = [away("2020-01-01", None, 0), away("2021-01-01", "2021-02-01", 1), away("2021-05-01", None, 2)]
    assert returns_not_known(absences) == ("absences[0].to", "absences[2].to")
