"""People with any answers at all: every screen can be shown, every walk ends, and every result has its words."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest

from screens.app import handle
from trying import many

TODAY = "2026-11-22"
WALKS = many("WALKS", 20)
LONGEST = 120


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"language": "en", "today": TODAY, **request})))
    return answer


def anything(html: str, chance: random.Random) -> dict[str, list[str]]:
    """Fill in a form at random, most of it sensibly."""
    form: dict[str, list[str]] = {}
    if together := re.findall(r'name="asked" value="(\w+)"', html):
        form["asked"] = together
    choices: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="([\w-]+)" value="([^"]*)"', html):
        choices.setdefault(name, []).append(value.replace("&#43;", "+"))
    for name, values in choices.items():
        enough = "none" in values and chance.random() < 0.5
        form[name] = ["none" if enough else chance.choice(values)]
    year = chance.randint(2015, 2026)
    for name in re.findall(r'name="([\w-]+)-day"', html):
        year = min(2026, year + chance.randint(0, 2))
        form |= {f"{name}-day": [str(chance.randint(1, 28))], f"{name}-year": [str(year)]}
        form[f"{name}-month"] = [chance.choice(["1", "mei", "Oct", "spring", "12", "ma"])]
        if chance.random() < 0.2:
            form |= {f"{name}-day": [""], f"{name}-month": [""]}
    if 'name="to-open"' in html and chance.random() < 0.4:
        form |= {"to-open": ["yes"], "to-day": [""], "to-month": [""], "to-year": [""]}
    for name in re.findall(r'name="([\w-]*amount)"', html):
        form[name] = [str(chance.choice([0, 2, 15, 1000, 2500]))]
    for name, value in re.findall(r'type="checkbox" id="[^"]*" name="([\w-]+-say)" value="(\w+)"', html):
        if chance.random() < 0.3:
            fact = name.removesuffix("-say")
            form = {field: texts for field, texts in form.items() if not field.startswith(f"{fact}-")}
            form[name] = [value]
    buttons = [value for value in re.findall(r'name="say" value="(\w+)"', html) if value != "add"]
    if buttons and (not form or chance.random() < 0.15):
        form["say"] = [chance.choice(buttons)]
    return form


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
