"""When a K card can be asked for: unlimited stay and five years of regular stay; what is asked where a day is unknown.

The clock and the conditions of the route by themselves, with all that they say; K while unlimited stay is missing.
Longer than others: each condition has its table, and all share the same people.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.routes.b import NOT_YET_HELD as B_NOT_YET_HELD
from belgian_residence.routes.k import (
    IDENTITY,
    NO_REMOVAL,
    NOT_YET_HELD,
    PUBLIC_ORDER,
    UNLIMITED_STAY,
    _not_before,
    decide_after_b,
    five_years,
    regular_stay_complete,
    unlimited_stay_is_missing,
)
from belgian_residence.routes.l.l import NO_L_CARD_YET, NOT_HUMANITARIAN
from belgian_residence.routes.outcome import Bounds, Outcome
from belgian_residence.routes.status import When, granted_since
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Application, Person, Stay

ON = date(2026, 11, 22)
FROM = date(2020, 2, 1)
COMPLETE = date(2025, 2, 1)
GRANTED = date(2025, 9, 1)

LAW = ("K-COUNT-1", "K-COUNT-2", "K-WHEN-1")
OF_STAY = ("stays", "card_issued")
OF_ASYLUM = ("asylum_application", "permit_granted")
OF_CLOCK = ("unlimited_stay_since", "card", *ABSENCES)


def stay(start: str, end: str | None, ground: str, index: int = 0, **more: Any) -> Stay:
    return Stay(date.fromisoformat(start), date.fromisoformat(end) if end else None, ground, index=index, **more)


def worker(**more: Any) -> Person:
    """A worker since 2020 of whom all days are known, and to whom unlimited stay was granted in 2025."""
    person = Person(
        nationality=frozenset({"MA"}),
        card="B",
        stays=(Stay(FROM, None, "single_permit"),),
        absences=(),
        unlimited_stay_since=GRANTED,
        identity_established=True,
        public_order=False,
        public_health=False,
        removal_decision="none",
    )
    return replace(person, **more)


def clock(person: Person, on: date = ON) -> When:
    return five_years(Situation(person, on))


def when(day: date | None, missing: tuple[str, ...] = (), **more: Any) -> When:
    """What the clock says of a day: always with its five years, its law and the facts that it looks at."""
    return When(day, missing, LAW, (*OF_STAY, *OF_CLOCK), **({"years": 5} | more))


# --- Unlimited stay --------------------------------------------------------------------------------------------------

EARLIER, LATER = stay("2019-05-01", None, "unlimited_stay"), stay("2021-05-01", None, "unlimited_stay")


@pytest.mark.parametrize(
    ("since", "stays", "day"),
    [
        (GRANTED, (EARLIER,), GRANTED),  # the decision goes before what a stay suggests
        ("none", (EARLIER,), None),
        (None, None, None),
        (None, (), None),
        (None, (LATER, EARLIER), EARLIER.start),
        (None, (replace(EARLIER, ground="settlement"),), EARLIER.start),
        (None, (replace(EARLIER, ground="long_term_resident"),), EARLIER.start),
        (None, (replace(EARLIER, ground="single_permit"),), None),
        (None, (replace(EARLIER, country="DE"),), None),
        (None, (replace(EARLIER, end=date(2020, 1, 1)),), None),  # it is over
        (None, (replace(EARLIER, end=date(2020, 1, 1)), LATER), LATER.start),
        # told in parts, each of which follows the one before
        (None, (replace(EARLIER, end=date(2021, 4, 30)), LATER), EARLIER.start),
        (None, (replace(EARLIER, end=date(2021, 5, 1)), LATER), EARLIER.start),
        (None, (replace(EARLIER, end=date(2021, 4, 29)), LATER), LATER.start),
        (None, (replace(EARLIER, end=date(2021, 4, 30)), replace(LATER, ground="settlement")), EARLIER.start),
        (None, (replace(EARLIER, end=date(2021, 4, 30), ground="refugee"), LATER), LATER.start),
        (None, (replace(EARLIER, end=date(2021, 4, 30), country="DE"), LATER), LATER.start),
    ],
)
def test_since_when_unlimited_stay_was_granted(
    since: date | str | None, stays: tuple[Stay, ...] | None, day: date | None
) -> None:
    assert granted_since(Person(unlimited_stay_since=since, stays=stays)) == day


MISSING_ROWS: list[tuple[tuple[str | None, ...], date | str | None, bool | None]] = [
    # cards, the day of the decision, is unlimited stay missing? (None: not known)
    (("A", "H", "I", "J", "orange_card"), None, True),
    (("A", "H", "I", "J", "orange_card"), GRANTED, True),  # the card says by itself that it is not granted
    (("F", "F+", "M", "M+", "N", "EU", "EU+", "annex_8"), None, True),
    (("B", "C", "K", "D", "L"), None, False),
    (("B", "C", "K", "D", "L"), "none", False),
    (("annex_15", "special_card", "none"), GRANTED, False),
    (("annex_15", "special_card", "none"), "none", True),
    (("annex_15", "special_card", "none"), None, None),
    ((None,), GRANTED, False),
    ((None,), "none", None),  # a card could show it
    ((None,), None, None),
]


@pytest.mark.parametrize(("cards", "since", "missing"), MISSING_ROWS)
def test_whether_unlimited_stay_is_missing(
    cards: tuple[str | None, ...], since: date | str | None, missing: bool | None
) -> None:
    found = {card: unlimited_stay_is_missing(Person(card=card, unlimited_stay_since=since)) for card in cards}
    assert found == dict.fromkeys(cards, missing)


def test_a_running_unlimited_stay_is_enough_whatever_its_first_day() -> None:
    since_when = replace(EARLIER, start_known=False)
    assert unlimited_stay_is_missing(Person(card="annex_15", stays=(since_when,))) is False
    assert unlimited_stay_is_missing(Person(card="annex_15", stays=(replace(EARLIER, end=date(2020, 1, 1)),))) is None


def test_a_stay_that_shows_unlimited_stay_is_enough() -> None:
    assert unlimited_stay_is_missing(Person(card="annex_15", stays=(EARLIER,))) is False


OF_CARD = ("card", "unlimited_stay_since")
OF_FAMILY = ("card", "joint_household")


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        ({"card": "B"}, Finding(YES, OF_CARD)),
        ({"card": "A"}, Finding(NO, OF_CARD)),
        ({"card": "annex_15"}, Finding(UNKNOWN, OF_CARD, ("unlimited_stay_since",))),
        ({}, Finding(UNKNOWN, OF_CARD, ("card",))),
        # permanent stay, and unlimited stay before a card of these families: no source says whether it counts (SW-9)
        ({"card": "F+"}, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
        ({"card": "M+"}, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
        ({"card": "M"}, Finding(NO, OF_CARD)),
        ({"card": "M", "unlimited_stay_since": ON}, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
        ({"card": "F", "unlimited_stay_since": ON}, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
        # F card: F+ is the way while the household is joint; without it towns differ (FAM-K-1, reading 10)
        ({"card": "F"}, Finding(UNKNOWN, OF_FAMILY, ("joint_household",))),
        ({"card": "F", "joint_household": True}, Finding(NO, OF_FAMILY)),
        ({"card": "F", "joint_household": False}, Finding(UNKNOWN, OF_FAMILY, not_confirmed=True)),
    ],
)
def test_the_condition_of_unlimited_stay(told: dict[str, Any], finding: Finding) -> None:
    assert UNLIMITED_STAY.test(Situation(Person(**told), ON)) == finding


# --- The later of two days (K-WHEN-1) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, when(GRANTED)),
        ({"unlimited_stay_since": date(2024, 1, 1)}, when(COMPLETE)),
        (
            {"card": "A", "unlimited_stay_since": "none"},
            when(COMPLETE),
        ),  # not yet: the condition says so, not the clock
        ({"stays": ()}, when(None)),
        ({"stays": (), "unlimited_stay_since": None}, when(None, ("unlimited_stay_since",))),
        ({"stays": None}, when(None, ("stays",))),
        ({"stays": None, "unlimited_stay_since": None}, when(None, ("stays",))),
        # The card shows that it was granted, but not when: open today, on a day that nobody knows ...
        ({"unlimited_stay_since": None}, when(COMPLETE, day_is_known=False)),
        ({"unlimited_stay_since": "none"}, when(COMPLETE, day_is_known=False)),
        # ... and where the five years lie ahead, it is they that decide.
        (
            {"unlimited_stay_since": None, "stays": (Stay(date(2022, 3, 1), None, "single_permit"),)},
            when(date(2027, 3, 1)),
        ),
        (
            {"unlimited_stay_since": None, "stays": (Stay(add_years(ON, -5), None, "single_permit"),)},
            when(ON, day_is_known=False),
        ),
    ],
)
def test_the_day_is_the_later_of_unlimited_stay_and_five_years(told: dict[str, Any], expected: When) -> None:
    assert clock(worker(**told)) == expected


# --- Five years of regular stay (K-COUNT-1, reading 12) --------------------------------------------------------------

APPLIED, CARD, PERMIT = date(2021, 3, 1), date(2021, 4, 10), date(2022, 6, 1)
REFUGEE = Stay(PERMIT, None, "refugee", index=0)
ORANGE = Stay(APPLIED, PERMIT, "asylum_procedure", first_card=CARD, index=1)
ORANGE_UNKNOWN = replace(ORANGE, first_card=None)
BETWEEN = date(2026, 5, 1)
"""Five years after the application and its card, not yet five years after the permit."""
LATEST = add_years(PERMIT, 5)
CARD_ASKED = ("stays[1].first_card_issued",)


def refugee(*stays: Stay, **more: Any) -> Person:
    told: dict[str, Any] = {"asylum_application": APPLIED, "permit_granted": PERMIT} | more
    return Person(stays=stays or (REFUGEE,), **told)


@pytest.mark.parametrize(
    ("person", "on", "day", "missing"),
    [
        (refugee(REFUGEE, ORANGE), BETWEEN, add_years(CARD, 5), ()),
        (refugee(REFUGEE, ORANGE), date(2023, 1, 1), add_years(CARD, 5), ()),
        # The day of the card is not known: by the permit at the latest, asked only while it could matter.
        (refugee(REFUGEE, ORANGE_UNKNOWN), BETWEEN, LATEST, CARD_ASKED),
        (refugee(REFUGEE, ORANGE_UNKNOWN), add_years(APPLIED, 5), LATEST, CARD_ASKED),
        (refugee(REFUGEE, ORANGE_UNKNOWN), add_years(APPLIED, 5) - DAY, LATEST, ()),
        (refugee(REFUGEE, ORANGE_UNKNOWN), LATEST - DAY, LATEST, CARD_ASKED),
        (refugee(REFUGEE, ORANGE_UNKNOWN), LATEST, LATEST, ()),
        (refugee(), BETWEEN, LATEST, ("stays",)),  # no stay to name the card of
        # A day of asylum time is not known: the protected stay alone counts, the rest is asked while it could matter.
        (refugee(asylum_application=None), BETWEEN, LATEST, ("asylum_application",)),
        (refugee(permit_granted=None), BETWEEN, LATEST, ("permit_granted",)),
        (refugee(asylum_application=None), LATEST, LATEST, ()),
        (refugee(asylum_application="none"), BETWEEN, LATEST, ()),
        (
            refugee(replace(REFUGEE, ground="subsidiary_protection"), permit_granted=None),
            BETWEEN,
            LATEST,
            ("permit_granted",),
        ),
    ],
)
def test_asylum_time_counts_from_the_orange_card(person: Person, on: date, day: date, missing: tuple[str, ...]) -> None:
    assert regular_stay_complete(Situation(person, on)) == When(day, missing, facts=(*OF_STAY, *OF_ASYLUM))


@pytest.mark.parametrize("asylum", [ORANGE, ORANGE_UNKNOWN])
def test_under_the_other_reading_it_counts_from_the_application(asylum: Stay) -> None:
    other = Situation(refugee(REFUGEE, asylum), date(2023, 1, 1), replace(SAFE, asylum_from_application=True))
    assert regular_stay_complete(other) == When(add_years(APPLIED, 5), facts=(*OF_STAY, *OF_ASYLUM))


@pytest.mark.parametrize("orange", [ORANGE_UNKNOWN, replace(ORANGE, first_card=PERMIT)])
def test_another_stay_during_the_procedure_counts_from_its_first_day(orange: Stay) -> None:
    start = APPLIED + timedelta(days=40)
    other = Stay(start, PERMIT, "single_permit", index=2)
    assert regular_stay_complete(Situation(refugee(REFUGEE, orange, other), BETWEEN)).day == add_years(start, 5)


def test_who_still_waits_for_asylum_counts_from_the_orange_card_too() -> None:
    waiting = Stay(APPLIED, None, "asylum_procedure")
    found = regular_stay_complete(Situation(Person(stays=(replace(waiting, first_card=CARD),)), ON))
    assert found == When(add_years(CARD, 5), facts=OF_STAY)
    # A card whose day is not known: nothing bounds it, and no day moves with the day of the question.
    found = regular_stay_complete(Situation(Person(stays=(waiting,)), ON))
    asked = ("stays[0].first_card_issued",)
    assert found == When(missing=asked, facts=OF_STAY, earliest=add_years(APPLIED, 5))


@pytest.mark.parametrize(
    ("stays", "day"),
    [
        # Every stay counts in full from its first day, not from its card, and asylum time where it does not come first.
        ((stay("2021-05-01", None, "student", first_card=date(2021, 6, 1)),), date(2026, 5, 1)),
        (
            (
                stay("2021-05-01", "2021-08-31", "arrival_declaration"),
                stay("2021-09-01", None, "asylum_procedure", first_card=date(2021, 10, 1)),
            ),
            date(2026, 5, 1),
        ),
        # One day between two stays, and the years begin again.
        ((stay("2021-05-01", "2021-08-30", "student"), stay("2021-09-01", None, "single_permit")), date(2026, 9, 1)),
    ],
)
def test_every_stay_counts_from_its_first_day(stays: tuple[Stay, ...], day: date) -> None:
    assert regular_stay_complete(Situation(Person(stays=stays), ON)) == When(day, facts=OF_STAY)


def test_a_first_day_that_is_not_known_is_bounded_by_the_card_held_now_and_by_nothing_that_moves() -> None:
    person = Person(stays=(Stay(ON, None, "student", start_known=False),))
    assert regular_stay_complete(Situation(person, ON)) == When(missing=("stays[0].from",), facts=OF_STAY)
    bounded = replace(person, card_issued=date(2022, 3, 1))
    found = regular_stay_complete(Situation(bounded, ON))
    assert found == When(date(2027, 3, 1), facts=OF_STAY)


def test_an_orange_card_came_before_the_end_that_was_told_of_the_asylum_stay() -> None:
    """It was one chain, and of the next stay the first day is not known: that day bounds nothing."""
    asylum = Stay(APPLIED, ON - DAY, "asylum_procedure", told_end=PERMIT)
    person = Person(stays=(asylum, Stay(ON, None, "student", index=1, start_known=False)))
    found = regular_stay_complete(Situation(person, ON))
    assert found.day == add_years(PERMIT, 5)


def test_a_short_gap_is_covered_by_an_annex_15_under_that_reading_only() -> None:
    person = Person(stays=(stay("2021-05-01", "2021-08-30", "student"), stay("2021-09-01", None, "single_permit")))
    covered = Situation(person, ON, replace(SAFE, short_gaps_covered=True))
    assert regular_stay_complete(covered).day == date(2026, 5, 1)


STUDY_BEFORE = stay("2020-05-01", "2021-08-30", "student")
"""Five years after its first day: 1 May 2025."""
SEAM_ASKED = ("stays[1].before",)
SEAM: list[tuple[str, Person, date, date, tuple[str, ...], date | None]] = [
    # who, the day asked about, when five years are complete, what is asked, the day that it could give
    (
        "a day between",
        Person(stays=(STUDY_BEFORE, stay("2021-09-01", None, "single_permit", 1))),
        date(2025, 11, 1),
        date(2026, 9, 1),
        SEAM_ASKED,
        date(2025, 5, 1),
    ),
    (
        "complete today: nothing is asked",
        Person(stays=(STUDY_BEFORE, stay("2021-09-01", None, "single_permit", 1))),
        date(2026, 9, 1),
        date(2026, 9, 1),
        (),
        None,
    ),
    (
        "no day between",
        Person(stays=(STUDY_BEFORE, stay("2021-08-31", None, "single_permit", 1))),
        date(2024, 11, 1),
        date(2025, 5, 1),
        (),
        None,
    ),
    (
        "told that it was a break",
        Person(stays=(STUDY_BEFORE, stay("2021-09-01", None, "single_permit", 1, before="break"))),
        date(2025, 11, 1),
        date(2026, 9, 1),
        (),
        None,
    ),
    (
        "the years before it began on a day that is not known: it is no later than they ended",
        Person(stays=(replace(STUDY_BEFORE, start_known=False), stay("2021-09-01", None, "single_permit", 1))),
        date(2025, 11, 1),
        date(2026, 9, 1),
        SEAM_ASKED,
        date(2026, 8, 30),
    ),
    (
        "no day bounds an asylum day that is not told either",
        Person(
            stays=(STUDY_BEFORE, stay("2021-09-01", None, "refugee", 1)),
            permit_granted=date(2021, 9, 1),
        ),
        date(2025, 11, 1),
        date(2026, 9, 1),
        ("asylum_application", *SEAM_ASKED),
        None,
    ),
]


@pytest.mark.parametrize(
    ("person", "on", "day", "asked", "earliest"), [row[1:] for row in SEAM], ids=[row[0] for row in SEAM]
)
def test_how_the_first_stay_follows_is_asked_where_it_could_give_an_earlier_day(
    person: Person, on: date, day: date, asked: tuple[str, ...], earliest: date | None
) -> None:
    """Reading 26: an Annex 15 may have covered it."""
    found = regular_stay_complete(Situation(person, on))
    assert (found.day, found.missing, found.earliest) == (day, asked, earliest)


def test_a_card_that_shows_the_stay_asks_for_its_first_day_and_nothing_else() -> None:
    assert regular_stay_complete(Situation(Person(card="B", stays=()), ON)) == When(facts=OF_STAY)


def test_without_a_stay_there_is_no_day_and_without_an_answer_the_stays_are_asked() -> None:
    assert regular_stay_complete(Situation(Person(card="A", stays=()), ON)) == When(facts=OF_STAY)
    # Only a card can show a stay that is not told, or say that it was granted on a day that is asked.
    assert regular_stay_complete(Situation(Person(stays=()), ON)) == When(missing=("card",), facts=OF_STAY)
    assert regular_stay_complete(Situation(Person(card="none", stays=()), ON)) == When(facts=OF_STAY)
    lost = Person(card="none", stays=(replace(EARLIER, end=date(2020, 1, 1)),))
    assert regular_stay_complete(Situation(lost, ON)) == When(missing=("unlimited_stay_since",), facts=OF_STAY)
    never = replace(lost, unlimited_stay_since="none")
    assert regular_stay_complete(Situation(never, ON)) == When(facts=OF_STAY)
    assert regular_stay_complete(Situation(Person(), ON)) == When(missing=("stays",), facts=OF_STAY)


def test_what_asylum_time_misses_is_asked_by_the_clock_only_while_k_is_not_open() -> None:
    unknown = {"stays": (REFUGEE,), "asylum_application": None, "permit_granted": PERMIT}
    facts = (*OF_STAY, *OF_ASYLUM, *OF_CLOCK)
    found = clock(worker(**unknown, unlimited_stay_since=date(2026, 3, 1)), BETWEEN)
    assert found == When(LATEST, ("asylum_application",), LAW, facts, years=5)
    found = clock(worker(**unknown, unlimited_stay_since=None), BETWEEN)  # the card shows it, the day is not known
    assert found == When(LATEST, ("asylum_application",), LAW, facts, years=5)
    # It could matter from the day on which unlimited stay is granted, and not before.
    found = clock(worker(**unknown, unlimited_stay_since=BETWEEN), BETWEEN)
    assert found.missing == ("asylum_application",)
    found = clock(worker(**unknown, unlimited_stay_since=BETWEEN), BETWEEN - DAY)
    assert (found.day, found.missing) == (LATEST, ())
    # Where unlimited stay itself came later than the latest day of the five years, no day of asylum time matters.
    after = LATEST - DAY
    found = clock(worker(**unknown, unlimited_stay_since=after), LATEST)
    assert found == When(LATEST, (), LAW, facts, years=5)


# --- A removal less than ten years ago (Act art. 3, 8°) ---------------------------------------------------------------

OF_REMOVAL = ("removal_decision",)
REMOVAL: list[tuple[str, date | str | None, Finding]] = [
    ("not told", None, Finding(UNKNOWN, OF_REMOVAL, OF_REMOVAL)),
    ("none", "none", Finding(YES, OF_REMOVAL)),
    ("ten years ago today", date(2016, 11, 22), Finding(YES, OF_REMOVAL)),
    ("ten years ago tomorrow", date(2016, 11, 23), Finding(NO, OF_REMOVAL)),
]


@pytest.mark.parametrize(("decided", "wanted"), [row[1:] for row in REMOVAL], ids=[row[0] for row in REMOVAL])
def test_a_removal_counts_for_ten_years(decided: date | str | None, wanted: Finding) -> None:
    assert NO_REMOVAL.test(Situation(Person(removal_decision=decided), ON)) == wanted


OVER, OVER_TODAY, OVER_LONG_AGO = date(2027, 6, 1), ON, date(2020, 1, 1)
"""The days on which a removal is ten years ago."""
SUMMER, WINTER = date(2027, 1, 1), date(2027, 12, 1)
ORDER = Finding(YES, ("public_order",))


def without_removal(
    status: Any, earliest: date | None = None, readings: dict[str, date] | None = None, at_latest: date | None = None
) -> Outcome:
    """What K would be without the removal."""
    bounds = Bounds(at_latest, None, ("stays",)) if at_latest else None
    conditions = ((PUBLIC_ORDER, ORDER), (NO_REMOVAL, Finding(YES, OF_REMOVAL)))
    return Outcome(status, earliest, "right", readings or {}, conditions, bounds=bounds)


NOT_BEFORE: list[tuple[str, date, Outcome, tuple[str, date | None], dict[str, date], bool]] = [
    # when the ten years are over, K without the removal; its status, day and readings, and are its bounds still told?
    ("open but for it", OVER, without_removal("open", COMPLETE), ("later", OVER), {}, False),
    ("open since a day that is not known, but for it", OVER, without_removal("open"), ("later", OVER), {}, False),
    ("over today", OVER_TODAY, without_removal("open", COMPLETE), ("open", ON), {}, False),
    ("over today, the day of K not known", OVER_TODAY, without_removal("open"), ("open", None), {}, False),
    ("over before K", OVER_LONG_AGO, without_removal("open", COMPLETE), ("open", COMPLETE), {}, False),
    ("later, over before", OVER, without_removal("later", WINTER), ("later", WINTER), {}, False),
    ("later, over after", OVER, without_removal("later", SUMMER), ("later", OVER), {}, False),
    ("later, no day known", OVER, without_removal("later"), ("later", None), {}, False),
    ("not settled, no day", OVER, without_removal("unsettled"), ("unsettled", None), {}, False),
    ("not settled, a day", OVER, without_removal("unsettled", COMPLETE), ("unsettled", OVER), {}, False),
    ("closed", OVER, without_removal("closed"), ("closed", None), {}, False),
    (
        "one reading before",
        OVER,
        without_removal("later", WINTER, {"safe": WINTER, "x": SUMMER}),
        ("later", WINTER),
        {"safe": WINTER, "x": OVER},
        False,
    ),
    (
        "both readings before",
        OVER,
        without_removal("unsettled", SUMMER, {"safe": SUMMER, "x": COMPLETE}),
        ("unsettled", OVER),
        {},
        False,
    ),
    ("bounded by a later day", OVER, without_removal("later", WINTER, at_latest=WINTER), ("later", WINTER), {}, True),
    ("bounded by that day", OVER, without_removal("later", OVER, at_latest=OVER), ("later", OVER), {}, False),
    ("bounded by a day before", OVER, without_removal("later", SUMMER, at_latest=SUMMER), ("later", OVER), {}, False),
]


@pytest.mark.parametrize(
    ("over", "one", "expected", "readings", "bounded"),
    [row[1:] for row in NOT_BEFORE],
    ids=[row[0] for row in NOT_BEFORE],
)
def test_no_day_before_ten_years_after_a_removal(
    over: date,
    one: Outcome,
    expected: tuple[str, date | None],
    readings: dict[str, date],
    bounded: bool,
) -> None:
    found = _not_before(over, one, Situation(Person(), ON))
    assert ((found.status, found.earliest), found.readings, found.bounds is not None) == (expected, readings, bounded)


@pytest.mark.parametrize(
    ("over", "one", "today"),
    [
        (OVER, without_removal("open", COMPLETE), Finding(NO, OF_REMOVAL, at_filing=True)),
        (OVER, without_removal("closed"), Finding(NO, OF_REMOVAL)),
        (OVER_TODAY, without_removal("open", COMPLETE), Finding(YES, OF_REMOVAL)),
    ],
    ids=["no today, yes on the day that is given", "closed by something else", "over today"],
)
def test_what_is_said_of_the_removal_today(over: date, one: Outcome, today: Finding) -> None:
    found = _not_before(over, one, Situation(Person(), ON))
    assert found.conditions == ((PUBLIC_ORDER, ORDER), (NO_REMOVAL, today))


def test_a_removal_is_looked_at_in_the_way_of_counting_that_was_chosen() -> None:
    """Twelve years ago: what remains is K, with asylum time from the application."""
    person = worker(
        stays=(REFUGEE, ORANGE), asylum_application=APPLIED, permit_granted=PERMIT, removal_decision=date(2014, 1, 1)
    )
    on = date(2026, 3, 15)
    other = Situation(person, on, replace(SAFE, asylum_from_application=True))
    found = [decide_after_b(one, b("closed")) for one in (Situation(person, on), other)]
    assert [one.status for one in found] == ["unsettled", "open"]
    assert found[1].earliest == add_years(APPLIED, 5)


# --- Identity (Act art. 16 §1) ---------------------------------------------------------------------------------------

B_NOW = stay("2025-09-01", None, "unlimited_stay", 1)
IDENTITY_ROWS: list[tuple[tuple[Stay, ...] | None, dict[str, Any], Truth, tuple[str, ...]]] = [
    # the stays, what is told, the answer, what is asked
    # Work and study: a passport was shown, so no identity rests on a declaration (K-PROC-2)
    *(
        ((stay("2020-02-01", "2025-08-31", ground), B_NOW), {}, YES, ())
        for ground in ("single_permit", "self_employed", "blue_card", "researcher", "student", "search_year")
    ),
    ((stay("2020-02-01", None, "single_permit"),), {}, YES, ()),
    # Protection, regularisation, family: it can
    *(
        ((stay("2020-02-01", "2025-08-31", ground), B_NOW), {}, UNKNOWN, ("identity_established",))
        for ground in ("refugee", "humanitarian_9bis", "medical_9ter", "stateless", "family_of_unlimited_stay")
    ),
    # The last one before unlimited stay says it: for a permit to work the passport was shown, whatever came before
    ((stay("2018-02-01", "2020-01-31", "asylum_procedure"), stay("2020-02-01", None, "single_permit", 1)), {}, YES, ()),
    (
        (stay("2018-02-01", "2020-01-31", "student"), stay("2020-02-01", None, "refugee", 1)),
        {},
        UNKNOWN,
        ("identity_established",),
    ),
    # Nothing told of what came before the B card
    ((B_NOW,), {}, UNKNOWN, ("identity_established",)),
    ((), {}, UNKNOWN, ()),  # no years, so there is no day of a request
    (None, {}, UNKNOWN, ("identity_established",)),
    # Who says that it is not established is believed
    ((stay("2020-02-01", None, "single_permit"),), {"identity_established": False}, UNKNOWN, ("passport_impossible",)),
    ((B_NOW,), {"identity_established": False, "passport_impossible": True}, YES, ()),
    ((B_NOW,), {"identity_established": False, "passport_impossible": False}, NO, ()),
    ((B_NOW,), {"identity_established": True}, YES, ()),
]


@pytest.mark.parametrize(("stays", "told", "value", "asked"), IDENTITY_ROWS)
def test_identity_is_asked_of_whom_it_can_be_in_doubt(
    stays: tuple[Stay, ...] | None, told: dict[str, Any], value: Truth, asked: tuple[str, ...]
) -> None:
    person = worker(**{"identity_established": None, "stays": stays, **told})
    finding = IDENTITY.test(Situation(person, date(2030, 11, 22)))
    assert (finding.value, finding.missing) == (value, asked)
    assert set(finding.facts) >= {"identity_established", "passport_impossible"}


def test_what_identity_rests_on() -> None:
    looked_at = ("identity_established", "passport_impossible", "stays")
    student = (stay("2020-02-01", "2025-08-31", "student"), B_NOW)
    for told in ({"identity_established": True}, {"identity_established": None, "stays": student}):
        assert IDENTITY.test(Situation(worker(**told), ON)) == Finding(YES, looked_at)


# --- While unlimited stay is missing: what B says decides (reading 11) -----------------------------------------------

AHEAD = date(2027, 6, 1)
WAITING = worker(card="A", unlimited_stay_since="none")


def b(status: Any, earliest: date | None = None, basis: Any = "right", **more: Any) -> Outcome:
    return Outcome(status, earliest, basis, **more)


def k(person: Person, of_b: Outcome, on: date = ON) -> tuple[str, date | None, str, tuple[str, ...]]:
    """Status, day, basis and missing facts of K."""
    found = decide_after_b(Situation(person, on), of_b)
    return found.status, found.earliest, found.basis, found.missing


@pytest.mark.parametrize(
    ("of_b", "expected"),
    [
        (b("later", AHEAD), ("later", AHEAD, "once_B_granted", ())),
        (b("later", AHEAD, "expected"), ("later", AHEAD, "once_B_granted", ())),
        (b("later", date(2025, 1, 1)), ("later", COMPLETE, "once_B_granted", ())),  # five years come later still
        (b("open", date(2026, 1, 1)), ("later", None, "once_B_granted", ())),  # due, not granted: no date
        (b("later", None), ("later", None, "once_B_granted", ())),
        (b("later", AHEAD, "discretionary"), ("closed", None, "right", ())),
        (b("open", date(2026, 1, 1), "discretionary"), ("closed", None, "right", ())),
        (b("closed"), ("closed", None, "right", ())),
        # of a minor who came alone it may be a right: the day of the grant tells (B-UAM-1)
        (
            b("unsettled", None, "discretionary", missing=("stays[0].granted",)),
            ("unsettled", None, "once_B_granted", ("stays[0].granted",)),
        ),
        # due perhaps, and not settled: its day behind is no day of K
        (b("unsettled", date(2026, 1, 1), missing=("absences",)), ("unsettled", None, "once_B_granted", ("absences",))),
        (b("unsettled", AHEAD, missing=("card_expiry",)), ("unsettled", AHEAD, "once_B_granted", ("card_expiry",))),
    ],
)
def test_k_while_unlimited_stay_is_missing(of_b: Outcome, expected: Any) -> None:
    assert k(WAITING, of_b) == expected


def test_k_is_not_settled_while_another_condition_is_not() -> None:
    """What is asked: first what K misses by itself, then what B misses, each once."""
    unknown = replace(WAITING, public_order=None)
    assert k(unknown, b("later", AHEAD)) == ("unsettled", AHEAD, "once_B_granted", ("public_order",))
    both = k(unknown, b("unsettled", AHEAD, missing=("medical_application", "public_order")))
    assert both[3] == ("public_order", "medical_application")


@pytest.mark.parametrize("of_b", [b("later", AHEAD), b("later", None), b("open", ON), b("unsettled", AHEAD)])
def test_nobody_is_asked_for_a_removal_before_there_is_b(of_b: Outcome) -> None:
    """The answer names it as not known yet. With B it is asked; one that is told counts at once."""
    unknown = replace(WAITING, removal_decision=None)
    assert k(unknown, of_b) == k(WAITING, of_b)
    (removal,) = [one for one in decide_after_b(Situation(unknown, ON), of_b).conditions if one[0].id == "K.no-removal"]
    assert (removal[1].value, removal[1].missing, removal[1].at_filing) == (UNKNOWN, (), True)
    told = k(replace(WAITING, removal_decision=ON), of_b)
    assert told[:2] == (k(WAITING, of_b)[0], add_years(ON, 10) if k(WAITING, of_b)[1] else None)


WITH_A_REQUEST_FOR_ASYLUM = (stay("2020-02-01", None, "refugee"),)
NOT_KNOWN: dict[str, Any] = {"identity_established": None, "stays": WITH_A_REQUEST_FOR_ASYLUM, "permit_granted": FROM}


@pytest.mark.parametrize("told", [NOT_KNOWN, {"public_health": None}, {"public_health": True}])
def test_what_only_the_day_of_k_shows_is_neither_asked_nor_held_against_anybody_before_b(told: dict[str, Any]) -> None:
    person = replace(WAITING, **told)
    known = replace(person, identity_established=True, public_health=False)
    for of_b in (b("later", AHEAD), b("open", date(2026, 1, 1))):
        assert k(person, of_b) == k(known, of_b)
    asked = k(replace(person, card="B", unlimited_stay_since=GRANTED), b("closed"))
    assert asked[0] == ("closed" if True in told.values() else "unsettled")


@pytest.mark.parametrize(
    ("told", "of_b", "expected"),
    [
        # health shows today what it need not show on the day of K, if the card that was not told is of limited stay
        ({"public_health": True}, b("later", AHEAD), ("unsettled", ("unlimited_stay_since",))),
        ({"public_health": True, "card": None}, b("later", AHEAD), ("unsettled", ("card",))),
        (
            {"public_health": True, "public_order": None},
            b("later", AHEAD),
            ("unsettled", ("unlimited_stay_since", "public_order")),
        ),
        ({"public_health": True}, b("closed"), ("closed", ())),
        ({"public_health": True, "public_order": True}, b("later", AHEAD), ("closed", ())),
        # not closed: what K asks by itself
        ({"removal_decision": None}, b("later", AHEAD), ("unsettled", ("removal_decision", "unlimited_stay_since"))),
    ],
    ids=[
        "the decision is asked",
        "the card is asked",
        "and what else is not told",
        "B is closed",
        "closed by something else",
        "not closed",
    ],
)
def test_k_where_it_is_not_known_whether_unlimited_stay_was_granted(
    told: dict[str, Any], of_b: Outcome, expected: tuple[str, tuple[str, ...]]
) -> None:
    person = replace(WAITING, **{"card": "annex_15", "unlimited_stay_since": None} | told)
    found = decide_after_b(Situation(person, ON), of_b)
    assert (found.status, found.missing) == expected


BEFORE_B: list[tuple[str, dict[str, Any], Finding]] = [
    # condition, what is told; what is shown of it while B lies ahead
    ("K.no-removal", {"removal_decision": None}, Finding(UNKNOWN, ("removal_decision",), at_filing=True)),
    ("K.no-removal", {}, Finding(YES, ("removal_decision",))),
    ("K.public-health", {"public_health": None}, Finding(UNKNOWN, ("public_health",), at_filing=True)),
    ("K.public-health", {"public_health": True}, Finding(UNKNOWN, ("public_health",), at_filing=True, not_yet=True)),
    ("K.public-health", {}, Finding(YES, ("public_health",))),
]


@pytest.mark.parametrize(("id", "told", "wanted"), BEFORE_B)
def test_what_is_shown_of_the_conditions_of_that_day(id: str, told: dict[str, Any], wanted: Finding) -> None:
    found = decide_after_b(Situation(replace(WAITING, **told), ON), b("later", AHEAD))
    assert [finding for condition, finding in found.conditions if condition.id == id] == [wanted]


def test_k_is_closed_where_another_condition_closes_it() -> None:
    assert k(replace(WAITING, public_order=True), b("later", AHEAD)) == ("closed", None, "right", ())


@pytest.mark.parametrize(
    ("decided", "day", "today"),
    [
        (date(2012, 1, 1), AHEAD, YES),  # of more than ten years ago already
        (date(2017, 6, 1), AHEAD, NO),  # ten years ago on the day on which B is expected
        (date(2017, 6, 2), date(2027, 6, 2), NO),  # a day later than B
    ],
)
def test_k_is_asked_no_sooner_than_ten_years_after_a_removal(decided: date, day: date, today: Truth) -> None:
    """K-COND-1: less than ten years ago. While B lies ahead, K is asked no sooner than B."""
    found = decide_after_b(Situation(replace(WAITING, removal_decision=decided), ON), b("later", AHEAD))
    assert (found.status, found.earliest) == ("later", day)
    (removal,) = [finding for condition, finding in found.conditions if condition.id == "K.no-removal"]
    assert (removal.value, removal.at_filing) == (today, today is NO)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"card": "B", "unlimited_stay_since": GRANTED}, "open"),  # granted
        ({"card": "annex_15", "unlimited_stay_since": None}, "unsettled"),  # not known
        ({"card": "F", "joint_household": False}, "unsettled"),  # a family card (reading 10)
        ({"card": "F", "joint_household": True}, "closed"),
    ],
)
def test_b_says_nothing_about_k_where_unlimited_stay_is_not_what_is_missing(told: dict[str, Any], status: str) -> None:
    person = replace(WAITING, **told)
    answers = {k(person, of_b) for of_b in (b("later", AHEAD), b("unsettled"), b("closed"))}
    assert len(answers) == 1
    assert next(iter(answers))[0] == status
    assert next(iter(answers))[2] == "right"


@pytest.mark.parametrize(("of_b", "value"), [(b("later", AHEAD), NO), (b("unsettled", AHEAD), UNKNOWN)])
def test_unlimited_stay_is_shown_as_open_where_it_may_have_come_due(of_b: Outcome, value: Truth) -> None:
    """Where B is not settled nobody can say that unlimited stay is missing; no other condition changes."""
    found = decide_after_b(Situation(replace(WAITING, **NOT_KNOWN), ON), of_b)
    conditions = {condition.id: finding.value for condition, finding in found.conditions}
    assert conditions["K.unlimited-stay"] is value
    assert conditions["K.identity"] is UNKNOWN
    assert conditions["K.not-belgian"] is YES
    for condition, finding in found.conditions:
        assert "unlimited_stay_since" in finding.facts or condition.id != "K.unlimited-stay"


def test_the_readings_of_asylum_time_are_shown_where_they_lie_behind_b() -> None:
    person = replace(WAITING, stays=(REFUGEE, ORANGE), asylum_application=APPLIED, permit_granted=PERMIT)
    on, safe, other = date(2025, 6, 1), add_years(CARD, 5), add_years(APPLIED, 5)
    found = decide_after_b(Situation(person, on), b("later", other))
    assert (found.earliest, found.readings) == (safe, {"safe": safe, "asylum-from-application": other})
    found = decide_after_b(Situation(person, on), b("later", AHEAD))  # B comes after both: one date, no readings
    assert (found.earliest, found.readings) == (AHEAD, {})


# --- granted, and the card still to come ---------------------------------------------------------------------------


def granted(route: str, on: date | None = GRANTED) -> Application:
    return Application(route, "granted", on)


REFUSED, PENDING = Application("B", "refused", GRANTED), Application("B", "pending")
BY_DECISION: list[tuple[str, dict[str, Any], date | None, bool | None, str]] = [
    # what is told, unlimited stay since, is it missing, B and K and L: held or granted already?
    ("nothing", {"applications": ()}, None, True, "---"),
    ("B granted", {"applications": (granted("B"),)}, GRANTED, False, "B--"),
    ("on a day that is not known", {"applications": (granted("B", None),)}, None, False, "B--"),
    ("K granted", {"applications": (granted("K"),)}, GRANTED, False, "BK-"),
    ("L granted", {"applications": (granted("L"),)}, GRANTED, False, "BKL"),
    ("B and L granted", {"applications": (granted("B"), granted("L", ON))}, GRANTED, False, "BKL"),
    ("another card granted", {"applications": (granted("nationality"),)}, None, True, "---"),
    ("no decision yet", {"applications": (PENDING,)}, None, True, "---"),
    ("refused", {"applications": (REFUSED,)}, None, True, "---"),
    ("refused, then granted", {"applications": (REFUSED, granted("B"))}, GRANTED, False, "B--"),
    ("granted, then refused", {"applications": (granted("B"), REFUSED)}, None, True, "---"),
    # a limited stay that began after the decision: what it gave has ended
    ("the stay began on that day", {"applications": (granted("B", FROM),)}, FROM, False, "B--"),
    ("a new stay the day after", {"applications": (granted("B", FROM - DAY),)}, None, True, "---"),
    ("a new stay, day not known", {"applications": (granted("B", None),)}, None, False, "B--"),
    # the card is there: it shows it, and since when is asked
    ("B held", {"card": "B", "applications": (granted("B"),)}, None, False, "B--"),
    ("B held and K granted", {"card": "B", "applications": (granted("K"),)}, None, False, "BK-"),
    # beside cards of the EU rules nothing is settled by it (SW-9)
    ("F+ held and L granted", {"card": "F+", "applications": (granted("L"),)}, None, True, "BKL"),
    ("no card", {"card": "none", "applications": (granted("B"),)}, GRANTED, False, "B--"),
    ("the card not told", {"card": None, "applications": (granted("B"),)}, GRANTED, False, "B--"),
    ("told since another day", {"card": "none", "applications": (granted("B"),), "unlimited_stay_since": FROM},
        FROM, False, "B--"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "since", "missing", "given"), [one[1:] for one in BY_DECISION],
    ids=[one[0] for one in BY_DECISION])  # fmt: skip
def test_what_was_granted_is_known_to_every_route(
    told: dict[str, Any], since: date | None, missing: bool | None, given: str
) -> None:
    person = replace(worker(), **{"card": "A", "unlimited_stay_since": None} | told)
    assert (granted_since(person), unlimited_stay_is_missing(person)) == (since, missing)
    held = {"B": B_NOT_YET_HELD, "K": NOT_YET_HELD, "L": NO_L_CARD_YET}
    found = {key: one.test(Situation(person, ON)) for key, one in held.items()}
    assert "".join(key if found[key].value is NO else "-" for key in found) == given


def test_the_decision_is_named_where_it_decides() -> None:
    """With the stays: one that began later makes it old. Unlimited stay that was told or that the card shows needs
    none."""
    person = replace(worker(), card="A", unlimited_stay_since=None, applications=(granted("B"),))
    said = Finding(YES, ("card", "unlimited_stay_since", "applications", "stays"))
    assert UNLIMITED_STAY.test(Situation(person, ON)) == said
    shown = Finding(YES, ("card", "unlimited_stay_since"))
    for told in ({"card": "B"}, {"card": "none", "unlimited_stay_since": FROM}):
        assert UNLIMITED_STAY.test(Situation(replace(person, **told), ON)) == shown
    old = replace(person, applications=(granted("B", FROM - DAY),))
    assert UNLIMITED_STAY.test(Situation(old, ON)) == Finding(NO, ("card", "unlimited_stay_since"))


def test_the_five_years_after_a_decision() -> None:
    person = replace(worker(), card="A", unlimited_stay_since=None, applications=(granted("B"),))
    assert five_years(Situation(person, ON)).day == GRANTED
    assert five_years(Situation(replace(person, applications=(granted("B", FROM),)), ON)).day == COMPLETE
    undated = five_years(Situation(replace(person, applications=(granted("B", None),)), ON))
    assert (undated.day, undated.day_is_known, undated.missing) == (COMPLETE, False, ())
    nothing_told = five_years(Situation(replace(person, stays=None, applications=(granted("B", None),)), ON))
    assert nothing_told.missing == ("stays",)


def test_an_exclusion_of_l_is_left_behind_with_the_decision() -> None:
    regularised = (stay("2020-02-01", None, "humanitarian_9bis"),)
    person = replace(worker(), card="A", unlimited_stay_since=None, stays=regularised)
    assert NOT_HUMANITARIAN.test(Situation(person, ON)).value is UNKNOWN
    by_decision = NOT_HUMANITARIAN.test(Situation(replace(person, applications=(granted("B"),)), ON))
    assert by_decision == Finding(YES, ("card", "applications", "stays"))
