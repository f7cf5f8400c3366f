"""What a test answers for every combination of the facts that it looks at.

A test is given a person of whom nothing is decided yet. When it looks at a fact, that fact takes one of its values;
the test is run again until every value has been taken at every such place. A fact that was not looked at cannot have
mattered, so each run stands for all the values of the others: together the runs stand for all combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from math import prod
from random import Random
from typing import Any, Generic, TypeVar

from belgian_residence.counting.situation import Situation
from belgian_residence.told.answers import Answers as Read
from belgian_residence.told.case import read_case
from belgian_residence.told.consistency import contradictions
from belgian_residence.told.facts import INTERRUPTIONS
from belgian_residence.told.faults import CaseError
from belgian_residence.told.person import Person
from exhaustive.values import Case, values

Answer = TypeVar("Answer")
FACTS = frozenset(one.name for one in fields(Person)) - {"other_absences", "protection_request_not_known"}
"""What is decided: every list of absences is whole here, and no answer is "I don't know"."""
SETTLED_BY_INTERRUPTIONS = {
    "free_movement_gaps": "free_movement_gap",
    "prison": "prison",
    "register_gaps": "register_gap",
    "removal_enforced": "removal",
    "suspensive_appeal_pending": "appeal_pending",
}
"""The facts that tell of an interruption, with its name."""
assert set(SETTLED_BY_INTERRUPTIONS.values()) == set(INTERRUPTIONS)
AMONG_THE_STAYS = ("planned_stays", "without_right")
"""What is told in the list of stays, and is no stay of today to the rules."""
NOT_TOLD = 0
"""The place of "not known" among the values of every fact."""


class Reader:
    """Reads single values, each once."""

    def __init__(self, on: date) -> None:
        self.on, self.known = on, values(on)
        self.read: dict[tuple[tuple[str, int], ...], tuple[dict[str, Any], Person]] = {}

    def __call__(self, *chosen: tuple[str, int]) -> tuple[dict[str, Any], Person]:
        """The values of some facts, each given by its place in the list of its values; and a person with only these."""
        if chosen not in self.read:
            answers: Read = read_case({name: self.known[name][place] for name, place in chosen}, self.on)
            self.read[chosen] = answers.values, next(iter(answers.people()))[1]
        return self.read[chosen]


@cache
def reader_of(on: date) -> Reader:
    """The reader for a date: what was read for one test is not read again for the next."""
    return Reader(on)


class Guide:
    """Decides the facts of one person, each when it is first looked at. ``choose``: which of so many values."""

    def __init__(self, reader: Reader, choose: Callable[[int], int]) -> None:
        self.reader, self.choose = reader, choose
        self.chosen: dict[str, int] = {}
        self.values: dict[str, Any] = {}
        self.seen: dict[str, Any] = {}

    @property
    def case(self) -> Case:
        """The facts that were looked at, as a case."""
        return {name: self.reader.known[name][place] for name, place in self.chosen.items()}

    def fact(self, name: str) -> Any:
        """The value of a fact, as the rules see it. Raises CaseError where it contradicts the others."""
        if name in AMONG_THE_STAYS:
            self.fact("stays")
        if name not in self.seen:
            settled = name in SETTLED_BY_INTERRUPTIONS
            named = self.fact("interruptions") if settled else None
            # What the person did not name did not happen: of its days nothing is told.
            told_of = named is None or SETTLED_BY_INTERRUPTIONS.get(name) in named
            place = self.chosen[name] = self.choose(len(self.reader.known[name])) if told_of else NOT_TOLD
            told = [("interruptions", self.chosen["interruptions"])] if settled else []
            told.append((name, place))
            read, person = self.reader(*told)
            self.values |= read
            self.seen[name] = getattr(person, name)
            if name == "stays":
                self.seen |= {other: getattr(person, other) for other in AMONG_THE_STAYS}
            if len(self.values) > 1 and (faults := contradictions(self.values, self.reader.on)):
                raise CaseError(faults)
        return self.seen[name]


class Guided(Person):
    """A person whose facts are decided by a guide, but for those that were made otherwise."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def __getattribute__(self, name: str) -> Any:
        known = super().__getattribute__("__dict__")
        if name in known.get("otherwise", ()):
            return known["otherwise"][name]
        return known["guide"].fact(name) if name in FACTS else super().__getattribute__(name)

    def but(self, **facts: Any) -> Guided:
        """As ``Person.but``. No fact is looked at for it."""
        return guided(self.__dict__["guide"], {**self.__dict__["otherwise"], **facts})


def guided(guide: Guide, otherwise: Mapping[str, Any] | None = None) -> Guided:
    """A person whose facts are decided by this guide, but for those that are ``otherwise``."""
    person = Guided()
    person.__dict__ |= {"guide": guide, "otherwise": otherwise or {}}
    return person


@dataclass
class Answers(Generic[Answer]):
    """What a test answers on one date."""

    found: dict[Answer, Case] = field(default_factory=dict)
    """Each answer, with the first case that gave it: the facts that were looked at."""
    runs: int = 0
    refused: int = 0
    """Runs in which the facts contradict each other: they are refused, with the reason."""
    complete: bool = False
    """Was every combination tried? Else: so many, by chance."""

    def run(self, test: Callable[[Situation], Answer], guide: Guide) -> None:
        """Run the test once."""
        self.runs += 1
        try:
            answer = test(Situation(guided(guide), guide.reader.on))
        except CaseError:
            self.refused += 1
        else:
            self.found.setdefault(answer, guide.case)


def ask(test: Callable[[Situation], Answer], on: date, most: int) -> Answers[Answer]:
    """Ask a test for every combination; or, where there are more than ``most``, for so many by chance."""
    reader = reader_of(on)
    answers = _in_order(test, reader, most)
    if answers.complete:
        return answers
    random = Random(f"{on}")
    by_chance: Answers[Answer] = Answers()
    while by_chance.runs < most:
        by_chance.run(test, Guide(reader, random.randrange))
    by_chance.found = {**answers.found, **by_chance.found}
    by_chance.runs += answers.runs
    by_chance.refused += answers.refused
    return by_chance


def _in_order(test: Callable[[Situation], Answer], reader: Reader, most: int) -> Answers[Answer]:
    """Walk through the choices as through a tree, the last one first."""
    answers: Answers[Answer] = Answers()
    path: list[list[int]] = []  # for each choice in turn: which value, of how many
    while answers.runs < most:
        place = 0

        def choose(size: int) -> int:
            nonlocal place
            if place == len(path):
                path.append([0, size])
            place += 1
            return path[place - 1][0]

        answers.run(test, Guide(reader, choose))
        while path and path[-1][0] == path[-1][1] - 1:
            path.pop()
        if not path:
            answers.complete = True
            return answers
        path[-1][0] += 1
    return answers


def size(on: date) -> int:
    """The number of combinations of the values of all facts."""
    return prod(len(one) for one in values(on).values())
