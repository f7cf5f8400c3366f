"""What browser tests share: the served site, a watched page, and an accessibility check.

A test that uses `browser`, by itself or through `page`, is a browser test; `./x check` leaves those out. It leaves out
too what is marked `built`: tests that look at what the build makes. `./x test` builds while the others run.
"""

import gc
import os
import re
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, ViewportSize, sync_playwright

from rows import as_tables
from site_build.assessments import alone
from site_build.make import AT_WORK
from site_build.paths import BUILD, NODE_MODULES, READY, SITE
from site_build.proof import browser as finder
from site_build.server import Server

HERE = Path(__file__).parent
SUB_PATH = "/after-five/"
PHONE: ViewportSize = {"width": 360, "height": 740}
# No name but this machine's resolves, so a request that a page should not make cannot leave either.
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
ONE_COMPILER = "--js-flags=--liftoff-only"
"""WebAssembly is compiled once and not a second time, for speed, while it runs: that is half of the work of a start of
Python, and a test is over before it pays. What is compiled is the same. The cases of the corpus
(``browser/test_same_code.py``) and all tests of the nightly run have the browser as it comes."""
ALL_TESTS = bool({AT_WORK, "QUICK"} & os.environ.keys())
"""``./x test`` and ``./x check``, with no file named."""
AS_IT_COMES = "CHROMIUM_AS_IT_COMES" in os.environ
# Tells the test about policy violations, also those that the console does not show.
LISTENER = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`));
"""


LEFT_EARLY = re.compile(r"Fetch API cannot load \S+\.\s*")
"""What Chromium says of a file that was under way when its page or frame was left: no reason follows. (A file that
fails has "Failed to load" beside it, one that the policy forbids its directive.)"""
AXE = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"

LONGEST = (
    "screens/test_every_screen.py",
    # The first of them that works out the assessments of all cases; those that ask for them too stand further down.
    *("rules/test_corpus_coverage.py", "rules/test_exhaustive.py", "rules/test_properties.py", "rules/test_keeping.py"),
    *("screens/test_personas.py", "rules/test_losing_properties.py", "site/test_parity.py", "rules/test_oracle.py"),
    *("screens/test_ready_screens.py", "rules/test_honest.py"),
    # Of those that look at what is built:
    *("site/test_pages.py", "browser/test_every_screen.py", "browser/test_snapshot.py", "browser/test_offline.py"),
    *("browser/test_pieces.py", "site/test_runtime.py", "site/test_reproducible.py", "browser/test_faults.py"),
    *("browser/test_steps.py", "browser/test_edition.py", "browser/test_result.py", "site/test_engine.py"),
    *("browser/test_dossier.py", "browser/test_ready_questions.py", "browser/test_people.py"),
    *("browser/test_loading.py", "site/test_wheels.py", "browser/test_whole_engine.py", "browser/test_same_code.py"),
    *("browser/test_keeping.py", "browser/test_early_answer.py", "browser/test_walks.py", "site/test_output.py"),
    "site/test_rule_book.py",
)
"""The files of ``tests`` that take longest: first, so that no process is left with one at the end."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Where all tests run (``./x test``, ``./x check``), one process after the other reads them: the first one compiles
    them, for half of the work, and the other one, which would do the same, finds it done. Other work goes on
    meanwhile: the build, the static checks. What is read stays, so no garbage is looked for: that was a third of it."""
    gc.disable()
    if not ALL_TESTS:
        return (yield)
    with alone(BUILD / "collecting.lock"):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark the tests that need a browser or the site. Put files last that look at what is built, the longest first.
    Once those are chosen that run, make one test of each table."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if "browser" in used or ("page" in used and item.path.parent == HERE / "browser"):
            item.add_marker(pytest.mark.browser)
        if "site" in used or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.built)
    built = {item.path for item in items if item.get_closest_marker("built")}
    rank = {HERE / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (item.path in built, rank.get(item.path, len(rank))))
    yield
    if ALL_TESTS:
        items[:] = as_tables(items)


def pytest_collection_finish() -> None:
    """Ten thousand tests and all modules stay until the end: who looks for garbage need not look through them again and
    again, which was a tenth of the time of the rules."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where the build runs at the same time (``./x test``), wait for what it makes; where it failed, end the run."""
    if AT_WORK not in os.environ or not item.get_closest_marker("built"):
        return
    while not READY.exists():
        time.sleep(0.1)
    if wrong := READY.read_text(encoding="utf-8"):
        item.session.shouldstop = wrong
        pytest.skip(wrong)


PACKED: dict[str, bytes] = {}
"""What the servers of this process have compressed, by the hash of the content: most serve the same files."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the built site under a sub-path; the value is its address, with a slash at the end."""
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not built: run ./x build, or the tests through ./x test")
    with Server(SITE, SUB_PATH) as server:
        server.packed = PACKED
        server.begin()
        yield server.address
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with sync_playwright() as playwright:
        running = started(playwright.chromium, *([] if AS_IT_COMES else [ONE_COMPILER]))
        yield running
        running.close()


def started(chromium: BrowserType, *flags: str) -> Browser:
    """Chromium from which nothing leaves this machine, with more flags. To be closed by who asked for it."""
    path = os.environ.get("BROWSER_EXE") or finder.find()
    return chromium.launch(executable_path=path, args=[*finder.flags(), NOWHERE, *flags], chromium_sandbox=False)


@dataclass
class Watch:
    """What a page did wrong while a test used it, and what the test expects to go wrong."""

    origin: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Expect faults that match a regular expression, in a test that provokes them."""
        self.expected.append(pattern)

    def request(self, address: str) -> None:
        """Note a request that leaves the site's origin, and one for the whole engine: the small one did not do."""
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"a request left the site: {address}")
        if parts.path.endswith("/whole.wasm"):
            self.faults.append("the whole engine was asked for")

    def console(self, kind: str, text: str) -> None:
        """Note an error of the console. A file that was under way when the page was left is none: it has no reason."""
        if kind == "error" and not LEFT_EARLY.fullmatch(text):
            self.faults.append(f"console: {text}")

    def unexpected(self) -> list[str]:
        """List the faults that the test did not announce."""
        return [fault for fault in self.faults if not any(re.search(known, fault) for known in self.expected)]


@pytest.fixture
def watch(site: str) -> Watch:
    """The record of what went wrong on the page; `watch.allow(pattern)` announces a fault."""
    parts = urlsplit(site)
    return Watch(f"{parts.scheme}://{parts.netloc}")


@pytest.fixture
def viewport() -> ViewportSize:
    """The size of the window: a small phone. Override it with parametrize or a fixture of this name."""
    return PHONE


def watched(browser: Browser, viewport: ViewportSize, watch: Callable[[], Watch]) -> BrowserContext:
    """A context that tells the watch of the running test about requests, console errors and policy violations."""
    # Requests are watched and spoilt here, which a service worker in between would hide; it has tests of its own.
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", locale="en-GB", service_workers="block")
    context.add_init_script(LISTENER)
    context.on("request", lambda request: watch().request(request.url))
    context.on("weberror", lambda error: watch().faults.append(f"uncaught: {error.error}"))
    context.on("console", lambda message: watch().console(message.type, message.text))
    return context


@pytest.fixture
def fresh_page(browser: Browser, watch: Watch, viewport: ViewportSize) -> Iterator[Page]:
    """A page that fails its test on a request to elsewhere, a console error or a policy violation."""
    context = watched(browser, viewport, lambda: watch)
    yield context.new_page()
    context.close()
    assert watch.unexpected() == []


@pytest.fixture
def page(fresh_page: Page) -> Page:
    """The page of a test: one of its own. (Tests of the wizard share one, see ``browser/conftest.py``.)"""
    return fresh_page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Check a page with axe-core: `assert axe(page) == []`. One line for each thing found.

    With the rule that what is pressed has room, at least 24 pixels (WCAG 2.2, 2.5.8), which axe-core leaves out by
    itself.
    """
    source = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source + "; undefined")
        found: dict[str, Any] = page.evaluate(AXE)
        return [
            f"{violation['id']}: {violation['help']} at {node['target'][0]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return check
