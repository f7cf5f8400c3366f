"""Belgian nationality on the page of results: after the cards, with its grounds and its own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.questions.places import place_of_path
from screens.showing.cards.routes import Route
from screens.showing.lines import requests
from screens.showing.lines.days import since_or_from
from screens.showing.lines.missing import Missing
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

KEY = "nationality"
BORN_HERE = "born-in-belgium"
"""A ground, and the condition that only its own question can answer."""


@dataclass(frozen=True)
class Ground:
    """One ground of the law: what it is, and how far it has come."""

    id: str
    text: str
    status: str
    status_word: str
    day: str


@dataclass(frozen=True)
class Nationality:
    """Everything to show about Belgian nationality."""

    route: Route
    grounds: tuple[Ground, ...]
    """Those that are as far as the whole: of an open declaration the open ones, of one for later those for later."""
    questions: int
    """How many questions are open that were not asked yet."""
    title_first: str
    """Where the card is not enough: by which card a declaration can come, and from which day; "" where none leads there
    surely."""
    missing: tuple[Missing, ...]
    """What was answered with "I don't know" and matters; only when nothing else is asked."""


def questions(case: dict[str, Any], answer: answer_types.Route) -> int:
    """How many questions about nationality are open: what it waits for and was not asked yet (see
    ``belgian_residence.next_question``)."""
    return sum(not _is_answered(case, path) for path in answer["missing"])


def _is_answered(case: dict[str, Any], path: str) -> bool:
    """Does an answer stand in the case, also "I don't know"?"""
    place = place_of_path(path)
    return place.fact in case if place.index is None else place.page in case[place.fact][place.index]


def view(
    route: Route,
    answer: answer_types.Route,
    case: dict[str, Any],
    missing: Sequence[Missing],
    on: date,
    words: Words,
) -> Nationality:
    """Nationality in words. ``route``: as for a card; ``answer``: the same as the rules gave it."""
    open_questions = questions(case, answer)
    shown = [one for one in answer["grounds"] if one["status"] == answer["status"] != "closed"]
    if answer["status"] == "later":
        # Nothing is asked while the years lie ahead; what can still come is shown, where somebody was born cannot.
        shown = [one for one in shown if one["id"] != BORN_HERE or _holds(answer, f"{KEY}.{BORN_HERE}")]
    word = words("status.silence") if requests.REGISTER in answer["next_steps"] else route.status_word
    return Nationality(
        # The words for cards do not fit, and the duty stands with the costs.
        route=replace(route, status_word=word, status_long=words(f"nationality.{route.status}"), basis="", amounts=()),
        grounds=tuple(_ground(one, on, words) for one in shown),
        questions=open_questions,
        title_first=_title_first(answer["title_first"], case, words),
        missing=() if open_questions else tuple(missing),
    )


def _title_first(first: dict[str, Any] | None, case: dict[str, Any], words: Words) -> str:
    if first is None or first["card"] is None:
        return ""
    card = words(f"option.card.{first['card']}")
    if first["earliest"] is None:
        if any(road["status"] == "granted" for road in first["roads"]):
            return words("nationality.title_first.granted", card=card)
        if first["card"] in requests.under_way(case):
            return words("nationality.title_first.asked", card=card)
        if first["card"] in requests.refused(case):
            return words("nationality.title_first.refused", card=card)
        return words("nationality.title_first.due", card=card)
    return words("nationality.title_first", card=card, day=words.day(first["earliest"]))


def _holds(answer: answer_types.Route, condition: str) -> bool:
    return any(one["id"] == condition and one["value"] == "yes" for one in answer["conditions"])


def _ground(one: dict[str, Any], on: date, words: Words) -> Ground:
    day = one["earliest"]
    return Ground(
        id=one["id"],
        text=words(f"ground.{one['id']}"),
        status=one["status"],
        status_word=words(f"status.{one['status']}"),
        day=since_or_from(day, on, words) if day else "",
    )
