"""Every route in its order, those that are decided in their own way, and what they need before them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import all_of
from belgian_residence.routes import stay_kept
from belgian_residence.routes.b import B
from belgian_residence.routes.eu import years as eu_years
from belgian_residence.routes.eu.eu_plus import EU_PLUS, decide_with_old_rule
from belgian_residence.routes.eu.f_plus import F_PLUS
from belgian_residence.routes.eu.m_plus import BESIDE_THE_STATUS
from belgian_residence.routes.eu.m_plus import M_PLUS as M_PLUS_BY_THE_YEARS
from belgian_residence.routes.k import K, decide_after_b
from belgian_residence.routes.l import absences as l_absences
from belgian_residence.routes.l.l import L
from belgian_residence.routes.nationality import years as declared_years
from belgian_residence.routes.nationality.declaration import decide_declaration
from belgian_residence.routes.nationality.grounds import NATIONALITY, away_since_birth
from belgian_residence.routes.outcome import Outcome, decide

M_PLUS = replace(M_PLUS_BY_THE_YEARS, unbroken=all_of(stay_kept.AGREEMENT_STATUS, *BESIDE_THE_STATUS))
"""With what absences did to the status itself, which is asked of the same function as the keeping of the card."""

CARD_ROUTES = (B, K, L, EU_PLUS, F_PLUS, M_PLUS)
"""The routes to a card."""
ROUTES = (*CARD_ROUTES, NATIONALITY)
"""Every route, in the order in which they are shown and decided."""

DECIDED_IN_THEIR_OWN_WAY: dict[str, Callable[[Situation, Mapping[str, Outcome]], Outcome]] = {
    "K": lambda situation, before: decide_after_b(situation, before["B"]),  # reading 11
    "EU+": lambda situation, before: decide_with_old_rule(situation),  # EUP-5Y-8
    "nationality": lambda situation, before: decide_declaration(situation, before),
}
"""Routes that need more than ``outcome.decide``: from the situation and the outcomes of the routes before them."""

ALLOWED_AWAY: dict[str, tuple[Callable[[Situation], tuple[Allowed, ...] | None], ...]] = {
    **dict.fromkeys(("B", "K"), (stay_kept.allowed_away,)),
    "L": (stay_kept.allowed_away, l_absences.allowed_away),
    **dict.fromkeys(("EU+", "F+", "M+"), (lambda situation: eu_years.allowed_away(situation.on),)),
    "nationality": (stay_kept.allowed_away, declared_years.allowed_away, away_since_birth),
}
"""What each route lets a person be away; None for what is not asked of a person, or what only each absence can tell."""

NEEDED_BEFORE: dict[str, tuple[str, ...]] = {"K": ("B",), "nationality": ("B", "L")}
"""The routes whose outcomes they need, by key."""

BY_KEY = {route.key: route for route in ROUTES}


class Outcomes(dict[str, Outcome]):
    """The outcomes of the routes for one situation, by key, each worked out when it is asked for."""

    def __init__(self, situation: Situation) -> None:
        super().__init__()
        self.situation = situation

    def __missing__(self, key: str) -> Outcome:
        own_way = DECIDED_IN_THEIR_OWN_WAY.get(key)
        found = own_way(self.situation, self) if own_way else decide(BY_KEY[key], self.situation)
        return self.setdefault(key, found)


__all__ = [
    "ALLOWED_AWAY",
    "CARD_ROUTES",
    "DECIDED_IN_THEIR_OWN_WAY",
    "EU_PLUS",
    "F_PLUS",
    "M_PLUS",
    "NATIONALITY",
    "NEEDED_BEFORE",
    "ROUTES",
    "B",
    "K",
    "L",
    "Outcomes",
]
