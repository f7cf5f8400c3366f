"""The clock of the three routes: from where the five years begin to the day on which they are complete, and what must
be known for it."""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.periods import returns_not_known
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY
from belgian_residence.routes.eu.starts import Start
from belgian_residence.routes.eu.years import count, lists_missing, used
from belgian_residence.routes.limits import limit
from belgian_residence.routes.status import When


def from_start(
    situation: Situation,
    start: Start,
    own_right: bool,
    law: tuple[str, ...],
    papers: tuple[str, ...],
    loss: str = "pr.loss_absence",
) -> When:
    """When five years from a start are complete, and what must be known for it. ``papers``: the facts that the start
    comes from. A paper that could only show an older start is worth asking while the years are not complete."""
    person, on = situation.person, situation.on
    years, facts = limit("pr.residence_period", on), (*papers, *used(own_right))
    lists = lists_missing(situation, own_right)
    if start.day is None or lists:
        return When(missing=(*start.missing, *(lists if start.day else ())), law=law, facts=facts, years=years)
    day, missing = when(situation, start.day, own_right, loss)
    if missing and count(situation, start.day, own_right, loss).start >= on:
        # A trip of which the return is not known broke the years: they begin anew on a day that nobody knows.
        # With an older start they may have been complete before it.
        return When(missing=(*start.missing, *missing, *start.older), law=law, facts=facts, years=years)
    if day > on:
        missing += start.older
    settled = day <= on and not start.by_the_card and _latest(situation, start.day, day, own_right, loss)
    known = not person.removal_enforced  # the day of a removal is not asked, so no date is safe
    shown = () if settled else start.missing
    return When(day, (*shown, *missing), law, facts, day_is_known=known, years=years)


def _latest(situation: Situation, start: date, day: date, own_right: bool, loss: str) -> bool:
    """Is this the latest day on which five years can be complete, also where the start was older? An absence before the
    start can fill the year in which the next one falls, or have used up what is excused once: so it is tried with the
    years beginning on the day of leaving, and on the day before the return."""
    latest = start - DAY
    tried = {latest}
    for absence in situation.person.absences or ():
        if absence.departure < start:
            tried |= {absence.departure, min(latest, (absence.back or latest) - DAY)}
    return all(count(situation, older, own_right, loss).day <= day for older in tried)


def when(
    situation: Situation, start: date, own_right: bool, loss: str = "pr.loss_absence"
) -> tuple[date, tuple[str, ...]]:
    """The day on which five years are complete, and the returns that must be known for it: none once it lies behind."""
    day = count(situation, start, own_right, loss).day
    return day, returns_not_known(situation.person.absences or ()) if day > situation.on else ()
