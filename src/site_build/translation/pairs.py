"""Each English block with its translation, and how far that can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from site_build.translation.blocks import MACRO, Block, Page, hash_of

CURRENT, STALE, MISSING, NEEDLESS = "current", "stale", "missing", "needless"
STATES = (MISSING, STALE, NEEDLESS)
TARGET = re.compile(r"\]\(([^)\s]+)")
ID = re.compile(r"\{ #([\w-]+)")


@dataclass(frozen=True)
class Pair:
    """An English block and its translation, ``own``: None where there is none. ``english`` is None for a translation
    of what English no longer says."""

    english: Block | None
    own: Block | None
    state: str


def pairs(english: Page, own: Page) -> list[Pair]:
    """The blocks of an English page in their order, each with its translation; at the end, what is needless.

    A block whose mark is that of an English block belongs to it. What is left between two such blocks changed in
    English since: it is paired by what the two have in common (place of a heading, provisions, figures, links).
    """
    theirs, ours = english.blocks, own.blocks
    matcher = SequenceMatcher(None, [one.mark for one in theirs], [one.mark for one in ours], autojunk=False)
    found: dict[int, int] = {}
    for _, first, last, start, end in matcher.get_opcodes():
        if last - first == end - start and all(
            a.mark == b.mark for a, b in zip(theirs[first:last], ours[start:end], strict=True)
        ):
            found |= dict(zip(range(first, last), range(start, end), strict=True))
        else:
            found |= _changed(theirs, ours, range(first, last), range(start, end))
    _moved(theirs, ours, found)
    used = set(found.values())
    listed = [_pair(one, ours[found[at]] if at in found else None) for at, one in enumerate(theirs)]
    needless = [one for at, one in enumerate(ours) if at not in used and one.has_words and not _is_english(one)]
    return listed + [Pair(None, one, NEEDLESS) for one in needless]


def _moved(theirs: Sequence[Block], ours: Sequence[Block], found: dict[int, int]) -> None:
    """A block that English moved to another place keeps its translation."""
    free = {one.mark: at for at, one in enumerate(ours) if at not in found.values()}
    for at, one in enumerate(theirs):
        if at not in found and one.mark in free:
            found[at] = free.pop(one.mark)


def _changed(
    theirs: Sequence[Block], ours: Sequence[Block], places: Sequence[int], own_places: Sequence[int]
) -> dict[int, int]:
    """Pair what changed: what has something in common, or stands in the same place and holds nothing to compare."""
    found: dict[int, int] = {}
    if len(places) == len(own_places):
        alike = (
            (at, own_at) for at, own_at in zip(places, own_places, strict=True) if _alike(theirs[at], ours[own_at])
        )
        found |= dict(alike)
    left = [at for at in own_places if at not in found.values()]
    for at in places:
        common = {own_at: _common(theirs[at], ours[own_at]) for own_at in left if at not in found}
        best = max(common, key=lambda one: common[one], default=None)
        if best is not None and common[best] > 0:
            found[at] = best
            left.remove(best)
    return found


def _alike(one: Block, other: Block) -> bool:
    return one.kind == other.kind and (_common(one, other) > 0 or not (_traits(one) or _traits(other)))


def _common(one: Block, other: Block) -> float:
    if one.kind != other.kind:
        return 0
    mine, its = _traits(one), _traits(other)
    return len(mine & its) / len(mine | its) if mine & its else 0


def _traits(block: Block) -> set[str]:
    return {*MACRO.findall(block.text), *TARGET.findall(block.text), *ID.findall(block.text)}


def _is_english(own: Block) -> bool:
    """Does the English text that it was started from still stand there?"""
    return not own.same and hash_of(own.text) == own.mark


def _pair(english: Block, own: Block | None) -> Pair:
    if not english.has_words:
        return Pair(english, own, CURRENT)
    if own is None or not own.text.strip() or _is_english(own):
        return Pair(english, None, MISSING)
    return Pair(english, own, CURRENT if own.mark == english.mark else STALE)
