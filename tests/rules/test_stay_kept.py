"""The condition of a route that the stay it rests on was not lost, for one person with exact days.

What each absence does at its limits stands in ``test_absences`` and ``test_keeping``; here: what of it reaches a route,
what is asked, and from which day on a card shows that the stay went on. A person with a B card since 2015, asked about
on 10 March 2026; each row changes one thing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Truth
from belgian_residence.losing.household import family_life
from belgian_residence.losing.stay import ByLaw
from belgian_residence.losing.verdicts import WORST_LAST
from belgian_residence.routes.eu.by_law import right_by_law
from belgian_residence.routes.status import When
from belgian_residence.routes.stay_kept import stay_kept, what_became_of_the_stay
from belgian_residence.told.case import read_case
from belgian_residence.told.person import Absence, Person, Stay
from briefly import away

ON = date(2026, 3, 10)
HERE_SINCE = date(2015, 5, 4)
OLD_CARD = date(2022, 6, 1)
NOT_DECLARED: dict[str, Any] = {"annex_18": False, "centre_of_interests_proven": True}
NOT_PROVEN: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": False}
BOTH: dict[str, Any] = {"annex_18": True, "centre_of_interests_proven": True}
IN_ORDER: dict[str, Any] = {**BOTH, "card_valid_on_return": True, "return_reported": True}


def somebody(*absences: Absence, since: date = HERE_SINCE, **told: Any) -> Situation:
    stays = (Stay(since, None, "unlimited_stay"),)
    person = Person(card="B", card_issued=OLD_CARD, stays=stays, absences=absences)
    return Situation(replace(person, **told), ON)


def opens(day: date | None, *missing: str, earliest: date | None = None) -> Any:
    """The condition, for a route that opens on the day."""
    return stay_kept(lambda situation: When(day, missing, earliest=earliest))


ASK_BOTH = ("absences[0].annex_18", "absences[0].centre_of_interests_proven")
ON_RETURN = ("absences[0].card_valid_on_return", "absences[0].return_reported")
ASK_REASON = ("absences[0].reason",)
YEAR, MORE = ("2023-02-01", "2024-02-01"), ("2023-02-01", "2024-02-03")
NOT_KNOWN: dict[str, Any] = {"card_issued": None}

ROWS: list[tuple[str, Situation, str, tuple[str, ...]]] = [
    ("never abroad", somebody(), "yes", ()),
    # ABS-1: a valid card gives a right to return for one year; at the limit it is a risk (reading 19)
    ("a day less than a year, not declared", somebody(away("2023-02-01", "2024-01-31", **NOT_DECLARED)), "yes", ()),
    ("a year to the day, not declared", somebody(away(*YEAR, **NOT_DECLARED)), "unknown", ()),
    ("a day more, not declared", somebody(away(*MORE, **NOT_DECLARED)), "no", ()),
    ("a day more, interests not proven", somebody(away(*MORE, **NOT_PROVEN)), "no", ()),
    # ABS-3: beyond a year with declaration and proof before leaving, a valid card and a report on the return
    ("declared, proven, valid, reported", somebody(away(*MORE, **IN_ORDER)), "yes", ()),
    ("declared and proven, the return not told", somebody(away(*MORE, **BOTH)), "unknown", ON_RETURN),
    ("the card no longer valid", somebody(away(*MORE, **{**IN_ORDER, "card_valid_on_return": False})), "no", ()),
    ("the return not reported", somebody(away(*MORE, **{**IN_ORDER, "return_reported": False})), "unknown", ()),
    # force majeure must be proven
    ("force majeure", somebody(away(*MORE, reason="force_majeure", **NOT_DECLARED)), "unknown", ()),
    ("illness is not force majeure", somebody(away(*MORE, reason="serious_illness", **NOT_DECLARED)), "no", ()),
    ("nothing told", somebody(away(*MORE)), "unknown", (*ASK_BOTH, *ON_RETURN)),
    ("not declared, nothing else told", somebody(away(*MORE, annex_18=False)), "no", ()),
    ("not proven, nothing else told", somebody(away(*MORE, centre_of_interests_proven=False)), "no", ()),
    ("reason not known, not declared", somebody(away(*MORE, reason=None, **NOT_DECLARED)), "unknown", ASK_REASON),
    # a card given since the return shows that the stay went on; where its day is not known, it is asked first
    ("card given on the departure", somebody(away(*MORE, **NOT_DECLARED), card_issued=date(2023, 2, 1)), "no", ()),
    ("given before the return", somebody(away(*MORE, **NOT_DECLARED), card_issued=date(2024, 2, 1)), "unknown", ()),
    ("given on the return", somebody(away(*MORE, **NOT_DECLARED), card_issued=date(2024, 2, 3)), "yes", ()),
    ("given the day after", somebody(away(*MORE, **NOT_DECLARED), card_issued=date(2024, 2, 4)), "yes", ()),
    ("its day not known", somebody(away(*MORE, **NOT_DECLARED), **NOT_KNOWN), "unknown", ("card_issued",)),
    (
        "a year, card not known",
        somebody(away(*YEAR, **NOT_DECLARED), **NOT_KNOWN),
        "unknown",
        ("card_issued",),
    ),
    (
        "nothing told, card not known",
        somebody(away(*MORE), **NOT_KNOWN),
        "unknown",
        ("card_issued", *ASK_BOTH, *ON_RETURN),
    ),
    # a B card lasts five years, so it was given since
    ("back five years ago", somebody(away("2019-06-01", "2021-03-10", **NOT_DECLARED), **NOT_KNOWN), "yes", ()),
    (
        "back a day less than that ago",
        somebody(away("2019-06-01", "2021-03-11", **NOT_DECLARED), **NOT_KNOWN),
        "unknown",
        ("card_issued",),
    ),
    # other cards, other limits: F a year (CARD-ABS-3), F+ two (FAM-LOSS-1), L twelve months outside the EU (ABS-L-1)
    ("an F+ card", somebody(away(*MORE, **NOT_DECLARED), card="F+"), "yes", ()),
    ("an L card, in the EU", somebody(away(*MORE, outside_eu=False), card="L"), "yes", ()),
    ("an L card, outside the EU", somebody(away(*MORE, outside_eu=True), card="L"), "no", ()),
    ("an A card, prepared", somebody(away(*MORE, **IN_ORDER), card="A"), "no", ()),
    ("an F card, prepared", somebody(away(*MORE, **IN_ORDER), card="F", annex_19ter=date(2023, 1, 1)), "no", ()),
    # the paper that is held says nothing of the stay: its ground does
    ("an Annex 15, eleven months", somebody(away("2023-02-01", "2024-01-01"), card="annex_15"), "yes", ()),
    ("an Annex 15, more than a year", somebody(away(*MORE, **NOT_DECLARED), card="annex_15"), "no", ()),
    ("card not known, lost without F", somebody(away(*MORE, **NOT_DECLARED), card=None), "unknown", ("card",)),
    ("card not known, nothing lost", somebody(away("2023-02-01", "2024-01-01"), card=None), "yes", ()),
    # an earlier stay has nothing to do with this one
    ("back on the day the stay began", somebody(away(*MORE, **NOT_DECLARED), since=date(2024, 2, 3)), "yes", ()),
    ("back the day after", somebody(away(*MORE, **NOT_DECLARED), since=date(2024, 2, 2)), "no", ()),
    ("no stay runs any more", somebody(away(*MORE, **NOT_DECLARED), stays=()), "no", ()),
    # several: each is looked at
    (
        "one that is lost after one that may be",
        somebody(away("2022-07-01", "2023-08-01"), away("2024-01-01", "2025-02-03", 1, **NOT_PROVEN)),
        "no",
        (),
    ),
    (
        "one that was kept after one that may be lost",
        somebody(away("2022-07-01", "2023-08-01"), away("2024-01-01", "2025-02-03", 1, **IN_ORDER)),
        "unknown",
        (*ASK_BOTH, *ON_RETURN),
    ),
    # another state gave the status of long-term resident (LOSS-L-1)
    ("L elsewhere too", somebody(card="L", long_term_resident_elsewhere=True), "no", ()),
    ("L not elsewhere", somebody(card="L", long_term_resident_elsewhere=False), "yes", ()),
    ("B, L elsewhere", somebody(long_term_resident_elsewhere=True), "yes", ()),
    # not told at all
    ("absences not told", somebody(absences=None), "unknown", ("absences",)),
    ("stays not told, nothing lost", somebody(away("2023-02-01", "2024-01-01"), stays=None), "yes", ()),
    ("stays not told, perhaps lost", somebody(away(*MORE, **NOT_DECLARED), stays=None), "unknown", ("stays",)),
]


@pytest.mark.parametrize(("situation", "value", "missing"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_of_it_reaches_a_route(situation: Situation, value: str, missing: tuple[str, ...]) -> None:
    finding = opens(None)(situation)
    assert (finding.value, finding.missing) == (Truth(value), missing)
    assert finding.undated is (value == "unknown" and missing != ("absences",)), "no date is safe on a stay in doubt"


@pytest.mark.parametrize("situation", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_card_and_the_route_say_the_same(situation: Situation) -> None:
    """Kept: yes. Lost: no. At risk or not settled: unknown; so is what is lost by the rules of a card not known."""
    if situation.person.absences is None:
        return
    found, value = what_became_of_the_stay(situation), opens(None)(situation).value
    if None in (situation.person.card, situation.person.stays):
        assert value is not Truth.NO
    else:
        assert value is {"kept": Truth.YES, "lost": Truth.NO}.get(found.stay, Truth.UNKNOWN)


@pytest.mark.parametrize(
    ("day", "back", "value"),
    [
        # The route opened before: what is planned has lost nothing yet.
        ("2025-01-01", "2027-06-01", "yes"),
        (None, "2027-06-01", "yes"),
        # It opens while the person is away: only what has passed by then counts.
        ("2026-08-31", "2027-06-01", "yes"),
        ("2026-09-01", "2027-06-01", "unknown"),
        ("2026-09-03", "2027-06-01", "no"),
        # It opens afterwards: the plan loses the right before it.
        ("2028-01-01", "2026-08-31", "yes"),
        ("2028-01-01", "2026-09-03", "no"),
    ],
)
def test_a_trip_under_way_counts_until_the_route_opens(day: str | None, back: str, value: str) -> None:
    trip = away("2025-09-01", back, **NOT_DECLARED)
    assert opens(date.fromisoformat(day) if day else None)(somebody(trip)).value is Truth(value)


def test_a_plan_closes_nothing_that_may_open_before_it() -> None:
    """The day on which the route opens is not known: before the trip, or after it."""
    plan = somebody(away("2026-09-01", "2028-01-01", **NOT_DECLARED))
    fact = "stays[0].first_card_issued"
    assert opens(date(2027, 12, 1), fact)(plan).missing == (fact,)
    assert opens(date(2027, 12, 1), fact, earliest=date(2027, 11, 1))(plan).value is Truth.NO


def test_a_trip_that_already_lasted_too_long_counts_although_the_route_opened_long_ago() -> None:
    assert opens(date(2020, 1, 1))(somebody(away("2025-03-08", None, **NOT_DECLARED))).value is Truth.NO


def test_whole_days_abroad_are_counted_where_that_reading_is_chosen() -> None:
    situation = somebody(away("2023-02-01", "2024-02-01", **NOT_DECLARED))
    assert opens(None)(situation.under(replace(SAFE, whole_days_abroad=True))).value is Truth.YES


def test_two_parts_of_one_stay_are_one_stay() -> None:
    """Told as two stays on the same ground, what lies before the second still counts."""
    first = Stay(HERE_SINCE, date(2024, 6, 1), "unlimited_stay")
    for ground, value in (("unlimited_stay", Truth.NO), ("settlement", Truth.YES)):
        parted = (first, Stay(date(2024, 6, 2), None, ground, index=1))
        assert opens(None)(somebody(away(*MORE, **NOT_DECLARED), stays=parted)).value is value


def test_the_words_from_best_to_worst() -> None:
    assert WORST_LAST == ("kept", "at_risk", "unsettled", "lost")


VIOLENCE: dict[str, Any] = {
    "joint_household": False,
    "retention_grounds": frozenset({"violence"}),
    "means_since_household_ended": frozenset(),
}
"""Violence, and neither work nor means since (FAM-INC-2)."""


@pytest.mark.parametrize(
    ("told", "permanent_since", "status"),
    [
        ({}, None, None),
        ({"joint_household": True}, None, None),
        ({"household_ended": "none"}, None, None),
        ({"household_ended": date(2026, 3, 11), "joint_household": True}, None, None),  # a plan
        ({"household_ended": date(2026, 3, 10), "retention_grounds": frozenset()}, None, "at_risk"),
        ({"joint_household": False, "retention_grounds": frozenset()}, None, "at_risk"),
        ({"household_ended": date(2025, 1, 1), "retention_grounds": frozenset()}, date(2025, 1, 1), None),
        ({"household_ended": date(2025, 1, 1), "retention_grounds": frozenset()}, date(2025, 1, 2), "at_risk"),
        ({"joint_household": False, "retention_grounds": frozenset({"still_married"})}, None, "unsettled"),
        (VIOLENCE, None, "unsettled"),
        (VIOLENCE | {"retention_grounds": frozenset({"custody_of_children"})}, None, "unsettled"),  # art. 42quater §2
        (VIOLENCE | {"retention_grounds": frozenset({"lasted_three_years"})}, None, "at_risk"),
        (VIOLENCE | {"sponsor_belgian": False}, None, "at_risk"),
        (VIOLENCE | {"belgian_partner": False}, None, "at_risk"),
        (VIOLENCE | {"sponsor_belgian": True, "belgian_partner": False}, None, "unsettled"),  # divorced since
        *(
            ({"joint_household": False, "retention_grounds": frozenset({ground}), **means}, None, status)
            for ground, means, status in (
                ("custody_of_children", {"means_since_household_ended": frozenset()}, "unsettled"),  # §2: none asked
                ("custody_or_visit_after_divorce", {}, "unsettled"),
                ("custody_or_visit_after_divorce", {"means_since_household_ended": frozenset({"work"})}, "unsettled"),
                ("custody_or_visit_after_divorce", {"means_since_household_ended": frozenset()}, "at_risk"),
            )
        ),
    ],
)
def test_the_end_of_family_life(told: dict[str, Any], permanent_since: date | None, status: str | None) -> None:
    stay = Stay(date(2021, 5, 1), None, "family_of_eu_or_belgian", first_card=date(2021, 11, 1))
    ending = family_life(Person(card="F", stays=(stay,), **told), ON, permanent_since)
    assert (ending and ending.status) == status


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, ("retention_grounds",)),
        # the means only where a ground asks for them (FAM-INC-2)
        ({"retention_grounds": frozenset({"custody_or_visit_after_divorce"})}, ("means_since_household_ended",)),
        ({"retention_grounds": frozenset({"custody_of_children"})}, ()),
    ],
)
def test_what_would_settle_the_end_of_family_life_is_named(told: dict[str, Any], missing: tuple[str, ...]) -> None:
    stay = Stay(date(2021, 5, 1), None, "family_of_eu_or_belgian", first_card=date(2021, 11, 1))
    ending = family_life(Person(card="F", stays=(stay,), joint_household=False, **told), ON, None)
    assert ending is not None
    assert ending.missing == missing


FAMILY: dict[str, Any] = {
    "nationality": "MA",
    "card": "F",
    "annex_19ter": "2015-05-01",
    "annex_15": "none",
    "stays": [{"from": "2015-05-01", "ground": "family_of_eu_or_belgian", "first_card_issued": "2015-11-01"}],
    "absences": [],
    "interruptions": [],
}
COMPLETE = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ({}, ByLaw(UNKNOWN, missing=("joint_household",))),
        ({"joint_household": True}, ByLaw(YES, COMPLETE)),
        ({"household_ended": "none"}, ByLaw(YES, COMPLETE)),
        ({"household_ended": "2020-05-01"}, ByLaw(YES, COMPLETE)),  # on the day on which the years are complete
        ({"household_ended": "2020-04-30"}, ByLaw(UNKNOWN, missing=("retention_grounds",))),
        ({"household_ended": "2020-04-30", "retention_grounds": []}, ByLaw(NO)),
        ({"household_ended": "2020-04-30", "retention_grounds": ["still_married"]}, ByLaw(UNKNOWN)),  # papers decide
    ],
)
def test_family_has_the_permanent_right_after_five_years_together(told: dict[str, Any], right: ByLaw) -> None:
    """FAM-5Y-1, FAM-HH-1, FAM-HH-4."""
    [(_, person)] = read_case(FAMILY | told, ON).people()
    assert right_by_law(Situation(person, ON, SAFE), ON) == right
