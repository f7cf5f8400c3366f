"""What a name of a person may be, typed or in a file: a few signs that can be seen, and not those of somebody else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from screens.problems import Problem

LONGEST = 30
JOINERS = "\u200c\u200d"
"""Signs without a shape of their own that some scripts need."""
BLANKS = "\u115f\u1160\u3164\uffa0\u2800\u034f"
"""Signs that count as letters, symbols or accents and show nothing: fillers of Hangul, the empty Braille cell."""
WITH_SHAPE = "LNPS"
"""The first letter of the categories of signs that show something by themselves."""


def problem(field: str, name: str, taken: Iterable[str]) -> Problem | None:
    """What is wrong with a name beside those of the others (``taken``). ``field``: where it was typed."""
    if len(name) > LONGEST:
        return Problem(field, "people.name_long", {"most": LONGEST})
    if any(sign in BLANKS or not (sign.isprintable() or sign in JOINERS) for sign in name):
        return Problem(field, "people.name_signs")
    if not any(unicodedata.category(sign)[0] in WITH_SHAPE for sign in name):
        return Problem(field, "people.name_signs")
    return Problem(field, "people.name_taken", {"name": name}) if _folded(name) in map(_folded, taken) else None


def _folded(name: str) -> str:
    """Names that look the same are the same."""
    return unicodedata.normalize("NFKC", name).casefold()
