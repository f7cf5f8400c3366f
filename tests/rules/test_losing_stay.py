"""What absences, and what else was told, did to the stay that a person has, for exact days.

The person has a card since 1 June 2022 and is asked about on 10 March 2026. Whether a permanent right exists by law is
given with each row: to work it out belongs to the routes. What each absence does at its limits stands in
``test_keeping``; here: by whose rules it is judged, and what the right by law changes. Longer than others: one
question, and a table for each kind of stay and of rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES
from belgian_residence.losing.stay import ByLaw, group_held, held
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day, with_card

ON = date(2026, 3, 10)
HERE_SINCE = date(2015, 5, 4)
NOT_DECLARED: dict[str, Any] = {"annex_18": False, "centre_of_interests_proven": False}
PREPARED: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": True}
IN_ORDER: dict[str, Any] = {**PREPARED, "card_valid_on_return": True, "return_reported": True}


def away(departure: str, back: str | None, index: int = 0, **told: Any) -> Absence:
    return Absence(day(departure), day(back), index=index, **{"outside_eu": False, **told})


def somebody(card: str | None, *absences: Absence, since: date = HERE_SINCE, **told: Any) -> Person:
    return with_card(card, *absences, since=since, **told)


NO_RIGHT = ByLaw(NO)


@dataclass(frozen=True)
class Right:
    """The permanent right by law: of the card that is held, and as an EU citizen; from ``arises`` on."""

    own: ByLaw = NO_RIGHT
    eu: ByLaw = NO_RIGHT
    arises: date = date.min

    def __call__(self, situation: Situation, day: date, *, as_eu_citizen: bool = False) -> ByLaw:
        if day < self.arises:
            return NO_RIGHT
        return self.eu if as_eu_citizen else self.own


NONE = Right()
OWN = Right(own=ByLaw(YES, date(2020, 5, 4)))
CITIZEN = Right(eu=ByLaw(YES, date(2020, 5, 4)))
PERHAPS = Right(own=ByLaw(UNKNOWN, missing=("annex_19",)))
PERHAPS_CITIZEN = Right(eu=ByLaw(UNKNOWN, missing=("eu_activity",)))
COUNTED_SO = Right(own=ByLaw(UNKNOWN, missing=("annex_19",), in_a_reading=True))
PERHAPS_AND_CITIZEN = Right(PERHAPS.own, CITIZEN.eu)
NEITHER_SURE = Right(PERHAPS.own, PERHAPS_CITIZEN.eu)
SOON = Right(own=ByLaw(YES, date(2026, 8, 1)), arises=date(2026, 8, 1))

YEAR = ("2023-02-01", "2024-02-01")
FIFTEEN_MONTHS = ("2023-02-01", "2024-05-01")
MORE_THAN_TWO = ("2023-02-01", "2025-02-03")
PLANNED, PLANNED_LONG = ("2026-09-01", "2027-12-01"), ("2026-09-01", "2028-09-03")

BY_LAW, MAY_BE = "permanent-by-law", "may-be-permanent"
Row = tuple[str, Person, Right, str, str, tuple[str, ...], tuple[str, ...]]

# What it is about; the person; the right; the stay, what it rests on, what would settle it, the notes.
ONE: list[Row] = [
    # Before permanent residence less than a year (CARD-ABS-3); with the right by law two years (EUP-LOSS-1).
    ("EU, no right", somebody("EU", away(*FIFTEEN_MONTHS)), NONE, "lost", "CARD-ABS-3", (), ()),
    ("EU, the right", somebody("EU", away(*FIFTEEN_MONTHS)), OWN, "kept", "EUP-LOSS-1", (), (BY_LAW,)),
    # The right exists today: nothing that lies behind has ended it.
    ("EU, the right today", somebody("EU", away(*MORE_THAN_TWO)), OWN, "kept", "EUP-LOSS-1", (), (BY_LAW,)),
    (
        "EU, the right, back today",
        somebody("EU", away("2023-12-01", "2026-03-10")),
        OWN,
        "kept",
        "EUP-LOSS-1",
        (),
        (BY_LAW,),
    ),
    ("EU, the right, planned", somebody("EU", away(*PLANNED)), OWN, "kept", "EUP-LOSS-1", (), (BY_LAW,)),
    ("EU, the right, too long", somebody("EU", away(*PLANNED_LONG)), OWN, "lost", "EUP-LOSS-1", (), (BY_LAW,)),
    (
        "EU, the right, too long and planned, why is not told",
        somebody("EU", away(*PLANNED_LONG, reason=None)),
        OWN,
        "unsettled",
        "EUP-LOSS-1",
        ("absences[0].reason",),
        (BY_LAW,),
    ),
    (
        "EU, the right today, why is not told",
        somebody("EU", away(*MORE_THAN_TWO, reason=None)),
        OWN,
        "kept",
        "EUP-LOSS-1",
        (),
        (BY_LAW,),
    ),
    # A trip that lies ahead is looked at from its first day, one that lies behind from today.
    ("EU, the right by then", somebody("EU", away(*PLANNED)), SOON, "kept", "EUP-LOSS-1", (), (BY_LAW,)),
    ("EU, a day too early", somebody("EU", away("2026-07-31", "2027-12-01")), SOON, "lost", "CARD-ABS-3", (), ()),
    ("EU, behind, right not yet", somebody("EU", away(*FIFTEEN_MONTHS)), SOON, "lost", "CARD-ABS-3", (), ()),
    # Kept by the rules of the card: the right changes nothing.
    ("EU, two months", somebody("EU", away("2023-02-01", "2023-04-01")), OWN, "kept", "CARD-ABS-3", (), ()),
    # The right is not sure.
    (
        "EU, perhaps",
        somebody("EU", away(*FIFTEEN_MONTHS)),
        PERHAPS,
        "unsettled",
        "CARD-ABS-3",
        ("annex_19",),
        (MAY_BE,),
    ),
    ("EU, perhaps, too long", somebody("EU", away(*MORE_THAN_TWO)), PERHAPS, "lost", "CARD-ABS-3", (), ()),
    (
        "EU, the right in one way of counting, too long for it",
        somebody("EU", away(*MORE_THAN_TWO)),
        COUNTED_SO,
        "unsettled",
        "CARD-ABS-3",
        ("annex_19",),
        (MAY_BE,),
    ),
    (
        "EU, in one way of counting, too long and planned",
        somebody("EU", away(*PLANNED_LONG)),
        COUNTED_SO,
        "lost",
        "CARD-ABS-3",
        (),
        (),
    ),
    (
        "EU, perhaps, a year to the day",
        somebody("EU", away(*YEAR, annex_18=True, return_reported=True)),
        PERHAPS,
        "at_risk",
        "CARD-ABS-3",
        ("annex_19",),
        ("exactly-at-the-limit",),
    ),
    (
        "EU, perhaps, and why is not told",
        somebody("EU", away(*FIFTEEN_MONTHS, reason=None)),
        PERHAPS,
        "unsettled",
        "CARD-ABS-3",
        ("absences[0].reason", "annex_19"),
        (),
    ),
    # Of two rights the sure one counts.
    (
        "EU, perhaps by the card, surely as a citizen",
        somebody("EU", away(*FIFTEEN_MONTHS)),
        PERHAPS_AND_CITIZEN,
        "kept",
        "EUP-LOSS-1",
        (),
        (BY_LAW,),
    ),
    (
        "EU, neither sure",
        somebody("EU", away(*FIFTEEN_MONTHS)),
        NEITHER_SURE,
        "unsettled",
        "CARD-ABS-3",
        ("annex_19",),
        (MAY_BE,),
    ),
    ("F, the right", somebody("F", away(*FIFTEEN_MONTHS)), OWN, "kept", "FAM-LOSS-1", (), (BY_LAW,)),
    ("F, the right as a citizen", somebody("F", away(*FIFTEEN_MONTHS)), CITIZEN, "kept", "EUP-LOSS-1", (), (BY_LAW,)),
    # The Withdrawal Agreement: six months in twelve, then five years (BRX-PR-2, BRX-PR-3).
    (
        "M, no right",
        somebody("M", away(*FIFTEEN_MONTHS)),
        NONE,
        "unsettled",
        "BRX-ABS-1",
        (),
        ("year-total",),
    ),
    ("M, the right", somebody("M", away(*FIFTEEN_MONTHS)), OWN, "kept", "BRX-PR-3", (), (BY_LAW,)),
    (
        "M, the right, more than two years",
        somebody("M", away(*MORE_THAN_TWO)),
        OWN,
        "kept",
        "BRX-PR-3",
        (),
        ("right-of-return-not-seen", BY_LAW),
    ),
    (
        "M, perhaps",
        somebody("M", away(*FIFTEEN_MONTHS)),
        PERHAPS,
        "unsettled",
        "BRX-ABS-1",
        ("annex_19",),
        ("year-total",),
    ),
    # B is a status of its own: it can be gone while an EU citizen may live here (EUP-SCOPE-1).
    (
        "B, no right",
        somebody("B", away(*FIFTEEN_MONTHS, **NOT_DECLARED)),
        NONE,
        "lost",
        "ABS-1",
        (),
        ("ask-authorisation",),
    ),
    (
        "B, the right as a citizen",
        somebody("B", away(*FIFTEEN_MONTHS, **NOT_DECLARED)),
        CITIZEN,
        "unsettled",
        "ABS-1",
        (),
        ("ask-authorisation", BY_LAW),
    ),
    (
        "B, a right of the card is none",
        somebody("B", away(*FIFTEEN_MONTHS, **NOT_DECLARED)),
        OWN,
        "lost",
        "ABS-1",
        (),
        ("ask-authorisation",),
    ),
    (
        "B, a citizen, a year to the day",
        somebody("B", away(*YEAR, annex_18=True, centre_of_interests_proven=False, return_reported=True)),
        CITIZEN,
        "at_risk",
        "ABS-1",
        (),
        ("exactly-at-the-limit",),
    ),
    (
        "B, a citizen, more than a year, planned",
        somebody("B", away(*PLANNED, **NOT_DECLARED)),
        CITIZEN,
        "unsettled",
        "ABS-1",
        (),
        ("ask-authorisation", BY_LAW),
    ),
    (
        "B, a citizen, too long for both, planned",
        somebody("B", away(*PLANNED_LONG, **NOT_DECLARED)),
        CITIZEN,
        "lost",
        "EUP-LOSS-1",
        (),
        (BY_LAW,),
    ),
    (
        "B, perhaps a citizen with the right",
        somebody("B", away(*FIFTEEN_MONTHS, **NOT_DECLARED)),
        PERHAPS_CITIZEN,
        "unsettled",
        "ABS-1",
        ("eu_activity",),
        ("ask-authorisation", MAY_BE),
    ),
    # A card that was given since the return shows that the stay went on (CARD-ABS-7), one that ran out is a risk.
    (
        "A, a card given since",
        somebody("A", away(*FIFTEEN_MONTHS), card_issued=date(2024, 6, 1)),
        NONE,
        "kept",
        "ABS-1",
        (),
        ("before-this-card",),
    ),
    (
        "A, half a year, the card ran out meanwhile",
        somebody("A", away("2025-07-01", "2026-01-01", annex_18=True), card_expiry=date(2025, 12, 1)),
        NONE,
        "at_risk",
        "ABS-1",
        (),
        ("card-ends-abroad",),
    ),
    (
        "B, leaves on the last day of the card, the return not known",
        somebody("B", away("2026-09-01", None), card_expiry=date(2026, 9, 1)),
        NONE,
        "kept",
        "ABS-1",
        (),
        ("card-ends-abroad", "renew-before-leaving"),
    ),
]


@pytest.mark.parametrize(
    ("person", "right", "stay", "law", "missing", "notes"), [row[1:] for row in ONE], ids=[row[0] for row in ONE]
)
def test_what_one_absence_did(
    person: Person, right: Right, stay: str, law: str, missing: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    [found] = held(Situation(person, ON), right).aways
    verdict = found.verdict
    assert (verdict.stay, verdict.law[0], verdict.missing) == (stay, law, missing)
    assert tuple(note.id for note in verdict.notes) == notes


def test_a_last_day_is_named_by_the_rule_that_holds() -> None:
    person = somebody("EU", away(*PLANNED))
    days = [held(Situation(person, ON), right).aways[0].verdict.back_by for right in (NONE, OWN)]
    assert days == [date(2027, 8, 31), date(2028, 9, 1)]


# --- protection ---------------------------------------------------------------------------------------------------

LEFT, BACK = "2023-02-01", "2024-05-01"
ASYLUM = "asylum_application"


def protected(absence: Absence, ground: str = "refugee", since: str = "2019-06-01", **told: Any) -> Person:
    return somebody("A", absence, **{"stays": (Stay(day(since), None, ground),), **told})


@pytest.mark.parametrize(
    ("person", "stay", "missing"),
    [
        # Unlimited by law five years after the application (B-REF-1, B-SP-1): then prepared absences keep it (ABS-3).
        pytest.param(protected(away(LEFT, BACK, **IN_ORDER), asylum_application=asked), stay, missing, id=f"{asked}")
        for asked, stay, missing in (
            (date(2018, 2, 1), "kept", ()),
            (date(2018, 2, 2), "lost", ()),
            (None, "unsettled", (ASYLUM,)),
            ("none", "lost", ()),
        )
    ]
    + [
        pytest.param(person, stay, missing, id=about)
        for about, person, stay, missing in (
            (
                "subsidiary protection",
                protected(away(LEFT, BACK, **IN_ORDER), "subsidiary_protection", asylum_application=date(2018, 2, 1)),
                "kept",
                (),
            ),
            (
                "a student",
                protected(away(LEFT, BACK, **IN_ORDER), "student", asylum_application=date(2017, 1, 1)),
                "lost",
                (),
            ),
            # The application came before the protection: five years of that are enough.
            ("protected for five years", protected(away(LEFT, BACK, **IN_ORDER), since="2018-02-01"), "kept", ()),
            (
                "protected a day less",
                protected(away(LEFT, BACK, **IN_ORDER), since="2018-02-02"),
                "unsettled",
                (ASYLUM,),
            ),
            (
                "a time as a student before it",
                protected(
                    away(LEFT, BACK, **IN_ORDER),
                    stays=(
                        Stay(day("2015-01-01"), day("2019-12-31"), "student"),
                        Stay(day("2020-01-01"), None, "refugee", index=1),
                    ),
                ),
                "unsettled",
                (ASYLUM,),
            ),
            (
                "and of the return nothing is told",
                protected(away(LEFT, BACK, **PREPARED)),
                "unsettled",
                (ASYLUM, "absences[0].card_valid_on_return", "absences[0].return_reported"),
            ),
            ("lost either way", protected(away(LEFT, BACK, **NOT_DECLARED)), "lost", ()),
            (
                "less than a year",
                protected(away(LEFT, "2024-01-31", **NOT_DECLARED)),
                "kept",
                (),
            ),
            (
                "recognised today, and still away",
                protected(
                    away("2024-12-01", None, **IN_ORDER), since="2026-03-10", asylum_application=date(2017, 1, 1)
                ),
                "kept",
                (),
            ),
            (
                "with an L card, outside the EU",
                replace(
                    protected(
                        away(LEFT, BACK, **{**IN_ORDER, "outside_eu": True}), asylum_application=date(2017, 1, 1)
                    ),
                    card="L",
                ),
                "lost",
                (),
            ),
            (
                "the stay is over",
                protected(
                    away(LEFT, BACK, **IN_ORDER),
                    stays=(Stay(day("2017-01-01"), day("2025-01-01"), "refugee"),),
                    asylum_application=date(2017, 1, 1),
                ),
                "lost",
                (),
            ),
        )
    ],
)
def test_a_protected_person_can_prepare_an_absence_after_five_years(
    person: Person, stay: str, missing: tuple[str, ...]
) -> None:
    verdict = held(Situation(person, ON), NONE).aways[0].verdict
    assert (verdict.stay, verdict.missing) == (stay, missing)


@pytest.mark.parametrize(("ended", "kept"), [(None, True), ("no", True), ("ended", False), ("withdrawn", False)])
def test_with_protection_that_ended_the_unlimited_stay_is_not_sure(ended: str | None, kept: bool) -> None:
    """On which day it ended is not told: before the five years it gives none, after them it still does (LOSS-3)."""
    person = protected(away(LEFT, BACK, **IN_ORDER), asylum_application=date(2017, 1, 1), protection_ended=ended)
    assert (held(Situation(person, ON), NONE).aways[0].verdict.stay == "kept") is kept


def test_what_rests_on_the_unlimited_stay_by_law_names_its_rule() -> None:
    laws = {}
    for about, asked in (("by law", date(2017, 1, 1)), ("not known", None), ("too early", date(2019, 1, 1))):
        person = protected(away(LEFT, BACK, **NOT_DECLARED), asylum_application=asked)
        laws[about] = held(Situation(person, ON), NONE).aways[0].verdict.law
    person = protected(away(LEFT, "2024-01-31", **NOT_DECLARED), asylum_application=date(2017, 1, 1))
    assert held(Situation(person, ON), NONE).aways[0].verdict.law == ("ABS-1",), "less than a year needs no such rule"
    assert laws == {"by law": ("ABS-1", "ABS-3"), "not known": ("ABS-1",), "too early": ("ABS-1",)}


# --- which absences, and up to when --------------------------------------------------------------------------------


def span(*days: str) -> tuple[tuple[date, date], ...]:
    return tuple((day(one), day(two)) for one, two in zip(days[::2], days[1::2], strict=True))


@pytest.mark.parametrize(
    ("person", "until", "found"),
    [
        pytest.param(person, until and day(until), found, id=about)
        for about, person, until, found in (
            ("none told", somebody("B", absences=None), None, ()),
            ("one", somebody("B", away(*YEAR)), None, span(*YEAR)),
            ("back when the stay began", somebody("B", away(*YEAR), since=day("2024-02-01")), None, ()),
            ("back a day later", somebody("B", away(*YEAR), since=day("2024-01-31")), None, span(*YEAR)),
            ("no stay runs", somebody("B", away(*YEAR), stays=()), None, span(*YEAR)),
            (
                "one before the stay, one in it",
                somebody("B", away(*YEAR), away("2025-01-01", "2025-02-01", 1), since=day("2024-03-01")),
                None,
                span("2025-01-01", "2025-02-01"),
            ),
            ("still away", somebody("B", away("2026-01-01", None)), None, span("2026-01-01", "2026-03-10")),
            (
                "still away since before the stay that begins today",
                somebody("B", away("2026-01-01", None), since=ON),
                None,
                span("2026-01-01", "2026-03-10"),
            ),
            ("left yesterday", somebody("B", away("2026-03-09", None)), None, span("2026-03-09", "2026-03-10")),
            ("leaves today", somebody("B", away("2026-03-10", None)), None, span("2026-03-10", "2026-03-11")),
            ("leaves tomorrow", somebody("B", away("2026-03-11", None)), None, span("2026-03-11", "2026-03-12")),
            (
                "in the order of time",
                somebody("B", away("2026-09-01", None), away("2026-10-01", "2026-10-05", 1), away(*YEAR, 2)),
                None,
                span(*YEAR, "2026-09-01", "2026-09-02", "2026-10-01", "2026-10-05"),
            ),
            ("not what begins that day", somebody("B", away(*PLANNED)), "2026-09-01", ()),
            ("what began before it", somebody("B", away(*PLANNED)), "2026-09-02", span("2026-09-01", "2026-09-02")),
            ("over by then", somebody("B", away(*YEAR)), "2026-09-02", span(*YEAR)),
            (
                "one that began by then, after one that had not",
                somebody("B", away(*YEAR), away(*PLANNED, 1)),
                "2026-03-10",
                span(*YEAR),
            ),
            # Of stays on different grounds the newest, of stays on one ground the first.
            (
                "a new ground since then",
                somebody(
                    "A",
                    away(*YEAR),
                    stays=(
                        Stay(HERE_SINCE, day("2024-02-29"), "student"),
                        Stay(day("2024-03-01"), None, "single_permit", index=1),
                    ),
                ),
                None,
                (),
            ),
            (
                "a new card on the same ground since then",
                somebody(
                    "A",
                    away(*YEAR),
                    stays=(
                        Stay(HERE_SINCE, day("2024-02-29"), "student"),
                        Stay(day("2024-03-01"), None, "student", index=1),
                    ),
                ),
                None,
                span(*YEAR),
            ),
            (
                "before the first of two cards on the same ground",
                somebody(
                    "A",
                    away(*YEAR),
                    stays=(
                        Stay(day("2024-02-01"), day("2024-12-31"), "student"),
                        Stay(day("2025-01-01"), None, "student", index=1),
                    ),
                ),
                None,
                (),
            ),
            (
                "two that leave on one day, neither back",
                somebody("B", away("2026-09-01", None), away("2026-09-01", None, 1)),
                None,
                span("2026-09-01", "2026-09-02") * 2,
            ),
            (
                "the same ground as long ago, another between",
                somebody(
                    "A",
                    away(*YEAR),
                    stays=(
                        Stay(HERE_SINCE, day("2022-02-28"), "student"),
                        Stay(day("2022-03-01"), day("2024-02-29"), "single_permit", index=1),
                        Stay(day("2024-03-01"), None, "student", index=2),
                    ),
                ),
                None,
                (),
            ),
            # The grant of unlimited stay begins a new status, with a card that shows it.
            ("unlimited since then", somebody("B", away(*YEAR), unlimited_stay_since=day("2024-02-01")), None, ()),
            (
                "unlimited a day before",
                somebody("B", away(*YEAR), unlimited_stay_since=day("2024-01-31")),
                None,
                span(*YEAR),
            ),
            ("no such day", somebody("B", away(*YEAR), unlimited_stay_since="none"), None, span(*YEAR)),
            (
                "unlimited from today",
                somebody("B", away(*YEAR), unlimited_stay_since=ON),
                None,
                (),
            ),
            (
                "unlimited only later",
                somebody("B", away(*YEAR), unlimited_stay_since=day("2026-03-11")),
                None,
                span(*YEAR),
            ),
            (
                "unlimited before this ground",
                somebody("B", away(*YEAR), since=day("2024-02-01"), unlimited_stay_since=day("2016-01-01")),
                None,
                (),
            ),
            (
                "with a card that does not show it",
                somebody("F", away(*YEAR), unlimited_stay_since=day("2024-02-01")),
                None,
                span(*YEAR),
            ),
        )
    ],
)
def test_the_absences_that_count(person: Person, until: date | None, found: tuple[tuple[date, date], ...]) -> None:
    what = held(Situation(person, ON), NONE, until=until)
    assert tuple((away.trip.start, away.trip.end) for away in what.aways) == found
    assert all(away.absence in (person.absences or ()) for away in what.aways)
    assert all(away.absence.departure == away.trip.start for away in what.aways)


@pytest.mark.parametrize(
    ("person", "since"),
    [
        (somebody("B"), HERE_SINCE),
        (somebody("B", stays=()), None),
        (somebody("B", unlimited_stay_since=date(2018, 1, 1)), date(2018, 1, 1)),
        (somebody("B", since=ON), ON),
    ],
    ids=["since the stay began", "no stay", "since the grant", "from today"],
)
def test_since_when_the_status_is_held(person: Person, since: date | None) -> None:
    assert held(Situation(person, ON), NONE).since == since


def test_earlier_absences_are_added_up_under_the_agreement() -> None:
    """Two times four months in twelve, told in any order: the second is too long (BRX-PR-2)."""
    first, second = away("2024-01-01", "2024-05-01"), away("2024-07-01", "2024-11-01", 1)
    for told in ((first, second), (second, first)):
        found = held(Situation(somebody("M", *told), ON), NONE).aways
        assert [one.verdict.stay for one in found] == ["kept", "unsettled"]


def test_only_whole_days_abroad_are_counted_where_that_reading_is_chosen() -> None:
    situation = Situation(somebody("EU", away("2023-02-01", "2024-02-02")), ON, replace(SAFE, whole_days_abroad=True))
    assert held(situation, NONE).stay == "at_risk"


# --- whose rules, and all of it together ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "ground", "of_stay", "of_paper"),
    [
        ("B", "unlimited_stay", "unlimited-stay", "unlimited-stay"),
        ("L", "unlimited_stay", "long-term-resident", "long-term-resident"),
        ("annex_15", "unlimited_stay", "unlimited-stay", "temporary-paper"),
        ("annex_15", "long_term_resident", "long-term-resident", "temporary-paper"),
        ("orange_card", "student", "limited-stay", "asylum-paper"),
        ("none", "eu_citizen", "eu", "eu"),
        (None, "family_of_eu_or_belgian", "family", "family"),
        (None, None, "limited-stay", "limited-stay"),
        ("annex_15", None, "limited-stay", "temporary-paper"),
    ],
)
def test_whose_rules_hold(card: str | None, ground: str | None, of_stay: str, of_paper: str) -> None:
    before = Stay(date(2012, 1, 1), date(2015, 5, 3), "blue_card")
    stays = (before, Stay(HERE_SINCE, None, ground, index=1)) if ground else ()
    situation = Situation(Person(card=card, stays=stays), ON)
    assert group_held(situation).key == held(situation, NONE).group.key == of_stay
    assert group_held(situation, of_card=True).key == held(situation, NONE, of_card=True).group.key == of_paper


@pytest.mark.parametrize("right", [NONE, OWN, CITIZEN, PERHAPS_CITIZEN])
def test_a_paper_without_a_rule_says_nothing_whatever_the_right(right: Right) -> None:
    found = held(Situation(somebody("annex_15", away(*FIFTEEN_MONTHS)), ON), right, of_card=True)
    assert [note.id for note in found.aways[0].verdict.notes] == ["no-rule"]
    assert found.stay == "unsettled"


SPLIT: dict[str, Any] = {"household_ended": date(2025, 1, 1), "retention_grounds": frozenset()}
FAMILY: dict[str, Any] = {
    **SPLIT,
    "stays": (Stay(date(2021, 5, 1), None, "family_of_eu_or_belgian", first_card=date(2021, 11, 1)),),
}


def own_since(text: str) -> Right:
    return Right(own=ByLaw(YES, day(text)))


@pytest.mark.parametrize(
    ("person", "right", "found"),
    [
        pytest.param(person, right, found, id=about)
        for about, person, right, found in (
            ("nothing told", somebody("L"), NONE, ()),
            # Another state gave the status (LOSS-L-1): lost here, but not the right of an EU citizen.
            (
                "L elsewhere",
                somebody("L", long_term_resident_elsewhere=True),
                NONE,
                (("status-elsewhere", "lost"),),
            ),
            (
                "L elsewhere, a citizen with the right",
                somebody("L", long_term_resident_elsewhere=True),
                CITIZEN,
                (("status-elsewhere", "unsettled"), (BY_LAW, "kept")),
            ),
            (
                "L elsewhere, perhaps a citizen with the right",
                somebody("L", long_term_resident_elsewhere=True),
                PERHAPS_CITIZEN,
                (("status-elsewhere", "lost"),),
            ),
            (
                "L elsewhere, a right of the card is none",
                somebody("L", long_term_resident_elsewhere=True),
                OWN,
                (("status-elsewhere", "lost"),),
            ),
            (
                "protection withdrawn, L elsewhere, a citizen",
                somebody("L", long_term_resident_elsewhere=True, stays=None, protection_ended="withdrawn"),
                CITIZEN,
                (("status-elsewhere", "unsettled"), ("protection-withdrawn", "at_risk"), (BY_LAW, "kept")),
            ),
            (
                "protection withdrawn, a citizen",
                somebody("B", stays=None, protection_ended="withdrawn"),
                CITIZEN,
                (("protection-withdrawn", "at_risk"),),
            ),
            # The end of family life: nothing once the right is permanent (FAM-5Y-1).
            ("F, household ended", somebody("F", **FAMILY), NONE, (("family-life-ended", "at_risk"),)),
            ("F, permanent that day", somebody("F", **FAMILY), own_since("2025-01-01"), ()),
            (
                "F, permanent a day later",
                somebody("F", **FAMILY),
                own_since("2025-01-02"),
                (("family-life-ended", "at_risk"),),
            ),
            (
                "F, perhaps permanent",
                somebody("F", **FAMILY),
                Right(own=ByLaw(UNKNOWN, date(2020, 1, 1))),
                (("family-life-ended", "at_risk"),),
            ),
            (
                "F, a citizen with the right",
                somebody("F", **FAMILY),
                Right(eu=ByLaw(YES, date(2020, 1, 1))),
                (("family-life-ended", "at_risk"),),
            ),
            (
                "an Annex 15 as family",
                somebody("annex_15", **FAMILY),
                NONE,
                (("family-life-ended", "at_risk"),),
            ),
        )
    ],
)
def test_what_ends_the_stay_besides_absences(person: Person, right: Right, found: tuple[tuple[str, str], ...]) -> None:
    what = held(Situation(person, ON), right)
    assert tuple((ending.note.id, ending.status) for ending in what.endings) == found


@pytest.mark.parametrize(
    ("person", "right", "stay", "doubts"),
    [
        pytest.param(person, right, stay, doubts, id=about)
        for about, person, right, stay, doubts in (
            ("nothing", somebody("B"), NONE, "kept", []),
            ("a short trip", somebody("B", away("2025-01-01", "2025-02-01")), NONE, "kept", []),
            (
                "a loss after a short trip",
                somebody("B", away("2022-08-01", "2022-09-01"), away(*FIFTEEN_MONTHS, 1, **NOT_DECLARED)),
                NONE,
                "lost",
                ["lost"],
            ),
            (
                "a loss before a risk",
                somebody("EU", away(*FIFTEEN_MONTHS), away("2024-09-01", "2025-09-01", 1)),
                NONE,
                "lost",
                ["lost", "at_risk"],
            ),
            # What ends by a decision only is there until it is taken: no doubt about what absences did (LOSS-4).
            ("the end of family life", somebody("F", **FAMILY), NONE, "at_risk", []),
            ("a status elsewhere", somebody("L", long_term_resident_elsewhere=True), NONE, "lost", ["lost"]),
            (
                "a status elsewhere, a citizen with the right",
                somebody("L", long_term_resident_elsewhere=True),
                CITIZEN,
                "unsettled",
                [],
            ),
        )
    ],
)
def test_all_of_it_together(person: Person, right: Right, stay: str, doubts: list[str]) -> None:
    what = held(Situation(person, ON), right)
    assert what.stay == stay
    assert [getattr(one, "stay", None) or getattr(one, "status", None) for one in what.doubts] == doubts


# --- the days of departure and return (reading 22) ------------------------------------------------------------------

OUTSIDE: dict[str, Any] = {"outside_eu": True}


@pytest.mark.parametrize(
    ("card", "departure", "back", "told", "stay"),
    [
        # More than so many years: by whole days abroad the trip is a day shorter.
        ("EU+", "2023-02-01", "2025-02-01", {}, "kept"),
        ("EU+", "2023-02-01", "2025-02-02", {}, "unsettled"),
        ("EU+", "2023-02-01", "2025-02-03", {}, "lost"),
        ("F+", "2023-02-01", "2025-02-01", {}, "kept"),
        ("F+", "2023-02-01", "2025-02-02", {}, "unsettled"),
        ("F+", "2023-02-01", "2025-02-03", {}, "lost"),
        ("M+", "2020-02-01", "2025-02-01", {}, "kept"),
        ("M+", "2020-02-01", "2025-02-02", {}, "unsettled"),
        # A year exactly is a risk, and stays one (reading 19).
        ("B", "2024-01-10", "2025-01-09", NOT_DECLARED, "kept"),
        ("B", "2024-01-10", "2025-01-10", NOT_DECLARED, "at_risk"),
        ("B", "2024-01-10", "2025-01-11", NOT_DECLARED, "unsettled"),
        ("B", "2024-01-10", "2025-01-12", NOT_DECLARED, "lost"),
        ("A", "2024-01-10", "2025-01-11", {}, "unsettled"),
        ("A", "2024-01-10", "2025-01-12", {}, "lost"),
        ("EU", "2024-01-10", "2025-01-11", {}, "unsettled"),
        ("EU", "2024-01-10", "2025-01-12", {}, "lost"),
        # Twelve months themselves are too long outside the EU (ABS-L-1).
        ("L", "2024-01-10", "2025-01-09", OUTSIDE, "kept"),
        ("L", "2024-01-10", "2025-01-10", OUTSIDE, "unsettled"),
        ("L", "2024-01-10", "2025-01-11", OUTSIDE, "lost"),
    ],
)
def test_what_only_the_days_of_travel_decide_is_open(
    card: str, departure: str, back: str, told: dict[str, Any], stay: str
) -> None:
    person = somebody(card, away(departure, back, reason="ordinary", **told))
    found = held(Situation(person, ON), NONE)
    assert found.stay == stay
    assert ("days-of-travel" in [note.id for one in found.aways for note in one.verdict.notes]) is (stay == "unsettled")


def test_with_one_way_of_counting_chosen_nothing_is_doubled() -> None:
    person = somebody("B", away("2024-01-10", "2025-01-12", **NOT_DECLARED))
    whole_days = Situation(person, ON, replace(SAFE, whole_days_abroad=True))
    assert held(whole_days, NONE).stay == "lost"
