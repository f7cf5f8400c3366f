"""How two people belong together: on one page while nothing is told of them, and each question alone to change it."""

from __future__ import annotations

from typing import Any

from screens.asking.forms import UNKNOWN
from screens.problems import OF_FIELD, NotAccepted, Problem
from screens.questions import relations
from screens.questions.relations import HOUSEHOLD, JOINED, PEOPLE, SPONSOR, Bond, bond_of_screen
from screens.remembered.state import Form, State, first
from screens.views.page import Accepted, Moment, Page

ANSWER = "answer"
"""The field of a question alone; on the page of all of them each has the name of its kind."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The questions about the two; of who has an answer one alone, with the answer that was given."""
    state, words, bond = moment.state, moment.words, _bond(moment.state, screen)
    you, other = str(state.name_of(bond.you)), str(state.name_of(bond.other))
    caption, history = words("people.answers_of", name=you), words("people.bonds")
    if _nothing_told(state, bond):
        questions = [_question(kind, other, moment) for kind in relations.CHOICES]
        extras: dict[str, Any] = {"caption": caption, "questions": questions, "if_joined": HOUSEHOLD}
        return Page(bond.screen, "bond.html", words("people.pair_title", name=other), extras, history), {}
    question = _question(bond.kind, other, moment)
    extras = {
        "kind": "choice",
        "caption": caption,
        "groups": question["groups"],
        "none_label": None,
        "hint": question["hint"],
        "more": None,
        "why": [],
    }
    answer = relations.answer(state, bond)
    form: Form = {ANSWER: [answer]} if answer else {}
    return Page(bond.screen, "question.html", question["title"], extras, history), form


def _question(kind: str, other: str, moment: Moment) -> dict[str, Any]:
    words = moment.words
    options = [
        {
            "value": choice,
            "label": words(f"people.{kind}.{choice}", name=other),
            "note": words.find(f"people.{kind}.{choice}.note"),
        }
        for choice in relations.CHOICES[kind]
    ]
    return {
        "kind": kind,
        "title": words(f"people.{kind}.question", name=other),
        "hint": words(f"people.{kind}.hint", name=other),
        "groups": [{"title": "", "options": options}],
    }


def _nothing_told(state: State, bond: Bond) -> bool:
    told = (relations.answer(state, Bond(bond.you, bond.other, kind)) for kind in relations.CHOICES)
    return bond.kind == SPONSOR and not any(told)


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the answers; then what else is to be told about the two. Raises NotAccepted."""
    state, bond = moment.state, _bond(moment.state, screen)
    if ANSWER not in form and _nothing_told(state, bond):
        for kind, said in _said_of_all(form).items():
            relations.accept(state, Bond(bond.you, bond.other, kind), said)
    else:
        relations.accept(state, bond, _said(form, ANSWER, bond.kind))
    more = relations.following(state, bond)
    return more.screen if more else PEOPLE, state


def _said_of_all(form: Form) -> dict[str, str]:
    """An answer to each question; living together matters only where one joined the other. Raises NotAccepted."""
    asked = [kind for kind in relations.CHOICES if kind != HOUSEHOLD or first(form, SPONSOR) in JOINED]
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for kind in asked:
        try:
            found[kind] = _said(form, kind, kind)
        except NotAccepted:
            problems.append(Problem(kind, "choose", {OF_FIELD: f"short.people.{kind}"}))
    if problems:
        raise NotAccepted(*problems)
    return found


def _said(form: Form, field: str, kind: str) -> str:
    said = first(form, field)
    if said not in (*relations.CHOICES[kind], UNKNOWN):
        raise NotAccepted(Problem(field, "choose"))
    return said


def _bond(state: State, screen: str) -> Bond:
    bond = bond_of_screen(state, screen)
    assert bond is not None, screen
    return bond
