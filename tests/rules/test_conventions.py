"""A reading is the safe way of counting with one choice made another way; each route has those that can change it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

import pytest

from belgian_residence.assessment.one_person import all_routes
from belgian_residence.counting.conventions import (
    MOST_FAVOURABLE,
    READINGS,
    SAFE,
    SAFE_READING,
    Conventions,
    reading,
    readings_of,
)
from belgian_residence.law.provisions import provision


def choices(way: Conventions) -> dict[str, Any]:
    """The choices that are made in another way than the safe one."""
    safe = asdict(SAFE)
    return {name: made for name, made in asdict(way).items() if made != safe[name]}


def test_the_safe_reading_makes_every_safe_choice() -> None:
    assert reading(SAFE_READING) == SAFE == Conventions()


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_makes_one_choice_in_another_way_and_names_the_law(name: str) -> None:
    assert len(choices(reading(name))) == 1
    _, law, routes = READINGS[name]
    assert law
    assert all(provision(id).id == id for id in law)
    assert routes
    assert set(routes) <= set(all_routes())


def test_a_name_that_is_no_reading_is_refused() -> None:
    for name in ("hopeful", MOST_FAVOURABLE):
        with pytest.raises(KeyError):
            reading(name)


def test_every_choice_can_be_made_in_another_way() -> None:
    made = Counter(choice for name in READINGS for choice in choices(reading(name)))
    assert set(made) == set(asdict(SAFE))
    assert {choice for choice, times in made.items() if times > 1} == {"absence_year"}  # two other years (EUP-ABS-5)


@pytest.mark.parametrize("route", all_routes())
def test_a_route_is_counted_in_each_way_that_can_change_it_and_in_all_at_once(route: str) -> None:
    ways = dict(readings_of(route))
    own = [name for name, (_, _, routes) in READINGS.items() if route in routes]
    if len(own) > 1:
        together = ways.pop(MOST_FAVOURABLE)
        assert set(choices(together)) == set(asdict(SAFE))
        for name in own:
            if name != "year-from-annex":  # only one of the other years can be taken
                assert choices(reading(name)).items() <= choices(together).items()
    assert ways == {name: reading(name) for name in own}
