"""When a B card can be asked for: table 12.2 of the law base by ground, and what is asked where a day is not known.

The clock and the conditions of the route by themselves, with all that they say: day, years, basis, law, facts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.routes.b import NOT_UNDER_EU_RULES, NOT_YET_HELD, STILL_A_MINOR, five_years
from belgian_residence.routes.status import When
from belgian_residence.told.person import Person, Stay

ON = date(2026, 11, 22)
FROM = date(2021, 2, 1)
CARD = date(2021, 3, 15)
ASKED_ASYLUM = date(2020, 11, 5)
ASKED_MEDICAL = date(2020, 12, 7)
FIRST_CARD = "stays[0].first_card_issued"

TABLE: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    # ground: years, counted from, basis, law
    "family_of_unlimited_stay": (5, FIRST_CARD, "right", ("B-FAM-1", "DIS-14")),
    "refugee": (5, "asylum_application", "right", ("B-REF-1", "B-REF-2")),
    "subsidiary_protection": (5, "asylum_application", "right", ("B-SP-1", "DIS-13")),
    "medical_9ter": (5, "medical_application", "right", ("B-9TER-1",)),
    "single_permit": (5, FIRST_CARD, "expected", ("B-WORK-1",)),
    "blue_card": (5, FIRST_CARD, "discretionary", ("B-GEN-1", "B-BLUE-1")),
    "long_term_resident_other_state": (5, FIRST_CARD, "right", ("B-LTR2-1",)),
    "unaccompanied_minor": (3, FIRST_CARD, "discretionary", ("B-UAM-1",)),
    "stateless": (5, FIRST_CARD, "right", ("B-GEN-1", "B-STL-1")),
    "self_employed": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "humanitarian_9bis": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "other_limited_stay": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "family_of_limited_stay": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "researcher": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "intra_corporate_transferee": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
}
ONLY_AFTER_THE_DAY = {"single_permit", "blue_card"}
"""The card comes with a renewal that is asked for after the five years (reading 7)."""
DAYS = {FIRST_CARD: CARD, "asylum_application": ASKED_ASYLUM, "medical_application": ASKED_MEDICAL}


def stay(start: str, end: str | None, ground: str, index: int, card: str | None = None) -> Stay:
    first = date.fromisoformat(card) if card else None
    return Stay(date.fromisoformat(start), date.fromisoformat(end) if end else None, ground, None, first, index=index)


def holder(ground: str, **more: Any) -> Person:
    """Somebody who stays on one ground since 2021, all days known, and no more."""
    one = Stay(FROM, None, ground, first_card=CARD)
    return replace(Person(stays=(one,), asylum_application=ASKED_ASYLUM, medical_application=ASKED_MEDICAL), **more)


def clock(person: Person, on: date = ON) -> When:
    return five_years(Situation(person, on))


@pytest.mark.parametrize("ground", TABLE)
def test_each_ground_has_its_years_and_the_day_from_which_they_run(ground: str) -> None:
    years, counted_from, basis, law = TABLE[ground]
    found = clock(holder(ground))
    assert found.day == add_years(DAYS[counted_from], years)
    assert (found.years, found.basis, found.law) == (years, basis, law)
    assert found.open_on_the_day is (ground not in ONLY_AFTER_THE_DAY)
    assert (found.missing, found.earliest) == ((), None)
    told = {"stays", counted_from.split("[")[0], "card", "absences"}
    assert sorted(found.facts) == sorted(told | ({"birth_date"} if ground == "unaccompanied_minor" else set()))


@pytest.mark.parametrize("ground", TABLE)
def test_where_that_day_is_not_known_it_is_asked_and_all_else_is_said(ground: str) -> None:
    years, counted_from, basis, law = TABLE[ground]
    days_unknown = Person(stays=(Stay(FROM, None, ground),))
    found = clock(days_unknown)
    assert (found.day, found.missing) == (None, (counted_from,))
    assert (found.years, found.basis, found.law) == (years, basis, law)
    assert found.facts == clock(holder(ground)).facts
    # No card is older than the stay that it is for; an application can be.
    assert found.earliest == (add_years(FROM, years) if counted_from == FIRST_CARD else None)


def test_where_there_is_no_application_the_day_is_still_asked() -> None:
    """Nobody is recognised without having asked: the answer does not go with the ground."""
    found = clock(holder("refugee", asylum_application="none"))
    assert (found.day, found.missing, found.earliest) == (None, ("asylum_application",), None)


@pytest.mark.parametrize("ground", ["student", "posted_worker", "asylum_procedure", "unlimited_stay"])
def test_other_grounds_have_no_day_and_ask_for_none(ground: str) -> None:
    assert clock(holder(ground)) == When(law=("B-NEVER-1",), facts=("stays",))


def test_without_a_stay_there_is_no_day_and_without_an_answer_the_stays_are_asked() -> None:
    assert clock(Person(stays=())) == When(law=("B-NEVER-1",), facts=("stays",))
    assert clock(Person()) == When(missing=("stays",), law=("B-GEN-1",), facts=("stays",))


RUNS: dict[str, tuple[tuple[Stay, ...], int]] = {
    # what it shows: the stays, and the place of the one whose first card begins the years (B-GEN-1, B-WORK-1)
    "time on single permits counts for who is self-employed now": (
        (
            stay("2020-01-01", "2021-12-31", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "self_employed", 1, "2022-02-01"),
        ),
        0,
    ),
    "and so does all that is left to the Office before it": (
        (
            stay("2019-01-01", "2019-12-31", "blue_card", 0, "2019-02-01"),
            stay("2020-01-01", "2021-12-31", "researcher", 1, "2020-02-01"),
            stay("2022-01-01", None, "humanitarian_9bis", 2, "2022-02-01"),
        ),
        0,
    ),
    "but not what lies before another stay": (
        (
            stay("2018-01-01", "2018-12-31", "single_permit", 0, "2018-02-01"),
            stay("2019-01-01", "2019-12-31", "student", 1, "2019-02-01"),
            stay("2020-01-01", "2021-12-31", "single_permit", 2, "2020-02-01"),
            stay("2022-01-01", None, "other_limited_stay", 3, "2022-02-01"),
        ),
        2,
    ),
    "nor what lies before a gap": (
        (
            stay("2020-01-01", "2021-12-30", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "self_employed", 1, "2022-02-01"),
        ),
        1,
    ),
    "time on single permits counts for the Blue Card": (
        (
            stay("2020-01-01", "2021-12-31", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "blue_card", 1, "2022-02-01"),
        ),
        0,
    ),
    "time as a researcher does not": (
        (
            stay("2020-01-01", "2021-12-31", "researcher", 0, "2020-02-01"),
            stay("2022-01-01", None, "blue_card", 1, "2022-02-01"),
        ),
        1,
    ),
    "study counts for no single permit": (
        (
            stay("2020-01-01", "2021-12-31", "student", 0, "2020-02-01"),
            stay("2022-01-01", None, "single_permit", 1, "2022-02-01"),
        ),
        1,
    ),
    "of two permits that follow each other the first card counts": (
        (
            stay("2020-01-01", "2021-12-31", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "single_permit", 1, "2022-02-01"),
        ),
        0,
    ),
    "an earlier permit with something else between counts no more": (
        (
            stay("2018-01-01", "2019-12-31", "single_permit", 0, "2018-02-01"),
            stay("2020-01-01", "2021-12-31", "family_of_unlimited_stay", 1, "2020-02-01"),
            stay("2022-01-01", None, "single_permit", 2, "2022-02-01"),
        ),
        2,
    ),
    "a stay of one day that began with the present one is another stay": (
        (
            stay("2022-01-01", "2022-01-01", "student", 0, "2022-01-01"),
            stay("2022-01-01", None, "family_of_unlimited_stay", 1, "2022-02-01"),
        ),
        1,
    ),
}


@pytest.mark.parametrize("what", RUNS)
def test_from_which_card_the_years_run_after_a_change(what: str) -> None:
    stays, place = RUNS[what]
    first = stays[place]
    assert first.first_card
    assert clock(Person(stays=stays)).day == add_years(first.first_card, 5)
    unknown = clock(Person(stays=tuple(replace(one, first_card=None) for one in stays)))
    assert unknown.missing == (f"stays[{place}].first_card_issued",)
    assert unknown.earliest == add_years(first.start, 5)


def test_a_short_gap_is_covered_by_an_annex_15_under_that_reading_only() -> None:
    stays, _ = RUNS["nor what lies before a gap"]
    covered = Situation(Person(stays=stays), ON, replace(SAFE, short_gaps_covered=True))
    assert five_years(covered).day == date(2025, 2, 1)


# --- Unaccompanied minors (B-UAM-1, reading 18) ----------------------------------------------------------------------


@pytest.mark.parametrize(("born", "years"), [(ON, 3), (add_years(ON, -18) + DAY, 3), (add_years(ON, -18), 5)])
def test_three_years_are_for_minors_and_five_from_eighteen_on(born: date, years: int) -> None:
    found = clock(holder("unaccompanied_minor", birth_date=born))
    assert (found.years, found.day) == (years, add_years(CARD, years))
    assert clock(holder("stateless", birth_date=born)).years == 5


AFTER_THREE_YEARS = add_years(CARD, 3)
ASK_BIRTH = Finding(UNKNOWN, ("stays", "birth_date"), ("birth_date",))
OPEN_QUESTION = Finding(UNKNOWN, ("stays", "birth_date"))
MINOR = Finding(YES, ("stays", "birth_date"))


@pytest.mark.parametrize(
    ("on", "eighteen", "finding"),
    [
        # before three years are complete what counts is the age on the day on which they are
        (date(2022, 1, 1), AFTER_THREE_YEARS + DAY, MINOR),
        (date(2022, 1, 1), AFTER_THREE_YEARS, OPEN_QUESTION),
        # afterwards the age on the date asked about
        (date(2025, 1, 1), date(2025, 1, 2), MINOR),
        (date(2025, 1, 1), date(2025, 1, 1), OPEN_QUESTION),
        (date(2025, 1, 1), None, ASK_BIRTH),
    ],
)
def test_who_came_alone_can_ask_as_a_minor_and_from_eighteen_on_it_is_open(
    on: date, eighteen: date | None, finding: Finding
) -> None:
    person = holder("unaccompanied_minor", birth_date=eighteen and add_years(eighteen, -18))
    assert STILL_A_MINOR.test(Situation(person, on)) == finding


def test_where_the_day_of_the_card_is_not_known_the_age_on_the_date_counts() -> None:
    stays = (Stay(FROM, None, "unaccompanied_minor"),)
    for eighteen, finding in ((date(2025, 1, 2), MINOR), (date(2025, 1, 1), OPEN_QUESTION)):
        person = Person(stays=stays, birth_date=add_years(eighteen, -18))
        assert STILL_A_MINOR.test(Situation(person, date(2025, 1, 1))) == finding


def test_the_age_matters_for_nobody_else() -> None:
    for person in (holder("refugee"), Person(stays=())):
        assert STILL_A_MINOR.test(Situation(person, ON)) == Finding(YES, ("stays",))
    assert STILL_A_MINOR.test(Situation(Person(), ON)) == Finding(UNKNOWN, ("stays",), ("stays",))


# --- Who it is for ---------------------------------------------------------------------------------------------------

HELD = ("card", "unlimited_stay_since")


@pytest.mark.parametrize(
    ("card", "since", "value", "missing"),
    [
        ("B", "none", NO, ()),
        ("A", None, YES, ()),
        ("A", date(2020, 1, 1), YES, ()),  # a card of limited stay says by itself that it is not granted
        ("F", None, YES, ()),
        ("annex_15", "none", YES, ()),
        ("annex_15", date(2020, 1, 1), NO, ()),
        ("annex_15", None, UNKNOWN, ("unlimited_stay_since",)),
        ("none", None, UNKNOWN, ("unlimited_stay_since",)),
        (None, None, UNKNOWN, ("card",)),
        (None, "none", UNKNOWN, ("card",)),
    ],
)
def test_whether_unlimited_stay_is_held_already(
    card: str | None, since: date | str | None, value: Truth, missing: tuple[str, ...]
) -> None:
    person = Person(card=card, unlimited_stay_since=since)
    assert NOT_YET_HELD.test(Situation(person, ON)) == Finding(value, HELD, missing)


def test_a_card_under_the_eu_rules_is_another_way() -> None:
    found = {card: NOT_UNDER_EU_RULES.test(Situation(Person(card=card), ON)) for card in ("A", "F", None)}
    assert found == {
        "A": Finding(YES, ("card",)),
        "F": Finding(NO, ("card",)),
        None: Finding(UNKNOWN, ("card",), ("card",)),
    }
