"""Boot the browser runtime under Node and compare its answers with those of this Python."""

import json
from datetime import date
from pathlib import Path

import belgian_residence
from screens.words import COMPILED
from site_build import assessments, bootstrap
from site_build.cases import Case, named
from site_build.differences import differences
from site_build.paths import LOCALES
from site_build.steps import StepFailed, run

HERE = Path(__file__).parent


def compare(base: Path, cases: list[Case]) -> None:
    """Answer `cases` with the runtime in folder `base` and here; the JSON must be the same."""
    asked = base.parent.parent / "cases.json"
    asked.write_text(json.dumps(cases))
    said = run(
        [*bootstrap.node(), HERE / "check.mjs", base, asked, HERE / "trace.py", LOCALES / "en" / COMPILED],
        log="runtime-check",
        do="The trimmed runtime does not work: most often a module that the trace did not see.",
    )
    there = json.loads(said.strip().splitlines()[-1])
    for entry, answer in zip(cases, there, strict=True):
        if answer != answer_here(entry):
            lines = differences(answer_here(entry), answer)
            said = f"Case {named(entry)}: the browser's Python gives another answer than this one (expected)."
            raise StepFailed(
                "\n  ".join([said, *lines]),
                "Look for code that depends on the Python version, on -OO or on the order of sets.",
            )


def answer_here(entry: Case) -> object:
    """Answer one case with this Python, as plain JSON."""
    try:
        answer = assessments.assess(entry["case"], date.fromisoformat(entry["on"]))
    except belgian_residence.CaseError as refused:
        return str(refused)
    return json.loads(json.dumps(answer))
