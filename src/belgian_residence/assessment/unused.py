"""Answers that change nothing any more: told once, and after another answer was changed nothing looks at them.

An answer is unused where the whole assessment is the same without it, but for the list of conditions. That is tried,
one answer at a time; which ones are worth a try is read from the proofs: those that no deciding condition has used.
Rough dates are put on their first and then on their last day: every choice of days would take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from belgian_residence.assessment.choices import Result
from belgian_residence.assessment.one_person import assess_person, read_person, work_out
from belgian_residence.engine import NO
from belgian_residence.told.answers import Answers
from belgian_residence.told.faults import CaseError


def unused_of(case: Mapping[str, Any], on: date) -> list[str]:
    """The facts of one person that change nothing on a date, in the order of the case. Raises CaseError."""
    answers = read_person(case, on)
    found: list[str] | None = None
    for end in ("earliest", "latest") if answers.rough_paths() else ("latest",):
        try:
            found = _unused(_at_the_end(end, case, answers), on, list(case) if found is None else found)
        except CaseError:  # these days do not fit together
            continue
    return found or []


def _unused(case: dict[str, Any], on: date, names: list[str]) -> list[str]:
    """Those among the names that change nothing, for exact days."""
    used = {name for result in work_out(read_person(case, on), on).values() for name in _decides(result)}
    worth_a_try = [name for name in names if name not in used]
    if not worth_a_try:
        return []
    whole = _without_proof(assess_person(case, on))
    return [name for name in worth_a_try if _without_proof(assess_person(_without(case, name), on)) == whole]


def _at_the_end(end: str, case: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """The case with each rough date on the "earliest" or the "latest" day that it can be."""
    exact = deepcopy(dict(case))
    for name in answers.rough_paths():
        fact, *rest = re.findall(r"\w+", name)
        if rest:
            exact[fact][int(rest[0])][rest[1]] = getattr(answers.values[fact][int(rest[0])][rest[1]], end).isoformat()
        else:
            exact[fact] = getattr(answers.values[fact], end).isoformat()
    return exact


def _decides(result: Result) -> set[str]:
    """The facts that decide a route, or that it waits for. A closed one is closed by the condition that says no; where
    several do, none of them alone."""
    outcome = result.outcome
    found = set(outcome.missing)
    decisive = [finding for _, finding in outcome.conditions if outcome.status != "closed" or finding.value is NO]
    if outcome.status != "closed" or len(decisive) == 1:
        for finding in decisive:
            found.update(finding.facts, finding.missing)
    return {name.partition("[")[0] for name in found}


def _without(case: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {other: value for other, value in case.items() if other != name}


def _without_proof(answer: Mapping[str, Any]) -> dict[str, Any]:
    routes = {
        key: {part: value for part, value in one.items() if part != "conditions"}
        for key, one in answer["routes"].items()
    }
    return {**answer, "routes": routes}
