"""The five grounds of a declaration in tables: what each sentence of article 12bis §1 finds, and what still is asked.

Each test of a condition by itself, with the facts that it looked at (NAT-1 to NAT-5, NAT-TITLE-6).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE, Conventions, readings_of
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Condition, Finding, Truth, conditions_in
from belgian_residence.routes.nationality.grounds import (
    GROUNDS,
    _by_the_declaration,
    _clock_as_condition,
    _declared,
    _disability_or_pension,
    _favourable,
    _integration,
    _is_ahead,
    _language,
    _lighter_integration,
    _married,
    _never_away_too_long,
    away_since_birth,
    five_years,
    ten_years,
)
from belgian_residence.routes.status import When
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Person, Stay
from briefly import away

ON = date(2025, 6, 1)


def person(way: Conventions = SAFE, **told: Any) -> Situation:
    return Situation(Person(**told), ON, way)


def resident(since: str, way: Conventions = SAFE, **told: Any) -> Situation:
    """A worker with a B card, whose first card was given on the first day of the stay, never away."""
    first = date.fromisoformat(since)
    here: dict[str, Any] = {"card": "B", "stays": (Stay(first, None, "single_permit", first_card=first),)}
    return person(way, **here | {"absences": ()} | told)


# --- what each sentence finds -------------------------------------------------------------------------------------

OF_LANGUAGE = ("language_a2", "integration_proof")
LANGUAGE: list[tuple[str, dict[str, Any], Finding]] = [
    ("not told", {}, Finding(UNKNOWN, ("language_a2",), ("language_a2",))),
    ("A2", {"language_a2": True}, Finding(YES, ("language_a2",))),
    ("not A2, proofs not told", {"language_a2": False}, Finding(UNKNOWN, OF_LANGUAGE, ("integration_proof",))),
    # a proof of integration normally proves it too: nobody is refused, and nothing more is asked
    (
        "not A2, a diploma",
        {"language_a2": False, "integration_proof": frozenset({"diploma"})},
        Finding(UNKNOWN, OF_LANGUAGE),
    ),
    ("not A2, no proof", {"language_a2": False, "integration_proof": frozenset()}, Finding(NO, OF_LANGUAGE)),
]


@pytest.mark.parametrize(("told", "wanted"), [row[1:] for row in LANGUAGE], ids=[row[0] for row in LANGUAGE])
def test_the_language(told: dict[str, Any], wanted: Finding) -> None:
    assert _language(person(**told)) == wanted


OF_PROOFS = ("integration_proof",)
INTEGRATION: list[tuple[str, frozenset[str] | None, Finding]] = [
    ("not told", None, Finding(UNKNOWN, OF_PROOFS, OF_PROOFS)),
    ("none", frozenset(), Finding(NO, OF_PROOFS)),
    ("five years of work", frozenset({"work"}), Finding(YES, OF_PROOFS)),
    ("training", frozenset({"training"}), Finding(YES, OF_PROOFS)),
]


@pytest.mark.parametrize(("proofs", "wanted"), [row[1:] for row in INTEGRATION], ids=[row[0] for row in INTEGRATION])
def test_the_social_integration_of_who_works(proofs: frozenset[str] | None, wanted: Finding) -> None:
    assert _integration(person(integration_proof=proofs)) == wanted


OF_MARRIAGE = ("spouse_of_belgian_since",)
MARRIED: list[tuple[str, date | str | None, Finding]] = [
    ("not told", None, Finding(UNKNOWN, OF_MARRIAGE, OF_MARRIAGE)),
    ("no", "none", Finding(NO, OF_MARRIAGE)),
    ("since yesterday", date(2025, 5, 31), Finding(YES, OF_MARRIAGE)),
]


@pytest.mark.parametrize(("since", "wanted"), [row[1:] for row in MARRIED], ids=[row[0] for row in MARRIED])
def test_the_belgian_spouse(since: date | str | None, wanted: Finding) -> None:
    assert _married(person(spouse_of_belgian_since=since)) == wanted


WITH_WORK: dict[str, Any] = {"economic_participation": True}
SOME_WORK: dict[str, Any] = {"work_with_training": True}
LIGHTER: list[tuple[str, set[str] | None, dict[str, Any], Truth, tuple[str, ...]]] = [
    # the proofs, the work, what is found, what is asked
    ("not told", None, {}, UNKNOWN, ("integration_proof",)),
    ("not told, but work", None, WITH_WORK, UNKNOWN, ("integration_proof",)),
    ("a diploma", {"diploma"}, {}, YES, ()),
    ("a course", {"course"}, {}, YES, ()),
    ("none, but work", set(), WITH_WORK, NO, ()),
    ("five years of work are not on this list", {"work"}, SOME_WORK, NO, ()),
    ("a diploma beside that", {"work", "diploma"}, {}, YES, ()),
    ("training", {"training"}, {}, UNKNOWN, ("work_with_training",)),
    ("training, not work of item 2", {"training"}, {"economic_participation": False}, UNKNOWN, ("work_with_training",)),
    ("training and the work of item 2", {"training"}, WITH_WORK, YES, ()),
    ("training and 234 days", {"training"}, SOME_WORK, YES, ()),
    ("training without work", {"training"}, {"work_with_training": False}, NO, ()),
    ("the work of item 2 is more than 234 days", {"training"}, WITH_WORK | {"work_with_training": False}, YES, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("proofs", "work", "value", "asked"), [row[1:] for row in LIGHTER], ids=[row[0] for row in LIGHTER]
)
def test_the_lighter_list_of_family(
    proofs: set[str] | None, work: dict[str, Any], value: Truth, asked: tuple[str, ...]
) -> None:
    told = None if proofs is None else frozenset(proofs)
    looked_at = ("integration_proof", "economic_participation", "work_with_training")
    assert _lighter_integration(person(integration_proof=told, **work)) == Finding(value, looked_at, asked)


OF_DISABILITY = ("disability_or_pension",)
DISABILITY: list[tuple[str | None, Finding]] = [
    (None, Finding(UNKNOWN, OF_DISABILITY, OF_DISABILITY)),
    ("none", Finding(NO, OF_DISABILITY)),
    ("disability", Finding(YES, OF_DISABILITY)),
    ("pension_age", Finding(YES, OF_DISABILITY)),
    # the text names no figure, practice asks for 66 %: open, and no answer settles it
    ("cannot_work", Finding(UNKNOWN, OF_DISABILITY)),
]


@pytest.mark.parametrize(("told", "wanted"), DISABILITY)
def test_disability_or_pension(told: str | None, wanted: Finding) -> None:
    assert _disability_or_pension(person(disability_or_pension=told)) == wanted


# --- what can be obtained until the declaration -------------------------------------------------------------------


def work_is_missing(situation: Situation) -> Finding:
    """A sentence that today answers no."""
    return Finding(NO, ("economic_participation",))


def work_is_not_told(situation: Situation) -> Finding:
    return Finding(UNKNOWN, ("economic_participation",), ("economic_participation",))


def work_is_in_doubt(situation: Situation) -> Finding:
    return Finding(UNKNOWN, ("economic_participation",))


def work_is_there(situation: Situation) -> Finding:
    return Finding(YES, ("economic_participation",))


OF_WORK = ("economic_participation",)
TIME_LEFT = Finding(UNKNOWN, OF_WORK, at_filing=True)
LONG_HERE, NEWCOMER = "2015-06-01", "2023-06-01"
NO_CARD_YET = resident(LONG_HERE, card="A")
MINOR = resident(LONG_HERE, birth_date=date(2007, 6, 2))
OF_AGE_TODAY = resident(LONG_HERE, birth_date=date(2007, 6, 1))
STAYS_NOT_TOLD = resident(LONG_HERE, stays=None)
CARD_NOT_TOLD = resident(LONG_HERE, card=None)
BY_THE_DECLARATION: list[tuple[str, Situation, Finding]] = [
    # what somebody without work hears of it
    ("the years are complete: no", resident(LONG_HERE), Finding(NO, OF_WORK)),
    ("complete today: no", resident("2020-06-01"), Finding(NO, OF_WORK)),
    ("complete tomorrow", resident("2020-06-02"), TIME_LEFT),
    ("years ahead", resident(NEWCOMER), TIME_LEFT),
    ("the card is not enough", NO_CARD_YET, TIME_LEFT),
    ("of age tomorrow", MINOR, TIME_LEFT),
    ("of age today: no", OF_AGE_TODAY, Finding(NO, OF_WORK)),
    ("the stays are not told", STAYS_NOT_TOLD, Finding(UNKNOWN, OF_WORK, ("stays",))),
    ("the card is not told", CARD_NOT_TOLD, Finding(UNKNOWN, OF_WORK, ("card",))),
    ("neither", resident(LONG_HERE, card=None, stays=None), Finding(UNKNOWN, OF_WORK, ("card", "stays"))),
]


@pytest.mark.parametrize(
    ("situation", "wanted"), [row[1:] for row in BY_THE_DECLARATION], ids=[row[0] for row in BY_THE_DECLARATION]
)
def test_what_is_missing_can_still_be_obtained_until_the_declaration(situation: Situation, wanted: Finding) -> None:
    assert _by_the_declaration(work_is_missing)(situation) == wanted


ASKED = Finding(UNKNOWN, OF_WORK, OF_WORK)


@pytest.mark.parametrize(
    ("situation", "wanted"),
    [(resident(LONG_HERE), ASKED), (resident(NEWCOMER), TIME_LEFT), (STAYS_NOT_TOLD, ASKED)],
    ids=["the years are complete", "years ahead: it can wait", "not known: the sentence comes first"],
)
def test_what_is_not_told_is_asked_once_the_years_are_there(situation: Situation, wanted: Finding) -> None:
    assert _by_the_declaration(work_is_not_told)(situation) == wanted


@pytest.mark.parametrize("situation", [resident(LONG_HERE), resident(NEWCOMER), STAYS_NOT_TOLD, NO_CARD_YET])
def test_what_is_there_is_there(situation: Situation) -> None:
    assert _by_the_declaration(work_is_there)(situation) == Finding(YES, OF_WORK)


def test_a_doubt_stays_one_where_the_years_are_complete() -> None:
    assert _by_the_declaration(work_is_in_doubt)(resident(LONG_HERE)) == Finding(UNKNOWN, OF_WORK)


def test_each_sentence_waits_for_the_years_of_its_own_ground() -> None:
    six_years = resident("2019-06-01")
    assert _by_the_declaration(work_is_missing)(six_years).value is NO
    assert _by_the_declaration(work_is_missing, ten_years)(six_years) == TIME_LEFT
    assert (five_years(six_years).day, ten_years(six_years).day) == (date(2024, 6, 1), date(2029, 6, 1))


AHEAD: list[tuple[str, When, bool]] = [
    ("no day", When(), False),
    ("behind", When(date(2025, 5, 31)), False),
    ("today", When(ON), False),
    ("tomorrow", When(date(2025, 6, 2)), True),
    ("it may be sooner, on any day", When(date(2026, 1, 1), ("x",)), False),
    ("it may be today", When(date(2026, 1, 1), ("x",), earliest=ON), False),
    ("not before tomorrow", When(date(2026, 1, 1), ("x",), earliest=date(2025, 6, 2)), True),
    ("no day, only the first that it could be", When(None, ("x",), earliest=date(2025, 6, 2)), False),
    ("nothing is missing, whatever it could have been", When(date(2026, 1, 1), earliest=date(2024, 1, 1)), True),
]


@pytest.mark.parametrize(("clock", "wanted"), [row[1:] for row in AHEAD], ids=[row[0] for row in AHEAD])
def test_whether_the_years_surely_lie_ahead(clock: When, wanted: bool) -> None:
    assert _is_ahead(clock, ON) is wanted


# --- absences since birth (NAT-TITLE-6) ---------------------------------------------------------------------------

FAVOURABLE = readings_of("nationality")[MOST_FAVOURABLE]
WHOLE_DAYS = SAFE.but(whole_days_abroad=True)


def test_the_favourable_way_is_for_who_chose_none() -> None:
    assert _favourable(person()).conventions == FAVOURABLE != SAFE
    assert _favourable(person(way=WHOLE_DAYS)).conventions == WHOLE_DAYS


OF_ABSENCES = (*ABSENCES, "birth_date")
BORN_1990: dict[str, Any] = {"birth_date": date(1990, 6, 1)}
SIX_TWICE = (away("2021-01-01", "2021-07-01"), away("2023-01-01", "2023-07-01"))
NEVER_AWAY: list[tuple[str, dict[str, Any], Truth, tuple[str, ...]]] = [
    ("not told", BORN_1990, UNKNOWN, ("absences",)),
    ("nor the birthday", {}, UNKNOWN, ("absences",)),
    # one fifth of the life: what was said of all absences at once says nothing before the birthday is told
    ("at most a month a year, birthday not told", {"absences_in_a_year": 1}, UNKNOWN, ("birth_date",)),
    ("at most a month a year", BORN_1990 | {"absences_in_a_year": 1}, YES, ()),
    ("at most five months a year", BORN_1990 | {"absences_in_a_year": 5}, UNKNOWN, ("absences",)),
    ("none", BORN_1990 | {"absences": ()}, YES, ()),
    ("none, birthday not told", {"absences": ()}, YES, ()),
    ("six months", BORN_1990 | {"absences": (away("2019-01-10", "2019-07-10"),)}, YES, ()),
    # with whole days abroad only it is six months to the day
    ("a day more", BORN_1990 | {"absences": (away("2019-01-10", "2019-07-11"),)}, UNKNOWN, ()),
    ("two days more", BORN_1990 | {"absences": (away("2019-01-10", "2019-07-12"),)}, NO, ()),
    ("not back, for four months", BORN_1990 | {"absences": (away("2025-02-01", None),)}, YES, ()),
    ("not back, for seven months", BORN_1990 | {"absences": (away("2024-11-01", None),)}, NO, ()),
    ("for a year, five months so far", BORN_1990 | {"absences": (away("2025-01-10", "2026-01-10"),)}, YES, ()),
    ("planned from tomorrow", BORN_1990 | {"absences": (away("2025-06-02", "2026-06-10"),)}, YES, ()),
    ("planned from today", BORN_1990 | {"absences": (away("2025-06-01", "2026-06-10"),)}, YES, ()),
    ("twelve months of sixty", {"birth_date": date(2020, 6, 1), "absences": SIX_TWICE}, YES, ()),
    ("twelve months of fifty-nine", {"birth_date": date(2020, 7, 1), "absences": SIX_TWICE}, NO, ()),
    ("twelve months, birthday not told", {"absences": SIX_TWICE}, YES, ()),
    # in the favourable way a day less of each
    ("twelve of fifty-nine and most of a month", {"birth_date": date(2020, 6, 4), "absences": SIX_TWICE}, UNKNOWN, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "value", "asked"), [row[1:] for row in NEVER_AWAY], ids=[row[0] for row in NEVER_AWAY]
)
def test_never_away_too_long_since_birth(told: dict[str, Any], value: Truth, asked: tuple[str, ...]) -> None:
    assert _never_away_too_long(person(**told)) == Finding(value, OF_ABSENCES, asked)


def test_absences_are_judged_in_the_way_that_was_chosen() -> None:
    a_day_more = (away("2019-01-10", "2019-07-11"),)
    gaps = SAFE.but(short_gaps_covered=True)
    assert _never_away_too_long(person(gaps, **BORN_1990, absences=a_day_more)).value is NO
    assert _never_away_too_long(person(WHOLE_DAYS, **BORN_1990, absences=a_day_more)).value is YES


SINCE_BIRTH: list[tuple[str, dict[str, Any], tuple[Allowed, ...] | None]] = [
    # what is told; six months each, and one fifth of the whole years lived
    ("thirty-five years", BORN_1990, (Allowed(6), Allowed(84, 35))),
    (
        "thirty-four and a day less than a year",
        {"birth_date": date(1990, 6, 2)},
        (Allowed(6), Allowed(Fraction(408, 5), 34)),
    ),
    ("born here", BORN_1990 | {"born_in_belgium": True}, (Allowed(6), Allowed(84, 35))),
    ("born elsewhere: it does not matter", BORN_1990 | {"born_in_belgium": False}, None),
    ("birthday not told", {}, None),
    ("one year", {"birth_date": date(2024, 6, 1)}, (Allowed(6), Allowed(Fraction(12, 5), 1))),
    ("not one year yet", {"birth_date": date(2024, 6, 2)}, None),
]


@pytest.mark.parametrize(("told", "wanted"), [row[1:] for row in SINCE_BIRTH], ids=[row[0] for row in SINCE_BIRTH])
def test_how_long_somebody_may_have_been_away_since_birth(
    told: dict[str, Any], wanted: tuple[Allowed, ...] | None
) -> None:
    assert away_since_birth(person(**told)) == wanted


# --- the clocks of the grounds as conditions ----------------------------------------------------------------------

MARRIAGE, TEN, BIRTH = "spouse-of-belgian", "ten-years", "born-in-belgium"
ANSWERS: list[tuple[str, dict[str, Any], Truth]] = [
    (TEN, {}, YES),
    (TEN, {"since": "2015-06-02"}, NO),
    (MARRIAGE, {"spouse_of_belgian_since": date(2022, 6, 1)}, YES),
    (MARRIAGE, {"spouse_of_belgian_since": date(2022, 6, 2)}, NO),
    (MARRIAGE, {}, UNKNOWN),
    (BIRTH, {"birth_date": date(2007, 6, 1), "in_belgium_since_birth": True}, YES),
    (BIRTH, {"birth_date": date(2007, 6, 2), "in_belgium_since_birth": True}, NO),
    (BIRTH, {"birth_date": date(2007, 6, 1), "in_belgium_since_birth": False}, NO),
    (BIRTH, {"birth_date": date(2007, 6, 1)}, UNKNOWN),
]


@pytest.mark.parametrize(("ground", "told", "wanted"), ANSWERS)
def test_the_years_of_a_ground_as_a_condition(ground: str, told: dict[str, Any], wanted: Truth) -> None:
    found = _clock_as_condition(GROUNDS[ground])
    assert isinstance(found, Condition)
    assert found.test(resident(**{"since": LONG_HERE} | told)).value is wanted


def test_what_would_settle_another_way_of_counting_is_asked() -> None:
    """Ten years since the card only next month; since the registration, which is not known, they may be complete."""
    here = Stay(ON, None, "single_permit", first_card=date(2015, 7, 1), start_known=False)
    found = _clock_as_condition(GROUNDS[TEN])
    assert isinstance(found, Condition)
    answer = found.test(resident(LONG_HERE, stays=(here,)))
    assert (answer.value, answer.missing) == (UNKNOWN, ("stays[0].from",))


@pytest.mark.parametrize(
    ("ground", "article"), [(BIRTH, "NAT-1"), (MARRIAGE, "NAT-3"), (TEN, "NAT-5"), ("integrated", "NAT-3")]
)
def test_each_clock_cites_its_part_of_the_article(ground: str, article: str) -> None:
    found = _clock_as_condition(GROUNDS[ground])
    assert isinstance(found, Condition)
    assert (found.id, found.law) == (GROUNDS[ground].clock_id, (article, "NAT-TITLE-1"))


@pytest.mark.parametrize(
    ("ground", "listed"),
    [(BIRTH, True), ("integrated", False), (MARRIAGE, True), ("parent-of-belgian", False), (TEN, True)],
)
def test_the_clock_of_the_whole_route_is_no_condition_beside_it(ground: str, listed: bool) -> None:
    """Five years are the clock of the route: only the other clocks are listed, before what else the ground asks."""
    of_the_ground = [one.id for one in conditions_in(GROUNDS[ground].requirement)]
    found = [one.id for one in conditions_in(_declared(GROUNDS[ground]))]
    assert found == [*([GROUNDS[ground].clock_id] if listed else []), *of_the_ground]
