"""The messages of a language (.po): what is missing or stale, and the file for the translator.

A translated message has the English text that it was made from above it, line by line: ``#. en| You live in …``. It is
stale when English says something else by now, or when it is marked ``fuzzy``, as gettext's own tools do. Both are shown
to nobody: the reader gets the English text, marked as English.
"""

from __future__ import annotations

import textwrap
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from site_build.translation.pairs import CURRENT, MISSING, NEEDLESS, STALE

ENGLISH = "en| "
FUZZY = "fuzzy"
WIDTH = 74  # Babel cuts longer comments itself, and would lose the beginning of the line
FORMS = " / "
HEADER = r"""# After Five: the words in another language. CONTRIBUTING.md says how to work on them.
msgid ""
msgstr ""
"Project-Id-Version: After Five\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals};\n"

"""


def read(path: Path) -> Catalog:
    """Read a catalogue. Raises babel.messages.pofile.PoFileError, which names the line."""
    with path.open("rb") as file:
        found: Catalog = read_po(file, abort_invalid=True)
    return found


def written(catalogue: Catalog) -> str:
    """The text of a catalogue: one line for each text, as people edit it. No date: git knows when."""
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=True)
    return HEADER.format(language=catalogue.locale_identifier, plurals=catalogue.plural_forms) + out.getvalue().decode()


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


def made_from(message: Message) -> str:
    """The English text that a translated message was made from; empty where it does not say."""
    lines = [line[len(ENGLISH) :] for line in _english_lines(message)]
    return " ".join(" ".join(lines).split())


def state(english: Message | None, own: Message | None) -> str:
    """How a message of another language stands."""
    if english is None:
        return NEEDLESS
    if own is None or not all(texts(own)):
        return MISSING
    if FUZZY in own.flags or made_from(own) != " ".join(_lines(english)):
        return STALE
    return CURRENT


def states(english: Catalog, own: Catalog) -> dict[str, str]:
    """The state of every key of both."""
    theirs, ours = _by_key(english), _by_key(own)
    return {
        one: state(theirs.get(one), ours.get(one)) for one in [*theirs, *(one for one in ours if one not in theirs)]
    }


def started(english: Catalog, own: Catalog) -> Catalog:
    """The catalogue as a translator gets it: every key in the order of English, with the English text above it.

    What is stale is marked ``fuzzy`` and keeps its text. A text of which English has the same elsewhere is proposed.
    """
    theirs, ours = _by_key(english), _by_key(own)
    known = {
        english_of(theirs[one]): ours[one].string for one in theirs if state(theirs[one], ours.get(one)) == CURRENT
    }
    new = _empty(own)
    for one, message in theirs.items():
        before = ours.get(one)
        string = before.string if before is not None and any(texts(before)) else known.get(english_of(message), "")
        stale = bool(string)
        flags = {FUZZY} if stale and state(message, before) != CURRENT else set()
        new.add(
            message.id,
            string or _nothing(message, own),
            flags=flags,
            auto_comments=_comments(message),
            user_comments=message.user_comments,
        )
    return new


def accepted(english: Catalog, own: Catalog, only: str = "") -> Catalog:
    """The catalogue after somebody has looked: nothing that has a text is stale. ``only``: of one key."""
    theirs, ours = _by_key(english), _by_key(own)
    new = _empty(own)
    for one, message in ours.items():
        look = one in theirs and all(texts(message)) and only in ("", one)
        comments = _comments(theirs[one]) if look else message.auto_comments
        flags = message.flags - {FUZZY} if look else message.flags
        new.add(message.id, message.string, flags=flags, auto_comments=comments, user_comments=message.user_comments)
    return new


def _comments(message: Message) -> list[str]:
    """The comments of an English message (its provisions and figures), and its text line by line."""
    return [*message.auto_comments, *(ENGLISH + line for line in _lines(message))]


def _lines(message: Message) -> list[str]:
    """The text of an English message in lines; of two that are the same Babel keeps one, so we do."""
    return list(dict.fromkeys(textwrap.wrap(english_of(message), WIDTH - len(ENGLISH))))


def _english_lines(message: Message) -> list[str]:
    return [line for line in message.auto_comments if line.startswith(ENGLISH)]


def _nothing(message: Message, own: Catalog) -> str | tuple[str, ...]:
    return "" if isinstance(message.id, str) else ("",) * own.num_plurals


def _by_key(catalogue: Catalog) -> dict[str, Message]:
    return {key(message): message for message in catalogue if message.id}


def _empty(own: Catalog) -> Catalog:
    new = Catalog(locale=own.locale_identifier, fuzzy=False)
    if own.mime_headers:
        new.mime_headers = own.mime_headers  # they say how many plural forms there are
    return new
