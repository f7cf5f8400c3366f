"""The page of answers: everything that was told, to be checked and changed."""

from __future__ import annotations

import belgian_residence as rules
from screens.questions import flow, relations
from screens.questions.beginning import first_questions
from screens.remembered.state import Form
from screens.showing.lines import answers, notices
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """Every answer, what is unusual among them, and what comes next."""
    state, words = moment.state, moment.words
    following = flow.next_screen(state, moment.on)
    known = relations.known(state, moment.on)
    given = relations.given(state, moment.on)
    expected = {*first_questions(state.case), *given}  # everybody is asked the first ones
    unused = [fact for fact in rules.unused(known, moment.on) if fact not in expected]
    extras = {
        "sections": answers.sections(known, words, given, unused),
        "on": words.day(moment.on),
        "is_today": moment.on == moment.today,
        "following": None if following in (flow.CHECK, flow.RESULT, flow.EVERYBODY) else following,
        "unusual": notices.unusual(rules.unusual(known, moment.on), known, moment.on, words),
        "several": state.several,
    }
    return Page(flow.CHECK, "check.html", words("check.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on."""
    return None, moment.state
