"""A guide as blocks: what a translator works on, and what is compared.

An English block is what stands between blank lines; a list or a note keeps what is indented below it. In a translation
a mark stands before each block: ``<!-- en 3fa9c1d2 -->``, the hash of the English block that it was made from. What
follows a mark, up to the next one, is the translation of that block, in as many paragraphs as the language wants.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from mkdocs.utils.meta import get_data

MARK = re.compile(r"^<!-- en (?P<hash>[0-9a-f]{8})(?P<same> same)? -->\n", re.M)
LIST = re.compile(r"([-*+]|\d+\.) ")
HEADING = re.compile(r"#+ ")
NOTE = re.compile(r"(!!!|\?\?\?)")
MACRO = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.S)
NO_WORDS = re.compile(r"\{\{.*?\}\}|<[^>]*>|\{[^}]*\}|\]\([^)]*\)|&#?\w+;", re.S)
TRANSLATED = ("title", "description", "also")
"""The lines of the front matter that are words; the others are those of the English page."""
FROM = "translated_from"


class PageError(ValueError):
    """A translated page that cannot be read: text before the first mark, or no front matter."""


@dataclass(frozen=True)
class Block:
    """A block of English, or its translation. ``mark``: hash of the English. ``same``: somebody says that the English
    text is right in this language too."""

    text: str
    mark: str
    same: bool = False

    @property
    def has_words(self) -> bool:
        """Is there anything to translate?"""
        return bool(re.search(r"[^\W\d_]", NO_WORDS.sub("", self.text)))

    @property
    def kind(self) -> str:
        """What it is in Markdown: heading, table, list, note, folded or text."""
        starts = (("heading", HEADING), ("list", LIST), ("note", NOTE))
        if self.text.startswith("|"):
            return "table"
        if self.text.startswith("<"):
            return "folded"
        return next((kind for kind, start in starts if start.match(self.text)), "text")


@dataclass(frozen=True)
class Page:
    """A guide: its front matter, and its blocks in their order."""

    meta: dict[str, object]
    blocks: tuple[Block, ...]


def hash_of(text: str) -> str:
    """A short name for a text; line ends and spaces between words do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def hash_of_meta(meta: dict[str, object]) -> str:
    """The same for the words of the front matter."""
    return hash_of("\n".join(str(meta.get(name, "")) for name in TRANSLATED))


def read_english(text: str) -> Page:
    """Read an English page."""
    meta, body = _parts(text)
    return Page(meta, tuple(Block(block, hash_of(block)) for block in _split(body)))


def read_translation(text: str) -> Page:
    """Read a page of another language. Raises PageError."""
    meta, body = _parts(text)
    before, *rest = MARK.split(body)
    if before.strip():
        raise PageError(f"no mark <!-- en … --> stands before {before.strip()[:60]!r}")
    found = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    return Page(meta, tuple(Block(text.strip("\n"), mark, bool(same)) for mark, same, text in found))


def write_translation(page: Page) -> str:
    """The text of a page of another language; ``read_translation`` is its reverse."""
    meta = "".join(f"{name}: {_yaml(value)}\n" for name, value in page.meta.items())
    blocks = (f"<!-- en {one.mark}{' same' if one.same else ''} -->\n{one.text}\n" for one in page.blocks)
    return f"---\n{meta}---\n\n" + "\n".join(blocks)


def _parts(text: str) -> tuple[dict[str, object], str]:
    body, meta = get_data(text)
    if not meta:
        raise PageError("no front matter: the first line is not ---")
    return meta, body


def _yaml(value: object) -> str:
    """JSON is YAML too, and quotes what has to be quoted; a date has no quotes."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _split(body: str) -> list[str]:
    found: list[str] = []
    for text in re.split(r"\n[ \t]*\n", body.strip("\n")):
        block = text.strip("\n")
        if not block.strip():
            continue
        last = found[-1] if found else ""
        next_of_list = LIST.match(last) and LIST.match(block)
        if found and ((block.startswith("    ") and (LIST.match(last) or NOTE.match(last))) or next_of_list):
            found[-1] = f"{last}\n\n{block}"
        else:
            found.append(block)
    return found
