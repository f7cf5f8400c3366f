"""Permanent residence before five years, of EU citizens who worked and of their family (Act art. 42sexies).

The Act gives less than the Directive: retirement only with a Belgian spouse or equated partner, and nothing for work
across the border. What rests on the Directive alone is never a plain yes (reading 16).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belgian_residence.counting.away import Allowed, not_told
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Condition, Situation, Test, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, any_of, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.losing.permanent import lost_by
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.eu.starts import of_eu_citizen
from belgian_residence.routes.limits import limit
from belgian_residence.told.facts import ABSENCES

WORK = frozenset({"worker", "self_employed"})
"""Only who worked, as an employee or self-employed, and the family (art. 42sexies with art. 40 §4)."""
OF_WHO_WORKED = frozenset({"incapacity", "work_accident_or_disease", "retirement", "cross_border_worker"})


def _on_ground(ground: frozenset[str], used: tuple[str, ...], then: Callable[[Situation], Finding]) -> Test:
    """A test for who told one of these grounds; for everybody else no.

    A right that came early is there only for who was not away too long since. So nobody is asked for a ground before
    that can be said: while trips are not known, no ground can open the route.
    """

    def test(situation: Situation) -> Finding:
        told, facts = situation.person.early_ground, ("early_ground", *used)
        if told is None:
            known = long_absences(situation) is not None
            looked_at = tuple(dict.fromkeys((*facts, *ABSENCES)))
            return Finding(UNKNOWN, looked_at, ("early_ground",) if known else ("absences",))
        if told not in ground:
            return Finding(NO, facts)
        finding = then(situation)
        return Finding(finding.value, facts, finding.missing)

    return test


def _early(id: str, law: tuple[str, ...], ground: str, used: tuple[str, ...], test: Test) -> Condition:
    return condition(f"EU+.{id}", law, _on_ground(frozenset({ground}), used, test))


def _told(fact: str, value: object) -> Finding:
    return Finding(UNKNOWN, missing=(fact,)) if value is None else Finding(truth(bool(value)))


# --- Who worked ------------------------------------------------------------------------------------------------------


def _worked(situation: Situation) -> Finding:
    activity = situation.person.eu_activity
    return Finding(UNKNOWN, missing=("eu_activity",)) if activity is None else Finding(truth(bool(activity & WORK)))


WORKED = condition("EU+.worked", ("EUP-EARLY-2", "EUP-EARLY-6"), _on_ground(OF_WHO_WORKED, ("eu_activity",), _worked))

# --- The right that arose when work stopped, and is still there ------------------------------------------------------

LOSS_USED = ("stopped_working", *ABSENCES)


def allowed_away(on: date) -> tuple[Allowed, ...]:
    """What leaves a permanent right alone, for what is said of all absences at once."""
    return (Allowed(12 * limit("pr.loss_absence", on)),)


def long_absences(situation: Situation) -> list[Trip] | None:
    """The absences that end a permanent right; None while it is not told whether there are any."""
    person, on = situation.person, situation.on
    if not_told(person, allowed_away(on), on):
        return None
    return [
        trip for trip in trips(person.absences or (), situation.conventions, on) if lost_by(trip, "pr.loss_absence", on)
    ]


def _still_there(situation: Situation) -> Finding:
    """From the day on which work stopped the right exists: only a long absence can end it (EUP-LOSS-1).

    An absence that began before that day and went on after it: what follows the day ends the right if it is too long by
    itself. If only the whole of it is, or if the stay without permanence could have been lost before work stopped
    (CARD-ABS-3), no provision says what holds.
    """
    person, on = situation.person, situation.on
    if not_told(person, (Allowed(_without_permanence(on)),), on):
        return Finding(UNKNOWN, missing=("absences",))
    every = trips(person.absences or (), situation.conventions, on)
    long = [trip for trip in every if _is_long(trip, on)]
    if not long:
        return Finding(YES)
    stopped = person.stopped_working
    if not isinstance(stopped, date):
        return Finding(UNKNOWN, missing=("stopped_working",))
    if any(lost_by(_from(trip, stopped), "pr.loss_absence", on) for trip in long):
        return Finding(NO)
    in_doubt = any(
        trip.start < stopped <= trip.end
        and (lost_by(trip, "pr.loss_absence", on) or _is_long(trip._replace(end=stopped), on))
        for trip in long
    )
    return Finding(UNKNOWN if in_doubt else YES)


def _without_permanence(on: date) -> int:
    """The months abroad from which a stay without permanence is at risk (CARD-ABS-3)."""
    return 12 * limit("return.window", on)


def _is_long(trip: Trip, on: date) -> bool:
    """Has it lasted so long that it matters here?"""
    return trip._replace(end=min(trip.end, on)).reaches(_without_permanence(on))


def _from(trip: Trip, day: date) -> Trip:
    """The part of a trip from a day on; nothing of it where it ended before."""
    return trip._replace(start=min(max(trip.start, day), trip.end))


def _and_still_there(finding: Finding, situation: Situation) -> Finding:
    return _still_there(situation) if finding.value is YES else finding


# --- §1, 1°: permanent incapacity ------------------------------------------------------------------------------------

WORK_ACCIDENT = _early("work-accident", ("EUP-EARLY-3",), "work_accident_or_disease", LOSS_USED, _still_there)
"""b: an accident at work or an occupational disease, with a Belgian benefit. No minimum of residence."""


def _long_enough(situation: Situation) -> Finding:
    """a: more than two years of residence without a break before work stopped."""
    person, on = situation.person, situation.on
    start = of_eu_citizen(situation)
    missing = [fact for fact in ("stopped_working",) if getattr(person, fact) is None]
    missing += eu_years.lists_missing(situation, own_right=True) if start.day else start.missing
    stopped = person.stopped_working
    if missing or start.day is None or not isinstance(stopped, date):
        return Finding(UNKNOWN, missing=tuple(missing))
    ways = (situation, eu_years.settled(situation))
    counts = [eu_years.count(way, start.day, own_right=True, until=stopped) for way in ways]
    long_enough = {add_years(one.start, limit("early.incapacity_residence", on)) < stopped for one in counts}
    there = _still_there(situation)
    if there.value is NO or long_enough == {True}:
        return there
    if len(long_enough) > 1:  # papers can still decide it, or a reason that is not known
        asked = {name for one in counts for name in one.reasons}
        not_known = tuple(name for name in eu_years.reasons_not_known(person) if name in asked)
        return Finding(UNKNOWN, missing=not_known)
    older = (*start.missing, *start.older)  # an older start could still make them long enough
    return Finding(UNKNOWN, missing=older) if older else Finding(NO)


INCAPACITY = _early(
    "incapacity",
    ("EUP-EARLY-2",),
    "incapacity",
    ("stopped_working", "annex_19", "special_card_before", "stays", *eu_years.used(own_right=True)),
    _long_enough,
)

# --- §1, 1° c and 2°: with a Belgian spouse or equated partner -------------------------------------------------------

PARTNER_USED = ("belgian_partner", *LOSS_USED)


def _with_belgian_partner(situation: Situation) -> Finding:
    """No time of residence is asked of the husband, wife or equated partner of a Belgian."""
    return _and_still_there(_told("belgian_partner", situation.person.belgian_partner), situation)


INCAPACITY_WITH_BELGIAN = _early(
    "incapacity-and-belgian-partner", ("EUP-EARLY-5",), "incapacity", PARTNER_USED, _with_belgian_partner
)
RETIREMENT = _early(
    "retirement-and-belgian-partner",
    ("EUP-EARLY-1", "EUP-EARLY-5"),
    "retirement",
    PARTNER_USED,
    _with_belgian_partner,
)

# --- The Directive alone ---------------------------------------------------------------------------------------------


def _retirement_by_the_directive(situation: Situation) -> Finding:
    """More than three years of residence before work stopped, or before today while that day is not told: with less
    not even the Directive gives the right. With more never a plain yes, because it is not in the Act (reading 16)."""
    stopped = situation.person.stopped_working
    start = of_eu_citizen(situation)
    if start.day is None or start.missing or start.older or eu_years.lists_missing(situation, own_right=True):
        return Finding(UNKNOWN)  # asked for the five years too, where it can still change them
    until = stopped if isinstance(stopped, date) else situation.on
    ways = (situation, eu_years.settled(situation))
    counts = [eu_years.count(way, start.day, own_right=True, until=until) for way in ways]
    asked = limit("early.pension_directive_residence", situation.on)
    return Finding(UNKNOWN if any(add_years(one.start, asked) < until for one in counts) else NO)


def _directive_alone(situation: Situation) -> Finding:
    """Never a plain yes: these grounds are not in the Act, and what the Office does with them is not known. For work
    across the border no figure is confirmed, so nothing decides against it either."""
    if situation.person.early_ground == "retirement":
        return _retirement_by_the_directive(situation)
    return Finding(UNKNOWN)


DIRECTIVE_ALONE = condition(
    "EU+.early-by-the-directive-alone",
    ("EUP-EARLY-1", "EUP-EARLY-1b", "EUP-EARLY-4", "D-19"),
    _on_ground(
        frozenset({"retirement", "cross_border_worker"}),
        ("stopped_working", "annex_19", "special_card_before", "stays", *eu_years.used(own_right=True)),
        _directive_alone,
    ),
)

# --- §2: the family of such a worker ---------------------------------------------------------------------------------


def still_there_of_family(situation: Situation) -> Finding:
    """The right of the family is lost as any permanent right is (EUP-LOSS-1). The day on which the worker stopped is
    not asked; so a long absence, which can lie before or after it, leaves it open."""
    long = long_absences(situation)
    return Finding(YES) if long == [] else Finding(UNKNOWN, missing=("absences",) if long is None else ())


FAMILY_OF_EARLY_WORKER = _early(
    "family-of-early-worker", ("EUP-EARLY-7",), "family_of_early_worker", ABSENCES, still_there_of_family
)
"""Of any nationality; the Directive, not the Act, asks that they live together."""

BY_THE_ACT = all_of(WORKED, any_of(WORK_ACCIDENT, INCAPACITY, INCAPACITY_WITH_BELGIAN, RETIREMENT))
"""The grounds of who worked for which the Act itself gives the right."""
EARLY = any_of(
    all_of(WORKED, any_of(WORK_ACCIDENT, INCAPACITY, INCAPACITY_WITH_BELGIAN, RETIREMENT, DIRECTIVE_ALONE)),
    FAMILY_OF_EARLY_WORKER,
)
"""One of these opens the route before five years; the file then always goes to the Immigration Office (EUP-APP-3)."""
