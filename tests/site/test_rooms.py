"""A newcomer finds the way: every package says what it may import and where to begin, and a contract holds it."""

import ast
import tomllib
from pathlib import Path

import pytest

from site_build.paths import ROOT, SRC

STAND_INS = SRC / "site_build" / "runtime" / "stand_ins"
PACKAGES = sorted(path for path in SRC.rglob("__init__.py") if STAND_INS not in path.parents)
WITHOUT_ROOMS = {"site_build.words"}
"""Packages of one module, the package itself."""


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
