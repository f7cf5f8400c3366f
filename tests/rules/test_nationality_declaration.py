"""Putting the grounds of nationality together, in tables: what each step makes of outcomes that are given by hand.

Whole declarations: ``test_declaration``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Condition, Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.routes.nationality.declaration import (
    Declaration,
    Ground,
    _as_far_as,
    _ground,
    _in_doubt,
    _on_its_day,
    _once_of_age,
    _one_is_enough,
    _remarks,
    _with_the_safe_day,
    decide_declaration,
)
from belgian_residence.routes.nationality.grounds import GROUNDS
from belgian_residence.routes.outcome import Bounds, Outcome, Status
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day

ON = date(2025, 6, 1)
NEVER = Outcome("closed", None, "right")


def days(**named: str) -> dict[str, date]:
    """Readings by name, ``_`` for ``-``."""
    return {name.replace("_", "-"): date.fromisoformat(text) for name, text in named.items()}


def condition(id: str) -> Condition:
    return Condition(id, (), lambda situation: Finding(UNKNOWN))


COMPLETE, AHEAD = Finding(YES), Finding(NO)
YEARS_ASKED = Finding(UNKNOWN, missing=("stays",))
MET, ASKED = Finding(YES), Finding(UNKNOWN, missing=("language_a2",))
DOUBT, AT_THE_DECLARATION = Finding(UNKNOWN), Finding(UNKNOWN, at_filing=True)


def outcome(
    status: Status,
    earliest: str | None = None,
    readings: Mapping[str, date] | None = None,
    *missing: str,
    years: Finding = COMPLETE,
    other: Finding = MET,
    clock_id: str = "years",
    at_latest: str | None = None,
    clock: str | None = None,
) -> Outcome:
    """A ground with two conditions: its years, and another one."""
    return Outcome(
        status,
        day(earliest),
        "right",
        dict(readings or {}),
        ((condition("other"), other), (condition(clock_id), years)),
        missing,
        clock=day(clock),
        bounds=Bounds(date.fromisoformat(at_latest), None, ("stays",)) if at_latest else None,
    )


# --- no day before the right that the card shows, and before eighteen ---------------------------------------------

GRANTED: dict[str, Any] = {"unlimited_stay_since": date(2024, 3, 1), "birth_date": date(1990, 5, 10)}
NOT_KNOWN: dict[str, Any] = {"birth_date": date(1990, 5, 10)}
"""Nothing bounds the day of the B card."""
ON_ITS_DAY: list[tuple[str, Outcome, dict[str, Any], str | None, dict[str, date]]] = [
    # an outcome, what is told of the card and the birthday; the day, and the readings that are shown
    ("before the decision", outcome("open", "2023-01-01"), GRANTED, "2024-03-01", {}),
    ("after it", outcome("open", "2025-01-01"), GRANTED, "2025-01-01", {}),
    ("ahead", outcome("later", "2026-01-01"), GRANTED, "2026-01-01", {}),
    ("no day", outcome("open"), GRANTED, None, {}),
    ("readings that become one day", outcome("open", "2023-05-01", days(safe="2023-05-01", x="2023-01-01")), GRANTED,
        "2024-03-01", {}),
    ("readings that stay two", outcome("open", "2024-06-01", days(safe="2024-06-01", x="2023-01-01")), GRANTED,
        "2024-06-01", days(safe="2024-06-01", x="2024-03-01")),
    ("a reading only", outcome("unsettled", None, days(x="2023-01-01")), GRANTED, None, days(x="2024-03-01")),
    ("a reading behind, safe ahead", outcome("unsettled", "2026-01-01", days(safe="2026-01-01", x="2023-01-01")),
        GRANTED, "2026-01-01", days(safe="2026-01-01", x="2024-03-01")),
    ("of age after the decision", outcome("open", "2023-01-01"), GRANTED | {"birth_date": date(2006, 12, 1)},
        "2024-12-01", {}),
    ("birthday not told", outcome("open", "2023-01-01"), GRANTED | {"birth_date": None}, "2024-03-01", {}),
    ("the day of the card not known: nor that of the declaration", outcome("open", "2023-01-01"), NOT_KNOWN, None, {}),
    ("nor of the readings", outcome("open", "2023-05-01", days(safe="2023-05-01", x="2023-01-01")), NOT_KNOWN, None,
        {}),
    ("but what lies ahead is known", outcome("unsettled", "2026-01-01", days(safe="2026-01-01", x="2023-01-01")),
        NOT_KNOWN, "2026-01-01", days(safe="2026-01-01", x="2023-01-01")),
    ("today too", outcome("unsettled", "2025-06-01", days(safe="2025-06-01", x="2023-01-01")), NOT_KNOWN,
        "2025-06-01", days(safe="2025-06-01", x="2023-01-01")),
    ("a reading only, the card not known", outcome("unsettled", None, days(x="2023-01-01")), NOT_KNOWN, None,
        days(x="2023-01-01")),
    ("eighteen today: with the card that is held", outcome("open", "2023-01-01"), {"birth_date": date(2007, 6, 1)},
        "2025-06-01", {}),
    ("eighteen since yesterday", outcome("open", "2023-01-01"), {"birth_date": date(2007, 5, 31)}, None, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "told", "earliest", "readings"), [row[1:] for row in ON_ITS_DAY], ids=[row[0] for row in ON_ITS_DAY]
)
def test_no_day_before_what_the_declaration_asks_on_it(
    one: Outcome, told: dict[str, Any], earliest: str | None, readings: dict[str, date]
) -> None:
    found = _on_its_day(one, Situation(Person(card="B", **told), ON))
    assert (found.status, found.earliest, found.readings) == (one.status, day(earliest), readings)


# --- who is not of age yet ----------------------------------------------------------------------------------------

OF_AGE = date(2026, 1, 1)
YOUNG: list[tuple[str, Outcome, Status, str | None, tuple[str, ...], bool]] = [
    # a ground of a minor; its status, day, what is asked, and are its bounds still told?
    ("closed", outcome("closed"), "closed", None, (), False),
    ("open", outcome("open", "2025-01-01"), "later", "2026-01-01", (), False),
    ("open since a day that is not known", outcome("open"), "later", "2026-01-01", (), False),
    ("later", outcome("later", "2027-01-01", years=AHEAD), "later", "2027-01-01", (), False),
    ("language can wait", outcome("unsettled", "2025-01-01", None, other=AT_THE_DECLARATION), "later", "2026-01-01",
        (), False),
    ("language can wait, the day not known", outcome("unsettled", other=AT_THE_DECLARATION), "later", "2026-01-01", (),
        False),
    ("language asked", outcome("unsettled", "2025-01-01", None, "language_a2", other=ASKED), "unsettled", "2026-01-01",
        ("language_a2",), False),
    ("a doubt", outcome("unsettled", "2025-01-01", other=DOUBT), "unsettled", "2026-01-01", (), False),
    ("a doubt, and no day", outcome("unsettled", other=DOUBT), "unsettled", None, (), False),
    ("a doubt, ahead", outcome("later", "2027-01-01", years=AHEAD, other=DOUBT), "later", "2027-01-01", (), False),
    ("years asked, no day", outcome("unsettled", None, None, "stays", years=YEARS_ASKED), "unsettled", None,
        ("stays",), False),
    ("years asked, ahead", outcome("unsettled", "2027-01-01", None, "stays", years=YEARS_ASKED), "unsettled",
        "2027-01-01", ("stays",), False),
    ("later, asked to know the day", outcome("later", "2027-01-01", None, "stays", years=YEARS_ASKED,
        at_latest="2027-01-01"), "later", "2027-01-01", ("stays",), True),
    ("not later than a day before", outcome("unsettled", "2025-12-31", None, "stays", years=YEARS_ASKED,
        at_latest="2025-12-31"), "later", "2026-01-01", (), False),
    ("not later than that day", outcome("unsettled", "2026-01-01", None, "stays", years=YEARS_ASKED,
        at_latest="2026-01-01"), "later", "2026-01-01", (), False),
    ("not later than the day after", outcome("unsettled", "2026-01-02", None, "stays", years=YEARS_ASKED,
        at_latest="2026-01-02"), "unsettled", "2026-01-02", ("stays",), True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "status", "earliest", "asked", "bounded"), [row[1:] for row in YOUNG], ids=[row[0] for row in YOUNG]
)
def test_a_ground_of_who_is_not_of_age(
    one: Outcome, status: Status, earliest: str | None, asked: tuple[str, ...], bounded: bool
) -> None:
    found = _once_of_age(one, "years", OF_AGE)
    assert (found.status, found.earliest, found.missing) == (status, day(earliest), asked)
    assert (found.bounds is not None) is bounded


READINGS: list[tuple[str, dict[str, date], dict[str, date]]] = [
    ("both before", days(safe="2025-09-01", x="2025-01-01"), {}),
    ("one before", days(safe="2026-03-01", x="2025-01-01"), days(safe="2026-03-01", x="2026-01-01")),
    ("both after", days(safe="2026-03-01", x="2026-02-01"), days(safe="2026-03-01", x="2026-02-01")),
    ("one only", days(x="2025-01-01"), days(x="2026-01-01")),
    ("none", {}, {}),
]


@pytest.mark.parametrize(("told", "shown"), [row[1:] for row in READINGS], ids=[row[0] for row in READINGS])
@pytest.mark.parametrize("other", [MET, DOUBT], ids=["no doubt", "a doubt"])
def test_no_reading_gives_a_day_before_eighteen(told: dict[str, date], shown: dict[str, date], other: Finding) -> None:
    assert _once_of_age(outcome("unsettled", "2026-03-01", told, other=other), "years", OF_AGE).readings == shown


# --- one ground is enough -----------------------------------------------------------------------------------------

BORN, WORK, MARRIED, PARENT, INVALID, TEN = GROUNDS
"""The grounds in the order of the article."""


def grounds(**told: Outcome) -> dict[str, Outcome]:
    """Outcomes by ground; of the others nothing is left. Their years bear the name that they have in that ground."""
    found = {}
    for id, route in GROUNDS.items():
        one = told.get(id.split("-", maxsplit=1)[0], outcome("closed", years=AHEAD))
        ((other, finding), (_, years)) = one.conditions
        found[id] = Outcome(
            one.status,
            one.earliest,
            one.basis,
            one.readings,
            ((other, finding), (condition(route.clock_id), years)),
            one.missing,
            clock=one.clock,
            bounds=one.bounds,
        )
    return found


WORK_ASKED = outcome("unsettled", "2025-01-01", None, "economic_participation", other=ASKED)
PENSION_ASKED = outcome("unsettled", "2024-01-01", None, "disability_or_pension", other=ASKED)
IN_DOUBT = outcome("unsettled", "2025-01-01", other=DOUBT)
YEARS_OPEN = outcome("unsettled", "2025-01-01", None, "stays", years=YEARS_ASKED)
YEARS_IN_DOUBT = outcome("unsettled", "2025-09-01", None, years=Finding(UNKNOWN))
DOUBT_AHEAD = outcome("unsettled", "2030-01-01", None, "integration_proof", years=AHEAD, other=DOUBT)
SOON, LATE = outcome("later", "2026-01-01", years=AHEAD), outcome("later", "2030-01-01", years=AHEAD)
BEST: list[tuple[str, dict[str, Outcome], Status, str | None, tuple[str, ...]]] = [
    ("nothing is left", grounds(), "closed", None, ()),
    ("one is open", grounds(integrated=outcome("open", "2025-01-01"), ten=LATE), "open", "2025-01-01", ()),
    ("of two the first", grounds(integrated=outcome("open", "2025-01-01"), ten=outcome("open", "2024-01-01")), "open",
        "2024-01-01", ()),
    ("a day that is known comes first", grounds(born=outcome("open"), ten=outcome("open", "2024-01-01")), "open",
        "2024-01-01", ()),
    ("open, before what is asked", grounds(integrated=WORK_ASKED, ten=outcome("open", "2024-01-01")), "open",
        "2024-01-01", ()),
    ("it may be open, before what comes later", grounds(integrated=WORK_ASKED, ten=LATE), "unsettled", "2025-01-01",
        ("economic_participation",)),
    ("later, before what is not settled and ahead", grounds(integrated=DOUBT_AHEAD, ten=LATE), "later", "2030-01-01",
        ()),
    ("only what is not settled and ahead", grounds(integrated=DOUBT_AHEAD), "unsettled", "2030-01-01",
        ("integration_proof",)),
    ("of two later the first", grounds(integrated=LATE, ten=SOON), "later", "2026-01-01", ()),
    ("what is asked for each", grounds(integrated=WORK_ASKED, disability=PENSION_ASKED), "unsettled", "2024-01-01",
        ("economic_participation", "disability_or_pension")),
    ("not twice", grounds(integrated=WORK_ASKED, parent=WORK_ASKED), "unsettled", "2025-01-01",
        ("economic_participation",)),
    ("a doubt of the law: only what is free of it", grounds(integrated=IN_DOUBT, disability=PENSION_ASKED), "unsettled",
        "2024-01-01", ("disability_or_pension",)),
    ("a doubt in both", grounds(integrated=IN_DOUBT, parent=outcome("unsettled", "2025-01-01", None, "stays",
        other=DOUBT)), "unsettled", "2025-01-01", ()),
    ("years in doubt: only a ground with other years", grounds(integrated=YEARS_IN_DOUBT, disability=PENSION_ASKED),
        "unsettled", "2024-01-01", ("disability_or_pension",)),
    ("years in doubt: nor whose own are", grounds(integrated=YEARS_IN_DOUBT, parent=outcome("unsettled", "2025-09-01",
        None, "language_a2", years=Finding(UNKNOWN), other=ASKED)), "unsettled", "2025-09-01", ()),
    ("years that are asked can become complete", grounds(integrated=IN_DOUBT, disability=YEARS_OPEN), "unsettled",
        "2025-01-01", ("stays",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "status", "earliest", "asked"), [row[1:] for row in BEST], ids=[row[0] for row in BEST]
)
def test_the_best_ground_and_what_is_asked_for_it(
    told: dict[str, Outcome], status: Status, earliest: str | None, asked: tuple[str, ...]
) -> None:
    found = _one_is_enough(told, None)
    assert (found.status, found.earliest, found.missing) == (status, day(earliest), asked)


def test_no_ground_can_come_before_the_day_of_coming_of_age() -> None:
    """So where one surely comes then, nothing is asked for the others."""
    on_that_day = outcome("later", "2026-01-01", None, "stays")
    told = grounds(integrated=WORK_ASKED, ten=on_that_day)
    young = _one_is_enough(told, OF_AGE)
    assert (young.status, young.earliest, young.missing) == ("later", OF_AGE, ())
    assert _one_is_enough(told, date(2025, 12, 31)).status == "unsettled"
    assert _one_is_enough(told, None).status == "unsettled"
    undated = grounds(integrated=WORK_ASKED, ten=outcome("later"))
    assert _one_is_enough(undated, None).status == "unsettled"
    open_then = grounds(integrated=WORK_ASKED, ten=outcome("unsettled", "2026-01-01", None, "stays", other=ASKED))
    assert _one_is_enough(open_then, OF_AGE).status == "unsettled"


SURE = outcome("later", "2027-01-01", years=AHEAD, clock="2027-01-01", at_latest="2027-01-01")
SAFE_DAY: list[tuple[str, Outcome, dict[str, Outcome], str | None, dict[str, date], str | None]] = [
    # the ground that may be open, the others, the day, the readings, the clock that is shown
    ("nothing sure", outcome("unsettled", "2028-01-01", clock="2028-01-01"), grounds(), "2028-01-01", {}, "2028-01-01"),
    ("a sooner one", outcome("unsettled", "2028-01-01", clock="2028-01-01"), grounds(ten=SURE), "2027-01-01", {},
        "2027-01-01"),
    ("a later one", outcome("unsettled", "2026-01-01", clock="2026-01-01"), grounds(ten=SURE), "2026-01-01", {},
        "2026-01-01"),
    ("one on the same day", outcome("unsettled", "2027-01-01", clock="2026-12-31"), grounds(ten=SURE), "2027-01-01", {},
        "2026-12-31"),
    ("no day of its own", outcome("unsettled"), grounds(ten=SURE), "2027-01-01", {}, "2027-01-01"),
    ("not of a whole that is open", outcome("open", "2028-01-01", clock="2028-01-01"), grounds(ten=SURE), "2028-01-01",
        {}, "2028-01-01"),
    ("of two sure ones the sooner", outcome("unsettled", "2031-01-01"), grounds(integrated=LATE, ten=SURE),
        "2027-01-01", {}, "2027-01-01"),
    ("a sure one without a day", outcome("unsettled", "2028-01-01", clock="2028-01-01"), grounds(ten=outcome("later")),
        "2028-01-01", {}, "2028-01-01"),
    ("one in doubt is not sure", outcome("unsettled", "2028-01-01", clock="2028-01-01"), grounds(ten=outcome(
        "unsettled", "2026-01-01", years=AHEAD, other=DOUBT)), "2028-01-01", {}, "2028-01-01"),
    ("for each reading the sooner of both",
        outcome("unsettled", "2028-01-01", days(safe="2028-01-01", x="2025-01-01")), grounds(ten=SURE), "2027-01-01",
        days(safe="2027-01-01", x="2025-01-01"), "2027-01-01"),
    ("also those of the sure one",
        outcome("unsettled", "2028-01-01", days(safe="2028-01-01", x="2025-01-01")),
        grounds(ten=outcome("later", "2027-01-01", days(safe="2027-01-01", y="2026-01-01"))), "2027-01-01",
        days(safe="2027-01-01", x="2025-01-01", y="2026-01-01"), None),
    ("one day for all", outcome("unsettled", "2028-01-01", days(safe="2028-01-01", x="2027-06-01")), grounds(ten=SURE),
        "2027-01-01", {}, "2027-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("best", "others", "earliest", "readings", "clock"), [row[1:] for row in SAFE_DAY], ids=[row[0] for row in SAFE_DAY]
)
def test_the_safe_day_is_that_of_a_ground_that_surely_comes_sooner(
    best: Outcome,
    others: dict[str, Outcome],
    earliest: str | None,
    readings: dict[str, date],
    clock: str | None,
) -> None:
    found = _with_the_safe_day(best, others)
    assert (found.status, found.earliest, found.readings) == (best.status, day(earliest), readings)
    assert found.clock == day(clock)
    if found.clock == SURE.clock:
        assert found.bounds == SURE.bounds


@pytest.mark.parametrize(
    ("other", "wanted"),
    [(MET, False), (Finding(NO), False), (ASKED, False), (AT_THE_DECLARATION, False), (DOUBT, True)],
    ids=["met", "not met", "asked", "it can wait", "whatever is told"],
)
def test_a_condition_that_stays_open_whatever_is_told(other: Finding, wanted: bool) -> None:
    assert _in_doubt(outcome("unsettled", other=other)) is wanted


# --- each ground by itself ----------------------------------------------------------------------------------------

OF_GROUND: list[tuple[str, Outcome, Outcome, bool, Status, str | None]] = [
    # the ground, the whole, does nothing else stand in the way?; the status and day of the ground
    ("alone", outcome("open", "2024-01-01"), outcome("open", "2025-01-01"), True, "open", "2024-01-01"),
    ("closed by itself", outcome("closed"), outcome("unsettled", "2025-01-01"), False, "closed", None),
    ("closed by what all share", outcome("open", "2024-01-01"), outcome("closed"), False, "closed", None),
    ("not settled by what all share", outcome("open", "2024-01-01", clock="2024-01-01"),
        outcome("unsettled", "2023-01-01"), False, "unsettled", "2024-01-01"),
    ("nor before the whole", outcome("open", "2024-01-01", clock="2024-01-01"), outcome("unsettled", "2025-01-01"),
        False, "unsettled", "2025-01-01"),
    ("no day of the whole", outcome("open", "2024-01-01", clock="2024-01-01"), outcome("unsettled"), False,
        "unsettled", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "whole", "alone", "status", "earliest"), [row[1:] for row in OF_GROUND], ids=[row[0] for row in OF_GROUND]
)
def test_a_ground_by_itself(one: Outcome, whole: Outcome, alone: bool, status: Status, earliest: str | None) -> None:
    assert _ground(TEN, one, whole, alone) == Ground(TEN, status, day(earliest))


FAR: list[tuple[str, Status, dict[str, Outcome], list[str]]] = [
    ("open", "open", grounds(integrated=outcome("open"), ten=LATE), [WORK]),
    ("later, one that still waits for a fact", "later",
        grounds(integrated=outcome("later", "2027-01-01", None, "stays"), ten=LATE), [TEN]),
    ("later, both wait for one", "later",
        grounds(integrated=outcome("later", None, None, "stays"), ten=outcome("later", None, None, "stays")),
        [WORK, TEN]),
    ("not settled: also what waits for one", "unsettled", grounds(integrated=WORK_ASKED, ten=IN_DOUBT), [WORK, TEN]),
]  # fmt: skip


@pytest.mark.parametrize(("status", "told", "wanted"), [row[1:] for row in FAR], ids=[row[0] for row in FAR])
def test_the_grounds_that_are_as_far_as_the_whole(status: Status, told: dict[str, Outcome], wanted: list[str]) -> None:
    found = tuple(Ground(id, one.status, one.earliest) for id, one in told.items())
    assert _as_far_as(outcome(status), found, told) == wanted


@pytest.mark.parametrize(
    ("id", "status", "wanted"),
    [
        (MARRIED, "open", ("easier-as-family",)),
        (PARENT, "open", ("easier-as-family",)),
        (WORK, "open", ()),
        (MARRIED, "later", ()),
    ],
)
def test_who_hears_of_the_shorter_list(id: str, status: Status, wanted: tuple[str, ...]) -> None:
    assert _remarks((Ground(BORN, "closed", None), Ground(id, status, None))) == wanted


# --- whole declarations -------------------------------------------------------------------------------------------

FIVE_YEARS_AGO = date(2020, 6, 1)
SETTLED: dict[str, Any] = {
    "nationality": frozenset({"MA"}),
    "card": "B",
    "birth_date": date(1990, 5, 10),
    "absences": (),
    "language_a2": True,
    "integration_proof": frozenset({"diploma"}),
    "economic_participation": True,
    "born_in_belgium": False,
    "spouse_of_belgian_since": "none",
    "parent_of_belgian_minor": False,
    "disability_or_pension": "none",
    "community_participation": False,
}


def declared(start: date = FIVE_YEARS_AGO, first_card: date | None = FIVE_YEARS_AGO, **told: Any) -> Declaration:
    """The outcome for a settled worker since a day."""
    stay = Stay(start, None, "single_permit", first_card=first_card)
    cards = {"B": told.pop("b_card", NEVER), "L": NEVER}
    return decide_declaration(Situation(Person(**SETTLED | {"stays": (stay,)} | told), ON), cards)


def test_where_absences_are_not_told_the_day_within_the_limits_is_given() -> None:
    """The day if none went beyond a limit; none where something else is missing, and none where nothing is."""
    assert declared(absences=None).within_limits == date(2025, 6, 1)
    newcomer = declared(date(2023, 6, 1), date(2023, 6, 1), absences=None)
    assert newcomer.within_limits == date(2028, 6, 1)
    assert declared(absences=None, nationality=None).within_limits is None
    assert declared().within_limits is None
    no_ground = declared(absences=None, language_a2=False, integration_proof=frozenset())
    assert no_ground.within_limits is None


def test_of_a_first_card_that_is_not_known_the_bounds_are_told() -> None:
    """An Annex 15 of 45 days that can be extended twice (DOC-15, reading 34); not where the answer is no."""
    soon = declared(date(2021, 6, 1), None)
    assert soon.bounds is not None
    assert (soon.bounds.at_latest, soon.bounds.probably) == (date(2026, 10, 14), date(2026, 7, 16))
    assert declared(date(2021, 6, 1), None, card="A").bounds is None


def test_a_shared_condition_in_doubt_keeps_the_day_and_its_readings() -> None:
    """A card that expired: not settled, with the days that the years give, none before eighteen."""
    expired: dict[str, Any] = {"card_expiry": date(2025, 5, 31), "nationality": frozenset({"MA"})}
    between = declared(date(2020, 3, 1), date(2020, 9, 1), **expired)
    assert (between.status, between.earliest) == ("unsettled", date(2025, 9, 1))
    assert between.readings["stay-from-registration"] <= date(2025, 3, 1)
    young = declared(**expired, birth_date=date(2008, 1, 1))
    assert (young.status, young.earliest, young.readings) == ("unsettled", date(2026, 1, 1), {})


def test_where_the_stay_may_have_ended_no_day_is_given() -> None:
    """ABS-3: away for more than a year, and it is not told what was reported."""
    away = (Absence(date(2023, 1, 1), date(2024, 3, 1)),)
    found = declared(date(2012, 6, 1), date(2012, 6, 1), absences=away)
    assert (found.status, found.earliest, found.readings) == ("unsettled", None, {})


@pytest.mark.parametrize(
    ("birth", "status"), [(date(2007, 6, 1), "open"), (date(2007, 6, 2), "later")], ids=["today", "tomorrow"]
)
def test_who_comes_of_age_declares_on_that_day(birth: date, status: Status) -> None:
    assert declared(birth_date=birth).status == status


def test_every_condition_is_told_once() -> None:
    """Those that all share, then those of each ground."""
    ids = [one.id for one, _ in declared().conditions]
    assert len(ids) == len(set(ids))
    assert {"nationality.title", "nationality.not-belgian", "nationality.five-years", "nationality.since-birth"} <= {
        *ids
    }


def test_the_day_of_a_ground_is_not_before_the_card_that_it_needs() -> None:
    """B since January 2025, five years since 2023: the whole and its ground open with the card."""
    told: dict[str, Any] = {"unlimited_stay_since": date(2025, 1, 1)}
    found = declared(date(2018, 1, 1), date(2018, 1, 1), **told)
    work = next(one for one in found.grounds if one.id == WORK)
    assert (found.earliest, work.earliest) == (date(2025, 1, 1), date(2025, 1, 1))


def test_the_card_first_then_the_years_of_the_ground_that_comes_first() -> None:
    """Without work only the ten years are left: the declaration waits for them, the clock shown is that of the five."""
    ahead = Outcome("later", date(2026, 1, 1), "right")
    found = declared(card="A", economic_participation=False, community_participation=True, b_card=ahead)
    assert found.title_first is not None
    assert (found.status, found.clock) == ("closed", date(2025, 6, 1))


def test_nobody_hears_of_the_shorter_list_while_the_answer_is_no() -> None:
    family: dict[str, Any] = {"parent_of_belgian_minor": True}
    assert declared(**family).remarks == ("easier-as-family",)
    assert declared(**family, card="A").remarks == ()


def test_who_was_away_too_long_waits_for_the_years_again() -> None:
    away = (Absence(date(2022, 1, 1), date(2022, 9, 1)),)
    assert (declared(absences=away).status, declared(absences=away).earliest) == ("later", date(2027, 9, 1))
