"""The check of the finished site: each kind of mistake, planted, is found; a good site has none."""

from pathlib import Path

import pytest

from site_build.finish.links import check

BASE = "https://example.org/after-five/"


def page(body: str = "", head: str = "", language: str = ' lang="en"') -> str:
    return f"<!doctype html><html{language}><head>{head}</head><body>{body}</body></html>"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A site without mistakes."""
    (tmp_path / "en" / "costs").mkdir(parents=True)
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(page('<a href="en/">in</a>'))
    (tmp_path / "404.html").write_text(page('<a href="/after-five/en/">in</a>'))
    (tmp_path / "assets" / "site.css").write_text('@import "more.css"; p { background: url(data:,x) }')
    (tmp_path / "en" / "index.html").write_text(
        page(
            '<h1 id="top">x</h1><a href="costs/#fees">a</a> <a href=".">b</a> <a href="#top">c</a>'
            '<a href="https://example.com/law">law</a> <a href="#/start">screen</a>',
            f'<link rel="stylesheet" href="../assets/site.css"><link rel="canonical" href="{BASE}en/">',
        )
    )
    (tmp_path / "en" / "costs" / "index.html").write_text(page('<h1 id="fees">x</h1><a href="..">up</a>'))
    return tmp_path


def test_good_site_has_no_faults(good: Path) -> None:
    assert check(good, BASE) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="../nothing/">x</a>', "leads nowhere"),
        ('<a href="../costs/#wrong">x</a>', "no place called 'wrong'"),
        ('<a href="#wrong">x</a>', "no place called 'wrong'"),
        ('<a href="/after-five/en/">x</a>', "must be relative"),
        (f'<a href="{BASE}en/">x</a>', "must be relative"),
        ('<a href="../../../../other/">x</a>', "leaves the site"),
        ('<a href="../../en">x</a>', "must end with a slash"),
        ('<a href="javascript:alert(1)">x</a>', "leaves the site"),
        ('<img src="missing.png" alt="">', "leads nowhere"),
        ('<img src="https://example.com/a.png" alt="">', "loads from another site"),
        ('<img srcset="https://example.com/a.png 2x" src="data:,x" alt="">', "loads from another site"),
        ('<script src="//example.com/a.js"></script>', "loads from another site"),
        ('<iframe src="https://example.com/"></iframe>', "loads from another site"),
        ('<form action="https://example.com/"></form>', "loads from another site"),
        ('<p id="twice"></p><p id="twice"></p>', "'twice' is used 2 times"),
    ],
)
def test_planted_mistake_is_found(good: Path, body: str, said: str) -> None:
    (good / "en" / "costs" / "index.html").write_text(page('<h1 id="fees">x</h1>' + body))
    [fault] = check(good, BASE)
    assert said in fault
    assert fault.startswith("en/costs/index.html")


def test_page_without_a_language_is_found(good: Path) -> None:
    (good / "en" / "costs" / "index.html").write_text(page('<h1 id="fees">x</h1>', language=""))
    assert check(good, BASE) == ["en/costs/index.html: the page does not say its language"]


@pytest.mark.parametrize("css", ['@import "https://example.com/a.css";', "p { background: url('//example.com/a') }"])
def test_style_sheet_from_elsewhere_is_found(good: Path, css: str) -> None:
    (good / "assets" / "site.css").write_text(css)
    [fault] = check(good, BASE)
    assert fault.startswith("assets/site.css: loads")


def test_ids_in_templates_do_not_clash_but_can_be_linked_to(good: Path) -> None:
    body = '<h1 id="fees">x</h1>' + '<template><a href="#field">x</a><input id="field"></template>' * 2
    (good / "en" / "costs" / "index.html").write_text(page(body))
    assert check(good, BASE) == []
