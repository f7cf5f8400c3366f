"""The screens that stand ready before Python has loaded, made by the same code that makes them in the worker.

The page shows the start screen. Behind it lie the questions that can be reached from there without a date: each for the
answers that lead to it, as it is first shown and as it is shown when its form was sent empty. What stands in several of
them stands in the table once, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.asking.people import ADD
from screens.problems import NotAccepted, Problem
from screens.questions import flow
from screens.questions.beginning import NATIONALITY
from screens.questions.places import Place, place_of_screen
from screens.remembered.state import Form, State
from screens.render import render, words
from screens.views.frame import html
from screens.views.page import Moment
from screens.views.registry import accept, show

if TYPE_CHECKING:
    from belgian_residence import answer_types

STEPS = ("download", "start", "rules")
REASONS = ("no_wasm", "blocked", "altered", "slow", "gone", "crash", "newer")
DEEPEST = 4
"""So many questions one after the other stand ready: nationality, card, its last day, and what the rules ask then."""

RADIO = re.compile(r'<input type="radio" name="([\w-]+)" value="([^"]*)"')
SAID = re.compile(r'<button type="submit"[^>]* name="say" value="([^"]*)"')


def prerender(language: str) -> str:
    """The contents of the wizard's mount element, as HTML."""
    moment = Moment(State(), today=None, words=words(language))
    page, form = show(flow.START, moment)
    return render(
        "prerender.html", language, start=html(page, moment, form), steps=STEPS, reasons=REASONS, site=moment.site
    )


ASKED: dict[str, answer_types.Interview] = {}
"""What the rules answer on the way through the first questions: the same in every language."""


@dataclass
class Table:
    """The screens that stand ready. ``lines``: of all of them. ``screens``: for each its ``name``, its ``html`` and
    where its form can be sent empty its ``empty`` as numbers of lines, and ``next``: by answer the number of the screen
    behind it (see `wizard/beginning.js`). The first one is the first question; the last ones are reached by name."""

    lines: dict[str, int]
    screens: list[dict[str, Any]]
    known: dict[str, int]

    def add(self, screen: dict[str, Any]) -> int:
        """The number of a screen, which may be there already."""
        key = repr(screen)
        if key not in self.known:
            self.known[key] = len(self.screens)
            self.screens.append(screen)
        return self.known[key]

    def numbers(self, text: str) -> list[int]:
        """The lines of a text, as numbers."""
        return [self.lines.setdefault(line, len(self.lines)) for line in text.split("\n")]


def beginning(language: str, day: date) -> dict[str, Any]:
    """The table as plain JSON. ``day``: on which the screens are worked out; hardly any of them depends on it, and the
    page compares them with Python's own once it is there."""
    table = Table({}, [], {})
    moment = Moment(State(asked=ASKED), today=day, words=words(language))
    first = _add(Place(NATIONALITY).screen, moment, table, DEEPEST)
    others = [_add(screen, moment, table, 0) for screen in (ADD, flow.OPEN)]
    return {"lines": list(table.lines), "screens": table.screens, "first": first, "others": others}


def _add(screen: str, moment: Moment, table: Table, more: int) -> int:
    """Put a screen and what follows from its answers into the table; its number. ``more``: how many may follow."""
    page, form = show(flow.arrive(moment.state, screen), moment)
    shown = html(page, moment, form)
    entry: dict[str, Any] = {"name": page.screen, "html": table.numbers(shown)}
    answers = dict(_answers(shown))
    if answers and (problems := _when_empty(page.screen, moment)):
        entry["empty"] = table.numbers(html(page, moment, form, problems))
    following = {}
    for answer, given in answers.items() if more > 1 else ():
        sent = replace(moment, state=_copy(moment.state))
        try:
            after, state = accept(page.screen, sent, given)
        except NotAccepted:
            continue  # Python says what does not fit
        if place_of_screen(after) is not None:
            following[answer] = _add(after, replace(moment, state=state), table, more - 1)
    if following:
        entry["next"] = following
    return table.add(entry)


def _when_empty(screen: str, moment: Moment) -> list[Problem]:
    try:
        accept(screen, replace(moment, state=_copy(moment.state)), {})
    except NotAccepted as refused:
        return refused.problems
    return []


def _copy(state: State) -> State:
    """The state, to be changed. What the rules have answered is not copied: it stays as it is."""
    return deepcopy(state, {id(state.asked): state.asked})


def _answers(shown: str) -> Iterator[tuple[str, Form]]:
    """What can be answered without typing, where the form asks one thing: by the name that the page gives it."""
    radios = RADIO.findall(shown)
    if {name for name, _ in radios} == {"answer"}:
        yield from ((value, {"answer": [value]}) for _, value in radios)
    elif not radios:
        yield from ((f"say {value}", {"say": [value]}) for value in SAID.findall(shown))
