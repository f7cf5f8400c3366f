"""Facts that a person is asked in one breath: they stand on one page, each with its own "I don't know".

Which of them are shown is not decided here: those that the rules ask for now, and those that have an answer already.
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
    "money": ("income", "supporter_income", "dependants", "health_insurance"),
    "trouble": ("public_order", "public_health", "removal_decision", "suspensive_appeal_pending"),
    "origin": ("birth_date", "born_in_belgium"),
    "belgian_family": ("spouse_of_belgian_since", "parent_of_belgian_minor"),
    "language": ("language_a2", "integration_proof"),
    "work": ("economic_participation", "work_with_training"),
    "belonging": ("disability_or_pension", "community_participation"),
}
"""The pages, by the name in their words. A fact stands on one of them at most."""

ASKED_WITH = {"income": ("dependants",)}
"""What is asked in the same breath as a fact, before the rules wait for it: no amount matters without the number of
people who live on it."""

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


def shown(name: str, asked: Iterable[str], case: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts of a page that are shown, in its order: those ``asked`` for, and those in the case."""
    asked = set(asked)
    wanted = asked.union(case, *(facts for fact, facts in ASKED_WITH.items() if fact in asked))
    return tuple(fact for fact in TOGETHER[name] if fact in wanted)


def screens_of(paths: Iterable[str]) -> list[str]:
    """The screens on which paths of the rules are asked, each once, in the same order."""
    return list(dict.fromkeys(same_screen(screen_of_path(path)) for path in paths))
