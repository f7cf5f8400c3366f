"""Permanent residence before five years: each ground, and what may have ended the right since (EUP-EARLY-1 to 7).

Somebody with an annex 19 of 15 January 2020 who stopped working on 2 May 2023, asked about on 10 March 2026, and never
abroad; each row changes one thing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import reading
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.routes.eu.early import (
    _and_still_there,
    _directive_alone,
    _long_enough,
    _on_ground,
    _retirement_by_the_directive,
    _still_there,
    _with_belgian_partner,
    _worked,
    long_absences,
    still_there_of_family,
)
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Absence, Period, Person, Stay
from briefly import NOTHING_BROKE, abroad, day

ON = date(2026, 3, 10)
Told = dict[str, Any]
Answer = tuple[Truth, tuple[str, ...]]
"""What is said, and which facts are asked."""


def somebody(**told: Any) -> Situation:
    known: Told = {
        "annex_19": day("2020-01-15"),
        "stopped_working": day("2023-05-02"),
        "stays": (),
        "absences": (),
        **NOTHING_BROKE,
    }
    return Situation(Person(**known | told), ON)


def stopped(text: str) -> Told:
    return {"stopped_working": day(text)}


def answer(finding: Finding) -> Answer:
    assert not finding.at_filing
    return finding.value, finding.missing


NOT_STOPPED_TOLD = {"stopped_working": None}
PRISON_IN_2022 = {"prison": (Period(day("2022-01-10"), day("2022-02-01")),)}
NO_FREE_MOVEMENT_IN_2022 = {"free_movement_gaps": (Period(day("2022-01-10"), day("2022-02-01")),)}

# --- for whom a ground is -------------------------------------------------------------------------------------------

OF_ITS_GROUND: dict[str, tuple[Told, Answer]] = {
    "that ground": ({"early_ground": "retirement"}, (UNKNOWN, ("belgian_partner",))),
    "another": ({"early_ground": "incapacity"}, (NO, ())),
    "none": ({"early_ground": "none"}, (NO, ())),
    "none, nothing known of absences": ({"early_ground": "none", "absences": None}, (NO, ())),
    "not told": ({"early_ground": None}, (UNKNOWN, ("early_ground",))),
    "not told, away for long": (
        {"early_ground": None, **abroad(("2023-06-01", "2025-06-02"))},
        (UNKNOWN, ("early_ground",)),
    ),
    # before it is known whether an absence was too long, no ground can open the route
    "not told, nor the absences": ({"early_ground": None, "absences": None}, (UNKNOWN, ("absences",))),
}


@pytest.mark.parametrize(("told", "said"), OF_ITS_GROUND.values(), ids=list(OF_ITS_GROUND))
def test_a_ground_is_for_who_told_it(told: Told, said: Answer) -> None:
    def then(situation: Situation) -> Finding:
        return Finding(UNKNOWN, missing=("belgian_partner",))

    finding = _on_ground(frozenset({"retirement"}), ("belgian_partner", "absences"), then)(somebody(**told))
    assert answer(finding) == said
    looked_at = ABSENCES if told["early_ground"] is None else ("absences",)
    assert sorted(finding.facts) == sorted({"early_ground", "belgian_partner", *looked_at})


@pytest.mark.parametrize(
    ("activity", "said"),
    [
        ({"worker"}, (YES, ())),
        ({"self_employed", "student"}, (YES, ())),
        ({"student", "own_means", "job_seeker"}, (NO, ())),
        (set(), (NO, ())),
        (None, (UNKNOWN, ("eu_activity",))),
    ],
)
def test_only_who_worked_has_a_ground_of_their_own(activity: set[str] | None, said: Answer) -> None:
    told = frozenset(activity) if activity is not None else None
    assert answer(_worked(somebody(eu_activity=told))) == said


# --- EUP-LOSS-1: more than two years away since ---------------------------------------------------------------------

LONG: dict[str, tuple[Told, list[str] | None]] = {
    "never": ({}, []),
    "two years": (abroad(("2021-02-01", "2023-02-01")), []),
    "a day more": (abroad(("2021-02-01", "2023-02-02")), ["2021-02-01"]),
    "once briefly, once too long": (abroad(("2020-02-01", "2020-03-01"), ("2021-02-01", "2024-02-01")), ["2021-02-01"]),
    "not that long yet": (abroad(("2024-03-10", "2026-05-01")), []),
    "since a day less than that": (abroad(("2024-03-09", "2026-05-01")), ["2024-03-09"]),
    "only planned": (abroad(("2026-04-01", "2029-04-01")), []),
    "not told": ({"absences": None}, None),
    "each under two years": ({"absences": None, "absences_each_under": 24}, []),
    "each under a month more": ({"absences": None, "absences_each_under": 25}, None),
}


@pytest.mark.parametrize(("told", "days"), LONG.values(), ids=list(LONG))
def test_absences_that_end_a_permanent_right(told: Told, days: list[str] | None) -> None:
    found = long_absences(somebody(**told))
    assert (found if found is None else [trip.start.isoformat() for trip in found]) == days


@pytest.mark.parametrize(("told", "days"), LONG.values(), ids=list(LONG))
def test_for_family_a_long_absence_leaves_it_open(told: Told, days: list[str] | None) -> None:
    """EUP-EARLY-7: whether the worker had stopped by then is not asked."""
    said = (UNKNOWN, ("absences",)) if days is None else (UNKNOWN, ()) if days else (YES, ())
    assert answer(still_there_of_family(somebody(**told))) == said


def test_whole_days_abroad_are_counted_where_that_reading_is_chosen() -> None:
    """Two years from the day of departure to that of return, and a day: not more than two years of whole days."""
    way = reading("whole-days-abroad")
    assert long_absences(somebody(**abroad(("2021-02-01", "2023-02-02"))).under(way)) == []
    assert answer(_still_there(somebody(**abroad(("2023-06-01", "2025-06-02"))).under(way))) == (YES, ())


KEPT, LOST, OPEN = (YES, ()), (NO, ()), (UNKNOWN, ())
ASKED = (UNKNOWN, ("stopped_working",))

SINCE: dict[str, tuple[Told, Answer]] = {
    "never": ({}, KEPT),
    "never, the day not told": (NOT_STOPPED_TOLD, KEPT),
    "not told": ({"absences": None}, (UNKNOWN, ("absences",))),
    # under a year nothing can have been lost, before that day or after it
    "each under a year": ({"absences": None, "absences_each_under": 12}, KEPT),
    "each under a month more": ({"absences": None, "absences_each_under": 13}, (UNKNOWN, ("absences",))),
    "a day less than a year, the day not told": (NOT_STOPPED_TOLD | abroad(("2022-02-01", "2023-01-31")), KEPT),
    "a year, the day not told": (NOT_STOPPED_TOLD | abroad(("2022-02-01", "2023-02-01")), ASKED),
    "three years, the day not told": (NOT_STOPPED_TOLD | abroad(("2021-02-01", "2024-02-01")), ASKED),
    "not a year yet, the day not told": (NOT_STOPPED_TOLD | abroad(("2025-03-11", "2027-02-01")), KEPT),
    "a year today, the day not told": (NOT_STOPPED_TOLD | abroad(("2025-03-10", "2027-02-01")), ASKED),
    # after that day
    "two years": (abroad(("2023-06-01", "2025-06-01")), KEPT),
    "more than two years": (abroad(("2023-06-01", "2025-06-02")), LOST),
    "two years from that day on": (abroad(("2023-05-02", "2025-05-02")), KEPT),
    "more than two from that day on": (abroad(("2023-05-02", "2025-05-03")), LOST),
    "not two years yet": (abroad(("2024-03-10", "2027-05-01")), KEPT),
    "more than two by now": (abroad(("2024-03-09", "2027-05-01")), LOST),
    "twice two years": (abroad(("2021-02-01", "2023-02-01"), ("2023-06-01", "2025-06-01")), KEPT),
    "once briefly, once too long": (abroad(("2023-06-01", "2023-07-01"), ("2023-08-01", "2025-08-02")), LOST),
    # before it
    "three years, back before that day": (abroad(("2020-02-01", "2023-05-01")), KEPT),
    # across it
    "five months before, eighteen after": (abroad(("2022-12-01", "2024-11-01")), KEPT),
    "five months before, more than two years after": (abroad(("2022-12-01", "2025-05-03")), LOST),
    "more than two years only in all": (abroad(("2022-12-01", "2025-05-02")), OPEN),
    "two years in all": (abroad(("2022-12-01", "2024-12-01")), KEPT),
    "a year before, some months after": (abroad(("2022-05-02", "2023-10-01")), OPEN),
    "a day less than a year before": (abroad(("2022-05-03", "2023-10-01")), KEPT),
    "a year before, back on that day": (abroad(("2022-05-02", "2023-05-02")), OPEN),
    "one in doubt, one too long": (abroad(("2022-05-02", "2023-05-02"), ("2023-06-01", "2025-06-02")), LOST),
    "one in doubt, one of no matter": (abroad(("2022-05-02", "2023-05-02"), ("2023-06-01", "2025-06-01")), OPEN),
}


@pytest.mark.parametrize(("told", "said"), SINCE.values(), ids=list(SINCE))
def test_is_the_right_still_there(told: Told, said: Answer) -> None:
    assert answer(_still_there(somebody(**told))) == said


@pytest.mark.parametrize("value", [YES, NO, UNKNOWN])
def test_only_a_right_that_arose_can_be_lost(value: Truth) -> None:
    long_gone = somebody(**abroad(("2023-06-01", "2025-06-02")))
    asked = ("belgian_partner",) if value is UNKNOWN else ()
    assert answer(_and_still_there(Finding(value, missing=asked), long_gone)) == (NO if value is YES else value, asked)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"belgian_partner": True}, KEPT),
        ({"belgian_partner": True, **stopped("2020-01-16")}, KEPT),  # no time of residence is asked
        ({"belgian_partner": True, **abroad(("2023-06-01", "2025-06-02"))}, LOST),
        ({"belgian_partner": True, "absences": None}, (UNKNOWN, ("absences",))),
        ({"belgian_partner": False}, (NO, ())),
        ({"belgian_partner": None}, (UNKNOWN, ("belgian_partner",))),
        ({"belgian_partner": None, "absences": None}, (UNKNOWN, ("belgian_partner",))),
    ],
)
def test_with_a_belgian_partner(told: Told, said: Answer) -> None:
    """EUP-EARLY-5."""
    assert answer(_with_belgian_partner(somebody(**told))) == said


# --- EUP-EARLY-2: incapacity after more than two years --------------------------------------------------------------

REGISTERED_2020 = {"annex_19": None, "stays": (Stay(day("2020-01-15"), None, "eu_citizen"),)}
REGISTERED_2022 = {"annex_19": None, "stays": (Stay(day("2022-03-10"), None, "eu_citizen"),)}
BREAK_WITHOUT_REASON = abroad(("2020-02-01", "2021-05-02"), reason=None)
"""Military service breaks nothing; for another reason two years began anew on 2 May 2021."""

INCAPACITY: dict[str, tuple[Told, Answer]] = {
    "more than two years": ({}, KEPT),
    "two years": (stopped("2022-01-15"), (NO, ())),
    "two years and a day": (stopped("2022-01-16"), KEPT),
    "the day not told": (NOT_STOPPED_TOLD, ASKED),
    "the annex not told": ({"annex_19": None}, (UNKNOWN, ("annex_19",))),
    "there is no annex, nor a stay": ({"annex_19": "none"}, (UNKNOWN, ("stays",))),
    "neither told": (NOT_STOPPED_TOLD | {"annex_19": None}, (UNKNOWN, ("stopped_working", "annex_19"))),
    "prison not told": ({"prison": None}, (UNKNOWN, ("prison",))),
    "free movement not told": ({"free_movement_gaps": None}, (UNKNOWN, ("free_movement_gaps",))),
    "the day and prison not told": (NOT_STOPPED_TOLD | {"prison": None}, (UNKNOWN, ("stopped_working", "prison"))),
    "neither annex nor prison told": ({"annex_19": None, "prison": None}, (UNKNOWN, ("annex_19",))),
    # what could be older
    "the annex of a long stay not told": (REGISTERED_2020, KEPT),
    "the annex of a short stay not told": (REGISTERED_2022, (UNKNOWN, ("annex_19",))),
    "perhaps a special card before": (
        {"annex_19": day("2022-03-10"), "stays": None},
        (UNKNOWN, ("special_card_before",)),
    ),
    "no special card before": (
        {"annex_19": day("2022-03-10"), "stays": None, "special_card_before": False},
        (NO, ()),
    ),
    "a special card before": (
        {
            "annex_19": day("2022-03-10"),
            "stays": (
                Stay(day("2019-03-01"), day("2022-03-09"), "special_card_other"),
                Stay(day("2022-03-10"), None, "eu_citizen"),
            ),
        },
        KEPT,
    ),
    # what broke them
    "broken, and two years since": (abroad(("2020-02-01", "2021-05-02")), (NO, ())),
    "broken, and a day more": (abroad(("2020-02-01", "2021-05-01")), KEPT),
    "prison": (PRISON_IN_2022, (NO, ())),
    "a time without free movement, which papers can settle": (NO_FREE_MOVEMENT_IN_2022, OPEN),
    "and long enough after it": (NO_FREE_MOVEMENT_IN_2022 | stopped("2024-02-03"), KEPT),
    "broken if the reason is another": (BREAK_WITHOUT_REASON, (UNKNOWN, ("absences[0].reason",))),
    "only that reason is asked": (
        abroad(("2020-02-01", "2021-05-02"), ("2022-08-01", "2022-08-15"), reason=None),
        (UNKNOWN, ("absences[0].reason",)),
    ),
    "no break to more than two years": (BREAK_WITHOUT_REASON | stopped("2023-05-03"), KEPT),
    "eight months away afterwards": (abroad(("2023-05-02", "2024-01-02")), KEPT),
    # what ended the right since
    "away for too long since": (abroad(("2023-06-01", "2025-06-02")), LOST),
    "away for too long, whatever papers show": (
        NO_FREE_MOVEMENT_IN_2022 | abroad(("2023-06-01", "2025-06-02")),
        LOST,
    ),
    "away for too long, whatever the reason of another": (
        {"absences": (*BREAK_WITHOUT_REASON["absences"], Absence(day("2023-06-01"), day("2025-06-02"), index=1))},
        LOST,
    ),
    "a year away before, and some months after": (
        {"absences": (Absence(day("2022-05-02"), day("2023-10-01"), "military_service"),)},
        OPEN,
    ),
}


@pytest.mark.parametrize(("told", "said"), INCAPACITY.values(), ids=list(INCAPACITY))
def test_incapacity(told: Told, said: Answer) -> None:
    assert answer(_long_enough(somebody(**told))) == said


# --- EUP-EARLY-1b, EUP-EARLY-4, reading 16: the Directive alone -----------------------------------------------------

IN_DOUBT = (UNKNOWN, ())

RETIREMENT: dict[str, tuple[Told, Truth]] = {
    "more than three years": ({}, UNKNOWN),
    "three years": (stopped("2023-01-15"), NO),
    "three years and a day": (stopped("2023-01-16"), UNKNOWN),
    "three years today": (NOT_STOPPED_TOLD | {"annex_19": day("2023-03-10")}, NO),
    "three years and a day today": (NOT_STOPPED_TOLD | {"annex_19": day("2023-03-09")}, UNKNOWN),
    "no start told": ({"annex_19": None}, UNKNOWN),
    "an annex that could be older": (REGISTERED_2022, UNKNOWN),
    "a special card that could be older": ({"annex_19": day("2022-03-10"), "stays": None}, UNKNOWN),
    "no older start": ({"annex_19": day("2022-03-10"), "stays": None, "special_card_before": False}, NO),
    "prison not told": (stopped("2022-01-15") | {"prison": None}, UNKNOWN),
    "free movement not told": (stopped("2022-01-15") | {"free_movement_gaps": None}, UNKNOWN),
    "prison": (PRISON_IN_2022, NO),
    "a time without free movement, which papers can settle": (NO_FREE_MOVEMENT_IN_2022, UNKNOWN),
    "eight months away before": (abroad(("2022-02-01", "2022-10-01")), NO),
    "eight months away afterwards": (abroad(("2023-05-02", "2024-01-02")), UNKNOWN),
}


@pytest.mark.parametrize(("told", "value"), RETIREMENT.values(), ids=list(RETIREMENT))
def test_retirement_by_the_directive(told: Told, value: Truth) -> None:
    """Never a plain yes: it is not in the Act. And nothing is asked for it alone."""
    situation = somebody(**told, early_ground="retirement")
    assert answer(_retirement_by_the_directive(situation)) == (value, ())
    assert answer(_directive_alone(situation)) == (value, ())


@pytest.mark.parametrize("told", [{}, stopped("2020-01-16"), PRISON_IN_2022])
def test_for_work_across_the_border_no_figure_decides(told: Told) -> None:
    assert answer(_directive_alone(somebody(**told, early_ground="cross_border_worker"))) == IN_DOUBT
