"""What if: today and then side by side, and the pages on which a what-if is made. None of it is an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import belgian_residence as rules
from belgian_residence import CaseError
from belgian_residence.told.case import days_of
from screens.asking.forms import DATE, read_date
from screens.asking.forms import read as read_answer
from screens.problems import NotAccepted, Problem
from screens.questions import relations, what_if
from screens.questions.places import Place
from screens.remembered.state import Form, first
from screens.showing.changed import what_if as showing
from screens.showing.lines.answers import option
from screens.views.page import Accepted, Moment, Page

SCREEN = "what-if"
DROP, KEEP = "drop-", "keep-"
"""Before the number of a what-if, in the names of buttons."""
MOST = 5
"""As many what-ifs together: more than that nobody can compare."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The comparison, or the page on which one kind is made."""
    kind = screen.partition("/")[2]
    known = relations.known(moment.state, moment.on)
    if kind in what_if.KINDS:
        return _form_page(kind, known, moment)
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


def _form_page(kind: str, known: dict[str, Any], moment: Moment) -> tuple[Page, Form]:
    words = moment.words
    free = ""
    if kind == "trip":
        free = showing.free_trip_line(known, moment.on, showing.longest_free_trip(known, moment.on, moment.on), words)
    extras = {
        "kind": kind,
        "free": free,
        "grounds": [
            {"value": ground, "label": option(Place("stays", 0, "ground"), ground, words), "note": None}
            for ground in what_if.CARD_OF
        ],
    }
    return Page(f"{SCREEN}/{kind}", "what_if_form.html", words(f"what_if.{kind}"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Add a what-if, drop one, or make one an answer. Raises NotAccepted where it cannot be."""
    kind, state = screen.partition("/")[2], moment.state
    changes, said = state.sheet.what_ifs, first(form, "say")
    if kind in READ:
        if len(changes) >= MOST:
            return SCREEN, state
        change = {"kind": kind, **READ[kind](form)}
        fields = {"trip": "from-day", "stay": "answer", "separation": "date-day", "income": "amount"}
        _must_fit([*changes, change], fields[kind], moment)
        changes.append(change)
    elif said.startswith(DROP):
        del changes[_number(said, DROP, changes)]
    elif said.startswith(KEEP):
        _become_an_answer(_number(said, KEEP, changes), moment)
    return SCREEN, state


def _number(said: str, mark: str, changes: list[dict[str, Any]]) -> int:
    number = said.removeprefix(mark)
    if not number.isdecimal() or int(number) >= len(changes):
        raise NotAccepted(Problem("say", "what_if.gone"))
    return int(number)


def _must_fit(changes: list[dict[str, Any]], field: str, moment: Moment) -> None:
    case, on = what_if.all_applied(relations.known(moment.state, moment.on), changes, moment.on)
    try:
        rules.unusual(case, on)  # refuses what the whole answer would refuse, and decides no route
    except CaseError:
        raise NotAccepted(Problem(field, "what_if.does_not_fit")) from None


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


# --- reading the forms --------------------------------------------------------------------------------------------


def _trip(form: Form) -> dict[str, Any]:
    start, end = read_date(form, "from"), read_date(form, "to")
    left, back = days_of(start), days_of(end)
    if left and back and back.latest < left.earliest:
        raise NotAccepted(Problem("to-day", "what_if.back_before"))
    return {"from": start, "to": end}


def _stay(form: Form) -> dict[str, Any]:
    ground = first(form, "answer")
    if ground not in what_if.CARD_OF:
        raise NotAccepted(Problem("answer", "choose"))
    return {"ground": ground, "from": read_date(form, DATE)}


def _separation(form: Form) -> dict[str, Any]:
    return {"from": read_date(form, DATE)}


def _income(form: Form) -> dict[str, Any]:
    return {"income": read_answer(Place("income"), form)}


READ: dict[str, Callable[[Form], dict[str, Any]]] = {
    "trip": _trip,
    "stay": _stay,
    "separation": _separation,
    "income": _income,
}
