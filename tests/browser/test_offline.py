"""The copy on the device: the site without the network, a new version, and nothing of others touched.

Each test has a site and a server of its own, to change and to switch off: a small one, except where every guide is
opened. Where nothing depends on the engine, the Python of the test answers.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from conftest import PACKED
from python_here import lighten
from site_build.finish import offline
from site_build.paths import SITE
from site_build.server import Server
from trying import some
from visiting_again import KEPT, all_kept, closed

LONG = 60_000
PARTS = ("assets", "wizard", "costs")


class Place:
    """A copy of the site, its server, and what a browser keeps of it."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.server = Server(site, "/after-five/")
        self.server.packed = PACKED
        self.server.cache = "no-store"  # what comes without the server is the copy, not what the browser caches anyhow
        self.address = self.server.address
        self.server.begin()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def new_edition(self, words: str) -> None:
        """Another version: a guide says something else."""
        page = self.site / "en" / "costs" / "index.html"
        page.write_text(re.sub(r"<h1[^>]*>[^<]*", f"<h1>{words}", page.read_text(), count=1))
        offline.write(self.site, ["en"])


def small(folder: str, names: list[str]) -> list[str]:
    """What a small site does without: the other languages, and most pages."""
    if Path(folder) == SITE:
        return [name for name in names if len(name) == 2 and name != "en"]
    return [name for name in names if Path(folder) == SITE / "en" and "." not in name and name not in PARTS]


def small_site(folder: Path) -> Place:
    site = Path(shutil.copytree(SITE, folder / "site", ignore=small))
    offline.write(site, ["en"])
    return Place(site)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = small_site(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def whole_place() -> Iterator[Place]:
    """All of the site, only to be read."""
    made = Place(SITE)
    yield made
    made.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(reduced_motion="reduce", locale="en-GB")
    made.clock.install()
    yield made
    made.close()


THERE_WITH_THE_COPY = "navigator.serviceWorker.ready"
"""When Python is there: the page has registered its copy before its network is closed."""


def keep(context: BrowserContext, place: Place) -> Page:
    """Open the wizard and wait until all of the site is kept. The Python of the test answers in this page: what is
    looked at is what comes after it."""
    page = context.new_page()
    lighten(page, after=THERE_WITH_THE_COPY)
    page.goto(f"{place.address}en/wizard/")
    all_kept(page)
    return page


@pytest.fixture(scope="module")
def kept(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BrowserContext, Place]]:
    """A browser that has kept a small site. The tests that share it leave both as they were; the last one changes the
    site."""
    place = small_site(tmp_path_factory.mktemp("kept"))
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    context.clock.install()
    keep(context, place).close()
    yield context, place
    context.close()
    place.stop()


def names(page: Page) -> list[str]:
    found: list[str] = page.evaluate("async () => (await caches.keys()).sort()")
    return found


def until(page: Page, question: str) -> None:
    """Wait until the browser says yes."""
    for _ in range(600):
        if page.evaluate(question):
            return
        page.wait_for_timeout(50)
    raise AssertionError(question)


WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
INSTALLING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).installing)"


def to_a_question_of_the_rules(page: Page) -> None:
    page.locator("[data-start]").first.click()
    for screen in ("question/nationality", "question/card"):
        shown = page.locator(f'[data-now] > [data-screen="{screen}"]')
        shown.locator("input[value=EU]").check()
        shown.locator("button[type=submit]").first.click()
    page.locator('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)


def test_with_the_server_gone_guides_and_wizard_open_and_work(context: BrowserContext, whole_place: Place) -> None:
    place = whole_place
    keep(context, place).close()
    place.stop()
    page = context.new_page()
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    page.evaluate("location.hash = '#/check'")
    expect(page.locator('[data-screen="check"] .af-answers').nth(1)).to_contain_text("EU card")
    page.goto(f"{place.address}en/")  # the wizard itself asks for nothing any more
    for not_kept in ("nl/", "nl/wizard/", "parts.json"):  # without a copy nothing comes: the server is really gone
        with pytest.raises(Error, match="Failed to fetch"):
            page.evaluate("async (to) => { await fetch(to) }", f"{place.address}{not_kept}")
    for way in ("", "en"):  # where a host would lead on, the copy does
        page.goto(f"{place.address}{way}")
        assert page.url == f"{place.address}en/"
    guides = sorted(path.parent.name for path in (SITE / "en").glob("*/index.html"))
    for guide in guides:
        text = page.evaluate("async (to) => (await fetch(to)).text()", f"{place.address}en/{guide}/")
        assert "<h1" in text, guide
    for guide in some(guides, 32):
        response = page.goto(f"{place.address}en/{guide}/")
        assert response is not None
        assert response.ok, guide
        expect(page.locator("h1").first).to_be_visible()


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
    # The law may have changed: with a network, a guide is the newest; a copy is for when nothing else is there.
    guide.reload()
    expect(guide.locator("h1").first).to_have_text("Newer")
    assert guide.evaluate(WAITING), "and the old copy is still the one that answers"
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
    lighten(context)
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


ANSWER_OF_THE_COPY = """
window.MessageChannel = class extends MessageChannel {
  constructor() {
    super();
    this.port1.addEventListener("message", ({ data }) => (window.isKept = data));
  }
};
"""
"""What the page asks its copy through: to know when keeping has come to an end, and how."""


def test_a_full_device_keeps_nothing_and_the_wizard_works(browser: Browser, place: Place) -> None:
    context = browser.new_context()
    context.clock.install()
    page = context.new_page()
    page.add_init_script(ANSWER_OF_THE_COPY)
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": place.address.rsplit("/", 2)[0], "quotaSize": 100_000})
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    closed(page)
    until(page, "window.isKept === false")
    expect(page.locator(KEPT)).to_be_hidden()
    assert names(page), "it has been tried"
    assert not page.evaluate("async (whole) => Boolean(await caches.match(whole))", f"{place.address}.complete")
    context.close()


def test_where_data_is_saved_nothing_is_kept(context: BrowserContext, place: Place) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    lighten(page)
    page.goto(f"{place.address}en/wizard/")
    to_a_question_of_the_rules(page)
    closed(page)
    page.wait_for_timeout(1_000)
    expect(page.locator(KEPT)).to_be_hidden()
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert names(page) == []


BEGINS = """
const send = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...more) {
  window.begins ||= "start" in message;
  return send.call(this, message, ...more);
};
"""
"""The worker gets all pieces of the engine, from which it starts Python."""


def test_on_a_return_no_byte_of_the_engine_is_asked_of_the_server(kept: tuple[BrowserContext, Place]) -> None:
    context, place = kept
    asked: list[str] = []
    original: Callable[[str], Any] = place.server.find

    def find(path: str) -> Any:
        asked.append(path)
        return original(path)

    place.server.find = find  # type: ignore[method-assign]
    page = context.new_page()
    page.add_init_script(BEGINS)
    page.goto(f"{place.address}en/wizard/")
    until(page, "window.begins")
    assert [path for path in asked if "assets/runtime" in path] == []
    place.server.find = original  # type: ignore[method-assign]
    page.close()


def test_a_host_in_trouble_hides_no_page_that_is_kept(kept: tuple[BrowserContext, Place]) -> None:
    context, place = kept
    page = context.new_page()
    page.goto(f"{place.address}en/costs/")
    original = place.server.find

    def find(path: str) -> Any:
        return HTTPStatus.SERVICE_UNAVAILABLE, place.site / "404.html"

    place.server.find = find  # type: ignore[method-assign]
    response = page.reload()
    assert response is not None
    assert response.ok
    expect(page.locator("h1").first).to_be_visible()
    missing = page.goto(f"{place.address}en/no-such-page/")  # of this there is no copy
    assert missing is not None
    assert missing.status == HTTPStatus.SERVICE_UNAVAILABLE
    place.server.find = original  # type: ignore[method-assign]
    gone = page.goto(f"{place.address}en/nor-this-one/")
    assert gone is not None
    assert gone.status == HTTPStatus.NOT_FOUND, "a page that is gone is gone"
    page.close()


def test_half_an_edition_is_not_kept(kept: tuple[BrowserContext, Place]) -> None:
    """A file that is not yet the one that the new list names: the old copy stays, whole."""
    context, place = kept
    other = context.new_page()
    other.goto(f"{place.address}parts.json")
    before = names(other)
    assert all(name.startswith("after-five /after-five/ ") for name in before), "they carry the folder of the site"
    place.new_edition("Newer")
    guide = place.site / "en" / "costs" / "index.html"
    guide.write_text(guide.read_text().replace("Newer", "Not yet"))
    asked = f"{place.address}service-worker.js"
    with context.expect_event("request", lambda request: request.url == asked, timeout=LONG):
        other.goto(f"{place.address}en/costs/")
    other.wait_for_timeout(1_000)
    until(other, f"async () => !(await ({INSTALLING})())")
    assert not other.evaluate(WAITING)
    copy = other.evaluate("async () => (await (await caches.match(location.href)).text())")
    assert "Newer" not in copy
    assert "Not yet" not in copy
    assert set(before) <= set(names(other))
