"""The form of a page that asks several facts: the fields of each begin with its name. One alone has the fields of a
page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from screens.asking.forms import ASKED, DATE, SAY, filled, read
from screens.problems import OF_FIELD, NotAccepted, Problem
from screens.questions.places import Place
from screens.remembered.state import Form

Answers = dict[str, Any]


def asked(form: Form, facts: Iterable[str]) -> tuple[str, ...]:
    """Which of the facts the page asked for, by its hidden fields."""
    return tuple(fact for fact in facts if fact in form.get(ASKED, ()))


def field(fact: str) -> str:
    """The form field to go to where the answer of a fact cannot be used."""
    return f"{fact}-{first_field(Place(fact))}"


def first_field(place: Place) -> str:
    """The form field to go to, on a page of its own."""
    return {"date": f"{DATE}-day", "money": "amount", "count": "amount"}.get(place.kind.name, "answer")


def read_all(facts: Iterable[str], form: Form, case: Answers) -> Answers:
    """The answers of all facts. Raises NotAccepted with every problem of the page, each with the name of its field."""
    answers: Answers = {}
    problems: list[Problem] = []
    for fact in facts:
        try:
            answers[fact] = _read(fact, form, case)
        except NotAccepted as refused:
            for problem in refused.problems:
                values = {**problem.values, OF_FIELD: f"short.{fact}"}
                problems.append(replace(problem, field=f"{fact}-{problem.field}", values=values))
    if problems:
        raise NotAccepted(*problems)
    return answers


def _read(fact: str, form: Form, case: Answers) -> Any:
    place, own = Place(fact), _own(fact, form)
    said = own.get(SAY, [])
    typed = any(text.strip() for name, texts in own.items() if name != SAY for text in texts)
    if len(said) > 1 or (said and typed):
        raise NotAccepted(Problem(first_field(place), "said_and_typed"))
    return read(place, own, case.get(fact))


def filled_all(facts: Iterable[str], case: Answers) -> Form:
    """The form that shows the answers again, of the facts that have one."""
    form: Form = {}
    for fact in facts:
        if fact in case:
            form |= {f"{fact}-{name}": texts for name, texts in _filled(Place(fact), case[fact]).items()}
    return form


def _filled(place: Place, value: Any) -> Form:
    if place.kind.name in ("date", "money", "count") and value in (None, "none"):
        return {SAY: ["unknown" if value is None else value]}
    return filled(place, value)


def _own(fact: str, form: Form) -> Form:
    """The fields of one fact, as on a page of its own."""
    return {name.removeprefix(f"{fact}-"): texts for name, texts in form.items() if name.startswith(f"{fact}-")}
