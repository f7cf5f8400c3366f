"""The list of the headings of a page: each as it stands on the page, with the spaces at which no line breaks."""

import pytest
from markdown import Markdown
from mkdocs.structure.toc import get_toc

from site_build.guides.rule_book.hook import unbroken


@pytest.mark.parametrize(
    "heading",
    [
        "Où trouver de l’aide gratuite\u00a0?",
        "Une phrase\u00a0: «\u00a0le séjour\u00a0»\u00a0; puis",
        "Where do I find free help?",
    ],
)
def test_a_heading_is_listed_with_the_spaces_it_has(heading: str) -> None:
    markdown = Markdown(extensions=["toc"])
    markdown.convert(f"# Page\n\n## {heading}\n")
    headings = get_toc(markdown.toc_tokens)
    unbroken(headings)
    [page] = headings
    assert [one.title for one in page.children] == [heading]
