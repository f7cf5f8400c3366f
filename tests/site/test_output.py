"""The finished site as a whole."""

import json
import re

from site_build.finish.html import pages, read
from site_build.finish.links import check
from site_build.paths import SITE, site_url


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
        for mark in ("content-security-policy", "languages", "language-switch", "wizard:"):
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
    text = (SITE / "index.html").read_text()
    assert read(text).inline_scripts == []
    assert '<a href="en/"' in text


def test_wizard_page_can_be_used_before_any_script() -> None:
    text = (SITE / "en" / "wizard" / "index.html").read_text()
    assert text.count("<h1") >= 1
    about = re.search(r'data-runtime="([^"]+)"', text)
    assert about
    folder = (SITE / "en" / "wizard" / about.group(1)).resolve()
    shipped = json.loads((folder / "runtime.json").read_text())
    assert folder.name == shipped["build_id"]
    for name in shipped["bytes"]:
        assert (folder / name).is_file()


def test_every_guide_says_when_it_was_checked() -> None:
    for path in pages(SITE):
        if path.parent not in {SITE, *SITE.glob("*/wizard"), *SITE.glob("*/search")}:
            assert '<p class="checked">' in path.read_text(), path


def test_sitemap_names_every_page() -> None:
    text = (SITE / "sitemap.xml").read_text()
    assert text.count("<loc>") == len([path for path in pages(SITE) if path.parent != SITE])
    assert f"<loc>{site_url()}en/costs/</loc>" in text
