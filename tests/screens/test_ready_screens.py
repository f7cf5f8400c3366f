"""The questions that stand ready before Python is there are those that Python shows, whatever the day."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from screens.prerender import DEEPEST, beginning
from trying import some
from visiting import answered

BUILT = date(2026, 11, 28)
LATER = "2028-03-01"
MOST = 24_000
"""Bytes of the file of one language as sent: more would stand in the way of the engine on a slow line."""


@cache
def ready_in(language: str) -> dict[str, Any]:
    """What stands ready in a language."""
    return beginning(language, BUILT)


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return ready_in("en")


def ask(language: str, today: str, state: Any, screen: str, form: dict[str, list[str]] | None = None) -> dict[str, Any]:
    return answered(screen, state, form, today=today, language=language)


def text(table: dict[str, Any], numbers: list[int]) -> str:
    return "\n".join(table["lines"][number] for number in numbers)


def form_of(answer: str) -> dict[str, list[str]]:
    kind, _, value = answer.rpartition(" ")
    return {"say": [value]} if kind else {"answer": [answer]}


def walked(
    table: dict[str, Any], language: str, today: str
) -> Iterator[tuple[list[str], dict[str, Any], dict[str, Any]]]:
    """The ways through the table, as Python goes them: the answers, the screen of the table, what Python says. All in
    English; of each screen every fifth answer in another language."""
    each = 1 if language == "en" else 5

    def behind(number: int, way: list[str], said: dict[str, Any]) -> Any:
        screen = table["screens"][number]
        yield way, screen, said
        for answer, following in list(screen.get("next", {}).items())[::each]:
            told = ask(language, today, said["state"], screen["name"], form_of(answer))
            yield from behind(following, [*way, answer], told)

    yield from behind(table["first"], [], ask(language, today, None, table["screens"][table["first"]]["name"]))
    for number in table["others"]:
        yield from behind(number, [], ask(language, today, None, table["screens"][number]["name"]))


@pytest.mark.parametrize("language", some(["en", "nl", "fr", "de"], 2))
def test_what_stands_ready_is_what_python_shows_on_a_later_day(language: str) -> None:
    ready = ready_in(language)
    deepest = 0
    for way, screen, said in walked(ready, language, LATER):
        assert (way, said["screen"]) == (way, screen["name"])
        assert (way, said["html"]) == (way, text(ready, screen["html"]))
        deepest = max(deepest, len(way))
    assert deepest == DEEPEST - 1


def test_a_form_that_is_sent_empty_says_what_python_says(table: dict[str, Any]) -> None:
    """Where one thing is asked; other forms have fields that are filled in from the start, and go to Python."""
    seen = set()
    for _, screen, said in walked(table, "en", LATER):
        if "empty" in screen:
            told = ask("en", LATER, said["state"], screen["name"], {})
            assert told["html"] == text(table, screen["empty"])
            seen.add(screen["name"])
    assert {"question/nationality", "question/card", "question/card_expiry", "question/stays/0/why"} <= seen


def test_every_first_question_stands_ready(table: dict[str, Any]) -> None:
    names = {screen["name"] for screen in table["screens"]}
    expected = {
        "question/nationality",
        "question/card",
        "question/card_expiry",
        "question/stays/0/why",
        "people/add",
        "open",
    }
    assert expected <= names
    assert table["screens"][table["first"]]["name"] == "question/nationality"


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_the_file_is_small(language: str) -> None:
    sent = json.dumps(ready_in(language), separators=(",", ":"), ensure_ascii=False).encode()
    assert len(gzip.compress(sent, 6)) < MOST
