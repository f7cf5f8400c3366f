"""The page on which a file that was kept is opened."""

from __future__ import annotations

from screens.questions import flow
from screens.questions.relations import PEOPLE
from screens.remembered import save_file
from screens.remembered.state import Form, first
from screens.views import since
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The field for the file."""
    return Page(flow.OPEN, "open.html", moment.words("open.title"), {}), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on with what the file tells. Raises NotAccepted for a file that cannot be used."""
    state = save_file.read(first(form, "file"), moment.known_today)
    if state.since:
        return since.SCREEN, state
    return PEOPLE if state.several else flow.CHECK, state
