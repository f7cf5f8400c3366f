"""F+ card: permanent residence of non-EU family members of EU citizens and of Belgians (Act arts. 40bis, 40ter,
42quater, 42quinquies; RD 1981 art. 56).

Five years from the annex 19ter (or an earlier Annex 15), with a joint household all that time, or a right that was
kept after it ended. No means test where the household lasted (FAM-INC-1).
"""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.periods import current_stay
from belgian_residence.counting.situation import Situation, condition, is_true
from belgian_residence.engine import NO, UNKNOWN, Finding, all_of, any_of, truth
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
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

OWN_RIGHT = False
"""The years are those of a family member, not an EU citizen's own: see ``eu_years``."""

# --- Act arts. 40bis and 40ter: who it is for ------------------------------------------------------------------------


def _family_card(situation: Situation) -> Finding:
    """Holds the F card, or still waits for it as family of an EU citizen or Belgian."""
    person = situation.person
    if person.card is None:
        return Finding(UNKNOWN, ("card",), ("card",))
    if person.card not in ("orange_card", "annex_15", "none"):
        return Finding(truth(person.card == "F"), ("card",))
    if person.stays is None:
        return Finding(UNKNOWN, ("card", "stays"), ("stays",))
    stay = current_stay(person.stays, situation.on)
    return Finding(truth(stay is not None and stay.ground == "family_of_eu_or_belgian"), ("card", "stays"))


NO_BELGIAN = not_belgian("F+", "FAM-SCOPE-1")
FROM_OUTSIDE_THE_EU = non_eu_national("F+", "FAM-SCOPE-1", "EUP-SCOPE-2")
NOT_YET_HELD = condition("F+.not-yet-held", ("CARD-REN-1",), card_not_among(frozenset({"F+"})))
FAMILY_CARD = condition("F+.family-card", ("FAM-SCOPE-1", "FAM-SCOPE-3"), _family_card)

# --- Art. 42quinquies: five years, counted from the annex 19ter or an earlier Annex 15 (FAM-5Y-2) -----------------


def _start(situation: Situation) -> date | None:
    """The earlier of the annex 19ter and an Annex 15 issued before it, for the same family route: an Annex 15 that lies
    further back than one can last belongs to something else."""
    person = situation.person
    if not isinstance(person.annex_19ter, date):
        return None
    if isinstance(person.annex_15, date):
        first_possible = person.annex_19ter - longest_annex_15(situation.on)
        return min(person.annex_19ter, person.annex_15) if person.annex_15 >= first_possible else person.annex_19ter
    return person.annex_19ter


def five_years(situation: Situation) -> When:
    """Five years from the start, not broken. An Annex 15 that is not known matters only if the days it could give
    make a difference today."""
    person, on = situation.person, situation.on
    years = limit("pr.residence_period", on)
    law = ("FAM-5Y-1", "FAM-5Y-2", "FAM-ABS-1", "EUP-ABS-1", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-7")
    facts = ("annex_19ter", "annex_15", *eu_years.used(OWN_RIGHT))
    start = _start(situation)
    missing = eu_years.lists_missing(person, OWN_RIGHT) if start else ("annex_19ter",)
    if missing or start is None:
        return When(missing=missing, law=law, facts=facts, basis="by_law", years=years)
    day, missing = eu_years.when(situation, start, OWN_RIGHT)
    if person.annex_15 is None and day > on:
        earliest = eu_years.count(situation, start - longest_annex_15(on), OWN_RIGHT).day
        if earliest <= on:
            missing += ("annex_15",)
    known = not person.removal_enforced  # the day of a removal is not asked, so no date is safe
    return When(day, missing, law, facts, "by_law", day_is_known=known, years=years)


# --- Art. 42quinquies and 42quater: joint household, or a right that was kept -------------------------------------

JOINT_HOUSEHOLD = condition("F+.joint-household", ("FAM-HH-1", "FAM-HH-2"), is_true("joint_household"))


def _right_kept(situation: Situation) -> Finding:
    """A ground on which the right may have been kept (art. 42quater); the papers decide, so never a plain yes."""
    person = situation.person
    if person.joint_household is None:
        return Finding(UNKNOWN, ("joint_household", "retention_grounds"), ("joint_household",))
    if person.joint_household:
        return Finding(NO, ("joint_household",))  # not needed
    if person.retention_grounds is None:
        return Finding(UNKNOWN, ("joint_household", "retention_grounds"), ("retention_grounds",))
    value = UNKNOWN if person.retention_grounds else NO
    return Finding(value, ("joint_household", "retention_grounds"))


RIGHT_KEPT = condition("F+.right-kept", ("FAM-RET-1", "FAM-RET-2", "FAM-RET-3", "FAM-HH-4"), _right_kept)

# --- Art. 42sexies: with a worker who got permanent residence early -------------------------------------------------

SPONSOR_EARLY = condition("F+.sponsor-early", ("EUP-EARLY-7",), is_true("sponsor_early_permanent"))

# --- The route -------------------------------------------------------------------------------------------------------

F_PLUS = Route(
    key="F+",
    requirement=all_of(
        NO_BELGIAN,
        FROM_OUTSIDE_THE_EU,
        NOT_YET_HELD,
        FAMILY_CARD,
        any_of(JOINT_HOUSEHOLD, RIGHT_KEPT),
        eu_doubts.not_removed("F+"),
    ),
    unbroken=all_of(
        card_not_expired("F+", PRESUMED_GONE, "SW-12", "ABS-5"), *eu_doubts.conditions("F+", _start, OWN_RIGHT)
    ),
    clock=five_years,
    clock_id="F+.five-years",
    early=SPONSOR_EARLY,
)
