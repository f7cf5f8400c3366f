"""One person and a day in, every route out: what rough dates leave, and each part of the answer of a route.

How the outcomes of several choices of days are put together is shown with pretended outcomes, so that each row is short
and says all; the parts of an answer with a few people whose days are worked out by hand. Longer than others: the parts
of one answer, tried on the same few people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.assessment import one_person as assessment
from belgian_residence.assessment.choices import Result
from belgian_residence.assessment.interview import interview_of
from belgian_residence.assessment.one_person import (
    FIRST_DAY,
    LAST_DAY,
    Cases,
    all_routes,
    assess_person,
    decide_all,
    read_person,
    work_out,
)
from belgian_residence.assessment.route_json import citation
from belgian_residence.counting.conventions import READINGS, SAFE, SAFE_READING, Conventions, reading
from belgian_residence.counting.situation import Condition, Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.engine.dates import DAY
from belgian_residence.law.provisions import provision
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.registry import Outcomes
from belgian_residence.told.answers import Answers
from belgian_residence.told.faults import CaseError
from belgian_residence.told.person import Person
from belgian_residence.trust.confidence import STRENGTH, first_unseen, of_condition, unseen_in

ON = date(2026, 11, 22)
Case = dict[str, Any]
ROUTES = ("B", "K", "L", "EU+", "F+", "M+", "nationality")

NATIONAL: Case = {
    "nationality": ["IN"],
    "card": "A",
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "health_insurance": True,
    "dependants": 0,
    "income": 1020,
}


def worker(start: Any, **more: Any) -> Case:
    stay = {"from": start, "ground": "single_permit", "card": "A", "first_card_issued": start}
    return {**NATIONAL, "stays": [stay], **more}


EU_CITIZEN: Case = {
    "nationality": "FR",
    "card": "EU",
    "annex_19": "2022-05-01",
    "absences": [],
    "interruptions": [],
    "early_ground": "none",
}
PEOPLE: list[tuple[Case, date]] = [
    (worker("2018-03-15", supporter_income=0, benefit_income=0), date(2024, 11, 1)),
    (worker("2022-03"), ON),
    (EU_CITIZEN, ON),
    ({}, ON),
    (worker("2022-03-15", absences=[{"from": "2024-01-01", "to": "2024-08-01"}]), ON),
    (worker("2020-03-15", absences=[{"from": "2024-01-15", "to": "2024-07-15"}]), ON),
]


def answers() -> tuple[tuple[Case, date, dict[str, Any]], ...]:
    """The answer for each of these people. Not kept: mutation testing notes which tests reach which rules."""
    return tuple((case, on, assess_person(case, on)) for case, on in PEOPLE)


# --- what is asked ------------------------------------------------------------------------------------------------


def test_the_routes_in_the_order_in_which_they_are_shown() -> None:
    assert all_routes() == ROUTES
    for _, _, answer in answers():
        assert tuple(answer["routes"]) == ROUTES


@pytest.mark.parametrize("on", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_that_can_be_asked_about(on: date) -> None:
    assert (date(2021, 1, 1), date(2200, 12, 31)) == (FIRST_DAY, LAST_DAY)
    assert read_person({}, on).answered == frozenset()


@pytest.mark.parametrize("on", [FIRST_DAY - timedelta(days=1), date(2201, 1, 1)])
def test_a_day_before_or_after_them_is_a_fault(on: date) -> None:
    with pytest.raises(CaseError) as caught:
        read_person({"card": "no such card"}, on)
    (fault,) = caught.value.faults
    assert (fault.where, fault.given) == ("on", on.isoformat())
    assert fault.accepted == "a date from 2021-01-01 to 2200-12-31"


def test_a_reading_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(CaseError) as caught:
        assess_person({}, ON, "hopeful")
    (fault,) = caught.value.faults
    assert (fault.where, fault.given) == ("reading", "'hopeful'")
    assert fault.accepted == "one of " + ", ".join((SAFE_READING, *READINGS))


@pytest.mark.parametrize("name", [SAFE_READING, *READINGS])
def test_every_reading_can_be_asked_for(name: str) -> None:
    assert set(assess_person({}, ON, name)["routes"]) == set(ROUTES)


def test_under_one_reading_it_is_counted_in_its_way_only() -> None:
    """Six months away start the years of L again (L-ABS-1); by whole days abroad only it was a day less."""
    case = worker("2020-03-15", absences=[{"from": "2024-01-15", "to": "2024-07-15"}])
    both = assess_person(case, ON)["routes"]["L"]
    assert both["readings"] == {
        "whole-days-abroad": "2025-03-15",
        "safe": "2029-07-15",
    }
    assert (both["status"], both["earliest"]) == ("unsettled", "2029-07-15")
    one = assess_person(case, ON, "whole-days-abroad")["routes"]["L"]
    assert (one["earliest"], one["readings"]) == ("2025-03-15", {})


def test_also_the_clocks_without_an_absence_are_counted_under_the_reading() -> None:
    case = worker("2020-03-15", absences=[{"from": "2024-01-15", "to": "2024-07-15"}])
    assert assess_person(case, ON)["keep"]["absences"][0]["clocks"]["L"] == {
        "without": "2025-03-15",
        "with": "2029-07-15",
    }
    assert "L" not in assess_person(case, ON, "whole-days-abroad")["keep"]["absences"][0]["clocks"]


def test_an_absence_can_move_a_clock_under_one_reading_only() -> None:
    """By the safe reading the second absence starts the years again, whatever came before it."""
    trips = [{"from": "2016-01-01", "to": "2016-08-01"}, {"from": "2024-01-15", "to": "2024-07-15"}]
    case = worker("2015-03-15", absences=trips)
    assert "L" not in assess_person(case, ON)["keep"]["absences"][0]["clocks"]
    assert assess_person(case, ON, "whole-days-abroad")["keep"]["absences"][0]["clocks"]["L"] == {
        "without": "2020-03-15",
        "with": "2021-08-01",
    }


def test_some_routes_alone_come_out_as_among_all() -> None:
    for case, on in PEOPLE:
        given = read_person(case, on)
        everything = work_out(given, on)
        for wanted in (["L"], ["K"], ["K", "B"], ["nationality"], list(ROUTES)):
            some = work_out(given, on, only=wanted)
            assert list(some) == [key for key in ROUTES if key in wanted]
            for key, result in some.items():
                assert (result.outcome.status, result.outcome.earliest) == (
                    everything[key].outcome.status,
                    everything[key].outcome.earliest,
                )


def test_one_way_of_counting_can_be_asked_of_every_route() -> None:
    person = read_person(
        worker("2020-03-15", absences=[{"from": "2024-01-15", "to": "2024-07-15"}]), ON
    ).latest_person()
    days = {
        name: decide_all(person, ON, reading(name), ["L"])["L"].earliest for name in (SAFE_READING, "whole-days-abroad")
    }
    assert days == {"safe": date(2029, 7, 15), "whole-days-abroad": date(2025, 3, 15)}
    assert list(decide_all(person, ON)) == list(ROUTES)


# --- several choices of days --------------------------------------------------------------------------------------

FIRST, SECOND, THIRD = date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 3)
TWO: Case = {"annex_19": {"earliest": "2021-03-01", "latest": "2021-03-02"}}
THREE: Case = {"annex_19": {"earliest": "2021-03-01", "latest": "2021-03-03"}, "card_expiry": "2021-03-02"}


def out(status: Any = "later", earliest: date | None = None, **more: Any) -> Outcome:
    return Outcome(status, earliest, "right", **more)


def together(monkeypatch: pytest.MonkeyPatch, case: Case, outcome_of: Callable[[Person], Outcome]) -> Result:
    """The result of one route, when the outcome for each choice of days is pretended."""
    ways: list[tuple[Conventions, Collection[str] | None]] = []

    def decided(person: Person, on: date, conventions: Conventions, only: Collection[str] | None) -> dict[str, Outcome]:
        ways.append((conventions, only))
        return {"L": outcome_of(person)}

    monkeypatch.setattr(assessment, "decide_all", decided)
    results = work_out(read_person(case, ON), ON)
    assert list(results) == ["L"]
    assert set(ways) == {(SAFE, None)}, "the safe way of counting, every route"
    return results["L"]


def of_days(*outcomes: Outcome) -> Callable[[Person], Outcome]:
    """An outcome for each day that the annex can have."""
    days = dict(zip((FIRST, SECOND, THIRD), outcomes, strict=False))
    return lambda person: days[person.annex_19]  # type: ignore[index]


EARLY, LATE = date(2030, 1, 1), date(2030, 6, 1)


def test_a_single_choice_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    one = out("open", EARLY, missing=("income",), clock=LATE)
    assert together(monkeypatch, {"annex_19": "2021-03-01"}, of_days(one)) == Result(one)


@pytest.mark.parametrize(
    ("one", "two", "earliest", "between"),
    [
        (EARLY, LATE, LATE, (EARLY, LATE)),
        (LATE, EARLY, LATE, (EARLY, LATE)),
        (EARLY, EARLY, EARLY, None),
        (EARLY, None, None, None),  # a day that is not there for every choice is no day
        (None, LATE, None, None),
        (None, None, None, None),
    ],
)
def test_the_day_is_the_latest_of_all_choices(
    one: date | None,
    two: date | None,
    earliest: date | None,
    between: tuple[date, date] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = together(monkeypatch, TWO, of_days(out(earliest=one), out(earliest=two)))
    assert (result.outcome.status, result.outcome.earliest, result.between) == ("later", earliest, between)
    assert result.outcome.missing == ()


@pytest.mark.parametrize("pair", [("open", "later"), ("later", "open"), ("closed", "open"), ("closed", "later")])
def test_statuses_that_differ_are_not_settled_and_the_day_would_settle_it(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (out(status, EARLY) for status in pair)
    outcome = together(monkeypatch, TWO, of_days(one, two)).outcome
    assert (outcome.status, outcome.earliest, outcome.missing) == ("unsettled", EARLY, ("annex_19",))


def test_what_any_choice_asks_for_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = out("unsettled", missing=("income", "stays")), out("unsettled", missing=("stays", "birth_date"))
    assert together(monkeypatch, TWO, of_days(one, two)).outcome.missing == ("income", "stays", "birth_date")
    two = out("closed", missing=("stays", "birth_date"))
    outcome = together(monkeypatch, TWO, of_days(one, two)).outcome
    assert outcome.missing == ("income", "stays", "birth_date", "annex_19")


def test_the_clock_and_the_readings_are_the_latest_of_those_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    one = out(clock=EARLY, readings={"safe": LATE, "gap-covered": EARLY})
    two = out(clock=LATE, readings={"safe": EARLY, "from-registration": EARLY})
    outcome = together(monkeypatch, TWO, of_days(one, two)).outcome
    assert outcome.clock == LATE
    # A reading that is not named says the same as the safe one.
    assert outcome.readings == {"safe": LATE, "gap-covered": EARLY, "from-registration": LATE}
    # A day that has no clock can lie after those that have one.
    assert together(monkeypatch, TWO, of_days(one, out())).outcome.clock is None
    # A choice in which all readings agree counts with its one day; one that is closed does not.
    agreed = together(monkeypatch, TWO, of_days(one, out(clock=LATE))).outcome
    assert agreed.readings == {}
    closed = together(monkeypatch, TWO, of_days(one, out("closed", clock=LATE))).outcome
    assert closed.readings == one.readings
    # The favourable combination is not named where another reading says the same.
    favourable = out(clock=LATE, readings={"safe": LATE, "most-favourable": EARLY})
    assert together(monkeypatch, TWO, of_days(one, favourable)).outcome.readings == {
        "safe": LATE,
        "gap-covered": LATE,
        "most-favourable": EARLY,
    }
    assert together(monkeypatch, TWO, of_days(out(), out())).outcome.clock is None


def asked(id: str, value: Truth, *missing: str) -> tuple[Condition, Finding]:
    condition = Condition(id, ("L-WHO-1",), CONSTANT)
    return condition, Finding(value, ("income",), missing)


def CONSTANT(situation: object) -> Finding:  # noqa: N802  (never called: the answers stand in the outcomes)
    raise AssertionError(situation)


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ((YES, YES, YES), YES),
        ((NO, NO, NO), NO),
        ((YES, NO, NO), UNKNOWN),
        ((NO, NO, YES), UNKNOWN),
        ((YES, NO, YES), UNKNOWN),
        ((YES, UNKNOWN, YES), UNKNOWN),
    ],
)
def test_a_condition_has_the_answer_in_which_all_choices_agree(
    values: tuple[Truth, ...], value: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = [out(conditions=(asked("L.a", one), asked("L.b", YES))) for one in values]
    outcomes[1] = out(conditions=(*outcomes[1].conditions, asked("L.only-once", NO)))
    found = together(monkeypatch, THREE, of_days(*outcomes)).outcome.conditions
    assert [(condition.id, finding.value) for condition, finding in found] == [
        ("L.a", value),
        ("L.b", YES),
        ("L.only-once", NO),
    ]
    assert {finding.facts for _, finding in found} == {("income",)}


def test_of_two_rough_days_only_the_one_that_matters_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    case = {**TWO, "card_expiry": {"earliest": "2027-01-01", "latest": "2027-01-02"}}

    def by_annex(person: Person) -> Outcome:
        return out("open" if person.annex_19 == FIRST else "later")

    def by_expiry(person: Person) -> Outcome:
        return out("open" if person.card_expiry == date(2027, 1, 1) else "later")

    def by_both(person: Person) -> Outcome:
        return out("open" if by_annex(person).status == by_expiry(person).status == "open" else "later")

    assert together(monkeypatch, case, by_annex).outcome.missing == ("annex_19",)
    assert together(monkeypatch, case, by_expiry).outcome.missing == ("card_expiry",)
    assert set(together(monkeypatch, case, by_both).outcome.missing) == {"annex_19", "card_expiry"}
    assert together(monkeypatch, case, lambda person: out("open")).outcome.missing == ()


def test_where_no_single_day_settles_it_every_rough_day_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight rough days are tried one at a time; here only all trips at their longest make a difference."""
    months = [(f"{year}-02", f"{year}-06") for year in (2018, 2019, 2020, 2021)]
    case = {"absences": [{"from": start, "to": end} for start, end in months]}

    def longest(person: Person) -> Outcome:
        days = [(one.departure.day, one.back.day if one.back else 0) for one in person.absences or ()]
        return out("closed" if days == [(1, 30)] * 4 else "open")

    missing = together(monkeypatch, case, longest).outcome.missing
    assert missing == tuple(f"absences[{place}].{end}" for place in range(4) for end in ("from", "to"))


def test_rough_days_of_which_no_choice_fits_are_a_fault_each(monkeypatch: pytest.MonkeyPatch) -> None:
    given = read_person({**TWO, "card_expiry": "2027"}, ON)
    monkeypatch.setattr(Answers, "people", lambda self: ())
    with pytest.raises(CaseError) as caught:
        work_out(given, ON)
    assert sorted(fault.short for fault in caught.value.faults) == [
        f"{name}: a rough date; accepted: days that can be true together" for name in ("annex_19", "card_expiry")
    ]


def test_two_rough_days_of_a_real_person() -> None:
    """Five years from a day in March 2022 (B-SP-2); the day of the first card is that of the stay."""
    results = work_out(read_person(worker("2022-03"), ON), ON)
    assert results["B"].outcome.earliest == date(2027, 3, 31)
    assert results["B"].between == (date(2027, 3, 1), date(2027, 3, 31))
    assert results["EU+"].between is None


def test_the_answer_and_the_questions_to_one_case_share_the_work_and_say_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, today = {**worker("2022-03"), "card_expiry": "2027-01"}, date(2026, 12, 1)
    alone = assess_person(case, ON, today=today), interview_of(case, ON, None, today)
    made: list[Situation] = []

    def noted(situation: Situation) -> Outcomes:
        made.append(situation)
        return Outcomes(situation)

    monkeypatch.setattr(assessment, "Outcomes", noted)
    cases = Cases()
    questions = interview_of(case, ON, None, today, cases)
    answer = assess_person(case, ON, today=today, cases=cases)
    assert (answer, questions) == alone
    on_the_day = [situation for situation in made if situation.on == ON]
    assert len(on_the_day) == len(cases.person(case, ON).people()) > 1


def test_another_case_or_another_day_is_read_anew() -> None:
    cases, case = Cases(), worker("2022-03")
    assert cases.person(case, ON) is cases.person(dict(case), ON)
    assert cases.person({**case, "card": "B"}, ON).values["card"] == "B"
    assert cases.person(case, ON + DAY).on == ON + DAY


# --- the answer of a route ----------------------------------------------------------------------------------------


def test_each_part_of_a_route_is_that_of_its_outcome() -> None:
    for case, on, answer in answers():
        assert answer["on"] == on.isoformat()
        for key, result in work_out(read_person(case, on), on).items():
            outcome, route = result.outcome, answer["routes"][key]
            assert route["status"] == outcome.status
            assert route["earliest"] == (outcome.earliest.isoformat() if outcome.earliest else None)
            assert route["clock"] == (outcome.clock.isoformat() if outcome.clock else None)
            assert route["readings"] == {name: day.isoformat() for name, day in outcome.readings.items()}
            assert list(route["readings"].values()) == sorted(route["readings"].values()), "in the order of time"
            assert (route["missing"], route["basis"]) == (list(outcome.missing), outcome.basis)
            assert ("grounds" in route) is (key == "nationality")
            assert route.get("between") == ([day.isoformat() for day in result.between] if result.between else None)
            assert (route["past_verify_by"], "last_known" in route) == ([], False)


def test_each_condition_names_its_facts_and_what_it_rests_on() -> None:
    for case, on, answer in answers():
        for key, result in work_out(read_person(case, on), on).items():
            told = answer["routes"][key]["conditions"]
            for (condition, finding), one in zip(result.outcome.conditions, told, strict=True):
                assert one == {
                    "id": condition.id,
                    "value": {YES: "yes", NO: "no", UNKNOWN: "unknown"}[finding.value],
                    "at_filing": finding.value is UNKNOWN and finding.at_filing,
                    "facts": list(finding.facts),
                    "missing": list(finding.missing),
                    "citations": [citation(law) for law in condition.law],
                    "confidence": provision(condition.law[0]).confidence_on(on),
                    "rests_on": of_condition(condition, finding, on),
                    "wording_not_seen": first_unseen(unseen_in(condition, on)),
                    "by_reading": finding.by_reading or None,
                }


def test_a_citation() -> None:
    known = provision("ABS-L-1")
    assert citation("ABS-L-1") == {
        "provision": "ABS-L-1",
        "article": known.article,
        "confidence": "H",
        "sources": list(known.sources),
        "verified_on": known.verified_on.isoformat(),
    }


def test_what_is_done_to_one_answer_changes_no_other() -> None:
    before = deepcopy(citation("ABS-L-1"))
    mine = citation("ABS-L-1")
    mine["sources"].append("something of mine")
    mine["article"] = "another"
    assert citation("ABS-L-1") == before


def test_a_closed_route_rests_on_what_stands_in_the_way() -> None:
    """The conditions that the steps name, not every one that is not met."""
    closed = [route for _, _, answer in answers() for route in answer["routes"].values() if route["status"] == "closed"]
    assert closed
    for route in closed:
        rests = {one["id"]: one["rests_on"] for one in route["conditions"]}
        named = {step.removeprefix("if-no:") for step in route["next_steps"] if step.startswith("if-no:")}
        assert named & set(rests)
        assert set(route["confidence"]["conditions"]) <= named
        assert route["confidence"]["rests_on"] == min((rests[id] for id in named & set(rests)), key=STRENGTH.index)


def test_figures_that_were_to_be_verified_again_leave_what_was_known_last() -> None:
    """All figures are to be verified again by 22 November 2027. In December 2027 nobody has done so."""
    then = date(2027, 12, 1)
    case = worker("2022-03")
    route = assess_person(case, then, today=then)["routes"]["B"]
    assert (route["status"], route["earliest"], route["clock"], route["readings"]) == ("unsettled", None, None, {})
    assert route["last_known"] == {"status": "open", "earliest": "2027-03-31", "verified_on": "2026-11-22"}
    assert "B.years.single_permit" in route["past_verify_by"]
    assert "between" not in route
    for today in (None, date(2027, 11, 22)):
        fresh = assess_person(case, then, today=today)["routes"]["B"]
        assert (fresh["status"], fresh["earliest"]) == ("open", "2027-03-31")
        assert "last_known" not in fresh
        assert fresh["between"] == ["2027-03-01", "2027-03-31"]


def test_the_day_on_which_it_is_asked_reaches_every_part_of_the_answer() -> None:
    case = worker("2022-03-15", card_expiry="2027-01-31", absences=[{"from": "2027-02-01", "to": "2027-03-01"}])
    fresh, late = (assess_person(case, ON, today=today) for today in (ON, date(2027, 12, 1)))
    valid = [answer["routes"]["B"]["effects"][0]["amounts"][0]["value"] for answer in (fresh, late)]
    window = [answer["deadlines"][0]["date"] for answer in (fresh, late)]
    assert (valid, window) == ([5, None], ["2027-01-01", None])
    assert (fresh["keep"]["status"], late["keep"]["status"]) == ("kept", "unsettled")
    assert fresh["routes"]["B"]["status"] == "later"
    assert late["routes"]["B"]["status"] == "unsettled"


def test_the_grounds_of_nationality_are_those_of_its_outcome() -> None:
    for case, on, answer in answers():
        outcome = work_out(read_person(case, on), on)["nationality"].outcome
        assert isinstance(outcome, Declaration)
        assert outcome.grounds
        assert answer["routes"]["nationality"]["grounds"] == [
            {"id": one.id, "status": one.status, "earliest": one.earliest.isoformat() if one.earliest else None}
            for one in outcome.grounds
        ]


def test_what_is_due_for_the_card_and_what_is_unusual_stand_beside_the_routes() -> None:
    answer = assess_person(worker("2022-03-15", card_expiry="2027-01-31"), ON)
    assert set(answer) == {"on", "routes", "unusual", "deadlines", "comparison", "keep"}
    assert answer["keep"]["card"] == "A"
    assert answer["deadlines"]
    assert answer["unusual"] == []
    assert assess_person({"card": "C"}, ON)["unusual"], "the last C cards ran out about October 2026 (OLD-2)"
    assert assess_person({}, ON)["keep"] is None


# --- the law ahead ------------------------------------------------------------------------------------------------


def test_a_change_ahead_is_told_with_the_same_facts_on_both_its_days() -> None:
    """1 020 euro a month are enough for L in 2024 and not in 2025 (L-INC-1)."""
    (change,) = answers()[0][2]["routes"]["L"]["changes"]
    assert (change["id"], change["date"]) == ("yearly-amounts", "2025-01-01")
    assert (change["before"]["status"], change["before"]["earliest"]) == ("open", "2023-03-15")
    assert (change["after"]["status"], change["after"]["earliest"]) == ("closed", None)


def test_a_change_ahead_is_told_under_the_reading_that_was_asked() -> None:
    """Six months exactly: under the safe reading the years are not complete, so no change of amounts is of use."""
    case = worker(
        "2018-03-15", absences=[{"from": "2022-01-15", "to": "2022-07-15"}], supporter_income=0, benefit_income=0
    )
    assert assess_person(case, date(2024, 11, 1), SAFE_READING)["routes"]["L"]["status"] == "unsettled"
    (change,) = assess_person(case, date(2024, 11, 1), "whole-days-abroad")["routes"]["L"]["changes"]
    assert (change["before"]["status"], change["after"]["status"]) == ("open", "closed")


# --- the clocks with and without an absence -----------------------------------------------------------------------


def day_of(route: dict[str, Any]) -> str | None:
    return None if route["status"] == "closed" else route["earliest"] or route["clock"]


MOVED: list[tuple[Case, set[str]]] = [
    (worker("2022-03-15", absences=[{"from": "2024-01-01", "to": "2024-08-01"}]), {"L"}),
    (worker("2022-03-15", absences=[{"from": "2027-01-01", "to": "2027-08-01"}]), {"L"}),
    (worker("2022-03-15", absences=[{"from": "2024-01-01", "to": "2024-03-01"}]), set()),
    ({**EU_CITIZEN, "absences": [{"from": "2024-01-01", "to": "2024-08-01"}]}, {"EU+"}),
]


@pytest.mark.parametrize(("case", "at_least"), MOVED)
def test_the_clocks_that_an_absence_moves_are_those_of_the_same_person_without_it(
    case: Case, at_least: set[str]
) -> None:
    """Each route whose day differs, and no other; an absence that lies ahead is looked at from its return."""
    absence = assess_person(case, ON)["keep"]["absences"][0]
    then = max(ON, date.fromisoformat(case["absences"][0]["to"]))
    without = assess_person({**case, "absences": []}, then)["routes"]
    with_it = assess_person(case, then)["routes"]
    moved = {
        key: {"without": day_of(without[key]), "with": day_of(with_it[key])}
        for key in ROUTES
        if day_of(without[key]) != day_of(with_it[key])
    }
    assert absence["clocks"] == moved
    assert at_least <= set(moved)


def test_only_the_routes_that_an_absence_can_move_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str] | None] = []
    whole = assessment.decide_all

    def decided(*given: Any, **named: Any) -> dict[str, Outcome]:
        only = given[3] if len(given) > 3 else None
        asked.append(None if only is None else set(only))
        return whole(*given, **named)

    monkeypatch.setattr(assessment, "decide_all", decided)
    assess_person(MOVED[0][0], ON)
    of_the_case, *again = asked
    assert of_the_case is None, "all routes once"
    assert again
    assert all(only is not None and "L" in only and "EU+" not in only for only in again)


def test_the_clock_of_a_route_whose_figures_are_late_is_not_shown() -> None:
    then = date(2028, 3, 1)
    case = worker("2022-03-15", absences=[{"from": "2024-01-01", "to": "2024-08-01"}])
    assert set(assess_person(case, then)["keep"]["absences"][0]["clocks"]) >= {"L"}
    assert assess_person(case, then, today=then)["keep"]["absences"][0]["clocks"] == {}


# --- whole people ---------------------------------------------------------------------------------------------------


def test_the_day_of_nationality_is_the_latest_of_a_rough_return() -> None:
    def day(back: str) -> str | None:
        case = {
            "nationality": "BR",
            "card": "F",
            "birth_date": "1985-02-03",
            "stays": [{"from": "2018-01-15", "ground": "family_of_eu_or_belgian", "first_card_issued": "2018-01-15"}],
            "annex_19ter": "2018-01-15",
            "absences": [{"from": "2019-04-01", "to": back, "annex_18": True, "centre_of_interests_proven": True}],
            "interruptions": [],
            "joint_household": True,
            "language_a2": True,
            "integration_proof": [],
            "economic_participation": False,
            "born_in_belgium": False,
            "in_belgium_since_birth": False,
            "spouse_of_belgian_since": "none",
            "parent_of_belgian_minor": False,
            "disability_or_pension": "none",
            "community_participation": False,
            "public_order": False,
            "public_health": False,
            "removal_decision": "none",
        }
        earliest: str | None = assess_person(case, date(2025, 2, 27))["routes"]["nationality"]["earliest"]
        return earliest

    days = [day(f"2020-02-{number:02}") for number in range(1, 30)]
    assert day("2020-02") == max(one for one in days if one)


def test_asylum_time_in_two_parts_is_one_time() -> None:
    def day(*parts: tuple[str, str]) -> str | None:
        stays: list[dict[str, Any]] = [{"from": start, "to": end, "ground": "asylum_procedure"} for start, end in parts]
        case = {
            "nationality": "SY",
            "card": "A",
            "stays": [*stays, {"from": "2019-03-01", "ground": "refugee", "first_card_issued": "2019-03-01"}],
            "asylum_application": "none",
            "permit_granted": "none",
            "unlimited_stay_since": "none",
            "absences": [],
        }
        earliest: str | None = assess_person(case, date(2023, 10, 15))["routes"]["L"]["clock"]
        return earliest

    assert day(("2018-03-01", "2018-03-02"), ("2018-03-02", "2019-03-01")) == day(("2018-03-01", "2019-03-01"))
