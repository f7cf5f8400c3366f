"""The page that tests of the wizard share: nothing that one of them told is left for the next, no fault is missed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, ViewportSize, expect

TOLD = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "interruptions": []}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def test_the_next_one_finds_nothing_of_what_was_told(
    person: Any, page: Page, shared_page: Any, watch: Any, engine: None
) -> None:
    person.answer_everything(**TOLD)
    expect(page.locator("[data-now]")).to_contain_text("1 October 2019")
    worker = page.workers[0]
    again = shared_page.lend(watch, DESKTOP)
    assert again is page
    assert page.workers == [worker], "Python was not started again"
    assert page.viewport_size == DESKTOP
    assert page.url == person.address
    assert page.evaluate("history.state") == {"depth": 0}
    assert person.screen == "start"
    page.evaluate("location.hash = '#/check'")
    person.at("question/nationality")  # nothing is answered, so nothing can be shown
    expect(person.part("input:checked")).to_have_count(0)
    page.evaluate("location.hash = '#/question/annex_19'")
    person.at("question/annex_19")
    expect(person.part("input[name=annex_19-date-year]")).to_have_value("")


def test_a_page_that_is_broken_is_replaced(person: Any, page: Page, light_shared_page: Any, watch: Any) -> None:
    person.go_on()
    page.goto("about:blank")
    again = light_shared_page.lend(watch, DESKTOP)
    assert again is not page
    assert page.is_closed()


def test_a_fault_on_the_shared_page_is_one_of_the_test_that_runs(person: Any, page: Page, watch: Any) -> None:
    watch.allow("planted")
    with page.expect_console_message():
        page.evaluate("console.error('planted')")
    with page.context.expect_event("weberror"):  # it comes as soon as the browser has the time
        page.evaluate("void Promise.reject(new Error('planted as well'))")
    assert [fault.split(": ")[0] for fault in watch.faults] == ["console", "uncaught"]
