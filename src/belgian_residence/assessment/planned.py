"""A planned change of status: what each route says once it has begun, on the same facts.

A planned stay changes nothing that holds on the date asked about. Here the same case is decided on the first day of the
next planned stay, with the card that it brings, and what differs is told beside the answer, as resting on that plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.answers import Answers
from belgian_residence.told.facts import CARDS_UNDER_EU_RULES, EU_EEA_SWISS, LIMITED_STAY_CARDS
from belgian_residence.told.faults import CaseError

if TYPE_CHECKING:
    from belgian_residence import answer_types

Decided = Callable[[date], Mapping[str, Outcome]]
"""The same facts on another day: the outcome of every route, by its key."""

CARD_OF = {
    "blue_card": "H",
    "intra_corporate_transferee": "I",
    "family_of_eu_or_belgian": "F",
    "eu_citizen": "EU",
    "asylum_procedure": "orange_card",
    **dict.fromkeys(("special_card_convention", "special_card_other"), "special_card"),
    **dict.fromkeys(("arrival_declaration", "short_stay"), "none"),
    **dict.fromkeys(
        (
            *("single_permit", "posted_worker", "self_employed", "researcher", "seasonal_worker"),
            *("student", "vocational_training", "search_year", "au_pair"),
            *("family_of_unlimited_stay", "family_of_limited_stay", "refugee", "subsidiary_protection"),
            *("temporary_protection", "humanitarian_9bis", "medical_9ter", "unaccompanied_minor", "stateless"),
            *("trafficking_victim", "long_term_resident_other_state", "other_limited_stay"),
        ),
        "A",
    ),
}
"""The card that a planned stay brings, by its ground, as the law base lists the cards and who holds them."""
REPLACED = (
    LIMITED_STAY_CARDS | (CARDS_UNDER_EU_RULES - {"E+", "EU+", "annex_8bis"}) | {"annex_15", "special_card", "none"}
)
"""Cards that another one follows with another stay; one that stands for unlimited or permanent stay is kept."""
UNDER_EU_LAW = EU_EEA_SWISS | {"EU"}
"""Nationalities whose stay needs no permit, whatever they do here (EUP-SCOPE-1)."""
OF_THE_CARD = ("card_expiry", "card_issued")
"""What was told of the present card, which says nothing of the next one."""
REQUEST_OF = {"family_of_eu_or_belgian": "annex_19ter", "eu_citizen": "annex_19"}
"""The paper from whose day the years of a stay run (FAM-5Y-2, EUP-APP-2): at the latest the first day of the stay."""


def once_begun(case: Mapping[str, Any], answers: Answers) -> Mapping[str, Any]:
    """The case once the next planned stay has begun: with the card that it brings."""
    plan = next_planned(answers)
    if plan is None:
        return case
    index, _, ground = plan
    card = CARD_OF.get(ground)
    needs_no_permit = not UNDER_EU_LAW.isdisjoint(answers.values.get("nationality") or ())
    if card is None or (needs_no_permit and card != "EU") or case.get("card") not in REPLACED:
        return case
    then = {fact: told for fact, told in case.items() if fact not in OF_THE_CARD} | {"card": card}
    paper = REQUEST_OF.get(ground)
    if paper and then.get(paper) in (None, "none"):
        then[paper] = case["stays"][index]["from"]
    if card in LIMITED_STAY_CARDS:
        then.setdefault("unlimited_stay_since", "none")
    return then


def next_planned(answers: Answers) -> tuple[int, date, str] | None:
    """The next planned stay in Belgium: its place in the case, its first day (the latest it can be where it is rough)
    and its ground. None where none is told."""
    ahead = [
        (stay["from"].latest, index, stay["ground"])
        for index, stay in enumerate(answers.values.get("stays") or ())
        if stay["from"].earliest > answers.on and stay.get("country", "BE") == "BE"
    ]
    if not ahead:
        return None
    day, index, ground = min(ahead)
    return index, day, ground


def with_the_plan(answers: Answers, now: Mapping[str, Outcome], decided: Decided) -> dict[str, answer_types.Planned]:
    """For each route that the next planned stay changes: what it says on the first day of that stay, and the fact that
    this rests on. ``at_latest``: the day is the latest it can be, as the day of the card is not there yet. ``now``: the
    outcomes on the date asked about."""
    plan = next_planned(answers)
    if plan is None:
        return {}
    index, day, ground = plan
    try:
        then = decided(day)
    except CaseError:
        return {}  # what is told of today cannot hold on that day any more: "no unlimited stay", and it begins
    return {
        key: {
            "rests_on": f"stays[{index}].from",
            "on": day.isoformat(),
            "ground": ground,
            "status": "unsettled" if _may_stay_by_law(key, now[key], outcome, day) else outcome.status,
            "earliest": outcome.earliest.isoformat() if outcome.earliest else None,
            "at_latest": outcome.bounds is not None
            or (outcome.basis == "once_B_granted" and then["B"].bounds is not None),
            "basis": outcome.basis,
        }
        for key, outcome in then.items()
        if (outcome.status, outcome.earliest) != (now[key].status, now[key].earliest)
    }


def _may_stay_by_law(key: str, now: Outcome, then: Outcome, day: date) -> bool:
    """Would the plan close a permanent right that by then exists by law, or one under the Brexit agreement? No text
    that was read says that another permit takes it away (EUP-LOSS-1, BRX-PR-3: an absence does), so that is not
    certain."""
    ahead = now.status in ("open", "later") and now.earliest is not None and now.earliest <= day
    by_agreement = key == "M+" and now.status != "closed"
    return then.status == "closed" and (by_agreement or (now.basis == "by_law" and ahead))
