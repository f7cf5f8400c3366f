"""What lets somebody keep a right after living together ended: the causes and the means, as ticks on one page."""

from __future__ import annotations

from screens.asking import faults
from screens.asking.forms import filled, read
from screens.problems import OF_FIELD, NotAccepted, Problem
from screens.questions.places import Place, place_of_question
from screens.remembered.state import Form
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import groups, helps

FACTS = {"grounds": "retention_grounds", "means": "means_since_household_ended"}
"""By the name of the field."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The two questions, with what was answered."""
    place, words, case = place_of_question(screen), moment.words, moment.state.case
    asked = [
        {
            "name": name,
            "title": words(f"question.{fact}"),
            "hint": words(f"hint.{fact}"),
            "groups": groups(Place(fact), words),
        }
        for name, fact in FACTS.items()
    ]
    form: Form = {name: filled(Place(fact), case[fact])["answer"] for name, fact in FACTS.items() if fact in case}
    return Page(
        place.screen, "retention.html", words("retention.title"), {**helps(place, moment), "asked": asked}
    ), form


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in both answers. Raises NotAccepted, each problem with its field."""
    state, problems, told = moment.state, list[Problem](), {}
    for name, fact in FACTS.items():
        try:
            told[fact] = read(Place(fact), {"answer": form.get(name) or []})
        except NotAccepted as refused:
            problems += [Problem(name, one.key, {**one.values, OF_FIELD: f"short.{fact}"}) for one in refused.problems]
    if problems:
        raise NotAccepted(*problems)
    faults.check({**state.case, **told}, moment.on, {fact: name for name, fact in FACTS.items()}, moment.words)
    state.case.update(told)
    return None, state
