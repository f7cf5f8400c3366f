"""Wide tables carry their labels into each cell; narrow ones stay as they are."""

import re

from markdown import markdown


def made(text: str) -> str:
    return markdown(text, extensions=["tables", "site_build.guides.stacked"])


LONG = "a sentence that has no room in a narrow column"


def test_each_cell_of_a_wide_table_says_its_column_and_the_first_one_names_the_row() -> None:
    text = made(f"| Card | Who *may* | When |\n| --- | --- | --- |\n| B | {LONG} | later |\n")
    assert '<table class="stack" role="table">' in text
    assert re.findall(r'data-label="([^"]+)"', text) == ["Who may", "When"]
    assert '<th role="rowheader" scope="row">B</th>' in text
    assert text.count('role="row"') == 2


def test_two_columns_have_room_everywhere() -> None:
    text = made(f"| Card | Who |\n| --- | --- |\n| B | {LONG} |\n")
    assert '<table class="plain">' in text
    assert "data-label" not in text


def test_three_columns_of_figures_have_room_too() -> None:
    text = made(f"| Year | You | Each other |\n| --- | --- | --- |\n| {LONG} | 1 | 2 |\n")
    assert '<table class="plain">' in text
