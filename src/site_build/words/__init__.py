"""The words that the site prints around the guides.

English stands in ``en.toml`` and ``reasons/en.toml``. Another language has a catalogue, ``nl.po``, whose keys are the
places in those files: ``amount.not_confirmed``, ``reasons.OLD-6``. What it lacks is English, marked as English.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from screens.fallback import marked

HERE = Path(__file__).parent
REFERENCE = "en"
REASONS = "reasons"
NOT_WORDS = ".law"
"""The end of keys whose values are ids."""


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
def own(language: str) -> dict[str, str]:
    """The texts of a language's own catalogue that are there and not stale."""
    from babel.messages.pofile import read_po  # not there yet when ./x runs for the first time

    path = HERE / f"{language}.po"
    if not path.exists():
        raise WordsError(f"There is no {path.name} in src/site_build/words")
    with path.open("rb") as file:
        read = read_po(file, abort_invalid=True)
    return {str(one.id): str(one.string) for one in read if one.id and one.string and not one.fuzzy}


def text_of(language: str, key: str, english_text: str) -> str:
    """One text that stands elsewhere in English, such as the title of a page in the menu."""
    return english_text if language == REFERENCE else own(language).get(key) or marked(english_text)


def english(name: str) -> dict[str, Any]:
    """One of the English files."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def flat(table: Any, before: str = "") -> dict[str, str]:
    """The texts of nested tables and lists, by the dotted name of their place."""
    if isinstance(table, str):
        return {} if before.endswith(NOT_WORDS) else {before: table}
    inner = table.items() if isinstance(table, dict) else enumerate(table)
    found: dict[str, str] = {}
    for key, value in inner:
        if str(key) != NOT_WORDS[1:]:
            found |= flat(value, f"{before}.{key}" if before else str(key))
    return found


def _in(language: str, table: Any, before: str) -> Any:
    if language == REFERENCE:
        return table
    return _filled(table, before, own(language))


def _filled(table: Any, key: str, texts: dict[str, str]) -> Any:
    if isinstance(table, dict):
        return {
            name: value if name == NOT_WORDS[1:] else _filled(value, f"{key}{name}.", texts)
            for name, value in table.items()
        }
    if isinstance(table, list):
        return [_filled(value, f"{key}{at}.", texts) for at, value in enumerate(table)]
    return texts.get(key[:-1]) or marked(table)
