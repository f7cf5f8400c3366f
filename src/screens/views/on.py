"""The page on which another date is asked about."""

from __future__ import annotations

from datetime import date

from screens.asking import faults, people
from screens.asking.forms import DATE, filled_date, read_date
from screens.problems import NotAccepted, Problem
from screens.questions import flow
from screens.remembered.state import Form, first
from screens.views.page import Accepted, Moment, Page

EARLIEST = date(2021, 1, 1)
"""The first date that the rules answer for."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Today or another date."""
    form: Form = {"answer": ["other" if moment.state.on else "today"]}
    form.update(filled_date(moment.state.on, "date"))
    return Page(flow.ON, "on.html", moment.words("on.title"), {"today": moment.words.day(moment.known_today)}), form


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Ask about the date from now on. Raises NotAccepted where it cannot be read, or an answer does not allow it."""
    state = moment.state
    state.on = _chosen(moment, form)
    return None if state.case else flow.START, state


def _chosen(moment: Moment, form: Form) -> str | None:
    """The date asked about (ISO); None for today. Raises NotAccepted."""
    answer = first(form, "answer")
    if answer not in ("today", "other"):
        raise NotAccepted(Problem("answer", "choose"))
    today = moment.known_today
    chosen = today
    if answer == "today" and any(first(form, f"{DATE}-{box}") for box in ("day", "month", "year")):
        raise NotAccepted(Problem("answer", "on.both"))
    if answer == "other":
        typed = read_date(form, DATE)
        if not isinstance(typed, str) or len(typed) != len("2026-11-22"):
            raise NotAccepted(Problem("date-day", "on.rough"))
        chosen = date.fromisoformat(typed)
        if chosen < EARLIEST:
            raise NotAccepted(Problem("date-year", "on.too_early", {"earliest": moment.words.day(EARLIEST)}))
    for name, sheet in moment.state.people.items():
        if sheet.case:
            _check_date(moment, name, chosen)
    return None if chosen == today else chosen.isoformat()


def _check_date(moment: Moment, name: str, chosen: date) -> None:
    """Raise NotAccepted where an answer of somebody does not allow a date; of another person with the name."""
    sheet = moment.state.people[name]
    try:
        faults.check(sheet.case, chosen, {"on": "date-day"}, moment.words)
    except NotAccepted as refused:
        if name == moment.state.person:
            raise
        told = refused.problems[0].values
        screen = f"{people.OF}{sheet.number}/{told.get('other_screen', flow.CHECK)}"
        shown = {"name": name, "said": told.get("other", name), "other_screen": screen}
        raise NotAccepted(Problem("date-day", "people.answer", shown)) from None
