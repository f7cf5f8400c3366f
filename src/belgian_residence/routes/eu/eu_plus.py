"""EU+ card: permanent residence of EU, EEA and Swiss citizens (Act arts. 42quinquies, 42sexies; RD 1981 art. 55).

The right exists by law after five years; asking for the card is optional and only proves it (EUP-5Y-1, EUP-OPT-1).
Before five years there are early grounds for people who worked (art. 42sexies).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from belgian_residence.counting.conventions import SAFE, readings_of
from belgian_residence.counting.periods import in_belgium, trips
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, any_of, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.law.provisions import last_day
from belgian_residence.losing.permanent import lost_by
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.limits import limit
from belgian_residence.routes.outcome import Outcome, decide
from belgian_residence.routes.status import (
    PRESUMED_GONE,
    Route,
    When,
    card_not_among,
    card_not_expired,
    nationality_is_eu,
    not_belgian,
)
from belgian_residence.told.person import Person

OWN_RIGHT = True
"""The years are those of the EU citizen, not of a family member: see ``eu_years``."""

# --- Who it is for -----------------------------------------------------------------------------------

HELD = frozenset({"EU+", "E+", "annex_8bis"})


def _eu_national(situation: Situation) -> Finding:
    eu = nationality_is_eu(situation.person)
    if eu is None:
        return Finding(UNKNOWN, ("nationality",), ("nationality",))
    return Finding(truth(eu), ("nationality",))


NO_BELGIAN = not_belgian("EU+", "EUP-SCOPE-1")
EU_NATIONAL = condition("EU+.eu-national", ("EUP-SCOPE-1", "EUP-SCOPE-2"), _eu_national)
NOT_YET_HELD = condition("EU+.not-yet-held", ("EUP-LOSS-1",), card_not_among(HELD))

# --- Art. 42quinquies: five years from the application for the registration certificate (annex 19) ----------------


def _annex_19(situation: Situation) -> date | None:
    day = situation.person.annex_19
    return day if isinstance(day, date) else None


def five_years(situation: Situation) -> When:
    """Five years from the annex 19, not broken (EUP-5Y-1, EUP-5Y-2); or now, on an early ground (EUP-EARLY-*)."""
    person, years = situation.person, limit("pr.residence_period", situation.on)
    law = ("EUP-5Y-1", "EUP-5Y-2", "EUP-ABS-1", "EUP-ABS-2", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-7")
    facts = ("annex_19", *eu_years.used(OWN_RIGHT))
    start = _annex_19(situation)
    missing = eu_years.lists_missing(person, OWN_RIGHT) if start else ("annex_19",)
    if missing or start is None:
        return When(missing=missing, law=law, facts=facts, basis="by_law", years=years)
    day, missing = eu_years.when(situation, start, OWN_RIGHT)
    known = not person.removal_enforced  # the day of a removal is not asked, so no date is safe
    return When(day, missing, law, facts, "by_law", day_is_known=known, years=years)


# --- Art. 42quinquies as it was until 10 July 2013: three years, for students five (EUP-5Y-8) -----------------------

LAST_DAY_OF_THREE_YEARS = last_day("EUP-5Y-8")


def _early_enough(start: date) -> bool:
    """Could three years be complete while they were the law?"""
    return add_years(start, limit("pr.residence_period", LAST_DAY_OF_THREE_YEARS)) <= LAST_DAY_OF_THREE_YEARS


def _always_student(person: Person, start: date) -> bool:
    """Was every stay that was told, from the start of the years to the end of the old rule, a stay for study?"""
    told = in_belgium(person.stays or ())
    then = [stay for stay in told if stay.start <= LAST_DAY_OF_THREE_YEARS and (not stay.end or stay.end > start)]
    return bool(then) and all(stay.ground == "student" for stay in then)


def _no_right_from_before(situation: Situation) -> Finding:
    """Where five years are not complete, the right may have arisen after three, while that was the law.

    Never a plain yes to the right: what was asked of these three years was not seen in the text of that time. Only a
    right that is still there counts, so all that has happened since is looked at (EUP-LOSS-1).
    """
    person, start = situation.person, _annex_19(situation)
    facts = ("annex_19", "stays", *eu_years.used(OWN_RIGHT))
    if start is None:
        return Finding(YES if person.annex_19 == "none" else UNKNOWN, facts, at_filing=person.annex_19 is None)
    if not _early_enough(start):
        return Finding(YES, facts)
    if eu_years.lists_missing(person, OWN_RIGHT):
        return Finding(UNKNOWN, facts, at_filing=True)
    if eu_years.count(situation, start, OWN_RIGHT).day <= situation.on:
        return Finding(YES, facts)
    ways = [situation, *(situation.under(way) for way in readings_of("EU+").values() if situation.conventions == SAFE)]
    counts = [eu_years.count(way, start, OWN_RIGHT, rule_of=LAST_DAY_OF_THREE_YEARS) for way in ways]
    begins = [count.start for count in counts if count.day <= LAST_DAY_OF_THREE_YEARS]
    possible = any(not _always_student(person, begin) for begin in begins)
    return Finding(UNKNOWN if possible else YES, facts)


# Its main law is the rule of today: that of before 2013 is no longer in force on any date that can be asked about.
NO_RIGHT_FROM_BEFORE = condition(
    "EU+.no-right-from-before-2013", ("EUP-5Y-1", "EUP-5Y-8", "EUP-LOSS-1"), _no_right_from_before
)

# --- Art. 42sexies: early permanent residence of people who worked ------------------------------------------------


def _work_accident(situation: Situation) -> Finding:
    """Incapacity from a work accident or occupational disease with a Belgian benefit: no minimum of residence."""
    ground = situation.person.early_ground
    if ground is None:
        return Finding(UNKNOWN, ("early_ground",), ("early_ground",))
    return Finding(truth(ground == "work_accident_or_disease"), ("early_ground",))


WORK_ACCIDENT = condition("EU+.work-accident", ("EUP-EARLY-3",), _work_accident)


def _incapacity(situation: Situation) -> Finding:
    """Stopped working because of permanent incapacity, after more than two years of residence without a break."""
    person = situation.person
    facts = ("early_ground", "stopped_working", "annex_19", *eu_years.used(OWN_RIGHT))
    if person.early_ground is None:
        return Finding(UNKNOWN, facts, ("early_ground",))
    if person.early_ground != "incapacity":
        return Finding(NO, facts)
    start = _annex_19(situation)
    missing = [fact for fact in ("stopped_working",) if getattr(person, fact) is None]
    missing += eu_years.lists_missing(person, OWN_RIGHT) if start else ["annex_19"]
    if missing or start is None or not isinstance(person.stopped_working, date):
        return Finding(UNKNOWN, facts, tuple(missing))
    stopped, on = person.stopped_working, situation.on
    ways = (situation, eu_years.settled(situation))
    counts = [eu_years.count(way, start, OWN_RIGHT, until=stopped) for way in ways]
    long_enough = {add_years(one.start, limit("early.incapacity_residence", on)) < stopped for one in counts}
    # From the day on which work stopped the right exists: only a long absence can end it (EUP-LOSS-1).
    later = [trip for trip in trips(person.absences or (), situation.conventions, on) if trip.start >= stopped]
    lost = any(lost_by(trip, "pr.loss_absence", on) for trip in later)
    # For the partner of a Belgian the two years may fall away (EUP-EARLY-5): not verified, so it decides nothing.
    if len(long_enough) > 1 and not lost:  # papers can still decide it, or a reason that is not known
        asked = {name for one in counts for name in one.reasons}
        return Finding(UNKNOWN, facts, tuple(name for name in eu_years.reasons_not_known(person) if name in asked))
    return Finding(truth(long_enough == {True} and not lost), facts)


INCAPACITY = condition("EU+.incapacity", ("EUP-EARLY-2", "EUP-EARLY-5"), _incapacity)


def _family_of_early_worker(situation: Situation) -> Finding:
    """Lives with a worker who got permanent residence early; of any nationality."""
    ground = situation.person.early_ground
    if ground is None:
        return Finding(UNKNOWN, ("early_ground",), ("early_ground",))
    return Finding(truth(ground == "family_of_early_worker"), ("early_ground",))


FAMILY_OF_EARLY_WORKER = condition("EU+.family-of-early-worker", ("EUP-EARLY-7",), _family_of_early_worker)


def _figures_not_confirmed(situation: Situation) -> Finding:
    """Retirement and cross-border work: the figures are not verified in the Belgian text (reading 16)."""
    ground = situation.person.early_ground
    if ground is None:
        return Finding(UNKNOWN, ("early_ground",), ("early_ground",))
    if ground not in ("retirement", "cross_border_worker"):
        return Finding(NO, ("early_ground",))
    return Finding(UNKNOWN, ("early_ground",))


RETIREMENT_OR_CROSS_BORDER = condition(
    "EU+.retirement-or-cross-border", ("EUP-APP-2", "EUP-EARLY-1", "EUP-EARLY-4"), _figures_not_confirmed
)

EARLY = any_of(WORK_ACCIDENT, INCAPACITY, FAMILY_OF_EARLY_WORKER, RETIREMENT_OR_CROSS_BORDER)
"""One of these opens the route before five years; the file then always goes to the Immigration Office (EUP-APP-3)."""

# --- The route -----------------------------------------------------------------------------------------------------

EU_PLUS = Route(
    key="EU+",
    requirement=all_of(
        NO_BELGIAN,
        EU_NATIONAL,
        NOT_YET_HELD,
        eu_doubts.not_removed("EU+"),
    ),
    unbroken=all_of(
        card_not_expired("EU+", PRESUMED_GONE, "SW-12", "ABS-5"),
        *eu_doubts.conditions("EU+", _annex_19, OWN_RIGHT),
        NO_RIGHT_FROM_BEFORE,
    ),
    clock=five_years,
    clock_id="EU+.five-years",
    early=EARLY,
)


def decide_with_old_rule(situation: Situation) -> Outcome:
    """The outcome of EU+, in which the rule of before 2013 is named only for those who had the time for it: for
    everybody who came later it never existed, and with five years it does not matter."""
    outcome, start = decide(EU_PLUS, situation), _annex_19(situation)
    matters = start is not None and _early_enough(start) and outcome.status in ("later", "unsettled")
    shown = tuple(
        (condition, finding)
        for condition, finding in outcome.conditions
        if condition is not NO_RIGHT_FROM_BEFORE or (matters and not finding.at_filing)
    )
    return replace(outcome, conditions=shown)
