"""The clock of the three routes under the EU rules: the day on which five years are complete, and what is asked for it.

Everybody here counts from 15 January 2020, so five years are complete on 15 January 2025 unless something broke them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.routes.eu.clock import from_start, when
from belgian_residence.routes.eu.starts import LOSS_UNDER_AGREEMENT, Start
from belgian_residence.routes.status import When
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Absence, Period, Person
from briefly import away, day

FIRST = date(2020, 1, 15)
BEFORE, DAY_BEFORE, COMPLETE, AFTER = date(2023, 6, 1), date(2025, 1, 14), date(2025, 1, 15), date(2027, 6, 1)
LAW = ("EUP-5Y-1", "EUP-ABS-1")
PAPERS = ("annex_19", "stays")


def ill(departure: str, back: str, index: int = 0) -> Absence:
    return Absence(day(departure), day(back), "serious_illness", index=index)


def life(on: date, *absences: Absence, **told: Any) -> Situation:
    """Somebody with these absences, to whom nothing else happened but what is told."""
    nothing: dict[str, Any] = {
        "absences": absences,
        "free_movement_gaps": (),
        "prison": (),
        "register_gaps": (),
        "removal_enforced": False,
    }
    return Situation(Person(**nothing | told), on)


def clock(situation: Situation, start: Start, own_right: bool = True) -> When:
    return from_start(situation, start, own_right, LAW, PAPERS)


KNOWN = Start(FIRST)
NOT_SHOWN = Start(None, ("annex_19",))
BOUNDED = Start(FIRST, missing=("annex_19",))
BY_THE_CARD = Start(FIRST, missing=("annex_19",), by_the_card=True)
MAY_BE_OLDER = Start(FIRST, older=("special_card_before",))
BOTH = Start(FIRST, missing=("annex_19ter",), older=("annex_15",))
RETURN = "absences[0].to"

ROWS: list[tuple[str, Situation, Start, str | None, tuple[str, ...]]] = [
    # what, who, the start, the day, what is asked
    ("years ahead", life(BEFORE), KNOWN, "2025-01-15", ()),
    ("years behind", life(AFTER), KNOWN, "2025-01-15", ()),
    # the start
    ("no day shows it", life(BEFORE), NOT_SHOWN, None, ("annex_19",)),
    ("no day shows it: no list is asked before", life(BEFORE, absences=None), NOT_SHOWN, None, ("annex_19",)),
    ("it is bounded", life(BEFORE), BOUNDED, "2025-01-15", ("annex_19",)),
    # it is the latest that the start can be: years that are complete with it are complete with an older one
    ("it is bounded, complete tomorrow", life(DAY_BEFORE), BOUNDED, "2025-01-15", ("annex_19",)),
    ("it is bounded, complete today", life(COMPLETE), BOUNDED, "2025-01-15", ()),
    ("it is bounded, years behind", life(AFTER), BOUNDED, "2025-01-15", ()),
    ("only the card bounds it", life(AFTER), BY_THE_CARD, "2025-01-15", ("annex_19",)),
    (
        "it is bounded, broken on the bound",
        life(AFTER, away("2019-06-01", "2020-02-01")),
        BOUNDED,
        "2025-02-01",
        (),
    ),
    # unless a trip before it fills the year of one after it: then an older start gives a later day
    (
        "two trips that no year holds together",
        life(AFTER, away("2019-01-01", "2019-04-01"), away("2020-02-01", "2020-06-01", 1)),
        BOUNDED,
        "2025-01-15",
        (),
    ),
    (
        "two trips in one year, one before the bound",
        life(AFTER, away("2019-09-01", "2019-12-15"), away("2020-02-01", "2020-06-01", 1)),
        BOUNDED,
        "2025-01-15",
        ("annex_19",),
    ),
    (
        "two long trips for illness, one before the bound",
        life(AFTER, ill("2018-01-01", "2018-09-01"), ill("2021-01-01", "2021-09-01", 1)),
        BOUNDED,
        "2025-01-15",
        ("annex_19",),
    ),
    ("an older one can be, years ahead", life(DAY_BEFORE), MAY_BE_OLDER, "2025-01-15", ("special_card_before",)),
    ("an older one can be, complete today", life(COMPLETE), MAY_BE_OLDER, "2025-01-15", ()),
    ("an older one can be, years behind", life(AFTER), MAY_BE_OLDER, "2025-01-15", ()),
    # lists that are not told
    ("absences not told", life(BEFORE, absences=None), KNOWN, None, ("absences",)),
    ("absences not told, years behind", life(AFTER, absences=None), KNOWN, None, ("absences",)),
    (
        "of a bounded start both are asked",
        life(BEFORE, prison=None, interruptions=frozenset()),
        BOUNDED,
        None,
        ("annex_19", "prison"),
    ),
    (
        "an older start is not asked before the lists",
        life(BEFORE, register_gaps=None, interruptions=frozenset()),
        MAY_BE_OLDER,
        None,
        ("register_gaps",),
    ),
    # a return that is not known
    ("away since a month", life(BEFORE, away("2023-05-01", None)), KNOWN, "2025-01-15", (RETURN,)),
    (
        "of two trips the one",
        life(BEFORE, away("2021-05-01", "2021-05-09"), away("2023-05-01", None, 1)),
        KNOWN,
        "2025-01-15",
        ("absences[1].to",),
    ),
    ("away on the day", life(COMPLETE, away("2025-01-01", None)), KNOWN, "2025-01-15", ()),
    ("away for six months", life(BEFORE, away("2022-12-01", None)), KNOWN, "2025-01-15", (RETURN,)),
    (
        "away for a day more: it begins anew on the return",
        life(BEFORE, away("2022-11-30", None)),
        KNOWN,
        None,
        (RETURN,),
    ),
    # EUP-5Y-1, EUP-SCOPE-3: with an older start the years were complete before it
    (
        "of a bounded start the paper is asked too",
        life(BEFORE, away("2022-11-30", None)),
        BOUNDED,
        None,
        ("annex_19", RETURN),
    ),
    (
        "and what could show an older one",
        life(BEFORE, away("2022-11-30", None)),
        BOTH,
        None,
        ("annex_19ter", RETURN, "annex_15"),
    ),
    (
        "a break that is over, and away again since a month",
        life(BEFORE, away("2020-03-01", "2021-03-01"), away("2023-05-01", None, 1)),
        KNOWN,
        "2026-03-01",
        ("absences[1].to",),
    ),
    ("back today from a break", life(BEFORE, away("2022-08-01", "2023-06-01")), KNOWN, "2028-06-01", ()),
    (
        "the start, the return and an older start, in this order",
        life(BEFORE, away("2023-05-01", None)),
        BOTH,
        "2025-01-15",
        ("annex_19ter", RETURN, "annex_15"),
    ),
]


@pytest.mark.parametrize(
    ("situation", "start", "wanted", "asked"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_day_and_what_is_asked(
    situation: Situation, start: Start, wanted: str | None, asked: tuple[str, ...]
) -> None:
    found = clock(situation, start)
    assert (found.day, found.missing) == (day(wanted), asked)
    assert (found.day_is_known, found.open_on_the_day, found.basis) == (True, True, "right")


def test_three_years_away_since_end_no_right_under_the_agreement_with_an_older_start_either() -> None:
    """BRX-ABS-1, BRX-PR-3: five years do, so the bound stays the latest day; under the EU rules all begins anew."""
    situation = life(date(2029, 6, 1), away("2025-06-01", "2028-06-01"))
    found = from_start(situation, BOUNDED, True, LAW, PAPERS, LOSS_UNDER_AGREEMENT)
    assert (found.day, found.missing) == (day("2025-01-15"), ())
    assert clock(situation, BOUNDED).day == day("2033-06-01")


@pytest.mark.parametrize(
    ("situation", "start"),
    [
        pytest.param(life(AFTER), KNOWN, id="a day"),
        pytest.param(life(AFTER), NOT_SHOWN, id="no start"),
        pytest.param(life(BEFORE, away("2022-11-30", None)), KNOWN, id="no return"),
    ],
)
@pytest.mark.parametrize(
    ("own_right", "gaps"), [(True, ("free_movement_gaps",)), (False, ())], ids=["own right", "family"]
)
def test_what_the_day_rests_on(situation: Situation, start: Start, own_right: bool, gaps: tuple[str, ...]) -> None:
    found = clock(situation, start, own_right)
    assert (found.law, found.years) == (LAW, 5)
    assert found.facts == (*PAPERS, *ABSENCES, "interruptions", "prison", "register_gaps", *gaps, "removal_enforced")


@pytest.mark.parametrize(("on", "years"), [("2013-07-10", 3), ("2013-07-11", 5)])
def test_before_11_july_2013_the_law_asked_three_years(on: str, years: int) -> None:
    """EUP-5Y-8."""
    found = clock(life(day(on)), Start(day("2010-03-01")))
    assert (found.day, found.years) == (day("2010-03-01").replace(year=2010 + years), years)


def test_after_a_removal_no_day_is_safe() -> None:
    """EUP-ABS-6. The day of a removal is not asked."""
    found = clock(life(AFTER, removal_enforced=True), KNOWN)
    assert (found.day, found.day_is_known) == (COMPLETE, False)


GAP: dict[str, Any] = {"free_movement_gaps": (Period(day("2021-03-01"), day("2021-05-01")),)}
THREE_YEARS = away("2025-02-01", "2028-02-01")
FOUR_MONTHS_MORE = away("2028-05-01", None, 1)


@pytest.mark.parametrize(
    ("situation", "own", "family", "agreement"),
    [
        # a gap in free movement is one of the EU citizen (EUP-5Y-4)
        pytest.param(life(BEFORE, **GAP), "2026-05-02", "2025-01-15", "2026-05-02", id="no free movement"),
        # more than two years away end the right, under the Agreement more than five (EUP-LOSS-1, BRX-PR-3)
        pytest.param(
            life(day("2028-06-01"), THREE_YEARS), "2033-02-01", "2033-02-01", "2025-01-15", id="three years away"
        ),
    ],
)
def test_whose_years_and_which_loss(situation: Situation, own: str, family: str, agreement: str) -> None:
    for start, right, loss, wanted in (
        (FIRST, True, (), own),
        (FIRST, False, (), family),
        (FIRST, True, ("wa_pr.loss_absence",), agreement),
    ):
        assert when(situation, start, right, *loss) == (day(wanted), ())
        assert from_start(situation, Start(start), right, LAW, PAPERS, *loss).day == day(wanted)


def test_a_break_after_a_lost_right_begins_on_a_day_that_nobody_knows() -> None:
    """Three years away, three months here, and away again without a known return: under the Agreement the right of
    2025 is still there, so no return is asked."""
    situation = life(day("2029-01-01"), THREE_YEARS, FOUR_MONTHS_MORE)
    lost = from_start(situation, KNOWN, True, LAW, PAPERS)
    kept = from_start(situation, KNOWN, True, LAW, PAPERS, "wa_pr.loss_absence")
    assert (lost.day, lost.missing) == (None, ("absences[1].to",))
    assert (kept.day, kept.missing) == (COMPLETE, ())


@pytest.mark.parametrize(
    ("situation", "asked"),
    [
        pytest.param(life(DAY_BEFORE, away("2025-01-01", None)), (RETURN,), id="the day before"),
        pytest.param(life(COMPLETE, away("2025-01-01", None)), (), id="on the day"),
        pytest.param(life(AFTER, away("2027-05-01", None)), (), id="after the day"),
        pytest.param(life(BEFORE, absences=None), (), id="no absences told"),
    ],
)
def test_a_return_matters_until_the_years_are_complete(situation: Situation, asked: tuple[str, ...]) -> None:
    assert when(situation, FIRST, True) == (COMPLETE, asked)
