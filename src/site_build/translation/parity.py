"""What a translation must have in common with English: figures, provisions, dates, links, headings, placeholders.

Only what is current is compared; what is stale was made from another English text. In a sentence the order is the
language's own; in a table everything stands in the same cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message

from screens.catalogues import by_key, is_filled, texts
from site_build.paths import DOCS
from site_build.translation import guides, report
from site_build.translation.blocks import MACRO, Block
from site_build.translation.kept import catalogues
from site_build.translation.messages import state
from site_build.translation.pairs import CURRENT, ID, TARGET, pairs

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
SEPARATORS = re.compile(r"[.,\u00a0\u202f ]")
HIDDEN = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|^\d+\. ", re.S | re.M)


def faults(code: str, docs: Path = DOCS) -> list[str]:
    """One line for each thing that a translation of this language lacks, or has too much."""
    return [*of_guides(code, docs), *of_messages(code)]


def of_guides(code: str, docs: Path = DOCS) -> Iterator[str]:
    """The same for its guides."""
    for name in guides.pages_of(guides.ENGLISH, docs):
        for one in pairs(guides.english(name, docs), guides.own(code, name, docs)):
            if one.english and one.own and one.state == CURRENT and one.english.has_words:
                for fault in differences(one.english, one.own):
                    yield f"{code}/{name} {one.english.mark}: {fault}"


def differences(english: Block, own: Block) -> list[str]:
    """What differs between a block and its translation, one line each."""
    found = []
    if english.kind == "table" and _shape(english.text) != _shape(own.text):
        found.append("the table has other rows, or something stands in another cell")
    for what, theirs, ours in (
        ("level of the heading", _level(english.text), _level(own.text)),
        ("id of the heading", ID.findall(english.text), ID.findall(own.text)),
        ("macros", MACRO.findall(english.text), MACRO.findall(own.text)),
        ("links", TARGET.findall(english.text), TARGET.findall(own.text)),
        ("numbers", numbers(english.text), numbers(own.text)),
    ):
        if Counter(theirs) != Counter(ours):
            lacking, extra = Counter(theirs) - Counter(ours), Counter(ours) - Counter(theirs)
            found.append(f"{what}: English has {list(lacking)}, the translation {list(extra)}")
    return found


def numbers(text: str) -> list[str]:
    """The numbers that are written out in a text, without separators."""
    return [SEPARATORS.sub("", one) for one in NUMBER.findall(HIDDEN.sub(" ", text))]


def of_messages(code: str) -> Iterator[str]:
    """The same for its catalogues."""
    for name, path in catalogues(code).items():
        theirs, ours = by_key(report.english_catalogue(name)), by_key(report.own_catalogue(path, code))
        for key, english in theirs.items():
            own = ours.get(key)
            if own is None or state(english, own) != CURRENT:
                continue
            wanted, found = sorted(placeholders(english)), sorted(placeholders(own))
            if wanted != found:
                yield f"{path.name} {key}: placeholders: English has {wanted}, the translation {found}"


def placeholders(message: Message) -> set[str]:
    """The names in braces; of a message with plurals those of its last form, which always has the number."""
    assert is_filled(message)
    return {name for _, name, _, _ in Formatter().parse(texts(message)[-1]) if name is not None}


def _level(text: str) -> list[str]:
    return re.findall(r"\A#+(?= )", text)


def _shape(text: str) -> list[list[Counter[str]]]:
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[Counter([*MACRO.findall(cell), *TARGET.findall(cell)]) for cell in row.split("|")] for row in rows]
