"""How long the result is on a phone, for people of every kind: the first screen says what matters, four hold it all.

The HTML of the result is made by the code that the worker runs (``test_same_code`` holds the two together) and shown in
the page of the site, so that one page serves everybody. Each eighth persona reads it in English and in one other
language; in the nightly run each persona, in all.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from conftest import PHONE
from personas.people import NURSE, PERSONAS, Persona
from personas.walking import TODAY, walk
from screens.app import handle
from trying import diagonal, some

MOST_SCREENS, MOST_WORDS = 4, 1000
OTHERS = ("nl", "fr", "de")
MEASURE = """html => {
  const now = document.querySelector("[data-now]");
  now.innerHTML = html;
  const bottom = (one) => one.getBoundingClientRect().bottom + scrollY;
  return {
    page: document.documentElement.scrollHeight,
    result: now.firstElementChild.getBoundingClientRect().height,
    wide: document.documentElement.scrollWidth > innerWidth,
    words: now.innerText.split(/\\s+/).filter(Boolean).length,
    answer: bottom(now.querySelector(".af-headline")),
    actions: [...now.querySelectorAll(".af-first li")].map(bottom),
  };
}"""


def result(state: dict[str, Any], language: str) -> str:
    request = {"action": "show", "screen": "result", "state": state, "language": language, "today": TODAY}
    return str(json.loads(handle(json.dumps(request)))["html"])


def named(one: Persona | str) -> str:
    """What stands in the name of a test."""
    return one if isinstance(one, str) else one.key


@pytest.mark.parametrize(("persona", "language"), some(diagonal(PERSONAS, OTHERS), 8), ids=named)
def test_the_first_screen_says_what_matters_and_four_hold_the_result(
    page: Page, site: str, persona: Persona, language: str, light: None
) -> None:
    state, screen = walk(persona).state, PHONE["height"]
    page.goto(f"{site}en/wizard/")
    found = page.evaluate(MEASURE, result(state, "en"))
    assert found["page"] <= MOST_SCREENS * screen, "with the head and the foot of the site"
    assert found["words"] <= MOST_WORDS
    assert found["answer"] <= screen
    assert 1 <= len(found["actions"]) <= 3
    assert max(found["actions"]) <= screen
    found = page.evaluate(MEASURE, result(state, language))
    assert found["result"] <= MOST_SCREENS * screen
    assert found["words"] <= MOST_WORDS
    assert found["answer"] <= screen
    assert not found["wide"]


ON_THE_LINE = """html => {
  const now = document.querySelector("[data-now]");
  now.innerHTML = html;
  return [...now.querySelectorAll(".af-first .af-why > summary")].map((one) => {
    const words = document.createRange();
    words.selectNodeContents(one.firstChild);
    const link = one.closest("li").querySelector("a");
    return Math.abs(words.getBoundingClientRect().bottom - link.getBoundingClientRect().bottom);
  });
}"""


def test_a_link_to_help_stands_on_the_line_of_its_words(page: Page, site: str, light: None) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}en/wizard/")
    apart = page.evaluate(ON_THE_LINE, result(walk(NURSE).state, "en"))
    assert apart
    assert max(apart) <= 4, "pixels: their sizes differ a little, their lines do not"
