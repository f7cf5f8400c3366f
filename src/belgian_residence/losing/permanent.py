"""Permanent residence: lost by an absence of more than two years in a row (EU+, F+; Act art. 42quinquies §7), or more
than five (M with permanent stay; Withdrawal Agreement art. 15(3))."""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import Trip
from belgian_residence.engine.dates import add_months
from belgian_residence.losing.one_year import force_majeure
from belgian_residence.losing.verdicts import Judge, Note, Told, Verdict, missed_duties

RETURN_NOT_SEEN = Note("right-of-return-not-seen", ("CARD-ABS-5", "O-13"), ("return.with_pr",))
NOTES = (RETURN_NOT_SEEN,)


def too_long(trip: Trip, loss: str, on: date) -> bool:
    """Is an absence too long for a permanent right? ``loss``: its limit, an amount in years (EUP-LOSS-1, BRX-PR-3)."""
    return trip.exceeds(12 * limit(loss, on))


def lost_by(trip: Trip, loss: str, on: date) -> bool:
    """Has an absence ended a right that existed? What is only planned has ended nothing yet (EUP-LOSS-1, BRX-PR-3)."""
    return too_long(trip._replace(end=min(trip.end, on)), loss, on)


def permanent(loss: str, *, return_right_seen: bool, law: tuple[str, ...]) -> Judge:
    """Lost only by an absence beyond a limit.

    ``return_right_seen``: is the right of return known to last as long, and longer in practice with force majeure
    (CARD-ABS-3, CARD-ABS-4)? For the M card no page says so (CARD-ABS-5).
    """

    def judge(told: Told) -> Verdict:
        last = add_months(told.trip.absence.departure, 12 * limit(loss, told.on))
        keeps = Verdict("kept", law, last, notes=missed_duties(told))
        if not too_long(told.trip, loss, told.on):
            longer = not return_right_seen and told.trip.exceeds(limit("return.with_pr", told.on))
            return keeps._replace(notes=(*keeps.notes, RETURN_NOT_SEEN)) if longer else keeps
        if return_right_seen and told.trip.absence.reason == "force_majeure":
            return force_majeure(told, keeps, confirmed=False)
        return keeps._replace(stay="lost", notes=())

    return judge
