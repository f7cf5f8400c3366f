"""A person at the wizard with a keyboard and nothing else.

To open a page and to start Python in it takes most of the time of a short test, so the tests of one process share a
page for which the Python of the test answers; between two of them everything that was told is deleted. Those that look
at what Python does in the browser share one in which it runs (``engine``). Tests of the start itself, and those that
arrange what the network does (``newcomer``), have a page of their own, and if the start is not what they are about, one
for which the Python of the test answers (``light``), also late or never (``held``). The nightly run (`FRESH_PAGES=1`)
gives to every test a page of its own with Python in it.

To walk through all questions by keyboard is dear too: who tests what comes after them begins with a file that holds the
answers (``Person.opened``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, ViewportSize, expect

from answering import form_of
from conftest import Watch, watched
from python_here import FRESH, lighten, stand_in
from trying import EVERYTHING
from visiting import Visit

SOON = 10_000
TODAY = "2026-11-22"
NOW = f"{TODAY}T10:00:00+01:00"
LONG = 60_000
MANY_TABS = 80
MANY_SCREENS = 60
MANY_WAITS, TAKES_LONG, A_MOMENT = 200, 10_000, 50
SEVERAL = ("interruptions", "eu_activity", "retention_grounds")
"""Facts with boxes to tick, not lists of entries."""
AS_IT_CAME = "() => /\\[native code\\]|pythonHere/.test(Worker.prototype.postMessage)"
"""Do requests go to Python as they did when the page was opened? A test that held them up would hold up all others."""
GO_NEAR = """selector => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  const now = document.activeElement;
  const isAfter = (one) => now.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const fitting = all.filter((one) => one.matches(selector));
  const place = all.indexOf(fitting.find(isAfter) ?? fitting[0]);
  if (place > 0 && all[place - 1] !== now) all[place - 1].focus();
}"""
"""To reach everything with Tab alone takes a third of the work of a short test. Who walks with the browser's own Python
does it (``test_walks.py``), at night everybody; else one press shows that Tab leads to what is wanted."""
MONTHS = ["Jan", "Feb", "mars", "avril", "mei", "juin", "Juli", "août", "sept", "okt.", "Nov", "Dezember"]


class Person:
    """Walks through the wizard by keyboard. ``facts`` are answered as in a case file; all else with "I don't know"."""

    def __init__(self, page: Page, site: str, *, each_tab: bool = True) -> None:
        self.page = page
        self.each_tab = each_tab
        self.address = f"{site}en/wizard/"
        self.facts: dict[str, Any] = {}
        self.seen: list[str] = []

    def open(self) -> Person:
        self.page.clock.set_fixed_time(NOW)
        if self.page.url != self.address:
            self.page.goto(self.address)
        return self

    @property
    def screen(self) -> str:
        """The name of the screen that is shown."""
        return str(self.page.locator("[data-now] > [data-screen]").get_attribute("data-screen"))

    def at(self, screen: str) -> None:
        """Wait until a screen is shown, with the focus on its heading (or on the part at which it opens) and the title
        of the page changed."""
        shown = self.page.locator(f'[data-now] > [data-screen="{screen}"]:not([data-error])')
        expect(shown).to_be_visible(timeout=LONG)
        expect(shown.locator("[data-at]" if shown.locator("[data-at]").count() else "h1")).to_be_focused()
        title = shown.get_attribute("data-title")
        expect(self.page).to_have_title(f"{title} - After Five")

    def part(self, selector: str) -> Locator:
        """A part of the screen that is shown."""
        return self.page.locator("[data-now]").locator(selector)

    def wait_in_vain(self) -> None:
        """Until the page gives up what does not come. Its clock runs ahead, so that nobody waits as long as that."""
        failure = self.part('[data-screen="failure"]')
        for _ in range(MANY_WAITS):
            self.page.clock.fast_forward(TAKES_LONG)
            if failure.count():
                return
            self.page.wait_for_timeout(A_MOMENT)
        raise AssertionError("the page does not give up")

    # --- keys -------------------------------------------------------------------------------------------------------

    def tab_to(self, selector: str) -> None:
        """Press Tab until an element that fits has the focus; without ``each_tab`` from the one before it on."""
        if not self.each_tab:
            self.page.evaluate(GO_NEAR, selector)
        for _ in range(MANY_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"the keyboard does not reach {selector} on {self.screen}")

    def press(self, selector: str) -> None:
        """Go to a button or a link and press it, then wait for another screen or for an error."""
        before = self.part("[data-screen]").first.element_handle()
        self.tab_to(selector)
        self.page.keyboard.press("Enter")
        assert before is not None
        before.wait_for_element_state("hidden", timeout=LONG)

    def go_on(self) -> None:
        self.press("[data-now] [data-start], [data-now] button[type=submit]:not([name])")

    def choose(self, value: str, name: str = "answer") -> None:
        """Choose a radio of a group; where it is folded away, unfold it first."""
        wanted = f'input[name={name}][value="{value}"]'
        folded = f"details:not([open]):has({wanted})"
        if self.part(folded).count():
            self.tab_to(f"{folded} > summary")
            self.page.keyboard.press("Enter")
        expect(self.part(wanted)).to_be_visible()
        self.tab_to(f"input[name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(MANY_TABS):
            if self.part(wanted).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {value} on {self.screen}")

    def type_in(self, name: str, text: str) -> None:
        self.tab_to(f"input[name={name}]")
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def type_date(self, name: str, day: str) -> None:
        """Type a date as people do: no leading zeros, the month as a word in some language."""
        year, month, number = (int(part) for part in day.split("-"))
        self.type_in(f"{name}-day", str(number))
        self.type_in(f"{name}-month", MONTHS[month - 1])
        self.type_in(f"{name}-year", str(year))

    # --- answers ----------------------------------------------------------------------------------------------------

    def give_first_answers(self) -> None:
        """An EU citizen's answers to the questions that stand ready before Python runs, with the mouse."""
        self.part("[data-start]").first.click()
        for name in ("nationality", "card"):
            shown = self.part(f'[data-screen="question/{name}"]')
            shown.locator("input[value=EU]").check()
            shown.locator("button[type=submit]").first.click()
        shown = self.part('[data-screen="question/card_expiry"]')
        for name, text in (("day", "1"), ("month", "mei"), ("year", "2027")):
            shown.locator(f"input[name=date-{name}]").fill(text)
        shown.locator("button[type=submit]").first.click()

    def opened(self, **facts: Any) -> Person:
        """At the page of answers: these, and "I don't know" to all else that is asked. They were kept in a file."""
        self.facts = facts
        text, self.seen = file_of(json.dumps(facts))
        kept = {"name": "kept.json", "mimeType": "application/json", "buffer": text.encode()}
        self.page.evaluate("location.hash = '#/open'")
        self.part('[data-screen="open"] input[type=file]').set_input_files(files=[kept], timeout=LONG)  # type: ignore[list-item]
        self.part('[data-screen="open"] form[data-form] button[type=submit]').click()
        self.at("check")
        return self

    def reach_the_rules(self) -> None:
        """The answers given before have arrived: the rules ask what only an EU citizen is asked."""
        self.part('[data-screen^="question/"]:not([data-early])').wait_for(timeout=LONG)
        self.page.evaluate("location.hash = '#/check'")
        self.at("check")
        expect(self.part(".af-answers").nth(1)).to_contain_text("EU card")

    def answer_everything(self, **facts: Any) -> Person:
        """From the start to the page of answers."""
        self.facts = facts
        self.go_on()
        return self.answer_the_rest()

    def answer_the_rest(self) -> Person:
        """From any question to the page of answers."""
        for _ in range(MANY_SCREENS):
            self.part('[data-screen]:not([data-screen="loading"])').wait_for(timeout=LONG)
            self.at(self.screen)
            if self.screen == "result":
                return self.look_at_the_answers()
            self.seen.append(self.screen)
            self.answer(self.screen)
        raise AssertionError(f"the questions do not end: {self.seen}")

    def look_at_the_answers(self) -> Person:
        """From the result to the page of answers."""
        self.page.evaluate("location.hash = location.hash.replace('result', 'check')")
        self.at(self.screen.replace("result", "check"))
        return self

    def answer(self, screen: str) -> None:
        """Answer one screen from the facts."""
        together = [str(one.get_attribute("value")) for one in self.part("input[name=asked]").all()]
        if len(together) > 1:
            for one in together:
                self.give_among_others(one, self.facts.get(one))
            self.go_on()
            return
        fact, *rest = [*together, screen.removeprefix("question/")][0].split("/")
        value = self.facts.get(fact)
        if screen == "question/absences":
            self.press('[data-now] a[href$="/trips"]')
        elif screen == "trips":
            self.answer_trips(self.facts.get("absences"))
        elif rest and rest[1] == "unknown":
            self.go_on()
        elif rest and rest[1] == "why" and value is None:
            self.give(None)
        elif rest and rest[1] in ("why", "since"):
            newest_first = sorted(value, key=lambda stay: str(stay["from"]), reverse=True)
            self.answer_stay(newest_first, int(rest[0]), rest[1])
        elif rest:
            self.answer_entry(value[int(rest[0])], rest[1])
        elif fact in ("joint_household", "household_ended"):
            self.choose("yes")  # nobody here lives apart
            self.go_on()
        elif isinstance(value, list) and fact not in SEVERAL:
            self.answer_list(fact, value)
        else:
            self.give(value)

    def answer_list(self, fact: str, entries: list[dict[str, Any]]) -> None:
        if self.part("input[name=answer]").count():
            self.choose("some" if entries else "none")
            self.go_on()
        elif self.part(".af-entries li").count() < len(entries):
            self.press("button[value=add]")
        else:
            self.press("button[value=done]")

    def answer_trips(self, trips: list[dict[str, Any]] | None) -> None:
        """All trips, a row each; or that there were none, or that they are not known."""
        if not trips:
            self.press(f"button[value={'unknown' if trips is None else 'none'}]")
            return
        for row, trip in enumerate(trips):
            if not self.part(f"input[name=row-{row}-from]").count():
                self.press("button[value=add]")
            self.type_in(f"row-{row}-from", trip["from"])
            self.type_in(f"row-{row}-to", trip["to"])
        self.go_on()

    def answer_entry(self, entry: dict[str, Any], page: str) -> None:
        if page == "when":
            self.type_date("from", entry["from"])
            if entry.get("to"):
                self.type_date("to", entry["to"])
            else:
                self.tab_to("input[name=to-open]")
                self.page.keyboard.press("Space")
            self.go_on()
        else:
            self.give(entry.get(page))

    def give_among_others(self, fact: str, value: Any) -> None:
        """Give one of several answers on a page."""
        if self.part(f"input[name={fact}-answer][type=checkbox]").count():
            for one in ["unknown"] if value is None else value or ["none"]:
                self.tab_to(f"input[name={fact}-answer][value={one}]")
                self.page.keyboard.press("Space")
        elif self.part(f"input[name={fact}-answer]").count():
            self.choose({True: "yes", False: "no", None: "unknown"}.get(value, value), f"{fact}-answer")
        elif value in (None, "none"):
            self.tab_to(f"input[name={fact}-say][value={value or 'unknown'}]")
            self.page.keyboard.press("Space")
        elif self.part(f"input[name={fact}-amount]").count():
            self.type_in(f"{fact}-amount", str(value))
        else:
            self.type_date(f"{fact}-date", value)

    def answer_stay(self, newest_first: list[dict[str, Any]], number: int, page: str) -> None:
        """The two pages of a stay that is told from the card back; one follows the other without a break."""
        if page == "why":
            self.choose(newest_first[number]["ground"] if number < len(newest_first) else "none")
            self.go_on()
            return
        stay = newest_first[number]
        self.type_date("from", stay["from"])
        for name, day in (("card", stay.get("first_card_issued")), ("asked", self.facts.get("asylum_application"))):
            if day and self.part(f"input[name={name}-day]").count():
                self.type_date(name, day)
        for name, said in (("sponsor", "unknown"), ("still", "yes"), ("before", "no_break")):
            if self.part(f"input[name={name}]").count():
                self.choose(said, name)
        self.go_on()

    def give(self, value: Any) -> None:
        """Give one answer, in whatever way the screen takes it."""
        if self.part("input[name=date-day]").count():
            if isinstance(value, str) and value != "none":
                self.type_date("date", value)
                self.go_on()
            else:
                self.press(f"button[value={value or 'unknown'}]")
        elif self.part("input[name=amount]").count():
            if value is None:
                self.press("button[value=unknown]")
            else:
                self.type_in("amount", str(value))
                self.go_on()
        elif self.part("input[type=checkbox]").count():
            for one in ["unknown"] if value is None else value or ["none"]:
                self.tab_to(f"input[value={one}]")
                self.page.keyboard.press("Space")
            self.go_on()
        else:
            self.choose({True: "yes", False: "no", None: "unknown"}.get(value, value))
            self.go_on()

    # --- the result -------------------------------------------------------------------------------------------------

    def see_result(self) -> dict[str, tuple[str, str]]:
        """Press "See the result"; for each card its status, and its day as it stands behind its name."""
        self.press('[data-now] a[href="#/result"]')
        self.at("result")
        found = {}
        for card in self.part("[data-route]").all():
            day = card.locator("> summary .af-day")
            shown = day.inner_text().strip() if day.count() else "no date"
            found[str(card.get_attribute("data-route"))] = (str(card.get_attribute("data-status")), shown)
        return found

    def unfold(self, selector: str) -> None:
        """Open a part of the screen that is folded, by its summary."""
        self.part(f"{selector} > summary").press("Enter")


@cache
def file_of(told: str) -> tuple[str, list[str]]:
    """A file with the facts that are told (JSON), and "I don't know" to all else that the wizard asks; the screens that
    asked it."""
    seen: list[str] = []
    visit = Visit(json.loads(told)).ask(action="submit", screen="start", form={})
    for _ in range(MANY_SCREENS):
        if visit.screen == "result":
            return json.dumps({"after-five": 1, "on": None, "case": visit.case}), seen
        seen.append(visit.screen)
        form = form_of(visit.screen, visit.html)
        visit.ask(action="submit", screen=visit.screen, form=form)
        assert not visit.answer["error"], (visit.screen, form)
    raise AssertionError(f"the questions do not end: {visit.screen}")


class SharedPage:
    """A page of the wizard in which Python runs, or that of the tests answers, lent to one test after the other."""

    def __init__(self, browser: Browser, site: str, *, light: bool = False) -> None:
        self.browser, self.address, self.light = browser, f"{site}en/wizard/", light
        self.watch: Watch | None = None
        self.page: Page | None = None

    def lend(self, watch: Watch, viewport: ViewportSize) -> Page:
        """The page as somebody finds it who has just come. What goes wrong from now on is told to ``watch``."""
        self.watch = watch
        if self.page is None or not self.cleared(self.page):
            self.close()
            context = watched(self.browser, viewport, lambda: self.watch or watch)
            if self.light:
                stand_in(context)
            self.page = context.new_page()
        self.page.set_viewport_size(viewport)
        return self.page

    def cleared(self, page: Page) -> bool:
        """Delete what was told, as a person can, and forget the way here. False where the page does not do that any
        more, or something is planted in it still: the test before has broken it."""
        if not page.url.startswith(self.address):
            return False
        try:
            if not page.evaluate(AS_IT_CAME):
                return False
            page.emulate_media(media="null", color_scheme="light", reduced_motion="reduce")
            page.clock.set_fixed_time(NOW)
            page.evaluate("location.hash = '#/delete'")
            page.locator('[data-now] > [data-screen="delete"] button[type=submit]').click(timeout=SOON)
            page.locator('[data-now] > [data-screen="start"]').wait_for(timeout=SOON)
            page.evaluate("history.replaceState({ depth: 0 }, '', location.pathname)")
        except Error:
            return False
        return bool(page.url == self.address)

    def close(self) -> None:
        """Close the page; the next test gets a new one."""
        if self.page is not None:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="session")
def shared_page(browser: Browser, site: str) -> Iterator[SharedPage]:
    """One page of the wizard for the tests of this process that have the browser's own Python."""
    shared = SharedPage(browser, site)
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def light_shared_page(browser: Browser, site: str) -> Iterator[SharedPage]:
    """One page of the wizard for the tests of this process for which the Python of the test answers."""
    shared = SharedPage(browser, site, light=True)
    yield shared
    shared.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, watch: Watch, viewport: ViewportSize) -> Iterator[Page]:
    """The shared page for whoever comes to a wizard that works; else a page of its own. Both fail their test on a
    request to elsewhere, a console error or a policy violation."""
    wanted = set(request.fixturenames)
    light = "light" in wanted
    if "person" not in wanted or light or FRESH:
        fresh: Page = request.getfixturevalue("fresh_page")
        if light:
            lighten(fresh.context)
        yield fresh
        return
    shared: SharedPage = request.getfixturevalue("shared_page" if "engine" in wanted else "light_shared_page")
    yield shared.lend(watch, viewport)
    assert watch.unexpected() == []


@pytest.fixture
def light() -> None:
    """The page of the test is one of its own, in which the Python of the test answers; at night that of the browser."""


@pytest.fixture
def engine() -> None:
    """Python runs in the browser, where else that of the test would answer."""


@pytest.fixture
def held(request: pytest.FixtureRequest, page: Page) -> Callable[[], None]:
    """Python does not come until this is called. Of the browser's own the largest file is held up."""
    if FRESH or "engine" in request.fixturenames:
        waiting: list[Route] = []
        page.route("**/pyodide.asm.wasm", lambda route: waiting.append(route))

        def let_go() -> None:
            for route in waiting:
                route.continue_()
    else:
        stand_in(page, after="new Promise((done) => { window.letGo = done; })")

        def let_go() -> None:
            page.evaluate("window.letGo()")

    return let_go


@pytest.fixture
def axe_at_night(axe: Callable[[Page], list[str]]) -> Callable[[Page], list[str]]:
    """For a screen at which axe-core looks elsewhere in each run (``test_result.py``, ``test_every_screen.py``)."""
    return axe if EVERYTHING else lambda _: []


@pytest.fixture
def person(request: pytest.FixtureRequest, page: Page, site: str) -> Person:
    """Somebody who has just opened the wizard."""
    return Person(page, site, each_tab=FRESH or "engine" in request.fixturenames).open()


@pytest.fixture
def newcomer(page: Page, site: str) -> Callable[[], Person]:
    """Somebody who will open the wizard later: the test first arranges what the network does."""
    return lambda: Person(page, site, each_tab=FRESH).open()


@pytest.fixture
def visitor(page: Page) -> Callable[[str], Person]:
    """Somebody who will open the questions at another address than that of the site."""

    def at(address: str) -> Person:
        made = Person(page, "")
        made.address = address
        return made

    return at
