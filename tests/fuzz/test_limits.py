"""The work that a case can ask for is bounded: beyond it the case is refused, with what would make it shorter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence import CaseError, assess
from belgian_residence.told.case import read_case

ON = date(2026, 11, 22)


def trips(count: int, rough: int) -> dict[str, Any]:
    """A case with so many trips, the last ones of them known only roughly."""
    starts = [date(2006, 1, 1) + timedelta(days=35 * number) for number in range(count)]
    exact = [{"from": str(day), "to": str(day + timedelta(days=14))} for day in starts[: count - rough]]
    ends = [[{"earliest": str(day), "latest": str(day + timedelta(days=3))} for day in (one, one + timedelta(days=14))]
            for one in starts[count - rough :]]  # fmt: skip
    return {"absences": exact + [{"from": first, "to": last} for first, last in ends]}


@pytest.mark.parametrize(("count", "rough"), [(200, 0), (120, 1), (60, 3), (40, 10), (20, 20)])
def test_what_can_be_worked_out_is_read(count: int, rough: int) -> None:
    assert len(read_case(trips(count, rough), ON).values["absences"]) == count


@pytest.mark.parametrize(("count", "rough"), [(200, 2), (100, 10), (50, 50), (200, 200)])
def test_what_would_take_too_long_is_refused_with_a_way_out(count: int, rough: int) -> None:
    with pytest.raises(CaseError) as refused:
        assess(trips(count, rough), ON)
    [fault] = refused.value.faults
    assert fault.where == f"absences[{count - 1}].to"
    assert f"one of {2 * rough} dates" in fault.given
    assert fault.accepted.startswith("exact days")
