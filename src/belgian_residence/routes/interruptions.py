"""What was told of an appeal, a removal and time off the register, for routes that ask for a stay without a break.

B, K, L and nationality look only at what is told: it is asked of EU citizens and of family (see ``eu.doubts``), and
hardly anybody else has any of it. What it does to the stay only papers, or a judge, can say: so it is never a no, and
while it is open no day is safe.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from belgian_residence.counting.situation import Condition, Situation, condition
from belgian_residence.engine import UNKNOWN, YES, Finding
from belgian_residence.engine.dates import add_years
from belgian_residence.routes.status import When

NOTHING_TOLD = Finding(YES, of_others=True)


def no_appeal_pending(route: str, *law: str) -> Condition:
    """No appeal runs that suspends a refusal or an end of stay. Which of the two it is nobody is asked: against an end
    of stay, the stay itself hangs on the judge, and an annex 35 shows the appeal and no right (DOC-35)."""

    def test(situation: Situation) -> Finding:
        if not situation.person.suspensive_appeal_pending:
            return NOTHING_TOLD
        return Finding(UNKNOWN, ("suspensive_appeal_pending", "interruptions"), undated=True)

    return condition(f"{route}.no-appeal-pending", (*law, "DOC-35"), test)


def uninterrupted(
    id: str,
    law: tuple[str, ...],
    clock: Callable[[Situation], When],
    begins: Callable[[Situation], date | None] = lambda _: None,
) -> Condition:
    """No removal was enforced (EUP-ABS-6), and in the years that count there was no time off the register without proof
    of having been here: it makes the offices presume a departure, which can be disproved (ABS-5, SW-12).

    ``clock``: counts the years. ``begins``: the first day that counts, where years that follow a break may not be all
    counted in full. The day of a removal is not asked.
    """

    def test(situation: Situation) -> Finding:
        person = situation.person
        if person.removal_enforced:
            return Finding(UNKNOWN, ("removal_enforced", "interruptions"), undated=True)
        facts = ("register_gaps", "interruptions")
        if person.register_gaps is None and "register_gap" in (person.interruptions or ()):
            return Finding(UNKNOWN, facts, ("register_gaps",))
        gaps = [gap for gap in person.register_gaps or () if not gap.presence_proven]
        if not gaps:
            return NOTHING_TOLD
        when = clock(situation)
        since = begins(situation) or _complete_years_since(when, situation.on)
        if since is not None and all(gap.end < since for gap in gaps):
            return NOTHING_TOLD
        return Finding(UNKNOWN, (*facts, *when.facts), undated=True)

    return condition(id, (*law, "ABS-5", "SW-12", "EUP-ABS-6"), test)


def _complete_years_since(when: When, on: date) -> date | None:
    """So many years before the day of the clock, and at least before the date asked about: what ended before that
    leaves the years complete on that day, also if it broke them. None where no number of years is counted."""
    day = when.earliest or (None if when.missing else when.day)
    return add_years(max(day or on, on), -when.years) if when.years else None
