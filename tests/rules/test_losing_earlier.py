"""An unlimited stay that an absence ended, with a limited one after it: where the years begin again.

Unlimited stay from 2015 until the end of 2019, a student since then, and one absence; asked about on 10 March 2026.
Worked out from ABS-1, ABS-3 and ABS-L-1; what an absence does at its limits stands in ``test_keeping``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.losing.earlier import if_not_lost, since_a_loss
from belgian_residence.told.person import Absence, Person, Stay
from briefly import away, day

ON = date(2026, 3, 10)
PREPARED: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": True}
IN_ORDER: dict[str, Any] = {**PREPARED, "card_valid_on_return": True, "return_reported": True}
NOT_DECLARED: dict[str, Any] = {"annex_18": False}
OTHER = replace(SAFE, whole_days_abroad=True)


def stays(*told: tuple[str, str | None, str]) -> tuple[Stay, ...]:
    return tuple(Stay(day(start), day(end), ground, index=place) for place, (start, end, ground) in enumerate(told))


B_THEN_A = stays(("2015-01-01", "2019-12-31", "unlimited_stay"), ("2020-01-01", None, "student"))
L_THEN_A = stays(("2015-01-01", "2019-12-31", "long_term_resident"), ("2020-01-01", None, "student"))
A_B_A = stays(
    ("2010-01-01", "2014-12-31", "student"),
    ("2015-01-01", "2019-12-31", "unlimited_stay"),
    ("2020-01-01", None, "student"),
)
B_K_A = stays(
    ("2015-01-01", "2016-12-31", "unlimited_stay"),
    ("2017-01-01", "2019-12-31", "settlement"),
    ("2020-01-01", None, "single_permit"),
)
TWICE = stays(
    ("2005-01-01", "2009-12-31", "unlimited_stay"),
    ("2010-01-01", "2014-12-31", "student"),
    ("2015-01-01", "2019-12-31", "unlimited_stay"),
    ("2020-01-01", None, "student"),
)
LONG, YEAR = ("2016-02-01", "2017-06-01"), ("2016-02-01", "2017-02-01")
LONG_AGO = ("2006-02-01", "2007-06-01")


@pytest.mark.parametrize(
    ("run", "absences", "left"),
    [
        pytest.param(run, absences, left, id=about)
        for about, run, absences, left in (
            ("never away", B_THEN_A, (), 2),
            ("more than a year, not declared", B_THEN_A, (away(*LONG, **NOT_DECLARED),), 1),
            ("more than a year, nothing told: the limited stay says it", B_THEN_A, (away(*LONG),), 1),
            ("more than a year, as the law asks", B_THEN_A, (away(*LONG, **IN_ORDER),), 2),
            ("less than a year", B_THEN_A, (away("2016-02-01", "2017-01-31", **NOT_DECLARED),), 2),
            ("a year to the day: it can", B_THEN_A, (away(*YEAR, **NOT_DECLARED),), 1),
            # An absence of the unlimited stay: on its last day, not a day later.
            ("left on its last day", B_THEN_A, (away("2019-12-31", "2021-06-01", **NOT_DECLARED),), 1),
            ("left a day later", B_THEN_A, (away("2020-01-01", "2021-06-01", **NOT_DECLARED),), 2),
            ("left on its first day", B_THEN_A, (away("2015-01-01", "2016-06-01", **NOT_DECLARED),), 1),
            ("left a day before", A_B_A, (away("2014-12-31", "2016-06-01", **NOT_DECLARED),), 3),
            ("never back", B_THEN_A, (away("2018-06-01", None, **NOT_DECLARED),), 1),
            ("the second of two", B_THEN_A, (away("2015-02-01", "2015-03-01"), away(*LONG, 1, **NOT_DECLARED)), 1),
            ("the first of two", B_THEN_A, (away(*LONG, **NOT_DECLARED), away("2018-02-01", "2018-03-01", 1)), 1),
            # Long-term residents: twelve months outside the EU.
            ("L, a year outside the EU", L_THEN_A, (away(*YEAR, outside_eu=True),), 1),
            ("L, a day less", L_THEN_A, (away("2016-02-01", "2017-01-31", outside_eu=True),), 2),
            ("L, more than a year in it", L_THEN_A, (away(*LONG, outside_eu=False),), 2),
            # Only where a limited stay came after it.
            ("a student before", A_B_A, (away(*LONG, **NOT_DECLARED),), 1),
            ("away as a student", A_B_A, (away("2012-02-01", "2013-06-01", **NOT_DECLARED),), 3),
            ("unlimited, settled, limited", B_K_A, (away("2015-02-01", "2016-06-01", **NOT_DECLARED),), 1),
            ("unlimited, settled: away while settled", B_K_A, (away("2018-02-01", "2019-06-01", **NOT_DECLARED),), 1),
            ("settled without a limited one", B_K_A[:2], (away("2015-02-01", "2016-06-01", **NOT_DECLARED),), 2),
            (
                "an EU citizen since",
                stays(("2015-01-01", "2019-12-31", "unlimited_stay"), ("2020-01-01", None, "eu_citizen")),
                (away(*LONG, **NOT_DECLARED),),
                2,
            ),
            (
                "two limited stays since",
                (*B_THEN_A[:1], *stays(("2020-01-01", "2022-12-31", "student"), ("2023-01-01", None, "single_permit"))),
                (away(*LONG, **NOT_DECLARED),),
                2,
            ),
            ("one stay", B_THEN_A[:1], (away(*LONG, **NOT_DECLARED),), 1),
            ("no stay", (), (away(*LONG, **NOT_DECLARED),), 0),
            # Twice: the last loss counts.
            ("lost long ago", TWICE, (away(*LONG_AGO, **NOT_DECLARED),), 3),
            ("lost the second time", TWICE, (away(*LONG, **NOT_DECLARED),), 1),
            ("lost twice", TWICE, (away(*LONG_AGO, **NOT_DECLARED), away(*LONG, 1, **NOT_DECLARED)), 1),
            # A gap between the unlimited stay and what came after it.
            (
                "left in the gap",
                stays(("2015-01-01", "2016-01-01", "unlimited_stay"), ("2020-01-01", None, "student")),
                (away(*LONG, **NOT_DECLARED),),
                2,
            ),
        )
    ],
)
def test_the_stays_since_a_loss(run: tuple[Stay, ...], absences: tuple[Absence, ...], left: int) -> None:
    situation = Situation(Person(stays=run, absences=absences), ON)
    assert since_a_loss(run, situation) == list(run[len(run) - left :])


def test_absences_that_are_not_told_ended_nothing() -> None:
    assert since_a_loss(B_THEN_A, Situation(Person(stays=B_THEN_A), ON)) == list(B_THEN_A)


def test_what_is_lost_is_lost_whatever_is_counted_of_the_days_of_travel() -> None:
    """Twelve months from the day of departure to the day of return (reading 22)."""
    situation = Situation(Person(stays=L_THEN_A, absences=(away(*YEAR, outside_eu=True),)), ON, OTHER)
    assert since_a_loss(L_THEN_A, situation) == [L_THEN_A[1]]


# --- if it was not lost -------------------------------------------------------------------------------------------

ALL_FOUR = ("annex_18", "centre_of_interests_proven", "card_valid_on_return", "return_reported")


def asked(index: int, *names: str) -> tuple[str, ...]:
    return tuple(f"absences[{index}].{name}" for name in names)


@pytest.mark.parametrize(
    ("told", "absences", "kept", "facts"),
    [
        pytest.param(told, absences, kept, facts, id=about)
        for about, told, absences, kept, facts in (
            ("nothing told of it", B_THEN_A, (away(*LONG),), (away(*LONG, **IN_ORDER),), asked(0, *ALL_FOUR)),
            (
                "prepared, the return not told",
                B_THEN_A,
                (away(*LONG, **PREPARED),),
                (away(*LONG, **IN_ORDER),),
                asked(0, "card_valid_on_return", "return_reported"),
            ),
            ("not declared: surely lost", B_THEN_A, (away(*LONG, **NOT_DECLARED),), None, ()),
            ("all in order: surely kept", B_THEN_A, (away(*LONG, **IN_ORDER),), None, ()),
            ("a year to the day: at risk, whatever is told", B_THEN_A, (away(*YEAR),), None, ()),
            ("a short one", B_THEN_A, (away("2016-02-01", "2016-08-01"),), None, ()),
            ("no absence", B_THEN_A, (), None, ()),
            ("absences not told", B_THEN_A, None, None, ()),
            ("begun as a student", B_THEN_A, (away("2020-01-01", "2021-06-01"),), None, ()),
            ("no limited stay after it", B_THEN_A[:1], (away(*LONG),), None, ()),
            (
                "an EU citizen since",
                stays(("2015-01-01", "2019-12-31", "unlimited_stay"), ("2020-01-01", None, "eu_citizen")),
                (away(*LONG),),
                None,
                (),
            ),
            (
                "unlimited, settled, limited",
                B_K_A,
                (away("2015-02-01", "2016-06-01"),),
                (away("2015-02-01", "2016-06-01", **IN_ORDER),),
                asked(0, *ALL_FOUR),
            ),
            ("no stay told", None, (away(*LONG),), None, ()),
            ("a student before", A_B_A, (away(*LONG),), (away(*LONG, **IN_ORDER),), asked(0, *ALL_FOUR)),
            (
                "L, where is not told",
                L_THEN_A,
                (away(*YEAR, annex_18=True),),
                (away(*YEAR, annex_18=True, outside_eu=False),),
                asked(0, "outside_eu"),
            ),
            (
                "one that is not told beside others",
                B_THEN_A,
                (away("2015-02-01", "2015-03-01"), away(*LONG, 1), away("2018-02-01", "2019-06-01", 2, **NOT_DECLARED)),
                (
                    away("2015-02-01", "2015-03-01"),
                    away(*LONG, 1, **IN_ORDER),
                    away("2018-02-01", "2019-06-01", 2, **NOT_DECLARED),
                ),
                asked(1, *ALL_FOUR),
            ),
            (
                "two that are not told, in two unlimited stays",
                TWICE,
                (away(*LONG, **PREPARED), away(*LONG_AGO, 1, **PREPARED)),
                (away(*LONG, **IN_ORDER), away(*LONG_AGO, 1, **IN_ORDER)),
                (
                    *asked(1, "card_valid_on_return", "return_reported"),
                    *asked(0, "card_valid_on_return", "return_reported"),
                ),
            ),
            (
                "limited from today",
                stays(("2015-01-01", "2026-03-09", "unlimited_stay"), ("2026-03-10", None, "student")),
                (away(*LONG),),
                (away(*LONG, **IN_ORDER),),
                asked(0, *ALL_FOUR),
            ),
        )
    ],
)
def test_as_it_must_have_been_if_nothing_was_lost(
    told: tuple[Stay, ...] | None,
    absences: tuple[Absence, ...] | None,
    kept: tuple[Absence, ...] | None,
    facts: tuple[str, ...],
) -> None:
    situation = Situation(Person(stays=told, absences=absences), ON, OTHER)
    found = if_not_lost(situation)
    assert (found and found[1]) == (facts or None)
    if found is not None and kept is not None:
        # What does not matter to it is tried as one of its ways: where in the world it was.
        given = [
            replace(one, outside_eu=two.outside_eu)
            for one, two in zip(found[0].person.absences or (), kept, strict=True)
        ]
        assert tuple(given) == kept
        assert (found[0].person.stays, found[0].on, found[0].conventions) == (told, ON, OTHER)
        assert kept[0].outside_eu is None or found[0].person.absences == kept
