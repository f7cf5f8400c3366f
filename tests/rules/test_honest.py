"""Honest: what is not verified never decides, each answer says on what it rests, and no figure is used past its day.

Looking at the corpus at another time takes every answer anew: a normal run does so for each 17th case, the nightly run
(`CORPUS_EVERY=1`) for all.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import belgian_residence.routes
from belgian_residence import amounts, assess
from belgian_residence.engine import NO, UNKNOWN, YES, Condition, Finding
from belgian_residence.engine.dates import add_months
from belgian_residence.keeping.keep import lines
from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import all_amounts, due
from belgian_residence.law.provisions import all_provisions, provision
from belgian_residence.routes.outcome import Outcome
from belgian_residence.trust import verification
from belgian_residence.trust.confidence import CLOCKS, STRENGTH, of_provision, summary, weakest
from belgian_residence.trust.verification import COUNTED_BY, figures_of
from rules.test_cases import ALL, facts_of
from site_build import assessments as kept
from site_build.differences import assert_same
from site_build.guides.rule_book.texts import named
from trying import some

DAY = timedelta(days=1)
VERIFIED = max(
    period.verified_on for one in all_amounts().values() for period in one.periods if isinstance(period, Amount)
)
LATER = add_months(VERIFIED, 18)
"""A product that nobody has looked after for eighteen months."""
WITH_DAYS = [one for one in ALL if {"card_expiry", "applications"} & one[1]["facts"].keys()]
LOOKED_AT = [*some(WITH_DAYS, 16), *some([one for one in ALL if one not in WITH_DAYS], 68)]
"""Of those who told when their card ends or what they asked for there are few, and only they have days to look at."""


@cache
def shifted() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Cases of the corpus eighteen months after the last look at a figure: as asked then, and without a clock."""
    return [
        (name, assess(facts_of(case), LATER, today=LATER)["routes"], assess(facts_of(case), LATER)["routes"])
        for name, case in LOOKED_AT
        if case["on"] <= VERIFIED
    ]


# --- what is not verified never decides -----------------------------------------------------------------------------


def a_condition_whose_main_provision_decides_nothing_is_never_yes_or_no(name: str, routes: dict[str, Any]) -> None:
    decided = {
        (item["id"], item["value"])
        for route in routes.values()
        for item in route["conditions"]
        if item["value"] != "unknown" and not provision(item["citations"][0]["provision"]).drives
    }
    assert decided == set(), name


def what_rests_on_nothing_verified_is_never_yes_or_no(name: str, routes: dict[str, Any]) -> None:
    for route in routes.values():
        for item in route["conditions"]:
            assert item["value"] == "unknown" or item["rests_on"] not in ("not_verified",), f"{name}: {item['id']}"


# --- on what it rests -----------------------------------------------------------------------------------------------

RESTS: list[tuple[str, str, str]] = [
    # fact, on what it rests, why
    ("ABS-1", "law", "articles read, several sources"),
    ("K-COND-1", "law", "articles read, several sources"),
    ("B-FAM-2", "law", "one source, and it is the law itself"),
    ("K-PROC-3", "law", "several good sources, though the article was not read"),
    ("L-EXC-3", "one_source", "one law firm on one judgment"),
    ("B-WORK-2", "law", "seen in the Act"),
    ("B-NEVER-1", "practice", "several pages, no article"),
    ("L-EXC-2", "practice", "one city and a report, no article"),
    ("FAM-K-1", "practice", "municipal practice"),
    ("B-BLUE-1", "practice", "secondary"),
    ("B-STL-1", "law", "articles read, in force"),
    ("EUP-EARLY-1b", "not_verified", "the Directive alone, on a page of a forum"),
    ("EUP-EARLY-4", "not_verified", "general knowledge"),
    ("DIS-8", "not_verified", "a disagreement decides nothing"),
    ("DOUBT-1", "not_verified", "a doubt decides nothing"),
]


@pytest.mark.parametrize(("id", "wanted"), [row[:2] for row in RESTS], ids=[f"{row[0]}: {row[2]}" for row in RESTS])
def test_on_what_a_provision_rests(id: str, wanted: str) -> None:
    assert of_provision(provision(id)) == wanted


def test_every_provision_has_one_word_and_those_that_decide_are_verified() -> None:
    for one in all_provisions().values():
        assert of_provision(one) in STRENGTH
        assert one.drives != (of_provision(one) == "not_verified") or not one.drives
        assert not (one.drives and of_provision(one) == "not_verified"), one.id


def test_the_weakest_of_several() -> None:
    assert weakest([]) == "law"
    assert weakest(["law", "one_source"]) == "one_source"
    assert weakest(["practice", "one_source", "law"]) == "practice"
    assert weakest(["law", "not_verified", "practice"]) == "not_verified"


def condition(id: str, *law: str) -> Condition[Any]:
    return Condition(id, law, lambda situation: Finding(UNKNOWN))


def outcome(status: Any, *found: tuple[Condition[Any], Finding], basis: Any = "right", early: bool = False) -> Outcome:
    return Outcome(status, None, basis, conditions=found, early=early)


CLOCK = condition("K.five-years", "K-COUNT-1")
NO_WAY = condition("B.ground-leads-to-unlimited-stay", "B-NEVER-1")
NATIONAL = condition("K.non-eu-national", "K-COND-1")
OPEN_POINT = condition("L.not-humanitarian-regularisation", "L-EXC-2", "L-BLUE-2")
EARLY = condition("EU+.family-of-early-worker", "EUP-EARLY-7")

SUMMED: list[tuple[str, Outcome, list[str], str, list[str]]] = [
    # what, outcome, its obstacles, on what it rests, the conditions it hangs on
    ("open hangs on the clock", outcome("open", (NO_WAY, Finding(YES)), (CLOCK, Finding(YES))), [], "law", [CLOCK.id]),
    ("later too", outcome("later", (CLOCK, Finding(NO))), [], "law", [CLOCK.id]),
    (
        "what the Office may give is practice",
        outcome("open", (CLOCK, Finding(YES)), basis="discretionary"), [], "practice", [CLOCK.id],
    ),
    (
        "an early ground stands in the place of the clock",
        outcome("open", (CLOCK, Finding(NO)), (EARLY, Finding(YES)), early=True), [], "law", [EARLY.id],
    ),
    ("closed by practice", outcome("closed", (NO_WAY, Finding(NO))), [NO_WAY.id], "practice", [NO_WAY.id]),
    (
        "closed by the law as well: one obstacle is enough",
        outcome("closed", (NO_WAY, Finding(NO)), (NATIONAL, Finding(NO))),
        [NO_WAY.id, NATIONAL.id], "law", [NATIONAL.id],
    ),
    (
        "left open by the law: the weakest provision behind it",
        outcome("unsettled", (OPEN_POINT, Finding(UNKNOWN)), (CLOCK, Finding(YES))),
        [], "not_verified", [OPEN_POINT.id],
    ),
    (
        "open because an answer is missing: the rule that asks for it",
        outcome("unsettled", (OPEN_POINT, Finding(UNKNOWN, missing=("stays",)))), [], "practice", [OPEN_POINT.id],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "obstacles", "word", "ids"), [row[1:] for row in SUMMED], ids=[row[0] for row in SUMMED]
)
def test_on_what_a_route_rests(whole: Outcome, obstacles: list[str], word: str, ids: list[str]) -> None:
    assert summary(whole, obstacles, VERIFIED) == {"rests_on": word, "conditions": ids}


def every_route_says_on_what_it_rests(name: str, routes: dict[str, Any]) -> None:
    for key, route in routes.items():
        assert route["confidence"]["rests_on"] in STRENGTH, f"{name}: {key}"
        ids = {item["id"] for item in route["conditions"]}
        assert set(route["confidence"]["conditions"]) <= ids, f"{name}: {key}"
        if route["status"] in ("open", "later"):
            assert route["confidence"]["rests_on"] != "not_verified", f"{name}: {key}"


# --- eighteen months later ------------------------------------------------------------------------------------------


def test_every_figure_of_the_list_has_a_day_to_be_verified_again() -> None:
    assert (
        max(
            period.verify_by or date.min
            for one in all_amounts().values()
            for period in one.periods
            if isinstance(period, Amount)
        )
        < LATER
    )


def test_no_amount_is_certain_eighteen_months_later() -> None:
    for one in amounts(LATER):
        assert one["status"] in ("past_verify_by", "not_confirmed", "ended", "unverified"), one["name"]
        assert one["status"] == "unverified" or one["value"] is None, one["name"]


def nothing_is_decided_with_a_figure_past_its_day() -> None:
    assert shifted()
    for name, then, _ in shifted():
        for key, route in then.items():
            said = f"{name}: {key}"
            if route["status"] in ("open", "later"):
                pytest.fail(f"{said} is {route['status']} with figures that nobody has looked at")
            if route["past_verify_by"]:
                assert (route["status"], route["earliest"], route["clock"]) == ("unsettled", None, None), said
                late = {read_again(name) for name in route["past_verify_by"]}
                assert route["last_known"]["verified_on"] == min(late).isoformat(), said
            counted = {*CLOCKS, *COUNTED_BY}
            for item in route["conditions"]:
                if item["id"] in counted and figures_of(condition(item["id"], *laws(item))) and route["past_verify_by"]:
                    assert item["value"] == "unknown", f"{name}: {item['id']}"


def read_again(name: str) -> date:
    """The day on which the value of a figure that is late was last looked at."""
    known = all_amounts()[name].at(LATER)
    assert isinstance(known, Amount)
    return known.verified_on


def laws(item: dict[str, Any]) -> list[str]:
    return [one["provision"] for one in item["citations"]]


def test_a_route_closed_for_another_reason_stays_closed() -> None:
    case = {"nationality": ["FR"], "card": "EU", "annex_19": "2018-01-10", "absences": [], "interruptions": []}
    routes = assess(case, LATER, today=LATER)["routes"]
    assert (routes["L"]["status"], routes["EU+"]["status"]) == ("closed", "unsettled")
    assert "last_known" not in routes["L"]


def what_was_said_last_is_what_is_said_without_a_clock() -> None:
    for name, then, plan in shifted():
        for key, route in then.items():
            if "last_known" in route:
                assert route["last_known"]["status"] == plan[key]["status"], f"{name}: {key}"
                assert route["last_known"]["earliest"] == plan[key]["earliest"], f"{name}: {key}"


def test_a_day_far_ahead_is_answered_under_the_law_of_today() -> None:
    """`on` says for which day, `today` when it is asked: only the second makes a figure old."""
    case = {
        "nationality": ["FR"], "card": "EU", "annex_19": "2025-01-10", "absences": [], "interruptions": [],
        "early_ground": "none", "stays": [], "suspensive_appeal_pending": False,
    }  # fmt: skip
    opens = date(2030, 1, 10)
    assert assess(case, VERIFIED, today=VERIFIED)["routes"]["EU+"]["earliest"] == opens.isoformat()
    assert assess(case, opens, today=VERIFIED)["routes"]["EU+"]["status"] == "open"
    assert assess(case, opens)["routes"]["EU+"]["status"] == "open"
    assert assess(case, opens, today=opens)["routes"]["EU+"]["status"] == "unsettled"
    assert assess(case, opens)["routes"]["EU+"]["past_verify_by"] != []


def test_a_figure_is_certain_on_its_verify_by_date_and_not_on_the_day_after() -> None:
    by = date(2027, 11, 22)
    assert verification.past_verify_by(["pr.residence_period"], VERIFIED, by) == ()
    assert verification.past_verify_by(["pr.residence_period"], VERIFIED, by + DAY) == ("pr.residence_period",)
    assert verification.past_verify_by(["L.income.self"], date(2025, 5, 1), by + DAY) == ()  # that year is closed


def every_figure_that_a_route_counts_with_is_bound_to_a_condition(bound: set[str]) -> None:
    """A route that counts with a new figure must say which condition falls when the figure is too old."""
    elsewhere = {
        "annex15.days": "how long a gap can have been covered: a reading, never the safe date",
        "annex15.extensions": "the same",
        "pr.loss_absence": "how a right that exists is lost: beside the clock of EU+, F+",
        "wa_pr.loss_absence": "the same for M",
        "decision.months": "how long a decision takes: a later date, never an earlier one",
    }
    assert counted_in_routes() - bound - set(elsewhere) == set()


def bound_by_a_condition(routes: dict[str, Any]) -> set[str]:
    """The figures of the conditions of some routes."""
    items = {(item["id"], *laws(item)) for route in routes.values() for item in route["conditions"]}
    return {figure for id, *law in items for figure in figures_of(condition(id, *law))}


def counted_in_routes() -> set[str]:
    """The names of figures that stand as texts in the modules of the routes."""
    found = set()
    for module in Path(belgian_residence.routes.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in all_amounts():
                found.add(str(node.value))
    return found


# --- the same over every case, each looked at once -------------------------------------------------------------------


def test_every_case_of_the_corpus_as_asked() -> None:
    bound = {name for names in COUNTED_BY.values() for name in names}
    for name, case in ALL:
        routes = kept.assess(facts_of(case), case["on"])["routes"]
        a_condition_whose_main_provision_decides_nothing_is_never_yes_or_no(name, routes)
        what_rests_on_nothing_verified_is_never_yes_or_no(name, routes)
        every_route_says_on_what_it_rests(name, routes)
        bound |= bound_by_a_condition(routes)
    every_figure_that_a_route_counts_with_is_bound_to_a_condition(bound)


def test_the_corpus_eighteen_months_later() -> None:
    nothing_is_decided_with_a_figure_past_its_day()
    what_was_said_last_is_what_is_said_without_a_clock()


# --- eighteen months later: the card that is held, and the days of a dossier ------------------------------------------

WITHOUT_A_FIGURE = {"ask-before-card-ends", "card-ends-before-decision"}
"""Days that are printed on the card; the second is named because of a decision that is due by a figure."""
LOST_WITHOUT_A_FIGURE = {"status-elsewhere"}
"""Another state that gives the status ends the Belgian one: no figure is needed to know it (LOSS-L-1)."""


@cache
def looked_at_later() -> list[tuple[str, dict[str, Any]]]:
    """Cases of the corpus on their own day, asked eighteen months after the last look: the name, and the answer."""
    return [(name, assess(facts_of(case), case["on"], today=LATER)) for name, case in LOOKED_AT]


def every_deadline(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [*answer["deadlines"], *(one for route in answer["routes"].values() for one in route["deadlines"])]


def no_deadline_is_counted_with_a_figure_past_its_day() -> None:
    seen = set()
    for name, later in looked_at_later():
        for one in every_deadline(later):
            seen.add(one["id"])
            if one["id"] not in WITHOUT_A_FIGURE:
                said = f"{name}: {one['id']}"
                assert (one["date"], one["from"], one["certain"]) == (None, None, False), said
                assert one.get("term") is None or one["term"]["value"] is None, said
        for route in later["routes"].values():
            by_id = {one["id"]: one for one in route["deadlines"]}
            if "card-ends-before-decision" in by_id and by_id["decision-due"]["term"]:
                assert not by_id["card-ends-before-decision"]["certain"], name
    of_a_card = {"renewal-window", "renewal-of-single-permit", "report-return", "ask-before-card-ends"}
    of_who_asked = {"decision-due", "card-ends-before-decision"}  # few cases of the corpus, and none was refused
    assert seen <= of_a_card | of_who_asked | {"b-at-this-renewal"}
    assert seen >= of_a_card if len(LOOKED_AT) == len(ALL) else seen


def no_figure_of_a_dossier_is_shown_past_its_day() -> None:
    for name, later in looked_at_later():
        for route in later["routes"].values():
            shown = [figure for part in ("costs", "effects") for one in route[part] for figure in one["amounts"]]
            shown += [one["term"] for one in route["procedure"] if one["term"]]
            shown += [one["valid"] for one in route["papers"] if one["valid"]]
            for figure in shown:
                runs_on = figure["to"] is None and figure["status"] == "confirmed"
                assert not runs_on, f"{name}: {figure['amount']}"


def nothing_about_the_card_held_is_certain_by_a_figure_past_its_day() -> None:
    trips = windows = 0
    for name, later in looked_at_later():
        held = later["keep"]
        if held is None:
            continue
        for one in held["absences"]:
            trips += 1
            assert one["status"] == "unsettled", name
            assert (one["declare_by"], one["report_by"], one["back_by"]) == (None, None, None), name
        assert held["status"] == "unsettled" or not held["absences"], name
        assert held["status"] != "lost" or LOST_WITHOUT_A_FIGURE & {one["id"] for one in held["warnings"]}, name
        assert all((one["value"], one["confirmed"]) == (None, False) for one in held["allowed"]), name
        sure = {one["id"] for one in kept_lines(held) if one["confirmed"]}
        assert sure - kept_lines_without_a_figure() == set(), name
        if held["renewal"]:
            windows += 1
            assert [held["renewal"][key] for key in ("from", "to", "early_from")] == [None, None, None], name
            assert held["renewal"]["state"] in ("not_confirmed", "expired"), name
    assert trips > len(LOOKED_AT) // 30
    assert windows > len(LOOKED_AT) // 300


def kept_lines(held: dict[str, Any]) -> list[dict[str, Any]]:
    return [*held["return"], *held["ends"], *held["warnings"], *(n for one in held["absences"] for n in one["notes"])]


@cache
def kept_lines_without_a_figure() -> set[str]:
    """The ids of lines whose words hold no figure."""
    kinds = ("return", "end", "note")
    with_figures = {key for key, one in named().items() if one.figures}
    return {id for kind, id, _ in lines() if kind in kinds and f"keep.{kind}.{id}" not in with_figures}


def with_the_day_asked_about_as_today_nothing_changes() -> None:
    for name, case in LOOKED_AT:
        if case["on"] <= VERIFIED:
            alone = kept.assess(facts_of(case), case["on"])
            assert_same(name, alone, assess(facts_of(case), case["on"], today=case["on"]))


def test_the_card_and_the_days_eighteen_months_later() -> None:
    no_deadline_is_counted_with_a_figure_past_its_day()
    no_figure_of_a_dossier_is_shown_past_its_day()
    nothing_about_the_card_held_is_certain_by_a_figure_past_its_day()


def test_with_the_day_asked_about_as_today_nothing_changes() -> None:
    with_the_day_asked_about_as_today_nothing_changes()


# --- the maintainer hears of it first -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "within", "due_names"),
    [
        (date(2025, 10, 1), 60, set()),
        (date(2025, 11, 15), 60, {"L.income.self", "L.income.dependant", "nat.duty"}),
        (date(2026, 1, 1), 60, set()),
    ],
)
def test_a_yearly_amount_is_due_before_its_year_ends(today: date, within: int, due_names: set[str]) -> None:
    names = {amount.name for _, amount in due(today, timedelta(days=within)) if not amount.name.startswith("fee.")}
    assert names == due_names


def test_a_figure_is_due_sixty_days_before_its_verify_by_date() -> None:
    by = date(2027, 11, 22)
    for before, expected in ((61, False), (60, False), (59, True), (0, True), (-5, True)):
        names = {amount.name for _, amount in due(by - timedelta(days=before), timedelta(days=60))}
        assert ("pr.residence_period" in names) is expected, before


def test_degrading_needs_no_figure_where_none_is_late() -> None:
    whole = outcome("open", (CLOCK, Finding(YES)))
    assert verification.degraded(whole, VERIFIED, VERIFIED) == (whole, (), None)
    late, figures, known = verification.degraded(replace(whole, earliest=VERIFIED), VERIFIED, LATER)
    assert (late.status, late.earliest, figures) == ("unsettled", None, ("K.years",))
    assert known is not None
    assert (known.status, known.earliest) == ("open", VERIFIED)
