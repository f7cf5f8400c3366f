"""The picture of the years: stays, trips, what counts for each card, today, and the days that matter; and the same as a
table. Made from the answer of the rules: this module says what is drawn, ``timeline_layout`` where it stands, neither
what counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from belgian_residence.assessment.one_person import read_person
from belgian_residence.engine.dates import DAY
from belgian_residence.told.person import Person, Stay
from screens.questions.places import Place
from screens.showing.drawn.timeline_layout import Entry, Row, Time, Timeline, drawn
from screens.showing.lines.answers import option
from screens.showing.lines.days import card_end, days_ahead, renewal_of, window_of
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

OF_ANNEX = ("annex_19", "annex_19ter")
"""Without a stay that was told, the years under the EU rules run from one of these papers."""


def view(case: dict[str, Any], whole: answer_types.Assessment, on: date, words: Words) -> Timeline | None:
    """The picture for an answer; None where nothing with a day was told. Of a rough day the latest is drawn, and the
    table says it as it was told."""
    person = read_person(case, on).latest_person()
    routes = {key: one for key, one in whole["routes"].items() if one["clock_parts"]}
    entries = [
        *_stays(person, case, routes, on, words),
        *_trips(person, case, on, words),
        *(_route(key, one, date.fromisoformat(day), words) for key, one in routes.items() if (day := one["clock"])),
        *_days(case, whole, words),
    ]
    if not any(entry.times for entry in entries):
        return None
    return drawn(entries, on, words)


def _stays(
    person: Person, case: dict[str, Any], routes: dict[str, answer_types.Route], on: date, words: Words
) -> list[Entry]:
    found = []
    for stay in sorted(person.stays or (), key=lambda one: one.start):
        end = stay.end + DAY if stay.end else max(on, stay.start) + DAY
        place = Place("stays", stay.index, "ground")
        name = option(place, stay.ground, words)
        if stay.country != "BE":
            name = words("entry.abroad", what=name, country=words(f"country.{stay.country}"))
        told = case["stays"][stay.index]
        row = Row(
            name,
            _as_told(told.get("from"), words),
            _as_told(told["to"], words) if told.get("to") else words("timeline.runs"),
            _counts(stay, end, routes, words),
        )
        found.append(Entry(name, (Time(stay.start, end, "stay"),), rows=(row,)))
    if not found:
        for fact in OF_ANNEX:
            day = getattr(person, fact)
            if isinstance(day, date):
                name = words("timeline.eu_stay")
                row = Row(name, _as_told(case[fact], words), words("timeline.runs"), "")
                found.append(Entry(name, (Time(day, max(on, day) + DAY, "stay"),), rows=(row,)))
    return found


def _as_told(day: str | dict[str, str] | None, words: Words) -> str:
    """A day in the words of whoever told it: a month stays a month."""
    return words.rough(day) if day else words("result.day_unknown")


def _counts(stay: Stay, end: date, routes: dict[str, answer_types.Route], words: Words) -> str:
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


def _trips(person: Person, case: dict[str, Any], on: date, words: Words) -> list[Entry]:
    absences = sorted(person.absences or (), key=lambda one: one.departure)
    if not absences:
        return []
    times, rows = [], []
    for one in absences:
        back = one.back or max(on, one.departure)
        times.append(Time(one.departure, back + DAY, "trip"))
        told = case["absences"][one.index]
        last = _as_told(told["to"], words) if told.get("to") else words("timeline.not_back")
        rows.append(Row(words("timeline.trip"), _as_told(told["from"], words), last, ""))
    return [Entry(words("timeline.trips", n=len(rows), count=len(rows)), tuple(times), rows=tuple(rows))]


def _route(key: str, one: answer_types.Route, clock: date, words: Words) -> Entry:
    """The years of a card: what counts, the day on which they are complete, and the other days that are possible."""
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


def _days(case: dict[str, Any], whole: answer_types.Assessment, words: Words) -> list[Entry]:
    """The last day of the card, its renewal, and the other days that lie ahead."""
    found: dict[tuple[date, str], list[str]] = {}
    rows = []
    for first, last, what in _ahead(case, whole, words):
        said = words.day(last)
        if first and first < last:
            said = words("deadline.window", first=words.day(first), last=said)
        found.setdefault((last, said), []).append(what)
        rows.append(Row(what, words.day(first) if first else "", words.day(last), ""))
    days = tuple((last, said, words.side_by_side(dict.fromkeys(found[last, said]))) for last, said in sorted(found))
    return [Entry(words("timeline.days"), (), rows=tuple(rows), days=days)] if days else []


def _ahead(
    case: dict[str, Any], whole: answer_types.Assessment, words: Words
) -> Iterator[tuple[date | None, date, str]]:
    """The first day where there is one, the last, and what it is."""
    if renewal := renewal_of(whole):
        yield None, date.fromisoformat(renewal["expires"]), card_end(case, words)
    for one in days_ahead(whole):
        first, last = window_of(one)
        yield first if first < last else None, last, words(f"deadline.{one['id']}")


def _time(part: dict[str, str]) -> Time:
    return Time(date.fromisoformat(part["from"]), date.fromisoformat(part["until"]), part["counts"])
