"""The parts of the years: which time a picture shows as counted, in full or for half."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from belgian_residence.engine.dates import add_years
from belgian_residence.told.values import SAME_DATE_WITHIN
from site_build.assessments import assess
from site_build.cases import load_cases
from trying import some

Part = tuple[str, str, str]


def stay(first: str, ground: str, last: str | None = None) -> dict[str, Any]:
    return {"from": first, "ground": ground, "first_card_issued": first} | ({"to": last} if last else {})


def parts(key: str, on: str, **facts: Any) -> list[Part]:
    case = {"nationality": "MA", "card": "A", "absences": [], **facts}
    found = assess(case, date.fromisoformat(on))["routes"][key]["clock_parts"]
    return [(one["from"], one["until"], one["counts"]) for one in found]


def test_work_counts_in_full() -> None:
    worker = [stay("2021-10-04", "single_permit")]
    assert parts("B", "2026-11-28", stays=worker) == [("2021-10-04", "2026-10-04", "full")]
    assert parts("L", "2026-11-28", stays=worker) == [("2021-10-04", "2026-10-04", "full")]


def test_study_counts_for_half_and_only_for_l() -> None:
    # 1 September 2018 to 31 August 2023 at half weight = 2 years 6 months; the rest ends on 1 March 2026 (L-5Y-2).
    stays = [stay("2018-09-01", "student", "2023-08-31"), stay("2023-09-01", "single_permit")]
    assert parts("L", "2026-11-28", stays=stays) == [
        ("2018-09-01", "2023-09-01", "half"),
        ("2023-09-01", "2026-03-01", "full"),
    ]
    assert parts("B", "2026-11-28", stays=stays) == [("2023-09-01", "2028-09-01", "full")]


def test_three_years_are_shown_where_three_are_asked() -> None:
    minor = [stay("2025-03-03", "unaccompanied_minor")]
    assert parts("B", "2026-11-28", stays=minor, birth_date="2012-01-01") == [("2025-03-03", "2028-03-03", "full")]


def test_after_a_long_absence_the_years_begin_on_the_return() -> None:
    # Seven months away break the five years of L (L-ABS-1): they run from the return.
    stays = [stay("2018-09-01", "student", "2023-08-31"), stay("2023-09-01", "single_permit")]
    away = [{"from": "2020-01-10", "to": "2020-08-10"}]
    assert parts("L", "2026-11-28", stays=stays, absences=away)[0] == ("2020-08-10", "2023-09-01", "half")


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("EU+", {"stays": [stay("2021-10-04", "single_permit")]}),  # closed
        ("L", {"stays": [stay("2021-10-04", "single_permit")], "absences": None}),  # not known
        ("nationality", {"stays": [stay("2021-10-04", "single_permit")], "card": "B"}),  # shown for cards only
        ("B", {"stays": [stay("2021-10-04", "temporary_protection")]}),  # leads nowhere
    ],
)
def test_without_a_day_there_are_no_parts(key: str, facts: dict[str, Any]) -> None:
    assert parts(key, "2026-11-28", **facts) == []


def test_in_the_whole_corpus_the_parts_lead_to_the_day() -> None:
    """They follow each other; the last one ends on the day of the clock; in full they are five years, half weights
    make them longer."""
    seen = 0
    for case in some(load_cases(), 18):
        if "people" in case["case"]:
            continue
        for key, route in assess(case["case"], date.fromisoformat(case["on"]))["routes"].items():
            found = route["clock_parts"]
            if not found:
                continue
            seen += 1
            assert all(one["from"] < one["until"] for one in found)
            assert all(one["until"] == after["from"] for one, after in pairwise(found)) or key == "L"
            last = date.fromisoformat(found[-1]["until"])
            clock = date.fromisoformat(route["clock"])
            assert (last <= clock) if key == "K" else abs(clock - last) <= SAME_DATE_WITHIN, (
                case["name"],
                key,
                found,
                route["clock"],
            )
            if all(one["counts"] == "full" for one in found) and key not in ("B", "nationality"):
                assert add_years(date.fromisoformat(found[0]["from"]), 5) >= last
            else:
                assert key == "L" or add_years(date.fromisoformat(found[0]["from"]), 3) <= last
    assert seen > 30
