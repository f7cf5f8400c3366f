"""From conditions and dates to a status: open, later, closed or unsettled.

The rule for readings (the project's list of readings, "one rule for all"): reached under every reading, open; under
none, later; under some only, unsettled. The date shown is that of the safe reading; readings that lie within three
days of it count as the same, and the latest of them is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from belgian_residence.conventions import MOST_FAVOURABLE, SAFE, SAFE_READING, readings_of
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth, all_of, evaluate
from belgian_residence.routes.status import Basis, Route, When
from belgian_residence.situation import Condition, Situation

Status = Literal["open", "later", "closed", "unsettled"]
SAME_DATE_WITHIN = 3
"""Readings that differ by no more than so many days are one date."""


@dataclass(frozen=True)
class Outcome:
    """The result for one route and one person with exact days."""

    status: Status
    earliest: date | None
    basis: Basis
    readings: dict[str, date] = field(default_factory=dict)
    """Name of each reading and its date, where dates differ by more than three days; ``safe`` among them."""
    conditions: tuple[tuple[Condition, Finding], ...] = ()
    missing: tuple[str, ...] = ()
    clock: date | None = None
    """The day on which the clock is complete under the safe reading, whatever the status."""
    early: bool = False
    """Open on an early ground, before the clock is complete."""


def decide(route: Route, situation: Situation) -> Outcome:
    """The outcome of a route."""
    safe = route.clock(situation)
    dates = reading_dates(route, situation, safe)
    reached = _reached(safe, dates, situation.on)
    whole = evaluate(all_of(route.requirement, route.unbroken), situation)
    in_the_ordinary_way = reached is YES and whole.value is YES
    early = evaluate(route.early, situation) if route.early and not in_the_ordinary_way else None
    is_early = early is not None and early.value is YES
    proof = evaluate(route.requirement, situation) if is_early else whole
    conditions = (*proof.conditions(), clock_condition(route, safe, reached), *(early.conditions() if early else ()))
    day = dates.get(SAFE_READING) if safe.day_is_known else None
    shown = dates if len(set(dates.values())) > 1 or SAFE_READING not in dates else {}

    def outcome(status: Status, earliest: date | None, missing: tuple[str, ...] = ()) -> Outcome:
        if any(finding.not_confirmed for _, finding in conditions):
            missing = ()  # no answer can open the route, so nothing more is asked for it
        return Outcome(
            status,
            earliest,
            safe.basis,
            shown,
            conditions,
            missing,
            clock=day,
            early=is_early,
        )

    if proof.value is NO or (reached is NO and not dates and not (early and early.value is not NO)):
        return Outcome("closed", None, safe.basis, conditions=conditions, clock=day)
    unsettled_facts = proof.missing + _clock_missing(safe, reached) + (early.missing if early else ())
    if proof.value is UNKNOWN and not proof.waits_only_for_filing():
        return outcome("unsettled", day, _unique(unsettled_facts))
    if is_early and proof.value is YES:
        return outcome("open", _early_day(situation) if route.key == "EU+" else None)
    if in_the_ordinary_way:
        return outcome("open", day)
    if reached is NO and not (early and early.value is UNKNOWN):
        return outcome("later", day)
    return outcome("unsettled", day, _unique(unsettled_facts))


def reading_dates(route: Route, situation: Situation, safe: When) -> dict[str, date]:
    """The date of each reading, those close to the safe one brought to the same (the latest) day.

    Where no day is safe because what is counted never ends, only the readings that do give a day are named.
    """
    if safe.day is None and safe.missing:
        return {}
    days = {SAFE_READING: safe.day} if safe.day else {}
    if situation.conventions != SAFE:
        return days  # one reading was chosen: no other is compared
    for name, conventions in readings_of(route.key).items():
        day = route.clock(situation.under(conventions)).day
        if day is not None:
            days[name] = day
    one_date = _brought_together(list(days.values()))
    shown = {SAFE_READING: one_date[safe.day]} if safe.day else {}
    for name, day in days.items():
        # The favourable combination is shown only where it says something that no single reading says.
        if one_date[day] != shown.get(SAFE_READING) and not (
            name == MOST_FAVOURABLE and one_date[day] in shown.values()
        ):
            shown[name] = one_date[day]
    return shown


def _brought_together(days: list[date]) -> dict[date, date]:
    """Each day with the day that is shown for it: the latest of those that lie within three days of each other."""
    shown: dict[date, date] = {}
    latest: date | None = None
    for day in sorted(set(days), reverse=True):
        if latest is None or (latest - day).days > SAME_DATE_WITHIN:
            latest = day
        shown[day] = latest
    return shown


def _reached(safe: When, dates: dict[str, date], on: date) -> Truth:
    """Is the clock complete on the date, under every reading (yes), none (no), or some or not known (unknown)?"""
    if safe.missing:
        return UNKNOWN
    if safe.day is None:
        return UNKNOWN if dates else NO  # under the safe reading never, under another one some day
    verdicts = {day <= on if safe.open_on_the_day else day < on for day in dates.values()}
    if len(verdicts) > 1:
        return UNKNOWN
    return YES if verdicts == {True} else NO


def clock_condition(route: Route, safe: When, reached: Truth) -> tuple[Condition, Finding]:
    """The clock as a condition with its answer, for the proof."""
    condition = Condition(route.clock_id, safe.law, lambda situation: Finding(reached))
    return condition, Finding(reached, safe.facts, safe.missing)


def _clock_missing(safe: When, reached: Truth) -> tuple[str, ...]:
    return safe.missing if reached is UNKNOWN else ()


def _early_day(situation: Situation) -> date | None:
    """The day on which the right arose by an early ground of one's own (art. 42sexies): when work stopped."""
    person = situation.person
    days = [day for day in (person.stopped_working, person.annex_19) if isinstance(day, date)]
    return max(days) if isinstance(person.stopped_working, date) else None


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
