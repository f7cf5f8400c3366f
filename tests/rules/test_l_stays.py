"""The stays behind an L card at their edges: a request for protection that left only traces, protection taken as
withdrawn, an unlimited stay that was lost, first days that are not known. The rest is in ``test_long_term_stay``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.l.stays import (
    Span,
    clock_start,
    completed_on,
    counted_chain,
    may_have_asked_for_protection,
    spans_of,
    weight,
)
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day, holder

ON = date(2026, 11, 22)
FULL, HALF, NONE = Fraction(1), Fraction(1, 2), Fraction(0)
FROM_REGISTRATION = replace(SAFE, clock_from_registration=True)


def stay(start: str, end: str | None = None, ground: str = "single_permit", **more: Any) -> Stay:
    return Stay(date.fromisoformat(start), day(end), ground, **more)


# --- Was there a request for protection of which no decision is told? (L-EXC-1) -------------------------------------

ASYLUM = stay("2020-01-01", "2020-12-31", "asylum_procedure")
WORK, REFUGEE, MEDICAL = (
    stay("2021-01-01"),
    stay("2021-01-01", ground="refugee"),
    stay("2021-01-01", None, "medical_9ter"),
)
ASKED = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("told", "may_have"),
    [
        pytest.param(Person(), False, id="nothing told"),
        pytest.param(holder(WORK), False, id="work only"),
        pytest.param(Person(asylum_application=ASKED), True, id="a day of an application, no stays known"),
        pytest.param(holder(WORK, asylum_application=ASKED), True, id="a day of an application"),
        pytest.param(holder(WORK, asylum_application="none"), False, id="no application"),
        pytest.param(holder(REFUGEE, asylum_application=ASKED), False, id="protection came of it"),
        pytest.param(holder(ASYLUM, WORK), True, id="work from the day after the procedure"),
        pytest.param(holder(ASYLUM, replace(WORK, start=date(2020, 12, 31))), True, id="work from its last day"),
        pytest.param(holder(ASYLUM, replace(WORK, start=date(2021, 1, 2))), False, id="a day between: it was refused"),
        pytest.param(holder(ASYLUM), False, id="nothing came after it"),
        pytest.param(holder(WORK, replace(ASYLUM, start=date(2022, 1, 1), end=None)), False, id="it still runs"),
        pytest.param(holder(ASYLUM, REFUGEE), False, id="it led to protection"),
        pytest.param(holder(replace(ASYLUM, ground="student"), WORK), False, id="work after study"),
        pytest.param(holder(replace(ASYLUM, country="DE"), WORK), False, id="a procedure in another state"),
        pytest.param(holder(ASYLUM, replace(WORK, country="DE")), False, id="then a stay in another state"),
        pytest.param(Person(medical_application=ASKED), True, id="a medical request, no stays known"),
        pytest.param(holder(WORK, medical_application=ASKED), True, id="a medical request"),
        pytest.param(holder(WORK, medical_application="none"), False, id="no medical request"),
        pytest.param(holder(MEDICAL, medical_application=ASKED), False, id="a medical stay came of it"),
        pytest.param(
            holder(stay("2018-01-01", "2018-12-31", "student"), MEDICAL, medical_application=ASKED),
            False,
            id="a medical stay after study",
        ),
        pytest.param(holder(REFUGEE, medical_application=ASKED), True, id="a medical request beside protection"),
        pytest.param(holder(MEDICAL, asylum_application=ASKED), True, id="an asylum application beside a medical stay"),
    ],
)
def test_what_shows_a_request_of_which_no_decision_is_told(told: Person, may_have: bool) -> None:
    assert may_have_asked_for_protection(told) is may_have


# --- The stays that count -------------------------------------------------------------------------------------------

PROTECTED, AFTER = stay("2021-01-01", "2022-12-31", "refugee"), stay("2023-01-01")


@pytest.mark.parametrize(
    ("told", "taken", "years"),
    [
        (None, None, {2020: HALF, 2021: FULL, 2023: FULL}),
        ("ended", None, {2020: HALF, 2021: FULL, 2023: FULL}),
        ("withdrawn", None, {2023: FULL}),
        (None, True, {2023: FULL}),
        ("ended", True, {2023: FULL}),
        ("withdrawn", False, {2020: HALF, 2021: FULL, 2023: FULL}),
    ],
)
def test_protection_can_be_taken_as_withdrawn_whatever_was_told(
    told: str | None, taken: bool | None, years: dict[int, Fraction]
) -> None:
    """Its time and that of the procedure then weigh nothing, and break the years (L-5Y-4)."""
    situation = Situation(holder(ASYLUM, PROTECTED, AFTER, protection_ended=told), ON)
    found = counted_chain(situation, withdrawn=taken)
    assert {one.start.year: counts for one, counts in found} == years


def test_a_stay_beside_protection_that_was_withdrawn_keeps_its_weight() -> None:
    """Another asylum stay that led to none, study and work: only what rests on the protection is lost (L-5Y-4)."""
    later = stay("2025-01-01", "2025-06-30", "asylum_procedure")
    stays = [ASYLUM, PROTECTED, AFTER, later, stay("2025-07-01", ground="student")]
    counts_in_full = replace(SAFE, other_protection_counts=True)
    situation = Situation(holder(*stays, protection_ended="withdrawn"), ON, counts_in_full)
    assert [weight(one, stays, situation) for one in stays] == [NONE, NONE, FULL, FULL, HALF]


UNLIMITED, LIMITED = stay("2015-01-01", "2020-12-31", "unlimited_stay"), stay("2021-01-01")


@pytest.mark.parametrize(
    ("trip", "years"),
    [
        pytest.param(("2018-01-01", "2018-02-01"), [2015, 2021], id="a month"),
        pytest.param(("2018-01-01", "2020-01-01"), [2021], id="two years ended the unlimited stay"),
        pytest.param(("2022-01-01", "2024-01-01"), [2015, 2021], id="two years during the limited stay"),
    ],
)
def test_no_time_counts_from_before_the_loss_of_an_unlimited_stay(trip: tuple[str, str], years: list[int]) -> None:
    """The right of return was lost after a year (ABS-3), so the limited stay began anew (L-5Y-1)."""
    away = Absence(date.fromisoformat(trip[0]), day(trip[1]), centre_of_interests_proven=False, annex_18=False)
    found = counted_chain(Situation(holder(UNLIMITED, LIMITED, absences=(away,)), ON))
    assert [one.start.year for one, _ in found] == years


# --- From which day the years run (L-5Y-8, L-5Y-4) ------------------------------------------------------------------

UNKNOWN_START = replace(WORK, start_known=False)


@pytest.mark.parametrize(
    ("first", "issued", "safe", "registered"),
    [
        pytest.param(replace(WORK, first_card=date(2021, 2, 3)), None, "2021-02-03", "2021-01-01", id="all is known"),
        pytest.param(
            WORK, None, "2021-05-16", "2021-01-01", id="the first card is not: the end of the longest Annex 15"
        ),
        pytest.param(WORK, "2021-04-01", "2021-04-01", "2021-01-01", id="nor later than the card of today"),
        pytest.param(UNKNOWN_START, "2022-04-01", "2022-04-01", "2022-04-01", id="only the card of today bounds it"),
        pytest.param(UNKNOWN_START, None, None, None, id="nothing bounds it"),
        pytest.param(
            replace(UNKNOWN_START, first_card=date(2021, 2, 3)),
            *(None, "2021-02-03", "2021-02-03"),
            id="the first day is not known: it was by the day of the card",
        ),
        pytest.param(ASYLUM, None, "2020-01-01", "2020-01-01", id="asylum time: the application"),
        pytest.param(
            replace(ASYLUM, first_card=date(2020, 2, 3)),
            None,
            "2020-01-01",
            "2020-01-01",
            id="whatever the orange card",
        ),
    ],
)
def test_from_which_day_the_years_run(
    first: Stay, issued: str | None, safe: str | None, registered: str | None
) -> None:
    somebody = holder(first, card_issued=day(issued))
    assert clock_start(first, Situation(somebody, ON)) == day(safe)
    assert clock_start(first, Situation(somebody, ON, FROM_REGISTRATION)) == day(registered)


# --- How pieces add up (L-5Y-2, reading 5) --------------------------------------------------------------------------


def span(start: str, end: str | None = None, counts: Fraction = FULL) -> Span:
    return Span(date.fromisoformat(start), day(end), counts)


@pytest.mark.parametrize(
    ("spans", "years", "complete"),
    [
        pytest.param([span("2020-03-10")], 4, "2024-03-10", id="as many years as are asked"),
        pytest.param([span("2020-02-29")], 4, "2024-02-29", id="29 February in a leap year"),
        pytest.param([span("2020-02-29")], 5, "2025-03-01", id="in a common year 1 March (reading 23)"),
        pytest.param([span("2020-02-29", None, HALF)], 2, "2024-02-29", id="two years, half: four"),
        # 11 months; 49 more from 31 January: the last day of February (reading 23)
        pytest.param([span("2015-01-01", "2015-12-01"), span("2016-01-31")], 5, "2020-02-29", id="to a shorter month"),
        # 59 months and 29 days, then a February of 28: complete at once, but not before the piece begins
        pytest.param([span("2010-01-01", "2014-12-30"), span("2015-02-01")], 5, "2015-02-01", id="not before a piece"),
        # 5 months and 20 days of study are 2 months, 15 days for the odd month, and 10 days
        pytest.param(
            [span("2019-01-01", "2019-06-21", HALF), span("2019-06-21")], 5, "2024-03-27", id="an odd month and days"
        ),
        # 6 months and 9 days: 3 months and 4 days, the part of a day is dropped
        pytest.param([span("2019-01-01", "2019-07-10", HALF), span("2019-07-10")], 5, "2024-04-06", id="an odd day"),
        # 30 days are no month: half of them are 15 days
        pytest.param([span("2019-01-01", "2019-01-31", HALF), span("2019-01-31")], 5, "2024-01-16", id="days only"),
        # four years and ten days are left: twice as long
        pytest.param(
            [span("2019-01-01", "2019-12-22"), span("2019-12-22", None, HALF)], 5, "2028-01-11", id="then half of it"
        ),
    ],
)
def test_when_so_many_years_are_complete(spans: list[Span], years: int, complete: str) -> None:
    assert completed_on(spans, years) == day(complete)


SEASON = stay("2017-01-01", "2017-12-31")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(stay("2018-01-01"), [span("2017-01-01")], id="it follows at once: one piece"),
        pytest.param(stay("2018-01-02"), [span("2017-01-01", "2018-01-01"), span("2018-01-02")], id="a day between"),
        pytest.param(
            stay("2018-03-01"), [span("2017-01-01", "2018-01-01"), span("2018-03-01")], id="a stay that does not count"
        ),
        pytest.param(stay("2017-06-01"), [span("2017-01-01")], id="it begins before the first one ends"),
    ],
)
def test_the_pieces_of_two_stays_of_the_same_weight(second: Stay, expected: list[Span]) -> None:
    assert spans_of([(SEASON, FULL), (second, FULL)], date(2017, 1, 1)) == expected


@pytest.mark.parametrize(
    ("permit", "expected"),
    [
        pytest.param("2016-06-01", HALF, id="a refugee had unlimited stay at once"),
        pytest.param("2016-07-08", NONE, id="since 8 July 2016 limited stay comes first (B-REF-1)"),
    ],
)
def test_a_procedure_that_ended_with_unlimited_stay(permit: str, expected: Fraction) -> None:
    procedure = stay("2015-06-01", permit, "asylum_procedure")
    stays = [procedure, stay(permit, ground="unlimited_stay")]
    assert weight(procedure, stays, Situation(holder(*stays), ON)) == expected
