"""The messages of a language (.po): what is missing or stale, and the file for the translator.

A translated message has the English text that it was made from above it, line by line: ``#. en| You live in …``. It is
stale when English says something else by now, or when it is marked ``fuzzy``, as gettext's own tools do. Both are shown
to nobody: the reader gets the English text, marked as English.
"""

from __future__ import annotations

from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from screens.catalogues import FUZZY, by_key, english_of, is_current, is_filled, lines, texts
from site_build.translation.pairs import CURRENT, MISSING, NEEDLESS, STALE

HEADER = r"""# After Five: the words in another language. CONTRIBUTING.md says how to work on them.
msgid ""
msgstr ""
"Project-Id-Version: After Five\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""


def written(catalogue: Catalog) -> str:
    """The text of a catalogue: one line for each text, as people edit it. No date: git knows when."""
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=True)
    return HEADER.format(language=catalogue.locale_identifier, plurals=catalogue.plural_forms) + out.getvalue().decode()


def state(english: Message | None, own: Message | None) -> str:
    """How a message of another language stands."""
    if english is None:
        return NEEDLESS
    if own is None or not is_filled(own):
        return MISSING
    return CURRENT if is_current(english_of(english), own) else STALE


def states(english: Catalog, own: Catalog) -> dict[str, str]:
    """The state of every key of both."""
    theirs, ours = by_key(english), by_key(own)
    return {
        one: state(theirs.get(one), ours.get(one)) for one in [*theirs, *(one for one in ours if one not in theirs)]
    }


def started(english: Catalog, own: Catalog) -> Catalog:
    """The catalogue as a translator gets it: every key in the order of English, with the English text above it.

    What is stale is marked ``fuzzy`` and keeps its text. A text of which English has the same elsewhere is proposed.
    """
    theirs, ours = by_key(english), by_key(own)
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
    theirs, ours = by_key(english), by_key(own)
    new = _empty(own)
    for one, message in ours.items():
        look = one in theirs and all(texts(message)) and only in ("", one)
        # What is current is written in short lines again too: Babel would break longer ones, and not mark them.
        again = look or state(theirs.get(one), message) == CURRENT
        comments = _comments(theirs[one]) if again else message.auto_comments
        flags = message.flags - {FUZZY} if look else message.flags
        new.add(message.id, message.string, flags=flags, auto_comments=comments, user_comments=message.user_comments)
    return new


def _comments(message: Message) -> list[str]:
    """The comments of an English message (its provisions and figures), and its text line by line."""
    return [*message.auto_comments, *lines(english_of(message))]


def _nothing(message: Message, own: Catalog) -> str | tuple[str, ...]:
    return "" if isinstance(message.id, str) else ("",) * own.num_plurals


def _empty(own: Catalog) -> Catalog:
    new = Catalog(locale=own.locale_identifier, fuzzy=False)
    if own.mime_headers:
        new.mime_headers = own.mime_headers  # they say how many plural forms there are
    return new
