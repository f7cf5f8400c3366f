"""The finished site as a whole."""

import json
import re
from html import escape
from pathlib import Path

from site_build.finish import wizard_page
from site_build.finish.csp import source_hash
from site_build.finish.html import pages, read
from site_build.finish.links import check
from site_build.paths import SITE, site_url
from site_build.translation.kept import built


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


def test_pages_do_not_tell_where_the_reader_came_from() -> None:
    for path in pages(SITE):
        assert '<meta name="referrer" content="no-referrer">' in path.read_text(), path


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
        assert (len(content), wizard_page.digest(content)) == (size, files["hashes"][name])


def test_every_script_of_the_wizard_is_pinned_by_its_hash() -> None:
    """Also those that only other scripts import: the import map has them."""
    text = (SITE / "en" / "wizard" / "index.html").read_text()
    mapped = re.search(r'<script type="importmap">(.*?)</script>', text)
    assert mapped
    pinned = json.loads(mapped[1])["integrity"]
    folder = (SITE / "en" / "wizard" / next(iter(pinned))).parent.resolve()
    assert {Path(address).name for address in pinned} == {
        path.name for path in folder.glob("*.js") if path.name != wizard_page.IN_THE_WORKER
    }
    for address, integrity in pinned.items():
        assert wizard_page.sri((SITE / "en" / "wizard" / address).read_bytes()) == integrity
    for element in re.findall(r'<(?:script|link)[^>]+assets/wizard/[^>]+\.js"[^>]*>', text):
        assert "integrity=" in element, element


def test_every_guide_says_when_it_was_checked() -> None:
    for path in pages(SITE):
        if path.parent not in {SITE, *SITE.glob("*/wizard"), *SITE.glob("*/search")}:
            assert '<p class="checked">' in path.read_text(), path


def test_sitemap_names_every_page() -> None:
    text = (SITE / "sitemap.xml").read_text()
    assert text.count("<loc>") == len([path for path in pages(SITE) if path.parent != SITE])
    assert f"<loc>{site_url()}en/costs/</loc>" in text
