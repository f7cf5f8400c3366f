"""B card: unlimited stay. Who can ask for it, on which ground, and what the ground itself asks.

From which day the years run on each ground, and how many they are, stands in ``b_years``. In this order: who it is for,
the grounds that do not lead there, what single grounds ask (family, protection, minors, trafficking), absences.

Longer than most modules: one list of conditions, and nearly each ground has one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belgian_residence.counting.granted import facts_of_the_grant, granted_cards
from belgian_residence.counting.of_age import of_age_on
from belgian_residence.counting.situation import Situation, Test, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, truth
from belgian_residence.losing.household import UNKNOWN_DAY, household_ended
from belgian_residence.routes.b_years import earlier_right, five_years, ground_that_counts
from belgian_residence.routes.interruptions import no_appeal_pending, uninterrupted
from belgian_residence.routes.status import (
    PRESUMED_GONE,
    Route,
    card_not_expired,
    ground_not_among,
    ground_test,
    non_eu_national,
    not_belgian,
    stay_runs,
)
from belgian_residence.routes.stay_kept import stay_kept
from belgian_residence.told.facts import (
    CARDS_UNDER_EU_RULES,
    LIMITED_STAY_CARDS,
    PROTECTION_GROUNDS,
    UNLIMITED_STAY_CARDS,
)

# --- Who it is for ---------------------------------------------------------------------------------------------------

UNLIMITED_OR_MORE = UNLIMITED_STAY_CARDS | {"F+", "M+"}

NO_BELGIAN = not_belgian("B", "B-GEN-1")
FROM_OUTSIDE_THE_EU = non_eu_national("B", "B-GEN-1", "EUP-SCOPE-1")


def _not_yet_held(situation: Situation) -> Finding:
    """Neither the card nor a decision gives unlimited stay or more."""
    person = situation.person
    facts: tuple[str, ...] = ("card", "unlimited_stay_since")
    if person.card in UNLIMITED_OR_MORE:
        return Finding(NO, facts)
    facts = (*facts, *facts_of_the_grant(person))
    if granted_cards(person):
        return Finding(NO, facts)
    if person.card is None:
        return Finding(UNKNOWN, facts, ("card",))
    if person.card in LIMITED_STAY_CARDS | CARDS_UNDER_EU_RULES or person.unlimited_stay_since == "none":
        return Finding(YES, facts)
    if person.unlimited_stay_since is None:
        return Finding(UNKNOWN, facts, ("unlimited_stay_since",))
    return Finding(NO, facts)


NOT_YET_HELD = condition("B.not-yet-held", ("B-GEN-1",), _not_yet_held)


def _not_under_eu_rules(situation: Situation) -> Finding:
    card = situation.person.card
    if card is None:
        return Finding(UNKNOWN, ("card",), ("card",))
    return Finding(truth(card not in CARDS_UNDER_EU_RULES), ("card",))


NOT_UNDER_EU_RULES = condition("B.not-under-eu-rules", ("FAM-SCOPE-1", "BRX-PR-1"), _not_under_eu_rules)
# Not renewed for so long that its holder is presumed to have left: the Office looks at that first (reading 37).
CARD_STILL_VALID = card_not_expired("B", PRESUMED_GONE, "ABS-5", "B-PROC-1")


def _of_the_present_stay(test: Test) -> Test:
    """A test of the stay of today, which is no longer what decides where the years were complete on an earlier ground:
    see ``EARLIER_GROUND``."""

    def of_the_present_stay(situation: Situation) -> Finding:
        earlier = earlier_right(situation) if situation.person.stays is not None else None
        complete = earlier is not None and not earlier.missing
        return Finding(YES, ("stays",), of_others=True) if complete else test(situation)

    return of_the_present_stay


STAY_RUNS = condition("B.stay-runs", ("B-GEN-1",), _of_the_present_stay(stay_runs))

# --- Grounds that do not lead to unlimited stay ----------------------------------------------------------------------

NEVER = frozenset(
    {
        "student",
        "vocational_training",
        "search_year",
        "au_pair",
        "seasonal_worker",
        "temporary_protection",
        "asylum_procedure",
        "special_card_convention",
        "special_card_other",
        "short_stay",
        "arrival_declaration",
        "eu_citizen",
        "family_of_eu_or_belgian",
        "withdrawal_agreement",
    }
)
"""Grounds that do not lead to unlimited stay by themselves (B-NEVER-1), or that follow the EU rules."""

LEADS_TO_UNLIMITED_STAY = condition(
    "B.ground-leads-to-unlimited-stay", ("B-NEVER-1",), _of_the_present_stay(ground_not_among(NEVER))
)
NOT_POSTED = condition(
    "B.not-posted", ("B-WORK-2",), _of_the_present_stay(ground_not_among(frozenset({"posted_worker"})))
)
NOT_TRANSFERRED = condition(
    "B.not-transferred-within-a-company",
    ("B-RES-1",),
    _of_the_present_stay(ground_not_among(frozenset({"intra_corporate_transferee"}))),
)


def _follows_a_limited_stay(ground: str) -> Finding:
    """Family of a limited stay (Act art. 10bis) follows the card of the person joined: no five years of its own."""
    if ground == "family_of_limited_stay":
        return Finding(NO, ("stays",))
    return Finding(YES, ("stays",), of_others=True)


NOT_BESIDE_A_LIMITED_STAY = condition(
    "B.not-family-of-limited-stay", ("B-FAM-1",), _of_the_present_stay(ground_test(_follows_a_limited_stay))
)

# --- The ground changed after the years were complete ---------------------------------------------------------------


def _earlier_ground(situation: Situation) -> Finding:
    """On the day of the five years unlimited stay was there by law (B-REF-1, B-SP-1), or due; a later permit on another
    ground is not named among what ends it. Whether protection was given up (LOSS-3), and what the Office did, is not
    told: so it is never a plain yes, and never the years of the later ground alone."""
    facts = ("stays", "protection_ended", "card", "card_issued")
    if situation.person.stays is None:
        return Finding(UNKNOWN, facts, ("stays",))
    earlier = earlier_right(situation)
    if earlier is None:
        return Finding(YES, facts, of_others=True)
    return Finding(UNKNOWN, (*facts, *earlier.rule.facts), earlier.missing, not_confirmed=not earlier.missing)


EARLIER_GROUND = condition(
    "B.earlier-ground", ("B-GEN-1", "B-REF-1", "B-SP-1", "B-9TER-1", "B-FAM-1", "LOSS-3"), _earlier_ground
)

# --- What single grounds ask: they hold for everybody who stays on another ground ------------------------------------


def _of_ground(grounds: frozenset[str], test: Callable[[Situation], Finding]) -> Callable[[Situation], Finding]:
    """A test of who stays on one of these grounds on the date; the answer for everybody else is yes."""

    def of_ground(situation: Situation) -> Finding:
        if situation.person.stays is None:
            return Finding(UNKNOWN, ("stays",), ("stays",))
        found = ground_that_counts(situation)
        concerned = found is not None and found[0].ground in grounds
        return test(situation) if concerned else Finding(YES, ("stays",), of_others=True)

    return of_ground


def _family_life(situation: Situation) -> Finding:
    """Act art. 11 §2: during the five years the stay can be ended when family life ends. That it ended before they
    were complete leaves B to what the Office did; nobody is told that it is due without having been asked (B-FAM-2)."""
    facts = ("stays", "household_ended", "joint_household", "card", "card_issued")
    ended = household_ended(situation.person)
    if ended in (None, UNKNOWN_DAY):
        return Finding(UNKNOWN, facts, ("household_ended",))
    if not isinstance(ended, date):
        return Finding(YES, facts)
    complete = five_years(situation)
    if complete.day is not None and complete.day <= ended:
        return Finding(YES, facts)
    # What bounds the day, and what stands open where nothing bounds it.
    could_be_complete = tuple(dict.fromkeys((*complete.confirmed_by, *complete.missing)))
    return Finding(UNKNOWN, facts, could_be_complete, not_confirmed=not could_be_complete)


FAMILY_LIFE = condition(
    "B.family-life", ("B-FAM-2", "B-FAM-1"), _of_ground(frozenset({"family_of_unlimited_stay"}), _family_life)
)


def _protection(situation: Situation) -> Finding:
    """Protection that ended before the five years were complete leads to no unlimited stay (B-REF-1). Later, only a
    withdrawal can reach the stay (LOSS-3): on which day it ended is not told, so then it is open.

    A stay that is told as running on protection says that the protection stands, unless its end is told.
    """
    facts = ("stays", "protection_ended", "asylum_application", "card", "card_issued")
    if situation.person.protection_ended in (None, "no"):
        return Finding(YES, facts)
    when = five_years(situation)
    if when.missing:
        return Finding(UNKNOWN, facts, when.missing)
    ahead = when.day is not None and when.day > situation.on
    return Finding(NO, facts) if ahead else Finding(UNKNOWN, facts, not_confirmed=True)


PROTECTION_STANDS = condition(
    "B.protection-stands",
    ("B-REF-1", "B-SP-1", "LOSS-3"),
    _of_ground(PROTECTION_GROUNDS, _protection),
)


def _purpose(situation: Situation) -> Finding:
    """Act art. 61/7: self-employed people and stays for other purposes; a salary follows the rule of single permits;
    study leads nowhere (B-LTR2-1)."""
    purpose, facts = situation.person.other_state_purpose, ("stays", "other_state_purpose")
    if purpose is None:
        return Finding(UNKNOWN, facts, ("other_state_purpose",))
    return Finding(truth(purpose != "study"), facts)


NOT_FOR_STUDY = condition(
    "B.not-for-study", ("B-LTR2-1",), _of_ground(frozenset({"long_term_resident_other_state"}), _purpose)
)


def _trafficking(situation: Situation) -> Finding:
    """Act art. 61/5: it may be given after a conviction, or when the prosecutor maintained the charge. What became of
    the case is a matter of its papers (B-TRAF-1)."""
    return Finding(UNKNOWN, ("stays",), not_confirmed=True)


CASE_WENT_ON = condition(
    "B.trafficking-case-went-on", ("B-TRAF-1",), _of_ground(frozenset({"trafficking_victim"}), _trafficking)
)


def _blue_card(situation: Situation) -> Finding:
    """No rule of unlimited stay was seen for the Blue Card; L is the way that the law made for it (B-BLUE-1)."""
    return Finding(UNKNOWN, ("stays",), not_confirmed=True)


RULE_SEEN = condition("B.rule-seen", ("B-BLUE-1",), _of_ground(frozenset({"blue_card"}), _blue_card))


def _still_a_minor(situation: Situation) -> Finding:
    """While under eighteen; afterwards the practice is not certain (B-UAM-1, reading 18)."""
    person = situation.person
    facts = ("stays", "birth_date", "card", "card_issued")
    if person.birth_date is None:
        return Finding(UNKNOWN, facts, ("birth_date",))
    asked = max(situation.on, five_years(situation).day or situation.on)
    minor = asked < of_age_on(person.birth_date)
    return Finding(YES if minor else UNKNOWN, facts)


STILL_A_MINOR = condition(
    "B.still-a-minor", ("B-UAM-1",), _of_ground(frozenset({"unaccompanied_minor"}), _still_a_minor)
)

# --- No removal, no time off the register, no appeal on which the stay hangs ----------------------------------------

UNINTERRUPTED = uninterrupted("B.uninterrupted", ("B-GEN-1",), five_years)
NO_APPEAL_PENDING = no_appeal_pending("B", "B-GEN-1")

# --- Act art. 19: no absence ended the stay --------------------------------------------------------------------------

STAY_KEPT = condition("B.stay-kept", ("ABS-1", "ABS-3", "ABS-4"), _of_the_present_stay(stay_kept(five_years)))

# --- The route -------------------------------------------------------------------------------------------------------

B = Route(
    key="B",
    requirement=all_of(
        NO_BELGIAN,
        FROM_OUTSIDE_THE_EU,
        NOT_YET_HELD,
        NOT_UNDER_EU_RULES,
        CARD_STILL_VALID,
        STAY_RUNS,
        LEADS_TO_UNLIMITED_STAY,
        NOT_POSTED,
        NOT_TRANSFERRED,
        NOT_BESIDE_A_LIMITED_STAY,
        EARLIER_GROUND,
        NOT_FOR_STUDY,
        FAMILY_LIFE,
        PROTECTION_STANDS,
        STILL_A_MINOR,
        CASE_WENT_ON,
        RULE_SEEN,
        STAY_KEPT,
        UNINTERRUPTED,
        NO_APPEAL_PENDING,
    ),
    clock=five_years,
    clock_id="B.years-of-stay",
)
