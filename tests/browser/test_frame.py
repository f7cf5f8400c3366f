"""The questions in a frame of another site: they say where they come from, and the site around them hears nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from site_build.paths import DOCS
from site_build.server import Server

LONG = 60_000


def snippet() -> str:
    """What the page for advisers tells a town to put into its own."""
    text = (DOCS / "en" / "for-advisers.md").read_text(encoding="utf-8")
    found = re.search(r"<iframe .*?</iframe>", text, re.DOTALL)
    assert found
    return found[0]


@pytest.fixture
def town(site: str, tmp_path: Path) -> Iterator[str]:
    """A page of somebody else, on another origin, with the snippet; the value is its address."""
    frame = re.sub(r'src="[^"?]*', f'src="{site}en/wizard/', snippet())
    listening = "<script>addEventListener('message', (event) => { (window.heard ??= []).push(event.data) })</script>"
    (tmp_path / "index.html").write_text(
        f"<!doctype html><html lang=en><title>A town</title>{listening}<main><h1>A town</h1>{frame}</main>",
        encoding="utf-8",
    )
    with Server(tmp_path, "/") as server:
        server.begin()
        yield server.address
        server.shutdown()


def test_the_documented_frame_works_and_tells_nothing(
    page: Page, town: str, site: str, watch: Any, axe: Callable[[Page], list[str]]
) -> None:
    watch.allow("a request left the site")  # this page is the other site
    page.goto(town)
    inside: FrameLocator = page.frame_locator("iframe")
    bar = inside.locator("[data-frame]")
    expect(bar).to_contain_text(site.partition("//")[2])
    expect(bar).to_contain_text("gets none of your answers")
    expect(inside.locator(".md-header, .md-footer, .heads").first).to_be_hidden()
    button = inside.locator("[data-now] [data-start]").first
    expect(button).to_have_css("background-color", "rgb(11, 110, 79)")
    expect(button).to_have_css("color", "rgb(255, 255, 255)")
    assert axe(page) == []
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/frame.png")
    button.click()
    for screen in ("nationality", "card"):
        shown = inside.locator(f'[data-now] > [data-screen="question/{screen}"]')
        shown.locator("input[value=EU]").check()
        shown.locator("button[type=submit]").first.click()
    inside.locator('[data-now] > [data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    with page.expect_download():
        inside.locator("[data-now]").evaluate("() => { location.hash = '#/check' }")
        inside.locator("[data-now] [data-file=save]:visible").click(timeout=LONG)
    assert page.evaluate("window.heard ?? []") == []
    assert page.evaluate("frames[0].length") == 0
    with pytest.raises(Exception, match=r"SecurityError|cross-origin"):
        page.evaluate("frames[0].document")
    with pytest.raises(Exception, match=r"SecurityError|cross-origin"):
        page.evaluate("frames[0].sessionStorage")
    with page.expect_popup() as opening:
        bar.locator("a").click()
    assert opening.value.url == f"{site}en/wizard/"


@pytest.mark.parametrize(
    ("asked", "writing", "ground"),
    [
        ("colour=ffe066&scheme=dark", "rgb(0, 0, 0)", "rgb(255, 224, 102)"),
        ("colour=red;}body{display:none&scheme=none", None, None),  # anything else than a colour is left alone
    ],
)
def test_colours_can_be_read_whatever_is_asked(
    page: Page, site: str, town: str, watch: Any, asked: str, writing: str | None, ground: str | None, light: None
) -> None:
    watch.allow("a request left the site")
    page.goto(town)
    page.evaluate("address => { document.querySelector('iframe').src = address }", f"{site}en/wizard/?{asked}")
    inside = page.frame_locator("iframe")
    expect(inside.locator("[data-frame]")).to_be_visible()
    button = inside.locator("[data-now] [data-start]").first
    if writing and ground:
        expect(button).to_have_css("color", writing)
        expect(button).to_have_css("background-color", ground)
        expect(inside.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    else:
        expect(inside.locator("html")).not_to_have_attribute("data-coloured", "")
        expect(inside.locator("body")).to_be_visible()


def test_on_a_page_of_its_own_there_is_no_such_bar(page: Page, site: str, light: None) -> None:
    page.goto(f"{site}en/wizard/?colour=ffe066")
    expect(page.locator("[data-frame]")).to_be_hidden()
    expect(page.locator("html")).not_to_have_attribute("data-coloured", "")
