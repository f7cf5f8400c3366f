"""Why somebody can have a card: the grounds of stay that it is given for, and the provisions that say so."""

from __future__ import annotations

from dataclasses import dataclass

from belgian_residence.told.facts import EU_CITIZEN_CARDS


@dataclass(frozen=True)
class CardGrounds:
    """What one card can be given for."""

    law: tuple[str, ...]
    grounds: tuple[str, ...]


_LIMITED_STAY = CardGrounds(
    ("B-GEN-1", "B-NEVER-1"),
    (
        *("single_permit", "self_employed", "researcher", "posted_worker", "seasonal_worker"),
        *("student", "search_year", "vocational_training", "au_pair"),
        *("family_of_unlimited_stay", "family_of_limited_stay"),
        *("refugee", "subsidiary_protection", "temporary_protection"),
        *("unaccompanied_minor", "stateless", "trafficking_victim"),
        *("humanitarian_9bis", "medical_9ter"),
        *("long_term_resident_other_state", "other_limited_stay"),
    ),
)
_EU_CITIZEN = CardGrounds(("EUP-SCOPE-1",), ("eu_citizen",))
_FAMILY = CardGrounds(("FAM-SCOPE-1",), ("family_of_eu_or_belgian",))
_SETTLED = CardGrounds(("K-COND-1",), ("settlement",))
_LONG_TERM = CardGrounds(("L-WHO-1",), ("long_term_resident",))
_TRANSFER = CardGrounds(("B-RES-1", "L-5Y-9"), ("intra_corporate_transferee",))
_WITHDRAWAL = CardGrounds(("BRX-SCOPE-1", "BRX-DOC-1"), ("withdrawal_agreement",))

CARD_GROUNDS: dict[str, CardGrounds] = {
    "A": _LIMITED_STAY,
    "B": CardGrounds(("B-GEN-1",), ("unlimited_stay",)),
    **dict.fromkeys(("C", "K"), _SETTLED),
    **dict.fromkeys(("D", "L"), _LONG_TERM),
    **dict.fromkeys(sorted(EU_CITIZEN_CARDS), _EU_CITIZEN),
    **dict.fromkeys(("F", "F+"), _FAMILY),
    "H": CardGrounds(("B-BLUE-1", "L-BLUE-1"), ("blue_card",)),
    **dict.fromkeys(("I", "J"), _TRANSFER),
    **dict.fromkeys(("M", "M+", "annex_56"), _WITHDRAWAL),
    "orange_card": CardGrounds(
        ("K-COUNT-1", "L-5Y-4", "L-5Y-7", "FAM-5Y-2", "ABS-4"),
        ("asylum_procedure", "family_of_eu_or_belgian", "family_of_unlimited_stay", "medical_9ter"),
    ),
    "special_card": CardGrounds(("EUP-SCOPE-3", "L-EXC-3"), ("special_card_convention", "special_card_other")),
}
"""By card. No entry: the paper says nothing of the ground (Annex 15), or there is no stay behind it (N, none)."""


def grounds_of(card: str | None) -> tuple[str, ...]:
    """The grounds on which somebody can have a card; none where the card says nothing of it."""
    known = CARD_GROUNDS.get(card or "")
    return known.grounds if known else ()
