"""What was granted decides what an absence does, also before its card is made (K-WHEN-1; ABS-1, ABS-3, ABS-L-1,
EUP-LOSS-1).

The person came on 10 January 2012, is asked about on 30 November 2026, and was given a decision on 1 March 2021 unless
a row says otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.counting.granted import Granted, granted_status
from belgian_residence.told.person import Application, Person, Stay
from briefly import day

ON = date(2026, 11, 30)
IN_EU: dict[str, Any] = {"outside_eu": False}
OUTSIDE: dict[str, Any] = {"outside_eu": True, "reason": "ordinary"}
NOT_PREPARED: dict[str, Any] = {
    **IN_EU,
    "reason": "ordinary",
    "annex_18": False,
    "centre_of_interests_proven": False,
}
PREPARED: dict[str, Any] = {
    **OUTSIDE,
    "annex_18": True,
    "centre_of_interests_proven": True,
    "card_valid_on_return": True,
    "return_reported": True,
}


def request(route: str, decision: str = "granted", notified: str = "2021-03-01") -> dict[str, Any]:
    told = {"notified": notified} if decision in ("granted", "refused") else {}
    return {"route": route, "filed": "2020-10-01", "decision": decision, **told}


def case(trip: dict[str, Any], *requests: dict[str, Any], ground: str = "single_permit", **told: Any) -> dict[str, Any]:
    return {
        "nationality": ["IN"],
        "card": "A",
        "card_issued": "2020-02-01",
        "stays": [{"from": "2012-01-10", "ground": ground, "first_card_issued": "2012-02-01"}],
        "absences": [trip],
        "applications": list(requests),
        **told,
    }


def trip(back: str, departure: str = "2021-05-01", **told: Any) -> dict[str, Any]:
    return {"from": departure, "to": back, **told}


def became(told: dict[str, Any]) -> str:
    found = assess(told, ON, today=ON)["keep"]
    assert found is not None
    return found["status"]


L, B, K = request("L"), request("B"), request("K")
B_CARD: dict[str, Any] = {"card": "B", "unlimited_stay_since": "2018-03-01"}
BLUE: dict[str, Any] = {"card": "H", "ground": "blue_card"}
F: dict[str, Any] = {"card": "F", "ground": "family_of_eu_or_belgian"}
EU: dict[str, Any] = {"card": "EU", "ground": "eu_citizen", "nationality": ["FR"]}
FIVE_YEARS = "2026-05-01"

ROWS: list[tuple[str, dict[str, Any], str]] = [
    # L: less than twelve months in a row outside the EU; inside it less than six years away from Belgium.
    ("fourteen months in Germany", case(trip("2022-07-10", **IN_EU), L), "kept"),
    ("five years in Germany", case(trip(FIVE_YEARS, **IN_EU), L), "kept"),
    ("outside the EU, a day less than a year", case(trip("2022-04-30", **OUTSIDE), L), "kept"),
    ("outside the EU, a year", case(trip("2022-05-01", **OUTSIDE), L), "not kept"),
    ("outside the EU, two days more", case(trip("2022-05-03", **OUTSIDE), L), "lost"),
    ("where is not told", case(trip("2022-07-10"), L), "unsettled"),
    # A former Blue Card holder: twenty-four months outside the EU.
    ("Blue Card, twenty months outside", case(trip("2023-01-01", **OUTSIDE), L, **BLUE), "kept"),
    ("Blue Card, twenty-five months outside", case(trip("2023-06-01", **OUTSIDE), L, **BLUE), "lost"),
    # B and K: a year; longer where it was prepared.
    ("B, prepared", case(trip("2022-06-10", **PREPARED), B), "kept"),
    ("K, prepared", case(trip("2022-06-10", **PREPARED), K), "kept"),
    ("B, not prepared", case(trip("2022-06-10", **NOT_PREPARED), B), "lost"),
    ("B, within the year", case(trip("2022-04-30", **PREPARED), B), "kept"),
    # With the B card the L that was granted decides.
    ("B card, L granted", case(trip("2022-07-10", **NOT_PREPARED), L, **B_CARD), "kept"),
    ("B card, L granted, outside the EU", case(trip("2022-07-10", **OUTSIDE), L, **B_CARD), "lost"),
    ("B card, K granted", case(trip("2022-07-10", **NOT_PREPARED), K, **B_CARD), "lost"),
    # No such decision: the card decides.
    ("nothing was asked", case(trip("2022-07-10", **IN_EU)), "lost"),
    ("not decided", case(trip("2022-07-10", **IN_EU), request("L", "pending")), "lost"),
    ("refused", case(trip("2022-07-10", **IN_EU), request("L", "refused")), "lost"),
    ("refused later", case(trip("2022-07-10", **IN_EU), L, request("L", "refused", "2022-01-01")), "lost"),
    # What was over before the decision was followed by it; what began on its day was not.
    ("back the day before", case(trip("2021-02-28", "2020-02-15", **OUTSIDE), L), "kept"),
    ("back the day after", case(trip("2021-03-02", "2020-02-15", **OUTSIDE), L), "lost"),
    # A card given after the decision, for another status: which one there is cannot be told.
    ("B card since", case(trip("2024-07-10", "2023-05-01", **NOT_PREPARED), L, **B_CARD), "kept"),
    (
        "B card given after L",
        case(trip("2024-07-10", "2023-05-01", **NOT_PREPARED), L, **B_CARD, card_issued="2022-03-01"),
        "unsettled",
    ),
    (
        "B card given after L, too long for both",
        case(trip("2024-07-10", "2023-05-01", **{**NOT_PREPARED, **OUTSIDE}), L, **B_CARD, card_issued="2022-03-01"),
        "lost",
    ),
    # Beside an F card no source says what became of it (SW-9).
    ("F card, L granted", case(trip("2022-07-10", **NOT_PREPARED), L, **F, joint_household=False), "unsettled"),
    # Permanent stay by a decision: two years, five with an M card.
    ("F+ granted, two years", case(trip("2023-05-01", **OUTSIDE), request("F+"), **F), "kept"),
    ("F+ granted, too long", case(trip("2023-06-01", **OUTSIDE), request("F+"), **F), "lost"),
    ("EU+ granted, two years", case(trip("2023-05-01", **OUTSIDE), request("EU+"), **EU), "kept"),
    ("EU+ granted, too long", case(trip("2023-06-01", **OUTSIDE), request("EU+"), **EU), "lost"),
]


@pytest.mark.parametrize(("told", "status"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_the_stay_that_was_granted_decides(told: dict[str, Any], status: str) -> None:
    found = became(told)
    assert (found != "kept") if status == "not kept" else (found == status)


def test_a_plan_is_judged_by_it_too() -> None:
    found = assess(case(trip("2029-01-10", "2027-01-10", **IN_EU), L), ON, today=ON)["keep"]
    assert found is not None
    assert (found["status"], found["absences"][0]["back_by"]) == ("kept", "2033-01-09")


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        (case(trip("2022-07-10", **IN_EU), L), ["collect-card"]),
        (case(trip("2022-07-10", **OUTSIDE), L), ["if-no:L.stay-kept"]),
    ],
)
def test_no_card_is_fetched_for_a_stay_that_has_ended(told: dict[str, Any], steps: list[str]) -> None:
    assert assess(told, ON, today=ON)["routes"]["L"]["next_steps"] == steps


FAMILY: dict[str, Any] = {"ground": "family_of_unlimited_stay", "household_ended": "2026-02-01"}


@pytest.mark.parametrize(
    ("requests", "status"), [((), "at_risk"), ((request("B", notified="2026-01-01"),), "kept"), ((L,), "kept")]
)
def test_what_was_granted_rests_on_no_family_life(requests: tuple[dict[str, Any], ...], status: str) -> None:
    stays = [{"from": "2024-01-10", "ground": "family_of_unlimited_stay", "first_card_issued": "2024-02-01"}]
    told = case(trip("2025-07-10", "2025-07-01", **IN_EU), *requests, **FAMILY)
    new = {**told, "card_issued": "2024-02-01", "stays": stays if requests != (L,) else told["stays"]}
    assert became(new) == status


CAME = Stay(date(2012, 1, 10), None, "single_permit")
AGAIN = Stay(date(2023, 1, 10), None, "single_permit")


def given(route: str, notified: str | None = "2021-03-01") -> Application:
    return Application(route, "granted", day(notified))


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (Person(card="A", applications=(given("L"),)), Granted("L", date(2021, 3, 1))),
        (Person(card="A", applications=(given("L", None),)), Granted("L", None)),
        (Person(card="A", applications=(given("B"), given("L"))), Granted("L", date(2021, 3, 1))),
        (Person(card="A", applications=(given("B"), given("K"))), Granted("K", date(2021, 3, 1))),
        (Person(card="A", applications=(given("L", "2026-11-30"),)), Granted("L", ON)),
        (Person(card="A", applications=(given("L", "2026-12-01"),)), None),
        (Person(card="L", applications=(given("L"),)), None),
        (Person(card="L", applications=(given("B"),)), None),
        (Person(card="K", applications=(given("B"),)), None),
        (Person(card="C", applications=(given("L"),)), Granted("L", date(2021, 3, 1))),
        # A limited stay that began since shows that what was granted has ended.
        (Person(card="A", stays=(CAME,), applications=(given("L"),)), Granted("L", date(2021, 3, 1))),
        (Person(card="A", stays=(AGAIN,), applications=(given("L"),)), None),
        (Person(card="F", stays=(AGAIN,), applications=(given("F+"),)), None),
        # A day that was told shows it where no card does.
        (Person(card="annex_15", unlimited_stay_since=ON, stays=(CAME,)), Granted("B", ON)),
        (Person(card="annex_15", unlimited_stay_since=date(2022, 1, 1), stays=(AGAIN,)), None),
        (Person(card="annex_15", unlimited_stay_since="none", stays=(CAME,)), None),
        (Person(card="F", unlimited_stay_since=ON, stays=(CAME,)), None),
        # Beside a card of the EU rules both can be there; the permanent one takes the place of its own.
        (Person(card="F", applications=(given("L"),)), Granted("L", date(2021, 3, 1), alone=False)),
        (Person(card="F", applications=(given("F+"),)), Granted("F+", date(2021, 3, 1))),
        (Person(card="F+", applications=(given("F+"),)), None),
        (Person(card="A", applications=(given("F+"),)), None),
        (Person(card="M", applications=(given("M+"),)), Granted("M+", date(2021, 3, 1))),
        (
            Person(card="B", card_issued=date(2021, 3, 2), applications=(given("L"),)),
            Granted("L", date(2021, 3, 1), alone=False),
        ),
        (Person(card="B", card_issued=date(2021, 3, 1), applications=(given("L"),)), Granted("L", date(2021, 3, 1))),
    ],
)
def test_what_was_granted_beyond_the_card(person: Person, found: Granted | None) -> None:
    assert granted_status(person, ON) == found
