"""M card with permanent stay (informally "M+"): beneficiaries of the Withdrawal Agreement (Act art. 47/5; Agreement
arts. 15, 16). Time before and after 31 December 2020 counts (BRX-PR-1). No silence that grants (BRX-PR-4)."""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.periods import all_stays, chain
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of
from belgian_residence.law.provisions import provision
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.limits import limit
from belgian_residence.routes.status import (
    PRESUMED_GONE,
    Route,
    When,
    card_not_among,
    card_not_expired,
    nationality_is_eu,
    not_belgian,
)

OWN_RIGHT = True
"""The years are the person's own, as for an EU citizen: see ``eu_years``."""
LOSS = "wa_pr.loss_absence"
"""Permanent stay under the Agreement is lost only by more than five years of absence (BRX-PR-3)."""
# --- Who it is for: Act art. 47/5 -----------------------------------------------------------------------------------

UNDER_THE_AGREEMENT = frozenset({"M", "M+", "annex_56"})
ANOTHER_STATUS = frozenset({"A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L", "N", "orange_card", "special_card"})
"""Cards of people who are not here as beneficiaries (BRX-SCOPE-3, BRX-NEW-1); N is for people who live elsewhere."""


def _beneficiary(situation: Situation) -> Finding:
    """Holds an M card or its certificate, or holds no card of another status and says to be covered."""
    person = situation.person
    facts = ("card", "withdrawal_agreement")
    if person.card in UNDER_THE_AGREEMENT:
        return Finding(YES, facts)
    if person.card is None:
        return Finding(UNKNOWN, facts, ("card",))
    if person.card in ANOTHER_STATUS or person.withdrawal_agreement is False:
        return Finding(NO, facts)
    if nationality_is_eu(person):
        return Finding(NO, ("card", "nationality"))
    if person.withdrawal_agreement is None:
        return Finding(UNKNOWN, facts, ("withdrawal_agreement",))
    if provision("BRX-DL-1").in_force(situation.on):
        return Finding(YES, facts)
    return Finding(UNKNOWN, facts, not_confirmed=True)  # late applications only with reasons (BRX-DL-2)


NO_BELGIAN = not_belgian("M+", "BRX-SCOPE-1")
BENEFICIARY = condition("M+.beneficiary", ("BRX-SCOPE-1", "BRX-SCOPE-3", "BRX-N-1", "BRX-DL-1"), _beneficiary)
NOT_YET_HELD = condition("M+.not-yet-held", ("BRX-NAME-1",), card_not_among(frozenset({"M+"})))

# --- Agreement arts. 15 and 16: five years, before and after the end of the transition -------------------------------


def _start(situation: Situation) -> date | None:
    """The first lawful stay under free movement: the first annex 19 or 19ter, else the stay under the Agreement."""
    person = situation.person
    annexes = [day for day in (person.annex_19, person.annex_19ter) if isinstance(day, date)]
    if annexes:
        return min(annexes)
    if person.annex_19 is None:
        return None
    if person.annex_19ter is None or person.stays is None:
        return None
    under_agreement = [stay for stay in chain(all_stays(person), situation.on) if stay.ground == "withdrawal_agreement"]
    return under_agreement[0].start if under_agreement else None


def _start_missing(situation: Situation) -> tuple[str, ...]:
    person = situation.person
    if _start(situation) is not None:
        return ()
    return next(
        ((fact,) for fact in ("annex_19", "annex_19ter", "stays") if getattr(person, fact) is None),
        ("stays",),
    )


def five_years(situation: Situation) -> When:
    """Five years under free movement and the Agreement together, not broken (BRX-PR-1, BRX-PR-2)."""
    person, years = situation.person, limit("pr.residence_period", situation.on)
    law = ("BRX-PR-1", "BRX-PR-2", "EUP-5Y-2", "FAM-5Y-2", "EUP-ABS-1", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-7")
    facts = ("annex_19", "annex_19ter", "stays", *eu_years.used(OWN_RIGHT))
    start = _start(situation)
    missing = (*_start_missing(situation), *eu_years.lists_missing(person, OWN_RIGHT))
    if missing or start is None:
        return When(missing=missing, law=law, facts=facts, years=years)
    day, missing = eu_years.when(situation, start, OWN_RIGHT, LOSS)
    if day > situation.on:  # an annex that is not known could be older
        missing += tuple(fact for fact in ("annex_19", "annex_19ter") if getattr(person, fact) is None)
    known = not person.removal_enforced  # the day of a removal is not asked, so no date is safe
    return When(day, missing, law, facts, day_is_known=known, years=years)


END_OF_TRANSITION = date(2020, 12, 31)
"""The last day of free movement for UK nationals (BRX-SCOPE-1)."""


def _status_kept(situation: Situation) -> Finding:
    """A stay that was broken after the transition, before five years were complete, may have ended the status for
    good (BRX-ABS-1): no certain answer."""
    used = ("annex_19", "annex_19ter", "stays", *eu_years.used(OWN_RIGHT))
    start = _start(situation)
    if start is None or eu_years.lists_missing(situation.person, OWN_RIGHT):
        return Finding(UNKNOWN, used, at_filing=True)  # no count can be made yet; what is missing is asked elsewhere
    older = tuple(fact for fact in ("annex_19", "annex_19ter") if getattr(situation.person, fact) is None)
    if _broken_after_the_transition(situation, start):
        return Finding(UNKNOWN, used, older)  # an annex that is not told could be an older start
    if older and any(_broken_after_the_transition(situation, day) for day in _older_starts(situation, start)):
        return Finding(UNKNOWN, used, older)
    return Finding(YES, used)


def _broken_after_the_transition(situation: Situation, start: date) -> bool:
    return eu_years.count(situation, start, OWN_RIGHT, LOSS).start > max(start, END_OF_TRANSITION)


def _older_starts(situation: Situation, start: date) -> list[date]:
    """Days on which a stay can have begun that was broken before ``start``: the end of the transition, or the first day
    of what may have broken it."""
    person = situation.person
    lists = (person.prison, person.register_gaps, person.free_movement_gaps)
    days = [absence.departure for absence in person.absences or ()]
    days += [period.start for periods in lists for period in periods or ()]
    return [day for day in (END_OF_TRANSITION, *days) if END_OF_TRANSITION <= day < start]


STATUS_KEPT = condition("M+.status-kept", ("BRX-ABS-1", "BRX-PR-2"), _status_kept)

# --- The route -------------------------------------------------------------------------------------------------------

M_PLUS = Route(
    key="M+",
    requirement=all_of(
        NO_BELGIAN,
        BENEFICIARY,
        NOT_YET_HELD,
        eu_doubts.not_removed("M+"),
    ),
    unbroken=all_of(
        STATUS_KEPT,
        card_not_expired("M+", PRESUMED_GONE, "SW-12", "ABS-5"),
        *eu_doubts.conditions("M+", _start, OWN_RIGHT, LOSS),
    ),
    clock=five_years,
    clock_id="M+.five-years",
)
