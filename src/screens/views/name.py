"""The page with a name: of somebody who is added, of a child with the day of its birth; or a new one for somebody."""

from __future__ import annotations

from typing import Any

from screens.asking import faults
from screens.asking.forms import read_date
from screens.asking.people import ADD, of_one
from screens.problems import NotAccepted, Problem
from screens.questions.relations import PEOPLE, SPONSOR, Bond
from screens.remembered import names
from screens.remembered.state import Form, Sheet, State, first
from screens.views.page import Accepted, Moment, Page

BORN, BIRTH_DATE = "born", "birth_date"


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """One name; of the first two people both. Of who is added also the day of birth, where it is a child."""
    state, words = moment.state, moment.words
    own = [("own", words("people.own_name"))] if screen == ADD and not state.several else []
    extras = {"names": [*own, ("name", words("people.name"))], "born": BORN if screen == ADD else None}
    if screen == ADD:
        return Page(ADD, "name.html", words("people.add"), extras), {"own": [words("people.me")]} if own else {}
    name = _named(state, screen)
    page = Page(screen, "name.html", words("people.rename", name=name), extras, words("people.change_name"))
    return page, {"name": [name]}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Add the person, or change the name. Raises NotAccepted."""
    state = moment.state
    if screen == ADD:
        return _add(form, moment), state
    _rename(_named(state, screen), form, state)
    return PEOPLE, state


def _named(state: State, screen: str) -> str:
    return str(state.name_of(of_one(state, screen)[0]))


def _add(form: Form, moment: Moment) -> str:
    state = moment.state
    problems: list[Problem] = []
    case: dict[str, Any] = {}
    known: list[str] = [] if not state.several else list(state.people)
    for name in ("name",) if state.several else ("own", "name"):
        try:
            known.append(_name(form, name, known))
        except NotAccepted as refused:
            problems += refused.problems
    try:
        case = _born(form, moment)
    except NotAccepted as refused:
        problems += refused.problems
    if problems:
        raise NotAccepted(*problems)
    if not state.several:
        state.people = {known[0]: state.sheet}
        state.person = known[0]
    number = max(sheet.number for sheet in state.people.values()) + 1
    state.people[known[-1]] = Sheet(case=case, number=number)
    return Bond(state.sheet.number, number, SPONSOR).screen


def _born(form: Form, moment: Moment) -> dict[str, Any]:
    """The day of birth, exact or rough; nothing where it is left empty, as for adults. Raises NotAccepted."""
    if not any(first(form, f"{BORN}-{box}").strip() for box in ("day", "month", "year")):
        return {}
    case = {BIRTH_DATE: read_date(form, BORN)}
    faults.check(case, moment.on, {BIRTH_DATE: f"{BORN}-day"}, moment.words)
    return case


def _rename(name: str, form: Form, state: State) -> None:
    new = _name(form, "name", [other for other in state.people if other != name])
    state.people = {new if one == name else one: sheet for one, sheet in state.people.items()}
    state.relations = [
        {**relation, **{end: new for end in ("of", "is") if relation[end] == name}} for relation in state.relations
    ]
    state.person = new if state.person == name else state.person


def _name(form: Form, name: str, taken: list[str]) -> str:
    """A name as it is typed, with single spaces. Raises NotAccepted: a name is never changed in silence."""
    typed = " ".join(first(form, name).split())
    if not typed:
        raise NotAccepted(Problem(name, "people.own_missing" if name == "own" else "people.name_missing"))
    if problem := names.problem(name, typed, taken):
        raise NotAccepted(problem)
    return typed
