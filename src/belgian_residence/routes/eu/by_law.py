"""Does a permanent right exist by law on a day, whatever the card says: for holders of EU, F and M cards (EUP-5Y-1,
FAM-5Y-1, BRX-PR-1), and for EU citizens with any other? Asked where an absence would otherwise have ended the stay: see
``losing.stay``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from belgian_residence.counting.away import not_told
from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE, readings_of
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, evaluate
from belgian_residence.engine.dates import add_years
from belgian_residence.losing.household import household_ended, possible_grounds
from belgian_residence.losing.stay import ByLaw
from belgian_residence.routes.eu import eu_plus, f_plus, m_plus, years
from belgian_residence.routes.eu.early import BY_THE_ACT, OF_WHO_WORKED
from belgian_residence.routes.eu.starts import of_eu_citizen, of_family, under_agreement
from belgian_residence.routes.limits import limit, longest_annex_15
from belgian_residence.routes.status import When, nationality_is_eu
from belgian_residence.told.facts import EU_CITIZEN_CARDS

OF_CARD: dict[str, tuple[str, Callable[[Situation], When]]] = {
    **dict.fromkeys(("EU", "E", "annex_8"), ("EU+", eu_plus.five_years)),
    "F": ("F+", f_plus.five_years),
    "M": ("M+", m_plus.five_years),
}
"""For each card that stands for a stay before permanent residence: the route whose five years make it permanent."""
EARLY_OF_CARD = {**dict.fromkeys(("EU", "E", "annex_8"), eu_plus.EU_PLUS), "F": f_plus.F_PLUS}
"""And the route that an early ground opens before five years (Act art. 42sexies)."""


def right_by_law(situation: Situation, day: date, *, as_eu_citizen: bool = False) -> ByLaw:
    """Are five years complete by the day, under every reading (yes), under none (no), or is it not certain?

    By the years of the card that is held; ``as_eu_citizen``: by those of an EU citizen whose card is another one, which
    a card for a national stay, or as family, does not take away (EUP-SCOPE-1, EUP-5Y-1). Where the nationality is not
    told, the card is taken for what it says, unless there was an annex 19. A right that came before five years counts
    too (EUP-EARLY-1 to 7).
    """
    right = _by_five_years(situation, day, as_eu_citizen=as_eu_citizen)
    if situation.person.card == "M" and right.value is YES:
        return replace(right, after_a_break=m_plus.may_be_broken(situation))
    early = None if right.value is YES else _by_an_early_ground(situation, day, as_eu_citizen=as_eu_citizen)
    if early is None or early.value is YES or right.value is NO:
        return early or right
    return replace(right, missing=tuple(dict.fromkeys((*right.missing, *early.missing))), in_a_reading=True)


def _by_an_early_ground(situation: Situation, day: date, *, as_eu_citizen: bool) -> ByLaw | None:
    """The right that an early ground gave, by the day; None where none can have. It was not lost since: the ground
    itself looks at that. Unknown for who worked and told a ground of which that is in doubt, or told of none."""
    person = situation.person
    if as_eu_citizen:
        other_card = nationality_is_eu(person) and person.card not in EU_CITIZEN_CARDS
        route = eu_plus.EU_PLUS if other_card else None
    else:
        route = EARLY_OF_CARD.get(person.card or "")
    if route is None or route.early is None:
        return None
    early = evaluate(route.early, situation)
    own = route is eu_plus.EU_PLUS and (person.early_ground is None or person.early_ground in OF_WHO_WORKED)
    if early.value is UNKNOWN and own:
        early = evaluate(BY_THE_ACT, situation)  # the Directive alone shows no right that is there
    if early.value is NO or (early.value is UNKNOWN and not own):
        return None
    since = person.stopped_working if own and isinstance(person.stopped_working, date) else None
    if since is not None and since > day:
        return None
    return ByLaw(YES, since) if early.value is YES else ByLaw(UNKNOWN, missing=early.missing, in_a_reading=True)


def _by_five_years(situation: Situation, day: date, *, as_eu_citizen: bool) -> ByLaw:
    person = situation.person
    card = person.card or ""
    if not as_eu_citizen:
        return _by_the_years_of(card, situation, day) if card in OF_CARD else ByLaw(NO)
    eu = nationality_is_eu(person)
    if card in EU_CITIZEN_CARDS or not (eu or (eu is None and isinstance(person.annex_19, date))):
        return ByLaw(NO)
    right = _by_the_years_of("EU", situation, day)
    if eu or right.value is NO:
        return right
    seen = right.in_a_reading or right.value is YES
    return ByLaw(UNKNOWN, missing=("nationality", *right.missing), in_a_reading=seen)


def _by_the_years_of(card: str, situation: Situation, day: date) -> ByLaw:
    if add_years(_soonest_start(card, situation), limit("pr.residence_period", situation.on)) > day:
        return ByLaw(NO)
    key, five_years = OF_CARD[card]
    ways = [situation]
    if situation.conventions == SAFE:
        ways.append(situation.under(readings_of(key)[MOST_FAVOURABLE]))
    counts = [five_years(way) for way in ways]
    start = STARTS.get(card, of_eu_citizen)(ways[-1])
    begun = _with_annex_15(card, start.day, situation) or start.day
    if begun is not None and not _can_be_complete(ways[-1], card, begun, day):
        older = (*start.missing, *start.older)
        return ByLaw(UNKNOWN, missing=older) if older else ByLaw(NO)  # only an older start could give more
    if all(_complete(one, day) for one in counts):
        return _with_the_household(situation, counts[0]) if card == "F" else ByLaw(YES, counts[0].day)
    if any(_may_be_complete(one, day) for one in counts):
        missing = tuple(dict.fromkeys(name for one in counts for name in one.missing))
        return ByLaw(UNKNOWN, missing=missing, in_a_reading=any(_complete(one, day) for one in counts))
    return ByLaw(NO)


ANNEXES = {"F": ("annex_19ter", "annex_15"), "M": ("annex_19", "annex_19ter")}
"""The papers from which the years can run; for the other cards the annex 19."""


def _soonest_start(card: str, situation: Situation) -> date:
    """The first day on which the five years can have begun, as far as the papers and the stays tell it."""
    person = situation.person
    told = {name: getattr(person, name) for name in ANNEXES.get(card, ("annex_19",))}
    days = [day for day in told.values() if isinstance(day, date)]
    if with_annex_15 := _with_annex_15(card, person.annex_19ter, situation):
        return with_annex_15
    if None in told.values() or person.stays is None:
        return date.min
    return min([*days, *(stay.start for stay in person.stays)], default=LATEST)


def _with_annex_15(card: str, day: date | str | None, situation: Situation) -> date | None:
    """The first day on which the years can have begun with an Annex 15 before the request as family of this day, where
    it is not told whether there was one (FAM-5Y-2); None where it is told, or this is the day of something else."""
    person = situation.person
    open_yet = card == "F" and day == person.annex_19ter and person.annex_15 is None
    return day - longest_annex_15(situation.on) if open_yet and isinstance(day, date) else None


LATEST = date(9000, 1, 1)
"""Later than any day that a case can hold, with room to add years to it."""


STARTS = {"F": of_family, "M": under_agreement}
"""From which day the years run; for the other cards that of an EU citizen."""


def _can_be_complete(way: Situation, card: str, start: date, day: date) -> bool:
    """Can the years from this start be complete by the day, if nothing that is not told broke them?"""
    if not_told(way.person, years.allowed_away(way.on), way.on):
        return True
    module = {"F": f_plus, "M": m_plus}.get(card, eu_plus)
    loss = m_plus.LOSS if card == "M" else "pr.loss_absence"
    return years.count(way, start, module.OWN_RIGHT, loss).day <= day


def _complete(when: When, day: date) -> bool:
    return when.day is not None and when.day <= day and not when.missing and when.day_is_known


def _may_be_complete(when: When, day: date) -> bool:
    if when.day is not None and when.day <= day:
        return True
    return bool(when.missing) and (when.earliest is None or when.earliest <= day)


def _with_the_household(situation: Situation, when: When) -> ByLaw:
    """Family lived together all that time, or kept the right on a ground that papers prove (FAM-HH-1, FAM-HH-4)."""
    person, ended = situation.person, household_ended(situation.person)
    if ended is None:
        return ByLaw(UNKNOWN, missing=("joint_household",))
    if (
        person.joint_household
        or ended == "none"
        or (isinstance(ended, date) and when.day is not None and when.day <= ended)
    ):
        return ByLaw(YES, when.day)
    older = f_plus.older_start(situation, ended)
    grounds = possible_grounds(person, situation.on)
    if grounds == frozenset() and not older:
        return ByLaw(NO)
    return ByLaw(UNKNOWN, missing=(*older, *(() if grounds is not None else ("retention_grounds",))))
