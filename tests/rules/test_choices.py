"""One result from the outcomes of several choices of rough days, in tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.choices import Result, together
from belgian_residence.counting.situation import Condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.outcome import Bounds, Outcome

PAST, EARLY, LATE = date(2025, 1, 1), date(2030, 1, 1), date(2030, 6, 1)
ONE, TWO, THREE = date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 3)
"""The days that a rough date is tried on."""


def out(status: Any = "later", earliest: date | None = None, **more: Any) -> Outcome:
    return Outcome(status, earliest, "right", **more)


def of(*outcomes: Outcome) -> Result:
    """The result where each outcome is that of one day of the annex 19."""
    return together(
        [((day,), outcome) for day, outcome in zip((ONE, TWO, THREE), outcomes, strict=False)], ["annex_19"]
    )


def test_a_single_choice_is_the_answer() -> None:
    only = out("open", PAST, missing=("income",))
    result = of(only)
    assert result.outcome is only
    assert result.between is None


@pytest.mark.parametrize(
    ("one", "two", "status", "earliest", "between"),
    [
        pytest.param(out("later", EARLY), out("later", EARLY), "later", EARLY, None, id="the same"),
        pytest.param(out("later", EARLY), out("later", LATE), "later", LATE, (EARLY, LATE), id="two days"),
        pytest.param(out("later", LATE), out("later", EARLY), "later", LATE, (EARLY, LATE), id="the later first"),
        pytest.param(out("open", PAST), out("later", LATE), "unsettled", LATE, (PAST, LATE), id="open or later"),
        pytest.param(out("open"), out("later", LATE), "unsettled", LATE, None, id="open since some day, or later"),
        pytest.param(out("later", EARLY), out("later"), "later", None, None, id="one without a day"),
        pytest.param(out("closed"), out("later", LATE), "unsettled", None, None, id="closed or later"),
        pytest.param(out("closed"), out("closed"), "closed", None, None, id="closed"),
    ],
)
def test_the_status_and_the_day(
    one: Outcome, two: Outcome, status: str, earliest: date | None, between: tuple[date, date] | None
) -> None:
    result = of(one, two)
    assert (result.outcome.status, result.outcome.earliest, result.between) == (status, earliest, between)


@pytest.mark.parametrize(
    ("one", "two", "latest"),
    [(EARLY, LATE, LATE), (LATE, EARLY, LATE), (EARLY, None, None), (None, LATE, None), (None, None, None)],
)
def test_the_clock_and_the_day_within_limits_are_the_latest_where_each_choice_has_one(
    one: date | None, two: date | None, latest: date | None
) -> None:
    outcome = of(*(out(clock=day, day_within_limits=lambda day=day: day) for day in (one, two))).outcome
    assert outcome.clock == latest
    assert outcome.within_limits == latest


@pytest.mark.parametrize(
    ("one", "two", "soonest"),
    [
        pytest.param(out("later", EARLY), out("later", LATE), EARLY, id="the first of two"),
        pytest.param(out("later", LATE), out("later", EARLY), EARLY, id="told last"),
        pytest.param(
            out("later", LATE, readings={"safe": LATE, "gap-covered": PAST}), out("later", EARLY), PAST, id="a reading"
        ),
        pytest.param(out("later", EARLY), out("unsettled"), None, id="one may lie before"),
        pytest.param(out("closed"), out("closed"), None, id="none"),
    ],
)
def test_the_first_day_of_all(one: Outcome, two: Outcome, soonest: date | None) -> None:
    assert of(one, two).outcome.soonest == soonest


@pytest.mark.parametrize(
    ("one", "two", "widest"),
    [
        pytest.param(None, None, None, id="none"),
        pytest.param(Bounds(LATE, EARLY, ("a",)), None, None, id="one has none"),
        pytest.param(
            Bounds(EARLY, PAST, ("a",)),
            Bounds(LATE, EARLY, ("b", "a")),
            Bounds(LATE, EARLY, ("a", "b")),
            id="the latest",
        ),
        pytest.param(
            Bounds(LATE, EARLY, ("a",)), Bounds(EARLY, PAST, ("a",)), Bounds(LATE, EARLY, ("a",)), id="told first"
        ),
        pytest.param(
            Bounds(LATE, None, ("a",)), Bounds(EARLY, PAST, ("a",)), Bounds(LATE, PAST, ("a",)), id="one likely day"
        ),
        pytest.param(
            Bounds(LATE, None, ("a",)), Bounds(EARLY, None, ("a",)), Bounds(LATE, None, ("a",)), id="no likely day"
        ),
    ],
)
def test_the_widest_bounds(one: Bounds | None, two: Bounds | None, widest: Bounds | None) -> None:
    assert of(out(bounds=one), out(bounds=two)).outcome.bounds == widest


Readings = dict[str, date]


@pytest.mark.parametrize(
    ("one", "two", "readings"),
    [
        pytest.param(out(clock=LATE), out(clock=EARLY), {}, id="no reading says more"),
        pytest.param(
            out(readings={"safe": EARLY, "a": PAST}),
            out(readings={"safe": LATE, "a": EARLY}),
            {"safe": LATE, "a": EARLY},
            id="the latest of each",
        ),
        pytest.param(
            out(readings={"safe": LATE, "a": PAST}),
            out(readings={"safe": LATE, "b": PAST}),
            {},
            id="what is not named says what the safe one says, and they agree",
        ),
        pytest.param(
            out(readings={"safe": LATE, "a": EARLY}),
            out(readings={"safe": EARLY, "b": PAST}),
            {"safe": LATE, "a": EARLY, "b": LATE},
            id="what is not named says what the safe one says",
        ),
        pytest.param(
            out(readings={"safe": LATE, "a": PAST}),
            out(clock=EARLY),
            {"safe": LATE, "a": EARLY},
            id="where all readings agree it is the day of the clock",
        ),
        pytest.param(
            out(readings={"safe": LATE, "a": PAST}),
            out("closed", readings={"safe": LATE, "a": LATE}),
            {"safe": LATE, "a": PAST},
            id="one that is closed does not count",
        ),
        pytest.param(
            out(readings={"safe": LATE, "a": PAST}),
            out(),
            {"safe": LATE, "a": PAST},
            id="one without a day does not count",
        ),
        pytest.param(out(readings={"a": PAST}), out(), {"a": PAST}, id="no day is safe"),
        pytest.param(
            out(readings={"a": PAST}),
            out(readings={"b": EARLY}),
            {"a": PAST, "b": EARLY},
            id="no day is safe in either",
        ),
        pytest.param(
            out(readings={"safe": LATE, "a": EARLY}),
            out(readings={"safe": LATE, "most-favourable": PAST}),
            {"safe": LATE, "a": LATE, "most-favourable": EARLY},
            id="the favourable ones together say what the best of them says",
        ),
        pytest.param(
            out(readings={"safe": LATE, "most-favourable": PAST}),
            out(readings={"safe": LATE, "most-favourable": EARLY, "a": PAST}),
            {"safe": LATE, "most-favourable": EARLY, "a": LATE},
            id="unless they say it themselves",
        ),
    ],
)
def test_the_readings(one: Outcome, two: Outcome, readings: Readings) -> None:
    assert of(one, two).outcome.readings == readings


# --- what is asked ----------------------------------------------------------------------------------------------------

OPEN, LATER, CLOSED = out("open", PAST), out("later", EARLY), out("closed")
AN, EX = "annex_19", "card_expiry"
SEAM, SEAM_2 = "absences[1].in_belgium_before", "absences[2].in_belgium_before"

ASKED: list[tuple[str, list[str], dict[tuple[date, ...], Outcome], tuple[str, ...]]] = [
    # what it is, the facts of which several values are tried, the outcome of each choice, what is asked
    ("every day says the same", [AN], {(ONE,): LATER, (TWO,): LATER}, ()),
    ("another day ahead is the same answer", [AN], {(ONE,): LATER, (TWO,): out("later", LATE)}, ()),
    ("the day decides", [AN], {(ONE,): OPEN, (TWO,): LATER}, (AN,)),
    ("of three days the last one", [AN], {(ONE,): OPEN, (TWO,): OPEN, (THREE,): CLOSED}, (AN,)),
    ("only the first of two", [AN, EX], {(ONE, ONE): OPEN, (ONE, TWO): OPEN, (TWO, ONE): LATER, (TWO, TWO): LATER},
     (AN,)),
    ("only the second of two", [AN, EX], {(ONE, ONE): OPEN, (ONE, TWO): LATER, (TWO, ONE): OPEN, (TWO, TWO): LATER},
     (EX,)),
    ("either of two", [AN, EX], {(ONE, ONE): OPEN, (ONE, TWO): LATER, (TWO, ONE): LATER, (TWO, TWO): LATER}, (AN, EX)),
    ("no single one of two", [AN, EX], {(ONE, ONE): OPEN, (TWO, TWO): LATER}, (AN, EX)),
    ("trips that are one or two decide", [SEAM], {(ONE,): OPEN, (TWO,): LATER}, (SEAM,)),
    ("a day ahead turns on the trips", [SEAM], {(ONE,): LATER, (TWO,): out("later", LATE)}, (SEAM,)),
    ("nothing turns on the trips", [SEAM], {(ONE,): LATER, (TWO,): LATER}, ()),
    ("open since one of two days", [SEAM], {(ONE,): OPEN, (TWO,): out("open", EARLY)}, ()),
    ("all trips that touch are asked", [SEAM, SEAM_2], {(ONE, ONE): OPEN, (TWO, TWO): LATER}, (SEAM, SEAM_2)),
    ("the trips, not the day", [AN, SEAM],
     {(ONE, ONE): OPEN, (ONE, TWO): LATER, (TWO, ONE): OPEN, (TWO, TWO): LATER}, (SEAM,)),
    ("the day, not the trips", [AN, SEAM],
     {(ONE, ONE): OPEN, (ONE, TWO): OPEN, (TWO, ONE): LATER, (TWO, TWO): LATER}, (AN,)),
    ("the trips on one of the days, where the day decides nothing", [AN, SEAM],
     {(ONE, ONE): LATER, (ONE, TWO): LATER, (TWO, ONE): LATER, (TWO, TWO): out("later", LATE)}, (SEAM,)),
    ("the day and the trips", [AN, SEAM],
     {(ONE, ONE): OPEN, (ONE, TWO): LATER, (TWO, ONE): LATER, (TWO, TWO): LATER}, (AN, SEAM)),
    ("what an outcome waits for comes first, once", [AN],
     {(ONE,): out("unsettled", missing=("income", AN)), (TWO,): out("later", missing=("stays", "income"))},
     ("income", AN, "stays")),
    ("what all wait for", [AN], {(ONE,): out(missing=("income",)), (TWO,): out(missing=("income",))}, ("income",)),
]  # fmt: skip


@pytest.mark.parametrize(("rough", "tried", "asked"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_what_is_asked(rough: list[str], tried: dict[tuple[date, ...], Outcome], asked: tuple[str, ...]) -> None:
    assert together(list(tried.items()), rough).outcome.missing == asked


# --- the conditions ---------------------------------------------------------------------------------------------------


def found(id: str, value: Truth, fact: str = "income") -> tuple[Condition, Finding]:
    return Condition(id, ("L-WHO-1",), lambda situation: Finding(value)), Finding(value, (fact,))


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ((YES, YES, YES), YES),
        ((NO, NO, NO), NO),
        ((YES, NO, NO), UNKNOWN),
        ((NO, NO, YES), UNKNOWN),
        ((YES, NO, YES), UNKNOWN),
        ((UNKNOWN, UNKNOWN, UNKNOWN), UNKNOWN),
    ],
)
def test_a_condition_says_what_all_choices_say(values: tuple[Truth, ...], value: Truth) -> None:
    outcome = of(*(out(conditions=(found("L.a", one), found("L.b", YES))) for one in values)).outcome
    assert [(condition.id, finding.value) for condition, finding in outcome.conditions] == [
        ("L.a", value),
        ("L.b", YES),
    ]


def test_a_condition_of_one_choice_only_stands_beside_those_of_all() -> None:
    outcome = of(out(conditions=(found("L.a", YES),)), out(conditions=(found("L.b", NO), found("L.a", YES)))).outcome
    assert [(condition.id, finding.value) for condition, finding in outcome.conditions] == [("L.a", YES), ("L.b", NO)]
    assert outcome.conditions[0][1].facts == ("income",)


def test_what_nationality_says_of_each_ground_is_put_together() -> None:
    one = Declaration("open", None, "right", remarks=("a",))
    two = Declaration("later", None, "right", remarks=("b",))
    whole = of(one, two).outcome
    assert isinstance(whole, Declaration)
    assert whole.remarks == ("a", "b")
