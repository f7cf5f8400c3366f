"""The one function that says what absences, and what else was told, did to the stay that a person has.

Keeping a card and opening a route both ask it, so one answer can never say that a stay is lost and that it counts. It
looks at the present status: what came before it was followed by a new decision, so what an absence did to an earlier
status does not end this one.

Longer than most modules: it is one question, and each way to answer it needs the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple, Protocol

from belgian_residence.counting.granted import Granted, granted_status
from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import Trip, all_stays, chain, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import UNKNOWN, YES, Truth
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.losing.cards import with_evidence, with_the_card
from belgian_residence.losing.endings import endings
from belgian_residence.losing.groups import (
    EU_PERMANENT,
    GROUP_OF,
    LIMITED_STAY,
    UNLIMITED_STAY,
    Group,
    group_of_stay,
)
from belgian_residence.losing.household import Ending, family_life
from belgian_residence.losing.not_told import verdict_of
from belgian_residence.losing.verdicts import WORST_LAST, Judge, KeepStatus, Note, Verdict
from belgian_residence.told.facts import PROTECTION_GROUNDS, UNLIMITED_STAY_CARDS
from belgian_residence.told.person import Absence, Person

MAY_BE_PERMANENT = Note(
    "may-be-permanent",
    ("EUP-5Y-1", "FAM-5Y-1", "EUP-LOSS-1", "CARD-ABS-3", "BRX-PR-3"),
    ("pr.residence_period", "pr.loss_absence"),
)
PERMANENT_BY_LAW = Note(
    "permanent-by-law",
    ("EUP-5Y-1", "FAM-5Y-1", "BRX-PR-1", "EUP-LOSS-1", "BRX-PR-3"),
    ("pr.residence_period", "pr.loss_absence", "wa_pr.loss_absence"),
)
GRANTED_BESIDE_THE_CARD = Note("granted-beside-the-card", ("K-WHEN-1", "SW-9"))
"""Two stays can be there, that of the card and the one that was granted; the absence does not do the same to both."""
OFF_REGISTER_LONG = Note("off-register-long", ("ABS-5", "SW-12", "ABS-1", "CARD-ABS-3"))
"""Off the register for as long as an absence that leaves no sure stay: presumed to have been away, unless proven."""
NOTES = (MAY_BE_PERMANENT, PERMANENT_BY_LAW, GRANTED_BESIDE_THE_CARD, OFF_REGISTER_LONG)


@dataclass(frozen=True)
class ByLaw:
    """Does permanent residence exist by law on a day, whatever the card says? ``missing``: what would settle it."""

    value: Truth
    since: date | None = None
    missing: tuple[str, ...] = ()
    in_a_reading: bool = False
    """For unknown: with what is told it exists under some way of counting."""
    after_a_break: bool = False
    """For yes: an earlier break may have ended the status for good all the same (BRX-ABS-1)."""


class RightByLaw(Protocol):
    """The answer for a situation and a day. The count of five years belongs to the routes under the EU rules, so
    whoever asks gives it: see ``routes.stay_kept``."""

    def __call__(self, situation: Situation, day: date, *, as_eu_citizen: bool = False) -> ByLaw:
        """By the years of the card that is held; ``as_eu_citizen``: by those of an EU citizen, whatever the card is."""


@dataclass(frozen=True)
class Away:
    """One absence with what it does to the status."""

    trip: Trip
    verdict: Verdict

    @property
    def absence(self) -> Absence:
        """The absence as it was told."""
        return self.trip.absence


@dataclass(frozen=True)
class Held:
    """What became of the status that a person has, for exact days."""

    group: Group
    since: date | None
    """The day from which the present status is held, as far as it is told."""
    aways: tuple[Away, ...]
    endings: tuple[Ending, ...]

    @property
    def stay(self) -> KeepStatus:
        """What all of it together did to the stay: the worst."""
        found = [away.verdict.stay for away in self.aways] + [ending.status for ending in self.endings]
        return max(found, key=WORST_LAST.index, default="kept")

    @property
    def doubts(self) -> tuple[Verdict | Ending, ...]:
        """What ended the stay or left it in doubt. The end of family life and of protection ends a stay only by a
        decision: until that is taken the stay is there, so it is no doubt about what absences did."""
        ended = [ending for ending in self.endings if ending.status == "lost"]
        return (*(away.verdict for away in self.aways if away.verdict.stay != "kept"), *ended)


def held(situation: Situation, right_by_law: RightByLaw, *, until: date | None = None, of_card: bool = False) -> Held:
    """What became of the status that the person has.

    ``until``: only what has happened by this day; None: also all that is planned. ``of_card``: by the rules of the
    paper that is held, also where there is none for it; else by those of the stay itself. Absences that are not told
    are none.
    """
    person, on = situation.person, situation.on
    group, granted = group_held(situation, of_card=of_card), granted_status(person, on)
    since = _held_since(person, on, granted)
    other = GROUP_OF[granted.card] if granted and not granted.alone and group.has_rule else None
    every = [*trips(person.absences or (), situation.conventions, on), *_planned_without_return(person, on)]
    every.sort(key=lambda trip: (trip.start, trip.end))
    aways = []
    for place, trip in enumerate(every):
        if until is not None and trip.start >= until:
            continue
        if since is not None and trip.back <= since and trip.absence.back is not None:
            continue
        counted = trip if until is None else trip._replace(end=min(trip.end, until))
        earlier = tuple(every[:place])
        verdict = _verdict(group, counted, earlier, situation, right_by_law)
        if other is not None:
            verdict = _beside(verdict, _verdict(other, counted, earlier, situation, right_by_law))
        aways.append(Away(counted, verdict))
    ends = _endings(group, situation, right_by_law)
    if group.has_rule:
        ends += _off_register(group, since, situation, right_by_law)
    return Held(group, since, tuple(aways), tuple(ends))


def group_held(situation: Situation, *, of_card: bool = False) -> Group:
    """Whose rules hold: those of the stay itself, also where it was granted and its card is not made yet (K-WHEN-1);
    ``of_card``: of the paper that is held, where there is none for it."""
    person = situation.person
    granted, of_paper = granted_status(person, situation.on), GROUP_OF.get(person.card or "")
    if granted and granted.alone and not (of_card and of_paper and not of_paper.has_rule):
        return GROUP_OF[granted.card]
    run = chain(all_stays(person), situation.on)
    group = group_of_stay(person.card, run[-1].ground if run else None)
    return GROUP_OF.get(person.card or "", group) if of_card else group


def _planned_without_return(person: Person, on: date) -> list[Trip]:
    return [
        Trip(absence.departure, absence.departure + DAY, absence.departure + DAY, absence)
        for absence in person.absences or ()
        if absence.back is None and absence.departure >= on
    ]


def _beside(verdict: Verdict, other: Verdict) -> Verdict:
    """What the absence did where two stays can be there: certain only where it did the same to both."""
    if verdict.stay == other.stay:
        return verdict
    missing = tuple(dict.fromkeys((*verdict.missing, *other.missing)))
    return verdict._replace(stay="unsettled", missing=missing, notes=(*verdict.notes, GRANTED_BESIDE_THE_CARD))


def _held_since(person: Person, on: date, granted: Granted | None) -> date | None:
    """The day from which the present status is held, as far as it is told: the first of the stays on the same ground
    that follow each other, or the grant of unlimited stay."""
    run = [stay for stay in chain(all_stays(person), on) if stay.start <= on]
    first = run[-1].start if run else None
    for before, after in reversed(list(pairwise(run))):
        if before.ground != after.ground:
            break
        first = before.start
    since = person.unlimited_stay_since if person.card in UNLIMITED_STAY_CARDS else None
    days = [first] if first else []
    days += [since] if isinstance(since, date) and since <= on else []
    if granted and granted.alone and granted.since and not GROUP_OF[granted.card].by_law:
        days.append(granted.since)
    return max(days, default=None)


def _verdict(
    group: Group, trip: Trip, earlier: tuple[Trip, ...], situation: Situation, right_by_law: RightByLaw
) -> Verdict:
    person, on = situation.person, situation.on
    verdict = verdict_of(group.judge, trip, earlier, person, on)
    if group is LIMITED_STAY and verdict.stay != "kept":
        verdict = _of_the_protected(verdict, trip, earlier, person, on)
    former = _right_on_leaving(group, trip, earlier, situation, right_by_law)
    last_day = _last_day(verdict, former)
    if group.has_rule and verdict.stay != "kept":
        verdict = _once_permanent(verdict, group, trip, earlier, situation, right_by_law, former)
    verdict = verdict._replace(back_by=last_day)
    return with_evidence(with_the_card(verdict, trip, person, on), group, trip, person, on)


def _of_the_protected(before: Verdict, trip: Trip, earlier: tuple[Trip, ...], person: Person, on: date) -> Verdict:
    """The card stands for limited stay; but a protected person is admitted without limit of time by law five years
    after the asylum application (B-REF-1, B-SP-1), and from then on can prepare a longer absence (ABS-3). Protection
    that ceased takes nothing from that (LOSS-3), but on which day it ceased is not told."""
    run = [stay for stay in chain(all_stays(person), on) if stay.start <= on]
    if not run or run[-1].ground not in PROTECTION_GROUNDS or person.protection_ended == "withdrawn":
        return before
    asked, departure, years = person.asylum_application, trip.absence.departure, limit("B.years.protection", on)
    latest = asked if isinstance(asked, date) else run[-1].start  # it came before the protection
    by_law = add_years(latest, years) <= departure
    if not by_law and asked is not None:
        return before
    after = verdict_of(UNLIMITED_STAY.judge, trip, earlier, person, on)
    if after.stay == before.stay or (by_law and person.protection_ended != "ended"):
        return after if by_law else before
    if by_law:
        return after._replace(stay="unsettled")
    return after._replace(stay="unsettled", missing=("asylum_application", *after.missing))


class Former(NamedTuple):
    """What an absence does to a permanent right that was there on the day of leaving."""

    verdict: Verdict
    right: ByLaw


def _right_on_leaving(
    group: Group, trip: Trip, earlier: tuple[Trip, ...], situation: Situation, right_by_law: RightByLaw
) -> Former | None:
    """The permanent right that was surely there on the day of leaving, and what the absence does to it; None where
    there was none, or the card is for another status.

    Asked without this absence and all later ones, for what they did ended no right before they began: so neither the
    return nor the day asked about changes by which rule the absence is judged.
    """
    if not group.has_rule or group.own_status:
        return None
    person = situation.person.but(absences=tuple(dict.fromkeys(one.absence for one in earlier)))
    then = Situation(person, situation.on, situation.conventions)
    for judge, right in _roads(group, then, trip.absence.departure, right_by_law):
        if right.value is YES and right.since:  # by an early ground of a day that is not told: perhaps not yet
            return Former(verdict_of(judge, trip, earlier, situation.person, situation.on), right)
    return None


def _last_day(verdict: Verdict, former: Former | None) -> date | None:
    """The last day of return: by the limit of the permanent right, where it was there on the day of leaving
    (EUP-LOSS-1, FAM-LOSS-1, BRX-PR-3, CARD-ABS-3); else by that of the card."""
    if former is None:
        return verdict.back_by
    days = (former.verdict.back_by, verdict.back_by if former.right.after_a_break else None)
    return min((day for day in days if day), default=None)


def _once_permanent(
    before: Verdict,
    group: Group,
    trip: Trip,
    earlier: tuple[Trip, ...],
    situation: Situation,
    right_by_law: RightByLaw,
    former: Former | None = None,
) -> Verdict:
    """The card stands for a stay before permanent residence, or for another one; but the permanent right arises by law
    after five years, without a card (EUP-5Y-1, FAM-5Y-1, BRX-PR-1), and then only its own rule ends it. That of an EU
    citizen arises whatever the card is (EUP-SCOPE-1).

    The count itself looks at every absence: if the right exists today, no absence that lies behind has ended it. A
    right that was there on the day of leaving (``former``) and is not there today was ended by its own rule, not by
    that of the card; and one that cannot be regained is gone, whatever years followed (BRX-ABS-1).
    """
    if former is not None:
        before = former.verdict
        if _lost(before) and not group.regained and trip.end <= situation.on:
            return before
    roads = list(_roads(group, situation, max(situation.on, trip.absence.departure), right_by_law))
    for wanted in (YES, UNKNOWN):
        for judge, right in roads:
            if right.value is wanted:
                after = verdict_of(judge, trip, earlier, situation.person, situation.on)
                return _with_the_right(before, after, right, group, trip, situation.on)
    return before


def _roads(group: Group, situation: Situation, day: date, right_by_law: RightByLaw) -> Iterator[tuple[Judge, ByLaw]]:
    """The permanent rights that can be there: each with what an absence does to it."""
    if group.once_permanent is not None:
        yield group.once_permanent, right_by_law(situation, day)
    yield EU_PERMANENT, right_by_law(situation, day, as_eu_citizen=True)


def _with_the_right(before: Verdict, after: Verdict, right: ByLaw, group: Group, trip: Trip, on: date) -> Verdict:
    """What the absence did to the stay by the rules of the card, beside what it did to the permanent right."""
    back = trip.absence.back
    over = back is not None and back <= on
    if right.value is YES and (over or after.stay == "kept") and group.own_status:
        # The right to live here is there; the status that the card is for is another one, and may be gone.
        return before._replace(stay="unsettled", notes=(*before.notes, PERMANENT_BY_LAW)) if _lost(before) else before
    if right.value is YES:
        stay = "kept" if over else after.stay
        return after._replace(stay=stay, missing=() if over else after.missing, notes=(*after.notes, PERMANENT_BY_LAW))
    if after.stay == before.stay and not (over and right.in_a_reading):
        return before
    missing = tuple(dict.fromkeys((*before.missing, *right.missing)))
    if not _lost(before):  # a doubt already: what would settle it is named
        return before._replace(missing=missing)
    return before._replace(stay="unsettled", missing=missing, notes=(*before.notes, MAY_BE_PERMANENT))


def _lost(verdict: Verdict) -> bool:
    return verdict.stay == "lost"


def _off_register(group: Group, since: date | None, situation: Situation, right_by_law: RightByLaw) -> Iterator[Ending]:
    """Time off the register without proof of having been here is presumed to be an absence, which can be disproved
    (ABS-5, SW-12). So it is judged as one that was told, and where that leaves no sure stay, nothing is certain."""
    person, on = situation.person, situation.on
    for gap in person.register_gaps or ():
        if gap.presence_proven or gap.start >= on or (since is not None and gap.end <= since):
            continue
        presumed = Trip(gap.start, min(gap.end, on), gap.end, Absence(gap.start, gap.end, annex_18=False))
        verdict = verdict_of(group.judge, presumed, (), person, on)
        if verdict.stay != "kept":
            verdict = _once_permanent(verdict, group, presumed, (), situation, right_by_law)
        verdict = with_evidence(verdict, group, presumed, person, on)
        if verdict.stay != "kept":
            missing = tuple(name for name in verdict.missing if not name.startswith("absences"))
            yield Ending(OFF_REGISTER_LONG, "unsettled", missing)
            return


def _endings(group: Group, situation: Situation, right_by_law: RightByLaw) -> list[Ending]:
    person, on = situation.person, situation.on
    found = list(endings(group, person))
    if any(one.status == "lost" for one in found) and right_by_law(situation, on, as_eu_citizen=True).value is YES:
        # The status of the card is gone; the right of an EU citizen to live here is not.
        found = [replace(one, status="unsettled") if one.status == "lost" else one for one in found]
        found.append(Ending(PERMANENT_BY_LAW, "kept"))
    granted = granted_status(person, on)
    if granted and granted.alone:
        return found  # whatever stay was told before it, this one rests on no family life
    life = family_life(person, on)
    if life is not None and person.card == "F":
        right = right_by_law(situation, on)
        life = family_life(person, on, right.since) if right.value is YES else life
    return [*found, life] if life is not None else found
