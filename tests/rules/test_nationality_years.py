"""The years of lawful stay in tables: on which facts and provisions they rest, and what could give an earlier day.

Nationality Code art. 7bis (NAT-TITLE-1, -4, -5 and -6, readings 20 and 26).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.nationality.years import (
    _day,
    _law,
    _papers_of,
    _seam,
    _whose_family,
    allowed_away,
    years_of_stay,
)
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day

ON = date(2026, 3, 1)
WORK, STUDY, FAMILY, EU = "single_permit", "student", "family_of_eu_or_belgian", "eu_citizen"
REGISTERED = SAFE.but(lawful_stay_from_registration=True)


def stay(ground: str, start: str, end: str | None = None, **more: Any) -> Stay:
    """A stay whose first card was given on its first day, if nothing else is told."""
    first = date.fromisoformat(start)
    return Stay(first, day(end), ground, **{"first_card": first} | more)


def case(*stays: Stay, way: Conventions = SAFE, **told: Any) -> Situation:
    return Situation(Person(**{"stays": stays, "absences": ()} | told), ON, way)


# --- what they rest on --------------------------------------------------------------------------------------------

TRIP = (Absence(date(2024, 1, 1), date(2024, 2, 1)),)
SPECIAL = stay("special_card_other", "2020-01-01")
ALWAYS = ["NAT-TITLE-1", "NAT-TITLE-4"]
LAW: list[tuple[str, dict[str, Any], list[str]]] = [
    ("never away", {"stays": (stay(WORK, "2020-01-01"),), "absences": ()}, ALWAYS),
    ("away", {"stays": (stay(WORK, "2020-01-01"),), "absences": TRIP}, [*ALWAYS, "NAT-TITLE-6"]),
    ("not told whether", {"stays": (stay(WORK, "2020-01-01"),)}, [*ALWAYS, "NAT-TITLE-6"]),
    ("a special card among others", {"stays": (stay(WORK, "2018-01-01"), SPECIAL), "absences": ()},
        [*ALWAYS, "NAT-TITLE-5"]),
    ("both", {"stays": (SPECIAL,), "absences": TRIP}, [*ALWAYS, "NAT-TITLE-5", "NAT-TITLE-6"]),
    ("no stays told", {"absences": ()}, ALWAYS),
]  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), [row[1:] for row in LAW], ids=[row[0] for row in LAW])
def test_special_cards_and_absences_are_cited_where_there_are_some(told: dict[str, Any], wanted: list[str]) -> None:
    assert list(_law(Person(**told))) == wanted


CARD_UNKNOWN: dict[str, Any] = {"first_card": None}
PAPERS: list[tuple[str, list[Stay], list[str]]] = [
    ("work", [stay(WORK, "2020-01-01")], []),
    ("work, its card not told", [stay(WORK, "2020-01-01", **CARD_UNKNOWN)], ["card_issued"]),
    ("the card of a later stay", [stay(STUDY, "2018-01-01"), stay(WORK, "2020-01-01", **CARD_UNKNOWN)], []),
    ("an EU citizen", [stay(EU, "2020-01-01")], ["annex_19"]),
    ("a Briton, after study", [stay(STUDY, "2018-01-01"), stay("withdrawal_agreement", "2020-01-01")], ["annex_19"]),
    ("family", [stay(FAMILY, "2020-01-01")], ["annex_19ter", "sponsor_belgian"]),
    ("an EU citizen who was family", [stay(FAMILY, "2018-01-01", **CARD_UNKNOWN), stay(EU, "2020-01-01")],
        ["card_issued", "annex_19", "annex_19ter", "sponsor_belgian"]),
]  # fmt: skip


@pytest.mark.parametrize(("run", "wanted"), [row[1:] for row in PAPERS], ids=[row[0] for row in PAPERS])
def test_on_which_papers_the_years_rest(run: list[Stay], wanted: list[str]) -> None:
    assert list(_papers_of(run)) == wanted


def test_how_long_somebody_may_be_away_under_five_years_and_under_ten() -> None:
    found = [(one.months, one.years) for one in allowed_away(case())]
    assert found == [(6, 0), (12, 5), (6, 0), (24, 10)]
    assert isinstance(allowed_away(case())[0], Allowed)


# --- returns that are not known -----------------------------------------------------------------------------------

NOT_BACK: dict[str, Any] = {"index": 1}
DAYS: list[tuple[str, str | None, Absence | None, str | None, tuple[str, ...]]] = [
    # the first day, an absence, when five years are complete, the return that is asked
    ("no first day", None, None, None, ()),
    ("never away", "2022-03-01", None, "2027-03-01", ()),
    ("back", "2022-03-01", Absence(date(2025, 7, 1), date(2026, 2, 28)), "2031-02-28", ()),
    ("gone for seven months: no day, for it would move", "2022-03-01", Absence(date(2025, 8, 1), None, **NOT_BACK),
        None, ("absences[1].to",)),
    ("gone for two months: the same day as yet", "2022-03-01", Absence(date(2026, 1, 1), None, **NOT_BACK),
        "2027-03-01", ("absences[1].to",)),
    ("complete since 2025", "2020-03-01", Absence(date(2026, 1, 1), None, **NOT_BACK), "2025-03-01", ()),
    ("complete today", "2021-03-01", Absence(date(2026, 1, 1), None, **NOT_BACK), "2026-03-01", ()),
    ("complete tomorrow", "2021-03-02", Absence(date(2026, 1, 1), None, **NOT_BACK), "2026-03-02", ("absences[1].to",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "absence", "wanted", "asked"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS]
)
def test_the_day_and_the_return_that_could_move_it(
    start: str | None, absence: Absence | None, wanted: str | None, asked: tuple[str, ...]
) -> None:
    told = case(absences=(absence,) if absence else ())
    assert _day(day(start), 5, told) == (day(wanted), asked)


# --- whose family: counted from the request or from the card (reading 20) -----------------------------------------

OWN = stay(FAMILY, "2022-06-01", first_card=date(2022, 12, 1))
FROM_CARD, FROM_START = "2027-12-01", "2027-06-01"
ASKED_THEN = (("sponsor_belgian",), date(2027, 6, 1))
NOT_ASKED: tuple[tuple[str, ...], None] = ((), None)
WHOSE: list[tuple[str, Stay, dict[str, Any], str | None, tuple[tuple[str, ...], date | None]]] = [
    # the first stay, what is told, the safe day, what is asked with the day that it could give
    ("not told", OWN, {}, FROM_CARD, ASKED_THEN),
    ("not told, and no safe day", OWN, {}, None, ASKED_THEN),
    ("the safe day is as early", OWN, {}, FROM_START, NOT_ASKED),
    ("of a Belgian", OWN, {"sponsor_belgian": True}, FROM_CARD, NOT_ASKED),
    ("of another", OWN, {"sponsor_belgian": False}, FROM_CARD, NOT_ASKED),
    ("there was no request", OWN, {"annex_19ter": "none"}, FROM_CARD, NOT_ASKED),
    ("the request is told", OWN, {"annex_19ter": date(2022, 3, 1)}, FROM_CARD,
        (("sponsor_belgian",), date(2027, 3, 1))),
    ("no family", stay(WORK, "2022-06-01", first_card=date(2022, 12, 1)), {}, FROM_CARD, NOT_ASKED),
    ("it counts from the registration anyhow", OWN, {"way": REGISTERED}, FROM_CARD, NOT_ASKED),
    ("no first day, no card", stay(FAMILY, "2022-06-01", first_card=None, start_known=False), {}, None, NOT_ASKED),
]  # fmt: skip


@pytest.mark.parametrize(("first", "told", "safe", "wanted"), [row[1:] for row in WHOSE], ids=[row[0] for row in WHOSE])
def test_whose_family_is_asked_where_it_gives_an_earlier_day(
    first: Stay, told: dict[str, Any], safe: str | None, wanted: tuple[tuple[str, ...], date | None]
) -> None:
    assert _whose_family(first, case(first, **told), "nat.stay_years", day(safe)) == wanted


def test_whose_family_gives_the_day_of_the_longer_term_too() -> None:
    assert _whose_family(OWN, case(OWN), "nat.stay_years_long", None) == (("sponsor_belgian",), date(2032, 6, 1))


# --- how the first stay follows the one before it (reading 26) ----------------------------------------------------

STUDENT = stay(STUDY, "2019-09-01", "2022-06-30")
"""Five years after its first day: 1 September 2024."""
BEFORE = "stays[1].before"
SEAM: list[tuple[str, Stay, Stay, dict[str, Any], str | None, tuple[str, ...], str | None]] = [
    # the stay before, the first that counts, what is told, the safe day, what is asked, the day that it could give
    ("two months between", STUDENT, stay(WORK, "2022-09-01", index=1), {}, "2027-09-01", (BEFORE,), "2024-09-01"),
    ("no safe day", STUDENT, stay(WORK, "2022-09-01", index=1), {}, None, (BEFORE,), "2024-09-01"),
    ("the safe day is as early", STUDENT, stay(WORK, "2022-09-01", index=1), {}, "2024-09-01", (), None),
    # 45 days, extended twice: until 12 November 2022
    ("as long as an Annex 15 lasts", STUDENT, stay(WORK, "2022-11-13", index=1), {}, None, (BEFORE,), "2024-09-01"),
    ("a day more", STUDENT, stay(WORK, "2022-11-14", index=1), {}, None, (), None),
    ("told that it was a break", STUDENT, stay(WORK, "2022-09-01", index=1, before="break"), {}, None, (), None),
    ("no day between", STUDENT, stay(WORK, "2022-07-01", index=1), {}, None, (), None),
    ("a day between", STUDENT, stay(WORK, "2022-07-02", index=1), {}, None, (BEFORE,), "2024-09-01"),
    ("abroad before", stay(STUDY, "2019-09-01", "2022-06-30", country="FR"), stay(WORK, "2022-09-01", index=1), {},
        None, (), None),
    ("the first day of the stay before is not known: its card",
        stay(STUDY, "2019-09-01", "2022-06-30", first_card=date(2020, 1, 15), start_known=False),
        stay(WORK, "2022-09-01", index=1), {}, None, (BEFORE,), "2025-01-15"),
    ("its card is not known: not before its first day",
        stay(STUDY, "2019-09-01", "2022-06-30", first_card=None),
        stay(WORK, "2022-09-01", index=1), {}, None, (BEFORE,), "2024-09-01"),
    ("neither: no later than it ended",
        stay(STUDY, "2019-09-01", "2022-06-30", first_card=None, start_known=False),
        stay(WORK, "2022-09-01", index=1), {}, "2027-09-01", (BEFORE,), "2027-06-30"),
    # a request may have covered it: six months for the decision, then an Annex 15, until 14 May 2023
    ("an EU citizen", STUDENT, stay(EU, "2022-09-01", index=1), {}, None, (BEFORE, "annex_19"), "2024-09-01"),
    ("an EU citizen who never asked", STUDENT, stay(EU, "2022-09-01", index=1), {"annex_19": "none"}, None,
        (BEFORE,), "2024-09-01"),
    ("an EU citizen, longer than an Annex 15", STUDENT, stay(EU, "2022-11-14", index=1), {}, None, ("annex_19",),
        "2024-09-01"),
    ("an EU citizen, on the last day", STUDENT, stay(EU, "2023-05-14", index=1), {}, None, ("annex_19",), "2024-09-01"),
    ("an EU citizen, too late", STUDENT, stay(EU, "2023-05-15", index=1), {}, None, (), None),
    ("family", STUDENT, stay(FAMILY, "2022-09-01", index=1), {}, None, (BEFORE, "annex_19ter"), "2024-09-01"),
    ("family, an annex 19 is of others", STUDENT, stay(FAMILY, "2022-09-01", index=1), {"annex_19": date(2022, 8, 1)},
        None, (BEFORE, "annex_19ter"), "2024-09-01"),
    # what lies before a visit does not count, so nothing is won
    ("a visit before", stay("short_stay", "2022-05-01", "2022-06-30"), stay(WORK, "2022-09-01", index=1), {},
        "2027-09-01", (), None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "first", "told", "safe", "asked", "wanted"), [row[1:] for row in SEAM], ids=[row[0] for row in SEAM]
)
def test_how_the_first_stay_follows_the_one_before_it(
    before: Stay,
    first: Stay,
    told: dict[str, Any],
    safe: str | None,
    asked: tuple[str, ...],
    wanted: str | None,
) -> None:
    assert _seam(first, case(before, first, **told), 5, day(safe)) == (asked, day(wanted))


def test_a_first_stay_is_not_asked_what_it_follows() -> None:
    assert _seam(STUDENT, case(STUDENT), 5, None) == ((), None)


REQUESTED: list[tuple[str, str, str, dict[str, Any], tuple[str, ...], str | None]] = [
    # the ground, the day of the request from which its stay of 1 September 2022 counts, what is told, as above
    ("a month before the request", EU, "2022-08-01", {}, (BEFORE,), "2024-09-01"),
    ("a day before it", EU, "2022-07-02", {}, (BEFORE,), "2024-09-01"),
    ("none: asked on the next day", EU, "2022-07-01", {}, (), None),
    ("told that it was a break", EU, "2022-08-01", {"before": "break"}, (), None),
    ("family of an EU citizen", FAMILY, "2022-08-01", {}, (BEFORE,), "2024-09-01"),
    ("a Briton", "withdrawal_agreement", "2022-08-01", {}, (BEFORE,), "2024-09-01"),
]


@pytest.mark.parametrize(
    ("ground", "request_day", "more", "asked", "wanted"),
    [row[1:] for row in REQUESTED],
    ids=[row[0] for row in REQUESTED],
)
def test_a_gap_before_the_request_is_asked_about_too(
    ground: str, request_day: str, more: dict[str, Any], asked: tuple[str, ...], wanted: str | None
) -> None:
    paper = "annex_19ter" if ground == FAMILY else "annex_19"
    told = case(STUDENT, stay(ground, "2022-09-01", index=1, **more), **{paper: day(request_day)})
    assert _seam(stay(ground, request_day, index=1, **more), told, 5, None) == (asked, day(wanted))


def test_the_gap_is_the_one_before_the_request() -> None:
    """Five months between the stays, three of them before the request: an Annex 15 can have covered those."""
    told = case(STUDENT, stay(EU, "2022-12-01", index=1), annex_19=date(2022, 10, 1))
    assert _seam(stay(EU, "2022-10-01", index=1), told, 5, None) == ((BEFORE,), date(2024, 9, 1))


def test_a_stay_that_follows_from_other_facts_is_not_asked_about() -> None:
    """Asylum time has the place of the stay that it led to; unlimited stay that was granted has none of those told."""
    told = stay(EU, "2022-09-01", index=1)
    assert _seam(stay(WORK, "2022-09-01", index=2), case(STUDENT, told), 5, None) == ((), None)
    refugee = stay("refugee", "2022-09-01", index=1)
    assert _seam(stay("asylum_procedure", "2022-08-01", index=1), case(STUDENT, refugee), 5, None) == ((), None)


def test_of_several_stays_before_the_last_one_is_followed() -> None:
    earlier = stay(WORK, "2018-09-01", "2019-08-31")
    third = stay(WORK, "2022-09-01", index=2)
    assert _seam(third, case(earlier, STUDENT, third), 5, None) == (("stays[2].before",), date(2023, 9, 1))


# --- together -----------------------------------------------------------------------------------------------------


def test_what_could_give_an_earlier_day_bounds_it() -> None:
    """Family of nobody knows whom, two months after study: the seam would give the earliest day of all."""
    first = stay(FAMILY, "2022-09-01", first_card=date(2023, 3, 1), index=1)
    when = years_of_stay(case(STUDENT, first), "nat.stay_years")
    assert when.day == date(2028, 3, 1)
    assert when.missing == ("sponsor_belgian", "stays[1].before", "annex_19ter")
    assert when.earliest == date(2024, 9, 1)


def test_a_gap_before_the_request_bounds_the_day() -> None:
    when = years_of_stay(case(STUDENT, stay(EU, "2022-09-01", index=1), annex_19=date(2022, 8, 1)), "nat.stay_years")
    assert (when.day, when.missing, when.earliest) == (date(2027, 8, 1), (BEFORE,), date(2024, 9, 1))


def test_what_is_missing_is_named_once() -> None:
    """The annex 19 can give the first day, and can fill the gap."""
    when = years_of_stay(case(STUDENT, stay(EU, "2022-09-01", first_card=date(2022, 11, 1), index=1)), "nat.stay_years")
    assert when.missing == ("annex_19", BEFORE)
