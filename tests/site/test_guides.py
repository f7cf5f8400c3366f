"""What every guide has: a title that people type, provisions, a way on; and nothing that the reader must decode."""

import re
from pathlib import Path

import pytest

from site_build.paths import DOCS
from site_build.words import REFERENCE

GUIDES = DOCS / REFERENCE
SITUATIONS = GUIDES / "situations"
PAGES = sorted(GUIDES.glob("**/*.md"))
ABOUT_US = {"about.md", "how-fast.md", "how-we-read-the-law.md", "search.md", "sources.md", "wizard.md"}
"""Pages on this site itself: their titles need not name the country."""
WITHOUT_LAW = {
    *("about.md", "how-fast.md", "search.md", "wizard.md", "without-a-network.md"),
    *("situations/index.md", "desk-sheets/index.md"),
}
"""Pages that state no law."""
QUIET = "violence.md"
"""Its first button is not the one that starts the questions: being safe comes first."""


def name(page: Path) -> str:
    return page.relative_to(GUIDES).as_posix()


def head(page: Path) -> str:
    return page.read_text(encoding="utf-8").split("\n---\n")[0]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_title_is_one_that_people_type(page: Path) -> None:
    title = re.search(r"^title: (.*)$", head(page), re.MULTILINE)
    assert title
    assert name(page) in ABOUT_US or "Belg" in title[1]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_page_says_on_what_it_rests(page: Path) -> None:
    cites = re.search(r"{{ (law|desk_sheet)\(", page.read_text(encoding="utf-8")) is not None
    assert cites is (name(page) not in WITHOUT_LAW)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_codes_stand_in_macros_only(page: Path) -> None:
    """A code in a sentence is for insiders; the one example on the sources page and on how to report is meant so."""
    text = re.sub(r"{{.*?}}", "", page.read_text(encoding="utf-8").split("\n---\n", 1)[1])
    codes = re.findall(r"\b(?:EUP|FAM|BRX|NAT|[BKL])-[A-Z0-9]+-\d\w*", text)
    assert set(codes) <= ({"L-ABS-1"} if name(page) in ABOUT_US else set())


@pytest.mark.parametrize("page", sorted(SITUATIONS.glob("*.md")), ids=name)
def test_situation_has_a_way_in_and_a_way_on(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert page.name == "index.md" or f"]({page.name})" in (SITUATIONS / "index.md").read_text(encoding="utf-8")
    assert "{{ start(" in text or page.name == QUIET
    assert "](../" in text or page.name == "index.md" or text.count("](") > 1
    assert len(text.split()) < 800


def test_menu_has_at_most_seven_heads() -> None:
    menu = (GUIDES.parents[1] / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[1].split("\n\n")[0]
    assert len(re.findall(r"^  - ", menu, re.MULTILINE)) <= 7
