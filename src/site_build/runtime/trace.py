"""Use everything the wizard uses. It runs inside Pyodide, twice at each build.

First in the whole Pyodide (pack.mjs): what it imports, directly or not, is what the browser gets.
Then in the trimmed one (check.mjs): `answers` must be what this machine's Python answers.
`trace_cases` is set by both: a JSON list of {"name", "on", "case"}.
"""

import json
from datetime import date
from importlib import import_module
from typing import Any

import belgian_residence
from screens import app, prerender

# Jinja2 imports it when a template fails; without it nobody could read why.
import_module("jinja2.debug")
# Every case is assessed; the screens are shown for a few of them, which takes longer, and the one that tries trips of
# every length for one.
SHOWN = 4
TRIES_MANY = "what-if/trip"
LANGUAGE = "en"
ACTIONS = ("show", "submit")
SCREENS = (
    "start",
    "check",
    "result",
    "nationality",
    "stays",
    "delete",
    "what-if",
    TRIES_MANY,
    "share",
    "shared/x",
    "messages",
    "desk",
    "desk/fr",
    "where",
)


def request(entry: dict[str, Any], **more: object) -> dict[str, Any]:
    """Ask the screens as the worker does."""
    asked = {
        "state": {"case": entry["case"], "on": entry["on"]},
        "language": LANGUAGE,
        "today": entry["on"],
        **more,
    }
    answer: dict[str, Any] = json.loads(app.handle(json.dumps(asked)))
    return answer


cases = json.loads(trace_cases)  # type: ignore[name-defined]  # noqa: F821
answers: list[object] = []
for entry in cases:
    on = date.fromisoformat(entry["on"])
    try:
        answers.append(belgian_residence.assess(entry["case"], on))
    except belgian_residence.CaseError as refused:
        answers.append(str(refused))
prerender.prerender(LANGUAGE)
for number, entry in enumerate(cases[:: max(1, len(cases) // SHOWN)]):
    for screen in SCREENS:
        if screen == TRIES_MANY and number:
            continue
        for action in ACTIONS:
            request(entry, action=action, screen=screen, form={})
    belgian_residence.next_question(entry["case"], date.fromisoformat(entry["on"]))
    request(entry, action="calendar", screen="result")
    saved = request(entry, action="save", screen="check")
    typed = {"file": [saved["file"]["text"]]}
    request(entry, action="submit", screen="open", form=typed)
answers_json = json.dumps(answers)
