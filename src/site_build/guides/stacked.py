"""Tables that can be read on a phone: of a wide one the style makes a block of each row; its labels come from here.

An extension of Markdown, which MkDocs loads by its name. The roles keep a table what it is for a screen reader where
the style makes blocks of it.
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown  # type: ignore[import-untyped] # it brings no types
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]

WIDE = 3
"""From so many columns on a row becomes a block; fewer have room on every screen."""
SHORT = 24
"""Where no cell but the first has more letters, three columns have room too."""
AFTER_THE_WORDS = 5
"""The priority of this step: after the one that reads what stands in the cells."""


class Stacked(Treeprocessor):  # type: ignore[misc]
    """Gives each table its class; a wide one also its roles and, in each cell, the name of the column."""

    def run(self, root: Element) -> None:
        """Change the tables of a page."""
        for table in root.iter("table"):
            heads = ["".join(head.itertext()) for head in table.iterfind("thead/tr/th")]
            if len(heads) < WIDE or (len(heads) == WIDE and _is_short(table)):
                table.set("class", "plain")
                continue
            table.attrib |= {"class": "stack", "role": "table"}
            for part in table:
                part.set("role", "rowgroup")
                for row in part:
                    row.set("role", "row")
            for head in table.iterfind("thead/tr/th"):
                head.attrib |= {"role": "columnheader", "scope": "col"}
            for row in table.iterfind("tbody/tr"):
                _label(list(row), heads)


def _is_short(table: Element) -> bool:
    cells = [cell for row in table.iterfind("tbody/tr") for cell in list(row)[1:]]
    return all(len("".join(cell.itertext())) <= SHORT for cell in cells)


def _label(cells: list[Element], heads: list[str]) -> None:
    """The first cell names the row; each other says its column."""
    cells[0].tag = "th"
    cells[0].attrib |= {"role": "rowheader", "scope": "row"}
    for cell, head in zip(cells[1:], heads[1:], strict=True):
        cell.attrib |= {"role": "cell", "data-label": head}


class StackedTables(Extension):  # type: ignore[misc]
    """The extension itself."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Add the step."""
        md.treeprocessors.register(Stacked(md), "stacked", AFTER_THE_WORDS)


def makeExtension(**options: Any) -> StackedTables:  # noqa: N802 - Markdown's own name
    """What Markdown calls to get the extension."""
    return StackedTables(**options)
