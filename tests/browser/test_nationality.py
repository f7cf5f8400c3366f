"""Belgian nationality in the wizard: offered with the result, asked by keyboard on a small phone, answered there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

SETTLED = {
    "nationality": "non-EU",
    "card": "K",
    "stays": [
        {"ground": "single_permit", "from": "2014-05-04", "to": "2019-06-01"},
        {"ground": "settlement", "from": "2019-06-01"},
    ],
    "absences": [],
    "unlimited_stay_since": "2019-06-01",
    "identity_established": True,
    "public_order": False,
    "protection_request_pending": False,
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}
# Five years of stay on 4 June 2019; three years of marriage from a 29 February are complete on 1 March (NAT-3).
MARRIED = {
    "stays": SETTLED["stays"],
    "birth_date": "1985-02-03",
    "born_in_belgium": False,
    "language_a2": True,
    "integration_proof": ["diploma", "course"],
    "economic_participation": False,
    "spouse_of_belgian_since": "2020-02-29",
}


@pytest.fixture
def small(page: Page) -> Page:
    """A page as wide as a small phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def fits(page: Page) -> bool:
    return int(page.evaluate("document.documentElement.scrollWidth")) <= 360


def test_the_questions_are_offered_asked_and_answered(
    person: Any, small: Page, axe: Callable[[Page], list[str]]
) -> None:
    person.opened(**SETTLED)
    assert not [screen for screen in person.seen if "born_in_belgium" in screen or "language" in screen]
    person.see_result()
    person.unfold("#af-nationality-fold")
    expect(person.part("[data-nationality]")).to_contain_text("You can also look at Belgian nationality")
    assert axe(small) == []
    person.press("[data-now] form[data-form] button")
    person.facts = MARRIED
    while person.screen != "result":
        person.at(person.screen)
        assert fits(small), person.screen
        person.answer(person.screen)
        person.part("[data-screen]").first.wait_for()
    person.at("result")
    expect(person.part("[data-nationality]")).to_have_attribute("data-nationality", "open")
    expect(person.part("[data-ground=spouse-of-belgian]")).to_contain_text("since 1 March 2023")
    assert fits(small)
    assert axe(small) == []


def test_what_was_typed_is_there_after_a_look_at_the_result(person: Any, small: Page) -> None:
    person.opened(**SETTLED).see_result()
    person.unfold("#af-nationality-fold")
    person.press("[data-now] form[data-form] button")
    person.at("question/birth_date")
    person.type_in("birth_date-date-day", "3")
    small.evaluate("location.hash = '#/result'")
    person.at("result")
    person.press("[data-now] form[data-form] button")
    person.at("question/birth_date")
    expect(small.locator("[data-now] input[name=birth_date-date-day]")).to_have_value("3")
