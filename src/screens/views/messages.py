"""The page with messages to copy, for the card that the result is about."""

from __future__ import annotations

from screens.questions import relations
from screens.remembered.state import Form
from screens.showing import messages, result
from screens.views.page import Accepted, Moment, Page

SCREEN = "messages"


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Each message in a field of its own; where no card is possible, that there is none."""
    words = moment.words
    known = relations.known(moment.state, moment.on)
    shown = result.view(known, moment.on, words, moment.today)
    extras = {"messages": messages.messages(shown, known, moment.on, words)}
    return Page(SCREEN, "messages.html", words("messages.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Nothing is told here: the page is shown again."""
    return SCREEN, moment.state
