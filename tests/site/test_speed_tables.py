"""The page "How fast" hides nothing that the bench found."""

import pytest

from site_build.guides import speed_tables
from site_build.guides.speed_tables import FIRST_VISITS, OURS, PLAIN, Bar


def measured(**figures: float) -> dict[str, dict[str, float]]:
    return {
        OURS: figures,
        PLAIN: {"usable": 100, "stall": 0, "longest": 60, "kilobytes": 77, "hardest": 0, "memory": 0},
    }


@pytest.mark.parametrize("figure", ["result", "usable", "stall"])
def test_a_limit_on_a_first_visit_is_shown_under_every_condition(figure: str) -> None:
    assert [bar.condition for bar in speed_tables.BARS if bar.figure == figure][: len(FIRST_VISITS)] == [*FIRST_VISITS]


def test_a_zero_is_a_figure_and_what_was_not_measured_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    stall, again = Bar("slow-4g", "stall", 50), Bar("return", "kilobytes", 0)
    monkeypatch.setattr(speed_tables, "BARS", (stall, again, Bar("fast-4g", "stall", 50)))
    monkeypatch.setattr(speed_tables, "found", lambda: {"slow-4g": measured(stall=0), "return": measured(kilobytes=12)})
    rows = speed_tables.bars("en").splitlines()[2:]
    assert [row.split(" | ")[1:] for row in rows] == [
        ["50 ms", "0 ms", "yes |"],
        ["0 kB", "12 kB", "no |"],
        ["50 ms", "–", "not measured yet |"],
    ]


def test_a_page_without_python_has_no_figures_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        speed_tables, "found", lambda: {"none": measured(usable=90, stall=0, longest=0, hardest=300, memory=170)}
    )
    rows = speed_tables.others("en").splitlines()[2:]
    assert [row.strip("| ").split(" | ")[1:] for row in rows] == [
        ["90 ms", "100 ms"],
        ["300 ms", "–"],
        ["0 ms", "0 ms"],
        ["0 ms", "60 ms"],
        ["170 MB", "–"],
    ]
