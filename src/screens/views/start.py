"""The first screen."""

from __future__ import annotations

from screens.asking.people import ADD
from screens.questions import flow
from screens.questions.beginning import NATIONALITY
from screens.questions.places import Place
from screens.remembered import clock
from screens.remembered.state import Form
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What the questions are for, for whom they are answered, and the day that is asked about."""
    known = moment.today and (not moment.device or clock.is_known(moment.device, moment.state.clock))
    today = moment.words.day(moment.today) if moment.today and known else None
    extras = {"today": today, "first": Place(NATIONALITY).screen, "add": ADD, "days": f"{clock.FIRST} {clock.LAST}"}
    return Page(flow.START, "start.html", moment.words("start.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on to the first question."""
    return None, moment.state
