"""Each numbered point of reading is a named convention, with cases that test it and a line on the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from belgian_residence.counting.conventions import MOST_FAVOURABLE, POINTS, READINGS
from rules.test_cases import ALL, facts_of
from site_build.assessments import assess

DOCS = Path(__file__).parents[2] / "docs"
NAMES = {name for names in POINTS.values() for name in names}
BOTH = {*READINGS, MOST_FAVOURABLE}
TESTED_ELSEWHERE = {19: "test_keeping.py", 20: "nationality.toml"}


def test_every_reading_is_a_numbered_point() -> None:
    assert BOTH <= NAMES
    assert len(NAMES) == sum(map(len, POINTS.values()))


@pytest.fixture(scope="module")
def readings_seen() -> set[str]:
    """The readings that give another date in some case."""
    return {
        name
        for _, case in ALL
        for route in assess(facts_of(case), case["on"])["routes"].values()
        for name in route["readings"]
    }


@pytest.mark.parametrize("number", sorted(POINTS))
def test_every_point_has_a_case(number: int, readings_seen: set[str]) -> None:
    """A choice that can be made another way gives another date in some case; a rule is named by its cases."""
    for name in POINTS[number]:
        if name in BOTH:
            assert name in readings_seen
        elif number not in TESTED_ELSEWHERE:
            assert any(number in case.get("points", ()) for _, case in ALL)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*/how-we-read-the-law.md")), ids=lambda page: page.parent.name)
def test_every_point_has_a_line_on_the_site(page: Path) -> None:
    found = [int(number) for number in re.findall(r"^## .*#reading-(\d+) }$", page.read_text("utf-8"), re.MULTILINE)]
    assert sorted(found) == sorted(POINTS)  # they stand by card
