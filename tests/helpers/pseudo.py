"""A language that nobody speaks, as a catalogue: every English text in brackets, its letters changed, in six plural
forms and from right to left. What a page shows without brackets did not come from the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from screens.catalogues import by_key, english_of, lines, read, sources, texts
from site_build.translation.messages import written

CODE = "ar"
"""The code of a language from right to left, because the theme and Babel must know it."""
OPEN, CLOSE = "⟦", "⟧"
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "áƀćđéƒǵħíĵķļḿńóṕɋŕśţúṽŵẋýž")
KEPT = ("locale", "number.thousands", "number.decimal")
"""Signs and names for machines, no words."""
NO_WORDS = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w+;)")


def changed(text: str) -> str:
    """A text as this language has it; placeholders stay."""
    parts = NO_WORDS.split(text)
    return OPEN + "".join(one if at % 2 else one.translate(LETTERS) for at, one in enumerate(parts)) + CLOSE


def write(folder: Path) -> None:
    """Write the catalogues of this language and of English below a folder, as `locales` has them."""
    for theirs, place, english in zip(sources("en"), sources(CODE, folder), sources("en", folder), strict=True):
        catalogue = Catalog(locale=CODE, fuzzy=False)
        for key, message in by_key(read(theirs)).items():
            catalogue.add(message.id, _said(key, message, catalogue), auto_comments=lines(english_of(message)))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(written(catalogue), encoding="utf-8")
        english.parent.mkdir(parents=True, exist_ok=True)
        english.write_bytes(theirs.read_bytes())


def _said(key: str, message: Message, catalogue: Catalog) -> str | tuple[str, ...]:
    said = [one if key in KEPT else changed(one) for one in texts(message)]
    return said[0] if isinstance(message.id, str) else (said[0], *[said[-1]] * (catalogue.num_plurals - 1))


def outside(text: str) -> str:
    """What of a text stands outside all brackets."""
    depth, found = 0, []
    for sign in text:
        depth += (sign == OPEN) - (sign == CLOSE)
        if depth == 0 and sign != CLOSE:
            found.append(sign)
    return "".join(found)
