"""The five years of an L card, piece by piece: what each stay weighs, how pieces add up, what absences do to them.

L-5Y-1 to L-5Y-9, L-ABS-1, L-ABS-2, L-BLUE-1 and readings 1 to 6, each on the smallest timeline that shows it; and what
the clock says of itself: its law, the facts it looks at, what it asks where a day is not known. Longer than others: the
tables share the same few people, and each point of the count has its own rows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.routes.l.absences import AbsenceLimits, limits_of
from belgian_residence.routes.l.l import RESIDENCE_CARD, STATUS_NOT_EXCLUDED
from belgian_residence.routes.l.stays import Span, clock_start, completed_on, counted_chain, spans_of, weight
from belgian_residence.routes.l.years import five_years
from belgian_residence.routes.status import When
from belgian_residence.told.facts import ABSENCES, GROUNDS
from belgian_residence.told.person import Absence, Person, Stay
from briefly import away
from briefly import day as read

ON = date(2026, 11, 22)
FULL, HALF, NONE = Fraction(1), Fraction(1, 2), Fraction(0)


def stay(start: str, end: str | None = None, ground: str = "single_permit", **more: Any) -> Stay:
    return Stay(read(start), read(end), ground, **more)


def holder(*stays: Stay, **more: Any) -> Person:
    """Somebody with these stays, each with its first card on its first day unless told otherwise; no absences."""
    told = tuple(replace(one, index=index, first_card=one.first_card or one.start) for index, one in enumerate(stays))
    return replace(Person(card="A", stays=told, absences=()), **more)


def clock(person: Person, on: date = ON, way: Conventions = SAFE) -> When:
    return five_years(Situation(person, on, way))


def under(**choices: bool) -> Conventions:
    return replace(SAFE, **choices)  # type: ignore[arg-type]


# --- The weight of a stay --------------------------------------------------------------------------------------------

HALF_GROUNDS = {"student", "vocational_training"}  # L-5Y-2
UNCOUNTED = {  # L-5Y-7
    *("au_pair", "seasonal_worker", "posted_worker", "temporary_protection", "short_stay", "arrival_declaration"),
    "special_card_convention",
    "asylum_procedure",  # of somebody without protection (L-5Y-7, reading 41)
    "intra_corporate_transferee",  # most likely a temporary stay (L-5Y-9)
}


def test_study_counts_half_some_stays_not_at_all_and_every_other_in_full() -> None:
    one = stay("2020-01-01")
    weights = {ground: weight(replace(one, ground=ground), [], Situation(Person(), ON)) for ground in GROUNDS}
    expected = {ground: HALF if ground in HALF_GROUNDS else NONE if ground in UNCOUNTED else FULL for ground in GROUNDS}
    assert weights == expected


def test_time_within_a_company_counts_in_full_under_another_reading() -> None:
    transferred = stay("2020-01-01", ground="intra_corporate_transferee")
    assert weight(transferred, [], Situation(Person(), ON, under(company_transfer_counts=True))) == FULL


def test_time_that_no_list_names_counts_in_full_under_another_reading() -> None:
    """Temporary protection, and asylum time that did not lead to protection (L-5Y-7, reading 41)."""
    counts = under(other_protection_counts=True)
    asylum = stay("2020-01-01", "2020-12-31", "asylum_procedure")
    for ground in GROUNDS:
        expected = NONE if ground in UNCOUNTED - {"temporary_protection", "asylum_procedure"} else None
        found = weight(replace(asylum, ground=ground), [], Situation(Person(), ON, counts))
        assert found == (expected if expected is not None else HALF if ground in HALF_GROUNDS else FULL), ground
    never_asked = Person(asylum_application="none")
    assert weight(asylum, [], Situation(never_asked, ON, counts)) == FULL
    protected = [asylum, stay("2021-01-01", ground="refugee")]
    assert weight(asylum, protected, Situation(Person(), ON, counts)) == HALF  # it has a rule of its own


def test_protection_that_was_withdrawn_and_its_procedure_do_not_count() -> None:
    """For exclusion, false statements, fraud or conduct (L-5Y-4); not where it only ended."""
    asylum, refugee, work = (
        stay("2020-01-01", "2020-12-31", "asylum_procedure"),
        stay("2021-01-01", "2022-12-31", "refugee"),
        stay("2023-01-01"),
    )
    stays = [asylum, refugee, work]
    for told, expected in (
        ("withdrawn", [NONE, NONE, FULL]),
        ("ended", [HALF, FULL, FULL]),
        (None, [HALF, FULL, FULL]),
    ):
        for way in (SAFE, under(other_protection_counts=True)):
            person = Person(protection_ended=told)
            assert [weight(one, stays, Situation(person, ON, way)) for one in stays] == expected


EIGHTEEN_MONTHS = stay("2020-01-31", "2021-07-31", "asylum_procedure")


@pytest.mark.parametrize(
    ("asylum", "safe"),
    [
        (EIGHTEEN_MONTHS, HALF),
        (replace(EIGHTEEN_MONTHS, end=date(2021, 8, 1)), FULL),  # longer than eighteen months (L-5Y-4)
        (replace(EIGHTEEN_MONTHS, end=date(2020, 6, 1)), HALF),
    ],
)
def test_asylum_time_counts_half_or_in_full_and_only_with_protection(asylum: Stay, safe: Fraction) -> None:
    assert asylum.end
    protected = Stay(asylum.end, None, "refugee")
    in_full = under(asylum_time_in_full=True)
    assert weight(asylum, [asylum, protected], Situation(Person(), ON)) == safe
    assert weight(asylum, [asylum, protected], Situation(Person(), ON, in_full)) == FULL  # L-5Y-5
    without = replace(protected, ground="humanitarian_9bis")
    for way in (SAFE, in_full):
        assert weight(asylum, [asylum, without], Situation(Person(), ON, way)) == NONE  # safe: see reading 41


@pytest.mark.parametrize(
    ("start", "end", "permit", "expected"),
    [
        # Another stay ran for a part of the procedure: what counts is how long it took from application to permit.
        ("2018-03-01", "2018-06-01", "2019-09-01", HALF),
        ("2018-03-01", "2018-06-01", "2019-09-02", FULL),
        ("2018-06-01", "2019-09-01", "2019-09-01", HALF),
        ("2018-06-01", "2019-09-02", "2019-09-02", FULL),
        # Another procedure, before the application that led to protection or after the permit.
        ("2018-02-28", "2018-06-01", "2019-09-01", NONE),
        ("2018-06-01", "2019-09-02", "2019-09-01", NONE),
        ("2018-06-01", None, "2019-09-01", NONE),
    ],
)
def test_a_part_of_the_asylum_time_is_weighed_as_the_whole(
    start: str, end: str | None, permit: str, expected: Fraction
) -> None:
    refugee = stay("2020-01-01", ground="refugee")
    person = Person(stays=(refugee,), asylum_application=read("2018-03-01"), permit_granted=read(permit))
    part = stay(start, end, "asylum_procedure")
    assert weight(part, [part, refugee], Situation(person, ON)) == expected
    in_full = under(asylum_time_in_full=True)
    assert weight(part, [part, refugee], Situation(person, ON, in_full)) == (FULL if expected else NONE)


def test_a_stay_of_the_procedure_counts_by_half_whatever_is_told_of_the_application() -> None:
    told, refugee = stay("2018-03-01", "2019-03-01", "asylum_procedure"), stay("2019-03-01", ground="refugee")
    for application in (None, "none"):
        person = Person(stays=(told, refugee), asylum_application=application)
        assert weight(told, [told, refugee], Situation(person, ON)) == HALF


# --- The stays that count --------------------------------------------------------------------------------------------

WORK = stay("2016-01-01", "2016-12-31")
AU_PAIR = stay("2017-01-01", "2017-12-31", "au_pair")
STUDY = stay("2018-01-01", "2018-12-31", "student")
SEASON = stay("2019-01-01", "2019-12-31", "seasonal_worker")
PERMIT = stay("2020-01-01")


@pytest.mark.parametrize(
    ("stays", "safe", "paused"),
    [
        ((WORK, AU_PAIR, STUDY, SEASON, PERMIT), "2020", "2016 2018 2020"),
        ((WORK, AU_PAIR, replace(STUDY, end=None)), "2018", "2016 2018"),
        ((AU_PAIR, replace(STUDY, end=None)), "2018", "2018"),
        ((STUDY, replace(PERMIT, start=date(2019, 1, 1))), "2018 2019", "2018 2019"),
        # While a stay runs that does not count there are no years just before an application (L-5Y-1).
        ((WORK, replace(AU_PAIR, end=None)), "", ""),
        ((WORK, replace(AU_PAIR, ground="student"), replace(STUDY, ground="au_pair", end=None)), "", ""),
        ((STUDY,), "", ""),  # no stay runs on the date
        ((WORK, PERMIT), "2020", "2020"),  # years without a stay between
    ],
)
def test_a_stay_that_does_not_count_breaks_the_years_or_is_left_out(
    stays: tuple[Stay, ...], safe: str, paused: str
) -> None:
    """L-5Y-7: in the safe reading it breaks them, in the other it is only left out."""
    for way, years in ((SAFE, safe), (under(zero_weight_pauses=True), paused)):
        found = counted_chain(Situation(holder(*stays), ON, way))
        assert " ".join(str(one.start.year) for one, _ in found) == years
        assert [counts for _, counts in found] == [HALF if one.ground == "student" else FULL for one, _ in found]


def test_a_short_gap_is_covered_by_an_annex_15_under_that_reading_only() -> None:
    person = holder(replace(STUDY, end=date(2019, 11, 30)), PERMIT)
    assert len(counted_chain(Situation(person, ON))) == 1
    assert len(counted_chain(Situation(person, ON, under(short_gaps_covered=True)))) == 2


@pytest.mark.parametrize(
    ("first", "safe", "registered"),
    [
        (stay("2020-01-01", first_card=date(2020, 3, 1)), "2020-03-01", "2020-01-01"),  # L-5Y-8
        (stay("2020-01-01", "2021-01-01", "asylum_procedure", first_card=date(2020, 3, 1)), "2020-01-01", "2020-01-01"),
        # The day of the card is not known: it was issued by the last day of the stay, or of the longest Annex 15.
        (stay("2020-01-01", "2020-03-31"), "2020-03-31", "2020-01-01"),
        (stay("2020-01-01", "2021-01-01"), "2020-05-15", "2020-01-01"),
        (stay("2020-01-01"), "2020-05-15", "2020-01-01"),
    ],
)
def test_from_which_day_the_clock_runs(first: Stay, safe: str, registered: str) -> None:
    assert clock_start(first, Situation(Person(), ON)) == read(safe)
    assert clock_start(first, Situation(Person(), ON, under(clock_from_registration=True))) == read(registered)


# --- Pieces of time and how they add up (L-5Y-2, reading 5) ----------------------------------------------------------


def span(start: str, end: str | None, counts: Fraction = FULL) -> Span:
    return Span(read(start), read(end), counts)


@pytest.mark.parametrize(
    ("counted", "since", "spans"),
    [
        ([(WORK, FULL)], "2016-02-01", [span("2016-02-01", "2017-01-01")]),
        ([(WORK, FULL)], "2015-02-01", [span("2016-01-01", "2017-01-01")]),
        # What follows at once and weighs the same is one piece, also where the two days of the change are the same.
        ([(WORK, FULL), (stay("2017-01-01"), FULL)], "2016-01-01", [span("2016-01-01", None)]),
        ([(WORK, FULL), (stay("2016-12-31"), FULL)], "2016-01-01", [span("2016-01-01", None)]),
        ([(WORK, FULL), (stay("2016-07-01"), FULL)], "2016-01-01", [span("2016-01-01", None)]),
        # What weighs another part is another piece; the day of a change is of the new stay.
        (
            [(STUDY, HALF), (stay("2018-12-31"), FULL)],
            "2018-01-01",
            [span("2018-01-01", "2018-12-31", HALF), span("2018-12-31", None)],
        ),
        ([(STUDY, HALF), (stay("2018-07-01"), FULL)], "2018-07-01", [span("2018-07-01", None)]),
        # Left out: a stay that does not count, and what lies before the start.
        (
            [(WORK, FULL), (STUDY, HALF), (PERMIT, FULL)],
            "2016-01-01",
            [span("2016-01-01", "2017-01-01"), span("2018-01-01", "2019-01-01", HALF), span("2020-01-01", None)],
        ),
        (
            [(WORK, FULL), (stay("2018-01-01"), FULL)],
            "2016-06-01",
            [span("2016-06-01", "2017-01-01"), span("2018-01-01", None)],
        ),
        ([(WORK, FULL), (PERMIT, FULL)], "2017-01-01", [span("2020-01-01", None)]),
        ([(WORK, FULL), (PERMIT, FULL)], "2016-12-31", [span("2016-12-31", "2017-01-01"), span("2020-01-01", None)]),
        ([(WORK, FULL), (PERMIT, FULL)], "2021-05-01", [span("2021-05-01", None)]),
        (
            [(replace(WORK, end=None), HALF), (PERMIT, FULL)],
            "2019-01-01",
            [span("2019-01-01", "2020-01-01", HALF), span("2020-01-01", None)],
        ),
    ],
)
def test_stays_become_pieces_of_time(counted: list[tuple[Stay, Fraction]], since: str, spans: list[Span]) -> None:
    assert spans_of(counted, read(since)) == spans


@pytest.mark.parametrize(
    ("spans", "day"),
    [
        ([span("2020-03-10", None)], "2025-03-10"),
        ([span("2020-02-29", None)], "2025-03-01"),  # reading 23
        ([span("2016-01-15", None, HALF)], "2026-01-15"),
        ([span("2012-02-29", None, HALF)], "2022-03-01"),
        # Complete within a piece that has ended, or on the day on which it ends; not yet a day before.
        ([span("2010-01-01", "2015-01-02"), span("2016-01-01", None)], "2015-01-01"),
        ([span("2010-01-01", "2015-01-01"), span("2016-01-01", None)], "2015-01-01"),
        ([span("2010-01-01", "2014-12-31"), span("2016-01-01", None)], "2016-01-02"),  # 59 months and 30 days
        # Two years of study are one year; then four of work.
        ([span("2019-09-01", "2021-09-01", HALF), span("2021-09-01", None)], "2025-09-01"),
        # 15 months and 10 days: 7 months, 15 days for the odd month, 5 days.
        ([span("2019-09-01", "2020-12-11", HALF), span("2020-12-11", None)], "2025-04-21"),
        ([span("2019-09-01", "2020-12-12", HALF), span("2020-12-12", None)], "2025-04-22"),  # 11 days: still 5
        ([span("2019-09-01", "2020-11-11", HALF), span("2020-11-11", None)], "2025-04-06"),  # 7 months, 5 days
        # Work first, then study: what is left takes twice as long.
        ([span("2018-01-01", "2021-01-11"), span("2021-01-11", None, HALF)], "2024-12-22"),  # 36 months, 10 days
        # Months and days of all pieces are added: 12 and 5 of work, 12 and 5 of study.
        (
            [span("2018-01-01", "2019-01-06"), span("2019-01-06", "2021-01-16", HALF), span("2021-01-16", None)],
            "2024-01-06",
        ),
        # Days that were too few for a month never bring the day into the piece before.
        ([span("2018-01-01", "2022-12-31"), span("2022-12-31", None, HALF)], "2022-12-31"),
    ],
)
def test_on_which_day_five_weighed_years_are_complete(spans: list[Span], day: str) -> None:
    assert completed_on(spans, 5) == read(day)


def test_years_that_are_never_complete_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"^the last span has an end$"):
        completed_on([span("2020-01-01", "2021-01-01")], 5)


# --- Absences (L-ABS-1, L-ABS-2, points 1 and 2) ---------------------------------------------------------------------

RESIDENT = holder(stay("2020-01-01"))
COMPLETE = "2025-01-01"


@pytest.mark.parametrize(
    ("absences", "safe", "slide"),
    [
        # absences; the day: safe, and where the five years slide on
        ((), COMPLETE, COMPLETE),
        ((away("2022-03-10", "2022-09-09"),), COMPLETE, COMPLETE),
        ((away("2022-03-10", "2022-09-10"),), "2027-09-10", "2027-09-10"),  # exactly six months interrupt
        ((away("2022-03-10", "2022-09-11"),), "2027-09-11", "2027-09-11"),
        # Ten months in all are allowed, one day more is not.
        ((away("2021-02-01", "2021-07-01"), away("2023-02-01", "2023-07-01")), COMPLETE, COMPLETE),
        # They slide until one day of the first trip lies more than five years back.
        (
            (away("2021-02-01", "2021-07-01"), away("2023-02-01", "2023-07-02")),
            "2028-07-02",
            "2026-02-02",
        ),
        # A trip before the start is none; one over the start is long as a whole, but only its rest is added up.
        ((away("2019-01-01", "2020-01-01"),), COMPLETE, COMPLETE),
        ((away("2019-07-02", "2020-01-02"),), "2025-01-02", "2025-01-02"),
        (
            (away("2019-08-01", "2020-01-11"), away("2021-02-01", "2021-07-01"), away("2022-02-01", "2022-06-01")),
            COMPLETE,
            COMPLETE,
        ),
        # In the order of time, whatever the order in which they are told.
        (
            (away("2023-03-10", "2023-09-20"), away("2021-03-10", "2021-09-20")),
            "2028-09-20",
            "2028-09-20",
        ),
    ],
)
def test_what_absences_do_to_the_five_years(absences: tuple[Absence, ...], safe: str, slide: str) -> None:
    person, early = replace(RESIDENT, absences=absences), date(2024, 1, 1)
    assert clock(person, early).day == read(safe)
    assert clock(person, early, under(ten_months_restart=False)).day == read(slide)


@pytest.mark.parametrize("on", ["2025-01-01", "2025-03-01"])
def test_a_trip_that_runs_has_lasted_until_the_date_asked_about(on: str) -> None:
    """What is still planned of it has broken nothing yet (point 33); not complete yet, and it counts as planned."""
    person = replace(RESIDENT, absences=(away("2024-10-01", "2025-08-01"),))
    assert clock(person, read(on)).day == read(COMPLETE)
    assert clock(person, date(2024, 12, 31)).day == date(2030, 8, 1)


@pytest.mark.parametrize(
    ("planned", "day"),
    [
        (("2024-06-01", "2025-01-15"), "2030-01-15"),  # it begins on the date asked about
        (("2024-12-31", "2025-08-01"), "2030-08-01"),
        (("2025-01-01", "2025-08-01"), COMPLETE),  # one can ask before it begins
        (("2025-02-01", "2025-08-01"), COMPLETE),
    ],
)
@pytest.mark.parametrize("others", [(), (away("2024-08-01", "2024-08-15"),)])
def test_a_planned_trip_counts_if_it_begins_before_the_years_are_complete(
    planned: tuple[str, str], day: str, others: tuple[Absence, ...]
) -> None:
    person = replace(RESIDENT, absences=(away(*planned), *others))
    assert clock(person, date(2024, 6, 1)).day == read(day)


@pytest.mark.parametrize(
    ("on", "safe", "during"),
    [
        # Five years complete during a trip of seven months: that day too, until the trip has lasted six months.
        ("2024-06-01", "2030-06-05", COMPLETE),
        ("2024-11-10", "2030-06-05", COMPLETE),
        ("2025-01-01", COMPLETE, COMPLETE),
        ("2025-05-04", COMPLETE, COMPLETE),
        ("2025-05-05", "2030-06-05", "2030-06-05"),
    ],
)
def test_years_that_are_complete_during_a_trip(on: str, safe: str, during: str) -> None:
    """L-ABS-1: on that day the trip is still short. Safe: it is judged whole."""
    person = replace(RESIDENT, absences=(away("2024-11-05", "2025-06-05"),))
    assert clock(person, read(on)).day == read(safe)
    assert clock(person, read(on), under(absence_ends_with_five_years=True)).day == read(during)


def test_a_trip_that_has_broken_the_years_before_they_are_complete_gives_no_such_day() -> None:
    way = under(absence_ends_with_five_years=True)
    long, many = (
        (away("2024-06-30", "2025-03-01"),),
        (away("2021-03-01", "2021-08-01"), away("2024-07-25", "2025-01-20")),
    )
    for absences, day in ((long, "2030-03-01"), (many, "2030-01-20")):
        person = replace(RESIDENT, absences=absences)
        assert clock(person, date(2024, 6, 1), way).day == clock(person, date(2024, 6, 1)).day == read(day)


def test_the_wider_limits_hold_for_every_holder_of_a_blue_card() -> None:
    ordinary, wide = AbsenceLimits(6, 10, 5), AbsenceLimits(12, 18, 5, single_is_allowed=True, only_outside_eu=True)
    blue, now_blue = (
        holder(stay("2020-01-01", ground="blue_card")),
        holder(WORK, stay("2017-01-01", ground="blue_card")),
    )
    for person in (blue, now_blue):
        assert limits_of(Situation(person, ON)) == wide
    was_blue = holder(stay("2020-01-01", "2020-12-31", "blue_card"), stay("2021-01-01"))
    for person in (RESIDENT, was_blue, Person(), Person(stays=())):
        assert limits_of(Situation(person, ON)) == ordinary


@pytest.mark.parametrize(
    ("absence", "day"),
    [
        (away("2022-01-10", "2023-01-09", outside_eu=True), COMPLETE),
        (away("2022-01-10", "2023-01-10", outside_eu=True), COMPLETE),  # exactly twelve months are fine
        (away("2022-01-10", "2023-01-11", outside_eu=True), "2028-01-11"),
        (away("2022-01-10", "2023-01-11"), "2028-01-11"),  # where it was is not known: it may have been outside
        (away("2022-01-10", "2023-01-11", outside_eu=False), COMPLETE),
    ],
)
def test_with_a_blue_card_only_time_outside_the_eu_counts(absence: Absence, day: str) -> None:
    person = holder(stay("2020-01-01", ground="blue_card"), absences=(absence,))
    assert clock(person, date(2024, 1, 1)).day == read(day)


# --- What the clock says of itself -----------------------------------------------------------------------------------

LAW = {"L-5Y-1", "L-5Y-2", "L-5Y-3", "L-5Y-6", "L-5Y-7", "L-5Y-8", "L-ABS-1", "L-ABS-2"}
LOOKED_AT = {"stays", *ABSENCES, "card", "unlimited_stay_since"}
ASYLUM_DAYS = ("asylum_application", "permit_granted")
OF_PROTECTION = {*ASYLUM_DAYS, "protection_ended"}
REFUGEE = holder(stay("2022-06-01", ground="refugee"))


def test_the_law_and_the_facts_of_the_clock() -> None:
    """Also where it gives no day: what it rests on is the same."""
    for person in (RESIDENT, Person(), holder(), holder(STUDY)):
        found = clock(person)
        assert set(found.law) == LAW
        assert set(found.facts) == LOOKED_AT
        assert set(clock(person, way=under(asylum_time_in_full=True)).law) == LAW, "there is no asylum time"
    assert set(clock(REFUGEE).facts) == LOOKED_AT | OF_PROTECTION
    assert set(clock(REFUGEE).law) == LAW | {"L-5Y-4"}, "the rule on asylum time is cited where there can be any"
    assert set(clock(REFUGEE, way=under(asylum_time_in_full=True)).law) == LAW | {"L-5Y-4", "L-5Y-5"}
    assert set(clock(replace(REFUGEE, absences=None)).facts) == LOOKED_AT | OF_PROTECTION
    assert clock(RESIDENT).years == 5


@pytest.mark.parametrize(
    ("person", "missing"),
    [
        (Person(), ("stays", "absences")),
        (Person(stays=()), ("absences",)),
        (Person(absences=()), ("stays",)),
        (replace(RESIDENT, absences=None), ("absences",)),
        (replace(REFUGEE, absences=None), ("absences", *ASYLUM_DAYS)),
        (holder(), ()),  # no stay: nothing to ask
        (holder(STUDY), ()),
        (holder(STUDY, card="B"), ("unlimited_stay_since",)),  # a card shows a stay that is not told
        (holder(STUDY, card="B", unlimited_stay_since="none"), ()),
    ],
)
def test_what_is_asked_where_there_is_no_day(person: Person, missing: tuple[str, ...]) -> None:
    found = clock(person)
    assert (found.day, found.missing) == (None, missing)


CARD_UNKNOWN = Stay(date(2020, 1, 1), None, "single_permit")
CARD_ASKED = ("stays[0].first_card_issued",)


def test_a_first_card_whose_day_is_not_known() -> None:
    """The years may be complete from five years after the stay began on; the latest is five years from today."""
    person, on = Person(card="A", stays=(CARD_UNKNOWN,), absences=()), date(2025, 6, 1)
    found = clock(person, on)
    # Issued by the end of the longest Annex 15, 2020-05-15; complete by now whatever the day, so it is not asked.
    assert (found.day, found.missing, found.confirmed_by) == (date(2025, 5, 15), (), CARD_ASKED)
    assert found.probably == date(2025, 2, 15)  # by the end of the first Annex 15
    found = clock(person, date(2025, 5, 14))
    assert (found.day, found.missing, found.earliest) == (date(2025, 5, 15), CARD_ASKED, date(2025, 1, 1))
    # Where the stay ended sooner, its card came by its last day.
    followed = (replace(CARD_UNKNOWN, end=date(2020, 3, 31)), Stay(date(2020, 4, 1), None, "single_permit", index=1))
    found = clock(replace(person, stays=followed), date(2025, 3, 30))
    assert (found.day, found.missing, found.earliest) == (date(2025, 3, 31), CARD_ASKED, date(2025, 1, 1))
    assert clock(person, on, under(clock_from_registration=True)).day == date(2025, 1, 1)


@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 2, 1)])
def test_no_day_rests_on_the_date_asked_about(on: date) -> None:
    """Neither the first day nor the first card is known: there is no day. With the card held now there is a bound."""
    person = Person(card="A", stays=(replace(CARD_UNKNOWN, start_known=False),), absences=())
    asked = (*CARD_ASKED, "stays[0].from")
    assert (clock(person, on).day, clock(person, on).missing) == (None, asked)
    assert clock(person, on, under(clock_from_registration=True)).day is None
    assert clock(replace(person, card_issued=date(2024, 7, 1)), on).day == date(2029, 7, 1)


def test_a_return_that_is_not_known_is_asked_while_the_years_are_not_complete() -> None:
    person = replace(RESIDENT, absences=(away("2024-01-01", None, index=0),))
    found = clock(person, date(2024, 10, 1))
    assert (found.day, found.missing, found.earliest) == (None, ("absences[0].to",), None)  # it may last
    found = clock(person, date(2024, 6, 1))  # not yet six months: it breaks nothing
    assert (found.day, found.missing) == (read(COMPLETE), ("absences[0].to",))
    found = clock(replace(person, absences=(away("2026-01-01", None),)), date(2026, 2, 1))
    assert (found.day, found.missing) == (read(COMPLETE), ())
    both = replace(person, stays=(CARD_UNKNOWN,))
    found = clock(both, date(2025, 6, 1))
    # The years begin again on that return, whatever was the day of the first card.
    assert (found.day, found.missing, found.earliest) == (None, ("absences[0].to",), None)
    found = clock(both, date(2024, 6, 1))  # not yet six months: both can still matter
    assert (found.missing, found.earliest) == ((*CARD_ASKED, "absences[0].to"), None)


def test_asylum_days_that_are_not_known_are_asked_while_the_years_are_not_complete() -> None:
    found = clock(REFUGEE)
    assert (found.day, found.missing, found.earliest) == (date(2027, 6, 1), ASYLUM_DAYS, None)
    found = clock(REFUGEE, date(2027, 6, 1))
    assert (found.day, found.missing) == (date(2027, 6, 1), ())
    found = clock(replace(REFUGEE, asylum_application="none"))
    assert (found.day, found.missing) == (date(2027, 6, 1), ())


def test_asylum_days_and_the_card_are_asked_together() -> None:
    cards_unknown = tuple(replace(one, first_card=None) for one in REFUGEE.stays or ())
    found = clock(replace(REFUGEE, stays=cards_unknown))
    assert (found.missing, found.earliest) == ((*CARD_ASKED, *ASYLUM_DAYS), None)


AT_ONCE = holder(stay("2016-06-01", ground="unlimited_stay"), card="B")
"""Unlimited stay from before 8 July 2016: a refugee had it at once (B-REF-1). No day of asylum time is known."""


@pytest.mark.parametrize(
    ("person", "on", "missing"),
    [
        (AT_ONCE, "2021-02-01", ASYLUM_DAYS),  # five years of procedure before it would be enough
        (AT_ONCE, "2021-06-01", ()),  # complete without
        (replace(AT_ONCE, asylum_application="none"), "2021-02-01", ()),
        # The application is known: with the longest procedure, all of it in full, five years today or not yet.
        (replace(AT_ONCE, asylum_application=date(2016, 2, 1)), "2021-02-01", ("permit_granted",)),
        (replace(AT_ONCE, asylum_application=date(2016, 2, 2)), "2021-02-01", ()),
        # The years began again after a long absence: what lies before it matters no more.
        (replace(AT_ONCE, absences=(away("2018-01-01", "2018-09-01"),)), "2021-02-01", ()),
        (replace(AT_ONCE, absences=None), "2021-02-01", ("absences",)),
    ],
)
def test_asylum_days_before_unlimited_stay_at_once_are_asked_only_where_they_could_matter_today(
    person: Person, on: str, missing: tuple[str, ...]
) -> None:
    found = clock(person, read(on))
    assert found.missing == missing
    never_asked = person.asylum_application == "none"
    assert set(found.law) == (LAW if never_asked else LAW | {"L-5Y-4"})
    assert set(found.facts) == (LOOKED_AT if never_asked else LOOKED_AT | OF_PROTECTION)


def test_no_asylum_day_is_asked_where_the_years_begin_with_an_earlier_stay() -> None:
    person = holder(stay("2016-05-20", "2016-05-29"), stay("2016-06-01", ground="unlimited_stay"), card="B")
    assert clock(person, date(2021, 3, 1)).missing == (*ASYLUM_DAYS, "stays[1].before")
    assert clock(person, date(2021, 3, 1), under(short_gaps_covered=True)).missing == ()


@pytest.mark.parametrize(("application", "day"), [("2015-06-01", "2020-12-01"), ("2014-11-30", "2019-11-30")])
def test_asylum_time_before_unlimited_stay_at_once_weighs_as_before_limited_stay(application: str, day: str) -> None:
    """Half of twelve months; in full where it took longer than eighteen (L-5Y-4)."""
    told = {"asylum_application": read(application), "permit_granted": date(2016, 6, 1)}
    person = replace(AT_ONCE, protection_ended="no", **told)
    found = clock(person, date(2021, 1, 1))
    assert found.day == read(day)
    # Whether it was withdrawn is asked where its time would then be lacking.
    asked = clock(replace(person, protection_ended=None), date(2021, 1, 1))
    assert (asked.day, asked.missing, asked.earliest) == (date(2021, 6, 1), ("protection_ended",), read(day))
    assert clock(replace(person, protection_ended=None), date(2021, 6, 1)).missing == ()
    assert set(found.law) == LAW | {"L-5Y-4", "B-REF-1"}


# --- Who asks from a status that bars it (L-EXC-1) -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "day"),
    [
        # Work since 2016, then 2022 on this ground, then work: the years were complete in 2021.
        ("student", "2023-01-01"),
        ("search_year", "2023-01-01"),
        ("medical_9ter", "2023-01-01"),  # L-EXC-2
        ("humanitarian_9bis", "2021-01-01"),
    ],
)
def test_time_that_bars_an_application_moves_the_day_behind_it(ground: str, day: str) -> None:
    stays = (stay("2016-01-01", "2021-12-31"), stay("2022-01-01", "2022-12-31", ground), stay("2023-01-01"))
    assert clock(holder(*stays)).day == read(day)


def test_what_bars_and_frees_only_in_future_does_not_move_the_day() -> None:
    stays = (stay("2016-01-01", "2021-12-31"), stay("2022-01-01", "2022-12-31", "student"), stay("2023-01-01"))
    assert clock(holder(*stays), date(2021, 6, 1)).day == date(2021, 1, 1)
    assert clock(holder(*stays), date(2023, 1, 1)).day == date(2023, 1, 1)


def test_of_two_statuses_that_bar_the_last_one_counts() -> None:
    stays = (
        stay("2014-01-01", "2019-12-31"),
        stay("2020-01-01", "2020-12-31", "search_year"),
        stay("2021-01-01", "2021-06-30", "student"),
        stay("2021-07-01", "2021-12-31"),
        stay("2022-01-01", "2022-12-31", "search_year"),
        stay("2023-01-01"),
    )
    assert clock(holder(*stays)).day == date(2023, 1, 1)
    assert clock(holder(*stays[:3], stay("2021-07-01"))).day == date(2021, 7, 1)


# --- Asylum time in full (L-5Y-5, reading 4) -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("application", "permit", "half", "full"),
    [
        # Twelve months of procedure: half of it is six months.
        ("2022-01-01", "2023-01-01", "2027-07-01", "2027-01-01"),
        ("2021-10-01", "2022-10-01", "2027-04-01", "2026-10-01"),
        # In full only for applications from 12 June 2026 on; who could ask before can still ask from that day.
        ("2021-05-01", "2022-05-01", "2026-11-01", "2026-06-12"),
        ("2020-12-13", "2021-12-13", "2026-06-13", "2026-06-12"),
        ("2020-12-12", "2021-12-12", "2026-06-12", "2026-06-12"),
        ("2020-12-11", "2021-12-11", "2026-06-11", "2026-06-11"),
        ("2020-12-01", "2021-12-01", "2026-06-01", "2026-06-01"),
        ("2020-12-02", "2021-12-02", "2026-06-02", "2026-06-02"),
        # Longer than eighteen months: in full under both.
        ("2020-01-01", "2021-08-01", "2025-01-01", "2025-01-01"),
    ],
)
def test_asylum_time_half_and_in_full(application: str, permit: str, half: str, full: str) -> None:
    person = replace(
        REFUGEE,
        stays=(Stay(read(permit), None, "refugee"),),
        asylum_application=read(application),
        permit_granted=read(permit),
    )
    assert clock(person).day == read(half)
    assert clock(person, way=under(asylum_time_in_full=True)).day == read(full)


# --- Blue Card holders who moved (L-BLUE-1) --------------------------------------------------------------------------


def blue(start: str, end: str | None, country: str = "BE", **more: Any) -> Stay:
    return stay(start, end, "blue_card", country=country, **more)


@pytest.mark.parametrize(
    ("stays", "day"),
    [
        # Five years in the EU, of which the last two here.
        ((blue("2020-01-01", "2022-12-31", "DE"), blue("2023-01-01", None)), "2025-01-01"),
        ((blue("2018-01-01", "2022-12-31", "DE"), blue("2023-01-01", None)), "2025-01-01"),
        ((blue("2020-01-01", "2020-12-31", "DE"), blue("2021-01-01", None)), "2025-01-01"),
        (
            (blue("2019-01-01", "2020-12-31", "DE"), blue("2021-01-01", "2022-12-31", "FR"), blue("2023-01-01", None)),
            "2025-01-01",
        ),
        (
            (blue("2021-02-01", "2021-12-31", "DE"), blue("2022-01-01", "2022-12-31", "FR"), blue("2023-01-01", None)),
            "2026-02-01",
        ),
        # An earlier stay here counts in the five years, not in the last two.
        (
            (blue("2020-01-01", "2021-12-31"), blue("2022-01-01", "2023-12-31", "DE"), blue("2024-01-01", None)),
            "2026-01-01",
        ),
        # In whatever order they are told.
        (
            (
                blue("2023-01-01", None),
                blue("2021-02-01", "2021-12-31", "DE"),
                blue("2020-01-01", "2021-01-31", "IT"),
                blue("2022-01-01", "2022-12-31", "FR"),
            ),
            "2025-01-01",
        ),
        # On the day of the move, or with a day of both.
        ((blue("2020-01-01", "2023-01-01", "DE"), blue("2023-01-01", None)), "2025-01-01"),
        ((blue("2020-01-01", "2023-03-01", "DE"), blue("2023-01-01", None)), "2025-01-01"),
        # One day between: not moved as a holder, so only the time here counts.
        ((blue("2020-01-01", "2022-12-30", "DE"), blue("2023-01-01", None)), "2028-01-01"),
        (
            (blue("2019-01-01", "2020-12-30", "DE"), blue("2021-01-01", "2022-12-31", "FR"), blue("2023-01-01", None)),
            "2026-01-01",
        ),
        # Another ground there or here, a stay there that goes on, or no card here any more: the same.
        (
            (replace(blue("2020-01-01", "2022-12-31", "DE"), ground="single_permit"), blue("2023-01-01", None)),
            "2028-01-01",
        ),
        (
            (blue("2020-01-01", "2022-12-31", "DE"), replace(blue("2023-01-01", None), ground="single_permit")),
            "2028-01-01",
        ),
        ((blue("2020-01-01", None, "DE"), blue("2023-01-01", None)), "2028-01-01"),
        ((blue("2023-01-01", "2023-06-30", "DE"), blue("2023-01-01", None)), "2028-01-01"),
    ],
)
def test_a_blue_card_holder_who_moved_adds_up_the_time_in_the_eu(stays: tuple[Stay, ...], day: str) -> None:
    found = clock(holder(*stays), date(2026, 3, 1))
    assert found.day == read(day)
    moved = not day.startswith("2028")
    assert set(found.law) == (LAW | {"L-BLUE-1"} if moved else LAW)


MOVED = (blue("2020-01-01", "2022-12-31", "DE"), blue("2023-01-01", None))


@pytest.mark.parametrize(
    ("absences", "day"),
    [
        ((away("2021-01-10", "2022-01-10", outside_eu=True),), "2025-01-01"),
        ((away("2021-01-10", "2022-01-11", outside_eu=True),), "2027-01-11"),  # over twelve months: from the return
        ((away("2021-01-10", "2022-06-10", outside_eu=False),), "2025-01-01"),
        # Eighteen months in all, and a day more.
        (
            (away("2020-03-01", "2020-12-01", outside_eu=True), away("2021-03-01", "2021-12-01", outside_eu=True)),
            "2025-01-01",
        ),
        (
            (away("2020-03-01", "2020-12-01", outside_eu=True), away("2021-03-01", "2021-12-02", outside_eu=True)),
            "2026-12-02",
        ),
    ],
)
def test_absences_of_who_moved_are_those_from_the_eu(absences: tuple[Absence, ...], day: str) -> None:
    assert clock(holder(*MOVED, absences=absences), date(2024, 6, 1)).day == read(day)


@pytest.mark.parametrize(
    ("on", "day", "missing"),
    [
        # Five years in the EU on 1 January 2024, whatever the day of the card here.
        ("2022-06-01", "2024-01-01", ()),
        ("2023-06-01", "2024-01-01", ()),
    ],
)
def test_who_moved_is_not_asked_for_the_first_card_here_where_it_can_change_nothing(
    on: str, day: str, missing: tuple[str, ...]
) -> None:
    there = blue("2019-01-01", "2019-12-31", "DE", first_card=date(2019, 1, 1), index=0)
    here = blue("2020-01-01", None, first_card=None, index=1)
    found = clock(Person(card="A", stays=(there, here), absences=()), read(on))
    assert (found.day, found.missing) == (read(day), missing)


THERE_ASKED, HERE_ASKED = "stays[0].first_card_issued", "stays[1].first_card_issued"
TWO_YEARS_HERE = [
    # trips inside the EU during the two years in Belgium; safe; where only absences from the EU count (reading 3)
    ((away("2023-03-01", "2024-03-01", outside_eu=False),), "2025-01-01", "2025-01-01"),  # twelve months are fine
    ((away("2023-03-01", "2024-03-02", outside_eu=False),), "2026-03-02", "2025-01-01"),
    # eighteen months in all, and a day more
    (
        (away("2023-02-01", "2023-11-01", outside_eu=False), away("2024-01-10", "2024-10-10", outside_eu=False)),
        "2025-01-01",
        "2025-01-01",
    ),
    (
        (away("2023-02-01", "2023-11-02", outside_eu=False), away("2024-01-10", "2024-10-10", outside_eu=False)),
        "2026-10-10",
        "2025-01-01",
    ),
    # before the move they matter in neither
    ((away("2020-03-01", "2022-06-01", outside_eu=False),), "2025-01-01", "2025-01-01"),
]


@pytest.mark.parametrize(("absences", "safe", "only_from_the_eu"), TWO_YEARS_HERE)
def test_trips_inside_the_eu_in_the_two_years_here(
    absences: tuple[Absence, ...], safe: str, only_from_the_eu: str
) -> None:
    person, on = holder(*MOVED, absences=absences), date(2024, 11, 1)
    assert clock(person, on).day == read(safe)
    assert clock(person, on, under(blue_card_limits=True)).day == read(only_from_the_eu)


def test_only_time_in_member_states_of_the_eu_is_added_up() -> None:
    """Switzerland, Iceland, Liechtenstein and Norway are none (L-BLUE-1)."""
    for state, day in (
        ("DE", "2025-01-01"),
        ("IE", "2025-01-01"),
        *((one, "2028-01-01") for one in ("CH", "NO", "IS")),
    ):
        stays = (blue("2020-01-01", "2022-12-31", state), blue("2023-01-01", None))
        assert clock(holder(*stays), date(2024, 11, 1)).day == read(day), state


@pytest.mark.parametrize(
    ("on", "missing"),
    [("2024-12-31", (DE_CARD := "stays[0].first_card_issued",)), ("2027-12-31", ())],
)
def test_a_card_day_that_moves_the_date_is_named_also_where_the_date_lies_ahead(
    on: str, missing: tuple[str, ...]
) -> None:
    there, here = MOVED
    person = Person(card="H", stays=(replace(there, first_card=None), replace(here, first_card=here.start, index=1)))
    found = clock(replace(person, absences=()), read(on))
    assert (found.day, found.missing) == (read("2027-12-31"), missing)
    assert found.confirmed_by == (DE_CARD,)
    assert found.earliest == (read("2025-01-01") if missing else None)


YEAR_AWAY = away("2021-01-10", "2022-01-11", index=3)
WHERE_ASKED = "absences[3].outside_eu"


@pytest.mark.parametrize(
    ("on", "cards", "outside", "missing"),
    [
        # five years lie behind only if the trip was inside the EU
        ("2025-01-01", True, None, (WHERE_ASKED,)),
        ("2024-12-31", True, None, ()),  # they lie ahead in any case
        ("2027-01-11", True, None, ()),  # and here behind
        ("2025-01-01", True, True, ()),
        ("2025-01-01", True, False, ()),
        # and the days of the first cards are not known either
        ("2025-01-01", False, None, (THERE_ASKED, HERE_ASKED, WHERE_ASKED)),
        ("2024-12-31", False, None, (THERE_ASKED, HERE_ASKED)),  # they move the date, and are bounded
        ("2025-01-01", False, False, (THERE_ASKED, HERE_ASKED)),
        ("2025-01-01", False, True, (THERE_ASKED, HERE_ASKED)),
    ],
)
def test_who_moved_is_asked_whether_a_trip_was_outside_the_eu(
    on: str, cards: bool, outside: bool | None, missing: tuple[str, ...]
) -> None:
    person = holder(*MOVED, absences=(replace(YEAR_AWAY, outside_eu=outside),))
    if not cards:
        person = replace(person, stays=tuple(replace(one, first_card=None) for one in person.stays or ()))
    assert set(clock(person, read(on)).missing) == set(missing)


@pytest.mark.parametrize(
    ("on", "outside", "missing"),
    [
        ("2025-01-01", None, (WHERE_ASKED,)),
        ("2024-12-31", None, ()),
        ("2027-01-11", None, ()),
        ("2025-01-01", True, ()),
        ("2025-01-01", False, ()),
    ],
)
def test_of_every_holder_it_is_asked_too(on: str, outside: bool | None, missing: tuple[str, ...]) -> None:
    trips = (replace(YEAR_AWAY, outside_eu=outside),)
    assert clock(holder(stay("2020-01-01", ground="blue_card"), absences=trips), read(on)).missing == missing
    assert clock(holder(stay("2020-01-01"), absences=trips), read(on)).missing == ()  # the ordinary limits do not look


def test_after_a_break_the_two_years_here_begin_again_too() -> None:
    long = away("2023-06-01", "2024-07-01", outside_eu=True)
    stays = (blue("2016-01-01", "2022-12-31", "DE"), blue("2023-01-01", None))
    assert clock(holder(*stays, absences=(long,)), date(2024, 9, 1)).day == date(2029, 7, 1)


def test_time_in_the_eu_counts_from_the_first_card_or_from_registration() -> None:
    stays = (
        blue("2020-01-01", "2022-12-31", "DE", first_card=date(2020, 2, 1)),
        blue("2023-01-01", None, first_card=date(2023, 3, 1)),
    )
    assert clock(holder(*stays), date(2024, 6, 1)).day == date(2025, 3, 1)
    assert clock(holder(*stays), date(2024, 6, 1), under(clock_from_registration=True)).day == date(2025, 1, 1)


DE_ASKED, BE_ASKED = "stays[0].first_card_issued", "stays[1].first_card_issued"


def moved(first_card_there: str | None, first_card_here: str | None, here: str = "2023-01-01") -> Person:
    """A Blue Card holder who came from Germany, of whose first cards the day may not be known."""
    there, cards = read(here) - timedelta(days=1), (first_card_there, first_card_here)
    stays = (Stay(date(2020, 1, 1), there, "blue_card", country="DE"), Stay(read(here), None, "blue_card"))
    told = (
        replace(one, index=index, first_card=read(card))
        for index, (one, card) in enumerate(zip(stays, cards, strict=True))
    )
    return Person(card="H", stays=tuple(told), absences=())


@pytest.mark.parametrize(
    ("person", "on", "day", "missing"),
    [
        # The card there is not known: it was issued by the last day there.
        (moved(None, "2023-03-01"), "2025-03-01", "2027-12-31", (DE_ASKED,)),
        (moved(None, "2023-03-01"), "2025-02-28", "2027-12-31", (DE_ASKED,)),  # ahead on any day of the card
        # The card here is not known: it was issued by the end of the longest Annex 15, 2023-05-16.
        (moved("2020-02-01", None), "2025-02-01", "2025-05-16", (BE_ASKED,)),
        (moved("2020-02-01", None), "2025-01-31", "2025-05-16", (BE_ASKED,)),
        (moved("2020-02-01", None), "2025-05-16", "2025-05-16", ()),
        (moved(None, None), "2025-01-01", "2027-12-31", (DE_ASKED, BE_ASKED)),
        # Two years here lie before the five in the EU, whatever the day of the card.
        (moved("2020-02-01", None, here="2021-01-01"), "2024-01-01", "2025-02-01", ()),
        # Complete all the same: nothing is asked.
        (moved(None, "2023-03-01"), "2027-12-31", "2027-12-31", ()),
    ],
)
def test_of_who_moved_a_card_is_asked_only_where_its_day_could_matter_today(
    person: Person, on: str, day: str, missing: tuple[str, ...]
) -> None:
    found = clock(person, read(on))
    assert (found.day, found.missing) == (read(day), missing)
    assert clock(person, read(on), under(clock_from_registration=True)).missing == ()


# --- Who can ask (art. 15bis §1) -------------------------------------------------------------------------------------


def test_which_card_can_ask() -> None:
    found = {card: RESIDENCE_CARD.test(Situation(Person(card=card), ON)) for card in ("A", "I", "M", None)}
    assert found == {
        "A": Finding(YES, ("card",)),
        "I": Finding(NO, ("card",)),
        "M": Finding(UNKNOWN, ("card",), not_confirmed=True),  # reading 9
        None: Finding(UNKNOWN, ("card",), ("card",)),
    }


STUDENT, WORKER = holder(stay("2020-01-01", ground="student")), RESIDENT
BY_CARD = ("card", "stays")


@pytest.mark.parametrize(
    ("person", "finding"),
    [
        (WORKER, Finding(YES, BY_CARD)),
        (STUDENT, Finding(NO, BY_CARD)),
        (replace(STUDENT, card="B"), Finding(YES, ("card",))),
        (replace(STUDENT, card=None), Finding(UNKNOWN, ("card",), ("card",))),  # an F card would leave it behind
        (replace(WORKER, card=None), Finding(YES, BY_CARD)),
        (Person(card="A"), Finding(UNKNOWN, BY_CARD, ("stays",))),
        (Person(card="B"), Finding(YES, ("card",))),
    ],
)
def test_a_status_bars_unless_the_card_shows_that_it_lies_behind(person: Person, finding: Finding) -> None:
    assert STATUS_NOT_EXCLUDED.test(Situation(person, ON)) == finding
