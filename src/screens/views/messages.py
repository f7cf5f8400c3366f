"""The page with messages to copy, for the card that the result is about, in the language of an office."""

from __future__ import annotations

from screens.questions import relations
from screens.remembered.state import Form
from screens.showing.lines import requests
from screens.showing.result import result
from screens.showing.taken_along import messages
from screens.views.of_office import accept, choice_of_language, language_in, with_language
from screens.views.page import Moment, Page

__all__ = ["accept", "show"]

SCREEN = "messages"


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Each message in a field of its own; where no card is possible, that there is none."""
    words, office = moment.words, language_in(screen, moment)
    known = relations.known(moment.state, moment.on)
    first = result.view(known, moment.on, words, moment.today).first
    request = requests.for_route(first.asked, first.lead.key) if first.lead else None
    extras = {
        "messages": messages.messages(first.lead, request, known, moment.on, office, words),
        "waiting": request is not None,
        **choice_of_language(office, moment),
    }
    return Page(with_language(SCREEN, office), "messages.html", words("messages.title"), extras), {"answer": [office]}
