"""What if: today and then side by side. None of it is an answer."""

from __future__ import annotations

from typing import Any

import belgian_residence as rules
from belgian_residence import CaseError
from screens.problems import NotAccepted, Problem
from screens.questions import relations, what_if
from screens.remembered.state import Form, first
from screens.showing.changed import what_if as showing
from screens.views.page import Accepted, Moment, Page

SCREEN = "what-if"
DROP, KEEP = "drop-", "keep-"
"""Before the number of a what-if, in the names of buttons."""
MOST = 5
"""As many what-ifs together: more than that nobody can compare."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The comparison."""
    known = relations.known(moment.state, moment.on)
    return Page(SCREEN, "what_if.html", moment.words("what_if.title"), _compared(known, moment)), {}


def _compared(known: dict[str, Any], moment: Moment) -> dict[str, Any]:
    words, changes = moment.words, moment.state.sheet.what_ifs
    try:
        compared = showing.view(moment.state, moment.on, words, moment.today) if changes else None
    except CaseError:  # an answer was changed since, and the two cannot be true together
        compared = None
    return {
        "lines": [showing.line(change, words) for change in changes],
        "compared": compared,
        "not_certain": words(f"status.{showing.UNSETTLED}"),
        "does_not_fit": bool(changes) and compared is None,
        "kinds": what_if.kinds_for(known),
        "full": len(changes) >= MOST,
        "on": words.day(moment.on),
    }


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Drop a what-if, or make one an answer. Raises NotAccepted where it cannot be."""
    state, said = moment.state, first(form, "say")
    changes = state.sheet.what_ifs
    if said.startswith(DROP):
        del changes[_number(said, DROP, changes)]
    elif said.startswith(KEEP):
        _become_an_answer(_number(said, KEEP, changes), moment)
    return SCREEN, state


def _number(said: str, mark: str, changes: list[dict[str, Any]]) -> int:
    number = said.removeprefix(mark)
    if not number.isdecimal() or int(number) >= len(changes):
        raise NotAccepted(Problem("say", "what_if.gone"))
    return int(number)


def _become_an_answer(number: int, moment: Moment) -> None:
    """It happened: a trip that is planned, an income that is earned. What only begins later cannot be told yet."""
    sheet = moment.state.sheet
    case, _ = what_if.applied(sheet.case, sheet.what_ifs[number], moment.on)
    try:
        rules.unusual(case, moment.on)
    except CaseError:
        raise NotAccepted(Problem("say", "what_if.not_yet")) from None
    sheet.case = case
    del sheet.what_ifs[number]
