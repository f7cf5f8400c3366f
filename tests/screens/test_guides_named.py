"""The guides that the screens lead to are there, in every language that readers see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import screens
from belgian_residence.told.facts import GROUNDS
from screens.showing.result.result import SITUATIONS
from site_build.paths import DOCS
from site_build.translation.kept import built

TEMPLATES = Path(screens.__file__).parent / "templates"
MADE = {"sources", "rule-book/by-card"}
"""Pages that the build makes: no file holds them."""


def named() -> set[str]:
    """The addresses of guides below the root of a language."""
    found = {f"situations/{name}" for name in SITUATIONS.values()}
    for template in TEMPLATES.rglob("*.html"):
        found |= set(re.findall(r'href="\{\{ site \}\}([\w/-]+)/', template.read_text()))
    return found - MADE


@pytest.mark.parametrize("language", built())
def test_every_guide_that_a_screen_leads_to_is_there(language: str) -> None:
    assert {"situations/moving-house", "refusal-and-appeal"} <= named(), "the templates are read"
    assert [page for page in sorted(named()) if not (DOCS / language / f"{page}.md").is_file()] == []


def test_only_grounds_that_can_be_told_have_a_guide_of_their_own() -> None:
    assert set(SITUATIONS) <= set(GROUNDS)
