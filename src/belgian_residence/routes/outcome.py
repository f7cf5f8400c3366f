"""From conditions and dates to a status: open, later, closed or unsettled.

The rule for readings (the project's list of readings, "one rule for all"): reached under every reading, open; under
none, later; under some only, unsettled. The date shown is that of the safe reading; readings that lie within three
days of it count as the same, and the latest of them is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal, NamedTuple

from belgian_residence.counting.away import planned_beside_what_was_said
from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE, SAFE_READING, readings_of
from belgian_residence.counting.once import once, once_for_each
from belgian_residence.counting.situation import Condition, Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth, all_of, evaluate
from belgian_residence.engine.dates import DAY
from belgian_residence.routes.status import Basis, Route, When
from belgian_residence.told.facts import ABSENCE_BOUNDS
from belgian_residence.told.values import SAME_DATE_WITHIN

Status = Literal["open", "later", "closed", "unsettled"]


@dataclass(frozen=True)
class Bounds:
    """What is known of a day that one fact would confirm: not later than ``at_latest``, and ``probably`` the other."""

    at_latest: date
    probably: date | None
    confirmed_by: tuple[str, ...]


def no_day() -> None:
    """There is no day within the limits."""


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
    soonest: date | None = None
    """Where rough dates leave several days: the first that any of them gives, under any reading. See ``first_day``."""
    bounds: Bounds | None = None
    """Where the clock rests on a day of which only the bounds are known."""
    day_within_limits: Callable[[], date | None] = field(default=no_day, compare=False, repr=False)
    """Works out ``within_limits``: it costs as much as the outcome, and the questions do without it."""

    on_another_day: Callable[[date], Outcome] | None = field(default=None, compare=False, repr=False)
    """Works out the outcome of the same facts on another day, such as that of a request."""

    @property
    def first_day(self) -> date | None:
        """The first day on which the route can open, under any reading and for any choice of rough dates; None where no
        day is known. On an early ground: the day on which it arose, or the clock is complete, the first of both."""
        if self.soonest or not self.early:
            return self.soonest or min(self.readings.values(), default=self.earliest)
        if self.earliest is None:
            return None
        return min(day for day in (self.earliest, self.clock, *self.readings.values()) if day)

    @property
    def within_limits(self) -> date | None:
        """Where absences are missing: the day on which the clock is complete if none of them went beyond a limit."""
        return self.day_within_limits()


def latest_of_all(found: Iterable[tuple[Status, date | None]]) -> date | None:
    """The day by which a route is surely there, of several choices of rough days: the latest, where every choice gives
    one. A choice that is open since a day that is not known lies before one that comes later."""
    found = list(found)
    days = [day for _, day in found if day is not None]
    undated = {status for status, day in found if day is None}
    behind = undated == {"open"} and any(status == "later" for status, day in found if day is not None)
    return max(days) if days and (not undated or behind) else None


class Counted(NamedTuple):
    """The clock of a route, read on the date asked about."""

    safe: When
    dates: dict[str, date]
    """The date of each reading that is shown."""
    reached: Truth
    could_be_now: tuple[str, ...]
    """The facts that are not known and with which another reading could be complete."""


@once  # whoever judges something at the request asks for it again
def count(situation: Situation, route: Route) -> Counted:
    """Read the clock of a route."""
    safe, on = clock_of(situation, route.clock), situation.on
    others = other_readings(route, situation)
    dates = reading_dates(safe, others)
    could_be_now = _could_be_now(others, on)
    reached = _reached(safe, dates, on, all_ahead=_all_ahead((safe, *others.values()), on))
    return Counted(safe, dates, UNKNOWN if reached is NO and could_be_now else reached, could_be_now)


def decide(route: Route, situation: Situation) -> Outcome:
    """The outcome of a route."""
    counted = count(situation, route)
    safe, dates, reached = counted.safe, counted.dates, counted.reached
    whole = evaluate(all_of(route.requirement, route.unbroken), situation)
    of_the_route, of_an_unbroken_stay = whole.parts
    years_complete = reached is YES and of_an_unbroken_stay.value is YES
    # An early ground stands in for the years and the unbroken stay alone: once both are there it changes nothing.
    early = evaluate(route.early, situation) if route.early and not years_complete else None
    is_early = early is not None and early.value is YES
    proof = evaluate(route.requirement, situation) if is_early else whole
    conditions = (
        *((condition, finding) for condition, finding in proof.conditions() if not finding.of_others),
        clock_condition(route, safe, reached, counted.could_be_now),
        *(early.conditions() if early else ()),
    )
    undated = any(finding.undated for _, finding in conditions)
    clock = dates.get(SAFE_READING) if safe.day_is_known else None
    day = None if undated else clock
    shown = dates if not undated and (len(set(dates.values())) > 1 or SAFE_READING not in dates) else {}

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
            clock=clock,
            early=is_early,
            bounds=None if is_early else _bounds(safe, day),
            day_within_limits=partial(_day_within_limits, route, situation) if "absences" in missing else no_day,
        )

    if proof.value is NO or (reached is NO and not dates and not (early and early.value is not NO)):
        return Outcome("closed", None, safe.basis, conditions=conditions, clock=clock)
    clock_missing = (*safe.missing, *counted.could_be_now) if reached is UNKNOWN else ()
    early_missing = early.missing if early and of_the_route.can_become_yes() else ()
    unsettled_facts = proof.missing + clock_missing + early_missing
    if reached is UNKNOWN or not proof.waits_only_for_filing():
        unsettled_facts = _not_only_at_filing(unsettled_facts, conditions)
    if proof.value is UNKNOWN and not proof.waits_only_for_filing():
        return outcome("unsettled", day, _unique(unsettled_facts))
    if is_early and proof.value is YES:
        return outcome("open", _early_day(situation) if route.key == "EU+" else None)
    if years_complete and whole.value is YES:
        return outcome("open", day)
    if reached is NO and (early is None or early.value is NO):
        return outcome("later", day, safe.missing)
    return outcome("unsettled", day, _unique(unsettled_facts))


def _day_within_limits(route: Route, situation: Situation) -> date | None:
    """The day of the clock if no absence went beyond a limit; None where more than absences is missing for it, or where
    what is listed ends or may end what is counted."""
    then = with_no_other_absence(situation)
    proof = evaluate(all_of(route.requirement, route.unbroken), then)
    if proof.value is NO or any(finding.undated for _, finding in proof.conditions()):
        return None
    when = route.clock(then)
    known = when.day_is_known and set(when.missing) <= set(when.confirmed_by)
    return when.day if known else None


def with_no_other_absence(situation: Situation) -> Situation:
    """The same person, who was never away but for what is listed."""
    told = situation.person
    nothing_said: dict[str, Any] = dict.fromkeys(ABSENCE_BOUNDS)
    person = told.but(absences=told.absences or (), other_absences=False, **nothing_said)
    return Situation(person, situation.on, situation.conventions)


def other_readings(route: Route, situation: Situation) -> dict[str, When]:
    """The clock under every reading that can change the route, by name; none where one reading was chosen."""
    if situation.conventions != SAFE:
        return {}
    return once_for_each(clock_of, readings_of(route.key), situation, route.clock)


@once  # several grounds have the same clock
def clock_of(situation: Situation, clock: Callable[[Situation], When]) -> When:
    """The clock of a route. Where an absence is planned beside what was said of all others, and the years are not
    complete before it: only with both within the limits is there a day."""
    when = clock(situation)
    back = planned_beside_what_was_said(situation.person, situation.on)
    if back is None or when.day is None or when.day <= situation.on:
        return when
    after = clock(Situation(situation.person, back + DAY, situation.conventions))
    return when._replace(day=None, earliest=None, missing=("absences",)) if "absences" in after.missing else when


def reading_dates(safe: When, others: Mapping[str, When]) -> dict[str, date]:
    """The date of each reading, those close to the safe one brought to the same (the latest) day.

    Where no day is safe because what is counted never ends, only the readings that do give a day are named.
    """
    if safe.day is None and safe.missing:
        return {}
    days = {SAFE_READING: safe.day} if safe.day else {}
    days |= {name: when.day for name, when in others.items() if when.day is not None}
    one_date = _brought_together(list(days.values()))
    shown = {SAFE_READING: one_date[safe.day]} if safe.day else {}
    for name, day in days.items():
        # The favourable combination is shown only where it says something that no single reading says.
        if one_date[day] != shown.get(SAFE_READING) and not (
            name == MOST_FAVOURABLE and one_date[day] in shown.values()
        ):
            shown[name] = one_date[day]
    return shown


def _could_be_now(others: Mapping[str, When], on: date) -> tuple[str, ...]:
    """The facts that are not known and with which some other reading could be complete on the date."""
    names = [
        name
        for when in others.values()
        if (when.day is None or when.day > on) and (when.earliest is None or when.earliest <= on)
        for name in when.missing
    ]
    return _unique(tuple(names))


def _brought_together(days: list[date]) -> dict[date, date]:
    """Each day with the day that is shown for it: the latest of those that lie within three days of each other."""
    shown: dict[date, date] = {}
    latest: date | None = None
    for day in sorted(set(days), reverse=True):
        if latest is None or latest - day > SAME_DATE_WITHIN:
            latest = day
        shown[day] = latest
    return shown


def _all_ahead(clocks: Iterable[When], on: date) -> bool:
    """Does every day that the clock can come to lie ahead, under every reading, whatever is missing?"""
    return all(when.day is not None and on < (when.earliest or (on if when.missing else when.day)) for when in clocks)


def _bounds(safe: When, day: date | None) -> Bounds | None:
    if not safe.confirmed_by or day is None:
        return None
    probably = min(safe.probably, day) if safe.probably else None
    return Bounds(day, probably, safe.confirmed_by)


def _reached(safe: When, dates: dict[str, date], on: date, *, all_ahead: bool = False) -> Truth:
    """Is the clock complete on the date, under every reading (yes), none (no), or some or not known (unknown)?"""
    if safe.missing:
        return NO if all_ahead else UNKNOWN
    if safe.day is None:
        return UNKNOWN if dates else NO  # under the safe reading never, under another one some day
    been = {day <= on if safe.open_on_the_day else day < on for day in dates.values()}
    if len(been) > 1:
        return UNKNOWN
    return YES if been == {True} else NO


def clock_condition(
    route: Route, safe: When, reached: Truth, could_be_now: tuple[str, ...] = ()
) -> tuple[Condition, Finding]:
    """The clock as a condition with its answer, for the proof."""
    condition = Condition(route.clock_id, safe.law, lambda situation: Finding(reached))
    return condition, Finding(reached, safe.facts, _unique((*safe.missing, *could_be_now)))


def _not_only_at_filing(facts: tuple[str, ...], found: tuple[tuple[Condition, Finding], ...]) -> tuple[str, ...]:
    """The facts that matter before the day of filing too: the others are asked once nothing else is open."""
    unknown = [finding for _, finding in found if finding.value is UNKNOWN]
    needed = {name for finding in unknown if not finding.at_filing for name in finding.missing}
    later = {name for finding in unknown if finding.at_filing for name in finding.missing} - needed
    return tuple(name for name in facts if name not in later)


def _early_day(situation: Situation) -> date | None:
    """The day on which the right arose by an early ground of one's own (art. 42sexies): when work stopped."""
    person = situation.person
    days = [day for day in (person.stopped_working, person.annex_19) if isinstance(day, date)]
    return max(days) if isinstance(person.stopped_working, date) else None


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
