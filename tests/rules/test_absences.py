"""What is said of one absence beside its status: the notes, what they rest on, the last day of return, what is asked.

The rows are worked out by hand from the law base (ABS-*, ABS-L-*, CARD-ABS-*, EUP-LOSS-*, BRX-*, reading 19). The
status of each absence at its limits stands in ``test_keeping``. Here one person with exact days is looked at, without
any route, so each row takes next to no time. Longer than others: each group of cards has its row in every table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO
from belgian_residence.keeping.exact_days import Away, Kept, kept
from belgian_residence.keeping.groups import GROUP_OF
from belgian_residence.losing import not_told
from belgian_residence.losing.cards import STAY_GOES_ON
from belgian_residence.losing.groups import NO_RULE
from belgian_residence.losing.long_term import former_blue_card
from belgian_residence.losing.notes import NOTES as EVERY_NOTE
from belgian_residence.losing.verdicts import WORST_LAST, Verdict
from belgian_residence.losing.verdicts import Told as ToldOfOne
from belgian_residence.routes.eu.by_law import right_by_law
from belgian_residence.told.facts import CARDS
from belgian_residence.told.person import Absence, Person, Stay
from briefly import away, day

ON = date(2026, 11, 22)
LEFT, PLANNED = "2024-01-15", "2027-01-15"
Told = dict[str, Any]
TOLD: Told = {"annex_18": True}
NOT_TOLD: Told = {"annex_18": False}
PROVEN: Told = {"annex_18": True, "centre_of_interests_proven": True}
NOT_PROVEN: Told = {"annex_18": True, "centre_of_interests_proven": False}
STUCK: Told = {"reason": "force_majeure"}
OUT: Told = {"outside_eu": True}
IN_EU: Told = {"outside_eu": False}
ILL: Told = {"reason": "serious_illness"}
OLD_CARD = date(2005, 1, 1)
"""Given before every departure: it says nothing for the stay."""
EVERY_CARD = sorted(set(CARDS) - {"none"})


def judged(card: str, *given: Absence, on: date = ON, **facts: Any) -> Kept:
    """What one person keeps, with the absences numbered as given."""
    numbered = tuple(replace(one, index=index) for index, one in enumerate(given))
    recent = {"annex_19": date(2023, 6, 1), "annex_19ter": date(2023, 6, 1), "annex_15": "none", "early_ground": "none"}
    person = Person(card=card, absences=numbered, **{"stays": (), "card_issued": OLD_CARD, **recent, **facts})
    found = kept(person, on)
    assert found is not None
    return found


def last(card: str, *given: Absence, on: date = ON, **facts: Any) -> Away:
    """What is said of the last of the absences."""
    return judged(card, *given, on=on, **facts).aways[-1]


def notes_of(verdict: Verdict) -> list[str]:
    return [note.id for note in verdict.notes]


# --- the notes ----------------------------------------------------------------------------------------------------

NOTES: list[tuple[str, str, str, Told, str, str]] = [
    # cards, first day, day of return, what is told, the status, the notes
    # before leaving it is due from three months on (ABS-2, CARD-ABS-2); its lack is a risk, or only a duty (L, EU+, M)
    ("A B K EU F", LEFT, "2024-04-14", NOT_TOLD, "kept", ""),
    ("A B K EU F", LEFT, "2024-04-15", NOT_TOLD, "at_risk", "not-declared"),
    ("A B K EU F", LEFT, "2025-01-14", NOT_TOLD, "at_risk", "not-declared"),
    ("A B K EU F", LEFT, "2025-01-14", TOLD, "kept", ""),
    ("A B K EU F", PLANNED, "2027-04-15", NOT_TOLD, "at_risk", "not-declared"),
    ("EU+ F+ M+ M", LEFT, "2024-04-14", NOT_TOLD, "kept", ""),
    ("EU+ F+ M+ M", LEFT, "2024-04-15", NOT_TOLD, "kept", "not-declared"),
    ("EU+ F+ M+ M", LEFT, "2024-04-15", TOLD, "kept", ""),
    ("L", LEFT, "2024-04-14", {**IN_EU, **NOT_TOLD}, "kept", ""),
    ("L", LEFT, "2024-04-15", {**IN_EU, **NOT_TOLD}, "kept", "not-declared"),
    # one year exactly is at the limit (reading 19); only B, C and K can prepare for more (ABS-3)
    ("A EU F", LEFT, "2025-01-15", TOLD, "at_risk", "exactly-at-the-limit"),
    ("A EU F", LEFT, "2025-01-15", NOT_TOLD, "at_risk", "exactly-at-the-limit not-declared"),
    ("A EU F", PLANNED, "2028-01-15", {}, "at_risk", "exactly-at-the-limit"),
    ("B K", LEFT, "2025-01-15", NOT_PROVEN, "at_risk", "exactly-at-the-limit"),
    ("B K", LEFT, "2025-01-15", NOT_TOLD, "at_risk", "exactly-at-the-limit not-declared"),
    ("B K", LEFT, "2025-01-15", PROVEN, "kept", ""),
    ("B K", PLANNED, "2028-01-15", {}, "at_risk", "exactly-at-the-limit prove-before-leaving"),
    ("B K", PLANNED, "2028-01-15", PROVEN, "kept", ""),
    ("B K", PLANNED, "2028-01-15", NOT_TOLD, "at_risk", "exactly-at-the-limit not-declared prove-before-leaving"),
    ("B K", PLANNED, "2028-01-17", {}, "at_risk", "prove-before-leaving"),
    ("B K", PLANNED, "2028-01-17", TOLD, "at_risk", "prove-before-leaving"),
    # lost: with unlimited stay an authorisation can be asked, up to five years away (ABS-7)
    ("A EU F", LEFT, "2025-01-17", TOLD, "lost", ""),
    ("A EU F", PLANNED, "2028-01-17", {}, "lost", ""),
    ("B K", LEFT, "2025-01-17", NOT_TOLD, "lost", "ask-authorisation"),
    ("B K", LEFT, "2025-01-17", NOT_PROVEN, "lost", "ask-authorisation"),
    ("B K", LEFT, "2025-01-17", {**NOT_TOLD, "centre_of_interests_proven": True}, "lost", "ask-authorisation"),
    ("B K", PLANNED, "2028-01-17", NOT_PROVEN, "lost", "ask-authorisation"),
    ("B K", PLANNED, "2032-01-15", NOT_TOLD, "lost", "ask-authorisation"),
    ("B K", PLANNED, "2032-01-17", NOT_TOLD, "lost", ""),
    # force majeure: named by the law for B, C and K (ABS-3), practice for the others (CARD-ABS-4), up to five years
    ("B K", PLANNED, "2028-01-17", {**STUCK, **NOT_TOLD}, "at_risk", "prove-force-majeure"),
    ("B K", PLANNED, "2032-01-15", {**STUCK, **NOT_TOLD}, "at_risk", "prove-force-majeure"),
    ("B K", PLANNED, "2032-01-17", {**STUCK, **NOT_TOLD}, "unsettled", "prove-force-majeure"),
    ("A EU F", PLANNED, "2028-01-17", {**STUCK, **TOLD}, "unsettled", "force-majeure-is-practice"),
    ("A EU F", PLANNED, "2032-01-15", {**STUCK, **TOLD}, "unsettled", "force-majeure-is-practice"),
    ("A EU F", PLANNED, "2032-01-17", {**STUCK, **TOLD}, "lost", "force-majeure-is-practice"),
    ("EU+ F+", PLANNED, "2029-01-17", STUCK, "unsettled", "force-majeure-is-practice"),
    ("EU+ F+", PLANNED, "2032-01-17", STUCK, "lost", "force-majeure-is-practice"),
    # below and at the limit force majeure says nothing
    ("A EU F", LEFT, "2025-01-14", {**STUCK, **TOLD}, "kept", ""),
    ("EU+ F+", LEFT, "2026-01-15", {**STUCK, **TOLD}, "kept", ""),
    # L: any day in the EU stops the twelve months (ABS-L-2); what could save a lost status (ABS-L-3, ABS-7)
    ("L D", LEFT, "2024-04-14", {**OUT, **TOLD}, "kept", ""),
    ("L D", LEFT, "2024-04-15", {**OUT, **TOLD}, "kept", "days-in-eu"),
    ("L D", LEFT, "2024-04-15", {**OUT, **NOT_TOLD}, "kept", "days-in-eu not-declared"),
    ("L D", LEFT, "2024-04-15", {**IN_EU, **TOLD}, "kept", ""),
    ("L D", LEFT, "2025-01-16", {**OUT, **NOT_TOLD}, "lost", "ltr-exceptions ask-authorisation"),
    ("L D", PLANNED, "2032-01-15", OUT, "lost", "ltr-exceptions ask-authorisation"),
    ("L D", PLANNED, "2032-01-17", OUT, "lost", "ltr-exceptions"),
    ("L D", PLANNED, "2033-01-16", IN_EU, "lost", "ltr-exceptions"),
    # permanent residence: lost without more; two years of return are seen for EU+ and F+, not for M (CARD-ABS-5)
    ("EU+ F+", LEFT, "2026-01-17", NOT_TOLD, "lost", ""),
    ("EU+ F+", LEFT, "2026-01-15", TOLD, "kept", ""),
    ("M+", PLANNED, "2029-01-15", {}, "kept", ""),
    ("M+", PLANNED, "2029-01-17", {}, "kept", "right-of-return-not-seen"),
    ("M+", PLANNED, "2029-01-17", NOT_TOLD, "kept", "not-declared right-of-return-not-seen"),
    ("M+", PLANNED, "2032-01-17", {**NOT_TOLD, **STUCK}, "lost", ""),
    # M: six months in any year, once up to twelve for an important reason (BRX-PR-2, BRX-ABS-1)
    ("M", PLANNED, "2027-07-15", {}, "kept", ""),
    ("M", PLANNED, "2027-07-16", {}, "unsettled", "year-total"),
    ("M", PLANNED, "2027-07-16", NOT_TOLD, "unsettled", "not-declared year-total"),
    ("M", PLANNED, "2027-07-15", ILL, "kept", ""),
    ("M", PLANNED, "2027-07-16", ILL, "kept", "important-reason-once"),
    ("M", PLANNED, "2028-01-15", {**ILL, **NOT_TOLD}, "kept", "not-declared important-reason-once"),
    ("M", PLANNED, "2028-01-15", {"reason": "posting"}, "kept", "important-reason-once"),
    ("M", PLANNED, "2028-01-17", ILL, "unsettled", "year-total"),
    ("M", PLANNED, "2028-01-17", {"reason": "military_service"}, "kept", ""),
    ("M", PLANNED, "2028-01-17", {"reason": "military_service", **NOT_TOLD}, "kept", "not-declared"),
    # no rule in the law base
    ("annex_15 annex_56 orange_card N special_card", LEFT, "2024-06-20", NOT_TOLD, "unsettled", "no-rule"),
]


@pytest.mark.parametrize(
    ("card", "left", "back", "told", "status", "notes"),
    [
        pytest.param(card, *row, id=f"{card} {row[0]} to {row[1]} {row[2]}")
        for cards, *row in NOTES
        for card in cards.split()
    ],
)
def test_the_notes_on_an_absence(card: str, left: str, back: str, told: Told, status: str, notes: str) -> None:
    verdict = last(card, away(left, back, **told)).verdict
    assert verdict.status == status
    assert notes_of(verdict) == notes.split()
    assert verdict.missing == (), "everything that matters is told"


def test_every_note_has_its_own_id() -> None:
    ids = [note.id for note in EVERY_NOTE]
    assert len(ids) == len(set(ids))
    assert {note for row in NOTES for note in row[5].split()} <= {*ids, NO_RULE}


# --- what the status rests on -------------------------------------------------------------------------------------

RESTS_ON = {
    "A H I J": ("ABS-1",),
    "B C K": ("ABS-1", "ABS-3"),
    "L D": ("ABS-L-1", "ABS-L-2"),
    "EU E annex_8 F": ("CARD-ABS-3",),
    "EU+ E+ annex_8bis": ("EUP-LOSS-1",),
    "F+": ("FAM-LOSS-1", "EUP-LOSS-1"),
    "M+": ("BRX-PR-3",),
    "M": ("BRX-ABS-1", "BRX-PR-2"),
    "annex_15": ("DOC-15", "DOUBT-9"),
    "orange_card": ("CARD-ABS-7",),
    "annex_56": ("BRX-DOC-1", "BRX-ABS-1"),
    "N": ("BRX-N-1",),
    "special_card": ("SW-11",),
}


@pytest.mark.parametrize(("cards", "law"), RESTS_ON.items())
def test_the_status_rests_on_the_provisions_of_the_card(cards: str, law: tuple[str, ...]) -> None:
    """However long the absence, whatever is told of it."""
    for card, back, told in product(cards.split(), ("2027-01-20", "2027-12-01", "2034-02-01"), (TOLD, OUT, STUCK)):
        verdict = last(card, away(PLANNED, back, **told)).verdict
        assert set(verdict.law) == set(law)
        assert verdict.law[0] == law[0], "the main one first"


def test_the_provisions_of_every_card_are_in_the_list() -> None:
    assert sorted(" ".join(RESTS_ON).split()) == EVERY_CARD


def test_a_paper_without_a_rule_says_what_is_known_of_it() -> None:
    (note,) = last("annex_15", away(LEFT, "2024-01-20")).verdict.notes
    assert note.law == ("DOC-15", "DOUBT-9")


# --- the last day of return ---------------------------------------------------------------------------------------

LAST_DAYS: list[tuple[str, str, Told, str | None]] = [
    # less than a year; at most two or five years; less than twelve months or six years
    ("A B K EU F", "2027-01-15", {}, "2028-01-14"),
    ("A B K EU F", "2028-02-29", {}, "2029-02-27"),
    ("EU+ F+", "2027-01-15", {}, "2029-01-15"),
    ("EU+ F+", "2028-02-29", {}, "2030-02-28"),
    ("M+", "2027-01-15", {}, "2032-01-15"),
    ("L D", "2027-01-15", OUT, "2028-01-14"),
    ("L D", "2027-01-15", IN_EU, "2033-01-14"),
    ("L D", "2027-01-15", {}, "2028-01-14"),
    ("M", "2027-01-15", {}, "2027-07-15"),
    ("M", "2027-08-31", {}, "2028-02-29"),
    ("M", "2027-01-15", ILL, "2028-01-15"),
    ("M", "2027-01-15", {"reason": "posting"}, "2028-01-15"),
    ("M EU F", "2027-01-15", {"reason": "military_service"}, None),  # no longest time (EUP-ABS-2)
    ("A B", "2027-01-15", {"reason": "military_service"}, "2028-01-14"),
    ("EU+ F+", "2027-01-15", {"reason": "military_service"}, "2029-01-15"),
    ("annex_15 annex_56 orange_card N special_card", "2027-01-15", {}, None),
]


@pytest.mark.parametrize(
    ("card", "left", "told", "back_by"),
    [pytest.param(card, *row, id=f"{card} {row[0]} {row[1]}") for cards, *row in LAST_DAYS for card in cards.split()],
)
def test_the_last_day_of_return(card: str, left: str, told: Told, back_by: str | None) -> None:
    """It does not depend on when the return is planned, as long as the reason is the same."""
    first = date.fromisoformat(left)
    for length in (7, 120, 250, 400, 800):
        back = (first + timedelta(days=length)).isoformat()
        assert last(card, away(left, back, **told)).verdict.back_by == day(back_by), length


def test_the_last_day_of_a_former_blue_card_holder() -> None:
    blue = (Stay(date(2015, 1, 1), date(2020, 12, 31), "blue_card"),)
    family = (Stay(date(2015, 1, 1), date(2020, 12, 31), "family_of_limited_stay"),)
    trip = away(PLANNED, "2027-05-01", **OUT)
    assert last("L", trip, stays=blue).verdict.back_by == date(2029, 1, 14)
    assert last("L", trip, stays=family).verdict.back_by == date(2028, 1, 14), "not known: the earlier day is safe"
    assert last("L", trip, stays=None).verdict.back_by == date(2028, 1, 14)


@pytest.mark.parametrize(
    ("earlier", "told", "back_by"),
    [
        # four months are gone in the twelve months before the last day: two are left
        (away("2026-12-01", "2027-04-01"), {}, "2027-08-01"),
        (away("2026-12-01", "2027-04-01"), ILL, "2028-06-01"),
        # military service takes nothing away, an important reason that was used for a long one only the twelve months
        (away("2026-12-01", "2027-04-01", reason="military_service"), {}, "2027-12-01"),
        (away("2026-07-01", "2027-04-01", **ILL), {}, "2027-12-01"),
        (away("2026-07-01", "2027-04-01", **ILL), ILL, "2027-12-01"),
        # six months and no more for an important reason use nothing up
        (away("2025-01-01", "2025-07-01", **ILL), ILL, "2028-06-01"),
        # more than twelve months: no excuse, so it is added up, and none is used
        (away("2026-01-01", "2027-04-01", **ILL), ILL, "2028-06-01"),
    ],
)
def test_the_last_day_of_an_m_card_after_another_absence(earlier: Absence, told: Told, back_by: str) -> None:
    assert last("M", earlier, away("2027-06-01", "2027-06-20", **told)).verdict.back_by == day(back_by)


def test_a_planned_absence_without_a_return_takes_a_day_at_least() -> None:
    """Six months are gone, so any day is too much."""
    verdict = last("M", away("2027-01-01", "2027-07-01"), away("2027-08-01", None)).verdict
    assert notes_of(verdict) == ["year-total"]
    assert notes_of(last("M", away("2027-01-01", "2027-06-15"), away("2027-08-01", None)).verdict) == []


def test_without_days_left_in_the_year_the_last_day_is_that_of_the_departure() -> None:
    verdict = last("M", away("2026-09-01", "2027-04-15"), away("2027-05-01", "2027-06-20")).verdict
    assert (verdict.status, verdict.back_by) == ("unsettled", date(2027, 5, 1))


# --- M: the year, the other absences in place ---------------------------------------------------------------------

TWO_OF_AN_M_CARD: list[tuple[Absence, Absence, str, str]] = [
    # a second long one for an important reason is one too many, also after a posting
    (away("2021-01-01", "2021-09-01", **ILL), away(LEFT, "2024-09-01", **ILL), "unsettled", "important-reason-once"),
    (
        away("2021-01-01", "2021-09-01", reason="posting"),
        away(LEFT, "2024-09-01", **ILL),
        "unsettled",
        "important-reason-once",
    ),
    # the first is none of these when it lasted longer than twelve months, or six months and no more
    (away("2021-01-01", "2022-01-02", **ILL), away(LEFT, "2024-09-01", **ILL), "kept", "important-reason-once"),
    (away("2021-01-01", "2021-07-01", **ILL), away(LEFT, "2024-09-01", **ILL), "kept", "important-reason-once"),
    (away("2021-01-01", "2022-01-01", **ILL), away(LEFT, "2024-09-01", **ILL), "unsettled", "important-reason-once"),
    # a short one for an important reason is added up like any other: 15 July 2023 to 15 July 2024 is the year
    (away("2023-08-01", "2023-11-01", **ILL), away(LEFT, "2024-04-15"), "kept", ""),
    (away("2023-08-01", "2023-11-02", **ILL), away(LEFT, "2024-04-15"), "unsettled", "year-total"),
    (away("2023-08-01", "2023-11-01"), away(LEFT, "2024-04-16"), "unsettled", "year-total"),
    # of one that began before the year only the part inside it
    (away("2023-01-15", "2023-07-15"), away(LEFT, "2024-04-15"), "kept", ""),
    (away("2023-01-15", "2023-07-16"), away(LEFT, "2024-04-15"), "unsettled", "year-total"),
]


@pytest.mark.parametrize(("first", "second", "status", "notes"), TWO_OF_AN_M_CARD)
def test_an_m_card_with_two_absences(first: Absence, second: Absence, status: str, notes: str) -> None:
    verdict = last("M", replace(first, annex_18=True), replace(second, annex_18=True)).verdict
    assert (verdict.status, notes_of(verdict)) == (status, notes.split())


# --- what is not told ---------------------------------------------------------------------------------------------

WHY = {"reason": None}
ON_RETURN = "card_valid_on_return return_reported"
NOT_SETTLED: list[tuple[str, str, str | None, Told, str, str]] = [
    # cards, first day, day of return, what is told, the facts that would settle it, the notes
    ("A B K EU F", LEFT, "2024-04-15", {}, "annex_18", "stay-goes-on"),
    ("A B K EU F", LEFT, "2025-01-14", WHY, "annex_18", "stay-goes-on"),
    # beyond a year, prepared: then the card must be valid on the return, and the return be reported (ABS-3)
    ("B K", LEFT, "2025-01-17", {}, f"annex_18 centre_of_interests_proven {ON_RETURN}", ""),
    ("B K", LEFT, "2025-01-17", TOLD, f"centre_of_interests_proven {ON_RETURN}", ""),
    ("B K", LEFT, "2025-01-17", {"centre_of_interests_proven": True}, f"annex_18 {ON_RETURN}", ""),
    ("B K", LEFT, "2025-01-17", PROVEN, ON_RETURN, ""),
    ("B K", LEFT, "2025-01-17", {**PROVEN, "return_reported": True}, "card_valid_on_return", ""),
    ("B K", LEFT, "2025-01-17", {**PROVEN, "card_valid_on_return": True}, "return_reported", ""),
    # military service keeps the stay of EU citizens and family, however long (EUP-ABS-2)
    ("EU F", LEFT, "2025-01-15", WHY, "reason", ""),
    ("B K", LEFT, "2025-01-17", {**NOT_TOLD, **WHY}, "reason", ""),
    ("B K", PLANNED, "2028-01-17", {**NOT_TOLD, **WHY}, "reason", ""),
    ("A EU F", LEFT, "2025-01-17", WHY, "reason", ""),
    ("EU+ F+", LEFT, "2026-01-17", WHY, "reason", ""),
    ("L D", LEFT, "2025-01-15", {}, "outside_eu", ""),
    ("L D", LEFT, "2025-01-15", TOLD, "outside_eu", ""),
    ("M", LEFT, "2024-07-16", {**WHY, **TOLD}, "reason", ""),
    ("M", LEFT, "2024-07-16", {**WHY, **NOT_TOLD}, "reason", "not-declared"),
    ("M", LEFT, "2025-01-17", {**WHY, **TOLD}, "reason", ""),
    # the return is not known
    ("A B K EU F", "2026-10-01", None, TOLD, "to", ""),
    ("A B K EU F", "2026-06-01", None, {}, "annex_18 to", ""),
    ("EU+ F+", "2024-11-21", None, WHY, "reason to", ""),
    ("L D", "2025-11-22", None, {}, "outside_eu to", ""),
    ("A B K EU F EU+ F+ M+ M L", "2027-01-15", None, {}, "to", ""),
    ("A B K EU F EU+ F+ M+ M L", "2026-11-22", None, {}, "to", ""),
]


@pytest.mark.parametrize(
    ("card", "left", "back", "told", "missing", "notes"),
    [
        pytest.param(card, *row, id=f"{card} {row[0]} to {row[1]} {row[2]}")
        for cards, *row in NOT_SETTLED
        for card in cards.split()
    ],
)
def test_the_facts_that_would_settle_it(
    card: str, left: str, back: str | None, told: Told, missing: str, notes: str
) -> None:
    """Named by the place of the absence in the case file."""
    other = away("2021-02-01", "2021-02-10", **TOLD)
    verdict = last(card, other, away(left, back, **told), stays=()).verdict
    assert verdict.status == "unsettled"
    assert verdict.asked == tuple(f"absences[1].{name}" for name in missing.split())
    assert notes_of(verdict) == notes.split()


SETTLED: list[tuple[str, str, str, Told, str]] = [
    # whatever is not told, the answer is the same
    ("A B K EU F", LEFT, "2024-04-14", WHY, "kept"),
    ("A B K EU F", PLANNED, "2027-12-01", WHY, "kept"),
    ("A B K EU F", "2026-11-22", "2027-04-01", WHY, "kept"),  # on the day of departure it can still be declared
    ("A", LEFT, "2025-01-15", WHY, "at_risk"),
    ("B K", LEFT, "2025-01-15", NOT_TOLD | WHY, "at_risk"),
    ("B K", LEFT, "2025-01-17", STUCK, "at_risk"),
    ("B K", PLANNED, "2028-01-17", WHY, "at_risk"),
    ("A", "2020-01-15", "2025-01-17", WHY, "lost"),
    ("L D", LEFT, "2025-01-14", WHY, "kept"),
    ("EU+ F+", LEFT, "2026-01-15", WHY, "kept"),
    ("M+", "2021-01-15", "2026-01-17", WHY, "lost"),
    ("M", LEFT, "2024-07-15", WHY, "kept"),
]


@pytest.mark.parametrize(
    ("card", "left", "back", "told", "status"),
    [pytest.param(card, *row, id=f"{card} {row[0]} to {row[1]}") for cards, *row in SETTLED for card in cards.split()],
)
def test_what_is_not_told_is_not_asked_where_it_changes_nothing(
    card: str, left: str, back: str, told: Told, status: str
) -> None:
    verdict = last(card, away(left, back, **told)).verdict
    assert (verdict.status, verdict.asked) == (status, ())


def test_the_reasons_that_could_take_an_absence_out_of_the_year_are_asked() -> None:
    """Both trips are too short for an excuse, but one may have been military service; without it, it is too much."""
    first, second = away("2023-08-01", "2024-01-10", **TOLD, **WHY), away(LEFT, "2024-06-15", **TOLD)
    verdict = last("M", first, second).verdict
    assert (verdict.status, verdict.missing, notes_of(verdict)) == (
        "unsettled",
        ("absences[0].reason",),
        ["year-total"],
    )


@pytest.mark.parametrize("card", EVERY_CARD)
@pytest.mark.parametrize(("left", "back"), [(LEFT, "2024-06-20"), (LEFT, "2025-06-20"), ("2020-01-15", "2026-02-20")])
def test_what_is_not_told_is_the_combination_of_every_way_it_can_be(card: str, left: str, back: str) -> None:
    """Any fact left out: the status where all ways agree, otherwise unsettled; and the notes and days that hold in
    each. Force majeure asks for no preparation, so it is told here."""
    asked = ("outside_eu", "annex_18", "centre_of_interests_proven")
    full = [dict(zip(asked, values, strict=True)) for values in product((True, False), repeat=3)]
    told = {tuple(one.values()): last(card, away(left, back, **one)).verdict for one in full}
    for left_out in product((None, True, False), repeat=3):
        ways = [
            verdict
            for values, verdict in told.items()
            if all(given in (None, value) for given, value in zip(left_out, values, strict=True))
        ]
        verdict = last(card, away(left, back, **dict(zip(asked, left_out, strict=True)))).verdict
        statuses = {way.status for way in ways}
        assert verdict.status == (statuses.pop() if len(statuses) == 1 else "unsettled")
        only_a_duty = verdict.status == "unsettled" and all(way.stay == "kept" for way in ways)
        assert ("stay-goes-on" in notes_of(verdict)) is only_a_duty
        assert {*verdict.notes} - {STAY_GOES_ON} == set.intersection(*({*way.notes} for way in ways))
        assert verdict.back_by == min((way.back_by for way in ways if way.back_by), default=None)


def by_reason(**last_days: date | None) -> Verdict:
    """The verdict for a rule that looks at the reason only: kept, until another day for each."""

    def judge(told: ToldOfOne) -> Verdict:
        reason = told.trip.absence.reason or ""
        return Verdict("kept" if reason in last_days else "lost", ("ABS-1",), last_days.get(reason, date(2024, 9, 1)))

    (trip,) = trips([away(LEFT, "2024-03-01", **WHY)], SAFE, ON)
    return not_told.verdict_of(judge, trip, (), Person(stays=()), ON)


def test_the_last_day_is_the_first_of_all_ways_in_which_it_can_be() -> None:
    """Also where it is not that of the worst way, and where one way has none."""
    early, late = date(2024, 5, 1), date(2024, 8, 1)
    every = dict.fromkeys(not_told.REASONS, late)
    assert (by_reason(**every).status, by_reason(**every).back_by) == ("kept", late)
    assert by_reason(**(every | {"posting": early})).back_by == early
    assert by_reason(**(every | {"ordinary": None, "posting": early})).back_by == early
    open_way = by_reason(posting=early)
    assert (open_way.status, open_way.back_by, open_way.missing) == ("unsettled", early, ("absences[0].reason",))


# --- L: family of a Blue Card holder ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grounds", "may_be"),
    [
        ([], {False}),
        (["single_permit"], {False}),
        (["blue_card"], {True}),
        (["single_permit", "blue_card"], {True}),
        (["family_of_limited_stay", "blue_card"], {True}),
        (["family_of_limited_stay"], {False, True}),
        (["family_of_unlimited_stay"], {False, True}),  # art. 10 §1, 4° to 6°: of a holder who had L by then
        (["family_of_eu_or_belgian"], {False}),
        (["family_of_limited_stay", "long_term_resident"], {False, True}),
        (None, {False, True}),
    ],
)
def test_who_may_have_held_a_blue_card(grounds: list[str] | None, may_be: set[bool]) -> None:
    """Family of a Blue Card holder has the same 24 months (ABS-L-1); whose family it was is not asked."""
    stays = None if grounds is None else tuple(Stay(date(2015, 1, 1), None, ground) for ground in grounds)
    assert set(former_blue_card(Person(stays=stays))) == may_be


@pytest.mark.parametrize(
    ("grounds", "status", "missing"),
    [
        (["blue_card"], "kept", ()),
        (["family_of_limited_stay"], "unsettled", ()),  # nothing more is asked that would settle it
        (["single_permit"], "lost", ()),
        # An EU citizen may have a permanent right beside it (EUP-5Y-1): only then does an L card lost not end the stay.
        (None, "unsettled", ("stays", "nationality", "special_card_before")),
    ],
)
def test_whether_there_was_a_blue_card_can_decide(
    grounds: list[str] | None, status: str, missing: tuple[str, ...]
) -> None:
    start, end = date(2015, 1, 1), date(2016, 12, 31)
    stays = None if grounds is None else tuple(Stay(start, end, ground) for ground in grounds)
    verdict = last("L", away(LEFT, "2025-06-01", **OUT), stays=stays).verdict
    assert (verdict.status, verdict.missing) == (status, missing)


# --- EU, F: the permanent right may have arisen -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "annexes", "may_be"),
    [
        # five years, complete on the day of departure, 15 January 2024 (EUP-5Y-1, FAM-5Y-1)
        ("EU", {"annex_19": date(2019, 1, 15)}, True),
        ("EU", {"annex_19": date(2019, 1, 16)}, False),
        ("EU", {"annex_19": None}, True),
        ("EU", {"annex_19": "none"}, False),
        ("EU", {"annex_19": date(2019, 1, 16), "annex_19ter": date(2012, 1, 1), "annex_15": None}, False),
        ("F", {"annex_19ter": date(2019, 1, 15), "annex_15": "none"}, True),
        ("F", {"annex_19ter": date(2019, 1, 16), "annex_15": "none"}, False),
        ("F", {"annex_19ter": date(2019, 1, 16), "annex_15": date(2019, 1, 15)}, True),
        ("F", {"annex_19ter": "none", "annex_15": None}, True),
        ("F", {"annex_19ter": None, "annex_15": "none"}, True),
        ("F", {"annex_19ter": "none", "annex_15": "none", "annex_19": None}, False),
    ],
)
def test_whether_the_permanent_right_can_have_arisen_before_leaving(
    card: str, annexes: dict[str, Any], may_be: bool
) -> None:
    person = Person(card=card, stays=(), absences=(), early_ground="none", **annexes)
    assert (right_by_law(Situation(person, ON), date(2024, 1, 15)).value is not NO) is may_be


@pytest.mark.parametrize(
    ("back", "told", "status", "notes"),
    [
        ("2024-03-01", {}, "kept", ""),
        ("2025-01-15", {}, "at_risk", "exactly-at-the-limit"),
        ("2025-01-17", {}, "unsettled", "may-be-permanent"),
        ("2026-01-15", {}, "unsettled", "may-be-permanent"),
        ("2026-01-17", {}, "lost", ""),
        ("2025-01-17", STUCK, "unsettled", "force-majeure-is-practice"),
    ],
)
@pytest.mark.parametrize("card", ["EU", "F"])
def test_an_absence_of_somebody_who_may_be_permanent(card: str, back: str, told: Told, status: str, notes: str) -> None:
    """The right allows two years (EUP-LOSS-1); only what would be lost is left open by it."""
    long_ago = date(2015, 1, 1)
    verdict = last(card, away(LEFT, back, **TOLD, **told), annex_19=long_ago, annex_19ter=long_ago).verdict
    assert (verdict.status, notes_of(verdict)) == (status, notes.split())


# --- what is not verified -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "back", "told", "status"),
    [
        ("EU+", "2025-01-17", TOLD, "unsettled"),
        ("EU+", "2026-01-17", TOLD, "unsettled"),
        ("A", "2024-02-01", TOLD, "unsettled"),
        ("A", "2024-06-01", NOT_TOLD, "unsettled"),
        ("A", "2025-01-17", TOLD, "unsettled"),
    ],
)
def test_what_is_not_verified_says_neither_kept_nor_lost(
    card: str, back: str, told: Told, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Doubtful:
        drives = False

    def provision(name: str) -> Doubtful:
        asked.append(name)
        return Doubtful()

    monkeypatch.setattr(not_told, "provision", provision)
    verdict = last(card, away(LEFT, back, **told)).verdict
    assert verdict.status == status
    assert set(asked) <= {verdict.law[0]}, "the main provision says whether it drives an answer"


# --- the card in the pocket ---------------------------------------------------------------------------------------

WITH_THE_CARD: list[tuple[str, str, str | None, str, str, str]] = [
    # last day of the card, first day away, day of return, the status, the notes, what is added to the law
    ("2026-12-05", "2026-11-25", "2026-12-05", "kept", "", ""),
    # three months at most: a warning (ABS-4, DIS-18)
    ("2026-12-04", "2026-11-25", "2026-12-05", "kept", "card-ends-abroad renew-before-leaving", ""),
    ("2026-12-04", "2026-11-22", "2026-12-05", "kept", "card-ends-abroad renew-before-leaving", ""),
    ("2026-12-04", "2026-11-21", "2026-12-05", "kept", "card-ends-abroad", ""),
    ("2026-11-25", "2026-11-25", "2026-12-05", "kept", "card-ends-abroad renew-before-leaving", ""),
    ("2027-01-15", "2026-11-25", "2027-02-24", "kept", "card-ends-abroad renew-before-leaving", ""),
    ("2027-01-15", "2026-11-25", "2027-02-25", "kept", "card-ends-abroad renew-before-leaving", ""),
    ("2027-01-15", "2026-11-25", "2027-02-26", "at_risk", "card-ends-abroad renew-before-leaving", "ABS-4 CARD-ABS-7"),
    ("2026-11-24", "2026-11-25", "2026-12-05", "kept", "renew-before-leaving", ""),
    ("2026-11-21", "2026-11-22", "2026-12-05", "kept", "renew-before-leaving", ""),
    ("2026-11-20", "2026-11-21", "2026-12-05", "at_risk", "card-had-ended", "ABS-4 CARD-ABS-7"),
    ("2026-11-21", "2026-11-21", "2026-12-05", "kept", "card-ends-abroad", ""),
    ("2026-11-21", "2026-11-10", None, "unsettled", "card-ends-abroad", ""),
    ("2026-11-22", "2026-11-10", None, "unsettled", "", ""),
    # planned, the return not known: it is abroad on the day after leaving at least
    ("2026-11-25", "2026-11-25", None, "unsettled", "card-ends-abroad renew-before-leaving", ""),
    ("2026-11-26", "2026-11-25", None, "unsettled", "", ""),
]


@pytest.mark.parametrize(("expires", "left", "back", "status", "notes", "law"), WITH_THE_CARD)
@pytest.mark.parametrize("card", ["A", "B", "EU+", "F", "L", "M"])
def test_an_absence_with_a_card_that_ends(
    card: str, expires: str, left: str, back: str | None, status: str, notes: str, law: str
) -> None:
    """A card that is not valid on the return after more than three months is a risk (ABS-4); before leaving it can be
    renewed."""
    trip = away(left, back, **TOLD, **IN_EU)
    without, verdict = last(card, trip).verdict, last(card, trip, card_expiry=day(expires)).verdict
    assert (verdict.status, notes_of(verdict)) == (status, notes.split())
    assert verdict.law == (*without.law, *law.split())
    assert verdict.back_by == without.back_by


@pytest.mark.parametrize(
    ("back", "told", "status", "notes"),
    [
        ("2025-01-17", NOT_TOLD, "lost", "ask-authorisation card-ends-abroad"),
        ("2024-06-15", NOT_TOLD, "at_risk", "not-declared card-ends-abroad"),
        ("2024-06-15", TOLD, "at_risk", "card-ends-abroad"),
    ],
)
def test_a_card_that_ends_never_makes_an_absence_look_better(back: str, told: Told, status: str, notes: str) -> None:
    trip = away(LEFT, back, **told)
    without, verdict = last("B", trip).verdict, last("B", trip, card_expiry=date(2024, 2, 1)).verdict
    assert (verdict.status, notes_of(verdict)) == (status, notes.split())
    assert WORST_LAST.index(verdict.status) >= WORST_LAST.index(without.status)


# --- absences before the card -------------------------------------------------------------------------------------

BEFORE: list[tuple[str, str | None, str, str, str, bool]] = [
    # card, its last day, first day away, day of return, the status, is it said that it was before this card?
    # given at most five years before the last day: by 22 November 2021 for one that still runs today
    ("B", None, "2019-01-10", "2021-11-22", "kept", True),
    ("B", None, "2019-01-10", "2021-11-23", "unsettled", False),
    ("B", "2026-01-01", "2019-01-10", "2021-01-01", "kept", True),  # expired: given at most five years before
    ("B", "2026-01-01", "2019-01-10", "2021-01-02", "unsettled", False),
    ("B", "2031-01-01", "2019-01-10", "2021-11-22", "kept", True),
    ("B", "2031-01-01", "2019-01-10", "2021-11-23", "kept", True),
    ("B", "2031-01-01", "2019-01-10", "2026-01-01", "kept", True),
    ("B", "2031-01-01", "2019-01-10", "2026-01-02", "unsettled", False),
    # a year to the day is a risk only for the card that was held then
    ("F", None, "2020-11-22", "2021-11-22", "kept", True),
    ("F", None, "2020-11-23", "2021-11-23", "at_risk", False),
    # ten years
    ("K", None, "2014-01-10", "2016-11-22", "kept", True),
    ("K", None, "2014-01-10", "2016-11-23", "unsettled", False),
    ("C", None, "2014-01-10", "2016-11-22", "kept", True),
    ("K", "2030-01-01", "2014-01-10", "2020-01-01", "kept", True),
    ("K", "2030-01-01", "2014-01-10", "2020-01-02", "unsettled", False),
    ("EU+", None, "2014-01-10", "2016-11-22", "kept", True),
    ("EU+", None, "2014-01-10", "2016-11-23", "unsettled", False),
    # a card proves nothing for a right by law, before five new years lie behind (EUP-LOSS-1)
    ("EU+", "2036-01-01", "2014-01-10", "2021-11-22", "kept", True),
    ("EU+", "2036-01-01", "2014-01-10", "2021-11-23", "unsettled", True),
    ("F+", None, "2014-01-10", "2016-11-22", "kept", True),
    ("F+", None, "2014-01-10", "2016-11-23", "unsettled", False),
    # the permanent right of the Agreement does not come back (BRX-ABS-1): then it is open
    ("M+", None, "2010-01-10", "2016-11-22", "unsettled", True),
    ("M+", None, "2010-01-10", "2016-11-23", "unsettled", False),
    ("EU", None, "2014-01-10", "2021-11-22", "kept", True),
    ("F", None, "2014-01-10", "2021-11-22", "kept", True),
    ("F", None, "2014-01-10", "2021-11-23", "unsettled", False),
    # how long these last differs: nothing is presumed
    ("A", None, "2006-01-10", "2008-03-10", "unsettled", False),
    ("annex_8", None, "2006-01-10", "2008-03-10", "unsettled", False),
]


UNDER_EU_RULES = ("EU", "EU+", "F", "F+", "M+")
"""Cards of whose right five years, and no card, are the proof: only they are told so."""


@pytest.mark.parametrize(("card", "expires", "left", "back", "status", "said"), BEFORE)
def test_an_absence_before_the_card(
    card: str, expires: str | None, left: str, back: str, status: str, said: bool
) -> None:
    verdict = last(card, away(left, back, **NOT_PROVEN), card_expiry=day(expires), card_issued=None).verdict
    assert verdict.status == status
    assert ("card_issued" in verdict.asked) is (status in ("unsettled", "at_risk") and not said)
    note = "before-this-card-by-law" if card in UNDER_EU_RULES else "before-this-card"
    assert (note in notes_of(verdict)) is said
    if said:
        assert notes_of(verdict) == [note], "it takes the place of the other notes"


NINE_MONTHS = ("2022-01-10", "2022-10-10")
"""Three months and more, less than a year: the stay went on whatever was done on the way (ABS-1, ABS-2)."""
A_DUTY: list[tuple[Told, str | None, str, str, str]] = [
    # what is told of the trip, the day of the card, the status, the facts that would settle it, the notes
    ({}, None, "unsettled", "card_issued absences[0].annex_18", "stay-goes-on"),
    (NOT_TOLD, None, "at_risk", "card_issued", "not-declared"),
    (TOLD, None, "kept", "", ""),
    (TOLD | {"return_reported": False}, None, "at_risk", "card_issued", "not-reported"),
    # given before the departure, or while the person was away: it says nothing of the duty
    *(
        row
        for issued in ("2022-01-10", "2022-05-01", "2022-10-09")
        for row in (
            ({}, issued, "unsettled", "absences[0].annex_18", "stay-goes-on"),
            (NOT_TOLD, issued, "at_risk", "", "not-declared"),
        )
    ),
    # given on the day of return, or later: the municipality knew (CARD-ABS-7)
    *(
        (told, issued, "kept", "", "before-this-card")
        for told in ({}, NOT_TOLD)
        for issued in ("2022-10-10", "2025-06")
    ),
]


@pytest.mark.parametrize(("told", "issued", "status", "asked", "notes"), A_DUTY)
@pytest.mark.parametrize("card", ["A", "EU"])
def test_the_day_of_the_card_settles_a_duty_on_the_way_too(
    card: str, told: Told, issued: str | None, status: str, asked: str, notes: str
) -> None:
    """One day answers for everything that was or was not done on the way, so it is the first to be asked."""
    given = day(issued if issued is None or len(issued) > 7 else f"{issued}-01")
    verdict = last(card, away(*NINE_MONTHS, **told), card_issued=given, annex_19=date(2024, 6, 1)).verdict
    assert verdict.stay == "kept"
    if notes == "before-this-card" and card in UNDER_EU_RULES:
        notes += "-by-law"
    assert (verdict.status, verdict.asked, notes_of(verdict)) == (status, tuple(asked.split()), notes.split())


def test_a_card_that_cannot_have_been_given_before_the_return_needs_no_day() -> None:
    """A B card lasts five years: one that runs until October 2027 was given after the return on 10 October 2022."""
    later, earlier = (
        last("B", away(*NINE_MONTHS), card_issued=None, card_expiry=date(2027, 10, last_day)).verdict
        for last_day in (10, 9)
    )
    assert (later.status, later.asked) == ("kept", ())
    assert (earlier.status, earlier.asked[0]) == ("unsettled", "card_issued")


def test_a_year_to_the_day_is_a_risk_that_the_day_of_the_card_can_end() -> None:
    trip = away("2022-01-10", "2023-01-10", **TOLD)
    assert last("A", trip, card_issued=None).verdict.asked == ("card_issued",)
    assert last("A", trip, card_issued=date(2023, 1, 10)).verdict.status == "kept"


def test_nothing_is_presumed_where_it_is_not_known_how_long_a_card_lasts() -> None:
    """K cards of before 11 October 2021: the law base has no length for them."""
    verdict = last("K", away("2000-01-10", "2003-01-10", **NOT_PROVEN), on=date(2021, 6, 1), card_issued=None).verdict
    assert (verdict.status, verdict.asked, notes_of(verdict)) == ("unsettled", ("card_issued",), ["ask-authorisation"])


def test_who_is_still_away_was_not_given_the_card_since() -> None:
    assert last("B", away("2010-01-10", None, **NOT_TOLD)).verdict.status == "lost"


# --- which absences count, and what is due ------------------------------------------------------------------------


def seen(found: Kept) -> list[int]:
    return [one.index for one in found.aways]


@pytest.mark.parametrize(
    ("card", "facts", "which"),
    [
        # 0: to 10 January 2021; 1: to 10 January 2023; 2: planned, no return known; 3: planned
        ("A", {}, [0, 1, 2, 3]),
        ("A", {"stays": (Stay(date(2021, 1, 9), None, "single_permit"),)}, [0, 1, 2, 3]),
        ("A", {"stays": (Stay(date(2021, 1, 10), None, "single_permit"),)}, [1, 2, 3]),
        ("A", {"stays": (Stay(date(2021, 1, 10), date(2026, 11, 21), "single_permit"),)}, [0, 1, 2, 3]),
        ("A", {"stays": None}, [0, 1, 2, 3]),
        # the day of unlimited stay counts for the cards of unlimited stay only, once it is there
        ("B", {"unlimited_stay_since": date(2023, 1, 9)}, [1, 2, 3]),
        ("B", {"unlimited_stay_since": date(2023, 1, 10)}, [2, 3]),
        ("C", {"unlimited_stay_since": date(2023, 1, 10)}, [2, 3]),
        ("K", {"unlimited_stay_since": date(2023, 1, 10)}, [2, 3]),
        ("D", {"unlimited_stay_since": date(2023, 1, 10)}, [2, 3]),
        ("L", {"unlimited_stay_since": date(2023, 1, 10)}, [2, 3]),
        ("F", {"unlimited_stay_since": date(2023, 1, 10)}, [0, 1, 2, 3]),
        ("B", {"unlimited_stay_since": "none"}, [0, 1, 2, 3]),
        ("B", {"unlimited_stay_since": ON}, [2, 3]),
        # the later of the two
        (
            "B",
            {"unlimited_stay_since": date(2020, 1, 1), "stays": (Stay(date(2021, 1, 10), None, "refugee"),)},
            [1, 2, 3],
        ),
        (
            "B",
            {"unlimited_stay_since": date(2021, 1, 10), "stays": (Stay(date(2020, 1, 1), None, "refugee"),)},
            [1, 2, 3],
        ),
    ],
)
def test_only_absences_since_the_status_was_given_count(card: str, facts: dict[str, Any], which: list[int]) -> None:
    given = (
        away("2020-12-20", "2021-01-10"),
        away("2022-12-20", "2023-01-10"),
        away("2026-11-22", None),
        away("2027-03-01", "2027-03-10"),
    )
    assert seen(judged(card, *given, **facts)) == which


def test_the_absences_stand_in_the_order_of_time_whatever_their_order_in_the_file() -> None:
    later, open_end, first = (
        away("2027-03-01", "2027-03-10"),
        away("2027-02-01", None),
        away("2026-12-01", "2026-12-09"),
    )
    assert seen(judged("B", later, open_end, first)) == [2, 1, 0]


def test_a_day_trip_is_no_absence() -> None:
    assert seen(judged("B", away("2026-05-01", "2026-05-01"), away("2026-06-01", "2026-06-02"))) == [1]


def test_earlier_absences_count_also_when_they_end_before_the_status() -> None:
    """M: the sum of the year looks back at every absence, whichever stay it fell in."""
    given = away("2023-08-01", "2023-11-02", **TOLD), away(LEFT, "2024-04-15", **TOLD)
    stays = (Stay(date(2023, 12, 1), None, "brexit"),)
    found = judged("M", *given, stays=stays)
    assert seen(found) == [1]
    assert found.aways[0].verdict.status == "unsettled"


@pytest.mark.parametrize(
    ("card", "left", "back", "notice"),
    [
        ("B", LEFT, "2024-04-14", False),
        ("B", LEFT, "2024-04-15", True),
        ("M+", LEFT, "2024-04-15", True),
        ("L", LEFT, "2024-04-15", True),
        ("EU", PLANNED, "2027-04-14", False),
        ("EU", PLANNED, "2027-04-15", True),
        ("F", PLANNED, None, True),  # how long it will be is not known: it is safe to tell
        ("F", "2026-11-20", None, True),
        ("N", LEFT, "2024-04-15", False),  # no rule in the law base
        ("N", PLANNED, None, False),
    ],
)
def test_when_an_absence_is_declared(card: str, left: str, back: str | None, notice: bool) -> None:
    assert last(card, away(left, back)).notice is notice


# --- the status of all --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", EVERY_CARD)
def test_the_status_is_the_worst_of_all(card: str) -> None:
    worst = ["kept", "at_risk", "unsettled", "lost"]
    given = away(LEFT, "2024-02-01"), away("2025-01-01", "2025-04-20", **NOT_TOLD), away("2027-01-01", "2028-06-01")
    for number in range(4):
        found = judged(card, *given[:number], card_expiry=date(2026, 8, 1))
        statuses = [one.verdict.status for one in found.aways] + [status for _, status in found.warnings]
        if not GROUP_OF[card].has_rule:
            statuses.append("unsettled")
        assert found.status == max(statuses, key=worst.index)


def test_no_absence_known_is_not_no_absence() -> None:
    told, not_told = kept(Person(card="B", absences=()), ON), kept(Person(card="B"), ON)
    assert told is not None
    assert not_told is not None
    assert (told.status, told.absences_told) == ("kept", True)
    assert (not_told.status, not_told.absences_told) == ("unsettled", False)


@pytest.mark.parametrize("card", [None, "none"])
def test_who_holds_no_card_keeps_none(card: str | None) -> None:
    assert kept(Person(card=card, absences=()), ON) is None
