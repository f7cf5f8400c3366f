"""The years of lawful stay that a declaration of nationality asks (Nationality Code art. 7bis): when they are complete.

Which stays count is in ``lawful_stay``, what absences do in ``absences``; here they come together in one day, with what
bounds it where a day is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from belgian_residence.counting.away import Allowed, not_told
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import (
    asylum_days_missing,
    asylum_time_of_protection,
    in_belgium,
    returns_not_known,
    seam_not_told,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.routes.earlier_loss import unless_not_lost
from belgian_residence.routes.limits import limit, longest_annex_15
from belgian_residence.routes.nationality.absences import away_in, complete
from belgian_residence.routes.nationality.lawful_stay import (
    AS_EU_CITIZEN,
    FAMILY,
    Begin,
    begin,
    counted_run,
    on_a_special_card,
)
from belgian_residence.routes.status import When, shown_by_the_card_only
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Person, Stay

LENGTHS = ("nat.stay_years", "nat.stay_years_long")
"""The years that the grounds ask, by the name of their amount."""


@once  # every ground counts the same years again
def years_of_stay(situation: Situation, length: str) -> When:
    """When so many years of uninterrupted lawful stay are complete. ``length``: the name of the amount.

    Where a day is not known, the latest it can be is taken; there is no day where nothing but the date asked about
    bounds it, so no day moves with that date. What could make the day earlier is missing only if it could matter: the
    date lies ahead.
    """
    person, on, years = situation.person, situation.on, limit(length, situation.on)
    refugee = any(stay.ground == "refugee" for stay in person.stays or ())
    asylum = ("asylum_application", "permit_granted") if refugee or asylum_time_of_protection(person) else ()
    asylum_not_known = asylum_days_missing(person) if refugee else ()
    facts = ("stays", *ABSENCES, "card", "unlimited_stay_since", *asylum)
    law = _law(person)
    missing: tuple[str, ...] = ("stays",) if person.stays is None else ()
    missing += ("absences",) if not_told(person, away_in(years, on), on) else ()
    if missing:
        return When(missing=(*missing, *asylum_not_known), law=law, facts=facts, years=years)
    run = counted_run(situation)
    if not run:
        return When(missing=shown_by_the_card_only(person), law=law, facts=facts, years=years)
    facts += tuple(_papers_of(run))
    first = begin(run[0], situation)
    day, unbounded = _day(first.latest, years, situation)
    soonest = complete(first.earliest, years, situation) if first.earliest else None
    if day is not None and first.asked:
        # No first day bounds an annex 19 that is not told.
        from_any = complete(date.min, years, situation) if soonest is None or "annex_19" in first.asked else soonest
        if from_any == day:
            first = first._replace(asked=())  # an absence since then began the years again: no first day moves them
        day = max(day, soonest or from_any)  # an early first day takes in more of the absences: the day can be later
    if day is not None and day <= on:
        return When(day, (), law, facts, years=years)
    whose, as_eu_family = _whose_family(run[0], situation, length, day)
    seam, without_gap = _seam(run[0], situation, years, day)
    earliest = soonest
    if earliest and first.latest:
        earliest = min(earliest, complete(first.latest, years, situation))
    if earliest:
        earliest = min([earliest, *(one for one in (as_eu_family, without_gap) if one)])
    missing = tuple(dict.fromkeys((*asylum_not_known, *unbounded, *first.asked, *whose, *seam)))
    if not missing or asylum_not_known or unbounded:
        earliest = None
    probably = complete(first.probably, years, situation) if first.asked and first.probably else None
    when = When(day, missing, law, facts, years=years, earliest=earliest, probably=probably, confirmed_by=first.asked)
    return unless_not_lost(when, situation, lambda other: years_of_stay(other, length))


def allowed_away(situation: Situation) -> tuple[Allowed, ...]:
    """How long a person may be away under every ground that counts years."""
    on = situation.on
    return tuple(one for length in LENGTHS for one in away_in(limit(length, on), on))


def _law(person: Person) -> tuple[str, ...]:
    """The provisions that are counted with: of special cards and of absences only where there are such."""
    special = any(on_a_special_card(stay) for stay in person.stays or ())
    away = person.absences != ()
    return (
        "NAT-TITLE-1",
        "NAT-TITLE-4",
        *(("NAT-TITLE-5",) if special else ()),
        *(("NAT-TITLE-6",) if away else ()),
    )


def _papers_of(run: list[Stay]) -> Iterable[str]:
    """The facts on requests that the run rests on, and on the card that bounds a first one."""
    grounds = {stay.ground for stay in run}
    if run[0].first_card is None:
        yield "card_issued"
    if grounds & AS_EU_CITIZEN:
        yield "annex_19"
    if FAMILY in grounds:
        yield from ("annex_19ter", "sponsor_belgian")


def _day(start: date | None, years: int, situation: Situation) -> tuple[date | None, tuple[str, ...]]:
    """The day on which the years are complete, and the returns that are not known and could move it: then there is no
    day, because only the date asked about stands in for such a return."""
    if start is None:
        return None, ()
    person, day = situation.person, complete(start, years, situation)
    not_known = returns_not_known(person.absences or ())
    if not not_known or day <= situation.on:
        return day, ()
    return (day if day == complete(start, years, situation, returned=True) else None), not_known


def _whose_family(
    first: Stay, situation: Situation, length: str, safe: date | None
) -> tuple[tuple[str, ...], date | None]:
    """Is it asked whether the family member joined is Belgian? Where the Code would else count from the request, and so
    give a day before the ``safe`` one. With that day."""
    person = situation.person
    if first.ground != FAMILY or person.sponsor_belgian is not None or person.annex_19ter == "none":
        return (), None
    if situation.conventions.lawful_stay_from_registration:
        return (), None
    # For family of an EU citizen the Code says what for others is the other reading.
    from_request = situation.conventions.but(lawful_stay_from_registration=True)
    day = years_of_stay(situation.under(from_request), length).day
    return (("sponsor_belgian",), day) if day and (safe is None or day < safe) else ((), None)


def _seam(first: Stay, situation: Situation, years: int, safe: date | None) -> tuple[tuple[str, ...], date | None]:
    """A gap before the first stay that a paper may have covered, where nothing was told of it: how the stay follows the
    one before it, and the day of the request that may fill it. Asked where one chain gives a day before the ``safe``
    one; with that day."""
    person, on = situation.person, situation.on
    stays, by_request = person.stays or (), {*AS_EU_CITIZEN, FAMILY}  # a request can have moved the first day of these
    told = any(one.index == first.index and (one.start == first.start or one.ground in by_request) for one in stays)
    asked = seam_not_told(stays, first) if told else ()
    if not asked:
        return (), None
    last = max(stay.end for stay in in_belgium(stays) if stay.end and stay.end < first.start)
    paper = {"eu_citizen": "annex_19", FAMILY: "annex_19ter"}.get(first.ground)
    if last + longest_annex_15(on) + DAY < first.start:
        asked = ()
    decided = add_months(last, limit("family.card_after", on)) + longest_annex_15(on)
    if paper and getattr(person, paper) is None and first.start <= decided:
        asked = (*asked, paper)
    run = counted_run(situation, covered=first.index)
    soonest = begin(run[0], situation) if run and run[0].start < first.start else Begin(None)
    since = soonest.earliest or soonest.latest
    day = complete(since, years, situation) if since and asked else None
    return (asked, day) if day and (safe is None or day < safe) else ((), None)
