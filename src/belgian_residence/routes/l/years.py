"""The five years of an L card: legal and uninterrupted stay just before the application (Act art. 15bis §1).

Which stays count is in ``stays``, what absences do in ``absences``, the years of who moved between states in
``blue_card``; here they come together in one day, with what bounds it where a day is not known.

Longer than most modules: one day is worked out here, in steps of which each takes what the one before it found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from belgian_residence.counting.away import not_told
from belgian_residence.counting.first_cards import first_card, registered_on
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import (
    Trip,
    all_stays,
    asylum_days_missing,
    can_have_asylum_time,
    chain,
    in_time,
    returns_not_known,
    unlimited_at_once,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import add_years
from belgian_residence.law.provisions import first_day as first_day_in_force
from belgian_residence.routes.earlier_loss import unless_not_lost
from belgian_residence.routes.l.absences import (
    AbsenceLimits,
    allowed_away,
    break_nothing,
    first_day,
    limits_of,
    outside_eu_not_known,
    restart,
    slide,
)
from belgian_residence.routes.l.blue_card import years_in_the_eu
from belgian_residence.routes.l.stays import EXCLUDED, Span, clock_start, completed_on, counted_chain, spans_of
from belgian_residence.routes.limits import limit, seam_asked
from belgian_residence.routes.status import When, shown_by_the_card_only
from belgian_residence.told.facts import ABSENCES, PROTECTION_GROUNDS
from belgian_residence.told.person import Stay
from belgian_residence.told.seams import without_seams

CLOCK_LAW = ("L-5Y-1", "L-5Y-2", "L-5Y-3", "L-5Y-4", "L-5Y-6", "L-5Y-7", "L-5Y-8", "L-ABS-1", "L-ABS-2")

Counted = list[tuple[Stay, Fraction]]


@once
def five_years(situation: Situation) -> When:
    """When the five years are complete, counted under the conventions of the situation (L-5Y-1 to L-ABS-2).

    Where a day is not known, the latest it can be is taken; there is no day where nothing but the date asked about
    bounds it, so no day moves with that date. What could make the day earlier is missing only if it could matter: the
    date lies ahead.
    """
    person, on = situation.person, situation.on
    protected = can_have_asylum_time(person)
    asylum = ("asylum_application", "permit_granted", "protection_ended") if protected else ()
    used: tuple[str, ...] = ("stays", *ABSENCES, "card", "unlimited_stay_since", *asylum)
    law = CLOCK_LAW if protected else tuple(id for id in CLOCK_LAW if id != "L-5Y-4")
    law = (*law, "L-5Y-5") if protected and situation.conventions.asylum_time_in_full else law
    law = (*law, "B-REF-1") if unlimited_at_once(person) and person.permit_granted else law
    missing: tuple[str, ...] = ("stays",) if person.stays is None else ()
    missing += ("absences",) if not_told(person, allowed_away(situation), situation.on) else ()
    if missing:
        missing += asylum_days_missing(person) if unlimited_at_once(person) is None else ()
        return When(missing=missing, law=law, facts=used)
    when, moved = _counted(situation)
    if when is None:
        return When(missing=shown_by_the_card_only(person), law=law, facts=used)
    law = (*law, "L-BLUE-1") if moved else law
    used = (*used, "card_issued") if when.confirmed_by else used  # it bounds the day of the first card
    when = when._replace(law=law, facts=used, years=limit("L.years", on))
    return unless_not_lost(when, situation, five_years)


@once
def _counted(situation: Situation) -> tuple[When | None, bool]:
    """The day, without what it rests on; None where nothing counts. And was time in several states looked at?"""
    counted = counted_chain(situation)
    if not counted:
        return None, False
    moved = years_in_the_eu(situation)
    return _unless_withdrawn(_when(situation, counted, moved), situation, moved), moved is not None


def _when(situation: Situation, counted: Counted, moved: When | None) -> When:
    """The day, and what is missing for it. ``moved``: the same for who adds up time in several states."""
    when = _ordinary(situation, counted)
    if moved is not None:
        when = _sooner(when, moved)
    return _as_asked(_not_while_barred(when, situation), situation.on)


def _as_asked(when: When, on: date) -> When:
    """What is missing matters only while the day lies ahead; the day of a first card also where it is bounded."""
    if when.day is not None and when.day <= on:
        return when._replace(missing=(), earliest=None)
    missing = tuple(dict.fromkeys((*when.confirmed_by, *when.missing)))
    return when._replace(missing=missing, earliest=when.earliest if missing else None)


def _ordinary(situation: Situation, counted: Counted) -> When:
    """The years in Belgium. ``missing``: what has no bounds; ``confirmed_by``: what is bounded, with ``earliest``."""
    person, on, first = situation.person, situation.on, counted[0][0]
    card = first_card(first, person, on)
    day = _complete(situation, counted, clock_start(first, situation))
    if day and can_have_asylum_time(person) and situation.conventions.asylum_time_in_full:
        day = _not_before_the_regulation(day, situation)
    confirmed_by: tuple[str, ...] = ()
    if not first.start_known:
        confirmed_by = (f"stays[{first.index}].from",)
    if not card.known and first.ground != "asylum_procedure" and not situation.conventions.clock_from_registration:
        confirmed_by = (card.fact, *confirmed_by)
    earliest = None
    if confirmed_by and day:
        # An early first day takes in more of the absences, so it can give the later day.
        early = _five_years_of(situation, counted, first.start if first.start_known else date.min)
        if early == day:
            confirmed_by = ()  # an absence since then began the years again: no first day moves them
        day, earliest = max(day, early), min(day, early) if first.start_known else None
    probably = _complete(situation, counted, card.probably) if confirmed_by else None
    if earliest is None and not confirmed_by:
        earliest = day
    missing: tuple[str, ...] = (
        *_asylum_days_that_matter(situation, counted),
        *_days_in_the_eu_that_matter(situation, counted),
        *returns_not_known(person.absences or ()),
    )
    changes = _changes_without_bounds(situation, counted)
    missing += changes
    if day and returns_not_known(person.absences or ()) and day != _with_every_return(situation, counted):
        day = None  # it is the date asked about that stands in for the return
    if changes:
        day = None  # or for the day of the change
    when = When(day, missing, earliest=None if missing else earliest, probably=probably, confirmed_by=confirmed_by)
    return _with_the_seam(when, situation, counted)


def _changes_without_bounds(situation: Situation, counted: Counted) -> tuple[str, ...]:
    """The first days, not known and bounded by nothing but the date asked about, on which a stay of another weight
    began."""
    return tuple(
        f"stays[{stay.index}].from"
        for (_, weight_before), (stay, weight) in pairwise(counted)
        if weight != weight_before and registered_on(stay, situation.person, situation.on) is None
    )


def _complete(situation: Situation, counted: Counted, start: date | None) -> date | None:
    return _five_years_of(situation, counted, start) if start else None


def _sooner(one: When, other: When) -> When:
    """The sooner of two ways to be complete; what makes only a later day exact does not matter."""
    days = [day for way in (one, other) if (day := way.day)]
    day = min(days, default=None)
    matter = [way for way in (one, other) if day is None or way.earliest is None or way.earliest < day]
    soonest = one.earliest and other.earliest and min(one.earliest, other.earliest)
    likely = [likely for way in (one, other) if (likely := way.probably or way.day)]
    return When(
        day,
        missing=tuple(fact for way in matter for fact in way.missing),
        earliest=soonest,
        probably=min(likely, default=None),
        confirmed_by=tuple(dict.fromkeys(fact for way in matter for fact in way.confirmed_by)),
    )


def _not_before(when: When, free: date) -> When:
    return when._replace(
        day=when.day and max(when.day, free),
        earliest=when.earliest and max(when.earliest, free),
        probably=when.probably and max(when.probably, free),
    )


def _with_the_seam(when: When, situation: Situation, counted: Counted) -> When:
    """A gap that exact days show, no longer than an Annex 15 can last: how the stay after it follows is asked, where
    one chain would give an earlier day (DOC-15, L-PROC-3, reading 26)."""
    first = counted[0][0]
    asked = seam_asked(situation, first)
    closed = _without_the_gap(situation, first) if asked else situation
    chain_then = counted_chain(closed) if asked else []
    if not chain_then:
        return when
    then = _ordinary(closed, chain_then)
    soonest = then.earliest or then.day
    if soonest is None or (when.day is not None and soonest >= when.day):
        return when  # not sooner, or the years began again after the gap
    earliest = min(soonest, when.earliest) if when.earliest else None
    return when._replace(missing=(*when.missing, *asked), earliest=earliest)


def _without_the_gap(situation: Situation, first: Stay) -> Situation:
    """The same, if the stay before had lasted until the day before the first one: without a break those days count
    too."""
    stays = sorted(situation.person.stays or (), key=in_time)
    told = [replace(stay, before="no_break") if stay.index == first.index else stay for stay in stays]
    return Situation(situation.person.but(stays=tuple(without_seams(told))), situation.on, situation.conventions)


def _with_every_return(situation: Situation, counted: Counted) -> date | None:
    """The day without the trips whose return is not known."""
    start = clock_start(counted[0][0], situation)
    return _five_years_of(situation, counted, start, only_known_returns=True) if start else None


def _unless_withdrawn(when: When, situation: Situation, moved: When | None) -> When:
    """Was protection taken away for fraud or conduct? Asked if its time would then be lacking on the date; until then
    the day without that time is the safe one (L-5Y-4). Who still has a stay as a protected person has kept it."""
    person, on = situation.person, situation.on
    if when.day is None or when.day > on or not can_have_asylum_time(person) or person.protection_ended is not None:
        return when
    if any(stay.ground in PROTECTION_GROUNDS and (stay.end is None or stay.end >= on) for stay in person.stays or ()):
        return when
    counted = counted_chain(situation, withdrawn=True)
    without = _when(situation, counted, moved) if counted else When()
    if without.day is not None and without.day <= on:
        return when
    return without._replace(missing=(*without.missing, "protection_ended"), earliest=when.day)


def _asylum_days_that_matter(situation: Situation, counted: Counted) -> tuple[str, ...]:
    """The days of asylum time that are not known. Before unlimited stay that may have come at once they are asked only
    if the longest procedure would make an application possible today: most unlimited stay has nothing to do with it."""
    person = situation.person
    days, unlimited = asylum_days_missing(person), unlimited_at_once(person)
    if not days or unlimited is None:
        return days
    if not counted or counted[0][0].start != unlimited.start:
        return ()
    asked = person.asylum_application
    begin = asked if isinstance(asked, date) else add_years(unlimited.start, -limit("L.years", situation.on))
    longest = Stay(begin, unlimited.start, "asylum_procedure")
    soonest = _five_years_of(situation, [(longest, Fraction(1)), *counted], begin)
    return days if soonest <= situation.on else ()


def _days_in_the_eu_that_matter(situation: Situation, counted: Counted) -> tuple[str, ...]:
    """The absences of which it is not known whether they were outside the EU, under limits that look at it (L-BLUE-1):
    asked if five years would lie behind without them."""
    limits, not_known = limits_of(situation), outside_eu_not_known(situation.person)
    if not not_known or not limits.only_outside_eu:
        return ()
    first = counted[0][0]
    begin = first.first_card or first.start
    without = _five_years_of(situation, counted, begin, replace(limits, not_known_is_in_eu=True))
    return not_known if without <= situation.on else ()


def _not_while_barred(when: When, situation: Situation) -> When:
    """Not before the first day from which no stay barred the application up to the date asked about (L-EXC-1). Where
    that day is not known it lies behind, and the date asked about gives no day in its place."""
    stays = [stay for stay in chain(all_stays(situation.person), situation.on) if stay.start <= situation.on]
    barred = EXCLUDED | {"medical_9ter"}
    freed_by = [after for before, after in pairwise(stays) if before.ground in barred and after.ground not in barred]
    free = max(freed_by, key=lambda stay: stay.start, default=None)
    if free is None:
        return when
    if free.start_known or when.day is None or not when.day < free.start:
        return _not_before(when, free.start)
    return when._replace(day_is_known=False, confirmed_by=(), probably=None)


def _not_before_the_regulation(full: date, situation: Situation) -> date:
    """Asylum time counts in full only for a request made since the day on which article 15bis was amended; what Belgium
    wrote was not seen, so it is a reading and no more (reading 4, L-5Y-5)."""
    half = situation.under(situation.conventions.but(asylum_time_in_full=False))
    counted = counted_chain(half)
    older = _complete(half, counted, clock_start(counted[0][0], half)) if counted else None
    since = max(full, first_day_in_force("L-5Y-5"))
    return min(older, since) if older else since


def _five_years_of(
    situation: Situation,
    counted: Counted,
    start: date,
    limits: AbsenceLimits | None = None,
    *,
    only_known_returns: bool = False,
) -> date:
    """The first day on which five weighed years without interruption lie behind. ``limits``: other than usual.
    ``only_known_returns``: as if the trips whose return is not known were none."""
    limits = limits or limits_of(situation)
    if break_nothing(situation, limits):  # without looking at the reading: it changes nothing
        return completed_on(spans_of(counted, start), limit("L.years", situation.on))

    def day_with(known: list[Trip]) -> date:
        begin = restart(known, start, limits, situation.conventions)
        day = completed_on(spans_of(counted, begin), limit("L.years", situation.on))
        return day if situation.conventions.ten_months_restart else slide(day, known, begin, limits)

    return first_day(situation, limits, day_with, only_known_returns=only_known_returns)


def counted_spans(situation: Situation) -> list[Span]:
    """The time that counts for the five years, with its weight, from the day on which they run (L-5Y-2, L-ABS-1): what
    ``five_years`` adds up. Empty where stays or absences are not known, where nothing counts, where no day is known
    from which the years run, and for a Blue Card held in several states, of which the time in two states counts in its
    own way (L-BLUE-1)."""
    person = situation.person
    if person.stays is None or not_told(person, allowed_away(situation), situation.on):
        return []
    counted = counted_chain(situation)
    start = clock_start(counted[0][0], situation) if counted else None
    if start is None or years_in_the_eu(situation) is not None:
        return []
    limits, begins = limits_of(situation), [start]

    def day_with(known: list[Trip]) -> date:
        begins.append(restart(known, start, limits, situation.conventions))
        return completed_on(spans_of(counted, begins[-1]), limit("L.years", situation.on))

    first_day(situation, limits, day_with)
    return spans_of(counted, begins[-1])
