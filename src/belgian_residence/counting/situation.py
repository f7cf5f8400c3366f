"""A person on a day, counted in one way: what the conditions of every route look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.engine import UNKNOWN, Finding, truth
from belgian_residence.engine import Condition as EngineCondition
from belgian_residence.engine import Node as EngineNode
from belgian_residence.law.provisions import provision
from belgian_residence.told.person import Person


@dataclass(frozen=True)
class Situation:
    """What a test may look at: the person, the date asked about, and the way of counting."""

    person: Person
    on: date
    conventions: Conventions = SAFE
    counted: dict[Any, list[tuple[Any, Any]]] = field(default_factory=dict, compare=False, repr=False)
    """What was counted of this person on this day, in whatever way: see ``once``."""

    def under(self, conventions: Conventions) -> Situation:
        """The same situation under another way of counting."""
        return Situation(self.person, self.on, conventions, self.counted)


Condition = EngineCondition[Situation]
Node = EngineNode[Situation]
Test = Callable[[Situation], Finding]


def condition(id: str, law: tuple[str, ...], test: Test) -> Condition:
    """One sentence of the law, in force as long as the provision that it mainly rests on (the first of ``law``).

    Where another rule held outside these days that nobody has seen, the condition is asked on every day, and is then
    not confirmed: neither left out nor judged by a rule of another time.
    """
    main = provision(law[0])
    if main.otherwise == "not_confirmed":
        return Condition(id, law, lambda situation: test(situation) if main.in_force(situation.on) else NOT_CONFIRMED)
    return Condition(id, law, test, main.since, main.until)


NOT_CONFIRMED = Finding(UNKNOWN, not_confirmed=True)


def is_true(fact: str) -> Test:
    """A test: the yes/no fact is yes."""
    return _yes_no(fact, True)


def is_false(fact: str) -> Test:
    """A test: the yes/no fact is no."""
    return _yes_no(fact, False)


def _yes_no(fact: str, wanted: bool) -> Test:
    def test(situation: Situation) -> Finding:
        value = getattr(situation.person, fact)
        if value is None:
            return Finding(UNKNOWN, (fact,), (fact,))
        return Finding(truth(value is wanted), (fact,))

    return test
