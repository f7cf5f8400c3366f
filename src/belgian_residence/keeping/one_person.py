"""One person with exact days: what each absence, the card and the register do to the status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import Trip, current_stay, trips
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.keeping.absences import BEFORE_THIS_CARD, WORST_LAST, Effect, KeepStatus, Note, effect_of
from belgian_residence.keeping.groups import GROUP_OF, Group
from belgian_residence.keeping.renewal import Renewal, renewal, warnings
from belgian_residence.law.amounts import NotConfirmed
from belgian_residence.routes.limits import limit
from belgian_residence.told.person import Absence, Person

UNLIMITED = frozenset({"B", "C", "K", "D", "L"})


@dataclass(frozen=True)
class Away:
    """One absence with what it does to the status."""

    absence: Absence
    effect: Effect
    notice: bool
    """Is it declared before leaving, and the return reported?"""

    @property
    def index(self) -> int:
        """Its place in the case file."""
        return self.absence.index


@dataclass(frozen=True)
class Kept:
    """What is kept, for one choice of days."""

    group: Group
    aways: tuple[Away, ...]
    renewal: Renewal | None
    warnings: tuple[tuple[Note, KeepStatus], ...]
    absences_told: bool

    @property
    def status(self) -> KeepStatus:
        """The worst of all; not settled while absences are not known, or no rule is."""
        found: list[KeepStatus] = [away.effect.status for away in self.aways]
        found += [status for _, status in self.warnings]
        found += [] if self.absences_told and self.group.has_rule else ["unsettled"]
        return max(found, key=WORST_LAST.index, default="kept")


def kept(person: Person, on: date) -> Kept | None:
    """What is kept; None when no card is held or known."""
    group = GROUP_OF.get(person.card or "none")
    if group is None:
        return None
    return Kept(
        group,
        tuple(_aways(group, person, on)),
        renewal(group, person, on),
        tuple(warnings(group, person, on)),
        person.absences is not None,
    )


def _aways(group: Group, person: Person, on: date) -> list[Away]:
    """The absences since the status was given, in the order of time."""
    given = _given(person, on)
    every = trips(person.absences or (), SAFE, on)
    planned_open = [
        Trip(absence.departure, absence.departure + DAY, absence.departure + DAY, absence)
        for absence in person.absences or ()
        if absence.back is None and absence.departure >= on
    ]
    every = sorted((*every, *planned_open), key=lambda trip: (trip.start, trip.end))
    return [
        _away(group, trip, tuple(every[:place]), person, on)
        for place, trip in enumerate(every)
        if given is None or trip.back > given or trip.absence.back is None
    ]


def _given(person: Person, on: date) -> date | None:
    """The day from which the present status is held, as far as it is told: what ended before it no longer matters."""
    stay = current_stay(person.stays or (), on)
    since = person.unlimited_stay_since if person.card in UNLIMITED else None
    days = [stay.start] if stay else []
    days += [since] if isinstance(since, date) and since <= on else []
    return max(days, default=None)


def _away(group: Group, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Away:
    effect = _with_the_card(effect_of(group.judge, trip, earlier, person, on), trip, person, on)
    if effect.status in ("lost", "at_risk") and _before_the_card(group, trip, person, on):
        # The card was given after it, and years enough for a new right lie after the return.
        lost_for_good = effect.status == "lost" and group.key == "agreement-permanent"
        status: KeepStatus = "unsettled" if lost_for_good else "kept"
        effect = replace(effect, status=status, notes=(BEFORE_THIS_CARD,))
    still_away = trip.absence.back is None
    if still_away and effect.status != "lost":
        missing = tuple(dict.fromkeys((*effect.missing, f"absences[{trip.absence.index}].to")))
        effect = replace(effect, status="unsettled", missing=missing)
    due = trip.reaches(limit("return.notice_threshold", on)) or still_away
    return Away(trip.absence, effect, group.has_rule and due)


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
"""The amount with the longest validity of a card, in years."""


def _before_the_card(group: Group, trip: Trip, person: Person, on: date) -> bool:
    """Did an absence end before the present card can have been given, and so long ago that five years lie after it?

    A card that is valid on the day was given no longer ago than it can be valid.
    """
    name = VALIDITY.get(person.card or "")
    if name is None or trip.absence.back is None:
        return False
    try:
        longest = limit(name, on)
    except NotConfirmed:
        return False
    given = add_years(max(person.card_expiry or on, on), -longest)
    return trip.back <= given and add_years(trip.back, limit("K.years", on)) <= on


CARD_ENDS_ABROAD = Note("card-ends-abroad", ("ABS-4", "CARD-ABS-7"))
CARD_HAD_ENDED = Note("card-had-ended", ("ABS-1", "CARD-ABS-7"))
RENEW_BEFORE = Note("renew-before-leaving", ("CARD-REN-4", "ABS-2"), ("renewal.early_months",))
NOTES = (CARD_ENDS_ABROAD, CARD_HAD_ENDED, RENEW_BEFORE)


def _with_the_card(effect: Effect, trip: Trip, person: Person, on: date) -> Effect:
    """A card that runs out while its holder is abroad is a risk in every case; so is leaving with one that had run out
    (ABS-1, ABS-4, CARD-ABS-7). Before the departure it can still be renewed."""
    expires = person.card_expiry
    if expires is None or expires >= trip.back:
        return effect
    planned = trip.absence.departure >= on
    before = (RENEW_BEFORE,) if planned else ()
    if expires >= trip.absence.departure:
        notes: tuple[Note, ...] = (CARD_ENDS_ABROAD, *before)
    elif planned:
        return replace(
            effect, notes=(*effect.notes, RENEW_BEFORE)
        )  # it is renewed by then, or the card is the question
    else:
        notes = (CARD_HAD_ENDED,)
    risk = replace(effect, notes=(*effect.notes, *notes))
    if effect.status != "kept":
        return risk
    return replace(risk, status="at_risk", law=(*effect.law, "ABS-4", "CARD-ABS-7"))
