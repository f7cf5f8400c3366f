"""The answer on keeping a card as a whole: each part of its JSON, rough dates, the clocks, what it cites.

The clocks are pretended, so that no route is worked out: a route is a few days that are easy to count by hand. Longer
than others: the parts of one answer, of the same few people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.keeping import keep as keeping
from belgian_residence.keeping import late
from belgian_residence.keeping.clocks import Clocks
from belgian_residence.keeping.groups import GROUP_OF
from belgian_residence.keeping.keep import keep
from belgian_residence.law.provisions import provision
from belgian_residence.losing.cards import BEFORE_THIS_CARD, BEFORE_THIS_CARD_BY_LAW, VALIDITY
from belgian_residence.losing.groups import NO_RULE
from belgian_residence.losing.verdicts import Verdict
from belgian_residence.told.case import read_case
from belgian_residence.told.facts import CARDS
from belgian_residence.told.person import Person
from belgian_residence.trust.confidence import of_provision
from briefly import trip

ON = date(2026, 11, 22)
Case = dict[str, Any]
TOLD: Case = {"annex_18": True}
NOT_TOLD: Case = {"annex_18": False}
EVERY_CARD = sorted(set(CARDS) - {"none"})
RECENT: Case = {"annex_19": "2023-06-01", "annex_19ter": "2023-06-01", "annex_15": "none"}
OF_AN_OLD_MODEL: Case = {"annex_19ter": "2021-06-02"}
"""A request that can have led to a card of before 11 October 2021 (OLD-3)."""


@dataclass
class Pretended:
    """Routes that are easy to count: B never moves; L moves by each day abroad that has gone by on the day asked
    about; K too, but that is only seen when it is worked out in full."""

    asked: list[tuple[tuple[int, ...], tuple[str, ...], date]] = field(default_factory=list)
    """Which absences were looked at, for which routes and on which day, each time routes were worked out in full."""
    quickly: list[tuple[tuple[int, ...], date]] = field(default_factory=list)
    shown: dict[str, date | None] = field(default_factory=dict)

    def days_abroad(self, person: Person, then: date) -> timedelta:
        gone = [(min(one.back or then, then) - one.departure) for one in person.absences or ()]
        return sum((max(days, timedelta(0)) for days in gone), timedelta(0))

    def of(self, person: Person, wanted: Collection[str], then: date) -> Mapping[str, date | None]:
        self.asked.append((tuple(one.index for one in person.absences or ()), tuple(wanted), then))
        moved = date(2027, 3, 1) + self.days_abroad(person, then)
        return {"B": date(2027, 3, 1), "K": moved, "L": moved, "F+": None}

    def quick(self, person: Person, then: date) -> Mapping[str, object]:
        self.quickly.append((tuple(one.index for one in person.absences or ()), then))
        return {"B": 0, "K": 0, "L": self.days_abroad(person, then), "F+": 0}

    def clocks(self) -> Clocks:
        return Clocks(self.shown, self.of, self.quick)


def answer(card: str, *trips: Case, on: date = ON, pretended: Pretended | None = None, **more: Any) -> dict[str, Any]:
    """The answer on keeping a card."""
    case = {"card": card, "stays": [], "absences": list(trips), "card_issued": "2005-01-01", **RECENT, **more}
    found = keep(read_case(case, on), on, (pretended or Pretended()).clocks())
    assert found is not None
    return found


def ids(lines: list[dict[str, Any]]) -> list[str]:
    return [line["id"] for line in lines]


# --- the parts ----------------------------------------------------------------------------------------------------


def test_every_part_about_one_absence() -> None:
    (absence,) = answer("B", trip("2027-02-28", "2027-06-20"))["absences"]
    assert absence == {
        "absence": 0,
        "from": "2027-02-28",
        "to": "2027-06-20",
        "planned": True,
        "status": "kept",
        "declare_by": "2027-02-28",
        "report_by": "2027-07-05",  # fifteen days (return.report_days)
        "back_by": "2028-02-27",
        "provisions": ["ABS-1", "ABS-3", "ABS-2", "CARD-ABS-2"],
        "missing": [],
        "notes": [],
        "rests_on": "law",
        "wording_not_seen": None,
        "clocks": {},
        "back_before": [],
    }


def test_every_part_about_an_absence_that_is_too_short_to_be_declared() -> None:
    (absence,) = answer("EU+", trip("2026-02-28", "2026-05-27"))["absences"]
    assert absence == {
        "absence": 0,
        "from": "2026-02-28",
        "to": "2026-05-27",
        "planned": False,
        "status": "kept",
        "declare_by": None,
        "report_by": None,
        "back_by": "2028-02-28",
        "provisions": ["EUP-LOSS-1"],
        "missing": [],
        "notes": [],
        "rests_on": "law",
        "wording_not_seen": None,
        "clocks": {},
        "back_before": [],
    }


def test_every_part_about_an_absence_whose_return_is_not_known() -> None:
    (absence,) = answer("M", trip("2026-10-01", None, reason="military_service", **TOLD))["absences"]
    assert absence == {
        "absence": 0,
        "from": "2026-10-01",
        "to": None,
        "planned": False,
        "status": "unsettled",
        "declare_by": "2026-10-01",
        "report_by": None,
        "back_by": None,
        "provisions": ["BRX-ABS-1", "BRX-PR-2", "ABS-2", "CARD-ABS-2"],
        "missing": ["absences[0].to"],
        "notes": [],
        "rests_on": "practice",
        "wording_not_seen": None,
        "clocks": {},
        "back_before": [],
    }


def test_the_card_and_its_group_are_named() -> None:
    found = answer("C")
    assert (found["card"], found["group"], found["status"]) == ("C", "unlimited-stay", "kept")
    assert (found["absences"], found["missing"], found["renewal"]) == ([], [], None)
    assert found["past_verify_by"] == []


NO_EFFORTS = ("C", "K", "H")
"""Settlement is not named in the rule on integration efforts, and the Blue Card is free of them (L-INTG-1)."""


@pytest.mark.parametrize("card", EVERY_CARD)
def test_every_line_of_a_card_is_that_of_its_group(card: str) -> None:
    """Once a refugee and family of a limited stay, now family of an unlimited one, who has told everything: only what
    cannot concern this person is left out."""
    stays = [
        {"from": "2010-01-01", "to": "2014-12-31", "ground": "refugee"},
        {"from": "2015-01-01", "to": "2020-12-31", "ground": "family_of_limited_stay"},
        {"from": "2021-01-01", "ground": "family_of_unlimited_stay"},
    ]
    found, group = answer(card, stays=stays), GROUP_OF[card]
    assert found["group"] == group.key
    assert ids(found["allowed"]) == [one.id for one in group.limits]
    assert ids(found["return"]) == [one.id for one in group.returns]
    left_out = {"family-life-art-10bis", *(("integration-efforts",) if card in NO_EFFORTS else ())}
    ends = [one for one in group.ends if one.id not in left_out]
    assert ids(found["ends"]) == [one.id for one in ends]
    for line, one in zip(found["allowed"], group.limits, strict=True):
        assert (line["provisions"], line["bound"]) == (list(one.law), one.bound)
        assert line["rests_on"] == of_provision(provision(one.law[0]), ON)
    for line, point in zip(found["return"] + found["ends"], (*group.returns, *ends), strict=True):
        assert line["provisions"] == list(point.law)
        assert line["rests_on"] == of_provision(provision(point.law[0]), ON)


@pytest.mark.parametrize(
    ("stays", "of_family"),
    [
        ([{"from": "2021-01-01", "ground": "family_of_unlimited_stay"}], ["family-life-art-10"]),
        ([{"from": "2021-01-01", "ground": "family_of_limited_stay"}], ["family-life-art-10bis"]),
        (
            [
                {"from": "2021-01-01", "to": "2023-05-31", "ground": "family_of_limited_stay"},
                {"from": "2023-06-01", "ground": "single_permit"},
            ],
            [],
        ),
    ],
)
def test_the_end_of_family_life_is_named_to_whose_stay_rests_on_it(stays: list[Any], of_family: list[str]) -> None:
    assert [id for id in ids(answer("A", stays=stays)["ends"]) if id.startswith("family-life")] == of_family


@pytest.mark.parametrize(
    ("card", "returns"),
    [
        ("annex_15", ["travel-not-confirmed", "valid-card"]),  # DOC-15, DOUBT-9
        ("orange_card", ["valid-card"]),
        ("annex_56", ["not-regained"]),
        ("N", []),
        ("special_card", []),
    ],
)
def test_what_is_known_of_coming_back_with_a_paper_without_a_rule(card: str, returns: list[str]) -> None:
    found = answer(card)
    assert (ids(found["return"]), found["ends"], found["allowed"]) == (returns, [], [])


BOUNDS = {
    "notice-from": (3, "months", "at_least"),  # ABS-2, CARD-ABS-2
    "report-within": (15, "days", "at_most"),
    "return-within": (1, "years", "under"),  # ABS-1, CARD-ABS-3
    "permanent-away": (2, "years", "at_most"),  # EUP-LOSS-1
    "agreement-permanent-away": (5, "years", "at_most"),  # BRX-PR-3
    "agreement-year-total": (6, "months", "at_most"),  # EUP-ABS-1
    "agreement-once": (12, "months", "at_most"),  # EUP-ABS-3
    "outside-eu": (12, "months", "under"),  # ABS-L-1
    "outside-belgium-blue": (6, "years", "under"),  # DIS-28
    "outside-eu-blue": (24, "months", "under"),
    "outside-belgium": (6, "years", "under"),
}


def test_every_limit_has_its_figure_its_unit_and_how_it_is_compared() -> None:
    lines = {one["id"]: one for card in EVERY_CARD for one in answer(card, stays=None)["allowed"]}
    assert {id: (one["value"], one["unit"], one["bound"]) for id, one in lines.items()} == BOUNDS


@pytest.mark.parametrize(
    ("stays", "limits"),
    [
        ([], ["outside-eu"]),
        ([{"from": "2015-01-01", "to": "2020-12-31", "ground": "blue_card"}], ["outside-eu-blue"]),
        (
            [{"from": "2015-01-01", "to": "2020-12-31", "ground": "family_of_limited_stay"}],
            ["outside-eu", "outside-eu-blue"],
        ),
        (None, ["outside-eu", "outside-eu-blue"]),
    ],
)
def test_an_l_card_shows_each_limit_that_can_be_the_right_one(stays: Any, limits: list[str]) -> None:
    shown = ids(answer("L", stays=stays)["allowed"])
    assert [id for id in shown if id.startswith("outside-eu")] == limits


@pytest.mark.parametrize(
    ("stays", "shown"),
    [
        ([], False),
        ([{"from": "2015-01-01", "ground": "single_permit"}], False),
        ([{"from": "2015-01-01", "ground": "refugee"}], True),
        ([{"from": "2015-01-01", "ground": "subsidiary_protection"}], True),
        (None, True),  # not known is not no
    ],
)
def test_the_end_of_protection_is_shown_to_those_whom_it_can_concern(stays: Any, shown: bool) -> None:
    for card in ("A", "B", "L"):
        assert any("protection-" in id for id in ids(answer(card, stays=stays)["ends"])) is shown


# --- the card -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "rests_on"), [("B", "law"), ("EU", "practice"), ("F+", "law"), ("M", "practice"), ("annex_15", "practice")]
)
def test_every_part_of_the_renewal(card: str, rests_on: str) -> None:
    """Forty to thirty days before the last day on the card (REN-1); early in its last year (CARD-REN-4)."""
    window = answer(card, card_expiry="2032-07-31")["renewal"]
    facts = window.pop("provisions")
    assert window == {
        "from": "2032-06-21",
        "to": "2032-07-01",
        "expires": "2032-07-31",
        "early_from": "2031-07-31",
        "state": "ahead",
        "rests_on": rests_on,
        "confirmed": True,
    }
    assert facts == [*GROUP_OF[card].renewal, "CARD-REN-4"]


def test_the_last_day_on_the_card_is_shown_also_where_the_document_stops_before() -> None:
    window = answer("F", on=date(2026, 5, 1), card_expiry="2026-09-30")["renewal"]
    assert (window["expires"], window["early_from"]) == ("2026-09-30", "2025-09-30")


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-06-23", "ahead"),
        ("2026-06-24", "now"),
        ("2026-07-04", "now"),
        ("2026-07-05", "late"),
        ("2026-08-03", "late"),
        ("2026-08-04", "expired"),
    ],
)
def test_the_state_of_the_window_of_an_old_model(on: str, state: str) -> None:
    """It stops on 3 August 2026, whatever is printed on it (OLD-3)."""
    found = answer("F+", on=date.fromisoformat(on), card_expiry="2026-09-30", **OF_AN_OLD_MODEL)
    assert found["renewal"]["state"] == state


WARNINGS: list[tuple[str, str, Case, list[tuple[str, str | None]]]] = [
    # card, day asked about, what is told, the warnings with the last day of an old document
    ("B", "2026-11-22", {}, []),
    ("B", "2026-11-22", {"card_expiry": "2026-11-22"}, []),
    ("B", "2026-11-22", {"card_expiry": "2026-11-21"}, [("card-expired", None)]),
    ("B", "2026-11-22", {"card_expiry": "2026-08-21"}, [("card-expired", None), ("presumed-gone", None)]),
    ("B", "2026-11-22", {"register_gaps": [trip("2026-11-22", "2027-01-01")]}, [("off-register", None)]),
    ("B", "2026-11-22", {"register_gaps": [trip("2026-01-01", "2026-11-22")]}, [("off-register", None)]),
    ("B", "2026-11-22", {"register_gaps": [trip("2026-01-01", "2026-11-21")]}, []),
    ("B", "2026-11-22", {"register_gaps": [trip("2026-11-23", "2027-01-01")]}, []),
    ("F", "2026-05-01", OF_AN_OLD_MODEL, [("old-model-f", "2026-08-03")]),
    ("F", "2026-05-01", {}, []),  # asked for in 2023
    (
        *("F", "2026-11-22", OF_AN_OLD_MODEL | {"card_expiry": "2026-10-10"}),
        [("card-expired", None), ("old-model-f", "2026-08-03")],
    ),
    ("F", "2026-11-22", {"card_expiry": "2026-10-11"}, [("card-expired", None)]),
    ("F", "2021-06-01", {}, []),  # before the change of October 2021 there is no old model
    ("C", "2026-05-01", {}, [("old-c-d", None)]),
    ("annex_8", "2026-05-01", {"nationality": "FR"}, [("old-annex-8", None)]),
    ("annex_8", "2026-05-01", {"nationality": "GB"}, [("old-annex-8", None), ("old-uk", "2022-03-31")]),
    ("annex_8bis", "2026-05-01", {}, [("old-annex-8", None)]),
    ("E", "2026-05-01", {"nationality": ["GB", "FR"]}, [("old-e", None)]),
    ("E+", "2026-05-01", {"nationality": "GB"}, [("old-e", None), ("old-uk", "2022-03-31")]),
    ("EU", "2026-05-01", {"nationality": "GB"}, [("old-uk", "2022-03-31")]),
]


@pytest.mark.parametrize(("card", "on", "told", "warnings"), WARNINGS)
def test_the_warnings_with_their_days(card: str, on: str, told: Case, warnings: list[tuple[str, str | None]]) -> None:
    told = {name: value for name, value in RECENT.items() if value < on} | told
    case = {"card": card, "stays": [], "absences": [], **told}
    found = keep(read_case(case, date.fromisoformat(on)), date.fromisoformat(on), Pretended().clocks())
    assert found is not None
    assert [(line["id"], line["day"]) for line in found["warnings"]] == warnings
    for line in found["warnings"]:
        assert line["provisions"]
        assert line["rests_on"] == of_provision(provision(line["provisions"][0]))


@pytest.mark.parametrize(
    ("card", "told", "status"),
    [
        # an expired card: at risk by itself with limited stay only; beyond three months one is presumed gone (ABS-5)
        ("A", {"card_expiry": "2026-11-21"}, "at_risk"),
        ("B", {"card_expiry": "2026-11-21"}, "kept"),
        ("A", {"card_expiry": "2026-08-22"}, "at_risk"),
        ("EU", {"card_expiry": "2026-08-22"}, "kept"),
        ("EU", {"card_expiry": "2026-08-21"}, "at_risk"),
        # off the register today; an M card without permanent stay may be lost for good
        ("B", {"register_gaps": [trip("2026-11-22", "2027-01-01")]}, "at_risk"),
        ("M", {"register_gaps": [trip("2020-01-01", "2020-02-01")]}, "unsettled"),
        ("M", {"register_gaps": [{**trip("2020-01-01", "2020-02-01"), "presence_proven": True}]}, "kept"),
        ("M", {"register_gaps": [{**trip("2020-01-01", "2020-02-01"), "presence_proven": None}]}, "unsettled"),
        ("M+", {"register_gaps": [trip("2020-01-01", "2020-02-01")]}, "kept"),
    ],
)
def test_the_status_with_the_card_and_the_register_alone(card: str, told: Case, status: str) -> None:
    assert answer(card, **told)["status"] == status


# --- rough dates --------------------------------------------------------------------------------------------------


def test_of_a_rough_trip_the_widest_days_are_shown_and_the_first_to_act_by() -> None:
    """February to August 2027: gone on 1 February at the earliest, back on 1 August at the earliest."""
    (absence,) = answer("B", trip("2027-02", "2027-08"))["absences"]
    assert (absence["from"], absence["to"]) == ("2027-02-01", "2027-08-31")
    assert (absence["declare_by"], absence["report_by"]) == ("2027-02-01", "2027-08-16")
    assert absence["back_by"] == "2028-01-31"


def test_a_rough_trip_is_planned_when_it_has_begun_in_no_choice_of_days() -> None:
    assert answer("B", trip({"earliest": "2026-11-22", "latest": "2026-11-30"}, "2026-12-05"))["absences"][0]["planned"]
    around = trip({"earliest": "2026-11-21", "latest": "2026-11-30"}, "2026-12-05")
    assert not answer("B", around)["absences"][0]["planned"]


def test_it_is_declared_when_any_choice_of_days_asks_for_it() -> None:
    """Three months from 1 March, not from 31 March."""
    (absence,) = answer("B", trip("2027-03", "2027-06-15"))["absences"]
    assert absence["declare_by"] == "2027-03-01"
    assert absence["provisions"] == ["ABS-1", "ABS-3", "ABS-2", "CARD-ABS-2"]


def test_a_note_is_shown_where_it_holds_for_every_choice_of_days() -> None:
    """Not declared holds for each; exactly one year for one of them."""
    around = {"earliest": "2025-01-14", "latest": "2025-01-15"}
    (absence,) = answer("A", trip("2024-01-15", around, **NOT_TOLD))["absences"]
    assert (absence["status"], ids(absence["notes"])) == ("at_risk", ["not-declared"])


ROUGH: list[tuple[str, list[Case], Case, str, list[str]]] = [
    # card, trips, what else is told, the status of the first trip, what would settle it
    ("A", [trip("2024-01-15", "2025-01", **TOLD)], {}, "unsettled", ["absences[0].to"]),
    ("A", [trip("2024-01", "2025-01", **TOLD)], {}, "unsettled", ["absences[0].from", "absences[0].to"]),
    # only the days of the trip itself are asked, where one of them is rough
    (
        "A",
        [trip("2024-01", "2025-02-10", **TOLD), trip("2025-05", "2025-06-10")],
        {"card_expiry": "2028-01"},
        "lost",
        [],
    ),
    (
        "A",
        [trip("2024-01-15", "2025-01", **TOLD), trip("2025-05", "2025-06-10")],
        {"card_expiry": "2028-01"},
        "unsettled",
        ["absences[0].to"],
    ),
    # otherwise every rough day may be the reason
    ("A", [trip("2027-01-20", "2027-04-25")], {"card_expiry": "2027-01"}, "unsettled", ["card_expiry"]),
    # other facts that are not told are asked besides
    (
        "B",
        [trip("2023-01-15", "2024-01", annex_18=True)],
        {},
        "unsettled",
        [
            "absences[0].centre_of_interests_proven",
            "absences[0].card_valid_on_return",
            "absences[0].return_reported",
            "absences[0].to",
        ],
    ),
]


@pytest.mark.parametrize(("card", "trips", "more", "status", "missing"), ROUGH)
def test_which_days_would_settle_it(card: str, trips: list[Case], more: Case, status: str, missing: list[str]) -> None:
    found = answer(card, *trips, **more)
    absence = found["absences"][0]
    assert (absence["status"], absence["missing"]) == (status, missing)
    assert found["missing"] == missing


def test_a_trip_that_may_have_ended_before_the_status_was_given_is_open() -> None:
    """The stay began in June 2023 on a day not known: a trip back on 15 June is lost by it, or does not count."""
    away = trip("2021-05-01", "2023-06-15", **NOT_TOLD)
    exact = [{"from": "2023-06-20", "ground": "single_permit"}]
    assert answer("A", away, stays=exact)["absences"] == []
    found = answer("A", away, stays=[{"from": "2023-06", "ground": "single_permit"}])
    assert found["absences"][0]["status"] == found["status"] == "unsettled"
    assert found["missing"] == ["stays[0].from"]


def test_what_only_the_whole_leaves_open_asks_for_every_rough_day() -> None:
    """The card ran out, more than three months ago or not."""
    found = answer("B", card_expiry="2026-08")
    assert (found["status"], found["missing"]) == ("unsettled", ["card_expiry"])
    assert answer("B", card_expiry="2026-07")["missing"] == []


def test_of_a_rough_last_day_the_earliest_window_counts() -> None:
    assert answer("B", card_expiry="2027-03")["renewal"]["expires"] == "2027-03-01"


def test_a_fact_is_asked_once() -> None:
    found = answer("B", trip("2024-01-15", "2024-06-15"), trip("2025-01-15", "2025-06-15"))
    assert found["missing"] == ["absences[0].annex_18", "absences[1].annex_18"]
    rough = answer("B", trip("2024-01", "2024-06-15"))
    assert rough["missing"] == rough["absences"][0]["missing"] == ["absences[0].annex_18"]


def test_absences_stand_in_the_order_of_their_first_days() -> None:
    trips = trip("2027-05-01", "2027-05-09"), trip("2026-01-01", "2026-01-09"), trip("2027-02", "2027-03-09")
    assert [one["absence"] for one in answer("B", *trips)["absences"]] == [1, 2, 0]


def test_absences_that_are_not_known_are_asked_for() -> None:
    case = {"card": "B", "stays": []}
    found = keep(read_case(case, ON), ON, Pretended().clocks())
    assert found is not None
    assert (found["status"], found["missing"], found["absences"]) == ("unsettled", ["absences"], [])


# --- the clocks ---------------------------------------------------------------------------------------------------

MARCH = date(2027, 3, 1)


def test_the_clock_of_a_route_with_and_without_an_absence_that_is_over() -> None:
    """40 days abroad, looked at on the day asked about. Only the route whose count moves is worked out in full."""
    shown: dict[str, date | None] = {"B": MARCH, "K": MARCH, "L": MARCH + timedelta(days=40)}
    routes = Pretended(shown=shown)
    found = answer("A", trip("2026-01-01", "2026-02-10"), pretended=routes)
    assert found["absences"][0]["clocks"] == {"L": {"without": "2027-03-01", "with": "2027-04-10"}}
    assert routes.asked == [((), ("L",), ON)], "the clocks with it are those that are shown"


def test_only_routes_that_are_shown_have_a_clock() -> None:
    for shown in ({}, {"B": MARCH}):
        routes = Pretended(shown=dict(shown))
        found = answer("A", trip("2026-01-01", "2026-02-10"), pretended=routes)
        assert (found["absences"][0]["clocks"], routes.asked) == ({}, [])


def test_an_absence_that_lies_ahead_is_looked_at_from_its_return() -> None:
    back = date(2027, 2, 10)
    routes = Pretended(shown={"B": MARCH, "L": MARCH})
    found = answer("A", trip("2027-01-01", "2027-02-10"), pretended=routes)
    assert found["absences"][0]["clocks"] == {"L": {"without": "2027-03-01", "with": "2027-04-10"}}
    assert sorted(routes.asked) == [((), ("L",), back), ((0,), ("L",), back)]
    assert sorted(routes.quickly) == [((), back), ((0,), back)]


def test_of_several_absences_each_is_left_out_while_the_others_stay() -> None:
    shown: dict[str, date | None] = {"L": MARCH + timedelta(days=50)}
    routes = Pretended(shown=shown)
    found = answer("A", trip("2026-01-01", "2026-02-10"), trip("2026-05-01", "2026-05-11"), pretended=routes)
    assert [one["clocks"]["L"] for one in found["absences"]] == [
        {"without": "2027-03-11", "with": "2027-04-20"},
        {"without": "2027-04-10", "with": "2027-04-20"},
    ]
    assert routes.asked == [((1,), ("L",), ON), ((0,), ("L",), ON)]


@pytest.mark.parametrize(
    ("back", "routes"),
    [("2025-06-30", ["L"]), ("2025-07-01", ["K", "L"]), ("2025-07-02", ["K", "L"])],
)
def test_from_one_year_on_every_route_is_worked_out_in_full(back: str, routes: list[str]) -> None:
    """Such an absence can end the stay, and with it a route, without moving what the route counts (ABS-1)."""
    days = timedelta(days=(date.fromisoformat(back) - date(2024, 7, 1)).days)
    pretended = Pretended(shown={"B": MARCH, "K": MARCH + days, "L": MARCH + days})
    found = answer("A", trip("2024-07-01", back, **TOLD), pretended=pretended)
    assert sorted(found["absences"][0]["clocks"]) == routes


@pytest.mark.parametrize(("left", "routes"), [("2025-11-23", ["L"]), ("2025-11-22", ["K", "L"])])
def test_while_the_return_is_not_known_the_absence_lasts_until_the_day_asked_about(
    left: str, routes: list[str]
) -> None:
    days = timedelta(days=(ON - date.fromisoformat(left)).days)
    pretended = Pretended(shown={"B": MARCH, "K": MARCH + days, "L": MARCH + days})
    found = answer("A", trip(left, None, **TOLD), pretended=pretended)
    assert sorted(found["absences"][0]["clocks"]) == routes
    assert {then for _, _, then in pretended.asked} == {ON}


def test_a_planned_absence_without_a_return_is_a_short_one() -> None:
    """It moves nothing yet; what its first day abroad would move is told by itself."""
    pretended = Pretended(shown={"B": MARCH, "K": MARCH, "L": MARCH})
    (absence,) = answer("A", trip("2028-03-01", None), pretended=pretended)["absences"]
    assert absence["clocks"] == {}
    moved = {"route": "L", "day": "2028-03-02", "then": "2027-03-02", "provisions": ["L-ABS-1", "L-ABS-2"]}
    assert absence["back_before"] == [moved]


@pytest.mark.parametrize("absence", [trip("2026-03-01", "2026-11-22"), trip("2026-11-22", "2027-09-01")])
def test_of_an_absence_that_has_ended_or_is_planned_with_its_return_no_day_to_be_back_is_looked_for(
    absence: Case,
) -> None:
    pretended = Pretended(shown={"L": MARCH})
    assert answer("A", absence, pretended=pretended)["absences"][0]["back_before"] == []
    assert len(pretended.quickly) == 2  # with it and without it


def test_a_route_that_has_no_day_is_shown_when_the_absence_takes_it_away() -> None:
    routes = Pretended(shown={"F+": date(2030, 1, 1), "L": None})
    found = answer("A", trip("2024-07-01", "2025-12-01", **TOLD), pretended=routes)
    assert found["absences"][0]["clocks"] == {
        "F+": {"without": None, "with": "2030-01-01"},
        "L": {"without": "2027-03-01", "with": None},
    }


def test_of_rough_days_the_longest_absence_moves_the_clock() -> None:
    """January to March 2026: gone from 1 January to 31 March. The clock that is shown holds for no single choice."""
    routes = Pretended(shown={"L": MARCH})
    found = answer("A", trip("2026-01", "2026-03"), pretended=routes)
    assert found["absences"][0]["clocks"] == {"L": {"without": "2027-03-01", "with": "2027-05-29"}}
    assert sorted(routes.asked) == [((), ("L",), ON), ((0,), ("L",), ON)]


def test_the_same_clock_is_worked_out_once_for_all_absences() -> None:
    routes = Pretended(shown={"L": MARCH})
    answer("A", trip("2026-01", "2026-03-10"), trip("2026-05-01", "2026-05-11"), pretended=routes)
    assert routes.asked.count(((0, 1), ("L",), ON)) == 1
    assert routes.quickly.count(((0, 1), ON)) == 1


# --- figures that were to be verified again -----------------------------------------------------------------------

JUDGED = {"status", "absences.0.status", "absences.0.back_by"}
DECLARED = {"absences.0.declare_by", "absences.0.report_by"}
LATE: list[tuple[str, str, list[Case], Case, set[str]]] = [
    # the card, the figure that is late, the absences, what else is told, the parts of the answer that change
    ("B", "return.window", [trip("2027-01-15", "2027-06-15")], {}, JUDGED),
    ("B", "return.notice_threshold", [trip("2027-01-15", "2027-06-15")], {}, JUDGED | DECLARED),
    ("B", "return.report_days", [trip("2027-01-15", "2027-06-15")], {}, JUDGED | {"absences.0.report_by"}),
    ("B", "return.force_majeure_max", [trip("2027-01-15", "2027-06-15")], {}, JUDGED),
    ("EU", "pr.residence_period", [trip("2027-01-15", "2027-06-15")], {}, JUDGED),
    ("EU+", "pr.loss_absence", [trip("2027-01-15", "2027-06-15")], {}, JUDGED),
    ("L", "L.loss.outside_belgium", [trip("2027-01-15", "2027-06-15")], {}, JUDGED),
    # what could settle it is not asked while it cannot be judged
    (
        "B",
        "return.window",
        [trip("2026-01-15", "2026-06-15")],
        {},
        {"absences.0.back_by", "absences.0.missing", "missing"},
    ),
    # without an absence nothing is judged
    ("B", "return.window", [], {}, set()),
    ("B", "return.window", [], {"card_expiry": "2026-01-01"}, set()),
    # since when the card can have been given matters only where an absence would be lost, or lies before it
    ("B", "card.B.validity", [trip("2027-01-15", "2027-06-15")], {}, set()),
    ("B", "card.B.validity", [trip("2022-01-15", "2024-06-15", **NOT_TOLD)], {}, JUDGED | {"ended"}),
    ("B", "card.B.validity", [trip("2006-01-15", "2008-06-15", **NOT_TOLD)], {"card_issued": None}, JUDGED),
    # another figure of another card
    ("B", "pr.nothing", [trip("2027-01-15", "2027-06-15")], {}, set()),
    # the window to renew
    (
        "B",
        "renewal.window.last_day",
        [],
        {"card_expiry": "2028-01-01"},
        {"renewal.from", "renewal.to", "renewal.state"},
    ),
    (
        "B",
        "renewal.window.first_day_advised",
        [],
        {"card_expiry": "2028-01-01"},
        {"renewal.from", "renewal.to", "renewal.state"},
    ),
    (
        "B",
        "renewal.window.last_day",
        [],
        {"card_expiry": "2026-11-22"},
        {"renewal.from", "renewal.to", "renewal.state"},
    ),
    ("B", "renewal.window.last_day", [], {"card_expiry": "2026-11-21"}, {"renewal.from", "renewal.to"}),  # it is over
    ("B", "renewal.early_months", [], {"card_expiry": "2028-01-01"}, {"renewal.early_from"}),
    # how long a card can have run out
    ("B", "return.card_expired_presumption", [], {"card_expiry": "2028-01-01"}, set()),
    ("B", "return.card_expired_presumption", [], {"card_expiry": "2026-11-21"}, {"status"}),
    ("B", "return.card_expired_presumption", [], {"card_expiry": "2026-01-01"}, {"status"}),
    ("B", "return.card_expired_presumption", [trip("2027-01-15", "2027-06-15")], {}, set()),
]


def parts(value: Any, where: str = "") -> dict[str, Any]:
    """Every plain value of an answer by its place."""
    if not isinstance(value, (dict, list)) or (isinstance(value, list) and where.endswith(("provisions", "missing"))):
        return {where: value}
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    return {place: one for name, part in inside for place, one in parts(part, f"{where}.{name}".lstrip(".")).items()}


def both(
    monkeypatch: pytest.MonkeyPatch, figure: str, card: str, *trips: Case, on: date = ON, **more: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer, and the answer when it is asked on a day on which one figure is late."""
    case = {"card": card, "stays": [], "absences": list(trips), "card_issued": "2005-01-01", **RECENT, **more}
    given = read_case(case, on)
    before = keep(given, on, Pretended().clocks())
    with monkeypatch.context() as patch:
        for module in (keeping, late):
            patch.setattr(module, "past_verify_by", lambda names, on, today: tuple({figure} & set(names)))
        after = keep(given, on, Pretended().clocks(), today=on)
    assert before is not None
    assert after is not None
    return before, after


@pytest.mark.parametrize(("card", "figure", "trips", "more", "changed"), LATE)
def test_what_is_left_while_a_figure_is_late(
    card: str, figure: str, trips: list[Case], more: Case, changed: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parts that rest on it name no day any more, and no status but unsettled; all others stay as they are."""
    before, after = (parts(one) for one in both(monkeypatch, figure, card, *trips, **more))
    differ = {place for place in before if before[place] != after[place]}
    lines = ("allowed.", "return.", "ends.", "warnings.")
    told_of_lines = ("past_verify_by", "renewal.confirmed", "notes.0.confirmed")
    assert {one for one in differ if not one.startswith(lines) and not one.endswith(told_of_lines)} == changed
    for place in changed:
        wanted = {"status": "unsettled", "ended": False, "state": "not_confirmed", "missing": []}
        assert after[place] == wanted.get(place.rpartition(".")[2]), place


def test_a_limit_without_its_figure_is_not_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = both(monkeypatch, "return.report_days", "B")
    assert all(one["confirmed"] for one in before["allowed"])
    assert [(one["id"], one["value"], one["confirmed"]) for one in after["allowed"]] == [
        ("notice-from", 3, True),
        ("return-within", 1, True),
        ("report-within", None, False),
    ]


def test_a_line_whose_words_hold_the_figure_is_not_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = both(monkeypatch, "return.authorisation_max", "B")
    changed = [one["id"] for part in ("return", "ends") for one in after[part] if not one["confirmed"]]
    assert changed == ["authorisation-to-return"]
    assert all(one["confirmed"] for part in ("return", "ends") for one in before[part])


def test_an_old_document_names_no_last_day_while_its_figure_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = both(monkeypatch, "card.F_old_model.end", "F", on=date(2026, 5, 1), **OF_AN_OLD_MODEL)
    assert [(one["id"], one["day"], one["confirmed"]) for one in before["warnings"]] == [
        ("old-model-f", "2026-08-03", True)
    ]
    assert [(one["id"], one["day"], one["confirmed"]) for one in after["warnings"]] == [("old-model-f", None, False)]


def test_the_window_says_whether_it_is_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    for figure, confirmed in (("renewal.window.last_day", False), ("renewal.early_months", True)):
        before, after = both(monkeypatch, figure, "B", card_expiry="2028-01-01")
        assert (before["renewal"]["confirmed"], after["renewal"]["confirmed"]) == (True, confirmed)


def test_a_paper_without_a_rule_is_judged_by_no_figure() -> None:
    assert not {"return.window", "return.notice_threshold"} & set(late.figures(GROUP_OF["N"]))
    assert {"return.window", "return.notice_threshold"} <= set(late.figures(GROUP_OF["A"]))


def test_figures_are_late_only_on_the_day_on_which_it_is_asked() -> None:
    """All of them are to be verified again by 22 November 2027."""
    then = date(2028, 3, 1)
    case = {"card": "B", "stays": [], "absences": [trip("2028-04-01", "2028-05-01")]}
    given = read_case(case, then)
    for today, status in ((None, "kept"), (date(2027, 11, 22), "kept"), (date(2027, 11, 23), "unsettled")):
        found = keep(given, then, Pretended().clocks(), today=today)
        assert found is not None
        assert found["status"] == found["absences"][0]["status"] == status


# --- what is cited ------------------------------------------------------------------------------------------------


def named(part: Any) -> list[str]:
    if isinstance(part, dict):
        inside = [id for name, value in part.items() if name not in ("provisions", "citations") for id in named(value)]
        return [*part.get("provisions", ()), *inside]
    return [id for value in part for id in named(value)] if isinstance(part, list) else []


@pytest.mark.parametrize("card", EVERY_CARD)
def test_every_provision_that_is_named_is_cited_once(card: str) -> None:
    found = answer(card, trip("2024-01-15", "2025-06-15", **NOT_TOLD), card_expiry="2026-01-01")
    cited = [one["provision"] for one in found["citations"]]
    assert len(cited) == len(set(cited))
    assert set(cited) == set(named(found))
    for one in found["citations"]:
        known = provision(one["provision"])
        assert one == {
            "provision": known.id,
            "article": known.article,
            "confidence": known.confidence_on(ON),
            "rests_on": of_provision(known, ON),
        }


# --- every id -----------------------------------------------------------------------------------------------------


def test_every_line_that_an_answer_can_hold_is_in_the_vocabulary() -> None:
    words = keeping.vocabulary()
    assert words["keep_statuses"] == ["kept", "at_risk", "unsettled", "lost"], "the worst last"
    for group in set(GROUP_OF.values()):
        assert {one.id for one in group.limits} <= set(words["keep_limits"])
        assert {one.id for one in group.returns} <= set(words["keep_returns"])
        assert {one.id for one in group.ends} <= set(words["keep_ends"])
    for kind, known in words.items():
        assert known, kind
        assert len(known) == len(set(known)), f"{kind}: each id once"
    shown = {NO_RULE, "not-declared", "card-ends-abroad", "presumed-gone", "old-uk", "off-register"}
    assert shown <= set(words["keep_notes"])
    assert "not-declared" not in words["keep_limits"] + words["keep_returns"] + words["keep_ends"]


def test_every_line_names_what_it_rests_on() -> None:
    lines = list(keeping.lines())
    assert {kind for kind, _, _ in lines} == {"limit", "return", "end", "note"}
    without_a_rule = {law for kind, id, law in lines if id == NO_RULE}
    assert without_a_rule == {group.no_rule for group in GROUP_OF.values() if group.no_rule}
    for _, id, law in lines:
        assert law, id
        for name in law:
            assert provision(name).id == name


@pytest.mark.parametrize(
    ("verdict", "looked_at"),
    [
        (Verdict("lost", ("ABS-1",)), True),
        (Verdict("unsettled", ("ABS-1",)), True),
        (Verdict("kept", ("ABS-1",), duty="unsettled"), True),
        (Verdict("at_risk", ("ABS-1",)), False),
        (Verdict("kept", ("ABS-1",)), False),
        (Verdict("kept", ("ABS-1",), notes=(BEFORE_THIS_CARD,)), True),
        (Verdict("kept", ("ABS-1",), notes=(BEFORE_THIS_CARD_BY_LAW,)), True),
    ],
)
def test_how_long_a_card_is_valid_judges_an_absence_only_where_the_day_of_the_card_matters(
    verdict: Verdict, looked_at: bool
) -> None:
    """It tells since when the card held now can have been given, and a card given after the absence shows that the stay
    went on: so it matters where the stay would be lost without it, or was saved by it."""
    assert late.Late(frozenset({VALIDITY["L"]})).judging(GROUP_OF["L"], [verdict]) is looked_at
    assert not late.Late().judging(GROUP_OF["L"], [verdict])
