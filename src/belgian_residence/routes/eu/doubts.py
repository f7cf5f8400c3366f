"""The conditions of five years under the EU rules: what the count of ``years`` leaves in doubt (EUP-5Y-4, EUP-ABS-1
to EUP-ABS-6, SW-12), because only papers, or an answer that was not given, can decide it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belgian_residence.counting.conventions import SAFE, readings_of
from belgian_residence.counting.situation import Condition, Situation, condition
from belgian_residence.engine import UNKNOWN, YES, Finding
from belgian_residence.routes.eu.years import count, lists_missing, reasons_not_known, settled
from belgian_residence.told.facts import ABSENCES

DOUBTS = {
    "free-movement-gap": ("EUP-5Y-4", "EUP-5Y-5"),
    "second-long-absence": ("EUP-ABS-3", "EUP-ABS-4"),
    "long-posting": ("EUP-ABS-4", "D-03"),
    "absence-without-reason": ("EUP-ABS-1", "EUP-ABS-3"),
    "register-gap": ("SW-12", "EUP-ABS-6"),
}
_FACT_OF = {"free-movement-gap": "free_movement_gaps", "register-gap": "register_gaps"}


def conditions(
    route: str, start_of: Callable[[Situation], date | None], own_right: bool, loss: str = "pr.loss_absence"
) -> tuple[Condition, ...]:
    """The conditions of an unbroken stay, for one route. ``start_of`` gives the start of its count, or None."""

    def no_doubt(doubt: str, law: tuple[str, ...]) -> Condition:
        fact = _FACT_OF.get(doubt, "absences")
        facts = ABSENCES if fact == "absences" else (fact,)

        def test(situation: Situation) -> Finding:
            start, missing = start_of(situation), lists_missing(situation, own_right)
            mine = tuple(name for name in missing if name in (fact, "interruptions") or name.startswith(f"{fact}["))
            if mine and start is not None:
                return Finding(UNKNOWN, facts, mine)
            if missing or start is None:  # the count cannot be made yet; what is missing is asked elsewhere
                nothing = not {fact, "interruptions"}.intersection(missing) and not getattr(situation.person, fact)
                return Finding(YES if nothing else UNKNOWN, facts, at_filing=True)
            if doubt == "absence-without-reason":
                return _no_reason_matters(situation, start, own_right, loss, route)
            return _no_paper_matters(doubt, facts, situation, start, own_right, loss)

        return condition(f"{route}.no-{doubt}", law, test)

    return tuple(no_doubt(doubt, law) for doubt, law in DOUBTS.items() if own_right or doubt != "free-movement-gap")


def _no_paper_matters(
    doubt: str, facts: tuple[str, ...], situation: Situation, start: date, own_right: bool, loss: str
) -> Finding:
    without = count(settled(situation), start, own_right, loss)
    if doubt not in without.doubts or count(situation, start, own_right, loss).day <= situation.on:
        return Finding(YES, facts)
    return Finding(UNKNOWN, facts, at_filing=without.day > situation.on)


def _no_reason_matters(situation: Situation, start: date, own_right: bool, loss: str, route: str) -> Finding:
    """Asked under every reading: an absence that cannot break the years in one way of counting can in another."""
    not_known = reasons_not_known(situation.person)
    ways = [situation]
    if situation.conventions == SAFE and not_known:
        ways += [situation.under(way) for way in readings_of(route).values()]
    asked: set[str] = set()
    soonest = date.max
    for way in ways:
        for one in (count(settled(way), start, own_right, loss), count(way, start, own_right, loss)):
            if one.between and one.between[1] > situation.on:
                asked |= one.reasons
                soonest = min(soonest, one.between[0])
    if not asked:
        return Finding(YES, ABSENCES)
    in_order = tuple(name for name in not_known if name in asked)
    return Finding(UNKNOWN, ABSENCES, in_order, at_filing=soonest > situation.on)


def not_removed(route: str) -> Condition:
    """No removal was enforced. It may have ended the stay itself, also where a right arose early (EUP-ABS-6)."""

    def test(situation: Situation) -> Finding:
        person, facts = situation.person, ("removal_enforced", "interruptions")
        if person.removal_enforced is None:
            fact = "interruptions" if person.interruptions is None else "removal_enforced"
            return Finding(UNKNOWN, facts, (fact,))
        return Finding(UNKNOWN if person.removal_enforced else YES, facts)

    return condition(f"{route}.no-removal", ("EUP-ABS-6",), test)


def no_appeal_pending(route: str) -> Condition:
    """No appeal runs that suspends a refusal or an end of stay: until it is decided, permanent residence is not
    recognised (EUP-APL-1). Few have one, so it is asked among what happened during the stay, and never by itself."""

    def test(situation: Situation) -> Finding:
        person, facts = situation.person, ("suspensive_appeal_pending", "interruptions")
        pending = person.suspensive_appeal_pending
        if pending is None:
            fact = "interruptions" if person.interruptions is None else "suspensive_appeal_pending"
            return Finding(UNKNOWN, facts, (fact,), at_filing=True)
        return Finding(UNKNOWN if pending else YES, facts, at_filing=pending)

    return condition(f"{route}.no-appeal-pending", ("EUP-APL-1",), test)
