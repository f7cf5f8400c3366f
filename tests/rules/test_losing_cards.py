"""What a card says of an absence: one that was given since the return, and one that ran out meanwhile.

The rows are worked out by hand from the law base (ABS-1, ABS-4, CARD-ABS-7, CARD-REN-4, DIS-18). Asked about on 10
March 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.periods import Trip
from belgian_residence.losing.cards import can_have_left_without_one, issued, with_evidence, with_the_card
from belgian_residence.losing.groups import GROUP_OF
from belgian_residence.losing.verdicts import Note, Verdict
from belgian_residence.told.person import Absence, Person
from briefly import day

ON = date(2026, 3, 10)
EVER = date.min


def away(departure: str, back: str | None, **told: Any) -> Trip:
    left, returned = date.fromisoformat(departure), day(back)
    return Trip(left, returned or ON, returned or ON, Absence(left, returned, **told))


# --- when the card was given --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "told", "on", "earliest", "latest"),
    [
        ("B", {"card_issued": date(2023, 1, 1), "card_expiry": date(2028, 1, 1)}, ON, date(2023, 1, 1), None),
        # Not told: no longer ago than such a card lasts, five years or ten, before today or its last day.
        ("B", {}, ON, date(2021, 3, 10), ON),
        ("B", {"card_expiry": date(2027, 6, 1)}, ON, date(2022, 6, 1), ON),
        ("B", {"card_expiry": date(2026, 3, 10)}, ON, date(2021, 3, 10), ON),
        ("B", {"card_expiry": date(2025, 6, 1)}, ON, date(2020, 6, 1), date(2025, 6, 1)),
        *((card, {}, ON, date(2021, 3, 10), ON) for card in ("E", "EU", "F", "M")),
        *((card, {}, ON, date(2016, 3, 10), ON) for card in ("C", "K", "D", "L", "F+", "M+")),
        # How long it lasts differs, or is not known (D-01).
        *((card, {}, ON, EVER, ON) for card in ("E+", "EU+")),
        ("A", {}, ON, EVER, ON),
        ("A", {"card_expiry": date(2025, 6, 1)}, ON, EVER, date(2025, 6, 1)),
        (None, {"card_expiry": date(2027, 6, 1)}, ON, EVER, ON),
        ("K", {}, date(2021, 10, 10), EVER, date(2021, 10, 10)),
        ("K", {}, date(2021, 10, 11), date(2011, 10, 11), date(2021, 10, 11)),
    ],
)
def test_when_the_card_was_given(
    card: str | None, told: dict[str, Any], on: date, earliest: date, latest: date | None
) -> None:
    given = issued(Person(card=card, **told), on)
    assert (given.earliest, given.latest) == (earliest, latest or earliest)
    assert given.known is ("card_issued" in told)


# --- what it proves -----------------------------------------------------------------------------------------------

LEFT, BACK = "2023-02-01", "2024-05-01"
TRIP = away(LEFT, BACK)
NOTE = Note("a-note", ("ABS-2",))
WHY = "absences[0].reason"
DUTY = "absences[0].annex_18"
LOST = Verdict("lost", ("ABS-1",), notes=(NOTE,))
OPEN = Verdict("unsettled", ("ABS-1",), missing=(WHY,), notes=(NOTE,))
RISK = Verdict("at_risk", ("ABS-1",), notes=(NOTE,))
DUTY_OPEN = Verdict("kept", ("ABS-1",), notes=(NOTE,), duty="unsettled", duty_missing=(DUTY,))
DUTY_MISSED = Verdict("kept", ("ABS-1",), notes=(NOTE,), duty="at_risk")
LOST_AND_DUTY = Verdict("lost", ("ABS-1",), notes=(NOTE,), duty="unsettled", duty_missing=(DUTY,))
BEFORE, BEFORE_BY_LAW = "before-this-card", "before-this-card-by-law"
MEANWHILE, GOES_ON = "card-given-meanwhile", "stay-goes-on"
SINCE = {"card_issued": date(2024, 5, 1)}


@pytest.mark.parametrize(
    ("card", "verdict", "told", "trip", "stay", "missing", "notes"),
    [
        pytest.param(card, verdict, told, trip, stay, missing, notes, id=f"{card}: {about}")
        for card, about, verdict, told, trip, stay, missing, notes in (
            # Given on the return or later it shows that the stay went on.
            ("B", "given on the return", LOST, SINCE, TRIP, "kept", (), (BEFORE,)),
            ("B", "open, given on the return", OPEN, SINCE, TRIP, "kept", (), (BEFORE,)),
            ("B", "at risk, given on the return", RISK, SINCE, TRIP, "kept", (), (BEFORE,)),
            ("A", "given later", LOST, {"card_issued": date(2025, 1, 1)}, TRIP, "kept", (), (BEFORE,)),
            # Between the two: was it an absence?
            (
                "B",
                "a day before",
                LOST,
                {"card_issued": date(2024, 4, 30)},
                TRIP,
                "unsettled",
                (),
                ("a-note", MEANWHILE),
            ),
            (
                "B",
                "the day after leaving",
                LOST,
                {"card_issued": date(2023, 2, 2)},
                TRIP,
                "unsettled",
                (),
                ("a-note", MEANWHILE),
            ),
            ("B", "meanwhile, at risk", RISK, {"card_issued": date(2024, 4, 30)}, TRIP, "at_risk", (), ("a-note",)),
            ("B", "meanwhile, open", OPEN, {"card_issued": date(2024, 4, 30)}, TRIP, "unsettled", (WHY,), ("a-note",)),
            # Before it: nothing.
            ("B", "given on leaving", LOST, {"card_issued": date(2023, 2, 1)}, TRIP, "lost", (), ("a-note",)),
            ("B", "given long before", LOST, {"card_issued": date(2015, 2, 1)}, TRIP, "lost", (), ("a-note",)),
            # Not known: the day is asked first; a B card lasts five years.
            ("B", "not known", LOST, {}, TRIP, "unsettled", ("card_issued",), ("a-note",)),
            ("B", "not known, open", OPEN, {}, TRIP, "unsettled", ("card_issued", WHY), ("a-note",)),
            ("B", "not known, at risk", RISK, {}, TRIP, "at_risk", ("card_issued",), ("a-note",)),
            ("B", "must be later", LOST, {"card_expiry": date(2029, 5, 1)}, TRIP, "kept", (), (BEFORE,)),
            (
                "B",
                "must nearly be later",
                LOST,
                {"card_expiry": date(2029, 4, 30)},
                TRIP,
                "unsettled",
                ("card_issued",),
                ("a-note",),
            ),
            (
                "B",
                "ran out on the return",
                LOST,
                {"card_expiry": date(2024, 5, 1)},
                TRIP,
                "unsettled",
                ("card_issued",),
                ("a-note",),
            ),
            ("B", "ran out before", LOST, {"card_expiry": date(2024, 4, 30)}, TRIP, "lost", (), ("a-note",)),
            # Only of who is back.
            ("B", "back today", LOST, {"card_issued": ON}, away(LEFT, "2026-03-10"), "kept", (), (BEFORE,)),
            ("B", "back tomorrow", LOST, {"card_issued": ON}, away(LEFT, "2026-03-11"), "lost", (), ("a-note",)),
            ("B", "still away", LOST, {"card_issued": ON}, away(LEFT, None), "lost", (), ("a-note",)),
            # A right that exists by law is shown by five new years only (EUP-5Y-1).
            ("EU+", "given on the return", LOST, SINCE, TRIP, "unsettled", (), (BEFORE_BY_LAW,)),
            ("EU+", "open, given on the return", OPEN, SINCE, TRIP, "unsettled", (WHY,), ("a-note",)),
            (
                "EU+",
                "meanwhile",
                LOST,
                {"card_issued": date(2024, 4, 30)},
                TRIP,
                "unsettled",
                (),
                ("a-note", MEANWHILE),
            ),
            ("EU+", "not known", LOST, {}, TRIP, "unsettled", ("card_issued",), ("a-note",)),
            ("EU+", "not known, open", OPEN, {}, TRIP, "unsettled", (WHY,), ("a-note",)),
            ("EU+", "not known, at risk", RISK, {}, TRIP, "at_risk", (), ("a-note",)),
            (
                "EU+",
                "back five years ago",
                LOST,
                {"card_issued": date(2021, 3, 10)},
                away("2018-01-01", "2021-03-10"),
                "kept",
                (),
                (BEFORE_BY_LAW,),
            ),
            (
                "EU+",
                "back a day less than that ago",
                LOST,
                {"card_issued": date(2021, 3, 11)},
                away("2018-01-01", "2021-03-11"),
                "unsettled",
                (),
                (BEFORE_BY_LAW,),
            ),
            # Under the Withdrawal Agreement it never comes back (BRX-ABS-1).
            (
                "M+",
                "back five years ago",
                LOST,
                {"card_issued": date(2021, 3, 10)},
                away("2014-01-01", "2021-03-10"),
                "unsettled",
                (),
                (BEFORE_BY_LAW,),
            ),
            ("M", "given on the return", LOST, SINCE, TRIP, "unsettled", (), (BEFORE_BY_LAW,)),
            # Before permanence the card shows the stay; that it may be permanent is said with it.
            ("EU", "given on the return", LOST, SINCE, TRIP, "kept", (), (BEFORE_BY_LAW,)),
            ("F", "given on the return", OPEN, SINCE, TRIP, "kept", (), (BEFORE_BY_LAW,)),
        )
    ],
)
def test_what_the_day_of_the_card_shows(
    card: str,
    verdict: Verdict,
    told: dict[str, Any],
    trip: Trip,
    stay: str,
    missing: tuple[str, ...],
    notes: tuple[str, ...],
) -> None:
    after = with_evidence(verdict, GROUP_OF[card], trip, Person(card=card, **told), ON)
    assert (after.stay, after.missing, tuple(note.id for note in after.notes)) == (stay, missing, notes)
    assert (after.law, after.duty, after.duty_missing) == (verdict.law, "kept", ())


FIVE_YEARS_AGO = away("2020-01-01", "2021-03-10")


@pytest.mark.parametrize(
    ("card", "verdict", "told", "trip", "duty", "missing", "notes"),
    [
        pytest.param(card, verdict, told, trip, duty, missing, notes, id=f"{card}: {about}")
        for card, about, verdict, told, trip, duty, missing, notes in (
            # A duty on the way ended no stay; a card that was given since settles it too.
            ("B", "open, given since", DUTY_OPEN, SINCE, TRIP, "kept", (), (BEFORE,)),
            ("B", "missed, given since", DUTY_MISSED, SINCE, TRIP, "kept", (), (BEFORE,)),
            ("B", "open, not known", DUTY_OPEN, {}, TRIP, "unsettled", ("card_issued", DUTY), ("a-note", GOES_ON)),
            ("B", "missed, not known", DUTY_MISSED, {}, TRIP, "at_risk", ("card_issued",), ("a-note",)),
            (
                "B",
                "open, given before",
                DUTY_OPEN,
                {"card_issued": date(2022, 1, 1)},
                TRIP,
                "unsettled",
                (DUTY,),
                ("a-note", GOES_ON),
            ),
            (
                "B",
                "missed, given meanwhile",
                DUTY_MISSED,
                {"card_issued": date(2024, 4, 30)},
                TRIP,
                "at_risk",
                (),
                ("a-note",),
            ),
            (
                "B",
                "missed, can have been given on the return",
                DUTY_MISSED,
                {"card_expiry": date(2024, 5, 1)},
                TRIP,
                "at_risk",
                ("card_issued",),
                ("a-note",),
            ),
            (
                "B",
                "missed, cannot have been given since",
                DUTY_MISSED,
                {"card_expiry": date(2024, 4, 30)},
                TRIP,
                "at_risk",
                (),
                ("a-note",),
            ),
            ("B", "still away", DUTY_OPEN, {}, away(LEFT, None), "unsettled", (DUTY,), ("a-note",)),
            # With a right by law the day is not asked: it would prove nothing.
            ("EU+", "missed, given since", DUTY_MISSED, SINCE, TRIP, "at_risk", (), ("a-note",)),
            ("EU+", "open, given since", DUTY_OPEN, SINCE, TRIP, "unsettled", (DUTY,), ("a-note",)),
            ("EU+", "open, not known", DUTY_OPEN, {}, TRIP, "unsettled", (DUTY,), ("a-note", GOES_ON)),
            (
                "EU+",
                "missed five years ago, not known",
                DUTY_MISSED,
                {},
                FIVE_YEARS_AGO,
                "at_risk",
                ("card_issued",),
                ("a-note",),
            ),
            ("B", "nothing missed", Verdict("kept", ("ABS-1",), notes=(NOTE,)), SINCE, TRIP, "kept", (), ("a-note",)),
        )
    ],
)
def test_what_the_day_of_the_card_shows_of_duties(
    card: str,
    verdict: Verdict,
    told: dict[str, Any],
    trip: Trip,
    duty: str,
    missing: tuple[str, ...],
    notes: tuple[str, ...],
) -> None:
    after = with_evidence(verdict, GROUP_OF[card], trip, Person(card=card, **told), ON)
    assert (after.duty, after.duty_missing, tuple(note.id for note in after.notes)) == (duty, missing, notes)
    assert (after.stay, after.missing) == ("kept", ())


def test_a_card_that_shows_the_stay_answers_for_the_duties_too() -> None:
    after = with_evidence(LOST_AND_DUTY, GROUP_OF["B"], TRIP, Person(card="B", card_issued=date(2024, 6, 1)), ON)
    assert (after.stay, after.duty, after.duty_missing) == ("kept", "kept", ())


def test_what_was_asked_already_is_asked_once() -> None:
    verdict = LOST._replace(missing=(WHY, "card_issued"))
    assert with_evidence(verdict, GROUP_OF["B"], TRIP, Person(card="B"), ON).missing == ("card_issued", WHY)


# --- a card that ran out ------------------------------------------------------------------------------------------

KEPT = Verdict("kept", ("ABS-1",), notes=(NOTE,))
THREE_MONTHS, MORE = ("2025-01-15", "2025-04-15"), ("2025-01-15", "2025-04-16")
PLANNED, PLANNED_MORE = ("2026-09-01", "2026-12-01"), ("2026-09-01", "2026-12-02")
ENDS, HAD_ENDED, RENEW = "card-ends-abroad", "card-had-ended", "renew-before-leaving"
PLAIN, RISKY = ("ABS-1",), ("ABS-1", "ABS-4", "CARD-ABS-7")
Words = tuple[str, ...]

RAN_OUT: list[tuple[str, Verdict, Trip, str | None, str, str, Words, Words]] = [
    # What it is about; the verdict on the absence; the trip; the last day of the card; the stay, duties, law, notes.
    ("its last day not told", KEPT, away(*MORE), None, "kept", "kept", PLAIN, ()),
    ("valid on the return", KEPT, away(*MORE), "2025-04-16", "kept", "kept", PLAIN, ()),
    # Away for three months at most, the stay is not lost by it (ABS-4).
    ("ran out the day before, three months", KEPT, away(*THREE_MONTHS), "2025-04-14", "kept", "kept", PLAIN, (ENDS,)),
    ("ran out the day before, more", KEPT, away(*MORE), "2025-04-15", "at_risk", "kept", RISKY, (ENDS,)),
    ("ran out on leaving, more", KEPT, away(*MORE), "2025-01-15", "at_risk", "kept", RISKY, (ENDS,)),
    ("ran out on leaving, three months", KEPT, away(*THREE_MONTHS), "2025-01-15", "kept", "kept", PLAIN, (ENDS,)),
    # It had run out: a risk on the return, or to the stay.
    ("had run out, three months", KEPT, away(*THREE_MONTHS), "2025-01-14", "kept", "at_risk", RISKY, (HAD_ENDED,)),
    ("had run out, more", KEPT, away(*MORE), "2025-01-14", "at_risk", "kept", RISKY, (HAD_ENDED,)),
    (
        "had run out, three months, and a duty is open",
        KEPT._replace(duty="unsettled"),
        away(*THREE_MONTHS),
        "2025-01-14",
        "kept",
        "unsettled",
        RISKY,
        (HAD_ENDED,),
    ),
    # What is worse already stays so.
    ("lost, ran out", LOST, away(*MORE), "2025-02-01", "lost", "kept", PLAIN, (ENDS,)),
    ("open, had run out", OPEN, away(*MORE), "2025-01-14", "unsettled", "kept", PLAIN, (HAD_ENDED,)),
    ("open, had run out, short", OPEN, away(*THREE_MONTHS), "2025-01-14", "unsettled", "kept", PLAIN, (HAD_ENDED,)),
    # What is told of the card on the return counts before its last day.
    ("told valid", KEPT, away(*MORE, card_valid_on_return=True), "2025-02-01", "kept", "kept", PLAIN, ()),
    ("told valid, had run out", KEPT, away(*MORE, card_valid_on_return=True), "2025-01-01", "kept", "kept", PLAIN, ()),
    ("told not valid", KEPT, away(*MORE, card_valid_on_return=False), None, "at_risk", "kept", RISKY, (ENDS,)),
    (
        "told not valid, three months",
        KEPT,
        away(*THREE_MONTHS, card_valid_on_return=False),
        "2030-01-01",
        "kept",
        "kept",
        PLAIN,
        (ENDS,),
    ),
    # Planned: it can still be renewed.
    ("planned, three months", KEPT, away(*PLANNED), "2026-10-01", "kept", "kept", PLAIN, (ENDS, RENEW)),
    ("planned, more", KEPT, away(*PLANNED_MORE), "2026-10-01", "at_risk", "kept", RISKY, (ENDS, RENEW)),
    ("planned, runs out before leaving", KEPT, away(*PLANNED_MORE), "2026-08-31", "kept", "kept", PLAIN, (RENEW,)),
    ("planned, valid", KEPT, away(*PLANNED_MORE), "2026-12-02", "kept", "kept", PLAIN, ()),
    (
        "leaves today, has run out",
        KEPT,
        away("2026-03-10", "2026-07-01"),
        "2026-03-09",
        "kept",
        "kept",
        PLAIN,
        (RENEW,),
    ),
    (
        "left yesterday, had run out",
        KEPT,
        away("2026-03-09", "2026-07-01"),
        "2026-03-08",
        "at_risk",
        "kept",
        RISKY,
        (HAD_ENDED,),
    ),
    (
        "planned, told not valid",
        KEPT,
        away(*PLANNED_MORE, card_valid_on_return=False),
        None,
        "at_risk",
        "kept",
        RISKY,
        (ENDS, RENEW),
    ),
]


@pytest.mark.parametrize(
    ("verdict", "trip", "expires", "stay", "duty", "law", "notes"),
    [row[1:] for row in RAN_OUT],
    ids=[row[0] for row in RAN_OUT],
)
def test_a_card_that_ran_out(
    verdict: Verdict, trip: Trip, expires: str | None, stay: str, duty: str, law: Words, notes: Words
) -> None:
    after = with_the_card(verdict, trip, Person(card="B", card_expiry=day(expires)), ON)
    assert (after.stay, after.duty, after.law) == (stay, duty, law)
    assert tuple(note.id for note in after.notes) == ("a-note", *notes)


def test_a_provision_is_named_once() -> None:
    law = ("CARD-ABS-7", "ABS-1")
    for trip in (away(*MORE), away(*THREE_MONTHS)):
        person = Person(card="B", card_expiry=date(2025, 1, 14))
        assert with_the_card(Verdict("kept", law), trip, person, ON).law == ("CARD-ABS-7", "ABS-1", "ABS-4")


@pytest.mark.parametrize(
    ("expires", "can"),
    [(None, False), ("2026-03-10", False), ("2026-03-09", False), ("2026-03-08", True), ("2025-01-01", True)],
)
def test_who_can_have_left_without_a_card(expires: str | None, can: bool) -> None:
    """From the day after its last day on, before today."""
    assert can_have_left_without_one(Person(card_expiry=day(expires)), ON) is can
