"""What stands around every screen: whose it is, what must be corrected, the links. Its template is ``layout.html``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from screens.asking import people
from screens.problems import OF_FIELD, Problem
from screens.questions import flow
from screens.questions.beginning import CARD, begun
from screens.questions.places import place_of_screen
from screens.remembered import link
from screens.remembered.state import Form, State
from screens.render import render
from screens.showing.changed import changes
from screens.showing.lines import requests, so_far
from screens.showing.lines.away import running
from screens.views.page import Moment, Page
from screens.words import Words

SINCE = "since"
"""The screen after a file was opened."""
OF_NOBODY = (flow.START, flow.ON, flow.DAY, flow.OPEN, flow.DELETE, link.SHARE, link.SHARED)
FOR_EVERYBODY = (*OF_NOBODY, flow.EVERYBODY, SINCE)
"""They are about nobody, or about all."""
PAGES_OF_MOST = (5, 12)
"""Pages with questions that most people answer: said while too little is known to count them."""
SWITCHED = (flow.CHECK, flow.RESULT)
"""From these one can go to the same page of another person."""


@dataclass(frozen=True)
class Told:
    """What the last form did, above the next screen: sentences, and whether it can be undone."""

    lines: tuple[str, ...] = ()
    undo: bool = False


def html(
    page: Page,
    moment: Moment,
    form: Form | None = None,
    problems: list[Problem] | None = None,
    told: Told | None = None,
) -> str:
    """Render a page with what is typed in it, what must be corrected, and what the last form did."""
    wrong = [
        {"field": problem.field, "text": sentence(problem, moment.words), **explanation(problem, moment.words)}
        for problem in problems or []
    ]
    whose = _whose(page, moment)
    title = page.document_title
    mark = people.prefix(moment.state.sheet.number)
    text = render(
        page.template,
        moment.words.language,
        screen=mark + page.screen,
        title=page.title,
        document_title=moment.words("error.title", title=title) if wrong else title,
        whose=whose,
        form=form or {},
        problems=wrong,
        site=moment.site,
        so_far=_so_far(page, moment),
        remaining=_remaining(page, moment),
        did=told if told and told.lines else _last_change(page, moment),
        **page.extras,
    )
    # Every link leads to a screen of the same person, unless it names somebody. Nothing that is typed can look like
    # this: a quotation mark in it is escaped.
    return re.sub(rf'href="#/(?!{people.OF})', f'href="#/{mark}', text) if mark else text


def _whose(page: Page, moment: Moment) -> dict[str, Any] | None:
    """Whose screen it is, and the way to the same screen of the others; None for one person, and where it is no
    matter."""
    state, words = moment.state, moment.words
    if not state.several or people.is_screen(page.screen) or page.screen.partition("/")[0] in FOR_EVERYBODY:
        return None
    of_result = page.screen == flow.RESULT
    others = [(name, f"{people.OF}{sheet.number}/{page.screen}") for name, sheet in state.people.items()]
    return {
        "says": words("people.result_of" if of_result else "people.answers_of_head"),
        "name": state.person,
        "others": [one for one in others if one[0] != state.person] if page.screen in SWITCHED else [],
    }


def _last_change(page: Page, moment: Moment) -> Told | None:
    """On the page of answers the last change stays where it can be undone."""
    state = moment.state
    if page.screen != flow.CHECK or state.undo is None:
        return None
    return Told(tuple(changes.changed(State.from_json(state.undo), state, moment.words)), undo=True)


def _so_far(page: Page, moment: Moment) -> str | None:
    """The early answer, at the foot of a question; None until the first questions are answered."""
    state = moment.state
    if place_of_screen(page.screen) is None or not begun(state.case):
        return None
    asked, refused = requests.under_way(state.case), requests.refused(state.case)
    latest = flow.days_at_latest(state, moment.on)
    never_away = flow.days_if_never_away(state, moment.on)
    abroad = running(state.case, moment.on) is not None
    found = flow.so_far(state, moment.on)
    return so_far.line(found, moment.words, latest, never_away, asked, refused, abroad=abroad)


def _remaining(page: Page, moment: Moment) -> str:
    """How many pages are still to come, at the foot of each page with questions. What is opened from the result, or
    told after it, has none."""
    state, words = moment.state, moment.words
    if not flow.is_on_the_way_to_the_result(state, page.screen):
        return ""
    if CARD not in state.case:  # nothing can be counted yet
        least, most = PAGES_OF_MOST
        return words("question.remaining_first", least=least, most=most)
    count = flow.remaining_after(state, page.screen, moment.on)
    return words("question.remaining", n=count, count=count) if count else words("question.remaining_last")


def explanation(problem: Problem, words: Words) -> dict[str, Any]:
    """For two answers that cannot both be true: the rule that they break, the ways out, the screen of the other one."""
    if "rule" not in problem.values:
        return {"rule": None, "other": problem.values.get("other_screen")}
    return {
        "rule": words(f"rule.{problem.values['rule']}"),
        "ways": [words(f"way.{way}") for way in problem.values["ways"]],
        "other": problem.values["other_screen"],
    }


def sentence(problem: Problem, words: Words) -> str:
    """A problem in words."""
    values = dict(problem.values)
    field = values.pop(OF_FIELD, None)
    if "month" in values:
        values["month"] = words.month(values["month"])
    if "faults" in values:
        values["faults"] = words.side_by_side(values["faults"])
    text = words(f"error.{problem.key}", **values)
    return words("error.of_field", field=words(field), text=text) if field else text
