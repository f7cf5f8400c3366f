"""B card: unlimited stay. From which ground, counted from when, by right or left to the Immigration Office.

The Act fixes the moment for some grounds (arts. 13, 49, 49/2, 61/7, 61/25-6); for the others the Office decides, at the
earliest five years after the first residence card (B-GEN-1). In this order: who it is for, the grounds and their years,
the grounds that do not lead there, minors, absences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from belgian_residence.counting.periods import all_stays, chain, current_stay
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.routes.limits import bridge, limit
from belgian_residence.routes.status import (
    Basis,
    Route,
    When,
    ground_not_among,
    non_eu_national,
    not_belgian,
    open_for_ground,
    stay_runs,
)
from belgian_residence.routes.stay_kept import stay_kept
from belgian_residence.told.facts import CARDS_UNDER_EU_RULES, LIMITED_STAY_CARDS
from belgian_residence.told.person import Person, Stay

# --- Who it is for ---------------------------------------------------------------------------------------------------

UNLIMITED_OR_MORE = frozenset({"B", "C", "K", "D", "L", "F+", "M+"})

NO_BELGIAN = not_belgian("B", "B-GEN-1")
FROM_OUTSIDE_THE_EU = non_eu_national("B", "B-GEN-1", "EUP-SCOPE-1")


def _not_yet_held(situation: Situation) -> Finding:
    """Neither the card nor a decision gives unlimited stay or more."""
    person, facts = situation.person, ("card", "unlimited_stay_since")
    if person.card in UNLIMITED_OR_MORE:
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
STAY_RUNS = condition("B.stay-runs", ("B-GEN-1",), stay_runs)

# --- The grounds: Act arts. 13, 49, 49/2, 57/37, 61/7, 61/23, 61/25-6, and where the Act is silent -------------------


@dataclass(frozen=True)
class Ground:
    """How unlimited stay is counted for one ground of stay."""

    law: tuple[str, ...]
    years: str
    """The name of the amount with the number of years."""
    basis: Basis
    start: str = "first_card"
    """``first_card``, or the name of the fact with the day from which the years run."""
    same_run: tuple[str, ...] = ()
    """Other grounds whose time before it, without a gap, belongs to the same five years."""
    open_on_the_day: bool = True


DISCRETIONARY = (
    "self_employed",
    "researcher",
    "humanitarian_9bis",
    "family_of_limited_stay",
    "other_limited_stay",
    "trafficking_victim",
    "intra_corporate_transferee",
)
_LEFT_TO_THE_OFFICE = Ground(
    ("B-GEN-1",),
    "B.years.discretionary",
    "discretionary",
    same_run=("single_permit", "blue_card", *DISCRETIONARY),
)

GROUNDS: dict[str, Ground] = {
    # Act art. 13: family of a non-EU national with unlimited stay.
    "family_of_unlimited_stay": Ground(("B-FAM-1", "DIS-14"), "B.years.family", "right"),
    # Act art. 49 §1: recognised refugees; art. 49/2: subsidiary protection.
    "refugee": Ground(("B-REF-1", "B-REF-2"), "B.years.protection", "right", start="asylum_application"),
    "subsidiary_protection": Ground(("B-SP-1", "DIS-13"), "B.years.protection", "right", start="asylum_application"),
    # Act art. 13: medical regularisation (article 9ter).
    "medical_9ter": Ground(("B-9TER-1",), "B.years.medical", "right", start="medical_application"),
    # Act art. 61/25-6 §4: five years on single permits; given at a renewal handled after that day (reading 7).
    "single_permit": Ground(("B-WORK-1",), "B.years.single_permit", "expected", open_on_the_day=False),
    "blue_card": Ground(
        ("B-GEN-1", "B-BLUE-1"),
        "B.years.discretionary",
        "discretionary",
        same_run=("single_permit",),
        open_on_the_day=False,
    ),
    # Act art. 61/7 §6: long-term resident of another state.
    "long_term_resident_other_state": Ground(("B-LTR2-1",), "B.years.long_term_resident_other_state", "right"),
    # Unaccompanied minors in the special procedure: three years, while under eighteen (reading 18).
    "unaccompanied_minor": Ground(("B-UAM-1",), "B.years.unaccompanied_minor", "discretionary"),
    # Act arts. 57/37 and following: stateless persons; entry into force not verified.
    "stateless": Ground(("B-GEN-1", "B-STL-1"), "B.years.stateless", "right"),
    # Where the Act is silent (B-GEN-1): article 9bis, self-employed, article 9, family of workers.
    **dict.fromkeys(DISCRETIONARY, _LEFT_TO_THE_OFFICE),
}


def _rule(situation: Situation) -> tuple[Stay, Ground] | None:
    stay = current_stay(situation.person.stays or (), situation.on)
    rule = GROUNDS.get(stay.ground) if stay else None
    return (stay, rule) if stay and rule else None


def five_years(situation: Situation) -> When:
    """The first day on which unlimited stay can be asked on the ground of the present stay (table 12.2 of the base)."""
    person = situation.person
    if person.stays is None:
        return When(missing=("stays",), law=("B-GEN-1",), facts=("stays",))
    found = _rule(situation)
    if found is None:
        return When(law=("B-NEVER-1",), facts=("stays",))
    stay, rule = found
    years = limit(
        "B.years.discretionary" if _came_alone_and_is_adult(person, stay, situation.on) else rule.years, situation.on
    )
    start, fact, arrived = _start(person, stay, rule, situation.on, bridge(situation))
    if start is None:
        earliest = add_years(arrived, years) if arrived else None
        return When(
            missing=(fact,), law=rule.law, facts=_used(fact, stay), basis=rule.basis, years=years, earliest=earliest
        )
    return When(
        add_years(start, years),
        law=rule.law,
        facts=_used(fact, stay),
        basis=rule.basis,
        open_on_the_day=rule.open_on_the_day,
        years=years,
    )


def _came_alone_and_is_adult(person: Person, stay: Stay, on: date) -> bool:
    """From eighteen on the five years of practice are the safe count (B-UAM-1, B-GEN-1, reading 18)."""
    adult = person.birth_date is not None and add_years(person.birth_date, 18) <= on
    return stay.ground == "unaccompanied_minor" and adult


def _used(fact: str, stay: Stay) -> tuple[str, ...]:
    """The whole facts that the day rests on."""
    more = ("birth_date",) if stay.ground == "unaccompanied_minor" else ()
    return tuple(dict.fromkeys(("stays", fact.split("[")[0], "card", "absences", *more)))


def _start(person: Person, stay: Stay, rule: Ground, on: date, gap: timedelta) -> tuple[date | None, str, date | None]:
    """The day from which the years run, the fact that gives it, and the first day on which it can lie."""
    if rule.start != "first_card":
        day = getattr(person, rule.start)
        return (day if isinstance(day, date) else None), rule.start, None
    run = chain(all_stays(person), on, gap)
    place = next(index for index, one in enumerate(run) if one.start == stay.start and one.ground == stay.ground)
    counted = (stay.ground, *rule.same_run)
    while place > 0 and run[place - 1].ground in counted:
        place -= 1
    return run[place].first_card, f"stays[{run[place].index}].first_card_issued", run[place].start


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

LEADS_TO_UNLIMITED_STAY = condition("B.ground-leads-to-unlimited-stay", ("B-NEVER-1",), ground_not_among(NEVER))
NOT_POSTED = condition("B.not-posted", ("B-WORK-2",), ground_not_among(frozenset({"posted_worker"})))
NOT_TRANSFERRED = condition(
    "B.not-transferred-within-a-company", ("B-GEN-1", "B-RES-1"), open_for_ground("intra_corporate_transferee")
)
STATELESS_PROCEDURE = condition("B.stateless-procedure-in-force", ("B-GEN-1", "B-STL-1"), open_for_ground("stateless"))

# --- Unaccompanied minors: three years, while under eighteen ---------------------------------------------------------


def _still_a_minor(situation: Situation) -> Finding:
    """While under eighteen; afterwards the practice is not certain (B-UAM-1, reading 18)."""
    person = situation.person
    found = _rule(situation)
    if found is None or found[0].ground != "unaccompanied_minor":
        return Finding(UNKNOWN if person.stays is None else YES, ("stays",), ("stays",) if person.stays is None else ())
    if person.birth_date is None:
        return Finding(UNKNOWN, ("stays", "birth_date"), ("birth_date",))
    asked = max(situation.on, five_years(situation).day or situation.on)
    minor = asked < add_years(person.birth_date, 18)
    return Finding(YES if minor else UNKNOWN, ("stays", "birth_date"))


STILL_A_MINOR = condition("B.still-a-minor", ("B-UAM-1",), _still_a_minor)

# --- Act art. 19: no absence ended the stay --------------------------------------------------------------------------

STAY_KEPT = condition("B.stay-kept", ("ABS-1", "ABS-3", "ABS-4"), stay_kept(five_years))

# --- The route -------------------------------------------------------------------------------------------------------

B = Route(
    key="B",
    requirement=all_of(
        NO_BELGIAN,
        FROM_OUTSIDE_THE_EU,
        NOT_YET_HELD,
        NOT_UNDER_EU_RULES,
        STAY_RUNS,
        LEADS_TO_UNLIMITED_STAY,
        NOT_POSTED,
        NOT_TRANSFERRED,
        STATELESS_PROCEDURE,
        STILL_A_MINOR,
        STAY_KEPT,
    ),
    clock=five_years,
    clock_id="B.years-of-stay",
)
