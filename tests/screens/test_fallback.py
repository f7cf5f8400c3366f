"""What a language lacks is English, and said to be English, wherever that can be said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import pseudo
from screens import catalogues, fallback, render
from screens.app import handle
from screens.catalogues import by_key, compiled, current, keep, read, sources
from screens.fallback import CLOSE, OPEN, marked, plain, said
from screens.words import Words

SPAN = '<span lang="en">'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>{marked('Next')}</p>", f"<p>{SPAN}Next</span></p>"),
        (f'<p title="{marked("a > b")}">x</p>', '<p title="a > b">x</p>'),
        (f"<title>{marked('Next')}</title>{marked('x')}", f"<title>Next</title>{SPAN}x</span>"),
        (f"<option>{marked('Next')}</option>", "<option>Next</option>"),
        (f"{OPEN}Go <b>on</b>{CLOSE}", f"{SPAN}Go <b>on</b></span>"),
        ("<p>Volgende</p>", "<p>Volgende</p>"),
    ],
)
def test_english_is_said_where_there_is_a_place_for_it(html: str, shown: str) -> None:
    assert said(html) == shown
    assert said(shown) == shown


def test_a_file_and_a_title_are_plain() -> None:
    assert plain(marked("Next")) == "Next"
    assert fallback.plain_json(json.dumps({"title": marked("é")})) == json.dumps({"title": "é"})


@pytest.fixture
def one_word_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The language that nobody speaks, with a text that is missing and one that is stale."""
    pseudo.write(tmp_path)
    place = sources(pseudo.CODE, tmp_path)[0]
    text = place.read_text(encoding="utf-8")
    for key in ("start.title", "month.1"):
        assert f'msgid "{key}"\n' in text
    january = text.index("#. en| January")
    text = text[:january] + text[january:].replace("#. en| January", "#. en| Januarius", 1)
    before, _, after = text.partition('msgid "start.title"\n')
    place.write_text(before + 'msgid "start.title"\nmsgstr ""\n' + after.partition("\n")[2], encoding="utf-8")
    for reader in (catalogues.compiled, catalogues.current):
        monkeypatch.setattr(reader, "__defaults__", (tmp_path,))
    render.words.cache_clear()
    yield pseudo.CODE
    render.words.cache_clear()


def test_a_missing_and_a_stale_text_are_english(one_word_less: str) -> None:
    say = Words(one_word_less)
    assert say("month.1") == marked("January")
    assert say("month.2") == pseudo.changed("February")
    english = Words("en")("start.title")
    asked = {"action": "show", "screen": "start", "state": None, "language": one_word_less, "today": "2026-11-22"}
    answer = json.loads(handle(json.dumps(asked)))
    assert f"{SPAN}{english}</span>" in answer["html"]
    assert answer["title"] == english
    assert OPEN not in answer["html"]


def test_every_key_of_english_is_in_each_compiled_catalogue(one_word_less: str) -> None:
    keys = set().union(*(by_key(read(path)) for path in sources("en")))
    say = Words(one_word_less)
    assert [key for key in keys if say.find(key) is None and say.find(key, n=2, count=2) is None] == []


def test_a_language_without_a_catalogue_is_an_error() -> None:
    with pytest.raises(LookupError, match="xx"):
        compiled("xx")


def test_a_list_is_sorted_as_in_a_dictionary() -> None:
    say = Words("en")
    countries = ["Zweden", "Österreich", "Italië", "Île", marked("Norway")]
    assert sorted(countries, key=say.in_order) == ["Île", "Italië", marked("Norway"), "Österreich", "Zweden"]


def test_a_catalogue_compiled_twice_is_the_same_to_the_byte() -> None:
    assert b"POT-Creation-Date: 1980-01-01 00:00+0000" in compiled("en")


@pytest.mark.parametrize("altered", ["nl/LC_MESSAGES/rules.po", "fr/LC_MESSAGES/messages.po", "nl/words.mo"])
def test_what_was_compiled_before_counts_while_it_is_of_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, altered: str
) -> None:
    """French is there too: words for its offices stand in the Dutch catalogue."""
    shutil.copytree(catalogues.LOCALES, tmp_path, dirs_exist_ok=True)
    keep("nl", tmp_path)
    kept = (tmp_path / "nl" / "words.mo").read_bytes()
    monkeypatch.setattr(catalogues, "compiled", lambda *_: b"made anew")
    assert current("nl", tmp_path) == kept
    with (tmp_path / altered).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert current("nl", tmp_path) == b"made anew"
