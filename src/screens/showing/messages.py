"""Messages to copy: to the municipality for an appointment, to show that one has asked, and to the employer for papers.

They say what the result says and leave what is personal open, in square brackets. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from screens.showing.result import Result
from screens.showing.routes import Route
from screens.words import Words

FROM_THE_EMPLOYER = ("employer-or-own-papers", "employer-or-pension", "own-papers", "court-school-police")
"""Where a paper comes from, by the names of the tables: these can be the employer."""


@dataclass(frozen=True)
class Message:
    """A message: its name inside ids of the page, for what it is, the text."""

    id: str
    title: str
    text: str


def messages(result: Result, case: dict[str, Any], on: date, words: Words) -> tuple[Message, ...]:
    """The messages for the card that the result is about; none where no card is possible."""
    lead = result.first.lead
    return tuple(_messages(lead, case, on, words)) if lead else ()


def _messages(lead: Route, case: dict[str, Any], on: date, words: Words) -> Iterator[Message]:
    told = {"card": lead.name, "when": _when(lead, words), "held": _held(case, words)}
    papers = "\n".join(f"- {paper.text}" for paper in lead.dossier.papers)
    yield _message("appointment", words, papers=papers, **told)
    if lead.status == "open":
        yield _message("asked", words, papers=papers, day=words.day(on), **told)
    places = {words.find(f"where.{place}") for place in FROM_THE_EMPLOYER}
    wanted = [paper.text for paper in lead.dossier.papers if paper.where in places]
    if wanted:
        yield _message("employer", words, card=lead.name, papers="\n".join(f"- {text}" for text in wanted))


def _message(id: str, words: Words, **values: str) -> Message:
    return Message(id, words(f"messages.{id}"), words(f"messages.{id}_text", **values))


def _when(lead: Route, words: Words) -> str:
    if lead.status == "open":
        return words("messages.now")
    return words("messages.from", day=lead.day) if lead.status == "later" and lead.has_day else ""


def _held(case: dict[str, Any], words: Words) -> str:
    return words.find(f"option.card.{case.get('card')}.short") or words.find(f"option.card.{case.get('card')}") or ""
