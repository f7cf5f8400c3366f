"""People with a result of the wizard, and what stands first on it."""

from __future__ import annotations

import re
from typing import Any

from visiting import answered

ON = "2026-11-28"
WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}],
    "absences": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}
YOUNGER = WORKER | {
    "stays": [{"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"}],
}
SETTLED = WORKER | {
    "card": "B",
    "unlimited_stay_since": "2025-06-01",
    "public_health": False,
    "removal_decision": "none",
}
LONG_SETTLED = SETTLED | {
    "stays": [{"from": "2012-05-10", "ground": "single_permit", "first_card_issued": "2012-05-10"}],
    "unlimited_stay_since": "2018-06-01",
}
LONG_TERM = WORKER | {
    "card": "L",
    "card_issued": "2018-02-01",
    "unlimited_stay_since": "2018-02-01",
    "stays": [{"from": "2018-02-01", "ground": "long_term_resident", "first_card_issued": "2018-02-01"}],
    "long_term_resident_elsewhere": False,
    "language_a2": False,
    "born_in_belgium": False,
    "disability_or_pension": "none",
}
OUTSIDE = {"from": "2024-03-01", "outside_eu": True, "annex_18": True}
CITIZEN: dict[str, Any] = {
    "nationality": "FR",
    "card": "EU+",
    "card_issued": None,
    "annex_19": "2012-01-01",
    "interruptions": [],
    "special_card_before": False,
}
FAMILY = {"nationality": "MA", "card": "F+", "card_issued": None, "annex_19ter": "2012-01-01", "sponsor_belgian": True}
FRENCH = {"nationality": "FR", "card": "EU+", "annex_19": "2015-10-01", "absences": [], "interruptions": []}


def result(case: dict[str, Any], today: str = ON, language: str = "en") -> str:
    """The page of the result, as HTML."""
    return str(answered("result", {"case": case}, today=today, language=language)["html"])


def plain(html: str) -> str:
    """What is written, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def top(html: str) -> str:
    """What stands before the picture of the years, without tags."""
    return plain(html[: html.index('class="af-date-line"')])


def lead(html: str) -> str:
    """The one sentence that says the answer."""
    found = re.search(r'af-lead">([^<]*)<', html)
    assert found
    return found[1]


def days_to_do(html: str) -> list[tuple[str, str]]:
    """What to do first: each day with what is done."""
    found = re.findall(r"<li><strong>([^<]*)</strong> <span>(?:<a[^>]*>)?([^<]*)<", html[html.index("af-first") :])
    return [(str(day), str(text)) for day, text in found]
