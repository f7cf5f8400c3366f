"""What one absence does, of which everything is told: a right of return of less than a year, the sum of the Withdrawal
Agreement, and permanent residence.

The rows are worked out by hand from the law base (ABS-1 to ABS-3, ABS-7, CARD-ABS-2 to -5, EUP-ABS-2 and -3, BRX-PR-2,
BRX-PR-3, EUP-LOSS-1, reading 19). Asked about on 10 March 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.periods import Trip
from belgian_residence.losing.agreement import agreement
from belgian_residence.losing.one_year import within_a_year
from belgian_residence.losing.permanent import lost_by, permanent, too_long
from belgian_residence.losing.verdicts import Judge, Told
from belgian_residence.told.person import Absence
from briefly import day

ON = date(2026, 3, 10)
PREPARED: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": True}
Notes = tuple[str, ...]


def away(departure: str, back: str, **told: Any) -> Trip:
    left, returned = date.fromisoformat(departure), date.fromisoformat(back)
    return Trip(left, returned, returned, Absence(left, returned, **told))


# --- less than a year ----------------------------------------------------------------------------------------------

Rules = Callable[[], Judge]


def A() -> Judge:  # noqa: N802
    return within_a_year(prepared=False, law=("ABS-1",))


def B() -> Judge:  # noqa: N802
    return within_a_year(prepared=True, law=("ABS-1", "ABS-3"))


def EU() -> Judge:  # noqa: N802
    return within_a_year(prepared=False, law=("CARD-ABS-3",), service_keeps=True, posting_open=True)


SHORT, THREE_MONTHS = ("2020-01-15", "2020-04-14"), ("2020-01-15", "2020-04-15")
LESS, YEAR, MORE = ("2020-01-15", "2021-01-14"), ("2020-01-15", "2021-01-15"), ("2020-01-15", "2021-01-16")
FIVE_YEARS, BEYOND = ("2020-01-15", "2025-01-15"), ("2020-01-15", "2025-01-16")
PLANNED_YEAR, PLANNED = ("2026-03-10", "2027-03-10"), ("2026-03-10", "2027-03-11")
LEFT_YESTERDAY = ("2026-03-09", "2027-03-10")
UNDECLARED, UNREPORTED, LIMIT = "not-declared", "not-reported", "exactly-at-the-limit"
PREPARE, AUTHORISATION, INVALID = "prove-before-leaving", "ask-authorisation", "card-not-valid-on-return"
PROVE, PRACTICE, SERVICE = "prove-force-majeure", "force-majeure-is-practice", "military-service"

ONE_YEAR: list[tuple[str, Rules, Trip, str, str, Notes]] = [
    # What it is about; whose rules; the absence; the stay, the duties, the notes.
    # From three months on it is declared, and the return reported (ABS-2, CARD-ABS-2).
    ("short, not declared", B, away(*SHORT, annex_18=False, return_reported=False), "kept", "kept", ()),
    ("three months, not declared", B, away(*THREE_MONTHS, annex_18=False), "kept", "at_risk", (UNDECLARED,)),
    ("three months, declared", B, away(*THREE_MONTHS, annex_18=True), "kept", "kept", ()),
    ("three months, nothing told", B, away(*THREE_MONTHS), "kept", "kept", ()),
    (
        "less than a year, nothing done",
        EU,
        away(*LESS, annex_18=False, return_reported=False),
        "kept",
        "at_risk",
        (UNDECLARED, UNREPORTED),
    ),
    ("less than a year, not reported", A, away(*LESS, return_reported=False), "kept", "at_risk", (UNREPORTED,)),
    # A year to the day is a risk (reading 19).
    ("A, a year", A, away(*YEAR), "at_risk", "kept", (LIMIT,)),
    ("B, a year", B, away(*YEAR), "at_risk", "kept", (LIMIT,)),
    ("EU, a year", EU, away(*YEAR), "at_risk", "kept", (LIMIT,)),
    ("A, a year, not declared", A, away(*YEAR, annex_18=False), "at_risk", "kept", (LIMIT, UNDECLARED)),
    ("B, a year, declared only", B, away(*YEAR, annex_18=True), "at_risk", "kept", (LIMIT,)),
    ("B, a year, proven only", B, away(*YEAR, centre_of_interests_proven=True), "at_risk", "kept", (LIMIT,)),
    ("B, a year, prepared", B, away(*YEAR, **PREPARED), "kept", "kept", ()),
    ("A, a year, prepared", A, away(*YEAR, **PREPARED), "at_risk", "kept", (LIMIT,)),
    (
        "B, a year, prepared, the card not valid",
        B,
        away(*YEAR, **PREPARED, card_valid_on_return=False),
        "at_risk",
        "kept",
        (LIMIT,),
    ),
    ("B, a year, planned", B, away(*PLANNED_YEAR), "at_risk", "kept", (LIMIT, PREPARE)),
    (
        "B, a year, planned, not declared",
        B,
        away(*PLANNED_YEAR, annex_18=False),
        "at_risk",
        "kept",
        (LIMIT, UNDECLARED, PREPARE),
    ),
    ("A, a year, planned", A, away(*PLANNED_YEAR), "at_risk", "kept", (LIMIT,)),
    ("a year, force majeure", B, away(*YEAR, reason="force_majeure"), "at_risk", "kept", (LIMIT,)),
    # More: B, C and K where it was prepared before leaving (ABS-3).
    ("A, more", A, away(*MORE), "lost", "kept", ()),
    ("EU, more", EU, away(*MORE, annex_18=False), "lost", "kept", ()),
    ("B, more", B, away(*MORE), "lost", "kept", (AUTHORISATION,)),
    ("A, more, prepared", A, away(*MORE, **PREPARED), "lost", "kept", ()),
    ("EU, more, prepared", EU, away(*MORE, **PREPARED), "lost", "kept", ()),
    ("B, more, prepared", B, away(*MORE, **PREPARED), "kept", "kept", ()),
    (
        "B, more, prepared, all in order",
        B,
        away(*MORE, **PREPARED, card_valid_on_return=True, return_reported=True),
        "kept",
        "kept",
        (),
    ),
    ("B, more, declared only", B, away(*MORE, annex_18=True), "lost", "kept", (AUTHORISATION,)),
    ("B, more, proven only", B, away(*MORE, centre_of_interests_proven=True), "lost", "kept", (AUTHORISATION,)),
    (
        "B, more, prepared, the card not valid",
        B,
        away(*MORE, **PREPARED, card_valid_on_return=False),
        "lost",
        "kept",
        (INVALID, AUTHORISATION),
    ),
    (
        "B, more, prepared, not reported",
        B,
        away(*MORE, **PREPARED, card_valid_on_return=True, return_reported=False),
        "at_risk",
        "kept",
        (UNREPORTED,),
    ),
    ("B, many years, prepared", B, away(*BEYOND, **PREPARED), "kept", "kept", ()),
    # An authorisation to return up to five years (ABS-7).
    ("B, five years", B, away(*FIVE_YEARS), "lost", "kept", (AUTHORISATION,)),
    ("B, more than five years", B, away(*BEYOND), "lost", "kept", ()),
    (
        "B, more than five years, prepared, the card not valid",
        B,
        away(*BEYOND, **PREPARED, card_valid_on_return=False),
        "lost",
        "kept",
        (INVALID,),
    ),
    # Planned, B can still be prepared, unless it is told that it was not.
    ("B, more, planned", B, away(*PLANNED), "at_risk", "kept", (PREPARE,)),
    ("B, more, planned, declared", B, away(*PLANNED, annex_18=True), "at_risk", "kept", (PREPARE,)),
    ("B, more, planned, prepared", B, away(*PLANNED, **PREPARED), "kept", "kept", ()),
    ("B, more, planned, not declared", B, away(*PLANNED, annex_18=False), "lost", "kept", (AUTHORISATION,)),
    (
        "B, more, planned, not proven",
        B,
        away(*PLANNED, centre_of_interests_proven=False),
        "lost",
        "kept",
        (AUTHORISATION,),
    ),
    ("A, more, planned", A, away(*PLANNED), "lost", "kept", ()),
    ("B, more, left yesterday", B, away(*LEFT_YESTERDAY), "lost", "kept", (AUTHORISATION,)),
    # Force majeure: named by the law for B, C and K; for others practice, up to five years (ABS-3, CARD-ABS-4).
    ("B, force majeure", B, away(*MORE, reason="force_majeure"), "at_risk", "kept", (PROVE,)),
    ("B, force majeure, five years", B, away(*FIVE_YEARS, reason="force_majeure"), "at_risk", "kept", (PROVE,)),
    ("B, force majeure, beyond", B, away(*BEYOND, reason="force_majeure"), "unsettled", "kept", (PROVE,)),
    ("B, force majeure, prepared", B, away(*MORE, reason="force_majeure", **PREPARED), "kept", "kept", ()),
    ("A, force majeure", A, away(*MORE, reason="force_majeure"), "unsettled", "kept", (PRACTICE,)),
    ("EU, force majeure, five years", EU, away(*FIVE_YEARS, reason="force_majeure"), "unsettled", "kept", (PRACTICE,)),
    ("EU, force majeure, beyond", EU, away(*BEYOND, reason="force_majeure"), "lost", "kept", (PRACTICE,)),
    ("illness", EU, away(*MORE, reason="serious_illness"), "lost", "kept", ()),
    # Military service of any length, under the EU rules only (EUP-ABS-2).
    ("EU, posted for a year", EU, away(*YEAR, reason="posting"), "at_risk", "kept", (LIMIT,)),
    ("EU, posted for more", EU, away(*MORE, reason="posting"), "unsettled", "kept", ("posting-over-a-year",)),
    ("A, posted for more", A, away(*MORE, reason="posting"), "lost", "kept", ()),
    ("EU, military service", EU, away(*BEYOND, reason="military_service"), "kept", "kept", (SERVICE,)),
    ("EU, military service, a year", EU, away(*YEAR, reason="military_service"), "kept", "kept", (SERVICE,)),
    ("EU, military service, less", EU, away(*LESS, reason="military_service"), "kept", "kept", ()),
    ("A, military service", A, away(*MORE, reason="military_service"), "lost", "kept", ()),
    ("B, military service", B, away(*MORE, reason="military_service"), "lost", "kept", (AUTHORISATION,)),
]
LAW = {A: ("ABS-1",), B: ("ABS-1", "ABS-3"), EU: ("CARD-ABS-3",)}


@pytest.mark.parametrize(
    ("rules", "trip", "stay", "duty", "notes"), [row[1:] for row in ONE_YEAR], ids=[row[0] for row in ONE_YEAR]
)
def test_a_right_of_return_of_less_than_a_year(rules: Rules, trip: Trip, stay: str, duty: str, notes: Notes) -> None:
    verdict = rules()(Told(trip, ON))
    assert (verdict.stay, verdict.duty, tuple(note.id for note in verdict.notes)) == (stay, duty, notes)
    assert (verdict.law, verdict.missing, verdict.duty_missing) == (LAW[rules], (), ())


@pytest.mark.parametrize(
    ("rules", "reason", "last"),
    [
        (A, "ordinary", "2021-01-14"),
        (B, "ordinary", "2021-01-14"),
        (EU, "ordinary", "2021-01-14"),
        (EU, "military_service", None),
        (B, "military_service", "2021-01-14"),
    ],
)
@pytest.mark.parametrize("days", [SHORT, YEAR, MORE])
def test_the_last_day_of_less_than_a_year(rules: Rules, reason: str, last: str | None, days: tuple[str, str]) -> None:
    assert rules()(Told(away(*days, reason=reason), ON)).back_by == day(last)


# --- the Withdrawal Agreement ---------------------------------------------------------------------------------------

FOUR_MONTHS = away("2024-01-01", "2024-05-01")
EIGHT_ILL = away("2023-01-01", "2023-09-01", reason="serious_illness")
SUM, ONCE = "year-total", "important-reason-once"

AGREEMENT: list[tuple[str, tuple[Trip, ...], Trip, str, Notes]] = [
    # What it is about; the absences before it; the absence; the stay, the notes.
    # Six months in any twelve (BRX-PR-2).
    ("six months", (), away("2024-01-01", "2024-07-01"), "kept", ()),
    ("a day more", (), away("2024-01-01", "2024-07-02"), "unsettled", (SUM,)),
    ("two times, six months", (FOUR_MONTHS,), away("2024-07-01", "2024-09-01"), "kept", ()),
    ("two times, a day more", (FOUR_MONTHS,), away("2024-07-01", "2024-09-02"), "unsettled", (SUM,)),
    (
        "three times",
        (away("2024-01-01", "2024-03-01"), away("2024-04-01", "2024-06-01")),
        away("2024-07-01", "2024-09-02"),
        "unsettled",
        (SUM,),
    ),
    # Only what lies in the twelve months before the return: four months from 1 January, of which three.
    ("part of the one before", (FOUR_MONTHS,), away("2024-11-01", "2025-02-01"), "kept", ()),
    ("too much of the one before", (FOUR_MONTHS,), away("2024-10-31", "2025-02-01"), "unsettled", (SUM,)),
    ("the one before long over", (FOUR_MONTHS,), away("2025-05-01", "2025-11-01"), "kept", ()),
    # Military service never counts.
    ("military service", (FOUR_MONTHS,), away("2024-06-01", "2026-01-01", reason="military_service"), "kept", ()),
    (
        "military service before",
        (away("2024-01-01", "2024-05-01", reason="military_service"),),
        away("2024-07-01", "2025-01-01"),
        "kept",
        (),
    ),
    # Once up to twelve months for an important reason or a posting: that it is once is always said.
    ("ill for more than six months", (), away("2024-01-01", "2024-07-02", reason="serious_illness"), "kept", (ONCE,)),
    ("ill for twelve months", (), away("2024-01-01", "2025-01-01", reason="serious_illness"), "kept", (ONCE,)),
    ("a day more", (), away("2024-01-01", "2025-01-02", reason="serious_illness"), "unsettled", (SUM,)),
    ("posted for eight months", (), away("2024-01-01", "2024-09-01", reason="posting"), "kept", (ONCE,)),
    ("childbirth", (), away("2024-01-01", "2024-09-01", reason="pregnancy_or_childbirth"), "kept", (ONCE,)),
    (
        "a second time",
        (EIGHT_ILL,),
        away("2025-01-01", "2025-08-01", reason="posting"),
        "unsettled",
        (ONCE,),
    ),
    ("a second time, six months", (EIGHT_ILL,), away("2025-01-01", "2025-07-01", reason="posting"), "kept", ()),
    (
        "after an ordinary one that was too long",
        (away("2023-01-01", "2023-09-01"),),
        away("2025-01-01", "2025-08-01", reason="posting"),
        "kept",
        (ONCE,),
    ),
    # What is excused is not added up; what is short is, whatever its reason.
    ("three months after it", (EIGHT_ILL,), away("2023-10-01", "2024-01-01"), "kept", ()),
    (
        "ill for four months, then three",
        (away("2023-01-01", "2023-05-01", reason="serious_illness"),),
        away("2023-06-01", "2023-09-01"),
        "unsettled",
        (SUM,),
    ),
    (
        "ill for thirteen months, then one",
        (away("2023-01-01", "2024-02-01", reason="serious_illness"),),
        away("2024-03-01", "2024-04-01"),
        "unsettled",
        (SUM,),
    ),
    # Declared before leaving, and reported (BRX-ABS-1).
    ("not declared", (), away("2024-01-01", "2024-05-01", annex_18=False), "kept", (UNDECLARED,)),
    (
        "not declared, too long",
        (),
        away("2024-01-01", "2024-09-01", annex_18=False),
        "unsettled",
        (UNDECLARED, SUM),
    ),
    ("two months, not declared", (), away("2024-01-01", "2024-03-01", annex_18=False), "kept", ()),
]


@pytest.mark.parametrize(
    ("earlier", "trip", "stay", "notes"), [row[1:] for row in AGREEMENT], ids=[row[0] for row in AGREEMENT]
)
def test_the_limits_of_the_agreement(earlier: tuple[Trip, ...], trip: Trip, stay: str, notes: Notes) -> None:
    verdict = agreement(Told(trip, ON, earlier))
    assert (verdict.stay, tuple(note.id for note in verdict.notes)) == (stay, notes)
    assert (verdict.law, verdict.missing) == (("BRX-ABS-1", "BRX-PR-2"), ())


@pytest.mark.parametrize("back", ["2024-07-15", "2025-03-01"])
@pytest.mark.parametrize(
    ("earlier", "reason", "last"),
    [
        ((), "ordinary", "2025-01-01"),
        ((FOUR_MONTHS,), "ordinary", "2024-09-01"),
        ((away("2024-01-01", "2024-06-30"),), "ordinary", "2024-07-02"),  # a thirtieth of a month, or thirty-first
        ((away("2024-01-01", "2024-07-01"),), "ordinary", "2024-07-01"),
        ((), "military_service", None),
        ((), "serious_illness", "2025-07-01"),
        ((FOUR_MONTHS,), "posting", "2025-07-01"),
        ((EIGHT_ILL,), "posting", "2025-01-01"),
        ((EIGHT_ILL,), "ordinary", "2025-01-01"),
    ],
)
def test_the_last_day_under_the_agreement(earlier: tuple[Trip, ...], reason: str, last: str | None, back: str) -> None:
    """Of a trip that begins on 1 July 2024, whenever it ends."""
    assert agreement(Told(away("2024-07-01", back, reason=reason), ON, earlier)).back_by == day(last)


# --- permanent residence --------------------------------------------------------------------------------------------

TWO_YEARS, MORE_THAN_TWO = ("2020-01-15", "2022-01-15"), ("2020-01-15", "2022-01-16")
NOT_SEEN = "right-of-return-not-seen"


def eu_plus() -> Judge:
    return permanent("pr.loss_absence", return_right_seen=True, law=("EUP-LOSS-1",))


def m_plus() -> Judge:
    return permanent("wa_pr.loss_absence", return_right_seen=False, law=("BRX-PR-3",))


@pytest.mark.parametrize(
    ("rules", "trip", "stay", "notes"),
    [
        pytest.param(judge, trip, stay, notes, id=about)
        for about, judge, trip, stay, notes in (
            ("EU+, two years", eu_plus, away(*TWO_YEARS), "kept", ()),
            ("EU+, a day more", eu_plus, away(*MORE_THAN_TWO), "lost", ()),
            ("EU+, not declared", eu_plus, away(*TWO_YEARS, annex_18=False), "kept", (UNDECLARED,)),
            ("EU+, a day more, not declared", eu_plus, away(*MORE_THAN_TWO, annex_18=False), "lost", ()),
            (
                "EU+, force majeure",
                eu_plus,
                away(*MORE_THAN_TWO, reason="force_majeure"),
                "unsettled",
                (PRACTICE,),
            ),
            ("EU+, force majeure, too long", eu_plus, away(*BEYOND, reason="force_majeure"), "lost", (PRACTICE,)),
            ("EU+, illness", eu_plus, away(*MORE_THAN_TWO, reason="serious_illness"), "lost", ()),
            ("EU+, military service", eu_plus, away(*MORE_THAN_TWO, reason="military_service"), "lost", ()),
            # M with permanent stay: five years; no page says how long the right of return lasts (CARD-ABS-5).
            ("M+, two years", m_plus, away(*TWO_YEARS), "kept", ()),
            ("M+, a day more", m_plus, away(*MORE_THAN_TWO), "kept", (NOT_SEEN,)),
            (
                "M+, a day more, not declared",
                m_plus,
                away(*MORE_THAN_TWO, annex_18=False),
                "kept",
                (UNDECLARED, NOT_SEEN),
            ),
            ("M+, five years", m_plus, away(*FIVE_YEARS), "kept", (NOT_SEEN,)),
            ("M+, more than five", m_plus, away(*BEYOND), "lost", ()),
            ("M+, force majeure", m_plus, away(*BEYOND, reason="force_majeure"), "lost", ()),
        )
    ],
)
def test_permanent_residence(rules: Rules, trip: Trip, stay: str, notes: Notes) -> None:
    verdict = rules()(Told(trip, ON))
    assert (verdict.stay, tuple(note.id for note in verdict.notes), verdict.missing) == (stay, notes, ())


@pytest.mark.parametrize(
    ("rules", "last", "law"),
    [
        (eu_plus, "2022-01-15", ("EUP-LOSS-1",)),
        (m_plus, "2025-01-15", ("BRX-PR-3",)),
    ],
)
@pytest.mark.parametrize("days", [SHORT, BEYOND])
def test_the_last_day_of_a_permanent_right(rules: Rules, last: str, law: Notes, days: tuple[str, str]) -> None:
    verdict = rules()(Told(away(*days), ON))
    assert (verdict.back_by, verdict.law) == (day(last), law)


@pytest.mark.parametrize(
    ("limit", "back", "on", "too_long_in_all", "lost"),
    [
        ("pr.loss_absence", "2022-01-15", "2026-03-10", False, False),
        ("pr.loss_absence", "2022-01-16", "2026-03-10", True, True),
        ("wa_pr.loss_absence", "2025-01-15", "2026-03-10", False, False),
        ("wa_pr.loss_absence", "2025-01-16", "2026-03-10", True, True),
        # What lies ahead has ended nothing yet.
        ("pr.loss_absence", "2024-01-15", "2022-01-15", True, False),
        ("pr.loss_absence", "2024-01-15", "2022-01-16", True, True),
    ],
)
def test_a_permanent_right_that_ended(limit: str, back: str, on: str, too_long_in_all: bool, lost: bool) -> None:
    trip, today = away("2020-01-15", back), date.fromisoformat(on)
    assert too_long(trip, limit, today) is too_long_in_all
    assert lost_by(trip, limit, today) is lost
