"""The desk sheet, in the language of an office."""

from __future__ import annotations

from screens.questions import relations
from screens.remembered.state import Form
from screens.showing.lines import away, requests
from screens.showing.result import result
from screens.showing.taken_along import desk
from screens.views.of_office import accept, choice_of_language, language_in, with_language
from screens.views.page import Moment, Page

__all__ = ["accept", "show"]

SCREEN = "desk"


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The sheet for each card that is asked for or ordered, in the language that is chosen, else the proposed one."""
    words, state, office = moment.words, moment.state, language_in(screen, moment)
    known = relations.known(state, moment.on)
    shown = result.view(known, moment.on, words, moment.today)
    asked, trip = shown.first.asked, away.running(known, moment.on)
    extras = {
        "cards": [
            (card.name, desk.rows(card, requests.for_route(asked, card.key), trip, moment.on, office, words))
            for card in shown.for_the_counter
        ],
        "waiting": any(one.state == "waiting" for one in asked),
        "person": state.person,
        "today": words.day(moment.known_today),
        "address": moment.here.partition("#")[0],
        **choice_of_language(office, moment),
    }
    return Page(with_language(SCREEN, office), "desk.html", words("desk.title"), extras), {"answer": [office]}
