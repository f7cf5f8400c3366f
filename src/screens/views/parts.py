"""What several views of questions show: the options in groups, the hint, and why the question is asked."""

from __future__ import annotations

from typing import Any

from screens.questions import flow
from screens.questions.places import Place, option_groups
from screens.showing import answers, routes
from screens.views.page import Moment
from screens.words import Words

MOST_REASONS = 4
"""Conditions behind a question: more of them nobody reads, and the result has all."""


def groups(place: Place, words: Words) -> list[dict[str, Any]]:
    """Options in groups, in words: everyday words, and the official term once beside them."""
    found = []
    for group, names in option_groups(place):
        options = []
        for name in names:
            key = answers.option_key(place, name)
            options.append({"value": name, "label": words(key), "note": words.find(f"{key}.note")})
        found.append({"title": words(f"group.{place.page or place.fact}.{group}") if group else "", "options": options})
    return found


def helps(place: Place, moment: Moment) -> dict[str, Any]:
    """Hint, longer help, why the question is asked, how many screens come after it."""
    words, state = moment.words, moment.state
    return {
        "hint": words.find(f"hint.{place.words}"),
        "more": words.find(f"more.{place.words}"),
        **why(place, moment),
        "remaining": flow.remaining_after(state, place.screen, moment.on) if moment.today else None,
    }


def why(place: Place, moment: Moment) -> dict[str, Any]:
    """One sentence that says why a question is asked of this person, and the conditions behind it."""
    words = moment.words
    known = flow.reasons(moment.state, place, moment.on) if moment.today else None
    own = words.find(f"why.{place.words}")
    if known is None:
        return {"why": own, "reasons": []}
    cards = words.every_of([words(f"route.{key}.short") for key in known["routes"]])
    behind = dict.fromkeys(routes.condition(condition, words) for condition in known["reasons"])
    return {"why": own or words("question.why_cards", cards=cards), "reasons": list(behind)[:MOST_REASONS]}
