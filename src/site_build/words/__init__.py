"""The words that the site prints around the guides.

English stands in ``en.toml`` and ``reasons/en.toml``. Another language has a catalogue, ``nl.po``, whose keys are the
places in those files: ``amount.not_confirmed``, ``reasons.OLD-6``. What it lacks is English, marked as English.

May import: ``screens.catalogues`` and ``screens.fallback``. Begin with ``words``, which gives all of a language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.fallback import marked

if TYPE_CHECKING:
    from babel.messages.catalog import Message

HERE = Path(__file__).parent
REFERENCE = "en"
REASONS = "reasons"


class WordsError(Exception):
    """A language has no words."""


@cache
def words(language: str) -> dict[str, Any]:
    """The words of a language. Raises WordsError for one without a catalogue."""
    found: dict[str, Any] = _in(language, english("en.toml"), "")
    return found


@cache
def reasons(language: str = REFERENCE) -> dict[str, str]:
    """Why no rule uses a provision, by its id."""
    found: dict[str, str] = _in(language, english("reasons/en.toml"), f"{REASONS}.")
    return found


@cache
def own(language: str) -> dict[str, Message]:
    """The messages of a language's own catalogue."""
    from screens.catalogues import by_key, read  # it needs Babel, which is not there when ./x runs for the first time

    path = HERE / f"{language}.po"
    if not path.exists():
        raise WordsError(f"There is no {path.name} in src/site_build/words")
    return by_key(read(path))


def text_of(language: str, key: str, english_text: str) -> str:
    """One text that stands elsewhere in English, such as the title of a page in the menu."""
    return english_text if language == REFERENCE else _said(own(language).get(key), english_text)


def untranslated(language: str, text: str) -> str:
    """A text that is English in every language, such as the name of a case."""
    return text if language == REFERENCE else marked(text)


def english(name: str) -> dict[str, Any]:
    """One of the English files."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def flat(table: Any, before: str = "") -> dict[str, str]:
    """The texts of nested tables and lists, by the dotted name of their place."""
    if isinstance(table, str):
        return {before: table}
    inner = table.items() if isinstance(table, dict) else enumerate(table)
    found: dict[str, str] = {}
    for key, value in inner:
        if not _is_name(key, value):
            found |= flat(value, f"{before}.{key}" if before else str(key))
    return found


def _is_name(key: object, value: object) -> bool:
    """Is it no text but the ids of provisions, or the name of a page?"""
    return (key == "law" and isinstance(value, list)) or (isinstance(value, str) and value.endswith(".md"))


def _in(language: str, table: Any, before: str) -> Any:
    if language == REFERENCE:
        return table
    return _filled(table, before, own(language))


def _filled(table: Any, key: str, texts: dict[str, Message]) -> Any:
    if isinstance(table, dict):
        return {
            name: value if _is_name(name, value) else _filled(value, f"{key}{name}.", texts)
            for name, value in table.items()
        }
    if isinstance(table, list):
        return [_filled(value, f"{key}{at}.", texts) for at, value in enumerate(table)]
    return _said(texts.get(key[:-1]), table)


def _said(message: Message | None, english_text: str) -> str:
    """The text of a message; English where it is missing or stale."""
    from screens.catalogues import is_current, is_filled

    good = message is not None and is_filled(message) and is_current(" ".join(english_text.split()), message)
    return str(message.string) if good and message is not None else marked(english_text)
