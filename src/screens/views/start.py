"""The first screen."""

from __future__ import annotations

from screens.asking.people import ADD
from screens.questions import flow
from screens.questions.beginning import NATIONALITY
from screens.questions.places import Place
from screens.remembered.state import Form
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What the questions are for, for whom they are answered, and the day that is asked about."""
    today = moment.words.day(moment.today) if moment.today else None
    extras = {"today": today, "first": Place(NATIONALITY).screen, "add": ADD}
    return Page(flow.START, "start.html", moment.words("start.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on to the first question."""
    return None, moment.state
