"""Several languages: switch, hreflang, sitemap, and pages that one language lacks."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from screens.fallback import marked
from site_build.finish import composed, languages, root_pages
from site_build.finish.html import read
from site_build.paths import SRC, WIZARD
from site_build.translation.kept import Language, built
from site_build.translation.site_words import configuration, titles
from site_build.words import HERE as WORDS
from site_build.words import REFERENCE, WordsError, own, words

BASE = "https://example.org/after-five/"
PAGE = '<html lang="{0}"><head><!-- languages --></head><body><!-- language-switch --></body></html>'


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A site in two languages with two pages each."""
    for code in ("en", "en/costs", "nl", "nl/costs"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "index.html").write_text(PAGE.format(code[:2]))
    return tmp_path


def test_page_that_a_language_lacks_is_named(two: Path) -> None:
    assert languages.missing_pages(two, ["en", "nl"]) == []
    (two / "nl" / "costs" / "index.html").unlink()
    assert languages.missing_pages(two, ["en", "nl"]) == ["nl: the page costs is missing"]


def test_switch_stays_on_the_page(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "words", lambda _: words(REFERENCE))
    languages.link_languages(two, ["en", "nl"], BASE)
    text = (two / "en" / "costs" / "index.html").read_text()
    assert '<a href="../../nl/costs/" lang="nl" hreflang="nl">' in text
    assert ">Nederlands<" in text
    assert ">English<" not in text
    assert f'hreflang="en" href="{BASE}en/costs/"' in text
    assert f'hreflang="nl" href="{BASE}nl/costs/"' in text


def test_one_language_needs_no_switch(two: Path) -> None:
    languages.link_languages(two, ["en"], BASE)
    text = (two / "en" / "index.html").read_text()
    assert "hreflang" not in text
    assert "<!--" not in text


def test_sitemap_lists_every_page_with_its_languages(two: Path) -> None:
    text = languages.sitemap(two, ["en", "nl"], BASE)
    assert text.count("<loc>") == 4
    assert f"<loc>{BASE}nl/costs/</loc>" in text
    assert text.count('hreflang="nl"') == 4


def test_a_word_that_a_language_lacks_is_english_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = 'msgid ""\nmsgstr ""\n"Language: nl\\n"\n\n'
    catalogue += (
        '#. en| Search\nmsgid "search.button"\nmsgstr "Zoeken"\n\n#, fuzzy\nmsgid "search.label"\nmsgstr "Oud"\n'
    )
    for name in ("en.toml", "reasons/en.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((WORDS / name).read_text())
    (tmp_path / "nl.po").write_text(catalogue)
    monkeypatch.setattr("site_build.words.HERE", tmp_path)
    own.cache_clear()
    said = words.__wrapped__("nl")
    own.cache_clear()
    assert said["search"]["button"] == "Zoeken"
    assert said["search"]["label"] == marked(words(REFERENCE)["search"]["label"])
    assert said["box"]["card"]["L"]["law"] == words(REFERENCE)["box"]["card"]["L"]["law"]


def test_language_without_words_is_refused() -> None:
    with pytest.raises(WordsError, match=r"no xx\.po"):
        words("xx")


def test_english_is_always_there() -> None:
    assert next(iter(built())) == "en"


PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|^\s*(?:left|right):|float: (?:left|right)",
    re.M,
)


@pytest.mark.parametrize(
    "path", sorted([*WIZARD.rglob("*.css"), *(SRC / "site_build").rglob("*.css")]), ids=lambda p: p.name
)
def test_styles_do_not_know_left_from_right(path: Path) -> None:
    """So that a language from right to left needs no style of its own."""
    assert PHYSICAL.findall(path.read_text(encoding="utf-8")) == []


def test_the_way_in_picks_a_language_once_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root_pages, "words", lambda _: words(REFERENCE))
    root_pages.write_way_in(tmp_path, ["en", "nl"])
    text = (tmp_path / "index.html").read_text()
    [script] = read(text).inline_scripts
    assert '["en", "nl"]' in script
    assert "navigator.languages" in script
    assert not re.search(r"cookie|localStorage|sessionStorage", script)
    assert '<a href="nl/" lang="nl"' in text, "without a script the list is there"
    assert 'http-equiv="refresh"' not in text


def test_a_missing_page_says_so_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root_pages, "words", lambda _: words(REFERENCE))
    for code in ("en", "nl"):
        (tmp_path / code).mkdir()
        marks = "<!-- languages --><!-- language-switch --><!-- other-languages -->"
        (tmp_path / code / "404.html").write_text(f"<h1>{code}</h1>{marks}")
    root_pages.take_missing(tmp_path, ["en", "nl"])
    root_pages.finish_missing(tmp_path, ["en", "nl"], BASE)
    text = (tmp_path / "404.html").read_text()
    assert text.startswith("<h1>en</h1>")
    assert '<h2 lang="nl" dir="ltr">' in text
    assert f'href="{urlsplit(BASE).path}nl/"' in text
    assert list(tmp_path.glob("*/404.html")) == []


def test_the_configuration_of_a_language_is_the_english_one_with_other_titles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(composed, "text_of", lambda code, key, text: f"{code}:{text}")
    english = configuration()
    made = composed.configuration_of(Language("nl", "Nederlands", "rtl"), english)
    assert [title.removeprefix("nl:") for title in titles(made["nav"])] == list(titles(english["nav"]))
    assert json.dumps(made["nav"]).count(".md") == json.dumps(english["nav"]).count(".md")
    assert (made["theme"]["language"], made["theme"]["direction"]) == ("nl", "rtl")
    assert all(Path(path).exists() for path in [made["INHERIT"], made["theme"]["custom_dir"], *made["hooks"]])
