"""Which languages there are (``docs/languages.toml``), and where the texts of each are."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from site_build.paths import DOCS, LOCALES, SRC

FILE = DOCS / "languages.toml"
FIRST = "en"
WORDS = SRC / "site_build" / "words"
SCREENS, RULES = "messages", "rules"


@dataclass(frozen=True)
class Language:
    """One language: its code, its own name, how it runs ("ltr" or "rtl"), and whether readers may see it.

    ``lix`` is how hard its guides are to read at most: the median, and the hardest one (``site_build.audit.reading``).
    """

    code: str
    name: str
    direction: str = "ltr"
    published: bool = False
    lix: tuple[int, int] = (40, 50)


@cache
def languages() -> dict[str, Language]:
    """Every language, English first."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: Language(code, **said) for code, said in found.items()}


def built() -> dict[str, Language]:
    """The languages that a build makes: those that are published; with DRAFTS set, each that somebody has begun."""
    drafts = bool(os.environ.get("DRAFTS"))
    begun = {code for code in languages() if code == FIRST or all(path.exists() for path in catalogues(code).values())}
    return {code: one for code, one in languages().items() if one.published or (drafts and code in begun)}


def catalogues(code: str) -> dict[str, Path]:
    """The catalogues of a language by name, whether or not somebody has begun them."""
    folder = LOCALES / code / "LC_MESSAGES"
    return {name: folder / f"{name}.po" for name in (SCREENS, RULES)} | {"site": WORDS / f"{code}.po"}
