"""What a request costs, and how a figure is shown: its value on a day, how sure it is, its period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person
from belgian_residence.dossier import costs, dossier
from belgian_residence.dossier.dossier import VOCABULARY, lines
from belgian_residence.dossier.figures import confidence, drives, figure
from belgian_residence.routes.outcome import Outcome, Status

ON = date(2026, 11, 22)
CARDS = ("B", "K", "L", "EU+", "F+", "M+")


def listed(key: str, *shown: str, status: Status = "open") -> dict[str, dict[str, Any]]:
    given = costs.costs(key, Outcome(status, None, "right"), frozenset(shown), ON)
    return {cost["id"]: cost for cost in given}


@pytest.mark.parametrize(
    ("key", "when"),
    [
        # what is paid to ask, to get the card, when too late, to go to the court
        ("B", {"request": ["federal-contribution"], "refused": ["court-fee"]}),
        ("K", {"request": ["federal-contribution", "form"], "refused": ["court-fee"]}),
        ("L", {"request": ["federal-contribution", "form"], "refused": ["court-fee"]}),
        ("EU+", {"request": ["federal-contribution", "form"], "refused": ["court-fee"]}),
        (
            "F+",
            {
                "request": ["federal-contribution", "form"],
                "late": ["late-fine"],
                "refused": ["court-fee"],
            },
        ),
        ("M+", {"request": ["federal-contribution-not-seen"], "refused": ["court-fee"]}),
        ("nationality", {"request": ["nationality-duty", "nationality-file"]}),
    ],
)
def test_when_what_is_paid(key: str, when: dict[str, list[str]]) -> None:
    exchange = ["first-card-in-exchange"] if key == "M+" else []  # BRX-PR-5
    expected = when | ({"card": ["card", "card-urgent", *exchange]} if key in CARDS else {})
    found: dict[str, list[str]] = {}
    for cost in listed(key).values():
        found.setdefault(cost["when"], []).append(cost["id"])
    assert found == expected


@pytest.mark.parametrize("key", [*CARDS, "nationality", "N"])
def test_a_closed_route_costs_nothing(key: str) -> None:
    assert listed(key, status="closed") == {}
    assert listed(key, status="later") == listed(key, status="unsettled") == listed(key)
    assert (listed(key) == {}) is (key == "N"), "a route without costs of its own"


@pytest.mark.parametrize("key", CARDS)
def test_a_child_pays_the_price_of_a_child_and_no_other(key: str) -> None:
    """CARD-FEE-1 to 3."""
    cards = {"card", "card-child", "card-urgent"}
    assert cards & set(listed(key, "child")) == {"card-child"}
    assert cards & set(listed(key)) == {"card", "card-urgent"}
    assert set(listed(key, "child")) - cards == set(listed(key)) - cards


@pytest.mark.parametrize(
    ("key", "amount", "law"),
    [
        ("B", "fee.B", ["FEE-2", "B-FEE-1"]),
        ("K", "fee.K", ["FEE-2"]),
        ("L", "fee.L", ["FEE-2"]),
        ("EU+", "fee.EU+", ["CARD-FEE-4", "FEE-2"]),
        ("F+", "fee.F+", ["CARD-FEE-4", "FEE-2"]),
    ],
)
def test_the_contribution_to_the_state_has_the_figure_of_the_card(key: str, amount: str, law: list[str]) -> None:
    found = listed(key)["federal-contribution"]
    assert [one["amount"] for one in found["amounts"]] == [amount]
    assert [one["value"] for one in found["amounts"]] == [0], "the closed list of who pays was read"
    assert (found["when"], found["provisions"]) == ("request", law)
    assert found["confidence"] == confidence((law[0],), ON)


def test_a_contribution_rests_on_every_provision_that_it_names() -> None:
    one = costs._federal("fee.B", "FEE-2", "B-FEE-1")
    assert (one.id, one.when, one.law, one.amounts) == (
        "federal-contribution",
        "request",
        ("FEE-2", "B-FEE-1"),
        ("fee.B",),
    )


def test_every_cost_is_in_the_vocabulary_once() -> None:
    given = {id for key in costs.COSTS for shown in ((), ("child",)) for id in listed(key, *shown)}
    assert VOCABULARY["costs"] == sorted(given)
    assert {id for kind, id, _ in lines() if kind == "cost"} == given


# --- figures ------------------------------------------------------------------------------------------------------


def test_a_figure_has_its_period_and_how_sure_it_is() -> None:
    """APP-4: the court fee is known from July 2015 until the day before the Gazette changed it."""
    known = figure("appeal.fee", date(2025, 7, 15))
    assert (known["amount"], known["value"], known["unit"], known["status"]) == ("appeal.fee", 186, "EUR", "confirmed")
    assert (known["from"], known["to"], known["confidence"]) == ("2015-07-09", "2025-07-15", "M")
    assert (known["start_confirmed"], known["last_known"]) == (True, None)


def test_a_figure_that_is_not_confirmed_shows_the_last_one_with_its_own_period() -> None:
    later = figure("appeal.fee", date(2025, 7, 16))
    assert later["status"] == "not_confirmed"
    assert {later[name] for name in ("value", "from", "to", "confidence", "start_confirmed", "verify_by")} == {None}
    assert later["last_known"] == {"value": 186, "from": "2015-07-09", "to": "2025-07-15"}


def test_a_figure_that_still_runs_has_no_last_day_and_a_price_must_be_verified() -> None:
    price = figure("price.card.lowest_seen", ON)
    assert (price["value"], price["to"], price["verify_by"], price["last_known"]) == (20, None, "2027-05-22", None)
    assert figure("price.card.lowest_seen", date(2027, 5, 23))["last_known"]["value"] == 20


def test_who_changes_a_figure_that_was_given_changes_no_other_answer() -> None:
    day = date(2026, 6, 12)
    changed = figure("appeal.fee", day)
    changed["last_known"]["value"] = changed["unit"] = None
    again = figure("appeal.fee", day)
    assert (again["last_known"]["value"], again["unit"]) == (186, "EUR")


def test_the_main_provision_says_how_sure_a_line_is() -> None:
    """EUP-APP-6 (C) is practice; EUP-APP-4 (A) may decide. The first provision of a line is its main one."""
    assert (confidence(("EUP-APP-6", "EUP-APP-4"), ON), drives(("EUP-APP-6", "EUP-APP-4"))) == ("C", False)
    assert (confidence(("EUP-APP-4", "EUP-APP-6"), ON), drives(("EUP-APP-4", "EUP-APP-6"))) == ("A", True)
    # NAT-PROC-1: read, and amended since; from then on less sure
    days = (date(2026, 2, 17), date(2026, 2, 18))
    assert [confidence(("NAT-PROC-1",), day) for day in days] == ["A", "B"]


# --- figures past the day by which they were to be verified again -------------------------------------------------


def figures(part: Any) -> Iterator[dict[str, Any]]:
    """Every figure in a part of an answer."""
    if isinstance(part, dict):
        if "amount" in part:
            yield part
        for one in part.values():
            yield from figures(one)
    elif isinstance(part, list):
        for one in part:
            yield from figures(one)


@pytest.mark.parametrize("key", [*CARDS, "nationality"])
def test_no_part_of_a_dossier_shows_a_figure_that_nobody_verified_for_years_as_certain(key: str) -> None:
    outcome, nobody = Outcome("open", None, "right"), read_person({}, ON)
    now, much_later = (dossier.of_route(key, outcome, nobody, ON, today) for today in (ON, date(2036, 1, 1)))
    assert now == dossier.of_route(key, outcome, nobody, ON)
    for part in ("papers", "procedure", "effects", "costs"):
        before, after = list(figures(now[part])), list(figures(much_later[part]))
        assert "past_verify_by" not in {one["status"] for one in before}
        assert not {one["status"] for one in after} & {"confirmed"}, part
        assert {one["value"] for one in after} <= {None}, part
        assert [one["amount"] for one in before] == [one["amount"] for one in after]
    assert all(effect["practice"] for effect in much_later["effects"] if effect["amounts"])
    assert "municipality-may-decide" not in {step["id"] for step in much_later["procedure"]}
