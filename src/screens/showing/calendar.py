"""The days that matter as a calendar file (iCalendar, RFC 5545): whole days, a reminder a week before, no clock.

What it holds: the day from which a card can be asked for and when to ask for an appointment; the renewal of the card
and its last day; the end of the time for a decision, and the day from which no answer means yes; the latest return from
a trip; every other day that is ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import belgian_residence as rules
from belgian_residence.dossier.advice import ONCE_BACK_THEN
from belgian_residence.engine.dates import DAY, add_months
from screens.questions.flow import CARDS
from screens.showing import requests
from screens.showing.days import card_end, days_ahead, last_day_back, must_be_back, renewal_of, window_of
from screens.showing.requests import Request
from screens.showing.routes import plan_comes_first
from screens.showing.to_do import BOOK
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

TYPE = "text/calendar"
LINE_BYTES = 75
"""A longer line is folded: it goes on after a line break and a space."""


@dataclass(frozen=True)
class Event:
    """One day, or the days from the first to the last. ``id``: the same for the same day of the same thing."""

    id: str
    first: date
    last: date
    text: str


def events(case: dict[str, Any], on: date, words: Words, today: date | None = None) -> list[Event]:
    """The days that lie ahead, in the order of time."""
    return events_of(rules.assess(case, on, today=today), case, on, words)


def events_of(whole: answer_types.Assessment, case: dict[str, Any], on: date, words: Words) -> list[Event]:
    """The days of an answer of the rules. A calendar without any is no calendar: none is offered then."""
    asked = requests.requests(whole, case)
    found = [*_cards(whole, asked, on, words), *_asked(asked, words)]
    found += [*_card_held(case, whole, on, words), *_deadlines(whole, words)]
    return sorted({event.id: event for event in found}.values(), key=lambda one: (one.first, one.id))


def _asked(asked: Iterable[Request], words: Words) -> Iterator[Event]:
    """The day from which no answer to a request means yes."""
    for one in asked:
        if one.state == "waiting" and one.since:
            yield Event(f"silence-{one.key}", one.since, one.since, requests.to_do(one, words))


def _cards(whole: answer_types.Assessment, asked: Iterable[Request], on: date, words: Words) -> Iterator[Event]:
    """When to ask for the cards that lie ahead; what was asked for already is not asked for again."""
    asked = tuple(asked)
    done = {one.key for one in asked if not one.before_its_day}
    done |= requests.not_beside(one for one in asked if one.state in requests.TO_ORDER)
    for key in CARDS:
        if key in done:
            continue
        route = whole["routes"][key]
        day = route["earliest"] and date.fromisoformat(route["earliest"])
        if route["status"] != "later" or not day or day <= on or plan_comes_first(route):
            continue
        card = words(f"route.{key}.short")
        book = add_months(day, -BOOK)
        if book > on:
            yield Event(f"book-{key}", book, book, words("calendar.book", card=card, day=words.day(day)))
        once_back = ONCE_BACK_THEN in route["next_steps"]
        ask = words("calendar.ask_once_back", card=card) if once_back else words("calendar.ask", card=card)
        yield Event(f"ask-{key}", day, day, ask)


def _card_held(case: dict[str, Any], whole: answer_types.Assessment, on: date, words: Words) -> Iterator[Event]:
    kept, window = whole["keep"], renewal_of(whole)
    if window:
        expires = date.fromisoformat(window["expires"])
        if expires >= on:
            yield Event("card-ends", expires, expires, card_end(case, words))
    for trip in kept["absences"] if kept else ():
        sooner = must_be_back(trip, words)
        if sooner:
            text = words("calendar.back_for", cards=sooner[1])
            yield Event(f"back-for-{trip['from']}", sooner[0], sooner[0], text)
        back = last_day_back(trip, on)
        if back:
            yield Event(f"back-{trip['from']}", back, back, words("calendar.back"))


def _deadlines(whole: answer_types.Assessment, words: Words) -> Iterator[Event]:
    for one in days_ahead(whole):
        first, last = window_of(one)
        yield Event(f"{one['id']}-{last}", first, last, words(f"deadline.{one['id']}"))


def text(found: Iterable[tuple[str, Event]], today: date, words: Words) -> str:
    """The file. ``found``: events with the name of the person that they are for, or "". ``today``: the day on which
    the file is made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//After Five//After Five//EN", "CALSCALE:GREGORIAN"]
    for name, event in found:
        said = words("calendar.of", name=name, what=event.text) if name else event.text
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.id}-{event.first:%Y%m%d}{_mark(name)}@after-five",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.last + DAY:%Y%m%d}",
            f"SUMMARY:{_escaped(said)}",
            f"DESCRIPTION:{_escaped(words('calendar.note'))}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(said)}",
            "TRIGGER:-P7D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _mark(name: str) -> str:
    """Tells the days of several people apart, without their names in an address-like place."""
    mark = 0
    for byte in name.encode():  # in their order: Maria is not Amira
        mark = (mark * 257 + byte) % 1_000_003
    return f"-{mark}" if name else ""


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 bytes, cut between signs."""
    part, room = "", LINE_BYTES
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield part
            part, room = " ", LINE_BYTES - 1
        part += sign
        room -= size
    yield part
