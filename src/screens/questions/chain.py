"""The stays of a person with a card, asked as an adviser asks: the stay of today, then what came before it, and so on,
until an earlier stay can change nothing any more.

Each stay has two pages: ``why`` (which one it is) and ``since`` (from when, and how the next one followed it). The list
of the case runs from the newest to the oldest while it is told like this.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import belgian_residence as rules
from belgian_residence.engine.dates import DAY
from belgian_residence.told.case import days_of
from belgian_residence.told.facts import NO_RIGHT
from belgian_residence.told.grounds import grounds_of
from screens.questions.places import GROUND_GROUPS, Place
from screens.remembered.state import ENOUGH, OPEN, State

LIST = "stays"
WHY, SINCE = "why", "since"

ASKED_FOR_ASYLUM = "asylum_application"
DATED_FROM_A_REQUEST = {
    "refugee": ASKED_FOR_ASYLUM,
    "subsidiary_protection": ASKED_FOR_ASYLUM,
    "medical_9ter": "medical_application",
}
"""Grounds on which the years run from a request, which is asked on the page of the stay (B-REF-1, B-SP-1, B-9TER-1)."""
FAMILY = "family_of_eu_or_belgian"
"""Its first day is the day of the Annex 19ter (FAM-5Y-2)."""
FROM_FIRST_CARD = (
    *("single_permit", "self_employed", "blue_card", "researcher", "student", "search_year", "vocational_training"),
    *("family_of_unlimited_stay", "family_of_limited_stay", "humanitarian_9bis", "unaccompanied_minor", "stateless"),
    *("trafficking_victim", "long_term_resident_other_state", "other_limited_stay", FAMILY),
)
"""Grounds on which the day of the first card gives a date (B-GEN-1, L-5Y-8): it is asked beside the first day."""
ASYLUM = "asylum_procedure"

# --- which page comes next ------------------------------------------------------------------------------------------


def begins(case: dict[str, Any]) -> str | None:
    """The first page for somebody who holds a card that says something of the stay; None: the list is asked for."""
    grounds = grounds_of(case.get("card"))
    if not grounds:
        return None
    return Place(LIST, 0, SINCE if len(grounds) == 1 else WHY).screen


def continues(state: State, known: dict[str, Any], on: date, routes: tuple[str, ...] | None) -> str | None:
    """The page that asks for the stay before those that are told; None where there is enough."""
    sheet = state.sheet
    if sheet.stays_before != OPEN or not known.get(LIST):
        return None
    if rules.earlier_stay_can_matter(known, on, routes):
        return Place(LIST, len(known[LIST]), WHY).screen
    sheet.stays_before = ENOUGH
    return None


def reconsider(state: State) -> None:
    """Something was told on which it depends whether an earlier stay matters."""
    if state.sheet.stays_before == ENOUGH:
        state.sheet.stays_before = OPEN


def nothing_before(state: State, place: Place) -> None:
    """No stay came before the one with the number before this: the list is complete."""
    state.sheet.stays_before = None
    *newer, oldest = state.case[LIST][: place.index]
    alone = {name: value for name, value in oldest.items() if name not in ("before", "before_paper")}
    state.case[LIST] = [*newer, alone]


def take_in(state: State, place: Place, stays: list[dict[str, Any]], facts: dict[str, Any]) -> None:
    """The stays and the facts that one page told; what came before the oldest one is asked next."""
    if len(stays) > len(state.case.get(LIST) or ()):
        state.sheet.stays_before = OPEN
    state.case[LIST] = stays
    state.case.update(facts)
    state.entries.pop(f"{LIST}/{place.index}", None)
    reconsider(state)


# --- what stands on the two pages -----------------------------------------------------------------------------------


def ground_of(state: State, place: Place) -> str | None:
    """The ground of the stay whose pages these are: chosen, told, or the only one that the card can have."""
    filled = state.entries.get(f"{LIST}/{place.index}", {})
    told = state.case.get(LIST) or []
    if "ground" in filled:
        return str(filled["ground"])
    if place.index is not None and place.index < len(told):
        return str(told[place.index]["ground"])
    only = grounds_of(state.case.get("card"))
    return only[0] if place.index == 0 and len(only) == 1 else None


def grounds_first(state: State, place: Place) -> tuple[str, ...]:
    """The grounds that stand first on the page: of the stay of today those of the card, of an earlier one none."""
    return grounds_of(state.case.get("card")) if place.index == 0 else ()


def grouped(grounds: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Some grounds in their groups, without the groups of which none is among them."""
    found = [(group, tuple(one for one in every if one in grounds)) for group, every in GROUND_GROUPS.items()]
    return [(group, names) for group, names in found if names]


def first_card_asked(place: Place, ground: str) -> bool:
    """Is the day of the first card asked beside the first day of the stay?"""
    return place.index == 0 and ground in FROM_FIRST_CARD


def seam_asked(state: State, place: Place, ground: str) -> bool:
    """Is it asked how the next stay followed this one? A time without a right is a break, on both its sides."""
    return bool(place.index) and NO_RIGHT not in (ground, next_stay(state, place)["ground"])


def leads_to_protection(state: State, place: Place, ground: str) -> bool:
    """Is it the asylum procedure from which the protection of the next stay came?"""
    if ground != ASYLUM or not place.index:
        return False
    return DATED_FROM_A_REQUEST.get(next_stay(state, place)["ground"]) == ASKED_FOR_ASYLUM


def next_stay(state: State, place: Place) -> dict[str, Any]:
    """The stay that followed an earlier one."""
    return dict(state.case[LIST][int(place.index or 0) - 1])


def card_has_ended(case: dict[str, Any], on: date) -> bool:
    """Is the last day of the card certainly past?"""
    last = days_of(case.get("card_expiry"))
    return last is not None and last.latest < on


def tied(stays: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stays, in which one that lasted until the next ends on the day before it, wherever that is now. Of a rough
    day the first one is taken: the rules let the stay last until the next begins (see ``told.seams``)."""
    found = [dict(stay) for stay in stays]
    for newer, older in pairwise(found):
        then, began = days_of(newer.get("from")), days_of(older.get("from"))
        if then and (lasted_until(newer) or NO_RIGHT in (newer["ground"], older["ground"])):
            last = then.earliest - DAY
            older["to"] = (max(last, began.latest) if began else last).isoformat()
    return found


def lasted_until(newer: dict[str, Any]) -> bool:
    """Did the stay before last until this one began?"""
    return newer.get("before") == "no_break" or newer.get("before_paper") == "annex_15"
