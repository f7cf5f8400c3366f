"""From screen to screen: back, change, errors, what is kept, saving and deleting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from saved_page import data_of

EU_CITIZEN = {
    "nationality": "EU",
    "card": "EU",
    "annex_19": "2019-10-01",
    "absences": [],
    "interruptions": [],
    "early_ground": "none",
    "special_card_before": False,
    "eu_activity": ["worker"],
}
SETTLED = {name: said for name, said in EU_CITIZEN.items() if name != "early_ground"}
"""What is asked of an EU citizen whose five years are over."""


def test_an_empty_form_of_the_build_leads_to_the_error_summary_and_from_there_to_the_field(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None], axe: Callable[[Page], list[str]]
) -> None:
    person = newcomer()
    person.go_on()
    person.at("question/nationality")
    see_the_error_and_answer(person, page, axe)


def test_an_empty_form_of_python_leads_to_the_error_summary_and_from_there_to_the_field(
    person: Any, page: Page, axe_at_night: Callable[[Page], list[str]]
) -> None:
    person.opened(nationality="EU", card="EU")
    page.evaluate("location.hash = '#/question/nationality'")
    person.at("question/nationality")
    person.part("input[value=EU]").evaluate("radio => { radio.checked = false; }")
    see_the_error_and_answer(person, page, axe_at_night)


def see_the_error_and_answer(person: Any, page: Page, axe: Callable[[Page], list[str]]) -> None:
    """At the question for the nationality, with nothing chosen."""
    person.go_on()
    summary = person.part("[role=alert]")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: What is your nationality? - After Five")
    expect(person.part(".af-error")).to_contain_text(summary.get_by_role("link").inner_text())
    assert axe(page) == []
    person.tab_to("[role=alert] a")
    page.keyboard.press("Enter")
    expect(person.part("input[name=answer]").first).to_be_focused()
    person.choose("non-EU")
    person.go_on()
    expect(page).not_to_have_title("Error: What is your nationality? - After Five")
    expect(person.part("[role=alert]")).to_have_count(0)


def test_the_first_screens_work_before_python_is_there_and_go_back(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None]
) -> None:
    person = newcomer()
    person.go_on()
    person.at("question/nationality")
    person.choose("GB")
    person.go_on()
    person.at("question/card")
    person.press("a[data-back]")
    person.at("question/nationality")
    expect(person.part("input[value=GB]")).to_be_checked()
    person.choose("EU")
    page.go_back()
    person.at("start")
    page.go_forward()
    person.at("question/nationality")
    expect(person.part("input[value=EU]")).to_be_checked()


def test_the_browsers_back_shows_each_page_as_it_was_left(person: Any, page: Page) -> None:
    person.answer_everything(**EU_CITIZEN)
    page.go_back()
    person.at("result")
    page.go_back()
    last = person.seen[-1]
    person.at(last)
    page.go_forward()
    person.at("result")
    page.go_forward()
    person.at("check")
    page.evaluate("location.hash = '#/question/annex_19'")
    person.at("question/annex_19")
    expect(person.part("input[name=date-year]")).to_have_value("2019")
    person.type_in("date-year", "20")
    page.go_back()
    person.at("check")
    page.go_forward()
    person.at("question/annex_19")
    expect(person.part("input[name=date-year]")).to_have_value("20")
    expect(person.part("input[name=date-day]")).to_have_value("1")


def test_change_returns_to_the_answers_and_changes_the_result(person: Any, page: Page) -> None:
    person.opened(**SETTLED)
    person.facts = EU_CITIZEN
    person.press('a[href="#/question/annex_19"]')
    person.at("question/annex_19")
    person.type_date("date", "2023-05-04")
    person.go_on()
    person.answer_the_rest()  # what did not matter before: five years were over
    assert "question/early_ground" in person.seen
    assert person.see_result()["EU+"] == ("later", "from 4 May 2028")


def test_errors_of_dates_keep_what_was_typed(person: Any, page: Page, axe: Callable[[Page], list[str]]) -> None:
    person.opened(**EU_CITIZEN)
    person.press('a[href="#/question/annex_19"]')
    person.at("question/annex_19")
    person.type_in("date-day", "31")
    person.type_in("date-month", "avril")
    person.go_on()
    expect(person.part("[role=alert]")).to_be_focused()
    expect(person.part("[role=alert]")).to_contain_text("April 2019 has 30 days")
    expect(person.part("input[name=date-month]")).to_have_value("avril")
    expect(person.part("input[name=date-day]")).to_have_attribute("aria-invalid", "true")
    assert axe(page) == []
    person.tab_to("[role=alert] a")
    page.keyboard.press("Enter")
    expect(person.part("input[name=date-day]")).to_be_focused()


def test_stays_are_added_changed_and_removed(
    person: Any, page: Page, axe_at_night: Callable[[Page], list[str]]
) -> None:
    stays = [
        {"from": "2021-09-01", "ground": "single_permit"},
        {"from": "2019-09-01", "to": "2021-08-31", "ground": "student"},
    ]
    person.opened(nationality="non-EU", card="A", stays=stays)
    person.press('a[href="#/question/stays"]')
    person.at("question/stays")
    assert axe_at_night(page) == []
    expect(person.part(".af-entries li")).to_have_count(2)
    person.press('a[href="#/question/stays/1/ground"]')
    person.at("question/stays/1/ground")
    person.go_on()
    person.at("question/stays/1/when")
    assert axe_at_night(page) == []
    person.type_date("to", "2021-10-31")
    person.go_on()
    expect(person.part("[role=alert]")).to_contain_text("This overlaps with another stay")
    person.type_date("to", "2021-08-30")
    person.go_on()
    person.at("question/stays")
    expect(person.part(".af-entries")).to_contain_text("30 August 2021")
    person.press('a[href="#/question/stays/1/remove"]')
    person.at("question/stays/1/remove")
    person.go_on()
    person.at("question/stays")
    expect(person.part(".af-entries li")).to_have_count(1)


def test_answers_are_saved_in_a_file_deleted_and_opened_again(person: Any, page: Page, tmp_path: Path) -> None:
    person.opened(**EU_CITIZEN)
    with page.expect_download() as downloading:
        person.tab_to("[data-file=save]")
        page.keyboard.press("Enter")
    file = tmp_path / "kept.html"
    downloading.value.save_as(file)
    assert data_of(file.read_text(encoding="utf-8"))["case"]["annex_19"] == "2019-10-01"
    person.press('a[href="#/delete"]')
    person.at("delete")
    person.go_on()
    person.at("start")
    page.go_back()
    expect(person.part("h1")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("2019")
    page.evaluate("location.hash = '#/open'")
    person.at("open")
    person.part("input[type=file]").set_input_files(file)
    person.go_on()
    person.at("since")
    expect(person.part(".af-inset")).to_contain_text("Nothing has changed")
    person.press('a[href="#/check"]')
    person.at("check")
    expect(person.part(".af-answers").nth(1)).to_contain_text("EU card")


def test_another_date_changes_the_result(person: Any, page: Page) -> None:
    person.opened(**SETTLED)
    person.facts = EU_CITIZEN
    person.press('a[href="#/on"]')
    person.at("on")
    person.choose("other")
    person.type_date("date", "2023-01-15")
    person.go_on()
    person.answer_the_rest()
    assert "question/early_ground" in person.seen
    assert person.see_result()["EU+"] == ("later", "from 1 October 2024")
    expect(person.part(".af-date-line")).to_contain_text("15 January 2023")


def test_letters_typed_while_answering_do_not_start_the_search_of_the_theme(person: Any, page: Page) -> None:
    person.go_on()
    person.at("question/nationality")
    for key in "sfn/":
        page.keyboard.press(key)
    person.at("question/nationality")


STORED = "() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"


def test_answers_stay_in_this_tab_and_nowhere_else(person: Any, page: Page, engine: None) -> None:
    person.opened(**EU_CITIZEN)
    assert page.evaluate(STORED) == [[], ["after-five"], ""]
    assert page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
    person.see_result()
    assert page.url.endswith("#/result")
    assert list(page.evaluate("history.state")) == ["depth"]
    expect(person.part(".af-stored")).to_contain_text("in this tab of your browser only")


def test_a_reload_and_back_bring_everything_back(person: Any, page: Page) -> None:
    person.opened(**EU_CITIZEN)
    person.see_result()
    page.reload()
    person.at("result")
    expect(person.part("[data-route='EU+']")).to_have_attribute("data-status", "open")
    page.go_back()
    person.at("check")
    page.evaluate("location.hash = '#/question/annex_19'")
    person.at("question/annex_19")
    expect(person.part("input[name=date-year]")).to_have_value("2019")
    person.type_in("date-year", "201")
    page.evaluate("""() => { Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange", { bubbles: true })) }""")
    page.reload()
    person.at("question/annex_19")
    expect(person.part("input[name=date-year]")).to_have_value("201")


def test_the_first_answers_come_back_before_python_has_loaded(
    newcomer: Callable[[], Any], page: Page, held: Callable[[], None]
) -> None:
    person = newcomer()
    person.go_on()
    person.choose("EU")
    person.go_on()
    person.at("question/card")
    page.reload()
    person.at("question/card")
    page.go_back()
    person.at("question/nationality")
    expect(person.part("input[value=EU]")).to_be_checked()


def test_clear_everything_leaves_nothing(person: Any, page: Page) -> None:
    person.opened(**EU_CITIZEN)
    person.press('[data-now] .af-stored a[href="#/delete"]')
    person.at("delete")
    person.go_on()
    person.at("start")
    assert page.evaluate(STORED) == [[], [], ""]
    page.reload()
    person.part("h1").wait_for()
    assert page.evaluate(STORED) == [[], [], ""]
    expect(person.part("[data-go-on]")).to_be_hidden()


def test_on_a_shared_computer_nothing_is_kept(person: Any, page: Page) -> None:
    person.opened(**EU_CITIZEN)
    page.locator("[data-now] [data-shared-mode].af-if-kept").click()
    assert page.evaluate(STORED) == [[], [], ""]
    assert "?shared" in page.url
    person.see_result()
    assert page.evaluate(STORED) == [[], [], ""]
    expect(person.part(".af-stored")).to_contain_text("nothing is kept")
    page.once("dialog", lambda dialog: dialog.accept())  # the page asks before it is left
    page.reload()
    person.part("h1").wait_for()
    assert page.evaluate(STORED) == [[], [], ""]
    expect(person.part("[data-go-on]")).to_be_hidden()
    assert "?shared" in page.url, "the wish outlives a reload"


def test_a_link_with_answers_opens_elsewhere(person: Any, page: Page, site: str) -> None:
    person.opened(**EU_CITIZEN)
    page.evaluate("location.hash = '#/share'")
    person.at("share")
    link = person.part("textarea").input_value()
    assert link.startswith(f"{site}en/wizard/#/shared/")
    expect(person.part(".af-qr")).to_be_visible()
    page.evaluate("sessionStorage.clear()")
    page.goto(f"{site}en/")
    page.goto(link)
    person.part('[data-screen^="shared/"] h1').wait_for(timeout=60_000)
    expect(person.part(".af-answers").first).to_contain_text("EU")
    person.go_on()
    person.at("check")
    expect(page.locator("[data-now]")).to_contain_text("1 October 2019")


def test_a_damaged_link_says_so_and_changes_nothing(person: Any, page: Page, site: str) -> None:
    person.opened(**EU_CITIZEN)
    page.evaluate("location.hash = '#/shared/not-a-real-code'")
    expect(person.part("h1")).to_have_text("This link cannot be used", timeout=60_000)
    page.go_back()
    person.at("check")
    expect(page.locator("[data-now]")).to_contain_text("1 October 2019")
