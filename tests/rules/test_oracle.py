"""The rules and the slow oracle agree on random lives.

`ORACLE_LIVES` sets how many lives are tried for each route; the nightly run uses 20000 (five routes: 100,000).
A life that fails is printed as a case, with the seed that makes it again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import belgian_residence

sys.path.insert(0, str(Path(__file__).parents[1]))

from oracle import eu_clock, long_term, settlement, timelines  # (the line above finds it)
from oracle.timelines import Life

LIVES = int(os.environ.get("ORACLE_LIVES", "500"))
PARTS = 4
FAR_AHEAD = date(2050, 1, 1)
CLOSE = timedelta(days=3)
"""Where a clock is put together from several pieces, the order of months and days is open by a day or two; the project
shows dates this close as one. In all other lives the date must be the same to the day."""

Count = Callable[[str], date | None]
"""From the name of a reading to the date of the oracle."""


def l_life(random: Random) -> tuple[Life, Count, list[str]]:
    life = timelines.a_working_life(random)
    ways = long_term.READINGS
    return life, lambda name: long_term.earliest(life.case, life.on, FAR_AHEAD, ways[name]), list(ways)


def k_life(random: Random) -> tuple[Life, Count, list[str]]:
    life = timelines.a_settled_life(random)
    ways = settlement.READINGS
    return life, lambda name: settlement.earliest(life.case, life.on, FAR_AHEAD, ways[name]), list(ways)


def eu_life(route: str) -> Callable[[Random], tuple[Life, Count, list[str]]]:
    def make(random: Random) -> tuple[Life, Count, list[str]]:
        life, annex = timelines.an_eu_life(random, route)
        ways = eu_clock.READINGS
        return life, lambda name: eu_clock.earliest(life.case, annex, FAR_AHEAD, ways[name]), list(ways)

    return make


MAKERS = {"L": l_life, "K": k_life, "EU+": eu_life("EU+"), "F+": eu_life("F+"), "M+": eu_life("M+")}


def in_pieces(case: dict[str, Any]) -> bool:
    """Does some of the time count half, or not at all?"""
    special = long_term.HALF_GROUNDS | long_term.UNCOUNTED_GROUNDS
    return "permit_granted" in case or any(stay["ground"] in special for stay in case["stays"])


def difference(route: str, seed: str) -> str | None:
    """What the rules and the oracle disagree about, in words; None: nothing."""
    random = Random(seed)
    life, count, readings = MAKERS[route](random)
    for name in {"safe": 0, random.choice(readings): 0}:
        answer = belgian_residence.assess(life.case, life.on, name)["routes"][route]
        got = answer["clock"] and date.fromisoformat(answer["clock"])
        wanted = count(name)
        close = CLOSE if route == "L" and in_pieces(life.case) else timedelta(0)
        same = got == wanted or bool(got and wanted and abs(got - wanted) <= close)
        if not same:
            shown = json.dumps(life.case)
            return f"{seed}, reading {name}, on {life.on}: rules {got}, oracle {wanted}\n{shown}"
        if answer["status"] in ("open", "later") and got and got == wanted and (got <= life.on) != (answer["status"] == "open"):
            return f"{seed}, reading {name}, on {life.on}: date {got}, but status {answer['status']}"
    return None


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("route", MAKERS)
def test_the_rules_agree_with_the_oracle(route: str, part: int) -> None:
    seeds = [f"{route}-{number}" for number in range(part, LIVES, PARTS)]
    found = [text for text in (difference(route, seed) for seed in seeds) if text]
    assert not found, f"{len(found)} of {len(seeds)} lives differ\n" + "\n".join(found[:5])
