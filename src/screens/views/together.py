"""Several facts on one page, where people are asked for them in one breath."""

from __future__ import annotations

from typing import Any

from screens.asking import faults, several
from screens.questions import flow
from screens.questions.places import Place, place_of_question
from screens.questions.together import TOGETHER, address, page_of, screen_of
from screens.remembered.state import Form
from screens.views import question
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import groups, helps, hint


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The facts that are asked for now, or the answers. One alone stands on a page like any other."""
    place = place_of_question(screen)
    name = _name(place)
    facts = _facts(place, moment)
    own = address(name, facts, moment.state.case)
    if len(facts) == 1:
        page, form = question.show(Place(facts[0]).screen, moment)
        return Page(own, page.template, page.title, {**page.extras, "asked": facts[0]}), form
    words = moment.words
    asked_now = next((fact for fact in facts if fact not in moment.state.case), facts[0])
    extras = {
        **helps(Place(asked_now), moment),
        "hint": words.find(f"hint.together.{name}"),
        "page": name,
        "at": place.fact if place.screen != own else None,
        "questions": [_question(Place(fact), moment) for fact in facts],
    }
    return Page(own, "together.html", words(f"together.{name}"), extras), several.filled_all(facts, moment.state.case)


def _question(place: Place, moment: Moment) -> dict[str, Any]:
    words, kind = moment.words, place.kind.name
    return {
        "fact": place.fact,
        "kind": kind,
        "title": words(f"question.{place.words}"),
        "hint": hint(place, moment),
        "more": words.find(f"more.{place.words}"),
        "none_label": words.find(f"none.{place.words}") if place.kind.may_be_none else None,
        "groups": groups(place, words) if kind not in ("date", "money", "count") else [],
    }


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in all answers, or none. Raises NotAccepted."""
    place, state = place_of_question(screen), moment.state
    facts = several.asked(form, TOGETHER[_name(place)]) or _alone(place, moment)
    if len(facts) == 1:
        return question.accept(Place(facts[0]).screen, moment, form)
    answers = several.read_all(facts, form, state.case)
    fields = {fact: several.field(fact) for fact in facts}
    faults.check({**state.case, **answers}, moment.on, fields, moment.words, state.cases_read)
    state.case.update(answers)
    return None, state


def _facts(place: Place, moment: Moment) -> tuple[str, ...]:
    """The facts on the page of a place. Who comes for one of them finds it there; the first of all gives the screen its
    name, so who comes by that name may mean any."""
    name = _name(place)
    facts = flow.asked_together(moment.state, name, place.fact, moment.on)
    if place.fact in facts or (facts and place.screen == screen_of(place)):
        return facts
    return tuple(fact for fact in TOGETHER[name] if fact in (*facts, place.fact))


def _alone(place: Place, moment: Moment) -> tuple[str, ...]:
    """The fact of a form that does not say which: that of its address, or the one on the page of this address."""
    facts = _facts(place, moment)
    return (place.fact,) if place.fact in facts else facts[:1]


def _name(place: Place) -> str:
    name = page_of(place.fact)
    assert name is not None, place
    return name
