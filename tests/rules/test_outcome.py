"""From conditions and dates to a status, for routes made up here: open, later, closed or unsettled.

One rule holds for all readings (``docs/decisions/readings-are-counted-side-by-side``); unknown is never yes and never
no. Longer than others: one decision, tried from every side on the same routes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, SAFE_READING, Conventions, readings_of
from belgian_residence.counting.situation import Node, Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Condition, Finding
from belgian_residence.routes.outcome import (
    Bounds,
    Outcome,
    Status,
    clock_of,
    decide,
    latest_of_all,
    with_no_other_absence,
)
from belgian_residence.routes.status import Route, When
from belgian_residence.told.person import Absence, Person

ON = date(2026, 3, 10)
DAY = timedelta(days=1)
PAST, AHEAD = date(2024, 5, 6), date(2028, 7, 8)
HERE = Situation(Person(), ON)

Holds = Finding(YES, ("card",))
Fails = Finding(NO, ("card",))
NotTold = Finding(UNKNOWN, ("card",), ("card",))
NotTold2 = Finding(UNKNOWN, ("absences",), ("absences",))
AtFiling = Finding(UNKNOWN, ("income",), ("income",), at_filing=True)
LeftOpen = Finding(UNKNOWN, ("stays",), ("stays",), not_confirmed=True)
NOTHING = When(law=("K-COUNT-1",), facts=("stays",))


def one(id: str, finding: Finding) -> Condition[Any]:
    return Condition(id, ("K-COND-1",), lambda situation: finding)


def opens(day: date | None, **other: Any) -> When:
    return NOTHING._replace(day=day, **other)


@dataclass(frozen=True)
class Made:
    """A route made up for a test. ``readings``: what its clock says under a reading, where that is not the safe one."""

    clock: When = field(default_factory=lambda: opens(PAST))
    requirement: Finding = Holds
    unbroken: Finding = Holds
    early: Finding | None = None
    readings: dict[str, When] = field(default_factory=dict)
    key: str = "K"

    def decided(self, person: Person | None = None, conventions: Conventions = SAFE) -> Outcome:
        by_way = {readings_of(self.key)[name]: when for name, when in self.readings.items()}
        # The way is read choice by choice, as a clock does: `once` notes which of them were looked at.
        clock: Callable[[Situation], When] = lambda situation: by_way.get(  # noqa: E731
            Conventions(**{one.name: getattr(situation.conventions, one.name) for one in fields(Conventions)}),
            self.clock,
        )
        early: Node | None = one("early", self.early) if self.early else None
        route = Route(
            key=self.key,
            requirement=one("requirement", self.requirement),
            clock=clock,
            clock_id="clock",
            unbroken=one("unbroken", self.unbroken),
            early=early,
        )
        return decide(route, Situation(person or Person(), ON, conventions))


NEVER = opens(None)
NO_DAY_YET = opens(None, missing=("stays",))

STATUS_ROWS: list[tuple[str, Made, str, date | None, tuple[str, ...]]] = [
    # what it is, the route, its status, the day shown, what is asked
    ("complete", Made(), "open", PAST, ()),
    ("complete today", Made(opens(ON)), "open", ON, ()),
    ("complete tomorrow", Made(opens(ON + DAY)), "later", ON + DAY, ()),
    ("ahead", Made(opens(AHEAD)), "later", AHEAD, ()),
    ("asked from the day after: complete today", Made(opens(ON, open_on_the_day=False)), "later", ON, ()),
    ("asked from the day after", Made(opens(ON - DAY, open_on_the_day=False)), "open", ON - DAY, ()),
    ("open since a day that is not known", Made(opens(ON, day_is_known=False)), "open", None, ()),
    ("can never be complete", Made(NEVER), "closed", None, ()),
    ("the day is not known", Made(NO_DAY_YET), "unsettled", None, ("stays",)),
    ("a day, but something is missing", Made(opens(AHEAD, missing=("annex_15",))), "unsettled", AHEAD, ("annex_15",)),
    ("a condition fails", Made(requirement=Fails), "closed", None, ()),
    ("a condition fails and the day is not known", Made(NO_DAY_YET, Fails), "closed", None, ()),
    ("a condition is not known", Made(requirement=NotTold), "unsettled", PAST, ("card",)),
    ("a condition is not known, ahead", Made(opens(AHEAD), NotTold), "unsettled", AHEAD, ("card",)),
    ("a condition and the day are not known", Made(NO_DAY_YET, NotTold), "unsettled", None, ("card", "stays")),
    ("no answer can settle it", Made(requirement=LeftOpen), "unsettled", PAST, ()),
    ("a break", Made(unbroken=Fails), "closed", None, ()),
    ("a break is not known", Made(unbroken=NotTold), "unsettled", PAST, ("card",)),
    ("matters only at filing, complete", Made(requirement=AtFiling), "unsettled", PAST, ("income",)),
    ("matters only at filing, ahead", Made(opens(AHEAD), AtFiling), "later", AHEAD, ()),
    ("matters only at filing, the day not known", Made(NO_DAY_YET, AtFiling), "unsettled", None, ("stays",)),
    # an early ground
    ("early, ahead", Made(opens(AHEAD), early=Holds), "open", None, ()),
    ("early, never complete", Made(NEVER, early=Holds), "open", None, ()),
    ("early, the day not known", Made(NO_DAY_YET, early=Holds), "open", None, ()),
    ("early, whatever broke the years", Made(unbroken=Fails, early=Holds), "open", None, ()),
    ("early, whether they were broken is not known", Made(unbroken=NotTold, early=Holds), "open", None, ()),
    ("early, a condition fails", Made(opens(AHEAD), Fails, early=Holds), "closed", None, ()),
    ("early, a condition is not known", Made(opens(AHEAD), NotTold2, early=Holds), "unsettled", AHEAD, ("absences",)),
    ("complete and early", Made(early=Holds), "open", PAST, ()),
    ("perhaps early, complete", Made(early=NotTold), "open", PAST, ()),
    ("perhaps early, ahead", Made(opens(AHEAD), early=NotTold), "unsettled", AHEAD, ("card",)),
    ("perhaps early, never complete", Made(NEVER, early=NotTold), "unsettled", None, ("card",)),
    (
        "perhaps early, a condition not known",
        Made(opens(AHEAD), NotTold2, early=NotTold),
        "unsettled",
        AHEAD,
        ("absences", "card"),
    ),
    (
        "perhaps early, the day not known",
        Made(NO_DAY_YET, early=NotTold),
        "unsettled",
        None,
        ("stays", "card"),
    ),
    ("perhaps early, but no answer can settle it", Made(opens(AHEAD), early=LeftOpen), "unsettled", AHEAD, ()),
    ("not early, ahead", Made(opens(AHEAD), early=Fails), "later", AHEAD, ()),
    ("not early, never complete", Made(NEVER, early=Fails), "closed", None, ()),
    ("not early, a condition not known", Made(opens(AHEAD), NotTold, early=Fails), "unsettled", AHEAD, ("card",)),
]


@pytest.mark.parametrize(
    ("made", "status", "earliest", "missing"), [row[1:] for row in STATUS_ROWS], ids=[row[0] for row in STATUS_ROWS]
)
def test_status_from_conditions_and_clock(
    made: Made, status: str, earliest: date | None, missing: tuple[str, ...]
) -> None:
    outcome = made.decided()
    assert (outcome.status, outcome.earliest, outcome.missing) == (status, earliest, missing)
    assert outcome.readings == {}
    assert outcome.clock == (made.clock.day if made.clock.day_is_known else None)


@pytest.mark.parametrize("made", [row[1] for row in STATUS_ROWS], ids=[row[0] for row in STATUS_ROWS])
def test_what_is_asked_is_named_once_and_only_where_it_can_settle_something(made: Made) -> None:
    twice = replace(made, clock=made.clock._replace(missing=made.clock.missing * 2))
    missing = twice.decided().missing
    assert len(missing) == len(set(missing))
    assert not missing or twice.decided().status == "unsettled"


def test_only_an_early_ground_that_was_needed_is_called_early() -> None:
    early = {name for name, made, *_ in STATUS_ROWS if made.decided().early}
    assert early == {
        "early, ahead",
        "early, never complete",
        "early, the day not known",
        "early, whatever broke the years",
        "early, whether they were broken is not known",
        "early, a condition is not known",
    }


@pytest.mark.parametrize("made", [row[1] for row in STATUS_ROWS], ids=[row[0] for row in STATUS_ROWS])
def test_the_basis_is_that_of_the_clock_whatever_the_status(made: Made) -> None:
    assert replace(made, clock=made.clock._replace(basis="discretionary")).decided().basis == "discretionary"


def ids(made: Made) -> list[str]:
    return [condition.id for condition, _ in made.decided().conditions]


def test_the_conditions_of_an_outcome_are_those_that_decided_it() -> None:
    assert ids(Made()) == ["requirement", "unbroken", "clock"]
    assert ids(Made(requirement=Fails)) == ["requirement", "unbroken", "clock"]
    assert ids(Made(opens(AHEAD), early=Fails)) == ["requirement", "unbroken", "clock", "early"]
    assert ids(Made(early=Holds)) == ["requirement", "unbroken", "clock"]  # the early ground was not needed
    assert ids(Made(opens(AHEAD), early=Holds)) == ["requirement", "clock", "early"]  # nor were unbroken years


@pytest.mark.parametrize(
    ("made", "value", "missing"),
    [
        (Made(), YES, ()),
        (Made(opens(AHEAD)), NO, ()),
        (Made(NEVER), NO, ()),
        (Made(NO_DAY_YET), UNKNOWN, ("stays",)),
        (Made(opens(AHEAD), readings={"gap-covered": opens(PAST)}), UNKNOWN, ()),
        (Made(NO_DAY_YET, readings={"gap-covered": opens(None, missing=("annex_15", "stays"))}), UNKNOWN, None),
    ],
)
def test_the_clock_is_shown_as_a_condition(made: Made, value: Any, missing: tuple[str, ...] | None) -> None:
    condition, finding = made.decided().conditions[2]
    assert (condition.id, condition.law) == ("clock", ("K-COUNT-1",))
    assert condition.test(HERE).value is value
    assert (finding.value, finding.facts) == (value, ("stays",))
    assert finding.missing == (("stays", "annex_15") if missing is None else missing)


# --- readings ---------------------------------------------------------------------------------------------------------

EVERY_READING = tuple(readings_of("K"))  # two readings, and the most favourable combination


def k(safe: When, *readings: When) -> Made:
    """A route with the readings of K, in their order."""
    return Made(safe, readings=dict(zip(EVERY_READING, readings, strict=True)))


def near(day: date, days: int) -> When:
    return opens(day + days * DAY)


READING_ROWS: list[tuple[str, Made, str, date | None, dict[str, date]]] = [
    # reached under every reading: open; under none: later; under some: unsettled; the day is that of the safe one
    (
        "reached under all",
        k(opens(PAST), near(PAST, -100), opens(PAST), near(PAST, -100)),
        "open",
        PAST,
        {"safe": PAST, EVERY_READING[0]: PAST - 100 * DAY},
    ),
    (
        "reached under none",
        k(opens(AHEAD), near(AHEAD, -100), near(AHEAD, -50), near(AHEAD, -100)),
        "later",
        AHEAD,
        {"safe": AHEAD, EVERY_READING[0]: AHEAD - 100 * DAY, EVERY_READING[1]: AHEAD - 50 * DAY},
    ),
    (
        "reached under one only",
        k(opens(AHEAD), opens(PAST), opens(AHEAD), opens(PAST)),
        "unsettled",
        AHEAD,
        {"safe": AHEAD, EVERY_READING[0]: PAST},
    ),
    (
        "reached under the safe one, not under another",
        k(opens(PAST), opens(PAST), opens(AHEAD), opens(PAST)),
        "unsettled",
        PAST,
        {"safe": PAST, EVERY_READING[1]: AHEAD},
    ),
    (
        "only all choices together make a difference",
        k(opens(AHEAD), opens(AHEAD), opens(AHEAD), opens(PAST)),
        "unsettled",
        AHEAD,
        {"safe": AHEAD, EVERY_READING[2]: PAST},
    ),
    (
        "under the safe one never",
        k(NEVER, opens(AHEAD), NEVER, opens(AHEAD)),
        "unsettled",
        None,
        {EVERY_READING[0]: AHEAD},
    ),
    ("under another one never", k(opens(AHEAD), NEVER, opens(AHEAD), NEVER), "later", AHEAD, {}),
    # within three days one date is shown, the later
    ("three days apart", k(near(AHEAD, 0), near(AHEAD, -3), near(AHEAD, 0), near(AHEAD, -3)), "later", AHEAD, {}),
    (
        "three days apart, the safe one first",
        k(near(AHEAD, -3), near(AHEAD, 0), near(AHEAD, -3), near(AHEAD, -2)),
        "later",
        AHEAD,
        {},
    ),
    (
        "four days apart",
        k(near(AHEAD, 0), near(AHEAD, -4), near(AHEAD, 0), near(AHEAD, -4)),
        "later",
        AHEAD,
        {"safe": AHEAD, EVERY_READING[0]: AHEAD - 4 * DAY},
    ),
    (
        "three and three days apart are two dates",
        k(near(AHEAD, 0), near(AHEAD, -3), near(AHEAD, -6), near(AHEAD, -6)),
        "later",
        AHEAD,
        {"safe": AHEAD, EVERY_READING[1]: AHEAD - 6 * DAY},
    ),
    (
        "the later of two that lie close is shown for both",
        k(near(AHEAD, 0), near(AHEAD, -10), near(AHEAD, -12), near(AHEAD, -12)),
        "later",
        AHEAD,
        {"safe": AHEAD, EVERY_READING[0]: AHEAD - 10 * DAY, EVERY_READING[1]: AHEAD - 10 * DAY},
    ),
]


@pytest.mark.parametrize(
    ("made", "status", "earliest", "readings"), [row[1:] for row in READING_ROWS], ids=[row[0] for row in READING_ROWS]
)
def test_one_rule_for_all_readings(made: Made, status: str, earliest: date | None, readings: dict[str, date]) -> None:
    outcome = made.decided()
    assert (outcome.status, outcome.readings) == (status, readings)
    assert outcome.earliest == earliest


@pytest.mark.parametrize(
    ("other", "status", "missing"),
    [
        # With facts that are not known another reading could be complete today: it is not "later" for certain.
        (opens(None, missing=("annex_15",)), "unsettled", ("annex_15",)),
        (opens(AHEAD, missing=("annex_15",)), "unsettled", ("annex_15",)),
        (opens(None, missing=("annex_15",), earliest=PAST), "unsettled", ("annex_15",)),
        (opens(AHEAD, missing=("annex_15",), earliest=ON), "unsettled", ("annex_15",)),
        (opens(ON + DAY, missing=("annex_15",), earliest=ON), "unsettled", ("annex_15",)),
        # They could not bring it so far.
        (opens(AHEAD, missing=("annex_15",), earliest=ON + DAY), "later", ()),
        (opens(None, missing=("annex_15",), earliest=ON + DAY), "later", ()),
        # Nothing is missing.
        (opens(AHEAD), "later", ()),
        (opens(None), "later", ()),
        # It is complete without them.
        (opens(PAST, missing=("annex_15",)), "unsettled", ()),
        (opens(ON, missing=("annex_15",)), "unsettled", ()),
    ],
)
def test_a_reading_whose_facts_are_not_told_may_be_complete_today(
    other: When, status: str, missing: tuple[str, ...]
) -> None:
    outcome = k(opens(AHEAD), opens(AHEAD), other, opens(AHEAD)).decided()
    assert (outcome.status, outcome.earliest, outcome.missing) == (status, AHEAD, missing)


def test_what_could_make_another_reading_complete_is_not_asked_where_the_safe_one_is() -> None:
    outcome = k(opens(PAST), opens(PAST), opens(None, missing=("annex_15",)), opens(PAST)).decided()
    assert (outcome.status, outcome.missing) == ("open", ())
    perhaps = replace(k(opens(PAST), opens(PAST), opens(None, missing=("annex_15",)), opens(PAST)), requirement=NotTold)
    assert (perhaps.decided().status, perhaps.decided().missing) == ("unsettled", ("card",))
    closed = replace(k(NEVER, NEVER, NEVER, NEVER), requirement=Fails).decided()
    assert (closed.status, closed.missing) == ("closed", ())


def test_where_nothing_is_safe_but_another_reading_may_be_complete_today_its_facts_are_asked() -> None:
    outcome = k(NEVER, NEVER, opens(None, missing=("annex_15",)), NEVER).decided()
    assert (outcome.status, outcome.earliest, outcome.missing) == ("unsettled", None, ("annex_15",))


def test_a_chosen_reading_is_the_only_one() -> None:
    made = k(opens(AHEAD), opens(PAST), opens(AHEAD), opens(PAST))
    chosen = made.decided(conventions=readings_of("K")[EVERY_READING[0]])
    assert (chosen.status, chosen.earliest, chosen.readings) == ("open", PAST, {})


def test_no_readings_are_shown_while_the_day_of_the_safe_one_is_not_known() -> None:
    outcome = k(NO_DAY_YET, opens(PAST), opens(AHEAD), opens(PAST)).decided()
    assert (outcome.status, outcome.earliest, outcome.readings) == ("unsettled", None, {})


def test_the_safe_reading_comes_first() -> None:
    made = k(opens(AHEAD), near(AHEAD, -100), near(AHEAD, -50), near(AHEAD, -100))
    assert next(iter(made.decided().readings)) == SAFE_READING


# --- the day of an early right (EUP-EARLY-2, Act art. 42sexies) -------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({}, None),
        ({"annex_19": PAST}, None),
        ({"stopped_working": date(2025, 1, 2)}, date(2025, 1, 2)),
        ({"stopped_working": date(2025, 1, 2), "annex_19": PAST}, date(2025, 1, 2)),
        ({"stopped_working": date(2023, 1, 2), "annex_19": PAST}, PAST),  # no right before the residence
        ({"stopped_working": date(2025, 1, 2), "annex_19": "none"}, date(2025, 1, 2)),
    ],
)
def test_an_early_right_of_ones_own_arose_when_work_stopped(told: dict[str, Any], day: date | None) -> None:
    made = Made(opens(AHEAD), early=Holds, key="EU+")
    outcome = made.decided(Person(**told))
    assert (outcome.status, outcome.earliest, outcome.clock) == ("open", day, AHEAD)
    # The right of family members is that of the worker, whose day is not asked.
    assert replace(made, key="F+").decided(Person(**told)).earliest is None


# --- what is missing can only bring a day that lies ahead -------------------------------------------------------------


@pytest.mark.parametrize(
    ("safe", "other", "status", "missing"),
    [
        pytest.param(
            opens(AHEAD, missing=("annex_15",), earliest=ON + DAY),
            opens(AHEAD),
            "later",
            ("annex_15",),
            id="it can be tomorrow, not today",
        ),
        pytest.param(
            opens(AHEAD, missing=("annex_15",), earliest=ON),
            opens(AHEAD),
            "unsettled",
            ("annex_15",),
            id="it can be today",
        ),
        pytest.param(
            opens(AHEAD, missing=("annex_15",)), opens(AHEAD), "unsettled", ("annex_15",), id="it can be any day"
        ),
        pytest.param(
            opens(AHEAD, missing=("annex_15",), earliest=ON + DAY),
            opens(ON),
            "unsettled",
            ("annex_15",),
            id="another reading is complete today",
        ),
        pytest.param(
            opens(AHEAD, missing=("annex_15",), earliest=ON + DAY),
            opens(ON + DAY),
            "later",
            ("annex_15",),
            id="another reading is complete tomorrow",
        ),
        pytest.param(
            opens(None, missing=("annex_15",), earliest=ON + DAY),
            opens(AHEAD),
            "unsettled",
            ("annex_15",),
            id="no day at all",
        ),
    ],
)
def test_a_day_that_is_not_certain_is_later_where_it_can_only_lie_ahead(
    safe: When, other: When, status: str, missing: tuple[str, ...]
) -> None:
    outcome = k(safe, other, safe, other).decided()
    assert (outcome.status, outcome.missing) == (status, missing)


# --- a day of which only the bounds are known -------------------------------------------------------------------------

SOONER = AHEAD - 40 * DAY
CARD_DAY = ("stays[0].first_card_issued",)


@pytest.mark.parametrize(
    ("made", "bounds"),
    [
        pytest.param(Made(opens(AHEAD)), None, id="the day is known"),
        pytest.param(Made(opens(AHEAD, probably=SOONER)), None, id="no fact would confirm it"),
        pytest.param(
            Made(opens(AHEAD, confirmed_by=CARD_DAY)), Bounds(AHEAD, None, CARD_DAY), id="no day is more likely"
        ),
        pytest.param(
            Made(opens(AHEAD, confirmed_by=CARD_DAY, probably=SOONER)),
            Bounds(AHEAD, SOONER, CARD_DAY),
            id="a day before it is likely",
        ),
        pytest.param(
            Made(opens(AHEAD, confirmed_by=CARD_DAY, probably=AHEAD + DAY)),
            Bounds(AHEAD, AHEAD, CARD_DAY),
            id="never likely after the latest",
        ),
        pytest.param(Made(opens(None, confirmed_by=CARD_DAY, missing=("stays",))), None, id="no day"),
        pytest.param(
            Made(opens(AHEAD, confirmed_by=CARD_DAY), early=Holds), None, id="open early, whatever the day of the clock"
        ),
        pytest.param(
            Made(opens(AHEAD, confirmed_by=CARD_DAY), unbroken=Finding(UNKNOWN, undated=True)),
            None,
            id="no day is safe",
        ),
    ],
)
def test_the_bounds_of_a_day(made: Made, bounds: Bounds | None) -> None:
    assert made.decided().bounds == bounds


def test_while_it_is_open_whether_anything_counts_no_date_is_shown() -> None:
    gone = Finding(UNKNOWN, ("register_gaps",), ("register_gaps",), undated=True)
    outcome = replace(k(opens(AHEAD), opens(PAST), opens(AHEAD), opens(PAST)), requirement=gone).decided()
    assert (outcome.status, outcome.earliest, outcome.readings) == ("unsettled", None, {})
    assert outcome.clock == AHEAD


def test_a_sentence_about_others_is_not_among_the_conditions() -> None:
    assert ids(Made(requirement=Finding(YES, of_others=True))) == ["unbroken", "clock"]


# --- what matters only at filing is asked once nothing else is open ---------------------------------------------------


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        pytest.param(Made(requirement=AtFiling, unbroken=NotTold), ("card",), id="a condition is open"),
        pytest.param(Made(NO_DAY_YET, AtFiling, NotTold), ("card", "stays"), id="a condition and the day are open"),
        pytest.param(
            Made(opens(AHEAD, missing=("income",)), AtFiling), ("income",), id="the same fact decides the day"
        ),
        pytest.param(
            Made(requirement=AtFiling, unbroken=Finding(UNKNOWN, ("income",), ("income",))),
            ("income",),
            id="the same fact decides another condition",
        ),
        pytest.param(Made(requirement=AtFiling), ("income",), id="nothing else is open"),
    ],
)
def test_what_matters_at_filing_is_asked_last(made: Made, missing: tuple[str, ...]) -> None:
    outcome = made.decided()
    assert (outcome.status, outcome.missing) == ("unsettled", missing)


# --- the day if no absence went beyond a limit ------------------------------------------------------------------------

NOT_KNOWN_AWAY = Person(absences_each_under=10, absences_in_a_year=12, absences_in_five_years=10, other_absences=True)
A_TRIP = Absence(date(2025, 2, 1), date(2025, 2, 9))


def within_limits(
    then: When = opens(AHEAD),  # noqa: B008
    requirement: Finding = Holds,
    unbroken: Finding = Holds,
    person: Person = NOT_KNOWN_AWAY,
) -> date | None:
    """What an outcome says of the limits, where the clock and the conditions are not known before all absences are."""

    def whole(situation: Situation) -> bool:
        one = situation.person
        said = (one.absences_each_under, one.absences_in_a_year, one.absences_in_five_years)
        return one.absences is not None and not one.other_absences and said == (None, None, None)

    def condition(id: str, finding: Finding) -> Condition[Any]:
        return Condition(id, ("K-COND-1",), lambda situation: finding if whole(situation) else NotTold2)

    route = Route(
        key="K",
        requirement=condition("requirement", requirement),
        clock=lambda situation: then if whole(situation) else opens(None, missing=("absences",)),
        clock_id="clock",
        unbroken=condition("unbroken", unbroken),
    )
    return decide(route, Situation(person, ON)).within_limits


@pytest.mark.parametrize(
    ("told", "day"),
    [
        pytest.param({}, AHEAD, id="all the rest is known"),
        pytest.param({"person": NOT_KNOWN_AWAY.but(absences=(A_TRIP,))}, AHEAD, id="some absences are listed"),
        pytest.param({"requirement": Fails}, None, id="what is listed fails a condition"),
        pytest.param({"unbroken": Fails}, None, id="what is listed breaks the years"),
        pytest.param({"unbroken": Finding(UNKNOWN, undated=True)}, None, id="what is listed may end what counts"),
        pytest.param({"requirement": NotTold}, AHEAD, id="another condition is open"),
        pytest.param({"then": opens(AHEAD, day_is_known=False)}, None, id="open, but since when is not known"),
        pytest.param({"then": opens(AHEAD, missing=("annex_15",))}, None, id="more is missing for the day"),
        pytest.param(
            {"then": opens(AHEAD, missing=CARD_DAY, confirmed_by=CARD_DAY)},
            AHEAD,
            id="what is missing would only confirm it",
        ),
        pytest.param(
            {"then": opens(AHEAD, missing=("annex_15", *CARD_DAY), confirmed_by=CARD_DAY)},
            None,
            id="more is missing than what would confirm it",
        ),
        pytest.param({"then": NEVER}, None, id="there is no day"),
    ],
)
def test_the_day_within_the_limits(told: dict[str, Any], day: date | None) -> None:
    assert within_limits(**told) == day


def test_where_no_absences_are_missing_there_is_no_day_within_the_limits() -> None:
    assert Made(requirement=NotTold).decided().within_limits is None
    assert Made(opens(AHEAD)).decided().within_limits is None


@pytest.mark.parametrize("listed", [None, (), (A_TRIP,)])
def test_nobody_was_away_but_for_what_is_listed(listed: tuple[Absence, ...] | None) -> None:
    chosen = readings_of("K")[EVERY_READING[0]]
    then = with_no_other_absence(Situation(NOT_KNOWN_AWAY.but(absences=listed, card="A"), ON, chosen))
    assert then.person == Person(absences=listed or (), card="A")
    assert (then.on, then.conventions) == (ON, chosen)


# --- an absence that is planned, beside what was said of all others ---------------------------------------------------

LEAVES, BACK = date(2026, 6, 1), date(2026, 9, 1)
PLANNED = Absence(LEAVES, BACK)
UNKNOWN_AFTER = opens(None, missing=("absences",))
NO_DAY_FOR_ABSENCES = (None, None, ("absences",))


@pytest.mark.parametrize(
    ("absences", "others_said", "now", "after", "said"),
    [
        pytest.param(
            (PLANNED,), True, opens(AHEAD, earliest=ON), UNKNOWN_AFTER, NO_DAY_FOR_ABSENCES, id="both are not within"
        ),
        pytest.param((PLANNED,), True, opens(AHEAD), opens(AHEAD), (AHEAD, None, ()), id="both are within"),
        pytest.param(
            (PLANNED,), True, opens(AHEAD), opens(None, missing=("annex_15",)), (AHEAD, None, ()), id="more is missing"
        ),
        pytest.param((PLANNED,), False, opens(AHEAD), UNKNOWN_AFTER, (AHEAD, None, ()), id="the list is whole"),
        pytest.param((A_TRIP,), True, opens(AHEAD), UNKNOWN_AFTER, (AHEAD, None, ()), id="nothing is planned"),
        pytest.param((PLANNED,), True, opens(ON), UNKNOWN_AFTER, (ON, None, ()), id="complete today"),
        pytest.param((PLANNED,), True, opens(PAST), UNKNOWN_AFTER, (PAST, None, ()), id="complete before it"),
        pytest.param(
            (PLANNED,), True, opens(ON + DAY), UNKNOWN_AFTER, NO_DAY_FOR_ABSENCES, id="complete tomorrow only"
        ),
        pytest.param(
            (PLANNED,), True, opens(None, missing=("stays",)), UNKNOWN_AFTER, (None, None, ("stays",)), id="no day"
        ),
    ],
)
def test_only_with_both_within_the_limits_is_there_a_day(
    absences: tuple[Absence, ...],
    others_said: bool,
    now: When,
    after: When,
    said: tuple[date | None, date | None, tuple[str, ...]],
) -> None:
    chosen = readings_of("K")[EVERY_READING[0]]

    def clock(situation: Situation) -> When:
        assert situation.conventions == chosen
        return {ON: now, BACK + DAY: after}[situation.on]

    person = Person(absences=absences, other_absences=others_said)
    when = clock_of(Situation(person, ON, chosen), clock)
    assert (when.day, when.earliest, when.missing) == said


# --- several choices of rough days ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "day"),
    [
        pytest.param([], None, id="none"),
        pytest.param([("later", AHEAD), ("later", SOONER)], AHEAD, id="the latest"),
        pytest.param([("open", PAST), ("later", AHEAD)], AHEAD, id="open or later"),
        pytest.param([("open", PAST), ("open", ON)], ON, id="open since one of two days"),
        pytest.param([("later", AHEAD), ("later", None)], None, id="one never comes"),
        pytest.param([("later", AHEAD), ("unsettled", None)], None, id="one is not settled"),
        pytest.param([("open", None), ("later", AHEAD)], AHEAD, id="open since some day, before one that comes later"),
        pytest.param([("open", None), ("open", PAST)], None, id="open since some day, or since another"),
        pytest.param([("open", None), ("unsettled", AHEAD)], None, id="open since some day, or not settled"),
        pytest.param([("open", None), ("closed", None), ("later", AHEAD)], None, id="open, closed or later"),
        pytest.param([("open", None), ("later", None)], None, id="no day at all"),
    ],
)
def test_the_day_by_which_it_is_surely_there(found: list[tuple[Status, date | None]], day: date | None) -> None:
    assert latest_of_all(iter(found)) == day


@pytest.mark.parametrize(
    ("outcome", "day"),
    [
        pytest.param(Outcome("closed", None, "right"), None, id="no day"),
        pytest.param(Outcome("later", AHEAD, "right"), AHEAD, id="one day"),
        pytest.param(Outcome("later", AHEAD, "right", {"safe": AHEAD, "gap-covered": SOONER}), SOONER, id="a reading"),
        pytest.param(Outcome("unsettled", None, "right", {"gap-covered": SOONER}), SOONER, id="only under a reading"),
        pytest.param(Outcome("later", AHEAD, "right", {"safe": AHEAD}, soonest=PAST), PAST, id="of several choices"),
        pytest.param(Outcome("open", PAST, "by_law", early=True, clock=AHEAD), PAST, id="of the early ground"),
        pytest.param(Outcome("open", AHEAD, "by_law", early=True, clock=PAST), PAST, id="the clock, before it"),
        pytest.param(
            Outcome("open", AHEAD, "by_law", {"safe": AHEAD, "clean-slate": SOONER}, early=True, clock=AHEAD),
            SOONER,
            id="a reading, before the early ground",
        ),
        pytest.param(Outcome("open", None, "by_law", early=True, clock=AHEAD), None, id="an early ground with no day"),
    ],
)
def test_the_first_day_that_it_can_be(outcome: Outcome, day: date | None) -> None:
    assert outcome.first_day == day
    assert outcome.within_limits is None
