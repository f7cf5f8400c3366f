"""The screens that stand in the page as HTML, so that a person can start before Python has loaded.

The page shows the start screen; the other screens wait in ``<template>`` elements. Each question stands there twice: as
it is first shown, and with the message for a form that was sent empty. The same templates make them in the worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from screens.problems import Problem
from screens.questions import flow
from screens.questions.beginning import CARD, NATIONALITY, same_cards
from screens.questions.places import Place
from screens.remembered.state import ALONE, Sheet, State
from screens.render import render, words
from screens.views.frame import html
from screens.views.page import Moment, Page
from screens.views.registry import show

STEPS = ("download", "start", "rules")
REASONS = ("no_wasm", "blocked", "altered", "slow", "gone", "crash")


@dataclass(frozen=True)
class Screen:
    """A screen that stands in the page. ``after``: the answers to the screen before it for which it is meant, where
    there are several of its name."""

    name: str
    html: str
    failing: str = ""
    after: str = ""


def prerender(language: str) -> str:
    """The contents of the wizard's mount element, as HTML."""
    nationality, card = Place(NATIONALITY).screen, Place(CARD).screen
    screens = [_screen(nationality, language, {}, following=card)]
    for choices, one in same_cards():
        screens.append(_screen(card, language, {NATIONALITY: one}, after=" ".join(choices)))
    return render(
        "first.html",
        language,
        start=_screen(flow.START, language, {}, following=nationality).html,
        screens=screens,
        steps=STEPS,
        reasons=REASONS,
        site=Moment(State(), today=None, words=words(language)).site,
    )


def _screen(name: str, language: str, case: dict[str, Any], following: str = "", after: str = "") -> Screen:
    moment = Moment(State({ALONE: Sheet(case)}), today=None, words=words(language))
    page, form = show(name, moment)
    page = Page(page.screen, page.template, page.title, {**page.extras, "next": following})
    failing = html(page, moment, form, [Problem("answer", "choose")]) if name != flow.START else ""
    return Screen(page.screen, html(page, moment, form), failing, after)
