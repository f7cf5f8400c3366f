"""Published changes of the law that lie ahead: "apply before or after this change?"

For each change within eighteen months, or before the day on which the route opens, the same facts are decided on the
day before it and on its day. It is told only where what it changes comes out differently for this person: a condition,
a reading, an amount. That a day has passed between the two is no difference that the law made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from belgian_residence.engine import NO
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.law.amounts import one_as_json
from belgian_residence.law.changes import Change, all_changes, yearly_changes
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.person import Person

MONTHS_AHEAD = 18

Decided = Callable[[str, date], Outcome]
"""The same facts on another day: the outcome of a route, by its key."""


def changes_ahead(
    key: str, now: Outcome, person: Person, on: date, asked: tuple[str, ...], decided: Decided
) -> list[dict[str, Any]]:
    """The changes that make a difference on a route, in the order of time, as JSON-shaped dicts.

    ``now``: the outcome on the date asked about. ``asked``: the amounts that the route asks for. ``decided`` is only
    called where a change may matter.
    """
    last = max(add_months(on, MONTHS_AHEAD), now.earliest or on)
    found = []
    for change in _of_route(key, asked):
        if on < change.day <= last and _concerns(change, person):
            told = _told(change, key, now, decided) if change.content_seen else _announced(change, now)
            if told is not None:
                found.append(
                    {"id": change.id, "date": change.day.isoformat(), "provisions": list(change.provisions), **told}
                )
    return found


def _of_route(key: str, asked: tuple[str, ...]) -> Iterable[Change]:
    named = [change for change in all_changes().values() if key in change.routes]
    told = {(change.day, name) for change in named for name in change.amounts}
    yearly = [
        change
        for change in yearly_changes(key, asked)
        if not all((change.day, name) in told for name in change.amounts)
    ]
    return sorted((*named, *yearly), key=lambda change: change.day)


def _concerns(change: Change, person: Person) -> bool:
    """Is the person one of those whom the change is for? What is not known of the person is not guessed at."""
    if change.cards and person.card not in change.cards:
        return False
    if change.nationalities and not set(change.nationalities) & (person.nationality or frozenset()):
        return False
    if change.below_age is None:
        return True
    return person.birth_date is not None and change.day < add_years(person.birth_date, change.below_age)


def _announced(change: Change, now: Outcome) -> dict[str, Any] | None:
    """A change of which only the day is known: told where it touches what the route hangs on."""
    in_play = {condition.id for condition, finding in now.conditions if finding.value is not NO}
    cited = {id for condition, _ in now.conditions for id in condition.law}
    touches = in_play & set(change.conditions) if change.conditions else cited & set(change.provisions)
    if now.status == "closed" or not touches:
        return None
    state = _side(now, {})
    return {"content_seen": False, "before": state, "after": state}


def _told(change: Change, key: str, now: Outcome, decided: Decided) -> dict[str, Any] | None:
    days = (change.day - DAY, change.day)
    amounts = [{name: one_as_json(name, day)["value"] for name in change.amounts} for day in days]
    other_amounts = amounts[0] != amounts[1]
    computed = bool(change.conditions) or any(name in now.readings for name in change.readings)
    if not computed and not _worth_a_look(change, now, other_amounts):
        return None
    before, after = (decided(key, day) for day in days)
    touched = [_touched(change, outcome, day) for outcome, day in zip((before, after), days, strict=True)]
    if touched[0] == touched[1]:
        if before.status in ("closed", "later"):
            return None  # nobody can ask before the change, so there is nothing to choose
        if not change.cards and not other_amounts:
            return None
    parts = [{**one, **({"amounts": values} if values else {})} for one, values in zip(touched, amounts, strict=True)]
    return {"content_seen": True, "before": _side(before, parts[0]), "after": _side(after, parts[1])}


def _worth_a_look(change: Change, now: Outcome, other_amounts: bool) -> bool:
    """May a change of amounts, or one for the holders of a card, matter before its day?"""
    opens_later = now.status == "later" and (now.earliest is None or now.earliest >= change.day)
    return now.status != "closed" and not opens_later and (other_amounts or bool(change.cards))


def _touched(change: Change, outcome: Outcome, day: date) -> dict[str, Any]:
    """The part of a route that the change is about."""
    found: dict[str, Any] = {}
    if change.conditions:
        found["conditions"] = {
            condition.id: finding.value.value
            for condition, finding in outcome.conditions
            if condition.id in change.conditions
        }
    if change.readings:
        found["open_readings"] = [name for name in change.readings if outcome.readings.get(name, date.max) <= day]
    return found


def _side(outcome: Outcome, parts: dict[str, Any]) -> dict[str, Any]:
    earliest = outcome.earliest.isoformat() if outcome.earliest else None
    return {"status": outcome.status, "earliest": earliest, **parts}
