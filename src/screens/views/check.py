"""The page of answers: everything that was told, to be checked and changed."""

from __future__ import annotations

import belgian_residence as rules
from screens.questions import flow, relations
from screens.questions.beginning import first_questions
from screens.remembered.state import Form
from screens.showing import answers, notices
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Every answer, what is unusual among them, and what comes next."""
    state, words = moment.state, moment.words
    following = flow.next_screen(state, moment.on)
    known = relations.known(state, moment.on)
    first = first_questions(state.case)  # everybody is asked these
    unused = [fact for fact in rules.unused(known, moment.on) if fact not in first]
    extras = {
        "sections": answers.sections(known, words, relations.given(state, moment.on), unused),
        "on": words.day(moment.on),
        "is_today": moment.on == moment.today,
        "following": None if following in (flow.CHECK, flow.RESULT) else following,
        "unusual": notices.unusual(rules.unusual(known, moment.on), known, moment.on, words),
        "several": state.several,
    }
    return Page(flow.CHECK, "check.html", words("check.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on."""
    return None, moment.state
