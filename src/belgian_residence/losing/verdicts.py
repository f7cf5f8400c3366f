"""What an absence does to a stay: the words of the verdict, and what a judge sees of the absence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import Trip

KeepStatus = Literal["kept", "at_risk", "unsettled", "lost"]
WORST_LAST: tuple[KeepStatus, ...] = ("kept", "at_risk", "unsettled", "lost")
CARD_DAY = "card_issued"
"""The fact that can show that a stay went on after an absence: a card that was given since."""


class Told(NamedTuple):
    """One absence with everything that can matter told, and what was told of all others."""

    trip: Trip
    on: date
    earlier: tuple[Trip, ...] = ()
    """The absences that began before it."""
    former_blue_card: bool = False

    @property
    def planned(self) -> bool:
        """It has not begun before the day asked about: what is due before leaving can still be done."""
        return self.trip.absence.departure >= self.on


class Note(NamedTuple):
    """Something to know about one absence. ``amounts``: the figures by which it is known, or that its words hold."""

    id: str
    law: tuple[str, ...]
    amounts: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """What one absence does. ``law``: what it rests on, the main provision first.

    Two things are told apart. ``stay``: what the absence itself does to the stay. ``duty``: what a duty does that was
    not met on the way (to declare the absence, to report the return). A duty that was missed brings trouble on the
    return, so the card is at risk; but the right to return does not hang on it (ABS-1, ABS-2), so it ends no years.
    """

    stay: KeepStatus
    law: tuple[str, ...]
    back_by: date | None = None
    """The last day on which a return keeps the stay without a special reason. None: no such day is known."""
    missing: tuple[str, ...] = ()
    """The facts that would settle what it does to the stay."""
    notes: tuple[Note, ...] = ()
    duty: KeepStatus = "kept"
    duty_missing: tuple[str, ...] = ()

    @property
    def status(self) -> KeepStatus:
        """What is said of the card: the stay first, then the duties."""
        return self.duty if self.stay == "kept" else self.stay

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that would settle what is said of the card; of one at risk the day of the card, if it ends that."""
        if self.status in ("kept", "lost"):
            return ()
        named = self.duty_missing if self.stay == "kept" else self.missing
        return named if self.status == "unsettled" else tuple(fact for fact in named if fact == CARD_DAY)


Judge = Callable[[Told], Verdict]

NOT_DECLARED = Note("not-declared", ("ABS-2", "CARD-ABS-2", "ABS-5"), ("return.notice_threshold",))
NOT_REPORTED = Note("not-reported", ("ABS-2", "CARD-ABS-2"), ("return.notice_threshold", "return.report_days"))
ASK_AUTHORISATION = Note("ask-authorisation", ("ABS-7",), ("return.authorisation_max",))
MILITARY_SERVICE = Note("military-service", ("EUP-ABS-2", "FAM-ABS-1", "BRX-PR-2"))


def missed_duties(told: Told) -> tuple[Note, ...]:
    """The duties of an absence of three months and more that are told as not met (ABS-2, CARD-ABS-2)."""
    trip, absence = told.trip, told.trip.absence
    if not trip.reaches(limit("return.notice_threshold", told.on)):
        return ()
    declared = (NOT_DECLARED,) if absence.annex_18 is False else ()
    returned = absence.back is not None and absence.back <= told.on
    return (*declared, NOT_REPORTED) if returned and absence.return_reported is False else declared


def authorisation(told: Told) -> tuple[Note, ...]:
    """After the loss an authorisation to return may be asked, up to an absence of five years (ABS-7)."""
    too_long = told.trip.exceeds(12 * limit("return.authorisation_max", told.on))
    return () if too_long else (ASK_AUTHORISATION,)
