"""Read a built page: its ids, what it links to and loads, and what a policy must know about it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

# Attributes that make a browser fetch something or go somewhere, by element.
ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "image": ("href", "xlink:href"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
NOT_CODE = {"application/json", "application/ld+json", "text/plain"}


@dataclass(frozen=True)
class Address:
    """An address in a page: where it stands (`a href`), what it says, and `rel` of a link element."""

    tag: str
    attribute: str
    value: str
    rel: str = ""


@dataclass
class Page:
    """What was read of one page."""

    language: str = ""
    ids: list[str] = field(default_factory=list)
    # What is in a template is not in the page yet, so its ids cannot clash.
    template_ids: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    inline_scripts: list[str] = field(default_factory=list)
    inline_styles: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)

    @cached_property
    def places(self) -> frozenset[str]:
        """All ids, once the page was read."""
        return frozenset((*self.ids, *self.template_ids))


class Reader(HTMLParser):
    """Collects a Page. Inline scripts are kept byte for byte: their hash must be the browser's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.inside: list[str] | None = None
        self.templates = 0

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks where in the page something stands."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, addresses, and attributes that the policy would block."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.page.language = given.get("lang", "")
        if tag == "template":
            self.templates += 1
        if "id" in given:
            (self.page.template_ids if self.templates else self.page.ids).append(given["id"])
        for attribute in ADDRESSES.get(tag, ()):
            if attribute in given:
                self.page.addresses += addresses(tag, attribute, given)
        for name in given:
            if name == "style" or name.startswith("on"):
                self.page.forbidden.append(f"<{tag} {name}=…>")
        if tag == "script" and "src" not in given and given.get("type") not in NOT_CODE:
            self.inside = self.page.inline_scripts
        elif tag == "style":
            self.inside = self.page.inline_styles

    def handle_data(self, data: str) -> None:
        """Keep the text of an inline script or style."""
        if self.inside is not None:
            self.inside.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave a template, an inline script or a style."""
        if tag == "template":
            self.templates -= 1
        if tag in {"script", "style"}:
            self.inside = None


def addresses(tag: str, attribute: str, given: dict[str, str]) -> list[Address]:
    """Read one attribute; `srcset` holds several addresses."""
    value = given[attribute]
    values = [part.split()[0] for part in value.split(",")] if attribute == "srcset" else [value]
    return [Address(tag, attribute, one.strip(), given.get("rel", "")) for one in values]


def read(text: str) -> Page:
    """Read the text of a page."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.page


EDITIONS = "editions"
"""The folder with the files to take along (`edition.py`): they are no pages of the site."""


def pages(site: Path) -> list[Path]:
    """List the pages of a built site."""
    return sorted(path for path in site.rglob("*.html") if path.parent != site / EDITIONS)


NEIGHBOUR = re.compile(r'[ \t]*<link rel="(?:next|prev)"[^>]*>\n?')


def without_neighbours(text: str) -> str:
    """The page without the theme's links to the page before and after it: Firefox would fetch them ahead, which the
    policy of the page forbids."""
    head, body = in_head(text)
    return NEIGHBOUR.sub("", head) + body


def in_head(text: str) -> tuple[str, str]:
    """The head of a page, where its links to styles and neighbours stand, and the rest: twenty times as long, and slow
    to look through."""
    head, end, body = text.partition("</head>")
    return head, end + body


def fill(text: str, mark: str, content: str, where: object) -> str:
    """Replace the comment `<!-- mark -->`, which must stand in `text` exactly once."""
    comment = f"<!-- {mark} -->"
    if text.count(comment) != 1:
        raise ValueError(f"{where}: {comment} stands there {text.count(comment)} times, not once")
    return text.replace(comment, content)
