"""Python is slow, is blocked, hangs or cannot run: the person sees where things stand, and keeps every answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from trying import EVERYTHING

LONG = 60_000


def try_again(person: Any) -> None:
    """The file is asked for once more; at night the rules start from it, by day in ``test_pieces.py`` alone."""
    with person.page.expect_request("**/pyodide.asm.wasm"):
        person.press("[data-retry]")
    if EVERYTHING:
        person.reach_the_rules()


def test_a_slow_download_shows_its_steps_and_then_the_next_question(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None], axe: Callable[[Page], list[str]]
) -> None:
    person = newcomer()
    person.give_first_answers()
    person.at("loading")
    expect(person.part("[data-step=download] [data-state=busy]")).to_be_visible()
    expect(person.part("[data-step=rules] [data-state=waiting]")).to_be_visible()
    assert axe(page) == []
    held()
    person.reach_the_rules()


def test_a_blocked_file_is_explained_and_can_be_tried_again(
    newcomer: Callable[[], Any], page: Page, watch: Any, axe: Callable[[Page], list[str]]
) -> None:
    watch.allow("^(console|uncaught): ")
    page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    person = newcomer()
    person.give_first_answers()
    person.at("failure")
    expect(person.part("[data-reason=blocked]")).to_be_visible()
    expect(person.part("[data-reason]:visible")).to_have_count(1)
    assert axe(page) == []
    for link in person.part("[data-screen=failure] a").all():
        address = link.evaluate("link => link.href")
        assert page.request.get(address).ok, address
    page.unroute("**/pyodide.asm.wasm")
    try_again(person)


def patience(page: Page, milliseconds: int) -> None:
    """Set while the page is parsed: the wizard reads it when its script starts."""
    page.add_init_script(
        "new MutationObserver((_, observer) => {"
        " const mount = document.getElementById('after-five');"
        f" if (mount) {{ mount.dataset.patience = '{milliseconds}'; observer.disconnect(); }}"
        "}).observe(document, {childList: true, subtree: true})"
    )


def test_a_hang_ends_after_the_limit_and_back_still_works(newcomer: Callable[[], Any], page: Page) -> None:
    page.route("**/pyodide.asm.wasm", lambda route: None)
    patience(page, 1500)
    person = newcomer()
    person.give_first_answers()
    person.at("failure")
    expect(person.part("[data-reason=slow]")).to_be_visible()
    page.go_back()
    person.part('[data-screen="question/card"]').wait_for()
    expect(person.part("input[value=EU]")).to_be_checked()


def test_after_a_hang_the_file_is_asked_for_again(newcomer: Callable[[], Any], page: Page) -> None:
    page.route("**/pyodide.asm.wasm", lambda route: None, times=1)
    with page.expect_request("**/pyodide.asm.wasm"):
        person = newcomer()
    person.give_first_answers()
    person.wait_in_vain()
    person.at("failure")
    try_again(person)


@pytest.mark.parametrize(
    "old",
    ["delete globalThis.WebAssembly", "WebAssembly.validate = () => false"],
    ids=["no WebAssembly", "an older WebAssembly"],
)
def test_without_what_the_engine_needs_the_first_step_says_so(
    newcomer: Callable[[], Any], page: Page, old: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(old)
    person = newcomer()
    person.go_on()
    person.at("failure")
    expect(person.part("[data-reason=no_wasm]")).to_be_visible()
    assert [address for address in asked if "assets/runtime" in address] == [], "nothing of the engine is fetched"


def test_the_worker_obeys_the_policy_of_the_page(person: Any, page: Page, watch: Any, engine: None) -> None:
    """A worker started from an address would not: it could send answers anywhere."""
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    watch.allow("Content Security Policy|policy violation|elsewhere")
    outcome = page.workers[0].evaluate(
        """async () => {
            const tried = {};
            tried.fetch = await fetch("http://elsewhere.test/").then(() => "sent", (error) => String(error));
            // Later, because the debugger that runs this very code is free of the policy while it does.
            tried.code = await new Promise((done) => setTimeout(() => {
                try { new Function("return 1")(); done("ran"); } catch (error) { done(String(error)); }
            }));
            return tried;
        }"""
    )
    assert outcome["fetch"] != "sent"
    assert outcome["code"] != "ran"


def test_a_worker_that_dies_later_loses_no_answer(person: Any, page: Page, engine: None) -> None:
    person.give_first_answers()
    person.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
    page.workers[0].evaluate("() => { self.onmessage = () => { throw new Error('planted'); }; }")
    page.evaluate("location.hash = '#/check'")
    person.at("failure")
    expect(person.part("[data-reason=crash]")).to_be_visible()
    person.press("[data-retry]")
    person.at("check")
    expect(person.part(".af-answers").nth(1)).to_contain_text("EU card")


def test_without_javascript_tables_of_the_rules_are_offered(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{site}en/wizard/")
        expect(page.locator("[data-start]").first).to_be_hidden()
        page.locator("noscript a, .af-inset a").first.click()
        expect(page.locator("#for-l")).to_be_visible()
    finally:
        context.close()


def test_a_reload_starts_afresh_without_a_stale_address(person: Any, page: Page) -> None:
    page.goto(f"{person.address}#/check")
    page.reload()
    expect(person.part('[data-screen="start"]')).to_be_visible()
    assert "#" not in page.url
