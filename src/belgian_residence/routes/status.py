"""What every route has: who it is for, what it asks, when it opens; and the conditions that several routes share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from belgian_residence.counting.granted import facts_of_the_grant, granted_before_the_card, granted_cards
from belgian_residence.counting.periods import all_stays, chain, current_stay, in_belgium, last_day_here
from belgian_residence.counting.situation import Condition, Node, Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, AllOf, Finding, truth
from belgian_residence.engine.dates import add_months
from belgian_residence.told.facts import (
    EU_EEA_SWISS,
    UNLIMITED_STAY_CARDS,
    UNLIMITED_STAY_GROUNDS,
)
from belgian_residence.told.person import Person, Stay

Basis = Literal[
    "right",
    "by_law",
    "discretionary",
    "expected",
    "once_B_granted",
    "once_L_granted",
    "once_F_given",
    "once_EU_given",
]
"""right: if the conditions hold it must be given. by_law: the right exists by itself, the card only proves it.
discretionary: the Immigration Office may give it. expected: it is given at a renewal after the date (reading 7).
once_B_granted: a right as soon as unlimited stay is granted (reading 11). once_L_granted: as soon as the L card is.
once_F_given: by law too, as soon as the F card that was asked for is given. once_EU_given: as soon as the EU card
is."""


class When(NamedTuple):
    """When a route opens, counted in one way."""

    day: date | None = None
    """The first day on which the person can ask. None: not known, or no day can be given."""
    missing: tuple[str, ...] = ()
    """For an unknown day: the facts that would settle it."""
    law: tuple[str, ...] = ()
    """The provisions that the day rests on."""
    facts: tuple[str, ...] = ()
    """The facts of the person that the day rests on."""
    basis: Basis = "right"
    open_on_the_day: bool = True
    """False where the card can be asked only from the day after (reading 7)."""
    day_is_known: bool = True
    """False: the route is open on the date asked about, but the day on which it opened is not known."""
    earliest: date | None = None
    """Where something is missing: the earliest day that it could come to. None: any day."""
    probably: date | None = None
    """Where the day of a first card is not known: the day that is likely. ``day`` is then the latest that it can be."""
    confirmed_by: tuple[str, ...] = ()
    """The facts that would give the exact day, where only what bounds them is known (see ``first_cards``)."""
    years: int | None = None
    """The length that is counted, in years, for the words of the result."""


NOTHING_MORE: Node = AllOf(())


@dataclass(frozen=True, eq=False)  # there is one of each, and what is counted for it is kept under it
class Route:
    """One status of the law, as data."""

    key: str
    requirement: Node
    """Every condition except the clock and what belongs to it."""
    clock: Callable[[Situation], When]
    clock_id: str
    """The id of the clock as a condition: ``L.five-years``."""
    unbroken: Node = NOTHING_MORE
    """Conditions that belong to the clock: they do not matter on an early ground."""
    early: Node | None = None
    """Grounds that open the route before the clock is complete."""


def granted_since(person: Person) -> date | None:
    """The day from which unlimited stay was granted; None when it is not granted or the day is not known. By a decision
    that was told (of a rough day the latest) where no card shows it yet."""
    if isinstance(person.unlimited_stay_since, date):
        return person.unlimited_stay_since
    first = first_unlimited(person) if person.unlimited_stay_since is None else None
    if first:
        return first.start if first.start_known else None
    return min((day for day in granted_before_the_card(person).values() if day), default=None)


def first_unlimited(person: Person) -> Stay | None:
    """The stay with which the unlimited stay of today began; None where none is told."""
    unlimited = [stay for stay in person.stays or () if stay.ground in UNLIMITED_STAY_GROUNDS]
    running = next((stay for stay in in_belgium(unlimited) if not stay.end), None)
    return chain(unlimited, running.start)[0] if running else None


def nationality_is_eu(person: Person) -> bool | None:
    """EU, EEA or Swiss national (EUP-SCOPE-1). A Belgian is not: other rules hold. None when not known."""
    if person.nationality is None:
        return None
    return bool(person.nationality & (EU_EEA_SWISS - {"BE"} | {"EU"}))


def became_belgian(person: Person) -> bool:
    """Did the last declaration of nationality have a yes? Then it made the person Belgian (NAT-PROC-1). No answer in
    time does too, but nobody is told so before the municipality has looked: see ``deadlines``."""
    last = next((one for one in reversed(person.applications or ()) if one.route == "nationality"), None)
    return last is not None and last.decision == "granted"


def _not_belgian(situation: Situation) -> Finding:
    if became_belgian(situation.person):
        return Finding(NO, ("applications",))
    nationality = situation.person.nationality
    if nationality is None:
        return Finding(UNKNOWN, ("nationality",), ("nationality",))
    return Finding(truth("BE" not in nationality), ("nationality",))


def _non_eu(situation: Situation) -> Finding:
    eu = nationality_is_eu(situation.person)
    if eu is None:
        return Finding(UNKNOWN, ("nationality",), ("nationality",))
    return Finding(truth(not eu), ("nationality",))


def not_belgian(route: str, *law: str) -> Condition:
    """A Belgian needs no residence card. ``law``: who the route is for."""
    return condition(f"{route}.not-belgian", law, _not_belgian)


def non_eu_national(route: str, *law: str) -> Condition:
    """Not a national of an EU or EEA state or Switzerland: they follow the EU rules."""
    return condition(f"{route}.non-eu-national", law, _non_eu)


PRESUMED_GONE = 3
"""Months after its last day from which a card that was not renewed raises the question of presence (SW-12, ABS-5)."""


def card_not_expired(route: str, months: int, *law: str) -> Condition:
    """The card has not run out (so many months or more) before the date asked about.

    A card is taken to be valid unless its last day is told: most people name the card that they can use.
    """

    def test(situation: Situation) -> Finding:
        expiry = situation.person.card_expiry
        expired = expiry is not None and add_months(expiry, months) < situation.on
        return Finding(UNKNOWN if expired else YES, ("card_expiry",))

    return condition(f"{route}.card-not-expired", law, test)


def card_not_among(cards: frozenset[str]) -> Callable[[Situation], Finding]:
    """A test: the card held is none of these."""

    def test(situation: Situation) -> Finding:
        card = situation.person.card
        if card is None:
            return Finding(UNKNOWN, ("card",), ("card",))
        return Finding(truth(card not in cards), ("card",))

    return test


def neither_held_nor_granted(cards: frozenset[str]) -> Callable[[Situation], Finding]:
    """A test: the card held is none of these, and none of them was granted."""
    held = card_not_among(cards)

    def test(situation: Situation) -> Finding:
        finding = held(situation)
        facts = ("card", *facts_of_the_grant(situation.person))
        if finding.value is NO or facts == finding.facts:
            return finding
        return Finding(NO, facts) if cards & granted_cards(situation.person).keys() else finding._replace(facts=facts)

    return test


def ground_test(check: Callable[[str], Finding]) -> Callable[[Situation], Finding]:
    """A test on the ground of the stay that runs on the date asked about."""

    def test(situation: Situation) -> Finding:
        person = situation.person
        if person.stays is None:
            return Finding(UNKNOWN, ("stays",), ("stays",))
        stay = current_stay(all_stays(person), situation.on)
        return check(stay.ground) if stay else Finding(YES, ("stays",))  # no stay at all: see stay_runs

    return test


def stay_runs(situation: Situation) -> Finding:
    """A stay in Belgium runs on the date. Where only a card can show an unlimited stay, that or its first day is
    asked."""
    person = situation.person
    if person.stays is None:
        return Finding(UNKNOWN, ("stays",), ("stays",))
    if current_stay(all_stays(person), situation.on):
        return Finding(YES, ("stays",))
    asked = shown_by_the_card_only(person)
    return Finding(UNKNOWN if asked else NO, ("stays", "card", "unlimited_stay_since"), asked)


def shown_by_the_card_only(person: Person) -> tuple[str, ...]:
    """What is asked where no stay that was told runs, but unlimited stay can: the card, which shows it (K-COND-1), or
    since when it was granted. None where nothing can show one any more."""
    if person.unlimited_stay_since is not None:
        return ()
    if person.card is None:
        return ("card",)
    last_day = last_day_here(person)
    by_a_day = person.card in CARDS_THAT_LEAVE_IT_OPEN and last_day is not None
    if last_day and person.card == "none" and _no_right_since(person, last_day):
        return ()
    return ("unlimited_stay_since",) if by_a_day or person.card in UNLIMITED_STAY_CARDS else ()


def _no_right_since(person: Person, last_day: date) -> bool:
    """Was it told that since the last stay there is no right of stay, until today?"""
    return any(one.end is None and one.start >= last_day for one in in_belgium(person.without_right))


CARDS_THAT_LEAVE_IT_OPEN = frozenset({"none", "annex_15"})
"""Without a card, or with this paper, unlimited stay can run though no stay that was told does: they stand for a card
that is lost or not made yet. They show nothing, so its first day is asked only where a stay can run from it."""


def ground_not_among(grounds: frozenset[str]) -> Callable[[Situation], Finding]:
    """A test: the stay that runs on the date rests on none of these grounds."""
    return ground_test(lambda ground: Finding(truth(ground not in grounds), ("stays",)))


def open_for_ground(ground_left_open: str) -> Callable[[Situation], Finding]:
    """A test that holds, except for one ground on which the law base gives no certain answer: then unknown."""

    def check(ground: str) -> Finding:
        if ground == ground_left_open:
            return Finding(UNKNOWN, ("stays",), not_confirmed=True)
        return Finding(YES, ("stays",))

    return ground_test(check)
