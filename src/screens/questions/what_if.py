"""A life that could be: what was told, with one thing changed. Facts stay as they are; the rules look at a copy.

A what-if is a small dict: ``kind`` and its details. "trip": ``from`` and ``to``. "stay": ``ground`` and ``from``, the
day on which a new permit begins. "separation": ``from``. "income": ``income`` (euro a month). Its days are exact or
rough, like those of a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from belgian_residence.engine.dates import DAY
from belgian_residence.told.case import days_of
from belgian_residence.told.facts import ABSENCE_BOUNDS, CARDS_UNDER_EU_RULES, PROTECTION_GROUNDS
from belgian_residence.told.values import Days
from screens.questions.places import nationality_choice

Case = dict[str, Any]
WhatIf = Mapping[str, Any]

KINDS = ("trip", "stay", "separation", "income")
CARD_OF = {
    "single_permit": "A",
    "self_employed": "A",
    "student": "A",
    "blue_card": "H",
    "family_of_unlimited_stay": "A",
    "family_of_eu_or_belgian": "F",
    "refugee": "A",
    "subsidiary_protection": "A",
}
"""The stays that can be tried, each with the card that it brings."""
OF_THE_PERSON = (
    *("nationality", "birth_date", "income", "supporter_income", "benefit_income", "dependants", "health_insurance"),
    *("public_order", "public_health", "identity_established", "passport_impossible"),
)
"""What stays true of a person with a new stay."""
EU_CITIZEN, EU_CARD = "eu_citizen", "EU"
"""Who registers again as an EU citizen: it is tried where no card is possible, and needs no permit to choose."""
OF_THE_CARD_BEFORE = ("card_expiry", "card_issued", "applications")
"""What was told of a card that is not held any more."""
OPENERS = (
    *(EU_CITIZEN, "single_permit", "blue_card", "family_of_eu_or_belgian", "family_of_unlimited_stay"),
    *("refugee", "student"),
)
"""The changes that are tried where no card is possible: each is a stay that the law knows."""
ASYLUM_PROCEDURE = "asylum_procedure"
"""The stay of who has asked for asylum, and waits for the decision."""
FAMILY = ("family_of_eu_or_belgian", "family_of_unlimited_stay")
OF_AN_END = ("retention_grounds", "means_since_household_ended")
"""What was told of the end of a life together."""
CAN_SEPARATE = "family_of_unlimited_stay"
"""A stay that can be ended with the family life it rests on, on a card that says nothing of it (B-FAM-2)."""
LONGEST_TRIED = 24
"""Months: longer trips are not looked for."""


def kinds_for(case: Case) -> tuple[str, ...]:
    """The kinds of what-if that can matter for a person: a separation only where a stay rests on a family and
    the household has not ended yet; another income not for citizens of the EU, of whom no card asks for one."""
    under_eu_rules = case.get("card") in ("F", "M", "orange_card", "none")
    of_family = any(not stay.get("to") and stay.get("ground") == CAN_SEPARATE for stay in case.get("stays") or ())
    left_out = set()
    has_ended = case.get("joint_household") is False or case.get("household_ended") not in (None, "none")
    if not (under_eu_rules or of_family) or has_ended:
        left_out.add("separation")
    if nationality_choice(case.get("nationality")) == "EU":
        left_out.add("income")
    return tuple(kind for kind in KINDS if kind not in left_out)


def applied(case: Case, change: WhatIf, on: date) -> tuple[Case, date]:
    """The case as it would be, and the day on which to look at it: once it has happened. Before that a trip is only
    planned, and takes nothing from who asks for a card at once."""
    then, kind = deepcopy(case), change["kind"]
    if kind == "trip":
        if then.get("absences") is None and not any(fact in then for fact in ABSENCE_BOUNDS):
            then["absences_each_under"] = None  # this trip does not say that there were no others
        then["absences"] = [*(then.get("absences") or []), {"from": change["from"], "to": change["to"]}]
        return then, max(on, _days(change["to"]).latest)
    if kind == "income":
        then["income"] = change["income"]
        return then, on
    begun = max(on, _days(change["from"]).latest)
    if kind == "separation":
        then |= {"joint_household": False, "household_ended": change["from"]}
        return then, begun
    return _with_stay(then, change["ground"], change["from"]), begun


def all_applied(case: Case, changes: list[dict[str, Any]], on: date) -> tuple[Case, date]:
    """The case with every what-if, in the order in which they were made."""
    for change in changes:
        case, on = applied(case, change, on)
    return case, on


def _days(value: Any) -> Days:
    """The days between which a day of a what-if lies."""
    found = days_of(value)
    assert found is not None, value
    return found


def _with_stay(case: Case, ground: str, first: str | dict[str, str]) -> Case:
    """A new stay from a day on: the one that runs lasts until then, and the new card is held."""
    start = _days(first)
    asks_for_asylum = any(
        one.get("ground") == ASYLUM_PROCEDURE and not one.get("to") for one in case.get("stays") or ()
    )
    last = (start.earliest - DAY).isoformat()
    stays = [{**stay, "to": last} if not stay.get("to") else stay for stay in case.get("stays") or []]
    # Of a rough day the first one ends the stay before: the rules let it last until the new one (see ``told.seams``).
    no_break = {"before": "no_break"} if start.earliest < start.latest and stays else {}
    case["stays"] = [*stays, {"from": first, "ground": ground, "first_card_issued": first, **no_break}]
    case["card"] = EU_CARD if ground == EU_CITIZEN else CARD_OF[ground]
    for fact in OF_THE_CARD_BEFORE:
        case.pop(fact, None)
    if ground == EU_CITIZEN:
        case["annex_19"] = first
    if ground in FAMILY:  # a new life together, whatever became of one before
        case |= {"joint_household": True, "household_ended": "none"}
        for fact in OF_AN_END:
            case.pop(fact, None)
    if ground == "family_of_eu_or_belgian":
        case |= {"annex_19ter": first, "annex_15": "none"}
    if ground in PROTECTION_GROUNDS:
        # The years count from the request that led to it (B-REF-1, B-SP-1): the one that is under way, where one is.
        asked = case.get("asylum_application") if asks_for_asylum else None
        case |= {"asylum_application": first if asked in (None, "none") else asked, "permit_granted": first}
        case["protection_request_pending"] = False
    if case["card"] not in CARDS_UNDER_EU_RULES:
        case.setdefault("unlimited_stay_since", "none")
    return case


def afresh(case: Case) -> Case:
    """Who a person is, without the life until now: what a new stay begins from where the one before has ended."""
    return {fact: case[fact] for fact in OF_THE_PERSON if fact in case} | {"absences": [], "interruptions": []}
