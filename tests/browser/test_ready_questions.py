"""Answering before Python is there: the questions that stand ready, and how Python's own screens take their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

LONG = 60_000
WATCHED = """() => { window.moved = 0; window.put = 0;
  addEventListener("scroll", () => { window.moved += 1; });
  const now = document.querySelector("[data-now]");
  new MutationObserver(() => { window.put += 1; }).observe(now, { childList: true }); }"""


def to_the_reason(person: Any) -> None:
    """Four questions without Python: a worker from elsewhere who does not know the last day on the card."""
    person.go_on()
    for screen, value in (("question/nationality", "non-EU"), ("question/card", "A"), ("question/card_expiry", None)):
        person.at(screen)
        person.give(value)
    person.at("question/stays/0/why")
    expect(person.part("[data-screen][data-early]")).to_have_count(1)


def python_is_there(page: Page, held: Callable[[], None]) -> None:
    held()
    page.locator("[data-sealed=closed]").wait_for(timeout=LONG)


def test_four_questions_are_answered_before_python_is_there(
    newcomer: Callable[[], Any], page: Page, engine: None, held: Callable[[], None], axe: Callable[[Page], list[str]]
) -> None:
    person = newcomer()
    to_the_reason(person)
    assert axe(page) == []
    person.choose("single_permit")
    page.evaluate(WATCHED)
    python_is_there(page, held)
    expect(person.part("[data-screen][data-early]")).to_have_count(0)
    assert page.evaluate("[window.moved, window.put]") == [0, 0], "Python's screen is the same: nothing is put anew"
    expect(person.part("input[value=single_permit]")).to_be_checked()
    person.go_on()
    person.at("question/stays/0/since")
    page.evaluate("location.hash = '#/check'")
    person.at("check")
    expect(person.part(".af-answers").nth(1)).to_contain_text("A card")


def test_another_screen_of_python_takes_its_place_without_a_jump(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None]
) -> None:
    """As after a change of the law: here one word of the screen that stood ready is another one."""

    def altered(route: Route) -> None:
        body = route.fetch().text().replace("We ask this because", "WE ASK THIS because")
        route.fulfill(body=body, content_type="application/json")

    page.add_init_script(
        "const real = fetch; window.fetch = (address, given) => real(address, { ...given, integrity: '' })"
    )
    page.route("**/assets/beginning/*", altered)
    person = newcomer()
    to_the_reason(person)
    assert "WE ASK THIS" in person.part("form").inner_text()
    person.choose("single_permit")
    page.evaluate("scrollTo(0, 300)")
    before = page.evaluate(
        "[scrollY, document.activeElement.value, document.activeElement.getBoundingClientRect().top]"
    )
    python_is_there(page, held)
    expect(person.part("[data-screen][data-early]")).to_have_count(0)
    assert "WE ASK THIS" not in person.part("form").inner_text()
    expect(person.part("input[value=single_permit]")).to_be_checked()
    after = page.evaluate("[scrollY, document.activeElement.value, document.activeElement.getBoundingClientRect().top]")
    assert after == before


def test_an_empty_form_is_refused_at_once_and_a_reload_keeps_the_answers(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None]
) -> None:
    person = newcomer()
    to_the_reason(person)
    person.go_on()
    expect(person.part(".af-summary")).to_be_focused()
    page.reload()
    person.at("question/stays/0/why")
    page.go_back()
    person.at("question/card_expiry")
    page.go_back()
    person.at("question/card")
    expect(person.part("input[value=A]")).to_be_checked()


def test_what_was_typed_and_left_is_there_when_python_shows_the_page(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None]
) -> None:
    person = newcomer()
    to_the_reason(person)
    person.choose("student")
    page.go_back()
    person.at("question/card_expiry")
    python_is_there(page, held)
    page.evaluate("location.hash = '#/question/stays/0/why'")
    person.at("question/stays/0/why")
    expect(person.part("input[value=student]")).to_be_checked()


def test_another_answer_to_an_earlier_question_leads_to_its_own_cards(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None]
) -> None:
    person = newcomer()
    to_the_reason(person)
    for _ in range(3):
        page.go_back()
    person.at("question/nationality")
    person.choose("EU")
    person.go_on()
    person.at("question/card")
    expect(person.part(".af-group input[value=EU]").first).to_be_visible()


def test_without_the_file_of_ready_questions_everything_waits_for_python(
    newcomer: Callable[[], Any], page: Page, watch: Any, light: None
) -> None:
    watch.allow("Failed to load resource")
    page.route("**/assets/beginning/*", lambda route: route.abort())
    person = newcomer()
    person.go_on()
    person.at("question/nationality")
    expect(person.part("[data-screen][data-early]")).to_have_count(0)


def test_a_file_of_ready_questions_that_never_comes_holds_nobody_up(
    newcomer: Callable[[], Any], page: Page, light: None
) -> None:
    """It neither arrives nor fails: once Python is there it is not waited for."""
    page.route("**/assets/beginning/*", lambda route: None)
    newcomer()
    page.locator("[data-now] [data-start]").first.click()
    expect(page.locator('[data-now] > [data-screen="question/nationality"]')).to_be_visible(timeout=LONG)


def test_without_any_of_its_files_the_page_says_so(newcomer: Callable[[], Any], page: Page, watch: Any) -> None:
    watch.allow("Failed to load resource")
    page.route("**/assets/beginning/*", lambda route: None)
    page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    newcomer()
    page.locator("[data-now] [data-start]").first.click()
    expect(page.locator("[data-now] [data-reason=blocked]")).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("saves", [False, True])
def test_interest_makes_the_questions_ready_but_not_where_data_is_saved(browser: Any, site: str, saves: bool) -> None:
    context = browser.new_context(service_workers="block")
    told = "{ saveData: %s, effectiveType: '4g' }" % ("true" if saves else "false")
    context.add_init_script(f"Object.defineProperty(Navigator.prototype, 'connection', {{ get: () => ({told}) }})")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    try:
        page = context.new_page()
        # A browser that can make no page ready fetches its files.
        page.add_init_script("HTMLScriptElement.supports = () => false")
        page.goto(f"{site}en/")
        before = len(asked)
        page.locator("a[href$='wizard/']:visible").first.hover()
        if saves:
            page.wait_for_timeout(1000)
            assert asked[before:] == []
        else:
            wanted = {"pyodide.asm.wasm", "engine.mjs", "wizard.js", "wizard.css"}
            for _ in range(100):
                page.wait_for_timeout(100)
                if wanted <= {address.rpartition("/")[2] for address in asked[before:]}:
                    break
            names = {address.rpartition("/")[2] for address in asked[before:]}
            assert wanted <= names
            assert {"whole.wasm", "whole.mjs"}.isdisjoint(names)
            assert page.locator("script[type=speculationrules]").count() == 0
    finally:
        context.close()
