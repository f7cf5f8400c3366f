"""The guides of a language: what is missing or stale, the file for the translator, and the page for the reader."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from screens.fallback import marked
from site_build.paths import DOCS
from site_build.translation.blocks import (
    FROM,
    TRANSLATED,
    Block,
    Page,
    hash_of,
    hash_of_meta,
    read_english,
    read_translation,
    write_translation,
)
from site_build.translation.pairs import CURRENT, MISSING, STALE, pairs

ENGLISH = "en"
HEADING_END = re.compile(r"\s*\{ (#[\w-]+) \}$")


def pages_of(language: str, docs: Path = DOCS) -> list[str]:
    """The guides of a language by their place below its folder."""
    folder = docs / language
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def english(name: str, docs: Path = DOCS) -> Page:
    """An English guide."""
    return read_english((docs / ENGLISH / name).read_text(encoding="utf-8"))


def own(language: str, name: str, docs: Path = DOCS) -> Page:
    """A guide of another language; one that nobody has begun has what English took over from other pages. Raises
    PageError."""
    path = docs / language / name
    if path.exists():
        return read_translation(path.read_text(encoding="utf-8"))
    return Page({}, taken_over(language, english(name, docs), docs))


def taken_over(language: str, theirs: Page, docs: Path = DOCS) -> tuple[Block, ...]:
    """The blocks of a new page that stood on other pages before: their translation still stands there."""
    known: dict[str, Block] = {}
    for name in pages_of(language, docs):
        known |= {one.mark: one for one in own(language, name, docs).blocks}
    return tuple(known[one.mark] for one in theirs.blocks if one.has_words and one.mark in known)


def meta_state(theirs: Page, ours: Page) -> str:
    """How the words of the front matter stand."""
    if not all(ours.meta.get(name) for name in TRANSLATED if name in theirs.meta):
        return MISSING
    if all(ours.meta.get(name) == theirs.meta.get(name) for name in TRANSLATED):
        return MISSING
    return CURRENT if ours.meta.get(FROM) == hash_of_meta(theirs.meta) else STALE


def started(theirs: Page, ours: Page) -> Page:
    """The page as a translator gets it: every English block in its order, in English where nothing stands yet. What is
    needless stays at the end, until somebody has looked."""
    own_meta = {name: ours.meta.get(name) or theirs.meta[name] for name in TRANSLATED if name in theirs.meta}
    before = ours.meta.get(FROM) or hash_of_meta(theirs.meta)
    found = pairs(theirs, ours)
    return Page(
        {**own_meta, FROM: before}, tuple(block for block in (one.own or one.english for one in found) if block)
    )


def accepted(theirs: Page, ours: Page, only: str = "") -> Page:
    """The page after somebody has looked: what was stale says what the English block says today.

    ``only``: the mark of one block, as the list names it; where the English text stands there, it is to stay.
    """
    now = {id(one.own): one.english.mark for one in pairs(theirs, ours) if one.own and one.english}
    blocks = []
    for one in ours.blocks:
        mark = now.get(id(one), one.mark)
        if only in ("", mark):
            same = one.same or (bool(only) and hash_of(one.text) == mark)
            blocks.append(replace(one, mark=mark, same=same))
        else:
            blocks.append(one)
    meta = ours.meta if only else {**ours.meta, FROM: hash_of_meta(theirs.meta)}
    return Page(meta, tuple(blocks))


def composed(theirs: Page, ours: Page, notes: dict[str, str]) -> str:
    """The page for the reader: English where a block is missing, marked as English, and a note where it is newer.

    ``notes``: the words for "stale" and "missing". Of several such blocks in a row the first one says it.
    """
    state = meta_state(theirs, ours)
    own_meta = {
        name: marked(str(theirs.meta[name])) if state == MISSING else ours.meta[name]
        for name in TRANSLATED
        if name in theirs.meta
    }
    parts: list[str] = []
    before = CURRENT
    for one in pairs(theirs, ours):
        if one.english is None:
            continue
        if one.state != CURRENT and one.state != before:
            parts.append(f'<p class="translation-note">{notes[one.state]}</p>')
        if one.english.has_words:
            before = one.state
        if one.state == MISSING:
            parts.append(in_english(one.english))
        else:
            parts.append(one.own.text if one.own and one.english.has_words else one.english.text)
    return write_plain(Page({**theirs.meta, **own_meta}, tuple(Block(part, "") for part in parts)))


def write_plain(page: Page) -> str:
    """The text of a page without marks."""
    head = write_translation(Page(page.meta, ()))
    return head + "\n\n".join(one.text for one in page.blocks) + "\n"


def in_english(block: Block) -> str:
    """An English block in a page of another language, with its language said."""
    text = block.text
    if block.kind == "heading":
        return HEADING_END.sub(rf" {{ \1 lang={ENGLISH} }}", text)
    if block.kind == "folded":
        return text.replace("<summary>", f'<summary lang="{ENGLISH}">')
    return f'<div lang="{ENGLISH}" markdown="1">\n\n{text}\n\n</div>'
