"""The card itself: when to renew it, what its last day means, and which old documents stop by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from belgian_residence.counting.granted import granted_to_come
from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import all_stays, current_stay
from belgian_residence.engine.dates import add_months, add_years
from belgian_residence.keeping.groups import OLD_DOCUMENTS, Group, OldDocument
from belgian_residence.law.amounts import NotConfirmed, amount
from belgian_residence.losing.verdicts import KeepStatus, Note
from belgian_residence.told.person import Person

RenewalState = Literal["ahead", "now", "late", "expired", "not_confirmed", "granted"]
"""ahead: the window has not begun. now: it runs. late: it is over, the card still runs. expired: the card ran out.
not_confirmed: nobody has looked at the window for too long. granted: unlimited or permanent stay was granted, whose
card is ordered instead."""

WINDOW = ("renewal.window.first_day_advised", "renewal.window.last_day")
EARLY = ("renewal.early_months",)
"""The figures that the days of a window are counted with."""


@dataclass(frozen=True)
class Renewal:
    """The days on which to ask for a new card."""

    first: date
    last: date
    expires: date
    """The last day on the card."""
    early: date
    """Before a long trip a card can be renewed from this day on; earlier only if the Immigration Office agrees."""
    state: RenewalState
    law: tuple[str, ...]
    confirmed: bool


def renewal(group: Group, person: Person, on: date) -> Renewal | None:
    """The window, when the last day of the card is known: the part that every source agrees on (REN-1, DIS-17)."""
    expires = person.card_expiry
    if expires is None or ended_with_its_stay(person, on):
        return None
    ends = min([expires, *(end for end in (document_end(old, on) for old in old_documents(person, on)) if end)])
    first = ends - timedelta(days=limit(WINDOW[0], on))
    last = ends - timedelta(days=limit(WINDOW[1], on))
    state: RenewalState = "expired" if ends < on else "late" if last < on else "now" if first <= on else "ahead"
    if granted_to_come(person):
        state = "granted"
    early = add_months(expires, -limit(*EARLY, on))
    return Renewal(first, last, expires, early, state, group.renewal, group.window_confirmed)


def old_documents(person: Person, on: date) -> list[OldDocument]:
    """The notes on old documents that can hold for the card."""
    return [
        old
        for old in OLD_DOCUMENTS
        if person.card in old.cards and old.applies(person) and _can_be_old(old, person, on)
    ]


def document_end(old: OldDocument, on: date) -> date | None:
    """The day on which an old document stops at the latest, whatever is printed on it; None where none is known."""
    return _day(old.end, on) if old.end else None


def ended_with_its_stay(person: Person, on: date) -> bool:
    """Has the card ended by law together with the stay that it was for (BRX-DL-4)? Then it is not renewed."""
    ends = [document_end(old, on) for old in old_documents(person, on) if old.with_its_stay]
    return any(end is not None and end < on for end in ends)


def _can_be_old(old: OldDocument, person: Person, on: date) -> bool:
    """Can the card be of the old kind? Not where it was given since the change, where the stay that it is for began or
    was asked for since then (an F card comes after its annex 19ter), or where its last day lies further from the change
    than a card lasts."""
    if old.changed is None or old.years is None:
        return True
    try:
        changed = _day(old.changed, on)
    except NotConfirmed:
        return False  # asked about a day before the change
    stay, expires = current_stay(all_stays(person), on), person.card_expiry
    first = (stay.first_card or (stay.start if stay.start_known else None)) if stay else None
    asked = person.annex_19ter if isinstance(person.annex_19ter, date) else None
    given = [day for day in (person.card_issued, first, asked) if day]
    if given and max(given) >= changed:
        return False
    return expires is None or expires < add_years(changed, limit(old.years, on))


def _day(name: str, on: date) -> date:
    """A day that the law names. Raises NotConfirmed."""
    value = amount(name, on).value
    assert isinstance(value, date), name
    return value


# --- what the card and the register say by themselves -------------------------------------------------------------

CARD_EXPIRED = Note("card-expired", ("REN-1", "DOC-15"))
PRESUMED_GONE = Note("presumed-gone", ("ABS-5", "SW-12"), ("return.card_expired_presumption",))
OFF_REGISTER = Note("off-register", ("ABS-6", "ABS-5", "SW-12"))
APPEAL_PENDING = Note("appeal-pending", ("DOC-35", "EUP-APL-1"))
REMOVED = Note("removed", ("EUP-ABS-6", "ABS-5"))
NOTES = (CARD_EXPIRED, PRESUMED_GONE, OFF_REGISTER, APPEAL_PENDING, REMOVED)


def warnings(group: Group, person: Person, on: date) -> list[tuple[Note, KeepStatus]]:
    """What the last day of the card, the register and old documents say, each with the status that it allows at best.

    An expired card does not end the stay of who is in Belgium; a limited one ends with its permit, unless unlimited or
    permanent stay was granted in its place (K-WHEN-1). Expired for more than three months it makes the holder
    presumed to have left, which can be disproved (ABS-5). Off the register likewise (ABS-6); an M card without
    permanent stay may then be lost for good, so its status is open. While a judge has an appeal that suspends a refusal
    or an end of stay, and after a removal, it is open too: which of these it was, and when, nobody is asked.
    """
    found: list[tuple[Note, KeepStatus]] = []
    expires = person.card_expiry
    if expires is not None and expires < on:
        gone = add_months(expires, limit("return.card_expired_presumption", on)) < on
        limited = group.key == "limited-stay" and not granted_to_come(person)
        found.append((CARD_EXPIRED, "at_risk" if limited else "kept"))
        if gone:
            found.append((PRESUMED_GONE, "at_risk"))
    gaps = [gap for gap in person.register_gaps or () if not gap.presence_proven]
    if any(group.off_register_unsettles or gap.start <= on <= gap.end for gap in gaps):
        found.append((OFF_REGISTER, "unsettled" if group.off_register_unsettles else "at_risk"))
    found += [(APPEAL_PENDING, "unsettled")] if person.suspensive_appeal_pending else []
    found += [(REMOVED, "unsettled")] if person.removal_enforced else []
    return [*found, *((Note(old.id, old.law, old.amounts), _once_ended(old, on)) for old in old_documents(person, on))]


def _once_ended(old: OldDocument, on: date) -> KeepStatus:
    """An old document that stopped says nothing of the stay; but British people had to ask for the M card by the end of
    2021, later only with good reasons: who did not may have no stay any more (BRX-DL-1, BRX-DL-2)."""
    end = document_end(old, on)
    return "unsettled" if old.with_its_stay and end is not None and end < on else "kept"
