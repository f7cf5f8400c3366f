"""The page with everybody: how far each one is, and how they belong together."""

from __future__ import annotations

from datetime import date
from typing import Any

from belgian_residence.told.facts import MOST_PEOPLE
from screens.asking.people import ADD, OF
from screens.questions import flow, relations
from screens.questions.beginning import NATIONALITY
from screens.questions.relations import PEOPLE, Bond
from screens.remembered.state import Form, Sheet, State
from screens.views.page import Accepted, Moment, Page
from screens.words import Words


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Each person with a link to the answers, and each two people with what was told about them."""
    state, words = moment.state, moment.words
    people = (
        [_person(name, sheet, state, moment.on, words) for name, sheet in state.people.items()] if state.several else []
    )
    extras = {
        "people": people,
        "bonds": _bonds(state, words),
        "full": words("people.full", most=MOST_PEOPLE) if len(state.people) >= MOST_PEOPLE else "",
        "add": ADD,
    }
    return Page(PEOPLE, "people.html", words("people.heading"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Nothing is told here: the page is shown again."""
    return PEOPLE, moment.state


def _person(name: str, sheet: Sheet, state: State, on: date, words: Words) -> dict[str, Any]:
    one = State(state.people, name, state.relations, on=state.on)
    remaining = flow.remaining(one, on)
    if NATIONALITY in one.case:
        status = words("people.open", n=remaining, count=remaining) if remaining else words("people.complete")
    else:
        status = words("people.nothing_yet")
    return {
        "name": name,
        "status": status,
        "open": remaining > 0,
        "answer": f"{OF}{sheet.number}/{flow.CHECK}",
        "rename": f"{PEOPLE}/{sheet.number}/name",
        "remove": f"{PEOPLE}/{sheet.number}/remove",
    }


def _bonds(state: State, words: Words) -> list[dict[str, Any]]:
    """Two people each: what was told about them, and where to tell more."""
    found = []
    numbers = {sheet.number: name for name, sheet in state.people.items()}
    for you, name in numbers.items():
        for other in (number for number in numbers if number > you):
            told = [*(Bond(you, other, kind) for kind in relations.CHOICES), Bond(other, you, relations.DEPENDANT)]
            rows = [_row(bond, state, words) for bond in told if relations.answer(state, bond) is not None]
            more = relations.following(state, Bond(you, other, relations.SPONSOR))
            title = words("people.pair", one=name, two=numbers[other])
            found.append({"title": title, "rows": rows, "more": more.screen if more else None})
    return found


def _row(bond: Bond, state: State, words: Words) -> dict[str, Any]:
    you, other = str(state.name_of(bond.you)), str(state.name_of(bond.other))
    line = words(f"people.{bond.kind}.{relations.answer(state, bond)}.line", you=you, name=other)
    return {"line": line, "change": bond.screen}
