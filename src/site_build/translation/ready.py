"""What a language must have before readers see it: the wizard, the first page and the guide of every card."""

from __future__ import annotations

from collections.abc import Iterable

from site_build.translation.kept import catalogues
from site_build.translation.pairs import CURRENT, MISSING
from site_build.translation.report import Text

NEEDED = (
    "index.md",
    "wizard.md",
    "which-card.md",
    "unlimited-stay-b-card.md",
    "settlement-k-card.md",
    "eu-long-term-resident-l-card.md",
    "eu-plus.md",
    "f-plus.md",
    "m-permanent-stay.md",
)
SHARE = 0.95
"""How much of it must be there. Not all: a new English sentence must not take a whole language from its readers."""


def lacking(code: str, texts: Iterable[Text]) -> list[str]:
    """One line for each part of which too much is missing; none when the language can be published.

    A stale message counts as missing, because the reader gets it in English; a stale block of a guide does not.
    """
    every = list(texts)
    parts = {path.name: [one for one in every if one.file == path] for path in catalogues(code).values()}
    parts |= {name: [one for one in every if one.file.as_posix().endswith(f"/{code}/{name}")] for name in NEEDED}
    found = []
    for name, inside in parts.items():
        good = sum(one.state == CURRENT if name.endswith(".po") else one.state != MISSING for one in inside)
        if good < SHARE * len(inside):
            found.append(f"{name}: {good} of {len(inside)} texts, {SHARE:.0%} are needed")
    return found
