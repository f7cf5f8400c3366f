"""What is said of all absences at once: when it is enough, what is asked of whom, and that it is never better than the
truth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from belgian_residence import absence_bounds, assess, next_question
from belgian_residence.counting.away import Allowed, Said, planned_beside_what_was_said
from belgian_residence.engine.dates import add_months, add_years, month_fraction
from belgian_residence.told.facts import ABSENCE_BOUNDS
from belgian_residence.told.person import Absence, Person
from trying import trying

ON = date(2026, 11, 22)
CARDS = ("B", "K", "L", "EU+", "F+", "M+")
EACH, YEAR, FIVE = ABSENCE_BOUNDS

WORKER: dict[str, Any] = {
    "nationality": "MA",
    "card": "A",
    "stays": [{"from": "2020-03-01", "ground": "single_permit", "first_card_issued": "2020-03-15"}],
    "unlimited_stay_since": "none",
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "identity_established": True,
}
EU: dict[str, Any] = {
    "nationality": "FR",
    "card": "EU",
    "annex_19": "2019-05-02",
    "interruptions": [],
    "suspensive_appeal_pending": False,
    "early_ground": "none",
}
FAMILY: dict[str, Any] = {
    "nationality": "MA",
    "card": "F",
    "annex_19ter": "2019-06-01",
    "annex_15": "none",
    "stays": [{"from": "2019-06-01", "ground": "family_of_eu_or_belgian", "first_card_issued": "2019-12-01"}],
    "interruptions": [],
    "joint_household": True,
    "suspensive_appeal_pending": False,
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}
BRITISH: dict[str, Any] = {
    "nationality": "GB",
    "card": "M",
    "withdrawal_agreement": True,
    "annex_19": "2019-04-01",
    "annex_19ter": "none",
    "interruptions": [],
    "suspensive_appeal_pending": False,
}
BLUE: dict[str, Any] = WORKER | {
    "card": "H",
    "stays": [{"from": "2020-03-01", "ground": "blue_card", "first_card_issued": "2020-03-15"}],
}
AHEAD: dict[str, Any] = WORKER | {
    "stays": [{"from": "2023-03-01", "ground": "single_permit", "first_card_issued": "2023-03-15"}],
}
SETTLED: dict[str, Any] = WORKER | {"card": "B", "unlimited_stay_since": "2021-04-01"}
LIVES = {"worker": WORKER, "eu": EU, "family": FAMILY, "british": BRITISH, "blue": BLUE, "settled": SETTLED}


# --- when is it enough? ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "allowed", "enough"),
    [
        # in a row: what was said is "shorter than"
        (Said(each=6), Allowed(6), True),
        (Said(each=7), Allowed(6), False),
        # in all: what was said is "at most"
        (Said(year=6), Allowed(6, 1), True),
        (Said(year=7), Allowed(6, 1), False),
        (Said(five_years=10), Allowed(10, 5), True),
        (Said(five_years=11), Allowed(10, 5), False),
        # measured otherwise: at its worst, with a month to spare
        (Said(each=1), Allowed(10, 5), False),
        (Said(year=2), Allowed(10, 5), False),
        (Said(year=1), Allowed(10, 5), True),
        (Said(five_years=6), Allowed(6, 1), False),
        (Said(five_years=5), Allowed(6, 1), True),
        (Said(five_years=11), Allowed(24, 10), True),
        (Said(five_years=12), Allowed(24, 10), False),
        (Said(year=5), Allowed(6), True),
        (Said(year=6), Allowed(6), False),
        (Said(year=12), Allowed(24), False),  # two years away hold no year with more than twelve months
        # nothing said is not zero
        (Said(), Allowed(60), False),
    ],
)
def test_what_was_said_keeps_to_a_limit(said: Said, allowed: Allowed, enough: bool) -> None:
    assert said.keeps_to(allowed) is enough


@pytest.mark.parametrize(
    ("life", "route", "said", "enough"),
    [
        (WORKER, "L", {EACH: 6, FIVE: 10}, True),
        (WORKER, "L", {EACH: 6, FIVE: 11}, False),
        (WORKER, "L", {EACH: 7, FIVE: 10}, False),
        (WORKER, "L", {EACH: 6}, False),
        (WORKER, "L", {EACH: 6, FIVE: None}, False),
        (WORKER, "B", {EACH: 12}, True),
        (WORKER, "B", {EACH: 13}, False),
        (SETTLED, "K", {EACH: 12}, True),
        (SETTLED, "K", {EACH: 13}, False),
        (BLUE, "L", {EACH: 12, FIVE: 18}, True),
        (BLUE, "L", {EACH: 12, FIVE: 19}, False),
        (EU, "EU+", {YEAR: 6}, True),
        (EU, "EU+", {YEAR: 7}, False),
        (EU, "EU+", {EACH: 6}, False),
        (FAMILY, "F+", {YEAR: 6}, True),
        (BRITISH, "M+", {YEAR: 6}, True),
    ],
)
def test_a_route_takes_what_was_said_where_it_is_within_its_limits(
    life: dict[str, Any], route: str, said: dict[str, Any], enough: bool
) -> None:
    told, none = assess(life | said, ON)["routes"][route], assess(life | {"absences": []}, ON)["routes"][route]
    if enough:
        assert (told["status"], told["earliest"]) == (none["status"], none["earliest"])
    else:
        assert told["status"] == "unsettled"
        assert "absences" in told["missing"]


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({EACH: 3}, "kept"),
        ({EACH: 4}, "unsettled"),  # the municipality had to be told
        ({YEAR: 2}, "kept"),
        ({}, "unsettled"),
        # Run out for months: at risk by itself, whatever trip began since then; short, none can have done more (ABS-4)
        ({EACH: 3, "card_expiry": "2026-01-31"}, "at_risk"),
        ({EACH: 4, "card_expiry": "2026-01-31"}, "unsettled"),
    ],
)
def test_the_card_is_kept_where_no_absence_can_have_ended_it(facts: dict[str, Any], status: str) -> None:
    assert assess(WORKER | facts, ON)["keep"]["status"] == status


def test_what_was_said_of_belgium_says_nothing_of_years_in_another_state() -> None:
    abroad = {"from": "2018-01-01", "to": "2020-02-29", "ground": "blue_card", "country": "DE"}
    moved = BLUE | {"stays": [*BLUE["stays"], abroad], EACH: 6, FIVE: 10}
    assert "absences" in assess(moved, ON)["routes"]["L"]["missing"]


# --- which limits decide? -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("life", "asked"),
    [
        # in a row also where the card asks to tell the municipality: from three months on
        (WORKER, {EACH: [3, 6], FIVE: [10]}),
        (BLUE, {EACH: [3, 12], FIVE: [18]}),
        (EU, {EACH: [3], YEAR: [6]}),
        (BRITISH, {EACH: [3], YEAR: [6]}),
        (FAMILY, {EACH: [3, 6], YEAR: [6], FIVE: [10]}),
        (BRITISH | {"card": "special_card"}, {YEAR: [6]}),  # then no single one can have been longer than a year
        ({"nationality": "MA", "card": "L"}, {EACH: [3]}),
        ({"nationality": "BE"}, {}),
    ],
)
def test_the_strictest_limits_that_decide_are_asked(life: dict[str, Any], asked: dict[str, int]) -> None:
    assert absence_bounds(life, ON, CARDS) == asked


@pytest.mark.parametrize("name", LIVES)
def test_who_was_always_within_them_is_asked_nothing_more_of_absences(name: str) -> None:
    life = LIVES[name]
    told = assess(life | {fact: months[0] for fact, months in absence_bounds(life, ON).items()}, ON)
    assert [key for key, one in told["routes"].items() if "absences" in one["missing"]] == []
    assert told["keep"]["status"] == "kept"


# --- not known at all -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("life", "route"), [(EU, "EU+"), (FAMILY, "F+"), (BRITISH, "M+"), (WORKER, "L")])
def test_absences_that_are_not_known_leave_the_day_within_the_limits(life: dict[str, Any], route: str) -> None:
    not_known = assess(life | {"absences": None}, ON)["routes"][route]
    none = assess(life | {"absences": []}, ON)["routes"][route]
    assert (not_known["status"], not_known["earliest"]) == ("unsettled", None)
    assert not_known["within_limits"] == none["earliest"] is not None
    assert none["within_limits"] is None


DECLARANT: dict[str, Any] = SETTLED | {
    "birth_date": "1990-05-03",
    "language_a2": True,
    "integration_proof": ["diploma"],
    "economic_participation": True,
    "born_in_belgium": False,
    "spouse_of_belgian_since": "none",
    "parent_of_belgian_minor": False,
    "disability_or_pension": "none",
    "community_participation": False,
}


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({}, "2025-03-15"),
        ({EACH: 13}, "2025-03-15"),
        (
            AHEAD | {"card": "B", "unlimited_stay_since": "2024-04-01"},
            "2028-03-15",
        ),
        ({"language_a2": False}, None),  # no declaration today, whatever the absences were
        ({"birth_date": None}, None),
    ],
)
def test_a_declaration_has_a_day_within_the_limits_too(told: dict[str, Any], day: str | None) -> None:
    life = DECLARANT | told
    found = assess(life | {"absences": None}, ON)["routes"]["nationality"]
    assert found["within_limits"] == day
    if day:
        whole = {fact: value for fact, value in life.items() if fact not in ABSENCE_BOUNDS} | {"absences": []}
        none = assess(whole, ON)["routes"]["nationality"]
        assert (found["earliest"], none["earliest"], none["within_limits"]) == (None, day, None)


def test_no_such_day_where_more_than_absences_is_missing() -> None:
    not_known = assess({"nationality": "FR", "card": "EU", "absences": None, "annex_19": None}, ON)["routes"]["EU+"]
    assert not_known["within_limits"] is None


def test_no_day_within_the_limits_lies_before_a_removal_is_ten_years_ago() -> None:
    case = {
        "nationality": "MA",
        "card": "B",
        "unlimited_stay_since": "2024-06-01",
        "stays": [
            {"from": "2022-01-10", "to": "2024-05-31", "ground": "single_permit", "first_card_issued": "2022-01-10"},
            {"from": "2024-06-01", "ground": "unlimited_stay"},
        ],
    }
    removed = case | {"removal_decision": "2018-06-01"}
    days = [assess(one, date(2026, 3, 10))["routes"]["K"]["within_limits"] for one in (case, removed)]
    assert days == ["2027-01-10", "2028-06-01"]  # five years; ten years after the removal (K-COND-1)


# --- beside a list --------------------------------------------------------------------------------------------------


def trip(start: date | str, end: date | str, **more: Any) -> dict[str, Any]:
    return {"from": str(start), "to": str(end)} | more


PLANNED = trip("2027-01-10", "2027-03-10")
"""Two months, after the day asked about."""


@pytest.mark.parametrize("life", ["worker", "eu", "family", "british", "settled", "blue"])
def test_a_planned_trip_undoes_nothing_that_is_complete(life: str) -> None:
    """What was said stands for the past, and nobody is asked for every trip."""
    said = {fact: months[-1] for fact, months in absence_bounds(LIVES[life], ON, CARDS).items()}
    before = assess(LIVES[life] | said, ON)["routes"]
    planned = assess(LIVES[life] | said | {"absences": [PLANNED]}, ON)["routes"]
    for key in CARDS:
        assert planned[key]["status"] == before[key]["status"], key
        assert "absences" not in planned[key]["missing"], key


@pytest.mark.parametrize(
    ("said", "planned", "day"),
    [
        ({EACH: 6, FIVE: 8}, PLANNED, "2028-03-15"),  # eight months and two: as many as the law allows
        ({EACH: 6, FIVE: 9}, PLANNED, None),  # nine and two can be too many
        ({EACH: 6, FIVE: 10}, trip("2028-04-01", "2028-07-01"), None),  # after the day, but what counts is not known
        ({EACH: 6, FIVE: 2}, trip("2027-01-10", "2027-08-10"), "2032-08-10"),  # too long by itself
    ],
)
def test_years_that_lie_ahead_have_a_day_where_both_together_are_within_the_limits(
    said: dict[str, Any], planned: dict[str, Any], day: str | None
) -> None:
    found = assess(AHEAD | said | {"absences": [planned]}, ON)["routes"]["L"]
    assert (found["earliest"], found["status"]) == (day, "later" if day else "unsettled")
    assert ("absences" in found["missing"]) is (day is None)
    if day is None:
        assert found["within_limits"] == assess(AHEAD | {"absences": [planned]}, ON)["routes"]["L"]["earliest"]


def test_who_does_not_know_of_others_has_told_no_whole_list() -> None:
    listed = AHEAD | {"absences": [PLANNED]}
    assert assess(listed, ON)["routes"]["L"]["status"] == "later"
    assert assess(listed | {EACH: None}, ON)["routes"]["L"]["status"] == "unsettled"
    assert "absences" in assess(listed | {EACH: None}, ON)["routes"]["L"]["missing"]


def test_what_is_planned_comes_on_top_once_it_has_begun() -> None:
    """Also in a file that is opened after the trip."""
    case = AHEAD | {EACH: 6, FIVE: 8, "absences": [PLANNED]}
    assert assess(case, date(2027, 6, 1))["routes"]["L"]["earliest"] == "2028-03-15"
    assert assess(case | {FIVE: 9}, date(2027, 6, 1))["routes"]["L"]["status"] == "unsettled"


def test_nobody_who_said_it_of_all_is_asked_for_a_list_because_of_a_planned_trip() -> None:
    case = AHEAD | {EACH: 6, FIVE: 10, "absences": [PLANNED]}
    del case["income"]
    asked = []
    while question := next_question(case, ON):
        asked.append(question["fact"])
        case = case | {question["fact"]: None}
    assert asked == ["income"]


REASONS = ("ordinary", "posting", "serious_illness", "military_service")


@st.composite
def trips(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to four trips that lie behind, in the order of time."""
    found, day = [], date(2019, 7, 1)
    for _ in range(draw(st.integers(1, 4))):
        start = day + timedelta(days=draw(st.integers(1, 500)))
        day = start + timedelta(days=draw(st.integers(1, 60) | st.integers(150, 420)))
        if day > ON:
            break
        reason = draw(st.sampled_from(REASONS))
        found.append(trip(start, day, reason=reason, outside_eu=draw(st.booleans())))
    return found


def truth_of(absences: list[dict[str, Any]]) -> dict[str, int]:
    """The least that can truly be said of all of them, counted day by day."""
    away = [(date.fromisoformat(one["from"]), date.fromisoformat(one["to"])) for one in absences]
    each = max(next(months for months in range(99) if add_months(start, months) > end) for start, end in away)
    return {EACH: each, YEAR: _most(away, 1), FIVE: _most(away, 5)}


def _most(away: list[tuple[date, date]], years: int) -> int:
    def within(first: date, last: date) -> Fraction:
        parts = (month_fraction(max(start, first), min(end, last)) for start, end in away)
        return sum(parts, Fraction(0))

    return ceil(max(within(add_years(last, -years), last) for last in _days_away(away)))


def _days_away(away: list[tuple[date, date]]) -> Iterator[date]:
    for start, end in away:
        for days in range((end - start).days + 1):
            yield start + timedelta(days=days)


@trying(40)
@given(trips(), st.sampled_from(sorted(LIVES)), st.sets(st.sampled_from(ABSENCE_BOUNDS), min_size=1), st.data())
def test_what_is_truly_said_of_all_is_never_better_than_the_list(
    absences: list[dict[str, Any]], name: str, kinds: set[str], data: st.DataObject
) -> None:
    """The same answer as with each trip, or not settled; also where it is said of those not listed."""
    assume(absences)
    true, life = truth_of(absences), LIVES[name]
    assume(all(true[kind] <= 50 for kind in kinds))
    said = {kind: min(50, true[kind] + data.draw(st.integers(0, 3))) for kind in sorted(kinds)}
    of_all, listed = assess(life | said, ON), assess(life | {"absences": absences}, ON)
    part = data.draw(st.integers(0, len(absences)))
    rest = (
        {kind: min(50, months) for kind, months in truth_of(absences[part:]).items() if kind in kinds}
        if absences[part:]
        else dict.fromkeys(kinds, 1)
    )
    both = assess(life | rest | {"absences": absences[:part]}, ON)
    for key, one in of_all["routes"].items():
        each, together = listed["routes"][key], both["routes"][key]
        assert one["status"] == "unsettled" or _shown(one) == _shown(each), (key, said, absences)
        assert together["status"] == "unsettled" or _shown(together) == _shown(each), (key, rest, part, absences)
    assert of_all["keep"]["status"] in ("unsettled", listed["keep"]["status"])


def _shown(one: dict[str, Any]) -> tuple[Any, ...]:
    return one["status"], one["earliest"], one["readings"]


@pytest.mark.parametrize(
    ("departure", "others", "back"),
    [
        (date(2026, 11, 29), True, None),  # it has begun: it is one of those of which something was said
        (date(2026, 11, 30), True, date(2026, 12, 24)),  # today
        (date(2026, 12, 1), True, date(2026, 12, 24)),
        (date(2026, 12, 1), False, None),  # nothing was said of others
    ],
)
def test_a_planned_trip_stands_beside_what_was_said_of_the_others(
    departure: date, others: bool, back: date | None
) -> None:
    trip = Absence(departure, date(2026, 12, 24), "ordinary", index=0)
    person = Person(absences=(trip,), other_absences=others)
    assert planned_beside_what_was_said(person, date(2026, 11, 30)) == back
