"""The same journey in each browser: the answers are those of the rules, nothing is asked for, nothing is lost."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.keys import Keys

import belgian_residence as rules
from leaks import WAYS, address_of, arrived, every_way, planted, without_policy
from recording_server import served
from site_build.cases import load_cases, named
from site_build.paths import SITE

LONG = 90
EVERY = 100  # one case in so many of the corpus
HAS_B: dict[str, Any] = {
    "on": "2026-11-22",
    "case": {
        "nationality": "non-EU",
        "card": "A",
        "stays": [{"from": "2021-10-04", "ground": "single_permit", "first_card_issued": "2021-10-04"}],
        "absences": [],
        "interruptions": [],
        "identity_established": True,
        "public_order": False,
        "public_health": False,
        "removal_decision": "none",
        "protection_ended": "no",
    },
}
"""Five years after the first card of a worker: B can be asked for (B-WORK-1)."""
SHOWN = "document.querySelector('[data-now] > [data-screen]')"
SNAPSHOT = """(async () => {
  const name = (await caches.keys()).find((one) => one.endsWith(" snapshot"));
  const cache = name && (await caches.open(name));
  const [address] = cache ? await cache.keys() : [];
  return address ? (await (await cache.match(address)).arrayBuffer()).byteLength : 0;
})()"""
"""How many bytes are kept of Python's memory."""
WORKING = "document.querySelector('[data-now]').getAttribute('aria-busy') === 'true'"

IN_EVERY_ENGINE = {"fetch", "request", "picture", "beacon", "script", "frame"}


class Walk:
    """Somebody at the wizard, by what WebDriver can do in each of them: scripts that press and fill in."""

    def __init__(self, driver: Any, site: str) -> None:
        self.driver, self.address = driver, f"{site}en/wizard/"

    @property
    def is_webkit(self) -> bool:
        return bool(self.driver.name == "MiniBrowser")

    def do(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    def until(self, question: str, why: str = "") -> Any:
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            if found := self.do(f"return {question}"):
                return found
            time.sleep(0.1)
        raise AssertionError(f"{why or question}; shown: {self.do(f'return {SHOWN}?.innerText')}")

    def open(self) -> Walk:
        self.driver.get(self.address.replace("wizard", "costs"))  # the wizard itself would keep its answers once more
        self.do("sessionStorage.clear()")
        self.driver.get(self.address)
        self.until("document.querySelector('[data-sealed=closed]')?.hidden === false")
        return self

    def at(self, screen: str) -> None:
        self.until(f"{SHOWN}?.dataset.screen === {json.dumps(screen)}")

    def screen(self) -> str:
        return str(self.until(f"!({WORKING}) && {SHOWN}?.dataset.screen"))

    def choose(self, screen: str, answer: str) -> None:
        self.at(screen)
        self.do(f"{SHOWN}.querySelector(`input[value='${{arguments[0]}}']`).click()", answer)
        self.send()

    def send(self) -> None:
        self.do(f"{SHOWN}.dataset.left = ''; {SHOWN}.querySelector('button[type=submit]:not([name])').click()")
        self.until(f"{SHOWN}.dataset.left === undefined", "the next screen")

    def follow(self, screen: str) -> None:
        """Go to a screen as a person does, by its link. WebKit's Back passes over whatever a script alone has put into
        the history, up to the page before."""
        self.driver.find_element("css selector", f'[data-now] a[href="#/{screen}"]').send_keys(Keys.ENTER)
        self.at(screen)

    def go(self, screen: str) -> None:
        self.do("location.hash = `#/${arguments[0]}`", screen)
        self.at(screen)

    def to_the_rules(self) -> Walk:
        return self.open().answer()

    def answer(self) -> Walk:
        self.do("document.querySelector('[data-now] [data-start]').click()")
        self.choose("question/nationality", "EU")
        self.choose("question/card", "EU")
        assert self.screen().startswith("question/")
        return self

    def read(self, told: dict[str, Any], folder: Path) -> dict[str, str]:
        """Open a file with answers; for each card its status on the result."""
        file = folder / "case.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        self.go("open")
        self.driver.find_element("css selector", "[data-now] input[type=file]").send_keys(str(file))
        self.send()
        self.go("result")
        cards = "[...document.querySelectorAll('[data-now] [data-route]')]"
        return dict(self.do(f"return {cards}.map(({{ dataset }}) => [dataset.route, dataset.status])"))


@pytest.fixture
def walk(driver: Any, wizard: Any) -> Walk:
    return Walk(driver, wizard[0])


def test_answers_outlive_a_reload_and_the_way_back(walk: Walk) -> None:
    walk.to_the_rules()
    asked = walk.screen()
    walk.follow("result")
    assert "EU+ card" in walk.do(f"return {SHOWN}.innerText")
    walk.driver.refresh()
    walk.at("result")
    walk.driver.back()
    walk.at(asked)
    walk.do("window.putAside = 'as it was'")
    walk.driver.get(walk.address.replace("wizard", "costs"))
    walk.driver.back()
    walk.at(asked)
    assert walk.do("return window.putAside") == "as it was", "these browsers put a page aside, with its worker"
    walk.go("check")
    assert "EU card" in walk.do(f"return {SHOWN}.innerText")


def test_a_private_window_loses_nothing_at_a_reload(private: Any, wizard: Any) -> None:
    walk = Walk(private, wizard[0]).to_the_rules()
    asked = walk.screen()
    walk.driver.refresh()
    walk.at(asked)
    walk.go("check")
    assert "EU card" in walk.do(f"return {SHOWN}.innerText")


def test_once_kept_the_questions_start_without_the_server(driver: Any) -> None:
    with served(SITE, "/after-five/", cache="no-store") as (site, _):
        walk = Walk(driver, site).open()
        walk.until("document.querySelector('[data-sealed=kept]')?.hidden === false")
    walk.to_the_rules()
    walk.driver.get(walk.address.replace("wizard", "costs"))
    tried = "fetch(arguments[0]).then(() => arguments[1]('came'), () => arguments[1]('gone'))"
    assert walk.driver.execute_async_script(tried, f"{site}nl/costs/") == "gone", "what is not kept does not come"


def test_the_next_visit_goes_on_from_a_snapshot(driver: Any) -> None:
    """What was kept of Python's memory is put back, and answers: one that fails would leave an empty entry."""
    with served(SITE, "/after-five/") as (site, _):
        walk = Walk(driver, site).open()
        if not walk.do("return navigator.deviceMemory >= 4 || matchMedia('(pointer: fine)').matches"):
            pytest.skip("this browser does not say how much memory there is, and sees no mouse")
        walk.until(f"{SNAPSHOT}.then((size) => size > 0)")
        walk.to_the_rules()
        assert walk.do(f"return {SNAPSHOT}") > 0


def test_a_file_is_saved_and_opened(walk: Walk, tmp_path: Path) -> None:
    walk.to_the_rules().go("check")
    walk.do(
        "const original = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text });"
        " return original(blob) };"
        f"{SHOWN}.querySelector('[data-file=save]').click()"
    )
    text = walk.until("window.saved")
    file = tmp_path / "saved.html"
    file.write_text(text, encoding="utf-8")
    walk.open().go("open")
    walk.driver.find_element("css selector", "[data-now] input[type=file]").send_keys(str(file))
    walk.send()
    walk.go("check")
    assert "EU card" in walk.do(f"return {SHOWN}.innerText")


def test_results_are_those_of_the_rules_and_nothing_is_asked_for(walk: Walk, tmp_path: Path) -> None:
    walk.open()
    walk.do("performance.clearResourceTimings()")
    for case in [case for case in load_cases()[::EVERY] if "people" not in case["case"]]:
        told = {"after-five": 1, "on": case["on"], "case": case["case"]}
        found = walk.read(told, tmp_path)
        answer = rules.assess(case["case"], date.fromisoformat(case["on"]))
        expected = {route: one["status"] for route, one in answer["routes"].items() if route in found}
        assert found, named(case)
        assert found == expected, named(case)
    # What the copy on the device asks for, it asks for itself: it is no request of the page.
    names = walk.do("return performance.getEntriesByType('resource').map(({ name }) => name)")
    assert [name for name in names if not name.startswith(("blob:", "data:"))] == []


def test_the_file_to_take_along_works_without_a_server(driver: Any, tmp_path: Path) -> None:
    file = Path(shutil.copy(SITE / "editions" / "after-five-nl.html", tmp_path))
    walk = Walk(driver, "")
    walk.address = file.as_uri()
    driver.get(walk.address)
    walk.until("document.querySelector('[data-sealed=closed]')?.hidden === false")
    found = walk.read({"after-five": 1, **HAS_B}, tmp_path)
    answer = rules.assess(HAS_B["case"], date.fromisoformat(HAS_B["on"]))
    assert found == {route: one["status"] for route, one in answer["routes"].items() if route in found}
    assert found["B"] == "open"
    driver.refresh()
    walk.at("result")
    names = walk.do("return performance.getEntriesByType('resource').map(({ name }) => name)")
    assert [name for name in names if not name.startswith(("blob:", "data:"))] == []


def try_every_way(walk: Walk, *sites: str) -> None:
    walk.driver.set_script_timeout(5)
    for way in WAYS:
        for site in sites:
            tried = f"const done = arguments[1]; ({planted(way)})(arguments[0]).then(done, done)"
            with suppress(TimeoutException):  # what never ends has sent nothing yet
                walk.driver.execute_async_script(tried, address_of(way, site))
    time.sleep(1)


def test_no_planted_leak_reaches_anybody(walk: Walk, wizard: Any, elsewhere: Any) -> None:
    walk.open()
    walk.open()  # from the second visit on, what the page asks for passes through the copy on the device
    walk.until("navigator.serviceWorker.controller !== null")
    try_every_way(walk, elsewhere[0], wizard[0])
    assert elsewhere[1] == []
    reached = {"preload"} if walk.is_webkit else set()
    assert arrived(wizard[1]) == reached, "WebKit preloads past the policy, from our own server"


def test_without_a_policy_the_leaks_would_arrive(walk: Walk, elsewhere: Any, tmp_path: Path) -> None:
    """The test of the test. Firefox sends no audit of a link unless it is told to; what WebKit closes is its own."""
    folder = tmp_path / "without"
    folder.mkdir()
    without_policy(folder)
    with served(folder, "/") as own:
        walk.driver.get(own[0])
        try_every_way(walk, elsewhere[0], own[0])
    for to_its_own_site, asked in ((True, own[1]), (False, elsewhere[1])):
        every = every_way(to_its_own_site=to_its_own_site, has_worker=False)
        wanted = IN_EVERY_ENGINE if walk.is_webkit else every - {"audit"}
        assert wanted <= arrived(asked)
