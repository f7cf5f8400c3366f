"""The screens that stand in the page as HTML, so that a person can start before Python has loaded.

The page shows the start screen; the other screens wait in ``<template>`` elements. Each question stands there twice: as
it is first shown, and with the message for a form that was sent empty. The same templates make them in the worker.
"""

from __future__ import annotations

from screens.problems import Problem
from screens.questions import flow
from screens.questions.places import FIRST, Place
from screens.remembered.state import State
from screens.render import render, words
from screens.views.frame import html
from screens.views.page import Moment, Page
from screens.views.registry import show

STEPS = ("download", "start", "rules")
REASONS = ("no_wasm", "blocked", "altered", "slow", "gone", "crash")


def prerender(language: str) -> str:
    """The contents of the wizard's mount element, as HTML."""
    moment = Moment(State(), today=None, words=words(language))
    order = [flow.START, *(Place(fact).screen for fact in FIRST)]
    first = {}
    failing = {}
    for screen, following in zip(order, [*order[1:], ""], strict=True):
        page, form = show(screen, moment)
        page = Page(page.screen, page.template, page.title, {**page.extras, "next": following})
        first[screen] = html(page, moment, form)
        if screen != flow.START:
            failing[screen] = html(page, moment, form, [Problem("answer", "choose")])
    return render(
        "first.html",
        language,
        start=first.pop(flow.START),
        screens=first,
        failing=failing,
        steps=STEPS,
        reasons=REASONS,
        site=moment.site,
    )
