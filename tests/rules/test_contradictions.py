"""Answers that do not fit together: refused with the rule that they break, or told as unusual; each with a way out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, assess
from belgian_residence.assessment.oddities import ODDITIES
from belgian_residence.law.provisions import provision
from belgian_residence.told.contradictions import RULES
from briefly import trip

ON = date(2025, 6, 15)
YEAR = ("2020-01-01", "2020-12-31")


def stay(start: str, end: str | None = None, ground: str = "single_permit", **more: Any) -> dict[str, Any]:
    return {"from": start, "ground": ground} | ({"to": end} if end else {}) | more


def people(*relations: dict[str, Any], **facts: dict[str, Any]) -> dict[str, Any]:
    return {"people": facts, "relations": list(relations)}


def sponsor(of: str, is_: str) -> dict[str, Any]:
    return {"kind": "sponsor", "of": of, "is": is_}


# --- what cannot be true together is refused ------------------------------------------------------------------------

REFUSED: list[tuple[str, dict[str, Any], str, str, str]] = [
    # rule, facts, where, beside what, the first way out
    (
        "nothing-before-birth",
        {"birth_date": "2000-05-01", "annex_19": "1999-01-01"},
        "annex_19",
        "birth_date",
        "correct-this",
    ),
    (
        "nothing-before-birth",
        {"birth_date": "2020-05-01", "stays": [stay("2019-01-01")]},
        "stays[0].from",
        "birth_date",
        "correct-this",
    ),
    (
        "nothing-before-birth",
        {"birth_date": "2020-05-01", "absences": [trip("2019-01-01", "2019-02-01")]},
        "absences[0].from",
        "birth_date",
        "correct-this",
    ),
    (
        "first-day-before-last",
        {"stays": [stay("2020-01-01", "2019-01-01")]},
        "stays[0].to",
        "stays[0].from",
        "correct-this",
    ),
    (
        "first-day-before-last",
        {"absences": [trip("2020-02-01", "2020-01-01")]},
        "absences[0].to",
        "absences[0].from",
        "correct-this",
    ),
    (
        "card-within-its-stay",
        {"stays": [stay("2020-01-01", first_card_issued="2019-06-01")]},
        "stays[0].first_card_issued",
        "stays[0].from",
        "correct-this",
    ),
    (
        "card-within-its-stay",
        {"stays": [stay("2020-01-01", "2021-01-01", first_card_issued="2022-06-01")]},
        "stays[0].first_card_issued",
        "stays[0].to",
        "correct-this",
    ),
    (
        "protection-after-request",
        {"asylum_application": "2021-01-01", "permit_granted": "2020-01-01"},
        "permit_granted",
        "asylum_application",
        "correct-this",
    ),
    (
        "protection-after-request",
        {"asylum_application": "2021-06-01", "stays": [stay("2020-01-01", ground="refugee")]},
        "asylum_application",
        "stays[0].from",
        "correct-this",
    ),
    (
        "unlimited-stay-after-arrival",
        {"unlimited_stay_since": "2019-01-01", "stays": [stay("2020-01-01")]},
        "unlimited_stay_since",
        "stays[0].from",
        "correct-this",
    ),
    (
        "one-stay-at-a-time",
        {"stays": [stay("2019-01-01", "2021-01-01", "student"), stay("2020-06-01")]},
        "stays[1].from",
        "stays[0]",
        "end-on-change",
    ),
    (
        "one-trip-at-a-time",
        {"absences": [trip("2020-01-01", "2020-03-01"), trip("2020-02-01", "2020-04-01")]},
        "absences[1].from",
        "absences[0]",
        "join-entries",
    ),
    (
        "one-period-at-a-time",
        {"interruptions": ["prison"], "prison": [trip("2020-01-01", "2020-03-01"), trip("2020-02-01", "2020-04-01")]},
        "prison[1].from",
        "prison[0]",
        "join-entries",
    ),
    ("limited-card", {"card": "A", "unlimited_stay_since": "2024-01-01"}, "unlimited_stay_since", "card", "say-none"),
    (
        "unlimited-stay-has-a-day",
        {"unlimited_stay_since": "none", "stays": [stay("2020-01-01", ground="unlimited_stay")]},
        "unlimited_stay_since",
        "stays[0]",
        "say-its-day",
    ),
    (
        "unlimited-stay-has-a-day",
        {"unlimited_stay_since": "none", "stays": [stay("2020-01-01", ground="settlement")]},
        "unlimited_stay_since",
        "stays[0]",
        "say-its-day",
    ),
    ("eu-card-for-eu-nationals", {"nationality": ["MA"], "card": "EU+"}, "card", "nationality", "add-nationality"),
    (
        "eu-card-for-eu-nationals",
        {"nationality": ["MA", "TR"], "card": "annex_8"},
        "card",
        "nationality",
        "add-nationality",
    ),
    ("eu-card-for-eu-nationals", {"nationality": "stateless", "card": "E"}, "card", "nationality", "add-nationality"),
    (
        "decision-after-request",
        {"applications": [{"route": "K", "filed": "2025-02-01", "decision": "refused", "notified": "2025-01-01"}]},
        "applications[0].notified",
        "applications[0].filed",
        "correct-this",
    ),
    (
        "no-decision-yet",
        {"applications": [{"route": "K", "filed": "2025-02-01", "decision": "pending", "notified": "2025-03-01"}]},
        "applications[0].notified",
        "applications[0].decision",
        "correct-this",
    ),
    ("not-ahead", {"birth_date": "2025-06-16"}, "birth_date", "on", "correct-this"),
    (
        "not-ahead",
        {"stays": [stay("2025-01-01", first_card_issued="2025-07")]},
        "stays[0].first_card_issued",
        "on",
        "correct-this",
    ),
    (
        "nothing-before-birth",
        {"birth_date": "2020-05-01", "stays": [{"from": None, "to": "2019-01-01", "ground": "student"}]},
        "stays[0].to",
        "birth_date",
        "correct-this",
    ),
    (
        "card-issued-before-it-ends",
        {"card_issued": "2024-05-02", "card_expiry": "2024-05-01"},
        "card_expiry",
        "card_issued",
        "correct-this",
    ),
    (
        "first-card-before-card-now",
        {"card_issued": "2020-05-01", "stays": [stay("2020-01-01", first_card_issued="2020-05-02")]},
        "stays[0].first_card_issued",
        "card_issued",
        "correct-this",
    ),
    (
        "granted-before-card",
        {"stays": [stay("2020-01-01", granted="2020-03-02", first_card_issued="2020-03-01", ground="stateless")]},
        "stays[0].granted",
        "stays[0].first_card_issued",
        "correct-this",
    ),
    (
        "attestation-before-card",
        {"stays": [stay("2020-01-01", attestation="2020-03-02", first_card_issued="2020-03-01")]},
        "stays[0].attestation",
        "stays[0].first_card_issued",
        "correct-this",
    ),
    (
        "paper-covers-a-time",
        {"stays": [stay("2020-01-01", before="no_break", before_paper="annex_15")]},
        "stays[0].before_paper",
        "stays[0].before",
        "correct-this",
    ),
    (
        "no-right-is-a-break",
        {"stays": [stay("2020-01-01", "2020-12-31", "no_right"), stay("2021-01-01", before="papers")]},
        "stays[1].before",
        "stays[0]",
        "correct-this",
    ),
    (
        "related-to-somebody-else",
        people(sponsor("amina", "amina"), amina={}),
        "relations[0].is",
        "relations[0].of",
        "name-the-other-person",
    ),
    (
        "dependants-of-relations",
        people({"kind": "dependant", "of": "amina", "is": "jan"}, amina={"dependants": 0}, jan={}),
        "people.amina.dependants",
        "relations[0]",
        "leave-answer-out",
    ),
    (
        "household-of-relations",
        people(
            sponsor("amina", "jan"),
            {"kind": "household", "of": "amina", "is": "jan"},
            amina={"joint_household": False},
            jan={},
        ),
        "people.amina.joint_household",
        "relations[1]",
        "leave-answer-out",
    ),
    (
        "early-sponsor-of-relations",
        people(
            sponsor("amina", "jan"), amina={"sponsor_early_permanent": True}, jan={"nationality": "MA", "card": "A"}
        ),
        "people.amina.sponsor_early_permanent",
        "relations[0]",
        "leave-answer-out",
    ),
    (
        "belgian-sponsor-of-relations",
        people(sponsor("amina", "jan"), amina={"sponsor_belgian": True}, jan={"nationality": "MA"}),
        "people.amina.sponsor_belgian",
        "relations[0]",
        "leave-answer-out",
    ),
    *(
        (
            "interruption-with-its-days",
            {"interruptions": named, fact: told},
            "interruptions",
            fact,
            "say-that-it-happened",
        )
        for named, fact, told in (
            ([], "prison", [trip("2020-01-01", "2020-02-01")]),
            (["prison"], "register_gaps", [trip("2020-01-01", "2020-02-01")]),
            (["register_gap"], "free_movement_gaps", [trip("2020-01-01", "2020-02-01")]),
            ([], "removal_enforced", True),
            ([], "suspensive_appeal_pending", True),
        )
    ),
    (
        "special-card-among-the-stays",
        {
            "annex_19": "2020-03-01",
            "special_card_before": False,
            "stays": [stay("2015-01-01", "2020-02-29", "special_card_other")],
        },
        "special_card_before",
        "stays[0]",
        "correct-this",
    ),
    (
        "household-in-the-five-years",
        {"annex_19ter": "2018-01-10", "annex_15": "none", "joint_household": True, "household_ended": "2022-03-01"},
        "joint_household",
        "household_ended",
        "correct-this",
    ),
]


@pytest.mark.parametrize(
    ("rule", "facts", "where", "other", "way"), REFUSED, ids=[f"{row[2]}: {row[0]}" for row in REFUSED]
)
def test_a_contradiction_names_its_rule_both_answers_and_a_way_out(
    rule: str, facts: dict[str, Any], where: str, other: str, way: str
) -> None:
    with pytest.raises(CaseError) as caught:
        assess(facts, ON)
    (fault,) = caught.value.faults
    assert (fault.rule, fault.where, fault.other, fault.ways[0]) == (rule, where, other, way)
    assert fault.law == RULES[rule].law
    assert str(fault).endswith(f"; ways: {', '.join(fault.ways)}")
    assert f"; rule: {rule}" in str(fault)


def test_every_rule_is_broken_by_one_of_these_cases() -> None:
    assert {row[0] for row in REFUSED} == set(RULES)


NOT_REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("two nationalities, one of them of the EU", {"nationality": ["MA", "FR"], "card": "EU+"}),
    ("a British person with an old EU card", {"nationality": ["GB"], "card": "E+"}),
    ("only told to come from outside the EU", {"nationality": ["non-EU"], "card": "EU"}),
    ("a nationality that is not known", {"nationality": None, "card": "EU+"}),
    (
        "the stay before ends on the day of the change",
        {"stays": [stay("2019-01-01", "2020-06-01"), stay("2020-06-01")]},
    ),
    (
        "an unlimited stay of the past that ended",
        {
            "unlimited_stay_since": "none",
            "stays": [stay("2010-01-01", "2015-01-01", "unlimited_stay"), stay("2020-01-01")],
        },
    ),
    ("a rough last day that leaves room", {"stays": [stay("2019-01-01", "2020"), stay("2020-06-01")]}),
    ("an interruption whose days are not told", {"interruptions": ["prison"]}),
    ("days of an interruption, which ones there were is not known", {"interruptions": None, "prison": [trip(*YEAR)]}),
    (
        "days of the interruption that is named",
        {"interruptions": ["prison", "removal"], "prison": [trip(*YEAR)], "removal_enforced": True},
    ),
    ("none happened, and all are told so", {"interruptions": [], "prison": [], "removal_enforced": False}),
    ("the day asked about itself", {"birth_date": ON.isoformat()}),
    ("a month that began", {"birth_date": "2025-06"}),
    (
        "more live on the means than the file holds",
        people({"kind": "dependant", "of": "amina", "is": "jan"}, amina={"dependants": 2}, jan={}),
    ),
    ("a stay abroad at the same time", {"stays": [stay("2019-01-01", "2021-01-01", country="DE"), stay("2020-06-01")]}),
]


@pytest.mark.parametrize("facts", [row[1] for row in NOT_REFUSED], ids=[row[0] for row in NOT_REFUSED])
def test_what_can_be_true_together_is_not_refused(facts: dict[str, Any]) -> None:
    assess(facts, ON)


# --- what is only unusual is told, and kept -------------------------------------------------------------------------

UNUSUAL: list[tuple[str, dict[str, Any], str]] = [
    # rule, facts, the date asked about
    ("belgian-with-card", {"nationality": ["BE"], "card": "EU+"}, "2025-06-15"),
    ("eu-national-with-national-card", {"nationality": ["FR"], "card": "A"}, "2025-06-15"),
    ("eu-national-with-national-card", {"nationality": ["CH"], "card": "C"}, "2025-06-15"),
    ("eu-national-with-family-card", {"nationality": ["FR", "BR"], "card": "F"}, "2025-06-15"),
    ("eu-national-with-brexit-card", {"nationality": ["IE"], "card": "M"}, "2025-06-15"),
    ("british-with-eu-card", {"nationality": ["GB"], "card": "E+"}, "2022-04-01"),
    ("eu-card-without-eu-nationality", {"nationality": ["non-EU"], "card": "EU"}, "2025-06-15"),
    ("card-not-made-yet", {"card": "K"}, "2021-10-10"),
    ("card-not-made-yet", {"card": "EU+"}, "2021-05-09"),
    ("card-has-run-out", {"card": "C"}, "2026-11-22"),
    ("card-has-run-out", {"card": "E+"}, "2026-07-01"),
    ("card-shows-unlimited-stay", {"card": "B", "unlimited_stay_since": "none"}, "2025-06-15"),
    (
        "limited-card-on-unlimited-stay",
        {"card": "A", "stays": [stay("2020-01-01", ground="unlimited_stay")]},
        "2025-06-15",
    ),
    (
        "ground-of-eu-citizens",
        {"nationality": ["MA"], "stays": [stay("2020-01-01", ground="eu_citizen")]},
        "2025-06-15",
    ),
    ("annex-19-of-eu-citizens", {"nationality": ["MA"], "annex_19": "2020-01-01"}, "2025-06-15"),
    (
        "protection-without-a-request",
        {"asylum_application": "none", "stays": [stay("2020-01-01", ground="refugee")]},
        "2025-06-15",
    ),
    (
        "protection-without-a-request",
        {
            "asylum_application": "none",
            "stays": [stay("2020-01-01", "2022-01-01", "subsidiary_protection"), stay("2022-01-01")],
        },
        "2025-06-15",
    ),
    (
        "blue-card-of-a-student",
        {"card": "H", "stays": [stay("2019-01-01", "2024-09-01", "blue_card"), stay("2024-09-01", ground="student")]},
        "2025-06-15",
    ),
    (
        "trips-that-touch",
        {
            "absences": [
                {"from": "2022-01-10", "to": "2022-05-10"},
                {"from": "2022-05-10", "to": "2022-09-10"},
            ]
        },
        "2025-02-10",
    ),
    (
        "years-on-no-ground",
        {"nationality": ["PL"], "card": "EU", "eu_activity": [], "interruptions": []},
        "2025-06-15",
    ),
    (
        "stateless-before-the-law",
        {"stays": [{"from": "2024-08-31", "ground": "stateless", "granted": "2024-08-31"}]},
        "2026-11-30",
    ),
    ("annex-15-after-19ter", {"annex_19ter": "2020-01-01", "annex_15": "2020-07-01"}, "2025-06-15"),
    ("retired-young", {"early_ground": "retirement", "birth_date": "1975-01-01"}, "2026-11-30"),
    ("pension-age-young", {"disability_or_pension": "pension_age", "birth_date": "1990-01-01"}, "2026-11-30"),
]


def told(facts: dict[str, Any], on: str) -> list[dict[str, Any]]:
    return list(assess(facts, date.fromisoformat(on))["unusual"])


NO_ACTIVITY: dict[str, Any] = {"nationality": ["PL"], "card": "EU", "eu_activity": [], "interruptions": []}
AS_FAMILY: dict[str, Any] = {"from": "2018-06-15", "to": "2020-06-14", "ground": "family_of_eu_or_belgian"}
STATELESS: dict[str, Any] = {"from": "2024-08-31", "ground": "stateless"}


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        # no activity says that somebody is here as a child, or as other family
        (NO_ACTIVITY | {"birth_date": "2004-06-15"}, ["years-on-no-ground"]),  # 21 today
        (NO_ACTIVITY | {"birth_date": "2004-06-16"}, []),
        (NO_ACTIVITY | {"birth_date": "2015-01-01"}, []),
        (NO_ACTIVITY | {"birth_date": "1980-01-01", "stays": [AS_FAMILY]}, []),
        # B-STL-1: in force since 1 September 2024; the grant counts, and without it the first day
        ({"stays": [STATELESS | {"granted": "2024-08-31"}]}, ["stateless-before-the-law"]),
        ({"stays": [STATELESS | {"granted": "2024-09-01"}]}, []),
        ({"stays": [STATELESS]}, ["stateless-before-the-law"]),
        ({"stays": [STATELESS | {"from": "2024-09-01"}]}, []),
    ],
)
def test_where_two_answers_that_seldom_go_together_do(facts: dict[str, Any], rules: list[str]) -> None:
    assert [one["rule"] for one in told(facts, "2025-06-15")] == rules


@pytest.mark.parametrize(("rule", "facts", "on"), UNUSUAL, ids=[f"{row[0]}, {row[2]}" for row in UNUSUAL])
def test_what_is_unusual_is_told_with_its_rule_and_kept(rule: str, facts: dict[str, Any], on: str) -> None:
    found = told(facts, on)
    assert [one["rule"] for one in found] == [rule]
    assert "keep-both" in found[0]["ways"]
    assert found[0]["where"] in facts
    assert found[0]["other"] in {*facts, "on"}


def test_every_oddity_is_met_by_one_of_these_cases() -> None:
    assert {row[0] for row in UNUSUAL} == {one.id for one in ODDITIES}


USUAL: list[tuple[str, dict[str, Any], str]] = [
    (
        "protection in another state",
        {"asylum_application": "none", "stays": [stay("2020-01-01", ground="refugee", country="DE")]},
        "2025-06-15",
    ),
    (
        "a refugee who does not know the day",
        {"asylum_application": None, "stays": [stay("2020-01-01", ground="refugee")]},
        "2025-06-15",
    ),
    (
        "a student of the past with a Blue Card now",
        {"card": "H", "stays": [stay("2019-01-01", "2024-09-01", "student"), stay("2024-09-01", ground="blue_card")]},
        "2025-06-15",
    ),
    ("a Belgian without a card", {"nationality": ["BE"], "card": "none"}, "2025-06-15"),
    ("a French citizen with an EU card", {"nationality": ["FR"], "card": "EU"}, "2025-06-15"),
    ("a British and Irish citizen with an M card", {"nationality": ["IE", "GB"], "card": "M"}, "2025-06-15"),
    ("an American with an M card, as family", {"nationality": ["US"], "card": "M"}, "2025-06-15"),
    ("a British person with an EU card in its last days", {"nationality": ["GB"], "card": "E+"}, "2022-03-31"),
    ("a K card on its first day", {"card": "K"}, "2021-10-11"),
    ("a C card that may still be valid", {"card": "C"}, "2026-10-31"),
    ("a B card and its day", {"card": "B", "unlimited_stay_since": "2020-01-01"}, "2025-06-15"),
    ("an Annex 15 before the Annex 19ter", {"annex_19ter": "2020-07-01", "annex_15": "2020-06-01"}, "2025-06-15"),
    ("a British person with an Annex 19", {"nationality": ["GB"], "annex_19": "2019-01-01"}, "2025-06-15"),
    (
        "a Pole who works",
        {"nationality": ["PL"], "card": "EU", "eu_activity": ["worker"], "interruptions": []},
        "2025-06-15",
    ),
    (
        "a Pole who told of a time without work or means",
        {"nationality": ["PL"], "card": "EU", "eu_activity": [], "interruptions": ["free_movement_gap"]},
        "2025-06-15",
    ),
    (
        "a Pole not asked about gaps yet",
        {"nationality": ["PL"], "card": "EU", "eu_activity": []},
        "2025-06-15",
    ),
    ("nothing known", {}, "2025-06-15"),
]


@pytest.mark.parametrize(("facts", "on"), [row[1:] for row in USUAL], ids=[row[0] for row in USUAL])
def test_what_is_usual_is_not_remarked_on(facts: dict[str, Any], on: str) -> None:
    assert told(facts, on) == []


def test_rules_name_provisions_that_exist_and_decide() -> None:
    for law in (*(rule.law for rule in RULES.values()), *(one.law for one in ODDITIES)):
        for id in law:
            provision(id)
    for id, rule in RULES.items():
        assert all(provision(one).drives for one in rule.law), f"{id} refuses on what is not verified"
        assert rule.ways, id


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        (("2022-01-10", "2022-05-10"), ("2022-05-10", "2022-09-10"), True),
        (("2022-01-10", "2022-05-10"), ("2022-05-17", "2022-09-10"), True),  # a week between
        (("2022-01-10", "2022-05-10"), ("2022-05-18", "2022-09-10"), False),
        (("2022-01-10", "2022-01-20"), ("2022-01-20", "2022-04-09"), False),  # under three months together
        (("2022-01-10", "2022-01-20"), ("2022-01-20", "2022-04-10"), True),
    ],
)
def test_two_trips_that_touch_are_questioned(first: tuple[str, str], second: tuple[str, str], asked: bool) -> None:
    trips = [dict(zip(("from", "to"), trip, strict=True)) for trip in (second, first)]
    found = assess({"absences": trips}, date(2025, 2, 10))["unusual"]
    assert [one["rule"] for one in found] == (["trips-that-touch"] if asked else [])


@pytest.mark.parametrize(
    ("born", "activity", "stopped", "asked"),
    [
        ("1966-06-02", ["worker"], "2026-06-01", True),  # the day before sixty
        ("1966-06-01", ["worker"], "2026-06-01", False),
        ("1966-05-31", ["worker"], "2026-06-01", False),
        ("1966-06-01", None, "2026-06-01", False),  # may have been an employee
        ("1966-06-01", ["self_employed", "worker"], "2026-06-01", False),
        ("1966-06-01", ["self_employed"], "2026-06-01", True),  # early retirement is for employees
        ("1961-06-02", ["self_employed"], "2026-06-01", True),  # the day before sixty-five
        ("1961-06-01", ["self_employed"], "2026-06-01", False),
        ("1966-11-30", ["worker"], None, False),  # then the day asked about
        ("1966-12-01", ["worker"], None, True),
        (None, ["worker"], "2026-06-01", False),
    ],
)
def test_who_retired_at_an_age_that_does_not_fit_is_asked_to_look_again(
    born: str | None, activity: list[str] | None, stopped: str | None, asked: bool
) -> None:
    """EUP-EARLY-1: the legal pension age, or for employees early retirement."""
    facts = {"early_ground": "retirement", "birth_date": born, "eu_activity": activity, "stopped_working": stopped}
    assert [one["rule"] for one in told(facts, "2026-11-30")] == (["retired-young"] if asked else [])


@pytest.mark.parametrize(
    ("born", "said", "asked"),
    [
        ("1961-12-01", "pension_age", True),
        ("1961-11-30", "pension_age", False),
        ("1961-12-01", "disability", False),
        ("1961-12-01", None, False),
        (None, "pension_age", False),
    ],
)
def test_who_is_not_yet_of_pension_age_is_asked_to_look_again(born: str | None, said: str | None, asked: bool) -> None:
    """NAT-4."""
    found = told({"disability_or_pension": said, "birth_date": born}, "2026-11-30")
    assert [one["rule"] for one in found] == (["pension-age-young"] if asked else [])
