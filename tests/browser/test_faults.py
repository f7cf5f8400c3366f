"""What happens to phones, tabs and clocks: the person always has a page that helps, and never loses an answer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from python_here import ANSWERED, lighten, put_as_it_is, put_in_tab, stand_in
from saved_page import data_of
from trying import some

LONG = 60_000
OF_THE_RULES = '[data-now] > [data-screen^="question/"]:not([data-early])'


def shot(page: Page, name: str) -> None:
    """Keep a picture, where somebody wants to look."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def first_answers(page: Page, nationality: str = "EU", card: str = "EU") -> None:
    """From the start to the last day on the card, which may stand ready before the rules run, with the mouse."""
    page.locator("[data-now] [data-start]").first.click()
    for screen, answer in (("nationality", nationality), ("card", card)):
        shown = page.locator(f'[data-now] > [data-screen="question/{screen}"]')
        shown.locator(f"input[value={answer}]").check()
        shown.locator("button[type=submit]").first.click()


def to_what_needs_the_rules(page: Page) -> None:
    """The first answers and a date, which the rules alone can read."""
    first_answers(page)
    shown = page.locator('[data-now] > [data-screen="question/card_expiry"]')
    shown.locator("input[name=date-year]").fill("2027")
    shown.locator("button[type=submit]").first.click()


def to_the_rules(page: Page, nationality: str = "EU", card: str = "EU") -> None:
    """From the start to the first question that the rules themselves show: they have taken the answers before it."""
    first_answers(page, nationality, card)
    page.locator(f'{OF_THE_RULES}, [data-screen="day"]').first.wait_for(timeout=LONG)


def let_python_come(page: Page) -> None:
    """The file that was blocked is there when the page is opened again; by day the Python of the test answers then."""
    page.unroute("**/python.zip.json")
    lighten(page)


def expect_answers(page: Page, text: str) -> None:
    page.evaluate("location.hash = '#/check'")
    expect(page.locator('[data-now] > [data-screen="check"]')).to_contain_text(text, timeout=LONG)


# --- tabs -----------------------------------------------------------------------------------------------------------


def test_two_tabs_know_nothing_of_each_other(page: Page, person: Any) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    to_the_rules(page)
    to_the_rules(other, "non-EU", "B")
    page.reload()
    expect_answers(page, "EU card")
    expect_answers(other, "B card")
    expect(page.locator("[data-now]")).not_to_contain_text("B card")
    other.close()


def test_a_tab_that_was_doubled_goes_its_own_way(page: Page, person: Any) -> None:
    to_the_rules(page)
    with page.expect_popup() as opening:
        page.evaluate("void open(location.href)")
    double = opening.value
    expect_answers(double, "EU card")
    double.evaluate("location.hash = '#/delete'")
    double.locator('[data-now] > [data-screen="delete"] button[type=submit]').click()
    double.locator('[data-now] > [data-screen="start"]').wait_for()
    page.reload()
    expect_answers(page, "EU card")
    double.close()


def test_what_is_typed_is_kept_before_the_page_hears_that_it_ends(page: Page, person: Any, site: str) -> None:
    """A page that the browser ends for want of memory hears nothing: what is in the storage by then is all there is."""
    fill_in_an_income(page)
    page.keyboard.press("Tab")
    kept = page.evaluate("sessionStorage.getItem('after-five')")
    ended = page.context.new_page()
    put_as_it_is(ended, site, json.loads(kept))
    ended.goto(f"{site}en/wizard/#/question/income")
    expect(ended.locator("[data-now] input[name$=amount]").first).to_have_value("2345", timeout=LONG)
    expect_answers(ended, "EU card")
    ended.close()


def test_a_reload_of_what_was_brought_back_asks_nothing(page: Page, site: str, watch: Any) -> None:
    """The answers are in the tab, also while Python cannot say so."""
    watch.allow("^(console|uncaught): ")
    put_in_tab(page, site, {"case": {"nationality": "EU", "card": "EU"}, "on": None})
    page.route("**/python.zip.json", lambda route: route.abort())
    page.goto(f"{site}en/wizard/#/check")
    page.locator('[data-now] > [data-screen="failure"]').wait_for(timeout=LONG)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-now] summary").first.click()  # browsers ask only whoever has done something
    let_python_come(page)
    page.reload()
    expect_answers(page, "EU card")
    assert asked == []


@pytest.mark.parametrize(
    "kept", some([{"state": 5, "early": "x"}, 5, {}, [], {"state": None, "typed": 1}, {"early": [1]}], 6), ids=str
)
def test_what_another_site_of_the_same_address_has_kept_is_none_of_ours(
    page: Page, site: str, kept: object, light: None
) -> None:
    put_as_it_is(page, site, kept)
    page.goto(f"{site}en/wizard/")
    to_the_rules(page)
    expect_answers(page, "EU card")


def test_answers_of_a_newer_edition_wait_for_it(
    page: Page, site: str, axe: Callable[[Page], list[str]], light: None
) -> None:
    """They were given, and then, as without a network, came an older copy: it says why, and touches nothing."""
    told = {"rules_version": "99.0", "on": None, "case": {"card": "B"}}
    put_in_tab(page, site, told)
    page.goto(f"{site}en/wizard/#/check")
    failure = page.locator('[data-now] > [data-screen="failure"]')
    expect(failure.locator("[data-reason=newer]")).to_be_visible(timeout=LONG)
    expect(failure.locator("[data-reason]:visible")).to_have_count(1)
    expect(failure.locator("[data-save]")).to_be_visible()
    assert axe(page) == []
    shot(page, "newer")
    page.reload()
    expect(failure.locator("[data-reason=newer]")).to_be_visible(timeout=LONG)
    assert page.evaluate("JSON.parse(sessionStorage.getItem('after-five')).state") == told


def test_away_to_another_page_and_back(page: Page, person: Any, site: str) -> None:
    """The browser may have put the page aside, or not: it is as it was."""
    to_the_rules(page)
    address = page.url
    page.goto(f"{site}en/costs/")
    page.go_back()
    page.locator(OF_THE_RULES).wait_for(timeout=LONG)
    assert page.url == address
    expect_answers(page, "EU card")


# --- storage --------------------------------------------------------------------------------------------------------

NO_ROOM = """Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") }"""
FORBIDDEN = """for (const name of ["sessionStorage", "localStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError") } })"""


@pytest.mark.parametrize("how", [NO_ROOM, FORBIDDEN], ids=["no room", "forbidden"])
def test_where_nothing_can_be_kept_the_page_says_so_and_offers_a_file(
    page: Page, newcomer: Callable[[], Any], watch: Any, how: str, tmp_path: Path, light: None
) -> None:
    watch.allow("SecurityError|QuotaExceeded|uncaught")  # the theme's own scripts, for the colours
    page.add_init_script(how)
    newcomer()
    to_the_rules(page)
    said = page.locator("[data-now] .af-stored")
    expect(said).to_contain_text("Your browser keeps nothing for this page.")
    expect(said).not_to_contain_text("in this tab of your browser only", use_inner_text=True)
    shot(page, "not-kept")
    with page.expect_download() as saving:
        said.locator("[data-file=save]").click()
    file = tmp_path / "saved.html"
    saving.value.save_as(file)
    page.once("dialog", lambda dialog: dialog.accept())  # it asks before it is left
    page.reload()
    open_file(page, file)
    expect_answers(page, "EU card")


def test_a_file_that_is_asked_for_before_the_rules_run_holds_what_was_answered(
    page: Page, newcomer: Callable[[], Any], watch: Any, tmp_path: Path, held: Callable[[], None]
) -> None:
    watch.allow("SecurityError|QuotaExceeded|uncaught")
    page.add_init_script(NO_ROOM)
    newcomer()
    first_answers(page)
    with page.expect_download(timeout=LONG) as saving:
        page.locator('[data-now] > [data-screen="question/card_expiry"] [data-file=save]').click()
        held()
    file = tmp_path / "saved.html"
    saving.value.save_as(file)
    assert data_of(file.read_text(encoding="utf-8"))["case"]["card"] == "EU"


def open_file(page: Page, file: Path) -> None:
    page.locator('[data-now] a[href="#/open"]').click()
    shown = page.locator('[data-now] > [data-screen="open"]')
    shown.locator("input[type=file]").set_input_files(file, timeout=LONG)
    shown.locator("button[type=submit]").click()
    expect(page.locator('[data-now] > [data-screen="open"]')).to_have_count(0, timeout=LONG)


# --- saving without the rules ---------------------------------------------------------------------------------------


def test_from_the_page_of_a_failure_answers_are_saved_without_the_rules(
    page: Page, newcomer: Callable[[], Any], watch: Any, tmp_path: Path
) -> None:
    """Both what the rules have seen and what they have not; and the file is opened once they run."""
    watch.allow("^(console|uncaught): ")
    page.route("**/python.zip.json", lambda route: route.abort())
    newcomer()
    to_what_needs_the_rules(page)
    failure = page.locator('[data-now] > [data-screen="failure"]')
    with page.expect_download() as saving:
        failure.locator("[data-save]").click()
    expect(page.locator("[data-message]")).to_contain_text("after-five.json")
    shot(page, "failure-saved")
    file = tmp_path / "after-five.json"
    saving.value.save_as(file)
    page.once("dialog", lambda dialog: dialog.accept())
    failure.locator("[data-clear]").click()
    page.locator('[data-now] > [data-screen="start"]').wait_for()
    assert page.evaluate("sessionStorage.length") == 0
    let_python_come(page)
    page.reload()
    open_file(page, file)
    expect_answers(page, "EU card")


def fill_in_an_income(page: Page) -> None:
    to_the_rules(page)
    page.evaluate("location.hash = '#/question/income'")
    page.locator("[data-now] input[name$=amount]").first.fill("2345", timeout=LONG)


def test_the_answer_at_which_the_rules_stopped_is_lost_nowhere(
    page: Page, newcomer: Callable[[], Any], watch: Any, tmp_path: Path, light: None
) -> None:
    """It is in the file, and a reload shows its question filled in."""
    watch.allow("^(console|uncaught): ")
    person = newcomer()
    fill_in_an_income(page)
    page.evaluate("Worker.prototype.postMessage = () => {}")  # as where the browser has ended it
    page.locator("[data-now] button[type=submit]:not([name])").click()
    person.wait_in_vain()
    failure = page.locator('[data-now] > [data-screen="failure"]')
    expect(failure).to_contain_text("The rules stopped on this device", timeout=LONG)
    expect(failure.locator("h1")).to_have_text("The program has stopped", use_inner_text=True)
    with page.expect_download() as saving:
        failure.locator("[data-save]").click()
    file = tmp_path / "after-five.json"
    saving.value.save_as(file)
    assert "2345" in file.read_text(encoding="utf-8")
    page.reload()
    expect(page.locator("[data-now] input[name$=amount]").first).to_have_value("2345", timeout=LONG)
    page.evaluate("location.hash = '#/start'")
    open_file(page, file)
    expect_answers(page, "2,345")


def test_the_title_of_a_failure_says_what_happened(page: Page, person: Any, watch: Any) -> None:
    """A fault of the rules in the middle is no failure to start, in the heading and in the title of the page."""
    watch.allow("^(console|uncaught): ")
    fill_in_an_income(page)
    page.evaluate(
        """() => { Worker.prototype.postMessage = function ({ id }) {
          this.onmessage({ data: { type: "refused", id, detail: "a fault of ours" } });
        } }"""
    )
    page.locator("[data-now] button[type=submit]:not([name])").click()
    heading = page.locator('[data-now] > [data-screen="failure"] h1')
    expect(heading).to_have_text("The rules stopped at this answer", use_inner_text=True, timeout=LONG)
    expect(heading).to_be_focused()
    expect(page).to_have_title("The rules stopped at this answer - After Five")


def test_a_file_that_was_opened_before_the_rules_ran_can_be_saved_again(
    page: Page, newcomer: Callable[[], Any], watch: Any, tmp_path: Path
) -> None:
    """They do not run, and what is saved then is opened once they do."""
    watch.allow("^(console|uncaught): ")
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_text('{"after-five": 1, "case": {"nationality": "non-EU", "card": "L"}}', encoding="utf-8")
    page.route("**/python.zip.json", lambda route: route.abort())
    newcomer()
    page.locator('[data-now] a[href="#/open"]').click()
    opened = page.locator('[data-now] > [data-screen="open"]')
    opened.locator("input[type=file]").set_input_files(first)
    opened.locator("button[type=submit]").click()
    failure = page.locator('[data-now] > [data-screen="failure"]')
    with page.expect_download(timeout=LONG) as saving:
        failure.locator("[data-save]").click()
    saving.value.save_as(second)
    page.once("dialog", lambda dialog: dialog.accept())
    failure.locator("[data-clear]").click()
    page.locator('[data-now] > [data-screen="start"]').wait_for()
    let_python_come(page)
    page.reload()
    open_file(page, second)
    expect_answers(page, "L card")


def test_before_anything_is_told_there_is_nothing_to_save(page: Page, newcomer: Callable[[], Any]) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    newcomer()
    page.locator("[data-now] [data-start]").first.click()
    failure = page.locator('[data-now] > [data-screen="failure"]')
    expect(failure).to_be_visible()
    expect(failure.locator("h1")).to_have_text("The rules could not start", use_inner_text=True)
    expect(failure.locator("[data-save], [data-clear]")).to_have_count(2)
    expect(failure.locator("[data-save]:visible, [data-clear]:visible")).to_have_count(0)


# --- clocks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", some(["1970-01-02", "2019-06-01", "2024-02-01", "2201-03-04", "9999-12-01"], 5))
def test_a_clock_that_cannot_be_right_is_asked_about(
    page: Page, site: str, wrong: str, axe: Callable[[Page], list[str]], light: None
) -> None:
    page.clock.set_fixed_time(f"{wrong}T10:00:00Z")
    page.goto(f"{site}en/wizard/")
    expect(page.locator("[data-now] .af-today")).to_be_hidden()
    to_the_rules(page)
    asked = page.locator('[data-now] > [data-screen="day"]')
    expect(asked.locator("h1")).to_have_text("Which day is it today?")
    expect(asked).to_contain_text(str(int(wrong[:4])))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"clock-{wrong}")
    for name, text in (("day", "29"), ("month", "11"), ("year", "2026")):
        asked.locator(f"input[name=date-{name}]").fill(text)
    asked.locator("button[type=submit]").click()
    page.locator(OF_THE_RULES).wait_for()
    expect_answers(page, "29 November 2026")
    page.reload()
    expect_answers(page, "29 November 2026")
    page.evaluate("location.hash = '#/start'")
    expect(page.locator("[data-now] .af-today")).to_contain_text("29 November 2026")


def test_the_question_for_the_day_loses_nothing_that_was_typed_before_it(
    page: Page, site: str, held: Callable[[], None]
) -> None:
    """The rules come while somebody types on a page that stood ready, and need to know the day first."""
    page.clock.set_fixed_time("2019-06-01T10:00:00Z")
    page.goto(f"{site}en/wizard/")
    first_answers(page)
    typed = page.locator('[data-now] > [data-screen="question/card_expiry"] input[name=date-year]')
    typed.fill("2027")
    held()
    asked = page.locator('[data-now] > [data-screen="day"]')
    asked.wait_for(timeout=LONG)
    for name, text in (("day", "29"), ("month", "11"), ("year", "2026")):
        asked.locator(f"input[name=date-{name}]").fill(text)
    asked.locator("button[type=submit]").click()
    expect(typed).to_have_value("2027")


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    some(
        [
            ("America/Los_Angeles", "2026-11-29T23:30:00Z", "30 November 2026"),  # there it is still the 29th
            ("Pacific/Kiritimati", "2026-11-29T12:00:00Z", "29 November 2026"),  # there it is the 30th
        ],
        2,
    ),
)
def test_the_day_is_that_of_belgium_wherever_the_device_is(
    browser: Browser, site: str, zone: str, moment: str, day: str
) -> None:
    context = browser.new_context(timezone_id=zone, service_workers="block")
    lighten(context)
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.goto(f"{site}en/wizard/")
    expect(page.locator("[data-now] .af-today")).to_contain_text(day)
    to_the_rules(page)
    expect_answers(page, day)
    context.close()


def test_a_tab_that_stays_open_over_midnight_counts_with_the_new_day(page: Page, person: Any) -> None:
    to_the_rules(page)
    expect_answers(page, "22 November 2026")
    page.clock.set_fixed_time("2026-11-23T00:10:00+01:00")  # fourteen hours later
    page.evaluate("location.hash = '#/question/card'")
    page.locator('[data-now] > [data-screen="question/card"]').wait_for()
    expect_answers(page, "23 November 2026")


COMING_BACK = {
    "a page put aside": "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    "a tab left open": "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
}


@pytest.mark.parametrize("how", some([*COMING_BACK], 2))
def test_who_comes_back_on_another_day_sees_today(page: Page, person: Any, how: str) -> None:
    expect(page.locator("[data-now] .af-today")).to_contain_text("22 November 2026")
    page.clock.set_fixed_time("2026-11-23T00:10:00+01:00")
    page.evaluate(COMING_BACK[how])
    expect(page.locator("[data-now] .af-today")).to_contain_text("23 November 2026")


@pytest.mark.parametrize("how", some([*COMING_BACK][::-1], 2))
def test_who_comes_back_to_a_result_on_another_day_sees_that_of_today(page: Page, person: Any, how: str) -> None:
    to_the_rules(page)
    page.evaluate("location.hash = '#/result'")
    shown = page.locator('[data-now] > [data-screen="result"]')
    shown.locator("details").first.locator("summary").click(timeout=LONG)
    expect(shown).not_to_contain_text("23 November 2026")
    page.clock.set_fixed_time("2026-11-23T08:10:00+01:00")
    page.evaluate(COMING_BACK[how])
    expect(shown).to_contain_text("23 November 2026")
    expect(shown.locator("details").first).to_have_attribute("open", "")


def test_what_is_typed_stays_when_the_day_changes(page: Page, newcomer: Callable[[], Any]) -> None:
    """With the Python of the test, also at night: it tells the page that it has answered."""
    stand_in(page)
    newcomer()
    fill_in_an_income(page)
    page.clock.set_fixed_time("2026-11-23T08:10:00+01:00")
    asked = page.locator("html").get_attribute(ANSWERED)
    page.evaluate(f"document.documentElement.removeAttribute({ANSWERED!r})")
    page.evaluate(COMING_BACK["a tab left open"])
    expect(page.locator("html")).to_have_attribute(ANSWERED, asked or "")
    field = page.locator("[data-now] input[name$=amount]").first
    expect(field).to_have_value("2345")
    expect(field).to_be_focused()


# --- the page's own scripts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [ViewportSize(width=360, height=740)])
def test_a_sign_in_page_of_a_network_in_the_place_of_a_file_is_told_at_once(
    page: Page, newcomer: Callable[[], Any], watch: Any
) -> None:
    watch.allow("^(console|uncaught): ")

    def sign_in(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Sign in to this network</h1>")

    page.route("**/pyodide.asm.wasm", sign_in)
    newcomer()
    to_what_needs_the_rules(page)
    expect(page.locator("[data-now] [data-reason=altered]")).to_be_visible(timeout=5_000)
    shot(page, "sign-in-page")
