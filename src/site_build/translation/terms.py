"""The official terms of each language: what must be said, what must not, and which words are only ours.

The list stands in ``src/site_build/words/terms/<code>.toml``. Where an English text has a term, its translation must
have one of the words of ``say``; in no text may one of ``never`` stand. ``official = false``: no source of the law has
the word, so a person who knows the field must look at it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from screens.catalogues import by_key, english_of, texts
from site_build.translation import guides, parity, report
from site_build.translation.kept import WORDS, catalogues
from site_build.translation.messages import state
from site_build.translation.pairs import CURRENT, STALE, pairs

FOLDER = WORDS / "terms"


@dataclass(frozen=True)
class Term:
    """One term: in English, what to say (the first is the term itself, the others are forms of it), what not."""

    english: str
    say: tuple[str, ...]
    never: tuple[str, ...] = ()
    official: bool = True


@cache
def terms(code: str) -> tuple[Term, ...]:
    """The terms of a language. Raises TypeError for a line that is not one of a term."""
    found = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))["term"]
    return tuple(Term(one.pop("english"), tuple(one.pop("say")), tuple(one.pop("never", ())), **one) for one in found)


def faults(code: str) -> Iterator[str]:
    """One line for each text of a language that has a wrong word, or not the term that its English has."""
    for where, english, own in _texts(code):
        for fault in wrong(english, own, terms(code)):
            yield f"{where}: {fault}"


def wrong(english: str, own: str, known: Iterable[Term]) -> Iterator[str]:
    """What is wrong with the terms of one text. Where a link leads is no word of it."""
    english = parity.HIDDEN.sub(" ", english)
    for term in known:
        for word in term.never:
            if _has(own, word):
                yield f"“{word}” for {term.english}: say “{term.say[0]}”"
        if _has(english, term.english) and not any(word.casefold() in own.casefold() for word in term.say):
            yield f"English has “{term.english}”: say “{term.say[0]}”"


def ours(code: str) -> list[Term]:
    """The terms that somebody who knows the field must look at."""
    return [one for one in terms(code) if not one.official]


def _has(text: str, word: str) -> bool:
    """Does a text have this word, also in the plural of English? Other forms are written out in the list."""
    return re.search(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", text, re.I) is not None


def _texts(code: str) -> Iterator[tuple[str, str, str]]:
    """Every translated text with its place and its English."""
    for name in guides.pages_of(guides.ENGLISH):
        for one in pairs(guides.english(name), guides.own(code, name)):
            if one.english and one.own and one.english.has_words and one.state in (CURRENT, STALE):
                yield f"{code}/{name} {one.english.mark}", one.english.text, one.own.text
    for name, path in catalogues(code).items():
        theirs, ours = by_key(report.english_catalogue(name)), by_key(report.own_catalogue(path, code))
        for key, english in theirs.items():
            own = ours.get(key)
            if own is not None and state(english, own) in (CURRENT, STALE):
                yield f"{path.name} {key}", english_of(english), " ".join(texts(own))
