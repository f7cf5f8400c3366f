"""The page for somebody who does not know the ground of a stay: where it stands, and how to go on without it."""

from __future__ import annotations

from screens.asking.forms import UNKNOWN
from screens.questions import chain
from screens.questions.places import Place, place_of_question
from screens.remembered.state import Form
from screens.views import list as list_view
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What to look for, and the way back to the question."""
    place = place_of_question(screen)
    told = moment.state.case.get(place.fact)
    page = chain.WHY if moment.state.sheet.stays_before or (not told and chain.begins(moment.state.case)) else "ground"
    extras = {"retry": Place(place.fact, place.index, page).screen, "told": bool(told)}
    return Page(place.screen, "stay_unknown.html", moment.words("stay_unknown.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on: with the stays that were told, as if nothing came before them; without any, the list is not known."""
    place = place_of_question(screen)
    if moment.state.case.get(place.fact):
        if moment.state.sheet.stays_before:
            chain.nothing_before(moment.state, place)
        return None, moment.state
    return list_view.accept(Place(place.fact).screen, moment, {"answer": [UNKNOWN]})
