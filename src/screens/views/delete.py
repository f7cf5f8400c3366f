"""The page that asks whether everything is to be deleted."""

from __future__ import annotations

from screens.questions import flow
from screens.remembered.state import Form, State
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What will be gone."""
    names = moment.words.every_of(list(moment.state.people)) if moment.state.several else None
    return Page(flow.DELETE, "delete.html", moment.words("delete.title"), {"names": names}), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Delete everything."""
    return flow.START, State()
