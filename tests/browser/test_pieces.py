"""The pieces of the engine: checked before they run, kept for a second start, and nothing more is asked for.

Each fault ends in a page that says what happened and what can be done, with every answer kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from site_build.paths import SITE
from site_build.server import Handler, Server
from trying import EVERYTHING, diagonal

LONG = 60_000
ENGINE, WASM, ZIP, WORKER = "engine.mjs", "pyodide.asm.wasm", "python.zip.json", "worker.js"
PIECES = (ENGINE, WASM, ZIP, WORKER)
WHOLE_WASM = "whole.wasm"


def altered(body: bytes) -> bytes:
    """One bit of one byte in the middle."""
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "one bit": altered,
    "cut short": lambda body: body[: len(body) // 2],
    "empty": lambda _: b"",
    "too long": lambda body: body + b" ",
    "a page of a hotel": lambda _: b"<!doctype html><title>Log in</title>",
}


def spoil(page: Page, name: str, fault: Callable[[bytes], bytes]) -> None:
    def answer(route: Route) -> None:
        real = route.fetch()
        headers = {
            key: value for key, value in real.headers.items() if key not in ("content-encoding", "content-length")
        }
        route.fulfill(status=200, headers=headers, body=fault(real.body()))

    page.route(f"**/{name}", answer)


# One function reads all pieces, so each piece has another fault; at night each has all.
SPOILT = diagonal(PIECES, list(FAULTS))
MISSING = diagonal(PIECES, (None, 404, 503))
TRIED_AGAIN = (ZIP, "empty")
"""After this one the rules are started; at night after all of them."""


def try_again(person: Any, name: str, fault: object) -> None:
    """Now the piece comes as it was published."""
    if EVERYTHING or (name, fault) == TRIED_AGAIN:
        person.page.unroute(f"**/{name}")
        person.press("[data-retry]")
        person.reach_the_rules()


@pytest.mark.parametrize(("name", "fault"), SPOILT)
def test_a_piece_that_is_not_the_one_published_never_runs(
    newcomer: Callable[[], Any], page: Page, name: str, fault: str
) -> None:
    spoil(page, name, FAULTS[fault])
    person = newcomer()
    person.give_first_answers()
    person.at("failure")
    expect(person.part("[data-reason=altered]")).to_be_visible()
    expect(person.part("[data-reason]:visible")).to_have_count(1)
    assert page.workers == []
    try_again(person, name, fault)


@pytest.mark.parametrize(("name", "status"), MISSING)
def test_a_piece_that_does_not_come_is_said_and_tried_again(
    newcomer: Callable[[], Any], page: Page, watch: Any, name: str, status: int | None
) -> None:
    watch.allow("Failed to load resource")
    page.route(f"**/{name}", lambda route: route.fulfill(status=status, body="") if status else route.abort())
    person = newcomer()
    person.give_first_answers()
    person.at("failure")
    expect(person.part("[data-reason=blocked]")).to_be_visible()
    try_again(person, name, status)


class LostHalfWay(Handler):
    """The network goes in the middle of a file that was promised whole."""

    def send(self, content: bytes, body: bool) -> None:
        """Send half of the zip, as long as the network is bad."""
        if getattr(self.server, "bad", False) and self.path.endswith(ZIP):
            self.close_connection = True
            content = content[: len(content) // 2]
        super().send(content, body)


def test_a_network_that_is_lost_half_way_is_said_and_tried_again(
    visitor: Callable[[str], Any], page: Page, watch: Any
) -> None:
    watch.allow("left the site|Failed to load resource|ERR_CONTENT_LENGTH_MISMATCH")
    with Server(SITE, "/after-five/") as server:
        server.RequestHandlerClass = LostHalfWay
        vars(server)["bad"] = True
        server.begin()
        person = visitor(f"{server.address}en/wizard/").open()
        person.give_first_answers()
        person.at("failure")
        expect(person.part("[data-reason=blocked]")).to_be_visible()
        vars(server)["bad"] = False
        person.press("[data-retry]")
        person.reach_the_rules()
        server.shutdown()


@pytest.mark.parametrize(
    ("name", "fault"),
    [("wizard.js", "missing"), ("wizard.js", "one bit")],
)
def test_without_the_page_s_own_script_start_says_what_to_do(
    page: Page, site: str, watch: Any, name: str, fault: str
) -> None:
    watch.allow("Failed to load resource|integrity")
    if fault == "missing":
        page.route(f"**/{name}", lambda route: route.abort())
    else:
        spoil(page, name, altered)
    page.goto(f"{site}en/wizard/")
    late = page.locator(".af-late:visible")
    expect(late).to_have_count(0)
    for start in page.locator("[data-start]").all():
        start.click()
        expect(late).to_have_count(1)
        expect(late).to_be_in_viewport()


@pytest.mark.parametrize(("start", "screen"), [("For me", "question/nationality"), ("For a family", "people/add")])
def test_what_was_pressed_before_the_script_came_is_done_when_it_comes(
    page: Page, site: str, start: str, screen: str
) -> None:
    held: list[Route] = []
    page.route("**/wizard.js", lambda route: held.append(route))
    page.goto(f"{site}en/wizard/", wait_until="commit")
    page.locator("[data-start]", has_text=start).click()
    expect(page.locator(".af-late:visible")).to_have_count(1)
    held[0].continue_()
    expect(page.locator(f'[data-now] > [data-screen="{screen}"]')).to_be_visible(timeout=LONG)
    expect(page.locator(".af-late:visible")).to_have_count(0)


@pytest.fixture
def cut_off(person: Any, page: Page, engine: None) -> Iterator[list[str]]:
    """Python runs, and there is no network any more: what is asked for nevertheless."""
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    page.context.set_offline(True)
    yield asked
    page.context.set_offline(False)
    page.context.remove_listener("request", note)


def test_nothing_is_asked_for_once_the_rules_are_ready(person: Any, page: Page, cut_off: list[str]) -> None:
    """From page or worker: the whole way to the result, a saved file and the way back. By day what is answered on the
    way comes from a file."""
    while EVERYTHING and person.screen != "result":
        person.at(person.screen)
        person.answer(person.screen)
        person.part("[data-screen]").wait_for()
    (person.look_at_the_answers() if EVERYTHING else person.opened()).see_result()
    with page.expect_download():
        page.evaluate("document.querySelector('[data-now] [data-file=save]').click()")
    page.go_back()
    person.at("check")
    assert [address for address in cut_off if not address.startswith("blob:")] == []


def test_after_the_start_neither_page_nor_worker_may_ask_for_anything(
    person: Any, page: Page, watch: Any, engine: None
) -> None:
    """Not even of the site itself, whose host would see what is asked."""
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    watch.allow("Content Security Policy|policy violation|Refused to connect")
    assert len(page.workers) == 1, "what fetched the engine, and could ask for more, is gone"
    tried = "address => fetch(address).then(() => 'sent', String)"
    assert page.evaluate(tried, f"{person.address}?leak") != "sent"
    original = """address => new Promise((done) => {
        const one = new XMLHttpRequest();
        one.onload = () => done("sent");
        one.onerror = () => done("stopped");
        one.open("GET", address);
        one.send();
    })"""
    assert page.evaluate(original, f"{person.address}?leak") == "stopped"
    assert page.workers[0].evaluate(original, f"{person.address}?leak") == "stopped"


def test_a_worker_that_vanishes_is_noticed_and_replaced_without_the_network(
    person: Any, page: Page, engine: None
) -> None:
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    page.context.set_offline(True)
    page.workers[0].evaluate("() => self.close()")
    page.evaluate("location.hash = '#/check'")
    person.wait_in_vain()
    person.at("failure")
    expect(person.part("[data-reason=gone]")).to_be_visible()
    person.press("[data-retry]")
    person.at("check")
    expect(person.part(".af-answers").nth(1)).to_contain_text("EU card")
    page.context.set_offline(False)  # others get this page


def test_webassembly_that_the_browser_refuses_is_said_at_once(
    newcomer: Callable[[], Any], page: Page, watch: Any
) -> None:
    """As by a policy of whoever serves the page."""

    def forbid(route: Route) -> None:
        real = route.fetch()
        route.fulfill(response=real, body=real.text().replace("&#x27;wasm-unsafe-eval&#x27;", ""))

    page.route("**/wizard/", forbid)
    watch.allow("Content Security Policy|violates")
    with page.expect_worker():
        person = newcomer()
    while page.workers:  # it ends when it has been refused
        page.wait_for_timeout(50)
    person.go_on()
    person.at("failure")
    expect(person.part("[data-reason=no_wasm]")).to_be_visible()


def test_a_start_of_python_that_fails_is_said_at_once(
    visitor: Callable[[str], Any], page: Page, watch: Any, site: str
) -> None:
    """With the whole engine; at night with the small one first, which is replaced (``test_whole_engine.py``)."""
    watch.allow("^(console|uncaught): ")
    page.add_init_script(
        "const real = Worker.prototype.postMessage;"
        "Worker.prototype.postMessage = function (data, ...rest) {"
        "  if (data.start) data.start.zip = new Blob([new Uint8Array(22)]);"
        "  return real.call(this, data, ...rest);"
        "}"
    )
    watch.allow("the whole engine was asked for")
    held: list[Route] = []
    page.route(f"**/{WASM if EVERYTHING else WHOLE_WASM}", lambda route: held.append(route))
    person = visitor(f"{site}en/wizard/{'' if EVERYTHING else '?whole'}").open()
    person.give_first_answers()
    person.at("loading")
    for route in held:
        route.continue_()
    if EVERYTHING:
        page.wait_for_url(re.compile(r"\?whole#/"), timeout=LONG)
        person.at("question/card_expiry")
        person.go_on()
    person.at("failure")
    expect(person.part("[data-reason=crash]")).to_be_visible()


def test_a_double_step_loses_no_answer(person: Any, page: Page) -> None:
    """The second request waits for the first, and takes the state that it leaves."""
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    page.evaluate("location.hash = '#/question/public_order'")
    person.at("question/public_order")
    page.locator("input[name=answer][value=none]").check()
    page.evaluate("() => { document.querySelector('[data-now] form').requestSubmit(); location.hash = '#/check'; }")
    person.at("check")
    expect(person.part('a[href="#/question/interruptions"]').first).to_be_visible()
