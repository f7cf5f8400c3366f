"""What stands in the file that a person keeps, read as a browser reads a page, not as the wizard does."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """The block of data, the names of all elements, what is written, and what would be loaded or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.words: list[str] = []
        self.blocks: list[str] = []
        self.scripts: list[str] = []
        self.active: list[str] = []
        """Attributes that load or run something."""
        self._in: dict[str, str | None] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self._in = dict(attrs) | {"tag": tag}
        self.active += [name for name, _ in attrs if name.startswith("on") or name in ("src", "href", "action")]
        if tag == "script" and self._in.get("type") != "application/json":
            self.scripts.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in = {}

    def handle_data(self, data: str) -> None:
        if self._in.get("tag") == "script":
            self.blocks.append(data)
        elif self._in.get("tag") != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def data_of(text: str) -> dict[str, Any]:
    """The data in the one block of a page."""
    [block] = Page(text).blocks
    found: dict[str, Any] = json.loads(block)
    return found
