"""The days that lie ahead, each with its sentence, as they go into a calendar.

Among them: the day from which a card can be asked for and when to ask for an appointment; the renewal of the card and
its last day; the end of the time for a decision, and the day from which no answer means yes; the latest return from a
trip; every other day that is ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.dossier.advice import ONCE_BACK_THEN
from belgian_residence.engine.dates import add_months
from screens.questions.flow import CARDS
from screens.showing.cards.routes import plan_comes_first
from screens.showing.lines import requests
from screens.showing.lines.days import card_end, days_ahead, last_day_back, must_be_back, renewal_of, window_of
from screens.showing.lines.requests import Request
from screens.showing.result.to_do import BOOK
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types


@dataclass(frozen=True)
class Event:
    """One day, or the days from the first to the last. ``id``: the same for the same day of the same thing."""

    id: str
    first: date
    last: date
    text: str


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
