"""How long somebody was away at most: a question for each limit that decides, in the place of a list of trips."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from belgian_residence.told.facts import ABSENCE_BOUNDS
from screens.asking import entries
from screens.asking.forms import SAY, UNKNOWN
from screens.problems import OF_FIELD, NotAccepted, Problem
from screens.questions import flow
from screens.questions.places import TRIPS, Place
from screens.remembered.state import Form, first
from screens.views import trips
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import helps, look_at, since

ABSENCES = Place("absences")
MORE = "more"
"""Longer than every limit that was asked about."""


def field(fact: str) -> str:
    """The name of the field of a question, as names of fields are written."""
    return fact.replace("_", "-")


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The questions; where no limit can settle anything, the list of trips."""
    asked, words = flow.absence_bounds(moment.state, moment.on), moment.words
    if not asked:
        return trips.show(screen, moment)
    questions = [_question(fact, months, moment) for fact, months in asked.items()]
    extras = {**helps(ABSENCES, moment), "questions": questions, "look_at": look_at(moment), "list_screen": TRIPS}
    title = words("away.title", start=since(moment))
    return Page(ABSENCES.screen, "away.html", title, extras), _form(asked, moment)


def _question(fact: str, months: list[int], moment: Moment) -> dict[str, Any]:
    """One limit: yes or no. Several limits, which only time in a row has: between which of them."""
    words, unknown = moment.words, {"value": UNKNOWN, "label": moment.words("options.unknown"), "note": None}
    if len(months) == 1:
        options = [(str(months[0]), words("answer.no")), (MORE, words("answer.yes"))]
        title = words(f"question.{fact}", months=months[0])
    else:
        title = words("away.in_a_row.several")
        options = [(str(months[0]), words("away.in_a_row.first", months=months[0]))]
        options += [
            (str(most), words("away.in_a_row.between", least=least, months=most)) for least, most in pairwise(months)
        ]
        options.append((MORE, words("away.in_a_row.more", months=months[-1])))
    group = [{"value": value, "label": label, "note": None} for value, label in options]
    return {"name": field(fact), "title": title, "groups": [{"title": "", "options": [*group, unknown]}]}


def _form(asked: dict[str, list[int]], moment: Moment) -> Form:
    """The answers that were given. Nothing is kept of "longer" but that trips are not unknown (see ``accept``)."""
    case = moment.state.case
    beyond = UNKNOWN if case.get(ABSENCES.fact, MORE) is None else MORE
    form: Form = {}
    for fact, months in asked.items():
        if fact in case:
            told = case[fact]
            fits = [str(one) for one in months if told is not None and told <= one]
            form[field(fact)] = [*fits, MORE if told is not None else beyond][:1]
    return form


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Keep what was said as months. Beyond a limit nothing is kept of it, and the trips are asked where they matter;
    where somebody does not know, they are not asked. Raises NotAccepted."""
    state, asked = moment.state, flow.absence_bounds(moment.state, moment.on)
    if not asked or first(form, SAY) == UNKNOWN:  # of the whole list
        return trips.accept(screen, moment, form)
    said = {fact: first(form, field(fact)) for fact in asked}
    left_open = [
        fact for fact, value in said.items() if value not in (MORE, UNKNOWN, *(str(one) for one in asked[fact]))
    ]
    if left_open:
        several = len(asked) > 1
        raise NotAccepted(
            *[Problem(field(fact), "choose", {OF_FIELD: f"short.{fact}"} if several else {}) for fact in left_open]
        )
    for fact in (*ABSENCE_BOUNDS, "absences"):
        state.case.pop(fact, None)
    entries.forget(state, "absences")
    state.case.update({fact: int(value) if value.isdecimal() else None for fact, value in said.items()})
    if UNKNOWN in said.values() and MORE not in said.values():
        state.case["absences"] = None
    if MORE not in said.values() or not flow.waits_for(state, "absences", moment.on):
        return None, state
    if state.way_back == screen:
        state.way_back = TRIPS
    return TRIPS, state
