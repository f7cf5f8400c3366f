"""B card: from which day unlimited stay can be asked, for each ground of stay (table 12.2 of the law base).

The Act fixes the moment for some grounds (arts. 13, 49, 49/2, 57/45, 61/7, 61/23, 61/25-6); for the others the Office
decides, at the earliest five years after the first residence card (B-GEN-1). Where the day from which the years run is
not known, what bounds it is used: the latest day that it can be gives the date, and it is asked only while that date
lies ahead and the exact day could give an earlier one.

Longer than most modules: the years of each ground and a right that was complete before the ground changed are one
count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from belgian_residence.counting.first_cards import first_card, registered_on
from belgian_residence.counting.of_age import of_age_on
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import all_stays, chain, current_stay, in_belgium
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.law.provisions import first_day
from belgian_residence.routes.limits import bridge, limit, one_chain, seam_asked
from belgian_residence.routes.status import Basis, When
from belgian_residence.told.facts import PROTECTION_GROUNDS, UNLIMITED_STAY_GROUNDS
from belgian_residence.told.person import Stay

# --- The day from which the years run --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Start:
    """The day from which the years run lies between two days; the same day twice where it is known. None: not bounded.

    ``unknown``: the facts that would give the day exactly; none where it is known.
    """

    earliest: date | None
    latest: date | None
    unknown: tuple[str, ...] = ()
    probably: date | None = None
    """The day that is likely, where the day of a first card is not known."""


def _exactly(day: date) -> Start:
    return Start(day, day)


def from_first_card(situation: Situation, first: Stay) -> Start:
    """The issue of the first card on the ground, not the registration (B-GEN-1)."""
    card = first_card(first, situation.person, situation.on)
    return Start(card.earliest, card.latest, () if card.known else (card.fact,), card.probably)


def from_attestation(situation: Situation, first: Stay) -> Start:
    """Family (B-FAM-1): the first card, or the attestation of an application made inside Belgium, which comes before.

    While it is not known which of the two it was, the card is the latest that it can be.
    """
    if isinstance(first.attestation, date):
        return _exactly(first.attestation)
    card = from_first_card(situation, first)
    if first.attestation == "none":
        return card
    return Start(None, card.latest, (*card.unknown, f"stays[{first.index}].attestation"))


def from_grant(situation: Situation, first: Stay) -> Start:
    """The grant of the authorisation, which comes before the card (B-UAM-1, B-STL-1)."""
    if first.granted:
        return _exactly(first.granted)
    return Start(None, from_first_card(situation, first).latest, (f"stays[{first.index}].granted",))


def from_grant_in_force(situation: Situation, first: Stay) -> Start:
    """Stateless persons: the grant, under the rule that is in force since its first day (B-STL-1)."""
    since, grant = first_day("B-STL-1"), from_grant(situation, first)
    latest = grant.latest and max(grant.latest, since)
    return Start(max(grant.earliest or since, since), latest, grant.unknown)


def from_asylum_application(situation: Situation, first: Stay) -> Start:
    """Protection (B-REF-1, B-SP-1): the application that led to it, made before the protected stay began."""
    day = situation.person.asylum_application
    if isinstance(day, date):
        return _exactly(day)
    return Start(None, registered_on(first, situation.person, situation.on), ("asylum_application",))


def from_medical_application(situation: Situation, first: Stay) -> Start:
    """Article 9ter (B-9TER-1): the application that led to the stay, so it was made before the stay began."""
    day = situation.person.medical_application
    if isinstance(day, date):
        return _exactly(day)
    return Start(None, registered_on(first, situation.person, situation.on), ("medical_application",))


FROM_A_REQUEST = (from_asylum_application, from_medical_application)

# --- The grounds -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """How unlimited stay is counted for one ground of stay."""

    law: tuple[str, ...]
    years: str | None
    """The name of the amount with the number of years. None: the law asks for no number of years."""
    basis: Basis
    start: Callable[[Situation, Stay], Start] = from_first_card
    facts: tuple[str, ...] = ()
    """The facts that the day rests on, beside the stays and the cards."""
    same_run: tuple[str, ...] = ()
    """Other grounds whose time before it, without a gap, belongs to the same five years (reading 36)."""
    open_on_the_day: bool = True


OPEN_TO_THE_OFFICE = ("self_employed", "researcher", "humanitarian_9bis", "other_limited_stay")
"""Grounds on which the Act is silent, and the Office decides (B-GEN-1)."""
BEFORE_THEM = ("single_permit", "blue_card", *OPEN_TO_THE_OFFICE, "family_of_limited_stay")
_LEFT_TO_THE_OFFICE = Ground(
    ("B-GEN-1",),
    "B.years.discretionary",
    "discretionary",
    # A transfer within a company and a case of trafficking lead there in no other way, but their first card counts.
    same_run=(*BEFORE_THEM, "intra_corporate_transferee", "trafficking_victim"),
)
_WORKER = Ground(("B-WORK-1",), "B.years.single_permit", "expected", open_on_the_day=False)

GROUNDS: dict[str, Ground] = {
    # Act art. 13: family of a non-EU national with unlimited stay.
    "family_of_unlimited_stay": Ground(("B-FAM-1", "DIS-14"), "B.years.family", "right", from_attestation),
    # Act art. 49 §1: recognised refugees; art. 49/2: subsidiary protection. By law: the card is on request.
    "refugee": Ground(
        ("B-REF-1", "B-REF-2"),
        "B.years.protection",
        "by_law",
        from_asylum_application,
        ("asylum_application",),
    ),
    "subsidiary_protection": Ground(
        ("B-SP-1", "DIS-13"),
        "B.years.protection",
        "by_law",
        from_asylum_application,
        ("asylum_application",),
    ),
    # Act art. 13: medical regularisation (article 9ter).
    "medical_9ter": Ground(
        ("B-9TER-1",), "B.years.medical", "right", from_medical_application, ("medical_application",)
    ),
    # Act art. 61/25-6 §4: five years on single permits; given at a renewal handled after that day (reading 7).
    "single_permit": _WORKER,
    "blue_card": Ground(
        ("B-GEN-1", "B-BLUE-1"),
        "B.years.discretionary",
        "discretionary",
        same_run=("single_permit",),
        open_on_the_day=False,
    ),
    # Act art. 61/7 §6: long-term resident of another state; who works for a salary follows the rule of single permits.
    "long_term_resident_other_state": Ground(
        ("B-LTR2-1",), "B.years.long_term_resident_other_state", "right", facts=("other_state_purpose",)
    ),
    # Act art. 61/23: unaccompanied minors in the special procedure: three years, while under eighteen (reading 18).
    "unaccompanied_minor": Ground(
        ("B-UAM-1", "DIS-31"), "B.years.unaccompanied_minor", "right", from_grant, ("birth_date",)
    ),
    # Act art. 57/45: stateless persons, since 1 September 2024.
    "stateless": Ground(("B-STL-1",), "B.years.stateless", "right", from_grant_in_force),
    # Act art. 61/5: victims of trafficking: no number of years, but a conviction or a charge that was maintained.
    "trafficking_victim": Ground(("B-TRAF-1",), None, "discretionary"),
    # Where the Act is silent (B-GEN-1): article 9bis, self-employed, article 9, researchers.
    **dict.fromkeys(OPEN_TO_THE_OFFICE, _LEFT_TO_THE_OFFICE),
}


RIGHTS: tuple[Basis, ...] = ("right", "by_law")
GIVE_A_RIGHT = frozenset(ground for ground, rule in GROUNDS.items() if rule.years and rule.basis in RIGHTS)
"""Grounds on which unlimited stay is there, or due, once the years are complete: nothing else is left to the Office."""


def ground_now(situation: Situation) -> tuple[Stay, Ground] | None:
    """The stay that runs on the date, and how it is counted; None where its ground leads to no unlimited stay."""
    stay = current_stay(situation.person.stays or (), situation.on)
    rule = _rule_of(stay, situation) if stay else None
    return (stay, rule) if stay and rule else None


def _rule_of(stay: Stay, situation: Situation) -> Ground | None:
    rule = GROUNDS.get(stay.ground)
    if rule and stay.ground == "long_term_resident_other_state" and situation.person.other_state_purpose == "salaried":
        return replace(_WORKER, law=("B-LTR2-1", "B-WORK-1"), facts=rule.facts)
    return rule


# --- A right that was complete before the ground changed --------------------------------------------------------------


class Earlier(NamedTuple):
    """A stay on an earlier ground, on which the years were complete before it ended; or may have been, if ``missing``
    is told."""

    stay: Stay
    rule: Ground
    missing: tuple[str, ...] = ()


@once
def earlier_right(situation: Situation) -> Earlier | None:
    """The earlier stay on which unlimited stay was already there by law, or due: the newest. None where there is none,
    and where the years are complete on the present ground too.

    The right arises on the day of the five years (B-REF-1, B-SP-1, B-9TER-1, B-FAM-1), and no provision says that a
    later permit on another ground takes it away. What the Office may only give, or gives at a renewal, is no such right
    (B-GEN-1, B-WORK-1). One that rests on protection goes with a withdrawal (LOSS-3).
    """
    now = current_stay(situation.person.stays or (), situation.on)
    if now and now.ground in UNLIMITED_STAY_GROUNDS:
        return None
    found = [
        one
        for stay in in_belgium(situation.person.stays or ())
        if stay is not now and stay.start <= situation.on and (one := _complete_before_its_end(situation, stay))
    ]
    if not found or (now and _is_complete(_on_present_ground(situation), situation.on)):
        return None
    return ([one for one in found if not one.missing] or found)[-1]


def _is_complete(when: When, on: date) -> bool:
    return when.day is not None and not when.missing and (when.day <= on if when.open_on_the_day else when.day < on)


def _complete_before_its_end(situation: Situation, stay: Stay) -> Earlier | None:
    person, rule = situation.person, _rule_of(stay, situation)
    withdrawn = stay.ground in PROTECTION_GROUNDS and person.protection_ended == "withdrawn"
    for_study = stay.ground == "long_term_resident_other_state" and person.other_state_purpose == "study"
    if rule is None or rule.years is None or stay.end is None or withdrawn or for_study:
        return None
    if rule.basis not in RIGHTS or _no_stay_for_long(situation, stay):
        return None
    start = rule.start(situation, _first_of_run(situation, stay, rule))
    last, years = min(stay.end, situation.on), limit(rule.years, situation.on)
    if stay.ground == "unaccompanied_minor" and person.birth_date:  # three years while under eighteen
        last = min(last, of_age_on(person.birth_date) - DAY)
    if start.latest and add_years(start.latest, years) <= last:
        return Earlier(stay, rule)
    could_be = start.unknown and (start.earliest is None or add_years(start.earliest, years) <= last)
    return Earlier(stay, rule, start.unknown) if could_be else None


def _no_stay_for_long(situation: Situation, stay: Stay) -> bool:
    """Was there, after this stay, a time without any in Belgium that is as long as an absence that ends unlimited stay
    (ABS-1)? Then what it gave is taken to be gone."""
    on, months = situation.on, 12 * limit("return.window", situation.on)
    until = stay.end or on
    for later in in_belgium(situation.person.stays or ()):
        if stay.start <= later.start <= on:
            if add_months(until, months) < later.start:
                return True
            until = max(until, later.end or on)
    return add_months(until, months) < on


def ground_that_counts(situation: Situation) -> tuple[Stay, Ground] | None:
    """The stay on whose ground unlimited stay is judged: the present one, but for a right that was complete before."""
    earlier = earlier_right(situation)
    return (earlier.stay, earlier.rule) if earlier and not earlier.missing else ground_now(situation)


# --- The clock -------------------------------------------------------------------------------------------------------


@once
def five_years(situation: Situation) -> When:
    """The first day on which unlimited stay can be asked on the ground of the present stay (table 12.2 of the base), or
    could be on an earlier one, where the years were complete before it ended."""
    if situation.person.stays is None:
        return When(missing=("stays",), law=("B-GEN-1",), facts=("stays",))
    earlier = earlier_right(situation)
    if earlier and not earlier.missing:
        return _when(situation, earlier.stay, earlier.rule)
    return _on_present_ground(situation)


@once
def _on_present_ground(situation: Situation) -> When:
    found = ground_now(situation)
    if found is None:
        return When(law=("B-NEVER-1",), facts=("stays",))
    stay, rule = found
    if rule.years is None:
        return When(stay.start, law=rule.law, facts=("stays",), basis=rule.basis, day_is_known=False)
    if stay.ground == "unaccompanied_minor":
        return _came_alone(situation, stay, rule)
    return _when(situation, stay, rule)


def _when(situation: Situation, stay: Stay, rule: Ground) -> When:
    assert rule.years is not None
    on, years = situation.on, limit(rule.years, situation.on)
    first = _first_of_run(situation, stay, rule)
    start = rule.start(situation, first)
    common = When(
        law=rule.law,
        facts=("stays", *rule.facts, "card", "card_issued"),
        basis=rule.basis,
        open_on_the_day=rule.open_on_the_day,
        years=years,
    )
    earliest = add_years(start.earliest, years) if start.earliest else None
    if start.latest is None:
        return common._replace(missing=start.unknown, earliest=earliest)
    day = add_years(start.latest, years)
    ahead = day > on or (day == on and not rule.open_on_the_day)
    missing = start.unknown if ahead and earliest != day else ()  # the exact day would be another one
    sooner = _with_the_seam(situation, stay, rule, first) if ahead else None
    if sooner and sooner < day:
        missing = (*missing, *seam_asked(situation, first))
        earliest = min(sooner, earliest) if earliest else None
    return common._replace(
        day=day,
        missing=missing,
        earliest=earliest if missing else None,
        probably=add_years(start.probably, years) if start.probably and start.unknown else None,
        confirmed_by=start.unknown,
    )


def _with_the_seam(situation: Situation, stay: Stay, rule: Ground, first: Stay) -> date | None:
    """The day on which the years would be complete if the gap before the first stay that counts were none; None where
    there is no gap to ask about (reading 26)."""
    if rule.years is None or not seam_asked(situation, first):
        return None
    covered = one_chain(situation)
    start = rule.start(covered, _first_of_run(covered, stay, rule))
    since = start.earliest or start.latest
    return add_years(since, limit(rule.years, situation.on)) if since else None


def _came_alone(situation: Situation, stay: Stay, rule: Ground) -> When:
    """Three years from the grant, for who is under eighteen on that day and on the date asked about. From eighteen on
    the five years of practice from the first card are the safe count (B-UAM-1, B-GEN-1, reading 18)."""
    as_minor, born = _when(situation, stay, rule), situation.person.birth_date
    if born is None or (of_age_on(born) > max(as_minor.day or situation.on, situation.on)):
        return as_minor
    practice = replace(
        rule, law=(*rule.law, "B-GEN-1"), years="B.years.discretionary", basis="discretionary", start=from_first_card
    )
    found = _when(situation, stay, practice)
    grown_up = of_age_on(born) <= situation.on
    earlier = () if grown_up else as_minor.missing  # three years may have been complete before the birthday
    # No day bounds a grant that is not told, so neither does one bound what it can still open.
    earliest = None if earlier else found.earliest
    return found._replace(missing=tuple(dict.fromkeys((*earlier, *found.missing))), earliest=earliest)


def _first_of_run(situation: Situation, stay: Stay, rule: Ground) -> Stay:
    """The first of the stays that follow each other and count together for the ground of the present one; the present
    one itself where a request gives the day."""
    if rule.start in FROM_A_REQUEST:
        return stay
    on = situation.on if stay.end is None or stay.end >= situation.on else stay.start
    run = chain(all_stays(situation.person), on, lambda: bridge(situation))
    here = (index for index, one in enumerate(run) if one.start == stay.start and one.ground == stay.ground)
    place = next(here, None)
    if place is None:  # an earlier stay that overlaps one that still runs
        return stay
    counted = (stay.ground, *rule.same_run)
    while place > 0 and run[place - 1].ground in counted:
        place -= 1
    return run[place]
