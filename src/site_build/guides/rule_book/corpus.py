"""What the cases of tests/cases show of each condition: which facts feed it, and what each case answers to it.

`python -m site_build.guides.rule_book.corpus` works them all out once and writes .build/corpus.json; the pages read
that. The facts that feed a condition are those that it named in its answers: collected, not declared, so they cannot
differ from what the rules do. A test makes sure that no condition is left without cases.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from site_build.assessments import assess
from site_build.cases import entries, facts
from site_build.paths import BUILD, CORPUS
from site_build.steps import as_program


@dataclass(frozen=True)
class Case:
    """A case as the rule book shows it."""

    name: str
    on: str
    law: tuple[str, ...]
    expect: dict[str, dict[str, Any]]
    """By route: ``status`` (or a list of accepted ones), ``earliest`` and more."""


@dataclass(frozen=True)
class Seen:
    """What the cases show of one condition."""

    facts: tuple[str, ...]
    """The facts that feed it, entries of a list without their number: ``stays``, ``stays.first_card_issued``."""
    law: tuple[str, ...]
    """The provisions that it cited, the most frequent first (a clock cites what it counted with)."""
    answers: dict[str, tuple[int, ...]]
    """``yes``, ``no`` or ``unknown``, with the numbers of the cases that expect something of its route."""


@dataclass(frozen=True)
class Corpus:
    """All cases, and what they show of each condition by id."""

    cases: tuple[Case, ...]
    conditions: dict[str, Seen]


def collect() -> dict[str, Any]:
    """Work out every case. JSON-shaped, as it is written to the file."""
    written = entries()
    used: dict[str, set[str]] = {}
    law: dict[str, Counter[str]] = {}
    answers: dict[str, dict[str, list[int]]] = {}
    for number, entry in enumerate(written):
        for route, outcome in assess(facts(entry), entry["on"])["routes"].items():
            for condition in outcome["conditions"]:
                id = condition["id"]
                paths = (*condition["facts"], *condition["missing"])
                used.setdefault(id, set()).update(re.sub(r"\[\d+\]", "", path) for path in paths)
                law.setdefault(id, Counter()).update(one["provision"] for one in condition["citations"])
                if route in entry["expect"]:
                    answers.setdefault(id, {}).setdefault(condition["value"], []).append(number)
    return {
        "cases": [
            {
                "name": entry["name"],
                "on": entry["on"].isoformat(),
                "law": entry["law"],
                "expect": {
                    route: {key: str(value) if key == "earliest" else value for key, value in wanted.items()}
                    for route, wanted in entry["expect"].items()
                },
            }
            for entry in written
        ],
        "conditions": {
            id: {
                "facts": sorted(used[id]),
                "law": [id for id, _ in law[id].most_common()],
                "answers": answers.get(id, {}),
            }
            for id in used
        },
    }


@cache
def corpus() -> Corpus:
    """What the step before wrote. Raises FileNotFoundError before the first build."""
    found = json.loads(CORPUS.read_text(encoding="utf-8"))
    return Corpus(
        cases=tuple(Case(one["name"], one["on"], tuple(one["law"]), one["expect"]) for one in found["cases"]),
        conditions={
            id: Seen(
                tuple(one["facts"]),
                tuple(one["law"]),
                {value: tuple(numbers) for value, numbers in one["answers"].items()},
            )
            for id, one in found["conditions"].items()
        },
    )


def main() -> str:
    """Write the file, as a program."""
    BUILD.mkdir(exist_ok=True)
    CORPUS.write_text(json.dumps(collect(), separators=(",", ":")), encoding="utf-8")
    return f"{len(corpus().cases)} cases"


if __name__ == "__main__":
    as_program(main)
