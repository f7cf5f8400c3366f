"""The hook that MkDocs loads: it gives it the pages that nobody writes, and their places in the menu. The list of the
headings of a page keeps the spaces of French."""

import re
from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from belgian_residence.routes.registry import ROUTES
from site_build.guides.rule_book import by_card, coverage_page, how_we_know, keeping_page, pages, pieces
from site_build.guides.rule_book.coverage import left_open

BEFORE_A_SIGN = re.compile(r" (?=[?!:;»])|(?<=«) ")
"""The spaces at which a line does not break: Markdown makes them plain ones in the list of the headings."""


def on_config(config: MkDocsConfig) -> None:
    """Put a page for each route behind the first page of the rule book in the menu."""
    config.nav = _filled(config.nav)


def _filled(item: Any) -> Any:
    if isinstance(item, list):
        return [_filled(one) for one in item]
    if not isinstance(item, dict):
        return item
    [(title, below)] = item.items()
    if below == pieces.INDEX:
        routes = (pieces.file_of(route.key) for route in ROUTES)
        return {title: [pieces.INDEX, pieces.BY_CARD, *routes, pieces.KEEPING, pieces.COVERAGE]}
    return {title: _filled(below)}


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages."""
    language = str(config.theme["language"])
    open_facts = left_open(language)
    if open_facts:
        raise PluginError("\n".join(open_facts))
    for name, text in generated(language).items():
        files.append(File.generated(config, name, content=text))


def generated(language: str) -> dict[str, str]:
    """Every generated page of a language: name of the file and Markdown."""
    found = {pieces.INDEX: pages.index(language)}
    found |= {pieces.file_of(route.key): pages.route_page(route, language) for route in ROUTES}
    return found | {
        pieces.BY_CARD: by_card.page(language),
        pieces.KEEPING: keeping_page.page(language),
        pieces.COVERAGE: coverage_page.page(language),
        pieces.HOW: how_we_know.page(language),
    }


def on_page_content(_html: str, page: Page, **_given: Any) -> None:
    """Write the headings of the page, in their list, as they stand on the page."""
    unbroken(page.toc)


def unbroken(headings: Iterable[AnchorLink]) -> None:
    """No sign of these headings goes to a line of its own."""
    for heading in headings:
        heading.title = BEFORE_A_SIGN.sub("\N{NO-BREAK SPACE}", heading.title)
        unbroken(heading.children)
