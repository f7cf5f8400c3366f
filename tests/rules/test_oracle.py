"""The rules and the slow oracle agree on random lives.

`ORACLE_LIVES` sets how many lives are tried for each route; the nightly run uses 100000, and writes down the sum.
A life that fails is printed as a case, with the seed that makes it again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person, work_out
from belgian_residence.counting.conventions import reading
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import UNKNOWN, YES
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.stay_kept import what_became_of_the_stay
from long_run import signed
from oracle import blue_card, declaration, eu_clock, long_term, loss, settlement, timelines, unlimited
from oracle.timelines import Life
from trying import many

LIVES = many("ORACLE_LIVES", 30)
NIGHTLY = 10_000
PARTS = 4
CLOCKS = {route.key: route.clock_id for route in ROUTES}
FAR_AHEAD = date(2050, 1, 1)
ROUNDED = timedelta(days=1)
"""Where a clock is put together from three pieces and more, rounding half days once or twice may differ by a day."""
SHOWN_AS_ONE = timedelta(days=3)
"""With the safe reading go all others: of dates this close the later is shown."""

Count = Callable[[str], date | None]
"""From the name of a reading to the date of the oracle."""


def l_life(random: Random) -> tuple[Life, Count, list[str]]:
    life = timelines.a_working_life(random)
    ways = long_term.READINGS
    return life, lambda name: long_term.earliest(life.case, life.on, FAR_AHEAD, ways[name]), list(ways)


def b_life(random: Random) -> tuple[Life, Count, list[str]]:
    life = timelines.a_limited_life(random)
    ways = unlimited.READINGS
    return life, lambda name: unlimited.earliest(life.case, life.on, FAR_AHEAD, ways[name]), list(ways)


def k_life(random: Random) -> tuple[Life, Count, list[str]]:
    life = timelines.a_settled_life(random)
    ways = settlement.READINGS
    return life, lambda name: settlement.earliest(life.case, life.on, FAR_AHEAD, ways[name]), list(ways)


def eu_life(route: str) -> Callable[[Random], tuple[Life, Count, list[str]]]:
    def make(random: Random) -> tuple[Life, Count, list[str]]:
        life, annex = timelines.an_eu_life(random, route)
        ways = eu_clock.READINGS
        return life, lambda name: eu_clock.earliest(life.case, annex, life.on, FAR_AHEAD, ways[name]), list(ways)

    return make


def nationality_life(random: Random) -> tuple[Life, Count, list[str]]:
    """Who has no diploma and no work needs ten years, the others five. What a ground asks besides can still be obtained
    while its years lie ahead, so then the first of both counts. Five can lie further ahead than ten: they allow fewer
    months away."""
    life, years = timelines.a_declarant(random)
    ways = declaration.READINGS

    def counted(length: int, way: declaration.Way) -> date | None:
        return declaration.earliest(life.case, length, life.on, FAR_AHEAD, way)

    def count(name: str) -> date | None:
        days = {length: counted(length, ways[name]) for length in (5, 10)}
        own = days[years]
        if own is not None and own <= life.on:
            return own
        return min((day for day in days.values() if day is not None and day > life.on), default=None)

    return life, count, list(ways)


def blue_card_life(random: Random) -> tuple[Life, Count, list[str]]:
    life = timelines.a_blue_card_life(random)
    ways = blue_card.READINGS
    return life, lambda name: blue_card.earliest(life.case, life.on, FAR_AHEAD, ways[name]), list(ways)


MAKERS = {"L": l_life, "B": b_life, "K": k_life, "EU+": eu_life("EU+"), "F+": eu_life("F+"), "M+": eu_life("M+")} | {
    "nationality": nationality_life,
    "L, moved with a Blue Card": blue_card_life,
}


@pytest.fixture(scope="module", autouse=True)
def _record(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a nightly run without a difference, write down how many lives it was."""
    command = f"ORACLE_LIVES={LIVES} pytest tests/rules/test_oracle.py"
    yield from signed(request, command, lambda: {"oracle_lives": LIVES * len(MAKERS)}, long=LIVES >= NIGHTLY)


def in_pieces(case: dict[str, Any]) -> bool:
    """Is it put together from three pieces and more, some of which count half or not at all?"""
    special = long_term.HALF_GROUNDS | long_term.UNCOUNTED_GROUNDS
    return len(case["stays"]) > 2 and any(stay["ground"] in special for stay in case["stays"])


def compare(route: str, seed: str) -> tuple[str, bool]:
    """What the rules and the oracle disagree about, in words (empty: nothing); and: was a date only nearly the same?"""
    random = Random(seed)
    life, count, readings = MAKERS[route](random)
    key = route.split(",")[0]
    rounded = ROUNDED if route == "L" and in_pieces(life.case) else timedelta(0)
    nearly = False
    for name in {"safe": 0, random.choice(readings): 0}:
        person = read_person(life.case, life.on)
        outcome = work_out(person, life.on, reading(name), only={key, "B", "L"})[key].outcome
        got = outcome.clock
        wanted = count(name)
        later = rounded + (SHOWN_AS_ONE if name == "safe" else timedelta(0))
        if got != wanted:
            nearly = bool(got and wanted and wanted - rounded <= got <= wanted + later)
            if not nearly:
                case = json.dumps(life.case)
                said = f"{seed}, {CLOCKS[key]} in reading {name}, on {life.on}"
                return f"{said}: expected {wanted} as the oracle, got {got}\n{case}", False
        status = outcome.status
        after_the_day = route == "B" and got == life.on  # a renewal brings it only from the day after (reading 7)
        if got and status in ("open", "later") and not after_the_day and (got <= life.on) != (status == "open"):
            not_met = [condition.id for condition, finding in outcome.conditions if finding.value is not YES]
            said = f"{seed}, {CLOCKS[key]} in reading {name}, on {life.on}: date {got}, but status {status}"
            return f"{said}; not met: {', '.join(not_met) or 'nothing'}\n{json.dumps(life.case)}", False
    return "", nearly


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("route", MAKERS)
def test_the_rules_agree_with_the_oracle(route: str, part: int) -> None:
    compared = [compare(route, f"{route}-{number}") for number in range(part, LIVES, PARTS)]
    wrong = [text for text, _ in compared if text]
    assert not wrong, f"{len(wrong)} of {len(compared)} lives differ\n" + "\n".join(wrong[:5])
    nearly = sum(near for _, near in compared)
    assert nearly <= 1 + len(compared) // 50, f"{nearly} of {len(compared)} dates only nearly the same"


OLD_RULE = "EU+.no-right-from-before-2013"


def old_rule(seed: str) -> tuple[str, str]:
    """What the rules and the oracle disagree about on the rule of before 2013 (empty: nothing), and the status."""
    random = Random(seed)
    life, annex = timelines.an_old_eu_life(random)
    case, on = life.case, life.on
    name = random.choice(["safe", "safe", *eu_clock.READINGS])
    ways = [*eu_clock.READINGS.values(), eu_clock.FAVOURABLE] if name == "safe" else [eu_clock.READINGS[name]]
    complete = eu_clock.still_there(case, annex, on, eu_clock.READINGS[name])
    wanted = not complete and any(eu_clock.old_right(case, annex, on, way) for way in ways)
    outcome = work_out(read_person(case, on), on, reading(name), only={"EU+"})["EU+"].outcome
    named = any(condition.id == OLD_RULE and finding.value is UNKNOWN for condition, finding in outcome.conditions)
    status = "unsettled" if wanted else "open" if complete else "later"
    others_differ = name == "safe" and not wanted and bool(outcome.readings)
    if named is wanted and (outcome.status == status or others_differ):
        return "", outcome.status
    said = f"{seed}, {OLD_RULE} in reading {name}, on {on}"
    return f"{said}: expected {status} as the oracle, got {outcome.status}\n{json.dumps(case)}", outcome.status


def test_the_right_from_before_2013_agrees_with_the_oracle() -> None:
    compared = [old_rule(f"old-{number}") for number in range(LIVES)]
    wrong = [text for text, _ in compared if text]
    assert not wrong, f"{len(wrong)} of {len(compared)} lives differ\n" + "\n".join(wrong[:5])
    # ``./x mutate`` tries only a few lives, in which not every status comes up.
    assert LIVES < 150 or {"open", "later", "unsettled"} == {status for _, status in compared}


# --- losing a stay ------------------------------------------------------------------------------------------------


def a_travelling_life(random: Random) -> tuple[dict[str, Any], date, date]:
    """Somebody with one status, some absences about as long as a limit, and the day of the present card."""
    on = date(2026, 11, 22)
    card = random.choice(["A", "B", "K", "L", "EU"])
    since = on - timedelta(random.randrange(2500, 6000))
    grounds = {"A": "single_permit", "B": "unlimited_stay", "K": "settlement", "L": "long_term_resident"}
    ground = grounds.get(card, "eu_citizen")
    at, absences = since - timedelta(random.randrange(600)), []
    while (len(absences) < 3 and at < on - timedelta(3000)) or not absences:
        out = at + timedelta(random.randrange(1, 300))
        length = random.choice([60, 200, 364, 365, 366, 367, 400, 800, 2190, 2191, 2192, 2193])
        back = min(out + timedelta(length + random.randrange(-1, 2)), on)
        told = ("annex_18", "centre_of_interests_proven", "card_valid_on_return", "return_reported", "outside_eu")
        absences.append({"from": out, "to": back} | {part: random.random() < 0.8 for part in told})
        at = back + timedelta(1)
    trip = random.choice(absences)
    near = random.choice([trip["from"], trip["to"], since]) + timedelta(random.randrange(-2, 3))
    case: dict[str, Any] = {
        "nationality": ["FR" if card == "EU" else "MA"],
        "card": card,
        "card_issued": max(since, min(near, on)).isoformat(),
        "stays": [{"from": since.isoformat(), "ground": ground, "first_card_issued": since.isoformat()}],
        "absences": [
            {name: value.isoformat() if isinstance(value, date) else value for name, value in one.items()}
            for one in absences
        ],
        "annex_19": date(2024, 1, 1).isoformat(),  # no permanent right by law yet
        "interruptions": [],
        "early_ground": "none",
    }
    return case, on, since


def test_what_became_of_a_stay_agrees_with_the_oracle() -> None:
    """The rules of the stay itself, without the duties of who goes abroad: those put only the card at risk."""
    seen: dict[str, int] = {}
    for number in range(LIVES):
        case, on, since = a_travelling_life(Random(f"loss-{number}"))
        person = next(iter(read_person(case, on).people()))[1]
        found = what_became_of_the_stay(Situation(person, on)).stay
        wanted = loss.became(case, since)
        seen[wanted] = seen.get(wanted, 0) + 1
        assert found == wanted, f"loss-{number}: rules {found}, oracle {wanted}\n{json.dumps(case)}"
    assert LIVES < 300 or set(seen) == {"kept", "at_risk", "unsettled", "lost"}
