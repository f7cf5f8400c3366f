"""A count that is made once for several ways of counting gives what each of them would have given by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from operator import eq

import pytest

from belgian_residence import CaseError
from belgian_residence.assessment.one_person import read_person
from belgian_residence.counting.conventions import READINGS, SAFE, Conventions, readings_of
from belgian_residence.counting.once import once, once_for_each
from belgian_residence.counting.periods import of_the_person
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.person import Person
from site_build.cases import entries, facts

ON = date(2026, 11, 22)
HERE = Situation(Person(), ON)
PAUSES = replace(SAFE, zero_weight_pauses=True)
COVERED = replace(SAFE, short_gaps_covered=True)
BOTH = replace(PAUSES, short_gaps_covered=True)
EACH = 24
"""Of the cases of the corpus."""


def counting(look: Callable[[Conventions], object]) -> tuple[Callable[..., object], list[object]]:
    """A count that looks at something, and what it has answered each time it was made."""
    made: list[object] = []

    def count(situation: Situation, *more: object) -> object:
        made.append((look(situation.conventions), *more))
        return made[-1]

    return once(count), made


def of(way: Conventions) -> Situation:
    return HERE.under(way)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    HERE.counted.clear()


def test_what_looks_at_no_choice_is_counted_once_for_every_way() -> None:
    count, made = counting(lambda way: "same")
    assert {count(of(way)) for way, _, _ in READINGS.values()} == {("same",)}
    assert len(made) == 1


def test_a_choice_that_is_looked_at_is_counted_for_each_of_its_values() -> None:
    count, made = counting(lambda way: way.zero_weight_pauses)
    found = [count(of(way)) for way in (SAFE, COVERED, PAUSES, BOTH, SAFE)]
    assert found == [(False,), (False,), (True,), (True,), (False,)]
    assert len(made) == 2


def test_other_arguments_are_another_count() -> None:
    count, made = counting(lambda way: "same")
    assert [count(HERE, 1), count(HERE, 2), count(HERE, 1)] == [("same", 1), ("same", 2), ("same", 1)]
    assert len(made) == 2


def test_another_person_or_day_is_counted_anew() -> None:
    count, made = counting(lambda way: "same")
    for situation in (HERE, Situation(HERE.person, ON), Situation(Person(card="B"), ON)):
        count(situation)
    assert len(made) == 3


def test_what_a_count_inside_looked_at_was_looked_at_by_the_whole() -> None:
    inner, _ = counting(lambda way: way.zero_weight_pauses)
    outer = once(lambda situation: inner(situation))
    again = once(lambda situation: inner(situation))
    assert [outer(of(way)) for way in (SAFE, PAUSES)] == [(False,), (True,)]
    # Here the count inside is not made any more: its result is there.
    assert [again(of(way)) for way in (SAFE, PAUSES)] == [(False,), (True,)]


def test_a_choice_made_otherwise_on_purpose_is_not_looked_up() -> None:
    count, made = counting(lambda way: (way.but(short_gaps_covered=True).short_gaps_covered, way.zero_weight_pauses))
    assert [count(of(way)) for way in (SAFE, COVERED, PAUSES)] == [((True, False),), ((True, False),), ((True, True),)]
    assert len(made) == 2


@pytest.mark.parametrize("same", [lambda way: way == SAFE, partial(eq, SAFE)])
def test_whether_it_is_the_safe_way_depends_on_every_choice(same: Callable[[Conventions], bool]) -> None:
    count, made = counting(same)
    assert [count(of(way)) for way in (SAFE, PAUSES, COVERED, SAFE)] == [(True,), (False,), (False,), (True,)]
    assert len(made) == 3


def test_several_ways_at_once_are_counted_as_each_by_itself() -> None:
    count, made = counting(lambda way: way.zero_weight_pauses)
    ways = {"safe": SAFE, "covered": COVERED, "pauses": PAUSES, "both": BOTH}
    assert once_for_each(count, ways, HERE, 1) == {name: count(of(way), 1) for name, way in ways.items()}
    assert made == [(False, 1), (True, 1)]


def test_what_was_looked_at_for_several_ways_was_looked_at_by_the_whole() -> None:
    inner, _ = counting(lambda way: way.zero_weight_pauses)
    outer = once(lambda situation: once_for_each(inner, {"as it is": situation.conventions}, situation))
    again = once(lambda situation: once_for_each(inner, {"as it is": situation.conventions}, situation))
    for whole in (outer, again):  # the second time the results of the count inside are there
        assert [whole(of(way)) for way in (SAFE, PAUSES)] == [{"as it is": (False,)}, {"as it is": (True,)}]


def test_what_follows_from_a_person_is_worked_out_once_and_not_told_to_another() -> None:
    asked: list[Person] = []

    @of_the_person
    def card(person: Person) -> str | None:
        asked.append(person)
        return person.card

    person = Person(card="B")
    assert [card(person), card(person), card(replace(person, card="A"))] == ["B", "B", "A"]
    assert len(asked) == 2


def test_every_route_is_counted_as_if_it_were_the_only_count() -> None:
    """For people of the corpus: all ways in one situation, and each way in a situation of its own."""
    for entry in entries()[::EACH]:
        try:
            person = read_person(facts(entry), entry["on"]).latest_person()
        except CaseError:
            continue
        together = Situation(person, entry["on"])
        for route in ROUTES:
            for name, way in {"safe": SAFE, **readings_of(route.key)}.items():
                alone = Situation(replace(person), entry["on"], way)
                assert route.clock(together.under(way)) == route.clock(alone), (entry["name"], route.key, name)
