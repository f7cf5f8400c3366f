"""The day from which the five years under the EU rules run (EUP-5Y-2, EUP-SCOPE-3, FAM-5Y-2, SW-6, BRX-DL-2).

Mostly it is that of a paper: the annex 19 of an EU citizen, the annex 19ter or an earlier Annex 15 of a family member.
Who says that there is no such paper is not asked for it again; what else shows the start is used:

* residence under a special card, which has no annex 19 (EUP-SCOPE-3), also where an annex 19 followed it at once;
* the day of registration, which is that of the annex 19 (EUP-5Y-3), or of the family stay;
* for a Briton with an F card the annex 19 of the time of free movement (SW-6).

Where the stays that are told ended before five years were complete, and began again later, the first time begins no
years any more: they run from where the stay began again. Where five years were complete before the stay ended, the
right is there by law (EUP-5Y-1), with a paper of that time or without.

A paper of which the day is not known cannot be younger than the registration: that bounds the start. Nor can it be
younger than the card that came of it: for an EU citizen that bounds it where nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from belgian_residence.counting.periods import in_belgium, seam_not_told
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.routes.eu.years import Count, count
from belgian_residence.routes.limits import limit, longest_annex_15
from belgian_residence.told.facts import EU_CITIZEN_CARDS, LIMITED_STAY_CARDS, UNLIMITED_STAY_CARDS
from belgian_residence.told.person import Person, Stay

SPECIAL_CARD = frozenset({"special_card_convention", "special_card_other"})
OWN_RIGHT = frozenset({"eu_citizen"})
AGREEMENT = frozenset({"withdrawal_agreement"})
FAMILY = frozenset({"family_of_eu_or_belgian"})
LOSS_UNDER_AGREEMENT = "wa_pr.loss_absence"
"""Permanent stay under the Agreement is lost only by more than five years of absence (BRX-PR-3)."""


@dataclass(frozen=True)
class Start:
    """Where the five years begin."""

    day: date | None
    """The latest day that it can be; None: nothing that was told shows it."""
    missing: tuple[str, ...] = ()
    """The facts that could show an older day. Without ``day``: those that would show one."""
    older: tuple[str, ...] = ()
    """Facts that are not known and could show an older day, though that is not likely: worth asking only while the
    five years are not complete."""
    law: tuple[str, ...] = ()
    """The provisions that the day rests on, where they are not those of the paper."""
    again: bool = False
    """Did an earlier stay end before five years were complete, so that they run from where it began again?"""
    by_the_card: bool = False
    """Does only the card that is held bound the day? It does not show that one stay has gone on since."""


def of_eu_citizen(situation: Situation) -> Start:
    """The start of an EU citizen's own five years."""
    person, on = situation.person, situation.on
    if isinstance(person.annex_19, date):
        return _unless_begun_again(_from_annex(person, person.annex_19), situation, ("EUP-5Y-1", "EUP-5Y-3"))
    run = _run_that_counts(situation, SPECIAL_CARD | OWN_RIGHT)
    if any(stay.ground in SPECIAL_CARD for stay in run):
        return _with_run(run, older=_not_known(person, "annex_19"), law=("EUP-SCOPE-3",))
    missing, bound = _not_known(person, "annex_19"), _given_by(person, on)
    if run:
        return _with_run(run, missing, law=("EUP-5Y-3",), bound=bound)
    return Start(bound, missing or ("stays",), law=("EUP-5Y-3",) if bound else (), by_the_card=bool(bound))


def _given_by(person: Person, on: date) -> date | None:
    """The day of the present card of an EU citizen: registration came before it (EUP-5Y-3). It bounds the start, and
    is not the start (EUP-5Y-2)."""
    issued = person.card_issued if person.card in EU_CITIZEN_CARDS else None
    return issued if issued and issued <= on else None


def _with_run(
    run: list[Stay],
    missing: tuple[str, ...] = (),
    older: tuple[str, ...] = (),
    law: tuple[str, ...] = (),
    bound: date | None = None,
) -> Start:
    """The first day of stays that follow each other. Where it is not known, their cards and the days on which the next
    of them began bound it, or the day ``bound``, and nothing that moves."""
    first = run[0]
    if first.start_known:
        return Start(first.start, missing, older, law)
    known = [stay.start if stay.start_known else stay.first_card for stay in run]
    latest = min((day for day in known if day), default=None)
    asked = missing or (f"stays[{first.index}].from",)
    return Start(latest or bound, asked, older, law, by_the_card=bool(bound and not latest))


def _from_annex(person: Person, annex: date, *more: str) -> Start:
    """The annex, or the residence with a special card that it followed at once: that begins with the special card, or
    with the registration as an EU citizen before it. ``more``: other papers that matter."""
    if person.stays is None:
        # Few have had a special card: the stays are asked of these alone.
        asked = {None: ("special_card_before",), True: ("stays",), False: ()}[person.special_card_before]
        return Start(annex, older=(*_not_known(person, *more), *asked))
    run = _run_on(person.stays, SPECIAL_CARD | OWN_RIGHT, annex)
    if not any(stay.ground in SPECIAL_CARD and stay.start < annex for stay in run):
        return Start(annex, older=_not_known(person, *more))
    first = run[0]
    if first.start_known:
        return Start(first.start, older=_not_known(person, *more), law=("EUP-SCOPE-3",))
    since = min(annex, _with_run(run).day or annex)
    return Start(since, older=(*_not_known(person, *more), f"stays[{first.index}].from"), law=("EUP-SCOPE-3",))


def _unless_begun_again(
    start: Start,
    situation: Situation,
    law: tuple[str, ...],
    grounds: frozenset[str] | None = None,
    *,
    own_right: bool = True,
    loss: str = "pr.loss_absence",
) -> Start:
    """The start, or the first day of the stay that began again, where an earlier one had ended before five years were
    complete. ``grounds``: only stays on these count; None: any stay in Belgium.

    Where nothing was told of the time between, papers may have covered it: that is asked. So is the reason of an
    absence with which five years were complete before.
    """
    told = situation.person.stays or ()
    begin, again, ended, any_ended = start.day or date.max, start, date.min, date.min
    for stay in in_belgium(told):
        if stay.start > situation.on:
            break
        if grounds is None or stay.ground in grounds:
            nothing_between = any_ended <= ended  # else how it follows the stay before it is of another stay
            if begin <= ended < stay.start - DAY and not (nothing_between and stay.before in CONTINUED):
                counted = count(situation, begin, own_right, loss, until=ended)
                if counted.day <= ended:
                    break  # the right had arisen by then
                asked = (*(seam_not_told(told, stay) if nothing_between else ()), *_reasons_for(counted, ended))
                begin, again = stay.start, replace(_with_run([stay], older=asked, law=law), again=True)
            ended = max(ended, stay.end or date.max)
        any_ended = max(any_ended, stay.end or date.max)
    return again


def _reasons_for(counted: Count, day: date) -> tuple[str, ...]:
    """The reasons of absence that are not known, where with some of them the years are complete by the day."""
    return tuple(sorted(counted.reasons)) if counted.between and counted.between[0] <= day else ()


CONTINUED = ("no_break", "papers")
"""What can be told of a stay that went on from the one before it, with or without days between them."""


def of_family(situation: Situation) -> Start:
    """The start of a family member: the annex 19ter, or an Annex 15 issued before it for the same family route. An
    Annex 15 that lies further back than one can last belongs to something else."""
    person, on = situation.person, situation.on
    filed = person.annex_19ter
    if isinstance(filed, date):
        earlier = person.annex_15
        with_annex_15 = isinstance(earlier, date) and filed - longest_annex_15(on) <= earlier
        start = Start(min(filed, earlier) if with_annex_15 and isinstance(earlier, date) else filed)
        return _unless_begun_again(start, situation, ("FAM-5Y-1", "FAM-5Y-2"), FAMILY, own_right=False)
    run = _run_that_counts(situation, FAMILY, own_right=False)
    if filed is None:
        return _with_run(run, ("annex_19ter",)) if run else Start(None, ("annex_19ter",))
    if isinstance(person.annex_19, date):
        return Start(person.annex_19, law=("SW-6",))
    if person.annex_19 is None and _may_be_british(person):
        return _with_run(run, ("annex_19",), law=("SW-6",)) if run else Start(None, ("annex_19",))
    return _with_run(run) if run else Start(None, ("stays",))


def under_agreement(situation: Situation) -> Start:
    """The first lawful stay under free movement: the first annex 19 or 19ter, or the residence under a special card
    before it; where there is none of these papers, the stay under the Agreement."""
    person = situation.person
    annexes = [day for day in (person.annex_19, person.annex_19ter) if isinstance(day, date)]
    if annexes:
        start = _from_annex(person, min(annexes), "annex_19", "annex_19ter")
        return _unless_begun_again(start, situation, ("BRX-PR-1", "BRX-ABS-1"), loss=LOSS_UNDER_AGREEMENT)
    run = _run_that_counts(situation, SPECIAL_CARD | OWN_RIGHT | AGREEMENT, loss=LOSS_UNDER_AGREEMENT)
    not_known = _not_known(person, "annex_19", "annex_19ter")
    if any(stay.ground in SPECIAL_CARD for stay in run):
        return _with_run(run, older=not_known, law=("BRX-DL-2",))
    if not_known:
        return Start(None, not_known[:1])
    return _with_run(run) if run else Start(None, ("stays",))


def family_years_before(person: Person, own: date) -> date | None:
    """The first day of the stay as family that the own right of an EU citizen followed at once, or the latest that it
    can be; None: there is none, or nothing bounds it."""
    run = _run_on(person.stays or (), FAMILY, own)
    first = _with_run(run).day if run else None
    return first if first and first < own else None


def family_request_under_way(person: Person, on: date) -> bool:
    """Was an F card asked for that was not given yet? The annex 19ter is there, and another card than the F card, of
    somebody who could still get one; and no family stay has come of it and ended since. An Annex 15, or no card, beside
    a family stay whose F card was given stands for that card."""
    filed = person.annex_19ter
    if not isinstance(filed, date) or person.card not in WAITING_CARDS:
        return False
    family = [stay for stay in in_belgium(person.stays or ()) if stay.ground in FAMILY]
    in_its_place = person.card in IN_THE_PLACE_OF_A_CARD
    given = [one for one in family if in_its_place and one.first_card is not None and filed <= one.first_card <= on]
    return not given and not any(stay.end is not None and filed <= stay.end < on for stay in family)


IN_THE_PLACE_OF_A_CARD = frozenset({"annex_15", "none"})
"""A paper in the place of any card, or no card: the stay that runs shows which one it stands for."""
WAITING_CARDS = UNLIMITED_STAY_CARDS | LIMITED_STAY_CARDS | IN_THE_PLACE_OF_A_CARD | {"special_card"}
"""Cards that somebody can hold who waits for the F card."""


def _not_known(person: Person, *facts: str) -> tuple[str, ...]:
    return tuple(fact for fact in facts if getattr(person, fact) is None)


def _may_be_british(person: Person) -> bool:
    """Only Britons can have an annex 19 and an F card."""
    return person.nationality is None or bool(person.nationality & {"GB", "non-EU"})


def _run_that_counts(
    situation: Situation, grounds: frozenset[str], *, own_right: bool = True, loss: str = "pr.loss_absence"
) -> list[Stay]:
    """The run of stays that goes on today, or the one before it in which five years were complete: then the right is
    there by law (EUP-5Y-1). Where so much time lies between two runs that an absence as long would have ended that
    right, nothing says that it is still there (EUP-LOSS-1)."""
    on = situation.on
    runs, with_the_right = _runs(situation.person.stays or (), grounds, on), None
    for run, following in pairwise(runs):
        begin, ended = _with_run(run).day, min(_end(run), following[0].start - DAY)
        if with_the_right is None and begin and count(situation, begin, own_right, loss, until=ended).day <= ended:
            with_the_right = run
        if add_years(ended, limit(loss, on)) < following[0].start:
            with_the_right = None
    last = _run_on(situation.person.stays or (), grounds, on)
    return with_the_right if last and with_the_right else last


def _run_on(stays: Iterable[Stay], grounds: frozenset[str], on: date) -> list[Stay]:
    """The stays on these grounds that follow each other without a day between them, up to the one that runs on the day
    or ended the day before."""
    *_, run = _runs(stays, grounds, on) or [[]]
    return run if run and (_end(run) == date.max or on <= _end(run) + DAY) else []


def _runs(stays: Iterable[Stay], grounds: frozenset[str], on: date) -> list[list[Stay]]:
    """The stays on these grounds that began by the day: together those that follow each other without a day between."""
    runs: list[list[Stay]] = []
    for stay in in_belgium(stays):
        if stay.ground not in grounds or stay.start > on:
            continue
        before = runs[-1][-1] if runs else None
        if before and stay.before != "break" and (before.end is None or stay.start <= before.end + DAY):
            runs[-1].append(stay)
        else:
            runs.append([stay])
    return runs


def _end(run: list[Stay]) -> date:
    return max(stay.end or date.max for stay in run)
