"""The result and what belongs to it, in a real browser: small windows, large text, every colour scheme, keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from python_here import put_in_tab
from trying import diagonal, some

WORKER = {
    "nationality": "non-EU",
    "card": "A",
    "stays": [
        {
            "from": "2018-09-01",
            "to": "2023-09-01",
            "ground": "student",
            "first_card_issued": "2018-09-01",
        },
        {"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"},
    ],
    "absences": [],
    "public_order": False,
    "protection_request_pending": False,
    "identity_established": True,
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}
FRENCH = {
    "nationality": "FR",
    "card": "EU",
    "card_expiry": "2026-12-20",
    "annex_19": "2023-10-01",
    "absences": [],
    "interruptions": [],
    "early_ground": "none",
}
WHAT_IF = {"kind": "trip", "from": "2027-02-15", "to": "2027-09-15"}
FAMILY = {
    "people": {
        "Priya": {
            "number": 1,
            "case": {**WORKER, "stays": [{k: v for k, v in one.items() if k != "group"} for one in WORKER["stays"]]},
        },  # type: ignore[attr-defined]
        "Jean": {"number": 2, "case": FRENCH},
    },
    "person": "Priya",
    "relations": [],
    "said": {},
    "on": None,
}
ALONE = {"case": FAMILY["people"]["Priya"]["case"], "what_ifs": [WHAT_IF], "on": None}  # type: ignore[index]
AT_THE_COUNTER = {"case": FRENCH, "postal_code": "1050", "on": None}
SCREENS = [
    (AT_THE_COUNTER, "result"),
    (AT_THE_COUNTER, "where"),
    (AT_THE_COUNTER, "messages/fr"),
    (AT_THE_COUNTER, "desk/de"),
    (ALONE, "what-if"),
    (ALONE, "what-if/trip"),
    (ALONE, "check"),
    (ALONE, "what-if/stay"),
    (ALONE, "what-if/income"),
    (FAMILY, "everybody"),
    (ALONE, "shared/damaged"),
    (FAMILY, "of-2/result"),
    (ALONE, "share"),
    (ALONE, "result"),
]
"""With every third, each run has the result and the page of answers: elsewhere axe-core looks at them at night."""


@pytest.fixture
def come_back(page: Page, site: str, light: None) -> Callable[[dict[str, Any], str], Page]:
    """Somebody whose answers are in the tab loads a screen: what a reload does."""

    def open_screen(state: dict[str, Any], screen: str) -> Page:
        page.clock.set_fixed_time("2026-11-28T10:00:00+01:00")
        put_in_tab(page, site, state)
        page.goto(f"{site}en/wizard/#/{screen}")
        shown = screen if not screen.startswith("shared/") else "shared"
        page.locator(f'[data-now] > [data-screen="{shown}"]').wait_for(timeout=60_000)
        return page

    return open_screen


@pytest.mark.parametrize(
    ("at", "scheme"),
    diagonal(some(SCREENS, 3), ("default", "slate")),
    ids=lambda one: {"default": "light", "slate": "dark"}[one] if isinstance(one, str) else one[1],
)
def test_each_screen_fits_every_window_and_every_reader(
    come_back: Callable[[dict[str, Any], str], Page],
    axe: Callable[[Page], list[str]],
    at: tuple[dict[str, Any], str],
    scheme: str,
) -> None:
    state, screen = at
    page = come_back(state, screen)
    heading = page.locator("[data-now] h1")
    expect(heading).to_have_count(1)
    expect(heading).to_be_focused()
    page.evaluate("for (const one of document.querySelectorAll('[data-now] details')) one.open = true")
    shots = os.environ.get("SHOTS")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    assert axe(page) == []
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'default')")
    for width, size in ((360, ""), (320, ""), (360, "200%"), (1280, "")):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate("size => { document.documentElement.style.fontSize = size && `calc(${size} * 1.25)`; }", size)
        if shots and not size:
            page.evaluate("for (const one of document.querySelectorAll('[data-now] details')) one.open = false")
            page.screenshot(path=f"{shots}/{screen.replace('/', '-')}-{width}.png", full_page=True)
        too_wide = page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
               [...document.querySelectorAll('[data-now] *')]
                 .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
                 .map((one) => one.outerHTML.slice(0, 90)).slice(0, 5)"""
        )
        assert too_wide == [], f"{width} px, text {size or '100%'}"


def test_a_what_if_is_made_and_dropped_by_keyboard(person: Any, page: Page) -> None:
    person.opened(**WORKER).see_result()
    person.press('[data-now] a[href="#/what-if/trip"]')
    person.at("what-if/trip")
    expect(person.part(".af-inset")).to_contain_text("The longest trip from 22 November 2026")
    person.type_date("from", "2027-02-15")
    person.type_date("to", "2027-09-15")
    person.go_on()
    person.at("what-if")
    row = person.part("[data-differs=yes]").filter(has_text="L card")
    expect(row).to_contain_text("15 September")
    person.press("button[value=drop-0]")
    person.at("what-if")
    expect(person.part("[data-differs]")).to_have_count(0)


def test_what_takes_long_says_that_it_is_being_worked_out(person: Any, page: Page) -> None:
    person.opened(**FRENCH | {"nationality": "EU"})
    said = page.get_by_role("status")
    page.evaluate(
        """() => { const send = Worker.prototype.postMessage;
                   Worker.prototype.postMessage = function (...sent) {
                     Worker.prototype.postMessage = send;
                     setTimeout(() => send.apply(this, sent), 1500);
                   }; }"""
    )
    page.evaluate("location.hash = '#/result'")
    expect(said).to_have_text("Working it out …")
    expect(page.locator("[data-now]")).to_have_attribute("aria-busy", "true")
    person.at("result")
    expect(said).to_have_text("")
    expect(page.locator("[data-now]")).to_have_attribute("aria-busy", "false")
