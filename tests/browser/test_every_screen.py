"""Every screen that somebody can reach (``reachable``), each kind of it in a real browser, held against one list.

A screen is brought back as the wizard does it after a reload: from what the tab keeps. So that hundreds of them can be
looked at, the Python of this test answers (``python_here``). A normal run looks at one screen for each view and each
template, each in one language, and by turns with axe in one look, at its width, or by keyboard; at each second one for
what is typed in it; the nightly run (`EVERY_SCREEN=1`) at every variant, each in every look and in every way, and it
brings each view back with the browser's Python too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from conftest import PHONE, Watch, watched
from looking import set_letters
from python_here import ANSWERED, put_in_tab, stand_in
from reachable import EVERY, Screen, reached
from screens.app import handle
from screens.questions.flow import START
from screens.showing.taken_along.desk import OFFICES
from visiting import TODAY

LONG = 60_000
MANY_STOPS = 250
AT_ONCE = 10
"""Presses of Tab before it is asked where the focus is: what it passed is noted in the page."""
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
LANGUAGES = ("en", "nl", "fr", "de")

LOOKS: dict[str, tuple[Literal["light", "dark"], Literal["none", "active"], ViewportSize]] = {
    "light, on a phone": ("light", "none", PHONE),
    "dark, on a large screen": ("dark", "none", DESKTOP),
    "forced colours": ("light", "active", PHONE),
}

WAYS = ("axe", "width", "keyboard")
"""How a screen is looked at, by turns; at night each in every way."""

SCHEME = "scheme => document.body.setAttribute('data-md-color-scheme', scheme)"

FILL = """
(form) => {
  for (const field of document.querySelectorAll("[data-now] form[data-form] :is(input, select, textarea)")) {
    if (field.type === "hidden" || field.type === "file") continue;
    const texts = form[field.name] ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = texts.includes(field.value);
    else field.value = texts[0] ?? "";
  }
}
"""
FILES = "[data-now] form[data-form] input[type=file]"

LOOK = """
() => {
  const now = document.querySelector("[data-now]");
  const screen = now.querySelector("[data-screen]");
  const found = [];
  const heads = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
  if (heads.length !== 1) found.push(`${heads.length} headings of the first level`);
  const wanted = screen.querySelector(".af-summary") ?? screen.querySelector("[data-at]") ?? screen.querySelector("h1");
  if (document.activeElement !== wanted) found.push(`the focus is on ${document.activeElement.outerHTML.slice(0, 80)}`);
  if (!document.title.startsWith(`${screen.dataset.title} - `)) found.push(`the title is ${document.title}`);
  const pressed = "button, input, select, summary, .af-actions a, .af-back a, .af-tools a";
  for (const one of now.querySelectorAll(pressed)) {
    // What an answer is given with has room for a thumb; for the rest, what WCAG asks (2.5.8) is enough.
    const least = one.matches("form button:not(.af-link), input, select, .af-actions a") ? 44 : 24;
    const high = Math.max(...[one, ...(one.labels ?? [])].map((part) => part.offsetHeight));
    if (one.offsetParent && high < least) found.push(`${high} px: ${one.outerHTML.slice(0, 80)}`);
  }
  for (const one of now.querySelectorAll("*")) {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
    const moves = (animationName !== "none" && parseFloat(animationDuration) > 0.01)
      || transitionDuration.split(",").some((time) => parseFloat(time) > 0.01);
    if (moves) found.push(`moves, although less motion is wished for: ${one.outerHTML.slice(0, 80)}`);
  }
  return found;
}
"""
"""One heading, the focus where reading begins, the title, room to press, and nothing that moves."""

TOO_WIDE = """
() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const widest = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .filter((one, _, all) => !all.some((other) => other !== one && one.contains(other)))
    .map((one) => one.outerHTML.slice(0, 100));
  return [`${wide} px on a window of ${innerWidth}: ${widest.join(" and ")}`];
}
"""

STOPS = """
() => {
  const now = document.querySelector("[data-now]");
  now.tabIndex = -1;  // Tab begins before the first thing on the screen
  now.focus();
  window.stops = [];
  const box = (one) => one.getBoundingClientRect();
  const looks = (one) => [one, ...(one.labels ?? [])].map((part) => {
    const { outline, boxShadow, borderColor, backgroundColor, textDecoration, color } = getComputedStyle(part);
    return [outline, boxShadow, borderColor, backgroundColor, textDecoration, color].join();
  }).join();
  const shows = (one) => [one, ...(one.labels ?? [])].some((part) => {
    const { width, height, left, top, right, bottom } = box(part);
    if (width < 1 || height < 1 || right <= 0 || left >= innerWidth || bottom <= 0 || top >= innerHeight) return false;
    return part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  });
  window.resting = new Map();
  for (const one of document.querySelectorAll("[data-now] :is(a, button, input, select, textarea, summary)")) {
    if (one.checkVisibility()) window.resting.set(one, looks(one));
  }
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest("[data-now]")) return void window.stops.push(null);
    window.stops.push({
      text: target.outerHTML.slice(0, 100),
      element: target,
      seen: shows(target),
      marked: !window.resting.has(target) || window.resting.get(target) !== looks(target),
    });
  });
}
"""
"""Note each place at which the focus stops: can it be seen there, and is it marked?"""

LED_OUT = "() => window.stops.includes(null) || !document.activeElement.closest('[data-now]')"
FAULTS_OF_STOPS = """
() => {
  const stops = window.stops.filter(Boolean);
  const reached = new Set(stops.map(({ element }) => element));
  const group = (one) => one.type === "radio" ? [...document.getElementsByName(one.name)] : [one];
  const missed = [...window.resting.keys()]
    .filter((one) => one.checkVisibility() && !group(one).some((other) => reached.has(other)));
  return [
    ...stops.filter(({ seen }) => !seen).map(({ text }) => `a stop that cannot be seen: ${text}`),
    ...stops.filter(({ marked }) => !marked).map(({ text }) => `the focus is not marked: ${text}`),
    ...missed.map((one) => `not reached by Tab: ${one.outerHTML.slice(0, 100)}`),
  ];
}
"""


TYPE = """
() => {
  const form = document.querySelector("[data-now] form[data-form]");
  const fields = [...form?.querySelectorAll("input, textarea") ?? []].filter((one) => one.checkVisibility());
  const text = fields.find(({ type, value, readOnly }) => (type === "text" || type === "textarea") && !readOnly);
  const box = fields.find(({ type }) => type === "radio" || type === "checkbox");
  if (text) text.value = "7";
  if (box) box.checked = true;
  return [text, box].filter(Boolean).map(({ id }) => id);
}
"""
"""Type something, choose something: the fields."""
TYPED = """
(ids) => ids.map((id) => document.getElementById(id))
  .map((one) => one && (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value === "7"))
"""


class Window:
    """A window in which one screen after the other is brought back."""

    def __init__(self, page: Page, site: str, *, real: bool = False) -> None:
        self.page, self.site, self.real = page, site, real
        if not real:
            stand_in(page.context)

    def bring(self, screen: Screen, language: str) -> str:
        """Bring a screen back from what the tab keeps; where it came for a form, send that form again. The name of the
        screen that is shown then: a sheet for the office is named by the language it proposes, and to come once more to
        the list of stays can lead on to a question."""
        before = screen.sent or screen
        asked = screen.sent.screen if screen.sent else screen.name
        put_in_tab(self.page, self.site, before.state)
        self.page.clock.set_fixed_time(f"{screen.today}T10:00:00+01:00")
        self.page.goto(f"{self.site}{language}/wizard/#/{asked}")
        show = {"action": "show", "screen": asked, "state": before.state, "language": language, "today": screen.today}
        name = self.named(show)
        self.at(name)
        if name == START:  # at which every visit begins, without taking the focus: come back to it
            self.go("delete")
            self.go(START)
        if screen.sent:
            self.send(screen.sent.form)
            self.at(screen.name)
        return name

    def named(self, show: dict[str, Any]) -> str:
        """The name of the screen that Python shows for a request."""
        if show["screen"] == START:  # stands in the page already: nothing is asked
            return START
        if self.real:
            return str(json.loads(handle(json.dumps(show)))["screen"])
        root = self.page.locator(f"html[{ANSWERED}]")
        root.wait_for(state="attached", timeout=LONG)
        return str(root.get_attribute(ANSWERED))

    def go(self, name: str) -> None:
        """Go to a screen as a link does."""
        self.page.evaluate("name => { location.hash = `#/${name}`; }", name)
        self.at(name)

    def at(self, name: str) -> None:
        """Wait for a screen. One for the office has in its name the language that is proposed: that of the page."""
        names = ", ".join(f'[data-screen="{one}"]' for one in (name, *(f"{name}/{office}" for office in OFFICES)))
        self.page.locator(f"[data-now] > :is({names})").wait_for(timeout=LONG)

    def send(self, form: dict[str, list[str]]) -> None:
        """Fill in the form that is shown and send it, with the button that is part of it."""
        page = self.page
        before = page.locator("[data-now] > [data-screen]").element_handle()
        page.evaluate(FILL, form)
        if page.locator(FILES).count() and "file" in form:
            file = {"name": "file", "mimeType": "text/html", "buffer": form["file"][0].encode()}
            page.locator(FILES).set_input_files(files=[file])  # type: ignore[list-item]
        named = [f'[data-now] button[name="{name}"][value="{texts[0]}"]' for name, texts in form.items() if texts]
        pressed = [one for one in named if page.locator(one).count()]
        page.locator((pressed or ["[data-now] form[data-form] button[type=submit]:not([name])"])[0]).click()
        assert before is not None
        before.wait_for_element_state("hidden", timeout=LONG)

    # --- what is asserted ---------------------------------------------------------------------------------------------

    def looks(self, check: Callable[[Page], list[str]], looks: Iterable[str]) -> list[str]:
        """Headings, focus, title, motion; what axe finds in some of ``LOOKS``."""
        page = self.page
        found = list(page.evaluate(LOOK))
        for name in looks:
            scheme, forced, size = LOOKS[name]
            page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")
            page.set_viewport_size(size)
            page.evaluate(SCHEME, "slate" if scheme == "dark" else "default")
            found += [f"{one} ({name})" for one in check(page)]
        page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
        page.evaluate(SCHEME, "default")
        return found

    def width(self) -> list[str]:
        """Nothing is wider than the window: at 320 pixels, and on a phone with letters twice as large."""
        page = self.page
        page.set_viewport_size(NARROW)
        found = list(page.evaluate(TOO_WIDE))
        page.set_viewport_size(PHONE)
        set_letters(page, 2)
        found += [f"letters of 200 %: {one}" for one in page.evaluate(TOO_WIDE)]
        set_letters(page, 1)
        return found

    def keyboard(self) -> list[str]:
        """Tab reaches everything that can be pressed, stops at nothing that cannot be seen, and leads out again."""
        page = self.page
        page.evaluate(STOPS)
        for _ in range(0, MANY_STOPS, AT_ONCE):
            for _ in range(AT_ONCE):
                page.keyboard.press("Tab")
            if page.evaluate(LED_OUT):
                return list(page.evaluate(FAULTS_OF_STOPS))
        return [f"Tab does not lead out after {MANY_STOPS} stops"]

    def kept(self, name: str, *, reload: bool) -> list[str]:
        """What is typed is there after going elsewhere and Back, and after a reload."""
        page = self.page
        fields = page.evaluate(TYPE)
        if not fields:
            return []
        found = []
        self.go("delete")
        page.go_back()
        self.at(name)
        if not all(page.evaluate(TYPED, fields)):
            found.append(f"lost after Back: {fields}")
        if reload:
            page.evaluate(TYPE)
            page.reload()
            self.at(name)
            if not all(page.evaluate(TYPED, fields)):
                found.append(f"lost after a reload: {fields}")
        return found


def chosen() -> list[Screen]:
    """Those that are looked at: each view and each template once; at night each variant, with every branch."""
    everything = reached().variants
    if EVERY:
        return list(everything.values())
    left = {one for screen in everything.values() for one in without_branches(screen)}
    found = []
    while left:  # of those with the most that is new the one that shows the most, rather on its own than after a form
        best = max(
            everything.values(),
            key=lambda one: (len(left & without_branches(one)), one.sent is None, len(one.shows), -len(one.html)),
        )
        found.append(best)
        left -= without_branches(best)
    return found


def without_branches(screen: Screen) -> frozenset[str]:
    """The view that a screen is of, and the templates that show it ("branch list.html: for row in rows" is of one)."""
    return frozenset(one.partition(":")[0] for one in screen.shows if one.startswith(("view", "branch")))


def test_every_screen_can_be_used_by_everybody(
    site: str, browser: Browser, watch: Watch, axe: Callable[[Page], list[str]]
) -> None:
    page = watched(browser, PHONE, lambda: watch).new_page()
    window, screens, found = Window(page, site), chosen(), []
    for place, screen in enumerate(screens):
        turn, way = divmod(place, len(WAYS))
        language = LANGUAGES[turn % len(LANGUAGES)]
        name = window.bring(screen, language)
        faults = window.looks(axe, LOOKS if EVERY else [list(LOOKS)[turn % len(LOOKS)]] if WAYS[way] == "axe" else [])
        if EVERY or WAYS[way] == "width":
            faults += window.width()
        if EVERY or WAYS[way] == "keyboard":
            faults += window.keyboard()
        if not screen.sent and (EVERY or place % 2 == 0):
            faults += window.kept(name, reload=EVERY or place % 8 == 0)
        found += [f"{language}/{screen.name}: {fault}; reached by {' > '.join(screen.way)}" for fault in faults]
    page.context.close()
    print(
        f"\n{reached().seen} screens seen, {len(reached().variants)} variants; {len(screens)} looked at in the browser"
    )
    assert found == []
    assert watch.unexpected() == []


@pytest.mark.skipif(not EVERY, reason="starts Python for each screen: the nightly run does")
def test_the_real_worker_brings_back_the_same(site: str, browser: Browser, watch: Watch) -> None:
    here, real = (Window(watched(browser, PHONE, lambda: watch).new_page(), site, real=real) for real in (False, True))
    for screen in reached().covering("view"):
        texts = []
        for window in (here, real):
            window.bring(screen, "en")
            texts.append(window.page.locator("[data-now]").inner_text())
        assert texts[0] == texts[1], screen.way
    assert watch.unexpected() == []


PLANTED = {
    "for (const one of now.querySelectorAll('input')) one.name = ''": (Window.kept, "lost after Back"),
    "add('h1')": (Window.looks, "2 headings"),
    "now.querySelector('h1').remove()": (Window.looks, "0 headings"),
    "document.activeElement.blur()": (Window.looks, "the focus is on"),
    "document.title = 'Planted'": (Window.looks, "the title is Planted"),
    "add('p').style.cssText = 'transition: color 1s !important'": (Window.looks, "moves"),
    "add('button').style.cssText = 'min-height: 0; height: 20px; padding: 0'": (Window.looks, "20 px"),
    "add('img')": (Window.looks, "image-alt"),
    "add('p').style.width = '330px'": (Window.width, "on a window of 320"),
    "add('p').style.width = '10rem'": (Window.width, "letters of 200 %"),
    "add('button').tabIndex = -1": (Window.keyboard, "not reached by Tab"),
    "add('button').style.opacity = 0": (Window.keyboard, "a stop that cannot be seen"),
    "add('button').style.cssText = 'outline: 0 !important; box-shadow: none !important'": (
        Window.keyboard,
        "the focus is not marked",
    ),
    "now.onkeydown = (event) => event.key === 'Tab' && event.preventDefault()": (
        Window.keyboard,
        "Tab does not lead out",
    ),
}
"""What can be wrong with a screen, as it is done to one that is sound; who sees it, and the words with which it is
told. What is not kept comes first: later something is typed already."""
PLANT = """
() => {
  const now = document.querySelector("[data-now]");
  const add = (tag) => {
    const one = document.createElement(tag);
    if (tag !== "img") one.textContent = "Planted";
    now.firstElementChild.append(one);
    return one;
  };
  PLANTED;
}
"""


def test_each_fault_is_seen(site: str, browser: Browser, watch: Watch, axe: Callable[[Page], list[str]]) -> None:
    page = watched(browser, PHONE, lambda: watch).new_page()
    window = Window(page, site)
    window.bring(Screen("on", {"case": {}}, "", TODAY, None, frozenset(), ()), "en")
    more: dict[Any, Callable[[], list[str]]] = {
        Window.looks: lambda: window.looks(axe, list(LOOKS)[:1]),
        Window.kept: lambda: window.kept("on", reload=False),
    }
    for planted, (sees, words) in PLANTED.items():
        window.go("delete")
        page.evaluate("document.querySelector('[data-now]').onkeydown = null")
        window.go("on")
        page.evaluate(PLANT.replace("PLANTED", planted))
        faults = more[sees]() if sees in more else sees(window)
        assert [fault for fault in faults if words in fault], (planted, faults)
    page.context.close()
