"""EU+, F+ and M with permanent stay: who each is for, from which paper its five years run, and its early grounds.

Each row tells only what is looked at; the five years themselves are pinned in ``test_eu_years``. Longer than others:
three routes share conditions and people, and each row names what one condition asks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.one_person import assess_person
from belgian_residence.counting.conventions import reading
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import Condition, Truth, all_of, conditions_in
from belgian_residence.law.provisions import provision
from belgian_residence.routes.eu.eu_plus import EU_PLUS, decide_with_old_rule
from belgian_residence.routes.eu.f_plus import F_PLUS
from belgian_residence.routes.eu.m_plus import M_PLUS
from belgian_residence.routes.status import Route, When
from belgian_residence.told.facts import ABSENCES, CARDS, EARLY_GROUNDS, MEANS_AFTER_HOUSEHOLD, RETENTION_GROUNDS
from belgian_residence.told.person import Absence, Period, Person, Stay
from briefly import abroad, day, nationality

ON = date(2026, 3, 10)
ROUTES = (EU_PLUS, F_PLUS, M_PLUS)


def conditions() -> dict[str, Condition[Any]]:
    """Every condition of these routes, by its id."""
    trees = [all_of(route.requirement, route.unbroken, *([route.early] if route.early else [])) for route in ROUTES]
    return {condition.id: condition for tree in trees for condition in conditions_in(tree)}


CONDITIONS = conditions()


def somebody(on: date = ON, **told: Any) -> Situation:
    return Situation(Person(**told), on)


def nothing_broke(on: date = ON, **told: Any) -> Situation:
    """Somebody who was never abroad and to whom nothing happened, and what else is told."""
    person = Person(
        stays=(),
        absences=(),
        interruptions=frozenset(),
        free_movement_gaps=(),
        prison=(),
        register_gaps=(),
        removal_enforced=False,
    )
    return Situation(replace(person, **told), on)


def stay(ground: str, since: str = "2020-01-06", until: str | None = None) -> Stay:
    return Stay(day(since), day(until), ground)


FAMILY = stay("family_of_eu_or_belgian")
WAITING = ("orange_card", "annex_15", "none")
FAMILY_CARD = ("card", "stays", "annex_19ter")
TOGETHER = ("joint_household",)
HOUSEHOLD = (
    *("joint_household", "household_ended", "annex_19ter", "annex_15", "annex_19", "stays"),
    *(*ABSENCES, "interruptions", "prison", "register_gaps", "removal_enforced"),
)
RIGHT_KEPT = (*HOUSEHOLD, "retention_grounds", "sponsor_early_permanent", "sponsor_belgian")
MEANS = (*RIGHT_KEPT, "means_since_household_ended", "belgian_partner")
SPONSOR = ("sponsor_belgian", "sponsor_early_permanent")


def apart(ended: str | None, **told: Any) -> Situation:
    """Somebody who came with an annex 19ter of 15 January 2019, and no longer lives with the person joined."""
    ended_on = day(ended) if ended and ended != "none" else ended
    known = {"annex_19ter": day("2019-01-15"), "annex_15": "none", "joint_household": False} | told
    return nothing_broke(household_ended=ended_on, **known)


def without_means(grounds: set[str] | None, **more: Any) -> Situation:
    """The same person, who had neither work nor means since."""
    told = frozenset(grounds) if grounds is not None else None
    return apart(
        "2021-06-15",
        means_since_household_ended=frozenset(),
        retention_grounds=told,
        sponsor_early_permanent=False,
        **more,
    )


LONG_GONE = Absence(day("2023-06-01"), day("2025-06-02"))
BEFORE_STOPPING = Absence(day("2020-01-01"), day("2022-06-02"))
GONE_TWO_YEARS = Absence(day("2023-06-01"), day("2025-06-01"))


def away_for_long(**told: Any) -> Situation:
    return nothing_broke(absences=(LONG_GONE,), **told)


def never_away_for_two_years(**told: Any) -> Situation:
    """Somebody who cannot name the trips, but knows that none was as long as two years."""
    return nothing_broke(absences=None, absences_each_under=24, **told)


OTHER_STATUS = ("A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L", "N", "orange_card")
SPECIAL_CARD = ("card", "nationality", "stays")
SAYS_NO = ("card", "withdrawal_agreement", "nationality", "stays")
NO_STATUS_SHOWN = ("E", "E+", "EU", "EU+", "annex_8", "annex_8bis", "annex_15", "none")


def special(**told: Any) -> Situation:
    """Somebody with a special card."""
    return somebody(card="special_card", **told)


Row = tuple[str, Situation, str, tuple[str, ...], tuple[str, ...]]
ROWS: list[Row] = [
    # condition, who, answer, the facts that are asked, the facts that were looked at
    #
    # EUP-SCOPE-1, EUP-SCOPE-2
    ("EU+.eu-national", somebody(), "unknown", ("nationality",), ("nationality",)),
    ("EU+.eu-national", somebody(**nationality("FR")), "yes", (), ("nationality",)),
    ("EU+.eu-national", somebody(**nationality("CH")), "yes", (), ("nationality",)),
    ("EU+.eu-national", somebody(**nationality("MA")), "no", (), ("nationality",)),
    ("EU+.eu-national", somebody(**nationality("BE")), "no", (), ("nationality",)),
    #
    # FAM-SCOPE-1, FAM-47-1: the F card, or a first request that still runs
    ("F+.family-card", somebody(), "unknown", ("card",), FAMILY_CARD),
    *(
        ("F+.family-card", somebody(card=card), "yes" if card == "F" else "no", (), FAMILY_CARD)
        for card in CARDS
        if card not in WAITING
    ),
    *(
        row
        for card in WAITING
        for row in (
            ("F+.family-card", somebody(card=card), "unknown", ("stays",), FAMILY_CARD),
            ("F+.family-card", somebody(card=card, stays=(FAMILY,)), "yes", (), FAMILY_CARD),
            ("F+.family-card", somebody(card=card, stays=(stay("eu_citizen"),)), "no", (), FAMILY_CARD),
            ("F+.family-card", somebody(card=card, stays=()), "no", (), FAMILY_CARD),
            (
                "F+.family-card",
                somebody(card=card, stays=(stay("family_of_eu_or_belgian", "2021-03-10", "2026-03-09"),)),
                "no",
                (),
                FAMILY_CARD,
            ),
        )
    ),
    #
    # FAM-HH-1, FAM-RET-1 to 3, FAM-INC-2, reading 17: the papers decide
    ("F+.joint-household", somebody(), "unknown", ("joint_household",), HOUSEHOLD),
    ("F+.joint-household", somebody(joint_household=True), "yes", (), TOGETHER),
    ("F+.joint-household", apart("2021-06-15"), "no", (), HOUSEHOLD),
    ("F+.joint-household", apart("2024-01-14"), "no", (), HOUSEHOLD),
    ("F+.joint-household", apart("2024-01-15"), "yes", (), HOUSEHOLD),  # the right arose on that day
    ("F+.joint-household", apart("2024-01-16"), "yes", (), HOUSEHOLD),
    ("F+.joint-household", apart("2024-01-16", joint_household=None), "yes", (), HOUSEHOLD),
    ("F+.joint-household", apart("2024-01-14", joint_household=None), "unknown", ("joint_household",), HOUSEHOLD),
    ("F+.joint-household", apart("none"), "no", (), HOUSEHOLD),
    ("F+.joint-household", apart(None), "unknown", ("household_ended",), HOUSEHOLD),
    ("F+.joint-household", apart(None, annex_19ter=day("2023-01-15")), "no", (), HOUSEHOLD),  # the years still run
    ("F+.right-kept", somebody(), "unknown", ("joint_household",), RIGHT_KEPT),
    ("F+.right-kept", somebody(joint_household=True), "no", (), (*TOGETHER, *RIGHT_KEPT[-3:])),  # it is not needed
    ("F+.right-kept", apart("2024-01-16"), "no", (), RIGHT_KEPT),  # nor here
    ("F+.right-kept", apart("2021-06-15"), "unknown", ("retention_grounds",), RIGHT_KEPT),
    *(
        (
            "F+.right-kept",
            apart("2021-06-15", retention_grounds=frozenset(grounds), sponsor_early_permanent=False),
            "unknown" if grounds else "no",
            (),
            RIGHT_KEPT,
        )
        for grounds in ((), *((ground,) for ground in RETENTION_GROUNDS), RETENTION_GROUNDS)
    ),
    # EUP-EARLY-7: the Act asks no joint household of the family of a worker with an early right
    (
        "F+.right-kept",
        apart("2021-06-15", retention_grounds=frozenset()),
        "unknown",
        SPONSOR,
        RIGHT_KEPT,
    ),
    (
        "F+.right-kept",
        apart("2021-06-15", retention_grounds=frozenset(), sponsor_early_permanent=True),
        "unknown",
        (),
        RIGHT_KEPT,
    ),
    ("F+.means-since-household-ended", somebody(), "unknown", ("joint_household",), MEANS),
    ("F+.means-since-household-ended", somebody(joint_household=True), "no", (), (*TOGETHER, *MEANS[-5:])),
    ("F+.means-since-household-ended", apart("2021-06-15"), "unknown", ("retention_grounds",), MEANS),
    (
        "F+.means-since-household-ended",
        apart("2021-06-15", retention_grounds=frozenset({"violence"})),
        "unknown",
        ("means_since_household_ended",),
        MEANS,
    ),
    (
        "F+.means-since-household-ended",  # nobody is asked for means where there is no ground
        apart("2021-06-15", retention_grounds=frozenset(), sponsor_early_permanent=False),
        "no",
        (),
        MEANS,
    ),
    *(
        (
            "F+.means-since-household-ended",
            apart(
                "2021-06-15",
                means_since_household_ended=frozenset({means}),
                retention_grounds=frozenset({"violence"}),
            ),
            "yes",
            (),
            MEANS,
        )
        for means in MEANS_AFTER_HOUSEHOLD
    ),
    ("F+.means-since-household-ended", without_means(None), "unknown", ("retention_grounds",), MEANS),
    *(
        ("F+.means-since-household-ended", without_means({ground}), value, (), MEANS)
        for ground, value in {
            "lasted_three_years": "no",
            "death_of_family_member": "no",
            "departure_of_family_member": "no",
            "custody_of_children": "unknown",  # art. 42quater §2 asks no means
            "custody_or_visit_after_divorce": "no",
            "still_married": "unknown",
        }.items()
    ),
    # violence: the Constitutional Court asks no means of the spouse of a Belgian, the Act asks them of the others; whom
    # the person joined decides, because after a divorce there is no spouse any more
    *(
        ("F+.means-since-household-ended", without_means(grounds, **told), value, asked, MEANS)
        for grounds, told, value, asked in (
            ({"violence"}, {}, "unknown", ("sponsor_belgian",)),
            ({"violence"}, {"sponsor_belgian": True}, "unknown", ()),
            ({"violence"}, {"sponsor_belgian": True, "belgian_partner": False}, "unknown", ()),
            ({"violence"}, {"sponsor_belgian": False}, "no", ()),
            ({"violence"}, {"sponsor_belgian": False, "belgian_partner": True}, "no", ()),
            ({"violence"}, {"belgian_partner": True}, "unknown", ()),
            ({"violence"}, {"belgian_partner": False}, "no", ()),
            ({"violence", "lasted_three_years"}, {"sponsor_belgian": False}, "no", ()),
            ({"violence", "custody_of_children"}, {"sponsor_belgian": False}, "unknown", ()),
            ({"violence", "custody_of_children"}, {}, "unknown", ()),
        )
    ),
    # EUP-EARLY-7
    # who joined a Belgian is asked no more; while trips are not known, one of them can have ended the right
    ("F+.sponsor-early", somebody(), "unknown", SPONSOR, (*SPONSOR, *ABSENCES)),
    ("F+.sponsor-early", somebody(sponsor_early_permanent=True), "unknown", ("absences",), (SPONSOR[1], *ABSENCES)),
    ("F+.sponsor-early", somebody(sponsor_early_permanent=False), "no", (), (SPONSOR[1], *ABSENCES)),
    ("F+.sponsor-early", nothing_broke(), "unknown", SPONSOR, (*SPONSOR, *ABSENCES)),
    ("F+.sponsor-early", nothing_broke(sponsor_belgian=False), "unknown", SPONSOR[1:], (*SPONSOR, *ABSENCES)),
    *(
        ("F+.sponsor-early", situation(**told), value, (), (fact, *ABSENCES))
        for situation in (nothing_broke, never_away_for_two_years)
        for told, value, fact in (
            ({"sponsor_early_permanent": True}, "yes", "sponsor_early_permanent"),
            ({"sponsor_early_permanent": False}, "no", "sponsor_early_permanent"),
            ({"sponsor_belgian": True}, "no", "sponsor_belgian"),  # a Belgian gets no such card
            # who became a Belgian afterwards
            ({"sponsor_belgian": True, "sponsor_early_permanent": True}, "yes", "sponsor_early_permanent"),
        )
    ),
    # more than two years away, before or after the worker stopped (EUP-LOSS-1)
    *(
        ("F+.sponsor-early", away_for_long(**told), value, asked, (*facts, *ABSENCES))
        for told, value, asked, facts in (
            ({}, "unknown", SPONSOR, SPONSOR),
            ({"sponsor_early_permanent": True}, "unknown", (), SPONSOR[1:]),
            ({"sponsor_early_permanent": False}, "no", (), SPONSOR[1:]),
        )
    ),
    ("F+.right-kept", apart("2021-06-15", retention_grounds=frozenset(), sponsor_belgian=True), "no", (), RIGHT_KEPT),
    #
    # BRX-SCOPE-1, BRX-SCOPE-3, BRX-N-1
    ("M+.beneficiary", somebody(), "unknown", ("card",), ("card", "withdrawal_agreement")),
    *(
        ("M+.beneficiary", somebody(card=card, withdrawal_agreement=told), "yes", (), ("card", "withdrawal_agreement"))
        for card in ("M", "M+", "annex_56")
        for told in (None, True, False)
    ),
    *(
        ("M+.beneficiary", somebody(card=card, withdrawal_agreement=told), "no", (), ("card", "withdrawal_agreement"))
        for card in OTHER_STATUS
        for told in (None, True, False)
    ),
    # BRX-DL-2: the special card, held before the end of the transition
    ("M+.beneficiary", special(), "unknown", ("nationality", "stays"), SPECIAL_CARD),
    ("M+.beneficiary", special(**nationality("MA")), "no", (), SPECIAL_CARD),
    ("M+.beneficiary", special(**nationality("GB")), "unknown", ("stays",), SPECIAL_CARD),
    ("M+.beneficiary", special(**nationality("GB", "IE")), "no", (), ("card", "nationality")),
    # Whether the stay was one with EU rights does not matter: a NATO official says truly that it was not.
    *(
        (
            "M+.beneficiary",
            somebody(
                card=card, **nationality("GB"), withdrawal_agreement=False, stays=(stay("special_card_other", since),)
            ),
            value,
            (),
            SPECIAL_CARD if card == "special_card" else SAYS_NO,
        )
        for card in ("special_card", "none")
        for since, value in (("2020-12-31", "unknown"), ("2021-01-01", "no"))
    ),
    *(
        (
            "M+.beneficiary",
            special(**nationality("GB"), withdrawal_agreement=True, stays=(stay("special_card_other", since),)),
            value,
            (),
            SPECIAL_CARD,
        )
        for since, value in {"1999-09-01": "unknown", "2020-12-31": "unknown", "2021-01-01": "no"}.items()
    ),
    *(
        row
        for card in NO_STATUS_SHOWN
        for row in (
            (
                "M+.beneficiary",
                somebody(card=card),
                "unknown",
                ("withdrawal_agreement",),
                ("card", "withdrawal_agreement"),
            ),
            (
                "M+.beneficiary",
                somebody(card=card, **nationality("GB")),
                "unknown",
                ("withdrawal_agreement",),
                ("card", "withdrawal_agreement"),
            ),
            (
                "M+.beneficiary",
                somebody(card=card, withdrawal_agreement=False),
                "no",
                (),
                SAYS_NO,
            ),
            # An EU national is here under the EU rules, whatever is said of the Agreement.
            ("M+.beneficiary", somebody(card=card, **nationality("GB", "IE")), "no", (), ("card", "nationality")),
            # BRX-DL-1, BRX-DL-2: until the end of 2021 it could still be asked; afterwards only with reasons
            (
                "M+.beneficiary",
                somebody(date(2021, 12, 31), card=card, withdrawal_agreement=True, **nationality("GB")),
                "yes",
                (),
                ("card", "withdrawal_agreement"),
            ),
            (
                "M+.beneficiary",
                somebody(date(2022, 1, 1), card=card, withdrawal_agreement=True, **nationality("GB")),
                "unknown",
                (),
                ("card", "withdrawal_agreement"),
            ),
        )
    ),
]


@pytest.mark.parametrize(
    ("id", "situation", "value", "missing", "looked_at"), ROWS, ids=[f"{row[0]} {row[2]}" for row in ROWS]
)
def test_who_it_is_for(
    id: str, situation: Situation, value: str, missing: tuple[str, ...], looked_at: tuple[str, ...]
) -> None:
    finding = CONDITIONS[id].test(situation)
    assert (finding.value, finding.missing, set(finding.facts)) == (Truth(value), missing, set(looked_at))
    # Where an answer would settle nothing, that is said; a late application is such a case (BRX-DL-2).
    late = id == "M+.beneficiary" and value == "unknown" and not missing and situation.person.card != "special_card"
    assert finding.not_confirmed == late
    assert not finding.at_filing


@pytest.mark.parametrize(
    ("told", "value", "waits"),
    [
        # The annex 19ter of a request that is under way, beside a card of another kind: the F card must come first.
        ({"card": "A"}, "unknown", True),
        ({"card": "K"}, "unknown", True),
        ({"card": "orange_card", "stays": (stay("student"),)}, "unknown", True),
        ({"card": "F"}, "yes", False),
        ({"card": "F+"}, "no", False),
        ({"card": "M"}, "no", False),  # it led to the F card that the M card replaced
        ({"card": "A", "annex_19ter": "none"}, "no", False),
        ({"card": "A", "annex_19ter": None}, "no", False),
        # It led to an F card, and the family stay has ended since: after five years the right may be there by law.
        ({"card": "A", "stays": (stay("family_of_eu_or_belgian", "2020-01-06", "2025-01-05"),)}, "no", False),
        ({"card": "A", "stays": (stay("family_of_eu_or_belgian", "2020-01-06", "2025-01-06"),)}, "unknown", False),
        ({"card": "A", "stays": (stay("family_of_eu_or_belgian", "2012-01-06", "2019-12-31"),)}, "unknown", True),
    ],
)
def test_a_request_under_way_waits_for_the_f_card(told: dict[str, Any], value: str, waits: bool) -> None:
    finding = CONDITIONS["F+.family-card"].test(nothing_broke(**{"annex_19ter": day("2020-01-06"), **told}))
    assert (finding.value, finding.missing, finding.at_filing) == (Truth(value), (), waits)


@pytest.mark.parametrize("route", ROUTES, ids=[route.key for route in ROUTES])
def test_an_appeal_that_is_pending_makes_permanent_residence_wait(route: Route) -> None:
    """EUP-APL-1. It matters only on the day on which the years are complete. Few have one: it is asked among what
    happened, and never by itself."""
    test = CONDITIONS[f"{route.key}.no-appeal-pending"].test
    fact = ("interruptions",)
    for told, value, missing, waits in (
        (None, "unknown", fact, True),
        (True, "unknown", (), True),
        (False, "yes", (), False),
    ):
        finding = test(somebody(suspensive_appeal_pending=told))
        assert (finding.value, finding.missing, finding.at_filing) == (Truth(value), missing, waits)


# --- from which paper the years run ---------------------------------------------------------------------------------


AGREED = stay("withdrawal_agreement", "2020-06-01")
BEFORE = stay("eu_citizen", "2019-03-01", "2020-05-31")
NONE = {"annex_19": "none", "annex_19ter": "none"}
INSTITUTION = stay("special_card_other", "2019-03-01")
UNTIL_MAY = stay("special_card_other", "2019-03-01", "2023-05-31")
FROM_JUNE = stay("eu_citizen", "2023-06-01")

TOMORROW = stay("family_of_eu_or_belgian", "2021-03-11")
"""A stay of which five years are complete tomorrow."""
START_ROWS: list[tuple[Route, dict[str, Any], str | None, tuple[str, ...]]] = [
    # route, what is told, the day from which five years run, what is asked
    #
    # EUP-5Y-2: the application for the registration certificate
    (EU_PLUS, {}, None, ("annex_19",)),
    (EU_PLUS, {"annex_19": day("2020-01-15")}, "2020-01-15", ()),
    (EU_PLUS, {"annex_19": day("2020-01-15"), "annex_19ter": day("2019-01-15")}, "2020-01-15", ()),
    (EU_PLUS, {"annex_19": day("2020-01-15"), "stays": None}, "2020-01-15", ()),  # complete: no older start matters
    # Years on a special card may lie before the annex: asked of everybody whose day lies ahead, the stays of few.
    (EU_PLUS, {"annex_19": day("2022-01-15"), "stays": None}, "2022-01-15", ("special_card_before",)),
    (EU_PLUS, {"annex_19": day("2022-01-15"), "stays": None, "special_card_before": True}, "2022-01-15", ("stays",)),
    (EU_PLUS, {"annex_19": day("2022-01-15"), "stays": None, "special_card_before": False}, "2022-01-15", ()),
    # EUP-SCOPE-3: residence under a special card, alone or just before the annex 19
    (EU_PLUS, {"annex_19": "none", "stays": (INSTITUTION,)}, "2019-03-01", ()),
    (EU_PLUS, {"stays": (INSTITUTION,)}, "2019-03-01", ()),
    (EU_PLUS, {"stays": (stay("special_card_other", "2022-03-01"),)}, "2022-03-01", ("annex_19",)),
    (EU_PLUS, {"annex_19": day("2023-06-01"), "stays": (UNTIL_MAY, FROM_JUNE)}, "2019-03-01", ()),
    (EU_PLUS, {"annex_19": day("2023-06-20"), "stays": (UNTIL_MAY, FROM_JUNE)}, "2019-03-01", ()),
    (EU_PLUS, {"annex_19": day("2023-06-01"), "stays": (UNTIL_MAY,)}, "2019-03-01", ()),
    (EU_PLUS, {"annex_19": day("2023-06-02"), "stays": (UNTIL_MAY,)}, "2023-06-02", ()),  # a day lies between
    (EU_PLUS, {"annex_19": day("2018-06-01"), "stays": (UNTIL_MAY, FROM_JUNE)}, "2018-06-01", ()),
    # EUP-5Y-3: the day of registration, for who has no annex 19; and what bounds one that is not known
    (EU_PLUS, {"annex_19": "none", "stays": (FROM_JUNE,)}, "2023-06-01", ()),
    (EU_PLUS, {"annex_19": "none", "stays": (replace(FROM_JUNE, before="break"), UNTIL_MAY)}, "2023-06-01", ()),
    (EU_PLUS, {"stays": (FROM_JUNE,)}, "2023-06-01", ("annex_19",)),
    (EU_PLUS, {"annex_19": "none", "stays": None}, None, ("stays",)),
    (EU_PLUS, {"annex_19": "none"}, None, ("stays",)),
    (EU_PLUS, {"annex_19": "none", "stays": (UNTIL_MAY,)}, None, ("stays",)),  # it has ended
    # SW-6: a Briton who changed from the E card to the F card without a new application
    (F_PLUS, {"annex_19ter": "none", "annex_19": day("2017-03-10")}, "2017-03-10", ()),
    # the registration bounds it: it is asked until the years are complete with that
    (F_PLUS, {"annex_19ter": "none", **nationality("GB"), "stays": (FAMILY,)}, "2020-01-06", ()),
    (F_PLUS, {"annex_19ter": "none", **nationality("GB"), "stays": (TOMORROW,)}, "2021-03-11", ("annex_19",)),
    (F_PLUS, {"annex_19ter": "none", **nationality("MA"), "stays": (FAMILY,)}, "2020-01-06", ()),
    (F_PLUS, {"annex_19ter": "none", **nationality("MA")}, None, ("stays",)),
    (F_PLUS, {"stays": (FAMILY,)}, "2020-01-06", ()),
    (F_PLUS, {"stays": (TOMORROW,)}, "2021-03-11", ("annex_19ter",)),
    # FAM-5Y-2: the annex 19ter, or an Annex 15 given before it
    (F_PLUS, {}, None, ("annex_19ter",)),
    (F_PLUS, {"annex_15": day("2020-06-15")}, None, ("annex_19ter",)),
    (F_PLUS, {"annex_19ter": day("2020-06-15"), "annex_15": "none"}, "2020-06-15", ()),
    (F_PLUS, {"annex_19ter": day("2020-06-15"), "annex_15": day("2020-05-01")}, "2020-05-01", ()),
    (F_PLUS, {"annex_19ter": day("2020-06-15"), "annex_15": day("2020-06-16")}, "2020-06-15", ()),
    # An Annex 15 lasts 135 days at the most: one further back belongs to something else.
    (F_PLUS, {"annex_19ter": day("2020-06-15"), "annex_15": day("2020-02-01")}, "2020-02-01", ()),
    (F_PLUS, {"annex_19ter": day("2020-06-15"), "annex_15": day("2020-01-31")}, "2020-06-15", ()),
    # BRX-PR-1: free movement before the end of the transition, and the Agreement after it
    (M_PLUS, {}, None, ("annex_19",)),
    (M_PLUS, {"annex_19": "none"}, None, ("annex_19ter",)),
    (M_PLUS, {"annex_19": "none", "stays": (AGREED,)}, None, ("annex_19ter",)),
    (M_PLUS, NONE, None, ("stays",)),
    (M_PLUS, {**NONE, "stays": ()}, None, ("stays",)),
    (M_PLUS, {**NONE, "stays": (stay("eu_citizen"),)}, "2020-01-06", ()),
    (M_PLUS, {**NONE, "stays": (INSTITUTION,)}, "2019-03-01", ()),  # BRX-DL-2
    (M_PLUS, {"stays": (INSTITUTION,)}, "2019-03-01", ()),
    (M_PLUS, {"annex_19": day("2023-06-20"), "annex_19ter": "none", "stays": (UNTIL_MAY, FROM_JUNE)}, "2019-03-01", ()),
    (M_PLUS, {**NONE, "stays": (AGREED,)}, "2020-06-01", ()),
    (M_PLUS, {**NONE, "stays": (BEFORE, AGREED)}, "2019-03-01", ()),
    (
        M_PLUS,
        {
            **NONE,
            "stays": (
                stay("withdrawal_agreement", "2019-01-01", "2019-12-31"),
                stay("withdrawal_agreement", "2020-01-01"),
            ),
        },
        "2019-01-01",
        (),
    ),
    (
        M_PLUS,  # a gap lies between them
        {
            **NONE,
            "stays": (
                stay("withdrawal_agreement", "2019-01-01", "2019-11-30"),
                stay("withdrawal_agreement", "2020-01-01"),
            ),
        },
        "2020-01-01",
        (),
    ),
    (M_PLUS, {"annex_19": day("2019-01-15"), "annex_19ter": "none"}, "2019-01-15", ()),
    (M_PLUS, {"annex_19": "none", "annex_19ter": day("2019-01-15")}, "2019-01-15", ()),
    (M_PLUS, {"annex_19": day("2019-01-15"), "annex_19ter": day("2018-01-15")}, "2018-01-15", ()),
    (M_PLUS, {"annex_19": day("2018-01-15"), "annex_19ter": day("2019-01-15")}, "2018-01-15", ()),
    (M_PLUS, {"annex_19": day("2019-01-15")}, "2019-01-15", ()),
    (M_PLUS, {"annex_19ter": day("2019-01-15")}, "2019-01-15", ()),
]


def well_said(when: When) -> bool:
    """Does a clock say on what law and on which facts it rests, and how many years it counts?"""
    return bool(when.law and all(provision(id) for id in when.law) and when.facts) and when.years == 5


@pytest.mark.parametrize(("route", "told", "start", "asked"), START_ROWS)
def test_from_which_day_five_years_run(
    route: Route, told: dict[str, Any], start: str | None, asked: tuple[str, ...]
) -> None:
    when = route.clock(nothing_broke(**told))
    assert when.day == (day(start).replace(year=day(start).year + 5) if start else None)
    assert when.missing == asked
    assert set(when.missing) <= set(when.facts)
    assert when.basis == ("right" if route is M_PLUS else "by_law")  # EUP-5Y-1; BRX-PR-4: M+ is granted
    assert when.day_is_known
    assert well_said(when)


LISTS = ("absences", "prison", "register_gaps", "removal_enforced")
STARTS: list[tuple[Route, dict[str, Any]]] = [
    (EU_PLUS, {"annex_19": day("2020-01-15")}),
    (F_PLUS, {"annex_19ter": day("2020-01-15"), "annex_15": "none"}),
    (M_PLUS, {"annex_19": day("2020-01-15"), "annex_19ter": "none"}),
]


@pytest.mark.parametrize(("route", "told"), STARTS, ids=[route.key for route, _ in STARTS])
def test_without_every_list_there_is_no_day(route: Route, told: dict[str, Any]) -> None:
    own = () if route is F_PLUS else ("free_movement_gaps",)
    for name in (*LISTS, *own):
        when = route.clock(nothing_broke(**{**told, name: None}))
        assert (when.day, when.missing) == (None, (name,))
        assert name in when.facts
        assert when.basis == ("right" if route is M_PLUS else "by_law")
        assert well_said(when)


@pytest.mark.parametrize(("route", "told"), STARTS, ids=[route.key for route, _ in STARTS])
def test_after_a_removal_no_day_is_safe(route: Route, told: dict[str, Any]) -> None:
    assert not route.clock(nothing_broke(**told, removal_enforced=True)).day_is_known


@pytest.mark.parametrize(("route", "told"), STARTS, ids=[route.key for route, _ in STARTS])
def test_the_five_years_are_those_of_the_route(route: Route, told: dict[str, Any]) -> None:
    def complete(**more: Any) -> str:
        found = route.clock(nothing_broke(date(2028, 6, 1), **told, **more)).day
        return found.isoformat() if found else ""

    # The conditions of free movement are those of the EU citizen, or of who was one (EUP-5Y-4).
    gap = (Period(day("2021-03-01"), day("2021-05-01")),)
    assert complete(free_movement_gaps=gap) == ("2025-01-15" if route is F_PLUS else "2026-05-02")
    # More than two years abroad end the right, under the Agreement more than five (EUP-LOSS-1, BRX-PR-3).
    three_years = (Absence(day("2025-02-01"), day("2028-02-01")),)
    assert complete(absences=three_years) == ("2025-01-15" if route is M_PLUS else "2033-02-01")


@pytest.mark.parametrize(("route", "told"), STARTS, ids=[route.key for route, _ in STARTS])
def test_a_return_that_is_not_known_is_asked_while_the_day_lies_ahead(route: Route, told: dict[str, Any]) -> None:
    trip = (Absence(day("2023-12-01"), None),)
    assert route.clock(nothing_broke(date(2024, 1, 1), **told, absences=trip)).missing == ("absences[0].to",)
    late = (Absence(day("2025-12-01"), None),)
    assert route.clock(nothing_broke(date(2026, 1, 1), **told, absences=late)).missing == ()


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        # The annex 19ter of 15 June 2021: an Annex 15 could have come up to 135 days before it.
        ("2026-01-30", ()),
        ("2026-01-31", ("annex_15",)),
        ("2026-06-14", ("annex_15",)),
        ("2026-06-15", ()),
    ],
)
def test_an_annex_15_that_is_not_told_is_asked_where_it_could_matter_today(on: str, asked: tuple[str, ...]) -> None:
    when = F_PLUS.clock(nothing_broke(day(on), annex_19ter=day("2021-06-15")))
    assert (when.day, when.missing) == (day("2026-06-15"), asked)


def test_an_annex_15_is_asked_besides_the_return_from_a_trip() -> None:
    trip = (Absence(day("2026-03-01"), None),)
    when = F_PLUS.clock(nothing_broke(annex_19ter=day("2021-06-15"), absences=trip))
    assert when.missing == ("absences[0].to", "annex_15")


@pytest.mark.parametrize(
    ("told", "on", "asked"),
    [
        # An annex that is not told could be older than the one that is: asked while the day lies ahead.
        ({"annex_19": day("2022-01-15")}, "2027-01-14", ("annex_19ter",)),
        ({"annex_19": day("2022-01-15")}, "2027-01-15", ()),
        ({"annex_19ter": day("2022-01-15")}, "2027-01-14", ("annex_19",)),
        ({"annex_19ter": day("2022-01-15"), "annex_19": "none"}, "2027-01-14", ()),
    ],
)
def test_an_older_annex_under_the_agreement(told: dict[str, Any], on: str, asked: tuple[str, ...]) -> None:
    assert M_PLUS.clock(nothing_broke(day(on), **told)).missing == asked


# --- EUP-ABS-1, EUP-ABS-3: a reason that is not known ---------------------------------------------------------------

SEVEN_MONTHS: list[dict[str, Any]] = [
    {"from": "2021-09-01", "to": "2022-01-01", "reason": "ordinary"},
    {"from": "2022-02-01", "to": "2022-05-01", "reason": "ordinary"},
]
"""More than six months in twelve, and not in a calendar year."""
TWO_TRIPS: list[dict[str, Any]] = [
    {"from": "2020-02-01", "to": "2020-06-01"},
    {"from": "2020-08-01", "to": "2020-11-15", "reason": "ordinary"},
]
REASONS: list[tuple[str, str | None, list[dict[str, Any]], str, list[str]]] = [
    # the day asked, the reason of the first trip, the trips after it, the status of EU+, what is asked
    ("2024-01-01", "ordinary", [], "later", []),
    ("2024-01-01", "serious_illness", [], "unsettled", []),  # one reading leaves it out of the six months
    ("2024-01-01", "military_service", [], "open", []),
    ("2024-01-01", None, [], "unsettled", ["absences[0].reason"]),
    ("2022-12-31", None, [], "later", []),  # five years lie ahead whatever the reason
    ("2025-11-14", None, [], "unsettled", ["absences[0].reason"]),
    ("2025-11-15", None, [], "open", []),  # and here they lie behind
    # a later break makes the reason matter only to who counts calendar years
    ("2024-12-01", "ordinary", SEVEN_MONTHS, "later", []),
    ("2024-12-01", "military_service", SEVEN_MONTHS, "unsettled", []),
    ("2024-12-01", None, SEVEN_MONTHS, "unsettled", ["absences[0].reason"]),
]


@pytest.mark.parametrize(("on", "reason", "more", "status", "asked"), REASONS)
def test_a_reason_that_is_not_known_is_asked_where_it_can_matter(
    on: str, reason: str | None, more: list[dict[str, Any]], status: str, asked: list[str]
) -> None:
    case = {
        "nationality": "FR",
        "card": "EU",
        "annex_19": "2018-01-01",
        "absences": [TWO_TRIPS[0] | {"reason": reason}, TWO_TRIPS[1], *more],
        "interruptions": [],
        "early_ground": "none",
        "stays": [],
        "suspensive_appeal_pending": False,
    }
    found = assess_person(case, date.fromisoformat(on))["routes"]["EU+"]
    assert (found["status"], found["missing"]) == (status, asked)
    if more:  # in one chosen reading, no other one is looked at
        chosen = assess_person(case, date.fromisoformat(on), reading="whole-days-abroad")["routes"]["EU+"]
        assert (chosen["status"], chosen["missing"]) == ("later", [])


# --- BRX-ABS-1: the status under the Agreement, once lost, cannot be had again ----------------------------------------


def gone(first: str, last: str) -> dict[str, Any]:
    return abroad((first, last))


ANNEX = {"annex_19": day("2018-01-15"), "annex_19ter": "none"}


@pytest.mark.parametrize(
    ("told", "value", "asked", "waits"),
    [
        (ANNEX, "yes", (), False),
        ({**ANNEX, **gone("2019-02-01", "2019-11-01")}, "yes", (), False),  # before the end of the transition
        ({**ANNEX, **gone("2020-04-01", "2020-12-31")}, "yes", (), False),
        ({**ANNEX, **gone("2020-04-01", "2021-01-01")}, "unknown", (), False),
        ({**ANNEX, **gone("2022-02-01", "2022-08-01")}, "yes", (), False),  # six months break nothing
        ({**ANNEX, **gone("2022-02-01", "2022-08-02")}, "unknown", (), False),
        ({**ANNEX, "free_movement_gaps": (Period(day("2022-03-01"), day("2022-05-01")),)}, "unknown", (), False),
        ({**ANNEX, **gone("2023-02-01", "2025-11-01")}, "yes", (), False),  # permanent by then
        ({"annex_19": day("2022-03-01"), "annex_19ter": "none"}, "yes", (), False),  # who joined later
        # An annex that is not told could be an older first day: five years may have been complete before the break.
        ({"annex_19": day("2018-01-15"), **gone("2022-02-01", "2022-08-02")}, "unknown", ("annex_19ter",), False),
        ({"annex_19ter": day("2018-01-15"), **gone("2022-02-01", "2022-08-02")}, "unknown", ("annex_19",), False),
        ({"annex_19": day("2018-01-15")}, "yes", (), False),
        # And before the annex that is told there can have been a stay that was broken after the transition.
        ({"annex_19ter": day("2023-03-15"), **gone("2021-06-01", "2022-03-01")}, "unknown", ("annex_19",), False),
        ({"annex_19": day("2023-03-15"), **gone("2020-12-31", "2021-07-01")}, "unknown", ("annex_19ter",), False),
        ({"annex_19": day("2023-03-15"), **gone("2020-06-01", "2021-07-01")}, "unknown", ("annex_19ter",), False),
        ({"annex_19": day("2023-03-15"), **gone("2021-06-01", "2021-12-01")}, "yes", (), False),
        ({"annex_19": day("2023-03-15"), **gone("2020-06-01", "2020-12-31")}, "yes", (), False),
        ({"annex_19": day("2028-06-15"), **gone("2027-02-01", "2027-11-01")}, "unknown", ("annex_19ter",), False),
        (
            {"annex_19": day("2023-03-15"), "prison": (Period(day("2022-03-01"), day("2022-03-09")),)},
            "unknown",
            ("annex_19ter",),
            False,
        ),
        (
            {"annex_19": day("2027-03-15"), "prison": (Period(day("2026-03-01"), day("2026-03-09")),)},
            "unknown",
            ("annex_19ter",),
            False,
        ),
        (
            {"annex_19": day("2027-03-15"), "register_gaps": (Period(day("2026-03-01"), day("2026-03-09")),)},
            "unknown",
            ("annex_19ter",),
            False,
        ),
        (
            {"annex_19": day("2027-03-15"), "free_movement_gaps": (Period(day("2026-03-01"), day("2026-03-09")),)},
            "unknown",
            ("annex_19ter",),
            False,
        ),
        ({"annex_19": day("2023-03-15"), "annex_19ter": "none", **gone("2021-06-01", "2022-03-01")}, "yes", (), False),
        # No count can be made: what is missing is asked elsewhere.
        ({}, "unknown", (), True),
        ({**ANNEX, "prison": None}, "unknown", (), True),
        ({**ANNEX, "free_movement_gaps": None}, "unknown", (), True),
    ],
)
def test_a_break_after_the_transition_may_have_ended_the_status(
    told: dict[str, Any], value: str, asked: tuple[str, ...], waits: bool
) -> None:
    finding = CONDITIONS["M+.status-kept"].test(nothing_broke(**told))
    assert (finding.value, finding.missing, finding.at_filing) == (Truth(value), asked, waits)
    assert {"annex_19", "annex_19ter", "stays", "absences", "free_movement_gaps"} <= set(finding.facts)


# --- Act art. 42sexies: early grounds of people who worked ------------------------------------------------------------


@pytest.mark.parametrize(("annex_19", "complete"), [("2025-08-31", False), ("2025-09-01", True)])
def test_since_september_2025_only_a_complete_application_begins_the_years(annex_19: str, complete: bool) -> None:
    """EUP-5Y-9: the annex 19 of a first visit without the papers is of before."""
    when = EU_PLUS.clock(nothing_broke(annex_19=day(annex_19)))
    assert when.day == day(annex_19).replace(year=2030)
    assert ("EUP-5Y-9" in when.law) is complete


EARLY_ROWS: list[tuple[str, str, dict[str, Any], str, tuple[str, ...]]] = [
    # condition, ground, what is told, answer, what is asked
    #
    # Only who worked: a student or somebody with own means has no early ground of their own
    *(
        ("worked", ground, {"eu_activity": frozenset(activity)}, value, ())
        for ground in ("incapacity", "work_accident_or_disease", "retirement", "cross_border_worker")
        for activity, value in (
            (("worker",), "yes"),
            (("self_employed",), "yes"),
            (("student", "worker"), "yes"),
            (("student",), "no"),
            (("own_means", "job_seeker"), "no"),
            ((), "no"),
        )
    ),
    ("worked", "incapacity", {}, "unknown", ("eu_activity",)),
    ("worked", "family_of_early_worker", {}, "no", ()),  # not needed
    # EUP-EARLY-3: no minimum of residence; what can have ended the right since
    ("work-accident", "work_accident_or_disease", {}, "yes", ()),
    ("work-accident", "work_accident_or_disease", {"absences": None}, "unknown", ("absences",)),
    ("work-accident", "work_accident_or_disease", {"absences": (GONE_TWO_YEARS,)}, "yes", ()),
    ("work-accident", "work_accident_or_disease", {"absences": (LONG_GONE,)}, "no", ()),
    ("work-accident", "work_accident_or_disease", {"absences": (BEFORE_STOPPING,)}, "yes", ()),
    (
        "work-accident",
        "work_accident_or_disease",
        {"absences": (LONG_GONE,), "stopped_working": None},
        "unknown",
        ("stopped_working",),
    ),
    ("work-accident", "incapacity", {}, "no", ()),
    # EUP-EARLY-5: with a Belgian husband, wife or equated partner no time of residence is asked
    *(
        (id, ground, told, value, asked)
        for id, ground in (
            ("incapacity-and-belgian-partner", "incapacity"),
            ("retirement-and-belgian-partner", "retirement"),
        )
        for told, value, asked in (
            ({"belgian_partner": True}, "yes", ()),
            ({"belgian_partner": False}, "no", ()),
            ({}, "unknown", ("belgian_partner",)),
            ({"belgian_partner": True, "absences": (LONG_GONE,)}, "no", ()),
        )
    ),
    ("incapacity-and-belgian-partner", "retirement", {"belgian_partner": True}, "no", ()),
    ("retirement-and-belgian-partner", "incapacity", {"belgian_partner": True}, "no", ()),
    # EUP-EARLY-1b, EUP-EARLY-4, reading 16: the Directive alone
    ("early-by-the-directive-alone", "retirement", {}, "unknown", ()),
    ("early-by-the-directive-alone", "cross_border_worker", {}, "unknown", ()),
    ("early-by-the-directive-alone", "incapacity", {}, "no", ()),
    # EUP-EARLY-7
    ("family-of-early-worker", "family_of_early_worker", {}, "yes", ()),
    ("family-of-early-worker", "family_of_early_worker", {"absences": None}, "unknown", ("absences",)),
    ("family-of-early-worker", "family_of_early_worker", {"absences": (GONE_TWO_YEARS,)}, "yes", ()),
    # whether the worker had stopped by then is not told
    ("family-of-early-worker", "family_of_early_worker", {"absences": (LONG_GONE,)}, "unknown", ()),
    ("family-of-early-worker", "family_of_early_worker", {"absences": (BEFORE_STOPPING,)}, "unknown", ()),
    ("family-of-early-worker", "retirement", {}, "no", ()),
]


@pytest.mark.parametrize(("id", "ground", "told", "value", "asked"), EARLY_ROWS)
def test_early_grounds(id: str, ground: str, told: dict[str, Any], value: str, asked: tuple[str, ...]) -> None:
    known = {"stopped_working": day("2023-05-02")} | told
    finding = CONDITIONS[f"EU+.{id}"].test(nothing_broke(early_ground=ground, **known))
    assert (finding.value, finding.missing) == (Truth(value), asked)
    assert finding.facts[0] == "early_ground"


@pytest.mark.parametrize("id", sorted({row[0] for row in EARLY_ROWS}))
def test_an_early_ground_is_for_who_told_it(id: str) -> None:
    test = CONDITIONS[f"EU+.{id}"].test
    untold, told_none = (test(nothing_broke(early_ground=ground)) for ground in (None, "none"))
    assert (untold.value, untold.missing) == (Truth.UNKNOWN, ("early_ground",))
    assert (told_none.value, told_none.missing) == (Truth.NO, ())


@pytest.mark.parametrize("id", sorted({row[0] for row in EARLY_ROWS}))
def test_nobody_is_asked_for_an_early_ground_while_no_ground_could_open_the_route(id: str) -> None:
    """A right that came early is lost by more than two years away: before that can be said, no ground opens EU+."""
    test = CONDITIONS[f"EU+.{id}"].test
    not_known, none_so_long = somebody(), nothing_broke(absences=None, absences_each_under=24)
    longer = nothing_broke(absences=None, absences_each_under=25)
    assert [test(one).missing for one in (not_known, longer, none_so_long)] == [
        ("absences",),
        ("absences",),
        ("early_ground",),
    ]
    assert test(somebody(early_ground="none")).value is Truth.NO


def early_status(**told: Any) -> tuple[str, list[str]]:
    """The status of EU+ two years and a half after the annex 19, and what is asked."""
    case = {
        "nationality": "FR",
        "card": "EU",
        "annex_19": "2023-09-01",
        "stays": [{"from": "2023-09-01", "ground": "eu_citizen"}],
        "absences": [],
        "interruptions": [],
        **told,
    }
    found = assess_person(case, ON)["routes"]["EU+"]
    return found["status"], found["missing"]


APPEAL = ["appeal_pending"]
FIVE_YEARS_AGO = [{"from": "2020-09-01", "ground": "eu_citizen"}]
RETIRED: dict[str, Any] = {"early_ground": "retirement", "eu_activity": ["worker"], "stopped_working": "2026-01-31"}


@pytest.mark.parametrize(
    ("told", "status", "asked"),
    [
        (RETIRED | {"belgian_partner": True}, "open", []),
        (RETIRED | {"belgian_partner": False}, "later", []),  # under three years: not even the Directive
        (RETIRED, "unsettled", ["belgian_partner"]),
        (RETIRED | {"eu_activity": ["student"]}, "later", []),
        (RETIRED | {"belgian_partner": True, "interruptions": APPEAL}, "unsettled", []),  # EUP-APL-1
        (RETIRED | {"early_ground": "incapacity", "belgian_partner": False}, "open", []),  # over two years
        (RETIRED | {"early_ground": "incapacity", "eu_activity": ["own_means"]}, "later", []),
        (RETIRED | {"early_ground": "cross_border_worker", "belgian_partner": True}, "unsettled", []),
        ({"early_ground": "none"}, "later", []),
        ({"early_ground": "none", "interruptions": APPEAL}, "later", []),
        # Five years are complete and wait for the judge alone: an early ground could change nothing.
        ({"annex_19": "2020-09-01", "stays": FIVE_YEARS_AGO, "interruptions": APPEAL}, "unsettled", []),
        ({"interruptions": APPEAL}, "unsettled", ["early_ground"]),
    ],
)
def test_the_status_on_an_early_ground(told: dict[str, Any], status: str, asked: list[str]) -> None:
    assert early_status(**told) == (status, asked)


UNFIT: dict[str, Any] = {
    "early_ground": "incapacity",
    "annex_19": day("2020-01-15"),
    "stopped_working": day("2023-05-02"),
}
LATE = date(2028, 6, 1)
NOT_SAID = {"absences": (Absence(day("2020-02-01"), day("2021-05-02"), None),)}

REASON = "absences[0].reason"
INCAPACITY_ROWS: list[tuple[str, Situation, str, tuple[str, ...]]] = [
    ("nothing told", nothing_broke(), "unknown", ("early_ground",)),
    *((ground, nothing_broke(**UNFIT | {"early_ground": ground}), "no", ()) for ground in EARLY_GROUNDS[:2]),
    # EUP-EARLY-2: stopped because of it, after more than two years of residence
    ("over three years of residence", nothing_broke(**UNFIT), "yes", ()),
    ("two years to the day", nothing_broke(**UNFIT | {"stopped_working": day("2022-01-15")}), "no", ()),
    ("a day more than two years", nothing_broke(**UNFIT | {"stopped_working": day("2022-01-16")}), "yes", ()),
    ("stopped before coming", nothing_broke(**UNFIT | {"stopped_working": day("2019-01-16")}), "no", ()),
    # the residence was broken
    ("a break and two years after it", nothing_broke(**UNFIT, **gone("2020-02-01", "2021-05-02")), "no", ()),
    ("a break if the reason is not military service", nothing_broke(**UNFIT, **NOT_SAID), "unknown", (REASON,)),
    (
        "that trip is no break to more than two years",
        nothing_broke(**UNFIT | {"stopped_working": day("2023-05-03")}, **NOT_SAID),
        "yes",
        (),
    ),
    (
        "nor does its reason matter to somebody who left for good",
        nothing_broke(
            LATE, **UNFIT, absences=(*NOT_SAID["absences"], Absence(day("2023-06-02"), day("2025-06-03"), index=1))
        ),
        "no",
        (),
    ),
    ("a break and more than two years", nothing_broke(**UNFIT, **gone("2020-02-01", "2021-05-01")), "yes", ()),
    (
        "no free movement for a time: papers can still show it",
        nothing_broke(**UNFIT, free_movement_gaps=(Period(day("2022-01-01"), day("2022-02-01")),)),
        "unknown",
        (),
    ),
    # from the day on which work stopped the right exists: more than two years abroad end it (EUP-LOSS-1)
    ("away for eight months afterwards", nothing_broke(LATE, **UNFIT, **gone("2023-05-02", "2024-01-02")), "yes", ()),
    ("away for two years", nothing_broke(LATE, **UNFIT, **gone("2023-05-02", "2025-05-02")), "yes", ()),
    ("away for longer, from that day on", nothing_broke(LATE, **UNFIT, **gone("2023-05-02", "2025-05-03")), "no", ()),
    ("away for longer", nothing_broke(LATE, **UNFIT, **gone("2024-05-02", "2026-05-03")), "no", ()),
    ("not that long yet", nothing_broke(day("2026-05-02"), **UNFIT, **gone("2024-05-02", "2026-05-03")), "yes", ()),
    ("left for years before work stopped", nothing_broke(LATE, **UNFIT, **gone("2023-05-01", "2025-06-01")), "no", ()),
    (
        "once briefly, once too long",
        nothing_broke(
            LATE,
            **UNFIT,
            absences=(Absence(day("2023-06-01"), day("2023-07-01")), Absence(day("2024-05-02"), day("2026-05-03"))),
        ),
        "no",
        (),
    ),
    # not told
    ("day not told", nothing_broke(**UNFIT | {"stopped_working": None}), "unknown", ("stopped_working",)),
    ("annex not told", nothing_broke(**UNFIT | {"annex_19": None}), "unknown", ("annex_19",)),
    (
        "neither told",
        nothing_broke(**UNFIT | {"annex_19": None, "stopped_working": None}),
        "unknown",
        ("stopped_working", "annex_19"),
    ),
    ("absences not told", nothing_broke(**UNFIT, absences=None), "unknown", ("absences",)),
    (
        "free movement and the day not told",
        nothing_broke(**UNFIT | {"stopped_working": None}, free_movement_gaps=None),
        "unknown",
        ("stopped_working", "free_movement_gaps"),
    ),
]


@pytest.mark.parametrize(
    ("situation", "value", "asked"), [row[1:] for row in INCAPACITY_ROWS], ids=[row[0] for row in INCAPACITY_ROWS]
)
def test_early_for_incapacity(situation: Situation, value: str, asked: tuple[str, ...]) -> None:
    finding = CONDITIONS["EU+.incapacity"].test(situation)
    assert (finding.value, finding.missing) == (Truth(value), asked)
    assert {"early_ground", "stopped_working", "annex_19", "absences", "free_movement_gaps"} <= set(finding.facts)
    assert not finding.at_filing
    assert not finding.not_confirmed


# --- EUP-5Y-8: until 10 July 2013 three years were enough, for students five ----------------------------------------

OLD_RULE = "EU+.no-right-from-before-2013"
SINCE_2010: dict[str, Any] = {
    "annex_19": day("2010-07-10"),
    **nationality("IT"),
    "card": "EU",
    "early_ground": "none",
    "suspensive_appeal_pending": False,
}
NINE_MONTHS = Absence(day("2013-09-01"), day("2014-06-01"))
AGAIN = Absence(day("2018-09-01"), day("2019-05-01"))
BROKEN_TWICE: dict[str, Any] = {**SINCE_2010, "absences": (NINE_MONTHS, AGAIN)}
"""Five years were never complete by the middle of 2022; three were on 10 July 2013, the last day of the old rule."""
THEN = date(2022, 7, 1)
STUDY = stay("student", "2009-09-01", "2013-07-10")
WORK = stay("eu_citizen", "2013-07-11")
IN_2012 = (Period(day("2012-03-01"), day("2012-05-01")),)

OLD_ROWS: list[tuple[str, dict[str, Any], str, bool]] = [
    # what, what is told, answer, does it wait for something that is asked elsewhere
    ("annex not told", {**BROKEN_TWICE, "annex_19": None}, "unknown", True),
    ("no annex", {**BROKEN_TWICE, "annex_19": "none"}, "unknown", True),
    ("three years on the last day of the old rule", BROKEN_TWICE, "unknown", False),
    ("three years a day later", {**BROKEN_TWICE, "annex_19": day("2010-07-11")}, "yes", False),
    ("absences not told", {**BROKEN_TWICE, "absences": None}, "unknown", True),
    ("free movement not told", {**BROKEN_TWICE, "free_movement_gaps": None}, "unknown", True),
    ("five years are complete", {**SINCE_2010, "absences": (AGAIN,)}, "yes", False),
    (
        "no free movement for a time afterwards",
        {**SINCE_2010, "absences": (AGAIN,), "free_movement_gaps": (Period(day("2014-01-01"), day("2014-02-01")),)},
        "unknown",
        False,
    ),
    (
        "broken before three years",
        {**SINCE_2010, "absences": (Absence(day("2011-01-10"), day("2011-09-10")), NINE_MONTHS, AGAIN)},
        "yes",
        False,
    ),
    (
        "prison while nobody had more than three years",
        {**BROKEN_TWICE, "prison": (Period(day("2012-03-01"), day("2012-05-01")),)},
        "yes",
        False,
    ),
    (
        "a doubt of that time, which papers may settle",
        {**BROKEN_TWICE, "register_gaps": IN_2012},
        "unknown",
        False,
    ),
    # EUP-LOSS-1: what has ended the right since
    (
        "more than two years away since",
        {**SINCE_2010, "absences": (Absence(day("2013-09-01"), day("2015-09-10")), AGAIN)},
        "yes",
        False,
    ),
    (
        "two years away since",
        {**SINCE_2010, "absences": (Absence(day("2013-09-01"), day("2015-09-01")), AGAIN)},
        "unknown",
        False,
    ),
    # students needed five years
    ("only study", {**BROKEN_TWICE, "stays": (STUDY,)}, "yes", False),
    ("only study until then", {**BROKEN_TWICE, "stays": (STUDY, WORK)}, "yes", False),
    ("study until today", {**BROKEN_TWICE, "stays": (stay("student", "2009-09-01"),)}, "yes", False),
    ("work", {**BROKEN_TWICE, "stays": (stay("eu_citizen", "2010-07-10"),)}, "unknown", False),
    (
        "work from the last day on",
        {**BROKEN_TWICE, "stays": (STUDY, stay("eu_citizen", "2013-07-10"))},
        "unknown",
        False,
    ),
    ("no stay told", {**BROKEN_TWICE, "stays": ()}, "unknown", False),
    ("stays that begin later", {**BROKEN_TWICE, "stays": (stay("student", "2013-07-11"),)}, "unknown", False),
    (
        "work before the annex, then study",
        {**BROKEN_TWICE, "stays": (stay("eu_citizen", "2008-01-01", "2010-07-10"), stay("student", "2010-07-11"))},
        "yes",
        False,
    ),
    (
        "work until the day after the annex, then study",
        {**BROKEN_TWICE, "stays": (stay("eu_citizen", "2008-01-01", "2010-07-11"), stay("student", "2010-07-12"))},
        "unknown",
        False,
    ),
    (
        "study here, work elsewhere",
        {**BROKEN_TWICE, "stays": (STUDY, replace(stay("eu_citizen", "2009-01-01", "2013-12-31"), country="FR"))},
        "yes",
        False,
    ),
]


@pytest.mark.parametrize(("told", "value", "waits"), [row[1:] for row in OLD_ROWS], ids=[row[0] for row in OLD_ROWS])
def test_a_right_from_before_2013_is_never_certain(told: dict[str, Any], value: str, waits: bool) -> None:
    situation = nothing_broke(THEN, **told)
    finding = CONDITIONS[OLD_RULE].test(situation)
    assert (finding.value, finding.missing, finding.at_filing) == (Truth(value), (), waits)
    assert {"annex_19", "stays", "absences", "free_movement_gaps"} <= set(finding.facts)


def test_the_old_rule_is_shown_only_to_those_whom_it_can_concern() -> None:
    not_shown = set()
    for name, told, *_ in OLD_ROWS:
        shown = {condition.id for condition, _ in decide_with_old_rule(nothing_broke(THEN, **told)).conditions}
        assert {"EU+.not-belgian", "EU+.five-years", "EU+.no-register-gap"} <= shown
        if OLD_RULE not in shown:
            not_shown.add(name)
    assert not_shown == {
        "annex not told",
        "no annex",
        "three years a day later",
        "absences not told",
        "free movement not told",
        "five years are complete",
    }
    belgian = nothing_broke(THEN, **BROKEN_TWICE | nationality("BE"))  # closed for another reason
    assert OLD_RULE not in {condition.id for condition, _ in decide_with_old_rule(belgian).conditions}


def test_in_a_chosen_reading_the_right_from_before_2013_is_counted_in_that_reading_only() -> None:
    for doubt in ("register_gaps", "free_movement_gaps"):
        situation = nothing_broke(THEN, **BROKEN_TWICE, **{doubt: IN_2012})
        answers = {
            name: CONDITIONS[OLD_RULE].test(situation.under(reading(name))).value
            for name in ("doubts-settled", "whole-days-abroad")
        }
        assert answers == {"doubts-settled": Truth.UNKNOWN, "whole-days-abroad": Truth.YES}


@pytest.mark.parametrize(("on", "value"), [("2021-06-30", "unknown"), ("2021-07-01", "yes")])
def test_with_five_complete_years_the_old_rule_does_not_matter(on: str, value: str) -> None:
    ten_months = Absence(day("2015-09-01"), day("2016-07-01"))
    situation = nothing_broke(day(on), **SINCE_2010, absences=(NINE_MONTHS, ten_months))
    assert CONDITIONS[OLD_RULE].test(situation).value is Truth(value)
