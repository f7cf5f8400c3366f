"""The page that asks which day it is, where the clock of the device cannot be right."""

from __future__ import annotations

from datetime import date

from screens.asking.forms import DATE, read_date
from screens.problems import NotAccepted, Problem
from screens.questions import flow
from screens.remembered import clock
from screens.remembered.state import Form
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """What the device says, and the boxes for the day."""
    told = moment.words.day(moment.device) if moment.device else ""
    return Page(flow.DAY, "day.html", moment.words("day.title"), {"device": told}), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Count with the day from now on, and go on to the screen that was wanted. Raises NotAccepted."""
    typed = read_date(form, DATE)
    if not isinstance(typed, str) or len(typed) != len("2026-11-22"):
        raise NotAccepted(Problem("date-day", "on.rough"))
    if date.fromisoformat(typed) < clock.FIRST:
        raise NotAccepted(Problem("date-year", "day.too_early", {"first": moment.words.day(clock.FIRST)}))
    state, device = moment.state, moment.device
    following = state.clock.get("next", flow.START)
    state.clock = {"device": device.isoformat(), "said": typed} if device else {}
    return following, state
