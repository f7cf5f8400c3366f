"""The condition that the bench times must be the right one."""

from dataclasses import replace
from datetime import date

import pytest

from belgian_residence.law.amounts import amount
from site_build.bench.rules.condition import EACH, ON, OWN, Asker, askers, holds

INCOME = float(amount(OWN, ON).value) + 2 * float(amount(EACH, ON).value)  # type: ignore[arg-type]
JUST = Asker(ON, date(2020, 6, 15), public_order=False, income=INCOME, dependants=2)


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        (JUST, True),
        (replace(JUST, first_card=date(2020, 6, 16)), False),
        (replace(JUST, income=INCOME - 0.01), False),
        (replace(JUST, dependants=3), False),
        (replace(JUST, public_order=True), False),
        (Asker(date(2025, 2, 28), date(2020, 2, 29), False, INCOME, 2), False),  # complete on 1 March
        (Asker(date(2025, 3, 1), date(2020, 2, 29), False, INCOME, 2), True),
    ],
)
def test_the_condition_holds_from_its_limits_on(asker: Asker, expected: bool) -> None:
    assert holds(asker) is expected


def test_people_of_the_bench_differ_and_are_always_the_same() -> None:
    people = askers(500)
    assert people == askers(500)
    assert {holds(one) for one in people} == {True, False}
