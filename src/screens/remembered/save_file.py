"""The file that a person keeps: for longer than the tab, which holds the answers until it is closed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import belgian_residence as rules
from belgian_residence import CaseError
from belgian_residence.told.versions import KEY, current
from screens.problems import NotAccepted, Problem
from screens.remembered.state import State

FORMAT = "after-five"
VERSION = 1
LARGEST = 1_000_000
"""Characters; a real file has a few thousand."""


def write(state: State, today: date) -> dict[str, str]:
    """The name and the text of the file."""
    told: dict[str, Any] = {"on": state.on} if state.several else state.to_json()
    told["case"] = {KEY: rules.RULES_VERSION, **state.file()}
    content = {FORMAT: VERSION, "saved": today.isoformat(), **told}
    return {"name": f"{FORMAT}-{today}.json", "text": json.dumps(content, indent=2, ensure_ascii=False) + "\n"}


def read(text: str, today: date) -> State:
    """The state in a file. A file with only the facts (as for the command line) is good too. Raises NotAccepted."""
    if not text.strip():
        raise NotAccepted(Problem("file", "file.missing"))
    if len(text) > LARGEST:
        raise NotAccepted(Problem("file", "file.not_ours"))
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):  # the second: lists in lists in lists, which no file of ours holds
        raise NotAccepted(Problem("file", "file.not_ours")) from None
    if not isinstance(content, dict):
        raise NotAccepted(Problem("file", "file.not_ours"))
    if FORMAT not in content:
        content = {FORMAT: VERSION, "case": content}
    if content[FORMAT] != VERSION:
        raise NotAccepted(Problem("file", "file.other_version"))
    try:
        case = dict(current(dict(content.get("case") or {})))
        asked = content.get("on")
        on = date.fromisoformat(asked) if asked else today
        rules.assess(case, on)
    except CaseError as error:
        kinds = {fault.kind for fault in error.faults}
        if kinds & {"newer", "older"}:
            newer = "newer" in kinds
            raise NotAccepted(Problem("file", "file.newer_rules" if newer else "file.older_rules")) from None
        if error.faults[0].where == KEY:
            raise NotAccepted(Problem("file", "file.not_ours")) from None
        raise NotAccepted(Problem("file", "file.faults", {"faults": [fault.short for fault in error.faults]})) from None
    except (TypeError, ValueError, AttributeError):
        raise NotAccepted(Problem("file", "file.not_ours")) from None
    # What was half filled in comes from outside: only the facts, which the rules have read, are taken over.
    return State.of_case(case, on.isoformat() if asked else None)
