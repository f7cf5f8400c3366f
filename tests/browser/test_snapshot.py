"""The snapshot of Python's memory that the next visit goes on from: it holds no answer, answers the same, and whatever
is wrong with it, the visit has its answer.

The tests share a browser in which one visit has made a snapshot. A test spoils it, and the next one gets it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from python_here import put_in_tab, stand_in
from screens.app import handle
from site_build.cases import load_cases
from trying import EVERYTHING, some
from visiting_again import all_kept, closed

DAY = "2026-11-22"
LARGEST = 16_500_000  # bytes
NOBODYS_DAY, NOBODYS_TEXT = "2031-03-07", "Zyxwvutsrqp"
# What the page and its workers say to each other; "ask" reaches Python as the page does.
LISTEN = """
window.starts = []; window.heard = []; window.made = 0;
const Real = Worker;
window.Worker = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.type) window.heard.push(data.type);
      if (data.type === "made") window.made += 1;
      if (data.type === "ready") {
        window.ask = (text) => new Promise((done) => {
          const id = `test ${window.heard.length}`;
          const listen = ({ data }) => {
            if (data.id !== id) return;
            this.removeEventListener("message", listen);
            done(data.text ?? data.detail);
          };
          this.addEventListener("message", listen);
          this.postMessage({ id, text });
        });
      }
      if (String(data.id).startsWith("test")) data.type = "heard"; // the page did not ask for it
    });
  }
  postMessage(message, ...more) {
    if (message.start) window.starts.push(message.start.snapshot?.byteLength ?? 0);
    if (message.start?.snapshot && window.deaf) return;
    super.postMessage(message, ...more);
  }
};
"""
AT_ONCE = """
new MutationObserver((_, observer) => {
  const mount = document.getElementById('after-five');
  if (mount) { Object.assign(mount.dataset, %s); observer.disconnect(); }
}).observe(document, {childList: true, subtree: true})
"""
ENTRIES = """
async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.endsWith(" snapshot")) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      found.push([name, url, (await (await cache.match(url)).arrayBuffer()).byteLength]);
    }
  }
  return found;
}
"""
HOLDS = """
async ([url, texts]) => {
  const bytes = new Uint8Array(await (await caches.match(url)).arrayBuffer());
  // Python keeps a text in one, two or four bytes for each letter.
  const holds = (text, width) => {
    const wanted = [...text].flatMap((one) => [one.charCodeAt(0), ...Array(width - 1).fill(0)]);
    for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
      if (wanted.every((one, place) => bytes[at + place] === one)) return true;
    }
    return false;
  };
  return texts.map((text) => [1, 2, 4].some((width) => holds(text, width)));
}
"""
CACHE = "after-five /after-five/ snapshot"
PUT_AN_OLDER_ONE = f"async (url) => (await caches.open('{CACHE}')).put(url, new Response('older'))"
SET_ASIDE = "async (url) => (await caches.open('aside')).put(url, await caches.match(url))"
PUT_BACK = """
async ([name, url, change, hashed]) => {
  const aside = await (await caches.open("aside")).match(url);
  const bytes = new Uint8Array(await aside.arrayBuffer());
  const changed = CHANGES[change]?.(bytes) ?? bytes;
  let digest = aside.headers.get("digest");
  if (hashed) {
    const hash = await crypto.subtle.digest("SHA-256", changed);
    digest = btoa(String.fromCharCode(...new Uint8Array(hash)));
  }
  const cache = await caches.open(name);
  for (const old of await cache.keys()) await cache.delete(old);
  await cache.put(url, new Response(changed, { headers: { digest } }));
}
""".replace(
    "CHANGES",
    """({
  "one bit": (bytes) => { bytes[bytes.length >> 1] ^= 1; },
  "a larger memory": (bytes) => { new Uint32Array(bytes.buffer)[2] += 32 * 65_536; },
  "refused": () => new Uint8Array(),
  "cut short": (bytes) => bytes.slice(0, bytes.length >> 1),
  "another table": (bytes) => { new Uint32Array(bytes.buffer)[0] += 1; },
  "an empty memory": (bytes) => { bytes.fill(0, bytes.length >> 4); },
  "other words": (bytes) => {
    const [from, to] = ["{day", "{!ay"].map((text) => new TextEncoder().encode(text));
    for (let at = bytes.indexOf(from[0]); at >= 0; at = bytes.indexOf(from[0], at + 1)) {
      if (from.every((one, place) => bytes[at + place] === one)) bytes.set(to, at);
    }
  },
})""",
)
NOT_USED = ("one bit", "cut short", "refused")
"""What is not even tried: it is not what was kept, or it has failed before."""
FAILING = ("other words", "another table", "an empty memory")
"""What has its hash, and fails in the first answer, or (all but the first one) at the start."""


class Device:
    """A browser that has visited the wizard before. ``entry``: the name of the cache, the address of the snapshot and
    its size."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context, self.site = context, site
        self.hand = context.new_page()
        self.hand.goto(f"{site}parts.json")
        self.entry: list[Any] = []

    def entries(self) -> list[Any]:
        found: list[Any] = self.hand.evaluate(ENTRIES)
        return found

    def put_back(self, change: str, *, hashed: bool = False) -> None:
        self.hand.evaluate(PUT_BACK, [*self.entry[:2], change, hashed])

    def forget(self) -> None:
        self.hand.evaluate("async ([name, url]) => (await caches.open(name)).delete(url)", self.entry[:2])

    @contextmanager
    def visit(self, language: str = "en", before: str = "", **settings: str) -> Iterator[Page]:
        """``before``: a script that the page runs first."""
        page = self.context.new_page()
        page.add_init_script(before + LISTEN + AT_ONCE % json.dumps(settings))
        page.goto(f"{self.site}{language}/wizard/")
        yield page
        page.close()


@pytest.fixture(scope="module")
def made(browser: Browser, site: str) -> Iterator[Device]:
    """After a visit of somebody whose answers are known."""
    context = browser.new_context(locale="en-GB")
    context.clock.install()
    device = Device(context, site)
    page = context.new_page()
    requests: list[Request] = []
    device.hand.evaluate(PUT_AN_OLDER_ONE, f"{site}snapshot?engine=older")
    facts = case() | {"card_expiry": NOBODYS_DAY}
    state = {"case": facts, "on": None, "drafts": {"question/income": {"amount": [NOBODYS_TEXT]}}}
    put_in_tab(page, site, state)
    page.add_init_script(LISTEN + AT_ONCE % json.dumps({"rest": "0"}))
    page.goto(f"{site}en/wizard/#/check")
    all_kept(page)
    page.on("request", lambda one: requests.append(one))
    until(page, "window.made")
    assert requests == []
    [device.entry] = device.entries()  # the older one is gone
    device.hand.evaluate(SET_ASIDE, device.entry[1])
    page.close()
    yield device
    context.close()


@pytest.fixture
def device(made: Device) -> Device:
    made.put_back("nothing")
    return made


def until(page: Page, question: str, ahead: int = 0) -> Any:
    """Wait until the browser says yes. ``ahead``: the clock of the page runs ahead meanwhile, in such steps."""
    for _ in range(1200):
        if found := page.evaluate(question):
            return found
        if ahead:
            page.clock.fast_forward(ahead)
        page.wait_for_timeout(50)
    raise AssertionError(question)


def one_by_one() -> list[dict[str, Any]]:
    return [one["case"] for one in load_cases() if "people" not in one["case"]]


def case() -> dict[str, Any]:
    return next(one for one in one_by_one() if one.get("stays") and one.get("absences"))


def request(of: dict[str, Any], language: str = "en") -> str:
    state = {"case": of, "on": None}
    return json.dumps(
        {"action": "show", "screen": "result", "language": language, "site": "../", "today": DAY, "state": state}
    )


def ask(page: Page, text: str) -> str:
    until(page, "Boolean(window.ask)")
    answer: str = page.evaluate("text => window.ask(text)", text)
    return answer


def test_it_holds_no_answer(made: Device) -> None:
    """What was told in the visit that made it is looked for, and what must be there."""
    told = [NOBODYS_DAY, NOBODYS_TEXT]
    here = ["belgian_residence", "question.nationality"]
    assert made.hand.evaluate(HOLDS, [made.entry[1], [*told, *here]]) == [False] * len(told) + [True] * len(here)


def test_it_is_small_enough(made: Device) -> None:
    """It is read and checked at each visit. Without zeros where memory is free it has 1.1 MB more."""
    assert made.entry[2] < LARGEST


def test_the_next_visit_goes_on_from_it_and_answers_the_same(device: Device) -> None:
    with device.visit() as page:
        different = [one for one in some(one_by_one(), 800) if ask(page, request(one)) != handle(request(one))]
        assert page.evaluate("window.starts") == [device.entry[2]]
        assert "unfit" not in page.evaluate("window.heard")
    assert different == []
    assert device.entries() == [device.entry]


def test_one_larger_than_the_memory_at_the_start_is_put_back_too(device: Device) -> None:
    device.put_back("a larger memory", hashed=True)
    with device.visit() as page:
        assert ask(page, request(case())) == handle(request(case()))
        assert page.evaluate("window.starts") == [device.entry[2]]
        assert "unfit" not in page.evaluate("window.heard")


def test_it_belongs_to_this_site_edition_and_language(device: Device) -> None:
    name, address, _ = device.entry
    assert name == CACHE
    assert address.startswith(f"{device.site}snapshot?engine=")
    with device.visit("nl") as page:
        until(page, "window.starts.length")
        assert page.evaluate("window.starts") == [0]
        if EVERYTHING:
            assert ask(page, request(case(), "nl")) == handle(request(case(), "nl"))
    assert device.entries() == [device.entry]


@pytest.mark.parametrize("change", some(NOT_USED, 2))
def test_what_is_not_what_was_kept_is_not_used(device: Device, change: str) -> None:
    device.put_back(change)
    with device.visit() as page:
        until(page, "window.starts.length")
        assert page.evaluate("window.starts") == [0], "a start like the first one"
        if EVERYTHING:
            assert ask(page, request(case())) == handle(request(case()))
    assert device.entries() == ([[*device.entry[:2], 0]] if change == "refused" else [])


@pytest.mark.parametrize("change", FAILING if EVERYTHING else FAILING[:2])
def test_one_that_fails_gives_way_to_the_files_in_the_same_visit(device: Device, change: str) -> None:
    device.put_back(change, hashed=True)
    with device.visit() as page:
        assert ask(page, request(case())) == handle(request(case()))
        assert page.evaluate("window.starts") == [device.entry[2]]
        heard = page.evaluate("window.heard")
        assert heard.count("unfit") == 1
        assert "failed" not in heard
        assert (heard.index("unfit") > heard.index("ready")) == (change == "other words")
    assert device.entries() == [[*device.entry[:2], 0]]


def test_one_with_which_python_hangs_is_left_at_the_second_try(device: Device) -> None:
    page = device.context.new_page()
    page.add_init_script("window.deaf = true;" + LISTEN)
    page.goto(f"{device.site}en/wizard/")
    page.locator("[data-start]").first.click()
    page.evaluate("location.hash = '#/check'")
    until(page, "window.starts.length")
    until(page, "document.querySelector('[data-now] [data-reason=slow]:not([hidden])')", ahead=10_000)
    expect(page.locator("[data-now] [data-reason=slow]")).to_be_visible()
    page.locator("[data-now] [data-retry]").click()
    until(page, "window.starts.length === 2")
    assert page.evaluate("window.starts") == [device.entry[2], 0]
    if EVERYTHING:
        assert ask(page, request(case())) == handle(request(case()))
    assert device.entries() == [[*device.entry[:2], 0]]
    page.close()


# Workers are started from blobs: one with the script that fetches, or one with the three parts of Python's.
IN_THE_WORKER = """
const Plain = Blob;
window.Blob = class extends Plain {
  constructor(parts, options) {
    const isOurs = options?.type === "text/javascript" && parts.length === PARTS;
    super(isOurs ? [INSTEAD, ...parts] : parts, options);
  }
};
"""
TO_FETCH, OF_PYTHON = 1, 3


def in_the_worker(parts: int, script: str) -> str:
    """For the page: let a worker run this before its own script."""
    return IN_THE_WORKER.replace("PARTS", str(parts)).replace("INSTEAD", json.dumps(f"{script};"))


def test_slow_storage_is_not_waited_for(device: Device) -> None:
    never = in_the_worker(TO_FETCH, "CacheStorage.prototype.match = () => new Promise(() => {})")
    with device.visit(before=never) as page:
        until(page, "window.starts.length")
        assert page.evaluate("window.starts") == [0]
    assert device.entries() == [device.entry]


BREAKS = {
    "storage is full": "Cache.prototype.put = async () => { throw new DOMException('full', 'QuotaExceededError'); }",
    "it fails half-way": "crypto.subtle.digest = async () => { throw new Error('half-way'); }",
}


@pytest.mark.parametrize("fault", some([*BREAKS], 2))
def test_where_the_maker_fails_none_is_kept_and_the_visit_goes_on(device: Device, fault: str) -> None:
    device.forget()
    with device.visit(before=in_the_worker(OF_PYTHON, BREAKS[fault]), rest="0") as page:
        all_kept(page)
        until(page, "window.heard.includes('failed')")
        assert ask(page, request(case())) == handle(request(case()))
        until(page, f"({ENTRIES})().then((found) => found.length)")
    # An empty one: it is not tried again.
    assert device.entries() == [[*device.entry[:2], 0]]


ROOM = "navigator.storage.estimate = async () => ({ quota: %d, usage: 0 });"
HAS = "Object.defineProperty(navigator, '%s', { value: %s });"
MAKES: dict[str, tuple[str, str, bool]] = {
    "a computer": (HAS % ("deviceMemory", "8"), "", True),
    "a shared one": ("", "?shared", False),
    "a small one": (HAS % ("deviceMemory", "2"), "", False),
    "one that saves data": (HAS % ("connection", "{ saveData: true }"), "", False),
    "one that is full": (ROOM % 100_000_000, "", False),
    "the whole engine": ("", "?whole", False),
    "one that does not say, with a mouse": (HAS % ("deviceMemory", "undefined"), "", True),
    "one on which it failed": ("", "", False),
}


@pytest.fixture
def page(made: Device) -> Iterator[Page]:
    """Where the site is kept, no snapshot is, and no Python is needed."""
    made.forget()
    page = made.context.new_page()
    stand_in(page, after="navigator.serviceWorker.ready")
    yield page
    page.close()


SAYS_NOTHING = """
const answers = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message) { if (!message.make) return answers.call(this, message); };
"""


def test_where_the_maker_stops_without_a_word_none_is_kept_nor_made_again(page: Page, made: Device, site: str) -> None:
    page.add_init_script(SAYS_NOTHING + AT_ONCE % json.dumps({"rest": "0", "limit": "500"}))
    page.goto(f"{site}en/wizard/")
    all_kept(page)
    until(page, f"({ENTRIES})().then((found) => found.length)")
    assert made.entries() == [[*made.entry[:2], 0]]


@pytest.mark.parametrize("kind", MAKES)
def test_where_it_is_made(page: Page, made: Device, site: str, kind: str) -> None:
    given, mode, makes = MAKES[kind]
    if kind == "one on which it failed":
        made.put_back("refused")
    page.add_init_script(given + AT_ONCE % json.dumps({"rest": "0"}))
    page.goto(f"{site}en/wizard/{mode}")
    (closed if kind == "one that saves data" else all_kept)(page)  # there the site is not kept either
    if makes:
        until(page, "'made' in document.documentElement.dataset")
    else:
        page.wait_for_timeout(700)
        assert not page.evaluate("'made' in document.documentElement.dataset")
