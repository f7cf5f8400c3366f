"""Where each line of the picture of the years stands. What counts, and what the words are, comes from ``timeline``.

Lengths are those of the drawing, ``WIDTH`` wide: about one pixel each on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from belgian_residence.engine.dates import add_months, add_years
from screens.words import Words

WIDTH = 340
LETTERS = 50
"""As many letters stand in one line of the drawing."""
LINE, BAR, GAP = 15, 11, 9
HEAD = 22
EDGE = 10
"""Left and right of the days that are drawn, so that a number at the edge is whole."""
NUMBER = 18
"""What the number of a day takes, in width and in height."""
MOST_YEARS_NAMED = 7
KINDS = ("stay", "trip", "full", "half", "band")


@dataclass(frozen=True)
class Bar:
    """A time. ``kind``: one of KINDS; a band lies between two readings of the law, or two rough days."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True)
class Lane:
    """One thing through time: its words in lines, and what stands under them. ``marks``: places of single days, which
    the words name. ``numbers``: places of days that the list below the drawing names, with their numbers."""

    lines: tuple[tuple[float, str], ...]
    y: float
    bars: tuple[Bar, ...]
    marks: tuple[float, ...] = ()
    numbers: tuple[tuple[float, float, int], ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    first: str
    last: str
    counts: str


@dataclass(frozen=True)
class Timeline:
    """The picture and the table that says the same."""

    height: float
    years: tuple[tuple[float, str], ...]
    today: float | None
    """None: it is not shown, as in an example."""
    today_words: str
    lanes: tuple[Lane, ...]
    kinds: tuple[tuple[str, str], ...]
    """The kinds of bars that are drawn, with their words, for the legend."""
    days: tuple[tuple[str, str], ...]
    """The days that have a number, in this order: the day, and what it is."""
    rows: tuple[Row, ...]

    @property
    def has_marks(self) -> bool:
        """Is there a day on which years are complete?"""
        return any(lane.marks for lane in self.lanes)


@dataclass(frozen=True)
class Time:
    """A time before it is drawn. ``end``: the day after the last one."""

    start: date
    end: date
    kind: str


@dataclass(frozen=True)
class Entry:
    """A lane before it is drawn, with its lines of the table."""

    words: str
    times: tuple[Time, ...]
    marks: tuple[date, ...] = ()
    rows: tuple[Row, ...] = ()
    days: tuple[tuple[date, str, str], ...] = ()
    """Days in the order of time, each as it is written and with what it is."""

    def every_day(self) -> list[date]:
        """All days that must have a place in the drawing."""
        return [
            *(day for time in self.times for day in (time.start, time.end)),
            *self.marks,
            *(day for day, _, _ in self.days),
        ]


@dataclass(frozen=True)
class Scale:
    """The days that the drawing shows, from left to right."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of a day, within the drawing."""
        part = (min(max(day, self.first), self.last) - self.first).days / max(1, (self.last - self.first).days)
        return round(EDGE + part * (WIDTH - 2 * EDGE), 1)


def drawn(entries: list[Entry], on: date, words: Words) -> Timeline:
    """The picture of at least one entry, from the top down. ``on``: the day that is marked as today."""
    every = [day for entry in entries for day in entry.every_day()]
    scale = Scale(add_months(min(*every, on), -1), add_months(max(*every, on), 2))
    lanes, y = [], float(HEAD)
    for entry in entries:
        lines = _in_lines(entry.words)
        written = tuple((round(y + LINE * number + LINE - 4, 1), line) for number, line in enumerate(lines))
        y += LINE * len(lines)
        bars = tuple(_bar(time, scale) for time in entry.times)
        numbers = _numbers([scale.x(day) for day, _, _ in entry.days], y)
        lanes.append(Lane(written, y, bars, tuple(scale.x(day) for day in entry.marks), numbers))
        y = max([y + BAR, *(below + NUMBER / 2 for _, below, _ in numbers)]) + GAP
    kinds = dict.fromkeys(time.kind for entry in entries for time in entry.times)
    return Timeline(
        height=y,
        years=_years(scale),
        today=scale.x(on),
        today_words=words.day(on),
        lanes=tuple(lanes),
        kinds=tuple((kind, words(f"timeline.kind_{kind}")) for kind in kinds),
        days=tuple((said, what) for entry in entries for _, said, what in entry.days),
        rows=tuple(row for entry in entries for row in entry.rows),
    )


def _numbers(places: list[float], y: float) -> tuple[tuple[float, float, int], ...]:
    """The middle of each number, from the left to the right, and the number."""
    return tuple(
        (x, y + NUMBER / 2 + NUMBER * level, number)
        for number, (x, level) in enumerate(zip(places, levels(places, NUMBER), strict=True), 1)
    )


def levels(places: Sequence[float], room: float) -> list[int]:
    """The line for each of what stands side by side: the first on which it does not touch what stands there already.
    ``places``: the middles, from the left to the right. ``room``: what each takes."""
    found: list[int] = []
    for place in places:
        taken = {level for other, level in zip(places, found, strict=False) if place - other < room}
        found.append(next(level for level in count() if level not in taken))
    return found


def _in_lines(text: str) -> list[str]:
    """A text in lines of at most LETTERS letters, cut between words; a longer word is cut off."""
    lines = [""]
    for word in (word[:LETTERS] for word in text.split()):
        if len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def _bar(time: Time, scale: Scale) -> Bar:
    x = scale.x(time.start)
    return Bar(x, max(2.0, round(scale.x(time.end) - x, 1)), time.kind)


def _years(scale: Scale) -> tuple[tuple[float, str], ...]:
    """The first days of years, with names that do not touch."""
    first, last = scale.first.year + 1, scale.last.year
    step = max(1, -(-(last - first + 1) // MOST_YEARS_NAMED))
    start = date(first, 1, 1)
    years = [add_years(start, number) for number in range(0, last - first + 1, step)]
    return tuple((x, str(year.year)) for year in years if 12 <= (x := scale.x(year)) <= WIDTH - 14)
