"""Which cards and papers somebody of a nationality can hold, and which of them carry a last day.

It decides no answer: it orders what is asked. What the table does not name is still accepted, because people change
their nationality and keep a card for a while.
"""

from __future__ import annotations

from dataclasses import dataclass

from belgian_residence.told.facts import CARDS

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


def has_last_day(card: str | None) -> bool:
    """Does a last day stand on the card? Who does not know the card may still read the day on it."""
    return card not in WITHOUT_LAST_DAY
