"""A question about two people: how they belong together. Shown as a question."""

from __future__ import annotations

from screens.asking.forms import UNKNOWN
from screens.problems import NotAccepted, Problem
from screens.questions import relations
from screens.questions.relations import PEOPLE, Bond, bond_of_screen
from screens.remembered.state import Form, State, first
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The question, with the answer that was given."""
    state, words, bond = moment.state, moment.words, _bond(moment.state, screen)
    you, other = str(state.name_of(bond.you)), str(state.name_of(bond.other))
    options = [
        {
            "value": choice,
            "label": words(f"people.{bond.kind}.{choice}", name=other),
            "note": words.find(f"people.{bond.kind}.{choice}.note"),
        }
        for choice in relations.CHOICES[bond.kind]
    ]
    extras = {
        "kind": "choice",
        "caption": words("people.answers_of", name=you),
        "groups": [{"title": "", "options": options}],
        "none_label": None,
        "hint": words(f"people.{bond.kind}.hint", name=other),
        "more": None,
        "why": [],
    }
    answer = relations.answer(state, bond)
    form: Form = {"answer": [answer]} if answer else {}
    heading, history = words(f"people.{bond.kind}.question", name=other), words("people.bonds")
    return Page(bond.screen, "question.html", heading, extras, history), form


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the answer; then what else is to be told about the two. Raises NotAccepted."""
    state, bond = moment.state, _bond(moment.state, screen)
    said = first(form, "answer")
    if said not in (*relations.CHOICES[bond.kind], UNKNOWN):
        raise NotAccepted(Problem("answer", "choose"))
    relations.accept(state, bond, said)
    more = relations.following(state, bond)
    return more.screen if more else PEOPLE, state


def _bond(state: State, screen: str) -> Bond:
    bond = bond_of_screen(state, screen)
    assert bond is not None, screen
    return bond
