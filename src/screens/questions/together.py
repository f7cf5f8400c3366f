"""Facts that a person is asked in one breath: they stand on one page, each with its own "I don't know".

Which of them are asked is not decided here, but by the rules. A page that has been answered comes again only to be
changed: what its answers open is asked alone, under an address of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from screens.questions.places import Place, place_of_screen, screen_of_path

TOGETHER = {
    "papers": ("annex_19", "annex_19ter", "annex_15"),
    "protection": ("asylum_application", "permit_granted", "protection_ended", "medical_application"),
    "identity": ("identity_established", "passport_impossible"),
    "working_life": ("early_ground", "stopped_working", "eu_activity", "belgian_partner"),
    "money": ("income", "supporter_income", "benefit_income", "dependants", "health_insurance"),
    "trouble": (
        "public_order",
        "public_health",
        "removal_decision",
        "suspensive_appeal_pending",
        "protection_request_pending",
        "interruptions",
    ),
    "origin": ("birth_date", "born_in_belgium"),
    "belgian_family": ("spouse_of_belgian_since", "parent_of_belgian_minor"),
    "language": ("language_a2", "integration_proof"),
    "work": ("economic_participation", "work_with_training"),
    "belonging": ("disability_or_pension", "community_participation"),
}
"""The pages, by the name in their words. A fact stands on one of them at most."""

ASKED_WITH = {"income": ("dependants",), "supporter_income": ("benefit_income",)}
"""What is asked in the same breath as a fact, before the rules wait for it: no amount matters without the number of
people who live on it, and who has too little of an own income is asked once what else there is."""
JOINED = ("family_of_unlimited_stay", "family_of_limited_stay")
"""Grounds of a stay that rests on somebody else, who often earns the money: it is asked in the same breath."""
OF_JOINED = {"income": ("supporter_income",)}
LIMITED = ("A", "H", "F")
"""Cards beside which a request for protection can still run: it is asked in the same breath as what else can stand in
the way of L, though the rules wait for it only where something told shows one (L-EXC-1)."""
OF_LIMITED = {"public_order": ("protection_request_pending",)}

_PAGE_OF = {fact: name for name, facts in TOGETHER.items() for fact in facts}


def page_of(fact: str) -> str | None:
    """The page on which a fact stands with others; None for a fact with a page of its own."""
    return _PAGE_OF.get(fact)


def screen_of(place: Place) -> str:
    """The screen of a place; all facts of one page have the same."""
    name = _PAGE_OF.get(place.fact)
    return place.screen if name is None else Place(TOGETHER[name][0]).screen


def same_screen(screen: str) -> str:
    """The one name of a screen that can be named by several of its facts."""
    place = place_of_screen(screen)
    return screen if place is None else screen_of(place)


def shown(name: str, asked: Iterable[str], case: Mapping[str, Any], at: str) -> tuple[str, ...]:
    """The facts of a page that are shown to who comes for one of them, in the order of the page: those ``asked`` for
    that have no answer yet; where there are answers already, only to who comes for a new one, and else the answers."""
    asked = set(asked)
    also = [ASKED_WITH]
    also += [OF_JOINED] if _rests_on_somebody(case) else []
    also += [OF_LIMITED] if case.get("card") in LIMITED else []
    wanted = asked.union(*(facts for one in also for fact, facts in one.items() if fact in asked))
    told = tuple(fact for fact in TOGETHER[name] if fact in case)
    new = tuple(fact for fact in TOGETHER[name] if fact in wanted and fact not in case)
    return new if at in new or not told else told


def address(name: str, facts: Iterable[str], case: Mapping[str, Any]) -> str:
    """The screen that shows some facts of a page: that of its first fact, but where others have an answer already and
    these have none, that of the first of these."""
    facts = tuple(facts)
    is_new = not any(fact in case for fact in facts) and any(fact in case for fact in TOGETHER[name])
    return Place(facts[0] if facts and is_new else TOGETHER[name][0]).screen


def next_of(place: Place, asked: Iterable[str], case: Mapping[str, Any]) -> str:
    """The screen on which a fact that has no answer is asked next."""
    name = _PAGE_OF.get(place.fact)
    return screen_of(place) if name is None else address(name, shown(name, asked, case, place.fact), case)


def _rests_on_somebody(case: Mapping[str, Any]) -> bool:
    return any(not stay.get("to") and stay.get("ground") in JOINED for stay in case.get("stays") or ())


def screens_of(paths: Iterable[str]) -> list[str]:
    """The screens on which paths of the rules are asked, each once, in the same order."""
    return list(dict.fromkeys(same_screen(screen_of_path(path)) for path in paths))
