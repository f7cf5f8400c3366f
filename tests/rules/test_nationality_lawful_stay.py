"""Lawful stay for nationality in tables: which stays count and follow each other, and from which day the first counts.

Nationality Code art. 7bis §2; Royal Decree of 14 January 2013 art. 4 (NAT-TITLE-1, -4 and -5, reading 20). Longer than
others: each table follows one step of the count, from day to day at its limits.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.nationality.lawful_stay import Begin, begin, counted_run, counts, with_requests
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day, stay

ON = date(2026, 6, 1)
WORK, STUDY, ASYLUM, REFUGEE = "single_permit", "student", "asylum_procedure", "refugee"
EU, FAMILY, BRITON = "eu_citizen", "family_of_eu_or_belgian", "withdrawal_agreement"
REGISTERED = SAFE.but(lawful_stay_from_registration=True)


def case(*stays: Stay, way: Conventions = SAFE, **told: Any) -> Situation:
    return Situation(Person(stays=stays, **told), ON, way)


def shown(stays: list[Stay]) -> list[str]:
    """Each stay as its ground and first day."""
    return [f"{one.ground} {one.start}" for one in stays]


# --- the first day of the first stay (reading 20) -----------------------------------------------------------------

START, CARD = "2021-06-01", date(2021, 9, 1)
CARD_ASKED, START_ASKED = "stays[0].first_card_issued", "stays[0].from"
HAS_CARD: dict[str, Any] = {"first_card": CARD}
START_UNKNOWN: dict[str, Any] = {"start_known": False}
HELD: dict[str, Any] = {"card_issued": date(2022, 3, 1)}
"""The card held now: a first one came no later."""


def on(text: str) -> Begin:
    """A day that is known exactly."""
    exactly = day(text)
    return Begin(exactly, exactly, exactly)


def between(latest: str, earliest: str | None, probably: str | None, *asked: str) -> Begin:
    return Begin(day(latest), day(earliest), day(probably), asked)


BEGIN: list[tuple[str, str, dict[str, Any], dict[str, Any], Begin]] = [
    # ground, what is told of the stay, of the person, from which day it counts
    ("work: the first card", WORK, HAS_CARD, {}, on("2021-09-01")),
    ("work: the card, whatever request was told", WORK, HAS_CARD, {"annex_19": date(2021, 6, 1)}, on("2021-09-01")),
    ("work: 45 and 135 days", WORK, {}, {}, between("2021-10-14", START, "2021-07-16", CARD_ASKED)),
    (
        "the fact is named by its place",
        WORK,
        {"index": 2},
        {},
        between("2021-10-14", START, "2021-07-16", "stays[2].first_card_issued"),
    ),
    ("work: no first day, but a card", WORK, HAS_CARD | START_UNKNOWN, {}, on("2021-09-01")),
    ("work: neither", WORK, START_UNKNOWN, HELD, between("2022-03-01", None, None, CARD_ASKED, START_ASKED)),
    ("refugee: the stay", REFUGEE, HAS_CARD, {}, on(START)),
    ("refugee: the stay, its card not known", REFUGEE, {}, {"asylum_application": date(2020, 1, 1)}, on(START)),
    ("refugee who never asked: the card", REFUGEE, HAS_CARD, {"asylum_application": "none"}, on("2021-09-01")),
    (
        "refugee: first day not known",
        REFUGEE,
        HAS_CARD | START_UNKNOWN,
        {},
        between("2021-09-01", None, "2021-09-01", START_ASKED),
    ),
    ("subsidiary protection is not named", "subsidiary_protection", HAS_CARD, {}, on("2021-09-01")),
    ("asylum that led to it", ASYLUM, HAS_CARD, {}, on(START)),
    ("EU: not known which paper", EU, HAS_CARD, {}, between("2021-09-01", START, START, "annex_19")),
    (
        "EU: nor the first day",
        EU,
        HAS_CARD | START_UNKNOWN,
        {},
        between("2021-09-01", None, None, "annex_19", START_ASKED),
    ),
    (
        "EU: first day of another place",
        EU,
        HAS_CARD | START_UNKNOWN | {"index": 1},
        {},
        between("2021-09-01", None, None, "annex_19", "stays[1].from"),
    ),
    ("EU: asked before", EU, HAS_CARD, {"annex_19": date(2021, 5, 1)}, on(START)),
    ("EU: asked after", EU, HAS_CARD, {"annex_19": date(2021, 7, 1)}, on("2021-07-01")),
    ("EU: asked after, card not known", EU, {}, {"annex_19": date(2021, 7, 1)}, on("2021-07-01")),
    ("EU: asked after the card", EU, HAS_CARD, {"annex_19": date(2021, 9, 2)}, on("2021-09-01")),
    ("EU: never asked", EU, HAS_CARD, {"annex_19": "none"}, on("2021-09-01")),
    (
        "EU: never asked, card not known",
        EU,
        {},
        {"annex_19": "none"},
        between("2021-10-14", START, "2021-07-16", CARD_ASKED),
    ),
    (
        "EU: an annex 19ter is of others",
        EU,
        HAS_CARD,
        {"annex_19": "none", "annex_19ter": date(2021, 7, 1)},
        on("2021-09-01"),
    ),
    ("Briton: asked in 2020", BRITON, HAS_CARD, {"annex_19": date(2020, 12, 31)}, on(START)),
    ("Briton: asked in 2021", BRITON, HAS_CARD, {"annex_19": date(2021, 1, 1)}, on("2021-09-01")),
    ("Briton: nothing told", BRITON, HAS_CARD, {}, on("2021-09-01")),
    ("family of an EU citizen", FAMILY, HAS_CARD, {"sponsor_belgian": False}, on(START)),
    (
        "family of an EU citizen, asked after",
        FAMILY,
        HAS_CARD,
        {"sponsor_belgian": False, "annex_19ter": date(2021, 7, 1)},
        on("2021-07-01"),
    ),
    (
        "family of an EU citizen, never asked",
        FAMILY,
        HAS_CARD,
        {"sponsor_belgian": False, "annex_19ter": "none"},
        on("2021-09-01"),
    ),
    (
        "family of an EU citizen, an annex 19 is of others",
        FAMILY,
        HAS_CARD,
        {"sponsor_belgian": False, "annex_19": date(2021, 7, 1)},
        on(START),
    ),
    (
        "family of a Belgian",
        FAMILY,
        HAS_CARD,
        {"sponsor_belgian": True, "annex_19ter": date(2021, 6, 1)},
        on("2021-09-01"),
    ),
    ("family of nobody knows whom", FAMILY, HAS_CARD, {"annex_19ter": date(2021, 6, 1)}, on("2021-09-01")),
    # six months for the decision, then an Annex 15
    (
        "family, card not known",
        FAMILY,
        {},
        {"sponsor_belgian": True},
        between("2022-04-15", START, "2022-01-15", CARD_ASKED),
    ),
]


@pytest.mark.parametrize(
    ("ground", "more", "told", "wanted"), [row[1:] for row in BEGIN], ids=[row[0] for row in BEGIN]
)
def test_from_which_day_the_first_stay_counts(
    ground: str, more: dict[str, Any], told: dict[str, Any], wanted: Begin
) -> None:
    assert begin(stay(ground, START, **more), case(**told)) == wanted


@pytest.mark.parametrize(
    ("asked_on", "wanted"),
    [("2019-12-31", "2020-02-01"), ("2020-02-01", "2020-02-01"), ("2020-02-02", "2020-09-01")],
    ids=["before the stay", "on its first day", "after it: no request that led to it"],
)
def test_what_a_briton_asked_as_an_eu_citizen(asked_on: str, wanted: str) -> None:
    first = stay(BRITON, "2020-02-01", first_card=date(2020, 9, 1))
    assert begin(first, case(annex_19=day(asked_on))) == on(wanted)


@pytest.mark.parametrize(
    ("asked_on", "safe", "registered"),
    [
        ("2023-05-31", "2021-09-01", START),
        ("2021-07-01", "2021-07-01", "2021-07-01"),
        ("2025-02-01", "2021-09-01", START),
    ],
    ids=["the day after it ended", "during the first", "for the second"],
)
def test_a_request_of_after_the_stay_was_made_for_a_later_one(asked_on: str, safe: str, registered: str) -> None:
    first = stay(EU, START, "2023-05-30", first_card=CARD)
    assert begin(first, case(annex_19=day(asked_on))) == on(safe)
    assert begin(first, case(annex_19=day(asked_on), way=REGISTERED)) == on(registered)


@pytest.mark.parametrize(("asked_on", "wanted"), [("2023-05-30", "2023-05-30"), ("2023-05-31", START)])
def test_a_request_of_family_after_the_stay_was_made_for_a_later_one(asked_on: str, wanted: str) -> None:
    first = stay(FAMILY, START, "2023-05-30")
    assert begin(first, case(annex_19ter=day(asked_on), sponsor_belgian=False)) == on(wanted)


REGISTRATION: list[tuple[str, str, dict[str, Any], dict[str, Any], Begin]] = [
    ("work: registration", WORK, HAS_CARD, {}, on(START)),
    (
        "work: first day not known",
        WORK,
        HAS_CARD | START_UNKNOWN,
        {},
        between("2021-09-01", None, "2021-09-01", START_ASKED),
    ),
    ("family of a Belgian: from the first day", FAMILY, HAS_CARD, {"sponsor_belgian": True}, on(START)),
    ("EU, not known which paper: that is not asked", EU, HAS_CARD, {}, on(START)),
    # the Code names these: the day of the request stands here too
    ("EU: asked after", EU, HAS_CARD, {"annex_19": date(2021, 7, 1)}, on("2021-07-01")),
    ("EU: asked after the card", EU, HAS_CARD, {"annex_19": date(2021, 9, 2)}, on("2021-09-01")),
    (
        "family of an EU citizen, asked after",
        FAMILY,
        HAS_CARD,
        {"sponsor_belgian": False, "annex_19ter": date(2021, 7, 1)},
        on("2021-07-01"),
    ),
    # and these it does not name
    ("EU: never asked", EU, HAS_CARD, {"annex_19": "none"}, on(START)),
    (
        "family of a Belgian, asked after",
        FAMILY,
        HAS_CARD,
        {"sponsor_belgian": True, "annex_19ter": date(2021, 7, 1)},
        on(START),
    ),
]


@pytest.mark.parametrize(
    ("ground", "more", "told", "wanted"), [row[1:] for row in REGISTRATION], ids=[row[0] for row in REGISTRATION]
)
def test_from_which_day_it_counts_under_the_other_reading(
    ground: str, more: dict[str, Any], told: dict[str, Any], wanted: Begin
) -> None:
    assert begin(stay(ground, START, **more), case(way=REGISTERED, **told)) == wanted


# --- which stays count --------------------------------------------------------------------------------------------

COUNTS: list[tuple[str, Stay, tuple[str, str], bool, bool]] = [
    # a stay until 1 June 2021, what came after it, does it count, and where special cards do?
    ("work", stay(WORK, "2019-01-01", "2021-06-01"), (WORK, START), True, True),
    ("a visit", stay("short_stay", "2019-01-01", "2021-06-01"), (WORK, START), False, False),
    ("a visit that was declared", stay("arrival_declaration", "2019-01-01", "2021-06-01"), (WORK, START), False, False),
    (
        "a special card by its ground",
        stay("special_card_other", "2019-01-01", "2021-06-01"),
        (WORK, START),
        False,
        True,
    ),
    ("a special card by the card", stay(EU, "2019-01-01", "2021-06-01", card="special_card"), (EU, START), False, True),
    ("another card", stay(EU, "2019-01-01", "2021-06-01", card="EU"), (EU, START), True, True),
    ("asylum, then refugee", stay(ASYLUM, "2019-01-01", "2021-06-01"), (REFUGEE, START), True, True),
    ("the day after", stay(ASYLUM, "2019-01-01", "2021-06-01"), (REFUGEE, "2021-06-02"), True, True),
    ("a day between", stay(ASYLUM, "2019-01-01", "2021-06-01"), (REFUGEE, "2021-06-03"), False, False),
    ("a day before", stay(ASYLUM, "2019-01-01", "2021-06-01"), (REFUGEE, "2021-05-31"), False, False),
    ("asylum, then work", stay(ASYLUM, "2019-01-01", "2021-06-01"), (WORK, START), False, False),
    ("asylum that runs", stay(ASYLUM, "2019-01-01"), (REFUGEE, START), False, False),
    ("orange card, then F", stay(FAMILY, "2019-01-01", "2021-06-01", card="orange_card"), (FAMILY, START), True, True),
    (
        "orange card, then work",
        stay(FAMILY, "2019-01-01", "2021-06-01", card="orange_card"),
        (WORK, START),
        False,
        False,
    ),
]


@pytest.mark.parametrize(
    ("first", "then", "safe", "with_special"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS]
)
def test_whether_a_stay_counts(first: Stay, then: tuple[str, str], safe: bool, with_special: bool) -> None:
    both = [first, stay(*then)]
    assert (counts(first, both), counts(first, both, special_cards=True)) == (safe, with_special)


def test_a_stay_does_not_lead_to_itself() -> None:
    one_day = stay(FAMILY, START, START, card="orange_card")
    assert not counts(one_day, [one_day])


# --- which stays follow each other up to the date -----------------------------------------------------------------

SPECIAL = SAFE.but(special_cards_count=True)
COVERED = SAFE.but(short_gaps_covered=True)
ORANGE: dict[str, Any] = {"card": "orange_card"}
RUNS: list[tuple[str, list[Stay], dict[str, Any], Conventions, list[str]]] = [
    # the stays, what else is told, the way of counting, those that count
    (
        "one after the other",
        [stay(STUDY, "2019-09-01", "2022-06-30"), stay(WORK, "2022-07-01")],
        {},
        SAFE,
        ["student 2019-09-01", "single_permit 2022-07-01"],
    ),
    (
        "a day between",
        [stay(STUDY, "2019-09-01", "2022-06-29"), stay(WORK, "2022-07-01")],
        {},
        SAFE,
        ["single_permit 2022-07-01"],
    ),
    (
        "a day between, covered",
        [stay(STUDY, "2019-09-01", "2022-06-29"), stay(WORK, "2022-07-01")],
        {},
        COVERED,
        ["student 2019-09-01", "single_permit 2022-07-01"],
    ),
    ("nothing runs", [stay(STUDY, "2019-09-01", "2022-06-29")], {}, SAFE, []),
    (
        "a visit first",
        [stay("short_stay", "2022-05-01", "2022-06-30"), stay(WORK, "2022-07-01")],
        {},
        SAFE,
        ["single_permit 2022-07-01"],
    ),
    (
        "what lies before a visit does not count",
        [
            stay(STUDY, "2019-09-01", "2022-04-30"),
            stay("short_stay", "2022-05-01", "2022-06-30"),
            stay(WORK, "2022-07-01", "2024-06-30"),
            stay("self_employed", "2024-07-01"),
        ],
        {},
        SAFE,
        ["single_permit 2022-07-01", "self_employed 2024-07-01"],
    ),
    ("only a visit", [stay("short_stay", "2026-05-01")], {}, SAFE, []),
    (
        "special card",
        [stay("special_card_other", "2019-09-01", "2022-06-30"), stay(WORK, "2022-07-01")],
        {},
        SAFE,
        ["single_permit 2022-07-01"],
    ),
    (
        "special card, by the other court",
        [stay("special_card_other", "2019-09-01", "2022-06-30"), stay(WORK, "2022-07-01")],
        {},
        SPECIAL,
        ["special_card_other 2019-09-01", "single_permit 2022-07-01"],
    ),
    (
        "asylum of a refugee, as told",
        [stay(ASYLUM, "2019-09-01", "2022-06-30"), stay(REFUGEE, "2022-07-01")],
        {},
        SAFE,
        ["asylum_procedure 2019-09-01", "refugee 2022-07-01"],
    ),
    (
        "asylum that was never asked for",
        [stay(ASYLUM, "2019-09-01", "2022-06-30"), stay(REFUGEE, "2022-07-01")],
        {"asylum_application": "none"},
        SAFE,
        ["refugee 2022-07-01"],
    ),
    (
        "work of who never asked for asylum",
        [stay(WORK, "2019-09-01", "2022-06-30"), stay(REFUGEE, "2022-07-01")],
        {"asylum_application": "none"},
        SAFE,
        ["single_permit 2019-09-01", "refugee 2022-07-01"],
    ),
    (
        "the days of the procedure",
        [stay(REFUGEE, "2022-07-01")],
        {"asylum_application": date(2020, 1, 1), "permit_granted": date(2022, 7, 1)},
        SAFE,
        ["asylum_procedure 2020-01-01", "refugee 2022-07-01"],
    ),
    (
        "study in the midst of the procedure",
        [stay(STUDY, "2020-09-01", "2021-06-30"), stay(REFUGEE, "2022-07-01")],
        {"asylum_application": date(2020, 1, 1), "permit_granted": date(2022, 7, 1)},
        SAFE,
        ["asylum_procedure 2020-01-01", "student 2020-09-01", "asylum_procedure 2021-06-30", "refugee 2022-07-01"],
    ),
    (
        "subsidiary protection",
        [stay("subsidiary_protection", "2022-07-01")],
        {"asylum_application": date(2020, 1, 1), "permit_granted": date(2022, 7, 1)},
        SAFE,
        ["subsidiary_protection 2022-07-01"],
    ),
    (
        "another procedure, before that of the refugee",
        [
            stay(ASYLUM, "2018-01-01", "2019-12-31"),
            stay(STUDY, "2020-01-01", "2020-06-30"),
            stay(REFUGEE, "2022-07-01"),
        ],
        {"asylum_application": date(2020, 6, 1), "permit_granted": date(2022, 7, 1)},
        SAFE,
        ["student 2020-01-01", "asylum_procedure 2020-06-30", "refugee 2022-07-01"],
    ),
    (
        "orange card, family of an EU citizen",
        [stay(FAMILY, "2021-01-01", "2021-06-30", **ORANGE), stay(FAMILY, "2021-07-01")],
        {"sponsor_belgian": False},
        SAFE,
        ["family_of_eu_or_belgian 2021-01-01", "family_of_eu_or_belgian 2021-07-01"],
    ),
    (
        "orange card, family of a Belgian",
        [stay(FAMILY, "2021-01-01", "2021-06-30", **ORANGE), stay(FAMILY, "2021-07-01")],
        {"sponsor_belgian": True},
        SAFE,
        ["family_of_eu_or_belgian 2021-07-01"],
    ),
    (
        "orange card, nobody knows whose family",
        [stay(FAMILY, "2021-01-01", "2021-06-30", **ORANGE), stay(FAMILY, "2021-07-01")],
        {},
        SAFE,
        ["family_of_eu_or_belgian 2021-07-01"],
    ),
    (
        "two orange cards, family of a Belgian",
        [
            stay(FAMILY, "2021-01-01", "2021-03-31", **ORANGE),
            stay(FAMILY, "2021-04-01", "2021-06-30", **ORANGE),
            stay(FAMILY, "2021-07-01"),
        ],
        {"sponsor_belgian": True},
        SAFE,
        ["family_of_eu_or_belgian 2021-07-01"],
    ),
    (
        "orange card, family of a Belgian, from the request",
        [stay(FAMILY, "2021-01-01", "2021-06-30", **ORANGE), stay(FAMILY, "2021-07-01")],
        {"sponsor_belgian": True},
        REGISTERED,
        ["family_of_eu_or_belgian 2021-01-01", "family_of_eu_or_belgian 2021-07-01"],
    ),
    # Constitutional Court 77/2021
    (
        "orange card between two stays, family of a Belgian",
        [
            stay(STUDY, "2019-09-01", "2020-12-31"),
            stay(FAMILY, "2021-01-01", "2021-06-30", **ORANGE),
            stay(FAMILY, "2021-07-01"),
        ],
        {"sponsor_belgian": True},
        SAFE,
        ["student 2019-09-01", "family_of_eu_or_belgian 2021-01-01", "family_of_eu_or_belgian 2021-07-01"],
    ),
]


@pytest.mark.parametrize(("stays", "told", "way", "wanted"), [row[1:] for row in RUNS], ids=[row[0] for row in RUNS])
def test_which_stays_count_up_to_the_date(
    stays: list[Stay], told: dict[str, Any], way: Conventions, wanted: list[str]
) -> None:
    assert shown(counted_run(case(*stays, way=way, **told))) == wanted


def test_a_refugee_who_had_unlimited_stay_at_once_counts_the_procedure() -> None:
    """Before 8 July 2016 no limited stay came first (B-REF-1)."""
    told: dict[str, Any] = {"asylum_application": date(2013, 1, 1), "permit_granted": date(2014, 5, 1)}
    found = counted_run(case(stay("unlimited_stay", "2014-05-01"), **told))
    assert shown(found) == ["asylum_procedure 2013-01-01", "unlimited_stay 2014-05-01"]


def test_what_was_lost_abroad_does_not_count() -> None:
    """ABS-3: two years away ended the unlimited stay, and a limited one came after it."""
    stays = stay("unlimited_stay", "2014-01-01", "2020-12-31"), stay(WORK, "2021-01-01")
    away = (Absence(date(2017, 1, 1), date(2020, 12, 1)),)
    assert shown(counted_run(case(*stays, absences=away))) == ["single_permit 2021-01-01"]
    assert shown(counted_run(case(*stays, absences=()))) == ["unlimited_stay 2014-01-01", "single_permit 2021-01-01"]


def test_a_gap_that_is_taken_as_covered_before_one_stay() -> None:
    """By its place: the others keep theirs."""
    stays = (
        stay(STUDY, "2016-09-01", "2018-06-30", index=0),
        stay(STUDY, "2018-09-01", "2021-05-01", index=1),
        stay(WORK, "2021-07-01", index=2),
    )
    assert shown(counted_run(case(*stays))) == ["single_permit 2021-07-01"]
    assert shown(counted_run(case(*stays), covered=2)) == ["student 2018-09-01", "single_permit 2021-05-02"]
    assert shown(counted_run(case(*stays), covered=1)) == ["single_permit 2021-07-01"]


# --- the time from the request ------------------------------------------------------------------------------------

STUDENT = stay(STUDY, "2018-09-01", "2020-06-30")
REQUESTS: list[tuple[str, list[Stay], dict[str, Any], Conventions, list[str]]] = [
    # the stays, what is told, the way of counting, from which day each counts
    ("EU: from the annex 19", [stay(EU, START)], {"annex_19": date(2021, 2, 1)}, SAFE, ["eu_citizen 2021-02-01"]),
    ("EU: one day before", [stay(EU, START)], {"annex_19": date(2021, 5, 31)}, SAFE, ["eu_citizen 2021-05-31"]),
    ("EU: on the day", [stay(EU, START)], {"annex_19": date(2021, 6, 1)}, SAFE, ["eu_citizen 2021-06-01"]),
    ("EU: after it", [stay(EU, START)], {"annex_19": date(2021, 7, 1)}, SAFE, ["eu_citizen 2021-06-01"]),
    ("EU: never", [stay(EU, START)], {"annex_19": "none"}, SAFE, ["eu_citizen 2021-06-01"]),
    (
        "EU: an annex 19ter is of family",
        [stay(EU, START)],
        {"annex_19ter": date(2021, 2, 1)},
        SAFE,
        ["eu_citizen 2021-06-01"],
    ),
    (
        "work: an annex 19 is of others",
        [stay(WORK, START)],
        {"annex_19": date(2021, 2, 1)},
        SAFE,
        ["single_permit 2021-06-01"],
    ),
    (
        "EU: first day not known",
        [stay(EU, START, start_known=False)],
        {"annex_19": date(2021, 2, 1)},
        SAFE,
        ["eu_citizen 2021-02-01"],
    ),
    (
        "EU: first day not known, asked later",
        [stay(EU, START, start_known=False)],
        {"annex_19": date(2021, 7, 1)},
        SAFE,
        ["eu_citizen 2021-07-01"],
    ),
    (
        "EU: another stay keeps its days",
        [STUDENT, stay(EU, START)],
        {"annex_19": date(2020, 2, 1)},
        SAFE,
        ["student 2018-09-01", "eu_citizen 2020-07-01"],
    ),
    (
        "EU: of two EU stays the first",
        [stay(EU, "2016-01-01", "2018-01-01"), stay(EU, START)],
        {"annex_19": date(2015, 10, 1)},
        SAFE,
        ["eu_citizen 2015-10-01", "eu_citizen 2021-06-01"],
    ),
    (
        "EU: abroad it is no stay here",
        [stay(EU, "2016-01-01", country="FR"), stay(EU, START)],
        {"annex_19": date(2015, 10, 1)},
        SAFE,
        ["eu_citizen 2015-10-01"],
    ),
    (
        "Briton: asked in 2020",
        [stay(BRITON, START)],
        {"annex_19": date(2020, 12, 31)},
        SAFE,
        ["withdrawal_agreement 2020-12-31"],
    ),
    (
        "Briton: asked in 2021",
        [stay(BRITON, START)],
        {"annex_19": date(2021, 1, 1)},
        SAFE,
        ["withdrawal_agreement 2021-06-01"],
    ),
    ("EU: asked in 2021", [stay(EU, START)], {"annex_19": date(2021, 1, 1)}, SAFE, ["eu_citizen 2021-01-01"]),
    (
        "family of an EU citizen",
        [stay(FAMILY, START)],
        {"annex_19ter": date(2021, 2, 1), "sponsor_belgian": False},
        SAFE,
        ["family_of_eu_or_belgian 2021-02-01"],
    ),
    (
        "family: an annex 19 is of others",
        [stay(FAMILY, START)],
        {"annex_19": date(2021, 2, 1), "sponsor_belgian": False},
        SAFE,
        ["family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "family of a Belgian",
        [stay(FAMILY, START)],
        {"annex_19ter": date(2021, 2, 1), "sponsor_belgian": True},
        SAFE,
        ["family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "family of nobody knows whom",
        [stay(FAMILY, START)],
        {"annex_19ter": date(2021, 2, 1)},
        SAFE,
        ["family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "family of a Belgian, from the request",
        [stay(FAMILY, START)],
        {"annex_19ter": date(2021, 2, 1), "sponsor_belgian": True},
        REGISTERED,
        ["family_of_eu_or_belgian 2021-02-01"],
    ),
    # Constitutional Court 77/2021: between two stays
    (
        "family of a Belgian, asked during study",
        [STUDENT, stay(FAMILY, START)],
        {"annex_19ter": date(2020, 6, 30), "sponsor_belgian": True},
        SAFE,
        ["student 2018-09-01", "family_of_eu_or_belgian 2020-07-01"],
    ),
    (
        "asked on the first day of study",
        [STUDENT, stay(FAMILY, START)],
        {"annex_19ter": date(2018, 9, 1), "sponsor_belgian": True},
        SAFE,
        ["student 2018-09-01", "family_of_eu_or_belgian 2020-07-01"],
    ),
    (
        "asked before study",
        [STUDENT, stay(FAMILY, START)],
        {"annex_19ter": date(2018, 8, 31), "sponsor_belgian": True},
        SAFE,
        ["student 2018-09-01", "family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "asked the day after study",
        [STUDENT, stay(FAMILY, START)],
        {"annex_19ter": date(2020, 7, 1), "sponsor_belgian": True},
        SAFE,
        ["student 2018-09-01", "family_of_eu_or_belgian 2020-07-01"],
    ),
    (
        "asked two days after study",
        [STUDENT, stay(FAMILY, START)],
        {"annex_19ter": date(2020, 7, 2), "sponsor_belgian": True},
        SAFE,
        ["student 2018-09-01", "family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "asked during a visit, which does not count",
        [stay("short_stay", "2021-01-01", "2021-03-31"), stay(FAMILY, START)],
        {"annex_19ter": date(2021, 2, 1), "sponsor_belgian": True},
        SAFE,
        ["short_stay 2021-01-01", "family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "a Briton since 2021, before that family of an EU citizen",
        [stay(FAMILY, "2019-01-01", "2020-12-31"), stay(BRITON, START)],
        {"annex_19": date(2021, 2, 1), "annex_19ter": date(2018, 9, 1), "sponsor_belgian": False},
        SAFE,
        ["family_of_eu_or_belgian 2018-09-01", "withdrawal_agreement 2021-06-01"],
    ),
    (
        "the orange card was told as a stay",
        [stay(FAMILY, "2021-02-01", "2021-05-31", **ORANGE), stay(FAMILY, START)],
        {"annex_19ter": date(2021, 1, 15), "sponsor_belgian": False},
        SAFE,
        ["family_of_eu_or_belgian 2021-02-01", "family_of_eu_or_belgian 2021-06-01"],
    ),
    (
        "an orange card that is still held",
        [stay(FAMILY, "2026-02-01", **ORANGE)],
        {"annex_19ter": date(2026, 1, 15), "sponsor_belgian": False},
        SAFE,
        ["family_of_eu_or_belgian 2026-02-01"],
    ),
]


@pytest.mark.parametrize("ground", ["special_card_other", "special_card_convention", "arrival_declaration"])
@pytest.mark.parametrize(
    ("begun", "last", "wanted"),
    [
        ("2020-01-01", "2021-01-31", "2021-02-01"),
        ("2020-01-01", "2021-05-30", "2021-05-31"),
        ("2020-01-01", "2021-05-31", START),
        ("2020-01-01", START, START),
        ("2020-01-01", "2021-06-02", START),
        ("2020-01-01", None, START),
        (START, "2021-06-02", "2021-02-01"),
    ],
    ids=[
        "until the request",
        "until two days before",
        "until the day before",
        "until the day itself",
        "a day too many",
        "it runs on",
        "begun on the day itself",
    ],
)
def test_a_stay_that_does_not_count_keeps_its_days_up_to_the_recognition(
    ground: str, begun: str, last: str | None, wanted: str
) -> None:
    told = case(stay(ground, begun, last), stay(EU, START), annex_19=date(2021, 2, 1))
    assert f"{EU} {wanted}" in shown(with_requests(told))


@pytest.mark.parametrize(
    ("stays", "told", "way", "wanted"), [row[1:] for row in REQUESTS], ids=[row[0] for row in REQUESTS]
)
def test_from_which_day_each_stay_counts_with_its_request(
    stays: list[Stay], told: dict[str, Any], way: Conventions, wanted: list[str]
) -> None:
    assert shown(with_requests(case(*stays, way=way, **told))) == wanted


@pytest.mark.parametrize(
    ("told_end", "asked_on", "wanted"),
    [
        # the study stay was told until June 2020; it was lengthened to meet a stay whose first day is not known
        ("2020-06-30", "2020-09-01", ("2020-08-31", "2020-09-01")),
        ("2020-06-30", "2021-05-31", ("2021-05-30", "2021-05-31")),
        ("2020-06-30", "2020-06-01", ("2020-06-30", "2020-07-01")),
        (None, "2020-09-01", ("2021-05-31", "2021-06-01")),
    ],
    ids=[
        "it goes as far as the request",
        "its last day is that of the request",
        "not less far than told",
        "its last day was told",
    ],
)
def test_a_stay_that_was_lengthened_ends_with_the_request_of_the_next(
    told_end: str | None, asked_on: str, wanted: tuple[str, str]
) -> None:
    before = stay(STUDY, "2018-09-01", "2021-05-31", told_end=day(told_end))
    found = with_requests(case(before, stay(EU, START, start_known=False), annex_19=day(asked_on)))
    assert (str(found[0].end), str(found[1].start)) == wanted
    assert found[1].start_known


PAPERS: list[tuple[str, str, dict[str, Any], str]] = [
    # ground of the second stay, how it was told to follow the first, from which day it counts
    ("EU, on the annex 19", EU, {"before": "papers", "before_paper": "annex_19"}, "2020-07-01"),
    ("EU, on an orange card", EU, {"before": "papers", "before_paper": "orange_card"}, START),
    ("family, on the annex 19ter", FAMILY, {"before": "papers", "before_paper": "annex_19ter"}, "2020-07-01"),
    ("family, on an orange card", FAMILY, {"before": "papers", "before_paper": "orange_card"}, "2020-07-01"),
    ("family, on an annex 19", FAMILY, {"before": "papers", "before_paper": "annex_19"}, START),
    ("family, a break", FAMILY, {"before": "break", "before_paper": "annex_19ter"}, START),
    ("work, on an annex 15", WORK, {"before": "papers", "before_paper": "annex_15"}, START),
    ("family, nothing told", FAMILY, {}, START),
]


@pytest.mark.parametrize(("ground", "more", "wanted"), [row[1:] for row in PAPERS], ids=[row[0] for row in PAPERS])
def test_a_gap_on_the_paper_of_the_request_belongs_to_the_stay(ground: str, more: dict[str, Any], wanted: str) -> None:
    found = with_requests(case(STUDENT, stay(ground, START, index=1, **more)))
    assert shown(found) == ["student 2018-09-01", f"{ground} {wanted}"]


def test_the_gap_is_counted_from_the_last_of_the_stays_before() -> None:
    longer = stay(WORK, "2018-01-01", "2020-12-31", index=0)
    shorter = stay(STUDY, "2018-09-01", "2020-06-30", index=1)
    third = stay(FAMILY, START, index=2, before="papers", before_paper="annex_19ter")
    assert shown(with_requests(case(longer, shorter, third)))[2] == "family_of_eu_or_belgian 2021-01-01"


def test_a_first_stay_has_no_gap_before_it() -> None:
    first = stay(FAMILY, START, before="papers", before_paper="annex_19ter")
    assert shown(with_requests(case(first))) == ["family_of_eu_or_belgian 2021-06-01"]


def test_where_the_stays_touch_nothing_is_moved() -> None:
    second = stay(FAMILY, "2020-06-30", before="papers", before_paper="annex_19ter")
    assert shown(with_requests(case(STUDENT, second)))[1] == "family_of_eu_or_belgian 2020-06-30"
