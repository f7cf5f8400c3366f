"""The card that must come first: where the present one is not enough to declare (NAT-TITLE-3), what would give one.

Nothing here opens the declaration: without such a card the answer is no. It says by which cards the way leads, and from
which day a declaration can follow: when the card can be there and the years are complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from belgian_residence.counting.granted import granted_before_the_card
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import add_months
from belgian_residence.routes.limits import limit
from belgian_residence.routes.nationality.lawful_stay import FAMILY
from belgian_residence.routes.outcome import Outcome, Status
from belgian_residence.routes.status import Basis, nationality_is_eu
from belgian_residence.told.facts import EU_CITIZEN_CARDS
from belgian_residence.told.person import Person, Stay

Card = Literal["B", "K", "L", "F", "EU", "M"]
ONCE: dict[Card, Basis] = {
    "B": "once_B_granted",
    "L": "once_L_granted",
    "F": "once_F_given",
    "EU": "once_EU_given",
}

GRANTED: dict[str, Card] = {"B": "B", "K": "K", "L": "L"}
"""The card of each route of which a yes gives unlimited stay."""


@dataclass(frozen=True)
class Road:
    """A card that is enough and that can come. ``status``: of the request for it; granted: the card alone is to come.
    ``day``: from which it can be there; None: it is due already, or no day is known. ``right``: False where the Office
    may refuse it."""

    card: Card
    status: Status | Literal["granted"]
    day: date | None
    right: bool = True


@dataclass(frozen=True)
class TitleFirst:
    """The roads to a card that is enough. ``earliest``: the first day on which a declaration can follow; ``card``: by
    which of them."""

    roads: tuple[Road, ...]
    earliest: date | None = None
    card: Card | None = None


def title_first(situation: Situation, cards: Mapping[str, Outcome], years: date | None) -> TitleFirst:
    """The roads for a person whose card is not enough. ``cards``: B and L. ``years``: the day on which the years of
    lawful stay are complete; ``date.min`` where the ground asks for none, None where no day is known."""
    given = tuple(Road(GRANTED[one], "granted", None) for one in granted_before_the_card(situation.person))
    if given:  # the right of unlimited stay is there: the years alone can lie ahead
        return TitleFirst(given, years if years and years > situation.on else None, given[0].card)
    roads = tuple(_roads(situation, cards["B"], cards["L"]))
    certain = [road for road in roads if road.right and road.status in ("open", "later")]
    dated = [road for road in certain if road.day is not None]
    if any(road.day is None for road in certain) or not dated:
        first = next((road for road in certain if road.day is None), None)
        return TitleFirst(roads, None, first.card if first else None)
    soonest = min(dated, key=lambda road: road.day or date.max)
    return TitleFirst(roads, max(soonest.day, years) if soonest.day and years else None, soonest.card)


def _roads(situation: Situation, b_card: Outcome, l_card: Outcome) -> Iterator[Road]:
    person, on = situation.person, situation.on
    pending = person.annex_19ter
    had_it = any(stay.ground == FAMILY and not _waits_for_its_card(stay, person, on) for stay in person.stays or ())
    if isinstance(pending, date) and not had_it:
        decided = add_months(pending, limit("family.card_after", on))
        yield Road("F", "later", decided) if decided > on else Road("F", "open", None)
    if nationality_is_eu(person):
        yield Road("EU", "open", None)
    if person.card == "annex_56" or (person.card in EU_CITIZEN_CARDS and not nationality_is_eu(person)):
        # The request for it is under way (BRX-DOC-1); or the card of a British person has ended: late, with good
        # reasons (BRX-DL-2).
        yield Road("M", "unsettled", None)
    if b_card.status != "closed":
        ahead = b_card.earliest if b_card.status == "later" else None
        yield Road("B", b_card.status, ahead, right=b_card.basis != "discretionary")
    if l_card.status != "closed":
        asked = l_card.earliest if l_card.status == "later" else None
        # It must be decided in that time; no answer is a yes (L-PROC-2).
        yield Road("L", l_card.status, add_months(asked, limit("decision.months", on)) if asked else None)


def _waits_for_its_card(stay: Stay, person: Person, on: date) -> bool:
    """The stay of the family on the orange card of a request that is not decided yet."""
    runs = stay.end is None or stay.end > on
    return "orange_card" in (stay.card, person.card if runs and stay.card is None else None)


def together(tried: Sequence[TitleFirst | None]) -> TitleFirst | None:
    """The roads of many choices of rough days: as far as all agree, else not settled; the latest day, or none."""
    known = [one for one in tried if one is not None]
    if not known:
        return None
    found: dict[Card, list[Road]] = {}
    for one in known:
        for road in one.roads:
            found.setdefault(road.card, []).append(road)
    roads = tuple(_road(card, same, everywhere=len(same) == len(tried)) for card, same in found.items())
    days = [one.earliest for one in known if one.earliest is not None]
    last = max(known, key=lambda one: one.earliest or date.min)
    return TitleFirst(roads, max(days) if len(days) == len(tried) else None, last.card)


def _road(card: Card, same: list[Road], *, everywhere: bool) -> Road:
    statuses = {road.status for road in same}
    agreed = everywhere and len(statuses) == 1
    days = [road.day for road in same if road.day is not None]
    complete = agreed and len(days) == len(same)
    return Road(card, statuses.pop() if agreed else "unsettled", max(days) if complete else None, same[0].right)


def as_json(first: TitleFirst | None) -> dict[str, Any] | None:
    """The roads for the JSON answer; None where the card is enough, or not known."""
    if first is None:
        return None
    return {
        "earliest": first.earliest.isoformat() if first.earliest else None,
        "card": first.card,
        "roads": [
            {
                "card": road.card,
                "status": road.status,
                "from": road.day.isoformat() if road.day else None,
                "right": road.right,
            }
            for road in first.roads
        ],
    }
