"""What both Pythons run in ``test_same_code``: one case in, the answers as JSON text out, always in one form."""

import json
from datetime import date
from typing import Any

import belgian_residence


def answers(text: str) -> str:
    """The assessment and the next question of each case of a JSON list, or the faults; keys sorted, to be compared."""
    return json.dumps([one(asked) for asked in json.loads(text)], sort_keys=True)


def one(asked: dict[str, Any]) -> list[Any]:
    """Both answers for one case."""
    case, on = asked["case"], date.fromisoformat(asked["on"])
    try:
        return [belgian_residence.assess(case, on), belgian_residence.next_question(case, on)]
    except belgian_residence.CaseError as refused:
        return [str(fault) for fault in refused.faults]
