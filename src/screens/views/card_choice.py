"""The card or paper that somebody has now: first those that people of the nationality hold, the others folded."""

from __future__ import annotations

from typing import Any

from belgian_residence.told.facts import CARDS
from screens.questions.beginning import CARD, NATIONALITY, is_likely, likely_cards
from screens.questions.places import Place, card_groups, nationality_choice
from screens.remembered.state import Form
from screens.showing.drawn.card import TITLES, drawing
from screens.showing.lines import answers
from screens.views import question
from screens.views.page import Accepted, Moment, Page
from screens.words import Words


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Each card with its drawing, and its title in the languages of the card."""
    words, case = moment.words, moment.state.case
    page, form = question.show(screen, moment)
    likely = likely_cards(case.get(NATIONALITY))
    extras = {
        **page.extras,
        "groups": _groups(likely, words),
        "rest": _groups([card for card in CARDS if card not in likely], words),
        "is_in_rest": case.get(CARD) is not None and case[CARD] not in likely,
        "unlikely": "" if is_likely(case) else _unlikely(case, words),
    }
    return Page(page.screen, "card_choice.html", page.title, extras), form


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the card. Raises NotAccepted."""
    return question.accept(screen, moment, form)


def _groups(cards: tuple[str, ...] | list[str], words: Words) -> list[dict[str, Any]]:
    return [
        {"title": words(f"group.card.{group}"), "options": [_option(card, words) for card in names]}
        for group, names in card_groups(cards)
    ]


def _option(card: str, words: Words) -> dict[str, Any]:
    key = answers.option_key(Place(CARD), card)
    return {
        "value": card,
        "label": words(key),
        "note": words.find(f"{key}.note"),
        "look": None if card == "none" else drawing(card),
        "titles": TITLES.get(card, ()),
    }


def _unlikely(case: dict[str, Any], words: Words) -> str:
    nationality = answers.option(Place(NATIONALITY), nationality_choice(case[NATIONALITY]) or "", words)
    card = answers.option(Place(CARD), case[CARD], words)
    return words("card.unlikely", card=card, nationality=nationality)
