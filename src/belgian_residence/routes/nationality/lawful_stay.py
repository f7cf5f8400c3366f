"""Lawful stay for nationality: which stays count, from which day, and what interrupts them (Nationality Code art.
7bis §2; Royal Decree of 14 January 2013 art. 4). Every stay that counts, counts in full.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from belgian_residence.counting.periods import (
    Trip,
    all_stays,
    asylum_days_missing,
    asylum_time_of_protection,
    chain,
    returns_not_known,
    trips,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.law.amounts import amount
from belgian_residence.routes.limits import bridge, limit
from belgian_residence.routes.status import WITH_UNLIMITED_STAY, When
from belgian_residence.told.person import Person, Stay

LAW = ("NAT-TITLE-1", "NAT-TITLE-4", "NAT-TITLE-5", "NAT-TITLE-6")


# --- Art. 7bis §2: lawful stay of more than three months, and its papers (Royal Decree art. 4) --------------------

NOT_COUNTED = frozenset(
    {
        "short_stay",  # up to three months (NAT-TITLE-1)
        "arrival_declaration",
        "special_card_convention",  # cards of Foreign Affairs (NAT-TITLE-5)
        "special_card_other",
    }
)


def counts(stay: Stay, stays: list[Stay]) -> bool:
    """Does a stay count? An orange card only where it led to refugee status or to an F card (NAT-TITLE-4)."""
    if stay.ground in NOT_COUNTED or stay.card == "special_card":
        return False
    if stay.ground == "asylum_procedure":
        return _led_to(stay, "refugee", stays)
    if stay.card == "orange_card":
        return _led_to(stay, "family_of_eu_or_belgian", stays)
    return True


def _led_to(stay: Stay, ground: str, stays: list[Stay]) -> bool:
    end = stay.end
    return end is not None and any(
        after.ground == ground and end <= after.start <= end + DAY for after in stays if after is not stay
    )


def counted_run(situation: Situation) -> list[Stay]:
    """The stays that count and follow each other up to the date. A gap, or a stay that does not count, ends the run."""
    run = chain(all_stays(situation.person), situation.on, bridge(situation))
    refugee = any(stay.ground == "refugee" for stay in run)
    known = asylum_time_of_protection(situation.person) if refugee else None

    def counted(stay: Stay) -> bool:
        if stay.ground == "asylum_procedure" and situation.person.asylum_application == "none":
            return False
        within = known is not None and known[0] <= stay.start and stay.end is not None and stay.end <= known[1]
        return (within and stay.ground == "asylum_procedure") or counts(stay, run)

    uncounted = [place for place, stay in enumerate(run) if not counted(stay)]
    return run[uncounted[-1] + 1 :] if uncounted else run


# --- the first day ------------------------------------------------------------------------------------------------


def _start(first: Stay, situation: Situation) -> date:
    """Safe: the issue of the first card. Other: registration or Annex 15 (reading 20).

    A card whose day is not known was issued by the last day of its stay.
    """
    if situation.conventions.lawful_stay_from_registration:
        return first.start
    return first.first_card or min(first.end or situation.on, situation.on)


def _first_card_fact(first: Stay, person: Person) -> str:
    """The name of the fact that gives the day of the first card; of the orange card for asylum time."""
    orange = first.ground == "asylum_procedure"
    told = any(stay.ground == "asylum_procedure" for stay in person.stays or ())
    return "stays" if orange and not told else f"stays[{first.index}].first_card_issued"


# --- interruptions: absences of up to six months at a time do not count (NAT-TITLE-6) -----------------------------


def interrupts(trip: Trip, on: date) -> bool:
    """Is one absence too long? Six months exactly are not."""
    return trip.exceeds(limit("nat.absence.single", on))


def until_today(trip: Trip, on: date) -> Trip:
    """The part of an absence that has happened by the date asked about."""
    return replace(trip, end=min(trip.end, on))


def _uninterrupted_since(start: date, years: int, situation: Situation) -> date:
    """The day from which the stay runs without interruption: its start, or the return from the last long absence.

    What is only planned counts where it begins before the years are complete.
    """
    on = situation.on
    every = trips(situation.person.absences or (), situation.conventions, on)
    since = start
    for trip in every:
        if trip.start < on and interrupts(until_today(trip, on), on):
            since = max(since, trip.back)
    for trip in every:
        complete = add_years(since, years)
        if complete > max(on, trip.start) and interrupts(trip, on):
            since = max(since, trip.back)
    return since


# --- the years ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)  # every ground counts the same years again
def years_of_stay(situation: Situation, length: str) -> When:
    """When so many years of uninterrupted lawful stay are complete. ``length``: the name of the amount.

    Where a day is not known, the latest it can be is taken; it is missing only if an earlier day could matter.
    """
    person, on, years = situation.person, situation.on, limit(length, situation.on)
    refugee = any(stay.ground == "refugee" for stay in person.stays or ())
    asylum = ("asylum_application", "permit_granted") if refugee else ()
    asylum_not_known = asylum_days_missing(person) if refugee else ()
    facts = ("stays", "absences", "card", "unlimited_stay_since", *asylum)
    missing = tuple(fact for fact in ("stays", "absences") if getattr(person, fact) is None)
    if missing:
        return When(missing=(*missing, *asylum_not_known), law=LAW, facts=facts, years=years)
    run = counted_run(situation)
    if not run:
        asked = ("unlimited_stay_since",) if _shown_by_the_card_only(person) else ()
        return When(missing=asked, law=LAW, facts=facts, years=years)
    first = run[0]
    day = add_years(_uninterrupted_since(_start(first, situation), years, situation), years)
    earliest = None
    if day > on:
        missing = (*asylum_not_known, *returns_not_known(person.absences or ()))
        if first.first_card is None and not situation.conventions.lawful_stay_from_registration:
            earliest = None if missing else add_years(_uninterrupted_since(first.start, years, situation), years)
            missing += (_first_card_fact(first, person),)
    return When(day, missing, LAW, facts, years=years, earliest=earliest)


def _shown_by_the_card_only(person: Person) -> bool:
    return person.card in WITH_UNLIMITED_STAY and person.unlimited_stay_since is None


def away_for_more_than_the_share(situation: Situation, length: str) -> bool:
    """Do the absences in these years come to more than one fifth of them? Not confirmed: it decides nothing."""
    done = years_of_stay(situation, length)
    if done.day is None or done.years is None:
        return False
    on, months = situation.on, 12 * done.years
    away = sum(
        (
            trip.months_within(add_years(done.day, -done.years), done.day)
            for trip in trips(situation.person.absences or (), situation.conventions, on)
        ),
        Fraction(0),
    )
    percent = amount("nat.absence.share", on).value
    assert isinstance(percent, int)
    return away > Fraction(months * percent, 100)
