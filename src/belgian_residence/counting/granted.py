"""What a decision gave before a card shows it: the right is there from the decision on (K-WHEN-1).

Unlimited stay, settlement and long-term residence (Act arts. 13, 15, 15bis), and permanent residence of EU citizens,
their family and people under the Withdrawal Agreement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from belgian_residence.counting.periods import in_belgium
from belgian_residence.told.facts import CARDS_UNDER_EU_RULES, UNLIMITED_STAY_CARDS, UNLIMITED_STAY_GROUNDS
from belgian_residence.told.person import Application, Person

UNLIMITED_STAY_ROUTES = ("B", "K", "L")
"""Routes of which a yes gives unlimited stay, or more (Act arts. 13, 15, 15bis)."""


def granted_cards(person: Person) -> dict[str, date | None]:
    """The cards of unlimited stay, or more, that the last request for each gave, with the day of the decision: the
    right is there before the card (K-WHEN-1). Not where a stay on a limited ground began after the decision: then what
    it gave has ended."""
    begun = [stay.start for stay in in_belgium(person.stays or ()) if stay.ground not in UNLIMITED_STAY_GROUNDS]
    return {
        route: one.notified
        for route, one in _granted(person).items()
        if one.notified is None or not any(day > one.notified for day in begun)
    }


def _granted(person: Person, routes: Collection[str] = UNLIMITED_STAY_ROUTES) -> dict[str, Application]:
    """The last request for each such card, where it was granted."""
    last = {one.route: one for one in person.applications or () if one.route in routes}
    return {route: one for route, one in last.items() if one.decision == "granted"}


NO_PROOF_BESIDE = CARDS_UNDER_EU_RULES | {"F+", "M+"}
"""Beside these no source says what became of unlimited stay (SW-9)."""


def granted_before_the_card(person: Person) -> dict[str, date | None]:
    """Unlimited stay by a decision alone: as ``granted_cards``, where neither the card nor a day told shows it."""
    shown = person.card in UNLIMITED_STAY_CARDS | NO_PROOF_BESIDE or isinstance(person.unlimited_stay_since, date)
    return {} if shown else granted_cards(person)


PERMANENT_STAY_ROUTES = ("EU+", "F+", "M+")
"""Routes of which a yes gives permanent stay (Act art. 42quinquies; Withdrawal Agreement art. 15)."""
PERMANENT_STAY_CARDS = frozenset({"E+", "EU+", "annex_8bis", "F+", "M+"})
"""Cards and certificates that show it."""


def granted_to_come(person: Person) -> tuple[str, ...]:
    """The routes of which a decision gave the card, where the card that is held does not show it yet: unlimited stay,
    and permanent stay. The latter too has ended where another stay began after the decision."""
    if person.card in PERMANENT_STAY_CARDS | UNLIMITED_STAY_CARDS:
        return ()
    starts = [stay.start for stay in in_belgium(person.stays or ())]
    permanent = (
        route
        for route, one in _granted(person, PERMANENT_STAY_ROUTES).items()
        if one.notified is None or not any(day > one.notified for day in starts)
    )
    return (*granted_before_the_card(person), *permanent)


def facts_of_the_grant(person: Person) -> tuple[str, ...]:
    """The facts that ``granted_cards`` looks at, where there is such a decision."""
    return ("applications", "stays") if _granted(person) else ()


def was_granted(person: Person) -> bool:
    """Was any request granted that ``granted_status`` looks at?"""
    routes = {*UNLIMITED_STAY_ROUTES, *ONE_STEP.values()}
    return any(one.decision == "granted" and one.route in routes for one in person.applications or ())


# --- the status that was granted ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Granted:
    """A status beyond the one that the card shows: ``card`` is the card for it, ``since`` the day of the decision where
    it is known. ``alone``: it took the place of the one before it; no where both can be there."""

    card: str
    since: date | None
    alone: bool = True


HIGHEST_FIRST = ("L", "K", "B")
"""Who is a long-term resident is lost by that rule, whatever was granted before (ABS-L-1)."""
ONE_STEP = {"F": "F+", "M": "M+", **dict.fromkeys(("E", "EU", "annex_8"), "EU+")}
"""Cards of the EU rules and the Withdrawal Agreement, each with the permanent one that follows it."""


def granted_status(person: Person, on: date) -> Granted | None:
    """What was granted by the day, by a decision or from a day that was told, and is more than the card shows."""
    if person.card in ONE_STEP and (permanent := _granted_permanent(person, ONE_STEP[person.card], on)):
        return permanent
    days = {card: day for card, day in granted_cards(person).items() if day is None or day <= on}
    since = person.unlimited_stay_since
    beside = person.card in NO_PROOF_BESIDE
    if isinstance(since, date) and since <= on and not beside and not _begun_after(person, since):
        days.setdefault("B", since)
    card = next((card for card in HIGHEST_FIRST if card in days), None)
    if card is None or person.card in SHOWS_IT[card]:
        return None
    day, issued = days[card], person.card_issued
    given_since = person.card in UNLIMITED_STAY_CARDS and issued is not None and day is not None and issued > day
    return Granted(card, day, alone=not beside and not given_since)


SHOWS_IT = {
    "B": UNLIMITED_STAY_CARDS,
    "K": UNLIMITED_STAY_CARDS,  # lost by the same rule as B
    "L": frozenset({"D", "L"}),
}
"""The cards that stand for the status already, or for one that is kept and lost by the same rule or a milder one."""


def _granted_permanent(person: Person, route: str, on: date) -> Granted | None:
    last = [one for one in person.applications or () if one.route == route][-1:]
    if not last or last[0].decision != "granted":
        return None
    day = last[0].notified
    if day is not None and (day > on or any(stay.start > day for stay in in_belgium(person.stays or ()))):
        return None
    return Granted(route, day)


def _begun_after(person: Person, day: date) -> bool:
    """Did a stay on a limited ground begin after the day? Then what was there on it has ended."""
    stays = in_belgium(person.stays or ())
    return any(stay.start > day for stay in stays if stay.ground not in UNLIMITED_STAY_GROUNDS)
