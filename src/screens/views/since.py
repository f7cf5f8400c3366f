"""The page after a file was opened: everything is worked out again, and what has changed since it was saved."""

from __future__ import annotations

from typing import Any

from screens.questions import flow
from screens.questions.beginning import begun
from screens.questions.relations import PEOPLE
from screens.remembered.state import Form, Sheet, State
from screens.showing.changed import since
from screens.views.frame import SINCE
from screens.views.page import Accepted, Moment, Page

SCREEN = SINCE


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The changes for each person; without a file that says what was then, that there is nothing to compare."""
    state, words, then = moment.state, moment.words, moment.state.since
    people = [_person(name, sheet, then["people"], moment) for name, sheet in state.people.items()] if then else []
    extras = {
        "saved": words.day(then["saved"]) if then else None,
        "then": words.day(then["on"]) if then else None,
        "on": words.day(moment.on),
        "another_day": then is not None and then["on"] != moment.on.isoformat(),
        "people": [one for one in people if one is not None],
        "changed": any(one["changes"] for one in people if one),
        "result": flow.EVERYBODY if state.several else flow.RESULT,
        "answers": PEOPLE if state.several else flow.CHECK,
    }
    return Page(SCREEN, "since.html", words("since.title"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Nothing is told here: the page is shown again."""
    return SCREEN, moment.state


def _person(name: str, sheet: Sheet, then: dict[str, Any], moment: Moment) -> dict[str, Any] | None:
    state = moment.state
    if str(sheet.number) not in then or not begun(sheet.case):
        return None
    one = State(state.people, name, state.relations, on=state.on, today=state.today)
    found = since.changes(then[str(sheet.number)], flow.so_far(one, moment.on), moment.words)
    return {"name": name, "changes": found}
