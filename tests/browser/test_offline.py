"""The copy on the device: the site without the network, a new version, and nothing of others touched.

Each test has a site and a server of its own, to change and to switch off.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_build.finish import offline
from site_build.paths import SITE
from site_build.server import Server

LONG = 60_000
KEPT = "[data-sealed=kept]"


class Place:
    """A copy of the site, its server, and what a browser keeps of it."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.server = Server(site, "/after-five/")
        self.address = self.server.address
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def new_edition(self, words: str) -> None:
        """Another version: a guide says something else."""
        page = self.site / "en" / "costs" / "index.html"
        page.write_text(re.sub(r"<h1[^>]*>[^<]*", f"<h1>{words}", page.read_text(), count=1))
        offline.write(self.site, ["en"])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(Path(shutil.copytree(SITE, tmp_path / "site")))
    yield made
    made.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(reduced_motion="reduce", locale="en-GB")
    yield made
    made.close()


def keep(context: BrowserContext, place: Place) -> Page:
    """Open the wizard and wait until all of the site is kept."""
    page = context.new_page()
    page.goto(f"{place.address}en/wizard/")
    expect(page.locator(KEPT)).to_be_visible(timeout=LONG)
    return page


def names(page: Page) -> list[str]:
    found: list[str] = page.evaluate("async () => (await caches.keys()).sort()")
    return found


def until(page: Page, question: str) -> None:
    """Wait until the browser says yes."""
    for _ in range(120):
        if page.evaluate(question):
            return
        page.wait_for_timeout(250)
    raise AssertionError(question)


WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"


def to_a_question_of_the_rules(page: Page) -> None:
    page.locator("[data-start]").first.click()
    for screen in ("question/nationality", "question/card"):
        shown = page.locator(f'[data-now] > [data-screen="{screen}"]')
        shown.locator("input[value=EU]").check()
        shown.locator("button[type=submit]").first.click()
    page.locator('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)


def test_with_the_server_gone_guides_and_wizard_open_and_work(context: BrowserContext, place: Place) -> None:
    keep(context, place).close()
    place.stop()
    page = context.new_page()
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    page.evaluate("location.hash = '#/check'")
    expect(page.locator('[data-screen="check"] .af-answers').nth(1)).to_contain_text("EU card")
    for guide in (path.parent.name for path in (SITE / "en").glob("*/index.html")):
        response = page.goto(f"{place.address}en/{guide}/")
        assert response is not None
        assert response.ok, guide
        expect(page.locator("h1").first).to_be_visible()


def test_a_guide_is_the_newest_while_there_is_a_network(context: BrowserContext, place: Place) -> None:
    """The law may have changed: a copy is for when nothing else is there."""
    keep(context, place).close()
    place.new_edition("Newer")
    page = context.new_page()
    page.goto(f"{place.address}en/costs/")
    page.reload()
    expect(page.locator("h1").first).to_have_text("Newer")


def test_a_new_edition_is_kept_whole_and_takes_over_when_the_old_one_is_closed(
    context: BrowserContext, place: Place
) -> None:
    page = keep(context, place)
    to_a_question_of_the_rules(page)
    before = names(page)
    page.evaluate("caches.open('of another site')")
    place.new_edition("Newer")
    guide = context.new_page()
    guide.goto(f"{place.address}en/costs/")
    until(guide, WAITING)
    guide.close()
    # The page that is open goes on as it was, on the version with which it began.
    page.evaluate("location.hash = '#/check'")
    expect(page.locator('[data-screen="check"]')).to_be_visible()
    assert set(before) < set(names(page))
    page.close()
    elsewhere = context.new_page()  # while no page of the site is open, the new one takes over
    elsewhere.wait_for_timeout(1_000)
    other = context.new_page()
    other.goto(f"{place.address}en/costs/")
    until(other, f"async () => !(await caches.keys()).includes({before[0]!r})")
    after = names(other)
    assert len(after) == len(before) + 1
    assert "of another site" in after
    place.stop()
    other.goto(f"{place.address}en/costs/")
    expect(other.locator("h1").first).to_have_text("Newer")


def test_half_an_edition_is_not_kept(context: BrowserContext, place: Place) -> None:
    """A file that is not yet the one that the new list names: the old copy stays, whole."""
    before = names(keep(context, place))
    place.new_edition("Newer")
    guide = place.site / "en" / "costs" / "index.html"
    guide.write_text(guide.read_text().replace("Newer", "Not yet"))
    other = context.new_page()
    asked = f"{place.address}service-worker.js"
    with context.expect_event("request", lambda request: request.url == asked, timeout=LONG):
        other.goto(f"{place.address}en/costs/")
    other.wait_for_timeout(3_000)
    assert not other.evaluate(WAITING)
    kept = other.evaluate("async () => (await (await caches.match(location.href)).text())")
    assert "Newer" not in kept
    assert "Not yet" not in kept
    assert set(before) <= set(names(other))


def test_names_carry_the_folder_of_the_site(context: BrowserContext, place: Place) -> None:
    assert all(name.startswith("after-five /after-five/ ") for name in names(keep(context, place)))


@pytest.mark.parametrize(
    "forbidden",
    [
        "delete Navigator.prototype.serviceWorker",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))",
    ],
    ids=["no service worker", "storage forbidden"],
)
def test_it_works_without_a_copy(browser: Browser, place: Place, forbidden: str) -> None:
    context = browser.new_context()
    context.add_init_script(forbidden)
    page = context.new_page()
    faults: list[Any] = []
    page.on("pageerror", lambda error: faults.append(error))
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    expect(page.locator("[data-sealed=closed]")).to_be_visible()
    expect(page.locator(KEPT)).to_be_hidden()
    assert faults == []
    context.close()


def test_a_full_device_keeps_nothing_and_the_wizard_works(browser: Browser, place: Place) -> None:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": place.address.rsplit("/", 2)[0], "quotaSize": 100_000})
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    page.wait_for_timeout(3_000)
    expect(page.locator(KEPT)).to_be_hidden()
    context.close()


def test_on_a_return_no_byte_of_the_engine_is_asked_of_the_server(context: BrowserContext, place: Place) -> None:
    keep(context, place).close()
    asked: list[str] = []
    original: Callable[[str], Any] = place.server.find

    def find(path: str) -> Any:
        asked.append(path)
        return original(path)

    place.server.find = find  # type: ignore[method-assign]
    page = context.new_page()
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    assert [path for path in asked if "assets/runtime" in path] == []
