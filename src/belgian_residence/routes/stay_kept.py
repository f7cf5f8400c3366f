"""The stay that a route rests on was not lost (Act art. 19; RD 1981 arts. 39, 40): one condition for each route, asked
of the same function as the keeping of the card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from belgian_residence.counting.away import Allowed, not_told
from belgian_residence.counting.granted import was_granted
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import can_have_asylum_time
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.losing.agreement import STAY_BROKEN
from belgian_residence.losing.groups import allowed
from belgian_residence.losing.household import ENDED_LIMITED, Ending
from belgian_residence.losing.stay import Held, group_held, held
from belgian_residence.routes.eu import years
from belgian_residence.routes.eu.by_law import right_by_law
from belgian_residence.routes.eu.m_plus import STATUS_KEPT, broken_for_good
from belgian_residence.routes.status import When, nationality_is_eu
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Person

USED = ("card", "stays", *ABSENCES, "unlimited_stay_since", "card_issued", "card_expiry")
"""The facts that tell whose rules hold, what lies before the present stay, and when the present card was given."""
OF_PERMANENCE = (
    *("annex_19", "annex_19ter", "annex_15", *years.used(own_right=True)),
    *("joint_household", "household_ended", "retention_grounds"),
    *("early_ground", "stopped_working", "eu_activity", "belgian_partner"),
    *("sponsor_early_permanent", "sponsor_belgian"),
)
"""Those that tell whether the right is permanent by law: with an EU, F or M card, and for an EU citizen with any."""
OF_PROTECTION = ("asylum_application", "protection_ended")
"""Those that tell whether the stay of a protected person is unlimited by law (B-REF-1, B-SP-1)."""


@once
def what_became_of_the_stay(situation: Situation, until: date | None = None, *, of_card: bool = False) -> Held:
    """What absences and endings did to the status that the person has: see ``losing.stay.held``.

    With an M card also what broke the stay without an absence, before the right was permanent: the status is then in
    doubt for the card as it is for M with permanent stay (BRX-ABS-1).
    """
    found = held(situation, right_by_law, until=until, of_card=of_card)
    if situation.person.card == "M" and found.stay == "kept" and broken_for_good(situation):
        return replace(found, endings=(*found.endings, Ending(STAY_BROKEN, "unsettled")))
    return found


def _agreement_status(situation: Situation) -> Finding:
    """What the years say of the status under the agreement; and no, where an absence ended the permanent right that was
    there by law: it is lost for good (BRX-PR-3, BRX-ABS-1)."""
    by_the_years = STATUS_KEPT.test(situation)
    if situation.person.card != "M" or by_the_years.value is not UNKNOWN or not situation.person.absences:
        return by_the_years
    found = what_became_of_the_stay(situation, situation.on)
    facts = tuple(dict.fromkeys((*by_the_years.facts, *USED)))
    if found.stay == "lost":
        return Finding(NO, facts)
    doubts = [away.verdict for away in found.aways if away.verdict.stay == "unsettled"]
    of_the_right = tuple(name for one in doubts if one.law[0] == LOST_BY for name in one.missing)
    return Finding(UNKNOWN, facts, of_the_right or by_the_years.missing, at_filing=by_the_years.at_filing)


LOST_BY = "BRX-PR-3"
"""The rule by which a permanent right under the agreement is lost."""
AGREEMENT_STATUS = condition(STATUS_KEPT.id, (*STATUS_KEPT.law, LOST_BY), _agreement_status)
"""In place of the condition of the years alone, where the whole case is known."""


def has_ended(person: Person, on: date) -> bool:
    """Has the status of the card ended by the day, for exact days? What is only planned has ended nothing yet."""
    if not (person.absences or person.long_term_resident_elsewhere):
        return False
    return what_became_of_the_stay(Situation(person, on), on, of_card=True).stay == "lost"


def can_be_ended(person: Person, on: date) -> bool:
    """May the Immigration Office end the stay of the card for what is told, for exact days: the end of family life, or
    of protection (B-FAM-2, FAM-RET-4, LOSS-3)?"""
    found = what_became_of_the_stay(Situation(person, on), on, of_card=True)
    return any(ending.status == "at_risk" for ending in found.endings)


def end_not_settled(person: Person, on: date) -> bool:
    """Did the family life with a holder of limited stay end, for exact days? What that does to the stay is in no
    provision that was read (DOUBT-16)."""
    found = what_became_of_the_stay(Situation(person, on), on, of_card=True)
    return any(ending.note == ENDED_LIMITED for ending in found.endings)


def allowed_away(situation: Situation, *, of_card: bool = False) -> tuple[Allowed, ...] | None:
    """How long the person may be away without losing the stay; ``of_card``: and without a duty to the municipality, by
    the rules of the card that is held. None where no limit says so."""
    group = group_held(situation, of_card=of_card)
    return allowed(group, situation.person, situation.on, duties=of_card)


def stay_kept(clock: Callable[[Situation], When]) -> Callable[[Situation], Finding]:
    """A test: nothing ended the present stay before the route opens. Lost: no. At risk or not settled: unknown, with
    what settles it. ``clock``: the day on which the route opens; what is planned for later has lost nothing by then."""
    return lambda situation: _kept(situation, clock)


def _kept(situation: Situation, clock: Callable[[Situation], When]) -> Finding:
    person, on = situation.person, situation.on
    # What was told of one absence decides before what was not told of others.
    of_others = (
        Finding(UNKNOWN, _basic(person), ("absences",)) if not_told(person, allowed_away(situation), on) else None
    )
    if not person.absences and not person.long_term_resident_elsewhere:
        return of_others or Finding(YES, ABSENCES if person.absences is not None else _basic(person))
    opens = clock(situation)
    found = what_became_of_the_stay(situation, max(opens.day or on, on))
    used = _used(found, opens, situation)
    if not found.doubts:
        return of_others or Finding(YES, used)
    # The first day of a stay tells what lies before it, and the card tells whose rules hold.
    asked = [fact for fact in ("stays", "card") if getattr(person, fact) is None]
    if found.stay == "lost" and not asked:
        soonest = max(opens.earliest or on, on)
        if not opens.missing or what_became_of_the_stay(situation, soonest).stay == "lost":
            return Finding(NO, used)
        asked = [*opens.missing]  # it may open before what is planned
    whole = tuple(dict.fromkeys((*asked, *(name for one in found.doubts for name in one.missing))))
    if whole and of_others:
        whole = (*whole, *of_others.missing)
    return Finding(UNKNOWN, used, whole, not_confirmed=not whole, undated=True)


def _basic(person: Person) -> tuple[str, ...]:
    """What tells by whose rules an absence is judged: also what was granted before its card is made (K-WHEN-1)."""
    return (*USED, "applications") if was_granted(person) else USED


def _used(found: Held, opens: When, situation: Situation) -> tuple[str, ...]:
    """The facts that the answer rests on. The day on which the route opens matters only for what is not over yet."""
    eu = nationality_is_eu(situation.person)
    ahead = any(one.back is None or one.back > situation.on for one in situation.person.absences or ())
    return tuple(
        dict.fromkeys(
            (
                *_basic(situation.person),
                *(OF_PERMANENCE if found.group.once_permanent or eu is not False else ()),
                *(("nationality",) if found.doubts or eu else ()),
                *(("long_term_resident_elsewhere",) if found.endings else ()),
                *(OF_PROTECTION if can_have_asylum_time(situation.person) else ()),
                *(opens.facts if ahead else ()),
            )
        )
    )
