"""Five years under the EU rules (Act art. 42quinquies; Directive 2004/38 art. 16; Withdrawal Agreement art. 15).

The count runs from the annex. Absences of up to six months in all a year do not break it, nor does one absence of up
to twelve months for an important reason or a posting, nor military service of any length. Time in prison does.

Longer than most modules: it is one count, from event to event, and no verdict on an event means anything without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Literal

from belgian_residence.counting.absences import few
from belgian_residence.counting.away import Allowed, not_told
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.losing.permanent import lost_by
from belgian_residence.routes.limits import limit
from belgian_residence.told.facts import ABSENCES, IMPORTANT_REASONS
from belgian_residence.told.person import Absence, Person

EXCUSED = IMPORTANT_REASONS | {"posting"}


@dataclass(frozen=True)
class Event:
    """Something that may break the five years; ``trip`` for an absence. ``end`` is the day from which they can run
    again: that of the return, or the day after the last day of a period."""

    start: date
    end: date
    kind: str
    trip: Trip | None = None


@dataclass(frozen=True)
class Trips:
    """The absences gone through so far, and those of them that the exceptions leave out of the sum of a year."""

    all: list[Trip]
    left_out: list[Trip]


@dataclass(frozen=True)
class Count:
    """The result of the count."""

    start: date
    """The day from which the five years run, after the last break."""
    day: date
    """The day on which they are complete; from then on the right exists by law."""
    doubts: frozenset[str] = frozenset()
    """What in these five years only papers can decide: a key of ``DOUBTS``."""
    reasons: frozenset[str] = frozenset()
    """The names of the reasons of absence that are not known and that move the day."""
    between: tuple[date, date] | None = None
    """The first and the last day that these reasons can give."""


def used(own_right: bool) -> tuple[str, ...]:
    """The facts about absences and interruptions that a count looks at."""
    gaps = ("free_movement_gaps",) if own_right else ()
    return (*ABSENCES, "interruptions", "prison", "register_gaps", *gaps, "removal_enforced")


def allowed_away(on: date) -> tuple[Allowed, ...]:
    """What any year may hold, for what is said of all absences at once: within it nothing else is asked of them."""
    return (Allowed(limit("pr.absence_per_year_max", on), 1),)


def lists_missing(situation: Situation, own_right: bool) -> tuple[str, ...]:
    """The facts about absences and interruptions that are not known. ``own_right``: an EU citizen's own stay."""
    person = situation.person
    missing = ["absences"] if not_told(person, allowed_away(situation.on), situation.on) else []
    wanted = ["prison", "register_gaps", "removal_enforced", *(["free_movement_gaps"] if own_right else [])]
    unknown = [fact for fact in wanted if getattr(person, fact) is None]
    if unknown and person.interruptions is None:
        unknown = ["interruptions"]
    return (*missing, *unknown)


@once
def count(
    situation: Situation,
    start: date,
    own_right: bool,
    loss: str = "pr.loss_absence",
    until: date = date.max,
    rule_of: date | None = None,
) -> Count:
    """Count five years from ``start`` under the conventions of the situation. Nothing in the lists may be unknown.

    ``until``: only what begins before this day is looked at. ``rule_of``: count as many years as the law asked on this
    day, not on the date asked about (EUP-5Y-8).
    The events are gone through in the order of time. Once five years are complete the right exists by law: from then
    on only an absence longer than ``loss`` (the name of the limit, in years) can end it (EUP-5Y-1, EUP-LOSS-1).
    Where a reason of absence is not known, the latest day that any reason gives is the day of the count; the earliest,
    where doubts are settled.
    """
    years = limit("pr.residence_period", rule_of or situation.on)

    def with_reasons(absences: Iterable[Absence]) -> Count:
        events = _events(situation, absences, start, own_right)
        so_far = [_cut(event, situation.on) for event in events if event.start < situation.on]
        today = _count(so_far, situation, start, years, loss, until)
        if today.day <= situation.on:
            return today  # what is only planned has not happened yet
        return _count(events, situation, start, years, loss, until)

    absences, most = situation.person.absences or (), limit("pr.absence_per_year_max", situation.on)
    if not _interrupted(situation.person, own_right) and few(
        absences, situation.on, lambda trip: trip.exceeds(most), most
    ):
        return Count(start, add_years(start, years))  # without looking at the reading: it changes nothing
    unknown = sorted(
        (one for one in absences if one.reason is None),
        key=lambda one: (one.back or max(one.departure, situation.on)) - one.departure,
        reverse=True,
    )
    if not unknown:
        return with_reasons(absences)
    counts: dict[tuple[str, ...], Count] = {}
    varied = _how_many_are_varied(len(unknown), len(absences))
    for choice in _choices_of_reasons(varied, len(unknown) - varied):
        reasons = dict(zip(unknown, choice, strict=True))
        counts[choice] = with_reasons([replace(one, reason=reasons.get(one, one.reason)) for one in absences])
    first, *_, last = sorted(counts.values(), key=lambda one: one.day)
    picked = first if situation.conventions.doubts_settled else last
    if first.day == last.day:
        return picked
    return replace(picked, reasons=_that_move_the_day(unknown, varied, counts), between=(first.day, last.day))


def _interrupted(person: Person, own_right: bool) -> bool:
    """Was anything told but absences that can break the five years?"""
    return bool(person.prison or person.register_gaps or (own_right and person.free_movement_gaps))


REASONS_THAT_DIFFER = ("military_service", "serious_illness", "ordinary")
"""One of each kind of reason: it never counts, it may be the one that is excused, it always counts. A posting differs
from an illness only beyond twelve months, where without a paper it counts as any other absence."""
MOST_ABSENCES_GONE_THROUGH = 120
"""In all choices of reasons together. Beyond that the reasons of the longest absences are tried one by one, and those
of all shorter ones are taken as the same."""


def _how_many_are_varied(unknown: int, absences: int) -> int:
    varied = unknown
    while varied and len(REASONS_THAT_DIFFER) ** varied * absences > MOST_ABSENCES_GONE_THROUGH:
        varied -= 1
    return varied


def _choices_of_reasons(varied: int, alike: int) -> Iterable[tuple[str, ...]]:
    """The reasons that are tried, those of the longest absences first."""
    choices = product(REASONS_THAT_DIFFER, repeat=varied)
    return dict.fromkeys((*choice, *[other] * alike) for choice in choices for other in REASONS_THAT_DIFFER)


def _that_move_the_day(unknown: list[Absence], varied: int, counts: dict[tuple[str, ...], Count]) -> frozenset[str]:
    """The names of the reasons that can move the day, all others the same; of those that are alike all, or none."""
    found = set()
    for place, absence in enumerate(unknown):
        days: dict[tuple[str, ...], date] = {}
        for choice, counted in counts.items():
            others = choice[:place] + choice[place + 1 :] if place < varied else choice[:varied]
            if days.setdefault(others, counted.day) != counted.day:
                found.add(_reason_of(absence))
    return frozenset(found)


def _reason_of(absence: Absence) -> str:
    return f"absences[{absence.index}].reason"


def _cut(event: Event, on: date) -> Event:
    """The part of an absence that has happened by the date asked about."""
    if event.trip is None or event.trip.end <= on:
        return event
    return replace(event, trip=event.trip._replace(end=on))


def _count(events: list[Event], situation: Situation, start: date, years: int, loss: str, until: date) -> Count:
    on, begin, excuse_used = situation.on, start, False
    doubts: list[Event] = []
    so_far = Trips([], [])
    for event in events:
        if event.start >= until:
            break
        trip, complete = event.trip, add_years(begin, years)
        ends_the_right = trip is not None and lost_by(trip, loss, on)
        if complete <= event.start:
            if ends_the_right:
                begin, excuse_used = max(begin, event.end), False
            continue
        if trip is not None and trip.end > complete and situation.conventions.absence_ends_with_five_years:
            if ends_the_right:
                begin, excuse_used = max(begin, event.end), False
                continue
            trip = trip._replace(end=complete)
        if trip is not None:
            so_far.all.append(trip)
        verdict = _verdict(event.kind, trip, so_far, begin, start, excuse_used, situation)
        if verdict == "doubt":
            doubts.append(event)
            verdict = "settled" if situation.conventions.doubts_settled else "broken"
        if verdict == "broken":
            if event.trip is not None:
                so_far.all[-1] = event.trip  # no right arose during it, so all its months count in the next years
            begin, excuse_used = max(begin, event.end), False
        elif verdict != "harmless" and trip is not None:
            so_far.left_out.append(trip)
            excuse_used = True
    day = add_years(begin, years)
    inside = {event.kind for event in doubts if event.end > begin and event.start < day}
    return Count(begin, day, frozenset(inside))


def _events(situation: Situation, absences: Iterable[Absence], start: date, own_right: bool) -> list[Event]:
    person = situation.person
    events = [
        Event(trip.start, trip.back, _kind(trip, situation.on), trip)
        for trip in trips(absences, situation.conventions, situation.on)
    ]
    off_register = [gap for gap in person.register_gaps or () if not gap.presence_proven]
    for kind, periods in (
        ("prison", person.prison),
        ("register-gap", off_register),
        ("free-movement-gap", person.free_movement_gaps if own_right else None),
    ):
        events += [Event(period.start, period.end + DAY, kind) for period in periods or ()]
    return sorted((event for event in events if event.end > start), key=lambda event: (event.start, event.end))


def _kind(trip: Trip, on: date) -> str:
    """Which doubt an absence can raise, if it raises one."""
    return "long-posting" if trip.exceeds(limit("pr.absence_important_reason_max", on)) else "second-long-absence"


def _verdict(
    kind: str, trip: Trip | None, so_far: Trips, begin: date, first: date, excuse_used: bool, situation: Situation
) -> Literal["harmless", "excused", "settled", "doubt", "broken"]:
    """What an event does to five years that are not complete yet."""
    if trip is None:
        return "broken" if kind == "prison" else "doubt"
    reason = trip.absence.reason
    year_limit = limit("pr.absence_per_year_max", situation.on)
    long_limit = limit("pr.absence_important_reason_max", situation.on)
    if reason == "military_service":
        return "harmless"
    if trip.exceeds(long_limit):
        return "doubt" if reason == "posting" else "broken"
    if trip.exceeds(year_limit):
        if reason not in EXCUSED:
            return "broken"
        return "doubt" if excuse_used else "excused"
    exception = _short_exception(so_far.all, situation)
    if trip is exception or not _year_is_full(trip, so_far, exception, begin, first, situation):
        return "harmless"
    return "broken"


def _short_exception(absences: list[Trip], situation: Situation) -> Trip | None:
    """Under the reading that leaves out the one absence for an important reason, however short: the longest such
    absence, if none of more than six months uses the exception."""
    if situation.conventions.important_absence_in_sum:
        return None
    year_limit = limit("pr.absence_per_year_max", situation.on)
    excused = [trip for trip in absences if trip.absence.reason in EXCUSED]
    if any(trip.exceeds(year_limit) for trip in excused):
        return None
    return max(excused, key=lambda trip: trip.end - trip.start, default=None)


def _year_is_full(
    trip: Trip, so_far: Trips, exception: Trip | None, begin: date, first: date, situation: Situation
) -> bool:
    """Do the absences of the year, this one included, come to more than six months?"""
    conventions = situation.conventions
    counted = [
        other
        for other in so_far.all
        if other is not exception
        and other not in so_far.left_out
        and other.absence.reason != "military_service"
        and (conventions.year_stays_whole or other.start >= begin)
    ]
    anchor = first if conventions.year_stays_whole else begin
    most = limit("pr.absence_per_year_max", situation.on)
    return any(
        sum((other.months_within(start, end) for other in counted), Fraction(0)) > most
        for start, end in _years(trip, conventions.absence_year, anchor)
    )


def _years(trip: Trip, kind: str, anchor: date) -> list[tuple[date, date]]:
    """The years in which a trip falls, under a reading (EUP-ABS-5, reading 13)."""
    if kind == "any_twelve_months":
        return [(add_months(trip.end, -12), trip.end)]
    if kind == "calendar_year":
        return [(date(year, 1, 1), date(year + 1, 1, 1)) for year in range(trip.start.year, trip.end.year + 1)]
    number = max(0, trip.start.year - anchor.year - 1)
    years = [(add_years(anchor, number + n), add_years(anchor, number + n + 1)) for n in range(4)]
    return [(start, end) for start, end in years if start < trip.end and trip.start < end]


def settled(situation: Situation) -> Situation:
    """The situation with every doubt taken as settled: what papers can bring at best."""
    return situation.under(situation.conventions.but(doubts_settled=True))


def reasons_not_known(person: Person) -> tuple[str, ...]:
    """The names of the reasons of absence that are not known."""
    return tuple(_reason_of(absence) for absence in person.absences or () if absence.reason is None)
