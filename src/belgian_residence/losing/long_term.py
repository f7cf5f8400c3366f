"""EU long-term residents: lost by twelve months in a row outside the EU, or six years away from Belgium; a former Blue
Card holder by twenty-four months outside the EU (Act art. 19 §1; ABS-L-1, ABS-L-2, DIS-28)."""

from __future__ import annotations

from belgian_residence.counting.limits import limit
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.losing.verdicts import Note, Told, Verdict, authorisation, missed_duties
from belgian_residence.told.person import Person

DAYS_IN_EU = Note("days-in-eu", ("ABS-L-2",), ("return.notice_threshold",))
EXCEPTIONS = Note("ltr-exceptions", ("ABS-L-3", "DOUBT-8"), ("L.loss.outside_eu", "L.loss.outside_belgium"))
SIX_YEARS_DISPUTED = Note(
    "six-years-disputed", ("DIS-28", "ABS-L-1"), ("L.loss.outside_belgium", "L.loss.outside_eu.ex_blue")
)
NOTES = (DAYS_IN_EU, EXCEPTIONS, SIX_YEARS_DISPUTED)

FAMILY_OF_A_HOLDER = frozenset({"family_of_unlimited_stay", "family_of_limited_stay"})
"""Family of a foreigner can be that of a Blue Card holder: by art. 10bis before the holder got L, by art. 10 after it
(Act art. 19 §1 names art. 10 §1, 4° to 6°; ABS-L-1). Nobody is asked whose family it was."""
EXCEPTED_REASONS = frozenset({"military_service", "serious_illness", "study_or_training"})
"""Reasons for which a decree keeps the status, as it was quoted by others; the decree itself was not read (ABS-L-3)."""


def long_term_resident(told: Told) -> Verdict:
    """Lost only by twelve months in a row outside the EU (24 for a former Blue Card holder), or six years away.

    Six years away do not plainly end the status of a former Blue Card holder: the Act does not repeat them (DIS-28).
    A declared absence for a reason that a decree excepts does not plainly end it either.
    """
    trip, outside = told.trip, told.trip.absence.outside_eu
    in_a_row = limit("L.loss.outside_eu.ex_blue" if told.former_blue_card else "L.loss.outside_eu", told.on)
    away = 12 * limit("L.loss.outside_belgium", told.on)
    last = add_months(trip.absence.departure, in_a_row if outside else away) - DAY
    law = ("ABS-L-1", "ABS-L-2")
    if outside and trip.reaches(in_a_row):
        excepted = trip.absence.reason in EXCEPTED_REASONS and trip.absence.annex_18 is not False
        return Verdict("unsettled" if excepted else "lost", law, last, notes=(EXCEPTIONS, *authorisation(told)))
    if trip.reaches(away):
        if told.former_blue_card:
            return Verdict("unsettled", law, last, notes=(SIX_YEARS_DISPUTED,))
        return Verdict("lost", law, last, notes=(EXCEPTIONS, *authorisation(told)))
    notes = (DAYS_IN_EU,) if outside and trip.reaches(limit("return.notice_threshold", told.on)) else ()
    return Verdict("kept", law, last, notes=(*notes, *missed_duties(told)))


def former_blue_card(person: Person) -> tuple[bool, ...]:
    """Was the L card given after a Blue Card? Every answer that can be true; family counts too (ABS-L-1)."""
    if person.stays is None:
        return False, True
    grounds = {stay.ground for stay in person.stays}
    if "blue_card" in grounds:
        return (True,)
    return (False, True) if grounds & FAMILY_OF_A_HOLDER else (False,)
