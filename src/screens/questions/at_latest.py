"""The day of a card at the latest, where what is still open could only make it sooner.

An early ground, and years on a special card, bring the day forward and never back. So the day is the one that the rules
give to somebody who has neither, if the card is certain then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import belgian_residence as rules
from belgian_residence import CaseError
from belgian_residence.told.facts import OF_EARLY_GROUNDS

if TYPE_CHECKING:
    from belgian_residence import answer_types

SPECIAL_CARD = "special_card_before"
NOTHING_SOONER: dict[str, str | bool] = {
    "early_ground": "none",
    SPECIAL_CARD: False,
    "belgian_partner": False,
    "sponsor_belgian": False,
    "sponsor_early_permanent": False,
}
"""The answers of somebody for whom nothing makes the day sooner."""


def at_latest(case: Mapping[str, Any], key: str, one: answer_types.SoFar | answer_types.Route, on: date) -> date | None:
    """The latest first day for a card that is not certain; None where none can be named. ``one``: what the rules say of
    the card so far."""
    open_facts = set(one["missing"])
    if one["status"] != "unsettled" or not one["earliest"] or not open_facts or open_facts - _sooner(case):
        return None
    answered = {fact: NOTHING_SOONER[fact] for fact in (*open_facts, "early_ground") if fact in NOTHING_SOONER}
    if case.get(SPECIAL_CARD):
        answered[SPECIAL_CARD] = False
    try:
        then = rules.interview({**case, **answered}, on, (key,))["so_far"][key]
    except CaseError:  # another answer says that there was one
        return None
    if then["status"] != "later" or not then["earliest"] or then["between"]:
        return None  # not certain
    return date.fromisoformat(then["earliest"])


def _sooner(case: Mapping[str, Any]) -> frozenset[str]:
    """The facts that can only make a day sooner. Where a special card was held, its stays are among them."""
    of_special_card = {SPECIAL_CARD, "stays"} if case.get(SPECIAL_CARD) else {SPECIAL_CARD}
    return OF_EARLY_GROUNDS | of_special_card
