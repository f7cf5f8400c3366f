"""The small engine lacks something: the page is opened again with the whole one, and everything goes on."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from site_build.paths import ENGINE
from site_build.runtime.engine import build
from site_build.runtime.engine.smaller import smaller_wasm, used_exports

LONG = 60_000
WHOLE = "the whole engine was asked for"
WITH_ALL = re.compile(r"\?whole#/")
# The worker says that something is missing, in place of its first answer.
FAILS_ONCE = """
if (!location.search.includes("whole")) {
  const Real = Worker;
  window.Worker = class extends Real {
    postMessage(message) {
      if (!window.lacks || !("id" in message)) return super.postMessage(message);
      this.onmessage({ data: { type: "failed", reason: "missed", detail: "planted" } });
    }
  };
}
"""


@pytest.fixture(scope="module")
def lacking() -> bytes:
    """A small engine without the function that is called first."""
    binary = (build.PYODIDE / build.WASM).read_bytes()
    scripts = [(build.PYODIDE / name).read_text(encoding="utf-8") for name in (build.GLUE, build.LOADER)]
    return smaller_wasm(binary, build.read_kept() - {0}, used_exports(binary, *scripts))


def publish(page: Page, wasm: bytes) -> Callable[[], None]:
    """Let the page have this wasm, as if it had been published, once the function that comes back is called."""
    right = base64.b64encode(hashlib.sha256((ENGINE / build.SMALL_WASM).read_bytes()).digest()).decode()
    size = f'"{build.SMALL_WASM}":{(ENGINE / build.SMALL_WASM).stat().st_size}'

    def page_with_it(route: Route) -> None:
        text = route.fetch().text()
        assert right in text
        assert size in text
        text = text.replace(right, base64.b64encode(hashlib.sha256(wasm).digest()).decode())
        route.fulfill(body=text.replace(size, f'"{build.SMALL_WASM}":{len(wasm)}'), content_type="text/html")

    held: list[Route] = []
    page.route(re.compile(r"/en/wizard/(\?whole)?$"), page_with_it)
    page.route(f"**/{build.SMALL_WASM}", lambda route: held.append(route))

    def release() -> None:
        for route in held:
            route.fulfill(body=wasm, content_type="application/wasm")

    return release


def test_an_engine_that_does_not_start_is_replaced_and_no_answer_is_lost(
    newcomer: Callable[[], Any], page: Page, watch: Any, lacking: bytes
) -> None:
    watch.allow(f"{WHOLE}|^console: ")
    release = publish(page, lacking)
    person = newcomer()
    person.give_first_answers()
    person.at("loading")
    release()
    page.wait_for_url(WITH_ALL, timeout=LONG)
    person.at("question/card_expiry")
    expect(person.part("input[name=date-year]")).to_have_value("2027")
    person.go_on()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    page.evaluate("location.hash = '#/check'")
    person.at("check")
    expect(person.part(".af-answers").nth(1)).to_contain_text("EU card")


def test_in_the_middle_of_the_questions_what_was_typed_is_there_again(
    newcomer: Callable[[], Any], page: Page, watch: Any, light: None
) -> None:
    watch.allow(WHOLE)
    page.add_init_script(FAILS_ONCE)
    person = newcomer()
    person.give_first_answers()
    question = person.part('[data-screen^="question/"]:not([data-early])')
    question.wait_for(timeout=LONG)
    page.evaluate("location.hash = '#/trips'")
    person.at("trips")
    typed = person.part("textarea[name=paste]")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    typed.fill("1 May 2021")
    page.evaluate("window.lacks = true")
    person.part("form:has(textarea[name=paste]) button[type=submit]").first.click()
    page.wait_for_url(WITH_ALL, timeout=LONG)
    person.at("trips")
    expect(typed).to_have_value("1 May 2021")


def test_where_nothing_may_stay_it_is_said(newcomer: Callable[[], Any], page: Page, light: None) -> None:
    """On a shared computer nothing is kept, so the page is not loaded again: the answers live in it alone."""
    page.add_init_script(FAILS_ONCE)
    person = newcomer()
    page.evaluate("history.replaceState(null, '', '?shared')")
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    page.evaluate("window.lacks = true")
    page.evaluate("location.hash = '#/check'")
    person.at("failure")
    page.evaluate("window.lacks = false")
    person.press("[data-retry]")
    person.at("check")
    expect(person.part(".af-answers").nth(1)).to_contain_text("EU card")
