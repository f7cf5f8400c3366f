"""How the facts are asked: in which groups their options stand, and on which pages an entry of a list is typed.

Only the order on the page is decided here. Which fact is asked, and whether it is asked at all, is decided by
``belgian_residence.next_question``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belgian_residence.told.facts import (
    ABSENCE_BOUNDS,
    ABSENCES,
    BY_NAME,
    CARDS,
    EU_EEA_SWISS,
    NATIONALITY_ALIASES,
    NATIONALITY_GROUPS,
    Fact,
    Kind,
)

NATIONALITIES = ("EU", "GB", "non-EU", "stateless", "BE")
"""The choices for the nationality: no country is asked where the group is enough."""

GROUND_GROUPS = {
    "work": (
        "single_permit",
        "self_employed",
        "blue_card",
        "researcher",
        "intra_corporate_transferee",
        "posted_worker",
        "seasonal_worker",
    ),
    "study": ("student", "search_year", "vocational_training", "au_pair"),
    "family": ("family_of_eu_or_belgian", "family_of_unlimited_stay", "family_of_limited_stay"),
    "protection": (
        "asylum_procedure",
        "refugee",
        "subsidiary_protection",
        "temporary_protection",
        "unaccompanied_minor",
        "stateless",
        "trafficking_victim",
    ),
    "regularised": ("humanitarian_9bis", "medical_9ter"),
    "eu": ("eu_citizen", "withdrawal_agreement"),
    "unlimited": ("unlimited_stay", "settlement", "long_term_resident"),
    "other": (
        "long_term_resident_other_state",
        "arrival_declaration",
        "short_stay",
        "special_card_convention",
        "special_card_other",
        "other_limited_stay",
        "no_right",
    ),
}

OLD_CARDS = frozenset({"C", "D", "E", "E+"})
PAPERS = frozenset({"annex_8", "annex_8bis", "annex_15", "annex_56", "orange_card"})
OTHER_CARDS = ("special_card", "none")
CARD_GROUPS = ("now", "old", "paper", "other")
"""How cards are put together where one is chosen: those of now, older kinds, papers, something else."""

ENTRY_PAGES = {
    "stays": ("ground", "when"),
    "absences": ("when", "reason"),
    "free_movement_gaps": ("when",),
    "prison": ("when",),
    "register_gaps": ("when", "presence_proven"),
    "applications": ("route", "filed", "decision", "notified"),
}
"""The pages on which one entry of a list is typed. Other fields are asked afterwards, only where they matter."""

TRIPS = "trips"
"""The screen with all trips, a row each."""

STAY_PAGES = ("unknown", "why", "since")
"""Other pages of a stay: what to do when its ground is not known; and the two on which somebody who holds a card tells
it (see ``chain``). Every entry also has a page to remove it."""

MAY_RUN = frozenset({"stays", "absences"})
"""Lists whose entries need not have a last day."""

MAY_BEGIN_UNKNOWN = frozenset(
    name for name in ENTRY_PAGES for field in BY_NAME[name].kind.fields if field.name == "from" and field.may_be_unknown
)
"""Lists whose entries need not have a first day."""

SECTIONS = {
    "you": ("nationality", "card", "card_expiry", "card_issued", "birth_date", "withdrawal_agreement"),
    "stay": (
        "stays",
        *ABSENCES,
        "annex_19",
        "annex_19ter",
        "annex_15",
        "special_card_before",
        "unlimited_stay_since",
        "interruptions",
        "free_movement_gaps",
        "prison",
        "register_gaps",
        "removal_enforced",
        "long_term_resident_elsewhere",
        "other_state_purpose",
    ),
    "protection": (
        "asylum_application",
        "permit_granted",
        "protection_ended",
        "medical_application",
        "protection_request_pending",
    ),
    "family": (
        "joint_household",
        "household_ended",
        "retention_grounds",
        "means_since_household_ended",
        "belgian_partner",
        "sponsor_belgian",
        "sponsor_early_permanent",
    ),
    "work": (
        "income",
        "supporter_income",
        "benefit_income",
        "dependants",
        "health_insurance",
        "eu_activity",
        "early_ground",
        "stopped_working",
    ),
    "other": (
        "identity_established",
        "passport_impossible",
        "public_order",
        "public_health",
        "removal_decision",
        "suspensive_appeal_pending",
    ),
    "nationality": (
        "born_in_belgium",
        "in_belgium_since_birth",
        "language_a2",
        "integration_proof",
        "economic_participation",
        "work_with_training",
        "spouse_of_belgian_since",
        "parent_of_belgian_minor",
        "disability_or_pension",
        "community_participation",
    ),
    "requests": ("applications",),
}
"""The parts of the check-your-answers page."""


def entry_pages(list_name: str, entry: Mapping[str, object]) -> tuple[str, ...]:
    """The pages of one entry, as far as it is known: without a decision there is no day on which it came."""
    pages = ENTRY_PAGES[list_name]
    if list_name == "applications" and entry.get("decision", "") in ("pending", None):
        return pages[:-1]
    return pages


@dataclass(frozen=True)
class Place:
    """Where an answer belongs: a fact, or a field (or page) of one entry of a list."""

    fact: str
    index: int | None = None
    page: str | None = None

    @property
    def screen(self) -> str:
        """The name of its screen, as it stands in the address of the page."""
        if self.fact in ABSENCE_BOUNDS:
            return Place("absences").screen
        if self.fact == "absences" and self.index is not None and self.page in ENTRY_PAGES["absences"]:
            return TRIPS
        parts = [self.fact] if self.index is None else [self.fact, str(self.index), str(self.page)]
        return "/".join(["question", *parts])

    @property
    def words(self) -> str:
        """The last part of its keys in the catalogue."""
        return self.fact if self.index is None else f"{self.fact}.{self.page}"

    @property
    def kind(self) -> Kind:
        """What the answer may be. Raises KeyError for a page that is not a fact."""
        return self.kind_of_fact if self.index is None else _fields(self.kind_of_fact)[str(self.page)].kind

    @property
    def kind_of_fact(self) -> Kind:
        """What the whole fact may be, also where only a field of an entry is meant."""
        return BY_NAME[self.fact].kind


def _fields(kind: Kind) -> dict[str, Fact]:
    return {field.name: field for field in kind.fields}


def place_of_path(path: str) -> Place:
    """The place of a path of the rules: ``card`` or ``stays[0].from``."""
    found = re.fullmatch(r"(\w+)(?:\[(\d+)\](?:\.(\w+))?)?", path)
    if found is None:
        raise ValueError(path)
    index = None if found[2] is None else int(found[2])
    return Place(found[1], index, found[3])


def screen_of_path(path: str) -> str:
    """The screen on which a path of the rules is asked. The days of an entry are asked together."""
    place = place_of_path(path)
    if place.index is not None and place.page in ("from", "to"):
        place = Place(place.fact, place.index, "when")
    return place.screen


def place_of_screen(screen: str) -> Place | None:
    """The place of a screen; None for a screen that is no question."""
    parts = screen.split("/")
    if parts[0] != "question" or len(parts) not in (2, 4) or parts[1] not in BY_NAME:
        return None
    if len(parts) == 2:
        return Place(parts[1])
    kind = BY_NAME[parts[1]].kind
    own = STAY_PAGES if parts[1] == "stays" else ()
    known = {*_fields(kind), *ENTRY_PAGES.get(parts[1], ()), *own, "remove"}
    if kind.name != "list" or not parts[2].isdecimal() or parts[3] not in known:
        return None
    return Place(parts[1], int(parts[2]), parts[3])


def place_of_question(screen: str) -> Place:
    """The place of a screen that is known to be a question."""
    place = place_of_screen(screen)
    assert place is not None, screen
    return place


def option_groups(place: Place) -> list[tuple[str, tuple[str, ...]]]:
    """The options of a choice, in groups with a key each; one group without a name where there are few."""
    if place.fact == "card" or place.page == "card":
        return card_groups(CARDS)
    return [("", options(place))]


def card_groups(cards: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Cards in groups with a key each, in the order in which they are given; no group is empty."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(CARD_GROUPS, ())
    for card in cards:
        group = "old" if card in OLD_CARDS else "paper" if card in PAPERS else "now"
        found["other" if card in OTHER_CARDS else group] += (card,)
    return [(group, names) for group, names in found.items() if names]


def options(place: Place) -> tuple[str, ...]:
    """The options of a question, "I don't know" not among them."""
    kind = place.kind
    if kind.name == "yes_no":
        return ("yes", "no")
    if kind.name == "nationality":
        return NATIONALITIES
    return kind.options


def nationality_choice(value: object) -> str | None:
    """Which of NATIONALITIES covers a nationality of a case file (a code, a group, or a list of them)."""
    return next(iter(nationality_choices(value)), None)


def nationality_choices(value: object) -> list[str]:
    """All of NATIONALITIES that a nationality of a case file falls under; none where it is not known."""
    codes = [str(code) for code in value] if isinstance(value, list) else [str(value)]
    found = {_nationality_choice(NATIONALITY_ALIASES.get(code, code)) for code in codes if value is not None}
    return [choice for choice in NATIONALITIES if choice in found]


def _nationality_choice(code: str) -> str:
    if code in NATIONALITIES or code in NATIONALITY_GROUPS:
        return code
    return "EU" if code in EU_EEA_SWISS else "non-EU"
