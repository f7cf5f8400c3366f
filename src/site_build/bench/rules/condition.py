"""One dated condition of the law, for both engines: five years since the first card, no reason of public order, and an
income of at least the amount of the day for oneself and for each dependant."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from belgian_residence.engine import YES, Condition, Finding, all_of, evaluate, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.law.amounts import amount

YEARS, OWN, EACH = "L.years", "L.income.self", "L.income.dependant"
ON = date(2025, 6, 15)
"""A day on which the amounts are known."""


@dataclass(frozen=True)
class Asker:
    """A person on a day."""

    on: date
    first_card: date
    public_order: bool
    income: float
    dependants: int


def askers(count: int) -> list[Asker]:
    """Random people around the limits, always the same ones."""
    random = Random(5)  # noqa: S311  (not for secrets)
    return [
        Asker(
            ON,
            date(2015, 1, 1) + timedelta(days=random.randrange(3800)),
            random.random() < 0.1,
            float(random.randrange(800, 2400)),
            random.randrange(4),
        )
        for _ in range(count)
    ]


def _number(name: str, on: date) -> float:
    value = amount(name, on).value
    assert isinstance(value, (int, float))
    return value


def _five_years(asker: Asker) -> Finding:
    complete = add_years(asker.first_card, int(_number(YEARS, asker.on)))
    return Finding(truth(complete <= asker.on), ("first_card",))


def _public_order(asker: Asker) -> Finding:
    return Finding(truth(not asker.public_order), ("public_order",))


def _means(asker: Asker) -> Finding:
    wanted = _number(OWN, asker.on) + _number(EACH, asker.on) * asker.dependants
    return Finding(truth(asker.income >= wanted), ("income", "dependants"))


CONDITION = all_of(
    Condition("bench.five-years", ("L-5Y-1",), _five_years),
    Condition("bench.public-order", ("L-PUB-1",), _public_order),
    Condition("bench.means", ("L-INC-1",), _means),
)


def holds(asker: Asker) -> bool:
    """The condition for one person, with the proof that every answer keeps."""
    return evaluate(CONDITION, asker).value is YES
