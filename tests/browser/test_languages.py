"""Another language in the middle of the questions: the same screen, the same answers, its own words, its own direction.

The other language is one that nobody speaks, from right to left. Its page is the English one with other words: they are
a piece of their own, so nothing else of what the browser gets differs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

import pseudo
from screens.catalogues import compiled
from site_build.finish.languages import switch
from site_build.finish.wizard_page import WORDS
from site_build.paths import SITE
from site_build.runtime.build import sha256_of
from site_build.translation import kept

LONG = 60_000
LETTERS = re.compile(r"[⟦⟧]")
ADDRESS = "../assets/words/made-up.mo.json"


def in_pseudo(text: str, content: bytes) -> str:
    """The wizard's page in the other language."""
    found = re.search(r'(id="after-five-files">)(.*?)(</script>)', text)
    assert found
    files = json.loads(found[2])
    files["words"] = ADDRESS
    files["bytes"][WORDS], files["hashes"][WORDS] = len(content), sha256_of(content)
    text = text.replace(found[0], f"{found[1]}{json.dumps(files)}{found[3]}")
    text = text.replace('<html lang="en"', f'<html lang="{pseudo.CODE}"').replace('dir="ltr"', 'dir="rtl"')
    return text.replace('data-language="en"', f'data-language="{pseudo.CODE}"')


@pytest.fixture
def two_languages(page: Page, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the wizard in the other language; the English page has the switch to it. Its first screens stand
    in English: only what Python shows has the other words."""
    pseudo.write(tmp_path)
    content = compiled(pseudo.CODE, tmp_path)
    english = (SITE / "en/wizard/index.html").read_text(encoding="utf-8")
    english = re.sub(r'<div class="md-header__option languages".*?</div>', "", english, count=1)
    both = {code: kept.Language(code, code) for code in ("en", pseudo.CODE)}
    monkeypatch.setattr("site_build.finish.languages.languages", lambda: both)
    linked = english.replace("</header>", switch("en/wizard/index.html", ["en", pseudo.CODE]) + "</header>", 1)

    def answer(route: Route) -> None:
        name = route.request.url.split(f"/{pseudo.CODE}/")[1].split("?")[0]
        if name.endswith(".mo.json"):
            route.fulfill(body=content, content_type="application/json")
        elif name == "wizard/":
            route.fulfill(body=in_pseudo(english, content), content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=SITE / "en" / name)  # styles and pictures

    page.route(f"{site}en/wizard/", lambda route: route.fulfill(body=linked, content_type="text/html; charset=utf-8"))
    page.route(re.compile(rf"/{pseudo.CODE}/"), answer)
    return f"{site}{pseudo.CODE}/wizard/"


def test_the_language_changes_in_the_middle_and_nothing_is_lost(
    fresh_page: Page, two_languages: str, newcomer: Any
) -> None:
    page, person = fresh_page, newcomer()
    person.go_on()
    person.choose("EU")
    person.go_on()
    screen = person.screen
    page.locator(".languages a[hreflang=ar]").click()
    page.wait_for_url(f"{two_languages}#/{screen}")
    page.locator('[data-now] input[value="EU"]').check()
    page.locator("[data-now] button[type=submit]:not([name])").click()
    expect(page.locator("[data-now] h1")).to_have_text(LETTERS, timeout=LONG)
    expect(page.locator(f'[data-now] [data-screen="{screen}"]')).to_have_count(0)
    page.evaluate("location.hash = '#/question/nationality'")
    expect(page.locator('[data-now] > [data-screen="question/nationality"] input[value="EU"]')).to_be_checked()
    expect(page.locator("[data-now] h1")).to_have_text(LETTERS)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_language_from_right_to_left_fits(page: Page, two_languages: str, width: int, light: None) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(two_languages)
    expect(page.locator("[data-now] h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heading = page.evaluate(
        "(() => { const r = document.createRange(); r.selectNodeContents("
        "document.querySelector('[data-now] h1')); const b = r.getBoundingClientRect();"
        "const m = document.querySelector('[data-now]').getBoundingClientRect();"
        "return Math.abs(m.right - b.right) < Math.abs(m.left - b.left) + 1 })()"
    )
    assert heading, "the text begins at the right"
