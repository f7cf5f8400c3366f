"""What is installed is pinned with hashes, agrees with itself, and names no address."""

import json
import re
from pathlib import Path

import pytest

from site_build.bootstrap import PYODIDE_PYTHON
from site_build.paths import NODE_MODULES, PYODIDE_PACKAGES, REQUIREMENTS, ROOT, SRC

LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
SOURCES = sorted(REQUIREMENTS.glob("*.in"))
PIN = re.compile(r"^([a-z0-9][\w.-]*)(?:\[\w+\])?==([^\s;]+)", re.MULTILINE | re.IGNORECASE)


def pins(path: Path) -> set[tuple[str, str]]:
    """The pinned packages of a file; a name may stand there twice, for different Pythons."""
    return {(name.replace("_", "-"), version) for name, version in PIN.findall(path.read_text())}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_package_we_ask_for_is_locked_at_that_version(source: Path) -> None:
    locked = pins(source.with_suffix(".txt"))
    asked = pins(source)
    assert asked
    assert asked - locked == set()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_package_we_ask_for_has_its_reason(source: Path) -> None:
    lines = [line for line in source.read_text().splitlines() if line and line[0] not in "#-"]
    assert lines
    assert [line for line in lines if not re.search(r"# \w+", line)] == []


def test_nothing_is_installed_that_is_not_locked() -> None:
    """Each call of pip in the code takes a lock, and refuses what has another hash."""
    calls = [
        (path.name, call)
        for path in sorted((SRC / "site_build").rglob("*.py"))
        for call in re.findall(r"\n[^\n]*\"pip\", \"(?:install|download)\".*?(?=\n\s*\n|\Z)", path.read_text(), re.S)
    ]
    assert len(calls) > 2
    assert [name for name, call in calls if "--require-hashes" not in call] == []


def test_what_tests_use_is_what_the_site_is_built_with() -> None:
    assert pins(REQUIREMENTS / "site.txt") <= pins(REQUIREMENTS / "dev.txt")


@pytest.mark.built  # the build brings them in
def test_what_runs_inside_pyodide_is_locked_for_its_python_and_is_pure_python() -> None:
    shipped = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text())
    assert shipped["info"]["python"].startswith(PYODIDE_PYTHON + ".")
    wheels = [path.name for path in PYODIDE_PACKAGES.glob("*.whl")]
    assert [name for name in wheels if not name.endswith("-none-any.whl")] == []
    brought = {(name.replace("_", "-"), version) for name, version, *_ in (wheel.split("-") for wheel in wheels)}
    assert brought >= pins(REQUIREMENTS / "pyodide.in")


NPM = [ROOT, *sorted(path.parent for path in REQUIREMENTS.glob("*/package.json"))]


@pytest.mark.parametrize("place", NPM, ids=lambda path: path.name)
def test_npm_lock_has_hashes_and_no_address(place: Path) -> None:
    text = (place / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
    assert "://" not in text


@pytest.mark.parametrize("place", NPM, ids=lambda path: path.name)
def test_npm_packages_are_pinned_exactly(place: Path) -> None:
    package = json.loads((place / "package.json").read_text())
    wanted = package["dependencies"] | package.get("devDependencies", {})
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
