"""The page for somebody who does not know the ground of a stay: where it stands, and how to go on without it."""

from __future__ import annotations

from screens.asking import entries
from screens.asking.forms import UNKNOWN
from screens.questions.places import Place
from screens.remembered.state import Form
from screens.views import list as list_view
from screens.views.entry_choice import place_of
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What to look for, and the way back to the question."""
    place = place_of(screen)
    extras = {"retry": Place(place.fact, place.index, entries.GROUP).screen}
    return Page(place.screen, "stay_unknown.html", moment.words("stay_unknown.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on without the stays: the whole list is not known."""
    return list_view.accept(Place(place_of(screen).fact).screen, moment, {"answer": [UNKNOWN]})
