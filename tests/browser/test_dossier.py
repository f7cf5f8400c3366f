"""The dossier in a real browser: one card on paper, and a word after saving and deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

FRENCH: dict[str, Any] = {
    "nationality": "EU",
    "card": "EU",
    "annex_19": "2019-10-01",
    "early_ground": "none",
    "absences": [],
    "interruptions": [],
}
A4_INSIDE = {"width": 680, "height": 1009}
"""Pixels of an A4 sheet inside margins of 15 mm."""


def test_one_card_prints_alone_on_two_sheets(person: Any, page: Page) -> None:
    person.answer_everything(**FRENCH)
    person.see_result()
    page.evaluate("window.print = () => {}")
    page.locator("[data-block='EU+'] [data-print]").click()
    page.set_viewport_size(A4_INSIDE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(person.part("[data-block='EU+'] .af-procedure")).to_be_visible()
    expect(person.part(".af-routes")).to_be_hidden()
    expect(person.part("[data-why='EU+']")).to_be_hidden()
    box = person.part("[data-block='EU+']").bounding_box()
    assert box is not None
    assert box["height"] < 2 * A4_INSIDE["height"]
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(person.part(".af-routes")).to_be_visible()


def test_what_was_asked_for_is_told_from_the_result_and_shown_there(
    person: Any, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    person.answer_everything(**FRENCH)
    person.see_result()
    person.press("[data-now] a[href='#/question/applications']")
    person.at("question/applications")
    person.choose("some")
    person.go_on()
    person.choose("EU+")
    person.go_on()
    person.type_date("date", "2026-09-30")
    person.go_on()
    person.choose("pending")
    person.go_on()
    assert axe(page) == []
    person.press("button[value=done]")
    person.at("result")
    expect(person.part("[data-block='EU+'] [data-deadline='decision-due']")).to_contain_text("28 February 2027")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the phone"


def test_saving_and_deleting_are_said_to_everybody(person: Any, page: Page) -> None:
    person.answer_everything(**FRENCH)
    said = page.get_by_role("status")
    expect(said).to_have_text("")
    with page.expect_download() as download:
        page.locator("[data-save]").click()
    expect(said).to_contain_text(download.value.suggested_filename)
    person.press("[data-now] a[href='#/delete']")
    expect(said).to_have_text("")
    person.go_on()
    expect(said).to_contain_text("deleted")
    expect(said).to_be_in_viewport()
