"""What an answer adds to its routes, in words: changes of the law that lie ahead, answers that seldom go together, and
figures that nobody has looked at for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from screens.questions.places import Place, screen_of_path
from screens.showing.lines.answers import entry_line, label, value_line
from screens.showing.lines.citations import Citation, citations
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

Case = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A change of the law: what changes, and what it makes of a route before and from its day."""

    route: str
    day: str
    text: str
    before: str
    after: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Answer:
    """One of two answers: what was said, and the screen on which to change it."""

    text: str
    screen: str


@dataclass(frozen=True)
class Unusual:
    """Two answers that seldom go together: the rule that they do not fit, and what to do."""

    rule: str
    answers: tuple[Answer, ...]
    ways: tuple[str, ...]
    citations: tuple[Citation, ...]


def changes(routes: dict[str, answer_types.Route], words: Words) -> tuple[Change, ...]:
    """The changes ahead on all routes, in the order of time."""
    found = [(change["date"], key, change) for key, route in routes.items() for change in route["changes"]]
    return tuple(_change(key, change, words) for _, key, change in sorted(found, key=lambda one: one[:2]))


def _change(key: str, change: dict[str, Any], words: Words) -> Change:
    day = date.fromisoformat(change["date"])
    same = change["before"] == change["after"]
    return Change(
        route=words(f"route.{key}.short"),
        day=words.day(day),
        text=words(f"change.{change['id']}"),
        before=""
        if same
        else words("change.before", day=words.day(day - timedelta(days=1)), what=_side(change["before"], day, words)),
        after="" if same else words("change.after", day=words.day(day), what=_side(change["after"], day, words)),
        citations=citations(change["provisions"]),
    )


def _side(side: dict[str, Any], change: date, words: Words) -> str:
    """What a route says of requests on one side of the day of a ``change``: a day up to it is one that has come."""
    told = [words(f"status.{side['status']}")]
    if side["earliest"]:
        since = "result.since" if date.fromisoformat(side["earliest"]) <= change else "result.from"
        told.append(words(since, day=words.day(side["earliest"])))
    for name, value in side.get("amounts", {}).items():
        named = words.find(f"amount.{name}")
        if named and value is None:
            told.append(words("change.amount_unknown", name=named))
        elif named and isinstance(value, (int, float)) and not isinstance(value, bool):
            told.append(words("change.amount", name=named, value=words.number(value)))
    return words.side_by_side(told)


def unusual(found: list[dict[str, Any]], case: Case, on: date, words: Words) -> tuple[Unusual, ...]:
    """The answers that seldom go together."""
    return tuple(
        Unusual(
            rule=words(f"rule.{one['rule']}"),
            answers=tuple(dict.fromkeys(_answer(path, case, on, words) for path in (one["where"], one["other"]))),
            ways=tuple(words(f"way.{way}") for way in one["ways"]),
            citations=citations(one["provisions"]),
        )
        for one in found
    )


def _answer(path: str, case: Case, on: date, words: Words) -> Answer:
    if path == "on":
        return Answer(words("fault.fact", label=words("unusual.date"), value=words.day(on)), "on")
    return Answer(told(path, case, words), screen_of_path(path))


def told(fact: str, case: Case, words: Words) -> str:
    """A fact with its value, as on the page of answers; a list with each of its entries."""
    place = Place(fact)
    value = case[fact]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        line = words.side_by_side(entry_line(fact, entry, words) for entry in value)
    else:
        line = value_line(place, value, words)
    return words("fault.fact", label=label(place, words), value=line)


def wording_not_seen(route: answer_types.Route, words: Words) -> str:
    """For a route that is decided by a text that was amended after it was read: that the new text was not seen."""
    found = route["wording_not_seen"]
    return words("result.wording_not_seen", day=words.day(found[0]["since"])) if found else ""


def last_known(route: answer_types.Route, words: Words) -> str:
    """For a route whose figures nobody has looked at for too long: what was said last, and when. Otherwise empty."""
    known = route.get("last_known")
    if not known:
        return ""
    what = words(f"status.{known['status']}")
    if known["earliest"]:
        what = words.side_by_side((what, words("result.from", day=words.day(known["earliest"]))))
    return words("result.not_verified_since", day=words.day(known["verified_on"]), what=what)
