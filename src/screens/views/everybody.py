"""The results of everybody at a glance: who, which card, from which day, what to do first; and one sheet for all."""

from __future__ import annotations

from typing import Any

from screens.asking.people import OF
from screens.questions import flow, relations
from screens.questions.beginning import begun
from screens.questions.relations import PEOPLE
from screens.remembered.state import Form, Sheet, State
from screens.showing.result import result
from screens.views.page import Accepted, Moment, Page

SCREEN = flow.EVERYBODY


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """One part for each person, with the way to the whole result; for one person alone the page of people."""
    state, words = moment.state, moment.words
    people = [_person(name, sheet, moment) for name, sheet in state.people.items()] if state.several else []
    extras = {
        "people": people,
        "days_ahead": any(one["days_ahead"] for one in people),
        "on": words.day(moment.on),
        "today": words.day(moment.known_today),
        "address": moment.here.partition("#")[0],
        "people_screen": PEOPLE,
    }
    return Page(SCREEN, "everybody.html", words("everybody.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Nothing is told here: the page is shown again."""
    return SCREEN, moment.state


def _person(name: str, sheet: Sheet, moment: Moment) -> dict[str, Any]:
    """The first screen of one person's result; None instead of it where the first questions are open."""
    state = moment.state
    one = State(state.people, name, state.relations, on=state.on)
    told = begun(sheet.case)
    known = relations.known(one, moment.on)
    shown = result.view(known, moment.on, moment.words, moment.today, one.cases_read) if told else None
    return {
        "name": name,
        "first": shown.first if shown else None,
        "days_ahead": shown.days_ahead if shown else False,
        "result": f"{OF}{sheet.number}/{flow.RESULT}",
        "answer": f"{OF}{sheet.number}/{flow.CHECK}",
        "open": flow.remaining(one, moment.on),
    }
