"""The dossier of each route: papers, steps, days that matter, costs. Dates are worked out by hand from the law base.

Longer than others: each route has its row in every table.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, amounts, assess, next_question
from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.dossier import deadlines
from belgian_residence.dossier.costs import COSTS
from belgian_residence.dossier.dossier import PAPERS, lines
from belgian_residence.dossier.effects import EFFECTS, REGISTERS
from belgian_residence.dossier.procedure import PROCEDURE
from belgian_residence.law.amounts import all_amounts
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.facts import APPLICATION_ROUTES

ON = date(2026, 11, 22)
CARDS = ("B", "K", "L", "EU+", "F+", "M+")
Case = dict[str, Any]
Json = dict[str, Any]

WORKER: Case = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2021-10-04", "ground": "single_permit", "first_card_issued": "2021-10-04"}],
    "absences": [],
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "health_insurance": True,
    "income": 2100,
    "dependants": 0,
}
SETTLING: Case = WORKER | {"card": "B", "unlimited_stay_since": "2026-10-10", "identity_established": True}
REFUGEE: Case = WORKER | {
    "stays": [
        {"from": "2021-05-10", "to": "2022-03-01", "ground": "asylum_procedure", "first_card_issued": "2021-05-14"},
        {"from": "2022-03-01", "ground": "refugee", "first_card_issued": "2022-03-20"},
    ],
    "asylum_application": "2021-05-10",
    "permit_granted": "2022-03-01",
}
FRENCH: Case = {"nationality": "FR", "card": "EU", "annex_19": "2019-10-01", "absences": [], "interruptions": []}
WIFE: Case = {
    "nationality": "BR",
    "card": "F",
    "annex_19ter": "2021-05-10",
    "annex_15": "none",
    "joint_household": True,
    "absences": [],
    "interruptions": [],
    "stays": [{"from": "2021-11-02", "ground": "family_of_eu_or_belgian", "first_card_issued": "2021-11-02"}],
}
BRITISH: Case = {
    "nationality": "GB",
    "card": "M",
    "annex_19": "2019-02-14",
    "withdrawal_agreement": True,
    "absences": [],
    "interruptions": [],
}


def route(case: Case, key: str, on: date = ON) -> Json:
    answer: Json = assess(case, on)["routes"][key]
    return answer


def paper_ids(case: Case, key: str, on: date = ON) -> set[str]:
    return {paper["id"] for paper in route(case, key, on)["papers"]}


def asked(case: Case, key: str, **request: Any) -> Case:
    return case | {"applications": [{"route": key, **request}]}


def deadline(case: Case, key: str, id: str, on: date = ON) -> Json:
    return next(one for one in route(case, key, on)["deadlines"] if one["id"] == id)


# --- the tables ---------------------------------------------------------------------------------------------------


def test_every_route_has_its_tables_and_can_be_named_as_a_request() -> None:
    for table in (PAPERS, PROCEDURE, REGISTERS, EFFECTS, COSTS, deadlines.DECIDING):
        assert set(CARDS) <= set(table)
    assert {one.key for one in ROUTES} <= set(APPLICATION_ROUTES) == set(deadlines.DECIDING)


def test_every_line_rests_on_provisions_that_exist() -> None:
    known = set(all_provisions())
    for kind, id, law in lines():
        assert set(law) <= known, f"{kind} {id}"
        assert law or (kind, id) == ("deadline", "card-ends-before-decision"), f"{kind} {id}"


def test_every_line_has_the_kind_and_the_id_of_the_vocabulary() -> None:
    ids: dict[str, set[str]] = {}
    for kind, id, _ in lines():
        ids.setdefault(kind, set()).add(id)
    assert ids.pop("register") == set(REGISTERS)
    assert ids.pop("stay_meanwhile") == {"appeal"}
    known = vocabulary()
    assert ids == {
        "paper": set(known["papers"]),
        "not_needed_if": set(known["not_needed_if"]),
        "procedure": set(known["procedure"]),
        "effect": set(known["effects"]),
        "deadline": set(known["deadlines"]),
        "silence": set(known["silence"]),
        "cost": set(known["costs"]),
        "counter": set(known["counter"]),
        "family": set(known["family"]),
        "comparison": set(known["comparison"]),
    }


def test_every_paper_proves_a_condition_that_exists() -> None:
    conditions = set(vocabulary()["conditions"])
    for key, papers in PAPERS.items():
        for paper in papers:
            assert paper.condition is None or paper.condition in conditions, f"{key} {paper.id}"
            assert set(paper.if_in_play) <= conditions, f"{key} {paper.id}"


def test_every_figure_is_an_amount_of_the_law_data() -> None:
    names = set(all_amounts())
    used = {step.term for steps in PROCEDURE.values() for step in steps if step.term}
    used |= {name for effects in EFFECTS.values() for effect in effects for name in effect.amounts}
    used |= {name for costs in COSTS.values() for cost in costs for name in cost.amounts}
    used |= {paper.valid for papers in PAPERS.values() for paper in papers if paper.valid}
    used |= {one.months for one in deadlines.DECIDING.values() if one.months}
    assert used <= names


def test_a_closed_route_has_an_empty_dossier() -> None:
    closed = route(WORKER, "EU+")
    assert closed["status"] == "closed"
    assert [closed[part] for part in ("papers", "procedure", "effects", "deadlines", "costs")] == [[], [], [], [], []]
    assert closed["register"] is None


# --- papers -------------------------------------------------------------------------------------------------------

PAPER_ROWS: list[tuple[str, Case, str, str, bool]] = [
    # who, the case, the route, a paper, is it listed?
    ("worker for B", WORKER, "B", "passport-unless-protected", True),
    ("refugee for B", REFUGEE, "B", "passport-unless-protected", False),  # B-PROC-1
    ("refugee for B", REFUGEE, "B", "protection-certificate", True),
    ("refugee for B", REFUGEE, "B", "proof-conditions-still-met", False),
    ("worker for B", WORKER, "B", "protection-certificate", False),
    ("worker for B", WORKER, "B", "proof-conditions-still-met", True),
    ("identity not known, for L", WORKER, "L", "passport", True),  # L-DOC-1
    ("identity established, for L", WORKER | {"identity_established": True}, "L", "passport", False),
    ("identity not established, for L", WORKER | {"identity_established": False}, "L", "passport", True),
    ("refugee for L", REFUGEE, "L", "passport", False),
    ("refugee for L", REFUGEE, "L", "protection-certificate", True),
    ("settled worker, for K", SETTLING, "K", "passport", True),  # K-PROC-2: municipalities still ask
    ("refugee for K", REFUGEE, "K", "passport", False),
    ("settled worker, for K", SETTLING, "K", "proof-of-means", False),  # K-COND-2
    ("never off the register", FRENCH, "EU+", "proof-of-presence", False),
    (
        "off the register, with proof",
        FRENCH
        | {
            "interruptions": ["register_gap"],
            "register_gaps": [{"from": "2023-03-01", "to": "2023-09-15", "presence_proven": True}],
        },
        "EU+",
        "proof-of-presence",
        True,
    ),
    (
        "nine months away for a birth",
        FRENCH | {"absences": [{"from": "2021-01-01", "to": "2021-10-01", "reason": "pregnancy_or_childbirth"}]},
        "EU+",
        "proof-absence-reason",
        True,
    ),
    (
        "five months away for a birth",
        FRENCH | {"absences": [{"from": "2021-01-01", "to": "2021-06-01", "reason": "pregnancy_or_childbirth"}]},
        "EU+",
        "proof-absence-reason",
        False,
    ),
    ("wife of a Belgian", WIFE, "F+", "proof-sponsor-citizenship", True),
    ("household intact", WIFE, "F+", "household-certificate", True),
    ("household intact", WIFE, "F+", "proof-right-kept", False),
    (
        "separated after a divorce",
        WIFE | {"joint_household": False, "retention_grounds": ["lasted_three_years"]},
        "F+",
        "proof-right-kept",
        True,
    ),
    ("British since 2019", BRITISH, "M+", "proof-before-2021", True),
    ("British since 2019", BRITISH, "M+", "annex-22", True),
    ("joined in 2021", BRITISH | {"annex_19": "2021-03-01"}, "M+", "proof-before-2021", False),  # BRX-SCOPE-2
    ("four months away", SETTLING | {"absences": [{"from": "2023-01-01", "to": "2023-05-01"}]}, "K", "annex-18", True),
    ("two months away", SETTLING | {"absences": [{"from": "2023-01-01", "to": "2023-03-01"}]}, "K", "annex-18", False),
]


@pytest.mark.parametrize(
    ("case", "key", "paper", "listed"),
    [row[1:] for row in PAPER_ROWS],
    ids=[f"{who}: {id}" for who, _, _, id, _ in PAPER_ROWS],
)
def test_papers(case: Case, key: str, paper: str, listed: bool) -> None:
    assert (paper in paper_ids(case, key)) is listed


def test_a_paper_says_where_to_get_it_how_long_it_is_valid_and_who_needs_it_not() -> None:
    papers = {paper["id"]: paper for paper in route(WORKER, "L")["papers"]}
    assert papers["health-insurance-certificate"]["where"] == "health-fund"
    assert papers["criminal-record-extract"]["valid"] is None, "the law base names no limit"
    assert papers["passport"]["not_needed_if"] == ["identity-established", "refugee", "subsidiary_protection"]
    b_card = next(paper for paper in route(SETTLING, "K")["papers"] if paper["id"] == "b-card")
    assert (b_card["valid"]["value"], b_card["valid"]["unit"]) == (5, "years")
    assert b_card["provisions"] == ["K-PROC-1"]


def test_an_excuse_that_the_facts_exclude_is_named() -> None:
    def not_you(case: Case, key: str, id: str) -> list[str]:
        return next(list(paper["not_you"]) for paper in route(case, key)["papers"] if paper["id"] == id)

    assert not_you(WORKER, "L", "passport") == ["refugee", "subsidiary_protection"]
    assert not_you(WORKER | {"identity_established": False}, "L", "passport")[0] == "identity-established"
    assert not_you(BRITISH, "M+", "proof-before-2021") == ["joined-after-2020"]
    assert not_you(WORKER | {"stays": None}, "B", "passport-unless-protected") == [], "not known excludes nothing"


def test_a_photo_is_listed_once() -> None:
    for case, key in ((WORKER, "B"), (SETTLING, "K"), (FRENCH, "EU+")):
        assert [paper["id"] for paper in route(case, key)["papers"]].count("photo") == 1


# --- steps --------------------------------------------------------------------------------------------------------

ANNEXES = {
    # the annexes of the main line, then of the branches (K-PROC-1, L-PROC-1, EUP-APP-1 to 9, FAM-APP-5 to 8, DOC-35)
    "B": (WORKER, [], ["15", "35"]),
    "K": (SETTLING, ["16", "16bis"], ["16ter", "15", "17", "35"]),
    "L": (WORKER, ["16", "16bis"], ["16ter", "15", "17", "35"]),
    "EU+": (FRENCH, ["22", "8quater"], ["23", "8ter", "24", "35"]),
    "F+": (WIFE, ["22"], ["23", "15", "24", "35"]),
    "M+": (BRITISH, ["22"], ["35"]),
}


@pytest.mark.parametrize("key", CARDS)
def test_the_steps_name_the_annexes_in_their_order(key: str) -> None:
    case, main, branches = ANNEXES[key]
    steps = route(case, key)["procedure"]
    if key != "M+":
        assert [step["annex"] for step in steps if step["annex"] and not step["branch"]] == main
    assert [step["annex"] for step in steps if step["annex"] and step["branch"]] == branches
    assert [step["branch"] is None for step in steps] == sorted(
        (step["branch"] is None for step in steps), reverse=True
    )
    assert all(step["provisions"] and step["who"] for step in steps)


def test_the_office_has_five_months_from_the_receipt() -> None:
    for case, key, since in ((SETTLING, "K", "annex-16bis"), (WORKER, "L", "annex-16bis"), (WIFE, "F+", "annex-22")):
        terms = [step["term"] for step in route(case, key)["procedure"] if step["id"].startswith("office-decides")]
        assert [(term["value"], term["unit"], term["since"]) for term in terms] == [(5, "months", since)], key
    assert all(
        step["term"] is None for step in route(WORKER, "B")["procedure"] if step["id"].startswith("office-decides")
    )


def test_the_municipality_decides_on_eu_plus_only_since_31_october_2024() -> None:
    ids = [[step["id"] for step in route(FRENCH, "EU+", day)["procedure"]] for day in DECREE_DAYS]
    assert ["municipality-may-decide" in some for some in ids] == [False, True]


DECREE_DAYS = (date(2024, 10, 30), date(2024, 10, 31))


def test_the_register_after_the_yes() -> None:
    after = {key: route(case, key)["register"]["after"] for key, (case, _, _) in ANNEXES.items()}
    assert after == {
        "B": "foreigners",
        "K": "population",
        "L": "population",
        "EU+": "population",
        "F+": "population",
        "M+": None,
    }


# --- days: the decision (K-PROC-3, L-PROC-2, EUP-APP-4, FAM-APP-5) ------------------------------------------------

DUE: list[tuple[str, str, str]] = [
    # filed, last day for the decision, first day of silence
    ("2026-01-15", "2026-06-15", "2026-06-16"),
    ("2026-01-31", "2026-06-30", "2026-07-01"),  # June has 30 days
    ("2025-09-30", "2026-02-28", "2026-03-01"),  # February has 28
    ("2023-09-30", "2024-02-29", "2024-03-01"),  # a leap year
    ("2024-02-29", "2024-07-29", "2024-07-30"),  # from 29 February
    ("2025-10-31", "2026-03-31", "2026-04-01"),
    ("2026-08-22", "2027-01-22", "2027-01-23"),
]


@pytest.mark.parametrize(("filed", "due", "silence"), DUE)
@pytest.mark.parametrize(("case", "key"), [(SETTLING, "K"), (WORKER, "L"), (FRENCH, "EU+"), (WIFE, "F+")])
def test_five_months_by_the_calendar(case: Case, key: str, filed: str, due: str, silence: str) -> None:
    found = deadline(asked(case, key, filed=filed), key, "decision-due")
    assert (found["date"], found["silence"]["from"]) == (due, silence)
    assert found["counts_from"] == "applications[0].filed"
    assert found["binds"] == "office"


def test_the_day_of_the_decision_is_ahead_until_it_is_over() -> None:
    case = asked(WORKER, "L", filed="2026-06-22")
    states = [deadline(case, "L", "decision-due", date(2026, 11, day))["state"] for day in (21, 22, 23)]
    assert states == ["ahead", "ahead", "passed"]


SILENCE = {
    # what no answer means, the confidence of that, the doubts (K-PROC-3, L-PROC-2, EUP-APP-6, FAM-APP-5, BRX-PR-4)
    "B": (WORKER, "nothing", "H", "none-found"),
    "K": (SETTLING, "granted", "H", "municipality-may-want-letter"),
    "L": (WORKER, "granted", "H", "municipality-may-want-letter"),
    "EU+": (FRENCH, "recognised", "C", "practice-only"),
    "F+": (WIFE, "recognised", "B", "decision-may-be-on-its-way"),
    "M+": (BRITISH, "nothing", "C", "practice-only"),
}


@pytest.mark.parametrize("key", CARDS)
def test_what_silence_means(key: str) -> None:
    case, means, confidence, doubt = SILENCE[key]
    silence = deadline(asked(case, key, filed="2026-09-01", decision="pending"), key, "decision-due")["silence"]
    assert (silence["means"], silence["confidence"], silence["certain"]) == (means, confidence, False)
    assert doubt in silence["doubts"]


@pytest.mark.parametrize(("case", "key"), [(WORKER, "B"), (BRITISH, "M+")])
def test_where_no_term_is_known_no_day_is_named(case: Case, key: str) -> None:
    found = deadline(asked(case, key, filed="2026-09-01"), key, "decision-due")
    assert (found["date"], found["silence"]["from"], found["state"]) == (None, None, "unknown")
    assert found["doubts"] == ["no-term-known"]
    assert found["certain"] is False


def test_of_a_rough_day_of_the_request_the_latest_counts_because_the_term_binds_the_office() -> None:
    found = deadline(asked(WORKER, "L", filed="2026-09"), "L", "decision-due")
    assert (found["date"], found["doubts"], found["certain"]) == ("2027-02-28", ["date-not-exact"], False)


def test_a_term_of_a_time_that_is_not_known_gives_no_day() -> None:
    found = deadline(asked(SETTLING, "K", filed="2020-03-01"), "K", "decision-due")
    assert (found["date"], found["term"]["status"], found["certain"]) == (None, "not_confirmed", False)


def test_a_decision_that_came_has_no_day_any_more() -> None:
    assert route(asked(WORKER, "L", filed="2026-03-01", decision="granted"), "L")["deadlines"] == []


@pytest.mark.parametrize(
    ("case", "key", "paper"),
    [
        (SETTLING, "K", ["K-PROC-4", "DOC-15"]),
        (WORKER, "L", ["L-PROC-3", "DOC-15"]),
        (FRENCH, "EU+", ["EUP-APP-9"]),
        (WIFE, "F+", ["FAM-APP-8", "DOC-15"]),
    ],
)
def test_a_card_that_ends_before_the_decision_needs_a_paper(case: Case, key: str, paper: list[str]) -> None:
    waiting = asked(case | {"card_expiry": "2027-01-20"}, key, filed="2026-10-01")
    found = deadline(waiting, key, "card-ends-before-decision")
    assert (found["date"], found["provisions"]) == ("2027-01-20", paper)
    later = asked(case | {"card_expiry": "2027-03-01"}, key, filed="2026-10-01")
    assert all(one["id"] != "card-ends-before-decision" for one in route(later, key)["deadlines"])


# --- days: the appeal (APP-1, APP-2, APL-3 to APL-5) --------------------------------------------------------------

APPEALS: list[tuple[str, str, str, str, str]] = [
    # notified, usual last day, shortest last day, confidence, the doubt of that time
    ("2026-06-11", "2026-07-11", "2026-06-21", "H", "shorter-in-detention"),
    ("2026-06-12", "2026-07-12", "2026-06-17", "C", "new-court-law"),
    ("2024-01-31", "2024-03-01", "2024-02-10", "H", "shorter-in-detention"),  # 29 February lies between
    ("2025-01-31", "2025-03-02", "2025-02-10", "H", "shorter-in-detention"),
    ("2026-11-15", "2026-12-15", "2026-11-20", "C", "new-court-law"),
]


@pytest.mark.parametrize(("notified", "usual", "shortest", "confidence", "doubt"), APPEALS)
@pytest.mark.parametrize(
    ("case", "key"), [(WORKER, "B"), (SETTLING, "K"), (WORKER, "L"), (FRENCH, "EU+"), (WIFE, "F+")]
)
def test_the_days_for_an_appeal_are_never_certain(
    case: Case, key: str, notified: str, usual: str, shortest: str, confidence: str, doubt: str
) -> None:
    refused = asked(case, key, filed="2023-01-01", decision="refused", notified=notified)
    one, two = (deadline(refused, key, id) for id in ("appeal", "appeal-shortest"))
    assert (one["date"], two["date"]) == (usual, shortest)
    for found in (one, two):
        assert found["certain"] is False
        assert found["confidence"] == confidence
        by_post = [] if doubt == "new-court-law" else ["by-post-later"]  # APL-12
        assert found["doubts"] == ["term-on-decision-prevails", doubt, *by_post]
        assert found["binds"] == "you"


def test_of_a_rough_day_of_notice_the_earliest_counts_because_the_term_binds_the_person() -> None:
    refused = asked(WORKER, "L", filed="2026-01-05", decision="refused", notified="2026-06")
    found = deadline(refused, "L", "appeal")
    assert found["date"] == "2026-07-01"
    assert "new-court-law" in found["doubts"], "it may have come after the change"
    near = asked(WORKER, "L", filed="2026-06-20", decision="refused", notified="2026-06")
    assert deadline(near, "L", "appeal")["date"] == "2026-07-20", "not before the request"


def test_a_refusal_without_its_day_still_says_that_a_term_runs() -> None:
    found = deadline(asked(WORKER, "L", decision="refused"), "L", "appeal")
    assert (found["date"], found["state"]) == (None, "unknown")
    assert "term-on-decision-prevails" in found["doubts"]


def test_a_refusal_matters_on_a_closed_route_too() -> None:
    closed = route(asked(WORKER, "EU+", decision="refused", notified="2026-11-10"), "EU+")
    assert closed["status"] == "closed"
    assert [one["date"] for one in closed["deadlines"]] == ["2026-12-10", "2026-11-15"]
    assert closed["next_steps"][0] == "read-decision"


@pytest.mark.parametrize(
    ("filed", "decision", "first"),
    [
        ("2026-10-09", None, "apply-annex-16"),  # from a limited stay it is a request for L alone
        ("2026-10-10", None, "counted-with-l"),
        ("2026-10-11", "pending", "counted-with-l"),
        (None, "pending", "counted-with-l"),  # said with its condition
        ("2026-10-11", "refused", "apply-annex-16"),
        ("2026-10-11", "not_considered", "apply-annex-16"),
    ],
)
def test_a_request_for_l_with_unlimited_stay_counts_for_k(filed: str | None, decision: str | None, first: str) -> None:
    """K-L-1, FAM-K-3: nobody hands in a second form."""
    told = route(asked(SETTLING, "L", filed=filed, decision=decision), "K", date(2026, 11, 22))
    assert told["status"] == "open"
    assert told["next_steps"][0] == first
    assert ("apply-annex-16" in told["next_steps"]) is (first == "apply-annex-16")


@pytest.mark.parametrize(
    ("case", "key", "decision", "notified", "stops", "law"),
    [
        (WORKER, "L", "refused", "2026-06-11", True, ["APP-3", "L-REF-1"]),
        (WORKER, "L", "not_considered", "2026-06-11", False, ["APP-3", "L-PROC-1"]),  # annex 16ter
        (WORKER, "L", "refused", "2026-06-12", None, ["APP-3", "DOUBT-10"]),  # not verified
        (SETTLING, "K", "refused", "2026-06-11", True, ["APP-3", "L-REF-1"]),
        (FRENCH, "EU+", "refused", "2026-06-11", True, ["APL-6", "APL-7"]),
        (WIFE, "F+", "refused", "2026-06-11", True, ["APL-6", "APL-7"]),
        (WIFE, "F+", "refused", "2026-06-12", None, ["APL-8", "O-02"]),
        (WORKER, "B", "refused", "2026-06-11", None, ["APP-3"]),
    ],
)
def test_whether_an_appeal_stops_the_decision_is_known_for_the_old_law_only(
    case: Case, key: str, decision: str, notified: str, stops: bool | None, law: list[str]
) -> None:
    refused = asked(case, key, filed="2026-01-05", decision=decision, notified=notified)
    of_16ter = "-16ter" if decision == "not_considered" else ""
    for id in ("appeal", "appeal-shortest"):
        assert deadline(refused, key, id + of_16ter)["stay_meanwhile"] == {"stops_decision": stops, "provisions": law}


# --- days for the card that is held -------------------------------------------------------------------------------

WINDOWS: list[tuple[str, str, str]] = [
    # the card ends, the 40th day before, the 30th day before (REN-1)
    ("2027-01-20", "2026-12-11", "2026-12-21"),
    ("2027-03-31", "2027-02-19", "2027-03-01"),
    ("2028-03-31", "2028-02-20", "2028-03-01"),  # 29 February lies between
    ("2027-03-10", "2027-01-29", "2027-02-08"),
]


@pytest.mark.parametrize(("expiry", "first", "last"), WINDOWS)
def test_the_window_for_renewal(expiry: str, first: str, last: str) -> None:
    found, _ = assess(WORKER | {"card_expiry": expiry}, ON)["deadlines"]
    assert (found["id"], found["from"], found["date"]) == ("renewal-window", first, last)
    assert found["doubts"] == ["window-45-or-40"]
    assert found["certain"] is False


def test_of_a_rough_last_day_of_the_card_the_earliest_counts() -> None:
    found, permit = assess(WORKER | {"card_expiry": "2027-01"}, ON)["deadlines"]
    assert permit["date"] == "2026-11-01"
    assert (found["from"], found["date"], found["card_ends"]) == ("2026-11-22", "2026-12-02", "2027-01-01")
    assert "date-not-exact" in found["doubts"]


def test_no_window_was_seen_for_the_cards_of_eu_citizens() -> None:
    (found,) = assess(FRENCH | {"card_expiry": "2027-01-20"}, ON)["deadlines"]
    assert found["doubts"] == ["window-not-seen-for-card"]
    assert assess(WORKER | {"card": "annex_15", "card_expiry": "2027-01-20"}, ON)["deadlines"] == []


RETURNS: list[tuple[str, str, str | None]] = [
    # left, came back, last day to report (ABS-2: after three months or more, fifteen days)
    ("2026-08-15", "2026-11-15", "2026-11-30"),  # three months
    ("2026-08-16", "2026-11-15", None),  # a day less
    ("2026-05-01", "2026-11-07", "2026-11-22"),  # today is the last day
    ("2026-05-01", "2026-11-06", None),  # passed
    ("2026-12-01", "2027-03-31", "2027-04-15"),  # planned
    ("2026-11-30", "2027-02-28", "2027-03-15"),  # 30 November + 3 months = 28 February
]


@pytest.mark.parametrize(("left", "back", "report"), RETURNS)
def test_fifteen_days_to_report_a_return(left: str, back: str, report: str | None) -> None:
    found = assess(WORKER | {"absences": [{"from": left, "to": back}]}, ON)["deadlines"]
    assert [one["date"] for one in found] == ([report] if report else [])


def test_of_a_rough_return_the_earliest_day_counts() -> None:
    (found,) = assess(WORKER | {"absences": [{"from": "2026-07-01", "to": "2026-12"}]}, ON)["deadlines"]
    assert (found["date"], found["certain"]) == ("2026-12-16", False)


def test_f_plus_is_asked_before_the_card_ends() -> None:
    case = WIFE | {"card_expiry": "2027-04-30"}
    found = deadline(case, "F+", "ask-before-card-ends")
    assert (found["date"], found["provisions"], found["certain"]) == ("2027-04-30", ["FAM-APP-1", "FAM-APP-2"], True)
    waiting = route(asked(case, "F+", filed="2026-11-01"), "F+")
    assert all(one["id"] != "ask-before-card-ends" for one in waiting["deadlines"])


@pytest.mark.parametrize(
    ("annex", "expiry", "says"),
    [
        ("2022-12-20", "2027-12-20", "before-card-expires"),
        ("2022-12-21", "2027-12-20", "renew-f-card-first"),
        ("2022-12", "2027-12-20", "before-card-expires"),  # some days of the month are in time
        ("2023-01", "2027-12-20", "renew-f-card-first"),
    ],
)
def test_a_card_that_ends_before_the_five_years_is_renewed_first(annex: str, expiry: str, says: str) -> None:
    """FAM-APP-1, FAM-APP-8: no advice to ask before the card ends beside a later date from which F+ can be asked."""
    told = WIFE | {"annex_19ter": annex, "annex_15": "none", "card_expiry": expiry, "sponsor_early_permanent": False}
    apart = {"joint_household": False, "household_ended": "2025-05-01", "retention_grounds": ["still_married"]}
    for more, status in (({}, "later"), (apart, "unsettled")):
        answer = route(told | more | {"means_since_household_ended": ["work"]}, "F+")
        assert (answer["status"], answer["notes"][0]) == (status, says)
        assert [one["id"] for one in answer["deadlines"]] == ["ask-before-card-ends"][: says.startswith("before")]
    early = route(told | {"sponsor_early_permanent": True}, "F+")  # can ask now
    assert (early["status"], early["notes"][0]) == ("open", "before-card-expires")
    assert [one["id"] for one in early["deadlines"]] == ["ask-before-card-ends"]


@pytest.mark.parametrize(
    ("on", "expiry", "day", "certain"),
    [
        # OLD-3, D-17: an F card of the old model stopped on 3 August 2026, say several sources
        ("2026-05-01", "2026-08-02", "2026-08-02", True),
        ("2026-05-01", "2026-08-03", "2026-08-03", True),
        ("2026-05-01", "2026-08-04", "2026-08-03", False),
        ("2026-09-01", "2026-10-10", "2026-08-03", False),
        ("2026-09-01", "2026-10-11", "2026-10-11", True),  # five years after the change: of the new model
    ],
)
def test_a_card_that_may_have_stopped_before_its_last_day_makes_no_day_certain(
    on: str, expiry: str, day: str, certain: bool
) -> None:
    """And it is the day that the section on keeping the card plans by."""
    older = [{"from": "2021-05-10", "ground": "family_of_eu_or_belgian", "first_card_issued": "2021-10-10"}]
    case, then = WIFE | {"card_expiry": expiry, "stays": older}, date.fromisoformat(on)
    answer = assess(case, then)
    (found,) = [one for one in answer["routes"]["F+"]["deadlines"] if one["id"] == "ask-before-card-ends"]
    assert (found["date"], found["certain"]) == (day, certain)
    assert ("old-card-may-have-ended" in found["doubts"]) is not certain
    assert ("old-model-f" in [one["id"] for one in answer["keep"]["warnings"]]) is (expiry < "2026-10-11")
    (window,) = answer["deadlines"]
    assert (window["from"], window["date"]) == (answer["keep"]["renewal"]["from"], answer["keep"]["renewal"]["to"])


NOBODY_LOOKED = date(2028, 5, 22)
"""Eighteen months after the last look at a figure."""


@pytest.mark.parametrize(
    ("case", "key", "id"),
    [
        (asked(WORKER, "K", filed="2026-11-01"), "K", "decision-due"),
        (asked(WORKER, "L", filed="2026-11-01"), "L", "decision-due"),
        (asked(FRENCH, "EU+", filed="2026-11-01"), "EU+", "decision-due"),
        (asked(WORKER, "L", filed="2026-11-01", decision="refused", notified="2026-11-10"), "L", "appeal"),
        (asked(WORKER, "L", filed="2026-11-01", decision="refused", notified="2026-11-10"), "L", "appeal-shortest"),
        (asked(WORKER, "nationality", filed="2026-06-01"), "nationality", "decision-due"),
        (
            asked(WORKER, "nationality", filed="2026-06-01", decision="refused", notified="2026-11-10"),
            "nationality",
            "ask-for-family-court",
        ),
    ],
)
def test_a_day_counted_with_a_figure_that_nobody_looked_at_is_not_named(case: Case, key: str, id: str) -> None:
    def found(**today: date) -> Json:
        listed = assess(case, ON, **today)["routes"][key]["deadlines"]
        return next(one for one in listed if one["id"] == id)

    assert found() == found(today=ON)
    assert found()["date"]
    late = found(today=NOBODY_LOOKED)
    assert (late["date"], late["state"], late["certain"], late["term"]["value"]) == (None, "unknown", False, None)
    assert late["doubts"][-1] == "not-verified-again"
    assert not late.get("silence") or late["silence"]["from"] is None


def test_the_days_of_the_card_that_nobody_looked_at_are_not_named() -> None:
    case = WORKER | {"card_expiry": "2027-01-01", "absences": [{"from": "2026-07-01", "to": "2026-11-20"}]}
    before = {one["id"]: one for one in assess(case, ON)["deadlines"]}
    late = {one["id"]: one for one in assess(case, ON, today=NOBODY_LOOKED)["deadlines"]}
    assert set(before) == set(late) == {"renewal-window", "renewal-of-single-permit", "report-return"}
    for id, one in late.items():
        assert before[id]["date"]
        assert (one["date"], one["from"], one["certain"]) == (None, None, False)
        assert "not-verified-again" in one["doubts"]
        assert "not-verified-again" not in before[id]["doubts"]
    assert (before["report-return"]["certain"], late["renewal-window"]["card_ends"]) == (True, "2027-01-01")


def test_a_card_that_ends_before_a_day_that_is_not_confirmed_is_not_certain() -> None:
    case = asked(WORKER, "L", filed="2026-11-01") | {"card_expiry": "2027-01-01"}
    for today, certain in ((ON, True), (NOBODY_LOOKED, False)):
        listed = assess(case, ON, today=today)["routes"]["L"]["deadlines"]
        (found,) = [one for one in listed if one["id"] == "card-ends-before-decision"]
        assert (found["date"], found["certain"]) == ("2027-01-01", certain)


def test_the_figures_of_a_dossier_that_nobody_looked_at_are_the_last_known_only() -> None:
    later = assess(WORKER, ON, today=NOBODY_LOOKED)["routes"]["L"]
    assert [one["value"] for one in next(one for one in later["costs"] if one["id"] == "card")["amounts"]] == [None] * 2
    terms = [one["term"] for one in later["procedure"] if one["term"]]
    assert {one["status"] for one in terms} == {"past_verify_by"}
    assert {one["last_known"]["value"] for one in terms} > {5}
    ahead = assess(WORKER, date(2029, 1, 1), today=ON)["routes"]["L"]
    assert {one["term"]["status"] for one in ahead["procedure"] if one["term"]} == {"confirmed"}


def test_nothing_is_moved_for_a_weekend_but_it_is_said() -> None:
    days = {"2027-01-19": False, "2027-02-01": True}  # the 30th day before: Sunday 20 December, Saturday 2 January
    found = {end: assess(WORKER | {"card_expiry": end}, ON)["deadlines"][0] for end in days}
    assert (found["2027-01-19"]["date"], found["2027-01-19"]["on_weekend"]) == ("2026-12-20", True)
    assert (found["2027-02-01"]["date"], found["2027-02-01"]["on_weekend"]) == ("2027-01-02", True)
    assert assess(WORKER | {"card_expiry": "2027-01-20"}, ON)["deadlines"][0]["on_weekend"] is False


# --- the requests as a fact ---------------------------------------------------------------------------------------


def test_the_interview_never_asks_for_requests() -> None:
    case: Case = {}
    names = []
    for _ in range(60):
        question = next_question(case, ON)
        if question is None:
            break
        names.append(question["fact"])
        case[question["fact"].split("[")[0]] = None
    assert names
    assert "applications" not in names


def test_requests_change_no_route() -> None:
    plain, told = (
        assess(case, ON)["routes"] for case in (WORKER, asked(WORKER, "L", filed="2026", decision="pending"))
    )
    for key in plain:
        for part in ("status", "earliest", "readings", "conditions", "missing", "basis"):
            assert plain[key][part] == told[key][part]


@pytest.mark.parametrize(
    ("request_", "where"),
    [
        ({"route": "X"}, "applications[0].route"),
        ({"filed": "2026-01-01"}, "applications[0].route"),
        ({"route": "L", "filed": "2027-01-01"}, "applications[0].filed"),
        ({"route": "L", "filed": "2026-03-01", "notified": "2026-02-01"}, "applications[0].notified"),
        ({"route": "L", "decision": "pending", "notified": "2026-02-01"}, "applications[0].notified"),
        ({"route": "L", "decision": "perhaps"}, "applications[0].decision"),
    ],
)
def test_a_request_that_cannot_be_is_refused_with_its_place(request_: Json, where: str) -> None:
    with pytest.raises(CaseError) as caught:
        assess(WORKER | {"applications": [request_]}, ON)
    assert [fault.where for fault in caught.value.faults] == [where]


def test_who_waits_is_not_told_to_ask_again() -> None:
    case = SETTLING | {"unlimited_stay_since": "2026-10-10"}
    assert route(case, "K")["next_steps"] == ["apply-annex-16", "renew-card-meanwhile"]
    assert route(asked(case, "K", filed="2026-10-12"), "K")["next_steps"] == [
        "wait-for-decision",
        "renew-card-meanwhile",
    ]
    assert route(asked(case, "K", decision="granted"), "K")["next_steps"] == ["collect-card"]
    refused = route(asked(case, "K", decision="refused"), "K")
    assert refused["next_steps"][:2] == ["read-decision", "apply-annex-16"]


def test_the_last_request_counts() -> None:
    case = SETTLING | {
        "applications": [
            {"route": "K", "filed": "2026-10-12", "decision": "pending"},
            {"route": "K", "filed": "2025-01-10", "decision": "refused", "notified": "2025-03-01"},
        ]
    }
    assert route(case, "K")["next_steps"][0] == "wait-for-decision"


# --- costs --------------------------------------------------------------------------------------------------------


def costs(case: Case, key: str, on: date = ON) -> dict[str, Json]:
    return {cost["id"]: cost for cost in route(case, key, on)["costs"]}


@pytest.mark.parametrize(("case", "key"), [(WORKER, "B"), (SETTLING, "K"), (WORKER, "L")])
def test_b_k_and_l_have_no_federal_contribution(case: Case, key: str) -> None:
    (amount,) = costs(case, key)["federal-contribution"]["amounts"]
    assert (amount["value"], amount["from"], amount["status"]) == (0, "2015-03-02", "confirmed")


@pytest.mark.parametrize(("case", "key"), [(FRENCH, "EU+"), (WIFE, "F+")])
def test_eu_plus_and_f_plus_are_not_on_the_closed_list_either(case: Case, key: str) -> None:
    (amount,) = costs(case, key)["federal-contribution"]["amounts"]
    assert (amount["value"], amount["status"]) == (0, "confirmed")


@pytest.mark.parametrize(("case", "key"), [(BRITISH, "M+")])
def test_of_the_m_card_no_page_says_so(case: Case, key: str) -> None:
    found = costs(case, key)
    assert "federal-contribution" not in found
    assert found["federal-contribution-not-seen"]["amounts"] == []
    assert found["federal-contribution-not-seen"]["confidence"] == "A", "CARD-FEE-4"


def test_the_court_fee_is_known_until_the_decree_on_it_and_then_with_its_period_only() -> None:
    before, after = (costs(FRENCH, "EU+", day)["court-fee"]["amounts"][0] for day in FEE_DAYS)
    assert (before["value"], before["to"]) == (186, "2025-07-15")
    assert (after["value"], after["status"]) == (None, "not_confirmed")
    assert after["last_known"] == {"value": 186, "from": "2015-07-09", "to": "2025-07-15"}


FEE_DAYS = (date(2025, 7, 15), date(2025, 7, 16))


def test_prices_of_cards_are_a_range_that_gets_old() -> None:
    low, high = costs(WORKER, "L")["card"]["amounts"]
    assert (low["value"], high["value"], low["confidence"], low["verify_by"]) == (20, 30.8, "C", "2027-05-22")
    late = costs(WORKER, "L", date(2027, 5, 23))["card"]["amounts"]
    assert {amount["status"] for amount in late} == {"past_verify_by"}


def test_a_child_has_the_price_of_a_child_until_the_day_it_turns_twelve() -> None:
    born = FRENCH | {"birth_date": "2014-11-23"}
    assert "card-child" in costs(born, "EU+")
    assert "card" not in costs(born, "EU+")
    assert "card-child" not in costs(born | {"birth_date": "2014-11-22"}, "EU+")


def test_only_f_plus_has_a_fine_for_asking_late() -> None:
    assert costs(WIFE, "F+")["late-fine"]["amounts"][0]["value"] == 200
    assert "late-fine" not in costs(FRENCH, "EU+")


def test_figures_are_those_of_the_list_of_amounts() -> None:
    known = {amount["name"]: amount for amount in amounts(ON)}
    for case, key in ((WORKER, "L"), (FRENCH, "EU+"), (WIFE, "F+"), (BRITISH, "M+")):
        for cost in route(case, key)["costs"]:
            for figure in cost["amounts"]:
                listed = known[figure["amount"]]
                assert (figure["value"], figure["status"]) == (listed["value"], listed["status"])
