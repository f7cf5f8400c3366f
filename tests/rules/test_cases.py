"""Every case of tests/cases: worked out by hand from the law base, compared with what the rules say."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.law.provisions import provision
from site_build.assessments import assess
from site_build.cases import entries

ROUTES = {"B", "K", "L", "EU+", "F+", "M+", "nationality"}
CASE_KEYS = {"name", "on", "law", "points", "note", "unknown", "facts", "keep", "expect"}
"""``keep``: what is said of the card that is held."""
EXPECT_KEYS = {
    *("status", "earliest", "within_days", "basis", "readings", "missing", "not_asked", "title_first"),
    "first_step",
}
"""``first_step``: the first thing to do, by its id."""
SHOWN_APART = timedelta(days=3)  # of days up to three days apart the later is shown


def load() -> list[tuple[str, dict[str, Any]]]:
    """All cases as (file and name, case)."""
    return [(f"{entry.pop('file')}: {entry['name']}", entry) for entry in entries()]


ALL = load()


def facts_of(case: dict[str, Any]) -> dict[str, Any]:
    """The facts of a case; TOML has no null, so the names under ``unknown`` become "I don't know" here."""
    facts: dict[str, Any] = case["facts"]
    for name in case.get("unknown", []):
        at: Any = facts
        *way, last = re.findall(r"\w+", name)
        for step in way:
            at = at[int(step) if step.isdigit() else step]
        at[last] = None
    return facts


def distinct(dates: list[date]) -> list[date]:
    """The dates that differ by more than three days; of nearer ones the later."""
    kept: list[date] = []
    for day in sorted(set(dates), reverse=True):
        if not kept or kept[-1] - day > SHOWN_APART:
            kept.append(day)
    return sorted(kept)


def near(given: str | None, wanted: str, days: int) -> bool:
    if wanted == "none" or given is None:
        return wanted == "none" and given is None
    return abs(date.fromisoformat(given) - date.fromisoformat(wanted)) <= timedelta(days=days)


def wrong_with_the_card(case: dict[str, Any], held: dict[str, Any] | None) -> list[str]:
    """What a case expects of the card that is held and does not find."""
    given = held["status"] if held else None
    return [f"keep: wanted {case['keep']!r}, got {given!r}"] if "keep" in case and given != case["keep"] else []


EACH_ALONE = "MUTANT_UNDER_TEST" in os.environ
"""``./x mutate`` asks of each case which functions it reaches. Else those of a file are one test, which tells all that
are wrong: to run and to report a test costs more than to compare a case."""


def together() -> dict[str, list[dict[str, Any]]]:
    """The cases that are one test, by its name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, case in ALL:
        found.setdefault(name if EACH_ALONE else name.partition(":")[0], []).append(case)
    return found


@pytest.mark.parametrize("cases", together().values(), ids=together())
def test_cases(cases: list[dict[str, Any]]) -> None:
    if wrong := "\n".join(filter(None, map(wrong_with, cases))):
        pytest.fail(wrong, pytrace=False)


def wrong_with(case: dict[str, Any]) -> str:
    """What a case expects and does not find; empty: nothing."""
    whole = assess(facts_of(case), case["on"])
    answer, wrong = whole["routes"], wrong_with_the_card(case, whole["keep"])
    for route, wanted in case["expect"].items():
        steps = answer[route]["next_steps"]
        given = {**answer[route], "first_step": steps[0] if steps else "none"}

        def differs(what: str, route: str = route, given: Any = given, wanted: Any = wanted) -> None:
            wrong.append(f"{route} {what}: wanted {wanted[what]!r}, got {given.get(what)!r}")

        statuses = wanted["status"] if isinstance(wanted["status"], list) else [wanted["status"]]
        if given["status"] not in statuses:
            differs("status")
        if "earliest" in wanted and not near(given["earliest"], wanted["earliest"], wanted.get("within_days", 0)):
            differs("earliest")
        for what in not_the_same(given, wanted):
            differs(what)
        if "readings" in wanted:
            shown = distinct([date.fromisoformat(day) for day in given["readings"].values()])
            # One date, or no readings at all, both say: the readings agree.
            if [day.isoformat() for day in shown] != wanted["readings"] and (wanted["readings"] or len(shown) > 1):
                differs("readings")
        if not set(wanted.get("missing", [])) <= set(given["missing"]):
            differs("missing")
        if set(wanted.get("not_asked", [])) & set(given["missing"]):
            differs("not_asked")
        if wrong and wrong[-1].startswith(f"{route} "):
            wrong.append(f"  {route} hangs on {not_met(given) or ', '.join(given['confidence']['conditions'])}")
    return "\n".join([f"{case['name']}, asked on {case['on']}", case.get("note", ""), *wrong]) if wrong else ""


def not_the_same(given: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Of the basis, the day on which a declaration can follow the first title, and the first step: what differs."""
    title = (given.get("title_first") or {}).get("earliest") or "none"
    found = {"basis": given["basis"], "title_first": title, "first_step": given["first_step"]}
    return [what for what, value in found.items() if wanted.get(what, value) != value]


def not_met(route: dict[str, Any]) -> str:
    """The conditions of a route that are not met, each with its answer and the facts that it waits for; empty: none."""
    return "; ".join(
        f"{one['id']} ({', '.join([one['value'], *one['missing']])})"
        for one in route["conditions"]
        if one["value"] != "yes"
    )


def test_the_cases_are_well_written() -> None:
    """A slip of the pen in a case must not make it say less than it seems to."""
    names = [name for name, _ in ALL]
    assert len(names) == len(set(names))
    for name, case in ALL:
        assert set(case) <= CASE_KEYS, name
        assert type(case["on"]) is date, name
        assert case["law"], name
        assert case["expect"], name
        assert set(case["expect"]) <= ROUTES, name
        for wanted in case["expect"].values():
            assert set(wanted) <= EXPECT_KEYS, name
            assert "status" in wanted, name
            assert wanted.get("readings", []) == sorted(wanted.get("readings", [])), name


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_every_route_has_cases_for_every_status(route: str) -> None:
    statuses = {
        case["expect"][route]["status"]
        for _, case in ALL
        if isinstance(case["expect"].get(route, {}).get("status"), str)
    }
    assert statuses == {"open", "later", "closed", "unsettled"}


def test_every_cited_fact_exists() -> None:
    for identifier in sorted({law for _, case in ALL for law in case["law"]}):
        provision(identifier)
