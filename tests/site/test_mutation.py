"""How ``./x mutate`` is set up: every module of the rules that it changes has tests that it runs."""

from __future__ import annotations

import ast
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from pinned import PINS
from site_build.paths import ROOT, SRC

RULES = SRC / "belgian_residence"


def mutmut() -> dict[str, Any]:
    """The settings of mutmut."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    return settings


def files_of_tests() -> list[Path]:
    """The files of tests that mutmut runs."""
    chosen = mutmut()["pytest_add_cli_args_test_selection"]
    return [ROOT / one for one in chosen if not one.startswith("--deselect")]


def module(path: Path) -> str:
    """The name by which a pin begins: ``told.case.``."""
    return ".".join(path.relative_to(RULES).with_suffix("").parts) + "."


def has_code(path: Path) -> bool:
    """Is there a function in it? Tables are no code that could be changed."""
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def changed() -> list[str]:
    """The modules of which mutmut changes functions."""
    left_out = mutmut()["do_not_mutate"]
    paths = [path for path in sorted(RULES.rglob("*.py")) if path.name != "__init__.py" and has_code(path)]
    return [module(path) for path in paths if not any(fnmatch(path.as_posix(), pattern) for pattern in left_out)]


def test_every_file_of_tests_that_runs_is_there_and_says_what_it_pins() -> None:
    assert [path for path in files_of_tests() if not path.exists()] == []
    assert sorted(path.stem for path in files_of_tests()) == sorted(PINS)


@pytest.mark.parametrize("name", sorted(PINS))
def test_what_a_file_pins_is_there(name: str) -> None:
    modules = [module(path) for path in RULES.rglob("*.py")]
    assert [pin for pin in PINS[name] if not any(one.startswith(pin) for one in modules)] == []


@pytest.mark.parametrize("name", changed())
def test_every_module_that_is_changed_is_pinned(name: str) -> None:
    assert [file for file, pins in PINS.items() if name.startswith(pins)]


def test_a_test_that_is_left_out_is_there() -> None:
    for one in mutmut()["pytest_add_cli_args_test_selection"]:
        if one.startswith("--deselect"):
            path, _, test = one.removeprefix("--deselect=").partition("::")
            assert f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")
