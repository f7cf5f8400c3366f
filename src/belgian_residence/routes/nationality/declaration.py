"""Deciding the declaration of nationality: the grounds of ``grounds`` together, and the card that comes first.

Open if one ground is open under every reading. Otherwise not settled if one of them may be open today; later if one
only waits for its years; closed if all are, and while the card is not enough: then ``roads`` says what would give one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from belgian_residence.counting.conventions import SAFE_READING
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, evaluate
from belgian_residence.routes.nationality.grounds import GROUNDS, five_years
from belgian_residence.routes.nationality.roads import ONCE, TitleFirst, title_first, together
from belgian_residence.routes.nationality.title import BEFORE_THE_TITLE, TITLE, adult_from, title_since
from belgian_residence.routes.outcome import Outcome, Status, decide, latest_of_all, no_day, with_no_other_absence


@dataclass(frozen=True)
class Ground:
    """What one ground comes to, with the conditions that all grounds share."""

    id: str
    status: Status
    earliest: date | None


@dataclass(frozen=True)
class Declaration(Outcome):
    """The outcome of the route, with its grounds."""

    grounds: tuple[Ground, ...] = ()
    in_play: frozenset[str] = frozenset()
    """The ids of the conditions that the status hangs on: those that all grounds share, and those of the grounds that
    are as far as the whole."""
    remarks: tuple[str, ...] = ()
    """Notes that only some people need."""
    title_first: TitleFirst | None = None
    """Where the card is not enough: what would give one."""


def decide_declaration(situation: Situation, cards: Mapping[str, Outcome]) -> Declaration:
    """The outcome. ``cards``: B and L, by which a card that is enough can come; looked at only where it is not."""
    grounds = {id: decide(ground, situation) for id, ground in GROUNDS.items()}
    of_age = adult_from(situation.person)
    minor_until = of_age if of_age is not None and of_age > situation.on else None
    if minor_until:
        grounds = {id: _once_of_age(one, GROUNDS[id].clock_id, minor_until) for id, one in grounds.items()}
    person, title = evaluate(BEFORE_THE_TITLE, situation), evaluate(TITLE, situation)
    conditions = [pair for proof in (person, title) for pair in proof.conditions() if not pair[1].of_others]
    best = _one_is_enough(grounds, minor_until)
    first = None
    if title.value is NO and person.value is not NO and best.status != "closed":
        no_years_needed = grounds["born-in-belgium"].status == "open"
        years = date.min if no_years_needed else best.clock or five_years(situation).day
        first = title_first(situation, cards, _not_before(years, of_age))
    if NO in (person.value, title.value) or best.status == "closed":
        clock = five_years(situation).day if first else best.clock
        basis = ONCE.get(first.card, best.basis) if first and first.card else best.basis
        best = replace(best, status="closed", earliest=None, basis=basis, readings={}, missing=(), clock=clock)
    elif title.value is UNKNOWN or not person.waits_only_for_filing():
        silent = any(finding.not_confirmed for _, finding in conditions)  # then no answer can open it
        asked = () if silent else (*person.missing, *title.missing, *best.missing)
        undated = any(finding.undated for _, finding in conditions)
        earliest = None if undated else _not_before(best.earliest, of_age)
        readings = best.readings if earliest == best.earliest else {}
        best = replace(
            best, status="unsettled", earliest=earliest, readings=readings, missing=tuple(dict.fromkeys(asked))
        )
    if title.value is YES:
        best = _on_its_day(best, situation)
    alone = title.value is YES and person.waits_only_for_filing() and person.value is not NO
    found = tuple(
        _ground(id, _on_its_day(one, situation) if alone else one, best, alone) for id, one in grounds.items()
    )
    in_play = [*conditions, *(pair for id in _as_far_as(best, found, grounds) for pair in grounds[id].conditions)]
    conditions += [pair for one in grounds.values() for pair in one.conditions]
    return Declaration(
        best.status,
        best.earliest,
        best.basis,
        best.readings,
        tuple({condition.id: (condition, finding) for condition, finding in conditions}.values()),
        best.missing,
        best.clock,
        bounds=best.bounds if best.status != "closed" else None,
        day_within_limits=partial(_within_limits, situation, cards) if "absences" in best.missing else no_day,
        grounds=found,
        in_play=frozenset(condition.id for condition, _ in in_play),
        remarks=() if best.status == "closed" else _remarks(found),
        title_first=first,
    )


def _within_limits(situation: Situation, cards: Mapping[str, Outcome]) -> date | None:
    """The day of the declaration if no absence went beyond a limit; None where more than absences is missing for it."""
    then = decide_declaration(with_no_other_absence(situation), cards)
    return then.earliest if then.status in ("open", "later") else None


def _on_its_day(one: Outcome, situation: Situation) -> Outcome:
    """An outcome whose day lies behind, with what else the declaration asks on its day: to be of age, and the right
    that the card shows (NAT-TITLE-1). No day before both, and none where nothing says when that right began. What lies
    ahead is left as it is: both are there by then."""
    days, on = [day for day in (one.earliest, *one.readings.values()) if day is not None], situation.on
    if all(day >= on for day in days):
        return one
    right, of_age = title_since(situation), adult_from(situation.person) or date.min
    if right is None and of_age < on:
        known = one.earliest is None or one.earliest >= on
        return one if known else replace(one, earliest=None, readings={})
    since = max(right or of_age, of_age)
    readings = {name: max(day, since) for name, day in one.readings.items()}
    shown = readings if len(set(readings.values())) > 1 or SAFE_READING not in readings else {}
    return replace(one, earliest=one.earliest and max(one.earliest, since), readings=shown)


def _once_of_age(one: Outcome, clock_id: str, of_age: date) -> Outcome:
    """A ground of who is not of age yet: later, from that day or that of the years, where only these lie ahead. A
    doubt, or a fact that is missing and could still move the day, leaves it as it is, with no day before that one."""
    if one.status == "closed":
        return one
    readings = {name: max(day, of_age) for name, day in one.readings.items()}
    shown = readings if len(set(readings.values())) > 1 or (readings and SAFE_READING not in readings) else {}
    years, surely_by_then = _finding_of(one, clock_id), one.bounds is not None and one.bounds.at_latest <= of_age
    others = [finding for condition, finding in one.conditions if condition.id != clock_id]
    doubt = any(finding.value is UNKNOWN and not finding.at_filing for finding in others)
    earliest = _not_before(one.earliest, of_age) or (of_age if years.value is YES and not doubt else None)
    if doubt or earliest is None or (one.status == "unsettled" and years.missing and not surely_by_then):
        return replace(one, earliest=earliest, readings=shown)
    missing, bounds = ((), None) if surely_by_then else (one.missing, one.bounds)
    return replace(one, status="later", earliest=earliest, readings=shown, missing=missing, bounds=bounds)


def _as_far_as(whole: Outcome, found: tuple[Ground, ...], grounds: dict[str, Outcome]) -> list[str]:
    """The grounds that are as far as the whole; for a definite answer without those that wait for a fact."""
    same = [one.id for one in found if one.status == whole.status]
    settled = [id for id in same if not grounds[id].missing]
    return settled if settled and whole.status != "unsettled" else same


def _remarks(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    family = any(one.status == "open" for one in grounds if one.id in ("spouse-of-belgian", "parent-of-belgian"))
    return ("easier-as-family",) if family else ()


def _ground(id: str, one: Outcome, whole: Outcome, alone: bool) -> Ground:
    """A ground by itself, or where a condition shared by all is not met: as far as the whole."""
    if alone:
        return Ground(id, one.status, one.earliest)
    if "closed" in (one.status, whole.status):
        return Ground(id, "closed", None)
    return Ground(id, whole.status, _not_before(whole.earliest, one.clock))


def _one_is_enough(grounds: dict[str, Outcome], minor_until: date | None) -> Outcome:
    """The outcome of the best ground, with what is still asked on those that can change it. ``minor_until``: the day of
    coming of age, where it lies ahead."""
    on_that_day = [one for one in grounds.values() if one.status == "later" and one.earliest == minor_until]
    if minor_until and on_that_day:  # no ground can come before that day
        return replace(on_that_day[0], missing=())
    years = {id: _finding_of(one, GROUNDS[id].clock_id) for id, one in grounds.items()}
    unsettled = [id for id, one in grounds.items() if one.status == "unsettled"]
    may_be_open = [id for id in unsettled if years[id].value is not NO]
    doubt_stays = any(not grounds[id].missing for id in may_be_open)
    for status, among in (("open", grounds), ("unsettled", may_be_open), ("later", grounds), ("unsettled", unsettled)):
        found = [id for id in among if grounds[id].status == status]
        if found:
            best = min((grounds[id] for id in found), key=lambda one: one.earliest or date.max)
            # Where a doubt of the law stays, only a ground that can open without it is still asked about.
            asking = [
                id
                for id in found
                if not doubt_stays or ((years[id].value is YES or years[id].missing) and not _in_doubt(grounds[id]))
            ]
            missing = tuple(dict.fromkeys(name for id in asking for name in grounds[id].missing))
            return replace(_with_the_safe_day(best, grounds), missing=missing)
    return next(iter(grounds.values()))


def _with_the_safe_day(best: Outcome, grounds: dict[str, Outcome]) -> Outcome:
    """A ground that may be open today, with the day of one that surely comes sooner than its own safe day.

    Nobody need wait for the safe day of the one while the other opens before: so it is the safe day of the whole, and
    for each reading the sooner of both days counts.
    """
    surely = [one for one in grounds.values() if one.status == "later" and one.earliest is not None]
    sure = min(surely, key=lambda one: one.earliest or date.max, default=None)
    if best.status != "unsettled" or sure is None or sure.earliest is None:
        return best
    if best.earliest is not None and best.earliest <= sure.earliest:
        return best
    names = dict.fromkeys((SAFE_READING, *best.readings, *sure.readings))
    days = {name: min(day for one in (best, sure) if (day := one.readings.get(name, one.earliest))) for name in names}
    readings = days if len(set(days.values())) > 1 else {}
    return replace(best, earliest=sure.earliest, clock=sure.clock, readings=readings, bounds=sure.bounds)


def _in_doubt(ground: Outcome) -> bool:
    """Does a condition of the ground stay open whatever is told?"""
    return any(
        finding.value is UNKNOWN and not finding.missing and not finding.at_filing for _, finding in ground.conditions
    )


def _finding_of(outcome: Outcome, id: str) -> Finding:
    return next(finding for condition, finding in outcome.conditions if condition.id == id)


def _not_before(day: date | None, other: date | None) -> date | None:
    return max(day, other) if day is not None and other is not None else day


def grounds_json(declaration: Declaration) -> list[dict[str, str | None]]:
    """The grounds for the JSON answer: ``id``, ``status``, ``earliest`` (ISO date or null)."""
    return [
        {"id": one.id, "status": one.status, "earliest": one.earliest.isoformat() if one.earliest else None}
        for one in declaration.grounds
    ]


# --- one answer from many choices of days -------------------------------------------------------------------------


def with_grounds_of(whole: Outcome, outcomes: Sequence[Outcome]) -> Outcome:
    """The grounds of many choices of rough days put together, like the outcome itself: see ``assessment``."""
    tried = [one for one in outcomes if isinstance(one, Declaration)]
    if not isinstance(whole, Declaration):
        return whole
    found = []
    for same in zip(*(one.grounds for one in tried), strict=True):
        statuses = {one.status for one in same}
        status: Status = statuses.pop() if len(statuses) == 1 else "unsettled"
        found.append(Ground(same[0].id, status, latest_of_all((one.status, one.earliest) for one in same)))
    remarks = dict.fromkeys(remark for one in tried for remark in one.remarks)
    in_play = frozenset().union(*(one.in_play for one in tried))
    first = together([one.title_first for one in tried])
    return replace(whole, grounds=tuple(found), in_play=in_play, remarks=tuple(remarks), title_first=first)
