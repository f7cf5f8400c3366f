"""Six people, from the start to the result, by keyboard alone on a small phone.

The facts are a person's; the expected dates are worked out by hand from the law base, not by the rules. A
normal run accompanies the first of them, the nightly run all; ``test_steps.py`` walks as an EU citizen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from trying import some

NOTHING_AGAINST = {
    "identity_established": True,
    "public_order": False,
    "protection_request_pending": False,
    "public_health": False,
    "removal_decision": "none",
    "protection_ended": "no",
}
QUIET_STAY = {"absences": [], "interruptions": []}
MEANS = {"income": 2100, "dependants": 0, "health_insurance": True}

WALKS: list[Any] = [
    pytest.param(
        # B: first card 4 October 2021 + 5 years = 4 October 2026, open the day after (B-WORK-1). K needs B first
        # (K-COND-1). L: the same five years are over, and the income is more than 1.25 times the amount of 2025
        # (L-INC-1, reading 21).
        {
            "nationality": "non-EU",
            "card": "A",
            "stays": [{"from": "2021-10-04", "ground": "single_permit", "first_card_issued": "2021-10-04"}],
            **QUIET_STAY,
            **NOTHING_AGAINST,
            **MEANS,
        },
        {"B": ("open", "since 4 October 2026"), "K": ("later", ""), "L": ("open", "since 4 October 2026")},
        id="single-permit worker",
    ),
    pytest.param(
        # B: five years from the asylum application of 10 May 2021 (B-REF-1) = 10 May 2026. K needs B first. L: the
        # procedure took under 18 months, so half of it counts (L-5Y-4): not later than five years from the permit.
        {
            "nationality": "non-EU",
            "card": "A",
            "stays": [
                {
                    "from": "2021-05-10",
                    "to": "2022-03-01",
                    "ground": "asylum_procedure",
                    "first_card_issued": "2021-05-14",
                },
                {"from": "2022-03-01", "ground": "refugee", "first_card_issued": "2022-03-20"},
            ],
            "asylum_application": "2021-05-10",
            "permit_granted": "2022-03-01",
            **QUIET_STAY,
            **NOTHING_AGAINST,
            **MEANS,
        },
        {"B": ("open", "since 10 May 2026"), "K": ("later", "")},
        id="refugee",
    ),
    pytest.param(
        # B: five years on single permits from the first card of 1 September 2023 (B-WORK-1): study does not count.
        # L: study from 1 September 2018 to 31 August 2023 = 5 years at half weight = 2 years 6 months (L-5Y-2);
        # the other 2 years 6 months from 1 September 2023 end on 1 March 2026. That is over also with the latest day
        # that the first student card can have, 14 January 2019: so it is not asked, and L is open since 8 May 2026.
        {
            "nationality": "non-EU",
            "card": "A",
            "stays": [
                {
                    "from": "2018-09-01",
                    "to": "2023-09-01",
                    "ground": "student",
                    "first_card_issued": "2018-09-01",
                },
                {"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"},
            ],
            **QUIET_STAY,
            **NOTHING_AGAINST,
            **MEANS,
        },
        {"B": ("later", "from 1 September 2028"), "L": ("open", "since 8 May 2026")},
        id="student turned worker",
    ),
    pytest.param(
        # EU+: annex 19 of 1 October 2019 + 5 years (EUP-5Y-1, EUP-5Y-2).
        {
            "nationality": "EU",
            "card": "EU",
            "annex_19": "2019-10-01",
            "early_ground": "none",
            **QUIET_STAY,
        },
        {"EU+": ("open", "since 1 October 2024"), "B": ("closed", "no date"), "F+": ("closed", "no date")},
        id="EU citizen",
    ),
    pytest.param(
        # F+: annex 19ter of 10 May 2021 + 5 years (FAM-5Y-2), household intact (FAM-HH-1), no means test.
        {
            "nationality": "non-EU",
            "card": "F",
            "stays": [
                {
                    "from": "2021-05-10",
                    "ground": "family_of_eu_or_belgian",
                    "first_card_issued": "2021-11-02",
                }
            ],
            "annex_19ter": "2021-05-10",
            "annex_15": "none",
            "joint_household": True,
            "sponsor_early_permanent": False,
            **QUIET_STAY,
            **NOTHING_AGAINST,
            **MEANS,
        },
        {"F+": ("open", "since 10 May 2026"), "EU+": ("closed", "no date"), "M+": ("closed", "no date")},
        id="wife of a Belgian",
    ),
    pytest.param(
        # M with permanent stay: five years from the annex 19 of 14 February 2019, before and after Brexit (BRX-PR-1).
        {
            "nationality": "GB",
            "card": "M",
            "annex_19": "2019-02-14",
            "withdrawal_agreement": True,
            **QUIET_STAY,
        },
        {"M+": ("open", "since 14 February 2024"), "EU+": ("closed", "no date"), "B": ("closed", "no date")},
        id="UK citizen with an M card",
    ),
]


@pytest.mark.parametrize(("facts", "expected"), some(WALKS, 6))
def test_by_keyboard_to_the_right_result(
    person: Any,
    page: Page,
    engine: None,
    axe_at_night: Callable[[Page], list[str]],
    facts: dict[str, Any],
    expected: dict[str, tuple[str, str]],
) -> None:
    person.answer_everything(**facts)
    assert axe_at_night(page) == [], "the page of answers"
    shown = person.see_result()
    for route, (status, day) in expected.items():
        assert shown[route][0] == status, route
        if day:
            assert shown[route][1] == day, route
    assert axe_at_night(page) == [], "the result"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the phone"
