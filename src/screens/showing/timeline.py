"""The picture of the years: stays, trips, what counts for each card, today, and the days that matter; and the same as a
table. Drawn from the answer of the rules: this module decides where a line stands, never what counts.

Lengths are those of the drawing, ``WIDTH`` wide: about one pixel each on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from belgian_residence.assessment.one_person import read_person
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.told.person import Person, Stay
from screens.questions.places import Place
from screens.showing.answers import option
from screens.words import Words

WIDTH = 340
LETTERS = 50
"""As many letters stand in one line of the drawing."""
LINE, BAR, GAP = 15, 11, 9
HEAD = 22
MOST_YEARS_NAMED = 7
KINDS = ("stay", "trip", "full", "half", "band")
OF_ANNEX = ("annex_19", "annex_19ter")
"""Without a stay that was told, the years under the EU rules run from one of these papers."""


@dataclass(frozen=True)
class Bar:
    """A time. ``kind``: one of KINDS; a band lies between two readings of the law, or two rough days."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True)
class Lane:
    """One thing through time: its words in lines, and what stands under them. ``marks``: places of single days."""

    lines: tuple[tuple[float, str], ...]
    y: float
    bars: tuple[Bar, ...]
    marks: tuple[float, ...] = ()


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
    rows: tuple[Row, ...]


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


def view(case: dict[str, Any], whole: dict[str, Any], on: date, words: Words) -> Timeline | None:
    """The picture for an answer; None where nothing with a day was told. Of a rough day the latest is drawn."""
    person = read_person(case, on).latest_person()
    routes = {key: one for key, one in whole["routes"].items() if one["clock_parts"]}
    entries = [
        *_stays(person, routes, on, words),
        *_trips(person, on, words),
        *(_route(key, one, words) for key, one in routes.items()),
        *_days(whole, words),
    ]
    if not any(entry.times for entry in entries):
        return None
    return _drawn(entries, on, words)


# --- what is drawn ------------------------------------------------------------------------------------------------


def _stays(person: Person, routes: dict[str, Any], on: date, words: Words) -> list[Entry]:
    found = []
    for stay in sorted(person.stays or (), key=lambda one: one.start):
        end = stay.end + DAY if stay.end else max(on, stay.start) + DAY
        place = Place("stays", stay.index, "ground")
        name = option(place, stay.ground, words)
        if stay.country != "BE":
            name = words("entry.abroad", what=name, country=words(f"country.{stay.country}"))
        row = Row(
            name,
            words.day(stay.start),
            words.day(stay.end) if stay.end else words("timeline.runs"),
            _counts(stay, end, routes, words),
        )
        found.append(Entry(name, (Time(stay.start, end, "stay"),), rows=(row,)))
    if not found:
        for fact in OF_ANNEX:
            day = getattr(person, fact)
            if isinstance(day, date):
                name = words(f"short.{fact}")
                row = Row(name, words.day(day), words("timeline.runs"), "")
                found.append(Entry(name, (Time(day, max(on, day) + DAY, "stay"),), rows=(row,)))
    return found


def _counts(stay: Stay, end: date, routes: dict[str, Any], words: Words) -> str:
    """How a stay counts for each card: "B card: not; L card: for half". Time after the years is not named."""
    said = []
    for key, route in routes.items():
        parts = [_time(part) for part in route["clock_parts"]]
        if stay.start >= parts[-1].end:
            continue
        within = [part for part in parts if part.start < end and stay.start < part.end]
        how = _how(within, stay.start, min(end, parts[-1].end), words)
        said.append(words("timeline.counts", card=words(f"route.{key}.short"), how=how))
    return words.side_by_side(said)


def _how(within: Sequence[Time], start: date, end: date, words: Words) -> str:
    if not within:
        return words("timeline.counts_not")
    if within[0].start > start or within[-1].end < end or any(a.end < b.start for a, b in pairwise(within)):
        return words("timeline.counts_part")
    return words("timeline.counts_half" if within[0].kind == "half" else "timeline.counts_full")


def _trips(person: Person, on: date, words: Words) -> list[Entry]:
    absences = sorted(person.absences or (), key=lambda one: one.departure)
    if not absences:
        return []
    times, rows = [], []
    for one in absences:
        back = one.back or max(on, one.departure)
        times.append(Time(one.departure, back + DAY, "trip"))
        last = words.day(one.back) if one.back else words("timeline.not_back")
        rows.append(Row(words("timeline.trip"), words.day(one.departure), last, ""))
    return [Entry(words("timeline.trips", n=len(rows), count=len(rows)), tuple(times), rows=tuple(rows))]


def _route(key: str, one: dict[str, Any], words: Words) -> Entry:
    """The years of a card: what counts, the day on which they are complete, and the other days that are possible."""
    clock = date.fromisoformat(one["clock"])
    card = words(f"route.{key}.short")
    parts = [_time(part) for part in one["clock_parts"]]
    possible = [date.fromisoformat(day) for day in (*one["readings"].values(), *one.get("between", ()))]
    band = [Time(min(possible), max(possible), "band")] if possible and min(possible) < max(possible) else []
    rows = [
        Row(
            words("timeline.years_of", card=card),
            words.day(part.start),
            words.day(part.end - DAY),
            words("timeline.counts_half" if part.kind == "half" else "timeline.counts_full"),
        )
        for part in parts
    ]
    if band:
        rows.append(Row(words("timeline.band_of", card=card), words.day(band[0].start), words.day(band[0].end), ""))
    # The years for K can be complete before unlimited stay is granted, and then its clock is later than they are.
    complete = min(clock, parts[-1].end)
    title = words("timeline.complete", card=card, day=words.day(complete))
    return Entry(title, (*band, *parts), (complete,), tuple(rows))


def _days(whole: dict[str, Any], words: Words) -> list[Entry]:
    """The last day of the card, its renewal, and the other days that lie ahead."""
    marks, rows = [], []
    renewal = (whole["keep"] or {}).get("renewal")
    if renewal:
        marks.append(date.fromisoformat(renewal["expires"]))
        rows.append(Row(words("timeline.card_ends"), "", words.day(renewal["expires"]), ""))
    for one in [*whole["deadlines"], *(one for route in whole["routes"].values() for one in route["deadlines"])]:
        if one["date"] and one["state"] == "ahead":
            marks.append(date.fromisoformat(one["date"]))
            first = words.day(one["from"]) if one["from"] else ""
            rows.append(Row(words(f"deadline.{one['id']}"), first, words.day(one["date"]), ""))
    return [Entry(words("timeline.days"), (), tuple(marks), tuple(rows))] if marks else []


def _time(part: dict[str, str]) -> Time:
    return Time(date.fromisoformat(part["from"]), date.fromisoformat(part["until"]), part["counts"])


# --- where it stands ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scale:
    """The days that the drawing shows, from left to right."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of a day, within the drawing."""
        part = (min(max(day, self.first), self.last) - self.first).days / max(1, (self.last - self.first).days)
        return round(2 + part * (WIDTH - 4), 1)


def _drawn(entries: list[Entry], on: date, words: Words) -> Timeline:
    every = [day for entry in entries for time in entry.times for day in (time.start, time.end)]
    every += [day for entry in entries for day in entry.marks]
    scale = Scale(add_months(min(*every, on), -1), add_months(max(*every, on), 2))
    lanes, y = [], float(HEAD)
    for entry in entries:
        lines = _in_lines(entry.words)
        written = tuple((round(y + LINE * number + LINE - 4, 1), line) for number, line in enumerate(lines))
        y += LINE * len(lines)
        bars = tuple(_bar(time, scale) for time in entry.times)
        lanes.append(Lane(written, y, bars, tuple(scale.x(day) for day in entry.marks)))
        y += BAR + GAP
    kinds = dict.fromkeys(time.kind for entry in entries for time in entry.times)
    return Timeline(
        height=y,
        years=_years(scale),
        today=scale.x(on),
        today_words=words.day(on),
        lanes=tuple(lanes),
        kinds=tuple((kind, words(f"timeline.kind_{kind}")) for kind in kinds),
        rows=tuple(row for entry in entries for row in entry.rows),
    )


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
