"""EU+ card: permanent residence of EU, EEA and Swiss citizens (Act arts. 42quinquies, 42sexies; RD 1981 art. 55).

The right exists by law after five years; asking for the card is optional and only proves it (EUP-5Y-1, EUP-OPT-1).
Before five years there are early grounds for people who worked: see ``early`` (art. 42sexies).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from belgian_residence.counting.conventions import SAFE, readings_of
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import in_belgium
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.law.provisions import first_day, last_day
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.eu.clock import from_start
from belgian_residence.routes.eu.early import EARLY
from belgian_residence.routes.eu.starts import AGREEMENT, FAMILY, SPECIAL_CARD, family_years_before, of_eu_citizen
from belgian_residence.routes.eu.starts import OWN_RIGHT as OWN_STAY
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
from belgian_residence.told.facts import LIMITED_STAY_CARDS, UNLIMITED_STAY_CARDS
from belgian_residence.told.person import Person, Stay

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


def _start(situation: Situation) -> date | None:
    return of_eu_citizen(situation).day


@once
def five_years(situation: Situation) -> When:
    """Five years from the annex 19, or from where else they begin, not broken (EUP-5Y-1, EUP-5Y-2)."""
    start = of_eu_citizen(situation)
    law = ("EUP-5Y-1", "EUP-5Y-2", "EUP-ABS-1", "EUP-ABS-2", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-7", *start.law)
    if start.day and start.day >= COMPLETE_AT_FILING:
        law = (*law, "EUP-5Y-9")
    card = ("card", "card_issued") if start.missing and start.day else ()  # it bounds a start that is not known
    when = from_start(situation, start, OWN_RIGHT, law, ("annex_19", "special_card_before", "stays", *card))
    return when._replace(basis="by_law")


COMPLETE_AT_FILING = first_day("EUP-5Y-9")
"""Since then only a complete application begins the years: a first visit without the papers does not."""

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


def _ways(situation: Situation) -> list[Situation]:
    """The situation under every reading, or under the one that was chosen."""
    readings = readings_of("EU+").values() if situation.conventions == SAFE else ()
    return [situation, *(situation.under(way) for way in readings)]


def _no_right_from_before(situation: Situation) -> Finding:
    """Where five years are not complete, the right may have arisen after three, while that was the law.

    Never a plain yes to the right: what was asked of these three years was not seen in the text of that time. Only a
    right that is still there counts, so all that has happened since is looked at (EUP-LOSS-1).
    """
    person, start = situation.person, _start(situation)
    facts = ("annex_19", "stays", *eu_years.used(OWN_RIGHT))
    if start is None:
        return Finding(UNKNOWN, facts, at_filing=True)
    if not _early_enough(start):
        return Finding(YES, facts)
    if eu_years.lists_missing(situation, OWN_RIGHT):
        return Finding(UNKNOWN, facts, at_filing=True)
    if eu_years.count(situation, start, OWN_RIGHT).day <= situation.on:
        return Finding(YES, facts)
    counts = [eu_years.count(way, start, OWN_RIGHT, rule_of=LAST_DAY_OF_THREE_YEARS) for way in _ways(situation)]
    begins = [count.start for count in counts if count.day <= LAST_DAY_OF_THREE_YEARS]
    possible = any(not _always_student(person, begin) for begin in begins)
    return Finding(UNKNOWN if possible else YES, facts)


# Its main law is the rule of today: that of before 2013 is no longer in force on any date that can be asked about.
NO_RIGHT_FROM_BEFORE = condition(
    "EU+.no-right-from-before-2013", ("EUP-5Y-1", "EUP-5Y-8", "EUP-LOSS-1"), _no_right_from_before
)

# --- Family years before the own right (SW-4) ------------------------------------------------------------------------


def _no_family_years_before(situation: Situation) -> Finding:
    """Who held an F card and became an EU citizen: that the years as family count too follows from what the Court of
    Justice says of lawful stay, but no page was seen that says so. It matters while the own years are not complete, and
    where they are complete with the others in any reading."""
    person, start = situation.person, _start(situation)
    facts = ("annex_19", "stays", *eu_years.used(OWN_RIGHT))
    if start is None or eu_years.lists_missing(situation, OWN_RIGHT):
        return Finding(UNKNOWN, facts, at_filing=True)
    if eu_years.count(situation, start, OWN_RIGHT).day <= situation.on:
        return Finding(YES, facts)
    if person.stays is None:
        return Finding(UNKNOWN, facts, at_filing=True)
    before = family_years_before(person, start)
    together = before and any(eu_years.count(way, before, OWN_RIGHT).day <= situation.on for way in _ways(situation))
    return Finding(UNKNOWN if together else YES, facts)


NO_FAMILY_YEARS_BEFORE = condition("EU+.no-family-years-before", ("EUP-5Y-4", "SW-4"), _no_family_years_before)

# --- Registered at all (EUP-5Y-2) -----------------------------------------------------------------------------------

SHOW_A_REGISTRATION = SPECIAL_CARD | AGREEMENT | FAMILY


def _registered(situation: Situation) -> Finding:
    """Who says that there is no annex 19 may never have registered: then no years have begun, and the application is
    inadmissible (EUP-APP-2). A card of an EU citizen came of a registration, and so did any card of the stay."""
    person = situation.person
    if person.annex_19 != "none" or person.card not in NO_CARD_OF_THE_RIGHT:
        return Finding(YES, of_others=True)
    facts = ("annex_19", "card", "stays", "early_ground")
    here = [stay for stay in in_belgium(person.stays or ()) if stay.start <= situation.on]
    shown = any(stay.ground in SHOW_A_REGISTRATION or _with_a_card(stay) for stay in here)
    if shown or (person.stays is None and person.special_card_before):
        return Finding(YES, of_others=True)
    # What an early ground asks of a stay without registration, no source says. Nor what one on another ground is worth:
    # the Swiss held C cards once (SW-7).
    no_early_ground = person.early_ground in (None, "none")
    on_no_ground = not any(stay.ground in OWN_STAY or not stay.end or stay.end >= situation.on for stay in here)
    never = person.card == "none" and person.stays is not None and no_early_ground and on_no_ground
    return Finding(NO if never else UNKNOWN, facts, undated=not never)


def _with_a_card(stay: Stay) -> bool:
    return stay.ground in OWN_STAY and stay.first_card is not None


NO_CARD_OF_THE_RIGHT = LIMITED_STAY_CARDS | UNLIMITED_STAY_CARDS | {"none"}
"""With one of these, or with no card, nothing shows that somebody was ever registered as an EU citizen."""
REGISTERED = condition("EU+.registered", ("EUP-5Y-2", "EUP-APP-2", "CARD-FINE-1"), _registered)

# --- The route -----------------------------------------------------------------------------------------------------

EU_PLUS = Route(
    key="EU+",
    requirement=all_of(
        NO_BELGIAN,
        EU_NATIONAL,
        NOT_YET_HELD,
        REGISTERED,
        eu_doubts.not_removed("EU+"),
        eu_doubts.no_appeal_pending("EU+"),
    ),
    unbroken=all_of(
        card_not_expired("EU+", PRESUMED_GONE, "SW-12", "ABS-5"),
        *eu_doubts.conditions("EU+", _start, OWN_RIGHT),
        NO_RIGHT_FROM_BEFORE,
        NO_FAMILY_YEARS_BEFORE,
    ),
    clock=five_years,
    clock_id="EU+.five-years",
    early=EARLY,
)


def decide_with_old_rule(situation: Situation) -> Outcome:
    """The outcome of EU+, in which the rule of before 2013 is named only for those who had the time for it: for
    everybody who came later it never existed, and with five years it does not matter. Family years before the own
    right are named only where they can make a difference."""
    outcome, start = decide(EU_PLUS, situation), _start(situation)
    matters = start is not None and _early_enough(start) and outcome.status in ("later", "unsettled")
    was_family = start is not None and family_years_before(situation.person, start) is not None
    shown = tuple(
        (condition, finding)
        for condition, finding in outcome.conditions
        if (condition is not NO_RIGHT_FROM_BEFORE or (matters and not finding.at_filing))
        and (condition is not NO_FAMILY_YEARS_BEFORE or (was_family and outcome.status in ("later", "unsettled")))
    )
    return replace(outcome, conditions=shown)
