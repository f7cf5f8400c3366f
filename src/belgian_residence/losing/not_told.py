"""What is not told of an absence, tried in every way it can be: where the ways agree that is the answer, otherwise it
is unsettled, and what would settle it is named.

What can still be done before leaving (tell the municipality, prove where one's life is) is not tried: a planned absence
is judged as it stands. Nor is a duty that nobody said was missed, where it decides nothing about the stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import Trip
from belgian_residence.engine.dates import DAY
from belgian_residence.law.provisions import provision
from belgian_residence.losing.agreement import YEAR_TOTAL, in_the_year_of
from belgian_residence.losing.long_term import former_blue_card
from belgian_residence.losing.verdicts import WORST_LAST, Judge, KeepStatus, Note, Told, Verdict
from belgian_residence.told.person import Absence, Person

REASONS = ("ordinary", "other_important", "posting", "military_service", "serious_illness", "force_majeure")
"""One reason of each kind that the law treats in its own way."""

ASKED = (
    "reason",
    "outside_eu",
    "annex_18",
    "centre_of_interests_proven",
    "card_valid_on_return",
    "return_reported",
)
DAYS_OF_TRAVEL = Note("days-of-travel", ("EUP-LOSS-1", "ABS-L-1", "ABS-1"))
"""By the days of departure and return the absence is too long, by the whole days abroad it is not."""
NOTES = (DAYS_OF_TRAVEL,)

Ways = dict[tuple[object, ...], Verdict]


def verdict_of(judge: Judge, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Verdict:
    """The verdict on an absence, with what is not known of it tried in every way. A stay that would be lost by
    the days of travel alone is not lost for certain: whether they count is not settled (reading 22)."""
    verdict = _as_counted(judge, trip, earlier, person, on)
    if verdict.stay != "lost" or trip.start != trip.absence.departure:
        return verdict
    other = _as_counted(judge, trip._replace(start=trip.start + DAY), earlier, person, on)
    if other.stay == "lost":
        return verdict
    both = tuple(note for note in verdict.notes if note in other.notes)
    return verdict._replace(stay="unsettled", missing=other.missing, notes=(*both, DAYS_OF_TRAVEL))


def _as_counted(judge: Judge, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Verdict:
    tried: Ways = {values: judge(told) for values, told in _ways(trip, earlier, person, on)}
    verdicts = list(tried.values())
    days = [verdict.back_by for verdict in verdicts if verdict.back_by]
    stay, missing = _agreed(tried, lambda verdict: verdict.stay, trip, person)
    duty, duty_missing = _agreed(tried, lambda verdict: verdict.duty, trip, person)
    worst = max(verdicts, key=lambda verdict: (WORST_LAST.index(verdict.stay), WORST_LAST.index(verdict.duty)))
    notes = tuple(note for note in worst.notes if all(note in verdict.notes for verdict in verdicts))
    if not missing and YEAR_TOTAL in notes:
        missing = _reasons_not_told(judge, trip, earlier, person, on)
    return _guarded(
        worst._replace(
            stay=stay,
            back_by=min(days, default=None),
            missing=missing,
            notes=notes,
            duty=duty,
            duty_missing=duty_missing,
        )
    )


def as_kept(judge: Judge, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Absence | None:
    """The absence, with what is not told of it as it must have been if it left the stay alone; None where it cannot
    have, or needs nothing for it."""
    kept = [told.trip.absence for _, told in _ways(trip, earlier, person, on) if judge(told).stay == "kept"]
    return kept[0] if kept and kept[0] != trip.absence else None


def _agreed(
    tried: Ways, said: Callable[[Verdict], KeepStatus], trip: Trip, person: Person
) -> tuple[KeepStatus, tuple[str, ...]]:
    """What all ways say; where they do not agree it is unsettled, with what would settle it."""
    words = {said(verdict) for verdict in tried.values()}
    if len(words) == 1:
        return words.pop(), ()
    return "unsettled", _decisive(tried, said, trip, person)


def _reasons_not_told(judge: Judge, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> tuple[str, ...]:
    """The reasons that could take an earlier absence out of the sum of the year; none where the year would be too full
    without all of these."""
    asked = [one for one in earlier if one.absence.reason is None and in_the_year_of(trip, one)]
    left_out = tuple(_for_service(one) if one in asked else one for one in earlier)
    settles = any(judge(told).stay == "kept" for _, told in _ways(trip, left_out, person, on))
    return tuple(f"absences[{one.absence.index}].reason" for one in asked) if settles else ()


def _for_service(trip: Trip) -> Trip:
    """The trip for the one reason that never counts."""
    return trip._replace(absence=replace(trip.absence, reason="military_service"))


def _guarded(verdict: Verdict) -> Verdict:
    """What is not verified never says kept or lost (a provision that does not drive an answer)."""
    decided = verdict.stay in ("kept", "lost")
    return verdict._replace(stay="unsettled") if decided and not provision(verdict.law[0]).drives else verdict


def _ways(trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Iterator[tuple[tuple[object, ...], Told]]:
    """Every way in which what is not told can be: the values of ``ASKED`` and of the former Blue Card."""
    absence = trip.absence
    yes_no: tuple[bool | None, ...] = (True, False)
    left = absence.departure < on
    over_a_year = trip.exceeds(12 * limit("return.window", on))
    # Before leaving both can still be done; and neither matters for an absence that is too short to ask for it.
    declared_ways = yes_no if left and trip.reaches(limit("return.notice_threshold", on)) else (None,)
    proven_ways = yes_no if left and over_a_year else (None,)
    # On the return: only after more than a year does the stay hang on it (ABS-3).
    returned = absence.back is not None and absence.back <= on
    return_ways = yes_no if returned and over_a_year else (None,)
    valid = absence.card_valid_on_return if absence.card_valid_on_return is not None else _was_valid(trip, person)
    for values in product(
        REASONS if absence.reason is None else (absence.reason,),
        yes_no if absence.outside_eu is None else (absence.outside_eu,),
        declared_ways if absence.annex_18 is None else (absence.annex_18,),
        proven_ways if absence.centre_of_interests_proven is None else (absence.centre_of_interests_proven,),
        return_ways if valid is None else (valid,),
        return_ways if absence.return_reported is None else (absence.return_reported,),
        former_blue_card(person),
    ):
        reason, outside, declared, proven, card_valid, reported, blue = values
        if reason == "force_majeure" and over_a_year:
            # Too long without having been prepared, as far as is told: then force majeure is the question.
            declared, proven = absence.annex_18, absence.centre_of_interests_proven
        told = replace(
            absence,
            reason=reason,
            outside_eu=outside,
            annex_18=declared,
            centre_of_interests_proven=proven,
            card_valid_on_return=card_valid,
            return_reported=reported,
        )
        yield values, Told(trip._replace(absence=told), on, earlier, blue)


def _was_valid(trip: Trip, person: Person) -> bool | None:
    """Was the card valid on the return, as the card of today shows it: where it is the one held then."""
    issued, expires = person.card_issued, person.card_expiry
    if issued is None or expires is None or issued > trip.absence.departure:
        return None
    return expires >= trip.back


def _decisive(tried: Ways, said: Callable[[Verdict], KeepStatus], trip: Trip, person: Person) -> tuple[str, ...]:
    """The facts that are not told and can change what is said, all others the same."""
    names = (*(f"absences[{trip.absence.index}].{name}" for name in ASKED), "stays")
    found = []
    for place, name in enumerate(names):
        seen: dict[tuple[object, ...], str] = {}
        for values, verdict in tried.items():
            rest = values[:place] + values[place + 1 :]
            if seen.setdefault(rest, said(verdict)) != said(verdict):
                found.append(name)
                break
    told = () if person.stays is None else ("stays",)  # family of a Blue Card holder, perhaps: nothing more to ask
    return tuple(name for name in found if name not in told)
