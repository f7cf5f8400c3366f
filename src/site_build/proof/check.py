"""What ``./x check`` and ``./x test`` run: the static checks, the build and the tests, at the same time."""

import os
import subprocess
import sys
from pathlib import Path

from site_build import bootstrap, make
from site_build.paths import ROOT, venv_python
from site_build.proof.static import static_checks
from site_build.steps import AMONG_DOTS, RUNNING, StepFailed, begun, end, run, side_by_side, step

TESTS = ROOT / "tests"
WITHOUT_THE_SITE = ("tests/rules", "tests/screens", "tests/command", "tests/fuzz")
"""The tests that look at nothing that the build makes."""
NONE_CHOSEN = 5  # pytest's exit status where no test was left
PYTEST_WORKERS = 4
PART = ("--dist", "worksteal")
WHOLE = ("--dist", "loadfile", "--no-loadscope-reorder")
"""File after file to the process that has nothing to do, in the order of ``tests/conftest.py``: the longest first, so
that all end at the same time; and what a file works out for its tests is worked out once."""
QUICKLY = "not browser and not runtime and not long and not built"
"""What `./x check` runs, for while one works: nothing that looks at what the build makes."""


def everything(options: list[str], *, browser: bool) -> int:
    """Run all checks and the tests, and for those in a browser the build; all at the same time, so that no core waits.
    Tests that look at what is built come last, and wait for it (``tests/conftest.py``)."""
    status: list[int] = []

    def proved() -> None:
        status.append(tests([], options, browser=browser, every=browser))

    if browser:
        make.site("dev", static_checks, proved)
    else:
        with begun(make.ahead):  # the assessments of the cases; a rule that fails there is told by the tests
            bootstrap.packages("dev")
            make.words()  # else each process of the tests would compile them
            side_by_side(static_checks, proved)
    return status[0]


def part(places: list[str], options: list[str], *, browser: bool) -> int:
    """Run the tests of some files, folders or node ids, with only what they need built: no static checks, and the site
    only with ``browser`` (``./x test``) and where a test may look at it. Raises StepFailed for a place that does not
    exist."""
    chosen = [place_of_tests(place) for place in places]
    whole = browser and any(not place.startswith(WITHOUT_THE_SITE) for place in chosen)
    if whole:
        make.site("dev")
    else:
        bootstrap.packages("dev")
    done = tests(chosen, options, browser=whole, every=browser)
    if done == NONE_CHOSEN and not browser:
        print("No test was left: those that look at the built site or take long run with ./x test.", file=sys.stderr)
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
    select = [] if every else ["-m", QUICKLY]
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
