"""What is not told of an absence: which ways it is tried in, what they agree on, and what would settle it.

Asked about on 10 March 2026. What each judge says of an absence of which all is told stands in ``test_keeping``; here
the rows are worked out from what the law asks for (ABS-1 to ABS-3, ABS-L-1, CARD-ABS-3, BRX-PR-2).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.losing.agreement import agreement
from belgian_residence.losing.groups import BEFORE_PERMANENCE, LONG_TERM, UNLIMITED_STAY
from belgian_residence.losing.not_told import as_kept, verdict_of
from belgian_residence.losing.verdicts import Judge, Told, Verdict
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day

ON = date(2026, 3, 10)
B, L, EU, M = UNLIMITED_STAY.judge, LONG_TERM.judge, BEFORE_PERMANENCE, agreement
NOTHING: dict[str, Any] = {"reason": None}
WHY, OUTSIDE, DECLARED, PROVEN, VALID, REPORTED = (
    f"absences[3].{name}"
    for name in (
        "reason",
        "outside_eu",
        "annex_18",
        "centre_of_interests_proven",
        "card_valid_on_return",
        "return_reported",
    )
)
SHORT, THREE_MONTHS = ("2024-01-15", "2024-04-14"), ("2024-01-15", "2024-04-15")
YEAR, MORE = ("2024-01-15", "2025-01-15"), ("2024-01-15", "2025-01-17")
SIX_YEARS = ("2020-01-15", "2026-01-15")


def away(departure: str, back: str | None, index: int = 3, **told: Any) -> Trip:
    """A trip; one whose return is not known has lasted until today."""
    left, returned = date.fromisoformat(departure), day(back)
    absence = Absence(left, returned, index=index, **told)
    return Trip(left, returned or ON, returned or ON, absence)


def somebody(*grounds: str, **told: Any) -> Person:
    stays = tuple(Stay(date(2015, 1, 1), None, ground, index=place) for place, ground in enumerate(grounds))
    return Person(**{"stays": stays, **told})


# --- the ways ------------------------------------------------------------------------------------------------------

EITHER, NOT_TRIED = {True, False}, {None}
KINDS = {"ordinary", "other_important", "posting", "military_service", "serious_illness", "force_majeure"}


def tried(trip: Trip, person: Person) -> list[Told]:
    """Every way in which a judge sees it."""
    seen: list[Told] = []

    def judge(told: Told) -> Verdict:
        seen.append(told)
        return Verdict("kept", ("ABS-1",))

    verdict_of(judge, trip, (), person, ON)
    return seen


@pytest.mark.parametrize(
    ("trip", "name", "values"),
    [
        pytest.param(trip, name, values, id=f"{name}: {about}")
        for name, about, trip, values in (
            ("reason", "not told", away(*SHORT, reason=None), KINDS),
            ("reason", "told", away(*MORE, reason="pregnancy_or_childbirth"), {"pregnancy_or_childbirth"}),
            ("outside_eu", "not told", away(*SHORT), EITHER),
            ("outside_eu", "told", away(*MORE, outside_eu=False), {False}),
            # Declared from three months on; before leaving it can still be done.
            ("annex_18", "a day less than three months", away(*SHORT), NOT_TRIED),
            ("annex_18", "three months", away(*THREE_MONTHS), EITHER),
            ("annex_18", "left yesterday", away("2026-03-09", "2026-06-09"), EITHER),
            ("annex_18", "leaves today", away("2026-03-10", "2027-06-10"), NOT_TRIED),
            ("annex_18", "told", away(*MORE, annex_18=False), {False}),
            ("annex_18", "told, short", away(*SHORT, annex_18=True), {True}),
            # Proven for more than a year.
            ("centre_of_interests_proven", "a year", away(*YEAR), NOT_TRIED),
            ("centre_of_interests_proven", "more", away(*MORE), EITHER),
            ("centre_of_interests_proven", "left yesterday", away("2026-03-09", "2027-06-09"), EITHER),
            ("centre_of_interests_proven", "leaves today", away("2026-03-10", "2027-06-10"), NOT_TRIED),
            ("centre_of_interests_proven", "told", away(*MORE, centre_of_interests_proven=True), {True}),
            # On the return, after more than a year.
            ("card_valid_on_return", "a year", away(*YEAR), NOT_TRIED),
            ("card_valid_on_return", "more", away(*MORE), EITHER),
            ("card_valid_on_return", "back today", away("2024-01-15", "2026-03-10"), EITHER),
            ("card_valid_on_return", "back tomorrow", away("2024-01-15", "2026-03-11"), NOT_TRIED),
            ("card_valid_on_return", "still away", away("2024-01-15", None), NOT_TRIED),
            ("card_valid_on_return", "told", away(*MORE, card_valid_on_return=False), {False}),
            ("return_reported", "a year", away(*YEAR), NOT_TRIED),
            ("return_reported", "more", away(*MORE), EITHER),
            ("return_reported", "still away", away("2024-01-15", None), NOT_TRIED),
            ("return_reported", "told", away(*MORE, return_reported=False), {False}),
            ("return_reported", "told, short", away(*SHORT, return_reported=True), {True}),
        )
    ],
)
def test_what_is_tried(trip: Trip, name: str, values: set[object]) -> None:
    seen = tried(trip, somebody())
    assert {getattr(told.trip.absence, name) for told in seen} == values
    assert all((told.trip.start, told.trip.end, told.trip.back) == trip[:3] for told in seen)


def test_what_is_not_known_is_tried_together() -> None:
    seen = tried(away(*MORE, **NOTHING), somebody())
    facts = {
        (one.trip.absence.outside_eu, one.trip.absence.card_valid_on_return, one.trip.absence.return_reported)
        for one in seen
    }
    assert len(facts) == 8


@pytest.mark.parametrize(
    ("trip", "reason", "declared"),
    [
        # Too long without having been prepared, as far as is told: then force majeure is the question.
        (away(*MORE, reason=None), "force_majeure", {(None, None)}),
        (away(*MORE, reason=None, annex_18=True), "force_majeure", {(True, None)}),
        (away(*MORE, reason=None, centre_of_interests_proven=False), "force_majeure", {(None, False)}),
        (
            away(*MORE, reason=None),
            "ordinary",
            {(True, True), (True, False), (False, True), (False, False)},
        ),
        (away(*YEAR, reason=None), "force_majeure", {(True, None), (False, None)}),
    ],
)
def test_force_majeure_is_not_tried_with_a_declaration_that_nobody_told(
    trip: Trip, reason: str, declared: set[tuple[bool | None, bool | None]]
) -> None:
    told = [one.trip.absence for one in tried(trip, somebody()) if one.trip.absence.reason == reason]
    assert {(one.annex_18, one.centre_of_interests_proven) for one in told} == declared


@pytest.mark.parametrize(
    ("person", "values"),
    [
        (somebody("long_term_resident"), {False}),
        (somebody("long_term_resident", "blue_card"), {True}),
        (somebody("family_of_limited_stay"), EITHER),
        (Person(stays=None), EITHER),
    ],
    ids=["none", "a Blue Card", "family, perhaps of one", "stays not told"],
)
def test_a_former_blue_card_is_tried(person: Person, values: set[bool]) -> None:
    assert {told.former_blue_card for told in tried(away(*SHORT), person)} == values


@pytest.mark.parametrize(
    ("issued", "expires", "values"),
    [
        # The card of today shows it, where it is the one held then.
        ("2024-01-15", "2025-01-17", {True}),
        ("2024-01-15", "2025-01-15", {False}),
        ("2020-01-01", "2029-01-01", {True}),
        ("2024-01-16", "2029-01-01", EITHER),
        ("2024-01-16", "2025-01-15", EITHER),
        (None, "2029-01-01", EITHER),
        ("2020-01-01", None, EITHER),
    ],
)
def test_the_card_of_today_shows_whether_it_was_valid(
    issued: str | None, expires: str | None, values: set[bool]
) -> None:
    person = somebody(card_issued=day(issued), card_expiry=day(expires))
    assert {told.trip.absence.card_valid_on_return for told in tried(away(*MORE), person)} == values
    said = tried(away(*MORE, card_valid_on_return=True), person)
    assert {told.trip.absence.card_valid_on_return for told in said} == {True}


def test_the_judge_sees_the_day_and_the_earlier_absences() -> None:
    """Two times four months in twelve are more than six (BRX-PR-2), whatever the second is for."""
    earlier = (away("2024-01-15", "2024-05-15", 1),)
    trip = away("2024-07-01", "2024-11-01", reason="military_service")
    assert verdict_of(M, away("2024-07-01", "2024-11-01"), earlier, somebody(), ON).stay == "unsettled"
    assert verdict_of(M, away("2024-07-01", "2024-11-01"), (), somebody(), ON).stay == "kept"
    assert verdict_of(M, trip, earlier, somebody(), ON).stay == "kept"
    # Planned, it can still be prepared; the day after it can not.
    plan = away("2026-03-10", "2027-06-10", annex_18=None)
    assert verdict_of(B, plan, (), somebody(), ON).stay == "at_risk"
    assert verdict_of(B, plan, (), somebody(), date(2026, 3, 11)).stay == "unsettled"


# --- what they agree on -------------------------------------------------------------------------------------------

PREPARED: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": True}


@pytest.mark.parametrize(
    ("judge", "trip", "person", "stay", "missing"),
    [
        pytest.param(judge, trip, person, stay, missing, id=about)
        for about, judge, trip, person, stay, missing in (
            ("B, five months", B, away("2024-01-15", "2024-06-15"), somebody(), "kept", ()),
            ("B, a year", B, away(*YEAR), somebody(), "at_risk", ()),
            ("B, more", B, away(*MORE), somebody(), "unsettled", (DECLARED, PROVEN, VALID, REPORTED)),
            ("B, more, not declared", B, away(*MORE, annex_18=False), somebody(), "lost", ()),
            ("B, more, declared", B, away(*MORE, annex_18=True), somebody(), "unsettled", (PROVEN, VALID, REPORTED)),
            ("B, more, prepared", B, away(*MORE, **PREPARED), somebody(), "unsettled", (VALID, REPORTED)),
            (
                "B, more, prepared and valid",
                B,
                away(*MORE, **PREPARED, card_valid_on_return=True),
                somebody(),
                "unsettled",
                (REPORTED,),
            ),
            (
                "B, more, not declared, why is not told",
                B,
                away(*MORE, reason=None, annex_18=False),
                somebody(),
                "unsettled",
                (WHY,),
            ),
            (
                "B, more, the card of today not valid then",
                B,
                away(*MORE, **PREPARED),
                somebody(card_issued=date(2020, 1, 1), card_expiry=date(2025, 1, 1)),
                "lost",
                (),
            ),
            ("EU, more", EU, away(*MORE), somebody(), "lost", ()),
            ("EU, more, why is not told", EU, away(*MORE, reason=None), somebody(), "unsettled", (WHY,)),
            # Twelve months outside the EU, twenty-four after a Blue Card (ABS-L-1).
            ("L, where is not told", L, away(*YEAR), somebody(), "unsettled", (OUTSIDE,)),
            ("L, outside", L, away(*MORE, outside_eu=True), somebody(), "lost", ()),
            ("L, inside", L, away(*YEAR, outside_eu=False), somebody(), "kept", ()),
            (
                "L, outside, stays not told",
                L,
                away(*YEAR, outside_eu=True),
                Person(stays=None),
                "unsettled",
                ("stays",),
            ),
            (
                "L, outside, perhaps family of a Blue Card",
                L,
                away(*YEAR, outside_eu=True),
                somebody("family_of_limited_stay"),
                "unsettled",
                (),
            ),
            (
                "L, nothing told",
                L,
                away(*YEAR),
                Person(stays=None),
                "unsettled",
                (OUTSIDE, "stays"),
            ),
            (
                "L, two years outside, stays not told",
                L,
                away("2024-01-15", "2026-01-16", outside_eu=True),
                Person(),
                "lost",
                (),
            ),
            (
                "L, six years, where is not told",
                L,
                away(*SIX_YEARS, outside_eu=False),
                Person(stays=None),
                "unsettled",
                ("stays",),
            ),
            (
                "M, eight months, why is not told",
                M,
                away("2024-01-15", "2024-09-15", reason=None),
                somebody(),
                "unsettled",
                (WHY,),
            ),
            (
                "M, five months, why is not told",
                M,
                away("2024-01-15", "2024-06-15", reason=None),
                somebody(),
                "kept",
                (),
            ),
        )
    ],
)
def test_what_all_ways_say(judge: Judge, trip: Trip, person: Person, stay: str, missing: tuple[str, ...]) -> None:
    verdict = verdict_of(judge, trip, (), person, ON)
    assert (verdict.stay, verdict.missing) == (stay, missing)


@pytest.mark.parametrize(
    ("trip", "duty", "missing"),
    [
        (away(*SHORT), "kept", ()),
        (away(*THREE_MONTHS), "unsettled", (DECLARED,)),
        (away(*THREE_MONTHS, annex_18=True), "kept", ()),
        (away(*THREE_MONTHS, annex_18=False), "at_risk", ()),
        # Nobody said that the return was not reported.
        (away(*THREE_MONTHS, annex_18=True, return_reported=False), "at_risk", ()),
        (away(*THREE_MONTHS, return_reported=False), "at_risk", ()),
        (away("2026-03-10", "2026-06-10"), "kept", ()),
        (away("2026-03-09", "2026-06-10"), "unsettled", (DECLARED,)),
    ],
)
def test_what_all_ways_say_of_duties(trip: Trip, duty: str, missing: tuple[str, ...]) -> None:
    verdict = verdict_of(B, trip, (), somebody(), ON)
    assert (verdict.stay, verdict.missing, verdict.duty, verdict.duty_missing) == ("kept", (), duty, missing)


@pytest.mark.parametrize(
    ("judge", "trip", "notes"),
    [
        pytest.param(judge, trip, notes, id=about)
        for about, judge, trip, notes in (
            # Of the worst way, those that hold in all.
            ("declared or not", B, away(*THREE_MONTHS), ()),
            ("not declared", B, away(*THREE_MONTHS, annex_18=False), ("not-declared",)),
            (
                "a year, declared or not",
                B,
                away(*YEAR, return_reported=False),
                ("exactly-at-the-limit", "not-reported"),
            ),
            ("prepared or not", B, away(*MORE), ()),
            ("not prepared", B, away(*MORE, annex_18=False), ("ask-authorisation",)),
            ("inside or outside", L, away(*THREE_MONTHS, annex_18=True), ()),
            ("outside", L, away(*THREE_MONTHS, annex_18=True, outside_eu=True), ("days-in-eu",)),
        )
    ],
)
def test_notes_that_hold_in_every_way(judge: Judge, trip: Trip, notes: tuple[str, ...]) -> None:
    assert tuple(note.id for note in verdict_of(judge, trip, (), somebody(), ON).notes) == notes


@pytest.mark.parametrize(
    ("judge", "trip", "person", "back_by"),
    [
        (L, away(*SHORT), somebody(), date(2025, 1, 14)),  # outside the EU, the earlier of the two
        (L, away(*SHORT, outside_eu=False), somebody(), date(2030, 1, 14)),
        (L, away(*SHORT, outside_eu=True), somebody("blue_card"), date(2026, 1, 14)),
        (L, away(*SHORT, outside_eu=True), Person(), date(2025, 1, 14)),
        (B, away(*SHORT), somebody(), date(2025, 1, 14)),
        (EU, away(*SHORT, reason="military_service"), somebody(), None),  # of any length (EUP-ABS-2)
        (EU, away(*SHORT, reason=None), somebody(), date(2025, 1, 14)),
    ],
)
def test_the_last_day_is_the_earliest_of_all_ways(
    judge: Judge, trip: Trip, person: Person, back_by: date | None
) -> None:
    assert verdict_of(judge, trip, (), person, ON).back_by == back_by


def test_the_last_day_is_the_earliest_also_where_the_worst_way_names_a_later_one() -> None:
    def judge(told: Told) -> Verdict:
        worst = bool(told.trip.absence.outside_eu)
        return Verdict("at_risk" if worst else "kept", ("ABS-1",), date(2027, 1, 1) if worst else date(2026, 1, 1))

    assert verdict_of(judge, away(*SHORT), (), somebody(), ON).back_by == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "stay", "missing"),
    [
        ("ordinary", "ordinary", "unsettled", ()),
        (None, "ordinary", "unsettled", ("absences[1].reason",)),
        # The second alone is short enough: only military service takes one of the two out of the sum.
        ("ordinary", None, "unsettled", (WHY,)),
        ("military_service", "ordinary", "kept", ()),
    ],
)
def test_the_reasons_of_all_that_is_added_up_are_asked(
    first: str | None, second: str | None, stay: str, missing: tuple[str, ...]
) -> None:
    """Two times four months in twelve under the Withdrawal Agreement (BRX-PR-2)."""
    earlier = (away("2024-01-15", "2024-05-15", 1, reason=first),)
    verdict = verdict_of(M, away("2024-07-01", "2024-11-01", reason=second), earlier, somebody(), ON)
    assert (verdict.stay, verdict.missing) == (stay, missing)


@pytest.mark.parametrize(
    ("trip", "earlier", "missing"),
    [
        # more than six months by itself: no reason of another absence settles anything
        pytest.param(("2024-01-01", "2025-02-01"), [("2022-01-01", "2022-02-01")], (), id="too long by itself"),
        pytest.param(("2024-07-01", "2025-01-02"), [("2024-03-01", "2024-04-01")], (), id="too long by a day"),
        pytest.param(("2024-07-01", "2025-01-01"), [("2024-03-01", "2024-04-01")], (1,), id="six months by itself"),
        # of two the one that falls in the twelve months up to the return
        pytest.param(
            ("2024-07-01", "2025-01-01"),
            [("2022-01-01", "2022-02-01"), ("2024-03-01", "2024-04-01")],
            (2,),
            id="one lies too far back",
        ),
        pytest.param(
            ("2024-07-01", "2024-11-01"),
            [("2023-12-01", "2024-02-15"), ("2024-03-01", "2024-05-01")],
            (1, 2),
            id="both in the year",
        ),
    ],
)
def test_only_reasons_that_can_settle_the_sum_are_asked(
    trip: tuple[str, str], earlier: list[tuple[str, str]], missing: tuple[int, ...]
) -> None:
    """BRX-PR-2. The reasons of the earlier ones are not told."""
    before = tuple(away(first, last, place, reason=None) for place, (first, last) in enumerate(earlier, 1))
    verdict = verdict_of(M, away(*trip), before, somebody(), ON)
    assert (verdict.stay, verdict.missing) == ("unsettled", tuple(f"absences[{place}].reason" for place in missing))


def test_beside_one_that_is_told_and_fills_the_year() -> None:
    """Four months, and three for a reason that is told: without the month between them they are too many too."""
    earlier = (away("2024-03-01", "2024-04-01", 1, reason=None), away("2024-04-02", "2024-06-30", 2))
    assert verdict_of(M, away("2024-07-01", "2024-11-01"), earlier, somebody(), ON).missing == ()


def test_where_other_reasons_are_not_told_only_a_sum_that_is_too_large_asks_them() -> None:
    earlier = (away("2024-01-15", "2024-02-15", 1, reason=None),)
    assert verdict_of(M, away("2024-07-01", "2024-09-01"), earlier, somebody(), ON).missing == ()


@pytest.mark.parametrize(
    ("law", "said", "stay"),
    [
        # CARD-ABS-4 is practice (C), which decides nothing; ABS-1 and CARD-ABS-3 are law.
        (("CARD-ABS-4",), "kept", "unsettled"),
        (("CARD-ABS-4",), "lost", "unsettled"),
        (("CARD-ABS-4",), "at_risk", "at_risk"),
        (("CARD-ABS-4", "ABS-1"), "kept", "unsettled"),
        (("ABS-1",), "kept", "kept"),
        (("ABS-1", "CARD-ABS-4"), "lost", "lost"),
    ],
)
def test_what_is_not_verified_decides_nothing(law: tuple[str, ...], said: Any, stay: str) -> None:
    assert verdict_of(lambda told: Verdict(said, law), away(*SHORT), (), somebody(), ON).stay == stay


# --- as it must have been, if it left the stay alone -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("judge", "trip", "facts"),
    [
        pytest.param(judge, trip, facts, id=about)
        for about, judge, trip, facts in (
            (
                "B, more than a year: all that the law asks",
                B,
                away(*MORE),
                {**PREPARED, "card_valid_on_return": True, "return_reported": True},
            ),
            (
                "B, more than a year, where it was is told",
                B,
                away(*MORE, outside_eu=True),
                {**PREPARED, "card_valid_on_return": True, "return_reported": True, "outside_eu": True},
            ),
            ("B, more than a year, not declared: it cannot", B, away(*MORE, annex_18=False), None),
            ("L, a year: it was inside", L, away(*YEAR), {"outside_eu": False}),
            ("L, a year outside: it cannot", L, away(*YEAR, outside_eu=True), None),
            (
                "L, a year inside, all told: it needs nothing",
                L,
                away(*YEAR, outside_eu=False, annex_18=True),
                None,
            ),
            ("EU, more than a year: military service", EU, away(*MORE, reason=None), {"reason": "military_service"}),
        )
    ],
)
def test_as_it_must_have_been_if_kept(judge: Judge, trip: Trip, facts: dict[str, Any] | None) -> None:
    found = as_kept(judge, trip, (), somebody(), ON)
    assert (found is None) is (facts is None)
    assert found is None or {name: getattr(found, name) for name in facts or {}} == facts
    assert found is None or (found.departure, found.back, found.index) == (trip.start, trip.back, 3)


def test_as_kept_beside_earlier_absences_and_of_a_planned_one() -> None:
    """An earlier important reason uses up the one of up to twelve months (BRX-PR-2)."""
    trip = away("2024-09-01", "2025-05-01", reason=None)
    used = (away("2022-01-01", "2022-10-01", 1, reason="serious_illness"),)
    for earlier, reason in (((), "other_important"), (used, "military_service")):
        found = as_kept(M, trip, earlier, somebody(), ON)
        assert found is not None
        assert found.reason == reason
    # With a Blue Card before it, two years outside are the limit.
    person, outside = somebody("blue_card"), away(*YEAR, outside_eu=True)
    assert as_kept(L, outside, (), person, ON) is not None
    assert as_kept(L, outside, (), somebody(), ON) is None
    assert [one.back for one in trips([outside.absence], SAFE, ON)] == [date(2025, 1, 15)]
