"""The message of a failed comparison: it names each place that differs, and no difference escapes it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_build.differences import assert_same, differences
from trying import trying

ROUTE = {
    "status": "open",
    "earliest": "2026-10-04",
    "conditions": [{"id": "L.means", "value": "yes", "missing": []}, {"id": "L.stay-runs", "value": "yes"}],
    "papers": ["passport", "photo"],
}

ROWS: list[tuple[str, dict[str, Any], list[str]]] = [
    # what, what is changed in the route, the lines
    ("the same", {}, []),
    ("another word", {"status": "later"}, ["L.status: expected 'open', got 'later'"]),
    ("null is a value", {"earliest": None}, ["L.earliest: expected '2026-10-04', got None"]),
    ("a new key", {"basis": "right"}, ["L.basis: expected nothing, got 'right'"]),
    (
        "a condition by its id",
        {"conditions": [{"id": "L.means", "value": "no", "missing": []}, {"id": "L.stay-runs", "value": "yes"}]},
        ["L.conditions[L.means].value: expected 'yes', got 'no'"],
    ),
    (
        "a condition that is gone",
        {"conditions": [{"id": "L.stay-runs", "value": "yes"}]},
        ["L.conditions[L.means]: expected {'id': 'L.means', 'value': 'yes', 'missing': []}, got nothing"],
    ),
    (
        "another order",
        {"conditions": ROUTE["conditions"][::-1]},
        ["L.conditions: expected the order ['L.means', 'L.stay-runs'], got ['L.stay-runs', 'L.means']"],
    ),
    (
        "a longer list",
        {"papers": ["passport", "photo", "lease"]},
        ["L.papers: expected 2 entries, got 3", "L.papers[2]: expected nothing, got 'lease'"],
    ),
    (
        "a shorter list",
        {"papers": ["photo"]},
        [
            "L.papers: expected 2 entries, got 1",
            "L.papers[0]: expected 'passport', got 'photo'",
            "L.papers[1]: expected 'photo', got nothing",
        ],
    ),
]


@pytest.mark.parametrize(("changed", "lines"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_one_line_for_each_place(changed: dict[str, Any], lines: list[str]) -> None:
    assert differences({"L": ROUTE}, {"L": ROUTE | changed}) == lines


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), ([], ()), ("1", 1), (None, False)])
def test_what_json_writes_in_another_way_is_another_value(one: object, other: object) -> None:
    assert len(differences(one, other)) == 1


def test_long_values_and_many_places_are_cut() -> None:
    assert len(differences({"a": "x" * 500}, {"a": 1})[0]) < 150
    found = differences({str(number): 0 for number in range(50)}, {str(number): 1 for number in range(50)}, most=3)
    assert found == ["0: expected 0, got 1", "1: expected 0, got 1", "2: expected 0, got 1", "and 47 more"]


def test_the_message_begins_with_what_was_compared() -> None:
    assert_same("the same", {"L": ROUTE}, deepcopy({"L": ROUTE}))
    with pytest.raises(AssertionError, match=r"^b: a refugee\n  L\.status: expected 'open', got 'later'$"):
        assert_same("b: a refugee", {"L": ROUTE}, {"L": ROUTE | {"status": "later"}})


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "a", "id"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "a", "b", "c"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@trying(900)
@given(values, values)
def test_nothing_is_told_of_equal_values_and_something_of_all_others(one: Any, other: Any) -> None:
    assert differences(one, deepcopy(one)) == []
    if one != other:
        assert differences(one, other)
