"""The page on which a what-if is made: one kind a page."""

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
from screens.views.what_if import MOST, SCREEN

SCREENS = tuple(f"{SCREEN}/{kind}" for kind in what_if.KINDS)


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The form of one kind."""
    kind, words = _kind(screen), moment.words
    free = ""
    if kind == "trip":
        known = relations.known(moment.state, moment.on)
        free = showing.free_trip_line(known, moment.on, showing.longest_free_trip(known, moment.on, moment.on), words)
    extras = {
        "kind": kind,
        "free": free,
        "grounds": [
            {"value": ground, "label": option(Place("stays", 0, "ground"), ground, words), "note": None}
            for ground in what_if.CARD_OF
        ],
    }
    return Page(screen, "what_if_form.html", words(f"what_if.{kind}"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Add a what-if. Raises NotAccepted where it cannot be."""
    kind, state = _kind(screen), moment.state
    changes = state.sheet.what_ifs
    if len(changes) < MOST:
        change = {"kind": kind, **READ[kind](form)}
        fields = {"trip": "from-day", "stay": "answer", "separation": "date-day", "income": "amount"}
        _must_fit([*changes, change], fields[kind], moment)
        changes.append(change)
    return SCREEN, state


def _kind(screen: str) -> str:
    return screen.partition("/")[2]


def _must_fit(changes: list[dict[str, Any]], field: str, moment: Moment) -> None:
    case, on = what_if.all_applied(relations.known(moment.state, moment.on), changes, moment.on)
    try:
        rules.unusual(case, on)  # refuses what the whole answer would refuse, and decides no route
    except CaseError:
        raise NotAccepted(Problem(field, "what_if.does_not_fit")) from None


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
