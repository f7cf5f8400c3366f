"""A newcomer finds the way: every package says what it may import and where to begin, and a contract holds it."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from site_build.paths import ROOT, SRC

TESTS = ROOT / "tests"
STAND_INS = SRC / "site_build" / "runtime" / "stand_ins"
PACKAGES = sorted(path for path in SRC.rglob("__init__.py") if STAND_INS not in path.parents)
WITHOUT_ROOMS = {"site_build.words"}
"""Packages of one module, the package itself."""
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOLD = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
PLACE = re.compile(r"`([\w*<>.-]*/[\w*<>./-]*|[\w-]+\.(?:py|toml|po|md|html|css|m?js|json|txt))`")
NO_PLACE = {"tests/cases/q.toml", "of-2/", "actions/*", "editions/after-five-en.html", "parts.json"}
"""An example, an address, actions of others, and files of the site."""
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MANY_LINES, MANY_LINES_OF_TESTS = 300, 600
VIEWS, TEMPLATES = SRC / "screens" / "views", SRC / "screens" / "templates"
ONE_QUESTION = {
    "bond": {"bond.html", "question.html"},
    "entry_choice": {"question.html"},
    "list": {"list.html", "question.html"},
}
"""Views that show one question, which looks the same wherever it comes from."""
NO_SCREENS = {"prerender.html": "prerender.py", "saved.html": "showing/taken_along/saved.py"}
"""Templates of what is no screen: the page before Python has loaded, and the file that a person keeps; who makes it."""


def name_of(path: Path) -> str:
    return ".".join(path.parent.relative_to(SRC).parts)


@pytest.mark.parametrize("path", PACKAGES, ids=name_of)
def test_a_package_says_what_it_may_import_and_where_to_begin(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "may import" in said.lower()
    assert "Begin with" in said


def test_every_package_has_a_contract_for_what_is_inside_it() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    held = {name for contract in told if contract.get("exhaustive") for name in contract["containers"]}
    assert held == {name_of(path) for path in PACKAGES} - WITHOUT_ROOMS


@pytest.mark.parametrize("path", PACKAGES, ids=name_of)
def test_a_package_names_only_modules_that_are_there(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    listed = re.findall(r"^\* ((?:``[\w.]+``(?:, )?)+):", said, re.MULTILINE)
    named = [name for line in listed for name in re.findall(r"``([\w.]+)``", line)]
    beginning = re.findall(r"Begin with [`]+([\w.]+?)(?:\.py)?[`]+", said)
    there = [name.replace(".", "/") for name in (*named, *beginning)]
    assert [name for name in there if not is_there(path.parent / name)] == []


def is_there(name: Path) -> bool:
    """Is it a module, a package, or a name that the package itself defines?"""
    package = name.parent / "__init__.py"
    return name.with_suffix(".py").exists() or name.is_dir() or f"def {name.name}(" in package.read_text("utf-8")


@pytest.mark.parametrize(("folder", "many"), [(SRC, MANY_LINES), (TESTS, MANY_LINES_OF_TESTS)])
def test_a_long_module_says_why(folder: Path, many: int) -> None:
    said = re.compile(r"longer\s+than|stays in one module", re.IGNORECASE)
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    long = {name: ast.get_docstring(ast.parse(text)) for name, text in texts.items() if text.count("\n") > many}
    assert len(long) > 5
    assert [name for name, docstring in long.items() if not said.search(docstring or "")] == []


def test_the_readme_has_a_place_for_every_room_and_names_no_other() -> None:
    rooms = [f"{path.parent.name}/" for path in PACKAGES if path.parent.parent != SRC]
    modules = [path.name for name in ("screens", "site_build") for path in (SRC / name).glob("[!_]*.py")]
    assert [name for name in (*rooms, *modules) if name not in README] == []


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_every_file_and_folder_that_is_named_is_there(path: Path) -> None:
    """By its whole path or by the end of it; `<code>` and `*` stand for any name. What is built may not be there."""
    named = [name for name in PLACE.findall(path.read_text(encoding="utf-8")) if not name.startswith(".build/")]
    assert [name for name in named if name not in NO_PLACE and not is_named(name)] == []


def test_places_are_looked_up_at_all() -> None:
    assert len(PLACE.findall(README)) > 20
    assert is_named("told/facts.py")
    assert is_named("docs/<code>/")
    assert not is_named("told/fact.py")
    assert not is_named("acts.py")


def is_named(name: str) -> bool:
    pattern = re.sub(r"<\w+>", "*", name).rstrip("/")
    return any(path.match(pattern) for path in everything())


@cache
def everything() -> list[Path]:
    """Every file and folder of the project, but for what is installed or built."""
    tops = [path for path in ROOT.iterdir() if path.name not in (".git", ".venv", ".build", "node_modules")]
    return [path.relative_to(ROOT) for top in tops for path in (top, *top.rglob("*"))]


def test_contributing_has_a_place_for_every_folder_of_tests_and_names_each_helper() -> None:
    said = CONTRIBUTING.partition("## Where the tests are")[2].partition("\n## ")[0]
    folders = [f"{path.name}/" for path in TESTS.glob("[a-z]*") if path.is_dir()]
    helpers = [path.stem for path in (TESTS / "helpers").glob("*.py")]
    assert len(helpers) > 5
    assert [name for name in (*folders, *helpers) if f"`{name}`" not in said] == []
    named = re.findall(r"`(\w+/|\w+\.\w+)`", said)
    assert [name for name in named if not (TESTS / name).exists()] == []
    about = said.partition("In `helpers/`:")[2]
    assert sorted(re.findall(r"`(\w+)`", about)) == sorted(helpers)


def test_a_screen_is_a_view_and_the_template_of_its_name() -> None:
    views = {path.stem: path.read_text(encoding="utf-8") for path in VIEWS.glob("*.py") if path.stem != "registry"}
    shown = {name: set(re.findall(r'"(\w+\.html)"', text)) for name, text in views.items() if "\ndef show(" in text}
    assert len(shown) > 20
    assert shown == {name: ONE_QUESTION.get(name, {f"{name}.html"}) for name in shown}
    assert {path.name for path in TEMPLATES.glob("*.html")} == set[str]().union(*shown.values(), NO_SCREENS)


def test_what_is_no_screen_is_made_by_the_module_that_is_named() -> None:
    makers = {name: (SRC / "screens" / module).read_text(encoding="utf-8") for name, module in NO_SCREENS.items()}
    assert [name for name, text in makers.items() if f'"{name}"' not in text] == []


def test_a_part_of_a_template_is_brought_in_by_another() -> None:
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    named = {name for text in texts for name in re.findall(r'{% (?:extends|import) "([\w/]+\.html)"', text)}
    parts = {path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "parts").iterdir()}
    assert len(parts) > 5
    assert named == parts | {"remove.html"}, "the removal of a person is that of an entry with another button"
