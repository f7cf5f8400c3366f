"""Values of a case that cannot all be true: days out of order, entries that overlap, a card against a decision.

Each names the rule that it breaks (``contradictions.RULES``). What is only unusual is not refused: see ``oddities``.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from belgian_residence.engine.dates import add_years
from belgian_residence.told import facts as vocabulary
from belgian_residence.told.contradictions import broken
from belgian_residence.told.faults import Fault
from belgian_residence.told.order import after, before, order_faults, overlap_faults
from belgian_residence.told.values import Days, Values

SPECIAL_CARDS = ("special_card_convention", "special_card_other")
MAY_HOLD_EU_CARDS = vocabulary.EU_EEA_SWISS | {"EU", "GB", "non-EU"}


def contradictions(values: Values, on: date) -> list[Fault]:
    """Everything in the values that cannot be true together, with the most favourable choice of each rough date.

    ``on``: the date asked about; a planned stay lies after it.
    """
    return (
        order_faults(values)
        + overlap_faults(values)
        + _stays_against_decisions(values)
        + _card_against_decision(values)
        + _ground_against_decision(values, on)
        + _stays_against_the_stay_before(values)
        + _card_against_nationality(values)
        + _applications_against_themselves(values)
        + _interruptions_against_their_days(values)
        + _household_against_its_end(values)
        + _special_card_against_the_stays(values)
    )


def _stays_against_decisions(values: Values) -> list[Fault]:
    """Unlimited stay granted before the first stay; asylum asked after the protected stay began."""
    starts = {
        f"stays[{index}].from": (stay["from"], stay["ground"])
        for index, stay in enumerate(values.get("stays") or ())
        if stay.get("country", "BE") == "BE"
    }
    protected = {place: day for place, (day, ground) in starts.items() if ground in vocabulary.PROTECTION_GROUNDS}
    since, asked = values.get("unlimited_stay_since"), values.get("asylum_application")
    faults: list[Fault | None] = []
    if starts:
        place, (first, _) = min(starts.items(), key=lambda one: one[1][0].earliest)
        faults.append(before("unlimited-stay-after-arrival", "unlimited_stay_since", since, place, first))
    if protected:
        place, last = max(protected.items(), key=lambda one: one[1].latest)
        faults.append(after("protection-after-request", "asylum_application", asked, place, last))
    return [fault for fault in faults if fault]


def _card_against_decision(values: Values) -> list[Fault]:
    """A card for limited stay and a day on which unlimited stay was granted cannot both be true."""
    since, card = values.get("unlimited_stay_since"), values.get("card")
    if isinstance(since, Days) and card in vocabulary.LIMITED_STAY_CARDS:
        shown = f"{since.earliest}, while card {card} is for limited stay"
        accepted = '"none"; or card "B", also when the B card is still being made'
        return [broken("limited-card", "unlimited_stay_since", shown, accepted, other="card")]
    return []


def _ground_against_decision(values: Values, on: date) -> list[Fault]:
    """A stay that rests on unlimited stay and still runs, and "no decision that grants it"."""
    if values.get("unlimited_stay_since") != "none":
        return []
    accepted = "the day on which it was granted, or null for not known; or another ground of that stay"
    return [
        broken(
            "unlimited-stay-has-a-day",
            "unlimited_stay_since",
            f"none, while stays[{index}] is {values['stays'][index]['ground']}",
            accepted,
            other=f"stays[{index}]",
        )
        for index in _running_with_unlimited_stay(values, on)
    ]


def _running_with_unlimited_stay(values: Values, on: date) -> list[int]:
    """The places of the stays in Belgium that rest on unlimited stay, have begun and have no last day."""
    return [
        index
        for index, stay in enumerate(values.get("stays") or ())
        if stay["ground"] in vocabulary.UNLIMITED_STAY_GROUNDS
        and stay.get("to") is None
        and stay.get("country", "BE") == "BE"
        and stay["from"].earliest <= on
    ]


def _stays_against_the_stay_before(values: Values) -> list[Fault]:
    """A paper that covered a time of which the person says that nothing covered it, or that there was none; and a time
    without a right of which the stay after it says that it was none."""
    stays = list(enumerate(values.get("stays") or ()))
    faults = []
    for index, stay in stays:
        how, place = stay.get("before"), f"stays[{index}]"
        if stay.get("before_paper") and how not in (None, "papers"):
            shown = f"{stay['before_paper']}, while {place}.before is {how}"
            accepted = 'nothing; or "papers" in before'
            faults.append(
                broken("paper-covers-a-time", f"{place}.before_paper", shown, accepted, other=f"{place}.before")
            )
    for country in sorted({stay.get("country", "BE") for _, stay in stays}):
        here = [(index, stay) for index, stay in stays if stay.get("country", "BE") == country]
        here.sort(key=lambda one: one[1]["from"].earliest)
        for (i, one), (k, two) in pairwise(here):
            if one["ground"] == vocabulary.NO_RIGHT and two.get("before") in ("no_break", "papers"):
                shown = f"{two['before']}, while stays[{i}] is a time without a right of stay"
                accepted = '"break", or nothing; or stays without that time'
                faults.append(broken("no-right-is-a-break", f"stays[{k}].before", shown, accepted, other=f"stays[{i}]"))
    return faults


def _card_against_nationality(values: Values) -> list[Fault]:
    """A card of the EU rules and nationalities none of which follows these rules (EUP-SCOPE-1).

    British people held such cards until 2022, and who only says "non-EU" may be British: unusual, not impossible.
    """
    nationality, card = values.get("nationality"), values.get("card")
    if not nationality or card not in vocabulary.EU_CITIZEN_CARDS or nationality & MAY_HOLD_EU_CARDS:
        return []
    shown = f"{card}, while nationality is {', '.join(sorted(nationality))}"
    accepted = "another card; or, in nationality, also the one of the EU, EEA or Switzerland"
    return [broken("eu-card-for-eu-nationals", "card", shown, accepted, other="nationality")]


def _applications_against_themselves(values: Values) -> list[Fault]:
    """A decision before the request, and a day of decision where there is none yet."""
    faults: list[Fault | None] = []
    for index, entry in enumerate(values.get("applications") or ()):
        place = f"applications[{index}]"
        notified = entry.get("notified")
        filed = entry.get("filed")
        faults.append(before("decision-after-request", f"{place}.notified", notified, f"{place}.filed", filed))
        if isinstance(notified, Days) and entry.get("decision") == "pending":
            shown = f"{notified.earliest}, while the decision is pending"
            accepted = "nothing; or another decision than pending"
            faults.append(broken("no-decision-yet", f"{place}.notified", shown, accepted, other=f"{place}.decision"))
    return [fault for fault in faults if fault]


def _special_card_against_the_stays(values: Values) -> list[Fault]:
    """No special card before the annex, and a stay on one that began before it."""
    papers = [day for name in ("annex_19", "annex_19ter") if isinstance(day := values.get(name), Days)]
    first = min((day.earliest for day in papers), default=None)
    if values.get("special_card_before") is not False or first is None:
        return []
    accepted = "true; or stays without that time"
    return [
        broken("special-card-among-the-stays", "special_card_before", shown, accepted, other=f"stays[{index}]")
        for index, stay in enumerate(values.get("stays") or ())
        if stay["ground"] in SPECIAL_CARDS and stay.get("country", "BE") == "BE" and stay["from"].latest < first
        for shown in [f"false, while stays[{index}] is {stay['ground']}"]
    ]


YEARS_TOGETHER = 5
"""The years of joint household that ``joint_household`` is about (FAM-5Y-1, FAM-HH-1)."""
SURELY_TOGETHER = YEARS_TOGETHER - 1
"""Of these, the years that lie after the annex 19ter also where an Annex 15 before it began them (FAM-5Y-2)."""


def _household_against_its_end(values: Values) -> list[Fault]:
    """Lived together in the five years, and a day within them on which that ended. Who lives together again says so of
    the end: there is none."""
    ended, filed, earlier = (values.get(name) for name in ("household_ended", "annex_19ter", "annex_15"))
    if values.get("joint_household") is not True or not isinstance(ended, Days) or not isinstance(filed, Days):
        return []
    years = YEARS_TOGETHER if earlier == "none" else SURELY_TOGETHER
    if add_years(filed.earliest, years) <= ended.latest:
        return []
    shown = f"true, while living together ended on {ended.latest}, within {years} years of the annex 19ter"
    accepted = 'false; or another day, or "none", in household_ended'
    return [broken("household-in-the-five-years", "joint_household", shown, accepted, other="household_ended")]


_DAYS_OF = {
    "free_movement_gap": "free_movement_gaps",
    "prison": "prison",
    "register_gap": "register_gaps",
    "removal": "removal_enforced",
    "appeal_pending": "suspensive_appeal_pending",
}


def _interruptions_against_their_days(values: Values) -> list[Fault]:
    """Days of an interruption that is not among those that happened. Named without its days it is only not told yet."""
    named = values.get("interruptions")
    if named is None:
        return []
    return [
        broken(
            "interruption-with-its-days",
            "interruptions",
            f"without {kind}, while {fact} is told",
            f"also {kind}; or nothing in {fact}",
            other=fact,
        )
        for kind, fact in _DAYS_OF.items()
        if kind not in named and values.get(fact)
    ]
