"""M card without permanent stay: the limits of the count (Withdrawal Agreement arts. 11, 15; BRX-ABS-1, BRX-PR-2)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import Trip
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.losing.verdicts import Note, Told, Verdict, missed_duties
from belgian_residence.told.facts import IMPORTANT_REASONS

YEAR_TOTAL = Note("year-total", ("BRX-PR-2", "BRX-ABS-1"), ("pr.absence_per_year_max",))
LONG_REASON = Note("important-reason-once", ("BRX-PR-2", "BRX-ABS-1"), ("pr.absence_important_reason_max",))
STAY_BROKEN = Note("agreement-stay-broken", ("BRX-ABS-1", "BRX-PR-2"), ("pr.residence_period",))
"""What broke the stay was no absence, or none that is told: the years tell it (see ``routes.stay_kept``)."""
NOTES = (YEAR_TOTAL, LONG_REASON, STAY_BROKEN)


def agreement(told: Told) -> Verdict:
    """Six months in all in any twelve; once up to twelve months for an important reason or a posting. Beyond: ask."""
    law = ("BRX-ABS-1", "BRX-PR-2")
    kept, note = _within_the_agreement(told)
    notes = missed_duties(told)
    return Verdict("kept" if kept else "unsettled", law, _last_day(told), notes=(*notes, note) if note else notes)


def _within_the_agreement(told: Told) -> tuple[bool, Note | None]:
    trip, reason = told.trip, told.trip.absence.reason
    if reason == "military_service":
        return True, None
    if _is_excused(trip, told.on):
        used = any(_is_excused(other, told.on) for other in told.earlier)
        return not used, LONG_REASON
    end = trip.end
    counted = [one for one in (*told.earlier, trip) if one is trip or _is_added_up(one, told.on)]
    total = sum((one.months_within(add_months(end, -12), end) for one in counted), Fraction(0))
    within = total <= limit("pr.absence_per_year_max", told.on)
    return within, None if within else YEAR_TOTAL


def in_the_year_of(trip: Trip, other: Trip) -> bool:
    """Does any of the other absence fall in the twelve months up to the end of this one?"""
    return other.months_within(add_months(trip.end, -12), trip.end) > 0


def _is_excused(trip: Trip, on: date) -> bool:
    """One absence of more than six and up to twelve months, for an important reason or a posting (EUP-ABS-3, -4)."""
    long = trip.exceeds(limit("pr.absence_per_year_max", on))
    return _is_important(trip) and long and not trip.exceeds(limit("pr.absence_important_reason_max", on))


def _is_important(trip: Trip) -> bool:
    return trip.absence.reason in IMPORTANT_REASONS or trip.absence.reason == "posting"


def _is_added_up(trip: Trip, on: date) -> bool:
    return trip.absence.reason != "military_service" and not _is_excused(trip, on)


def _last_day(told: Told) -> date | None:
    """The last day of return within the limits, the other absences as they are."""
    trip = told.trip
    if trip.absence.reason == "military_service":
        return None
    if _is_important(trip) and not any(_is_excused(other, told.on) for other in told.earlier):
        return add_months(trip.absence.departure, limit("pr.absence_important_reason_max", told.on))
    first, beyond = trip.absence.departure, add_months(trip.absence.departure, 12) + DAY
    while beyond - first > DAY:
        day = first + (beyond - first) / 2
        shorter = told._replace(trip=trip._replace(end=day, back=day))
        first, beyond = (day, beyond) if _within_the_agreement(shorter)[0] else (first, day)
    return first
