"""The first questions, before the rules choose: the nationality, the card, the last day on it.

The first two stand in the page as HTML. Which cards are offered follows from the nationality (``told.holders``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from belgian_residence.told.facts import CARDS
from belgian_residence.told.holders import can_have_asked_for, can_hold, has_last_day
from screens.questions.places import OTHER_CARDS, nationality_choices

NATIONALITY, CARD, LAST_DAY = "nationality", "card", "card_expiry"
IN_THE_PAGE = (NATIONALITY, CARD)
"""The questions that stand in the page as HTML."""
BELGIAN = "BE"


def first_questions(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that are asked first. A Belgian holds no residence card; some papers have no last day."""
    if is_belgian(case):
        return (NATIONALITY,)
    return (*IN_THE_PAGE, LAST_DAY) if has_last_day(case.get(CARD)) else IN_THE_PAGE


def begun(case: Mapping[str, Any]) -> bool:
    """Is enough told for a first answer?"""
    return NATIONALITY in case and (CARD in case or is_belgian(case))


def is_belgian(case: Mapping[str, Any]) -> bool:
    """Is Belgian among the nationalities?"""
    return BELGIAN in nationality_choices(case.get(NATIONALITY))


def likely_cards(nationality: object) -> tuple[str, ...]:
    """The cards and papers that people of a nationality hold, and no card; all where it is not known."""
    choices = nationality_choices(nationality)
    if not choices:
        return CARDS
    held = {card for choice in choices for card in can_hold(choice)}
    return tuple(card for card in CARDS if card in held or card == OTHER_CARDS[-1])


def likely_requests(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The cards that somebody of this nationality and stay can have asked for."""
    stays = case.get("stays")
    grounds = None if stays is None else {stay.get("ground") for stay in stays}
    return can_have_asked_for(nationality_choices(case.get(NATIONALITY)), case.get(CARD), grounds)


def is_likely(case: Mapping[str, Any]) -> bool:
    """Do people of the nationality hold the card that was told? True where one of the two is not known."""
    return case.get(CARD) is None or case[CARD] in likely_cards(case.get(NATIONALITY))
