"""Is there a permanent right by law on a day: five years of an EU, F or M card, of an EU citizen with another card, or
an early ground (EUP-5Y-1, FAM-5Y-1, BRX-PR-1, EUP-EARLY-1 to 7).

Each row tells one thing of somebody who was never abroad and to whom nothing happened.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import reading
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES
from belgian_residence.losing.stay import ByLaw
from belgian_residence.routes.eu.by_law import _complete, _may_be_complete, right_by_law
from belgian_residence.routes.status import When
from belgian_residence.told.person import Period, Person
from briefly import NOTHING_BROKE, abroad, day, nationality, stay

ON = date(2026, 3, 10)
Told = dict[str, Any]


def somebody(**told: Any) -> Situation:
    nothing_broke: Told = {
        "stays": (),
        "absences": (),
        **NOTHING_BROKE,
        "early_ground": "none",
    }
    return Situation(Person(**nothing_broke | told), ON)


def since(text: str | None) -> ByLaw:
    return ByLaw(YES, day(text))


def asks(*missing: str) -> ByLaw:
    """With what is told there is no such right; with more there may be."""
    return ByLaw(UNKNOWN, missing=missing)


def in_a_reading(*missing: str) -> ByLaw:
    """With what is told there is one, by some way of counting."""
    return ByLaw(UNKNOWN, missing=missing, in_a_reading=True)


NEVER = ByLaw(NO)
IN_2015 = {"annex_19": day("2015-05-01"), "annex_19ter": "none"}
IN_2020 = {"annex_19": day("2020-01-15"), "annex_19ter": "none"}
FAMILY_IN_2015: Told = {"card": "F", "annex_19ter": day("2015-05-01"), "annex_15": "none", "joint_household": True}
FAMILY_IN_2020 = FAMILY_IN_2015 | {"annex_19ter": day("2020-01-15")}
SIX_MONTHS_AND_A_DAY = abroad(("2022-02-01", "2022-08-02"))
"""They break five years (EUP-ABS-1), unless only whole days abroad count (reading 22)."""
GONE_THREE_YEARS = abroad(("2021-02-01", "2024-02-01"))
"""More than the two years that end a permanent right (EUP-LOSS-1), not the five under the Agreement (BRX-PR-3)."""

ROWS: dict[str, tuple[Told, ByLaw]] = {
    # --- by the years of the card that is held
    "an EU card": ({"card": "EU", **IN_2015}, since("2020-05-01")),
    "an E card": ({"card": "E", **IN_2015}, since("2020-05-01")),
    "an annex 8": ({"card": "annex_8", **IN_2015}, since("2020-05-01")),
    "an M card": ({"card": "M", **IN_2015}, since("2020-05-01")),
    "an M card, as family": (
        {"card": "M", "annex_19": "none", "annex_19ter": day("2015-05-01")},
        since("2020-05-01"),
    ),
    "an F card": (FAMILY_IN_2015, since("2020-05-01")),
    "a B card stands for no stay of this kind": ({"card": "B", **IN_2015, **nationality("FR")}, NEVER),
    "a card not told": ({"card": None, **IN_2015, **nationality("FR")}, NEVER),
    # --- to the day
    "five years today": ({"card": "EU", "annex_19": day("2021-03-10")}, since("2026-03-10")),
    "five years tomorrow": ({"card": "EU", "annex_19": day("2021-03-11")}, NEVER),
    "F, five years today": (FAMILY_IN_2015 | {"annex_19ter": day("2021-03-10")}, since("2026-03-10")),
    "F, five years tomorrow": (FAMILY_IN_2015 | {"annex_19ter": day("2021-03-11")}, NEVER),
    "F, five years since the Annex 15": (
        FAMILY_IN_2015 | {"annex_19ter": day("2021-06-15"), "annex_15": day("2021-03-10")},
        since("2026-03-10"),
    ),
    "M, the annex 19ter came first": (
        {"card": "M", "annex_19": day("2023-05-01"), "annex_19ter": day("2015-05-01")},
        since("2020-05-01"),
    ),
    # --- from another paper or a stay
    "F, no Annex 15 told, five years since the annex 19ter": (
        FAMILY_IN_2015 | {"annex_15": None, "annex_19ter": day("2021-03-10")},
        since("2026-03-10"),
    ),
    "F, an Annex 15 that is not told can complete five years": (
        FAMILY_IN_2015 | {"annex_15": None, "annex_19ter": day("2021-06-15")},
        ByLaw(UNKNOWN, missing=("annex_15",)),
    ),
    "F, an Annex 15 that is not told lasted no year": (
        FAMILY_IN_2015 | {"annex_15": None, "annex_19ter": day("2022-03-10")},
        NEVER,
    ),
    "a special card before the annex": (
        {
            "card": "EU",
            "annex_19": day("2023-06-01"),
            "stays": (stay("special_card_other", "2019-03-01", "2023-05-31"), stay("eu_citizen", "2023-06-01")),
        },
        since("2024-03-01"),
    ),
    "a special card before the annex may not be told": (
        {"card": "EU", "annex_19": day("2022-03-10"), "stays": None},
        asks("special_card_before"),
    ),
    "the annex of a registered stay is not told": (
        {"card": "EU", "annex_19": None, "stays": (stay("eu_citizen", "2022-03-10"),)},
        asks("annex_19"),
    ),
    "neither annex nor stay": ({"card": "EU", "annex_19": "none"}, NEVER),
    "neither annex nor stay told": ({"card": "EU", "annex_19": "none", "stays": None}, asks("stays")),
    # --- what broke the years, or may have
    "absences not told": ({"card": "EU", **IN_2015, "absences": None}, asks("absences")),
    "within six months in any year": (
        {"card": "EU", **IN_2015, "absences": None, "absences_in_a_year": 6},
        since("2020-05-01"),
    ),
    "seven months in any year": (
        {"card": "EU", **IN_2015, "absences": None, "absences_in_a_year": 7},
        asks("absences"),
    ),
    "prison not told": ({"card": "EU", **IN_2015, "prison": None}, asks("prison")),
    "a removal, of which the day is not asked": ({"card": "EU", **IN_2015, "removal_enforced": True}, ByLaw(UNKNOWN)),
    "a removal, five years today": (
        {"card": "EU", "annex_19": day("2021-03-10"), "removal_enforced": True},
        ByLaw(UNKNOWN),
    ),
    "years that cannot be complete, prison not told": (
        # a national stay before the annex is none of these years, and nothing that is not told can make it one
        {
            "card": "EU",
            "annex_19": day("2022-03-10"),
            "stays": (stay("single_permit", "2016-01-01", "2022-03-09"), stay("eu_citizen", "2022-03-10")),
            "prison": None,
            "absences": None,
            "absences_in_a_year": 6,
        },
        NEVER,
    ),
    "broken, or not if whole days count": ({"card": "EU", **IN_2020, **SIX_MONTHS_AND_A_DAY}, in_a_reading()),
    "broken or not, complete both ways": (
        {"card": "EU", **IN_2015, **abroad(("2017-02-01", "2017-08-02"))},
        since("2022-08-02"),  # the later of the two
    ),
    "broken in every way": ({"card": "EU", **IN_2020, **abroad(("2022-02-01", "2022-11-01"))}, NEVER),
    "M, broken or not": ({"card": "M", **IN_2020, **SIX_MONTHS_AND_A_DAY}, in_a_reading()),
    # --- lost since, whatever else is not told
    "EU, away for three years since": ({"card": "EU", **IN_2015, **GONE_THREE_YEARS}, NEVER),
    "EU, away for three years, prison not told": ({"card": "EU", **IN_2015, **GONE_THREE_YEARS, "prison": None}, NEVER),
    "F, away for three years since": (FAMILY_IN_2015 | GONE_THREE_YEARS, NEVER),
    "M, away for three years since": ({"card": "M", **IN_2015, **GONE_THREE_YEARS}, since("2020-05-01")),
    "M, away for more than five years since": ({"card": "M", **IN_2015, **abroad(("2020-06-01", "2025-07-01"))}, NEVER),
    # --- family: the household (FAM-HH-1, FAM-HH-4)
    "F, not told whether together": (FAMILY_IN_2015 | {"joint_household": None}, asks("joint_household")),
    "F, together until now": (
        FAMILY_IN_2015 | {"joint_household": None, "household_ended": "none"},
        since("2020-05-01"),
    ),
    "F, apart on the day on which five years were complete": (
        FAMILY_IN_2015 | {"joint_household": False, "household_ended": day("2020-05-01")},
        since("2020-05-01"),
    ),
    "F, apart a day before": (
        FAMILY_IN_2015 | {"joint_household": False, "household_ended": day("2020-04-30")},
        asks("retention_grounds"),
    ),
    "F, apart before, no ground": (
        FAMILY_IN_2015
        | {"joint_household": False, "household_ended": day("2020-04-30"), "retention_grounds": frozenset()},
        NEVER,
    ),
    # an Annex 15 of at most 135 days before the request can show five years on 17 December 2019 (FAM-5Y-2)
    "F, apart before, no ground, an Annex 15 could matter": (
        FAMILY_IN_2015
        | {"joint_household": False, "household_ended": day("2019-12-17"), "retention_grounds": frozenset()}
        | {"annex_15": None},
        asks("annex_15"),
    ),
    "F, apart before, no ground, no Annex 15 could be so old": (
        FAMILY_IN_2015
        | {"joint_household": False, "household_ended": day("2019-12-16"), "retention_grounds": frozenset()}
        | {"annex_15": None},
        NEVER,
    ),
    "F, apart before, with a ground": (
        FAMILY_IN_2015
        | {
            "joint_household": False,
            "household_ended": day("2020-04-30"),
            "retention_grounds": frozenset({"violence"}),
        },
        ByLaw(UNKNOWN),
    ),
    "F, apart, the day not told": (FAMILY_IN_2015 | {"joint_household": False}, asks("retention_grounds")),
    "F, apart before the later of two days": (
        FAMILY_IN_2015
        | {"joint_household": False, "household_ended": day("2021-01-01"), **abroad(("2017-02-01", "2017-08-02"))},
        asks("retention_grounds"),
    ),
    "F, together, years that only a reading completes": (FAMILY_IN_2020 | SIX_MONTHS_AND_A_DAY, in_a_reading()),
}


@pytest.mark.parametrize(("told", "right"), ROWS.values(), ids=list(ROWS))
def test_by_the_years_of_the_card(told: Told, right: ByLaw) -> None:
    assert right_by_law(somebody(**told), ON) == right


GAP = {"free_movement_gaps": (Period(day("2021-03-01"), day("2021-05-01")),)}
IN_ONE_READING: dict[str, tuple[str, Told, ByLaw]] = {
    "only whole days count": (
        "whole-days-abroad",
        {"card": "EU", **IN_2020, **SIX_MONTHS_AND_A_DAY},
        since("2025-01-15"),
    ),
    "all days count": ("calendar-year", {"card": "EU", **IN_2020, **SIX_MONTHS_AND_A_DAY}, NEVER),
    "M, only whole days count": (
        "whole-days-abroad",
        {"card": "M", **IN_2020, **SIX_MONTHS_AND_A_DAY},
        since("2025-01-15"),
    ),
    "EU, a time without free movement": ("calendar-year", {"card": "EU", **IN_2020, **GAP}, NEVER),
    "M, a time without free movement": ("calendar-year", {"card": "M", **IN_2020, **GAP}, NEVER),
    # its conditions are those of the EU citizen, not of family (EUP-5Y-4)
    "F, a time without free movement": ("calendar-year", FAMILY_IN_2020 | GAP, since("2025-01-15")),
    "complete again today": (
        "calendar-year",
        {
            "card": "EU",
            **IN_2015,
            "prison": (Period(day("2021-01-10"), day("2021-03-09")),),
            "annex_19": day("2017-01-01"),
        },
        since("2026-03-10"),
    ),
}


@pytest.mark.parametrize(("name", "told", "right"), IN_ONE_READING.values(), ids=list(IN_ONE_READING))
def test_in_one_chosen_reading_no_other_is_looked_at(name: str, told: Told, right: ByLaw) -> None:
    assert right_by_law(somebody(**told).under(reading(name)), ON) == right


FRENCH_WITH_B = {"card": "B", **nationality("FR")}
NOT_TOLD_WITH_B = {"card": "B", "nationality": None}
WORKER: Told = {"eu_activity": frozenset({"worker"}), "stopped_working": day("2025-05-02")}
ACCIDENT: Told = {**WORKER, "early_ground": "work_accident_or_disease"}
IN_2023 = {"annex_19": day("2023-09-01"), "annex_19ter": "none"}

AS_EU_CITIZEN: dict[str, tuple[Told, ByLaw]] = {
    # EUP-SCOPE-1, EUP-5Y-1: a card for a national stay, or as family, takes nothing away
    "French, B card": ({**FRENCH_WITH_B, **IN_2015}, since("2020-05-01")),
    "French, F card": ({**FAMILY_IN_2015, "annex_19": day("2016-05-01"), **nationality("FR")}, since("2021-05-01")),
    "French, card not told": ({**IN_2015, **nationality("FR")}, since("2020-05-01")),
    "Moroccan": ({"card": "B", **nationality("MA"), **IN_2015}, NEVER),
    "Belgian": ({"card": "B", **nationality("BE"), **IN_2015}, NEVER),
    "French, absences not told": ({**FRENCH_WITH_B, **IN_2015, "absences": None}, asks("absences")),
    "French, not five years": ({**FRENCH_WITH_B, **IN_2023}, NEVER),
    "French, in a reading": ({**FRENCH_WITH_B, **IN_2020, **SIX_MONTHS_AND_A_DAY}, in_a_reading()),
    # that is asked by the years of the card
    "French, EU card": ({"card": "EU", **nationality("FR"), **IN_2015}, NEVER),
    "French, EU+ card": ({"card": "EU+", **nationality("FR"), **IN_2015}, NEVER),
    # the nationality not told: only an annex 19 can show one of the EU
    "nationality not told": ({**NOT_TOLD_WITH_B, **IN_2015}, in_a_reading("nationality")),
    "nor the absences": ({**NOT_TOLD_WITH_B, **IN_2015, "absences": None}, asks("nationality", "absences")),
    "nationality not told, in a reading": (
        {**NOT_TOLD_WITH_B, **IN_2020, **SIX_MONTHS_AND_A_DAY},
        in_a_reading("nationality"),
    ),
    "nationality not told, not five years": ({**NOT_TOLD_WITH_B, **IN_2023}, NEVER),
    "nationality not told, no annex 19": (
        {**NOT_TOLD_WITH_B, "annex_19": "none", "stays": (stay("special_card_other", "2015-05-01"),)},
        NEVER,
    ),
    "nationality and annex 19 not told": (
        {**NOT_TOLD_WITH_B, "annex_19": None, "stays": (stay("special_card_other", "2015-05-01"),)},
        NEVER,
    ),
    # an early ground
    "French, B card, accident at work": ({**FRENCH_WITH_B, **IN_2023, **ACCIDENT}, since("2025-05-02")),
    "French, EU card, accident at work": ({**ACCIDENT, **IN_2023, "card": "EU", **nationality("FR")}, NEVER),
    "Moroccan, accident at work": ({**ACCIDENT, **IN_2023, "card": "B", **nationality("MA")}, NEVER),
    "nationality not told, accident at work": ({**NOT_TOLD_WITH_B, **IN_2023, **ACCIDENT}, NEVER),
}


@pytest.mark.parametrize(("told", "right"), AS_EU_CITIZEN.values(), ids=list(AS_EU_CITIZEN))
def test_of_an_eu_citizen_with_another_card(told: Told, right: ByLaw) -> None:
    assert right_by_law(somebody(**told), ON, as_eu_citizen=True) == right


EU_SINCE_2023: Told = {"card": "EU", **IN_2023}
RETIRED: Told = {**WORKER, "early_ground": "retirement"}
OF_A_WORKER: Told = {"early_ground": "family_of_early_worker"}
F_SINCE_2023 = FAMILY_IN_2015 | {"annex_19ter": day("2023-09-01")}
SPONSOR: Told = {"sponsor_early_permanent": True}

EARLY: dict[str, tuple[Told, ByLaw]] = {
    # who worked: from the day on which work stopped
    "accident at work": ({**EU_SINCE_2023, **ACCIDENT}, since("2025-05-02")),
    "an annex 8": ({**EU_SINCE_2023, **ACCIDENT, "card": "annex_8"}, since("2025-05-02")),
    "stopped today": ({**EU_SINCE_2023, **ACCIDENT, "stopped_working": ON}, since("2026-03-10")),
    "stops tomorrow": ({**EU_SINCE_2023, **ACCIDENT, "stopped_working": day("2026-03-11")}, NEVER),
    "stopped on a day not told": ({**EU_SINCE_2023, **ACCIDENT, "stopped_working": None}, since(None)),
    "never worked": ({**EU_SINCE_2023, **ACCIDENT, "eu_activity": frozenset({"student"})}, NEVER),
    "work not told": ({**EU_SINCE_2023, **ACCIDENT, "eu_activity": None}, in_a_reading("eu_activity")),
    "ground not told": ({**EU_SINCE_2023, **WORKER, "early_ground": None}, in_a_reading("early_ground")),
    "retired, Belgian partner": ({**EU_SINCE_2023, **RETIRED, "belgian_partner": True}, since("2025-05-02")),
    "retired, partner not told": ({**EU_SINCE_2023, **RETIRED}, in_a_reading("belgian_partner")),
    "retired, partner not told, stops tomorrow": (
        {**EU_SINCE_2023, **RETIRED, "stopped_working": day("2026-03-11")},
        NEVER,
    ),
    # reading 16: the Directive alone shows no right
    "retired, no Belgian partner": (
        {"card": "EU", "annex_19": day("2021-06-01"), **RETIRED, "belgian_partner": False},
        NEVER,
    ),
    "work across the border": ({**EU_SINCE_2023, **WORKER, "early_ground": "cross_border_worker"}, NEVER),
    # beside five years
    "of which it is not certain": ({**EU_SINCE_2023, **ACCIDENT, "prison": None}, since("2025-05-02")),
    "neither is certain": (
        {"card": "EU", **IN_2015, **RETIRED, "absences": None},
        in_a_reading("absences", "belgian_partner"),
    ),
    "neither is certain, for one reason": (
        {"card": "EU", **IN_2015, **RETIRED, "belgian_partner": True, "absences": None},
        in_a_reading("absences"),
    ),
    "five years not certain, no ground": (
        {"card": "EU", **IN_2015, **RETIRED, "belgian_partner": False, "prison": None},
        asks("prison"),
    ),
    "five years certain, the ground not": ({"card": "EU", **IN_2015, **RETIRED}, since("2020-05-01")),
    "five years certain, the ground not told": ({"card": "EU", **IN_2015, "early_ground": None}, since("2020-05-01")),
    # EUP-EARLY-7: family; the day on which the other one stopped is not asked
    "EU card, family of a worker": ({**EU_SINCE_2023, **OF_A_WORKER}, since(None)),
    "EU card, family of a worker, own work": ({**EU_SINCE_2023, **OF_A_WORKER, **WORKER}, since(None)),
    "EU card, family, own work goes on": (
        {**EU_SINCE_2023, **OF_A_WORKER, "stopped_working": day("2026-03-11")},
        since(None),
    ),
    "EU card, family, away too long": ({**EU_SINCE_2023, **OF_A_WORKER, **abroad(("2023-10-01", "2025-10-02"))}, NEVER),
    "F card, family of a worker": (F_SINCE_2023 | SPONSOR, since(None)),
    "F card, not of such a worker": (F_SINCE_2023 | {"sponsor_early_permanent": False}, NEVER),
    "F card, worker not told": (F_SINCE_2023, NEVER),
    "F card, own work goes on": (F_SINCE_2023 | SPONSOR | {"stopped_working": day("2026-03-11")}, since(None)),
    "F card, no household": (F_SINCE_2023 | SPONSOR | {"joint_household": False}, since(None)),
    "F card, a ground of one's own": (F_SINCE_2023 | {**ACCIDENT, "sponsor_early_permanent": None}, NEVER),
    "B card": ({"card": "B", **IN_2023, **ACCIDENT}, NEVER),
    "card not told": ({"card": None, **IN_2023, **ACCIDENT}, NEVER),
}


@pytest.mark.parametrize(("told", "right"), EARLY.values(), ids=list(EARLY))
def test_on_an_early_ground(told: Told, right: ByLaw) -> None:
    assert right_by_law(somebody(**told), ON) == right


BEFORE, AFTER = day("2026-03-09"), day("2026-03-11")


@pytest.mark.parametrize(
    ("when", "complete", "may_be"),
    [
        (When(BEFORE), True, True),
        (When(ON), True, True),
        (When(AFTER), False, False),
        (When(None), False, False),
        (When(ON, day_is_known=False), False, True),
        (When(AFTER, day_is_known=False), False, False),
        # something is missing: it may come to any day, or to none before the earliest
        (When(None, ("absences",)), False, True),
        (When(AFTER, ("absences",)), False, True),
        (When(AFTER, ("absences",), earliest=BEFORE), False, True),
        (When(AFTER, ("absences",), earliest=ON), False, True),
        (When(AFTER, ("absences",), earliest=AFTER), False, False),
        (When(None, ("absences",), earliest=AFTER), False, False),
    ],
)
def test_are_the_years_complete_by_the_day(when: When, complete: bool, may_be: bool) -> None:
    assert (_complete(when, ON), _may_be_complete(when, ON)) == (complete, may_be)
