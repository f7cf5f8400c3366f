"""Keeping the card you hold: what each absence, past or planned, does to it (Act art. 19; RD 1981 arts. 39, 40).

For each absence: what to declare and by when, until when to be back, and what it does to the status. The status words
are kept, at_risk, lost and unsettled (reading 19). The clock towards another card is another matter: see ``routes``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from belgian_residence.conventions import SAFE
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.facts import IMPORTANT_REASONS
from belgian_residence.periods import Trip, current_stay, trips
from belgian_residence.person import Absence, Person
from belgian_residence.routes.limits import limit

KeepStatus = Literal["kept", "at_risk", "unsettled", "lost"]
_WORST_LAST: tuple[KeepStatus, ...] = ("kept", "at_risk", "unsettled", "lost")


@dataclass(frozen=True)
class Effect:
    """What one absence does to the card."""

    status: KeepStatus
    back_by: date | None
    """The last day on which a return keeps the status without a special reason. None: no such day is known."""
    missing: tuple[str, ...] = ()
    law: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What ends the status of a group of cards."""

    cards: frozenset[str]
    effect: Callable[[Trip, Person, date], Effect]


def keep(person: Person, on: date) -> dict[str, Any] | None:
    """What past and planned absences do to the card held, as a JSON-shaped dict; None when no card is held or known."""
    rule = next((rule for rule in RULES if person.card in rule.cards), None)
    if rule is None:
        return None
    if person.absences is None:
        return {"card": person.card, "status": "unsettled", "absences": [], "missing": ["absences"]}
    since = current_stay(person.stays or (), on)
    effects = [
        (trip, _with_card_expiry(rule.effect(trip, person, on), trip, person))
        for trip in trips((absence for absence in person.absences if absence.back), SAFE, on)
        if since is None or trip.back > since.start
    ]
    still_away = [absence for absence in person.absences if absence.back is None]
    statuses = [effect.status for _, effect in effects] + ["unsettled" for _ in still_away]
    missing = [name for _, effect in effects for name in effect.missing]
    missing += [f"absences[{absence.index}].to" for absence in still_away]
    return {
        "card": person.card,
        "status": max(statuses, key=_WORST_LAST.index, default="kept"),
        "absences": [_absence_json(trip, effect, on) for trip, effect in effects],
        "missing": missing,
    }


def _absence_json(trip: Trip, effect: Effect, on: date) -> dict[str, Any]:
    """Notice is due from three months on (ABS-2, CARD-ABS-2); the return is reported within fifteen days."""
    notice = trip.reaches(limit("return.notice_threshold", on))
    report = timedelta(days=limit("return.report_days", on))
    return {
        "absence": trip.absence.index,
        "from": trip.absence.departure.isoformat(),
        "to": trip.back.isoformat(),
        "status": effect.status,
        "declare_by": trip.absence.departure.isoformat() if notice else None,
        "report_by": (trip.back + report).isoformat() if notice else None,
        "back_by": effect.back_by.isoformat() if effect.back_by else None,
        "facts": list(dict.fromkeys((*effect.law, "ABS-2", "CARD-ABS-2") if notice else effect.law)),
        "missing": list(effect.missing),
    }


def _with_card_expiry(effect: Effect, trip: Trip, person: Person) -> Effect:
    """A card that runs out while its holder is abroad is a risk in every case (ABS-4, CARD-ABS-7)."""
    expires = person.card_expiry
    abroad = expires is not None and trip.absence.departure <= expires < trip.back
    if abroad and effect.status == "kept":
        return Effect("at_risk", effect.back_by, effect.missing, (*effect.law, "ABS-4", "CARD-ABS-7"))
    return effect


# --- B, K, A and the other national cards: a right of return of one year (ABS-1 to ABS-3) -------------------------


def _one_year(trip: Trip, person: Person, on: date) -> Effect:
    years, notice = limit("return.window", on), limit("return.notice_threshold", on)
    last = add_years(trip.absence.departure, years) - DAY
    if not trip.reaches(notice):
        return Effect("kept", last, law=("ABS-1",))
    declared = trip.absence.annex_18
    if trip.reaches(12 * years):
        return _a_year_or_more(trip, person, last, on, exactly=not trip.exceeds(12 * years))
    if declared is None and trip.absence.departure < on:
        return Effect("unsettled", last, (f"absences[{trip.absence.index}].annex_18",), ("ABS-1",))
    # Before the departure there is still time to declare it; an absence that was not declared is a risk.
    return Effect("at_risk" if declared is False else "kept", last, law=("ABS-1",))


def _a_year_or_more(trip: Trip, person: Person, last: date, on: date, exactly: bool) -> Effect:
    """Beyond a year only unlimited stay and settlement can be kept, and only if it was prepared before leaving."""
    absence, law = trip.absence, ("ABS-1", "ABS-3")
    if exactly or absence.reason == "force_majeure":
        return Effect("at_risk", last, law=law)
    if person.card not in {"B", "C", "K"}:
        return Effect("lost", last, law=law)
    told = {"annex_18": absence.annex_18, "centre_of_interests_proven": absence.centre_of_interests_proven}
    if False in told.values():
        return Effect("lost", last, law=law)
    missing = tuple(f"absences[{absence.index}].{fact}" for fact, value in told.items() if value is None)
    if missing and absence.departure >= on:
        return Effect("at_risk", last, law=law)  # it can still be declared and proven before leaving
    return Effect("unsettled" if missing else "kept", last, missing, law)


# --- L: twelve months in a row outside the EU, or six years away from Belgium (ABS-L-1, ABS-L-2) ------------------


def _long_term_resident(trip: Trip, person: Person, on: date) -> Effect:
    if person.stays is None and trip.reaches(limit("L.loss.outside_eu", on)):
        return Effect("unsettled", None, ("stays",), ("ABS-L-1",))
    former_blue_card = any(stay.ground == "blue_card" for stay in person.stays or ())
    months = limit("L.loss.outside_eu.ex_blue" if former_blue_card else "L.loss.outside_eu", on)
    years = limit("L.loss.outside_belgium", on)
    out_of_eu = add_months(trip.absence.departure, months) - DAY
    out_of_belgium = add_years(trip.absence.departure, years) - DAY
    outside = trip.absence.outside_eu
    last = out_of_belgium if outside is False else out_of_eu
    law = ("ABS-L-1", "ABS-L-2")
    if trip.reaches(12 * years) or (trip.reaches(months) and outside):
        return Effect("lost", last, law=law)
    if trip.reaches(months) and outside is None:
        return Effect("unsettled", last, (f"absences[{trip.absence.index}].outside_eu",), law)
    return Effect("kept", last, law=law)


# --- EU+, F+: more than two years in a row; M with permanent stay: more than five ---------------------------------


def _permanent(limit_name: str, law: str) -> Callable[[Trip, Person, date], Effect]:
    def effect(trip: Trip, person: Person, on: date) -> Effect:
        years = limit(limit_name, on)
        last = add_years(trip.absence.departure, years)
        return Effect("lost" if trip.exceeds(12 * years) else "kept", last, law=(law,))

    return effect


# --- EU, F: twelve months (CARD-ABS-3); M without permanent stay: the limits of the count (BRX-ABS-1) -------------


def _before_permanent(trip: Trip, person: Person, on: date) -> Effect:
    months = 12 * limit("return.window", on)
    last = add_months(trip.absence.departure, months)
    if not trip.exceeds(months):
        return Effect("kept", last, law=("CARD-ABS-3",))
    if trip.absence.reason == "force_majeure":
        return Effect("unsettled", last, law=("CARD-ABS-3", "CARD-ABS-4"))
    return Effect("lost", last, law=("CARD-ABS-3",))


def _agreement(trip: Trip, person: Person, on: date) -> Effect:
    year, long = limit("pr.absence_per_year_max", on), limit("pr.absence_important_reason_max", on)
    excused = _is_excused(trip.absence)
    months = long if excused else year
    last = add_months(trip.absence.departure, months)
    if trip.absence.reason == "military_service" or not trip.exceeds(months):
        return Effect("kept", last, law=("BRX-ABS-1", "BRX-PR-2"))
    return Effect("unsettled", last, law=("BRX-ABS-1", "BRX-PR-2"))


def _is_excused(absence: Absence) -> bool:
    return absence.reason in IMPORTANT_REASONS or absence.reason == "posting"


RULES = (
    Rule(frozenset({"A", "B", "C", "K", "H", "I", "J"}), _one_year),
    Rule(frozenset({"L", "D"}), _long_term_resident),
    Rule(frozenset({"EU+", "E+", "annex_8bis", "F+"}), _permanent("pr.loss_absence", "EUP-LOSS-1")),
    Rule(frozenset({"M+"}), _permanent("wa_pr.loss_absence", "BRX-PR-3")),
    Rule(frozenset({"EU", "E", "annex_8", "F"}), _before_permanent),
    Rule(frozenset({"M"}), _agreement),
)
