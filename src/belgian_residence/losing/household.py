"""The end of the family life that a stay rests on: family of an EU citizen or Belgian (Act art. 42quater), family of a
non-EU national with unlimited stay (Act art. 11 §2), or with limited stay (art. 10bis).

In the first five years the Immigration Office may end such a stay. It does not end by itself: a decision ends it, and
the person is heard first (LOSS-4). So the stay is at risk, and what helps is named. Of family of a limited stay it is
known that it follows the stay of the person joined (B-FAM-1); the provision on the end of family life was not read
(DOUBT-16), so their stay is not settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belgian_residence.counting.limits import limit
from belgian_residence.counting.of_age import of_age_on
from belgian_residence.counting.periods import all_stays, chain, in_belgium
from belgian_residence.engine.dates import add_years
from belgian_residence.losing.verdicts import KeepStatus, Note
from belgian_residence.told.facts import UNLIMITED_STAY_CARDS
from belgian_residence.told.person import Person, Stay

ENDED_FAMILY = Note(
    "family-life-ended",
    ("FAM-RET-4", "FAM-RET-1", "FAM-RET-2", "FAM-RET-3", "FAM-INC-2", "FAM-HH-3", "LOSS-4"),
    ("ret.control_period",),
)
ENDED_GROUND = Note(
    "family-life-ended-with-a-ground",
    ("FAM-RET-1", "FAM-RET-2", "FAM-RET-3", "FAM-INC-2", "FAM-RET-4"),
    ("ret.control_period",),
)
ENDED_MEANS = Note("family-life-ended-without-means", ("FAM-INC-2", "FAM-RET-4", "FAM-RET-2"))
ENDED_UNLIMITED = Note("family-life-ended-art-10", ("B-FAM-2", "B-FAM-1", "LOSS-4"), ("B.years.family",))
ENDED_LIMITED = Note("family-life-ended-art-10bis", ("DOUBT-16", "B-FAM-1", "LOSS-4"))
NOTES = (ENDED_FAMILY, ENDED_GROUND, ENDED_MEANS, ENDED_UNLIMITED, ENDED_LIMITED)

UNKNOWN_DAY = "unknown_day"
"""The household ended, on a day that is not known."""


@dataclass(frozen=True)
class Ending:
    """What ends a stay, or puts it at risk, besides absences. ``missing``: the facts that would settle it."""

    note: Note
    status: KeepStatus
    missing: tuple[str, ...] = ()


def household_ended(person: Person) -> date | str | None:
    """The day on which living together ended, ``UNKNOWN_DAY``, or ``"none"``: still together. None: not told."""
    if person.household_ended is not None:
        return person.household_ended
    if person.joint_household is None:
        return None
    return "none" if person.joint_household else UNKNOWN_DAY


def possible_grounds(person: Person, on: date) -> frozenset[str] | None:
    """The grounds told that can hold: a death only for who had stayed here for a year before it (FAM-RET-3). Where the
    day of it or the first day here is not known, it can. None: not told."""
    grounds, ended = person.retention_grounds, person.household_ended
    if grounds is None or DEATH not in grounds or not isinstance(ended, date) or not person.stays:
        return grounds
    stays = in_belgium(person.stays)
    if not stays or not all(stay.start_known for stay in stays):
        return grounds
    papers = [day for day in (person.annex_19ter, person.annex_15) if isinstance(day, date)]
    here_since = min([*papers, *(stay.start for stay in stays)])
    a_year = add_years(here_since, limit("ret.death_residence", on)) <= ended
    return grounds if a_year else grounds - {DEATH}


DEATH, DEPARTURE = "death_of_family_member", "departure_of_family_member"

NO_MEANS_ASKED = frozenset({"still_married", "custody_of_children"})
"""Grounds for which the Act asks no means: the marriage has not ended (FAM-HH-2), or children go to school here after a
death or a departure (art. 42quater §2, FAM-RET-3). With custody or visits after a divorce it does (§4, FAM-INC-2)."""
WITHOUT_MEANS = NO_MEANS_ASKED | {"violence"}
"""Those, and violence by a Belgian husband or wife (FAM-INC-2, Constitutional Court 17/2019): not always asked."""


def joined_a_belgian(person: Person) -> bool | None:
    """Can this be the husband or wife of a Belgian, of whom no means are asked after violence (FAM-INC-2)? None: not
    told. Whom the person joined decides: after a divorce there is no spouse any more."""
    return person.belgian_partner if person.sponsor_belgian is None else person.sponsor_belgian


def without_means(person: Person, on: date) -> tuple[frozenset[str], tuple[str, ...]]:
    """The grounds told on which the person may keep the right with neither work nor means, and what must be known for
    it: keeping the card and F+ ask the same."""
    belgian = joined_a_belgian(person)
    grounds = (possible_grounds(person, on) or frozenset()) & WITHOUT_MEANS
    found = grounds - {"violence"} if belgian is False else grounds
    return found, ("sponsor_belgian",) if found == {"violence"} and belgian is None else ()


def family_life(person: Person, on: date, permanent_since: date | None = None) -> Ending | None:
    """What the end of the household did to the stay that runs; None: nothing that is told, or nothing any more.

    ``permanent_since``: the day on which permanent residence arose by law, if it did: from then on the end of the
    household ends nothing (FAM-5Y-1). The five years run from the recognition, which is no later than the first card
    (FAM-RET-4); those of art. 10 from the first card or the attestation (B-FAM-1, B-FAM-2).
    """
    ended = household_ended(person)
    run = chain(all_stays(person), on)
    ground = "family_of_eu_or_belgian" if person.card == "F" else run[-1].ground if run else None
    if ended in (None, "none") or (isinstance(ended, date) and ended > on):
        return None
    if person.card in UNLIMITED_STAY_CARDS:
        return None  # whatever stay was told before it, this one rests on no family life
    stays = [stay for stay in run if stay.ground == ground]
    if ground == "family_of_unlimited_stay":
        # After five years without the family life there is no B by right, and still only the stay as family: so here
        # only an end that came later ends nothing (B-FAM-1).
        last = _end_of_control(stays, limit("B.years.family", on))
        over = isinstance(ended, date) and last is not None and last <= ended
        return None if over else Ending(ENDED_UNLIMITED, "at_risk")
    if ground == "family_of_limited_stay":
        return Ending(ENDED_LIMITED, "unsettled")
    if ground != "family_of_eu_or_belgian" or person.card == "F+":
        return None
    if permanent_since is not None and isinstance(ended, date) and permanent_since <= ended:
        return None
    last = _end_of_control(stays, limit("ret.control_period", on))
    over = last is not None and (last <= on or (isinstance(ended, date) and last <= ended))
    return None if over else _with_grounds(person, on)


def _end_of_control(stays: list[Stay], years: int) -> date | None:
    """The day on which the first years of a stay as family end; None where its first day is not known."""
    if not stays:
        return None
    first = stays[0]
    start = first.attestation if isinstance(first.attestation, date) else first.first_card
    return add_years(start, years) if start else None


def _with_grounds(person: Person, on: date) -> Ending:
    """The grounds that can keep the right, and the means that the Act asks with most of them; papers decide, so never a
    plain yes (reading 17)."""
    grounds, means = possible_grounds(person, on), person.means_since_household_ended
    if grounds is None:
        return Ending(ENDED_FAMILY, "unsettled", ("retention_grounds",))
    if not grounds:
        return Ending(ENDED_FAMILY, "at_risk")
    # After a departure only children at school keep the right, and the parent with custody (FAM-RET-3). Until what age
    # somebody is such a child the law does not say: so the grown-up is at risk, and F+ stays open.
    age: tuple[str, ...] = ()
    if grounds == {DEPARTURE}:
        if _grown_up(person, on):
            return Ending(ENDED_FAMILY, "at_risk")
        age = ("birth_date",) if person.birth_date is None else ()
    if grounds & NO_MEANS_ASKED:
        return Ending(ENDED_GROUND, "unsettled")
    if means is None:
        return Ending(ENDED_GROUND, "unsettled", (*age, "means_since_household_ended"))
    if means:
        return Ending(ENDED_GROUND, "unsettled", age)
    excused, asked = without_means(person, on)
    return Ending(ENDED_GROUND, "unsettled", asked) if excused else Ending(ENDED_MEANS, "at_risk")


def _grown_up(person: Person, on: date) -> bool:
    """Was the person of age when living together ended, as far as is told?"""
    ended = person.household_ended if isinstance(person.household_ended, date) else on
    return person.birth_date is not None and of_age_on(person.birth_date) <= ended
