"""Answers that change nothing any more: told once, and after another answer was changed nothing looks at them.

An answer is unused where the whole assessment is the same without it, but for the list of conditions. That is tried,
one answer at a time; which ones are worth a try is read from the proofs: those that no deciding condition has used, for
any day that a rough date can be. The try itself takes each rough date on its last day, or it would take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from belgian_residence.assessment.one_person import Result, assess_person, read_person, work_out
from belgian_residence.engine import NO
from belgian_residence.told.answers import Answers
from belgian_residence.told.faults import CaseError


def unused_of(case: Mapping[str, Any], on: date) -> list[str]:
    """The facts of one person that change nothing on a date, in the order of the case. Raises CaseError."""
    answers = read_person(case, on)
    used = {name for result in work_out(answers, on).values() for name in _decides(result)}
    worth_a_try = [name for name in case if name not in used]
    exact = _on_the_last_days(case, answers)
    try:
        whole = _without_proof(assess_person(exact, on)) if worth_a_try else {}
        return [name for name in worth_a_try if _without_proof(assess_person(_without(exact, name), on)) == whole]
    except CaseError:  # the last days do not fit together: nothing is said to be unused
        return []


def _on_the_last_days(case: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """The case with each rough date on its last day."""
    exact = deepcopy(dict(case))
    for name in answers.rough_paths():
        fact, index, field = (*re.findall(r"\w+", name), None, None)[:3]
        if index is None:
            exact[fact] = answers.values[fact].latest.isoformat()
        else:
            exact[fact][int(index)][field] = answers.values[fact][int(index)][field].latest.isoformat()
    return exact


def _decides(result: Result) -> set[str]:
    """The facts that decide a route, or that it waits for. A closed one is closed by the conditions that say no."""
    outcome = result.outcome
    found = set(outcome.missing)
    for _, finding in outcome.conditions:
        if outcome.status != "closed" or finding.value is NO:
            found.update(finding.facts, finding.missing)
    return {name.partition("[")[0] for name in found}


def _without(case: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {other: value for other, value in case.items() if other != name}


def _without_proof(answer: dict[str, Any]) -> dict[str, Any]:
    routes = {
        key: {part: value for part, value in one.items() if part != "conditions"}
        for key, one in answer["routes"].items()
    }
    return {**answer, "routes": routes}
