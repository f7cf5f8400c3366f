"""The days that matter as a calendar file (iCalendar, RFC 5545): whole days, a reminder a week before, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import belgian_residence as rules
from belgian_residence.engine.dates import DAY
from screens.questions import relations
from screens.remembered.save_file import FORMAT
from screens.remembered.state import State
from screens.showing.result.events import Event, events_of
from screens.words import Words

TYPE = "text/calendar"
LINE_BYTES = 75
"""A longer line is folded: it goes on after a line break and a space."""


def file(state: State, on: date, made: date, today: date | None, words: Words) -> dict[str, str]:
    """The name, the text and the type of the file, with the days of everybody. ``made``: the day on which it is made.
    ``today``: figures that were to be verified again before it are not used."""
    found = []
    for name in state.people:
        known = relations.known(State(state.people, name, state.relations, on=state.on), on)
        whole = rules.assess(known, on, today=today)
        found += [(name, event) for event in events_of(whole, known, on, words)]
    return {"name": f"{FORMAT}-{made}.ics", "text": text(found, made, words), "type": TYPE}


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
