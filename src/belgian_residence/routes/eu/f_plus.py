"""F+ card: permanent residence of non-EU family members of EU citizens and of Belgians (Act arts. 40bis, 40ter,
42quater, 42quinquies; RD 1981 art. 56).

Five years from the annex 19ter (or an earlier Annex 15), with a joint household all that time, or a right that was
kept after it ended. No means test where the household lasted (FAM-INC-1). Before the F card is given, the years of a
request under way already run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belgian_residence.counting.once import once
from belgian_residence.counting.periods import current_stay, in_belgium
from belgian_residence.counting.situation import Situation, Test, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, any_of, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.losing.household import DEATH, possible_grounds, without_means
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.eu.clock import from_start
from belgian_residence.routes.eu.early import still_there_of_family
from belgian_residence.routes.eu.starts import family_request_under_way, of_family
from belgian_residence.routes.limits import limit, longest_annex_15
from belgian_residence.routes.status import (
    PRESUMED_GONE,
    Route,
    When,
    card_not_among,
    card_not_expired,
    non_eu_national,
    not_belgian,
)
from belgian_residence.told.facts import ABSENCES, LIMITED_STAY_CARDS
from belgian_residence.told.person import Person

OWN_RIGHT = False
"""The years are those of a family member, not an EU citizen's own: see ``eu_years``."""

# --- Act arts. 40bis and 40ter: who it is for ------------------------------------------------------------------------


def _family_card(situation: Situation) -> Finding:
    """Holds the F card, or still waits for it as family of an EU citizen or Belgian, of whatever degree (art. 47/2).

    A request that is under way beside another card opens nothing by itself: the F card must be given first.
    """
    person, facts = situation.person, ("card", "stays", "annex_19ter")
    if person.card is None:
        return Finding(UNKNOWN, facts, ("card",))
    if person.card == "F":
        return Finding(YES, facts)
    if person.card in ("orange_card", "annex_15", "none"):
        if person.stays is None:
            return Finding(UNKNOWN, facts, ("stays",))
        stay = current_stay(person.stays, situation.on)
        if stay is not None and stay.ground == "family_of_eu_or_belgian":
            return Finding(YES, facts)
    under_way = family_request_under_way(person, situation.on)
    if not under_way and _five_years_before_another_card(person, situation.on):
        return Finding(UNKNOWN, facts, not_confirmed=True)
    return Finding(UNKNOWN if under_way else NO, facts, at_filing=under_way)


def _five_years_before_another_card(person: Person, on: date) -> bool:
    """Did a stay as family last five years before a limited card followed? The right is there by law then, whatever the
    card says (FAM-5Y-1, EUP-LOSS-1, reading 32); that the years were unbroken and the family still lived together only
    papers show, so it is never a plain yes."""
    if person.card not in LIMITED_STAY_CARDS | {"orange_card", "annex_15", "none"}:
        return False
    years, filed = limit("pr.residence_period", on), person.annex_19ter
    family = [one for one in in_belgium(person.stays or ()) if one.ground == "family_of_eu_or_belgian"]
    since = [min(one.start, filed) if isinstance(filed, date) else one.start for one in family]
    return any(one.end and add_years(day, years) <= min(one.end, on) for one, day in zip(family, since, strict=True))


NO_BELGIAN = not_belgian("F+", "FAM-SCOPE-1")
FROM_OUTSIDE_THE_EU = non_eu_national("F+", "FAM-SCOPE-1", "EUP-SCOPE-2")
NOT_YET_HELD = condition("F+.not-yet-held", ("CARD-REN-1",), card_not_among(frozenset({"F+"})))
FAMILY_CARD = condition("F+.family-card", ("FAM-SCOPE-1", "FAM-SCOPE-3", "FAM-47-1", "FAM-5Y-1"), _family_card)

# --- Art. 42quinquies: five years, counted from the annex 19ter or an earlier Annex 15 (FAM-5Y-2) -----------------


def _start(situation: Situation) -> date | None:
    return of_family(situation).day


PAPERS = ("annex_19ter", "annex_15", "annex_19", "stays")
"""The facts that the start comes from."""


@once
def five_years(situation: Situation) -> When:
    """Five years from the start, not broken. An Annex 15 that is not known matters only if the days it could give
    make a difference today."""
    person, on = situation.person, situation.on
    start = of_family(situation)
    law = ("FAM-5Y-1", "FAM-5Y-2", "FAM-ABS-1", "EUP-ABS-1", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-7", *start.law)
    when = from_start(situation, start, OWN_RIGHT, law, PAPERS)
    filed = None if start.again else person.annex_19ter
    counted = not eu_years.lists_missing(situation, OWN_RIGHT)
    ahead = counted and (when.day is None or when.day > on)  # no day: years broken by a trip that may still go on
    if person.annex_15 is None and isinstance(filed, date) and ahead:
        earliest = eu_years.count(situation, filed - longest_annex_15(on), OWN_RIGHT).day
        if earliest <= on:
            when = when._replace(missing=(*when.missing, "annex_15"))
    under_way = family_request_under_way(person, on)
    return when._replace(basis="once_F_given" if under_way else "by_law")


# --- Art. 42quinquies §1: joint household during the five years ------------------------------------------------------

HOUSEHOLD_USED = ("joint_household", "household_ended", *PAPERS, *eu_years.used(OWN_RIGHT))


def _joint_household(situation: Situation) -> Finding:
    """Lived together in the five years. Who separated after them did: then the day counts, not the word."""
    person = situation.person
    if person.joint_household:
        return Finding(YES, ("joint_household",))
    complete = five_years(situation)
    if complete.missing or complete.day is None:
        if person.joint_household is None:
            return Finding(UNKNOWN, HOUSEHOLD_USED, ("joint_household",))
        return Finding(UNKNOWN, HOUSEHOLD_USED, at_filing=True)  # no count can be made yet
    if isinstance(person.household_ended, date) and complete.day <= person.household_ended:
        return Finding(YES, HOUSEHOLD_USED)
    if person.joint_household is None:
        return Finding(UNKNOWN, HOUSEHOLD_USED, ("joint_household",))
    if person.household_ended is None and complete.day <= situation.on:
        return Finding(UNKNOWN, HOUSEHOLD_USED, ("household_ended",))
    older = older_start(situation, person.household_ended)
    return Finding(UNKNOWN if older else NO, HOUSEHOLD_USED, older)


def older_start(situation: Situation, parted: date | str | None) -> tuple[str, ...]:
    """What is not told and could show an older start, with which five years were complete before they parted."""
    person, start = situation.person, of_family(situation)
    if not isinstance(parted, date):
        return ()
    if not isinstance(person.annex_19ter, date) or person.annex_15 is not None or start.again:
        return start.missing
    soonest = person.annex_19ter - longest_annex_15(situation.on)
    in_time = eu_years.count(situation, soonest, OWN_RIGHT).day <= parted
    return (*start.missing, "annex_15") if in_time else start.missing


JOINT_HOUSEHOLD = condition("F+.joint-household", ("FAM-HH-1", "FAM-HH-2"), _joint_household)

# --- Art. 42quater: a right that was kept after the household ended -------------------------------------------------


OF_A_DEATH = ("household_ended", "stays", "annex_19ter", "annex_15")
"""From these it is known how long the person had been here when the other one died (FAM-RET-3)."""


def _kept(used: tuple[str, ...], then: Callable[[Situation], Finding]) -> Test:
    """A test for who no longer lived together in the five years; for everybody else no: it is not needed."""

    def test(situation: Situation) -> Finding:
        together = _joint_household(situation)
        death = OF_A_DEATH if DEATH in (situation.person.retention_grounds or ()) else ()
        facts = (*together.facts, "retention_grounds", *death, *used, "sponsor_early_permanent", "sponsor_belgian")
        if together.value is YES:
            return Finding(NO, facts)
        if situation.person.joint_household is None:
            return Finding(UNKNOWN, facts, ("joint_household",))
        if situation.person.retention_grounds is None:
            return Finding(UNKNOWN, facts, ("retention_grounds",))
        finding = then(situation)
        return Finding(finding.value, facts, finding.missing)

    return test


def _right_kept(situation: Situation) -> Finding:
    """A ground on which the right may have been kept; the papers decide, so never a plain yes (reading 17)."""
    can_hold = possible_grounds(situation.person, situation.on)
    if not can_hold:
        return _no_unless_early(situation)
    asked = can_hold == {DEATH} and situation.person.household_ended is None
    return Finding(UNKNOWN, missing=("household_ended",) if asked else ())


def _no_unless_early(situation: Situation) -> Finding:
    """The family of a worker with an early right needs no joint household by the Act, but must still be family
    (EUP-EARLY-7): papers decide."""
    early = _sponsor_early(situation)
    return Finding(NO) if early.value is NO else Finding(UNKNOWN, missing=early.missing)


def _sponsor_early(situation: Situation) -> Finding:
    """The EU citizen who was joined worked here and got permanent residence early. Whether the person joined is an EU
    citizen is asked first: a Belgian gets no such right, so nobody who joined one is asked about it."""
    person, facts = situation.person, ("sponsor_belgian", "sponsor_early_permanent")
    if person.sponsor_early_permanent is not None:
        return Finding(truth(person.sponsor_early_permanent), facts[1:])
    if person.sponsor_belgian:
        return Finding(NO, facts[:1])
    return Finding(UNKNOWN, facts, facts if person.sponsor_belgian is None else facts[1:])


RIGHT_KEPT = condition(
    "F+.right-kept",
    ("FAM-RET-1", "FAM-RET-2", "FAM-RET-3", "FAM-HH-4", "EUP-EARLY-7"),
    _kept((), _right_kept),
)


def _means_since(situation: Situation) -> Finding:
    """Work, or means with insurance, or the household of somebody who has them; by the text also after violence."""
    person, on = situation.person, situation.on
    grounds, means = possible_grounds(person, on), person.means_since_household_ended
    if not grounds:
        return _no_unless_early(situation)
    if means is None:
        return Finding(UNKNOWN, missing=("means_since_household_ended",))
    if means:
        return Finding(YES)
    excused, asked = without_means(person, on)
    return Finding(UNKNOWN, missing=asked) if excused else _no_unless_early(situation)


MEANS_SINCE = condition(
    "F+.means-since-household-ended",
    ("FAM-INC-2",),
    _kept(("means_since_household_ended", "belgian_partner"), _means_since),
)

# --- Art. 42sexies: with a worker who got permanent residence early -------------------------------------------------


def _right_of_family(situation: Situation) -> Finding:
    """Such a right, which no long absence can have ended."""
    early, there = _sponsor_early(situation), still_there_of_family(situation)
    found = there if early.value is YES else early
    return Finding(found.value, (*early.facts, *ABSENCES), found.missing)


SPONSOR_EARLY = condition("F+.sponsor-early", ("EUP-EARLY-7",), _right_of_family)

# --- The route -------------------------------------------------------------------------------------------------------

F_PLUS = Route(
    key="F+",
    requirement=all_of(
        NO_BELGIAN,
        FROM_OUTSIDE_THE_EU,
        NOT_YET_HELD,
        FAMILY_CARD,
        any_of(JOINT_HOUSEHOLD, all_of(RIGHT_KEPT, MEANS_SINCE)),
        eu_doubts.not_removed("F+"),
        eu_doubts.no_appeal_pending("F+"),
    ),
    unbroken=all_of(
        card_not_expired("F+", PRESUMED_GONE, "SW-12", "ABS-5"), *eu_doubts.conditions("F+", _start, OWN_RIGHT)
    ),
    clock=five_years,
    clock_id="F+.five-years",
    early=SPONSOR_EARLY,
)
