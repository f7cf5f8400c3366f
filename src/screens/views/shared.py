"""The page that a link with answers opens: what is in it, and whether to use it. Until then nothing is changed."""

from __future__ import annotations

from screens.problems import NotAccepted
from screens.questions import flow, relations
from screens.questions.relations import PEOPLE
from screens.remembered import link
from screens.remembered.state import Form, State
from screens.showing.lines import answers
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The answers in the link, or why it cannot be used."""
    words = moment.words
    try:
        told = link.read(screen.partition("/")[2], moment.known_today)
    except NotAccepted:
        return Page(link.SHARED, "shared.html", words("shared.not_ours"), {"told": None, "own": False}), {}
    on = told.date(moment.known_today)
    people = [
        {"name": name, "sections": answers.sections(relations.known(_of(told, name), on), words)}
        for name in told.people
    ]
    own = any(sheet.case for sheet in moment.state.people.values())
    extras = {"told": people, "own": own, "on": words.day(on)}
    return Page(screen, "shared.html", words("shared.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on with the answers of the link. Raises NotAccepted where it cannot be used."""
    told = link.read(screen.partition("/")[2], moment.known_today)
    return PEOPLE if told.several else flow.CHECK, told


def _of(state: State, name: str) -> State:
    return State(state.people, name, state.relations, on=state.on)
