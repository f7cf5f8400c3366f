"""The order of the cards on a page: the first one leads it, with what to do first and the sheet for the counter.

What can be asked for now stands before what lies ahead, and of that the nearest day before the others. Of two cards
that are alike so far, the one comes first for which nothing is missing yet, then the one that the comparison of the
rules recommends, then the one that a person's own card leads to (SW-9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.showing.cards.routes import Route, not_yet

if TYPE_CHECKING:
    from belgian_residence import answer_types

ORDER = ("open", "ready", "later", "unsettled", "closed")
FIRST = ("EU+", "F+", "M+", "B", "L", "K", "nationality")
"""Those of EU citizens, family and Brexit are closed to all others."""
RECOMMENDED = frozenset({"stronger-now", "stronger-on-its-day"})
"""What the comparison says of two cards where nobody should ask for the weaker one first."""
AFTER_ANOTHER_CARD = frozenset({"once_B_granted", "once_F_given"})
"""On what a route rests that cannot be asked for before another card is there."""


def in_order(routes: Iterable[Route], comparison: Sequence[dict[str, Any]]) -> list[Route]:
    """The most useful first; what was refused after what was not, and what a planned stay changes after what stays as
    it is. ``comparison``: that of the rules."""
    stronger = {pair["of"][-1] for pair in comparison if pair["ask"] in RECOMMENDED}
    return sorted(routes, key=lambda one: _rank(one, stronger))


def _rank(one: Route, stronger: set[str]) -> tuple[int, bool, bool, date, bool, bool, bool, int]:
    return (
        ORDER.index("ready" if one.ready else one.status),
        bool(one.refused),
        one.plan_first,
        _day_ahead(one),
        bool(not_yet(one.told)),
        one.told["basis"] in AFTER_ANOTHER_CARD,
        one.key not in stronger,
        FIRST.index(one.key),
    )


def _day_ahead(one: Route) -> date:
    """The day that a card waits for; of one that is closed, the day that a planned stay would bring. Cards of another
    status are not put in the order of their days: those are behind, or not certain."""
    if one.status == "later":
        return day_of(one.told) or date.max
    if one.status == "closed":
        return _planned_day(one) or date.max
    return date.min


def day_of(one: answer_types.Route) -> date | None:
    """The day from which a route can be asked for, at the latest where it is one of several; None where none is
    known."""
    day = one["between"][1] if one.get("between") else one["earliest"] or one["within_limits"]
    return date.fromisoformat(day) if day else None


def _planned_day(one: Route) -> date | None:
    plan = one.told.get("planned") if one.planned else None
    day = plan and {"open": plan["on"]}.get(plan["status"], plan["earliest"])
    return date.fromisoformat(day) if day else None
