"""The dossier in a real browser: one card on paper, and a word after saving and deleting."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from trying import some

FRENCH: dict[str, Any] = {
    "nationality": "EU",
    "card": "EU",
    "annex_19": "2019-10-01",
    "early_ground": "none",
    "absences": [],
    "interruptions": [],
}
WORKER = {
    "nationality": "non-EU",
    "card": "A",
    "stays": [{"from": "2022-03-01", "ground": "single_permit", "first_card_issued": "2022-03-01"}],
    "absences": [],
    "public_order": False,
    "protection_request_pending": False,
    "identity_established": True,
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}
FULLEST = {
    **{name: value for name, value in WORKER.items() if name != "absences"},
    "card_expiry": "2027-03-14",
    "stays": [{"from": "2020-03-05", "ground": "single_permit", "first_card_issued": "2020-04-01"}],
}
A4_INSIDE = {"width": 688, "height": 1016}
"""Pixels of an A4 sheet inside margins of 14 mm."""


def on_paper(page: Page) -> None:
    page.set_viewport_size(A4_INSIDE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def test_the_result_prints_as_one_sheet_for_each_card(person: Any, page: Page) -> None:
    person.opened(**FRENCH).see_result()
    on_paper(page)
    sheet = person.part("[data-handout='EU+']")
    expect(sheet).to_be_visible()
    for words in ("Name:", "printed on 22 November 2026", "/en/wizard/", "since 1 October 2024"):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator(".af-timeline")).to_be_visible()
    assert sheet.locator(".af-boxes li").count() >= 3
    box = sheet.bounding_box()
    assert box is not None
    assert box["height"] <= A4_INSIDE["height"], "one sheet of A4"
    for hidden in ("h1", ".af-first", ".af-tools", ".af-stored", ".af-route", ".af-what-if", ".af-back"):
        expect(person.part(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_be_hidden()
    expect(person.part(".af-route").first).to_be_visible()


def test_the_fullest_sheet_is_one_of_a4_in_every_language(person: Any, page: Page, site: str, light: None) -> None:
    """Three cards with their years, trips, the days of the card, and the long list of papers of L."""
    trips = [("2020-12-10", "2021-01-04"), ("2022-02-10", "2022-06-20"), ("2024-07-01", "2024-08-20")]
    person.opened(**FULLEST, absences=[{"from": start, "to": end} for start, end in trips]).see_result()
    # English is not first: from the English page to itself would only show the screen again, who knows when.
    for language in some(("de", "nl", "en", "fr"), 4):
        page.goto(f"{site}{language}/wizard/#/result")
        page.locator('[data-now] > [data-screen="result"]').wait_for(timeout=60_000)
        on_paper(page)
        sheets = person.part("[data-handout]")
        assert sheets.count() == 3
        for sheet in sheets.all():
            # Also the one that is printed only by itself.
            sheet.evaluate("one => one.removeAttribute('data-apart')")
            box = sheet.bounding_box()
            assert box is not None
            assert box["height"] <= A4_INSIDE["height"], (language, sheet.get_attribute("data-handout"))
        page.emulate_media(media="screen")


def test_the_sheets_for_the_counter_are_one_of_a4_for_each_card_in_every_language(
    person: Any, page: Page, site: str, light: None
) -> None:
    trips = [("2022-02-10", "2022-06-20"), ("2024-07-01", "2024-08-20")]
    person.opened(**FULLEST, absences=[{"from": start, "to": end} for start, end in trips])
    for language, office in some((("fr", "nl"), ("nl", "de"), ("en", "de"), ("de", "de")), 4):
        page.goto(f"{site}{language}/wizard/#/desk/{office}")
        person.at(f"desk/{office}")
        sheets = person.part(".af-desk")
        expect(sheets).to_have_count(2)  # L and B are open; K waits for B
        assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 2, language
        on_paper(page)
        for sheet in sheets.all():
            expect(sheet.locator(".af-handout-head")).to_contain_text("/wizard/")
            expect(sheet.locator(".af-handout-name")).to_be_visible()
        page.emulate_media(media="null")


def test_the_whole_proof_is_a_second_print_with_everything_open(person: Any, page: Page) -> None:
    person.opened(**FRENCH).see_result()
    reasons = person.part("[data-why='EU+'] ul")
    expect(reasons).to_be_hidden()
    page.evaluate("window.print = () => {}")
    person.unfold("#af-take")
    page.locator("[data-print=all]").click()
    on_paper(page)
    expect(reasons).to_be_visible()
    expect(person.part("[data-block='EU+'] .af-procedure")).to_be_visible()
    expect(person.part("[data-handout='EU+']")).to_be_hidden()
    for hidden in (
        ".af-tools",
        ".af-stored",
        ".af-what-if",
        ".af-back",
        "[data-expiry]",
        ".af-guide",
        ".af-date-line a",
        "[data-why='B']",
    ):
        expect(person.part(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(reasons).to_be_hidden()


def test_one_card_of_several_prints_alone(person: Any, page: Page) -> None:
    person.opened(**WORKER).see_result()
    page.evaluate("window.print = () => {}")
    person.unfold("[data-route=K]")
    page.locator("[data-print=K]").click()
    on_paper(page)
    expect(person.part("[data-handout=K]")).to_be_visible()
    expect(person.part("[data-handout=B]")).to_be_hidden()


def test_the_calendar_is_a_file(person: Any, page: Page) -> None:
    person.opened(**WORKER).see_result()
    with page.expect_download() as download:
        page.locator("[data-file=calendar]").click()
    assert download.value.suggested_filename == "after-five-2026-11-22.ics"
    assert Path(download.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_message_covers_neither_what_was_pressed_nor_what_gets_the_focus_next(person: Any, page: Page) -> None:
    """WCAG 2.4.11, also where the button stands at the foot of the window, under the line that tells what it did."""
    person.opened(**WORKER).see_result()
    page.set_viewport_size({"width": 360, "height": 500})
    button = page.locator("[data-file=calendar]")
    button.evaluate("one => scrollTo(0, one.getBoundingClientRect().bottom + scrollY - innerHeight + 4)")
    button.focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    line = page.get_by_role("status")
    expect(line).to_contain_text(".ics")
    for _ in range(6):
        top = line.bounding_box()
        focused = page.evaluate("(({ bottom }) => bottom)(document.activeElement.getBoundingClientRect())")
        assert top is not None
        assert focused <= top["y"], page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def test_what_was_asked_for_is_told_from_the_result_and_shown_there(
    person: Any, page: Page, axe: Callable[[Page], list[str]], axe_at_night: Callable[[Page], list[str]]
) -> None:
    person.opened(**FRENCH).see_result()
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
    assert axe_at_night(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the phone"


def test_saving_and_deleting_are_said_to_everybody(person: Any, page: Page) -> None:
    person.opened(**FRENCH)
    said = page.get_by_role("status")
    expect(said).to_have_text("")
    with page.expect_download() as download:
        page.locator("[data-file=save]:visible").click()
    expect(said).to_contain_text(download.value.suggested_filename)
    person.press("[data-now] a[href='#/delete']")
    expect(said).to_have_text("")
    person.go_on()
    expect(said).to_contain_text("deleted")
    expect(said).to_be_in_viewport()
