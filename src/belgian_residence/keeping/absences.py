"""What one absence does to the status that a card stands for. The figures are amounts, the groups of cards call these.

A judge sees an absence of which everything is told. What is not told is tried in every way it can be (``effect_of``):
where the ways agree that is the answer, otherwise it is unsettled, and what would settle it is named. What can still be
done before leaving (tell the municipality, prove where one's life is) is not tried: a planned absence is judged as it
stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Literal

from belgian_residence.counting.periods import Trip
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.law.provisions import provision
from belgian_residence.routes.limits import limit
from belgian_residence.told.facts import IMPORTANT_REASONS
from belgian_residence.told.person import Person

KeepStatus = Literal["kept", "at_risk", "unsettled", "lost"]
WORST_LAST: tuple[KeepStatus, ...] = ("kept", "at_risk", "unsettled", "lost")

REASONS = ("ordinary", "other_important", "posting", "military_service", "force_majeure")
"""One reason of each kind that the law treats in its own way."""


@dataclass(frozen=True)
class Told:
    """One absence with everything that can matter told, and what was told of all others."""

    trip: Trip
    on: date
    earlier: tuple[Trip, ...] = ()
    """The absences that began before it."""
    former_blue_card: bool = False
    may_be_permanent: bool = False
    """May permanent residence have arisen by law before the departure?"""

    @property
    def planned(self) -> bool:
        """It has not begun before the day asked about: what is due before leaving can still be done."""
        return self.trip.absence.departure >= self.on


@dataclass(frozen=True)
class Note:
    """Something to know about one absence. ``amounts``: the figures by which it is known, or that its words hold."""

    id: str
    law: tuple[str, ...]
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What one absence does. ``law``: what the status rests on, the main provision first."""

    status: KeepStatus
    law: tuple[str, ...]
    back_by: date | None = None
    """The last day on which a return keeps the status without a special reason. None: no such day is known."""
    missing: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


Judge = Callable[[Told], Effect]

NOT_DECLARED = Note("not-declared", ("ABS-2", "CARD-ABS-2", "ABS-5"), ("return.notice_threshold",))
PREPARE = Note("prove-before-leaving", ("ABS-3",), ("return.window",))
AT_THE_LIMIT = Note("exactly-at-the-limit", ("ABS-1",), ("return.window",))
PROVE_FORCE_MAJEURE = Note("prove-force-majeure", ("ABS-3", "CARD-ABS-6"), ("return.window",))
PRACTICE_FORCE_MAJEURE = Note(
    "force-majeure-is-practice", ("CARD-ABS-4", "CARD-ABS-6"), ("return.force_majeure_max", "return.window")
)
ASK_AUTHORISATION = Note("ask-authorisation", ("ABS-7",), ("return.authorisation_max",))
DAYS_IN_EU = Note("days-in-eu", ("ABS-L-2",), ("return.notice_threshold",))
EXCEPTIONS = Note("ltr-exceptions", ("ABS-L-3", "DOUBT-8"), ("L.loss.outside_eu", "L.loss.outside_belgium"))
MAY_BE_PERMANENT = Note(
    "may-be-permanent",
    ("EUP-5Y-1", "FAM-5Y-1", "EUP-LOSS-1", "CARD-ABS-3"),
    ("pr.residence_period", "pr.loss_absence"),
)
BEFORE_THIS_CARD = Note("before-this-card", ("K-COUNT-2", "EUP-5Y-1"), ("K.years",))
RETURN_NOT_SEEN = Note("right-of-return-not-seen", ("CARD-ABS-5", "O-13"), ("return.with_pr",))
YEAR_TOTAL = Note("year-total", ("BRX-PR-2", "BRX-ABS-1"), ("pr.absence_per_year_max",))
LONG_REASON = Note("important-reason-once", ("BRX-PR-2", "BRX-ABS-1"), ("pr.absence_important_reason_max",))
NO_RULE = "no-rule"
NOTES = (
    NOT_DECLARED,
    PREPARE,
    AT_THE_LIMIT,
    PROVE_FORCE_MAJEURE,
    PRACTICE_FORCE_MAJEURE,
    ASK_AUTHORISATION,
    DAYS_IN_EU,
    EXCEPTIONS,
    MAY_BE_PERMANENT,
    BEFORE_THIS_CARD,
    RETURN_NOT_SEEN,
    YEAR_TOTAL,
    LONG_REASON,
)


# --- one year: limited stay, unlimited stay and settlement, EU citizens and family (ABS-1 to ABS-3, CARD-ABS-3) ------


def within_a_year(*, prepared: bool, law: tuple[str, ...]) -> Judge:
    """A right of return of less than one year, if the departure was declared where it lasts three months or more.

    ``prepared``: can a longer absence be prepared before leaving (ABS-3)? One year exactly is a risk (reading 19).
    """

    def judge(told: Told) -> Effect:
        trip, absence = told.trip, told.trip.absence
        window = 12 * limit("return.window", told.on)
        last = add_months(absence.departure, window)
        keeps = Effect("kept", law, last - DAY)
        if not trip.reaches(limit("return.notice_threshold", told.on)):
            return keeps
        undeclared = (NOT_DECLARED,) if absence.annex_18 is False else ()
        if not trip.reaches(window):
            return replace(keeps, status="at_risk" if undeclared else "kept", notes=undeclared)
        ready = prepared and absence.annex_18 and absence.centre_of_interests_proven
        if ready:
            return keeps
        prepare = (PREPARE,) if prepared and told.planned else ()
        if not trip.exceeds(window):
            return replace(keeps, status="at_risk", notes=(AT_THE_LIMIT, *undeclared, *prepare))
        if absence.reason == "force_majeure":
            return _force_majeure(told, keeps, confirmed=prepared)
        refused = absence.annex_18 is False or absence.centre_of_interests_proven is False
        if prepare and not refused:
            return replace(keeps, status="at_risk", notes=prepare)
        return replace(keeps, status="lost", notes=_authorisation(told) if prepared else ())

    return judge


def before_permanence(judge: Judge, limit_name: str) -> Judge:
    """The card stands for a stay before permanent residence; but the permanent right arises by law after five years,
    without a card (EUP-5Y-1, FAM-5Y-1), and is lost only by an absence beyond ``limit_name``, in years (EUP-LOSS-1).

    So where it may have arisen before the departure, an absence up to that limit does not plainly end the stay.
    """

    def judged(told: Told) -> Effect:
        effect = judge(told)
        if effect.status != "lost" or not told.may_be_permanent or told.trip.exceeds(12 * limit(limit_name, told.on)):
            return effect
        return replace(effect, status="unsettled", notes=(*effect.notes, MAY_BE_PERMANENT))

    return judged


def may_be_permanent(trip: Trip, person: Person, on: date) -> bool:
    """Can five years have been complete before the departure, by the annexes that are told? Not told: it can."""
    annexes = (person.annex_19ter, person.annex_15) if person.card == "F" else (person.annex_19,)
    days = [day for day in annexes if isinstance(day, date)]
    if not days:
        return None in annexes
    return add_years(min(days), limit("pr.residence_period", on)) <= trip.absence.departure


def _force_majeure(told: Told, keeps: Effect, *, confirmed: bool) -> Effect:
    """Beyond the limit with force majeure. ``confirmed``: named by the law itself; else practice, up to five years."""
    too_long = told.trip.exceeds(12 * limit("return.force_majeure_max", told.on))
    if confirmed:
        return replace(keeps, status="unsettled" if too_long else "at_risk", notes=(PROVE_FORCE_MAJEURE,))
    return replace(keeps, status="lost" if too_long else "unsettled", notes=(PRACTICE_FORCE_MAJEURE,))


def _authorisation(told: Told) -> tuple[Note, ...]:
    """After the loss an authorisation to return may be asked, up to an absence of five years (ABS-7)."""
    too_long = told.trip.exceeds(12 * limit("return.authorisation_max", told.on))
    return () if too_long else (ASK_AUTHORISATION,)


# --- L: twelve months in a row outside the EU, or six years away from Belgium (ABS-L-1, ABS-L-2) ------------------


def long_term_resident(told: Told) -> Effect:
    """Lost only by twelve months in a row outside the EU (24 for a former Blue Card holder), or six years away."""
    trip, outside = told.trip, told.trip.absence.outside_eu
    in_a_row = limit("L.loss.outside_eu.ex_blue" if told.former_blue_card else "L.loss.outside_eu", told.on)
    away = 12 * limit("L.loss.outside_belgium", told.on)
    last = add_months(trip.absence.departure, in_a_row if outside else away) - DAY
    law = ("ABS-L-1", "ABS-L-2")
    notes = (DAYS_IN_EU,) if outside and trip.reaches(limit("return.notice_threshold", told.on)) else ()
    if trip.reaches(away) or (outside and trip.reaches(in_a_row)):
        return Effect("lost", law, last, notes=(EXCEPTIONS, *_authorisation(told)))
    return Effect("kept", law, last, notes=(*notes, *_undeclared(told)))


def former_blue_card(person: Person) -> tuple[bool, ...]:
    """Was the L card given after a Blue Card? Every answer that can be true; family counts too (ABS-L-1)."""
    if person.stays is None:
        return False, True
    grounds = {stay.ground for stay in person.stays}
    if "blue_card" in grounds:
        return (True,)
    return (False, True) if "family_of_limited_stay" in grounds else (False,)


# --- EU+, F+: more than two years in a row; M with permanent stay: more than five ---------------------------------


def permanent(limit_name: str, *, return_right_seen: bool, law: tuple[str, ...]) -> Judge:
    """Lost only by an absence beyond a limit.

    ``return_right_seen``: is the right of return known to last as long, and longer in practice with force majeure
    (CARD-ABS-3, CARD-ABS-4)? For the M card no page says so (CARD-ABS-5).
    """

    def judge(told: Told) -> Effect:
        months = 12 * limit(limit_name, told.on)
        keeps = Effect("kept", law, add_months(told.trip.absence.departure, months), notes=_undeclared(told))
        if not told.trip.exceeds(months):
            longer = not return_right_seen and told.trip.exceeds(limit("return.with_pr", told.on))
            return replace(keeps, notes=(*keeps.notes, RETURN_NOT_SEEN)) if longer else keeps
        if return_right_seen and told.trip.absence.reason == "force_majeure":
            return _force_majeure(told, keeps, confirmed=False)
        return replace(keeps, status="lost", notes=())

    return judge


def _undeclared(told: Told) -> tuple[Note, ...]:
    """Where declaring is a duty and not a condition of the status: a warning (CARD-ABS-2, ABS-5)."""
    due = told.trip.reaches(limit("return.notice_threshold", told.on))
    return (NOT_DECLARED,) if due and told.trip.absence.annex_18 is False else ()


# --- M without permanent stay: the limits of the count (BRX-ABS-1, BRX-PR-2) --------------------------------------


def agreement(told: Told) -> Effect:
    """Six months in all in any twelve; once up to twelve months for an important reason or a posting. Beyond: ask."""
    law = ("BRX-ABS-1", "BRX-PR-2")
    kept, note = _within_the_agreement(told)
    last = _last_day(told)
    notes = _undeclared(told)
    return Effect("kept" if kept else "unsettled", law, last, notes=(*notes, note) if note else notes)


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
        shorter = replace(told, trip=replace(trip, end=day, back=day))
        first, beyond = (day, beyond) if _within_the_agreement(shorter)[0] else (first, day)
    return first


# --- papers without a rule ----------------------------------------------------------------------------------------


def no_rule(*law: str) -> Judge:
    """The law base has no rule on absence for these papers: every absence is unsettled."""
    return lambda told: Effect("unsettled", law, notes=(Note(NO_RULE, law),))


# --- what is not told ---------------------------------------------------------------------------------------------


def effect_of(judge: Judge, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Effect:
    """The effect of an absence, with what is not known of it tried in every way it can be."""
    tried = {values: judge(told) for values, told in _ways(trip, earlier, person, on)}
    effects = list(tried.values())
    statuses = {effect.status for effect in effects}
    worst = max(effects, key=lambda effect: WORST_LAST.index(effect.status))
    days = [effect.back_by for effect in effects if effect.back_by]
    first_day = min(days) if days else None
    notes = tuple(note for note in worst.notes if all(note in effect.notes for effect in effects))
    if len(statuses) == 1:
        missing = _reasons_not_told(trip, earlier) if YEAR_TOTAL in notes else ()
        return _guarded(replace(worst, back_by=first_day, notes=notes, missing=missing))
    return replace(worst, status="unsettled", back_by=first_day, notes=notes, missing=_decisive(tried, trip, person))


def _reasons_not_told(trip: Trip, earlier: tuple[Trip, ...]) -> tuple[str, ...]:
    """The reasons that could take an absence out of the sum of the year."""
    return tuple(f"absences[{one.absence.index}].reason" for one in (*earlier, trip) if one.absence.reason is None)


def _guarded(effect: Effect) -> Effect:
    """What is not verified never says kept or lost (a fact that does not drive an answer)."""
    decided = effect.status in ("kept", "lost")
    return replace(effect, status="unsettled") if decided and not provision(effect.law[0]).drives else effect


_ASKED = ("reason", "outside_eu", "annex_18", "centre_of_interests_proven")


def _ways(trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Iterator[tuple[tuple[object, ...], Told]]:
    """Every way in which what is not told can be: the values of ``_ASKED`` and of the former Blue Card."""
    absence = trip.absence
    yes_no: tuple[bool | None, ...] = (True, False)
    left = absence.departure < on
    # Before leaving both can still be done; and neither matters for an absence that is too short to ask for it.
    declared_ways = yes_no if left and trip.reaches(limit("return.notice_threshold", on)) else (None,)
    proven_ways = yes_no if left and trip.exceeds(12 * limit("return.window", on)) else (None,)
    for values in product(
        REASONS if absence.reason is None else (absence.reason,),
        yes_no if absence.outside_eu is None else (absence.outside_eu,),
        declared_ways if absence.annex_18 is None else (absence.annex_18,),
        proven_ways if absence.centre_of_interests_proven is None else (absence.centre_of_interests_proven,),
        former_blue_card(person),
    ):
        reason, outside, declared, proven, blue = values
        if reason == "force_majeure" and trip.exceeds(12 * limit("return.window", on)):
            # Too long without having been prepared, as far as is told: then force majeure is the question.
            declared, proven = absence.annex_18, absence.centre_of_interests_proven
        told = replace(absence, reason=reason, outside_eu=outside, annex_18=declared, centre_of_interests_proven=proven)
        permanent = may_be_permanent(trip, person, on)
        yield values, Told(replace(trip, absence=told), on, earlier, blue, permanent)


def _decisive(tried: dict[tuple[object, ...], Effect], trip: Trip, person: Person) -> tuple[str, ...]:
    """The facts that are not told and can change the status, all others the same."""
    names = (*(f"absences[{trip.absence.index}].{name}" for name in _ASKED), "stays")
    found = []
    for place, name in enumerate(names):
        seen: dict[tuple[object, ...], str] = {}
        for values, effect in tried.items():
            rest = values[:place] + values[place + 1 :]
            if seen.setdefault(rest, effect.status) != effect.status:
                found.append(name)
                break
    told = () if person.stays is None else ("stays",)  # family of a Blue Card holder, perhaps: nothing more to ask
    return tuple(name for name in found if name not in told)
