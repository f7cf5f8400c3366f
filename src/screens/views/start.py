"""The first screen."""

from __future__ import annotations

from screens.questions import flow
from screens.remembered.state import Form
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What the questions are for, and the day that is asked about."""
    today = moment.words.day(moment.today) if moment.today else None
    return Page(flow.START, "start.html", moment.words("start.title"), {"today": today}), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on to the first question."""
    return None, moment.state
