"""What a request costs: the State's contribution, the town's charges, the card, a fine, the court.

Each cost names its provisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from belgian_residence.dossier.figures import confidence, figure
from belgian_residence.routes.outcome import Outcome

When = Literal["request", "card", "late", "refused"]
"""request: to ask. card: to get the card. late: only when asked too late. refused: only to go to the court."""


@dataclass(frozen=True)
class Cost:
    """One cost. ``amounts``: none where the base gives no figure, one, or the lowest and the highest that were seen."""

    id: str
    when: When
    law: tuple[str, ...]
    amounts: tuple[str, ...] = ()
    only_if: str | None = None
    unless: str | None = None


def _federal(amount: str, *law: str) -> Cost:
    return Cost("federal-contribution", "request", law, (amount,))


NO_FEDERAL_SEEN = Cost("federal-contribution-not-seen", "request", ("CARD-FEE-4", "O-10"))
"""M+: the closed list was read and does not name it, but no source says so of this card."""
FORM = ("price.form.lowest_seen", "price.form.highest_seen")
CARD = (
    Cost(
        "card", "card", ("FEE-4", "CARD-FEE-1"), ("price.card.lowest_seen", "price.card.highest_seen"), unless="child"
    ),
    Cost(
        "card-child",
        "card",
        ("FEE-4", "CARD-FEE-3"),
        ("price.card.child.lowest_seen", "price.card.child.highest_seen"),
        only_if="child",
    ),
    Cost(
        "card-urgent",
        "card",
        ("FEE-4", "CARD-FEE-2"),
        ("price.card.urgent.lowest_seen", "price.card.urgent.highest_seen"),
        unless="child",
    ),
)
COURT = Cost("court-fee", "refused", ("APP-4", "NEW-11"), ("appeal.fee",))
"""Known until the decree of 2025 changed it; of the days since then only what it was is shown."""

COSTS: dict[str, tuple[Cost, ...]] = {
    "B": (_federal("fee.B", "FEE-2", "B-FEE-1"), *CARD, COURT),
    "K": (_federal("fee.K", "FEE-2"), Cost("form", "request", ("FEE-3",), FORM), *CARD, COURT),
    "L": (_federal("fee.L", "FEE-2"), Cost("form", "request", ("FEE-3",), FORM), *CARD, COURT),
    "EU+": (_federal("fee.EU+", "CARD-FEE-4", "FEE-2"), Cost("form", "request", ("EUP-FEE-1",), FORM), *CARD, COURT),
    "F+": (
        _federal("fee.F+", "CARD-FEE-4", "FEE-2"),
        Cost("form", "request", ("EUP-FEE-1",), FORM),
        *CARD,
        Cost("late-fine", "late", ("FAM-APP-2", "CARD-FINE-2"), ("fine.late_F+_application",)),
        COURT,
    ),
    "M+": (
        NO_FEDERAL_SEEN,
        *CARD,
        Cost("first-card-in-exchange", "card", ("BRX-PR-5",), ("price.card.M_exchange",)),
        COURT,
    ),
    "nationality": (
        Cost("nationality-duty", "request", ("NAT-FEE-2", "NAT-FEE-1", "NAT-FEE-3", "FEE-5"), ("nat.duty",)),
        Cost(
            "nationality-file",
            "request",
            ("NAT-FEE-5",),
            ("price.nationality.lowest_seen", "price.nationality.highest_seen"),
        ),
    ),
}


def costs(
    route: str, outcome: Outcome, shown: frozenset[str], on: date, today: date | None = None
) -> list[dict[str, Any]]:
    """The costs of a route on a day, each with its figures and their period; none for a closed route."""
    if outcome.status == "closed":
        return []
    return [
        {
            "id": cost.id,
            "when": cost.when,
            "amounts": [figure(name, on, today) for name in cost.amounts],
            "provisions": list(cost.law),
            "confidence": confidence(cost.law, on),
        }
        for cost in COSTS.get(route, ())
        if (cost.only_if is None or cost.only_if in shown) and (cost.unless is None or cost.unless not in shown)
    ]


def ids() -> list[str]:
    """The ids of all costs."""
    return sorted({cost.id for costs in COSTS.values() for cost in costs})
