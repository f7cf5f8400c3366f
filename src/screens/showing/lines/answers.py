"""Answers in words: one line for each, for the page on which a person checks them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from belgian_residence.told.facts import BY_NAME
from screens.questions.places import SECTIONS, Place, nationality_choice
from screens.questions.relations import Given
from screens.words import Words

IN_THE_LINE = ("from", "to", "ground", "reason", "route", "filed", "decision", "notified")
"""Fields of an entry that its one line already tells."""


AT_MOST = ("absences_in_a_year", "absences_in_five_years")
"""Months away that count as such; of one time in a row it is said that it was shorter."""


@dataclass(frozen=True)
class Row:
    """One answer: its label, its value in one or more lines, and the screen on which to change it."""

    label: str
    lines: tuple[str, ...]
    screen: str
    unused: bool = False
    """Does it change nothing any more?"""


@dataclass(frozen=True)
class Section:
    """Answers that belong together."""

    title: str
    rows: tuple[Row, ...]


def sections(
    case: dict[str, Any], words: Words, given: Mapping[str, Given] | None = None, unused: Collection[str] = ()
) -> list[Section]:
    """Every answer that was given, also "not known", in groups. ``given``: facts that another person gives. ``unused``:
    facts that change nothing any more."""
    found = []
    for name, facts in SECTIONS.items():
        rows = tuple(
            replace(row, unused=fact in unused)
            for fact in facts
            if fact in case
            for row in ([_given_row(given[fact], words)] if given and fact in given else _rows(fact, case[fact], words))
        )
        if rows:
            found.append(Section(words(f"section.{name}"), rows))
    return found


def label(place: Place, words: Words) -> str:
    """The question as a statement: "Date of your Annex 19"."""
    return words(f"short.{place.words}")


def value_line(place: Place, value: Any, words: Words) -> str:
    """One answer in words. None is "not known"."""
    kind = place.kind
    if value is None:
        return words("answer.unknown")
    if kind.name == "date":
        return words("answer.no_such_date") if value == "none" else words.rough(value)
    if kind.name == "yes_no":
        return words("answer.yes" if value else "answer.no")
    if kind.name == "money":
        return words("answer.money", amount=words.number(value))
    if kind.name == "count":
        return _count(place.fact, words.number(value), words)
    if kind.name == "list":
        return words.every_of([entry_line(place.fact, entry, words) for entry in value]) or words("answer.none")
    if kind.name == "choices":
        return words.every_of([option(place, item, words) for item in value]) or words("answer.none")
    if kind.name == "nationality":
        return option(place, nationality_choice(value) or "", words)
    return option(place, value, words)


def _count(fact: str, number: str, words: Words) -> str:
    if fact == "absences_each_under":
        return words("answer.less_than_months", months=number)
    return words("answer.months_at_most", months=number) if fact in AT_MOST else number


def option(place: Place, value: str, words: Words) -> str:
    """An option of a choice, in short words."""
    key = option_key(place, value)
    return words.find(f"{key}.short") or words(key)


def option_key(place: Place, value: str) -> str:
    """The key of an option. The same list of options has the same words wherever it is asked."""
    if place.kind.name == "yes_no":
        return f"answer.{value}"
    if place.page == "country":
        return f"country.{value}"
    return f"option.{place.page or place.fact}.{value}"


def entry_line(list_name: str, entry: dict[str, Any], words: Words) -> str:
    """An entry of a list in one line: what it was, from when to when."""
    if list_name == "applications":
        return _request_line(entry, words)
    period = _period(entry.get("from"), entry.get("to"), words)
    for field in ("ground", "reason"):
        if entry.get(field):
            what = option(Place(list_name, 0, field), entry[field], words)
            if entry.get("country", "BE") != "BE":
                what = words("entry.abroad", what=what, country=words(f"country.{entry['country']}"))
            return words("entry.line", what=what, period=period)
    return period


def _period(start: Any, end: Any, words: Words) -> str:
    """From when to when; a stay may have no first day that is known, and no last day yet. A day that is only known
    between two others ("between 5 and 20 March") takes no "from" or "to" before it."""
    if start is None and end is None:
        return words("period.from_unknown")
    between = words.is_between(start) or words.is_between(end)
    if start is None:
        return words("period.unknown_side_by_side" if between else "period.unknown_to", end=words.rough(end))
    if end is None:
        return words("period.began" if between else "period.since", start=words.rough(start))
    both = {"start": words.rough(start), "end": words.rough(end)}
    return words("period.side_by_side" if between else "period.from_to", **both)


def _request_line(entry: dict[str, Any], words: Words) -> str:
    """A request in one line: for which card, when, and what became of it."""
    place = Place("applications", 0, "route")
    parts = [words("request.asked", card=option(place, entry["route"], words), day=_day(entry.get("filed"), words))]
    decision = entry.get("decision")
    if decision is not None:
        parts.append(option(Place("applications", 0, "decision"), decision, words))
    if entry.get("notified") is not None:
        parts.append(words("request.notified", day=_day(entry["notified"], words)))
    return words.side_by_side(parts)


def _day(value: Any, words: Words) -> str:
    return words("request.day_unknown") if value is None else words.rough(value)


def first_day(entry: dict[str, Any]) -> str:
    """The earliest day on which an entry can have begun, for putting entries in order."""
    start = entry.get("from", entry.get("filed"))
    return str(start["earliest"]) if isinstance(start, dict) else str(start or "")


def _rows(fact: str, value: Any, words: Words) -> list[Row]:
    place = Place(fact)
    if BY_NAME[fact].kind.name != "list" or value is None:
        return [Row(label(place, words), (value_line(place, value, words),), place.screen)]
    in_order = sorted(value, key=first_day)
    lines = tuple(entry_line(fact, entry, words) for entry in in_order) or (words("answer.none"),)
    return [Row(label(place, words), lines, place.screen), *_details(fact, value, words)]


def _given_row(one: Given, words: Words) -> Row:
    place = Place(one.fact)
    source = words("answer.from", names=words.every_of(list(one.sources)))
    return Row(label(place, words), (value_line(place, one.value, words), source), one.screen)


def _details(fact: str, entries: list[dict[str, Any]], words: Words) -> list[Row]:
    """What was asked afterwards about single entries: a row each."""
    rows = []
    for index, entry in enumerate(entries):
        for field in BY_NAME[fact].kind.fields:
            if field.name in entry and field.name not in IN_THE_LINE:
                place = Place(fact, index, field.name)
                lines = (value_line(place, entry[field.name], words), entry_line(fact, entry, words))
                rows.append(Row(label(place, words), lines, place.screen))
    return rows
