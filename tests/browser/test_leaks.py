"""Planted leaks: every way in which a page could send something away, tried from the page and from the worker.

The page "About" says in plain words which two ways no page can close; they are tried too, to know that it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from leaks import IN_A_WORKER, WAYS, planted
from recording_server import Served, served

LONG = 60_000


@pytest.fixture
def page(fresh_page: Page) -> Page:
    """Hostile code runs in it."""
    return fresh_page


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Served]:
    """Another origin that answers: its address, and what was asked of it."""
    with served(tmp_path, "/") as found:
        yield found


def test_no_planted_leak_reaches_anybody(
    newcomer: Callable[[], Any], page: Page, watch: Any, elsewhere: Served, site: str
) -> None:
    watch.allow(".")
    person = newcomer()
    page.locator("[data-now] [data-start]").first.click()
    page.locator("[data-sealed=closed]").wait_for(timeout=LONG)
    address, asked = elsewhere
    sent: list[str] = []

    def note(request: Request) -> None:
        if "leak" in request.url and request.failure is None:
            sent.append(request.url)

    page.context.on("requestfinished", note)
    for name in WAYS:
        for to in (f"{address}leak?{name.replace(' ', '-')}", f"{site}leak?{name.replace(' ', '-')}"):
            page.evaluate(planted(name), to)
            if name in IN_A_WORKER:
                page.workers[0].evaluate(planted(name, in_worker=True), to)
    page.wait_for_timeout(1_500)
    assert asked == []
    assert sent == []
    assert page.url.startswith(person.address)


def test_what_no_page_can_close_is_told(page: Page, site: str, elsewhere: Served, watch: Any) -> None:
    """A link that is followed. It needs a script of ours that does it, and none does."""
    watch.allow(".")
    address, asked = elsewhere
    page.goto(f"{site}en/about/")
    text = page.locator("#how-private + ul").inner_text()
    assert "A link that is followed takes its own address along" in text
    assert "direct connection" in text
    page.evaluate("to => { location.href = to }", f"{address}leak")
    page.wait_for_url("**/leak")
    assert asked == ["/leak"]
