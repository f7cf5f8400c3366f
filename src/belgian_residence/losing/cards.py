"""What the card says of an absence: one that was given since the return shows that the stay went on; one that ended
while its holder was abroad is a risk (ABS-1, ABS-4, CARD-ABS-7, DIS-18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import Trip
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.law.amounts import NotConfirmed
from belgian_residence.losing.groups import Group
from belgian_residence.losing.verdicts import CARD_DAY, WORST_LAST, Note, Verdict
from belgian_residence.told.person import Person

VALIDITY = {
    "B": "card.B.validity",
    **dict.fromkeys(("C", "K"), "card.K.validity"),
    **dict.fromkeys(("D", "L"), "card.L.validity"),
    **dict.fromkeys(("E", "EU"), "card.EU.validity"),
    **dict.fromkeys(("E+", "EU+"), "card.EU+.validity"),
    "F": "card.F.validity",
    "F+": "card.F+.validity",
    "M": "card.M.validity",
    "M+": "card.M_permanent.validity",
}
"""The amount with the longest validity of a card, in years. How long an A or H card lasts differs."""

BEFORE_THIS_CARD = Note("before-this-card", ("CARD-ABS-7", "ABS-1"))
BEFORE_THIS_CARD_BY_LAW = Note("before-this-card-by-law", ("CARD-ABS-7", "ABS-1", "EUP-5Y-1"), ("pr.residence_period",))
"""The same with a card of a stay whose permanent right exists by law."""
GIVEN_MEANWHILE = Note("card-given-meanwhile", ("CARD-ABS-7", "ABS-1"))
STAY_GOES_ON = Note("stay-goes-on", ("ABS-2", "CARD-ABS-2"), ("return.notice_threshold",))
CARD_ENDS_ABROAD = Note("card-ends-abroad", ("ABS-4", "CARD-ABS-7", "DIS-18"), ("return.notice_threshold",))
CARD_HAD_ENDED = Note("card-had-ended", ("ABS-1", "CARD-ABS-7"))
RENEW_BEFORE = Note("renew-before-leaving", ("CARD-REN-4", "ABS-2"), ("renewal.early_months",))
NOTES = (
    BEFORE_THIS_CARD,
    BEFORE_THIS_CARD_BY_LAW,
    GIVEN_MEANWHILE,
    STAY_GOES_ON,
    CARD_ENDS_ABROAD,
    CARD_HAD_ENDED,
    RENEW_BEFORE,
)


# --- a card given since the return ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Issued:
    """Between which days the present card was given."""

    earliest: date
    latest: date

    @property
    def known(self) -> bool:
        """Is it one day?"""
        return self.earliest == self.latest


def issued(person: Person, on: date) -> Issued:
    """The day on which the present card was given; where it is not told, no longer ago than such a card can last before
    its last day. A card is taken to be valid unless its last day is told."""
    if person.card_issued is not None:
        return Issued(person.card_issued, person.card_issued)
    latest = on if person.card_expiry is None else min(on, person.card_expiry)
    name = VALIDITY.get(person.card or "")
    if name is None:
        return Issued(date.min, latest)
    try:
        longest = limit(name, on)
    except NotConfirmed:
        return Issued(date.min, latest)
    return Issued(add_years(person.card_expiry or on, -longest), latest)


def with_evidence(verdict: Verdict, group: Group, trip: Trip, person: Person, on: date) -> Verdict:
    """The verdict on an absence from which the person is back, with what the day of the present card says of it.

    Given on the day of return or later, it shows that the stay went on. Given before the departure, it says nothing.
    Between the two: it is handed over in person, so the absence was perhaps not one. Where the day is not known and
    could be after the return, nothing is called lost: the day is asked, before anything that was or was not done on the
    way, for it settles both.

    A right that exists by law is not proven by a card: for that five new years must lie after the return.
    """
    back = trip.absence.back
    if back is None or back > on or (verdict.stay == "kept" and verdict.duty == "kept"):
        return verdict
    given = issued(person, on)
    proves = not group.by_law or (group.regained and add_years(back, limit("pr.residence_period", on)) <= on)
    if given.earliest >= back:
        note = BEFORE_THIS_CARD_BY_LAW if group.by_law or group.once_permanent else BEFORE_THIS_CARD
        if proves:
            return verdict._replace(stay="kept", duty="kept", missing=(), duty_missing=(), notes=(note,))
        doubt = verdict.stay == "lost"
        return verdict._replace(stay="unsettled", notes=(note,)) if doubt else verdict
    if verdict.stay == "kept":
        return _duty_open(verdict, asked=(CARD_DAY,) if proves and given.latest >= back else ())
    if given.latest < back:
        meanwhile = given.known and given.earliest > trip.absence.departure and verdict.stay == "lost"
        return verdict._replace(stay="unsettled", notes=(*verdict.notes, GIVEN_MEANWHILE)) if meanwhile else verdict
    if group.by_law and verdict.stay != "lost":
        return verdict
    return verdict._replace(
        stay="unsettled" if verdict.stay == "lost" else verdict.stay,
        missing=tuple(dict.fromkeys((CARD_DAY, *verdict.missing))),
    )


def _duty_open(verdict: Verdict, asked: tuple[str, ...]) -> Verdict:
    """The absence left the stay alone; a duty on the way was missed, or it is not known whether it was."""
    notes = (*verdict.notes, STAY_GOES_ON) if verdict.duty == "unsettled" else verdict.notes
    return verdict._replace(notes=notes, duty_missing=(*asked, *verdict.duty_missing))


# --- a card that ended while its holder was abroad ------------------------------------------------------------------


def with_the_card(verdict: Verdict, trip: Trip, person: Person, on: date) -> Verdict:
    """A card that runs out while its holder is abroad is a risk; so is leaving with one that had run out (ABS-1,
    CARD-ABS-7). Away for three months at most, the stay is not lost by it (ABS-4, DIS-18): of a card that runs out a
    warning, of one that had run out a risk on the return, which ends no years. Before the departure it can still be
    renewed."""
    valid, expires = trip.absence.card_valid_on_return, person.card_expiry
    planned = trip.absence.departure >= on
    before = (RENEW_BEFORE,) if planned else ()
    if valid is False:
        return _ended_abroad(verdict, trip, before, on)
    if valid or expires is None or expires >= trip.back:
        return verdict
    if expires >= trip.absence.departure:
        return _ended_abroad(verdict, trip, before, on)
    if planned:  # it is renewed by then, or the card is the question
        return verdict._replace(notes=(*verdict.notes, RENEW_BEFORE))
    left_without = verdict._replace(notes=(*verdict.notes, CARD_HAD_ENDED))
    return _at_risk(left_without) if _too_long_without_one(trip, on) else _at_risk_on_the_return(left_without)


def can_have_left_without_one(person: Person, on: date) -> bool:
    """Can a trip have begun by the day with a card that had run out?"""
    return person.card_expiry is not None and person.card_expiry + DAY < on


def _ended_abroad(verdict: Verdict, trip: Trip, before: tuple[Note, ...], on: date) -> Verdict:
    warned = verdict._replace(notes=(*verdict.notes, CARD_ENDS_ABROAD, *before))
    return _at_risk(warned) if _too_long_without_one(trip, on) else warned


def _too_long_without_one(trip: Trip, on: date) -> bool:
    """Is it longer than what leaves the stay alone also where the card ran out (ABS-4)?"""
    return trip.exceeds(limit("return.notice_threshold", on))


LAW = ("ABS-4", "CARD-ABS-7")


def _at_risk(verdict: Verdict) -> Verdict:
    if verdict.stay != "kept":
        return verdict
    return verdict._replace(stay="at_risk", law=tuple(dict.fromkeys((*verdict.law, *LAW))))


def _at_risk_on_the_return(verdict: Verdict) -> Verdict:
    if verdict.stay != "kept":
        return verdict
    duty = max(verdict.duty, "at_risk", key=WORST_LAST.index)
    return verdict._replace(duty=duty, law=tuple(dict.fromkeys((*verdict.law, *LAW))))
