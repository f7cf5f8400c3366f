"""M card with permanent stay (informally "M+"): beneficiaries of the Withdrawal Agreement (Act art. 47/5; Agreement
arts. 15, 16). Time before and after 31 December 2020 counts (BRX-PR-1). No silence that grants (BRX-PR-4)."""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.once import once
from belgian_residence.counting.periods import current_stay, in_belgium
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of
from belgian_residence.law.provisions import provision
from belgian_residence.routes.eu import doubts as eu_doubts
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.eu.clock import from_start
from belgian_residence.routes.eu.starts import (
    IN_THE_PLACE_OF_A_CARD,
    LOSS_UNDER_AGREEMENT,
    SPECIAL_CARD,
    under_agreement,
)
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
"""The years are the person's own, as for an EU citizen: see ``eu_years``."""
LOSS = LOSS_UNDER_AGREEMENT
# --- Who it is for: Act art. 47/5 -----------------------------------------------------------------------------------

UNDER_THE_AGREEMENT = frozenset({"M", "M+", "annex_56"})
ANOTHER_STATUS = frozenset({"A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L", "N", "orange_card"})
"""Cards of people who are not here as beneficiaries (BRX-SCOPE-3, BRX-NEW-1); N is for people who live elsewhere."""
CAN_BE_UNDER_THE_AGREEMENT = frozenset(
    {
        *("withdrawal_agreement", "eu_citizen", "family_of_eu_or_belgian", *SPECIAL_CARD),
        *("arrival_declaration", "short_stay", "other_limited_stay", "no_right"),
    }
)
"""Grounds of a stay beside which somebody without a card can still be a beneficiary; on any other ground the card that
is missing is one of another status."""
END_OF_TRANSITION = date(2020, 12, 31)
"""The last day of free movement for UK nationals (BRX-SCOPE-1)."""


def _beneficiary(situation: Situation) -> Finding:
    """Holds an M card or its certificate, or holds no card of another status and says to be covered."""
    person = situation.person
    facts: tuple[str, ...] = ("card", "withdrawal_agreement")
    if person.card in UNDER_THE_AGREEMENT:
        return Finding(YES, facts)
    if person.card is None:
        return Finding(UNKNOWN, facts, ("card",))
    if person.card in ANOTHER_STATUS:
        return Finding(NO, facts)
    if nationality_is_eu(person):
        return Finding(NO, ("card", "nationality"))
    if person.card == "special_card":
        return _with_special_card(person)
    if person.stays is not None and person.card in IN_THE_PLACE_OF_A_CARD:
        if _on_another_ground(situation):
            return Finding(NO, ("card", "stays", "sponsor_belgian"))
        facts = (*facts, "stays", "sponsor_belgian")
    if person.withdrawal_agreement is False:
        handed_in = "GB" in (person.nationality or ()) and _special_card_in_time(person)
        found = UNKNOWN if handed_in else NO
        return Finding(found, ("card", "withdrawal_agreement", "nationality", "stays"), not_confirmed=handed_in)
    if person.withdrawal_agreement is None:
        return Finding(UNKNOWN, facts, ("withdrawal_agreement",))
    if provision("BRX-DL-1").in_force(situation.on):
        return Finding(YES, facts)
    return Finding(UNKNOWN, facts, not_confirmed=True)  # late applications only with reasons (BRX-DL-2, BRX-DL-3)


def _on_another_ground(situation: Situation) -> bool:
    """Is the card that the paper stands for, or that is missing, one of another status? So it is for family of a
    Belgian (BRX-SCOPE-3). Who had a special card in time can still change to the M card, whatever came after it
    (BRX-DL-2)."""
    person = situation.person
    stay = current_stay(person.stays or (), situation.on)
    if stay is None or _special_card_in_time(person):
        return False
    of_a_belgian = stay.ground == "family_of_eu_or_belgian" and person.sponsor_belgian is True
    return of_a_belgian or stay.ground not in CAN_BE_UNDER_THE_AGREEMENT


def _with_special_card(person: Person) -> Finding:
    """A Briton who held a special card before the end of the transition can still change to the M card, whenever the
    special card is handed in, whether or not the stay was one with EU rights (BRX-DL-2). No certain yes: the M card is
    not there yet."""
    facts = ("card", "nationality", "stays")
    if person.nationality is not None and not person.nationality & {"GB", "non-EU"}:
        return Finding(NO, facts)
    missing = tuple(fact for fact in ("nationality", "stays") if getattr(person, fact) is None)
    if missing:
        return Finding(UNKNOWN, facts, missing)
    return Finding(UNKNOWN if _special_card_in_time(person) else NO, facts)


def _special_card_in_time(person: Person) -> bool:
    """Was a special card held before the end of the transition?"""
    held = (stay for stay in in_belgium(person.stays or ()) if stay.ground in SPECIAL_CARD)
    return any(stay.start <= END_OF_TRANSITION for stay in held)


NO_BELGIAN = not_belgian("M+", "BRX-SCOPE-1")
BENEFICIARY = condition(
    "M+.beneficiary",
    ("BRX-SCOPE-1", "BRX-SCOPE-3", "BRX-N-1", "BRX-DL-1", "BRX-DL-2", "BRX-DL-3"),
    _beneficiary,
)
NOT_YET_HELD = condition("M+.not-yet-held", ("BRX-NAME-1",), card_not_among(frozenset({"M+"})))

# --- Agreement arts. 15 and 16: five years, before and after the end of the transition -------------------------------


def _start(situation: Situation) -> date | None:
    return under_agreement(situation).day


@once
def five_years(situation: Situation) -> When:
    """Five years under free movement and the Agreement together, not broken (BRX-PR-1, BRX-PR-2)."""
    start = under_agreement(situation)
    law = ("BRX-PR-1", "BRX-PR-2", "EUP-5Y-2", "FAM-5Y-2", "EUP-ABS-1", "EUP-ABS-3", "EUP-ABS-4", "EUP-ABS-7")
    papers = ("annex_19", "annex_19ter", "special_card_before", "stays")
    return from_start(situation, start, OWN_RIGHT, (*law, *start.law), papers, LOSS)


def _status_kept(situation: Situation) -> Finding:
    """A stay that was broken after the transition, before five years were complete, may have ended the status for
    good (BRX-ABS-1): no certain answer."""
    used = ("annex_19", "annex_19ter", "stays", *eu_years.used(OWN_RIGHT))
    found = under_agreement(situation)
    start, older = found.day, (*found.missing, *found.older)
    if start is None or eu_years.lists_missing(situation, OWN_RIGHT):
        return Finding(UNKNOWN, used, at_filing=True)  # no count can be made yet; what is missing is asked elsewhere
    if _broken_after_the_transition(situation, start) or (found.again and start > END_OF_TRANSITION):
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


def may_be_broken(situation: Situation) -> bool:
    """Was the stay broken after the transition, as far as is told?"""
    finding = _status_kept(situation)
    return finding.value is UNKNOWN and not finding.at_filing


def broken_for_good(situation: Situation) -> bool:
    """Was the stay surely broken after the transition, so that the status may be lost for good?"""
    return may_be_broken(situation) and not _status_kept(situation).missing


STATUS_KEPT = condition("M+.status-kept", ("BRX-ABS-1", "BRX-PR-2"), _status_kept)

BESIDE_THE_STATUS = (
    card_not_expired("M+", PRESUMED_GONE, "SW-12", "ABS-5"),
    *eu_doubts.conditions("M+", _start, OWN_RIGHT, LOSS),
)
"""What else belongs to the clock."""

# --- The route -------------------------------------------------------------------------------------------------------

M_PLUS = Route(
    key="M+",
    requirement=all_of(
        NO_BELGIAN,
        BENEFICIARY,
        NOT_YET_HELD,
        eu_doubts.not_removed("M+"),
        eu_doubts.no_appeal_pending("M+"),
    ),
    unbroken=all_of(STATUS_KEPT, *BESIDE_THE_STATUS),
    clock=five_years,
    clock_id="M+.five-years",
)
