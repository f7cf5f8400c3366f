"""The finished site as a whole."""

import gzip
import json
import os
import re
from html import escape
from pathlib import Path

import pytest

from site_build.finish import wizard_page
from site_build.finish.csp import source_hash
from site_build.finish.html import pages, read, without_neighbours
from site_build.finish.links import check
from site_build.paths import SITE, site_url
from site_build.runtime.build import sha256_of
from site_build.translation.kept import built

pytestmark = pytest.mark.built
HEADING = re.compile(r'<h[1-6][^>]*\bid="([^"]+)"')


@pytest.mark.skipif("EVERY_LINK" not in os.environ, reason="the build has done it: the nightly run asks once more")
def test_site_has_no_broken_link_and_nothing_foreign() -> None:
    assert check(SITE, site_url()) == []


def test_every_page_has_its_policy_before_any_script() -> None:
    for path in pages(SITE):
        text = path.read_text()
        policy = text.find('http-equiv="Content-Security-Policy"')
        script = text.find("<script")
        assert policy > 0, path
        assert script == -1 or policy < script, path


def test_no_mark_of_ours_is_left() -> None:
    for path in pages(SITE):
        for mark in ("content-security-policy", "languages", "language-switch", "other-languages", "wizard:"):
            assert f"<!-- {mark}" not in path.read_text(), path


def test_a_heading_has_one_id_in_all_languages() -> None:
    """Also on the pages that nobody writes: a link to a part of a page holds when the language is switched."""
    first, *others = built()
    for path in pages(SITE / first):
        place = path.relative_to(SITE / first)
        ids = HEADING.findall(path.read_text(encoding="utf-8"))
        for code in others:
            assert HEADING.findall((SITE / code / place).read_text(encoding="utf-8")) == ids, f"{code}/{place}"


def test_pages_do_not_tell_where_the_reader_came_from() -> None:
    for path in pages(SITE):
        assert '<meta name="referrer" content="no-referrer">' in path.read_text(), path


def test_no_page_asks_the_browser_to_fetch_its_neighbours() -> None:
    for path in pages(SITE):
        text = path.read_text()
        if re.search(r"rel\s*=\s*[\"']?\s*(?:next|prev)\b", text, re.IGNORECASE):  # else there is nothing to read
            assert not [one for one in read(text).addresses if one.rel in ("next", "prev")], path


def test_only_the_links_to_the_neighbours_go() -> None:
    kept = '<link rel="canonical" href="a">\n<link rel="icon" href="next">\n'
    assert without_neighbours(kept) == kept
    theirs = '  <link rel="prev" href="../prev/">\n  <link rel="next" href="../costs/">\n'
    assert without_neighbours(f"<head>\n{theirs}{kept}") == f"<head>\n{kept}"


def test_what_is_never_loaded_is_not_shipped() -> None:
    assert list(SITE.rglob("*.map")) == []
    assert list(SITE.rglob("*.py")) == []
    assert [path for path in SITE.rglob("*") if path.name.startswith("pagefind-ui")] == []


def test_pages_leaves_folders_alone() -> None:
    assert (SITE / ".nojekyll").exists()


def test_way_in_works_without_script() -> None:
    """With several languages one script picks the reader's; the policy knows it, and the list stands without it."""
    text = (SITE / "index.html").read_text()
    picking = read(text).inline_scripts
    assert len(picking) == (len(built()) > 1)
    assert all(escape(source_hash(script)) in text for script in picking)
    assert '<a href="en/"' in text


def test_wizard_page_can_be_used_before_any_script() -> None:
    text = (SITE / "en" / "wizard" / "index.html").read_text()
    assert text.count("<h1") >= 1
    about = re.search(r'id="after-five-files">(.*?)</script>', text)
    assert about
    files = json.loads(about[1])
    place = SITE / "en" / "wizard"
    folder = (place / files["base"]).resolve()
    assert folder.name == files["build_id"]
    for name, size in files["bytes"].items():
        elsewhere = {"worker.js": files["worker"], "words.mo": files["words"]}
        path = place / elsewhere[name] if name in elsewhere else folder / name
        content = path.read_bytes()
        assert (len(content), sha256_of(content)) == (size, files["hashes"][name])


def test_the_script_of_the_wizard_is_pinned_by_its_hash() -> None:
    """It is one file, with the worker's own beside it, which the page checks itself."""
    text = (SITE / "en" / "wizard" / "index.html").read_text()
    element = re.search(r'<script type="module"[^>]* src="([^"]+/wizard\.js)" integrity="([^"]+)"', text)
    assert element
    script = (SITE / "en" / "wizard" / element[1]).resolve()
    assert wizard_page.sri(script.read_bytes()) == element[2]
    assert "import" not in re.sub(r"important|importScripts", "", script.read_text()), "nothing is loaded behind it"
    assert {path.name for path in script.parent.iterdir()} == {"wizard.js", "wizard.css", wizard_page.IN_THE_WORKER}


def test_the_script_of_the_wizard_runs_first_and_the_one_of_the_theme_after_it() -> None:
    """Both wait until the page has been read; then the order of the page counts, and what is async has none."""
    for page in SITE.glob("*/wizard/index.html"):
        own, theirs = re.findall(r"<script [^>]*src=[^>]*>", page.read_text())
        assert "/wizard.js" in own
        assert "/bundle." in theirs
        assert 'type="module"' in own, own
        assert " defer " in theirs, theirs
        assert " async" not in own + theirs, page


def test_what_stands_ready_before_python_is_pinned_by_its_hash() -> None:
    for page in SITE.glob("*/wizard/index.html"):
        found = re.search(r'data-beginning="([^"]+)" data-beginning-integrity="([^"]+)"', page.read_text())
        assert found
        assert wizard_page.sri((page.parent / found[1]).read_bytes()) == found[2]


MOST = {"page": 25_000, "styles": 34_200, "scripts": 50_000, "of the wizard": 34_000}
"""Bytes as sent: one page; the styles and the scripts that it loads; what the wizard has besides until Python is there,
which is its script, its style and the questions that stand ready."""


def sent(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def loaded(page: Path, pattern: str) -> list[Path]:
    return [(page.parent / address).resolve() for address in re.findall(pattern, page.read_text())]


@pytest.mark.parametrize("name", ["", "costs", "which-card", "situations/refugee", "search", "wizard"])
@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_a_page_is_small_as_sent(language: str, name: str) -> None:
    page = SITE / language / name / "index.html"
    styles = loaded(page, r'<link rel="stylesheet" href="([^"]+)"')
    scripts = loaded(page, r'<script[^>]* src="([^"]+)"')
    assert len(styles) == (2 if name == "wizard" else 1)
    assert sent(page) < MOST["page"]
    assert sum(map(sent, styles)) < MOST["styles"]
    assert sum(map(sent, scripts)) < MOST["scripts"]


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_what_the_wizard_has_of_its_own_is_small_as_sent(language: str) -> None:
    page = SITE / language / "wizard" / "index.html"
    own = [*loaded(page, r'(?:href|src)="([^"]*assets/wizard/[^"]+)"'), *loaded(page, r'data-beginning="([^"]+)"')]
    assert len(own) == 3
    assert sum(map(sent, own)) < MOST["of the wizard"]


MOST_KEPT = {"sent": 1_500_000, "kept": 20_000_000}
"""What "Without a network" promises of the copy on the device: what is fetched for it beside the engine, which the
questions need anyhow, and the room that it takes."""


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_the_copy_on_the_device_is_as_small_as_the_guide_says(language: str) -> None:
    found = re.search(r"const FILES = (\{.*\});", (SITE / "service-worker.js").read_text())
    assert found
    files = json.loads(found[1])
    of = {
        part: [SITE / (path + "index.html" if path.endswith("/") else path) for path in files[part]]
        for part in ("engine", language)
    }
    assert sum(map(sent, of[language])) < MOST_KEPT["sent"]
    assert sum(path.stat().st_size for part in of.values() for path in part) < MOST_KEPT["kept"]


def test_every_guide_says_when_it_was_checked() -> None:
    for path in pages(SITE):
        if path.parent not in {SITE, *SITE.glob("*/wizard"), *SITE.glob("*/search")}:
            assert '<p class="checked">' in path.read_text(), path


def test_sitemap_names_every_page() -> None:
    text = (SITE / "sitemap.xml").read_text()
    assert text.count("<loc>") == len([path for path in pages(SITE) if path.parent != SITE])
    assert f"<loc>{site_url()}en/costs/</loc>" in text
