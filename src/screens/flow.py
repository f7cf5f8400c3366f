"""Which screen comes next: the question that the rules find most decisive, else the page of answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import belgian_residence as rules
from screens.questions import FIRST, Place, place_of_path, screen_of_path
from screens.state import State

START, ON, OPEN, CHECK, RESULT, DELETE = "start", "on", "open", "check", "result", "delete"


def next_screen(state: State, on: date) -> str:
    """The screen after an answer: the first questions in their order, then what the rules ask, then the answers."""
    for fact in FIRST:
        if fact not in state.case:
            return Place(fact).screen
    question = rules.next_question(state.case, on)
    return CHECK if question is None else screen_of_path(question["fact"])


def reasons(case: dict[str, Any], place: Place, on: date) -> dict[str, Any] | None:
    """What the rules say about a question: why it is asked and how many are left. None where they would not ask it."""
    question = rules.next_question(without(case, place), on)
    if question is None or place_of_path(question["fact"]) != place:
        return None
    return dict(question)


def without(case: dict[str, Any], place: Place) -> dict[str, Any]:
    """The case as it was before the question was answered."""
    if place.index is None:
        return {fact: value for fact, value in case.items() if fact != place.fact}
    entries = [dict(entry) for entry in case.get(place.fact) or []]
    if place.index < len(entries):
        entries[place.index].pop(str(place.page), None)
    return {**case, place.fact: entries}
