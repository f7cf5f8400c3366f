"""A worker and his wife, one after the other, by keyboard alone on a small phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from saved_page import data_of

QUIET_STAY = {"absences": [], "interruptions": []}
# EU+: Annex 19 of 1 May 2022 + 5 years is not over, but an accident at work gives the right at once (EUP-EARLY-3).
WORKER = {
    "nationality": "EU",
    "card": "EU",
    "annex_19": "2022-05-01",
    "early_ground": "work_accident_or_disease",
    "eu_activity": ["worker"],
    "special_card_before": False,
    **QUIET_STAY,
}
# F+: Annex 19ter of 10 January 2023 + 5 years is not over, but she lives with a worker who has the right early and gets
# it at the same time (EUP-EARLY-7). Whether she lives with him, and whether he has it, he told already.
WIFE = {
    "nationality": "non-EU",
    "card": "F",
    "stays": [{"from": "2023-01-10", "ground": "family_of_eu_or_belgian"}],
    "annex_19ter": "2023-01-10",
    "annex_15": "none",
    **QUIET_STAY,
    "identity_established": True,
    "public_order": False,
    "protection_request_pending": False,
}


def test_the_wife_of_an_eu_worker_with_an_early_right(
    person: Any,
    page: Page,
    axe: Callable[[Page], list[str]],
    axe_at_night: Callable[[Page], list[str]],
    tmp_path: Path,
) -> None:
    person.opened(**WORKER)
    assert person.see_result()["EU+"][0] == "open"
    expect(person.part(".af-for")).to_have_count(0)

    person.press('a[href="#/people"]')
    person.at("people")
    assert axe_at_night(page) == []
    person.press('a[href="#/people/add"]')
    person.at("people/add")
    expect(person.part("input[name=own]")).to_have_value("Me")
    person.go_on()
    expect(person.part("[role=alert]")).to_be_focused()
    assert axe(page) == []
    person.type_in("name", "Amina")
    page.go_back()
    person.at("people")
    page.go_forward()
    person.at("people/add")
    expect(person.part("input[name=name]")).to_have_value("Amina")
    person.go_on()
    person.at("people/1/2/sponsor")
    expect(person.part("input[name=household]").first).to_be_hidden()
    for kind, answer in (("sponsor", "other_joined"), ("household", "yes"), ("dependant", "no")):
        person.choose(answer, kind)
    assert axe_at_night(page) == []
    person.go_on()
    person.at("people")
    assert axe(page) == []

    person.press('a[href="#/of-2/check"]')
    answer_for_the_second(person, WIFE)
    asked = {screen.removeprefix("of-2/question/") for screen in person.seen}
    assert not asked & {"joint_household", "sponsor_early_permanent"}, "what the relation gives is not asked"
    expect(person.part(".af-answers").filter(has_text="Joint household")).to_contain_text("from Me")
    assert "Amina" not in page.url

    page.evaluate("location.hash = '#/of-2/result'")
    person.at("of-2/result")
    assert axe_at_night(page) == []
    expect(person.part(".af-for")).to_contain_text("Result for: Amina")
    expect(person.part("h1")).to_have_attribute("aria-describedby", "af-for")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the phone"
    assert statuses(person) == {"F+": "open", "EU+": "closed"}
    page.emulate_media(media="print")
    expect(person.part(".af-handout").first).to_contain_text("Name: Amina")
    expect(person.part(".af-for a")).to_be_hidden()
    page.emulate_media(media="screen")

    person.press('a[href="#/of-1/result"]')
    person.at("result")
    expect(person.part(".af-for")).to_contain_text("Result for: Me")
    assert statuses(person) == {"F+": "closed", "EU+": "open"}
    page.go_back()
    person.at("of-2/result")

    page.evaluate("location.hash = '#/of-2/everybody'")
    person.at("of-2/everybody")
    page.emulate_media(media="print")
    sheets = re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))
    page.emulate_media(media="screen")
    assert len(sheets) == 1, "one sheet for all, and no empty page behind it"
    page.go_back()
    person.at("of-2/result")

    person.unfold("#af-take")
    with page.expect_download() as downloading:
        person.tab_to("[data-file=save]")
        page.keyboard.press("Enter")
    file = tmp_path / "both.html"
    downloading.value.save_as(file)
    assert list(data_of(file.read_text(encoding="utf-8"))["case"]["people"]) == ["Me", "Amina"]
    person.press('a[href="#/of-2/delete"]')
    person.at("of-2/delete")
    person.go_on()
    person.at("start")
    page.evaluate("location.hash = '#/open'")
    person.at("open")
    person.part("input[type=file]").set_input_files(file)
    person.go_on()
    person.at("since")
    person.press('a[href="#/people"]')
    person.at("people")
    expect(person.part(".af-people li")).to_have_count(2)

    person.press('a[href="#/people/2/remove"]')
    person.at("people/2/remove")
    person.go_on()
    person.at("people")
    expect(person.part(".af-people li")).to_have_count(0)
    page.evaluate("location.hash = '#/result'")
    person.at("result")
    expect(person.part(".af-for")).to_have_count(0)


def answer_for_the_second(person: Any, facts: dict[str, Any]) -> None:
    """From the first question to the page of answers of the second person."""
    person.facts, person.seen = facts, []
    for _ in range(40):
        person.part('[data-screen^="of-2/"]').wait_for()
        person.at(person.screen)
        if person.screen == "of-2/everybody":
            person.page.evaluate("location.hash = '#/of-2/check'")
            person.at("of-2/check")
            return
        person.seen.append(person.screen)
        person.answer(person.screen.removeprefix("of-2/"))
    raise AssertionError(f"the questions do not end: {person.seen}")


def statuses(person: Any) -> dict[str, str]:
    """What is shown for F+ and EU+."""
    return {key: str(person.part(f'[data-route="{key}"]').get_attribute("data-status")) for key in ("F+", "EU+")}
