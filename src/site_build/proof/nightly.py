"""The checks that take hours (``./x nightly``): the same tests with more volume, and what each of them is given."""

import os

from site_build import make
from site_build.proof.check import find_browser, pytest_with

LONG_CHECKS: dict[str, dict[str, str]] = {
    "tests/screens/test_every_screen.py": {"EVERY_SCREEN": "1"},
    "tests/browser/test_every_screen.py": {"EVERY_SCREEN": "1"},
    "tests/browser/test_same_code.py": {"RECORD_EVIDENCE": "1", "BROWSER_EVERY": "1"},
    **{
        f"tests/browser/test_{name}.py": {"FRESH_PAGES": "1", "CORPUS_EVERY": "1"}
        for name in (
            *("counter", "dossier", "early_answer", "edition", "faults", "frame", "keeping", "languages", "loading"),
            *("nationality", "offline", "people", "pieces", "ready_questions", "result", "result_length", "snapshot"),
            *("steps", "walks", "whole_engine"),
        )
    },
    "tests/rules/test_oracle.py": {"ORACLE_LIVES": "17000"},  # for each of seven kinds: more than 100,000 lives
    **{
        f"tests/{name}.py": {"PROPERTY_SCALE": "20"}
        for name in (
            *("rules/test_properties", "rules/test_losing_properties", "rules/test_trying"),
            *("rules/test_absence_bounds", "rules/test_begun_again", "rules/test_dates", "rules/test_first_cards"),
            *("rules/test_trips_that_touch", "rules/test_work_stopped_abroad"),
            *("screens/test_forms", "screens/test_typed_dates", "site/test_differences"),
        )
    },
    **{
        f"tests/{name}.py": {"CORPUS_EVERY": "1"}
        for name in (
            *("rules/test_honest", "rules/test_clock_parts", "rules/test_versions", "rules/test_wording_not_seen"),
            *("rules/test_few_absences", "rules/test_findings"),
            *(
                "screens/test_link",
                "screens/test_personas",
                "screens/test_ready_screens",
                "screens/test_rough_days",
                "screens/test_so_far",
                "screens/test_timeline",
            ),
        )
    },
    "tests/screens/test_random_people.py": {"WALKS": "600"},
    "tests/site/test_runtime.py": {"NODE_EVERY": "1"},
    "tests/site/test_output.py": {"EVERY_LINK": "1"},
    "tests/site/test_wheels.py": {"MADE_AGAIN": "1"},
    "tests/site/test_reproducible.py": {"EVERY_LANGUAGE": "1"},
    "tests/site/test_engine.py": {"ENGINE_WALKS": "20"},
    "tests/site/test_pages.py": {"EVERY_LOOK": "1", "CORPUS_EVERY": "1", "FRESH_PAGES": "1"},
    "tests/fuzz/test_fuzz.py": {"FUZZ_INPUTS": "1000000", "FUZZ_JOBS": str(os.cpu_count() or 1)},
    "tests/rules/test_exhaustive.py": {"EXHAUSTIVE": "all"},
    "tests/rules/test_keeping.py": {"PROPERTY_SCALE": "20", "CORPUS_EVERY": "1"},
    "tests/rules/test_papers_fit.py": {"PROPERTY_SCALE": "20", "CORPUS_EVERY": "1"},
}
"""The files of tests, each with what makes it long. Those that "How we know" shows write their figure to
docs/evidence.toml (``proof.evidence``)."""


def run() -> int:
    """Run the long checks one after the other; returns the number of those that failed."""
    make.site("dev")
    env = make.environment() | {"CHROMIUM_AS_IT_COMES": "1"}
    env["BROWSER_EXE"] = find_browser(env)
    return sum(bool(pytest_with(env | longer, place)) for place, longer in LONG_CHECKS.items())
