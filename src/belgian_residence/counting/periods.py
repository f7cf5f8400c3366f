"""Stays and trips on one timeline: which stay runs on a day, which stays follow each other, how long a trip lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import wraps
from typing import NamedTuple, TypeVar, cast

from belgian_residence.counting.conventions import Conventions
from belgian_residence.engine.dates import DAY, add_months, add_years, month_fraction
from belgian_residence.law.amounts import amount
from belgian_residence.law.provisions import first_day
from belgian_residence.told.facts import CARDS_UNDER_EU_RULES, PROTECTION_GROUNDS
from belgian_residence.told.person import Absence, Person, Stay

T = TypeVar("T")


def of_the_person(work: Callable[[Person], T]) -> Callable[[Person], T]:
    """The same, worked out once: a person never changes, and keeps what follows from its facts alone."""
    name = f"_{work.__name__}"

    @wraps(work)
    def kept(person: Person) -> T:
        known = vars(person)
        if name not in known:
            known[name] = work(person)
        return cast(T, known[name])

    return kept


def in_belgium(stays: Iterable[Stay]) -> list[Stay]:
    """The stays in Belgium, in the order of time."""
    here = [stay for stay in stays if stay.country == "BE"]
    if len(here) > 1:  # asked so often that sorting one is felt
        here.sort(key=in_time)
    return here


def in_time(stay: Stay) -> tuple[date, date]:
    """The order of stays: by first day; of two that begin together the one that ends first."""
    return stay.start, stay.end or date.max


def current_stay(stays: Iterable[Stay], on: date) -> Stay | None:
    """The stay in Belgium that runs on the day; the newer one on the day of a change."""
    return _running(in_belgium(stays), on)


def _running(ordered: list[Stay], on: date) -> Stay | None:
    running = [stay for stay in ordered if stay.start <= on and (stay.end is None or stay.end >= on)]
    return running[-1] if running else None


def no_bridge() -> timedelta:
    """Every day between two stays is a gap."""
    return timedelta(0)


def chain(stays: Iterable[Stay], on: date, bridge: Callable[[], timedelta] = no_bridge) -> list[Stay]:
    """The stays that follow each other without a day between them, up to and beyond the one that runs on the day.

    ``bridge``: gaps of up to so many days are no gaps (see ``Conventions.short_gaps_covered``); asked where there is
    one.

    The last one is taken as running on: a permit with an end date is expected to be renewed. Empty when no stay runs
    on the day.
    """
    ordered = in_belgium(stays)
    current = _running(ordered, on)
    if current is None:
        return []
    place = ordered.index(current)
    first = place
    while first > 0 and _follows(ordered[first - 1], ordered[first], bridge):
        first -= 1
    last = place
    while last + 1 < len(ordered) and _follows(ordered[last], ordered[last + 1], bridge):
        last += 1
    end = ordered[last]
    return [*ordered[first:last], end if end.end is None else replace(end, end=None)]


def _follows(one: Stay, two: Stay, bridge: Callable[[], timedelta]) -> bool:
    """A break that was told is one, however short; a paper that was told covered the time, however long, where papers
    are taken to cover any. That of an Annex 15 belongs to the stay before it: see ``told.seams``."""
    if one.end is None or two.before == "break":
        return False
    if two.start <= one.end + DAY:
        return True
    covered = bridge()
    return bool(covered) and (two.before == "papers" or two.start <= one.end + DAY + covered)


def seam_not_told(stays: Iterable[Stay], first: Stay) -> tuple[str, ...]:
    """The fact that says how a stay follows the one before it in Belgium, where a gap lies between and nothing was
    told of it: ``stays[1].before``."""
    before = [stay for stay in in_belgium(stays) if in_time(stay) < in_time(first)]
    if not before or first.before is not None:
        return ()
    end = max((stay.end for stay in before if stay.end), default=None)
    return (f"stays[{first.index}].before",) if end and end + DAY < first.start else ()


def led_to_protection(asylum: Stay, stays: Iterable[Stay], *, at_once: bool = False) -> bool:
    """Did this asylum stay end with the permit of a protected stay? ``at_once``: also where unlimited stay came so."""
    end = asylum.end
    grounds = {*PROTECTION_GROUNDS, "unlimited_stay"} if at_once else PROTECTION_GROUNDS
    return end is not None and any(stay.ground in grounds and end <= stay.start <= end + DAY for stay in stays)


def _blocks(stays: Iterable[Stay]) -> Iterator[tuple[date, date]]:
    """The first and the last day of stays in Belgium with a last day, those that follow each other together."""
    block: tuple[date, date] | None = None
    for stay in in_belgium(stays):
        if stay.end is None:
            continue
        if block and stay.start <= block[1] + DAY:
            block = block[0], max(block[1], stay.end)
            continue
        if block:
            yield block
        block = stay.start, stay.end
    if block:
        yield block


@of_the_person
def unlimited_at_once(person: Person) -> Stay | None:
    """The unlimited stay that a recognition as refugee gave at once: before B-REF-1 no limited stay came first.

    Where a day of the asylum time is not known: the stay of which that can be true. After limited stay, as everybody
    else with protection had, unlimited stay came five years after the asylum application and not before (B-SP-1).
    """
    stays, application, permit = in_belgium(_told(person)), person.asylum_application, person.permit_granted
    unlimited = next((stay for stay in stays if stay.ground == "unlimited_stay"), None)
    if unlimited is None or "none" in (application, permit) or any(stay.ground in PROTECTION_GROUNDS for stay in stays):
        return None
    limited_first, start = first_day("B-REF-1"), unlimited.start
    recognised = permit if isinstance(permit, date) else start
    if not recognised <= start or recognised >= limited_first:
        return None
    before = [stay for stay in stays if stay.start < start and stay.ground != "asylum_procedure"]
    between = recognised if recognised < start else start - 2 * DAY
    if any(stay.end is None or between < stay.end for stay in before):
        return None  # it followed a stay on another ground
    years = amount("B.years.protection", limited_first).value
    assert isinstance(years, int)
    others_waited = isinstance(application, date) and add_years(application, years) <= start
    return None if others_waited and recognised + DAY < start else unlimited


def asylum_days_missing(person: Person) -> tuple[str, ...]:
    """The days of asylum time that are not known and that could still matter: both are needed, or none."""
    days = ("asylum_application", "permit_granted")
    if not can_have_asylum_time(person) or any(getattr(person, fact) == "none" for fact in days):
        return ()
    return tuple(fact for fact in days if getattr(person, fact) is None)


@of_the_person
def can_have_asylum_time(person: Person) -> bool:
    """Is there a stay that can have come from an asylum procedure: a protected one, or unlimited stay at once?"""
    return (
        any(stay.ground in PROTECTION_GROUNDS for stay in person.stays or ()) or unlimited_at_once(person) is not None
    )


def _told(person: Person) -> tuple[Stay, ...]:
    """The stays of the case file, and unlimited stay since a day, when every one of them has ended."""
    stays = person.stays or ()
    since = person.unlimited_stay_since
    if not isinstance(since, date) or person.card in CARDS_UNDER_EU_RULES | {"F+", "M+"}:
        return stays
    last = last_day_here(person)
    if last is not None:
        start = max(since, last + DAY)
        return (*stays, Stay(start, None, "unlimited_stay", first_card=start, index=len(stays)))
    return stays


def last_day_here(person: Person) -> date | None:
    """The last day of the stays in Belgium, where every one of them has ended: unlimited stay since a day goes on from
    there. None where one has no end, or none is told: then that day makes no stay."""
    ends = [stay.end for stay in in_belgium(person.stays or ())]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


@of_the_person
def all_stays(person: Person) -> tuple[Stay, ...]:
    """The stays of the case file, with those that follow from other facts.

    * With protection, or unlimited stay that came at once with it: the time from the asylum application to the permit.
      An asylum stay of the case file only gives the day of the first orange card; its days come from
      ``asylum_application`` and ``permit_granted``.
    * With unlimited stay since a day, when every stay of the file has ended: unlimited stay from that day on.
    """
    stays = _told(person)
    application, permit = person.asylum_application, person.permit_granted
    at_once = unlimited_at_once(person)
    protected = [at_once] if at_once else [stay for stay in stays if stay.ground in PROTECTION_GROUNDS]
    if not protected or not isinstance(application, date) or not isinstance(permit, date):
        return stays
    first = min(protected, key=lambda stay: stay.start)
    procedure = [
        stay
        for stay in stays
        if stay.ground == "asylum_procedure" and stay.start <= permit and (stay.end is None or stay.end >= application)
    ]
    rest = [stay for stay in stays if stay not in procedure and stay != first]
    blocks = list(_blocks(rest))
    orange = next((stay.first_card for stay in procedure if stay.first_card), None)
    asylum_time = [
        Stay(
            start,
            end,
            "asylum_procedure",
            first_card=orange and max(orange, start),
            index=procedure[0].index if procedure else first.index,
        )
        for start, end in _asylum_time(application, permit, blocks)
    ]
    # A stay on another ground that still ran on the day of the permit keeps its days too.
    begins = max([permit, *(end for _, end in blocks if permit < end <= first.start)])
    return tuple(sorted([*rest, *asylum_time, replace(first, start=begins)], key=in_time))


def _asylum_time(application: date, permit: date, blocks: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The parts of the time from the application to the permit: a stay on another ground keeps its days."""
    since, cut = application, False
    for start, end in blocks:
        if application <= end and start <= permit:
            if since < start:
                yield since, start
            since, cut = max(since, end), True
    if not cut or since + DAY < permit:
        yield since, permit


def asylum_time_of_protection(person: Person) -> tuple[date, date] | None:
    """The day of the asylum application and that of the permit, where both are known and protection came of it."""
    application, permit = person.asylum_application, person.permit_granted
    if isinstance(application, date) and isinstance(permit, date) and can_have_asylum_time(person):
        return application, permit
    return None


class Trip(NamedTuple):
    """An absence as it is counted: from ``start`` up to, not including, ``end``; ``back`` is the day of return, or the
    date asked about while the return is not known."""

    start: date
    end: date
    back: date
    absence: Absence

    def reaches(self, months: int) -> bool:
        """It lasts at least so many months."""
        return add_months(self.start, months) <= self.end

    def exceeds(self, months: int) -> bool:
        """It lasts longer than so many months."""
        return add_months(self.start, months) < self.end

    def months_within(self, start: date, end: date) -> Fraction:
        """The part of the trip that falls in a window, in months."""
        return month_fraction(max(self.start, start), min(self.end, end))


def trips(absences: Iterable[Absence], conventions: Conventions, on: date) -> list[Trip]:
    """The absences as they are counted, in the order of time. One whose return is not known has lasted until ``on``.

    Safe: from the day of departure to the day of return. Other: only whole days abroad; a trip without one is none
    (reading 22).
    """
    found = []
    for absence in sorted(absences, key=lambda one: one.departure):
        back = absence.back if absence.back is not None else max(absence.departure, on)
        start = absence.departure + DAY if conventions.whole_days_abroad else absence.departure
        if start < back:
            found.append(Trip(start, back, back, absence))
    return found


def returns_not_known(absences: Iterable[Absence]) -> tuple[str, ...]:
    """The names of the returns that are not known."""
    return tuple(f"absences[{absence.index}].to" for absence in absences if absence.back is None)
