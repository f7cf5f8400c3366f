"""The questions in one file, opened from a folder without a server and with the network off.

The walk is the one that is taken on the site too, so the answers are the same; what a file can suffer ends in a page
that says so and leads to the tables that stand in the file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from conftest import watched
from leaks import try_every_way
from python_here import lighten
from recording_server import served
from site_build.paths import SITE
from trying import EVERYTHING, some

LONG = 60_000
STICK = "clé 100% #1"
"""A folder as people name it: each of these signs means something in an address."""
# B: first card 4 October 2021 + 5 years = 4 October 2026, open the day after (B-WORK-1). K needs B first (K-COND-1).
# L: the same five years are over, and the income is more than 1.25 times the amount of 2025 (L-INC-1, reading 21).
FACTS = {
    "nationality": "non-EU",
    "card": "A",
    "stays": [{"from": "2021-10-04", "ground": "single_permit", "first_card_issued": "2021-10-04"}],
    "absences": [],
    "interruptions": [],
    "removal_decision": "none",
    "protection_ended": "no",
    "identity_established": True,
    "public_order": False,
    "protection_request_pending": False,
    "public_health": False,
    "income": 2100,
    "dependants": 0,
    "health_insurance": True,
}
EXPECTED = {"B": ("open", "since 4 October 2026"), "K": ("later", ""), "L": ("open", "since 4 October 2026")}
# EU+: annex 19 of 1 October 2019 + 5 years (EUP-5Y-1, EUP-5Y-2).
EU_CITIZEN = {
    "nationality": "EU",
    "card": "EU",
    "annex_19": "2019-10-01",
    "early_ground": "none",
    "absences": [],
    "interruptions": [],
}
WALKS = [(EU_CITIZEN, {"EU+": ("open", "since 1 October 2024"), "B": ("closed", "no date")}), (FACTS, EXPECTED)]
"""As on the site (``test_walks.py``). By keyboard at night; each time the answers of the shorter one, from a file."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The English file, on a stick."""
    folder = tmp_path / STICK
    folder.mkdir()
    return Path(shutil.copy(SITE / "editions" / "after-five-en.html", folder))


@pytest.fixture
def asked() -> list[str]:
    """What the browser was asked for."""
    return []


@pytest.fixture
def context(browser: Any, viewport: Any, watch: Any, asked: list[str]) -> Iterator[BrowserContext]:
    """A browser without a network."""
    made = watched(browser, viewport, lambda: watch)
    made.set_offline(True)

    def note(request: Request) -> None:
        asked.append(request.url)

    made.on("request", note)
    yield made
    made.close()
    assert watch.unexpected() == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Nothing is shared with the tests of the site."""
    return context.new_page()


@pytest.fixture
def reader(visitor: Callable[[str], Any], file: Path) -> Any:
    """Somebody who will open the file."""
    return visitor(file.as_uri())


def outside(asked: list[str], file: Path) -> list[str]:
    """What was asked for besides the file itself."""
    return [one for one in asked if not one.startswith((file.as_uri(), "blob:", "data:"))]


@pytest.mark.parametrize(("facts", "expected"), some(WALKS, 2), ids=lambda one: one.get("card"))
def test_the_answers_are_those_of_the_site_and_it_asks_for_nothing(
    reader: Any,
    file: Path,
    asked: list[str],
    axe: Callable[[Page], list[str]],
    axe_at_night: Callable[[Page], list[str]],
    facts: dict[str, Any],
    expected: dict[str, tuple[str, str]],
) -> None:
    reader.open()
    assert axe(reader.page) == []
    (reader.answer_everything if EVERYTHING else reader.opened)(**facts)
    found = reader.see_result()
    for card, (status, day) in expected.items():
        assert found[card][0] == status, card
        assert day in found[card][1], card
    expect(reader.page.locator("[data-sealed=closed]")).to_be_visible()
    assert outside(asked, file) == []
    assert axe_at_night(reader.page) == []


def test_a_reload_loses_nothing_and_what_is_saved_names_the_site_not_the_folder(
    reader: Any, page: Page, tmp_path: Path
) -> None:
    lighten(page)
    reader.open().give_first_answers()
    reader.reach_the_rules()
    page.reload()
    reader.at("check")
    expect(reader.part(".af-answers").nth(1)).to_contain_text("EU card")
    with page.expect_download() as download:
        reader.part("[data-file=save]").first.click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    text = saved.read_text()
    assert "file:" not in text
    assert "/en/wizard/" in text
    page.evaluate("location.hash = '#/share'")
    reader.at("share")
    assert "file:" not in reader.part("[data-screen]").first.inner_html()
    page.evaluate("location.hash = '#/delete'")
    reader.at("delete")
    reader.go_on()
    reader.at("start")
    page.evaluate("location.hash = '#/open'")
    reader.at("open")
    reader.part("input[type=file]").set_input_files(saved)
    reader.go_on()
    page.evaluate("location.hash = '#/check'")
    reader.at("check")
    expect(reader.part(".af-answers").nth(1)).to_contain_text("EU card")


def cut_short(text: str) -> str:
    return text[: len(text) * 2 // 3]


def damaged(text: str) -> str:
    middle = text.index('data-piece="python.zip.json">') + 100_000
    return text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]


def exchanged(text: str) -> str:
    """A piece that can be unpacked and is another one: the empty script of the worker."""
    [nothing] = re.findall(r'data-piece="worker.js">([^<]*)', text)
    return re.sub(r'(data-piece="words.mo">)[^<]*', rf"\g<1>{nothing}", text)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    some([(cut_short, "blocked"), (damaged, "blocked"), (exchanged, "altered")], 2),
    ids=lambda what: getattr(what, "__name__", what),
)
def test_a_copy_that_is_not_whole_says_so_and_has_the_tables(
    reader: Any, file: Path, page: Page, spoil: Callable[[str], str], reason: str
) -> None:
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    reader.open().give_first_answers()
    reader.at("failure")
    expect(reader.part(f"[data-reason={reason}]")).to_be_visible()
    expect(reader.part("[data-reason]:visible")).to_have_count(1)
    reader.part('a[href="#tables"]').click()
    page.locator("#tables > summary").click()
    expect(page.locator("#tables table").first).to_be_visible()


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("delete globalThis.DecompressionStream", "blocked"),
        ("delete globalThis.WebAssembly", "no_wasm"),
        ("globalThis.Worker = class { constructor() { throw new Error('not from a file') } }", "crash"),
    ],
)
def test_a_browser_that_cannot_is_told_so(reader: Any, page: Page, missing: str, reason: str) -> None:
    page.add_init_script(missing)
    reader.open()
    if reason == "crash":
        reader.give_first_answers()
    else:
        reader.go_on()  # nothing is asked that cannot be answered
    reader.at("failure")
    expect(reader.part(f"[data-reason={reason}]")).to_be_visible()


def test_what_only_the_whole_engine_has_is_told_and_the_next_start_is_like_the_first(reader: Any, page: Page) -> None:
    address = reader.address
    reader.address += "?whole"
    reader.open().give_first_answers()
    reader.at("failure")
    expect(reader.part("[data-reason=lacking]")).to_be_visible()
    expect(reader.part("[data-save]")).to_be_visible()
    assert page.url.split("#")[0] == address


def test_without_scripts_the_tables_are_there(browser: Any, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator('noscript a[href="#tables"]').click()
    page.locator("#tables > summary").click()
    expect(page.locator("#tables table").first).to_be_visible()
    context.close()


def test_the_clock_says_when_it_is_time_for_a_newer_file(reader: Any, page: Page) -> None:
    note = page.locator("[data-old-from]")
    lighten(page)
    reader.open()
    expect(note).to_be_hidden()
    page.clock.set_fixed_time(f"{note.get_attribute('data-old-from')}T12:00:00+01:00")
    page.reload()
    expect(note).to_be_visible()
    about = page.locator(".edition > p:not([data-old-from])")
    expect(about).to_be_visible()
    reader.go_on()
    expect(about).to_be_hidden()
    expect(note).to_be_visible()


def test_no_planted_leak_reaches_anybody(
    reader: Any, page: Page, context: BrowserContext, watch: Any, tmp_path: Path
) -> None:
    """With the network on, before the rules run and after: the policy in the file allows nothing from the beginning."""
    watch.allow(".")
    context.set_offline(False)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with served(folder, "/") as elsewhere:
        reader.open()
        try_every_way(page, elsewhere[0])
        reader.go_on()
        page.locator("[data-sealed=closed]").wait_for(timeout=LONG)
        assert page.workers
        try_every_way(page, elsewhere[0])
        page.wait_for_timeout(1_500)
        assert elsewhere[1] == []
    assert page.url.startswith(reader.address)
