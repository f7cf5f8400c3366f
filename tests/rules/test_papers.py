"""Which papers a person is told to bring: what the facts show about the person, and what each paper says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.assessment.one_person import read_person
from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.counting.situation import Condition
from belgian_residence.dossier import circumstances, papers
from belgian_residence.dossier.dossier import VOCABULARY
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.outcome import Outcome, Status
from belgian_residence.told.facts import PROTECTION_GROUNDS

ON = date(2026, 11, 22)
TRUTHS = {"yes": YES, "no": NO, "unknown": UNKNOWN}
Case = dict[str, Any]


def conditions(found: Mapping[str, str]) -> tuple[tuple[Condition, Finding], ...]:
    assert set(found) <= set(vocabulary()["conditions"]), "a condition of the rules"
    return tuple((Condition(id, (), lambda _: Finding(NO)), Finding(TRUTHS[one])) for id, one in found.items())


def listed(
    key: str,
    shown: set[str] | None = None,
    found: Mapping[str, str] | None = None,
    status: Status = "open",
    ruled_out: set[str] | None = None,
) -> dict[str, dict[str, Any]]:
    """The papers for a route by their id."""
    outcome = Outcome(status, None, "right", conditions=conditions(found or {}))
    given = papers.papers(key, outcome, frozenset(shown or ()), frozenset(ruled_out or ()), ON)
    assert len({paper["id"] for paper in given}) == len(given), "each paper once"
    return {paper["id"]: paper for paper in given}


# --- what the facts show ------------------------------------------------------------------------------------------


def stay(since: str, until: str | None = None, ground: str = "refugee", **more: Any) -> Case:
    found = {"from": since, "ground": ground, "first_card_issued": None} | more
    return {"stays": [found | ({"to": until} if until else {})]}


def stays(*told: tuple[str, str | None, str]) -> Case:
    return {"stays": [stay(since, until, ground)["stays"][0] for since, until, ground in told]}


def trip(left: str, back: str | None, reason: str | None = None) -> Case:
    found = {"from": left, "to": back, "reason": reason}
    return {"absences": [{name: value for name, value in found.items() if value}]}


SHOWN: list[tuple[Case, str, bool]] = [
    # the facts, a circumstance, do they show it?
    (stay("2022-03-01"), "refugee", True),
    (stay("2026-11-22"), "refugee", True),
    (stay("2022-03-01", "2026-11-22"), "refugee", True),
    (stay("2022-03-01", "2026-11-21"), "refugee", False),
    (stay("2022-03-01", "2026-11"), "refugee", True),  # of a rough day each one in it may be the last
    (stay("2022-03-01", ground="subsidiary_protection"), "refugee", False),
    (stay("2022-03-01", ground="subsidiary_protection"), "subsidiary_protection", True),
    (stay("2022-03-01"), "subsidiary_protection", False),
    ({}, "refugee", False),
    ({"identity_established": True}, "identity-established", True),
    ({"identity_established": False}, "identity-established", False),
    ({"identity_established": None}, "identity-established", False),
    # joined after Brexit (BRX-SCOPE-2): every paper that is known is of after 2020
    ({"annex_19": "2021-01-01"}, "joined-after-2020", True),
    ({"annex_19": "2020-12-31"}, "joined-after-2020", False),
    ({"annex_19": {"earliest": "2020-12-31", "latest": "2021-01-31"}}, "joined-after-2020", False),
    ({"annex_19ter": "2021-03-01", "annex_15": "none"}, "joined-after-2020", True),
    ({"annex_15": "2021-03-01"}, "joined-after-2020", True),
    ({"annex_19": "2020-06-01", "annex_15": "2021-03-01"}, "joined-after-2020", False),
    ({"annex_19ter": "2021-06-01", "annex_15": "2020-03-01"}, "joined-after-2020", False),
    ({"annex_19": "2021-06-01", "annex_19ter": "2020-06-01"}, "joined-after-2020", False),
    ({"annex_19": "none"}, "joined-after-2020", False),
    ({}, "joined-after-2020", False),
    ({"interruptions": ["register_gap"]}, "register-gap", True),
    ({"interruptions": ["prison"]}, "register-gap", False),
    ({"interruptions": []}, "register-gap", False),
    ({"register_gaps": [{"from": "2023-03-01", "to": "2023-04-01"}]}, "register-gap", True),
    ({"register_gaps": []}, "register-gap", False),
    # ABS-2: three months; ABS-3: a year; EUP-ABS-3: from six months on a reason counts
    (trip("2023-01-01", "2023-04-01"), "absence-to-declare", True),
    (trip("2023-01-01", "2023-03-31"), "absence-to-declare", False),
    (trip("2026-08-22", None), "absence-to-declare", True),  # still away
    (trip("2026-08-23", None), "absence-to-declare", False),
    (trip("2023-01", "2023-04-01"), "absence-to-declare", True),  # of rough days the longest time in them
    (trip("2023-01-01", "2023-04"), "absence-to-declare", True),
    (trip("2023-01-01", "2024-01-01"), "absence-of-a-year", True),
    (trip("2023-01-01", "2023-12-31"), "absence-of-a-year", False),
    ({"absences": []}, "absence-to-declare", False),
    ({"absences": None}, "absence-of-a-year", False),
    (trip("2023-01-01", "2023-07-01", "pregnancy_or_childbirth"), "absence-with-reason", True),
    (trip("2023-01-01", "2023-07-01", "serious_illness"), "absence-with-reason", True),
    (trip("2023-01-01", "2023-07-01", "posting"), "absence-with-reason", True),
    (trip("2023-01-01", "2023-07-01", "military_service"), "absence-with-reason", True),
    (trip("2023-01-01", "2023-06-30", "military_service"), "absence-with-reason", False),
    (trip("2023-01-01", "2023-07-01", "ordinary"), "absence-with-reason", False),
    (trip("2023-01-01", "2023-07-01"), "absence-with-reason", False),
    (stay("2022-03-01", ground="blue_card", country="FR"), "stay-in-another-state", True),
    (stay("2022-03-01", ground="blue_card", country="BE"), "stay-in-another-state", False),
    (stay("2022-03-01", ground="blue_card"), "stay-in-another-state", False),
    # FAM-4: from twelve on a card of one's own
    ({"birth_date": "2014-11-23"}, "child", True),
    ({"birth_date": "2014-11-22"}, "child", False),
    ({"birth_date": "2014-11"}, "child", False),  # not known to be under twelve
    ({}, "child", False),
    ({"early_ground": "retirement"}, "early-ground", True),
    ({"early_ground": "none"}, "early-ground", False),
    ({"early_ground": None}, "early-ground", False),
    ({"belgian_partner": True}, "belgian-partner", True),
    ({"belgian_partner": False}, "belgian-partner", False),
    ({"belgian_partner": None}, "belgian-partner", False),
    ({"sponsor_early_permanent": True}, "joined-who-got-it-early", True),
    ({"sponsor_early_permanent": None}, "joined-who-got-it-early", False),
    ({"joint_household": False}, "household-apart", True),
    ({"joint_household": True}, "household-apart", False),
    ({"joint_household": None}, "household-apart", False),
    ({"household_ended": "2025-09-01"}, "household-apart", True),
    ({"household_ended": "none"}, "household-apart", False),
    ({"joint_household": False, "retention_grounds": ["violence"]}, "household-apart", True),
    ({"joint_household": False, "retention_grounds": []}, "household-apart", False),
    ({"retention_grounds": ["still_married", "violence"]}, "ground-without-means", True),
    ({"retention_grounds": ["custody_of_children"]}, "ground-without-means", True),
    ({"retention_grounds": ["custody_or_visit_after_divorce"]}, "ground-without-means", False),
    ({"retention_grounds": []}, "ground-without-means", False),
    ({"integration_proof": ["training"], "work_with_training": True}, "training-and-some-work", True),
    ({"integration_proof": ["training"], "work_with_training": False}, "training-and-some-work", False),
    ({"integration_proof": ["course"], "work_with_training": True}, "training-and-some-work", False),
    (
        {"integration_proof": ["training"], "work_with_training": True, "economic_participation": True},
        "training-and-some-work",
        False,  # the work of the five years is proved
    ),
    ({"spouse_of_belgian_since": "2020-05-01"}, "spouse-of-a-belgian", True),
    ({"spouse_of_belgian_since": "none"}, "spouse-of-a-belgian", False),
    ({"spouse_of_belgian_since": None}, "spouse-of-a-belgian", False),
    ({"parent_of_belgian_minor": True}, "parent-of-a-belgian-child", True),
    ({"parent_of_belgian_minor": False}, "parent-of-a-belgian-child", False),
    ({"parent_of_belgian_minor": None}, "parent-of-a-belgian-child", False),
    ({"disability_or_pension": "pension_age"}, "disability-or-pension", True),
    ({"disability_or_pension": "none"}, "disability-or-pension", False),
    ({"disability_or_pension": None}, "disability-or-pension", False),
]


@pytest.mark.parametrize(("case", "name", "is_shown"), SHOWN)
def test_what_the_facts_show(case: Case, name: str, is_shown: bool) -> None:
    assert (name in circumstances.shown(read_person(case, ON), ON)) is is_shown


RULED_OUT: list[tuple[Case, set[str]]] = [
    # the facts, the excuses that they exclude
    ({}, set()),
    ({"stays": None}, set()),
    (stay("2022-03-01", ground="single_permit"), {"refugee", "subsidiary_protection"}),
    (stay("2022-03-01"), {"subsidiary_protection"}),
    (stay("2022-03-01", "2026-11-22"), {"subsidiary_protection"}),
    (stay("2022-03-01", ground="subsidiary_protection"), {"refugee"}),
    # Protection can be held beside a stay of another kind: after protection, or a request for it, nothing is excluded.
    (stay("2022-03-01", "2026-11-21"), set()),
    (stay("2022-03-01", ground="asylum_procedure"), set()),
    (stay("2022-03-01", ground="temporary_protection"), set()),
    (stay("2022-03-01", ground="stateless"), set()),
    (stay("2022-03-01", ground="unaccompanied_minor"), set()),
    (stay("2022-03-01", ground="humanitarian_9bis"), {"refugee", "subsidiary_protection"}),
    (stay("2022-03-01", ground="humanitarian_9bis") | {"asylum_application": "2018-03-01"}, set()),
    (
        stay("2022-03-01", ground="humanitarian_9bis") | {"asylum_application": "none"},
        {"refugee", "subsidiary_protection"},
    ),
    (stay("2022-03-01", ground="family_of_eu_or_belgian"), {"refugee", "subsidiary_protection"}),
    # Who tells nothing of before the unlimited stay may have got it as a refugee.
    *((stay("2022-03-01", ground=ground), set()) for ground in ("unlimited_stay", "settlement", "long_term_resident")),
    (
        stays(("2018-03-01", "2022-03-01", "single_permit"), ("2022-03-01", None, "unlimited_stay")),
        {"refugee", "subsidiary_protection"},
    ),
    (stays(("2018-03-01", "2022-03-01", "refugee"), ("2022-03-01", None, "unlimited_stay")), set()),
    ({"nationality": "EU"}, {"refugee", "subsidiary_protection"}),
    ({"nationality": ["MA", "FR"]}, {"refugee", "subsidiary_protection"}),
    ({"card": "EU"}, {"refugee", "subsidiary_protection"}),
    ({"nationality": "GB", "card": "M"}, {"refugee", "subsidiary_protection"}),
    ({"nationality": "non-EU", "card": "M"}, set()),  # the family of a British person can come from any country
    ({"nationality": "non-EU", "card": "B"}, set()),
    ({"identity_established": False}, {"identity-established"}),
    ({"identity_established": True}, set()),
    ({"identity_established": None}, set()),
    ({"retention_grounds": ["lasted_three_years"]}, {"ground-without-means", "violence-of-belgian-spouse"}),
    ({"retention_grounds": ["custody_of_children"]}, {"violence-of-belgian-spouse"}),
    ({"retention_grounds": None}, set()),
    ({"annex_19": "2020-12-31"}, {"joined-after-2020"}),
    ({"annex_19": "2021-01-01"}, set()),
    ({"annex_19ter": "2019-06-01", "annex_15": "none"}, {"joined-after-2020"}),
    ({"annex_15": "2019-06-01"}, {"joined-after-2020"}),
    ({"annex_19": {"earliest": "2020-12-01", "latest": "2021-01-01"}}, set()),
    ({"annex_19": "none"}, set()),
]


@pytest.mark.parametrize(("case", "excluded"), RULED_OUT)
def test_only_what_is_known_excludes_an_excuse(case: Case, excluded: set[str]) -> None:
    assert circumstances.ruled_out(read_person(case, ON), ON) == excluded
    assert excluded <= set(circumstances.EXCUSES)


# --- which papers -------------------------------------------------------------------------------------------------

LONG_ABSENCES = {"annex-18", "proof-centre-of-interests"}
ONLY_IF: list[tuple[str, str, set[str], bool]] = [
    # the route, what the facts show, papers, are they listed?
    ("B", "absence-to-declare", {"annex-18"}, True),
    ("K", "absence-to-declare", {"annex-18"}, True),
    ("L", "absence-to-declare", {"annex-18"}, True),
    ("L", "absence-of-a-year", {"proof-centre-of-interests"}, True),
    ("B", "absence-of-a-year", {"annex-18"}, False),
    ("K", "absence-to-declare", {"proof-centre-of-interests"}, False),
    ("EU+", "absence-to-declare", LONG_ABSENCES, False),  # other rules: EUP-ABS-1 to 4
    ("EU+", "absence-of-a-year", LONG_ABSENCES, False),
    ("EU+", "absence-with-reason", {"proof-absence-reason"}, True),
    ("F+", "absence-with-reason", {"proof-absence-reason"}, True),
    ("M+", "absence-with-reason", {"proof-absence-reason"}, True),
    ("B", "absence-with-reason", {"proof-absence-reason"}, False),
    ("L", "stay-in-another-state", {"papers-of-other-state"}, True),  # L-BLUE-1
    *((key, "register-gap", {"proof-of-presence"}, True) for key in ("B", "K", "L", "EU+", "F+", "M+")),
    *((key, "refugee", {"protection-certificate"}, True) for key in ("B", "L")),
    *((key, "subsidiary_protection", {"protection-certificate"}, True) for key in ("B", "L")),
]


@pytest.mark.parametrize(("key", "name", "ids", "is_listed"), ONLY_IF)
def test_a_paper_that_only_some_need_is_listed_for_them_alone(
    key: str, name: str, ids: set[str], is_listed: bool
) -> None:
    assert not ids & set(listed(key))
    assert bool(ids & set(listed(key, {name}))) is is_listed


UNLESS: list[tuple[str, str, str]] = [
    # the route, a paper, what excuses from it (B-PROC-1, K-PROC-2, L-DOC-1, BRX-SCOPE-2)
    ("B", "passport-unless-protected", "refugee"),
    ("B", "proof-conditions-still-met", "refugee subsidiary_protection"),
    ("K", "passport", "passport-impossible refugee subsidiary_protection"),
    ("L", "passport", "identity-established refugee subsidiary_protection"),
    ("M+", "proof-before-2021", "joined-after-2020"),
]


@pytest.mark.parametrize(("key", "paper", "excuses"), UNLESS)
def test_a_paper_is_left_out_for_who_need_not_bring_it(key: str, paper: str, excuses: str) -> None:
    for excuse in circumstances.EXCUSES:
        assert (paper in listed(key, {excuse})) is (excuse not in excuses.split()), excuse
    assert listed(key)[paper]["not_needed_if"] == excuses.split()
    assert listed(key)[paper]["not_you"] == []
    assert listed(key, ruled_out=set(circumstances.EXCUSES))[paper]["not_you"] == excuses.split()
    assert listed(key, ruled_out={excuses.split()[0]})[paper]["not_you"] == excuses.split()[:1]


IN_PLAY: list[tuple[str, str, str]] = [
    # the route, a paper, the condition that it is for
    *(
        ("EU+", "proof-early-ground", f"EU+.{one}")
        for one in (
            "work-accident",
            "incapacity",
            "incapacity-and-belgian-partner",
            "retirement-and-belgian-partner",
            "early-by-the-directive-alone",
            "family-of-early-worker",
        )
    ),
    ("F+", "proof-early-ground", "F+.sponsor-early"),
    ("F+", "household-certificate", "F+.joint-household"),
    ("EU+", "proof-belgian-partner", "EU+.incapacity-and-belgian-partner"),
    ("EU+", "proof-belgian-partner", "EU+.retirement-and-belgian-partner"),
    ("F+", "proof-right-kept", "F+.right-kept"),
    ("F+", "proof-means-since", "F+.means-since-household-ended"),
    ("nationality", "proof-of-language", "nationality.language"),
    ("nationality", "proof-of-integration", "nationality.integration"),
    ("nationality", "proof-of-integration", "nationality.integration-of-family"),
    ("nationality", "proof-of-work", "nationality.work"),
    ("nationality", "marriage-and-household-certificate", "nationality.married-to-belgian"),
    ("nationality", "birth-certificate-of-child", "nationality.parent-of-belgian-minor"),
    ("nationality", "proof-of-disability-or-pension", "nationality.disability-or-pension"),
    *(
        ("nationality", "proof-five-years", f"nationality.{one}")
        for one in ("five-years", "five-years-and-marriage", "since-birth")
    ),
    ("nationality", "proof-ten-years", "nationality.ten-years"),
    ("nationality", "proof-of-participation", "nationality.participation"),
]


TOLD: dict[tuple[str, str], str] = {
    # a paper of a ground that few have: what must be told before it is listed
    ("EU+", "proof-early-ground"): "early-ground",
    ("EU+", "proof-belgian-partner"): "belgian-partner",
    ("F+", "proof-early-ground"): "joined-who-got-it-early",
    ("F+", "proof-right-kept"): "household-apart",
    ("F+", "proof-means-since"): "household-apart",
    ("nationality", "marriage-and-household-certificate"): "spouse-of-a-belgian",
    ("nationality", "birth-certificate-of-child"): "parent-of-a-belgian-child",
    ("nationality", "proof-of-disability-or-pension"): "disability-or-pension",
}


@pytest.mark.parametrize(("key", "paper", "condition"), IN_PLAY)
def test_a_paper_for_a_condition_that_is_plainly_no_is_not_asked(key: str, paper: str, condition: str) -> None:
    statuses: tuple[Status, ...] = ("open", "later", "unsettled")
    ground = TOLD.get((key, paper))
    told = {ground} if ground else set()
    for status in statuses:
        assert paper in listed(key, told, found={condition: "yes"}, status=status)
        assert paper in listed(key, told, found={condition: "unknown"}, status=status)
        assert paper not in listed(key, told, found={condition: "no"}, status=status)
        assert paper not in listed(key, told, status=status)
        if ground:
            assert paper not in listed(key, found={condition: "unknown"}, status=status), "nobody told the ground"


def test_no_means_are_proved_where_the_ground_asks_for_none() -> None:
    found = {"F+.means-since-household-ended": "unknown"}
    paper = listed("F+", {"household-apart"}, found=found)["proof-means-since"]
    assert paper["not_needed_if"] == ["violence-of-belgian-spouse", "ground-without-means"]
    for excuse in paper["not_needed_if"]:
        assert "proof-means-since" not in listed("F+", {"household-apart", excuse}, found=found)


def test_who_cannot_get_a_passport_proves_that_instead() -> None:
    asked = {"passport", "proof-passport-impossible"}
    assert asked & set(listed("K")) == {"passport"}
    assert asked & set(listed("K", {"passport-impossible"})) == {"proof-passport-impossible"}


def test_work_beside_a_training_is_proved_for_the_ground_of_family() -> None:
    found = {"nationality.integration-of-family": "unknown"}
    assert "proof-of-work-with-training" in listed("nationality", {"training-and-some-work"}, found=found)
    assert "proof-of-work-with-training" not in listed("nationality", found=found)
    assert "proof-of-work-with-training" not in listed("nationality", {"training-and-some-work"})


@pytest.mark.parametrize(("key", "early"), [("EU+", "EU+.incapacity"), ("F+", "F+.sponsor-early")])
def test_who_needs_no_five_years_brings_no_proof_of_them(key: str, early: str) -> None:
    """A worker who had to stop, and the family: the card is open though the years are not complete."""
    years = f"{key}.five-years"
    for status, value, asked in (
        ("open", "no", False),
        ("open", "yes", True),
        ("later", "no", True),  # they will be complete on the day of the request
        ("unsettled", "no", True),
    ):
        assert ("proof-five-years-eu" in listed(key, found={years: value, early: "yes"}, status=status)) is asked


WARNED = {("B", "passport-unless-protected"), *((key, "passport") for key in ("K", "L", "F+", "M+"))}


def test_who_may_be_protected_here_is_warned_before_the_embassy_and_nobody_else() -> None:
    for key in papers.PAPERS:
        for shown in ((), ("passport-impossible",)):
            for id, paper in listed(key, set(shown)).items():
                warning = "embassy-when-protected" if (key, id) in WARNED else None
                assert paper["warning"] == warning
                assert (paper["where"] == "embassy") is (warning is not None)
        for excluded in ({"refugee"}, {"subsidiary_protection"}):
            assert {id for id, one in listed(key, ruled_out=excluded).items() if one["warning"]} == {
                id for route, id in WARNED if route == key
            }, "one of them can still be held"
        assert not any(one["warning"] for one in listed(key, ruled_out=set(PROTECTION_GROUNDS)).values())


def test_nationality_asks_for_the_papers_of_the_grounds_that_it_hangs_on_only() -> None:
    found = conditions({"nationality.work": "yes", "nationality.language": "yes", "nationality.integration": "no"})
    hangs_on = frozenset({"nationality.language", "nationality.integration"})
    outcome = Declaration("open", None, "right", conditions=found, in_play=hangs_on)
    ids = {paper["id"] for paper in papers.papers("nationality", outcome, frozenset(), frozenset(), ON)}
    assert ids & {"proof-of-language", "proof-of-work", "proof-of-integration"} == {"proof-of-language"}


def test_a_closed_route_or_one_without_papers_asks_for_none() -> None:
    for key in papers.PAPERS:
        assert listed(key, status="closed") == {}
    assert listed("N") == {}


# --- what each paper says -----------------------------------------------------------------------------------------


def says(id: str, where: str, law: str, condition: str | None, basis: str, stage: str = "request") -> dict[str, Any]:
    return {
        "id": id,
        "condition": condition,
        "where": where,
        "valid": None,
        "not_needed_if": [],
        "not_you": [],
        "basis": basis,
        "stage": stage,
        "warning": None,
        "provisions": law.split(),
    }


@pytest.mark.parametrize("key", ["B", "K", "L"])
def test_the_papers_for_absences_under_national_law(key: str) -> None:
    found = listed(key, {"absence-to-declare", "absence-of-a-year"})
    condition = f"{key}.stay-kept"
    assert found["annex-18"] == says("annex-18", "you-have-it", "ABS-2 DOC-18", condition, "follows")
    interests = says("proof-centre-of-interests", "own-papers", "ABS-3", condition, "listed")
    assert found["proof-centre-of-interests"] == interests


@pytest.mark.parametrize(
    ("key", "law"),
    [
        ("EU+", "EUP-ABS-3 EUP-ABS-2 EUP-ABS-4"),
        ("F+", "EUP-ABS-3 EUP-ABS-2 EUP-ABS-4"),
        ("M+", "BRX-PR-2 EUP-ABS-3"),  # the Withdrawal Agreement, as for EU citizens
    ],
)
def test_the_paper_for_the_reason_of_an_absence(key: str, law: str) -> None:
    condition = f"{key}.no-absence-without-reason"
    assert listed(key, {"absence-with-reason"})["proof-absence-reason"] == says(
        "proof-absence-reason", "who-knows-reason", law, condition, "follows"
    )


@pytest.mark.parametrize(
    ("key", "condition"),
    [
        ("B", "stay-runs"),
        ("K", "stay-runs"),
        ("L", "stay-runs"),
        ("EU+", "no-register-gap"),
        ("F+", "no-register-gap"),
        ("M+", "no-register-gap"),
    ],
)
def test_the_paper_for_a_time_off_the_register(key: str, condition: str) -> None:
    assert listed(key, {"register-gap"})["proof-of-presence"] == says(
        "proof-of-presence", "own-papers", "SW-12 ABS-5 ABS-6", f"{key}.{condition}", "follows"
    )


def test_the_card_held_says_how_long_it_is_valid() -> None:
    """DIS-4, EUP-VAL-1, FAM-VAL-2, BRX-VAL-1: five years each, for the card before the permanent one."""
    cards = {"K": "b-card", "EU+": "residence-card", "F+": "residence-card", "M+": "residence-card"}
    for key, paper in cards.items():
        valid = listed(key)[paper]["valid"]
        assert (valid["value"], valid["unit"], valid["status"]) == (5, "years", "confirmed"), key
    for key in ("EU+", "F+", "M+"):  # no source says how long a special card lasts
        assert listed(key, {"special-card-held"})["residence-card"]["valid"] is None, key
    for key in ("B", "L", "nationality"):
        assert {paper["valid"] for paper in listed(key).values()} == {None}


@pytest.mark.parametrize("key", ["B", "K", "L", "EU+", "F+", "M+"])
def test_what_the_card_itself_needs_comes_last(key: str) -> None:
    """CARD-ORDER-1, FEE-4. A photo that is handed in with the request is not asked again."""
    found = listed(key)
    stages = [paper["stage"] for paper in found.values()]
    assert stages == sorted(stages, reverse=True), "request before card"
    order = ["old-card-or-annex-15", "invitation", *([] if key in ("B", "K") else ["photo"]), "card-price"]
    assert [id for id, paper in found.items() if paper["stage"] == "card"] == order
    assert found["photo"]["stage"] == ("request" if key in ("B", "K") else "card")


def test_a_belgian_needs_no_residence_card() -> None:
    assert {paper["stage"] for paper in listed("nationality").values()} == {"request"}


def test_every_paper_and_every_place_is_in_the_vocabulary_once() -> None:
    everything = [paper for route in papers.PAPERS.values() for paper in route]
    assert VOCABULARY["papers"] == sorted({paper.id for paper in everything})
    assert VOCABULARY["where"] == sorted({paper.where for paper in everything})
    known = set(circumstances.EXCUSES) | circumstances.shown(read_person({}, ON), ON)
    assert {excuse for paper in everything for excuse in paper.unless} <= known


@pytest.mark.parametrize(
    ("integration", "papers_of_five", "papers_of_ten"),
    [
        ({"integration_proof": ["course"], "economic_participation": True}, True, False),
        ({"integration_proof": [], "economic_participation": False, "work_with_training": False}, False, True),
    ],
)
def test_the_ground_of_ten_years_has_papers_of_its_own(
    integration: Case, papers_of_five: bool, papers_of_ten: bool
) -> None:
    """NAT-5: ten years and taking part in local life; where five years are enough nobody is asked for them (NAT-2)."""
    grounds = {"spouse_of_belgian_since": "none", "parent_of_belgian_minor": False, "disability_or_pension": "none"}
    told = {"language_a2": True, "community_participation": True, "born_in_belgium": False, "birth_date": "1990-01-01"}
    case = {"nationality": "IN", "card": "B", "absences": [], **stay("2010-01-15", ground="single_permit")}
    case["stays"][0]["first_card_issued"] = "2010-01-20"
    answer = assess({**case, **grounds, **told, **integration}, ON)["routes"]["nationality"]
    ids = {paper["id"] for paper in answer["papers"]}
    assert answer["status"] == "open"
    assert ("proof-five-years" in ids) is papers_of_five
    assert ({"proof-ten-years", "proof-of-participation"} <= ids) is papers_of_ten


@pytest.mark.parametrize(
    ("shown", "where"), [({"unlimited-stay"}, "you-have-it"), ({"limited-stay"}, None), (set(), None)]
)
def test_the_b_card_for_k_is_not_said_to_be_there_before_it_is(shown: set[str], where: str | None) -> None:
    assert listed("K", shown)["b-card"]["where"] == (where or "comes-with-unlimited-stay")


@pytest.mark.parametrize(
    ("born", "years"),
    [("2014-11-22", None), ("2014-11-23", 3), ("1990-01-01", None), (None, None)],  # twelve on the day asked about
)
def test_every_card_of_a_child_under_twelve_is_valid_for_three_years_at_most(
    born: str | None, years: int | None
) -> None:
    """FAM-3, CARD-KIDS-1."""
    on = date(2026, 11, 22)
    case = {"nationality": "IN", "card": "B", "absences": [], "birth_date": born, **stay("2015-01-15")}
    routes = assess({**case, "identity_established": True, "public_order": False}, on)["routes"]
    for key, usual in (("K", 10), ("L", 10)):
        effects = [one for one in routes[key]["effects"] if one["kind"] == "validity"]
        assert [one["amounts"][0]["value"] for one in effects] == [years or usual], key
    aspects = {aspect["id"] for pair in assess(case, on)["comparison"] for aspect in pair["aspects"]}
    assert ("l-lasts-longer-than-b" in aspects) is False, "with B it is K or L"
