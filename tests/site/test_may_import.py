"""What a package says that it may import is what it imports, and what ./x imports needs nothing installed."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from site_build.paths import ROOT, SRC

STAND_INS = SRC / "site_build" / "runtime" / "stand_ins"
PACKAGES = sorted(
    ".".join(path.parent.relative_to(SRC).parts) for path in SRC.rglob("__init__.py") if STAND_INS not in path.parents
)
TOP = {package for package in PACKAGES if "." not in package}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = {name: one["layers"] for one in CONTRACTS if one.get("exhaustive") for name in one["containers"]}
PHRASES = {
    "the rules": {"belgian_residence"},
    "the screens": {"screens"},
    "the foundation": {"site_build.make"},
}
"""What a docstring says in words. The foundation goes down to the paths."""
COMMANDS = """
import ast, importlib, sys
sys.path.insert(0, sys.argv[1])
import site_build.cli
for node in ast.walk(ast.parse(open(site_build.cli.__file__, encoding="utf-8").read())):
    if isinstance(node, ast.ImportFrom) and node.module.startswith("site_build"):
        for one in node.names:
            if not hasattr(importlib.import_module(node.module), one.name):
                importlib.import_module(f"{node.module}.{one.name}")
print(*(name for name in sys.modules if name.startswith("site_build.")))
"""
"""Import what the commands import, when they run too, and print the modules of the build that were loaded."""


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_no_less_than_it_imports(package: str) -> None:
    may = may_import(package)
    own = sorted(imported(package, home(package).glob("*.py")))
    assert [name for name in own if not is_in(name, may)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_names_no_room_that_it_does_not_import(package: str) -> None:
    used = imported(package, home(package).rglob("*.py"))
    assert [name for name in sorted(named(package)) if not any(is_in(one, {name}) for one in used)] == []


def test_what_runs_before_the_packages_are_there_needs_none() -> None:
    """``-S``: this Python without its packages."""
    command = [sys.executable, "-S", "-E", "-c", COMMANDS, str(SRC)]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    told = re.search(r"Before .venv exists ``./x`` imports(.*)These load", docstring("site_build"), re.DOTALL)
    assert told
    rooms, left_out = told[1].split("without")
    assert {name.split(".")[1] for name in loaded} == {name.split(".")[0] for name in quoted(rooms)}
    assert [name for name in quoted(left_out) if f"site_build.{name}" in loaded] == []


def may_import(package: str) -> set[str]:
    """The modules that a package may import by its docstring, with what is inside them."""
    said = sentence(package)
    found = {name for phrase, names in PHRASES.items() if phrase in said for name in names}
    found |= {one for name in found & PHRASES["the foundation"] for one in below(name)}
    for name in quoted(said):
        if is_in(package, {room := resolved(package, name)}):  # a package around this one: the rest of the way down
            inside = ".".join(package.split(".")[: room.count(".") + 2])
            found |= may_import(room) | below(inside)
        else:
            found |= {room} | (below(room) if f"{name}`` and what lies below" in said else set())
    return found


def named(package: str) -> set[str]:
    """The rooms outside a package that its docstring names."""
    rooms = {resolved(package, name) for name in quoted(sentence(package))}
    return {room for room in rooms if not is_in(package, {room})}


def docstring(package: str) -> str:
    return ast.get_docstring(ast.parse((home(package) / "__init__.py").read_text(encoding="utf-8"))) or ""


def sentence(package: str) -> str:
    """What stands between "may import" and where to begin, or the next paragraph."""
    said = re.search(r"may import(.*?)(?=Begin with|\n\n|$)", docstring(package), re.IGNORECASE | re.DOTALL)
    assert said
    return " ".join(said[1].split())


def quoted(text: str) -> list[str]:
    return re.findall(r"`+([\w.]+)`+", text)


def resolved(package: str, name: str) -> str:
    """The module that a docstring names: beside the package, or beside one around it."""
    around = package.split(".")[:-1]
    tried = [".".join([*around[:length], name]) for length in range(len(around), -1, -1)]
    return next(one for one in tried if is_module(one))


def below(name: str) -> set[str]:
    """The rooms below one in the contract of the package around it."""
    container, _, room = name.rpartition(".")
    layers = [layer.split(" | ") for layer in LAYERS[container]]
    at = next(number for number, layer in enumerate(layers) if room in layer)
    return {f"{container}.{one}" for layer in layers[at + 1 :] for one in layer}


def imported(package: str, paths: Iterator[Path]) -> set[str]:
    """The modules of ours outside a package that these files import when they run."""
    files = [path for path in paths if STAND_INS not in path.parents]
    names = {name for path in files for name in imports_in(path)}
    ours = {name if is_module(name) else name.rpartition(".")[0] for name in names if name.split(".")[0] in TOP}
    return {name for name in ours if not is_in(name, {package})}


@cache
def imports_in(path: Path) -> frozenset[str]:
    return frozenset(imports_of(ast.parse(path.read_text(encoding="utf-8"))))


def imports_of(node: ast.AST) -> Iterator[str]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.If) and isinstance(one.test, ast.Name) and one.test.id == "TYPE_CHECKING":
            continue
        if isinstance(one, ast.Import):
            yield from (alias.name for alias in one.names)
        if isinstance(one, ast.ImportFrom):
            yield from (f"{one.module}.{alias.name}" for alias in one.names)
        yield from imports_of(one)


def home(package: str) -> Path:
    return SRC.joinpath(*package.split("."))


def is_module(name: str) -> bool:
    return home(name).is_dir() or home(name).with_suffix(".py").exists()


def is_in(name: str, rooms: set[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)
