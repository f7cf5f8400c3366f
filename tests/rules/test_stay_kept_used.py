"""The condition that the stay was not lost: what it rests on, what is said of all absences at once, and what else asks
whether a stay ended or can be ended.

What of an absence reaches a route stands in ``test_stay_kept``. Asked about on 10 March 2026; each row changes one
thing of a person with a B card since 2015.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import Finding
from belgian_residence.routes.status import When
from belgian_residence.routes.stay_kept import (
    allowed_away,
    can_be_ended,
    end_not_settled,
    has_ended,
    stay_kept,
    what_became_of_the_stay,
)
from belgian_residence.told.person import Absence, Period, Person, Stay
from briefly import NOTHING_BROKE, away, with_card

ON = date(2026, 3, 10)
HERE_SINCE = date(2015, 5, 4)
LOST: dict[str, Any] = {"annex_18": False, "centre_of_interests_proven": False}


def somebody(card: str | None, *absences: Absence, **told: Any) -> Person:
    return with_card(card, *absences, since=HERE_SINCE, **{"nationality": MOROCCAN, **told})


MOROCCAN, FRENCH = frozenset({"MA"}), frozenset({"FR"})
SHORT, YEAR, MORE = ("2025-02-01", "2025-03-01"), ("2023-02-01", "2024-02-01"), ("2023-02-01", "2024-02-03")
PLANNED = ("2026-09-01", "2027-12-01")
REFUGEE = (Stay(date(2019, 1, 1), None, "refugee", first_card=date(2019, 1, 1)),)


def asked(person: Person, opens: When | None = None) -> Finding:
    return stay_kept(lambda situation: opens or When(ON, facts=("income",)))(Situation(person, ON))


@pytest.mark.parametrize(
    ("person", "value", "with_facts", "without"),
    [
        pytest.param(person, value, set(facts.split()), set(without.split()), id=about)
        for about, person, value, facts, without in (
            # Never away: whatever the card is.
            ("never away", somebody("B"), "yes", "absences", "card stays card_issued"),
            (
                "away for short times, as was said of all at once",
                somebody("B", absences=None, absences_each_under=6),
                "yes",
                "absences_each_under card stays unlimited_stay_since",
                "income",
            ),
            ("away a month", somebody("B", away(*SHORT)), "yes", "absences card stays", "nationality income annex_19"),
            ("lost", somebody("B", away(*MORE, **LOST)), "no", "card_issued nationality", "annex_19 income"),
            ("at risk", somebody("B", away(*YEAR, **LOST)), "unknown", "card_issued nationality", "annex_19"),
            # An EU citizen, or who may be one, can have the permanent right with any card.
            (
                "a citizen, away a month",
                somebody("B", away(*SHORT), nationality=FRENCH),
                "yes",
                "nationality annex_19 free_movement_gaps",
                "income",
            ),
            (
                "nationality not told",
                somebody("B", away(*SHORT), nationality=None),
                "yes",
                "annex_19 prison",
                "nationality",
            ),
            ("with an F card", somebody("F", away(*SHORT)), "yes", "annex_19ter joint_household", "nationality"),
            # What else was told.
            (
                "the status given elsewhere",
                somebody("L", long_term_resident_elsewhere=True),
                "no",
                "long_term_resident_elsewhere nationality",
                "annex_19",
            ),
            (
                "not given elsewhere",
                somebody("L", away(*SHORT, outside_eu=True)),
                "yes",
                "card",
                "long_term_resident_elsewhere",
            ),
            (
                "a refugee",
                somebody("A", away(*SHORT), stays=REFUGEE),
                "yes",
                "asylum_application protection_ended",
                "income",
            ),
            ("a student", somebody("A", away(*SHORT)), "yes", "stays", "asylum_application protection_ended"),
            # When the route opens matters only for what is not over yet.
            ("back today", somebody("B", away("2026-02-01", "2026-03-10")), "yes", "absences", "income"),
            ("back tomorrow", somebody("B", away("2026-02-01", "2026-03-11")), "yes", "income", "nationality"),
            ("still away", somebody("B", away("2026-02-01", None)), "yes", "income", "nationality"),
            ("one over, one ahead", somebody("B", away(*SHORT), away(*PLANNED, 1)), "yes", "income", "nationality"),
        )
    ],
)
def test_what_the_condition_rests_on(person: Person, value: str, with_facts: set[str], without: set[str]) -> None:
    finding = asked(person)
    assert finding.value.value == value
    assert with_facts <= set(finding.facts)
    assert without.isdisjoint(finding.facts)


@pytest.mark.parametrize(
    ("person", "value", "missing", "not_confirmed"),
    [
        pytest.param(person, value, missing, not_confirmed, id=about)
        for about, person, value, missing, not_confirmed in (
            # What was said of all others at once, beside a list (ABS-1: a year in a row).
            ("short times", somebody("B", absences=None, absences_each_under=6), "yes", (), False),
            ("up to a year each", somebody("B", absences=None, absences_each_under=12), "yes", (), False),
            ("perhaps longer", somebody("B", absences=None, absences_each_under=24), "unknown", ("absences",), False),
            ("others not told", somebody("B", away(*SHORT), other_absences=True), "unknown", ("absences",), False),
            ("others short", somebody("B", away(*SHORT), other_absences=True, absences_each_under=6), "yes", (), False),
            ("others not told, one is lost", somebody("B", away(*MORE, **LOST), other_absences=True), "no", (), False),
            (
                "others not told, one hangs on a fact",
                somebody("B", away(*MORE, 3, annex_18=True, centre_of_interests_proven=True), other_absences=True),
                "unknown",
                ("absences[3].card_valid_on_return", "absences[3].return_reported", "absences"),
                False,
            ),
            (
                "others not told, one is at risk",
                somebody("B", away(*YEAR, **LOST), other_absences=True),
                "unknown",
                (),
                True,
            ),
            ("at risk: no fact settles it", somebody("B", away(*YEAR, **LOST)), "unknown", (), True),
            # The status given elsewhere is lost, whatever is known of absences (LOSS-L-1).
            (
                "L elsewhere, absences not told",
                somebody("L", absences=None, long_term_resident_elsewhere=True),
                "no",
                (),
                False,
            ),
            # The first day of a stay and the card are asked first.
            (
                "neither told, lost",
                somebody(None, away(*MORE, **LOST), stays=None, nationality=MOROCCAN),
                "unknown",
                ("stays", "card"),
                False,
            ),
        )
    ],
)
def test_what_settles_it(person: Person, value: str, missing: tuple[str, ...], not_confirmed: bool) -> None:
    finding = asked(person)
    assert (finding.value.value, finding.missing, finding.not_confirmed) == (value, missing, not_confirmed)
    assert finding.undated is (value == "unknown" and missing != ("absences",))


@pytest.mark.parametrize(
    ("opens", "value", "missing"),
    [
        # Planned from 1 September 2026 for fifteen months, not declared: what it loses, it loses a year later.
        (When(date(2026, 9, 1)), "yes", ()),
        (When(date(2027, 9, 1)), "unknown", ()),
        (When(date(2027, 9, 3)), "no", ()),
        (When(None), "yes", ()),
        (When(date(2020, 1, 1)), "yes", ()),
        # It opens on a day that is not known: perhaps before it is lost.
        (When(date(2027, 9, 3), ("annex_19",)), "unknown", ("annex_19",)),
        (When(date(2027, 9, 3), ("annex_19",), earliest=date(2027, 9, 1)), "unknown", ("annex_19",)),
        (When(date(2027, 12, 1), ("annex_19",), earliest=date(2027, 9, 3)), "no", ()),
        (When(date(2027, 12, 1), ("annex_19",), earliest=date(2020, 1, 1)), "unknown", ("annex_19",)),
    ],
)
def test_a_plan_until_the_route_opens(opens: When, value: str, missing: tuple[str, ...]) -> None:
    finding = asked(somebody("B", away(*PLANNED, **LOST)), opens)
    assert (finding.value.value, finding.missing) == (value, missing)


# --- has it ended, can it be ended --------------------------------------------------------------------------------

SPLIT: dict[str, Any] = {"household_ended": date(2025, 1, 1), "retention_grounds": frozenset()}


def family(card: str, ground: str, **told: Any) -> Person:
    stays = (Stay(date(2022, 5, 1), None, ground, first_card=date(2022, 11, 1)),)
    return somebody(card, **{"stays": stays, "annex_19ter": date(2022, 5, 1), **SPLIT, **told})


@pytest.mark.parametrize(
    ("person", "ended", "can_be", "not_settled"),
    [
        pytest.param(person, ended, can_be, not_settled, id=about)
        for about, person, ended, can_be, not_settled in (
            ("never away", somebody("B"), False, False, False),
            ("absences not told", somebody("B", absences=None), False, False, False),
            ("a month", somebody("B", away(*SHORT)), False, False, False),
            ("a year", somebody("B", away(*YEAR, **LOST)), False, False, False),
            ("more than a year", somebody("B", away(*MORE, **LOST)), True, False, False),
            ("not known whether prepared", somebody("B", away(*MORE)), False, False, False),
            # What is only planned has ended nothing yet.
            ("planned", somebody("B", away(*PLANNED, **LOST)), False, False, False),
            (
                "left a year ago, back later",
                somebody("B", away("2025-03-10", "2026-12-01", **LOST)),
                False,
                False,
                False,
            ),
            (
                "left a year and two days ago, back later",
                somebody("B", away("2025-03-08", "2026-12-01", **LOST)),
                True,
                False,
                False,
            ),
            # By the rules of the paper: no rule, nothing ended.
            ("an Annex 15", somebody("annex_15", away(*MORE, **LOST)), False, False, False),
            ("L elsewhere", somebody("L", long_term_resident_elsewhere=True), True, False, False),
            ("L not elsewhere", somebody("L", long_term_resident_elsewhere=False), False, False, False),
            ("B, L elsewhere", somebody("B", long_term_resident_elsewhere=True), False, False, False),
            (
                "L elsewhere, absences not told",
                somebody("L", absences=None, long_term_resident_elsewhere=True),
                True,
                False,
                False,
            ),
            # By a decision only (B-FAM-2, FAM-RET-4, LOSS-3, DOUBT-16).
            ("F, household ended", family("F", "family_of_eu_or_belgian"), False, True, False),
            (
                "F, with a ground that may keep it",
                family("F", "family_of_eu_or_belgian", retention_grounds=frozenset({"still_married"})),
                False,
                False,
                False,
            ),
            ("art. 10, household ended", family("A", "family_of_unlimited_stay"), False, True, False),
            ("art. 10bis, household ended", family("A", "family_of_limited_stay"), False, False, True),
            (
                "art. 10bis, together",
                family("A", "family_of_limited_stay", household_ended="none"),
                False,
                False,
                False,
            ),
            (
                "protection withdrawn",
                somebody("A", stays=REFUGEE, protection_ended="withdrawn"),
                False,
                True,
                False,
            ),
            ("protection not ended", somebody("A", stays=REFUGEE, protection_ended="no"), False, False, False),
        )
    ],
)
def test_has_it_ended_and_can_it_be_ended(person: Person, ended: bool, can_be: bool, not_settled: bool) -> None:
    assert (has_ended(person, ON), can_be_ended(person, ON), end_not_settled(person, ON)) == (
        ended,
        can_be,
        not_settled,
    )


def british(card: str = "M", since: str = "2018-01-01", *absences: Absence, **told: Any) -> Person:
    start = date.fromisoformat(since)
    stays = (Stay(start, None, "withdrawal_agreement", first_card=start),)
    return somebody(
        card,
        *absences,
        **{
            "stays": stays,
            "nationality": frozenset({"GB"}),
            "annex_19": start,
            "annex_19ter": "none",
            **NOTHING_BROKE,
            "early_ground": "none",
            **told,
        },
    )


def in_prison(first: str, last: str) -> dict[str, Any]:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return {"interruptions": frozenset({"prison"}), "prison": (period,)}


@pytest.mark.parametrize(
    ("person", "endings", "stay"),
    [
        pytest.param(person, endings, stay, id=about)
        for about, person, endings, stay in (
            ("nothing broke it", british(), (), "kept"),
            # What broke it before the five years were complete may have ended it for good (BRX-ABS-1, EUP-ABS-7).
            (
                "prison in the fourth year",
                british("M", "2018-01-01", **in_prison("2021-06-01", "2021-08-01")),
                ("agreement-stay-broken",),
                "unsettled",
            ),
            (
                "prison before the end of the transition",
                british("M", "2018-01-01", **in_prison("2019-06-01", "2019-08-01")),
                (),
                "kept",
            ),
            (
                "prison once it was permanent",
                british("M", "2013-01-01", **in_prison("2021-06-01", "2021-08-01")),
                (),
                "kept",
            ),
            (
                "prison, with permanent stay on the card",
                british("M+", "2018-01-01", **in_prison("2021-06-01", "2021-08-01")),
                (),
                "kept",
            ),
            (
                "away for too long: the absence says it",
                british("M", "2018-01-01", away("2021-06-01", "2022-03-01")),
                (),
                "unsettled",
            ),
        )
    ],
)
def test_what_broke_a_stay_under_the_agreement(person: Person, endings: tuple[str, ...], stay: str) -> None:
    found = what_became_of_the_stay(Situation(person, ON))
    assert (tuple(ending.note.id for ending in found.endings), found.stay) == (endings, stay)


def test_what_became_of_it_by_the_paper_and_by_the_stay_until_a_day() -> None:
    person = somebody("annex_15", away(*YEAR), away(*PLANNED, 1, **LOST))
    situation = Situation(person, ON)
    by_stay, by_paper = what_became_of_the_stay(situation), what_became_of_the_stay(situation, of_card=True)
    assert (by_stay.group.key, by_paper.group.key) == ("unlimited-stay", "temporary-paper")
    assert (by_stay.stay, by_paper.stay) == ("lost", "unsettled")
    assert [len(what_became_of_the_stay(situation, until).aways) for until in (ON, None)] == [1, 2]


@pytest.mark.parametrize(
    ("person", "of_stay", "of_paper"),
    [
        pytest.param(person, of_stay, of_paper, id=about)
        for about, person, of_stay, of_paper in (
            ("B", somebody("B"), (Allowed(12),), (Allowed(3), Allowed(12))),
            ("L", somebody("L"), (Allowed(12), Allowed(72)), (Allowed(12), Allowed(72), Allowed(3))),
            (
                "L, after a Blue Card",
                somebody("L", stays=(Stay(HERE_SINCE, None, "blue_card"),)),
                (Allowed(24), Allowed(72)),
                (Allowed(24), Allowed(72), Allowed(3)),
            ),
            ("EU", somebody("EU"), (Allowed(12),), (Allowed(12), Allowed(3))),
            ("EU+", somebody("EU+"), (Allowed(24),), (Allowed(24), Allowed(3))),
            ("M", somebody("M"), (Allowed(6, 1),), (Allowed(6, 1), Allowed(3))),
            ("M+", somebody("M+"), (Allowed(60),), (Allowed(60), Allowed(3))),
            # Of a paper nothing is known; of the stay it is.
            ("an Annex 15", somebody("annex_15"), (Allowed(12),), None),
            # With a card that ran out no longer than leaves the stay alone (ABS-4).
            (
                "B, ran out",
                somebody("B", card_expiry=date(2026, 3, 9)),
                (Allowed(3), Allowed(12)),
                (Allowed(3), Allowed(3), Allowed(12)),
            ),
            ("B, its last day", somebody("B", card_expiry=ON), (Allowed(12),), (Allowed(3), Allowed(12))),
        )
    ],
)
def test_how_long_somebody_may_be_away(
    person: Person, of_stay: tuple[Allowed, ...], of_paper: tuple[Allowed, ...] | None
) -> None:
    situation = Situation(person, ON)
    assert allowed_away(situation) == of_stay
    assert allowed_away(situation, of_card=True) == of_paper
