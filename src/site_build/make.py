"""The steps that make the site, in order. Each runs inside .venv and only when something changed."""

import os
from collections.abc import Callable

from site_build import answers
from site_build.paths import (
    CASES,
    CORPUS,
    DOCS,
    LOCALES,
    REQUIREMENTS,
    ROOT,
    RUNTIME,
    SITE,
    SRC,
    WHEELS,
    WIZARD,
    site_url,
    venv_python,
)
from site_build.steps import alone, files_under, fingerprint, run, side_by_side, step

OWN = SRC / "site_build"
FIRST = "en"
PAGES = "Correct what the lines above name (page, macro or link), then run the same command again."


def module(name: str, *, do: str) -> str:
    """Run a module of this package with the Python of .venv; return its last line."""
    kept = {answers.FOLDER: str(answers.folder())}
    env = os.environ | kept | {"PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"}
    said = run([venv_python(), "-m", name], log=name.rpartition(".")[2], do=do, env=env)
    return said.strip().rpartition("\n")[2]


def catalogues() -> None:
    """Compile the word catalogues."""
    words = sorted(LOCALES.rglob("*.po"))
    step(
        "Word catalogues",
        lambda: module("site_build.runtime.catalogues", do="Correct the .po file named above."),
        key=fingerprint([*words, OWN / "runtime/catalogues.py", SRC / "screens/catalogues.py"]),
        outputs=[path / "words.mo" for path in LOCALES.iterdir()],
    )


def runtime() -> None:
    """Make the Python for the browser: the wheels first, then the runtime from them."""
    ours = [ROOT / "pyproject.toml", ROOT / "LICENSE"]
    words = [LOCALES / FIRST / "words.mo"]  # the others are pieces of their own
    packages = files_under(SRC / "belgian_residence", SRC / "screens", OWN / "runtime", *words, *ours)
    locks = [ROOT / "package-lock.json", REQUIREMENTS / "site.txt", REQUIREMENTS / "pyodide.txt"]
    step(
        "Wheels for the browser",
        lambda: module("site_build.runtime.wheels", do="See above."),
        key=fingerprint([*packages, *locks]),
        outputs=[WHEELS / "pyodide-lock.json"],
    )
    step(
        "Python for the browser",
        lambda: module("site_build.runtime.build", do="See above."),
        key=fingerprint([*packages, *locks, OWN / "cases.py", *files_under(CASES)]),
        outputs=[RUNTIME / "runtime.json"],
    )


def corpus() -> None:
    """Work out the cases for the rule book. The tests find their answers there."""
    step(
        "Cases for the rule book",
        lambda: module(
            "site_build.guides.rule_book.corpus", do="Correct the case or the rule that the error above names."
        ),
        key=fingerprint(
            [*files_under(SRC / "belgian_residence", CASES), OWN / "cases.py", OWN / "guides/rule_book/corpus.py"]
        ),
        outputs=[CORPUS],
    )


def nothing() -> None:
    """No other work."""


def site(meanwhile: Callable[[], None] = nothing) -> None:
    """Make everything, ending with the finished site in .build/site. ``meanwhile``: what needs nothing of it, and can
    use a second core."""
    with alone():
        everything(meanwhile)


def everything(meanwhile: Callable[[], None]) -> None:
    """Run the steps, those that need nothing of each other at the same time."""

    def others() -> None:
        corpus()
        meanwhile()

    catalogues()
    side_by_side(runtime, others)
    inputs = files_under(SRC, DOCS, WIZARD, CASES, ROOT / "package-lock.json", RUNTIME / "runtime.json")
    inputs += [ROOT / "mkdocs.yml", REQUIREMENTS / "site.txt", *LOCALES.rglob("*.mo")]
    step(
        "Site",
        lambda: module("site_build.finish.whole", do=PAGES),
        key=fingerprint(inputs, site_url(), os.environ.get("DRAFTS", "")),
        outputs=[SITE / "index.html"],
    )
