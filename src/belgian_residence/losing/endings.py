"""What ends a status besides absences, where it is told: long-term residence in another state, protection that ended
(Act arts. 18, 49, 49/2; LOSS-3, LOSS-L-1); and whom the rules beside them are for."""

from __future__ import annotations

from collections.abc import Iterator

from belgian_residence.losing.groups import LIMITED_STAY, LONG_TERM, UNLIMITED_STAY, Group
from belgian_residence.losing.household import Ending
from belgian_residence.losing.verdicts import Note
from belgian_residence.told.facts import PROTECTION_GROUNDS
from belgian_residence.told.person import Person

FREE_OF_EFFORTS = frozenset(
    {"student", "blue_card", "researcher", "intra_corporate_transferee", "long_term_resident_other_state"}
)
"""Grounds of a stay on which nobody is asked for integration efforts (L-INTG-1, Act art. 1/2 §3); the law names
more of them."""
SETTLED_OR_BLUE_CARD = frozenset({"C", "K", "H"})
"""Cards of stays that the rule on integration efforts does not name, or leaves free (L-INTG-1)."""

STATUS_ELSEWHERE = Note("status-elsewhere", ("LOSS-L-1",))
STATUS_ELSEWHERE_BEFORE = Note("status-elsewhere-before", ("LOSS-L-1",))
PROTECTION_CEASED = Note("protection-ceased", ("LOSS-3",))
PROTECTION_CEASED_UNLIMITED = Note("protection-ceased-no-effect", ("LOSS-3", "LOSS-L-1"))
PROTECTION_WITHDRAWN = Note("protection-withdrawn", ("LOSS-3", "LOSS-L-1", "LOSS-4"))
NOTES = (
    *(STATUS_ELSEWHERE, STATUS_ELSEWHERE_BEFORE),
    *(PROTECTION_CEASED, PROTECTION_CEASED_UNLIMITED, PROTECTION_WITHDRAWN),
)


def endings(group: Group, person: Person) -> Iterator[Ending]:
    """What is told of the end of a status.

    Another state that gives the status of long-term resident later ends the Belgian one; who came with that of another
    state may mean the one from before, which ends nothing. Protection that ceased touches only
    limited stay; withdrawn, it can end unlimited stay, K and L too, by a decision (LOSS-3).
    """
    if group is LONG_TERM and person.long_term_resident_elsewhere:
        came_with_it = any(stay.ground == "long_term_resident_other_state" for stay in person.stays or ())
        yield Ending(STATUS_ELSEWHERE_BEFORE, "unsettled") if came_with_it else Ending(STATUS_ELSEWHERE, "lost")
    if not had_protection(person):
        return
    if person.protection_ended == "ended":
        if group is LIMITED_STAY:
            yield Ending(PROTECTION_CEASED, "at_risk")
        elif group in (UNLIMITED_STAY, LONG_TERM):
            yield Ending(PROTECTION_CEASED_UNLIMITED, "kept")
    if person.protection_ended == "withdrawn" and group in (LIMITED_STAY, UNLIMITED_STAY, LONG_TERM):
        yield Ending(PROTECTION_WITHDRAWN, "at_risk")


def had_protection(person: Person) -> bool:
    """Was a stay on protection told, or may there have been one? What is not known is not no."""
    return person.stays is None or any(stay.ground in PROTECTION_GROUNDS for stay in person.stays)


def can_be_asked_for_efforts(person: Person) -> bool:
    """Is there, or can there be, a stay for which integration efforts are asked (L-INTG-1)? What is not known is not
    no."""
    if person.card in SETTLED_OR_BLUE_CARD:
        return False
    running = [stay for stay in person.stays or () if stay.end is None]
    return not running or any(stay.ground not in FREE_OF_EFFORTS for stay in running)
