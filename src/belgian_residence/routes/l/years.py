"""The five years of an L card: legal and uninterrupted stay just before the application (Act art. 15bis §1).

Which stays count is in ``l_stays``, what absences do in ``l_absences``; here they come together in one day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from belgian_residence.counting.periods import (
    Trip,
    all_stays,
    asylum_days_missing,
    can_have_asylum_time,
    chain,
    returns_not_known,
    unlimited_at_once,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.law.provisions import first_day as first_day_in_force
from belgian_residence.routes.l.absences import (
    AbsenceLimits,
    blue_card_limits,
    first_day,
    limits_of,
    outside_eu_not_known,
    restart,
    slide,
)
from belgian_residence.routes.l.stays import EXCLUDED, Span, clock_start, completed_on, counted_chain, spans_of
from belgian_residence.routes.limits import limit
from belgian_residence.routes.status import WITH_UNLIMITED_STAY, When
from belgian_residence.told.person import Stay

CLOCK_LAW = ("L-5Y-1", "L-5Y-2", "L-5Y-3", "L-5Y-4", "L-5Y-6", "L-5Y-7", "L-5Y-8", "L-ABS-1", "L-ABS-2")


def five_years(situation: Situation) -> When:
    """When the five years are complete, counted under the conventions of the situation (L-5Y-1 to L-ABS-2).

    Where a day is not known, the latest it can be is taken. The day of the first card is then missing, because it moves
    the date, also where that lies ahead. Days of asylum time, and those of who moved with a Blue Card, are missing only
    if they could matter today.
    """
    person, on = situation.person, situation.on
    protected = can_have_asylum_time(person)
    asylum = ("asylum_application", "permit_granted") if protected else ()
    used: tuple[str, ...] = ("stays", "absences", "card", "unlimited_stay_since", *asylum)
    law = CLOCK_LAW if protected else tuple(id for id in CLOCK_LAW if id != "L-5Y-4")
    law = (*law, "L-5Y-5") if situation.conventions.asylum_time_in_full else law
    law = (*law, "B-REF-1") if unlimited_at_once(person) and person.permit_granted else law
    missing = tuple(fact for fact in ("stays", "absences") if getattr(person, fact) is None)
    if missing:
        missing += asylum_days_missing(person) if unlimited_at_once(person) is None else ()
        return When(missing=missing, law=law, facts=used)
    counted = counted_chain(situation)
    if not counted:
        unlimited = person.card in WITH_UNLIMITED_STAY and person.unlimited_stay_since is None
        return When(missing=("unlimited_stay_since",) if unlimited else (), law=law, facts=used)
    first = counted[0][0]
    day = _five_years_of(situation, counted, clock_start(first, situation))
    if situation.conventions.asylum_time_in_full and protected:
        day = _not_before_the_regulation(day, situation)
    moved = _moved_blue_card(situation)
    could_be_earlier = asylum_days = _asylum_days_that_matter(situation, counted)
    if first.first_card is None and first.ground != "asylum_procedure":
        could_be_earlier += (f"stays[{first.index}].first_card_issued",)
    if moved is not None:
        law = (*law, "L-BLUE-1")
        if moved.day is not None and moved.day <= _five_years_of(situation, counted, first.start):
            could_be_earlier = ()  # whatever the day of the first card, the time in the EU is complete before
        day = min(day, moved.day) if moved.day else day
        could_be_earlier += moved.missing
    earliest = None
    if day > on:
        outside = _days_in_the_eu_that_matter(situation, counted)
        missing = (*could_be_earlier, *outside, *returns_not_known(person.absences or ()))
        if missing and not asylum_days and not outside and not returns_not_known(person.absences or ()):
            earliest = _five_years_of(situation, counted, first.start)
    day = max(day, _free_since(situation))
    return When(day, missing=missing, law=law, facts=used, years=limit("L.years", on), earliest=earliest)


def _asylum_days_that_matter(situation: Situation, counted: list[tuple[Stay, Fraction]]) -> tuple[str, ...]:
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


def _days_in_the_eu_that_matter(situation: Situation, counted: list[tuple[Stay, Fraction]]) -> tuple[str, ...]:
    """The absences of which it is not known whether they were outside the EU, under limits that look at it (L-BLUE-1):
    asked if five years would lie behind without them."""
    limits, not_known = limits_of(situation), outside_eu_not_known(situation.person)
    if not not_known or not limits.only_outside_eu:
        return ()
    first = counted[0][0]
    begin = first.first_card or first.start
    without = _five_years_of(situation, counted, begin, replace(limits, not_known_is_in_eu=True))
    return not_known if without <= situation.on else ()


def _free_since(situation: Situation) -> date:
    """The first day from which no stay barred the application up to the date asked about (L-EXC-1)."""
    stays = [stay for stay in chain(all_stays(situation.person), situation.on) if stay.start <= situation.on]
    barred = EXCLUDED | {"medical_9ter"}
    freed = (after.start for before, after in pairwise(stays) if before.ground in barred and after.ground not in barred)
    return max(freed, default=date.min)


def _not_before_the_regulation(full: date, situation: Situation) -> date:
    """Asylum time counts in full only if the L card is asked for from the day on which Regulation 2024/1347 art. 40 can
    apply, the later of two; its transposition is not verified, so it is a reading and no more (reading 4, L-5Y-5)."""
    half = situation.under(replace(situation.conventions, asylum_time_in_full=False))
    counted = counted_chain(half)
    older = _five_years_of(half, counted, clock_start(counted[0][0], half))
    return min(older, max(full, first_day_in_force("L-5Y-5")))


def _five_years_of(
    situation: Situation, counted: list[tuple[Stay, Fraction]], start: date, limits: AbsenceLimits | None = None
) -> date:
    """The first day on which five weighed years without interruption lie behind. ``limits``: other than usual."""
    limits = limits or limits_of(situation)

    def day_with(known: list[Trip]) -> date:
        begin = restart(known, start, limits, situation)
        day = completed_on(spans_of(counted, begin), limit("L.years", situation.on))
        return day if situation.conventions.ten_months_restart else slide(day, known, begin, limits, situation)

    return first_day(situation, limits, day_with)


def counted_spans(situation: Situation) -> list[Span]:
    """The time that counts for the five years, with its weight, from the day on which they run (L-5Y-2, L-ABS-1): what
    ``five_years`` adds up. Empty where stays or absences are not known, where nothing counts, and for a Blue Card held
    in several states, of which the time in two states counts in its own way (L-BLUE-1)."""
    person = situation.person
    if person.stays is None or person.absences is None:
        return []
    counted = counted_chain(situation)
    if not counted or _moved_blue_card(situation) is not None:
        return []
    limits, begins = limits_of(situation), [date.min]

    def day_with(known: list[Trip]) -> date:
        begins.append(restart(known, clock_start(counted[0][0], situation), limits, situation))
        return completed_on(spans_of(counted, begins[-1]), limit("L.years", situation.on))

    first_day(situation, limits, day_with)
    return spans_of(counted, begins[-1])


# --- Blue Card holders who moved between states (art. 15bis; Directive 2021/1883 art. 18) -------------------------


def _moved_blue_card(situation: Situation) -> When | None:
    """Five years in the EU as a Blue Card holder, the last two of them in Belgium (L-BLUE-1). None: did not move.

    Only Blue Card time is added up: no Belgian rule was found for what else art. 18(2) names (L-BLUE-2).
    Trips inside the EU are not looked at, also in the two years here: the base names no other limit for them.
    """
    on = situation.on
    blue = [stay for stay in situation.person.stays or () if stay.ground == "blue_card"]
    here = chain(blue, on)
    if not here:
        return None
    run = [here[0]]
    for stay in sorted((stay for stay in blue if stay not in here), key=lambda stay: stay.start, reverse=True):
        if stay.start < run[0].start and stay.end is not None and stay.end + DAY >= run[0].start:
            run.insert(0, stay)
    if len(run) == 1:
        return None

    def day_from(in_eu: date, in_belgium: date, limits: AbsenceLimits) -> date:
        def day_with(known: list[Trip]) -> date:
            begin = restart(known, in_eu, limits, situation)
            five_in_eu = add_years(begin, limit("L.years", on))
            two_here = add_years(max(in_belgium, begin), limit("L.blue.years_in_belgium", on))
            day = max(five_in_eu, two_here)
            return day if situation.conventions.ten_months_restart else slide(day, known, begin, limits, situation)

        return first_day(situation, limits, day_with)

    ends, limits = (run[0], here[0]), blue_card_limits(on)
    not_known = [stay for stay in ends if stay.first_card is None and not situation.conventions.clock_from_registration]
    soonest = [stay.start if stay in not_known else clock_start(stay, situation) for stay in ends]
    day = day_from(clock_start(run[0], situation), clock_start(here[0], situation), limits)
    if day_from(soonest[0], soonest[1], replace(limits, not_known_is_in_eu=True)) > on:
        return When(day)
    cards = (f"stays[{stay.index}].first_card_issued" for stay in not_known)
    return When(day, (*cards, *outside_eu_not_known(situation.person)))
