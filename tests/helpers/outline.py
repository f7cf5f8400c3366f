"""The bones of a screen, without a browser: elements that close, headings in their order, labels, ids, descriptions."""

from __future__ import annotations

import re
from html.parser import HTMLParser

PRESSED = ("a", "button", "summary")


class Outline(HTMLParser):
    """Looks at the bones of a screen: headings, ids, labels, what describes what, what is pressed and has no name."""

    VOID = frozenset({"input", "br", "img", "link", "meta"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.fields: set[str] = set()
        self.headings: list[int] = []
        self.pressed: list[str] = []
        """What stands in the links, buttons and summaries that are open, without what is hidden from everybody."""

    @classmethod
    def of(cls, text: str) -> Outline:
        outline = cls()
        outline.feed(text)
        outline.close()
        return outline

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        self.named |= {given["for"]} if "for" in given else set()
        self.named |= set(given.get("aria-describedby", "").split()) | set(given.get("aria-labelledby", "").split())
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.add(given.get("id", f"a {tag} without id"))
        if tag in PRESSED:
            self.pressed.append(given.get("aria-label", ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes something else")
        if tag in PRESSED and self.pressed and not self.pressed.pop().strip():
            self.found.append(f"a <{tag}> without words")

    def handle_data(self, data: str) -> None:
        self.pressed = [said + data for said in self.pressed]

    def faults(self) -> list[str]:
        found = [*self.found, *(f"<{tag}> stays open" for tag in self.open)]
        found += [f"id {id} stands twice" for id in sorted({id for id in self.ids if self.ids.count(id) > 1})]
        found += [f"no element has id {id}" for id in sorted(self.named - set(self.ids))]
        found += [f"no label for {id}" for id in sorted(self.fields - self.named)]
        found += [] if self.headings.count(1) == 1 else ["not exactly one h1"]
        steps = zip([1, *self.headings], self.headings, strict=False)
        return found + [f"h{low} after h{high}" for high, low in steps if low > high + 1]
