"""The words that the site prints around the guides, one file per language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
REFERENCE = "en"


class WordsError(Exception):
    """A language lacks a word, or has one that the reference language lacks."""


@cache
def words(language: str) -> dict[str, Any]:
    """Return the words of a language; the same keys as in English, or WordsError."""
    path = HERE / f"{language}.toml"
    if not path.exists():
        raise WordsError(f"There is no {path.name} in src/site_build/words")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    if language != REFERENCE:
        mismatch = keys(found) ^ keys(words(REFERENCE))
        if mismatch:
            raise WordsError(f"{path.name}: not the same keys as en.toml: {sorted(mismatch)}")
    return found


def keys(table: dict[str, Any], before: str = "") -> set[str]:
    """List the keys of nested tables as dotted names."""
    found: set[str] = set()
    for key, value in table.items():
        name = f"{before}.{key}" if before else key
        found |= keys(value, name) if isinstance(value, dict) else {name}
    return found
