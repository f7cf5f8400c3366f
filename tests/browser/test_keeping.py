"""I want to be away from one day to another: from the result to a planned trip and the last day of the card."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from trying import some

WORKER = {
    "nationality": "non-EU",
    "card": "A",
    "stays": [{"from": "2022-03-01", "ground": "single_permit", "first_card_issued": "2022-03-01"}],
    "absences": [],
    "interruptions": [],
    "identity_established": True,
    "public_order": False,
    "protection_request_pending": False,
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.mark.parametrize("viewport", some([PHONE, DESKTOP], 2), ids=lambda size: str(size["width"]))
def test_a_trip_that_is_planned_by_keyboard(person: Any, page: Page, axe_at_night: Callable[[Page], list[str]]) -> None:
    """Seven months from 1 December 2026: the five years of L begin again on the return, 1 July 2027 (L-ABS-1)."""
    person.opened(**WORKER).see_result()
    person.unfold("#af-keeping")
    person.press("[data-now] [data-add-trip]")
    person.at("trips")
    person.type_in("row-0-from", "1 December 2026")
    person.type_in("row-0-to", "1/7/2027")
    person.go_on()
    person.at("result")
    trip = person.part("[data-trip]")
    expect(trip).to_be_visible()  # the part that was open is open again
    expect(trip).to_have_attribute("data-trip", "kept")
    expect(trip).to_contain_text("Before you leave, by 1 December 2026")
    expect(trip).to_contain_text("L card: with this trip 1 July 2032, without it 1 March 2027.")

    person.press("[data-now] [data-expiry]")
    person.at("question/card_expiry")
    person.type_date("date", "2027-02-01")
    person.go_on()
    person.at("result")
    expect(person.part("[data-trip]")).to_have_attribute("data-trip", "at_risk")
    expect(person.part("[data-trip]")).to_contain_text("Your card expires while you are away.")
    assert axe_at_night(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the window"
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/keep-{page.viewport_size['width']}.png", full_page=True)
        person.part("#af-keeping").scroll_into_view_if_needed()
        page.screenshot(path=f"{folder}/keep-{page.viewport_size['width']}-top.png")
