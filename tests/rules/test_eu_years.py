"""Five years under the EU rules: what breaks them, under each reading, and what is in doubt.

EUP-5Y-*, EUP-ABS-* and FAM-5Y-*. Everybody here counts from 15 January 2020, so five years are complete on 15 January
2025 unless something broke them. Longer than others: one person, and whatever can break five years has its row.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import Finding, Truth
from belgian_residence.routes.eu import clock
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Absence, Period, Person
from briefly import day

START = date(2020, 1, 15)
COMPLETE = date(2025, 1, 15)
LATER = date(2023, 6, 1)
"""Asked before five years are complete: plans count."""


def away(departure: str, back: str | None, reason: str | None = "ordinary", index: int = 0) -> Absence:
    return Absence(day(departure), day(back), reason, index=index)


def times(*ends: tuple[str, str], proven: bool | None = None) -> tuple[Period, ...]:
    return tuple(Period(day(first), day(last), proven) for first, last in ends)


def life(*absences: Absence, on: date = LATER, way: Conventions = SAFE, **told: Any) -> Situation:
    person = Person(
        absences=absences,
        interruptions=frozenset(),
        free_movement_gaps=(),
        prison=(),
        register_gaps=(),
        removal_enforced=False,
    )
    return Situation(replace(person, **told), on, way)


def begin(situation: Situation, own_right: bool = True, loss: str = "pr.loss_absence") -> str:
    """From when the five years run."""
    return eu_years.count(situation, START, own_right, loss).start.isoformat()


UNBROKEN = START.isoformat()
SETTLED = replace(SAFE, doubts_settled=True)
CALENDAR = replace(SAFE, absence_year="calendar_year")
FROM_ANNEX = replace(SAFE, absence_year="year_from_annex")
CLEAN = replace(SAFE, year_stays_whole=False)
LEFT_OUT = replace(SAFE, important_absence_in_sum=False)
ARISES = replace(SAFE, absence_ends_with_five_years=True)
WHOLE_DAYS = replace(SAFE, whole_days_abroad=True)

AFTER = day("2025-03-01")
"""Five years are complete if the papers settle the doubt, and not if they do not."""

UNSAID = away("2021-02-01", "2021-09-01", None)
ILL_EIGHT = away("2021-01-10", "2021-09-10", "serious_illness")

NOT_KNOWN_FOUR, FOUR_MORE = away("2021-02-01", "2021-06-01", None), away("2021-07-01", "2021-11-01", index=1)
MANY_NOT_KNOWN = [away(f"2021-{month:02}-01", f"2021-{month:02}-20", None, month - 1) for month in range(1, 13)]
"""Together more than six months, none of them alone."""
TWO_LONG = (away("2022-01-10", "2022-08-10", None, 12), away("2023-05-10", "2023-12-10", "serious_illness", 13))

ROWS: list[tuple[str, Situation, str]] = [
    ("nothing happened", life(), UNBROKEN),
    # EUP-ABS-1: six months in all in a year
    ("six months to the day", life(away("2021-02-01", "2021-08-01")), UNBROKEN),
    ("a day more than six months", life(away("2021-02-01", "2021-08-02")), "2021-08-02"),
    ("twice three months", life(away("2021-02-01", "2021-05-01"), away("2021-09-01", "2021-12-01")), UNBROKEN),
    (
        "twice three months and a day",
        life(away("2021-02-01", "2021-05-01"), away("2021-09-01", "2021-12-02")),
        "2021-12-02",
    ),
    (
        "three times two months and a day",
        life(away("2021-02-01", "2021-04-01"), away("2021-06-01", "2021-08-01"), away("2021-10-01", "2021-12-02")),
        "2021-12-02",
    ),
    ("told in another order", life(away("2021-09-01", "2021-12-02"), away("2021-02-01", "2021-05-01")), "2021-12-02"),
    ("over a year apart", life(away("2021-02-01", "2021-06-01"), away("2022-06-01", "2022-10-01")), UNBROKEN),
    (
        "six months, and more than a year after them five and a half",
        life(away("2021-01-01", "2021-07-01"), away("2022-01-15", "2022-07-01")),
        UNBROKEN,
    ),
    ("before the annex", life(away("2019-02-01", "2020-01-15")), UNBROKEN),
    (
        "months before the annex are no part of the year",
        life(away("2019-09-15", "2020-01-15"), away("2020-02-01", "2020-06-01")),
        UNBROKEN,
    ),
    (
        "left on the day of the annex: with a clean year since, it is the first absence of that year",
        life(away("2020-01-15", "2020-05-15"), away("2020-06-01", "2020-09-01"), way=CLEAN),
        "2020-09-01",
    ),
    ("back the day after the annex", life(away("2019-02-01", "2020-01-16")), "2020-01-16"),
    ("whole days abroad", life(away("2021-02-01", "2021-08-02"), way=WHOLE_DAYS), UNBROKEN),
    ("a day more, whole days abroad", life(away("2021-02-01", "2021-08-03"), way=WHOLE_DAYS), "2021-08-03"),
    # EUP-ABS-2: military service, however long; it is no part of the six months
    ("military service", life(away("2020-06-01", "2022-06-01", "military_service")), UNBROKEN),
    (
        "six months besides military service",
        life(away("2020-06-01", "2022-06-01", "military_service"), away("2022-07-01", "2023-01-01")),
        UNBROKEN,
    ),
    # EUP-ABS-3, EUP-ABS-4: one absence of up to twelve months for an important reason or a posting
    *(
        (f"eight months: {reason}", life(away("2021-01-10", "2021-09-10", reason)), UNBROKEN)
        for reason in (
            *("pregnancy_or_childbirth", "serious_illness", "study_or_training", "other_important"),
            *("force_majeure", "posting"),
        )
    ),
    ("twelve months of illness", life(away("2021-01-10", "2022-01-10", "serious_illness")), UNBROKEN),
    ("a day more of illness", life(away("2021-01-10", "2022-01-11", "serious_illness")), "2022-01-11"),
    ("a second illness", life(ILL_EIGHT, away("2022-02-01", "2022-09-01", "serious_illness")), "2022-09-01"),
    (
        "a second illness of six months",
        life(ILL_EIGHT, away("2022-02-01", "2022-08-01", "serious_illness")),
        UNBROKEN,
    ),
    (
        "the exception is no part of the six months",
        life(ILL_EIGHT, away("2021-09-20", "2022-03-20")),
        UNBROKEN,
    ),
    (
        "after a break the exception is there again",
        life(
            ILL_EIGHT,
            away("2021-10-01", "2022-05-01"),
            away("2022-06-01", "2022-07-01", "military_service"),
            away("2022-11-10", "2023-06-10", "serious_illness"),
            way=CLEAN,
        ),
        "2022-05-01",
    ),
    (
        "but not after a long absence of which the reason is not known",
        life(away("2021-01-10", "2021-09-10", None), away("2022-10-01", "2023-05-01", "serious_illness"), way=CLEAN),
        "2023-05-01",
    ),
    ("twelve months of posting", life(away("2021-01-10", "2022-01-10", "posting")), UNBROKEN),
    ("a longer posting", life(away("2021-01-10", "2022-01-11", "posting")), "2022-01-11"),
    (
        "a longer posting, if the papers settle it",
        life(away("2021-01-10", "2022-01-11", "posting"), way=SETTLED),
        UNBROKEN,
    ),
    (
        "a longer illness, whatever the papers",
        life(away("2021-01-10", "2022-01-11", "serious_illness"), way=SETTLED),
        "2022-01-11",
    ),
    (
        "a second illness, if the papers settle it",
        life(ILL_EIGHT, away("2022-02-01", "2022-09-01", "serious_illness"), way=SETTLED),
        UNBROKEN,
    ),
    (
        "what the papers settled is no part of the six months",
        life(away("2021-01-10", "2022-01-11", "posting"), away("2022-02-01", "2022-08-01"), way=SETTLED),
        UNBROKEN,
    ),
    # the reason is not known
    ("six months, reason not known", life(away("2021-02-01", "2021-08-01", None)), UNBROKEN),
    ("seven months, reason not known", life(away("2021-02-01", "2021-09-01", None)), "2021-09-01"),
    ("seven months, reason not known, settled", life(away("2021-02-01", "2021-09-01", None), way=SETTLED), UNBROKEN),
    ("two years, reason not known, settled", life(away("2020-06-01", "2022-06-01", None), way=SETTLED), UNBROKEN),
    (
        "short, reason not known, in a full year",
        life(away("2021-02-01", "2021-06-01"), away("2021-07-01", "2021-10-01", None)),
        "2021-10-01",
    ),
    (
        "short, reason not known, in a full year, settled",
        life(away("2021-02-01", "2021-06-01"), away("2021-07-01", "2021-10-01", None), way=SETTLED),
        UNBROKEN,
    ),
    # an earlier trip of which the reason is not known: military service would leave it out of the sum
    ("four months not known and four more", life(NOT_KNOWN_FOUR, FOUR_MORE), "2021-11-01"),
    ("four months not known and four more, settled", life(NOT_KNOWN_FOUR, FOUR_MORE, way=SETTLED), UNBROKEN),
    (
        "no reason can save a later break",
        life(NOT_KNOWN_FOUR, FOUR_MORE, away("2023-02-01", "2023-09-01"), way=SETTLED),
        "2023-09-01",
    ),
    (
        "of three reasons not known the choice with the latest day",  # with a break at the second the third is harmless
        life(
            away("2021-02-01", "2021-06-01", None, 0),
            away("2021-07-01", "2021-10-01", None, 1),
            away("2021-11-01", "2022-02-20", index=2),
            way=CLEAN,
        ),
        "2022-02-20",
    ),
    (
        "of many reasons not known the newest is tried by itself: an illness would leave none for the next",
        life(*MANY_NOT_KNOWN, *TWO_LONG),
        "2023-12-10",
    ),
    ("of many reasons not known, settled", life(*MANY_NOT_KNOWN, *TWO_LONG, way=SETTLED), UNBROKEN),
    # EUP-ABS-7: prison; the years run again from the first day after the last one (base, 11.1 step 2)
    ("prison", life(prison=times(("2021-03-01", "2021-03-05"))), "2021-03-06"),
    ("prison before the annex", life(prison=times(("2019-03-01", "2020-01-14"))), UNBROKEN),
    ("prison until the annex", life(prison=times(("2019-03-01", "2020-01-15"))), "2020-01-16"),
    ("prison until after the annex", life(prison=times(("2019-03-01", "2020-02-01"))), "2020-02-02"),
    ("prison, whatever the papers", life(prison=times(("2021-03-01", "2021-03-05")), way=SETTLED), "2021-03-06"),
    ("prison the day before", life(prison=times(("2025-01-14", "2025-01-20")), on=day("2025-06-01")), "2025-01-21"),
    ("prison from that day on", life(prison=times(("2025-01-15", "2025-01-20")), on=day("2025-06-01")), UNBROKEN),
    ("twice in prison", life(prison=times(("2021-03-01", "2021-03-05"), ("2022-01-01", "2022-02-01"))), "2022-02-02"),
    (
        "prison inside a longer time off the register",
        life(prison=times(("2021-03-01", "2021-03-05")), register_gaps=times(("2021-02-01", "2021-12-01"))),
        "2021-12-02",
    ),
    # SW-12, EUP-ABS-6: off the register, unless presence is proven
    ("off the register", life(register_gaps=times(("2021-03-01", "2021-05-01"))), "2021-05-02"),
    ("off the register, present", life(register_gaps=times(("2021-03-01", "2021-05-01"), proven=True)), UNBROKEN),
    (
        "off the register, not proven",
        life(register_gaps=times(("2021-03-01", "2021-05-01"), proven=False)),
        "2021-05-02",
    ),
    ("off the register, settled", life(register_gaps=times(("2021-03-01", "2021-05-01")), way=SETTLED), UNBROKEN),
    # EUP-5Y-4: a time outside the conditions of free movement
    ("no free movement", life(free_movement_gaps=times(("2021-03-01", "2021-05-01"))), "2021-05-02"),
    ("no free movement, settled", life(free_movement_gaps=times(("2021-03-01", "2021-05-01")), way=SETTLED), UNBROKEN),
    # a break leaves its months in the year (reading 14), or gives a clean slate
    (
        "a month abroad soon after a break",
        life(away("2021-01-10", "2021-08-10"), away("2021-10-01", "2021-11-01")),
        "2021-11-01",
    ),
    (
        "a month abroad soon after a break, clean slate",
        life(away("2021-01-10", "2021-08-10"), away("2021-10-01", "2021-11-01"), way=CLEAN),
        "2021-08-10",
    ),
    (
        "three and four months from the day of return on, clean slate",
        life(
            away("2021-01-10", "2021-08-10"),
            away("2021-08-10", "2021-11-10"),
            away("2021-12-01", "2022-04-01"),
            way=CLEAN,
        ),
        "2022-04-01",
    ),
    (
        "seven months abroad soon after a break, clean slate",
        life(away("2021-01-10", "2021-08-10"), away("2021-08-10", "2022-03-10"), way=CLEAN),
        "2022-03-10",
    ),
    # EUP-ABS-5: any twelve months, the calendar year, the year from the annex
    ("four and five months", life(away("2021-10-01", "2022-02-01"), away("2022-03-01", "2022-08-01")), "2022-08-01"),
    (
        "four and five months in two calendar years",
        life(away("2021-10-01", "2022-02-01"), away("2022-03-01", "2022-08-01"), way=CALENDAR),
        UNBROKEN,
    ),
    (
        "a day more in the second calendar year",
        life(away("2021-10-01", "2022-02-01"), away("2022-03-01", "2022-08-02"), way=CALENDAR),
        "2022-08-02",
    ),
    (
        "six months of a calendar year, and on into the next",
        life(away("2021-03-01", "2021-06-01"), away("2021-10-01", "2022-02-15"), way=CALENDAR),
        UNBROKEN,
    ),
    (
        "a calendar year that fills up at its end",
        life(away("2021-01-01", "2021-05-01"), away("2021-10-25", "2022-02-01"), way=CALENDAR),
        "2022-02-01",
    ),
    (
        "the year from the annex",
        life(away("2021-10-15", "2022-02-15"), away("2022-03-15", "2022-08-15"), way=FROM_ANNEX),
        UNBROKEN,
    ),
    (
        "a day more in the year from the annex",
        life(away("2021-10-15", "2022-02-15"), away("2022-03-15", "2022-08-16"), way=FROM_ANNEX),
        "2022-08-16",
    ),
    (
        "the first year from the annex",
        life(away("2020-02-01", "2020-06-01"), away("2020-10-01", "2021-01-01"), way=FROM_ANNEX),
        "2021-01-01",
    ),
    (
        "a year from the annex that fills up at its end",
        life(away("2021-01-15", "2021-05-15"), away("2021-11-10", "2022-02-01"), way=FROM_ANNEX),
        "2022-02-01",
    ),
    (
        "after a break the year still runs from the annex",
        life(
            away("2021-01-10", "2021-08-10"),
            away("2022-04-10", "2022-08-10"),
            away("2022-10-10", "2023-01-10"),
            way=FROM_ANNEX,
        ),
        "2023-01-10",
    ),
    (
        "after a break the year runs from it, clean slate",
        life(
            away("2021-01-10", "2021-08-10"),
            away("2022-04-10", "2022-08-10"),
            away("2022-10-10", "2023-01-10"),
            way=replace(CLEAN, absence_year="year_from_annex"),
        ),
        "2021-08-10",
    ),
    (
        "the year of a break is over on the day on which the next begins",
        life(away("2021-02-01", "2021-09-01"), away("2022-01-15", "2022-02-15"), way=FROM_ANNEX),
        "2021-09-01",
    ),
    # an absence of up to six months for an important reason: in the sum, or left out once
    (
        "four months of illness and four of holidays",
        life(away("2021-01-10", "2021-05-10", "serious_illness"), away("2021-06-01", "2021-10-01")),
        "2021-10-01",
    ),
    (
        "four months of illness left out",
        life(away("2021-01-10", "2021-05-10", "serious_illness"), away("2021-06-01", "2021-10-01"), way=LEFT_OUT),
        UNBROKEN,
    ),
    (
        "holidays first, four months of illness left out",
        life(away("2021-01-10", "2021-05-10"), away("2021-06-01", "2021-10-01", "serious_illness"), way=LEFT_OUT),
        UNBROKEN,
    ),
    (
        "the longest is left out, the other is not",
        life(
            away("2021-01-10", "2021-03-10", "serious_illness"),
            away("2021-04-01", "2021-09-01", "study_or_training"),
            away("2021-09-10", "2022-01-10"),
            way=LEFT_OUT,
        ),
        UNBROKEN,
    ),
    (
        "the longest is left out, also where another comes after it",
        life(
            away("2021-01-10", "2021-06-10", "study_or_training"),
            away("2021-07-01", "2021-08-01", "serious_illness"),
            away("2021-09-01", "2022-01-01"),
            way=LEFT_OUT,
        ),
        UNBROKEN,
    ),
    (
        "the longest is left out, a day too many remains",
        life(
            away("2021-01-10", "2021-03-10", "serious_illness"),
            away("2021-04-01", "2021-09-01", "study_or_training"),
            away("2021-09-09", "2022-01-10"),
            way=LEFT_OUT,
        ),
        "2022-01-10",
    ),
    (
        "nothing more is left out after a long one",
        life(
            ILL_EIGHT,
            away("2021-10-01", "2022-02-01", "serious_illness"),
            away("2022-03-01", "2022-06-01"),
            way=LEFT_OUT,
        ),
        "2022-06-01",
    ),
]


@pytest.mark.parametrize(("situation", "wanted"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_breaks_five_years(situation: Situation, wanted: str) -> None:
    counted = eu_years.count(situation, START, own_right=True)
    assert counted.start.isoformat() == wanted
    assert counted.day == counted.start.replace(year=counted.start.year + 5)


def test_a_time_without_free_movement_is_nothing_to_family_members() -> None:
    situation = life(free_movement_gaps=times(("2021-03-01", "2021-05-01")))
    assert begin(situation, own_right=False) == UNBROKEN


def test_five_years_from_a_leap_day() -> None:  # reading 23
    assert eu_years.count(life(), date(2020, 2, 29), True).day == date(2025, 3, 1)


# --- the day on which five years are complete, and what comes after it ------------------------------------------------

LONG_TRIP = ("2024-10-01", "2025-09-01")

AROUND_ROWS: list[tuple[str, Situation, str, str]] = [
    # what, who, from when the years run; and for the limit of the Agreement
    ("a plan that breaks them", life(away(*LONG_TRIP), on=day("2024-12-01")), "2025-09-01", "2025-09-01"),
    ("complete on the way, four months so far", life(away(*LONG_TRIP), on=day("2025-02-01")), UNBROKEN, UNBROKEN),
    ("six months so far", life(away(*LONG_TRIP), on=day("2025-04-01")), UNBROKEN, UNBROKEN),
    ("a day more so far", life(away(*LONG_TRIP), on=day("2025-04-02")), "2025-09-01", "2025-09-01"),
    ("complete today", life(away(*LONG_TRIP), on=COMPLETE), UNBROKEN, UNBROKEN),
    ("only the part before", life(away(*LONG_TRIP), on=day("2024-12-01"), way=ARISES), UNBROKEN, UNBROKEN),
    (
        "only the part before, too long",
        life(away("2024-07-14", "2025-09-01"), on=day("2024-12-01"), way=ARISES),
        "2025-09-01",
        "2025-09-01",
    ),
    (
        "back on the day",
        life(away("2024-07-14", "2025-01-15"), on=day("2024-12-01"), way=ARISES),
        "2025-01-15",
        "2025-01-15",
    ),
    (
        "military service until the day",
        life(away("2021-06-01", "2025-01-15", "military_service"), on=day("2024-12-01"), way=ARISES),
        UNBROKEN,
        UNBROKEN,
    ),
    # EUP-LOSS-1: more than two years in a row; BRX-PR-3: more than five
    ("six years are planned for afterwards", life(away("2025-02-01", "2031-02-01")), UNBROKEN, UNBROKEN),
    ("two years abroad afterwards", life(away("2025-02-01", "2027-02-01"), on=day("2027-06-01")), UNBROKEN, UNBROKEN),
    ("a day more", life(away("2025-02-01", "2027-02-02"), on=day("2027-06-01")), "2027-02-02", UNBROKEN),
    (
        "a day more, from the day on",
        life(away("2025-01-15", "2027-01-16"), on=day("2027-06-01")),
        "2027-01-16",
        UNBROKEN,
    ),
    ("five years", life(away("2025-02-01", "2030-02-01"), on=day("2030-06-01")), "2030-02-01", UNBROKEN),
    ("more than five", life(away("2025-02-01", "2030-02-02"), on=day("2030-06-01")), "2030-02-02", "2030-02-02"),
    ("not that long yet", life(away("2025-02-01", "2027-02-02"), on=day("2027-02-01")), UNBROKEN, UNBROKEN),
    (
        "the right arises on the way, and is lost on the same way",
        life(away("2024-10-01", "2026-10-02"), on=day("2026-12-01"), way=ARISES),
        "2026-10-02",
        UNBROKEN,
    ),
    (
        "the right arises on the way, and is kept",
        life(away("2024-10-01", "2026-10-01"), on=day("2026-12-01"), way=ARISES),
        UNBROKEN,
        UNBROKEN,
    ),
    (
        "after it was lost a break is a break again",
        life(away("2025-02-01", "2027-02-02"), away("2028-03-01", "2028-10-01"), on=day("2029-06-01")),
        "2028-10-01",
        UNBROKEN,
    ),
    (
        "and one excuse is there again",
        life(
            ILL_EIGHT,
            away("2025-02-01", "2027-02-02"),
            away("2028-03-01", "2028-10-01", "serious_illness"),
            on=day("2029-06-01"),
        ),
        "2027-02-02",
        UNBROKEN,
    ),
    (
        "and a break after it",
        life(away("2024-10-01", "2026-10-02"), away("2028-03-01", "2028-10-01"), on=day("2029-06-01"), way=ARISES),
        "2028-10-01",
        UNBROKEN,
    ),
    (
        "an excuse after a right that arose and was lost on the way",
        life(
            ILL_EIGHT,
            away("2024-10-01", "2026-10-02"),
            away("2028-03-01", "2028-10-01", "serious_illness"),
            on=day("2029-06-01"),
            way=ARISES,
        ),
        "2026-10-02",
        UNBROKEN,
    ),
]


@pytest.mark.parametrize(
    ("situation", "wanted", "agreement"), [row[1:] for row in AROUND_ROWS], ids=[row[0] for row in AROUND_ROWS]
)
def test_what_happens_around_and_after_the_day(situation: Situation, wanted: str, agreement: str) -> None:
    assert begin(situation) == wanted
    assert begin(situation, loss="wa_pr.loss_absence") == agreement


def test_only_what_begins_before_a_given_day_is_looked_at() -> None:
    """For an early right (EUP-EARLY-2): what came after work stopped did not break the years before it."""
    situation = life(away("2021-02-01", "2021-09-01"), away("2022-03-01", "2022-10-01"))
    begins = {
        until: eu_years.count(situation, START, True, until=day(until)).start.isoformat()
        for until in ("2021-02-01", "2021-02-02", "2022-03-01", "2022-03-02")
    }
    assert begins == {
        "2021-02-01": UNBROKEN,
        "2021-02-02": "2021-09-01",
        "2022-03-01": "2021-09-01",
        "2022-03-02": "2022-10-01",
    }


@pytest.mark.parametrize(
    ("situation", "wanted", "missing"),
    [
        (life(), "2025-01-15", ()),
        (life(away("2023-05-01", None)), "2025-01-15", ("absences[0].to",)),
        (life(away("2021-05-01", "2021-05-09"), away("2023-05-01", None, index=1)), "2025-01-15", ("absences[1].to",)),
        (life(away("2025-05-01", None), on=day("2025-06-01")), "2025-01-15", ()),  # it lies behind
        (life(away("2025-01-01", None), on=COMPLETE), "2025-01-15", ()),
        (life(absences=None), "2025-01-15", ()),
    ],
)
def test_the_return_from_a_trip_matters_until_five_years_are_complete(
    situation: Situation, wanted: str, missing: tuple[str, ...]
) -> None:
    found, asked = clock.when(situation, START, own_right=True)
    assert (found.isoformat(), asked) == (wanted, missing)


def test_when_counts_for_the_person_and_the_limit_that_are_given() -> None:
    gap = life(free_movement_gaps=times(("2021-03-01", "2021-05-01")))
    assert clock.when(gap, START, own_right=True)[0] == day("2026-05-02")
    assert clock.when(gap, START, own_right=False)[0] == COMPLETE
    gone = life(away("2025-02-01", "2028-02-01"), on=day("2028-06-01"))
    assert clock.when(gone, START, True)[0] == day("2033-02-01")
    assert clock.when(gone, START, True, "wa_pr.loss_absence")[0] == COMPLETE


# --- what is looked at, and what is not told -------------------------------------------------------------------------


def test_what_a_count_looks_at() -> None:
    family = {*ABSENCES, "interruptions", "prison", "register_gaps", "removal_enforced"}
    assert set(eu_years.used(own_right=False)) == family
    assert set(eu_years.used(own_right=True)) == {*family, "free_movement_gaps"}


@pytest.mark.parametrize(
    ("told", "own", "family"),
    [
        ({}, (), ()),
        ({"absences": None}, ("absences",), ("absences",)),
        ({"prison": None}, ("prison",), ("prison",)),
        ({"register_gaps": None}, ("register_gaps",), ("register_gaps",)),
        ({"removal_enforced": None}, ("removal_enforced",), ("removal_enforced",)),
        ({"free_movement_gaps": None}, ("free_movement_gaps",), ()),
        ({"free_movement_gaps": None, "absences": None}, ("absences", "free_movement_gaps"), ("absences",)),
        ({"interruptions": None}, (), ()),  # each list is known by itself
        # One question is asked for all of them, before any list.
        ({"interruptions": None, "prison": None, "register_gaps": None}, ("interruptions",), ("interruptions",)),
        ({"interruptions": None, "prison": None, "absences": None}, ("absences", "interruptions"), None),
        ({"interruptions": None, "free_movement_gaps": None}, ("interruptions",), ()),
    ],
)
def test_which_lists_are_not_told(told: dict[str, Any], own: tuple[str, ...], family: tuple[str, ...] | None) -> None:
    situation = life(**told)
    assert set(eu_years.lists_missing(situation, own_right=True)) == set(own)
    assert set(eu_years.lists_missing(situation, own_right=False)) == set(own if family is None else family)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        # EUP-ABS-1: six months in all in a year
        pytest.param({}, True, id="nothing said"),
        pytest.param({"absences_in_a_year": 6}, False, id="six months in any year"),
        pytest.param({"absences_in_a_year": 7}, True, id="seven months in any year"),
        pytest.param({"absences_in_five_years": 5}, False, id="five months in any five years"),
        pytest.param({"absences_in_five_years": 7}, True, id="seven months in any five years"),
        pytest.param({"absences_each_under": 6}, True, id="each under six months: two can fall in one year"),
        # what is listed comes on top of what is said of all others
        pytest.param(
            {"absences": (away("2021-02-01", "2021-03-01"),), "other_absences": True, "absences_in_a_year": 5},
            False,
            id="a month, and five months in any year",
        ),
        pytest.param(
            {"absences": (away("2021-02-01", "2021-03-01"),), "other_absences": True, "absences_in_a_year": 6},
            True,
            id="a month, and six months in any year",
        ),
    ],
)
def test_what_is_said_of_all_absences_at_once(told: dict[str, Any], asked: bool) -> None:
    missing = ("absences",) if asked else ()
    for own_right in (True, False):
        assert eu_years.lists_missing(life(**{"absences": None} | told), own_right) == missing


def test_which_reasons_are_not_told() -> None:
    trips = (away("2021-01-10", "2021-02-10", None, 0), away("2021-03-10", "2021-04-10", index=1))
    more = away("2021-05-10", "2021-06-10", None, 2)
    assert eu_years.reasons_not_known(life(*trips, more).person) == ("absences[0].reason", "absences[2].reason")
    assert eu_years.reasons_not_known(life(absences=None).person) == ()


REASON_ROWS: list[tuple[str, Situation, set[int]]] = [
    # what is told, the places of the reasons that move the day
    ("all are known", life(ILL_EIGHT), set()),
    ("too short to matter", life(away("2021-02-01", "2021-03-01", None)), set()),
    ("long enough to matter", life(UNSAID), {0}),
    ("with another it fills the year", life(NOT_KNOWN_FOUR, FOUR_MORE), {0}),
    ("one matters and one does not", life(NOT_KNOWN_FOUR, FOUR_MORE, away("2023-02-01", "2023-02-10", None, 2)), {0}),
    (
        "two that fill a year together",
        life(away("2021-02-01", "2021-06-01", None, 0), away("2021-07-01", "2021-11-01", None, 1)),
        {0, 1},
    ),
    ("a later break in any case", life(UNSAID, away("2023-02-01", "2023-09-01", index=1)), set()),
    ("the two that are tried by themselves move nothing alone", life(*MANY_NOT_KNOWN, on=AFTER), set(range(2, 12))),
]


@pytest.mark.parametrize(("situation", "places"), [row[1:] for row in REASON_ROWS], ids=[row[0] for row in REASON_ROWS])
def test_which_reasons_that_are_not_known_move_the_day(situation: Situation, places: set[int]) -> None:
    for one in (situation, eu_years.settled(situation)):
        assert eu_years.count(one, START, own_right=True).reasons == {f"absences[{place}].reason" for place in places}


@pytest.mark.parametrize(
    ("absences", "moving"),
    # 27 choices of three reasons, 9 of two, 3 of one: in all no more than 120 absences are gone through
    [(3, {0}), (13, {0}), (14, {0}), (40, {0}), (41, {0, 1, 2})],
)
def test_among_many_absences_only_the_longest_are_tried_by_themselves(absences: int, moving: set[int]) -> None:
    """A long absence, and after it two short ones of which the reasons move nothing by themselves."""
    not_known = (UNSAID, away("2022-10-01", "2022-10-03", None, 1), away("2022-11-01", "2022-11-03", None, 2))
    others = [away(f"20{number // 28 + 23}-02-{number % 28 + 1:02}", None, index=9) for number in range(absences - 3)]
    known = [replace(one, back=one.departure) for one in others]
    found = eu_years.count(life(*not_known, *known), START, own_right=True)
    assert found.reasons == {f"absences[{place}].reason" for place in moving}


@pytest.mark.parametrize(("absences", "moving"), [(4, {2}), (13, {2}), (14, {1, 2}), (40, {1, 2}), (41, {0, 1, 2})])
def test_of_three_reasons_the_shortest_are_taken_as_the_same(absences: int, moving: set[int]) -> None:
    """Two absences so long ago that they move nothing, and a shorter one that fills a year."""
    long_ago = (away("2020-02-01", "2020-05-01", None, 0), away("2021-06-01", "2021-08-01", None, 1))
    fills = (away("2023-01-01", "2023-06-20"), away("2023-08-01", "2023-08-20", None, 2))
    others = [away(f"20{number // 28 + 26}-02-{number % 28 + 1:02}", None, index=9) for number in range(absences - 4)]
    known = [replace(one, back=one.departure) for one in others]
    found = eu_years.count(life(*long_ago, *fills, *known), START, own_right=True)
    assert found.reasons == {f"absences[{place}].reason" for place in moving}


def test_an_illness_of_long_ago_may_have_used_the_one_exception() -> None:
    """Also where there are so many reasons that all the shorter ones are taken as the same."""
    short = [away(f"2022-{month:02}-01", f"2022-{month:02}-05", None, month) for month in range(1, 12)]
    first, last_one = away("2020-02-01", "2020-09-15", None, 0), away("2023-06-01", "2024-03-01", "serious_illness", 20)
    assert begin(life(first, *short, last_one)) == "2024-03-01"
    assert eu_years.count(life(first, *short, last_one), START, own_right=True).reasons == {"absences[0].reason"}


@pytest.mark.parametrize("trips", [1, 2, 3, 4, 5, 12, 40])
def test_a_reason_not_known_never_gives_a_day_outside_those_of_the_known_ones(trips: int) -> None:
    """All military service is the kindest choice there is; all ordinary one of those that may be the latest."""
    months = [(2021 + place // 6, place % 6 * 2 + 1) for place in range(trips)]
    absences = [
        away(f"{year}-{month:02}-01", f"{year}-{month + 1:02}-10", None, i) for i, (year, month) in enumerate(months)
    ]
    kind, strict = (
        life(*(replace(one, reason=reason) for one in absences)) for reason in ("military_service", "ordinary")
    )
    assert begin(eu_years.settled(life(*absences))) == begin(kind)
    assert begin(life(*absences)) >= begin(strict)


# --- what only papers can decide ----------------------------------------------------------------------------------

LOSS, AGREEMENT = "pr.loss_absence", "wa_pr.loss_absence"


def conditions(own_right: bool = True, loss: str = LOSS, start: date | None = START) -> dict[str, Any]:
    """The conditions of a route, by their ids."""
    given = () if loss == LOSS else (loss,)
    return {one.id: one for one in eu_doubts.conditions("X", lambda situation: start, own_right, *given)}


FACT_OF = {
    "X.no-free-movement-gap": "free_movement_gaps",
    "X.no-second-long-absence": "absences",
    "X.no-long-posting": "absences",
    "X.no-absence-without-reason": "absences",
    "X.no-register-gap": "register_gaps",
}


def test_every_doubt_is_a_condition_that_cites_the_law() -> None:
    own = conditions()
    assert set(own) == set(conditions(loss=AGREEMENT)) == set(FACT_OF)
    assert set(conditions(own_right=False)) == set(FACT_OF) - {
        "X.no-free-movement-gap"
    }  # the conditions of free movement are the sponsor's
    assert {one.law[0] for one in own.values()} == {"EUP-5Y-4", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-1", "SW-12"}


def looked_at(id: str) -> tuple[str, ...]:
    """The facts that a doubt looks at: with the list of absences what is said of all of them."""
    return ABSENCES if FACT_OF[id] == "absences" else (FACT_OF[id],)


def doubts(situation: Situation, own_right: bool = True, loss: str = LOSS) -> dict[str, Finding]:
    """The conditions that are not yes."""
    found = {id: condition.test(situation) for id, condition in conditions(own_right, loss).items()}
    assert all(finding.facts == looked_at(id) for id, finding in found.items())
    return {id: finding for id, finding in found.items() if finding.value is not Truth.YES}


SECOND = (ILL_EIGHT, away("2022-02-01", "2022-09-01", "serious_illness"))
POSTED = away("2021-01-10", "2022-01-11", "posting")
REGISTER: dict[str, Any] = {"register_gaps": times(("2021-03-01", "2021-05-01"))}
FREE_MOVEMENT: dict[str, Any] = {"free_movement_gaps": times(("2021-03-01", "2021-05-01"))}

DOUBT_ROWS: list[tuple[str, Situation, set[str], tuple[str, ...]]] = [
    ("nothing happened", life(on=AFTER), set(), ()),
    ("one illness", life(ILL_EIGHT, on=AFTER), set(), ()),
    ("a second illness", life(*SECOND, on=AFTER), {"X.no-second-long-absence"}, ()),
    ("a posting over twelve months", life(POSTED, on=AFTER), {"X.no-long-posting"}, ()),
    ("a reason not told", life(UNSAID, on=AFTER), {"X.no-absence-without-reason"}, ("absences[0].reason",)),
    ("off the register", life(on=AFTER, **REGISTER), {"X.no-register-gap"}, ()),
    ("no free movement", life(on=AFTER, **FREE_MOVEMENT), {"X.no-free-movement-gap"}, ()),
    ("two doubts", life(POSTED, on=AFTER, **REGISTER), {"X.no-long-posting", "X.no-register-gap"}, ()),
    (
        "a short trip of which the reason is not told is no part of the doubt",
        life(POSTED, away("2023-02-01", "2023-02-10", None, 1), on=AFTER),
        {"X.no-long-posting"},
        (),
    ),
    # the reason moves the day, and not past the day asked about
    ("a reason not told, five years behind in any case", life(UNSAID, on=day("2026-09-01")), set(), ()),
    (
        "a gap that breaks the years afterwards, whatever the reason",
        life(UNSAID, on=day("2026-12-01"), free_movement_gaps=times(("2022-03-01", "2022-05-01"))),
        {"X.no-free-movement-gap"},
        (),
    ),
    (
        "a gap that papers can settle, and then the reason matters",
        life(UNSAID, on=AFTER, free_movement_gaps=times(("2022-03-01", "2022-05-01"))),
        {"X.no-free-movement-gap", "X.no-absence-without-reason"},
        ("absences[0].reason",),
    ),
    # a break after it: the years that count begin later
    ("prison afterwards", life(on=AFTER, prison=times(("2021-06-01", "2021-07-01")), **REGISTER), set(), ()),
    (
        "prison before",
        life(on=AFTER, prison=times(("2020-02-01", "2020-02-20")), **REGISTER),
        {"X.no-register-gap"},
        (),
    ),
    ("until the same day in prison", life(on=AFTER, prison=times(("2021-04-01", "2021-05-01")), **REGISTER), set(), ()),
    # five years lie after it
    ("the day before", life(on=day("2026-05-01"), **REGISTER), {"X.no-register-gap"}, ()),
    ("five years later", life(on=day("2026-05-02"), **REGISTER), set(), ()),
]


@pytest.mark.parametrize(
    ("situation", "wanted", "asked"), [row[1:] for row in DOUBT_ROWS], ids=[row[0] for row in DOUBT_ROWS]
)
def test_what_only_papers_can_decide(situation: Situation, wanted: set[str], asked: tuple[str, ...]) -> None:
    found = doubts(situation)
    assert set(found) == wanted
    assert tuple(name for finding in found.values() for name in finding.missing) == asked
    for finding in found.values():
        assert finding.value is Truth.UNKNOWN
        # It decides today only where five years would be complete without it.
        settled = eu_years.count(situation.under(SETTLED), START, own_right=True).day
        assert finding.at_filing == (settled > situation.on)


def test_a_doubt_waits_while_five_years_lie_ahead_in_any_case() -> None:
    assert doubts(life(on=day("2025-01-14"), **REGISTER))["X.no-register-gap"].at_filing
    assert not doubts(life(on=COMPLETE, **REGISTER))["X.no-register-gap"].at_filing


def test_a_reason_waits_while_five_years_lie_ahead_in_any_case() -> None:
    name = "X.no-absence-without-reason"
    assert doubts(life(UNSAID, on=day("2025-01-14")))[name].at_filing
    assert not doubts(life(UNSAID, on=COMPLETE))[name].at_filing


def test_a_reason_is_judged_by_the_limit_of_the_route_and_by_whose_right_it_is() -> None:
    name, three_years = "X.no-absence-without-reason", away("2025-02-01", "2028-02-01", index=1)
    # Five years, then three years away: with military service the right existed, and only the Agreement keeps it.
    gone = life(UNSAID, three_years, on=day("2028-06-01"))
    assert name not in doubts(gone)
    assert name in doubts(gone, loss=AGREEMENT)
    # The same where papers that settle a gap make the reason matter.
    gap = {"register_gaps": times(("2022-03-01", "2022-05-01"))}
    gone = life(UNSAID, away("2025-02-01", "2027-03-01", index=1), on=day("2027-04-01"), **gap)
    assert name not in doubts(gone)
    assert name in doubts(gone, loss=AGREEMENT)
    # And where only a second illness makes it matter: five years behind for any reason but an illness.
    ill_too = away("2023-02-01", "2023-09-01", "serious_illness", 1)
    gone = life(UNSAID, ill_too, away("2026-10-01", "2028-12-01", index=2), on=day("2029-01-01"))
    assert name not in doubts(gone)
    assert name in doubts(gone, loss=AGREEMENT)
    # A gap in free movement is nothing to a family member.
    by_family = life(UNSAID, on=day("2026-12-01"), free_movement_gaps=times(("2022-03-01", "2022-05-01")))
    early = life(UNSAID, on=day("2026-08-01"), free_movement_gaps=times(("2022-03-01", "2022-05-01")))
    assert name not in doubts(by_family, own_right=False)
    assert name in doubts(early, own_right=False)
    # With an illness after it the day can be later than with any doubt settled.
    ill = away("2023-02-01", "2023-09-01", "serious_illness", 1)
    ill_again = life(UNSAID, ill, on=day("2027-01-01"), free_movement_gaps=times(("2024-01-01", "2024-02-01")))
    assert name not in doubts(ill_again)
    assert name in doubts(ill_again, own_right=False)


def test_a_doubt_is_judged_by_the_limit_of_the_route() -> None:
    """Away for three years after five complete ones: under the Agreement that ended nothing (BRX-PR-3)."""
    situation = life(away("2025-02-01", "2028-02-01"), on=day("2028-06-01"), **REGISTER)
    assert set(doubts(situation)) == set()  # the years begin anew after the absence
    assert set(doubts(situation, loss=AGREEMENT)) == {"X.no-register-gap"}
    # Five years were complete all the same, and under the Agreement they still are.
    early = times(("2020-03-01", "2020-05-01"))
    situation = life(away("2025-06-01", "2028-06-01"), on=day("2028-07-01"), register_gaps=early)
    assert doubts(situation, loss=AGREEMENT) == {}


def test_a_time_without_free_movement_raises_no_doubt_for_family_members() -> None:
    assert doubts(life(on=AFTER, **FREE_MOVEMENT), own_right=False) == {}
    assert set(doubts(life(on=AFTER, **REGISTER), own_right=False)) == {"X.no-register-gap"}
    early = times(("2020-03-01", "2020-05-01"))
    assert doubts(life(on=day("2025-06-01"), register_gaps=early, **FREE_MOVEMENT), own_right=False) == {}
    own = doubts(life(on=day("2025-06-01"), register_gaps=early, **FREE_MOVEMENT))
    assert set(own) == {"X.no-free-movement-gap", "X.no-register-gap"}


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        # the fact that is not told is asked by its own condition
        ({"register_gaps": None}, {"X.no-register-gap": ("register_gaps",)}),
        ({"free_movement_gaps": None}, {"X.no-free-movement-gap": ("free_movement_gaps",)}),
        (
            {"absences": None},
            {id: ("absences",) for id, name in FACT_OF.items() if name == "absences"},
        ),
        # one question for all the lists stands before them
        ({"register_gaps": None, "interruptions": None}, dict.fromkeys(FACT_OF, ("interruptions",))),
        ({"prison": None}, {}),
    ],
)
def test_a_list_that_is_not_told(told: dict[str, Any], asked: dict[str, tuple[str, ...]]) -> None:
    """Where another list is not told no count can be made: what stands in an empty list is no doubt all the same."""
    situation = life(POSTED, on=AFTER, **told)
    for id, condition in conditions().items():
        finding = condition.test(situation)
        if id in asked:
            assert finding == Finding(Truth.UNKNOWN, looked_at(id), asked[id])
        elif getattr(situation.person, FACT_OF[id]) == ():
            assert finding.value is Truth.YES
        else:
            assert finding == Finding(Truth.UNKNOWN, looked_at(id), at_filing=True)


def test_without_a_first_day_nothing_is_asked_for_a_doubt() -> None:
    hidden: tuple[dict[str, Any], ...] = ({}, {"register_gaps": None}, {"absences": None})
    for told in hidden:
        situation = life(on=AFTER, **{**FREE_MOVEMENT, **told})
        for id, condition in conditions(start=None).items():
            finding = condition.test(situation)
            nothing = getattr(situation.person, FACT_OF[id]) == ()
            assert finding.value is (Truth.YES if nothing else Truth.UNKNOWN)
            assert finding.missing == ()


# --- a removal (EUP-ABS-6) --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "value", "asked"),
    [
        ({"removal_enforced": False}, "yes", ()),
        ({"removal_enforced": True}, "unknown", ()),
        ({"removal_enforced": None}, "unknown", ("removal_enforced",)),
        ({"removal_enforced": None, "interruptions": None}, "unknown", ("interruptions",)),
        ({"removal_enforced": False, "interruptions": None}, "yes", ()),
    ],
)
def test_a_removal_may_have_ended_the_stay(told: dict[str, Any], value: str, asked: tuple[str, ...]) -> None:
    condition = eu_doubts.not_removed("X")
    assert (condition.id, condition.law) == ("X.no-removal", ("EUP-ABS-6",))
    finding = condition.test(life(**told))
    assert finding == Finding(Truth(value), ("removal_enforced", "interruptions"), asked)


# --- an appeal that is pending (EUP-APL-1) ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "value", "asked", "waits"),
    [
        pytest.param({"suspensive_appeal_pending": False}, "yes", (), False, id="none"),
        pytest.param({"suspensive_appeal_pending": True}, "unknown", (), True, id="one is pending"),
        pytest.param({"interruptions": None}, "unknown", ("interruptions",), True, id="what happened is not told"),
        pytest.param(
            {"interruptions": frozenset({"appeal_pending"})},
            "unknown",
            ("suspensive_appeal_pending",),
            True,
            id="only whether it is pending is not told",
        ),
    ],
)
def test_permanent_residence_waits_for_the_end_of_an_appeal(
    told: dict[str, Any], value: str, asked: tuple[str, ...], waits: bool
) -> None:
    condition = eu_doubts.no_appeal_pending("X")
    assert (condition.id, condition.law) == ("X.no-appeal-pending", ("EUP-APL-1",))
    finding = condition.test(life(**told))
    assert finding == Finding(Truth(value), ("suspensive_appeal_pending", "interruptions"), asked, at_filing=waits)


@pytest.mark.parametrize(
    ("way", "asked"), [(SAFE, ("absences[0].reason",)), (WHOLE_DAYS, ())], ids=["every reading", "one chosen reading"]
)
def test_a_reason_that_matters_only_to_who_counts_calendar_years(way: Conventions, asked: tuple[str, ...]) -> None:
    """Seven months in the winter of 2021 break any twelve months, and no calendar year: only there the first trip can
    have moved the day."""
    trips = (
        away("2020-02-01", "2020-06-01", None, 0),
        away("2020-08-01", "2020-11-15", index=1),
        away("2021-09-01", "2022-01-01", index=2),
        away("2022-02-01", "2022-05-01", index=3),
    )
    found = {one.id: one for one in eu_doubts.conditions("EU+", lambda situation: START, True)}
    finding = found["EU+.no-absence-without-reason"].test(life(*trips, on=AFTER, way=way))
    assert finding == Finding(Truth.UNKNOWN if asked else Truth.YES, ABSENCES, asked)
