"""How far a language is: every text that is missing, stale or needless, by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

from screens.catalogues import by_key, english_of, read
from site_build.paths import DOCS, ROOT
from site_build.translation import guides, messages, site_words
from site_build.translation.kept import FIRST, catalogues
from site_build.translation.pairs import CURRENT, pairs

SHOWN = 70  # letters of a text in the list


@dataclass(frozen=True)
class Text:
    """One text of a language: its file, its name there (mark of a block, key of a message), its state, its English."""

    file: Path
    name: str
    state: str
    english: str

    @property
    def line(self) -> str:
        """The text as the list has it."""
        return f"  {self.state:9}{self.name:24} {self.english[:SHOWN]}"


def english_catalogue(name: str) -> Catalog:
    """The English catalogue "messages", "rules" or "site"."""
    return site_words.english_words() if name == "site" else read(catalogues(FIRST)[name])


def own_catalogue(path: Path, code: str) -> Catalog:
    """The catalogue of a language; one that nobody has begun is empty."""
    return read(path) if path.exists() else Catalog(locale=code, fuzzy=False)


def of_guides(code: str, docs: Path = DOCS) -> Iterator[Text]:
    """Every block of every guide. A page that English no longer has is needless as a whole."""
    known = guides.pages_of(guides.ENGLISH, docs)
    for name in known:
        path = docs / code / name
        theirs, ours = guides.english(name, docs), guides.own(code, name, docs)
        yield Text(path, "front matter", guides.meta_state(theirs, ours), str(theirs.meta["title"]))
        for one in pairs(theirs, ours):
            block = one.english or one.own
            assert block is not None
            if block.has_words:
                yield Text(path, block.mark, one.state, " ".join(block.text.split()))
    for name in guides.pages_of(code, docs):
        if name not in known:
            yield Text(docs / code / name, "page", "needless", name)


def of_messages(code: str) -> Iterator[Text]:
    """Every message of every catalogue."""
    for name, path in catalogues(code).items():
        english = english_catalogue(name)
        texts = {key: english_of(one) for key, one in by_key(english).items()}
        for key, state in messages.states(english, own_catalogue(path, code)).items():
            yield Text(path, key, state, texts.get(key, ""))


def of(code: str) -> list[Text]:
    """Every text of a language."""
    return [*of_messages(code), *of_guides(code)]


def summary(texts: list[Text]) -> str:
    """How many texts there are of each state: "2140 texts: 12 current, 2128 missing"."""
    count = Counter(one.state for one in texts)
    return f"{len(texts)} texts: " + ", ".join(f"{number} {state}" for state, number in count.most_common())


def listed(texts: list[Text]) -> Iterator[str]:
    """What is to do, file by file; a file of which everything is missing takes one line."""
    by_file: dict[Path, list[Text]] = {}
    for one in texts:
        by_file.setdefault(one.file, []).append(one)
    for file, inside in by_file.items():
        to_do = [one for one in inside if one.state != CURRENT]
        if to_do:
            name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
            yield f"{name}: {summary(inside)}"
            if not all(one.state == "missing" for one in inside):
                yield from (one.line for one in to_do)
