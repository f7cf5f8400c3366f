"""Lawful stay for nationality: which stays count, and from which day (Nationality Code art. 7bis §2; Royal Decree of
14 January 2013 art. 4). Every stay that counts, counts in full. What interrupts them is in ``absences``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from belgian_residence.counting.first_cards import first_card
from belgian_residence.counting.periods import (
    all_stays,
    asylum_days_missing,
    asylum_time_of_protection,
    chain,
    in_belgium,
    in_time,
    returns_not_known,
    unlimited_at_once,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY
from belgian_residence.routes.limits import bridge, limit
from belgian_residence.routes.nationality.absences import complete
from belgian_residence.routes.status import WITH_UNLIMITED_STAY, When
from belgian_residence.told.person import Person, Stay

# --- Art. 7bis §2: lawful stay of more than three months, and its papers (Royal Decree art. 4) --------------------

NOT_COUNTED = frozenset({"short_stay", "arrival_declaration"})
"""Up to three months: during the whole term the right must be one of the kind for longer (NAT-TITLE-1)."""
SPECIAL_CARDS = frozenset({"special_card_convention", "special_card_other"})
"""Cards of Foreign Affairs: one court of appeal counted them, another did not (NAT-TITLE-5, D-20)."""
FAMILY = "family_of_eu_or_belgian"
AS_EU_CITIZEN = frozenset({"eu_citizen", "withdrawal_agreement"})
"""Britons kept under the agreement what they had as EU citizens (BRX-NAT-1)."""
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


def counted_run(situation: Situation) -> list[Stay]:
    """The stays that count and follow each other up to the date. A gap, or a stay that does not count, ends the run."""
    person = situation.person
    run = chain(with_requests(situation), situation.on, bridge(situation))
    at_once = unlimited_at_once(person)
    known = asylum_time_of_protection(person) if at_once or any(stay.ground == "refugee" for stay in run) else None

    def counted(stay: Stay) -> bool:
        if stay.ground == "asylum_procedure" and person.asylum_application == "none":
            return False
        within = known is not None and known[0] <= stay.start and stay.end is not None and stay.end <= known[1]
        special_cards = situation.conventions.special_cards_count
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


def with_requests(situation: Situation) -> list[Stay]:
    """The stays in Belgium, those of EU citizens and of family with the time from their request.

    By law for EU citizens (annex 19) and for family of an EU citizen (annex 19ter). Family of a Belgian is not named in
    the Code; between two stays the time on the annex 19ter counts for them too (Constitutional Court 77/2021), before a
    first one only under the other reading (O-20). Where it is not known whose family it is, it counts like theirs.
    """
    person = situation.person
    found = in_belgium(all_stays(person))
    for grounds, paper in ((AS_EU_CITIZEN, person.annex_19), ({FAMILY}, person.annex_19ter)):
        recognised = next((stay for stay in found if stay.ground in grounds and stay.card != "orange_card"), None)
        if recognised is None or not isinstance(paper, date) or recognised.start <= paper:
            continue
        others = [stay for stay in found if stay is not recognised and counts(stay, found)]
        by_law = recognised.ground != FAMILY or person.sponsor_belgian is False
        between = any(stay.start <= paper and (stay.end is None or paper <= stay.end + DAY) for stay in others)
        if by_law or between or situation.conventions.lawful_stay_from_registration:
            since = replace(recognised, start=paper, start_known=True)
            found = [since if stay is recognised else stay for stay in found]
    return sorted(_without_covered_gaps(sorted(found, key=in_time)), key=in_time)


def _without_covered_gaps(stays: list[Stay]) -> list[Stay]:
    """A time between two stays that was told as covered by the paper of the request belongs to the second one."""
    found: list[Stay] = []
    for stay in stays:
        last = max((one.end for one in found if one.end), default=None)
        paper = stay.before_paper if stay.before == "papers" else None
        covered = paper in COVERED_BY_LAW.get(stay.ground, ()) and last is not None and last + DAY < stay.start
        found.append(replace(stay, start=last + DAY) if covered and last else stay)
    return found


# --- the first day ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Begin:
    """When lawful stay began to count: ``latest`` is the day, or what bounds it where it is not known exactly.

    ``earliest`` and ``latest`` None: nothing bounds it. ``asked``: the facts that would give the exact day.
    """

    latest: date | None
    earliest: date | None = None
    probably: date | None = None
    asked: tuple[str, ...] = ()


def begin(first: Stay, situation: Situation) -> Begin:
    """The first day that counts, of the first stay of the run (reading 20).

    By law the day of the request, for those whom the Code names: then that day is also the safe one. For others safe:
    the issue of the first card; other: registration, Annex 15, or the annex 19ter of family of a Belgian.
    """
    person, on = situation.person, situation.on
    from_request = situation.conventions.lawful_stay_from_registration or _named_in_the_code(first, person)
    card = first_card(first, person, on)
    start = first.start if first.start_known else None
    if from_request:
        if start is None:
            return Begin(card.latest, None, card.probably, (f"stays[{first.index}].from",))
        day = _request_after(first, person) if not situation.conventions.lawful_stay_from_registration else None
        day = min(one for one in (day, first.first_card) if one) if day else start
        return Begin(day, day, day)
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
    if first.ground in AS_EU_CITIZEN and isinstance(person.annex_19, date):
        return first.ground == "eu_citizen" or person.annex_19 <= first.start
    if first.ground == "eu_citizen":
        return person.annex_19 is None  # the registration at the municipality is the request
    return first.ground == FAMILY and person.sponsor_belgian is False and person.annex_19ter != "none"


def _request_after(first: Stay, person: Person) -> date | None:
    """The day of an annex 19 or 19ter that came after the first day told of the stay: before it nothing was asked."""
    paper = {"eu_citizen": person.annex_19, FAMILY: person.annex_19ter}.get(first.ground)
    return paper if isinstance(paper, date) and first.start < paper else None


# --- the years ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=128)  # every ground counts the same years again
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
    facts = ("stays", "absences", "card", "unlimited_stay_since", *asylum)
    law = _law(person)
    missing = tuple(fact for fact in ("stays", "absences") if getattr(person, fact) is None)
    if missing:
        return When(missing=(*missing, *asylum_not_known), law=law, facts=facts, years=years)
    run = counted_run(situation)
    if not run:
        asked = ("unlimited_stay_since",) if _shown_by_the_card_only(person) else ()
        return When(missing=asked, law=law, facts=facts, years=years)
    facts += tuple(_papers_of(run, person))
    first = begin(run[0], situation)
    day, unbounded = _day(first.latest, years, situation)
    if day is not None and day <= on:
        return When(day, (), law, facts, years=years)
    whose, as_eu_family = _whose_family(run[0], situation, length, day)
    earliest = complete(first.earliest, years, situation) if first.earliest else None
    if as_eu_family and earliest:
        earliest = min(earliest, as_eu_family)
    missing = (*asylum_not_known, *unbounded, *first.asked, *whose)
    if not missing or asylum_not_known or unbounded:
        earliest = None
    probably = complete(first.probably, years, situation) if first.asked and first.probably else None
    return When(day, missing, law, facts, years=years, earliest=earliest, probably=probably, confirmed_by=first.asked)


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


def _papers_of(run: list[Stay], person: Person) -> Iterable[str]:
    """The facts on requests that the run rests on."""
    grounds = {stay.ground for stay in run}
    if "eu_citizen" in grounds and person.annex_19 is not None:
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
    from_request = replace(situation.conventions, lawful_stay_from_registration=True)
    day = years_of_stay(situation.under(from_request), length).day
    return (("sponsor_belgian",), day) if day and (safe is None or day < safe) else ((), None)


def _shown_by_the_card_only(person: Person) -> bool:
    return person.card in WITH_UNLIMITED_STAY and person.unlimited_stay_since is None
