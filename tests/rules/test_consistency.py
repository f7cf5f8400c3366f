"""Which answers can be true together: days in order, entries apart, a decision beside a card or a stay.

Each contradiction is told with both places, the day that does not fit and what would; days that may still be in order
are not refused.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, Fault
from belgian_residence.told.case import read_case
from belgian_residence.told.contradictions import AGAINST_A_RELATION, RULES, broken
from belgian_residence.told.facts import BY_NAME
from belgian_residence.told.order import orders

ON = date(2025, 6, 15)
LISTS = ("stays", "absences", "free_movement_gaps", "prison", "register_gaps")
NAMED = ["free_movement_gap", "prison", "register_gap"]


def faults(**case: Any) -> list[Fault]:
    """The contradictions of a case."""
    try:
        read_case({"interruptions": NAMED} | case, ON)
    except CaseError as error:
        return error.faults
    return []


def said(**case: Any) -> list[tuple[str, str, str]]:
    """Where each contradiction of a case stands, what was given and what is accepted."""
    return [(fault.where, fault.given, fault.accepted) for fault in faults(**case)]


def broke(**case: Any) -> list[tuple[str | None, str, str | None]]:
    """The rule that each contradiction of a case breaks, where, and beside what."""
    return [(fault.rule, fault.where, fault.other) for fault in faults(**case)]


def time(start: Any, end: Any = None, **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end} | more


def stay(start: Any, end: Any = None, ground: str = "single_permit", **more: Any) -> dict[str, Any]:
    return time(start, end, ground=ground, **more)


def entry(name: str, start: Any, end: Any) -> dict[str, Any]:
    return stay(start, end) if name == "stays" else time(start, end)


# --- days in order ------------------------------------------------------------------------------------------------

IN_ORDER = [
    *(
        ("nothing-before-birth", "birth_date", then)
        for then in (
            "asylum_application",
            "annex_19",
            "annex_19ter",
            "annex_15",
            "medical_application",
            "permit_granted",
            "unlimited_stay_since",
            "spouse_of_belgian_since",
            "card_issued",
            "removal_decision",
            "household_ended",
        )
    ),
    ("card-issued-before-it-ends", "card_issued", "card_expiry"),
    ("protection-after-request", "asylum_application", "permit_granted"),
    ("protection-after-request", "asylum_application", "unlimited_stay_since"),
    ("protection-after-request", "permit_granted", "unlimited_stay_since"),
]


@pytest.mark.parametrize(("rule", "first", "then"), IN_ORDER, ids=[f"{row[1]}, {row[2]}" for row in IN_ORDER])
def test_one_day_cannot_lie_before_the_other(rule: str, first: str, then: str) -> None:
    assert not faults(**{first: "2020-05-02", then: "2020-05-02"})
    assert not faults(**{first: "2020-05", then: "2020-05-01"})
    assert not faults(**{first: "2020-05-31", then: "2020-05"})
    assert not faults(**{first: "2020-05-02", then: None})
    for one, other in (("2020-05-02", "2020-05-01"), ("2020-05-02", "2020-04"), ("2020-05", "2020-04-30")):
        (fault,) = faults(**{first: one, then: other})
        early, late = {"2020-04": "2020-04-30"}.get(other, other), {"2020-05": "2020-05-01"}.get(one, one)
        assert (fault.rule, fault.where, fault.kind, fault.other) == (rule, then, "before", first)
        assert fault.given == f"{early}, which is before {first}"
        assert fault.accepted == f"a day on or after {late} ({first})"
        assert (fault.law, fault.ways) == (RULES[rule].law, RULES[rule].ways)


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_ends_on_or_after_its_first_day_and_begins_on_or_after_birth(name: str) -> None:
    before = entry(name, "2019-01-01", "2019-01-01")
    assert not faults(**{name: [before], "birth_date": "2019-01-01"})
    assert said(**{name: [before, entry(name, "2020-05-02", "2020-05-01")]}) == [
        (
            f"{name}[1].to",
            f"2020-05-01, which is before {name}[1].from",
            f"a day on or after 2020-05-02 ({name}[1].from)",
        )
    ]
    assert said(**{name: [before, entry(name, "2020", "2020-05-01")], "birth_date": "2019-01-02"}) == [
        (f"{name}[0].from", "2019-01-01, which is before birth_date", "a day on or after 2019-01-02 (birth_date)")
    ]
    assert broke(**{name: [entry(name, "2019-01-01", "2018-12-31")], "birth_date": "2019-01-02"}) == [
        ("first-day-before-last", f"{name}[0].to", f"{name}[0].from"),
        ("nothing-before-birth", f"{name}[0].from", "birth_date"),
    ]


def test_a_first_card_is_issued_within_its_stay() -> None:
    for day in ("2020-01-01", "2020-06-01", "2021-01-01", "2019", "2021"):
        assert bool(faults(stays=[stay("2020-01-01", "2021-01-01", first_card_issued=day)])) == (day == "2019")
    early = stay("2020-01-01", "2021-01-01", first_card_issued="2019-12-31")
    late = stay("2021-06-01", "2022-01-01", first_card_issued="2022-01-02")
    assert said(stays=[early, late]) == [
        (
            "stays[0].first_card_issued",
            "2019-12-31, which is before stays[0].from",
            "a day on or after 2020-01-01 (stays[0].from)",
        ),
        (
            "stays[1].first_card_issued",
            "2022-01-02, which is after stays[1].to",
            "a day on or before 2022-01-01 (stays[1].to)",
        ),
    ]
    assert {fault.rule for fault in faults(stays=[early, late])} == {"card-within-its-stay"}
    assert [fault.kind for fault in faults(stays=[early, late])] == ["before", "after"]
    assert [fault.other for fault in faults(stays=[early, late])] == ["stays[0].from", "stays[1].to"]


def test_the_card_held_now_is_not_older_than_the_first_card_of_a_stay_that_goes_on() -> None:
    for day in ("2020-04-30", "2020-05-01", "2020-05-02", "2020-05", "2020-06"):
        one = stay("2020-01-01", first_card_issued=day)
        assert bool(faults(stays=[one], card_issued="2020-05-01")) == (day in ("2020-05-02", "2020-06")), day
    later = stay("2020-01-01", first_card_issued="2020-05-02")
    for other in ({"to": "2020-12-31"}, {"country": "NL"}):  # of a stay that ended, or elsewhere
        assert not faults(stays=[later | other], card_issued="2020-05-01")
    assert said(stays=[later], card_issued="2020-05-01") == [
        (
            "stays[0].first_card_issued",
            "2020-05-02, which is after card_issued",
            "a day on or before 2020-05-01 (card_issued)",
        )
    ]


@pytest.mark.parametrize("decision", ["granted", "attestation"])
def test_a_stay_is_granted_or_asked_for_before_its_card_and_its_end(decision: str) -> None:
    for day, refused in (("2020-02-29", False), ("2020-03-01", False), ("2020-03-02", True), ("2020-03", False)):
        one = stay("2020-01-01", "2021-01-01", first_card_issued="2020-03-01", **{decision: day})
        assert bool(faults(stays=[one])) == refused
    one = stay("2020-01-01", "2021-01-01", **{decision: "2021-01-02"})
    assert broke(stays=[one]) == [(f"{decision}-before-card", f"stays[0].{decision}", "stays[0].to")]
    assert broke(stays=[stay("2020-01-01", **{decision: "1989-12-31"})], birth_date="1990-01-01") == [
        ("nothing-before-birth", f"stays[0].{decision}", "birth_date")
    ]


def test_of_a_first_day_that_is_not_known_what_bounds_it_is_judged() -> None:
    unknown = stay(None, "2020-01-01", first_card_issued="2019-01-01")
    assert broke(stays=[unknown], birth_date="2019-06-01") == [
        ("nothing-before-birth", "stays[0].first_card_issued", "birth_date")
    ]
    assert not faults(stays=[unknown], birth_date="2019-01-01")
    overlapping = [unknown, stay("2018-01-01", "2019-06-30", "student")]
    assert broke(stays=overlapping) == [("one-stay-at-a-time", "stays[1].from", "stays[0]")]
    assert not faults(stays=[unknown, stay("2018-01-01", "2018-12-31", "student")])


def test_a_time_without_a_right_is_a_break() -> None:
    gap = stay("2020-01-01", "2020-06-30", "no_right")
    for told, refused in (("no_break", True), ("papers", True), ("break", False), (None, False)):
        assert bool(faults(stays=[stay("2020-07-01", before=told), gap])) == refused
    assert not faults(stays=[gap, stay("2020-07-01", "2021-01-01"), stay("2021-01-02", before="no_break")])
    assert not faults(stays=[gap, stay("2020-07-01", before="no_break", country="FR")])


def test_a_paper_covers_a_time_between_two_stays() -> None:
    for told, refused in (("no_break", True), ("break", True), ("papers", False), (None, False)):
        assert bool(faults(stays=[stay("2020-07-01", before=told, before_paper="annex_15")])) == refused


def test_a_planned_stay_with_unlimited_stay_needs_no_decision_yet() -> None:
    for day, refused in (("2025-06-15", True), ("2025-06-16", False)):
        assert bool(faults(unlimited_stay_since="none", stays=[stay(day, None, "settlement")])) == refused


def test_each_contradiction_is_told_at_once() -> None:
    told = broke(
        birth_date="2000-01-01",
        annex_19="1999-01-01",
        stays=[
            stay("2005-01-01", "2010-01-01"),
            stay("2008-01-01", "2009-01-01"),
            stay("2011-01-01", None, "settlement"),
        ],
        unlimited_stay_since="none",
        card="EU",
        nationality="MA",
        applications=[{"route": "K", "filed": "2025-02-01", "decision": "pending", "notified": "2025-01-01"}],
        interruptions=[],
        prison=[time("2020-01-01", "2020-02-01")],
    )
    assert told == [
        ("nothing-before-birth", "annex_19", "birth_date"),
        ("one-stay-at-a-time", "stays[1].from", "stays[0]"),
        ("unlimited-stay-has-a-day", "unlimited_stay_since", "stays[2]"),
        ("eu-card-for-eu-nationals", "card", "nationality"),
        ("decision-after-request", "applications[0].notified", "applications[0].filed"),
        ("no-decision-yet", "applications[0].notified", "applications[0].decision"),
        ("interruption-with-its-days", "interruptions", "prison"),
    ]


# --- entries apart ------------------------------------------------------------------------------------------------

ONE_AT_A_TIME = {
    "stays": "one-stay-at-a-time",
    "absences": "one-trip-at-a-time",
    "prison": "one-period-at-a-time",
    "register_gaps": "one-period-at-a-time",
}


@pytest.mark.parametrize(("name", "rule"), ONE_AT_A_TIME.items())
def test_two_entries_share_the_day_of_the_change_and_no_more(name: str, rule: str) -> None:
    long_ago = entry(name, "2010-01-01", "2010-02-01")
    one = entry(name, "2020-01-01", "2020-06-01")
    for start in ("2020-06-02", "2020-06-01", "2020-06", "2020"):
        assert not faults(**{name: [long_ago, one, entry(name, start, "2020-07-01")]})
    for ends in ("2020-06", "2020"):
        assert not faults(
            **{name: [long_ago, entry(name, "2020-01-01", ends), entry(name, "2020-06-01", "2020-07-01")]}
        )
    (fault,) = faults(**{name: [long_ago, one, entry(name, "2020-05-31", "2020-07-01")]})
    assert (fault.rule, fault.kind, fault.where, fault.other) == (rule, "overlap", f"{name}[2].from", f"{name}[1]")
    assert fault.given == f"starts on 2020-05-31, while {name}[1] runs until 2020-06-01"
    assert fault.accepted == f"entries of {name} that do not overlap; a last day may be rough"
    # the later one is named, whatever the order of the file
    (fault,) = faults(**{name: [entry(name, "2020-05-31", "2020-07-01"), one]})
    assert (fault.where, fault.other) == (f"{name}[0].from", f"{name}[1]")


def test_every_pair_that_overlaps_is_told() -> None:
    trips = [time("2020-01-01", "2020-12-31"), time("2020-02-01", "2020-03-01"), time("2020-02-15", "2020-04-01")]
    assert [(fault.where, fault.other) for fault in faults(absences=trips)] == [
        ("absences[1].from", "absences[0]"),
        ("absences[2].from", "absences[0]"),
        ("absences[2].from", "absences[1]"),
    ]


def test_nothing_follows_what_has_no_last_day() -> None:
    assert said(stays=[stay("2020-01-01"), stay("2021-01", "2021-06-01")]) == [
        (
            "stays[1].from",
            "starts on 2021-01-31, while stays[0] has no last day",
            "entries of stays that do not overlap; a last day may be rough",
        )
    ]
    assert said(absences=[time("2025-01-01"), time("2025-03-01", "2025-04-01")]) == [
        (
            "absences[1].from",
            "starts on 2025-03-01, while absences[0] has no last day",
            "entries of absences that do not overlap; a last day may be rough",
        )
    ]


def test_a_rough_last_day_is_told_by_its_first_possible_day() -> None:
    assert said(stays=[stay("2020-01-01", "2021-02"), stay("2021-01", "2021-06-01")]) == [
        (
            "stays[1].from",
            "starts on 2021-01-31, while stays[0] runs until 2021-02-01",
            "entries of stays that do not overlap; a last day may be rough",
        )
    ]


def test_stays_in_two_states_may_run_at_once() -> None:
    assert not faults(stays=[stay("2020-01-01"), stay("2020-03-01", country="FR"), stay("2020-05-01", country="DE")])
    assert not faults(stays=[stay("2020-01-01", country="BE"), stay("2019-03-01", "2021-01-01", country="FR")])
    for countries in (("FR", "FR"), (None, "BE"), ("BE", None)):
        both = [
            stay(day, country=country) for day, country in zip(("2020-01-01", "2020-03-01"), countries, strict=True)
        ]
        assert [fault.rule for fault in faults(stays=both)] == ["one-stay-at-a-time"]


# --- decisions beside stays and cards -----------------------------------------------------------------------------


def test_unlimited_stay_is_not_granted_before_the_first_stay_in_belgium() -> None:
    stays = [stay("2015-01-01", "2016-01-01"), stay("2010-05", "2014-01-01"), stay("2000-01-01", country="FR")]
    for since in ("2010-05-01", "2010-05", "2010", "2012-01-01", "none", None):
        assert not faults(stays=stays, unlimited_stay_since=since)
    assert said(stays=stays, unlimited_stay_since="2010-04-30") == [
        (
            "unlimited_stay_since",
            "2010-04-30, which is before stays[1].from",
            "a day on or after 2010-05-01 (stays[1].from)",
        )
    ]
    assert broke(stays=stays, unlimited_stay_since="2010-04") == [
        ("unlimited-stay-after-arrival", "unlimited_stay_since", "stays[1].from")
    ]
    assert not faults(stays=[stay("2020-01-01", country="FR")], unlimited_stay_since="2010-01-01")
    assert not faults(stays=[], unlimited_stay_since="2010-01-01")


@pytest.mark.parametrize("ground", ["refugee", "subsidiary_protection"])
def test_asylum_is_not_asked_for_after_the_last_protected_stay_began(ground: str) -> None:
    stays = [
        stay("2020-05", "2021-01-01", ground),
        stay("2018-01-01", "2019-01-01", ground),
        stay("2022-01-01", ground="student"),
        stay("2023-01-01", "2024-01-01", ground, country="FR"),
    ]
    for asked in ("2020-05-31", "2020-05", "2020", "2017-01-01", "none", None):
        assert not faults(stays=stays, asylum_application=asked)
    assert said(stays=stays, asylum_application="2020-06-01") == [
        (
            "asylum_application",
            "2020-06-01, which is after stays[0].from",
            "a day on or before 2020-05-31 (stays[0].from)",
        )
    ]
    assert broke(stays=stays, asylum_application="2020-06") == [
        ("protection-after-request", "asylum_application", "stays[0].from")
    ]
    assert not faults(stays=[stay("2018-01-01", ground="student")], asylum_application="2020-06-01")


@pytest.mark.parametrize("card", ["A", "H", "I", "J", "orange_card", "B", "F", "K", "M", "none"])
def test_a_card_for_limited_stay_does_not_stand_beside_a_day_of_unlimited_stay(card: str) -> None:
    for since in ("none", None):
        assert not faults(card=card, unlimited_stay_since=since)
    limited = card in ("A", "H", "I", "J", "orange_card")  # cards that show limited stay by themselves
    assert said(card=card, unlimited_stay_since="2020-02") == (
        [
            (
                "unlimited_stay_since",
                f"2020-02-01, while card {card} is for limited stay",
                '"none"; or card "B", also when the B card is still being made',
            )
        ]
        if limited
        else []
    )
    assert broke(card=card, unlimited_stay_since="2020-02-03") == (
        [("limited-card", "unlimited_stay_since", "card")] if limited else []
    )


@pytest.mark.parametrize("ground", ["unlimited_stay", "settlement", "long_term_resident"])
def test_a_stay_that_rests_on_unlimited_stay_has_the_day_of_it(ground: str) -> None:
    running = [stay("2015-01-01", "2016-01-01", ground), stay("2016-01-01", ground=ground)]
    for since in ("2015-06-01", None):
        assert not faults(stays=running, unlimited_stay_since=since)
    assert said(stays=running, unlimited_stay_since="none") == [
        (
            "unlimited_stay_since",
            f"none, while stays[1] is {ground}",
            "the day on which it was granted, or null for not known; or another ground of that stay",
        )
    ]
    assert broke(stays=running, unlimited_stay_since="none") == [
        ("unlimited-stay-has-a-day", "unlimited_stay_since", "stays[1]")
    ]
    assert not faults(stays=[stay("2016-01-01", ground=ground, country="FR")], unlimited_stay_since="none")
    assert faults(stays=[stay("2016-01-01", ground=ground, country="BE")], unlimited_stay_since="none")
    assert not faults(stays=[stay("2016-01-01", ground="refugee")], unlimited_stay_since="none")
    assert not faults(unlimited_stay_since="none")


@pytest.mark.parametrize("card", ["E", "E+", "EU", "EU+", "annex_8", "annex_8bis"])
def test_a_card_of_the_eu_rules_needs_a_nationality_that_may_hold_it(card: str) -> None:
    for nationality in ("FR", "CH", "NO", "EU", "GB", "non-EU", ["MA", "FR"], None):
        assert not faults(card=card, nationality=nationality)
    assert not faults(card=card)
    assert said(card=card, nationality=["TR", "MA"]) == [
        (
            "card",
            f"{card}, while nationality is MA, TR",
            "another card; or, in nationality, also the one of the EU, EEA or Switzerland",
        )
    ]
    assert broke(card=card, nationality="stateless") == [("eu-card-for-eu-nationals", "card", "nationality")]


def test_other_cards_need_no_nationality_of_the_eu() -> None:
    for card in ("A", "B", "F", "F+", "K", "L", "M", "annex_15", "none"):
        assert not faults(card=card, nationality="MA")


def test_a_decision_comes_after_its_request() -> None:
    long_ago = {"route": "B", "filed": "2019-01-01", "decision": "granted", "notified": "2019-05-01"}
    for notified in ("2025-02-01", "2025-02", "2025-03-01", None):
        request = {"route": "K", "filed": "2025-02-01", "decision": "refused", "notified": notified}
        assert not faults(applications=[long_ago, request])
    request = {"route": "K", "filed": "2025-02-01", "decision": "refused", "notified": "2025-01-31"}
    assert said(applications=[long_ago, request]) == [
        (
            "applications[1].notified",
            "2025-01-31, which is before applications[1].filed",
            "a day on or after 2025-02-01 (applications[1].filed)",
        )
    ]
    assert broke(applications=[long_ago, request]) == [
        ("decision-after-request", "applications[1].notified", "applications[1].filed")
    ]
    assert not faults(applications=[{"route": "K", "notified": "2025-01-31"}])


def test_where_the_decision_is_pending_there_is_no_day_of_it() -> None:
    request = {"route": "K", "filed": "2025-02-01", "decision": "pending"}
    assert not faults(applications=[request])
    assert not faults(applications=[request | {"notified": None}])
    assert said(applications=[request | {"notified": "2025-03"}]) == [
        (
            "applications[0].notified",
            "2025-03-01, while the decision is pending",
            "nothing; or another decision than pending",
        )
    ]
    assert broke(applications=[request | {"notified": "2025-03-01"}]) == [
        ("no-decision-yet", "applications[0].notified", "applications[0].decision")
    ]
    for decision in ("granted", "refused", "not_considered", "inadmissible", None):
        assert not faults(applications=[request | {"decision": decision, "notified": "2025-03-01"}])


DAYS_OF = {
    "free_movement_gap": ("free_movement_gaps", [time("2020-01-01", "2020-02-01")], []),
    "prison": ("prison", [time("2020-01-01", "2020-02-01")], []),
    "register_gap": ("register_gaps", [time("2020-01-01", "2020-02-01")], []),
    "removal": ("removal_enforced", True, False),
}


@pytest.mark.parametrize("kind", DAYS_OF)
def test_days_of_an_interruption_belong_to_one_that_happened(kind: str) -> None:
    fact, told, nothing = DAYS_OF[kind]
    others = [other for other in DAYS_OF if other != kind]
    assert not faults(**{"interruptions": [kind], fact: told})
    assert not faults(**{"interruptions": None, fact: told})
    assert not faults(**{"interruptions": others, fact: nothing})
    for named in ([], others):
        assert said(**{"interruptions": named, fact: told}) == [
            ("interruptions", f"without {kind}, while {fact} is told", f"also {kind}; or nothing in {fact}")
        ]
        assert broke(**{"interruptions": named, fact: told}) == [("interruption-with-its-days", "interruptions", fact)]


SPECIAL = {"ground": "special_card_other"}
BEFORE_THE_ANNEX: list[tuple[str, dict[str, Any], bool]] = [
    # what is told beside "no special card before the annex 19 of 1 March 2020", and whether it can be true
    ("a special card before", {"stays": [time("2015-01-01", "2020-02-29", **SPECIAL)]}, False),
    (
        "a special card before the annex 19ter, and no annex 19",
        {"annex_19": "none", "annex_19ter": "2020-03-01", "stays": [time("2015-01-01", "2020-02-29", **SPECIAL)]},
        False,
    ),
    ("after it", {"stays": [time("2020-03-01", "2022-02-28", **SPECIAL)]}, True),
    ("another stay", {"stays": [time("2015-01-01", "2020-02-29", ground="student")]}, True),
    ("in another state", {"stays": [time("2015-01-01", "2020-02-29", country="FR", **SPECIAL)]}, True),
    ("a rough first day that can lie after", {"stays": [time("2020", "2020-12-31", **SPECIAL)]}, True),
    ("no annex told", {"annex_19": None, "stays": [time("2015-01-01", "2020-02-29", **SPECIAL)]}, True),
]


@pytest.mark.parametrize(
    ("told", "fits"), [row[1:] for row in BEFORE_THE_ANNEX], ids=[row[0] for row in BEFORE_THE_ANNEX]
)
def test_no_special_card_before_the_annex_is_no_stay_on_one(told: dict[str, Any], fits: bool) -> None:
    expected = [] if fits else [("special-card-among-the-stays", "special_card_before", "stays[0]")]
    assert broke(**({"annex_19": "2020-03-01", "special_card_before": False} | told)) == expected


FILED = {"annex_19ter": "2018-01-10", "annex_15": "none", "joint_household": True}
TOGETHER: list[tuple[str, dict[str, Any], bool]] = [
    # what is told beside it, and whether it can be true
    ("the day before five years", {"household_ended": "2023-01-09"}, False),
    ("on the day of five years", {"household_ended": "2023-01-10"}, True),
    ("long ago, with no return", {"household_ended": "2018-03-01"}, False),
    ("together again", {"household_ended": "none"}, True),
    ("not known", {"household_ended": None}, True),
    ("it ended, and no joint household", {"household_ended": "2022-01-10", "joint_household": False}, True),
    ("a rough day that can lie after", {"household_ended": "2023"}, True),
    ("a rough day that cannot", {"household_ended": "2022"}, False),
    ("a rough annex 19ter", {"household_ended": "2022-12-01", "annex_19ter": "2017"}, True),
    ("perhaps an Annex 15 before it", {"household_ended": "2022-01-10", "annex_15": None}, True),
    ("surely within, whatever came before", {"household_ended": "2022-01-09", "annex_15": None}, False),
    ("the years have no known start", {"household_ended": "2018-03-01", "annex_19ter": None}, True),
]


@pytest.mark.parametrize(("told", "fits"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_who_lived_together_in_the_five_years_did_not_part_in_them(told: dict[str, Any], fits: bool) -> None:
    expected = [] if fits else [("household-in-the-five-years", "joint_household", "household_ended")]
    assert broke(**(FILED | told)) == expected


# --- what one date says of another --------------------------------------------------------------------------------


def order_of(**case: Any) -> set[tuple[str, str]]:
    """The pairs of dates of a case of which the first cannot lie after the second."""
    values = read_case({"interruptions": NAMED} | case, ON).values
    found = [tuple(".".join(map(str, path)) for path in pair) for pair in orders(values)]
    assert len(found) == len(set(found))
    return {(first, then) for first, then in found}


@pytest.mark.parametrize(("first", "then"), [row[1:] for row in IN_ORDER])
def test_what_must_come_first_is_known_where_both_days_are(first: str, then: str) -> None:
    assert (first, then) in order_of(**{first: "2019", then: "2020"})
    nothing = "none" if BY_NAME[then].kind.may_be_none else None
    for case in ({first: "2019"}, {then: "2019"}, {first: "2019", then: nothing}):
        assert order_of(**case) == set()


@pytest.mark.parametrize("name", LISTS)
def test_the_first_day_of_an_entry_lies_before_its_last(name: str) -> None:
    assert order_of(**{name: [entry(name, "2019", "2020")]}) == {(f"{name}.0.from", f"{name}.0.to")}


@pytest.mark.parametrize("name", ONE_AT_A_TIME)
def test_entries_that_do_not_overlap_follow_each_other(name: str) -> None:
    later, earlier = entry(name, "2021-01", "2021-06"), entry(name, "2019-01", "2020")
    assert order_of(**{name: [later, earlier]}) == {
        (f"{name}.0.from", f"{name}.0.to"),
        (f"{name}.1.from", f"{name}.1.to"),
        (f"{name}.1.to", f"{name}.0.from"),
    }


def test_a_first_card_lies_between_the_days_of_its_stay() -> None:
    assert order_of(stays=[stay("2020", "2022", first_card_issued="2021")]) == {
        ("stays.0.from", "stays.0.to"),
        ("stays.0.from", "stays.0.first_card_issued"),
        ("stays.0.first_card_issued", "stays.0.to"),
    }
    assert order_of(stays=[stay("2020", first_card_issued="2021")]) == {("stays.0.from", "stays.0.first_card_issued")}


def test_the_first_card_of_a_stay_that_goes_on_is_no_younger_than_the_card_held() -> None:
    held = order_of(card_issued="2023", stays=[stay("2020", first_card_issued="2021")])
    assert held == {("stays.0.from", "stays.0.first_card_issued"), ("stays.0.first_card_issued", "card_issued")}
    abroad = stay("2020", first_card_issued="2021", country="FR")
    assert order_of(card_issued="2023", stays=[abroad]) == {("stays.0.from", "stays.0.first_card_issued")}


def test_entries_of_which_either_may_come_first_say_nothing_of_each_other() -> None:
    """Two trips in one month: which came first is not known."""
    trips = [time("2020-05", "2020-05"), time("2020-05", "2020-05")]
    assert order_of(absences=trips) == {(f"absences.{place}.from", f"absences.{place}.to") for place in (0, 1)}


def test_stays_in_two_states_at_once_say_nothing_of_each_other() -> None:
    stays = [stay("2020", "2023-01-01"), stay("2021-05-01", "2022-01-01", country="FR")]
    assert order_of(stays=stays) == {(f"stays.{place}.from", f"stays.{place}.to") for place in (0, 1)}


# --- the rules ----------------------------------------------------------------------------------------------------


def test_a_broken_rule_is_told_with_its_law_and_its_ways_out() -> None:
    assert broken("limited-card", "a", "b", "c", other="d") == Fault(
        "a", "b", "c", "conflict", "d", "limited-card", ("B-GEN-1", "K-COND-1"), ("say-none", "card-b-in-the-making")
    )
    assert broken("dependants-of-relations", "a", "b", "c", "future", "d").kind == "future"
    assert broken("dependants-of-relations", "a", "b", "c").ways == AGAINST_A_RELATION
    with pytest.raises(KeyError):
        broken("no-such-rule", "a", "b", "c")
