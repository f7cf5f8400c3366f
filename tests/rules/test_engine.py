"""The engine on its own: conditions in three-valued logic, what is in force on a day, and the proof that is left.

Nothing of residence: the situations are a day and some answers by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from belgian_residence.engine import (
    NO,
    UNKNOWN,
    YES,
    AllOf,
    AnyOf,
    Condition,
    Finding,
    Node,
    Truth,
    all_of,
    any_of,
    conditions_in,
    evaluate,
    truth,
)
from belgian_residence.engine.dates import added_up

ON = date(2026, 11, 22)
VALUES = (YES, NO, UNKNOWN)


@dataclass(frozen=True)
class Asked:
    """A situation: the day asked about, and the conditions that were tried."""

    on: date = ON
    tried: list[str] = field(default_factory=list)


def says(
    id: str,
    value: Truth,
    *missing: str,
    at_filing: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> Condition[Asked]:
    """A condition that gives one answer."""

    def test(situation: Asked) -> Finding:
        situation.tried.append(id)
        return Finding(value, (f"fact-{id}",), missing, at_filing)

    return Condition(id, (f"LAW-{id}",), test, since, until)


def value_of(node: Node[Asked], on: date = ON) -> Truth:
    return evaluate(node, Asked(on)).value


def test_the_two_sure_values() -> None:
    assert (truth(True), truth(False)) == (YES, NO)


@pytest.mark.parametrize(("one", "two", "three"), list(product(VALUES, repeat=3)))
def test_all_and_any(one: Truth, two: Truth, three: Truth) -> None:
    """All: a single no decides, otherwise anything unknown leaves it open. Any: the same with yes."""
    values = (one, two, three)
    parts = [says(str(place), value) for place, value in enumerate(values)]
    every, some = value_of(all_of(*parts)), value_of(any_of(*parts))
    assert every is (NO if NO in values else UNKNOWN if UNKNOWN in values else YES)
    assert some is (YES if YES in values else UNKNOWN if UNKNOWN in values else NO)


def test_without_parts_all_holds_and_any_does_not() -> None:
    nothing: tuple[Node[Asked], ...] = ()
    assert (value_of(all_of(*nothing)), value_of(any_of(*nothing))) == (YES, NO)


@pytest.mark.parametrize(("value", "missing"), [(YES, ()), (NO, ()), (UNKNOWN, ("paper", "day"))])
def test_a_single_condition(value: Truth, missing: tuple[str, ...]) -> None:
    """What would settle it is named only where it is not settled."""
    condition = says("a", value, "paper", "day")
    proof = evaluate(condition, Asked())
    assert (proof.node, proof.value, proof.missing, proof.parts) == (condition, value, missing, ())
    assert proof.finding == Finding(value, ("fact-a",), ("paper", "day"))
    assert list(proof.conditions()) == [(condition, proof.finding)]


@pytest.mark.parametrize("together", [all_of, any_of])
def test_the_proof_of_a_group_has_the_proof_of_each_part(together: type) -> None:
    sure = YES if together is all_of else NO
    for last in VALUES:
        parts = [says("a", sure), says("b", UNKNOWN, "paper"), says("c", last, "day")]
        node = together(*parts)
        proof = evaluate(node, Asked())
        assert (proof.node, proof.finding) == (node, None)
        assert [part.node for part in proof.parts] == parts
        assert [part.value for part in proof.parts] == [sure, UNKNOWN, last]
        assert [condition for condition, _ in proof.conditions()] == parts
        settled = last is not UNKNOWN and last is not sure
        assert proof.missing == (() if settled else ("paper", "day") if last is UNKNOWN else ("paper",))


def test_the_parts_are_there_also_where_all_of_them_are_sure() -> None:
    parts = [says("a", YES), says("b", YES)]
    for node in (all_of(*parts), any_of(*parts)):
        proof = evaluate(node, Asked())
        assert proof.value is YES
        assert [condition.id for condition, _ in proof.conditions()] == ["a", "b"]
    assert len(evaluate(any_of(says("a", NO), says("b", NO)), Asked()).parts) == 2


def test_a_fact_that_would_settle_two_parts_is_named_once_in_the_order_of_the_parts() -> None:
    proof = evaluate(all_of(says("a", UNKNOWN, "day", "paper"), says("b", UNKNOWN, "income", "day")), Asked())
    assert proof.missing == ("day", "paper", "income")


def test_a_group_that_is_decided_asks_for_nothing_inside_another() -> None:
    """The first alternative holds, so only what else is unknown matters."""
    settled = any_of(says("a", YES), says("b", UNKNOWN, "paper"))
    assert evaluate(all_of(settled, says("c", UNKNOWN, "day")), Asked()).missing == ("day",)


# --- in force -----------------------------------------------------------------------------------------------------

SINCE, UNTIL = date(2024, 9, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("since", "until", "on", "in_force"),
    [
        (None, None, ON, True),
        (SINCE, None, date(2024, 8, 31), False),
        (SINCE, None, date(2024, 9, 1), True),
        (SINCE, None, date(2030, 1, 1), True),
        (None, UNTIL, date(2026, 6, 30), True),
        (None, UNTIL, date(2026, 7, 1), False),
        (None, UNTIL, date(2000, 1, 1), True),
        (SINCE, UNTIL, date(2024, 8, 31), False),
        (SINCE, UNTIL, date(2025, 1, 1), True),
        (SINCE, UNTIL, date(2026, 7, 1), False),
    ],
)
def test_a_condition_is_in_force_from_its_first_to_its_last_day(
    since: date | None, until: date | None, on: date, in_force: bool
) -> None:
    condition = says("a", NO, since=since, until=until)
    assert condition.in_force(on) is in_force
    situation = Asked(on)
    assert evaluate(all_of(condition, says("b", YES)), situation).value is (NO if in_force else YES)
    assert situation.tried == (["a", "b"] if in_force else ["b"]), "what is not in force is not even tried"


def test_a_group_is_left_out_while_none_of_its_parts_is_in_force() -> None:
    """An alternative of two old rules says neither yes nor no: what stands beside it decides."""
    old = any_of(says("a", NO, until=UNTIL), says("b", NO, until=UNTIL))
    assert value_of(all_of(old, says("c", YES)), UNTIL) is NO
    assert value_of(all_of(old, says("c", YES)), ON) is YES
    assert [condition.id for condition, _ in evaluate(all_of(old, says("c", YES)), Asked()).conditions()] == ["c"]
    half = any_of(says("a", NO, until=UNTIL), says("b", NO))
    assert value_of(all_of(half, says("c", YES)), ON) is NO


def test_a_group_without_parts_is_always_in_force() -> None:
    never: AnyOf[Asked] = AnyOf(())
    assert value_of(all_of(never, says("a", YES))) is NO
    assert value_of(any_of(AllOf(()), says("a", NO))) is YES


# --- what only matters once an application can be made --------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "waits"),
    [
        ([says("a", UNKNOWN, at_filing=True)], True),
        ([says("a", UNKNOWN)], False),
        ([says("a", UNKNOWN, at_filing=True), says("b", UNKNOWN)], False),
        ([says("a", UNKNOWN, at_filing=True), says("b", UNKNOWN, at_filing=True)], True),
        ([says("a", UNKNOWN, at_filing=True), says("b", YES)], True),
        ([says("a", UNKNOWN), says("b", NO)], True),  # it is settled: nothing waits for anything else
    ],
)
def test_whether_it_waits_only_for_the_application(parts: list[Condition[Asked]], waits: bool) -> None:
    assert evaluate(all_of(*parts), Asked()).waits_only_for_filing() is waits
    assert evaluate(all_of(all_of(*parts), says("z", YES)), Asked()).waits_only_for_filing() is waits


@pytest.mark.parametrize(
    ("node", "can"),
    [
        (says("a", YES), True),
        (says("a", NO), False),
        (says("a", UNKNOWN), False),  # the law leaves it open: no answer helps
        (says("a", UNKNOWN, "paper"), True),
        (says("a", UNKNOWN, at_filing=True), True),
        (all_of(says("a", UNKNOWN, "paper"), says("b", UNKNOWN)), False),
        (all_of(says("a", UNKNOWN, "paper"), says("b", YES)), True),
        (any_of(says("a", UNKNOWN, "paper"), says("b", UNKNOWN)), True),
        (any_of(says("a", UNKNOWN), says("b", NO)), False),
    ],
)
def test_whether_an_answer_or_the_day_of_filing_can_make_it_yes(node: Node[Asked], can: bool) -> None:
    assert evaluate(node, Asked()).can_become_yes() is can


# --- declarations -------------------------------------------------------------------------------------------------


def test_every_condition_of_a_declaration_in_its_order() -> None:
    one, two, three = says("a", YES), says("b", NO, until=UNTIL), says("c", UNKNOWN)
    assert [found.id for found in conditions_in(all_of(one, any_of(two, all_of(three)), AllOf(())))] == ["a", "b", "c"]
    assert list(conditions_in(one)) == [one]


def test_lengths_in_months_are_added_up_exactly() -> None:
    lengths = [Fraction(5, 31), 2 + Fraction(1, 30), Fraction(26, 31), Fraction(3, 28), Fraction(1, 30)]
    assert added_up(lengths) == sum(lengths, Fraction(0)) == 3 + Fraction(2, 30) + Fraction(3, 28)
    nothing = added_up([])
    assert isinstance(nothing, Fraction)
    assert nothing == 0
