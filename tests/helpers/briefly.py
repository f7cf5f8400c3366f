"""Days, stays, trips and families in few signs, for tables of small cases.

All are as the rules hold them; only ``trip`` and ``relation`` are as they stand in a case.
"""

from dataclasses import replace
from datetime import date
from typing import Any, overload

from belgian_residence.told.person import Absence, Period, Person, Stay

Told = dict[str, Any]
"""Facts, as ``Person`` has them."""
NOTHING_BROKE: Told = {
    "interruptions": frozenset(),
    "free_movement_gaps": (),
    "prison": (),
    "register_gaps": (),
    "removal_enforced": False,
}
"""The facts that nothing broke the years under the EU rules."""
OF_CARD = {
    "A": "student",
    "B": "unlimited_stay",
    "EU": "eu_citizen",
    "F": "family_of_eu_or_belgian",
    "L": "long_term_resident",
    "M": "withdrawal_agreement",
}
"""The ground of a stay with a card."""


@overload
def day(text: str) -> date: ...
@overload
def day(text: str | None) -> date | None: ...
def day(text: str | None) -> date | None:
    """The day that is written year-month-day; None where none is."""
    return None if text is None else date.fromisoformat(text)


def stay(ground: str, first: str, last: str | None = None, **more: Any) -> Stay:
    """A stay on a ground, in Belgium if nothing else is told; without a last day it still runs."""
    return Stay(day(first), day(last), ground, **more)


def away(departure: str, back: str | None, index: int = 0, **told: Any) -> Absence:
    """An absence; without a day of return that day is not known, or the person is still away."""
    return Absence(day(departure), day(back), index=index, **told)


def abroad(*trips: tuple[str, str], reason: str | None = "ordinary") -> Told:
    """The fact that somebody was away on these trips, each with its first and its last day."""
    return {"absences": tuple(away(*days, index, reason=reason) for index, days in enumerate(trips))}


def during(fact: str, first: str, last: str) -> Told:
    """A fact that is one period."""
    return {fact: (Period(day(first), day(last)),)}


def nationality(*codes: str) -> Told:
    """The fact of the nationalities that somebody has."""
    return {"nationality": frozenset(codes)}


def holder(*stays: Stay, **more: Any) -> Person:
    """Somebody with an A card, never away, who had these stays one after the other."""
    told = tuple(replace(one, index=index) for index, one in enumerate(stays))
    return replace(Person(card="A", stays=told, absences=()), **more)


def with_card(card: str | None, *absences: Absence, since: date, **told: Any) -> Person:
    """Somebody with a card of 1 June 2022, here since a day in one stay, which is that of the card."""
    stays = (Stay(since, None, OF_CARD.get(card or "", "unlimited_stay"), first_card=since),)
    person = Person(card=card, card_issued=date(2022, 6, 1), stays=stays, absences=absences)
    return replace(person, **told)


def trip(start: Any, end: Any, **more: Any) -> dict[str, Any]:
    """A trip (or another period) as a case has it."""
    return {"from": start, "to": end, **more}


def relation(kind: str, of: str, other: str) -> dict[str, str]:
    """How two people of a case belong together."""
    return {"kind": kind, "of": of, "is": other}
