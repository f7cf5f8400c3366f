"""The early answer, undo, rough dates, "working" and the saved page, as a person meets them on a small phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

WORKER = {"nationality": "non-EU", "card": "A", "public_order": False, "protection_request_pending": False}
FRENCH = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": []}
HOLD = """() => { const send = Worker.prototype.postMessage;
  window.sent = 0;
  window.release = () => { Worker.prototype.postMessage = send; };
  Worker.prototype.postMessage = function (...told) {
    window.sent += 1;
    setTimeout(() => send.apply(this, told), 1500);
  }; }"""
"""Every request to Python waits a second and a half, and is counted, until ``release``."""


def begin(person: Any, facts: dict[str, Any]) -> None:
    """To the first question that the rules choose."""
    person.facts = facts
    person.go_on()
    for screen in ("question/nationality", "question/card"):
        person.at(screen)
        person.answer(screen)
    person.part("[data-so-far]").wait_for()
    person.at(person.screen)


def test_the_early_answer_leads_to_the_result_and_back_to_the_questions(person: Any, page: Page) -> None:
    begin(person, WORKER)
    line = person.part("[data-so-far]")
    expect(line).to_have_text("So far: not clear yet for B, K and L.")
    assert person.part(".af-so-far").bounding_box()["height"] <= 4 * 24, "two lines, and the link"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    asked = person.screen
    person.press('.af-so-far a[href="#/result"]')
    person.at("result")
    person.press(f'a[href="#/{asked}"]')
    person.at(asked)


def test_the_early_answer_is_read_out_only_when_it_is_another_one(person: Any, page: Page) -> None:
    begin(person, WORKER)
    said = page.locator("[data-so-far-said]")
    expect(said).to_have_attribute("aria-live", "polite")
    expect(said).to_have_text(person.part("[data-so-far]").inner_text())
    said.evaluate(
        """place => { window.told = 0;
          new MutationObserver(() => { window.told += 1; }).observe(place, { childList: true }); }"""
    )
    page.evaluate("location.hash = '#/question/stays'")
    person.at("question/stays/0/why")
    person.choose("single_permit")
    person.go_on()
    person.at("question/stays/0/since")
    expect(person.part("[data-so-far]")).to_have_text(said.inner_text())
    assert page.evaluate("window.told") == 0, "the same answer is not read out again"
    page.evaluate("location.hash = '#/question/nationality'")
    person.at("question/nationality")
    person.choose("BE")
    person.go_on()
    page.evaluate("location.hash = '#/question/card'")
    person.at("question/card")
    expect(said).to_have_text("So far: none of the cards.")
    assert page.evaluate("window.told") == 1


def test_a_changed_answer_is_undone(person: Any, page: Page, axe_at_night: Callable[[Page], list[str]]) -> None:
    person.opened(**FRENCH)
    person.press('a[href="#/question/card"]')
    person.at("question/card")
    person.choose("EU+")
    person.go_on()
    expect(person.part("#af-told")).to_contain_text("Changed.")
    expect(person.part("h1")).to_have_attribute("aria-describedby", "af-told")
    assert axe_at_night(page) == []
    person.press("[data-undo]")
    person.at("check")
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    expect(person.part(".af-answers").nth(1)).to_contain_text("EU card")


def test_a_month_alone_is_taken_and_shown_back(person: Any, page: Page) -> None:
    begin(person, {"nationality": "EU", "card": "EU"})
    page.evaluate("location.hash = '#/question/annex_19'")
    person.at("question/annex_19")
    expect(person.part("[type=checkbox]")).to_have_count(0)
    person.type_in("date-month", "März 2019")
    person.go_on()
    expect(person.part("#af-told")).to_have_text("We read this as: between 1 and 31 March 2019.")


def test_while_it_works_the_buttons_say_so_and_a_second_press_is_no_second_answer(person: Any, page: Page) -> None:
    person.opened(**FRENCH)
    person.press('a[href="#/question/card"]')
    person.at("question/card")
    page.evaluate(HOLD)
    person.choose("EU+")
    person.tab_to("[data-now] button[type=submit]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    button = person.part("[type=submit]").first
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    expect(page.locator("[data-now]")).to_have_attribute("aria-busy", "true")
    expect(person.part("#af-told")).to_be_visible()
    expect(page.locator("[data-now]")).to_have_attribute("aria-busy", "false")
    assert page.evaluate("window.sent") == 1
    page.evaluate("window.release()")  # others get this page after this test


def test_the_saved_file_stands_alone_as_a_page(person: Any, page: Page, browser: Browser, tmp_path: Path) -> None:
    person.opened(**FRENCH)
    with page.expect_download() as downloading:
        page.locator("[data-file=save]:visible").click()
    file = tmp_path / "kept.html"
    downloading.value.save_as(file)
    alone = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=True)
    try:
        opened = alone.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(file.as_uri())
        expect(opened.locator("h1")).to_have_text("After Five: your answers and your result")
        expect(opened.locator("body")).to_contain_text("1 October 2019")
        assert asked == [file.as_uri()]
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        alone.close()
