"""The right of return of section 6 of the third-country file: which absence ended the stay, and when that lies behind.

A person with a B card, here since 2015, asked about on 10 March 2026; each row changes one thing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import Truth
from belgian_residence.routes.returning import right_of_return_kept, years_after_a_lost_return
from belgian_residence.routes.status import When
from belgian_residence.told.person import Absence, Person, Stay

ON = date(2026, 3, 10)
HERE_SINCE = date(2015, 5, 4)
NOT_DECLARED: dict[str, Any] = {"annex_18": False, "centre_of_interests_proven": True}
NOT_PROVEN: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": False}
BOTH: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": True}


def away(departure: str, back: str | None, index: int = 0, **told: Any) -> Absence:
    """An absence; of what is not told, nothing is known."""
    end = date.fromisoformat(back) if back else None
    return Absence(date.fromisoformat(departure), end, index=index, **told)


def somebody(*absences: Absence, since: date = HERE_SINCE, card: str | None = "B", **told: Any) -> Situation:
    person = Person(card=card, stays=(Stay(since, None, "unlimited_stay"),), absences=absences)
    return Situation(replace(person, **told), ON)


def opens(day: date | None) -> Any:
    """The condition, for a route that opens on the day."""
    return right_of_return_kept(lambda situation: When(day))


ASK_BOTH = ("absences[0].annex_18", "absences[0].centre_of_interests_proven")
ASK_REASON = ("absences[0].reason",)
YEAR, MORE = ("2023-02-01", "2024-02-01"), ("2023-02-01", "2024-02-02")

ROWS: list[tuple[str, Situation, str, tuple[str, ...]]] = [
    ("never abroad", somebody(), "yes", ()),
    # ABS-1: a valid card gives a right to return for one year
    ("a year to the day, not declared", somebody(away(*YEAR, **NOT_DECLARED)), "yes", ()),
    ("a day more, not declared", somebody(away(*MORE, **NOT_DECLARED)), "no", ()),
    ("a day more, interests not proven", somebody(away(*MORE, **NOT_PROVEN)), "no", ()),
    # ABS-3: beyond a year with declaration and proof before leaving, or force majeure
    ("declared and proven", somebody(away(*MORE, **BOTH)), "yes", ()),
    ("force majeure", somebody(away(*MORE, reason="force_majeure", **NOT_DECLARED)), "yes", ()),
    ("illness is not force majeure", somebody(away(*MORE, reason="serious_illness", **NOT_DECLARED)), "no", ()),
    ("nothing told", somebody(away(*MORE)), "unknown", ASK_BOTH),
    ("declared, nothing else told", somebody(away(*MORE, annex_18=True)), "unknown", ASK_BOTH[1:]),
    ("proven, nothing else told", somebody(away(*MORE, centre_of_interests_proven=True)), "unknown", ASK_BOTH[:1]),
    ("not declared, nothing else told", somebody(away(*MORE, annex_18=False)), "no", ()),
    ("not proven, nothing else told", somebody(away(*MORE, centre_of_interests_proven=False)), "no", ()),
    # the reason is not known: it may have been force majeure
    ("reason not known, not declared", somebody(away(*MORE, reason=None, **NOT_DECLARED)), "unknown", ASK_REASON),
    ("reason not known, not proven", somebody(away(*MORE, reason=None, **NOT_PROVEN)), "unknown", ASK_REASON),
    ("reason not known, declared and proven", somebody(away(*MORE, reason=None, **BOTH)), "yes", ()),
    ("reason not known, nor anything else", somebody(away(*MORE, reason=None)), "unknown", (*ASK_REASON, *ASK_BOTH)),
    # who is under other limits: CARD-ABS-3
    ("an F card", somebody(away(*MORE, **NOT_DECLARED), card="F"), "yes", ()),
    ("an F+ card", somebody(away(*MORE, **NOT_DECLARED), card="F+"), "yes", ()),
    ("an L card", somebody(away(*MORE, **NOT_DECLARED), card="L"), "no", ()),
    ("card not known, lost without F", somebody(away(*MORE, **NOT_DECLARED), card=None), "unknown", ("card",)),
    ("card not known, nothing lost", somebody(away(*MORE, **BOTH), card=None), "yes", ()),
    ("card not known, nor what was told", somebody(away(*MORE), card=None), "unknown", ("card", *ASK_BOTH)),
    # five new years of stay lie after it (K-COUNT-1, K-COUNT-2)
    ("back five years ago", somebody(away("2019-06-01", "2021-03-10", **NOT_DECLARED)), "yes", ()),
    ("back a day less than that ago", somebody(away("2019-06-01", "2021-03-11", **NOT_DECLARED)), "no", ()),
    # an earlier stay has nothing to do with this one
    ("back on the day the stay began", somebody(away(*MORE, **NOT_DECLARED), since=date(2024, 2, 2)), "yes", ()),
    ("back the day after", somebody(away(*MORE, **NOT_DECLARED), since=date(2024, 2, 1)), "no", ()),
    ("no stay runs any more", somebody(away(*MORE, **NOT_DECLARED), stays=()), "no", ()),
    # several: each is looked at
    (
        "a long one after one of long ago",
        somebody(away("2017-01-01", "2018-06-01", **NOT_DECLARED), away(*MORE, 1, **NOT_DECLARED)),
        "no",
        (),
    ),
    (
        "a long one after a short one",
        somebody(away("2022-01-01", "2022-02-01"), away(*MORE, 1, **NOT_PROVEN)),
        "no",
        (),
    ),
    (
        "one that is lost after one that may be",
        somebody(away("2021-06-01", "2022-07-01"), away(*MORE, 1, **NOT_PROVEN)),
        "no",
        (),
    ),
    (
        "one that was kept after one that may be lost",
        somebody(away("2021-06-01", "2022-07-01"), away(*MORE, 1, **BOTH)),
        "unknown",
        ASK_BOTH,
    ),
    (
        "two of which nothing is told",
        somebody(away("2021-06-01", "2022-07-01"), away(*MORE, 1)),
        "unknown",
        (*ASK_BOTH, "absences[1].annex_18", "absences[1].centre_of_interests_proven"),
    ),
    (
        "two that are lost without F, card not known",
        somebody(away("2021-06-01", "2022-07-01", **NOT_PROVEN), away(*MORE, 1, **NOT_PROVEN), card=None),
        "unknown",
        ("card",),
    ),
    (
        "one of which nothing is told and one that is lost without F, card not known",
        somebody(away("2021-06-01", "2022-07-01"), away(*MORE, 1, **NOT_PROVEN), card=None),
        "unknown",
        ("card", *ASK_BOTH),
    ),
    # not told at all
    ("absences not told", somebody(absences=None), "unknown", ("absences",)),
    ("stays not told", somebody(stays=None), "unknown", ("stays",)),
    ("neither told", somebody(absences=None, stays=None), "unknown", ("stays", "absences")),
]


@pytest.mark.parametrize(("situation", "value", "missing"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_which_absence_lost_the_right_of_return(situation: Situation, value: str, missing: tuple[str, ...]) -> None:
    finding = opens(None)(situation)
    assert (finding.value, finding.missing) == (Truth(value), missing)
    looked_at = {"card"} if situation.person.card in ("F", "F+") else {"card", "stays", "absences"}
    assert set(finding.facts) == looked_at


@pytest.mark.parametrize(
    ("day", "back", "value"),
    [
        # The route opened before: what is planned has lost nothing yet.
        ("2025-01-01", "2027-06-01", "yes"),
        (None, "2027-06-01", "yes"),
        # It opens while the person is away: only what has passed by then counts.
        ("2026-09-01", "2027-06-01", "yes"),
        ("2026-09-02", "2027-06-01", "no"),
        # It opens afterwards: the plan loses the right before it.
        ("2028-01-01", "2026-09-01", "yes"),
        ("2028-01-01", "2026-09-02", "no"),
    ],
)
def test_a_trip_under_way_counts_until_the_route_opens(day: str | None, back: str, value: str) -> None:
    trip = away("2025-09-01", back, **NOT_DECLARED)
    assert opens(date.fromisoformat(day) if day else None)(somebody(trip)).value is Truth(value)


def test_a_trip_that_already_lasted_too_long_counts_although_the_route_opened_long_ago() -> None:
    assert opens(date(2020, 1, 1))(somebody(away("2025-03-09", None, **NOT_DECLARED))).value is Truth.NO


def test_whole_days_abroad_are_counted_where_that_reading_is_chosen() -> None:
    situation = somebody(away(*MORE, **NOT_DECLARED))
    assert opens(None)(situation.under(replace(SAFE, whole_days_abroad=True))).value is Truth.YES


@pytest.mark.parametrize(
    ("situation", "day"),
    [
        (somebody(), date.min),
        (somebody(absences=None), date.min),
        (somebody(away("2018-02-01", "2019-02-01", **NOT_DECLARED)), date.min),  # a year to the day
        (somebody(away("2018-02-01", "2019-02-02", **NOT_DECLARED)), date(2024, 2, 2)),
        (somebody(away("2018-02-01", "2019-02-02")), date(2024, 2, 2)),  # it may have lost it
        (somebody(away("2018-02-01", "2019-02-02", annex_18=True)), date(2024, 2, 2)),
        (somebody(away("2018-02-01", "2019-02-02", **BOTH)), date.min),
        (somebody(away("2018-02-01", "2019-02-02", reason="force_majeure")), date.min),
        (somebody(away("2018-02-01", "2019-02-02"), card="F"), date.min),
        (somebody(away("2018-02-01", "2019-02-02"), card="F+"), date.min),
        (somebody(away("2018-02-01", "2019-02-02"), card=None), date(2024, 2, 2)),
        (somebody(away("2020-01-01", "2021-03-10")), ON),
        (somebody(away("2020-01-01", "2021-03-11")), date.min),  # still ahead: the condition decides
        (somebody(away("2015-06-01", "2016-07-01"), away("2018-02-01", "2019-02-02")), date(2024, 2, 2)),
        (somebody(away("2018-02-01", "2019-02-02"), away("2024-01-01", "2025-02-02")), date(2024, 2, 2)),
    ],
)
def test_the_day_on_which_five_years_lie_after_a_lost_return(situation: Situation, day: date) -> None:
    assert years_after_a_lost_return(situation) == day
