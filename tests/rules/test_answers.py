"""From a case file to the person that the rules see: every fact arrives, and a rough date becomes days to try.

Longer than others: each kind of fact has its rows, and one case tells every fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from belgian_residence import CaseError, assess
from belgian_residence.law.amounts import all_amounts
from belgian_residence.routes.l.stays import HALF
from belgian_residence.told.answers import COUNTED_HALF, LIMITS, MOST_COMBINATIONS, Answers
from belgian_residence.told.case import read_case
from belgian_residence.told.facts import COUNTRIES, FACTS, GROUNDS, NATIONALITY_GROUPS, NO_RIGHT
from belgian_residence.told.person import Absence, Application, Period, Person, Stay

ON = date(2025, 6, 15)
Days = set[tuple[str, ...]]


def read(**case: Any) -> Answers:
    return read_case(case, ON)


def the_person(**case: Any) -> Person:
    """The one person of a case in which every date is exact."""
    ((days, person),) = read(**case).people()
    assert days == ()
    return person


def tried(**case: Any) -> Days:
    """The choices of days that are tried for the rough dates of a case; none of them twice."""
    choices = [tuple(day.isoformat() for day in days) for days, _ in read(**case).people()]
    assert len(choices) == len(set(choices))
    return set(choices)


def stay(start: Any, end: Any = None, **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end, "ground": "single_permit"} | more


def time(start: Any, end: Any, **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end} | more


# --- what is told is understood -----------------------------------------------------------------------------------

UNDERSTOOD: list[tuple[str, Any, Any]] = [
    # fact, what is told, what is understood
    ("annex_19", "none", "none"),
    ("annex_19", "1900-01-01", ("1900-01-01", "1900-01-01")),
    ("annex_19", "2021-03-15", ("2021-03-15", "2021-03-15")),
    ("annex_19", "2024-02", ("2024-02-01", "2024-02-29")),
    ("annex_19", "2023-12", ("2023-12-01", "2023-12-31")),
    ("annex_19", "2021", ("2021-01-01", "2021-12-31")),
    ("annex_19", {"earliest": "2021-03-05", "latest": "2021-04-02"}, ("2021-03-05", "2021-04-02")),
    ("annex_19", {"earliest": "2021-03", "latest": "2021-04"}, ("2021-03-01", "2021-04-30")),
    ("annex_19", {"earliest": "2020", "latest": "2021"}, ("2020-01-01", "2021-12-31")),
    ("annex_19", "2025-06-15", ("2025-06-15", "2025-06-15")),  # the day asked about
    ("annex_19", "2025-06", ("2025-06-01", "2025-06-15")),  # what lies behind ends on the day asked about
    ("annex_19", "2025", ("2025-01-01", "2025-06-15")),
    ("card_expiry", "2200-12-31", ("2200-12-31", "2200-12-31")),
    ("card_expiry", "2200", ("2200-01-01", "2200-12-31")),
    ("card_expiry", "2025-06", ("2025-06-01", "2025-06-30")),  # what may lie ahead does not
    ("nationality", "MA", {"MA"}),
    ("nationality", "UK", {"GB"}),
    ("nationality", ["EL", "MA"], {"GR", "MA"}),
    ("nationality", "EU", {"EU"}),
    ("nationality", ["non-EU", "stateless"], {"non-EU", "stateless"}),
    ("income", 0, 0.0),
    ("income", 1499.5, 1499.5),
    ("income", 9_999_999, 9_999_999.0),
    ("dependants", 0, 0),
    ("dependants", 50, 50),
    ("card", "annex_8", "annex_8"),
    ("health_insurance", True, True),
    ("health_insurance", False, False),
    ("interruptions", [], set()),
    ("supporter_income", 0, 0.0),
    ("benefit_income", 0, 0.0),
    ("retention_grounds", [], set()),
    ("retention_grounds", ["violence", "still_married"], {"violence", "still_married"}),
    ("means_since_household_ended", ["work"], {"work"}),
    ("eu_activity", ["student", "worker"], {"student", "worker"}),
    ("household_ended", "none", "none"),
    ("household_ended", "2024-02", ("2024-02-01", "2024-02-29")),
    ("removal_decision", "none", "none"),
    ("removal_decision", "2016", ("2016-01-01", "2016-12-31")),
    ("card_issued", "2025-06", ("2025-06-01", "2025-06-15")),
    ("protection_ended", "withdrawn", "withdrawn"),
    ("other_state_purpose", "study", "study"),
    ("interruptions", ["prison", "removal", "prison"], {"prison", "removal"}),
    ("absences", [], []),
]


@pytest.mark.parametrize(
    ("fact", "told", "understood"), UNDERSTOOD, ids=[f"{fact}: {told}" for fact, told, _ in UNDERSTOOD]
)
def test_what_is_told_is_understood(fact: str, told: Any, understood: Any) -> None:
    value = read(**{fact: told}).values[fact]
    if isinstance(understood, tuple):
        assert (value.earliest.isoformat(), value.latest.isoformat()) == understood
        assert value.exact == (understood[0] == understood[1])
    else:
        assert value == understood
        assert type(value) is frozenset if isinstance(understood, set) else type(understood)


def test_every_country_and_every_word_for_none_of_them_is_a_nationality() -> None:
    everything = sorted({*COUNTRIES, *NATIONALITY_GROUPS})
    assert the_person(nationality=everything).nationality == set(everything)


REFUSED: list[tuple[str, Any]] = [
    ("annex_19", "1899-12-31"),
    ("card_expiry", "2201"),
    ("annex_19", ""),
    ("annex_19", "2021-"),
    ("annex_19", "2021-03-"),
    ("annex_19", "2021-03-15-01"),
    ("annex_19", "202-03-15"),
    ("annex_19", "2021-003"),
    ("annex_19", "+202"),
    ("annex_19", "2021-1a"),
    ("annex_19", "2021-00"),
    ("annex_19", {"earliest": "2021-03", "latest": "soon"}),
    ("annex_19", {"earliest": None, "latest": "2021"}),
    ("annex_19", {"earliest": "none", "latest": "2021"}),
    ("annex_19", {"Earliest": "2020", "latest": "2021"}),
    ("annex_19", ["2021"]),
    ("annex_19", "None"),
    ("income", -0.01),
    ("income", 10_000_000),
    ("income", False),
    ("dependants", 51),
    ("dependants", False),
    ("dependants", "2"),
    ("card", 7),
    ("card", ["A"]),
    ("nationality", ""),
    ("nationality", []),
    ("nationality", 7),
    ("nationality", ["MA", 7]),
    ("nationality", ["MA", "QQ"]),
    ("nationality", "ma"),
    ("interruptions", ["prison", 7]),
    ("interruptions", {"prison": True}),
    ("health_insurance", 0),
    ("retention_grounds", "violence"),
    ("retention_grounds", ["none"]),
    ("eu_activity", ["none"]),
    ("means_since_household_ended", ["benefits"]),
    ("protection_ended", True),
    ("other_state_purpose", "salaried worker"),
    ("supporter_income", -1),
    ("benefit_income", -1),
    ("household_ended", "no"),
    ("removal_decision", False),
    ("card_issued", "none"),
    ("passport_impossible", "yes"),
    ("public_health", "no"),
    ("belgian_partner", 1),
    ("suspensive_appeal_pending", "none"),
    ("protection_request_pending", "none"),
    ("long_term_resident_elsewhere", "FR"),
]


@pytest.mark.parametrize(("fact", "told"), REFUSED, ids=[f"{fact}: {told}" for fact, told in REFUSED])
def test_what_cannot_be_understood_is_refused_whole(fact: str, told: Any) -> None:
    with pytest.raises(CaseError) as caught:
        read(**{fact: told})
    (fault,) = caught.value.faults
    assert (fault.where, fault.given, fault.kind) == (fact, repr(told), "value")


def test_a_day_ahead_is_told_apart_from_a_day_that_cannot_be_read() -> None:
    for told in ("2025-06-16", "2025-07", "2026"):
        with pytest.raises(CaseError) as caught:
            read(annex_19=told)
        (fault,) = caught.value.faults
        assert (fault.where, fault.kind) == ("annex_19", "future")
        assert fault.given == f"{told!r}, which is after 2025-06-15"
        assert fault.accepted == "a day on or before 2025-06-15"


def test_an_interval_that_ends_before_it_begins_is_shown_as_it_was_told() -> None:
    told = {"earliest": "2021-05-01", "latest": "2021-04-30"}
    with pytest.raises(CaseError) as caught:
        read(annex_19=told)
    (fault,) = caught.value.faults
    assert (fault.where, fault.given, fault.accepted) == ("annex_19", repr(told), "earliest on or before latest")


def test_lists_hold_at_most_two_hundred_entries() -> None:
    assert len(read(prison=days_in_prison(200)).values["prison"]) == 200
    with pytest.raises(CaseError, match=r"^prison: .*; accepted: a list of at most 200 entries, \[\] for none$"):
        read(prison=days_in_prison(201))


def test_what_was_answered_is_known_by_its_place_also_where_the_answer_is_not_known() -> None:
    answers = read(
        income=None,
        card="A",
        stays=[{"from": "2020-01-01", "to": "2020-02-01", "ground": "student"}, stay("2021-01-01", card=None)],
        absences=[{"from": "2020-01-01", "to": "2020-02-01", "reason": None}],
    )
    assert answers.answered == {
        "income",
        "card",
        "stays",
        *(f"stays[0].{field}" for field in ("from", "to", "ground")),
        *(f"stays[1].{field}" for field in ("from", "to", "ground", "card")),
        "absences",
        *(f"absences[0].{field}" for field in ("from", "to", "reason")),
    }
    assert set(answers.values) == {"card", "stays", "absences"}
    assert [set(entry) for entry in answers.values["stays"]] == [{"from", "to", "ground"}, {"from", "ground"}]
    # a reason that is not known is told apart from one that was not asked
    assert answers.values["absences"][0]["reason"] is None


def test_an_entry_that_cannot_be_read_does_not_hide_the_faults_of_the_next() -> None:
    day = 'a date such as "2021-03-15", a month "2021-03", a year "2021", or {"earliest": …, "latest": …}'
    grounds = "one of " + ", ".join((*GROUNDS, NO_RIGHT))
    fields = "from, to, ground, card, first_card_issued, country, granted, attestation, before, before_paper"
    with pytest.raises(CaseError) as caught:
        read(stays=["x", {"town": "Gent"}, {"from": 7, "ground": "x"}], wage=1)
    assert [(fault.where, fault.given, fault.accepted) for fault in caught.value.faults] == [
        ("wage", "an unknown fact", "one of " + ", ".join(fact.name for fact in FACTS)),
        ("stays[0]", "'x'", f"an object with {fields}"),
        ("stays[1].town", "an unknown fact", f"one of {fields}"),
        ("stays[1].from", "nothing", day + ", or null for not known"),
        ("stays[1].ground", "nothing", grounds),
        ("stays[2].from", "7", day),
        ("stays[2].ground", "'x'", grounds),
    ]


# --- every fact arrives -------------------------------------------------------------------------------------------

EVERYTHING: dict[str, Any] = {
    "nationality": ["MA", "UK"],
    "card": "F",
    "card_expiry": "2027-01-01",
    "card_issued": "2022-01-02",
    "birth_date": "1980-02-03",
    "stays": [
        stay(
            "2010-01-01",
            "2012-01-01",
            ground="refugee",
            card="A",
            first_card_issued="2010-02-01",
            country="DE",
            granted="2010-01-05",
            attestation="none",
            before="papers",
            before_paper="orange_card",
        ),
        stay("2008-01-01"),
    ],
    "annex_19": "none",
    "annex_19ter": "2012-03-01",
    "absences_each_under": 3,
    "absences_in_a_year": 2,
    "absences_in_five_years": 10,
    "annex_15": "2012-04-01",
    "absences": [
        time(
            "2015-01-01",
            "2015-02-01",
            reason="posting",
            outside_eu=True,
            annex_18=False,
            centre_of_interests_proven=True,
            card_valid_on_return=True,
            return_reported=False,
        ),
        time("2014-01-01", "2014-02-01"),
        time("2013-01-01", "2013-02-01", reason=None),
    ],
    "asylum_application": "2009-01-01",
    "permit_granted": "2009-05-01",
    "protection_ended": "ended",
    "medical_application": "2009-06-01",
    "protection_request_pending": True,
    "unlimited_stay_since": "2012-05-01",
    "identity_established": True,
    "passport_impossible": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "2007-01-01",
    "income": 1500,
    "supporter_income": 300,
    "benefit_income": 150,
    "dependants": 2,
    "health_insurance": True,
    "long_term_resident_elsewhere": False,
    "other_state_purpose": "salaried",
    "interruptions": ["free_movement_gap", "prison", "register_gap", "removal"],
    "free_movement_gaps": [time("2016-01-01", "2016-02-01")],
    "prison": [time("2018-01-01", "2018-02-01"), time("2017-01-01", "2017-02-01")],
    "register_gaps": [time("2019-01-01", "2019-02-01", presence_proven=True)],
    "removal_enforced": False,
    "joint_household": True,
    "household_ended": "2019-03-01",
    "retention_grounds": ["violence", "custody_of_children"],
    "means_since_household_ended": ["work"],
    "eu_activity": ["student", "worker"],
    "early_ground": "retirement",
    "belgian_partner": True,
    "suspensive_appeal_pending": False,
    "stopped_working": "2020-01-01",
    "sponsor_belgian": True,
    "special_card_before": True,
    "sponsor_early_permanent": False,
    "withdrawal_agreement": True,
    "born_in_belgium": False,
    "in_belgium_since_birth": False,
    "language_a2": True,
    "integration_proof": ["work", "course"],
    "economic_participation": True,
    "work_with_training": False,
    "spouse_of_belgian_since": "2011-01-01",
    "parent_of_belgian_minor": False,
    "disability_or_pension": "none",
    "community_participation": True,
    "applications": [{"route": "K", "filed": "2024-01-01"}],
}

THE_PERSON = Person(
    nationality=frozenset({"MA", "GB"}),
    card="F",
    card_expiry=date(2027, 1, 1),
    card_issued=date(2022, 1, 2),
    birth_date=date(1980, 2, 3),
    stays=(
        Stay(date(2008, 1, 1), None, "single_permit", index=1),
        Stay(
            date(2010, 1, 1),
            date(2012, 1, 1),
            "refugee",
            "A",
            date(2010, 2, 1),
            "DE",
            index=0,
            granted=date(2010, 1, 5),
            attestation="none",
            before="papers",
            before_paper="orange_card",
        ),
    ),
    annex_19="none",
    annex_19ter=date(2012, 3, 1),
    annex_15=date(2012, 4, 1),
    absences=(
        Absence(date(2013, 1, 1), date(2013, 2, 1), None, index=2),
        Absence(date(2014, 1, 1), date(2014, 2, 1), "ordinary", index=1),
        Absence(date(2015, 1, 1), date(2015, 2, 1), "posting", True, False, True, True, False, index=0),
    ),
    asylum_application=date(2009, 1, 1),
    permit_granted=date(2009, 5, 1),
    protection_ended="ended",
    medical_application=date(2009, 6, 1),
    protection_request_pending=True,
    unlimited_stay_since=date(2012, 5, 1),
    applications=(Application("K"),),
    other_absences=True,
    absences_each_under=3,
    absences_in_a_year=2,
    absences_in_five_years=10,
    identity_established=True,
    passport_impossible=True,
    public_order=False,
    public_health=False,
    removal_decision=date(2007, 1, 1),
    income=1500.0,
    supporter_income=300.0,
    benefit_income=150.0,
    dependants=2,
    health_insurance=True,
    long_term_resident_elsewhere=False,
    other_state_purpose="salaried",
    interruptions=frozenset({"free_movement_gap", "prison", "register_gap", "removal"}),
    free_movement_gaps=(Period(date(2016, 1, 1), date(2016, 2, 1)),),
    prison=(Period(date(2017, 1, 1), date(2017, 2, 1)), Period(date(2018, 1, 1), date(2018, 2, 1))),
    register_gaps=(Period(date(2019, 1, 1), date(2019, 2, 1), True),),
    removal_enforced=False,
    joint_household=True,
    household_ended=date(2019, 3, 1),
    retention_grounds=frozenset({"violence", "custody_of_children"}),
    means_since_household_ended=frozenset({"work"}),
    eu_activity=frozenset({"student", "worker"}),
    early_ground="retirement",
    belgian_partner=True,
    suspensive_appeal_pending=False,
    stopped_working=date(2020, 1, 1),
    sponsor_belgian=True,
    special_card_before=True,
    sponsor_early_permanent=False,
    withdrawal_agreement=True,
    born_in_belgium=False,
    in_belgium_since_birth=False,
    language_a2=True,
    integration_proof=frozenset({"work", "course"}),
    economic_participation=True,
    work_with_training=False,
    spouse_of_belgian_since=date(2011, 1, 1),
    parent_of_belgian_minor=False,
    disability_or_pension="none",
    community_participation=True,
)


def test_every_fact_reaches_the_person_with_lists_in_the_order_of_time() -> None:
    assert set(EVERYTHING) == {fact.name for fact in FACTS}
    assert the_person(**EVERYTHING) == THE_PERSON


@pytest.mark.parametrize("fact", [fact.name for fact in FACTS])
def test_a_fact_that_is_not_known_stays_unknown_and_changes_no_other(fact: str) -> None:
    without = {name: value for name, value in EVERYTHING.items() if name != fact}
    for case in (without, EVERYTHING | {fact: None}):
        person = the_person(**case)
        changed = {name for name, value in vars(person).items() if value != getattr(THE_PERSON, name)}
        said = fact == "suspensive_appeal_pending"  # by the interruptions, which do not name it
        beside = {"other_absences"} if fact == "absences" else set()  # without a list there is nothing beside it
        if fact in case and fact == "protection_request_pending":
            beside = {"protection_request_not_known"}  # "I don't know" is told of a request too
        assert changed == (set() if said else {fact, *beside})
    of_the_named = {"removal_enforced": True, "suspensive_appeal_pending": False}
    assert getattr(the_person(**without), fact) is of_the_named.get(fact)


def test_of_stays_that_begin_on_one_day_the_one_that_ends_first_comes_first() -> None:
    stays = [stay("2020-01-01"), stay("2020-01-01", "2021-01-01", country="FR")]
    assert [one.index for one in the_person(stays=stays).stays or ()] == [1, 0]
    stays = [stay("2020-01-01", "2021-01-01"), stay("2020-01-01", "2020-05-01", country="FR")]
    assert [one.index for one in the_person(stays=stays).stays or ()] == [1, 0]


# --- what was not named did not happen ----------------------------------------------------------------------------

KINDS = {"free_movement_gap": "free_movement_gaps", "prison": "prison", "register_gap": "register_gaps"}
FLAGS = (["removal"], ["appeal_pending"])


@pytest.mark.parametrize("named", [[], ["free_movement_gap"], ["prison"], ["register_gap"], *FLAGS, list(KINDS)])
def test_an_interruption_that_is_not_named_did_not_happen(named: list[str]) -> None:
    person = the_person(interruptions=named)
    for kind, times in KINDS.items():
        assert getattr(person, times) == (None if kind in named else ())
    assert person.removal_enforced is ("removal" in named)
    assert person.suspensive_appeal_pending is ("appeal_pending" in named)


def test_what_is_told_of_a_removal_holds() -> None:
    assert the_person(interruptions=["removal"], removal_enforced=False).removal_enforced is False
    assert the_person(interruptions=[], removal_enforced=False).removal_enforced is False


def test_without_an_answer_about_interruptions_nothing_is_known_of_them() -> None:
    assert the_person() == Person()
    assert the_person(interruptions=None) == Person()


# --- rough dates --------------------------------------------------------------------------------------------------


def test_rough_dates_are_named_in_the_order_of_the_file() -> None:
    answers = read(
        applications=[{"route": "K", "filed": "2024"}],
        absences=[time("2020-01-01", "2020-02-01"), time("2020-03", "2020-05-01")],
        annex_19="2019-01-01",
        stays=[stay("2019", "2021")],
        birth_date="1980",
    )
    assert answers.rough_paths() == ["birth_date", "stays[0].from", "stays[0].to", "absences[1].from"]


def test_the_latest_person_is_abroad_as_long_as_the_rough_dates_allow() -> None:
    person = read(
        annex_19="2019",
        annex_15="2019-01-01",
        stays=[stay("2019-03", "2021-04")],
        absences=[time("2020-01", "2020-03"), time("2021-02-03", "2021-02-04")],
    ).latest_person()
    assert (person.annex_19, person.annex_15) == (date(2019, 12, 31), date(2019, 1, 1))
    assert [(one.start, one.end) for one in person.stays or ()] == [(date(2019, 3, 31), date(2021, 4, 30))]
    assert [(one.departure, one.back) for one in person.absences or ()] == [
        (date(2020, 1, 1), date(2020, 3, 31)),
        (date(2021, 2, 3), date(2021, 2, 4)),
    ]


TWO_MONTHS = {"earliest": "2024-02-01", "latest": "2024-03-31"}
"""Too many days to try each."""

TRIED: list[tuple[str, dict[str, Any], Days, Days]] = [
    # the rough date is that of the annex 19; days that must be tried, days that cannot be true
    ("the ends", {"annex_19": TWO_MONTHS}, {("2024-02-01",), ("2024-03-31",)}, {("2024-02-03",), ("2024-03-02",)}),
    (
        "another date inside, with its neighbours",
        {"annex_19": TWO_MONTHS, "card_expiry": "2024-02-14"},
        {("2024-02-01",), ("2024-02-13",), ("2024-02-14",), ("2024-02-15",), ("2024-03-31",)},
        set(),
    ),
    (
        "the last day of a trip inside",
        {"annex_19": TWO_MONTHS, "absences": [time("2023-12-01", "2024-02-14")]},
        {("2024-02-13",), ("2024-02-14",), ("2024-02-15",)},
        set(),
    ),
    (
        "eighteen months after another date",  # L-5Y-4
        {"annex_19": TWO_MONTHS, "card_expiry": "2022-08-14"},
        {("2024-02-13",), ("2024-02-14",), ("2024-02-15",)},
        set(),
    ),
    (
        "eighteen months before another date",
        {"annex_19": TWO_MONTHS, "card_expiry": "2025-08-14"},
        {("2024-02-13",), ("2024-02-14",), ("2024-02-15",)},
        set(),
    ),
    (
        "five years before the day asked about",
        {"annex_19": {"earliest": "2020-05-20", "latest": "2020-07-10"}},
        {("2020-06-14",), ("2020-06-15",), ("2020-06-16",)},
        {("2020-06-13",), ("2020-06-17",)},
    ),
    (
        "ten years before the day asked about",
        {"annex_19": {"earliest": "2015-05-20", "latest": "2015-07-10"}},
        {("2015-06-14",), ("2015-06-15",), ("2015-06-16",)},
        {("2015-06-13",), ("2015-06-17",)},
    ),
    (
        "the ends of another rough date",
        {"annex_19": TWO_MONTHS, "annex_15": {"earliest": "2024-02-10", "latest": "2024-02-20"}},
        {(one, other) for one in ("2024-02-09", "2024-02-21") for other in ("2024-02-10", "2024-02-20")},
        {("2024-02-15", "2024-02-15")},
    ),
    (
        "not before birth",
        {"annex_19": TWO_MONTHS, "birth_date": "2024-02-14"},
        {("2024-02-14",), ("2024-03-31",)},
        {("2024-02-01",), ("2024-02-13",)},
    ),
    (
        "not after what came later",
        {"asylum_application": TWO_MONTHS, "permit_granted": "2024-02-14"},
        {("2024-02-01",), ("2024-02-14",)},
        {("2024-03-31",), ("2024-02-15",)},
    ),
    (
        "a stay ends when the next begins",
        {"stays": [stay("2020-01-01", TWO_MONTHS), stay("2024-02-14")]},
        {("2024-02-14",)},  # in one chain the last day follows from the next first day: see ``seams``
        {("2024-03-31",), ("2024-02-15",)},
    ),
    (
        "a request to a municipality decides no route",
        {"annex_19": TWO_MONTHS, "applications": [{"route": "EU+", "filed": "2024-02-14"}]},
        {("2024-02-01",), ("2024-03-31",)},
        {("2024-02-14",)},
    ),
]


@pytest.mark.parametrize(("case", "must", "never"), [row[1:] for row in TRIED], ids=[row[0] for row in TRIED])
def test_the_days_that_can_matter_are_tried(case: dict[str, Any], must: Days, never: Days) -> None:
    days = tried(**case)
    assert must <= days
    assert not never & days


def test_no_day_outside_the_interval_is_tried() -> None:
    days = tried(annex_19=TWO_MONTHS, card_expiry="2024-02-01", absences=[time("2023-12-01", "2024-03-31")])
    assert {min(days), max(days)} == {("2024-02-01",), ("2024-03-31",)}


def in_may(*days: int) -> Days:
    return {(f"2024-05-{day:02}",) for day in days}


ENDS_OF_MAY = (1, 31)


@pytest.mark.parametrize(
    ("known", "near"),
    [
        ({}, ()),
        ({"card_issued": "2024-05-15"}, (11, 12, 14, 15, 16, 18, 19)),  # up to three days apart they are one date
        ({"annex_15": "2023-11-20"}, (19, 20, 21)),  # six months later
        ({"stopped_working": "2025-05-07"}, (6, 7, 8)),  # a year before
        ({"annex_15": "2023-11-20", "stopped_working": "2025-05-07"}, (6, 7, 8, 19, 20, 21)),
        ({"absences": [time("2014-05-21", "2014-05-28")]}, (20, 21, 22, 27, 28, 29)),  # ten years later
    ],
)
def test_of_one_month_each_day_near_a_limit_is_tried(known: dict[str, Any], near: Iterable[int]) -> None:
    assert tried(annex_19="2024-05", **known) == in_may(*ENDS_OF_MAY, *near)


def test_among_many_entries_only_the_turning_days_are_tried() -> None:
    """Nine choices times 166 times 166 is the most there is."""
    whole = {"annex_19": "2024-05", "card_issued": "2024-05-15"}
    assert tried(**whole, prison=days_in_prison(166)) == in_may(*ENDS_OF_MAY, 11, 12, 14, 15, 16, 18, 19)
    assert tried(**whole, prison=days_in_prison(167)) == in_may(*ENDS_OF_MAY, 14, 15, 16)


HALVED: list[tuple[str, dict[str, Any], bool]] = [
    ("study", {"stays": [stay("2024-05", ground="student")]}, True),
    ("the stay after it", {"stays": [stay("2020-01-01", "2022-01-01", ground="student"), stay("2024-05")]}, True),
    ("training", {"stays": [stay("2024-05", ground="vocational_training")]}, True),
    ("an asylum procedure", {"stays": [stay("2024-05", ground="asylum_procedure")]}, True),
    ("its application", {"asylum_application": "2024-05", "stays": [stay("2025-01-01", ground="refugee")]}, True),
    ("work", {"stays": [stay("2024-05")]}, False),
    ("a paper beside study", {"annex_19": "2024-05", "stays": [stay("2010-01-01", ground="student")]}, False),
]


@pytest.mark.parametrize(("case", "neighbours"), [row[1:] for row in HALVED], ids=[row[0] for row in HALVED])
def test_beside_the_ends_of_time_that_counts_half_the_next_days_are_tried(
    case: dict[str, Any], neighbours: bool
) -> None:
    beside = in_may(2, 30)
    assert tried(**case) & beside == (beside if neighbours else set())


def test_what_counts_half_is_what_the_rules_count_half() -> None:
    assert HALF | {"asylum_procedure"} == COUNTED_HALF


def test_every_limit_in_months_or_years_that_the_law_has_is_among_those_tried() -> None:
    known = set()
    for parameter in all_amounts().values():
        one = {"months": 1, "years": 12}.get(parameter.unit)
        values = [getattr(period, "value", None) for period in parameter.periods]
        known |= {value * one for value in values if one and isinstance(value, int)}
    assert known == set(LIMITS)


def test_of_several_rough_dates_the_shortest_are_tried_closely() -> None:
    """Closely: also three and four days from the ends of the other one, where two days become one date."""
    five_days, seven_days, twenty_days = (
        {"earliest": "2020-01-11", "latest": f"2020-01-{11 + days - 1}"} for days in (5, 7, 20)
    )
    assert len(tried(annex_19=five_days, stopped_working=twenty_days)) == 4 * 8
    # five days of the shorter one and eight of the longer one are too many
    both = tried(annex_19=seven_days, stopped_working=twenty_days)
    assert {first[-2:] for first, _ in both} == {"11", "12", "14", "15", "17"}
    assert {last[-2:] for _, last in both} == {"11", "12", "16", "17", "18", "30"}


def test_a_date_with_one_day_left_is_known() -> None:
    one_day = {"asylum_application": "2009-02", "permit_granted": "2009-02-01"}
    assert len(tried(**in_months(6))) == len(tried(**in_months(6), **one_day)) == 28


def test_each_choice_gives_the_person_of_these_days() -> None:
    people = read(annex_19="2024-02", absences=[time("2024-05", "2024-07-01")], card_expiry="2026-01-01").people()
    assert len(people) > 4
    for (annex, departure), person in people:
        exact = {"annex_19": annex.isoformat(), "absences": [time(departure.isoformat(), "2024-07-01")]}
        assert person == the_person(**exact, card_expiry="2026-01-01")


def test_days_that_are_out_of_order_are_not_tried_together() -> None:
    days = tried(asylum_application="2024-02", permit_granted="2024-02")
    assert {("2024-02-01", "2024-02-29"), ("2024-02-01", "2024-02-01"), ("2024-02-29", "2024-02-29")} <= days
    assert all(asked <= granted for asked, granted in days)


def test_stays_in_two_countries_may_overlap_so_neither_limits_the_days_of_the_other() -> None:
    here = stay("2016-01-01", {"earliest": "2021-01-01", "latest": "2021-12-31"})
    there = stay("2021-03-01", "2024-01-01")
    assert ("2021-03-01",) in tried(stays=[here, there])
    assert ("2021-12-31",) in tried(stays=[here, there | {"country": "FR"}])
    gaps = [time("2016-01-01", {"earliest": "2021-01-01", "latest": "2021-12-31"}), time("2021-03-01", "2024-01-01")]
    assert ("2021-12-31",) in tried(interruptions=["free_movement_gap"], free_movement_gaps=gaps)


def test_a_limit_passes_on_from_one_date_to_the_next() -> None:
    """The middle stay lies between the others, and its own days between each other."""
    days = tried(
        stays=[
            stay("2010-01-01", {"earliest": "2012-01-01", "latest": "2019-01-01"}),
            stay({"earliest": "2012-01-01", "latest": "2019-01-01"}, "2014-05-05"),
            stay("2014-05-06"),
        ]
    )
    assert ("2014-05-05", "2014-05-05") in days
    assert max(max(choice) for choice in days) == "2014-05-05"


PAPERS = ["annex_19", "annex_19ter", "annex_15", "medical_application", "stopped_working", "spouse_of_belgian_since"]


def in_months(number: int) -> dict[str, str]:
    """So many facts, each known to lie in a month of which no day is near a turning point of another."""
    return {name: f"{2010 + 2 * place}-05" for place, name in enumerate(PAPERS[:number])}


@pytest.mark.parametrize(("number", "together"), [(2, 16), (3, 32), (4, 32), (5, 32)])
def test_where_there_are_too_many_combinations_only_the_ends_are_tried(number: int, together: int) -> None:
    days = tried(**in_months(number))
    assert len(days) == together <= MOST_COMBINATIONS
    if number > 4:
        assert {day[-2:] for choice in days for day in choice} == {"01", "31"}


def test_where_the_ends_are_too_many_one_date_at_a_time_is_moved() -> None:
    first = [f"{2010 + 2 * place}-05-01" for place in range(6)] + ["2027-05-01"]
    last = [day[:-2] + "31" for day in first]
    wanted = {tuple(first), tuple(last)}
    for place in range(7):
        wanted.add((*first[:place], last[place], *first[place + 1 :]))
        wanted.add((*last[:place], first[place], *last[place + 1 :]))
    # the order of the file puts the day on which the card ends first
    assert tried(**in_months(6), card_expiry="2027-05") == {(choice[6], *choice[:6]) for choice in wanted}


def test_any_three_of_six_dates_are_set_on_their_ends_in_every_way() -> None:
    days = tried(**in_months(6))
    assert len(days) <= MOST_COMBINATIONS
    for three in combinations(range(6), 3):
        assert len({tuple(choice[place] for place in three) for choice in days}) == 8


def test_the_longest_and_the_shortest_trips_are_tried_also_where_there_are_many() -> None:
    trips = [time(f"{year}-02", f"{year}-05") for year in (2010, 2013, 2016, 2019)]
    days = tried(absences=trips)
    years = ("2010", "2013", "2016", "2019")
    assert tuple(f"{year}{day}" for year in years for day in ("-02-01", "-05-31")) in days
    shortest = tuple(f"{year}{day}" for year in years for day in ("-02-28", "-05-01"))
    assert shortest in {tuple(day.replace("-02-29", "-02-28") for day in choice) for choice in days}


# --- too rough ----------------------------------------------------------------------------------------------------


def days_in_prison(number: int, year: int = 1950) -> list[dict[str, str]]:
    """So many days in prison, two of them a month, long before everything else."""
    first = [f"{year + place // 24}-{place // 2 % 12 + 1:02}-{place % 2 * 14 + 1:02}" for place in range(number)]
    return [time(day, day) for day in first]


LISTS = {name: days_in_prison(118) for name in ("prison", "register_gaps", "free_movement_gaps")}
ROUGH_TRIPS = [time(f"{year}-02-01", f"{year}-05") for year in range(2001, 2019, 3)]


@pytest.mark.parametrize(
    ("case", "entries"),
    [
        ({"absences": ROUGH_TRIPS, "prison": days_in_prison(88)}, 94),  # 28 combinations x 94 x 94
        ({"annex_19": "2024-02", **LISTS, "prison": days_in_prison(117)}, 353),  # 2 combinations x 353 x 353
        # without rough dates there is nothing to combine
        ({name: days_in_prison(200) for name in ("prison", "register_gaps", "free_movement_gaps")}, 600),
    ],
)
def test_rough_dates_among_many_entries_are_read(case: dict[str, Any], entries: int) -> None:
    assert sum(len(value) for value in read(**case).values.values() if isinstance(value, list)) == entries


@pytest.mark.parametrize(
    ("case", "where", "given"),
    [
        (
            {"absences": ROUGH_TRIPS, "prison": days_in_prison(89)},
            "absences[5].to",
            "one of 6 dates that are known only roughly, in lists with 95 entries",
        ),
        (
            {"annex_19": "2024-02", **LISTS},
            "annex_19",
            "one of 1 dates that are known only roughly, in lists with 354 entries",
        ),
    ],
)
def test_too_many_rough_dates_among_too_many_entries_are_refused(case: dict[str, Any], where: str, given: str) -> None:
    with pytest.raises(CaseError) as caught:
        read(**case)
    (fault,) = caught.value.faults
    assert (fault.where, fault.given) == (where, given)
    assert fault.accepted == "exact days for more of them, or only the entries of the last ten years"


# --- a stay whose first day is not known ----------------------------------------------------------------------------

BOUNDED: list[tuple[str, dict[str, Any], int, tuple[str, str]]] = [
    # what bounds it, the case, which stay, the days between which its first day lies
    ("nothing but the day asked about", {"stays": [stay(None)]}, 0, ("1900-01-01", "2025-06-15")),
    ("birth", {"birth_date": "1990-05-01", "stays": [stay(None)]}, 0, ("1990-05-01", "2025-06-15")),
    ("a birth known roughly", {"birth_date": "1990", "stays": [stay(None)]}, 0, ("1990-01-01", "2025-06-15")),
    (
        "its last day",
        {"birth_date": "1990-05-01", "stays": [stay(None, "2020-03-02")]},
        0,
        ("1990-05-01", "2020-03-02"),
    ),
    ("a last day known roughly", {"stays": [stay(None, "2020-03")]}, 0, ("1900-01-01", "2020-03-31")),
    ("its first card", {"stays": [stay(None, first_card_issued="2019-02-03")]}, 0, ("1900-01-01", "2019-02-03")),
    (
        "its first card, and not its last day",
        {"stays": [stay(None, "2021-01-01", first_card_issued="2019-02-03")]},
        0,
        ("1900-01-01", "2019-02-03"),
    ),
    ("the card held now", {"card_issued": "2022-01-01", "stays": [stay(None)]}, 0, ("1900-01-01", "2022-01-01")),
    (
        "not a stay in another country",
        {"card_issued": "2022-01-01", "stays": [stay(None, country="FR"), stay("2021-01-01")]},
        0,
        ("1900-01-01", "2025-06-15"),
    ),
    ("a last day ahead says nothing", {"stays": [stay(None, "2026-01-01")]}, 0, ("1900-01-01", "2025-06-15")),
    (
        "the stay before it",
        {"stays": [stay(None, first_card_issued="2021-02-01"), stay("2018-01-01", "2020-08-31", ground="student")]},
        0,
        ("2020-08-31", "2021-02-01"),
    ),
    (
        "the end of the stay before it, known roughly",
        {"birth_date": "1990-05-01", "stays": [stay("2018-01-01", "2020-08", ground="student"), stay(None)]},
        1,
        ("2020-08-01", "2025-06-15"),
    ),
    (
        "not by a stay after it",
        {"birth_date": "1990-05-01", "stays": [stay(None, "2020-08-31"), stay("2020-09-01", "2022-01-01")]},
        0,
        ("1990-05-01", "2020-08-31"),
    ),
    (
        "not by a stay in another country",
        {"stays": [stay(None), stay("2018-01-01", "2020-08-31", country="FR")]},
        0,
        ("1900-01-01", "2025-06-15"),
    ),
    (
        "another stay of which the first day is not known",
        {"birth_date": "1990-05-01", "stays": [stay(None), stay(None, "2015-01-01", ground="student")]},
        0,
        ("2015-01-01", "2025-06-15"),
    ),
]


@pytest.mark.parametrize(("case", "index", "days"), [row[1:] for row in BOUNDED], ids=[row[0] for row in BOUNDED])
def test_a_first_day_that_is_not_known_lies_between_what_bounds_it(
    case: dict[str, Any], index: int, days: tuple[str, str]
) -> None:
    answers = read(**case)
    first = answers.values["stays"][index]["from"]
    assert (first.earliest.isoformat(), first.latest.isoformat()) == days
    starts = set()
    for _, person in answers.people():
        (one,) = [found for found in person.stays or () if found.index == index]
        assert one.start_known is False
        starts.add(one.start.isoformat())
    assert set(days) <= starts
    assert min(starts) == days[0]
    assert max(starts) == days[1]


def test_a_first_day_that_is_not_known_was_answered_and_the_other_days_are_known() -> None:
    answers = read(stays=[stay("2018-01-01", "2019-01-01", ground="student"), stay(None)])
    assert "stays[1].from" in answers.answered
    assert answers.rough_paths() == ["stays[1].from"]
    (last,) = [one for one in answers.latest_person().stays or () if one.index == 1]
    assert (last.start, last.start_known) == (ON, False)
    assert {one.start_known for _, person in answers.people() for one in person.stays or () if one.index == 0} == {True}


# --- a planned change of status -------------------------------------------------------------------------------------


def planned(*stays: dict[str, Any]) -> tuple[list[int], list[int]]:
    """The places of the stays that have begun, and of those that are planned."""
    person = next(iter(read(stays=list(stays)).people()))[1]
    return [one.index for one in person.stays or ()], [one.index for one in person.planned_stays]


def test_a_stay_is_planned_from_the_day_after_the_date_asked_about() -> None:
    assert planned(stay("2025-06-14")) == ([0], [])
    assert planned(stay("2025-06-15")) == ([0], [])
    assert planned(stay("2025-06-16")) == ([], [0])
    assert planned(stay("2020-01-01", "2025-07-31"), stay("2025-08-01", ground="student")) == ([0], [1])
    assert planned(stay("2025-07")) == ([], [0])


def test_an_interval_that_can_have_begun_has_begun() -> None:
    assert planned(stay("2025-06")) == ([0], [])
    assert max(tried(stays=[stay("2025-06")])) == ("2025-06-15",)
    assert tried(stays=[stay({"earliest": "2025-06-16", "latest": "2025-06-18"})]) == {
        (f"2025-06-{day}",) for day in (16, 18)
    }


@pytest.mark.parametrize("ground", [*GROUNDS, NO_RIGHT])
def test_a_planned_stay_changes_nothing_that_holds_today(ground: str) -> None:
    today = {"nationality": "MA", "card": "A", "absences": [], "income": 3000, "dependants": 0, "public_order": False}
    now = stay("2019-06-01", "2025-08-01", first_card_issued="2019-06-20")
    assert without_plans(today | {"stays": [now, stay("2025-08-02", ground=ground)]}) == without_plans(
        today | {"stays": [now]}
    )


def without_plans(case: dict[str, Any]) -> dict[str, Any]:
    """The answer without what the planned stay would give, which every route tells apart (``planned``)."""
    answer = assess(case, ON)
    for route in answer["routes"].values():
        route.pop("planned", None)
    return answer


# --- a time without a right of stay ---------------------------------------------------------------------------------


def followed(*stays: dict[str, Any]) -> list[tuple[int, str | None]]:
    """The stays that the rules see, in the order of time, and how each follows the one before it."""
    return [(one.index, one.before) for one in the_person(stays=list(stays)).stays or ()]


def test_a_time_without_a_right_is_no_stay_and_the_next_stay_follows_a_break() -> None:
    gap = stay("2020-01-02", "2020-06-30", ground=NO_RIGHT)
    first, then = stay("2018-01-01", "2020-01-01"), stay("2020-07-01", "2021-01-01")
    last = stay("2021-01-02", ground="student")
    assert followed(first, gap, then, last) == [(0, None), (2, "break"), (3, None)]
    assert followed(last, then, gap, first) == [(3, None), (1, "break"), (0, None)]
    person = the_person(stays=[first, gap])
    assert [(one.start, one.end, one.ground) for one in person.without_right] == [
        (date(2020, 1, 2), date(2020, 6, 30), NO_RIGHT)
    ]
    assert followed(gap, then | {"before": "break"}) == [(1, "break")]
    assert followed(gap, then | {"country": "FR"}) == [(1, None)]
    assert followed(stay("2020-01-02", ground=NO_RIGHT)) == []


def test_how_a_stay_follows_the_one_before_it_is_what_was_told() -> None:
    first = stay("2018-01-01", "2020-01-01", ground="student")
    for told in ("no_break", "papers", "break", None):
        assert followed(first, stay("2020-03-01", before=told)) == [(0, None), (1, told)]


FIRST = stay("2018-01-01", "2020-01-01", first_card_issued="2018-02-01")
PARTS: list[tuple[str, dict[str, Any], bool]] = [
    # the stay after it, and whether it is only its next part
    ("the day after", stay("2020-01-02"), True),
    ("the same day", stay("2020-01-01"), True),
    ("with a card of its own", stay("2020-01-02", first_card_issued="2020-02-01"), True),
    ("a day without", stay("2020-01-03"), False),
    ("a gap told as none", stay("2020-01-03", before="no_break"), True),
    ("a break", stay("2020-01-02", before="break"), False),
    ("another ground", stay("2020-01-02", ground="student"), False),
    ("another card", stay("2020-01-02", card="H"), False),
    ("another state", stay("2020-01-02", country="FR"), False),
]


@pytest.mark.parametrize(("then", "part"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS])
def test_a_stay_on_the_same_ground_that_follows_without_a_gap_is_its_next_part(
    then: dict[str, Any], part: bool
) -> None:
    found = the_person(stays=[FIRST, then]).stays or ()
    assert len(found) == (1 if part else 2)
    assert (found[0].start, found[0].first_card) == (date(2018, 1, 1), date(2018, 2, 1))
    assert found[0].end == (None if part else date(2020, 1, 1))


def test_the_first_card_of_a_stay_in_parts_came_before_the_first_part_ended() -> None:
    (one,) = the_person(stays=[stay("2018-01-01", "2020-01-01"), stay("2020-01-02")]).stays or ()
    assert (one.first_card, one.told_end) == (None, date(2020, 1, 1))


def test_a_time_without_a_right_opens_nothing() -> None:
    told = {"nationality": "MA", "card": "none", "absences": [], "stays": [stay("2010-01-01", ground=NO_RIGHT)]}
    answer = assess(told, ON)["routes"]
    assert {key: route["status"] for key, route in answer.items()} == {
        key: route["status"] for key, route in assess(told | {"stays": []}, ON)["routes"].items()
    }
