"""Runs in the environment of the bench: times both engines in turn and prints the figures (see docs/decisions)."""

import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from statistics import median

from belgian_residence import CaseError, assess
from site_build.bench.rules import openfisca
from site_build.bench.rules.condition import ON, askers, holds
from site_build.cases import load_cases

PEOPLE = 10_000
ONE_BY_ONE = 300
EVERY = 4  # one case of the corpus in so many


@dataclass(frozen=True)
class Work:
    """Something to time: what it is in words, and how many cases one call does."""

    text: str
    cases: int
    call: Callable[[], object]


def main(rounds: int) -> None:
    """Check that both engines agree, time everything in turn, print medians and ratios."""
    people = askers(PEOPLE)
    system = openfisca.system()
    arrays = openfisca.columns(people)
    single = [openfisca.columns([one]) for one in people[:ONE_BY_ONE]]
    assert [holds(one) for one in people] == list(openfisca.all_at_once(system, ON, arrays)), "the engines disagree"
    corpus = [(one["case"], date.fromisoformat(one["on"])) for one in load_cases()[::EVERY]]
    works = {
        "assess": Work(
            "assess(): every route of a case of the corpus, with proof", len(corpus), lambda: answer(corpus)
        ),
        "one": Work("these rules: the one condition, with proof", PEOPLE, lambda: [holds(one) for one in people]),
        "other one": Work(
            "OpenFisca-Core: the one condition, a person at a time",
            ONE_BY_ONE,
            lambda: [openfisca.all_at_once(system, ON, one) for one in single],
        ),
        "other all": Work(
            f"OpenFisca-Core: the one condition, {PEOPLE} people at once",
            PEOPLE,
            lambda: openfisca.all_at_once(system, ON, arrays),
        ),
    }
    show(works, timed(works, rounds), rounds)


def answer(corpus: list[tuple[dict[str, object], date]]) -> None:
    """Assess every case; those that are refused are worked on as well."""
    for case, on in corpus:
        try:
            assess(case, on)
        except CaseError:
            continue


def timed(works: dict[str, Work], rounds: int) -> dict[str, list[float]]:
    """Microseconds for a case, by round. The order turns with each round, so that no work is always the first."""
    names = list(works)
    found: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-1, rounds):  # the first one warms the caches and is not counted
        for place in range(len(names)):
            name = names[(place + number) % len(names)]
            began = time.process_time()
            works[name].call()
            if number >= 0:
                found[name].append((time.process_time() - began) / works[name].cases * 1e6)
    return found


def show(works: dict[str, Work], found: dict[str, list[float]], rounds: int) -> None:
    """Print the medians, and the ratios round by round."""
    print(f"Python {platform.python_version()}, OpenFisca-Core {version('openfisca-core')}, numpy {version('numpy')};")
    print(f"{platform.machine()}, {os.cpu_count()} cores; processor time, {rounds} rounds in turn\n")
    print(f"{'':62}{'µs a case':>11}{'min–max':>17}{'cases a second':>16}")
    for name, work in works.items():
        middle = median(found[name])
        spread = f"{min(found[name]):.1f}–{max(found[name]):.1f}"
        print(f"{work.text:62}{middle:11.1f}{spread:>17}{1e6 / middle:16,.0f}")
    print()
    for text, above, below in (
        ("OpenFisca a person at a time, beside these rules", "other one", "one"),
        ("OpenFisca many people at once, beside these rules", "other all", "one"),
        ("a whole answer, beside OpenFisca's one condition for one person", "assess", "other one"),
    ):
        ratios = [one / two for one, two in zip(found[above], found[below], strict=True)]
        print(f"{text:66}{median(ratios):9.3g} times ({min(ratios):.3g}–{max(ratios):.3g})")


if __name__ == "__main__":
    main(int(sys.argv[1]))
