"""What the command prints for one case: a line for each route, in columns."""

from __future__ import annotations

from typing import Any

from belgian_residence.command.written import table


def route(status: str, earliest: str | None = None, *missing: str) -> dict[str, Any]:
    return {"status": status, "earliest": earliest, "missing": list(missing), "past_verify_by": []}


ROUTES = {
    "B": route("open", "2026-05-10"),
    "K": route("closed"),
    "nationality": route("unsettled", None, "stays", "absences"),
}


def test_a_line_for_each_route_in_columns() -> None:
    assert table({"on": "2026-11-22", "routes": ROUTES}).splitlines() == [
        "on 2026-11-22",
        "B           open       2026-05-10",
        "K           closed",
        "nationality unsettled             stays, absences",
    ]


def test_several_people_have_a_table_each_below_their_name() -> None:
    people = {"amina": {"routes": {"B": ROUTES["B"]}}, "j\x1ban": {"routes": {"K": ROUTES["K"]}}}
    assert table({"on": "2026-11-22", "people": people}).splitlines() == [
        "on 2026-11-22",
        "amina",
        "B open       2026-05-10",
        "j\\x1ban",
        "K closed",
    ]


def test_figures_past_their_check_are_told_below_the_routes() -> None:
    late = {**ROUTES["B"], "past_verify_by": ["B.years"]}
    last = table({"on": "2200-01-01", "routes": {**ROUTES, "B": late, "L": late}}).splitlines()[-1]
    assert last == "to be verified again before that date: the figures of B, L (see --today)"
