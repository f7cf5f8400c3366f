"""People with any answers at all: every screen can be shown, every walk ends, and every result has its words."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest

from answering import anything
from screens.app import handle
from trying import many

TODAY = "2026-11-22"
WALKS = many("WALKS", 10)
LONGEST = 120


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"language": "en", "today": TODAY, **request})))
    return answer


@pytest.mark.parametrize("seed", range(WALKS))
def test_every_walk_ends_with_a_result(seed: int) -> None:
    chance = random.Random(seed)
    answer = ask(action="submit", screen="start", form={}, state=None)
    for _ in range(LONGEST):
        if answer["screen"] == "result":
            break
        form = anything(answer["html"], chance)
        before = answer
        answer = ask(action="submit", screen=answer["screen"], form=form, state=answer["state"])
        if answer["error"]:
            assert answer["screen"] == before["screen"]
            assert answer["state"]["case"] == before["state"]["case"], "what is refused changes nothing"
    assert answer["screen"] == "result"
    result = ask(action="show", screen="result", state=answer["state"])
    assert result["html"].count("data-route=") == len(set(re.findall(r'data-route="([^"]+)"', result["html"])))
    assert 'data-route="B"' in result["html"]
    saved = ask(action="save", screen="check", state=answer["state"])["file"]["text"]
    again = ask(action="submit", screen="open", form={"file": [saved]}, state=None)
    assert again["state"]["case"] == answer["state"]["case"]
