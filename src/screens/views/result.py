"""The page of results."""

from __future__ import annotations

from screens.questions import flow, relations
from screens.remembered.state import Form
from screens.showing import answers, result
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The answer of the rules in words, and the answers that it rests on."""
    state, words = moment.state, moment.words
    known = relations.known(state, moment.on)
    extras = {
        "result": result.view(known, moment.on, words, moment.today),
        "asked": bool(state.case.get("applications")),
        "told_nationality": state.sheet.also_nationality,
        "sections": answers.sections(known, words, relations.given(state, moment.on)),
        "on": words.day(moment.on),
        "is_today": moment.on == moment.today,
        "several": state.several,
    }
    return Page(flow.RESULT, "result.html", words("result.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on with the questions about Belgian nationality."""
    moment.state.sheet.also_nationality = True
    return None, moment.state
