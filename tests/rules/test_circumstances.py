"""What the facts of a person show for the dossier, and which excuses they exclude: fact by fact, to the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person
from belgian_residence.dossier import circumstances

ON = date(2026, 11, 22)
Case = dict[str, Any]


def stay(ground: str, start: str = "2022-03-01", to: str | None = None, **more: Any) -> Case:
    return {"from": start, "ground": ground} | ({"to": to} if to else {}) | more


def stays(*told: Case, **facts: Any) -> Case:
    return {"stays": list(told)} | facts


def away(start: str, to: str | Case | None, reason: str = "ordinary", **more: Any) -> Case:
    return {"absences": [{"from": start, "reason": reason} | ({"to": to} if to else {}) | more]}


def shown(case: Case, on: date = ON) -> frozenset[str]:
    return circumstances.shown(read_person(case, ON), on)


def ruled_out(case: Case) -> frozenset[str]:
    return circumstances.ruled_out(read_person(case, ON), ON)


EXCUSED = {"absence-to-declare", "absence-with-reason"}
WITHDRAWN = {"refugee", "limited-stay", circumstances.STAY_AT_RISK}
APART = {"family-of-limited-stay", "household-apart", circumstances.STAY_IN_DOUBT}
TOLD_NOBODY: Case = {"annex_18": False, "centre_of_interests_proven": False, "outside_eu": True}
EMPLOYEE = stays(stay("single_permit"), card="A")
GRANTED = {"unlimited-stay-granted", "unlimited-stay"}


def b(decision: str, filed: str = "2026-01-10") -> Case:
    """A request for B and what became of it."""
    return {"route": "B", "filed": filed, "decision": decision}


JOINED_ANOTHER = {"sponsor_belgian": False, "belgian_partner": True}

# --- all that a few facts show ------------------------------------------------------------------------------------

ALL_SHOWN: list[tuple[str, Case, set[str]]] = [
    ("nothing told", {}, set()),
    ("identity established", {"identity_established": True}, {"identity-established"}),
    ("identity not established", {"identity_established": False}, set()),
    ("no passport can be had", {"passport_impossible": True}, {"passport-impossible"}),
    ("a passport can be had", {"passport_impossible": False}, set()),
    ("a conviction", {"public_order": True}, {"something-serious"}),
    ("no conviction", {"public_order": False}, set()),
    ("a Belgian partner", {"belgian_partner": True}, {"belgian-partner"}),
    ("no Belgian partner", {"belgian_partner": False}, set()),
    ("the one joined got it early", {"sponsor_early_permanent": True}, {"joined-who-got-it-early"}),
    ("the one joined did not", {"sponsor_early_permanent": False}, set()),
    ("parent of a Belgian child", {"parent_of_belgian_minor": True}, {"parent-of-a-belgian-child"}),
    ("no Belgian child", {"parent_of_belgian_minor": False}, set()),
    ("together with a Belgian spouse", {"spouse_of_belgian_since": "2020-05-01"}, {"spouse-of-a-belgian"}),
    ("not married to a Belgian", {"spouse_of_belgian_since": "none"}, set()),
    ("retired early", {"early_ground": "retirement"}, {"early-ground"}),
    ("no early ground", {"early_ground": "none"}, set()),
    ("a disability", {"disability_or_pension": "disability"}, {"disability-or-pension"}),
    ("neither disability nor pension", {"disability_or_pension": "none"}, set()),
    ("off the register, days told", {"register_gaps": [{"from": "2024-01-01", "to": "2024-02-01"}]}, {"register-gap"}),
    ("off the register, days not told", {"interruptions": ["register_gap"]}, {"register-gap"}),
    ("prison is no gap in the register", {"interruptions": ["prison"], "register_gaps": []}, set()),
    (
        "an appeal",
        {"interruptions": ["appeal_pending"], "suspensive_appeal_pending": True},
        {circumstances.BEFORE_A_JUDGE},
    ),
    ("an appeal among what happened", {"interruptions": ["appeal_pending"]}, {circumstances.BEFORE_A_JUDGE}),
    ("no appeal", {"interruptions": [], "suspensive_appeal_pending": False}, set()),
    ("of an appeal nothing is told", {"interruptions": None}, set()),
    ("no longer one household", {"joint_household": False}, {"household-apart"}),
    ("one household", {"joint_household": True}, set()),
    ("apart since a day", {"household_ended": "2024-05-01"}, {"household-apart"}),
    ("still together", {"household_ended": "none"}, set()),
    ("apart, and no ground", {"joint_household": False, "retention_grounds": []}, set()),
    (
        "apart since a day, with a ground",
        {"household_ended": "2024-05-01", "retention_grounds": ["lasted_three_years"]},
        {"household-apart"},
    ),
    ("a ground, and nobody said apart", {"retention_grounds": ["still_married"]}, {"ground-without-means"}),
    ("the EU citizen joined died", {"retention_grounds": ["death_of_family_member"]}, {"eu-citizen-joined-died"}),
    (
        "the one joined, no Belgian, died",
        {"retention_grounds": ["death_of_family_member"], "sponsor_belgian": False},
        {"eu-citizen-joined-died"},
    ),
    ("the Belgian joined died", {"retention_grounds": ["death_of_family_member"], "sponsor_belgian": True}, set()),
    # BRX-SCOPE-2
    ("joined on the first day after Brexit", {"annex_19": "2021-01-01"}, {"joined-after-2020"}),
    ("here on the last day before it", {"annex_19": "2020-12-31"}, set()),
    ("perhaps here before it", {"annex_19": {"earliest": "2020-12-31", "latest": "2021-01-31"}}, set()),
    ("joined as family after it", {"annex_19ter": "2021-02-01", "annex_15": "none"}, {"joined-after-2020"}),
    ("with an annex 15 after it", {"annex_15": "2021-01-04"}, {"joined-after-2020"}),
    ("one of two papers before it", {"annex_15": "2020-11-04", "annex_19ter": "2021-02-01"}, set()),
    ("no paper at all", {"annex_19": "none", "annex_19ter": "none"}, set()),
    # the card
    ("the card ended yesterday", {"card_expiry": "2026-11-21"}, {"card-ended"}),
    ("the card ends today", {"card_expiry": "2026-11-22"}, set()),
    ("the card may have ended", {"card_expiry": "2026-11"}, set()),
    ("an A card", {"card": "A"}, {"limited-stay"}),
    ("an F card", {"card": "F"}, {"limited-stay"}),
    ("an F+ card", {"card": "F+"}, {"limited-stay"}),
    ("an M+ card", {"card": "M+"}, {"limited-stay"}),
    ("a B card", {"card": "B"}, {"unlimited-stay"}),
    ("an L card", {"card": "L"}, {"unlimited-stay"}),
    ("no card", {"card": "none"}, {"no-card"}),
    ("no unlimited stay was granted", {"unlimited_stay_since": "none"}, {"limited-stay"}),
    ("unlimited stay was granted", {"unlimited_stay_since": "2024-05-01"}, {"unlimited-stay"}),
    (
        "it was, and the card is lost",
        {"unlimited_stay_since": "2024-05-01", "card": "none"},
        {"unlimited-stay", "no-card"},
    ),
    # FAM-4: twelve on the day
    ("twelve tomorrow", {"birth_date": "2014-11-23"}, {"child"}),
    ("twelve today", {"birth_date": "2014-11-22"}, set()),
    ("perhaps twelve", {"birth_date": "2014-11"}, set()),
    # stays
    ("a refugee", stays(stay("refugee")), {"refugee"}),
    ("a refugee since today", stays(stay("refugee", "2026-11-22")), {"refugee"}),
    ("a refugee from tomorrow", stays(stay("refugee", "2026-11-23")), set()),
    ("a refugee up to today", stays(stay("refugee", to="2026-11-22")), {"refugee"}),
    ("a refugee up to yesterday", stays(stay("refugee", to="2026-11-21")), set()),
    ("subsidiary protection", stays(stay("subsidiary_protection")), {"subsidiary_protection"}),
    ("an employee", stays(stay("single_permit")), {"single-permit"}),
    ("an employee with a B card", stays(stay("single_permit"), card="B"), {"unlimited-stay"}),
    ("an employee with an A card", stays(stay("single_permit"), card="A"), {"single-permit", "limited-stay"}),
    ("self-employed", stays(stay("self_employed")), set()),
    # K-WHEN-1: unlimited stay is there since the decision
    ("an employee whose B is granted", EMPLOYEE | {"applications": [b("granted")]}, GRANTED),
    ("whose L is granted", EMPLOYEE | {"applications": [b("granted") | {"route": "L"}]}, GRANTED),
    ("whose B is waited for", EMPLOYEE | {"applications": [b("pending")]}, {"single-permit", "limited-stay"}),
    (
        "whose B was refused later",
        EMPLOYEE | {"applications": [b("granted"), b("refused", "2026-05-01")]},
        {"single-permit", "limited-stay"},
    ),
    ("whose B card is there", EMPLOYEE | {"card": "B", "applications": [b("granted")]}, {"unlimited-stay"}),
    # EUP-APP-8, FAM-APP-5, BRX-PR-4: so is permanent stay
    (
        "an EU citizen whose EU+ is granted",
        {"card": "EU", "applications": [b("granted") | {"route": "EU+"}]},
        {"limited-stay", "eu-plus-granted"},
    ),
    (
        "family whose F+ is granted",
        {"card": "F", "applications": [b("granted") | {"route": "F+"}]},
        {"limited-stay", "permanent-stay-granted"},
    ),
    (
        "British, M+ granted",
        {"card": "M", "applications": [b("granted") | {"route": "M+"}]},
        {"limited-stay", "permanent-stay-granted"},
    ),
    ("F+ waited for", {"card": "F", "applications": [b("pending") | {"route": "F+"}]}, {"limited-stay"}),
    ("the F+ card is there", {"card": "F+", "applications": [b("granted") | {"route": "F+"}]}, {"limited-stay"}),
    (
        "another stay began since then",
        stays(stay("single_permit", "2026-06-01"), card="A")
        | {"applications": [b("granted") | {"route": "F+", "notified": "2026-05-31"}]},
        {"single-permit", "limited-stay"},
    ),
    # B-LTR2-1: salaried long-term residents of another state follow the rule of single permits
    (
        "a salaried long-term resident of another state",
        stays(stay("long_term_resident_other_state"), other_state_purpose="salaried"),
        {"single-permit"},
    ),
    (
        "a self-employed one",
        stays(stay("long_term_resident_other_state"), other_state_purpose="self_employed"),
        set(),
    ),
    ("salaried, without that stay", stays(stay("student"), other_state_purpose="salaried"), set()),
    ("family of limited stay", stays(stay("family_of_limited_stay")), {"family-of-limited-stay"}),
    ("family of unlimited stay", stays(stay("family_of_unlimited_stay")), {"family-of-unlimited-stay"}),
    ("a stay in France", stays(stay("blue_card", to="2024-05-01", country="FR")), {"stay-in-another-state"}),
    ("a stay said to be in Belgium", stays(stay("blue_card", country="BE"), card="H"), {"limited-stay"}),
    # ABS-2, CARD-ABS-2: three months or more; a year
    ("away for a day less than three months", away("2025-01-10", "2025-04-09"), set()),
    ("away for three months", away("2025-01-10", "2025-04-10"), {"absence-to-declare"}),
    ("away for three months up to today", away("2026-08-22", None), {"absence-to-declare"}),
    ("not yet away for three months", away("2026-08-23", None), set()),
    ("away for a day less than a year", away("2024-05-01", "2025-04-30"), {"absence-to-declare"}),
    ("away for a year", away("2024-05-01", "2025-05-01"), {"absence-to-declare", "absence-of-a-year"}),
    # EUP-ABS-1 to 4: what a reason can excuse is an absence of six months
    ("six months for a birth", away("2025-01-10", "2025-07-10", "pregnancy_or_childbirth"), EXCUSED),
    ("a day less for a birth", away("2025-01-10", "2025-07-09", "pregnancy_or_childbirth"), {"absence-to-declare"}),
    ("six months without a reason", away("2025-01-10", "2025-07-10"), {"absence-to-declare"}),
    ("seven months posted", away("2025-01-10", "2025-08-10", "posting"), EXCUSED),
    ("seven months in the army", away("2025-01-10", "2025-08-10", "military_service"), EXCUSED),
    # of rough days the longest trip that they allow
    ("perhaps three months", {"absences": [{"from": "2025-01", "to": "2025-04"}]}, {"absence-to-declare"}),
    ("never three months", {"absences": [{"from": "2025-02", "to": "2025-04"}]}, set()),
    # what became of the stay
    ("protection withdrawn", stays(stay("refugee"), card="A", protection_ended="withdrawn"), WITHDRAWN),  # LOSS-3
    ("apart from a holder of limited stay", stays(stay("family_of_limited_stay"), joint_household=False), APART),
]


@pytest.mark.parametrize(("case", "expected"), [row[1:] for row in ALL_SHOWN], ids=[row[0] for row in ALL_SHOWN])
def test_what_the_facts_show_and_nothing_else(case: Case, expected: set[str]) -> None:
    assert shown(case) == expected


# --- the end of the status ----------------------------------------------------------------------------------------

SETTLED = {
    "nationality": "MA",
    "card": "B",
    "card_issued": "2023-01-10",
    "stays": [stay("single_permit")],
    "unlimited_stay_since": "2023-01-10",
}
ENDED: list[tuple[str, Case, date, bool]] = [
    # ABS-3: the right to return is lost after a year away
    ("two years away", SETTLED | away("2024-01-10", "2026-01-10", **TOLD_NOBODY), ON, True),
    ("two months away", SETTLED | away("2024-01-10", "2024-03-10"), ON, False),
    ("never away", SETTLED | {"absences": []}, ON, False),
    ("the trip is only planned", SETTLED | away("2027-01-10", "2029-01-10"), ON, False),
    (
        "seen from after the planned trip",
        SETTLED | away("2027-01-10", "2029-01-10", **TOLD_NOBODY),
        date(2029, 2, 1),
        True,
    ),
    (
        # perhaps two months only: ended is what has ended for every choice of days
        "a return in one of two years",
        SETTLED | away("2024-01-10", {"earliest": "2024-03-10", "latest": "2026-01-10"}, **TOLD_NOBODY),
        ON,
        False,
    ),
]


@pytest.mark.parametrize(("case", "on", "ended"), [row[1:] for row in ENDED], ids=[row[0] for row in ENDED])
def test_a_status_that_has_ended(case: Case, on: date, ended: bool) -> None:
    assert circumstances.status_ended(read_person(case, ON), on) is ended
    assert (circumstances.STATUS_ENDED in shown(case, on)) is ended


def test_a_risk_or_a_doubt_is_shown_only_for_every_choice_of_rough_days() -> None:
    """Apart since some day of two months, of which the last is still ahead."""
    ahead = {"household_ended": "2026-11-10"}, {"household_ended": {"earliest": "2026-11-10", "latest": "2026-11-22"}}
    for told in ahead:
        assert circumstances.STAY_IN_DOUBT in shown(stays(stay("family_of_limited_stay"), **told))
        assert circumstances.STAY_AT_RISK in shown(stays(stay("family_of_unlimited_stay"), card="A", **told))


# --- what is surely not so ----------------------------------------------------------------------------------------

BOTH = {"refugee", "subsidiary_protection"}
WORK, ASYLUM = stay("single_permit"), stay("asylum_procedure", "2019-01-10", "2020-03-01")
SURELY_NOT_PROTECTED: list[tuple[str, Case, set[str]]] = [
    ("nothing told", {}, set()),
    ("a worker", stays(WORK), BOTH),
    ("a worker since today", stays(stay("single_permit", "2026-11-22")), BOTH),
    ("a worker from tomorrow", stays(stay("single_permit", "2026-11-23")), set()),
    ("a refugee", stays(stay("refugee")), {"subsidiary_protection"}),
    ("who has subsidiary protection", stays(stay("subsidiary_protection")), {"refugee"}),
    ("a refugee who had asked for asylum", stays(ASYLUM, stay("refugee", "2021-03-01")), {"subsidiary_protection"}),
    # who ever sought protection here may have it
    ("who asked for asylum, by the stays", stays(ASYLUM, WORK), set()),
    ("who asked for asylum, by the day", stays(WORK, asylum_application="2019-01-10"), set()),
    ("who never did", stays(WORK, asylum_application="none"), BOTH),
    ("who will ask", stays(stay("single_permit", to="2027-01-09"), stay("asylum_procedure", "2027-01-10")), BOTH),
    ("with temporary protection before", stays(stay("temporary_protection", "2021-03-10", "2022-02-28"), WORK), set()),
    ("stateless", stays(stay("stateless")), set()),
    ("an unaccompanied minor", stays(stay("unaccompanied_minor")), set()),
    ("who was a refugee", stays(stay("refugee", "2015-01-10", "2019-01-09"), WORK), set()),
    # an unlimited stay does not say what was before it
    ("unlimited stay alone", stays(stay("unlimited_stay")), set()),
    ("long-term residence alone", stays(stay("long_term_resident")), set()),
    ("work before unlimited stay", stays(stay("single_permit", "2015-01-10", "2022-02-28"), stay("settlement")), BOTH),
    # citizens of the EU and the British of the agreement are not sent to the CGRS
    ("French", {"nationality": "FR"}, BOTH),
    ("of the EU, country not named", {"nationality": "EU"}, BOTH),
    ("one of two nationalities of the EU", {"nationality": ["MA", "FR"]}, BOTH),
    ("Moroccan, nothing else told", {"nationality": "MA"}, set()),
    ("an EU card", {"card": "EU"}, BOTH),
    ("an old E+ card", {"card": "E+"}, BOTH),
    ("British with an M card", {"nationality": "GB", "card": "M"}, BOTH),
    ("British with an M+ card", {"nationality": "GB", "card": "M+"}, BOTH),
    ("British, card not told", {"nationality": "GB"}, set()),
    ("Moroccan with an M card", {"nationality": "MA", "card": "M"}, set()),
    ("British with a B card", {"nationality": "GB", "card": "B"}, set()),
    ("French who had asked for asylum", stays(ASYLUM, nationality="FR"), set()),
]


@pytest.mark.parametrize(
    ("case", "expected"), [row[1:] for row in SURELY_NOT_PROTECTED], ids=[row[0] for row in SURELY_NOT_PROTECTED]
)
def test_who_is_surely_not_protected(case: Case, expected: set[str]) -> None:
    assert ruled_out(case) & BOTH == expected


BELGIAN = "violence-of-belgian-spouse"
VIOLENCE = {"retention_grounds": ["violence"]}
VIOLENCE_ROWS: list[tuple[str, Case, bool | None]] = [
    # FAM-INC-2: no means are asked of a spouse of a Belgian after violence. True: it is so; False: surely not
    ("violence, whom was joined not told", VIOLENCE, None),
    ("no violence told, nothing told", {}, None),
    ("a Belgian partner", VIOLENCE | {"belgian_partner": True}, True),
    ("the Belgian spouse since a day", VIOLENCE | {"spouse_of_belgian_since": "2021-05-01"}, True),
    ("a Belgian was joined", VIOLENCE | {"sponsor_belgian": True}, None),
    ("no Belgian was joined", VIOLENCE | {"sponsor_belgian": False}, False),
    ("no Belgian was joined, the partner of today is one", VIOLENCE | JOINED_ANOTHER, False),
    ("no Belgian partner", VIOLENCE | {"belgian_partner": False}, False),
    ("not married to a Belgian", VIOLENCE | {"spouse_of_belgian_since": "none"}, False),
    ("divorced from the Belgian joined", VIOLENCE | {"belgian_partner": False, "sponsor_belgian": True}, None),
    (
        "no marriage, but a Belgian was joined",
        VIOLENCE | {"spouse_of_belgian_since": "none", "sponsor_belgian": True},
        None,
    ),
    ("a Belgian partner, and another ground", {"retention_grounds": ["still_married"], "belgian_partner": True}, False),
    ("a Belgian partner, grounds not told", {"belgian_partner": True}, None),
    ("a Belgian partner, none of the grounds", {"retention_grounds": [], "belgian_partner": True}, False),
    ("a Belgian was joined, none of the grounds", {"retention_grounds": [], "sponsor_belgian": True}, False),
    ("none of the grounds, and nothing else", {"retention_grounds": []}, False),
]


@pytest.mark.parametrize(("case", "so"), [row[1:] for row in VIOLENCE_ROWS], ids=[row[0] for row in VIOLENCE_ROWS])
def test_violence_of_a_belgian_spouse(case: Case, so: bool | None) -> None:
    assert (BELGIAN in shown(case), BELGIAN in ruled_out(case)) == (so is True, so is False)


OTHER_EXCUSES: list[tuple[str, Case, set[str]]] = [
    ("nothing told", {}, set()),
    ("identity not established", {"identity_established": False}, {"identity-established"}),
    ("identity established", {"identity_established": True}, set()),
    ("a passport can be had", {"passport_impossible": False}, {"passport-impossible"}),
    ("no passport can be had", {"passport_impossible": True}, set()),
    ("here before 2021", {"annex_19": "2020-12-31"}, {"joined-after-2020"}),
    ("here since 2021", {"annex_19": "2021-01-01"}, set()),
    ("perhaps here before 2021", {"annex_19": {"earliest": "2020-12-31", "latest": "2021-01-01"}}, set()),
    ("family here before 2021", {"annex_19ter": "2020-05-01", "annex_15": "none"}, {"joined-after-2020"}),
    ("an annex 15 of before 2021", {"annex_15": "2020-11-04", "annex_19ter": "2021-02-01"}, {"joined-after-2020"}),
]


@pytest.mark.parametrize(
    ("case", "expected"), [row[1:] for row in OTHER_EXCUSES], ids=[row[0] for row in OTHER_EXCUSES]
)
def test_the_other_excuses_that_are_excluded(case: Case, expected: set[str]) -> None:
    assert ruled_out(case) == expected
