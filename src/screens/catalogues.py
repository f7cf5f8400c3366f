"""The catalogues that people write (.po), and the one that is made of them for a language (.mo).

English is a catalogue like the others: keys and texts. Another language has, above each text, the English one that it
was made from (``#. en| You live in …``). What it lacks, and what English says differently by now, is English in its
compiled catalogue, marked as such (``screens.fallback``): a reader never gets an old text about the law.

Never imported in the browser: it needs Babel, and there is nothing to compile there.
"""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from screens.fallback import marked

LOCALES = Path(__file__).parent / "locales"
DOMAINS = ("messages", "rules")
"""The catalogues of a language: the words of the screens, and those for what the rules give out."""
FIRST = "en"
ENGLISH = "en| "
FUZZY = "fuzzy"
WIDTH = 74  # Babel cuts longer comments itself, and would lose the beginning of the line
FORMS = " / "


def read(path: Path) -> Catalog:
    """Read a catalogue. Raises babel.messages.pofile.PoFileError, which names the line."""
    with path.open("rb") as file:
        found: Catalog = read_po(file, abort_invalid=True)
    return found


def sources(language: str, locales: Path = LOCALES) -> list[Path]:
    """The catalogues of a language, whether or not they are there."""
    return [locales / language / "LC_MESSAGES" / f"{domain}.po" for domain in DOMAINS]


def by_key(catalogue: Catalog) -> dict[str, Message]:
    """The messages by their keys."""
    return {key(message): message for message in catalogue if message.id}


def key(message: Message) -> str:
    """The key of a message, whether or not it has plurals."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def texts(message: Message) -> tuple[str, ...]:
    """Its texts: one, or one for each plural form."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def english_of(message: Message) -> str:
    """The text of an English message, in one line."""
    return " ".join(FORMS.join(texts(message)).split())


def lines(english: str) -> list[str]:
    """An English text as the comment above its translation; of two lines that are alike Babel keeps one, so we do."""
    return [ENGLISH + line for line in dict.fromkeys(textwrap.wrap(english, WIDTH - len(ENGLISH)))]


def is_filled(own: Message) -> bool:
    """Does every form of it have a text?"""
    return all(texts(own))


def is_current(english: str, own: Message) -> bool:
    """Was a translated message made from this English text, and does nobody doubt it?"""
    made_from = [line[len(ENGLISH) :] for line in own.auto_comments if line.startswith(ENGLISH)]
    now = [line[len(ENGLISH) :] for line in lines(english)]
    return FUZZY not in own.flags and " ".join(" ".join(made_from).split()) == " ".join(now)


def compiled(language: str, locales: Path = LOCALES) -> bytes:
    """All words of a language as one .mo. Raises LookupError for a language without a catalogue."""
    theirs = by_key(_joined(FIRST, locales))
    own = _joined(language, locales)
    ours = by_key(own)
    made = Catalog(locale=own.locale_identifier, fuzzy=False)
    made.mime_headers = own.mime_headers  # they say how many plural forms there are
    # Babel would write the time of this build: what is made from a catalogue would be another thing each time.
    made.creation_date = datetime(1980, 1, 1, tzinfo=UTC)
    for name, english in theirs.items():
        message = ours.get(name)
        if language == FIRST or (message and is_filled(message) and is_current(english_of(english), message)):
            made.add(english.id, ours[name].string)
        else:
            made.add(english.id, _english(english, own))
    out = BytesIO()
    write_mo(out, made)
    return out.getvalue()


def _joined(language: str, locales: Path) -> Catalog:
    found = [read(path) for path in sources(language, locales) if path.exists()]
    if not found:
        raise LookupError(f"no catalogue for {language!r} in {locales.name}/")
    whole, *others = found
    for other in others:
        for message in other:
            if message.id:
                whole.add(message.id, message.string, flags=message.flags, auto_comments=message.auto_comments)
    return whole


def _english(message: Message, own: Catalog) -> str | tuple[str, ...]:
    """The English text in the plural forms of another language."""
    said = tuple(marked(text) for text in texts(message))
    if isinstance(message.id, str):
        return said[0]
    one = c2py(own.plural_expr)(1)
    return tuple(said[0] if form == one else said[-1] for form in range(own.num_plurals))
