"""Every word of every screen comes from the catalogue: shown in a language that nobody speaks, nothing is left over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

import pseudo
from screens import catalogues, render
from screens.app import handle
from screens.prerender import beginning, prerender
from screens.words import Words
from site_build.cases import sample

SHOWN = ("title", "aria-label", "alt", "placeholder", "data-done", "data-copied", "data-message", "label")
"""Attributes that a person reads or hears."""
SCREENS = (
    "start",
    "check",
    "result",
    "nationality",
    "stays",
    "delete",
    "what-if",
    "what-if/trip",
    "share",
    "open",
    "on",
    "where",
    "desk",
    "messages",
)
WORD = re.compile(r"[^\W\d_]{3,}")
PROVISION = re.compile(r"\b[A-Z0-9]+(?:-[A-Z0-9]+)+\b")
EACH = 12


class Texts(HTMLParser):
    """The texts of a page that a person reads, with the attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        names_a_provision = "sources/#" in (given.get("href") or "")  # its id, and laws by the ids of the rules
        is_a_name = given.get("translate") == "no"  # the site's own, the same in every language
        if tag in ("script", "style", "svg", "textarea") or given.get("lang") or names_a_provision or is_a_name:
            self._hidden.append(tag)
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


@pytest.fixture(scope="module", autouse=True)
def language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("locales")
    pseudo.write(folder)
    with pytest.MonkeyPatch.context() as patch:
        for reader in (catalogues.compiled, catalogues.current):
            patch.setattr(reader, "__defaults__", (folder,))
        render.words.cache_clear()
        yield pseudo.CODE
    render.words.cache_clear()


def left(html: str) -> list[str]:
    """The words of a page that did not come from the catalogue."""
    reader = Texts()
    reader.feed(html)
    text = PROVISION.sub("", pseudo.outside("\n".join(reader.found)))
    return sorted(set(WORD.findall(text)))


def test_the_first_screens_have_no_english_left(language: str) -> None:
    assert left(prerender(language)) == []
    assert left("\n".join(beginning(language, date(2026, 11, 28))["lines"])) == []


@pytest.mark.parametrize("case", sample()[::EACH], ids=lambda case: case["name"])
def test_no_screen_has_english_left(case: dict[str, Any], language: str) -> None:
    for screen in SCREENS:
        state = {"case": case["case"], "on": case["on"]}
        asked = {"action": "show", "screen": screen, "state": state, "language": language, "today": case["on"]}
        answer = json.loads(handle(json.dumps(asked)))
        assert (screen, left(answer["html"])) == (screen, [])
        assert left(answer["title"]) == []


def test_a_word_that_is_no_catalogue_is_seen() -> None:
    assert left('<p>⟦Ááá⟧ Next <b title="Close">⟦ƀ⟧</b> 12</p>') == ["Close", "Next"]


def test_plural_forms_are_those_of_the_language(language: str) -> None:
    expected = pseudo.changed("You told us about {count} stays").format(count=11)
    assert Words(language).find("list.stays.title", n=11, count=11) == expected
