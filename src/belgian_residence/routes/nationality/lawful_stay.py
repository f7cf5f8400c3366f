"""Lawful stay for nationality: which stays count, and from which day (Nationality Code art. 7bis §2; Royal Decree of
14 January 2013 art. 4). Every stay that counts, counts in full. What interrupts them is in ``absences``; how many years
they make in ``years``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from belgian_residence.counting.first_cards import first_card
from belgian_residence.counting.periods import (
    all_stays,
    asylum_time_of_protection,
    chain,
    in_belgium,
    in_time,
    unlimited_at_once,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY
from belgian_residence.losing.earlier import since_a_loss
from belgian_residence.routes.limits import bridge
from belgian_residence.told.person import Person, Stay

# --- Art. 7bis §2: lawful stay of more than three months, and its papers (Royal Decree art. 4) --------------------

NOT_COUNTED = frozenset({"short_stay", "arrival_declaration"})
"""Up to three months: during the whole term the right must be one of the kind for longer (NAT-TITLE-1)."""
SPECIAL_CARDS = frozenset({"special_card_convention", "special_card_other"})
"""Cards of Foreign Affairs: one court of appeal counted them, another did not (NAT-TITLE-5, D-20)."""
FAMILY = "family_of_eu_or_belgian"
AS_EU_CITIZEN = frozenset({"eu_citizen", "withdrawal_agreement"})
"""Britons kept under the agreement what they had as EU citizens (BRX-NAT-1)."""
AFTER_BREXIT = date(2021, 1, 1)
"""Who came from then on never asked as an EU citizen."""
COVERED_BY_LAW = {"eu_citizen": {"annex_19"}, FAMILY: {"annex_19ter", "orange_card"}}
"""The papers of a request that led to the stay: the time on them is lawful stay (art. 7bis §2 al. 2-3, NAT-TITLE-4)."""


def on_a_special_card(stay: Stay) -> bool:
    """Is it a stay on a special card, which only one of two courts of appeal counts?"""
    return stay.ground in SPECIAL_CARDS or stay.card == "special_card"


def counts(stay: Stay, stays: Iterable[Stay], *, special_cards: bool = False) -> bool:
    """Does a stay count? An orange card only where it led to refugee status or to an F card (NAT-TITLE-4); a special
    card where ``special_cards`` says so."""
    if stay.ground in NOT_COUNTED or (on_a_special_card(stay) and not special_cards):
        return False
    if stay.ground == "asylum_procedure":
        return _led_to(stay, "refugee", stays)
    if stay.card == "orange_card":
        return _led_to(stay, FAMILY, stays)
    return True


def _led_to(stay: Stay, ground: str, stays: Iterable[Stay]) -> bool:
    end = stay.end
    return end is not None and any(
        after.ground == ground and end <= after.start <= end + DAY for after in stays if after is not stay
    )


def counted_run(situation: Situation, covered: int | None = None) -> list[Stay]:
    """The stays that count and follow each other up to the date. A gap, or a stay that does not count, ends the run.

    ``covered``: the place of a stay that is taken to follow the one before it without a gap.
    """
    person = situation.person
    run = since_a_loss(chain(with_requests(situation, covered), situation.on, lambda: bridge(situation)), situation)
    at_once = unlimited_at_once(person)
    known = asylum_time_of_protection(person) if at_once or any(stay.ground == "refugee" for stay in run) else None

    def counted(stay: Stay) -> bool:
        if stay.ground == "asylum_procedure" and person.asylum_application == "none":
            return False
        within = known is not None and known[0] <= stay.start and stay.end is not None and stay.end <= known[1]
        special_cards = on_a_special_card(stay) and situation.conventions.special_cards_count
        return (within and stay.ground == "asylum_procedure") or counts(stay, run, special_cards=special_cards)

    uncounted = [place for place, stay in enumerate(run) if not counted(stay)]
    run = run[uncounted[-1] + 1 :] if uncounted else run
    while run and _waited_for_a_first_card(run[0], situation):
        run = run[1:]
    return run


def _waited_for_a_first_card(first: Stay, situation: Situation) -> bool:
    """An orange card before the first F card, told as a stay: for family of a Belgian no time that surely counts."""
    by_law = situation.person.sponsor_belgian is False or situation.conventions.lawful_stay_from_registration
    return first.ground == FAMILY and first.card == "orange_card" and not by_law


# --- Art. 7bis §2 al. 2-3: from the request to the recognition ----------------------------------------------------


def with_requests(situation: Situation, covered: int | None = None) -> list[Stay]:
    """The stays in Belgium, those of EU citizens and of family with the time from their request.

    By law for EU citizens (annex 19) and for family of an EU citizen (annex 19ter). Family of a Belgian is not named in
    the Code; between two stays the time on the annex 19ter counts for them too (Constitutional Court 77/2021), before a
    first one only under the other reading (O-20). Where it is not known whose family it is, it counts like theirs. A
    stay on another ground keeps its days. ``covered``: see ``counted_run``.
    """
    person = situation.person
    found = in_belgium(all_stays(person))
    for grounds, paper in ((AS_EU_CITIZEN, person.annex_19), ({FAMILY}, person.annex_19ter)):
        recognised = next((stay for stay in found if stay.ground in grounds and stay.card != "orange_card"), None)
        if recognised is None or not isinstance(paper, date) or (recognised.start_known and recognised.start <= paper):
            continue
        if recognised.ground == "withdrawal_agreement" and paper >= AFTER_BREXIT:
            continue
        if recognised.start_known and any(_ran_uncounted(stay, recognised.start) for stay in found):
            continue
        others = [stay for stay in found if stay is not recognised and counts(stay, found)]
        by_law = recognised.ground != FAMILY or person.sponsor_belgian is False
        between = any(stay.start <= paper and (stay.end is None or paper <= stay.end + DAY) for stay in others)
        if by_law or between or situation.conventions.lawful_stay_from_registration:
            if not recognised.start_known:
                found = [stay if stay is recognised else _as_told(stay, paper) for stay in found]
            ends = [stay.end for stay in found if stay.end and stay.end < recognised.start]
            since = replace(recognised, start=max([paper, *(end + DAY for end in ends)]), start_known=True)
            found = [since if stay is recognised else stay for stay in found]
    return sorted(_without_covered_gaps(sorted(found, key=in_time), covered), key=in_time)


def _ran_uncounted(stay: Stay, day: date) -> bool:
    """Did a stay that does not count begin before the day, and still run on it? It keeps its days up to there, so none
    is left for the request of a stay that began then."""
    uncounted = stay.ground in NOT_COUNTED or on_a_special_card(stay)
    return uncounted and stay.start < day and (stay.end is None or day <= stay.end)


def _as_told(before: Stay, paper: date) -> Stay:
    """The stay before one whose first day is not known: what was added to it to meet that day goes no further than to
    the day of the request, from which the other one counts."""
    if before.told_end is None or before.end is None or before.end < paper:
        return before
    return replace(before, end=max(before.told_end, paper - DAY))


def _without_covered_gaps(stays: list[Stay], place: int | None) -> list[Stay]:
    """A time between two stays that was told as covered by the paper of the request belongs to the second one; that
    before the stay at the place too."""
    found: list[Stay] = []
    for stay in stays:
        last = max((one.end for one in found if one.end), default=None)
        paper = stay.before_paper if stay.before == "papers" else None
        told = paper in COVERED_BY_LAW.get(stay.ground, ()) or stay.index == place
        covered = told and last is not None and last + DAY < stay.start
        found.append(replace(stay, start=last + DAY) if covered and last else stay)
    return found


# --- the first day ------------------------------------------------------------------------------------------------


class Begin(NamedTuple):
    """When lawful stay began to count: ``latest`` is the day, or what bounds it where it is not known exactly.

    ``earliest`` and ``latest`` None: nothing bounds it. ``asked``: the facts that would give the exact day.
    """

    latest: date | None
    earliest: date | None = None
    probably: date | None = None
    asked: tuple[str, ...] = ()


def begin(first: Stay, situation: Situation) -> Begin:
    """The first day that counts, of the first stay of the run (reading 20).

    By law the day of the request, for those whom the Code names: that day stands in every reading. For others safe:
    the issue of the first card; other: registration, Annex 15, or the annex 19ter of family of a Belgian.
    """
    person, on = situation.person, situation.on
    by_law = _named_in_the_code(first, person)
    card = first_card(first, person, on)
    start = first.start if first.start_known else None
    if by_law or situation.conventions.lawful_stay_from_registration:
        if start is None:
            return Begin(card.latest, None, card.probably, (f"stays[{first.index}].from",))
        day = _request_after(first, person) if by_law else None
        day = min(one for one in (day, first.first_card) if one) if day else start
        return Begin(day, day, day)
    if first.ground == "eu_citizen" and person.annex_19 is None:
        # With an annex 19 its day counts, without one the first card: its day tells which.
        asked = ("annex_19", *((f"stays[{first.index}].from",) if start is None else ()))
        return Begin(card.latest, start, start, asked)
    if first.first_card:
        return Begin(first.first_card, first.first_card, first.first_card)
    asked = (card.fact, *((f"stays[{first.index}].from",) if start is None else ()))
    return Begin(card.latest, start, card.probably, asked)


def _named_in_the_code(first: Stay, person: Person) -> bool:
    """Does the Code count the time from the request of this stay (art. 7bis §2 al. 2-3)? Refugees, EU citizens, and
    family of an EU citizen; not who never made such a request."""
    if first.ground == "asylum_procedure":
        return True  # it counts only where it led to refugee status
    if first.ground == "refugee":
        return person.asylum_application != "none"
    if first.ground in AS_EU_CITIZEN and isinstance(person.annex_19, date) and _within(person.annex_19, first):
        return first.ground == "eu_citizen" or (person.annex_19 <= first.start and person.annex_19 < AFTER_BREXIT)
    return first.ground == FAMILY and person.sponsor_belgian is False and person.annex_19ter != "none"


def _request_after(first: Stay, person: Person) -> date | None:
    """The day of an annex 19 or 19ter that came after the first day told of the stay: before it nothing was asked."""
    paper = {"eu_citizen": person.annex_19, FAMILY: person.annex_19ter}.get(first.ground)
    return paper if isinstance(paper, date) and first.start < paper and _within(paper, first) else None


def _within(paper: date, stay: Stay) -> bool:
    """Can a request of that day be the one for this stay? After its last day it was made for a later one."""
    return stay.end is None or paper <= stay.end
