"""The page that asks whether somebody is to be taken out of the list. Shown like the removal of an entry."""

from __future__ import annotations

from screens.asking.people import of_one, remove
from screens.questions.relations import PEOPLE
from screens.remembered.state import Form
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Who it is, and the way back."""
    words, name = moment.words, _name(screen, moment)
    keep = words("people.keep", name=name)
    extras = {"line": words("people.remove_text", name=name), "list_screen": PEOPLE, "keep": keep}
    heading, history = words("people.remove_sure", name=name), words("people.remove_somebody")
    return Page(screen, "remove_person.html", heading, extras, history), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take the person out."""
    remove(_name(screen, moment), moment.state)
    return PEOPLE, moment.state


def _name(screen: str, moment: Moment) -> str:
    return str(moment.state.name_of(of_one(moment.state, screen)[0]))
