"""Messages to copy: to the municipality for an appointment, to show that one has asked, and to the employer for papers.

They say what the result says and leave what is personal open, in square brackets. Nothing is sent from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from screens.showing.cards import routes
from screens.showing.cards.routes import Route
from screens.showing.lines import away
from screens.showing.lines.requests import TO_ORDER, Request
from screens.words import Words

FROM_THE_EMPLOYER = ("employer-or-own-papers", "employer-or-pension", "own-papers", "court-school-police")
"""Where a paper comes from, by the names of the tables: these can be the employer."""
NO_CARD = "none"


@dataclass(frozen=True)
class Message:
    """A message: its name inside ids of the page, for what it is, the text in the language of the office, and what it
    says in the person's language; "" where that is the same."""

    id: str
    title: str
    text: str
    own: str


def messages(
    lead: Route | None, request: Request | None, case: dict[str, Any], on: date, office: str, words: Words
) -> tuple[Message, ...]:
    """The messages for the card that the result is about; none where no card is possible, and while the decision on it
    is waited for. ``request``: the one for this card. ``office``: the language of the office, nl, fr or de; "" while
    none is chosen."""
    if lead is None or (request and request.state == "waiting"):
        return ()
    same = office in ("", words.language)

    def texts(of: Words) -> dict[str, str]:
        to_order = request is not None and request.state in TO_ORDER
        return dict(_order(lead, request, case, on, of) if request and to_order else _texts(lead, case, on, of))

    own = texts(words)
    theirs = own if same else texts(words.of_office(office))
    return tuple(Message(id, words(f"messages.{id}"), theirs[id], "" if same else text) for id, text in own.items())


def _texts(lead: Route, case: dict[str, Any], on: date, words: Words) -> Iterator[tuple[str, str]]:
    card = words(f"route.{lead.key}.name")
    trip = away.running(case, on)
    told = {"card": card, "when": _when(lead, on, words), "held": _held(case, words)}
    abroad = away.in_a_letter(trip, words)
    asked = [paper for paper in lead.told["papers"] if paper["stage"] == "request"]
    papers = _listed(asked, words)
    yield "appointment", _tidy(words("messages.appointment_text", papers=papers, abroad=abroad, **told))
    if lead.status == "open" and not trip:  # from abroad nothing is asked for yet
        yield "asked", _tidy(words("messages.asked_text", papers=papers, day=words.day(on), **told))
    wanted = [paper for paper in asked if paper["where"] in FROM_THE_EMPLOYER]
    if wanted and case.get("income") != 0:  # who earns nothing has no employer to ask
        yield "employer", words("messages.employer_text", card=card, papers=_listed(wanted, words))


def _order(lead: Route, request: Request, case: dict[str, Any], on: date, words: Words) -> Iterator[tuple[str, str]]:
    """The card is ordered, because it is granted, or because no answer came in time."""
    abroad = away.in_a_letter(away.running(case, on), words)
    told = {"card": words(f"route.{lead.key}.name"), "held": _held(case, words), "abroad": abroad}
    if request.state == "silence" and request.since:
        day = words.day(request.filed) if request.filed else words("messages.open_date")
        yield "order", _tidy(words("messages.order_text", day=day, since=words.day(request.since), **told))
    else:
        yield "order", _tidy(words("messages.granted_text", **told))


def _listed(papers: list[dict[str, Any]], words: Words) -> str:
    ids = [paper["id"] for paper in papers]
    return "\n".join(f"- {words(f'paper.{id}')}" for id in ids)


def _when(lead: Route, on: date, words: Words) -> str:
    if lead.status == "open":
        return words("messages.now")
    has_day = lead.status == "later" and lead.has_day
    return words("messages.from", day=routes.day(lead.told, on, words)) if has_day else ""


def _held(case: dict[str, Any], words: Words) -> str:
    """The sentence about the document that is held; "" where it is not known."""
    card = case.get("card")
    if card == NO_CARD:
        return words("messages.held_none")
    name = words.find(f"option.card.{card}.short") or words.find(f"option.card.{card}")
    return words("messages.held", held=name) if name else ""


def _tidy(text: str) -> str:
    """Without the spaces and empty lines that a sentence leaves which is not said."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"^ +| +$", "", re.sub(r" {2,}", " ", text), flags=re.MULTILINE))
