"""The tables of the page "How fast": what ``./x bench`` found, from ``docs/speed.toml``."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from babel.numbers import format_decimal

from site_build.guides.figures import written_date
from site_build.guides.tables import rows
from site_build.paths import DOCS
from site_build.words import words

OURS, USUAL, PLAIN = "ours", "usual", "plain"
WAYS = (OURS, USUAL, "pyscript", PLAIN)
FIRST_VISITS = ("none", "slow-processor", "fast-4g", "slow-4g")
CONDITIONS = (*FIRST_VISITS, "return")
NOT_THERE = "–"
MILLISECONDS = ("usable", "median", "p95", "typical", "rough", "hardest", "stall", "longest")
AMOUNTS = {"kilobytes": "kB", "memory": "MB"}
"""Figures that are no time, with their unit."""
WITHOUT_PYTHON = frozenset({"usable", "stall", "longest", "kilobytes"})
"""The figures that a page without Python has too."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """What a run should reach at most: a figure of this site under a condition, in its unit, or as a ratio to another
    ``figure`` (``way``: of the same or of another way)."""

    condition: str
    figure: str
    most: float
    over: tuple[str, str] | None = None


BARS = (
    Bar("none", "kilobytes", 0.5, (USUAL, "kilobytes")),
    Bar("none", "result", 0.3, (USUAL, "result")),
    Bar("slow-processor", "result", 0.25, (USUAL, "result")),
    Bar("fast-4g", "result", 0.42, (USUAL, "result")),
    Bar("slow-4g", "result", 0.45, (USUAL, "result")),
    Bar("return", "result", 0.17, (USUAL, "result")),
    Bar("return", "kilobytes", 0),
    *(Bar(condition, "usable", 1.2, (PLAIN, "usable")) for condition in FIRST_VISITS),
    Bar("none", "median", 0.25, (USUAL, "median")),
    Bar("none", "p95", 0.15, (USUAL, "p95")),
    Bar("none", "p95", 60),
    Bar("slow-processor", "p95", 200),
    Bar("none", "rough", 3, (OURS, "typical")),
    Bar("none", "hardest", 400),
    Bar("slow-processor", "hardest", 1500),
    *(Bar(condition, "stall", 50) for condition in FIRST_VISITS),
    Bar("none", "memory", 1, (USUAL, "memory")),
)


@cache
def found() -> Figures:
    """The figures of the last run: "run", and for each condition the ways with their figures."""
    return tomllib.loads((DOCS / "speed.toml").read_text(encoding="utf-8"))


def run(language: str) -> str:
    """When, where and how often it was measured."""
    about = found()["run"]
    said: str = words(language)["speed"]["run"].format(
        day=written_date(about["on"], language),
        browser=about["browser"],
        machine=about["machine"],
        rounds=about["rounds"],
    )
    return said


def results(language: str) -> str:
    """Seconds until a result is shown: a row for each condition, a column for each way that was measured."""
    own = words(language)["speed"]
    ways = [way for way in WAYS if any(way in found().get(condition, {}) for condition in CONDITIONS)]
    body = []
    for condition in CONDITIONS:
        measured = found().get(condition, {})
        times = [_seconds(measured.get(way, {}).get("result"), language) for way in ways]
        ratio = _written(measured.get(OURS, {}).get("result_ratio"), language)
        body.append([own["condition"][condition], *times, ratio])
    return rows([own["conditions"], *(own["way"][way] for way in ways), own["ratio"]], body)


def others(language: str) -> str:
    """The other figures, without a limit of line or processor."""
    own, measured = words(language)["speed"], found()["none"]
    ways = [way for way in WAYS if way in measured]
    body = []
    for figure in (*MILLISECONDS, *AMOUNTS):
        if figure in measured[OURS]:
            cells = [_with_unit(figure, _of_way(figure, way, measured), language) for way in ways]
            body.append([own["figure"][figure], *cells])
    return rows([own["what"], *(own["way"][way] for way in ways)], body)


def _of_way(figure: str, way: str, measured: Figures) -> float | None:
    """A figure of a way; None for what only Python does where there is none. Without questions that stand ready none
    can be answered before Python is there."""
    if way == PLAIN and figure not in WITHOUT_PYTHON:
        return None
    waits = figure == "usable" and way not in (OURS, PLAIN)
    value: float | None = measured[way].get("ready" if waits else figure)
    return value


def bars(language: str) -> str:
    """What was to be reached, what was found, and whether it is."""
    own = words(language)["speed"]
    body = []
    for bar in BARS:
        value = reached(bar)
        said = own["unknown"] if value is None else own["yes"] if value <= bar.most else own["no"]
        write: Callable[[float | None], str] = (
            partial(_written, language=language) if bar.over else partial(_with_unit, bar.figure, language=language)
        )
        compared = "" if bar.over is None else f", {own['beside'][_beside(bar)]}"
        name = f"{own['figure'][bar.figure]} ({own['condition'][bar.condition]}){compared}"
        body.append([name, write(bar.most), write(value), said])
    return rows([own["what"], own["wanted"], own["found"], own["reached"]], body)


def _beside(bar: Bar) -> str:
    assert bar.over is not None
    way, figure = bar.over
    return way if figure == bar.figure else figure


def reached(bar: Bar) -> float | None:
    """The figure of a bar; None where the last run did not measure it. To the usual way: the middle of the rounds."""
    measured = found().get(bar.condition, {})
    value = measured.get(OURS, {}).get(bar.figure)
    if value is None or bar.over is None:
        return None if value is None else float(value)
    way, figure = bar.over
    if way == USUAL and f"{figure}_ratio" in measured[OURS]:
        return float(measured[OURS][f"{figure}_ratio"])
    other = measured.get(way, {}).get(figure)
    return float(value) / float(other) if other else None


def _seconds(value: float | None, language: str) -> str:
    return NOT_THERE if value is None else f"{format_decimal(value / 1000, '0.0', locale=language)} s"


def _with_unit(figure: str, value: float | None, language: str) -> str:
    if value is None:
        return NOT_THERE
    exact = "0.0" if 0 < value < 1 else "#,##0"  # a little is not nothing
    return f"{format_decimal(value, exact, locale=language)} {AMOUNTS.get(figure, 'ms')}"


def _written(value: float | None, language: str) -> str:
    return NOT_THERE if value is None else str(format_decimal(value, "0.0#", locale=language))
