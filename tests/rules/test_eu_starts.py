"""The day from which the five years under the EU rules run: of an EU citizen, of family, under the Agreement.

Each row tells the papers and the stays; what else happened is no matter of the start. Longer than others: each kind of
person has a table, and most rows a neighbour one day later.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.routes.eu.starts import (
    Start,
    family_request_under_way,
    family_years_before,
    of_eu_citizen,
    of_family,
    under_agreement,
)
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day, stay

ON = date(2026, 3, 10)


def eu(since: str, until: str | None = None, **more: Any) -> Stay:
    return stay("eu_citizen", since, until, **more)


def family(since: str, until: str | None = None, **more: Any) -> Stay:
    return stay("family_of_eu_or_belgian", since, until, **more)


def agreed(since: str, until: str | None = None, **more: Any) -> Stay:
    return stay("withdrawal_agreement", since, until, **more)


def special(since: str, until: str | None = None, **more: Any) -> Stay:
    return stay("special_card_other", since, until, **more)


def told(*stays: Stay, on: date = ON, **facts: Any) -> Situation:
    """Somebody who told these stays, and no others."""
    return Situation(Person(stays=stays, **facts), on)


def no_stays_told(**facts: Any) -> Situation:
    return Situation(Person(**facts), ON)


def start(
    first: str | None,
    *law: str,
    missing: tuple[str, ...] = (),
    older: tuple[str, ...] = (),
    again: bool = False,
    by_the_card: bool = False,
) -> Start:
    return Start(day(first), missing, older, law, again, by_the_card)


NOT_KNOWN: dict[str, Any] = {"start_known": False}
A_SECOND: dict[str, Any] = {"index": 1}
A_THIRD: dict[str, Any] = {"index": 2}

Row = tuple[str, Situation, Start]


def ids(rows: list[Any]) -> list[str]:
    return [row[0] for row in rows]


# --- an EU citizen ----------------------------------------------------------------------------------------------------

JUNE_23 = day("2023-06-01")
NO_ANNEX: dict[str, Any] = {"annex_19": "none"}

EU_ROWS: list[Row] = [
    # EUP-5Y-2: the annex 19
    ("the annex 19", told(annex_19=JUNE_23), start("2023-06-01")),
    ("not the registration told beside it", told(eu("2020-01-06"), annex_19=JUNE_23), start("2023-06-01")),
    # EUP-SCOPE-3: years on a special card may lie before the annex; few have had one, so that is asked first
    (
        "stays not told",
        no_stays_told(annex_19=JUNE_23),
        start("2023-06-01", older=("special_card_before",)),
    ),
    (
        "stays not told, a special card before",
        no_stays_told(annex_19=JUNE_23, special_card_before=True),
        start("2023-06-01", older=("stays",)),
    ),
    (
        "stays not told, no special card before",
        no_stays_told(annex_19=JUNE_23, special_card_before=False),
        start("2023-06-01"),
    ),
    (
        "a special card until the day before the annex",
        told(special("2019-03-01", "2023-05-31"), annex_19=JUNE_23),
        start("2019-03-01", "EUP-SCOPE-3"),
    ),
    (
        "a special card by a convention",
        told(stay("special_card_convention", "2019-03-01", "2023-05-31"), annex_19=JUNE_23),
        start("2019-03-01", "EUP-SCOPE-3"),
    ),
    (
        "a special card until two days before the annex",
        told(special("2019-03-01", "2023-05-30"), annex_19=JUNE_23),
        start("2023-06-01"),
    ),
    (
        "a special card from the day of the annex on",
        told(special("2023-06-01"), annex_19=JUNE_23),
        start("2023-06-01"),
    ),
    (
        "a special card after the annex",
        told(eu("2019-01-01", "2024-05-31"), special("2024-06-01", **A_SECOND), annex_19=JUNE_23),
        start("2023-06-01"),
    ),
    (
        "registered before the special card",
        told(
            eu("2017-02-01", "2019-02-28"),
            special("2019-03-01", "2023-05-31", **A_SECOND),
            eu("2023-06-01", **A_THIRD),
            annex_19=JUNE_23,
        ),
        start("2017-02-01", "EUP-SCOPE-3"),
    ),
    (
        "a special card in another country is nothing",
        told(special("2019-03-01", "2023-05-31", country="NL"), annex_19=JUNE_23),
        start("2023-06-01"),
    ),
    (
        "first day of the special card not known: the first card bounds it",
        told(special("2019-03-01", "2023-05-31", first_card=day("2019-09-01"), **NOT_KNOWN), annex_19=JUNE_23),
        start("2019-09-01", "EUP-SCOPE-3", older=("stays[0].from",)),
    ),
    (
        "nor its first card: the annex bounds it",
        told(
            stay("student", "2015-01-01", "2018-01-01"),
            special("2019-03-01", "2023-05-31", **NOT_KNOWN, **A_SECOND),
            annex_19=JUNE_23,
        ),
        start("2023-06-01", "EUP-SCOPE-3", older=("stays[1].from",)),
    ),
    (
        "nor its first card: the special card that followed bounds it",
        told(
            special("2019-03-01", "2019-12-31", **NOT_KNOWN),
            special("2020-01-01", "2023-05-31", **A_SECOND),
            annex_19=JUNE_23,
        ),
        start("2020-01-01", "EUP-SCOPE-3", older=("stays[0].from",)),
    ),
    (
        "a first card that is younger than the annex bounds nothing",
        told(special("2019-03-01", first_card=day("2024-01-01"), **NOT_KNOWN), annex_19=JUNE_23),
        start("2023-06-01", "EUP-SCOPE-3", older=("stays[0].from",)),
    ),
    # EUP-SCOPE-3: no annex 19 at all
    ("a special card", told(special("2019-03-01"), **NO_ANNEX), start("2019-03-01", "EUP-SCOPE-3")),
    (
        "a special card, annex 19 not known",
        told(special("2019-03-01")),
        start("2019-03-01", "EUP-SCOPE-3", older=("annex_19",)),
    ),
    (
        "a special card, then registered",
        told(special("2019-03-01", "2023-05-31"), eu("2023-06-01"), **NO_ANNEX),
        start("2019-03-01", "EUP-SCOPE-3"),
    ),
    (
        "first day of the special card not known",
        told(special("2019-03-01", first_card=day("2019-09-01"), **NOT_KNOWN, **A_THIRD), **NO_ANNEX),
        start("2019-09-01", "EUP-SCOPE-3", missing=("stays[2].from",)),
    ),
    (
        "nothing bounds the special card",
        told(special("2019-03-01", **NOT_KNOWN), **NO_ANNEX),
        start(None, "EUP-SCOPE-3", missing=("stays[0].from",)),
    ),
    (
        "the stay that followed at once bounds it",
        told(special("2019-03-01", "2020-05-31", **NOT_KNOWN), eu("2020-06-01", **A_SECOND), **NO_ANNEX),
        start("2020-06-01", "EUP-SCOPE-3", missing=("stays[0].from",)),
    ),
    (
        "also while the annex 19 is not known",
        told(special("2019-03-01", "2020-05-31", **NOT_KNOWN), eu("2020-06-01", **A_SECOND)),
        start("2020-06-01", "EUP-SCOPE-3", missing=("stays[0].from",), older=("annex_19",)),
    ),
    (
        "the first card is older than that",
        told(
            special("2019-03-01", "2020-05-31", first_card=day("2019-09-01"), **NOT_KNOWN),
            eu("2020-06-01", **A_SECOND),
            **NO_ANNEX,
        ),
        start("2019-09-01", "EUP-SCOPE-3", missing=("stays[0].from",)),
    ),
    (
        "of a stay that followed only its first card is known",
        told(
            special("2019-03-01", "2020-05-31", **NOT_KNOWN),
            eu("2020-06-01", first_card=day("2020-09-01"), **NOT_KNOWN, **A_SECOND),
            **NO_ANNEX,
        ),
        start("2020-09-01", "EUP-SCOPE-3", missing=("stays[0].from",)),
    ),
    (
        "a stay that did not follow at once bounds nothing of it",
        told(special("2019-03-01", "2020-05-31", **NOT_KNOWN), eu("2020-07-01", **A_SECOND), **NO_ANNEX),
        start("2020-07-01", "EUP-5Y-3"),
    ),
    # EUP-5Y-3: the registration
    ("registered, no annex 19", told(eu("2020-01-06"), **NO_ANNEX), start("2020-01-06", "EUP-5Y-3")),
    (
        "registered, annex 19 not known: that bounds it",
        told(eu("2020-01-06")),
        start("2020-01-06", "EUP-5Y-3", missing=("annex_19",)),
    ),
    (
        "day of registration not known: the first card bounds it",
        told(eu("2020-01-06", first_card=day("2020-04-01"), **NOT_KNOWN), card="EU", card_issued=JUNE_23, **NO_ANNEX),
        start("2020-04-01", "EUP-5Y-3", missing=("stays[0].from",)),
    ),
    (
        "nor the first card: the present one bounds it",
        told(eu("2020-01-06", **NOT_KNOWN, **A_SECOND), card="EU", card_issued=JUNE_23, **NO_ANNEX),
        start("2023-06-01", "EUP-5Y-3", missing=("stays[1].from",), by_the_card=True),
    ),
    (
        "of a paper and a registration that are not known the paper is asked",
        told(eu("2020-01-06", **NOT_KNOWN)),
        start(None, "EUP-5Y-3", missing=("annex_19",)),
    ),
    # EUP-5Y-2: a card came after the annex, so it bounds what nothing else does
    *(
        (
            f"card {card}, nothing else told",
            no_stays_told(card=card, card_issued=JUNE_23),
            start("2023-06-01", "EUP-5Y-3", missing=("annex_19",), by_the_card=True),
        )
        for card in ("E", "E+", "EU", "EU+", "annex_8", "annex_8bis")
    ),
    (
        "a card of today",
        no_stays_told(card="EU", card_issued=ON),
        start("2026-03-10", "EUP-5Y-3", missing=("annex_19",), by_the_card=True),
    ),
    (
        "a card of tomorrow bounds nothing",
        no_stays_told(card="EU", card_issued=day("2026-03-11")),
        start(None, missing=("annex_19",)),
    ),
    (
        "a card of another kind bounds nothing",
        no_stays_told(card="A", card_issued=JUNE_23),
        start(None, missing=("annex_19",)),
    ),
    ("day of the card not known", no_stays_told(card="EU"), start(None, missing=("annex_19",))),
    (
        "no annex 19, a card",
        no_stays_told(card="EU", card_issued=JUNE_23, **NO_ANNEX),
        start("2023-06-01", "EUP-5Y-3", missing=("stays",), by_the_card=True),
    ),
    ("no annex 19, no stays told", no_stays_told(**NO_ANNEX), start(None, missing=("stays",))),
    ("no annex 19, no stays", told(**NO_ANNEX), start(None, missing=("stays",))),
    ("nothing told", no_stays_told(), start(None, missing=("annex_19",))),
    # stays that follow each other, up to the day asked about
    (
        "one stay after the other",
        told(eu("2018-01-01", "2019-12-31"), eu("2020-01-01"), **NO_ANNEX),
        start("2018-01-01", "EUP-5Y-3"),
    ),
    (
        "both on the day of the change",
        told(eu("2018-01-01", "2020-01-01"), eu("2020-01-01"), **NO_ANNEX),
        start("2018-01-01", "EUP-5Y-3"),
    ),
    (
        "a day between them",
        told(eu("2018-01-01", "2019-12-30"), eu("2020-01-01"), **NO_ANNEX),
        start("2020-01-01", "EUP-5Y-3"),
    ),
    (
        "a break was told",
        told(eu("2018-01-01", "2019-12-31"), eu("2020-01-01", before="break"), **NO_ANNEX),
        start("2020-01-01", "EUP-5Y-3"),
    ),
    (
        "told in another order",
        told(eu("2020-01-01"), eu("2018-01-01", "2019-12-31"), **NO_ANNEX),
        start("2018-01-01", "EUP-5Y-3"),
    ),
    (
        "a stay on another ground before",
        told(stay("single_permit", "2018-01-01", "2019-12-31"), eu("2020-01-01"), **NO_ANNEX),
        start("2020-01-01", "EUP-5Y-3"),
    ),
    (
        "the first one runs on beside the next",
        told(special("2018-01-01"), eu("2020-01-01", "2021-12-31"), **NO_ANNEX),
        start("2018-01-01", "EUP-SCOPE-3"),
    ),
    ("ended yesterday", told(eu("2018-01-01", "2026-03-09"), **NO_ANNEX), start("2018-01-01", "EUP-5Y-3")),
    ("ended the day before", told(eu("2018-01-01", "2026-03-08"), **NO_ANNEX), start(None, missing=("stays",))),
    ("begins today", told(eu("2026-03-10"), **NO_ANNEX), start("2026-03-10", "EUP-5Y-3")),
    ("begins tomorrow", told(eu("2026-03-11"), **NO_ANNEX), start(None, missing=("stays",))),
    (
        "the stay of tomorrow changes nothing of today's",
        told(eu("2018-01-01", "2026-03-09"), eu("2026-03-11"), **NO_ANNEX),
        start("2018-01-01", "EUP-5Y-3"),
    ),
]


@pytest.mark.parametrize(("situation", "wanted"), [row[1:] for row in EU_ROWS], ids=ids(EU_ROWS))
def test_of_an_eu_citizen(situation: Situation, wanted: Start) -> None:
    assert of_eu_citizen(situation) == wanted


# --- a stay that began again ------------------------------------------------------------------------------------------

ANNEX = day("2016-01-10")
"""Five years are complete on 10 January 2021, unless the stay ended before."""
OWN = ("EUP-5Y-1", "EUP-5Y-3")
AS_FAMILY = ("FAM-5Y-1", "FAM-5Y-2")
AGREEMENT = ("BRX-PR-1", "BRX-ABS-1")
SEAM = ("stays[1].before",)


def twice(left: str, back: str, before: str | None = None, **more: Any) -> tuple[Stay, Stay]:
    return eu("2016-01-10", left), eu(back, before=before, **A_SECOND, **more)


AGAIN_ROWS: list[tuple[str, tuple[Stay, ...], Start]] = [
    # what, the stays of somebody with an annex 19 of 10 January 2016, from when the years run
    ("at once", twice("2017-06-30", "2017-07-01"), start("2016-01-10")),
    ("a day between", twice("2017-06-30", "2017-07-02"), start("2017-07-02", *OWN, older=SEAM, again=True)),
    ("a break was told", twice("2017-06-30", "2020-03-02", "break"), start("2020-03-02", *OWN, again=True)),
    ("papers covered it", twice("2017-06-30", "2020-03-02", "papers"), start("2016-01-10")),
    ("no break was told", twice("2017-06-30", "2020-03-02", "no_break"), start("2016-01-10")),
    # EUP-5Y-1: the right had arisen on the day on which five years were complete
    ("left on the day", twice("2021-01-10", "2022-03-02"), start("2016-01-10")),
    ("left before the day", twice("2021-01-09", "2022-03-02", "break"), start("2022-03-02", *OWN, again=True)),
    # only what has begun
    ("back today", twice("2020-06-30", "2026-03-10", "break"), start("2026-03-10", *OWN, again=True)),
    ("back tomorrow", twice("2020-06-30", "2026-03-11", "break"), start("2016-01-10")),
    (
        "the annex is that of the second stay",
        (eu("2012-01-10", "2014-06-30"), eu("2016-01-10", before="break", **A_SECOND)),
        start("2016-01-10"),
    ),
    (
        "day of the return not known: the first card bounds it",
        twice("2017-06-30", "2020-03-02", "break", first_card=day("2020-05-01"), **NOT_KNOWN),
        start("2020-05-01", *OWN, missing=("stays[1].from",), again=True),
    ),
    (
        "a third time",
        (
            eu("2016-01-10", "2017-06-30"),
            eu("2018-01-15", "2019-06-30", before="break", **A_SECOND),
            eu("2020-03-02", before="break", **A_THIRD),
        ),
        start("2020-03-02", *OWN, again=True),
    ),
    (
        "a third time, after five complete years",
        (
            eu("2016-01-10", "2017-06-30"),
            eu("2018-01-15", "2023-01-15", before="break", **A_SECOND),
            eu("2025-03-02", before="break", **A_THIRD),
        ),
        start("2018-01-15", *OWN, again=True),
    ),
    (
        "the first stay had not ended",
        (eu("2016-01-10"), eu("2017-02-01", "2018-06-30", **A_SECOND), eu("2020-03-02", **A_THIRD)),
        start("2016-01-10"),
    ),
    (
        "the longer of two stays counts",
        (
            eu("2016-01-10", "2020-02-29"),
            stay("student", "2017-02-01", "2018-06-30", **A_SECOND),
            eu("2020-03-01", **A_THIRD),
        ),
        start("2016-01-10"),
    ),
    # EUP-5Y-5: an EU citizen can tell a stay by what it was for
    (
        "a stay for work between",
        (eu("2016-01-10", "2017-06-30"), stay("single_permit", "2017-07-01", "2020-03-01"), eu("2020-03-02")),
        start("2016-01-10"),
    ),
    (
        "time in another country is none here",
        (
            eu("2016-01-10", "2017-06-30"),
            eu("2017-07-01", "2020-03-01", country="NL", **A_SECOND),
            eu("2020-03-02", before="break", **A_THIRD),
        ),
        start("2020-03-02", *OWN, again=True),
    ),
]


@pytest.mark.parametrize(("stays", "wanted"), [row[1:] for row in AGAIN_ROWS], ids=ids(AGAIN_ROWS))
def test_a_stay_that_began_again(stays: tuple[Stay, ...], wanted: Start) -> None:
    assert of_eu_citizen(told(*stays, annex_19=ANNEX)) == wanted


NINE_MONTHS = {"absences": (Absence(day("2017-01-10"), day("2017-10-10")),)}
FOR_A_REASON = {"absences": (Absence(day("2017-01-10"), day("2017-10-10"), None),)}


@pytest.mark.parametrize(
    ("left", "more", "wanted"),
    [
        # EUP-ABS-1: more than six months away, so five years are complete on 10 October 2022 and not before
        pytest.param("2022-10-09", NINE_MONTHS, start("2024-03-02", *OWN, again=True), id="the day before"),
        pytest.param("2022-10-10", NINE_MONTHS, start("2016-01-10"), id="on the day"),
        # EUP-ABS-3: or on 10 January 2021, if it was for an important reason
        pytest.param(
            "2022-10-09",
            FOR_A_REASON,
            start("2024-03-02", *OWN, older=("absences[0].reason",), again=True),
            id="the reason matters",
        ),
        pytest.param("2021-01-09", FOR_A_REASON, start("2024-03-02", *OWN, again=True), id="no reason is enough"),
    ],
)
def test_an_absence_before_the_stay_ended(left: str, more: dict[str, Any], wanted: Start) -> None:
    assert of_eu_citizen(told(*twice(left, "2024-03-02", "break"), annex_19=ANNEX, **more)) == wanted


# --- EUP-5Y-1: a right that had arisen, without a paper ---------------------------------------------------------------

WITHOUT_A_PAPER: dict[str, tuple[str, str, dict[str, Any], str]] = {
    # what: the stay ended, and began again, what else is told, from when the years run
    "five years on the last day": ("2021-01-10", "2022-03-02", {}, "2016-01-10"),
    "a day less": ("2021-01-09", "2022-03-02", {}, "2022-03-02"),
    "five years, broken": ("2021-01-10", "2022-03-02", NINE_MONTHS, "2022-03-02"),
    "five years after the break": ("2022-10-10", "2024-03-02", NINE_MONTHS, "2016-01-10"),
    # EUP-LOSS-1: more than two years
    "two years between": ("2021-06-30", "2023-06-30", {}, "2016-01-10"),
    "a day more": ("2021-06-30", "2023-07-01", {}, "2023-07-01"),
}


@pytest.mark.parametrize(("left", "back", "more", "first"), WITHOUT_A_PAPER.values(), ids=list(WITHOUT_A_PAPER))
def test_a_right_that_had_arisen_without_a_paper(left: str, back: str, more: dict[str, Any], first: str) -> None:
    own = twice(left, back, "break")
    joined = family("2016-01-10", left), family(back, before="break", **A_SECOND)
    assert of_eu_citizen(told(*own, **NO_ANNEX, **more)) == start(first, "EUP-5Y-3")
    assert of_eu_citizen(told(*own, **more)) == start(first, "EUP-5Y-3", missing=("annex_19",))
    assert of_family(told(*joined, **NONE_FILED, **MOROCCAN, **more)) == start(first)
    assert of_family(told(*joined, **more)) == start(first, missing=("annex_19ter",))


@pytest.mark.parametrize(
    ("stays", "first"),
    [
        pytest.param((special("2016-01-10", "2021-01-10"), eu("2022-03-02")), "2016-01-10", id="on a special card"),
        pytest.param(
            (eu("2016-01-10", "2018-01-09"), special("2018-01-10", "2021-01-10"), eu("2022-03-02")),
            "2016-01-10",
            id="in two stays",
        ),
        pytest.param(
            (eu("2016-01-10", "2021-01-10"), eu("2022-03-02", "2022-12-31"), eu("2024-03-02")),
            "2016-01-10",
            id="left twice since",
        ),
        pytest.param(
            (eu("2016-01-10", "2021-01-10"), eu("2022-03-02", "2022-12-31"), eu("2025-03-02")),
            "2025-03-02",
            id="left twice since, the second time for more than two years",
        ),
        pytest.param((eu("2016-01-10", "2021-01-10"), eu("2022-03-02", "2022-12-31")), None, id="no stay goes on"),
        pytest.param(
            (eu("2016-01-10", "2021-01-10", **NOT_KNOWN), eu("2022-03-02")), "2022-03-02", id="first day not known"
        ),
        pytest.param(
            (eu("2015-01-10", "2021-06-30", first_card=day("2016-06-30"), **NOT_KNOWN), eu("2022-03-02")),
            "2016-06-30",
            id="first day not known, the first card bounds it",
        ),
    ],
)
def test_which_stays_give_a_right_without_a_paper(stays: tuple[Stay, ...], first: str | None) -> None:
    assert of_eu_citizen(told(*stays, **NO_ANNEX)).day == day(first)


@pytest.mark.parametrize(("back", "first"), [("2024-06-30", "2014-01-10"), ("2024-07-01", "2024-07-01")])
def test_under_the_agreement_five_years_may_lie_between(back: str, first: str) -> None:
    """BRX-PR-3."""
    found = under_agreement(
        told(agreed("2014-01-10", "2019-06-30"), agreed(back, before="break"), **NO_ANNEX, **NONE_FILED)
    )
    assert found.day == day(first)


# --- family -----------------------------------------------------------------------------------------------------------

FILED = day("2020-06-15")
NONE_FILED: dict[str, Any] = {"annex_19ter": "none"}
BRITON: dict[str, Any] = {"nationality": frozenset({"GB"})}
MOROCCAN: dict[str, Any] = {"nationality": frozenset({"MA"})}
STUDENT_BETWEEN = (
    family("2020-06-15", "2021-06-30"),
    stay("student", "2021-07-01", "2022-03-01", **A_SECOND),
    family("2022-03-02", **A_THIRD),
)

FAMILY_ROWS: list[Row] = [
    # FAM-5Y-2: the annex 19ter, or an Annex 15 of at most 135 days before it
    ("the annex 19ter", told(annex_19ter=FILED, annex_15="none"), start("2020-06-15")),
    ("Annex 15 not known", told(annex_19ter=FILED), start("2020-06-15")),
    ("an Annex 15 before it", told(annex_19ter=FILED, annex_15=day("2020-05-01")), start("2020-05-01")),
    ("135 days before it", told(annex_19ter=FILED, annex_15=day("2020-02-01")), start("2020-02-01")),
    ("136 days before it", told(annex_19ter=FILED, annex_15=day("2020-01-31")), start("2020-06-15")),
    ("an Annex 15 after it", told(annex_19ter=FILED, annex_15=day("2020-07-01")), start("2020-06-15")),
    (
        "a family stay told beside it",
        told(family("2019-01-01"), annex_19ter=FILED, annex_15="none"),
        start("2020-06-15"),
    ),
    # FAM-5Y-1: a stay that ended and began again, of stays as family only
    (
        "began again",
        told(family("2020-06-15", "2021-06-30"), family("2022-03-02", **A_SECOND), annex_19ter=FILED),
        start("2022-03-02", *AS_FAMILY, older=SEAM, again=True),
    ),
    (
        "began again, a break was told",
        told(family("2020-06-15", "2021-06-30"), family("2022-03-02", before="break"), annex_19ter=FILED),
        start("2022-03-02", *AS_FAMILY, again=True),
    ),
    (
        "papers covered it",
        told(family("2020-06-15", "2021-06-30"), family("2022-03-02", before="papers"), annex_19ter=FILED),
        start("2020-06-15"),
    ),
    (
        "an A card between: how the last stay follows is of that one",
        told(*STUDENT_BETWEEN, annex_19ter=FILED),
        start("2022-03-02", *AS_FAMILY, again=True),
    ),
    (
        "an A card between, and a gap after it: what covered that covers no time as family",
        told(*STUDENT_BETWEEN[:2], family("2022-04-02", **A_THIRD), annex_19ter=FILED),
        start("2022-04-02", *AS_FAMILY, again=True),
    ),
    (
        "and papers after it say nothing of the first stay",
        told(*STUDENT_BETWEEN[:2], family("2022-04-02", before="papers", **A_THIRD), annex_19ter=FILED),
        start("2022-04-02", *AS_FAMILY, again=True),
    ),
    # no annex 19ter known
    ("nothing told", no_stays_told(), start(None, missing=("annex_19ter",))),
    ("no stay as family", told(eu("2020-01-06")), start(None, missing=("annex_19ter",))),
    (
        "a stay as family bounds it",
        told(family("2020-01-06")),
        start("2020-01-06", missing=("annex_19ter",)),
    ),
    (
        "of which the first card is known",
        told(family("2020-01-06", first_card=day("2020-07-01"), **NOT_KNOWN)),
        start("2020-07-01", missing=("annex_19ter",)),
    ),
    (
        "of which only the next is known",
        told(family("2018-01-06", "2020-01-05", **NOT_KNOWN), family("2020-01-06", **A_SECOND)),
        start("2020-01-06", missing=("annex_19ter",)),
    ),
    (
        "of two that follow each other the first",
        told(family("2018-01-06", "2020-01-05"), family("2020-01-06")),
        start("2018-01-06", missing=("annex_19ter",)),
    ),
    # SW-6: no annex 19ter, for a Briton who changed from the E card to the F card
    ("the annex 19 of then", told(annex_19=day("2017-03-10"), **NONE_FILED, **BRITON), start("2017-03-10", "SW-6")),
    *(
        (
            f"annex 19 not known, nationality {' and '.join(sorted(codes or ())) or 'not told'}",
            told(family("2020-01-06"), nationality=codes, **NONE_FILED),
            wanted,
        )
        for codes, wanted in (
            (None, start("2020-01-06", "SW-6", missing=("annex_19",))),
            (frozenset({"GB"}), start("2020-01-06", "SW-6", missing=("annex_19",))),
            (frozenset({"non-EU"}), start("2020-01-06", "SW-6", missing=("annex_19",))),
            (frozenset({"GB", "MA"}), start("2020-01-06", "SW-6", missing=("annex_19",))),
            (frozenset({"MA"}), start("2020-01-06")),
        )
    ),
    (
        "a Briton without a stay as family",
        told(**NONE_FILED, **BRITON),
        start(None, missing=("annex_19",)),
    ),
    (
        "a Briton, first day of the stay not known",
        told(family("2020-01-06", first_card=day("2020-07-01"), **NOT_KNOWN), **NONE_FILED, **BRITON),
        start("2020-07-01", "SW-6", missing=("annex_19",)),
    ),
    (
        "a Briton without an annex 19",
        told(family("2020-01-06"), **NONE_FILED, **NO_ANNEX, **BRITON),
        start("2020-01-06"),
    ),
    # none of the papers: the stay as family
    ("the stay as family", told(family("2020-01-06"), **NONE_FILED, **MOROCCAN), start("2020-01-06")),
    (
        "its first day not known",
        told(family("2020-01-06", **NOT_KNOWN, **A_SECOND), **NONE_FILED, **MOROCCAN),
        start(None, missing=("stays[1].from",)),
    ),
    (
        "it has ended",
        told(family("2020-01-06", "2025-01-31"), **NONE_FILED, **MOROCCAN),
        start(None, missing=("stays",)),
    ),
    ("no stays told", no_stays_told(**NONE_FILED, **MOROCCAN), start(None, missing=("stays",))),
]


@pytest.mark.parametrize(("situation", "wanted"), [row[1:] for row in FAMILY_ROWS], ids=ids(FAMILY_ROWS))
def test_of_family(situation: Situation, wanted: Start) -> None:
    assert of_family(situation) == wanted


# --- under the Withdrawal Agreement -----------------------------------------------------------------------------------

NEITHER: dict[str, Any] = {**NO_ANNEX, **NONE_FILED}
JUNE_19 = day("2019-06-01")

AGREEMENT_ROWS: list[Row] = [
    # BRX-PR-1: the first annex of the time of free movement
    ("an annex 19", told(annex_19=JUNE_19, **NONE_FILED), start("2019-06-01")),
    ("an annex 19ter", told(annex_19ter=JUNE_19, **NO_ANNEX), start("2019-06-01")),
    ("the older is the 19", told(annex_19=JUNE_19, annex_19ter=FILED), start("2019-06-01")),
    ("the older is the 19ter", told(annex_19=FILED, annex_19ter=JUNE_19), start("2019-06-01")),
    ("annex 19ter not known", told(annex_19=JUNE_19), start("2019-06-01", older=("annex_19ter",))),
    ("annex 19 not known", told(annex_19ter=JUNE_19), start("2019-06-01", older=("annex_19",))),
    (
        "annex 19ter and stays not known",
        no_stays_told(annex_19=JUNE_19),
        start("2019-06-01", older=("annex_19ter", "special_card_before")),
    ),
    # a special card before the annex
    (
        "a special card until the annex",
        told(special("2016-03-01", "2019-05-31"), annex_19=JUNE_19),
        start("2016-03-01", "EUP-SCOPE-3", older=("annex_19ter",)),
    ),
    (
        "of which the first day is not known",
        told(special("2016-03-01", "2019-05-31", **NOT_KNOWN), annex_19=JUNE_19),
        start("2019-06-01", "EUP-SCOPE-3", older=("annex_19ter", "stays[0].from")),
    ),
    (
        "began again",
        told(eu("2019-06-01", "2020-05-31"), agreed("2021-03-01", before="break"), annex_19=JUNE_19, **NONE_FILED),
        start("2021-03-01", *AGREEMENT, again=True),
    ),
    (
        "free movement, and at once the Agreement",
        told(eu("2019-06-01", "2020-12-31"), agreed("2021-01-01"), annex_19=JUNE_19, **NONE_FILED),
        start("2019-06-01"),
    ),
    # BRX-DL-2: a special card alone
    ("a special card", told(special("2016-03-01"), **NEITHER), start("2016-03-01", "BRX-DL-2")),
    (
        "a special card, annexes not known",
        told(special("2016-03-01")),
        start("2016-03-01", "BRX-DL-2", older=("annex_19", "annex_19ter")),
    ),
    (
        "a special card, and at once the Agreement",
        told(special("2016-03-01", "2021-05-31"), agreed("2021-06-01"), **NEITHER),
        start("2016-03-01", "BRX-DL-2"),
    ),
    # no annex: one by one they are asked
    ("nothing told", no_stays_told(), start(None, missing=("annex_19",))),
    ("no annex 19", no_stays_told(**NO_ANNEX), start(None, missing=("annex_19ter",))),
    ("no annex 19ter", no_stays_told(**NONE_FILED), start(None, missing=("annex_19",))),
    # where there is neither: the stay
    ("the stay under the Agreement", told(agreed("2021-06-01"), **NEITHER), start("2021-06-01")),
    (
        "with free movement at once before it",
        told(eu("2019-03-01", "2021-05-31"), agreed("2021-06-01"), **NEITHER),
        start("2019-03-01"),
    ),
    (
        "its first day not known",
        told(agreed("2021-06-01", first_card=day("2021-09-01"), **NOT_KNOWN), **NEITHER),
        start("2021-09-01", missing=("stays[0].from",)),
    ),
    (
        "nor its first card, but the stay that followed",
        told(special("2016-03-01", "2021-05-31", **NOT_KNOWN), agreed("2021-06-01", **A_SECOND), **NEITHER),
        start("2021-06-01", "BRX-DL-2", missing=("stays[0].from",)),
    ),
    ("neither, and no stay", told(**NEITHER), start(None, missing=("stays",))),
    ("neither, and it has ended", told(agreed("2021-06-01", "2025-01-31"), **NEITHER), start(None, missing=("stays",))),
]


@pytest.mark.parametrize(("situation", "wanted"), [row[1:] for row in AGREEMENT_ROWS], ids=ids(AGREEMENT_ROWS))
def test_under_the_agreement(situation: Situation, wanted: Start) -> None:
    assert under_agreement(situation) == wanted


# --- beside another route ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stays", "first"),
    [
        pytest.param((family("2019-03-01", "2023-05-31"),), "2019-03-01", id="until the day before"),
        pytest.param((family("2019-03-01"), eu("2023-06-01")), "2019-03-01", id="until the own right, end not told"),
        pytest.param(
            (family("2017-03-01", "2019-02-28"), family("2019-03-01", "2023-05-31")), "2017-03-01", id="two of them"
        ),
        pytest.param((family("2019-03-01", "2023-05-30"),), None, id="a day between"),
        pytest.param((family("2023-06-01"),), None, id="from the same day on"),
        pytest.param((family("2019-03-01", "2023-05-31", **NOT_KNOWN),), None, id="first day not known"),
        pytest.param(
            (family("2019-03-01", "2023-05-31", first_card=day("2019-09-01"), **NOT_KNOWN),),
            "2019-09-01",
            id="first day not known, the first card bounds it",
        ),
        pytest.param((stay("student", "2019-03-01", "2023-05-31"),), None, id="another ground"),
        pytest.param((), None, id="no stays"),
        pytest.param(None, None, id="stays not told"),
    ],
)
def test_years_as_family_before_an_own_right(stays: tuple[Stay, ...] | None, first: str | None) -> None:
    """The own right of an EU citizen began on 1 June 2023 (SW-4)."""
    assert family_years_before(Person(stays=stays), JUNE_23) == day(first)


GIVEN = (family("2020-06-15", first_card=day("2020-12-10")),)
GIVEN_BEFORE = (family("2012-01-06", first_card=day("2012-06-10")),)


@pytest.mark.parametrize(
    ("facts", "under_way"),
    [
        *(
            pytest.param({"card": card}, True, id=f"card {card}")
            for card in ("A", "H", "orange_card", "B", "C", "D", "K", "L", "annex_15", "special_card", "none")
        ),
        # these came of a request that was decided, or belong to who needs no F card
        *(pytest.param({"card": card}, False, id=f"card {card}") for card in ("F", "F+", "EU", "EU+", "M", "N", None)),
        pytest.param({"annex_19ter": "none"}, False, id="no annex 19ter"),
        pytest.param({"annex_19ter": None}, False, id="annex 19ter not known"),
        pytest.param({"stays": None}, True, id="stays not told"),
        pytest.param({"stays": (family("2020-06-15"),)}, True, id="the stay runs"),
        pytest.param({"stays": (family("2020-06-15", "2026-03-09"),)}, False, id="the stay ended yesterday"),
        pytest.param({"stays": (family("2020-06-15", "2026-03-10"),)}, True, id="its last day is today"),
        pytest.param(
            {"stays": (family("2012-01-06", "2020-06-14"),)}, True, id="a stay that ended before it was filed"
        ),
        pytest.param({"stays": (stay("student", "2018-01-06", "2025-01-31"),)}, True, id="another stay ended"),
        pytest.param(
            {"stays": (family("2012-01-06", "2019-01-31"), family("2020-06-15", "2025-01-31"))}, False, id="one of two"
        ),
        pytest.param({"stays": (family("2020-06-15", "2025-01-31", country="NL"),)}, True, id="in another country"),
        # an Annex 15, or no card, in the place of an F card that was given
        *(pytest.param({"card": card, "stays": GIVEN}, False, id=f"given, {card}") for card in ("annex_15", "none")),
        pytest.param({"card": "orange_card", "stays": GIVEN}, True, id="given, an orange card"),
        pytest.param({"card": "annex_15", "stays": GIVEN_BEFORE}, True, id="given for an earlier request"),
    ],
)
def test_a_request_for_the_f_card_that_is_under_way(facts: dict[str, Any], under_way: bool) -> None:
    person = Person(**{"card": "A", "annex_19ter": FILED, "stays": ()} | facts)
    assert family_request_under_way(person, ON) is under_way
