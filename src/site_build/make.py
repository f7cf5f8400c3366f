"""The steps that make the site, in order. Each runs only when something changed, and inside .venv; but for two that
need none of its packages, and run while these are brought in."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from site_build import assessments, bootstrap
from site_build.paths import (
    CASES,
    CORPUS,
    DOCS,
    ENGINE,
    LOCALES,
    READY,
    REQUIREMENTS,
    ROOT,
    RUNTIME,
    SITE,
    SRC,
    WHEELS,
    WIZARD,
    repository_url,
    site_url,
    venv_python,
)
from site_build.steps import alone, begun, files_under, fingerprint, run, side_by_side, step

OWN = SRC / "site_build"
OF_THE_ENGINE = OWN / "runtime" / "engine"
FIRST = "en"
AT_WORK = "BUILD_AT_WORK"
"""In the environment of tests that run while a build does: those that look at what it makes wait for ``READY``."""
NOT_MADE = "the site was not made"
PAGES = "Correct what the lines above name (page, macro or link), then run the same command again."


def module(name: str, *, do: str, python: str | Path | None = None) -> str:
    """Run a module of this package with the Python of .venv, or with another one; return its last line."""
    said = run([python or venv_python(), "-m", name], log=name.rpartition(".")[2], do=do, env=environment())
    return said.strip().rpartition("\n")[2]


def environment() -> dict[str, str]:
    """What programs of ours run with: our packages, and where they keep the assessments of the cases. Compiled modules
    are kept too, whatever the shell says: each step of the build, each process of the tests, and each of a hundred
    commands would compile the same ones again."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return given | {"PYTHONPATH": str(SRC), assessments.FOLDER: str(assessments.folder())}


def catalogues() -> None:
    """Compile the word catalogues."""
    words = sorted(LOCALES.rglob("*.po"))
    step(
        "Word catalogues",
        lambda: module("site_build.runtime.catalogues", do="Correct the .po file named above."),
        key=fingerprint(
            [*words, OWN / "runtime/catalogues.py", SRC / "screens/catalogues.py", SRC / "screens/fallback.py"]
        ),
        outputs=[path / name for path in LOCALES.iterdir() for name in ("words.mo", "LC_MESSAGES/words.from")],
    )


def engine() -> None:
    """Make the engine from Pyodide alone. It needs no package of Python."""
    step(
        "Engine for the browser",
        lambda: module("site_build.runtime.engine.build", do="See above.", python=sys.executable),
        key=fingerprint([*files_under(OF_THE_ENGINE), ROOT / "package-lock.json"]),
        outputs=[ENGINE / "engine.mjs"],
    )


def what_the_engine_keeps() -> None:
    """Find anew which functions of Pyodide are needed, and write them down."""
    with alone():
        catalogues()
        wheels()
        step("What the engine keeps", lambda: module("site_build.profile.engine", do="See above."))


def of_the_browser() -> tuple[list[Path], list[Path]]:
    """What the Python of the browser is made of: our files, and the locks of all else."""
    ours = [ROOT / "pyproject.toml", ROOT / "LICENSE"]
    words = [LOCALES / FIRST / "words.mo"]  # the others are pieces of their own
    runtime = [path for path in files_under(OWN / "runtime") if OF_THE_ENGINE not in path.parents]
    packages = [*files_under(SRC / "belgian_residence", SRC / "screens", *words, *ours), *runtime]
    return packages, [ROOT / "package-lock.json", REQUIREMENTS / "site.txt", REQUIREMENTS / "pyodide.txt"]


def wheels() -> None:
    """Make the wheels for the browser."""
    bootstrap.pyodide_packages()
    packages, locks = of_the_browser()
    step(
        "Wheels for the browser",
        lambda: module("site_build.runtime.wheels", do="See above."),
        key=fingerprint([*packages, *locks]),
        outputs=[WHEELS / "pyodide-lock.json"],
    )


def runtime() -> None:
    """Make the Python for the browser from the engine and the wheels; the wheels first."""
    wheels()
    packages, locks = of_the_browser()
    step(
        "Python for the browser",
        lambda: module("site_build.runtime.build", do="See above."),
        key=fingerprint([*packages, *locks, OWN / "cases.py", *files_under(CASES, OF_THE_ENGINE)]),
        outputs=[RUNTIME / "runtime.json"],
    )


def corpus() -> None:
    """Work out the cases for the rule book. The tests find their assessments there. It needs no package."""
    step(
        "Cases for the rule book",
        lambda: module(
            "site_build.guides.rule_book.corpus",
            do="Correct the case or the rule that the error above names.",
            python=sys.executable,
        ),
        key=fingerprint(
            [*files_under(SRC / "belgian_residence", CASES), OWN / "cases.py", OWN / "guides/rule_book/corpus.py"]
        ),
        outputs=[CORPUS],
    )


def ahead() -> None:
    """The cases, from the first moment on: they take a core for most of a minute, and need no package."""
    with alone():
        corpus()


def words() -> None:
    """The compiled words alone, for tests that need nothing else of what is built."""
    with alone():
        catalogues()


def site(packages: str, *meanwhile: Callable[[], object]) -> None:
    """Make everything, from the packages (``bootstrap.packages``) to the finished site in .build/site. ``meanwhile``:
    what can use the second core once the packages are there, and needs nothing of the build, or waits for it
    (``READY``)."""
    with begun(ahead) as cases:
        bootstrap.packages(packages, once_npm_is_there=engine)
        with alone():
            READY.unlink(missing_ok=True)
            catalogues()
        side_by_side(lambda: everything(cases), *meanwhile)


def everything(cases: Callable[[], object]) -> None:
    """Run the steps, and say to whom waits how it ended. ``cases`` waits for the cases."""
    ended = NOT_MADE
    try:
        with alone():
            runtime()
            cases()
            pages()
        ended = ""
    finally:
        READY.write_text(ended, encoding="utf-8")


def pages() -> None:
    """Make the pages, and the site from all that was made before."""
    inputs = files_under(SRC, DOCS, WIZARD, CASES, ROOT / "package-lock.json", RUNTIME / "runtime.json")
    inputs += [ROOT / "mkdocs.yml", REQUIREMENTS / "site.txt", *LOCALES.rglob("*.mo")]
    step(
        "Site",
        lambda: module("site_build.finish.whole", do=PAGES),
        key=fingerprint(inputs, site_url(), repository_url() or "", os.environ.get("DRAFTS", "")),
        outputs=[SITE / "index.html"],
    )
