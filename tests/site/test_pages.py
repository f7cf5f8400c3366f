"""The guides in a real browser: nothing leaves the site, everybody can use them, search finds."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from conftest import PACKED, Watch, watched
from looking import set_letters
from python_here import lighten
from site_build.paths import SITE
from site_build.server import Server
from site_build.translation.kept import built
from trying import diagonal, some

PAGES = [
    *("en/", "en/settlement-k-card/", "en/five-year-clock/", "en/search/", "en/wizard/", "en/compare/"),
    *("en/town-halls/", "en/desk-sheets/l/", "en/rule-book/l/", "en/k-card-documents/", "en/for-advisers/"),
]
"""One page of each kind."""
MORE_PAGES = [
    *("en/which-card/", "en/situations/refugee/", "en/sources/", "en/about/", "en/changes/"),
    *("en/rule-book/", "en/rule-book/coverage/", "en/how-we-know/"),
]
"""Others of these kinds: long ones, and such as are made of much. For the nightly run."""
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
SCREENS = 8
SHEETS = 11


ALIKE = """
(most) => {
  for (const list of document.querySelectorAll("tbody, ul, ol, dl")) {
    const seen = {};
    for (const one of [...list.children]) {
      const parts = [one, ...one.querySelectorAll("*")].map(({ tagName, className }) => `${tagName}.${className}`);
      const kind = [...new Set(parts)].sort().join();
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > most) one.remove();
    }
  }
}
"""
"""Of the entries of a table or list that are made of the same elements, leave so many."""
STORED = "() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"
WIDTH = "document.documentElement.scrollWidth"
LOOKED_THROUGH = 2
"""Of the entries of one table or list that are made alike, axe looks at so many; at night at all."""


def in_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")


LOOKS = {"light-phone": ("light", PHONE), "dark-desktop": ("dark", DESKTOP)}
"""Each page in one of these, by turns. The nightly run looks at each in all four pairs, and at the other languages."""
EVERY_LANGUAGE = PAGES
EVERY_LOOK = "EVERY_LOOK" in os.environ
if EVERY_LOOK:
    LOOKS |= {"light-desktop": ("light", DESKTOP), "dark-phone": ("dark", PHONE)}
    EVERY_LANGUAGE = [path.replace("en/", f"{code}/", 1) for code in built() for path in PAGES + MORE_PAGES]


@pytest.fixture(scope="module")
def one_page(browser: Browser) -> Iterator[tuple[Page, list[Watch]]]:
    """A page for all tests that only look, and the watches of these tests: the last one is told what goes wrong. No
    address that it opens finds what another one stored: one that is still there may keep the colours as a choice."""
    watches: list[Watch] = []
    context = watched(browser, PHONE, lambda: watches[-1])
    lighten(context)
    page = context.new_page()
    page.add_init_script("try { localStorage.clear(); } catch { /* a page without an address has none */ }")
    yield page, watches
    context.close()


@pytest.fixture
def looking(one_page: tuple[Page, list[Watch]], watch: Watch) -> Iterator[Page]:
    """That page as if it were new: on a phone, in light colours, with letters as they come."""
    page, watches = one_page
    watches.append(watch)
    page.goto("about:blank")  # a page that is there would see the colours change
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    set_letters(page, 1)
    yield page
    assert watch.unexpected() == []


@pytest.mark.parametrize(("path", "look"), diagonal(EVERY_LANGUAGE, list(LOOKS)))
def test_everybody_can_use_it(site: str, looking: Page, axe: Callable[[Page], list[str]], path: str, look: str) -> None:
    """Opened once: it stores nothing, is never wider than a phone, also with large letters, and axe finds nothing."""
    scheme, size = LOOKS[look]
    if scheme == "dark":
        in_dark(looking)
    looking.goto(site + path)
    assert looking.evaluate(STORED) == [[], [], ""]
    assert looking.evaluate(WIDTH) <= PHONE["width"]
    set_letters(looking, 2)
    assert looking.evaluate(WIDTH) <= PHONE["width"], "with letters of 200 %"
    set_letters(looking, 1)
    looking.set_viewport_size(size)
    expected = "slate" if scheme == "dark" else "default"
    expect(looking.locator("body")).to_have_attribute("data-md-color-scheme", expected)
    if not EVERY_LOOK:
        looking.evaluate(ALIKE, LOOKED_THROUGH)
    assert axe(looking) == []


@pytest.mark.built
def test_every_kind_of_page_is_among_those_that_are_looked_at() -> None:
    """A kind shows in the classes of its parts."""
    looks = {page.parent.relative_to(SITE).as_posix(): classes(page) for page in (SITE / "en").rglob("index.html")}
    seen = set().union(*(looks.pop(path.rstrip("/")) for path in PAGES))
    assert {path: sorted(more) for path, found in looks.items() if (more := found - seen)} == {}


def classes(page: Path) -> set[str]:
    """The classes of the elements of a page."""
    found = re.findall(r'class=(?:"([^"]*)"|([^\s>]+))', page.read_text(encoding="utf-8"))
    return {name for quoted, bare in found for name in (quoted or bare).split()}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_way_in_leads_to_the_guides(site: str, browser: Browser, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(site)
    if len(built()) > 1 and not script:  # with one, the language of the browser is picked
        page.get_by_role("link", name="English").click()
    page.wait_for_url(site + "en/")
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_missing_page_helps_at_any_depth(site: str, page: Page, axe: Callable[[Page], list[str]], watch: Watch) -> None:
    watch.allow("404")
    page.goto(site + "en/no/such/page/")
    expect(page.get_by_role("heading").first).to_have_text("This page does not exist")
    assert axe(page) == []
    expect(page.get_by_role("banner").get_by_role("link", name="Search")).to_be_visible()
    page.get_by_role("searchbox").fill("divorce")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(site + "en/search/#q=divorce")
    page.go_back()
    page.get_by_role("link", name="First page").first.click()
    expect(page).to_have_url(site + "en/")


@pytest.mark.parametrize("word", some(["annex", "absences", "municipality"], 3))
def test_search_finds_and_leads_there(site: str, page: Page, word: str) -> None:
    page.goto(site + "en/")
    page.get_by_role("link", name="Search").first.click()
    page.wait_for_url(site + "en/search/")
    field = page.get_by_role("searchbox")
    field.fill(word)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("found for")
    first = page.locator("#search-results a").first
    expect(first).to_be_visible()
    expect(page.locator("#search-results mark").first).to_be_visible()
    first.click()
    expect(page.locator("article h1")).to_be_visible()
    assert page.url.startswith(site + "en/")


TYPED = [
    ("citizenship", "nationality-afterwards"),
    ("Ukraine", "temporary-protection-ukraine"),
    ("divorce", "separated-or-widowed"),
    ("jobless", "eu-out-of-work"),
    ("NATO", "special-card"),
    # Questions as people ask them; some words stand on no page.
    ("Do the children need five years too?", "situations/children"),
    ("my wife wants a divorce, I have an A card", "separated-or-widowed"),
    ("How long can I be away with an F+ card?", "keeping-your-status"),
    ("struck off the register while I was here", "keeping-your-status/#struck-off"),
    ("Blue Card: L card without B?", "eu-long-term-resident-l-card"),
    ("five years as a posted worker", "situations/posted"),
    ("ten years on the special card of an ambassador's household", "special-card"),
    ("PhD on a scholarship, then work", "student-who-starts-to-work"),
    ("temporary protection from Ukraine, then single permit", "temporary-protection-ukraine"),
    ("no answer five months after my L application", "at-the-municipality/#silence"),
    ("two-year master, then a work permit: when can I get L?", "student-who-starts-to-work"),
    ("city hall says I need B before L", "at-the-municipality"),
    ("my brother pays, is that income for L?", "eu-long-term-resident-l-card"),
    ("divorced, F card within three years", "separated-or-widowed"),
    ("turned 18, unaccompanied minor", "unaccompanied-minor"),
    ("how many pay slips", "at-the-municipality/#documents"),
    ("I lost my job", "eu-out-of-work"),
    ("how much does it cost", "costs/"),
    ("E+ expired, renew, payslips", "keeping-your-status"),
]
"""Words, and the page that answers them."""

TYPED_ELSEWHERE = {
    "nl": [
        ("ontslagen", "eu-out-of-work"),
        ("hoeveel kost de kaart", "costs/"),
        ("vijf jaar gedetacheerd", "situations/posted"),
        ("geen antwoord na vijf maanden", "at-the-municipality/#silence"),
        ("moeten mijn kinderen ook vijf jaar wachten", "situations/children"),
    ],
    "fr": [
        ("licencié", "eu-out-of-work"),
        ("combien ça coûte", "costs/"),
        ("pas de réponse après cinq mois", "at-the-municipality/#silence"),
        ("les revenus de mon frère", "eu-long-term-resident-l-card"),
    ],
    "de": [
        ("gekündigt", "eu-out-of-work"),
        ("was kostet die Karte", "costs/"),
        ("brauchen meine Kinder auch fünf Jahre", "situations/children"),
        ("Scheidung nach zwei Jahren", "separated-or-widowed"),
    ],
}


@pytest.mark.parametrize("language", [one for one in ("en", *TYPED_ELSEWHERE) if one in built()])
def test_words_that_people_type_find_their_page(site: str, looking: Page, language: str) -> None:
    looking.goto(f"{site}{language}/search/")
    field, lost = looking.get_by_role("searchbox"), {}
    for words, place in some(TYPED_ELSEWHERE.get(language, TYPED), 4):
        field.fill(words)
        field.press("Enter")
        expect(looking.get_by_role("status")).to_contain_text(words)
        hits = [link.get_attribute("href") or "" for link in looking.locator("#search-results a").all()[:6]]
        if not all(any(wanted in hit for hit in hits) for wanted in (place, "wizard/")):
            lost[words, place] = hits
    assert lost == {}


CARDS_TYPED = {
    "en": [
        ("do I need a B card before L card", "eu-long-term-resident-l-card"),
        ("F+ card", "f-plus/"),
        ("K or L", "settlement-k-card/#k-or-l"),
        ("EU+", "eu-plus/"),
        ("m+", "m-permanent-stay"),
    ],
    "nl": [("heb ik een B-kaart nodig voor een L-kaart", "eu-long-term-resident-l-card"), ("F+ kaart", "f-plus/")],
    "fr": [("faut-il une carte B avant la carte L", "eu-long-term-resident-l-card"), ("K ou L", "settlement-k-card")],
    "de": [("brauche ich B vor L", "eu-long-term-resident-l-card"), ("EU+", "eu-plus/")],
}
"""Questions that name cards and little else: a card is a letter, which no index takes for a word."""


@pytest.mark.parametrize("language", [one for one in CARDS_TYPED if one in built()])
def test_the_letters_of_cards_find_their_pages(site: str, looking: Page, language: str) -> None:
    looking.goto(f"{site}{language}/search/")
    field, lost = looking.get_by_role("searchbox"), {}
    for words, place in some(CARDS_TYPED[language], 2):
        field.fill(words)
        field.press("Enter")
        expect(looking.get_by_role("status")).to_contain_text(words)
        hits = [link.get_attribute("href") or "" for link in looking.locator("#search-results a").all()[:4]]
        if not any(place in hit for hit in hits):
            lost[words] = hits
    assert lost == {}


def test_pages_for_who_checks_us_come_last(site: str, looking: Page) -> None:
    looking.goto(f"{site}en/search/#q=divorce")
    expect(looking.locator("#search-results a").first).to_be_visible()
    hits = [link.get_attribute("href") or "" for link in looking.locator("#search-results a").all()]
    reference = [any(one in hit for one in ("rule-book/", "sources/", "how-we-read-the-law/")) for hit in hits]
    assert any(reference), hits
    assert reference == sorted(reference), hits


def test_an_answer_is_a_part_of_a_page(site: str, looking: Page) -> None:
    looking.goto(f"{site}en/search/#q=interpreter")
    first = looking.locator("#search-results li:has(.search__page) a").first
    expect(first).to_be_visible()
    assert "#" in (first.get_attribute("href") or "")


def test_search_says_when_there_is_nothing(site: str, looking: Page) -> None:
    looking.goto(site + "en/search/#q=qqxxqq")
    expect(looking.get_by_role("status")).to_contain_text("Nothing found for “qqxxqq”")
    expect(looking.get_by_role("searchbox")).to_have_value("qqxxqq")


HEIGHTS = """
async (addresses) => {
  const styles = (root) => [...root.querySelectorAll("link[rel=stylesheet]")].map(({ href }) => href.split("/").pop());
  const own = styles(document).join();
  const found = [];
  for (const address of addresses) {
    const text = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const image of page.images) image.src = new URL(image.getAttribute("src"), address).href;
    if (styles(page).join() === own) document.body.replaceWith(page.body);
    found.push(styles(page).join() === own ? document.documentElement.scrollHeight : null);
  }
  return found;
}
"""
"""The heights of pages, one put in the place of the other: to open each takes four times as long. None for those that
have other styles. Each page is measured in one language, by turns, and at night in all."""
OPENED_TOO = 10 if EVERY_LOOK else 24
"""One page in so many is opened too, and must be as high."""


@pytest.mark.parametrize("language", built())
def test_a_page_has_at_most_eight_screens_of_a_phone(site: str, page: Page, language: str) -> None:
    """Before anything is unfolded. Longer: divide it, fold what few need, or say it once."""
    places = (file.parent.relative_to(SITE).as_posix() for file in sorted((SITE / language).rglob("index.html")))
    paths = [f"{place}/" for place in places if "rule-book" not in place]  # made from the rules, for who checks them
    turn = [*built()].index(language)
    paths = paths if EVERY_LOOK else paths[turn :: len(built())]
    page.goto(f"{site}{language}/costs/")
    heights = page.evaluate(HEIGHTS, [site + path for path in paths])
    opened = {path: height for path, height in zip(paths, heights, strict=True) if height is not None}
    for path in [path for path in paths if path not in opened] + [*opened][::OPENED_TOO]:
        page.goto(site + path)
        height = page.evaluate("document.documentElement.scrollHeight")
        assert opened.setdefault(path, height) == height, f"{path} has another height when it is opened"
    screens = {path: height / PHONE["height"] for path, height in opened.items()}
    assert {path: round(many, 1) for path, many in screens.items() if many > SCREENS} == {}


def test_what_is_looked_for_is_never_sent_and_is_text(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "en/search/")
    page.get_by_role("searchbox").fill("pregnancy")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("found for")
    assert [url for url in asked if "pregnancy" in url] == []
    page.get_by_role("searchbox").fill("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("<img src=x")
    assert page.locator("#search-status img").count() == 0


def test_menu_works_by_keyboard_on_a_phone(site: str, page: Page) -> None:
    page.goto(site + "en/absences/")
    menu = page.get_by_role("button", name="Navigation")
    link = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Costs")
    expect(link).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(link).to_be_hidden()
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + "en/costs/")


def test_a_head_of_the_menu_opens_by_keyboard(site: str, page: Page) -> None:
    page.goto(site + "en/absences/")
    page.get_by_role("button", name="Navigation").click()
    other = page.locator(".menu summary", has_text="With the card")
    link = page.locator(".menu a", has_text="Citizenship")
    expect(link).to_be_hidden()
    other.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_the_header_of_a_phone_is_one_line(site: str, looking: Page, language: str) -> None:
    looking.goto(f"{site}{language}/")
    tops = looking.locator(".md-header__inner > :is(.brand, .languages, .header-link):visible").evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect().top)"
    )
    assert len(tops) == 4
    assert len(set(tops)) == 1


@pytest.mark.parametrize("viewport", [DESKTOP], ids=["desktop"])
def test_menu_button_is_for_small_screens_only(site: str, page: Page) -> None:
    page.goto(site + "en/")
    expect(page.locator(".menu-button")).to_be_hidden()
    page.get_by_role("navigation", name="Parts of this site").get_by_role("link", name="Cards").click()
    expect(page.locator(".menu a:visible", has_text="B card")).to_be_visible()


def test_first_page_says_for_whom_on_the_first_screen_of_a_phone_and_is_short(site: str, page: Page) -> None:
    page.goto(site + "en/")
    for shown in (page.locator(".home .md-button"), page.get_by_text("For everybody who lives in Belgium")):
        expect(shown).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * PHONE["height"]


@pytest.mark.parametrize("path", ["en/wizard/", "en/costs/", "en/"])
def test_the_first_tab_stop_leads_past_the_header(site: str, looking: Page, path: str) -> None:
    looking.goto(site + path)
    looking.keyboard.press("Tab")
    skip = looking.locator(".md-skip")
    expect(skip).to_be_focused()
    looking.keyboard.press("Enter")
    looking.keyboard.press("Tab")
    assert looking.evaluate("document.querySelector('article').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["en/", "en/which-card/", "en/compare/", "en/wizard/"])
def test_a_language_from_right_to_left_needs_no_other_style(site: str, looking: Page, path: str) -> None:
    looking.goto(site + path)
    looking.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    assert looking.evaluate(WIDTH) <= PHONE["width"]
    mark, button = looking.locator(".brand .mark").bounding_box(), looking.locator(".menu-button").bounding_box()
    assert mark
    assert button
    assert mark["x"] > button["x"]


def test_colours_follow_the_choice_on_the_next_page(site: str, page: Page) -> None:
    page.goto(site + "en/")
    page.get_by_title("Dark colours").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(site + "en/costs/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_nothing_is_stored_unless_asked(site: str, page: Page) -> None:
    """Also not by the pages that go on once they are loaded. (Of all others: when they are looked at, above.)"""
    lighten(page.context)
    for path in ("en/search/", "en/wizard/"):
        page.goto(site + path, wait_until="networkidle")
    assert page.evaluate(STORED) == [[], [], ""]
    page.get_by_title("Dark colours").click()
    assert len(page.evaluate(STORED)[0]) == 1


def test_citation_leads_to_its_provision(site: str, page: Page) -> None:
    page.goto(site + "en/five-year-clock/")
    page.locator("details.grounds summary").first.click()
    citation = page.locator("a.law").first
    code = citation.inner_text().split("·")[-1].strip()
    citation.click()
    expect(page).to_have_url(f"{site}en/sources/#{code.lower()}")
    expect(page.locator(f"[id='{code.lower()}']")).to_be_attached()


@pytest.mark.parametrize("path", ["en/", "en/wizard/"])
def test_policy_stops_a_request_that_should_not_be(site: str, page: Page, watch: Watch, path: str) -> None:
    watch.allow("example.org")
    watch.allow("policy violation: connect-src")
    page.goto(site + path)
    said = page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'stopped')")
    assert said == "stopped"
    page.wait_for_function("() => true")
    assert any("connect-src" in fault for fault in watch.faults), watch.faults


def test_policy_of_the_wizard_page_binds_its_worker(site: str, page: Page, watch: Watch) -> None:
    watch.allow("example.org")
    page.goto(site + "en/wizard/")
    said = page.evaluate(
        """() => new Promise((done) => {
          const code = `
            let code;
            try { new Function("return 1")(); code = "ran"; } catch { code = "stopped"; }
            fetch("https://example.org/").then(() => "sent", () => "stopped").then((sent) => {
              postMessage([code, sent]);
            });`;
          const blob = new Blob([code], { type: "text/javascript" });
          const worker = new Worker(URL.createObjectURL(blob), { type: "module" });
          worker.onmessage = (event) => done(event.data);
          worker.onerror = (event) => done(event.message);
        })"""
    )
    assert said == ["stopped", "stopped"]


@pytest.fixture(params=["/", "/a/deeper/folder/"], ids=["root", "deep"])
def elsewhere(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same built site in another folder."""
    with Server(SITE, request.param) as server:
        server.packed = PACKED
        server.begin()
        yield server.address
        server.shutdown()


def test_site_works_in_any_folder(elsewhere: str, browser: Browser) -> None:
    context = browser.new_context()
    if urlsplit(elsewhere).path == "/":  # the engine is tried in the other folder
        lighten(context)
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    for path in ("", "en/", "en/five-year-clock/", "en/wizard/"):
        page.goto(elsewhere + path, wait_until="networkidle" if "wizard" in path else "load")
    page.goto(elsewhere + "en/search/#q=absence")
    expect(page.locator("#search-results a").first).to_be_visible()
    assert page.locator("#search-results a").first.get_attribute("href", timeout=1000)
    context.close()
    assert failed == []


@pytest.mark.parametrize(
    "path", ["en/which-card/", "en/sources/", "en/disagreements/", "en/how-we-know/", "en/compare/"]
)
def test_tables_can_be_read_without_scrolling_sideways(site: str, looking: Page, path: str) -> None:
    looking.set_viewport_size({"width": 320, "height": 640})
    looking.goto(site + path)
    assert looking.evaluate(WIDTH) <= 320
    assert looking.locator(".md-typeset__scrollwrap").count() == 0
    wide = looking.locator("article table").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > innerWidth).length"
    )
    assert wide == 0


def test_cases_of_a_condition_open_by_keyboard(site: str, page: Page) -> None:
    page.goto(site + "en/rule-book/l/#means")
    expect(page.locator("#means")).to_be_in_viewport()
    folded = page.locator("details.cases").first
    line = folded.locator("li").first
    expect(line).to_be_hidden()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(line).to_be_visible()


def test_paper_has_no_header_and_no_menu(site: str, page: Page) -> None:
    page.goto(site + "en/costs/")
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


@pytest.mark.parametrize("language", some([*built()][::-1], 4))
def test_every_postal_code_is_printed_on_a_few_sheets(site: str, page: Page, language: str) -> None:
    page.goto(f"{site}{language}/town-halls/")
    printed = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "14mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS
