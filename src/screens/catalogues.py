"""The catalogues that people write (.po), and the one that is made of them for a language (.mo).

English is a catalogue like the others: keys and texts. Another language has, above each text, the English one that it
was made from (``#. en| You live in …``). What it lacks, and what English says differently by now, is English in its
compiled catalogue, marked as such (``screens.fallback``): a reader never gets an old text about the law.

A compiled catalogue also brings along what is said to an office, in the languages of the offices (``FOR_OFFICES``): the
sheet for the counter and the messages stand in two languages, and a page has the words of one.

Never imported in the browser: it needs Babel, and there is nothing to compile there.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from gettext import c2py
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from belgian_residence.law.offices import LANGUAGES as OFFICES
from screens.fallback import marked

LOCALES = Path(__file__).parent / "locales"
FOLDER = "LC_MESSAGES"
DOMAINS = ("messages", "rules")
"""The catalogues of a language: the words of the screens, and those for what the rules give out."""
FIRST = "en"
MADE, MADE_FROM = "words.mo", "words.from"
"""The compiled catalogue (``words.COMPILED``); and, beside what people write, of what state of it that one is."""
ENGLISH = "en| "
FUZZY = "fuzzy"
WIDTH = 74  # Babel cuts longer comments itself, and would lose the beginning of the line
FORMS = " / "
FOR_OFFICES = re.compile(
    r"desk\.(what|when|law|form|annex|papers|order|order_granted|receipt)"
    r"|messages\.(now|from|held|held_none|open_date|.*_text)"
    r"|paper\.(?!.*\.hint$|valid$|practice$|follows$).*"
    r"|route\.[^.]*\.name"
    r"|option\.card\.(?!.*\.note$).*"
    r"|result\.(since|from)(_latest|_within_limits)?|result\.(day_unknown|no_day)"
    r"|abroad\..*"
    r"|date\.(.*written|first_of_month|between.*)|month\.\d+|season\..*"
)
"""The keys of what is said to an office. None of them has plurals: those differ from language to language."""


def read(path: Path) -> Catalog:
    """Read a catalogue. Raises babel.messages.pofile.PoFileError, which names the line."""
    with path.open("rb") as file:
        found: Catalog = read_po(file, abort_invalid=True)
    return found


def sources(language: str, locales: Path = LOCALES) -> list[Path]:
    """The catalogues of a language, whether or not they are there."""
    return [locales / language / FOLDER / f"{domain}.po" for domain in DOMAINS]


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


@cache  # each language asks for the lines of each text, and for those of its offices again
def lines(english: str) -> tuple[str, ...]:
    """An English text as the comment above its translation; of two lines that are alike Babel keeps one, so we do."""
    return tuple(ENGLISH + line for line in dict.fromkeys(textwrap.wrap(english, WIDTH - len(ENGLISH))))


def is_filled(own: Message) -> bool:
    """Does every form of it have a text?"""
    return all(texts(own))


def is_current(english: str, own: Message) -> bool:
    """Was a translated message made from this English text, and does nobody doubt it?"""
    made_from = [line[len(ENGLISH) :] for line in own.auto_comments if line.startswith(ENGLISH)]
    now = [line[len(ENGLISH) :] for line in lines(english)]
    return FUZZY not in own.flags and " ".join(" ".join(made_from).split()) == " ".join(now)


def keep(language: str, locales: Path = LOCALES) -> None:
    """Compile a language and keep it for every process that has words in it: to compile all four takes seconds."""
    made = compiled(language, locales)
    (locales / language / MADE).write_bytes(made)
    (locales / language / FOLDER / MADE_FROM).write_text(_state(language, locales, made), encoding="ascii")


def current(language: str, locales: Path = LOCALES) -> bytes:
    """The words of a language: those that are kept, where they were made from what is written now; else compiled on the
    spot. Raises LookupError for a language without a catalogue."""
    try:
        made = (locales / language / MADE).read_bytes()
        state = (locales / language / FOLDER / MADE_FROM).read_text(encoding="ascii")
    except FileNotFoundError:
        return compiled(language, locales)
    return made if state == _state(language, locales, made) else compiled(language, locales)


def _state(language: str, locales: Path, made: bytes) -> str:
    """A name for what the words of a language are made from (the English ones and those of the offices are among them,
    and the lines that make them), and for what was made."""
    written = [path for one in sorted({language, FIRST, *OFFICES}) for path in sources(one, locales) if path.exists()]
    parts = [path.read_bytes() for path in (*written, Path(__file__), Path(__file__).with_name("fallback.py"))]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (*parts, made))).hexdigest()


def compiled(language: str, locales: Path = LOCALES) -> bytes:
    """All words of a language as one .mo, with those for the offices in the other languages, each in a context that
    is named after its language. Raises LookupError for a language without a catalogue."""
    own = _joined(language, locales)
    made = Catalog(locale=own.locale_identifier, fuzzy=False)
    made.mime_headers = own.mime_headers  # they say how many plural forms there are
    # Babel would write the time of this build: what is made from a catalogue would be another thing each time.
    made.creation_date = datetime(1980, 1, 1, tzinfo=UTC)
    for id, said in _said(language, locales):
        made.add(id, said)
    for office in OFFICES:
        if office != language and any(path.exists() for path in sources(office, locales)):
            for id, said in _said(office, locales):
                if isinstance(id, str) and FOR_OFFICES.fullmatch(id):
                    made.add(id, said, context=office)
    out = BytesIO()
    write_mo(out, made)
    return out.getvalue()


def _said(language: str, locales: Path) -> Iterator[tuple[Any, Any]]:
    """Every key with its text: of the language, or the English one, marked."""
    own = _joined(language, locales)
    ours = by_key(own)
    for name, english in by_key(_joined(FIRST, locales)).items():
        message = ours.get(name)
        if language == FIRST or (message and is_filled(message) and is_current(english_of(english), message)):
            yield english.id, ours[name].string
        else:
            yield english.id, _english(english, own)


def _joined(language: str, locales: Path) -> Catalog:
    """The catalogues of a language as one, which nobody changes: it is read once, until a file is another one."""
    there = [path for path in sources(language, locales) if path.exists()]
    return _read_together(language, locales, tuple((path, path.stat().st_mtime_ns) for path in there))


@cache
def _read_together(language: str, locales: Path, there: tuple[tuple[Path, int], ...]) -> Catalog:
    found = [read(path) for path, _ in there]
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
