"""An appeal, a removal and time off the register, for the routes that ask for a stay without a break (L-5Y-1, K-COND-1,
NAT-TITLE-1, DOC-35, EUP-ABS-6, ABS-5, SW-12): never a no, never a day, and nothing for who told of none.

Asked about on 30 November 2026, of people who could ask for everything. Worked out by hand from the law base.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess

Case = dict[str, Any]
ON = date(2026, 11, 30)
READY: Case = {
    "birth_date": "1985-01-01",
    "absences": [],
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "identity_established": True,
    "language_a2": True,
    "integration_proof": ["course"],
    "economic_participation": True,
}
HUSBAND: Case = READY | {
    "nationality": ["CM"],
    "card": "F",
    "card_expiry": "2027-12-20",
    "annex_19ter": "2021-03-01",
    "annex_15": "none",
    "stays": [{"from": "2021-03-01", "ground": "family_of_eu_or_belgian", "first_card_issued": "2021-08-01"}],
    "joint_household": True,
    "household_ended": "none",
    "sponsor_belgian": True,
    "sponsor_early_permanent": False,
    "interruptions": [],
}
FRENCH: Case = READY | {
    "nationality": ["FR"],
    "card": "EU",
    "annex_19": "2020-02-01",
    "annex_19ter": "none",
    "eu_activity": ["worker"],
    "early_ground": "none",
    "stays": [{"from": "2020-02-01", "ground": "eu_citizen", "first_card_issued": "2020-04-01"}],
    "interruptions": [],
}
WORKER: Case = READY | {
    "nationality": ["IN"],
    "card": "A",
    "stays": [{"from": "2019-01-10", "ground": "single_permit", "first_card_issued": "2019-02-01"}],
}
UNLIMITED: Case = WORKER | {
    "card": "B",
    "unlimited_stay_since": "2024-02-01",
    "stays": [
        {"from": "2018-01-10", "to": "2024-01-31", "ground": "single_permit", "first_card_issued": "2018-02-01"},
        {"from": "2024-02-01", "ground": "unlimited_stay", "before": "no_break"},
    ],
}
ROUTES_OF = (
    # who, and the routes that are open to them
    pytest.param(HUSBAND, ("L", "nationality"), id="F"),
    pytest.param(FRENCH, ("nationality",), id="EU"),
    pytest.param(WORKER, ("B", "L"), id="A"),
    pytest.param(UNLIMITED, ("K", "L", "nationality"), id="B"),
)
APPEAL: Case = {"interruptions": ["appeal_pending"], "suspensive_appeal_pending": True}
REMOVED: Case = {"interruptions": ["removal"], "removal_enforced": True}
HELP = "help-before-applying-in-appeal"


def gap(first: str, last: str, proven: bool | None = False) -> Case:
    """Off the register between two days."""
    return {
        "interruptions": ["register_gap"],
        "register_gaps": [{"from": first, "to": last, "presence_proven": proven}],
    }


def routes(case: Case) -> dict[str, Any]:
    """The answers of all routes."""
    return assess(case, ON, today=ON)["routes"]


NOTHING: tuple[Case, ...] = (
    {"interruptions": []},
    {"suspensive_appeal_pending": False, "removal_enforced": False, "register_gaps": []},
    {"interruptions": None},  # not told
    gap("2023-03-01", "2024-05-01", proven=True),
)


@pytest.mark.parametrize(("who", "open_to"), ROUTES_OF)
def test_who_told_of_none_is_asked_nothing_and_shown_nothing(who: Case, open_to: tuple[str, ...]) -> None:
    for told in NOTHING:
        found = routes(who | told)
        for key in open_to:
            assert found[key]["status"] == "open", (told, key)
            assert found[key]["missing"] == []
            shown = {one["id"] for one in found[key]["conditions"]}
            assert not any(id.endswith(("uninterrupted", ".no-appeal-pending")) for id in shown)


@pytest.mark.parametrize(("who", "open_to"), ROUTES_OF)
def test_an_appeal_that_is_pending_is_named_and_help_comes_first(who: Case, open_to: tuple[str, ...]) -> None:
    """Against an end of stay, the stay itself hangs on the judge; which of the two it is nobody is asked."""
    found = routes(who | APPEAL)
    for key in open_to:
        assert (found[key]["status"], found[key]["earliest"], found[key]["missing"]) == ("unsettled", None, [])
        assert found[key]["next_steps"] == [HELP, f"if-unknown:{key}.no-appeal-pending"]


@pytest.mark.parametrize(("who", "key"), [(HUSBAND, "F+"), (FRENCH, "EU+")])
def test_permanent_stay_names_the_appeal_too(who: Case, key: str) -> None:
    """EUP-APL-1: it waits; a question at the municipality would bring the file before the Office."""
    assert routes(who | APPEAL)[key]["next_steps"] == [HELP, f"if-unknown:{key}.no-appeal-pending"]


def test_before_the_years_are_complete_help_comes_first_too() -> None:
    early = FRENCH | {"annex_19": "2021-12-01", "stays": [FRENCH["stays"][0] | {"from": "2021-12-01"}]}
    early["stays"][0]["first_card_issued"] = "2021-12-20"
    before, after = routes(early), routes(early | APPEAL)
    assert (before["EU+"]["status"], after["EU+"]["status"]) == ("later", "later")
    assert after["EU+"]["next_steps"] == [HELP, *before["EU+"]["next_steps"]]
    assert (after["nationality"]["status"], after["nationality"]["earliest"]) == ("unsettled", None)


@pytest.mark.parametrize(("who", "open_to"), ROUTES_OF)
def test_a_removal_that_was_carried_out_leaves_the_years_open(who: Case, open_to: tuple[str, ...]) -> None:
    """EUP-ABS-6, L-5Y-1: it breaks them, on a day that is not asked."""
    found = routes(who | REMOVED)
    for key in open_to:
        assert (found[key]["status"], found[key]["earliest"], found[key]["missing"]) == ("unsettled", None, [])
        assert found[key]["next_steps"] == [f"if-unknown:{key}.uninterrupted", "ask-municipality"]


@pytest.mark.parametrize(("who", "open_to"), ROUTES_OF)
@pytest.mark.parametrize(
    ("told", "status"),
    [
        (gap("2023-03-01", "2024-05-01"), "unsettled"),
        (gap("2023-03-01", "2024-05-01", proven=None), "unsettled"),
        (gap("2023-03-01", "2024-05-01", proven=True), "open"),
        # Five years before the date asked about: the day before, the day, the day after.
        (gap("2021-11-01", "2021-11-29"), "open"),
        (gap("2021-11-01", "2021-11-30"), "unsettled"),  # its last day is inside
        (gap("2021-11-01", "2021-12-01"), "unsettled"),
        (gap("2026-11-01", "2027-01-01"), "unsettled"),  # off it today
    ],
)
def test_time_off_the_register(who: Case, open_to: tuple[str, ...], told: Case, status: str) -> None:
    """ABS-5, SW-12: a presumed departure, which proof of having been here disproves. Years that are complete after it
    need no proof."""
    found = routes(who | told)
    for key in open_to:
        assert found[key]["status"] == status, key


def test_the_days_of_a_gap_that_is_named_are_asked() -> None:
    for who, key in ((UNLIMITED, "K"), (WORKER, "L"), (FRENCH, "nationality")):
        found = routes(who | {"interruptions": ["register_gap"]})[key]
        assert (found["status"], found["missing"]) == ("unsettled", ["register_gaps"])


@pytest.mark.parametrize(
    ("last", "status"),
    [("2026-05-31", "unsettled"), ("2016-12-01", "unsettled"), ("2016-11-30", "unsettled"), ("2016-11-29", "open")],
)
def test_ten_years_of_nationality_look_back_ten_years(last: str, status: str) -> None:
    """NAT-5, without the integration that five years ask."""
    long = FRENCH | {"annex_19": "2010-02-01", "stays": [FRENCH["stays"][0] | {"from": "2010-02-01"}]}
    long["stays"][0]["first_card_issued"] = "2010-04-01"
    long |= {"integration_proof": [], "economic_participation": False, "community_participation": True}
    long |= {"spouse_of_belgian_since": "none", "parent_of_belgian_minor": False, "disability_or_pension": "none"}
    long |= {"born_in_belgium": False, "language_a2": True}
    assert routes(long)["nationality"]["status"] == "open"
    assert routes(long | gap("2016-10-01", last))["nationality"]["status"] == status


def test_half_years_look_back_to_the_first_day_that_counts() -> None:
    """L-5Y-2: years of study count for half, so five years after a break can be less than five years that count."""
    stays = [
        {"from": "2017-01-10", "to": "2023-01-09", "ground": "student", "first_card_issued": "2017-01-10"},
        {"from": "2023-01-10", "ground": "single_permit", "before": "no_break", "first_card_issued": "2023-01-10"},
    ]
    who = WORKER | {"stays": stays}
    assert routes(who)["L"]["status"] == "open"  # three years and almost four
    assert routes(who | gap("2019-01-01", "2020-03-01"))["L"]["status"] == "unsettled"
    assert routes(who | gap("2016-01-01", "2016-12-31"))["L"]["status"] == "open"


@pytest.mark.parametrize(
    ("told", "status", "warned"),
    [
        ({"interruptions": []}, "kept", []),
        ({"interruptions": None}, "kept", []),
        (APPEAL, "unsettled", ["appeal-pending"]),
        (REMOVED, "unsettled", ["removed"]),
    ],
)
@pytest.mark.parametrize("who", [HUSBAND, FRENCH, UNLIMITED], ids=["F", "EU", "B"])
def test_the_card_that_is_held(who: Case, told: Case, status: str, warned: list[str]) -> None:
    keep = assess(who | told, ON, today=ON)["keep"]
    assert keep is not None
    assert (keep["status"], [one["id"] for one in keep["warnings"]]) == (status, warned)
