"""Which cards and papers somebody of a nationality can hold, which of them carry a last day, and which were perhaps
asked for.

It decides no answer: it orders what is asked. What the tables do not name is still accepted, because people change
their nationality and keep a card for a while.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from belgian_residence.told.facts import APPLICATION_ROUTES, CARDS

THIRD_COUNTRY = ("GB", "non-EU", "stateless")
"""Who stays under the rules for third-country nationals; British people can hold their cards too (BRX-SCOPE-3)."""


@dataclass(frozen=True)
class Holders:
    """Cards, the nationalities whose people can hold them (as groups), and the provisions that say so."""

    cards: tuple[str, ...]
    nationalities: tuple[str, ...]
    law: tuple[str, ...]


HOLDERS = (
    Holders(("EU", "EU+", "annex_8", "annex_8bis", "E", "E+"), ("EU",), ("EUP-SCOPE-1",)),
    Holders(("A", "B"), THIRD_COUNTRY, ("B-GEN-1",)),
    Holders(("K", "C"), THIRD_COUNTRY, ("K-COND-1", "NEW-1")),
    Holders(("L", "D"), THIRD_COUNTRY, ("L-5Y-1", "NEW-1")),
    Holders(("H",), THIRD_COUNTRY, ("L-BLUE-1",)),
    Holders(("I", "J"), THIRD_COUNTRY, ("B-RES-1",)),
    Holders(("F", "F+"), THIRD_COUNTRY, ("FAM-SCOPE-1", "BRX-SCOPE-3")),
    # The family of a British person can come from any country.
    Holders(("M", "M+"), THIRD_COUNTRY, ("BRX-SCOPE-1", "BRX-SCOPE-2", "BRX-NAME-1")),
    Holders(("annex_56",), THIRD_COUNTRY, ("BRX-DOC-1",)),
    Holders(("N",), ("GB",), ("BRX-N-1",)),
    Holders(("annex_15",), THIRD_COUNTRY, ("DOC-15",)),
    Holders(("orange_card",), THIRD_COUNTRY, ("K-COUNT-1",)),
    Holders(("special_card",), ("EU", *THIRD_COUNTRY), ("EUP-SCOPE-3", "SW-11")),
)
"""Papers of British people under the rules for EU citizens ended on 31 March 2022 (OLD-5): none holds one that counts.
A Belgian holds none of all these."""

WITHOUT_LAST_DAY = frozenset({"annex_8", "annex_8bis", "annex_56", "none"})
"""Papers for which no last day was seen in any source (OLD-4, BRX-DOC-1), and no card at all."""


def can_hold(nationality: str) -> tuple[str, ...]:
    """The cards and papers that people of a group of nationalities can hold, in the order of the list of cards."""
    held = {card for row in HOLDERS if nationality in row.nationalities for card in row.cards}
    return tuple(card for card in CARDS if card in held)


@dataclass(frozen=True)
class RestsOn:
    """A card that is asked for only from a certain stay: the cards and the grounds that show it, and the provisions."""

    cards: frozenset[str]
    grounds: frozenset[str]
    law: tuple[str, ...]


REQUESTS_FROM = {
    "F+": RestsOn(frozenset({"F", "F+"}), frozenset({"family_of_eu_or_belgian"}), ("FAM-SCOPE-1", "FAM-5Y-1")),
    # From the papers of the time before it too (OLD-5), and for the family of a British person (BRX-SCOPE-2).
    "M+": RestsOn(
        frozenset({"M", "M+", "annex_56", "N", "F", "F+", "EU", "EU+", "E", "E+", "annex_8", "annex_8bis"}),
        frozenset({"withdrawal_agreement"}),
        ("BRX-SCOPE-1", "BRX-SCOPE-2", "OLD-5"),
    ),
}
SAY_NOTHING_OF_IT = frozenset({"none", "annex_15", "orange_card", "special_card"})
"""Cards and papers that do not show on what a stay rests."""


def can_have_asked_for(
    nationalities: Collection[str], card: str | None, grounds: Collection[str] | None
) -> tuple[str, ...]:
    """The routes for which somebody can have made a request, in the order of the list of them.

    ``nationalities``: as groups; none: not known. ``grounds``: those of all stays; None: not told. What is not known
    leaves nothing out.
    """
    held = {one for nationality in nationalities for one in can_hold(nationality)}
    return tuple(
        route
        for route in APPLICATION_ROUTES
        if route == "nationality"
        or ((not nationalities or route in held) and _can_rest_on(REQUESTS_FROM.get(route), card, grounds))
    )


def _can_rest_on(stay: RestsOn | None, card: str | None, grounds: Collection[str] | None) -> bool:
    if stay is None or card is None or card in SAY_NOTHING_OF_IT or card in stay.cards:
        return True
    return grounds is not None and not stay.grounds.isdisjoint(grounds)


def has_last_day(card: str | None) -> bool:
    """Does a last day stand on the card? Who does not know the card may still read the day on it."""
    return card not in WITHOUT_LAST_DAY
