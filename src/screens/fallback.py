"""English where a language has no words yet: marked in the text, and said in the HTML.

A text that stands in for a missing one carries two signs of Unicode's private use, which nobody types. In a page they
become an element with ``lang="en"``; where there is no place for one (an attribute, a title, a file) they go.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\ue0e0", "\ue0e1"
SIGNS = str.maketrans("", "", OPEN + CLOSE)
_PARTS = r"(<!--.*?-->|<(script|style|title|option|textarea)\b.*?</\2\s*>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
"""Compiled when it is first needed: that takes long, and most pages have no such text."""
_STEP = 3  # of what the expression above splits into: text, tag, name in the tag


def marked(text: str) -> str:
    """An English text in the place of one that a language lacks."""
    return f"{OPEN}{text}{CLOSE}" if text else text


def plain(text: str) -> str:
    """A text for a place without markup."""
    return text.translate(SIGNS)


def plain_json(text: str) -> str:
    """The same for JSON in which other signs than those of ASCII are escaped."""
    return text.replace(r"\ue0e0", "").replace(r"\ue0e1", "") if r"\ue0e" in text else text


def said(html: str) -> str:
    """A piece of HTML in which the language of each such text is said."""
    if OPEN not in html:
        return html
    parts = re.split(_PARTS, html, flags=re.S | re.I)
    for at in range(0, len(parts), _STEP):
        parts[at] = parts[at].replace(OPEN, '<span lang="en">').replace(CLOSE, "</span>")
        if at + 1 < len(parts):
            parts[at + 1] = plain(parts[at + 1])
            parts[at + 2] = ""
    return "".join(parts)
