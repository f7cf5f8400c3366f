"""The page with a name: of somebody who is added, or a new one for somebody."""

from __future__ import annotations

from screens.asking.people import ADD, of_one
from screens.problems import NotAccepted, Problem
from screens.questions.relations import PEOPLE, SPONSOR, Bond
from screens.remembered import names
from screens.remembered.state import Form, Sheet, State, first
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """One name; of the first two people both."""
    state, words = moment.state, moment.words
    own = [("own", words("people.own_name"))] if screen == ADD and not state.several else []
    extras = {"names": [*own, ("name", words("people.name"))]}
    if screen == ADD:
        return Page(ADD, "name.html", words("people.add"), extras), {"own": [words("people.me")]} if own else {}
    name = _named(state, screen)
    page = Page(screen, "name.html", words("people.rename", name=name), extras, words("people.change_name"))
    return page, {"name": [name]}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Add the person, or change the name. Raises NotAccepted."""
    state = moment.state
    if screen == ADD:
        return _add(form, state), state
    _rename(_named(state, screen), form, state)
    return PEOPLE, state


def _named(state: State, screen: str) -> str:
    return str(state.name_of(of_one(state, screen)[0]))


def _add(form: Form, state: State) -> str:
    problems: list[Problem] = []
    known: list[str] = [] if not state.several else list(state.people)
    for name in ("name",) if state.several else ("own", "name"):
        try:
            known.append(_name(form, name, known))
        except NotAccepted as refused:
            problems += refused.problems
    if problems:
        raise NotAccepted(*problems)
    if not state.several:
        state.people = {known[0]: state.sheet}
        state.person = known[0]
    number = max(sheet.number for sheet in state.people.values()) + 1
    state.people[known[-1]] = Sheet(number=number)
    return Bond(state.sheet.number, number, SPONSOR).screen


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
